import { type Accelerator, estimateTraining, isFootprintError, type TrainingInput } from "llm-footprint";
import { estimateFineTuning } from "llm-footprint/adaptation";
import { accelerators } from "llm-footprint/catalog/accelerators";
import { models } from "llm-footprint/catalog/models";
import { refitTraining, type Row, shippedRows, validate } from "llm-footprint/validation";
import { describe, expect, it } from "vitest";
import { cli } from "../helpers/cli.js";

/** Faults that a user and a breaker found in the second form of training. */
const h100 = accelerators["h100-sxm-80gb"];
const place = { pue: 1, grid: { intensityGramsPerKwh: 400 } } as const;
const run = { model: models["llama-3.1-8b"], accelerator: h100, tokens: 1e12, acceleratorCount: 64, ...place } as const;
const tuning = { method: "lora", model: models["llama-3.1-8b"], accelerator: h100, tokens: 25e6, ...place } as const;
function refusal(of: () => unknown): string {
  try {
    of();
  } catch (error) {
    if (!isFootprintError(error)) throw error;
    return `${error.code} ${error.details.field ?? ""}: ${error.message}`;
  }
  return "accepted";
}

describe("records of trainings", () => {
  it.each([
    ["trainingGroup", "h1000"],
    ["trainingGroup", null],
    ["trainingGroup", "toString"],
    ["trainingMemory", "h2000"],
    ["fastLink", "nod"],
  ])("%s = %s is refused with the words that there are", (key, word) => {
    const accelerator = { ...h100, [key]: word } as Accelerator;
    for (const of of [() => estimateTraining({ ...run, accelerator }), () => estimateFineTuning({ ...tuning, accelerator })]) {
      expect(refusal(of)).toMatch(new RegExp(`^invalid-input accelerator.${key}: .* is not one of `, "u"));
    }
  });

  it.each([{}, "x", 5, { wholeRunFactor: { value: 1 } }])("coefficients that are not all: %o", (trainingFit) => {
    expect(refusal(() => estimateTraining({ ...run, trainingFit } as unknown as TrainingInput))).toContain("give all coefficients");
  });
});

describe("attention and load", () => {
  it("a record without a length has the usual one", () => {
    for (const id of ["gemma-3-1b", "minimax-m2"] as const) {
      const [left, given] = [{}, { sequenceTokens: 4096 }].map(
        (more) => estimateTraining({ ...run, model: models[id], ...more }).deviceHours,
      );
      expect(left).toBe(given);
    }
  });

  it("a model without attention has none", () => {
    const { deviceHours, trainingFlop } = estimateTraining({ ...run, model: models["mamba-2.8b"] });
    const { deviceHours: again } = estimateTraining({ ...run, model: models["mamba-2.8b"], attentionFlop: "none" });
    expect(trainingFlop / deviceHours).toBeCloseTo(trainingFlop / again, -9);
  });

  it("the predicted hours, given, draw nearly the predicted power", () => {
    const { deviceHours, energyKwh } = estimateTraining(run);
    expect(estimateTraining({ ...run, deviceHours }).energyKwh / energyKwh).toBeCloseTo(1, 1);
  });

  it("accelerators draw at most nine tenths of their server", () => {
    const watts = (accelerator: Accelerator, powerBoundary: "server" | "accelerator"): number => {
      const of = estimateTraining({ ...run, model: { kind: "dense", parameters: 10e9 }, accelerator, powerBoundary });
      return of.itEnergyKwh / of.deviceHours;
    };
    for (const id of ["tpu-v2", "tpu-v3", "tpu-v6e", "h100-sxm-80gb"] as const) {
      expect(watts(accelerators[id], "accelerator")).toBeLessThanOrEqual(watts(accelerators[id], "server") * 0.9 * (1 + 1e-12));
    }
  });
});

describe("fine-tunings", () => {
  it("formats that no fit knows are refused", () => {
    for (const precision of ["int8", "fp32", "fp64"] as const) {
      expect(refusal(() => estimateFineTuning({ ...tuning, precision }))).toContain("it is predicted for bf16, fp16, fp8, tf32 only");
    }
  });

  it("what is said of a prediction is refused where nothing is predicted", () => {
    for (const more of [{ recipe: "tuned" }, { stepTokens: 4e6 }] as const) {
      expect(refusal(() => estimateFineTuning({ ...tuning, ...more, efficiency: 0.4 }))).toContain("nothing is predicted");
    }
  });

  it("say of which software their range is", () => {
    const note = (recipe: "tuned" | "usual"): string => JSON.stringify(estimateFineTuning({ ...tuning, recipe }).notes);
    expect(note("usual")).toContain("what plain code with short sequences");
    expect(note("tuned")).toContain("software tuned to them");
  });

  it("take recipe and step tokens as flags and in files", () => {
    const flags = ["--model", "llama-3.1-8b", "--accelerator", "h100-sxm-80gb", "--tokens", "25M", "--pue", "1", "--intensity", "400"];
    const { status, stdout } = cli(["finetune", "--method", "lora", ...flags, "--recipe", "tuned", "--step-tokens", "4M", "--json"]);
    expect(status).toBe(0);
    const { deviceHours } = estimateFineTuning({ ...tuning, recipe: "tuned", stepTokens: 4e6 });
    expect(stdout).toContain(String(deviceHours));
  });
});

describe("validation of trainings", () => {
  const rows = shippedRows();
  it("a fine-tuning that cannot be is skipped, and the others count", () => {
    const [row] = rows.fineTuning as readonly [Row];
    const bad = { ...row, run: "bad", n_devices: "1.5" };
    const scored = validate({ fineTuning: [bad, row] }).rows.filter(({ name }) => name === "fine-tuning-device-hours");
    expect(scored.map((one) => "skipped" in one)).toEqual([true, false]);
  });

  it("runs of other devices and days are no sisters", () => {
    const row = {
      ...(rows.trainingRuns.find((one) => one["model"] === "LLaMA-7B") as Row),
      device_hours: "",
      n_devices: "64",
      training_days: "60",
    };
    const scored = validate({ trainingRuns: [row, { ...row, n_devices: "128" }] }).rows.filter(
      (one) => one.name === "training-device-hours" && !("method" in one),
    );
    expect(scored.map((one) => "skipped" in one)).toEqual([false, false]);
  });

  it("a refit without measured rates says so", () => {
    expect(refusal(() => refitTraining(rows, {}))).toContain("give achievableMatmul");
  });
});
