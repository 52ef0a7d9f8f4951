import { adapterTargets, fineTuningMethods } from "../estimate/fine-tuning-input.js";
import { networkKinds } from "../estimate/hybrid-input.js";
import { localKinds } from "../estimate/local-device.js";
import { indexKinds } from "../estimate/rag-input.js";
import { servingPrecisions } from "../estimate/serving-format.js";
import { DAYS, many, plain, SECONDS, type Spec, type Specs, YEARS } from "./fields.js";
import { hardwareNames, placeNames, type QuantityField, quantityFields } from "./quantity-fields.js";
import { servingFields } from "./serving-fields.js";

const fromTable = (table: readonly QuantityField[], names: readonly string[]): Specs =>
  Object.fromEntries(
    table
      .filter(({ name }) => names.includes(name))
      .map(({ name, apiName, dimension, perUnit, example, description }): [string, Spec] => [
        name,
        many(dimension, example, description, { apiName, ...(perUnit === undefined ? {} : { perUnit }) }),
      ]),
  );

const priceNames = ["acceleratorPrice", "purchasePrice", "electricityPrice"];
const requestNames = ["inputTokens", "imageTokens", "cacheReadTokens", "cacheWriteTokens", "outputTokens", "reasoningTokens"];

const place = fromTable(quantityFields, placeNames);
const model = (description: string, example = "llama-3.1-8b"): Spec => ({ type: "model", description, example });
const accelerator: Spec = { type: "accelerator", description: "Accelerator of the catalogue by name, or your own", example: "h100-sxm-80gb" };
const hardware: Specs = {
  accelerator,
  server: { type: "server", description: 'Server of the catalogue, your own, or "none"', example: "none" },
  embodiedMethod: { type: "choice", values: ["product-footprint", "components", "generic"], description: "How the manufacture of the accelerator is found" },
  ...fromTable(quantityFields, hardwareNames),
};
const prices = fromTable(servingFields, priceNames);
/** What phases share: where, on what, at what price. */
const surroundings: Specs = { ...place, ...hardware, ...prices };

const life: Specs = {
  label: { type: "text", description: "What the phase is called", example: "first release" },
  start: { type: "text", description: "First day", example: "2026-03-01" },
  end: { type: "text", description: "Last day", example: "2028-03-01" },
};

/** A deployment as calls take it: everything of an inference scenario but its model and its tokens. */
const deployment: Specs = {
  ...surroundings,
  acceleratorCount: plain("8", "Accelerators of one instance; the smallest power of two that holds the model where left out"),
  precision: { type: "choice", values: servingPrecisions as [string, ...string[]], description: "Format of the weights" },
  cachePrecision: { type: "choice", values: ["bf16", "fp8"], description: "Format of keys and values in the cache" },
  expertParallelism: plain("8", "Accelerators over which whole experts are spread"),
  dataParallelism: plain("4", "Data-parallel ranks inside an instance"),
  software: { type: "choice", values: ["vllm-0.11", "vllm-2024", "unknown"], description: "Whose constants are used" },
  memoryShare: { type: "number", dimension: "fraction", example: "90%", description: "Share of the memory that weights and caches may fill" },
  requestsPerSecond: plain("4", "Requests that arrive at one instance per second, in place of the batch"),
  systemTokensPerSecond: { type: "number", dimension: "token-rate", example: "2000", description: "Tokens that one instance generates per second" },
  ...fromTable(
    servingFields,
    servingFields.map(({ name }) => name).filter((name) => ![...requestNames, ...priceNames, "requests"].includes(name)),
  ),
};
const speculation: Specs = {
  draftModel: model("Model that drafts on the same accelerators; left out where drafts cost them nothing", "llama-3.2-1b"),
  draftedTokens: many("number", "4", "Tokens drafted in a round"),
  acceptance: many("fraction", "70%", "Mean chance that a drafted token is accepted"),
};
const request = fromTable(servingFields, requestNames);

/** A fine-tuning. */
export const fineTuningFields: Specs = {
  method: { type: "choice", values: fineTuningMethods, description: "What is done" },
  model: model("Model that is tuned"),
  ...surroundings,
  acceleratorCount: plain("8", "Accelerators that train; the fewest whose memory holds weights and states where left out"),
  precision: { type: "choice", values: ["fp64", "fp32", "tf32", "fp16", "bf16", "fp8", "int8", "fp4"], description: "Number format of training" },
  tokens: many("tokens", "46.8M", "Tokens that are processed in all, padding and epochs included"),
  examples: many("number", "52000", "Examples, pairs, episodes, prompts, or answers that are kept"),
  exampleTokens: many("tokens", "300", "Length of an example, or of each ranked answer with its prompt"),
  epochs: many("number", "3", "Passes over the data"),
  sequenceTokens: many("tokens", "4096", "Length of the sequences as they are trained"),
  answersPerExample: many("number", "4", "Ranked answers of each example of a reward model"),
  adapter: {
    type: "group",
    description: "Low-rank adapters in place of all weights",
    fields: {
      rank: many("number", "16", "Rank of the adapters"),
      targets: { type: "names", values: adapterTargets, example: "q,k,v,o", description: "Matrices of each layer that have one" },
      parameters: many("parameters", "13.6M", "Parameters of all adapters, where rank and targets do not tell them"),
    },
  },
  quantisedTimeFactor: many("number", "1.3", "How much longer 4-bit weights make a step"),
  promptTokens: many("tokens", "200", "Length of the prompts to which answers are generated"),
  answerTokens: many("tokens", "300", "Length of the generated answers"),
  samples: many("number", "8", "Answers to each prompt of grpo"),
  rewardModel: model("Model that scores answers"),
  criticModel: model("Critic of ppo"),
  referencePass: { type: "switch", description: "Whether a frozen copy of the model reads the same tokens" },
  pretrainingTokens: many("tokens", "10M", "Tokens of pre-training that are mixed into the update of ppo"),
  rollout: { type: "group", description: "Where the tuned model writes answers, and its load", fields: deployment },
  teacher: {
    type: "group",
    description: "Teacher that writes data or is imitated, and where",
    fields: { model: model("The teacher", "llama-3.1-70b"), ...deployment },
  },
  generationYield: many("fraction", "80%", "Share of the answers of the teacher that are kept"),
  evaluation: {
    type: "group",
    description: "Evaluation of checkpoints",
    fields: {
      requests: many("number", "1000", "Questions of the evaluation set"),
      checkpoints: many("number", "5", "Checkpoints that are evaluated"),
      inputTokens: many("tokens", "200", "Length of a question"),
      outputTokens: many("tokens", "300", "Length of an answer"),
      ...deployment,
    },
  },
  experimentationFactor: many("number", "0.5", "Failed and search runs as a multiple of everything else"),
  ...fromTable(quantityFields, ["efficiency", "deviceHours", "energy", "goodput", "power"]),
  powerBoundary: { type: "choice", values: ["server", "accelerator"], description: "What predicted power covers" },
  cooling: { type: "choice", values: ["air", "liquid"], description: "Cooling of the servers, for the predicted power" },
};

const encoder: Specs = {
  model: { type: "encoder", description: "Encoder of the catalogue by name, or your own", example: "bge-m3" },
  accelerator,
  efficiency: many("fraction", "35%", "Share of the peak that it reaches on full batches"),
};

/** A question with retrieval. */
export const ragFields: Specs = {
  model: model("Model that answers"),
  ...deployment,
  systemTokens: many("tokens", "100", "Instructions before the question"),
  questionTokens: many("tokens", "32", "The question"),
  cachedTokens: many("tokens", "100", "Prompt tokens that a cache holds"),
  outputTokens: many("tokens", "300", "Visible tokens of the answer, or of each turn of an agent"),
  reasoningTokens: many("tokens", "2000", "Generated tokens that are not shown"),
  speculation: { type: "group", description: "Speculative decoding", fields: speculation },
  retrieval: {
    type: "group",
    description: "Retrieved pieces of text in the prompt",
    fields: { chunks: many("number", "5", "Retrieved pieces"), chunkTokens: many("tokens", "512", "Length of a piece") },
  },
  fewShot: {
    type: "group",
    description: "Examples in the prompt",
    fields: { examples: many("number", "3", "Examples in the prompt"), exampleTokens: many("tokens", "150", "Length of an example") },
  },
  knowledgeGraph: {
    type: "group",
    description: "Call in which the model writes the query of a graph",
    fields: {
      schemaTokens: many("tokens", "1500", "Schema of the graph in the prompt"),
      queryTokens: many("tokens", "80", "Query that the model writes"),
      contextTokens: many("tokens", "500", "What the graph returns into the prompt"),
      databaseTime: many("duration", "10 ms", "Time of a core of the database", { apiName: "databaseSeconds", ...SECONDS }),
      ...deployment,
    },
  },
  rewrite: {
    type: "group",
    description: "Call in which the model rewrites the question",
    fields: { rewriteTokens: many("tokens", "100", "What the model writes"), ...deployment },
  },
  rerank: {
    type: "group",
    description: "Cross-encoder that scores candidates",
    fields: { ...encoder, candidates: many("number", "50", "Candidates that are scored") },
  },
  encoder: {
    type: "group",
    description: "Encoder of texts and questions",
    fields: {
      ...encoder,
      launchFloor: many("duration", "5 ms", "Least time of a launch", { apiName: "launchFloorSeconds", ...SECONDS }),
      queriesPerLaunch: many("number", "8", "Short texts that share a launch"),
    },
  },
  index: {
    type: "group",
    description: "Index of the texts",
    fields: {
      chunks: many("number", "1000000", "Pieces of text in the index"),
      chunkOverlap: many("number", "1.1", "Text that neighbouring pieces share, as a factor"),
      kind: { type: "choice", values: indexKinds, description: "How vectors are found" },
      vectorDimensions: many("number", "768", "Numbers of a vector"),
      elementBytes: many("memory", "4 B", "Size of a number"),
      graphNeighbours: many("number", "16", "Links of a vector of a graph"),
      constructionListSize: many("number", "200", "Candidates while a graph is built"),
      searchListSize: many("number", "100", "Candidates while a graph is searched"),
      scannedShare: many("fraction", "1%", "Share of the lists that a search reads"),
      medium: { type: "choice", values: ["memory", "ssd", "hdd"], description: "Where the index is kept" },
      replicas: plain("2", "Copies of the index"),
      refresh: many("duration", "30 d", "Time from one refresh to the next", { apiName: "refreshDays", ...DAYS }),
      refreshedShare: many("fraction", "100%", "Share of the index that a refresh builds anew"),
    },
  },
  agent: {
    type: "group",
    description: "Turns of an agent",
    fields: {
      turns: plain("20", "Turns of one question"),
      turnTokens: many("tokens", "1500", "What each further turn adds to the prompt"),
      cacheHitShare: many("fraction", "100%", "Share of the context that is still in the cache"),
    },
  },
  requestsPerDay: many("number", "100000", "Questions per day"),
  passes: many("number", "1.2", "Mean number of times that everything is done, retries included"),
  tokenisation: {
    type: "group",
    description: "Splitting the prompt into tokens on a processor",
    fields: { processorTokensPerSecond: many("token-rate", "12.5M tokens/s", "Rate of one processor") },
  },
};

/** A device that runs a model. */
const device: Specs = {
  kind: { type: "choice", values: localKinds, description: "Whose figures stand in for what is left out" },
  name: { type: "text", description: "What the device is called", example: "my laptop" },
  activePower: many("power", "20 W", "Power while it runs a model", { apiName: "activeWatts" }),
  waitingPower: many("power", "4 W", "Power while it waits", { apiName: "waitingWatts" }),
  processor: { type: "accelerator", description: "Processor of the catalogue by name, or your own", example: "epyc-9654" },
  tdp: many("power", "350 W", "Thermal design power of a processor", { apiName: "tdpWatts" }),
  memoryBandwidth: many("number", "120e9", "Rate at which memory is read, in B/s", { apiName: "memoryBandwidthBytesPerSecond" }),
  peakRate: many("compute-rate", "10 TFLOP/s", "16-bit rate, or the measured rate of a processor", { apiName: "peakFlopPerSecond" }),
  bandwidthEfficiency: many("fraction", "60%", "Share of the bandwidth that decoding reaches"),
  computeEfficiency: many("fraction", "50%", "Share of the rate that reading a prompt reaches"),
  fixedStepTime: many("duration", "1 ms", "Time of a step beside reading and computing", { apiName: "fixedStepSeconds", ...SECONDS }),
  manufacture: many("mass", "241 kg", "Manufacture of the device", { apiName: "manufactureGramsCo2e" }),
  lifetime: many("duration", "4 a", "Service life", { apiName: "lifetimeYears", ...YEARS }),
  activeHoursPerDay: many("number", "4", "Hours of a day in which it is in use"),
  chargedShare: many("fraction", "100%", "Share of its manufacture that is charged"),
};

/** The electricity of a device or a network: its grid alone, no PUE. */
const ownGrid: Specs = {
  pue: many("number", "1", "1: no data centre stands around it"),
  intensity: many("intensity", "400 g/kWh", "Carbon intensity of its electricity", { apiName: "intensityGramsPerKwh" }),
};

/** A hybrid answer. */
export const hybridFields: Specs = {
  cloud: { type: "group", description: "The server that verifies", fields: { model: model("Model that verifies", "llama-3.1-70b"), ...deployment } },
  edge: { type: "group", description: "A server nearer to the user", fields: { model: model("Model that verifies", "llama-3.1-70b"), ...deployment } },
  device: { type: "group", description: "The device of the user", fields: device },
  draftModel: model("Model that drafts"),
  draftBytesPerParameter: many("number", "0.5625", "Size of a weight of the draft, in bytes"),
  devicePlace: { type: "group", description: "Electricity of the device; that of the cloud where left out", fields: ownGrid },
  network: {
    type: "group",
    description: "Network between device and servers",
    fields: {
      kind: { type: "choice", values: networkKinds, description: "Whose figures stand in for what is left out" },
      networkKwhPerGigabyte: many("number", "0.03", "Energy per transferred byte, in kWh/GB"),
      roundTrip: many("duration", "20 ms", "Round trip", { apiName: "roundTripSeconds", ...SECONDS }),
      interconnectKwhPerGigabyte: many("number", "0.001", "Energy per byte between data centres, in kWh/GB"),
      headerBytes: many("memory", "150 B", "What a message has beside its content"),
      sendsDistributions: { type: "switch", description: "Whether the distribution of each draft is sent" },
    },
  },
  networkPlace: { type: "group", description: "Electricity of the network; that of the cloud where left out", fields: ownGrid },
  inputTokens: many("tokens", "300", "Prompt, which device and server both read"),
  outputTokens: many("tokens", "300", "Answer"),
  draftedTokens: many("number", "4", "Tokens drafted in a round"),
  acceptance: many("fraction", "70%", "Mean chance that a drafted token is accepted"),
};

/** A request on a device or a processor. */
export const localFields: Specs = {
  model: model("Model that runs on the device"),
  device: { type: "group", description: "The device, or the processor of a server", fields: device },
  ...place,
  precision: { type: "choice", values: servingPrecisions as [string, ...string[]], description: "Format of the weights" },
  batch: many("number", "1", "Sequences that run at once"),
  inputTokens: many("tokens", "100", "Prompt"),
  outputTokens: many("tokens", "300", "Answer"),
};

/** Retrieval against fine-tuning. */
export const comparisonFields: Specs = {
  ...surroundings,
  model: model("Model of both ways, where they say no other"),
  rag: { type: "group", description: "The retrieval", fields: ragFields },
  fineTuning: { type: "groups", description: "What makes the tuned model", fields: fineTuningFields },
  tuned: { type: "group", description: "How the tuned model is asked", fields: { inputTokens: many("tokens", "132", "Prompt"), outputTokens: many("tokens", "300", "Answer"), ...deployment } },
  requests: many("number", "100000", "Requests per period"),
  period: many("duration", "30 d", "The period", { apiName: "periodDays", ...DAYS }),
  fineTuningsPerPeriod: many("number", "1", "Times that the model is tuned in a period"),
  refreshesPerPeriod: many("number", "1", "Times that the index is refreshed in a period"),
  draws: plain("2000", "Draws for the interval of the break-even"),
  seed: plain("1", "Seed of the draws"),
};

const training: Specs = {
  model: model("Model that is trained"),
  ...surroundings,
  ...fromTable(quantityFields, [
    "tokens",
    "acceleratorCount",
    "sequenceTokens",
    "efficiency",
    "deviceHours",
    "wallClock",
    "throughput",
    "stepTime",
    "stepTokens",
    "goodput",
    "energy",
    "power",
  ]),
  acceleratorCount: plain("1024", "Accelerators that work at once"),
  precision: { type: "choice", values: ["fp64", "fp32", "tf32", "fp16", "bf16", "fp8", "int8", "fp4"], description: "Number format of the training" },
  attentionFlop: { type: "choice", values: ["full", "causal", "none"], description: "Whether attention is counted in the operations" },
  softwareYear: plain("2024", "Year of the software"),
  cooling: { type: "choice", values: ["air", "liquid"], description: "Cooling of the servers" },
};

/** A whole life. */
export const lifecycleFields: Specs = {
  ...surroundings,
  model: model("Model of every phase that says no other"),
  training: { type: "group", description: "The training", fields: { ...training, ...life } },
  experimentation: many("number", "0.5", "Failed and search runs as a multiple of the training"),
  fineTuning: { type: "groups", description: "Fine-tunings", fields: { ...fineTuningFields, ...life } },
  inference: {
    type: "groups",
    description: "Requests of one kind",
    fields: {
      model: model("Model that answers"),
      ...deployment,
      ...request,
      requests: many("number", "1e9", "Requests of this kind"),
      speculation: { type: "group", description: "Speculative decoding", fields: speculation },
      ...life,
    },
  },
  rag: {
    type: "group",
    description: "Questions with retrieval",
    fields: { ...ragFields, served: many("duration", "365 d", "How long they are served", { apiName: "days", ...DAYS }), ...life },
  },
  storage: {
    type: "group",
    description: "Data and checkpoints that are kept",
    fields: {
      ...place,
      stored: many("memory", "60 TB", "Size of what is kept", { apiName: "storedBytes" }),
      kept: many("duration", "5 a", "How long", { apiName: "years", ...YEARS }),
      replicas: plain("2", "Copies"),
      medium: { type: "choice", values: ["ssd", "hdd"], description: "Where it is kept" },
      ...life,
    },
  },
  retirement: {
    type: "group",
    description: "End of the hardware",
    fields: {
      endOfLifeFraction: many("fraction", "2%", "As a share of the manufacture that the life has used"),
      grams: many("mass", "10 kg", "As it is known", { apiName: "gramsCo2e" }),
      ...life,
    },
  },
  lifetimeRequests: many("number", "1e9", "Requests of the whole life"),
  lifetimeTokens: many("tokens", "300B", "Generated tokens of the whole life"),
};

/** Speculative decoding in files of `kind: inference`. */
export const speculationFields = speculation;
