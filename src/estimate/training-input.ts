import type { Accelerator, Model, Precision, TrainingFit } from "../catalog/records.js";
import { FootprintError } from "../core/errors.js";
import { checkGiven, type Given } from "../core/figure.js";
import { type Domain, formatValue, outOfDomain, positive, positiveFraction } from "../core/formula.js";
import { isGiven } from "../graph/givens.js";
import { checkMade, type EmbodiedStageInput } from "./embodied-input.js";
import { checkModel } from "./model-parameters.js";
import type { PlaceInput } from "./place.js";
import { fittedPrecisions, formatOf, rateOf } from "./tables/run.js";

/** Efficiency as hardware FLOP utilisation, which counts recomputed operations too; `recompute` says how much of it is recomputed. */
export interface HardwareFlopUtilisation {
  /** Executed operations over peak (fraction). */
  readonly hfu: Given;
  /** `full`: the forward pass is computed twice, 4/3 of the model's operations. `none`: nothing is. */
  readonly recompute: "full" | "none";
}

/** A training run to estimate. */
export interface TrainingInput extends PlaceInput, EmbodiedStageInput {
  readonly model: Model;
  /** Tokens that the model is trained on (tokens). */
  readonly tokens: Given;
  /** A record of the catalogue, or your own. */
  readonly accelerator: Accelerator;
  /** Accelerators that work at once (count): sets the days, not the energy. The smallest number that holds the model where left out. */
  readonly acceleratorCount?: number;
  /** Number format of the training; `trainingPrecision` of the accelerator where left out. */
  readonly precision?: Precision;
  /** Tokens of one sequence (tokens); those of the model's record where left out. Attention costs more the longer it is. */
  readonly sequenceTokens?: Given;
  /**
   * Whether attention is counted in the operations: all pairs of tokens (`full`), only those before (`causal`), or not at all (`none`). Where
   * the efficiency is predicted and dimensions and sequence are known, `full` for dense models and `causal` for mixtures of experts, as in most
   * of the rows that the fit stands on; `none` where you give an efficiency, because most published ones leave attention out.
   */
  readonly attentionFlop?: "full" | "causal" | "none";

  /** Model FLOP utilisation (fraction), or hardware FLOP utilisation with its recomputation. Predicted where nothing tells the time. */
  readonly efficiency?: Given | HardwareFlopUtilisation;
  /** Model FLOP utilisation against operations with attention (fraction), as it is predicted; `efficiency` counts what `attentionFlop` says. */
  readonly efficiencyWithAttention?: Given;
  /** Measured or billed accelerator-hours of the run (h). Like each of the next three, it takes the place of operations over rate. */
  readonly deviceHours?: Given;
  /** Wall-clock days of the run (d), with `acceleratorCount`. */
  readonly wallClockDays?: Given;
  /** Tokens that one accelerator trains on per second (token/s). */
  readonly deviceTokensPerSecond?: Given;
  /** Time of one optimizer step (s), with `stepTokens` and `acceleratorCount`. */
  readonly stepSeconds?: Given;
  /** Tokens of one optimizer step over all accelerators (tokens). */
  readonly stepTokens?: Given;
  /** Year of the software that the run uses (whole number): GPU software up to 2022 was slower. Today's where left out. */
  readonly softwareYear?: number;
  /**
   * Share of the time that makes progress (fraction): the rest goes to failed steps, restarts, checkpoints and evaluation. Divides the time that
   * operations, tokens per second or steps give; a predicted efficiency of a whole run already holds the usual share.
   */
  readonly goodput?: Given;
  /** Experiments before and beside the run as a multiple of it (ratio); none where left out, `"unknown"` for the range of published ones. */
  readonly experimentationFactor?: Given | "unknown";

  /** Measured energy of the IT equipment of the run (kWh): takes the place of power times hours. */
  readonly itEnergyKwh?: Given;
  /** Average system power per accelerator with its share of host, memory, network and fans (W). Predicted where left out. */
  readonly averagePowerWatts?: Given;
  /** How the power is found where it is not given: from the load of the run, or the TDP as an upper bound of the accelerator alone. */
  readonly powerMethod?: "load" | "tdp";
  /** What the predicted power covers: server and network, or the accelerators alone as their own counters read them. */
  readonly powerBoundary?: "server" | "accelerator";
  /** Cooling of the servers, for the predicted power; air for the value and both for the range where left out. */
  readonly cooling?: "air" | "liquid";
  /** Checkpoints and data that are kept beside the run. */
  readonly storage?: TrainingStorage;
  /** Coefficients of the efficiency model; those of the library where left out. For scores that leave rows out, and for fits of your own. */
  readonly trainingFit?: TrainingFit;
}

/** What is kept on disks beside a run; its energy counts as IT energy. */
export interface TrainingStorage {
  /** Checkpoints that are kept (count). */
  readonly checkpointCount?: number;
  /** Size of the training data (B). */
  readonly datasetBytes?: Given;
  /** Copies of each (count); 1 where left out. */
  readonly replicas?: number;
  /** How long they are kept (a of 365 d). */
  readonly years: Given;
  /** Medium; `ssd` where left out. */
  readonly medium?: "ssd" | "hdd";
}

/** Whether an efficiency is given as hardware FLOP utilisation. */
function isHardwareFlopUtilisation(efficiency: Given | HardwareFlopUtilisation): efficiency is HardwareFlopUtilisation {
  return typeof efficiency === "object" && "hfu" in efficiency;
}

function missing(field: string, fix: string): FootprintError {
  return new FootprintError("invalid-input", `training: ${field} is missing; ${fix}`, { field });
}

/** The precision of a run. */
function precisionOf(input: TrainingInput): Precision {
  const { accelerator } = input;
  const precision = formatOf(input);
  if (precision !== undefined) return precision;
  const known = Object.keys(accelerator.peakFlopPerSecond);
  throw missing("precision", `${accelerator.name} has no usual training precision; give one of ${known.join(", ")}`);
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
  if (!tells(input, "wholeAttentionFlop") && !isGiven(attentionFlop) && (!isPredicted(input) || sequenceOf(input) === undefined))
    return "none";
  // The convention in which most efficiencies of the fit are stated: an efficiency means something only against the operations it counts.
  return input.model.kind === "dense" ? "full" : "causal";
}

/** The length of the sequences, where attention can be counted with it. */
function sequenceOf({ sequenceTokens, model }: TrainingInput): Given | undefined {
  return model.architecture === undefined ? undefined : (sequenceTokens ?? model.trainingSequenceTokens);
}

function checkChoice(field: string, value: unknown, allowed: readonly string[]): void {
  if (value === undefined || allowed.includes(value as string)) return;
  throw new FootprintError("invalid-input", `training: ${field} = ${formatValue(value)} is not one of ${allowed.join(", ")}`, {
    field,
    value,
    nearest: allowed,
  });
}

/**
 * Checks the records and the choices of a run; its numbers are held to the domains of the table.
 *
 * @throws `FootprintError` naming the field, the value and the fix
 */
export function checkChoices(input: TrainingInput): void {
  const { accelerator, experimentationFactor } = input;
  if (typeof input.model !== "object") throw missing("model", "give a model of the catalogue or your own");
  checkModel(input.model);
  if (typeof accelerator !== "object" || accelerator === null)
    throw missing("accelerator", "give an accelerator of the catalogue or your own");
  if (typeof accelerator.peakFlopPerSecond !== "object" || accelerator.peakFlopPerSecond === null) {
    throw missing("accelerator.peakFlopPerSecond", "give the dense rate by precision, for example { bf16: 989e12 }");
  }
  checkRecord("peakFlopPerSecond", peakOf(input), positive);
  checkRecord("tdpWatts", accelerator.tdpWatts, positive);
  checkRecord("trainingEfficiency", accelerator.trainingEfficiency, positiveFraction);
  checkRecord("trainingPowerWatts", accelerator.trainingPowerWatts, positive);
  for (const [whole, own] of ofTheRun) {
    if (tells(input, whole) && tells(input, own))
      throw new FootprintError("conflicting-input", `training: ${whole} and ${own} both are those of the run; give one of them`, {
        field: whole,
      });
  }
  checkTime(input);
  checkPower(input);
  if (experimentationFactor !== undefined && !isGiven(experimentationFactor)) {
    checkChoice("experimentationFactor", experimentationFactor, ["unknown"]);
  }
  if (input.storage !== undefined) checkStorage(input, input.storage);
  checkMade("training", input);
}

/** What is given as published of the run, and the quantity of the run alone, beside experiments and storage. */
const ofTheRun = [
  ["deviceHours", "runDeviceHours"],
  ["itEnergyKwh", "runItEnergyKwh"],
] as const;

/** A record is checked whether the run needs its figure or not. */
function checkRecord(key: keyof Accelerator, figure: Given | undefined, domain: Domain): void {
  if (figure !== undefined) checkGiven("training", `accelerator.${key}`, figure, domain);
}

/** Software of a year before deep learning or far ahead is a slip. */
const YEARS = { min: 2010, max: 2100 } as const;

function checkTime(input: TrainingInput): void {
  const { acceleratorCount, softwareYear, attentionFlop, efficiency } = input;
  if (efficiency !== undefined && !isGiven(efficiency)) {
    if (typeof efficiency !== "object" || !isHardwareFlopUtilisation(efficiency)) {
      throw new FootprintError("out-of-domain", `training: efficiency = ${formatValue(efficiency)} is outside (0, 1]`, {
        field: "efficiency",
        value: efficiency,
      });
    }
    if (efficiency.recompute !== "full" && efficiency.recompute !== "none") {
      throw missing("efficiency.recompute", 'a hardware FLOP utilisation needs recompute: "full" or "none"');
    }
  }
  const [first, another] = timeFields.filter((field) => input[field] !== undefined);
  const needsCount = first === "wallClockDays" || (first === "stepSeconds" && input.stepTokens !== undefined);
  // A count that memory demands says nothing of how many worked through those days.
  if (acceleratorCount === undefined && needsCount && another === undefined) {
    throw missing("acceleratorCount", `${first} says how long the run takes only together with it`);
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
  if (!isGiven(attentionFlop)) checkChoice("attentionFlop", attentionFlop, ["full", "causal", "none"]);
  const isCounted = attentionFlop === "full" || attentionFlop === "causal";
  if (isCounted && !tells(input, "wholeAttentionFlop", "trainingFlop")) {
    if (input.model.architecture === undefined) throw missing("model.architecture", "attention is counted from the dimensions");
    if (sequenceOf(input) === undefined) throw missing("sequenceTokens", "attention depends on the length of the sequences");
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
      "efficiency",
      `the trainingEfficiency of ${accelerator.name} is against its ${String(accelerator.trainingPrecision)} peak; give the one for ${precision}`,
    );
  }
  if (!fittedPrecisions.includes(precision))
    throw missing("efficiency", `it is predicted for ${fittedPrecisions.join(", ")} only, not for ${precision}`);
}

function checkPower(input: TrainingInput): void {
  const { accelerator, averagePowerWatts, itEnergyKwh, powerMethod, powerBoundary, cooling } = input;
  checkChoice("powerMethod", powerMethod, ["load", "tdp"]);
  checkChoice("powerBoundary", powerBoundary, ["server", "accelerator"]);
  checkChoice("cooling", cooling, ["air", "liquid"]);
  const conflict = (field: string, message: string): FootprintError =>
    new FootprintError("conflicting-input", `training: ${message}; leave ${field} out`, { field });
  const known = itEnergyKwh !== undefined ? "itEnergyKwh" : averagePowerWatts !== undefined ? "averagePowerWatts" : undefined;
  const [choice] = (["powerMethod", "powerBoundary", "cooling"] as const).filter((field) => input[field] !== undefined);
  if (known !== undefined && choice !== undefined) throw conflict(choice, `${known} is given, so nothing is predicted`);
  if (powerMethod === "tdp" && (powerBoundary !== undefined || cooling !== undefined)) {
    throw conflict(powerBoundary === undefined ? "cooling" : "powerBoundary", "the TDP is a bound of the accelerator alone");
  }
  if (cooling !== undefined && accelerator.trainingPowerWatts !== undefined) {
    throw conflict("cooling", `the power of ${accelerator.name} is a published one`);
  }
}

function checkStorage(input: TrainingInput, storage: TrainingStorage): void {
  if (typeof storage !== "object" || storage === null) throw missing("storage", "give { checkpointCount or datasetBytes, years }");
  const isKept = storage.checkpointCount !== undefined || storage.datasetBytes !== undefined;
  if (
    !isKept &&
    !tells(input, "checkpointCount", "datasetBytes", "checkpointBytes", "replicatedDatasetBytes", "storedBytes", "storageKwh")
  ) {
    throw missing("storage.checkpointCount", "say what is kept: checkpointCount, datasetBytes or both");
  }
  checkChoice("storage.medium", storage.medium, ["ssd", "hdd"]);
}
