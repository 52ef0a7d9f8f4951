import { parseDocument } from "yaml";
import type { Catalog, Tables } from "../catalog/find.js";
import { FootprintError, invalid } from "../core/errors.js";
import { extendCatalog } from "../schema/own-records.js";
import type { FormKind } from "../schema/generated/fields.js";
import { fullCatalog } from "./catalog-tables.js";
import type { Io } from "./io.js";
import { type Parsed, type Tree, treeOf } from "./options.js";

const isTree = (value: unknown): value is Tree => typeof value === "object" && value !== null && !Array.isArray(value);

/** What flags say takes the place of what the file says, field by field. */
function merge(file: Tree, flags: Tree, path = ""): Tree {
  const merged = { ...file };
  for (const [key, value] of Object.entries(flags)) {
    const own = merged[key];
    if (Array.isArray(own) && isTree(value)) {
      const field = `${path}${key}`;
      throw invalid(field, `${field} is a list in the file; change it there, a flag cannot say which entry it means`);
    }
    // A mix is one statement: shares of two of them do not add up.
    merged[key] = isTree(value) && isTree(own) && key !== "mix" ? merge(own, value, `${path}${key}.`) : value;
  }
  return merged;
}

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

/** The catalogue of a command: every table of the package, with the records of the file that `--catalog` names. */
export function loadCatalog({ values: { catalog: path } }: Parsed, io: Io): Catalog<Tables> {
  const catalog =
    typeof path === "string" ? extendCatalog(fullCatalog, readObject(path, io, "records; it must be a mapping of tables")) : fullCatalog;
  // The program looks tables up by the names that people write; their types are known only by those names.
  return catalog as unknown as Catalog<Tables>;
}

/** What a step of reading a file yields; where it fails, the file is wrong. */
function attempt<Result>(path: string, problem: string, step: () => Result): Result {
  try {
    return step();
  } catch (cause) {
    throw new FootprintError("invalid-input", `${path} ${problem}: ${(cause as Error).message}`, { field: path, value: path }, { cause });
  }
}

/** The text of a file. */
export const readText = (path: string, io: Io): string => attempt(path, "cannot be read", () => io.readFile(path));

/** Writes a file. */
export const writeText = (path: string, text: string, io: Io): void => {
  attempt(path, "cannot be written", () => {
    io.writeFile(path, text);
  });
};

function parseYaml(text: string): unknown {
  const document = parseDocument(text);
  const [error] = document.errors;
  if (error !== undefined) throw error;
  return document.toJS();
}

/** The mapping that a JSON or YAML file holds. */
export function readObject(path: string, io: Io, what: string): Record<string, unknown> {
  const text = readText(path, io);
  const [format, parse] = path.endsWith(".json") ? ["JSON", (json: string): unknown => JSON.parse(json)] : ["YAML", parseYaml];
  const value = attempt(path, `is not valid ${format}`, () => parse(text));
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw invalid(path, `${path} holds no ${what}`);
}
