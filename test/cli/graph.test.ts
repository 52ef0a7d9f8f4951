import { describe, expect, it } from "vitest";
import type { GraphDescription } from "../../src/graph/describe.js";
import { isXml } from "../helpers/svg.js";
import { cli } from "../helpers/cli.js";

const draw = (file: string, ...flags: string[]): { readonly text: string; readonly stderr: string } => {
  const written: Record<string, string> = {};
  const path = flags[flags.indexOf("--graph") + 1] as string;
  const { stdout, stderr, status } = cli(["explain", file, ...flags], {}, written);
  expect(stdout).toBe("");
  expect(status).toBe(0);
  return { text: written[path] as string, stderr };
};
const drawn = (file: string, ...flags: string[]): GraphDescription =>
  JSON.parse(draw(file, "--graph", "out.json", ...flags).text) as GraphDescription;

describe("explain --graph", () => {
  it("writes the graph as JSON, with what leads to the ranked total alone, and says where", () => {
    const { text, stderr } = draw("examples/scenarios/gpt-3.yaml", "--graph", "out.json");
    const { name, goals, nodes, edges } = JSON.parse(text) as GraphDescription & { name: string };
    expect(name).toBe("GPT-3 175B, training");
    expect(goals).toEqual(["totalGramsCo2e"]);
    expect(stderr).toBe(`out.json: ${nodes.length} quantities, ${edges.length} links\n`);
    expect(nodes.find(({ key }) => key === "deviceHours")).toMatchObject({ kind: "computed", unit: "h", equation: "t_dev = C / (F·eff)" });
    expect(nodes.find(({ key }) => key === "pue")).toMatchObject({ kind: "given", value: 1.1, scope: "" });
    expect(nodes.find(({ key }) => key === "hardwareLifetimeYears" || key === "lifetimeYears")).toMatchObject({ kind: "assumed" });
    expect(edges).toContainEqual({ from: "energyKwh", to: "operationalGramsCo2e", as: "energyKwh" });
    expect(nodes.at(-1)?.key).toBe("totalGramsCo2e");
  });

  it("draws what leads to other quantities", () => {
    const keys = drawn("examples/scenarios/gpt-3.yaml", "--goal", "energyKwh").nodes.map(({ key }) => key);
    expect(keys.at(-1)).toBe("energyKwh");
    expect(keys).not.toContain("intensityGramsPerKwh");
    expect(drawn("examples/scenarios/gpt-3.yaml", "--goal", "days, energyKwh").goals).toEqual(["days", "energyKwh"]);
  });

  it.each([
    "examples/scenarios/llama-3.1-8b-predicted.yaml",
    "examples/inference/chat-70b.yaml",
    "examples/inference/speculation.yaml",
    "examples/adaptation/lora.yaml",
    "examples/adaptation/rag.yaml",
    "examples/adaptation/hybrid.yaml",
    "examples/adaptation/processor.yaml",
    "examples/adaptation/life.yaml",
  ])("draws %s", (file) => {
    const { nodes, edges } = drawn(file);
    const keys = nodes.map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    for (const { from, to } of edges) expect(keys.indexOf(from)).toBeLessThan(keys.indexOf(to));
    const svg = draw(file, "--graph", "out.svg").text;
    expect(isXml(svg)).toBe(true);
    expect(svg.split('<rect class="').length - 1).toBeGreaterThan(nodes.length);
    expect(draw(file, "--graph", "OUT.MMD").text).toMatch(/^---\ntitle: ".*"\n---\nflowchart TD\n/u);
  });

  it("draws both sides of a comparison, which has no total of its own", () => {
    const { goals } = drawn("examples/adaptation/rag-or-fine-tuning.yaml");
    expect(goals).toEqual(["ragPeriodTotalGramsCo2e", "tunedPeriodTotalGramsCo2e"]);
  });

  it("puts parts in clusters", () => {
    expect(new Set(drawn("examples/inference/speculation.yaml").nodes.map(({ scope }) => scope))).toEqual(new Set(["", "draft"]));
    expect(draw("examples/inference/speculation.yaml", "--graph", "out.mmd").text).toContain('["draft"]');
  });

  it.each([
    [["--graph", "out.png"], '--graph = "out.png" must end in .svg, .mmd or .json'],
    [["--graph", "out"], '--graph = "out" must end in .svg, .mmd or .json'],
    [["--graph", "out.svg", "--goal", "energyKw"], '--goal = "energyKw" is no quantity of this estimate; did you mean energyKwh'],
    [["--graph", "out.svg", "--goal", "§§§§"], '--goal = "§§§§" is no quantity of this estimate; explain without --graph lists them'],
    [["--goal", "energyKwh"], "--goal says what a drawing leads to; give --graph out.svg too"],
    [["--graph", "out.svg", "--json"], "--json prints the steps; leave it out beside --graph"],
    [["--graph", "nowhere/out.svg"], "nowhere/out.svg cannot be written: no such folder"],
  ])("refuses %j", (flags, message) => {
    const { stdout, stderr, status } = cli(["explain", "examples/scenarios/gpt-3.yaml", ...flags]);
    expect(stderr).toContain(message);
    expect([stdout, status]).toEqual(["", 2]);
  });

  it("is in the help", () => {
    expect(cli(["explain", "--help"]).stdout).toMatch(/--graph <out\.svg>\s+Draw.*\.svg, \.mmd \(Mermaid\) or \.json/u);
  });
});
