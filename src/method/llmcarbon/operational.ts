import { atLeastOne, formula, nonNegative, positive, positiveFraction } from "../../core/formula.js";
import { SECONDS_PER_HOUR, WATTS_PER_KILOWATT } from "../../core/units.js";

/**
 * L8 over all devices: device time (h). The device count cancels: twice the devices take half as long.
 *
 * @function
 *
 * @example
 * ```ts
 * import { llmcarbonDeviceHours } from "llm-footprint/formulas";
 *
 * const hours = llmcarbonDeviceHours({ computeFlop: 3.15e23, peakFlopPerSecond: 125e12, efficiency: 0.197 });
 * console.log(hours.toFixed(5)); // 3553299.49239
 * ```
 */
export const llmcarbonDeviceHours = formula(
  {
    id: "method.llmcarbon.device-hours",
    equation: "n·t_dev = C / (F·eff)",
    unit: "h",
    source: { id: "faiz-2024", at: "operational carbon model; reference code" },
    domain: { computeFlop: nonNegative, peakFlopPerSecond: positive, efficiency: positiveFraction },
  },
  ({ computeFlop, peakFlopPerSecond, efficiency }) => computeFlop / (peakFlopPerSecond * efficiency) / SECONDS_PER_HOUR,
);

/**
 * L9r: hardware energy as the reference code computes it, with the measured system power per device (kWh).
 *
 * @function
 *
 * @example
 * ```ts
 * import { llmcarbonHardwareEnergy } from "llm-footprint/formulas";
 *
 * console.log(llmcarbonHardwareEnergy({ systemPowerWatts: 330, deviceHours: 1000 })); // 330
 * ```
 */
export const llmcarbonHardwareEnergy = formula(
  {
    id: "method.llmcarbon.hardware-energy",
    equation: "E_hard = W·n·t_dev",
    unit: "kWh",
    source: { id: "faiz-2024", at: "operational carbon model; reference code" },
    domain: { systemPowerWatts: nonNegative, deviceHours: nonNegative },
  },
  ({ systemPowerWatts, deviceHours }) => (systemPowerWatts * deviceHours) / WATTS_PER_KILOWATT,
);

/**
 * L9 taken literally: peak power times FLOP efficiency times hours (kWh). The efficiency cancels against the hours, so that a slow run costs
 * no more than a fast one: GPT-3 gives 99 t. Kept only so that this can be shown.
 *
 * @function
 *
 * @example
 * ```ts
 * import { llmcarbonHardwareEnergyLiteral } from "llm-footprint/formulas";
 *
 * console.log(llmcarbonHardwareEnergyLiteral({ peakPowerWatts: 300, efficiency: 0.25, deviceHours: 1000 })); // 75
 * ```
 */
export const llmcarbonHardwareEnergyLiteral = formula(
  {
    id: "method.llmcarbon.hardware-energy-literal",
    equation: "E_hard = Σ P_i·eff_i·n_i·t_i",
    unit: "kWh",
    source: { id: "faiz-2024", at: "operational carbon model, hardware energy as printed" },
    domain: { peakPowerWatts: nonNegative, efficiency: positiveFraction, deviceHours: nonNegative },
  },
  ({ peakPowerWatts, efficiency, deviceHours }) => (peakPowerWatts * efficiency * deviceHours) / WATTS_PER_KILOWATT,
);

/**
 * L10: operational energy of the data centre (kWh).
 *
 * @function
 *
 * @example
 * ```ts
 * import { llmcarbonOperationalEnergy } from "llm-footprint/formulas";
 *
 * console.log(llmcarbonOperationalEnergy({ hardwareEnergyKwh: 1000, pue: 1.25 })); // 1250
 * ```
 */
export const llmcarbonOperationalEnergy = formula(
  {
    id: "method.llmcarbon.operational-energy",
    equation: "E_oper = E_hard·PUE",
    unit: "kWh",
    source: { id: "faiz-2024", at: "operational carbon model" },
    domain: { hardwareEnergyKwh: nonNegative, pue: atLeastOne },
  },
  ({ hardwareEnergyKwh, pue }) => hardwareEnergyKwh * pue,
);

/**
 * L11: operational carbon (gCO2e).
 *
 * @function
 *
 * @example
 * ```ts
 * import { llmcarbonOperationalCarbon } from "llm-footprint/formulas";
 *
 * console.log(llmcarbonOperationalCarbon({ operationalEnergyKwh: 1000, intensityGramsPerKwh: 429 })); // 429000
 * ```
 */
export const llmcarbonOperationalCarbon = formula(
  {
    id: "method.llmcarbon.operational-carbon",
    equation: "CO2eq_oper = E_oper·carb_inten",
    unit: "gCO2e",
    source: { id: "faiz-2024", at: "operational carbon model" },
    domain: { operationalEnergyKwh: nonNegative, intensityGramsPerKwh: nonNegative },
  },
  ({ operationalEnergyKwh, intensityGramsPerKwh }) => operationalEnergyKwh * intensityGramsPerKwh,
);
