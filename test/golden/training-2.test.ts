import {
  type Accelerator,
  estimateTraining,
  type Figure,
  type Model,
  trainingFit,
  type TrainingFit,
  type TrainingInput,
} from "llm-footprint";
import { estimateFineTuning } from "llm-footprint/adaptation";
import { describe, expect, it } from "vitest";

const figure = (value: number, low = value, high = value): Figure => ({
  value,
  low,
  high,
  source: "llm-footprint",
  at: "training-2.md",
  basis: "estimated",
});

/** Constants of `training-2.md`, sections 2 and 3, as the page prints them. */
const asOfPage: TrainingFit = {
  ...trainingFit,
  deviceEfficiency: {
    ...trainingFit.deviceEfficiency,
    a100: figure(0.5405),
    h100: figure(0.4321),
    gb200: figure(0.4856),
    v100: figure(0.4956),
  },
  unseenDeviceEfficiency: figure(0.5056, 0.5056 * Math.exp(-0.18), 0.5056 * Math.exp(0.18)),
  achievableShare: figure(0.6011),
  memoryFactor: { h200: figure(1.2181), b300: figure(1.222) },
  fp8Factor: figure(0.753),
  expertFactor: figure(0.5445),
  expertTrafficExponent: { node: figure(0.176), rack: figure(0.0012) },
  expertWidthExponent: figure(0.2159),
  wholeRunFactor: figure(0.7723),
  smallRunExponent: figure(0.1105),
  oldSoftwareFactor: figure(0.6832),
  smallModelExponent: figure(0.0462),
  efficiencySpread: { ...trainingFit.efficiencySpread, dense: figure(1, 0.42, 1.55) },
};

const device = (name: string, bf16: number, fp8: number, more: Partial<Accelerator> = {}): Accelerator => ({
  name,
  tdpWatts: 700,
  memoryBytes: 80e9,
  peakFlopPerSecond: { bf16, fp8 },
  trainingPrecision: "bf16",
  ...more,
});
const a100 = device("A100", 312e12, 312e12, { trainingGroup: "a100" });
const h100 = device("H100", 989e12, 1979e12, { trainingGroup: "h100" });
const h200 = device("H200", 989e12, 1979e12, { trainingGroup: "h100", trainingMemory: "h200" });
const v100 = device("V100", 125e12, 125e12, { trainingGroup: "v100" });
const gb200 = device("GB200", 2450e12, 4900e12, { trainingGroup: "gb200", fastLink: "rack", memoryBytes: 186e9 });
const mi300x = device("MI300X", 1300e12, 2614e12, { achievableFlopPerSecond: { bf16: 668.4e12 } });
const dense = (parameters: number): Model => ({ kind: "dense", parameters });
/** A mixture of which only what the efficiency takes is told. */
const mixture = (active: number, hiddenSize: number, layers: number, width: number, activeParameters: number): Model => ({
  kind: "mixture-of-experts",
  parameters: 10 * activeParameters,
  activeParameters,
  architecture: {
    layers,
    hiddenSize,
    attentionHeads: 32,
    feedForwardSize: width,
    vocabularySize: 1e5,
    gatedFeedForward: true,
    contextTokens: 8192,
    tiedEmbeddings: false,
    norm: "rms",
    experts: { total: 128, active, feedForwardSize: width },
  },
});
const place = { pue: 1, grid: { intensityGramsPerKwh: 0 } } as const;
const run = (model: Model, accelerator: Accelerator, more: Partial<TrainingInput> = {}) =>
  estimateTraining({ model, accelerator, tokens: 1e12, acceleratorCount: 8, trainingFit: asOfPage, ...place, ...more });
const valueOf = ({ lines }: ReturnType<typeof run>, key: string): number => {
  for (const line of lines) {
    if (line.key === key) return line.value;
    const input = line.inputs.find(({ name }) => name === key);
    if (input !== undefined) return input.value;
  }
  throw new Error(`no ${key}`);
};
const efficiency = (model: Model, accelerator: Accelerator, more: Partial<TrainingInput> = {}): number =>
  valueOf(run(model, accelerator, { attentionFlop: "none", ...more }), "efficiency");
const benchmark = { runFactor: 1 } as Partial<TrainingInput>;

/** Section 10, to its printed digits. */
describe("known answers of training-2.md", () => {
  it.each([
    ["A100, dense 65.2e9, whole run", efficiency(dense(65.2e9), a100), 0.41743],
    ["H100 bf16, dense 70.55e9, whole run", efficiency(dense(70.55e9), h100), 0.33371],
    ["H100 fp8, dense 70.55e9, whole run", efficiency(dense(70.55e9), h100, { precision: "fp8" }), 0.25128],
    ["A100, dense 1.1e9, whole run", efficiency(dense(1.1e9), a100), 0.32482],
    ["V100, dense 175e9, software of 2020, whole run", efficiency(dense(175e9), v100, { softwareYear: 2020 }), 0.2615],
    ["H100, DeepSeek-V3, benchmark", efficiency(mixture(8, 7168, 58, 2048, 37e9), h100, benchmark), 0.18271],
    ["H100, DeepSeek-V3, whole run", efficiency(mixture(8, 7168, 58, 2048, 37e9), h100), 0.1411],
    ["H100, Qwen3-30B-A3B, benchmark", efficiency(mixture(8, 2048, 48, 768, 3.3e9), h100, benchmark), 0.12453],
    ["GB200 fp8, Qwen3-235B-A22B", efficiency(mixture(8, 4096, 94, 1536, 22e9), gb200, { ...benchmark, precision: "fp8" }), 0.1609],
    ["H200, dense 8.03e9, benchmark", efficiency(dense(8.03e9), h200, benchmark), 0.52634],
    ["MI300X, dense 8.03e9, benchmark", efficiency(dense(8.03e9), mi300x, benchmark), 0.30906],
  ])("efficiency: %s", (_, found, known) => {
    expect(found).toBeCloseTo(known, 5);
  });

  it("hours, days and their range: LLaMA-65B", () => {
    const llama: Model = {
      kind: "dense",
      parameters: 65.285660672e9,
      trainingSequenceTokens: 2048,
      architecture: {
        layers: 80,
        hiddenSize: 8192,
        attentionHeads: 64,
        feedForwardSize: 22_016,
        gatedFeedForward: true,
        vocabularySize: 32_000,
        contextTokens: 8192,
        tiedEmbeddings: false,
        norm: "rms",
      },
    };
    const { deviceHours, days, low, high } = run(llama, a100, { tokens: 1.4e12, acceleratorCount: 2048 });
    // The page rounds the efficiency to five digits before it divides.
    expect(deviceHours / 1_217_749).toBeCloseTo(1, 4);
    expect(days).toBeCloseTo(24.78, 1);
    expect(low.days).toBeCloseTo(15.98, 1);
    expect(high.days).toBeCloseTo(58.99, 1);
  });

  it("range on a device that the fit has not seen", () => {
    const model = dense(70e9);
    const seen = run(model, device("seen by nobody", 1e15, 2e15));
    const centre = seen.deviceHours;
    expect(centre / seen.high.deviceHours).toBeCloseTo(0.412, 2);
    expect(centre / seen.low.deviceHours).toBeCloseTo(1.606, 2);
  });

  const llama2: Model = {
    kind: "dense",
    parameters: 68.976e9,
    architecture: {
      layers: 80,
      hiddenSize: 8192,
      attentionHeads: 64,
      feedForwardSize: 28_672,
      gatedFeedForward: true,
      vocabularySize: 32_000,
      contextTokens: 8192,
      tiedEmbeddings: false,
      norm: "rms",
    },
  };
  it.each([
    ["H100 on 8", h100, 8, 3.3493],
    ["H100 on 64", h100, 64, 4.2541],
    ["H100 on 512", h100, 512, 5.4033],
    ["MI300X on 8", mi300x, 8, 3.5452],
    ["GB200 on 72", gb200, 72, 1.5497],
  ])("LoRA of Llama-2-70B: %s", (_, accelerator, acceleratorCount, hours) => {
    const { deviceHours } = estimateFineTuning({
      method: "lora",
      model: llama2,
      accelerator,
      acceleratorCount,
      precision: "fp8",
      recipe: "tuned",
      tokens: 25_165_824,
      sequenceTokens: 8192,
      adapter: { parameters: 65.536e6 },
      trainingFit: asOfPage,
      ...place,
    });
    expect((deviceHours as number) / hours).toBeCloseTo(1, 3);
  });

  it.each([
    ["server, liquid, l 1", 1, "server", 892.5],
    ["server, liquid, l 0.77", 0.77, "server", 769.3],
    ["server, liquid, l 0.60", 0.6, "server", 678.3],
    ["server, liquid, l 0.3", 0.3, "server", 678.3],
    ["accelerator, l 1", 1, "accelerator", 630],
    ["accelerator, l 0.77", 0.77, "accelerator", 597.8],
    ["accelerator, l 0.60", 0.6, "accelerator", 574],
  ] as const)("power of an H100: %s", (_, load, powerBoundary, watts) => {
    const of = run(dense(70e9), h100, {
      efficiency: 0.1,
      // Below the least load there is that of devices that wait.
      ...(load < 0.6 ? {} : { deviceLoad: load }),
      powerBoundary,
      ...(powerBoundary === "server" ? { cooling: "liquid" as const } : {}),
    });
    expect(valueOf(of, "averagePowerWatts")).toBeCloseTo(watts, 1);
  });
});
