import table from "../../../data/odbl/cloud-efficiency.json" with { type: "json" };
import type { CloudEfficiencyId } from "../ids.js";
import type { CloudEfficiencyRecord } from "../records.js";
import { readTable } from "../read-table.js";

/**
 * PUE and WUE of cloud regions as Digital4Better has compiled them from the providers.
 *
 * Open Database License 1.0: credit Digital4Better; a database made from this one stays under the ODbL (`data/odbl/NOTICE.md`).
 *
 * @example
 * ```ts
 * import { cloudEfficiency } from "llm-footprint/catalog/odbl/cloud-efficiency";
 *
 * console.log(cloudEfficiency["aws:us-east-1"].pue?.source); // digital4better
 * ```
 */
export const cloudEfficiency = /* @__PURE__ */ readTable<Readonly<Record<CloudEfficiencyId, CloudEfficiencyRecord>>>(table);
