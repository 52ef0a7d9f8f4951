import { atLeastOne, formula, fraction, nonNegative, positive, positiveFraction } from "../core/formula.js";
import { power } from "../core/power.js";

/** Peak of an H100, for which the share of the peak is stated (FLOP/s). */
const REFERENCE_PEAK = 989.4e12;
/** Least and greatest 16-bit peak on which the law stands, A100 to B200; its ends hold beyond (FLOP/s). */
const [LEAST_PEAK, GREATEST_PEAK] = [300e12, 2300e12];

/**
 * Share of the peak that reading a prompt reaches (fraction): it falls from generation to generation, because operations grow faster than what feeds them.
 *
 * @function
 *
 * @example
 * ```ts
 * import { promptEfficiency } from "llm-footprint/formulas";
 *
 * const law = { referencePromptEfficiency: 0.4567, promptExponent: 0.2968, promptFormatFactor: 1 };
 * console.log(promptEfficiency({ ...law, sixteenBitFlopPerSecond: 312e12 }).toFixed(4)); // 0.6433
 * ```
 */
export const promptEfficiency = formula(
  {
    id: "serving.prompt-efficiency",
    equation: "m_pre = min(1, m_p·(F_16/989.4·10¹²)^(−g)·f)",
    unit: "1",
    source: { id: "llm-footprint", at: "docs/guide/inference.md: fitted" },
    domain: {
      referencePromptEfficiency: positiveFraction,
      sixteenBitFlopPerSecond: positive,
      promptExponent: nonNegative,
      promptFormatFactor: positive,
    },
  },
  ({ referencePromptEfficiency, sixteenBitFlopPerSecond, promptExponent, promptFormatFactor }) => {
    const peak = Math.min(GREATEST_PEAK, Math.max(LEAST_PEAK, sixteenBitFlopPerSecond));
    return Math.min(1, referencePromptEfficiency * power(peak / REFERENCE_PEAK, -promptExponent) * promptFormatFactor);
  },
);

/**
 * Time in which the accelerators of a rank add up what each has of a token of a prompt (s): two sums per layer, each of which moves twice the hidden
 * values, less the own share, through one direction of the links. Ranks do it side by side.
 *
 * @function
 *
 * @example
 * ```ts
 * import { reduceSeconds } from "llm-footprint/formulas";
 *
 * const model = { layers: 80, hiddenSize: 8192 };
 * const links = { rankAccelerators: 4, linkBytesPerSecond: 9e11, reduceEfficiency: 0.4928 };
 * console.log(reduceSeconds({ ...model, ...links, dataParallelism: 1 }).toFixed(7)); // 0.0000177
 * ```
 */
export const reduceSeconds = formula(
  {
    id: "serving.reduce-seconds",
    equation: "t = L·4·(1 − 1/n_r)·2·h/(d·η·v/2)",
    unit: "s",
    source: { id: "narayanan-2021", at: "§3.2: two all-reduces per layer; a ring moves twice what is summed, less the own share" },
    domain: {
      layers: positive,
      rankAccelerators: positive,
      hiddenSize: positive,
      dataParallelism: atLeastOne,
      linkBytesPerSecond: positive,
      reduceEfficiency: positive,
    },
  },
  ({ layers, rankAccelerators, hiddenSize, dataParallelism, linkBytesPerSecond, reduceEfficiency }) => {
    const others = Math.max(0, 1 - 1 / rankAccelerators);
    return (layers * 4 * others * 2 * hiddenSize) / (dataParallelism * reduceEfficiency * (linkBytesPerSecond / 2));
  },
);

/**
 * Time of all tokens of a prompt (s).
 *
 * @function
 *
 * @example
 * ```ts
 * import { promptTokensSeconds } from "llm-footprint/formulas";
 *
 * console.log(promptTokensSeconds({ uncachedTokens: 500, promptTokenSeconds: 1e-5 }).toFixed(3)); // 0.005
 * ```
 */
export const promptTokensSeconds = formula(
  {
    id: "serving.prompt-tokens-seconds",
    equation: "t = T·t_1",
    unit: "s",
    source: { id: "llm-footprint", at: "docs/guide/inference.md: prompts move every token once" },
    domain: { uncachedTokens: nonNegative, promptTokenSeconds: nonNegative },
  },
  ({ uncachedTokens, promptTokenSeconds }) => uncachedTokens * promptTokenSeconds,
);

/**
 * Power of an accelerator that reads a prompt, before a limit (W).
 *
 * @function
 *
 * @example
 * ```ts
 * import { promptPower } from "llm-footprint/formulas";
 *
 * const device = { tdpWatts: 700, idleWatts: 80.5, baseLoad: 0.3, computeLoad: 0.77 };
 * const token = { nextComputeSeconds: 8e-5, promptTokenSeconds: 2e-5 };
 * console.log(promptPower({ ...device, ...token, promptComputeSeconds: 0.04, prefillSeconds: 0.05 }).toFixed(1)); // 648.0
 * ```
 */
export const promptPower = formula(
  {
    id: "hardware.prompt-power",
    equation: "P = P_idle + (TDP − P_idle)·(w_b + w_c·t_f/t_pre), t_f/t_pre = t_f1/(t_f1 + t_1) for T = 0",
    unit: "W",
    source: { id: "llm-footprint", at: "docs/guide/inference.md: fitted" },
    domain: {
      tdpWatts: positive,
      idleWatts: nonNegative,
      baseLoad: nonNegative,
      computeLoad: nonNegative,
      promptComputeSeconds: nonNegative,
      prefillSeconds: nonNegative,
      nextComputeSeconds: positive,
      promptTokenSeconds: nonNegative,
    },
  },
  ({ tdpWatts, idleWatts, baseLoad, computeLoad, promptComputeSeconds, prefillSeconds, nextComputeSeconds, promptTokenSeconds }) => {
    // Caches are loaded at the power of prompts: without a new token, at that which the first one would draw.
    const share =
      prefillSeconds > 0 ? promptComputeSeconds / prefillSeconds : nextComputeSeconds / (nextComputeSeconds + promptTokenSeconds);
    return idleWatts + (tdpWatts - idleWatts) * (baseLoad + computeLoad * share);
  },
);

/**
 * Mean power of an accelerator over decoding and the prompts in between, before a limit (W).
 *
 * @function
 *
 * @example
 * ```ts
 * import { cyclePower } from "llm-footprint/formulas";
 *
 * console.log(cyclePower({ decodeWatts: 500, tokenSeconds: 0.03, promptWatts: 700, promptsSeconds: 0.01 })); // 550
 * ```
 */
export const cyclePower = formula(
  {
    id: "hardware.cycle-power",
    equation: "P = (P_dec·t_dec + P_pre·t_p)/(t_dec + t_p)",
    unit: "W",
    source: { id: "llm-footprint", at: "docs/guide/inference.md: the mean over time" },
    domain: { decodeWatts: nonNegative, tokenSeconds: positive, promptWatts: nonNegative, promptsSeconds: nonNegative },
  },
  ({ decodeWatts, tokenSeconds, promptWatts, promptsSeconds }) =>
    (decodeWatts * tokenSeconds + promptWatts * promptsSeconds) / (tokenSeconds + promptsSeconds),
);

/**
 * What a limit leaves of the power of accelerators (fraction).
 *
 * @function
 *
 * @example
 * ```ts
 * import { limitedShare } from "llm-footprint/formulas";
 *
 * console.log(limitedShare({ powerWatts: 1000, powerLimitWatts: 700 })); // 0.7
 * ```
 */
export const limitedShare = formula(
  {
    id: "hardware.limited-share",
    equation: "s = min(1, P_max/P)",
    unit: "1",
    source: {
      id: "llm-footprint",
      at: "docs/guide/inference.md: no accelerator draws more than its limit; the time it costs is in the fitted efficiencies",
    },
    domain: { powerWatts: positive, powerLimitWatts: positive },
  },
  ({ powerWatts, powerLimitWatts }) => Math.min(1, powerLimitWatts / powerWatts),
);

/**
 * Power under a limit (W).
 *
 * @function
 *
 * @example
 * ```ts
 * import { limitedPower } from "llm-footprint/formulas";
 *
 * console.log(limitedPower({ powerWatts: 1000, limitedShare: 0.7 })); // 700
 * ```
 */
export const limitedPower = formula(
  {
    id: "hardware.limited-power",
    equation: "P = s·P",
    unit: "W",
    source: { id: "llm-footprint", at: "docs/guide/inference.md: the limit holds for the mean over decoding and prompts" },
    domain: { powerWatts: nonNegative, limitedShare: fraction },
  },
  ({ powerWatts, limitedShare: share }) => share * powerWatts,
);
