import * as z from "zod";
import { idsNamed } from "../catalog/names.js";
import type { CloudRegionRecord, ModelRecord, SourceRecord } from "../catalog/records.js";
import { sources as shipped } from "../catalog/sources.js";
import { type Catalog, createCatalog, type Tables } from "../catalog/find.js";
import { FootprintError, isFootprintError } from "../core/errors.js";
import { nearMatches } from "../core/near-matches.js";
import { checkModel } from "../estimate/model-parameters.js";
import { once } from "./basic-schemas.js";
import { recordSchemas } from "./data-schemas.js";
import { parseWith } from "./issues.js";

/** What a file of own records holds: the tables of the catalogue, each with records of the same shape and strictness. */
const ownRecordsSchema = /* @__PURE__ */ once(() => {
  const id = z
    .string()
    .regex(/^[a-z0-9]+(?:[.:-][a-z0-9.]+)*$/u, "lower case letters, digits, dashes, dots and colons, for example my-grid");

  const tableSchemas = Object.fromEntries(
    Object.entries(recordSchemas()).map(([table, record]) => [table, z.record(id, record as z.ZodType).optional()]),
  );

  return z.strictObject({ $schema: z.string().optional(), ...tableSchemas });
});

/** JSON Schema of files with own records, for editors; written to `schema/catalog.schema.json`. */
export function ownRecordsJsonSchema(): Record<string, unknown> {
  return z.toJSONSchema(ownRecordsSchema(), { io: "input" });
}

type OwnTables = Readonly<Record<string, Readonly<Record<string, Tables[string][string]>>>>;

/** Every source that a value cites, with the path that cites it. */
function* sourcesIn(value: unknown, path: string): Generator<readonly [string, string]> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return;
  const { source, at, id: pointer } = value as { readonly source?: unknown; readonly at?: unknown; readonly id?: unknown };
  if (typeof source === "string") yield [source, path];
  else if (typeof at === "string" && typeof pointer === "string") yield [pointer, path];
  for (const [key, inner] of Object.entries(value)) yield* sourcesIn(inner, `${path}.${key}`);
}

function checkSources(own: OwnTables, known: Readonly<Record<string, SourceRecord>>): void {
  for (const [source, path] of sourcesIn(own, "")) {
    if (Object.hasOwn(known, source)) continue;
    const nearest = nearMatches(source, Object.keys(known));
    throw new FootprintError(
      "unknown-id",
      `${path.slice(1)}: the source "${source}" is in neither your "sources" nor the catalogue's; add it to "sources"` +
        (nearest.length > 0 ? ` or write ${nearest.join(" or ")}` : ""),
      { field: path.slice(1), value: source, nearest },
    );
  }
}

function checkModels(models: Readonly<Record<string, ModelRecord>>): void {
  for (const [key, model] of Object.entries(models)) {
    try {
      checkModel(model);
    } catch (error) {
      if (!isFootprintError(error)) throw error;
      throw new FootprintError(error.code, `models.${key}: ${error.message}`, { ...error.details, field: `models.${key}` });
    }
  }
}

function checkRegions(regions: Readonly<Record<string, CloudRegionRecord>>, grids: Readonly<Record<string, unknown>>): void {
  for (const [key, { grid }] of Object.entries(regions)) {
    if (Object.hasOwn(grids, grid)) continue;
    const nearest = nearMatches(grid, Object.keys(grids));
    throw new FootprintError("unknown-id", `cloudRegions.${key}.grid: "${grid}" is not a grid; nearest: ${nearest.join(", ")}`, {
      field: `cloudRegions.${key}.grid`,
      value: grid,
      nearest,
    });
  }
}

/**
 * A catalogue with your own records beside its own, checked with the same schemas. Nothing of the catalogue changes: an id that is an id, a
 * name or an alias there is refused.
 *
 * @param catalog - `catalog` of `llm-footprint/catalog`, or one of your own
 * @param own - the parsed content of a file: records by table and id, and the works that they cite under `sources`
 * @throws `FootprintError` naming every faulty field; `conflicting-input` for an id that is taken, `unknown-id` for a source that is not listed
 *
 * @example
 * ```ts
 * import { catalog } from "llm-footprint/catalog";
 * import { extendCatalog } from "llm-footprint/schema";
 *
 * const extended = extendCatalog(catalog, {
 *   sources: {
 *     "utility-2026": {
 *       title: "Electricity label", authors: "Our utility", year: 2026, url: "https://example.org/label",
 *       licence: "fact", licenceClass: "facts", retrieved: "2026-11-01",
 *     },
 *   },
 *   grids: {
 *     "our-site": {
 *       name: "Our site", aliases: [], level: "grid-region", country: "DE", basis: "lifecycle", boundary: "consumption", gases: "co2e",
 *       source: "utility-2026", at: "page 1", figureBasis: "published", intensityGramsPerKwh: { "2025": 120 },
 *     },
 *   },
 * });
 * console.log(extended.find("our site").id); // our-site
 * ```
 */
export function extendCatalog<T extends Tables>(catalog: Catalog<T>, own: unknown): Catalog<T> {
  // A taken name comes before what is wrong with the record, which is then not the caller's to mend.
  refuseTakenNames(catalog, own);
  const known = (): string[] => Object.keys(ownRecordsSchema().shape);
  const parsed = parseWith(ownRecordsSchema(), own, known, "the file of own records") as Readonly<Record<string, unknown>>;
  const works = { ...catalog.sources, ...(parsed["sources"] ?? {}) } as Catalog<T>["sources"];
  const tables = Object.fromEntries(Object.entries(parsed).filter(([name]) => name !== "sources" && name !== "$schema")) as OwnTables;
  const merged: Record<string, Tables[string]> = { ...catalog.tables };
  for (const [name, records] of Object.entries(tables)) merged[name] = { ...merged[name], ...records };
  checkSources(tables, { ...shipped, ...works });
  checkModels((tables["models"] ?? {}) as unknown as Readonly<Record<string, ModelRecord>>);
  checkRegions((tables["cloudRegions"] ?? {}) as unknown as Readonly<Record<string, CloudRegionRecord>>, merged["grids"] ?? {});
  return createCatalog(merged as unknown as T, works, (catalog.apart ?? []) as (keyof T & string)[]);
}

/** Refuses an id that the catalogue has as an id, a name or an alias; whatever else `own` is, the schema says. */
function refuseTakenNames(catalog: Pick<Catalog<Tables>, "tables" | "sources">, own: unknown): void {
  if (typeof own !== "object" || own === null) return;
  for (const [name, records] of Object.entries(own)) {
    if (typeof records !== "object" || records === null) continue;
    for (const [key, record] of Object.entries(records as object) as [string, unknown][]) {
      if (name === "sources") {
        if ([shipped, catalog.sources].some((works) => Object.hasOwn(works, key))) throw taken(`sources.${key}`, key, key);
        continue;
      }
      const table = Object.hasOwn(catalog.tables, name) ? (catalog.tables[name] as Tables[string]) : {};
      const { name: title, aliases } = (record ?? {}) as { readonly name?: unknown; readonly aliases?: unknown };
      for (const text of [key, title, ...(Array.isArray(aliases) ? (aliases as unknown[]) : [])]) {
        const [owner] = typeof text === "string" ? idsNamed(table, text) : [];
        if (owner !== undefined) throw taken(`${name}.${key}`, text as string, owner);
      }
    }
  }
}

function taken(field: string, text: string, owner: string): FootprintError {
  return new FootprintError(
    "conflicting-input",
    `${field}: ${owner} of the catalogue has the name "${text}"; give your record another one`,
    {
      field,
      value: text,
      nearest: [owner],
    },
  );
}
