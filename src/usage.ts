/**
 * What calls to language models cost, from the name of the model and the tokens: energy, emissions, water and price with low and high, every
 * assumption named.
 *
 * @module
 */
export type { LoadKind, ServingPrecision } from "./catalog/records.js";
export type { Line } from "./core/line.js";
export { type EquatedTotals, type EverydayEquivalent, everydayEquivalents } from "./usage/equivalents.js";
export { createEstimator, type Estimator, explain, footprintOf } from "./usage/estimator.js";
export type { EstimatorOptions } from "./usage/settings.js";
export type { TrainingShare, TrainingVolume } from "./usage/training-share.js";
export type { FootprintTotals, UsageFootprint, UsageMatch, UsageRecord } from "./usage/usage-record.js";
export { createUsageTotals, type GroupState, type JointTotals, type UsageTotals, type UsageTotalsState } from "./usage/usage-totals.js";
