import table from "../../data/fuels.json" with { type: "json" };
import type { FuelId } from "./ids.js";
import type { FuelRecord } from "./records.js";
import { readTable } from "./read-table.js";

/**
 * Ways of making electricity by id, with low, median and high of the literature.
 *
 * @example
 * ```ts
 * import { fuels } from "llm-footprint/catalog/fuels";
 *
 * console.log(fuels.nuclear.lifecycleGramsPerKwh.value); // 12
 * ```
 */
export const fuels = /* @__PURE__ */ readTable<Readonly<Record<FuelId, FuelRecord>>>(table);
