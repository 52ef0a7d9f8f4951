import { describe, expect, it } from "vitest";
import { estimateInference } from "llm-footprint";
import { accelerators } from "llm-footprint/catalog/accelerators";
import { models } from "llm-footprint/catalog/models";
import { resolveModel } from "llm-footprint/catalog/resolve";
import type { ModelRecord } from "../../src/catalog/records.js";
import { countFromArchitecture } from "../../src/estimate/model-parameters.js";

const flagships = ["kimi-k3", "deepseek-v4-pro", "deepseek-v4-flash", "nemotron-3-ultra", "nemotron-3-super", "glm-5.2", "minimax-m3"];

/** Whether a count is a stated one: within 1 %, or the same to the two digits that are stated. */
const isStated = (count: number, stated: number): boolean =>
  Math.abs(count / stated - 1) <= 0.01 || Number(count.toPrecision(2)) === Number(stated.toPrecision(2));

describe("the flagships of 2026", () => {
  it.each(flagships)("%s answers a request on eight H200 per copy of its weights", (name) => {
    const model: ModelRecord = models[resolveModel(name).id as "kimi-k3"];
    const { energyKwh, low, high } = estimateInference({
      model,
      accelerator: accelerators["h200-sxm-141gb"],
      acceleratorCount: 32,
      inputTokens: 1000,
      outputTokens: 300,
      pue: 1.2,
      grid: { intensityGramsPerKwh: 400 },
    });
    expect(energyKwh).toBeGreaterThan(low.energyKwh);
    expect(energyKwh).toBeLessThan(high.energyKwh);
  });

  it.each(flagships)("%s counts to what its developer states, where it counts", (name) => {
    const model: ModelRecord = models[resolveModel(name).id as "kimi-k3"];
    const counted = countFromArchitecture(model);
    const { statedParameters, statedActiveParameters, architecture } = model;
    if (counted === undefined || statedParameters === undefined) return;
    expect(isStated(counted.parameters, statedParameters.value)).toBe(true);
    if (statedActiveParameters === undefined) return;
    const table = (architecture?.vocabularySize ?? 0) * (architecture?.hiddenSize ?? 0);
    // Developers count active parameters with both token tables, without that of the input, or without both.
    const conventions = [0, 1, 2].map((tables) => counted.activeParameters - tables * table);
    expect(
      conventions.some((count) => isStated(count, statedActiveParameters.value)),
      String(conventions),
    ).toBe(true);
  });
});
