// Kinds of load: what stands in for the batch, where nobody knows how many requests run at once.

// #region loads
import { estimateInference, type InferenceInput } from "llm-footprint";
import { accelerators } from "llm-footprint/catalog/accelerators";
import { models } from "llm-footprint/catalog/models";

const service: InferenceInput = {
  model: models["llama-3.1-70b"],
  accelerator: accelerators["h100-sxm-80gb"],
  acceleratorCount: 8,
  inputTokens: 1000,
  outputTokens: 300,
  pue: 1.2,
  grid: { intensityGramsPerKwh: 400 },
};
const show = (name: string, more: Partial<InferenceInput>): void => {
  const { batch, energyKwh, userTokensPerSecond, low, high } = estimateInference({ ...service, ...more });
  const wattHours = (kwh: number): string => (kwh * 1000).toPrecision(3);
  console.log(
    `${name}: batch ${batch.toFixed(0)}, ${userTokensPerSecond.toFixed(0)} tokens/s for a user, ` +
      `${wattHours(energyKwh)} Wh (${wattHours(low.energyKwh)} to ${wattHours(high.energyKwh)})`,
  );
};
show("nothing is known", {});
show("a large shared service", { load: "interactive-api" });
show("a job nobody waits for", { load: "batch-job" });
show("20,000 requests a day on one's own machine", { load: "private", dailyRequests: 20_000 });
show("one user", { load: "single-user" });
show("a published speed of 30 tokens/s", { publishedTokensPerSecond: 30 });
// #endregion loads

// #region no-rate
const board = estimateInference({
  ...service,
  model: models["llama-3.1-8b"],
  accelerator: {
    name: "board without a rate",
    memoryBytes: 32e9,
    memoryBandwidthBytesPerSecond: 273e9,
    tdpWatts: 60,
    peakFlopPerSecond: {},
  },
  acceleratorCount: 1,
  precision: "int4",
  load: "single-user",
});
const rateOf = ({ userTokensPerSecond }: { readonly userTokensPerSecond: number }): string => userTokensPerSecond.toFixed(0);
console.log(`${rateOf(board)} tokens/s (${rateOf(board.low)} to ${rateOf(board.high)})`);
for (const { message } of board.notes) {
  if (/^board without a rate has no rate|^Measurements of/u.test(message)) console.log(message);
}
// #endregion no-rate
