import { lazily } from "../core/lazily.js";
import { missingBytes } from "../architecture/memory.js";
import { defaults } from "../catalog/defaults.js";
import { FootprintError } from "../core/errors.js";
import type { Given } from "../core/figure.js";
import { atLeastOne, formatValue, fraction, positiveFraction } from "../core/formula.js";
import * as F from "../generated/kernels.js";
import { functionOf } from "../graph/columns.js";
import { type Run, valueIn } from "../graph/evaluate.js";
import { estimator, kind } from "../graph/kind.js";
import { linesOf } from "../graph/lines.js";
import { graph, quantity } from "../graph/rows.js";
import { assume, by, from, pick, record, same, sum, when } from "../graph/ways.js";
import { dataParallelDegree, splitDeviceCount } from "../hardware/parallelism.js";
import { definition } from "./definition.js";
import { divides } from "./divides.js";
import { modelNotes } from "./run-notes.js";
import { checkSizing, checkSplit, layersOf, type Layout, refusePlan, type TrainingSizing } from "./sizing-input.js";
import { formatBytes } from "../core/printed.js";
import { noteSizing, USUAL_SEQUENCE } from "./sizing-notes.js";
import { hasExperts, isKnown, model } from "./tables/model.js";
import type { SizingInput } from "./generated/inputs.js";

type Made = Pick<SizingInput, "model" | "accelerator" | "recompute" | "shardingStage" | "optimizer">;

const published = (value: number, source: string, at: string): Given => ({ value, source, at, basis: "published" });
const assumed = (value: number, at: string): Given => ({
  value,
  source: "llm-footprint",
  at: `docs/guide/sizing.md: ${at}`,
  basis: "assumption",
});
const WEIGHT_BYTES = published(2, "rajbhandari-2019", "§3.1: 16-bit weights");
const one = assume(definition(1, "not split", "sizing"));

/** Bytes per value that a device holds whole and that its tensor-parallel group shares, alone and with sequence parallelism. */
const recomputeModes = {
  none: { whole: 10, split: 24, wholeSplit: 0, splitSplit: 34, scores: 1 },
  selective: { whole: 10, split: 24, wholeSplit: 0, splitSplit: 34, scores: 0 },
  full: { whole: 2, split: 0, wholeSplit: 2, splitSplit: 0, scores: 0 },
} as const;
const kept = (key: keyof (typeof recomputeModes)["none"]) =>
  record(({ recompute = "selective" }: Made) =>
    published(recomputeModes[recompute][key], "korthikanti-2022", "§4, equations 1 to 6, table 2"),
  );
const stateBytesPerParameter = ({ optimizer = "adamw" }: Made): Given => defaults.optimizerBytesPerParameter[optimizer];
const isSharded =
  (stage: number) =>
  ({ shardingStage = 1 }: Made): boolean =>
    shardingStage >= stage;
const recordedSequence = ({ model: { trainingSequenceTokens } }: Made): Given | undefined => trainingSequenceTokens;

/** The memory of one device of a layout, which comes from the search. */
const memory = lazily(() =>
  graph<Made>()({
    ...model(),
    weightBytesPerParameter: quantity("Size of a weight", assume(WEIGHT_BYTES)),
    weightBytes: quantity("16-bit weights of the whole model", by(F.weightBytes)),
    deviceMemoryBytes: quantity("Memory of a device", from<Made>()("accelerator", "memoryBytes")),
    devicesForWeights: quantity(
      "Devices whose memory would hold these weights and nothing else",
      { domain: atLeastOne },
      by(F.devicesForWeights, { memoryBytes: "deviceMemoryBytes" }),
    ),
    quickDevices: quantity(
      "Devices by the quick rule: 18 bytes per parameter in 80 % of the memory",
      { domain: atLeastOne },
      by(F.quickDeviceCount, { memoryBytes: "deviceMemoryBytes" }),
    ),
    memoryShare: quantity(
      "Share of the memory that may be filled",
      { domain: positiveFraction, example: "90%" },
      assume(defaults.usableMemoryShare),
    ),
    usableMemoryBytes: quantity("What one device may be filled with", by(F.usableMemory, { memoryBytes: "deviceMemoryBytes" })),
    tensorParallelism: quantity("Devices that share each layer", { domain: atLeastOne, isWhole: true, example: "8" }, one),
    pipelineParallelism: quantity("Stages of layers", { domain: atLeastOne, isWhole: true, example: "4" }, one),
    dataParallelism: quantity("Copies of the model that see different data", { domain: atLeastOne, isWhole: true }, one),
    expertParallelism: quantity(
      "Groups of experts, inside the data-parallel copies",
      { domain: atLeastOne, isWhole: true, example: "8" },
      one,
    ),
    expertCopies: quantity(
      "Data-parallel copies of each expert",
      by(F.dataParallelDegree, {
        acceleratorCount: "dataParallelism",
        tensorParallelism: "expertParallelism",
        pipelineParallelism: "interleave",
      }),
    ),
    sharedParameters: quantity("Parameters beside the routed experts", when(hasExperts, by(F.remainingParameters)), same("parameters")),
    spreadParameters: quantity(
      "Parameters that expert parallelism splits",
      when(hasExperts, same("routedParameters")),
      same("noParameters"),
    ),
    sharedDeviceParameters: quantity(
      "Parameters beside the routed experts on one device",
      by(F.deviceParameters, { routedParameters: "noParameters" }),
    ),
    routedDeviceParameters: quantity(
      "Parameters of routed experts on one device",
      by(F.deviceParameters, { sharedParameters: "noParameters", routedParameters: "spreadParameters" }),
    ),
    gradientBytesPerParameter: quantity("Bytes of a gradient", { example: "4" }, assume(assumed(4, "gradients in 32 bit"))),
    optimizerBytesPerParameter: quantity("States of the optimizer", record(stateBytesPerParameter)),
    sharedWeightShards: quantity("Devices over which the weights are split", when(isSharded(3), same("dataParallelism")), one),
    sharedGradientShards: quantity("Devices over which the gradients are split", when(isSharded(2), same("dataParallelism")), one),
    sharedOptimizerShards: quantity(
      "Devices over which the states of the optimizer are split",
      when(isSharded(1), same("dataParallelism")),
      one,
    ),
    routedWeightShards: quantity("Devices over which the weights of experts are split", when(isSharded(3), same("expertCopies")), one),
    routedGradientShards: quantity("Devices over which the gradients of experts are split", when(isSharded(2), same("expertCopies")), one),
    routedOptimizerShards: quantity(
      "Devices over which the states of the optimizer of experts are split",
      when(isSharded(1), same("expertCopies")),
      one,
    ),
    sharedStateBytes: quantity(
      "Weights, gradients and optimizer states beside the routed experts",
      by(F.stateBytes, {
        deviceParameters: "sharedDeviceParameters",
        weightShards: "sharedWeightShards",
        gradientShards: "sharedGradientShards",
        optimizerShards: "sharedOptimizerShards",
      }),
    ),
    routedStateBytes: quantity(
      "Weights, gradients and optimizer states of the routed experts",
      by(F.stateBytes, {
        deviceParameters: "routedDeviceParameters",
        weightShards: "routedWeightShards",
        gradientShards: "routedGradientShards",
        optimizerShards: "routedOptimizerShards",
      }),
    ),
    stateBytes: quantity("Weights, gradients and optimizer states on one device", sum("sharedStateBytes", "routedStateBytes")),
    sequenceTokens: quantity(
      "Tokens of one sequence",
      { domain: atLeastOne, isWhole: true, example: "2048" },
      record(recordedSequence),
      assume(assumed(USUAL_SEQUENCE, "sequence of most published runs before 2024")),
    ),
    microBatch: quantity(
      "Sequences that a device works on at once",
      { domain: atLeastOne, isWhole: true, example: "1" },
      assume(assumed(1, "one sequence at a time")),
    ),
    // Sequence parallelism comes with tensor parallelism in every current framework.
    isTensorParallel: quantity("1 where several devices share a layer", by(F.sharesLayers, { acceleratorCount: "tensorParallelism" })),
    aloneWholeActivations: quantity("Bytes per value on a device of its own", kept("whole")),
    aloneSplitActivations: quantity("Bytes per value that a device of its own could share", kept("split")),
    groupWholeActivations: quantity("Bytes per value that each device of a group holds whole", kept("wholeSplit")),
    groupSplitActivations: quantity("Bytes per value that a group shares", kept("splitSplit")),
    wholeActivations: quantity(
      "Bytes per value that a device holds whole",
      pick("isTensorParallel", "groupWholeActivations", "aloneWholeActivations"),
    ),
    splitActivations: quantity(
      "Bytes per value that its group shares",
      pick("isTensorParallel", "groupSplitActivations", "aloneSplitActivations"),
    ),
    keptScores: quantity("1 where attention scores are kept", { domain: fraction }, kept("scores")),
    layerActivationBytes: quantity("Activations of a layer on one device", when(isKnown, by(F.layerActivationBytes))),
    layersOfStacks: quantity("Layers of all stacks", sum("layers", "encoderLayers?")),
    interleave: quantity("Stages of layers per device of a pipeline", assume(definition(1, "a plain schedule", "sizing"))),
    activationBytes: quantity("Activations on one device", by(F.activationBytes, { layers: "layersOfStacks" })),
    memoryBytes: quantity("States and activations on one device", sum("stateBytes", "activationBytes"), same("stateBytes")),
    devices: quantity("Devices of the plan", { domain: atLeastOne }, by(F.splitDeviceCount)),
    microBatches: quantity("Micro-batches of one step per copy", { domain: atLeastOne, isWhole: true, example: "64" }),
    bubbleShare: quantity("Share of the time in which the pipeline is idle", by(F.pipelineBubble)),
  }),
);

const layout = ["tensorParallelism", "pipelineParallelism", "dataParallelism", "expertParallelism"] as const;
/** An input with a layout. */
type Placed = SizingInput & { readonly dataParallelism?: number };

/** Memory of trainings. */
export const sizing = /* @__PURE__ */ kind<Placed>(() => ({
  name: "sizing",
  graph: memory(),
  totals: [
    "parameters",
    "weightBytes",
    "devicesForWeights",
    "quickDevices",
    "stateBytes",
    "activationBytes?",
    "memoryBytes",
    "usableMemoryBytes",
    "devices",
    "bubbleShare?",
  ],
  goals: ["sequenceTokens", "microBatch", ...layout],
  choices: ["model", "accelerator", "acceleratorsPerServer", "acceleratorCount"],
  words: {
    recompute: ["none", "selective", "full"],
    shardingStage: [0, 1, 2, 3],
    optimizer: ["adamw", "adamw-8bit"],
    gradientBytesPerParameter: [2, 4],
  },
  check: checkSizing,
}));

const estimateSizing = /* @__PURE__ */ estimator<Placed, TrainingSizing>(
  sizing,
  { kind: () => "training-sizing" },
  {
    layout: ({ run }): Layout => {
      const [tensor, pipeline, data, expert] = layout.map((key) => valueIn(run, key) as number) as [number, number, number, number];
      return { tensor, pipeline, data, expert };
    },
    lines: ({ run }) => linesOf(run),
    notes: ({ input, run }) => [...noteSizing(input, valueIn(run, "activationBytes") !== undefined), ...modelNotes(run)],
  },
);

/** More devices than any run has used. */
const MOST_DEVICES = 1_000_000;

const degrees = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768, 65536] as const;

/** A layout with what it needs on one device. */
interface Candidate {
  readonly layout: Layout;
  readonly devices: number;
  readonly memory: number;
}

function ascending(one: number, other: number): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

/** Every layout worth trying, with at most the given devices, in the order of their number. */
function* layoutsOf(input: SizingInput, most: number): Generator<Omit<Candidate, "memory">> {
  const { acceleratorsPerServer = defaults.server.acceleratorsPerServer, shardingStage = 1, model, expertParallelism: expert = 1 } = input;
  const attentionHeads = model.architecture?.attentionHeads;
  const layers = model.architecture === undefined ? 128 : layersOf(model.architecture);
  const tensors =
    input.tensorParallelism === undefined
      ? degrees.filter((degree) => degree <= acceleratorsPerServer && (attentionHeads === undefined || divides(degree, attentionHeads)))
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
  yield* found;
}

/** The first layout that fits, else the one that lacks least. */
function search(
  input: SizingInput,
  run: Run,
  usableBytes: number,
): { readonly fits: Candidate | undefined; readonly closest: Candidate | undefined } {
  const memoryOf = functionOf(run, layout, "memoryBytes");
  let closest: Candidate | undefined;
  for (const candidate of layoutsOf(input, input.acceleratorCount ?? MOST_DEVICES)) {
    const { tensor, pipeline, data, expert } = candidate.layout;
    const needed = { ...candidate, memory: memoryOf(tensor, pipeline, data, expert) };
    if (needed.memory <= usableBytes) return { fits: needed, closest };
    if (closest === undefined || needed.memory < closest.memory) closest = needed;
  }
  return { fits: undefined, closest };
}

/** What would make a plan fit that does not: first more devices, where that is enough. */
function fixesFor(input: SizingInput, run: Run, usableBytes: number): string {
  const { acceleratorCount, tensorParallelism, pipelineParallelism, ...rest } = input;
  const isFree = acceleratorCount === undefined && tensorParallelism === undefined && pipelineParallelism === undefined;
  const { fits } = isFree ? { fits: undefined } : search(rest, run, usableBytes);
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
 * console.log((weightBytes / 1e9).toFixed(1), quickDevices); // 130.6 18
 * ```
 */
export function sizeTraining(input: SizingInput): TrainingSizing {
  // The search decides the copies; so many suit every number of experts.
  const run = sizing.run({ ...input, dataParallelism: MOST_DEVICES });
  checkSplit(input);
  const usable = valueIn(run, "usableMemoryBytes") as number;
  const { fits, closest } = search(input, run, usable);
  if (fits === undefined) {
    if (closest === undefined) {
      throw refusePlan(
        "acceleratorCount",
        `acceleratorCount = ${formatValue(input.acceleratorCount)} is no product of whole tensor, pipeline and data-parallel degrees with these settings`,
        input.acceleratorCount,
      );
    }
    const lacking = missingBytes({ neededBytes: closest.memory, usableBytes: usable });
    throw new FootprintError(
      "no-solution",
      `sizing: one device of ${closest.devices} would need ${formatBytes(closest.memory)} and may be filled with ${formatBytes(usable)} of ` +
        `${formatBytes(valueIn(run, "deviceMemoryBytes") as number)}; it lacks ${formatBytes(lacking)}. What would help: ${fixesFor(input, run, usable)}`,
      { field: "acceleratorCount", value: input.acceleratorCount, bound: `${usable} B per device` },
    );
  }
  const { tensor, pipeline, data, expert } = fits.layout;
  return estimateSizing({
    ...input,
    tensorParallelism: tensor,
    pipelineParallelism: pipeline,
    dataParallelism: data,
    expertParallelism: expert,
  });
}
