import type { Given } from "../core/figure.js";
import type { Formula } from "../core/formula.js";
import type { Unit, UnitOf } from "../core/units.js";

type Bare<Name extends string> = Name extends `${infer N}?` ? N : Name;
type Last<Name extends string> = Bare<Name> extends `${string}.${infer N}` ? N : Bare<Name>;
/** The unit of a name, also of one in a part: `rollout.energyKwh`, `calls.energyKwh?`. */
type UnitIn<Name extends string> = Name extends string ? UnitOf<Last<Name>> : never;
type SameUnit<Key, Name> = Key extends string ? (Name extends string ? (UnitIn<Name> extends UnitOf<Key> ? Name : never) : never) : never;
type Renamed<Inputs, Renames> = {
  [Key in keyof Inputs & string]: Key extends keyof Renames ? Renames[Key] & string : Key;
}[keyof Inputs & string];

/** What a way does with the quantities that it needs. */
export type WayKind = "read" | "same" | "line" | "sum" | "pick" | "between" | "solve";

/** Whether a way applies: by the records and choices of its scope, and by which quantities are given there. */
export type Test<in Records> = (records: Records, isGiven: (name: string) => boolean) => boolean;

/** What a way has to say of an estimate that goes it: from numbers of its scope by name, its records, and the number that it yields. */
export type Say<in Records> = (
  read: (name: string) => number | undefined,
  records: Records,
  value: number,
) => string | readonly string[] | undefined;

/** Where a value comes from that follows from others: a cited record that stands in, or a measurement that it meets. */
export type Cited = { readonly source: string; readonly at: string } | { readonly calibratedTo: string };

/** How a quantity can be had: `Needs` are the quantities that it is made from, `Records` the records and choices that it looks at. */
export interface Way<U extends Unit, Needs extends string, in Records> {
  readonly _unit?: U;
  readonly kind: WayKind;
  readonly needs: readonly Needs[];
  /** The equation of a line, and the names that its inputs have there. */
  readonly formula?: Formula<never>;
  readonly names?: readonly string[];
  /** Reads a figure of a record, or one of the library. */
  readonly read?: (records: Records) => Given | undefined;
  /** Where a record holds the figure: it stands in messages and pages. */
  readonly path?: readonly [string, string];
  /** A figure that needs no record: the same for every input. */
  readonly figure?: Given;
  /** Whether a way that reads finds something whatever the records are. */
  readonly isSure?: boolean;
  /** Whether the library chose the figure because nobody else did. */
  readonly isAssumed?: boolean;
  readonly test?: Test<Records>;
  /** Whether the sum is known only where every part that there is knows it. */
  readonly isWhole?: boolean;
  /** What a solve makes equal to its first need. */
  readonly reached?: string;
  /** What to do where nothing reaches what is demanded. */
  readonly fix?: string;
  /** How a solved value came about, for the trace. */
  readonly says?: (demanded: number, isLeast: boolean) => string;
  /** Where a value with ends comes from, for the trace; it counts as given where nothing is said. */
  readonly cites?: (records: Records) => Cited | undefined;
  /** What makes it one quantity of the world: scopes that agree in all of these take that of the first of them. */
  readonly sharedBy?: (records: Records) => readonly unknown[];
  /** Whether it is a decision: taken once, at the centre, and kept where inputs go through their ranges. */
  readonly isHeld?: boolean;
  /** What is to be known of an estimate that goes this way, under the code of such notes. */
  readonly note?: { readonly code: string; readonly say: Say<Records> };
  /** The fit of which its figure is a constant: such constants mean something together only, and are named as one. */
  readonly fit?: string;
}

/** A way with its types forgotten. */
export type AnyWay = Way<Unit, string, never>;

/** The equation; its inputs are quantities of the same names, or of those in `renames`. */
export function by<Inputs, U extends Unit, const Renames extends { readonly [Key in keyof Inputs]?: string } = object>(
  formula: Formula<Inputs, U>,
  renames?: Renames & { readonly [Key in keyof Renames]: SameUnit<Key, Renames[Key]> },
): Way<U, Renamed<Inputs, Renames>, unknown> {
  const names = Object.keys(formula.card.domain);
  const needs = names.map((name) => (renames as Readonly<Record<string, string>> | undefined)?.[name] ?? name);
  return { kind: "line", needs: needs as never, names, formula: formula as never };
}

/** The sum of parts, in their order: `x?` counts where it can be had, `list.x` is every entry of a list, `list.x?` those that know it. */
export function sum<const Needs extends readonly string[]>(...needs: Needs): Way<UnitIn<Needs[number]>, Bare<Needs[number]>, unknown> {
  return { kind: "sum", needs: needs as never };
}

/** The sum over all parts that there are: unknown where one of them does not know it. */
export function whole<const Needs extends readonly string[]>(...needs: Needs): Way<UnitIn<Needs[number]>, Bare<Needs[number]>, unknown> {
  return { kind: "sum", needs: needs as never, isWhole: true };
}

/** The same quantity under another name. */
export function same<const Name extends string>(name: Name): Way<UnitIn<Name>, Name, unknown> {
  return { kind: "same", needs: [name] };
}

/** A figure of a record by its path; nothing where the record is not there. */
export const from =
  <Records>() =>
  <Key extends keyof Records & string, Field extends keyof NonNullable<Records[Key]> & string>(
    key: Key,
    field: Field,
  ): Way<never, never, Records> => ({
    kind: "read",
    needs: [],
    path: [key, field],
    read: (records) => (records[key] as Readonly<Record<string, Given | null>> | null | undefined)?.[field] ?? undefined,
  });

/** A figure that follows from records and choices; `undefined` where they do not tell it. */
export function record<Records>(read: (records: Records) => Given | undefined): Way<never, never, Records> {
  return { kind: "read", needs: [], read };
}

/** A figure of the library, where nothing better tells it. */
export function assume<Records = unknown>(figure: Given | ((records: Records) => Given | undefined)): Way<never, never, Records> {
  return typeof figure === "function"
    ? { kind: "read", needs: [], read: figure, isAssumed: true }
    : { kind: "read", needs: [], read: () => figure, figure, isAssumed: true };
}

/** A figure of the library that records or choices select, and that is there for all of them. */
export function choose<Records>(read: (records: Records) => Given): Way<never, never, Records> {
  return { kind: "read", needs: [], read, isAssumed: true, isSure: true };
}

/** A way for some records, choices or givens only. */
export function when<Records, U extends Unit, Needs extends string, Others>(
  test: Test<Records>,
  way: Way<U, Needs, Others>,
): Way<U, Needs, Records & Others> {
  return { ...way, test };
}

/** A way with a note, which is made when it is read; nothing is said where `say` returns nothing. */
export function noted<U extends Unit, Needs extends string, Others, Records = unknown>(
  code: string,
  way: Way<U, Needs, Others>,
  say: string | Say<Records>,
): Way<U, Needs, Records & Others> {
  return { ...way, note: { code, say: typeof say === "string" ? () => say : say } };
}

/** One of two quantities by a third that is 1 or 0, for what depends on a number, which a plan must not; both are computed. */
export function pick<const IsSo extends string, const Yes extends string, const No extends string>(
  isSo: IsSo,
  yes: Yes,
  no: No,
): Way<UnitIn<Yes> | UnitIn<No>, IsSo | Yes | No, unknown> {
  return { kind: "pick", needs: [isSo, yes, no] };
}

/** A decision: it keeps its central value where inputs go through their ranges. */
export function held<U extends Unit, Needs extends string, Records>(way: Way<U, Needs, Records>): Way<U, Needs, Records> {
  return { ...way, isHeld: true };
}

/** One quantity of the world: all scopes whose records agree in what is named take that of the first of them. */
export function shared<U extends Unit, Needs extends string, Records, Others>(
  by: (records: Records) => readonly unknown[],
  way: Way<U, Needs, Others>,
): Way<U, Needs, Records & Others> {
  return { ...way, sharedBy: by };
}

/** A value whose ends are quantities too: it moves between them as an input of its own. */
export function between<const Low extends string, const Value extends string, const High extends string, Records = unknown>(
  low: Low,
  value: Value,
  high: High,
  cites: (records: Records) => Cited | undefined = () => undefined,
): Way<UnitIn<Value>, Low | Value | High, Records> {
  return { kind: "between", needs: [low, value, high], cites };
}

/** The value, from `least` to `most`, at which one quantity reaches another that is demanded. A decision. */
export function solve<const Reached extends string, const Demanded extends string, const Least extends string, const Most extends string>(
  reached: Reached,
  demanded: Demanded & SameUnit<Last<Reached>, Demanded>,
  least: Least,
  most: Most,
  says: (demanded: number, isLeast: boolean) => string = (wanted) => `${reached} = ${wanted}`,
  fix?: string,
): Way<UnitIn<Least>, Reached | Demanded | Least | Most, unknown> {
  return { kind: "solve", needs: [demanded, least, most], reached, says, isHeld: true, ...(fix === undefined ? {} : { fix }) };
}
