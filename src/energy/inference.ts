import { formula, fraction, nonNegative, positive, positiveFraction } from "../core/formula.js";
import { BYTES_PER_GIGABYTE, JOULES_PER_KWH } from "../core/units.js";

/**
 * Energy of accelerators, or of their hosts, over a time (kWh).
 *
 * @function
 *
 * @example
 * ```ts
 * import { poweredEnergy } from "llm-footprint/formulas";
 *
 * console.log(poweredEnergy({ acceleratorCount: 4, powerWatts: 450, runSeconds: 2000 })); // 1
 * ```
 */
export const poweredEnergy = formula(
  {
    id: "energy.powered-energy",
    equation: "E = n·P·t",
    unit: "kWh",
    source: { id: "llm-footprint", at: "docs/guide/inference.md: power over time" },
    domain: { acceleratorCount: positive, powerWatts: nonNegative, runSeconds: nonNegative },
  },
  ({ acceleratorCount, powerWatts, runSeconds }) => (acceleratorCount * powerWatts * runSeconds) / JOULES_PER_KWH,
);

/**
 * Energy of the accelerators for the generated tokens of one request (kWh).
 *
 * @function
 *
 * @example
 * ```ts
 * import { decodeEnergy } from "llm-footprint/formulas";
 *
 * console.log(decodeEnergy({ acceleratorCount: 4, powerWatts: 450, stepSeconds: 0.04, generatedTokens: 500, batch: 10 })); // 0.001
 * ```
 */
export const decodeEnergy = formula(
  {
    id: "energy.decode-energy",
    equation: "E = n·P·t·T/B",
    unit: "kWh",
    source: { id: "llm-footprint", at: "docs/guide/inference.md: a request is charged its share of every step" },
    domain: { acceleratorCount: positive, powerWatts: nonNegative, stepSeconds: positive, generatedTokens: nonNegative, batch: positive },
  },
  ({ acceleratorCount, powerWatts, stepSeconds, generatedTokens, batch }) =>
    (acceleratorCount * powerWatts * stepSeconds * generatedTokens) / (batch * JOULES_PER_KWH),
);

/**
 * Energy of the time in which servers are ready and wait for requests, charged to one request (kWh). `idleServerWatts` is power at the plug per
 * accelerator, itself included.
 *
 * @function
 *
 * @example
 * ```ts
 * import { waitingEnergy } from "llm-footprint/formulas";
 *
 * console.log(waitingEnergy({ acceleratorCount: 4, idleServerWatts: 300, instanceSeconds: 1200, servingShare: 0.8 }).toFixed(3)); // 0.100
 * ```
 */
export const waitingEnergy = formula(
  {
    id: "energy.waiting-energy",
    equation: "E = n·P_idle·t_inst·(1 − U)/U",
    unit: "kWh",
    source: { id: "llm-footprint", at: "docs/guide/inference.md: waiting time is charged to the requests that came" },
    domain: { acceleratorCount: positive, idleServerWatts: nonNegative, instanceSeconds: nonNegative, servingShare: positiveFraction },
  },
  ({ acceleratorCount, idleServerWatts, instanceSeconds, servingShare }) =>
    (acceleratorCount * idleServerWatts * instanceSeconds * (1 - servingShare)) / (servingShare * JOULES_PER_KWH),
);

/**
 * Energy to load cached tokens, as a share of what reading them anew would cost without attention (kWh).
 *
 * @function
 *
 * @example
 * ```ts
 * import { cacheReadEnergy } from "llm-footprint/formulas";
 *
 * const device = { powerWatts: 665, peakFlopPerSecond: 989.4e12, computeEfficiency: 0.5 };
 * const energy = cacheReadEnergy({ cacheReadShare: 0.05, activeParameters: 70.55e9, cacheReadTokens: 3000, ...device });
 * console.log((energy * 3.6e6).toFixed(4)); // 28.4510
 * ```
 */
export const cacheReadEnergy = formula(
  {
    id: "energy.cache-read-energy",
    equation: "E = ρ·2·N_a·T·P/(F_pk·m)",
    unit: "kWh",
    source: { id: "irminsul-2026", at: "energy of a cache hit over a miss; docs/guide/inference.md" },
    domain: {
      cacheReadShare: fraction,
      activeParameters: positive,
      cacheReadTokens: nonNegative,
      powerWatts: nonNegative,
      peakFlopPerSecond: positive,
      computeEfficiency: positiveFraction,
    },
  },
  ({ cacheReadShare, activeParameters, cacheReadTokens, powerWatts, peakFlopPerSecond, computeEfficiency }) =>
    (cacheReadShare * 2 * activeParameters * cacheReadTokens * powerWatts) / (peakFlopPerSecond * computeEfficiency * JOULES_PER_KWH),
);

/**
 * Share of one class of tokens in the energy of their phase (kWh); nothing where the phase has no tokens.
 *
 * @function
 *
 * @example
 * ```ts
 * import { tokenShareEnergy } from "llm-footprint/formulas";
 *
 * console.log(tokenShareEnergy({ phaseEnergyKwh: 1, classTokens: 200, phaseTokens: 1000 })); // 0.2
 * ```
 */
export const tokenShareEnergy = formula(
  {
    id: "energy.token-share-energy",
    equation: "E_i = E·T_i/ΣT",
    unit: "kWh",
    source: { id: "llm-footprint", at: "docs/guide/inference.md: tokens of one phase are alike" },
    domain: { phaseEnergyKwh: nonNegative, classTokens: nonNegative, phaseTokens: nonNegative },
  },
  ({ phaseEnergyKwh, classTokens, phaseTokens }) => (phaseTokens > 0 ? (phaseEnergyKwh * classTokens) / phaseTokens : 0),
);

/**
 * Energy to keep a cache in memory of the host (kWh).
 *
 * @function
 *
 * @example
 * ```ts
 * import { retentionEnergy } from "llm-footprint/formulas";
 *
 * // 100,000 tokens of Llama-3.1-70B for five minutes, in J
 * const energy = retentionEnergy({ retainedBytes: 327680 * 1e5, memoryWattsPerGigabyte: 0.392, retentionSeconds: 300 });
 * console.log((energy * 3.6e6).toFixed(2)); // 3853.52
 * ```
 */
export const retentionEnergy = formula(
  {
    id: "energy.retention-energy",
    equation: "E = p·M·t",
    unit: "kWh",
    source: { id: "cloud-carbon-footprint", at: "memory: 0.392 W per GB" },
    domain: { retainedBytes: nonNegative, memoryWattsPerGigabyte: nonNegative, retentionSeconds: nonNegative },
  },
  ({ retainedBytes, memoryWattsPerGigabyte, retentionSeconds }) =>
    ((retainedBytes / BYTES_PER_GIGABYTE) * memoryWattsPerGigabyte * retentionSeconds) / JOULES_PER_KWH,
);

/**
 * Size of the caches of a number of tokens (B).
 *
 * @function
 *
 * @example
 * ```ts
 * import { retainedCache } from "llm-footprint/formulas";
 *
 * console.log(retainedCache({ tokenCacheBytes: 327680, cachedTokens: 1e5 })); // 32768000000
 * ```
 */
export const retainedCache = formula(
  {
    id: "energy.retained-cache",
    equation: "M = κ·T",
    unit: "B",
    source: { id: "llm-footprint", at: "docs/guide/inference.md: cache per token times tokens" },
    domain: { tokenCacheBytes: nonNegative, cachedTokens: nonNegative },
  },
  ({ tokenCacheBytes, cachedTokens }) => tokenCacheBytes * cachedTokens,
);

/**
 * Energy per generated token (J/token).
 *
 * @function
 *
 * @example
 * ```ts
 * import { energyPerToken } from "llm-footprint/formulas";
 *
 * console.log(energyPerToken({ phaseEnergyKwh: 0.000125, generatedTokens: 450 })); // 1
 * ```
 */
export const energyPerToken = formula(
  {
    id: "energy.energy-per-token",
    equation: "j = E/T",
    unit: "J/token",
    source: { id: "llm-footprint", at: "docs/guide/inference.md: energy over generated tokens" },
    domain: { phaseEnergyKwh: nonNegative, generatedTokens: positive },
  },
  ({ phaseEnergyKwh, generatedTokens }) => (phaseEnergyKwh * JOULES_PER_KWH) / generatedTokens,
);

/**
 * Energy of the accelerators of a request from a measured energy per generated token (kWh).
 *
 * @function
 *
 * @example
 * ```ts
 * import { measuredEnergy } from "llm-footprint/formulas";
 *
 * console.log(measuredEnergy({ acceleratorJoulesPerToken: 1, generatedTokens: 450 })); // 0.000125
 * ```
 */
export const measuredEnergy = formula(
  {
    id: "energy.measured-energy",
    equation: "E = j·T",
    unit: "kWh",
    source: { id: "llm-footprint", at: "docs/guide/inference.md: a measured energy per token takes the place of the model" },
    domain: { acceleratorJoulesPerToken: nonNegative, generatedTokens: nonNegative },
  },
  ({ acceleratorJoulesPerToken, generatedTokens }) => (acceleratorJoulesPerToken * generatedTokens) / JOULES_PER_KWH,
);

/**
 * Energy with the spread of the model: the value is the prediction, its range what measurements of models that the fit has not seen differ
 * by (kWh).
 *
 * @function
 *
 * @example
 * ```ts
 * import { spreadEnergy } from "llm-footprint/formulas";
 *
 * console.log(spreadEnergy({ phaseEnergyKwh: 2, energySpread: 1 })); // 2
 * ```
 */
export const spreadEnergy = formula(
  {
    id: "energy.spread-energy",
    equation: "E = E·σ",
    unit: "kWh",
    source: { id: "llm-footprint", at: "docs/guide/inference.md: measured over predicted energy of rows that the fit has not seen" },
    domain: { phaseEnergyKwh: nonNegative, energySpread: positive },
  },
  ({ phaseEnergyKwh, energySpread }) => phaseEnergyKwh * energySpread,
);

/**
 * Factor on the energy of decoding with which a measured energy of a request is met (ratio); below zero where reading the prompt alone is
 * predicted to take more.
 *
 * @function
 *
 * @example
 * ```ts
 * import { calibratedSpread } from "llm-footprint/formulas";
 *
 * console.log(calibratedSpread({ measuredEnergyKwh: 1.5, prefillEnergyKwh: 0.3, cacheReadEnergyKwh: 0, decodeEnergyKwh: 1 })); // 1.2
 * ```
 */
export const calibratedSpread = formula(
  {
    id: "energy.calibrated-spread",
    equation: "σ = (E_measured − E_pre − E_read)/E_dec",
    unit: "1",
    source: { id: "llm-footprint", at: "docs/guide/inference.md: one measured point of a deployment" },
    domain: { measuredEnergyKwh: nonNegative, prefillEnergyKwh: nonNegative, cacheReadEnergyKwh: nonNegative, decodeEnergyKwh: positive },
  },
  ({ measuredEnergyKwh, prefillEnergyKwh, cacheReadEnergyKwh, decodeEnergyKwh }) =>
    (measuredEnergyKwh - prefillEnergyKwh - cacheReadEnergyKwh) / decodeEnergyKwh,
);
