import type { Driver } from "../graph/ranges.js";
import type { Line } from "../core/line.js";
import type { Note } from "./note.js";
import type { TrainingTotals } from "./generated/totals.js";

/** The numbers that every training estimate has. */
export type TrainingQuantity = Exclude<keyof TrainingTotals, "marketOperationalGramsCo2e" | "waterLitres">;

/** A training estimate: each number, its low and high, the lines that led to it and what to know about it. */
export interface TrainingEstimate extends TrainingTotals {
  readonly kind: "training";
  /** Version of the data that cited records and defaults come from. */
  readonly dataVersion: string;
  /** Lower end of each number. */
  readonly low: TrainingTotals;
  /** Upper end of each number. */
  readonly high: TrainingTotals;
  /** What makes the total wide: each ranged input with the total at its two ends, widest first. */
  readonly drivers: readonly Driver[];
  /** Every step, each after the steps that it uses. */
  readonly lines: readonly Line[];
  /** What was left out, assumed, or looks odd. */
  readonly notes: readonly Note[];
}
