import { pairedDifference } from "../graph/paired.js";
import { training } from "../estimate/training.js";
import type { TrainingInput } from "../estimate/generated/inputs.js";
import type { TrainingTotals } from "../estimate/generated/totals.js";

/** The numbers of a run that cost something. */
export type CostKey = (typeof costKeys)[number];

const costKeys = [
  "trainingFlop",
  "deviceHours",
  "itEnergyKwh",
  "energyKwh",
  "operationalGramsCo2e",
  "embodiedGramsCo2e",
  "totalGramsCo2e",
] as const satisfies readonly (keyof TrainingTotals)[];

/** The costs of one run less those of another; negative where it costs less. */
export type Costs = { readonly [Key in CostKey]: number };

/** A difference of two runs, with low and high. What both share (the grid, the PUE, the power) moves in both at once and cancels. */
export interface CostDifference extends Costs {
  readonly low: Costs;
  readonly high: Costs;
}

/** The costs of `after` less those of `before`. */
export function costDifference(before: TrainingInput, after: TrainingInput): CostDifference {
  const { central, low, high } = pairedDifference(training.run(before), training.run(after), costKeys);
  return { ...central, low, high };
}
