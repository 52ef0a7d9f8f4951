import { estimateTraining } from "llm-footprint";
import { calibrate, type CalibrationParameter } from "llm-footprint/calibration";
import { llmcarbonReference } from "llm-footprint/methods";
import { describe, expect, it } from "vitest";
import { relativeError, testGolden } from "../helpers/golden.js";
import { gpt3, gpt3Reference, GRAMS_PER_TONNE } from "../helpers/gpt-3.js";
import { without } from "../helpers/without.js";
import known from "./calibration/gpt-3.json" with { type: "json" };

const DONG = { value: 536.69e6, source: "dong-2024" };
const PATTERSON = { value: 552.1e6, source: "patterson-2021" };
/** The V100 peak to which the achieved rate belongs (TFLOP/s). */
const V100_PEAK = 125;

interface Inputs {
  readonly parameter: CalibrationParameter;
  readonly start?: number;
  readonly referenceTonnesCo2e: number;
  readonly source: string;
}

testGolden<Inputs>(known, ({ parameter, start, referenceTonnesCo2e, source }) => {
  const scenario = start === undefined ? gpt3 : { ...gpt3, [parameter]: start };
  const reference = { value: referenceTonnesCo2e * GRAMS_PER_TONNE, source };
  const found = calibrate({ scenario, parameter, reference });
  const { figure, value } = found;
  expect(figure).toEqual({ value, calibratedTo: source });
  expect(found.withinBounds).toBe(true);
  expect(found.notes).toEqual([]);
  expect(found.factor).toBe(value / found.before);
  // The solved figure, put into the scenario, must meet the reference with the same precision as it was solved to (1e-9 of the specification).
  const solved =
    parameter === "intensityGramsPerKwh" ? { ...gpt3, grid: { intensityGramsPerKwh: figure } } : { ...gpt3, [parameter]: figure };
  const calibrated = estimateTraining(solved);
  expect(relativeError(calibrated.operationalGramsCo2e, reference.value)).toBeLessThan(1e-9);
  expect(calibrated.operationalGramsCo2e).toBeCloseTo(found.estimateAfter, 3);
  const origins = calibrated.lines.flatMap(({ inputs }) => inputs).filter(({ origin }) => origin.kind === "calibration");
  expect(origins.map(({ name, origin }) => [name, origin])).toEqual([[parameter, { kind: "calibration", reference: source }]]);
  return {
    before: found.before,
    value,
    factorEstimateOverReference: found.estimateBefore / reference.value,
    deviceHours: calibrated.deviceHours,
    achievedTeraflopPerSecond: value * V100_PEAK,
  };
});

describe("the GPT-3 reference", () => {
  const achieved = { ...gpt3Reference, peakFlopPerSecond: 24.6e12, efficiency: 1 };
  const delta = (run: typeof gpt3Reference | typeof achieved, reference: number): number =>
    llmcarbonReference(run).operationalGramsCo2e / reference - 1;

  it("gpt3.reference.536: 3.1 to 3.3 % above 536.69 t", () => {
    // Printed with twelve digits of percent; 1e-9 of the delta.
    expect(relativeError(delta(gpt3Reference, DONG.value), 0.031032197452)).toBeLessThan(1e-9);
    expect(relativeError(delta(achieved, DONG.value), 0.032079994401)).toBeLessThan(1e-9);
    for (const run of [gpt3Reference, achieved]) {
      expect(delta(run, DONG.value)).toBeGreaterThan(0.031);
      expect(delta(run, DONG.value)).toBeLessThan(0.033);
    }
  });

  it("gpt3.reference.552: within 0.5 % of 552.1 t", () => {
    expect(relativeError(delta(gpt3Reference, PATTERSON.value), 0.002254428637)).toBeLessThan(1e-9);
    expect(relativeError(delta(achieved, PATTERSON.value), 0.003272979886)).toBeLessThan(1e-9);
    for (const run of [gpt3Reference, achieved]) expect(Math.abs(delta(run, PATTERSON.value))).toBeLessThan(0.005);
  });

  it("the library's own estimate is the same operational number as the method", () => {
    // Same equations in another order of operations: rounding only.
    expect(relativeError(estimateTraining(gpt3).operationalGramsCo2e, llmcarbonReference(gpt3Reference).operationalGramsCo2e)).toBeLessThan(
      1e-12,
    );
  });

  it("gpt3.calibrated.536: meets 536.69 t within 1e-9", () => {
    const { estimateAfter, residual, value } = calibrate({ scenario: gpt3, parameter: "efficiency", reference: DONG });
    expect(relativeError(estimateAfter, DONG.value)).toBeLessThan(1e-9);
    expect(Math.abs(residual)).toBeLessThan(1e-9);
    expect(relativeError(llmcarbonReference({ ...gpt3Reference, efficiency: value }).operationalGramsCo2e, DONG.value)).toBeLessThan(1e-9);
  });

  it("gpt3.total: embodied comes on top of both references, which are operational only", () => {
    const { operationalGramsCo2e, embodiedGramsCo2e, totalGramsCo2e } = estimateTraining(gpt3);
    expect(embodiedGramsCo2e).toBeGreaterThan(0);
    expect(totalGramsCo2e).toBe(operationalGramsCo2e + embodiedGramsCo2e);
    expect(totalGramsCo2e).toBeGreaterThan(PATTERSON.value);
    // Calibrated on the default scope, the operational number meets the reference and the total lies above it by the embodied part.
    const { value } = calibrate({ scenario: gpt3, parameter: "pue", reference: DONG });
    const calibrated = estimateTraining({ ...gpt3, pue: value });
    expect(relativeError(calibrated.totalGramsCo2e - calibrated.embodiedGramsCo2e, DONG.value)).toBeLessThan(1e-9);
  });
});

describe("calibrate", () => {
  it("does not depend on the start", () => {
    const from = [0.05, 0.1968, 0.197, 0.6].map(
      (efficiency) => calibrate({ scenario: { ...gpt3, efficiency }, parameter: "efficiency", reference: DONG }).value,
    );
    // Ten digits, as many as the known answer has.
    for (const value of from) expect(relativeError(value, 0.2031133429)).toBeLessThan(1e-9);
  });

  const { operationalGramsCo2e: a, embodiedGramsCo2e: b } = estimateTraining(gpt3);
  const total = { quantity: "totalGramsCo2e", value: 580e6, source: "a total" } as const;
  // Closed forms of the specification with a = operational and b = embodied; the search stops at a relative residual of 1e-13.
  it.each([
    ["efficiency", 0.197, (a + b) / total.value],
    ["averagePowerWatts", 330, (total.value - b) / a],
    ["intensityGramsPerKwh", 429, (total.value - b) / a],
    ["pue", 1.1, (total.value - b) / a],
  ] as const)("meets a total by its closed form: %s", (parameter, before, factor) => {
    const found = calibrate({ scenario: gpt3, parameter, reference: total });
    expect(relativeError(found.value, before * factor)).toBeLessThan(1e-11);
    expect(relativeError(found.estimateAfter, total.value)).toBeLessThan(1e-12);
  });

  it("returns a value outside the physical range with withinBounds: false, and does not clamp it", () => {
    const found = calibrate({ scenario: gpt3, parameter: "pue", reference: { value: 400e6, source: "too low for a PUE of 1" } });
    expect(found.withinBounds).toBe(false);
    expect(found.notes).toHaveLength(1);
    expect(found.bounds).toEqual({ low: 1, high: 2.5 });
    // before × reference / estimate, below the smallest possible PUE
    expect(relativeError(found.value, (1.1 * 400) / 553.344670051)).toBeLessThan(1e-9);
    expect(relativeError(found.estimateAfter, 400e6)).toBeLessThan(1e-12);
  });

  it("states the physical ranges of the specification", () => {
    const boundsOf = (parameter: CalibrationParameter) => calibrate({ scenario: gpt3, parameter, reference: DONG }).bounds;
    expect(boundsOf("efficiency")).toEqual({ low: 0.02, high: 0.75 });
    expect(boundsOf("intensityGramsPerKwh")).toEqual({ low: 0, high: 1500 });
    expect(boundsOf("pue")).toEqual({ low: 1, high: 2.5 });
    // 0.1 to 1.6 times the 300 W of the V100
    expect(boundsOf("averagePowerWatts")).toEqual({ low: 30, high: 480 });
    const bounds = { low: 0.3, high: 0.4 };
    expect(calibrate({ scenario: gpt3, parameter: "efficiency", reference: DONG, bounds })).toMatchObject({ bounds, withinBounds: false });
  });

  it.each(["averagePowerWatts", "intensityGramsPerKwh", "pue"] as const)("finds no %s for a total below the embodied part", (parameter) => {
    const reference = { quantity: "totalGramsCo2e", value: b * 0.9, source: "below the embodied part" } as const;
    expect(() => calibrate({ scenario: gpt3, parameter, reference })).toThrow(expect.objectContaining({ code: "no-solution" }) as Error);
  });

  it("finds no value where the quantity does not move with the parameter in this scenario", () => {
    // Hours are given, so tokens move neither hours nor energy.
    const scenario = { ...without(gpt3, "efficiency"), deviceHours: 3_552_000 };
    expect(() => calibrate({ scenario, parameter: "tokens", reference: DONG })).toThrow(
      expect.objectContaining({ name: "FootprintError" }) as Error,
    );
  });

  it("finds no PUE on a grid without emissions", () => {
    const scenario = { ...gpt3, grid: { intensityGramsPerKwh: 0 } };
    expect(() => calibrate({ scenario, parameter: "pue", reference: DONG })).toThrow(
      expect.objectContaining({ name: "FootprintError" }) as Error,
    );
  });
});
