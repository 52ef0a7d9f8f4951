// Where LLMCarbon's equations stop to hold: expert width, and the range of its polynomials.

// #region width
import { llmcarbonMoeParameters, moeParameters } from "llm-footprint/formulas";

// GShard has experts eight times as wide as the model; L2 assumes four. The published count is 619 B (Patterson et al. 2021).
const gshard = { layers: 36, hiddenSize: 1024, experts: 2048, expertLayerShare: 0.5 };
const asPrinted = llmcarbonMoeParameters({ ...gshard, denseParameters: 12 * 36 * 1024 ** 2 });
const realWidth = moeParameters({ ...gshard, feedForwardSize: 8192 });
console.log(`GShard, L2 as printed:      ${(asPrinted / 1e9).toFixed(1)} B parameters`);
console.log(`GShard, L2 with real width: ${(realWidth / 1e9).toFixed(1)} B parameters`);
// #endregion width

// #region predict
import { isFootprintError } from "llm-footprint";
import { llmcarbonPredict } from "llm-footprint/methods";

const { tensorParallelism, pipelineParallelism, deviceCount, throughputFlopPerSecond } = llmcarbonPredict({
  parameters: 175e9,
  memoryBytes: 80e9,
});
const rate = (throughputFlopPerSecond / 1e12).toFixed(1);
console.log(`175 B on A100-80GB: t ${tensorParallelism}, p ${pipelineParallelism}, ${deviceCount} devices, ${rate} TFLOP/s each`);

for (const input of [
  { parameters: 1.7e9, memoryBytes: 80e9 },
  { parameters: 2.5e12, memoryBytes: 80e9 },
  { parameters: 175e9, memoryBytes: 96e9 },
]) {
  try {
    llmcarbonPredict(input);
  } catch (error) {
    if (!isFootprintError(error)) throw error;
    console.log(`${error.code}: ${error.message}`);
  }
}
// #endregion predict
