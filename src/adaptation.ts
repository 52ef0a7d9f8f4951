/**
 * Adaptation of trained models, and their whole life: fine-tuning, retrieval, hybrid decoding on devices and servers, processors, life cycles.
 *
 * @module
 */
export { adaptationDefaults } from "./catalog/adaptation-defaults.js";
export type { AdaptationDefaults, NetworkKind, NetworkRecord, UserDeviceKind, UserDeviceRecord } from "./catalog/records.js";
export { estimateFineTuning, type FineTuningEstimate } from "./estimate/fine-tuning.js";
export type {
  Adapter,
  AdapterTarget,
  CallDeployment,
  Evaluation,
  FineTuningInput,
  FineTuningMethod,
  Teacher,
} from "./estimate/fine-tuning-input.js";
export type { LedgerPhase, LedgerPlace, PhaseEstimate, PhaseTotals, PriceInput, Surroundings } from "./estimate/phases.js";
