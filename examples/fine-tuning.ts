// Fine-tuning Llama 3.1 8B on H100: what each method takes, phase by phase.

// #region lora
import { estimateFineTuning, type FineTuningInput } from "llm-footprint/adaptation";
import { accelerators } from "llm-footprint/catalog/accelerators";
import { models } from "llm-footprint/catalog/models";

const common = {
  model: models["llama-3.1-8b"],
  accelerator: accelerators["h100-sxm-80gb"],
  pue: 1.2,
  grid: { intensityGramsPerKwh: 400 },
};
const lora = estimateFineTuning({ ...common, method: "lora", examples: 52_000, exampleTokens: 300, epochs: 3, sequenceTokens: 512 });
const kwh = (value: number): string => `${value.toFixed(2)} kWh`;
console.log(
  `LoRA of rank 16 trains ${(lora.trainedParameters / 1e6).toFixed(1)}M of ${(8.03e9 / 1e9).toFixed(2)}B parameters on ${lora.acceleratorCount} GPU: ` +
    `${kwh(lora.energyKwh)} (${kwh(lora.low.energyKwh)} to ${kwh(lora.high.energyKwh)}), widest by ${lora.drivers[0]?.input ?? ""}`,
);
// #endregion lora

// #region methods
const generated = { promptTokens: 200, answerTokens: 300, rollout: { batch: 128, acceleratorCount: 1 } };
const methods: readonly FineTuningInput[] = [
  { ...common, method: "full", examples: 52_000, exampleTokens: 300, epochs: 3 },
  { ...common, method: "qlora", examples: 52_000, exampleTokens: 300, epochs: 3 },
  { ...common, method: "reward-model", examples: 33_000, exampleTokens: 500, answersPerExample: 4 },
  { ...common, method: "dpo", examples: 60_000, exampleTokens: 500 },
  { ...common, method: "ppo", examples: 60_000, ...generated },
  { ...common, method: "grpo", examples: 10_000, samples: 8, ...generated },
  { ...common, method: "distillation", examples: 52_000, exampleTokens: 300, teacher: { model: models["llama-3.1-70b"] } },
  {
    ...common,
    method: "teacher-student",
    examples: 52_000,
    promptTokens: 200,
    answerTokens: 300,
    adapter: {},
    teacher: { model: models["llama-3.1-70b"], acceleratorCount: 4, batch: 64 },
  },
];
for (const input of methods) {
  const { energyKwh, phases } = estimateFineTuning(input);
  const parts = phases.map((phase) => `${phase.name} ${kwh(phase.energyKwh)}`).join(", ");
  console.log(`${input.method}: ${kwh(energyKwh)} = ${parts}`);
}
// #endregion methods

// #region adapters
for (const [targets, rank] of [
  [["q", "v"], 8],
  [["q", "k", "v", "o"], 16],
  [["q", "k", "v", "o", "gate", "up", "down"], 64],
] as const) {
  const { trainedParameters, memoryBytes } = estimateFineTuning({ ...common, method: "lora", tokens: 1e6, adapter: { targets, rank } });
  console.log(
    `rank ${rank} on ${targets.join(", ")}: ${trainedParameters} parameters, ${(memoryBytes / 1e9).toFixed(2)} GB with its states`,
  );
}
// #endregion adapters
