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
