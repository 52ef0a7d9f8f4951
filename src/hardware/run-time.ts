import { atLeastOne, formula, nonNegative, positive, positiveFraction } from "../core/formula.js";
import { HOURS_PER_DAY, SECONDS_PER_HOUR } from "../core/units.js";

/**
 * Time that all devices together spend on a number of operations (h): LLMCarbon's device time, L8 of the method page.
 *
 * @function
 *
 * @example
 * ```ts
 * import { deviceHours } from "llm-footprint/formulas";
 *
 * // GPT-3 on V100s at 19.7 % of 125 TFLOP/s
 * console.log(deviceHours({ trainingFlop: 3.15e23, peakFlopPerSecond: 125e12, efficiency: 0.197 }).toFixed(2)); // 3553299.49
 * ```
 */
export const deviceHours = formula(
  {
    id: "hardware.device-hours",
    equation: "t_dev = C / (F·eff)",
    unit: "h",
    source: { id: "faiz-2024", at: "reference code; C and F·eff of Patterson et al. 2021 §2" },
    domain: { trainingFlop: nonNegative, peakFlopPerSecond: positive, efficiency: positiveFraction },
  },
  ({ trainingFlop, peakFlopPerSecond, efficiency }) => trainingFlop / (peakFlopPerSecond * efficiency * SECONDS_PER_HOUR),
);

/**
 * Wall-clock time of a run whose devices all work at once (d).
 *
 * @function
 *
 * @example
 * ```ts
 * import { runDays } from "llm-footprint/formulas";
 *
 * console.log(runDays({ deviceHours: 3552000, acceleratorCount: 10000 }).toFixed(1)); // 14.8
 * ```
 */
export const runDays = formula(
  {
    id: "hardware.run-days",
    equation: "T = t_dev / n",
    unit: "d",
    source: { id: "patterson-2021", at: "Table 4, accelerator years and days" },
    domain: { deviceHours: nonNegative, acceleratorCount: atLeastOne },
  },
  ({ deviceHours, acceleratorCount }) => deviceHours / acceleratorCount / HOURS_PER_DAY,
);

/**
 * Model FLOP utilisation from hardware FLOP utilisation, which also counts recomputed operations (fraction).
 *
 * @function
 *
 * @example
 * ```ts
 * import { modelFlopUtilisation } from "llm-footprint/formulas";
 *
 * // full recomputation executes 4/3 of the model's operations
 * console.log(modelFlopUtilisation({ hardwareFlopUtilisation: 0.47, recomputeFactor: 4 / 3 })); // 0.3525
 * ```
 */
export const modelFlopUtilisation = formula(
  {
    id: "hardware.model-flop-utilisation",
    equation: "MFU = HFU / k",
    unit: "1",
    source: { id: "korthikanti-2022", at: "§5; k = 4/3 with full recomputation, 1 without" },
    domain: { hardwareFlopUtilisation: positiveFraction, recomputeFactor: atLeastOne },
  },
  ({ hardwareFlopUtilisation, recomputeFactor }) => hardwareFlopUtilisation / recomputeFactor,
);

/**
 * Device-hours from the tokens that one device trains on per second (h).
 *
 * @function
 *
 * @example
 * ```ts
 * import { throughputDeviceHours } from "llm-footprint/formulas";
 *
 * // LLaMA-65B: 376.76 tokens per second and device
 * console.log(Math.round(throughputDeviceHours({ tokens: 1.4e12, deviceTokensPerSecond: 376.7602 }) / 24 / 2048)); // 21
 * ```
 */
export const throughputDeviceHours = formula(
  {
    id: "hardware.throughput-device-hours",
    equation: "t_dev = D / r",
    unit: "h",
    source: { id: "touvron-2023a", at: "§2.4: tokens per second and GPU" },
    domain: { tokens: nonNegative, deviceTokensPerSecond: positive },
  },
  ({ tokens, deviceTokensPerSecond }) => tokens / (deviceTokensPerSecond * SECONDS_PER_HOUR),
);

/**
 * Device-hours from the time of one optimizer step of all devices and the tokens in it (h).
 *
 * @function
 *
 * @example
 * ```ts
 * import { stepDeviceHours } from "llm-footprint/formulas";
 *
 * console.log(stepDeviceHours({ tokens: 1e12, stepTokens: 4e6, stepSeconds: 3.6, acceleratorCount: 1024 })); // 256000
 * ```
 */
export const stepDeviceHours = formula(
  {
    id: "hardware.step-device-hours",
    equation: "t_dev = D/B·t_step·n",
    unit: "h",
    source: { id: "narayanan-2021", at: "§5.1, end-to-end training time from the time of an iteration" },
    domain: { tokens: nonNegative, stepTokens: positive, stepSeconds: positive, acceleratorCount: atLeastOne },
  },
  ({ tokens, stepTokens, stepSeconds, acceleratorCount }) => ((tokens / stepTokens) * stepSeconds * acceleratorCount) / SECONDS_PER_HOUR,
);

/**
 * Device-hours of devices that all work for some days (h).
 *
 * @function
 *
 * @example
 * ```ts
 * import { wallClockDeviceHours } from "llm-footprint/formulas";
 *
 * console.log(wallClockDeviceHours({ runDays: 21, acceleratorCount: 2048 })); // 1032192
 * ```
 */
export const wallClockDeviceHours = formula(
  {
    id: "hardware.wall-clock-device-hours",
    equation: "t_dev = T·n",
    unit: "h",
    source: { id: "patterson-2021", at: "Table 4, accelerator years and days" },
    domain: { runDays: nonNegative, acceleratorCount: atLeastOne },
  },
  ({ runDays: days, acceleratorCount }) => days * HOURS_PER_DAY * acceleratorCount,
);

/**
 * Device-hours of a whole run from those that make progress (h): operations that were not counted lengthen it, and so do failed steps,
 * restarts, checkpoints and evaluation, whose share is one minus the goodput.
 *
 * @function
 *
 * @example
 * ```ts
 * import { lengthenedDeviceHours } from "llm-footprint/formulas";
 *
 * console.log(lengthenedDeviceHours({ productiveDeviceHours: 900, timeFactor: 1, goodput: 0.9 })); // 1000
 * ```
 */
export const lengthenedDeviceHours = formula(
  {
    id: "hardware.lengthened-device-hours",
    equation: "t_dev = t·k / g",
    unit: "h",
    source: { id: "grattafiori-2024", at: "§3.3.4, effective training time" },
    domain: { productiveDeviceHours: nonNegative, timeFactor: atLeastOne, goodput: positiveFraction },
  },
  ({ productiveDeviceHours, timeFactor, goodput }) => (productiveDeviceHours * timeFactor) / goodput,
);

/**
 * Device-hours of the experiments around a run, as a multiple of the run itself (h).
 *
 * @function
 *
 * @example
 * ```ts
 * import { experimentationDeviceHours } from "llm-footprint/formulas";
 *
 * console.log(experimentationDeviceHours({ runDeviceHours: 1000, experimentationFactor: 0.5 })); // 500
 * ```
 */
export const experimentationDeviceHours = formula(
  {
    id: "hardware.experimentation-device-hours",
    equation: "t_exp = x·t_dev",
    unit: "h",
    source: { id: "morrison-2025", at: "Table 2: development runs beside final runs" },
    domain: { runDeviceHours: nonNegative, experimentationFactor: nonNegative },
  },
  ({ runDeviceHours, experimentationFactor }) => runDeviceHours * experimentationFactor,
);

/**
 * What attention over whole sequences adds to the time of a dense model of usual proportions (ratio), whose width is 128 times its layers: for runs
 * of which dimensions or sequences are not known.
 *
 * @function
 *
 * @example
 * ```ts
 * import { typicalAttentionFactor } from "llm-footprint/formulas";
 *
 * console.log(typicalAttentionFactor({ hiddenSize: 4096, sequenceTokens: 4096 }).toFixed(3)); // 1.167
 * ```
 */
export const typicalAttentionFactor = formula(
  {
    id: "hardware.typical-attention-factor",
    equation: "k = 1 + s/(6·h)",
    unit: "1",
    source: { id: "chowdhery-2022", at: "appendix B: 12·L·h·s beside 6·N with N = 12·L·h²" },
    domain: { hiddenSize: positive, sequenceTokens: positive },
  },
  ({ hiddenSize, sequenceTokens }) => 1 + sequenceTokens / (6 * hiddenSize),
);
