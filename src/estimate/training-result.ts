import type { TrainingTotals } from "./generated/totals.js";
import type { Estimate } from "./result.js";

/** The numbers that every training estimate has. */
export type TrainingQuantity = Exclude<keyof TrainingTotals, "marketOperationalGramsCo2e" | "waterLitres">;

/** A training estimate: each number, its low and high, the lines that led to it and what to know about it. */
export interface TrainingEstimate extends TrainingTotals, Estimate<"training", TrainingTotals> {}
