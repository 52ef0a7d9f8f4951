import { isFootprintError, type SizingInput, sizeTraining } from "llm-footprint";
import { accelerators } from "llm-footprint/catalog/accelerators";
import { models } from "llm-footprint/catalog/models";
import { describe, expect, it } from "vitest";

const base: SizingInput = { model: models["llama-65b"], accelerator: accelerators["a100-sxm4-80gb"], sequenceTokens: 2048 };
const errorOf = (change: Partial<Record<keyof SizingInput, unknown>>): string => {
  try {
    sizeTraining({ ...base, ...change } as SizingInput);
  } catch (error) {
    if (isFootprintError(error)) return `${error.code}: ${error.message}`;
    throw error;
  }
  return "no error";
};

describe("a plan", () => {
  it("fits, is the product of its split, and no smaller one of its kind fits", () => {
    const plan = sizeTraining(base);
    expect(plan.memoryBytes).toBeLessThanOrEqual(plan.usableMemoryBytes);
    expect(plan.devices).toBe(plan.layout.tensor * plan.layout.pipeline * plan.layout.data);
    for (let fewer = 1; fewer < plan.devices; fewer++) {
      expect(errorOf({ acceleratorCount: fewer }), `${fewer} devices`).toMatch(/^(?:no-solution|invalid-input)/u);
    }
    expect(errorOf({ acceleratorCount: plan.devices })).toBe("no error");
  });

  it("needs no more devices with more sharding, recomputation or memory, and no fewer with longer sequences", () => {
    const devices = (change: Partial<SizingInput>): number => sizeTraining({ ...base, ...change }).devices;
    const plain = devices({});
    expect(devices({ shardingStage: 3 })).toBeLessThanOrEqual(plain);
    expect(devices({ recompute: "full" })).toBeLessThanOrEqual(plain);
    expect(devices({ optimizer: "adamw-8bit" })).toBeLessThan(plain);
    expect(devices({ accelerator: accelerators["h200-sxm-141gb"] })).toBeLessThan(plain);
    expect(devices({ sequenceTokens: 8192 })).toBeGreaterThan(plain);
    expect(devices({ recompute: "none" })).toBeGreaterThanOrEqual(plain);
  });

  it("splits routed experts and copies the rest", () => {
    const experts = {
      model: models["deepseek-v3"],
      accelerator: accelerators["h800-sxm-80gb"],
      tensorParallelism: 1,
      pipelineParallelism: 16,
      recompute: "full" as const,
      acceleratorCount: 2048,
    };
    const spread = sizeTraining({ ...experts, expertParallelism: 64 });
    expect(spread.layout.expert).toBe(64);
    expect(spread.stateBytes).toBeLessThan(sizeTraining({ ...experts, expertParallelism: 32 }).stateBytes);
  });

  it("says what it assumed, and that a model without dimensions lacks activations", () => {
    expect(sizeTraining(base).notes.join(" ")).toContain("Assumed because not given: recompute");
    const stated = sizeTraining({ ...base, model: { kind: "dense", parameters: 7e9 } });
    expect(stated.activationBytes).toBeUndefined();
    expect(stated.notes.join(" ")).toContain("activations are missing, not zero");
  });

  it("gives the idle share of the pipeline where the micro-batches are known", () => {
    const plan = sizeTraining({ ...base, pipelineParallelism: 8, tensorParallelism: 8, microBatches: 64 });
    expect(plan.bubbleShare).toBeCloseTo(7 / 71, 12);
  });
});

describe("a plan that cannot be", () => {
  it.each<[string, Partial<Record<keyof SizingInput, unknown>>, string]>([
    ["too few devices", { acceleratorCount: 8 }, "no-solution: sizing: one device of 8 would need 152.6 GB"],
    ["with the number that fits", { acceleratorCount: 8 }, "What would help: 20 devices (4 tensor × 5 pipeline × 1 data)"],
    ["no whole split", { acceleratorCount: 3, tensorParallelism: 8 }, "invalid-input: sizing: acceleratorCount = 3 is no product"],
    ["half a device", { acceleratorCount: 1.5 }, "is not a whole number"],
    ["no device", { acceleratorCount: 0 }, "acceleratorCount = 0 is outside [1, ∞)"],
    ["a text", { microBatch: "4" }, 'microBatch = "4"'],
    ["NaN", { sequenceTokens: Number.NaN }, "sequenceTokens = NaN"],
    ["an unknown stage", { shardingStage: 4 }, "shardingStage = 4 is not one of 0, 1, 2, 3"],
    ["an unknown optimizer", { optimizer: "sgd" }, 'optimizer = "sgd" is not one of adamw, adamw-8bit'],
    ["experts in a dense model", { expertParallelism: 8 }, "needs a mixture of experts"],
    ["experts that do not divide", { model: models["deepseek-v3"], expertParallelism: 7 }, "does not divide the 256 experts"],
    ["no model", { model: undefined }, "sizing: model is missing"],
    ["no accelerator", { accelerator: undefined }, "accelerator is missing"],
    ["no memory", { accelerator: { ...base.accelerator, memoryBytes: undefined } }, "is not known; give it"],
    ["more memory than there is", { memoryShare: 1.2 }, "memoryShare = 1.2 is outside (0, 1]"],
  ])("%s", (_, change, message) => {
    expect(errorOf(change)).toContain(message);
  });
});
