import { FootprintError, isFootprintError } from "../core/errors.js";
import { unknownKey } from "../core/near-matches.js";
import { checkGiven, type Given, valueOf } from "../core/figure.js";
import { type Domain, type Formula, outOfDomain } from "../core/formula.js";
import { givenFor, type Records } from "./givens.js";
import { keptOfSolve } from "./kept.js";
import type { Base, Fitted, Kept, Plan, Step } from "./plan.js";
import { fieldNamed } from "./rows.js";
import { findRoot } from "./solve.js";
import { exp, log } from "../core/power.js";

/** A step as a function of the values before it. */
type Kernel = (values: ArrayLike<number>, from: ArrayLike<number>) => number;

const addUp: Kernel = (values, from) => {
  let total = 0;
  for (let index = 0; index < from.length; index++) total += values[from[index] as number] as number;
  return total;
};
const pickOne: Kernel = (values, from) => values[from[values[from[0] as number] === 0 ? 2 : 1] as number] as number;
const takeMiddle: Kernel = (values, from) => values[from[1] as number] as number;

/** The equation over places: as the build wrote it, else through an object of its inputs. */
function kernelOf({ kind, way }: Step): Kernel {
  if (kind === "sum") return addUp;
  if (kind === "pick") return pickOne;
  if (kind === "between") return takeMiddle;
  const { at, raw } = way?.formula as Formula<never>;
  if (at !== undefined) return at;
  const names = way?.names as readonly string[];
  // Equations keep nothing of their inputs, so one object serves all calls; its shape never changes.
  const inputs: Record<string, number> = Object.fromEntries(names.map((input) => [input, 0]));
  return (values, from) => {
    for (let index = 0; index < names.length; index++) inputs[names[index] as string] = values[from[index] as number] as number;
    return raw(inputs as never);
  };
}

/** A plan made ready: kernels and places in flat arrays, and what no input changes computed once. */
export interface Program extends Base {
  readonly plan: Plan;
  readonly kernels: readonly (Kernel | undefined)[];
  readonly from: readonly Int32Array[];
  /** Least and greatest number of each step, both inside its domain. */
  readonly least: Float64Array;
  readonly most: Float64Array;
  readonly inner: ReadonlyMap<number, { readonly program: Program; readonly order: Int32Array }>;
  /** Steps that move with others, by the places of those. */
  readonly dependents: Map<string | number, Int32Array>;
}

const programs = /* @__PURE__ */ new WeakMap<Plan, Program>();

/** The least number above another. */
function above(number: number): number {
  if (number === 0) return Number.MIN_VALUE;
  return number + Math.abs(number) * Number.EPSILON;
}

/** The ready form of a plan, made once. */
function programOf(plan: Plan): Program {
  const known = programs.get(plan);
  if (known !== undefined) return known;
  const { steps } = plan;
  // An array of doubles: V8 copies it in no time, where a typed array is allocated outside its heap.
  const fixed = Array.from(steps, () => 0.5);
  const isFixed = new Uint8Array(steps.length);
  const kernels = steps.map((step) => (step.from.length === 0 || step.kind === "solve" ? undefined : kernelOf(step)));
  const from = steps.map((step) => Int32Array.from(step.from));
  const inner = new Map<number, { program: Program; order: Int32Array }>();
  for (const [at, step] of steps.entries()) {
    if (step.inner !== undefined) {
      const program = programOf(step.inner.plan);
      inner.set(at, { program, order: dependents(program, [step.inner.unknown]) });
    } else if (step.way?.figure !== undefined) {
      fixed[at] = valueOf(step.way.figure);
      isFixed[at] = 1;
    } else if (step.from.length > 0 && step.from.every((place) => isFixed[place] === 1)) {
      fixed[at] = (kernels[at] as Kernel)(fixed, from[at] as Int32Array);
      isFixed[at] = 1;
    }
  }
  const program: Program = {
    plan,
    kernels,
    from,
    least: Float64Array.from(steps, ({ domain: { min, openMin } }) =>
      Number.isFinite(min) ? (openMin === true ? above(min) : min) : -Number.MAX_VALUE,
    ),
    most: Float64Array.from(steps, ({ domain: { max } }) => (Number.isFinite(max) ? max : Number.MAX_VALUE)),
    fixed,
    isFixed,
    wrong: steps.findIndex(({ domain }, at) => isFixed[at] === 1 && !inside(fixed[at] as number, domain)),
    leaves: Int32Array.from(steps.flatMap(({ from: needs }, at) => (isFixed[at] === 1 || needs.length > 0 ? [] : [at]))),
    lines: Int32Array.from(steps.flatMap(({ from: needs }, at) => (isFixed[at] === 1 || needs.length === 0 ? [] : [at]))),
    inner,
    dependents: new Map(),
    hasGivenRange: false,
  };
  programs.set(plan, program);
  return program;
}

/** What is left to compute for an input of a known shape, after a first one was evaluated. */
function settle({ program: { plan, kernels }, values, hasGivenRange }: Run, { isSame }: Kept): Base {
  const { steps } = plan;
  const isFixed = new Uint8Array(steps.length);
  for (const [at, step] of steps.entries()) {
    const isLeaf = step.from.length === 0;
    const isOne = isLeaf
      ? step.kind !== "pinned" && isSame(step)
      : kernels[at] !== undefined && step.from.every((place) => isFixed[place] === 1);
    if (isOne) isFixed[at] = 1;
  }
  const others = (isLeaf: boolean): Int32Array =>
    Int32Array.from(steps.flatMap(({ from }, at) => (isFixed[at] === 1 || (from.length === 0) !== isLeaf ? [] : [at])));
  return { fixed: values.slice(), isFixed, wrong: -1, leaves: others(true), lines: others(false), hasGivenRange };
}

/** The figure of a step that has no inputs: what was given, or what a record or the library tells. */
function figureOf({ name, scope, way, row, read }: Step, { records, figures }: Fitted): Given {
  if (read >= 0) return figures[read] as Given;
  const own = records[scope] as Records;
  return (way === undefined ? givenFor(own, name, row.path) : way.read?.(own as never)) as Given;
}

/** How a caller names a step: the field that was given, the figure of the record, or the quantity. */
export function fieldOf({ plan: { scopes } }: Pick<Program, "plan">, { name, key, scope, kind, way, row }: Step): string {
  const path: string[] = [];
  for (let at = scope; at > 0; at = scopes[at]?.outer as number) {
    path.unshift((scopes[at] as (typeof scopes)[number]).field);
  }
  if (kind === "given") return [...path, fieldNamed(row, name)].filter((key) => key !== "").join(".");
  if (kind === "read") return way?.path === undefined ? key : [...path, ...way.path].join(".");
  return key;
}

function refuse({ program, values, where }: Run, at: number, figure: Given | undefined): void {
  const step = program.plan.steps[at] as Step;
  const field = fieldOf(program, step);
  if (figure !== undefined) checkGiven(where, field, figure, step.domain);
  const value = values[at] as number;
  if (figure !== undefined && inside(value, step.domain)) return;
  const { formula } = step.way ?? {};
  if (!Number.isFinite(value) && formula !== undefined) {
    const { id } = formula.card;
    const message = `${id}: the result is ${value}; the inputs are too large or too small for this equation`;
    throw new FootprintError("out-of-domain", message, { field: id, value });
  }
  const parts = step.from.map((place) => `${(program.plan.steps[place] as Step).key} ${values[place] as number}`);
  const { code, message, details } = outOfDomain(where, field, value, step.domain);
  const origin = parts.length === 0 ? "" : `; it follows from ${parts.join(", ")}`;
  throw new FootprintError(code, `${message}${origin}${step.row.fix === undefined ? "" : `; ${step.row.fix}`}`, details);
}

/**
 * Holds every number of a run that was moved to its domain.
 *
 * @throws `FootprintError` as {@link evaluate}
 */
export function holdDomains(run: Run): void {
  const { values, program } = run;
  for (let at = 0; at < values.length; at++) {
    const value = values[at] as number;
    if (!(value >= (program.least[at] as number) && value <= (program.most[at] as number))) refuse(run, at, undefined);
  }
}

const inside = (value: number, { min, max, openMin }: Domain): boolean =>
  Number.isFinite(value) && value <= max && (value > min || (value === min && openMin !== true));

/** A plan with its values for one input. */
export interface Run extends Fitted {
  readonly program: Program;
  /** The values, by step. */
  readonly values: number[];
  /** Name of the estimate in messages. */
  readonly where: string;
  readonly base: Base;
  /** What must not be more than something else, where the kind says so. */
  limits: readonly Limit[];
  /** Whether a caller gave a range. */
  hasGivenRange: boolean;
}

/** Places of a quantity and of another that it must not be greater than. */
export interface Limit {
  readonly less: number;
  readonly more: number;
}

/** What was given or read for a step; nothing for steps that are computed. */
export function figureAt(run: Run, at: number): Given | undefined {
  const step = run.plan.steps[at] as Step;
  return step.kind === "given" || step.kind === "read" ? figureOf(step, run) : undefined;
}

/**
 * Evaluates a plan. Every number is held to the domain of its step, with the ends of its range.
 *
 * @param fitted - a plan with the records of an input
 * @param where - name of the estimate in messages
 * @param isChecked - whether numbers are held to their domains
 * @param pinned - value of the quantity that is set from outside, in a plan that has one
 * @param explain - called before a computed number outside its domain is refused: it may say more
 * @throws `FootprintError` `out-of-domain` naming the field, the value and the bound; `no-solution` where nothing reaches what is demanded
 */
export function evaluate(fitted: Fitted, where: string, isChecked = true, pinned = 1, explain?: () => void): Run {
  const { plan, records, figures } = fitted;
  const program = programOf(plan);
  const { kernels, from, least, most } = program;
  const { kept } = fitted;
  const base = kept?.base !== undefined && (kept.isHeld || !isChecked) ? kept.base : program;
  const { fixed, wrong, leaves, lines } = base;
  const values = fixed.slice();
  const run: Run = { plan, records, figures, kept, program, values, where, base, limits: [], hasGivenRange: base.hasGivenRange };
  if (isChecked && wrong >= 0) refuse(run, wrong, undefined);
  for (let index = 0; index < leaves.length; index++) {
    const at = leaves[index] as number;
    const step = plan.steps[at] as Step;
    if (step.kind === "pinned") values[at] = pinned;
    else if (isChecked) values[at] = checkedValue(run, at, figureOf(step, fitted));
    else values[at] = valueOf(figureOf(step, fitted));
  }
  for (let index = 0; index < lines.length; index++) {
    const at = lines[index] as number;
    const kernel = kernels[at];
    const value = kernel === undefined ? solved(run, at, values) : kernel(values, from[at] as Int32Array);
    values[at] = value;
    if (isChecked && !(value >= (least[at] as number) && value <= (most[at] as number))) {
      explain?.();
      refuse(run, at, undefined);
    }
  }
  if (kept !== undefined && base === program) {
    kept.base = settle(run, kept);
    kept.isHeld = isChecked;
  }
  return run;
}

/** What a number with more to it may say. */
const figureKeys = ["value", "low", "high", "source", "at", "basis", "note", "calibratedTo"];

/**
 * Refuses keys of a number that mean nothing: an end that is misspelt would be lost without a word.
 *
 * @throws `FootprintError` `invalid-input` with near matches
 */
function refuseOtherKeys({ program, where }: Run, at: number, figure: object): void {
  for (const key in figure) {
    if (figureKeys.includes(key)) continue;
    throw unknownKey(where, `${fieldOf(program, program.plan.steps[at] as Step)}.${key}`, key, figureKeys);
  }
}

/** The value of a figure whose ends were looked at too. */
function checkedValue(run: Run, at: number, figure: Given): number {
  const { values, program } = run;
  const value = valueOf(figure);
  values[at] = value;
  const [least, most] = [program.least[at] as number, program.most[at] as number];
  if (typeof value !== "number" || !(value >= least && value <= most)) refuse(run, at, figure);
  if (typeof figure === "object") {
    const { low = value, high = value } = figure;
    // Text and null pass comparisons.
    const isNumber = typeof low === "number" && typeof high === "number";
    if (!isNumber || !(low >= least && low <= value && high >= value && high <= most)) refuse(run, at, figure);
    refuseOtherKeys(run, at, figure);
    if (low !== high && (program.plan.steps[at] as Step).kind === "given") run.hasGivenRange = true;
  }
  if (!Number.isInteger(value)) {
    const step = run.plan.steps[at] as Step;
    if (step.row.isWhole === true && step.kind === "given") refuseFraction(run, step, value);
  }
  // No amount is a negative zero.
  return value + 0;
}

function refuseFraction({ program, where }: Run, step: Step, value: number): never {
  const field = fieldOf(program, step);
  throw new FootprintError("out-of-domain", `${where}: ${field} = ${value} is not a whole number`, { field, value });
}

/** Computes steps again, in order. */
export function recompute(run: Run, order: ArrayLike<number>, values: number[]): void {
  const { kernels, from } = run.program;
  for (let index = 0; index < order.length; index++) {
    const at = order[index] as number;
    const kernel = kernels[at];
    values[at] = kernel === undefined ? solved(run, at, values) : kernel(values, from[at] as Int32Array);
  }
}

/** Computes steps again, in order, up to the first that is outside its domain; whether none is, and no limit is broken. */
export function recomputeInside(run: Run, order: ArrayLike<number>, limits: readonly Limit[], values: number[]): boolean {
  const { kernels, from, least, most } = run.program;
  for (let index = 0; index < order.length; index++) {
    const at = order[index] as number;
    const kernel = kernels[at];
    const value = kernel === undefined ? solvedOrNone(run, at, values) : kernel(values, from[at] as Int32Array);
    values[at] = value;
    if (!(value >= (least[at] as number) && value <= (most[at] as number))) return false;
  }
  for (let index = 0; index < limits.length; index++) {
    const { less, more } = limits[index] as Limit;
    if ((values[less] as number) > (values[more] as number)) return false;
  }
  return true;
}

/** The root of a solve; not a number where nothing reaches what is demanded. */
function solvedOrNone(run: Run, at: number, values: ArrayLike<number>): number {
  try {
    return solved(run, at, values);
  } catch (error) {
    if (isFootprintError(error) && error.code === "no-solution") return Number.NaN;
    throw error;
  }
}

/** Halvings after which an interval is down to neighbouring numbers. */
const MOST_HALVINGS = 60;

/**
 * Brings an input to an end of its range and computes what follows. An end that leaves the domain of something, or breaks a limit, is no end: the
 * last number before it that does neither is.
 *
 * @param order - the steps that follow
 * @param numbers - values of the run, which are moved
 */
export function moveTo(
  run: Run,
  at: readonly number[],
  end: number,
  order: ArrayLike<number>,
  limits: readonly Limit[],
  numbers: number[],
): void {
  const isInside = (to: number): boolean => {
    for (let index = 0; index < at.length; index++) numbers[at[index] as number] = to;
    return recomputeInside(run, order, limits, numbers);
  };
  if (isInside(end)) return;
  let [inside, outside] = [run.values[at[0] as number] as number, end];
  for (let halving = 0; halving < MOST_HALVINGS; halving++) {
    // Geometric where it can be: ends may be many orders of magnitude away.
    const middle = inside > 0 && outside > 0 ? Math.sqrt(inside) * Math.sqrt(outside) : inside + (outside - inside) / 2;
    if (isInside(middle)) inside = middle;
    else outside = middle;
  }
  isInside(inside);
}

/**
 * Steps that move when others do, in order; values with ends of their own stay, and so do decisions, unless those that an equation takes are taken
 * anew. A solve moves with what is demanded of it.
 */
export function dependents(program: Program, moving: readonly number[], decides = false): Int32Array {
  // Most often one moves, and numbers are looked up faster than words.
  const key = moving.length === 1 && !decides ? (moving[0] as number) : `${decides ? "decides " : ""}${moving.join()}`;
  const known = program.dependents.get(key);
  if (known !== undefined) return known;
  const { steps } = program.plan;
  const moved = new Uint8Array(steps.length);
  for (const at of moving) moved[at] = 1;
  const order: number[] = [];
  for (let at = 0; at < steps.length; at++) {
    const { from, kind, way } = steps[at] as Step;
    const stays = kind === "between" || (way?.isHeld === true && kind !== "solve" && !decides);
    if (moved[at] === 1 || stays) continue;
    const needs = kind === "solve" ? from.slice(0, 1) : from;
    if (!needs.some((place) => moved[place] === 1)) continue;
    moved[at] = 1;
    order.push(at);
  }
  const found = Int32Array.from(order);
  program.dependents.set(key, found);
  return found;
}

/** Whether a step, by its place, is needed for others. */
export function leadingTo({ from }: Program, goals: readonly number[]): (at: number) => boolean {
  const needed = new Uint8Array(from.length);
  for (const goal of goals) needed[goal] = 1;
  for (let at = from.length - 1; at >= 0; at--) if (needed[at] === 1) for (const place of from[at] as Int32Array) needed[place] = 1;
  return (at) => needed[at] === 1;
}

/** The place of the first number behind a step that a caller gave. */
function givenBehind(program: Program, at: number): number | undefined {
  const { kind, from } = program.plan.steps[at] as Step;
  if (kind === "given") return at;
  for (const place of from) {
    const found = givenBehind(program, place);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The value at which one quantity reaches what another demands; the least where already that is more. */
function solved(run: Run, at: number, values: ArrayLike<number>): number {
  const { program, records, figures, kept, where } = run;
  const step = program.plan.steps[at] as Step;
  const { unknown, reached } = step.inner as NonNullable<Step["inner"]>;
  const { program: inner, order } = program.inner.get(at) as { program: Program; order: Int32Array };
  if (!order.includes(reached)) throw toldTwice(run, at);
  const [wanted, least, most] = step.from.map((place) => values[place] as number) as [number, number, number];
  const tried = evaluate({ plan: inner.plan, records, figures, kept: keptOfSolve(kept, inner.plan) }, where, false, least);
  const { values: trial } = tried;
  return findRoot(
    (value) => {
      trial[unknown] = value;
      recompute(tried, order, trial);
      return trial[reached] as number;
    },
    wanted,
    least,
    Math.max(least, most),
    (greatest) => outOfReach(run, at, values, greatest),
  );
}

/** The error where what is to be reached is given, or follows from what is, and so tells nothing of what is solved for. */
function toldTwice({ program, where }: Run, at: number): FootprintError {
  const { key, from, inner: solve } = program.plan.steps[at] as Step;
  const { program: inner } = program.inner.get(at) as { program: Program };
  const { reached } = solve as NonNullable<Step["inner"]>;
  const nameOf = (own: Program, place: number): string => fieldOf(own, own.plan.steps[givenBehind(own, place) ?? place] as Step);
  const field = nameOf(program, from[0] as number);
  const other = nameOf(inner, reached);
  const message = `${where}: ${field} tells ${key} by a prediction that ${other} takes the place of; leave one of them out`;
  return new FootprintError("conflicting-input", message, { field, nearest: [other] });
}

/** The error where nothing reaches what is demanded, in the words and the unit of what the caller gave. */
function outOfReach({ program, where }: Run, at: number, values: ArrayLike<number>, greatest: number): FootprintError {
  const { steps } = program.plan;
  const { key, from, way } = steps[at] as Step;
  const [demand, , end] = from as readonly [number, number, number];
  const given = givenBehind(program, demand) ?? demand;
  const field = fieldOf(program, steps[given] as Step);
  const [value, wanted] = [values[given] as number, values[demand] as number];
  // Demands are products, so that a power of what was given: of a rate the first, of a time for a rate the one below none.
  const moved = Array.from(values);
  moved[given] = 2 * value;
  recompute(
    { program } as Run,
    dependents(program, [given]).filter((place) => place <= demand),
    moved,
  );
  const degree = log((moved[demand] as number) / wanted) / log(2);
  const bound = value * exp(log(greatest / wanted) / degree);
  const fix = way?.fix === undefined ? "" : `; ${way.fix}`;
  return new FootprintError(
    "no-solution",
    `${where}: ${field} = ${value} is out of reach: ${Number(bound.toPrecision(4))} at the ${degree > 0 ? "most" : "least"}, at ${key} = ${values[end] as number}${fix}`,
    { field, value, bound: degree > 0 ? `(0, ${bound}]` : `[${bound}, ∞)` },
  );
}

/** The places of the inputs with ends, and the numbers that each may take; one quantity of the world moves once, wherever it is read. */
export interface Mover {
  readonly at: readonly number[];
  readonly low: number;
  readonly high: number;
}

/** Places of the steps that may have ends: the others were seen to have none. */
function movableIn(run: Run): Int32Array {
  const { program, base } = run;
  const isLeft = new Set(base.leaves);
  return Int32Array.from(
    program.plan.steps.flatMap(({ kind, from }, at) => {
      if (kind === "between") return [at];
      if (from.length > 0) return [];
      return isLeft.has(at) || hasEnds(figureAt(run, at), run.values[at] as number) ? [at] : [];
    }),
  );
}

const hasEnds = (figure: Given | undefined, value: number): figure is Exclude<Given, number> =>
  typeof figure === "object" && (figure.low ?? value) !== (figure.high ?? value);

/** The inputs of a run that move. */
export function moversOf(run: Run): Mover[] {
  const { plan, values, base } = run;
  const movable = (base.movable ??= movableIn(run));
  const found: { at: number[]; low: number; high: number }[] = [];
  const figures: unknown[] = [];
  for (let index = 0; index < movable.length; index++) {
    const at = movable[index] as number;
    const { kind, from, name } = plan.steps[at] as Step;
    const value = values[at] as number;
    if (kind === "between") {
      found.push({ at: [at], low: values[from[0] as number] as number, high: values[from[2] as number] as number });
      figures.push(undefined);
      continue;
    }
    const figure = figureAt(run, at);
    if (!hasEnds(figure, value)) continue;
    const other = found.find((mover, place) => figures[place] === figure && (plan.steps[mover.at[0] as number] as Step).name === name);
    if (other === undefined) {
      found.push({ at: [at], low: figure.low ?? value, high: figure.high ?? value });
      figures.push(figure);
    } else other.at.push(at);
  }
  return found;
}

/** The value of a step by its key, or of a goal by its name. */
export function valueIn({ program: { plan }, values }: Run, key: string): number | undefined {
  const at = plan.place.get(key);
  return at === undefined ? undefined : values[at];
}
