import { FootprintError, isFootprintError } from "../core/errors.js";
import { lazily } from "../core/lazily.js";
import { dependents, evaluate, fieldOf, holdDomains, type Limit, moversOf, recompute, type Run } from "./evaluate.js";
import { type Records, type Shape, Shapes } from "./givens.js";
import { looksAtChanging } from "./kept.js";
import { type Plan, scopedKey, type Step } from "./plan.js";
import { ranges, type Driver } from "./ranges.js";
import { madeFrom, resultMaker, type Field } from "./result.js";
import type { Graph } from "./rows.js";
import {
  cannotTell,
  fieldsOf,
  refuseNoNumbersOfParts,
  refuseOtherWords,
  refuseUnknown,
  refuseUnread,
  refuseUnused,
  type Fields,
} from "./say.js";
import { PlanCache } from "./shape.js";

/** One quantity must not be greater than another, or must divide it. */
export interface Rule {
  readonly less: string;
  readonly more: string;
  /** What to do where it is, or the whole error, from the values of a scope. */
  readonly fix: string | ((run: Run, scope: number) => FootprintError);
  /** What a caller gave, where it is no quantity. */
  readonly field: string | undefined;
  /** Whether the equations see to it, so that only a quantity that is given can break it. */
  readonly isOfGiven?: boolean;
  /** Whether the first must divide the second, too. */
  readonly isEven?: true;
}

/** Declares that one quantity must not be greater than another. */
export const atMost = (less: string, more: string, fix: Rule["fix"], field?: string): Rule => ({ less, more, fix, field });
/** The same of two of which one follows from the other in a way that holds anyhow, unless a caller gives one of them. */
export const atMostGiven = (less: string, more: string, fix: Rule["fix"]): Rule => ({ ...atMost(less, more, fix), isOfGiven: true });
/** Declares that one quantity divides another. */
export const dividing = (less: string, more: string, fix: string): Rule => ({ less, more, fix, field: undefined, isEven: true });

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
  /** Records that nothing reads where certain quantities are given: those quantities by the name of the record. */
  readonly unread?: Readonly<Record<string, readonly string[]>>;
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
   * @param own - the input as it is kept, a copy: a caller may change its own
   * @throws `FootprintError` naming the field, the value and the bound or the fix
   */
  readonly run: (input: Input, isChecked?: boolean, own?: Input) => Run;
  /** The totals alone. */
  readonly numbers: <Totals>(run: Run) => Totals;
}

/** What a kind needs to know of a plan, found once. */
interface OfPlan {
  readonly totals: ReadonlyMap<string, number>;
  readonly names: readonly string[];
  readonly places: readonly number[];
  /** An object of the shape of its totals. */
  readonly shape: Readonly<Record<string, number>>;
  /** Its rules with the places of their quantities, in every scope that has both. */
  readonly rules: readonly { readonly rule: Rule; readonly scope: number; readonly less: number; readonly more: number }[];
  /** Those that ends of ranges keep too: not what a decision would have made room for, which ranges hold. */
  readonly limits: readonly Limit[];
}

/** What is known of the inputs of a shape that were let through. */
interface Passed {
  /** The plans with which all that is given was of use; not held, because a shape may outlive them. */
  readonly plans: WeakSet<Plan>;
  /** Whether its records must be checked each time, because they can change; not known before the second input. */
  isChanging?: boolean;
}

/**
 * A copy of what an input gives; what is no object is refused later. Not by a spread: V8 gives literals that begin with one hidden classes of
 * their own, which it reads slowly.
 */
export const copied = <Input extends object>(input: Input): Input => (isObject(input) ? Object.assign<object, Input>({}, input) : input);
const isObject = (input: unknown): boolean => typeof input === "object" && input !== null;

/** An object with some keys, of numbers that are no whole ones: V8 keeps those in place. */
const shapeOf = (names: readonly string[]): Readonly<Record<string, number>> => Object.fromEntries(names.map((name) => [name, 0.5]));

/** Totals by their names. Copies of one object have its shape from the start: V8 then writes their numbers in place. */
function filled<Totals>(shape: Readonly<Record<string, number>>, names: readonly string[], numberAt: (index: number) => number): Totals {
  const found: Record<string, number> = { ...shape };
  for (let index = 0; index < names.length; index++) found[names[index] as string] = numberAt(index);
  return found as Totals;
}

/**
 * Makes a kind of its table.
 *
 * @param describe - tells the kind; called when it is first used, because most programs use one kind of many
 */
export function kind<Input extends object>(describe: () => KindOptions<Input>): Kind<Input> {
  const made = lazily(() => prepared(describe()));
  return {
    get options() {
      return made().options;
    },
    totalsOf: (plan) => made().totalsOf(plan),
    refuse: (input) => {
      made().refuse(input);
    },
    run: (input, isChecked, own) => made().run(input, isChecked, own),
    numbers: (run) => made().numbers(run),
  };
}

function prepared<Input extends object>(options: KindOptions<Input>): Kind<Input> {
  const {
    name: where,
    graph,
    totals,
    goals = [],
    beside = [],
    choices,
    partChoices = [],
    words = {},
    unread = {},
    rules = [],
    accept,
    check,
    verify,
  } = options;
  const { table } = graph;
  const ownChoices = [...choices, ...Object.keys(words)];
  const cache = new PlanCache(table, [...totals, ...goals], beside, ownChoices);
  // What is given is of use or not for the input as it was written; its plan is that of what was accepted.
  const shapes = accept === undefined ? cache.shapes : new Shapes(table, ownChoices);
  const passed = new WeakMap<Shape, Passed>();
  const known = new WeakMap<Plan, OfPlan>();
  let fields: Fields | undefined;
  const factsOf = (plan: Plan): OfPlan => {
    const before = known.get(plan);
    if (before !== undefined) return before;
    const { place, scopes } = plan;
    const names = totals.map((total) => (total.endsWith("?") ? total.slice(0, -1) : total)).filter((total) => place.has(total));
    const places = names.map((total) => place.get(total) as number);
    const held = rules.flatMap((rule) =>
      scopes.flatMap(({ prefix }, scope): OfPlan["rules"] => {
        const [less, more] = [place.get(scopedKey(prefix, rule.less)), place.get(scopedKey(prefix, rule.more))];
        if (less === undefined || more === undefined) return [];
        const isGivenOne = [less, more].some((at) => (plan.steps[at] as Step).kind === "given");
        return rule.isOfGiven === true && !isGivenOne ? [] : [{ rule, scope, less, more }];
      }),
    );
    const found = {
      totals: new Map(names.map((total, index) => [total, places[index] as number])),
      names,
      places,
      shape: shapeOf(names),
      rules: held,
      limits: held.filter(
        ({ rule, more }) =>
          rule.isEven !== true && !(plan.steps[more] as Step).from.some((at) => (plan.steps[at] as Step).way?.isHeld === true),
      ),
    };
    known.set(plan, found);
    return found;
  };
  const inputFields = (): Fields => (fields ??= fieldsOf(table, ownChoices));
  const otherChoices = new Set([...choices, ...partChoices]);
  const refuse = (input: Input): void => {
    if (!isObject(input)) {
      throw new FootprintError("invalid-input", `${where}: the input is missing; give an object`, { field: "the input" });
    }
    refuseUnknown(table, inputFields(), input as Records, where);
    for (const choice in words) refuseOtherWords(choice, words[choice] as readonly unknown[], input as Records, where);
    check?.(input);
  };
  const checkAgain = (input: Input, before: Passed): void => {
    before.isChanging ??= check !== undefined && looksAtChanging(check, input as Records, (key) => choices.includes(key), false);
    if (before.isChanging) check?.(input);
  };
  return {
    options,
    totalsOf: (plan) => factsOf(plan).totals,
    refuse,
    run(given, isChecked = true, input = given) {
      const shape = isChecked && isObject(input) ? shapes.of(input as Records) : undefined;
      const before = shape && passed.get(shape);
      if (before !== undefined) checkAgain(input, before);
      else if (isChecked) refuse(input);
      const accepted = (accept === undefined ? input : accept(input)) as Records;
      const fitted = cache.fit(accepted, accept === undefined ? shape : undefined);
      const hasPassed = before !== undefined && "plan" in fitted && before.plans.has(fitted.plan) && fitted.records.length === 1;
      if (isChecked && !hasPassed)
        refuseNoNumbersOfParts("missing" in fitted ? fitted.scopes : fitted.plan.scopes, fitted.records, otherChoices, where);
      if ("missing" in fitted) throw cannotTell(table, accepted, [...goals, fitted.missing, ...totals], where);
      const { plan } = fitted;
      if (isChecked && !hasPassed) {
        refuseUnused(table, inputFields(), plan, fitted.records, totals, where);
        refuseUnread(plan, input as Records, unread, where);
        if (shape !== undefined) {
          const { plans } = before ?? { plans: new WeakSet<Plan>() };
          plans.add(plan);
          if (before === undefined) passed.set(shape, { plans });
        }
      }
      if (!isChecked) return evaluate(fitted, where, false);
      const { rules: held, limits } = factsOf(plan);
      const run = evaluate(
        fitted,
        where,
        true,
        1,
        held.length === 0
          ? undefined
          : () => {
              holdAll(held, evaluate(fitted, where, false));
            },
      );
      run.limits = limits;
      holdAll(held, run);
      verify?.(input, run);
      if (run.hasGivenRange) {
        holdGivenEnds(run, (moved) => {
          holdAll(held, moved);
          holdDomains(moved);
          verify?.(input, moved);
        });
      }
      return run;
    },
    numbers<Totals>({ plan, values }: Run): Totals {
      const { names, places: at, shape } = factsOf(plan);
      return filled<Totals>(shape, names, (index) => values[at[index] as number] as number);
    },
  };
}

/** Holds rules: a broken one says more than the number outside its domain that follows from it. */
function holdAll(rules: OfPlan["rules"], run: Run): void {
  const { program, values, where } = run;
  for (let index = 0; index < rules.length; index++) {
    const { rule, scope, less, more } = rules[index] as OfPlan["rules"][number];
    const [value, most] = [values[less] as number, values[more] as number];
    if (rule.isEven === true ? most % value === 0 : !(value > most)) continue;
    if (typeof rule.fix === "function") throw rule.fix(run, scope);
    const field = rule.field ?? fieldOf(program, program.plan.steps[less] as Step);
    if (rule.isEven === true) {
      throw new FootprintError("out-of-domain", `${where}: ${field} = ${value} does not divide ${rule.more} = ${most}; ${rule.fix}`, {
        field,
        value,
        bound: `a divisor of ${most}`,
      });
    }
    throw new FootprintError("out-of-domain", `${where}: ${field} = ${value} is more than ${rule.more} = ${most}; ${rule.fix}`, {
      field,
      value,
      bound: `[0, ${most}]`,
    });
  }
}

/**
 * Holds the ends of given ranges to what values are held to.
 *
 * @throws `FootprintError` naming the end, with what is said of a value that is as far
 */
function holdGivenEnds(run: Run, hold: (moved: Run) => void): void {
  const { program, values, where } = run;
  for (const { at, ...ends } of moversOf(run)) {
    const [place] = at as readonly [number];
    const step = program.plan.steps[place] as Step;
    if (step.kind !== "given") continue;
    for (const end of ["low", "high"] as const) {
      const value = ends[end];
      if (value === values[place]) continue;
      const moved = values.slice();
      for (const one of at) moved[one] = value;
      try {
        recompute(run, dependents(program, at), moved);
        hold({ ...run, values: moved });
      } catch (error) {
        if (!isFootprintError(error)) throw error;
        const field = `${fieldOf(program, step)}.${end}`;
        const why = error.message.startsWith(`${where}: `) ? error.message.slice(where.length + 2) : error.message;
        throw new FootprintError(error.code, `${where}: ${field} = ${value} goes too far: ${why}`, { ...error.details, field, value });
      }
    }
  }
}

/** Low, high and drivers of a run. */
export interface RangedTotals<Totals> {
  readonly low: Totals;
  readonly high: Totals;
  readonly drivers: readonly Driver[];
}

/** Goals as lists, the same for all runs of a plan, so that what moves them is found once. */
const goalLists = /* @__PURE__ */ new WeakMap<
  ReadonlyMap<string, number>,
  { readonly names: readonly string[]; readonly places: readonly number[]; readonly shape: Readonly<Record<string, number>> }
>();

/** Ranges of some goals of a run by their names. */
export function rangesOf<Totals>(run: Run, goals: ReadonlyMap<string, number>, rankBy: string): RangedTotals<Totals> {
  const lists = goalLists.get(goals) ?? { names: [...goals.keys()], places: [...goals.values()], shape: shapeOf([...goals.keys()]) };
  goalLists.set(goals, lists);
  const { names, places, shape } = lists;
  const { low, high, drivers } = ranges(run, places, run.program.plan.place.get(rankBy) as number);
  const named = (ends: readonly number[]): Totals => {
    return filled<Totals>(shape, names, (index) => ends[index] as number);
  };
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
  of: Kind<Input>,
  head: Readonly<Record<string, Field<Estimated<Input>>>>,
  later: Readonly<Record<string, Field<Estimated<Input>>>>,
): (input: Input) => Result {
  const makers = new WeakMap<Plan, (one: Estimated<Input>) => Result>();
  const ranged = (one: Estimated<Input>): RangedTotals<unknown> =>
    (one.ranges ??= rangesOf(one.run, of.totalsOf(one.run.program.plan), of.options.rankBy as string));
  const makerFor = (plan: Plan): ((one: Estimated<Input>) => Result) => {
    const known = makers.get(plan);
    if (known !== undefined) return known;
    const numbers = [...of.totalsOf(plan)].map(([total, place]): [string, Field<Estimated<Input>>] => [
      total,
      ({ run: { values } }) => values[place],
    ]);
    const made = resultMaker<Estimated<Input>, Result>(
      { ...head, ...Object.fromEntries(numbers) },
      of.options.rankBy === undefined
        ? later
        : { low: (one) => ranged(one).low, high: (one) => ranged(one).high, drivers: (one) => ranged(one).drivers, ...later },
    );
    makers.set(plan, made);
    return made;
  };
  return (given) => {
    const input = copied(given);
    const evaluated = of.run(given, true, input);
    return makerFor(evaluated.program.plan)({ run: evaluated, input, ranges: undefined });
  };
}

/** The run that a result was made from; `undefined` for what no estimator of a graph made. */
export const runOf = (result: object): Run | undefined => (madeFrom(result) as Partial<Estimated<unknown>> | undefined)?.run;
