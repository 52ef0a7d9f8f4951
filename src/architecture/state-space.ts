import { atLeastOne, formula, nonNegative, positive } from "../core/formula.js";

/**
 * Parameters of one Mamba-2 block: input projection, convolution with bias, A, D and the bias of the step by head, norm, output projection
 * (parameters).
 *
 * @function
 *
 * @example
 * ```ts
 * import { stateLayerParameters } from "llm-footprint/formulas";
 *
 * // Mamba-2 2.7B
 * const sizes = { hiddenSize: 2560, stateInnerSize: 5120, stateSize: 128, stateGroups: 1, stateHeads: 80, convolutionWidth: 4 };
 * console.log(stateLayerParameters(sizes)); // 40214000
 * ```
 */
export const stateLayerParameters = formula(
  {
    id: "architecture.state-layer-parameters",
    equation: "P_state = h·(2·d_i + 2·g·d_s + H) + (w + 1)·(d_i + 2·g·d_s) + 3·H + d_i + d_i·h",
    unit: "parameter",
    source: { id: "dao-2024", at: "§7.1 and figure 6; biases and norm as in the authors' code" },
    domain: {
      hiddenSize: positive,
      stateInnerSize: atLeastOne,
      stateSize: atLeastOne,
      stateGroups: atLeastOne,
      stateHeads: atLeastOne,
      convolutionWidth: atLeastOne,
    },
  },
  ({ hiddenSize: h, stateInnerSize, stateSize, stateGroups, stateHeads, convolutionWidth }) =>
    h * (2 * stateInnerSize + 2 * stateGroups * stateSize + stateHeads) +
    (convolutionWidth + 1) * (stateInnerSize + 2 * stateGroups * stateSize) +
    3 * stateHeads +
    stateInnerSize +
    stateInnerSize * h,
);

/**
 * Parameters of one Mamba-2 block whose gated output has no norm (parameters).
 *
 * @function
 *
 * @example
 * ```ts
 * import { unnormedStateLayerParameters } from "llm-footprint/formulas";
 *
 * // Falcon-H1 0.5B
 * const sizes = { hiddenSize: 1024, stateInnerSize: 1536, stateSize: 128, stateGroups: 1, stateHeads: 24, convolutionWidth: 4 };
 * console.log(unnormedStateLayerParameters(sizes)); // 5014344
 * ```
 */
export const unnormedStateLayerParameters = formula(
  {
    id: "architecture.unnormed-state-layer-parameters",
    equation: "P_state = h·(2·d_i + 2·g·d_s + H) + (w + 1)·(d_i + 2·g·d_s) + 3·H + d_i·h",
    unit: "parameter",
    source: { id: "dao-2024", at: "§7.1 and figure 6, without the norm before the output" },
    domain: stateLayerParameters.card.domain,
  },
  (inputs) => stateLayerParameters.raw(inputs) - inputs.stateInnerSize,
);

/**
 * Parameters of one Mamba block: input projection, convolution with bias, projection to step, B and C, step with bias, A, D, output projection
 * (parameters).
 *
 * @function
 *
 * @example
 * ```ts
 * import { selectiveStateLayerParameters } from "llm-footprint/formulas";
 *
 * // Mamba 2.8B
 * const sizes = { hiddenSize: 2560, stateInnerSize: 5120, stateSize: 16, convolutionWidth: 4, stepRank: 160 };
 * console.log(selectiveStateLayerParameters(sizes)); // 41241600
 * ```
 */
export const selectiveStateLayerParameters = formula(
  {
    id: "architecture.selective-state-layer-parameters",
    equation: "P_state = 2·h·d_i + (w + 1)·d_i + d_i·(r + 2·d_s) + (r + 1)·d_i + d_i·d_s + d_i + d_i·h",
    unit: "parameter",
    source: { id: "gu-2023", at: "§3.2 and §3.4, algorithm 2 and figure 3; biases as in the authors' code" },
    domain: {
      hiddenSize: positive,
      stateInnerSize: atLeastOne,
      stateSize: atLeastOne,
      convolutionWidth: atLeastOne,
      stepRank: atLeastOne,
    },
  },
  ({ hiddenSize: h, stateInnerSize: d, stateSize, convolutionWidth, stepRank }) =>
    2 * h * d + (convolutionWidth + 1) * d + d * (stepRank + 2 * stateSize) + (stepRank + 1) * d + d * stateSize + d + d * h,
);

/**
 * Inner width of the layers of a model without attention of which only the size is known (count): an assumption.
 *
 * @function
 *
 * @example
 * ```ts
 * import { typicalStateWidth } from "llm-footprint/formulas";
 *
 * console.log(typicalStateWidth({ hiddenSize: 4096 })); // 8192
 * ```
 */
export const typicalStateWidth = formula(
  {
    id: "architecture.typical-state-width",
    equation: "d_i = 2·h",
    unit: "1",
    source: { id: "gu-2023", at: "§3.4: an expansion factor of 2" },
    domain: { hiddenSize: positive },
  },
  ({ hiddenSize }) => 2 * hiddenSize,
);

/**
 * Number of layers of a hybrid that hold a state in place of attention (pure number). `feedForwardLayers` are those that are a feed-forward block
 * alone.
 *
 * @function
 *
 * @example
 * ```ts
 * import { stateLayerCount } from "llm-footprint/formulas";
 *
 * // Nemotron Nano 12B v2
 * console.log(stateLayerCount({ layers: 62, attentionLayers: 6, feedForwardLayers: 28 })); // 28
 * ```
 */
export const stateLayerCount = formula(
  {
    id: "architecture.state-layer-count",
    equation: "L_s = L − L_a − L_f",
    unit: "1",
    source: { id: "dao-2024", at: "§9.2, hybrids of state, attention and feed-forward layers" },
    domain: { layers: atLeastOne, attentionLayers: nonNegative, feedForwardLayers: nonNegative },
  },
  ({ layers, attentionLayers, feedForwardLayers }) => layers - attentionLayers - feedForwardLayers,
);
