import { checkArgument, type Domain, isInDomain, outOfDomain } from "../core/formula.js";
import { type Quantiles, quantilesOf } from "../core/draws.js";
import { seededRandom } from "../core/random.js";
import { FootprintError } from "../core/errors.js";
import { training } from "../estimate/training.js";
import { sampleRun } from "../graph/samples.js";
import type { TrainingInput } from "../estimate/generated/inputs.js";
import type { TrainingTotals } from "../estimate/generated/totals.js";

/** How many runs to draw, from which seed. */
export interface DistributionOptions {
  /** Number of draws, 10,000 where left out. */
  readonly draws?: number;
  /** Seed of the random numbers, 1 where left out: the same seed gives the same result everywhere. */
  readonly seed?: number;
}

/** Quantiles of every number of a training estimate, with what is needed to draw them again. */
export interface TrainingDistribution {
  readonly draws: number;
  readonly seed: number;
  readonly quantiles: { readonly [Key in keyof TrainingTotals]: Quantiles };
}

const DRAWS: Domain = { min: 100, max: 10_000_000 };
const SEED: Domain = { min: 0, max: 4_294_967_295 };

/**
 * Draws a training estimate many times, with every ranged input drawn from its range, once per draw wherever it is used. Low and high count as
 * the 5 and 95 % quantiles of a log-normal distribution whose two halves meet at the value (assumption).
 *
 * @param input - the run
 * @param options - number of draws and seed
 * @returns 5, 50 and 95 % quantiles of every number (units in their names)
 * @throws `FootprintError` as for `estimateTraining`, and `out-of-domain` for draws or seed
 *
 * @example
 * ```ts
 * import { accelerators } from "llm-footprint/catalog/accelerators";
 * import { models } from "llm-footprint/catalog/models";
 * import { trainingDistribution } from "llm-footprint/uncertainty";
 *
 * const { quantiles } = trainingDistribution({
 *   model: models["gpt-3-175b"], tokens: 300e9, accelerator: accelerators["v100-sxm2-32gb"], acceleratorCount: 10000,
 *   efficiency: 0.197, averagePowerWatts: 330, pue: 1.1, grid: { intensityGramsPerKwh: 429 },
 * });
 * const { p5, p50, p95 } = quantiles.totalGramsCo2e;
 * console.log(p5 < p50 && p50 < p95); // true
 * ```
 */
export function trainingDistribution(input: TrainingInput, options: DistributionOptions = {}): TrainingDistribution {
  checkArgument("distribution", "options", options, "an object");
  const { draws = 10_000, seed = 1 } = options;
  checkWhole("draws", draws, DRAWS);
  checkWhole("seed", seed, SEED);
  const run = training.run(input);
  const totals = training.totalsOf(run.program.plan);
  const samples = sampleRun(run, [...totals.values()], draws, seededRandom(seed));
  return {
    draws,
    seed,
    quantiles: Object.fromEntries(
      [...totals.keys()].map((key, index) => [key, quantilesOf(samples[index] as Float64Array)]),
    ) as TrainingDistribution["quantiles"],
  };
}

function checkWhole(field: string, value: number, domain: Domain): void {
  if (!isInDomain(value, domain)) throw outOfDomain("distribution", field, value, domain);
  if (!Number.isInteger(value))
    throw new FootprintError("out-of-domain", `distribution: ${field} = ${value} is not a whole number`, { field, value });
}
