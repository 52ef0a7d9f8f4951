/**
 * Design space: the loss of a model, the run that reaches it at least cost, and what a lower loss costs.
 *
 * @module
 */
export type { LossLaw, LossLawRecord, RoutingLawRecord, ScalingLaws } from "./catalog/records.js";
export { scalingLaws } from "./catalog/scaling-laws.js";
export type { CostDifference, CostKey, Costs } from "./planning/difference.js";
export {
  compareAtEqualLoss,
  type ComparedRun,
  type EqualLossComparison,
  type EqualLossInput,
  type EqualLossRun,
} from "./planning/equal-loss.js";
export type { EffectiveParameters, LossLawId, RoutingLawId } from "./planning/laws.js";
export type { PlannedRun } from "./planning/loss.js";
export {
  type LossPlan,
  type LossPlanInput,
  type OptimalAtSameLoss,
  planAtLoss,
  type PlanBy,
  type PlanByLaw,
} from "./planning/loss-plan.js";
export { computeOptimal, type ComputeOptimalInput, type ComputeOptimum } from "./planning/optimum.js";
export {
  type ServingSweep,
  type ServingSweepInput,
  type ServingSweepRow,
  sweepServing,
  type VariedServing,
} from "./planning/serving-sweep.js";
export { paretoFront, sweep, type SweepInput, type SweepRow, type Varied } from "./planning/sweep.js";
