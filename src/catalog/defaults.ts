import table from "../../data/defaults.json" with { type: "json" };
import type { Defaults } from "./records.js";

/**
 * The figures that an estimate uses where the caller gives none. Each is cited, or says `assumption` as its basis.
 *
 * @example
 * ```ts
 * import { defaults } from "llm-footprint";
 *
 * console.log(defaults.lifetimeYears.value, defaults.lifetimeYears.basis); // 5 assumption
 * ```
 */
export const defaults = table as Defaults;
