/**
 * Scenario files: their schema, and reading them into the inputs of an estimate.
 *
 * @module
 */
export {
  type AdaptationKind,
  type ComparisonScenario,
  type FineTuningScenario,
  type HybridScenario,
  type LifecycleScenario,
  type LocalScenario,
  type RagScenario,
  readComparison,
  readFineTuning,
  readHybrid,
  readLifecycle,
  readLocal,
  readRag,
} from "./schema/adaptation.js";
export { extendCatalog, ownRecordsJsonSchema } from "./schema/own-records.js";
export { type QuantityField, quantityFields, type QuantityName } from "./schema/quantity-fields.js";
export { readScenario, type Scenario, type ScenarioReference } from "./schema/scenario.js";
export type { TrainingScenarioFile } from "./schema/scenario-schema.js";
export { scenarioJsonSchema } from "./schema/json-schema.js";
export { servingFields, type ServingFieldName } from "./schema/serving-fields.js";
export {
  type InferenceScenario,
  readInference,
  readServing,
  readServingSizing,
  type ServingScenario,
  type ServingSizingScenario,
} from "./schema/serving.js";
export { readSizing, type SizingScenario } from "./schema/sizing.js";
