import { countParameters, type Model } from "llm-footprint";
import { models } from "llm-footprint/catalog/models";
import { embeddingParameters } from "llm-footprint/formulas";
import { describe, expect, it } from "vitest";
import { type GoldenTable, testGolden } from "../helpers/golden.js";
import known from "./architecture/parameters.json" with { type: "json" };

interface Inputs {
  readonly model: Model;
}

testGolden<Inputs>(known, ({ model }) => {
  const { parameters, activeParameters } = countParameters(model);
  const { vocabularySize = 0, hiddenSize = 0 } = model.architecture ?? {};
  const inputEmbedding = embeddingParameters({ embeddingTables: 1, vocabularySize, hiddenSize });
  return { parameters, activeParameters, activeParametersWithoutInputEmbedding: activeParameters - inputEmbedding };
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
  ] as const)("%s has the dimensions of %s", (id, name) => {
    const { kind, architecture } = models[id];
    const { parameters, activeParameters } = countParameters({ kind, architecture } as Model);
    expect({ parameters, activeParameters }).toMatchObject({
      parameters: rows.get(name)?.expected["parameters"],
      activeParameters: rows.get(name)?.expected["activeParameters"],
    });
  });
});
