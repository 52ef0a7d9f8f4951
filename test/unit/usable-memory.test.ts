import { estimateTraining, inferenceTotals, planServing, type InferenceInput } from "llm-footprint";
import { accelerators } from "llm-footprint/catalog/accelerators";
import { models } from "llm-footprint/catalog/models";
import { describe, expect, it } from "vitest";
import { gpt3 } from "../helpers/gpt-3.js";

const MEBIBYTE = 2 ** 20;
const valueOfLine = (lines: readonly { readonly key: string; readonly value: number }[], name: string): number | undefined =>
  lines.find(({ key }) => key === name)?.value;

describe("memory that software can use", () => {
  it("is what drivers report, beside the size as sold", () => {
    const { memoryBytes, nominalMemoryBytes } = accelerators["h200-sxm-141gb"];
    expect([memoryBytes?.value, nominalMemoryBytes?.value]).toEqual([143_771 * MEBIBYTE, 141e9]);
  });

  it("holds 58 ± 2 sequences of 4,500 tokens of Llama 3.1 405B in fp8 on four H200", () => {
    const { memoryBatch } = planServing({
      model: models["llama-3.1-405b"],
      accelerator: accelerators["h200-sxm-141gb"],
      acceleratorCount: 4,
      precision: "fp8",
      inputTokens: 4000,
      outputTokens: 500,
      requestsPerSecond: 0.1,
      serviceLevel: { timeToFirstTokenSeconds: 5, timePerOutputTokenSeconds: 1 },
      pue: 1.1,
      grid: { intensityGramsPerKwh: 400 },
    });
    expect(Math.abs((memoryBatch ?? 0) - 58)).toBeLessThanOrEqual(2);
  });
});

describe("the size as sold", () => {
  const bill = (accelerator: object): number | undefined =>
    valueOfLine(
      estimateTraining({ ...gpt3, accelerator: accelerator as typeof gpt3.accelerator, embodiedMethod: "components" }).lines,
      "memoryGramsCo2e",
    );

  it.each([
    ["a100-sxm4-80gb", 80],
    ["h100-sxm-80gb", 80],
    ["h200-sxm-141gb", 141],
  ] as const)("is that of the manufacture of %s: %s GB of 853.125 g", (id, gigabytes) => {
    expect(bill(accelerators[id])).toBeCloseTo(gigabytes * 853.125, 6);
  });

  it("is the memory where it is left out", () => {
    const { nominalMemoryBytes: _, ...own } = accelerators["a100-sxm4-80gb"];
    expect(bill({ ...own, memoryBytes: 50e9 })).toBeCloseTo(50 * 853.125, 6);
  });

  it("is that of a load per 80 GB", () => {
    const request: InferenceInput = {
      model: models["llama-3.1-70b"],
      accelerator: accelerators["h100-sxm-80gb"],
      acceleratorCount: 8,
      inputTokens: 500,
      outputTokens: 500,
      load: "interactive-api",
      pue: 1.1,
      grid: { intensityGramsPerKwh: 400 },
    };
    const { nominalMemoryBytes: _, ...sold } = { ...accelerators["h100-sxm-80gb"], memoryBytes: 80e9 };
    expect(inferenceTotals(request).energyKwh).toBe(inferenceTotals({ ...request, accelerator: sold }).energyKwh);
  });
});
