import table from "../../../data/mpl/closed-models.json" with { type: "json" };
import type { ClosedModelId } from "../ids.js";
import type { ClosedModelRecord } from "../records.js";
import { readTable } from "../read-table.js";

/**
 * Closed models whose size nobody states: intervals from the guesses of EcoLogits; where it prints one total, three either way
 * is an assumption of this library.
 *
 * Mozilla Public License 2.0: the file stays under it, also when changed (`data/mpl/NOTICE.md`).
 *
 * @example
 * ```ts
 * import { closedModels } from "llm-footprint/catalog/mpl/closed-models";
 *
 * console.log(closedModels["gpt-4o"].parameters.low < closedModels["gpt-4o"].parameters.high); // true
 * ```
 */
export const closedModels = /* @__PURE__ */ readTable<Readonly<Record<ClosedModelId, ClosedModelRecord>>>(table);

export { modelFromIntervals } from "../closed-model.js";
