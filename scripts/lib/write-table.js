import { writeFileSync } from "node:fs";
import { format } from "prettier";

/** Sorts records by id, in the order in which the tests want them. */
export function sortById(records) {
  return Object.fromEntries(Object.entries(records).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * A table as `data/` holds it: ids sorted, one line per field, so that a review sees one changed figure as one changed line. Prettier breaks
 * the lines that are too long and keeps the others.
 */
export async function formatTable(records) {
  const lines = Object.entries(sortById(records)).map(([id, record]) => {
    const fields = Object.entries(record).map(([key, value]) => `    ${JSON.stringify(key)}: ${formatField(value)}`);
    return `  ${JSON.stringify(id)}: {\n${fields.join(",\n")}\n  }`;
  });
  return format(`{\n${lines.join(",\n")}\n}`, { parser: "json", printWidth: 140 });
}

/** A figure on one line; an object of figures (rates by precision, dimensions) with one line each. */
function formatField(value) {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return JSON.stringify(value);
  const nested = Object.values(value).some((inner) => typeof inner === "object" && inner !== null);
  if (!nested) return JSON.stringify(value);
  return `{\n${Object.entries(value)
    .map(([key, inner]) => `      ${JSON.stringify(key)}: ${JSON.stringify(inner)}`)
    .join(",\n")}\n    }`;
}

/** Writes a table to its file. */
export async function writeTable(path, records) {
  writeFileSync(path, await formatTable(records));
}
