import { type Architecture, estimateInference, inferenceTotals, type InferenceInput, isFootprintError, servingFit } from "llm-footprint";
import { accelerators } from "llm-footprint/catalog/accelerators";
import { models } from "llm-footprint/catalog/models";
import { describe, expect, it } from "vitest";
import { h100OfSpec, setB } from "../helpers/serving.js";
import { without } from "../helpers/without.js";

const llama70b = { ...models["llama-3.1-70b"], parameters: 70.55e9 };

const worked: InferenceInput = {
  model: llama70b,
  accelerator: h100OfSpec,
  acceleratorCount: 4,
  batch: 64,
  inputTokens: 500,
  outputTokens: 500,
  prefillEfficiency: 0.5,
  prefillLoad: 0.95,
  hostWatts: 250,
  idleServerWatts: 300,
  servingShare: 0.8,
  acceleratorUsdPerHour: 2.5,
  electricityUsdPerKwh: 0.1,
  lifetimeYears: 5,
  server: null,
  embodiedMethod: "product-footprint",
  pue: 1.2,
  grid: { intensityGramsPerKwh: 400 },
  servingFit: setB,
};

const JOULES_PER_KWH = 3.6e6;
const expectClose = (actual: number | undefined, expected: number): void => {
  // The spec prints nine digits.
  expect(Math.abs((actual ?? Number.NaN) / expected - 1), `${actual ?? "undefined"} for ${expected}`).toBeLessThan(5e-9);
};

describe("the worked example of a request", () => {
  const totals = inferenceTotals(worked);

  it.each([
    ["prefillSeconds", 0.0358185163],
    ["decodeStepSeconds", 0.028003403],
    // Section 6 of the specification counts the own prompt of a request among those in between (faults.md, S2): these four are worked out anew, the
    // step and the prompt as printed there: 0.028003403 + 63/500 · 0.0358185163, and so on.
    ["timePerOutputTokenSeconds", 0.0325165361],
    ["timeToFirstTokenSeconds", 0.0683350524],
    ["latencySeconds", 16.2940865],
    ["userTokensPerSecond", 30.7535833],
    ["systemTokensPerSecond", 1963.90267],
    ["instanceSeconds", 0.254595102],
    ["decodePowerWatts", 521.752969],
    ["energyKwhPerMillionTokens", 0.588560146],
    ["operationalGramsPerMillionTokens", 235.424058],
    ["embodiedGramsPerMillionTokens", 7.69371932],
    ["hardwareUsdPerMillionTokens", 1.76802154],
    ["electricityUsdPerMillionTokens", 0.0588560146],
  ] as const)("gives %s", (key, expected) => {
    expectClose(totals[key], expected);
  });

  it.each([
    ["acceleratorEnergyKwh", 551.866586],
    ["prefillEnergyKwh", 95.2772533],
    ["decodeEnergyKwh", 456.589333],
    ["hostEnergyKwh", 254.595102],
    ["idleEnergyKwh", 76.3785306],
    ["energyKwh", 1059.40826],
  ] as const)("gives %s in joules", (key, expected) => {
    expectClose((totals[key] as number) * JOULES_PER_KWH, expected);
  });
});

describe("the worked example of five token classes", () => {
  const request = {
    ...worked,
    inputTokens: 200,
    cacheReadTokens: 3000,
    cacheWriteTokens: 800,
    outputTokens: 300,
    reasoningTokens: 700,
    cacheReadShare: 0.05,
  };
  const totals = inferenceTotals(request);

  it.each([
    ["prefillEnergyKwh", 202.007078],
    ["inputEnergyKwh", 40.4014156],
    ["cacheWriteEnergyKwh", 161.605663],
    ["cacheReadEnergyKwh", 28.4510309],
    ["outputEnergyKwh", 338.579106],
    ["reasoningEnergyKwh", 790.017915],
    ["acceleratorEnergyKwh", 1359.05513],
  ] as const)("gives %s in joules", (key, expected) => {
    expectClose((totals[key] as number) * JOULES_PER_KWH, expected);
  });

  it("gives time, power and energy of a step at a context of 4,500 tokens", () => {
    expectClose(totals.decodeStepSeconds, 0.0339879054);
    expectClose(totals.decodePowerWatts, 531.293474);
  });

  it("charges the whole prompt where nothing is cached", () => {
    const { prefillEnergyKwh } = inferenceTotals({ ...worked, inputTokens: 4000, outputTokens: 1000 });
    expectClose((prefillEnergyKwh as number) * JOULES_PER_KWH, 786.885104);
  });

  it("keeps 100,000 written tokens for five minutes", () => {
    const { retentionEnergyKwh } = inferenceTotals({ ...worked, cacheWriteTokens: 100_000, batch: 1, cacheRetentionSeconds: 300 });
    expect((retentionEnergyKwh as number) * JOULES_PER_KWH).toBeCloseTo(3853.52, 2);
  });
});

const plain: InferenceInput = {
  model: models["llama-3.1-70b"],
  accelerator: accelerators["h100-sxm-80gb"],
  batch: 64,
  inputTokens: 500,
  outputTokens: 500,
  pue: 1.2,
  grid: { intensityGramsPerKwh: 400 },
};

const withoutBatch = without(plain, "batch");

describe("an estimate", () => {
  const estimate = estimateInference(plain);

  it("adds up: prefill, decode and cache reads to the accelerators; these, hosts and idle time to the IT energy; PUE once", () => {
    const { prefillEnergyKwh = 0, decodeEnergyKwh = 0, cacheReadEnergyKwh = 0 } = estimate;
    expect(prefillEnergyKwh + cacheReadEnergyKwh + decodeEnergyKwh).toBe(estimate.acceleratorEnergyKwh);
    expect(estimate.acceleratorEnergyKwh + estimate.hostEnergyKwh + estimate.idleEnergyKwh).toBe(estimate.itEnergyKwh);
    expect(estimate.energyKwh).toBe(estimate.itEnergyKwh * 1.2);
    expect(estimate.operationalGramsCo2e + estimate.embodiedGramsCo2e).toBe(estimate.totalGramsCo2e);
  });

  it("gives the same numbers without a trace, to the last bit", () => {
    const { low, high, drivers, lines, notes, kind, dataVersion, boundary, ...numbers } = estimate;
    expect([low, high, drivers, lines, notes, kind, dataVersion, boundary]).not.toContain(undefined);
    expect(inferenceTotals(plain)).toEqual(numbers);
  });

  it("takes the smallest power of two of accelerators that holds weights and caches", () => {
    expect(estimate.acceleratorCount).toBe(4);
    expect(inferenceTotals({ ...plain, precision: "fp8" }).acceleratorCount).toBe(2);
    expect(inferenceTotals({ ...plain, precision: "int4" }).acceleratorCount).toBe(1);
  });

  it("keeps low below the value and high above it", () => {
    expect(estimate.low.totalGramsCo2e).toBeLessThan(estimate.totalGramsCo2e);
    expect(estimate.high.totalGramsCo2e).toBeGreaterThan(estimate.totalGramsCo2e);
    expect(estimate.drivers.map(({ input }) => input)).toContain("hostPowerFactor");
  });
});

describe("laws of serving", () => {
  const at = (change: Partial<InferenceInput>) => inferenceTotals({ ...plain, acceleratorCount: 8, ...change });

  it("lets energy per token fall with the batch and never below zero", () => {
    const energies = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512].map((batch) => at({ batch }).acceleratorJoulesPerToken);
    for (const [index, energy] of energies.entries()) {
      expect(energy).toBeGreaterThan(0);
      if (index > 0) expect(energy).toBeLessThan(energies[index - 1] as number);
    }
  });

  it("doubles the energy of decoding with twice the tokens at the same mean context", () => {
    const once = at({ inputTokens: 1000, outputTokens: 400 });
    const twice = at({ inputTokens: 800, outputTokens: 800 });
    expect((twice.decodeEnergyKwh as number) / (once.decodeEnergyKwh as number)).toBeCloseTo(2, 12);
  });

  it("takes a mixture with one expert for the dense model", () => {
    const architecture = models["llama-3.1-8b"].architecture as Architecture;
    const dense = { kind: "dense", parameters: 8.03e9, architecture } as const;
    const mixture = {
      kind: "mixture-of-experts",
      parameters: 8.03e9,
      activeParameters: 8.03e9,
      architecture: { ...architecture, experts: { total: 1, active: 1, feedForwardSize: 14_336 } },
    } as const;
    const fit = {
      ...servingFit,
      routingTraffic: 0,
      promptRoutingTraffic: 0,
      tileRows: 0,
      energySpread: { dense: 1, hybrid: 1, "mixture-of-experts": 1, unfitted: 1 },
    };
    const of = (model: InferenceInput["model"]) => at({ model, acceleratorCount: 1, servingFit: fit });
    expect(of(mixture).acceleratorEnergyKwh).toBeCloseTo(of(dense).acceleratorEnergyKwh, 15);
  });

  it("rises with context, parameters and PUE", () => {
    const base = at({}).energyKwh;
    expect(at({ inputTokens: 4000 }).energyKwh).toBeGreaterThan(base);
    expect(at({ model: models["llama-3.1-405b"], precision: "fp8" }).energyKwh).toBeGreaterThan(base);
    expect(at({ pue: 1.5 }).energyKwh / base).toBeCloseTo(1.5 / 1.2, 12);
  });

  it("counts key-value heads, not query heads, in the cache", () => {
    const ungrouped = without(models["llama-3.1-70b"].architecture as Architecture, "keyValueHeads");
    const whole = at({ model: { kind: "dense", architecture: ungrouped, parameters: 70.55e9 }, inputTokens: 8000, batch: 16 });
    const grouped = at({ model: { ...models["llama-3.1-70b"], parameters: 70.55e9 }, inputTokens: 8000, batch: 16 });
    expect(whole.decodeStepSeconds).toBeGreaterThan(1.5 * grouped.decodeStepSeconds);
  });

  it("reads all weights of a mixture from memory, but computes with the active ones", () => {
    const mixture = inferenceTotals({ ...plain, model: models["qwen3-30b-a3b"], acceleratorCount: 2, inputTokens: 2000 });
    const dense = inferenceTotals({
      ...plain,
      model: { ...models["qwen3-32b"], parameters: 30.5e9 },
      acceleratorCount: 2,
      inputTokens: 2000,
    });
    expect(mixture.prefillSeconds).toBeLessThan(0.2 * dense.prefillSeconds);
    expect(mixture.decodeStepSeconds).toBeGreaterThan(0.5 * dense.decodeStepSeconds);
  });
});

describe("the load", () => {
  it("is found from a rate of tokens, and gives that rate", () => {
    const { batch, systemTokensPerSecond } = inferenceTotals({ ...withoutBatch, acceleratorCount: 4, systemTokensPerSecond: 2000 });
    expect(batch).toBeGreaterThan(1);
    expect(systemTokensPerSecond).toBeCloseTo(2000, 6);
  });

  it("is found from a rate of requests", () => {
    const requests = inferenceTotals({ ...withoutBatch, acceleratorCount: 4, requestsPerSecond: 4 });
    expect(requests).toEqual(inferenceTotals({ ...withoutBatch, acceleratorCount: 4, systemTokensPerSecond: 2000 }));
  });

  it("sets the times where rate and batch are measured, and leaves the power", () => {
    const predicted = inferenceTotals(plain);
    const measured = inferenceTotals({ ...plain, systemTokensPerSecond: predicted.systemTokensPerSecond / 2 });
    expect(measured.timePerOutputTokenSeconds).toBeCloseTo(2 * predicted.timePerOutputTokenSeconds, 12);
    expect(measured.decodePowerWatts).toBe(predicted.decodePowerWatts);
    expect(measured.acceleratorEnergyKwh / predicted.acceleratorEnergyKwh).toBeCloseTo(2, 12);
  });

  it("is an interval that says so where nothing tells it, narrower for a stated band", () => {
    const open = estimateInference(withoutBatch);
    const band = estimateInference({ ...withoutBatch, servingBand: { low: 32, high: 256 } });
    const width = ({ low, high }: typeof open): number => high.acceleratorJoulesPerToken / low.acceleratorJoulesPerToken;
    expect(width(band)).toBeLessThan(width(open));
    expect(open.notes.map(({ message }) => message).join(" ")).toContain("Nothing tells how many requests run at once");
    expect(open.drivers[0]?.input).toBe("batch");
  });

  it("takes a measured energy before every model", () => {
    const { acceleratorEnergyKwh, decodeEnergyKwh } = inferenceTotals({ ...plain, measuredJoulesPerToken: 2 });
    expect(acceleratorEnergyKwh * JOULES_PER_KWH).toBeCloseTo(1000, 9);
    expect(decodeEnergyKwh).toBeUndefined();
  });
});

const errorOf = (change: Partial<Record<keyof InferenceInput, unknown>>): string => {
  try {
    estimateInference({ ...plain, ...change } as unknown as InferenceInput);
  } catch (error) {
    if (isFootprintError(error)) return `${error.code}: ${error.message}`;
    throw error;
  }
  return "no error";
};

describe("bad input", () => {
  it.each([
    ["a negative batch", { batch: -1 }, "out-of-domain: inference: batch = -1 is outside [1, ∞)"],
    ["no number", { batch: Number.NaN }, "out-of-domain: inference: batch = NaN"],
    ["a batch as text", { batch: "64" }, 'out-of-domain: inference: batch = "64"'],
    [
      "nothing generated",
      { outputTokens: 0 },
      "out-of-domain: inference: generatedTokens = 0 is outside [1, ∞); it follows from outputTokens 0",
    ],
    ["negative tokens", { inputTokens: -5 }, "out-of-domain: inference: inputTokens = -5"],
    [
      "more tokens than the model takes",
      { inputTokens: 200_000 },
      "requestTokens = 200500 is more than longestTokens = 131072; the model takes no more; shorten the request",
    ],
    ["an unknown format", { precision: "fp5" }, 'precision = "fp5" is not one of fp32, bf16'],
    [
      "unknown software",
      { software: "vllm-9" },
      'software = "vllm-9" is not one of vllm-0.11, vllm-0.16, vllm-2024, sglang, tensorrt-llm, lean-host, gaudi, llama.cpp, transformers, unknown',
    ],
    ["half an accelerator", { acceleratorCount: 2.5 }, "acceleratorCount = 2.5 is not a whole number"],
    ["too few accelerators", { acceleratorCount: 1 }, "no-solution: inference: 1 × NVIDIA H100 SXM5 80 GB hold 0 sequences"],
    [
      "experts of a dense model",
      { expertParallelism: 2 },
      "conflicting-input: inference: expertParallelism spreads experts, and Llama 3.1 70B has none",
    ],
    [
      "two statements of the load",
      { requestsPerSecond: 1 },
      "conflicting-input: inference: requestsPerSecond is not needed, because batch is given and tells the same",
    ],
    [
      "a band beside a batch",
      { servingBand: { low: 1, high: 2 } },
      "conflicting-input: inference: servingBand.low is not needed, because batch is given",
    ],
    [
      "rent and purchase",
      { acceleratorUsd: 1, acceleratorUsdPerHour: 1 },
      "conflicting-input: inference: acceleratorUsd is not needed, because acceleratorUsdPerHour is given",
    ],
    ["a PUE below one", { pue: 0.9 }, "out-of-domain: inference: pue = 0.9 is outside [1, ∞)"],
    ["no grid", { grid: undefined }, "invalid-input: inference: grid is missing"],
    ["a serving share of zero", { servingShare: 0 }, "out-of-domain: inference: servingShare = 0 is outside (0, 1]"],
    ["no model", { model: undefined }, "invalid-input: inference: model is missing"],
    ["no accelerator", { accelerator: undefined }, "invalid-input: inference: accelerator is missing"],
    [
      "an accelerator without bandwidth",
      { accelerator: { ...h100OfSpec, memoryBandwidthBytesPerSecond: undefined } },
      "accelerator.memoryBandwidthBytesPerSecond is missing",
    ],
  ])("refuses %s", (_name, change, message) => {
    expect(errorOf(change)).toContain(message);
  });

  it("refuses a rate that no batch reaches, and says what the most is", () => {
    expect(errorOf({ batch: undefined, systemTokensPerSecond: 1e6 })).toMatch(
      /^no-solution: inference: systemTokensPerSecond = 1000000 is out of reach: .* at the most, at batch = /u,
    );
  });

  it("refuses an encoder-decoder", () => {
    expect(errorOf({ model: models["t5-11b"] })).toContain("unsupported: inference: serving of an encoder-decoder");
  });
});

describe("every model of the catalogue", () => {
  it.each(Object.entries(models))("serves %s, or says why not", (_id, model) => {
    const { contextTokens = 2048 } = (model.architecture ?? {}) as Partial<Architecture>;
    const tokens = Math.min(500, contextTokens / 4);
    const input: InferenceInput = {
      ...without(plain, "batch"),
      model,
      accelerator: accelerators["b200-sxm-180gb"],
      batch: 4,
      inputTokens: tokens,
      outputTokens: tokens,
    };
    if (model.architecture?.encoderLayers !== undefined) {
      expect(() => estimateInference(input)).toThrow("encoder-decoder");
      return;
    }
    const isUncounted = model.architecture?.uncounted !== undefined;
    const isStated = model.parameters !== undefined && (model.kind === "dense" || model.activeParameters !== undefined);
    if (isUncounted && !isStated) {
      expect(() => estimateInference(input)).toThrow("give the stated count");
      return;
    }
    const { acceleratorJoulesPerToken, lines } = estimateInference(input);
    expect(acceleratorJoulesPerToken).toBeGreaterThan(0);
    expect(lines.length).toBeGreaterThan(20);
  });
});
