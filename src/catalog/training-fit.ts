import table from "../../data/training-fit.json" with { type: "json" };
import type { TrainingFit } from "./records.js";

/**
 * The coefficients with which efficiency is predicted, as `npm run refit` fits them.
 *
 * @example
 * ```ts
 * import { trainingFit } from "llm-footprint";
 *
 * console.log(trainingFit.wholeRunFactor.value < 1); // true
 * ```
 */
export const trainingFit = table as TrainingFit;
