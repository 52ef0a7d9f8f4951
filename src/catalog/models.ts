import table from "../../data/models.json" with { type: "json" };
import type { ModelId } from "./ids.js";
import type { ModelRecord } from "./records.js";

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
export const models = table as unknown as Readonly<Record<ModelId, ModelRecord>>;
