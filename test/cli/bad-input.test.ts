import { describe, expect, it } from "vitest";
import { cli, gpt3Flags } from "../helpers/cli.js";

/** The GPT-3 flags with one replaced or added. */
function withFlag(flag: string, value: string): string[] {
  const args = ["train", ...gpt3Flags];
  const at = args.indexOf(flag);
  return at < 0 ? [...args, flag, value] : args.with(at + 1, value);
}

function refused(args: readonly string[], files?: Record<string, string>): string {
  const { stdout, stderr, status } = cli(args, files);
  expect(status).toBe(2);
  expect(stdout).toBe("");
  return stderr;
}

describe("numbers out of range name field, value and bound", () => {
  it.each([
    ["--tokens", "-300B", "tokens = -300000000000 is outside (0, ∞)"],
    ["--tokens", "0", "tokens = 0 is outside (0, ∞)"],
    ["--pue", "0.5", "pue = 0.5 is outside [1, ∞)"],
    ["--efficiency", "1.2", "efficiency = 1.2 is outside (0, 1]"],
    ["--efficiency", "120 %", "efficiency = 1.2 is outside (0, 1]"],
    ["--efficiency", "0", "efficiency = 0 is outside (0, 1]"],
    ["--power", "0 W", "averagePowerWatts = 0 is outside (0, ∞)"],
    ["--accelerator-count", "0", "acceleratorCount = 0 is outside [1, ∞)"],
    ["--intensity", "-1", "intensityGramsPerKwh = -1 is outside [0, 4140]"],
    ["--lifetime", "0 years", "lifetimeYears = 0 is outside (0, ∞)"],
    ["--tokens", "1e308", "too large"],
  ])("%s %s", (flag, value, message) => {
    expect(refused(withFlag(flag, value).map((argument) => argument))).toContain(message);
  });

  it("a range that does not hold its value", () => {
    const file = JSON.stringify({ ...scenario, pue: { value: 1.1, low: 1.2 } });
    expect(refused(["estimate", "a.json"], { "a.json": file })).toContain("pue has the range from 1.2, which does not hold its value 1.1");
  });
});

describe("texts that are no numbers, and units that do not fit", () => {
  it.each([
    ["--tokens", "NaN", 'tokens: "NaN" is not a number'],
    ["--pue", "high", 'pue: "high" is not a number'],
    ["--tokens", "300 kWh", "tokens: kWh is a unit of energy, not of tokens"],
    ["--intensity", "429 W", "intensity: W is a unit of power, not of intensity"],
    ["--power", "330 Wt", "power: Wt is not a known unit of power"],
    ["--pue", "1,100", 'pue: "1,100" may be 1100 or 1.100'],
    ["--tokens", "Infinity", 'tokens: "Infinity" is not a number'],
    ["--tokens", "", "tokens"],
  ])("%s %s", (flag, value, message) => {
    expect(refused(withFlag(flag, value))).toContain(message);
  });
});

describe("a bill as a flag", () => {
  it.each([
    ["8 accelerators", "is not of the form acceleratorsPerServer=8"],
    ["cpus.count=2,memoryBytes=2TB", "--server-bill needs acceleratorsPerServer"],
    ["acceleratorsPerServer=eight", 'acceleratorsPerServer = "eight" is not a whole number'],
    ["acceleratorsPerServer=8,memoryBytes=2TB,memoryBytes=1TB", "--server-bill names memoryBytes twice"],
    ["acceleratorsPerServer=8,memoryBytes=2TB", "cpus"],
    ["acceleratorsPerServer=8,cpus.count=2,cpus.dieAreaSquareCentimetres=5,memoryBytes=2kWh", "kWh is a unit of energy, not of memory"],
    ["acceleratorsPerServer=8,cpus.count=2,cpus.dieAreaSquareCentimetres=5,memory=2TB", "memory"],
    [
      "acceleratorsPerServer=8,cpus.count=2,cpus.dieAreaSquareCentimetres=5,memoryBytes=2TB,hddCount=1.5",
      'hddCount = "1.5" is not a whole',
    ],
  ])("%s", (value, message) => {
    expect(refused(withFlag("--server-bill", value))).toContain(message);
  });

  it("is refused beside --server", () => {
    expect(refused([...withFlag("--server-bill", "acceleratorsPerServer=8"), "--server", "tpu-host"])).toContain("leave one out");
  });
});

describe("unknown and ambiguous names list the nearest", () => {
  it.each([
    ["--accelerator", "v100-sxm2-23gb", "v100-sxm2-32gb"],
    ["--accelerator", "A100", "may be a100-pcie-40gb or a100-pcie-80gb or a100-sxm4-40gb or a100-sxm4-80gb; write one of them"],
    ["--model", "gpt3-175", "gpt-3-175b"],
    ["--server", "eight-acelerator-host", "eight-accelerator-host"],
    ["--accelerator", "toaster", "records is near"],
    ["--embodied-method", "magic", "product-footprint, components"],
    ["--precision", "fp9", "fp8"],
  ])("%s %s", (flag, value, nearest) => {
    const message = refused(withFlag(flag, value));
    expect(message).toContain(value);
    expect(message).toContain(nearest);
  });

  it("commands, flags, methods and fields", () => {
    expect(refused(["trian"])).toContain("did you mean train?");
    expect(refused(["train", "--token", "3"])).toContain("did you mean --tokens or");
    expect(refused(["reproduce", "llmcarbn"])).toContain("known: llmcarbon, mlco2");
    expect(refused(["estimate", "a.json"], { "a.json": JSON.stringify({ ...scenario, eficiency: 1 }) })).toContain(
      "eficiency is not a known field; did you mean efficiency",
    );
  });
});

const scenario = {
  kind: "training",
  model: "gpt-3-175b",
  accelerator: "v100-sxm2-32gb",
  acceleratorCount: 10000,
  pue: 1.1,
  intensity: 429,
};

describe("statements that contradict each other are refused", () => {
  it.each<[string, object]>([
    ["efficiency and deviceHours", { efficiency: 0.2, deviceHours: 1000 }],
    ["power and averagePowerWatts", { power: 300, averagePowerWatts: 330 }],
    ["site and pue", { site: "microsoft-us-2020" }],
    ["intensity and grid", { grid: "usa" }],
    ["year", { year: 2020 }],
  ])("%s", (_, extra) => {
    refused(["estimate", "a.json"], { "a.json": JSON.stringify({ ...scenario, ...extra }) });
  });

  it("as flags", () => {
    expect(refused([...withFlag("--hfu", "0.4"), "--recompute", "full"])).toContain("both give the efficiency");
    expect(refused(withFlag("--grid", "usa"))).toContain("intensity and grid both");
    expect(refused([...withFlag("--pue", "1.1"), "--pue", "1.2"])).toContain("--pue is given twice");
  });
});

describe("files that cannot be read", () => {
  it.each([
    ["a.yaml", "kind: training\n  tokens: [", "not valid YAML"],
    ["a.yaml", "kind: training\nkind: training", "not valid YAML"],
    ["a.yaml", "", "holds no scenario"],
    ["a.yaml", "- 1\n- 2", "holds no scenario"],
    ["a.yaml", "pue: *unknown", "not valid YAML"],
    ["a.json", '{"kind": "training"', "not valid JSON"],
    ["a.json", "[]", "holds no scenario"],
    ["a.json", '{"kind": "cooking"}', "training"],
    ["a.json", '{"kind": "training"}', "model is missing"],
    [
      "a.yaml",
      "kind: training\nmodel: gpt-3\naccelerator: V100-SXM2-32GB\nacceleratorCount: .nan\npue: 1\nintensity: 1",
      "acceleratorCount",
    ],
    ["a.yaml", "kind: training\nmodel: gpt-3\naccelerator: V100-SXM2-32GB\nacceleratorCount: 8\npue: .inf\nintensity: 1", "pue"],
  ])("%s: %j", (path, text, message) => {
    expect(refused(["estimate", path], { [path]: text })).toContain(message);
  });

  it("missing file, missing argument, surplus argument, missing value", () => {
    expect(refused(["estimate", "none.yaml"])).toContain("none.yaml cannot be read");
    expect(refused(["estimate"])).toContain("estimate needs a scenario file");
    expect(refused(["train", "surplus"])).toContain("one argument too many");
    expect(refused(["train", "--tokens"])).toContain("--tokens needs a value");
    expect(refused(["train", "--json=1"])).toContain("--json takes no value");
    expect(refused(["calibrate", ...gpt3Flags])).toContain("--parameter is missing");
    expect(refused(["calibrate", ...gpt3Flags, "--parameter", "pue"])).toContain("--reference is missing");
    expect(refused(["calibrate", ...gpt3Flags, "--parameter", "pue", "--reference", "552.1"])).toContain("has no unit");
    expect(refused(["calibrate", ...gpt3Flags, "--parameter", "pue", "--reference", "552.1 kWh"])).toContain("not of mass");
    expect(refused(["calibrate", ...gpt3Flags, "--parameter", "colour", "--reference", "1 t"])).toContain("is not one of");
  });
});

describe("models of one's own", () => {
  const own = (model: object): Record<string, string> => ({ "a.json": JSON.stringify({ ...scenario, tokens: 1e9, model }) });
  const architecture = {
    layers: 2,
    hiddenSize: 64,
    attentionHeads: 4,
    feedForwardSize: 256,
    gatedFeedForward: false,
    vocabularySize: 1000,
    tiedEmbeddings: true,
    contextTokens: 128,
    norm: "layer",
  };

  it.each<[string, object, string]>([
    ["nothing known", { kind: "dense" }, "give its architecture, or its parameters"],
    ["a mixture of experts without active parameters", { kind: "mixture-of-experts", parameters: "1.5T" }, "needs activeParameters"],
    ["no kind", { parameters: 1e9 }, "model.kind is missing"],
    ["an unknown kind", { kind: "moe", parameters: 1e9 }, "expected dense or mixture-of-experts"],
    ["half a layer", { kind: "dense", architecture: { ...architecture, layers: 2.5 } }, "architecture.layers = 2.5 is not a whole number"],
    ["negative layers", { kind: "dense", architecture: { ...architecture, layers: -1 } }, "architecture.layers = -1 is outside [1, ∞)"],
    [
      "more KV heads than heads",
      { kind: "dense", architecture: { ...architecture, keyValueHeads: 8 } },
      "architecture.keyValueHeads = 8 is above 4",
    ],
    [
      "more active experts than experts",
      { kind: "mixture-of-experts", architecture: { ...architecture, experts: { total: 4, active: 8, feedForwardSize: 64 } } },
      "architecture.experts.active = 8 is above 4",
    ],
    ["a misspelt dimension", { kind: "dense", architecture: { ...architecture, hidenSize: 3 } }, "hidenSize"],
    ["a text for a number", { kind: "dense", architecture: { ...architecture, layers: "2" } }, "layers"],
  ])("%s", (_, model, message) => {
    expect(refused(["estimate", "a.json"], own(model))).toContain(message);
  });

  it("a good one is estimated", () => {
    expect(cli(["estimate", "a.json"], own({ kind: "dense", architecture })).status).toBe(0);
  });
});
