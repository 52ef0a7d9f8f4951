import { estimateInference, type InferenceInput, isFootprintError, planServing, type RefusedRow, usageKernel } from "llm-footprint";
import { estimateLifecycle } from "llm-footprint/adaptation";
import { accelerators } from "llm-footprint/catalog/accelerators";
import { models } from "llm-footprint/catalog/models";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cli } from "../helpers/cli.js";
import { without } from "../helpers/without.js";
import { earlierFit } from "../helpers/serving.js";
import fitThen from "./serving-fit-a19cdf1.json" with { type: "json" };

// The known answers of faults.md hang on constants that later fits change: they are held with those of the version that the page was written at.
const then = {
  servingFit: earlierFit(fitThen),
  prefillEfficiency: 0.5,
  prefillLoad: 0.95,
  deviceIdleShare: 0.115,
  hostWatts: 250,
  idleServerWatts: 300,
  grid: { intensityGramsPerKwh: 400 },
} satisfies Partial<InferenceInput>;

// The version of that page had no power of an idle H100.
const h100 = without(accelerators["h100-sxm-80gb"], "idlePowerWatts");

const caught = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (isFootprintError(error)) return `${error.code}: ${error.message}`;
    throw error;
  }
  return "no error";
};

describe("S2: latency counts a request's own prompt once", () => {
  const long = (outputTokens: number, change: Partial<InferenceInput> = {}) =>
    estimateInference({
      ...then,
      model: models["llama-3.1-8b"],
      accelerator: h100,
      acceleratorCount: 1,
      batch: 1,
      inputTokens: 100_000,
      outputTokens,
      pue: 1.2,
      ...change,
    });

  it.each([
    [1, 8.56, 8.56],
    [10, 8.56, 8.68],
    [100, 8.56, 9.93],
  ])("an answer of %s tokens begins after %s s and ends after %s s", (outputTokens, first, latency) => {
    const estimate = long(outputTokens);
    expect(estimate.timeToFirstTokenSeconds).toBeCloseTo(first, 2);
    expect(estimate.latencySeconds).toBeCloseTo(latency, 2);
  });

  it("takes prefill and steps, and nothing else, where one sequence runs", () => {
    const { prefillSeconds, decodeStepSeconds, latencySeconds, instanceSeconds } = long(100);
    expect(latencySeconds).toBeCloseTo(prefillSeconds + 100 * decodeStepSeconds, 9);
    expect(latencySeconds).toBeCloseTo(instanceSeconds, 9);
  });

  it("takes longer for longer answers and for more reasoning at every fixed batch", () => {
    const tokens = fc.integer({ min: 1, max: 4000 });
    fc.assert(
      fc.property(
        tokens,
        tokens,
        fc.integer({ min: 1, max: 16 }),
        fc.constantFrom("outputTokens", "reasoningTokens"),
        (a, b, batch, key) => {
          const at = (count: number): number => long(100, { batch, inputTokens: 5000, outputTokens: 100, [key]: count }).latencySeconds;
          const [few, many] = [Math.min(a, b), Math.max(a, b)];
          if (few < many) expect(at(many)).toBeGreaterThan(at(few));
        },
      ),
      { numRuns: 60 },
    );
  });

  it("lets serve take what is feasible", () => {
    const { status, stdout } = cli(
      "serve --model llama-3.1-8b --accelerator h100-sxm-80gb --accelerator-count 1 --input-tokens 100000 --output-tokens 1 --ttft 10s --tpot 10s --pue 1.2 --intensity 400".split(
        " ",
      ),
    );
    expect([status, stdout]).toEqual([0, expect.stringContaining("Batch of the plan")]);
  });

  it("keeps throughput: an instance reads the prompts of all its sequences", () => {
    const { batch, systemTokensPerSecond, instanceSeconds, prefillSeconds, decodeStepSeconds } = long(100, { batch: 8, inputTokens: 5000 });
    expect(batch / systemTokensPerSecond).toBeCloseTo(decodeStepSeconds + (8 / 100) * prefillSeconds, 12);
    expect(instanceSeconds).toBeCloseTo((100 * batch) / systemTokensPerSecond / 8, 12);
  });
});

/** The service of part 3 of faults.md. */
const service = {
  ...then,
  model: models["llama-3.1-70b"],
  accelerator: h100,
  acceleratorCount: 8,
  inputTokens: 1000,
  outputTokens: 300,
  pue: 1.2,
} satisfies InferenceInput;
const TWO_YEARS = 2 * 365 * 24 * 3600;

describe("P1: one service, one answer", () => {
  it.each([
    [0.02, 0.0851735, 1.043191, 0.08164707, 0.01419558, 43.74643],
    [0.5, 2.169399, 2.449212, 0.8857537, 0.01446266, 3.248043],
    [3, 15.24473, 15.24474, 0.9999998, 0.01693859, 0.6084816],
    [10, 105.5742, 105.5742, 1, 0.03519141, 0.2092064],
  ])("at %s requests per second", (requestsPerSecond, sequences, batch, busy, cycle, wattHours) => {
    const estimate = estimateInference({ ...service, requestsPerSecond });
    const lineOf = (key: string): number => estimate.lines.find((line) => line.key === key)?.value ?? Number.NaN;
    const close = (actual: number, expected: number): void => {
      expect(Math.abs(actual / expected - 1), `${actual} for ${expected}`).toBeLessThan(1e-6);
    };
    close(lineOf("meanSequences"), sequences);
    close(estimate.batch, batch);
    close(lineOf("busyShare"), busy);
    close(estimate.batch / estimate.systemTokensPerSecond, cycle);
    close(estimate.energyKwh * 1000, wattHours);
    // Requests that run at all, and the same over all time: B = N/(1 − e^(−N)), N = λ·T·TPOT.
    close(estimate.batch, sequences / (1 - Math.exp(-sequences)));
  });

  it("infer, serve and lifecycle agree at equal load and equal count", () => {
    const rate = fc.double({ min: Math.log(0.001), max: Math.log(8), noNaN: true }).map(Math.exp);
    fc.assert(
      fc.property(rate, (requestsPerSecond) => {
        const asked = estimateInference({ ...service, requestsPerSecond });
        const { fleet, inference, meanRequest } = planServing({
          ...service,
          requestsPerSecond,
          serviceLevel: { timePerOutputTokenSeconds: 0.05 },
        });
        const life = estimateLifecycle({ inference: [{ ...service, requestsPerSecond, requests: requestsPerSecond * TWO_YEARS }] });
        expect(fleet?.instances).toBe(1);
        for (const energyKwh of [inference.energyKwh, meanRequest?.energyKwh ?? 0, life.energyKwh / (requestsPerSecond * TWO_YEARS)]) {
          expect(Math.abs(energyKwh / asked.energyKwh - 1)).toBeLessThan(1e-9);
        }
      }),
      { numRuns: 15 },
    );
  });

  it("is the same load as tokens per second and as requests per second", () => {
    const [asRequests, asTokens] = [{ requestsPerSecond: 3 }, { systemTokensPerSecond: 900 }].map((load) =>
      estimateInference({ ...service, ...load }),
    );
    expect(asRequests?.energyKwh).toBe(asTokens?.energyKwh);
    expect(asRequests?.batch).toBe(asTokens?.batch);
  });
});

describe("P2: with a stated load, waiting follows from it", () => {
  it("charges the accelerators that there are, for the time that there is", () => {
    for (const requestsPerSecond of [0.02, 3, 10]) {
      const life = estimateLifecycle({ inference: [{ ...service, requestsPerSecond, requests: requestsPerSecond * TWO_YEARS }] });
      expect(life.deviceHours).toBeCloseTo(8 * 2 * 365 * 24, 4);
    }
  });

  it("charges no hour that does not exist at either end of a range", () => {
    const { low, high } = estimateLifecycle({ inference: [{ ...service, requestsPerSecond: 3, requests: 3 * TWO_YEARS }] });
    for (const { deviceHours } of [low, high]) expect(deviceHours).toBeCloseTo(8 * 2 * 365 * 24, 4);
  });

  it("refuses a load and a share of the time at once", () => {
    expect(caught(() => estimateInference({ ...service, requestsPerSecond: 3, servingShare: 0.8 }))).toBe(
      "conflicting-input: inference: servingShare is not needed, because busyShare follows from requestsPerSecond; leave it out",
    );
  });
});

describe("P3: the default deployment leaves room for a useful batch", () => {
  const { acceleratorCount, ...open } = service;
  const stated = (count: number): number => estimateInference({ ...open, acceleratorCount: count }).energyKwh;

  it.each(["llama-3.1-70b", "qwen2.5-72b"] as const)("%s runs on four, not on the two whose memory its weights fill", (id) => {
    const estimate = estimateInference({ ...open, model: models[id] });
    expect(estimate.acceleratorCount).toBe(acceleratorCount / 2);
    expect(estimate.notes.map(({ message }) => message).join("\n")).toContain("caches of 64 sequences");
  });

  it("prints a range that holds what more of them, or as many as hold the weights, would take", () => {
    const { low, high } = estimateInference(open);
    for (const count of [2, 4, 8]) {
      expect(stated(count)).toBeGreaterThan(low.energyKwh);
      expect(stated(count)).toBeLessThan(high.energyKwh);
    }
  });

  it("is wider than with a stated count, and takes a stated batch as it is", () => {
    const width = (input: InferenceInput): number => {
      const { low, high } = estimateInference(input);
      return high.energyKwh / low.energyKwh;
    };
    const own = { ...open, batch: 4 };
    expect(width(own)).toBeGreaterThan(width({ ...own, acceleratorCount: estimateInference(own).acceleratorCount }));
    expect(estimateInference(own).acceleratorCount).toBe(2);
  });
});

describe("S5: a cap below idle power is refused, and one that binds is noted", () => {
  const capped = (powerCapWatts: number) =>
    estimateInference({
      ...then,
      model: models["llama-3.1-8b"],
      accelerator: h100,
      acceleratorCount: 1,
      batch: 64,
      inputTokens: 500,
      outputTokens: 300,
      pue: 1.2,
      powerCapWatts,
    });

  it("refuses what no accelerator can be held to", () => {
    expect(caught(() => capped(1))).toBe(
      "out-of-domain: inference: powerCapWatts = 1 is below the 80.5 W that NVIDIA H100 SXM5 80 GB draws when idle; give a cap above it",
    );
    expect(caught(() => capped(80))).toContain("out-of-domain");
  });

  it("says that the time of a cap that binds is not modelled, and nothing of one that does not", () => {
    const notes = (watts: number): string =>
      capped(watts)
        .notes.map(({ message }) => message)
        .join("\n");
    expect(notes(300)).toContain("The cap of 300 W binds");
    expect(notes(700)).not.toContain("binds");
  });
});

describe("A2: the kernel of usage refuses rows that are no requests", () => {
  const { fill } = usageKernel({
    ...then,
    model: models["llama-3.1-70b"],
    accelerator: h100,
    acceleratorCount: 8,
    batch: 16,
    inputTokens: 5000,
    outputTokens: 500,
    pue: 1.2,
  });
  const column = (values: readonly number[]): Float64Array => Float64Array.from(values);
  const rows = (values: readonly (readonly [input: number, cached: number, output: number])[], refused?: RefusedRow[]): number[] => {
    const [energyKwh, grams] = [new Float64Array(values.length), new Float64Array(values.length)];
    const [inputTokens, cacheReadTokens, outputTokens] = [0, 1, 2].map((at) => column(values.map((row) => row[at] as number)));
    fill(
      {
        inputTokens: inputTokens as Float64Array,
        cacheReadTokens: cacheReadTokens as Float64Array,
        outputTokens: outputTokens as Float64Array,
      },
      energyKwh,
      grams,
      refused,
    );
    return [...energyKwh].map((value) => value * 1000);
  };

  it.each([
    ["uncached tokens below zero", [-9195, 9984, 154], "usage: inputTokens[1] = -9195 is outside [0, ∞)"],
    ["the same where the energy would look fine", [-6452, 12252, 435], "usage: inputTokens[1] = -6452 is outside [0, ∞)"],
    ["what is no number", [Number.NaN, 0, 100], "usage: inputTokens[1] = NaN is outside [0, ∞)"],
    ["caches below zero", [100, -1, 100], "usage: cacheReadTokens[1] = -1 is outside [0, ∞)"],
    ["answers without end", [100, 0, Infinity], "usage: outputTokens[1] = Infinity is outside [0, ∞)"],
    ["more than the model takes", [2_000_000, 0, 100], "usage: row 1 has 2000100 tokens, and the model takes 131072"],
  ] as const)("refuses %s with its place", (_name, row, message) => {
    expect(caught(() => rows([[789, 9984, 154], row]))).toContain(`out-of-domain: ${message}`);
  });

  it("counts them where a list is given, and fills the others", () => {
    const refused: RefusedRow[] = [];
    const wattHours = rows(
      [
        [789, 9984, 154],
        [-9195, 9984, 154],
        [5800, 12252, 435],
      ],
      refused,
    );
    expect(refused.map(({ row, error }) => [row, error.details.field])).toEqual([[1, "inputTokens[1]"]]);
    // The page has 0.4686 and 1.860.
    expect(wattHours[0]).toBeCloseTo(0.4686, 3);
    expect(wattHours[1]).toBe(0);
    expect(wattHours[2]).toBeCloseTo(1.86, 2);
  });
});
