import { formula, nonNegative, positive } from "../core/formula.js";
import { WATTS_PER_KILOWATT } from "../core/units.js";

/**
 * Energy of the IT equipment, before cooling and conversion losses of the building (kWh): average power per device times device-hours.
 * LLMCarbon's hardware energy as its reference code computes it, L9r of the method page.
 *
 * @function
 *
 * @example
 * ```ts
 * import { itEnergy } from "llm-footprint/formulas";
 *
 * console.log(itEnergy({ averagePowerWatts: 330, deviceHours: 3552000 })); // 1172160
 * ```
 */
export const itEnergy = formula(
  {
    id: "energy.it-energy",
    equation: "E_it = W·t_dev",
    unit: "kWh",
    source: { id: "patterson-2021", at: "§2.1" },
    domain: { averagePowerWatts: nonNegative, deviceHours: nonNegative },
  },
  ({ averagePowerWatts, deviceHours }) => (averagePowerWatts * deviceHours) / WATTS_PER_KILOWATT,
);

/**
 * Energy of the experiments around a run, as a multiple of the run itself (kWh).
 *
 * @function
 *
 * @example
 * ```ts
 * import { experimentationEnergy } from "llm-footprint/formulas";
 *
 * // OLMo: development 459 MWh beside final runs of 913 MWh
 * console.log(experimentationEnergy({ runItEnergyKwh: 913000, experimentationFactor: 0.5 })); // 456500
 * ```
 */
export const experimentationEnergy = formula(
  {
    id: "energy.experimentation",
    equation: "E_exp = x·E_run",
    unit: "kWh",
    source: { id: "morrison-2025", at: "Table 2: development runs beside final runs" },
    domain: { runItEnergyKwh: nonNegative, experimentationFactor: nonNegative },
  },
  ({ runItEnergyKwh, experimentationFactor }) => runItEnergyKwh * experimentationFactor,
);

/**
 * Average power per accelerator that a measured energy and its hours stand for (W).
 *
 * @function
 *
 * @example
 * ```ts
 * import { impliedPower } from "llm-footprint/formulas";
 *
 * console.log(impliedPower({ runItEnergyKwh: 70, deviceHours: 100 })); // 700
 * ```
 */
export const impliedPower = formula(
  {
    id: "energy.implied-power",
    equation: "W = E_run/t_dev",
    unit: "W",
    source: { id: "patterson-2021", at: "§2.1, solved for the power" },
    domain: { runItEnergyKwh: nonNegative, deviceHours: positive },
  },
  ({ runItEnergyKwh, deviceHours }) => (runItEnergyKwh * WATTS_PER_KILOWATT) / deviceHours,
);

/**
 * Power of an accelerator over its thermal design power (ratio).
 *
 * @function
 *
 * @example
 * ```ts
 * import { tdpShare } from "llm-footprint/formulas";
 *
 * console.log(tdpShare({ powerWatts: 350, tdpWatts: 700 })); // 0.5
 * ```
 */
export const tdpShare = formula(
  {
    id: "energy.tdp-share",
    equation: "s = P/TDP",
    unit: "1",
    source: { id: "llm-footprint", at: "docs/guide/method.md: what a given power may be" },
    domain: { powerWatts: nonNegative, tdpWatts: positive },
  },
  ({ powerWatts, tdpWatts }) => powerWatts / tdpWatts,
);
