import { chart, colours, escape, round } from "./svg.js";

/** A point of a chart: reported and predicted value, and the series that it belongs to. */
export interface Point {
  readonly reported: number;
  readonly predicted: number;
  readonly series: string;
  readonly label: string;
}

const WIDTH = 720;
const HEIGHT = 640;
const MARGIN = { left: 90, right: 30, top: 50, bottom: 70 };
const shapes = ["circle", "square", "diamond"] as const;

function mark(shape: (typeof shapes)[number], x: number, y: number, colour: string): string {
  const fill = `fill="${colour}" fill-opacity="0.75"`;
  if (shape === "circle") return `<circle cx="${round(x)}" cy="${round(y)}" r="5" ${fill}/>`;
  if (shape === "square") return `<rect x="${round(x - 4.5)}" y="${round(y - 4.5)}" width="9" height="9" ${fill}/>`;
  return `<path d="M${round(x)} ${round(y - 6)}l6 6l-6 6l-6 -6z" ${fill}/>`;
}

/** A shape and a colour for each series. */
const styleOf = (index: number): readonly [(typeof shapes)[number], string] => [
  shapes[index % shapes.length] as (typeof shapes)[number],
  colours[index % colours.length] as string,
];

/** Predicted against reported on two logarithmic axes, with the diagonal and the lines of ± 20 % and of a factor of two, as SVG text. */
export function scatterSvg(points: readonly Point[], { title, unit }: { readonly title: string; readonly unit: string }): string {
  const values = points.flatMap(({ reported, predicted }) => [reported, predicted]);
  const low = Math.floor(Math.log10(Math.min(...values)));
  const high = Math.ceil(Math.log10(Math.max(...values)));
  const scale = (value: number): number => (Math.log10(value) - low) / (high - low);
  const x = (value: number): number => MARGIN.left + scale(value) * (WIDTH - MARGIN.left - MARGIN.right);
  const y = (value: number): number => HEIGHT - MARGIN.bottom - scale(value) * (HEIGHT - MARGIN.top - MARGIN.bottom);
  const decades = Array.from({ length: high - low + 1 }, (_, index) => 10 ** (low + index));
  const [first, last] = [10 ** low, 10 ** high] as const;
  const series = [...new Set(points.map((point) => point.series))];
  const guide = (factor: number, dash: string): string => {
    const [from, to] = factor >= 1 ? [first, last / factor] : [first / factor, last];
    return `<line x1="${round(x(from))}" y1="${round(y(from * factor))}" x2="${round(x(to))}" y2="${round(y(to * factor))}" stroke="#999" stroke-dasharray="${dash}"/>`;
  };
  return chart({ width: WIDTH, height: HEIGHT }, { title, x: `reported (${unit})`, y: `predicted (${unit})` }, [
    ...decades.flatMap((decade) => {
      const label =
        decade >= 1e4 || decade < 0.01 ? `10<tspan dy="-5" font-size="10">${Math.round(Math.log10(decade))}</tspan>` : String(decade);
      return [
        `<line x1="${round(x(decade))}" y1="${round(y(first))}" x2="${round(x(decade))}" y2="${round(y(last))}" stroke="#eee"/>`,
        `<line x1="${round(x(first))}" y1="${round(y(decade))}" x2="${round(x(last))}" y2="${round(y(decade))}" stroke="#eee"/>`,
        `<text x="${round(x(decade))}" y="${HEIGHT - MARGIN.bottom + 22}" text-anchor="middle">${label}</text>`,
        `<text x="${MARGIN.left - 10}" y="${round(y(decade) + 5)}" text-anchor="end">${label}</text>`,
      ];
    }),
    guide(1, "none"),
    guide(1.2, "4 3"),
    guide(1 / 1.2, "4 3"),
    guide(2, "1 4"),
    guide(0.5, "1 4"),
    ...points.map(({ reported, predicted, series: name, label }) => {
      const [shape, colour] = styleOf(series.indexOf(name));
      return `<g><title>${escape(`${label}: predicted ${predicted.toPrecision(3)}, reported ${reported.toPrecision(3)} ${unit}`)}</title>${mark(shape, x(reported), y(predicted), colour)}</g>`;
    }),
    ...series.map((name, index) => {
      const [shape, colour] = styleOf(index);
      const at = MARGIN.top + 20 + index * 20;
      return `${mark(shape, MARGIN.left + 18, at, colour)}<text x="${MARGIN.left + 32}" y="${at + 5}">${escape(name)}</text>`;
    }),
  ]);
}
