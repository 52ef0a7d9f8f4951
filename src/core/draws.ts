import type { Quantity } from "./evaluator.js";
import type { Random } from "./random.js";
import type { RangedInput, Trace } from "./trace.js";

/** Quantiles of one number of an estimate. */
export interface Quantiles {
  readonly p5: number;
  readonly p50: number;
  readonly p95: number;
}

/** The 95 % quantile of the standard normal distribution. */
const Z95 = 1.6448536269514722;
/** Draws every ranged input of a recorded estimate from its range, once per draw wherever it is used, and keeps some numbers of each draw. */
export function drawSamples(trace: Trace, quantities: readonly Quantity[], draws: number, random: Random): Float64Array[] {
  const places = quantities as unknown as readonly number[];
  const samples = places.map(() => new Float64Array(draws));
  const inputs = trace.rangedInputs();
  const leaves = inputs.map(({ node }) => node);
  const evaluate = trace.reevaluation(leaves);
  const domains = leaves.map((leaf) => trace.domainOf(leaf));
  for (let draw = 0; draw < draws; draw++) {
    const values = evaluate(
      inputs.map((ranged, index) => {
        const { min, max } = domains[index] as { min: number; max: number };
        // The tails beyond a range may leave the domain of an equation: a PUE below 1, a share above 1.
        return Math.min(max, Math.max(min, drawFrom(ranged, trace.value(ranged.node), random)));
      }),
    );
    for (let index = 0; index < places.length; index++) (samples[index] as Float64Array)[draw] = values[places[index] as number] as number;
  }
  return samples;
}

/** One draw from a range around a value; a range that ends at zero is spread evenly, because zero has no logarithm. */
export function drawFrom({ low, high }: Pick<RangedInput, "low" | "high">, value: number, random: Random): number {
  // Box and Muller (1958); 1 − u keeps the logarithm finite.
  const z = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const end = z < 0 ? low : high;
  const steps = Math.abs(z) / Z95;
  if (value === 0 || end === 0) return Math.max(0, value + (end - value) * Math.min(1, steps));
  return value * (end / value) ** steps;
}

/** Quantiles of drawn numbers, which are sorted in place. */
export function quantilesOf(samples: Float64Array): Quantiles {
  const sorted = samples.sort();
  const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))] as number;
  return { p5: at(0.05), p50: at(0.5), p95: at(0.95) };
}
