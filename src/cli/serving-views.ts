import { percent } from "../core/printed.js";
import { convert } from "../core/conversion.js";
import { valueOf } from "../core/figure.js";
import type { Sources } from "../catalog/cite.js";
import { estimateInference } from "../estimate/inference.js";
import type { InferenceEstimate } from "../estimate/inference-result.js";
import { planServing, type ServingPlan } from "../estimate/serving-plan.js";
import { sizeServing, type ServingSizing } from "../estimate/serving-sizing.js";
import { sizeTraining } from "../estimate/sizing.js";
import type { TrainingSizing } from "../estimate/sizing-input.js";
import {
  readInference,
  readServing,
  readServingSizing,
  readSizing,
  type ServingScenario,
  type ServingSizingScenario,
  type SizingScenario,
} from "../schema/scenario.js";
import { type Colours, formatNumber, formatQuantity, table } from "./format.js";
import { type Traced, viewOf } from "./kind-command.js";
import { block, driversBlock, explainLines, rangedRows, rangeHeading, type Shown } from "./report.js";

/** What is shown of a request, by the titles of its tables. */
const blocks: Readonly<Record<string, readonly Shown[]>> = {
  Quality: ["timeToFirstTokenSeconds", "timePerOutputTokenSeconds", "latencySeconds", "userTokensPerSecond", "systemTokensPerSecond"],
  "One request": [
    "acceleratorEnergyKwh",
    "hostEnergyKwh",
    "idleEnergyKwh",
    "retentionEnergyKwh",
    "energyKwh",
    "operationalGramsCo2e",
    "embodiedGramsCo2e",
    "totalGramsCo2e",
    "marketOperationalGramsCo2e",
    "waterLitres",
  ],
  "Accelerators by token class": ["inputEnergyKwh", "cacheWriteEnergyKwh", "cacheReadEnergyKwh", "outputEnergyKwh", "reasoningEnergyKwh"],
  "Per token or million tokens": [
    "acceleratorJoulesPerToken",
    "energyKwhPerMillionTokens",
    "totalGramsPerMillionTokens",
    "hardwareUsdPerMillionTokens",
    "electricityUsdPerMillionTokens",
  ],
  "All requests": [
    "fleetEnergyKwh",
    "fleetOperationalGramsCo2e",
    "fleetEmbodiedGramsCo2e",
    "fleetTotalGramsCo2e",
    "fleetWaterLitres",
    "fleetCostUsd",
  ],
};

/** Classes that a request does not have are not shown. */
const isHidden = (title: string, value: number | undefined): boolean => title === "Accelerators by token class" && value === 0;

function requestReport(estimate: InferenceEstimate, colours: Colours): string[] {
  return [
    colours.dim(`${estimate.acceleratorCount} accelerators, batch ${formatNumber(estimate.batch)}`),
    ...Object.entries(blocks).flatMap(([title, keys]) => {
      const shown = keys.filter((key) => !isHidden(title, estimate[key as keyof InferenceEstimate] as number | undefined));
      const rows = rangedRows(estimate, shown);
      return block(rows.length === 0 ? [] : table([rangeHeading(colours, title), ...rows]));
    }),
    ...driversBlock(estimate.drivers, colours),
  ];
}

function planRows({ memoryBatch, serviceBatch, batch, fleet }: Omit<ServingPlan, "inference">): string[][] {
  return [
    ...(memoryBatch === undefined ? [] : [["Largest batch that memory holds", formatNumber(memoryBatch)]]),
    ["Largest batch within the limits", formatNumber(serviceBatch)],
    ["Batch of the plan", formatNumber(batch)],
    ...(fleet === undefined
      ? []
      : [
          ["Instances", formatNumber(fleet.instances)],
          ["Accelerators", formatNumber(fleet.accelerators)],
          ["Load at the peak, of what they can serve", percent(fleet.peakShare)],
          ["Load on average", percent(fleet.meanShare)],
        ]),
  ];
}

/** What is shown of the mean request of a load, by the titles of its tables. */
const loadBlocks: Readonly<Record<string, readonly Shown[]>> = {
  "The mean request of the load": [
    ...["itEnergyKwh", "energyKwh", "operationalGramsCo2e", "embodiedGramsCo2e", "totalGramsCo2e", "marketOperationalGramsCo2e"],
    ...["waterLitres", "costUsd"],
  ] as readonly Shown[],
  "All requests": blocks["All requests"] as readonly Shown[],
};

const planReport = (_: ServingScenario, { meanRequest, inference, ...plan }: ServingPlan, colours: Colours): string[] => [
  "",
  ...table(planRows(plan)),
  ...(meanRequest === undefined
    ? []
    : Object.entries(loadBlocks).flatMap(([title, keys]) => {
        const rows = rangedRows(meanRequest, keys);
        return block(rows.length === 0 ? [] : table([rangeHeading(colours, title), ...rows]));
      })),
  "",
  colours.bold(meanRequest === undefined ? "A request at that batch" : "A request at the peak of the load"),
  ...requestReport(inference, colours),
];

const bytes = (value: number): string => formatQuantity(value, "B");

const servingSizingReport = ({ input }: ServingSizingScenario, sizing: ServingSizing): string[] => [
  "",
  ...table([
    ["Parameters", formatQuantity(sizing.parameters, "parameter")],
    [
      input.weightBits === undefined ? `Weights in ${sizing.precision}` : `Weights of ${formatNumber(valueOf(input.weightBits))} bits`,
      bytes(sizing.weightBytes),
    ],
    [`${input.accelerator.name} that hold these weights alone`, formatNumber(sizing.acceleratorsForWeights)],
    ["Cache of one token", `${formatNumber(sizing.tokenCacheBytes, 7)} B`],
    ...(sizing.sequenceBytes === undefined ? [] : [["Cache and state of one sequence", bytes(sizing.sequenceBytes)]]),
    ["Fewest that hold weights and caches", formatNumber(sizing.accelerators)],
    ["Next power of two", formatNumber(sizing.tensorParallelism)],
    ...(sizing.memoryBatch === undefined ? [] : [["Sequences that then fit", formatNumber(sizing.memoryBatch)]]),
  ]),
];

function sizingReport({ input }: SizingScenario, sizing: TrainingSizing): string[] {
  const { tensor, pipeline, data, expert } = sizing.layout;
  const split = [`${tensor} tensor`, `${pipeline} pipeline`, `${data} data`, ...(expert === 1 ? [] : [`${expert} expert`])];
  const memory = convert(sizing.usableMemoryBytes, "B", "GB", "memory");
  return [
    "",
    ...table([
      ["Parameters", formatQuantity(sizing.parameters, "parameter")],
      ["Weights of 16 bit", bytes(sizing.weightBytes)],
      ["Devices that hold these weights alone", formatNumber(sizing.devicesForWeights)],
      ["Devices by the quick rule (18 B per parameter in 80 %)", formatNumber(sizing.quickDevices)],
      ["Weights, gradients and optimizer on one device", bytes(sizing.stateBytes)],
      ...(sizing.activationBytes === undefined ? [] : [["Activations on one device", bytes(sizing.activationBytes)]]),
      ["Memory needed on one device", bytes(sizing.memoryBytes)],
      [`Memory that may be filled on ${input.accelerator.name}`, `${formatNumber(memory)} GB`],
      ["Devices", formatNumber(sizing.devices, 7)],
      ["Split", split.join(" × ")],
      ...(sizing.bubbleShare === undefined ? [] : [["Idle share of the pipeline", percent(sizing.bubbleShare)]]),
    ]),
  ];
}

const inFull = { steps: ({ lines }: Traced, own: Sources, colours: Colours) => ["", ...explainLines(lines, own, colours)] };

/** Requests to a served model, services, and the memory that training and serving need. */
export const servingViews = {
  inference: viewOf(readInference, estimateInference, (_, estimate, colours) => requestReport(estimate, colours)),
  serving: viewOf(readServing, planServing, planReport, { traced: ({ inference }) => inference, noted: ({ notes = [] }) => notes }),
  sizing: viewOf(readSizing, sizeTraining, sizingReport, inFull),
  "serving-sizing": viewOf(readServingSizing, sizeServing, servingSizingReport, inFull),
};
