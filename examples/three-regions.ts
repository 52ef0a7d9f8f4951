// A model that does not exist yet, planned on 64 H100 in three cloud regions: nothing is known but its dimensions and its tokens.

// #region regions
import { estimateTraining, type Model } from "llm-footprint";
import { accelerators } from "llm-footprint/catalog/accelerators";
import { cloudRegions, regionPlace } from "llm-footprint/catalog/cloud-regions";
import { grids } from "llm-footprint/catalog/grids";

const model: Model = {
  kind: "dense",
  name: "own 3B",
  trainingSequenceTokens: 4096,
  architecture: {
    layers: 28,
    hiddenSize: 3072,
    attentionHeads: 24,
    keyValueHeads: 8,
    feedForwardSize: 8192,
    gatedFeedForward: true,
    vocabularySize: 128256,
    tiedEmbeddings: true,
    contextTokens: 4096,
    norm: "rms",
  },
};

for (const id of ["gcp:europe-north1", "aws:us-east-1", "aws:ap-south-1"] as const) {
  const { grid, pue = 1.2 } = regionPlace(cloudRegions[id], grids);
  const { days, energyKwh, totalGramsCo2e, low, high } = estimateTraining({
    model,
    tokens: 1e12,
    accelerator: accelerators["h100-sxm-80gb"],
    acceleratorCount: 64,
    pue,
    grid,
  });
  const tonnes = (grams: number): string => (grams / 1e6).toFixed(1);
  console.log(
    `${id.padEnd(18)} ${days.toFixed(0)} days (${low.days.toFixed(0)} to ${high.days.toFixed(0)}), ${Math.round(energyKwh / 1000)} MWh, ` +
      `${tonnes(totalGramsCo2e)} t CO2e (${tonnes(low.totalGramsCo2e)} to ${tonnes(high.totalGramsCo2e)})`,
  );
}
// #endregion regions
