import { models } from "../catalog/models.js";
import { idsNamed } from "../catalog/names.js";
import type { AcceleratorId, ModelId } from "../catalog/ids.js";
import type { ModelRecord, ServingSoftware } from "../catalog/records.js";
import { FootprintError, isFootprintError } from "../core/errors.js";
import { servingPrecisions } from "../estimate/serving-format.js";
import { acceleratorOf } from "./hardware.js";
import { type MeasuredInstance, measuredServing, type MeasuredServing } from "./measured-serving.js";
import { numberIn, type Row } from "./table.js";

/** Columns that a file of serving measurements must have. */
export const inferenceColumns = [
  "source",
  "hf_id",
  "precision",
  "gpu",
  "n_gpus",
  "batch_or_concurrency",
  "mean_output_tokens",
  "energy_per_output_token_j",
  "throughput_tok_s",
  "itl_or_tpot_ms",
  "avg_power_w",
  "notes",
] as const;

/** How a model counts in a score: a hybrid is what holds states in place of some attention. */
export type ServedKind = "dense" | "hybrid" | "mixture-of-experts";

/** A measured configuration of serving with what its prediction needs. */
export interface ServingCase {
  readonly row: Row;
  /** What the row is called in a score. */
  readonly name: string;
  readonly modelId: ModelId;
  readonly record: ModelRecord;
  readonly kind: ServedKind;
  readonly deviceId: AcceleratorId;
  readonly software: ServingSoftware | undefined;
  readonly task: string;
  /** Rows of one family of models are left out together. */
  readonly family: string;
  /** Configurations that differ in the batch alone. */
  readonly deployment: string;
  readonly isText: boolean;
  readonly isWall: boolean;
  /** The configuration, ready to be predicted. */
  readonly instance: MeasuredInstance;
  readonly serving: MeasuredServing;
  readonly acceleratorCount: number;
  readonly dataParallelism: number;
  readonly batch: number | undefined;
  readonly outputTokens: number;
  readonly inputTokens: number | undefined;
  readonly joulesPerToken: number | undefined;
  /** Of one accelerator (W). */
  readonly powerWatts: number | undefined;
  readonly tokensPerSecond: number | undefined;
  /** Time between two tokens (s). */
  readonly tokenSeconds: number | undefined;
  /** Whether that is a median over the tokens, which prompts in between do not move. */
  readonly isMedianTime: boolean;
}

/** A row that cannot be predicted, and why. */
export interface UnservedRow {
  readonly row: Row;
  readonly name: string;
  readonly skipped: string;
}

/** Families that are left out together: sizes, versions and formats of one model, as the benchmark tells them apart. */
const families: readonly (readonly [RegExp, string])[] = [
  [/nemotron/iu, "nemotron"],
  [/gpt-oss/iu, "gpt-oss"],
  [/405b/iu, "llama-405b"],
  [/llama.*70b/iu, "llama-70b"],
  [/llama-3.1-8b/iu, "llama-8b"],
  [/480b/iu, "qwen3-480b"],
  [/235b/iu, "qwen3-235b"],
  [/30b-a3b/iu, "qwen3-30b-a3b"],
];

const textTasks = /^(?:lm-arena-chat|gpqa|sourcegraph-fim|llm-chat|llm-code)$/u;
const otherTasks = /image|video|mllm|vision/u;

/** What the notes of a row (`task=gpqa; boundary=gpu; …`) say under a key. */
function noteOf(notes: string, key: string): string | undefined {
  return notes
    .split("; ")
    .find((note) => note.startsWith(`${key}=`))
    ?.slice(key.length + 1);
}

/** A whole number in the notes, such as `ep=8` or `dp=4 ep=4`; 1 where it is not there. */
function degreeIn(notes: string, key: string): number {
  const degree = Number(new RegExp(`\\b${key}=(\\d+)`, "u").exec(notes)?.[1] ?? 1);
  return degree >= 1 ? degree : 1;
}

/** Which constants the software of a row goes by; none for what the fit has never seen. */
function softwareOf(runtime: string): ServingSoftware | undefined {
  const version = /vllm (?:v)?(\d+)(?:\.(\d+))?/iu.exec(runtime);
  if (version === null) return undefined;
  const [, major, minor] = version;
  if (major === "2024") return "vllm-2024";
  return Number(major) >= 1 || Number(minor ?? 0) >= 9 ? "vllm-0.11" : "vllm-2024";
}

function modelOf(name: string): { readonly id: ModelId; readonly record: ModelRecord } | undefined {
  const [id, another] = idsNamed(models, name);
  return id === undefined || another !== undefined ? undefined : { id, record: models[id] };
}

/** Reads a measured configuration. */
export function readServing(row: Row): ServingCase | UnservedRow {
  const cell = (column: string): string => row[column] ?? "";
  const notes = cell("notes");
  const count = numberIn(row, "n_gpus") ?? 1;
  const task = noteOf(notes, "task") ?? "";
  const batch = numberIn(row, "batch_or_concurrency");
  const name = `${cell("hf_id")} ${cell("precision")} on ${count} × ${cell("gpu")}, ${task}${batch === undefined ? "" : `, batch ${batch}`}`;
  const skip = (skipped: string): UnservedRow => ({ row, name, skipped });
  const found = modelOf(cell("hf_id"));
  if (found === undefined) return skip(`the catalogue does not know the model "${cell("hf_id")}"`);
  const { id, record } = found;
  const accelerator = acceleratorOf(cell("gpu"));
  if (accelerator === undefined) return skip(`the catalogue does not know the hardware "${cell("gpu")}"`);
  const precision = servingPrecisions.find((known) => known === cell("precision"));
  if (precision === undefined) return skip(`the format "${cell("precision")}" is not one of ${servingPrecisions.join(", ")}`);
  const outputTokens = numberIn(row, "mean_output_tokens");
  if (outputTokens === undefined) return skip("no mean number of output tokens");
  if (record.architecture === undefined) return skip("the dimensions of the model are not known");
  if (!Number.isInteger(count)) {
    throw new FootprintError("invalid-input", `n_gpus = "${cell("n_gpus")}" is not a whole number, in the row ${JSON.stringify(row)}`, {
      field: "n_gpus",
      value: cell("n_gpus"),
    });
  }
  const dataParallelism = degreeIn(notes, "dp");
  const software = softwareOf(noteOf(notes, "runtime") ?? "");
  const instance: MeasuredInstance = {
    model: record,
    accelerator,
    precision,
    acceleratorCount: count,
    dataParallelism,
    expertParallelism: degreeIn(notes, "ep"),
    generatedTokens: outputTokens,
  };
  const serving = servedOr(instance);
  if (typeof serving === "string") return skip(serving);
  const power = numberIn(row, "avg_power_w");
  const time = numberIn(row, "itl_or_tpot_ms");
  return {
    row,
    name,
    modelId: id,
    record,
    kind: record.kind === "dense" ? (record.architecture.stateLayers === undefined ? "dense" : "hybrid") : record.kind,
    deviceId: accelerator.id,
    software,
    task,
    family: families.find(([pattern]) => pattern.test(cell("hf_id")))?.[1] ?? id,
    deployment: JSON.stringify([cell("source"), id, cell("hf_id"), precision, accelerator.id, count, task, dataParallelism]),
    isText: !otherTasks.test(task) && (textTasks.test(task) || task === ""),
    isWall: notes.includes("boundary=wall"),
    instance,
    serving,
    acceleratorCount: count,
    dataParallelism,
    batch,
    outputTokens,
    inputTokens: numberIn(row, "mean_input_tokens"),
    joulesPerToken: numberIn(row, "energy_per_output_token_j"),
    powerWatts: power === undefined ? undefined : power / count,
    tokensPerSecond: numberIn(row, "throughput_tok_s"),
    tokenSeconds: time === undefined ? undefined : time / 1000,
    isMedianTime: notes.includes("itl=median"),
  };
}

/** A configuration made ready, or why its accelerators cannot serve its model. */
function servedOr(instance: MeasuredInstance): MeasuredServing | string {
  try {
    return measuredServing(instance);
  } catch (error) {
    if (isFootprintError(error)) return error.message;
    throw error;
  }
}
