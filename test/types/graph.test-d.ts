import { describe, expectTypeOf, it } from "vitest";
import type { Given } from "../../src/core/figure.js";
import { formula, nonNegative } from "../../src/core/formula.js";
import { type Checked, type Graph, graph, part, quantity } from "../../src/graph/rows.js";
import { between, by, from, pick, record, same, solve, sum, when, whole } from "../../src/graph/ways.js";

const source = { id: "toy", at: "here" };
const energyOf = formula(
  { id: "toy.energy", equation: "E = P·t", unit: "kWh", source, domain: { powerWatts: nonNegative, hours: nonNegative } },
  ({ powerWatts, hours }: { readonly powerWatts: number; readonly hours: number }) => powerWatts * hours,
);
const given = { powerWatts: quantity("Power"), hours: quantity("Hours") };
interface Of {
  readonly oven?: { readonly powerWatts?: Given };
}
interface Other {
  readonly fridge: { readonly powerWatts: Given };
}
const oven = graph<object>()({ ...given, energyKwh: quantity("Energy", by(energyOf)) });

/** What the compiler says of each row of a table. */
const verdictOf =
  <Records>() =>
  <Rows>(rows: Rows): Checked<Rows, Records> =>
    rows as never;
const says = verdictOf<object>();

describe("a graph that is right compiles, and knows its names", () => {
  it("units, renames, sums, lists, links, records", () => {
    const right = graph<Of>()({
      ...given,
      lampWatts: quantity("Lamp", from<Of>()("oven", "powerWatts")),
      energyKwh: quantity("Energy", by(energyOf), by(energyOf, { powerWatts: "lampWatts" })),
      oven: part(oven, ({ oven: one }: Of) => one, { hours: [same("hours")] }),
      allKwh: quantity("All", sum("energyKwh", "oven.energyKwh?")),
      wholeKwh: quantity("Whole", whole("oven.energyKwh")),
    });
    expectTypeOf(right).toEqualTypeOf<Graph<"powerWatts" | "hours" | "lampWatts" | "energyKwh" | "allKwh" | "wholeKwh">>();
  });
});

describe("ten wrong rows do not compile, and the message names the quantity and the units", () => {
  it("a name that is not in the graph", () => {
    const rows = { hours: given.hours, energyKwh: quantity("Energy", by(energyOf)) };
    expectTypeOf(says(rows).energyKwh).toEqualTypeOf<"there is no powerWatts in the graph">();
    graph<object>()({
      hours: given.hours,
      // @ts-expect-error there is no powerWatts in the graph
      energyKwh: quantity("Energy", by(energyOf)),
    });
  });

  it("the wrong unit of a result", () => {
    const rows = { ...given, ovenWatts: quantity("Energy", by(energyOf)) };
    expectTypeOf(says(rows).ovenWatts).toEqualTypeOf<"ovenWatts is in W, and a way yields kWh">();
    graph<object>()({
      ...given,
      // @ts-expect-error ovenWatts is in W, and a way yields kWh
      ovenWatts: quantity("Energy", by(energyOf)),
    });
  });

  it("the wrong unit of an input", () => {
    // @ts-expect-error hours are no W
    by(energyOf, { powerWatts: "hours" });
    // @ts-expect-error the equation has no input of this name
    by(energyOf, { watts: "powerWatts" });
  });

  it("the wrong unit of a sum", () => {
    const rows = { ...given, energyKwh: quantity("Energy", sum("hours")) };
    expectTypeOf(says(rows).energyKwh).toEqualTypeOf<"energyKwh is in kWh, and a way yields h">();
    graph<object>()({
      ...given,
      // @ts-expect-error energyKwh is in kWh, and a way yields h
      energyKwh: quantity("Energy", sum("hours")),
    });
    graph<object>()({
      ...given,
      aKwh: quantity("A"),
      // @ts-expect-error one of its parts is in W
      energyKwh: quantity("Energy", sum("aKwh", "powerWatts")),
    });
  });

  it("a misspelt quantity of a part", () => {
    const rows = { oven: part(oven, () => ({})), allKwh: quantity("All", sum("oven.enrgyKwh")) };
    expectTypeOf(says(rows).allKwh).toEqualTypeOf<"there is no oven.enrgyKwh in the graph">();
    graph<object>()({
      oven: part(oven, () => ({})),
      // @ts-expect-error there is no oven.enrgyKwh in the graph
      allKwh: quantity("All", sum("oven.enrgyKwh")),
    });
  });

  it("a misspelt link of a part", () => {
    // @ts-expect-error the part has no quantity hors
    part(oven, () => ({}), { hors: [same("hours")] });
    // @ts-expect-error the hours of the part are no W
    part(oven, () => ({}), { hours: [same("powerWatts")] });
  });

  it("a link to nothing", () => {
    const rows = { ...given, oven: part(oven, () => ({}), { hours: [same("nightHours")] }) };
    expectTypeOf(says(rows).oven).toEqualTypeOf<"there is no nightHours in the graph">();
    graph<object>()({
      ...given,
      // @ts-expect-error there is no nightHours in the graph
      oven: part(oven, () => ({}), { hours: [same("nightHours")] }),
    });
  });

  it("records that the graph does not have", () => {
    const rows = { powerWatts: quantity("Power", from<Other>()("fridge", "powerWatts")) };
    expectTypeOf(verdictOf<Of>()(rows).powerWatts).toEqualTypeOf<{
      readonly "looks at records that this graph does not have": Other;
    }>();
    graph<Of>()({
      // @ts-expect-error looks at records that this graph does not have
      powerWatts: quantity("Power", from<Other>()("fridge", "powerWatts")),
    });
    graph<Of>()({
      // @ts-expect-error the same of a reader, a test and a part
      powerWatts: quantity(
        "Power",
        record(({ fridge }: Other) => fridge.powerWatts),
      ),
    });
    graph<Of>()({
      ...given,
      // @ts-expect-error the same of a test
      energyKwh: quantity(
        "Energy",
        when(({ fridge }: Other) => fridge.powerWatts === 1, by(energyOf)),
      ),
    });
    graph<Of>()({
      // @ts-expect-error the same of a part
      oven: part(oven, ({ fridge }: Other) => fridge),
    });
  });

  it("a figure that a record does not have", () => {
    // @ts-expect-error an oven has no watts
    from<Of>()("oven", "watts");
    // @ts-expect-error there is no grill
    from<Of>()("grill", "powerWatts");
  });

  it("sides of a pick, ends of a between and of a solve in other units", () => {
    const rows = { ...given, isHot: quantity("Hot"), energyKwh: quantity("Energy", pick("isHot", "powerWatts", "hours")) };
    expectTypeOf(says(rows).energyKwh).toEqualTypeOf<
      "energyKwh is in kWh, and a way yields W" | "energyKwh is in kWh, and a way yields h"
    >();
    graph<object>()({
      ...given,
      isHot: quantity("Hot"),
      // @ts-expect-error neither side is in kWh
      energyKwh: quantity("Energy", pick("isHot", "powerWatts", "hours")),
    });
    graph<object>()({
      ...given,
      // @ts-expect-error the value is in W
      energyKwh: quantity("Energy", between("hours", "powerWatts", "hours")),
    });
    // @ts-expect-error energy cannot reach hours
    solve("energyKwh", "hours", "powerWatts", "powerWatts");
  });
});
