import type { Model, ServingFit, ServingPrecision, ServingSoftware } from "../catalog/records.js";
import { FootprintError } from "../core/errors.js";
import type { Given } from "../core/figure.js";
import { formatValue } from "../core/formula.js";
import { checkMade, type EmbodiedStageInput } from "./embodied-input.js";
import { checkModel } from "./model-parameters.js";
import type { PlaceInput } from "./place.js";
import { cachePrecisions, computeRateOf, servingPrecisionOf, servingPrecisions } from "./serving-format.js";

/** The tokens of one request, in classes that share none: what one counts in, no other counts. */
export interface RequestTokens {
  /** Prompt tokens that no cache holds and that none is asked to keep (tokens). */
  readonly inputTokens?: Given;
  /** Images of the prompt counted as tokens (tokens), by the count that the model's processor gives; their encoder is not modelled. */
  readonly imageTokens?: Given;
  /** Prompt tokens that a cache holds (tokens). */
  readonly cacheReadTokens?: Given;
  /** Prompt tokens that are computed and kept in a cache (tokens). */
  readonly cacheWriteTokens?: Given;
  /** Visible tokens of the answer (tokens). */
  readonly outputTokens?: Given;
  /** Generated tokens that are not shown (tokens). */
  readonly reasoningTokens?: Given;
}

/** An instance that serves a model: accelerators that hold it together, and what runs on them. */
export interface Deployment extends PlaceInput, EmbodiedStageInput {
  readonly model: Model;
  /** Accelerators of one instance (count): the smallest power of two that holds the model where left out. */
  readonly acceleratorCount?: number;
  /** Format of the weights; that in which the model is published where left out, else 16 bit. */
  readonly precision?: ServingPrecision;
  /** Format of keys and values in the cache; `bf16` where left out. */
  readonly cachePrecision?: "bf16" | "fp8";
  /** Accelerators over which the experts of a mixture are spread whole (count); 1, each expert cut over all of them, where left out. */
  readonly expertParallelism?: number;
  /** Data-parallel ranks inside the instance, each with attention of its own (count); 1 where left out. */
  readonly dataParallelism?: number;
  /** Whose constants are used; `vllm-0.11` where left out, `unknown` for the range over all. */
  readonly software?: ServingSoftware | "unknown";
  /** Share of the memory that weights and caches may fill (fraction). */
  readonly memoryShare?: number;
  /** Cap of each accelerator (W). */
  readonly powerCapWatts?: Given;
  /** Power of host, network and fans per accelerator (W). */
  readonly hostWatts?: Given;
  /** Power at the plug per accelerator while an instance waits, the accelerator included (W). */
  readonly idleServerWatts?: Given;
  /** Share of the time in which the instance serves (fraction). */
  readonly servingShare?: Given;
  /** Share of the peak that reading a prompt reaches (fraction). */
  readonly prefillEfficiency?: Given;
  /** Power of an accelerator that reads a prompt, over its TDP (ratio). */
  readonly prefillLoad?: Given;
  /** Energy to load a cached token over that of reading it anew, attention apart (ratio). */
  readonly cacheReadShare?: Given;
  /** How long written caches are kept in memory of the host (s); not counted where left out. */
  readonly cacheRetentionSeconds?: Given;
  /** Price of a rented accelerator (USD/h). */
  readonly acceleratorUsdPerHour?: Given;
  /** Price of a bought accelerator (USD), spread over the service life. Not together with a rent. */
  readonly acceleratorUsd?: Given;
  /** Price of electricity (USD/kWh). */
  readonly electricityUsdPerKwh?: Given;
  /** Constants of serving; those of the library where left out. For fits of your own, and for scores that leave rows out. */
  readonly servingFit?: ServingFit;
}

/** Speculative decoding: tokens that something smaller drafts, and that the served model verifies several at a time. */
export interface Speculation {
  /** Model that drafts on the same accelerators, in the same format; left out where the drafts come from elsewhere, at no cost to them. */
  readonly draftModel?: Model;
  /** Tokens drafted in a round (count); `defaults.speculation.draftedTokens` where left out. */
  readonly draftedTokens?: Given;
  /** Mean chance that a drafted token is accepted, not the accepted over the drafted (fraction). */
  readonly acceptance?: Given;
}

/** A request of a deployment, with what is known of the load. */
export interface InferenceInput extends Deployment, RequestTokens {
  /** Mean number of sequences that run at once on an instance (count). */
  readonly batch?: Given;
  /** Requests that arrive at one instance per second (1/s), in place of the batch. */
  readonly requestsPerSecond?: number;
  /** Tokens that one instance generates per second (token/s): in place of the batch, or beside it as a measured rate that sets the times. */
  readonly systemTokensPerSecond?: number;
  /** Batches that the instance may run where nothing tells the load (count): the interval is taken over them. */
  readonly servingBand?: { readonly low: number; readonly high: number };
  /** Time that a request waits before its prompt is read (s); 0 where left out. */
  readonly queueSeconds?: Given;
  /** Speculative decoding inside the instance; none where left out. */
  readonly speculation?: Speculation;
  /** Measured energy of the accelerators per generated token (J/token): takes the place of the model. */
  readonly measuredJoulesPerToken?: Given;
  /** A measured point of the deployment with the same request: its energy sets the level for other batches. */
  readonly calibration?: {
    /** Sequences that ran at once (count). */
    readonly batch: number;
    /** Measured energy of the accelerators per generated token (J/token). */
    readonly acceleratorJoulesPerToken: number;
  };
  /** Requests of this kind, for the totals of a fleet (count). */
  readonly requests?: Given;
}

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
