import table from "../../data/sites.json" with { type: "json" };
import type { SiteId } from "./ids.js";
import type { SiteRecord } from "./records.js";
import { readTable } from "./read-table.js";

/**
 * Data centres, fleets and surveys by id, each with its PUE in one year.
 *
 * @example
 * ```ts
 * import { sites } from "llm-footprint/catalog/sites";
 *
 * console.log(sites["microsoft-us-2020"].pue.value); // 1.1
 * ```
 */
export const sites = /* @__PURE__ */ readTable<Readonly<Record<SiteId, SiteRecord>>>(table);
