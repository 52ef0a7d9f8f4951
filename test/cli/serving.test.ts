import { estimateInference, type InferenceInput, planServing, sizeServing } from "llm-footprint";
import { accelerators } from "llm-footprint/catalog/accelerators";
import { models } from "llm-footprint/catalog/models";
import { describe, expect, it } from "vitest";
import { cli } from "../helpers/cli.js";

const base: InferenceInput = {
  model: models["llama-3.1-70b"],
  accelerator: accelerators["h100-sxm-80gb"],
  acceleratorCount: 8,
  inputTokens: 1000,
  outputTokens: 400,
  pue: 1.2,
  grid: { intensityGramsPerKwh: 400 },
};
const flags = [
  ...["--model", "llama-3.1-70b", "--accelerator", "h100-sxm-80gb", "--accelerator-count", "8"],
  ...["--input-tokens", "1000", "--output-tokens", "400", "--pue", "1.2", "--intensity", "400"],
];
const file = {
  model: "llama-3.1-70b",
  accelerator: "h100-sxm-80gb",
  acceleratorCount: 8,
  inputTokens: 1000,
  outputTokens: 400,
  pue: 1.2,
  intensity: 400,
};

function printed(args: readonly string[], files?: Record<string, string>): Record<string, unknown> {
  const { stdout, stderr, status } = cli([...args, "--json"], files);
  expect({ stderr, status }).toEqual({ stderr: "", status: 0 });
  const { name, ...rest } = JSON.parse(stdout) as Record<string, unknown>;
  expect(name).toBeTypeOf("string");
  return rest;
}

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe("every option of a request means the same from code, flags and file", () => {
  it.each<[string, Partial<InferenceInput>, readonly string[], Record<string, unknown>]>([
    ["batch", { batch: 64 }, ["--batch", "64"], { batch: 64 }],
    ["a ranged batch", { batch: { value: 64, low: 32, high: 128 } }, [], { batch: { value: 64, low: 32, high: 128 } }],
    ["requests", { requestsPerSecond: 2 }, ["--requests-per-second", "2"], { requestsPerSecond: 2 }],
    ["rate", { systemTokensPerSecond: 900 }, ["--system-tokens-per-second", "900"], { systemTokensPerSecond: 900 }],
    [
      "measured rate",
      { batch: 32, systemTokensPerSecond: 900 },
      ["--batch", "32", "--system-tokens-per-second", "900"],
      { batch: 32, systemTokensPerSecond: 900 },
    ],
    ["band", { servingBand: { low: 32, high: 256 } }, ["--serving-band", "32,256"], { servingBand: { low: 32, high: 256 } }],
    [
      "formats",
      { batch: 8, precision: "fp8", cachePrecision: "fp8" },
      ["--batch", "8", "--precision", "fp8", "--cache-precision", "fp8"],
      { batch: 8, precision: "fp8", cachePrecision: "fp8" },
    ],
    ["software", { batch: 8, software: "unknown" }, ["--batch", "8", "--software", "unknown"], { batch: 8, software: "unknown" }],
    [
      "classes",
      { batch: 8, cacheReadTokens: 5000, cacheWriteTokens: 300, reasoningTokens: 900, imageTokens: 700 },
      ["--batch", "8", "--cache-read-tokens", "5000", "--cache-write-tokens", "300", "--reasoning-tokens", "900", "--image-tokens", "700"],
      { batch: 8, cacheReadTokens: 5000, cacheWriteTokens: 300, reasoningTokens: 900, imageTokens: 700 },
    ],
    [
      "powers",
      { batch: 8, powerCapWatts: 500, hostWatts: 200, idleServerWatts: 250, servingShare: 0.6 },
      ["--batch", "8", "--power-cap", "500 W", "--host-power", "200 W", "--idle-server-power", "250", "--serving-share", "60%"],
      { batch: 8, powerCap: "500 W", hostPower: "200 W", idleServerPower: 250, servingShare: "60%" },
    ],
    [
      "prefill and caches",
      {
        batch: 8,
        prefillEfficiency: 0.4,
        prefillLoad: 0.9,
        cacheReadShare: 0.1,
        cacheWriteTokens: 10,
        cacheRetentionSeconds: 300,
        queueSeconds: 0.2,
      },
      [
        "--batch",
        "8",
        "--prefill-efficiency",
        "40%",
        "--prefill-load",
        "90%",
        "--cache-read-share",
        "10%",
        "--cache-write-tokens",
        "10",
        "--cache-retention",
        "5 min",
        "--queue-time",
        "200 ms",
      ],
      {
        batch: 8,
        prefillEfficiency: "40%",
        prefillLoad: "90%",
        cacheReadShare: "10%",
        cacheWriteTokens: 10,
        cacheRetention: "5 min",
        queueTime: "200 ms",
      },
    ],
    [
      "prices",
      { batch: 8, acceleratorUsdPerHour: 2.5, electricityUsdPerKwh: 0.1, requests: 1e6 },
      ["--batch", "8", "--accelerator-price", "2.5", "--electricity-price", "0.1", "--requests", "1000000"],
      { batch: 8, acceleratorPrice: 2.5, electricityPrice: 0.1, requests: 1e6 },
    ],
    ["purchase", { batch: 8, acceleratorUsd: 30_000 }, ["--batch", "8", "--purchase-price", "30000"], { batch: 8, purchasePrice: 30_000 }],
    [
      "measured energy",
      { batch: 8, measuredJoulesPerToken: 2 },
      ["--batch", "8", "--measured-energy", "2"],
      { batch: 8, measuredEnergy: 2 },
    ],
    [
      "one measured point",
      { batch: 64, calibration: { batch: 16, acceleratorJoulesPerToken: 3.5 } },
      ["--batch", "64", "--calibration-batch", "16", "--calibration-energy", "3.5"],
      { batch: 64, calibration: { batch: 16, acceleratorJoulesPerToken: 3.5 } },
    ],
    ["memory", { batch: 8, memoryShare: 0.8 }, ["--batch", "8", "--memory-share", "80%"], { batch: 8, memoryShare: "80%" }],
  ])("%s", (_name, change, more, fields) => {
    const expected = plain(estimateInference({ ...base, ...change }));
    expect(printed(["infer", "a.json"], { "a.json": JSON.stringify({ kind: "inference", ...file, ...fields }) })).toEqual(expected);
    expect(printed(["estimate", "a.json"], { "a.json": JSON.stringify({ kind: "inference", ...file, ...fields }) })).toEqual(expected);
    if (more.length > 0) expect(printed(["infer", ...flags, ...more])).toEqual(expected);
  });

  it("experts and ranks", () => {
    const moe = {
      ...base,
      model: models["qwen3-235b-a22b"],
      precision: "fp8",
      batch: 64,
      expertParallelism: 8,
      dataParallelism: 2,
    } as const;
    const more = ["--precision", "fp8", "--batch", "64", "--expert-parallelism", "8", "--data-parallelism", "2"];
    expect(printed(["infer", ...flags.map((flag) => (flag === "llama-3.1-70b" ? "qwen3-235b-a22b" : flag)), ...more])).toEqual(
      plain(estimateInference(moe)),
    );
  });
});

describe("every option of a service means the same from code, flags and file", () => {
  it("limits, load and headroom", () => {
    const { dataVersion: _version, ...rest } = printed([
      "serve",
      ...flags,
      "--tpot",
      "50 ms",
      "--ttft",
      "2 s",
      "--load-curve",
      "1,5,9",
      "--peak-share",
      "70%",
    ]);
    expect(_version).toBeTypeOf("string");
    const expected = plain(
      planServing({
        ...base,
        serviceLevel: { timeToFirstTokenSeconds: 2, timePerOutputTokenSeconds: 0.05 },
        loadCurve: [1, 5, 9],
        peakShare: 0.7,
      }),
    );
    expect(rest).toEqual(expected);
    const written = { kind: "serving", ...file, tpot: "50 ms", ttft: 2, loadCurve: [1, 5, 9], peakShare: 0.7 };
    const { dataVersion: _other, ...fromFile } = printed(["serve", "a.json"], { "a.json": JSON.stringify(written) });
    expect([_other, fromFile]).toEqual([_version, expected]);
  });
});

describe("size --for serving", () => {
  it.each([
    ["bf16", 3, 4],
    ["fp8", 2, 2],
    ["mxfp4", 1, 1],
  ] as const)("70.55e9 parameters in %s with 64 caches of 1,000 tokens need %s accelerators of 80 GB", (precision, fewest, parallel) => {
    const sizing = sizeServing({
      model: { ...models["llama-3.1-70b"], parameters: 70.55e9 },
      accelerator: accelerators["h100-sxm-80gb"],
      precision,
      batch: 64,
      contextTokens: 1000,
    });
    expect([sizing.accelerators, sizing.tensorParallelism]).toEqual([fewest, parallel]);
  });

  it("65e9 parameters in 8 bit fill 283 chips of 230 MB", () => {
    const chip = { name: "SRAM chip", memoryBytes: 230e6, peakFlopPerSecond: { int8: 750e12 } };
    expect(sizeServing({ model: { kind: "dense", parameters: 65e9 }, accelerator: chip, precision: "int8" }).acceleratorsForWeights).toBe(
      283,
    );
  });

  it("prints the same from flags and file", () => {
    const input = {
      model: models["llama-3.1-405b"],
      accelerator: accelerators["h100-sxm-80gb"],
      precision: "fp8",
      batch: 64,
      contextTokens: 1000,
    } as const;
    const sizing = plain(sizeServing(input));
    const { dataVersion: a, ...fromFlags } = printed([
      ...["size", "--for", "serving", "--model", "llama-3.1-405b", "--accelerator", "h100-sxm-80gb"],
      ...["--precision", "fp8", "--batch", "64", "--context-tokens", "1000"],
    ]);
    const written = {
      kind: "serving-sizing",
      model: "llama-3.1-405b",
      accelerator: "h100-sxm-80gb",
      precision: "fp8",
      batch: 64,
      contextTokens: 1000,
    };
    const { dataVersion: b, ...fromFile } = printed(["size", "a.json"], { "a.json": JSON.stringify(written) });
    expect([fromFlags, fromFile, a]).toEqual([sizing, sizing, b]);
    expect(sizing).toMatchObject({ acceleratorsForWeights: 5, accelerators: 6, tensorParallelism: 8 });
  });
});

describe("bad files", () => {
  it.each([
    ["a misspelt field", { ...file, bacth: 4 }, "bacth is not a known field; did you mean batch?\n"],
    [
      "an unknown accelerator",
      { ...file, accelerator: "h100-sxm-80gbb" },
      'accelerator: "h100-sxm-80gbb" is not known; nearest: h100-sxm-80gb,',
    ],
    ["a negative batch", { ...file, batch: -3 }, "batch = -3 is outside [1, ∞)"],
    ["text for a number", { ...file, batch: "many" }, 'batch: "many" is not a number'],
    ["a wrong unit", { ...file, intensity: "400 Wh" }, "intensity: Wh is a unit of energy, not of intensity"],
    ["no accelerator", { ...file, accelerator: undefined }, "accelerator is missing"],
    ["no PUE", { ...file, pue: undefined }, "pue is missing; give pue (1.1), site, or a region that has one"],
  ])("refuses %s", (_name, written, message) => {
    const { stdout, stderr, status } = cli(["infer", "a.json"], { "a.json": JSON.stringify({ kind: "inference", ...written }) });
    expect({ stdout, status }).toEqual({ stdout: "", status: 2 });
    expect(stderr).toContain(message);
  });
});

describe("bad flags", () => {
  it.each([
    ["an unknown flag", ["infer", ...flags, "--bach", "64"], "did you mean --batch"],
    ["a band of one", ["infer", ...flags, "--serving-band", "32"], "is not of the form 32,256"],
    ["a list with a hole", ["serve", ...flags, "--load-curve", "1,,2"], "is not a list"],
    ["half a measured point", ["infer", ...flags, "--calibration-batch", "64"], "--calibration-energy is missing"],
    ["a batch for a service", ["serve", ...flags, "--batch", "64"], "--batch is not a flag of this command"],
    ["no tokens", ["infer", ...flags.slice(0, 6), "--pue", "1.2", "--intensity", "400"], "--output-tokens is missing"],
    ["a wrong unit", ["infer", ...flags, "--power-cap", "500 kg"], "powerCap"],
    [
      "a flag of training",
      ["size", "--for", "serving", "--model", "llama-65b", "--accelerator", "h100-sxm-80gb", "--optimizer", "adamw"],
      "is a flag of size --for training",
    ],
    [
      "a flag of serving",
      ["size", "--model", "llama-65b", "--accelerator", "h100-sxm-80gb", "--batch", "4"],
      "is a flag of size --for serving",
    ],
    [
      "an unknown purpose",
      ["size", "--for", "fun", "--model", "llama-65b", "--accelerator", "h100-sxm-80gb"],
      "is not one of training, serving",
    ],
    ["a chart of a request", ["estimate", "a.json", "--chart"], "--chart compares a training run"],
  ])("refuses %s", (_name, args, message) => {
    const { stdout, stderr, status } = cli(args, { "a.json": JSON.stringify({ kind: "inference", ...file, batch: 4 }) });
    expect(stdout).toBe("");
    expect(status).toBe(2);
    expect(stderr).toContain(message);
  });

  it("prints tables for people", () => {
    const { stdout, status } = cli(["infer", ...flags, "--batch", "64", "--lines", "--reasoning-tokens", "100"]);
    expect(status).toBe(0);
    for (const text of ["Time to first token", "Accelerators by token class", "What makes the range wide", "Steps"])
      expect(stdout).toContain(text);
    const plan = cli(["serve", ...flags, "--requests-per-second", "5"]);
    expect(plan.stdout).toContain("Largest batch that memory holds");
    expect(cli(["explain", "a.json"], { "a.json": JSON.stringify({ kind: "inference", ...file, batch: 4 }) }).stdout).toContain(
      "stepPowerWatts",
    );
  });
});
