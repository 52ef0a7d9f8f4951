import table from "../../data/cloud-regions.json" with { type: "json" };
import type { CloudRegionId } from "./ids.js";
import type { CloudRegionRecord } from "./records.js";
import { readTable } from "./read-table.js";

/**
 * Cloud regions by `provider:region`.
 *
 * @example
 * ```ts
 * import { cloudRegions } from "llm-footprint/catalog/cloud-regions";
 *
 * console.log(cloudRegions["gcp:europe-north1"].country); // FI
 * ```
 */
export const cloudRegions = /* @__PURE__ */ readTable<Readonly<Record<CloudRegionId, CloudRegionRecord>>>(table);

export { type RegionPlace, regionPlace } from "./region-place.js";
