/**
 * Scenario files: their schema, and reading them into the inputs of an estimate.
 *
 * @module
 */
export { extendCatalog, ownRecordsJsonSchema } from "./schema/own-records.js";
export { type QuantityField, quantityFields, type QuantityName, servingFields, type ServingFieldName } from "./schema/quantity-fields.js";
export {
  type AdaptationKind,
  type ComparisonScenario,
  type FineTuningScenario,
  type HybridScenario,
  type InferenceScenario,
  type LifecycleScenario,
  type LocalScenario,
  type RagScenario,
  readComparison,
  readFineTuning,
  readHybrid,
  readInference,
  readLifecycle,
  readLocal,
  readRag,
  readScenario,
  readServing,
  readServingSizing,
  readSizing,
  type Scenario,
  type ScenarioReference,
  type ServingScenario,
  type ServingSizingScenario,
  type SizingScenario,
  type TrainingScenarioFile,
} from "./schema/scenario.js";
export { scenarioJsonSchema } from "./schema/schemas.js";
