// Every public function that estimates something, with inputs that are right. A test holds this list against the exports of the library and against
// the kinds of files: one that is missing here is one that nothing random is tried on.
import {
  countParameters,
  estimateInference,
  estimateTraining,
  inferenceTotals,
  planServing,
  sizeServing,
  sizeTraining,
  trainingTotals,
  usageKernel,
} from "llm-footprint";
import { apportion, exactSum } from "llm-footprint/accounting";
import {
  compareAdaptation,
  estimateFineTuning,
  estimateHybrid,
  estimateLifecycle,
  estimateLocalInference,
  estimateRag,
} from "llm-footprint/adaptation";
import { calibrate } from "llm-footprint/calibration";
import { accelerators } from "llm-footprint/catalog/accelerators";
import { fuels } from "llm-footprint/catalog/fuels";
import { hourlyMixes } from "llm-footprint/catalog/hourly-mixes";
import { models } from "llm-footprint/catalog/models";
import { gridFromMix, mixAt } from "llm-footprint/electricity";
import {
  decodeR4,
  decodeR5,
  ecologits,
  epochInference,
  inferenceMethods,
  llmcarbonEmbodied,
  llmcarbonInference,
  llmcarbonPredict,
  llmcarbonReference,
  llmcarbonTables,
  mlco2,
  mlco2Peak,
  textbookRoofline,
} from "llm-footprint/methods";
import { compareAtEqualLoss, computeOptimal, paretoFront, planAtLoss, sweep, sweepServing } from "llm-footprint/planning";
import {
  readComparison,
  readFineTuning,
  readHybrid,
  readInference,
  readLifecycle,
  readLocal,
  readRag,
  readScenario,
  readServing,
  readServingSizing,
  readSizing,
} from "llm-footprint/schema";
import { trainingDistribution } from "llm-footprint/uncertainty";

const model = models["llama-3.1-8b"];
const accelerator = accelerators["h100-sxm-80gb"];
const place = { pue: 1.2, grid: { intensityGramsPerKwh: 400 } };
const request = { model, accelerator, acceleratorCount: 2, batch: 16, inputTokens: 800, outputTokens: 300, ...place };
const { batch: _batch, ...unloaded } = request;
const tuning = { model, method: "lora", accelerator, acceleratorCount: 8, examples: 52000, exampleTokens: 300, epochs: 3, ...place };
const question = { model, accelerator, batch: 64, outputTokens: 300, ...place };
const training = { model, tokens: 1e12, accelerator, acceleratorCount: 1024, ...place };
const run = { ...training, efficiency: 0.4, averagePowerWatts: 500 };
const bill = {
  cpus: { count: 2, dieAreaSquareCentimetres: 12.61 },
  memoryBytes: 2e12,
  ssdBytes: 30e12,
  hddCount: 2,
  powerSupplyKilograms: 20,
  chipPackageCount: 300,
};
/** All that surrounds accelerators, and their end. */
const surroundings = {
  rackGramsCo2e: 5e4,
  networkGramsCo2e: 5e4,
  storageGramsCo2e: 2e4,
  coolingGramsCo2e: 3e4,
  buildingGramsCo2e: 8e4,
  endOfLifeFraction: 0.05,
  lifetimeYears: 4,
};
const service = {
  ...unloaded,
  serviceLevel: { timeToFirstTokenSeconds: 20, timePerOutputTokenSeconds: 0.2 },
};
const decoding = {
  weightBytes: 1.38998654e11,
  expertBytes: 0,
  cacheBytes: 245760000,
  stateBytes: 0,
  tokenFlop: 1.4306608e11,
  activeParameters: 70.55e9,
  routedParameters: 0,
  touchedExpertShare: 1,
  layers: 80,
  expertLayers: 0,
  hiddenSize: 8192,
  experts: 1,
  activeExperts: 1,
  batch: 64,
  outputTokens: 500,
  promptTokens: 500,
  acceleratorCount: 4,
  dataParallelism: 1,
  memoryBytesPerSecond: 3.35e12,
  peakFlopPerSecond: 989.4e12,
  tdpWatts: 700,
  idleWatts: 75,
  isNarrow: false,
  isEightBit: false,
  isBlockScaled: false,
};
const methodPlace = { pue: 1.2, intensityGramsPerKwh: 400 };
const here = { accelerator: "h100-sxm-80gb", pue: 1.2, intensity: "400 g/kWh" };

/**
 * Of every kind: the function, how it is called where that is not with one input, inputs that are right, the file of such an input with its reader and
 * its command, and numbers in which others are linear.
 */
export const kinds = {
  training: {
    of: estimateTraining,
    inputs: [
      training,
      run,
      // Embodied carbon alone by parts of the servers, with all that surrounds them.
      { ...run, ...surroundings, embodiedMethod: "components", server: { name: "own", acceleratorsPerServer: 8, bill } },
      { ...run, ...surroundings, server: null, embodiedMethod: "generic", experimentationFactor: 0.5 },
      { ...training, model: models["deepseek-v3"], acceleratorCount: 2048, storage: { checkpointCount: 10, datasetBytes: 6e13, years: 2 } },
    ],
    linear: { pue: ["energyKwh", "operationalGramsCo2e"], lifetimeYears: { inverse: ["embodiedGramsCo2e"] } },
    grows: ["tokens"],
    file: {
      read: readScenario,
      command: ["train"],
      fileCommand: ["estimate"],
      base: { model: "llama-3.1-8b", tokens: "1T", acceleratorCount: 1024, ...here },
    },
  },
  totals: { of: trainingTotals, inputs: [training, run], grows: ["tokens"] },
  distribution: { of: trainingDistribution, estimate: (input) => trainingDistribution(input, { draws: 100 }), inputs: [training, run] },
  calibration: {
    of: calibrate,
    inputs: [
      { scenario: run, parameter: "efficiency", reference: { value: 1e8, source: "fuzz" } },
      { scenario: run, parameter: "pue", reference: { quantity: "energyKwh", value: 1e5, source: "fuzz" } },
      { scenario: run, parameter: "tokens", reference: { quantity: "deviceHours", value: 1e6, source: "fuzz" } },
    ],
  },
  inference: {
    of: estimateInference,
    inputs: [
      request,
      { ...unloaded, acceleratorCount: undefined },
      { ...request, requests: 1e6, reasoningTokens: 100, cacheReadTokens: 200 },
      { ...unloaded, requestsPerSecond: 3, requests: 1e6 },
      { ...unloaded, requestsPerSecond: 0.02, acceleratorUsdPerHour: 2, electricityUsdPerKwh: 0.1 },
      { ...unloaded, systemTokensPerSecond: 900 },
      { ...request, ...surroundings, server: { name: "own", acceleratorsPerServer: 8, bill } },
      { ...request, speculation: { draftModel: models["llama-3.2-1b"] ?? model, draftedTokens: 4, acceptance: 0.7 } },
      { ...request, calibration: { batch: 64, acceleratorJoulesPerToken: 0.4 }, cacheWriteTokens: 100, cacheRetentionSeconds: 300 },
    ],
    linear: {
      pue: ["energyKwh", "operationalGramsCo2e"],
      lifetimeYears: { inverse: ["embodiedGramsCo2e"] },
      requests: ["fleetEnergyKwh", "fleetTotalGramsCo2e"],
    },
    grows: ["inputTokens", "outputTokens", "reasoningTokens", "cacheReadTokens", "cacheWriteTokens"],
    isLoaded: true,
    file: {
      read: readInference,
      command: ["infer"],
      base: { model: "llama-3.1-8b", acceleratorCount: 2, inputTokens: 800, outputTokens: 300, ...here },
    },
  },
  "inference-totals": {
    of: inferenceTotals,
    inputs: [request, { ...unloaded, requestsPerSecond: 3 }],
    grows: ["outputTokens"],
    isLoaded: true,
  },
  usage: {
    of: usageKernel,
    estimate: (input) => {
      const [energyKwh, totalGramsCo2e, refused] = [new Float64Array(3), new Float64Array(3), []];
      const { fill, ...coefficients } = usageKernel(input);
      fill(
        { inputTokens: [100, 1000, 5000], outputTokens: [300, 10, 1], cacheReadTokens: [0, 50, 500] },
        energyKwh,
        totalGramsCo2e,
        refused,
      );
      return { ...coefficients, rows: [...energyKwh, ...totalGramsCo2e], refused: refused.map(({ row, error }) => [row, error.code]) };
    },
    inputs: [request, { ...request, cacheReadTokens: 500 }],
  },
  serving: {
    of: planServing,
    inputs: [
      { ...service, loadCurve: [4, 2, 12, 9], requests: 1e6 },
      { ...service, loadCurve: [0, 0.01, 30] },
      { ...service, requestsPerSecond: 3 },
      { ...service, requestsPerSecond: 300, peakShare: 0.6 },
      service,
    ],
    isSlow: true,
    file: {
      read: readServing,
      command: ["serve"],
      base: { model: "llama-3.1-8b", acceleratorCount: 2, inputTokens: 800, outputTokens: 300, ttft: "20 s", tpot: "200 ms", ...here },
    },
  },
  "serving-sweep": {
    of: sweepServing,
    inputs: [
      { request: unloaded, vary: { batch: [1, 8, 64], precision: ["bf16", "fp8"] } },
      { request, vary: { accelerator: [accelerator, accelerators["a100-sxm4-80gb"]] }, serviceLevel: { timePerOutputTokenSeconds: 0.05 } },
    ],
  },
  "serving-sizing": {
    of: sizeServing,
    inputs: [
      { model, accelerator, batch: 16, contextTokens: 4000 },
      { model: models["deepseek-v3"], accelerator, precision: "fp8" },
    ],
    file: { read: readServingSizing, command: ["size", "--for", "serving"], base: { model: "llama-3.1-8b", accelerator: "h100-sxm-80gb" } },
  },
  sizing: {
    of: sizeTraining,
    inputs: [
      { model, accelerator, sequenceTokens: 2048 },
      { model, accelerator, tensorParallelism: 2, pipelineParallelism: 4, acceleratorCount: 64, microBatches: 16, recompute: "full" },
    ],
    file: { read: readSizing, command: ["size"], base: { model: "llama-3.1-8b", accelerator: "h100-sxm-80gb" } },
  },
  parameters: {
    of: countParameters,
    estimate: ({ of }) => countParameters(of),
    inputs: [
      { of: { kind: "dense", architecture: model.architecture } },
      { of: { kind: "mixture-of-experts", architecture: models["deepseek-v3"].architecture } },
      { of: { kind: "mixture-of-experts", parameters: 46e9, activeParameters: 12e9 } },
    ],
  },
  "fine-tuning": {
    of: estimateFineTuning,
    inputs: [
      tuning,
      { ...tuning, method: "full" },
      { ...tuning, method: "dpo" },
      { ...tuning, ...surroundings, server: { name: "own", acceleratorsPerServer: 8, bill } },
      { ...tuning, evaluation: { requests: 1000, inputTokens: 200, outputTokens: 300 } },
      { ...tuning, method: "reward-model", answersPerExample: 4 },
      { ...tuning, method: "ppo", exampleTokens: undefined, promptTokens: 300, answerTokens: 200, rollout: { batch: 16 } },
      { ...tuning, method: "grpo", exampleTokens: undefined, promptTokens: 300, answerTokens: 200, samples: 4, rollout: { batch: 16 } },
      {
        ...{ ...tuning, method: "teacher-student", exampleTokens: undefined, promptTokens: 300, answerTokens: 200 },
        teacher: { model: models["llama-3.1-70b"], acceleratorCount: 4, batch: 16 },
      },
      { ...tuning, method: "distillation", teacher: { model: models["llama-3.1-70b"] } },
    ],
    grows: ["examples", "epochs", "exampleTokens", "promptTokens", "answerTokens", "tokens"],
    file: {
      read: readFineTuning,
      command: ["finetune"],
      base: { method: "lora", model: "llama-3.1-8b", examples: 52000, exampleTokens: 300, ...here },
    },
  },
  rag: {
    of: estimateRag,
    inputs: [
      question,
      { ...question, retrieval: { chunks: 5 } },
      { ...question, fewShot: {}, cachedTokens: 300 },
      { ...question, questionTokens: 2000, systemTokens: 1000, cachedTokens: 900 },
      { ...question, retrieval: {}, index: { chunks: 1e6 }, requestsPerDay: 1e5 },
      { ...question, agent: { turns: 5, turnTokens: 500, cacheHitShare: 0.9 } },
      { ...question, retrieval: {}, rewrite: {}, rerank: {}, encoder: {}, knowledgeGraph: {}, tokenisation: {}, passes: 1.5 },
      { ...question, ...surroundings, batch: undefined, requestsPerSecond: 3 },
    ],
    grows: ["outputTokens", "questionTokens", "systemTokens", "passes"],
    isLoaded: true,
    file: { read: readRag, command: ["rag"], base: { model: "llama-3.1-8b", batch: 64, outputTokens: 300, ...here } },
  },
  adaptation: {
    of: compareAdaptation,
    inputs: [
      {
        requests: 1e5,
        periodDays: 30,
        draws: 100,
        rag: { ...question, systemTokens: 100, retrieval: { chunks: 5 }, index: { chunks: 1e6 } },
        fineTuning: { ...tuning, acceleratorCount: undefined },
      },
    ],
    isSlow: true,
    file: {
      read: readComparison,
      command: ["compare-adaptation"],
      base: {
        ...{ model: "llama-3.1-8b", requests: 100000, draws: 100, ...here },
        rag: { batch: 64, outputTokens: 300, retrieval: {}, index: { chunks: "1000000" } },
        fineTuning: { method: "full", examples: 52000, exampleTokens: 300 },
      },
    },
  },
  hybrid: {
    of: estimateHybrid,
    inputs: [
      {
        cloud: { model: models["llama-3.1-70b"], accelerator, acceleratorCount: 4, batch: 32, ...place },
        device: { kind: "laptop" },
        draftModel: model,
        draftedTokens: 4,
        acceptance: 0.7,
        network: { kind: "5g" },
        inputTokens: 300,
        outputTokens: 300,
      },
      {
        cloud: { model: models["llama-3.1-70b"], accelerator, acceleratorCount: 4, requestsPerSecond: 1, ...place },
        edge: { model: models["llama-3.1-70b"], accelerator: accelerators["a100-sxm4-80gb"], acceleratorCount: 4, batch: 8, ...place },
        device: { kind: "phone" },
        draftModel: models["llama-3.2-1b"] ?? model,
        outputTokens: 300,
      },
    ],
    grows: ["outputTokens", "inputTokens"],
    file: {
      read: readHybrid,
      command: ["hybrid"],
      base: {
        ...{ draftModel: "llama-3.1-8b", device: { kind: "laptop" }, network: { kind: "5g" }, inputTokens: 300, outputTokens: 300 },
        cloud: { model: "llama-3.1-70b", acceleratorCount: 4, batch: 32, ...here },
      },
    },
  },
  local: {
    of: estimateLocalInference,
    inputs: [
      {
        model: models["llama-3.2-1b"] ?? model,
        precision: "int4",
        device: { kind: "laptop" },
        inputTokens: 200,
        outputTokens: 300,
        grid: place.grid,
      },
    ],
    linear: { pue: ["energyKwh", "operationalGramsCo2e"] },
    grows: ["outputTokens", "inputTokens"],
    file: {
      read: readLocal,
      command: ["local"],
      base: { model: "llama-3.1-8b", device: { kind: "laptop" }, outputTokens: 300, intensity: "400 g/kWh" },
    },
  },
  lifecycle: {
    of: estimateLifecycle,
    inputs: [
      { training, fineTuning: [tuning], inference: [{ ...request, requests: 2e10 }], lifetimeRequests: 2e10 },
      {
        ...{ training, experimentation: 0.5, fineTuning: [tuning, { ...tuning, method: "dpo" }] },
        inference: [
          { ...request, requests: 2e9, start: "2024-07-23", end: "2026-07-23" },
          { ...unloaded, requestsPerSecond: 3, requests: 1e9 },
        ],
        rag: { ...question, retrieval: {}, index: { chunks: 1e6 }, requestsPerDay: 1e5, days: 730 },
        storage: { storedBytes: 6e13, years: 2, replicas: 2, ...place },
        retirement: { endOfLifeFraction: 0.02 },
        ...{ lifetimeRequests: 3e9, lifetimeTokens: 1e12 },
      },
    ],
    isSlow: true,
    file: {
      read: readLifecycle,
      command: ["lifecycle"],
      base: {
        ...{ model: "llama-3.1-8b", ...here, training: { acceleratorCount: 1024 }, lifetimeRequests: "20e9" },
        inference: { requests: "20e9", batch: 64, inputTokens: 500, outputTokens: 300 },
      },
    },
  },
  llmcarbon: {
    of: llmcarbonReference,
    inputs: [
      {
        baseParameters: 175e9,
        tokens: 300e9,
        peakFlopPerSecond: 125e12,
        efficiency: 0.197,
        powerWatts: 330,
        deviceCount: 1e4,
        pue: 1.1,
        intensityGramsPerKwh: 429,
      },
      {
        ...{ baseParameters: 175e9, tokens: 1e6, peakFlopPerSecond: 125e12, efficiency: 0.197, powerWatts: 330, deviceCount: 8 },
        ...{ pue: 1.1, intensityGramsPerKwh: 429, phase: "inference", hardwareEnergy: "literal" },
      },
    ],
    linear: {
      pue: ["energyKwh", "operationalGramsCo2e"],
      tokens: ["computeFlop", "itEnergyKwh"],
      intensityGramsPerKwh: ["operationalGramsCo2e"],
      deviceCount: { inverse: ["days"] },
    },
  },
  "llmcarbon-embodied": {
    of: llmcarbonEmbodied,
    inputs: [
      { units: llmcarbonTables.table5.units.map(({ listedGramsCo2e: _, ...unit }) => unit), runDays: llmcarbonTables.table5.runDays },
      {
        ...{ runDays: 20, lifetimeDays: 1000 },
        units: [{ name: "own", unitCount: 8, areaSquareCentimetres: 8, carbonPerAreaGramsPerSquareCentimetre: 1800 }],
      },
    ],
    linear: { runDays: ["embodiedGramsCo2e"], lifetimeDays: { inverse: ["embodiedGramsCo2e"] } },
  },
  "llmcarbon-predict": {
    of: llmcarbonPredict,
    inputs: [
      { parameters: 175e9, memoryBytes: 80e9 },
      { parameters: 175e9, memoryBytes: 32e9 },
      { parameters: 20e9, memoryBytes: 80e9 },
    ],
    /** The method has numbers for these devices alone. */
    fixed: ["memoryBytes"],
  },
  "llmcarbon-inference": {
    of: llmcarbonInference,
    inputs: [
      {
        ...{ activeParameters: 70e9, tokens: 1e6, deviceCount: 8, peakFlopPerSecond: 312e12, efficiency: 0.3, systemWatts: 400 },
        ...methodPlace,
      },
    ],
    linear: {
      pue: ["energyKwh", "operationalGramsCo2e"],
      tokens: ["runSeconds", "itEnergyKwh"],
      intensityGramsPerKwh: ["operationalGramsCo2e"],
      deviceCount: { inverse: ["runSeconds"] },
    },
  },
  ecologits: {
    of: ecologits,
    inputs: [
      { parameters: 70e9, activeParameters: 70e9, outputTokens: 400, ...methodPlace },
      { parameters: 400e9, activeParameters: 40e9, outputTokens: 400, batch: 16, measuredLatencySeconds: 5, ...methodPlace },
      {
        ...{ parameters: 70e9, activeParameters: 70e9, outputTokens: 400, wueLitresPerKwh: 0.5, electricityWaterLitresPerKwh: 3 },
        ...{ asReleased: true, ...methodPlace },
      },
    ],
    linear: { pue: ["energyKwh", "operationalGramsCo2e"], intensityGramsPerKwh: ["operationalGramsCo2e"] },
    grows: ["outputTokens"],
  },
  epoch: {
    of: epochInference,
    inputs: [{ activeParameters: 1e11, outputTokens: 300, ...methodPlace }],
    linear: {
      pue: ["energyKwh", "operationalGramsCo2e"],
      outputTokens: ["itEnergyKwh", "operationalGramsCo2e"],
      activeParameters: ["itEnergyKwh"],
      intensityGramsPerKwh: ["operationalGramsCo2e"],
    },
  },
  mlco2: {
    of: mlco2,
    inputs: [
      { tdpWatts: 300, deviceHours: 1e6, intensityGramsPerKwh: 429 },
      { tdpWatts: 300, deviceHours: 1e6, intensityGramsPerKwh: 429, applyPue: 1.1 },
    ],
    linear: {
      tdpWatts: ["energyKwh"],
      deviceHours: ["energyKwh", "operationalGramsCo2e"],
      applyPue: ["energyKwh"],
      intensityGramsPerKwh: ["operationalGramsCo2e"],
    },
  },
  "mlco2-peak": {
    of: mlco2Peak,
    inputs: [{ tdpWatts: 300, computeFlop: 1e23, peakFlopPerSecond: 125e12, intensityGramsPerKwh: 429 }],
    linear: { tdpWatts: ["energyKwh"], computeFlop: ["energyKwh"], peakFlopPerSecond: { inverse: ["energyKwh"] } },
  },
  // Frozen forms over plain numbers, which check nothing; they are tried within the domains of what they are called with.
  "decode-r4": {
    of: decodeR4,
    estimate: (input) => decodeR4(input, inferenceMethods.decodeForms["r4-b"].constants),
    inputs: [decoding],
    isUnchecked: true,
  },
  "decode-r5": {
    of: decodeR5,
    estimate: (input) => decodeR5(input, inferenceMethods.decodeForms["r5"].constants, false),
    inputs: [decoding],
    isUnchecked: true,
  },
  roofline: {
    of: textbookRoofline,
    estimate: (input) => ({ joules: textbookRoofline(input) }),
    inputs: [decoding],
    isUnchecked: true,
  },
  mix: {
    of: gridFromMix,
    estimate: (shares) => gridFromMix(shares, fuels),
    inputs: [{ "wind-onshore": 0.35, "solar-utility": 0.2, gas: 0.45 }],
    /** Shares move one against another. */
    isMix: true,
  },
  "hourly-mix": {
    of: mixAt,
    estimate: ({ month, hour }) => mixAt(hourlyMixes.ciso, month, hour),
    inputs: [{ month: 6, hour: 20 }],
  },
  "loss-plan": {
    of: planAtLoss,
    inputs: [
      { run, lossChange: -0.01 },
      { run, lossChange: -0.01, by: "compute-optimal" },
      { run: { ...run, model: models["mixtral-8x7b"] }, lossChange: 0.01, effectiveParameters: 30e9, law: "besiroglu-2024" },
    ],
    isSlow: true,
  },
  "equal-loss": {
    of: compareAtEqualLoss,
    inputs: [
      {
        runs: [
          { name: "one", run: { ...run, model: { kind: "dense", parameters: 70e9 } } },
          { name: "two", run: { ...run, model: { kind: "dense", parameters: 35e9 } } },
          { name: "three", run, tokensForLoss: 2e12 },
        ],
      },
    ],
    isSlow: true,
  },
  "compute-optimal": {
    of: computeOptimal,
    inputs: [{ trainingFlop: 1e24 }, { parameters: 70e9 }, { tokens: 1.4e12 }, { loss: 1.95, law: "besiroglu-2024" }],
  },
  sweep: {
    of: sweep,
    inputs: [{ run, vary: { tokens: [1e12, 2e12], pue: [1.1, 1.5] }, law: "hoffmann-2022", ranges: true }],
    isSlow: true,
  },
  "pareto-front": {
    of: paretoFront,
    estimate: ({ rows }) => ({ front: paretoFront(rows, ["a", "b"]) }),
    inputs: [{ rows: Array.from({ length: 12 }, (_, index) => ({ a: index + 1, b: (index * 7) % 11 })) }],
  },
  apportionment: {
    of: apportion,
    estimate: ({ parts, decimals }) => {
      const { total, parts: rounded } = apportion(parts, decimals);
      const units = (text) => BigInt(text.replace(".", ""));
      const sum = rounded.map(units).reduce((before, part) => before + part, 0n);
      return { total: Number(total), exact: Number(exactSum(parts)), over: Number(sum - units(total)) };
    },
    inputs: [{ parts: [1.25, 2.375, 1 / 3, 1e6 / 7], decimals: 2 }],
  },
};

/** How a kind is estimated. */
for (const kind of Object.values(kinds)) kind.estimate ??= kind.of;
