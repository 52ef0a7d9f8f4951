import type { InferenceTotals } from "./generated/totals.js";
import type { Bounded, Estimate } from "./result.js";

/** An estimate of a request: each number, its low and high, the lines that led to it and what to know about it. */
export interface InferenceEstimate
  extends InferenceTotals, Estimate<"inference", InferenceTotals>, Bounded<"inference+idle", "datacenter"> {}
