import { cacheBytes, servedWeightBytes } from "../architecture/traffic.js";
import { defaults } from "../catalog/defaults.js";
import type { Model, ServingFit, ServingPrecision, ServingSoftware, ServingSoftwareFit } from "../catalog/records.js";
import { servingFit as shippedFit } from "../catalog/serving-fit.js";
import { FootprintError } from "../core/errors.js";
import { Evaluator, type Quantity } from "../core/evaluator.js";
import { type Given, type RangedNumber, valueOf } from "../core/figure.js";
import { formatValue } from "../core/formula.js";
import { acceleratorsForServing, bandBatch, memoryBatch, sequenceBytes, tensorParallelAccelerators } from "../serving/capacity.js";
import { type FitQuantities, type ServedDevice, wireFit } from "./decode-step.js";
import { type Deployment } from "./inference-input.js";
import { servingPrecisionOf } from "./serving-format.js";
import { wireServedDevice } from "./served-device.js";
import { type ServedModel, wireServedModel } from "./served-model.js";

/** A deployment with its choices made: how many accelerators, in which format. */
export interface PreparedDeployment {
  readonly input: Deployment;
  readonly precision: ServingPrecision;
  readonly acceleratorCount: number;
  readonly software: ServingSoftwareFit;
  readonly fit: ServingFit;
  /** Constants, model and accelerators as bare numbers. */
  readonly fitNumbers: FitQuantities;
  readonly model: ServedModel;
  readonly device: ServedDevice;
}

const numbers = /* @__PURE__ */ new Evaluator();
const number = (quantity: Quantity): number => numbers.value(quantity);
const CACHE_BYTES = { bf16: 2, fp8: 1 } as const;

/** Bytes of one value in the cache. */
export function cacheElementBytesOf({ cachePrecision = "bf16" }: Deployment): 1 | 2 {
  return CACHE_BYTES[cachePrecision];
}

/** Models are records that nobody changes: their numbers are worked out once for each, and forgotten with it. */
const servedModels: Readonly<Record<1 | 2, WeakMap<Model, ServedModel>>> = { 1: new WeakMap(), 2: new WeakMap() };

function modelNumbers(model: Model, elementBytes: 1 | 2): ServedModel {
  const known = servedModels[elementBytes];
  let served = known.get(model);
  if (served === undefined) {
    served = wireServedModel(numbers, model, elementBytes as unknown as Quantity<"B">);
    known.set(model, served);
  }
  return served;
}

/** The range of constants over every generation of software, with today's as the value. */
function unknownSoftware({ software }: ServingFit): ServingSoftwareFit {
  const generations = Object.values(software);
  const range = (key: keyof ServingSoftwareFit): Given => {
    const values = generations.map((generation) => valueOf(generation[key]));
    return {
      value: valueOf(software["vllm-0.11"][key]),
      low: Math.min(...values),
      high: Math.max(...values),
      source: "llm-footprint",
      at: "data/serving-fit.json: the software is not known, so its range is that of every generation",
      basis: "estimated",
    };
  };
  return {
    fixedTimeFactor: range("fixedTimeFactor"),
    sequenceTimeFactor: range("sequenceTimeFactor"),
    baseLoad: range("baseLoad"),
    hostLoad: range("hostLoad"),
  };
}

type KnownFit = Pick<PreparedDeployment, "software" | "fitNumbers">;

/** Fits are records as well: the constants of each generation of software are read once. */
const knownFits = {
  "vllm-0.11": new WeakMap<ServingFit, KnownFit>(),
  "vllm-2024": new WeakMap<ServingFit, KnownFit>(),
  unknown: new WeakMap<ServingFit, KnownFit>(),
};

/** The constants of the software of a deployment. */
function fitFor(fit: ServingFit, generation: ServingSoftware | "unknown" = "vllm-0.11"): KnownFit {
  let known = knownFits[generation].get(fit);
  if (known === undefined) {
    const software = generation === "unknown" ? unknownSoftware(fit) : fit.software[generation];
    known = { software, fitNumbers: wireFit(numbers, fit, software) };
    knownFits[generation].set(fit, known);
  }
  return known;
}

/** Memory of the weights on all accelerators together (B). */
function weightBytesOf({ model, device }: Pick<PreparedDeployment, "model" | "device">): number {
  return servedWeightBytes.raw({
    parameters: number(model.parameters),
    routedParameters: number(model.routedParameters),
    sharedBytesPerParameter: number(device.sharedBytesPerParameter),
    routedBytesPerParameter: number(device.routedBytesPerParameter),
  });
}

/** Memory of one running sequence at a context (B). */
function sequenceBytesOf({ model }: Pick<PreparedDeployment, "model">, contextTokens: number): number {
  return sequenceBytes.raw({
    cacheBytes: cacheBytes.raw({
      layerTokenBytes: number(model.layerTokenBytes),
      fullAttentionLayers: number(model.fullAttentionLayers),
      windowLayerCount: number(model.windowLayerCount),
      windowTokens: number(model.windowTokens),
      contextTokens,
    }),
    stateTrafficBytes: number(model.stateTrafficBytes),
  });
}

/** Most sequences whose caches fit beside the weights; `undefined` where the memory of the accelerator is not known. */
export function mostSequences(prepared: PreparedDeployment, contextTokens: number): number | undefined {
  const { input, acceleratorCount } = prepared;
  const { memoryBytes } = input.accelerator;
  if (memoryBytes === undefined) return undefined;
  return memoryBatch.raw({
    acceleratorCount,
    memoryBytes: valueOf(memoryBytes),
    memoryShare: input.memoryShare ?? defaults.usableMemoryShare.value,
    weightBytes: weightBytesOf(prepared),
    // A context of nothing has no cache; one byte keeps the quotient finite.
    sequenceBytes: Math.max(1, sequenceBytesOf(prepared, contextTokens)),
  });
}

function wireDevice(t: Evaluator, input: Deployment, precision: ServingPrecision, acceleratorCount: number): ServedDevice {
  return wireServedDevice(t, {
    accelerator: input.accelerator,
    precision,
    acceleratorCount,
    dataParallelism: input.dataParallelism ?? 1,
    expertParallelism: input.expertParallelism ?? 1,
    isMixtureOfExperts: input.model.kind === "mixture-of-experts",
  });
}

/** Wires model and accelerators of a prepared deployment into a trace. */
export function wireDeployment(
  t: Evaluator,
  { input, precision, acceleratorCount }: PreparedDeployment,
): Pick<PreparedDeployment, "model" | "device"> {
  return {
    model: wireServedModel(t, input.model, t.input("cacheElementBytes", cacheElementBytesOf(input))),
    device: wireDevice(t, input, precision, acceleratorCount),
  };
}

/** The smallest power of two of accelerators that holds the weights and the caches of a batch: layers are cut into halves. */
function fewestAccelerators(
  { accelerator, memoryShare }: Deployment,
  parts: Pick<PreparedDeployment, "model" | "device">,
  batch: number,
  contextTokens: number,
): number {
  const needed = acceleratorsForServing.raw({
    weightBytes: weightBytesOf(parts),
    batch,
    sequenceBytes: sequenceBytesOf(parts, contextTokens),
    memoryBytes: valueOf(accelerator.memoryBytes as Given),
    memoryShare: memoryShare ?? defaults.usableMemoryShare.value,
  });
  return tensorParallelAccelerators.raw({ acceleratorCount: Math.max(1, needed) });
}

/**
 * Makes the choices that a deployment leaves open.
 *
 * @throws `FootprintError` `no-solution` when the given accelerators do not hold the weights
 */
export function prepareDeployment(
  input: Deployment,
  leastBatch: number,
  contextTokens: number,
  givenCount: number | undefined = input.acceleratorCount,
): PreparedDeployment {
  const precision = servingPrecisionOf(input);
  const fit = input.servingFit ?? shippedFit;
  const { software, fitNumbers } = fitFor(fit, input.software);
  const model = modelNumbers(input.model, cacheElementBytesOf(input));
  let acceleratorCount = givenCount;
  acceleratorCount ??= fewestAccelerators(input, { model, device: wireDevice(numbers, input, precision, 1) }, leastBatch, contextTokens);
  const device = wireDevice(numbers, input, precision, acceleratorCount);
  const prepared: PreparedDeployment = { input, precision, acceleratorCount, software, fit, fitNumbers, model, device };
  const most = mostSequences(prepared, contextTokens);
  if (most !== undefined && most < Math.max(1, leastBatch)) {
    const fits = fewestAccelerators(input, { model, device }, leastBatch, contextTokens);
    throw new FootprintError(
      "no-solution",
      `inference: ${acceleratorCount} × ${input.accelerator.name} hold ${most} sequences of ${Math.round(contextTokens)} tokens in ${precision} beside ` +
        `the weights, and ${formatValue(leastBatch)} are asked for; give ${fits} accelerators, a narrower precision, or a smaller batch`,
      { field: "acceleratorCount", value: acceleratorCount, bound: `at least ${fits}` },
    );
  }
  return prepared;
}

/** The batches that an unknown load may mean, from the 5th to the 95th percentile of a log-uniform band, with its middle. */
export function unknownBatch(
  prepared: PreparedDeployment,
  contextTokens: number,
  band: { readonly low: number; readonly high: number },
): RangedNumber {
  const most = mostSequences(prepared, contextTokens) ?? band.high;
  const high = Math.max(band.low, Math.min(band.high, most));
  const at = (bandShare: number): number => bandBatch.raw({ fewestSequences: band.low, mostSequences: high, bandShare });
  return { value: at(0.5), low: at(0.05), high: at(0.95) };
}
