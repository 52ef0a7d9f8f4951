import { formula, nonNegative, positive } from "../core/formula.js";
import { SECONDS_PER_HOUR } from "../core/units.js";

/**
 * Time from a request to its first token (s).
 *
 * @function
 *
 * @example
 * ```ts
 * import { timeToFirstToken } from "llm-footprint/formulas";
 *
 * const waiting = { queueSeconds: 0, fixedFirstTokenSeconds: 0.04 };
 * console.log(timeToFirstToken({ ...waiting, prefillSeconds: 0.0358, timePerOutputTokenSeconds: 0.0326 }).toFixed(4)); // 0.1084
 * ```
 */
export const timeToFirstToken = formula(
  {
    id: "serving.time-to-first-token",
    equation: "TTFT = t_queue + t_fix + t_pre + TPOT",
    unit: "s",
    source: { id: "dong-2024", at: "§3, time to first token; the fixed part as in docs/guide/inference.md" },
    domain: {
      queueSeconds: nonNegative,
      fixedFirstTokenSeconds: nonNegative,
      prefillSeconds: nonNegative,
      timePerOutputTokenSeconds: positive,
    },
  },
  ({ queueSeconds, fixedFirstTokenSeconds, prefillSeconds, timePerOutputTokenSeconds }) =>
    queueSeconds + fixedFirstTokenSeconds + prefillSeconds + timePerOutputTokenSeconds,
);

/**
 * Time from a request to its last token (s).
 *
 * @function
 *
 * @example
 * ```ts
 * import { requestLatency } from "llm-footprint/formulas";
 *
 * console.log(requestLatency({ timeToFirstTokenSeconds: 0.1, timePerOutputTokenSeconds: 0.03, generatedTokens: 500 })); // 15.1
 * ```
 */
export const requestLatency = formula(
  {
    id: "serving.request-latency",
    equation: "t = TTFT + TPOT·T_out",
    unit: "s",
    source: { id: "dong-2024", at: "§3, latency" },
    domain: { timeToFirstTokenSeconds: nonNegative, timePerOutputTokenSeconds: positive, generatedTokens: nonNegative },
  },
  ({ timeToFirstTokenSeconds, timePerOutputTokenSeconds, generatedTokens }) =>
    timeToFirstTokenSeconds + timePerOutputTokenSeconds * generatedTokens,
);

/**
 * Time of a request whose first token comes with its prefill: the others follow one time per output token after another (s).
 *
 * @function
 *
 * @example
 * ```ts
 * import { answerLatency } from "llm-footprint/formulas";
 *
 * console.log(answerLatency({ timeToFirstTokenSeconds: 2, timePerOutputTokenSeconds: 0.5, generatedTokens: 5 })); // 4
 * ```
 */
export const answerLatency = formula(
  {
    id: "serving.answer-latency",
    equation: "t = TTFT + max(0, T_out − 1)·TPOT",
    unit: "s",
    source: { id: "llm-footprint", at: "docs/guide/inference.md: the first token comes with the prefill" },
    domain: { timeToFirstTokenSeconds: nonNegative, timePerOutputTokenSeconds: positive, generatedTokens: nonNegative },
  },
  ({ timeToFirstTokenSeconds, timePerOutputTokenSeconds, generatedTokens }) =>
    timeToFirstTokenSeconds + timePerOutputTokenSeconds * Math.max(0, generatedTokens - 1),
);

/**
 * Rate at which one user receives tokens (token/s).
 *
 * @function
 *
 * @example
 * ```ts
 * import { userRate } from "llm-footprint/formulas";
 *
 * console.log(userRate({ timePerOutputTokenSeconds: 0.025 })); // 40
 * ```
 */
export const userRate = formula(
  {
    id: "serving.user-rate",
    equation: "v_user = 1/TPOT",
    unit: "token/s",
    source: { id: "dong-2024", at: "§3" },
    domain: { timePerOutputTokenSeconds: positive },
  },
  ({ timePerOutputTokenSeconds }) => 1 / timePerOutputTokenSeconds,
);

/**
 * Tokens that an instance generates per second for all its users (token/s).
 *
 * @function
 *
 * @example
 * ```ts
 * import { systemRate } from "llm-footprint/formulas";
 *
 * console.log(systemRate({ batch: 64, timePerOutputTokenSeconds: 0.032 })); // 2000
 * ```
 */
export const systemRate = formula(
  {
    id: "serving.system-rate",
    equation: "v = B/TPOT",
    unit: "token/s",
    source: { id: "dong-2024", at: "§3, throughput" },
    domain: { batch: positive, timePerOutputTokenSeconds: positive },
  },
  ({ batch, timePerOutputTokenSeconds }) => batch / timePerOutputTokenSeconds,
);

/**
 * Time per output token that a measured rate of an instance stands for (s).
 *
 * @function
 *
 * @example
 * ```ts
 * import { timeForRate } from "llm-footprint/formulas";
 *
 * console.log(timeForRate({ batch: 64, systemTokensPerSecond: 2000 })); // 0.032
 * ```
 */
export const timeForRate = formula(
  {
    id: "serving.time-for-rate",
    equation: "TPOT = B/v",
    unit: "s",
    source: { id: "dong-2024", at: "§3, throughput solved for the time" },
    domain: { batch: positive, systemTokensPerSecond: positive },
  },
  ({ batch, systemTokensPerSecond }) => batch / systemTokensPerSecond,
);

/**
 * Time of an instance that is charged to one request (s).
 *
 * @function
 *
 * @example
 * ```ts
 * import { instanceSeconds } from "llm-footprint/formulas";
 *
 * console.log(instanceSeconds({ generatedTokens: 500, timePerOutputTokenSeconds: 0.032, batch: 64 })); // 0.25
 * ```
 */
export const instanceSeconds = formula(
  {
    id: "serving.instance-seconds",
    equation: "t_inst = T_out·TPOT/B",
    unit: "s",
    source: { id: "llm-footprint", at: "docs/guide/inference.md: a request is charged its share of the sequences that run with it" },
    domain: { generatedTokens: positive, timePerOutputTokenSeconds: positive, batch: positive },
  },
  ({ generatedTokens, timePerOutputTokenSeconds, batch }) => (generatedTokens * timePerOutputTokenSeconds) / batch,
);

/**
 * Accelerator-hours that are charged to one request (h).
 *
 * @function
 *
 * @example
 * ```ts
 * import { instanceHours } from "llm-footprint/formulas";
 *
 * console.log(instanceHours({ acceleratorCount: 4, instanceSeconds: 0.9 })); // 0.001
 * ```
 */
export const instanceHours = formula(
  {
    id: "serving.instance-hours",
    equation: "H = n·t_inst/3600",
    unit: "h",
    source: { id: "llm-footprint", at: "docs/guide/inference.md: time of an instance times its accelerators" },
    domain: { acceleratorCount: positive, instanceSeconds: nonNegative },
  },
  ({ acceleratorCount, instanceSeconds }) => (acceleratorCount * instanceSeconds) / SECONDS_PER_HOUR,
);

/**
 * Measured over predicted time per output token (ratio).
 *
 * @function
 *
 * @example
 * ```ts
 * import { timeScale } from "llm-footprint/formulas";
 *
 * console.log(timeScale({ measuredSeconds: 0.03, timePerOutputTokenSeconds: 0.025 })); // 1.2
 * ```
 */
export const timeScale = formula(
  {
    id: "serving.time-scale",
    equation: "r = TPOT_measured/TPOT",
    unit: "1",
    source: { id: "llm-footprint", at: "docs/guide/inference.md: a measured rate scales every predicted time of its instance" },
    domain: { measuredSeconds: positive, timePerOutputTokenSeconds: positive },
  },
  ({ measuredSeconds, timePerOutputTokenSeconds }) => measuredSeconds / timePerOutputTokenSeconds,
);

/**
 * Predicted time, scaled to a measured rate (s).
 *
 * @function
 *
 * @example
 * ```ts
 * import { scaledSeconds } from "llm-footprint/formulas";
 *
 * console.log(scaledSeconds({ timeScale: 1.2, predictedSeconds: 0.025 })); // 0.03
 * ```
 */
export const scaledSeconds = formula(
  {
    id: "serving.scaled-seconds",
    equation: "t = r·t",
    unit: "s",
    source: { id: "llm-footprint", at: "docs/guide/inference.md: a measured rate scales every predicted time of its instance" },
    domain: { timeScale: positive, predictedSeconds: nonNegative },
  },
  ({ timeScale, predictedSeconds }) => timeScale * predictedSeconds,
);

/**
 * Time per output token of a published speed (s).
 *
 * @function
 *
 * @example
 * ```ts
 * import { speedSeconds } from "llm-footprint/formulas";
 *
 * console.log(speedSeconds({ publishedTokensPerSecond: 50 })); // 0.02
 * ```
 */
export const speedSeconds = formula(
  {
    id: "serving.speed-seconds",
    equation: "TPOT = 1/v",
    unit: "s",
    source: { id: "dong-2024", at: "§3: the inverse of the time per output token is the rate that a user sees" },
    domain: { publishedTokensPerSecond: positive },
  },
  ({ publishedTokensPerSecond }) => 1 / publishedTokensPerSecond,
);

/**
 * Time per output token that the model must predict for a published one, with what its errors stray (s).
 *
 * @function
 *
 * @example
 * ```ts
 * import { modelledSeconds } from "llm-footprint/formulas";
 *
 * console.log(modelledSeconds({ publishedTokenSeconds: 0.02, timeSpread: 1.25 })); // 0.016
 * ```
 */
export const modelledSeconds = formula(
  {
    id: "serving.modelled-seconds",
    equation: "t_model = TPOT/s",
    unit: "s",
    source: { id: "llm-footprint", at: "docs/guide/inference.md: a published speed tells the batch, as well as the model predicts times" },
    domain: { publishedTokenSeconds: positive, timeSpread: positive },
  },
  ({ publishedTokenSeconds, timeSpread }) => publishedTokenSeconds / timeSpread,
);
