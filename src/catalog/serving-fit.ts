import table from "../../data/serving-fit.json" with { type: "json" };
import type { ServingFit } from "./records.js";

/**
 * The constants with which time and power of serving are predicted, as `npm run refit` fits them.
 *
 * @example
 * ```ts
 * import { servingFit } from "llm-footprint";
 *
 * console.log(servingFit.software.sglang.evidence); // 85 rows of time on A100, H100 and H200
 * ```
 */
export const servingFit = table as unknown as ServingFit;
