// One instance under little and much load: how many sequences run, how long it works, and what a request takes with the waiting.

// #region load
import { estimateInference } from "llm-footprint";
import { accelerators } from "llm-footprint/catalog/accelerators";
import { models } from "llm-footprint/catalog/models";

const service = {
  model: models["llama-3.1-70b"],
  accelerator: accelerators["h100-sxm-80gb"],
  inputTokens: 1000,
  outputTokens: 300,
  pue: 1.2,
  grid: { intensityGramsPerKwh: 400 },
};
for (const requestsPerSecond of [0.02, 0.5, 3, 10]) {
  const { batch, energyKwh, lines } = estimateInference({ ...service, acceleratorCount: 8, requestsPerSecond });
  const valueOf = (key: string): number => lines.find((line) => line.key === key)?.value ?? Number.NaN;
  console.log(
    `${requestsPerSecond} a second: N ${valueOf("meanSequences").toFixed(2)}, B ${batch.toFixed(2)}, ` +
      `works ${(valueOf("busyShare") * 100).toFixed(0)} % of the time, ${(energyKwh * 1000).toPrecision(3)} Wh a request`,
  );
}
// #endregion load

// #region count
const unstated = estimateInference(service);
for (const { message } of unstated.notes) if (message.includes("accelerators of an instance")) console.log(message);
// #endregion count

// #region latency
const long = { ...service, model: models["llama-3.1-8b"], acceleratorCount: 1, batch: 1, inputTokens: 100_000 };
for (const outputTokens of [1, 10, 100]) {
  const { prefillSeconds, timeToFirstTokenSeconds, latencySeconds } = estimateInference({ ...long, outputTokens });
  console.log(
    `${outputTokens} tokens after a prompt of 100,000: prompt ${prefillSeconds.toFixed(2)} s, ` +
      `first token after ${timeToFirstTokenSeconds.toFixed(2)} s, last after ${latencySeconds.toFixed(2)} s`,
  );
}
// #endregion latency
