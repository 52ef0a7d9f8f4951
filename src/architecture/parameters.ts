import { atLeastOne, formula, fraction, nonNegative, positive } from "../core/formula.js";

/**
 * Width of one attention head where the configuration states none (pure number).
 *
 * @function
 *
 * @example
 * ```ts
 * import { headSize } from "llm-footprint/formulas";
 *
 * console.log(headSize({ hiddenSize: 12288, attentionHeads: 96 })); // 128
 * ```
 */
export const headSize = formula(
  {
    id: "architecture.head-size",
    equation: "d_h = h / a",
    unit: "1",
    source: { id: "vaswani-2017", at: "§3.2.2" },
    domain: { hiddenSize: positive, attentionHeads: atLeastOne },
  },
  ({ hiddenSize, attentionHeads }) => hiddenSize / attentionHeads,
);

/**
 * Parameters of one attention block, multi-head, grouped-query or multi-query (parameters). The flags are 0 or 1.
 *
 * @function
 *
 * @example
 * ```ts
 * import { attentionParameters } from "llm-footprint/formulas";
 *
 * // Llama-3.1-8B
 * const perLayer = attentionParameters({
 *   hiddenSize: 4096, attentionHeads: 32, keyValueHeads: 8, headSize: 128,
 *   queryKeyValueBias: 0, outputBias: 0, queryKeyNorm: 0, attentionSinks: 0,
 * });
 * console.log(perLayer); // 41943040
 * ```
 */
export const attentionParameters = formula(
  {
    id: "architecture.attention-parameters",
    equation: "P_attn = h·a·d_h + 2·h·a_kv·d_h + a·d_h·h + b_qkv·(a + 2·a_kv)·d_h + b_o·h + 2·n_qk·d_h + σ·a",
    unit: "parameter",
    source: { id: "ainslie-2023", at: "§2; biases, query-key norms and sinks counted from the public configurations" },
    domain: {
      hiddenSize: positive,
      attentionHeads: atLeastOne,
      keyValueHeads: atLeastOne,
      headSize: positive,
      queryKeyValueBias: fraction,
      outputBias: fraction,
      queryKeyNorm: fraction,
      attentionSinks: fraction,
    },
  },
  ({ hiddenSize: h, attentionHeads: a, keyValueHeads, headSize: d, queryKeyValueBias, outputBias, queryKeyNorm, attentionSinks }) =>
    h * a * d +
    2 * h * keyValueHeads * d +
    a * d * h +
    queryKeyValueBias * (a + 2 * keyValueHeads) * d +
    outputBias * h +
    2 * queryKeyNorm * d +
    attentionSinks * a,
);

/**
 * Parameters of one feed-forward block or of one expert (parameters). `feedForwardMatrices` is 2 for a
 * plain and 3 for a gated block; the bias flag is 0 or 1.
 *
 * @function
 *
 * @example
 * ```ts
 * import { feedForwardParameters } from "llm-footprint/formulas";
 *
 * // Llama-3.1-8B, gated, no bias
 * const inputs = { hiddenSize: 4096, feedForwardSize: 14336, feedForwardMatrices: 3, feedForwardBias: 0 };
 * console.log(feedForwardParameters(inputs)); // 176160768
 * ```
 */
export const feedForwardParameters = formula(
  {
    id: "architecture.feed-forward-parameters",
    equation: "P_ffn = m·h·f + b·((m − 1)·f + h)",
    unit: "parameter",
    source: { id: "shazeer-2020", at: "§2 (m = 2 plain, m = 3 gated)" },
    domain: { hiddenSize: positive, feedForwardSize: positive, feedForwardMatrices: { min: 2, max: 3 }, feedForwardBias: fraction },
  },
  ({ hiddenSize: h, feedForwardSize: f, feedForwardMatrices: m, feedForwardBias }) => m * h * f + feedForwardBias * ((m - 1) * f + h),
);

/**
 * Parameters of the router of one mixture-of-experts layer (parameters). The bias flag is 0 or 1.
 *
 * @function
 *
 * @example
 * ```ts
 * import { routerParameters } from "llm-footprint/formulas";
 *
 * console.log(routerParameters({ hiddenSize: 4096, experts: 8, routerBias: 0 })); // 32768
 * ```
 */
export const routerParameters = formula(
  {
    id: "architecture.router-parameters",
    equation: "P_router = h·E + b·E",
    unit: "parameter",
    source: { id: "shazeer-2017", at: "§2.1, W_g" },
    domain: { hiddenSize: positive, experts: atLeastOne, routerBias: fraction },
  },
  ({ hiddenSize, experts, routerBias }) => hiddenSize * experts + routerBias * experts,
);

/**
 * Parameters of the routed experts of a model of which the total is stated: those that the dimensions give, but no more than there are (parameters).
 *
 * @function
 *
 * @example
 * ```ts
 * import { routedWithinStated } from "llm-footprint/formulas";
 *
 * console.log(routedWithinStated({ parameters: 46.7e9, countedRoutedParameters: 45.1e9 }) / 1e9); // 45.1
 * ```
 */
export const routedWithinStated = formula(
  {
    id: "architecture.routed-within-stated",
    equation: "X = min(N, X_dim)",
    unit: "parameter",
    source: { id: "llm-footprint", at: "docs/guide/inference.md: the stated count is used where the dimensions give another" },
    domain: { parameters: positive, countedRoutedParameters: nonNegative },
  },
  ({ parameters, countedRoutedParameters }) => Math.min(parameters, countedRoutedParameters),
);

/**
 * Parameters of the projections of one layer into the narrower width in which its routed experts work, and back (parameters).
 *
 * @function
 *
 * @example
 * ```ts
 * import { latentProjectionParameters } from "llm-footprint/formulas";
 *
 * // Nemotron 3 Super
 * console.log(latentProjectionParameters({ hiddenSize: 4096, latentSize: 1024 })); // 8388608
 * ```
 */
export const latentProjectionParameters = formula(
  {
    id: "architecture.latent-projection-parameters",
    equation: "P_latent = 2·h·ℓ",
    unit: "parameter",
    source: { id: "aiconfigurator", at: "moe_latent_size of the public configuration of Nemotron 3 Super: one projection down and one up" },
    domain: { hiddenSize: positive, latentSize: positive },
  },
  ({ hiddenSize, latentSize }) => 2 * hiddenSize * latentSize,
);

/**
 * Parameters of the expert block of one mixture-of-experts layer: routed experts, shared experts, router (parameters). With the number of experts
 * that a token uses in place of all of them, the same equation counts the active parameters.
 *
 * @function
 *
 * @example
 * ```ts
 * import { expertLayerParameters } from "llm-footprint/formulas";
 *
 * // Mixtral-8x7B: 8 experts, none shared
 * const inputs = { expertParameters: 176160768, sharedExperts: 0, sharedExpertParameters: 0, routerParameters: 32768 };
 * console.log(expertLayerParameters({ experts: 8, ...inputs })); // 1409318912
 * ```
 */
export const expertLayerParameters = formula(
  {
    id: "architecture.expert-layer-parameters",
    equation: "P_moe = E·P_expert + S·P_shared + P_router",
    unit: "parameter",
    source: { id: "dai-2024", at: "§3.2, equations 9 to 11" },
    domain: {
      experts: atLeastOne,
      expertParameters: positive,
      sharedExperts: nonNegative,
      sharedExpertParameters: nonNegative,
      routerParameters: nonNegative,
    },
  },
  ({ experts, expertParameters, sharedExperts, sharedExpertParameters, routerParameters }) =>
    experts * expertParameters + sharedExperts * sharedExpertParameters + routerParameters,
);

/**
 * Parameters of a number of normalisation layers (parameters). `vectorsPerNorm` is 1 for RMSNorm, 2 for LayerNorm, and 0 where
 * norms are not counted.
 *
 * @function
 *
 * @example
 * ```ts
 * import { normParameters } from "llm-footprint/formulas";
 *
 * console.log(normParameters({ norms: 2, vectorsPerNorm: 1, hiddenSize: 4096 })); // 8192
 * ```
 */
export const normParameters = formula(
  {
    id: "architecture.norm-parameters",
    equation: "P_norm = n·v·h",
    unit: "parameter",
    source: { id: "zhang-2019", at: "§3 (v = 1 RMSNorm, v = 2 LayerNorm)" },
    domain: { norms: nonNegative, vectorsPerNorm: { min: 0, max: 2 }, hiddenSize: positive },
  },
  ({ norms, vectorsPerNorm, hiddenSize }) => norms * vectorsPerNorm * hiddenSize,
);

/**
 * Parameters of the token embedding and of the output table where it is its own (parameters). `embeddingTables` is 1 when input and
 * output share one, 2 when not.
 *
 * @function
 *
 * @example
 * ```ts
 * import { embeddingParameters } from "llm-footprint/formulas";
 *
 * console.log(embeddingParameters({ embeddingTables: 2, vocabularySize: 128256, hiddenSize: 4096 })); // 1050673152
 * ```
 */
export const embeddingParameters = formula(
  {
    id: "architecture.embedding-parameters",
    equation: "P_emb = k·V·h",
    unit: "parameter",
    source: { id: "vaswani-2017", at: "§3.4 (k = 1 shared tables, k = 2 separate)" },
    domain: { embeddingTables: { min: 0, max: 2 }, vocabularySize: positive, hiddenSize: positive },
  },
  ({ embeddingTables, vocabularySize, hiddenSize }) => embeddingTables * vocabularySize * hiddenSize,
);

/**
 * Parameters of learned position embeddings (parameters).
 *
 * @function
 *
 * @example
 * ```ts
 * import { positionParameters } from "llm-footprint/formulas";
 *
 * console.log(positionParameters({ positions: 2048, hiddenSize: 12288 })); // 25165824
 * ```
 */
export const positionParameters = formula(
  {
    id: "architecture.position-parameters",
    equation: "P_pos = s_max·h",
    unit: "parameter",
    source: { id: "brown-2020", at: "§2.1" },
    domain: { positions: nonNegative, hiddenSize: positive },
  },
  ({ positions, hiddenSize }) => positions * hiddenSize,
);

/**
 * Parameters of the biases of relative positions, one per bucket and head, which the layers of a stack share (parameters). `stacks` is 2 for
 * an encoder-decoder, else 1.
 *
 * @function
 *
 * @example
 * ```ts
 * import { relativePositionParameters } from "llm-footprint/formulas";
 *
 * // T5-11B
 * console.log(relativePositionParameters({ stacks: 2, relativePositionBuckets: 32, attentionHeads: 128 })); // 8192
 * ```
 */
export const relativePositionParameters = formula(
  {
    id: "architecture.relative-position-parameters",
    equation: "P_rel = S·B·a",
    unit: "parameter",
    source: { id: "raffel-2019", at: "§2.1" },
    domain: { stacks: { min: 1, max: 2 }, relativePositionBuckets: atLeastOne, attentionHeads: atLeastOne },
  },
  ({ stacks, relativePositionBuckets, attentionHeads }) => stacks * relativePositionBuckets * attentionHeads,
);

/**
 * Parameters of equal blocks (attention, state, feed-forward or experts), each with its norm (parameters).
 *
 * @function
 *
 * @example
 * ```ts
 * import { blockStackParameters } from "llm-footprint/formulas";
 *
 * // the attention of Llama-3.1-8B
 * console.log(blockStackParameters({ blocks: 32, blockParameters: 41943040, normParameters: 4096 })); // 1342308352
 * ```
 */
export const blockStackParameters = formula(
  {
    id: "architecture.block-stack-parameters",
    equation: "P_stack = n·(P_block + P_norm)",
    unit: "parameter",
    source: { id: "vaswani-2017", at: "§3.1: a norm around each sub-layer" },
    domain: { blocks: nonNegative, blockParameters: nonNegative, normParameters: nonNegative },
  },
  ({ blocks, blockParameters, normParameters: perNorm }) => blocks * (blockParameters + perNorm),
);

/**
 * All parameters of a mixture of which the active ones are known, and how many times as many there are in all.
 *
 * @function
 *
 * @example
 * ```ts
 * import { parametersFromActive } from "llm-footprint/formulas";
 *
 * // 37 billion active, 18 times as many in all
 * console.log(parametersFromActive({ activeParameters: 37e9, totalOverActive: 18 })); // 666000000000
 * ```
 */
export const parametersFromActive = formula(
  {
    id: "architecture.parameters-from-active",
    equation: "P = r·P_active",
    unit: "parameter",
    source: { id: "llm-footprint", at: "definition of the ratio, docs/guide/closed-models.md" },
    domain: { activeParameters: positive, totalOverActive: atLeastOne },
  },
  ({ activeParameters, totalOverActive }) => activeParameters * totalOverActive,
);

/**
 * A parameter count without some of its embeddings (parameters). Tables and positions are those left out.
 *
 * @function
 *
 * @example
 * ```ts
 * import { parametersWithoutEmbeddings } from "llm-footprint/formulas";
 *
 * // Mixtral-8x7B, active, without the input table
 * const tables = { embeddingTables: 1, vocabularySize: 32000, positions: 0, hiddenSize: 4096 };
 * console.log(parametersWithoutEmbeddings({ countedParameters: 12879925248, ...tables })); // 12748853248
 * ```
 */
export const parametersWithoutEmbeddings = formula(
  {
    id: "architecture.parameters-without-embeddings",
    equation: "P_ne = P − k·V·h − s_max·h",
    unit: "parameter",
    source: { id: "kaplan-2020", at: "§2.1" },
    domain: {
      countedParameters: positive,
      embeddingTables: { min: 0, max: 2 },
      vocabularySize: positive,
      positions: nonNegative,
      hiddenSize: positive,
    },
  },
  ({ countedParameters, embeddingTables, vocabularySize, positions, hiddenSize }) =>
    countedParameters - embeddingTables * vocabularySize * hiddenSize - positions * hiddenSize,
);

/**
 * Number of mixture-of-experts layers when every r-th layer after some leading dense ones is one (pure number).
 *
 * @function
 *
 * @example
 * ```ts
 * import { expertLayerCount } from "llm-footprint/formulas";
 *
 * console.log(expertLayerCount({ layers: 61, firstDenseLayers: 3, expertLayerPeriod: 1 })); // 58
 * ```
 */
export const expertLayerCount = formula(
  {
    id: "architecture.expert-layer-count",
    equation: "L_moe = ⌊(L − L_d) / r⌋",
    unit: "1",
    source: { id: "lepikhin-2020", at: "§2.2 (every other layer); leading dense layers as in DeepSeek-V3, arXiv 2412.19437 §4.2" },
    domain: { layers: atLeastOne, firstDenseLayers: nonNegative, expertLayerPeriod: atLeastOne },
  },
  ({ layers, firstDenseLayers, expertLayerPeriod }) => Math.max(0, Math.floor((layers - firstDenseLayers) / expertLayerPeriod)),
);

/**
 * Number of layers that are not mixture-of-experts layers (pure number).
 *
 * @function
 *
 * @example
 * ```ts
 * import { denseLayerCount } from "llm-footprint/formulas";
 *
 * console.log(denseLayerCount({ layers: 61, expertLayers: 58 })); // 3
 * ```
 */
export const denseLayerCount = formula(
  {
    id: "architecture.dense-layer-count",
    equation: "L_dense = L − L_moe",
    unit: "1",
    source: { id: "lepikhin-2020", at: "§2.2" },
    domain: { layers: atLeastOne, expertLayers: nonNegative },
  },
  ({ layers, expertLayers }) => layers - expertLayers,
);
