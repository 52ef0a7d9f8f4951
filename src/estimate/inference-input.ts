import { FootprintError } from "../core/errors.js";
import { formatValue } from "../core/formula.js";
import { checkMade } from "./embodied-input.js";
import { checkModel } from "./model-parameters.js";
import { cachePrecisions, computeRateOf, servingPrecisionOf, servingPrecisions } from "./serving-format.js";
import type { Deployment, InferenceInput } from "./generated/inputs.js";

/** Whose constants are known; `unknown` for the range over all. */
export const servingSoftware = ["vllm-0.11", "vllm-2024", "unknown"] as const;

function refuse(where: string, field: string, message: string, value?: unknown, nearest?: readonly string[]): FootprintError {
  return new FootprintError("invalid-input", `${where}: ${field} ${message}`, {
    field,
    ...(value === undefined ? {} : { value }),
    ...(nearest === undefined ? {} : { nearest }),
  });
}

/**
 * Refuses a word that is not one of some.
 *
 * @throws `FootprintError` `invalid-input` with the words
 */
function checkChoice(where: string, field: string, value: unknown, allowed: readonly string[]): void {
  if (value === undefined || allowed.includes(value as string)) return;
  throw refuse(where, field, `= ${formatValue(value)} is not one of ${allowed.join(", ")}`, value, allowed);
}

/**
 * Checks what is no number of a deployment: its records and choices.
 *
 * @throws `FootprintError` naming the field, the value and the fix
 */
export function checkDeployment(where: string, input: Deployment): void {
  const { accelerator, model } = input;
  if (typeof model !== "object") throw refuse(where, "model", "is missing; give a model of the catalogue or your own");
  checkModel(model);
  if (model.architecture?.encoderLayers !== undefined) {
    throw new FootprintError("unsupported", `${where}: serving of an encoder-decoder is not modelled`, { field: "model" });
  }
  if (typeof accelerator !== "object" || accelerator === null) {
    throw refuse(where, "accelerator", "is missing; give an accelerator of the catalogue or your own");
  }
  if (typeof accelerator.peakFlopPerSecond !== "object" || accelerator.peakFlopPerSecond === null) {
    throw refuse(where, "accelerator.peakFlopPerSecond", "is missing; give the dense rate by precision, for example { bf16: 989e12 }");
  }
  checkChoice(where, "precision", input.precision, servingPrecisions);
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
    throw new FootprintError(
      "conflicting-input",
      "inference: measuredJoulesPerToken holds drafts and verification already; leave speculation out",
      { field: "speculation" },
    );
  }
  if (input.requestsPerSecond !== undefined && input.systemTokensPerSecond !== undefined && input.batch === undefined) {
    throw new FootprintError(
      "conflicting-input",
      "inference: requestsPerSecond and systemTokensPerSecond both say how loaded an instance is; give one of them",
      { field: "requestsPerSecond" },
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
