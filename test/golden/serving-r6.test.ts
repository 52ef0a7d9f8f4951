import { type Accelerator, estimateInference, type InferenceInput, type Model, servingFit, type ServingFit } from "llm-footprint";
import { models } from "llm-footprint/catalog/models";
import { describe, expect, it } from "vitest";

/** Constants of `serving-r6.md`, section 2, as the page rounds them. */
const asOfPage: ServingFit = {
  ...servingFit,
  bandwidthEfficiency: 0.8586,
  cacheBandwidthEfficiency: 0.6655,
  computeEfficiency: 0.5373,
  narrowFactor: 0.5778,
  fixedStepSeconds: 8.241e-4,
  layerSeconds: 6.122e-5,
  parallelLayerSeconds: 2.562e-5,
  blockScaledLayerSeconds: 3.751e-5,
  perSequenceSeconds: 4.431e-5,
  routingTraffic: 14.25,
  overlapExponent: 1.505,
  baseLoad: 0.2997,
  hostLoad: 0.1128,
  computeLoad: 0.7658,
  memoryJoulesPerByte: 8.026e-11,
  tileRows: 6.071,
  promptEfficiency: 0.4567,
  promptExponent: 0.2968,
  narrowPromptFactor: 0.5979,
  promptRoutingTraffic: 4.112,
  reduceEfficiency: 0.4928,
  widenedFactor: 0.6947,
  fixedFirstTokenSeconds: 0.04,
  software: {
    ...servingFit.software,
    "lean-host": {
      ...servingFit.software["lean-host"],
      narrowComputeFactor: 1.276,
      fixedTimeFactor: 0.6469,
      sequenceTimeFactor: 0.2507,
    },
  },
};

const h100: Accelerator = {
  name: "H100 of the page",
  memoryBytes: 80e9,
  tdpWatts: 700,
  idlePowerWatts: 80.5,
  memoryBandwidthBytesPerSecond: 3.35e12,
  peakFlopPerSecond: { bf16: 989.4e12, fp8: 1978.9e12 },
  interconnectBytesPerSecond: 9e11,
};
const h200: Accelerator = {
  ...h100,
  name: "H200 of the page",
  memoryBytes: 141e9,
  idlePowerWatts: 80.3,
  memoryBandwidthBytesPerSecond: 4.8e12,
  peakFlopPerSecond: { bf16: 989.5e12, fp8: 1979e12 },
};
const a100: Accelerator = {
  ...h100,
  name: "A100 of the page",
  tdpWatts: 400,
  idlePowerWatts: 46,
  memoryBandwidthBytesPerSecond: 2.039e12,
  peakFlopPerSecond: { bf16: 312e12 },
  interconnectBytesPerSecond: 6e11,
};
const b200: Accelerator = {
  ...h100,
  name: "B200 of the page",
  memoryBytes: 180e9,
  tdpWatts: 1000,
  idlePowerWatts: 115,
  memoryBandwidthBytesPerSecond: 7.7e12,
  peakFlopPerSecond: { bf16: 2.25e15, fp8: 4.5e15, fp4: 9e15 },
  interconnectBytesPerSecond: 1.8e12,
};
const h800: Accelerator = {
  ...h100,
  name: "H800 of the page",
  peakFlopPerSecond: { bf16: 989.4e12, fp8: 1979e12 },
  interconnectBytesPerSecond: 4e11,
};

/** A model of the catalogue with the counts that the page states. */
const stated = (id: keyof typeof models, parameters: number, activeParameters?: number): Model => ({
  ...models[id],
  parameters,
  ...(activeParameters === undefined ? {} : { activeParameters }),
});
const llama70b = stated("llama-3.1-70b", 70.55e9);
const llama8b = stated("llama-3.1-8b", 8.03e9);
const r1 = stated("deepseek-r1", 671e9, 37e9);

const base = { memoryShare: 1, pue: 1.1, grid: { intensityGramsPerKwh: 400 }, servingFit: asOfPage };
type Case = Pick<InferenceInput, "model" | "accelerator"> & Partial<InferenceInput>;
const of = (
  model: Model,
  accelerator: Accelerator,
  [acceleratorCount, dataParallelism, batch, inputTokens, outputTokens]: readonly [number, number, number, number, number],
  more: Partial<InferenceInput> = {},
): Case => ({ model, accelerator, acceleratorCount, dataParallelism, batch, inputTokens, outputTokens, ...more });

/** `serving-r6.md`, section 12: step, prompt and cycle (s), power (W), energy of a token (J), rate (tokens/s), first token and request (s). */
const known: readonly (readonly [string, Case, readonly number[]])[] = [
  [
    "a: 70B in bf16 on 4 H100",
    of(llama70b, h100, [4, 1, 64, 500, 500]),
    [0.0259958, 0.0480803, 0.0321501, 525.722, 1.05638, 1990.66, 0.120134, 16.1151],
  ],
  [
    "b: 8B in bf16 on an H100",
    of(llama8b, h100, [1, 1, 1, 500, 500]),
    [0.00809134, 0.0179161, 0.00812717, 444.538, 3.61283, 123.044, 0.0660074, 4.10359],
  ],
  [
    "c: 30B-A3B in bf16 on an H100",
    of(stated("qwen3-30b-a3b", 30.5e9, 3.3e9), h100, [1, 1, 64, 500, 500]),
    [0.0304946, 0.00945135, 0.0317044, 510.003, 0.252646, 2018.65, 0.0811368, 15.8922],
  ],
  [
    "d: R1 in FP8 on 8 H200",
    of(r1, h200, [8, 1, 256, 500, 500], { precision: "fp8" }),
    [0.0805334, 0.0213029, 0.0914405, 644.175, 1.84074, 2799.64, 0.152701, 45.7602],
  ],
  [
    "e: gpt-oss-120b in MXFP4 on an A100",
    of(stated("gpt-oss-120b", 116.83e9, 5.13e9), a100, [1, 1, 64, 2000, 200], { precision: "mxfp4" }),
    [0.0518883, 0.183238, 0.110524, 395.246, 0.682567, 579.058, 0.332846, 22.1449],
  ],
  [
    "f: R1 in FP8 on 144 H800, experts over all of them",
    of(r1, h800, [144, 144, 9216, 1, 9977], { precision: "fp8", software: "sglang", expertParallelism: 144 }),
    [0.0420196, 1.0644e-6, 0.0420206, 618.484, 0.406079, 219_321, 0.0820217, 419.279],
  ],
  [
    "g: 70B in FP8 on 2 H200 with a lean host, its cache in 8 bit",
    of(llama70b, h200, [2, 1, 512, 1000, 1000], { precision: "fp8", software: "lean-host" }),
    [0.0715177, 0.11509, 0.130444, 700, 0.356682, 3925.06, 0.285419, 130.484],
  ],
  [
    "h: R1 in FP8 on 8 H200, SGLang with ranks of their own",
    of(r1, h200, [8, 8, 128, 2000, 500], { precision: "fp8", software: "sglang" }),
    [0.0611789, 0.0593415, 0.0763703, 698.954, 3.33621, 1676.04, 0.175593, 38.2252],
  ],
  [
    "i: 235B in FP8 on 2 B200",
    of(stated("qwen3-235b-a22b", 235e9, 22e9), b200, [2, 1, 64, 500, 500], { precision: "fp8" }),
    [0.0484669, 0.0166501, 0.0505981, 936.152, 1.48024, 1264.87, 0.107215, 25.3391],
  ],
  [
    "j: 8B in bf16 on an H100, 100,000 tokens of prompt",
    of(llama8b, h100, [1, 1, 1, 100_000, 100]),
    [0.0139369, 9.35566, 0.107493, 700, 75.2454, 9.30289, 9.4096, 10.7893],
  ],
];

/** The page prints six digits of figures that it worked out with more. */
const PRINTED = 5e-6;

describe("known answers of form R6", () => {
  it.each(known)("%s", (_, input, expected) => {
    const { decodeStepSeconds, prefillSeconds, systemTokensPerSecond, acceleratorJoulesPerToken, ...times } = estimateInference({
      ...base,
      ...input,
    });
    const { batch = 1, acceleratorCount = 1 } = input as { batch?: number; acceleratorCount?: number };
    const cycle = batch / systemTokensPerSecond;
    const watts = (acceleratorJoulesPerToken * batch) / (cycle * acceleratorCount);
    const actual = [
      decodeStepSeconds,
      prefillSeconds,
      cycle,
      watts,
      acceleratorJoulesPerToken,
      systemTokensPerSecond,
      times.timeToFirstTokenSeconds,
      times.latencySeconds,
    ];
    for (const [index, value] of expected.entries()) {
      expect(Math.abs((actual[index] as number) / value - 1), `figure ${index}: ${actual[index]} for ${value}`).toBeLessThan(PRINTED);
    }
  });
});
