import table from "../../data/adaptation.json" with { type: "json" };
import type { AdaptationDefaults } from "./records.js";

/**
 * The figures that estimates of fine-tuning, retrieval, hybrid decoding and a whole life use where the caller gives none. Each is cited, or says
 * `assumption` as its basis.
 *
 * @example
 * ```ts
 * import { adaptationDefaults } from "llm-footprint/adaptation";
 *
 * console.log(adaptationDefaults.fineTuning.efficiency.value, adaptationDefaults.fineTuning.efficiency.basis); // 0.4 assumption
 * ```
 */
export const adaptationDefaults = table as AdaptationDefaults;
