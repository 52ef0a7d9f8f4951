import table from "../../../data/odbl/subnational-grids.json" with { type: "json" };
import type { SubnationalGridId } from "../ids.js";
import type { GridRecord } from "../records.js";
import { readTable } from "../read-table.js";

/**
 * States of the USA and provinces of Canada: life-cycle intensity of what is generated, by year.
 *
 * Open Database License 1.0: credit Digital4Better; a database made from this one stays under the ODbL (`data/odbl/NOTICE.md`).
 *
 * @example
 * ```ts
 * import { subnationalGrids } from "llm-footprint/catalog/odbl/subnational-grids";
 *
 * console.log(subnationalGrids["ca-on"].name); // Ontario
 * ```
 */
export const subnationalGrids = /* @__PURE__ */ readTable<Readonly<Record<SubnationalGridId, GridRecord>>>(table);

export { type GridYear, gridInYear } from "../grid-year.js";
