import { dependents, leadingTo, type Mover, moversOf, type Program, recompute, type Run } from "./evaluate.js";
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
  readonly low: readonly number[];
  readonly high: readonly number[];
  /** One per input that moves the ranked goal, widest first. */
  readonly drivers: readonly Driver[];
}

const namesOfMovers = /* @__PURE__ */ new WeakMap<Program, { readonly places: readonly number[]; readonly names: string[] }>();

/** The names of movers: plain where one of them has it, with their scope otherwise. */
export function moverNames({ program }: Run, movers: readonly Mover[]): string[] {
  // Runs of a plan that follow each other mostly have the same movers.
  const known = namesOfMovers.get(program);
  if (known?.places.length === movers.length && movers.every(({ at }, index) => at[0] === known.places[index])) return known.names;
  const steps = movers.map(({ at }) => program.plan.steps[at[0] as number] as Step);
  const times = new Map<string, number>();
  for (const { name } of steps) times.set(name, (times.get(name) ?? 0) + 1);
  const names = steps.map(({ name, key }) => (times.get(name) === 1 ? name : key));
  namesOfMovers.set(program, { places: movers.map(({ at }) => at[0] as number), names });
  return names;
}

/** What a mover moves: the steps on the way to some goals, in order, and which of these goals. */
interface Moved {
  readonly order: Int32Array;
  readonly goals: Int32Array;
}

const movedBy = /* @__PURE__ */ new WeakMap<Program, WeakMap<readonly number[], Map<string | number, Moved>>>();

/** The steps that a mover moves on the way to goals; one list of goals for all runs of a plan, so that it is found again. */
function movedOf(program: Program, goals: readonly number[], ranked: number, at: readonly number[]): Moved {
  const lists = movedBy.get(program) ?? new WeakMap<readonly number[], Map<string | number, Moved>>();
  movedBy.set(program, lists);
  const byMover = lists.get(goals) ?? new Map<string | number, Moved>();
  lists.set(goals, byMover);
  const key = at.length === 1 ? (at[0] as number) : at.join();
  const known = byMover.get(key);
  if (known !== undefined) return known;
  const order = dependents(program, at);
  const isNeeded = leadingTo(program, [...goals, ranked]);
  const isMoved = new Set([...at, ...order]);
  const moved = {
    order: order.filter(isNeeded),
    goals: Int32Array.from(goals.flatMap((place, index) => (isMoved.has(place) ? [index] : []))),
  };
  byMover.set(key, moved);
  return moved;
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
  // Plain arrays: typed ones of this size are allocated outside the heap, which costs more than all that is computed here.
  const down = goals.map(() => 0);
  const up = goals.map(() => 0);
  const numbers = values.slice();
  const drivers: Driver[] = [];
  const swing = (at: readonly number[], { order, goals: moving }: Moved, end: number): number => {
    for (let index = 0; index < at.length; index++) numbers[at[index] as number] = end;
    recompute(program, order, numbers);
    for (let one = 0; one < moving.length; one++) {
      const index = moving[one] as number;
      const place = goals[index] as number;
      const value = values[place] as number;
      const moved = numbers[place] as number;
      if (moved === value) continue;
      // A zero has no ratio to anything; what a range adds to it counts as it is.
      const ratio = value === 0 ? moved : Math.log(moved / value);
      const side = moved < value ? down : up;
      side[index] = (side[index] as number) + ratio * ratio;
    }
    return numbers[ranked] as number;
  };
  for (let index = 0; index < movers.length; index++) {
    const { at, low, high } = movers[index] as Mover;
    const moved = movedOf(program, goals, ranked, at);
    const atLow = swing(at, moved, low);
    const atHigh = swing(at, moved, high);
    for (const place of at) numbers[place] = values[place] as number;
    const { order } = moved;
    for (let step = 0; step < order.length; step++) numbers[order[step] as number] = values[order[step] as number] as number;
    if (atLow !== atHigh) drivers.push({ input: names[index] as string, atLow, atHigh });
  }
  return {
    low: goals.map((place, index) => (values[place] as number) * Math.exp(-Math.sqrt(down[index] as number))),
    high: goals.map((place, index) => {
      const value = values[place] as number;
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
