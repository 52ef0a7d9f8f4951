import table from "../../data/models.json" with { type: "json" };
import type { ModelId } from "./ids.js";
import type { ModelRecord } from "./records.js";
import { readTable } from "./read-table.js";

/**
 * Models by id, with dimensions where they are public.
 *
 * @example
 * ```ts
 * import { models } from "llm-footprint/catalog/models";
 *
 * console.log(models["gpt-3-175b"].kind); // dense
 * ```
 */
export const models = /* @__PURE__ */ readTable<Readonly<Record<ModelId, ModelRecord>>>(table);
