/**
 * Published methods, frozen as printed, so that their numbers can be compared with the library's own.
 *
 * @module
 */
export {
  type FittedDevice,
  type FittedPolynomial,
  type LlmcarbonTables,
  llmcarbonTables,
  type PublishedRun,
  type PublishedUnit,
  type ScalingLaw,
} from "./catalog/published-runs.js";
export {
  type LlmcarbonEmbodied,
  llmcarbonEmbodied,
  type LlmcarbonEmbodiedInput,
  llmcarbonPredict,
  type LlmcarbonPrediction,
  type LlmcarbonPredictInput,
  llmcarbonReference,
  type LlmcarbonReference,
  type LlmcarbonReferenceInput,
} from "./estimate/llmcarbon.js";
export { inferenceMethods } from "./catalog/inference-methods.js";
export type { InferenceMethods } from "./catalog/records.js";
export {
  ecologits,
  type EcologitsEstimate,
  type EcologitsInput,
  epochInference,
  type EpochInferenceInput,
  type InferenceMethodEstimate,
  llmcarbonInference,
  type LlmcarbonInferenceInput,
} from "./estimate/inference-methods.js";
export {
  type DecodeForm,
  type DecodeFormConstants,
  type DecodeFormInput,
  decodeR4,
  decodeR5,
  textbookRoofline,
} from "./method/decode-forms.js";
export { mlco2, type Mlco2Estimate, type Mlco2Input, mlco2Peak, type Mlco2PeakInput } from "./estimate/mlco2.js";
