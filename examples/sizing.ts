// Why LLaMA-65B does not train on one accelerator, and on how many it does.

// #region survey
import { sizeTraining } from "llm-footprint";
import { accelerators } from "llm-footprint/catalog/accelerators";
import { models } from "llm-footprint/catalog/models";
import { devicesForWeights, weightBytes } from "llm-footprint/formulas";

const model = models["llama-65b"];
const accelerator = accelerators["a100-sxm4-80gb"];
const plan = sizeTraining({ model, accelerator, sequenceTokens: 2048 });
const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(0)} GB`;
console.log(`16-bit weights: ${gigabytes(plan.weightBytes)}, on 80 GB already ${plan.devicesForWeights} devices`);
console.log(`with gradients and optimizer: ${gigabytes(18 * plan.parameters)}, by the quick rule ${plan.quickDevices} devices`);
console.log(
  `planned: ${plan.devices} devices, ${plan.layout.tensor} tensor × ${plan.layout.pipeline} pipeline × ${plan.layout.data} data, ${gigabytes(plan.memoryBytes)} on each`,
);
// Weights of 8 bit in devices of 230 MB of SRAM, the other example of the survey.
console.log(
  `8-bit weights in 230 MB: ${devicesForWeights({ weightBytes: weightBytes({ parameters: 65e9, weightBytesPerParameter: 1 }), memoryBytes: 230e6 })} devices`,
);
// #endregion survey

// #region refused
for (const change of [
  { acceleratorCount: 8 },
  { acceleratorCount: 8, shardingStage: 3 },
  { acceleratorCount: 16, shardingStage: 3 },
] as const) {
  try {
    const { memoryBytes, layout } = sizeTraining({ model, accelerator, sequenceTokens: 2048, ...change });
    console.log(
      `${change.acceleratorCount} devices: fits, ${gigabytes(memoryBytes)} on each, ${layout.tensor} × ${layout.pipeline} × ${layout.data}`,
    );
  } catch (error) {
    console.log(`${change.acceleratorCount} devices: ${(error as Error).message}`);
  }
}
// #endregion refused
