import table from "../../data/draft-acceptance.json" with { type: "json" };
import type { DraftAcceptanceId } from "./ids.js";
import type { DraftAcceptanceRecord } from "./records.js";
import { readTable } from "./read-table.js";

/**
 * Measured rounds of speculative decoding by model: how many tokens a round yields, by how many are drafted. Coding alone, with heads that were
 * trained with the model.
 *
 * @example
 * ```ts
 * import { draftAcceptance } from "llm-footprint/catalog/draft-acceptance";
 *
 * console.log(draftAcceptance["glm-5.2"].acceptanceLengths["4"]?.value); // 3.33
 * ```
 */
export const draftAcceptance = /* @__PURE__ */ readTable<Readonly<Record<DraftAcceptanceId, DraftAcceptanceRecord>>>(table);
