import {
  activationBytes,
  deviceParameters as parametersOfDevice,
  layerActivationBytes,
  missingBytes as lackingBytes,
  stateBytes,
  weightBytes as bytesOfWeights,
} from "../architecture/memory.js";
import { defaults } from "../catalog/defaults.js";
import { FootprintError } from "../core/errors.js";
import { Evaluator, type Quantity } from "../core/evaluator.js";
import { type Given, valueOf } from "../core/figure.js";
import { formatValue } from "../core/formula.js";
import { Trace } from "../core/trace.js";
import {
  dataParallelDegree,
  devicesForWeights,
  pipelineBubble,
  quickDeviceCount,
  splitDeviceCount,
  usableMemory,
} from "../hardware/parallelism.js";
import { wireModel } from "./model-wiring.js";
import { wireRouted } from "./routed-parameters.js";
import { checkSizing, divides, layersOf, type Layout, refuse, type SizingInput, type TrainingSizing } from "./sizing-input.js";
import { formatBytes, noteSizing, sizingSequence } from "./sizing-notes.js";

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
const degrees = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768, 65536] as const;

/** A layout with what it needs on one device. */
interface Candidate {
  readonly layout: Layout;
  readonly devices: number;
  readonly state: Quantity<"B">;
  readonly activations: Quantity<"B"> | undefined;
  readonly memory: number;
}

const copiesOfExpert = ({ data, expert }: Layout): number =>
  dataParallelDegree.raw({ acceleratorCount: data, tensorParallelism: expert, pipelineParallelism: 1 });

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
  // Shared parameters have a copy on each data-parallel device, an expert on each group of them: d and d/e copies to shard over.
  const copies = { shared: layout.data, routed: copiesOfExpert(layout) };
  const wireState = (part: "shared" | "routed"): Quantity<"B"> => {
    const shards = (stage: number): number => (shardingStage >= stage ? copies[part] : 1);
    const zero = t.input("otherParameters", 0);
    return t.line(`${part}StateBytes` as "sharedStateBytes", equations.stateBytes, {
      deviceParameters: t.line(`${part}DeviceParameters` as "sharedDeviceParameters", equations.deviceParameters, {
        sharedParameters: part === "shared" ? counts.shared : zero,
        routedParameters: part === "routed" ? counts.routed : zero,
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
  };
  const state = t.sum("stateBytes", [wireState("shared"), wireState("routed")]);
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
      sequenceTokens: t.input("sequenceTokens", sizingSequence(input)),
      microBatch: t.input("microBatch", input.microBatch ?? 1),
      hiddenSize: t.input("hiddenSize", architecture.hiddenSize),
      attentionHeads: t.input("attentionHeads", architecture.attentionHeads),
      tensorParallelism,
      // Sequence parallelism comes with tensor parallelism in every current framework.
      wholeActivations: t.input("wholeActivations", layout.tensor === 1 ? mode.whole : mode.wholeSplit),
      splitActivations: t.input("splitActivations", layout.tensor === 1 ? mode.split : mode.splitSplit),
      keptScores: t.input("keptScores", mode.scores),
    }),
    layers: t.sum("layersOfStacks", [t.input("layers", architecture.layers), t.input("encoderLayers", architecture.encoderLayers ?? 0)]),
    pipelineParallelism,
    interleave: t.input("interleave", 1),
  });
  const memory = t.value(t.sum("memoryBytes", [state, activations]));
  return { layout, devices, state, activations, memory };
}

function ascending(one: number, other: number): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

/** Every layout worth trying, with at most the given devices, in the order of their number. */
function* layoutsOf(input: SizingInput, most: number): Generator<Layout> {
  const { acceleratorsPerServer = defaults.server.acceleratorsPerServer, shardingStage = 1, model, expertParallelism: expert = 1 } = input;
  const layers = model.architecture === undefined ? 128 : layersOf(model.architecture);
  const tensors =
    input.tensorParallelism === undefined
      ? degrees.filter(
          (degree) =>
            degree <= acceleratorsPerServer && (model.architecture === undefined || divides(degree, model.architecture.attentionHeads)),
        )
      : [input.tensorParallelism];
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
            : degrees.filter((degree) => divides(expert, degree))
          : [
              dataParallelDegree.raw({
                acceleratorCount: input.acceleratorCount,
                tensorParallelism: tensor,
                pipelineParallelism: pipeline,
              }),
            ];
      for (const data of copies) {
        const devices = splitDeviceCount.raw({ tensorParallelism: tensor, pipelineParallelism: pipeline, dataParallelism: data });
        if (!Number.isInteger(data) || !divides(expert, data) || devices > most) continue;
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
    notes: noteSizing(input),
  };
}
