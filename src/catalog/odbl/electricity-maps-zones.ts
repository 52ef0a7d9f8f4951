import table from "../../../data/odbl/electricity-maps-zones.json" with { type: "json" };
import type { ElectricityMapsZoneId } from "../ids.js";
import type { GridRecord } from "../records.js";
import { readTable } from "../read-table.js";

/**
 * Zones of Electricity Maps: life-cycle intensity of what is consumed, by year.
 *
 * Open Database License 1.0: credit Electricity Maps; a database made from this one stays under the ODbL (`data/odbl/NOTICE.md`).
 *
 * @example
 * ```ts
 * import { electricityMapsZones } from "llm-footprint/catalog/odbl/electricity-maps-zones";
 *
 * console.log(electricityMapsZones["us-cal-ciso"].boundary); // consumption
 * ```
 */
export const electricityMapsZones = /* @__PURE__ */ readTable<Readonly<Record<ElectricityMapsZoneId, GridRecord>>>(table);

export { type GridYear, gridInYear } from "../grid-year.js";
