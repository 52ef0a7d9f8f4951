import { comparison } from "../estimate/compare-adaptation.js";
import { tuningKind } from "../estimate/fine-tuning.js";
import { adapterTargets, fineTuningMethods } from "../estimate/fine-tuning-input.js";
import { recipes } from "../estimate/recipes.js";
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
import {
  choice,
  type Field,
  type Fields,
  form,
  type Form,
  group,
  groups,
  names,
  needed,
  only,
  own,
  record,
  stated,
  text,
  toggle,
  topic,
  withRows,
  withTopics,
} from "./declare.js";
import { trainingFields } from "./kinds.js";
import {
  accelerator,
  callChoices,
  callGroups,
  deployment,
  electricity,
  hardware,
  model,
  powerChoices,
  request,
  surroundings,
  topics,
  trainingPrecision,
} from "./parts.js";

const pick = (from: Fields, ...picked: readonly string[]): Fields => Object.fromEntries(picked.map((name) => [name, from[name] as Field]));
const plain = { isPlain: true } as const;
/** A part takes from the whole what it does not say itself. */
const inherits = { inherits: true } as const;
/** A part may give any quantity of its table. */
const gives = (rest: string) => ({ rest }) as const;

/** When a phase of a life happens, and what it is called. */
export const life = topic("phase", {
  label: text("What the phase is called", "first release"),
  start: text("First day", "2026-03-01"),
  end: text("Last day", "2028-03-01"),
});

const tuningTable = tuningKind.options.graph.table;
const ragTable = rag.options.graph.table;
const localTable = localInference.options.graph.table;

const fineTuningFields: Fields = withTopics(
  withRows(tuningTable, {
    method: choice("What is done", fineTuningMethods),
    model: model("Model that is tuned"),
    ...electricity,
    accelerator,
    ...hardware,
    precision: trainingPrecision,
    recipe: choice("How well the software is tuned to its devices: by their maker or for a benchmark, or as usual", recipes, {
      usual: "usual",
      example: "tuned",
    }),
    adapter: group(
      "Low-rank adapters in place of all weights",
      { targets: names("Matrices of each layer that have one", adapterTargets, "q,k,v,o") },
      { inApi: { type: "Adapter" } },
    ),
    rewardModel: model("Model that scores answers; of the size of the tuned one for ppo, none for grpo where left out"),
    criticModel: model("Critic of ppo; of the size of the tuned model where left out"),
    referencePass: toggle("Whether a frozen copy of the model reads the same tokens; it does where left out"),
    rollout: group("Where the tuned model writes answers, and its load; the training accelerators where left out", deployment, {
      ...gives("call"),
      inApi: { type: "CallDeployment" },
    }),
    teacher: group(
      "Teacher that writes data or is imitated, and where",
      { model: { ...model("The teacher", "llama-3.1-70b"), inApi: { isNeeded: true } }, ...deployment },
      { ...gives("call"), inApi: { type: "Teacher" } },
    ),
    evaluation: group(
      "Evaluation of checkpoints; not counted where left out",
      { requests: needed, ...pick(request, "inputTokens", "outputTokens"), ...deployment },
      { ...gives("call"), inApi: { type: "Evaluation" } },
    ),
    ...powerChoices,
    ...pick(trainingFields, "deviceHours", "wallClock", "energy", "trainingFit"),
  }),
  {
    ...topics,
    data: only(
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
    power: only(tuningTable, "averagePowerWatts", "itEnergyKwh"),
  },
);

/** A call may have a model of its own; in files it is that of the answer. */
const answering: Fields = { model: own("Model", "Model of this call; the answering one where left out") };
const encoder: Fields = { model: record("encoder", "Encoder of the catalogue by name, or your own", "bge-m3"), accelerator };

const ragFields: Fields = withTopics(
  withRows(ragTable, {
    model: model("Model that answers"),
    ...callChoices,
    speculation: callGroups["speculation"] as Field,
    ...pick(deployment, "servingBand", "calibration"),
    retrieval: group("Retrieved pieces of text in the prompt", {}, { inApi: { type: "Retrieval" } }),
    fewShot: group("Examples in the prompt", {}, { inApi: { type: "FewShot" } }),
    knowledgeGraph: group(
      "Call in which the model writes the query of a graph",
      { ...answering, ...deployment },
      { inApi: { type: "KnowledgeGraph" } },
    ),
    rewrite: group("Call in which the model rewrites the question", { ...answering, ...deployment }, { inApi: { type: "Rewrite" } }),
    rerank: group("Cross-encoder that scores candidates", encoder, { inApi: { type: "Rerank" } }),
    encoder: group("Encoder of texts and questions", encoder, { inApi: { type: "Encoder" } }),
    index: group(
      "Index of the texts",
      {
        chunks: needed,
        kind: choice("How vectors are found; hnsw where left out", indexKinds),
        medium: choice("Where the index is kept; memory where left out", ["memory", "ssd", "hdd"]),
      },
      { inApi: { type: "RagIndex" } },
    ),
    agent: group("Turns of an agent", { turns: needed }, { inApi: { type: "AgentLoop" } }),
    tokenisation: group("Splitting the prompt into tokens on a processor", {}, { inApi: { type: "Tokenisation" } }),
    ...pick(deployment, "requestsPerSecond"),
  }),
  {
    ...topics,
    question: only(ragTable, "systemTokens", "questionTokens", "cachedTokens", "outputTokens", "reasoningTokens"),
    deployment: call().table,
  },
);

const devices = {
  device: group(
    "The device, or the processor of a server",
    {
      kind: choice("Whose figures stand in for what is left out", localKinds),
      name: text("What the device is called", "my laptop"),
      processor: record("accelerator", "Processor of the catalogue by name, or your own", "epyc-9654"),
    },
    { inApi: { type: "LocalDevice" } },
  ),
};
/** The electricity of a device or a network: its grid alone, no data centre around it. */
const ownGrid: Fields = {
  ...electricity,
  pue: stated("pue", "No data centre stands around it", "1", { usual: "1" }),
  intensity: stated("intensityGramsPerKwh", "Carbon intensity of its electricity", "400 g/kWh"),
};

const { speculation: _speculation, calibration: _calibration, measuredJoulesPerToken: _measured, ...loaded } = deployment;
const verifier: Fields = { model: model("Model that verifies", "llama-3.1-70b"), ...loaded };

const hybridFields: Fields = withRows(hybrid.options.graph.table, {
  cloud: group("The server that verifies", verifier, { ...gives("call"), inApi: { type: "Verifier" } }),
  edge: group("A server nearer to the user", verifier, { ...gives("call"), inApi: { type: "Verifier" } }),
  device: { ...devices.device, words: "The device of the user" },
  draftModel: model("Model that drafts"),
  devicePlace: group("Electricity of the device; that of the cloud where left out", ownGrid, { inApi: { type: "Grid", at: "deviceGrid" } }),
  network: group(
    "Network between device and servers",
    {
      kind: choice("Whose figures stand in for what is left out", networkKinds),
      sendsDistributions: toggle("Whether the distribution of each draft is sent"),
    },
    { inApi: { type: "HybridNetwork" } },
  ),
  networkPlace: group("Electricity of the network; that of the cloud where left out", ownGrid, {
    inApi: { type: "Grid", at: "network.grid" },
  }),
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
  rag: group("The retrieval", ragFields, { ...inherits, ...gives("rag"), inApi: { type: 'Omit<RagInput, "requestsPerDay">' } }),
  fineTuning: groups("What makes the tuned model", fineTuningFields, {
    ...inherits,
    ...gives("fine-tuning"),
    inApi: { type: "FineTuningInput | readonly FineTuningInput[]" },
  }),
  tuned: group("How the tuned model is asked", deployment, { inApi: { type: "TunedRequest" } }),
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
  training: group(
    "The training",
    { ...surroundings, ...lifeOfRun, ...life },
    { ...inherits, ...gives("training"), inApi: { type: "TrainingInput & LifePhase" } },
  ),
  fineTuning: groups(
    "Fine-tunings",
    { ...fineTuningFields, ...life },
    { ...inherits, ...gives("fine-tuning"), inApi: { type: "readonly (FineTuningInput & LifePhase)[]" } },
  ),
  inference: groups(
    "Requests of one kind",
    {
      model: model("Model that answers"),
      ...deployment,
      ...request,
      ...withRows(only(servedTable, "requests"), {}),
      speculation: callGroups["speculation"] as Field,
      ...life,
    },
    { ...inherits, ...gives("served"), inApi: { type: "readonly (InferenceInput & LifePhase & { readonly requests: Given })[]" } },
  ),
  rag: group(
    "Questions with retrieval",
    { ...ragFields, ...life },
    { ...inherits, ...gives("rag"), inApi: { type: "RagInput & LifePhase & { readonly requestsPerDay: Given; readonly days: Given }" } },
  ),
  storage: group(
    "Data and checkpoints that are kept",
    {
      stored: needed,
      kept: needed,
      ...placeOnly,
      medium: choice("Where it is kept", ["ssd", "hdd"], { usual: "ssd", example: "hdd" }),
      ...life,
    },
    { ...inherits, ...gives("storage"), inApi: { type: "LifeStorage" } },
  ),
  retirement: group("End of the hardware", life, { ...gives("retirement"), inApi: { type: "LifeRetirement" } }),
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
  call: call().table,
  served: servedTable,
  storage: innerOf("storage"),
  retirement: innerOf("retirement"),
};
