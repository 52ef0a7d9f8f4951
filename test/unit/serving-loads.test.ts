import { estimateInference, type InferenceInput, inferenceTotals, isFootprintError } from "llm-footprint";
import { accelerators } from "llm-footprint/catalog/accelerators";
import { models } from "llm-footprint/catalog/models";
import { describe, expect, it } from "vitest";

const base: InferenceInput = {
  model: models["llama-3.1-70b"],
  accelerator: accelerators["h100-sxm-80gb"],
  acceleratorCount: 8,
  inputTokens: 1000,
  outputTokens: 300,
  pue: 1.2,
  grid: { intensityGramsPerKwh: 400 },
};
const noteOf = (input: InferenceInput, words: string): string | undefined =>
  estimateInference(input).notes.find(({ message }) => message.includes(words))?.message;
const errorOf = (input: InferenceInput): string => {
  try {
    inferenceTotals(input);
  } catch (error) {
    if (isFootprintError(error)) return error.message;
    throw error;
  }
  return "no error";
};

describe("kinds of load", () => {
  it("are bands of sequences per 80 GB of memory", () => {
    const shared = estimateInference({ ...base, load: "interactive-api" });
    // 4 to 128 on each of 8 accelerators of 80 GB, the middle of what is log-uniform between them.
    expect(shared.batch).toBeCloseTo(8 * Math.sqrt(4 * 128), 6);
    expect(shared.low.energyKwh).toBeLessThan(shared.energyKwh);
    const job = estimateInference({ ...base, load: "batch-job" });
    expect(job.energyKwh).toBeLessThan(shared.energyKwh);
    expect(noteOf({ ...base, load: "interactive-api" }, "interactive-api")).toContain("batches from 32 to 1020");
  });

  it("narrow the range of a load that nobody knows", () => {
    const width = (input: InferenceInput): number => {
      const { low, high } = estimateInference(input);
      return high.energyKwh / low.energyKwh;
    };
    expect(width({ ...base, load: "interactive-api" })).toBeLessThan(width(base));
  });

  it("are one sequence for one user", () => {
    const one = inferenceTotals({ ...base, load: "single-user" });
    expect(one.energyKwh).toBe(inferenceTotals({ ...base, batch: 1 }).energyKwh);
  });

  it("are what arrives in a house of one's own", () => {
    const daily = inferenceTotals({ ...base, load: "private", dailyRequests: 43_200 });
    expect(daily.energyKwh).toBeCloseTo(inferenceTotals({ ...base, requestsPerSecond: 0.5 }).energyKwh, 12);
    expect(errorOf({ ...base, load: "private" })).toContain("dailyRequests is missing; of a private load give what arrives");
  });

  it("give way to what is known", () => {
    expect(inferenceTotals({ ...base, load: "interactive-api", batch: 64 }).energyKwh).toBe(
      inferenceTotals({ ...base, batch: 64 }).energyKwh,
    );
  });

  it("are refused where they have no name", () => {
    expect(errorOf({ ...base, load: "api" as "private" })).toContain('load = "api" is not one of interactive-api, private');
  });
});

describe("a published speed", () => {
  it("tells the batch, and the time per token is its inverse", () => {
    const { batch, timePerOutputTokenSeconds, low, high } = estimateInference({ ...base, publishedTokensPerSecond: 30 });
    expect(batch).toBeGreaterThan(1);
    expect(timePerOutputTokenSeconds).toBeCloseTo(1 / 30, 9);
    // The errors of the model are in the batch, not in the speed.
    expect(low.timePerOutputTokenSeconds).toBeCloseTo(1 / 30, 6);
    expect(high.timePerOutputTokenSeconds).toBeCloseTo(1 / 30, 6);
  });

  it("costs more energy the faster it is", () => {
    const of = (publishedTokensPerSecond: number): number => inferenceTotals({ ...base, publishedTokensPerSecond }).energyKwh;
    expect(of(40)).toBeGreaterThan(of(20));
  });

  it("is not needed beside a batch", () => {
    expect(errorOf({ ...base, batch: 8, publishedTokensPerSecond: 30 })).toContain("publishedTokensPerSecond");
  });
});

describe("large mixtures of large services", () => {
  const r1: InferenceInput = { ...base, model: models["deepseek-r1"], software: "sglang", load: "interactive-api" };
  const { acceleratorCount: _, ...open } = r1;

  it("have their experts over many servers, with attention on each accelerator", () => {
    const wide = estimateInference(open);
    expect(_).toBe(8);
    expect(wide.acceleratorCount).toBe(64);
    expect(noteOf(open, "spread the experts")).toBeDefined();
    const stated = estimateInference({ ...open, acceleratorCount: 64, dataParallelism: 64, expertParallelism: 64 });
    expect(wide.energyKwh).toBeCloseTo(stated.energyKwh, 15);
  });

  it("but small ones do not", () => {
    expect(inferenceTotals({ ...open, model: models["qwen3-30b-a3b"] }).acceleratorCount).toBeLessThan(8);
  });
});
