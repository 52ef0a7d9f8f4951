import type { Accelerator, Precision, TrainingFit } from "../catalog/records.js";
import { trainingFit as shippedFit } from "../catalog/training-fit.js";
import { FootprintError } from "../core/errors.js";
import { checkGiven, type Given } from "../core/figure.js";
import { type Domain, formatValue, outOfDomain, positive, positiveFraction } from "../core/formula.js";
import { isGiven } from "../graph/givens.js";
import { checkMade } from "./embodied-input.js";
import { isSparse } from "./tables/model.js";
import { fittedPrecisions, formatOf, rateOf } from "./tables/run.js";
import type { HardwareFlopUtilisation, TrainingInput, TrainingStorage } from "./generated/inputs.js";
import { checkChoice, checkRecords, conflict, isObject, missing } from "./refuse.js";

const WHERE = "training";

/** Whether an efficiency is given as hardware FLOP utilisation. */
function isHardwareFlopUtilisation(efficiency: Given | HardwareFlopUtilisation): efficiency is HardwareFlopUtilisation {
  return typeof efficiency === "object" && "hfu" in efficiency;
}

/** The precision of a run. */
function precisionOf(input: TrainingInput): Precision {
  const { accelerator } = input;
  const precision = formatOf(input);
  if (precision !== undefined) return precision;
  const known = Object.keys(accelerator.peakFlopPerSecond);
  throw missing(WHERE, "precision", `${accelerator.name} has no usual training precision; give one of ${known.join(", ")}`);
}

/** The peak rate of the precision that the run uses. */
export function peakOf(input: TrainingInput): Given {
  const { accelerator } = input;
  const precision = precisionOf(input);
  const peak = rateOf(input);
  if (peak === undefined) {
    const known = Object.keys(accelerator.peakFlopPerSecond);
    throw new FootprintError(
      "invalid-input",
      `training: ${accelerator.name} has no ${precision} matrix rate; its precisions are ${known.join(", ")}`,
      { field: "precision", value: precision, nearest: known },
    );
  }
  return peak;
}

/** What tells the time of a run, in the order in which the documentation lists it; one of them at most. */
const timeFields = ["deviceHours", "wallClockDays", "deviceTokensPerSecond", "stepSeconds", "efficiency"] as const;

/** Whether the efficiency of a run is predicted: nothing that was given tells its time. Each field by its name, because every estimate asks. */
export function isPredicted(input: TrainingInput): boolean {
  return (
    input.efficiency === undefined &&
    input.deviceHours === undefined &&
    input.wallClockDays === undefined &&
    input.deviceTokensPerSecond === undefined &&
    input.stepSeconds === undefined &&
    input.accelerator.trainingEfficiency === undefined &&
    !tells(input, "runDeviceHours")
  );
}

/** Whether a caller gives one of some quantities that stand further in. */
function tells(input: object, ...names: readonly string[]): boolean {
  return names.some((name) => isGiven((input as Readonly<Record<string, unknown>>)[name]));
}

/** Which pairs of tokens count as operations of attention. */
export function attentionOf(input: TrainingInput): "full" | "causal" | "none" {
  const { attentionFlop } = input;
  if (typeof attentionFlop === "string") return attentionFlop;
  if (!tells(input, "wholeAttentionFlop") && !isGiven(attentionFlop) && (!isPredicted(input) || input.model.architecture === undefined))
    return "none";
  // The convention in which most efficiencies of the fit are stated: an efficiency means something only against the operations it counts.
  return isSparse(input) ? "causal" : "full";
}

/** The length of the sequences, where attention can be counted with it. */
function sequenceOf({ sequenceTokens, model }: TrainingInput): Given | undefined {
  return model.architecture === undefined ? undefined : (sequenceTokens ?? model.trainingSequenceTokens);
}

/**
 * Checks the records and the choices of a run; its numbers are held to the domains of the table.
 *
 * @throws `FootprintError` naming the field, the value and the fix
 */
export function checkChoices(input: TrainingInput): void {
  const { accelerator, experimentationFactor } = input;
  checkRecords(WHERE, input);
  checkFitted(WHERE, input);
  checkRecord("peakFlopPerSecond", peakOf(input), positive);
  checkRecord("tdpWatts", accelerator.tdpWatts, positive);
  checkRecord("trainingEfficiency", accelerator.trainingEfficiency, positiveFraction);
  checkRecord("trainingPowerWatts", accelerator.trainingPowerWatts, positive);
  for (const [whole, own] of ofTheRun) {
    if (tells(input, whole) && tells(input, own))
      throw conflict(WHERE, whole, `${whole} and ${own} both are those of the run; give one of them`);
  }
  checkTime(input);
  checkPower(input);
  if (experimentationFactor !== undefined && !isGiven(experimentationFactor)) {
    checkChoice(WHERE, "experimentationFactor", experimentationFactor, ["unknown"]);
  }
  if (input.storage !== undefined) checkStorage(input, input.storage);
  checkMade("training", input);
}

/** What is given as published of the run, and the quantity of the run alone, beside experiments and storage. */
const ofTheRun = [
  ["deviceHours", "runDeviceHours"],
  ["itEnergyKwh", "runItEnergyKwh"],
] as const;

/** Words of an accelerator by which coefficients of training are found. */
const words = {
  trainingGroup: Object.keys(shippedFit.deviceEfficiency),
  trainingMemory: Object.keys(shippedFit.memoryFactor),
  fastLink: Object.keys(shippedFit.expertTrafficExponent),
} as const;

/**
 * Checks what the prediction of an efficiency looks for in records: a word that nothing is known of would be a device that nobody has seen.
 *
 * @throws `FootprintError` naming the field, the value and the words there are
 */
export function checkFitted(where: string, { accelerator, trainingFit }: { accelerator: Accelerator; trainingFit?: TrainingFit }): void {
  for (const [key, known] of Object.entries(words)) {
    const word: unknown = accelerator[key as keyof typeof words];
    if (word === undefined || (typeof word === "string" && known.includes(word))) continue;
    throw new FootprintError("invalid-input", `${where}: accelerator.${key} = ${formatValue(word)} is not one of ${known.join(", ")}`, {
      field: `accelerator.${key}`,
      value: word,
      nearest: known,
    });
  }
  const { achievableFlopPerSecond } = accelerator;
  if (achievableFlopPerSecond !== undefined && !isObject(achievableFlopPerSecond))
    throw missing(where, "accelerator.achievableFlopPerSecond", "give rates by precision: { bf16: 668.4e12 }");
  if (trainingFit === undefined) return;
  if (!isObject(trainingFit)) throw missing(where, "trainingFit", "give all coefficients: { ...trainingFit, wholeRunFactor }");
  const [given, known] = [Object.keys(trainingFit), Object.keys(shippedFit)];
  const lacking = known.find((key) => !given.includes(key));
  if (lacking !== undefined) throw missing(where, `trainingFit.${lacking}`, "give all coefficients: { ...trainingFit, wholeRunFactor }");
  const odd = given.find((key) => !known.includes(key));
  if (odd === undefined) return;
  throw new FootprintError("invalid-input", `${where}: trainingFit.${odd} is not known; its coefficients are ${known.join(", ")}`, {
    field: `trainingFit.${odd}`,
    nearest: known,
  });
}

/** A record is checked whether the run needs its figure or not. */
function checkRecord(key: keyof Accelerator, figure: Given | undefined, domain: Domain): void {
  if (figure !== undefined) checkGiven("training", `accelerator.${key}`, figure, domain);
}

/** Software of a year before deep learning or far ahead is a slip. */
const YEARS = { min: 2010, max: 2100 } as const;

function checkTime(input: TrainingInput): void {
  const { acceleratorCount, softwareYear, attentionFlop, efficiency } = input;
  if (efficiency !== undefined && !isGiven(efficiency)) {
    if (isObject(efficiency) && "recompute" in efficiency && !("hfu" in efficiency)) {
      throw missing(
        WHERE,
        "efficiency.hfu",
        "efficiency.recompute says what a hardware FLOP utilisation recomputes; give efficiency.hfu (47 %) with it, or an efficiency alone",
      );
    }
    if (typeof efficiency !== "object" || !isHardwareFlopUtilisation(efficiency)) {
      throw new FootprintError("out-of-domain", `training: efficiency = ${formatValue(efficiency)} is outside (0, 1]`, {
        field: "efficiency",
        value: efficiency,
      });
    }
    if (efficiency.recompute !== "full" && efficiency.recompute !== "none") {
      throw missing(WHERE, "efficiency.recompute", 'a hardware FLOP utilisation needs recompute: "full" or "none"');
    }
  }
  const [first, another] = timeFields.filter((field) => input[field] !== undefined);
  const needsCount = first === "wallClockDays" || (first === "stepSeconds" && input.stepTokens !== undefined);
  // A count that memory demands says nothing of how many worked through those days.
  if (acceleratorCount === undefined && needsCount && another === undefined) {
    throw missing(WHERE, "acceleratorCount", `${first} says how long the run takes only together with it`);
  }
  if (softwareYear !== undefined) {
    if (!Number.isInteger(softwareYear)) {
      throw new FootprintError("out-of-domain", `training: softwareYear = ${formatValue(softwareYear)} is not a whole number`, {
        field: "softwareYear",
        value: softwareYear,
      });
    }
    if (softwareYear < YEARS.min || softwareYear > YEARS.max) throw outOfDomain("training", "softwareYear", softwareYear, YEARS);
  }
  if (!isGiven(attentionFlop)) checkChoice(WHERE, "attentionFlop", attentionFlop, ["full", "causal", "none"]);
  const isCounted = attentionFlop === "full" || attentionFlop === "causal";
  if (isCounted && !tells(input, "wholeAttentionFlop", "trainingFlop")) {
    if (input.model.architecture === undefined) throw missing(WHERE, "model.architecture", "attention is counted from the dimensions");
    if (sequenceOf(input) === undefined) throw missing(WHERE, "sequenceTokens", "attention depends on the length of the sequences");
  }
  checkPrediction(input);
}

/** What the efficiency of a run can be had for, where nothing tells the time. */
function checkPrediction(input: TrainingInput): void {
  const { accelerator } = input;
  if (timeFields.some((field) => input[field] !== undefined)) return;
  if (tells(input, "efficiencyWithAttention", "progressDeviceHours", "runDeviceHours")) return;
  const precision = precisionOf(input);
  if (accelerator.trainingEfficiency !== undefined) {
    if (precision === accelerator.trainingPrecision) return;
    throw missing(
      WHERE,
      "efficiency",
      `the trainingEfficiency of ${accelerator.name} is against its ${String(accelerator.trainingPrecision)} peak; give the one for ${precision}`,
    );
  }
  if (!fittedPrecisions.includes(precision))
    throw missing(WHERE, "efficiency", `it is predicted for ${fittedPrecisions.join(", ")} only, not for ${precision}`);
}

function checkPower(input: TrainingInput): void {
  const { accelerator, averagePowerWatts, itEnergyKwh, powerMethod, powerBoundary, cooling } = input;
  const leave = (field: string, message: string): FootprintError => conflict(WHERE, field, `${message}; leave ${field} out`);
  const known = itEnergyKwh !== undefined ? "itEnergyKwh" : averagePowerWatts !== undefined ? "averagePowerWatts" : undefined;
  const [choice] = (["powerMethod", "powerBoundary", "cooling"] as const).filter((field) => input[field] !== undefined);
  if (known !== undefined && choice !== undefined) throw leave(choice, `${known} is given, so nothing is predicted`);
  if (powerMethod === "tdp" && (powerBoundary !== undefined || cooling !== undefined)) {
    throw leave(powerBoundary === undefined ? "cooling" : "powerBoundary", "the TDP is a bound of the accelerator alone");
  }
  if (cooling !== undefined && accelerator.trainingPowerWatts !== undefined) {
    throw leave("cooling", `the power of ${accelerator.name} is a published one`);
  }
}

function checkStorage(input: TrainingInput, storage: TrainingStorage): void {
  if (!isObject(storage)) throw missing(WHERE, "storage", "give { checkpointCount or datasetBytes, years }");
  const isKept = storage.checkpointCount !== undefined || storage.datasetBytes !== undefined;
  if (
    !isKept &&
    !tells(input, "checkpointCount", "datasetBytes", "checkpointBytes", "replicatedDatasetBytes", "storedBytes", "storageKwh")
  ) {
    throw missing(WHERE, "storage.checkpointCount", "say what is kept: checkpointCount, datasetBytes or both");
  }
}
