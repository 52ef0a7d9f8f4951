import { comparison } from "../estimate/compare-adaptation.js";
import { tuningKind } from "../estimate/fine-tuning.js";
import { adapterTargets, fineTuningMethods } from "../estimate/fine-tuning-input.js";
import { networkKinds } from "../estimate/hybrid-input.js";
import { localInference } from "../estimate/local.js";
import { localKinds } from "../estimate/local-device.js";
import { rag } from "../estimate/rag.js";
import { indexKinds } from "../estimate/rag-input.js";
import { servingPrecisions } from "../estimate/serving-format.js";
import { call } from "../estimate/tables/call.js";
import { hybrid } from "../estimate/hybrid.js";
import { lifecycle } from "../estimate/lifecycle.js";
import type { Part, Table } from "../graph/rows.js";
import type { Field, Fields, Form } from "../schema/field.js";
import { choice, form, group, groups, names, record, stated, text, toggle, topic, withRows, withTopics } from "./declare.js";
import { trainingFields } from "./kinds.js";
import {
  accelerator,
  calibration,
  callChoices,
  deployment,
  electricity,
  hardware,
  model,
  powerChoices,
  request,
  servingBand,
  speculation as drafts,
  surroundings,
  topics,
  trainingPrecision,
} from "./parts.js";

const pick = (from: Fields, ...picked: readonly string[]): Fields => Object.fromEntries(picked.map((name) => [name, from[name] as Field]));
/** Fields of a call that stand in groups. */
const calls = withRows(call.table, { speculation: drafts, servingBand, calibration });
const plain = { isPlain: true } as const;
/** A part takes from the whole what it does not say itself. */
const inherits = { inherits: true } as const;
/** A part may give any quantity of its table. */
const gives = (rest: string) => ({ rest }) as const;

const life = topic("phase", {
  label: text("What the phase is called", "first release"),
  start: text("First day", "2026-03-01"),
  end: text("Last day", "2028-03-01"),
});

const tuningTable = tuningKind.options.graph.table;
const ragTable = rag.options.graph.table;
const localTable = localInference.options.graph.table;

/** Rows of a table under a topic of their own. */
const rowsOf = (table: Table, ...rows: readonly string[]): Table =>
  Object.fromEntries(Object.entries(table).filter(([name]) => rows.includes(name)));

const fineTuningFields: Fields = withTopics(
  withRows(tuningTable, {
    method: choice("What is done", fineTuningMethods),
    model: model("Model that is tuned"),
    ...electricity,
    accelerator,
    ...hardware,
    precision: trainingPrecision,
    adapter: group("Low-rank adapters in place of all weights", {
      targets: names("Matrices of each layer that have one", adapterTargets, "q,k,v,o"),
    }),
    rewardModel: model("Model that scores answers"),
    criticModel: model("Critic of ppo"),
    referencePass: toggle("Whether a frozen copy of the model reads the same tokens"),
    rollout: group("Where the tuned model writes answers, and its load", deployment, gives("call")),
    teacher: group(
      "Teacher that writes data or is imitated, and where",
      { model: model("The teacher", "llama-3.1-70b"), ...deployment },
      gives("call"),
    ),
    evaluation: group("Evaluation of checkpoints", { ...pick(request, "inputTokens", "outputTokens"), ...deployment }, gives("call")),
    ...powerChoices,
    ...pick(trainingFields, "deviceHours", "energy"),
  }),
  {
    ...topics,
    data: rowsOf(
      tuningTable,
      "tokens",
      "examples",
      "exampleTokens",
      "epochs",
      "sequenceTokens",
      "answersPerExample",
      "promptTokens",
      "answerTokens",
      "samples",
      "pretrainingTokens",
      "generationYield",
    ),
    power: rowsOf(tuningTable, "averagePowerWatts", "itEnergyKwh"),
  },
);

const encoder: Fields = { model: record("encoder", "Encoder of the catalogue by name, or your own", "bge-m3"), accelerator };

const ragFields: Fields = withTopics(
  withRows(ragTable, {
    model: model("Model that answers"),
    ...callChoices,
    speculation: calls["speculation"] as Field,
    retrieval: group("Retrieved pieces of text in the prompt"),
    fewShot: group("Examples in the prompt"),
    knowledgeGraph: group("Call in which the model writes the query of a graph", deployment),
    rewrite: group("Call in which the model rewrites the question", deployment),
    rerank: group("Cross-encoder that scores candidates", encoder),
    encoder: group("Encoder of texts and questions", encoder),
    index: group("Index of the texts", {
      kind: choice("How vectors are found", indexKinds),
      medium: choice("Where the index is kept", ["memory", "ssd", "hdd"]),
    }),
    agent: group("Turns of an agent"),
    tokenisation: group("Splitting the prompt into tokens on a processor"),
    ...pick(deployment, "requestsPerSecond"),
  }),
  {
    ...topics,
    question: rowsOf(ragTable, "systemTokens", "questionTokens", "cachedTokens", "outputTokens", "reasoningTokens"),
    deployment: call.table,
  },
);

const devices = {
  device: group("The device, or the processor of a server", {
    kind: choice("Whose figures stand in for what is left out", localKinds),
    name: text("What the device is called", "my laptop"),
    processor: record("accelerator", "Processor of the catalogue by name, or your own", "epyc-9654"),
  }),
};
/** The electricity of a device or a network: its grid alone, no data centre around it. */
const ownGrid: Fields = {
  ...electricity,
  pue: stated("pue", "No data centre stands around it", "1", { usual: "1" }),
  intensity: stated("intensityGramsPerKwh", "Carbon intensity of its electricity", "400 g/kWh"),
};

const verifier: Fields = { model: model("Model that verifies", "llama-3.1-70b"), ...deployment };

const hybridFields: Fields = withRows(hybrid.options.graph.table, {
  cloud: group("The server that verifies", verifier, gives("call")),
  edge: group("A server nearer to the user", verifier, gives("call")),
  device: { ...devices.device, words: "The device of the user" },
  draftModel: model("Model that drafts"),
  devicePlace: group("Electricity of the device; that of the cloud where left out", ownGrid),
  network: group("Network between device and servers", {
    kind: choice("Whose figures stand in for what is left out", networkKinds),
    sendsDistributions: toggle("Whether the distribution of each draft is sent"),
  }),
  networkPlace: group("Electricity of the network; that of the cloud where left out", ownGrid),
});

const placeOnly = Object.fromEntries(Object.entries(surroundings).filter(([, { topic: of }]) => of === "place"));

const localFields: Fields = withTopics(
  withRows(localTable, {
    model: model("Model that runs on the device"),
    ...devices,
    ...electricity,
    // What runs on a desk stands in no data centre.
    pue: { type: "quantity", words: "Power usage effectiveness where the processor stands in a data centre", usual: "1", topic: "place" },
    precision: choice("Format of the weights", servingPrecisions),
  }),
  topics,
);

const comparisonFields: Fields = withRows(comparison.options.graph.table, {
  ...surroundings,
  model: model("Model of both ways, where they say no other"),
  rag: group("The retrieval", ragFields, { ...inherits, ...gives("rag") }),
  fineTuning: groups("What makes the tuned model", fineTuningFields, { ...inherits, ...gives("fine-tuning") }),
  tuned: group("How the tuned model is asked", deployment),
  draws: stated("draws", "Draws for the interval of the break-even", "2000", plain),
  seed: stated("seed", "Seed of the draws", "1", plain),
});

const { storage: _storage, experimentationFactor: _experiments, powerMethod: _method, ...lifeOfRun } = trainingFields;

const lifecycleTable = lifecycle.options.graph.table;
const innerOf = (name: string): Table => (lifecycleTable[name] as Part<string, string, never>).inner;
const servedTable = innerOf("inference");

const lifecycleFields: Fields = withRows(lifecycleTable, {
  ...surroundings,
  model: model("Model of every phase that says no other"),
  training: group("The training", { ...surroundings, ...lifeOfRun, ...life }, { ...inherits, ...gives("training") }),
  fineTuning: groups("Fine-tunings", { ...fineTuningFields, ...life }, { ...inherits, ...gives("fine-tuning") }),
  inference: groups(
    "Requests of one kind",
    {
      model: model("Model that answers"),
      ...deployment,
      ...request,
      ...withRows(rowsOf(servedTable, "requests"), {}),
      speculation: calls["speculation"] as Field,
      ...life,
    },
    { ...inherits, ...gives("served") },
  ),
  rag: group("Questions with retrieval", { ...ragFields, ...life }, { ...inherits, ...gives("rag") }),
  storage: group(
    "Data and checkpoints that are kept",
    { ...placeOnly, medium: choice("Where it is kept", ["ssd", "hdd"], { usual: "ssd", example: "hdd" }), ...life },
    { ...inherits, ...gives("storage") },
  ),
  retirement: group("End of the hardware", life, gives("retirement")),
});

/** Fields of a whole that only its parts read. */
const handedOn = [...Object.keys(surroundings), "model"];

/** Kinds of files of adaptation. */
export const adaptation: Readonly<Record<string, Form>> = {
  "fine-tuning": form("llm-footprint fine-tuning", "A fine-tuning to estimate with llm-footprint", fineTuningFields, "fine-tuning", {
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
  rag: form("llm-footprint rag", "A question with retrieval to estimate with llm-footprint", ragFields, "rag", {
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
    "hybrid",
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
  local: form("llm-footprint local", "A request to a model on a device, to estimate with llm-footprint", localFields, "local", {
    first: ["model", "device.kind", "inputTokens", "outputTokens", "intensity", "grid", "precision", "batch", "device.processor"],
  }),
  adaptation: form(
    "llm-footprint adaptation",
    "Retrieval against fine-tuning, to compare with llm-footprint",
    comparisonFields,
    "adaptation",
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
  lifecycle: form("llm-footprint lifecycle", "The whole life of a model, to estimate with llm-footprint", lifecycleFields, "lifecycle", {
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

/** Tables whose quantities files and their parts may give beside those that they are asked for. */
export const adaptationTables: Readonly<Record<string, Table>> = {
  "fine-tuning": tuningTable,
  rag: ragTable,
  hybrid: hybrid.options.graph.table,
  local: localTable,
  adaptation: comparison.options.graph.table,
  lifecycle: lifecycleTable,
  call: call.table,
  served: servedTable,
  storage: innerOf("storage"),
  retirement: innerOf("retirement"),
};
