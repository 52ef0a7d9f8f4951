/**
 * Distributions of an estimate from the ranges of its inputs.
 *
 * @module
 */
export { type Random, seededRandom } from "./core/random.js";
export type { Quantiles } from "./core/draws.js";
export { type DistributionOptions, trainingDistribution, type TrainingDistribution } from "./uncertainty/distribution.js";
