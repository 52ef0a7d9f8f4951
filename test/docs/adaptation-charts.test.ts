import { compareAdaptation, estimateFineTuning, estimateHybrid, type FineTuningInput, type HybridInput } from "llm-footprint/adaptation";
import { accelerators } from "llm-footprint/catalog/accelerators";
import { models } from "llm-footprint/catalog/models";
import { expect, it } from "vitest";
import { lineChartSvg, type Series } from "../helpers/line-chart.js";
import { type StackedBar, stackedBarsSvg } from "../helpers/stacked-bars.js";

const accelerator = accelerators["h100-sxm-80gb"];
const place = { pue: 1.2, grid: { intensityGramsPerKwh: 400 } };
const common = { model: models["llama-3.1-8b"], accelerator, ...place };

it("docs/guide/img/break-even.svg", async () => {
  const lora: FineTuningInput = { ...common, method: "lora", examples: 52_000, exampleTokens: 500, epochs: 3 };
  const teacher: FineTuningInput = {
    ...common,
    method: "teacher-student",
    examples: 52_000,
    promptTokens: 200,
    answerTokens: 300,
    epochs: 3,
    adapter: {},
    teacher: { model: models["llama-3.1-70b"], acceleratorCount: 4, batch: 64 },
  };
  const rag = { ...common, batch: 64, systemTokens: 100, outputTokens: 300, retrieval: { chunks: 5 } };
  const side = (name: string, pick: "rag" | "fineTuning", tuning: FineTuningInput, index: boolean): Series => ({
    name,
    line: [1e3, 3e3, 1e4, 3e4, 1e5, 3e5, 1e6, 3e6].map((requests) => {
      const all = compareAdaptation({
        rag: { ...rag, ...(index ? { index: { chunks: 1_000_000 } } : {}) },
        fineTuning: [tuning],
        requests,
        draws: 100,
      });
      return [requests, all[pick].totalGramsCo2e / 1000] as const;
    }),
  });
  const series = [
    side("retrieval, index of a million pieces", "rag", teacher, true),
    side("LoRA, data written by a 70B teacher", "fineTuning", teacher, true),
    side("LoRA, data at hand", "fineTuning", lora, true),
  ];
  await expect(
    lineChartSvg(series, {
      title: "A month of retrieval or of a tuned model, Llama-3.1-8B on H100",
      x: "requests per month",
      y: "kg CO2e at 400 g/kWh",
    }),
  ).toMatchFileSnapshot("../../docs/guide/img/break-even.svg");
});

it("docs/guide/img/fine-tuning-phases.svg", async () => {
  const generated = { promptTokens: 200, answerTokens: 300, rollout: { batch: 128, acceleratorCount: 1 } };
  const data = { examples: 52_000, exampleTokens: 500, epochs: 1 };
  const bars: readonly (readonly [string, FineTuningInput])[] = [
    ["full", { ...common, method: "full", ...data }],
    ["LoRA", { ...common, method: "lora", ...data }],
    ["DPO", { ...common, method: "dpo", examples: 26_000, exampleTokens: 500 }],
    ["PPO", { ...common, method: "ppo", examples: 52_000, ...generated }],
    ["GRPO, 8 answers", { ...common, method: "grpo", examples: 6500, samples: 8, ...generated }],
    [
      "70B teacher, LoRA",
      {
        ...common,
        method: "teacher-student",
        examples: 52_000,
        promptTokens: 200,
        answerTokens: 300,
        adapter: {},
        teacher: { model: models["llama-3.1-70b"], acceleratorCount: 4, batch: 64 },
      },
    ],
  ];
  const stacked = bars.map(([name, input]): StackedBar => ({
    name,
    parts: estimateFineTuning(input).phases.map(({ name: part, energyKwh }) => ({ name: part, value: energyKwh })),
  }));
  await expect(
    stackedBarsSvg(stacked, { title: "52,000 answers of 500 tokens with their prompts, Llama-3.1-8B on H100", x: "method", y: "kWh" }),
  ).toMatchFileSnapshot("../../docs/guide/img/fine-tuning-phases.svg");
});

it("docs/guide/img/energy-by-acceptance.svg", async () => {
  const input: HybridInput = {
    cloud: { model: models["llama-3.1-70b"], accelerator, acceleratorCount: 4, batch: 32, ...place },
    device: { kind: "laptop" },
    draftModel: models["llama-3.1-8b"],
    network: { kind: "5g" },
    inputTokens: 300,
    outputTokens: 300,
  };
  const rates = Array.from({ length: 21 }, (_, index) => index / 20);
  const at = (batch: number): Series[] => {
    const cloud = { ...input.cloud, batch };
    const hybrid = rates.map((acceptance) => [acceptance, estimateHybrid({ ...input, cloud, acceptance }).joulesPerToken.value] as const);
    const alone = estimateHybrid({ ...input, cloud }).cloudOnly.joulesPerToken.value;
    return [
      { name: `hybrid, server at batch ${batch}`, line: hybrid },
      { name: `cloud alone at batch ${batch}`, line: rates.map((acceptance) => [acceptance, alone] as const) },
    ];
  };
  await expect(
    lineChartSvg(
      [...at(8), ...at(32)],
      { title: "A laptop drafts with 8B, four H100 verify with 70B", x: "chance that a draft is accepted", y: "J per token, PUE included" },
      "a share",
    ),
  ).toMatchFileSnapshot("../../docs/guide/img/energy-by-acceptance.svg");
});
