import { formula, nonNegative, positive } from "../../core/formula.js";
import { BYTES_PER_GIGABYTE } from "../../core/units.js";

/**
 * L12 for logic: embodied carbon of one chip (gCO2e).
 *
 * @function
 *
 * @example
 * ```ts
 * import { llmcarbonChipCarbon } from "llm-footprint/formulas";
 *
 * console.log(llmcarbonChipCarbon({ areaSquareCentimetres: 8.15, carbonPerAreaGramsPerSquareCentimetre: 1200 })); // 9780
 * ```
 */
export const llmcarbonChipCarbon = formula(
  {
    id: "method.llmcarbon.chip-carbon",
    equation: "CO2eq_chip = area·CPA",
    unit: "gCO2e",
    source: { id: "faiz-2024", at: "embodied carbon model" },
    domain: { areaSquareCentimetres: nonNegative, carbonPerAreaGramsPerSquareCentimetre: nonNegative },
  },
  ({ areaSquareCentimetres, carbonPerAreaGramsPerSquareCentimetre }) => areaSquareCentimetres * carbonPerAreaGramsPerSquareCentimetre,
);

/**
 * L12 for memory and storage: embodied carbon from capacity (gCO2e).
 *
 * @function
 *
 * @example
 * ```ts
 * import { llmcarbonStorageCarbon } from "llm-footprint/formulas";
 *
 * console.log(llmcarbonStorageCarbon({ capacityBytes: 256e9, carbonPerCapacityGramsPerGigabyte: 400 })); // 102400
 * ```
 */
export const llmcarbonStorageCarbon = formula(
  {
    id: "method.llmcarbon.storage-carbon",
    equation: "CO2eq_mem = size·CPS",
    unit: "gCO2e",
    source: { id: "faiz-2024", at: "embodied carbon model" },
    domain: { capacityBytes: nonNegative, carbonPerCapacityGramsPerGigabyte: nonNegative },
  },
  ({ capacityBytes, carbonPerCapacityGramsPerGigabyte }) => (capacityBytes / BYTES_PER_GIGABYTE) * carbonPerCapacityGramsPerGigabyte,
);

/**
 * L13 for one kind of unit: the part of its embodied carbon that falls on the run (gCO2e).
 *
 * @function
 *
 * @example
 * ```ts
 * import { llmcarbonAllocatedCarbon } from "llm-footprint/formulas";
 *
 * const grams = llmcarbonAllocatedCarbon({ unitCount: 512, perUnitGramsCo2e: 9780, runDays: 20.4, lifetimeDays: 1825 });
 * console.log(grams.toFixed(3)); // 55972.682
 * ```
 */
export const llmcarbonAllocatedCarbon = formula(
  {
    id: "method.llmcarbon.allocated-carbon",
    equation: "CO2eq_emb = n_i·m_i·t / lifetime",
    unit: "gCO2e",
    source: { id: "faiz-2024", at: "embodied carbon model; reference code (lifetime 5 × 365 days)" },
    domain: { unitCount: nonNegative, perUnitGramsCo2e: nonNegative, runDays: nonNegative, lifetimeDays: positive },
  },
  ({ unitCount, perUnitGramsCo2e, runDays, lifetimeDays }) => (unitCount * perUnitGramsCo2e * runDays) / lifetimeDays,
);
