import { parametricLoss } from "llm-footprint/formulas";
import { llmcarbonTables } from "llm-footprint/methods";
import { computeOptimal, type LossLawId, planAtLoss, type RoutingLawId, scalingLaws, sweep } from "llm-footprint/planning";
import { describe, expect, it } from "vitest";
import { testGolden } from "../helpers/golden.js";
import { gpt3, GRAMS_PER_TONNE } from "../helpers/gpt-3.js";
import knownGpt3 from "./planning/gpt-3.json" with { type: "json" };
import knownOptimum from "./planning/optimum.json" with { type: "json" };
import knownRouting from "./planning/routing.json" with { type: "json" };

interface OptimumInputs {
  readonly question: "loss" | "optimum";
  readonly law: LossLawId;
  readonly parameters?: number;
  readonly tokens?: number;
  readonly trainingFlop?: number;
  readonly loss?: number;
}

testGolden<OptimumInputs>(knownOptimum, ({ question, law, ...given }) => {
  if (question === "optimum") return { ...computeOptimal({ ...given, law }) } as unknown as Record<string, number>;
  const { irreducibleLoss, parameterScale, parameterExponent, tokenScale, tokenExponent } = scalingLaws.loss[law];
  const constants = {
    irreducibleLoss: irreducibleLoss.value,
    parameterScale: parameterScale.value,
    parameterExponent: parameterExponent.value,
    tokenScale: tokenScale.value,
    tokenExponent: tokenExponent.value,
  };
  const { parameters = Number.NaN, tokens = Number.NaN } = given;
  const [row] = sweep({ run: { ...gpt3, model: { kind: "dense", parameters } }, vary: { tokens: [tokens] }, law });
  const loss = parametricLoss({ parameters, tokens, ...constants });
  expect(row?.loss).toBe(loss);
  return { loss };
});

testGolden<{ readonly lossChange: number }>(knownGpt3, ({ lossChange }) => {
  const { before, after } = planAtLoss({ run: gpt3, lossChange, by: "compute-optimal" });
  const { parameters, trainingFlop, operationalGramsCo2e } = after.totals;
  return {
    parameters,
    tokens: after.tokens,
    trainingFlop,
    operationalTonnesCo2e: operationalGramsCo2e / GRAMS_PER_TONNE,
    flopRatio: trainingFlop / before.totals.trainingFlop,
  };
});

interface RoutingInputs {
  readonly baseParameters: number;
  readonly experts: number;
  readonly routing: RoutingLawId;
}

testGolden<RoutingInputs>(knownRouting, ({ baseParameters, experts, routing }) => {
  const run = { ...gpt3, model: { kind: "mixture-of-experts", parameters: 1e9, activeParameters: baseParameters } } as const;
  return {
    effectiveParameters: planAtLoss({ run, lossChange: -0.01, effectiveParameters: { routing, experts } }).before.effectiveParameters,
  };
});

describe("the constants of LLMCarbon's law and of the planner", () => {
  it.each([
    ["hoffmann2022", "hoffmann-2022"],
    ["besiroglu2024", "besiroglu-2024"],
  ] as const)("%s and %s are those of one paper", (frozen, id) => {
    const { parameterScale, parameterExponent, tokenScale, tokenExponent, irreducibleLoss } = llmcarbonTables.scalingLaws[frozen];
    const law = scalingLaws.loss[id];
    expect([parameterScale, parameterExponent, tokenScale, tokenExponent, irreducibleLoss]).toEqual(
      [law.parameterScale, law.parameterExponent, law.tokenScale, law.tokenExponent, law.irreducibleLoss].map(({ value }) => value),
    );
  });
});
