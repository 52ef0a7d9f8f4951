import table from "../../../data/odbl/hourly-intensities.json" with { type: "json" };
import type { HourlyIntensityId } from "../ids.js";
import type { HourlyIntensityRecord } from "../records.js";
import { readTable } from "../read-table.js";

/**
 * Mean intensity of zones by month and hour of the day (UTC).
 *
 * Open Database License 1.0: credit Electricity Maps; a database made from this one stays under the ODbL (`data/odbl/NOTICE.md`).
 *
 * @example
 * ```ts
 * import { hourlyIntensities } from "llm-footprint/catalog/odbl/hourly-intensities";
 *
 * console.log(Object.keys(hourlyIntensities).length); // 19
 * ```
 */
export const hourlyIntensities = /* @__PURE__ */ readTable<Readonly<Record<HourlyIntensityId, HourlyIntensityRecord>>>(table);
