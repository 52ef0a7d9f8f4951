import { checkArgument } from "../core/formula.js";
import { FootprintError } from "../core/errors.js";
import { lettersOf, nearestNames, normaliseName, type SearchName } from "../core/near-matches.js";

/** A table of the catalogue: records by id, with the other names that people write. */
export type Table<Id extends string, Row> = Readonly<Record<Id, Row & Named>>;

/** What every record has. */
export interface Named {
  readonly name: string;
  readonly aliases: readonly string[];
  /** What it holds and is no name of it: near a search for that, and its own name where another record has it. */
  readonly parts?: readonly string[];
  /** Where it is: near a search for that. */
  readonly location?: string;
}

/** The names of a table, made when it is first searched. */
interface Index {
  /** Ids by normalised name; more than one where a name fits several records. */
  readonly idsByName: ReadonlyMap<string, readonly string[]>;
  readonly names: readonly SearchName[];
  /** The id that each of `names` belongs to. */
  readonly owners: readonly string[];
}

// Tables never change; an extended catalogue makes a table of its own.
const indexes = /* @__PURE__ */ new WeakMap<object, Index>();

function indexOf(table: Readonly<Record<string, Named>>): Index {
  const known = indexes.get(table);
  if (known !== undefined) return known;
  checkArgument("catalogue", "the table", table, "an object");
  const idsByName = new Map<string, string[]>();
  const names: SearchName[] = [];
  const owners: string[] = [];
  const addName = (normalised: string, owner: string): void => {
    names.push({ normalised, letters: lettersOf(normalised) });
    owners.push(owner);
  };
  for (const [id, record] of Object.entries(table)) {
    checkArgument("table", id, record, "an object");
    checkArgument("table", `${id}.aliases`, record.aliases, "a list");
    const { name, aliases, parts = [], location } = record;
    for (const text of [id, name, ...aliases]) {
      const normalised = normaliseName(text);
      const ids = idsByName.get(normalised);
      if (ids?.includes(id) === true) continue;
      if (ids === undefined) idsByName.set(normalised, [id]);
      else ids.push(id);
      addName(normalised, id);
    }
    for (const part of parts) addName(normaliseName(part), id);
    if (location !== undefined) addName(normaliseName(location), id);
  }
  const index = { idsByName, names, owners };
  indexes.set(table, index);
  return index;
}

/** Of records with one name but for its dashes, those that are called to the letter as it is written, or but for case; all where none is. */
function spelledAlike<Id extends string>(table: Table<string, Named>, ids: readonly Id[], text: string): readonly Id[] {
  const spellings = [(name: string): boolean => name === text, (name: string): boolean => name.toLowerCase() === text.toLowerCase()];
  for (const isSame of spellings) {
    const alike = ids.filter((id) => [table[id]?.name, ...(table[id]?.aliases ?? [])].some((name) => name !== undefined && isSame(name)));
    if (alike.length > 0) return alike;
  }
  return ids;
}

/**
 * The ids that a text names exactly: itself if it is an id, else those with that name or alias. Case, accents, spaces and dashes do not matter
 * but where several records differ in them alone.
 */
export function idsNamed<Id extends string>(table: Table<Id, unknown>, text: string): readonly Id[] {
  checkArgument("catalogue", "the table", table, "an object");
  if (Object.hasOwn(table, text)) return [text as Id];
  const normalised = normaliseName(text);
  // Signs alone name nothing, even where a record is called by signs alone.
  const ids = normalised === "" ? [] : ((indexOf(table).idsByName.get(normalised) ?? []) as readonly Id[]);
  return ids.length < 2 ? ids : spelledAlike(table as Table<string, Named>, ids, text);
}

/** An id with the distance of its nearest name: 0 the same. */
export interface NearId<Id extends string> {
  readonly id: Id;
  readonly score: number;
}

/** The ids whose names are nearest to a text, best first: names that contain it, then names within a few edits. */
export function nearestIds<Id extends string>(table: Table<Id, unknown>, text: string, most: number): NearId<Id>[] {
  const { names, owners } = indexOf(table);
  const nearest = new Map<Id, number>();
  // Several names of one record may be near: look for more of them than are wanted.
  for (const { place, score } of nearestNames(text, names, most * 4)) {
    const id = owners[place] as Id;
    if (!nearest.has(id)) nearest.set(id, score);
  }
  return [...nearest].slice(0, most).map(([id, score]) => ({ id, score }));
}

/** Tables by name. */
export type Tables = Readonly<Record<string, Table<string, Named>>>;

/** The tables that a text looks in, and the name it looks for: `table/name` asks one of them alone. */
export function scopeOf(names: readonly string[], text: string): { readonly within: readonly string[]; readonly name: string } {
  const [prefix = "", ...rest] = text.split("/");
  const table = rest.length === 0 ? undefined : names.find((name) => normaliseName(name) === normaliseName(prefix));
  return table === undefined ? { within: names, name: text } : { within: [table], name: rest.join("/") };
}

/** Tables of models, which people look for most: a name of theirs that is near counts as nearer by this. */
const ofModels: readonly string[] = ["models", "closedModels"];
const NEARER = 0.2;

/** The records of several tables whose names are nearest to a text, best first. */
export function nearestIn(tables: Tables, within: readonly string[], text: string, most: number): { table: string; id: string }[] {
  return within
    .flatMap((table) => nearestIds(tables[table] as Table<string, Named>, text, most).map((near) => ({ table, ...near })))
    .map((near) => ({ ...near, rank: near.score - (near.score > 0 && ofModels.includes(near.table) ? NEARER : 0) }))
    .sort((a, b) => a.rank - b.rank)
    .slice(0, most);
}

/** The error for a name that fits several records. */
export function ambiguous(text: string, candidates: readonly string[], field: string): FootprintError {
  return new FootprintError("ambiguous-id", `${field}: "${text}" may be ${candidates.join(" or ")}; write one of them`, {
    field,
    value: text,
    nearest: candidates,
  });
}

/** The error for a name that no record has. */
export function unknown(text: string, nearest: readonly string[], field: string, table?: object): FootprintError {
  const ids = table === undefined ? [] : Object.keys(table);
  // The first names of a long list help nobody.
  const few = 12;
  const known = ids.length === 0 ? "" : ids.length > few ? `; no name of its ${ids.length} records is near` : `; known: ${ids.join(", ")}`;
  return new FootprintError(
    "unknown-id",
    `${field}: "${text}" is not known${nearest.length > 0 ? `; nearest: ${nearest.join(", ")}` : known}`,
    {
      field,
      value: text,
      nearest,
    },
  );
}
