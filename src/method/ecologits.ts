import { formula, nonNegative, positive, notPositive } from "../core/formula.js";
import { DAYS_PER_YEAR, HOURS_PER_DAY, SECONDS_PER_HOUR, WATTS_PER_KILOWATT } from "../core/units.js";
import { exp, powerOfTwo } from "../core/power.js";

/** EcoLogits counts parameters in billions. */
const BILLION = 1e9;

/**
 * Energy of one GPU per output token by EcoLogits (kWh), fitted on an older generation of the ML.ENERGY benchmark.
 *
 * @function
 *
 * @example
 * ```ts
 * import { ecologitsTokenEnergy } from "llm-footprint/formulas";
 *
 * const fit = { energyScaleKwh: 1.1665273170451914e-9, batchExponent: -0.011205921025579175, energyOffsetKwh: 4.052928146734005e-8 };
 * console.log(ecologitsTokenEnergy({ activeParameters: 70e9, batch: 64, ...fit }).toExponential(4)); // 8.0388e-8
 * ```
 */
export const ecologitsTokenEnergy = formula(
  {
    id: "ecologits.token-energy",
    equation: "f_E = α·exp(β·B)·N_a + γ",
    unit: "kWh",
    source: {
      id: "ecologits-2025",
      at: "documentation of the language-model methodology, version 0.9.1: energy of one GPU per output token",
    },
    domain: {
      activeParameters: positive,
      batch: positive,
      energyScaleKwh: positive,
      batchExponent: notPositive,
      energyOffsetKwh: nonNegative,
    },
  },
  ({ activeParameters, batch, energyScaleKwh, batchExponent, energyOffsetKwh }) =>
    energyScaleKwh * exp(batchExponent * batch) * (activeParameters / BILLION) + energyOffsetKwh,
);

/**
 * Time per output token by EcoLogits (s).
 *
 * @function
 *
 * @example
 * ```ts
 * import { ecologitsTokenLatency } from "llm-footprint/formulas";
 *
 * const fit = { parameterSeconds: 6.785088094353663e-4, batchSeconds: 3.119310311688259e-4, offsetSeconds: 0.019473717579473387 };
 * console.log((400 * ecologitsTokenLatency({ activeParameters: 70e9, batch: 64, ...fit })).toFixed(4)); // 34.7732
 * ```
 */
export const ecologitsTokenLatency = formula(
  {
    id: "ecologits.token-latency",
    equation: "f_L = α·N_a + β·B + γ",
    unit: "s",
    source: { id: "ecologits-2025", at: "documentation of the language-model methodology, version 0.9.1: time per output token" },
    domain: { activeParameters: positive, batch: positive, parameterSeconds: positive, batchSeconds: positive, offsetSeconds: nonNegative },
  },
  ({ activeParameters, batch, parameterSeconds, batchSeconds, offsetSeconds }) =>
    parameterSeconds * (activeParameters / BILLION) + batchSeconds * batch + offsetSeconds,
);

/**
 * GPUs that hold a model by EcoLogits (count).
 *
 * @function
 *
 * @example
 * ```ts
 * import { ecologitsGpuCount } from "llm-footprint/formulas";
 *
 * console.log(ecologitsGpuCount({ parameters: 671e9, memoryOverhead: 1.2, weightBytesPerParameter: 2, memoryBytes: 80e9 })); // 32
 * ```
 */
export const ecologitsGpuCount = formula(
  {
    id: "ecologits.gpu-count",
    equation: "n = 2^⌈log₂⌈o·N·b/M⌉⌉",
    unit: "1",
    source: {
      id: "ecologits-2025",
      at: "documentation of the language-model methodology, version 0.9.1: text and code; the printed formula lacks the outer ceiling",
    },
    domain: { parameters: positive, memoryOverhead: positive, weightBytesPerParameter: positive, memoryBytes: positive },
  },
  ({ parameters, memoryOverhead, weightBytesPerParameter, memoryBytes }) =>
    powerOfTwo((memoryOverhead * parameters * weightBytesPerParameter) / memoryBytes),
);

/**
 * Energy of a request before PUE by EcoLogits (kWh).
 *
 * @function
 *
 * @example
 * ```ts
 * import { ecologitsServerEnergy } from "llm-footprint/formulas";
 *
 * const server = { serverWatts: 1200, gpuCount: 4, gpusPerServer: 8, batch: 64 };
 * console.log(ecologitsServerEnergy({ latencySeconds: 34.7731681, outputTokens: 400, tokenEnergyKwh: 8.0388e-8, ...server }).toExponential(3)); // 2.192e-4
 * ```
 */
export const ecologitsServerEnergy = formula(
  {
    id: "ecologits.server-energy",
    equation: "E_srv = ΔT·P_srv·n/(n_srv·B) + n·T·f_E",
    unit: "kWh",
    source: {
      id: "ecologits-2025",
      at: "documentation of the language-model methodology, version 0.9.1: server without GPUs by time and batch, plus the GPUs",
    },
    domain: {
      latencySeconds: nonNegative,
      serverWatts: nonNegative,
      gpuCount: positive,
      gpusPerServer: positive,
      batch: positive,
      outputTokens: nonNegative,
      tokenEnergyKwh: nonNegative,
    },
  },
  ({ latencySeconds, serverWatts, gpuCount, gpusPerServer, batch, outputTokens, tokenEnergyKwh }) =>
    ((latencySeconds / SECONDS_PER_HOUR) * (serverWatts / WATTS_PER_KILOWATT) * gpuCount) / (gpusPerServer * batch) +
    gpuCount * outputTokens * tokenEnergyKwh,
);

/**
 * Manufacture that a request is charged by EcoLogits (gCO2e).
 *
 * @function
 *
 * @example
 * ```ts
 * import { ecologitsEmbodied } from "llm-footprint/formulas";
 *
 * const hardware = { gpuCount: 4, gpusPerServer: 8, serverGramsCo2e: 5.7e6, gpuGramsCo2e: 164e3, lifetimeYears: 3 };
 * console.log(ecologitsEmbodied({ latencySeconds: 34.7731681, batch: 64, ...hardware }).toFixed(5)); // 0.02013
 * ```
 */
export const ecologitsEmbodied = formula(
  {
    id: "ecologits.embodied",
    equation: "C_emb = ΔT/(B·Y)·(n/n_srv·C_srv + n·C_gpu)",
    unit: "gCO2e",
    source: {
      id: "ecologits-2025",
      at: "documentation of the language-model methodology, version 0.9.1: manufacture by time and batch over three years",
    },
    domain: {
      latencySeconds: nonNegative,
      batch: positive,
      lifetimeYears: positive,
      gpuCount: positive,
      gpusPerServer: positive,
      serverGramsCo2e: nonNegative,
      gpuGramsCo2e: nonNegative,
    },
  },
  ({ latencySeconds, batch, lifetimeYears, gpuCount, gpusPerServer, serverGramsCo2e, gpuGramsCo2e }) =>
    (latencySeconds / (batch * lifetimeYears * DAYS_PER_YEAR * HOURS_PER_DAY * SECONDS_PER_HOUR)) *
    ((gpuCount / gpusPerServer) * serverGramsCo2e + gpuCount * gpuGramsCo2e),
);

/**
 * Water of a request by the documentation of EcoLogits (L). The released code puts the energy of the facility in the place of that of the
 * server, and so counts the PUE twice.
 *
 * @function
 *
 * @example
 * ```ts
 * import { ecologitsWater } from "llm-footprint/formulas";
 *
 * const place = { pue: 1.2, wueLitresPerKwh: 0.569, electricityWaterLitresPerKwh: 3 };
 * console.log(ecologitsWater({ itEnergyKwh: 2.19176331e-4, ...place }).toExponential(6)); // 9.137461e-4
 * ```
 */
export const ecologitsWater = formula(
  {
    id: "ecologits.water",
    equation: "W = E_srv·(WUE_on + PUE·WUE_off)",
    unit: "L",
    source: {
      id: "ecologits-2025",
      at: "documentation of the language-model methodology, version 0.9.1: water on site and at the power plants",
    },
    domain: { itEnergyKwh: nonNegative, pue: positive, wueLitresPerKwh: nonNegative, electricityWaterLitresPerKwh: nonNegative },
  },
  ({ itEnergyKwh, pue, wueLitresPerKwh, electricityWaterLitresPerKwh }) =>
    itEnergyKwh * (wueLitresPerKwh + pue * electricityWaterLitresPerKwh),
);

/**
 * 1 where a measured latency is below the modelled one and takes its place by EcoLogits; else 0 (pure number).
 *
 * @function
 * @throws `FootprintError` `out-of-domain`
 *
 * @example
 * ```ts
 * import { ecologitsIsCapped } from "llm-footprint/formulas";
 *
 * console.log(ecologitsIsCapped({ measuredLatencySeconds: 5, modelledSeconds: 34.8 })); // 1
 * ```
 */
export const ecologitsIsCapped = formula(
  {
    id: "ecologits.is-capped",
    equation: "z = [ΔT_req < ΔT]",
    unit: "1",
    source: {
      id: "ecologits-2025",
      at: "documentation of the language-model methodology, version 0.9.1: the latency of the request as a cap",
    },
    domain: { measuredLatencySeconds: nonNegative, modelledSeconds: nonNegative },
  },
  ({ measuredLatencySeconds, modelledSeconds }) => (measuredLatencySeconds < modelledSeconds ? 1 : 0),
);
