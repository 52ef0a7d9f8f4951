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
 * Bars of emissions on one scale from zero, and the difference of each to the first. A range is drawn into its bar: full up to the low end,
 * shaded to the value, a line to the high end.
 */
export function barChart(bars: readonly Bar[], colours: Colours): string[] {
  const [first] = bars;
  if (first === undefined) return [];
  const most = Math.max(...bars.map(({ grams, high = grams }) => high));
  // With zero everywhere there is nothing to scale by.
  const cells = (grams: number): number => (most === 0 ? 0 : Math.round((grams / most) * MOST_CELLS));
  const draw = ({ grams, low = grams, high = grams }: Bar): string =>
    "█".repeat(cells(low)) + "▒".repeat(cells(grams) - cells(low)) + "─".repeat(cells(high) - cells(grams));
  return table(
    bars.map((bar) => [
      bar.label,
      formatQuantity(bar.grams, "gCO2e", 5),
      bar === first || bar.grams === 0 ? "" : `estimate ${formatDelta(first.grams / bar.grams - 1)}`,
      bar === first ? colours.green(draw(bar)) : colours.dim(draw(bar)),
    ]),
    [0, 3],
  );
}
