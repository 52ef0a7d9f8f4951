import table from "../../data/grids.json" with { type: "json" };
import type { GridId } from "./ids.js";
import type { GridRecord } from "./records.js";
import { readTable } from "./read-table.js";

export { type GridYear, gridInYear } from "./grid-year.js";

/**
 * Grids by id: countries (ISO 3166 alpha-3 in lower case), states of the USA (`us-ca`), eGRID subregions (`egrid-camx`), grids and provinces of
 * China, aggregates, `world`. Each holds one intensity per year on one basis, which `basis` names.
 *
 * @example
 * ```ts
 * import { grids } from "llm-footprint/catalog/grids";
 *
 * console.log(grids.fra.name, grids.fra.basis); // France lifecycle
 * ```
 */
export const grids = /* @__PURE__ */ readTable<Readonly<Record<GridId, GridRecord>>>(table);
