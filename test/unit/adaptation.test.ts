import { type Architecture, estimateInference, type FootprintErrorCode, isFootprintError } from "llm-footprint";
import {
  adaptationDefaults,
  compareAdaptation,
  estimateFineTuning,
  estimateHybrid,
  estimateLifecycle,
  estimateLocalInference,
  estimateRag,
} from "llm-footprint/adaptation";
import { accelerators } from "llm-footprint/catalog/accelerators";
import { embeddingModels } from "llm-footprint/catalog/embedding-models";
import { models } from "llm-footprint/catalog/models";
import { describe, expect, it } from "vitest";
import { without } from "../helpers/without.js";

const model = models["llama-3.1-8b"];
const accelerator = accelerators["h100-sxm-80gb"];
const place = { pue: 1.2, grid: { intensityGramsPerKwh: 400 } };
const tuning = { method: "lora" as const, model, accelerator, ...place, examples: 1000, exampleTokens: 300 };
const ppo = { method: "ppo" as const, model, accelerator, ...place, examples: 1000, promptTokens: 100, answerTokens: 100 };
const question = { model, accelerator, ...place, batch: 32, outputTokens: 100, retrieval: {}, index: { chunks: 1e6 }, requestsPerDay: 1e5 };
const answer = {
  cloud: { model: models["llama-3.1-70b"], accelerator, acceleratorCount: 4, batch: 32, ...place },
  device: { kind: "laptop" as const },
  draftModel: model,
  inputTokens: 100,
  outputTokens: 100,
};
const local = { model, device: { kind: "laptop" as const }, grid: place.grid, inputTokens: 100, outputTokens: 100 };
const comparison = { rag: question, fineTuning: [tuning], requests: 1e5, draws: 100 };
const life = {
  training: { model, accelerator, ...place, tokens: 1e12, acceleratorCount: 1024 },
  inference: [{ model, accelerator, ...place, batch: 32, outputTokens: 100, requests: 1e6 }],
};

interface Bad {
  readonly over: object;
  readonly field: string;
  readonly code?: FootprintErrorCode;
}

/** What is given beside a good input makes it a bad one; the error names the field. */
function refuses(estimate: (input: never) => unknown, good: object, bad: readonly Bad[]): void {
  it("takes the good input", () => {
    expect(estimate(good as never)).toBeTypeOf("object");
  });

  it.each(bad.map((one) => ({ title: `${one.field}: ${JSON.stringify(one.over) ?? ""}`, ...one })))("$title", ({ over, field, code }) => {
    let error: unknown;
    try {
      estimate({ ...good, ...over } as never);
    } catch (caught) {
      error = caught;
    }
    if (!isFootprintError(error)) throw new Error(`not refused: ${String(error)}`);
    expect(error.details.field).toBe(field);
    if (code !== undefined) expect(error.code).toBe(code);
    expect(error.message.length).toBeGreaterThan(field.length + 10);
  });

  it.each([undefined, null, 5, "x"])("no input: %s", (input) => {
    expect(() => estimate(input as never)).toThrow(/missing|is no |give/u);
  });
}

const hostile = [Number.NaN, Number.POSITIVE_INFINITY, -1, "5", null, [1], { value: 2, low: 3, high: 4 }];

/** Everything that is no number is refused, in each of these fields. */
function refusesHostile(estimate: (input: never) => unknown, good: object, fields: readonly string[]): void {
  it.each(fields)("%s takes nothing that is no number", (field) => {
    for (const value of hostile) {
      const [part, key] = field.split(".") as [string, string | undefined];
      const within = (good as Readonly<Record<string, object | undefined>>)[part];
      const input = key === undefined ? { ...good, [part]: value } : { ...good, [part]: { ...within, [key]: value } };
      let error: unknown;
      try {
        estimate(input as never);
      } catch (caught) {
        error = caught;
      }
      if (!isFootprintError(error)) throw new Error(`${field} = ${JSON.stringify(value)} is not refused: ${String(error)}`);
      expect(error.details.field).toContain(field.split(".").at(-1));
    }
  });
}

describe("fine-tuning refuses", () => {
  refuses(estimateFineTuning, tuning, [
    { over: { method: "sft" }, field: "method", code: "invalid-input" },
    { over: { model: undefined }, field: "model" },
    { over: { accelerator: null }, field: "accelerator" },
    { over: { examples: undefined }, field: "examples" },
    { over: { examples: undefined, exampleTokens: undefined }, field: "tokens" },
    { over: { exampleTokens: undefined }, field: "exampleTokens" },
    { over: { tokens: 1e6 }, field: "examples", code: "conflicting-input" },
    { over: { method: "full", adapter: {} }, field: "adapter", code: "conflicting-input" },
    { over: { adapter: { rank: 8, parameters: 1e6 } }, field: "adapter.parameters", code: "conflicting-input" },
    { over: { adapter: { targets: [] } }, field: "adapter.targets" },
    { over: { adapter: { targets: ["q", "q"] } }, field: "adapter.targets", code: "conflicting-input" },
    { over: { model: models["deepseek-v3"] }, field: "adapter.parameters" },
    { over: { promptTokens: 5 }, field: "promptTokens", code: "conflicting-input" },
    { over: { samples: 5 }, field: "samples", code: "conflicting-input" },
    { over: { deviceHours: 5, efficiency: 0.4 }, field: "efficiency", code: "conflicting-input" },
    { over: { deviceHours: 5, goodput: 0.9 }, field: "goodput", code: "conflicting-input" },
    { over: { itEnergyKwh: 5, averagePowerWatts: 500 }, field: "averagePowerWatts", code: "conflicting-input" },
    { over: { averagePowerWatts: 500, cooling: "air" }, field: "cooling", code: "conflicting-input" },
    { over: { evaluation: {} }, field: "evaluation.requests" },
    { over: { acceleratorUsd: 30000, acceleratorUsdPerHour: 2 }, field: "acceleratorUsd", code: "conflicting-input" },
    { over: { method: "distillation" }, field: "teacher" },
    { over: { method: "distillation", teacher: {} }, field: "teacher.model" },
    { over: { ...ppo, tokens: 5, examples: undefined, exampleTokens: undefined }, field: "tokens", code: "conflicting-input" },
    { over: { method: "ppo" }, field: "promptTokens" },
    { over: { ...ppo, exampleTokens: 5 }, field: "exampleTokens", code: "conflicting-input" },
    { over: { ...ppo, method: "grpo", exampleTokens: undefined }, field: "samples" },
    { over: { pue: 0.9 }, field: "pue", code: "out-of-domain" },
    {
      over: { model: { kind: "dense", parameters: 7e9 }, method: "full", sequenceTokens: 512 },
      field: "sequenceTokens",
      code: "conflicting-input",
    },
    { over: { example_tokens: 5 }, field: "example_tokens" },
    { over: { adapter: { ranks: 5 } }, field: "adapter.ranks" },
    { over: { ...ppo, exampleTokens: undefined, rollout: { batches: 5 } }, field: "batches" },
    {
      over: { ...ppo, exampleTokens: undefined, rollout: { batch: 5, requestsPerSecond: 2 } },
      field: "rollout.requestsPerSecond",
      code: "conflicting-input",
    },
    {
      over: { ...ppo, exampleTokens: undefined, rollout: { batch: 1e9, acceleratorCount: 1 } },
      field: "acceleratorCount",
      code: "no-solution",
    },
    { over: { evaluation: { requests: 5, inputTokens: 5, outputTokens: 1e9 } }, field: "requestTokens", code: "out-of-domain" },
    { over: { grid: undefined }, field: "grid" },
  ]);
  refusesHostile(estimateFineTuning, { ...tuning, adapter: {} }, [
    ...["examples", "exampleTokens", "epochs", "sequenceTokens", "efficiency", "goodput", "deviceHours", "averagePowerWatts", "pue"],
    ...["experimentationFactor", "acceleratorUsdPerHour", "electricityUsdPerKwh", "adapter.rank", "adapter.parameters", "lifetimeYears"],
  ]);
  refusesHostile(estimateFineTuning, { ...ppo, exampleTokens: undefined }, [
    "promptTokens",
    "answerTokens",
    "pretrainingTokens",
    "examples",
  ]);
});

describe("calls of a fine-tuning", () => {
  it("stand at the place that is given, as the phases that train do", () => {
    const { phases } = estimateFineTuning({
      ...without(tuning, "grid"),
      evaluation: { requests: 10, inputTokens: 10, outputTokens: 10 },
      ...{ intensityGramsPerKwh: 300, marketIntensityGramsPerKwh: 10 },
    });
    expect(phases.map(({ name }) => name)).toEqual(["update", "evaluation"]);
    for (const { operationalGramsCo2e, marketOperationalGramsCo2e, energyKwh } of phases) {
      expect(operationalGramsCo2e / energyKwh).toBeCloseTo(300, 9);
      expect((marketOperationalGramsCo2e as number) / energyKwh).toBeCloseTo(10, 9);
    }
  });
});

describe("notes of a whole", () => {
  it("name the constants of a fit as one, and how long its servers stand idle as it counts them", () => {
    const { notes } = estimateRag({ ...question, servingShare: 0.4 });
    const said = (code: string): string => notes.flatMap((note) => (note.code === code ? [note.message] : [])).join("\n");
    expect(said("defaults-used")).toContain("and the constants of the serving fit.");
    expect(said("defaults-used")).not.toContain("layerSeconds");
    expect(said("embodied-allocation")).toContain("The 60 % of it");
    expect(said("exact-inputs")).toContain("batch, ");
  });

  it("hold the grid of every part, once", () => {
    const grid = (value: number, ...notes: readonly string[]) => ({ intensityGramsPerKwh: value, notes });
    const { notes } = estimateRag({ ...question, grid: grid(400, "first"), rewrite: { grid: grid(100, "second") } });
    expect(notes.filter(({ code }) => code === "grid").map(({ message }) => message)).toEqual(["first", "second"]);
  });
});

describe("retrieval refuses", () => {
  refuses(estimateRag, question, [
    { over: { outputTokens: undefined }, field: "outputTokens" },
    { over: { requestsPerDay: undefined }, field: "requestsPerDay" },
    { over: { index: {} }, field: "index.chunks" },
    { over: { index: { chunks: 5, kind: "tree" } }, field: "index.kind" },
    { over: { index: { chunks: 5, medium: "tape" } }, field: "index.medium" },
    { over: { index: { chunks: 5, replicas: 1.5 } }, field: "index.replicas" },
    { over: { index: { chunks: 5, kind: "flat", graphNeighbours: 8 } }, field: "index.graphNeighbours", code: "conflicting-input" },
    { over: { index: { chunks: 5, scannedShare: 0.5 } }, field: "index.scannedShare", code: "conflicting-input" },
    { over: { retrieval: undefined }, field: "index" },
    { over: { retrieval: undefined, index: undefined, rerank: {} }, field: "rerank" },
    { over: { retrieval: "yes" }, field: "retrieval" },
    { over: { agent: {} }, field: "agent.turns" },
    { over: { agent: { turns: 3 } }, field: "agent.turnTokens" },
    { over: { agent: { turns: 2.5, turnTokens: 5 } }, field: "agent.turns" },
    { over: { agent: { turns: 1e6, turnTokens: 5 } }, field: "agent.turns" },
    { over: { encoder: { model: { name: "e", parameters: 5, lookupParameters: 5 } } }, field: "encoder.model.lookupParameters" },
    { over: { encoder: { model: { name: "e", parameters: 5, layers: -1 } } }, field: "encoder.model.layers" },
    { over: { rerank: { model: "bge" } }, field: "rerank.model" },
    { over: { rerank: { accelerator: {} } }, field: "rerank.accelerator" },
    { over: { index: undefined, retrieval: undefined, cachedTokens: 5000 }, field: "cachedTokens" },
    { over: { cachedTokens: 1e6 }, field: "cachedTokens", code: "out-of-domain" },
    { over: { output_tokens: 5 }, field: "output_tokens" },
    { over: { requestsPerSecond: 3 }, field: "requestsPerSecond", code: "conflicting-input" },
    { over: { acceleratorCount: 1, batch: 1e5 }, field: "acceleratorCount", code: "no-solution" },
    { over: { acceleratorUsd: 30000, acceleratorUsdPerHour: 2 }, field: "acceleratorUsd", code: "conflicting-input" },
    { over: { rewrite: { precision: "int3" } }, field: "precision" },
    { over: { rewrite: { batch: "8" } }, field: "rewrite.batch" },
    { over: { knowledgeGraph: { batch: 0.5 } }, field: "knowledgeGraph.batch", code: "out-of-domain" },
  ]);
  refusesHostile(estimateRag, { ...question, rerank: {}, encoder: {}, knowledgeGraph: {}, rewrite: {}, fewShot: {}, tokenisation: {} }, [
    ...["systemTokens", "questionTokens", "cachedTokens", "outputTokens", "requestsPerDay", "passes", "batch", "pue"],
    ...["retrieval.chunks", "retrieval.chunkTokens", "fewShot.examples", "fewShot.exampleTokens", "knowledgeGraph.schemaTokens"],
    ...["knowledgeGraph.queryTokens", "knowledgeGraph.databaseSeconds", "rewrite.rewriteTokens", "rerank.candidates", "rerank.efficiency"],
    ...["encoder.efficiency", "encoder.launchFloorSeconds", "encoder.queriesPerLaunch", "index.chunks", "index.chunkOverlap"],
    ...[
      "index.vectorDimensions",
      "index.elementBytes",
      "index.refreshDays",
      "index.refreshedShare",
      "tokenisation.processorTokensPerSecond",
    ],
  ]);
});

describe("calls of a question", () => {
  const { batch, ...unknown } = question;

  it("to one model on one kind of accelerators meet one unknown load, which moves once", () => {
    const { lines, drivers } = estimateRag({ ...unknown, rewrite: {}, knowledgeGraph: { acceleratorCount: 2 } });
    const batches = lines.flatMap(({ inputs }) => inputs.filter(({ name }) => name === "batch").map(({ value }) => value));
    expect(batches.length).toBeGreaterThan(2);
    expect(new Set(batches).size).toBe(1);
    expect(drivers.filter(({ input }) => /batch/iu.test(input)).map(({ input }) => input)).toEqual(["batch"]);
  });

  it("to another model meet another one", () => {
    const { drivers } = estimateRag({ ...unknown, rewrite: { model: models["llama-3.1-70b"] } });
    expect(drivers.filter(({ input }) => /batch/iu.test(input)).map(({ input }) => input)).toEqual(["rewriteBatch", "generationBatch"]);
  });

  it("meet the load that is given, wherever it is", () => {
    const { drivers } = estimateRag({ ...question, batch, rewrite: {} });
    expect(drivers.filter(({ input }) => /batch/iu.test(input))).toEqual([]);
  });
});

describe("hybrid answers refuse", () => {
  refuses(estimateHybrid, answer, [
    { over: { cloud: undefined }, field: "cloud" },
    { over: { draftModel: undefined }, field: "draftModel" },
    { over: { device: undefined }, field: "device" },
    { over: { device: { kind: "toaster" } }, field: "device.kind" },
    { over: { device: { kind: "processor", tdpWatts: 5, memoryBandwidthBytesPerSecond: 1e11 } }, field: "device.kind" },
    { over: { network: { kind: "pigeon" } }, field: "network.kind" },
    { over: { network: { sendsDistributions: "yes" } }, field: "network.sendsDistributions" },
    { over: { outputTokens: undefined }, field: "outputTokens" },
    { over: { acceptance: 1.5 }, field: "acceptance", code: "out-of-domain" },
    { over: { draftModel: models["llama-3.1-405b"] }, field: "draftModel" },
  ]);
  refusesHostile(estimateHybrid, { ...answer, network: {} }, [
    ...[
      "acceptance",
      "draftedTokens",
      "draftBytesPerParameter",
      "inputTokens",
      "outputTokens",
      "network.roundTripSeconds",
      "network.headerBytes",
    ],
    ...["network.networkKwhPerGigabyte", "network.interconnectKwhPerGigabyte", "device.activeWatts", "device.waitingWatts"],
    ...[
      "device.memoryBandwidthBytesPerSecond",
      "device.bandwidthEfficiency",
      "device.lifetimeYears",
      "device.activeHoursPerDay",
      "cloud.batch",
    ],
  ]);
});

describe("a device refuses", () => {
  refuses(estimateLocalInference, local, [
    { over: { model: undefined }, field: "model" },
    { over: { device: undefined }, field: "device" },
    { over: { device: { kind: "processor", memoryBandwidthBytesPerSecond: 1e11 } }, field: "device.tdpWatts" },
    { over: { device: { kind: "processor", tdpWatts: 350, peakFlopPerSecond: 4e12 } }, field: "device.memoryBandwidthBytesPerSecond" },
    { over: { device: { kind: "laptop", tdpWatts: 350 } }, field: "device.tdpWatts" },
    { over: { outputTokens: undefined }, field: "outputTokens" },
  ]);
  refusesHostile(estimateLocalInference, local, ["batch", "inputTokens", "outputTokens", "device.activeWatts", "device.peakFlopPerSecond"]);
});

describe("a comparison refuses", () => {
  refuses(compareAdaptation, comparison, [
    { over: { rag: undefined }, field: "rag" },
    { over: { fineTuning: undefined }, field: "fineTuning" },
    { over: { fineTuning: [] }, field: "fineTuning" },
    { over: { requests: undefined }, field: "requests" },
    { over: { draws: 1 }, field: "draws", code: "out-of-domain" },
    { over: { seed: 0.5 }, field: "seed" },
  ]);
  refusesHostile(compareAdaptation, comparison, ["requests", "periodDays", "fineTuningsPerPeriod", "refreshesPerPeriod"]);
});

describe("a life refuses", () => {
  refuses(estimateLifecycle, life, [
    { over: { training: undefined, inference: undefined }, field: "training" },
    { over: { training: undefined, experimentation: 0.5 }, field: "training" },
    {
      over: { training: { ...life.training, experimentationFactor: 0.5 }, experimentation: 0.5 },
      field: "experimentation",
      code: "conflicting-input",
    },
    { over: { inference: [] }, field: "inference" },
    { over: { inference: [null] }, field: "inference.0" },
    { over: { inference: [{ ...life.inference[0], requests: undefined }] }, field: "inference.0.requests" },
    { over: { training: { ...life.training, start: "2026-13-01" } }, field: "training.start" },
    { over: { training: { ...life.training, start: "2026-02-01", end: "2026-01-01" } }, field: "training.end" },
    { over: { storage: {} }, field: "storage.storedBytes" },
    { over: { storage: { ...place, storedBytes: 1e12, years: 1, medium: "tape" } }, field: "storage.medium" },
    { over: { retirement: {} }, field: "retirement" },
    { over: { retirement: { endOfLifeFraction: 0.1, gramsCo2e: 5 } }, field: "retirement" },
  ]);
  refusesHostile(estimateLifecycle, life, ["experimentation", "lifetimeRequests", "lifetimeTokens"]);
});

describe("drafts inside a server refuse", () => {
  const request = { model, accelerator, ...place, batch: 8, outputTokens: 100, inputTokens: 100 };
  refuses(estimateInference, request, [
    { over: { speculation: true }, field: "speculation" },
    { over: { speculation: { acceptance: 2 } }, field: "speculation.acceptance", code: "out-of-domain" },
    { over: { speculation: { draftedTokens: 2.5 } }, field: "speculation.draftedTokens" },
    { over: { speculation: { draftModel: models["llama-3.1-70b"] } }, field: "speculation.draftModel" },
    { over: { speculation: {}, measuredJoulesPerToken: 1 }, field: "speculation", code: "conflicting-input" },
  ]);
});

describe("adapters", () => {
  const count = (of: (typeof models)[keyof typeof models], targets: readonly ("q" | "k" | "v" | "o" | "gate" | "up" | "down")[]): number =>
    estimateFineTuning({ method: "lora", model: of, accelerator, ...place, tokens: 1e6, adapter: { rank: 16, targets } }).trainedParameters;

  it("beside every expert, of which a token is multiplied with its own", () => {
    // Mixtral 8x7B: 32 layers of 8 experts, 4,096 wide outside and 14,336 inside.
    expect(count(models["mixtral-8x7b"], ["gate", "up", "down"])).toBe(32 * 8 * 3 * 16 * (4096 + 14336));
    const { lines } = estimateFineTuning({
      ...{ method: "lora", model: models["mixtral-8x7b"], accelerator, ...place, tokens: 1e6 },
      adapter: { rank: 16, targets: ["up"] },
    });
    const flop = lines.find(({ key }) => key === "updatePolicyAdapterFlop")?.value;
    expect(flop).toBe(6 * 1e6 * 32 * 2 * 16 * (4096 + 14336));
  });

  it("a mixture of one expert has those of a dense model", () => {
    const architecture = model.architecture as Architecture;
    const single = {
      kind: "mixture-of-experts" as const,
      architecture: { ...architecture, experts: { total: 1, active: 1, feedForwardSize: architecture.feedForwardSize, router: false } },
    };
    const of = (one: object): readonly number[] => {
      const { trainedParameters, lines } = estimateFineTuning({
        ...{
          method: "lora",
          accelerator,
          ...place,
          tokens: 1e6,
          sequenceTokens: 512,
          adapter: { targets: ["q", "v", "gate", "up", "down"] },
        },
        model: one,
      } as never);
      return [trainedParameters, lines.find(({ key }) => key === "updateTrainingFlop")?.value ?? Number.NaN];
    };
    expect(of(single)).toEqual(of({ kind: "dense", architecture }));
  });

  it("refuse matrices that a model does not have, and ranks above its width", () => {
    const lora = { method: "lora" as const, accelerator, ...place, tokens: 1e6 };
    const plain = { kind: "dense" as const, architecture: { ...(model.architecture as Architecture), gatedFeedForward: false } };
    expect(() => estimateFineTuning({ ...lora, model: plain, adapter: { targets: ["gate"] } })).toThrow(
      /names gate, and the feed-forward blocks/u,
    );
    expect(() => estimateFineTuning({ ...lora, model, adapter: { rank: 5000 } })).toThrow(
      "adapter.rank = 5000 is more than hiddenSize = 4096",
    );
    expect(() => estimateFineTuning({ ...lora, model: models["t5-11b"] })).toThrow("adapters of encoder-decoders are not counted");
  });
});

/** Drivers of an estimate, and whether its total moves where an input is put at the low end of its default. */
interface Default {
  readonly name: string;
  readonly set: (value: number) => object;
}

describe("every default with a range that moves the total is in the drivers", () => {
  const { fineTuning, retrieval, devices, networks, hybrid } = adaptationDefaults;
  type Estimate = (input: never) => { readonly totalGramsCo2e: number; readonly drivers: readonly { readonly input: string }[] };
  const cases: readonly (readonly [
    string,
    Estimate,
    object,
    Readonly<Record<string, readonly [{ readonly low?: number }, Default["set"]]>>,
  ])[] = [
    [
      "fine-tuning",
      estimateFineTuning,
      { ...tuning, method: "qlora" },
      {
        efficiencySpread: [fineTuning.softwareFactor.usual, (efficiencySpread) => ({ efficiencySpread })],
        quantisedTimeFactor: [fineTuning.quantisedTimeFactor, (quantisedTimeFactor) => ({ quantisedTimeFactor })],
        adapterRank: [fineTuning.adapterRank, (rank) => ({ adapter: { rank } })],
      },
    ],
    [
      "retrieval",
      estimateRag,
      { ...question, rerank: {}, fewShot: {}, knowledgeGraph: {}, rewrite: {} },
      {
        retrievedChunks: [retrieval.chunks, (chunks) => ({ retrieval: { chunks } })],
        chunkTokens: [retrieval.chunkTokens, (chunkTokens) => ({ retrieval: { chunkTokens } })],
        systemTokens: [retrieval.systemTokens, (systemTokens) => ({ systemTokens })],
        questionTokens: [retrieval.questionTokens, (questionTokens) => ({ questionTokens })],
        fewShotExamples: [retrieval.fewShotExamples, (examples) => ({ fewShot: { examples } })],
        exampleTokens: [retrieval.exampleTokens, (exampleTokens) => ({ fewShot: { exampleTokens } })],
        candidates: [retrieval.rerankCandidates, (candidates) => ({ rerank: { candidates } })],
        schemaTokens: [retrieval.schemaTokens, (schemaTokens) => ({ knowledgeGraph: { schemaTokens } })],
        rewriteTokens: [retrieval.rewriteTokens, (rewriteTokens) => ({ rewrite: { rewriteTokens } })],
        vectorDimensions: [retrieval.vectorDimensions, (vectorDimensions) => ({ index: { chunks: 1e6, vectorDimensions } })],
        refreshDays: [retrieval.refreshDays, (refreshDays) => ({ index: { chunks: 1e6, refreshDays } })],
        encoderEfficiency: [retrieval.encoderEfficiency, (efficiency) => ({ encoder: { efficiency }, rerank: { efficiency } })],
        queriesPerLaunch: [retrieval.queriesPerLaunch, (queriesPerLaunch) => ({ encoder: { queriesPerLaunch } })],
      },
    ],
    [
      "a hybrid answer",
      estimateHybrid,
      { ...answer, network: { kind: "4g" } },
      {
        activeWatts: [devices.laptop.activeWatts, (activeWatts) => ({ device: { kind: "laptop", activeWatts } })],
        waitingWatts: [devices.laptop.waitingWatts, (waitingWatts) => ({ device: { kind: "laptop", waitingWatts } })],
        deviceManufactureGramsCo2e: [
          devices.laptop.manufactureGramsCo2e,
          (manufactureGramsCo2e) => ({ device: { kind: "laptop", manufactureGramsCo2e } }),
        ],
        networkKwhPerGigabyte: [
          networks["4g"].networkKwhPerGigabyte,
          (networkKwhPerGigabyte) => ({ network: { kind: "4g", networkKwhPerGigabyte } }),
        ],
        draftBytesPerParameter: [hybrid.draftBytesPerParameter, (draftBytesPerParameter) => ({ draftBytesPerParameter })],
        activeHoursPerDay: [
          adaptationDefaults.activeHoursPerDay,
          (activeHoursPerDay) => ({ device: { kind: "laptop", activeHoursPerDay } }),
        ],
      },
    ],
  ];

  describe.each(cases)("of %s", (_name, estimate, good, table) => {
    it.each(Object.entries(table))("%s", (name, [standIn, set]) => {
      const base = estimate(good as never);
      const moved = estimate({ ...good, ...set(standIn.low as number) } as never);
      expect(moved.totalGramsCo2e).not.toBe(base.totalGramsCo2e);
      expect(base.drivers.map(({ input }) => input)).toContain(name);
      expect(moved.drivers.map(({ input }) => input)).not.toContain(name);
    });
  });
});

describe("the day on which serving has taken as much as making", () => {
  const at = (inference: readonly object[]): string | null => {
    const made = { ...life.training, tokens: 1e10, deviceHours: 1000, averagePowerWatts: 1000 };
    return estimateLifecycle({ training: made, inference } as never).overtaking?.day ?? null;
  };
  const [request] = life.inference;
  // 1000 h × 1 kW against requests of a known energy.
  const each = estimateInference({ ...(request as NonNullable<typeof request>) }).energyKwh;
  const needed = (1000 * 1.2) / each;
  const dated = (start: string, end: string, share: number): object => ({ ...request, requests: needed * share, start, end });

  it("is half way where twice the energy is served", () => {
    expect(at([dated("2026-01-01", "2026-01-21", 2)])).toBe("2026-01-11");
  });

  it("waits for a second kind where the first is not enough, and adds where both run", () => {
    expect(at([dated("2026-01-01", "2026-01-11", 0.5), dated("2026-02-01", "2026-02-11", 1)])).toBe("2026-02-06");
    expect(at([dated("2026-01-01", "2026-01-21", 1), dated("2026-01-01", "2026-01-21", 1)])).toBe("2026-01-11");
  });

  it("is at once where all is served on one day, and never where too little is, or a day is not known", () => {
    expect(at([dated("2026-01-05", "2026-01-05", 1.5)])).toBe("2026-01-05");
    expect(at([dated("2026-01-01", "2026-01-21", 0.9)])).toBeNull();
    expect(at([{ ...request, requests: needed * 2, start: "2026-01-01" }])).toBeNull();
  });
});

describe("the catalogue of encoders", () => {
  it("counts to its parameters: layers of the stated width beside the lookup table", () => {
    for (const [id, { parameters, lookupParameters, layers, attentionWidth }] of Object.entries(embeddingModels)) {
      // Attention has 3 to 4 square matrices of its width, a feed-forward 2 to 3 matrices, up to 4 times as wide.
      const perLayer = (parameters.value - lookupParameters.value) / layers / attentionWidth ** 2;
      expect(perLayer, id).toBeGreaterThan(3.5);
      expect(perLayer, id).toBeLessThan(17);
    }
  });
});
