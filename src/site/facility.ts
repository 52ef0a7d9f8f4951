import { atLeastOne, formula, nonNegative } from "../core/formula.js";

/**
 * Energy that the facility draws for its IT equipment (kWh). This is the only place where PUE enters.
 *
 * @function
 * @throws `FootprintError` `out-of-domain` when the PUE is below 1
 *
 * @example
 * ```ts
 * import { facilityEnergy } from "llm-footprint/formulas";
 *
 * console.log(facilityEnergy({ itEnergyKwh: 1000, pue: 1.25 })); // 1250
 * ```
 */
export const facilityEnergy = formula(
  {
    id: "site.facility-energy",
    equation: "E_fac = E_it · PUE",
    unit: "kWh",
    source: { id: "greengrid-2012", at: "definition of PUE; LLMCarbon (faiz-2024) uses the same" },
    domain: { itEnergyKwh: nonNegative, pue: atLeastOne },
  },
  ({ itEnergyKwh, pue }) => itEnergyKwh * pue,
);

/**
 * Carbon intensity of electricity at the meter from that at the plant (gCO2e/kWh): what is lost in the lines was generated too.
 *
 * @function
 *
 * @example
 * ```ts
 * import { deliveredIntensity } from "llm-footprint/formulas";
 *
 * console.log(deliveredIntensity({ generationGramsPerKwh: 400, transmissionLossShare: 0.05 }).toFixed(4)); // 421.0526
 * ```
 */
export const deliveredIntensity = formula(
  {
    id: "site.delivered-intensity",
    equation: "I = I_gen / (1 − λ)",
    unit: "gCO2e/kWh",
    source: { id: "ember-owid-2026", at: "generation and losses of a grid; definition of the loss share" },
    domain: { generationGramsPerKwh: nonNegative, transmissionLossShare: { min: 0, max: 0.9 } },
  },
  ({ generationGramsPerKwh, transmissionLossShare }) => generationGramsPerKwh / (1 - transmissionLossShare),
);
