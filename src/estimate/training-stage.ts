import type { Evaluator, Quantity } from "../core/evaluator.js";
import type { Given } from "../core/figure.js";
import type { UnitOf } from "../core/units.js";
import type { TrainingInput } from "./training-input.js";
import type { TrainingTotals } from "./training-result.js";

/** {@link TrainingTotals} on their way through an estimate. */
export type TrainingQuantities = {
  readonly [Key in keyof TrainingTotals]: Quantity<UnitOf<Key>> | (undefined extends TrainingTotals[Key] ? undefined : never);
};

/** A number of the caller, or else the record that stands in for it. */
export function inputOr<Key extends string>(
  t: Evaluator,
  key: Key,
  given: Given | undefined,
  standIn: Given,
): ReturnType<typeof t.input<Key>> {
  return given === undefined ? t.fallback(key, standIn) : t.input(key, given);
}

/** What the stages of an estimate hand on to each other. */
export type Workpiece = { -readonly [Key in keyof TrainingQuantities]: TrainingQuantities[Key] } & {
  lifetimeShare: Quantity<"1">;
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
  /** The addends of the embodied emissions. */
  readonly embodiedParts: Quantity<"gCO2e">[];
  /** The manufacture of one device with its shares, of which those addends are the part of the run; kept for an end of life only. */
  deviceParts: Quantity<"gCO2e">[] | undefined;
};

/** A step of a training estimate; it sets fields of the workpiece and holds no arithmetic of its own. */
export type Stage = (t: Evaluator, input: TrainingInput, work: Workpiece) => void;
