import { inference } from "../estimate/inference.js";
import { servingSizing } from "../estimate/serving-sizing.js";
import { sizing } from "../estimate/sizing.js";
import { training } from "../estimate/training.js";
import type { Table } from "../graph/rows.js";
import {
  choice,
  type Fields,
  form,
  type Form,
  group,
  groups,
  names,
  numbers,
  own,
  stated,
  text,
  topic,
  withRows,
  withTopics,
  year,
} from "./declare.js";
import {
  accelerator,
  calibration,
  electricity,
  hardware,
  model,
  powerChoices,
  callChoices,
  served,
  servedTopics,
  servingBand,
  speculation,
  topics,
  trainingPrecision,
} from "./parts.js";

const trainingTable = training.options.graph.table;
const inferenceTable = inference.options.graph.table;

/** Fields of a training run; a whole life has them too. */
export const trainingFields: Fields = withTopics(
  withRows(trainingTable, {
    model: model("Model of the catalogue by name, or your own", "gpt-3-175b"),
    accelerator: { ...accelerator, example: "v100-sxm2-32gb" },
    precision: trainingPrecision,
    efficiency: {
      type: "quantity",
      words:
        "Model FLOP utilisation, or hardware FLOP utilisation with what is recomputed; predicted where nothing tells the time of the run",
      fields: {
        hfu: { type: "quantity", words: "Hardware FLOP utilisation instead of efficiency", example: "47%", inApi: { isNeeded: true } },
        recompute: choice("What the hardware FLOP utilisation recomputes: the forward pass, or nothing", ["full", "none"], {
          inApi: { isNeeded: true },
        }),
      },
      inApi: { type: "HardwareFlopUtilisation" },
    },
    attentionFlop: choice(
      "Whether attention counts: all pairs of tokens, those before, or none; where the efficiency is predicted, full for dense models, else causal",
      ["full", "causal", "none"],
      { inApi: { isGivenToo: true } },
    ),
    softwareYear: year("Year of the software; that of GPUs up to 2022 was slower", "2022"),
    experimentationFactor: {
      type: "quantity",
      words: "Experiments around the run as a multiple of it, or unknown for the range of published ones",
      example: "0.5",
      orWords: ["unknown"],
    },
    ...topic("power", {
      powerMethod: choice("How power is found where it is not given; the TDP is an upper bound", ["load", "tdp"], { example: "tdp" }),
    }),
    ...powerChoices,
    storage: group(
      "Checkpoints and data that are kept beside the run",
      {
        checkpointCount: { type: "quantity", words: "Checkpoints that are kept", example: "10" },
        datasetBytes: { type: "quantity", words: "Size of the training data", example: "60 TB" },
        replicas: { type: "quantity", words: "Copies of checkpoints and data", example: "3" },
        years: {
          ...{ type: "quantity", words: "How long checkpoints and data are kept, in years of 365 days", example: "1" },
          inApi: { isNeeded: true },
        },
        medium: choice("Where they are kept", ["ssd", "hdd"], { usual: "ssd", example: "hdd" }),
      },
      { inApi: { type: "TrainingStorage" } },
    ),
    trainingFit: own(
      "TrainingFit",
      "Coefficients of the efficiency model; those of the library where left out. For scores that leave rows out, and for fits of your own",
    ),
    ...electricity,
    ...hardware,
  }),
  topics,
);

const runFields: Fields = {
  ...trainingFields,
  references: groups(
    "Published emissions to compare with",
    {
      label: text("What the bar is called", "Patterson et al."),
      operational: stated("operationalGramsCo2e", "Published operational emissions, with unit of mass", "552.1 t"),
      source: text("Where it comes from", "patterson-2021"),
    },
    { isFileOnly: true },
  ),
  baselines: names("Published methods to compare with", ["mlco2", "mlco2-peak"], "mlco2", { isFileOnly: true }),
};

const requestFields: Fields = withTopics(
  withRows(inferenceTable, {
    model: model("Model of the catalogue by name, or your own", "llama-3.1-70b"),
    ...callChoices,
    speculation,
    servingBand,
    calibration,
  }),
  servedTopics,
);

const {
  batch: _batch,
  speculation: _speculation,
  servingBand: _band,
  calibration: _calibration,
  systemTokensPerSecond: _rate,
  // A plan finds the batch, and asks how much comes to all instances.
  publishedTokensPerSecond: _speed,
  dailyRequests: _daily,
  ...serviceFields
} = requestFields;
const servedFields: Fields = {
  model: model("Model of the catalogue by name, or your own", "llama-3.1-405b"),
  accelerator,
  ...served,
};

const firstOfRequest = [
  "model",
  "accelerator",
  "acceleratorCount",
  "batch",
  "inputTokens",
  "outputTokens",
  "precision",
  "pue",
  "intensity",
  "grid",
];

/** Kinds of files whose graphs tell their fields. */
export const kinds: Readonly<Record<string, Form>> = {
  training: form("llm-footprint scenario", "A training run to estimate with llm-footprint", runFields, "training", {
    required: ["model", "accelerator"],
    first: ["model", "accelerator", "tokens", "acceleratorCount", "efficiency", "power", "precision", "pue", "intensity", "grid"],
    flags: {
      "efficiency.hfu": "hfu",
      "efficiency.recompute": "recompute",
      "storage.checkpointCount": "checkpoints",
      "storage.datasetBytes": "dataset",
    },
  }),
  inference: form("llm-footprint inference", "A request to a served model to estimate with llm-footprint", requestFields, "inference", {
    required: ["model", "accelerator", "calibration.batch", "calibration.energy"],
    first: firstOfRequest,
  }),
  serving: form(
    "llm-footprint serving",
    "A service to plan with llm-footprint",
    {
      ...serviceFields,
      ...topic("service", {
        ttft: stated("serviceLevel.timeToFirstTokenSeconds", "Longest time to the first token", "1 s", { isPlain: true, usual: "1 s" }),
        tpot: stated("serviceLevel.timePerOutputTokenSeconds", "Longest time per output token", "50 ms", {
          isPlain: true,
          usual: "100 ms",
        }),
        requestsPerSecond: stated("requestsPerSecond", "Requests of all users per second", "10", {
          isPlain: true,
          inApi: { type: "Given" },
        }),
        dailyRequests: stated("dailyRequests", "Requests of all users per day, in place of requestsPerSecond", "400000", {
          isPlain: true,
          inApi: { type: "Given" },
        }),
        serviceLevel: group("Limits that a service keeps for its users", {}, { isApiOnly: true, inApi: { type: "ServiceLevel" } }),
        loadCurve: numbers("Requests of all users per second in equal parts of a day or week", "2,1,1,4,9,12,10,6"),
        peakShare: stated("peakShare", "Share of the time in which instances may be busy at the peak; the rest is headroom", "80%", {
          isPlain: true,
        }),
      }),
    },
    "inference",
    {
      required: ["model", "accelerator"],
      first: [
        "model",
        "accelerator",
        "acceleratorCount",
        "requestsPerSecond",
        "ttft",
        "tpot",
        "inputTokens",
        "outputTokens",
        "pue",
        "intensity",
      ],
    },
  ),
  sizing: form(
    "llm-footprint sizing",
    "The memory of a training run to plan with llm-footprint",
    withRows(
      sizing.options.graph.table,
      {
        model: model("Model of the catalogue by name, or your own", "llama-65b"),
        accelerator: { ...accelerator, example: "a100-sxm4-80gb" },
        recompute: choice("What is computed again in the backward pass instead of kept", ["none", "selective", "full"], {
          usual: "selective",
        }),
        shardingStage: choice(
          "What is split over the copies: 0 nothing, 1 optimizer states, 2 gradients too, 3 weights too",
          [0, 1, 2, 3],
          {
            usual: "1",
          },
        ),
        optimizer: choice("Optimizer: adamw has 12 bytes of states per parameter, adamw-8bit 6", ["adamw", "adamw-8bit"], {
          usual: "adamw",
        }),
        gradientBytes: choice("Bytes of a gradient", [2, 4], { api: "gradientBytesPerParameter", usual: "4" }),
        acceleratorsPerServer: stated("acceleratorsPerServer", "Most devices that share a layer", "8", { isPlain: true }),
        acceleratorCount: stated("acceleratorCount", "Devices to check; the fewest that fit where left out", "2048", { isPlain: true }),
      },
      ["gradientBytesPerParameter"],
    ),
    "sizing",
    {
      required: ["model", "accelerator"],
      first: [
        "model",
        "accelerator",
        "acceleratorCount",
        "sequenceTokens",
        "microBatch",
        "shardingStage",
        "recompute",
        "optimizer",
        "tensorParallelism",
        "pipelineParallelism",
      ],
    },
  ),
  "serving-sizing": form(
    "llm-footprint sizing of serving",
    "The memory of a served model to plan with llm-footprint",
    withRows(servingSizing.options.graph.table, servedFields),
    "serving-sizing",
    {
      required: ["model", "accelerator"],
      first: ["model", "accelerator", "precision", "cachePrecision", "batch", "contextTokens", "memoryShare"],
    },
  ),
};

/** Tables whose quantities files may give beside those that they are asked for. */
export const kindTables: Readonly<Record<string, Table>> = {
  training: trainingTable,
  inference: inferenceTable,
  sizing: sizing.options.graph.table,
  "serving-sizing": servingSizing.options.graph.table,
};
