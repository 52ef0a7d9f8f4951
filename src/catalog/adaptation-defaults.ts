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
 * console.log(adaptationDefaults.fineTuning.softwareFactor.usual.value, adaptationDefaults.fineTuning.softwareFactor.usual.basis); // 0.9 estimated
 * ```
 */
export const adaptationDefaults = table as AdaptationDefaults;
