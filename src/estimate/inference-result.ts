import type { Driver } from "../graph/ranges.js";
import type { Line } from "../core/line.js";
import type { Note } from "./note.js";
import type { InferenceTotals } from "./generated/totals.js";

/** An estimate of a request: each number, its low and high, the lines that led to it and what to know about it. */
export interface InferenceEstimate extends InferenceTotals {
  readonly kind: "inference";
  /** Version of the data that cited records and defaults come from. */
  readonly dataVersion: string;
  /** What the totals cover. */
  readonly boundary: { readonly lifecycle: "inference+idle"; readonly system: "datacenter" };
  /** Lower end of each number. */
  readonly low: InferenceTotals;
  /** Upper end of each number. */
  readonly high: InferenceTotals;
  /** What makes the total wide: each ranged input with the total at its two ends, widest first. */
  readonly drivers: readonly Driver[];
  readonly lines: readonly Line[];
  readonly notes: readonly Note[];
}
