import { valueOf } from "../core/figure.js";
import { type Unit, unitOf } from "../core/units.js";
import { isPart, type Quantity, type Table } from "../graph/rows.js";
import { dimensionOf } from "../schema/amounts.js";
import type { Field as FileField, FieldType, Form as FileForm } from "../schema/field.js";

/** What a field is in the interfaces of the API, where its type and its name do not say so. */
export interface InApi {
  /** Its type; of a group, the name of the interface of its fields. */
  readonly type?: string;
  /** Where it stands, when not under its name: `network.grid`. */
  readonly at?: string;
  /** What it is there, where files take something else. */
  readonly words?: string;
  /** Whether it must be given. */
  readonly isNeeded?: true;
  /** Whether a number may stand in its place. */
  readonly isGivenToo?: true;
  /** Whether `null` says that it is left out. */
  readonly isNullToo?: true;
}

/** A field of files, with what it is in the API. */
export interface Field extends FileField {
  readonly fields?: Fields;
  /** `false` where the API has no such field. */
  readonly inApi?: InApi | false;
  /** Whether files have no such field. */
  readonly isApiOnly?: true;
}

/** Fields by their names in files. */
export interface Fields {
  readonly [name: string]: Field;
}

/** A kind of file, with what its fields are in the API. */
export interface Form extends FileForm {
  readonly fields: Fields;
}

type Row = Quantity<Unit, string, never>;
type More = Partial<Omit<Field, "type" | "words">>;

const declared = (type: FieldType, words: string, more: More = {}): Field => ({ type, words, ...more });
/** One of some words or numbers. */
export const choice = (words: string, values: readonly (string | number)[], more: More = {}): Field =>
  declared("choice", words, { values, ...more });
/** A record of the catalogue by name, or of the caller's own. */
export const record = (type: "model" | "accelerator" | "server" | "encoder", words: string, example: string, more: More = {}): Field =>
  declared(type, words, { example, ...more });
/** Fields that stand together under one name. */
export const group = (words: string, fields: Fields = {}, more: More = {}): Field => declared("group", words, { fields, ...more });
/** One group, or a list of them. */
export const groups = (words: string, fields: Fields, more: More = {}): Field => declared("groups", words, { fields, ...more });
/** Yes or no. */
export const toggle = (words: string): Field => declared("switch", words, { example: "true" });
/** Several of some names. */
export const names = (words: string, values: readonly string[], example: string, more: More = {}): Field =>
  declared("names", words, { values, example, ...more });
/** A list of plain numbers. */
export const numbers = (words: string, example: string): Field => declared("numbers", words, { example, dimension: "number" });
/** What must be given, where the row says the rest. */
export const needed = { inApi: { isNeeded: true } } as unknown as Field;
/** What the API takes and no file: records of the caller's own. */
export const own = (type: string, words: string): Field => declared("text", words, { isApiOnly: true, inApi: { type } });
/** Text that names something, or a year. */
export const text = (words: string, example: string, more: More = {}): Field => declared("text", words, { example, ...more });
/** A year of four digits. */
export const year = (words: string, example: string, more: More = {}): Field => declared("year", words, { example, ...more });
/** A number that is no row of a table: what a search or a comparison takes. Its unit is that of its name in the API. */
export const stated = (api: string, words: string, example: string, more: More = {}): Field =>
  declared("quantity", words, { api, example, ...dimensionOf(api.split(".").at(-1) as string, example), ...more });

/** The figure of the library that stands in, where one does for every input. */
function usualOf(name: string, { ways }: Row): string | undefined {
  const [first, second] = ways;
  if (first?.figure === undefined || second !== undefined) return undefined;
  // What is nothing under a condition must be given without it.
  if (first.test !== undefined && valueOf(first.figure) === 0) return undefined;
  const unit: Unit = unitOf(name);
  const isPure = unit === "1" || unit === "token" || unit === "parameter";
  return `${valueOf(first.figure)}${isPure ? "" : ` ${(unit as string).replace("CO2e", "")}`}`;
}

/** A row as a field of a file. */
function fieldOf(name: string, row: Row): Field {
  const { words, example, as, isWhole, domain, missing, known = name } = row;
  const api = row.path?.at(-1) ?? known;
  const usual = usualOf(name, row);
  return declared("quantity", words, {
    ...(as === undefined || as === api ? {} : { api }),
    ...dimensionOf(name, example, domain?.max),
    // Counts of devices and copies are decisions, which have no range.
    ...(isWhole === true && domain !== undefined && domain.min >= 1 ? { isPlain: true } : {}),
    ...(example === undefined ? {} : { example }),
    ...(usual === undefined ? {} : { usual }),
    ...(missing === undefined ? {} : { inApi: { isNullToo: true } }),
  });
}

const isAsked = ({ example, as, path }: Row): boolean => example !== undefined || as !== undefined || path !== undefined;

/** Puts a field at a path; the groups on the way must be declared. */
function place(fields: Record<string, Field>, [key = "", ...path]: readonly string[], field: Field): void {
  const own = fields[key];
  if (path.length === 0) {
    // What is needed stands where its row does.
    if (own !== undefined && own.type === undefined) Reflect.deleteProperty(fields, key);
    // What a declaration says of a row goes before what the row says.
    fields[key] = own === undefined ? field : { ...field, ...own };
    return;
  }
  if (own === undefined) throw new Error(`${key}: a row stands in a group that is not declared`);
  const inner: Record<string, Field> = { ...own.fields };
  place(inner, path, field);
  fields[key] = { ...own, fields: inner };
}

/** Some rows of a table. */
export const only = (table: Table, ...rows: readonly string[]): Table =>
  Object.fromEntries(Object.entries(table).filter(([name]) => rows.includes(name)));

/** What declarations say, and the rows of a table that callers are asked for, in groups where the rows say so. */
export function withRows(table: Table, extras: Fields, without: readonly string[] = []): Fields {
  const fields: Record<string, Field> = { ...extras };
  for (const [name, row] of Object.entries(table)) {
    if (isPart(row) || (!isAsked(row) && extras[name]?.type !== "quantity") || without.includes(name)) continue;
    const path = row.path ?? [row.known ?? name];
    place(fields, [...path.slice(0, -1), row.as ?? (path.at(-1) as string)], fieldOf(name, row));
  }
  return fields;
}

/** The rows of some tables alone, under a topic of the help. */
export const topic = (of: string, fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, { ...field, topic: of }]));

/** Marks the rows of tables that several kinds share with the topics under which the help lists them. */
export function withTopics(fields: Fields, topics: Readonly<Record<string, Table>>): Fields {
  const topicOf = new Map(
    // The first table that has a row tells its topic.
    Object.entries(topics)
      .reverse()
      .flatMap(([of, table]) => Object.entries(table).flatMap(([name, row]) => (isPart(row) ? [] : [[row.as ?? name, of] as const]))),
  );
  return Object.fromEntries(
    Object.entries(fields).map(([name, field]) => {
      const of = field.topic ?? topicOf.get(name);
      return [name, of === undefined ? field : { ...field, topic: of }];
    }),
  );
}

/** Declares a kind of file. */
export const form = (
  title: string,
  words: string,
  fields: Fields,
  /** The table whose quantities it may give beside those that it is asked for. */
  rest: string,
  more: Partial<Pick<Form, "required" | "first" | "forParts" | "flags">> = {},
): Form => ({ title, words, required: [], first: [], forParts: [], flags: {}, ...more, fields, rest });

/** Fields as files have them. */
export const inFiles = (fields: Fields): FileForm["fields"] =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, { inApi, isApiOnly, fields: inner, ...field }]) =>
      isApiOnly === true ? [] : [[name, inner === undefined ? field : { ...field, fields: inFiles(inner) }]],
    ),
  );
