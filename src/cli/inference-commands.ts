import { dataVersion } from "../catalog/version.js";
import { FootprintError } from "../core/errors.js";
import { unitOf } from "../core/units.js";
import { estimateInference } from "../estimate/inference.js";
import type { InferenceEstimate, InferenceTotals } from "../estimate/inference-result.js";
import { planServing, type ServingPlan } from "../estimate/serving-plan.js";
import { sizeServing, type ServingSizing } from "../estimate/serving-sizing.js";
import { speculationFields } from "../schema/adaptation-fields.js";
import { deploymentFields, type InferenceScenario, readInference, readServing, readServingSizing } from "../schema/serving.js";
import { type Colours, formatNumber, formatQuantity, formatRow, kebab, table } from "./format.js";
import type { Io } from "./io.js";
import { catalogOption, type Option, outputOptions, type Parsed } from "./options.js";
import { partOptions, withFlags } from "./part-flags.js";
import { driversBlock, explainLines, linesTable } from "./report.js";
import { loadCatalog, readObject } from "./scenario-file.js";

const option = (field: string, example: string, description: string): Option => ({ flag: kebab(field), field, example, description });

const head: readonly Option[] = [
  option("model", "llama-3.1-70b", "Model of the catalogue"),
  option("accelerator", "h100-sxm-80gb", "Accelerator of the catalogue"),
  option("precision", "fp8", "Format of the weights: fp32, bf16, fp16, fp8, int8, int4, nf4 or mxfp4"),
  option("cachePrecision", "fp8", "Format of keys and values in the cache: bf16 or fp8"),
  option("memoryShare", "90%", "Share of the memory that weights and caches may fill"),
];

const deployment: readonly Option[] = [
  ...head,
  option("acceleratorCount", "8", "Accelerators of one instance; the smallest power of two that holds the model where left out"),
  option("expertParallelism", "8", "Accelerators over which whole experts are spread"),
  option("dataParallelism", "4", "Data-parallel ranks inside an instance"),
  option("software", "vllm-2024", "Whose constants are used: vllm-0.11, vllm-2024 or unknown"),
  ...deploymentFields.map(({ name, example, description }) => option(name, example, description)),
  option("site", "microsoft-us-2020", "Data centre of the catalogue: PUE and, without grid, intensity"),
  option("grid", "usa", "Grid of the catalogue"),
  option("region", "aws:us-east-1", "Cloud region of the catalogue: grid and, where published, PUE"),
  option("mix", "coal=40%,gas=60%", "Mix of fuels; shares add up to 1"),
  option("mixBasis", "lifecycle", "lifecycle or direct emissions of the mix"),
  option("year", "2024", "Year of the grid or region"),
  option("server", "none", 'Server of the catalogue, or "none"'),
  option("embodiedMethod", "components", "product-footprint, components or generic"),
  option("name", "my service", "Title of the output"),
];

/** Flags of `infer`. */
export const inferFlags: readonly Option[] = [
  ...deployment,
  option("requestsPerSecond", "4", "Requests that arrive at one instance per second, in place of the batch"),
  option("systemTokensPerSecond", "2000", "Tokens that one instance generates per second: the load, or beside a batch a measured rate"),
  option("calibrationBatch", "64", "Sequences that ran at once at a measured point of the deployment; needs --calibration-energy"),
  option("calibrationEnergy", "1.2", "Measured energy of the accelerators per generated token there (J)"),
  option("servingBand", "32,256", "Batches that an instance may run where nothing tells the load"),
  ...partOptions({ speculation: { type: "group", description: "Speculative decoding", fields: speculationFields } }),
  catalogOption,
  outputOptions.json,
  outputOptions.lines,
];

/** Flags of `serve`. */
export const serveFlags: readonly Option[] = [
  ...deployment.filter(({ field }) => field !== "batch"),
  option("ttft", "1 s", "Longest time to the first token"),
  option("tpot", "50 ms", "Longest time per output token"),
  option("requestsPerSecond", "10", "Requests of all users per second"),
  option("loadCurve", "2,1,1,4,9,12,10,6", "Requests of all users per second in equal parts of a day"),
  option("peakShare", "80%", "Share of the time in which instances may be busy at the peak"),
  catalogOption,
  outputOptions.json,
  outputOptions.lines,
];

/** Flags of `size --for serving`. */
export const servingSizeFlags: readonly Option[] = [
  ...head.slice(2, 4),
  option("batch", "64", "Sequences that run at once, for --for serving"),
  option("contextTokens", "1000", "Tokens of one sequence, for --for serving"),
];

function listOf(flag: string, written: string): string[] {
  const parts = written.split(",").map((part) => part.trim());
  if (parts.includes("")) {
    throw new FootprintError("invalid-input", `--${flag} = "${written}" is not a list; write numbers with commas between them`, {
      field: flag,
      value: written,
    });
  }
  return parts;
}

/** What a file or flags say of a scenario of one kind. */
function writtenOf(parsed: Parsed, io: Io, kind: string): Record<string, unknown> {
  const {
    positionals: [path],
    fields,
  } = parsed;
  const { servingBand, loadCurve, calibrationBatch, calibrationEnergy, ...rest } = fields;
  const own: Record<string, unknown> = { ...rest };
  if (typeof servingBand === "string") {
    const [low, high, ...more] = listOf("serving-band", servingBand);
    if (high === undefined || more.length > 0) {
      throw new FootprintError("invalid-input", `--serving-band = "${servingBand}" is not of the form 32,256`, { field: "serving-band" });
    }
    own["servingBand"] = { low, high };
  }
  if ((calibrationBatch === undefined) !== (calibrationEnergy === undefined)) {
    const missing = calibrationBatch === undefined ? "calibration-batch" : "calibration-energy";
    throw new FootprintError("invalid-input", `--${missing} is missing; a measured point has a batch and an energy`, { field: missing });
  }
  if (calibrationBatch !== undefined) own["calibration"] = { batch: calibrationBatch, acceleratorJoulesPerToken: calibrationEnergy };
  if (typeof loadCurve === "string") own["loadCurve"] = listOf("load-curve", loadCurve);
  return withFlags(path === undefined ? { kind } : readObject(path, io, `scenario; it must be a mapping with kind: ${kind}`), own);
}

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
  const keys = ["model", "accelerator", "precision", "cachePrecision", "memoryShare", "batch", "contextTokens"];
  const own = Object.fromEntries(keys.flatMap((key) => (values[kebab(key)] === undefined ? [] : [[key, values[kebab(key)]]])));
  const [path] = parsed.positionals;
  const written = {
    ...(path === undefined ? { kind: "serving-sizing" } : readObject(path, io, "sizing; it must be a mapping with kind: serving-sizing")),
    ...own,
  };
  const { name, input, sources } = readServingSizing(written, loadCatalog(parsed, io));
  const sizing = sizeServing(input);
  if (values["json"] === true) return [JSON.stringify({ name, dataVersion, ...sizing }, null, 2)];
  return [
    ...sizingReport(name, input.accelerator.name, sizing, colours),
    ...(values["lines"] === true ? ["", ...explainLines(sizing.lines, sources, colours)] : []),
  ];
}
