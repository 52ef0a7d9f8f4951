import { estimateInference, estimateTraining, type InferenceInput, planServing, type TrainingInput } from "llm-footprint";
import { estimateFineTuning, estimateLifecycle, estimateRag, type FineTuningInput, type RagInput } from "llm-footprint/adaptation";
import { accelerators } from "llm-footprint/catalog/accelerators";
import { gridInYear, grids } from "llm-footprint/catalog/grids";
import { models } from "llm-footprint/catalog/models";
import { readScenario } from "llm-footprint/schema";
import { describe, expect, it } from "vitest";
import { cli } from "../helpers/cli.js";
import { refusal } from "../helpers/refusal.js";
import { without } from "../helpers/without.js";

const place = { pue: 1.1, grid: { intensityGramsPerKwh: 400 } };
const [h100, v100] = [accelerators["h100-sxm-80gb"], accelerators["v100-sxm2-32gb"]];
const run: TrainingInput = { ...place, model: models["gpt-3-175b"], accelerator: v100, acceleratorCount: 10_000, tokens: 300e9 };
const request: InferenceInput = {
  ...place,
  model: models["llama-3.1-8b"],
  accelerator: h100,
  batch: 8,
  inputTokens: 500,
  outputTokens: 300,
};
const tuning: FineTuningInput = { ...place, method: "full", model: models["llama-3.1-8b"], accelerator: h100, tokens: 46.8e6 };
const question: RagInput = { ...place, model: models["llama-3.1-8b"], accelerator: h100, batch: 8, outputTokens: 100 };

const file = {
  kind: "training",
  model: "gpt-3-175b",
  accelerator: "v100-sxm2-32gb",
  acceleratorCount: 10_000,
  tokens: "300B",
  pue: 1.1,
};
const runFlags = "train --model gpt-3-175b --accelerator v100-sxm2-32gb --accelerator-count 10000 --tokens 300B".split(" ");
const requestFlags = "infer --model llama-3.1-8b --accelerator h100-sxm-80gb --batch 8 --input-tokens 500 --output-tokens 300".split(" ");

interface Noted {
  readonly notes: readonly { readonly code: string; readonly message: string }[];
}
const notesOf = ({ notes }: Noted): string => notes.map(({ message }) => message).join("\n");
const trained = (more: object): Noted => estimateTraining({ ...run, ...more });
const asked = (more: object): Noted => estimateInference({ ...request, ...more });
const tuned = (more: object): Noted => estimateFineTuning({ ...tuning, ...more });

describe("a total of what is shown beside it is no input", () => {
  it.each([
    [trained, "totalGramsCo2e", /follows from operationalGramsCo2e and embodiedGramsCo2e/u],
    [trained, "days", /follows from .* give wallClockDays/u],
    [asked, "totalGramsCo2e", /follows from operationalGramsCo2e and embodiedGramsCo2e/u],
    [asked, "itEnergyKwh", /follows from acceleratorEnergyKwh, hostEnergyKwh, idleEnergyKwh, and/u],
    [asked, "inputEnergyKwh", /follows from prefillEnergyKwh/u],
    [asked, "outputEnergyKwh", /follows from decodeEnergyKwh/u],
    [asked, "acceleratorJoulesPerToken", /give measuredJoulesPerToken/u],
    [asked, "userTokensPerSecond", /give timePerOutputTokenSeconds/u],
    [asked, "energyKwhPerMillionTokens", /follows from energyKwh/u],
    [asked, "totalGramsPerMillionTokens", /follows from operationalGramsPerMillionTokens and embodiedGramsPerMillionTokens/u],
    [asked, "fleetEnergyKwh", /follows from requests and energyKwh/u],
    [asked, "fleetTotalGramsCo2e", /follows from fleetOperationalGramsCo2e and fleetEmbodiedGramsCo2e/u],
    [tuned, "days", /follows from trainingDeviceHours/u],
    [tuned, "totalGramsCo2e", /follows from the parts of the whole/u],
    [(more: object) => estimateRag({ ...question, ...more }), "totalGramsCo2e", /follows from the parts of the whole/u],
    [
      (more: object) => estimateLifecycle({ training: { ...run, ...more } }),
      "totalGramsCo2e",
      /follows from operationalGramsCo2e and embodiedGramsCo2e/u,
    ],
  ] as const)("%o %s", (estimate, name, message) => {
    const refused = refusal(() => estimate({ [name]: 5e6 }));
    expect([refused.code, refused.field]).toEqual(["unsupported", name]);
    expect(refused.message).toMatch(message);
  });

  it("from flags and files too", () => {
    for (const [flags, given] of [
      [runFlags, "totalGramsCo2e=5t"],
      [requestFlags, "totalGramsCo2e=1g"],
    ] as const) {
      const { status, stderr } = cli([...flags, "--pue", "1.1", "--intensity", "400", "--given", given]);
      expect([status, stderr]).toEqual([2, expect.stringContaining("totalGramsCo2e follows from other numbers of the result")]);
    }
  });

  it.each([["embodiedGramsCo2e=5t"], ["embodiedHostGramsCo2e=5t"], ["embodiedDieGramsCo2e=0"], ["operationalGramsCo2e=5t"]])(
    "the text of a training adds up to its JSON: --given %s",
    (given) => {
      const flags = [...runFlags, "--pue", "1.1", ...(given.startsWith("operational") ? [] : ["--intensity", "400"]), "--given", given];
      const json = JSON.parse(cli([...flags, "--json"]).stdout) as { totalGramsCo2e: number };
      const text = /Emissions, total\s+([\d.,]+) t CO2e/u.exec(cli(flags).stdout)?.[1];
      expect(Number(text)).toBeCloseTo(json.totalGramsCo2e / 1e6, 1);
    },
  );
});

describe("a data centre draws what its equipment draws, and more", () => {
  it.each([
    [trained, 120e3],
    [asked, 1e-6],
    [(more: object) => estimateLifecycle({ training: { ...without(run, "pue"), ...more } }), 120e3],
    [(more: object) => estimateLifecycle({ inference: [{ ...without(request, "pue"), requests: 10, ...more }] }), 1e-6],
  ] as const)("%o", (estimate, energyKwh) => {
    const own = (energy: unknown): unknown => estimate({ pue: undefined, energyKwh: energy });
    const refused = refusal(() => own(energyKwh));
    expect([refused.code, refused.field]).toEqual(["out-of-domain", "energyKwh"]);
    expect(refused.message).toContain("of the IT equipment (itEnergyKwh)");
    expect(() => own(energyKwh * 1e4)).not.toThrow();
    const { field } = refusal(() => own({ value: energyKwh * 1e4, low: energyKwh }));
    expect(field).toBe("energyKwh.low");
  });

  it("holds the prediction of the equipment to a given energy of the building", () => {
    const { itEnergyKwh, high } = estimateTraining({ ...without(run, "pue"), energyKwh: 750e3 });
    expect([itEnergyKwh < 750e3, high.itEnergyKwh <= 750e3]).toEqual([true, true]);
  });

  it("from flags too", () => {
    const { status, stderr } = cli([...runFlags, "--intensity", "400", "--given", "energyKwh=120MWh"]);
    expect([status, stderr]).toEqual([2, expect.stringContaining("below the 695000 kWh of the IT equipment")]);
  });
});

describe("a grid that nothing reads is a conflict", () => {
  it.each([[trained], [asked]] as const)("%o", (estimate) => {
    for (const name of ["operationalGramsCo2e", "intensityGramsPerKwh"]) {
      const refused = refusal(() => estimate({ [name]: 100 }));
      expect([refused.code, refused.field]).toEqual(["conflicting-input", "grid"]);
      expect(refused.message).toContain(`grid is not needed, because ${name} is given`);
      expect(() => estimate({ [name]: 100, grid: undefined })).not.toThrow();
    }
    // What is read of it beside that is of use.
    const contracted = { grid: { intensityGramsPerKwh: 400, marketIntensityGramsPerKwh: 20 } };
    expect(() => estimate({ ...contracted, intensityGramsPerKwh: 100 })).not.toThrow();
  });

  it.each([
    ["--intensity", "400"],
    ["--grid", "usa"],
  ])("from flags too: %s", (flag, value) => {
    const { status, stderr } = cli([...runFlags, "--pue", "1.1", flag, value, "--given", "operationalGramsCo2e=1t"]);
    expect([status, stderr]).toEqual([2, expect.stringContaining("because operationalGramsCo2e is given")]);
  });
});

describe("what is given beside a record", () => {
  it.each([
    [trained, 175e9],
    [asked, 8030261248],
  ] as const)("more active parameters than there are: %o", (estimate, all) => {
    const refused = refusal(() => estimate({ activeParameters: 500e9 }));
    expect([refused.code, refused.field]).toEqual(["out-of-domain", "activeParameters"]);
    expect(refused.message).toContain(`is above the ${all} parameters of the model`);
    expect(refusal(() => estimate({ activeParameters: { value: 1e9, high: 500e9 } })).field).toBe("activeParameters.high");
    expect(() => estimate({ activeParameters: all })).not.toThrow();
  });

  it.each([
    [
      trained,
      { peakFlopPerSecond: 1e18 },
      "peakFlopPerSecond = 1000000000000000000 is above the 125000000000000 of the record of NVIDIA Tesla V100",
    ],
    [trained, { tdpWatts: 3000 }, "tdpWatts = 3000 is above the 300 of the record"],
    [asked, { peakFlopPerSecond: 1e18 }, "is above the 989000000000000 of the record of NVIDIA H100"],
    [asked, { memoryBytesPerSecond: 1e15 }, "memoryBytesPerSecond = 1000000000000000 is above"],
    [asked, { memoryBytes: 8e12 }, "memoryBytes = 8000000000000 is above"],
    [asked, { peakFlopPerSecond: { value: 5e14, high: 1e18 } }, "At peakFlopPerSecond.high = 1000000000000000000: peakFlopPerSecond"],
  ] as const)("%o notes %j", (estimate, given, message) => {
    expect(notesOf(estimate(given))).toContain(message);
    expect(notesOf(estimate({}))).not.toContain("of the record of");
  });

  it("water that is given is not missing", () => {
    expect(notesOf(trained({ waterLitres: 5 }))).not.toContain("Water is missing");
  });

  it.each([[20_244], [99_999_999], [999]])("year %s is none", (year) => {
    const refused = refusal(() => gridInYear(grids.usa, year));
    expect([refused.code, refused.field]).toEqual(["out-of-domain", "year"]);
    expect(refused.message).toContain("is no year of four digits");
    expect(refusal(() => readScenario({ ...file, grid: "usa", year })).field).toBe("year");
  });
});

describe("models that accelerators cannot hold are noted", () => {
  const large = { model: models["llama-3.1-405b"], acceleratorCount: 1 };

  it.each([
    [tuned(large), "take 6494 GB, activations apart, and 1 × NVIDIA H100 SXM5 80 GB have 85.52 GB each: 76 hold them"],
    [tuned({ ...large, method: "lora" }), "hold them"],
    [
      trained({ accelerator: h100, acceleratorCount: 1 }),
      "take 3150 GB, activations apart, and 1 × NVIDIA H100 SXM5 80 GB have 85.52 GB each: 37 hold them",
    ],
    [estimateLifecycle({ training: { ...run, acceleratorCount: 1 }, fineTuning: [{ ...tuning, ...large }] }), "take 6494 GB"],
    [estimateLifecycle({ training: { ...run, acceleratorCount: 1 } }), "take 3150 GB"],
  ])("%#", (estimate, message) => {
    expect(notesOf(estimate)).toContain(message);
  });

  it("and those that they hold are not", () => {
    for (const estimate of [trained({}), tuned({}), tuned({ acceleratorCount: 2 }), tuned({ ...large, acceleratorCount: 82 })]) {
      expect(notesOf(estimate)).not.toContain("hold them");
    }
  });

  it.each([{ rank: 0 }, { rank: 0.5 }, { parameters: 0 }])("adapters of %j train nothing", (adapter) => {
    const refused = refusal(() => tuned({ method: "lora", adapter }));
    expect([refused.code, refused.field]).toEqual(["out-of-domain", `adapter.${Object.keys(adapter).join()}`]);
  });
});

describe("ends that a caller gives are noted where they are odd", () => {
  it.each([
    [trained, { grid: { intensityGramsPerKwh: { value: 400, low: 0.4, high: 4000 } } }, "grid.intensityGramsPerKwh", "g/kWh is far from"],
    [trained, { averagePowerWatts: { value: 300, low: 20, high: 1000 } }, "averagePowerWatts", "W per accelerator"],
    [trained, { efficiency: { value: 0.3, low: 1e-9, high: 1 } }, "efficiency", "that of any published run"],
    [trained, { lifetimeYears: { value: 5, low: 0.1, high: 50 } }, "lifetimeYears", "far from the service life"],
    [asked, { hostWatts: { value: 200, low: 1, high: 9000 } }, "hostWatts", "far from what servers draw"],
    [asked, { batch: 64, systemTokensPerSecond: { value: 2000, low: 10 } }, "systemTokensPerSecond", "times the predicted time"],
    [tuned, { averagePowerWatts: { value: 700, low: 20, high: 5000 } }, "averagePowerWatts", "W per accelerator"],
  ] as const)("%o %j", (estimate, given, field, says) => {
    const { notes } = estimate(given);
    const ends = notes.filter(({ message }) => message.startsWith(`At ${field}.`));
    const names = ends.map(({ message }) => /^At (?<end>\S+) =/u.exec(message)?.groups?.["end"]);
    expect(new Set(names).size).toBe(ends.length);
    expect(ends.length).toBeGreaterThan(0);
    for (const { code, message } of ends) expect([code, message]).toEqual(["magnitude", expect.stringContaining(says)]);
  });

  it("once: not where the value itself is odd, and not for ends of the library", () => {
    const { notes } = trained({ pue: { value: 3, high: 5 } });
    expect(notes.filter(({ message }) => message.includes("pue =")).map(({ message }) => message)).toEqual([
      "pue = 3 is far from any published PUE: check it (1.1, not 110 %).",
    ]);
    for (const estimate of [trained({}), asked({}), tuned({})]) expect(notesOf(estimate)).not.toMatch(/^At /mu);
  });
});

describe("efficiency, power and time that nobody saw", () => {
  it.each([
    [trained, { efficiency: 0.99 }, "An efficiency of 99.0 %"],
    [trained, { efficiency: { hfu: 0.99, recompute: "full" } }, "An efficiency of 99.0 %"],
    [trained, { efficiency: 0.001 }, "An efficiency of 0.1 %"],
    [trained, { deviceHours: 780_000 }, "The hours stand for an efficiency of"],
    // The power need not be predicted from it.
    [trained, { deviceHours: 780_000, averagePowerWatts: 300 }, "The hours stand for an efficiency of"],
    [tuned, { efficiency: 0.99 }, "An efficiency of 99.0 %"],
    [(more: object) => estimateLifecycle({ training: { ...run, ...more } }), { efficiency: 0.99 }, "An efficiency of 99.0 %"],
    [asked, { batch: 64, systemTokensPerSecond: 1 }, "times the predicted time"],
    [asked, { timePerOutputTokenSeconds: 1 }, "times the predicted time"],
    [asked, { powerCapWatts: 5000 }, "A cap of 5000 W is above the 700 W"],
  ] as const)("%o notes %j", (estimate, given, message) => {
    expect(notesOf(estimate(given))).toContain(message);
    expect(notesOf(estimate({}))).not.toContain(message);
  });

  it("takes what may be", () => {
    expect(notesOf(asked({ batch: 64, systemTokensPerSecond: 2000 }))).not.toContain("times the predicted time");
    expect(notesOf(asked({ powerCapWatts: 700 }))).not.toContain("A cap of");
    expect(notesOf(trained({ efficiency: 0.4 }))).not.toContain("An efficiency of");
  });

  it.each([
    [trained, { itEnergyKwh: 4219e-3 / 3.6e6 }, "itEnergyKwh"],
    [trained, { itEnergyKwh: 1000, deviceHours: 2e6 }, "itEnergyKwh"],
    [tuned, { itEnergyKwh: 1e-6 }, "itEnergyKwh"],
    [asked, { measuredJoulesPerToken: 1e-4 }, "measuredJoulesPerToken"],
  ] as const)("%o refuses less than idle accelerators draw: %j", (estimate, given, field) => {
    const refused = refusal(() => estimate(given));
    expect([refused.code, refused.field]).toEqual(["conflicting-input", field]);
    expect(refused.message).toMatch(/a fraction of what it draws when idle/u);
  });

  it("from flags too", () => {
    const { status, stderr } = cli([...runFlags, "--pue", "1.1", "--intensity", "400", "--energy", "4219 mJ"]);
    expect([status, stderr]).toEqual([2, expect.stringContaining("draws when idle")]);
  });

  it("a service on more accelerators than there are", () => {
    const plan = (requestsPerSecond: number): ReturnType<typeof planServing> =>
      planServing({ ...without(request, "batch"), model: models["llama-3.1-70b"], requestsPerSecond });
    expect(plan(10)).not.toHaveProperty("notes");
    expect(plan(1e9).notes).toEqual([{ code: "magnitude", message: expect.stringContaining("more than any cluster has") as string }]);
    const flags =
      "serve --model llama-3.1-70b --accelerator h100-sxm-80gb --input-tokens 500 --output-tokens 300 --pue 1.1 --intensity 400";
    expect(cli([...flags.split(" "), "--requests-per-second", "1e9"]).stdout).toContain("more than any cluster");
  });
});
