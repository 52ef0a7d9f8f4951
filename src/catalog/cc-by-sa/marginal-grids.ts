import table from "../../../data/cc-by-sa/marginal-grids.json" with { type: "json" };
import type { MarginalGridId } from "../ids.js";
import type { MarginalGridRecord } from "../records.js";
import { readTable } from "../read-table.js";

/**
 * Emissions that one more kWh causes, by country. For decisions only: never for a report of what was emitted.
 *
 * CC BY-SA 4.0: credit IFI/UNFCCC and the Green Web Foundation, share alike (`data/cc-by-sa/NOTICE.md`).
 *
 * @example
 * ```ts
 * import { marginalGrids } from "llm-footprint/catalog/cc-by-sa/marginal-grids";
 *
 * console.log(marginalGrids.fra.use); // decisions-only
 * ```
 */
export const marginalGrids = /* @__PURE__ */ readTable<Readonly<Record<MarginalGridId, MarginalGridRecord>>>(table);
