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
export type { LedgerPhase, LedgerPlace, PhasedEstimate, PhaseEstimate, PhaseTotals, PriceInput, Surroundings } from "./estimate/phases.js";
export { estimateRag, type RagEstimate } from "./estimate/rag.js";
export type {
  AgentLoop,
  Encoder,
  FewShot,
  IndexKind,
  KnowledgeGraph,
  RagIndex,
  RagInput,
  Rerank,
  Retrieval,
  Rewrite,
} from "./estimate/rag-input.js";
export { estimateHybrid, type HybridBreakEven, type HybridEstimate, type HybridWay } from "./estimate/hybrid.js";
export type { HybridInput, HybridNetwork, Verifier } from "./estimate/hybrid-input.js";
export type { LocalDevice } from "./estimate/local-device.js";
export { estimateLocalInference, type LocalInferenceEstimate, type LocalInferenceInput } from "./estimate/local.js";
export type { Ranged } from "./estimate/phases.js";
export {
  type AdaptationComparison,
  type AdaptationInput,
  type AdaptationSide,
  type BreakEven,
  type BreakEvenCase,
  compareAdaptation,
  type TunedRequest,
} from "./estimate/compare-adaptation.js";
export { type Amortised, estimateLifecycle, type LifecycleEstimate, type LifePhaseEstimate } from "./estimate/lifecycle.js";
export type { LifecycleInput, LifePhase, LifeRetirement, LifeStorage } from "./estimate/lifecycle-input.js";
