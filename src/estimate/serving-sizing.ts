import { cacheBytes, servedWeightBytes } from "../architecture/traffic.js";
import { defaults } from "../catalog/defaults.js";
import type { Accelerator, Model, ServingPrecision } from "../catalog/records.js";
import { FootprintError } from "../core/errors.js";
import { Evaluator } from "../core/evaluator.js";
import { checkGiven, type Given } from "../core/figure.js";
import { atLeastOne, formatValue, positive, positiveFraction } from "../core/formula.js";
import { type Line, Trace } from "../core/trace.js";
import { devicesForWeights } from "../hardware/parallelism.js";
import {
  acceleratorsForServing,
  memoryBatch as mostSequences,
  sequenceBytes as bytesOfSequence,
  tensorParallelAccelerators,
} from "../serving/capacity.js";
import { cacheElementBytesOf } from "./deployment.js";
import { type Deployment } from "./inference-input.js";
import { servingPrecisionOf } from "./serving-format.js";
import { checkModel } from "./model-parameters.js";
import { servedBytesOf, servingPrecisions } from "./served-device.js";
import { wireServedModel } from "./served-model.js";

/** The memory of a served model to plan. */
export interface ServingSizingInput {
  readonly model: Model;
  readonly accelerator: Accelerator;
  /** Format of the weights; that in which the model is published where left out, else 16 bit. */
  readonly precision?: ServingPrecision;
  /** Format of keys and values in the cache; `bf16` where left out. */
  readonly cachePrecision?: "bf16" | "fp8";
  /** Sequences that run at once (count); none where left out. */
  readonly batch?: number;
  /** Tokens of one sequence (tokens), with `batch`. */
  readonly contextTokens?: number;
  /** Share of the memory that weights and caches may fill (fraction). */
  readonly memoryShare?: number;
}

/** What a served model needs. */
export interface ServingSizing {
  readonly kind: "serving-sizing";
  readonly precision: ServingPrecision;
  readonly parameters: number;
  /** Memory of the weights (B). */
  readonly weightBytes: number;
  /** Fewest accelerators whose whole memory holds the weights alone: a lower bound, with nothing left for caches (count). */
  readonly acceleratorsForWeights: number;
  /** Cache of one token over all layers that keep it (B). */
  readonly tokenCacheBytes: number;
  /** Cache and state of one sequence (B), where a batch is given. */
  readonly sequenceBytes?: number;
  /** Fewest accelerators that hold weights and caches in the usable share of their memory (count). */
  readonly accelerators: number;
  /** The next power of two, which cuts layers evenly (count). */
  readonly tensorParallelism: number;
  /** Sequences for which that leaves room (count), where a batch is given. */
  readonly memoryBatch?: number;
  readonly lines: readonly Line[];
  readonly notes: readonly string[];
}

const WHERE = "sizing";
// V8 folds a constant of this module into its functions, but not an import from another chunk of the package (docs/adr/0003).
const equations = {
  acceleratorsForServing,
  bytesOfSequence,
  cacheBytes,
  devicesForWeights,
  mostSequences,
  servedWeightBytes,
  tensorParallelAccelerators,
};

function refuse(field: string, message: string, value?: unknown): FootprintError {
  return new FootprintError("invalid-input", `${WHERE}: ${field} ${message}`, value === undefined ? { field } : { field, value });
}

function checkServingSizing(input: ServingSizingInput): void {
  if (typeof input !== "object" || input === null) throw refuse("the input", "is missing; give model and accelerator");
  if (typeof input.model !== "object") throw refuse("model", "is missing; give a model of the catalogue or your own");
  checkModel(input.model);
  if (typeof input.accelerator !== "object" || input.accelerator === null) {
    throw refuse("accelerator", "is missing; give an accelerator of the catalogue or your own");
  }
  if (input.accelerator.memoryBytes === undefined) throw refuse("accelerator.memoryBytes", "is missing; sizing is about it");
  checkGiven(WHERE, "accelerator.memoryBytes", input.accelerator.memoryBytes, positive);
  if (input.precision !== undefined && !servingPrecisions.includes(input.precision)) {
    throw refuse("precision", `= ${formatValue(input.precision)} is not one of ${servingPrecisions.join(", ")}`, input.precision);
  }
  if (input.cachePrecision !== undefined && !["bf16", "fp8"].includes(input.cachePrecision)) {
    throw refuse("cachePrecision", `= ${formatValue(input.cachePrecision)} is not one of bf16, fp8`, input.cachePrecision);
  }
  if (input.batch !== undefined) checkGiven(WHERE, "batch", input.batch, atLeastOne);
  if (input.contextTokens !== undefined) checkGiven(WHERE, "contextTokens", input.contextTokens, positive);
  if (input.memoryShare !== undefined) checkGiven(WHERE, "memoryShare", input.memoryShare, positiveFraction);
  if ((input.batch === undefined) !== (input.contextTokens === undefined)) {
    throw refuse(input.batch === undefined ? "batch" : "contextTokens", "is missing; caches need the number of sequences and their length");
  }
}

/**
 * Plans the memory of a served model: bytes of weights and caches by format, and the fewest accelerators that hold them.
 *
 * @param input - model, accelerator, formats, and the sequences that run at once
 * @returns bytes, accelerators, every line and what was assumed
 * @throws `FootprintError` naming the field, the value and the bound or the fix
 *
 * @example
 * ```ts
 * import { sizeServing } from "llm-footprint";
 * import { accelerators } from "llm-footprint/catalog/accelerators";
 * import { models } from "llm-footprint/catalog/models";
 *
 * const { accelerators: fewest, tensorParallelism } = sizeServing({
 *   model: models["llama-3.1-405b"], accelerator: accelerators["h100-sxm-80gb"], precision: "fp8", batch: 64, contextTokens: 1000,
 * });
 * console.log(fewest, tensorParallelism); // 7 8
 * ```
 */
export function sizeServing(input: ServingSizingInput): ServingSizing {
  checkServingSizing(input);
  const trace = new Trace();
  const t = new Evaluator(trace);
  const precision = servingPrecisionOf(input as Deployment);
  const model = wireServedModel(t, input.model, t.input("cacheElementBytes", cacheElementBytesOf(input as Deployment)));
  const weightBytes = t.line("weightBytes", equations.servedWeightBytes, {
    parameters: model.parameters,
    routedParameters: model.routedParameters,
    ...servedBytesOf(t, precision, input.model.kind === "mixture-of-experts"),
  });
  const memoryBytes = t.input("memoryBytes", input.accelerator.memoryBytes as Given);
  const acceleratorsForWeights = t.line("acceleratorsForWeights", equations.devicesForWeights, { weightBytes, memoryBytes });
  const layers = {
    layerTokenBytes: model.layerTokenBytes,
    fullAttentionLayers: model.fullAttentionLayers,
    windowLayerCount: model.windowLayerCount,
    windowTokens: model.windowTokens,
  };
  const tokenCacheBytes = t.line("tokenCacheBytes", equations.cacheBytes, { ...layers, contextTokens: t.input("oneTokens", 1) });
  const { batch, contextTokens, memoryShare: share } = input;
  const sequenceBytes =
    contextTokens === undefined
      ? undefined
      : t.line("sequenceBytes", equations.bytesOfSequence, {
          cacheBytes: t.line("cacheBytes", equations.cacheBytes, { ...layers, contextTokens: t.input("contextTokens", contextTokens) }),
          stateTrafficBytes: model.stateTrafficBytes,
        });
  const memoryShare = share === undefined ? t.fallback("memoryShare", defaults.usableMemoryShare) : t.input("memoryShare", share);
  const accelerators = t.line("accelerators", equations.acceleratorsForServing, {
    weightBytes,
    batch: t.input("batch", batch ?? 0),
    sequenceBytes: sequenceBytes ?? tokenCacheBytes,
    memoryBytes,
    memoryShare,
  });
  const tensorParallelism = t.line("tensorParallelism", equations.tensorParallelAccelerators, { acceleratorCount: accelerators });
  const memoryBatch =
    sequenceBytes === undefined
      ? undefined
      : t.line("memoryBatch", equations.mostSequences, {
          acceleratorCount: tensorParallelism,
          memoryBytes,
          memoryShare,
          weightBytes,
          sequenceBytes,
        });
  return {
    kind: "serving-sizing",
    precision,
    parameters: t.value(model.parameters),
    weightBytes: t.value(weightBytes),
    acceleratorsForWeights: t.value(acceleratorsForWeights),
    tokenCacheBytes: t.value(tokenCacheBytes),
    ...(sequenceBytes === undefined ? {} : { sequenceBytes: t.value(sequenceBytes) }),
    accelerators: t.value(accelerators),
    tensorParallelism: t.value(tensorParallelism),
    ...(memoryBatch === undefined ? {} : { memoryBatch: t.value(memoryBatch) }),
    lines: trace.lines(),
    notes: [
      "Weights alone are a lower bound: caches, activations and code need memory too.",
      ...(batch === undefined ? ["No batch is given: no room is kept for caches. Give batch and contextTokens."] : []),
      ...(input.model.architecture === undefined
        ? ["The dimensions of the model are not known: the caches are those of a typical model of its active size."]
        : []),
    ],
  };
}
