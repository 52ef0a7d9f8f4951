import {
  type Architecture,
  estimateTraining,
  type ExpertArchitecture,
  type Model,
  type TrainingInput,
  trainingTotals,
} from "llm-footprint";
import { accelerators } from "llm-footprint/catalog/accelerators";
import { models } from "llm-footprint/catalog/models";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

const h100 = accelerators["h100-sxm-80gb"];
const run = { tokens: 1e12, accelerator: h100, acceleratorCount: 64, pue: 1, grid: { intensityGramsPerKwh: 400 } } as const;
const dense = (parameters: number): Model => ({ kind: "dense", parameters });
const hours = (model: Model, more: Partial<TrainingInput> = {}): number =>
  trainingTotals({ ...run, attentionFlop: "none", ...more, model }).deviceHours;
/** Efficiency of the weights alone, whatever is counted beside them. */
const efficiency = (model: Model, more: Partial<TrainingInput> = {}): number => {
  const of = trainingTotals({ ...run, attentionFlop: "none", ...more, model });
  return of.trainingFlop / of.deviceHours;
};
const mixture = (active: number, width: number): Model => {
  const architecture = models["qwen3-235b-a22b"].architecture as ExpertArchitecture;
  return {
    kind: "mixture-of-experts",
    parameters: 235e9,
    activeParameters: 22e9,
    architecture: { ...architecture, experts: { ...architecture.experts, total: 512, active, feedForwardSize: width } },
  };
};

describe("the form of training", () => {
  it("is the more efficient the greater a dense model is", () => {
    const sizes = fc.double({ min: 0.3e9, max: 1e12, noNaN: true });
    fc.assert(
      fc.property(sizes, sizes, (one, other) => {
        const [small, great] = [Math.min(one, other), Math.max(one, other)];
        expect(efficiency(dense(great))).toBeGreaterThanOrEqual(efficiency(dense(small)) * (1 - 1e-12));
      }),
    );
  });

  it("is the less efficient the more a mixture sends to its experts, and the narrower they are; never beyond a dense model", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 64 }), fc.integer({ min: 64, max: 30_000 }), (active, width) => {
        const of = efficiency(mixture(active, width));
        expect(efficiency(mixture(active + 1, width))).toBeLessThanOrEqual(of * (1 + 1e-12));
        expect(efficiency(mixture(active, width + 1))).toBeGreaterThanOrEqual(of * (1 - 1e-12));
        expect(of).toBeLessThanOrEqual(efficiency(dense(22e9)) * (1 + 1e-12));
      }),
    );
  });

  it("an H200 is never below an H100, a benchmark never below a whole run", () => {
    expect(hours(dense(8e9), { accelerator: accelerators["h200-sxm-141gb"] })).toBeLessThan(hours(dense(8e9)));
    expect(hours(dense(8e9), { runFactor: 1 })).toBeLessThan(hours(dense(8e9)));
  });

  it("a goodput takes the place of what whole runs lose, and narrows the range", () => {
    const width = (more: Partial<TrainingInput>): number => {
      const { low, high } = estimateTraining({ ...run, model: dense(70e9), ...more });
      return high.deviceHours / low.deviceHours;
    };
    expect(width({ goodput: 0.9 })).toBeLessThan(width({}));
    expect(hours(dense(70e9), { goodput: 0.9 }) / hours(dense(70e9))).toBeCloseTo(0.7737 / (0.9 * 0.9), 3);
  });

  it("a range of energy holds that of the hours", () => {
    const of = estimateTraining({ ...run, model: dense(70e9) });
    expect(of.low.energyKwh / of.energyKwh).toBeLessThan(of.low.deviceHours / of.deviceHours);
    expect(of.high.energyKwh / of.energyKwh).toBeGreaterThan(of.high.deviceHours / of.deviceHours);
  });

  it("a mixture of which every expert is always active is the dense model", () => {
    const architecture = models["llama-3.1-8b"].architecture as Architecture;
    const experts = { total: 1, active: 1, feedForwardSize: architecture.feedForwardSize as number, router: false };
    const one: Model = { kind: "mixture-of-experts", architecture: { ...architecture, experts } };
    const same: Model = { kind: "dense", architecture };
    const numbers = (model: Model, sequenceTokens = 8192) => {
      const { deviceHours, energyKwh, low, high } = estimateTraining({ ...run, sequenceTokens, model });
      return [deviceHours, energyKwh, low.energyKwh, high.energyKwh];
    };
    const [ofOne, ofDense] = [numbers(one), numbers(same)];
    for (const [index, value] of ofOne.entries()) expect(value / (ofDense[index] as number)).toBeCloseTo(1, 12);
    expect(numbers({ kind: "mixture-of-experts", parameters: 8e9, activeParameters: 8e9 })).toEqual(numbers(dense(8e9)));
  });

  it("a model too small for its accelerators draws a share of their TDP", () => {
    const of = estimateTraining({ ...run, model: dense(0.2e9) });
    expect(of.itEnergyKwh / of.deviceHours).toBeCloseTo(0.42, 9);
  });
});
