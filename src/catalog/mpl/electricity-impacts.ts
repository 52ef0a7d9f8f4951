import table from "../../../data/mpl/electricity-impacts.json" with { type: "json" };
import type { ElectricityImpactId } from "../ids.js";
import type { ElectricityImpactRecord } from "../records.js";
import { readTable } from "../read-table.js";

/**
 * Water, minerals and primary energy per kWh of countries.
 *
 * Mozilla Public License 2.0: the file stays under it, also when changed (`data/mpl/NOTICE.md`).
 *
 * @example
 * ```ts
 * import { electricityImpacts } from "llm-footprint/catalog/mpl/electricity-impacts";
 *
 * console.log(electricityImpacts.fra.waterLitresPerKwh > 0); // true
 * ```
 */
export const electricityImpacts = /* @__PURE__ */ readTable<Readonly<Record<ElectricityImpactId, ElectricityImpactRecord>>>(table);
