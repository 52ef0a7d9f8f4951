import type { Quantity } from "./evaluator.js";
import type { Trace } from "./trace.js";

/** How far one input moves the result, alone, when it goes through its range. */
export interface Driver {
  /** The input. */
  readonly input: string;
  /** Result with the input at the low end of its range. */
  readonly atLow: number;
  /** Result with the input at the high end of its range. */
  readonly atHigh: number;
}

/** Low and high of every number of an estimate, and what makes them wide. */
export interface Ranges<Totals> {
  readonly low: Totals;
  readonly high: Totals;
  /** One per ranged input that moves the ranked total, widest first. */
  readonly drivers: readonly Driver[];
}

/**
 * Ranges of an estimate from the ranges of its inputs: each input alone goes to either end, and the independent swings are joined as the
 * root of the sum of squared log-ratios, ln(high/x)² = Σ ln(x_i/x)². Log-ratios because the equations are products, so that an
 * input known to a factor moves the result by a factor and no end becomes negative (law of propagation, JCGM 100:2008 §5.1.2,
 * for relative uncertainties).
 *
 * @param trace - the recorded estimate; an input that several lines use is moved once, for all of them
 * @param central - its numbers
 * @param quantities - their places in the trace
 * @param rankBy - the number by which the drivers are ranked
 */
export function propagateRanges<Totals extends { readonly [Key in keyof Totals]: number | undefined }>(
  trace: Trace,
  central: Totals,
  quantities: { readonly [Key in keyof Totals]: Quantity | undefined },
  rankBy: keyof Totals,
): Ranges<Totals> {
  const keys = Object.keys(central) as (keyof Totals)[];
  const places = keys.map((key) => quantities[key] as unknown as number);
  const values = keys.map((key) => central[key] as number);
  const down = keys.map(() => 0);
  const up = keys.map(() => 0);
  const ranked = quantities[rankBy] as unknown as number;
  const swing = (evaluate: ReturnType<Trace["reevaluation"]>, end: number): number => {
    const numbers = evaluate([end]);
    for (let index = 0; index < places.length; index++) {
      const value = values[index] as number;
      const moved = numbers[places[index] as number] as number;
      if (moved === value) continue;
      // A zero has no ratio to anything; what a range adds to it counts as it is.
      const square = value === 0 ? moved ** 2 : Math.log(moved / value) ** 2;
      const side = moved < value ? down : up;
      side[index] = (side[index] as number) + square;
    }
    return numbers[ranked] as number;
  };
  const drivers: Driver[] = [];
  for (const { key, node, low, high } of trace.rangedInputs()) {
    const evaluate = trace.reevaluation([node]);
    const atLow = swing(evaluate, low);
    const atHigh = swing(evaluate, high);
    if (atLow !== atHigh) drivers.push({ input: key, atLow, atHigh });
  }
  // Spread to have the shape of the central numbers.
  const low = { ...central } as Record<keyof Totals, number>;
  const high = { ...central } as Record<keyof Totals, number>;
  for (let index = 0; index < keys.length; index++) {
    const key = keys[index] as keyof Totals;
    const value = values[index] as number;
    const above = Math.sqrt(up[index] as number);
    low[key] = value * Math.exp(-Math.sqrt(down[index] as number));
    high[key] = value === 0 ? above : value * Math.exp(above);
  }
  drivers.sort((a, b) => Math.abs(b.atHigh - b.atLow) - Math.abs(a.atHigh - a.atLow));
  return { low: low as Totals, high: high as Totals, drivers };
}
