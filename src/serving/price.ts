import { formula, nonNegative, positive, positiveFraction } from "../core/formula.js";
import { DAYS_PER_YEAR, HOURS_PER_DAY, SECONDS_PER_HOUR, TOKENS_PER_MILLION } from "../core/units.js";

/**
 * Price of a million generated tokens on rented accelerators (USD/Mtoken), idle time included.
 *
 * @function
 *
 * @example
 * ```ts
 * import { rentPerMillion } from "llm-footprint/formulas";
 *
 * const deployment = { acceleratorCount: 4, timePerOutputTokenSeconds: 0.032, batch: 64, servingShare: 0.8 };
 * console.log(rentPerMillion({ acceleratorUsdPerHour: 2.5, ...deployment }).toFixed(3)); // 1.736
 * ```
 */
export const rentPerMillion = formula(
  {
    id: "serving.rent-per-million",
    equation: "p = 10⁶·p_h·n/3600·TPOT/(B·U)",
    unit: "USD/Mtoken",
    source: { id: "dong-2024", at: "§4, tokenomics: rented hardware" },
    domain: {
      acceleratorUsdPerHour: nonNegative,
      acceleratorCount: positive,
      timePerOutputTokenSeconds: positive,
      batch: positive,
      servingShare: positiveFraction,
    },
  },
  ({ acceleratorUsdPerHour, acceleratorCount, timePerOutputTokenSeconds, batch, servingShare }) =>
    (TOKENS_PER_MILLION * acceleratorUsdPerHour * acceleratorCount * timePerOutputTokenSeconds) / (SECONDS_PER_HOUR * batch * servingShare),
);

/**
 * Price of a bought accelerator per hour of its life (USD/h).
 *
 * @function
 *
 * @example
 * ```ts
 * import { hardwareUsdPerHour } from "llm-footprint/formulas";
 *
 * console.log(hardwareUsdPerHour({ acceleratorUsd: 43800, lifetimeYears: 5 })); // 1
 * ```
 */
export const hardwareUsdPerHour = formula(
  {
    id: "serving.hardware-usd-per-hour",
    equation: "p_h = P/(Y·365·24)",
    unit: "USD/h",
    source: { id: "dong-2024", at: "§4, tokenomics: bought hardware" },
    domain: { acceleratorUsd: nonNegative, lifetimeYears: positive },
  },
  ({ acceleratorUsd, lifetimeYears }) => acceleratorUsd / (lifetimeYears * DAYS_PER_YEAR * HOURS_PER_DAY),
);

/**
 * Price of the electricity of a million generated tokens (USD/Mtoken).
 *
 * @function
 *
 * @example
 * ```ts
 * import { electricityPerMillion } from "llm-footprint/formulas";
 *
 * console.log(electricityPerMillion({ energyKwhPerMillionTokens: 0.6, electricityUsdPerKwh: 0.1 })); // 0.06
 * ```
 */
export const electricityPerMillion = formula(
  {
    id: "serving.electricity-per-million",
    equation: "p = e·p_kWh",
    unit: "USD/Mtoken",
    source: { id: "dong-2024", at: "§4, tokenomics: electricity" },
    domain: { energyKwhPerMillionTokens: nonNegative, electricityUsdPerKwh: nonNegative },
  },
  ({ energyKwhPerMillionTokens, electricityUsdPerKwh }) => energyKwhPerMillionTokens * electricityUsdPerKwh,
);

/**
 * Energy of a million generated tokens (kWh/Mtoken).
 *
 * @function
 *
 * @example
 * ```ts
 * import { energyPerMillion } from "llm-footprint/formulas";
 *
 * console.log(energyPerMillion({ energyKwh: 0.0003, generatedTokens: 500 })); // 0.6
 * ```
 */
export const energyPerMillion = formula(
  {
    id: "serving.energy-per-million",
    equation: "e = 10⁶·E/T",
    unit: "kWh/Mtoken",
    source: { id: "llm-footprint", at: "docs/guide/inference.md: scaled by the tokens of the request" },
    domain: { energyKwh: nonNegative, generatedTokens: positive },
  },
  ({ energyKwh, generatedTokens }) => (TOKENS_PER_MILLION * energyKwh) / generatedTokens,
);

/**
 * Emissions of a million generated tokens (gCO2e/Mtoken).
 *
 * @function
 *
 * @example
 * ```ts
 * import { emissionsPerMillion } from "llm-footprint/formulas";
 *
 * console.log(emissionsPerMillion({ requestGramsCo2e: 0.12, generatedTokens: 500 })); // 240
 * ```
 */
export const emissionsPerMillion = formula(
  {
    id: "serving.emissions-per-million",
    equation: "c = 10⁶·C/T",
    unit: "gCO2e/Mtoken",
    source: { id: "llm-footprint", at: "docs/guide/inference.md: scaled by the tokens of the request" },
    domain: { requestGramsCo2e: nonNegative, generatedTokens: positive },
  },
  ({ requestGramsCo2e, generatedTokens }) => (TOKENS_PER_MILLION * requestGramsCo2e) / generatedTokens,
);

/**
 * Price of a call by the list of a provider (USD): each class of tokens at its own price.
 *
 * @function
 *
 * @example
 * ```ts
 * import { callPrice } from "llm-footprint/formulas";
 *
 * const tokens = { inputTokens: 2000, cacheReadTokens: 10000, cacheWriteTokens: 0, outputTokens: 500 };
 * const prices = {
 *   inputUsdPerMillionTokens: 3, cacheReadUsdPerMillionTokens: 0.3, cacheWriteUsdPerMillionTokens: 3.75, outputUsdPerMillionTokens: 15,
 * };
 * console.log(callPrice({ ...tokens, ...prices })); // 0.0165
 * ```
 */
export const callPrice = formula(
  {
    id: "serving.call-price",
    equation: "P = (n·p_in + r·p_read + w·p_write + o·p_out)/10⁶",
    unit: "USD",
    source: { id: "llm-footprint", at: "docs/guide/catalogue.md: prices of providers" },
    domain: {
      inputTokens: nonNegative,
      cacheReadTokens: nonNegative,
      cacheWriteTokens: nonNegative,
      outputTokens: nonNegative,
      inputUsdPerMillionTokens: nonNegative,
      cacheReadUsdPerMillionTokens: nonNegative,
      cacheWriteUsdPerMillionTokens: nonNegative,
      outputUsdPerMillionTokens: nonNegative,
    },
  },
  ({
    inputTokens,
    cacheReadTokens,
    cacheWriteTokens,
    outputTokens,
    inputUsdPerMillionTokens,
    cacheReadUsdPerMillionTokens,
    cacheWriteUsdPerMillionTokens,
    outputUsdPerMillionTokens,
  }) =>
    (inputTokens * inputUsdPerMillionTokens +
      cacheReadTokens * cacheReadUsdPerMillionTokens +
      cacheWriteTokens * cacheWriteUsdPerMillionTokens +
      outputTokens * outputUsdPerMillionTokens) /
    TOKENS_PER_MILLION,
);
