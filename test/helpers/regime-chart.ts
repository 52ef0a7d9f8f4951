import { chart, type ChartLabels, colours, escape, round } from "./svg.js";

/** A group of rows with how far predictions are from it, and how much of it lies in their ranges. */
export interface Regime {
  readonly name: string;
  readonly rows: number;
  /** Median of |predicted/measured − 1| (fraction). */
  readonly error: number;
  /** Share of the rows in the predicted 90 % range. */
  readonly inRange: number;
}

const WIDTH = 760;
const ROW = 24;
const TOP = 70;
const BOTTOM = 64;
/** The names; then errors from 0 to 40 %; then shares from 60 to 100 %. */
const ERRORS = { from: 320, to: 520, most: 0.4 };
const SHARES = { from: 585, to: 740, least: 0.6 };
const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** Bars of errors beside points of coverage, one row a group, as SVG text. */
export function regimeChartSvg(regimes: readonly Regime[], labels: ChartLabels): string {
  const height = TOP + regimes.length * ROW + BOTTOM;
  const error = (value: number): number => ERRORS.from + (Math.min(value, ERRORS.most) / ERRORS.most) * (ERRORS.to - ERRORS.from);
  const share = (value: number): number =>
    SHARES.from + ((Math.max(value, SHARES.least) - SHARES.least) / (1 - SHARES.least)) * (SHARES.to - SHARES.from);
  const axis = (x: number, text: string): string =>
    `<line x1="${round(x)}" y1="${TOP - 8}" x2="${round(x)}" y2="${height - BOTTOM}" stroke="#e5e5e5"/>` +
    `<text x="${round(x)}" y="${height - BOTTOM + 18}" text-anchor="middle">${text}</text>`;
  return chart({ width: WIDTH, height }, labels, [
    ...[0, 0.1, 0.2, 0.3, 0.4].map((value) => axis(error(value), percent(value))),
    ...[0.6, 0.7, 0.8, 0.9, 1].map((value) => axis(share(value), percent(value))),
    `<line x1="${round(share(0.9))}" y1="${TOP - 8}" x2="${round(share(0.9))}" y2="${height - BOTTOM}" stroke="#888" stroke-dasharray="4 3"/>`,
    ...regimes.map(({ name, rows, error: median, inRange }, index) => {
      const middle = TOP + index * ROW + ROW / 2 - 6;
      return (
        `<text x="${ERRORS.from - 10}" y="${middle + 5}" text-anchor="end">${escape(name)} (${rows})</text>` +
        `<rect x="${ERRORS.from}" y="${middle - 7}" width="${round(error(median) - ERRORS.from)}" height="14" fill="${colours[0] as string}"/>` +
        `<text x="${round(error(median) + 5)}" y="${middle + 5}">${(median * 100).toFixed(1)} %</text>` +
        `<circle cx="${round(share(inRange))}" cy="${middle}" r="5" fill="${colours[1] as string}"/>`
      );
    }),
  ]);
}
