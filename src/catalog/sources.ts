import table from "../../data/sources.json" with { type: "json" };
import type { SourceId } from "./ids.js";
import type { SourceRecord } from "./records.js";
import { readTable } from "./read-table.js";

/**
 * Every cited work by id.
 *
 * @example
 * ```ts
 * import { sources } from "llm-footprint/catalog/sources";
 *
 * console.log(sources["patterson-2021"].year); // 2021
 * ```
 */
export const sources = /* @__PURE__ */ readTable<Readonly<Record<SourceId, SourceRecord>>>(table);
