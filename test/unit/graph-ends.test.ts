import { describe, expect, it } from "vitest";
import { isFootprintError, type FootprintError } from "../../src/core/errors.js";
import type { Given } from "../../src/core/figure.js";
import { anyNumber, atLeastOne, formula, nonNegative, positive } from "../../src/core/formula.js";
import { functionOf } from "../../src/graph/columns.js";
import { describeTable } from "../../src/graph/describe.js";
import { evaluate, type Run } from "../../src/graph/evaluate.js";
import { atMost, estimator, kind, type KindOptions } from "../../src/graph/kind.js";
import { assumedInputs, exactInputs } from "../../src/graph/notes.js";
import type { Driver } from "../../src/graph/ranges.js";
import { type Graph, graph, quantity } from "../../src/graph/rows.js";
import { PlanCache } from "../../src/graph/shape.js";
import { assume, between, by, from, held, record, same, solve } from "../../src/graph/ways.js";

// The bakery of graph.test.ts.
const source = { id: "toy", at: "here" };
const energyOf = formula(
  { id: "toy.energy", equation: "E = P·t", unit: "kWh", source, domain: { powerWatts: nonNegative, hours: nonNegative } },
  ({ powerWatts, hours }) => (powerWatts * hours) / 1000,
);
const powerOf = formula(
  { id: "toy.power", equation: "P = E/t", unit: "W", source, domain: { energyKwh: nonNegative, hours: positive } },
  ({ energyKwh, hours }) => (energyKwh * 1000) / hours,
);
const loavesOf = formula(
  { id: "toy.loaves", equation: "n = E^a", unit: "1", source, domain: { energyKwh: nonNegative, exponent: anyNumber } },
  ({ energyKwh, exponent }) => energyKwh ** exponent,
);
const scaled = formula(
  { id: "toy.scaled", equation: "f·s", unit: "1", source, domain: { factor: positive, spread: positive } },
  ({ factor, spread }) => factor * spread,
);

type Input = Readonly<Record<string, unknown>>;
interface Oven {
  readonly oven?: { readonly powerWatts?: Given; readonly hours?: Given; readonly exponent?: Given };
}
const bakery = graph<Oven>()({
  powerWatts: quantity("Power", from<Oven>()("oven", "powerWatts")),
  hours: quantity("Hours", from<Oven>()("oven", "hours")),
  energyKwh: quantity("Energy", by(energyOf)),
  exponent: quantity("Exponent", { domain: anyNumber }, from<Oven>()("oven", "exponent"), assume(1)),
  loaves: quantity("Loaves", { domain: atLeastOne }, by(loavesOf)),
  shelfHours: quantity("Hours on the shelf", { field: "shelf.hours" }),
  shelfKwh: quantity("Energy of the shelf", by(energyOf, { hours: "shelfHours" })),
});
interface Result {
  readonly loaves: number;
  readonly shelfKwh?: number;
  readonly low: { readonly loaves: number; readonly shelfKwh?: number };
  readonly high: { readonly loaves: number; readonly shelfKwh?: number };
  readonly drivers: readonly Driver[];
}
const options: KindOptions<Input> = {
  name: "toy",
  graph: bakery,
  totals: ["loaves", "shelfKwh?"],
  rankBy: "loaves",
  choices: ["oven"],
  rules: [atMost("shelfHours", "hours", "bake before the shelf is filled")],
};
const bake = estimator<Input, Result>(
  kind(() => options),
  {},
  {},
);
const runOf = (of: Graph<string>, input: Input, ...goals: string[]): Run => {
  const fitted = new PlanCache(of.table, goals).fit(input);
  if ("missing" in fitted) throw new Error(`no ${fitted.missing}`);
  return evaluate(fitted, "toy");
};
function refusal(action: () => unknown): FootprintError {
  try {
    action();
  } catch (error) {
    if (isFootprintError(error)) return error;
    throw error;
  }
  throw new Error("not refused");
}

describe("ends that a caller gives", () => {
  it("are held to the domains of what follows, and the error names the end", () => {
    const { message, code, details } = refusal(() => bake({ powerWatts: { value: 1000, low: 10, high: 2000 }, hours: 4 }));
    expect(message).toContain("toy: powerWatts.low = 10 goes too far: loaves = 0.04 is outside [1, ∞)");
    expect([code, details.field, details.value]).toEqual(["out-of-domain", "powerWatts.low", 10]);
    const falling = { powerWatts: 2000, hours: 1, exponent: { value: 1, low: 0.5, high: 2 } };
    expect(bake(falling).loaves).toBe(2);
    expect(refusal(() => bake({ ...falling, powerWatts: 1000, exponent: { value: 1, high: 2, low: -1 }, hours: 4 })).details.field).toBe(
      "exponent.low",
    );
  });

  it("are held to the rules", () => {
    const shelf = { hours: 3 };
    expect(bake({ powerWatts: 1000, hours: { value: 4, low: 3 }, shelf }).shelfKwh).toBe(3);
    expect(refusal(() => bake({ powerWatts: 1000, hours: { value: 4, low: 2 }, shelf })).message).toBe(
      "toy: hours.low = 2 goes too far: shelf.hours = 3 is more than hours = 2; bake before the shelf is filled",
    );
  });

  it("that are the value itself need not be looked at again", () => {
    expect(bake({ powerWatts: { value: 250, low: 250, high: 500 }, hours: 4 }).loaves).toBe(1);
  });
});

describe("ends of records", () => {
  it("go up to the last number that can be", () => {
    // Four kilowatt-hours at 1 kW, one loaf at 250 W.
    const { low, drivers } = bake({ oven: { powerWatts: { value: 1000, low: 10, high: 2000 } }, hours: 4 });
    expect(low.loaves).toBeCloseTo(1, 12);
    expect(drivers[0]?.input).toBe("powerWatts");
    expect(drivers[0]?.atLow).toBeCloseTo(1, 12);
    expect(drivers[0]?.atHigh).toBe(8);
  });

  it("also where they lie on the other side of zero", () => {
    // 4^a is at least one for a of zero and above.
    const [driver] = bake({ powerWatts: 1000, hours: 4, oven: { exponent: { value: 1, low: -3, high: 2 } } }).drivers;
    expect(driver?.atLow).toBeCloseTo(1, 12);
    expect(driver?.atHigh).toBe(16);
  });

  it("go up to a limit, and reach it", () => {
    const of = (low: number): Driver | undefined =>
      bake({ powerWatts: 1000, oven: { hours: { value: 4, low } }, shelf: { hours: 3 } }).drivers[0];
    expect(of(3)).toEqual({ input: "hours", atLow: 3, atHigh: 4 });
    expect(of(2)?.atLow).toBeCloseTo(3, 12);
  });

  it("of one figure that is two quantities move each alone", () => {
    const figure = { value: 40, low: 20, high: 80 };
    const { drivers } = bake({ oven: { powerWatts: figure, hours: figure } });
    expect(drivers.map(({ input }) => input)).toEqual(["powerWatts", "hours"]);
    for (const { atLow, atHigh } of drivers) expect([atLow, atHigh]).toEqual([1, 3.2]);
  });
});

describe("what moves with what", () => {
  const decided = graph<object>()({
    powerWatts: quantity("Power", held(by(powerOf))),
    energyKwh: quantity("Bought"),
    hours: quantity("Hours"),
    usedKwh: quantity("Used", by(energyOf)),
    exponent: quantity("Exponent", { domain: anyNumber }, assume(2)),
    loaves: quantity("Loaves", by(loavesOf, { energyKwh: "usedKwh" })),
  });
  const run = runOf(decided, { energyKwh: 1, hours: 2 }, "loaves");

  it("decisions stay, unless they are taken anew, whichever is asked first", () => {
    for (let again = 0; again < 2; again++) {
      expect(functionOf(run, ["energyKwh"], "usedKwh")(3)).toBe(1);
      expect(functionOf(run, ["energyKwh"], "usedKwh", true)(3)).toBe(3);
    }
  });

  it("one quantity or several, and those that are set stay as they are set", () => {
    expect(functionOf(run, ["hours"], "loaves")(4)).toBe(4);
    expect(functionOf(run, ["hours", "exponent"], "loaves")(4, 3)).toBe(8);
    expect(functionOf(run, ["hours", "usedKwh"], "loaves")(4, 3)).toBe(9);
    expect(functionOf(run, ["hours"], "loaves")(6)).toBe(9);
  });

  it("a value between ends of its own does not move with its centre", () => {
    const of = graph<object>()({
      factor: quantity("Factor"),
      lowSpread: quantity("Low", assume(0.5)),
      highSpread: quantity("High", assume(4)),
      lowFactor: quantity("Low factor", by(scaled, { spread: "lowSpread" })),
      highFactor: quantity("High factor", by(scaled, { spread: "highSpread" })),
      spread: quantity(
        "Spread",
        between("lowFactor", "factor", "highFactor", () => ({ calibratedTo: "a thermometer" })),
      ),
      unit: quantity("Unit", assume(1)),
      loaves: quantity("Loaves", by(scaled, { factor: "unit" })),
    });
    const { drivers } = estimator<Input, Result>(
      kind(() => ({ name: "toy", graph: of, totals: ["loaves"], rankBy: "loaves", choices: [] })),
      {},
      {},
    )({ factor: { value: 10, low: 1, high: 100 } });
    expect(drivers).toEqual([{ input: "spread", atLow: 5, atHigh: 40 }]);
  });
});

describe("errors of records and solves", () => {
  it("name the quantity where a reader made it of several", () => {
    const of = graph<object>()({
      powerWatts: quantity(
        "Power",
        record(() => -5),
      ),
      hours: quantity("Hours"),
      energyKwh: quantity("Energy", by(energyOf)),
    });
    const { message, details } = refusal(() => runOf(of, { hours: 1 }, "energyKwh"));
    expect(message).toContain("toy: powerWatts = -5 is outside [0, ∞)");
    expect(details.field).toBe("powerWatts");
  });

  it("say what of the input a demand follows from", () => {
    const of = graph<object>()({
      askedWatts: quantity("Power that is asked for"),
      askedHours: quantity("Hours that are asked for", assume(2)),
      demandedKwh: quantity("Energy that is asked for", by(energyOf, { powerWatts: "askedWatts", hours: "askedHours" })),
      leastWatts: quantity("Least power", assume(1)),
      mostWatts: quantity("Most power", assume(1000)),
      hours: quantity("Hours"),
      powerWatts: quantity(
        "Power",
        solve("energyKwh", "demandedKwh", "leastWatts", "mostWatts", (wanted) => `${wanted} kWh`),
      ),
      energyKwh: quantity("Energy", by(energyOf)),
    });
    const { message, details } = refusal(() => runOf(of, { askedWatts: 3000, hours: 2 }, "energyKwh"));
    expect(message).toBe("toy: askedWatts = 3000, which is demandedKwh = 6, is out of reach: 2.000 at the most, at powerWatts = 1000");
    expect(details).toMatchObject({ field: "askedWatts", value: 6 });
    const { nodes, edges } = describeTable(of.table, ["energyKwh"]);
    expect(nodes.find(({ key }) => key === "powerWatts")).toMatchObject({ kind: "decision" });
    expect(nodes.find(({ key }) => key === "energyKwh")).toMatchObject({ kind: "computed", equation: "E = P·t", source });
    expect(nodes.find(({ key }) => key === "hours")).toMatchObject({ kind: "given" });
    expect(edges.filter(({ to }) => to === "powerWatts").map(({ from: start }) => start)).toEqual(
      expect.arrayContaining(["demandedKwh", "leastWatts", "mostWatts", "energyKwh"]),
    );
  });

  it("are those of the kind before anything is computed", () => {
    const { refuse } = kind(() => options);
    expect(() => {
      refuse({ oven: {}, quux: 1 });
    }).toThrow("toy: quux is not known");
    expect(() => {
      refuse({ powerWatts: 1 });
    }).not.toThrow();
  });
});

describe("inputs without a range", () => {
  it("are exact where no end is given, and assumed where the library chose", () => {
    const input = { powerWatts: { value: 1000, low: 500 }, hours: { value: 4, high: 5 } };
    expect(exactInputs(runOf(bakery, input, "loaves"))).toEqual([]);
    expect(exactInputs(runOf(bakery, { powerWatts: { value: 1000 }, hours: 4 }, "loaves"))).toEqual(["powerWatts", "hours"]);
    expect(assumedInputs(runOf(bakery, input, "loaves")).names).toEqual(["exponent"]);
    expect(assumedInputs(runOf(bakery, { oven: { powerWatts: 1000, hours: 4, exponent: 1 } }, "loaves")).names).toEqual([]);
  });

  it("same: the name of another is no input of its own", () => {
    const of = graph<object>()({ aKwh: quantity("A"), bKwh: quantity("B", same("aKwh")) });
    expect(exactInputs(runOf(of, { aKwh: 1 }, "bKwh"))).toEqual(["aKwh"]);
  });
});
