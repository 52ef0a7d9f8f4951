import { atLeastOne, formula, fraction, nonNegative, positive } from "../core/formula.js";

/** Inputs of {@link attentionWidth}. */
export interface AttentionWidthInputs {
  readonly attentionHeads: number;
  readonly headSize: number;
}

/**
 * Width of the attention of a layer: all query heads together (pure number).
 *
 * @function
 * @throws `FootprintError` `out-of-domain`
 *
 * @example
 * ```ts
 * import { attentionWidth } from "llm-footprint/formulas";
 *
 * // PaLM 540B
 * console.log(attentionWidth({ attentionHeads: 48, headSize: 256 })); // 12288
 * ```
 */
export const attentionWidth = formula(
  {
    id: "architecture.attention-width",
    equation: "w = a·d_h",
    unit: "1",
    source: { id: "chowdhery-2022", at: "appendix B, H·Q" },
    domain: { attentionHeads: atLeastOne, headSize: positive },
  },
  ({ attentionHeads, headSize }: AttentionWidthInputs) => attentionHeads * headSize,
);

/** Inputs of {@link latentAttentionWidth}. */
export interface LatentAttentionWidthInputs {
  readonly attentionHeads: number;
  readonly nopeHeadSize: number;
  readonly ropeHeadSize: number;
  readonly valueHeadSize: number;
}

/**
 * Width of multi-head latent attention: the mean of its width for scores, d_n + d_r per head, and for values, d_v per head (pure number).
 *
 * @function
 * @throws `FootprintError` `out-of-domain`
 *
 * @example
 * ```ts
 * import { latentAttentionWidth } from "llm-footprint/formulas";
 *
 * // DeepSeek-V3
 * console.log(latentAttentionWidth({ attentionHeads: 128, nopeHeadSize: 128, ropeHeadSize: 64, valueHeadSize: 128 })); // 20480
 * ```
 */
export const latentAttentionWidth = formula(
  {
    id: "architecture.latent-attention-width",
    equation: "w = a·(d_n + d_r + d_v) / 2",
    unit: "1",
    source: { id: "deepseek-v3-2024", at: "§2.1.1, equations 9 to 11: scores over d_n + d_r, values over d_v" },
    domain: { attentionHeads: atLeastOne, nopeHeadSize: positive, ropeHeadSize: positive, valueHeadSize: positive },
  },
  ({ attentionHeads, nopeHeadSize, ropeHeadSize, valueHeadSize }: LatentAttentionWidthInputs) =>
    (attentionHeads * (nopeHeadSize + ropeHeadSize + valueHeadSize)) / 2,
);

/** Inputs of {@link attendedTokens}: the mask is 1 where later positions do not count, 0 where all do; without a window it is the sequence. */
export interface AttendedTokensInputs {
  readonly sequenceTokens: number;
  readonly windowTokens: number;
  readonly causalMask: number;
}

/**
 * Positions that one position attends to, mean over a sequence (tokens). A causal mask leaves half of them without a window, and hardly
 * fewer than the window in a sequence that is much longer.
 *
 * @function
 * @throws `FootprintError` `out-of-domain`
 *
 * @example
 * ```ts
 * import { attendedTokens } from "llm-footprint/formulas";
 *
 * console.log(attendedTokens({ sequenceTokens: 8192, windowTokens: 8192, causalMask: 1 })); // 4096
 * console.log(attendedTokens({ sequenceTokens: 8192, windowTokens: 1024, causalMask: 1 })); // 960
 * ```
 */
export const attendedTokens = formula(
  {
    id: "architecture.attended-tokens",
    equation: "n = m·(1 − κ·m / (2·s)), m = min(s, W)",
    unit: "token",
    source: { id: "jiang-2023", at: "§2, sliding window attention: the W last positions; the mean over the positions of a sequence" },
    domain: { sequenceTokens: positive, windowTokens: positive, causalMask: fraction },
  },
  ({ sequenceTokens, windowTokens, causalMask }: AttendedTokensInputs) =>
    Math.min(sequenceTokens, windowTokens) * (1 - (causalMask * Math.min(sequenceTokens, windowTokens)) / (2 * sequenceTokens)),
);

/** Inputs of {@link attentionFlop}. */
export interface AttentionFlopInputs {
  readonly attentionLayers: number;
  readonly attentionWidth: number;
  readonly attendedTokens: number;
  readonly tokens: number;
}

/**
 * Floating-point operations of attention scores and values in training, which the parameters do not hold (FLOP): two products of 2 per
 * width and position, forward once and backward twice.
 *
 * @function
 * @throws `FootprintError` `out-of-domain`
 *
 * @example
 * ```ts
 * import { attentionFlop } from "llm-footprint/formulas";
 *
 * // GPT-3, all positions counted
 * console.log(attentionFlop({ attentionLayers: 96, attentionWidth: 12288, attendedTokens: 2048, tokens: 300e9 })); // 8.6973087744e+21
 * ```
 */
export const attentionFlop = formula(
  {
    id: "architecture.attention-flop",
    equation: "C_attn = 12·L_a·w·n·D",
    unit: "FLOP",
    source: { id: "chowdhery-2022", at: "appendix B, 12·L·H·Q·T per token" },
    domain: { attentionLayers: nonNegative, attentionWidth: positive, attendedTokens: positive, tokens: nonNegative },
  },
  ({ attentionLayers, attentionWidth: w, attendedTokens: n, tokens }: AttentionFlopInputs) => 12 * attentionLayers * w * n * tokens,
);

/** Inputs of {@link fullAttentionLayerCount}. */
export interface FullAttentionLayerCountInputs {
  readonly attentionLayers: number;
  readonly windowLayers: number;
}

/**
 * Number of layers whose attention has no window (pure number).
 *
 * @function
 * @throws `FootprintError` `out-of-domain`
 *
 * @example
 * ```ts
 * import { fullAttentionLayerCount } from "llm-footprint/formulas";
 *
 * // Gemma 3 27B
 * console.log(fullAttentionLayerCount({ attentionLayers: 62, windowLayers: 52 })); // 10
 * ```
 */
export const fullAttentionLayerCount = formula(
  {
    id: "architecture.full-attention-layer-count",
    equation: "L_full = L_a − L_W",
    unit: "1",
    source: { id: "jiang-2023", at: "§2, sliding window attention" },
    domain: { attentionLayers: nonNegative, windowLayers: nonNegative },
  },
  ({ attentionLayers, windowLayers }: FullAttentionLayerCountInputs) => attentionLayers - windowLayers,
);

/** Inputs of {@link selectiveRecomputeFactor}. */
export interface SelectiveRecomputeFactorInputs {
  readonly sequenceTokens: number;
  readonly hiddenSize: number;
}

/**
 * Operations that the hardware executes per operation of the model when only the attention is recomputed (ratio). Full recomputation is 4/3.
 *
 * @function
 * @throws `FootprintError` `out-of-domain`
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
  ({ sequenceTokens, hiddenSize }: SelectiveRecomputeFactorInputs) => 1 + sequenceTokens / (6 * hiddenSize),
);
