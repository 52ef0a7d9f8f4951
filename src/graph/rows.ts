import { type Domain, nonNegative } from "../core/formula.js";
import type { Unit, UnitOf } from "../core/units.js";
import type { AnyWay, Way } from "./ways.js";

/** What a row says beside its words and ways. */
export interface RowOptions {
  /** Which values it may have, where that is narrower than what its equations allow, or than zero and above. */
  readonly domain?: Domain;
  /** Whether only whole numbers are meant. */
  readonly isWhole?: boolean;
  /** Whether it is exact by nature, such as a size or a choice of the caller, so that nobody could know a range of it; whole numbers are. */
  readonly isExact?: boolean;
  /** Whether it follows from others that a result shows beside it, and from nothing else: given, it would contradict them. A caller gives one of those. */
  readonly isOfParts?: boolean;
  /** Where a caller gives it, when not under its own name: `storage.years`; empty where the entry of a list is the number itself. */
  readonly field?: string;
  /** The field under which callers know it, where a kind gives that field a meaning of its own. */
  readonly known?: string;
  /** What to do where its value is outside its domain. */
  readonly fix?: string;
  /** Its short name in files and flags. */
  readonly as?: string;
  /** An example in a file or a flag; a row with one is asked for in forms and help. */
  readonly example?: string;
  /** Words for what is missing, and not zero, where it is not given. */
  readonly missing?: string;
}

/** A row: what the quantity is, which values it may have, and the ways to have it, best first. What a caller gives comes before all of them. */
export interface Quantity<U extends Unit, Needs extends string, in Records> extends RowOptions {
  readonly words: string;
  readonly ways: readonly Way<U, Needs, Records>[];
  /** `field` as keys. */
  readonly path?: readonly string[];
}

/** Declares a row; without ways it can only be given. */
export function quantity(words: string, options?: RowOptions): Quantity<never, never, unknown>;
export function quantity<U extends Unit, Needs extends string, Records>(
  words: string,
  ...ways: readonly Way<U, Needs, Records>[]
): Quantity<U, Needs, Records>;
export function quantity<U extends Unit, Needs extends string, Records>(
  words: string,
  options: RowOptions,
  ...ways: readonly Way<U, Needs, Records>[]
): Quantity<U, Needs, Records>;
export function quantity(words: string, ...rest: readonly (RowOptions | AnyWay | undefined)[]): Quantity<Unit, string, never> {
  const [first, ...others] = rest;
  const hasOptions = first !== undefined && !("kind" in first);
  const options = hasOptions ? first : {};
  const ways = (hasOptions || first === undefined ? others : rest) as readonly AnyWay[];
  return { ...options, words, ways, ...(options.field === undefined ? {} : { path: options.field.split(".") }) };
}

/** A graph in a scope of its own, once or as a list. Ways in `over` go before its own; they need quantities of the outer graph. */
export interface Part<Inner extends string, Needs extends string, in Records> {
  readonly _types?: readonly [Inner, Needs];
  readonly inner: Table;
  /**
   * Its records, choices and givens: none where there is no such part, a list where there are several; an entry may bear a `scope`, and a `field` by
   * which messages name it: empty where its numbers are written beside those of the whole.
   */
  readonly records: (records: Records) => unknown;
  readonly over: Readonly<Record<string, readonly AnyWay[]>>;
}

type NeedsOf<Over> = { [Key in keyof Over]: Over[Key] extends readonly Way<Unit, infer Needs, never>[] ? Needs : never }[keyof Over];

/** Declares a part, or a list of parts. */
export function part<
  Inner extends string,
  Records,
  const Over extends {
    readonly [Key in keyof Over]: Key extends Inner ? readonly Way<UnitOf<Key>, string, never>[] : never;
  } = object,
>(graph: Graph<Inner>, records: (records: Records) => unknown, over?: Over): Part<Inner, NeedsOf<Over> & string, Records> {
  return { inner: graph.table, records, over: over ?? {} };
}

/** Rows without their ways: a part takes them from outside, or a whole hands them on to its parts. */
export function bare<const Rows extends Table>(rows: Rows): { readonly [Key in keyof Rows]: Quantity<never, never, unknown> } {
  return Object.fromEntries(
    Object.entries(rows as Readonly<Record<string, Quantity<Unit, string, never>>>).map(([name, { field, path, ...row }]) => [
      name,
      { ...row, ways: [] },
    ]),
  ) as never;
}

/** Some rows of a table without their ways. */
export function bareOf<Rows extends Table, const Name extends keyof Rows & string>(
  rows: Rows,
  ...names: readonly Name[]
): { readonly [Key in Name]: Quantity<never, never, unknown> } {
  return bare(Object.fromEntries(names.map((name) => [name, rows[name] as Row]))) as never;
}

/** Ways that link rows of a part to those of the same names outside. */
export function links<Name extends string>(
  rows: Readonly<Record<Name, unknown>>,
): { readonly [Key in Name]: readonly Way<UnitOf<Key>, Key, unknown>[] } {
  return Object.fromEntries(Object.keys(rows).map((name) => [name, [{ kind: "same", needs: [name] }]])) as never;
}

/** A row of a table. */
export type Row = Quantity<Unit, string, never> | Part<string, string, never>;
/** Rows by name. */
export type Table = Readonly<Record<string, Row>>;

/** A table whose names and units were checked by the compiler; `Names` are the quantities that an outer graph may speak of. */
export interface Graph<Names extends string> {
  readonly _names?: Names;
  readonly table: Table;
}

type QuantityNames<Rows> = {
  [Key in keyof Rows & string]: Rows[Key] extends Part<string, string, never> ? never : Key;
}[keyof Rows & string];
type AllNames<Rows> = {
  [Key in keyof Rows & string]: Rows[Key] extends Part<infer Inner, string, never> ? `${Key}.${Inner}` : Key;
}[keyof Rows & string];
type Missing<Needs, All extends string> = Exclude<Needs, All>;
type Verdict<Key, Rw, All extends string, Records> =
  Rw extends Quantity<infer U, infer Needs, infer Looked>
    ? [Missing<Needs, All>] extends [never]
      ? [U] extends [UnitOf<Key & string>]
        ? Records extends Looked
          ? unknown
          : { readonly "looks at records that this graph does not have": Looked }
        : `${Key & string} is in ${UnitOf<Key & string>}, and a way yields ${U}`
      : `there is no ${Missing<Needs, All> & string} in the graph`
    : Rw extends Part<string, infer Needs, infer Looked>
      ? [Missing<Needs, All>] extends [never]
        ? Records extends Looked
          ? unknown
          : { readonly "looks at records that this graph does not have": Looked }
        : `there is no ${Missing<Needs, All> & string} in the graph`
      : "not a row";
/** What the compiler says of each row: nothing of one that is right, else what is wrong with it. */
export type Checked<Rows, Records> = { readonly [Key in keyof Rows]: Verdict<Key, Rows[Key], AllNames<Rows>, Records> };

/** Declares a graph: every way must yield the unit of its quantity from quantities that there are. */
export const graph =
  <Records>() =>
  <const Rows extends Readonly<Record<string, Quantity<Unit, string, never> | Part<string, string, never>>>>(
    table: Rows & Checked<Rows, Records>,
  ): Graph<QuantityNames<Rows>> => ({ table: table });

/** How a caller names a quantity. */
export const fieldNamed = ({ known, field = known }: RowOptions, name: string): string => field ?? name;

/** Whether a row is a part. */
export const isPart = (row: Row): row is Part<string, string, never> => "inner" in row;

/** The numbers that a quantity may have at all; the equations that read it in a plan narrow them. */
export const domainOf = ({ domain = nonNegative }: Quantity<Unit, string, never>): Domain => domain;
