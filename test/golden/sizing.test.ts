import { sizeTraining } from "llm-footprint";
import { accelerators } from "llm-footprint/catalog/accelerators";
import { activationBytes, layerActivationBytes } from "llm-footprint/formulas";
import { testGolden } from "../helpers/golden.js";
import devices from "./sizing/devices.json" with { type: "json" };
import memory from "./sizing/memory.json" with { type: "json" };

testGolden<Parameters<typeof layerActivationBytes>[0] & Omit<Parameters<typeof activationBytes>[0], "layerActivationBytes">>(
  memory,
  ({ layers, pipelineParallelism, interleave, ...layer }) => ({
    gibibytes: activationBytes({ layerActivationBytes: layerActivationBytes(layer), layers, pipelineParallelism, interleave }) / 1024 ** 3,
  }),
);

testGolden<{ parameters: number }>(devices, ({ parameters }) => {
  const { quickDevices, weightBytes } = sizeTraining({
    model: { kind: "dense", parameters },
    accelerator: { ...accelerators["a100-sxm4-80gb"], memoryBytes: 80e9 },
  });
  return { quickDevices, weightBytes };
});
