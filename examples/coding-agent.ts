// A turn of a coding agent: 99 % of its tokens are read from a cache, so that their factor decides the result.

// #region agent
import { estimateInference, type InferenceInput } from "llm-footprint";
import { accelerators } from "llm-footprint/catalog/accelerators";
import { models } from "llm-footprint/catalog/models";

const turn: InferenceInput = {
  model: models["qwen3-coder-480b-a35b"],
  accelerator: accelerators["h200-sxm-141gb"],
  acceleratorCount: 8,
  precision: "fp8",
  batch: 16,
  cacheReadTokens: 99_000,
  cacheWriteTokens: 600,
  inputTokens: 100,
  outputTokens: 300,
  cacheRetentionSeconds: 300,
  pue: 1.15,
  grid: { intensityGramsPerKwh: 380 },
};
const estimate = estimateInference(turn);
const parts = {
  input: estimate.inputEnergyKwh,
  "cache write": estimate.cacheWriteEnergyKwh,
  "cache read": estimate.cacheReadEnergyKwh,
  output: estimate.outputEnergyKwh,
};
for (const [name, kwh = 0] of Object.entries(parts)) {
  console.log(`${name}: ${(kwh * 1e6).toFixed(0)} mWh, ${((100 * kwh) / estimate.acceleratorEnergyKwh).toFixed(0)} % of the accelerators`);
}
console.log(`facility: ${(estimate.low.energyKwh * 1000).toFixed(2)} to ${(estimate.high.energyKwh * 1000).toFixed(2)} Wh`);
// The same turn without a cache.
const uncached = estimateInference({ ...turn, cacheReadTokens: 0, cacheWriteTokens: 0, inputTokens: 99_700 });
console.log(`without a cache ${(uncached.energyKwh / estimate.energyKwh).toFixed(1)} times as much`);
// #endregion agent
