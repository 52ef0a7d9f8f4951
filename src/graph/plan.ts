import type { Given } from "../core/figure.js";
import type { Domain } from "../core/formula.js";
import type { Unit } from "../core/units.js";
import { type GivenSet, type Records, type Shape, shapeIn } from "./givens.js";
import { domainOf, isPart, type Part, type Quantity, type Table } from "./rows.js";
import type { AnyWay } from "./ways.js";

/** `rollout` and `energyKwh` make `rolloutEnergyKwh`, whose suffix still tells the unit. */
export const scopedKey = (scope: string, name: string): string =>
  scope === "" ? name : `${scope}${name.charAt(0).toUpperCase()}${name.slice(1)}`;

/** What a part finds: nothing, one, or a list. */
const entriesOf = (found: unknown): readonly Records[] =>
  found === undefined || found === null ? [] : Array.isArray(found) ? (found as readonly Records[]) : [found as Records];

type AnyPart = Part<string, string, never>;
type AnyQuantity = Quantity<Unit, string, never>;

/** A scope as a plan keeps it: where its records come from, without the records themselves. */
export interface ScopeShape {
  /** Place of the scope around it; −1 for the outermost. */
  readonly outer: number;
  readonly part: AnyPart | undefined;
  /** How a message names it: the part, and in a list the entry. */
  readonly field: string;
  /** What its keys begin with in a trace. */
  readonly prefix: string;
  readonly table: Table;
}

/** A scope with what was asked of it. */
interface Scope extends ScopeShape {
  readonly index: number;
  readonly givens: GivenSet;
  readonly parts: Map<string, readonly Scope[]>;
  /** Ways that read, with the place of what they found among all that was read; −1 where they found nothing. */
  readonly reads: Map<AnyWay, number>;
  /** Answers of tests of ways. */
  readonly tests: Map<AnyWay, boolean>;
  /** Whether other scopes agree with it in what a way shares. */
  readonly alike: Map<AnyWay, Map<number, boolean>>;
}

/** Something that a planner asked of an input; the same answers lead to the same plan. */
export type Question =
  | { readonly ask: "givens"; readonly scope: number }
  | { readonly ask: "test"; readonly scope: number; readonly way: AnyWay }
  | { readonly ask: "read"; readonly scope: number; readonly way: AnyWay }
  | { readonly ask: "alike"; readonly scope: number; readonly other: number; readonly way: AnyWay }
  | { readonly ask: "parts"; readonly scope: number; readonly part: AnyPart; readonly name: string };

/** Which fields are given, whether a way applies or finds something, or the prefixes of the scopes of a part. */
export type Answer = GivenSet | boolean | string;

/** A question with its answer. */
export interface Answered {
  readonly question: Question;
  readonly answer: Answer;
}

/** Whether a way applies in a scope. */
export function applies({ test }: AnyWay, { table }: ScopeShape, records: Records, givens: GivenSet): boolean {
  const isGivenIn = (name: string): boolean => {
    const field = (table[name] as AnyQuantity | undefined)?.field;
    return givens.has(name) || (field !== undefined && givens.has(field));
  };
  return test?.(records as never, isGivenIn) !== false;
}

/** Whether a shared way speaks of the same in two scopes. */
export function isAlike({ sharedBy }: AnyWay, own: Records, other: Records): boolean {
  const others = sharedBy?.(other as never);
  return sharedBy?.(own as never).every((one, index) => one === others?.[index]) === true;
}

/** The prefixes of the scopes of a part: its name, numbered from the second entry on, or what an entry calls its scope. */
function prefixesOf({ prefix }: ScopeShape, name: string, entries: readonly Records[]): string[] {
  return entries.map(({ scope }, entry) => scopedKey(prefix, typeof scope === "string" ? scope : entry === 0 ? name : `${name}${entry}`));
}

/** The answer to a question about parts; each prefix has an end, because one may be empty. */
export const answerOfParts = (prefixes: readonly string[]): string => prefixes.map((prefix) => `${prefix}\n`).join("");

/** The prefixes of an answer about parts. */
export const prefixesIn = (answer: string): string[] => answer.split("\n").slice(0, -1);

/** The scopes that the answer to a question about parts opens. */
export function openParts(
  { scope, part, name }: Extract<Question, { readonly ask: "parts" }>,
  shapes: readonly ScopeShape[],
  records: readonly Records[],
): { readonly shapes: ScopeShape[]; readonly records: Records[] } {
  const found = part.records(records[scope] as never);
  const entries = entriesOf(found);
  const prefixes = prefixesOf(shapes[scope] as ScopeShape, name, entries);
  const nameOf = ({ scope: own, field }: Records, entry: number): string => {
    if (typeof field === "string") return field;
    return Array.isArray(found) ? `${name}.${typeof own === "string" ? own : entry}` : name;
  };
  return {
    shapes: entries.map((own, entry) => ({
      outer: scope,
      part,
      field: nameOf(own, entry),
      prefix: prefixes[entry] as string,
      table: part.inner,
    })),
    records: [...entries],
  };
}

/** One step of a plan. */
export interface Step {
  readonly name: string;
  /** The name with its scope, as in a trace: `rolloutEnergyKwh`. */
  readonly key: string;
  readonly scope: number;
  readonly kind: "given" | "pinned" | Exclude<AnyWay["kind"], "same">;
  readonly row: Quantity<Unit, string, never>;
  readonly way: AnyWay | undefined;
  /** Place of its figure among all that is read; −1 for what is not read. */
  readonly read: number;
  /** Places of the steps that it is made from. */
  readonly from: readonly number[];
  /** The numbers that it may have: those of its row for which every equation of the plan that reads it means something. */
  readonly domain: Domain;
  /** The estimate as a function of what is solved for. */
  readonly inner?: Inner;
}

/** A plan with one quantity set by somebody else. */
export interface Inner {
  readonly plan: Plan;
  readonly unknown: number;
  readonly reached: number;
}

/** The steps that lead to goals, each after those that it needs, and where the goals are. */
export interface Plan {
  readonly steps: readonly Step[];
  /** Place of every step by its key, and of every goal by its name. */
  readonly place: ReadonlyMap<string, number>;
  readonly scopes: readonly ScopeShape[];
  /** Places of the goals that a trace leads to. */
  readonly roots: readonly number[];
}

const placesByName = /* @__PURE__ */ new WeakMap<Plan, Map<string, number[]>>();

/** The places of the steps of a plan that have a name, in whichever scope. */
export function placesNamed(plan: Plan, name: string): readonly number[] {
  let places = placesByName.get(plan);
  if (places === undefined) {
    places = new Map();
    for (const [at, step] of plan.steps.entries()) {
      const known = places.get(step.name);
      if (known === undefined) places.set(step.name, [at]);
      else known.push(at);
    }
    placesByName.set(plan, places);
  }
  return places.get(name) ?? [];
}

/** A quantity that is set from outside, in its scope. */
interface Pinned {
  readonly scope: number;
  readonly name: string;
}

interface Known {
  readonly known: Map<string, number>;
  readonly failed: Set<string>;
  readonly open: Set<string>;
}

/** Asks an input what a planner wants to know, each question once, and keeps the questions in their order. */
class Survey {
  readonly scopes: Scope[] = [];
  readonly records: Records[] = [];
  readonly answered: Answered[] = [];
  /** What was read, in the order of the questions. */
  readonly figures: Given[] = [];

  constructor(table: Table, records: Records) {
    this.#open({ outer: -1, part: undefined, field: "", prefix: "", table }, records);
  }

  #open(shape: ScopeShape, records: Records): Scope {
    const { givens } = shapeIn(shape.table, records);
    const scope: Scope = {
      ...shape,
      index: this.scopes.length,
      givens,
      parts: new Map(),
      reads: new Map(),
      tests: new Map(),
      alike: new Map(),
    };
    this.answered.push({ question: { ask: "givens", scope: scope.index }, answer: givens });
    this.scopes.push(scope);
    this.records.push(records);
    return scope;
  }

  isGiven({ table, givens }: Scope, name: string): boolean {
    const { field } = table[name] as AnyQuantity;
    return givens.has(name) || (field !== undefined && givens.has(field));
  }

  /** Whether a way applies. */
  applies(scope: Scope, way: AnyWay): boolean {
    if (way.test === undefined) return true;
    const known = scope.tests.get(way);
    if (known !== undefined) return known;
    const answer = applies(way, scope, this.records[scope.index] as Records, scope.givens);
    scope.tests.set(way, answer);
    this.answered.push({ question: { ask: "test", scope: scope.index, way }, answer });
    return answer;
  }

  /** The place of what a way reads among all that is read; −1 where it finds nothing. */
  read(scope: Scope, way: AnyWay): number {
    const known = scope.reads.get(way);
    if (known !== undefined) return known;
    const figure = way.read?.(this.records[scope.index] as never);
    const place = figure === undefined ? -1 : this.figures.push(figure) - 1;
    scope.reads.set(way, place);
    this.answered.push({ question: { ask: "read", scope: scope.index, way }, answer: figure !== undefined });
    return place;
  }

  /** Whether a shared way is the same quantity of the world in two scopes. */
  isAlike({ index, alike }: Scope, other: Scope, way: AnyWay): boolean {
    const known = alike.get(way) ?? new Map<number, boolean>();
    alike.set(way, known);
    const before = known.get(other.index);
    if (before !== undefined) return before;
    const answer = isAlike(way, this.records[index] as Records, this.records[other.index] as Records);
    known.set(other.index, answer);
    this.answered.push({ question: { ask: "alike", scope: index, other: other.index, way }, answer });
    return answer;
  }

  /** The scopes of a part. */
  partsOf(scope: Scope, name: string): readonly Scope[] {
    const known = scope.parts.get(name);
    if (known !== undefined) return known;
    const question = { ask: "parts", scope: scope.index, part: scope.table[name] as AnyPart, name } as const;
    const opened = openParts(question, this.scopes, this.records);
    this.answered.push({ question, answer: answerOfParts(opened.shapes.map(({ prefix }) => prefix)) });
    const parts = opened.shapes.map((shape, entry) => this.#open(shape, opened.records[entry] as Records));
    scope.parts.set(name, parts);
    return parts;
  }
}

/** Finds the steps that lead to goals, backwards from them. */
class Planner {
  readonly #steps: Step[] = [];
  readonly #place = new Map<string, number>();
  /** How to take back what was found on the way to something that cannot be had. */
  #journal: (() => void)[] = [];
  #circles = 0;
  readonly #known = new Map<Scope, Known>();
  /** Steps of shared ways, with the scope that made each. */
  readonly #shared = new Map<AnyWay, { readonly scope: Scope; readonly at: number }[]>();

  constructor(
    readonly survey: Survey,
    readonly pinned?: Pinned,
  ) {}

  #stateOf(scope: Scope): Known {
    const known = this.#known.get(scope) ?? { known: new Map(), failed: new Set(), open: new Set() };
    this.#known.set(scope, known);
    return known;
  }

  #push(scope: Scope, name: string, step: Pick<Step, "kind" | "way" | "from"> & Partial<Pick<Step, "inner" | "read">>): number {
    const row = scope.table[name] as AnyQuantity;
    const key = scopedKey(scope.prefix, name);
    const at = this.#steps.push({ read: -1, ...step, name, key, scope: scope.index, row, domain: domainOf(row) }) - 1;
    this.#place.set(key, at);
    this.#journal.push(() => (this.#steps.pop(), this.#place.delete(key)));
    return at;
  }

  /** The places of a need: one, or those of all entries of a list; `undefined` where it cannot be had. */
  #needed(scope: Scope, need: string, isWhole: boolean): readonly number[] | undefined {
    const isOptional = need.endsWith("?");
    const name = isOptional ? need.slice(0, -1) : need;
    const found = this.#all(scope, name);
    if (isOptional && !isWhole) return found.filter((at) => at !== undefined);
    const isMissing = found.length === 0 && !isWhole;
    return isMissing || found.includes(undefined) ? undefined : (found as number[]);
  }

  /** The places of a name, `part.x` in every scope of a part. */
  #all(scope: Scope, name: string): readonly (number | undefined)[] {
    const dot = name.indexOf(".");
    if (dot < 0) return [this.#find(scope, name)];
    return this.survey.partsOf(scope, name.slice(0, dot)).flatMap((one) => this.#all(one, name.slice(dot + 1)));
  }

  /** Tries one way, unless another scope shares what it made by it. */
  #attempt(scope: Scope, name: string, way: AnyWay, needsIn: Scope): number | undefined {
    if (!this.survey.applies(scope, way)) return undefined;
    if (way.sharedBy === undefined) return this.#make(scope, name, way, needsIn);
    const made = this.#shared.get(way) ?? [];
    this.#shared.set(way, made);
    const first = made.find((other) => this.survey.isAlike(scope, other.scope, way));
    if (first !== undefined) return first.at;
    const at = this.#make(scope, name, way, needsIn);
    if (at === undefined) return undefined;
    made.push({ scope, at });
    this.#journal.push(() => made.pop());
    return at;
  }

  /** What one way makes; what it needs is found in another scope where an outer graph gives the way. */
  #make(scope: Scope, name: string, way: AnyWay, needsIn: Scope): number | undefined {
    if (way.kind === "read") {
      if (way.figure !== undefined || way.isSure === true) return this.#push(scope, name, { kind: "read", way, from: [] });
      const read = this.survey.read(scope, way);
      return read < 0 ? undefined : this.#push(scope, name, { kind: "read", way, from: [], read });
    }
    const mark = this.#journal.length;
    const places: number[] = [];
    for (const need of way.needs) {
      const found = this.#needed(needsIn, need, way.isWhole === true);
      if (found === undefined) {
        this.#undo(mark);
        return;
      }
      places.push(...found);
    }
    if (places.length === 0) {
      this.#undo(mark);
      return;
    }
    if (way.kind === "same") return places[0];
    if (way.kind !== "solve") return this.#push(scope, name, { kind: way.kind, way, from: places });
    const inner = new Planner(this.survey, { scope: scope.index, name });
    const reached = inner.#find(scope, way.reached as string);
    if (reached === undefined) {
      this.#undo(mark);
      return;
    }
    const plan = inner.finish();
    const unknown = plan.place.get(scopedKey(scope.prefix, name)) as number;
    return this.#push(scope, name, { kind: "solve", way, from: places, inner: { plan, unknown, reached } });
  }

  #undo(mark: number): undefined {
    while (this.#journal.length > mark) this.#journal.pop()?.();
    return undefined;
  }

  #find(scope: Scope, name: string): number | undefined {
    const { known, failed, open } = this.#stateOf(scope);
    const before = known.get(name);
    if (before !== undefined) return before;
    if (failed.has(name)) return undefined;
    const row = scope.table[name];
    if (row === undefined || isPart(row)) throw new Error(`the graph has no quantity ${scopedKey(scope.prefix, name)}`);
    if (open.has(name)) {
      // A circle: this way does not help, but another may.
      this.#circles++;
      return undefined;
    }
    open.add(name);
    const circles = this.#circles;
    const at = this.#first(scope, name, row);
    open.delete(name);
    if (at !== undefined) {
      known.set(name, at);
      this.#journal.push(() => known.delete(name));
      this.#alias(scopedKey(scope.prefix, name), at);
    } else if (this.#circles === circles) failed.add(name);
    return at;
  }

  /** A quantity that is the same as another is found under its own key too. */
  #alias(key: string, at: number): void {
    if (this.#place.has(key)) return;
    this.#place.set(key, at);
    this.#journal.push(() => this.#place.delete(key));
  }

  /** What is given, else the first way all of whose needs can be had. */
  #first(scope: Scope, name: string, row: AnyQuantity): number | undefined {
    if (this.pinned?.scope === scope.index && this.pinned.name === name)
      return this.#push(scope, name, { kind: "pinned", way: undefined, from: [] });
    if (this.survey.isGiven(scope, name)) return this.#push(scope, name, { kind: "given", way: undefined, from: [] });
    const outer = this.survey.scopes[scope.outer];
    const over = scope.part?.over[name] ?? [];
    for (const [ways, needsIn] of [
      [over, outer],
      [row.ways, scope],
    ] as const) {
      for (const way of ways) {
        const at = this.#attempt(scope, name, way, needsIn as Scope);
        if (at !== undefined) return at;
      }
    }
    return undefined;
  }

  /** The places of a goal, `x?` where it may be missing, `part.x` in a part or in all of a list; `undefined` where it cannot be had. */
  reach(goal: string): readonly number[] | undefined {
    return this.#needed(this.survey.scopes[0] as Scope, goal, false);
  }

  /**
   * The plan, each step with the numbers for which all that reads it means something.
   *
   * @param roots - places of what a trace leads to
   */
  finish(roots: readonly number[] = []): Plan {
    const steps = this.#steps.slice();
    for (const { way, from } of this.#steps) {
      if (way?.formula === undefined) continue;
      const domains = way.formula.card.domain as Readonly<Record<string, Domain>>;
      for (const [index, place] of from.entries()) {
        const step = steps[place] as Step;
        const domain = overlap(step.domain, domains[way.names?.[index] as string] as Domain);
        if (domain !== step.domain) steps[place] = { ...step, domain };
      }
    }
    return { steps, place: this.#place, scopes: this.survey.scopes, roots };
  }
}

/** The numbers that two domains share. */
function overlap(a: Domain, b: Domain): Domain {
  if (a.min >= b.min && a.max <= b.max && (a.min > b.min || a.openMin === b.openMin || b.openMin !== true)) return a;
  const [lower, other] = a.min > b.min || (a.min === b.min && a.openMin === true) ? [a, b] : [b, a];
  return { min: lower.min, max: Math.min(lower.max, other.max), ...(lower.openMin === true ? { openMin: true } : {}) };
}

/** A goal that cannot be had, with the scopes in which it was looked for. */
export interface Missing {
  readonly missing: string;
  readonly scopes: readonly ScopeShape[];
  readonly records: readonly Records[];
}

/** A plan with what was asked to make it, and the records of its scopes; or the goal that cannot be had. */
export type Planned = (Fitted & { readonly answered: readonly Answered[] }) | Missing;

/** What is computed once of a plan, and what is left to compute for each input. */
export interface Base {
  /** What the steps that no input changes yield; the others are unset. */
  readonly fixed: readonly number[];
  readonly isFixed: Uint8Array;
  /** The first of them that is outside its domain; −1 where none is. */
  readonly wrong: number;
  /** Places of the other steps: those without inputs, and those that are computed, in order. */
  readonly leaves: Int32Array;
  readonly lines: Int32Array;
  /** Whether a caller gave a range to one of the steps that no input changes. */
  readonly hasGivenRange: boolean;
  /** Places of the steps that may have ends; found when they are first asked for. */
  movable?: Int32Array;
}

/** A question that is asked of every input of a shape, because its answer may change. */
export interface Asked extends Answered {
  /** Place of a figure among all that is read, or of the first scope of a part among all scopes. */
  readonly place: number;
}

/** What all inputs of one shape share. */
export interface Kept {
  readonly plan: Plan;
  readonly records: readonly Records[];
  readonly figures: readonly Given[];
  readonly changing: readonly Asked[];
  /** The shapes of scopes whose records change; nothing for the others. */
  readonly shapes: readonly (Shape | undefined)[];
  /** Whether a step without inputs is the same for all of them. */
  readonly isSame: (step: Step) => boolean;
  /** The same of the plans that its solves run through. */
  readonly solves: Map<Plan, Kept>;
  base: Base | undefined;
  /** Whether the numbers of the base were held to their domains. */
  isHeld: boolean;
}

/** A plan with what one input brings to it: the records of its scopes, and what its ways read of them. */
export interface Fitted {
  readonly plan: Plan;
  readonly records: readonly Records[];
  readonly figures: readonly Given[];
  /** What the inputs of its shape share, where that was met before. */
  readonly kept: Kept | undefined;
}

/**
 * Plans an estimate backwards from its goals: what is given is taken, anything else comes by the first of its ways whose needs can be had.
 *
 * @param table - the rows
 * @param input - records, choices and givens; their numbers do not matter, only what is there
 * @param goals - what is asked for, best first; `x?` may be missing
 * @param beside - what is needed beside the goals, for rules between quantities; no trace leads to it
 */
export function plan(table: Table, input: Records, goals: readonly string[], beside: readonly string[] = []): Planned {
  const survey = new Survey(table, input);
  const planner = new Planner(survey);
  const roots: number[] = [];
  for (const [index, goal] of [...goals, ...beside].entries()) {
    const places = planner.reach(goal);
    if (places === undefined) return { missing: goal, scopes: survey.scopes, records: survey.records };
    if (index < goals.length) roots.push(...places);
  }
  return { plan: planner.finish(roots), records: survey.records, figures: survey.figures, kept: undefined, answered: survey.answered };
}

/** Which of some quantities an input tells. */
export function toldBy(table: Table, input: Records): (name: string) => boolean {
  const planner = new Planner(new Survey(table, input));
  return (name) => planner.reach(name) !== undefined;
}
