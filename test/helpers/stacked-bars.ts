import { chart, type ChartLabels, colours, escape, round } from "./svg.js";

/** A bar and what it is made of, from the bottom up. */
export interface StackedBar {
  readonly name: string;
  readonly parts: readonly { readonly name: string; readonly value: number }[];
}

const WIDTH = 760;
const HEIGHT = 520;
const MARGIN = { left: 80, right: 36, top: 45, bottom: 60 };
const GAP = 0.3;

/** Colours by the name of a part, the same in every bar; hatched from the sixth on. */
function fillsOf(names: readonly string[]): Map<string, readonly [string, number]> {
  return new Map(names.map((name, index) => [name, [colours[index % colours.length] as string, index < colours.length ? 0.85 : 0.4]]));
}

/** A step between ticks of which there are about six. */
function stepFor(highest: number): number {
  const rough = highest / 6;
  const decade = 10 ** Math.floor(Math.log10(rough));
  return ([1, 2, 5, 10].find((factor) => factor * decade >= rough) ?? 10) * decade;
}

/** Stacked bars on a linear axis that begins at zero, as SVG text. */
export function stackedBarsSvg(bars: readonly StackedBar[], labels: ChartLabels): string {
  const sum = ({ parts }: StackedBar): number => parts.reduce((all, { value }) => all + value, 0);
  const highest = Math.max(...bars.map((bar) => sum(bar)));
  const names = [...new Set(bars.flatMap(({ parts }) => parts.map(({ name }) => name)))];
  const fills = fillsOf(names);
  const slot = (WIDTH - MARGIN.left - MARGIN.right) / bars.length;
  const y = (value: number): number => HEIGHT - MARGIN.bottom - (value / highest) * (HEIGHT - MARGIN.top - MARGIN.bottom - 20);
  const step = stepFor(highest);
  const ticks = Array.from({ length: Math.floor(highest / step) + 1 }, (_, index) => index * step);
  return chart({ width: WIDTH, height: HEIGHT }, labels, [
    ...ticks.map(
      (value) =>
        `<line x1="${MARGIN.left}" y1="${round(y(value))}" x2="${WIDTH - MARGIN.right}" y2="${round(y(value))}" stroke="#e5e5e5"/>` +
        `<text x="${MARGIN.left - 8}" y="${round(y(value) + 5)}" text-anchor="end">${Number(value.toPrecision(3))}</text>`,
    ),
    ...bars.flatMap((bar, index) => {
      const left = MARGIN.left + (index + GAP / 2) * slot;
      const width = slot * (1 - GAP);
      let below = 0;
      const parts = bar.parts.map(({ name, value }) => {
        const [fill, opacity] = fills.get(name) ?? ["#000000", 1];
        const top = y(below + value);
        const height = y(below) - top;
        below += value;
        return (
          `<rect x="${round(left)}" y="${round(top)}" width="${round(width)}" height="${round(height)}" fill="${fill}" fill-opacity="${opacity}">` +
          `<title>${escape(`${bar.name}: ${name} ${value.toPrecision(3)}`)}</title></rect>`
        );
      });
      const middle = round(left + width / 2);
      return [
        ...parts,
        `<text x="${middle}" y="${round(y(sum(bar)) - 6)}" text-anchor="middle">${Number(sum(bar).toPrecision(3))}</text>`,
        `<text x="${middle}" y="${HEIGHT - MARGIN.bottom + 18}" text-anchor="middle" font-size="11">${escape(bar.name)}</text>`,
      ];
    }),
    ...names.map((name, index) => {
      const [fill, opacity] = fills.get(name) ?? ["#000000", 1];
      const at = MARGIN.top + 8 + index * 20;
      return (
        `<rect x="${MARGIN.left + 14}" y="${at}" width="14" height="14" fill="${fill}" fill-opacity="${opacity}"/>` +
        `<text x="${MARGIN.left + 36}" y="${at + 12}">${escape(name)}</text>`
      );
    }),
  ]);
}
