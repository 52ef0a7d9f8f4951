import table from "../../../data/mpl/ecologits-models.json" with { type: "json" };
import type { EcologitsModelId } from "../ids.js";
import type { SizeOpinionRecord } from "../records.js";
import { readTable } from "../read-table.js";

/**
 * Closed models as EcoLogits guesses them, a second opinion beside `closedModels`: intervals; where it prints one total, three either way is an
 * assumption of this library.
 *
 * Mozilla Public License 2.0: the file stays under it, also when changed (`data/mpl/NOTICE.md`).
 *
 * @example
 * ```ts
 * import { ecologitsModels } from "llm-footprint/catalog/mpl/ecologits-models";
 *
 * console.log(ecologitsModels["gpt-4o"].parameters.low < ecologitsModels["gpt-4o"].parameters.high); // true
 * ```
 */
export const ecologitsModels = /* @__PURE__ */ readTable<Readonly<Record<EcologitsModelId, SizeOpinionRecord>>>(table);

export { modelFromIntervals } from "../closed-model.js";
