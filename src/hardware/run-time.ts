import { atLeastOne, formula, nonNegative, positive, positiveFraction } from "../core/formula.js";
import { HOURS_PER_DAY, SECONDS_PER_HOUR } from "../core/units.js";

/** Inputs of {@link deviceHours}. */
export interface DeviceHoursInputs {
  readonly trainingFlop: number;
  readonly peakFlopPerSecond: number;
  readonly efficiency: number;
}

/**
 * Time that all devices together spend on a number of operations (h): LLMCarbon's device time, L8 of the method page.
 *
 * @function
 * @throws `FootprintError` `out-of-domain`
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
  ({ trainingFlop, peakFlopPerSecond, efficiency }: DeviceHoursInputs) =>
    trainingFlop / (peakFlopPerSecond * efficiency * SECONDS_PER_HOUR),
);

/** Inputs of {@link runDays}. */
export interface RunDaysInputs {
  readonly deviceHours: number;
  readonly acceleratorCount: number;
}

/**
 * Wall-clock time of a run whose devices all work at once (d).
 *
 * @function
 * @throws `FootprintError` `out-of-domain`
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
  ({ deviceHours, acceleratorCount }: RunDaysInputs) => deviceHours / acceleratorCount / HOURS_PER_DAY,
);

/** Inputs of {@link modelFlopUtilisation}. */
export interface ModelFlopUtilisationInputs {
  readonly hardwareFlopUtilisation: number;
  readonly recomputeFactor: number;
}

/**
 * Model FLOP utilisation from hardware FLOP utilisation, which also counts recomputed operations (fraction).
 *
 * @function
 * @throws `FootprintError` `out-of-domain`
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
  ({ hardwareFlopUtilisation, recomputeFactor }: ModelFlopUtilisationInputs) => hardwareFlopUtilisation / recomputeFactor,
);
