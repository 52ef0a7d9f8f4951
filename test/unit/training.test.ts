import { describe, expect, it } from "vitest";
import { estimateTraining, type TrainingInput, trainingTotals } from "llm-footprint";
import { calibrate } from "llm-footprint/calibration";
import { accelerators } from "llm-footprint/catalog/accelerators";
import { models } from "llm-footprint/catalog/models";

const gpt3: TrainingInput = {
  model: models["gpt-3-175b"],
  tokens: 300e9,
  accelerator: accelerators["v100-sxm2-32gb"],
  acceleratorCount: 10_000,
  efficiency: 0.197,
  averagePowerWatts: 330,
  pue: 1.1,
  grid: { intensityGramsPerKwh: 429 },
};
const notes = (input: TrainingInput): string =>
  estimateTraining(input)
    .notes.map(({ code, message }) => `${code}: ${message}`)
    .join("\n");

describe("estimateTraining takes the input that says most", () => {
  it("device-hours take the place of operations over rate", () => {
    const { efficiency, ...rest } = gpt3;
    expect(efficiency).toBe(0.197);
    expect(trainingTotals({ ...rest, deviceHours: 3_552_000 }).itEnergyKwh).toBeCloseTo(1_172_160, 6);
  });

  it("hardware FLOP utilisation is three quarters of it under full recomputation", () => {
    const hfu = trainingTotals({ ...gpt3, efficiency: { hfu: 0.47, recompute: "full" } });
    expect(hfu.deviceHours / trainingTotals({ ...gpt3, efficiency: 0.3525 }).deviceHours).toBeCloseTo(1, 14);
  });

  it("efficiency and power are predicted where nothing tells them, and named", () => {
    const { efficiency, averagePowerWatts, ...rest } = gpt3;
    expect([efficiency, averagePowerWatts]).toEqual([0.197, 330]);
    const estimate = estimateTraining({ ...rest, softwareYear: 2020 });
    const lines = new Map(estimate.lines.map((line) => [line.key, line]));
    expect(lines.get("efficiencyWithAttention")?.formula).toBe("hardware.predicted-efficiency");
    expect(lines.get("averagePowerWatts")?.formula).toBe("hardware.spread-power");
    expect(notes(rest)).toMatch(/predicted: Efficiency is predicted: .* from published runs on this device/u);
    expect(notes(rest)).toMatch(/defaults-used: .*deviceEfficiency.*idlePowerShare/u);
    // The published value lies in the predicted range.
    expect(estimate.low.operationalGramsCo2e).toBeLessThan(552.1e6);
    expect(estimate.high.operationalGramsCo2e).toBeGreaterThan(552.1e6);
  });

  it("an accelerator of the caller brings its own efficiency and power", () => {
    const { efficiency, averagePowerWatts, ...rest } = gpt3;
    const accelerator = { ...rest.accelerator, trainingEfficiency: efficiency as number, trainingPowerWatts: averagePowerWatts as number };
    expect(trainingTotals({ ...rest, accelerator }).operationalGramsCo2e).toBe(trainingTotals(gpt3).operationalGramsCo2e);
  });

  it("an efficiency against one peak is not used against another", () => {
    const { efficiency, ...rest } = gpt3;
    expect(efficiency).toBe(0.197);
    const accelerator = { ...accelerators["h100-sxm-80gb"], trainingEfficiency: 0.4 };
    const h100 = { ...rest, accelerator, precision: "fp8" as const };
    expect(() => trainingTotals(h100)).toThrow("is against its bf16 peak; give the one for fp8");
    expect(trainingTotals({ ...h100, efficiency: 0.3 }).deviceHours).toBeGreaterThan(0);
  });

  it("leaves the server out when told so, and says it", () => {
    expect(notes({ ...gpt3, server: null })).toContain("The server was left out");
    expect(trainingTotals({ ...gpt3, server: null }).embodiedGramsCo2e).toBeLessThan(trainingTotals(gpt3).embodiedGramsCo2e);
  });
});

describe("notes warn of slips", () => {
  it("tokens in trillions instead of billions: the run would take decades", () => {
    expect(notes({ ...gpt3, tokens: 300e12 })).toMatch(/magnitude: The run takes 14805 days/u);
  });

  it("tokens per parameter far from any run", () => {
    expect(notes({ ...gpt3, tokens: 1e9 })).toContain("tokens per active parameter is far from any published run");
    expect(notes(gpt3)).not.toContain("magnitude");
  });

  it("names numbers without a range", () => {
    expect(notes(gpt3)).toContain("exact: tokens, efficiency, averagePowerWatts, pue, intensityGramsPerKwh");
    expect(notes({ ...gpt3, pue: { value: 1.1, low: 1.05, high: 1.2 } })).not.toMatch(/exact:.*pue/u);
  });
});

describe("bad input through the API", () => {
  it.each<[string, Partial<Record<keyof TrainingInput, unknown>>, string]>([
    ["negative tokens", { tokens: -1 }, "training: tokens = -1 is outside (0, ∞)"],
    ["a text", { tokens: "300B" }, 'tokens = "300B" is no number; give a number'],
    ["NaN", { pue: Number.NaN }, "pue = NaN is outside [1, ∞)"],
    ["infinity", { tokens: Number.POSITIVE_INFINITY }, "tokens = Infinity"],
    ["null", { pue: null }, "pue = null"],
    ["half an accelerator", { acceleratorCount: 0.5 }, "acceleratorCount = 0.5"],
    ["eight and a half accelerators", { acceleratorCount: 8.5 }, "acceleratorCount = 8.5 is not a whole number"],
    ["no model", { model: undefined }, "model is missing"],
    ["no grid", { grid: undefined }, "grid is missing"],
    ["an accelerator by name", { accelerator: "h100" }, 'accelerator = "h100" is text'],
    ["a precision without a rate", { precision: "fp8" }, "has no fp8 matrix rate; its precisions are "],
    [
      "a product footprint that nobody printed",
      { embodiedMethod: "product-footprint" },
      "needs accelerator.productFootprintGramsCo2e, which NVIDIA Tesla V100 SXM2 32 GB does not have; give it, or use components or generic",
    ],
    ["an unknown embodied method", { embodiedMethod: "magic" }, 'embodiedMethod = "magic" is not one of'],
    [
      "two statements of the time",
      { deviceHours: 1 },
      "efficiency is not needed, because deviceHours is given and tells the same; leave one of them out",
    ],
    ["an efficiency with recomputation but without its kind", { efficiency: { hfu: 0.4 } }, "needs recompute"],
    ["a TDP of zero", { accelerator: { ...gpt3.accelerator, tdpWatts: 0 } }, "accelerator.tdpWatts = 0 is outside (0, ∞)"],
    ["a fab named like a property of every object", { accelerator: { ...gpt3.accelerator, fabNode: "constructor" } }, "is not one of"],
    ["a precision named so", { precision: "constructor" }, "has no constructor matrix rate"],
    [
      "an own efficiency above one",
      { accelerator: { ...gpt3.accelerator, trainingEfficiency: 1.5 } },
      "accelerator.trainingEfficiency = 1.5",
    ],
    ["an own power below zero", { accelerator: { ...gpt3.accelerator, trainingPowerWatts: -5 } }, "accelerator.trainingPowerWatts = -5"],
    [
      "an accelerator without rates",
      { accelerator: { ...gpt3.accelerator, peakFlopPerSecond: undefined } },
      "peakFlopPerSecond is missing",
    ],
    ["an unknown fab", { accelerator: { ...gpt3.accelerator, fabNode: "9nm" } }, 'fabNode = "9nm" is not one of'],
    ["a utilisation above one", { lifetimeUtilisation: 1.1 }, "lifetimeUtilisation = 1.1 is outside (0, 1]"],
    [
      "a server of no accelerators",
      { server: { name: "x", acceleratorsPerServer: 0, hostGramsCo2e: 1 } },
      "server.acceleratorsPerServer = 0",
    ],
  ])("%s", (_, change, message) => {
    const input = { ...gpt3, ...change } as TrainingInput;
    expect(() => estimateTraining(input)).toThrow(message);
    expect(() => trainingTotals(input)).toThrow(message);
  });

  it("nothing at all", () => {
    for (const input of [undefined, null, 3]) {
      expect(() => estimateTraining(input as never)).toThrow("the input is missing");
      expect(() => trainingTotals(input as never)).toThrow("the input is missing");
    }
  });

  it.each<[string, object, string]>([
    ["norm", { norm: undefined }, "model: architecture.norm is missing; give rms or layer"],
    ["gatedFeedForward", { gatedFeedForward: undefined }, "architecture.gatedFeedForward is missing; give true or false"],
    ["tiedEmbeddings", { tiedEmbeddings: "yes" }, 'architecture.tiedEmbeddings is "yes"; give true or false'],
    ["biases", { biases: "all" }, "give true or false or attention or qkv"],
  ])("a choice of the architecture that is left out or unknown: %s", (_, change, message) => {
    const { architecture } = models["llama-3.1-8b"];
    const model = { kind: "dense", architecture: { ...architecture, ...change } } as never;
    expect(() => trainingTotals({ ...gpt3, model })).toThrow(message);
  });

  it("numbers that overflow only together name the equation", () => {
    const huge = { ...gpt3, model: { kind: "dense" as const, parameters: 1e200 }, tokens: 1e200 };
    expect(() => trainingTotals(huge)).toThrow("architecture.training-flop: the result is Infinity");
  });
});

describe("calibrate refuses what cannot work", () => {
  const reference = { value: 536.69e6, source: "dong-2024" };
  const { efficiency, ...withoutEfficiency } = gpt3;
  const fromHours = { ...withoutEfficiency, deviceHours: 3_552_000 };

  it("a parameter that nothing depends on", () => {
    expect(efficiency).toBe(0.197);
    expect(() => calibrate({ scenario: fromHours, parameter: "efficiency", reference })).toThrow(
      "gives deviceHours, so efficiency does not move",
    );
    expect(() => calibrate({ scenario: fromHours, parameter: "tokens", reference })).toThrow("gives deviceHours, so tokens does not move");
    expect(() => calibrate({ scenario: gpt3, parameter: "pue", reference: { ...reference, quantity: "itEnergyKwh" } })).toThrow(
      "pue does not move itEnergyKwh; it moves energyKwh",
    );
  });

  it("a reference that is not positive, and unknown parameters", () => {
    expect(() => calibrate({ scenario: gpt3, parameter: "pue", reference: { ...reference, value: 0 } })).toThrow("reference.value = 0");
    expect(() => calibrate({ scenario: gpt3, parameter: "colour" as never, reference })).toThrow('parameter = "colour" is not one of');
  });

  it("bounds that hold nothing", () => {
    for (const bounds of [
      { low: 2, high: 1 },
      { low: Number.NaN, high: 1 },
    ]) {
      expect(() => calibrate({ scenario: gpt3, parameter: "pue", reference, bounds })).toThrow("give two numbers, low below high");
    }
  });

  it("a missing reference, and names of Object.prototype", () => {
    expect(() => calibrate({ scenario: gpt3, parameter: "pue" } as never)).toThrow("reference is missing");
    expect(() => calibrate({ scenario: gpt3, parameter: "constructor" as never, reference })).toThrow(
      'parameter = "constructor" is not one of',
    );
  });

  it("starts from what is in use", () => {
    expect(calibrate({ scenario: gpt3, parameter: "averagePowerWatts", reference }).before).toBe(330);
    const hfu = { ...gpt3, efficiency: { hfu: 0.2, recompute: "none" as const } };
    expect(calibrate({ scenario: hfu, parameter: "efficiency", reference }).before).toBe(0.2);
    expect(calibrate({ scenario: withoutEfficiency, parameter: "efficiency", reference }).before).toBe(
      estimateTraining(withoutEfficiency).lines.find(({ key }) => key === "efficiencyWithAttention")?.value,
    );
  });

  it("a calibrated number says so in the trace", () => {
    const { figure } = calibrate({ scenario: gpt3, parameter: "efficiency", reference });
    const { lines, operationalGramsCo2e } = estimateTraining({ ...gpt3, efficiency: figure });
    // Solved to a relative 1e-13, printed with ten digits.
    expect(operationalGramsCo2e / reference.value).toBeCloseTo(1, 10);
    expect(lines.flatMap(({ inputs }) => inputs).find(({ name }) => name === "efficiency")?.origin).toEqual({
      kind: "calibration",
      reference: "dong-2024",
    });
  });
});
