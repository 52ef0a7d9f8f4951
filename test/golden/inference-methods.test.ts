import { cacheBytes, decodeTokenFlop, keyValueBytes, latentCacheBytes, touchedExpertShare, weightTraffic } from "llm-footprint/formulas";
import {
  decodeR4,
  decodeR5,
  textbookRoofline,
  type DecodeFormInput,
  ecologits,
  epochInference,
  inferenceMethods,
  llmcarbonInference,
} from "llm-footprint/methods";
import { describe, expect, it } from "vitest";

/** The known answers are printed with nine digits. */
const PRINTED = 5e-9;
function expectPrinted(actual: number | undefined, expected: number, tolerance = PRINTED): void {
  expect(Math.abs((actual ?? Number.NaN) / expected - 1), `${actual ?? "nothing"} for ${expected}`).toBeLessThan(tolerance);
}

describe("EcoLogits 0.9.1", () => {
  it.each([
    [70e9, 70e9, 400, 1.2, 0.569, 4, 34.7731681, 2.19176331e-4, 2.63011597e-4, 9.13746124e-4, 1.09649535e-3, 2.01348471e-2],
    [123e9, 123e9, 400, 1.16, 0.09, 4, 49.1575549, 3.04921969e-4, 3.53709484e-4, 1.08857143e-3, 1.26274286e-3, 2.84638963e-2],
    [37e9, 671e9, 1000, 1.2, 0.569, 32, 64.5421295, 3.31575075e-3, 3.9789009e-3, 1.38233649e-2, 1.65880378e-2, 2.98976707e-1],
  ])("of %s active of %s parameters, %s tokens", (activeParameters, parameters, outputTokens, pue, wueLitresPerKwh, ...expected) => {
    const request = {
      activeParameters,
      parameters,
      outputTokens,
      pue,
      wueLitresPerKwh,
      electricityWaterLitresPerKwh: 3,
      intensityGramsPerKwh: 400,
    };
    const documented = ecologits(request);
    const released = ecologits({ ...request, asReleased: true });
    const actual = [
      documented.gpuCount,
      documented.latencySeconds,
      documented.itEnergyKwh,
      documented.energyKwh,
      documented.waterLitres,
      released.waterLitres,
      documented.embodiedGramsCo2e,
    ];
    for (const [index, value] of expected.entries()) expectPrinted(actual[index], value);
    expect(documented.operationalGramsCo2e).toBe(documented.energyKwh * 400);
    expect((released.waterLitres as number) / (documented.waterLitres as number)).toBeCloseTo(pue, 12);
  });

  it("takes a measured latency in seconds as a cap, not in milliseconds", () => {
    const request = { activeParameters: 70e9, parameters: 70e9, outputTokens: 400, pue: 1.2, intensityGramsPerKwh: 400 };
    expect(ecologits({ ...request, measuredLatencySeconds: 5 }).latencySeconds).toBe(5);
    expect(ecologits({ ...request, measuredLatencySeconds: 5000 }).latencySeconds).toBe(ecologits(request).latencySeconds);
  });
});

describe("LLMCarbon's inference", () => {
  it("gives the known answer", () => {
    const answer = llmcarbonInference({
      activeParameters: 70e9,
      tokens: 1e6,
      deviceCount: 8,
      peakFlopPerSecond: 312e12,
      efficiency: 0.3,
      systemWatts: 400,
      pue: 1.1,
      intensityGramsPerKwh: 429,
    });
    expectPrinted(answer.runSeconds, 186.965812);
    expectPrinted(answer.energyKwh * 3.6e6, 658119.658);
    expectPrinted(answer.energyKwh, 0.182811016);
    expectPrinted(answer.operationalGramsCo2e, 78.4259259);
  });
});

describe("Epoch AI's estimate of a query", () => {
  it.each([
    [100e9, 500, 0.1, 1.2, 0.300808898],
    [100e9, 1500, 0.1, 1.2, 0.902426694],
    [20e9, 500, 0.1, 1.2, 0.0601617796],
    [200e9, 500, 0.05, 1.3, 1.30350522],
    [200e9, 1500, 0.05, 1.3, 3.91051567],
  ])("of %s parameters, %s tokens", (activeParameters, outputTokens, utilisation, pue, wattHours) => {
    const { energyKwh } = epochInference({ activeParameters, outputTokens, utilisation, pue, intensityGramsPerKwh: 400 });
    expectPrinted(energyKwh * 1000, wattHours);
  });
});

const h100 = { memoryBytesPerSecond: 3.35e12, peakFlopPerSecond: 989.4e12, tdpWatts: 700, idleWatts: 75 };
const b200 = { memoryBytesPerSecond: 8e12, peakFlopPerSecond: 2250e12, tdpWatts: 1000, idleWatts: 140 };
const dense = { expertLayers: 0, experts: 1, activeExperts: 1, touchedExpertShare: 1, routedParameters: 0, expertBytes: 0 };
const common = {
  stateBytes: 0,
  outputTokens: 500,
  promptTokens: 500,
  dataParallelism: 1,
  isNarrow: false,
  isEightBit: false,
  isBlockScaled: false,
};
const share = (experts: number, activeExperts: number, batch: number): number => touchedExpertShare({ experts, activeExperts, batch });
const cases: readonly (readonly [string, DecodeFormInput, number, number, number, number])[] = [
  [
    "a, Llama-3.1-70B",
    {
      ...common,
      ...h100,
      ...dense,
      weightBytes: 1.38998654e11,
      cacheBytes: 245760000,
      tokenFlop: 1.4306608e11,
      activeParameters: 70.55e9,
      layers: 80,
      hiddenSize: 8192,
      acceleratorCount: 4,
      batch: 64,
    },
    0.0308556367,
    558.68168,
    1.07740493,
    1.1071885,
  ],
  [
    "b, Llama-3.1-8B",
    {
      ...common,
      ...h100,
      ...dense,
      weightBytes: 1.50093268e10,
      cacheBytes: 98304000,
      tokenFlop: 1.6453216e10,
      activeParameters: 8.03e9,
      layers: 32,
      hiddenSize: 4096,
      acceleratorCount: 1,
      batch: 64,
    },
    0.0159399889,
    551.595582,
    0.137381679,
    0.140346874,
  ],
  [
    "c, Qwen3-30B-A3B",
    {
      ...common,
      ...h100,
      ...dense,
      expertLayers: 48,
      experts: 128,
      activeExperts: 8,
      touchedExpertShare: share(128, 8, 64),
      weightBytes: 5.95055856e10,
      cacheBytes: 73728000,
      tokenFlop: 7.289824e9,
      activeParameters: 3.35e9,
      layers: 48,
      hiddenSize: 2048,
      acceleratorCount: 1,
      batch: 64,
    },
    0.0314026836,
    533.851308,
    0.261943183,
    0.288274175,
  ],
  [
    "d, DeepSeek-V3.1",
    {
      ...common,
      ...b200,
      ...dense,
      peakFlopPerSecond: 4500e12,
      isNarrow: true,
      isEightBit: true,
      isBlockScaled: true,
      expertLayers: 58,
      experts: 256,
      activeExperts: 8,
      touchedExpertShare: share(256, 8, 256),
      weightBytes: 6.6988025e11,
      cacheBytes: 52704000,
      tokenFlop: 8.7492224e10,
      activeParameters: 37e9,
      layers: 61,
      hiddenSize: 7168,
      acceleratorCount: 8,
      batch: 256,
    },
    0.0589760654,
    756.246184,
    1.39376326,
    1.30653096,
  ],
  [
    "e, gpt-oss-120b",
    {
      ...common,
      ...h100,
      ...dense,
      isNarrow: true,
      expertLayers: 36,
      experts: 128,
      activeExperts: 4,
      touchedExpertShare: share(128, 4, 64),
      weightBytes: 5.59228338e10,
      cacheBytes: 32366592,
      tokenFlop: 1.0642368e10,
      activeParameters: 5.1e9,
      layers: 36,
      hiddenSize: 2880,
      acceleratorCount: 1,
      batch: 64,
    },
    0.0306127261,
    577.814495,
    0.276382451,
    0.294679473,
  ],
  [
    "f, Nemotron-Nano-9B-v2",
    {
      ...common,
      ...h100,
      ...dense,
      weightBytes: 1.66055949e10,
      cacheBytes: 12288000,
      stateBytes: 283115520,
      tokenFlop: 1.784144e10,
      activeParameters: 8.89e9,
      layers: 56,
      hiddenSize: 4480,
      acceleratorCount: 1,
      batch: 64,
    },
    0.0225204849,
    543.82265,
    0.191361716,
    0.193602066,
  ],
  [
    "g, gemma-3-27b",
    {
      ...common,
      ...b200,
      ...dense,
      weightBytes: 5.486e10,
      cacheBytes: 380928000,
      tokenFlop: 5.5621856e10,
      activeParameters: 27.43e9,
      layers: 62,
      hiddenSize: 5376,
      acceleratorCount: 1,
      batch: 128,
    },
    0.0335323143,
    842.542433,
    0.220721857,
    0.232333741,
  ],
];

describe("form R4, lumped", () => {
  const { decodeForms } = inferenceMethods;

  it.each(cases)("gives the known answers of case %s", (_name, input, stepSeconds, powerWatts, setB, setA) => {
    const step = decodeR4(input, decodeForms["r4-b"].constants);
    // Bytes and operations of the cases are themselves printed with nine digits.
    expectPrinted(step.stepSeconds, stepSeconds, 1e-8);
    expectPrinted(step.powerWatts, powerWatts, 1e-8);
    expectPrinted(step.joulesPerToken, setB, 1e-8);
    expectPrinted(decodeR4(input, decodeForms["r4-a"].constants).joulesPerToken, setA, 1e-8);
  });

  it("refuses what is no amount", () => {
    const [, input] = cases[0] as (typeof cases)[number];
    expect(() => decodeR4({ ...input, batch: -1 }, decodeForms["r4-b"].constants)).toThrow("batch = -1 is outside [0, ∞)");
  });

  it("gives the parts of case a, and the case with the software of 2024", () => {
    const [, input] = cases[0] as (typeof cases)[number];
    const step = decodeR4(input, decodeForms["r4-b"].constants);
    expectPrinted(step.memorySeconds, 0.0118186417, 1e-8);
    expectPrinted(step.computeSeconds, 0.00289197655, 1e-8);
    expectPrinted(step.overheadSeconds, 0.0145838, 1e-8);
    expectPrinted(step.promptSeconds, 0.00285223368, 1e-8);
    expectPrinted(step.load, 0.773890688, 1e-8);
    const old = decodeR4(input, { ...decodeForms["r4-b"].constants, kFixed: 5, kSeq: 6, wb: 0.25 });
    expectPrinted(old.stepSeconds, 0.0932036367, 1e-8);
    expectPrinted(old.powerWatts, 282.954905, 1e-8);
    expectPrinted(old.joulesPerToken, 1.64827663, 1e-8);
  });

  it("gives the quantiles of an unknown batch by the quadrature of the spec", () => {
    const [, input] = cases[0] as (typeof cases)[number];
    const at = (batch: number): number => decodeR4({ ...input, batch }, decodeForms["r4-b"].constants).joulesPerToken;
    for (const [batch, joules] of [
      [8, 5.5160073],
      [32, 1.7080283],
      [128, 0.764989416],
      [448, 0.546239956],
    ] as const) {
      expectPrinted(at(batch), joules, 1e-8);
    }
  });
});

describe("the textbook roofline", () => {
  // 80 GB of weights and 4 · 1.5 GB of cache and state at 80 % of 2 TB/s: 0.05375 s; 4 TFLOP at half of 200 TFLOP/s: 0.04 s. 1,000 W for 4 tokens.
  const input: DecodeFormInput = {
    ...(cases[0] as (typeof cases)[number])[1],
    weightBytes: 80e9,
    cacheBytes: 1e9,
    stateBytes: 0.5e9,
    tokenFlop: 1e12,
    batch: 4,
    acceleratorCount: 2,
    memoryBytesPerSecond: 1e12,
    peakFlopPerSecond: 1e14,
    tdpWatts: 500,
  };

  it("is the longer of reading and computing at the TDP, by hand", () => {
    expect(textbookRoofline(input)).toBeCloseTo((1000 * 0.05375) / 4, 12);
    expect(textbookRoofline({ ...input, tokenFlop: 2e12 })).toBeCloseTo((1000 * 0.08) / 4, 12);
  });
});

describe("forms R5 and R5t", () => {
  it("give the known answer of Qwen3-235B FP8 on two B200", () => {
    const { decodeForms } = inferenceMethods;
    const batch = 63.938;
    const outputTokens = 869.44;
    // Prompt of 150 tokens in the context, as the rows of the spec count it.
    const contextTokens = 150 + outputTokens / 2;
    const touched = share(128, 8, batch);
    const routedParameters = 94 * 128 * 3 * 4096 * 1536;
    const parameters = 235.1e9;
    const base: DecodeFormInput = {
      ...b200,
      peakFlopPerSecond: 4500e12,
      weightBytes: weightTraffic({
        parameters,
        inputEmbeddingParameters: 151936 * 4096,
        routedParameters,
        sharedBytesPerParameter: 1,
        routedBytesPerParameter: 1,
        touchedExpertShare: touched,
      }),
      expertBytes: 0,
      cacheBytes: cacheBytes({
        layerTokenBytes: keyValueBytes({ keyValueHeads: 4, headSize: 128, cacheElementBytes: 2 }),
        fullAttentionLayers: 94,
        windowLayerCount: 0,
        windowTokens: 1,
        contextTokens,
      }),
      stateBytes: 0,
      tokenFlop: decodeTokenFlop({ activeParameters: 22.2e9, attentionLayers: 94, attentionWidth: 64 * 128, contextTokens }),
      activeParameters: 22.2e9,
      routedParameters,
      touchedExpertShare: touched,
      layers: 94,
      expertLayers: 94,
      hiddenSize: 4096,
      experts: 128,
      activeExperts: 8,
      batch,
      outputTokens,
      promptTokens: 0,
      acceleratorCount: 2,
      dataParallelism: 1,
      isNarrow: true,
      isEightBit: true,
      isBlockScaled: true,
    };
    const r5 = decodeR5({ ...base, promptTokens: 179 }, decodeForms.r5.constants, false);
    const r5t = decodeR5({ ...base, promptTokens: 167 }, decodeForms.r5t.constants, true);
    // Five digits are printed.
    for (const [actual, printed] of [
      [r5.joulesPerToken, 1.3849],
      [r5.stepSeconds, 0.046569],
      [r5.powerWatts, 950.69],
      [r5t.joulesPerToken, 1.4546],
      [r5t.stepSeconds, 0.048521],
      [r5t.powerWatts, 958.42],
    ] as const) {
      expectPrinted(actual, printed, 5e-5);
    }
  });
});

describe("traffic of the spec's cases", () => {
  it.each([
    [128, 8, 1, 0.0625],
    [128, 8, 16, 0.64392587],
    [128, 8, 64, 0.983924604],
    [256, 8, 256, 0.999704744],
    [128, 4, 64, 0.868915968],
  ])("%s experts, %s active, %s sequences touch %s", (experts, activeExperts, batch, expected) => {
    expectPrinted(share(experts, activeExperts, batch), expected);
  });

  it.each([
    ["Llama-3.1-8B", 32 * keyValueBytes({ keyValueHeads: 8, headSize: 128, cacheElementBytes: 2 }), 131_072],
    ["Llama-3.1-405B", 126 * keyValueBytes({ keyValueHeads: 8, headSize: 128, cacheElementBytes: 2 }), 516_096],
    ["Qwen3-235B", 94 * keyValueBytes({ keyValueHeads: 4, headSize: 128, cacheElementBytes: 2 }), 192_512],
    ["DeepSeek-V3", 61 * latentCacheBytes({ keyValueRank: 512, ropeHeadSize: 64, cacheElementBytes: 2 }), 70_272],
  ])("caches %s in %s bytes per token", (_name, actual, expected) => {
    expect(actual).toBe(expected);
  });
});
