import { atLeastOne, formula, nonNegative } from "../core/formula.js";
import { BYTES_PER_TERABYTE, DAYS_PER_YEAR, HOURS_PER_DAY, WATTS_PER_KILOWATT } from "../core/units.js";

/**
 * Size of the checkpoints that are kept (B).
 *
 * @function
 *
 * @example
 * ```ts
 * import { checkpointBytes } from "llm-footprint/formulas";
 *
 * // one of Llama-3.1-70B
 * const one = { parameters: 70553706496, checkpointBytesPerParameter: 14, checkpointCount: 1, storageReplicas: 1 };
 * console.log(checkpointBytes(one) / 1e12); // 0.987751890944
 * ```
 */
export const checkpointBytes = formula(
  {
    id: "energy.checkpoint-bytes",
    equation: "S = N·b·k·r",
    unit: "B",
    source: { id: "rajbhandari-2019", at: "§3.1: 16-bit weights, 32-bit master weights and two moments" },
    domain: {
      parameters: nonNegative,
      checkpointBytesPerParameter: nonNegative,
      checkpointCount: nonNegative,
      storageReplicas: atLeastOne,
    },
  },
  ({ parameters, checkpointBytesPerParameter, checkpointCount, storageReplicas }) =>
    parameters * checkpointBytesPerParameter * checkpointCount * storageReplicas,
);

/**
 * Size of a data set with its copies (B).
 *
 * @function
 *
 * @example
 * ```ts
 * import { replicatedBytes } from "llm-footprint/formulas";
 *
 * console.log(replicatedBytes({ datasetBytes: 60e12, storageReplicas: 3 })); // 180000000000000
 * ```
 */
export const replicatedBytes = formula(
  {
    id: "energy.replicated-bytes",
    equation: "S = S_data·r",
    unit: "B",
    source: { id: "cloud-carbon-footprint", at: "methodology, replication factors" },
    domain: { datasetBytes: nonNegative, storageReplicas: atLeastOne },
  },
  ({ datasetBytes, storageReplicas }) => datasetBytes * storageReplicas,
);

/**
 * Energy of keeping data (kWh).
 *
 * @function
 *
 * @example
 * ```ts
 * import { storageEnergy } from "llm-footprint/formulas";
 *
 * // ten checkpoints of Llama-3.1-70B in three copies on SSD for a year
 * console.log(storageEnergy({ storedBytes: 29632556728320, storageWattsPerTerabyte: 1.2, storageYears: 1 }).toFixed(2)); // 311.50
 * ```
 */
export const storageEnergy = formula(
  {
    id: "energy.storage",
    equation: "E = S·w·T",
    unit: "kWh",
    source: { id: "cloud-carbon-footprint", at: "methodology, storage: 1.2 Wh per TB and hour on SSD, 0.65 on HDD" },
    domain: { storedBytes: nonNegative, storageWattsPerTerabyte: nonNegative, storageYears: nonNegative },
  },
  ({ storedBytes, storageWattsPerTerabyte, storageYears }) =>
    ((storedBytes / BYTES_PER_TERABYTE) * storageWattsPerTerabyte * storageYears * DAYS_PER_YEAR * HOURS_PER_DAY) / WATTS_PER_KILOWATT,
);
