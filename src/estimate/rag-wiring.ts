import { periodRequests, perRequest, repeatedSeconds } from "../adaptation/repeat.js";
import {
  cachedContext,
  computedParameters,
  corpusTokens,
  graphSeconds,
  indexBytes,
  laterTurnContext,
  laterTurns,
  missedContext,
  partTokens,
  scanSeconds,
  sharedLaunchSeconds,
  tokenisationSeconds,
  uncachedPrompt,
  vectorBytes,
} from "../adaptation/retrieval.js";
import { attentionFlop, trainingFlop } from "../architecture/compute.js";
import { adaptationDefaults } from "../catalog/adaptation-defaults.js";
import { defaults } from "../catalog/defaults.js";
import { FootprintError } from "../core/errors.js";
import type { Evaluator, Quantity } from "../core/evaluator.js";
import { type Given, valueOf } from "../core/figure.js";
import { HOURS_PER_DAY, YEARS_PER_DAY } from "../core/units.js";
import { lifetimeShare, memoryEmissions, allocatedEmissions } from "../emissions/embodied.js";
import { poweredEnergy, retentionEnergy } from "../energy/inference.js";
import { storageEnergy } from "../energy/storage.js";
import { prefillPower } from "../hardware/serving-power.js";
import { computeSeconds } from "../serving/decode-step.js";
import { instanceHours } from "../serving/quality.js";
import { definition } from "./definition.js";
import type { WiredTokens } from "./inference-wiring.js";
import type { InferenceInput } from "./inference-input.js";
import { inputOr } from "./input-or.js";
import { SharedLoads, wireCall } from "./model-call.js";
import { type LedgerPhase, type Phase, type PhaseQuantities, surroundingsOf, withPart, wireRepeated, wireSum, wireWork } from "./phases.js";
import { type Encoder, type RagIndex, type RagInput, searches } from "./rag-input.js";
import { computeRateOf } from "./served-device.js";

const figures = adaptationDefaults.retrieval;
const NONE = definition(0, "no such part");
const ONE_CORE = definition(1, "one core");
const ONE_DEVICE = definition(1, "one accelerator");
const ONE_VECTOR = definition(1, "one search");
const NOTHING = definition(0, "nothing is cached");
const ONE_COPY = definition(1, "one copy where none is stated");
const A_DAY_IN_HOURS = definition(HOURS_PER_DAY, "one day");
const A_DAY_IN_SECONDS = definition(86_400, "one day");
const A_DAY_IN_YEARS = definition(YEARS_PER_DAY, "one day");
const ALWAYS = definition(1, "a standing index is always in use");
const ALL = definition(1, "every vector is read");

/** A question with retrieval on its way through an estimate. */
export interface WiredRag {
  /** Everything, index included, of one question. */
  readonly total: PhaseQuantities;
  readonly phases: readonly Phase[];
  /** One question without the index. */
  readonly request: PhaseQuantities;
  readonly refresh: PhaseQuantities | undefined;
  readonly standingDay: PhaseQuantities | undefined;
  readonly promptTokens: Quantity<"token">;
  readonly uncachedTokens: Quantity<"token">;
  readonly cachedTokens: Quantity<"token">;
  readonly latencySeconds: Quantity<"s">;
}

/** What a question is made of while it is wired. */
interface Builder {
  readonly t: Evaluator;
  readonly input: RagInput;
  readonly loads: SharedLoads;
  readonly phases: Phase[];
  readonly seconds: Quantity<"s">[];
}

/** Work of a processor: power over time, without manufacture. */
function wireProcessor(b: Builder, powerWatts: Quantity<"W">, runSeconds: Quantity<"s">): PhaseQuantities {
  const { t, input } = b;
  return wireWork(t, {
    place: input,
    itEnergyKwh: t.line("itEnergyKwh", poweredEnergy, { acceleratorCount: t.fallback("cores", ONE_CORE), powerWatts, runSeconds }),
    hardware: undefined,
    prices: input.electricityUsdPerKwh === undefined ? {} : { electricityUsdPerKwh: input.electricityUsdPerKwh },
  });
}

/** Time of an encoder for tokens on full batches. */
function wireEncoderSeconds(b: Builder, encoder: Encoder, standIn: Given, tokens: Quantity<"token">, textTokens: Given): Quantity<"s"> {
  const { t, input } = b;
  const { model, accelerator = input.accelerator } = encoder;
  const parameters = inputOr(t, "encoderParameters", model?.parameters, standIn);
  const activeParameters =
    model?.lookupParameters === undefined
      ? parameters
      : t.line("computedParameters", computedParameters, {
          parameters,
          lookupParameters: t.input("lookupParameters", model.lookupParameters),
        });
  const weights = t.line("encoderWeightFlop", trainingFlop, {
    flopPerParameterToken: t.fallback("flopPerParameterToken", adaptationDefaults.fineTuning.forwardFlopPerParameterToken),
    activeParameters,
    tokens,
  });
  const isLong = valueOf(textTokens) > figures.longChunkTokens && model?.layers !== undefined && model.attentionWidth !== undefined;
  const stepFlop = isLong
    ? t.sum("encoderFlop", [
        weights,
        t.line("encoderAttentionFlop", attentionFlop, {
          flopPerAttendedToken: t.fallback("flopPerAttendedToken", adaptationDefaults.fineTuning.forwardFlopPerAttendedToken),
          attentionLayers: t.input("encoderLayers", model.layers),
          attentionWidth: t.input("encoderWidth", model.attentionWidth),
          attendedTokens: t.input("textTokens", textTokens),
          tokens,
        }),
      ])
    : weights;
  return t.line("encoderSeconds", computeSeconds, {
    stepFlop,
    acceleratorCount: t.fallback("encoderDevices", ONE_DEVICE),
    peakFlopPerSecond: t.input("encoderPeakFlopPerSecond", (computeRateOf(accelerator, "bf16") as { peak: Given }).peak),
    computeEfficiency: inputOr(t, "encoderEfficiency", encoder.efficiency, figures.encoderEfficiency),
  });
}

/** Energy, manufacture and price of an accelerator that encodes for some time. */
function wireEncoder(b: Builder, encoder: Encoder, runSeconds: Quantity<"s">): PhaseQuantities {
  const { t, input } = b;
  const { accelerator = input.accelerator } = encoder;
  const acceleratorCount = t.fallback("encoderDevices", ONE_DEVICE);
  const hardware = withPart(surroundingsOf(input), { accelerator });
  return wireWork(t, {
    place: input,
    itEnergyKwh: t.sum("itEnergyKwh", [
      t.line("encoderEnergyKwh", poweredEnergy, {
        acceleratorCount,
        powerWatts: t.line("encoderPowerWatts", prefillPower, {
          tdpWatts: t.input("encoderTdpWatts", accelerator.tdpWatts as Given),
          prefillLoad: inputOr(t, "prefillLoad", input.prefillLoad, defaults.prefillLoad),
        }),
        runSeconds,
      }),
      t.line("encoderHostEnergyKwh", poweredEnergy, {
        acceleratorCount,
        powerWatts: inputOr(t, "hostWatts", input.hostWatts, defaults.hostWatts),
        runSeconds,
      }),
    ]),
    hardware: {
      input: hardware,
      deviceHours: t.line("deviceHours", instanceHours, { acceleratorCount, instanceSeconds: runSeconds }),
      utilisation: inputOr(t, "lifetimeUtilisation", input.lifetimeUtilisation, defaults.lifetimeUtilisation),
    },
    prices: input,
  });
}

/** Puts a part on the list, done as often as a question is passed through. */
function addPart(b: Builder, name: string, phase: LedgerPhase, quantities: PhaseQuantities, seconds: Quantity<"s"> | undefined): void {
  const { t, input } = b;
  if (seconds !== undefined) b.seconds.push(seconds);
  b.phases.push({
    name,
    phase,
    place: "cloud",
    quantities:
      input.passes === undefined
        ? quantities
        : t.within(`${name}Passes`, () => wireRepeated(t, quantities, t.input("passes", input.passes as Given))),
  });
}

/** The embedding of the question. */
function addQueryEmbedding(b: Builder, questionTokens: Quantity<"token">): void {
  const { t, input } = b;
  const encoder = input.encoder ?? {};
  t.within("queryEmbedding", () => {
    const seconds = t.line("seconds", sharedLaunchSeconds, {
      encoderSeconds: wireEncoderSeconds(
        b,
        encoder,
        figures.encoderParameters,
        questionTokens,
        input.questionTokens ?? figures.questionTokens,
      ),
      launchFloorSeconds: inputOr(t, "launchFloorSeconds", encoder.launchFloorSeconds, figures.launchFloorSeconds),
      queriesPerLaunch: inputOr(t, "queriesPerLaunch", encoder.queriesPerLaunch, figures.queriesPerLaunch),
    });
    addPart(b, "queryEmbedding", "embedding", wireEncoder(b, encoder, seconds), seconds);
  });
}

/** Size of one stored vector, or of its code. */
function wireVectorBytes(b: Builder, index: RagIndex): Quantity<"B"> {
  const { t, input } = b;
  if (index.kind === "pq") return t.fallback("codeBytes", figures.codeBytes);
  return t.line("vectorBytes", vectorBytes, {
    vectorDimensions: inputOr(
      t,
      "vectorDimensions",
      index.vectorDimensions ?? input.encoder?.model?.vectorDimensions,
      figures.vectorDimensions,
    ),
    elementBytes: inputOr(t, "elementBytes", index.elementBytes, figures.elementBytes),
  });
}

function addSearch(b: Builder, index: RagIndex): void {
  const { t } = b;
  t.within("search", () => {
    if (index.kind === undefined || index.kind === "hnsw") {
      const seconds = t.line("seconds", graphSeconds, {
        vectors: t.fallback("searchedVectors", ONE_VECTOR),
        candidateListSize: inputOr(t, "searchListSize", index.searchListSize, figures.searchListSize),
        graphNeighbours: inputOr(t, "graphNeighbours", index.graphNeighbours, figures.graphNeighbours),
        distanceSeconds: t.fallback("distanceSeconds", figures.distanceSeconds),
      });
      addPart(b, "search", "retrieval", wireProcessor(b, t.fallback("coreWatts", figures.coreWatts), seconds), seconds);
      return;
    }
    const seconds = t.line("seconds", scanSeconds, {
      scannedShare:
        index.kind === "ivf" ? inputOr(t, "scannedShare", index.scannedShare, figures.scannedShare) : t.fallback("scannedShare", ALL),
      vectors: t.input("vectors", index.chunks),
      vectorBytes: wireVectorBytes(b, index),
      memoryBytesPerSecond: t.fallback("scanBytesPerSecond", figures.scanBytesPerSecond),
    });
    addPart(b, "search", "retrieval", wireProcessor(b, t.fallback("scanWatts", figures.scanWatts), seconds), seconds);
  });
}

function addRerank(b: Builder, questionTokens: Quantity<"token">): void {
  const { t, input } = b;
  const { rerank } = input;
  if (rerank === undefined) return;
  t.within("rerank", () => {
    const chunkTokens = inputOr(t, "chunkTokens", input.retrieval?.chunkTokens, figures.chunkTokens);
    const seconds = wireEncoderSeconds(
      b,
      rerank,
      figures.rerankerParameters,
      t.line("scoredTokens", partTokens, {
        items: inputOr(t, "candidates", rerank.candidates, figures.rerankCandidates),
        itemTokens: t.sum("candidateTokens", [questionTokens, chunkTokens]),
      }),
      input.retrieval?.chunkTokens ?? figures.chunkTokens,
    );
    addPart(b, "rerank", "retrieval", wireEncoder(b, rerank, seconds), seconds);
  });
}

/** The deployment of the answering model, as another call takes it where it says nothing of its own. */
export function deploymentOf(input: RagInput): Omit<InferenceInput, "outputTokens"> {
  const {
    systemTokens,
    questionTokens,
    cachedTokens,
    outputTokens,
    reasoningTokens,
    retrieval,
    fewShot,
    knowledgeGraph,
    rewrite,
    rerank,
    encoder,
    index,
    agent,
    requestsPerDay,
    passes,
    tokenisation,
    ...deployment
  } = input;
  return deployment;
}

/** A call with a prompt and an answer that earlier lines give. */
function wireModelCall(
  b: Builder,
  deployment: Partial<InferenceInput>,
  output: Pick<InferenceInput, "outputTokens" | "reasoningTokens">,
  tokens: WiredTokens,
): { readonly quantities: PhaseQuantities; readonly latencySeconds: Quantity<"s"> } {
  const { t, input, loads } = b;
  // The load is looked for with the numbers; the lines hold the quantities.
  const numbers = {
    ...(tokens.inputTokens === undefined ? {} : { inputTokens: t.value(tokens.inputTokens) }),
    ...(tokens.cacheReadTokens === undefined ? {} : { cacheReadTokens: t.value(tokens.cacheReadTokens) }),
    ...(tokens.outputTokens === undefined ? {} : { outputTokens: t.value(tokens.outputTokens) }),
  };
  const { quantities, request } = wireCall(t, loads, { ...withPart(deploymentOf(input), deployment), ...output, ...numbers }, tokens);
  return { quantities, latencySeconds: request.latencySeconds };
}

function addKnowledgeGraph(b: Builder, questionTokens: Quantity<"token">): void {
  const { t, input } = b;
  if (input.knowledgeGraph === undefined) return;
  const { schemaTokens, queryTokens, contextTokens, databaseSeconds, ...deployment } = input.knowledgeGraph;
  t.within("graphQuery", () => {
    const inputTokens = t.sum("callPromptTokens", [inputOr(t, "schemaTokens", schemaTokens, figures.schemaTokens), questionTokens]);
    const call = wireModelCall(
      b,
      deployment,
      {},
      {
        inputTokens,
        outputTokens: inputOr(t, "graphQueryTokens", queryTokens, figures.graphQueryTokens),
      },
    );
    addPart(b, "graphQuery", "inference", call.quantities, call.latencySeconds);
  });
  t.within("graphSearch", () => {
    const seconds = inputOr(t, "databaseSeconds", databaseSeconds, figures.databaseSeconds);
    addPart(b, "graphSearch", "retrieval", wireProcessor(b, t.fallback("coreWatts", figures.coreWatts), seconds), seconds);
  });
}

function addRewrite(b: Builder, questionTokens: Quantity<"token">): void {
  const { t, input } = b;
  if (input.rewrite === undefined) return;
  const { rewriteTokens, ...deployment } = input.rewrite;
  t.within("rewrite", () => {
    const call = wireModelCall(
      b,
      deployment,
      {},
      {
        inputTokens: questionTokens,
        outputTokens: inputOr(t, "rewriteTokens", rewriteTokens, figures.rewriteTokens),
      },
    );
    addPart(b, "rewrite", "inference", call.quantities, call.latencySeconds);
  });
}

/** The answer: one call, or the turns of an agent. */
function addGeneration(b: Builder, promptTokens: Quantity<"token">): { uncached: Quantity<"token">; cached: Quantity<"token"> } {
  const { t, input } = b;
  const { agent, cachedTokens, outputTokens, reasoningTokens } = input;
  const output = { outputTokens, ...(reasoningTokens === undefined ? {} : { reasoningTokens }) };
  const prompt = t.value(promptTokens);
  if (cachedTokens !== undefined && valueOf(cachedTokens) > prompt) {
    throw new FootprintError(
      "out-of-domain",
      `rag: cachedTokens = ${valueOf(cachedTokens)} are more than the ${prompt} tokens of the prompt`,
      {
        field: "cachedTokens",
        value: valueOf(cachedTokens),
        bound: `[0, ${prompt}]`,
      },
    );
  }
  const cached = inputOr(t, "cachedTokens", cachedTokens, NOTHING);
  const uncached =
    cachedTokens === undefined ? promptTokens : t.line("uncachedTokens", uncachedPrompt, { promptTokens, cachedTokens: cached });
  const first = t.within("generation", () => wireModelCall(b, {}, output, { inputTokens: uncached, cacheReadTokens: cached }));
  addPart(b, "generation", "inference", first.quantities, first.latencySeconds);
  if (agent === undefined || agent.turns === 1) return { uncached, cached };
  return t.within("laterTurns", () => {
    const turns = t.input("turns", agent.turns);
    const turnTokens = t.input("turnTokens", agent.turnTokens);
    const contextTokens = t.line("readContextTokens", laterTurnContext, { firstPromptTokens: promptTokens, turnTokens, turns });
    const cacheHitShare = inputOr(
      t,
      "cacheHitShare",
      agent.cacheHitShare,
      definition(1, "the cache holds all that earlier turns have read"),
    );
    const cacheReadTokens = t.line("foundTokens", cachedContext, { contextTokens, cacheHitShare });
    const inputTokens = t.line("missedTokens", missedContext, { turnTokens, contextTokens, cacheHitShare });
    const call = wireModelCall(b, {}, output, { inputTokens, cacheReadTokens });
    const repetitions = t.line("count", laterTurns, { turns });
    addPart(b, "laterTurns", "inference", wireRepeated(t, call.quantities, repetitions), undefined);
    b.seconds.push(t.line("allLatencySeconds", repeatedSeconds, { repetitions, onceSeconds: call.latencySeconds }));
    return {
      uncached: t.sum("allUncachedTokens", [
        uncached,
        t.line("laterInputTokens", partTokens, { items: repetitions, itemTokens: inputTokens }),
      ]),
      cached: t.sum("allCachedTokens", [
        cached,
        t.line("laterCacheReadTokens", partTokens, { items: repetitions, itemTokens: cacheReadTokens }),
      ]),
    };
  });
}

/** Embedding and building of an index, as far as a refresh does it anew. */
function wireRefresh(b: Builder, index: RagIndex): readonly Phase[] {
  const { t, input } = b;
  const share = inputOr(t, "refreshedShare", index.refreshedShare, figures.refreshedShare);
  const embedding = t.within("indexEmbedding", () => {
    const chunkTokens = input.retrieval?.chunkTokens ?? figures.chunkTokens;
    const tokens = t.line("corpusTokens", corpusTokens, {
      chunks: t.input("vectors", index.chunks),
      chunkTokens: inputOr(t, "chunkTokens", input.retrieval?.chunkTokens, figures.chunkTokens),
      chunkOverlap: inputOr(t, "chunkOverlap", index.chunkOverlap, figures.chunkOverlap),
    });
    const encoder = input.encoder ?? {};
    return wireRepeated(t, wireEncoder(b, encoder, wireEncoderSeconds(b, encoder, figures.encoderParameters, tokens, chunkTokens)), share);
  });
  const phases: Phase[] = [{ name: "indexEmbedding", phase: "embedding", place: "cloud", quantities: embedding }];
  if (index.kind !== undefined && index.kind !== "hnsw") return phases;
  const built = t.within("indexBuild", () => {
    const seconds = t.line("seconds", graphSeconds, {
      vectors: t.input("vectors", index.chunks),
      candidateListSize: inputOr(t, "constructionListSize", index.constructionListSize, figures.constructionListSize),
      graphNeighbours: inputOr(t, "graphNeighbours", index.graphNeighbours, figures.graphNeighbours),
      distanceSeconds: t.fallback("distanceSeconds", figures.distanceSeconds),
    });
    return wireRepeated(t, wireProcessor(b, t.fallback("coreWatts", figures.coreWatts), seconds), share);
  });
  phases.push({ name: "indexBuild", phase: "index_build", place: "cloud", quantities: built });
  return phases;
}

/** A day in which the index stands by: its memory or disks, and in memory the share of their manufacture. */
function wireStandingDay(b: Builder, index: RagIndex): PhaseQuantities {
  const { t, input } = b;
  return t.within("standingDay", () => {
    const { medium = "memory" } = index;
    const stored = t.line("indexBytes", indexBytes, {
      vectors: t.input("vectors", index.chunks),
      vectorBytes: wireVectorBytes(b, index),
      graphNeighbours:
        index.kind === undefined || index.kind === "hnsw"
          ? inputOr(t, "graphNeighbours", index.graphNeighbours, figures.graphNeighbours)
          : t.fallback("graphNeighbours", NONE),
      indexReplicas: inputOr(t, "indexReplicas", index.replicas, ONE_COPY),
    });
    const itEnergyKwh =
      medium === "memory"
        ? t.line("itEnergyKwh", retentionEnergy, {
            retainedBytes: stored,
            memoryWattsPerGigabyte: t.fallback("memoryWattsPerGigabyte", defaults.retentionWattsPerGigabyte),
            retentionSeconds: t.fallback("dayInSeconds", A_DAY_IN_SECONDS),
          })
        : t.line("itEnergyKwh", storageEnergy, {
            storedBytes: stored,
            storageWattsPerTerabyte: t.fallback("storageWattsPerTerabyte", defaults.storageWattsPerTerabyte[medium]),
            storageYears: t.fallback("dayInYears", A_DAY_IN_YEARS),
          });
    const otherEmbodied =
      medium === "memory"
        ? t.line("memoryGramsCo2e", allocatedEmissions, {
            perDeviceGramsCo2e: t.line("wholeMemoryGramsCo2e", memoryEmissions, {
              memoryBytes: stored,
              carbonPerCapacityGramsPerGigabyte: t.fallback("dramGramsPerGigabyte", defaults.hostParts.dramGramsPerGigabyte),
            }),
            lifetimeShare: t.line("lifetimeShare", lifetimeShare, {
              deviceHours: t.fallback("dayInHours", A_DAY_IN_HOURS),
              lifetimeYears: inputOr(t, "lifetimeYears", input.lifetimeYears, defaults.lifetimeYears),
              lifetimeUtilisation: t.fallback("standingUtilisation", ALWAYS),
            }),
          })
        : undefined;
    return wireWork(t, {
      place: input,
      itEnergyKwh,
      hardware: undefined,
      prices: input.electricityUsdPerKwh === undefined ? {} : { electricityUsdPerKwh: input.electricityUsdPerKwh },
      otherEmbodied,
    });
  });
}

/** The parts of the prompt of the answer. */
function wirePrompt(b: Builder): { readonly questionTokens: Quantity<"token">; readonly promptTokens: Quantity<"token"> } {
  const { t, input } = b;
  const { retrieval, fewShot, knowledgeGraph } = input;
  const questionTokens = inputOr(t, "questionTokens", input.questionTokens, figures.questionTokens);
  const parts = [inputOr(t, "systemTokens", input.systemTokens, figures.systemTokens), questionTokens];
  if (retrieval !== undefined) {
    parts.push(
      t.line("retrievedTokens", partTokens, {
        items: inputOr(t, "retrievedChunks", retrieval.chunks, figures.chunks),
        itemTokens: inputOr(t, "chunkTokens", retrieval.chunkTokens, figures.chunkTokens),
      }),
    );
  }
  if (fewShot !== undefined) {
    parts.push(
      t.line("fewShotTokens", partTokens, {
        items: inputOr(t, "fewShotExamples", fewShot.examples, figures.fewShotExamples),
        itemTokens: inputOr(t, "exampleTokens", fewShot.exampleTokens, figures.exampleTokens),
      }),
    );
  }
  if (knowledgeGraph?.contextTokens !== undefined) parts.push(t.input("graphContextTokens", knowledgeGraph.contextTokens));
  return { questionTokens, promptTokens: t.sum("answerPromptTokens", parts) };
}

/** Wires a checked question with retrieval. */
export function wireRag(t: Evaluator, input: RagInput, loads: SharedLoads = new SharedLoads()): WiredRag {
  const b: Builder = { t, input, loads, phases: [], seconds: [] };
  const { questionTokens, promptTokens } = wirePrompt(b);
  const { index } = input;
  if (input.tokenisation !== undefined) {
    const rate = input.tokenisation.processorTokensPerSecond;
    t.within("tokenisation", () => {
      const seconds = t.line("seconds", tokenisationSeconds, {
        processedTokens: promptTokens,
        processorTokensPerSecond: inputOr(t, "processorTokensPerSecond", rate, figures.processorTokensPerSecond),
      });
      addPart(b, "tokenisation", "inference", wireProcessor(b, t.fallback("scanWatts", figures.scanWatts), seconds), seconds);
    });
  }
  // The answer comes first: its prompt is the longest, and the others meet the load that it leaves.
  const { uncached, cached } = addGeneration(b, promptTokens);
  addRewrite(b, questionTokens);
  if (searches(input)) addQueryEmbedding(b, questionTokens);
  if (index !== undefined) addSearch(b, index);
  addRerank(b, questionTokens);
  addKnowledgeGraph(b, questionTokens);
  const request = t.within("request", () =>
    wireSum(
      t,
      b.phases.map(({ quantities }) => quantities),
    ),
  );
  const latencySeconds = t.sum("latencySeconds", b.seconds);
  const common = { request, promptTokens, uncachedTokens: uncached, cachedTokens: cached, latencySeconds };
  if (index === undefined) return { ...common, total: request, phases: b.phases, refresh: undefined, standingDay: undefined };
  const refreshed = wireRefresh(b, index);
  const standingDay = wireStandingDay(b, index);
  const requestsPerDay = t.input("requestsPerDay", input.requestsPerDay as Given);
  const refreshShare = t.line("refreshShare", perRequest, {
    occurrences: t.fallback("oneRefresh", ALWAYS),
    requests: t.line("requestsPerRefresh", periodRequests, {
      requestsPerDay,
      periodDays: inputOr(t, "refreshDays", index.refreshDays, figures.refreshDays),
    }),
  });
  const dayShare = t.line("dayShare", perRequest, { occurrences: t.fallback("oneDay", ALWAYS), requests: requestsPerDay });
  const phases: Phase[] = [
    ...b.phases,
    ...refreshed.map((phase) => ({
      ...phase,
      quantities: t.within(`${phase.name}Share`, () => wireRepeated(t, phase.quantities, refreshShare)),
    })),
    {
      name: "standingIndex",
      phase: "storage",
      place: "cloud",
      quantities: t.within("standingIndex", () => wireRepeated(t, standingDay, dayShare)),
    },
  ];
  return {
    ...common,
    phases,
    total: wireSum(
      t,
      phases.map(({ quantities }) => quantities),
    ),
    refresh: t.within("refresh", () =>
      wireSum(
        t,
        refreshed.map(({ quantities }) => quantities),
      ),
    ),
    standingDay,
  };
}
