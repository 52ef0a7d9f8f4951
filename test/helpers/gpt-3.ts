import type { TrainingInput } from "llm-footprint";
import { accelerators } from "llm-footprint/catalog/accelerators";
import { models } from "llm-footprint/catalog/models";
import type { LlmcarbonReferenceInput } from "llm-footprint/methods";

/** The run of GPT-3 with the published inputs (Patterson et al. 2021, table 4), for the library's own estimate. */
export const gpt3 = {
  model: models["gpt-3-175b"],
  tokens: 300e9,
  accelerator: accelerators["v100-sxm2-32gb"],
  acceleratorCount: 10_000,
  efficiency: 0.197,
  averagePowerWatts: 330,
  pue: 1.1,
  grid: { intensityGramsPerKwh: 429 },
} as const satisfies TrainingInput;

/** The same run for the method `llmcarbon-reference`. */
export const gpt3Reference = {
  baseParameters: 175e9,
  tokens: 300e9,
  peakFlopPerSecond: 125e12,
  efficiency: 0.197,
  powerWatts: 330,
  deviceCount: 10_000,
  pue: 1.1,
  intensityGramsPerKwh: 429,
} as const satisfies LlmcarbonReferenceInput;

export const GRAMS_PER_KILOGRAM = 1e3;
export const GRAMS_PER_TONNE = 1e6;
