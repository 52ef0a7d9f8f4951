import { formula, fraction, nonNegative, positive } from "../core/formula.js";

/**
 * Floating-point operations of training: 6 per active parameter and token, 2 forward and 4 backward (FLOP). One multiply-add counts as two.
 *
 * @function
 *
 * @example
 * ```ts
 * import { trainingFlop } from "llm-footprint/formulas";
 *
 * // GPT-3
 * console.log(trainingFlop({ flopPerParameterToken: 6, activeParameters: 175e9, tokens: 300e9 })); // 3.15e+23
 * ```
 */
export const trainingFlop = formula(
  {
    id: "architecture.training-flop",
    equation: "C = 6·N_a·D",
    unit: "FLOP",
    source: { id: "kaplan-2020", at: "§2.1; LLMCarbon (faiz-2024) uses the same" },
    domain: { flopPerParameterToken: positive, activeParameters: nonNegative, tokens: nonNegative },
  },
  ({ flopPerParameterToken, activeParameters, tokens }) => flopPerParameterToken * activeParameters * tokens,
);

/**
 * Floating-point operations of a forward pass: 2 per active parameter and token (FLOP), exactly a third of training.
 *
 * @function
 *
 * @example
 * ```ts
 * import { inferenceFlop } from "llm-footprint/formulas";
 *
 * console.log(inferenceFlop({ activeParameters: 175e9, tokens: 300e9 })); // 1.05e+23
 * ```
 */
export const inferenceFlop = formula(
  {
    id: "architecture.inference-flop",
    equation: "C = 2·N_a·D",
    unit: "FLOP",
    source: { id: "kaplan-2020", at: "§2.1" },
    domain: { activeParameters: positive, tokens: nonNegative },
  },
  ({ activeParameters, tokens }) => 2 * activeParameters * tokens,
);

/**
 * Width over which attention works per token and position: the mean of its score and value products (pure number). The hidden size where heads
 * split it.
 *
 * @function
 *
 * @example
 * ```ts
 * import { attentionWidth } from "llm-footprint/formulas";
 *
 * // Llama-3.1-70B, then DeepSeek-V3 (128 + 64 for scores, 128 for values)
 * console.log(attentionWidth({ attentionHeads: 64, scoreHeadSize: 128, valueHeadSize: 128 })); // 8192
 * console.log(attentionWidth({ attentionHeads: 128, scoreHeadSize: 192, valueHeadSize: 128 })); // 20480
 * ```
 */
export const attentionWidth = formula(
  {
    id: "architecture.attention-width",
    equation: "w = a·(d_qk + d_v)/2",
    unit: "1",
    source: { id: "chowdhery-2022", at: "appendix B, attention term; latent attention as in deepseek-v3-2024 §2.1.1" },
    domain: { attentionHeads: positive, scoreHeadSize: positive, valueHeadSize: positive },
  },
  ({ attentionHeads, scoreHeadSize, valueHeadSize }) => (attentionHeads * (scoreHeadSize + valueHeadSize)) / 2,
);

/**
 * Floating-point operations of attention scores and values in training, forward and backward (FLOP): 12 per layer, width and attended position
 * where all pairs of tokens count, 6 where only those before count.
 *
 * @function
 *
 * @example
 * ```ts
 * import { attentionFlop } from "llm-footprint/formulas";
 *
 * // Llama-3.1-70B at 8,192 tokens
 * const run = { attentionLayers: 80, attentionWidth: 8192, attendedTokens: 8192, tokens: 15e12 };
 * console.log(attentionFlop({ flopPerAttendedToken: 12, ...run }).toExponential(3)); // 9.664e+23
 * ```
 */
export const attentionFlop = formula(
  {
    id: "architecture.attention-flop",
    equation: "C_attn = k·L·w·s·D",
    unit: "FLOP",
    source: { id: "chowdhery-2022", at: "appendix B: 12·L·H·Q·T per token; 6 with a causal mask" },
    domain: {
      flopPerAttendedToken: positive,
      attentionLayers: nonNegative,
      attentionWidth: positive,
      attendedTokens: nonNegative,
      tokens: nonNegative,
    },
  },
  (inputs) => inputs.flopPerAttendedToken * inputs.attentionLayers * inputs.attentionWidth * inputs.attendedTokens * inputs.tokens,
);

/**
 * Positions that a token of a layer with a sliding window attends to (tokens), in the place of the sequence. The operations per attended position
 * halve the sequence for a causal mask; a short window is then full for most tokens, and counts up to twice for the same operations. The mask is 1
 * where only the positions before count, else 0.
 *
 * @function
 *
 * @example
 * ```ts
 * import { windowedTokens } from "llm-footprint/formulas";
 *
 * console.log(windowedTokens({ sequenceTokens: 8192, windowTokens: 1024, causalMask: 0 })); // 1024
 * console.log(windowedTokens({ sequenceTokens: 8192, windowTokens: 1024, causalMask: 1 })); // 1920
 * ```
 */
export const windowedTokens = formula(
  {
    id: "architecture.windowed-tokens",
    equation: "s_w = m·(1 + κ·(1 − m/s)), m = min(s, w_s)",
    unit: "token",
    source: { id: "jiang-2023", at: "§2, sliding window attention; with κ = 1 twice the mean over the positions of a sequence" },
    domain: { sequenceTokens: positive, windowTokens: positive, causalMask: fraction },
  },
  ({ sequenceTokens, windowTokens, causalMask }) =>
    Math.min(sequenceTokens, windowTokens) * (1 + causalMask * (1 - Math.min(sequenceTokens, windowTokens) / sequenceTokens)),
);

/**
 * Layers whose attention sees the whole sequence (pure number).
 *
 * @function
 *
 * @example
 * ```ts
 * import { fullAttentionLayers } from "llm-footprint/formulas";
 *
 * console.log(fullAttentionLayers({ attentionLayers: 36, windowLayerCount: 18 })); // 18
 * ```
 */
export const fullAttentionLayers = formula(
  {
    id: "architecture.full-attention-layers",
    equation: "L_full = L_attn − L_window",
    unit: "1",
    source: { id: "jiang-2023", at: "§2" },
    domain: { attentionLayers: nonNegative, windowLayerCount: nonNegative },
  },
  ({ attentionLayers, windowLayerCount }) => attentionLayers - windowLayerCount,
);

/**
 * Operations that the hardware executes per operation of the model when only the attention is recomputed (ratio). Full recomputation is 4/3.
 *
 * @function
 *
 * @example
 * ```ts
 * import { selectiveRecomputeFactor } from "llm-footprint/formulas";
 *
 * // GPT-3 175B
 * console.log(selectiveRecomputeFactor({ sequenceTokens: 2048, hiddenSize: 12288 }).toFixed(4)); // 1.0278
 * ```
 */
export const selectiveRecomputeFactor = formula(
  {
    id: "architecture.selective-recompute-factor",
    equation: "k = 1 + s / (6·h)",
    unit: "1",
    source: { id: "korthikanti-2022", at: "appendix A" },
    domain: { sequenceTokens: positive, hiddenSize: positive },
  },
  ({ sequenceTokens, hiddenSize }) => 1 + sequenceTokens / (6 * hiddenSize),
);
