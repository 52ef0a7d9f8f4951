import type { Given } from "../core/figure.js";
import { isConstant } from "./constant.js";
import { isPart, type Table } from "./rows.js";

/** Records, choices and givens of a scope, by name. */
export type Records = Readonly<Record<string, unknown>>;

/** Whether a value is a number that a caller gives: bare, or with a range or a source. */
export const isGiven = (value: unknown): value is Given =>
  typeof value === "number" || (typeof value === "object" && value !== null && "value" in value);

/** What a caller gives for a row: under its name, or where the row says. */
export function givenFor(records: Records, name: string, path: readonly string[] | undefined): unknown {
  const own = records[name];
  if (own !== undefined || path === undefined) return own;
  let at: unknown = records;
  for (const key of path) {
    if (typeof at !== "object" || at === null) return undefined;
    at = (at as Records)[key];
  }
  return at;
}

/** Which fields are given in a scope: one object for all inputs that give the same. */
export type GivenSet = ReadonlySet<string>;

const setsByTable = /* @__PURE__ */ new WeakMap<Table, Map<string, GivenSet>>();

function setOf(table: Table, fields: string[]): GivenSet {
  const sets = setsByTable.get(table) ?? new Map<string, GivenSet>();
  setsByTable.set(table, sets);
  const text = fields.sort().join();
  if (sets.size >= MOST_SHAPES) sets.clear();
  const known = sets.get(text) ?? new Set(fields);
  sets.set(text, known);
  return known;
}

/** What stands for a value that may differ from input to input of a shape. */
const GIVEN = /* @__PURE__ */ Symbol("given");
const OBJECT = /* @__PURE__ */ Symbol("object");
const GROUP = /* @__PURE__ */ Symbol("group");

/** So many words or records are told apart at one place before all are forgotten. */
const MOST_ALIKE = 1000;
/** So many shapes of a table are known before all are forgotten: callers with keys of many kinds must not fill the memory. */
const MOST_SHAPES = 20_000;

/**
 * What the records of a scope are like: which fields they have, which of them are given, and what their words and constant records are. All that is
 * of one shape differs in numbers and in objects that can change, and in nothing else.
 */
export class Shape {
  readonly #next = new Map<string, Map<unknown, Shape>>();
  // The field that came next the last time, because inputs that follow each other are alike.
  #field = "";
  #value: unknown;
  #last: Shape | undefined;
  #givens: GivenSet | undefined;

  constructor(
    readonly table: Table,
    readonly field = "",
    readonly value?: unknown,
    readonly before?: Shape,
    readonly made: { count: number } = before?.made ?? { count: 0 },
  ) {}

  /** Which fields are given. */
  get givens(): GivenSet {
    if (this.#givens !== undefined) return this.#givens;
    return (this.#givens = setOf(this.table, [...this.#fieldsGiven()]));
  }

  *#fieldsGiven(): Iterable<string> {
    if (this.value === GIVEN) yield this.field;
    if (this.before !== undefined) yield* this.before.#fieldsGiven();
  }

  /** The shape with one more field. */
  with(field: string, value: unknown): Shape {
    if (this.#field === field && this.#value === value && this.#last !== undefined) return this.#last;
    const values = this.#next.get(field) ?? new Map<unknown, Shape>();
    // Words may be of any kind: what a caller makes up must not fill the memory.
    for (const map of [values, this.#next]) if (map.size >= MOST_ALIKE) map.clear();
    this.#next.set(field, values);
    let next = values.get(value);
    if (next === undefined) {
      next = new Shape(this.table, field, value, this);
      values.set(value, next);
      this.made.count++;
    }
    [this.#field, this.#value, this.#last] = [field, value, next];
    return next;
  }
}

/** Tells the shapes of inputs of a table, in the time of a look at each key. */
export class Shapes {
  /** Groups of fields: `storage` of `storage.years`. */
  readonly #groups: ReadonlySet<string>;
  readonly #choices: ReadonlySet<string>;
  #first: Shape;

  /**
   * @param table - the rows
   * @param choices - names of records and choices
   */
  constructor(
    readonly table: Table,
    choices: readonly string[] = [],
  ) {
    const rows = Object.values(table).flatMap((row) => (isPart(row) || row.path === undefined ? [] : [row.path]));
    const paths = [...rows, ...choices.map((choice) => choice.split("."))];
    this.#groups = new Set(paths.flatMap((path) => path.slice(1).map((_, length) => path.slice(0, length + 1).join("."))));
    this.#choices = new Set(choices);
    this.#first = new Shape(table);
  }

  /** The shape of the records of a scope. */
  of(records: Records): Shape {
    if (this.#first.made.count > MOST_SHAPES) this.forget();
    return this.#walk(this.#first, "", records);
  }

  /** Forgets every shape, with what is kept for it. */
  forget(): void {
    this.#first = new Shape(this.table);
  }

  #walk(from: Shape, group: string, records: Records): Shape {
    let at = from;
    for (const key in records) {
      const value = records[key];
      const field = group === "" ? key : group + key;
      if (isGiven(value)) {
        at = at.with(field, GIVEN);
        // A number may be a choice as words are: a count of parts, a seed.
        if (this.#choices.has(field)) at = at.with(field, typeof value === "number" ? value : OBJECT);
      } else if (typeof value !== "object" || value === null) at = at.with(field, value);
      else if (this.#groups.has(field)) at = this.#walk(at.with(field, GROUP), `${field}.`, value as Records);
      else at = at.with(field, isConstant(value) ? value : OBJECT);
    }
    return at;
  }
}

const shapesByTable = /* @__PURE__ */ new WeakMap<Table, Shapes>();

/** The shape of the records of a scope of a table. */
export function shapeIn(table: Table, records: Records): Shape {
  const shapes = shapesByTable.get(table) ?? new Shapes(table);
  shapesByTable.set(table, shapes);
  return shapes.of(records);
}
