import { atLeastOne, formula, fraction, nonNegative, positive, positiveFraction } from "../core/formula.js";
import { cubeRoot, log, power } from "../core/power.js";

/**
 * Share of the routed experts of a layer that the tokens of one step (one of each sequence) pass through, and whose weights the step therefore reads (fraction).
 *
 * @function
 *
 * @example
 * ```ts
 * import { touchedExpertShare } from "llm-footprint/formulas";
 *
 * console.log(touchedExpertShare({ experts: 128, activeExperts: 8, batch: 1 })); // 0.0625
 * console.log(touchedExpertShare({ experts: 128, activeExperts: 8, batch: 64 }).toFixed(9)); // 0.983924604
 * ```
 */
export const touchedExpertShare = formula(
  {
    id: "architecture.touched-expert-share",
    equation: "c = 1 − (1 − k/E)^max(B, 1)",
    unit: "1",
    source: { id: "llm-footprint", at: "docs/guide/inference.md: independent, uniform routing of every token" },
    domain: { experts: atLeastOne, activeExperts: positive, batch: positive },
  },
  ({ experts, activeExperts, batch }) => 1 - power(1 - Math.min(1, activeExperts / experts), Math.max(1, batch)),
);

/**
 * Weights that one step reads on all accelerators together (B): everything but an input embedding of its own, of which a step reads single
 * rows, and of the routed experts those that its tokens touch.
 *
 * @function
 *
 * @example
 * ```ts
 * import { weightTraffic } from "llm-footprint/formulas";
 *
 * // Llama-3.1-70B in 16 bit
 * const dense = { routedParameters: 0, sharedBytesPerParameter: 2, routedBytesPerParameter: 2, touchedExpertShare: 1 };
 * console.log(weightTraffic({ parameters: 70.55e9, inputEmbeddingParameters: 128256 * 8192, ...dense })); // 138998653696
 * ```
 */
export const weightTraffic = formula(
  {
    id: "architecture.weight-traffic",
    equation: "W = (N − N_in − X)·b_s + X·b_x·c",
    unit: "B",
    source: { id: "pope-2022", at: "§2.1: every step reads the weights once; experts as in docs/guide/inference.md" },
    domain: {
      parameters: positive,
      inputEmbeddingParameters: nonNegative,
      routedParameters: nonNegative,
      sharedBytesPerParameter: positive,
      routedBytesPerParameter: positive,
      touchedExpertShare: fraction,
    },
  },
  ({ parameters, inputEmbeddingParameters, routedParameters, sharedBytesPerParameter, routedBytesPerParameter, touchedExpertShare }) =>
    Math.max(0, parameters - inputEmbeddingParameters - routedParameters) * sharedBytesPerParameter +
    routedParameters * routedBytesPerParameter * touchedExpertShare,
);

/**
 * Weights of routed experts that a step reads (B).
 *
 * @function
 *
 * @example
 * ```ts
 * import { routedTraffic } from "llm-footprint/formulas";
 *
 * console.log(routedTraffic({ routedParameters: 29e9, routedBytesPerParameter: 2, touchedExpertShare: 0.5 })); // 29000000000
 * ```
 */
export const routedTraffic = formula(
  {
    id: "architecture.routed-traffic",
    equation: "W_x = X·b_x·c",
    unit: "B",
    source: { id: "pope-2022", at: "§2.1: every step reads the weights once; experts as in docs/guide/inference.md" },
    domain: { routedParameters: nonNegative, routedBytesPerParameter: positive, touchedExpertShare: fraction },
  },
  ({ routedParameters, routedBytesPerParameter, touchedExpertShare }) => routedParameters * routedBytesPerParameter * touchedExpertShare,
);

/**
 * What a step reads of the sequences of a rank (B).
 *
 * @function
 *
 * @example
 * ```ts
 * import { batchBytes } from "llm-footprint/formulas";
 *
 * console.log(batchBytes({ batch: 64, eachBytes: 1e8 })); // 6400000000
 * ```
 */
export const batchBytes = formula(
  {
    id: "architecture.batch-bytes",
    equation: "M = B·K",
    unit: "B",
    source: { id: "pope-2022", at: "§2.1: every step reads the caches of its sequences" },
    domain: { batch: positive, eachBytes: nonNegative },
  },
  ({ batch, eachBytes }) => batch * eachBytes,
);

/**
 * Keys and values of one token in one layer (B).
 *
 * @function
 *
 * @example
 * ```ts
 * import { keyValueBytes } from "llm-footprint/formulas";
 *
 * // Llama-3.1-70B: 80 layers
 * console.log(80 * keyValueBytes({ keyValueHeads: 8, headSize: 128, cacheElementBytes: 2 })); // 327680
 * ```
 */
export const keyValueBytes = formula(
  {
    id: "architecture.key-value-bytes",
    equation: "κ = 2·a_kv·d_h·b",
    unit: "B",
    source: { id: "ainslie-2023", at: "§2.2: keys and values of the key-value heads, which queries share" },
    domain: { keyValueHeads: positive, headSize: positive, cacheElementBytes: positive },
  },
  ({ keyValueHeads, headSize, cacheElementBytes }) => 2 * keyValueHeads * headSize * cacheElementBytes,
);

/**
 * What multi-head latent attention caches of one token in one layer (B).
 *
 * @function
 *
 * @example
 * ```ts
 * import { latentCacheBytes } from "llm-footprint/formulas";
 *
 * // DeepSeek-V3: 61 layers
 * console.log(61 * latentCacheBytes({ keyValueRank: 512, ropeHeadSize: 64, cacheElementBytes: 2 })); // 70272
 * ```
 */
export const latentCacheBytes = formula(
  {
    id: "architecture.latent-cache-bytes",
    equation: "κ = (d_c + d_r)·b",
    unit: "B",
    source: { id: "deepseek-v3-2024", at: "§2.1.1: the compressed latent and the rotary key are cached" },
    domain: { keyValueRank: positive, ropeHeadSize: nonNegative, cacheElementBytes: positive },
  },
  ({ keyValueRank, ropeHeadSize, cacheElementBytes }) => (keyValueRank + ropeHeadSize) * cacheElementBytes,
);

/**
 * Keys and values of one sequence: what its cache holds, and what every decoding step reads of it (B).
 *
 * @function
 *
 * @example
 * ```ts
 * import { cacheBytes } from "llm-footprint/formulas";
 *
 * // gemma-3-27b at 750 tokens: every layer still sees all of them
 * const layers = { layerTokenBytes: 8192, fullAttentionLayers: 10, windowLayerCount: 52, windowTokens: 1024 };
 * console.log(cacheBytes({ ...layers, contextTokens: 750 })); // 380928000
 * ```
 */
export const cacheBytes = formula(
  {
    id: "architecture.cache-bytes",
    equation: "K = κ·(L_full·s + L_window·min(s, w_s))",
    unit: "B",
    source: { id: "ainslie-2023", at: "§2.2; layers with a window as in jiang-2023 §2" },
    domain: {
      layerTokenBytes: nonNegative,
      fullAttentionLayers: nonNegative,
      windowLayerCount: nonNegative,
      windowTokens: positive,
      contextTokens: nonNegative,
    },
  },
  ({ layerTokenBytes, fullAttentionLayers, windowLayerCount, windowTokens, contextTokens }) =>
    layerTokenBytes * (fullAttentionLayers * contextTokens + windowLayerCount * Math.min(contextTokens, windowTokens)),
);

/**
 * State of the layers without attention that a sequence reads and writes in each step (B): constant in the context.
 *
 * @function
 *
 * @example
 * ```ts
 * import { stateTraffic } from "llm-footprint/formulas";
 *
 * // Nemotron-Nano-9B-v2: 27 Mamba-2 layers, 32-bit states
 * console.log(stateTraffic({ stateLayers: 27, stateInnerSize: 10240, stateSize: 128, stateElementBytes: 4 })); // 283115520
 * ```
 */
export const stateTraffic = formula(
  {
    id: "architecture.state-traffic",
    equation: "S = 2·L_ssm·d_i·d_s·b",
    unit: "B",
    source: { id: "dao-2024", at: "§7: a state of d_i × d_s values per layer, read and written each step" },
    domain: { stateLayers: nonNegative, stateInnerSize: positive, stateSize: positive, stateElementBytes: positive },
  },
  ({ stateLayers, stateInnerSize, stateSize, stateElementBytes }) => 2 * stateLayers * stateInnerSize * stateSize * stateElementBytes,
);

/**
 * Caches and states that one step reads for all its sequences (B).
 *
 * @function
 *
 * @example
 * ```ts
 * import { stepCacheBytes } from "llm-footprint/formulas";
 *
 * console.log(stepCacheBytes({ batch: 64, cacheBytes: 245.76e6, stateTrafficBytes: 0 })); // 15728640000
 * ```
 */
export const stepCacheBytes = formula(
  {
    id: "architecture.step-cache-bytes",
    equation: "M_kv = B·(K + S)",
    unit: "B",
    source: { id: "pope-2022", at: "§2.1: the cache of every running sequence is read once per step" },
    domain: { batch: positive, cacheBytes: nonNegative, stateTrafficBytes: nonNegative },
  },
  ({ batch, cacheBytes, stateTrafficBytes }) => batch * (cacheBytes + stateTrafficBytes),
);

/**
 * Operations of one generated token (FLOP): two per active parameter, and scores and values over the context in each layer with attention.
 *
 * @function
 *
 * @example
 * ```ts
 * import { decodeTokenFlop } from "llm-footprint/formulas";
 *
 * // Llama-3.1-70B at 750 tokens
 * const model = { activeParameters: 70.55e9, attentionLayers: 80, attentionWidth: 8192 };
 * console.log(decodeTokenFlop({ ...model, contextTokens: 750 })); // 143066080000
 * ```
 */
export const decodeTokenFlop = formula(
  {
    id: "architecture.decode-token-flop",
    equation: "F = 2·N_a + 4·w·s·L_attn",
    unit: "FLOP",
    source: { id: "kaplan-2020", at: "table 1: forward pass per token; attention over the s tokens of the context" },
    domain: { activeParameters: positive, attentionLayers: nonNegative, attentionWidth: positive, contextTokens: nonNegative },
  },
  ({ activeParameters, attentionLayers, attentionWidth, contextTokens }) =>
    2 * activeParameters + 4 * attentionWidth * contextTokens * attentionLayers,
);

/**
 * Operations that read new tokens on top of cached ones (FLOP).
 *
 * @function
 *
 * @example
 * ```ts
 * import { prefillFlop } from "llm-footprint/formulas";
 *
 * // Llama-3.1-70B: 500 new tokens
 * const layers = { attentionLayers: 80, fullAttentionLayers: 80, windowLayerCount: 0, windowTokens: 1 };
 * const model = { activeParameters: 70.55e9, attentionWidth: 8192, ...layers };
 * console.log(prefillFlop({ ...model, newTokens: 500, cachedTokens: 0 })); // 70877680000000
 * ```
 */
export const prefillFlop = formula(
  {
    id: "architecture.prefill-flop",
    equation: "F = 2·N_a·T + 4·w·(L_attn·T·C + L_full·T²/2 + L_window·min(T²/2, T·w_s))",
    unit: "FLOP",
    source: {
      id: "kaplan-2020",
      at: "table 1; each new token attends to the C cached ones and, with a causal mask, to half of the new ones",
    },
    domain: {
      activeParameters: positive,
      attentionLayers: nonNegative,
      fullAttentionLayers: nonNegative,
      windowLayerCount: nonNegative,
      windowTokens: positive,
      attentionWidth: positive,
      newTokens: nonNegative,
      cachedTokens: nonNegative,
    },
  },
  ({ activeParameters, attentionLayers, fullAttentionLayers, windowLayerCount, windowTokens, attentionWidth, newTokens, cachedTokens }) => {
    const pairs = (newTokens * newTokens) / 2;
    return (
      2 * activeParameters * newTokens +
      4 *
        attentionWidth *
        (attentionLayers * newTokens * cachedTokens +
          fullAttentionLayers * pairs +
          windowLayerCount * Math.min(pairs, newTokens * windowTokens))
    );
  },
);

/**
 * Weights by which the fullest of the accelerators that share the experts exceeds the mean, times their number (B): with expert parallelism
 * e, every step waits for the accelerator whose experts were touched most. Nothing without expert parallelism, and nothing once every
 * expert is touched.
 *
 * @function
 *
 * @example
 * ```ts
 * import { waitingBytes } from "llm-footprint/formulas";
 *
 * const experts = { routedParameters: 29e9, routedBytesPerParameter: 2, touchedExpertShare: 0.5, experts: 128 };
 * console.log(waitingBytes({ ...experts, expertParallelism: 1 })); // 0
 * console.log((waitingBytes({ ...experts, expertParallelism: 8 }) / 1e9).toFixed(1)); // 14.8
 * ```
 */
export const waitingBytes = formula(
  {
    id: "architecture.waiting-bytes",
    equation: "W_wait = X·b_x·c·√(2·ln e)·√((1 − c)·e/(c·E))",
    unit: "B",
    source: { id: "llm-footprint", at: "docs/guide/inference.md: expected maximum of e binomial counts, in the Gaussian approximation" },
    domain: {
      routedParameters: nonNegative,
      routedBytesPerParameter: positive,
      touchedExpertShare: positiveFraction,
      experts: atLeastOne,
      expertParallelism: atLeastOne,
    },
  },
  ({ routedParameters, routedBytesPerParameter, touchedExpertShare, experts, expertParallelism }) =>
    routedParameters *
    routedBytesPerParameter *
    touchedExpertShare *
    Math.sqrt(2 * log(expertParallelism)) *
    Math.sqrt(((1 - touchedExpertShare) * expertParallelism) / (touchedExpertShare * experts)),
);

/**
 * Operations of the tiles that grouped products of block-scaled experts fill up (FLOP): one tile of rows per touched expert.
 *
 * @function
 *
 * @example
 * ```ts
 * import { paddingFlop } from "llm-footprint/formulas";
 *
 * console.log(paddingFlop({ tileRows: 128, routedParameters: 227e9, touchedExpertShare: 1 }).toExponential(3)); // 5.811e+13
 * ```
 */
export const paddingFlop = formula(
  {
    id: "architecture.padding-flop",
    equation: "F_pad = 2·t·X·c",
    unit: "FLOP",
    source: { id: "llm-footprint", at: "docs/guide/inference.md: grouped products with 128 × 128 block scales work on whole tiles" },
    domain: { tileRows: nonNegative, routedParameters: nonNegative, touchedExpertShare: fraction },
  },
  ({ tileRows, routedParameters, touchedExpertShare }) => 2 * tileRows * routedParameters * touchedExpertShare,
);

/**
 * Operations of one step for all its sequences (FLOP).
 *
 * @function
 *
 * @example
 * ```ts
 * import { stepFlop } from "llm-footprint/formulas";
 *
 * console.log(stepFlop({ batch: 64, tokenFlop: 143066080000 })); // 9156229120000
 * ```
 */
export const stepFlop = formula(
  {
    id: "architecture.step-flop",
    equation: "F_step = B·F",
    unit: "FLOP",
    source: { id: "pope-2022", at: "§2.1" },
    domain: { batch: positive, tokenFlop: nonNegative },
  },
  ({ batch, tokenFlop }) => batch * tokenFlop,
);

/**
 * Layers of a model of which only the size is known (count, not rounded): an assumption.
 *
 * @function
 *
 * @example
 * ```ts
 * import { typicalLayers } from "llm-footprint/formulas";
 *
 * console.log(typicalLayers({ parameters: 175e9 }).toFixed(1)); // 96.2
 * ```
 */
export const typicalLayers = formula(
  {
    id: "architecture.typical-layers",
    equation: "L = (N/(12·128²))^(1/3)",
    unit: "1",
    source: { id: "llm-footprint", at: "docs/guide/inference.md: N = 12·L·h² with h = 128·L, as GPT-3 and Llama have it within 15 %" },
    domain: { parameters: positive },
  },
  ({ parameters }) => cubeRoot(parameters / (12 * 128 * 128)),
);

/**
 * Width of a model of which only the size is known (count): an assumption.
 *
 * @function
 *
 * @example
 * ```ts
 * import { typicalHiddenSize } from "llm-footprint/formulas";
 *
 * console.log(typicalHiddenSize({ layers: 96 })); // 12288
 * ```
 */
export const typicalHiddenSize = formula(
  {
    id: "architecture.typical-hidden-size",
    equation: "h = 128·L",
    unit: "1",
    source: { id: "llm-footprint", at: "docs/guide/inference.md: GPT-3 has 12,288 in 96 layers, Llama-3.1-405B 16,384 in 126" },
    domain: { layers: positive },
  },
  ({ layers }) => 128 * layers,
);

/**
 * Experts that stand for those of a mixture of which only the two counts are known (count, not rounded): an assumption.
 *
 * @function
 *
 * @example
 * ```ts
 * import { typicalExperts } from "llm-footprint/formulas";
 *
 * console.log(typicalExperts({ parameters: 600e9, activeParameters: 60e9 })); // 10
 * ```
 */
export const typicalExperts = formula(
  {
    id: "architecture.typical-experts",
    equation: "E = N/N_a",
    unit: "1",
    source: { id: "llm-footprint", at: "docs/guide/inference.md: with one active expert, a token touches the active share of the weights" },
    domain: { parameters: positive, activeParameters: positive },
  },
  ({ parameters, activeParameters }) => Math.max(1, parameters / activeParameters),
);

/**
 * Memory of the weights of a served model, whose routed experts may have a format of their own (B).
 *
 * @function
 *
 * @example
 * ```ts
 * import { servedWeightBytes } from "llm-footprint/formulas";
 *
 * console.log(servedWeightBytes({ parameters: 65e9, routedParameters: 0, sharedBytesPerParameter: 1, routedBytesPerParameter: 1 })); // 65000000000
 * ```
 */
export const servedWeightBytes = formula(
  {
    id: "architecture.served-weight-bytes",
    equation: "M_w = (N − X)·b_s + X·b_x",
    unit: "B",
    source: { id: "llm-footprint", at: "docs/guide/inference.md: every weight is held, whatever a step reads" },
    domain: { parameters: positive, routedParameters: nonNegative, sharedBytesPerParameter: positive, routedBytesPerParameter: positive },
  },
  ({ parameters, routedParameters, sharedBytesPerParameter, routedBytesPerParameter }) =>
    Math.max(0, parameters - routedParameters) * sharedBytesPerParameter + routedParameters * routedBytesPerParameter,
);

/**
 * Mean context of the steps that generate an answer (tokens).
 *
 * @function
 *
 * @example
 * ```ts
 * import { meanContext } from "llm-footprint/formulas";
 *
 * console.log(meanContext({ promptTokens: 500, generatedTokens: 500 })); // 750
 * ```
 */
export const meanContext = formula(
  {
    id: "architecture.mean-context",
    equation: "s = T_in + T_out/2",
    unit: "token",
    source: { id: "llm-footprint", at: "docs/guide/inference.md: the context grows by one token per step" },
    domain: { promptTokens: nonNegative, generatedTokens: nonNegative },
  },
  ({ promptTokens, generatedTokens }) => promptTokens + generatedTokens / 2,
);
