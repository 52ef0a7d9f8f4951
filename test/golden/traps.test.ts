import { countParameters, estimateTraining, type ExpertArchitecture } from "llm-footprint";
import { accelerators } from "llm-footprint/catalog/accelerators";
import { models } from "llm-footprint/catalog/models";
import { fittedDeviceCount, fittedThroughput, llmcarbonMoeParameters, moeParameters } from "llm-footprint/formulas";
import { llmcarbonEmbodied, llmcarbonPredict, llmcarbonReference, llmcarbonTables, mlco2Peak } from "llm-footprint/methods";
import { describe, expect, it } from "vitest";
import { relativeError } from "../helpers/golden.js";
import { gpt3, gpt3Reference, GRAMS_PER_TONNE } from "../helpers/gpt-3.js";
import { without } from "../helpers/without.js";

const withCode = (code: string): Error => expect.objectContaining({ name: "FootprintError", code }) as Error;

// Known ways to get LLMCarbon wrong, one test each. Expected numbers: independent computation, printed with the digits that the tolerances state.
describe("traps of LLMCarbon", () => {
  it("LC1: peak power times FLOP efficiency is mlco2-peak, and only behind an option", () => {
    const literal = llmcarbonReference({ ...gpt3Reference, powerWatts: 300, hardwareEnergy: "literal" });
    expect(relativeError(literal.operationalGramsCo2e, 99.099e6)).toBeLessThan(1e-12);
    expect(literal.notes.join(" ")).toMatch(/efficiency cancels/u);
    const peak = mlco2Peak({ tdpWatts: 300, computeFlop: 3.15e23, peakFlopPerSecond: 125e12, intensityGramsPerKwh: 429, applyPue: 1.1 });
    expect(relativeError(peak.operationalGramsCo2e, literal.operationalGramsCo2e)).toBeLessThan(1e-12);
    const withSystemPower = llmcarbonReference({ ...gpt3Reference, hardwareEnergy: "literal" });
    expect(relativeError(withSystemPower.operationalGramsCo2e, 109.0089e6)).toBeLessThan(1e-12);
    const byDefault = llmcarbonReference(gpt3Reference);
    expect(relativeError(byDefault.operationalGramsCo2e, 553.344670051e6)).toBeLessThan(1e-9);
    expect(byDefault.notes).toEqual([]);
  });

  it("LC2: experts are not four times as wide as the model", () => {
    const gshard = { layers: 36, hiddenSize: 1024, experts: 2048, expertLayerShare: 0.5 };
    const narrow = llmcarbonMoeParameters({ ...gshard, denseParameters: 12 * 36 * 1024 ** 2 });
    const real = moeParameters({ ...gshard, feedForwardSize: 8192 });
    // 619e9 is published with three digits.
    expect(relativeError(real, 619e9)).toBeLessThan(1e-3);
    expect(narrow / real).toBeLessThan(0.51);
    const withoutWidth = without({ ...gshard, feedForwardSize: 8192 }, "feedForwardSize") as Parameters<typeof moeParameters>[0];
    expect(() => moeParameters(withoutWidth)).toThrow(/feedForwardSize is missing/u);
    const mixtral = models["mixtral-8x7b"].architecture as ExpertArchitecture;
    const architecture = { ...mixtral, experts: without(mixtral.experts, "feedForwardSize") } as ExpertArchitecture;
    expect(() => countParameters({ kind: "mixture-of-experts", architecture })).toThrow(/architecture\.experts\.feedForwardSize/u);
  });

  it("LC3: hardware FLOP utilisation counts recomputed operations", () => {
    const run = { ...gpt3, accelerator: accelerators["a100-sxm4-80gb"], acceleratorCount: 1520 };
    const full = estimateTraining({ ...run, efficiency: { hfu: 0.47, recompute: "full" } });
    // 0.47 / (4/3) is 0.3525 up to rounding
    expect(relativeError(full.deviceHours, estimateTraining({ ...run, efficiency: 0.3525 }).deviceHours)).toBeLessThan(1e-12);
    // The A100 polynomial at 175e9: 147.625535916 of 312 TFLOP/s, hardware operations with full recomputation; hours printed with two decimals.
    const hfu = 147.625535916 / 312;
    const hours = (recompute: "full" | "none") => estimateTraining({ ...run, efficiency: { hfu, recompute } }).deviceHours;
    expect(Math.abs(hours("full") - 790_287.85)).toBeLessThan(0.006);
    expect(Math.abs(hours("none") - 592_715.88)).toBeLessThan(0.006);
    expect(() => estimateTraining({ ...run, efficiency: { hfu: 0.47 } as never })).toThrow(/recompute/u);
  });

  it("LC4: tokens in billions that are labelled trillions", () => {
    const wrong = llmcarbonReference({ ...gpt3Reference, tokens: 300e12 });
    // printed with two decimals of a tonne
    expect(Math.abs(wrong.operationalGramsCo2e / GRAMS_PER_TONNE - 553_344.67)).toBeLessThan(0.006);
    const magnitudes = (tokens: number) =>
      estimateTraining({ ...gpt3, tokens })
        .notes.filter(({ code }) => code === "magnitude")
        .map(({ message }) => message);
    expect(magnitudes(300e9)).toEqual([]);
    // 1714 tokens per parameter could be; 14,805 days could not.
    expect(magnitudes(300e12)).toEqual([expect.stringContaining("14805 days")]);
    expect(magnitudes(300e15).join(" ")).toContain("tokens per active parameter");
    expect(magnitudes(80e9)).toEqual([expect.stringContaining("tokens per active parameter")]);
  });

  it("LC5: the polynomials are refused outside their range", () => {
    const { deviceCount, throughputOnePipelineStage, throughputManyPipelineStages } = llmcarbonTables.polynomials;
    expect(() => fittedDeviceCount({ parameters: 1.7e9, ...deviceCount })).toThrow(withCode("out-of-domain"));
    expect(() => fittedThroughput({ parameters: 2.5e12, ...throughputManyPipelineStages })).toThrow(withCode("out-of-domain"));
    for (const parameters of [1.7e9, 39.1e9]) {
      expect(llmcarbonPredict({ parameters, memoryBytes: 80e9 })).toMatchObject({ deviceCount: null, batchSize: null });
    }
    for (const parameters of [1.2e9, 1.2e12, Number.NaN, -1]) {
      expect(() => llmcarbonPredict({ parameters, memoryBytes: 80e9 })).toThrow(withCode("out-of-domain"));
    }
    // What they would give: a negative rate beyond 2.478e12. Printed -4.24 TFLOP/s.
    expect(Math.abs(fittedThroughput.raw({ parameters: 2.5e12, ...throughputManyPipelineStages }) / 1e12 + 4.24)).toBeLessThan(0.006);
    expect(fittedThroughput({ parameters: 1.7e9, ...throughputOnePipelineStage })).toBeGreaterThan(136e12);
  });

  it("LC6: a mixture of experts computes with its base model", () => {
    const { baseParameters, parameters } = llmcarbonTables.table4.switch;
    // 1500 / 7.41, stated as 202 times
    expect(Math.round(parameters / baseParameters)).toBe(202);
    expect(() => countParameters({ kind: "mixture-of-experts", parameters: 1500e9 })).toThrow(/activeParameters/u);
    const model = { kind: "mixture-of-experts", parameters: 1500e9, activeParameters: 7.41e9 } as const;
    expect(relativeError(estimateTraining({ ...gpt3, model, tokens: 2000e9 }).trainingFlop, 8.892e22)).toBeLessThan(1e-12);
  });

  it("LC7: PUE enters once, and IT energy and facility energy are separate numbers", () => {
    for (const { itEnergyKwh, energyKwh } of [llmcarbonReference(gpt3Reference), estimateTraining(gpt3)]) {
      expect(relativeError(itEnergyKwh, 1_172_588.83249)).toBeLessThan(1e-9);
      expect(relativeError(energyKwh, 1_289_847.71574)).toBeLessThan(1e-9);
    }
  });

  it("LC8: the number of devices sets the days, not the energy", () => {
    const { baseParameters, tokens, peakFlopPerSecond, efficiency, systemPowerWatts, pue, intensityGramsPerKwh } =
      llmcarbonTables.table4.gshard;
    const gshard = { baseParameters, tokens, peakFlopPerSecond, efficiency, powerWatts: systemPowerWatts, pue, intensityGramsPerKwh };
    const [thousand, patterson] = [1000, 1024].map((deviceCount) => llmcarbonReference({ ...gshard, deviceCount }));
    expect(patterson?.energyKwh).toBe(thousand?.energyKwh);
    expect(patterson?.operationalGramsCo2e).toBe(thousand?.operationalGramsCo2e);
    expect(thousand?.days.toFixed(4)).toBe("3.3296");
    expect(patterson?.days.toFixed(4)).toBe("3.2516");
  });

  it("LC9: die-only embodied carbon says what it is", () => {
    const { units, runDays } = llmcarbonTables.table5;
    const { method, notes } = llmcarbonEmbodied({ units, runDays });
    expect(method).toBe("llmcarbon-reference");
    expect(notes.join(" ")).toMatch(/dies only.*product footprint/u);
  });

  it("LC10: the V100 branch is for V100-32GB only", () => {
    expect(llmcarbonPredict({ parameters: 175e9, memoryBytes: 32e9 }).deviceCount).toBe(3680);
    for (const memoryBytes of [16e9, 40e9, 141e9]) {
      expect(() => llmcarbonPredict({ parameters: 175e9, memoryBytes })).toThrow(withCode("unsupported"));
    }
  });
});
