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
/** Colours that stay apart for most readers (Okabe and Ito), with a shape each. */
const styles = [
  { colour: "#0072B2", shape: "circle" },
  { colour: "#D55E00", shape: "square" },
  { colour: "#009E73", shape: "diamond" },
] as const;

const escape = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
const round = (value: number): string => value.toFixed(1);

function mark(shape: (typeof styles)[number]["shape"], x: number, y: number, colour: string): string {
  const fill = `fill="${colour}" fill-opacity="0.75"`;
  if (shape === "circle") return `<circle cx="${round(x)}" cy="${round(y)}" r="5" ${fill}/>`;
  if (shape === "square") return `<rect x="${round(x - 4.5)}" y="${round(y - 4.5)}" width="9" height="9" ${fill}/>`;
  return `<path d="M${round(x)} ${round(y - 6)}l6 6l-6 6l-6 -6z" ${fill}/>`;
}

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
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="13" role="img" aria-label="${escape(title)}">`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="white"/>`,
    `<text x="${WIDTH / 2}" y="26" text-anchor="middle" font-size="16">${escape(title)}</text>`,
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
      const { shape, colour } = styles[series.indexOf(name) % styles.length] as (typeof styles)[number];
      return `<g><title>${escape(`${label}: predicted ${predicted.toPrecision(3)}, reported ${reported.toPrecision(3)} ${unit}`)}</title>${mark(shape, x(reported), y(predicted), colour)}</g>`;
    }),
    ...series.map((name, index) => {
      const { shape, colour } = styles[index % styles.length] as (typeof styles)[number];
      const at = MARGIN.top + 20 + index * 20;
      return `${mark(shape, MARGIN.left + 18, at, colour)}<text x="${MARGIN.left + 32}" y="${at + 5}">${escape(name)}</text>`;
    }),
    `<text x="${WIDTH / 2}" y="${HEIGHT - 22}" text-anchor="middle">reported (${escape(unit)})</text>`,
    `<text transform="translate(24 ${HEIGHT / 2}) rotate(-90)" text-anchor="middle">predicted (${escape(unit)})</text>`,
    "</svg>",
    "",
  ].join("\n");
}
