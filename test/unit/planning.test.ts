import { estimateTraining, type TrainingInput, trainingTotals } from "llm-footprint";
import { models } from "llm-footprint/catalog/models";
import { changedLoss } from "llm-footprint/formulas";
import { compareAtEqualLoss, computeOptimal, paretoFront, planAtLoss, scalingLaws, sweep } from "llm-footprint/planning";
import { describe, expect, it } from "vitest";
import { place } from "../../src/estimate/tables/place.js";
import type { Run } from "../../src/graph/evaluate.js";
import { kind } from "../../src/graph/kind.js";
import { pairedDifference } from "../../src/graph/paired.js";
import { graph, quantity } from "../../src/graph/rows.js";
import { sum } from "../../src/graph/ways.js";
import { gpt3 } from "../helpers/gpt-3.js";
import { without } from "../helpers/without.js";
import { refusal } from "../helpers/refusal.js";

const mixtral: TrainingInput = { ...gpt3, model: models["mixtral-8x7b"] };

describe("computeOptimal refuses", () => {
  it.each<[string, unknown, string, string]>([
    ["nothing", {}, "invalid-input", "give exactly one of trainingFlop, parameters, tokens, loss"],
    ["no object", null, "invalid-input", "give exactly one of"],
    ["two numbers", { trainingFlop: 1e23, tokens: 1e12 }, "conflicting-input", "trainingFlop and tokens"],
    ["zero", { trainingFlop: 0 }, "out-of-domain", "trainingFlop = 0 is outside (0, ∞)"],
    ["a negative size", { parameters: -7e9 }, "out-of-domain", "parameters = -7000000000"],
    ["a text", { tokens: "300B" }, "out-of-domain", 'tokens = "300B"'],
    ["NaN", { loss: Number.NaN }, "out-of-domain", "loss = NaN"],
    ["an unknown law", { tokens: 1e12, law: "hoffman-2022" }, "unknown-id", "besiroglu-2024, hoffmann-2022"],
    ["the irreducible loss", { loss: 1.69 }, "no-solution", "hoffmann-2022 ends at 1.69"],
    ["a law without a name", { tokens: 1e12, law: { ...scalingLaws.loss["hoffmann-2022"], name: "" } }, "invalid-input", "law.name"],
    [
      "a law with a bad exponent",
      { tokens: 1e12, law: { ...scalingLaws.loss["hoffmann-2022"], tokenExponent: 0 } },
      "out-of-domain",
      "law.tokenExponent",
    ],
  ])("%s", (_, input, code, message) => {
    const refused = refusal(() => computeOptimal(input as never));
    expect(refused.code).toBe(code);
    expect(refused.message).toContain(message);
  });
});

describe("computeOptimal", () => {
  it("takes a law of the caller's own, and says that its range is not known", () => {
    const { irreducibleLoss, parameterScale, parameterExponent, tokenScale, tokenExponent } = scalingLaws.loss["hoffmann-2022"];
    const law = { name: "own", irreducibleLoss, parameterScale, parameterExponent, tokenScale, tokenExponent };
    const own = computeOptimal({ trainingFlop: 3.15e23, law });
    expect(own.law).toBe("own");
    expect(own.parameters).toBe(computeOptimal({ trainingFlop: 3.15e23 }).parameters);
    expect(own.notes.join()).toContain("states no range");
  });

  it("says when it leaves the range of the fit, and only then", () => {
    expect(computeOptimal({ parameters: 1e9 }).notes.join()).not.toContain("extrapolated");
    expect(computeOptimal({ parameters: 70e9 }).notes.join()).toContain("extrapolated");
    expect(computeOptimal({ parameters: 12e9 }).notes.join()).toContain("extrapolated");
  });
});

describe("planAtLoss refuses", () => {
  it.each<[string, unknown, string, string]>([
    ["no run", { lossChange: -0.01 }, "invalid-input", "run is missing"],
    ["nothing", undefined, "invalid-input", "run is missing"],
    ["no loss", { run: gpt3 }, "out-of-domain", "lossChange is missing"],
    ["two losses", { run: gpt3, lossChange: -0.01, lossTarget: 1.9 }, "conflicting-input", "lossTarget and lossChange"],
    ["no loss at all left", { run: gpt3, lossChange: -1 }, "out-of-domain", "lossChange = -1 is outside (-1, ∞)"],
    ["a text", { run: gpt3, lossChange: "-1%" }, "out-of-domain", 'lossChange = "-1%"'],
    ["a loss of zero", { run: gpt3, lossTarget: 0 }, "out-of-domain", "lossTarget = 0"],
    ["an unknown way", { run: gpt3, lossChange: 0, by: "size" }, "invalid-input", 'by = "size" is not one of tokens, compute-optimal'],
    ["a loss that the size cannot reach", { run: gpt3, lossTarget: 1.75 }, "no-solution", "hoffmann-2022 ends at 1.7511"],
    ["a loss that nothing reaches", { run: gpt3, lossTarget: 1.6 }, "no-solution", "irreducible"],
    ["the same at the optimum", { run: gpt3, lossTarget: 1.6, by: "compute-optimal" }, "no-solution", "irreducible"],
    ["experts of unsaid worth", { run: mixtral, lossChange: -0.01 }, "invalid-input", "effectiveParameters is missing"],
    ["a worth of zero", { run: mixtral, lossChange: -0.01, effectiveParameters: 0 }, "out-of-domain", "effectiveParameters = 0"],
    ["an unknown routing", { run: mixtral, lossChange: 0, effectiveParameters: { routing: "clark" } }, "unknown-id", "clark-2022-hash"],
    [
      "routing of a dense model",
      { run: gpt3, lossChange: 0, effectiveParameters: { routing: "clark-2022-hash" } },
      "out-of-domain",
      "experts is missing",
    ],
    [
      "hours of the run's own",
      { run: { ...without(gpt3, "efficiency"), deviceHours: 3e6 }, lossChange: -0.01 },
      "conflicting-input",
      "leave deviceHours out",
    ],
    ["a bad run", { run: { ...gpt3, pue: 0.5 }, lossChange: -0.01 }, "out-of-domain", "pue = 0.5"],
  ])("%s", (_, input, code, message) => {
    const refused = refusal(() => planAtLoss(input as never));
    expect(refused.message).toContain(message);
    expect(refused.code).toBe(code);
  });

  it("a loss of nothing in its equation too", () => {
    expect(() => changedLoss({ loss: 2, lossChange: -1 })).toThrow("lossChange = -1 is outside (-1, ∞)");
    expect(changedLoss({ loss: 2, lossChange: -0.5 })).toBe(1);
  });
});

describe("planAtLoss", () => {
  it("answers by every published law, and with null where one cannot", () => {
    const { otherLaws } = planAtLoss({ run: gpt3, lossTarget: 1.8 });
    expect(otherLaws.map(({ law }) => law)).toEqual(["besiroglu-2024", "hoffmann-2022-unrounded"]);
    expect(otherLaws[0]).toEqual({ law: "besiroglu-2024", tokens: null, totalGramsCo2e: null });
    expect(otherLaws[1]?.totalGramsCo2e).toBeGreaterThan(0);
  });

  it("names itself as the others do when it is the law", () => {
    const [byRefit] = planAtLoss({ run: gpt3, lossChange: -0.01 }).otherLaws;
    const refit = planAtLoss({ run: gpt3, lossChange: -0.01, law: "besiroglu-2024" });
    expect(byRefit).toEqual({ law: refit.law, tokens: refit.after.tokens, totalGramsCo2e: refit.difference.totalGramsCo2e });
  });

  it("leaves out the range of the tokens and says so", () => {
    const plain = planAtLoss({ run: gpt3, lossChange: -0.01 });
    const ranged = planAtLoss({ run: { ...gpt3, tokens: { value: 300e9, low: 200e9, high: 400e9 } }, lossChange: -0.01 });
    expect(ranged.difference).toStrictEqual(plain.difference);
    expect(ranged.notes.join()).toContain("range of the tokens is left out");
    expect(plain.notes.join()).not.toContain("range of the tokens");
  });

  it("keeps the experts of a mixture, whose worth enters the law alone", () => {
    const { before, after, difference } = planAtLoss({ run: mixtral, lossChange: -0.01, effectiveParameters: 20e9 });
    expect(before.effectiveParameters).toBe(20e9);
    expect(after.run.model).toBe(mixtral.model);
    expect(after.totals.activeParameters).toBe(before.totals.activeParameters);
    expect(difference.totalGramsCo2e).toBe(after.totals.totalGramsCo2e - before.totals.totalGramsCo2e);
  });

  it("refuses a routing law beyond the size at which routing gains nothing", () => {
    const run: TrainingInput = { ...gpt3, model: { kind: "mixture-of-experts", parameters: 9e12, activeParameters: 2e12 } };
    const plan = (): unknown => planAtLoss({ run, lossChange: 0.01, effectiveParameters: { routing: "clark-2022-s-base", experts: 8 } });
    expect(refusal(plan)).toMatchObject({ code: "out-of-domain", field: "effectiveParameters.routing" });
  });
});

describe("compareAtEqualLoss", () => {
  const dense = { name: "dense", run: gpt3 };

  it.each<[string, unknown, string, string]>([
    ["one run", { runs: [dense] }, "invalid-input", "at least two"],
    ["no list", { runs: dense }, "invalid-input", "at least two"],
    ["a run without a name", { runs: [dense, { run: gpt3 }] }, "invalid-input", "runs.1 needs a name and a run"],
    [
      "experts of unsaid worth",
      { runs: [dense, { name: "experts", run: mixtral }] },
      "invalid-input",
      "runs.1.effectiveParameters is missing",
    ],
    [
      "two statements",
      { runs: [dense, { name: "experts", run: mixtral, effectiveParameters: 20e9, tokensForLoss: 1e12 }] },
      "conflicting-input",
      "effectiveParameters and tokensForLoss of experts",
    ],
    ["tokens for no loss", { runs: [{ ...dense, tokensForLoss: 1e12 }, dense] }, "invalid-input", "loss is missing"],
    ["tokens of zero", { runs: [dense, { ...dense, tokensForLoss: 0 }] }, "out-of-domain", "runs.1.tokensForLoss = 0"],
    ["a negative loss", { runs: [dense, dense], loss: -2 }, "out-of-domain", "loss = -2"],
    ["a loss out of reach", { runs: [dense, dense], loss: 1.7 }, "no-solution", "reach no loss of 1.7"],
  ])("refuses %s", (_, input, code, message) => {
    const refused = refusal(() => compareAtEqualLoss(input as never));
    expect(refused.message).toContain(message);
    expect(refused.code).toBe(code);
  });

  it("takes the first run as it is, and tokens that are known", () => {
    const { loss, runs, notes } = compareAtEqualLoss({ runs: [dense, { name: "experts", run: mixtral, tokensForLoss: 450e9 }] });
    expect(loss).toBe(planAtLoss({ run: gpt3, lossChange: 0 }).before.loss);
    expect(runs.map(({ tokens, effectiveParameters }) => [tokens, effectiveParameters])).toEqual([
      [300e9, 175e9],
      [450e9, null],
    ]);
    expect(runs[1]?.totals).toStrictEqual(trainingTotals({ ...mixtral, tokens: 450e9 }));
    expect(notes.join("\n")).toContain("experts: its tokens for this loss are given, not computed.");
  });

  it("moves what differs between the runs on its own", () => {
    const power = { value: 330, low: 300, high: 360 };
    const other = (averagePowerWatts: typeof power) =>
      compareAtEqualLoss({
        runs: [
          { name: "a", run: { ...gpt3, averagePowerWatts: power } },
          { name: "b", run: { ...gpt3, averagePowerWatts } },
        ],
      }).runs[1]?.difference;
    expect(other(power)?.high.itEnergyKwh).toBe(0);
    const apart = other({ ...power, high: 361 });
    // The same central power, so no central difference; two independent ranges of 30 W up and down.
    expect(apart?.itEnergyKwh).toBe(0);
    expect(apart?.low.itEnergyKwh).toBeLessThan(-30 * 3e6 * 1e-3);
    expect(apart?.high.itEnergyKwh).toBeGreaterThan(30 * 3e6 * 1e-3);
  });
});

describe("sweep", () => {
  it("has a row per combination, with the numbers of the estimate", () => {
    const rows = sweep({
      run: gpt3,
      vary: { tokens: [1e11, { value: 2e11, low: 1e11 }], model: [models["gpt-3-175b"], models["llama-2-7b"]] },
      ranges: true,
    });
    expect(rows.map(({ varied }) => [varied["tokens"], varied["model"]])).toEqual([
      [1e11, "GPT-3 175B"],
      [1e11, "Llama 2 7B"],
      [2e11, "GPT-3 175B"],
      [2e11, "Llama 2 7B"],
    ]);
    const estimate = estimateTraining({ ...gpt3, tokens: 1e11, model: models["llama-2-7b"] });
    expect(rows[1]).toMatchObject({ totalGramsCo2e: estimate.totalGramsCo2e, low: estimate.low, high: estimate.high });
    expect(rows[1]).not.toHaveProperty("loss");
  });

  it("calls an object without a name by its place", () => {
    const rows = sweep({ run: gpt3, vary: { grid: [{ intensityGramsPerKwh: 40 }, { name: "coal", intensityGramsPerKwh: 900 }] } });
    expect(rows.map(({ varied }) => varied["grid"])).toEqual(["#1", "coal"]);
    expect(rows[0]).not.toHaveProperty("low");
  });

  it.each<[string, unknown, string]>([
    ["no fields", { run: gpt3, vary: {} }, "vary is missing"],
    ["nothing", { run: gpt3 }, "vary is missing"],
    ["a field without values", { run: gpt3, vary: { tokens: [] } }, "vary.tokens = a list is no list of values; give one at least"],
    ["a bare value", { run: gpt3, vary: { tokens: 3 } }, "vary.tokens = 3"],
    ["a bad value", { run: gpt3, vary: { pue: [1.1, 0.9] } }, "pue = 0.9"],
    ["an unknown law", { run: gpt3, vary: { pue: [1.1] }, law: "x" }, "law = "],
    ["experts of unsaid worth", { run: gpt3, vary: { model: [mixtral.model] }, law: "hoffmann-2022" }, "effectiveParameters is missing"],
  ])("refuses %s", (_, input, message) => {
    expect(refusal(() => sweep(input as never)).message).toContain(message);
  });

  it("gives a front of loss and emissions", () => {
    const model = [1e9, 3e9, 10e9, 30e9, 100e9].map((parameters) => ({ kind: "dense" as const, parameters, name: `${parameters}` }));
    const rows = sweep({ run: gpt3, vary: { model, tokens: [3e10, 3e11, 3e12] }, law: "besiroglu-2024" });
    const front = paretoFront(rows, ["loss", "totalGramsCo2e"]);
    expect(front.length).toBeGreaterThan(2);
    expect(front.length).toBeLessThan(rows.length);
    const sorted = [...front].sort((a, b) => a.totalGramsCo2e - b.totalGramsCo2e);
    for (const [index, { loss }] of sorted.entries()) if (index > 0) expect(loss).toBeLessThan(sorted[index - 1]?.loss ?? Number.NaN);
  });

  it("refuses a front over what no row holds", () => {
    expect(refusal(() => paretoFront([{ a: 1 }], [])).message).toContain("keys is empty");
    expect(refusal(() => paretoFront([{ a: 1 }, { a: Number.NaN }], ["a"])).message).toContain("row 2 has a = NaN");
    expect(refusal(() => paretoFront([{ loss: 1 }], ["los"] as never)).message).toContain("row 1 has los = missing");
  });
});

describe("the difference of two runs", () => {
  const facility = kind(() => ({
    name: "facility",
    graph: graph<object>()({ itEnergyKwh: quantity("Energy of the equipment"), ...place() }),
    totals: ["energyKwh"],
    rankBy: "energyKwh",
    choices: [],
  }));
  const recorded = (itEnergyKwh: number, pue: { value: number; low: number; high: number }): Run => facility.run({ itEnergyKwh, pue });
  const pue = { value: 1.2, low: 1.1, high: 1.5 };

  it("moves a shared input in both: 50 kWh times its two ends", () => {
    const { central, low, high } = pairedDifference(recorded(100, pue), recorded(150, pue), ["energyKwh"]);
    expect([low, central, high].map(({ energyKwh }) => energyKwh)).toEqual([
      expect.closeTo(55, 9),
      expect.closeTo(60, 9),
      expect.closeTo(75, 9),
    ]);
  });

  it("turns the ends of a saving around: −75 is its low end", () => {
    const { central, low, high } = pairedDifference(recorded(150, pue), recorded(100, pue), ["energyKwh"]);
    expect([low, central, high].map(({ energyKwh }) => energyKwh)).toEqual([
      expect.closeTo(-75, 9),
      expect.closeTo(-60, 9),
      expect.closeTo(-55, 9),
    ]);
  });

  it("adds the squared swings of inputs that are not shared, where one of them turns the sign", () => {
    // 150 kWh × 1.2 less 100 kWh × 1.5; alone: 165 or 225 less 150, and 180 less 140 or 195.
    const { low, central, high } = pairedDifference(recorded(100, { value: 1.5, low: 1.4, high: 1.95 }), recorded(150, pue), ["energyKwh"]);
    expect(central.energyKwh).toBeCloseTo(30, 9);
    expect(low.energyKwh).toBeCloseTo(30 - Math.hypot(15, 45), 9);
    expect(high.energyKwh).toBeCloseTo(30 + Math.hypot(45, 10), 9);
  });

  const sums = kind(() => ({
    name: "sum",
    graph: graph<object>()({ aKwh: quantity("A"), bKwh: quantity("B"), allKwh: quantity("All", sum("aKwh", "bKwh?")) }),
    totals: ["allKwh"],
    rankBy: "allKwh",
    choices: [],
  }));
  const difference = (before: object, after: object): [low: number, central: number, high: number] => {
    const { low, central, high } = pairedDifference(sums.run(before), sums.run(after), ["allKwh"]);
    return [low.allKwh, central.allKwh, high.allKwh];
  };

  it("goes no further than all inputs together: 140 less 50", () => {
    const [less, more] = [{ aKwh: { value: 90, low: 50, high: 92 } }, { aKwh: { value: 100, low: 97, high: 140 } }];
    // Alone, they make 50 and 50 of the 10, and 8 and 7; twice fivefold would be 97.
    const near = 10 * Math.exp(-Math.hypot(Math.log(0.8), Math.log(0.7)));
    const [low, central, high] = difference(less, more);
    expect([central, high]).toEqual([10, 90]);
    expect(low).toBeCloseTo(near, 12);
    const [most, saved, least] = difference(more, less);
    expect([most, saved]).toEqual([-90, -10]);
    expect(least).toBeCloseTo(-near, 12);
  });

  it("has inputs in common only with the same name, value and ends", () => {
    const range = { value: 10, low: 5, high: 20 };
    expect(difference({ aKwh: range, bKwh: 30 }, { aKwh: range, bKwh: 40 })).toEqual([10, 10, 10]);
    const [low, central, high] = difference({ aKwh: range, bKwh: 10 }, { aKwh: 10, bKwh: range });
    expect([central, high, low]).toEqual([0, expect.closeTo(Math.hypot(5, 10), 12), expect.closeTo(-Math.hypot(10, 5), 12)]);
    const [least, , most] = difference({ aKwh: range, bKwh: 10 }, { aKwh: { ...range, high: 40 }, bKwh: 10 });
    expect([least, most]).toEqual([expect.closeTo(-Math.hypot(10, 5), 12), expect.closeTo(Math.hypot(5, 30), 12)]);
    const [other] = difference({ aKwh: range, bKwh: 10 }, { aKwh: { ...range, low: 8 }, bKwh: 10 });
    expect(other).toBeCloseTo(-Math.hypot(10, 2), 12);
  });
});
