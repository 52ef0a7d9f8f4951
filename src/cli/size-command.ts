import { convert } from "../core/conversion.js";
import { FootprintError } from "../core/errors.js";
import { sizeTraining } from "../estimate/sizing.js";
import type { TrainingSizing } from "../estimate/sizing-input.js";
import { readSizing } from "../schema/scenario.js";
import { dataVersion } from "../catalog/version.js";
import { type Colours, formatNumber, formatQuantity, table } from "./format.js";
import { sizeServingCommand } from "./inference-commands.js";
import { explainLines } from "./report.js";
import type { Io } from "./io.js";
import { catalogOption, kindOptions, type Option, outputOptions, type Parsed } from "./options.js";
import { loadCatalog, readObject, writtenOf } from "./scenario-file.js";
import type { SizingInput } from "../estimate/generated/inputs.js";

const ofTraining = kindOptions("sizing");
const ofServing = kindOptions("serving-sizing");
const flagsOf = (options: readonly Option[]): ReadonlySet<string> => new Set(options.map(({ flag }) => flag));

/** Flags of `size`. */
export const sizeFlags: readonly Option[] = [
  { flag: "for", example: "serving", description: "What the memory is for: training or serving [default training]" },
  ...ofTraining,
  ...ofServing.filter(({ flag }) => !flagsOf(ofTraining).has(flag)).map((option) => ({ ...option, topic: "serving" })),
  catalogOption,
  outputOptions.json,
  outputOptions.lines,
];

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
  const own = flagsOf(purpose === "training" ? ofTraining : ofServing);
  const given = [...ofTraining, ...ofServing].map(({ flag }) => flag).find((flag) => values[flag] !== undefined && !own.has(flag));
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
  const { values } = parsed;
  const { name, input, sources } = readSizing(writtenOf(parsed, io, "sizing"), loadCatalog(parsed, io));
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
