import { estimateInference } from "llm-footprint";
import {
  compareAdaptation,
  estimateHybrid,
  estimateLifecycle,
  estimateLocalInference,
  estimateRag,
  type RagInput,
} from "llm-footprint/adaptation";
import { accelerators } from "llm-footprint/catalog/accelerators";
import { models } from "llm-footprint/catalog/models";
import * as f from "llm-footprint/formulas";
import { type DecodeForm, decodeR4, inferenceMethods } from "llm-footprint/methods";
import { describe, expect, it } from "vitest";

const JOULES = 3.6e6;

/** Eight significant digits of the worked examples, which are printed with nine. */
function eight(value: number | undefined, expected: number, tolerance = 1e-8): void {
  expect(Math.abs((value ?? Number.NaN) / expected - 1), `${value ?? "nothing"} for ${expected}`).toBeLessThan(tolerance);
}

const model = models["llama-3.1-8b"];
const accelerator = accelerators["h100-sxm-80gb"];

// The worked examples take the decoding step of an earlier form with its second set of constants, without prompts in the steps.
const setB = inferenceMethods.decodeForms["r4-b"].constants;
const h100 = { memoryBytesPerSecond: 3.35e12, peakFlopPerSecond: 989.4e12, tdpWatts: 700, idleWatts: 75 };
const step = {
  ...h100,
  ...{ expertLayers: 0, experts: 1, activeExperts: 1, touchedExpertShare: 1, routedParameters: 0, expertBytes: 0 },
  ...{ stateBytes: 0, outputTokens: 300, promptTokens: 0, dataParallelism: 1, isNarrow: false, isEightBit: false, isBlockScaled: false },
};
const HOST = 250;
/** Tokens of weights, layers, width, bytes of weights and of a cached token. */
const sizes = {
  "8b": {
    tokenFlop: 1.606e10,
    layers: 32,
    hiddenSize: 4096,
    weightBytes: 1.50093268e10,
    cached: 131072,
    activeParameters: 8.03e9,
    acceleratorCount: 1,
  },
  "70b": {
    tokenFlop: 1.411e11,
    layers: 80,
    hiddenSize: 8192,
    weightBytes: 1.38998654e11,
    cached: 327680,
    activeParameters: 70.55e9,
    acceleratorCount: 4,
  },
};

/** A step at a batch and a mean context, in which each sequence reads so many tokens. */
function stepOf(size: keyof typeof sizes, batch: number, context: number, tokens = 1): DecodeForm {
  const { cached, tokenFlop, layers, hiddenSize, ...rest } = sizes[size];
  const flop = tokens * (tokenFlop + 4 * layers * hiddenSize * context);
  return decodeR4(
    { ...step, ...rest, layers, hiddenSize, batch, cacheBytes: cached * context, tokenFlop: flop },
    { ...setB, kSeq: tokens },
  );
}
/** Energy of the server per sequence of a step (J). */
function serverJoules(size: keyof typeof sizes, batch: number, { powerWatts, stepSeconds }: DecodeForm): number {
  return (sizes[size].acceleratorCount * (powerWatts + HOST) * stepSeconds) / batch;
}
/** Decoding of an answer behind a prompt, at the mean context (J). */
function decodeJoules(size: keyof typeof sizes, batch: number, inputTokens: number, outputTokens: number): number {
  return outputTokens * serverJoules(size, batch, stepOf(size, batch, inputTokens + outputTokens / 2));
}
/** Reading of a prompt at half of the peak (J). */
function prefillJoules(size: keyof typeof sizes, tokens: number): number {
  const { activeParameters, layers, hiddenSize } = sizes[size];
  const flop =
    f.trainingFlop({ flopPerParameterToken: 2, activeParameters, tokens }) +
    f.attentionFlop({ flopPerAttendedToken: 2, attentionLayers: layers, attentionWidth: hiddenSize, attendedTokens: tokens, tokens });
  return (flop / (989.4e12 * 0.5)) * (665 + HOST);
}

describe("worked examples of retrieval", () => {
  const base = {
    model,
    accelerator,
    batch: 64,
    systemTokens: 100,
    questionTokens: 32,
    outputTokens: 300,
    retrieval: { chunks: 5, chunkTokens: 512 },
    fewShot: { examples: 3, exampleTokens: 150 },
    encoder: {},
    rerank: {},
    index: { chunks: 1e6, refreshDays: 30 },
    requestsPerDay: 1e5,
    hostWatts: HOST,
    pue: 1,
    grid: { intensityGramsPerKwh: 400 },
  } satisfies RagInput;
  const joules = (input: RagInput, name: string): number =>
    (estimateRag(input).phases.find((phase) => phase.name === name)?.energyKwh ?? Number.NaN) * JOULES;
  const lineOf = (input: RagInput, key: string): number | undefined => estimateRag(input).lines.find((line) => line.key === key)?.value;

  it("embeds the corpus, builds the index, embeds the question, searches, reranks", () => {
    const { indexRefresh, standingDay, promptTokens } = estimateRag(base);
    expect(promptTokens.value).toBe(3142);
    eight((indexRefresh?.energyKwh ?? 0) * JOULES, 997053.799 + 4800);
    eight(joules(base, "queryEmbedding"), 0.571875);
    eight(joules(base, "search"), 0.0024);
    eight(joules(base, "rerank"), 80.4948454);
    eight((standingDay?.energyKwh ?? 0) * JOULES, 1.2544 * 86400);
    eight(lineOf(base, "rerankEncoderWeightFlop"), 3.0464e13);
  });

  it("reads every vector without an index over them", () => {
    eight(joules({ ...base, index: { chunks: 1e6, kind: "flat" } }, "search"), 5.376);
  });

  it.each([
    [1e3, 108.38016],
    [1e5, 1.0838016],
    [1e6, 0.10838016],
  ])("the standing index at %f questions a day", (requestsPerDay, expected) => {
    eight(joules({ ...base, requestsPerDay }, "standingIndex"), expected);
  });

  it("calls to the model, with the step of the worked examples", () => {
    const graph = prefillJoules("8b", 1532) + decodeJoules("8b", 64, 1532, 80);
    const plain = prefillJoules("8b", 132) + decodeJoules("8b", 64, 132, 300);
    const grown = prefillJoules("8b", 3142) + decodeJoules("8b", 64, 3142, 300);
    eight(prefillJoules("8b", 1532), 46.6455389);
    eight(graph, 62.8474877);
    eight(prefillJoules("8b", 132), 3.92946463);
    eight(plain, 52.1654301);
    eight(prefillJoules("8b", 3142), 98.1187193);
    eight(grown, 175.681192);
    eight(grown - plain, 123.515762);
    const request = joules(base, "queryEmbedding") + joules(base, "search") + joules(base, "rerank") + graph + grown;
    eight(request, 319.5978);
    eight(request + joules(base, "standingIndex"), 320.681601);
    eight(serverJoules("8b", 1, stepOf("8b", 1, 182)), 5.99386293);
    eight(serverJoules("8b", 64, stepOf("8b", 64, 182)), 0.157570934);
  });

  it("an agent of 20 turns reads 32,500 tokens anew and 332,500 from the cache", () => {
    const {
      systemTokens: _s,
      questionTokens: _q,
      retrieval: _r,
      fewShot: _f,
      encoder: _e,
      rerank: _k,
      index: _i,
      requestsPerDay: _d,
      ...plain
    } = base;
    const agent = { ...plain, systemTokens: 3968, questionTokens: 32, agent: { turns: 20, turnTokens: 1500, cacheHitShare: 1 } };
    const { uncachedTokens, cachedTokens } = estimateRag(agent);
    expect([uncachedTokens.value, cachedTokens.value]).toEqual([32500, 332500]);
    const cold = estimateRag({ ...agent, agent: { ...agent.agent, cacheHitShare: 0 } });
    expect([cold.uncachedTokens.value, cold.cachedTokens.value]).toEqual([365000, 0]);
  });
});

describe("worked examples of generated answers", () => {
  it("rollouts of PPO and GRPO, and a teacher", () => {
    eight(decodeJoules("8b", 128, 200, 300), 35.2714567);
    eight(prefillJoules("8b", 200), 5.96032842);
    eight((10000 * (decodeJoules("8b", 128, 200, 300) + prefillJoules("8b", 200))) / JOULES, 0.114532736);
    // One prompt is read once for eight answers.
    eight((10000 * (8 * decodeJoules("8b", 128, 200, 600) + prefillJoules("8b", 200))) / JOULES, 1.64750594);
    eight(prefillJoules("70b", 200), 52.292849);
    eight(decodeJoules("70b", 64, 200, 300), 395.378731);
    const answers = f.generatedExamples({ keptExamples: 52000, generationYield: 0.8 });
    eight((answers * (prefillJoules("70b", 200) + decodeJoules("70b", 64, 200, 300))) / JOULES, 8.08295909);
  });
});

describe("worked examples of the break-even", () => {
  const once = (tunedJoules: number): number =>
    f.breakEvenRequests({
      fineTuningOnce: tunedJoules,
      retrievalOnce: 1001853.8 + 1.2544 * 2592000,
      retrievalPerRequest: 319.5978,
      tunedPerRequest: 52.1654301,
    });

  it("LoRA with the data of a teacher: 105,806.736 requests", () => {
    eight(once(32549404.8), 105806.736);
  });

  it("LoRA alone always takes less in this set-up", () => {
    expect(3450752.13 - 1001853.8 - 1.2544 * 2592000).toBeCloseTo(-802506.471, 2);
    const rag = {
      ...{ model, accelerator, batch: 64, systemTokens: 100, outputTokens: 300, pue: 1, grid: { intensityGramsPerKwh: 400 } },
      ...{ retrieval: {}, fewShot: {}, rerank: {}, knowledgeGraph: {}, index: { chunks: 1e6 } },
    };
    const lora = {
      ...{ method: "lora" as const, model, accelerator, tokens: 46.8e6, sequenceTokens: 512, pue: 1, grid: { intensityGramsPerKwh: 400 } },
      ...{ efficiency: 0.4, averagePowerWatts: 895 },
    };
    const { breakEven } = compareAdaptation({ rag, fineTuning: [lora], requests: 1e5, draws: 100 });
    expect(breakEven.energy.case).toBe("fine-tuning-always");
    expect(breakEven.energy.requests).toBeNull();
  });
});

describe("worked examples of hybrid decoding", () => {
  it("tokens of a round and the speed-up", () => {
    for (const [acceptance, draftedTokens, expected] of [
      [0.7, 4, 2.7731],
      [0.8, 4, 3.3616],
      [0.6, 4, 2.3056],
      [0.8, 5, 3.68928],
    ] as const) {
      eight(f.tokensPerRound({ acceptance, draftedTokens }), expected);
    }
    eight(f.speculativeSpeedUp({ roundTokens: 2.7731, draftedTokens: 4, draftTimeShare: 0.1 }), 1.98078571);
  });

  const roundTokens = f.tokensPerRound({ acceptance: 0.7, draftedTokens: 4 });
  const draftSeconds = f.localStepSeconds({
    memorySeconds: (4.22137318e9 + 58982400) / (120e9 * 0.6),
    computeSeconds: 0,
    fixedStepSeconds: 0.001,
  });
  const verify = (batch: number): DecodeForm => stepOf("70b", batch, 450, 5);
  const deviceJoules = (batch: number): number => 4 * 20 * draftSeconds + 4 * (0.03 + verify(batch).stepSeconds);
  const networkJoules = (networkKwhPerGigabyte: number, transferredBytes = 336): number =>
    f.networkEnergy({ messages: 1, transferredBytes, networkKwhPerGigabyte }) * JOULES;
  /** Energy of a round over its tokens, with the PUE of the server (J/token). */
  const hybrid = (batch: number, networkKwhPerGigabyte = 0.0104): number =>
    (deviceJoules(batch) + 1.2 * serverJoules("70b", batch, verify(batch)) + networkJoules(networkKwhPerGigabyte)) / roundTokens;
  const cloudOnly = (batch: number): number => 1.2 * serverJoules("70b", batch, stepOf("70b", batch, 450));

  it("device, server, network", () => {
    eight(draftSeconds, 0.060449383);
    eight(20 * draftSeconds, 1.20898766);
    const alone = stepOf("70b", 32, 450);
    eight(alone.stepSeconds, 0.0242418757);
    eight(alone.powerWatts, 503.745484);
    eight(serverJoules("70b", 32, alone), 2.28402554);
    eight(verify(32).stepSeconds, 0.03650531);
    eight(verify(32).powerWatts, 551.473199);
    eight(serverJoules("70b", 32, verify(32)), 3.65725345);
    eight(deviceJoules(32) / roundTokens, 1.83980811);
    eight(serverJoules("70b", 32, verify(32)) / roundTokens, 1.31883216);
    for (const [kwh, expected] of [
      [0.03, 0.0130857163],
      [0.104, 0.0453638167],
      [0.0104, 0.00453638167],
      [0.14, 0.0610666763],
      [0.001, 0.000436190545],
    ] as const) {
      eight(networkJoules(kwh) / roundTokens, expected);
    }
    // Exact sampling sends the distribution of each of four drafts, two bytes per word.
    const up = f.messageBytes({
      headerBytes: 150,
      sentTokens: 4,
      tokenIdBytes: 4,
      distributedTokens: 4,
      vocabularySize: 128256,
      probabilityBytes: 2,
    });
    for (const [kwh, expected] of [
      [0.03, 39.9731247],
      [0.104, 138.573499],
      [0.0104, 13.8573499],
    ] as const) {
      eight(networkJoules(kwh, up + 170) / roundTokens, expected);
    }
  });

  it("totals against the cloud alone, by batch", () => {
    eight(hybrid(32), 3.42694308);
    const streamed = cloudOnly(32) + networkJoules(0.0104, 300);
    eight(streamed, 2.75206265);
    eight(hybrid(32) / streamed, 1.24522714, 1e-6);
    for (const [batch, plain, mixed] of [
      [1, 74.673281, 29.2622071],
      [4, 18.9656646, 9.20278262],
      [8, 9.68667026, 5.87631643],
      [16, 5.05225991, 4.22947648],
      [32, 2.74083065, 3.42694308],
      [64, 1.5913512, 3.05412737],
      [128, 1.02272667, 2.91187141],
    ] as const) {
      eight(cloudOnly(batch), plain);
      eight(hybrid(batch), mixed);
    }
  });

  it("time, rounds, emissions, manufacture", () => {
    const seconds = 4 * draftSeconds + 0.03 + verify(32).stepSeconds;
    eight(f.perRoundTokenSeconds({ roundSeconds: seconds, roundTokens }), 0.111176244);
    eight(f.rounds({ generatedTokens: 300, roundTokens }), 108.182179);
    eight((hybrid(32) * 300 * 400) / JOULES, 0.114231436);
    const perHour = 241000 / (4 * 365 * 4);
    eight(perHour, 41.2671233);
    eight((perHour * 108.182179 * seconds) / 3600, 0.38232698);
    eight(56000 / (3 * 365 * 4), 12.7853881);
  });

  it("break-even: 3.4531 tokens per round, an acceptance of 0.8137", () => {
    const streamed = cloudOnly(32) + networkJoules(0.0104, 300);
    const needed = f.breakEvenRoundTokens({ roundTokens, hybridKwh: hybrid(32), plainKwh: streamed });
    eight(needed, 3.45313936);
    expect(Math.abs(f.tokensPerRound({ acceptance: 0.813727781, draftedTokens: 4 }) - needed)).toBeLessThan(1e-7);
    const busy = cloudOnly(64) + networkJoules(0.0104, 300);
    expect(f.breakEvenRoundTokens({ roundTokens, hybridKwh: hybrid(64), plainKwh: busy })).toBeCloseTo(5.28, 2);
  });

  it("a device that drafts alone: the numbers that the estimate gives", () => {
    const estimate = estimateHybrid({
      cloud: { model: models["llama-3.1-70b"], accelerator, acceleratorCount: 4, batch: 32, pue: 1.2, grid: { intensityGramsPerKwh: 400 } },
      device: { memoryBandwidthBytesPerSecond: 120e9, bandwidthEfficiency: 0.6, fixedStepSeconds: 0.001, activeWatts: 20, waitingWatts: 4 },
      draftModel: { ...model, parameters: 8.03e9 },
      draftBytesPerParameter: 0.5625,
      network: { kind: "5g", roundTripSeconds: 0.03 },
      inputTokens: 300,
      outputTokens: 300,
    });
    const draft = estimate.lines.find(({ key }) => key === "draftStepSeconds");
    eight(draft?.value, 0.060449383);
    eight(estimate.tokensPerRound.value, 2.7731);
  });

  // arXiv:2504.17674: drafts on the same accelerator save up to a batch of 16, and take 25.65 % more at 128. Datasheet of the A6000: 768 GB/s, 154.8 TFLOP/s.
  it("drafts inside a server save at a batch of 8 and cost at 128", () => {
    const a6000 = { memoryBytesPerSecond: 768e9, peakFlopPerSecond: 154.8e12, tdpWatts: 300, idleWatts: 20, acceleratorCount: 1 };
    const [target, small] = [
      { layers: 32, hiddenSize: 4096, weightBytes: 1.50093268e10, cached: 131072, flop: 1.606e10 },
      { layers: 16, hiddenSize: 2048, weightBytes: 2 * 1.236e9, cached: 2 * 2 * 8 * 64 * 16, flop: 2 * 1.236e9 },
    ];
    const joules = ({ cached, flop, ...size }: NonNullable<typeof target>, batch: number, tokens: number): number => {
      const { stepSeconds, powerWatts } = decodeR4(
        {
          ...step,
          ...a6000,
          ...size,
          activeParameters: flop / 2,
          batch,
          cacheBytes: cached * 450,
          tokenFlop: tokens * (flop + 4 * size.layers * size.hiddenSize * 450),
        },
        { ...setB, kSeq: tokens },
      );
      return (powerWatts * stepSeconds) / batch;
    };
    const ratio = (batch: number): number =>
      (4 * joules(small, batch, 1) + joules(target, batch, 5)) / roundTokens / joules(target, batch, 1);
    for (const batch of [1, 8]) expect(ratio(batch)).toBeLessThan(1);
    expect(ratio(128)).toBeGreaterThan(1);
    for (const [batch, expected] of [
      [1, 0.678728447],
      [8, 0.784362379],
      [16, 0.890782306],
      [32, 1.05938001],
      [128, 1.45001901],
    ] as const) {
      expect(Math.abs(ratio(batch) / expected - 1), `batch ${batch}: ${ratio(batch)}`).toBeLessThan(0.01);
    }
  });
});

describe("drafts inside a server, as the library predicts them", () => {
  const common = {
    accelerator: accelerators["rtx-a6000"],
    inputTokens: 300,
    outputTokens: 300,
    pue: 1,
    grid: { intensityGramsPerKwh: 400 },
  };
  const ratio = (batch: number): number => {
    const request = { ...common, model, batch };
    const drafted = estimateInference({
      ...request,
      speculation: { draftModel: models["llama-3.2-1b"], draftedTokens: 4, acceptance: 0.7 },
    });
    return drafted.acceleratorJoulesPerToken / estimateInference(request).acceleratorJoulesPerToken;
  };

  it.each([1, 4, 8])("save energy on an A6000 at a batch of %i", (batch) => {
    expect(ratio(batch)).toBeLessThan(1);
  });

  it("cost energy there at a batch of 128", () => {
    expect(ratio(128)).toBeGreaterThan(1);
  });
});

describe("worked examples of processors", () => {
  const processor = (batch: number): ReturnType<typeof estimateLocalInference> =>
    estimateLocalInference({
      model: { ...model, parameters: 8.03e9 },
      device: {
        kind: "processor",
        tdpWatts: 350,
        memoryBandwidthBytesPerSecond: 307.2e9,
        peakFlopPerSecond: 4e12,
        bandwidthEfficiency: 0.7,
        fixedStepSeconds: 0,
      },
      precision: "int8",
      batch,
      inputTokens: 350,
      outputTokens: 300,
      grid: { intensityGramsPerKwh: 400 },
      pue: 1,
    });

  it("eight bits of Llama 3.1 8B at one sequence: the equations", () => {
    const seconds = f.localStepSeconds({
      memorySeconds: (7.504663424e9 + 65536000) / (307.2e9 * 0.7),
      computeSeconds: 1.606e10 / 4e12,
      fixedStepSeconds: 0,
    });
    eight(seconds, 0.0352036804);
    eight(1 / seconds, 28.4061209);
    const watts = f.processorPower({ tdpWatts: 350, processorLoad: 0.9, baseWatts: 100 });
    eight(watts * seconds, 14.6095273);
    const full = f.localStepSeconds({ memorySeconds: 0, computeSeconds: (16 * 1.606e10) / 4e12, fixedStepSeconds: 0 });
    eight(16 / full, 249.066002);
    eight((watts * full) / 16, 1.666225);
  });

  it("the estimate, whose cache grows with the answer", () => {
    const single = processor(1);
    expect(Math.abs(single.tokensPerSecond.value / 28.4061209 - 1)).toBeLessThan(0.01);
    expect(Math.abs(single.joulesPerToken.value / 14.6095273 - 1)).toBeLessThan(0.02);
    const many = processor(16);
    expect(Math.abs(many.tokensPerSecond.value / 249.066002 - 1)).toBeLessThan(0.02);
  });
});

describe("measured devices", () => {
  const decode = { inputTokens: 10, outputTokens: 100, grid: { intensityGramsPerKwh: 400 } };

  // arXiv:2603.23640: Qwen2.5-1.5B in 4 bit on a laptop with an RTX 4050 of 192 GB/s: 131.7 tokens/s and 0.259 J per token at 34.1 W.
  it("a laptop with a small GPU", () => {
    const { tokensPerSecond, joulesPerToken } = estimateLocalInference({
      ...decode,
      model: models["qwen2.5-1.5b"],
      device: { kind: "laptop", memoryBandwidthBytesPerSecond: 192e9, activeWatts: 34.1, fixedStepSeconds: 0 },
    });
    expect(Math.abs(tokensPerSecond.value / 131.7 - 1)).toBeLessThan(0.15);
    expect(Math.abs(joulesPerToken.value / 0.259 - 1)).toBeLessThan(0.15);
  });

  // Model card of Llama 3.2: a OnePlus 12 decodes its QLoRA models at 45.8 (1B) and 18.5 tokens/s (3B).
  it.each([
    ["llama-3.2-1b", 45.8],
    ["llama-3.2-3b", 18.5],
  ] as const)("%s on a phone, with nothing known of it: inside the range", (id, measured) => {
    const { value, low, high } = estimateLocalInference({ ...decode, model: models[id], device: { kind: "phone" } }).tokensPerSecond;
    expect(low).toBeLessThan(measured);
    expect(high).toBeGreaterThan(measured);
    expect(value / measured).toBeLessThan(1.5);
    expect(value / measured).toBeGreaterThan(1 / 1.5);
  });
});

describe("worked example of a whole life", () => {
  it("serving takes as much as the training after 1.665e10 requests", () => {
    const requests = f.overtakingRequests({ onceKwh: 4.9e6, requestKwh: 1059.40826 / JOULES });
    eight(requests, 1.66508047e10);
    eight(requests * 500, 8.32540229e12);
  });

  it("the estimate gives the same number from its own parts", () => {
    const place = { model, accelerator, pue: 1, grid: { intensityGramsPerKwh: 400 } };
    const life = estimateLifecycle({
      training: { ...place, tokens: 15e12, acceleratorCount: 1024, deviceHours: 7e6, averagePowerWatts: 700 },
      inference: [{ ...place, batch: 64, outputTokens: 300, requests: 1e9 }],
    });
    const energy = (name: string): number => life.phases.find((phase) => phase.name === name)?.energyKwh ?? Number.NaN;
    eight(energy("training"), 4.9e6, 1e-12);
    eight(life.overtaking?.requests.value, (4.9e6 * 1e9) / energy("inference"), 1e-12);
  });
});
