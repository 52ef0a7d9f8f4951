import { formula, nonNegative } from "../core/formula.js";

/**
 * Emissions of the electricity that the facility drew (gCO2e), location-based when the intensity is the grid's.
 *
 * @function
 *
 * @example
 * ```ts
 * import { operationalEmissions } from "llm-footprint/formulas";
 *
 * console.log(operationalEmissions({ energyKwh: 1000, intensityGramsPerKwh: 429 })); // 429000
 * ```
 */
export const operationalEmissions = formula(
  {
    id: "emissions.operational",
    equation: "M_op = E_fac · I",
    unit: "gCO2e",
    source: { id: "patterson-2021", at: "§2.1; LLMCarbon (faiz-2024) uses the same" },
    domain: { energyKwh: nonNegative, intensityGramsPerKwh: nonNegative },
  },
  ({ energyKwh, intensityGramsPerKwh }) => energyKwh * intensityGramsPerKwh,
);
