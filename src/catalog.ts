/**
 * The default catalogue: every table that asks for nothing but a citation, searched together. Tables under the Open Database License, the
 * Mozilla Public License or CC BY-SA are in it only if you put them in (`createCatalog` of `llm-footprint/catalog/find`).
 *
 * @module
 */
import { defaultTables } from "./catalog/default-tables.js";
import { createCatalog } from "./catalog/find.js";

/**
 * The default tables as one catalogue; each is read when it is first asked for.
 *
 * @example
 * ```ts
 * import { catalog } from "llm-footprint/catalog";
 *
 * const { table, id } = catalog.find("meta-llama/Llama-3.1-70B-Instruct");
 * console.log(table, id); // models llama-3.1-70b
 * console.log(catalog.tables.grids.swe.name); // Sweden
 * ```
 */
export const catalog = /* @__PURE__ */ createCatalog(defaultTables);

/** The tables of {@link catalog}. */
export type DefaultTables = typeof catalog.tables;
