import { convert, parseQuantity } from "../core/conversion.js";
import { FootprintError } from "../core/errors.js";
import { sizeTraining } from "../estimate/sizing.js";
import type { SizingInput, TrainingSizing } from "../estimate/sizing-input.js";
import { readSizing } from "../schema/sizing.js";
import { dataVersion } from "../catalog/version.js";
import { type Colours, formatNumber, formatQuantity, table } from "./format.js";
import { servingSizeFlags, sizeServingCommand } from "./inference-commands.js";
import { explainLines } from "./report.js";
import type { Io } from "./io.js";
import { catalogOption, type Option, outputOptions, type Parsed } from "./options.js";
import { loadCatalog, readObject } from "./scenario-file.js";

/** Flags that set a field of a sizing, by the name of the API in kebab case. */
const fields: readonly (Option & { readonly key: keyof SizingInput; readonly kind: "name" | "count" | "share" | "choice" })[] = [
  { flag: "model", key: "model", kind: "name", example: "llama-65b", description: "Model of the catalogue" },
  { flag: "accelerator", key: "accelerator", kind: "name", example: "a100-sxm4-80gb", description: "Accelerator of the catalogue" },
  { flag: "sequence-tokens", key: "sequenceTokens", kind: "count", example: "2048", description: "Tokens of one sequence" },
  { flag: "micro-batch", key: "microBatch", kind: "count", example: "1", description: "Sequences that a device works on at once" },
  {
    flag: "recompute",
    key: "recompute",
    kind: "choice",
    example: "full",
    description: "What is computed again: none, selective or full",
  },
  {
    flag: "sharding-stage",
    key: "shardingStage",
    kind: "count",
    example: "3",
    description: "What is split over the copies: 0 nothing, 1 optimizer, 2 gradients, 3 weights",
  },
  { flag: "optimizer", key: "optimizer", kind: "choice", example: "adamw-8bit", description: "adamw or adamw-8bit" },
  { flag: "gradient-bytes", key: "gradientBytesPerParameter", kind: "count", example: "2", description: "Bytes of a gradient: 2 or 4" },
  {
    flag: "accelerators-per-server",
    key: "acceleratorsPerServer",
    kind: "count",
    example: "8",
    description: "Most devices that share a layer",
  },
  {
    flag: "accelerator-count",
    key: "acceleratorCount",
    kind: "count",
    example: "2048",
    description: "Devices to check; the fewest where left out",
  },
  { flag: "tensor-parallelism", key: "tensorParallelism", kind: "count", example: "8", description: "Devices that share each layer" },
  { flag: "pipeline-parallelism", key: "pipelineParallelism", kind: "count", example: "4", description: "Stages of layers" },
  { flag: "expert-parallelism", key: "expertParallelism", kind: "count", example: "8", description: "Groups of experts" },
  {
    flag: "micro-batches",
    key: "microBatches",
    kind: "count",
    example: "64",
    description: "Micro-batches of a step per copy, for the idle share of the pipeline",
  },
  { flag: "memory-share", key: "memoryShare", kind: "share", example: "90%", description: "Share of the memory that may be filled" },
];

/** Flags of `size`. */
export const sizeFlags: readonly Option[] = [
  { flag: "for", example: "serving", description: "What the memory is for: training or serving; training where left out" },
  ...fields,
  ...servingSizeFlags,
  catalogOption,
  outputOptions.json,
  outputOptions.lines,
];

function valueOfFlag(flag: string, kind: (typeof fields)[number]["kind"], written: string): unknown {
  if (kind === "name" || kind === "choice") return written;
  try {
    return parseQuantity(written, kind === "share" ? "fraction" : "number");
  } catch {
    throw new FootprintError("invalid-input", `--${flag} = "${written}" is not a number`, { field: flag, value: written });
  }
}

/** What `size` plans: what a flag says, else what the file says, else training. */
function purposeOf({ values, positionals: [path] }: Parsed, io: Io): "training" | "serving" {
  const { for: written } = values;
  if (written === undefined) {
    const kind =
      path === undefined ? undefined : readObject(path, io, "sizing; it must be a mapping with kind: sizing or serving-sizing")["kind"];
    return kind === "serving-sizing" ? "serving" : "training";
  }
  if (written === "training" || written === "serving") return written;
  throw new FootprintError("invalid-input", `--for = "${String(written)}" is not one of training, serving`, {
    field: "for",
    value: written,
    nearest: ["training", "serving"],
  });
}

/** Flags that mean something for one purpose alone. */
function refuseForeign({ values }: Parsed, purpose: "training" | "serving"): void {
  const servingOnly = servingSizeFlags.map(({ flag }) => flag);
  const both = new Set(["model", "accelerator", "memory-share"]);
  const foreign = purpose === "training" ? servingOnly : fields.map(({ flag }) => flag).filter((flag) => !both.has(flag));
  const [given] = foreign.filter((flag) => values[flag] !== undefined);
  if (given === undefined) return;
  const other = purpose === "training" ? "serving" : "training";
  throw new FootprintError("invalid-input", `--${given} is a flag of size --for ${other}; leave it out, or write --for ${other}`, {
    field: given,
  });
}

/** Runs `size`. */
export function sizeCommand(parsed: Parsed, io: Io, colours: Colours): readonly string[] {
  const purpose = purposeOf(parsed, io);
  refuseForeign(parsed, purpose);
  return purpose === "serving" ? sizeServingCommand(parsed, io, colours) : sizeTrainingCommand(parsed, io, colours);
}

function sizeTrainingCommand(parsed: Parsed, io: Io, colours: Colours): readonly string[] {
  const {
    positionals: [path],
    values,
  } = parsed;
  const own = fields.flatMap(({ flag, key, kind }) => {
    const written = values[flag];
    return typeof written === "string" ? [[key, valueOfFlag(flag, kind, written)]] : [];
  });
  const file = path === undefined ? { kind: "sizing" } : readObject(path, io, "sizing; it must be a mapping with kind: sizing");
  const { name, input, sources } = readSizing({ ...file, ...Object.fromEntries(own) }, loadCatalog(parsed, io));
  const sizing = sizeTraining(input);
  if (values["json"] === true) return [JSON.stringify({ name, dataVersion, ...sizing }, null, 2)];
  return [
    ...report(name, input, sizing, colours),
    ...(values["lines"] === true ? ["", ...explainLines(sizing.lines, sources, colours)] : []),
  ];
}

function report(name: string, { accelerator }: SizingInput, sizing: TrainingSizing, colours: Colours): string[] {
  const { layout } = sizing;
  const bytes = (value: number): string => formatQuantity(value, "B");
  const split = [
    `${layout.tensor} tensor`,
    `${layout.pipeline} pipeline`,
    `${layout.data} data`,
    ...(layout.expert === 1 ? [] : [`${layout.expert} expert`]),
  ];
  const memory = convert(sizing.usableMemoryBytes, "B", "GB", "memory");
  return [
    colours.bold(name),
    "",
    ...table([
      ["Parameters", formatQuantity(sizing.parameters, "parameter")],
      ["Weights of 16 bit", bytes(sizing.weightBytes)],
      ["Devices that hold these weights alone", formatNumber(sizing.devicesForWeights)],
      ["Devices by the quick rule (18 B per parameter in 80 %)", formatNumber(sizing.quickDevices)],
      ["Weights, gradients and optimizer on one device", bytes(sizing.stateBytes)],
      ...(sizing.activationBytes === undefined ? [] : [["Activations on one device", bytes(sizing.activationBytes)]]),
      ["Memory needed on one device", bytes(sizing.memoryBytes)],
      [`Memory that may be filled on ${accelerator.name}`, `${formatNumber(memory)} GB`],
      ["Devices", formatNumber(sizing.devices, 7)],
      ["Split", split.join(" × ")],
      ...(sizing.bubbleShare === undefined ? [] : [["Idle share of the pipeline", `${(sizing.bubbleShare * 100).toFixed(1)} %`]]),
    ]),
    "",
    colours.bold("Notes"),
    ...sizing.notes.map((note) => `  - ${note}`),
  ];
}
