import { estimateTraining, type TrainingInput } from "llm-footprint";
import { accelerators } from "llm-footprint/catalog/accelerators";
import { models } from "llm-footprint/catalog/models";
import { quantityFields, readInference, readScenario, servingFields } from "llm-footprint/schema";
import { describe, expect, it } from "vitest";
import { kindOptions } from "../../src/cli/options.js";
import { commands } from "../../src/cli/run.js";
import { forms, type FormKind } from "../../src/schema/generated/fields.js";
import { cli } from "../helpers/cli.js";

const base: TrainingInput = {
  model: models["gpt-3-175b"],
  tokens: 3e11,
  accelerator: accelerators["v100-sxm2-32gb"],
  pue: 1.1,
  grid: { intensityGramsPerKwh: 429 },
};
const { pue: _pue, ...bare } = base;
const flags = ["train", "--model", "gpt-3-175b", "--accelerator", "v100-sxm2-32gb", "--tokens", "300B", "--intensity", "429"];
const file = { kind: "training", model: "gpt-3-175b", accelerator: "v100-sxm2-32gb", tokens: "300B", intensity: 429 };

function printed(args: readonly string[]): Record<string, unknown> {
  const { stdout, stderr, status } = cli([...args, "--json"]);
  expect({ stderr, status }).toEqual({ stderr: "", status: 0 });
  return JSON.parse(stdout) as Record<string, unknown>;
}

describe("any quantity of a kind", () => {
  it.each<[string, Partial<Record<string, unknown>>, string]>([
    ["a step further in, in another unit", { energyKwh: 1_200_000 }, "energyKwh=1200 MWh"],
    ["one inside the counts", { parameters: 1e11 }, "parameters=100B"],
    ["a share in percent", { lifetimeShare: 0.25 }, "lifetimeShare=25%"],
    ["a range with a unit", { energyKwh: { value: 1_500_000, low: 1_000_000, high: 2_000_000 } }, "energyKwh=1000..2000 MWh"],
    ["a range with its value", { energyKwh: { value: 1_200_000, low: 1_000_000, high: 2_000_000 } }, "energyKwh=1000..1200..2000 MWh"],
    ["a group", { storage: { datasetBytes: 6e13, years: 2 } }, "storage.datasetBytes=60 TB,storage.years=2"],
  ])("%s means the same from code, flag and file", (_, given, text) => {
    const needsPue = !("energyKwh" in given);
    const input = { ...(needsPue ? base : bare), ...given } as TrainingInput;
    const expected = JSON.parse(JSON.stringify(estimateTraining(input))) as object;
    expect(printed([...flags, ...(needsPue ? ["--pue", "1.1"] : []), "--given", text])).toMatchObject(expected);
    const [[name = "", value] = []] = text.split(",").map((pair) => pair.split("="));
    if (name.includes(".")) return;
    const written = { ...file, ...(needsPue ? { pue: 1.1 } : {}), [name]: value };
    expect(JSON.parse(JSON.stringify(estimateTraining(readScenario(written).input)))).toEqual(expected);
  });

  it("is given once, by a name that is known", () => {
    const refused = (...more: readonly string[]): string => cli([...flags, "--pue", "1.1", ...more]).stderr;
    expect(refused("--given", "energyKwh=1", "--given", "energyKwh=2")).toContain("--given names energyKwh, which is given already");
    expect(refused("--given", "energyKhw=1")).toContain("energyKhw is not a known field; did you mean energy or energyKwh");
    expect(refused("--given", "energyKwh")).toContain("is not of the form");
    expect(refused("--given", "energyKwh=1 kg")).toContain("kg is a unit of mass, not of energy");
    expect(refused("--given", "energyKwh=1..2..3..4")).toContain("is not of the form 1..2");
    expect(refused("--accelerator-count", "1..2")).toContain("acceleratorCount");
  });
});

it("ranges may stand in any flag and field", () => {
  const written = {
    kind: "inference",
    model: "llama-3.1-70b",
    accelerator: "h100-sxm-80gb",
    pue: "1.1..1.3",
    intensity: "300..400..500 g/kWh",
  };
  const { input } = readInference({ ...written, outputTokens: 400, batch: 64 });
  expect(input).toMatchObject({
    pue: { value: 1.2000000000000002, low: 1.1, high: 1.3 },
    grid: { intensityGramsPerKwh: { value: 400, low: 300, high: 500 } },
  });
});

describe("help", () => {
  it.each(Object.keys(commands))("%s: what matters first, in at most 45 lines", (command) => {
    const { stdout, status } = cli([command, "--help"]);
    expect(status).toBe(0);
    expect(stdout.split("\n").length).toBeLessThanOrEqual(46);
  });

  it("shows all flags, and those of a topic", () => {
    const all = cli(["lifecycle", "--help", "all"]).stdout;
    for (const { flag } of kindOptions("lifecycle")) expect(all).toContain(`--${flag}`);
    const topic = cli(["rag", "--help", "index"]).stdout;
    expect(topic).toContain("--index-refresh");
    expect(topic).not.toContain("--agent-turns");
    expect(cli(["rag", "--help", "indices"])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("there is no such topic") as string,
    });
    expect(cli(["train", "--help"]).stdout).toMatch(/--model <gpt-3-175b>.*\(required\)/u);
    expect(cli(["infer", "--help", "deployment"]).stdout).toContain("[default 0.9]");
  });
});

describe("the table of fields", () => {
  it.each(Object.keys(forms) as FormKind[])("%s names what it requires and shows first", (kind) => {
    const { required, first } = forms[kind];
    const known = new Set(kindOptions(kind).map(({ field }) => field));
    expect([...required, ...first].filter((path) => !known.has(path))).toEqual([]);
  });

  it("is where the public lists of quantities come from", () => {
    expect(quantityFields.find(({ name }) => name === "wallClock")).toEqual({
      name: "wallClock",
      apiName: "wallClockDays",
      dimension: "duration",
      unit: "d",
      perUnit: 24,
      example: "21 days",
      description: "Wall-clock time of the run, with acceleratorCount",
    });
    expect(servingFields.some(({ name }) => name === "measuredEnergy")).toBe(true);
    expect(servingFields.some(({ name }) => name === ("pue" as never))).toBe(false);
  });
});
