// A reasoning model: hidden tokens are generated like visible ones, and lengthen the context of all that follow.

// #region reasoning
import { inferenceTotals } from "llm-footprint";
import { accelerators } from "llm-footprint/catalog/accelerators";
import { models } from "llm-footprint/catalog/models";

const question = {
  model: models["deepseek-r1"],
  accelerator: accelerators["h200-sxm-141gb"],
  acceleratorCount: 8,
  precision: "fp8",
  batch: 64,
  inputTokens: 300,
  outputTokens: 400,
  pue: 1.15,
  grid: { intensityGramsPerKwh: 380 },
} as const;
for (const reasoningTokens of [0, 1000, 8000]) {
  const { energyKwh, latencySeconds, outputEnergyKwh = 0, reasoningEnergyKwh = 0 } = inferenceTotals({ ...question, reasoningTokens });
  console.log(
    `${reasoningTokens} hidden tokens: ${(energyKwh * 1000).toFixed(2)} Wh, ${latencySeconds.toFixed(0)} s, ` +
      `hidden share of decoding ${((100 * reasoningEnergyKwh) / (outputEnergyKwh + reasoningEnergyKwh)).toFixed(0)} %`,
  );
}
// #endregion reasoning
