// The training of GPT-3 with the inputs that Patterson et al. (2021, table 4) publish.

// #region estimate
import { estimateTraining } from "llm-footprint";
import { accelerators } from "llm-footprint/catalog/accelerators";
import { models } from "llm-footprint/catalog/models";

const estimate = estimateTraining({
  model: models["gpt-3-175b"],
  tokens: 300e9,
  accelerator: accelerators["v100-sxm2-32gb"],
  acceleratorCount: 10_000,
  efficiency: 0.197,
  averagePowerWatts: 330,
  pue: 1.1,
  grid: { intensityGramsPerKwh: 429 },
});

const tonnes = (grams: number) => `${(grams / 1e6).toFixed(1)} t CO2e`;
console.log(`operational  ${tonnes(estimate.operationalGramsCo2e)}`);
console.log(`embodied     ${tonnes(estimate.embodiedGramsCo2e)}`);
console.log(`total        ${tonnes(estimate.totalGramsCo2e)}`);
// #endregion estimate

// #region range
console.log(`total, low to high: ${tonnes(estimate.low.totalGramsCo2e)} to ${tonnes(estimate.high.totalGramsCo2e)}`);
const share = estimate.embodiedGramsCo2e / estimate.totalGramsCo2e;
console.log(`embodied share of the total: ${(share * 100).toFixed(1)} %`);
for (const { input, atLow, atHigh } of estimate.drivers.slice(0, 3)) {
  console.log(`  ${input}: ${tonnes(atLow)} to ${tonnes(atHigh)}`);
}
// #endregion range

// #region notes
for (const { code, message } of estimate.notes) {
  console.log(`[${code}] ${message}`);
}
// #endregion notes
