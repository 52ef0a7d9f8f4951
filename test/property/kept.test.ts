import fc from "fast-check";
import type { DenseModel, Given, Model } from "llm-footprint";
import { accelerators } from "llm-footprint/catalog/accelerators";
import { models } from "llm-footprint/catalog/models";
import { describe, expect, it } from "vitest";
import { inference } from "../../src/estimate/inference.js";
import { rag } from "../../src/estimate/rag.js";
import { training } from "../../src/estimate/training.js";
import { isConstant } from "../../src/graph/constant.js";
import { type Kind, kind } from "../../src/graph/kind.js";
import { ranges } from "../../src/graph/ranges.js";

/** Records of a caller, which change between calls, and records of the library, which do not. */
const ownModel = structuredClone(models["llama-3.1-8b"]) as { -readonly [Key in keyof DenseModel]: DenseModel[Key] };
const ownAccelerator = structuredClone(accelerators["h100-sxm-80gb"]);
const sizes = [7e9, 8.03e9, { value: 9e9, low: 8e9, high: 10e9 }] as const;

const model = fc.constantFrom<Model>(models["llama-3.1-8b"], models["mixtral-8x7b"], ownModel);
const number = (...values: readonly number[]) =>
  fc.oneof(
    fc.constantFrom(...values),
    fc.constantFrom(...values).map((value) => ({ value, low: value * 0.9, high: value * 1.1 })),
  );
const place = {
  accelerator: fc.constantFrom(accelerators["h100-sxm-80gb"], accelerators["a100-sxm4-80gb"], ownAccelerator),
  pue: number(1.3, 1.5),
  grid: fc.record(
    { intensityGramsPerKwh: number(100, 400), marketIntensityGramsPerKwh: number(10, 20) },
    { requiredKeys: ["intensityGramsPerKwh"] },
  ),
};
const requests = fc.record(
  {
    model,
    ...place,
    acceleratorCount: fc.constantFrom(4, 8),
    precision: fc.constantFrom("bf16" as const, "fp8" as const, "fp4" as const),
    batch: number(2, 64),
    requestsPerSecond: fc.constantFrom(0.5, 1),
    servingBand: fc.constantFrom({ low: 1, high: 8 }, { low: 8, high: 1 }),
    inputTokens: number(0, 500),
    outputTokens: number(20, 400),
    speculation: fc.record(
      { draftModel: fc.constantFrom<Model>(models["llama-3.2-1b"], ownModel), acceptance: number(0.5, 0.7) },
      { requiredKeys: [] },
    ),
    hostWatts: number(100, -1),
    misspelt: fc.constant(1),
  },
  { requiredKeys: ["model", "accelerator", "pue", "grid", "outputTokens"] },
);
const runs = fc.record(
  {
    model,
    ...place,
    tokens: number(1e12, 2e12),
    acceleratorCount: fc.constantFrom(64, 256),
    efficiency: number(0.3, 0.4),
    deviceHours: number(1e5, 2e5),
    softwareYear: fc.constantFrom(2022, 1900),
    attentionFlop: fc.constantFrom("none" as const, "causal" as const),
    storage: fc.record({ checkpointCount: number(3, 4), years: number(1, 2), medium: fc.constantFrom("ssd" as const, "hdd" as const) }),
  },
  { requiredKeys: ["model", "accelerator", "pue", "grid", "tokens", "acceleratorCount"] },
);
const questions = fc.record(
  {
    model,
    ...place,
    batch: number(2, 64),
    outputTokens: number(20, 400),
    retrieval: fc.constant({}),
    rerank: fc.constant({}),
    index: fc.record({ chunks: number(1e5, 1e6) }),
    requestsPerDay: number(1e4, 1e5),
  },
  { requiredKeys: ["model", "accelerator", "pue", "grid", "outputTokens", "index", "batch", "requestsPerDay"] },
);

/** All that a run says, or what it refuses. */
function saidBy<Input extends object>({ run, options, totalsOf }: Kind<Input>, input: Input, isChecked: boolean): unknown {
  try {
    const made = run(input, isChecked);
    const goals = [...totalsOf(made.plan).values()];
    const { low, high, drivers } = ranges(made, goals, made.plan.place.get(options.rankBy as string) as number);
    return { keys: made.plan.steps.map(({ key }) => key), values: made.values, low, high, drivers };
  } catch (error) {
    return (error as Error).message;
  }
}

describe("what was asked before changes nothing of what comes next, whatever of an input changes in between", () => {
  it.each<[string, Kind<object>, fc.Arbitrary<object>]>([
    ["requests", inference as Kind<object>, requests],
    ["training runs", training as Kind<object>, runs],
    ["retrieval", rag as Kind<object>, questions],
  ])(
    "%s",
    (_, of, inputs) => {
      fc.assert(
        fc.property(fc.array(fc.tuple(inputs, fc.boolean()), { minLength: 4, maxLength: 12 }), (asked) => {
          // Each input three times, because its shape is known from the second time on, and each time with other records of the caller.
          for (const [index, [input, isChecked]] of [...asked, ...asked, ...asked].entries()) {
            const round = Math.floor(index / asked.length);
            ownModel.parameters = sizes[round] as Given;
            (ownAccelerator as { tdpWatts: unknown }).tdpWatts = [600, 650, 700][round];
            expect(saidBy(of, input, isChecked)).toEqual(
              saidBy(
                kind(() => of.options),
                input,
                isChecked,
              ),
            );
          }
        }),
        { numRuns: 20 },
      );
    },
    120_000,
  );
});

describe("what can no longer change", () => {
  it("is a record of the library, frozen when it is first read", () => {
    expect(isConstant(models["bloom-176b"])).toBe(true);
    expect(Object.isFrozen(models["bloom-176b"].architecture)).toBe(true);
    // What a caller froze at the top alone is frozen below it too.
    expect(isConstant(Object.freeze(models["opt-175b"]))).toBe(true);
    expect(Object.isFrozen(models["opt-175b"].architecture)).toBe(true);
  });

  it("is no record of a caller, unless it is frozen to the last part", () => {
    const own = { name: "own", peak: { bf16: 1e12 } };
    expect(isConstant(own)).toBe(false);
    expect(isConstant(Object.freeze(own))).toBe(false);
    Object.freeze(own.peak);
    expect(isConstant(own)).toBe(true);
    const circle: Record<string, unknown> = {};
    circle["self"] = circle;
    expect(isConstant(Object.freeze(circle))).toBe(false);
    expect(
      isConstant(
        Object.freeze({
          get moving() {
            return Math.random();
          },
        }),
      ),
    ).toBe(false);
  });
});
