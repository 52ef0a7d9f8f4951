import { formula, fraction, nonNegative, positive } from "../core/formula.js";

/**
 * What one fuel adds to the intensity of a mix (gCO2e/kWh).
 *
 * @function
 *
 * @example
 * ```ts
 * import { mixPart } from "llm-footprint/formulas";
 *
 * console.log(mixPart({ generationShare: 0.25, fuelGramsPerKwh: 820 })); // 205
 * ```
 */
export const mixPart = formula(
  {
    id: "site.mix-part",
    equation: "I_f = s_f·EF_f",
    unit: "gCO2e/kWh",
    source: { id: "ipcc-ar5-annex-iii", at: "Annex III, Table A.III.2 gives EF; the weighting is that of any production mix" },
    domain: { generationShare: fraction, fuelGramsPerKwh: nonNegative },
  },
  ({ generationShare, fuelGramsPerKwh }) => generationShare * fuelGramsPerKwh,
);

/**
 * Intensity of a mix from the sum of its parts; the division takes out that printed shares add up to 0.998 or 1.003 (gCO2e/kWh).
 *
 * @function
 *
 * @example
 * ```ts
 * import { mixIntensity } from "llm-footprint/formulas";
 *
 * console.log(mixIntensity({ partsGramsPerKwh: 205, shareSum: 1 })); // 205
 * ```
 */
export const mixIntensity = formula(
  {
    id: "site.mix-intensity",
    equation: "I = Σ I_f / Σ s_f",
    unit: "gCO2e/kWh",
    source: { id: "ipcc-ar5-annex-iii", at: "Annex III, Table A.III.2 gives EF; the weighting is that of any production mix" },
    domain: { partsGramsPerKwh: nonNegative, shareSum: positive },
  },
  ({ partsGramsPerKwh, shareSum }) => partsGramsPerKwh / shareSum,
);

/**
 * Share of one fuel in the generation (fraction). Both energies are in one unit, whichever.
 *
 * @function
 *
 * @example
 * ```ts
 * import { generationShare } from "llm-footprint/formulas";
 *
 * console.log(generationShare({ fuelEnergy: 250, totalEnergy: 1000 })); // 0.25
 * ```
 */
export const generationShare = formula(
  {
    id: "site.generation-share",
    equation: "s_f = E_f / Σ E",
    unit: "1",
    source: { id: "ipcc-ar5-annex-iii", at: "Annex III, Table A.III.2 gives EF; the weighting is that of any production mix" },
    domain: { fuelEnergy: nonNegative, totalEnergy: positive },
  },
  ({ fuelEnergy, totalEnergy }) => fuelEnergy / totalEnergy,
);
