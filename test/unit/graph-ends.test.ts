import { describe, expect, it } from "vitest";
import { isFootprintError, type FootprintError } from "../../src/core/errors.js";
import type { Given } from "../../src/core/figure.js";
import { anyNumber, atLeastOne, type Domain, formula, fraction, nonNegative, positive } from "../../src/core/formula.js";
import { columns, functionOf } from "../../src/graph/columns.js";
import { describeTable } from "../../src/graph/describe.js";
import { evaluate, type Run } from "../../src/graph/evaluate.js";
import { atMost, estimator, kind, type KindOptions } from "../../src/graph/kind.js";
import { linesOf } from "../../src/graph/lines.js";
import { assumedInputs, exactInputs } from "../../src/graph/notes.js";
import { type Driver, driversOf } from "../../src/graph/ranges.js";
import { type Graph, graph, part, quantity } from "../../src/graph/rows.js";
import { PlanCache } from "../../src/graph/shape.js";
import { assume, by, from, held, record, same, solve, sum, when } from "../../src/graph/ways.js";
import { energyOf, powerOf, loavesOf, scaled, spreadRows, source } from "../helpers/bakery.js";

const differenceOf = formula(
  {
    id: "toy.net",
    equation: "N = E − L",
    unit: "kWh",
    source,
    domain: { energyKwh: nonNegative, lossKwh: nonNegative },
    isDifference: true,
  },
  ({ energyKwh, lossKwh }) => energyKwh - lossKwh,
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
/** Figures of records as tables cite them. */
function ofRecords(input: Input, ...records: readonly string[]): Input {
  const cited = (figure: unknown): unknown =>
    typeof figure === "object" && figure !== null ? { ...figure, source: "toy", at: "here", basis: "derived" } : figure;
  return Object.fromEntries(
    Object.entries(input).map(([key, of]) => [
      key,
      records.includes(key) ? Object.fromEntries(Object.entries(of as object).map(([name, figure]) => [name, cited(figure)])) : of,
    ]),
  );
}
const estimate = estimator<Input, Result>(
  kind(() => options),
  {},
  {},
);
const bake = (input: Input): Result => estimate(ofRecords(input, "oven"));
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

  it("are numbers under their names, in a record too", () => {
    expect(refusal(() => bake({ powerWatts: { value: 1000, hihg: 2000 }, hours: 4 })).message).toContain("powerWatts.hihg is not known");
    expect(refusal(() => bake({ oven: { powerWatts: { value: 1000, lwo: 250 } }, hours: 4 })).message).toContain(
      "oven.powerWatts.lwo is not known",
    );
    expect(refusal(() => bake({ powerWatts: 1000, hours: { value: 4, low: "3" } })).details.field).toBe("hours.low");
    expect(refusal(() => bake({ powerWatts: 1000, hours: { value: 4, high: "5" } })).details.field).toBe("hours.high");
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

/** A kind with one total, and its ends. */
interface Ends {
  readonly low: Readonly<Record<string, number>>;
  readonly high: Readonly<Record<string, number>>;
}
const endsOf = (of: Graph<string>, total: string, input: Input, rules: KindOptions<Input>["rules"] = []): readonly number[] => {
  const { low, high } = estimator<Input, Ends>(
    kind(() => ({
      name: "toy",
      graph: of,
      totals: [total, ...rules.flatMap(({ less, more }) => [less, more]).filter((name) => name !== total)],
      rankBy: total,
      choices: ["box"],
      rules,
    })),
    {},
    {},
  )(ofRecords(input, "box"));
  return [low[total] as number, high[total] as number];
};

describe("joined swings", () => {
  it("of differences are joined as they are, also in sums of them", () => {
    const of = graph<object>()({
      energyKwh: quantity("Energy"),
      lossKwh: quantity("Loss"),
      netKwh: quantity("Net", { domain: anyNumber }, by(differenceOf)),
      fixedKwh: quantity("Fixed", assume(100)),
      allKwh: quantity("All", sum("netKwh", "fixedKwh")),
    });
    const input = { energyKwh: { value: 10, low: 7, high: 14 }, lossKwh: { value: 9, low: 5, high: 12 } };
    // Three less twice, and four more twice.
    const [low, high] = [1 - Math.hypot(3, 3), 1 + Math.hypot(4, 4)];
    expect(endsOf(of, "netKwh", input)).toEqual([expect.closeTo(low, 12), expect.closeTo(high, 12)]);
    expect(endsOf(of, "allKwh", input)).toEqual([expect.closeTo(100 + low, 12), expect.closeTo(100 + high, 12)]);
  });

  it("of a sum go no further than all inputs together", () => {
    const two = { aKwh: quantity("A"), bKwh: quantity("B"), allKwh: quantity("All", sum("aKwh", "bKwh")) };
    const of = graph<object>()(two);
    const wide = { value: 1, high: 50 };
    expect(endsOf(of, "allKwh", { aKwh: wide, bKwh: { ...wide } })).toEqual([2, 100]);
    const three = graph<object>()({ ...two, cKwh: quantity("C"), moreKwh: quantity("More", sum("allKwh", "cKwh")) });
    // What only falls adds nothing at the upper end.
    const falling = { value: 1, low: 0.5 };
    expect(endsOf(three, "moreKwh", { aKwh: wide, bKwh: { ...wide }, cKwh: falling })[1]).toBe(101);
    const narrow = { value: 1, high: 1.5 };
    const [, high] = endsOf(of, "allKwh", { aKwh: narrow, bKwh: { ...narrow } });
    expect(high).toBeCloseTo(2 * Math.exp(Math.hypot(Math.log(1.25), Math.log(1.25))), 12);
  });

  it("of what comes near a bound go no further than all inputs together, though less than the sum", () => {
    const nearOne = formula(
      { id: "toy.near-one", equation: "n/(1 + n)", unit: "1", source, domain: { loaves: nonNegative }, isBounded: true },
      ({ loaves }) => loaves / (1 + loaves),
    );
    const of = graph<object>()({
      factor: quantity("Factor"),
      spread: quantity("Spread"),
      loaves: quantity("Loaves", by(scaled)),
      share: quantity("Share", by(nearOne)),
    });
    // 0.9; each alone 27/28, joined 0.992, both 81/82.
    const three = { value: 3, high: 9 };
    expect(endsOf(of, "share", { factor: three, spread: { ...three } })).toEqual([0.9, 81 / 82]);
  });

  it("widest first, by how far the result goes and not by where it is", () => {
    const run = runOf(bakery, { powerWatts: { value: 1000, low: 975, high: 1025 }, hours: { value: 4, low: 0.5, high: 6 } }, "energyKwh");
    const at = run.program.plan.place.get("energyKwh") as number;
    expect(driversOf(run, (values) => values[at] as number)).toEqual([
      { input: "hours", atLow: 0.5, atHigh: 6 },
      { input: "powerWatts", atLow: 3.9, atHigh: 4.1 },
    ]);
  });
});

describe("rules between a total and something else", () => {
  interface Box {
    readonly box?: { readonly factor?: Given; readonly spread?: Given };
  }
  const rows = {
    factor: quantity("Factor", from<Box>()("box", "factor")),
    spread: quantity("Spread", from<Box>()("box", "spread")),
    loaves: quantity("Loaves", by(scaled)),
  };
  const given = graph<Box>()({ ...rows, soldLoaves: quantity("Sold"), roomLoaves: quantity("Room") });
  const sold = [atMost("soldLoaves", "loaves", "sell less")];
  const room = [atMost("loaves", "roomLoaves", "bake less")];

  it("hold its low end at what it must not be less than", () => {
    const box = { factor: { value: 4, low: 2 }, spread: { value: 1, low: 0.8 } };
    // Alone three, where the rule ends it, and 3.2; together 2.78.
    const joined = 4 * Math.exp(-Math.hypot(Math.log(3 / 4), Math.log(0.8)));
    expect(endsOf(given, "loaves", { box, soldLoaves: 3 }, sold)).toEqual([3, 4]);
    expect(endsOf(given, "loaves", { box, soldLoaves: { value: 3, low: 2.5 } }, sold)[0]).toBeCloseTo(joined, 9);
  });

  it("hold its high end at what it must not be more than", () => {
    const box = { factor: { value: 2, high: 3 }, spread: { value: 1, high: 1.4 } };
    const joined = 2 * Math.exp(Math.hypot(Math.log(1.5), Math.log(1.4)));
    expect(endsOf(given, "loaves", { box, roomLoaves: 3.2 }, room)).toEqual([2, 3.2]);
    expect(endsOf(given, "loaves", { box, roomLoaves: { value: 3.2, high: 3.3 } }, room)).toEqual([2, 3.3]);
    expect(endsOf(given, "loaves", { box, roomLoaves: 10 }, room)[1]).toBeCloseTo(joined, 12);
    const fixed = graph<Box>()({
      ...rows,
      shelves: quantity("Shelves", assume(1.6)),
      perShelf: quantity("Loaves of a shelf", assume(2)),
      roomLoaves: quantity("Room", by(scaled, { factor: "shelves", spread: "perShelf" })),
    });
    expect(endsOf(fixed, "loaves", { box }, room)).toEqual([2, 3.2]);
    // Room that follows from what is given may move too.
    expect(endsOf(fixed, "loaves", { box, shelves: 1.6 }, room)[1]).toBeCloseTo(joined, 12);
  });

  it("do not hold what a decision follows", () => {
    const decided = graph<Box>()({
      ...rows,
      energyKwh: quantity("Bought"),
      hours: quantity("Hours"),
      powerWatts: quantity("Power", held(by(powerOf))),
      roomLoaves: quantity("Room", by(energyOf) as never),
    });
    const box = { factor: { value: 2, high: 8 }, spread: 1 };
    expect(endsOf(decided, "loaves", { box, energyKwh: 5, hours: 2 }, room)).toEqual([2, 8]);
    expect(endsOf(given, "loaves", { box, roomLoaves: 5 }, room)[1]).toBeCloseTo(5, 12);
  });
});

describe("checks of a kind", () => {
  it("look at every input, also where one of its shape has passed", () => {
    const checked = kind<Oven & Input>(() => ({
      name: "toy",
      graph: bakery,
      totals: ["loaves"],
      choices: ["oven"],
      check: ({ oven }) => {
        if (oven?.powerWatts === 9000) throw new Error("no such oven");
      },
    }));
    const of = (powerWatts: number): unknown => checked.run({ oven: { powerWatts }, hours: 4 });
    for (let again = 0; again < 3; again++) expect(of(1000 + again)).toBeDefined();
    expect(() => of(9000)).toThrow("no such oven");
    expect(() => of(-1)).toThrow("oven.powerWatts = -1");
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
    const of = graph<object>()(spreadRows);
    const { drivers } = estimator<Input, Result>(
      kind(() => ({ name: "toy", graph: of, totals: ["loaves"], rankBy: "loaves", choices: [] })),
      {},
      {},
    )({ factor: { value: 10, low: 1, high: 100 } });
    expect(drivers).toEqual([{ input: "spread", atLow: 5, atHigh: 40 }]);
  });
});

describe("traces", () => {
  it("name the decision that a line takes as the library's, and only sums as what lines are part of", () => {
    const decided = graph<object>()({
      energyKwh: quantity("Bought"),
      hours: quantity("Hours"),
      powerWatts: quantity("Power", held(by(powerOf))),
      usedKwh: quantity("Used", by(energyOf)),
      exponent: quantity("Exponent", { domain: anyNumber }, assume(2)),
      loaves: quantity("Loaves", by(loavesOf, { energyKwh: "usedKwh" })),
    });
    const lines = linesOf(runOf(decided, { energyKwh: 1, hours: 2 }, "loaves"));
    expect(lines.map(({ key, partOf }) => [key, partOf])).toEqual([
      ["usedKwh", undefined],
      ["loaves", undefined],
    ]);
    expect(lines[0]?.inputs[0]).toMatchObject({ name: "powerWatts", origin: { kind: "default", source: "toy", at: "here" } });
  });

  it("a line that another takes is no part of it", () => {
    const lines = linesOf(runOf(bakery, { powerWatts: 1000, hours: 4 }, "loaves"));
    expect(lines.map(({ key, partOf }) => [key, partOf])).toEqual([
      ["energyKwh", undefined],
      ["loaves", undefined],
    ]);
  });

  it("do not lead to what only a rule needs", () => {
    const fitted = new PlanCache(bakery.table, ["loaves"], ["shelfKwh"]).fit({ powerWatts: 1, hours: 1, shelf: { hours: 1 } });
    if ("missing" in fitted) throw new Error(fitted.missing);
    const { roots, place } = fitted.plan;
    expect(roots).toEqual([place.get("loaves")]);
    expect(place.has("shelfKwh")).toBe(true);
  });

  it("of no rows are one row", () => {
    const run = runOf(bakery, { powerWatts: 1000, hours: 4 }, "loaves");
    const [loaves] = columns(run, [], [run.program.plan.place.get("loaves") as number]);
    expect([...(loaves ?? [])]).toEqual([4]);
  });
});

describe("domains", () => {
  it("of a row and of the equations that take it hold together", () => {
    const of = (domain: Domain): Graph<string> =>
      graph<object>()({
        factor: quantity("Factor", { domain }),
        spread: quantity("Spread", assume(1)),
        loaves: quantity("Loaves", by(scaled)),
      });
    const bound = (domain: Domain, factor: number): unknown => refusal(() => runOf(of(domain), { factor }, "loaves")).details.bound;
    // The equation takes what is above zero.
    expect(bound(fraction, 0)).toBe("(0, 1]");
    expect(bound(fraction, 2)).toBe("(0, 1]");
    expect(bound(anyNumber, 0)).toBe("(0, ∞)");
    expect(bound(atLeastOne, 0.5)).toBe("[1, ∞)");
    expect(bound({ min: 0.5, max: 2, openMin: true }, 0.5)).toBe("(0.5, 2]");
    for (const factor of [1e-300, 0.5, 1]) expect(() => runOf(of(fraction), { factor }, "loaves")).not.toThrow();
  });

  it("end where the first of them ends, and begin where the last begins", () => {
    const sharedOf = formula(
      { id: "toy.shared", equation: "E·s", unit: "kWh", source, domain: { energyKwh: nonNegative, share: fraction } },
      ({ energyKwh, share }) => energyKwh * share,
    );
    const bound = (domain: Domain, share: number): unknown => {
      const of = graph<object>()({
        energyKwh: quantity("Energy"),
        share: quantity("Share", { domain }),
        sharedKwh: quantity("Shared", by(sharedOf)),
      });
      return refusal(() => runOf(of, { energyKwh: 1, share }, "sharedKwh")).details.bound;
    };
    expect(bound(nonNegative, 2)).toBe("[0, 1]");
    expect(bound({ min: 0.5, max: 2 }, 0.3)).toBe("[0.5, 1]");
    expect(bound(positive, 0)).toBe("(0, 1]");
  });

  it("may begin above another number than zero", () => {
    const of = graph<object>()({
      energyKwh: quantity("Energy"),
      lossKwh: quantity("Loss"),
      netKwh: quantity("Net", { domain: { min: -1, max: Number.POSITIVE_INFINITY, openMin: true } }, by(differenceOf)),
    });
    expect(() => runOf(of, { energyKwh: 1, lossKwh: 1.5 }, "netKwh")).not.toThrow();
    expect(refusal(() => runOf(of, { energyKwh: 1, lossKwh: 2 }, "netKwh")).message).toContain("netKwh = -1 is outside (-1, ∞)");
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
    expect(message).toBe("toy: askedWatts = 3000 is out of reach: 1000 at the most, at powerWatts = 1000");
    expect(details).toMatchObject({ field: "askedWatts", value: 3000 });
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

describe("inputs of one shape, one after the other", () => {
  interface Of {
    readonly oven?: { readonly isNight?: boolean; readonly powerWatts?: Given };
    readonly ovens?: readonly object[];
    readonly powerWatts?: Given;
  }
  const valueOf = ({ values, program }: Run, key: string): number => values[program.plan.place.get(key) as number] as number;

  it("take the way that applies to each", () => {
    const { run } = kind<Of & Input>(() => ({
      name: "toy",
      graph: graph<Of>()({
        powerWatts: quantity("Power"),
        hours: quantity(
          "Hours",
          when(({ oven }: Of) => oven?.isNight === true, assume(8)),
          assume(1),
        ),
        energyKwh: quantity("Energy", by(energyOf)),
      }),
      totals: ["energyKwh"],
      choices: ["oven"],
    }));
    const found = [true, true, true, true, false, true, false, false].map((isNight) =>
      valueOf(run({ oven: { isNight }, powerWatts: 1000 }), "energyKwh"),
    );
    expect(found).toEqual([8, 8, 8, 8, 1, 8, 1, 1]);
  });

  it("keep the figures that each was made of", () => {
    const { run } = kind<Oven & Input>(() => ({ name: "toy", graph: bakery, totals: ["loaves"], choices: ["oven"] }));
    const runs = ["a", "b", "c", "d", "e"].map((id, index) =>
      run({ oven: { powerWatts: { value: 1000 + index, source: id, at: "here", basis: "measured" } }, hours: 4 }),
    );
    for (const [index, id] of ["a", "b", "c", "d", "e"].entries()) {
      expect(linesOf(runs[index] as Run)[0]?.inputs[0]).toMatchObject({ value: 1000 + index, origin: { kind: "source", source: id } });
    }
  });

  const oven = graph<object>()({
    powerWatts: quantity(
      "Power",
      record(({ size }: { readonly size?: number }) => (size === undefined ? undefined : size * 100)),
    ),
    hours: quantity("Hours"),
    energyKwh: quantity("Energy", by(energyOf)),
  });

  it("read their own records where those of a part stay", () => {
    const grill = Object.freeze({ powerWatts: 1000 });
    const { run } = kind<Input>(() => ({
      name: "toy",
      graph: graph<object>()({
        hours: quantity("Hours"),
        grill: part(oven, () => grill, { hours: [same("hours")] }),
        energyKwh: quantity("Energy", sum("grill.energyKwh")),
      }),
      totals: ["energyKwh"],
      choices: [],
    }));
    expect([1, 2, 3, 4, 5].map((hours) => valueOf(run({ hours }), "energyKwh"))).toEqual([1, 2, 3, 4, 5]);
  });

  it("read the numbers of their parts", () => {
    const { run } = kind<Of>(() => ({
      name: "toy",
      graph: graph<Of>()({ ovens: part(oven, ({ ovens }: Of) => ovens), energyKwh: quantity("Energy", sum("ovens.energyKwh")) }),
      totals: ["energyKwh"],
      choices: ["ovens"],
      partChoices: ["size"],
    }));
    const of = (size: number): number => valueOf(run({ ovens: [{ size, hours: 10 }] }), "energyKwh");
    expect([1, 2, 3, 4, 5].map(of)).toEqual([1, 2, 3, 4, 5]);
  });

  it("are planned as what was accepted, and not as what was written", () => {
    const { run } = kind<Input>(() => ({
      name: "toy",
      graph: graph<object>()({ powerWatts: quantity("Power"), hours: quantity("Hours"), energyKwh: quantity("Energy", by(energyOf)) }),
      totals: ["energyKwh"],
      choices: [],
      accept: (input) => (input["powerWatts"] === 1 ? { energyKwh: 7 } : input),
    }));
    const of = (powerWatts: number): number => valueOf(run({ powerWatts, hours: 1 }), "energyKwh");
    expect([1000, 2000, 3000, 4000, 1, 5000, 1].map(of)).toEqual([1, 2, 3, 4, 7, 5, 7]);
  });
});

describe("what is given for nothing", () => {
  interface Of {
    readonly ovens?: readonly object[];
  }
  const oven = graph<object>()({
    powerWatts: quantity("Power"),
    hours: quantity("Hours"),
    energyKwh: quantity("Energy", by(energyOf)),
  });
  const { run } = kind<Of>(() => ({
    name: "toy",
    graph: graph<Of>()({ ovens: part(oven, ({ ovens }: Of) => ovens), energyKwh: quantity("Energy", sum("ovens.energyKwh")) }),
    totals: ["energyKwh"],
    choices: ["ovens"],
  }));

  it("in a part is refused, under the name of the part", () => {
    const { code, message, details } = refusal(() => run({ ovens: [{ powerWatts: 1000, hours: 1, energyKwh: 3 }] }));
    expect([code, details.field]).toEqual(["conflicting-input", "ovens.0.powerWatts"]);
    expect(message).toContain("energyKwh is given and tells the same");
  });

  it("may be what several parts take from a whole, and one of them needs", () => {
    const first = { powerWatts: 1000, hours: 2 };
    const { values, program } = run({ ovens: [first, { energyKwh: 3, hours: 2 }] });
    expect(values[program.plan.place.get("energyKwh") as number]).toBe(5);
    expect(refusal(() => run({ ovens: [first, { energyKwh: 3, hours: 1 }] })).details.field).toBe("ovens.1.hours");
  });

  it("is refused of a whole that its parts tell", () => {
    const whole = kind<Of & Input>(() => ({
      name: "toy",
      graph: graph<Of>()({
        ovens: part(oven, ({ ovens }: Of) => ovens),
        energyKwh: quantity("Energy", { isOfParts: true }, sum("ovens.energyKwh")),
      }),
      totals: ["energyKwh"],
      choices: ["ovens"],
    }));
    const ovens = [{ powerWatts: 1000, hours: 1 }];
    const { code, message } = refusal(() => whole.run({ ovens, energyKwh: 3 }));
    expect([code, message]).toEqual(["unsupported", expect.stringContaining("energyKwh follows from the parts of the whole")]);
    expect(() => whole.run({ ovens, energyKwh: undefined })).not.toThrow();
  });

  it("is no group where it is nothing", () => {
    expect(refusal(() => bake({ powerWatts: 1000, hours: 4, shelf: null })).message).toContain("toy: shelf = null is no group");
  });
});
