import table from "../../data/scaling-laws.json" with { type: "json" };
import type { ScalingLaws } from "./records.js";

/**
 * Published laws of the test loss: `loss` of dense models by parameters and tokens, `routing` of the dense size that experts are worth.
 *
 * @example
 * ```ts
 * import { scalingLaws } from "llm-footprint/planning";
 *
 * console.log(scalingLaws.loss["hoffmann-2022"].irreducibleLoss.value); // 1.69
 * ```
 */
export const scalingLaws = table as ScalingLaws;
