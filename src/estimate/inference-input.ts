import { FootprintError } from "../core/errors.js";
import { checkMade } from "./embodied-input.js";
import { checkModel } from "./model-parameters.js";
import { cachePrecisions, checkFormat } from "./serving-format.js";
import type { Deployment, InferenceInput } from "./generated/inputs.js";
import { checkRecordGiven } from "./record-given.js";
import { servingLoads } from "./serving-loads.js";
import { servingSoftware } from "./serving-software.js";
import { checkChoice, checkRecords, conflict, missing } from "./refuse.js";

/** What tells how many requests run at once. */
export const tellsLoad = [
  "batch",
  "dailyRequests",
  "requestsPerSecond",
  "systemTokensPerSecond",
  "publishedTokensPerSecond",
  "servingBand",
];

/**
 * Checks what is no number of a deployment: its records and choices.
 *
 * @throws `FootprintError` naming the field, the value and the fix
 */
export function checkDeployment(where: string, input: Deployment): void {
  const { model } = input;
  checkRecords(where, input);
  if (input.expertParallelism !== undefined && model.kind === "dense") {
    throw conflict(
      where,
      "expertParallelism",
      `expertParallelism spreads experts, and ${model.name ?? "a dense model"} has none; leave it out`,
    );
  }
  if (model.architecture?.encoderLayers !== undefined) {
    throw new FootprintError("unsupported", `${where}: serving of an encoder-decoder is not modelled`, { field: "model" });
  }
  checkFormat(where, input);
  checkChoice(where, "cachePrecision", input.cachePrecision, cachePrecisions);
  checkChoice(where, "software", input.software, servingSoftware);
  checkChoice(where, "load", input.load, servingLoads);
  if (input.load === "private" && !tellsLoad.some((field) => input[field as keyof typeof input] !== undefined)) {
    throw missing(
      where,
      "dailyRequests",
      "of a private load give what arrives: dailyRequests, requestsPerSecond or systemTokensPerSecond, or the batch",
    );
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
  if (speculation?.draftModel !== undefined) {
    checkRecordGiven("inference", "speculation.draftModel", speculation.draftModel, "model");
    checkModel(speculation.draftModel);
  }
  if (speculation !== undefined && input.measuredJoulesPerToken !== undefined) {
    throw conflict("inference", "speculation", "measuredJoulesPerToken holds drafts and verification already; leave speculation out");
  }
  // Beside a batch a rate of tokens is measured, and what arrives is refused because of the batch.
  const arriving = (["requestsPerSecond", "dailyRequests"] as const).find((field) => input[field] !== undefined);
  if (arriving !== undefined && input.systemTokensPerSecond !== undefined && input.batch === undefined) {
    throw conflict("inference", arriving, `${arriving} and systemTokensPerSecond both say how loaded an instance is; give one of them`);
  }
}

/** The input as the table takes it: a rate without a batch is what is asked of an instance; beside a batch it is measured. */
export function demandOf(input: InferenceInput): InferenceInput {
  const { batch, systemTokensPerSecond } = input;
  if (batch !== undefined || systemTokensPerSecond === undefined) return input;
  const { systemTokensPerSecond: demandedTokensPerSecond, ...rest } = input;
  return { ...rest, demandedTokensPerSecond } as InferenceInput;
}
