import { estimateInference, estimateTraining, type InferenceInput, type TrainingInput } from "llm-footprint";
import { estimateRag, type RagInput } from "llm-footprint/adaptation";
import { accelerators } from "llm-footprint/catalog/accelerators";
import { models } from "llm-footprint/catalog/models";
import { trainingDistribution } from "llm-footprint/uncertainty";
import { describe, expect, it } from "vitest";
import { costDifference } from "../../src/planning/difference.js";
import { cli } from "../helpers/cli.js";
import { faultsOf } from "../../scripts/lib/walk.js";
import { refusal } from "../helpers/refusal.js";

const rag: RagInput = {
  model: models["llama-3.1-8b"],
  accelerator: accelerators["h100-sxm-80gb"],
  outputTokens: 300,
  fewShot: {},
  pue: 1,
  grid: { intensityGramsPerKwh: 1 },
};
const inference: InferenceInput = {
  model: models["llama-3.1-8b"],
  accelerator: accelerators["h100-sxm-80gb"],
  batch: 64,
  inputTokens: 1000,
  outputTokens: 300,
  pue: 1.1,
  grid: { intensityGramsPerKwh: 400 },
};
const training: TrainingInput = {
  model: models["gpt-3-175b"],
  tokens: 1e12,
  accelerator: accelerators["v100-sxm2-32gb"],
  acceleratorCount: 10000,
  efficiency: 0.197,
  averagePowerWatts: 330,
  pue: 1.1,
  grid: { intensityGramsPerKwh: 429 },
};

describe("S1: a range end inside the domains of all equations", () => {
  const cached = [0, 1, 100, 281, 282, 300, 581, 582].map((cachedTokens) => ({ ...rag, cachedTokens }));
  it.each(cached)("a cache of $cachedTokens of 582 tokens holds no more than the prompt at either end", (input) => {
    const { promptTokens, uncachedTokens, ...rest } = estimateRag(input);
    expect(faultsOf({ promptTokens, uncachedTokens, ...rest })).toEqual([]);
    expect(promptTokens.value - uncachedTokens.value).toBe(input.cachedTokens);
    expect(promptTokens.low).toBeGreaterThanOrEqual(input.cachedTokens);
    expect(uncachedTokens.high).toBeLessThanOrEqual(promptTokens.high);
    expect(uncachedTokens.low).toBeGreaterThanOrEqual(0);
  });

  it("the ends of what is left of a prompt move with its cache, and do not jump where little is left", () => {
    const highs = cached.slice(1).map((input) => estimateRag(input).uncachedTokens.high);
    const [first, last] = [highs[0] as number, highs.at(-1) as number];
    expect(first - last).toBeCloseTo(581, 6);
  });

  it("ranges of the record alone are held where the cache is the whole prompt", () => {
    const estimate = estimateRag({ ...rag, batch: 64, outputTokens: 1, retrieval: { chunks: 5 }, cachedTokens: 2000 });
    expect(faultsOf(estimate)).toEqual([]);
    expect(estimate.low.energyKwh).toBeGreaterThan(0);
  });

  it("a range that a caller gives is refused at the end at which its value would be", () => {
    const input = { ...rag, batch: 64, outputTokens: 1, cachedTokens: 1900 };
    const error = refusal(() => estimateRag({ ...input, questionTokens: { value: 2000, low: 100, high: 3000 } }));
    expect(error.code).toBe("out-of-domain");
    expect(error.details).toMatchObject({ field: "questionTokens.low", value: 100 });
    expect(error.message).toContain("a cache holds no more than the prompt");
    expect(faultsOf(estimateRag({ ...input, questionTokens: { value: 2000, low: 1900, high: 3000 } }))).toEqual([]);
  });

  it("prints numbers from a file", () => {
    const file = {
      kind: "rag",
      model: "llama-3.1-8b",
      accelerator: "h100-sxm-80gb",
      outputTokens: 300,
      cachedTokens: 300,
      fewShot: {},
      pue: 1,
      intensity: 1,
    };
    const outcome = cli(["rag", "x.json"], { "x.json": JSON.stringify(file) });
    expect(outcome.status).toBe(0);
    expect(outcome.stdout).not.toMatch(/NaN|Infinity|null/u);
    expect(cli(["rag", "x.json", "--json"], { "x.json": JSON.stringify(file) }).stdout).not.toMatch(/"(?:low|high|value)": ?null/u);
  });

  it.each<readonly [string, Partial<InferenceInput>, string, string]>([
    ["the context of the model", { outputTokens: { value: 300, high: 1e9 } }, "out-of-domain", "outputTokens.high"],
    ["the context of the model", { inputTokens: { value: 1000, high: 2e5 } }, "out-of-domain", "inputTokens.high"],
    ["the memory", { batch: { value: 64, high: 1e9 } }, "no-solution", "batch.high"],
  ])("%s bounds an end as it bounds a value: %o", (_, more, code, field) => {
    const error = refusal(() => estimateInference({ ...inference, ...more }));
    expect([error.code, error.details.field]).toEqual([code, field]);
  });

  it("says how many accelerators the end of a range needs", () => {
    expect(refusal(() => estimateInference({ ...inference, batch: { value: 64, high: 1000 } })).message).toMatch(
      /batch\.high = 1000 .*give 4 accelerators/u,
    );
  });

  it("numbers that no estimate can have are refused at the ends too, in draws as well", () => {
    const tokens = { value: 1e12, high: 1e300 };
    for (const make of [estimateTraining, trainingDistribution]) {
      const error = refusal(() => make({ ...training, tokens }));
      expect([error.code, error.details.field]).toEqual(["out-of-domain", "tokens.high"]);
    }
  });

  it("draws beyond a range stay finite", () => {
    const { quantiles } = trainingDistribution({ ...training, tokens: { value: 1e12, high: 1e250 } });
    expect(faultsOf(quantiles)).toEqual([]);
    expect(quantiles.trainingFlop.p95).toBeLessThan(Number.MAX_VALUE);
  });

  it("no end of a sum is beyond what all its parts together can be", () => {
    const { promptTokens } = estimateRag({
      ...rag,
      questionTokens: { value: 1, high: 3000 },
      systemTokens: { value: 1, high: 3000 },
      fewShot: { examples: 1, exampleTokens: { value: 1, high: 3000 } },
    });
    expect(promptTokens.value).toBe(3);
    expect(promptTokens.high).toBeLessThanOrEqual(9000);
    expect(faultsOf({ promptTokens })).toEqual([]);
  });

  it("a difference near zero goes no further than all inputs do together", () => {
    const before = { ...training, tokens: { value: 1e12, high: 2e12 } };
    const after = { ...training, tokens: { value: 1.000001e12, low: 1.000001e12, high: 3e12 }, pue: { value: 1.1, high: 1.2 } };
    const { low, high } = costDifference(before, after);
    const most =
      estimateTraining({ ...training, tokens: 3e12, pue: 1.2 }).energyKwh - estimateTraining({ ...training, tokens: 1e12 }).energyKwh;
    expect(high.energyKwh).toBeLessThanOrEqual(most * (1 + 1e-9));
    expect(low.energyKwh).toBeLessThanOrEqual(high.energyKwh);
  });
});
