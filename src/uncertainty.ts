/**
 * Distributions of an estimate from the ranges of its inputs.
 *
 * @module
 */
export { type Random, seededRandom } from "./core/random.js";
export { type DistributionOptions, type Quantiles, trainingDistribution, type TrainingDistribution } from "./uncertainty/distribution.js";
