import { log } from "../core/power.js";
import { type CallTokens, type Coefficients, featuresOf, linearCost } from "./features.js";
import { typicalCall } from "./typical-call.js";
import { costOf, type KeptDraw } from "./service-draw.js";

/** Calls for which the quantiles are found: short and long prompts, without and with a cache, short and long answers. */
const referenceCalls: readonly CallTokens[] = (
  [
    [300, 0, 150],
    [300, 600, 150],
    [1000, 0, 300],
    [500, 0, 500],
    [1000, 0, 1000],
    [100, 0, 1000],
    [3000, 0, 50],
    [1500, 2000, 1000],
    [2000, 8000, 500],
    [10_000, 0, 500],
    [20_000, 0, 200],
    [200, 0, 4000],
    [1000, 0, 10_000],
    [1000, 50_000, 500],
    [5000, 100_000, 300],
    [50_000, 0, 1000],
    [100_000, 0, 300],
  ] as const
).map(([inputTokens, cacheReadTokens, outputTokens]) => ({ inputTokens, cacheReadTokens, outputTokens }));

const lengthOf = ({ inputTokens, cacheReadTokens, outputTokens }: CallTokens): number => inputTokens + cacheReadTokens + outputTokens;

/** Calls of a model that takes too few tokens for most of the others: parts of what it takes. */
const shortCalls = (longest: number): readonly CallTokens[] =>
  [
    [8, 0, 8],
    [8, 4, 8],
    [4, 2, 4],
    [2, 0, 16],
    [2, 0, 2],
  ].map(([input = 1, cached = 0, output = 1]) => ({
    inputTokens: longest / input,
    cacheReadTokens: cached === 0 ? 0 : longest / cached,
    outputTokens: longest / output,
  }));

/** The 5, 50 and 95 % quantiles of weighted numbers. */
export function weightedQuantiles(values: Float64Array, weights: Float64Array): readonly [number, number, number] {
  const order = Array.from(values.keys()).sort((a, b) => (values[a] as number) - (values[b] as number));
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  const at = (share: number): number => {
    let sum = 0;
    for (const index of order) {
      sum += weights[index] as number;
      if (sum >= share * whole) return values[index] as number;
    }
    return values[order.at(-1) as number] as number;
  };
  return [at(0.05), at(0.5), at(0.95)];
}

const ROUNDS = 3000;

/** Most of each coefficient: none is bounded where nothing is said. */
const UNBOUNDED: Coefficients = [Infinity, Infinity, Infinity, Infinity, Infinity];

/**
 * Coefficients between zero and a bound that meet numbers at calls with the least squares of what is left over the scale of each call, found by
 * turns, one coefficient after the other.
 */
function boundedFit(
  calls: readonly CallTokens[],
  numbers: readonly number[],
  scales: readonly number[] = numbers,
  most: Coefficients = UNBOUNDED,
): Coefficients {
  const rows = calls.map((call, index) => featuresOf(call).map((x) => x / (scales[index] as number)));
  const fit = [0, 0, 0, 0, 0];
  const left = numbers.map((number, index) => -number / (scales[index] as number));
  for (let round = 0; round < ROUNDS; round++) {
    for (let k = 0; k < fit.length; k++) {
      let [slope, curve] = [0, 0];
      for (const [index, row] of rows.entries()) {
        slope += (row[k] as number) * (left[index] as number);
        curve += (row[k] as number) * (row[k] as number);
      }
      // Calls without a feature say nothing of its cost.
      if (curve === 0) continue;
      const next = Math.min(most[k] as number, Math.max(0, (fit[k] as number) - slope / curve));
      const step = next - (fit[k] as number);
      fit[k] = next;
      for (const [index, row] of rows.entries()) left[index] = (left[index] as number) + step * (row[k] as number);
    }
  }
  return fit as unknown as Coefficients;
}

/** Low, central and high coefficients of one cost. */
export interface QuantileKernel {
  readonly low: Coefficients;
  readonly central: Coefficients;
  readonly high: Coefficients;
}

/** What a service costs per feature of a call, with low and high, and what of the spread it shares with others. */
export interface ServiceKernel {
  readonly energyKwh: QuantileKernel;
  readonly embodiedGramsCo2e: QuantileKernel;
  /** Share of the variance of the logarithm of the energy that comes from the size of the model, and from the error of the equations. */
  readonly sizeShare: number;
  readonly errorShare: number;
}

/** The kernels of kept draws. */
export function serviceKernel(draws: readonly KeptDraw[]): ServiceKernel {
  const weights = Float64Array.from(draws, ({ weight }) => weight);
  const longest = Math.min(...draws.map((draw) => draw.longest));
  const fitting = referenceCalls.filter((call) => lengthOf(call) <= longest);
  const calls = fitting.some(({ cacheReadTokens }) => cacheReadTokens > 0) ? fitting : [...fitting, ...shortCalls(longest)];
  const kernelOf = (cost: "energyKwh" | "embodiedGramsCo2e"): QuantileKernel => {
    const quantiles = calls.map((call) =>
      weightedQuantiles(
        Float64Array.from(draws, (draw) => costOf(draw[cost], draw.window, call)),
        weights,
      ),
    );
    const of = (end: 0 | 1 | 2): number[] => quantiles.map((ends) => ends[end]);
    const central = boundedFit(calls, of(1));
    // Ends are found as distances from the middle, so that they cross for no call.
    const middle = calls.map((call) => linearCost(central, featuresOf(call)));
    const apart = (end: 0 | 2): number[] =>
      of(end).map((value, index) => Math.max(0, end === 2 ? value - (middle[index] as number) : (middle[index] as number) - value));
    const below = boundedFit(calls, apart(0), of(0), central);
    const above = boundedFit(calls, apart(2), of(2));
    const joined = (sign: 1 | -1, distance: Coefficients): Coefficients =>
      central.map((one, k) => one + sign * (distance[k] as number)) as unknown as Coefficients;
    return { low: joined(-1, below), central, high: joined(1, above) };
  };
  return { energyKwh: kernelOf("energyKwh"), embodiedGramsCo2e: kernelOf("embodiedGramsCo2e"), ...sharesOf(draws, weights) };
}

/** Squared correlation with the logarithm of the energy of a short question: the share of the variance that a factor explains. */
function sharesOf(draws: readonly KeptDraw[], weights: Float64Array): { readonly sizeShare: number; readonly errorShare: number } {
  const call = { ...typicalCall, cacheReadTokens: 0 };
  const energies = draws.map((draw) => log(costOf(draw.energyKwh, draw.window, call)));
  const share = (of: (draw: KeptDraw) => number): number => {
    const r = correlation(
      draws.map((draw) => log(of(draw))),
      energies,
      weights,
    );
    return r * r;
  };
  return { sizeShare: share(({ activeParameters }) => activeParameters), errorShare: share(({ energyError }) => energyError) };
}

/** Correlation of weighted numbers; 0 where one of them does not vary. */
function correlation(xs: readonly number[], ys: readonly number[], weights: Float64Array): number {
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  const mean = (of: (index: number) => number): number => weights.reduce((sum, weight, index) => sum + weight * of(index), 0) / whole;
  const at = (list: readonly number[], index: number): number => list[index] as number;
  const [mx, my] = [mean((index) => at(xs, index)), mean((index) => at(ys, index))];
  const of = (a: readonly number[], ma: number, b: readonly number[], mb: number): number =>
    mean((index) => (at(a, index) - ma) * (at(b, index) - mb));
  const [vx, vy] = [of(xs, mx, xs, mx), of(ys, my, ys, my)];
  return vx > 1e-18 && vy > 1e-18 ? of(xs, mx, ys, my) / Math.sqrt(vx * vy) : 0;
}
