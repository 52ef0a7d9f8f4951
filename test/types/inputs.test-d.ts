import { describe, expectTypeOf, it } from "vitest";
import type { FineTuningInput, PhaseTotals } from "llm-footprint/adaptation";
import type { Accelerator, Given, Grid, InferenceInput, InferenceTotals, Model, TrainingInput } from "llm-footprint";

declare const model: Model;
declare const accelerator: Accelerator;

describe("inputs take every quantity of their tables", () => {
  it("well-known and further in, at any depth", () => {
    const run: TrainingInput = { model, accelerator, trainingFlop: 1e24, energyKwh: { value: 1, low: 1, high: 2 }, checkpointBytes: 1 };
    const request: InferenceInput = {
      model,
      accelerator,
      latencySeconds: 2,
      decodePowerWatts: 500,
      calibration: { batch: 8, acceleratorJoulesPerToken: 1 },
    };
    const tuning: FineTuningInput = { method: "lora", model, accelerator, trainedParameters: 1e7, adapter: { rank: 8 } };
    expectTypeOf([run, request, tuning]).not.toBeAny();
  });

  it("quantities, records, choices and groups have their types", () => {
    expectTypeOf<TrainingInput["tokens"]>().toEqualTypeOf<Given | undefined>();
    expectTypeOf<TrainingInput["grid"]>().toEqualTypeOf<Grid | undefined>();
    expectTypeOf<TrainingInput["rackGramsCo2e"]>().toEqualTypeOf<Given | null | undefined>();
    expectTypeOf<TrainingInput["attentionFlop"]>().toEqualTypeOf<"full" | "causal" | "none" | Given | undefined>();
    expectTypeOf<TrainingInput["experimentationFactor"]>().toEqualTypeOf<Given | "unknown" | undefined>();
    expectTypeOf<TrainingInput["acceleratorCount"]>().toEqualTypeOf<number | undefined>();
  });
});

describe("the compiler refuses", () => {
  it("a misspelt quantity", () => {
    // @ts-expect-error trainingFlops is not known
    const run: TrainingInput = { model, accelerator, trainingFlops: 1e24 };
    // @ts-expect-error acceleratorJoulesPerTokens is not known in the group
    const request: InferenceInput = { model, accelerator, calibration: { batch: 8, acceleratorJoulesPerTokens: 1 } };
    expectTypeOf([run, request]).not.toBeAny();
  });

  it("an input without what every estimate needs, and a word that is no choice", () => {
    // @ts-expect-error the model is missing
    const none: TrainingInput = { accelerator };
    // @ts-expect-error full-scale is no method
    const tuning: FineTuningInput = { method: "full-scale", model, accelerator };
    expectTypeOf([none, tuning]).not.toBeAny();
  });
});

describe("totals", () => {
  it("are numbers, some of which not every input tells", () => {
    expectTypeOf<InferenceTotals["energyKwh"]>().toEqualTypeOf<number>();
    expectTypeOf<InferenceTotals["waterLitres"]>().toEqualTypeOf<number | undefined>();
    expectTypeOf<PhaseTotals["costUsd"]>().toEqualTypeOf<number | undefined>();
  });
});
