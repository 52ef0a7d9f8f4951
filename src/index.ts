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
export type { Layout, SizingInput, TrainingSizing } from "./estimate/sizing-input.js";
export { estimateTraining, trainingTotals } from "./estimate/training.js";
export { estimateInference, inferenceTotals } from "./estimate/inference.js";
export type { Deployment, InferenceInput, RequestTokens } from "./estimate/inference-input.js";
export type { InferenceEstimate, InferenceTotals } from "./estimate/inference-result.js";
export { sizeServing, type ServingSizing, type ServingSizingInput } from "./estimate/serving-sizing.js";
export { usageKernel, type UsageCoefficients, type UsageColumns, type UsageKernel } from "./usage/kernel.js";
export { planServing, type ServiceLevel, type ServingFleet, type ServingPlan, type ServingPlanInput } from "./estimate/serving-plan.js";
export type { EmbodiedInput, EmbodiedMethod, EmbodiedStageInput } from "./estimate/embodied-input.js";
export type { PlaceInput } from "./estimate/place.js";
export type { HardwareFlopUtilisation, TrainingInput, TrainingStorage } from "./estimate/training-input.js";
export type { Note } from "./estimate/note.js";
export type { TrainingEstimate, TrainingQuantity, TrainingTotals } from "./estimate/training-result.js";
