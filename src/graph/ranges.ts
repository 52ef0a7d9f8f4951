import { dependents, leadingTo, type Limit, type Mover, moversOf, moveTo, type Program, recomputeInside, type Run } from "./evaluate.js";
import type { Step } from "./plan.js";
import { exp, log } from "../core/power.js";

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

/** What a mover moves: the steps on the way to some goals and limits, in order, and which of these goals and limits. */
interface Moved {
  readonly order: Int32Array;
  readonly goals: Int32Array;
  readonly limits: readonly Limit[];
}

const movedBy = /* @__PURE__ */ new WeakMap<Program, WeakMap<readonly number[], Map<string | number, Moved>>>();

/** The steps that a mover moves on the way to goals; one list of goals for all runs of a plan, so that it is found again. */
function movedOf({ program, limits }: Run, goals: readonly number[], ranked: number, at: readonly number[]): Moved {
  const lists = movedBy.get(program) ?? new WeakMap<readonly number[], Map<string | number, Moved>>();
  movedBy.set(program, lists);
  const byMover = lists.get(goals) ?? new Map<string | number, Moved>();
  lists.set(goals, byMover);
  const key = at.length === 1 ? (at[0] as number) : at.join();
  const known = byMover.get(key);
  if (known !== undefined) return known;
  const order = dependents(program, at);
  const isMoved = new Set([...at, ...order]);
  const own = limitsOf(limits, isMoved);
  const isNeeded = leadingTo(program, [...goals, ranked, ...own.flatMap(({ less, more }) => [less, more])]);
  const moved = {
    order: order.filter(isNeeded),
    goals: Int32Array.from(goals.flatMap((place, index) => (isMoved.has(place) ? [index] : []))),
    limits: own,
  };
  byMover.set(key, moved);
  return moved;
}

const limitsOf = (limits: readonly Limit[], isMoved: ReadonlySet<number>): Limit[] =>
  limits.filter(({ less, more }) => isMoved.has(less) || isMoved.has(more));

/** Whether the ends of a step are joined as differences: it may be negative, is what is left of something, or a sum with such a part. */
function isDifference(steps: readonly Step[], at: number): boolean {
  const { kind, domain, from, way } = steps[at] as Step;
  if (domain.min < 0 || way?.formula?.card.isDifference === true) return true;
  return (kind === "sum" || kind === "pick") && from.some((place) => isDifference(steps, place));
}

/** Whether something on the way to a step comes near a bound that no input takes it beyond. */
function isBounded(program: Program, goal: number): boolean {
  const isNeeded = leadingTo(program, [goal]);
  return program.plan.steps.some(({ way }, at) => way?.formula?.card.isBounded === true && isNeeded(at));
}

/** What joining the swings of goals needs to know of each: whether ends are joined as differences, whether it has a bound, and the limits that it stands in. */
interface Joined {
  readonly isLinear: readonly boolean[];
  readonly isBounded: readonly boolean[];
  readonly limits: readonly (readonly Limit[])[];
}

const joinedBy = /* @__PURE__ */ new WeakMap<readonly number[], Joined>();

/** One list of goals for all runs of a plan, so that it is found again. */
function joinedOf({ program, limits }: Run, goals: readonly number[]): Joined {
  const known = joinedBy.get(goals);
  if (known !== undefined) return known;
  const joined = {
    isLinear: goals.map((place) => isDifference(program.plan.steps, place)),
    isBounded: goals.map((place) => isBounded(program, place)),
    limits: goals.map((place) => limits.filter(({ less, more }) => less === place || more === place)),
  };
  joinedBy.set(goals, joined);
  return joined;
}

/**
 * Ranges from the ranges of inputs: each alone goes to either end, and the independent swings are joined as the root of the sum of squared
 * log-ratios, ln(high/x)² = Σ ln(x_i/x)². Log-ratios because the equations are products, so that an input known to a factor moves the result by a
 * factor and no end becomes negative (law of propagation, JCGM 100:2008 §5.1.2, for relative uncertainties). Near zero a ratio of differences means
 * nothing: their swings are joined as they are, and held to what the quantity can be. No end is beyond what all inputs do together.
 *
 * @param run - an evaluated plan
 * @param goals - places of the goals
 * @param ranked - place of the goal by which the drivers are ranked
 */
export function ranges(run: Run, goals: readonly number[], ranked: number): Ranges {
  const { program, values } = run;
  const movers = moversOf(run);
  const names = moverNames(run, movers);
  const { isLinear, isBounded: hasBound, limits: limitsAt } = joinedOf(run, goals);
  // Plain arrays: typed ones of this size are allocated outside the heap, which costs more than all that is computed here.
  const down = goals.map(() => 0);
  const up = goals.map(() => 0);
  /** Sums of the swings upwards. */
  const sums = goals.map(() => 0);
  const numbers = values.slice();
  const drivers: Driver[] = [];
  // Quantities that follow each other mostly move by one factor.
  let [factor, logOfFactor] = [1, 0];
  const logOf = (ratio: number): number => {
    if (ratio !== factor) [factor, logOfFactor] = [ratio, log(ratio)];
    return logOfFactor;
  };
  const swing = (at: readonly number[], { order, goals: moving, limits }: Moved, end: number): number => {
    moveTo(run, at, end, order, limits, numbers);
    for (let one = 0; one < moving.length; one++) {
      const index = moving[one] as number;
      const place = goals[index] as number;
      const value = values[place] as number;
      const moved = numbers[place] as number;
      if (moved === value) continue;
      // A zero has no ratio to anything; what a range adds to it counts as it is.
      const step = value === 0 || isLinear[index] === true ? moved - value : logOf(moved / value);
      const side = moved < value ? down : up;
      side[index] = (side[index] as number) + step * step;
      if (moved > value) sums[index] = (sums[index] as number) + (moved - value);
    }
    return numbers[ranked] as number;
  };
  for (let index = 0; index < movers.length; index++) {
    const { at, low, high } = movers[index] as Mover;
    const moved = movedOf(run, goals, ranked, at);
    const atLow = swing(at, moved, low);
    const atHigh = swing(at, moved, high);
    for (const place of at) numbers[place] = values[place] as number;
    const { order } = moved;
    for (let step = 0; step < order.length; step++) numbers[order[step] as number] = values[order[step] as number] as number;
    if (atLow !== atHigh) drivers.push({ input: names[index] as string, atLow, atHigh });
  }
  const held = (index: number, end: number): number => {
    const place = goals[index] as number;
    let [least, most] = [program.least[place] as number, program.most[place] as number];
    for (const { less, more } of limitsAt[index] as readonly Limit[]) {
      if (more === place) least = Math.max(least, endOf(run, movers, less, "low") ?? least);
      if (less === place) most = Math.min(most, endOf(run, movers, more, "high") ?? most);
    }
    return Math.min(most, Math.max(least, end));
  };
  return {
    low: goals.map((place, index) => {
      const value = values[place] as number;
      const root = Math.sqrt(down[index] as number);
      if (root === 0) return value;
      return held(index, value === 0 || isLinear[index] === true ? value - root : value * exp(-root));
    }),
    high: goals.map((place, index) => {
      const value = values[place] as number;
      const root = Math.sqrt(up[index] as number);
      if (root === 0) return value;
      if (value === 0 || isLinear[index] === true) return held(index, value + root);
      const end = value * exp(root);
      // Swings of a product add up to more than their sum; where they do not, ratios say more than all inputs together can do.
      const isFar = hasBound[index] === true || end - value > (sums[index] as number) * ALMOST_ONE;
      return held(index, isFar ? Math.min(end, togetherAt(run, movers, place) ?? end) : end);
    }),
    drivers: drivers.sort((a, b) => Math.abs(b.atHigh - b.atLow) - Math.abs(a.atHigh - a.atLow)),
  };
}

/** An end of a quantity that nothing moves, or that is an input; nothing for others. */
function endOf({ program, values }: Run, movers: readonly Mover[], place: number, end: "low" | "high"): number | undefined {
  if ((program.plan.steps[place] as Step).from.length > 0) return program.isFixed[place] === 1 ? values[place] : undefined;
  return movers.find(({ at }) => at.includes(place))?.[end] ?? values[place];
}

/** One swing alone is its own sum, but for the last digits. */
export const ALMOST_ONE = 1 + 1e-9;

/** A quantity with every input at that end of its range that makes it greater; nothing where they cannot be there together. */
function togetherAt(run: Run, movers: readonly Mover[], goal: number): number | undefined {
  const value = run.values[goal] as number;
  const raising = movers.flatMap((mover) => {
    const [atLow, atHigh] = [valuesAt(run, mover, "low"), valuesAt(run, mover, "high")];
    const greatest = (atLow[goal] as number) > (atHigh[goal] as number) ? atLow : atHigh;
    return (greatest[goal] as number) > value ? [{ at: mover.at, to: greatest[mover.at[0] as number] as number }] : [];
  });
  return movedTogether(run, raising)?.[goal];
}

/** The values of a run with several of its inputs moved; nothing where they cannot be there together. */
export function movedTogether(run: Run, moves: readonly { readonly at: readonly number[]; readonly to: number }[]): number[] | undefined {
  const moved = run.values.slice();
  for (const { at, to } of moves) for (const place of at) moved[place] = to;
  const order = dependents(
    run.program,
    moves.flatMap(({ at }) => at),
  );
  return recomputeInside(run, order, run.limits, moved) ? moved : undefined;
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
export function valuesAt(run: Run, { at, low, high }: Mover, end: "low" | "high"): number[] {
  const { program, values, limits } = run;
  const moved = values.slice();
  const order = dependents(program, at);
  moveTo(run, at, end === "low" ? low : high, order, limitsOf(limits, new Set([...at, ...order])), moved);
  return moved;
}
