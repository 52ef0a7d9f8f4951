// A day of DeepSeek's own service, of which tokens, nodes and speed are public, beside what the library says of it.

// #region day
import { estimateInference, type InferenceInput } from "llm-footprint";
import { accelerators } from "llm-footprint/catalog/accelerators";
import { models } from "llm-footprint/catalog/models";

// 608 billion input tokens, 342 billion of them from a cache, 168 billion output tokens at a mean context of 4,989; 226.75 nodes of 8 H800.
const outputTokens = 1211;
const request: InferenceInput = {
  model: models["deepseek-v3"],
  accelerator: accelerators["h800-sxm-80gb"],
  software: "sglang",
  inputTokens: ((608 - 342) / 168) * outputTokens,
  cacheReadTokens: (342 / 168) * outputTokens,
  outputTokens,
  pue: 1.2,
  grid: { intensityGramsPerKwh: 400 },
  // At a dollar an hour the price counts the hours; the nodes of the day are those that served.
  acceleratorUsdPerHour: 1,
  servingShare: 1,
};
console.log(`published: ${((226.75 * 8 * 24) / 168e3).toFixed(2)} accelerator-hours per million output tokens`);
const show = (name: string, more: Partial<InferenceInput>): void => {
  const { hardwareUsdPerMillionTokens: value, low, high } = estimateInference({ ...request, ...more });
  const [middle, least, most] = [value, low.hardwareUsdPerMillionTokens, high.hardwareUsdPerMillionTokens] as [number, number, number];
  console.log(`${name}: ${middle.toFixed(2)} (${least.toFixed(2)} to ${most.toFixed(2)}), ${(most / least).toFixed(1)} wide`);
};
show("load: interactive-api", { load: "interactive-api" });
const unit = { acceleratorCount: 144, dataParallelism: 144, expertParallelism: 144 };
show("its unit of 144, its 20 to 22 tokens per second and user", { ...unit, publishedTokensPerSecond: { value: 21, low: 20, high: 22 } });
// #endregion day

// #region units
// A unit that decodes: 64 sequences per accelerator are an assumption.
const decoding = estimateInference({ ...request, ...unit, batch: 64 * 144 });
console.log(`a step of decoding: ${(decoding.decodeStepSeconds * 1000).toFixed(1)} ms, published 45 to 50 ms a token`);
// A unit of 32 that reads prompts, 56 % of which come from a cache; a node has 8 of them.
const reading = estimateInference({ ...request, acceleratorCount: 32, dataParallelism: 32, expertParallelism: 32, batch: 64 * 32 });
const promptTokens = (608 / 168) * outputTokens;
const perNode = (seconds: number): string => ((promptTokens / seconds) * (8 / 32)).toLocaleString("en", { maximumSignificantDigits: 3 });
console.log(
  `prompts: ${perNode(reading.prefillSeconds)} tokens/s a node (${perNode(reading.high.prefillSeconds)} to ${perNode(reading.low.prefillSeconds)}), published 73,700`,
);
// #endregion units
