// A chat with a 70B model on eight H100: one request, and how much the batch matters.

// #region chat
import { estimateInference, type InferenceInput } from "llm-footprint";
import { accelerators } from "llm-footprint/catalog/accelerators";
import { models } from "llm-footprint/catalog/models";

const chat: InferenceInput = {
  model: models["llama-3.1-70b"],
  accelerator: accelerators["h100-sxm-80gb"],
  acceleratorCount: 8,
  inputTokens: 1000,
  outputTokens: 400,
  pue: 1.2,
  grid: { intensityGramsPerKwh: 400 },
};
const request = estimateInference({ ...chat, batch: 64 });
const wattHours = (kwh: number): string => `${(kwh * 1000).toFixed(2)} Wh`;
console.log(
  `one request: ${wattHours(request.energyKwh)} (${wattHours(request.low.energyKwh)} to ${wattHours(request.high.energyKwh)}), ` +
    `${request.totalGramsCo2e.toFixed(2)} g CO2e, first token after ${(request.timeToFirstTokenSeconds * 1000).toFixed(0)} ms`,
);
// #endregion chat

// #region batch
for (const batch of [1, 8, 64, 256]) {
  const { acceleratorJoulesPerToken, userTokensPerSecond } = estimateInference({ ...chat, batch });
  console.log(
    `batch ${batch}: ${acceleratorJoulesPerToken.toFixed(2)} J/token at ${userTokensPerSecond.toFixed(0)} tokens/s for each user`,
  );
}
// Without a batch there is no number, but an interval that says why it is wide.
const open = estimateInference(chat);
console.log(
  `batch unknown: ${open.low.acceleratorJoulesPerToken.toFixed(2)} to ${open.high.acceleratorJoulesPerToken.toFixed(2)} J/token, widest by ${open.drivers[0]?.input ?? ""}`,
);
// #endregion batch
