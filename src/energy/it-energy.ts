import { formula, nonNegative } from "../core/formula.js";
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
