import { FootprintError } from "../core/errors.js";
import { flagsOf, type Specs } from "../schema/fields.js";
import { kebab } from "./format.js";
import type { Option } from "./options.js";

/** The flags of a table of fields: `--index-chunks` for `index.chunks`. */
export const partOptions = (fields: Specs): Option[] =>
  flagsOf(fields).map(({ field, example, description }) => ({
    flag: field.split(".").map(kebab).join("-"),
    field,
    description,
    ...(example === undefined ? {} : { example }),
  }));

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

/** A file with what flags say in place of what it says itself, field by field. */
export const withFlags = (file: Tree, fields: Readonly<Record<string, unknown>>): Tree => merge(file, treeOf(fields));
