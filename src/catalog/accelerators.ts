import table from "../../data/accelerators.json" with { type: "json" };
import type { AcceleratorId } from "./ids.js";
import type { AcceleratorRecord } from "./records.js";
import { readTable } from "./read-table.js";

/**
 * Accelerators by id: `accelerators["h100-sxm-80gb"]`.
 *
 * @example
 * ```ts
 * import { accelerators } from "llm-footprint/catalog/accelerators";
 *
 * console.log(accelerators["h100-sxm-80gb"].tdpWatts?.value); // 700
 * ```
 */
export const accelerators = /* @__PURE__ */ readTable<Readonly<Record<AcceleratorId, AcceleratorRecord>>>(table);
