// The whole life of a model: training, experiments, tuning, serving, retrieval, storage, retirement.

// #region life
import { estimateLifecycle, type LifecycleInput } from "llm-footprint/adaptation";
import { accelerators } from "llm-footprint/catalog/accelerators";
import { models } from "llm-footprint/catalog/models";

const model = models["llama-3.1-8b"];
const accelerator = accelerators["h100-sxm-80gb"];
const usa = { pue: 1.1, grid: { intensityGramsPerKwh: 384 } };
const france = { pue: 1.2, grid: { intensityGramsPerKwh: 44 } };
const life: LifecycleInput = {
  training: { model, accelerator, ...usa, tokens: 15e12, acceleratorCount: 1024, start: "2024-03-01", end: "2024-04-15" },
  experimentation: 0.5,
  fineTuning: [{ method: "dpo", model, accelerator, ...usa, examples: 60_000, exampleTokens: 500, label: "preferences" }],
  inference: [
    {
      model,
      accelerator,
      ...usa,
      batch: 64,
      inputTokens: 500,
      outputTokens: 300,
      requests: 40e9,
      label: "chat",
      start: "2024-07-23",
      end: "2026-07-23",
    },
    {
      model,
      accelerator,
      ...france,
      batch: 16,
      inputTokens: 2000,
      outputTokens: 200,
      requests: 5e9,
      label: "code",
      start: "2025-01-01",
      end: "2026-07-23",
    },
  ],
  storage: { ...usa, storedBytes: 60e12, years: 2, replicas: 2 },
  retirement: { endOfLifeFraction: 0.02 },
  lifetimeRequests: 45e9,
};
const estimate = estimateLifecycle(life);
const tonnes = (grams: number): string => `${(grams / 1e6).toFixed(1)} t`;
console.log(`${tonnes(estimate.totalGramsCo2e)} (${tonnes(estimate.low.totalGramsCo2e)} to ${tonnes(estimate.high.totalGramsCo2e)})`);
for (const { name, label, totalGramsCo2e, share } of estimate.phases) {
  console.log(`  ${label ?? name}: ${tonnes(totalGramsCo2e)}, ${(share * 100).toFixed(1)} %`);
}
console.log(`making the model, per request: ${((estimate.perRequest?.totalGramsCo2e.value ?? 0) * 1000).toFixed(1)} mg`);
const { requests, day } = estimate.overtaking ?? { requests: { value: 0, low: 0, high: 0 }, day: null };
const billions = (count: number): string => (count / 1e9).toFixed(0);
console.log(
  `serving has taken as much energy after ${billions(requests.value)} billion requests ` +
    `(${billions(requests.low)} to ${billions(requests.high)}), ${day ?? "after its last day"}`,
);
// #endregion life
