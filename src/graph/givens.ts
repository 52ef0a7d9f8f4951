import type { Given } from "../core/figure.js";
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

/** A field that was met, and those that were met after it. */
interface Met {
  readonly field: string;
  readonly before: Met | undefined;
  readonly next: Map<string, Met>;
  set: GivenSet | undefined;
}

/** Tells which fields inputs of a table give, in the time of a look at each key. */
class GivenFields {
  /** Groups of fields: `storage` of `storage.years`. */
  readonly #groups: ReadonlySet<string>;
  readonly #first: Met = { field: "", before: undefined, next: new Map(), set: undefined };
  readonly #sets = new Map<string, GivenSet>();

  constructor(table: Table) {
    const paths = Object.values(table).flatMap((row) => (isPart(row) || row.path === undefined ? [] : [row.path]));
    this.#groups = new Set(paths.flatMap((path) => path.slice(1).map((_, length) => path.slice(0, length + 1).join("."))));
  }

  /** The fields that records of a scope give. */
  of(records: Records): GivenSet {
    const met = this.#meet(this.#first, "", records);
    return (met.set ??= this.#setOf(met));
  }

  #meet(from: Met, group: string, records: Records): Met {
    let at = from;
    for (const key in records) {
      const value = records[key];
      if (typeof value === "number" || isGiven(value)) at = this.#step(at, group + key);
      else if (typeof value === "object" && value !== null && this.#groups.has(group + key))
        at = this.#meet(at, `${group}${key}.`, value as Records);
    }
    return at;
  }

  #step(at: Met, field: string): Met {
    const known = at.next.get(field);
    if (known !== undefined) return known;
    const met: Met = { field, before: at, next: new Map(), set: undefined };
    at.next.set(field, met);
    return met;
  }

  /** Inputs that give the same in another order have the same set. */
  #setOf(met: Met): GivenSet {
    const fields: string[] = [];
    for (let at = met; at.before !== undefined; at = at.before) fields.push(at.field);
    const text = fields.sort().join();
    const known = this.#sets.get(text) ?? new Set(fields);
    this.#sets.set(text, known);
    return known;
  }
}

const byTable = /* @__PURE__ */ new WeakMap<Table, GivenFields>();

/** The fields that records of a scope of a table give. */
export function givensOf(table: Table, records: Records): GivenSet {
  const known = byTable.get(table) ?? new GivenFields(table);
  byTable.set(table, known);
  return known.of(records);
}
