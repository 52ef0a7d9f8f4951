import { typicalHiddenSize, typicalLayers } from "../architecture/traffic.js";
import type { ExpertArchitecture, Model, ModelRecord } from "../catalog/records.js";
import { valueOf } from "../core/figure.js";
import { HOURS_PER_DAY, SECONDS_PER_HOUR } from "../core/units.js";
import { usualSequence } from "../estimate/tables/run.js";
import { LEAST_ACTIVE_PARAMETERS, modelNamed, type ScorableEfficiency, trafficOf } from "./efficiency.js";
import { isOldSoftware } from "./efficiency-fit.js";
import { acceleratorOf } from "./hardware.js";
import { numberIn, type Row } from "./table.js";

/** Columns that a file of training runs must have. */
export const runColumns = [
  "model",
  "year",
  "architecture",
  "params_total_b",
  "params_active_b",
  "tokens_b",
  "train_flops",
  "hardware",
  "n_devices",
  "device_hours",
  "training_days",
  "avg_device_power_w",
  "tdp_w",
  "pue",
  "grid_gco2_per_kwh",
  "energy_mwh",
  "tco2eq_reported",
  "scope_notes",
  "source_title",
  "energy_basis",
  "row_type",
] as const;

/** A published run as numbers; what is not known is absent. */
export interface Run {
  readonly row: Row;
  readonly name: string;
  readonly publisher: string;
  readonly accelerator: NonNullable<ReturnType<typeof acceleratorOf>>;
  readonly kind: Model["kind"];
  readonly parameters: number | undefined;
  readonly activeParameters: number | undefined;
  readonly tokens: number | undefined;
  /** Published operations, where tokens are not. */
  readonly flop: number | undefined;
  /** Whether the tokens stand for published operations, which hold attention already. */
  readonly countsAttention: boolean;
  readonly deviceHours: number | undefined;
  readonly pue: number;
  readonly intensity: number | undefined;
  readonly energyKwh: number | undefined;
  readonly gramsCo2e: number | undefined;
  readonly year: number;
  readonly basis: string;
}

/** Rows that repeat others or sum several runs. */
const unusableTypes = ["estimate", "aggregate", "pretrain_lca", "development"];
/** No data centre has more; a greater number is one in percent. */
const MOST_PUE = 4;
/** Runs below this are far from what the fits have seen. */
export const LEAST_PARAMETERS = 1e9;
/** Implied efficiencies outside these are no property of hardware: hours of whole projects, distillation, or a slip in the report. */
export const PLAUSIBLE_EFFICIENCY = { low: 0.05, high: 0.75 };

/** A row as a run, or why it is none. */
export function readRun(row: Row): Run | string {
  const notes = row["scope_notes"] as string;
  const type = row["row_type"] as string;
  if (unusableTypes.includes(type)) return `the row is no run of its own (${type})`;
  if (/do not use/iu.test(notes)) return "its source contradicts itself (scope_notes)";
  if (/distill/iu.test(notes)) return "a distilled model: the passes of its teacher are in the hours and not in its operations";
  if (/growth training/iu.test(notes)) return "the model grew during training, so its size is no one number";
  const basis = row["energy_basis"] as string;
  const accelerator = acceleratorOf(row["hardware"] as string);
  if (accelerator === undefined) return `the catalogue does not know the hardware "${row["hardware"] as string}" as one device`;
  const billions = (column: string): number | undefined => {
    const value = numberIn(row, column);
    return value === undefined ? undefined : value * 1e9;
  };
  const parameters = billions("params_total_b");
  const activeParameters = billions("params_active_b");
  const flop = numberIn(row, "train_flops");
  const devices = numberIn(row, "n_devices");
  const days = numberIn(row, "training_days");
  const energy = numberIn(row, "energy_mwh");
  const tonnes = numberIn(row, "tco2eq_reported");
  const fromFlop = flop === undefined || activeParameters === undefined ? undefined : flop / (6 * activeParameters);
  const architecture = (row["architecture"] as string).toLowerCase();
  if (architecture !== "dense" && architecture !== "moe")
    return `architecture is "${row["architecture"] as string}", neither dense nor moe`;
  const pue = numberIn(row, "pue");
  if (pue !== undefined && (pue < 1 || pue > MOST_PUE)) return `pue = ${pue} is outside 1 to ${MOST_PUE}`;
  return {
    row,
    name: row["model"] as string,
    // A file of a caller need not say who published a run: then each is by itself.
    publisher: (row["org"] ?? "") === "" ? (row["model"] as string) : (row["org"] as string),
    accelerator,
    kind: architecture === "moe" ? "mixture-of-experts" : "dense",
    countsAttention: numberIn(row, "tokens_b") === undefined,
    parameters,
    activeParameters,
    tokens: billions("tokens_b") ?? fromFlop,
    flop: numberIn(row, "tokens_b") === undefined ? flop : undefined,
    deviceHours:
      numberIn(row, "device_hours") ?? (devices === undefined || days === undefined ? undefined : devices * days * HOURS_PER_DAY),
    // A figure whose PUE is not stated, or is said to be outside it, is taken to be that of the IT equipment.
    pue: isTdp(basis) && /without PUE/iu.test(notes) ? 1 : (pue ?? 1),
    intensity: numberIn(row, "grid_gco2_per_kwh"),
    energyKwh: energy === undefined ? undefined : energy * 1e3,
    gramsCo2e: tonnes === undefined ? undefined : tonnes * 1e6,
    year: numberIn(row, "year") ?? 2023,
    basis,
  };
}

/** The model of a run: the sizes that its row states, with the dimensions of the catalogue where it knows the model by that name and size. */
export function modelOf({ name, kind, parameters, activeParameters }: Run): Model | undefined {
  if (parameters === undefined || activeParameters === undefined) return undefined;
  const known = modelNamed(name);
  const dimensions =
    known?.kind === kind && known.architecture !== undefined && isOfSize(known, parameters)
      ? {
          architecture: known.architecture,
          ...(known.trainingSequenceTokens === undefined ? {} : { trainingSequenceTokens: known.trainingSequenceTokens }),
        }
      : {};
  return kind === "dense" ? { kind, parameters, ...dimensions } : { kind, parameters, activeParameters, ...dimensions };
}

/** Names are shared by models of a family; a record whose size differs more is another one. */
const SIZE_AGREEMENT = 0.15;

function isOfSize({ parameters }: ModelRecord, stated: number): boolean {
  return parameters === undefined || Math.abs(parameters.value / stated - 1) < SIZE_AGREEMENT;
}

const isTdp = (basis: string): boolean => basis === "tdp_x_hours";

/** The 16-bit peak of the accelerator of a run, against which hours are stated as an efficiency whatever format the run used. */
export function peakOfRun({ accelerator: { trainingPrecision, peakFlopPerSecond } }: Pick<Run, "accelerator">): number | undefined {
  const precision = trainingPrecision === "fp8" ? "bf16" : trainingPrecision;
  const peak = precision === undefined ? undefined : peakFlopPerSecond[precision];
  return peak === undefined ? undefined : valueOf(peak);
}

/** The efficiency that the operations of the weights alone would have in the hours of a run. */
export function weightEfficiency({ activeParameters, tokens, flop, deviceHours }: Run, peak: number): number | undefined {
  const operations = flop ?? (activeParameters === undefined || tokens === undefined ? undefined : 6 * activeParameters * tokens);
  return operations === undefined || deviceHours === undefined ? undefined : operations / (deviceHours * SECONDS_PER_HOUR * peak);
}

/** Operations of attention per token over all pairs: by the dimensions of the catalogue, else by those of a typical shape. */
function attentionPerToken(run: Run, model: Model): number {
  const { architecture, trainingSequenceTokens = usualSequence({ softwareYear: run.year }) } = model;
  if (architecture?.layers !== undefined && architecture.hiddenSize !== undefined) {
    const { layers, hiddenSize, attentionHeads, headSize } = architecture;
    const width = attentionHeads !== undefined && headSize !== undefined ? attentionHeads * headSize : hiddenSize;
    return 12 * layers * width * valueOf(trainingSequenceTokens);
  }
  const layers = typicalLayers({ parameters: run.activeParameters as number });
  return 12 * layers * typicalHiddenSize({ layers }) * valueOf(trainingSequenceTokens);
}

/** What sister runs of one report have in common: size, tokens, device and hours; a key of its own for a row that does not tell them. */
export function sisterKey(row: Row): string {
  const columns = ["org", "params_active_b", "tokens_b", "hardware", "device_hours", "n_devices", "training_days", "source_title"];
  const cells = columns.map((column) => row[column]);
  const isTold = ["device_hours", "tokens_b", "source_title"].every((column) => row[column] !== "");
  return JSON.stringify(isTold ? cells : [...cells, row["model"], row["energy_mwh"], row["tco2eq_reported"], row["row_type"]]);
}

/** Operations of a run with attention; published ones are as they are. */
export const operationsOf = (run: Run, model: Model): number =>
  run.flop ?? (run.tokens as number) * (6 * (run.activeParameters as number) + attentionPerToken(run, model));

/**
 * The device-hours of a run as an efficiency of a whole run, for the fit; or why they are none.
 *
 * @param row - a row of training runs
 */
export function readRunEfficiency(row: Row): ScorableEfficiency | string {
  if (row["row_type"] !== "pretrain") return "not a pre-training run";
  const run = readRun(row);
  if (typeof run === "string") return run;
  const { accelerator, activeParameters, deviceHours, kind, name, publisher, year } = run;
  const peak = peakOfRun(run);
  const model = modelOf(run);
  const implied = peak === undefined ? undefined : weightEfficiency(run, peak);
  if (model === undefined || activeParameters === undefined || implied === undefined) return "no hours, operations or peak rate";
  if (accelerator.trainingGroup === undefined) return `the fit has no device like ${accelerator.name}`;
  if (implied < PLAUSIBLE_EFFICIENCY.low || implied > PLAUSIBLE_EFFICIENCY.high) return "hours outside an efficiency of 5 to 75 %";
  if (kind === "dense" && activeParameters < LEAST_ACTIVE_PARAMETERS) return "below 0.3e9 active parameters";
  const flop = operationsOf(run, model);
  const experts = kind === "dense" ? undefined : (model.architecture as ExpertArchitecture | undefined);
  const shape = experts?.experts === undefined ? undefined : experts;
  return {
    row,
    // Dimensions would count attention in the prediction; the factors need those of experts alone.
    model:
      kind === "dense"
        ? { kind, parameters: activeParameters }
        : { kind, parameters: 2 * activeParameters, activeParameters, ...(shape === undefined ? {} : { architecture: shape }) },
    accelerator,
    acceleratorId: accelerator.id,
    softwareYear: year,
    observation: {
      publisher,
      model: name,
      hardware: row["hardware"] as string,
      group: accelerator.trainingGroup,
      ...(accelerator.trainingMemory === undefined ? {} : { memory: accelerator.trainingMemory }),
      fastLink: accelerator.fastLink ?? "node",
      isFp8: false,
      isMixtureOfExperts: kind !== "dense",
      activeParameters,
      ...(shape === undefined ? {} : { expertTraffic: trafficOf(shape, activeParameters), expertWidth: shape.experts.feedForwardSize }),
      isWholeRun: true,
      isFromHours: true,
      isOldSoftware: isOldSoftware(year, accelerator.trainingGroup),
      efficiency: flop / ((deviceHours as number) * SECONDS_PER_HOUR * (peak as number)),
    },
  };
}
