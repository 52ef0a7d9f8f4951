import {
  activationBytes,
  deviceParameters as parametersOfDevice,
  layerActivationBytes,
  missingBytes as lackingBytes,
  remainingParameters,
  stateBytes,
  weightBytes as bytesOfWeights,
} from "../architecture/memory.js";
import { expertLayerCount, expertLayerParameters, feedForwardParameters, blockStackParameters } from "../architecture/parameters.js";
import { defaults } from "../catalog/defaults.js";
import type { Accelerator, ExpertArchitecture, Model } from "../catalog/records.js";
import { convert } from "../core/conversion.js";
import { FootprintError } from "../core/errors.js";
import { Evaluator, type Quantity } from "../core/evaluator.js";
import { checkGiven, type Given, valueOf } from "../core/figure.js";
import { atLeastOne, formatValue, positive, positiveFraction } from "../core/formula.js";
import { type Line, Trace } from "../core/trace.js";
import {
  dataParallelDegree,
  devicesForWeights,
  pipelineBubble,
  quickDeviceCount,
  splitDeviceCount,
  usableMemory,
} from "../hardware/parallelism.js";
import { checkModel, wireModel } from "./model-parameters.js";

/** How a training run is split over devices (counts). */
export interface Layout {
  /** Devices that share each layer. */
  readonly tensor: number;
  /** Stages of layers. */
  readonly pipeline: number;
  /** Copies of the model that see different data. */
  readonly data: number;
  /** Groups of experts, inside the data-parallel copies. */
  readonly expert: number;
}

/** A training run whose memory is to be planned. */
export interface SizingInput {
  readonly model: Model;
  readonly accelerator: Accelerator;
  /** Tokens of one sequence; those of the model's record, else 2,048. */
  readonly sequenceTokens?: number;
  /** Sequences that a device works on at once (count); 1 where left out. */
  readonly microBatch?: number;
  /** What is computed again in the backward pass instead of kept; `selective` (attention scores) where left out. */
  readonly recompute?: "none" | "selective" | "full";
  /** What is split over the data-parallel copies: nothing (0), optimizer states (1), gradients too (2), weights too (3); 1 where left out. */
  readonly shardingStage?: 0 | 1 | 2 | 3;
  /** `adamw`: 12 bytes of states per parameter; `adamw-8bit`: 6. `adamw` where left out. */
  readonly optimizer?: "adamw" | "adamw-8bit";
  /** Bytes of a gradient; 4 where left out. */
  readonly gradientBytesPerParameter?: 2 | 4;
  /** Devices inside one server, the most that share a layer (count); those of the default server where left out. */
  readonly acceleratorsPerServer?: number;
  /** Devices to check (count); the fewest that fit where left out. */
  readonly acceleratorCount?: number;
  /** Parts of the split to keep (counts); found where left out. */
  readonly tensorParallelism?: number;
  readonly pipelineParallelism?: number;
  readonly expertParallelism?: number;
  /** Micro-batches of one step per copy (count), for the share of idle time in the pipeline. */
  readonly microBatches?: number;
  /** Share of the memory that may be filled (fraction); 0.9 where left out. */
  readonly memoryShare?: number;
}

/** What a plan needs and how it is split. */
export interface TrainingSizing {
  readonly kind: "training-sizing";
  /** Parameters of the model. */
  readonly parameters: number;
  /** 16-bit weights of the whole model (B). */
  readonly weightBytes: number;
  /** Devices whose memory would hold these weights and nothing else (count). */
  readonly devicesForWeights: number;
  /** Devices by the quick rule: 18 bytes per parameter in 80 % of the memory (count). */
  readonly quickDevices: number;
  /** Weights, gradients and optimizer states on one device (B). */
  readonly stateBytes: number;
  /** Activations on one device (B); absent where the model has no dimensions. */
  readonly activationBytes?: number;
  /** Both together (B). */
  readonly memoryBytes: number;
  /** What one device may be filled with (B). */
  readonly usableMemoryBytes: number;
  /** Devices of the plan (count). */
  readonly devices: number;
  readonly layout: Layout;
  /** Share of the time in which the pipeline is idle (fraction), where the micro-batches are given. */
  readonly bubbleShare?: number;
  readonly lines: readonly Line[];
  readonly notes: readonly string[];
}

const cited = (value: number, source: string, at: string): Given => ({ value, source, at, basis: "published" });
const WEIGHT_BYTES = cited(2, "rajbhandari-2019", "§3.1: 16-bit weights");
/** Bytes per value that a device holds whole and that its tensor-parallel group shares, alone and with sequence parallelism (korthikanti-2022). */
const recomputeModes = {
  none: { whole: 10, split: 24, wholeSplit: 0, splitSplit: 34, scores: 1 },
  selective: { whole: 10, split: 24, wholeSplit: 0, splitSplit: 34, scores: 0 },
  full: { whole: 2, split: 0, wholeSplit: 2, splitSplit: 0, scores: 0 },
} as const;
/** More devices than any run has used. */
const MOST_DEVICES = 1_000_000;

// V8 folds a constant of this module into its functions, but not an import from another chunk of the package (docs/adr/0003).
const equations = {
  activationBytes,
  deviceParameters: parametersOfDevice,
  devicesForWeights,
  layerActivationBytes,
  pipelineBubble,
  quickDeviceCount,
  splitDeviceCount,
  stateBytes,
  usableMemory,
  weightBytes: bytesOfWeights,
};
const USUAL_SEQUENCE = 2048;
const degrees = [1, 2, 4, 8, 16, 32, 64, 72, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768, 65536] as const;

function refuse(field: string, message: string, value?: unknown): FootprintError {
  return new FootprintError("invalid-input", `sizing: ${message}`, { field, value });
}

function checkSizing(input: SizingInput): void {
  if (typeof input !== "object" || input === null) throw refuse("input", "the input is missing; give a model and an accelerator");
  checkModel(input.model);
  if (typeof input.accelerator !== "object" || input.accelerator === null) {
    throw refuse("accelerator", "accelerator is missing; give one of the catalogue or your own");
  }
  if (input.accelerator.memoryBytes === undefined)
    throw refuse("accelerator.memoryBytes", `the memory of ${input.accelerator.name} is not known; give it`);
  checkGiven("sizing", "accelerator.memoryBytes", input.accelerator.memoryBytes, positive);
  const counts = [
    "sequenceTokens",
    "microBatch",
    "acceleratorsPerServer",
    "acceleratorCount",
    "tensorParallelism",
    "pipelineParallelism",
    "expertParallelism",
    "microBatches",
  ] as const;
  for (const field of counts) {
    const value = input[field];
    if (value === undefined) continue;
    checkGiven("sizing", field, value, atLeastOne);
    if (!Number.isInteger(value)) {
      throw new FootprintError("out-of-domain", `sizing: ${field} = ${formatValue(value)} is not a whole number`, { field, value });
    }
  }
  if (input.memoryShare !== undefined) checkGiven("sizing", "memoryShare", input.memoryShare, positiveFraction);
  const choices = {
    recompute: ["none", "selective", "full"],
    shardingStage: [0, 1, 2, 3],
    optimizer: ["adamw", "adamw-8bit"],
    gradientBytesPerParameter: [2, 4],
  } as const;
  for (const [field, allowed] of Object.entries(choices)) {
    const value = input[field as keyof typeof choices];
    if (value === undefined || (allowed as readonly unknown[]).includes(value)) continue;
    throw refuse(field, `${field} = ${formatValue(value)} is not one of ${allowed.join(", ")}`, value);
  }
  const { expertParallelism = 1, model } = input;
  if (expertParallelism === 1) return;
  const experts = (model.architecture as ExpertArchitecture | undefined)?.experts;
  if (experts === undefined)
    throw refuse("expertParallelism", "expertParallelism needs a mixture of experts with its dimensions", expertParallelism);
  if (!divides(expertParallelism, experts.total)) {
    throw refuse(
      "expertParallelism",
      `expertParallelism = ${expertParallelism} does not divide the ${experts.total} experts`,
      expertParallelism,
    );
  }
}

const divides = (part: number, whole: number): boolean =>
  Number.isInteger(dataParallelDegree.raw({ acceleratorCount: whole, tensorParallelism: part, pipelineParallelism: 1 }));

/** Parameters of all routed experts, which expert parallelism splits. */
function wireRouted(
  t: Evaluator,
  model: Model,
  total: Quantity<"parameter">,
): { shared: Quantity<"parameter">; routed: Quantity<"parameter"> } {
  const architecture = model.kind === "mixture-of-experts" ? model.architecture : undefined;
  if (architecture === undefined) return { shared: total, routed: t.input("routedParameters", 0) };
  const { experts } = architecture;
  const none = t.input("noParameters", 0);
  const routed = t.line("routedParameters", blockStackParameters, {
    blocks: t.line("routedLayers", expertLayerCount, {
      layers: t.input("layers", architecture.layers),
      firstDenseLayers: t.input("firstDenseLayers", experts.firstDenseLayers ?? 0),
      expertLayerPeriod: t.input("expertLayerPeriod", experts.layerPeriod ?? 1),
    }),
    blockParameters: t.line("routedLayerParameters", expertLayerParameters, {
      experts: t.input("experts", experts.total),
      expertParameters: t.line("routedExpertParameters", feedForwardParameters, {
        hiddenSize: t.input("hiddenSize", architecture.hiddenSize),
        feedForwardSize: t.input("expertFeedForwardSize", experts.feedForwardSize),
        feedForwardMatrices: t.input("feedForwardMatrices", architecture.gatedFeedForward ? 3 : 2),
        feedForwardBias: t.input("feedForwardBias", 0),
      }),
      sharedExperts: t.input("sharedExperts", 0),
      sharedExpertParameters: none,
      routerParameters: none,
    }),
    normParameters: none,
  });
  return { shared: t.line("sharedParameters", remainingParameters, { parameters: total, routedParameters: routed }), routed };
}

/** A layout with what it needs on one device. */
interface Candidate {
  readonly layout: Layout;
  readonly devices: number;
  readonly state: Quantity<"B">;
  readonly activations: Quantity<"B"> | undefined;
  readonly memory: number;
}

/** Wires the memory of one device of a layout. */
function wireMemory(
  t: Evaluator,
  input: SizingInput,
  layout: Layout,
  counts: { shared: Quantity<"parameter">; routed: Quantity<"parameter"> },
): Candidate {
  const { shardingStage = 1, optimizer = "adamw", gradientBytesPerParameter = 4, recompute = "selective", model } = input;
  const tensorParallelism = t.input("tensorParallelism", layout.tensor);
  const pipelineParallelism = t.input("pipelineParallelism", layout.pipeline);
  const shards = (stage: number): number => (shardingStage >= stage ? layout.data : 1);
  const state = t.line("stateBytes", equations.stateBytes, {
    deviceParameters: t.line("deviceParameters", equations.deviceParameters, {
      sharedParameters: counts.shared,
      routedParameters: counts.routed,
      tensorParallelism,
      pipelineParallelism,
      expertParallelism: t.input("expertParallelism", layout.expert),
    }),
    weightBytesPerParameter: t.fallback("weightBytesPerParameter", WEIGHT_BYTES),
    weightShards: t.input("weightShards", shards(3)),
    gradientBytesPerParameter: t.input("gradientBytesPerParameter", gradientBytesPerParameter),
    gradientShards: t.input("gradientShards", shards(2)),
    optimizerBytesPerParameter: t.input("optimizerBytesPerParameter", defaults.optimizerBytesPerParameter[optimizer]),
    optimizerShards: t.input("optimizerShards", shards(1)),
  });
  const { architecture } = model;
  const devices = splitDeviceCount.raw({
    tensorParallelism: layout.tensor,
    pipelineParallelism: layout.pipeline,
    dataParallelism: layout.data,
  });
  if (architecture === undefined) return { layout, devices, state, activations: undefined, memory: t.value(state) };
  const mode = recomputeModes[recompute];
  const activations = t.line("activationBytes", equations.activationBytes, {
    layerActivationBytes: t.line("layerActivationBytes", equations.layerActivationBytes, {
      sequenceTokens: t.input("sequenceTokens", sequenceOf(input)),
      microBatch: t.input("microBatch", input.microBatch ?? 1),
      hiddenSize: t.input("hiddenSize", architecture.hiddenSize),
      attentionHeads: t.input("attentionHeads", architecture.attentionHeads),
      tensorParallelism,
      // Sequence parallelism comes with tensor parallelism in every current framework.
      wholeActivations: t.input("wholeActivations", layout.tensor === 1 ? mode.whole : mode.wholeSplit),
      splitActivations: t.input("splitActivations", layout.tensor === 1 ? mode.split : mode.splitSplit),
      keptScores: t.input("keptScores", mode.scores),
    }),
    layers: t.input("layers", architecture.layers),
    pipelineParallelism,
    interleave: t.input("interleave", 1),
  });
  const memory = t.value(t.sum("memoryBytes", [state, activations]));
  return { layout, devices, state, activations, memory };
}

function sequenceOf({ sequenceTokens, model }: SizingInput): number {
  return sequenceTokens ?? (model.trainingSequenceTokens === undefined ? USUAL_SEQUENCE : valueOf(model.trainingSequenceTokens));
}

function ascending(one: number, other: number): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

/** Every layout worth trying, with at most the given devices, in the order of their number. */
function* layoutsOf(input: SizingInput, most: number): Generator<Layout> {
  const { acceleratorsPerServer = defaults.server.acceleratorsPerServer, shardingStage = 1, model, expertParallelism: expert = 1 } = input;
  const layers = model.architecture?.layers ?? 128;
  const tensors =
    input.tensorParallelism === undefined ? degrees.filter((degree) => degree <= acceleratorsPerServer) : [input.tensorParallelism];
  const pipelines =
    input.pipelineParallelism === undefined ? Array.from({ length: layers }, (_, index) => index + 1) : [input.pipelineParallelism];
  const found: { layout: Layout; devices: number }[] = [];
  for (const tensor of tensors) {
    for (const pipeline of pipelines) {
      // Copies only save memory where something is sharded over them, or where experts are spread over them.
      const copies =
        input.acceleratorCount === undefined
          ? shardingStage === 0
            ? [expert]
            : degrees.filter((degree) => degree >= expert)
          : [
              dataParallelDegree.raw({
                acceleratorCount: input.acceleratorCount,
                tensorParallelism: tensor,
                pipelineParallelism: pipeline,
              }),
            ];
      for (const data of copies) {
        const devices = splitDeviceCount.raw({ tensorParallelism: tensor, pipelineParallelism: pipeline, dataParallelism: data });
        if (!Number.isInteger(data) || data < expert || devices > most) continue;
        found.push({ layout: { tensor, pipeline, data, expert }, devices });
      }
    }
  }
  found.sort(
    (one, other) =>
      ascending(one.devices, other.devices) ||
      ascending(one.layout.pipeline, other.layout.pipeline) ||
      ascending(one.layout.tensor, other.layout.tensor),
  );
  for (const { layout } of found) yield layout;
}

const formatBytes = (bytes: number): string => `${Number(convert(bytes, "B", "GB", "memory").toPrecision(4))} GB`;

/** The first layout that fits, else the one that lacks least. */
function search(
  input: SizingInput,
  usableBytes: number,
): { readonly fits: Candidate | undefined; readonly closest: Candidate | undefined } {
  const numbers = new Evaluator();
  const counts = wireRouted(numbers, input.model, wireModel(numbers, input.model).parameters);
  let closest: Candidate | undefined;
  for (const layout of layoutsOf(input, input.acceleratorCount ?? MOST_DEVICES)) {
    const candidate = wireMemory(numbers, input, layout, counts);
    if (candidate.memory <= usableBytes) return { fits: candidate, closest };
    if (closest === undefined || candidate.memory < closest.memory) closest = candidate;
  }
  return { fits: undefined, closest };
}

/** What would make a plan fit that does not: first more devices, where that is enough. */
function fixesFor(input: SizingInput, usableBytes: number): string {
  const { acceleratorCount, tensorParallelism, pipelineParallelism, ...rest } = input;
  const isFree = acceleratorCount === undefined && tensorParallelism === undefined && pipelineParallelism === undefined;
  const { fits } = isFree ? { fits: undefined } : search(rest, usableBytes);
  const fixes = [
    ...(fits === undefined
      ? []
      : [`${fits.devices} devices (${fits.layout.tensor} tensor × ${fits.layout.pipeline} pipeline × ${fits.layout.data} data)`]),
    ...((input.shardingStage ?? 1) < 3 ? ["a higher shardingStage"] : []),
    ...(input.recompute === "full" ? [] : ['recompute: "full"']),
    ...((input.microBatch ?? 1) > 1 ? ["a smaller microBatch"] : []),
    "an accelerator with more memory",
  ];
  return fixes.join(", or ");
}

/**
 * Plans the memory of a training run: what one device must hold, and the fewest devices and the split with which it fits; or checks a given
 * number of devices and split.
 *
 * @param input - model, accelerator and what is known of the plan
 * @returns bytes per device, devices, split, every line and what was assumed
 * @throws `FootprintError` `no-solution` when nothing fits, saying what is missing and what would fit; `invalid-input` or `out-of-domain` naming
 * the field
 *
 * @example
 * ```ts
 * import { sizeTraining } from "llm-footprint";
 * import { accelerators } from "llm-footprint/catalog/accelerators";
 * import { models } from "llm-footprint/catalog/models";
 *
 * const { weightBytes, quickDevices } = sizeTraining({ model: models["llama-65b"], accelerator: accelerators["a100-sxm4-80gb"] });
 * console.log((weightBytes / 1e9).toFixed(1), quickDevices); // 130.6 19
 * ```
 */
export function sizeTraining(input: SizingInput): TrainingSizing {
  checkSizing(input);
  const memoryBytes = input.accelerator.memoryBytes as Given;
  const usable = usableMemory({
    memoryBytes: valueOf(memoryBytes),
    memoryShare: input.memoryShare ?? defaults.usableMemoryShare.value,
  });
  const { fits, closest } = search(input, usable);
  if (fits === undefined) {
    if (closest === undefined) {
      throw refuse(
        "acceleratorCount",
        `acceleratorCount = ${formatValue(input.acceleratorCount)} is no product of whole tensor, pipeline and data-parallel degrees with these settings`,
        input.acceleratorCount,
      );
    }
    throw new FootprintError(
      "no-solution",
      `sizing: one device of ${closest.devices} would need ${formatBytes(closest.memory)} and may be filled with ${formatBytes(usable)} of ` +
        `${formatBytes(valueOf(memoryBytes))}; it lacks ${formatBytes(lackingBytes({ neededBytes: closest.memory, usableBytes: usable }))}. What would help: ${fixesFor(input, usable)}`,
      { field: "acceleratorCount", value: input.acceleratorCount, bound: `${usable} B per device` },
    );
  }
  return recordSizing(input, fits.layout, memoryBytes);
}

/** Runs the chosen plan once more, on record. */
function recordSizing(input: SizingInput, layout: Layout, memoryBytes: Given): TrainingSizing {
  const trace = new Trace();
  const t = new Evaluator(trace);
  const { model, microBatches, memoryShare } = input;
  const { parameters } = wireModel(t, model);
  const memory = t.input("deviceMemoryBytes", memoryBytes);
  const weights = t.line("weightBytes", equations.weightBytes, {
    parameters,
    weightBytesPerParameter: t.fallback("weightBytesPerParameter", WEIGHT_BYTES),
  });
  const forWeights = t.line("devicesForWeights", equations.devicesForWeights, { weightBytes: weights, memoryBytes: memory });
  const quick = t.line("quickDevices", equations.quickDeviceCount, { parameters, memoryBytes: memory });
  const usable = t.line("usableMemoryBytes", equations.usableMemory, {
    memoryBytes: memory,
    memoryShare: memoryShare === undefined ? t.fallback("memoryShare", defaults.usableMemoryShare) : t.input("memoryShare", memoryShare),
  });
  const plan = wireMemory(t, input, layout, wireRouted(t, model, parameters));
  const devices = t.line("devices", equations.splitDeviceCount, {
    tensorParallelism: t.input("tensorParallelism", layout.tensor),
    pipelineParallelism: t.input("pipelineParallelism", layout.pipeline),
    dataParallelism: t.input("dataParallelism", layout.data),
  });
  const bubble =
    microBatches === undefined
      ? undefined
      : t.line("bubbleShare", equations.pipelineBubble, {
          pipelineParallelism: t.input("pipelineParallelism", layout.pipeline),
          interleave: t.input("interleave", 1),
          microBatches: t.input("microBatches", microBatches),
        });
  return {
    kind: "training-sizing",
    parameters: t.value(parameters),
    weightBytes: t.value(weights),
    devicesForWeights: t.value(forWeights),
    quickDevices: t.value(quick),
    stateBytes: t.value(plan.state),
    ...(plan.activations === undefined ? {} : { activationBytes: t.value(plan.activations) }),
    memoryBytes: plan.memory,
    usableMemoryBytes: t.value(usable),
    devices: t.value(devices),
    layout,
    ...(bubble === undefined ? {} : { bubbleShare: t.value(bubble) }),
    lines: trace.lines(),
    notes: notesOf(input),
  };
}

function notesOf(input: SizingInput): string[] {
  const assumed = [
    ...(input.recompute === undefined ? ['recompute "selective"'] : []),
    ...(input.shardingStage === undefined ? ["shardingStage 1"] : []),
    ...(input.optimizer === undefined ? ["optimizer adamw"] : []),
    ...(input.gradientBytesPerParameter === undefined ? ["gradients of 4 bytes"] : []),
    ...(input.microBatch === undefined ? ["a micro-batch of 1"] : []),
    ...(input.sequenceTokens === undefined ? [`sequences of ${sequenceOf(input)} tokens`] : []),
    ...(input.memoryShare === undefined ? ["90 % of the memory"] : []),
  ];
  return [
    ...(assumed.length === 0 ? [] : [`Assumed because not given: ${assumed.join(", ")}.`]),
    ...(input.model.architecture === undefined
      ? ["The model has no dimensions: activations are missing, not zero, so the run needs more memory than this."]
      : []),
    "Embedding outputs, logits, communication buffers and fragmentation are in the share of the memory that stays free.",
  ];
}
