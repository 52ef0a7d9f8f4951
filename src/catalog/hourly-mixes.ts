import table from "../../data/hourly-mixes.json" with { type: "json" };
import type { HourlyMixId } from "./ids.js";
import type { HourlyMixRecord } from "./records.js";
import { readTable } from "./read-table.js";

/**
 * Mean generation by fuel of US balancing areas, by month and hour of the day (UTC).
 *
 * @example
 * ```ts
 * import { hourlyMixes } from "llm-footprint/catalog/hourly-mixes";
 *
 * console.log(hourlyMixes.ciso.generationKwh["solar-utility"]?.length); // 12
 * ```
 */
export const hourlyMixes = /* @__PURE__ */ readTable<Readonly<Record<HourlyMixId, HourlyMixRecord>>>(table);
