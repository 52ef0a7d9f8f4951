import { atLeastOne, formula, nonNegative } from "../core/formula.js";

/** Inputs of {@link facilityEnergy}. */
export interface FacilityEnergyInputs {
  readonly itEnergyKwh: number;
  readonly pue: number;
}

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
  ({ itEnergyKwh, pue }: FacilityEnergyInputs) => itEnergyKwh * pue,
);
