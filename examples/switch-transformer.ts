// A mixture of experts: only the parameters that a token passes through enter the operations.

// #region estimate
import { estimateTraining } from "llm-footprint";
import { accelerators } from "llm-footprint/catalog/accelerators";
import { models } from "llm-footprint/catalog/models";
import { servers } from "llm-footprint/catalog/servers";
import { sites } from "llm-footprint/catalog/sites";

const site = sites["google-georgia-2020"];
const estimate = estimateTraining({
  model: models["switch-transformer-1.5t"],
  tokens: 2e12,
  accelerator: accelerators["tpu-v3"],
  acceleratorCount: 1024,
  efficiency: 0.28,
  averagePowerWatts: 245,
  pue: site.pue,
  // Location-based. The 59.1 t that Patterson et al. print are net of carbon-free energy, at 330 g/kWh; gross they are 72.2 t.
  grid: { intensityGramsPerKwh: 403 },
  server: servers["tpu-host"],
});

console.log(`parameters         ${(estimate.parameters / 1e9).toFixed(2)} B`);
console.log(`active parameters  ${(estimate.activeParameters / 1e9).toFixed(2)} B`);
console.log(`operations         ${estimate.trainingFlop.toExponential(3)} FLOP`);
console.log(`operational        ${(estimate.operationalGramsCo2e / 1e6).toFixed(1)} t CO2e`);
console.log(`embodied           ${(estimate.embodiedGramsCo2e / 1e6).toFixed(1)} t CO2e`);
// #endregion estimate

// #region range
// The active count is the weak input. The record carries both published readings: 7.41 B (LLMCarbon) and 1.5 B (Patterson et al.).
const { low, high, drivers } = estimate;
console.log(`total, low to high: ${(low.totalGramsCo2e / 1e6).toFixed(1)} to ${(high.totalGramsCo2e / 1e6).toFixed(1)} t CO2e`);
console.log(`widest input: ${drivers[0]?.input ?? "none"}`);
// #endregion range
