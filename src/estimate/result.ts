import type { Line } from "../core/line.js";
import type { Driver } from "../graph/ranges.js";
import type { PhaseTotals } from "./generated/totals.js";
import type { Note } from "./note.js";
import type { PhaseEstimate } from "./phases.js";

/** What every estimate has beside its numbers. */
export interface Estimate<Kind extends string, Totals> {
  readonly kind: Kind;
  /** Version of the data that cited records and defaults come from. */
  readonly dataVersion: string;
  /** Lower end of each number. */
  readonly low: Totals;
  /** Upper end of each number. */
  readonly high: Totals;
  /** What makes the total wide: each ranged input with the total at its two ends, widest first. */
  readonly drivers: readonly Driver[];
  /** Every step, each after the steps that it uses. */
  readonly lines: readonly Line[];
  /** What was left out, assumed, or looks odd. */
  readonly notes: readonly Note[];
}

/** What an estimate covers, in the words of a ledger. */
export interface Bounded<Lifecycle extends string, System extends string> {
  readonly boundary: { readonly lifecycle: Lifecycle; readonly system: System };
}

/** What every estimate has that is made of phases. */
export interface PhasedEstimate<Kind extends string, Lifecycle extends string, System extends string = "datacenter">
  extends Estimate<Kind, PhaseTotals>, PhaseTotals, Bounded<Lifecycle, System> {
  readonly phases: readonly PhaseEstimate[];
}
