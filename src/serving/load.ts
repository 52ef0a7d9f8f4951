import { atLeastOne, formula, nonNegative, positive } from "../core/formula.js";

/**
 * Whether the layers of a model are shared by several accelerators: 1, else 0.
 *
 * @function
 *
 * @example
 * ```ts
 * import { sharesLayers } from "llm-footprint/formulas";
 *
 * console.log(sharesLayers({ acceleratorCount: 8 })); // 1
 * ```
 */
export const sharesLayers = formula(
  {
    id: "serving.shares-layers",
    equation: "s = [n > 1]",
    unit: "1",
    source: { id: "llm-footprint", at: "docs/guide/inference.md: layers over several accelerators" },
    domain: { acceleratorCount: atLeastOne },
  },
  ({ acceleratorCount }) => (acceleratorCount > 1 ? 1 : 0),
);

/**
 * The most sequences of an unknown load: those of its band, as far as memory holds them (count).
 *
 * @function
 *
 * @example
 * ```ts
 * import { bandEnd } from "llm-footprint/formulas";
 *
 * console.log(bandEnd({ bandLow: 1, bandHigh: 256, mostSequences: 100 })); // 100
 * ```
 */
export const bandEnd = formula(
  {
    id: "serving.band-end",
    equation: "B_end = max(B_low, min(B_high, B_mem))",
    unit: "1",
    source: { id: "llm-footprint", at: "docs/guide/inference.md: a load that nobody knows" },
    domain: { bandLow: positive, bandHigh: positive, mostSequences: nonNegative },
  },
  ({ bandLow, bandHigh, mostSequences }) => Math.max(bandLow, Math.min(bandHigh, mostSequences)),
);

/**
 * An end of a calibrated factor: the factor that meets a measured point, times how far other batches stray from it (ratio).
 *
 * @function
 *
 * @example
 * ```ts
 * import { calibratedEnd } from "llm-footprint/formulas";
 *
 * console.log(calibratedEnd({ calibratedFactor: 1.2, spread: 0.5 })); // 0.6
 * ```
 */
export const calibratedEnd = formula(
  {
    id: "serving.calibrated-end",
    equation: "f_end = f · s",
    unit: "1",
    source: { id: "llm-footprint", at: "docs/guide/inference.md: a measured point of the deployment" },
    domain: { calibratedFactor: nonNegative, spread: nonNegative },
  },
  ({ calibratedFactor, spread }) => calibratedFactor * spread,
);
