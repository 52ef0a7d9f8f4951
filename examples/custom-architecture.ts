// Your own model on your own accelerator, on three grids. Nothing here is in the catalogue but the grids.

// #region architecture
import { countParameters, type DenseModel } from "llm-footprint";

const model: DenseModel = {
  kind: "dense",
  name: "own 3B",
  architecture: {
    layers: 28,
    hiddenSize: 3072,
    attentionHeads: 24,
    keyValueHeads: 8,
    feedForwardSize: 8192,
    gatedFeedForward: true,
    vocabularySize: 128_256,
    tiedEmbeddings: true,
    contextTokens: 8192,
    norm: "rms",
  },
};
console.log(`parameters: ${countParameters(model).parameters.toLocaleString("en-US")}`);
// #endregion architecture

// #region accelerator
import { type Accelerator, estimateTraining } from "llm-footprint";
import { grids, gridInYear } from "llm-footprint/catalog/grids";

// A made-up card. A number may carry its range; one without a range counts as exact.
const accelerator: Accelerator = {
  name: "own 96 GB card",
  memoryBytes: 96e9,
  tdpWatts: 600,
  peakFlopPerSecond: { bf16: 500e12 },
  trainingPrecision: "bf16",
  dieAreaSquareCentimetres: { value: 8, low: 7.5, high: 8.2 },
  fabNode: "5nm",
};

for (const grid of [grids.swe, grids.usa, grids.ind]) {
  const { energyKwh, totalGramsCo2e, low, high } = estimateTraining({
    model,
    tokens: 2e12,
    accelerator,
    acceleratorCount: 256,
    efficiency: { value: 0.38, low: 0.3, high: 0.45 },
    averagePowerWatts: { value: 750, low: 600, high: 830 },
    pue: { value: 1.2, low: 1.1, high: 1.4 },
    grid: gridInYear(grid, 2024),
  });
  const [value, least, most] = [totalGramsCo2e, low.totalGramsCo2e, high.totalGramsCo2e].map((grams) => (grams / 1e6).toFixed(1));
  console.log(`${grid.name.padEnd(13)}  ${(energyKwh / 1000).toFixed(0)} MWh  ${value} t CO2e  (${least} to ${most})`);
}
// #endregion accelerator
