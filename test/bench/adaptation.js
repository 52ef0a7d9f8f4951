// Estimates of adaptation from JavaScript over the built package: each has every line, its range and its notes.
import { bench, run, summary } from "mitata";
import {
  compareAdaptation,
  estimateFineTuning,
  estimateHybrid,
  estimateLifecycle,
  estimateLocalInference,
  estimateRag,
} from "../../dist/adaptation.js";
import { accelerators } from "../../dist/catalog/accelerators.js";
import { models } from "../../dist/catalog/models.js";

const place = { accelerator: accelerators["h100-sxm-80gb"], pue: 1.2, grid: { intensityGramsPerKwh: 400 } };
const common = { model: models["llama-3.1-8b"], ...place };
const lora = { ...common, method: "lora", examples: 52_000, exampleTokens: 300 };
const ppo = { ...common, method: "ppo", examples: 10_000, promptTokens: 200, answerTokens: 300, rollout: { batch: 128 } };
const question = { ...common, batch: 64, outputTokens: 300, retrieval: {}, rerank: {}, index: { chunks: 1e6 }, requestsPerDay: 1e5 };
const hybrid = {
  cloud: { ...place, model: models["llama-3.1-70b"], acceleratorCount: 4, batch: 32 },
  device: { kind: "laptop" },
  draftModel: models["llama-3.1-8b"],
  inputTokens: 300,
  outputTokens: 300,
};
const local = { model: models["llama-3.1-8b"], device: { kind: "laptop" }, grid: place.grid, outputTokens: 300 };
const life = {
  training: { ...common, tokens: 15e12, acceleratorCount: 1024 },
  fineTuning: [lora],
  inference: [{ ...common, batch: 64, outputTokens: 300, requests: 1e9 }],
};

summary(() => {
  bench("estimateFineTuning, LoRA", () => estimateFineTuning(lora));
  bench("estimateFineTuning, PPO", () => estimateFineTuning(ppo));
  bench("estimateRag", () => estimateRag(question));
  bench("estimateHybrid, with its break-even points", () => estimateHybrid(hybrid));
  bench("estimateLocalInference", () => estimateLocalInference(local));
  bench("compareAdaptation, 2000 draws", () => compareAdaptation({ rag: question, fineTuning: [lora], requests: 1e5 }));
  bench("estimateLifecycle", () => estimateLifecycle(life));
});

await run();
