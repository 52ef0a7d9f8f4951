import { estimateInference, estimateTraining, type InferenceInput, sizeServing, sizeTraining, type TrainingInput } from "llm-footprint";
import {
  estimateFineTuning,
  estimateHybrid,
  type FineTuningInput,
  type HybridInput,
  estimateLocalInference,
  estimateRag,
  type LocalInferenceInput,
} from "llm-footprint/adaptation";
import { accelerators } from "llm-footprint/catalog/accelerators";
import { models } from "llm-footprint/catalog/models";
import { servers } from "llm-footprint/catalog/servers";
import { describe, expect, it } from "vitest";
import { refusal } from "../helpers/refusal.js";

const accelerator = accelerators["h100-sxm-80gb"];
const grid = { intensityGramsPerKwh: 400 };
const inference: InferenceInput = {
  ...{ model: models["llama-3.1-8b"], accelerator, batch: 64, inputTokens: 1000, outputTokens: 300, pue: 1.1, grid },
};
const { batch: _, ...unloaded } = inference;
const { inputTokens: __, ...unread } = inference;
const training: TrainingInput = {
  ...{
    model: models["gpt-3-175b"],
    tokens: 300e9,
    accelerator,
    acceleratorCount: 1024,
    efficiency: 0.3,
    averagePowerWatts: 600,
    pue: 1.1,
    grid,
  },
};
const tuning: FineTuningInput = {
  method: "lora",
  ...{ model: models["llama-3.1-8b"], accelerator, tokens: 1e8, adapterRank: 16, pue: 1.1, grid },
};
const local: LocalInferenceInput = {
  ...{ model: models["llama-3.1-8b"], precision: "int8", inputTokens: 100, outputTokens: 300, grid },
  device: { kind: "laptop" },
};
const hybrid: HybridInput = {
  cloud: { model: models["llama-3.1-70b"], accelerator, batch: 32, pue: 1.1, grid },
  device: { kind: "phone" },
  draftModel: models["llama-3.1-8b"],
  outputTokens: 300,
};

const notes = (estimate: { readonly notes: readonly { readonly message: string }[] }): string =>
  estimate.notes.map(({ message }) => message).join("\n");

/** Every estimate that takes records, with an input that it accepts. */
const kinds: Readonly<Record<string, readonly [(input: never) => unknown, object]>> = {
  inference: [estimateInference, inference],
  training: [estimateTraining, training],
  fineTuning: [estimateFineTuning, tuning],
  rag: [estimateRag, { ...unread, retrieval: {} }],
  serving: [sizeServing, { model: models["llama-3.1-8b"], accelerator, contextTokens: 1000, batch: 4 }],
  sizing: [sizeTraining, { model: models["llama-3.1-8b"], accelerator, acceleratorCount: 64, sequenceTokens: 4096, microBatch: 1 }],
  local: [estimateLocalInference, local],
  hybrid: [estimateHybrid, hybrid],
};

describe("S3b: keys of records that nothing reads", () => {
  const [model] = [models["llama-3.1-8b"]];
  const slips: readonly (readonly [string, string, unknown])[] = [
    ["accelerator", "accelerator.tdpWats", { ...accelerator, tdpWats: 700 }],
    [
      "accelerator",
      "accelerator.peakFlopPerSecond.bf8",
      { ...accelerator, peakFlopPerSecond: { ...accelerator.peakFlopPerSecond, bf8: 1e15 } },
    ],
    ["grid", "grid.intensityGramPerKwh", { ...grid, intensityGramPerKwh: 1 }],
    ["model", "model.paramters", { ...model, paramters: 8e9 }],
    ["model", "architecture.layer", { ...model, architecture: { ...model.architecture, layer: 1 } }],
    ["draftModel", "model.paramters", { ...model, paramters: 8e9 }],
    ["deviceGrid", "deviceGrid.marketIntensity", { ...grid, marketIntensity: 1 }],
    ["server", "server.acceleratorPerServer", { ...servers["dgx-h100"], acceleratorPerServer: 8 }],
  ];
  const takes = (kind: string, choice: string): boolean =>
    choice in (kinds[kind]?.[1] as object) ||
    (choice === "deviceGrid" && kind === "hybrid") ||
    (choice === "server" && ["inference", "training"].includes(kind));
  const cases = Object.keys(kinds).flatMap((kind) =>
    slips.filter(([choice]) => takes(kind, choice)).map((slip) => [kind, ...slip] as const),
  );
  it.each(cases)("%s refuses a slip in %s (%s)", (kind, choice, field, record) => {
    const [estimate, input] = kinds[kind] as (typeof kinds)[string];
    expect(() => estimate(input as never)).not.toThrow();
    const { code, field: named, message } = refusal(() => estimate({ ...input, [choice]: record } as never));
    expect({ code, named }).toEqual({ code: "invalid-input", named: field });
    expect(message).toMatch(/did you mean/);
  });
  it("lists the keys where none is near", () => {
    expect(refusal(() => estimateInference({ ...inference, grid: { ...grid, zzzzzz: 1 } as never })).message).toMatch(
      "grid.zzzzzz is not known; its keys are name, intensityGramsPerKwh, marketIntensityGramsPerKwh",
    );
  });
});

describe("S1: ends that a caller gives are held to what values are held to", () => {
  it("a rate that no instance reaches is refused as an end too", () => {
    const value = refusal(() => estimateInference({ ...unloaded, requestsPerSecond: 1e6 }));
    const end = refusal(() => estimateInference({ ...unloaded, requestsPerSecond: { value: 1, low: 0.5, high: 1e6 } }));
    expect([value.code, value.field]).toEqual(["no-solution", "requestsPerSecond"]);
    expect([end.code, end.field]).toEqual(["no-solution", "requestsPerSecond.high"]);
    const tokens = refusal(() => estimateInference({ ...unloaded, systemTokensPerSecond: { value: 1000, low: 500, high: 1e7 } }));
    expect([tokens.code, tokens.field]).toEqual(["no-solution", "systemTokensPerSecond.high"]);
  });
  it.each([
    ["requestsPerSecond", [2, 5, 7]],
    ["systemTokensPerSecond", [600, 1500, 2100]],
  ] as const)("at the ends of %s stands what those ends alone give: the batch follows them", (key, [low, value, high]) => {
    const input = { ...unloaded, acceleratorCount: 1 };
    const driver = estimateInference({ ...input, [key]: { value, low, high } }).drivers.find(
      ({ input: name }) => name === key || name === "demandedTokensPerSecond",
    );
    const alone = (rate: number): number => estimateInference({ ...input, [key]: rate }).totalGramsCo2e;
    expect(driver?.atLow).toBeCloseTo(alone(low), 12);
    expect(driver?.atHigh).toBeCloseTo(alone(high), 12);
  });
  it.each([
    ["activeParameters.high", 8e9, { value: 1e9, low: 5e8, high: 1e12 }],
    ["activeParameters", { value: 8e9, low: 1e9, high: 9e9 }, 2e9],
  ] as const)("no end of the active parameters is above the total: %s", (field, parameters, activeParameters) => {
    const model = { kind: "mixture-of-experts", parameters, activeParameters } as const;
    const refused = refusal(() => estimateInference({ ...inference, model, acceleratorCount: 8 }));
    expect([refused.code, refused.field]).toEqual(["conflicting-input", `model.${field}`]);
  });
});

describe("metered input that no hardware can have", () => {
  it.each([
    [{ systemTokensPerSecond: 1e9 }, "systemTokensPerSecond"],
    [{ timePerOutputTokenSeconds: 1e-9 }, "timePerOutputTokenSeconds"],
    [{ measuredJoulesPerToken: 1e5 }, "measuredJoulesPerToken"],
    [{ acceleratorEnergyKwh: 1e3 }, "acceleratorEnergyKwh"],
    [{ measuredJoulesPerToken: 1e-3 }, "measuredJoulesPerToken"],
    [{ acceleratorEnergyKwh: 1e-9 }, "acceleratorEnergyKwh"],
  ])("%j is refused", (change, field) => {
    const refused = refusal(() => estimateInference({ ...inference, ...change }));
    expect([refused.code, refused.field]).toEqual(["conflicting-input", field]);
  });
  it("what the peak rate allows is not", () => {
    // 64 sequences of 300 tokens and prompts of 1000: 1.07 + 3.53 ms of operations per token at 989 TFLOP/s.
    expect(() => estimateInference({ ...inference, systemTokensPerSecond: 13_000 })).not.toThrow();
    expect(() => estimateInference({ ...inference, systemTokensPerSecond: 15_000 })).toThrow(/peak of NVIDIA H100/);
  });
  it.each([
    [{ measuredJoulesPerToken: 0.02 }, /stands for .* W per accelerator: check its unit/],
    [{ hostWatts: 1e5 }, /hostWatts = 100000 W per accelerator/],
    [{ idleServerWatts: 1e5 }, /idleServerWatts = 100000 W per accelerator/],
    [{ wueLitresPerKwh: 1800 }, /wueLitresPerKwh = 1800 L\/kWh/],
    [{ electricityWaterLitresPerKwh: 1800 }, /electricityWaterLitresPerKwh = 1800 L\/kWh/],
    [{ batch: 1e9 }, /acceleratorCount = \d+ accelerators are more than any cluster has/],
  ])("%j is noted", (change, says) => {
    expect(notes(estimateInference(inference))).not.toMatch(says);
    expect(notes(estimateInference({ ...inference, ...change }))).toMatch(says);
  });
  it("a training on more accelerators than there are is noted", () => {
    expect(notes(estimateTraining({ ...training, acceleratorCount: 1e30 }))).toMatch(/more than any cluster has/);
  });
});

describe("A5, A6: a device holds what it runs", () => {
  it("no more tokens than the model takes", () => {
    const { code, field } = refusal(() => estimateLocalInference({ ...local, inputTokens: 500_000 }));
    expect([code, field]).toEqual(["out-of-domain", "requestTokens"]);
  });
  it("weights and caches fit its memory, where it is known", () => {
    const on = (memoryBytes: number) => () => estimateLocalInference({ ...local, device: { kind: "laptop", memoryBytes } });
    expect(on(16e9)).not.toThrow();
    expect(refusal(on(6e9)).message).toMatch(/more than deviceMemoryBytes = 6000000000; the device does not hold the model/);
    expect(notes(on(16e9)())).not.toMatch(/Whether the device holds the model/);
    expect(notes(estimateLocalInference(local))).toMatch(
      /Whether the device holds the model is not checked: weights and caches take 8.\d+ GB/,
    );
  });
  it("a draft fits it too", () => {
    expect(() => estimateHybrid({ ...hybrid, device: { kind: "phone", memoryBytes: 12e9 } })).not.toThrow();
    expect(refusal(() => estimateHybrid({ ...hybrid, device: { kind: "phone", memoryBytes: 1e9 } })).message).toMatch(
      /does not hold the model/,
    );
  });
});
