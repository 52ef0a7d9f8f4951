import { formula, fraction, nonNegative, positive } from "../core/formula.js";

/** Inputs of {@link mixPart}. */
export interface MixPartInputs {
  /** Share of one fuel in the generation (fraction). */
  readonly generationShare: number;
  /** Emissions of that fuel (gCO2e/kWh). */
  readonly fuelGramsPerKwh: number;
}

/**
 * What one fuel adds to the intensity of a mix (gCO2e/kWh).
 *
 * @function
 * @throws `FootprintError` `out-of-domain`
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
  ({ generationShare, fuelGramsPerKwh }: MixPartInputs) => generationShare * fuelGramsPerKwh,
);

/** Inputs of {@link mixIntensity}. */
export interface MixIntensityInputs {
  /** Sum of the parts (gCO2e/kWh). */
  readonly partsGramsPerKwh: number;
  /** Sum of the shares, 1 up to rounding (fraction). */
  readonly shareSum: number;
}

/**
 * Intensity of a mix from the sum of its parts; the division takes out that printed shares add up to 0.998 or 1.003 (gCO2e/kWh).
 *
 * @function
 * @throws `FootprintError` `out-of-domain`
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
  ({ partsGramsPerKwh, shareSum }: MixIntensityInputs) => partsGramsPerKwh / shareSum,
);

/** Inputs of {@link generationShare}. */
export interface GenerationShareInputs {
  /** Energy that one fuel generates (any unit). */
  readonly fuelEnergy: number;
  /** Energy that all fuels generate, in the same unit. */
  readonly totalEnergy: number;
}

/**
 * Share of one fuel in the generation (fraction).
 *
 * @function
 * @throws `FootprintError` `out-of-domain`
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
  ({ fuelEnergy, totalEnergy }: GenerationShareInputs) => fuelEnergy / totalEnergy,
);
