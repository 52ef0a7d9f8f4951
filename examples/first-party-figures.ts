// What operators publish of their own services, beside what the library says of the same. Checks of magnitude: nothing is fitted to them.

// #region anchors
import { estimateInference, type InferenceInput } from "llm-footprint";
import { accelerators } from "llm-footprint/catalog/accelerators";
import { models } from "llm-footprint/catalog/models";
import { closedModels, modelFromIntervals } from "llm-footprint/catalog/closed-models";
import { ecologits } from "llm-footprint/methods";

const service = {
  accelerator: accelerators["h100-sxm-80gb"],
  load: "interactive-api",
  pue: 1.1,
  grid: { intensityGramsPerKwh: 400 },
} satisfies Partial<InferenceInput>;

// GPT-4o has the interval of its class. Neither tokens nor format are public.
const closed = { ...service, model: modelFromIntervals(closedModels["gpt-4o"]), software: "sglang" } as const;
for (const precision of ["bf16", "fp8"] as const) {
  for (const [inputTokens, outputTokens] of [
    [300, 300],
    [1000, 400],
  ] as const) {
    const { low, energyKwh, high, acceleratorEnergyKwh } = estimateInference({ ...closed, precision, inputTokens, outputTokens });
    console.log(
      `${precision}, ${inputTokens} + ${outputTokens} tokens: ${(energyKwh * 1000).toFixed(2)} Wh (${(low.energyKwh * 1000).toFixed(2)} to ` +
        `${(high.energyKwh * 1000).toFixed(2)}), data centre over accelerators ${(energyKwh / acceleratorEnergyKwh).toFixed(2)}`,
    );
  }
}

// Mistral publishes 1.14 g CO2e for 400 tokens of Large 2, with upstream of hardware, location-based; the grid is not named.
const large2 = estimateInference({ ...service, model: models["mistral-large-2407"], inputTokens: 300, outputTokens: 400 });
console.log(
  `Mistral Large 2: ${large2.totalGramsCo2e.toFixed(2)} g (${large2.low.totalGramsCo2e.toFixed(2)} to ${large2.high.totalGramsCo2e.toFixed(2)}) ` +
    "at 400 g/kWh, published 1.14 g",
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
