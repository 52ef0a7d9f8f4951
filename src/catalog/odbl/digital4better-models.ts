import table from "../../../data/odbl/digital4better-models.json" with { type: "json" };
import type { Digital4betterModelId } from "../ids.js";
import type { SizeOpinionRecord } from "../records.js";
import { readTable } from "../read-table.js";

/**
 * Closed models as Digital4Better guesses them, one number each: a second opinion beside `closedModels`.
 *
 * Open Database License 1.0: name Digital4Better, and share what you make of the table alike (`data/odbl/NOTICE.md`).
 *
 * @example
 * ```ts
 * import { digital4betterModels } from "llm-footprint/catalog/odbl/digital4better-models";
 *
 * console.log(digital4betterModels["gpt-4o"].activeParameters.low / 1e9); // 88
 * ```
 */
export const digital4betterModels = /* @__PURE__ */ readTable<Readonly<Record<Digital4betterModelId, SizeOpinionRecord>>>(table);

export { modelFromIntervals } from "../closed-model.js";
