import {
  compareAdaptation,
  estimateFineTuning,
  estimateHybrid,
  estimateLifecycle,
  estimateLocalInference,
  estimateRag,
} from "llm-footprint/adaptation";
import { accelerators } from "llm-footprint/catalog/accelerators";
import { embeddingModels } from "llm-footprint/catalog/embedding-models";
import { grids } from "llm-footprint/catalog/grids";
import { models } from "llm-footprint/catalog/models";
import { describe, expect, it } from "vitest";
import { inFlags, kindOptions } from "../../src/cli/options.js";
import type { AdaptationKind } from "../../src/schema/scenario.js";
import { cli } from "../helpers/cli.js";

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

function printed(args: readonly string[], files?: Record<string, string>): Record<string, unknown> {
  const { stdout, stderr, status } = cli([...args, "--json"], files);
  expect({ stderr, status }).toEqual({ stderr: "", status: 0 });
  const { name, ...rest } = JSON.parse(stdout) as Record<string, unknown>;
  expect(name).toBeTypeOf("string");
  return rest;
}

const model = models["llama-3.1-8b"];
const accelerator = accelerators["h100-sxm-80gb"];
const place = { pue: 1.2, grid: { intensityGramsPerKwh: 400 } };
const filePlace = { pue: 1.2, intensity: "400 g/kWh" };
const placeFlags = ["--pue", "1.2", "--intensity", "400g/kWh"];
const head = ["--model", "llama-3.1-8b", "--accelerator", "h100-sxm-80gb"];
const fileHead = { model: "llama-3.1-8b", accelerator: "h100-sxm-80gb" };

interface Same {
  readonly command: string;
  readonly kind: AdaptationKind;
  readonly api: () => unknown;
  readonly flags: readonly string[];
  readonly file: Readonly<Record<string, unknown>>;
}

const life = {
  training: { model, accelerator, ...place, tokens: 15e12, acceleratorCount: 1024 },
  fineTuning: [{ method: "dpo" as const, model, accelerator, ...place, examples: 60_000, exampleTokens: 500 }],
  inference: [
    { model, accelerator, ...place, batch: 64, outputTokens: 300, requests: 1e9, label: "chat", start: "2024-07-23", end: "2026-07-23" },
  ],
  storage: { ...place, storedBytes: 60e12, years: 2 },
  retirement: { endOfLifeFraction: 0.02 },
  lifetimeRequests: 1e9,
};

const same: readonly Same[] = [
  {
    command: "finetune",
    kind: "fine-tuning",
    api: () =>
      estimateFineTuning({
        method: "lora",
        model,
        accelerator,
        ...place,
        examples: 52_000,
        exampleTokens: 300,
        epochs: 3,
        adapter: { rank: 8, targets: ["q", "v"] },
        experimentationFactor: 0.5,
        evaluation: { requests: 100, checkpoints: 2, inputTokens: 200, outputTokens: 300, batch: 16 },
        acceleratorUsdPerHour: 2.5,
      }),
    flags: [
      ...[
        "--method",
        "lora",
        ...head,
        ...placeFlags,
        "--examples",
        "52000",
        "--example-tokens",
        "300",
        "--epochs",
        "3",
        "--adapter-rank",
        "8",
      ],
      ...["--adapter-targets", "q,v", "--experimentation-factor", "0.5", "--evaluation-requests", "100", "--evaluation-checkpoints", "2"],
      ...[
        "--evaluation-input-tokens",
        "200",
        "--evaluation-output-tokens",
        "300",
        "--evaluation-batch",
        "16",
        "--accelerator-price",
        "2.5",
      ],
    ],
    file: {
      method: "lora",
      ...fileHead,
      ...filePlace,
      examples: 52_000,
      exampleTokens: 300,
      epochs: 3,
      adapter: { rank: 8, targets: ["q", "v"] },
      experimentationFactor: 0.5,
      evaluation: { requests: 100, checkpoints: 2, inputTokens: 200, outputTokens: 300, batch: 16 },
      acceleratorPrice: 2.5,
    },
  },
  {
    command: "finetune",
    kind: "fine-tuning",
    api: () =>
      estimateFineTuning({
        method: "teacher-student",
        model,
        accelerator,
        ...place,
        examples: 52_000,
        promptTokens: 200,
        answerTokens: 300,
        generationYield: { value: 0.8, low: 0.5, high: 1 },
        teacher: { model: models["llama-3.1-70b"], acceleratorCount: 4, batch: 64 },
      }),
    flags: [],
    file: {
      method: "teacher-student",
      ...fileHead,
      ...filePlace,
      examples: 52_000,
      promptTokens: 200,
      answerTokens: 300,
      generationYield: { value: "80%", low: 0.5, high: 1 },
      teacher: { model: "llama-3.1-70b", acceleratorCount: 4, batch: 64 },
    },
  },
  {
    command: "rag",
    kind: "rag",
    api: () =>
      estimateRag({
        model,
        accelerator,
        ...place,
        batch: 64,
        outputTokens: 300,
        retrieval: { chunks: 5, chunkTokens: 512 },
        encoder: { model: embeddingModels["bge-m3"], launchFloorSeconds: 0.005 },
        rerank: { model: embeddingModels["bge-reranker-v2-m3"], candidates: 50 },
        knowledgeGraph: { databaseSeconds: 0.01, batch: 4 },
        rewrite: {},
        index: { chunks: 1e6, kind: "ivf", refreshDays: 7, replicas: 2, medium: "ssd" },
        requestsPerDay: 1e5,
        speculation: { acceptance: 0.8 },
      }),
    flags: [
      ...[...head, ...placeFlags, "--batch", "64", "--output-tokens", "300", "--retrieval-chunks", "5", "--retrieval-chunk-tokens", "512"],
      ...[
        "--encoder-model",
        "bge-m3",
        "--encoder-launch-floor",
        "5 ms",
        "--rerank-model",
        "BAAI/bge-reranker-v2-m3",
        "--rerank-candidates",
        "50",
      ],
      ...[
        "--knowledge-graph-database-time",
        "10 ms",
        "--knowledge-graph-batch",
        "4",
        "--rewrite",
        "--index-chunks",
        "1000000",
        "--index-kind",
        "ivf",
      ],
      ...[
        "--index-refresh",
        "7 d",
        "--index-replicas",
        "2",
        "--index-medium",
        "ssd",
        "--requests-per-day",
        "100000",
        "--speculation-acceptance",
        "80%",
      ],
    ],
    file: {
      ...fileHead,
      ...filePlace,
      batch: 64,
      outputTokens: 300,
      retrieval: { chunks: 5, chunkTokens: 512 },
      encoder: { model: "bge-m3", launchFloorSeconds: 0.005 },
      rerank: { model: "bge-reranker-v2-m3", candidates: 50 },
      knowledgeGraph: { databaseTime: "10 ms", batch: 4 },
      rewrite: {},
      index: { chunks: 1_000_000, kind: "ivf", refreshDays: 7, replicas: 2, medium: "ssd" },
      requestsPerDay: 100_000,
      speculation: { acceptance: 0.8 },
    },
  },
  {
    command: "rag",
    kind: "rag",
    api: () =>
      estimateRag({
        model,
        accelerator,
        ...place,
        batch: 16,
        outputTokens: 300,
        agent: { turns: 20, turnTokens: 1500, cacheHitShare: 0.95 },
      }),
    flags: [
      ...[...head, ...placeFlags, "--batch", "16", "--output-tokens", "300"],
      ...["--agent-turns", "20", "--agent-turn-tokens", "1500", "--agent-cache-hit-share", "95%"],
    ],
    file: { ...fileHead, ...filePlace, batch: 16, outputTokens: 300, agent: { turns: 20, turnTokens: 1500, cacheHitShare: "95%" } },
  },
  {
    command: "hybrid",
    kind: "hybrid",
    api: () =>
      estimateHybrid({
        cloud: { model: models["llama-3.1-70b"], accelerator, acceleratorCount: 4, batch: 32, ...place },
        edge: { model: models["llama-3.1-70b"], accelerator, acceleratorCount: 4, batch: 8, pue: 1.4, grid: { intensityGramsPerKwh: 400 } },
        device: { kind: "phone", activeWatts: 5, manufactureGramsCo2e: 56_000, lifetimeYears: 3 },
        deviceGrid: { intensityGramsPerKwh: 250 },
        draftModel: models["llama-3.2-1b"],
        draftedTokens: 4,
        acceptance: 0.8,
        network: { kind: "4g", roundTripSeconds: 0.05, sendsDistributions: true, grid: { intensityGramsPerKwh: 300 } },
        inputTokens: 300,
        outputTokens: 300,
      }),
    flags: [
      ...[
        "--cloud-model",
        "llama-3.1-70b",
        "--cloud-accelerator",
        "h100-sxm-80gb",
        "--cloud-accelerator-count",
        "4",
        "--cloud-batch",
        "32",
      ],
      ...["--cloud-pue", "1.2", "--cloud-intensity", "400 g/kWh", "--edge-model", "llama-3.1-70b", "--edge-accelerator", "h100-sxm-80gb"],
      ...[
        "--edge-accelerator-count",
        "4",
        "--edge-batch",
        "8",
        "--edge-pue",
        "1.4",
        "--edge-intensity",
        "400 g/kWh",
        "--device-kind",
        "phone",
      ],
      ...[
        "--device-active-power",
        "5 W",
        "--device-manufacture",
        "56 kg",
        "--device-lifetime",
        "3 a",
        "--device-place-intensity",
        "250 g/kWh",
      ],
      ...[
        "--draft-model",
        "llama-3.2-1b",
        "--drafted-tokens",
        "4",
        "--acceptance",
        "80%",
        "--network-kind",
        "4g",
        "--network-round-trip",
        "50 ms",
      ],
      ...[
        "--network-sends-distributions",
        "true",
        "--network-place-intensity",
        "300 g/kWh",
        "--input-tokens",
        "300",
        "--output-tokens",
        "300",
      ],
    ],
    file: {
      cloud: { model: "llama-3.1-70b", accelerator: "h100-sxm-80gb", acceleratorCount: 4, batch: 32, ...filePlace },
      edge: { model: "llama-3.1-70b", accelerator: "h100-sxm-80gb", acceleratorCount: 4, batch: 8, pue: 1.4, intensity: 400 },
      device: { kind: "phone", activePower: "5 W", manufacture: "56 kg", lifetime: "3 a" },
      devicePlace: { intensity: "250 g/kWh" },
      draftModel: "llama-3.2-1b",
      draftedTokens: 4,
      acceptance: "80%",
      network: { kind: "4g", roundTrip: "50 ms", sendsDistributions: true },
      networkPlace: { intensity: 300 },
      inputTokens: 300,
      outputTokens: 300,
    },
  },
  {
    command: "local",
    kind: "local",
    api: () =>
      estimateLocalInference({
        model,
        device: { kind: "processor", tdpWatts: 350, memoryBandwidthBytesPerSecond: 307.2e9, peakFlopPerSecond: 4e12 },
        ...place,
        precision: "int8",
        batch: 16,
        inputTokens: 200,
        outputTokens: 300,
      }),
    flags: [
      ...["--model", "llama-3.1-8b", "--device-kind", "processor", "--device-tdp", "350 W", "--device-memory-bandwidth", "307.2e9"],
      ...[
        "--device-peak-rate",
        "4 TFLOP/s",
        ...placeFlags,
        "--precision",
        "int8",
        "--batch",
        "16",
        "--input-tokens",
        "200",
        "--output-tokens",
        "300",
      ],
    ],
    file: {
      model: "llama-3.1-8b",
      device: { kind: "processor", tdp: "350 W", memoryBandwidthBytesPerSecond: 307.2e9, peakRate: "4 TFLOP/s" },
      ...filePlace,
      precision: "int8",
      batch: 16,
      inputTokens: 200,
      outputTokens: 300,
    },
  },
  {
    command: "local",
    kind: "local",
    api: () =>
      estimateLocalInference({
        model,
        device: { kind: "processor", processor: accelerators["epyc-9654"], peakFlopPerSecond: 4e12 },
        ...place,
        precision: "int8",
        outputTokens: 300,
      }),
    flags: [
      ...["--model", "llama-3.1-8b", "--device-kind", "processor", "--device-processor", "epyc-9654", "--device-peak-rate", "4 TFLOP/s"],
      ...[...placeFlags, "--precision", "int8", "--output-tokens", "300"],
    ],
    file: {
      model: "llama-3.1-8b",
      device: { kind: "processor", processor: "epyc-9654", peakRate: "4 TFLOP/s" },
      ...filePlace,
      precision: "int8",
      outputTokens: 300,
    },
  },
  {
    command: "compare-adaptation",
    kind: "adaptation",
    api: () =>
      compareAdaptation({
        rag: { model, accelerator, ...place, batch: 64, outputTokens: 300, retrieval: { chunks: 5 }, index: { chunks: 1e6 } },
        fineTuning: [{ method: "full", model, accelerator, ...place, examples: 52_000, exampleTokens: 300 }],
        requests: 1e5,
        periodDays: 30,
        draws: 200,
        seed: 7,
      }),
    flags: [
      ...[
        ...head,
        ...placeFlags,
        "--rag-batch",
        "64",
        "--rag-output-tokens",
        "300",
        "--rag-retrieval-chunks",
        "5",
        "--rag-index-chunks",
        "1000000",
      ],
      ...["--fine-tuning-method", "full", "--fine-tuning-examples", "52000", "--fine-tuning-example-tokens", "300", "--requests", "100000"],
      ...["--period", "30 d", "--draws", "200", "--seed", "7"],
    ],
    file: {
      ...fileHead,
      ...filePlace,
      rag: { batch: 64, outputTokens: 300, retrieval: { chunks: 5 }, index: { chunks: 1_000_000 } },
      fineTuning: { method: "full", examples: 52_000, exampleTokens: 300 },
      requests: 100_000,
      period: "30 d",
      draws: 200,
      seed: 7,
    },
  },
  {
    command: "lifecycle",
    kind: "lifecycle",
    api: () => estimateLifecycle(life),
    flags: [
      ...[...head, ...placeFlags, "--training-tokens", "15T", "--training-accelerator-count", "1024", "--fine-tuning-method", "dpo"],
      ...[
        "--fine-tuning-examples",
        "60000",
        "--fine-tuning-example-tokens",
        "500",
        "--inference-batch",
        "64",
        "--inference-output-tokens",
        "300",
      ],
      ...["--inference-requests", "1e9", "--inference-label", "chat", "--inference-start", "2024-07-23", "--inference-end", "2026-07-23"],
      ...["--storage-stored", "60 TB", "--storage-kept", "2 a", "--retirement-end-of-life-fraction", "2%", "--lifetime-requests", "1e9"],
    ],
    file: {
      ...fileHead,
      ...filePlace,
      training: { tokens: "15T", acceleratorCount: 1024 },
      fineTuning: [{ method: "dpo", examples: 60_000, exampleTokens: 500 }],
      inference: { batch: 64, outputTokens: 300, requests: 1e9, label: "chat", start: "2024-07-23", end: "2026-07-23" },
      storage: { stored: "60 TB", kept: "2 a" },
      retirement: { endOfLifeFraction: "2%" },
      lifetimeRequests: 1e9,
    },
  },
];

describe("code, flags and file mean the same", () => {
  it.each(same.map((one, index) => ({ title: `${one.command} ${index}`, ...one })))("$title", ({ command, kind, api, flags, file }) => {
    const expected = plain(api());
    const files = { "x.json": JSON.stringify({ kind, ...file }) };
    expect(printed([command, "x.json"], files)).toEqual(expected);
    expect(printed(["estimate", "x.json"], files)).toEqual(expected);
    if (flags.length > 0) expect(printed([command, ...flags])).toEqual(expected);
  });

  it("a grid by name and year, or a mix, in a part", () => {
    const { training } = life;
    const named = plain(
      estimateLifecycle({ training: { ...training, grid: { ...grids.usa, intensityGramsPerKwh: gridValue("usa", "2023") } } }),
    );
    const flags = [
      "--model",
      "llama-3.1-8b",
      "--accelerator",
      "h100-sxm-80gb",
      "--training-tokens",
      "15T",
      "--training-accelerator-count",
      "1024",
    ];
    const { lines } = printed(["lifecycle", ...flags, "--training-pue", "1.2", "--training-grid", "usa", "--training-year", "2023"]) as {
      lines: { key: string; value: number }[];
    };
    const totalOf = (all: { key: string; value: number }[]): number | undefined => all.find(({ key }) => key === "totalGramsCo2e")?.value;
    expect(totalOf(lines)).toBe(totalOf((named as { lines: { key: string; value: number }[] }).lines));
    expect(
      printed(["lifecycle", ...flags, "--training-pue", "1.2", "--training-mix", "coal=40%,gas=60%"])["totalGramsCo2e"],
    ).toBeGreaterThan(0);
  });
});

function gridValue(id: "usa", year: "2023"): number {
  return grids[id].intensityGramsPerKwh[year] as number;
}

/** A base of each kind to which every flag can be added. */
const bases: Readonly<Record<string, { readonly kind: AdaptationKind; readonly flags: readonly string[] }>> = {
  finetune: { kind: "fine-tuning", flags: [...head, ...placeFlags, "--method", "full", "--tokens", "1M"] },
  rag: { kind: "rag", flags: [...head, ...placeFlags, "--output-tokens", "10", "--batch", "8"] },
  hybrid: {
    kind: "hybrid",
    flags: [
      ...["--cloud-model", "llama-3.1-8b", "--cloud-accelerator", "h100-sxm-80gb", "--cloud-batch", "8", "--cloud-pue", "1.2"],
      ...["--cloud-intensity", "400", "--draft-model", "llama-3.2-1b", "--input-tokens", "10", "--output-tokens", "10"],
    ],
  },
  local: { kind: "local", flags: ["--model", "llama-3.1-8b", "--device-kind", "laptop", "--intensity", "400", "--output-tokens", "10"] },
};

/** A file with what flags say, each value as the text that the flag has. */
function fileOf(kind: AdaptationKind, flags: readonly string[]): Record<string, unknown> {
  const root: Record<string, unknown> = { kind };
  const options = kindOptions(kind);
  for (let index = 0; index < flags.length; index++) {
    const option = options.find(({ flag }) => `--${flag}` === flags[index]);
    const keys = (option?.field ?? "").split(".");
    const value: unknown = option?.example === undefined ? {} : flags[++index];
    const last = keys.pop() as string;
    let at = root;
    for (const key of keys) at = (at[key] ??= {}) as Record<string, unknown>;
    at[last] =
      last === "mix"
        ? Object.fromEntries(
            String(value)
              .split(",")
              .map((part) => part.split("=")),
          )
        : last === "year"
          ? Number(value)
          : value;
  }
  return root;
}

describe.each(Object.entries(bases))("every flag of %s does what the field of a file does", (command, { kind, flags }) => {
  const own = kindOptions(kind).filter(
    ({ field, flag }) => field !== undefined && field !== "name" && field !== "serverBill" && !flags.includes(`--${flag}`),
  );

  it.each(own.map(({ flag, example }) => [flag, example] as const))("--%s", (flag, example) => {
    const all = [...flags, `--${flag}`, ...(example === undefined ? [] : [example])];
    const byFlags = cli([command, ...all, "--json"]);
    const byFile = cli([command, "x.json", "--json"], { "x.json": JSON.stringify(fileOf(kind, all)) });
    // What is missing is called by its flag.
    expect(byFlags).toEqual({ ...byFile, stderr: inFlags(byFile.stderr, kindOptions(kind)) });
    // Where the base does not want the field, the refusal says what does not go together, or what the part needs beside it.
    if (byFlags.status !== 0)
      expect(byFlags.stderr).toMatch(
        / both | needs? | is missing|no hardware|has no|takes no|only|leave|give|of a|belongs|without|; use /u,
      );
    expect(byFlags.stderr).not.toMatch(/is not a number|unknown key|not a flag|unit of/u);
  });
});

describe("flags beside a file", () => {
  const file = JSON.stringify({ kind: "lifecycle", ...same.at(-1)?.file });

  it("replace fields of parts", () => {
    const before = printed(["lifecycle", "x.json"], { "x.json": file });
    const after = printed(["lifecycle", "x.json", "--inference-requests", "2e9"], { "x.json": file });
    expect(after["totalGramsCo2e"]).toBeGreaterThan(before["totalGramsCo2e"] as number);
  });

  it("cannot say which entry of a list they mean", () => {
    const { stdout, stderr, status } = cli(["lifecycle", "x.json", "--fine-tuning-examples", "5"], { "x.json": file });
    expect({ stdout, status }).toEqual({ stdout: "", status: 2 });
    expect(stderr).toBe("fineTuning is a list in the file; say which entry is meant: --given fineTuning.0.name=value\n");
  });
});

describe("refuses, naming field, value and fix", () => {
  const rag = ["rag", ...head, ...placeFlags, "--output-tokens", "300", "--batch", "64"];
  it.each<[readonly string[], string]>([
    [["finetune", "--metod", "lora"], "--metod is not a flag of this command; did you mean --method?"],
    [["finetune", ...head, ...placeFlags, "--method", "lorra", "--tokens", "1M"], 'method = "lorra" is not valid; expected one of full'],
    [["finetune", ...head, ...placeFlags, "--method", "full", "--tokens", "1 kWh"], "tokens: kWh is a unit of energy, not of tokens"],
    [["finetune", ...head, "--method", "full", "--tokens", "1M", "--pue", "0.9", "--intensity", "1"], "pue = 0.9 is outside [1,"],
    [
      ["finetune", ...head, ...placeFlags, "--method", "lora", "--tokens", "1M", "--adapter-targets", "q,x"],
      'adapter.targets: "x" is not one of q, k, v',
    ],
    [["finetune", ...head, ...placeFlags, "--method", "lora", "--tokens", "1M", "--adapter-rank", "-1"], "adapter.rank = -1 is outside"],
    [["finetune", ...head, ...placeFlags, "--method", "full", "--tokens", "NaN"], 'tokens: "NaN" is not a number'],
    [
      ["finetune", "--model", "llama-9", "--accelerator", "h100-sxm-80gb", "--method", "full", "--tokens", "1M", ...placeFlags],
      'model: "llama-9" is not known',
    ],
    [[...rag, "--retrieval-chunks", "-1"], "retrieval.chunks = -1 is outside [0, ∞)"],
    [[...rag, "--retrieval-chunks", "five"], 'retrieval.chunks: "five" is not a number'],
    [[...rag, "--rerank-model", "bge-rerank"], 'rerank.model: "bge-rerank" is not known; nearest: bge-reranker-v2-m3'],
    [[...rag, "--index-chunks", "1e6", "--index-refresh", "5 kg"], "index.refresh: kg is a unit of mass, not of duration"],
    [[...rag, "--index-chunks", "1000000", "--index-kind", "tree"], "index.kind"],
    [[...rag, "--knowledge-graph-grid", "usa", "--knowledge-graph-intensity", "5"], "intensity and grid both give the carbon intensity"],
    [["hybrid", "--draft-model", "llama-3.2-1b", "--input-tokens", "1", "--output-tokens", "1"], "cloud"],
    [["local", "--model", "llama-3.1-8b", "--device-kind", "toaster", "--intensity", "4", "--output-tokens", "1"], "device.kind"],
    [["hybrid", "--draft-model", "llama-9", "--cloud-model", "llama-3.1-8b"], 'draftModel: "llama-9" is not known'],
    [
      ["local", ...head.slice(0, 2), "--device-processor", "epyc-1", "--intensity", "4", "--output-tokens", "1"],
      'device.processor: "epyc-1" is not known',
    ],
    [
      ["local", ...head.slice(0, 2), "--device-processor", "epyc-9654", "--intensity", "4", "--output-tokens", "1"],
      "device.processor is for kind: processor",
    ],
    [["compare-adaptation", ...head, ...placeFlags, "--requests", "5"], "rag"],
    [["lifecycle", ...head, ...placeFlags], "lifecycle"],
    [
      ["infer", ...head, ...placeFlags, "--batch", "8", "--output-tokens", "9", "--speculation-acceptance", "120%"],
      "speculation.acceptance = 1.2",
    ],
  ])("%s", (args, message) => {
    const { stdout, stderr, status } = cli([...args, "--json"]);
    expect({ stdout, status }).toEqual({ stdout: "", status: 2 });
    expect(stderr).toContain(message);
  });

  it("a key of a part that it does not know, with the nearest", () => {
    const file = JSON.stringify({ kind: "rag", ...fileHead, ...filePlace, outputTokens: 3, batch: 8, retrieval: { chunk: 5 } });
    const { stderr, status } = cli(["rag", "x.json"], { "x.json": file });
    expect(status).toBe(2);
    expect(stderr).toMatch(/retrieval.*chunk.*chunks/su);
  });

  it("a chart of another kind, and a truncated file", () => {
    expect(cli(["estimate", "x.json", "--chart"], { "x.json": JSON.stringify({ kind: "rag" }) }).stderr).toContain(
      "--chart compares a training run",
    );
    expect(cli(["rag", "x.json"], { "x.json": '{"kind": "rag", "mod' }).stderr).toContain("x.json is not valid JSON");
    expect(cli(["rag", "x.json"], { "x.json": JSON.stringify({ kind: "training" }) }).status).toBe(2);
  });
});

describe("explain and sources", () => {
  const file = { "x.json": JSON.stringify({ kind: "rag", ...same[2]?.file }) };

  it("show every step with its sources", () => {
    const { stdout, status } = cli(["explain", "x.json"], file);
    expect(status).toBe(0);
    expect(stdout).toContain("rerank");
    expect(stdout).toContain("mteb: MTEB contributors");
    const { lines } = printed(["explain", "x.json"], file);
    expect(lines).toEqual(printed(["rag", "x.json"], file)["lines"]);
  });

  it("list the works of an estimate, and of a request", () => {
    const { sources } = JSON.parse(cli(["sources", "x.json", "--json"], file).stdout) as { sources: { id: string }[] };
    expect(sources.map(({ id }) => id)).toContain("mteb");
    const request = { "x.json": JSON.stringify({ kind: "inference", ...fileHead, ...filePlace, batch: 8, outputTokens: 9 }) };
    expect(cli(["sources", "x.json"], request).stdout).toContain("grattafiori-2024");
  });

  it("reports name phases, ranges and notes", () => {
    for (const { command, kind, file: of } of same) {
      const { stdout, status } = cli([command, "x.json", "--lines"], { "x.json": JSON.stringify({ kind, ...of }) });
      expect(status, command).toBe(0);
      expect(stdout).toContain("Notes");
      expect(stdout).toContain("Steps");
      expect(stdout).not.toMatch(/NaN|undefined|Infinity/u);
    }
  });
});
