import { defaults } from "../catalog/defaults.js";
import type { Model } from "../catalog/records.js";
import { FootprintError } from "../core/errors.js";
import { Evaluator } from "../core/evaluator.js";
import { checkGiven, valueOf } from "../core/figure.js";
import { atLeastOne, type Domain, formatValue, fraction, nonNegative, positive, positiveFraction } from "../core/formula.js";
import { checkEmbodied } from "./embodied-input.js";
import { type Deployment, type InferenceInput, type RequestTokens, type Speculation, tokenClasses } from "./inference-input.js";
import { checkModel } from "./model-parameters.js";
import { wireModel } from "./model-wiring.js";
import { checkPlace } from "./place.js";
import { computeRateOf, servingPrecisionOf, servingPrecisions } from "./serving-format.js";

/** The physical range of each number that needs no more than a look at it. */
const optionalDomains = {
  powerCapWatts: positive,
  hostWatts: nonNegative,
  idleServerWatts: nonNegative,
  servingShare: positiveFraction,
  prefillEfficiency: positiveFraction,
  prefillLoad: positiveFraction,
  cacheReadShare: fraction,
  cacheRetentionSeconds: nonNegative,
  acceleratorUsdPerHour: nonNegative,
  acceleratorUsd: nonNegative,
  electricityUsdPerKwh: nonNegative,
  memoryShare: positiveFraction,
} as const satisfies Readonly<Partial<Record<keyof Deployment, Domain>>>;

const loadDomains = {
  batch: atLeastOne,
  requestsPerSecond: positive,
  systemTokensPerSecond: positive,
  queueSeconds: nonNegative,
  measuredJoulesPerToken: positive,
  requests: positive,
} as const satisfies Readonly<Partial<Record<keyof InferenceInput, Domain>>>;

const WHERE = "inference";

function refuse(field: string, message: string, value?: unknown, nearest?: readonly string[]): FootprintError {
  return new FootprintError("invalid-input", `${WHERE}: ${field} ${message}`, {
    field,
    ...(value === undefined ? {} : { value }),
    ...(nearest === undefined ? {} : { nearest }),
  });
}

function conflict(field: string, message: string): FootprintError {
  return new FootprintError("conflicting-input", `${WHERE}: ${message}`, { field });
}

function checkChoice(field: string, value: unknown, allowed: readonly string[]): void {
  if (value === undefined || allowed.includes(value as string)) return;
  throw refuse(field, `= ${formatValue(value)} is not one of ${allowed.join(", ")}`, value, allowed);
}

function checkDegree(field: "acceleratorCount" | "expertParallelism" | "dataParallelism", value: number | undefined): void {
  if (value === undefined) return;
  checkGiven(WHERE, field, value, atLeastOne);
  if (!Number.isInteger(value)) throw refuse(field, `= ${formatValue(value)} is not a whole number`, value);
}

/**
 * Checks a deployment before anything is computed.
 *
 * @throws `FootprintError` naming the field, the value, the bound or the fix
 */
export function checkDeployment(input: Deployment): void {
  if (typeof input !== "object" || input === null) throw refuse("the input", "is missing; give a deployment and the tokens of a request");
  const { accelerator, model } = input;
  if (typeof model !== "object") throw refuse("model", "is missing; give a model of the catalogue or your own");
  checkModel(model);
  if (model.architecture?.encoderLayers !== undefined) {
    throw new FootprintError("unsupported", `${WHERE}: serving of an encoder-decoder is not modelled`, { field: "model" });
  }
  if (typeof accelerator !== "object" || accelerator === null) {
    throw refuse("accelerator", "is missing; give an accelerator of the catalogue or your own");
  }
  if (typeof accelerator.peakFlopPerSecond !== "object" || accelerator.peakFlopPerSecond === null) {
    throw refuse("accelerator.peakFlopPerSecond", "is missing; give the dense rate by precision, for example { bf16: 989e12 }");
  }
  checkChoice("precision", input.precision, servingPrecisions);
  checkChoice("cachePrecision", input.cachePrecision, ["bf16", "fp8"]);
  checkChoice("software", input.software, ["vllm-0.11", "vllm-2024", "unknown"]);
  const precision = servingPrecisionOf(input);
  const rate = computeRateOf(accelerator, precision);
  if (rate === undefined) {
    throw refuse("precision", `= ${precision} cannot be computed: ${accelerator.name} has no rate for it`, precision, [
      ...Object.keys(accelerator.peakFlopPerSecond),
    ]);
  }
  checkGiven(WHERE, `accelerator.peakFlopPerSecond.${rate.precision}`, rate.peak, positive);
  for (const [key, fix] of [
    ["memoryBandwidthBytesPerSecond", "decoding is bound by it"],
    ["tdpWatts", "the power of serving is predicted from it"],
  ] as const) {
    if (accelerator[key] === undefined) throw refuse(`accelerator.${key}`, `is missing; ${fix}`);
    checkGiven(WHERE, `accelerator.${key}`, accelerator[key], positive);
  }
  if (accelerator.idlePowerWatts !== undefined) checkGiven(WHERE, "accelerator.idlePowerWatts", accelerator.idlePowerWatts, nonNegative);
  checkDegree("acceleratorCount", input.acceleratorCount);
  checkDegree("expertParallelism", input.expertParallelism);
  checkDegree("dataParallelism", input.dataParallelism);
  if (input.acceleratorCount === undefined && accelerator.memoryBytes === undefined) {
    throw refuse(
      "acceleratorCount",
      "is missing; how many hold the model cannot be told, because the memory of the accelerator is not known",
    );
  }
  const { expertParallelism = 1, dataParallelism = 1, acceleratorCount } = input;
  if (expertParallelism > 1 && model.kind === "dense")
    throw conflict("expertParallelism", "a dense model has no experts to spread; leave it out");
  for (const [field, degree] of [
    ["expertParallelism", expertParallelism],
    ["dataParallelism", dataParallelism],
  ] as const) {
    if (acceleratorCount !== undefined && degree > acceleratorCount) {
      throw new FootprintError("out-of-domain", `${WHERE}: ${field} = ${degree} is more than the ${acceleratorCount} accelerators`, {
        field,
        value: degree,
        bound: `[1, ${acceleratorCount}]`,
      });
    }
  }
  for (const key of Object.keys(optionalDomains) as (keyof typeof optionalDomains)[]) {
    if (input[key] !== undefined) checkGiven(WHERE, key, input[key], optionalDomains[key]);
  }
  if (input.acceleratorUsd !== undefined && input.acceleratorUsdPerHour !== undefined) {
    throw conflict("acceleratorUsd", "acceleratorUsd and acceleratorUsdPerHour both give the price of the hardware; give one of them");
  }
  checkPlace(WHERE, input);
  checkEmbodied(WHERE, input);
}

/**
 * Checks a request and what is said of the load.
 *
 * @throws `FootprintError` naming the field, the value, the bound or the fix
 */
export function checkInference(input: InferenceInput): void {
  checkDeployment(input);
  checkRequest(input);
  for (const key of Object.keys(loadDomains) as (keyof typeof loadDomains)[]) {
    if (input[key] !== undefined) checkGiven(WHERE, key, input[key], loadDomains[key]);
  }
  const { batch, requestsPerSecond, systemTokensPerSecond, servingBand, calibration } = input;
  if (calibration !== undefined) {
    if (typeof calibration !== "object" || calibration === null) {
      throw refuse("calibration", "is no measured point; give { batch, acceleratorJoulesPerToken }", calibration);
    }
    checkGiven(WHERE, "calibration.batch", calibration.batch, atLeastOne);
    checkGiven(WHERE, "calibration.acceleratorJoulesPerToken", calibration.acceleratorJoulesPerToken, positive);
    if (input.measuredJoulesPerToken !== undefined) {
      throw conflict("calibration", "measuredJoulesPerToken is the energy of this very request; leave the calibration out");
    }
  }
  checkSpeculation(input);
  if (requestsPerSecond !== undefined && (batch !== undefined || systemTokensPerSecond !== undefined)) {
    const other = batch === undefined ? "systemTokensPerSecond" : "batch";
    throw conflict("requestsPerSecond", `requestsPerSecond and ${other} both say how loaded an instance is; give one of them`);
  }
  if (servingBand === undefined) return;
  if (batch !== undefined || requestsPerSecond !== undefined || systemTokensPerSecond !== undefined) {
    throw conflict("servingBand", "servingBand is for a load that nobody knows; leave it out, or the batch or rate");
  }
  if (typeof servingBand !== "object" || servingBand === null)
    throw refuse("servingBand", "is not a band; give { low, high }", servingBand);
  checkGiven(WHERE, "servingBand.low", servingBand.low, atLeastOne);
  checkGiven(WHERE, "servingBand.high", servingBand.high, atLeastOne);
  if (servingBand.low > servingBand.high) throw refuse("servingBand", `has its low ${servingBand.low} above its high ${servingBand.high}`);
}

function checkSpeculation({ speculation, model, measuredJoulesPerToken }: InferenceInput): void {
  if (speculation === undefined) return;
  if (typeof speculation !== "object" || speculation === null) {
    throw refuse("speculation", "is not speculative decoding; give { draftModel, draftedTokens, acceptance }", speculation);
  }
  if (measuredJoulesPerToken !== undefined) {
    throw conflict("speculation", "measuredJoulesPerToken holds drafts and verification already; leave speculation out");
  }
  checkDraft(WHERE, "speculation.", speculation, model);
}

/**
 * Checks how many tokens are drafted, how many of them are accepted, and that the model that drafts is not the larger one.
 *
 * @throws `FootprintError` naming the field behind the prefix, the value and the bound
 */
export function checkDraft(where: string, prefix: string, { draftModel, draftedTokens, acceptance }: Speculation, model: Model): void {
  const wrong = (field: string, message: string, value: unknown): FootprintError =>
    new FootprintError("invalid-input", `${where}: ${prefix}${field} ${message}`, { field: prefix + field, value });
  if (acceptance !== undefined) checkGiven(where, `${prefix}acceptance`, acceptance, fraction);
  if (draftedTokens !== undefined) {
    checkGiven(where, `${prefix}draftedTokens`, draftedTokens, MOST_DRAFTS);
    const drafts = valueOf(draftedTokens);
    if (!Number.isInteger(drafts)) throw wrong("draftedTokens", `= ${formatValue(drafts)} is not a whole number`, drafts);
  }
  if (draftModel === undefined) return;
  if (typeof draftModel !== "object" || draftModel === null) throw wrong("draftModel", "is not a model", draftModel);
  checkModel(draftModel);
  const [ours, drafts] = [model, draftModel].map((of) => numbers.value(wireModel(numbers, of).parameters)) as [number, number];
  if (drafts > ours) throw wrong("draftModel", `${draftModel.name ?? ""} is larger than the model that it drafts for`, drafts);
}

const numbers = /* @__PURE__ */ new Evaluator();

/** Nobody drafts hundreds of tokens in a row: the chance that they are all accepted has gone. */
const MOST_DRAFTS: Domain = { min: 0, max: 64 };

/**
 * Checks the tokens of a request against each other and against the model.
 *
 * @throws `FootprintError` naming the field, the value, the bound or the fix
 */
export function checkRequest(input: RequestTokens & { readonly model: Model }): void {
  let all = 0;
  for (const key of tokenClasses) {
    const given = input[key];
    if (given === undefined) continue;
    checkGiven(WHERE, key, given, nonNegative);
    all += valueOf(given);
  }
  const generated = valueOf(input.outputTokens ?? 0) + valueOf(input.reasoningTokens ?? 0);
  if (generated <= 0) {
    throw refuse("outputTokens", "is missing; give the tokens of the answer, or reasoningTokens: without any, nothing is generated");
  }
  const most = input.model.architecture?.contextTokens;
  if (most !== undefined && all > most) {
    throw new FootprintError("out-of-domain", `${WHERE}: the request has ${all} tokens, and the model takes ${most}; shorten it`, {
      field: "inputTokens",
      value: all,
      bound: `[0, ${most}]`,
    });
  }
}

/** The share of the time in which an instance serves. */
export function servingShareOf({ servingShare }: Deployment): number {
  return valueOf(servingShare ?? defaults.servingShare);
}
