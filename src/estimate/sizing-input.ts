import { defaults } from "../catalog/defaults.js";
import type { Architecture, ExpertArchitecture } from "../catalog/records.js";
import { FootprintError } from "../core/errors.js";
import { checkGiven } from "../core/figure.js";
import { atLeastOne, formatValue, isInDomain, outOfDomain } from "../core/formula.js";
import type { Line } from "../core/line.js";
import { divides } from "./divides.js";
import { checkModel } from "./model-parameters.js";
import { checkRecordGiven } from "./record-given.js";
import { refuseOtherKeysOfAccelerator } from "./record-keys.js";
import type { SizingInput } from "./generated/inputs.js";
import type { SizingTotals } from "./generated/totals.js";

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

/** What a plan needs and how it is split. */
export interface TrainingSizing extends SizingTotals {
  readonly kind: "training-sizing";
  readonly layout: Layout;
  readonly lines: readonly Line[];
  readonly notes: readonly string[];
}

/** The error for an input that cannot be a plan. */
export function refusePlan(field: string, message: string, value?: unknown): FootprintError {
  return new FootprintError("invalid-input", `sizing: ${message}`, { field, value });
}

/** Layers of all stacks. */
export const layersOf = ({ layers, encoderLayers = 0 }: Architecture): number => layers + encoderLayers;

/** Numbers that the search looks at and the memory of a device does not. */
const searched = ["acceleratorsPerServer", "acceleratorCount"] as const;

/**
 * Checks the records of a plan, and the numbers that only its search looks at.
 *
 * @throws `FootprintError` naming the field, the value, the bound or the fix
 */
export function checkSizing(input: SizingInput): void {
  checkRecordGiven("sizing", "model", input.model, "model");
  checkModel(input.model);
  checkRecordGiven("sizing", "accelerator", input.accelerator, "accelerator");
  refuseOtherKeysOfAccelerator("sizing", "accelerator", input.accelerator);
  if (input.accelerator.memoryBytes === undefined)
    throw refusePlan("accelerator.memoryBytes", `the memory of ${input.accelerator.name} is not known; give it`);
  for (const field of searched) {
    const value = input[field];
    if (value === undefined) continue;
    checkGiven("sizing", field, value, atLeastOne);
    if (!Number.isInteger(value)) {
      throw new FootprintError("out-of-domain", `sizing: ${field} = ${formatValue(value)} is not a whole number`, { field, value });
    }
  }
}

/**
 * Checks that the given parts of a split suit the model and the server.
 *
 * @throws `FootprintError` `invalid-input` naming the field, the value and the bound
 */
export function checkSplit(input: SizingInput): void {
  const { expertParallelism = 1, model, tensorParallelism = 1, pipelineParallelism = 1 } = input;
  const { acceleratorsPerServer = defaults.server.acceleratorsPerServer } = input;
  const { architecture } = model;
  // Devices are counted: a range of them is no split.
  for (const [field, value] of Object.entries({ expertParallelism, tensorParallelism, pipelineParallelism, acceleratorsPerServer }))
    if (!isInDomain(value, atLeastOne)) throw outOfDomain("sizing", field, value, atLeastOne);
  if (tensorParallelism > acceleratorsPerServer) {
    throw refusePlan(
      "tensorParallelism",
      `tensorParallelism = ${tensorParallelism} is more than the ${acceleratorsPerServer} devices of a server; give acceleratorsPerServer if the fast link reaches further`,
      tensorParallelism,
    );
  }
  const { attentionHeads } = architecture ?? {};
  if (attentionHeads !== undefined && !divides(tensorParallelism, attentionHeads)) {
    throw refusePlan(
      "tensorParallelism",
      `tensorParallelism = ${tensorParallelism} does not divide the ${attentionHeads} heads`,
      tensorParallelism,
    );
  }
  const stages = architecture === undefined ? undefined : layersOf(architecture);
  if (stages !== undefined && pipelineParallelism > stages) {
    throw refusePlan(
      "pipelineParallelism",
      `pipelineParallelism = ${pipelineParallelism} is more than the ${stages} layers`,
      pipelineParallelism,
    );
  }
  if (expertParallelism === 1) return;
  const experts = (model.architecture as ExpertArchitecture | undefined)?.experts;
  if (experts === undefined)
    throw refusePlan("expertParallelism", "expertParallelism needs a mixture of experts with its dimensions", expertParallelism);
  if (!divides(expertParallelism, experts.total)) {
    throw refusePlan(
      "expertParallelism",
      `expertParallelism = ${expertParallelism} does not divide the ${experts.total} experts`,
      expertParallelism,
    );
  }
}
