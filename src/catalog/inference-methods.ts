import table from "../../data/inference-methods.json" with { type: "json" };
import type { InferenceMethods } from "./records.js";

/**
 * The constants of published methods of inference.
 *
 * @example
 * ```ts
 * import { inferenceMethods } from "llm-footprint/methods";
 *
 * console.log(inferenceMethods.ecologits.batch.value); // 64
 * ```
 */
export const inferenceMethods: InferenceMethods = table as InferenceMethods;
