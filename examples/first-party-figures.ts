// What operators publish of their own services, beside intervals from what is known of these. Checks of magnitude: nothing is fitted to them.

// #region anchors
import { estimateInference, type InferenceInput } from "llm-footprint";
import { accelerators } from "llm-footprint/catalog/accelerators";
import { models } from "llm-footprint/catalog/models";
import { ecologits } from "llm-footprint/methods";

const accelerator = accelerators["h100-sxm-80gb"];
const service = { accelerator, inputTokens: 300, pue: 1.12, grid: { intensityGramsPerKwh: 400 } };
const show = (name: string, input: InferenceInput): void => {
  const { low, energyKwh, high, acceleratorEnergyKwh } = estimateInference(input);
  const ratio = energyKwh / acceleratorEnergyKwh;
  console.log(
    `${name}: ${(low.energyKwh * 1000).toFixed(2)} to ${(high.energyKwh * 1000).toFixed(2)} Wh; data centre over accelerators ${ratio.toFixed(2)}`,
  );
};
// Sizes of closed models are intervals of an analyst; the load is a band.
const closed = {
  kind: "mixture-of-experts",
  parameters: { value: 400e9, low: 200e9, high: 1000e9 },
  activeParameters: { value: 40e9, low: 20e9, high: 100e9 },
} as const;
show("closed model of some 400B, 300 tokens (Gemini median prompt 0.24 Wh, 1.71; OpenAI average query 0.34 Wh)", {
  ...service,
  model: closed,
  outputTokens: 300,
  servingBand: { low: 32, high: 256 },
});
show("Mistral Large 2, 400 tokens", {
  ...service,
  model: models["mistral-large-2407"],
  outputTokens: 400,
  servingBand: { low: 32, high: 256 },
});

// Mistral publishes 1.14 g CO2e for 400 tokens of it, with upstream of hardware, location-based; the grid is not named.
const own = estimateInference({ ...service, model: models["mistral-large-2407"], outputTokens: 400, servingBand: { low: 32, high: 256 } });
console.log(
  `Mistral Large 2: ${own.low.totalGramsCo2e.toFixed(2)} to ${own.high.totalGramsCo2e.toFixed(2)} g at 400 g/kWh, published 1.14 g`,
);
const { operationalGramsCo2e, embodiedGramsCo2e } = ecologits({
  parameters: 123e9,
  activeParameters: 123e9,
  outputTokens: 400,
  pue: 1.16,
  intensityGramsPerKwh: 400,
});
console.log(`EcoLogits 0.9.1 for the same: ${(operationalGramsCo2e + embodiedGramsCo2e).toFixed(2)} g`);
// #endregion anchors
