/**
 * Every equation of the library as a function with its card: printed form, unit, source, domain.
 *
 * @module
 */
export * from "./adaptation/break-even.js";
export * from "./adaptation/fine-tuning.js";
export * from "./adaptation/repeat.js";
export * from "./adaptation/retrieval.js";
export * from "./adaptation/speculative.js";
export * from "./architecture/compute.js";
export * from "./architecture/latent-attention.js";
export * from "./architecture/memory.js";
export * from "./architecture/parameters.js";
export * from "./architecture/scaling.js";
export * from "./architecture/state-space.js";
export * from "./architecture/traffic.js";
export type { Domain, Formula, FormulaCard, SourceReference } from "./core/formula.js";
export { sumOfParts } from "./core/sum.js";
export * from "./emissions/component-bill.js";
export * from "./emissions/embodied.js";
export * from "./emissions/operational.js";
export * from "./energy/inference.js";
export * from "./energy/it-energy.js";
export * from "./energy/storage.js";
export * from "./hardware/host-power.js";
export * from "./hardware/parallelism.js";
export * from "./hardware/power.js";
export * from "./hardware/run-time.js";
export * from "./hardware/serving-power.js";
export * from "./hardware/training-efficiency.js";
export * from "./method/ecologits.js";
export * from "./method/epoch.js";
export * from "./method/llmcarbon/compute.js";
export * from "./method/llmcarbon/embodied.js";
export * from "./method/llmcarbon/operational.js";
export * from "./method/llmcarbon/parallelism.js";
export * from "./method/llmcarbon/parameters.js";
export * from "./method/mlco2.js";
export * from "./serving/call-cost.js";
export * from "./serving/capacity.js";
export * from "./serving/decode-step.js";
export * from "./serving/load.js";
export * from "./serving/price.js";
export * from "./serving/prompt.js";
export * from "./serving/quality.js";
export * from "./site/facility.js";
export * from "./site/grid-mix.js";
export * from "./site/water.js";
