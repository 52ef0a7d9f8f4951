import { defaults } from "../catalog/defaults.js";
import { FootprintError } from "../core/errors.js";
import { type CalibratedNumber, valueOf } from "../core/figure.js";
import { anyNumber, checkArgument, type Domain, formatDomain, formatValue, isInDomain, outOfDomain, positive } from "../core/formula.js";
import { training, trainingTotals } from "../estimate/training.js";
import { valueIn } from "../graph/evaluate.js";
import { attentionOf } from "../estimate/training-input.js";
import type { TrainingQuantity } from "../estimate/training-result.js";
import type { TrainingInput } from "../estimate/generated/inputs.js";
import type { TrainingTotals } from "../estimate/generated/totals.js";

/** What {@link calibrate} can solve for. */
export type CalibrationParameter = "efficiency" | "averagePowerWatts" | "intensityGramsPerKwh" | "pue" | "tokens";

/** What the estimate has to meet. */
export interface CalibrationReference {
  /** A result of the estimate; `operationalGramsCo2e` where left out. Operational references must not be compared with totals. */
  readonly quantity?: Exclude<TrainingQuantity, "parameters" | "activeParameters">;
  /** The published or measured value, in the unit of the quantity. */
  readonly value: number;
  /** Where the value comes from; it becomes the origin of the solved number. */
  readonly source: string;
}

/** Inputs of {@link calibrate}. */
export interface CalibrationInput {
  /** The run as it is now; its own value of the parameter is the start. */
  readonly scenario: TrainingInput;
  readonly parameter: CalibrationParameter;
  readonly reference: CalibrationReference;
  /** The range that counts as physical. */
  readonly bounds?: { readonly low: number; readonly high: number };
}

/** What {@link calibrate} found. */
export interface Calibration {
  readonly parameter: CalibrationParameter;
  /** The value before. */
  readonly before: number;
  /** The value with which the estimate meets the reference. */
  readonly value: number;
  /** `value` over `before`; `null` when that is zero. */
  readonly factor: number | null;
  /** The compared quantity before and after. */
  readonly estimateBefore: number;
  readonly estimateAfter: number;
  /** `estimateAfter` over the reference, less one. */
  readonly residual: number;
  readonly bounds: { readonly low: number; readonly high: number };
  /** Whether the value lies in the physical range; outside it, no value there meets the reference. */
  readonly withinBounds: boolean;
  /** The value with its origin, to put into a scenario. */
  readonly figure: CalibratedNumber;
  readonly notes: readonly string[];
}

// Every parameter enters an estimate as a factor, a divisor or part of a sum, so one secant step is exact; more are for rounding.
const MOST_STEPS = 50;
const RELATIVE_RESIDUAL = 1e-13;
// What rounding may leave of it over the dozen products of an estimate.
const MOST_RESIDUAL = 1e-9;

/** Facts of a scenario that a parameter cannot move: with one of them given, the parameter says nothing. */
const fixedBy: Readonly<Record<CalibrationParameter, readonly (keyof TrainingInput)[]>> = {
  efficiency: ["deviceHours", "wallClockDays", "deviceTokensPerSecond", "stepSeconds"],
  tokens: ["deviceHours", "wallClockDays"],
  averagePowerWatts: ["itEnergyKwh"],
  pue: [],
  intensityGramsPerKwh: [],
};

/** Only the emissions of electricity know the grid, and only they and the facility know the PUE; nothing after the hours knows the tokens. */
const movedBy: Readonly<Record<CalibrationParameter, readonly TrainingQuantity[]>> = {
  efficiency: ["deviceHours", "days", "itEnergyKwh", "energyKwh", "operationalGramsCo2e", "embodiedGramsCo2e", "totalGramsCo2e"],
  tokens: [
    "trainingFlop",
    "deviceHours",
    "days",
    "itEnergyKwh",
    "energyKwh",
    "operationalGramsCo2e",
    "embodiedGramsCo2e",
    "totalGramsCo2e",
  ],
  averagePowerWatts: ["itEnergyKwh", "energyKwh", "operationalGramsCo2e", "totalGramsCo2e"],
  pue: ["energyKwh", "operationalGramsCo2e", "totalGramsCo2e"],
  intensityGramsPerKwh: ["operationalGramsCo2e", "totalGramsCo2e"],
};

/** The value of the parameter in use, whether given, from a record, or predicted. */
function startOf({ scenario, parameter }: CalibrationInput): number {
  const run = training.run(scenario);
  return (valueIn(run, parameter) ?? valueIn(run, "efficiencyWithAttention")) as number;
}

function withParameter(scenario: TrainingInput, parameter: CalibrationParameter, value: number): TrainingInput {
  switch (parameter) {
    case "intensityGramsPerKwh":
      return { ...scenario, grid: { ...scenario.grid, intensityGramsPerKwh: value } };
    case "efficiency":
      // A given efficiency counts no attention unless told: the solved one shall mean the same operations as the one before.
      return { ...scenario, efficiency: value, attentionFlop: attentionOf(scenario) };
    default:
      return { ...scenario, [parameter]: value };
  }
}

function boundsOf({ scenario, parameter, bounds }: CalibrationInput, totals: TrainingTotals): { low: number; high: number } {
  if (bounds !== undefined) return bounds;
  const { plausibleRanges: plausible } = defaults;
  const scaled = (range: { low: number; high: number }, by: number) => ({ low: range.low * by, high: range.high * by });
  switch (parameter) {
    case "efficiency":
      return plausible.efficiency;
    case "averagePowerWatts":
      if (scenario.accelerator.tdpWatts === undefined) {
        throw new FootprintError("invalid-input", `calibrate: ${scenario.accelerator.name} has no TDP to bound its power; give bounds`, {
          field: "bounds",
        });
      }
      return scaled(plausible.averagePowerOverTdp, valueOf(scenario.accelerator.tdpWatts));
    case "intensityGramsPerKwh":
      return plausible.intensityGramsPerKwh;
    case "pue":
      return plausible.pue;
    case "tokens":
      return scaled(plausible.tokensPerParameter, totals.activeParameters);
  }
}

function checkBounds(bounds: CalibrationInput["bounds"]): void {
  if (bounds === undefined) return;
  checkArgument("calibrate", "bounds", bounds, "an object");
  if (isInDomain(bounds.low, anyNumber) && isInDomain(bounds.high, anyNumber) && bounds.low < bounds.high) return;
  throw new FootprintError(
    "invalid-input",
    `calibrate: bounds = ${formatValue(bounds.low)} to ${formatValue(bounds.high)}; give two numbers, low below high`,
    { field: "bounds", value: bounds },
  );
}

/**
 * Solves for one parameter so that the estimate meets a reference. The estimate is proportional to the parameter, or to its inverse, plus a
 * part that does not depend on it, so the secant method meets the reference in one step.
 *
 * A value outside the physical range is returned with `withinBounds: false`, never clamped. A calibrated run says nothing about accuracy.
 *
 * @param input - the scenario, the parameter and the reference
 * @returns the value, the estimate before and after, and whether the value is physical
 * @throws `FootprintError` `no-solution` when no value at all meets the reference, `invalid-input` for a parameter that does not move the
 * compared quantity
 *
 * @example
 * ```ts
 * import { calibrate } from "llm-footprint/calibration";
 * import { accelerators } from "llm-footprint/catalog/accelerators";
 * import { models } from "llm-footprint/catalog/models";
 *
 * const scenario = {
 *   model: models["gpt-3-175b"], tokens: 300e9, accelerator: accelerators["v100-sxm2-32gb"], acceleratorCount: 10000,
 *   efficiency: 0.197, averagePowerWatts: 330, pue: 1.1, grid: { intensityGramsPerKwh: 429 },
 * };
 * const reference = { value: 536.69e6, source: "dong-2024" };
 * const { value, withinBounds } = calibrate({ scenario, parameter: "efficiency", reference });
 * console.log(value.toFixed(10), withinBounds); // 0.2031133429 true
 * ```
 */
export function calibrate(input: CalibrationInput): Calibration {
  checkArgument("calibrate", "the input", input, "an object");
  const { scenario, parameter, reference } = input;
  if (typeof reference !== "object" || reference === null) {
    throw new FootprintError("invalid-input", "calibrate: reference is missing; give { value, source }", { field: "reference" });
  }
  const { quantity = "operationalGramsCo2e" } = reference;
  const moved = Object.hasOwn(movedBy, parameter) ? movedBy[parameter] : undefined;
  if (moved === undefined) {
    const known = Object.keys(movedBy);
    throw new FootprintError("invalid-input", `calibrate: parameter = ${formatValue(parameter)} is not one of ${known.join(", ")}`, {
      field: "parameter",
      value: parameter,
      nearest: known,
    });
  }
  if (!isInDomain(reference.value, positive)) throw outOfDomain("calibrate", "reference.value", reference.value, positive);
  if (!moved.includes(quantity)) {
    throw new FootprintError("invalid-input", `calibrate: ${parameter} does not move ${quantity}; it moves ${moved.join(", ")}`, {
      field: "reference.quantity",
      value: quantity,
      nearest: moved,
    });
  }
  checkBounds(input.bounds);
  const totals = trainingTotals(scenario);
  const [fixed] = fixedBy[parameter].filter((field) => scenario[field] !== undefined);
  if (fixed !== undefined && !(parameter === "tokens" && quantity === "trainingFlop")) {
    throw new FootprintError("conflicting-input", `calibrate: the scenario gives ${fixed}, so ${parameter} does not move ${quantity}`, {
      field: "parameter",
      value: parameter,
    });
  }
  const estimateBefore = totals[quantity];
  const before = startOf(input);
  const inverse = parameter === "efficiency";
  // Unguarded, because the search may pass through values that are not physical.
  const estimateAt = (x: number): number => trainingTotals.raw(withParameter(scenario, parameter, inverse ? 1 / x : x))[quantity];
  const value = solve(estimateAt, inverse ? 1 / before : before, reference.value, parameter, quantity);
  const solved = inverse ? 1 / value : value;
  const estimateAfter = estimateAt(value);
  const { low, high } = boundsOf(input, totals);
  const bounds = { low, high };
  const range: Domain = { min: bounds.low, max: bounds.high };
  const withinBounds = solved >= bounds.low && solved <= bounds.high;
  return {
    parameter,
    before,
    value: solved,
    factor: before === 0 ? null : solved / before,
    estimateBefore,
    estimateAfter,
    residual: estimateAfter / reference.value - 1,
    bounds,
    withinBounds,
    figure: { value: solved, calibratedTo: reference.source },
    notes: withinBounds
      ? []
      : [`No ${input.parameter} in the physical range ${formatDomain(range)} meets the reference; the equation would need ${solved}.`],
  };
}

function solve(estimateAt: (x: number) => number, start: number, target: number, parameter: string, quantity: string): number {
  let [x0, x1] = start === 0 ? [1, 2] : [start, start * 2];
  let [y0, y1] = [estimateAt(x0), estimateAt(x1)];
  for (let step = 0; step < MOST_STEPS && Math.abs(y1 / target - 1) > RELATIVE_RESIDUAL && y0 !== y1; step++) {
    const x2 = x1 + ((target - y1) * (x1 - x0)) / (y1 - y0);
    [x0, y0] = [x1, y1];
    [x1, y1] = [x2, estimateAt(x2)];
  }
  if (!(x1 > 0) || !(Math.abs(y1 / target - 1) < MOST_RESIDUAL)) {
    throw new FootprintError(
      "no-solution",
      `calibrate: no ${parameter} brings ${quantity} to ${target}; the parts that do not depend on it are already larger`,
      { field: "parameter", value: parameter, bound: String(target) },
    );
  }
  return x1;
}
