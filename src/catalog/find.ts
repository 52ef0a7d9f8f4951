/**
 * Finding records by what people write: in one table, or in several at once.
 *
 * @module
 */
import { FootprintError } from "../core/errors.js";
import { anyNumber, checkArgument, formatValue, outOfDomain } from "../core/formula.js";
import { ambiguous, idsNamed, type Named, nearestIds, nearestIn, scopeOf, type Table, type Tables, unknown } from "./names.js";
import type { SourceRecord } from "./records.js";

export type { Named, Table, Tables } from "./names.js";

/** A record with its id. */
export interface Found<Id extends string, Row> {
  readonly id: Id;
  readonly record: Row;
}

/**
 * Finds a record by id, name or alias; case, accents, spaces and dashes do not matter. A name that fits several records is refused with the
 * list.
 *
 * @param table - a table of the catalogue
 * @param text - what was written
 * @param field - the field it was written in, for the message
 * @throws `FootprintError` `unknown-id` with the nearest ids, `ambiguous-id` with the candidates
 *
 * @example
 * ```ts
 * import { accelerators } from "llm-footprint/catalog/accelerators";
 * import { find } from "llm-footprint/catalog/find";
 *
 * console.log(find(accelerators, "NVIDIA A100-SXM4-80GB", "accelerator").id); // a100-sxm4-80gb
 * ```
 */
export function find<Id extends string, Row>(table: Table<Id, Row>, text: string, field: string): Found<Id, Row> {
  checkArgument("find", "the table", table, "an object");
  checkArgument("find", "field", field, "text");
  checkText(text, field);
  const [match, another] = idsNamed(table, text);
  if (match === undefined)
    throw unknown(
      text,
      nearestIds(table, text, 5).map(({ id }) => id),
      field,
      table,
    );
  if (another !== undefined) throw ambiguous(text, idsNamed(table, text), field);
  return { id: match, record: table[match] };
}

function checkText(text: unknown, field: string): void {
  if (typeof text === "string") return;
  throw new FootprintError("invalid-input", `${field}: ${formatValue(text)} is no text to look for`, { field, value: text });
}

/** A record with the table that it is in and its id; `table` tells the type of `record`. */
export type Match<T extends Tables> = {
  readonly [Name in keyof T & string]: {
    readonly table: Name;
    readonly id: keyof T[Name] & string;
    readonly record: T[Name][keyof T[Name]];
  };
}[keyof T & string];

/** Some tables, searched together. */
export interface Catalog<T extends Tables> {
  readonly tables: T;
  /** Works that records of one's own cite; those of the library are in `llm-footprint/catalog/sources`. */
  readonly sources: Readonly<Record<string, SourceRecord>>;
  /** Names of tables in which nothing is found unless a text names the table. */
  readonly apart?: readonly string[];
  /**
   * Finds a record by id, name or alias in any of the tables; `table/name` looks in one of them alone.
   *
   * @throws `FootprintError` `unknown-id` with the nearest ids, `ambiguous-id` with the candidates
   */
  find(text: string): Match<T>;
  /** The records that a text may mean, best first: those that have that name, then those with a similar one. None is no error. */
  search(text: string, most?: number): readonly Match<T>[];
}

/**
 * Puts tables together, so that one search covers them. Only the tables that you import are loaded.
 *
 * @param tables - tables of `llm-footprint/catalog/…`, or your own, by name
 * @param sources - works that your own records cite
 * @param apart - tables, such as `apiPrices`, whose records are found under `table/name` alone, because they have names of others
 *
 * @example
 * ```ts
 * import { createCatalog } from "llm-footprint/catalog/find";
 * import { accelerators } from "llm-footprint/catalog/accelerators";
 * import { grids } from "llm-footprint/catalog/grids";
 *
 * const catalog = createCatalog({ accelerators, grids });
 * const { table, id } = catalog.find("Instinct MI300X");
 * console.log(table, id); // accelerators mi300x
 * console.log(catalog.search("h100").map(({ id }) => id).includes("h100-sxm-80gb")); // true
 * ```
 */
export function createCatalog<const T extends Tables>(
  tables: T,
  sources: Catalog<T>["sources"] = {},
  apart: readonly (keyof T & string)[] = [],
): Catalog<T> {
  checkArgument("catalogue", "tables", tables, "an object");
  checkArgument("catalogue", "sources", sources, "an object");
  checkArgument("catalogue", "apart", apart, "a list");
  const names = Object.keys(tables);
  const searched = names.filter((name) => !apart.includes(name));
  const matchOf = (table: string, id: string): Match<T> =>
    ({ table, id, record: (tables[table] as Table<string, Named>)[id] }) as unknown as Match<T>;
  const label = ({ table, id }: Match<T>): string => `${table}/${id}`;

  function scoped(text: string): ReturnType<typeof scopeOf> {
    const { within, name } = scopeOf(names, text);
    return { within: within === names ? searched : within, name };
  }

  function search(text: string, most = 10): readonly Match<T>[] {
    checkText(text, "catalogue");
    if (typeof most !== "number") throw outOfDomain("catalogue", "most", most, anyNumber);
    const { within, name } = scoped(text);
    return nearestIn(tables, within, name, most).map(({ table, id }) => matchOf(table, id));
  }

  return {
    tables,
    sources,
    apart,
    search,
    find(text) {
      checkText(text, "catalogue");
      const { within, name } = scoped(text);
      const matches = within.flatMap((table) => idsNamed(tables[table] as Table<string, Named>, name).map((id) => matchOf(table, id)));
      const [match, another] = matches;
      if (match === undefined) throw unknown(text, search(text, 5).map(label), "catalogue");
      if (another !== undefined) throw ambiguous(text, matches.map(label), "catalogue");
      return match;
    },
  };
}
