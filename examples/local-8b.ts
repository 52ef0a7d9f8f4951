// An 8B model for one user at home: a laptop GPU and a processor of one's own record, against a data centre.

// #region local
import { type Accelerator, inferenceTotals } from "llm-footprint";
import { accelerators } from "llm-footprint/catalog/accelerators";
import { models } from "llm-footprint/catalog/models";

// Figures of your own device; no host share beyond these watts, no idle time, no data centre.
const laptopGpu: Accelerator = {
  name: "laptop GPU, 12 GB",
  memoryBytes: 12e9,
  memoryBandwidthBytesPerSecond: 432e9,
  tdpWatts: 115,
  peakFlopPerSecond: { bf16: 80e12 },
};
const processor: Accelerator = {
  name: "desktop processor, two channels of DDR5",
  memoryBytes: 64e9,
  memoryBandwidthBytesPerSecond: 90e9,
  tdpWatts: 125,
  peakFlopPerSecond: { bf16: 2e12 },
};
const question = { model: models["llama-3.1-8b"], inputTokens: 200, outputTokens: 300, grid: { intensityGramsPerKwh: 340 } };
const atHome = { ...question, precision: "int4", batch: 1, acceleratorCount: 1, servingShare: 1, server: null, pue: 1 } as const;
const places = {
  "laptop GPU": inferenceTotals({ ...atHome, accelerator: laptopGpu, hostWatts: 25 }),
  processor: inferenceTotals({ ...atHome, accelerator: processor, hostWatts: 40 }),
  "data centre, batch 64": inferenceTotals({ ...question, accelerator: accelerators["h100-sxm-80gb"], batch: 64, pue: 1.2 }),
};
for (const [name, { energyKwh, userTokensPerSecond }] of Object.entries(places)) {
  console.log(`${name}: ${(energyKwh * 1e6).toFixed(0)} mWh an answer, ${userTokensPerSecond.toFixed(0)} tokens/s`);
}
// #endregion local
