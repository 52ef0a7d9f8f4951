import { exp, expLessOne } from "../core/power.js";
import { atLeastOne, formula, fraction, nonNegative, positive } from "../core/formula.js";
import { HOURS_PER_DAY, SECONDS_PER_HOUR } from "../core/units.js";

/**
 * Whether the layers of a model are shared by several accelerators: 1, else 0.
 *
 * @function
 *
 * @example
 * ```ts
 * import { sharesLayers } from "llm-footprint/formulas";
 *
 * console.log(sharesLayers({ acceleratorCount: 8 })); // 1
 * ```
 */
export const sharesLayers = formula(
  {
    id: "serving.shares-layers",
    equation: "s = [n > 1]",
    unit: "1",
    source: { id: "llm-footprint", at: "docs/guide/inference.md: layers over several accelerators" },
    domain: { acceleratorCount: atLeastOne },
  },
  ({ acceleratorCount }) => (acceleratorCount > 1 ? 1 : 0),
);

/**
 * End of a band of sequences, as far as memory holds them (count).
 *
 * @function
 *
 * @example
 * ```ts
 * import { bandEnd } from "llm-footprint/formulas";
 *
 * console.log(bandEnd({ bandSequences: 256, mostSequences: 100 })); // 100
 * ```
 */
export const bandEnd = formula(
  {
    id: "serving.band-end",
    equation: "B_end = min(B, B_mem)",
    unit: "1",
    source: { id: "llm-footprint", at: "docs/guide/inference.md: a load that nobody knows" },
    domain: { bandSequences: positive, mostSequences: nonNegative },
  },
  ({ bandSequences, mostSequences }) => Math.min(bandSequences, mostSequences),
);

/**
 * An end of a calibrated factor: the factor that meets a measured point, times how far other batches stray from it (ratio).
 *
 * @function
 *
 * @example
 * ```ts
 * import { calibratedEnd } from "llm-footprint/formulas";
 *
 * console.log(calibratedEnd({ calibratedFactor: 1.2, spread: 0.5 })); // 0.6
 * ```
 */
export const calibratedEnd = formula(
  {
    id: "serving.calibrated-end",
    equation: "f_end = f · s",
    unit: "1",
    source: { id: "llm-footprint", at: "docs/guide/inference.md: a measured point of the deployment" },
    domain: { calibratedFactor: nonNegative, spread: nonNegative },
  },
  ({ calibratedFactor, spread }) => calibratedFactor * spread,
);

/**
 * Sequences that run at once on average over all time (count), where so many run while any does: requests arrive by themselves (Poisson), and none runs
 * for the rest of the time.
 *
 * @function
 *
 * @example
 * ```ts
 * import { offeredSequences } from "llm-footprint/formulas";
 *
 * console.log(offeredSequences({ batch: 1.043191 }).toFixed(4)); // 0.0852
 * ```
 */
export const offeredSequences = formula(
  {
    id: "serving.offered-sequences",
    equation: "N/(1 − e^(−N)) = B",
    unit: "1",
    source: { id: "llm-footprint", at: "docs/guide/inference.md: an instance that serves whatever comes" },
    domain: { batch: atLeastOne },
  },
  ({ batch }) => {
    // Newton's method from above: the difference of both sides is convex, so that every step stays above the root.
    for (let sequences = batch; ;) {
      const next = sequences - (sequences + batch * expLessOne(-sequences)) / (1 - batch * exp(-sequences));
      if (!(next < sequences)) return batch > 1 ? sequences : 0;
      sequences = next;
    }
  },
);

/**
 * Tokens that an instance generates per second on average over all time (token/s).
 *
 * @function
 *
 * @example
 * ```ts
 * import { servedRate } from "llm-footprint/formulas";
 *
 * console.log(servedRate({ offeredSequences: 16, cycleSeconds: 0.02 })); // 800
 * ```
 */
export const servedRate = formula(
  {
    id: "serving.served-rate",
    equation: "v = N/t",
    unit: "token/s",
    source: { id: "little-1961", at: "L = λ·W, solved for the rate" },
    domain: { offeredSequences: nonNegative, cycleSeconds: positive },
  },
  ({ offeredSequences, cycleSeconds }) => offeredSequences / cycleSeconds,
);

/**
 * Tokens per second that the model must predict for a rate that is served, with what its errors stray (token/s).
 *
 * @function
 *
 * @example
 * ```ts
 * import { modelledRate } from "llm-footprint/formulas";
 *
 * console.log(modelledRate({ demandedTokensPerSecond: 2000, timeSpread: 1.25 })); // 2500
 * ```
 */
export const modelledRate = formula(
  {
    id: "serving.modelled-rate",
    equation: "v_model = v·s",
    unit: "token/s",
    source: { id: "llm-footprint", at: "docs/guide/inference.md: a rate tells the batch, as well as the model predicts times" },
    domain: { demandedTokensPerSecond: nonNegative, timeSpread: positive },
  },
  ({ demandedTokensPerSecond, timeSpread }) => demandedTokensPerSecond * timeSpread,
);

/**
 * The same of a rate of requests (token/s).
 *
 * @function
 *
 * @example
 * ```ts
 * import { modelledRequestRate } from "llm-footprint/formulas";
 *
 * console.log(modelledRequestRate({ requestsPerSecond: 4, generatedTokens: 500, timeSpread: 1.25 })); // 2500
 * ```
 */
export const modelledRequestRate = formula(
  {
    id: "serving.modelled-request-rate",
    equation: "v_model = r·T_out·s",
    unit: "token/s",
    source: { id: "llm-footprint", at: "docs/guide/inference.md: a rate tells the batch, as well as the model predicts times" },
    domain: { requestsPerSecond: nonNegative, generatedTokens: nonNegative, timeSpread: positive },
  },
  ({ requestsPerSecond, generatedTokens, timeSpread }) => requestsPerSecond * generatedTokens * timeSpread,
);

/**
 * Sequences that run at once on average over all time (count), by Little's law.
 *
 * @function
 *
 * @example
 * ```ts
 * import { meanSequences } from "llm-footprint/formulas";
 *
 * console.log(meanSequences({ demandedTokensPerSecond: 800, cycleSeconds: 0.02 })); // 16
 * ```
 */
export const meanSequences = formula(
  {
    id: "serving.mean-sequences",
    equation: "N = v·t",
    unit: "1",
    source: { id: "little-1961", at: "L = λ·W" },
    domain: { demandedTokensPerSecond: nonNegative, cycleSeconds: positive },
  },
  ({ demandedTokensPerSecond, cycleSeconds }) => demandedTokensPerSecond * cycleSeconds,
);

/**
 * Share of the time in which an instance works, where requests arrive by themselves (fraction).
 *
 * @function
 *
 * @example
 * ```ts
 * import { busyShare } from "llm-footprint/formulas";
 *
 * console.log(busyShare({ meanSequences: 0.0851735 }).toFixed(6)); // 0.081647
 * ```
 */
export const busyShare = formula(
  {
    id: "serving.busy-share",
    equation: "U = 1 − e^(−N)",
    unit: "1",
    source: { id: "llm-footprint", at: "docs/guide/inference.md: an instance that serves whatever comes" },
    domain: { meanSequences: nonNegative },
    isBounded: true,
  },
  ({ meanSequences }) => -expLessOne(-meanSequences),
);

/**
 * Time of an instance that is charged to a request, where its load is known: what it works between two requests (s).
 *
 * @function
 *
 * @example
 * ```ts
 * import { busySeconds } from "llm-footprint/formulas";
 *
 * console.log(busySeconds({ busyShare: 0.5, requestsPerSecond: 4 })); // 0.125
 * ```
 */
export const busySeconds = formula(
  {
    id: "serving.busy-seconds",
    equation: "t_inst = U/r",
    unit: "s",
    source: { id: "llm-footprint", at: "docs/guide/inference.md: an instance that serves whatever comes" },
    domain: { busyShare: fraction, requestsPerSecond: positive },
  },
  ({ busyShare, requestsPerSecond }) => busyShare / requestsPerSecond,
);

/**
 * Requests per second of a rate of tokens (1/s, a count per second).
 *
 * @function
 *
 * @example
 * ```ts
 * import { requestRate } from "llm-footprint/formulas";
 *
 * console.log(requestRate({ demandedTokensPerSecond: 800, generatedTokens: 400 })); // 2
 * ```
 */
export const requestRate = formula(
  {
    id: "serving.request-rate",
    equation: "r = v/T_out",
    unit: "1",
    source: { id: "dong-2024", at: "§3: throughput of a rate of requests" },
    domain: { demandedTokensPerSecond: nonNegative, generatedTokens: positive },
  },
  ({ demandedTokensPerSecond, generatedTokens }) => demandedTokensPerSecond / generatedTokens,
);

/**
 * Requests per second of a number of requests a day (1/s).
 *
 * @function
 *
 * @example
 * ```ts
 * import { dailyRate } from "llm-footprint/formulas";
 *
 * console.log(dailyRate({ dailyRequests: 86400 })); // 1
 * ```
 */
export const dailyRate = formula(
  {
    id: "serving.daily-rate",
    equation: "r = R_day/86,400",
    unit: "1",
    source: { id: "llm-footprint", at: "definition: a day has 86,400 s" },
    domain: { dailyRequests: positive },
  },
  ({ dailyRequests }) => dailyRequests / (HOURS_PER_DAY * SECONDS_PER_HOUR),
);
