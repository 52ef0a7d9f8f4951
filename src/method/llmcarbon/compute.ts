import { formula, nonNegative, positive } from "../../core/formula.js";
import { power } from "../../core/power.js";

/**
 * L4: operations of training (FLOP). For a mixture of experts the parameters are those of the base model.
 *
 * @function
 *
 * @example
 * ```ts
 * import { llmcarbonTrainingCompute } from "llm-footprint/formulas";
 *
 * console.log(llmcarbonTrainingCompute({ baseParameters: 11e9, tokens: 600e9 })); // 3.96e+22
 * ```
 */
export const llmcarbonTrainingCompute = formula(
  {
    id: "method.llmcarbon.training-compute",
    equation: "C = 6·P·D",
    unit: "FLOP",
    source: { id: "faiz-2024", at: "FLOP model" },
    domain: { baseParameters: positive, tokens: nonNegative },
  },
  ({ baseParameters, tokens }) => 6 * baseParameters * tokens,
);

/**
 * L5: operations of inference, a third of training on the same tokens (FLOP).
 *
 * @function
 *
 * @example
 * ```ts
 * import { llmcarbonInferenceCompute } from "llm-footprint/formulas";
 *
 * console.log(llmcarbonInferenceCompute({ baseParameters: 175e9, tokens: 300e9 })); // 1.05e+23
 * ```
 */
export const llmcarbonInferenceCompute = formula(
  {
    id: "method.llmcarbon.inference-compute",
    equation: "C = 2·P·D",
    unit: "FLOP",
    source: { id: "faiz-2024", at: "FLOP model" },
    domain: { baseParameters: positive, tokens: nonNegative },
  },
  ({ baseParameters, tokens }) => 2 * baseParameters * tokens,
);

/**
 * L3: test loss of a dense model after training, the scaling law that LLMCarbon takes from Chinchilla (pure number, nats per token). Dense
 * models, one tokenizer and data mix; loss is not task quality.
 *
 * @function
 *
 * @example
 * ```ts
 * import { testLoss } from "llm-footprint/formulas";
 *
 * const hoffmann2022 = { parameterScale: 406.4, parameterExponent: 0.34, tokenScale: 410.7, tokenExponent: 0.28, irreducibleLoss: 1.69 };
 * console.log(testLoss({ parameters: 175e9, tokens: 300e9, ...hoffmann2022 }).toFixed(6)); // 2.002288
 * ```
 */
export const testLoss = formula(
  {
    id: "method.llmcarbon.test-loss",
    equation: "L = A/P^α + B/D^β + E",
    unit: "1",
    source: { id: "hoffmann-2022", at: "equation 2 and §D.3" },
    domain: {
      parameters: positive,
      tokens: positive,
      parameterScale: nonNegative,
      parameterExponent: nonNegative,
      tokenScale: nonNegative,
      tokenExponent: nonNegative,
      irreducibleLoss: nonNegative,
    },
  },
  (inputs) =>
    inputs.parameterScale / power(inputs.parameters, inputs.parameterExponent) +
    inputs.tokenScale / power(inputs.tokens, inputs.tokenExponent) +
    inputs.irreducibleLoss,
);
