import table from "../../data/embodied.json" with { type: "json" };
import type { EmbodiedId } from "./ids.js";
import type { EmbodiedRecord } from "./records.js";
import { readTable } from "./read-table.js";

/**
 * Published figures on manufacture by id: fabs, memory, storage, parts, products, service lives.
 *
 * @example
 * ```ts
 * import { embodied } from "llm-footprint/catalog/embodied";
 *
 * console.log(embodied["nvidia-hgx-h100"].unitGramsCo2e?.value); // 1312000
 * ```
 */
export const embodied = /* @__PURE__ */ readTable<Readonly<Record<EmbodiedId, EmbodiedRecord>>>(table);
