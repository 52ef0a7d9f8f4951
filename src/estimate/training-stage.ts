import type { Evaluator, Quantity } from "../core/evaluator.js";
import type { Given } from "../core/figure.js";
import type { UnitOf } from "../core/units.js";
import type { EmbodiedWork } from "./embodied.js";
import type { TrainingInput } from "./training-input.js";
import type { TrainingTotals } from "./training-result.js";

/** {@link TrainingTotals} on their way through an estimate. */
export type TrainingQuantities = {
  readonly [Key in keyof TrainingTotals]: Quantity<UnitOf<Key>> | (undefined extends TrainingTotals[Key] ? undefined : never);
};

/** A training run, or a phase of a fine-tuning, which knows less of itself. */
export interface RunInput extends TrainingInput {
  /** Efficiency where neither the caller nor the record of the accelerator gives one; predicted where left out. */
  readonly standInEfficiency?: Given | undefined;
  /** What lengthens the run beside its operations (ratio), and the figure for it where the caller gives none. */
  readonly slowdown?: { readonly given: Given | undefined; readonly standIn: Given } | undefined;
}

/** What the stages of an estimate hand on to each other. */
export type Workpiece = EmbodiedWork & { -readonly [Key in keyof TrainingQuantities]: TrainingQuantities[Key] } & {
  tokens: Quantity<"token">;
  acceleratorCount: Quantity<"1">;
  /** Hours of the run itself, without experiments. */
  runDeviceHours: Quantity<"h">;
  /** Efficiency of the run, where it was given or predicted. */
  efficiency: Quantity<"1"> | undefined;
  /** Efficiency at which its accelerators are fully loaded, where something needed it. */
  efficiencyCeiling: Quantity<"1"> | undefined;
  /** The peak of its precision, where something needed it. */
  peakFlopPerSecond: Quantity<"FLOP/s"> | undefined;
  /** Experiments as a multiple of the run, where they are counted. */
  experimentationFactor: Quantity<"1"> | undefined;
};

/** A step of a training estimate; it sets fields of the workpiece and holds no arithmetic of its own. */
export type Stage = (t: Evaluator, input: RunInput, work: Workpiece) => void;
