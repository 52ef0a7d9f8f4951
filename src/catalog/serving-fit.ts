import table from "../../data/serving-fit.json" with { type: "json" };
import type { ServingFit } from "./records.js";

/**
 * The constants with which time and power of serving are predicted, as `npm run refit` fits them.
 *
 * @example
 * ```ts
 * import { servingFit } from "llm-footprint";
 *
 * console.log(Object.keys(servingFit.software)); // [ 'vllm-0.11', 'vllm-2024' ]
 * ```
 */
export const servingFit = table as ServingFit;
