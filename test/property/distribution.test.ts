import fc from "fast-check";
import { estimateTraining, type TrainingInput, type TrainingTotals } from "llm-footprint";
import { models } from "llm-footprint/catalog/models";
import { seededRandom, trainingDistribution } from "llm-footprint/uncertainty";
import { describe, expect, it } from "vitest";
import { gpt3 } from "../helpers/gpt-3.js";
import { expectSame } from "../helpers/laws.js";
import { without } from "../helpers/without.js";
import { trainingInputs } from "../helpers/training-inputs.js";

const seeds = fc.integer({ min: 0, max: 4_294_967_295 });

/** A run of which nothing but the named inputs has a range, as far as energy goes. */
const exactRun = { ...without(gpt3, "efficiency"), deviceHours: 3_552_000 };

describe("trainingDistribution", () => {
  it("is the same for the same seed, and its quantiles are in order and finite", () => {
    fc.assert(
      fc.property(trainingInputs, seeds, (input, seed) => {
        const options = { draws: 100, seed };
        const { quantiles, draws, seed: used } = trainingDistribution(input, options);
        expect({ draws, seed: used }).toEqual(options);
        expect(trainingDistribution(input, options).quantiles).toStrictEqual(quantiles);
        for (const { p5, p50, p95 } of Object.values(quantiles)) {
          expect(p5).toBeGreaterThanOrEqual(0);
          expect(p5).toBeLessThanOrEqual(p50);
          expect(p50).toBeLessThanOrEqual(p95);
          expect(Number.isFinite(p95)).toBe(true);
        }
      }),
      { numRuns: 50 },
    );
  });

  it("depends on the seed where an input has a range", () => {
    const of = (seed: number) => trainingDistribution(gpt3, { draws: 100, seed }).quantiles.totalGramsCo2e;
    expect(of(1)).not.toEqual(of(2));
  });

  it("is the estimate itself where nothing has a range", () => {
    const { quantiles } = trainingDistribution(exactRun, { draws: 100 });
    const estimate = estimateTraining(exactRun);
    for (const key of ["deviceHours", "days", "itEnergyKwh", "energyKwh", "operationalGramsCo2e"] as const) {
      expect(quantiles[key]).toEqual({ p5: estimate[key], p50: estimate[key], p95: estimate[key] });
    }
  });

  // With n draws the p-quantile has a standard error of sqrt(p(1-p)/n) over the density: 0.021 standard deviations at 5 and 95 %, 0.0125 at
  // 50 % for 10,000 draws, that is 1.3 and 0.8 % of the way to the end (1.645 standard deviations). Five standard errors are allowed.
  it.each([
    ["intensityGramsPerKwh", { value: 429, low: 300, high: 700 }],
    ["averagePowerWatts", { value: 330, low: 250, high: 360 }],
    ["deviceHours", { value: 3_552_000, low: 3_000_000, high: 7_000_000 }],
  ] as const)("takes low and high of %s as 5 and 95 %% quantiles", (key, range) => {
    const input: TrainingInput =
      key === "intensityGramsPerKwh" ? { ...exactRun, grid: { intensityGramsPerKwh: range } } : { ...exactRun, [key]: range };
    const { quantiles } = trainingDistribution(input);
    const { p5, p50, p95 } = quantiles.operationalGramsCo2e;
    const central =
      estimateTraining(exactRun).operationalGramsCo2e /
      (key === "intensityGramsPerKwh" ? 429 : key === "averagePowerWatts" ? 330 : 3_552_000);
    expect(Math.abs(Math.log(p5 / (central * range.low)))).toBeLessThan(0.065 * Math.log(range.value / range.low));
    expect(Math.abs(Math.log(p95 / (central * range.high)))).toBeLessThan(0.065 * Math.log(range.high / range.value));
    expect(Math.abs(Math.log(p50 / (central * range.value)))).toBeLessThan(0.04 * Math.log(range.high / range.low));
  });

  it("draws an input once for all lines that use it: energy and emissions move together", () => {
    const input = { ...exactRun, averagePowerWatts: { value: 330, low: 200, high: 500 } };
    const { quantiles } = trainingDistribution(input, { draws: 1000 });
    for (const quantile of ["p5", "p50", "p95"] as const) {
      expectSame(quantiles.energyKwh[quantile], quantiles.itEnergyKwh[quantile] * 1.1);
      expectSame(quantiles.operationalGramsCo2e[quantile], quantiles.energyKwh[quantile] * 429);
    }
  });

  it("draws no PUE below 1, whatever the seed", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { quantiles } = trainingDistribution({ ...exactRun, pue: { value: 1.1, low: 1, high: 1.2 } }, { draws: 100, seed });
        expect(quantiles.energyKwh.p5).toBeGreaterThanOrEqual(quantiles.itEnergyKwh.p5);
      }),
      { numRuns: 50 },
    );
  });

  it("draws no utilisation above 1, whatever the seed", () => {
    // Nothing but the utilisation has a range.
    const accelerator = { ...gpt3.accelerator, productFootprintGramsCo2e: 100_000 };
    const run = { ...exactRun, accelerator, server: null, lifetimeYears: 5 };
    const least = estimateTraining({ ...run, lifetimeUtilisation: 1 }).embodiedGramsCo2e;
    fc.assert(
      fc.property(seeds, (seed) => {
        const input = { ...run, lifetimeUtilisation: { value: 0.9, low: 0.5, high: 1 } };
        const { p5, p95 } = trainingDistribution(input, { draws: 100, seed }).quantiles.embodiedGramsCo2e;
        expect(p5).toBeGreaterThanOrEqual(least);
        expect(p95).toBeGreaterThan(p5);
      }),
      { numRuns: 50 },
    );
  });

  it("has wider quantiles for a wider range", () => {
    const width = (high: number): number => {
      const input = { ...exactRun, grid: { intensityGramsPerKwh: { value: 429, low: 400, high } } };
      return trainingDistribution(input, { draws: 1000 }).quantiles.totalGramsCo2e.p95;
    };
    expect(width(900)).toBeGreaterThan(width(500));
  });

  it.each([{ draws: 99 }, { draws: 100.5 }, { draws: Number.NaN }, { seed: -1 }, { seed: 2 ** 32 }, { seed: 0.5 }])(
    "refuses %j",
    (options) => {
      expect(() => trainingDistribution(gpt3, options)).toThrow(expect.objectContaining({ code: "out-of-domain" }) as Error);
    },
  );

  it("has quantiles for every number of the estimate", () => {
    const { quantiles } = trainingDistribution({ ...gpt3, model: models["mixtral-8x7b"] }, { draws: 100 });
    const estimate = estimateTraining(gpt3);
    const keys = Object.keys(estimate.low) as (keyof TrainingTotals)[];
    expect(Object.keys(quantiles).sort()).toEqual(keys.sort());
  });
});

describe("seededRandom", () => {
  it("is uniform in [0, 1), and the same for the same seed", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const [one, other] = [seededRandom(seed), seededRandom(seed)];
        const drawn = Array.from({ length: 1000 }, one);
        expect(drawn).toEqual(Array.from({ length: 1000 }, other));
        for (const value of drawn) expect(value >= 0 && value < 1).toBe(true);
        // The mean of 1,000 has a standard error of 0.0091; six of them.
        expect(Math.abs(drawn.reduce((sum, value) => sum + value, 0) / drawn.length - 0.5)).toBeLessThan(0.055);
      }),
      { numRuns: 50 },
    );
  });
});
