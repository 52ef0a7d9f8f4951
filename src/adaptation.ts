/**
 * Adaptation of trained models, and their whole life: fine-tuning, retrieval, hybrid decoding on devices and servers, processors, life cycles.
 *
 * @module
 */
export { adaptationDefaults } from "./catalog/adaptation-defaults.js";
export type { AdaptationDefaults, NetworkKind, NetworkRecord, UserDeviceKind, UserDeviceRecord } from "./catalog/records.js";
export { estimateFineTuning, type FineTuningEstimate } from "./estimate/fine-tuning.js";
export type { AdapterTarget, FineTuningMethod } from "./estimate/fine-tuning-input.js";
export type { LedgerPhase, LedgerPlace, PhaseEstimate, Surroundings } from "./estimate/phases.js";
export { estimateRag, type RagEstimate } from "./estimate/rag.js";
export type { IndexKind } from "./estimate/rag-input.js";
export { estimateHybrid, type HybridBreakEven, type HybridEstimate, type HybridWay } from "./estimate/hybrid.js";
export { estimateLocalInference, type LocalInferenceEstimate } from "./estimate/local.js";
export type { Ranged } from "./estimate/phases.js";
export {
  type AdaptationComparison,
  type AdaptationSide,
  type BreakEven,
  type BreakEvenCase,
  compareAdaptation,
} from "./estimate/compare-adaptation.js";
export { type Amortised, estimateLifecycle, type LifecycleEstimate, type LifePhaseEstimate } from "./estimate/lifecycle.js";
export type {
  AdaptationInput,
  Adapter,
  AgentLoop,
  CallDeployment,
  Encoder,
  Evaluation,
  FewShot,
  FineTuningInput,
  HybridInput,
  HybridNetwork,
  KnowledgeGraph,
  LifecycleInput,
  LifePhase,
  LifeRetirement,
  LifeStorage,
  LocalDevice,
  LocalInferenceInput,
  PriceInput,
  RagIndex,
  RagInput,
  Rerank,
  Retrieval,
  Rewrite,
  Teacher,
  TunedRequest,
  Verifier,
} from "./estimate/generated/inputs.js";
export type { PhaseTotals } from "./estimate/generated/totals.js";
