import { FootprintError } from "../core/errors.js";
import { checkGiven } from "../core/figure.js";
import { atLeastOne, type Domain, formatValue, nonNegative, outOfDomain, positive, positiveFraction } from "../core/formula.js";
import { checkEmbodied } from "./embodied-input.js";
import { checkModel } from "./model-parameters.js";
import { checkPlace } from "./place.js";
import { fittedPrecisions } from "./tables/run.js";
import {
  isHardwareFlopUtilisation,
  peakOf,
  precisionOf,
  sequenceOf,
  timeFields,
  type TrainingInput,
  type TrainingStorage,
} from "./training-input.js";

/** The physical range of each number of {@link TrainingInput}, stated once. */
const trainingDomains = {
  tokens: positive,
  acceleratorCount: atLeastOne,
  sequenceTokens: positive,
  efficiency: positiveFraction,
  hfu: positiveFraction,
  deviceHours: positive,
  wallClockDays: positive,
  deviceTokensPerSecond: positive,
  stepSeconds: positive,
  stepTokens: positive,
  goodput: positiveFraction,
  experimentationFactor: nonNegative,
  itEnergyKwh: positive,
  checkpointCount: nonNegative,
  datasetBytes: nonNegative,
  replicas: atLeastOne,
  storageYears: positive,
  achievableFlopPerSecond: positive,
  averagePowerWatts: positive,
  tdpWatts: positive,
  peakFlopPerSecond: positive,
} as const satisfies Readonly<Record<string, Domain>>;

function missing(field: string, fix: string): FootprintError {
  return new FootprintError("invalid-input", `training: ${field} is missing; ${fix}`, { field });
}

function check(field: keyof typeof trainingDomains, given: unknown, path: string = field): void {
  checkGiven("training", path, given, trainingDomains[field]);
}

/**
 * Checks a whole input before anything is computed.
 *
 * @throws `FootprintError` naming the field, the value, the bound or the fix
 */
export function checkTraining(input: TrainingInput): void {
  if (typeof input !== "object" || input === null) throw missing("the input", "give a training run");
  const { accelerator, efficiency } = input;
  if (typeof input.model !== "object") throw missing("model", "give a model of the catalogue or your own");
  checkModel(input.model);
  check("tokens", input.tokens);
  if (input.acceleratorCount !== undefined) {
    check("acceleratorCount", input.acceleratorCount);
    checkWhole("acceleratorCount", input.acceleratorCount);
  } else if (typeof input.accelerator === "object" && input.accelerator?.memoryBytes === undefined) {
    throw missing("acceleratorCount", "the fewest that hold the model cannot be told, because the memory of the accelerator is not known");
  }
  checkPlace("training", input);
  if (typeof accelerator !== "object" || accelerator === null)
    throw missing("accelerator", "give an accelerator of the catalogue or your own");
  if (typeof accelerator.peakFlopPerSecond !== "object" || accelerator.peakFlopPerSecond === null) {
    throw missing("accelerator.peakFlopPerSecond", "give the dense rate by precision, for example { bf16: 989e12 }");
  }
  if (accelerator.tdpWatts !== undefined) check("tdpWatts", accelerator.tdpWatts, "accelerator.tdpWatts");
  check("peakFlopPerSecond", peakOf(input), "accelerator.peakFlopPerSecond");
  if (accelerator.trainingEfficiency !== undefined) check("efficiency", accelerator.trainingEfficiency, "accelerator.trainingEfficiency");
  if (accelerator.trainingPowerWatts !== undefined)
    check("averagePowerWatts", accelerator.trainingPowerWatts, "accelerator.trainingPowerWatts");
  checkTime(input);
  checkPower(input);
  if (efficiency !== undefined && isHardwareFlopUtilisation(efficiency)) {
    check("hfu", efficiency.hfu, "efficiency.hfu");
    if (efficiency.recompute !== "full" && efficiency.recompute !== "none") {
      throw missing("efficiency.recompute", 'a hardware FLOP utilisation needs recompute: "full" or "none"');
    }
  } else if (efficiency !== undefined) check("efficiency", efficiency);
  for (const field of optionalNumbers) if (input[field] !== undefined) check(field, input[field]);
  if (input.experimentationFactor !== undefined && input.experimentationFactor !== "unknown") {
    check("experimentationFactor", input.experimentationFactor);
  }
  if (input.storage !== undefined) checkStorage(input.storage);
  checkEmbodied("training", input);
}

/** Numbers of an input that may be left out and need no more than a look at their domain. */
const optionalNumbers = [
  "sequenceTokens",
  "deviceHours",
  "wallClockDays",
  "deviceTokensPerSecond",
  "stepSeconds",
  "stepTokens",
  "goodput",
  "itEnergyKwh",
  "averagePowerWatts",
] as const satisfies readonly (keyof TrainingInput & keyof typeof trainingDomains)[];

function checkWhole(field: string, value: number): void {
  if (Number.isInteger(value)) return;
  throw new FootprintError("out-of-domain", `training: ${field} = ${formatValue(value)} is not a whole number`, { field, value });
}

function checkChoice(field: string, value: unknown, allowed: readonly string[]): void {
  if (value === undefined || allowed.includes(value as string)) return;
  throw new FootprintError("invalid-input", `training: ${field} = ${formatValue(value)} is not one of ${allowed.join(", ")}`, {
    field,
    value,
    nearest: allowed,
  });
}

/** Two statements about the time of a run contradict each other unless they are the same, and then one is enough. */
function checkTime(input: TrainingInput): void {
  const { accelerator, acceleratorCount, softwareYear } = input;
  const [first, second] = timeFields.filter((field) => input[field] !== undefined);
  if (first !== undefined && second !== undefined) {
    throw new FootprintError("conflicting-input", `training: ${first} and ${second} both say how long the run takes; give one of them`, {
      field: second,
    });
  }
  if ((input.stepSeconds === undefined) !== (input.stepTokens === undefined)) {
    const [given, other] = input.stepSeconds === undefined ? ["stepTokens", "stepSeconds"] : ["stepSeconds", "stepTokens"];
    throw missing(other, `${given} says how long the run takes only together with it`);
  }
  if (acceleratorCount === undefined && (first === "wallClockDays" || first === "stepSeconds")) {
    throw missing("acceleratorCount", `${first} says how long the run takes only together with it`);
  }
  if (input.goodput !== undefined && (first === "deviceHours" || first === "wallClockDays")) {
    throw new FootprintError("conflicting-input", `training: ${first} already holds the time that made no progress; leave goodput out`, {
      field: "goodput",
    });
  }
  if (softwareYear !== undefined) {
    checkWhole("softwareYear", softwareYear);
    if (softwareYear < FIRST_YEAR || softwareYear > LAST_YEAR) {
      throw outOfDomain("training", "softwareYear", softwareYear, { min: FIRST_YEAR, max: LAST_YEAR });
    }
  }
  checkChoice("attentionFlop", input.attentionFlop, ["full", "causal", "none"]);
  if (input.attentionFlop !== undefined && input.attentionFlop !== "none") {
    if (input.model.architecture === undefined) throw missing("model.architecture", "attention is counted from the dimensions");
    if (sequenceOf(input) === undefined) throw missing("sequenceTokens", "attention depends on the length of the sequences");
  }
  if (first !== undefined) return;
  const precision = precisionOf(input);
  if (accelerator.trainingEfficiency !== undefined) {
    if (precision === accelerator.trainingPrecision) return;
    throw missing(
      "efficiency",
      `the trainingEfficiency of ${accelerator.name} is against its ${String(accelerator.trainingPrecision)} peak; give the one for ${precision}`,
    );
  }
  if (!fittedPrecisions.includes(precision)) {
    throw missing("efficiency", `it is predicted for ${fittedPrecisions.join(", ")} only, not for ${precision}`);
  }
  if (accelerator.achievableFlopPerSecond?.[precision] !== undefined) {
    check("achievableFlopPerSecond", accelerator.achievableFlopPerSecond[precision], `accelerator.achievableFlopPerSecond.${precision}`);
  }
}

/** Software of a year before deep learning or far ahead is a slip. */
const FIRST_YEAR = 2010;
const LAST_YEAR = 2100;

function checkPower(input: TrainingInput): void {
  const { accelerator, averagePowerWatts, itEnergyKwh, powerMethod, powerBoundary, cooling } = input;
  checkChoice("powerMethod", powerMethod, ["load", "tdp"]);
  checkChoice("powerBoundary", powerBoundary, ["server", "accelerator"]);
  checkChoice("cooling", cooling, ["air", "liquid"]);
  const known = itEnergyKwh !== undefined ? "itEnergyKwh" : averagePowerWatts !== undefined ? "averagePowerWatts" : undefined;
  if (itEnergyKwh !== undefined && averagePowerWatts !== undefined) {
    throw new FootprintError("conflicting-input", "training: itEnergyKwh and averagePowerWatts both give the energy; give one of them", {
      field: "averagePowerWatts",
    });
  }
  const [choice] = (["powerMethod", "powerBoundary", "cooling"] as const).filter((field) => input[field] !== undefined);
  if (known !== undefined && choice !== undefined) {
    throw new FootprintError("conflicting-input", `training: ${known} is given, so nothing is predicted; leave ${choice} out`, {
      field: choice,
    });
  }
  if (powerMethod === "tdp" && (powerBoundary !== undefined || cooling !== undefined)) {
    const field = powerBoundary === undefined ? "cooling" : "powerBoundary";
    throw new FootprintError("conflicting-input", `training: the TDP is a bound of the accelerator alone; leave ${field} out`, { field });
  }
  if (known !== undefined) return;
  if (cooling !== undefined && accelerator.trainingPowerWatts !== undefined) {
    throw new FootprintError("conflicting-input", `training: the power of ${accelerator.name} is a published one; leave cooling out`, {
      field: "cooling",
    });
  }
  if (accelerator.tdpWatts === undefined && (accelerator.trainingPowerWatts === undefined || powerMethod === "tdp")) {
    throw missing("averagePowerWatts", `${accelerator.name} has no TDP to predict it from; give the average system power per accelerator`);
  }
}

function checkStorage(storage: TrainingStorage): void {
  if (typeof storage !== "object" || storage === null) throw missing("storage", "give { checkpointCount or datasetBytes, years }");
  const { checkpointCount, datasetBytes, replicas, medium } = storage;
  if (checkpointCount === undefined && datasetBytes === undefined) {
    throw missing("storage.checkpointCount", "say what is kept: checkpointCount, datasetBytes or both");
  }
  if (checkpointCount !== undefined) {
    check("checkpointCount", checkpointCount, "storage.checkpointCount");
    checkWhole("storage.checkpointCount", checkpointCount);
  }
  if (datasetBytes !== undefined) check("datasetBytes", datasetBytes, "storage.datasetBytes");
  if (replicas !== undefined) {
    check("replicas", replicas, "storage.replicas");
    checkWhole("storage.replicas", replicas);
  }
  check("storageYears", storage.years, "storage.years");
  checkChoice("storage.medium", medium, ["ssd", "hdd"]);
}
