import type { Random } from "./random.js";
import { cosineOfTurns, log, power } from "./power.js";

/** Quantiles of one number of an estimate. */
export interface Quantiles {
  readonly p5: number;
  readonly p50: number;
  readonly p95: number;
}

/** The 95 % quantile of the standard normal distribution. */
export const Z95 = 1.6448536269514722;

/** One draw from the standard normal distribution, by Box and Muller (1958). */
export function normalDraw(random: Random): number {
  // 1 − u keeps the logarithm finite.
  return Math.sqrt(-2 * log(1 - random())) * cosineOfTurns(random());
}

/** One draw from a range around a value; a range that ends at zero is spread evenly, because zero has no logarithm. */
export function drawFrom({ low, high }: { readonly low: number; readonly high: number }, value: number, random: Random): number {
  const z = normalDraw(random);
  const end = z < 0 ? low : high;
  const steps = Math.abs(z) / Z95;
  if (value === 0 || end === 0) return Math.max(0, value + (end - value) * Math.min(1, steps));
  return value * power(end / value, steps);
}

/** Quantiles of drawn numbers, which are sorted in place. */
export function quantilesOf(samples: Float64Array): Quantiles {
  const sorted = samples.sort();
  const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))] as number;
  return { p5: at(0.05), p50: at(0.5), p95: at(0.95) };
}
