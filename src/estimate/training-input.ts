import { defaults } from "../catalog/defaults.js";
import type { Accelerator, Grid, Model, Precision, Server } from "../catalog/records.js";
import { FootprintError } from "../core/errors.js";
import { checkGiven, type Given } from "../core/figure.js";
import { atLeastOne, type Domain, formatValue, nonNegative, positive, positiveFraction } from "../core/formula.js";
import { checkEmbodied, type EmbodiedInput } from "./embodied-input.js";
import { checkModel } from "./model-parameters.js";

/** Efficiency as hardware FLOP utilisation, which counts recomputed operations too; `recompute` says how much of it is recomputed. */
export interface HardwareFlopUtilisation {
  /** Executed operations over peak (fraction). */
  readonly hfu: Given;
  /** `full`: the forward pass is computed twice, 4/3 of the model's operations. `none`: nothing is. */
  readonly recompute: "full" | "none";
}

/** How the manufacturing emissions of the accelerator are found. */
export type EmbodiedMethod =
  /** The product footprint of the accelerator record, cradle to gate. */
  | "product-footprint"
  /** Die area × carbon per area + memory × carbon per capacity + board and cooling. */
  | "components"
  /** `defaults.acceleratorGramsCo2e`: the wide range of published devices, for one of which neither footprint nor die is known. */
  | "generic";

const embodiedMethods: readonly EmbodiedMethod[] = ["product-footprint", "components", "generic"];

/** A training run to estimate. */
export interface TrainingInput extends EmbodiedInput {
  readonly model: Model;
  /** Tokens that the model is trained on (tokens). */
  readonly tokens: Given;
  /** A record of the catalogue, or your own. */
  readonly accelerator: Accelerator;
  /** Accelerators that work at once (count): sets the days, not the energy. */
  readonly acceleratorCount: number;
  /** Number format of the training; `trainingPrecision` of the accelerator where left out. */
  readonly precision?: Precision;
  /** Model FLOP utilisation (fraction), or hardware FLOP utilisation with its recomputation. Not together with `deviceHours`. */
  readonly efficiency?: Given | HardwareFlopUtilisation;
  /** Measured or billed accelerator-hours of the run (h): takes the place of operations over rate. */
  readonly deviceHours?: Given;
  /** Average system power per accelerator with its share of host, memory, network and fans (W). */
  readonly averagePowerWatts?: Given;
  /** Power usage effectiveness of the data centre (ratio, at least 1). Applied once. */
  readonly pue: Given;
  /** The electricity: `{ intensityGramsPerKwh: 429 }`, or `gridInYear(grids.usa, 2024)`. */
  readonly grid: Grid;
  /** The server around the accelerators; `defaults.server` where left out, `null` to leave its share out of the embodied emissions. */
  readonly server?: Server | null;
  /** `product-footprint` where the accelerator has one, else `components` where its die and memory are known, else `generic`. */
  readonly embodiedMethod?: EmbodiedMethod;
  /** Service life of the hardware (a of 365 d). */
  readonly lifetimeYears?: Given;
  /** Share of its life that the hardware works (fraction). */
  readonly lifetimeUtilisation?: Given;
}

/** The physical range of each number of {@link TrainingInput}, stated once. */
const trainingDomains = {
  tokens: positive,
  acceleratorCount: atLeastOne,
  efficiency: positiveFraction,
  hfu: positiveFraction,
  deviceHours: positive,
  averagePowerWatts: positive,
  pue: atLeastOne,
  intensityGramsPerKwh: nonNegative,
  lifetimeYears: positive,
  lifetimeUtilisation: positiveFraction,
  memoryBytes: positive,
  tdpWatts: positive,
  peakFlopPerSecond: positive,
  dieAreaSquareCentimetres: positive,
  productFootprintGramsCo2e: nonNegative,
} as const satisfies Readonly<Record<string, Domain>>;

/** Whether an efficiency is given as hardware FLOP utilisation. */
export function isHardwareFlopUtilisation(efficiency: Given | HardwareFlopUtilisation): efficiency is HardwareFlopUtilisation {
  return typeof efficiency === "object" && "hfu" in efficiency;
}

function missing(field: string, fix: string): FootprintError {
  return new FootprintError("invalid-input", `training: ${field} is missing; ${fix}`, { field });
}

/** The peak rate of the precision that the run uses. */
export function peakOf({ accelerator, precision = accelerator.trainingPrecision }: TrainingInput): Given {
  if (precision === undefined) {
    const known = Object.keys(accelerator.peakFlopPerSecond);
    throw missing("precision", `${accelerator.name} has no usual training precision; give one of ${known.join(", ")}`);
  }
  const peak = Object.hasOwn(accelerator.peakFlopPerSecond, precision) ? accelerator.peakFlopPerSecond[precision] : undefined;
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

/** How the manufacture of the accelerator is found: as asked, else by the best that its record allows. */
export function embodiedMethodOf({ embodiedMethod, accelerator }: TrainingInput): EmbodiedMethod {
  if (embodiedMethod !== undefined) return embodiedMethod;
  if (accelerator.productFootprintGramsCo2e !== undefined) return "product-footprint";
  const { memoryBytes, dieAreaSquareCentimetres, fabNode } = accelerator;
  return memoryBytes === undefined || dieAreaSquareCentimetres === undefined || fabNode === undefined ? "generic" : "components";
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
  const { accelerator, grid, efficiency } = input;
  if (typeof input.model !== "object") throw missing("model", "give a model of the catalogue or your own");
  checkModel(input.model);
  check("tokens", input.tokens);
  check("acceleratorCount", input.acceleratorCount);
  if (!Number.isInteger(input.acceleratorCount)) {
    throw new FootprintError("out-of-domain", `training: acceleratorCount = ${formatValue(input.acceleratorCount)} is not a whole number`, {
      field: "acceleratorCount",
      value: input.acceleratorCount,
    });
  }
  check("pue", input.pue);
  if (typeof grid !== "object" || grid === null) throw missing("grid", "give { intensityGramsPerKwh } or a grid of the catalogue");
  check("intensityGramsPerKwh", grid.intensityGramsPerKwh, "grid.intensityGramsPerKwh");
  if (typeof accelerator !== "object" || accelerator === null)
    throw missing("accelerator", "give an accelerator of the catalogue or your own");
  if (typeof accelerator.peakFlopPerSecond !== "object" || accelerator.peakFlopPerSecond === null) {
    throw missing("accelerator.peakFlopPerSecond", "give the dense rate by precision, for example { bf16: 989e12 }");
  }
  for (const key of ["tdpWatts", "memoryBytes", "dieAreaSquareCentimetres"] as const) {
    if (accelerator[key] !== undefined) check(key, accelerator[key], `accelerator.${key}`);
  }
  check("peakFlopPerSecond", peakOf(input), "accelerator.peakFlopPerSecond");
  if (accelerator.fabNode !== undefined && !Object.hasOwn(defaults.carbonPerAreaGramsPerSquareCentimetre, accelerator.fabNode)) {
    const known = Object.keys(defaults.carbonPerAreaGramsPerSquareCentimetre);
    throw new FootprintError(
      "invalid-input",
      `training: accelerator.fabNode = "${accelerator.fabNode}" is not one of ${known.join(", ")}`,
      {
        field: "accelerator.fabNode",
        value: accelerator.fabNode,
        nearest: known,
      },
    );
  }
  if (accelerator.trainingEfficiency !== undefined) check("efficiency", accelerator.trainingEfficiency, "accelerator.trainingEfficiency");
  if (accelerator.trainingPowerWatts !== undefined)
    check("averagePowerWatts", accelerator.trainingPowerWatts, "accelerator.trainingPowerWatts");
  if (accelerator.productFootprintGramsCo2e !== undefined) {
    check("productFootprintGramsCo2e", accelerator.productFootprintGramsCo2e, "accelerator.productFootprintGramsCo2e");
  }
  if (efficiency !== undefined && input.deviceHours !== undefined) {
    throw new FootprintError(
      "conflicting-input",
      "training: efficiency and deviceHours both say how long the run takes; give one of them",
      { field: "efficiency" },
    );
  }
  if (efficiency === undefined && input.deviceHours === undefined && accelerator.trainingEfficiency === undefined) {
    throw missing("efficiency", `${accelerator.name} has no published one; give efficiency or deviceHours`);
  }
  if (
    efficiency === undefined &&
    input.deviceHours === undefined &&
    (input.precision ?? accelerator.trainingPrecision) !== accelerator.trainingPrecision
  ) {
    throw missing(
      "efficiency",
      `the published one of ${accelerator.name} is against its ${accelerator.trainingPrecision} peak; give the one for ${String(input.precision)}`,
    );
  }
  if (input.averagePowerWatts === undefined && accelerator.trainingPowerWatts === undefined) {
    throw missing("averagePowerWatts", `${accelerator.name} has no published one; give the average system power per accelerator`);
  }
  if (efficiency !== undefined && isHardwareFlopUtilisation(efficiency)) {
    check("hfu", efficiency.hfu, "efficiency.hfu");
    if (efficiency.recompute !== "full" && efficiency.recompute !== "none") {
      throw missing("efficiency.recompute", 'a hardware FLOP utilisation needs recompute: "full" or "none"');
    }
  } else if (efficiency !== undefined) check("efficiency", efficiency);
  if (input.deviceHours !== undefined) check("deviceHours", input.deviceHours);
  if (input.averagePowerWatts !== undefined) check("averagePowerWatts", input.averagePowerWatts);
  if (input.lifetimeYears !== undefined) check("lifetimeYears", input.lifetimeYears);
  if (input.lifetimeUtilisation !== undefined) check("lifetimeUtilisation", input.lifetimeUtilisation);
  checkEmbodied(input);
  checkEmbodiedMethod(input);
}

function checkEmbodiedMethod({ embodiedMethod, accelerator }: TrainingInput): void {
  if (embodiedMethod === undefined) return;
  if (!embodiedMethods.includes(embodiedMethod)) {
    throw new FootprintError(
      "invalid-input",
      `training: embodiedMethod = ${formatValue(embodiedMethod)} is not one of ${embodiedMethods.join(", ")}`,
      { field: "embodiedMethod", value: embodiedMethod, nearest: embodiedMethods },
    );
  }
  const needed: readonly (keyof Accelerator)[] =
    embodiedMethod === "product-footprint"
      ? ["productFootprintGramsCo2e"]
      : embodiedMethod === "components"
        ? ["memoryBytes", "dieAreaSquareCentimetres", "fabNode"]
        : [];
  const unknown = needed.filter((key) => accelerator[key] === undefined);
  if (unknown.length === 0) return;
  const others = embodiedMethods.filter((method) => method !== embodiedMethod);
  throw new FootprintError(
    "invalid-input",
    `training: embodiedMethod "${embodiedMethod}" needs accelerator.${unknown.join(" and ")}, which ${accelerator.name} does not have; ` +
      `give it, or use ${others.join(" or ")}`,
    { field: "embodiedMethod", value: embodiedMethod, nearest: others },
  );
}
