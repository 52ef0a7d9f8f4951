import { FootprintError } from "../core/errors.js";
import { nearMatches, normaliseName } from "../core/near-matches.js";

/** A table of the catalogue: records by id, with the other names that people write. */
export type Table<Id extends string, Row> = Readonly<Record<Id, Row & { readonly name: string; readonly aliases: readonly string[] }>>;

/** A record with its id. */
export interface Found<Id extends string, Row> {
  readonly id: Id;
  readonly record: Row;
}

/**
 * Finds a record by id, name or alias; case, spaces and dashes do not matter. A name that fits several records is refused with the list.
 *
 * @param table - a table of the catalogue
 * @param text - what was written
 * @param field - the field it was written in, for the message
 * @throws `FootprintError` `unknown-id` with the nearest names, `ambiguous-id` with the candidates
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
  if (Object.hasOwn(table, text)) return { id: text as Id, record: table[text as Id] };
  const target = normaliseName(text);
  const ids = Object.keys(table) as Id[];
  const matches = ids.filter((id) => [id, table[id].name, ...table[id].aliases].some((name) => normaliseName(name) === target));
  const [match, another] = matches;
  if (match !== undefined && another === undefined) return { id: match, record: table[match] };
  if (match !== undefined) {
    throw new FootprintError("ambiguous-id", `${field}: "${text}" may be ${matches.join(" or ")}; write one of them`, {
      field,
      value: text,
      nearest: matches,
    });
  }
  const byName = new Map(ids.flatMap((id) => [id, table[id].name, ...table[id].aliases].map((name) => [name, id] as const)));
  const nearest = [...new Set(nearMatches(text, byName.keys(), 8).map((name) => byName.get(name) as Id))].slice(0, 5);
  throw new FootprintError(
    "unknown-id",
    `${field}: "${text}" is not known; ${nearest.length > 0 ? `nearest: ${nearest.join(", ")}` : `known: ${ids.join(", ")}`}`,
    { field, value: text, nearest },
  );
}
