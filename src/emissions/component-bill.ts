import { formula, fraction, nonNegative } from "../core/formula.js";

/**
 * Emissions of making one host processor: its package and all its dies (gCO2e).
 *
 * @function
 *
 * @example
 * ```ts
 * import { processorEmissions } from "llm-footprint/formulas";
 *
 * // AMD EPYC 9654: twelve core dies and an input/output die
 * const grams = processorEmissions({
 *   packageGramsCo2e: 9140, dieAreaSquareCentimetres: 12.61, carbonPerAreaGramsPerSquareCentimetre: 1970,
 * });
 * console.log((grams / 1000).toFixed(2)); // 33.98
 * ```
 */
export const processorEmissions = formula(
  {
    id: "emissions.processor",
    equation: "m_cpu = m_pkg + A·CPA",
    unit: "gCO2e",
    source: { id: "uba-green-cloud-2021", at: "processors, as BoaviztAPI quotes it: a fixed part and a part per die area" },
    domain: { packageGramsCo2e: nonNegative, dieAreaSquareCentimetres: nonNegative, carbonPerAreaGramsPerSquareCentimetre: nonNegative },
  },
  ({ packageGramsCo2e, dieAreaSquareCentimetres, carbonPerAreaGramsPerSquareCentimetre }) =>
    packageGramsCo2e + dieAreaSquareCentimetres * carbonPerAreaGramsPerSquareCentimetre,
);

/**
 * Emissions of making several parts of one kind (gCO2e): processors, hard disks, chip packages.
 *
 * @function
 *
 * @example
 * ```ts
 * import { partsEmissions } from "llm-footprint/formulas";
 *
 * console.log(partsEmissions({ partCount: 4, partGramsCo2e: 31110 })); // 124440
 * ```
 */
export const partsEmissions = formula(
  {
    id: "emissions.parts",
    equation: "m = n·m_part",
    unit: "gCO2e",
    source: { id: "llm-footprint", at: "number of parts times the emissions of one" },
    domain: { partCount: nonNegative, partGramsCo2e: nonNegative },
  },
  ({ partCount, partGramsCo2e }) => partCount * partGramsCo2e,
);

/**
 * Emissions of making a part from its mass (gCO2e): power supplies, casings, metals.
 *
 * @function
 *
 * @example
 * ```ts
 * import { massEmissions } from "llm-footprint/formulas";
 *
 * console.log(massEmissions({ massKilograms: 20, carbonPerMassGramsPerKilogram: 24300 })); // 486000
 * ```
 */
export const massEmissions = formula(
  {
    id: "emissions.mass",
    equation: "m = M·CPM",
    unit: "gCO2e",
    source: { id: "boaviztapi-factors", at: "power supplies, per kilogram" },
    domain: { massKilograms: nonNegative, carbonPerMassGramsPerKilogram: nonNegative },
  },
  ({ massKilograms, carbonPerMassGramsPerKilogram }) => massKilograms * carbonPerMassGramsPerKilogram,
);

/**
 * Emissions of the end of life as a share of those of the manufacture (gCO2e).
 *
 * @function
 *
 * @example
 * ```ts
 * import { endOfLifeEmissions } from "llm-footprint/formulas";
 *
 * // Falk et al. 2025: an A100 has 127.6 kg from cradle to gate, and 141 kg with its end of life
 * console.log(endOfLifeEmissions({ manufactureGramsCo2e: 127600, endOfLifeFraction: 0.105 })); // 13398
 * ```
 */
export const endOfLifeEmissions = formula(
  {
    id: "emissions.end-of-life",
    equation: "m_eol = f_eol·m",
    unit: "gCO2e",
    source: { id: "llm-footprint", at: "share of the manufacture, as product footprints print it" },
    domain: { manufactureGramsCo2e: nonNegative, endOfLifeFraction: fraction },
  },
  ({ manufactureGramsCo2e, endOfLifeFraction }) => endOfLifeFraction * manufactureGramsCo2e,
);
