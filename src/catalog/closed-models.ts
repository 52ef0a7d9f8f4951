import table from "../../data/closed-models.json" with { type: "json" };
import type { ClosedModelId } from "./ids.js";
import type { ClosedModelRecord } from "./records.js";
import { readTable } from "./read-table.js";

/**
 * Closed models by id. Nobody states their sizes: each has the class that its name and its price tell, and the interval of the class, with what its
 * developer has said all the same. Models of one class have the same interval, so differences between them are none.
 *
 * @example
 * ```ts
 * import { closedModels } from "llm-footprint/catalog/closed-models";
 *
 * console.log(closedModels["gpt-5.4-mini"].classes); // [ 'mini-2025' ]
 * ```
 */
export const closedModels = /* @__PURE__ */ readTable<Readonly<Record<ClosedModelId, ClosedModelRecord>>>(table);

export { modelFromIntervals } from "./closed-model.js";
