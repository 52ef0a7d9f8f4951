import { anyNumber, atLeastOne, type Domain, formula, nonNegative, positive } from "../core/formula.js";
import { log10, power } from "../core/power.js";

/** A loss may rise by any share, and cannot fall by all of itself. */
const aboveMinusOne: Domain = { min: -1, max: Number.POSITIVE_INFINITY, openMin: true };

/** Constants of the two terms of a parametric loss. */
const lossTerms = { parameterScale: positive, parameterExponent: positive, tokenScale: positive, tokenExponent: positive } as const;

/** Inputs of an equation with those of the law; a function, so that bundlers see that nothing else happens. */
function withLossTerms<Own extends object>(own: Own): Own & typeof lossTerms {
  return { ...own, ...lossTerms };
}

/**
 * Test loss of a dense model after one pass over its training tokens (pure number, nats per token). A fit to one family of models, one tokenizer
 * and one mix of data; loss is not task quality.
 *
 * @function
 *
 * @example
 * ```ts
 * import { parametricLoss } from "llm-footprint/formulas";
 *
 * // Chinchilla, with the constants of Hoffmann et al. 2022
 * const law = { parameterScale: 406.4, parameterExponent: 0.34, tokenScale: 410.7, tokenExponent: 0.28, irreducibleLoss: 1.69 };
 * console.log(parametricLoss({ parameters: 70e9, tokens: 1.4e12, ...law }).toFixed(6)); // 1.936645
 * ```
 */
export const parametricLoss = formula(
  {
    id: "architecture.parametric-loss",
    equation: "L = E + A/N^α + B/D^β",
    unit: "1",
    source: { id: "hoffmann-2022", at: "equation 2 and §D.2" },
    domain: /* @__PURE__ */ withLossTerms({ parameters: positive, tokens: positive, irreducibleLoss: nonNegative }),
  },
  (i) => i.irreducibleLoss + i.parameterScale / power(i.parameters, i.parameterExponent) + i.tokenScale / power(i.tokens, i.tokenExponent),
);

/**
 * A loss that is higher or lower by a share of itself (pure number): −0.01 is 1 % lower.
 *
 * @function
 *
 * @example
 * ```ts
 * import { changedLoss } from "llm-footprint/formulas";
 *
 * console.log(changedLoss({ loss: 2, lossChange: -0.01 })); // 1.98
 * ```
 */
export const changedLoss = formula(
  {
    id: "architecture.changed-loss",
    equation: "L' = L·(1 + δ)",
    unit: "1",
    source: { id: "llm-footprint", at: "a share of the loss itself, the irreducible part included" },
    domain: { loss: positive, lossChange: aboveMinusOne },
  },
  ({ loss, lossChange }) => loss * (1 + lossChange),
);

/**
 * The part of a loss that parameters and tokens can still bring down (pure number); not above zero where no model reaches the loss.
 *
 * @function
 *
 * @example
 * ```ts
 * import { reducibleLoss } from "llm-footprint/formulas";
 *
 * console.log(reducibleLoss({ loss: 2, irreducibleLoss: 1.69 }).toFixed(2)); // 0.31
 * ```
 */
export const reducibleLoss = formula(
  {
    id: "architecture.reducible-loss",
    equation: "L_r = L − E",
    unit: "1",
    source: { id: "hoffmann-2022", at: "equation 2, solved for its last two terms" },
    domain: { loss: positive, irreducibleLoss: nonNegative },
  },
  ({ loss, irreducibleLoss }) => loss - irreducibleLoss,
);

/**
 * The part of a reducible loss that is left for the tokens of a model of given size (pure number); not above zero where that size cannot reach
 * the loss with any number of tokens.
 *
 * @function
 *
 * @example
 * ```ts
 * import { tokenLoss } from "llm-footprint/formulas";
 *
 * console.log(tokenLoss({ reducibleLoss: 0.31, parameters: 70e9, parameterScale: 406.4, parameterExponent: 0.34 }).toFixed(4)); // 0.2265
 * ```
 */
export const tokenLoss = formula(
  {
    id: "architecture.token-loss",
    equation: "L_D = L_r − A/N^α",
    unit: "1",
    source: { id: "hoffmann-2022", at: "equation 2, solved for its last term" },
    domain: { reducibleLoss: anyNumber, parameters: positive, parameterScale: positive, parameterExponent: positive },
  },
  (i) => i.reducibleLoss - i.parameterScale / power(i.parameters, i.parameterExponent),
);

/**
 * Training tokens that bring the token part of a loss down to a value (tokens).
 *
 * @function
 *
 * @example
 * ```ts
 * import { tokensForLoss } from "llm-footprint/formulas";
 *
 * console.log(tokensForLoss({ tokenLoss: 0.25, tokenScale: 410.7, tokenExponent: 0.28 }).toExponential(3)); // 3.050e+11
 * ```
 */
export const tokensForLoss = formula(
  {
    id: "architecture.tokens-for-loss",
    equation: "D = (B/L_D)^(1/β)",
    unit: "token",
    source: { id: "hoffmann-2022", at: "equation 2, solved for D" },
    domain: { tokenLoss: positive, tokenScale: positive, tokenExponent: positive },
  },
  (i) => power(i.tokenScale / i.tokenLoss, 1 / i.tokenExponent),
);

/**
 * Size of the dense model with the least loss for a number of training operations (parameters).
 *
 * @function
 *
 * @example
 * ```ts
 * import { optimalParameters } from "llm-footprint/formulas";
 *
 * const law = { parameterScale: 406.4, parameterExponent: 0.34, tokenScale: 410.7, tokenExponent: 0.28 };
 * console.log(optimalParameters({ trainingFlop: 3.15e23, flopPerParameterToken: 6, ...law }).toExponential(4)); // 2.4510e+10
 * ```
 */
export const optimalParameters = formula(
  {
    id: "architecture.optimal-parameters",
    equation: "N = G·(C/k)^(β/(α+β)), G = (α·A/(β·B))^(1/(α+β))",
    unit: "parameter",
    source: { id: "hoffmann-2022", at: "equation 4" },
    domain: /* @__PURE__ */ withLossTerms({ trainingFlop: positive, flopPerParameterToken: positive }),
  },
  (i) =>
    power((i.parameterExponent * i.parameterScale) / (i.tokenExponent * i.tokenScale), 1 / (i.parameterExponent + i.tokenExponent)) *
    power(i.trainingFlop / i.flopPerParameterToken, i.tokenExponent / (i.parameterExponent + i.tokenExponent)),
);

/**
 * Tokens on which a number of operations trains a dense model (tokens).
 *
 * @function
 *
 * @example
 * ```ts
 * import { affordableTokens } from "llm-footprint/formulas";
 *
 * console.log(affordableTokens({ trainingFlop: 3.15e23, flopPerParameterToken: 6, parameters: 175e9 })); // 300000000000
 * ```
 */
export const affordableTokens = formula(
  {
    id: "architecture.affordable-tokens",
    equation: "D = C/(k·N)",
    unit: "token",
    source: { id: "kaplan-2020", at: "§2.1, solved for D" },
    domain: { trainingFlop: positive, flopPerParameterToken: positive, parameters: positive },
  },
  (i) => i.trainingFlop / (i.flopPerParameterToken * i.parameters),
);

/**
 * Tokens with which a dense model of given size has the least loss for its operations (tokens): one more per cent of parameters and one more per
 * cent of tokens then lower the loss equally.
 *
 * @function
 *
 * @example
 * ```ts
 * import { balancedTokens } from "llm-footprint/formulas";
 *
 * const refit = { parameterScale: 482.01, parameterExponent: 0.3478, tokenScale: 2085.43, tokenExponent: 0.3658 };
 * console.log(balancedTokens({ parameters: 70e9, ...refit }).toExponential(3)); // 1.289e+12
 * ```
 */
export const balancedTokens = formula(
  {
    id: "architecture.balanced-tokens",
    equation: "D = (β·B·N^α/(α·A))^(1/β)",
    unit: "token",
    source: { id: "hoffmann-2022", at: "equation 4, without C" },
    domain: /* @__PURE__ */ withLossTerms({ parameters: positive }),
  },
  (i) =>
    power(
      (i.tokenExponent * i.tokenScale * power(i.parameters, i.parameterExponent)) / (i.parameterExponent * i.parameterScale),
      1 / i.tokenExponent,
    ),
);

/**
 * Size of the dense model that has the least loss for its operations when it is trained on given tokens (parameters).
 *
 * @function
 *
 * @example
 * ```ts
 * import { balancedParameters } from "llm-footprint/formulas";
 *
 * const refit = { parameterScale: 482.01, parameterExponent: 0.3478, tokenScale: 2085.43, tokenExponent: 0.3658 };
 * console.log(balancedParameters({ tokens: 1.4e12, ...refit }).toExponential(3)); // 7.633e+10
 * ```
 */
export const balancedParameters = formula(
  {
    id: "architecture.balanced-parameters",
    equation: "N = (α·A·D^β/(β·B))^(1/α)",
    unit: "parameter",
    source: { id: "hoffmann-2022", at: "equation 4, without C" },
    domain: /* @__PURE__ */ withLossTerms({ tokens: positive }),
  },
  (i) =>
    power(
      (i.parameterExponent * i.parameterScale * power(i.tokens, i.tokenExponent)) / (i.tokenExponent * i.tokenScale),
      1 / i.parameterExponent,
    ),
);

/**
 * Fewest training operations with which a dense model reaches a loss: its size and tokens are then those of the optimum (FLOP).
 *
 * @function
 *
 * @example
 * ```ts
 * import { flopForLoss } from "llm-footprint/formulas";
 *
 * // The loss of GPT-3 under the law of Hoffmann et al. 2022, less its irreducible part
 * const law = { parameterScale: 406.4, parameterExponent: 0.34, tokenScale: 410.7, tokenExponent: 0.28 };
 * console.log(flopForLoss({ reducibleLoss: 0.3122879365, flopPerParameterToken: 6, ...law }).toExponential(4)); // 1.0582e+23
 * ```
 */
export const flopForLoss = formula(
  {
    id: "architecture.flop-for-loss",
    equation: "C = k·N·D, N = ((α+β)·A/(β·L_r))^(1/α), D = ((α+β)·B/(α·L_r))^(1/β)",
    unit: "FLOP",
    source: { id: "hoffmann-2022", at: "equations 2 and 4: at the optimum the two terms stand as β to α" },
    domain: /* @__PURE__ */ withLossTerms({ reducibleLoss: positive, flopPerParameterToken: positive }),
  },
  ({ reducibleLoss: loss, flopPerParameterToken, parameterScale, parameterExponent: a, tokenScale, tokenExponent: b }) =>
    flopPerParameterToken * power(((a + b) * parameterScale) / (b * loss), 1 / a) * power(((a + b) * tokenScale) / (a * loss), 1 / b),
);

/**
 * Training tokens per parameter (ratio): about 20 in Chinchilla, a rule of thumb to hold a plan against.
 *
 * @function
 *
 * @example
 * ```ts
 * import { tokensPerParameter } from "llm-footprint/formulas";
 *
 * console.log(tokensPerParameter({ tokens: 1.4e12, parameters: 70e9 })); // 20
 * ```
 */
export const tokensPerParameter = formula(
  {
    id: "architecture.tokens-per-parameter",
    equation: "r = D/N",
    unit: "1",
    source: { id: "hoffmann-2022", at: "Table 3" },
    domain: { tokens: positive, parameters: positive },
  },
  ({ tokens, parameters }) => tokens / parameters,
);

/**
 * Experts as the loss of a routed model feels them (count): few count for more than they are, many saturate.
 *
 * @function
 *
 * @example
 * ```ts
 * import { effectiveExperts } from "llm-footprint/formulas";
 *
 * console.log(effectiveExperts({ experts: 128, expertsAtStart: 1.847, mostExperts: 314.478 }).toFixed(2)); // 91.40
 * ```
 */
export const effectiveExperts = formula(
  {
    id: "architecture.effective-experts",
    equation: "1/Ê = 1/(E − 1 + (1/E_start − 1/E_max)^(−1)) + 1/E_max",
    unit: "1",
    source: { id: "clark-2022", at: "equation 1" },
    domain: { experts: atLeastOne, expertsAtStart: positive, mostExperts: positive },
  },
  ({ experts, expertsAtStart, mostExperts }) => 1 / (1 / (experts - 1 + 1 / (1 / expertsAtStart - 1 / mostExperts)) + 1 / mostExperts),
);

/**
 * Size of the dense model with the loss of a routed one (parameters), trained on as many tokens. Logarithms are to base 10.
 *
 * @function
 *
 * @example
 * ```ts
 * import { effectiveParameters } from "llm-footprint/formulas";
 *
 * const sBase = { expertsAtStart: 1.847, parameterSlope: -0.082, expertSlope: -0.108, interaction: 0.009 };
 * console.log(effectiveParameters({ baseParameters: 5e6, effectiveExperts: 91.40468, ...sBase }).toExponential(2)); // 5.18e+7
 * ```
 */
export const effectiveParameters = formula(
  {
    id: "architecture.effective-parameters",
    equation: "N̄ = 10^(((a + c·lg Ê)·lg N + b·lg(Ê/E_start))/(a + c·lg E_start))",
    unit: "parameter",
    source: { id: "clark-2022", at: "equations 1 and 11" },
    domain: {
      baseParameters: positive,
      effectiveExperts: positive,
      expertsAtStart: positive,
      parameterSlope: anyNumber,
      expertSlope: anyNumber,
      interaction: anyNumber,
    },
  },
  ({ baseParameters, effectiveExperts: experts, expertsAtStart, parameterSlope, expertSlope, interaction }) =>
    power(
      10,
      ((parameterSlope + interaction * log10(experts)) * log10(baseParameters) + expertSlope * log10(experts / expertsAtStart)) /
        (parameterSlope + interaction * log10(expertsAtStart)),
    ),
);
