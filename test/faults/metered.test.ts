import {
  estimateInference,
  estimateTraining,
  type Given,
  type InferenceInput,
  isFootprintError,
  type TrainingInput,
  usageKernel,
} from "llm-footprint";
import { estimateFineTuning, estimateLifecycle, estimateRag, type FineTuningInput, type RagInput } from "llm-footprint/adaptation";
import { accelerators } from "llm-footprint/catalog/accelerators";
import { models } from "llm-footprint/catalog/models";
import { describe, expect, it } from "vitest";
import { cli } from "../helpers/cli.js";

const place = { pue: 1.1, grid: { intensityGramsPerKwh: 400 } };
const run: TrainingInput = {
  ...place,
  model: models["llama-3.1-8b"],
  accelerator: accelerators["h100-sxm-80gb"],
  acceleratorCount: 8,
  tokens: 1e9,
  deviceHours: 100,
};
const tuning: FineTuningInput = { ...place, method: "lora", model: run.model, accelerator: run.accelerator };
const request: InferenceInput = { ...place, model: run.model, accelerator: run.accelerator, batch: 8, outputTokens: 100 };

const notesOf = ({ notes }: { readonly notes: readonly { readonly message: string }[] }): string =>
  notes.map(({ message }) => message).join("\n");
const errorOf = (estimate: () => unknown): string => {
  try {
    estimate();
  } catch (error) {
    if (isFootprintError(error)) return `${error.code} ${error.details.field ?? ""}: ${error.message}`;
    throw error;
  }
  return "no error";
};

describe("A7: given numbers are held against what hardware and places can be", () => {
  it.each([
    ["a counter that wrapped", 18446744073709551615 / 3.6e6],
    ["joules without a unit", 101630],
  ])("refuses an energy that no hardware draws: %s", (_, itEnergyKwh) => {
    for (const estimate of [
      () => estimateTraining({ ...run, itEnergyKwh }),
      () => estimateFineTuning({ ...tuning, deviceHours: 100, itEnergyKwh }),
    ]) {
      expect(errorOf(estimate)).toMatch(
        /^conflicting-input itEnergyKwh: .* times the TDP of NVIDIA H100 SXM5 80 GB: no hardware draws that; check energy/u,
      );
    }
  });

  it("refuses it from flags too", () => {
    const flags =
      "train --model llama-3.1-8b --accelerator h100-sxm-80gb --accelerator-count 8 --pue 1.1 --intensity 400 --tokens 1B --device-hours 100 --energy";
    const { status, stderr } = cli([...flags.split(" "), "18446744073709551615 J"]);
    expect([status, stderr]).toEqual([2, expect.stringContaining("no hardware draws that")]);
  });

  it.each([
    ["the power of a server as that of a device", { averagePowerWatts: 10_200 }, "stands for 10200 W per accelerator"],
    ["less than any idle power", { averagePowerWatts: 10 }, "stands for 10 W per accelerator"],
    ["an energy of a hundredth", { itEnergyKwh: 0.7 }, "stands for 7 W per accelerator"],
    ["PUE in percent", { pue: 110 }, "pue = 110 is far from any published PUE"],
    ["kilograms as grams", { grid: { intensityGramsPerKwh: 0.4 } }, "intensityGramsPerKwh = 0.4 g/kWh is far from that of any grid"],
    ["an old lignite plant", { grid: { intensityGramsPerKwh: 1600 } }, "intensityGramsPerKwh = 1600 g/kWh is far"],
    ["months as years", { lifetimeYears: 60 }, "lifetimeYears = 60 years are far from the service life"],
    ["days as years", { lifetimeYears: 0.5 }, "lifetimeYears = 0.5 years are far"],
    ["thousands for billions of tokens", { tokens: 300 }, "3.74e-8 tokens per active parameter is far from any published run"],
  ])("notes %s", (_, odd, message) => {
    expect(notesOf(estimateTraining({ ...run, ...odd }))).toContain(message);
    expect(notesOf(estimateTraining(run))).not.toContain(message);
  });

  it("notes odd places in requests and fine-tunings as well", () => {
    for (const odd of [{ pue: 110 }, { grid: { intensityGramsPerKwh: 0.4 } }, { lifetimeYears: 60 }]) {
      expect(notesOf(estimateInference({ ...request, ...odd }))).toContain(" far from ");
      expect(notesOf(estimateFineTuning({ ...tuning, examples: 100, exampleTokens: 100, ...odd }))).toContain(" far from ");
    }
  });

  it.each([5000, 400_000])("refuses %s g/kWh, which no fuel emits", (intensityGramsPerKwh) => {
    for (const estimate of [
      () => estimateTraining({ ...run, grid: { intensityGramsPerKwh } }),
      () => estimateInference({ ...request, grid: { intensityGramsPerKwh } }),
      () => estimateInference({ ...request, grid: { intensityGramsPerKwh: { value: 400, high: intensityGramsPerKwh } } }).high,
    ])
      expect(errorOf(estimate)).toMatch(/^out-of-domain .*intensityGramsPerKwh.* is outside \[0, 4140\]/u);
  });

  it("takes zero: electricity may be clean", () => {
    expect(notesOf(estimateTraining({ ...run, grid: { intensityGramsPerKwh: 0 } }))).not.toContain("far from that of any grid");
  });
});

describe("U1: water that is missing is said, and little of it is read in mL and µL", () => {
  it("says what is missing", () => {
    expect(notesOf(estimateInference(request))).toContain("Water is missing, not zero");
    expect(notesOf(estimateInference({ ...request, wueLitresPerKwh: 1 }))).toContain("what power plants consume is missing, not zero");
    const whole = notesOf(estimateInference({ ...request, wueLitresPerKwh: 1, electricityWaterLitresPerKwh: 1.8 }));
    expect(whole).not.toMatch(/water is/iu);
  });

  it("prints mL and µL", () => {
    const flags =
      "infer --model llama-3.1-8b --accelerator h100-sxm-80gb --batch 64 --input-tokens 500 --output-tokens 300 --pue 1.1 --intensity 400 --wue";
    expect(cli([...flags.split(" "), "0.3 L/kWh"]).stdout).toMatch(/Water\s+[\d.]+ µL/u);
    expect(cli([...flags.split(" "), "300 L/kWh"]).stdout).toMatch(/Water\s+[\d.]+ mL/u);
  });
});

describe("U2: what a record gives is said, and no hardware goes beyond its peak", () => {
  const metered: TrainingInput = {
    ...place,
    model: run.model,
    accelerator: accelerators["a100-sxm4-80gb"],
    acceleratorCount: 8,
    wallClockDays: 14 / 24,
    itEnergyKwh: 62,
  };

  it("refuses the tokens of the record for the hours of another run", () => {
    expect(errorOf(() => estimateTraining(metered))).toMatch(
      /^conflicting-input tokens: training: the tokens take 5750 times as many operations .* give the tokens of this run/u,
    );
    const flags =
      "train --model llama-3.1-8b --accelerator a100-sxm4-80gb --accelerator-count 8 --wall-clock 14h --energy 62kWh --pue 1.1 --intensity 400";
    const { status, stderr } = cli(flags.split(" "));
    expect([status, stderr]).toEqual([2, expect.stringContaining("give the tokens of this run")]);
  });

  it("says where tokens of a record are used, in the API as in files and flags", () => {
    const { tokens, deviceHours, ...open } = run;
    const estimate = estimateTraining(open);
    expect(notesOf(estimate)).toContain("Tokens are those that the record of the model states, 1.50e+13");
    const stated = estimateTraining({ ...open, tokens: models["llama-3.1-8b"].trainingTokens as Given });
    expect(stated.energyKwh).toBe(estimate.energyKwh);
    expect([tokens, deviceHours].length).toBe(2);
    const flags = "train --model llama-3.1-8b --accelerator h100-sxm-80gb --accelerator-count 8 --pue 1.1 --intensity 400 --json";
    expect((JSON.parse(cli(flags.split(" ")).stdout) as { energyKwh: number }).energyKwh).toBe(estimate.energyKwh);
  });

  it("takes hours that are just enough", () => {
    const { deviceHours } = estimateTraining({ ...place, model: run.model, accelerator: run.accelerator, tokens: 1e9, efficiency: 1 });
    expect(errorOf(() => estimateTraining({ ...run, deviceHours }))).toBe("no error");
    expect(errorOf(() => estimateTraining({ ...run, deviceHours: deviceHours / 1.01 }))).toContain("at its peak");
  });
});

describe("U3: a question that retrieves nothing says so", () => {
  const question: RagInput = { ...place, model: run.model, accelerator: run.accelerator, batch: 8, outputTokens: 300 };

  it("says so without retrieval, and not with it", () => {
    expect(notesOf(estimateRag(question))).toContain("Nothing is retrieved");
    expect(notesOf(estimateRag({ ...question, retrieval: {} }))).not.toContain("Nothing is retrieved");
    expect(notesOf(estimateRag({ ...question, fewShot: {} }))).not.toContain("Nothing is retrieved");
  });
});

describe("U4: a fine-tuning with a meter needs nothing that the meter replaces", () => {
  it("takes energy and hours alone", () => {
    const estimate = estimateFineTuning({ ...tuning, itEnergyKwh: 62, deviceHours: 112 });
    expect(estimate.energyKwh).toBeCloseTo(62 * 1.1, 12);
    expect(estimate.tokens).toBeUndefined();
    expect(errorOf(() => estimateFineTuning({ ...tuning, deviceHours: 112 }))).toBe("no error");
  });

  it("takes a wall clock, in the API, in flags and in files", () => {
    const estimate = estimateFineTuning({ ...tuning, acceleratorCount: 8, wallClockDays: 14 / 24, itEnergyKwh: 62 });
    expect(estimate.deviceHours).toBeCloseTo(8 * 14, 9);
    const flags =
      "finetune --method lora --model llama-3.1-8b --accelerator h100-sxm-80gb --accelerator-count 8 --wall-clock 14h --energy 62kWh --pue 1.1 --intensity 400 --json";
    expect((JSON.parse(cli(flags.split(" ")).stdout) as { energyKwh: number }).energyKwh).toBe(estimate.energyKwh);
    const file = JSON.stringify({
      kind: "fine-tuning",
      method: "lora",
      model: "llama-3.1-8b",
      accelerator: "h100-sxm-80gb",
      acceleratorCount: 8,
      wallClock: "14 h",
      energy: "62 kWh",
      pue: 1.1,
      intensity: 400,
    });
    const { stdout } = cli(["finetune", "a.json", "--json"], { "a.json": file });
    expect((JSON.parse(stdout) as { energyKwh: number }).energyKwh).toBe(estimate.energyKwh);
  });

  it("still asks for the data where nothing is measured", () => {
    expect(errorOf(() => estimateFineTuning(tuning))).toContain("give examples and exampleTokens");
  });
});

describe("what a second trial found in the same entries", () => {
  it("holds hours of a metered fine-tuning against its operations (A7)", () => {
    const metered = { ...tuning, tokens: 1e14, deviceHours: 1, itEnergyKwh: 1 };
    expect(errorOf(() => estimateFineTuning(metered))).toMatch(/^conflicting-input tokens: fine-tuning: the tokens take .* at its peak/u);
  });

  it("refuses ends that are no numbers, and misspelt ones (S1, S3b)", () => {
    for (const odd of [
      { value: 1.1, high: "5" },
      { value: 1.1, low: null },
    ])
      expect(errorOf(() => estimateTraining({ ...run, pue: odd as never }))).toMatch(/^out-of-domain pue\.(?:high|low): /u);
    expect(errorOf(() => estimateTraining({ ...run, tokens: { value: 1e9, hihg: 2e9 } as never }))).toContain("did you mean high?");
  });

  it("refuses counts that are no numbers in lists of usage (A2)", () => {
    const { fill } = usageKernel({ ...request, acceleratorCount: 1, inputTokens: 100 });
    for (const odd of [null, 100n, "5"]) {
      const columns = { inputTokens: [odd] as never, outputTokens: [10] };
      expect(
        errorOf(() => {
          fill(columns, new Float64Array(1), new Float64Array(1));
        }),
      ).toMatch(/^out-of-domain inputTokens\[0\]: /u);
    }
  });

  it("takes questions without an index in a life (lifecycle)", () => {
    const rag = {
      ...place,
      model: run.model,
      accelerator: run.accelerator,
      batch: 4,
      outputTokens: 300,
      retrieval: {},
      requestsPerDay: 1e5,
      days: 730,
    };
    const { requestsPerDay, days, ...question } = rag;
    const life = estimateLifecycle({ rag });
    expect(life.energyKwh / (estimateRag(question).energyKwh * requestsPerDay * days)).toBeCloseTo(1, 9);
  });

  it("notes dates that leave no time (P2)", () => {
    const { tokens, deviceHours, ...open } = run;
    const training = { ...open, tokens: 15e12, start: "2025-01-01", end: "2025-01-02" };
    expect([tokens, deviceHours].length).toBe(2);
    expect(notesOf(estimateLifecycle({ training }))).toMatch(/The training takes [\d.]+ days on its accelerators, and its dates leave 2/u);
    const inference = [{ ...request, acceleratorCount: 1, requests: 1e9, start: "2026-01-01", end: "2026-01-02" }];
    expect(notesOf(estimateLifecycle({ inference }))).toMatch(/take [\d.]+ instances of 1 accelerators between their dates/u);
  });

  it("prints the totals of a whole load, not of its peak (P1)", () => {
    const flags =
      "serve --model llama-3.1-70b --accelerator h100-sxm-80gb --accelerator-count 8 --tpot 50ms --input-tokens 1000 --output-tokens 300 --pue 1.2 --intensity 400 --load-curve 1,1,1,50 --requests 1M";
    const { meanRequest, inference } = JSON.parse(cli([...flags.split(" "), "--json"]).stdout) as {
      meanRequest: { energyKwh: number; fleetEnergyKwh: number };
      inference: object;
    };
    expect(meanRequest.fleetEnergyKwh / meanRequest.energyKwh).toBeCloseTo(1e6, 3);
    expect(inference).not.toHaveProperty("fleetEnergyKwh");
    const shown = /Energy, facility\s+([\d.]+) kWh/u.exec(cli(flags.split(" ")).stdout.split("All requests")[1] ?? "")?.[1];
    expect(Number(shown)).toBeCloseTo(meanRequest.fleetEnergyKwh, 0);
  });
});
