import { formula, nonNegative, positive } from "../core/formula.js";

type Tokens = Readonly<Record<"inputTokens" | "cacheReadTokens" | "outputTokens" | "requests", number>>;

/** What calls cost: fresh tokens, pairs, cached tokens, generated tokens, pairs; of several calls each is as long as their mean. */
const costOf = (
  { inputTokens, cacheReadTokens, outputTokens, requests }: Tokens,
  a: number,
  b: number,
  c: number,
  d: number,
  e: number,
): number =>
  inputTokens * a +
  ((inputTokens * (cacheReadTokens + inputTokens / 2)) / requests) * b +
  cacheReadTokens * c +
  outputTokens * d +
  ((outputTokens * (inputTokens + cacheReadTokens + outputTokens / 2)) / requests) * e;

/**
 * Energy of calls from what a token of each class costs with a provider (kWh): fresh tokens and the pairs of each with a token before it, cached
 * tokens, generated tokens and the pairs of each with a token of its mean context.
 *
 * @function
 *
 * @example
 * ```ts
 * import { callEnergy } from "llm-footprint/formulas";
 *
 * const costs = { newTokenKwh: 2e-8, attendedPairKwh: 0, cachedTokenKwh: 1e-9, generatedTokenKwh: 5e-7, contextPairKwh: 1e-11 };
 * const tokens = { inputTokens: 1000, cacheReadTokens: 500, outputTokens: 300, requests: 1 };
 * console.log(callEnergy({ ...tokens, ...costs }).toFixed(9)); // 0.000175450
 * ```
 */
export const callEnergy = formula(
  {
    id: "usage.call-energy",
    equation: "E = n·a + n·(r + n/2)/N·b + r·c + g·d + g·(n + r + g/2)/N·e",
    unit: "kWh",
    source: { id: "llm-footprint", at: "docs/guide/usage.md: what a call costs" },
    domain: {
      inputTokens: nonNegative,
      cacheReadTokens: nonNegative,
      outputTokens: nonNegative,
      requests: positive,
      newTokenKwh: nonNegative,
      attendedPairKwh: nonNegative,
      cachedTokenKwh: nonNegative,
      generatedTokenKwh: nonNegative,
      contextPairKwh: nonNegative,
    },
  },
  ({ newTokenKwh, attendedPairKwh, cachedTokenKwh, generatedTokenKwh, contextPairKwh, ...call }) =>
    costOf(call, newTokenKwh, attendedPairKwh, cachedTokenKwh, generatedTokenKwh, contextPairKwh),
);

/**
 * The share of calls in the manufacture of the hardware that serves them (gCO2e), from what a token of each class costs.
 *
 * @function
 *
 * @example
 * ```ts
 * import { callEmbodied } from "llm-footprint/formulas";
 *
 * const costs = { newTokenGramsCo2e: 1e-6, attendedPairGramsCo2e: 0, cachedTokenGramsCo2e: 0, generatedTokenGramsCo2e: 1e-5, contextPairGramsCo2e: 0 };
 * console.log(callEmbodied({ inputTokens: 1000, cacheReadTokens: 0, outputTokens: 300, requests: 1, ...costs })); // 0.004
 * ```
 */
export const callEmbodied = formula(
  {
    id: "usage.call-embodied",
    equation: "M_emb = n·a + n·(r + n/2)/N·b + r·c + g·d + g·(n + r + g/2)/N·e",
    unit: "gCO2e",
    source: { id: "llm-footprint", at: "docs/guide/usage.md: what a call costs" },
    domain: {
      inputTokens: nonNegative,
      cacheReadTokens: nonNegative,
      outputTokens: nonNegative,
      requests: positive,
      newTokenGramsCo2e: nonNegative,
      attendedPairGramsCo2e: nonNegative,
      cachedTokenGramsCo2e: nonNegative,
      generatedTokenGramsCo2e: nonNegative,
      contextPairGramsCo2e: nonNegative,
    },
  },
  ({ newTokenGramsCo2e, attendedPairGramsCo2e, cachedTokenGramsCo2e, generatedTokenGramsCo2e, contextPairGramsCo2e, ...call }) =>
    costOf(call, newTokenGramsCo2e, attendedPairGramsCo2e, cachedTokenGramsCo2e, generatedTokenGramsCo2e, contextPairGramsCo2e),
);
