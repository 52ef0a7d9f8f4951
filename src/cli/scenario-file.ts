import { parseDocument, visit } from "yaml";
import type { Catalog, Tables } from "../catalog/find.js";
import { FootprintError, invalid } from "../core/errors.js";
import { extendCatalog } from "../schema/own-records.js";
import type { LeftOut } from "../schema/records.js";
import type { FormKind } from "../schema/generated/fields.js";
import { fullCatalog, licensedTables, permissiveCatalog } from "./catalog-tables.js";
import { checkShape } from "../schema/issues.js";
import { oneLine } from "./format.js";
import type { Io } from "./io.js";
import { insideName, type Parsed, permissiveVariable, type Tree, treeOf } from "./options.js";

const isTree = (value: unknown): value is Tree => typeof value === "object" && value !== null && !Array.isArray(value);

/** Whether flags name entries of a list: `{ 0: …, 1: … }`. */
const isEntries = (value: unknown): value is Tree => {
  const keys = isTree(value) ? Object.keys(value) : [];
  return keys.length > 0 && keys.every((key) => /^\d+$/u.test(key));
};

/** What flags say of entries takes its place in them; a list of one may stand in a file without being a list. */
function mergeEntries(own: unknown, entries: Tree, field: string): unknown[] {
  const list: unknown[] = Array.isArray(own) ? [...(own as unknown[])] : own === undefined ? [] : [own];
  for (const [key, value] of Object.entries(entries)) {
    const index = Number(key);
    if (index > list.length) throw invalid(field, `${field}.${key} is no entry of a list of ${list.length}; they are counted from 0`);
    list[index] = merged(list[index], value, `${field}.${key}`);
  }
  return list;
}

/** Whether a field is a record, which a file may name. */
const isRecord = (field: string): boolean => /(?:model|accelerator|server|encoder)$/iu.test(field);

/** What a flag says takes the place of what the file says, field by field. */
function merged(own: unknown, value: unknown, field: string): unknown {
  if (isEntries(value)) return mergeEntries(own, value, field);
  if (!isTree(value)) return value;
  if (Array.isArray(own)) throw invalid(field, `${field} is a list in the file; say which entry is meant: --given ${field}.0.name=value`);
  if (typeof own === "string" && isRecord(field)) {
    const [[figure, inner]] = Object.entries(value) as [[string, unknown]];
    throw insideName(`${field}.${figure}`, own, inner);
  }
  // A mix is one statement: shares of two of them do not add up.
  return merge(isTree(own) && !/(?:^|\.)mix$/u.test(field) ? own : {}, value, `${field}.`);
}

/** What flags say takes the place of what the file says. */
const merge = (file: Tree, flags: Tree, path = ""): Tree => ({
  ...file,
  ...Object.fromEntries(Object.entries(flags).map(([key, value]) => [key, merged(file[key], value, path + key)])),
});

/**
 * What a command is to read: a JSON or YAML file, flags, or a file with some fields replaced by flags.
 *
 * @throws `FootprintError` `invalid-input` when the file cannot be read or parsed
 */
export function writtenOf({ positionals: [path], fields }: Parsed, io: Io, kind: FormKind): Tree {
  return merge(path === undefined ? { kind } : readObject(path, io, `scenario; it must be a mapping with kind: ${kind}`), treeOf(fields));
}

/** What kind of scenario the file of a command holds; `undefined` without a file. */
export function kindOf({ positionals: [path] }: Parsed, io: Io, what = "scenario; it must be a mapping with a kind"): unknown {
  return path === undefined ? undefined : readObject(path, io, what)["kind"];
}

/** A catalogue with the tables that a switch left out of it. */
export type CommandCatalog = Catalog<Tables> & { readonly leftOut?: LeftOut };

/** What leaves the tables out that ask for more than a citation, if anything does. */
function leftOutBy({ values: { "permissive-only": only } }: Parsed, io: Io): string | undefined {
  if (only === true) return "--permissive-only";
  return ["", "0", "false", "no"].includes((io.env?.[permissiveVariable] ?? "").toLowerCase()) ? undefined : permissiveVariable;
}

/** The catalogue of a command: every table of the package, with the records of the file that `--catalog` names. */
export function loadCatalog(parsed: Parsed, io: Io): CommandCatalog {
  const { catalog: path } = parsed.values;
  const by = leftOutBy(parsed, io);
  // The program looks tables up by the names that people write; their types are known only by those names.
  const shipped = (by === undefined ? fullCatalog : permissiveCatalog) as unknown as Catalog<Tables>;
  const found =
    typeof path === "string" ? extendCatalog(shipped, readObject(path, io, "records; it must be a mapping of tables")) : shipped;
  return by === undefined ? found : { ...found, leftOut: { tables: licensedTables, by } };
}

/** What a step of reading a file yields; where it fails, the file is wrong. */
function attempt<Result>(path: string, problem: string, step: () => Result): Result {
  try {
    return step();
  } catch (cause) {
    throw new FootprintError("invalid-input", `${path} ${problem}: ${(cause as Error).message}`, { field: path, value: path }, { cause });
  }
}

/** The text of a file, without the byte order mark that some editors write before it. */
export const readText = (path: string, io: Io): string => attempt(path, "cannot be read", () => io.readFile(path)).replace(/^\uFEFF/u, "");

/** Writes a file. */
export const writeText = (path: string, text: string, io: Io): void => {
  attempt(path, "cannot be written", () => {
    io.writeFile(path, text);
  });
};

function parseYaml(text: string): unknown {
  // What it would say on the error stream itself, as of a key that is a list, the check of the fields says.
  const document = parseDocument(text, { logLevel: "error" });
  const [fault] = [...document.errors, ...document.warnings];
  if (fault?.code === "MULTIPLE_DOCS") {
    throw new SyntaxError("it holds several documents (--- begins another); write each into a file of its own");
  }
  if (fault !== undefined) throw fault;
  visit(document, {
    Scalar: (_, scalar) => {
      // What YAML reads as a number in its own way, 0x10 or 0o10 or 1e400, goes on as it is written, to be read and refused like the text of a flag.
      if (typeof scalar.value === "number" && !isPlainNumber(scalar.source ?? "", scalar.value)) scalar.value = scalar.source ?? "";
    },
  });
  return document.toJS();
}

/** Whether a number is written in decimal digits, and is one that there is. */
const isPlainNumber = (source: string, value: number): boolean =>
  Number.isFinite(value) && /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/iu.test(source) && Number(source) === value;

/** JSON, in which a key stands once: of two, `JSON.parse` drops the first in silence. */
function parseJson(text: string): unknown {
  const value: unknown = JSON.parse(text);
  const open: (Set<string> | undefined)[] = [];
  let before = "";
  let lastKey = "";
  for (const [token] of text.matchAll(/"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\]:]|-?\d[\d.eE+-]*/gu)) {
    if (/^[-\d]/u.test(token)) {
      if (!Number.isFinite(Number(token))) throw new SyntaxError(`${lastKey} = ${token} is too large for a number; write a smaller one`);
      continue;
    }
    if (token === "{" || token === "[") open.push(token === "{" ? new Set() : undefined);
    else if (token === "}" || token === "]") open.pop();
    else if (token === ":") {
      const keys = open.at(-1);
      const key = JSON.parse(before) as string;
      if (keys?.has(key) === true) throw new SyntaxError(`the key ${before} stands there twice`);
      keys?.add(key);
      lastKey = key;
    }
    before = token;
  }
  return value;
}

/** A value of a file whose texts and names hold no characters that a terminal obeys. */
export function cleaned(value: unknown, done = new Map<unknown, unknown>()): unknown {
  if (typeof value === "string") return oneLine(value);
  if (typeof value !== "object" || value === null) return value;
  if (!done.has(value)) {
    done.set(
      value,
      Array.isArray(value)
        ? value.map((inner) => cleaned(inner, done))
        : Object.fromEntries(Object.entries(value).map(([key, inner]) => [oneLine(key), cleaned(inner, done)])),
    );
  }
  return done.get(value);
}

/** The mapping that a JSON or YAML file holds. */
function readObject(path: string, io: Io, what: string): Record<string, unknown> {
  const text = readText(path, io);
  const [format, parse] = path.endsWith(".json") ? (["JSON", parseJson] as const) : (["YAML", parseYaml] as const);
  const parsed = attempt(path, `is not valid ${format}`, () => parse(text));
  checkShape(parsed);
  const value = cleaned(parsed);
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw invalid(path, `${path} holds no ${what}`);
}
