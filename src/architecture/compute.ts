import { formula, nonNegative, positive } from "../core/formula.js";

/** Inputs of {@link trainingFlop}. */
export interface TrainingFlopInputs {
  readonly flopPerParameterToken: number;
  readonly activeParameters: number;
  readonly tokens: number;
}

/**
 * Floating-point operations of training: 6 per active parameter and token, 2 forward and 4 backward (FLOP). One multiply-add counts as two.
 *
 * @function
 * @throws `FootprintError` `out-of-domain`
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
    domain: { flopPerParameterToken: positive, activeParameters: positive, tokens: nonNegative },
  },
  ({ flopPerParameterToken, activeParameters, tokens }: TrainingFlopInputs) => flopPerParameterToken * activeParameters * tokens,
);

/** Inputs of {@link inferenceFlop}. */
export interface InferenceFlopInputs {
  readonly activeParameters: number;
  readonly tokens: number;
}

/**
 * Floating-point operations of a forward pass: 2 per active parameter and token (FLOP), exactly a third of training.
 *
 * @function
 * @throws `FootprintError` `out-of-domain`
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
  ({ activeParameters, tokens }: InferenceFlopInputs) => 2 * activeParameters * tokens,
);

/** Inputs of {@link attentionWidth}. */
export interface AttentionWidthInputs {
  readonly attentionHeads: number;
  readonly scoreHeadSize: number;
  readonly valueHeadSize: number;
}

/**
 * Width over which attention works per token and position: the mean of its score and value products (pure number). The hidden size where heads
 * split it.
 *
 * @function
 * @throws `FootprintError` `out-of-domain`
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
  ({ attentionHeads, scoreHeadSize, valueHeadSize }: AttentionWidthInputs) => (attentionHeads * (scoreHeadSize + valueHeadSize)) / 2,
);

/** Inputs of {@link attentionFlop}. */
export interface AttentionFlopInputs {
  readonly flopPerAttendedToken: number;
  readonly attentionLayers: number;
  readonly attentionWidth: number;
  readonly attendedTokens: number;
  readonly tokens: number;
}

/**
 * Floating-point operations of attention scores and values in training, forward and backward (FLOP): 12 per layer, width and attended position
 * where all pairs of tokens count, 6 where only those before count.
 *
 * @function
 * @throws `FootprintError` `out-of-domain`
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
  (inputs: AttentionFlopInputs) =>
    inputs.flopPerAttendedToken * inputs.attentionLayers * inputs.attentionWidth * inputs.attendedTokens * inputs.tokens,
);

/** Inputs of {@link windowedTokens}. */
export interface WindowedTokensInputs {
  readonly sequenceTokens: number;
  readonly windowTokens: number;
}

/**
 * Positions that a token of a layer with a sliding window attends to (tokens).
 *
 * @function
 * @throws `FootprintError` `out-of-domain`
 *
 * @example
 * ```ts
 * import { windowedTokens } from "llm-footprint/formulas";
 *
 * console.log(windowedTokens({ sequenceTokens: 8192, windowTokens: 1024 })); // 1024
 * ```
 */
export const windowedTokens = formula(
  {
    id: "architecture.windowed-tokens",
    equation: "s_w = min(s, w_s)",
    unit: "token",
    source: { id: "jiang-2023", at: "§2, sliding window attention" },
    domain: { sequenceTokens: positive, windowTokens: positive },
  },
  ({ sequenceTokens, windowTokens }: WindowedTokensInputs) => Math.min(sequenceTokens, windowTokens),
);

/** Inputs of {@link fullAttentionLayers}. */
export interface FullAttentionLayersInputs {
  readonly layers: number;
  readonly stateLayerCount: number;
  readonly windowLayerCount: number;
}

/**
 * Layers whose attention sees the whole sequence (pure number): all but those that hold a state instead and those with a sliding window.
 *
 * @function
 * @throws `FootprintError` `out-of-domain`
 *
 * @example
 * ```ts
 * import { fullAttentionLayers } from "llm-footprint/formulas";
 *
 * console.log(fullAttentionLayers({ layers: 36, stateLayerCount: 0, windowLayerCount: 18 })); // 18
 * ```
 */
export const fullAttentionLayers = formula(
  {
    id: "architecture.full-attention-layers",
    equation: "L_full = max(0, L − L_state − L_window)",
    unit: "1",
    source: { id: "jiang-2023", at: "§2; layers of a hybrid with a state as in its configuration" },
    domain: { layers: nonNegative, stateLayerCount: nonNegative, windowLayerCount: nonNegative },
  },
  ({ layers, stateLayerCount, windowLayerCount }: FullAttentionLayersInputs) => Math.max(0, layers - stateLayerCount - windowLayerCount),
);

/** Inputs of {@link layersWithState}. */
export interface LayersWithStateInputs {
  readonly layers: number;
  readonly attentionLayers: number;
}

/**
 * Layers of a hybrid that hold a state of fixed size instead of attention (pure number).
 *
 * @function
 * @throws `FootprintError` `out-of-domain`
 *
 * @example
 * ```ts
 * import { layersWithState } from "llm-footprint/formulas";
 *
 * console.log(layersWithState({ layers: 48, attentionLayers: 12 })); // 36
 * ```
 */
export const layersWithState = formula(
  {
    id: "architecture.layers-with-state",
    equation: "L_state = L − L_attn",
    unit: "1",
    source: { id: "llm-footprint", at: "layers of a hybrid, as in its public configuration" },
    domain: { layers: nonNegative, attentionLayers: nonNegative },
  },
  ({ layers, attentionLayers }: LayersWithStateInputs) => layers - attentionLayers,
);
