import { chart, type ChartLabels, colours, escape, round } from "./svg.js";

/** A line of a chart, with points of its own where something was measured. */
export interface Series {
  readonly name: string;
  readonly line: readonly (readonly [number, number])[];
  readonly points?: readonly (readonly [number, number])[];
}

const WIDTH = 760;
const HEIGHT = 520;
const MARGIN = { left: 80, right: 36, top: 45, bottom: 60 };
/** A dash for each series, for print. */
const dashes = ["none", "7 3", "2 3", "9 3 2 3", "4 4"] as const;

const tick = (value: number): string => (value >= 1 ? value.toLocaleString("en-US") : String(Number(value.toPrecision(1))));

/** A colour and a dash for each series. */
const styleOf = (index: number): readonly [string, string] => [
  colours[index % colours.length] as string,
  dashes[index % dashes.length] as string,
];

/** Positions and ticks of an axis between two values. */
interface Axis {
  readonly share: (value: number) => number;
  readonly ticks: readonly number[];
}

function logarithmic(values: readonly number[]): Axis {
  const logs = values.map((value) => Math.log10(value));
  const [from, to] = [Math.min(...logs), Math.max(...logs)];
  const steps = to - from > 3 ? [1] : to - from > 1 ? [1, 2, 5] : [1, 2, 3, 4, 5, 6, 7, 8, 9];
  return {
    share: (value) => (Math.log10(value) - from) / (to - from),
    ticks: Array.from({ length: Math.ceil(to) - Math.floor(from) + 1 }, (_, index) => 10 ** (Math.floor(from) + index))
      .flatMap((decade) => steps.map((step) => step * decade))
      .filter((value) => Math.log10(value) >= from - 1e-9 && Math.log10(value) <= to + 1e-9),
  };
}

/** From zero to one in tenths: a share. */
const shares: Axis = { share: (value) => value, ticks: Array.from({ length: 11 }, (_, index) => index / 10) };

/** Lines and points on logarithmic axes, or over a share from zero to one, as SVG text. */
export function lineChartSvg(series: readonly Series[], labels: ChartLabels, over: "any number" | "a share" = "any number"): string {
  const all = series.flatMap(({ line, points = [] }) => [...line, ...points]);
  const across = over === "a share" ? shares : logarithmic(all.map(([value]) => value));
  const up = logarithmic(all.map(([, value]) => value));
  const x = (value: number): number => MARGIN.left + across.share(value) * (WIDTH - MARGIN.left - MARGIN.right);
  const y = (value: number): number => HEIGHT - MARGIN.bottom - up.share(value) * (HEIGHT - MARGIN.top - MARGIN.bottom);
  return chart({ width: WIDTH, height: HEIGHT }, labels, [
    ...across.ticks.map(
      (value) =>
        `<line x1="${round(x(value))}" y1="${MARGIN.top}" x2="${round(x(value))}" y2="${HEIGHT - MARGIN.bottom}" stroke="#e5e5e5"/>` +
        `<text x="${round(x(value))}" y="${HEIGHT - MARGIN.bottom + 20}" text-anchor="middle">${tick(value)}</text>`,
    ),
    ...up.ticks.map(
      (value) =>
        `<line x1="${MARGIN.left}" y1="${round(y(value))}" x2="${WIDTH - MARGIN.right}" y2="${round(y(value))}" stroke="#e5e5e5"/>` +
        `<text x="${MARGIN.left - 8}" y="${round(y(value) + 5)}" text-anchor="end">${tick(value)}</text>`,
    ),
    ...series.map(({ line, points = [] }, index) => {
      const [colour, dash] = styleOf(index);
      const path = line.map(([a, b], at) => `${at === 0 ? "M" : "L"}${round(x(a))} ${round(y(b))}`).join("");
      const marks = points.map(([a, b]) => `<circle cx="${round(x(a))}" cy="${round(y(b))}" r="4" fill="${colour}" fill-opacity="0.6"/>`);
      return `<path d="${path}" fill="none" stroke="${colour}" stroke-width="2" stroke-dasharray="${dash}"/>${marks.join("")}`;
    }),
    ...series.map(({ name }, index) => {
      const [colour, dash] = styleOf(index);
      const at = MARGIN.top + 18 + index * 20;
      const from = WIDTH - MARGIN.right - 330;
      return (
        `<line x1="${from}" y1="${at}" x2="${from + 36}" y2="${at}" stroke="${colour}" stroke-width="2" stroke-dasharray="${dash}"/>` +
        `<text x="${from + 44}" y="${at + 5}" stroke="white" stroke-width="3" paint-order="stroke">${escape(name)}</text>`
      );
    }),
  ]);
}
