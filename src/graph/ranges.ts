import { dependents, type Mover, moversOf, recompute, type Run } from "./evaluate.js";
import type { Step } from "./plan.js";

/** How far one input moves the result, alone, when it goes through its range. */
export interface Driver {
  /** The input. */
  readonly input: string;
  /** Result with the input at the low end of its range. */
  readonly atLow: number;
  /** Result with the input at the high end of its range. */
  readonly atHigh: number;
}

/** Low and high of goals, and what makes the ranked one wide. */
export interface Ranges {
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** One per input that moves the ranked goal, widest first. */
  readonly drivers: readonly Driver[];
}

/** The names of movers: plain where one of them has it, with their scope otherwise. */
export function moverNames({ program: { plan } }: Run, movers: readonly Mover[]): string[] {
  const steps = movers.map(({ at }) => plan.steps[at[0] as number] as Step);
  const times = new Map<string, number>();
  for (const { name } of steps) times.set(name, (times.get(name) ?? 0) + 1);
  return steps.map(({ name, key }) => (times.get(name) === 1 ? name : key));
}

/**
 * Ranges from the ranges of inputs: each alone goes to either end, and the independent swings are joined as the root of the sum of squared
 * log-ratios, ln(high/x)² = Σ ln(x_i/x)². Log-ratios because the equations are products, so that an input known to a factor moves the result by a
 * factor and no end becomes negative (law of propagation, JCGM 100:2008 §5.1.2, for relative uncertainties).
 *
 * @param run - an evaluated plan
 * @param goals - places of the goals
 * @param ranked - place of the goal by which the drivers are ranked
 */
export function ranges(run: Run, goals: readonly number[], ranked: number): Ranges {
  const { program, values } = run;
  const movers = moversOf(run);
  const names = moverNames(run, movers);
  const down = new Float64Array(goals.length);
  const up = new Float64Array(goals.length);
  const numbers = values.slice();
  const drivers: Driver[] = [];
  const swing = (at: readonly number[], order: Int32Array, end: number): number => {
    for (let index = 0; index < at.length; index++) numbers[at[index] as number] = end;
    recompute(program, order, numbers);
    for (let index = 0; index < goals.length; index++) {
      const place = goals[index] as number;
      const value = values[place] as number;
      const moved = numbers[place] as number;
      if (moved === value) continue;
      // A zero has no ratio to anything; what a range adds to it counts as it is.
      const square = value === 0 ? moved ** 2 : Math.log(moved / value) ** 2;
      const side = moved < value ? down : up;
      side[index] = (side[index] as number) + square;
    }
    return numbers[ranked] as number;
  };
  for (const [index, { at, low, high }] of movers.entries()) {
    const order = dependents(program, at);
    const atLow = swing(at, order, low);
    const atHigh = swing(at, order, high);
    for (const place of at) numbers[place] = values[place] as number;
    for (let step = 0; step < order.length; step++) numbers[order[step] as number] = values[order[step] as number] as number;
    if (atLow !== atHigh) drivers.push({ input: names[index] as string, atLow, atHigh });
  }
  const central = Float64Array.from(goals, (place) => values[place] as number);
  return {
    low: central.map((value, index) => value * Math.exp(-Math.sqrt(down[index] as number))),
    high: central.map((value, index) => {
      const root = Math.sqrt(up[index] as number);
      return value === 0 ? root : value * Math.exp(root);
    }),
    drivers: drivers.sort((a, b) => Math.abs(b.atHigh - b.atLow) - Math.abs(a.atHigh - a.atLow)),
  };
}

/**
 * How each input with a range alone moves something that follows from the values of a run, widest first.
 *
 * @param run - an evaluated plan
 * @param measure - what is looked at
 */
export function driversOf(run: Run, measure: (values: ArrayLike<number>) => number): Driver[] {
  const movers = moversOf(run);
  const names = moverNames(run, movers);
  const drivers = movers.flatMap((mover, index) => {
    const [atLow, atHigh] = [measure(valuesAt(run, mover, "low")), measure(valuesAt(run, mover, "high"))];
    return atLow === atHigh ? [] : [{ input: names[index] as string, atLow, atHigh }];
  });
  return drivers.sort((a, b) => Math.abs(b.atHigh - b.atLow) - Math.abs(a.atHigh - a.atLow));
}

/** The values of a run with one of its inputs at an end. */
export function valuesAt({ program, values }: Run, { at, low, high }: Mover, end: "low" | "high"): number[] {
  const moved = values.slice();
  for (const place of at) moved[place] = end === "low" ? low : high;
  recompute(program, dependents(program, at), moved);
  return moved;
}
