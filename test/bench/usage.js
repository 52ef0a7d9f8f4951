// Calls: `npm run bench`. A later call of an estimator, with low and high, against a hand-written port of EcoLogits' published formula without
// ranges: both look the model up by its name, and give energy, emissions (use and manufacture) and water of one request.
import { createEstimator } from "llm-footprint/usage";
import { alternate } from "./alternate.js";

const sizes = new Map(
  Object.entries({
    "gpt-4o": [440e9, 110e9],
    "claude-sonnet-4-6": [440e9, 110e9],
    "llama-3.3-70b": [70e9, 70e9],
    "deepseek-v3.2": [671e9, 37e9],
  }),
);
const [GPU_GB, SERVER_GPUS, SERVER_KW, BATCH, PUE, GRAMS_PER_KWH, WUE, WUE_OFF] = [80, 8, 1.2, 64, 1.2, 590, 0.6, 3.1];
const [SERVER_KG, GPU_KG, LIFE_S] = [5700, 273, 3 * 365 * 24 * 3600];

/** EcoLogits 0.9: https://ecologits.ai/latest/methodology/llm_inference/ */
function port(model, outputTokens, latency) {
  const found = sizes.get(model);
  if (found === undefined) return undefined;
  const [total, active] = found;
  const billions = active / 1e9;
  const energyPerToken = (1.1665273170451914e-6 * Math.exp(-0.011205921025579175 * BATCH) * billions + 4.052928146734005e-5) / 1000;
  const time = Math.min(outputTokens * (6.78e-4 * billions + 3.12e-4 * BATCH + 1.94e-2), latency);
  const gpus = 2 ** Math.ceil(Math.log2((1.2 * (total / 1e9) * 2) / GPU_GB));
  const server = ((time / 3600) * SERVER_KW * gpus) / SERVER_GPUS / BATCH;
  const itKwh = server + gpus * outputTokens * energyPerToken;
  const energyKwh = PUE * itKwh;
  const embodied = (time / (BATCH * LIFE_S)) * ((gpus / SERVER_GPUS) * SERVER_KG + gpus * GPU_KG) * 1000;
  const operational = energyKwh * GRAMS_PER_KWH;
  return {
    model,
    energyKwh,
    operationalGramsCo2e: operational,
    embodiedGramsCo2e: embodied,
    totalGramsCo2e: operational + embodied,
    waterLitres: itKwh * (WUE + PUE * WUE_OFF),
    warnings: [],
  };
}

const footprint = createEstimator();
const models = [...sizes.keys()];
for (const model of models) footprint({ model, inputTokens: 1, outputTokens: 1 });
let turn = 0;
const sides = {
  port: () => port(models[++turn & 3], 300 + (turn & 7), 10),
  "llm-footprint": () => footprint({ model: models[++turn & 3], inputTokens: 1000, cacheReadTokens: 500, outputTokens: 300 + (turn & 7) }),
};
const { port: base, "llm-footprint": ours } = alternate(sides);
console.log("usage: time of a later call");
console.log(`  port of EcoLogits' formula, without ranges  ${base.toFixed(0)} ns`);
console.log(`  llm-footprint, with low and high            ${ours.toFixed(0)} ns  ${(ours / base).toFixed(2)} × (at most 2)`);
