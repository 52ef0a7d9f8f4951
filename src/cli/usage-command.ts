import { everydayEquivalents } from "../usage/equivalents.js";
import { createEstimator } from "../usage/estimator.js";
import { createUsageTotals, type UsageTotalsState } from "../usage/usage-totals.js";
import { usageCommand } from "./usage-run.js";

/** `usage`, with the estimator of the library. */
export const usage = usageCommand({
  createEstimation: (options) => ({
    estimator: createEstimator(options),
    createTotals: (saved) => createUsageTotals(saved as UsageTotalsState | undefined),
  }),
  equivalents: (totals) => everydayEquivalents(totals).map(({ text, source }) => `${text} (${source})`),
});
