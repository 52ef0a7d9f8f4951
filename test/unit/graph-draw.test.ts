import { describe, expect, it } from "vitest";
import { formula, nonNegative } from "../../src/core/formula.js";
import { describe as describeRun, describeTable, type GraphDescription, type GraphNode } from "../../src/graph/describe.js";
import { toMermaid, toSvg } from "../../src/graph/draw.js";
import { evaluate, type Run } from "../../src/graph/evaluate.js";
import { layOut } from "../../src/graph/layout.js";
import { runOf } from "../../src/graph/kind.js";
import { type Graph, graph, part, quantity } from "../../src/graph/rows.js";
import { PlanCache } from "../../src/graph/shape.js";
import { assume, by, from, held, pick, record, same, sum } from "../../src/graph/ways.js";
import { isXml } from "../helpers/svg.js";

// A bakery: ovens draw power for hours, which takes energy.
const source = { id: "toy", at: "here" };
const energyOf = formula(
  { id: "toy.energy", equation: "E = P·t < ∞", unit: "kWh", source, domain: { powerWatts: nonNegative, hours: nonNegative } },
  ({ powerWatts, hours }: { readonly powerWatts: number; readonly hours: number }) => (powerWatts * hours) / 1000,
);
const isHot = formula(
  { id: "toy.is-hot", equation: "z = [P > 100]", unit: "1", source, domain: { powerWatts: nonNegative } },
  ({ powerWatts }: { readonly powerWatts: number }) => (powerWatts > 100 ? 1 : 0),
);
const cited = { value: 3, source: "oven-book", at: "page 1", basis: "published" } as const;
const nothing = { value: 0, source: "llm-footprint", at: "no such part", basis: "derived" } as const;

interface OfBakery {
  readonly oven?: { readonly powerWatts: typeof cited };
  readonly ovens?: readonly object[];
}
const oven = graph<OfBakery>()({
  powerWatts: quantity('Power of an oven & its "fan"; more words', { example: "200" }, from<OfBakery>()("oven", "powerWatts")),
  hours: quantity("Hours", assume(cited)),
  energyKwh: quantity("Energy of an oven", by(energyOf)),
});
const bakery = graph<OfBakery>()({
  ...oven.table,
  powerWatts: quantity("Power", { example: "200" }, from<OfBakery>()("oven", "powerWatts")),
  hours: quantity("Hours", assume(cited)),
  energyKwh: quantity("Energy", by(energyOf)),
  extraKwh: quantity("Nothing more", assume(nothing)),
  ovens: part(oven, ({ ovens }: OfBakery) => ovens, { hours: [same("hours")] }),
  isHot: quantity("1 where it is hot", by(isHot)),
  shownKwh: quantity("Energy or the same again", pick("isHot", "energyKwh", "extraKwh")),
  totalKwh: quantity("All energy", sum("shownKwh", "ovens.energyKwh?", "extraKwh")),
  decidedKwh: quantity("What was decided", held(sum("energyKwh"))),
  ownKwh: quantity("Twice decided", sum("decidedKwh", "extraKwh")),
  countedHours: quantity(
    "Hours that a reader tells",
    record<OfBakery>(() => 4),
  ),
});
const runOfInput = (of: Graph<string>, input: object, ...goals: string[]): Run => {
  const fitted = new PlanCache(of.table, goals).fit(input as never);
  if ("missing" in fitted) throw new Error(`no ${fitted.missing}`);
  return evaluate(fitted, "toy");
};
const input = { powerWatts: 200, ovens: [{ powerWatts: 10 }, { powerWatts: 20, scope: "big" }] };
const total = runOfInput(bakery, input, "totalKwh");
const keys = ({ nodes }: GraphDescription): string[] => nodes.map(({ key }) => key);
const nodeOf = ({ nodes }: GraphDescription, key: string): GraphNode | undefined => nodes.find((node) => node.key === key);

describe("a description of an estimate", () => {
  const description = describeRun(total);

  it("holds each quantity once, after those that it is made from", () => {
    expect(keys(description).sort()).toEqual(
      [
        "bigEnergyKwh",
        "bigPowerWatts",
        "energyKwh",
        "extraKwh",
        "hours",
        "ovensEnergyKwh",
        "ovensPowerWatts",
        "powerWatts",
        "totalKwh",
      ].sort(),
    );
    for (const { from: before, to } of description.edges) {
      expect(keys(description)).toContain(before);
      expect(keys(description).indexOf(before)).toBeLessThan(keys(description).indexOf(to));
    }
    expect(description.goals).toEqual(["totalKwh"]);
  });

  it("shows what a pick took, and the kinds, words, equations and sources of quantities", () => {
    expect(description.edges).toContainEqual({ from: "energyKwh", to: "totalKwh", as: "energyKwh" });
    expect(description.edges).toContainEqual({ from: "bigPowerWatts", to: "bigEnergyKwh", as: "powerWatts" });
    expect(nodeOf(description, "powerWatts")).toEqual({
      key: "powerWatts",
      name: "powerWatts",
      scope: "",
      words: "Power",
      unit: "W",
      value: 200,
      kind: "given",
    });
    expect(nodeOf(description, "hours")).toMatchObject({ kind: "assumed", source: { id: "oven-book", at: "page 1" } });
    expect(nodeOf(description, "extraKwh")?.kind).toBe("defined");
    expect(nodeOf(description, "bigEnergyKwh")).toMatchObject({ scope: "big", kind: "computed", equation: "E = P·t < ∞", source });
    expect(nodeOf(describeRun(runOfInput(bakery, { oven: { powerWatts: cited } }, "energyKwh")), "powerWatts")?.kind).toBe("record");
    expect(describeRun(runOfInput(bakery, {}, "countedHours")).nodes[0]?.kind).toBe("record");
    expect(describeRun(runOfInput(bakery, { oven: { powerWatts: 5 } }, "powerWatts")).nodes[0]?.kind).toBe("given");
  });

  it("takes decisions as inputs", () => {
    const decided = describeRun(runOfInput(bakery, { powerWatts: 1 }, "ownKwh"));
    expect(keys(decided)).toEqual(expect.arrayContaining(["decidedKwh", "extraKwh", "ownKwh"]));
    expect(decided.nodes).toHaveLength(3);
    expect(nodeOf(decided, "decidedKwh")?.kind).toBe("decision");
  });

  it("leads to some quantities only, folds and hides others", () => {
    expect(keys(describeRun(total, ["bigEnergyKwh"])).sort()).toEqual(["bigEnergyKwh", "bigPowerWatts", "hours"]);
    const folded = describeRun(total, undefined, { folds: ["energyKwh"], hides: ({ kind }) => kind === "defined" });
    expect(keys(folded).sort()).toEqual(["bigEnergyKwh", "energyKwh", "ovensEnergyKwh", "totalKwh"]);
    expect(nodeOf(folded, "bigEnergyKwh")?.folded).toBe(2);
    expect(describeRun(total, ["energyKwh"], { folds: ["energyKwh"] }).nodes).toHaveLength(3);
  });

  it("falls back to names where a bundle holds no words", () => {
    const bare = structuredClone(description);
    expect(bare.nodes.every(({ words }) => words !== "")).toBe(true);
    const { words, ...powerless } = bakery.table["powerWatts"] as unknown as { words: string };
    const wordless = { table: { ...bakery.table, powerWatts: powerless } } as unknown as Graph<string>;
    expect(words).toBe("Power");
    expect(nodeOf(describeRun(runOfInput(wordless, { powerWatts: 1 }, "energyKwh")), "powerWatts")?.words).toBe("powerWatts");
  });
});

describe("a description of a table", () => {
  it("holds every way of each row", () => {
    const { goals, nodes, edges } = describeTable(bakery.table, ["totalKwh", "ownKwh"]);
    expect(goals).toEqual(["totalKwh", "ownKwh"]);
    expect(nodes.map(({ key }) => key)).toEqual([
      "powerWatts",
      "isHot",
      "hours",
      "energyKwh",
      "extraKwh",
      "shownKwh",
      "ovensPowerWatts",
      "ovensHours",
      "ovensEnergyKwh",
      "totalKwh",
      "decidedKwh",
      "ownKwh",
    ]);
    expect(edges).toContainEqual({ from: "hours", to: "ovensHours", as: "hours" });
    expect(nodes.map(({ kind }) => kind)).toEqual(
      "record computed assumed computed defined computed record computed computed computed decision computed".split(" "),
    );
    expect(() => describeTable(bakery.table, ["breadKwh"])).toThrow("no quantity breadKwh");
    expect(() => describeTable(bakery.table, ["hours.breadKwh"])).toThrow("no part hours");
  });
});

describe("drawings", () => {
  const description = describeRun(total);
  const svg = toSvg(description, { title: 'Bread & "butter" <now>' });

  it("are the same each time", () => {
    expect(toSvg(describeRun(total), { title: 'Bread & "butter" <now>' })).toBe(svg);
    expect(toMermaid(describeRun(total))).toBe(toMermaid(description));
  });

  it("are well-formed, with escaped words and every box and link once", () => {
    expect(isXml(svg)).toBe(true);
    expect(svg).toContain("Bread &amp; &quot;butter&quot; &lt;now&gt;");
    expect(svg).toContain("Power of an oven &amp; its");
    for (const { key } of description.nodes) expect(svg.split(`<title>${key}: `)).toHaveLength(2);
    expect(svg.split('class="l"')).toHaveLength(description.edges.length + 1);
    expect(svg.split('class="part"')).toHaveLength(3);
    expect(svg).toContain("prefers-color-scheme:dark");
    expect(isXml(toSvg({ goals: [], nodes: [], edges: [] }))).toBe(true);
    const [node] = description.nodes as [GraphNode];
    const control = toSvg({ goals: [], nodes: [{ ...node, words: "a\u0000b\u001B" }], edges: [] });
    expect(control).not.toMatch(/[\u0000\u001B]/u);
  });

  it("say values as they are told to, and how much is folded", () => {
    const folded = describeRun(total, undefined, { folds: ["energyKwh"] });
    expect(toSvg(folded, { format: (value, unit) => `${value} of ${unit}` })).toContain("0.69 of kWh");
    expect(toSvg(folded)).toContain("from 2 quantities, not shown");
  });

  it("in Mermaid: a box for each quantity, parts in subgraphs, escaped words", () => {
    const text = toMermaid(description, { title: "Bread" });
    expect(text).toMatch(/^---\ntitle: "Bread"\n---\nflowchart TD\n/u);
    expect(text).toContain('"Power of an oven #38; its #34;fan#34;<br>10 W"');
    expect(text).toContain('subgraph s1["ovens"]');
    expect(text.match(/:::\w+/gu)).toHaveLength(description.nodes.length);
    expect(text.match(/-->/gu)).toHaveLength(description.edges.length);
  });

  it("keep boxes apart, below what they are made from, and parts in columns of their own", () => {
    const boxes = description.nodes.map(({ key, scope }) => ({ key, scope, height: 40 }));
    for (const mostInRow of [1, 2, 3, 9]) {
      const layout = layOut(boxes, description.edges, { boxWidth: 100, columnGap: 10, rowGap: 20, mostInRow });
      const placed = [...layout.boxes.entries()];
      for (const [key, a] of placed) {
        expect(a.x).toBeGreaterThanOrEqual(0);
        expect(a.x + a.width).toBeLessThanOrEqual(layout.width);
        for (const [other, b] of placed) {
          const isApart = a.x + a.width <= b.x + 1e-9 || b.x + b.width <= a.x + 1e-9 || a.y + a.height <= b.y || b.y + b.height <= a.y;
          expect(key === other || isApart, `${key} and ${other}`).toBe(true);
        }
        for (const { scope, x, width } of layout.clusters) {
          const isIn =
            boxes.find((box) => box.key === key)?.scope === scope ||
            boxes.find((box) => box.key === key)?.scope.startsWith(`${scope}.`) === true;
          const isInside = a.x >= x && a.x + a.width <= x + width;
          const isOutside = a.x + a.width <= x || a.x >= x + width;
          expect(isIn ? isInside : isOutside, `${key} in ${scope}`).toBe(true);
        }
      }
      for (const { from: before, to } of description.edges) {
        expect((layout.boxes.get(before) as { y: number }).y).toBeLessThan((layout.boxes.get(to) as { y: number }).y);
      }
    }
  });
});

it("objects that no estimator made have no run", () => {
  expect(runOf({})).toBeUndefined();
});
