import { FootprintError } from "../core/errors.js";
import { checkMade } from "./embodied-input.js";
import { checkModel } from "./model-parameters.js";
import { cachePrecisions, computeRateOf, isServingPrecision, servingPrecisionOf, servingPrecisions } from "./serving-format.js";
import type { Deployment, InferenceInput } from "./generated/inputs.js";
import { checkChoice, checkRecords, conflict, refuse } from "./refuse.js";

/** Whose constants are known; `unknown` for the range over all. */
export const servingSoftware = ["vllm-0.11", "vllm-2024", "unknown"] as const;

/**
 * Checks what is no number of a deployment: its records and choices.
 *
 * @throws `FootprintError` naming the field, the value and the fix
 */
export function checkDeployment(where: string, input: Deployment): void {
  const { accelerator, model } = input;
  checkRecords(where, input);
  if (model.architecture?.encoderLayers !== undefined) {
    throw new FootprintError("unsupported", `${where}: serving of an encoder-decoder is not modelled`, { field: "model" });
  }
  checkChoice(where, "precision", input.precision, servingPrecisions, isServingPrecision);
  checkChoice(where, "cachePrecision", input.cachePrecision, cachePrecisions);
  checkChoice(where, "software", input.software, servingSoftware);
  const precision = servingPrecisionOf(input);
  if (computeRateOf(accelerator, precision) === undefined) {
    throw refuse(where, "precision", `= ${precision} cannot be computed: ${accelerator.name} has no rate for it`, precision, [
      ...Object.keys(accelerator.peakFlopPerSecond),
    ]);
  }
  checkMade(where, input);
}

/**
 * Checks what is no number of a request.
 *
 * @throws `FootprintError` naming the field, the value and the fix
 */
export function checkInference(input: InferenceInput): void {
  checkDeployment("inference", input);
  const { speculation } = input;
  if (speculation?.draftModel !== undefined) checkModel(speculation.draftModel);
  if (speculation !== undefined && input.measuredJoulesPerToken !== undefined) {
    throw conflict("inference", "speculation", "measuredJoulesPerToken holds drafts and verification already; leave speculation out");
  }
  if (input.requestsPerSecond !== undefined && input.systemTokensPerSecond !== undefined && input.batch === undefined) {
    throw conflict(
      "inference",
      "requestsPerSecond",
      "requestsPerSecond and systemTokensPerSecond both say how loaded an instance is; give one of them",
    );
  }
}

/** The input as the table takes it: a rate without a batch is what is asked of an instance; beside a batch it is measured. */
export function demandOf(input: InferenceInput): InferenceInput {
  const { batch, systemTokensPerSecond } = input;
  if (batch !== undefined || systemTokensPerSecond === undefined) return input;
  const { systemTokensPerSecond: demandedTokensPerSecond, ...rest } = input;
  return { ...rest, demandedTokensPerSecond } as InferenceInput;
}
