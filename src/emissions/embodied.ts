import { atLeastOne, formula, nonNegative, positive, positiveFraction } from "../core/formula.js";
import { BYTES_PER_GIGABYTE, DAYS_PER_YEAR, HOURS_PER_DAY } from "../core/units.js";

/**
 * Emissions of making one good square centimetre of a chip: fab electricity, process gases and materials over yield (gCO2e/cm2).
 *
 * @function
 *
 * @example
 * ```ts
 * import { fabCarbonPerArea } from "llm-footprint/formulas";
 *
 * // 7 nm, fab on 500 g/kWh, 95 % abatement
 * const grams = fabCarbonPerArea({
 *   fabIntensityGramsPerKwh: 500, fabEnergyKwhPerSquareCentimetre: 2.15,
 *   processGasGramsPerSquareCentimetre: 350, materialGramsPerSquareCentimetre: 500, yieldFraction: 0.875,
 * });
 * console.log(grams); // 2200
 * ```
 */
export const fabCarbonPerArea = formula(
  {
    id: "emissions.fab-carbon-per-area",
    equation: "CPA = (CI_fab·EPA + GPA + MPA) / Y",
    unit: "gCO2e/cm2",
    source: { id: "gupta-2022", at: "equation 5" },
    domain: {
      fabIntensityGramsPerKwh: nonNegative,
      fabEnergyKwhPerSquareCentimetre: nonNegative,
      processGasGramsPerSquareCentimetre: nonNegative,
      materialGramsPerSquareCentimetre: nonNegative,
      yieldFraction: positiveFraction,
    },
  },
  (inputs) =>
    (inputs.fabIntensityGramsPerKwh * inputs.fabEnergyKwhPerSquareCentimetre +
      inputs.processGasGramsPerSquareCentimetre +
      inputs.materialGramsPerSquareCentimetre) /
    inputs.yieldFraction,
);

/**
 * Emissions of making a chip from its area (gCO2e): L12 of LLMCarbon.
 *
 * @function
 *
 * @example
 * ```ts
 * import { dieEmissions } from "llm-footprint/formulas";
 *
 * // a V100 die as LLMCarbon counts it
 * console.log(dieEmissions({ dieAreaSquareCentimetres: 8.15, carbonPerAreaGramsPerSquareCentimetre: 1200 })); // 9780
 * ```
 */
export const dieEmissions = formula(
  {
    id: "emissions.die",
    equation: "m_die = A·CPA",
    unit: "gCO2e",
    source: { id: "gupta-2022", at: "equation 4; LLMCarbon (faiz-2024) uses the same" },
    domain: { dieAreaSquareCentimetres: nonNegative, carbonPerAreaGramsPerSquareCentimetre: nonNegative },
  },
  ({ dieAreaSquareCentimetres, carbonPerAreaGramsPerSquareCentimetre }) => dieAreaSquareCentimetres * carbonPerAreaGramsPerSquareCentimetre,
);

/**
 * Emissions of making memory or storage from its capacity (gCO2e).
 *
 * @function
 *
 * @example
 * ```ts
 * import { memoryEmissions } from "llm-footprint/formulas";
 *
 * console.log(memoryEmissions({ memoryBytes: 256e9, carbonPerCapacityGramsPerGigabyte: 400 })); // 102400
 * ```
 */
export const memoryEmissions = formula(
  {
    id: "emissions.memory",
    equation: "m_mem = S·CPS",
    unit: "gCO2e",
    source: { id: "gupta-2022", at: "equations 6 to 8; LLMCarbon (faiz-2024) uses the same" },
    domain: { memoryBytes: nonNegative, carbonPerCapacityGramsPerGigabyte: nonNegative },
  },
  ({ memoryBytes, carbonPerCapacityGramsPerGigabyte }) => (memoryBytes / BYTES_PER_GIGABYTE) * carbonPerCapacityGramsPerGigabyte,
);

/**
 * One accelerator's share of the server around it (gCO2e).
 *
 * @function
 *
 * @example
 * ```ts
 * import { hostShare } from "llm-footprint/formulas";
 *
 * console.log(hostShare({ hostGramsCo2e: 2500000, acceleratorsPerServer: 8 })); // 312500
 * ```
 */
export const hostShare = formula(
  {
    id: "emissions.host-share",
    equation: "m_host = M_server / n_server",
    unit: "gCO2e",
    source: { id: "luccioni-2022", at: "§4.1" },
    domain: { hostGramsCo2e: nonNegative, acceleratorsPerServer: atLeastOne },
  },
  ({ hostGramsCo2e, acceleratorsPerServer }) => hostGramsCo2e / acceleratorsPerServer,
);

/**
 * How many device lifetimes a run uses up (pure number): device-hours over the hours that one device works in its life. Above 1 when many
 * devices together work longer than one lives.
 *
 * @function
 *
 * @example
 * ```ts
 * import { lifetimeShare } from "llm-footprint/formulas";
 *
 * // one hour of a device that works 85 % of five years
 * console.log(lifetimeShare({ deviceHours: 1, lifetimeYears: 5, lifetimeUtilisation: 0.85 }).toPrecision(6)); // 0.0000268601
 * ```
 */
export const lifetimeShare = formula(
  {
    id: "emissions.lifetime-share",
    equation: "φ = t_dev / (T_life·u)",
    unit: "1",
    source: { id: "luccioni-2022", at: "§4.1" },
    domain: { deviceHours: nonNegative, lifetimeYears: positive, lifetimeUtilisation: positiveFraction },
  },
  ({ deviceHours, lifetimeYears, lifetimeUtilisation }) =>
    deviceHours / (lifetimeYears * DAYS_PER_YEAR * HOURS_PER_DAY * lifetimeUtilisation),
);

/**
 * The part of a device's manufacturing emissions that a run answers for (gCO2e).
 *
 * @function
 *
 * @example
 * ```ts
 * import { allocatedEmissions } from "llm-footprint/formulas";
 *
 * console.log(allocatedEmissions({ perDeviceGramsCo2e: 164000, lifetimeShare: 0.5 })); // 82000
 * ```
 */
export const allocatedEmissions = formula(
  {
    id: "emissions.allocated",
    equation: "M_emb = m·φ",
    unit: "gCO2e",
    source: { id: "luccioni-2022", at: "§4.1" },
    domain: { perDeviceGramsCo2e: nonNegative, lifetimeShare: nonNegative },
  },
  ({ perDeviceGramsCo2e, lifetimeShare }) => perDeviceGramsCo2e * lifetimeShare,
);
