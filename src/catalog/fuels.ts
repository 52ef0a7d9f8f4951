import table from "../../data/fuels.json" with { type: "json" };
import type { FuelId } from "./ids.js";
import type { FuelRecord } from "./records.js";

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
export const fuels = table as unknown as Readonly<Record<FuelId, FuelRecord>>;
