import { dataVersion } from "../catalog/version.js";
import { unitOf } from "../core/units.js";
import { estimateInference } from "../estimate/inference.js";
import type { InferenceEstimate } from "../estimate/inference-result.js";
import { planServing, type ServingPlan } from "../estimate/serving-plan.js";
import { sizeServing, type ServingSizing } from "../estimate/serving-sizing.js";
import { type InferenceScenario, readInference, readServing, readServingSizing } from "../schema/scenario.js";
import { type Colours, formatNumber, formatQuantity, formatRow, table } from "./format.js";
import type { Io } from "./io.js";
import { catalogOption, kindOptions, type Option, outputOptions, type Parsed } from "./options.js";
import { driversBlock, explainLines, linesTable } from "./report.js";
import { loadCatalog, writtenOf } from "./scenario-file.js";
import type { InferenceTotals } from "../estimate/generated/totals.js";

/** Flags of `infer`. */
export const inferFlags: readonly Option[] = [...kindOptions("inference"), catalogOption, outputOptions.json, outputOptions.lines];
/** Flags of `serve`. */
export const serveFlags: readonly Option[] = [...kindOptions("serving"), catalogOption, outputOptions.json, outputOptions.lines];

const times: readonly (readonly [keyof InferenceTotals, string])[] = [
  ["timeToFirstTokenSeconds", "Time to first token"],
  ["timePerOutputTokenSeconds", "Time per output token"],
  ["latencySeconds", "Time to last token"],
  ["userTokensPerSecond", "Tokens per second and user"],
  ["systemTokensPerSecond", "Tokens per second and instance"],
];
const energies: readonly (readonly [keyof InferenceTotals, string])[] = [
  ["acceleratorEnergyKwh", "Energy, accelerators"],
  ["hostEnergyKwh", "Energy, hosts"],
  ["idleEnergyKwh", "Energy, waiting"],
  ["retentionEnergyKwh", "Energy, kept caches"],
  ["energyKwh", "Energy, facility"],
  ["operationalGramsCo2e", "Emissions, operational"],
  ["embodiedGramsCo2e", "Emissions, embodied"],
  ["totalGramsCo2e", "Emissions, total"],
  ["marketOperationalGramsCo2e", "Market-based, beside it"],
  ["waterLitres", "Water"],
];
const classes: readonly (readonly [keyof InferenceTotals, string])[] = [
  ["inputEnergyKwh", "  input"],
  ["cacheWriteEnergyKwh", "  cache write"],
  ["cacheReadEnergyKwh", "  cache read"],
  ["outputEnergyKwh", "  output"],
  ["reasoningEnergyKwh", "  reasoning"],
];
const perMillion: readonly (readonly [keyof InferenceTotals, string])[] = [
  ["acceleratorJoulesPerToken", "Accelerators"],
  ["energyKwhPerMillionTokens", "Energy, facility"],
  ["totalGramsPerMillionTokens", "Emissions, total"],
  ["hardwareUsdPerMillionTokens", "Price, hardware"],
  ["electricityUsdPerMillionTokens", "Price, electricity"],
];
const fleet: readonly (readonly [keyof InferenceTotals, string])[] = [
  ["fleetEnergyKwh", "Energy, facility"],
  ["fleetOperationalGramsCo2e", "Emissions, operational"],
  ["fleetEmbodiedGramsCo2e", "Emissions, embodied"],
  ["fleetTotalGramsCo2e", "Emissions, total"],
];

/** Rows of the numbers that an estimate has, each with its range. */
function rowsOf(estimate: InferenceEstimate, keys: readonly (readonly [keyof InferenceTotals, string])[], isZeroShown = true): string[][] {
  return keys.flatMap(([key, label]) => {
    const value = estimate[key];
    if (value === undefined || (value === 0 && !isZeroShown)) return [];
    return [[label, ...formatRow([value, estimate.low[key] ?? value, estimate.high[key] ?? value], unitOf(key))]];
  });
}

function inferenceReport(name: string, estimate: InferenceEstimate, colours: Colours): string[] {
  const heading = (text: string): string[] => [text, "estimate", "low", "high"].map((cell) => colours.dim(cell));
  const block = (title: string, rows: string[][]): string[] => (rows.length === 0 ? [] : ["", ...table([heading(title), ...rows])]);
  return [
    colours.bold(name),
    colours.dim(`${estimate.acceleratorCount} accelerators, batch ${formatNumber(estimate.batch)}`),
    ...block("Quality", rowsOf(estimate, times)),
    ...block("One request", rowsOf(estimate, energies)),
    ...block("Accelerators by token class", rowsOf(estimate, classes, false)),
    ...block("Per token or million tokens", rowsOf(estimate, perMillion)),
    ...block("All requests", rowsOf(estimate, fleet)),
    ...driversBlock(estimate.drivers, colours),
    "",
    colours.bold("Notes"),
    ...estimate.notes.map(({ message }) => `  - ${message}`),
  ];
}

/** Runs `infer`. */
export function inferCommand(parsed: Parsed, io: Io, colours: Colours): readonly string[] {
  const { name, input } = readInference(writtenOf(parsed, io, "inference"), loadCatalog(parsed, io));
  const estimate = estimateInference(input);
  if (parsed.values["json"] === true) return [JSON.stringify({ name, ...estimate }, null, 2)];
  return [
    ...inferenceReport(name, estimate, colours),
    ...(parsed.values["lines"] === true ? ["", colours.bold("Steps"), ...linesTable(estimate.lines, colours)] : []),
  ];
}

/** A request of a file or of flags, with its estimate and the works that its own records cite. */
export function explainedInference(
  parsed: Parsed,
  io: Io,
): Pick<InferenceScenario, "name" | "sources"> & { readonly estimate: InferenceEstimate } {
  const { name, input, sources } = readInference(writtenOf(parsed, io, "inference"), loadCatalog(parsed, io));
  return { name, sources, estimate: estimateInference(input) };
}

function planRows({ memoryBatch, serviceBatch, batch, fleet: planned }: ServingPlan): string[][] {
  const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
  return [
    ...(memoryBatch === undefined ? [] : [["Largest batch that memory holds", formatNumber(memoryBatch)]]),
    ["Largest batch within the limits", formatNumber(serviceBatch)],
    ["Batch of the plan", formatNumber(batch)],
    ...(planned === undefined
      ? []
      : [
          ["Instances", formatNumber(planned.instances)],
          ["Accelerators", formatNumber(planned.accelerators)],
          ["Busy at the peak", percent(planned.peakShare)],
          ["Busy on average", percent(planned.meanShare)],
        ]),
  ];
}

/** Runs `serve`. */
export function serveCommand(parsed: Parsed, io: Io, colours: Colours): readonly string[] {
  const { name, input } = readServing(writtenOf(parsed, io, "serving"), loadCatalog(parsed, io));
  const plan = planServing(input);
  if (parsed.values["json"] === true) return [JSON.stringify({ name, dataVersion, ...plan }, null, 2)];
  return [
    colours.bold(name),
    "",
    ...table(planRows(plan)),
    "",
    ...inferenceReport("A request at that batch", plan.inference, colours),
    ...(parsed.values["lines"] === true ? ["", colours.bold("Steps"), ...linesTable(plan.inference.lines, colours)] : []),
  ];
}

function sizingReport(name: string, accelerator: string, sizing: ServingSizing, colours: Colours): string[] {
  return [
    colours.bold(name),
    "",
    ...table([
      ["Parameters", formatQuantity(sizing.parameters, "parameter")],
      [`Weights in ${sizing.precision}`, formatQuantity(sizing.weightBytes, "B")],
      [`${accelerator} that hold these weights alone`, formatNumber(sizing.acceleratorsForWeights)],
      ["Cache of one token", `${formatNumber(sizing.tokenCacheBytes, 7)} B`],
      ...(sizing.sequenceBytes === undefined ? [] : [["Cache and state of one sequence", formatQuantity(sizing.sequenceBytes, "B")]]),
      ["Fewest that hold weights and caches", formatNumber(sizing.accelerators)],
      ["Next power of two", formatNumber(sizing.tensorParallelism)],
      ...(sizing.memoryBatch === undefined ? [] : [["Sequences that then fit", formatNumber(sizing.memoryBatch)]]),
    ]),
    "",
    colours.bold("Notes"),
    ...sizing.notes.map((note) => `  - ${note}`),
  ];
}

/** Runs `size --for serving`. */
export function sizeServingCommand(parsed: Parsed, io: Io, colours: Colours): readonly string[] {
  const { values } = parsed;
  const written = writtenOf(parsed, io, "serving-sizing");
  const { name, input, sources } = readServingSizing(written, loadCatalog(parsed, io));
  const sizing = sizeServing(input);
  if (values["json"] === true) return [JSON.stringify({ name, dataVersion, ...sizing }, null, 2)];
  return [
    ...sizingReport(name, input.accelerator.name, sizing, colours),
    ...(values["lines"] === true ? ["", ...explainLines(sizing.lines, sources, colours)] : []),
  ];
}
