import { trainingFlop } from "../architecture/compute.js";
import { defaults } from "../catalog/defaults.js";
import type { Accelerator, Grid, Model, Precision, Server } from "../catalog/records.js";
import { FootprintError } from "../core/errors.js";
import { Evaluator, type Quantity } from "../core/evaluator.js";
import { checkGiven, type Given } from "../core/figure.js";
import { atLeastOne, type Domain, nonNegative, positive, positiveFraction } from "../core/formula.js";
import { type Driver, propagateRanges } from "../core/range.js";
import { type Line, Trace } from "../core/trace.js";
import type { UnitOf } from "../core/units.js";
import { allocatedEmissions, dieEmissions, hostShare, lifetimeShare, memoryEmissions } from "../emissions/embodied.js";
import { operationalEmissions } from "../emissions/operational.js";
import { itEnergy } from "../energy/it-energy.js";
import { deviceHours, modelFlopUtilisation, runDays } from "../hardware/run-time.js";
import { facilityEnergy } from "../site/facility.js";
import { checkModel, countFromArchitecture, wireModel } from "./model-parameters.js";
import { noteTraining, type Note } from "./training-notes.js";

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
  | "components";

/** A training run to estimate. */
export interface TrainingInput {
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
  /** `product-footprint` where the accelerator has one, else `components`. */
  readonly embodiedMethod?: EmbodiedMethod;
  /** Service life of the hardware (a of 365 d). */
  readonly lifetimeYears?: Given;
  /** Share of its life that the hardware works (fraction). */
  readonly lifetimeUtilisation?: Given;
}

/** The numbers of a training estimate. */
export interface TrainingTotals {
  /** Parameters of the model. */
  readonly parameters: number;
  /** Parameters that one token passes through. */
  readonly activeParameters: number;
  /** Operations of the model, recomputation not counted (FLOP). */
  readonly trainingFlop: number;
  /** Accelerator-hours (h). */
  readonly deviceHours: number;
  /** Wall-clock days (d). */
  readonly days: number;
  /** Energy of the IT equipment (kWh). */
  readonly itEnergyKwh: number;
  /** Energy of the facility: IT energy × PUE (kWh). */
  readonly energyKwh: number;
  /** Emissions of the electricity (gCO2e). */
  readonly operationalGramsCo2e: number;
  /** Share of the manufacture of the hardware (gCO2e). */
  readonly embodiedGramsCo2e: number;
  /** Operational plus embodied (gCO2e). */
  readonly totalGramsCo2e: number;
}

/** A training estimate: each number, its low and high, the lines that led to it and what to know about it. */
export interface TrainingEstimate extends TrainingTotals {
  readonly kind: "training";
  /** Lower end of each number. */
  readonly low: TrainingTotals;
  /** Upper end of each number. */
  readonly high: TrainingTotals;
  /** What makes the total wide: each ranged input with the total at its two ends, widest first. */
  readonly drivers: readonly Driver[];
  /** Every step, each after the steps that it uses. */
  readonly lines: readonly Line[];
  /** What was left out, assumed, or looks odd. */
  readonly notes: readonly Note[];
}

/** The physical range of each number of {@link TrainingInput}, stated once: the check, the calibration and the tests use it. */
export const trainingDomains = {
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
  peakFlopPerSecond: positive,
  dieAreaSquareCentimetres: positive,
  productFootprintGramsCo2e: nonNegative,
  acceleratorsPerServer: atLeastOne,
  hostGramsCo2e: nonNegative,
} as const satisfies Readonly<Record<string, Domain>>;

/** Full recomputation executes the forward pass twice: (2 + 2 + 4) / 6 of the model's operations (korthikanti-2022 §5). */
const FULL_RECOMPUTE: Given = {
  value: 4 / 3,
  source: "korthikanti-2022",
  at: "§5: forward 2, again 2, backward 4 of 6 operations",
  basis: "derived",
};
const NO_RECOMPUTE: Given = { value: 1, source: "korthikanti-2022", at: "§5", basis: "derived" };

function isHardwareFlopUtilisation(efficiency: Given | HardwareFlopUtilisation): efficiency is HardwareFlopUtilisation {
  return typeof efficiency === "object" && "hfu" in efficiency;
}

function missing(field: string, fix: string): FootprintError {
  return new FootprintError("invalid-input", `training: ${field} is missing; ${fix}`, { field });
}

/** The peak rate of the precision that the run uses. */
function peakOf({ accelerator, precision = accelerator.trainingPrecision }: TrainingInput): Given {
  const peak = accelerator.peakFlopPerSecond[precision];
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

function embodiedMethodOf({ embodiedMethod, accelerator }: TrainingInput): EmbodiedMethod {
  if (embodiedMethod === "product-footprint" && accelerator.productFootprintGramsCo2e === undefined) {
    throw new FootprintError("invalid-input", `training: ${accelerator.name} has no product footprint; use embodiedMethod "components"`, {
      field: "embodiedMethod",
      value: embodiedMethod,
      nearest: ["components"],
    });
  }
  return embodiedMethod ?? (accelerator.productFootprintGramsCo2e === undefined ? "components" : "product-footprint");
}

function check(field: keyof typeof trainingDomains, given: unknown, path: string = field): void {
  checkGiven("training", path, given, trainingDomains[field]);
}

/**
 * Checks a whole input before anything is computed.
 *
 * @throws {@link FootprintError} naming the field, the value, the bound or the fix
 */
export function checkTraining(input: TrainingInput): void {
  const { accelerator, grid, server, efficiency } = input;
  if (typeof input.model !== "object") throw missing("model", "give a model of the catalogue or your own");
  checkModel(input.model);
  check("tokens", input.tokens);
  check("acceleratorCount", input.acceleratorCount);
  check("pue", input.pue);
  if (typeof grid !== "object" || grid === null) throw missing("grid", "give { intensityGramsPerKwh } or a grid of the catalogue");
  check("intensityGramsPerKwh", grid.intensityGramsPerKwh, "grid.intensityGramsPerKwh");
  if (typeof accelerator !== "object" || accelerator === null)
    throw missing("accelerator", "give an accelerator of the catalogue or your own");
  check("memoryBytes", accelerator.memoryBytes, "accelerator.memoryBytes");
  check("dieAreaSquareCentimetres", accelerator.dieAreaSquareCentimetres, "accelerator.dieAreaSquareCentimetres");
  check("peakFlopPerSecond", peakOf(input), "accelerator.peakFlopPerSecond");
  if (defaults.carbonPerAreaGramsPerSquareCentimetre[accelerator.fabNode] === undefined) {
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
  if (server !== undefined && server !== null) {
    check("acceleratorsPerServer", server.acceleratorsPerServer, "server.acceleratorsPerServer");
    check("hostGramsCo2e", server.hostGramsCo2e, "server.hostGramsCo2e");
  }
  embodiedMethodOf(input);
}

/** {@link TrainingTotals} on their way through an estimate. */
export type TrainingQuantities = { readonly [Key in keyof TrainingTotals]: Quantity<UnitOf<Key>> };

/** A number of the caller, or else the record that stands in for it. */
function inputOr<Key extends string>(t: Evaluator, key: Key, given: Given | undefined, standIn: Given): ReturnType<typeof t.input<Key>> {
  return given === undefined ? t.fallback(key, standIn) : t.input(key, given);
}

function wireEfficiency(t: Evaluator, { efficiency, accelerator }: TrainingInput): Quantity<"1"> {
  if (efficiency !== undefined && isHardwareFlopUtilisation(efficiency)) {
    return t.line("efficiency", modelFlopUtilisation, {
      hardwareFlopUtilisation: t.input("hardwareFlopUtilisation", efficiency.hfu),
      recomputeFactor: t.fallback("recomputeFactor", efficiency.recompute === "full" ? FULL_RECOMPUTE : NO_RECOMPUTE),
    });
  }
  return inputOr(t, "efficiency", efficiency, accelerator.trainingEfficiency as Given);
}

type EmbodiedPart =
  "embodiedAcceleratorGramsCo2e" | "embodiedDieGramsCo2e" | "embodiedMemoryGramsCo2e" | "embodiedModuleGramsCo2e" | "embodiedHostGramsCo2e";

/** Wires the manufacture of one accelerator and its share of a server, and the part of it that falls on the run. */
function wireEmbodied(t: Evaluator, input: TrainingInput, hours: Quantity<"h">): Quantity<"gCO2e"> {
  const { accelerator, server = defaults.server } = input;
  const share = t.line("lifetimeShare", lifetimeShare, {
    deviceHours: hours,
    lifetimeYears: inputOr(t, "lifetimeYears", input.lifetimeYears, defaults.lifetimeYears),
    lifetimeUtilisation: inputOr(t, "lifetimeUtilisation", input.lifetimeUtilisation, defaults.lifetimeUtilisation),
  });
  const allocate = (key: EmbodiedPart, perDeviceGramsCo2e: Quantity<"gCO2e">): Quantity<"gCO2e"> =>
    t.line(key, allocatedEmissions, { perDeviceGramsCo2e, lifetimeShare: share });
  const parts =
    embodiedMethodOf(input) === "product-footprint"
      ? [allocate("embodiedAcceleratorGramsCo2e", t.input("productFootprintGramsCo2e", accelerator.productFootprintGramsCo2e as Given))]
      : [
          allocate(
            "embodiedDieGramsCo2e",
            t.line("dieGramsCo2e", dieEmissions, {
              dieAreaSquareCentimetres: t.input("dieAreaSquareCentimetres", accelerator.dieAreaSquareCentimetres),
              carbonPerAreaGramsPerSquareCentimetre: t.fallback(
                "carbonPerAreaGramsPerSquareCentimetre",
                defaults.carbonPerAreaGramsPerSquareCentimetre[accelerator.fabNode],
              ),
            }),
          ),
          allocate(
            "embodiedMemoryGramsCo2e",
            t.line("memoryGramsCo2e", memoryEmissions, {
              memoryBytes: t.input("memoryBytes", accelerator.memoryBytes),
              carbonPerCapacityGramsPerGigabyte: t.fallback("carbonPerCapacityGramsPerGigabyte", defaults.memoryGramsPerGigabyte),
            }),
          ),
          allocate("embodiedModuleGramsCo2e", t.fallback("moduleGramsCo2e", defaults.moduleGramsCo2e)),
        ];
  if (server !== null) {
    parts.push(
      allocate(
        "embodiedHostGramsCo2e",
        t.line("hostShareGramsCo2e", hostShare, {
          hostGramsCo2e: inputOr(t, "hostGramsCo2e", input.server?.hostGramsCo2e, server.hostGramsCo2e),
          acceleratorsPerServer: t.input("acceleratorsPerServer", server.acceleratorsPerServer),
        }),
      ),
    );
  }
  return t.sum("embodiedGramsCo2e", parts);
}

/** Wires model, operations, hours and days. */
function wireRun(
  t: Evaluator,
  input: TrainingInput,
): Pick<TrainingQuantities, "parameters" | "activeParameters" | "trainingFlop" | "deviceHours" | "days"> {
  const { parameters, activeParameters } = wireModel(t, input.model);
  const flop = t.line("trainingFlop", trainingFlop, {
    flopPerParameterToken: t.fallback("flopPerParameterToken", defaults.flopPerParameterToken),
    activeParameters,
    tokens: t.input("tokens", input.tokens),
  });
  const hours =
    input.deviceHours === undefined
      ? t.line("deviceHours", deviceHours, {
          trainingFlop: flop,
          peakFlopPerSecond: t.input("peakFlopPerSecond", peakOf(input)),
          efficiency: wireEfficiency(t, input),
        })
      : t.input("deviceHours", input.deviceHours);
  const days = t.line("days", runDays, { deviceHours: hours, acceleratorCount: t.input("acceleratorCount", input.acceleratorCount) });
  return { parameters, activeParameters, trainingFlop: flop, deviceHours: hours, days };
}

/** The order of the equations of a training estimate; holds no arithmetic of its own. */
function wireTraining(t: Evaluator, input: TrainingInput): TrainingQuantities {
  const run = wireRun(t, input);
  const itEnergyKwh = t.line("itEnergyKwh", itEnergy, {
    averagePowerWatts: inputOr(t, "averagePowerWatts", input.averagePowerWatts, input.accelerator.trainingPowerWatts as Given),
    deviceHours: run.deviceHours,
  });
  const energyKwh = t.line("energyKwh", facilityEnergy, { itEnergyKwh, pue: t.input("pue", input.pue) });
  const operationalGramsCo2e = t.line("operationalGramsCo2e", operationalEmissions, {
    energyKwh,
    intensityGramsPerKwh: t.input("intensityGramsPerKwh", input.grid.intensityGramsPerKwh),
  });
  const embodiedGramsCo2e = wireEmbodied(t, input, run.deviceHours);
  return {
    parameters: run.parameters,
    activeParameters: run.activeParameters,
    trainingFlop: run.trainingFlop,
    deviceHours: run.deviceHours,
    days: run.days,
    itEnergyKwh,
    energyKwh,
    operationalGramsCo2e,
    embodiedGramsCo2e,
    totalGramsCo2e: t.sum("totalGramsCo2e", [operationalGramsCo2e, embodiedGramsCo2e]),
  };
}

function totalsOf(t: Evaluator, quantities: TrainingQuantities): TrainingTotals {
  return {
    parameters: t.value(quantities.parameters),
    activeParameters: t.value(quantities.activeParameters),
    trainingFlop: t.value(quantities.trainingFlop),
    deviceHours: t.value(quantities.deviceHours),
    days: t.value(quantities.days),
    itEnergyKwh: t.value(quantities.itEnergyKwh),
    energyKwh: t.value(quantities.energyKwh),
    operationalGramsCo2e: t.value(quantities.operationalGramsCo2e),
    embodiedGramsCo2e: t.value(quantities.embodiedGramsCo2e),
    totalGramsCo2e: t.value(quantities.totalGramsCo2e),
  };
}

const numbers = /* @__PURE__ */ new Evaluator();

/**
 * The numbers of a training estimate alone, without lines, range or notes: for sweeps over many inputs. The same equations in the same order
 * as {@link estimateTraining}, so the same numbers to the last bit.
 *
 * @param input - the run; every number is checked
 * @returns the numbers (units in their names)
 * @throws {@link FootprintError} naming the field, the value and the bound
 *
 * @example
 * ```ts
 * import { trainingTotals } from "llm-footprint";
 * import { accelerators } from "llm-footprint/catalog/accelerators";
 * import { models } from "llm-footprint/catalog/models";
 *
 * const run = {
 *   model: models["gpt-3-175b"], tokens: 300e9, accelerator: accelerators["v100-sxm2-32gb"], acceleratorCount: 10000,
 *   efficiency: 0.197, averagePowerWatts: 330, pue: 1.1, grid: { intensityGramsPerKwh: 429 },
 * };
 * console.log(Math.round(trainingTotals(run).operationalGramsCo2e / 1e6)); // 553
 * ```
 */
export function trainingTotals(input: TrainingInput): TrainingTotals {
  checkTraining(input);
  const totals = trainingTotals.raw(input);
  // Inputs inside their domains can still overflow together; the recorded run then names the equation.
  if (!Number.isFinite(totals.totalGramsCo2e) || !Number.isFinite(totals.trainingFlop)) wireTraining(new Evaluator(new Trace()), input);
  return totals;
}

/** A checked and recorded training run, for what works on the trace: ranges and distributions. */
export function traceTraining(input: TrainingInput): { trace: Trace; quantities: TrainingQuantities; totals: TrainingTotals } {
  checkTraining(input);
  const trace = new Trace();
  const t = new Evaluator(trace);
  const quantities = wireTraining(t, input);
  return { trace, quantities, totals: totalsOf(t, quantities) };
}

/** The same without the check, for kernels that evaluate millions of inputs known to be inside their domains. */
trainingTotals.raw = (input: TrainingInput): TrainingTotals => totalsOf(numbers, wireTraining(numbers, input));

/**
 * Estimates the energy and the operational and embodied emissions of training a model, with low and high, every line and its source.
 *
 * @param input - the run: model, tokens, accelerators, place
 * @returns the numbers (units in their names), their range, lines and notes
 * @throws {@link FootprintError} naming the field, the value and the bound or the fix
 *
 * @example
 * ```ts
 * import { estimateTraining } from "llm-footprint";
 * import { accelerators } from "llm-footprint/catalog/accelerators";
 * import { models } from "llm-footprint/catalog/models";
 * import { sites } from "llm-footprint/catalog/sites";
 *
 * const site = sites["microsoft-us-2020"];
 * const estimate = estimateTraining({
 *   model: models["gpt-3-175b"],
 *   tokens: 300e9,
 *   accelerator: accelerators["v100-sxm2-32gb"],
 *   acceleratorCount: 10000,
 *   efficiency: 0.197,
 *   averagePowerWatts: 330,
 *   pue: site.pue,
 *   grid: { intensityGramsPerKwh: 429 },
 * });
 * console.log((estimate.operationalGramsCo2e / 1e6).toFixed(2)); // 553.34
 * console.log(estimate.low.totalGramsCo2e < estimate.totalGramsCo2e); // true
 * ```
 */
export function estimateTraining(input: TrainingInput): TrainingEstimate {
  const { trace, quantities, totals } = traceTraining(input);
  const { low, high, drivers } = propagateRanges<keyof TrainingTotals>(trace, quantities, "totalGramsCo2e");
  return {
    kind: "training",
    ...totals,
    low,
    high,
    drivers,
    lines: trace.lines(),
    notes: noteTraining({
      input,
      totals,
      trace,
      embodiedMethod: embodiedMethodOf(input),
      fromArchitecture: countFromArchitecture(input.model),
    }),
  };
}
