import { FootprintError } from "../core/errors.js";
import { usageCommand } from "./usage-run.js";

/** `usage`, with the estimator of the library. */
export const usage = usageCommand({
  createEstimation: () => {
    // The estimator and its totals take their place here: createEstimator(flags) and createUsageTotals.
    throw new FootprintError("unsupported", "usage: the estimator is not in this build", { field: "usage" });
  },
});
