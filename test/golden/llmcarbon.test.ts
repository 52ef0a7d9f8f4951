import { fittedBatchSize, fittedDeviceCount, gptParameters, llmcarbonMoeParameters, moeParameters } from "llm-footprint/formulas";
import { rescaledThroughput, roundedDeviceCount, testLoss } from "llm-footprint/formulas";
import {
  llmcarbonEmbodied,
  type LlmcarbonEmbodiedInput,
  llmcarbonPredict,
  llmcarbonReference,
  type LlmcarbonReferenceInput,
  llmcarbonTables,
} from "llm-footprint/methods";
import { describe, expect, it } from "vitest";
import { relativeError, testGolden } from "../helpers/golden.js";
import { GRAMS_PER_KILOGRAM, GRAMS_PER_TONNE } from "../helpers/gpt-3.js";
import parameters from "./llmcarbon/parameters.json" with { type: "json" };
import polynomials from "./llmcarbon/polynomials.json" with { type: "json" };
import scalingLaw from "./llmcarbon/scaling-law.json" with { type: "json" };
import table4 from "./llmcarbon/table-4.json" with { type: "json" };
import table5 from "./llmcarbon/table-5.json" with { type: "json" };

interface Table4Inputs {
  readonly run: LlmcarbonReferenceInput;
  readonly actualTonnesCo2e?: number;
  readonly reportedFlop?: number;
}

testGolden<Table4Inputs>(table4, ({ run, actualTonnesCo2e = Number.NaN, reportedFlop = Number.NaN }) => {
  const { computeFlop, deviceHours, days, itEnergyKwh, energyKwh, operationalGramsCo2e } = llmcarbonReference(run);
  return {
    computeFlop,
    deviceHours,
    days,
    itEnergyMwh: itEnergyKwh / 1e3,
    energyMwh: energyKwh / 1e3,
    operationalTonnesCo2e: operationalGramsCo2e / GRAMS_PER_TONNE,
    delta: operationalGramsCo2e / GRAMS_PER_TONNE / actualTonnesCo2e - 1,
    flopRatio: computeFlop / reportedFlop,
    actualTimesFlopRatioTonnesCo2e: (actualTonnesCo2e * computeFlop) / reportedFlop,
  };
});

interface Table5Inputs extends LlmcarbonEmbodiedInput {
  readonly actualKilogramsCo2e?: number;
}

testGolden<Table5Inputs>(table5, ({ actualKilogramsCo2e = Number.NaN, ...input }) => {
  const { units, embodiedGramsCo2e } = llmcarbonEmbodied(input);
  return {
    perUnitKilogramsCo2e: units.length === 1 ? (units[0]?.perUnitGramsCo2e ?? Number.NaN) / GRAMS_PER_KILOGRAM : undefined,
    allocatedKilogramsCo2e: units.length === 1 ? (units[0]?.allocatedGramsCo2e ?? Number.NaN) / GRAMS_PER_KILOGRAM : undefined,
    embodiedKilogramsCo2e: embodiedGramsCo2e / GRAMS_PER_KILOGRAM,
    delta: embodiedGramsCo2e / GRAMS_PER_KILOGRAM / actualKilogramsCo2e - 1,
  };
});

interface PolynomialRowInputs {
  readonly parameters: number;
  readonly memoryBytes: number;
  readonly training?: Omit<LlmcarbonReferenceInput, "baseParameters" | "efficiency" | "deviceCount"> & {
    readonly peakFlopPerSecond: number;
  };
}

const fits = llmcarbonTables.polynomials;
/** First size at which the count polynomial may be used. */
const COUNT_FROM = 76e9;

// Rows below the domain of the count get none from `llmcarbonPredict`; the bare polynomial that the paper uses there is checked beside it.
function bareDeviceCount(size: number, tensorParallelism: number, pipelineParallelism: number): number {
  return roundedDeviceCount({
    devices: fittedDeviceCount.raw({ parameters: size, ...fits.deviceCount }),
    deviceScale: 1,
    tensorParallelism,
    pipelineParallelism,
  });
}

testGolden<PolynomialRowInputs>(polynomials, (inputs) => {
  const { parameters: size, memoryBytes, training } = inputs;
  const { throughputFlopPerSecond, deviceCount, ...split } = llmcarbonPredict({ parameters: size, memoryBytes });
  const run =
    training === undefined
      ? undefined
      : llmcarbonReference({
          ...training,
          baseParameters: size,
          deviceCount: deviceCount ?? Number.NaN,
          efficiency: throughputFlopPerSecond / training.peakFlopPerSecond,
        });
  return {
    tensorParallelism: split.tensorParallelism,
    pipelineParallelism: split.pipelineParallelism,
    ...(size < COUNT_FROM
      ? { roundedDeviceCountOutsideItsDomain: bareDeviceCount(size, split.tensorParallelism, split.pipelineParallelism) }
      : { deviceCount: deviceCount ?? undefined }),
    throughputTeraflopPerSecond: throughputFlopPerSecond / 1e12,
    operationalTonnesCo2e: run === undefined ? undefined : run.operationalGramsCo2e / GRAMS_PER_TONNE,
  };
});

describe("LLMCarbon, fitted polynomials (llmcarbon-predict)", () => {
  it("carries the coefficients that the reference code prints, in FLOP/s", () => {
    // Printed in TFLOP/s with nine digits; 1e-15 for the product with 1e12.
    const printed = [
      [fits.throughputOnePipelineStage, -8.82079068e-20, 1.68591116e-9, 1.33954735e2, 1e12],
      [fits.throughputManyPipelineStages, -5.60233749e-23, 8.45435587e-11, 1.34546129e2, 1e12],
      [fits.deviceCount, -2.12910565e-21, 4.39684339e-9, 7.99173057e2, 1],
      [fits.batchSize, -4.29439186e-1, 5.21376002e1, 1.43737095e3, 1],
    ] as const;
    for (const [fit, quadratic, linear, constant, scale] of printed) {
      expect(relativeError(fit.quadratic, quadratic * scale)).toBeLessThan(1e-15);
      expect(relativeError(fit.linear, linear * scale)).toBeLessThan(1e-15);
      expect(relativeError(fit.constant, constant * scale)).toBeLessThan(1e-15);
    }
  });

  it("predicts the batch from the pipeline depth, and gives every device a sequence", () => {
    // a p² + b p + c with the printed coefficients, by hand at p = 1 and p = 10
    expect(relativeError(fittedBatchSize({ pipelineParallelism: 1, ...fits.batchSize }), 1489.079111014)).toBeLessThan(1e-12);
    expect(relativeError(llmcarbonPredict({ parameters: 175e9, memoryBytes: 80e9 }).batchSize ?? Number.NaN, 1915.8030334)).toBeLessThan(
      1e-12,
    );
    const onV100 = llmcarbonPredict({ parameters: 175e9, memoryBytes: 32e9 });
    expect(onV100.batchSize).toBe(onV100.deviceCount);
  });

  it("carries the A100 rate to a V100 by both factors", () => {
    const rate = rescaledThroughput({
      throughputFlopPerSecond: 147.625535916e12,
      slowdown: 7.76 / 33.46,
      peakFlopPerSecond: 125e12,
      fittedPeakFlopPerSecond: 312e12,
    });
    // Both rates are printed with twelve digits.
    expect(relativeError(rate / 1e12, 45.4280497696)).toBeLessThan(1e-11);
  });

  it("refuses a device count of the caller, because L7 is not published in full", () => {
    expect(() => llmcarbonPredict({ parameters: 175e9, memoryBytes: 80e9, deviceCount: 1024 })).toThrow(
      expect.objectContaining({ code: "unsupported" }) as Error,
    );
  });
});

interface ScalingLawInputs {
  readonly law: keyof typeof llmcarbonTables.scalingLaws;
  readonly constants: Readonly<Record<"parameterScale" | "parameterExponent" | "tokenScale" | "tokenExponent" | "irreducibleLoss", number>>;
  readonly parameters: number;
  readonly tokens: number;
}

testGolden<ScalingLawInputs>(scalingLaw, ({ law, constants, parameters: size, tokens }) => {
  // The constants of the library must be the printed ones, so both go through the equation.
  expect(llmcarbonTables.scalingLaws[law]).toMatchObject(constants);
  return { testLoss: testLoss({ parameters: size, tokens, ...constants }) };
});

interface ParameterInputs {
  readonly equation: "L1b" | "L2" | "L2b";
}

testGolden<ParameterInputs>(parameters, ({ equation, ...inputs }) => {
  const equations = { L1b: gptParameters, L2: llmcarbonMoeParameters, L2b: moeParameters };
  return { parameters: equations[equation](inputs as never) };
});
