import { FootprintError } from "../core/errors.js";
import { evaluate, fieldOf, type Run } from "./evaluate.js";
import type { Records } from "./givens.js";
import { type Fitted, type Plan, scopedKey, type Step } from "./plan.js";
import { ranges, type Driver } from "./ranges.js";
import { madeFrom, resultMaker, type Field } from "./result.js";
import type { Graph } from "./rows.js";
import { cannotTell, fieldsOf, refuseNoNumbersOfParts, refuseOtherWords, refuseUnknown, refuseUnused, type Fields } from "./say.js";
import { PlanCache } from "./shape.js";

/** One quantity must not be greater than another. */
export interface Rule {
  readonly less: string;
  readonly more: string;
  /** What to do where it is. */
  readonly fix: string;
  /** What a caller gave, where it is no quantity. */
  readonly field?: string;
}

/** Declares that one quantity must not be greater than another. */
export const atMost = (less: string, more: string, fix: string, field?: string): Rule => ({
  less,
  more,
  fix,
  ...(field === undefined ? {} : { field }),
});

/** A kind of estimate: its table, what it asks for, and what a caller may give beside quantities. */
export interface KindOptions<Input extends object> {
  /** Name in messages. */
  readonly name: string;
  readonly graph: Graph<string>;
  /** Its totals, in the order of a result; `x?` where some inputs do not tell it. */
  readonly totals: readonly string[];
  /** What a result shows beside its totals; its trace leads to these too. */
  readonly goals?: readonly string[];
  /** What rules and checks of numbers need beside the totals; no line of a trace leads to it alone. */
  readonly beside?: readonly string[];
  /** The total by which inputs are ranked; without one its results have no ranges. */
  readonly rankBy?: string;
  /** Names of records, choices and groups: `model`, `storage.medium`. */
  readonly choices: readonly string[];
  /** Names of records and choices of its parts that are names of quantities too. */
  readonly partChoices?: readonly string[];
  /** Choices among a few values, with these values: `recompute`, `storage.medium`. */
  readonly words?: Readonly<Record<string, readonly unknown[]>>;
  readonly rules?: readonly Rule[];
  /** Gives a checked input what the table knows: quantities of several names their one, choices what follows where they are left out. */
  readonly accept?: (input: Input) => object;
  /**
   * Checks what is no number: records and choices.
   *
   * @throws `FootprintError`
   */
  readonly check?: (input: Input) => void;
  /**
   * Checks numbers against each other where a rule does not say enough.
   *
   * @throws `FootprintError`
   */
  readonly verify?: (input: Input, run: Run) => void;
}

/** A kind that is ready to estimate. */
export interface Kind<Input extends object> {
  readonly options: KindOptions<Input>;
  /** Every total that the plan of a run knows, with its place. */
  readonly totalsOf: (plan: Plan) => ReadonlyMap<string, number>;
  /**
   * Checks what an input holds before anything is planned: its keys, records and choices. For wholes of which such an estimate is a part.
   *
   * @throws `FootprintError`
   */
  readonly refuse: (input: Input) => void;
  /**
   * Plans and evaluates an input.
   *
   * @throws `FootprintError` naming the field, the value and the bound or the fix
   */
  readonly run: (input: Input, isChecked?: boolean, isKept?: boolean) => Run;
  /** The totals alone. */
  readonly numbers: <Totals>(run: Run) => Totals;
}

/** The totals of a plan as lists, and an object of their shape. */
interface TotalsList {
  readonly names: readonly string[];
  readonly places: readonly number[];
  readonly shape: Readonly<Record<string, number>>;
}

/** Makes a kind of its table. */
export function kind<Input extends object>(options: KindOptions<Input>): Kind<Input> {
  const {
    name: where,
    graph,
    totals,
    goals = [],
    beside = [],
    choices,
    partChoices = [],
    words = {},
    rules = [],
    accept,
    check,
    verify,
  } = options;
  const { table } = graph;
  const cache = new PlanCache(table, [...totals, ...goals], beside);
  const places = new WeakMap<Plan, ReadonlyMap<string, number>>();
  let fields: Fields | undefined;
  const totalsOf = (plan: Plan): ReadonlyMap<string, number> => {
    const known = places.get(plan);
    if (known !== undefined) return known;
    const names = totals.map((total) => (total.endsWith("?") ? total.slice(0, -1) : total));
    const found = new Map(names.flatMap((total) => (plan.place.has(total) ? [[total, plan.place.get(total) as number]] : [])));
    places.set(plan, found);
    return found;
  };
  const inputFields = (): Fields => (fields ??= fieldsOf(table, [...choices, ...Object.keys(words)]));
  const otherChoices = new Set([...choices, ...partChoices]);
  const refuse = (input: Input): void => {
    if (typeof input !== "object" || input === null) {
      throw new FootprintError("invalid-input", `${where}: the input is missing; give an object`, { field: "the input" });
    }
    refuseUnknown(table, inputFields(), input as Records, where);
    for (const choice in words) refuseOtherWords(choice, words[choice] as readonly unknown[], input as Records, where);
    check?.(input);
  };
  const lists = new WeakMap<Plan, TotalsList>();
  const listOf = (plan: Plan): TotalsList => {
    const known = lists.get(plan);
    if (known !== undefined) return known;
    const names = [...totalsOf(plan).keys()];
    const list = { names, places: [...totalsOf(plan).values()], shape: Object.fromEntries(names.map((name) => [name, 0.5])) };
    lists.set(plan, list);
    return list;
  };
  return {
    options,
    totalsOf,
    refuse,
    run(input, isChecked = true, isKept = false) {
      if (isChecked) refuse(input);
      const accepted = (accept === undefined ? input : accept(input)) as Records;
      // What a result is made from later must not change with the object of the caller.
      const own = isKept && accepted === (input as Records) ? { ...accepted } : accepted;
      const fitted = cache.fit(own);
      if (isChecked) refuseNoNumbersOfParts("missing" in fitted ? fitted.scopes : fitted.plan.scopes, fitted.records, otherChoices, where);
      if ("missing" in fitted) throw cannotTell(table, own, [...goals, fitted.missing, ...totals], where);
      if (isChecked) refuseUnused(table, inputFields(), fitted.plan, fitted.records, totals, where);
      const run = isChecked ? evaluateWith(rules, fitted, where) : evaluate(fitted, where, false);
      if (isChecked) verify?.(input, run);
      return run;
    },
    numbers<Totals>({ plan, values }: Run): Totals {
      const { names, places: at, shape } = listOf(plan);
      // Copies of one object have its shape from the start: V8 then writes their numbers in place.
      const found: Record<string, number> = { ...shape };
      for (let index = 0; index < names.length; index++) found[names[index] as string] = values[at[index] as number] as number;
      return found as Totals;
    },
  };
}

/** Evaluates a plan under rules: a broken one says more than the number outside its domain that follows from it. */
function evaluateWith(rules: readonly Rule[], fitted: Fitted, where: string): Run {
  const holdAll = (run: Run): void => {
    for (const rule of rules) hold(rule, run);
  };
  const run = evaluate(fitted, where, true, 1, () => {
    holdAll(evaluate(fitted, where, false));
  });
  holdAll(run);
  return run;
}

/** Holds a rule in every scope that has both quantities. */
function hold(rule: Rule, run: Run): void {
  for (const { prefix } of run.program.plan.scopes) holdIn(prefix, rule, run);
}

function holdIn(prefix: string, { less, more, fix, field: given }: Rule, { program, values, where }: Run): void {
  const { place, steps } = program.plan;
  const [small, large] = [place.get(scopedKey(prefix, less)), place.get(scopedKey(prefix, more))];
  if (small === undefined || large === undefined) return;
  const [value, most] = [values[small] as number, values[large] as number];
  if (!(value > most)) return;
  const field = given ?? fieldOf(program, steps[small] as Step);
  throw new FootprintError("out-of-domain", `${where}: ${field} = ${value} is more than ${more} = ${most}; ${fix}`, {
    field,
    value,
    bound: `[0, ${most}]`,
  });
}

/** Low, high and drivers of a run. */
export interface RangedTotals<Totals> {
  readonly low: Totals;
  readonly high: Totals;
  readonly drivers: readonly Driver[];
}

/** Ranges of some goals of a run by their names. */
export function rangesOf<Totals>(run: Run, goals: ReadonlyMap<string, number>, rankBy: string): RangedTotals<Totals> {
  const { low, high, drivers } = ranges(run, [...goals.values()], run.program.plan.place.get(rankBy) as number);
  const named = (ends: Float64Array): Totals =>
    Object.fromEntries([...goals.keys()].map((key, index) => [key, ends[index] as number])) as Totals;
  return { low: named(low), high: named(high), drivers };
}

/** A run with its ranges, which are made once for low, high and drivers. */
export interface Estimated<Input> {
  readonly run: Run;
  readonly input: Input;
  ranges: RangedTotals<unknown> | undefined;
}

/**
 * How a kind makes its results: what is known at once, its totals, then what is made when it is read.
 *
 * @param of - the kind
 * @param head - keys before the totals
 * @param later - keys after `drivers`, made at their first reading
 */
export function estimator<Input extends object, Result>(
  { options: { rankBy }, totalsOf, run }: Kind<Input>,
  head: Readonly<Record<string, Field<Estimated<Input>>>>,
  later: Readonly<Record<string, Field<Estimated<Input>>>>,
): (input: Input) => Result {
  const makers = new WeakMap<Plan, (of: Estimated<Input>) => Result>();
  const ranged = (of: Estimated<Input>): RangedTotals<unknown> =>
    (of.ranges ??= rangesOf(of.run, totalsOf(of.run.program.plan), rankBy as string));
  const makerFor = (plan: Plan): ((of: Estimated<Input>) => Result) => {
    const known = makers.get(plan);
    if (known !== undefined) return known;
    const numbers = [...totalsOf(plan)].map(([total, place]): [string, Field<Estimated<Input>>] => [
      total,
      ({ run: { values } }) => values[place],
    ]);
    const made = resultMaker<Estimated<Input>, Result>(
      { ...head, ...Object.fromEntries(numbers) },
      rankBy === undefined
        ? later
        : { low: (of) => ranged(of).low, high: (of) => ranged(of).high, drivers: (of) => ranged(of).drivers, ...later },
    );
    makers.set(plan, made);
    return made;
  };
  return (input) => {
    const evaluated = run(input, true, true);
    return makerFor(evaluated.program.plan)({ run: evaluated, input, ranges: undefined });
  };
}

/** The run that a result was made from; `undefined` for what no estimator of a graph made. */
export const runOf = (result: object): Run | undefined => (madeFrom(result) as Partial<Estimated<unknown>> | undefined)?.run;
