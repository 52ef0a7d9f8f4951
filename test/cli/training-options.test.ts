import { describe, expect, it } from "vitest";
import { estimateTraining, sizeTraining, type TrainingInput } from "llm-footprint";
import { accelerators } from "llm-footprint/catalog/accelerators";
import { models } from "llm-footprint/catalog/models";
import { parseCsv, runColumns, validate } from "llm-footprint/validation";
import { cli } from "../helpers/cli.js";

const place = { pue: 1.1, grid: { intensityGramsPerKwh: 400 } };
const base: TrainingInput = { model: models["llama-3.1-8b"], tokens: 15e12, accelerator: accelerators["h100-sxm-80gb"], ...place };
const baseFlags = ["--model", "llama-3.1-8b", "--tokens", "15T", "--accelerator", "h100-sxm-80gb", "--pue", "1.1", "--intensity", "400"];
const baseFile = { kind: "training", model: "llama-3.1-8b", tokens: "15T", accelerator: "h100-sxm-80gb", pue: 1.1, intensity: 400 };

function printed(args: readonly string[], files?: Record<string, string>): Record<string, unknown> {
  const { stdout, stderr, status } = cli([...args, "--json"], files);
  expect({ stderr, status }).toEqual({ stderr: "", status: 0 });
  const { name, ...rest } = JSON.parse(stdout) as Record<string, unknown>;
  expect(name).toBeTypeOf("string");
  return rest;
}

function refused(args: readonly string[], files?: Record<string, string>): string {
  const { stdout, stderr, status } = cli(args, files);
  expect({ stdout, status }).toEqual({ stdout: "", status: stderr.startsWith("sizing: one device") ? 1 : 2 });
  return stderr;
}

describe("every option means the same from code, flags and file", () => {
  it.each<[string, Partial<TrainingInput>, readonly string[], Record<string, unknown>]>([
    ["nothing more", {}, [], {}],
    ["sequence", { sequenceTokens: 4096 }, ["--sequence-tokens", "4096"], { sequenceTokens: 4096 }],
    ["attention", { attentionFlop: "causal" }, ["--attention-flop", "causal"], { attentionFlop: "causal" }],
    ["software", { softwareYear: 2022 }, ["--software-year", "2022"], { softwareYear: 2022 }],
    [
      "days",
      { wallClockDays: 30, acceleratorCount: 1024 },
      ["--wall-clock", "30 days", "--accelerator-count", "1024"],
      { wallClock: 30, acceleratorCount: 1024 },
    ],
    ["throughput", { deviceTokensPerSecond: 4000 }, ["--throughput", "4000 tokens/s"], { throughput: "4000 tokens/s" }],
    [
      "steps",
      { stepSeconds: 4, stepTokens: 8e6, acceleratorCount: 512 },
      ["--step-time", "4 s", "--step-tokens", "8M", "--accelerator-count", "512"],
      { stepTime: "4 s", stepTokens: "8M", acceleratorCount: 512 },
    ],
    ["goodput", { goodput: 0.9 }, ["--goodput", "90%"], { goodput: "90%" }],
    ["experiments", { experimentationFactor: 0.5 }, ["--experimentation-factor", "0.5"], { experimentationFactor: 0.5 }],
    [
      "unknown experiments",
      { experimentationFactor: "unknown" },
      ["--experimentation-factor", "unknown"],
      { experimentationFactor: "unknown" },
    ],
    ["energy", { itEnergyKwh: 5e5 }, ["--energy", "500 MWh"], { energy: "500 MWh" }],
    ["TDP", { powerMethod: "tdp" }, ["--power-method", "tdp"], { powerMethod: "tdp" }],
    ["accelerators alone", { powerBoundary: "accelerator" }, ["--power-boundary", "accelerator"], { powerBoundary: "accelerator" }],
    ["cooling", { cooling: "liquid" }, ["--cooling", "liquid"], { cooling: "liquid" }],
    [
      "storage",
      { storage: { checkpointCount: 10, datasetBytes: 60e12, replicas: 3, years: 2, medium: "hdd" } },
      ["--checkpoints", "10", "--dataset", "60 TB", "--storage-replicas", "3", "--storage-years", "2", "--storage-medium", "hdd"],
      { storage: { checkpointCount: 10, datasetBytes: "60 TB", replicas: 3, years: 2, medium: "hdd" } },
    ],
    ["losses", { transmissionLossShare: 0.05 }, ["--transmission-loss", "5%"], { transmissionLoss: "5%" }],
    ["market", { grid: { ...place.grid, marketIntensityGramsPerKwh: 20 } }, ["--market-intensity", "20g/kWh"], { marketIntensity: 20 }],
    [
      "water",
      { wueLitresPerKwh: 0.3, electricityWaterLitresPerKwh: 1.8 },
      ["--wue", "0.3 L/kWh", "--electricity-water", "1.8"],
      { wue: 0.3, electricityWater: "1.8 L/kWh" },
    ],
    ["fp8", { precision: "fp8" }, ["--precision", "fp8"], { precision: "fp8" }],
  ])("%s", (_, change, flags, fields) => {
    const expected = JSON.parse(JSON.stringify(estimateTraining({ ...base, ...change }))) as unknown;
    expect(printed(["train", ...baseFlags, ...flags])).toEqual(expected);
    expect(printed(["estimate", "run.json"], { "run.json": JSON.stringify({ ...baseFile, ...fields }) })).toEqual(expected);
  });

  it("sizing", () => {
    const expected = JSON.parse(
      JSON.stringify(
        sizeTraining({ model: base.model, accelerator: base.accelerator, shardingStage: 3, recompute: "full", acceleratorCount: 16 }),
      ),
    ) as unknown;
    const flags = [
      "--model",
      "llama-3.1-8b",
      "--accelerator",
      "h100-sxm-80gb",
      "--sharding-stage",
      "3",
      "--recompute",
      "full",
      "--accelerator-count",
      "16",
    ];
    const file = {
      kind: "sizing",
      model: "llama-3.1-8b",
      accelerator: "h100-sxm-80gb",
      shardingStage: 3,
      recompute: "full",
      acceleratorCount: 16,
    };
    const { dataVersion, ...rest } = printed(["size", ...flags]);
    expect(dataVersion).toBeTypeOf("string");
    expect(rest).toEqual(expected);
    expect(printed(["size", "a.json"], { "a.json": JSON.stringify(file) })).toMatchObject(expected as object);
  });
});

describe("contradictions and gaps are refused", () => {
  it.each([
    [
      ["--device-hours", "1000", "--efficiency", "0.4"],
      "efficiency is not needed, because deviceHours is given and tells the same; leave one of them out",
    ],
    [
      ["--throughput", "4000 tokens/s", "--wall-clock", "3 days"],
      "deviceTokensPerSecond and wallClockDays both tell runDeviceHours; give one of them",
    ],
    [["--wall-clock", "3 days"], "--accelerator-count is missing; --wall-clock says how long the run takes only together with it"],
    [["--step-time", "3 s"], "--step-tokens is missing"],
    [
      ["--device-hours", "1000", "--goodput", "0.9"],
      "goodput is not needed, because deviceHours is given and tells the same; leave one of them out",
    ],
    [
      ["--energy", "1 MWh", "--power", "500W"],
      "averagePowerWatts is not needed, because itEnergyKwh is given and tells the same; leave one of them out",
    ],
    [["--power", "500W", "--cooling", "air"], "averagePowerWatts is given, so nothing is predicted; leave cooling out"],
    [["--power-method", "tdp", "--cooling", "air"], "the TDP is a bound of the accelerator alone"],
    [["--cooling", "water"], "cooling"],
    [["--software-year", "22"], "is not a year of four digits"],
    [["--checkpoints", "10"], "--storage-years is missing"],
    [["--checkpoints", "ten", "--storage-years", "1"], 'storage.checkpointCount: "ten" is not a number'],
    [["--storage-years", "1"], "say what is kept"],
    [["--precision", "fp32"], "efficiency is missing; it is predicted for bf16, fp16, fp8 only"],
    [["--goodput", "0"], "goodput = 0 is outside (0, 1]"],
    [["--transmission-loss", "0.95"], "transmissionLossShare = 0.95 is outside [0, 0.9]"],
    [["--throughput", "330 W"], "W is a unit of power, not of token-rate"],
    [["--experimentation-factor", "-1"], "experimentationFactor = -1 is outside [0, ∞)"],
  ])("%j", (flags, message) => {
    expect(refused(["train", ...baseFlags, ...flags])).toContain(message);
  });

  it("a plan that does not fit", () => {
    expect(refused(["size", "--model", "llama-65b", "--accelerator", "a100-sxm4-80gb", "--accelerator-count", "8"])).toContain(
      "What would help: ",
    );
    expect(refused(["size", "--model", "llama-65b"])).toContain("accelerator");
    expect(refused(["size", "--model", "llama-65b", "--accelerator", "a100-sxm4-80gb", "--micro-batch", "x"])).toContain(
      'microBatch: "x" is not a number',
    );
  });
});

describe("validate", () => {
  const head = runColumns.join(",");
  const usual: Readonly<Record<string, string>> = {
    model: "own 7B",
    year: "2025",
    architecture: "dense",
    params_total_b: "7",
    params_active_b: "7",
    tokens_b: "2000",
    hardware: "H100 SXM",
    device_hours: "92000",
    row_type: "pretrain",
  };
  const row = (change: Readonly<Record<string, string>>): string =>
    runColumns.map((column) => change[column] ?? usual[column] ?? "").join(",");

  it("prints with --json what the API returns", () => {
    const text = `${head}\n${row({})}\n`;
    const { sets, comparators, rows } = printedCard(text);
    const expected = validate({ trainingRuns: parseCsv(text, "runs.csv", runColumns) });
    expect({ sets, comparators, rows }).toEqual(JSON.parse(JSON.stringify(expected)));
    const hours = expected.sets.find(
      ({ name, level, group, method }) => name === "training-device-hours" && level === "B" && group === "dense" && method === undefined,
    );
    expect(hours).toMatchObject({ n: 1, skipped: 0 });
  });

  function printedCard(text: string): Record<string, unknown> {
    const { stdout, stderr, status } = cli(["validate", "--training-runs", "runs.csv", "--json"], { "runs.csv": text });
    expect({ stderr, status }).toEqual({ stderr: "", status: 0 });
    return JSON.parse(stdout) as Record<string, unknown>;
  }

  it("reads quotes, line ends of Windows and a byte order mark", () => {
    const text = `\uFEFF${head}\r\n${row({ scope_notes: '"a, ""b""\nc"' })}\r\n`;
    expect((printedCard(text)["rows"] as unknown[]).length).toBeGreaterThan(0);
  });

  it("lists what cannot be scored, with the reason", () => {
    const { rows } = validate({ trainingRuns: parseCsv(`${head}\n${row({ hardware: "abacus" })}\n`, "runs.csv", runColumns) });
    expect(rows).toContainEqual(
      expect.objectContaining({ level: "B", skipped: 'the catalogue does not know the hardware "abacus" as one device' }),
    );
  });

  it.each([
    ["an empty file", "", "runs.csv: the file is empty"],
    ["a missing column", "model,year\na,2020\n", "runs.csv: there is no column architecture"],
    ["a doubled column", `model,${head}\n`, "runs.csv: the column model occurs twice"],
    ["a ragged row", `${head}\na,b\n`, "runs.csv: line 2 has 2 cells and not 21; is the file truncated?"],
    ["open quotes", `${head}\n"a`, "runs.csv: the text ends inside quotes"],
    ["a text for a number", `${head}\n${row({ device_hours: "many" })}\n`, 'device_hours = "many" is not a number above zero'],
    ["a negative number", `${head}\n${row({ device_hours: "-5" })}\n`, 'device_hours = "-5" is not a number above zero'],
  ])("%s is refused", (_, text, message) => {
    expect(refused(["validate", "--training-runs", "runs.csv"], { "runs.csv": text })).toContain(message);
  });

  it("a file that is not there is refused", () => {
    expect(refused(["validate", "--power", "none.csv"])).toContain("none.csv cannot be read");
  });
});
