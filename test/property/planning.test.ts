import fc from "fast-check";
import { affordableTokens, parametricLoss } from "llm-footprint/formulas";
import { compareAtEqualLoss, computeOptimal, type LossLawId, paretoFront, planAtLoss, scalingLaws } from "llm-footprint/planning";
import { estimateTraining, isFootprintError, type TrainingInput } from "llm-footprint";
import { describe, expect, it } from "vitest";
import { relativeError } from "../helpers/golden.js";
import { gpt3 } from "../helpers/gpt-3.js";

const logUniform = (low: number, high: number): fc.Arbitrary<number> =>
  fc.double({ min: Math.log(low), max: Math.log(high), noNaN: true }).map(Math.exp);
const law = fc.constantFrom(...(Object.keys(scalingLaws.loss) as LossLawId[]));
const size = logUniform(1e7, 1e13);
const length = logUniform(1e9, 1e14);
const constantsOf = (id: LossLawId) => {
  const { irreducibleLoss, parameterScale, parameterExponent, tokenScale, tokenExponent } = scalingLaws.loss[id];
  return {
    irreducibleLoss: irreducibleLoss.value,
    parameterScale: parameterScale.value,
    parameterExponent: parameterExponent.value,
    tokenScale: tokenScale.value,
    tokenExponent: tokenExponent.value,
  };
};
const lossAt = (id: LossLawId, parameters: number, tokens: number): number => parametricLoss({ parameters, tokens, ...constantsOf(id) });
const denseRun = (parameters: number, tokens: number): TrainingInput => ({ ...gpt3, model: { kind: "dense", parameters }, tokens });

describe("the optimum", () => {
  it("is the minimum of the loss along the curve of equal operations", () => {
    fc.assert(
      fc.property(law, logUniform(1e17, 1e28), fc.double({ min: 0.01, max: 1, noNaN: true }), (id, trainingFlop, step) => {
        const { parameters, loss } = computeOptimal({ trainingFlop, law: id });
        for (const other of [parameters * (1 + step), parameters / (1 + step)]) {
          const tokens = affordableTokens({ trainingFlop, flopPerParameterToken: 6, parameters: other });
          expect(lossAt(id, other, tokens)).toBeGreaterThan(loss);
        }
      }),
    );
  });

  it("is the same from operations, size, tokens and loss", () => {
    fc.assert(
      fc.property(law, logUniform(1e18, 1e27), (id, trainingFlop) => {
        const one = computeOptimal({ trainingFlop, law: id });
        for (const given of [{ parameters: one.parameters }, { tokens: one.tokens }, { loss: one.loss }]) {
          const other = computeOptimal({ ...given, law: id });
          // The reducible part of the loss is a few per cent of it and enters to the power −6.
          for (const key of ["parameters", "tokens", "trainingFlop", "loss"] as const)
            expect(relativeError(other[key], one[key])).toBeLessThan(1e-10);
        }
      }),
    );
  });

  it("has a lower loss with more operations, and every step is in its lines", () => {
    fc.assert(
      fc.property(law, logUniform(1e18, 1e27), fc.double({ min: 1.01, max: 100, noNaN: true }), (id, trainingFlop, more) => {
        const [one, other] = [trainingFlop, trainingFlop * more].map((flop) => computeOptimal({ trainingFlop: flop, law: id }));
        expect(other?.loss).toBeLessThan(one?.loss ?? Number.NaN);
        const lines = new Map(one?.lines.map(({ key, value }) => [key, value]));
        for (const key of ["parameters", "tokens", "loss", "tokensPerParameter"] as const) expect(lines.get(key)).toBe(one?.[key]);
      }),
    );
  });
});

describe("a plan at another loss", () => {
  const change = fc.double({ min: -0.05, max: 0.05, noNaN: true });

  it("reaches the loss that it was asked for, by the law", () => {
    let reached = 0;
    fc.assert(
      fc.property(
        law,
        size,
        length,
        change,
        fc.constantFrom("tokens", "compute-optimal" as const),
        (id, parameters, tokens, lossChange, by) => {
          try {
            const { before, after } = planAtLoss({ run: denseRun(parameters, tokens), lossChange, by, law: id });
            expect(before.loss).toBe(lossAt(id, parameters, tokens));
            expect(relativeError(after.loss, before.loss * (1 + lossChange))).toBeLessThan(1e-12);
            expect(relativeError(lossAt(id, after.totals.parameters, after.tokens), after.loss)).toBeLessThan(1e-12);
            reached++;
          } catch (error) {
            // A lower loss may lie below what the size, or any size, can reach.
            expect(isFootprintError(error) && lossChange < 0 ? error.code : error).toBe("no-solution");
          }
        },
      ),
      { numRuns: 200 },
    );
    expect(reached).toBeGreaterThan(50);
  });

  it("costs nothing where the loss stays, and more the lower it gets", () => {
    fc.assert(
      fc.property(law, logUniform(1e9, 1e12), logUniform(1e10, 1e12), (id, parameters, tokens) => {
        const run = denseRun(parameters, tokens);
        const { difference } = planAtLoss({ run, lossChange: 0, law: id });
        for (const costs of [difference, difference.low, difference.high]) expect(costs.totalGramsCo2e).toBe(0);
        const [more, less] = [-0.001, 0.001].map((lossChange) => planAtLoss({ run, lossChange, law: id }).difference.totalGramsCo2e);
        expect(more).toBeGreaterThan(0);
        expect(less).toBeLessThan(0);
      }),
      { numRuns: 50 },
    );
  });

  it("by tokens, has the relative range of the run itself: every factor is shared", () => {
    const run: TrainingInput = { ...denseRun(10e9, 300e9), pue: { value: 1.2, low: 1.05, high: 1.6 } };
    const { low, high, totalGramsCo2e } = estimateTraining(run);
    const { difference } = planAtLoss({ run, lossChange: -0.01 });
    expect(relativeError(difference.low.totalGramsCo2e / difference.totalGramsCo2e, low.totalGramsCo2e / totalGramsCo2e)).toBeLessThan(
      1e-12,
    );
    expect(relativeError(difference.high.totalGramsCo2e / difference.totalGramsCo2e, high.totalGramsCo2e / totalGramsCo2e)).toBeLessThan(
      1e-12,
    );
    expect(low.totalGramsCo2e).toBeLessThan(totalGramsCo2e);
  });

  it("splits into the allocation and the loss, where size and tokens change", () => {
    fc.assert(
      fc.property(law, logUniform(1e10, 1e12), fc.double({ min: -0.02, max: 0.02, noNaN: true }), (id, parameters, lossChange) => {
        const { before, difference, sameLoss } = planAtLoss({
          run: denseRun(parameters, 300e9),
          lossChange,
          law: id,
          by: "compute-optimal",
        });
        expect(sameLoss?.loss).toBeCloseTo(before.loss, 12);
        // No run of the given loss needs fewer operations than the optimal one.
        expect(sameLoss?.totals.trainingFlop).toBeLessThanOrEqual(before.totals.trainingFlop * (1 + 1e-9));
        const allocation = (sameLoss?.totals.totalGramsCo2e ?? Number.NaN) - before.totals.totalGramsCo2e;
        const parts = allocation + (sameLoss?.difference.totalGramsCo2e ?? Number.NaN);
        expect(Math.abs(parts - difference.totalGramsCo2e)).toBeLessThan(1e-9 * before.totals.totalGramsCo2e);
      }),
      { numRuns: 50 },
    );
  });
});

describe("runs at one loss", () => {
  it("have that loss, and the same costs for the same model", () => {
    fc.assert(
      fc.property(law, logUniform(5e9, 1e12), logUniform(5e9, 1e12), (id, first, second) => {
        const loss = lossAt(id, Math.min(first, second), 2e12);
        const runs = [first, second, first].map((parameters, index) => ({ name: `${index}`, run: denseRun(parameters, 1e12) }));
        const compared = compareAtEqualLoss({ runs, loss, law: id });
        for (const { effectiveParameters, tokens } of compared.runs) {
          expect(relativeError(lossAt(id, effectiveParameters ?? Number.NaN, tokens), loss)).toBeLessThan(1e-12);
        }
        const [one, other, again] = compared.runs;
        expect(again?.totals).toStrictEqual(one?.totals);
        expect(again?.difference.high.totalGramsCo2e).toBe(0);
        expect(other?.difference.totalGramsCo2e).toBe((other?.totals.totalGramsCo2e ?? 0) - (one?.totals.totalGramsCo2e ?? 0));
      }),
      { numRuns: 50 },
    );
  });
});

describe("a Pareto front", () => {
  const point = fc.record({ a: fc.integer({ min: 0, max: 20 }), b: fc.integer({ min: 0, max: 20 }), c: fc.integer({ min: 0, max: 5 }) });
  interface Point {
    readonly a: number;
    readonly b: number;
    readonly c: number;
  }
  const beats = (x: Point, y: Point): boolean => x.a <= y.a && x.b <= y.b && x.c <= y.c && (x.a < y.a || x.b < y.b || x.c < y.c);

  it("holds exactly the rows that nothing beats, in their order", () => {
    fc.assert(
      fc.property(fc.array(point, { maxLength: 40 }), (rows) => {
        const front = paretoFront(rows, ["a", "b", "c"]);
        expect(front).toEqual(rows.filter((row) => !rows.some((other) => beats(other, row))));
        expect(front.length > 0).toBe(rows.length > 0);
        for (const row of rows.filter((each) => !front.includes(each))) expect(front.some((other) => beats(other, row))).toBe(true);
      }),
    );
  });

  const few = fc.constantFrom(-1, -0, 0, 1, 2, 3);
  const keys = ["a", "b", "c", "d", "e", "f"] as const;
  type Row = Record<(typeof keys)[number], number>;

  it.each([1, 2, 3, 4, 5, 6])("is that of the definition over %i numbers, with equal rows and equal numbers", (count) => {
    const compared = keys.slice(0, count);
    const wins = (a: Row, b: Row): boolean => compared.every((key) => a[key] <= b[key]) && compared.some((key) => a[key] < b[key]);
    const anyRow = (value: fc.Arbitrary<number>): fc.Arbitrary<Row> =>
      fc.record(Object.fromEntries(keys.map((key) => [key, value])) as Record<keyof Row, fc.Arbitrary<number>>);
    const rows = fc.oneof(
      fc.array(anyRow(few), { maxLength: 60 }),
      fc.array(anyRow(fc.double({ min: -1, max: 1, noNaN: true })), { maxLength: 60 }),
      // Many unbeaten: the numbers add up to the same.
      fc
        .array(anyRow(fc.integer({ min: 0, max: 9 })), { minLength: 30, maxLength: 90 })
        .map((all) => all.map((row) => ({ ...row, a: -compared.slice(1).reduce((sum, key) => sum + row[key], 0) }))),
    );
    fc.assert(
      fc.property(rows, (all) => {
        expect(paretoFront(all, compared)).toEqual(all.filter((row) => !all.some((other) => wins(other, row))));
      }),
      { numRuns: 300 },
    );
  });
});
