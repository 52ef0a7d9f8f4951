import { type Colours, formatDelta, formatQuantity, table } from "./format.js";

/** One bar: a value, and its range where it has one. */
export interface Bar {
  readonly label: string;
  readonly grams: number;
  readonly low?: number;
  readonly high?: number;
}

const MOST_CELLS = 44;

/**
 * Bars of emissions on one scale from zero, with the range of the first drawn as a line, and the difference of each to the first.
 */
export function barChart(bars: readonly Bar[], colours: Colours): string[] {
  const [first] = bars;
  if (first === undefined) return [];
  const most = Math.max(...bars.map(({ grams, high = grams }) => high));
  const cell = (grams: number): number => Math.round((grams / most) * MOST_CELLS);
  return table(
    bars.map((bar) => {
      const filled = "█".repeat(cell(bar.grams));
      const line = bar.high === undefined ? "" : "─".repeat(Math.max(0, cell(bar.high) - cell(bar.grams) - 1)) + "┤";
      const drawn = bar === first ? colours.green(filled) : colours.dim(filled);
      return [
        bar.label,
        formatQuantity(bar.grams, "gCO2e", 5),
        bar === first ? "" : `estimate ${formatDelta(first.grams / bar.grams - 1)}`,
        `${drawn}${line}`.concat(
          " ".repeat(MOST_CELLS + 1 - (bar.high === undefined ? cell(bar.grams) : Math.max(cell(bar.high), cell(bar.grams) + 1))),
        ),
      ];
    }),
  );
}
