import { countParameters, type Model } from "llm-footprint";
import { models } from "llm-footprint/catalog/models";
import { selectiveRecomputeFactor, trainingFlop } from "llm-footprint/formulas";
import { describe, expect, it } from "vitest";
import { attentionFlopOf } from "../helpers/attention.js";
import { type GoldenTable, testGolden } from "../helpers/golden.js";
import attention from "./architecture/attention-flop.json" with { type: "json" };
import known from "./architecture/parameters.json" with { type: "json" };

interface Inputs {
  readonly model: Model;
}

testGolden<Inputs>(known, ({ model }) => {
  const { lines, ...counts } = countParameters(model);
  expect(lines.length).toBeGreaterThan(0);
  return counts;
});

interface AttentionInputs extends Inputs {
  readonly sequenceTokens: number;
  readonly tokens: number;
  readonly convention: "full" | "causal";
}

testGolden<AttentionInputs>(attention, ({ model, sequenceTokens, tokens, convention }) => {
  const attentionFlop = attentionFlopOf(model, sequenceTokens, tokens, convention);
  const { activeParameters } = countParameters(model);
  const weightFlop = trainingFlop({ flopPerParameterToken: 6, activeParameters, tokens });
  return {
    attentionFlop,
    weightFlop,
    totalFlop: weightFlop + (attentionFlop ?? Number.NaN),
    attentionShare: (attentionFlop ?? Number.NaN) / weightFlop,
  };
});

describe("selective recomputation", () => {
  // Korthikanti et al. 2022: sequences of 2,048 positions, hidden sizes of their table 3.
  it.each([
    ["22B", 6144, 1.0556],
    ["175B", 12288, 1.0278],
    ["530B", 20480, 1.0167],
    ["1T", 25600, 1.0133],
  ])("%s", (_, hiddenSize, factor) => {
    expect(selectiveRecomputeFactor({ sequenceTokens: 2048, hiddenSize })).toBeCloseTo(factor, 4);
  });
});

describe("models of the catalogue", () => {
  const rows = new Map((known as unknown as GoldenTable<Inputs>).rows.map((row) => [row.name, row]));

  // The dimensions of the record, without a stated count that would take their place.
  it.each([
    ["bloom-176b", "BLOOM-176B"],
    ["gpt-3-175b", "GPT-3 175B"],
    ["llama-3.1-405b", "Llama-3.1-405B"],
    ["llama-3.1-70b", "Llama-3.1-70B"],
    ["llama-3.1-8b", "Llama-3.1-8B"],
    ["llama-65b", "LLaMA-65B"],
    ["mixtral-8x7b", "Mixtral-8x7B"],
    ["qwen3-30b-a3b", "Qwen3-30B-A3B"],
    ["deepseek-v3", "DeepSeek-V3"],
    ["glam-64b-64e", "GLaM 64B/64E"],
    ["palm-540b", "PaLM-540B"],
    ["t5-11b", "T5-11B"],
  ] as const)("%s has the dimensions of %s", (id, name) => {
    const { kind, architecture } = models[id];
    expect(countParameters({ kind, architecture } as Model)).toMatchObject(rows.get(name)?.expected ?? { parameters: Number.NaN });
  });
});
