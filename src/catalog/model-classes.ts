import table from "../../data/model-classes.json" with { type: "json" };
import type { ModelClassId } from "./ids.js";
import type { ModelClassRecord } from "./records.js";
import { readTable } from "./read-table.js";

/**
 * Classes of closed models by id, a size and a period each: 90 % intervals of the parameters that a token passes through and of the total over them.
 *
 * @example
 * ```ts
 * import { modelFromIntervals } from "llm-footprint/catalog/closed-models";
 * import { modelClasses } from "llm-footprint/catalog/model-classes";
 *
 * // A model that nobody knows yet, by its class.
 * const { name } = modelFromIntervals(modelClasses["standard-2026"]);
 * console.log(name); // Standard class, from 2026
 * ```
 */
export const modelClasses = /* @__PURE__ */ readTable<Readonly<Record<ModelClassId, ModelClassRecord>>>(table);
