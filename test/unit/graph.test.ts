import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import type { Given } from "../../src/core/figure.js";
import { anyNumber, atLeastOne, fraction } from "../../src/core/formula.js";
import { columns, functionOf } from "../../src/graph/columns.js";
import { evaluate, type Run, valueIn } from "../../src/graph/evaluate.js";
import { atMost, estimator, kind, type KindOptions } from "../../src/graph/kind.js";
import type { Line } from "../../src/core/line.js";
import { linesOf } from "../../src/graph/lines.js";
import { assumedInputs, exactInputs, saidBy } from "../../src/graph/notes.js";
import type { Driver } from "../../src/graph/ranges.js";
import { type Graph, graph, part, quantity } from "../../src/graph/rows.js";
import { smallestSets } from "../../src/graph/say.js";
import { PlanCache } from "../../src/graph/shape.js";
import { findRoot } from "../../src/graph/solve.js";
import { assume, by, from, held, noted, pick, record, same, solve, sum, when, whole } from "../../src/graph/ways.js";
import { energyOf, powerOf, isHot, loavesOf, spreadRows } from "../helpers/bakery.js";
import { refusal } from "../helpers/refusal.js";

type Input = Readonly<Record<string, unknown>>;
const runOf = (of: Graph<string>, input: Input, ...goals: string[]): Run => {
  const fitted = new PlanCache(of.table, goals).fit(input);
  if ("missing" in fitted) throw new Error(`no ${fitted.missing}`);
  return evaluate(fitted, "toy");
};
const value = (of: Graph<string>, input: Input, goal: string): number | undefined => valueIn(runOf(of, input, goal), goal);
const kinds = (of: Graph<string>, input: Input, goal: string): string[] =>
  runOf(of, input, goal).program.plan.steps.map(({ key, kind: way }) => `${key} ${way}`);
const powerWatts = quantity("Power", { example: "200" });
const hours = quantity("Hours", { example: "3" });
const energyKwh = quantity("Energy", by(energyOf));

describe("ways to have a quantity", () => {
  const oven = graph<object>()({ powerWatts, hours, energyKwh, ovenKwh: quantity("The same", same("energyKwh")) });

  it("given comes before all others", () => {
    expect(value(oven, { powerWatts: 200, hours: 3 }, "energyKwh")).toBe(0.6);
    expect(kinds(oven, { powerWatts: 200, hours: 3, energyKwh: 7 }, "energyKwh")).toEqual(["energyKwh given"]);
    expect(value(oven, { energyKwh: { value: 7, low: 6, high: 8 } }, "energyKwh")).toBe(7);
  });

  it("by: an equation takes quantities of its names, or renamed ones", () => {
    const lamp = graph<object>()({
      lampWatts: quantity("Lamp"),
      hours,
      energyKwh: quantity("Energy", by(energyOf, { powerWatts: "lampWatts" })),
    });
    expect(value(lamp, { lampWatts: 10, hours: 5 }, "energyKwh")).toBe(0.05);
    const [line] = linesOf(runOf(lamp, { lampWatts: 10, hours: 5 }, "energyKwh"));
    expect(line).toMatchObject({
      key: "energyKwh",
      formula: "toy.energy",
      unit: "kWh",
      inputs: [{ name: "powerWatts", value: 10, unit: "W" }, { name: "hours" }],
    });
  });

  it("same: another name is no step of its own", () => {
    expect(kinds(oven, { powerWatts: 200, hours: 3 }, "ovenKwh")).toEqual(["powerWatts given", "hours given", "energyKwh line"]);
    expect(value(oven, { powerWatts: 200, hours: 3 }, "ovenKwh")).toBe(0.6);
  });

  it("sum: in order, leaving out what may be missing; known where one part is", () => {
    const bill = graph<object>()({
      aKwh: quantity("A"),
      bKwh: quantity("B"),
      allKwh: quantity("All", sum("aKwh?", "bKwh?")),
      bothKwh: quantity("Both", sum("aKwh", "bKwh")),
    });
    expect(value(bill, { aKwh: 1, bKwh: 2 }, "allKwh")).toBe(3);
    expect(value(bill, { bKwh: 2 }, "allKwh")).toBe(2);
    expect(() => value(bill, {}, "allKwh")).toThrow("no allKwh");
    expect(() => value(bill, { bKwh: 2 }, "bothKwh")).toThrow("no bothKwh");
  });

  it("from, record and assume: figures of records by path, by a reader, of the library", () => {
    interface Of {
      readonly oven?: { readonly powerWatts?: Given | null } | null;
      readonly isNight?: boolean;
    }
    const nightHours = ({ isNight }: Of): number | undefined => (isNight === true ? 8 : undefined);
    const of = graph<Of>()({
      powerWatts: quantity(
        "Power",
        from<Of>()("oven", "powerWatts"),
        assume({ value: 50, source: "toy", at: "page 1", basis: "assumption" }),
      ),
      hours: quantity("Hours", record(nightHours), assume(1)),
      energyKwh,
    });
    expect(value(of, { oven: { powerWatts: 300 }, isNight: true }, "energyKwh")).toBe(2.4);
    for (const oven of [undefined, null, {}, { powerWatts: null }]) expect(value(of, { oven }, "energyKwh")).toBe(0.05);
    const run = runOf(of, { oven: {} }, "energyKwh");
    expect(linesOf(run)[0]?.inputs[0]?.origin).toEqual({ kind: "default", source: "toy", at: "page 1" });
    expect(assumedInputs(run).names).toEqual(["powerWatts", "hours"]);
    expect(exactInputs(runOf(of, { powerWatts: 3, hours: { value: 1, low: 1, high: 2 } }, "energyKwh"))).toEqual(["powerWatts"]);
  });

  it("noted: what the ways that are gone say, once, made when it is read; nothing of what is given", () => {
    const of = graph<{ readonly name?: string }>()({
      powerWatts: quantity(
        "Power",
        noted("predicted", assume(50), (read, { name }: { readonly name?: string }, watts) =>
          name === undefined ? undefined : [`${name}: ${watts} W for ${read("hours")} h`, "twice"],
        ),
      ),
      hours: quantity("Hours", noted("predicted", assume(2), "twice")),
      energyKwh: quantity("Energy", by(energyOf)),
    });
    const said = (input: Input): string[] => saidBy(runOf(of, input, "energyKwh")).map(({ code, message }) => `${code}: ${message}`);
    expect(said({ name: "oven" })).toEqual(["predicted: oven: 50 W for 2 h", "predicted: twice"]);
    expect(said({})).toEqual(["predicted: twice"]);
    expect(said({ name: "oven", powerWatts: 1, hours: 1 })).toEqual([]);
  });

  it("fit and isExact: constants of a fit are named as one, and what is exact by nature is not named", () => {
    const of = graph<object>()({
      powerWatts: quantity("Power", { isExact: true }),
      hours: quantity("Hours", { ...assume({ value: 2, source: "toy", at: "page 1", basis: "assumption" }), fit: "the toy fit" }),
      energyKwh,
    });
    const run = runOf(of, { powerWatts: 3 }, "energyKwh");
    expect(assumedInputs(run)).toEqual({ names: [], fits: ["the toy fit"] });
    expect(exactInputs(run)).toEqual([]);
  });

  it("when: for some records, choices or givens only", () => {
    interface Of {
      readonly isNight?: boolean;
    }
    const of = graph<Of>()({
      hours: quantity(
        "Hours",
        when(({ isNight }: Of) => isNight === true, assume(8)),
        when((_, isGiven) => isGiven("powerWatts"), assume(2)),
      ),
      powerWatts,
      energyKwh,
    });
    expect(value(of, { isNight: true }, "hours")).toBe(8);
    expect(value(of, { powerWatts: 1 }, "hours")).toBe(2);
    expect(() => value(of, {}, "hours")).toThrow("no hours");
  });

  it("pick: by a number, which the plan does not look at; the trace shows the side that is taken", () => {
    const of = graph<object>()({
      powerWatts,
      hours,
      isHot: quantity("1 where hot", by(isHot)),
      hotKwh: quantity("Hot", by(energyOf)),
      coldKwh: quantity("Cold", by(energyOf, { hours: "coldHours" })),
      coldHours: quantity("Cold hours", assume(1)),
      energyKwh: quantity("Energy", pick("isHot", "hotKwh", "coldKwh")),
      exponent: quantity("Exponent", { domain: anyNumber }, assume(1)),
      loaves: quantity("Loaves", by(loavesOf)),
    });
    const cache = new PlanCache(of.table, ["loaves"]);
    const [hot, cold] = [500, 50].map((watts) => cache.fit({ powerWatts: watts, hours: 4 }));
    expect((hot as { plan: unknown }).plan).toBe((cold as { plan: unknown }).plan);
    expect(value(of, { powerWatts: 500, hours: 4 }, "loaves")).toBe(2);
    expect(value(of, { powerWatts: 50, hours: 4 }, "loaves")).toBe(0.05);
    const keys = (watts: number): string[] => linesOf(runOf(of, { powerWatts: watts, hours: 4 }, "loaves")).map(({ key }) => key);
    expect(keys(500)).toEqual(["hotKwh", "loaves"]);
    expect(keys(50)).toEqual(["coldKwh", "loaves"]);
    const [, loaves] = linesOf(runOf(of, { powerWatts: 500, hours: 4 }, "loaves"));
    expect(loaves?.inputs[0]).toMatchObject({ name: "energyKwh", value: 2, origin: { kind: "line", line: "hotKwh" } });
    expect(assumedInputs(runOf(of, { powerWatts: 500, hours: 4 }, "loaves")).names).not.toContain("coldHours");
  });
});

describe("circles", () => {
  const circle = graph<object>()({
    hours,
    powerWatts: quantity("Power", by(powerOf)),
    energyKwh: quantity("Energy", by(energyOf)),
    batteryKwh: quantity("Battery", same("energyKwh")),
  });

  it("are walked from either side", () => {
    expect(value(circle, { hours: 2, powerWatts: 500 }, "energyKwh")).toBe(1);
    expect(value(circle, { hours: 2, energyKwh: 1 }, "powerWatts")).toBe(500);
    expect(value(circle, { hours: 2, powerWatts: 500 }, "batteryKwh")).toBe(1);
    expect(() => value(circle, { hours: 2 }, "energyKwh")).toThrow("no energyKwh");
  });

  it("leave no steps of an attempt that failed, and do not spoil later goals", () => {
    expect(runOf(circle, { hours: 2, powerWatts: 500 }, "energyKwh", "powerWatts").program.plan.steps).toHaveLength(3);
    const run = runOf(circle, { hours: 2, batteryKwh: 3, powerWatts: 500 }, "powerWatts", "batteryKwh", "energyKwh");
    expect(valueIn(run, "energyKwh")).toBe(1);
  });
});

const ovenTable = { powerWatts, hours, energyKwh, lossKwh: quantity("Loss") };
const oven = graph<object>()(ovenTable);

describe("random graphs, with circles", () => {
  it("a goal is had exactly where a fixed point of all ways says so, with no step too many and each after those that it needs", () => {
    let seed = 20_240_607;
    const below = (end: number): number => (seed = (seed * 48_271) % 2_147_483_647) % end;
    let reached = 0;
    for (let trial = 0; trial < 400; trial++) {
      const names = Array.from({ length: 9 }, (_, index) => `n${index}`);
      const any = (): string => names[below(names.length)] as string;
      const ways = names.map(() => Array.from({ length: below(4) }, () => Array.from({ length: 1 + below(2) }, any)));
      const table = Object.fromEntries(
        names.map((name, index) => [
          name,
          quantity(name, ...(ways[index] as string[][]).map((needs) => (needs.length === 1 ? same(needs[0] as string) : sum(...needs)))),
        ]),
      );
      const input = Object.fromEntries(Array.from({ length: 1 + below(2) }, () => [any(), 1]));
      const had = new Set(Object.keys(input));
      for (let size = -1; size < had.size;) {
        size = had.size;
        for (const [index, name] of names.entries())
          if (ways[index]?.some((needs) => needs.every((need) => had.has(need))) === true) had.add(name);
      }
      for (const goal of names) {
        const fitted = new PlanCache(table, [goal]).fit(input);
        expect("missing" in fitted, `trial ${trial}, ${goal}`).toBe(!had.has(goal));
        if ("missing" in fitted) continue;
        reached++;
        const { steps, roots } = fitted.plan;
        const used = new Set(roots);
        for (const [at, { from: needs }] of [...steps.entries()].reverse()) {
          expect(used.has(at)).toBe(true);
          for (const need of needs) expect(used.add(need) && need).toBeLessThan(at);
        }
      }
    }
    expect(reached).toBeGreaterThan(400);
  });
});

describe("parts and lists", () => {
  interface Of {
    readonly grill?: object;
    readonly ovens?: readonly object[];
  }
  const bakery = graph<Of>()({
    hours,
    grill: part(oven, ({ grill }: Of) => grill, { hours: [same("hours")] }),
    ovens: part(oven, ({ ovens }: Of) => ovens),
    energyKwh: quantity("Energy", sum("grill.energyKwh?", "ovens.energyKwh?")),
    ovensKwh: quantity("Of all ovens", sum("ovens.energyKwh")),
    lossKwh: quantity("Loss", whole("grill.lossKwh", "ovens.lossKwh")),
    knownLossKwh: quantity("Loss that is known", sum("grill.lossKwh?", "ovens.lossKwh?")),
  });

  it("a part has a scope of its own, linked to the outer one", () => {
    const run = runOf(bakery, { hours: 2, grill: { powerWatts: 1000 } }, "energyKwh");
    expect(valueIn(run, "energyKwh")).toBe(2);
    expect(linesOf(run).map(({ key, partOf }) => [key, partOf])).toEqual([
      ["grillEnergyKwh", "energyKwh"],
      ["energyKwh", undefined],
    ]);
    expect(() => value(bakery, { grill: { powerWatts: 1000 } }, "energyKwh")).toThrow("no energyKwh");
    // What is given outside is not given inside.
    expect(() => value(bakery, { powerWatts: 1, hours: 2, grill: {} }, "energyKwh")).toThrow("no energyKwh");
  });

  it("a list has a scope per entry, numbered or named by it", () => {
    const ovens = [
      { powerWatts: 100, hours: 1 },
      { powerWatts: 200, hours: 1 },
      { powerWatts: 300, hours: 1, scope: "big" },
    ];
    const run = runOf(bakery, { ovens }, "ovensKwh");
    expect(valueIn(run, "ovensKwh")).toBeCloseTo(0.6, 15);
    expect(linesOf(run).map(({ key }) => key)).toEqual(["ovensEnergyKwh", "ovens1EnergyKwh", "bigEnergyKwh", "ovensKwh"]);
    expect(refusal(() => runOf(bakery, { ovens: [ovens[0] as object, { powerWatts: -1, hours: 1 }] }, "ovensKwh")).message).toBe(
      "toy: ovens.1.powerWatts = -1 is outside [0, ∞)",
    );
    expect(refusal(() => runOf(bakery, { ovens: [{ powerWatts: -1, hours: 1, scope: "big" }] }, "ovensKwh")).message).toContain(
      "ovens.big.powerWatts = -1",
    );
    expect(refusal(() => runOf(bakery, { hours: 1, grill: { powerWatts: -1 } }, "energyKwh")).details.field).toBe("grill.powerWatts");
  });

  it("sum takes the entries that know it only with a question mark, whole none where one does not", () => {
    const one = { lossKwh: 1 };
    expect(value(bakery, { grill: one, ovens: [one, one] }, "lossKwh")).toBe(3);
    expect(value(bakery, { ovens: [one] }, "lossKwh")).toBe(1);
    expect(() => value(bakery, { grill: {}, ovens: [one] }, "lossKwh")).toThrow("no lossKwh");
    expect(value(bakery, { grill: {}, ovens: [one, {}] }, "knownLossKwh")).toBe(1);
    expect(() => value(bakery, { ovens: [{ powerWatts: 1, hours: 1 }, {}] }, "ovensKwh")).toThrow("no ovensKwh");
    expect(() => value(bakery, { ovens: [] }, "ovensKwh")).toThrow("no ovensKwh");
  });

  it("ways of the outer graph come before those of the part", () => {
    const outer = graph<object>()({
      hours,
      outerKwh: quantity("Outer"),
      grill: part(oven, () => ({ powerWatts: 1000 }), { hours: [same("hours")], energyKwh: [same("outerKwh")] }),
      energyKwh: quantity("Energy", sum("grill.energyKwh")),
    });
    expect(value(outer, { hours: 1 }, "energyKwh")).toBe(1);
    expect(value(outer, { hours: 1, outerKwh: 9 }, "energyKwh")).toBe(9);
  });
});

describe("plans", () => {
  const cache = new PlanCache(oven.table, ["energyKwh"]);
  const planOf = (input: Input): unknown => {
    const fitted = cache.fit(input);
    return "missing" in fitted ? undefined : fitted.plan;
  };

  it("are kept by shape: numbers do not matter, what is there does", () => {
    const plan = planOf({ powerWatts: 1, hours: 1 });
    expect(planOf({ hours: { value: 5, low: 4, high: 6 }, powerWatts: 2 })).toBe(plan);
    const given = planOf({ energyKwh: 1 });
    expect(given).not.toBe(plan);
    expect(planOf({ energyKwh: 2 })).toBe(given);
    expect(planOf({ powerWatts: 1 })).toBeUndefined();
    expect(planOf({ powerWatts: 1, hours: 2 })).toBe(plan);
  });

  it("of lists depend on how many entries there are and what they are called", () => {
    const list = graph<{ readonly ovens: readonly object[] }>()({
      ovens: part(oven, ({ ovens }: { readonly ovens: readonly object[] }) => ovens),
      energyKwh: quantity("Energy", sum("ovens.energyKwh")),
    });
    const kept = new PlanCache(list.table, ["energyKwh"]);
    const fit = (...ovens: object[]): unknown =>
      (kept.fit({ ovens: ovens.map((one) => ({ energyKwh: 1, ...one })) }) as { plan: unknown }).plan;
    expect(fit({}, {})).toBe(fit({ energyKwh: 5 }, {}));
    expect(fit({})).not.toBe(fit({}, {}));
    expect(fit({ scope: "a" }, { scope: "b" })).not.toBe(fit({ scope: "b" }, { scope: "a" }));
    // A name may hold anything, also what could be taken for an end.
    expect(fit({ scope: "a,b" }, { scope: "c" })).not.toBe(fit({ scope: "a" }, { scope: "b,c" }));
  });

  it("tell their steps after those that they need", () => {
    for (const { from: needs } of runOf(oven, { powerWatts: 1, hours: 1 }, "energyKwh").program.plan.steps.slice(0, 2))
      expect(needs).toEqual([]);
    expect(() => runOf({ table: { a: quantity("A", same("b")) } }, {}, "a")).toThrow("the graph has no quantity b");
  });
});

describe("ranges", () => {
  const of = graph<object>()({
    powerWatts,
    hours,
    energyKwh,
    exponent: quantity("Exponent", { domain: anyNumber }, assume(2)),
    loaves: quantity("Loaves", by(loavesOf)),
  });
  interface Totals {
    readonly energyKwh: number;
    readonly loaves: number;
  }
  interface Result extends Totals {
    readonly low: Totals;
    readonly high: Totals;
    readonly drivers: readonly Driver[];
    readonly lines: readonly Line[];
  }
  const estimate = estimator<Input, Result>(
    kind(() => ({ name: "toy", graph: of, totals: ["energyKwh", "loaves"], rankBy: "energyKwh", choices: [] })),
    {},
    { lines: ({ run }) => linesOf(run) },
  );

  it("join the swings of the inputs as roots of summed squares of logarithms, by hand", () => {
    const { low, high, drivers } = estimate({ powerWatts: { value: 200, low: 100, high: 300 }, hours: { value: 3, low: 2, high: 6 } });
    const joined = (...ratios: number[]): number => Math.exp(Math.sqrt(ratios.reduce((total, ratio) => total + Math.log(ratio) ** 2, 0)));
    expect(high.energyKwh).toBeCloseTo(0.6 * joined(1.5, 2), 14);
    expect(low.energyKwh).toBeCloseTo(0.6 / joined(2, 1.5), 14);
    expect(high.loaves).toBeCloseTo(0.36 * joined(2.25, 4), 14);
    expect(drivers).toEqual([
      { input: "hours", atLow: 0.4, atHigh: 1.2 },
      { input: "powerWatts", atLow: 0.3, atHigh: 0.9 },
    ]);
  });

  it("are the value itself where nothing moves, and start at zero where the value is", () => {
    expect(estimate({ powerWatts: 200, hours: 3 })).toMatchObject({ low: { energyKwh: 0.6 }, high: { energyKwh: 0.6 }, drivers: [] });
    const { low, high } = estimate({ powerWatts: { value: 0, low: 0, high: 1000 }, hours: 3 });
    expect([low.energyKwh, high.energyKwh]).toEqual([0, 3]);
  });

  it("move one record once, however many scopes read it, and two records twice", () => {
    const figure = { value: 100, low: 50, high: 200 };
    interface Of {
      readonly ovens: readonly object[];
    }
    const list = graph<Of>()({ ovens: part(oven, ({ ovens }: Of) => ovens), energyKwh: quantity("Energy", sum("ovens.energyKwh")) });
    const both = (second: Given): readonly Driver[] =>
      estimator<Of, Result>(
        kind(() => ({ name: "toy", graph: list, totals: ["energyKwh"], rankBy: "energyKwh", choices: ["ovens"] })),
        {},
        {},
      )({
        ovens: [
          { powerWatts: figure, hours: 1 },
          { powerWatts: second, hours: 1 },
        ],
      }).drivers;
    expect(both(figure)).toEqual([{ input: "powerWatts", atLow: 0.1, atHigh: 0.4 }]);
    expect(both({ ...figure }).map(({ input }) => input)).toEqual(["ovensPowerWatts", "ovens1PowerWatts"]);
  });

  it("held: a decision keeps its centre", () => {
    const decided = graph<object>()({
      powerWatts: quantity("Power", held(by(powerOf))),
      energyKwh: quantity("Bought"),
      hours,
      usedKwh: quantity("Used", by(energyOf)),
    });
    const used = estimator<Input, Result & { readonly usedKwh: number }>(
      kind(() => ({ name: "toy", graph: decided, totals: ["usedKwh"], rankBy: "usedKwh", choices: [] })),
      {},
      {},
    );
    const { usedKwh, drivers } = used({ energyKwh: { value: 1, low: 0.5, high: 2 }, hours: { value: 2, low: 1, high: 4 } });
    expect(usedKwh).toBe(1);
    expect(drivers).toEqual([{ input: "hours", atLow: 0.5, atHigh: 2 }]);
  });

  it("between: a value moves between ends that follow from other numbers", () => {
    const of2 = graph<object>()(spreadRows);
    interface Loaves {
      readonly loaves: number;
      readonly low: { readonly loaves: number };
      readonly high: { readonly loaves: number };
      readonly drivers: readonly Driver[];
      readonly lines: readonly Line[];
    }
    const result = estimator<Input, Loaves>(
      kind(() => ({ name: "toy", graph: of2, totals: ["loaves"], rankBy: "loaves", choices: [] })),
      {},
      { lines: ({ run }) => linesOf(run) },
    )({ factor: 10 });
    expect(result.loaves).toBe(10);
    expect([result.low.loaves, result.high.loaves].map((end) => Number(end.toPrecision(12)))).toEqual([5, 40]);
    expect(result.drivers).toEqual([{ input: "spread", atLow: 5, atHigh: 40 }]);
    expect(result.lines[0]?.inputs[1]).toMatchObject({
      value: 10,
      low: 5,
      high: 40,
      origin: { kind: "calibration", reference: "a thermometer" },
    });
  });
});

describe("columns", () => {
  const of = graph<object>()({
    powerWatts,
    hours,
    energyKwh,
    exponent: quantity("Exponent", { domain: anyNumber }),
    loaves: quantity("Loaves", by(loavesOf)),
  });
  const input = { powerWatts: 200, hours: 3, exponent: 0.7 };
  const run = runOf(of, input, "loaves");
  const place = (key: string): number => run.program.plan.place.get(key) as number;

  it("are what evaluating each row alone gives, bit for bit", () => {
    const rows = Array.from({ length: 200 }, (_, row) => ({ powerWatts: 10 + row, hours: 1 + row / 7 }));
    const moved = (["powerWatts", "hours"] as const).map((key) => ({ at: [place(key)], column: rows.map((row) => row[key]) }));
    const [loaves, energies] = columns(run, moved, [place("loaves"), place("energyKwh")]);
    for (const [row, one] of rows.entries()) {
      const alone = runOf(of, { ...input, ...one }, "loaves");
      expect(loaves?.[row]).toBe(valueIn(alone, "loaves"));
      expect(energies?.[row]).toBe(valueIn(alone, "energyKwh"));
    }
    expect(valueIn(run, "loaves")).toBe(0.6 ** 0.7);
  });

  it("a run is a function of its quantities, also of those that the library chose", () => {
    const loavesAt = functionOf(run, ["hours", "exponent"], "loaves");
    expect(loavesAt(5, 2)).toBe(1);
    expect(loavesAt(3, 0.7)).toBe(0.6 ** 0.7);
    const assumed = graph<object>()({ powerWatts, hours: quantity("Hours", assume(2)), energyKwh });
    expect(functionOf(runOf(assumed, { powerWatts: 500 }, "energyKwh"), ["hours"], "energyKwh")(4)).toBe(2);
  });
});

describe("solve", () => {
  it.each([0.3, 0.5, 1, 1.7, 3])("meets a power law with exponent %s within 12 evaluations, from and at both ends", (exponent) => {
    for (const wanted of [1e-3, 0.1, 1, 42, 1e3]) {
      let evaluations = 0;
      const reached = (argument: number): number => (evaluations++, argument ** exponent);
      const root = findRoot(reached, wanted, 1e-12, 1e12, () => new Error("too much"));
      expect(Math.abs(root ** exponent / wanted - 1)).toBeLessThan(1e-12);
      expect(evaluations).toBeLessThanOrEqual(12);
    }
    expect(
      findRoot(
        (x) => x ** exponent,
        2 ** exponent,
        2,
        50,
        () => new Error(),
      ),
    ).toBe(2);
    expect(
      findRoot(
        (x) => x ** exponent,
        1e-3,
        2,
        50,
        () => new Error(),
      ),
    ).toBe(2);
    expect(
      findRoot(
        (x) => x ** exponent,
        50 ** exponent,
        2,
        50,
        () => new Error(),
      ),
    ).toBeCloseTo(50, 10);
    expect(() =>
      findRoot(
        (x) => x ** exponent,
        1e9,
        2,
        50,
        (greatest) => new Error(`at most ${greatest}`),
      ),
    ).toThrow(`at most ${50 ** exponent}`);
  });

  it("a bend is met too", () => {
    let evaluations = 0;
    const saturating = (x: number): number => (evaluations++, (100 * x) / (x + 7));
    expect(saturating(findRoot(saturating, 93, 0.01, 1e4, () => new Error()))).toBeCloseTo(93, 9);
    expect(evaluations).toBeLessThanOrEqual(16);
  });

  const least = quantity("Least power", assume(1));
  const most = quantity("Most power", assume(1000));
  const of = graph<object>()({
    hours,
    demandedKwh: quantity("Energy that is asked for", { example: "1" }),
    leastWatts: least,
    mostWatts: most,
    powerWatts: quantity(
      "Power",
      solve("energyKwh", "demandedKwh", "leastWatts", "mostWatts", (wanted, isLeast) => `${wanted} kWh${isLeast ? ", at least" : ""}`),
    ),
    energyKwh: quantity("Energy", by(energyOf)),
  });

  it("a quantity is found at which another reaches what is demanded", () => {
    const run = runOf(of, { hours: 2, demandedKwh: 1 }, "energyKwh");
    expect(valueIn(run, "powerWatts")).toBeCloseTo(500, 9);
    expect(linesOf(run)[0]?.inputs[0]?.origin).toEqual({ kind: "calibration", reference: "1 kWh" });
    expect(linesOf(runOf(of, { hours: 2, demandedKwh: 1e-6 }, "energyKwh"))[0]?.inputs[0]).toMatchObject({
      value: 1,
      origin: { reference: "0.000001 kWh, at least" },
    });
    expect(value(of, { hours: 2, powerWatts: 100 }, "energyKwh")).toBe(0.2);
  });

  it("is an error where nothing reaches it, naming the field, the value and what can be had", () => {
    const error = refusal(() => runOf(of, { hours: 2, demandedKwh: 5 }, "energyKwh"));
    expect(error.code).toBe("no-solution");
    expect(error.message).toContain("demandedKwh = 5");
    expect(error.message).toContain("2");
    expect(error.details.field).toBe("demandedKwh");
  });

  it("follows the ends of what is demanded, and of nothing else", () => {
    const result = estimator<Input, { readonly drivers: readonly Driver[] }>(
      kind(() => ({ name: "toy", graph: of, totals: ["energyKwh"], rankBy: "energyKwh", choices: [] })),
      {},
      {},
    )({
      hours: { value: 2, low: 1, high: 4 },
      demandedKwh: { value: 1, low: 0.5, high: 2 },
    });
    const byInput = Object.fromEntries(result.drivers.map(({ input, ...ends }) => [input, ends]));
    // Energy is power times hours: with the power as it was, hours move it; a demand is met.
    expect(Object.keys(byInput).sort()).toEqual(["demandedKwh", "hours"]);
    for (const ends of Object.values(byInput)) {
      expect(ends.atLow).toBeCloseTo(0.5, 12);
      expect(ends.atHigh).toBeCloseTo(2, 12);
    }
  });
});

interface Shop {
  readonly oven?: { readonly powerWatts?: Given };
  readonly bread?: string;
  readonly shelf?: { readonly [Key in string]?: unknown };
}
const shop = graph<Shop>()({
  powerWatts: quantity("Power", { example: "200" }, from<Shop>()("oven", "powerWatts")),
  hours,
  energyKwh,
  meterKwh: quantity("Reading of the meter"),
  measuredKwh: quantity("Measured", same("meterKwh"), same("energyKwh")),
  exponent: quantity("Exponent", { domain: fraction, isWhole: true }, assume(1)),
  loaves: quantity("Loaves", { fix: "bake longer", domain: atLeastOne }, by(loavesOf, { energyKwh: "measuredKwh" })),
  shelfHours: quantity("Hours on the shelf", { field: "shelf.hours" }),
  shelfWatts: quantity("Light of the shelf", { field: "shelf.watts" }),
  shelfKwh: quantity("Energy of the shelf", by(energyOf, { powerWatts: "shelfWatts", hours: "shelfHours" })),
});
const options: KindOptions<Input> = {
  name: "shop",
  graph: shop,
  totals: ["measuredKwh", "loaves", "shelfKwh?"],
  rankBy: "loaves",
  choices: ["oven"],
  words: { bread: ["rye", "wheat"], "shelf.wood": ["oak"] },
  rules: [atMost("shelfHours", "hours", "bake before the shelf is filled")],
};
const shopKind = kind(() => options);
const refused = (input: unknown): ReturnType<typeof refusal> => refusal(() => shopKind.run(input as Input));
const full = { powerWatts: 1000, hours: 4 };

describe("errors", () => {
  it.each<[string, unknown, string, string, string]>([
    ["no object", undefined, "invalid-input", "shop: the input is missing; give an object", "the input"],
    [
      "an unknown key",
      { ...full, power_watts: 3 },
      "invalid-input",
      "shop: power_watts is not known; did you mean powerWatts",
      "power_watts",
    ],
    ["nothing like it", { ...full, quux: 3 }, "invalid-input", "shop: quux is not known", "quux"],
    [
      "an unknown key of a group",
      { ...full, shelf: { hour: 1 } },
      "invalid-input",
      "shop: shelf.hour is not known; did you mean hours?",
      "shelf.hour",
    ],
    ["a number for a group", { ...full, shelf: 3 }, "invalid-input", "shop: shelf = 3 is no group; give { hours, watts, wood }", "shelf"],
    ["a text for a number", { ...full, hours: "4" }, "out-of-domain", 'shop: hours = "4" is no number', "hours"],
    ["a text in a figure", { ...full, hours: { value: "4" } }, "out-of-domain", 'shop: hours.value = "4" is outside', "hours.value"],
    ["NaN", { ...full, hours: Number.NaN }, "out-of-domain", "shop: hours = NaN is outside [0, ∞)", "hours"],
    ["another word", { ...full, bread: "spelt" }, "invalid-input", 'shop: bread = "spelt" is not one of rye, wheat', "bread"],
    ["another word in a group", { ...full, shelf: { wood: 3 } }, "invalid-input", "shop: shelf.wood = 3 is not one of oak", "shelf.wood"],
    ["below the domain", { ...full, hours: -1 }, "out-of-domain", "shop: hours = -1 is outside [0, ∞)", "hours"],
    [
      "a low end below it",
      { ...full, hours: { value: 1, low: -1 } },
      "out-of-domain",
      "shop: hours.low = -1 is outside [0, ∞)",
      "hours.low",
    ],
    ["a high end below the value", { ...full, hours: { value: 5, high: 1 } }, "invalid-input", "which does not hold its value 5", "hours"],
    [
      "a record outside",
      { oven: { powerWatts: -5 }, hours: 4 },
      "out-of-domain",
      "shop: oven.powerWatts = -5 is outside [0, ∞)",
      "oven.powerWatts",
    ],
    ["half of a whole", { ...full, exponent: 0.5 }, "out-of-domain", "shop: exponent = 0.5 is not a whole number", "exponent"],
    ["more than an equation takes", { ...full, exponent: 2 }, "out-of-domain", "shop: exponent = 2 is outside [0, 1]", "exponent"],
    [
      "a result outside",
      { powerWatts: 10, hours: 1 },
      "out-of-domain",
      "shop: loaves = 0.01 is outside [1, ∞); it follows from energyKwh 0.01, exponent 1; bake longer",
      "loaves",
    ],
    [
      "a rule between two",
      { ...full, shelf: { hours: 5, watts: 10 } },
      "out-of-domain",
      "shop: shelf.hours = 5 is more than hours = 4; bake before the shelf is filled",
      "shelf.hours",
    ],
    ["given twice over", { ...full, meterKwh: 2 }, "conflicting-input", "shop: powerWatts", "powerWatts"],
    [
      "half of a pair",
      { ...full, shelf: { hours: 1 } },
      "invalid-input",
      "shelfWatts is missing; shelf.hours says something only together with it",
      "shelfWatts",
    ],
    [
      "one missing",
      { powerWatts: 10 },
      "invalid-input",
      "shop: hours is missing; measuredKwh cannot be told without it (or else give meterKwh or energyKwh)",
      "hours",
    ],
  ])("%s", (_, input, code, message, field) => {
    const error = refused(input);
    expect(error.message).toContain(message);
    expect([error.code, error.details.field]).toEqual([code, field]);
  });

  it("an unused given names what tells the same", () => {
    const { message } = refused({ energyKwh: 3, meterKwh: 2 });
    expect(message).toContain("energyKwh");
    expect(message).toContain("meterKwh");
    expect(refused({ ...full, meterKwh: 2 }).message).toContain("meterKwh");
  });

  it("a missing goal names the smallest sets that would do, what people know first", () => {
    expect(smallestSets(shop.table, { powerWatts: 10 }, "energyKwh")).toEqual([["hours"]]);
    expect(smallestSets(shop.table, {}, "energyKwh")).toEqual([["oven", "hours"]]);
    expect(smallestSets(shop.table, { hours: 1 }, "energyKwh")).toEqual([["oven"]]);
    const { details, message } = refused({ hours: 1 });
    expect(message).toContain("oven");
    expect(details.nearest?.length).toBeGreaterThan(1);
  });

  it("a text in a part is refused, and not taken for nothing", () => {
    const list = graph<{ readonly ovens: readonly object[] }>()({
      ovens: part(oven, ({ ovens }: { readonly ovens: readonly object[] }) => ovens),
      energyKwh: quantity("Energy", sum("ovens.energyKwh?")),
    });
    const { run } = kind<Input>(() => ({ name: "list", graph: list, totals: ["energyKwh"], rankBy: "energyKwh", choices: ["ovens"] }));
    const one = { powerWatts: 1, hours: 1 };
    expect(refusal(() => run({ ovens: [one, { ...one, hours: "1" }] })).message).toBe(
      'list: ovens.1.hours = "1" is no number; give a number, or { value, low, high }',
    );
    expect(refusal(() => run({ ovens: [{ ...one, hours: "1" }] })).details.field).toBe("ovens.0.hours");
  });

  it("nothing is checked where the caller says so", () => {
    expect(valueIn(shopKind.run({ powerWatts: 10, hours: -1 }, false), "loaves")).toBe(-0.01);
  });
});

describe("results", () => {
  let made = 0;
  const totals = ["measuredKwh", "loaves"];
  const estimate = estimator<
    Input,
    { readonly measuredKwh: number; readonly loaves: number; readonly low: object; readonly lines: readonly Line[] }
  >(
    kind(() => ({ ...options, totals })),
    { kind: () => "shop" },
    { lines: ({ run }) => (made++, linesOf(run)) },
  );
  const keys = ["kind", ...totals, "low", "high", "drivers", "lines"];

  it("are lazy: what is read is made, once", () => {
    const before = made;
    const result = estimate(full);
    expect([result.measuredKwh, result.loaves]).toEqual([4, 4]);
    expect(made).toBe(before);
    expect(result.lines).toBe(result.lines);
    expect(result.low).toBe(result.low);
    expect(made).toBe(before + 1);
  });

  it("look like plain objects: keys, spread, JSON, console, clone", () => {
    const result = estimate(full);
    expect(Object.keys(result)).toEqual(keys);
    const spread = { ...result };
    expect(Object.keys(spread)).toEqual(keys);
    expect(Object.getOwnPropertyDescriptor(spread, "lines")?.value).toBe(result.lines);
    expect(JSON.parse(JSON.stringify(result))).toEqual(JSON.parse(JSON.stringify(spread)));
    expect(inspect(result)).toBe(inspect(spread));
    expect(inspect(result)).toContain("measuredKwh: 4");
    expect(inspect(result)).not.toContain("Getter");
    expect(structuredClone(result)).toEqual(spread);
    expect(result).toEqual(spread);
    expect(Object.freeze(estimate(full)).lines).toHaveLength(2);
  });

  it("keep their numbers where the input changes later", () => {
    const input = { ...full };
    const result = estimate(input);
    input.hours = 8;
    expect([result.loaves, (result.low as { loaves: number }).loaves, result.lines.at(-1)?.value]).toEqual([4, 4, 4]);
  });

  it("without a rank have no ranges", () => {
    const { rankBy: _, ...plain } = options;
    expect(
      Object.keys(
        estimator<Input, object>(
          kind(() => plain),
          {},
          {},
        )(full),
      ),
    ).toEqual(["measuredKwh", "loaves"]);
  });
});
