// One user's answer: on a phone, a laptop, the processor of a server, or a shared accelerator.

// #region devices
import { estimateInference } from "llm-footprint";
import { estimateLocalInference } from "llm-footprint/adaptation";
import { accelerators } from "llm-footprint/catalog/accelerators";
import { models } from "llm-footprint/catalog/models";

const answer = { model: models["llama-3.2-3b"], inputTokens: 200, outputTokens: 300, grid: { intensityGramsPerKwh: 400 } };
const milligrams = (grams: number): string => `${(grams * 1000).toFixed(0)} mg`;
for (const kind of ["phone", "tablet", "laptop"] as const) {
  const { tokensPerSecond, joulesPerToken, low, high, ...local } = estimateLocalInference({ ...answer, device: { kind } });
  console.log(
    `${kind}: ${tokensPerSecond.value.toFixed(0)} tokens/s, ${joulesPerToken.value.toFixed(2)} J/token, ` +
      `${milligrams(local.operationalGramsCo2e)} operational and ${milligrams(local.embodiedGramsCo2e)} embodied ` +
      `(${milligrams(low.totalGramsCo2e)} to ${milligrams(high.totalGramsCo2e)} together)`,
  );
}
const processor = estimateLocalInference({
  ...answer,
  pue: 1.2,
  precision: "int8",
  device: { kind: "processor", tdpWatts: 350, memoryBandwidthBytesPerSecond: 307.2e9, peakFlopPerSecond: 4e12 },
});
console.log(
  `processor of a server: ${processor.tokensPerSecond.value.toFixed(0)} tokens/s, ${processor.joulesPerToken.value.toFixed(2)} J/token`,
);
const shared = estimateInference({ ...answer, pue: 1.2, accelerator: accelerators["h100-sxm-80gb"], batch: 64 });
console.log(`shared accelerator, batch 64: ${shared.acceleratorJoulesPerToken.toFixed(2)} J/token, ${milligrams(shared.totalGramsCo2e)}`);
// #endregion devices
