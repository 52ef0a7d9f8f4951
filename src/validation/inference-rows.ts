import { valueIn } from "../graph/evaluate.js";
import { models } from "../catalog/models.js";
import { idsNamed } from "../catalog/names.js";
import type { AcceleratorId, ModelId } from "../catalog/ids.js";
import type { ModelRecord, ServingSoftware } from "../catalog/records.js";
import { isFootprintError } from "../core/errors.js";
import { formatBytes } from "../core/printed.js";
import { checkFormat, servingPrecisions } from "../estimate/serving-format.js";
import { servedKindOf } from "../estimate/serving-software.js";
import { acceleratorOf, noAccelerator } from "./hardware.js";
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

/** Who measured: the source without the version or the device of one of its tables. */
const laboratoryOf = (source: string): string => source.replace(/ (?:leaderboard )?v\d.*$| \(.*\)$/iu, "");

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
  /** What served it, as far as the fit tells it apart. */
  readonly engine: ServingSoftware | undefined;
  readonly laboratory: string;
  readonly task: string;
  /** Rows of one family of models are left out together. */
  readonly family: string;
  /** Configurations that differ in the batch alone. */
  readonly deployment: string;
  readonly isText: boolean;
  readonly isWall: boolean;
  /** Whether the batch is the largest that memory holds, and is not told. */
  readonly isMaximumLoad: boolean;
  /** Whether all requests came at once, so that the batch falls as they end. */
  readonly isBurst: boolean;
  /** Whether the rate is that of decoding alone, as tools for one user print it. */
  readonly isDecodingAlone: boolean;
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
  /** Mean time to the first token (s). */
  readonly firstTokenSeconds: number | undefined;
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
  [/glm/iu, "glm"],
  [/deepseek/iu, "deepseek"],
  [/qwen3\.5/iu, "qwen3.5"],
];

const textTasks = /^(?:lm-arena-chat|gpqa|sourcegraph-fim|llm-chat|llm-code)$/u;
const otherTasks = /image|video|mllm|vision/u;

/** What the notes of a row (`task=gpqa; boundary=gpu; …`) say under a key. */
function noteOf(notes: string, key: string): string | undefined {
  return notes
    .split(";")
    .map((note) => note.trim())
    .find((note) => note.startsWith(`${key}=`))
    ?.slice(key.length + 1);
}

/** A whole number in the notes, such as `ep=8` or `dp=4 ep=4`; 1 where it is not there. */
function degreeIn(notes: string, key: string): number {
  const degree = Number(new RegExp(`\\b${key}=(\\d+)`, "u").exec(notes)?.[1] ?? 1);
  return degree >= 1 ? degree : 1;
}

/** Engines by the words of their rows or by the names that the library has for them, first match first; vLLM goes by its version. */
const engines: readonly (readonly [RegExp, ServingSoftware])[] = [
  [/^lean-host$/iu, "lean-host"],
  [/gaudi|synapse|habana/iu, "gaudi"],
  [/sglang/iu, "sglang"],
  [/tensorrt|trt-llm/iu, "tensorrt-llm"],
  [/llama\.?cpp|ollama|lm studio/iu, "llama.cpp"],
  [/transformers|bitsandbytes/iu, "transformers"],
  [/vllm[ =_-]*(?:2024|v?0\.[1-8]\b)/iu, "vllm-2024"],
  [/vllm[ =_-]*v?0\.(?:9|1[0-3])\b/iu, "vllm-0.11"],
  [/vllm[ =_-]*v?\d/iu, "vllm-0.16"],
];
/** Hosts in Python, whatever their version. */
const isPythonHost = (runtime: string): boolean => /vllm/iu.test(runtime);

/** Which constants the software of a row goes by; none for what the fit has never seen, and for vLLM of no version. At its greatest load, what is tuned for it has a lean host. */
function engineOf(runtime: string, isMaximumLoad: boolean): ServingSoftware | undefined {
  const found = engines.find(([pattern]) => pattern.test(runtime))?.[1];
  const isTuned = found === "tensorrt-llm" || (found === undefined && !isPythonHost(runtime));
  return isMaximumLoad && isTuned ? "lean-host" : found;
}

/** Formats as rows name them, where that is no name of the library's. */
function formatOf(named: string, engine: ServingSoftware | undefined, notes: string): string {
  if (named === "fp4") return "nvfp4";
  if (engine === "llama.cpp" && named === "int4") return "q4_k_m";
  if (engine === "llama.cpp" && named === "int8") return "q8_0";
  return /weights=q4_k_m/iu.test(notes) ? "q4_k_m" : named;
}

/** Answers shorter than this say nothing of decoding. */
const LEAST_OUTPUT_TOKENS = 8;
/** While anything runs, one sequence does; a mean that was worked out from a rate and a mean time falls a little short of it. */
const LEAST_BATCH = 0.9;
/** Devices are sold by the GB and hold as many GiB, of which none is sure to be told. */
const MOST_OF_MEMORY = 1.0738;
/** Requests of a burst are shorter than this, and more run than one user asks for. */
const BURST = { mostInputTokens: 400, leastBatch: 16 };

function modelOf(name: string): { readonly id: ModelId; readonly record: ModelRecord } | undefined {
  const [id, another] = idsNamed(models, name);
  return id === undefined || another !== undefined ? undefined : { id, record: models[id] };
}

/** Reads measured configurations, each of which counts once: what another row says in every figure is a duplicate. */
export function readServings(rows: readonly Row[]): (ServingCase | UnservedRow)[] {
  const seen = new Set<string>();
  return rows.map((row) => {
    const one = readServing(row);
    if ("skipped" in one || one.tokensPerSecond === undefined || row["itl_or_tpot_ms"] === "") return one;
    const { modelId, deviceId, acceleratorCount, instance, tokensPerSecond } = one;
    const key = JSON.stringify([modelId, deviceId, acceleratorCount, instance.precision, tokensPerSecond, row["itl_or_tpot_ms"]]);
    if (seen.has(key)) return { row, name: one.name, skipped: "duplicate" };
    seen.add(key);
    return one;
  });
}

/** Reads a measured configuration. */
function readServing(row: Row): ServingCase | UnservedRow {
  const cell = (column: string): string => row[column] ?? "";
  const notes = cell("notes");
  // One where the cell is empty; a zero is no count of devices that served something.
  const count = cell("n_gpus") === "" ? 1 : (numberIn(row, "n_gpus") ?? 0);
  const task = noteOf(notes, "task") ?? "";
  const batch = numberIn(row, "batch_or_concurrency");
  const name = `${cell("hf_id")} ${cell("precision")} on ${count} × ${cell("gpu")}, ${task}${batch === undefined ? "" : `, batch ${batch}`}`;
  const skip = (skipped: string): UnservedRow => ({ row, name, skipped });
  const left = noteOf(notes, "leave-out") ?? (notes.includes("caveat=tok/s may count prompt tokens") ? "counts prompt tokens" : undefined);
  if (left !== undefined) return skip(left);
  const found = modelOf(cell("hf_id"));
  if (found === undefined) return skip(`the catalogue does not know the model "${cell("hf_id")}"`);
  const { id, record } = found;
  const accelerator = acceleratorOf(cell("gpu"));
  if (accelerator === undefined) return skip(noAccelerator(cell("gpu")));
  const boundary = noteOf(notes, "boundary") ?? "gpu";
  const isWall = boundary.startsWith("wall");
  // Submissions to benchmarks are tuned to their greatest load.
  const isMaximumLoad = batch === undefined && (noteOf(notes, "workload") === "max-throughput" || isWall);
  const engine = engineOf(noteOf(notes, "runtime") ?? "", isMaximumLoad);
  const format = formatOf(cell("precision").toLowerCase(), engine, notes);
  const precision = servingPrecisions.find((known) => known === format);
  if (precision === undefined) return skip(`the format "${cell("precision")}" is not one of ${servingPrecisions.join(", ")}`);
  const outputTokens = numberIn(row, "mean_output_tokens");
  if (outputTokens === undefined) return skip("no mean number of output tokens");
  if (outputTokens < LEAST_OUTPUT_TOKENS) return skip(`fewer than ${LEAST_OUTPUT_TOKENS} output tokens`);
  if (record.architecture === undefined) return skip("the dimensions of the model are not known");
  if (!Number.isInteger(count) || count < 1) return skip(`n_gpus = ${cell("n_gpus")} is no number of devices`);
  if (batch !== undefined && batch < LEAST_BATCH)
    return skip(`batch_or_concurrency = ${batch}: fewer than one sequence runs while any does`);
  const [dataParallelism, expertParallelism] = [degreeIn(notes, "dp"), degreeIn(notes, "ep")];
  if (count % dataParallelism !== 0) return skip(`dp=${dataParallelism} does not divide ${count} accelerators`);
  if (count % expertParallelism !== 0) return skip(`ep=${expertParallelism} does not divide ${count} accelerators`);
  const instance: MeasuredInstance = {
    model: record,
    accelerator,
    precision,
    acceleratorCount: count,
    dataParallelism,
    expertParallelism,
    generatedTokens: outputTokens,
    software: engine ?? "unknown",
  };
  const serving = servedOr(instance);
  if (typeof serving === "string") return skip(serving);
  const unheld = unheldBy(serving, isMaximumLoad);
  if (unheld !== undefined) return skip(unheld);
  const power = numberIn(row, "avg_power_w");
  // Where a client saw tokens in bursts, the time between them is none of a step; the batch of such rows is corrected.
  const time = noteOf(notes, "batch-filed") === undefined ? numberIn(row, "itl_or_tpot_ms") : undefined;
  const firstToken = Number(noteOf(notes, "ttft_ms"));
  const inputTokens = numberIn(row, "mean_input_tokens");
  return {
    row,
    name,
    modelId: id,
    record,
    kind: servedKindOf(record),
    deviceId: accelerator.id,
    engine,
    laboratory: laboratoryOf(cell("source")),
    task,
    family: families.find(([pattern]) => pattern.test(cell("hf_id")))?.[1] ?? id,
    deployment: JSON.stringify([cell("source"), id, cell("hf_id"), precision, accelerator.id, count, task, dataParallelism]),
    isText: !otherTasks.test(task) && (textTasks.test(task) || task === ""),
    isWall,
    isMaximumLoad,
    isBurst:
      noteOf(notes, "workload") === "serve-bench" && (inputTokens ?? Infinity) < BURST.mostInputTokens && (batch ?? 0) >= BURST.leastBatch,
    isDecodingAlone: engine === "llama.cpp" || engine === "transformers",
    instance,
    serving,
    acceleratorCount: count,
    dataParallelism,
    batch,
    outputTokens,
    inputTokens,
    // Energies of whole machines are no energies of accelerators.
    joulesPerToken: boundary === "gpu" || isWall ? numberIn(row, "energy_per_output_token_j") : undefined,
    powerWatts: power === undefined ? undefined : power / count,
    tokensPerSecond: numberIn(row, "throughput_tok_s"),
    firstTokenSeconds: Number.isFinite(firstToken) && firstToken > 0 ? firstToken / 1000 : undefined,
    tokenSeconds: time === undefined ? undefined : time / 1000,
    isMedianTime: notes.includes("itl=median"),
  };
}

/** Why the memory of the accelerators cannot hold what is said to have run on them, if it cannot. */
function unheldBy({ figure, run }: MeasuredServing, isMaximumLoad: boolean): string | undefined {
  const memory = figure("acceleratorCount") * figure("memoryBytes");
  // Each rank holds its own weights outside routed experts, and dense models have no other.
  const weights = figure("dataParallelism") * figure("heldSharedBytes") + (valueIn(run, "heldRoutedBytes") ?? 0);
  if (weights > memory * MOST_OF_MEMORY)
    return `the weights take ${formatBytes(weights)}, and the accelerators have ${formatBytes(memory)}`;
  return isMaximumLoad && figure("mostSequences") < 1 ? "at its greatest load memory holds no sequence beside the weights" : undefined;
}

/** A configuration made ready, or why its accelerators cannot serve its model. */
function servedOr(instance: MeasuredInstance): MeasuredServing | string {
  try {
    checkFormat("serving", instance);
    return measuredServing(instance);
  } catch (error) {
    if (isFootprintError(error)) return error.message;
    throw error;
  }
}
