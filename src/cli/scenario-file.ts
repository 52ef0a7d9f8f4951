import { parseDocument } from "yaml";
import type { Catalog, Tables } from "../catalog/find.js";
import { FootprintError } from "../core/errors.js";
import { extendCatalog } from "../schema/own-records.js";
import type { FormKind } from "../schema/generated/fields.js";
import { readScenario, type Scenario } from "../schema/scenario.js";
import { fullCatalog } from "./catalog-tables.js";
import type { Io } from "./io.js";
import type { Parsed } from "./options.js";

type Tree = Record<string, unknown>;

/** `index.chunks` of a flag as the mapping that a file has; a flag of a part alone is the part with its defaults. */
function treeOf(fields: Readonly<Record<string, unknown>>): Tree {
  const root: Tree = {};
  for (const [path, value] of Object.entries(fields)) {
    const keys = path.split(".");
    const last = keys.pop() as string;
    let at = root;
    for (const key of keys) at = (at[key] ??= {}) as Tree;
    at[last] = value === true ? {} : value;
  }
  return root;
}

const isTree = (value: unknown): value is Tree => typeof value === "object" && value !== null && !Array.isArray(value);

/** What flags say takes the place of what the file says, field by field. */
function merge(file: Tree, flags: Tree, path = ""): Tree {
  const merged = { ...file };
  for (const [key, value] of Object.entries(flags)) {
    const own = merged[key];
    if (Array.isArray(own) && isTree(value)) {
      throw new FootprintError(
        "invalid-input",
        `${path}${key} is a list in the file; change it there, a flag cannot say which entry it means`,
        {
          field: `${path}${key}`,
        },
      );
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

/** The training run of a command. */
export const loadScenario = (parsed: Parsed, io: Io): Scenario => readScenario(writtenOf(parsed, io, "training"), loadCatalog(parsed, io));

/** What kind of scenario the file of a command holds; `undefined` without a file. */
export function kindOf({ positionals: [path] }: Parsed, io: Io): unknown {
  return path === undefined ? undefined : readObject(path, io, "scenario; it must be a mapping with a kind")["kind"];
}

/** The catalogue of a command: every table of the package, with the records of the file that `--catalog` names. */
export function loadCatalog({ values: { catalog: path } }: Parsed, io: Io): Catalog<Tables> {
  const catalog =
    typeof path === "string" ? extendCatalog(fullCatalog, readObject(path, io, "records; it must be a mapping of tables")) : fullCatalog;
  // The program looks tables up by the names that people write; their types are known only by those names.
  return catalog as unknown as Catalog<Tables>;
}

/** The mapping that a JSON or YAML file holds. */
export function readObject(path: string, io: Io, what: string): Record<string, unknown> {
  let text: string;
  try {
    text = io.readFile(path);
  } catch (cause) {
    throw new FootprintError("invalid-input", `${path} cannot be read: ${(cause as Error).message}`, { field: path }, { cause });
  }
  const value = path.endsWith(".json") ? parseJson(path, text) : parseYaml(path, text);
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new FootprintError("invalid-input", `${path} holds no ${what}`, { field: path });
  }
  return value as Record<string, unknown>;
}

function parseJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new FootprintError("invalid-input", `${path} is not valid JSON: ${(cause as Error).message}`, { field: path }, { cause });
  }
}

function parseYaml(path: string, text: string): unknown {
  const document = parseDocument(text);
  const [error] = document.errors;
  if (error !== undefined)
    throw new FootprintError("invalid-input", `${path} is not valid YAML: ${error.message}`, { field: path }, { cause: error });
  try {
    return document.toJS();
  } catch (cause) {
    throw new FootprintError("invalid-input", `${path} is not valid YAML: ${(cause as Error).message}`, { field: path }, { cause });
  }
}
