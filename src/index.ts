/**
 * Estimates of the footprint of large language models. Tables, equations, published methods and tools live behind their own subpaths
 * (`llm-footprint/catalog/…`, `/formulas`, `/methods`, `/calibration`, `/uncertainty`, `/units`, `/accounting`, `/schema`), so that a bundle
 * holds only what it uses.
 *
 * @module
 */
export { defaults } from "./catalog/defaults.js";
export { servingFit } from "./catalog/serving-fit.js";
export { trainingFit } from "./catalog/training-fit.js";
export { dataVersion } from "./catalog/version.js";
export type {
  Accelerator,
  AcceleratorRecord,
  Architecture,
  Defaults,
  DenseModel,
  ExpertArchitecture,
  Experts,
  FabNode,
  Grid,
  HostBill,
  MixtureOfExpertsModel,
  Model,
  Precision,
  Server,
  ServerRecord,
  ServingFit,
  ServingPrecision,
  ServingSoftware,
  ServingSoftwareFit,
  TrainingFit,
  TrainingGroup,
} from "./catalog/records.js";
export { FootprintError, type FootprintErrorCode, type FootprintErrorDetails, isFootprintError } from "./core/errors.js";
export type { Basis, CalibratedNumber, Figure, Given, RangedNumber } from "./core/figure.js";
export type { SourceReference } from "./core/formula.js";
export type { Driver } from "./graph/ranges.js";
export type { Line, LineInput, Origin } from "./core/line.js";
export type { Unit } from "./core/units.js";
export { type CountedParameters, countParameters, type ParameterCounts } from "./estimate/model-parameters.js";
export { sizeTraining } from "./estimate/sizing.js";
export type { Layout, TrainingSizing } from "./estimate/sizing-input.js";
export { estimateTraining, trainingTotals } from "./estimate/training.js";
export { estimateInference, inferenceTotals } from "./estimate/inference.js";
export type { InferenceEstimate } from "./estimate/inference-result.js";
export { sizeServing, type ServingSizing } from "./estimate/serving-sizing.js";
export { usageKernel, type RefusedRow, type UsageCoefficients, type UsageColumns, type UsageKernel } from "./usage/kernel.js";
export { planServing, type ServingFleet, type ServingPlan } from "./estimate/serving-plan.js";
export type { EmbodiedMethod } from "./estimate/embodied-input.js";
export type { Note } from "./estimate/note.js";
export type { TrainingEstimate, TrainingQuantity } from "./estimate/training-result.js";
export type {
  Deployment,
  EmbodiedInput,
  EmbodiedStageInput,
  HardwareFlopUtilisation,
  InferenceInput,
  PlaceInput,
  RequestTokens,
  ServiceLevel,
  ServingPlanInput,
  ServingSizingInput,
  SizingInput,
  TrainingInput,
  TrainingStorage,
} from "./estimate/generated/inputs.js";
export type { InferenceTotals, TrainingTotals } from "./estimate/generated/totals.js";
