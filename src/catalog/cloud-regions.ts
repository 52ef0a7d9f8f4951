import table from "../../data/cloud-regions.json" with { type: "json" };
import type { CloudRegionId } from "./ids.js";
import type { CloudRegionRecord } from "./records.js";

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
export const cloudRegions = table as unknown as Readonly<Record<CloudRegionId, CloudRegionRecord>>;

export { type RegionPlace, regionPlace } from "./region-place.js";
