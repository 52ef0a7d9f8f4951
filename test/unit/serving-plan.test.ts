import { estimateInference, type InferenceInput, isFootprintError, planServing, servingFit, type ServingPlanInput } from "llm-footprint";
import { models } from "llm-footprint/catalog/models";
import { describe, expect, it } from "vitest";
import { without } from "../helpers/without.js";
import { h100OfSpec, setB } from "../helpers/serving.js";

const service: ServingPlanInput = {
  model: { ...models["llama-3.1-70b"], parameters: 70.55e9 },
  accelerator: h100OfSpec,
  acceleratorCount: 4,
  inputTokens: 500,
  outputTokens: 500,
  prefillEfficiency: 0.5,
  pue: 1.2,
  grid: { intensityGramsPerKwh: 400 },
  servingFit: setB,
};

describe("the worked example of a service", () => {
  // One more than section 6 of the specification has: a request's own prompt is read before its tokens, not between them (faults.md, S2).
  it.each([
    [0.1, 422],
    [0.05, 158],
    [0.03, 50],
  ])("keeps %s s per token up to a batch of %s", (timePerOutputTokenSeconds, batch) => {
    expect(planServing({ ...service, serviceLevel: { timePerOutputTokenSeconds } }).serviceBatch).toBe(batch);
  });

  it("holds 448 sequences of 1,000 tokens beside the weights, 54 of 8,192", () => {
    expect(planServing(service).memoryBatch).toBe(448);
    expect(planServing({ ...service, inputTokens: 7692 }).memoryBatch).toBe(54);
  });
});

describe("a fleet", () => {
  it("has instances for the peak, and waits as the load curve says", () => {
    const loadCurve = [2, 4, 20, 10];
    const { fleet, inference, meanRequest } = planServing({ ...service, loadCurve, peakShare: 0.8 });
    const instances = fleet?.instances ?? 0;
    expect(fleet?.peakShare).toBeLessThanOrEqual(0.8);
    expect(fleet?.accelerators).toBe(4 * instances);
    expect(fleet?.meanShare).toBeCloseTo(((fleet?.peakShare ?? 0) * 9) / 20, 12);
    expect(fleet?.shares).toHaveLength(4);
    // Every accelerator-hour of every part is charged to the requests, and none that does not exist.
    expect(((meanRequest?.deviceHours ?? 0) * 3600 * 36) / 4).toBeCloseTo(4 * instances, 9);
    const at = (rate: number): number => estimateInference({ ...service, requestsPerSecond: rate / instances }).energyKwh;
    const mean = loadCurve.reduce((sum, rate) => sum + at(rate) * rate, 0) / 36;
    expect((meanRequest?.energyKwh ?? 0) / mean).toBeCloseTo(1, 12);
    expect(inference.energyKwh).toBe(at(20));
  });

  it("waits through the parts of a curve in which nobody asks", () => {
    const busy = planServing({ ...service, loadCurve: [20] });
    const half = planServing({ ...service, loadCurve: [20, 0] });
    // An idle accelerator of 75 W and its host, 5 % on both.
    const watts = 1.05 * (75 + 40 + 0.215 * 700 + 0.165 * 75);
    const waiting = (4 * watts * 1.2) / 3.6e6 / (20 / (half.fleet?.instances ?? 0));
    expect((half.meanRequest?.energyKwh ?? 0) - (busy.meanRequest?.energyKwh ?? 0)).toBeCloseTo(waiting, 9);
  });

  it("needs no more instances for less load", () => {
    const instances = [1, 10, 100].map((requestsPerSecond) => planServing({ ...service, requestsPerSecond }).fleet?.instances ?? 0);
    expect([...instances].sort((a, b) => a - b)).toEqual(instances);
    expect(planServing(service).fleet).toBeUndefined();
  });
});

describe("bad input", () => {
  const errorOf = (change: Partial<Record<keyof ServingPlanInput, unknown>>): string => {
    try {
      planServing({ ...service, ...change } as unknown as ServingPlanInput);
    } catch (error) {
      if (isFootprintError(error)) return `${error.code}: ${error.message}`;
      throw error;
    }
    return "no error";
  };

  it.each([
    [
      "limits that nothing keeps",
      { serviceLevel: { timePerOutputTokenSeconds: 0.001 } },
      "no-solution: serving: even one sequence at a time",
    ],
    [
      "a limit of zero",
      { serviceLevel: { timePerOutputTokenSeconds: 0 } },
      "out-of-domain: serving: serviceLevel.timePerOutputTokenSeconds = 0",
    ],
    ["two loads", { loadCurve: [1], requestsPerSecond: 1 }, "conflicting-input: serving: loadCurve and requestsPerSecond"],
    ["an empty curve", { loadCurve: [] }, "invalid-input: serving: loadCurve is not a list of rates"],
    ["a curve of zeros", { loadCurve: [0, 0] }, "out-of-domain: serving: loadCurve holds no request"],
    ["a negative rate", { loadCurve: [1, -1] }, "out-of-domain: serving: loadCurve.1 = -1"],
  ])("refuses %s", (_name, change, message) => {
    expect(errorOf(change)).toContain(message);
  });
});

it("uses the constants of the library where none are given", () => {
  const own = without(service, "servingFit");
  expect(planServing(own as InferenceInput).serviceBatch).toBe(planServing({ ...own, servingFit }).serviceBatch);
});
