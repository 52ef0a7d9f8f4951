import { atLeastOne, formula, fraction, nonNegative, positive } from "../../core/formula.js";

/**
 * L1: parameters of a dense model from layers, hidden size and vocabulary (parameters). The printed form was not read in the paper itself;
 * {@link gptParameters} is the full form of its reference code's README.
 *
 * @function
 *
 * @example
 * ```ts
 * import { llmcarbonDenseParameters } from "llm-footprint/formulas";
 *
 * console.log(llmcarbonDenseParameters({ layers: 96, hiddenSize: 12288, vocabularySize: 50257 })); // 174563733504
 * ```
 */
export const llmcarbonDenseParameters = formula(
  {
    id: "method.llmcarbon.dense-parameters",
    equation: "P_d = 12·l·h² + V·h",
    unit: "parameter",
    source: { id: "faiz-2024", at: "parameter model (equation number unverified)" },
    domain: { layers: atLeastOne, hiddenSize: positive, vocabularySize: nonNegative },
  },
  ({ layers, hiddenSize, vocabularySize }) => 12 * layers * hiddenSize * hiddenSize + vocabularySize * hiddenSize,
);

/**
 * L1b: parameters of a GPT with biases, LayerNorm and learned positions (parameters).
 *
 * @function
 *
 * @example
 * ```ts
 * import { gptParameters } from "llm-footprint/formulas";
 *
 * const parameters = gptParameters({ layers: 96, hiddenSize: 12288, vocabularySize: 50257, sequenceLength: 2048 });
 * console.log(Math.round(parameters / 1e8)); // 1746
 * ```
 */
export const gptParameters = formula(
  {
    id: "method.llmcarbon.gpt-parameters",
    equation: "P = 12·l·h²·(1 + 13/(12·h) + (V + s)/(12·l·h))",
    unit: "parameter",
    source: { id: "narayanan-2021", at: "equation 2" },
    domain: { layers: atLeastOne, hiddenSize: positive, vocabularySize: nonNegative, sequenceLength: nonNegative },
  },
  ({ layers: l, hiddenSize: h, vocabularySize, sequenceLength }) =>
    12 * l * h * h * (1 + 13 / (12 * h) + (vocabularySize + sequenceLength) / (12 * l * h)),
);

/**
 * L2: parameters of a mixture-of-experts model as LLMCarbon prints it (parameters). It takes each expert to be four times as wide as the model,
 * which halves GShard; {@link moeParameters} takes the real width. The layer share is the part of all layers that hold experts.
 *
 * @function
 *
 * @example
 * ```ts
 * import { llmcarbonMoeParameters } from "llm-footprint/formulas";
 *
 * // GShard: published 619e9
 * const inputs = { denseParameters: 12 * 36 * 1024 ** 2, layers: 36, hiddenSize: 1024, experts: 2048, expertLayerShare: 0.5 };
 * console.log(llmcarbonMoeParameters(inputs)); // 309539635200
 * ```
 */
export const llmcarbonMoeParameters = formula(
  {
    id: "method.llmcarbon.moe-parameters",
    equation: "P_e = (1 − ρ)·P_d + ρ·l·(4·h² + 8·h²·N_e)",
    unit: "parameter",
    source: { id: "faiz-2024", at: "parameter model (equation number unverified)" },
    domain: {
      denseParameters: nonNegative,
      layers: atLeastOne,
      hiddenSize: positive,
      experts: atLeastOne,
      expertLayerShare: fraction,
    },
  },
  ({ denseParameters, layers: l, hiddenSize: h, experts, expertLayerShare: rho }) =>
    (1 - rho) * denseParameters + rho * l * (4 * h * h + 8 * h * h * experts),
);

/**
 * L2b: parameters of the layers of a mixture-of-experts model with plain feed-forward blocks of their real width (parameters).
 *
 * @function
 *
 * @example
 * ```ts
 * import { moeParameters } from "llm-footprint/formulas";
 *
 * // GShard: published 619e9
 * const inputs = { layers: 36, hiddenSize: 1024, feedForwardSize: 8192, experts: 2048, expertLayerShare: 0.5 };
 * console.log(moeParameters(inputs)); // 618928275456
 * ```
 */
export const moeParameters = formula(
  {
    id: "method.llmcarbon.moe-parameters-real-width",
    equation: "P_e = ρ·l·(4·h² + 2·h·d_ff·N_e) + (1 − ρ)·l·(4·h² + 2·h·d_ff)",
    unit: "parameter",
    source: { id: "lepikhin-2020", at: "§2.2; L2 of LLMCarbon with the real d_ff" },
    domain: { layers: atLeastOne, hiddenSize: positive, feedForwardSize: positive, experts: atLeastOne, expertLayerShare: fraction },
  },
  ({ layers: l, hiddenSize: h, feedForwardSize: f, experts, expertLayerShare: rho }) =>
    rho * l * (4 * h * h + 2 * h * f * experts) + (1 - rho) * l * (4 * h * h + 2 * h * f),
);
