import { adapterTargets, fineTuningMethods } from "../estimate/fine-tuning-input.js";
import { networkKinds } from "../estimate/hybrid-input.js";
import { localKinds } from "../estimate/local-device.js";
import { indexKinds } from "../estimate/rag-input.js";
import { servingPrecisions } from "../estimate/serving-format.js";
import type { Field, Fields, Form } from "../schema/field.js";
import { choice, form, group, groups, names, record, stated, text, toggle, topic } from "./declare.js";
import { trainingFields } from "./kinds.js";
import {
  accelerator,
  deployment,
  electricity,
  model,
  powerChoices,
  request,
  speculation as drafts,
  surroundings,
  trainingPrecision,
} from "./parts.js";

const pick = (from: Fields, ...picked: readonly string[]): Fields => Object.fromEntries(picked.map((name) => [name, from[name] as Field]));
const { fields: _hfu, ...efficiency } = trainingFields["efficiency"] as Field;
const plain = { isPlain: true } as const;
/** A part takes from the whole what it does not say itself. */
const inherits = { inherits: true } as const;

const life = topic("phase", {
  label: text("What the phase is called", "first release"),
  start: text("First day", "2026-03-01"),
  end: text("Last day", "2028-03-01"),
});

const speculation: Field = {
  ...drafts,
  fields: {
    ...drafts.fields,
    draftedTokens: stated("draftedTokens", "Tokens drafted in a round", "4", { dimension: "number" }),
    acceptance: stated("acceptance", "Mean chance that a drafted token is accepted", "70%"),
  },
};

const fineTuningFields: Fields = {
  method: choice("What is done", fineTuningMethods),
  model: model("Model that is tuned"),
  ...surroundings,
  acceleratorCount: stated(
    "acceleratorCount",
    "Accelerators that train; the fewest whose memory holds weights and states where left out",
    "8",
    plain,
  ),
  precision: trainingPrecision,
  ...topic("data", {
    tokens: stated("tokens", "Tokens that are processed in all, padding and epochs included", "46.8M"),
    examples: stated("examples", "Examples, pairs, episodes, prompts, or answers that are kept", "52000"),
    exampleTokens: stated("exampleTokens", "Length of an example, or of each ranked answer with its prompt", "300"),
    epochs: stated("epochs", "Passes over the data; inner epochs of ppo, updates per batch of grpo", "3"),
    sequenceTokens: stated("sequenceTokens", "Length of the sequences as they are trained", "4096"),
    answersPerExample: stated("answersPerExample", "Ranked answers of each example of a reward model", "4"),
  }),
  adapter: group("Low-rank adapters in place of all weights", {
    rank: stated("rank", "Rank of the adapters", "16"),
    targets: names("Matrices of each layer that have one", adapterTargets, "q,k,v,o"),
    parameters: stated("parameters", "Parameters of all adapters, where rank and targets do not tell them", "13.6M"),
  }),
  quantisedTimeFactor: stated("quantisedTimeFactor", "How much longer 4-bit weights make a step", "1.3"),
  ...topic("data", {
    promptTokens: stated("promptTokens", "Length of the prompts to which answers are generated", "200"),
    answerTokens: stated("answerTokens", "Length of the generated answers", "300"),
    samples: stated("samples", "Answers to each prompt of grpo", "8"),
  }),
  rewardModel: model("Model that scores answers"),
  criticModel: model("Critic of ppo"),
  referencePass: toggle("Whether a frozen copy of the model reads the same tokens"),
  pretrainingTokens: stated("pretrainingTokens", "Tokens of pre-training that are mixed into the update of ppo", "10M", { topic: "data" }),
  rollout: group("Where the tuned model writes answers, and its load", deployment),
  teacher: group("Teacher that writes data or is imitated, and where", { model: model("The teacher", "llama-3.1-70b"), ...deployment }),
  generationYield: stated("generationYield", "Share of the answers of the teacher that are kept", "80%", { topic: "data" }),
  evaluation: group("Evaluation of checkpoints", {
    requests: stated("requests", "Questions of the evaluation set", "1000"),
    checkpoints: stated("checkpoints", "Checkpoints that are evaluated", "5"),
    inputTokens: stated("inputTokens", "Length of a question", "200"),
    outputTokens: stated("outputTokens", "Length of an answer", "300"),
    ...deployment,
  }),
  experimentationFactor: stated("experimentationFactor", "Failed and search runs as a multiple of everything else", "0.5"),
  efficiency,
  ...pick(trainingFields, "deviceHours", "energy", "goodput", "power"),
  ...powerChoices,
};

const encoder: Fields = {
  model: record("encoder", "Encoder of the catalogue by name, or your own", "bge-m3"),
  accelerator,
  efficiency: stated("efficiency", "Share of the peak that it reaches on full batches", "35%"),
};

const ragFields: Fields = {
  model: model("Model that answers"),
  ...deployment,
  ...topic("question", {
    systemTokens: stated("systemTokens", "Instructions before the question", "100"),
    questionTokens: stated("questionTokens", "The question", "32"),
    cachedTokens: stated("cachedTokens", "Prompt tokens that a cache holds", "100"),
    outputTokens: stated("outputTokens", "Visible tokens of the answer, or of each turn of an agent", "300"),
    reasoningTokens: stated("reasoningTokens", "Generated tokens that are not shown", "2000"),
  }),
  speculation,
  retrieval: group("Retrieved pieces of text in the prompt", {
    chunks: stated("chunks", "Retrieved pieces", "5"),
    chunkTokens: stated("chunkTokens", "Length of a piece", "512"),
  }),
  fewShot: group("Examples in the prompt", {
    examples: stated("examples", "Examples in the prompt", "3"),
    exampleTokens: stated("exampleTokens", "Length of an example", "150"),
  }),
  knowledgeGraph: group("Call in which the model writes the query of a graph", {
    schemaTokens: stated("schemaTokens", "Schema of the graph in the prompt", "1500"),
    queryTokens: stated("queryTokens", "Query that the model writes", "80"),
    contextTokens: stated("contextTokens", "What the graph returns into the prompt", "500"),
    databaseTime: stated("databaseSeconds", "Time of a core of the database", "10 ms"),
    ...deployment,
  }),
  rewrite: group("Call in which the model rewrites the question", {
    rewriteTokens: stated("rewriteTokens", "What the model writes", "100"),
    ...deployment,
  }),
  rerank: group("Cross-encoder that scores candidates", {
    ...encoder,
    candidates: stated("candidates", "Candidates that are scored", "50"),
  }),
  encoder: group("Encoder of texts and questions", {
    ...encoder,
    launchFloor: stated("launchFloorSeconds", "Least time of a launch", "5 ms"),
    queriesPerLaunch: stated("queriesPerLaunch", "Short texts that share a launch", "8"),
  }),
  index: group("Index of the texts", {
    chunks: stated("chunks", "Pieces of text in the index", "1000000"),
    chunkOverlap: stated("chunkOverlap", "Text that neighbouring pieces share, as a factor", "1.1"),
    kind: choice("How vectors are found", indexKinds),
    vectorDimensions: stated("vectorDimensions", "Numbers of a vector; of the encoder's record where left out", "768"),
    elementBytes: stated("elementBytes", "Size of a number", "4 B"),
    graphNeighbours: stated("graphNeighbours", "Links of a vector of a graph", "16"),
    constructionListSize: stated("constructionListSize", "Candidates while a graph is built", "200"),
    searchListSize: stated("searchListSize", "Candidates while a graph is searched", "100"),
    scannedShare: stated("scannedShare", "Share of the lists that a search reads", "1%"),
    medium: choice("Where the index is kept", ["memory", "ssd", "hdd"]),
    replicas: stated("replicas", "Copies of the index", "2", plain),
    refresh: stated("refreshDays", "Time from one refresh to the next", "30 d"),
    refreshedShare: stated("refreshedShare", "Share of the index that a refresh builds anew", "100%"),
  }),
  agent: group("Turns of an agent", {
    turns: stated("turns", "Turns of one question", "20", plain),
    turnTokens: stated("turnTokens", "What each further turn adds to the prompt", "1500"),
    cacheHitShare: stated("cacheHitShare", "Share of the context that is still in the cache", "100%"),
  }),
  requestsPerDay: stated("requestsPerDay", "Questions per day", "100000"),
  passes: stated("passes", "Mean number of times that everything is done, retries included", "1.2"),
  tokenisation: group("Splitting the prompt into tokens on a processor", {
    processorTokensPerSecond: stated("processorTokensPerSecond", "Rate of one processor", "12.5M tokens/s"),
  }),
};

const device: Fields = {
  kind: choice("Whose figures stand in for what is left out", localKinds),
  name: text("What the device is called", "my laptop"),
  activePower: stated("activeWatts", "Power while it runs a model", "20 W"),
  waitingPower: stated("waitingWatts", "Power while it waits", "4 W"),
  processor: record("accelerator", "Processor of the catalogue by name, or your own", "epyc-9654"),
  tdp: stated("tdpWatts", "Thermal design power of a processor", "350 W"),
  memoryBandwidth: stated("memoryBandwidthBytesPerSecond", "Rate at which memory is read, in B/s", "120e9"),
  peakRate: stated("peakFlopPerSecond", "16-bit rate, or the measured rate of a processor", "10 TFLOP/s"),
  bandwidthEfficiency: stated("bandwidthEfficiency", "Share of the bandwidth that decoding reaches", "60%"),
  computeEfficiency: stated("computeEfficiency", "Share of the rate that reading a prompt reaches", "50%"),
  fixedStepTime: stated("fixedStepSeconds", "Time of a step beside reading and computing", "1 ms"),
  manufacture: stated("manufactureGramsCo2e", "Manufacture of the device", "241 kg"),
  lifetime: stated("lifetimeYears", "Service life", "4 a"),
  activeHoursPerDay: stated("activeHoursPerDay", "Hours of a day in which it is in use", "4"),
  chargedShare: stated("chargedShare", "Share of its manufacture that is charged", "100%"),
};

/** The electricity of a device or a network: its grid alone, no data centre around it. */
const ownGrid: Fields = {
  ...electricity,
  pue: stated("pue", "No data centre stands around it", "1", { usual: "1" }),
  intensity: stated("intensityGramsPerKwh", "Carbon intensity of its electricity", "400 g/kWh"),
};

const verifier: Fields = { model: model("Model that verifies", "llama-3.1-70b"), ...deployment };

const hybridFields: Fields = {
  cloud: group("The server that verifies", verifier),
  edge: group("A server nearer to the user", verifier),
  device: group("The device of the user", device),
  draftModel: model("Model that drafts"),
  draftBytesPerParameter: stated("draftBytesPerParameter", "Size of a weight of the draft, in bytes", "0.5625"),
  devicePlace: group("Electricity of the device; that of the cloud where left out", ownGrid),
  network: group("Network between device and servers", {
    kind: choice("Whose figures stand in for what is left out", networkKinds),
    networkKwhPerGigabyte: stated("networkKwhPerGigabyte", "Energy per transferred byte, in kWh/GB", "0.03"),
    roundTrip: stated("roundTripSeconds", "Round trip", "20 ms"),
    interconnectKwhPerGigabyte: stated("interconnectKwhPerGigabyte", "Energy per byte between data centres, in kWh/GB", "0.001"),
    headerBytes: stated("headerBytes", "What a message has beside its content", "150 B"),
    sendsDistributions: toggle("Whether the distribution of each draft is sent"),
  }),
  networkPlace: group("Electricity of the network; that of the cloud where left out", ownGrid),
  inputTokens: stated("inputTokens", "Prompt, which device and server both read", "300"),
  outputTokens: stated("outputTokens", "Answer", "300"),
  draftedTokens: stated("draftedTokens", "Tokens drafted in a round", "4", { dimension: "number" }),
  acceptance: stated("acceptance", "Mean chance that a drafted token is accepted", "70%"),
};

const placeOnly = Object.fromEntries(Object.entries(surroundings).filter(([, { topic: of }]) => of === "place"));

const localFields: Fields = {
  model: model("Model that runs on the device"),
  device: group("The device, or the processor of a server", device),
  ...placeOnly,
  pue: { ...(placeOnly["pue"] as Field), usual: "1" },
  precision: choice("Format of the weights", servingPrecisions),
  batch: stated("batch", "Sequences that run at once", "1"),
  inputTokens: stated("inputTokens", "Prompt; none where left out", "100"),
  outputTokens: stated("outputTokens", "Answer", "300"),
};

const comparisonFields: Fields = {
  ...surroundings,
  model: model("Model of both ways, where they say no other"),
  rag: group("The retrieval", ragFields, inherits),
  fineTuning: groups("What makes the tuned model", fineTuningFields, inherits),
  tuned: group("How the tuned model is asked", {
    inputTokens: stated("inputTokens", "Prompt", "132"),
    outputTokens: stated("outputTokens", "Answer", "300"),
    ...deployment,
  }),
  requests: stated("requests", "Requests per period", "100000"),
  period: stated("periodDays", "The period", "30 d"),
  fineTuningsPerPeriod: stated("fineTuningsPerPeriod", "Times that the model is tuned in a period", "1"),
  refreshesPerPeriod: stated("refreshesPerPeriod", "Times that the index is refreshed in a period", "1"),
  draws: stated("draws", "Draws for the interval of the break-even", "2000", plain),
  seed: stated("seed", "Seed of the draws", "1", plain),
};

const { storage: _storage, experimentationFactor: _experiments, powerMethod: _method, ...lifeOfRun } = trainingFields;

const lifecycleFields: Fields = {
  ...surroundings,
  model: model("Model of every phase that says no other"),
  training: group("The training", { ...surroundings, ...lifeOfRun, ...life }, inherits),
  experimentation: stated("experimentation", "Failed and search runs as a multiple of the training", "0.5"),
  fineTuning: groups("Fine-tunings", { ...fineTuningFields, ...life }, inherits),
  inference: groups(
    "Requests of one kind",
    {
      model: model("Model that answers"),
      ...deployment,
      ...request,
      requests: stated("requests", "Requests of this kind", "1e9"),
      speculation,
      ...life,
    },
    inherits,
  ),
  rag: group(
    "Questions with retrieval",
    { ...ragFields, served: stated("days", "How long they are served", "365 d", { dimension: "duration", perUnit: 24 }), ...life },
    inherits,
  ),
  storage: group(
    "Data and checkpoints that are kept",
    {
      ...placeOnly,
      stored: stated("storedBytes", "Size of what is kept", "60 TB"),
      kept: stated("years", "How long", "5 a", { dimension: "duration", perUnit: 8760 }),
      replicas: stated("replicas", "Copies", "2", plain),
      medium: choice("Where it is kept", ["ssd", "hdd"]),
      ...life,
    },
    inherits,
  ),
  retirement: group("End of the hardware", {
    endOfLifeFraction: stated("endOfLifeFraction", "As a share of the manufacture that the life has used", "2%"),
    grams: stated("gramsCo2e", "As it is known", "10 kg"),
    ...life,
  }),
  lifetimeRequests: stated("lifetimeRequests", "Requests of the whole life", "1e9"),
  lifetimeTokens: stated("lifetimeTokens", "Generated tokens of the whole life", "300B"),
};

/** Fields of a whole that only its parts read. */
const handedOn = [...Object.keys(surroundings), "model"];

/** Kinds of files of adaptation. */
export const adaptation: Readonly<Record<string, Form>> = {
  "fine-tuning": form("llm-footprint fine-tuning", "A fine-tuning to estimate with llm-footprint", fineTuningFields, undefined, {
    first: [
      "method",
      "model",
      "accelerator",
      "examples",
      "exampleTokens",
      "epochs",
      "adapter.rank",
      "acceleratorCount",
      "pue",
      "intensity",
    ],
  }),
  rag: form("llm-footprint rag", "A question with retrieval to estimate with llm-footprint", ragFields, undefined, {
    first: [
      "model",
      "accelerator",
      "batch",
      "outputTokens",
      "retrieval.chunks",
      "index.chunks",
      "requestsPerDay",
      "agent.turns",
      "pue",
      "intensity",
    ],
  }),
  hybrid: form(
    "llm-footprint hybrid",
    "An answer that a device drafts and a server verifies, to estimate with llm-footprint",
    hybridFields,
    undefined,
    {
      first: [
        "cloud.model",
        "cloud.accelerator",
        "cloud.pue",
        "cloud.intensity",
        "draftModel",
        "device.kind",
        "network.kind",
        "inputTokens",
        "outputTokens",
        "acceptance",
      ],
    },
  ),
  local: form("llm-footprint local", "A request to a model on a device, to estimate with llm-footprint", localFields, undefined, {
    first: ["model", "device.kind", "inputTokens", "outputTokens", "intensity", "grid", "precision", "batch", "device.processor"],
  }),
  adaptation: form(
    "llm-footprint adaptation",
    "Retrieval against fine-tuning, to compare with llm-footprint",
    comparisonFields,
    undefined,
    {
      first: [
        "model",
        "accelerator",
        "pue",
        "intensity",
        "requests",
        "period",
        "rag.outputTokens",
        "rag.index.chunks",
        "fineTuning.method",
        "fineTuning.examples",
      ],
      forParts: handedOn,
    },
  ),
  lifecycle: form("llm-footprint lifecycle", "The whole life of a model, to estimate with llm-footprint", lifecycleFields, undefined, {
    first: [
      "model",
      "accelerator",
      "pue",
      "intensity",
      "training.tokens",
      "training.acceleratorCount",
      "inference.outputTokens",
      "inference.requests",
      "fineTuning.method",
      "storage.stored",
    ],
    forParts: handedOn,
  }),
};
