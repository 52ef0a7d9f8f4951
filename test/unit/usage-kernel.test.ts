import { inferenceTotals, type InferenceInput, isFootprintError, usageKernel } from "llm-footprint";
import { accelerators } from "llm-footprint/catalog/accelerators";
import { models } from "llm-footprint/catalog/models";
import { describe, expect, it } from "vitest";

const deployment: InferenceInput = {
  model: models["llama-3.1-70b"],
  accelerator: accelerators["h100-sxm-80gb"],
  acceleratorCount: 8,
  batch: 32,
  inputTokens: 2000,
  outputTokens: 500,
  pue: 1.2,
  grid: { intensityGramsPerKwh: 400 },
};

function compare(request: Partial<InferenceInput>): number {
  const [energyKwh, grams] = [new Float64Array(1), new Float64Array(1)];
  const column = (key: "inputTokens" | "cacheReadTokens" | "cacheWriteTokens" | "outputTokens"): number[] => [
    (request[key] as number) ?? 0,
  ];
  usageKernel(deployment).fill(
    {
      inputTokens: column("inputTokens"),
      cacheReadTokens: column("cacheReadTokens"),
      cacheWriteTokens: column("cacheWriteTokens"),
      outputTokens: column("outputTokens"),
    },
    energyKwh,
    grams,
  );
  const exact = inferenceTotals({ ...deployment, inputTokens: 0, outputTokens: 0, ...request });
  expect((grams[0] as number) / exact.totalGramsCo2e - 1).toBeCloseTo((energyKwh[0] as number) / exact.energyKwh - 1, 2);
  return Math.abs((energyKwh[0] as number) / exact.energyKwh - 1);
}

describe("the kernel of a deployment", () => {
  it.each([
    ["the reference request", { inputTokens: 2000, outputTokens: 500 }],
    ["a shorter prompt", { inputTokens: 1000, outputTokens: 500 }],
    ["a cached prompt", { cacheReadTokens: 1900, inputTokens: 100, outputTokens: 300 }],
    ["a written cache", { cacheWriteTokens: 1500, inputTokens: 500, outputTokens: 800 }],
    ["a longer prompt", { inputTokens: 2700, outputTokens: 200 }],
  ])("meets the estimate of %s within 1 %", (_name, request) => {
    // The secant in the context; prompts and caches are exact.
    expect(compare(request)).toBeLessThan(0.01);
  });

  it("refuses what has no coefficients", () => {
    const errorOf = (run: () => unknown): string => {
      try {
        run();
      } catch (error) {
        if (isFootprintError(error)) return error.message;
        throw error;
      }
      return "no error";
    };
    const { batch: _batch, ...open } = deployment;
    expect(_batch).toBe(32);
    expect(errorOf(() => usageKernel(open))).toContain("usage: batch is missing");
    expect(errorOf(() => usageKernel({ ...deployment, measuredJoulesPerToken: 1 }))).toContain("measuredJoulesPerToken is measured");
    const { fill } = usageKernel(deployment);
    const one = new Float64Array(1);
    expect(
      errorOf(() => {
        fill({ inputTokens: [1, 2], outputTokens: [1] }, one, one);
      }),
    ).toContain("columns are of one length");
  });
});
