import { estimateInference, type InferenceInput, inferenceTotals, planServing, type RefusedRow, usageKernel } from "llm-footprint";
import { accelerators } from "llm-footprint/catalog/accelerators";
import { models } from "llm-footprint/catalog/models";
import { sweepServing } from "llm-footprint/planning";
import { validate } from "llm-footprint/validation";
import { parseCsv, type Row, shippedRows } from "llm-footprint/validation";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readFileSync } from "node:fs";
import { forms } from "../../src/schema/generated/fields.js";
import { acceleratorOf } from "../../src/validation/hardware.js";
import { scoreInference } from "../../src/validation/inference.js";
import { readServings } from "../../src/validation/inference-rows.js";
import { cli } from "../helpers/cli.js";
import { refusal } from "../helpers/refusal.js";

// What the second trial of serving met where people write and read, by the number of the report.

const h100 = accelerators["h100-sxm-80gb"];
const place = { pue: 1.1, grid: { intensityGramsPerKwh: 400 } };
const b70 = {
  model: models["llama-3.1-70b"],
  accelerator: h100,
  acceleratorCount: 4,
  inputTokens: 1000,
  outputTokens: 300,
  ...place,
} satisfies InferenceInput;
const notesOf = (change: Partial<InferenceInput>): string =>
  estimateInference({ ...b70, ...change })
    .notes.map(({ message }) => message)
    .join("\n");

describe("I1: a published speed out of reach", () => {
  it("that one sequence alone does not reach is noted, with field, value and prediction", () => {
    for (const publishedTokensPerSecond of [500, 1000]) {
      expect(estimateInference({ ...b70, publishedTokensPerSecond }).batch).toBe(1);
      expect(notesOf({ publishedTokensPerSecond })).toMatch(
        new RegExp(
          `publishedTokensPerSecond = ${publishedTokensPerSecond} is faster than one sequence alone is predicted: 0\\.\\d+ s per token, and not 0\\.00`,
          "u",
        ),
      );
    }
    expect(notesOf({ publishedTokensPerSecond: 30 })).not.toContain("faster than one sequence");
    expect(notesOf({ publishedTokensPerSecond: { value: 30, high: 500 } })).toContain("At publishedTokensPerSecond.high = 500: ");
  });

  it.each([
    [
      "publishedTokensPerSecond",
      3,
      /^inference: publishedTokensPerSecond = 3 is out of reach: 4\.\d+ at the least, at batch = \d+; no batch/u,
    ],
    ["dailyRequests", 1e7, /^inference: dailyRequests = 10000000 is out of reach: 5\d{5} at the most, at batch = \d+; give more/u],
    ["requestsPerSecond", 1000, /^inference: requestsPerSecond = 1000 is out of reach: 6\.\d+ at the most, at batch = \d+; give more/u],
    ["systemTokensPerSecond", 1e6, /^inference: systemTokensPerSecond = 1000000 is out of reach: \d{4} at the most/u],
  ] as const)("%s = %d is refused in its own unit, with what can be had", (field, value, message) => {
    const error = refusal(() => estimateInference({ ...b70, [field]: value }));
    expect(error).toMatchObject({ code: "no-solution", field, message: expect.stringMatching(message) as string, details: { value } });
    const [, bound] = /(?:\(0, |\[)([\d.]+)/u.exec(error.details.bound ?? "") ?? [];
    // What is named can be had, and no more.
    const { batch } = estimateInference({ ...b70, [field]: Number(bound) * (error.message.includes("most") ? 1 - 1e-9 : 1 + 1e-9) });
    expect(batch).toBeGreaterThan(380);
  });

  it("beside a time that tells it nothing is refused", () => {
    for (const change of [{ predictedTimePerOutputTokenSeconds: 0.02 }, { tokenSeconds: 0.02, interleavedSeconds: 0.001 }])
      expect(refusal(() => estimateInference({ ...b70, publishedTokensPerSecond: 20, ...change }))).toMatchObject({
        code: "conflicting-input",
        field: "publishedTokensPerSecond",
      });
  });
});

describe("I2: usageKernel", () => {
  type Row = Readonly<Partial<Record<"inputTokens" | "cacheReadTokens" | "cacheWriteTokens" | "outputTokens" | "reasoningTokens", number>>>;
  const kernelOf = (deployment: InferenceInput, tokens: Row): readonly [number, number] => {
    const [energyKwh, grams] = [new Float64Array(1), new Float64Array(1)];
    const columns = Object.fromEntries(
      Object.entries({ inputTokens: 0, outputTokens: 0, ...tokens }).map(([key, value]) => [key, [value]]),
    );
    usageKernel(deployment).fill(columns as never, energyKwh, grams);
    return [energyKwh[0] as number, grams[0] as number];
  };
  const expectClose = (deployment: InferenceInput, tokens: Row, within: number): void => {
    const [energy, grams] = kernelOf(deployment, tokens);
    const { energyKwh, totalGramsCo2e } = inferenceTotals({ ...deployment, inputTokens: 0, outputTokens: 0, ...tokens });
    expect(Math.abs(energy / energyKwh - 1)).toBeLessThan(within);
    expect(Math.abs(grams / totalGramsCo2e - 1)).toBeLessThan(within);
  };
  const served = { ...b70, batch: 16 };

  it.each([400, 650])("takes a cap of %d W", (powerCapWatts) => {
    expectClose({ ...served, powerCapWatts }, { inputTokens: 1000, outputTokens: 300 }, 1e-6);
  });

  it("counts how long written tokens are kept", () => {
    const kept = { ...served, batch: 4, cacheRetentionSeconds: 24 * 3600 };
    const tokens = { cacheWriteTokens: 50_000, outputTokens: 300 };
    expectClose(kept, tokens, 0.01);
    expect(kernelOf(kept, tokens)[0]).toBeGreaterThan(5 * kernelOf({ ...served, batch: 4 }, tokens)[0]);
  });

  it("takes tokens that are not shown, and refuses columns that mean nothing", () => {
    expectClose(served, { inputTokens: 1000, outputTokens: 100, reasoningTokens: 900 }, 0.01);
    expect(kernelOf(served, { inputTokens: 9, outputTokens: 100, reasoningTokens: 900 })).toEqual(
      kernelOf(served, { inputTokens: 9, outputTokens: 1000 }),
    );
    const error = refusal(() => kernelOf(served, { inputTokens: 9, outputTokens: 1, cachedTokens: 4 } as never));
    expect(error).toMatchObject({ code: "invalid-input", field: "cachedTokens" });
    expect(error.message).toContain("usage: cachedTokens is not known");
  });

  it("refuses a row that generates nothing, as a single estimate does", () => {
    const error = refusal(() => kernelOf(served, { inputTokens: 10 }));
    expect(error).toMatchObject({ code: "out-of-domain", field: "outputTokens[0]" });
    const refused: RefusedRow[] = [];
    const [energyKwh, grams] = [new Float64Array(2), new Float64Array(2)];
    usageKernel(served).fill({ inputTokens: [5, 5], outputTokens: [0, 1] }, energyKwh, grams, refused);
    expect(refused.map(({ row: at }) => at)).toEqual([0]);
    expect([energyKwh[0], (energyKwh[1] ?? 0) > 0]).toEqual([0, true]);
  });

  it.each([
    [1000, 0, 300],
    [4000, 0, 100],
    [8000, 0, 100],
    [16_000, 0, 100],
    [1000, 8000, 300],
    [200, 0, 2000],
  ])("with windows, %d + %d cached tokens and %d generated are within 1 %%", (inputTokens, cacheReadTokens, outputTokens) => {
    const windowed = { ...served, model: models["gemma-3-27b"], acceleratorCount: 2 };
    expectClose(windowed, { inputTokens, cacheReadTokens, outputTokens }, 0.01);
  });

  it("stays inside the context of the model", () => {
    const short = { ...served, model: models["llama-2-7b"], acceleratorCount: 1, batch: 4, inputTokens: 2500, outputTokens: 500 };
    expectClose(short, { inputTokens: 2500, outputTokens: 500 }, 0.001);
    expectClose(short, { inputTokens: 3500, outputTokens: 100 }, 0.01);
  });
});

describe("I3: a measured point", () => {
  const point = { ...b70, batch: 32, calibration: { batch: 64, acceleratorJoulesPerToken: 2 } } satisfies InferenceInput;
  it("is not moved by the own value of what holds at the batch of the request", () => {
    const { acceleratorJoulesPerToken: joules, lines } = estimateInference(point);
    const names = [
      "timePerOutputTokenSeconds",
      "stepSeconds",
      "stepFlop",
      "sequenceSeconds",
      "decodePowerWatts",
      "cacheSeconds",
      "rankBatch",
    ];
    for (const name of names) {
      const value = lines.find(({ key }) => key === name)?.value;
      expect(value, name).toBeDefined();
      expect(estimateInference({ ...point, [name]: value }).acceleratorJoulesPerToken, name).toBeCloseTo(joules, 9);
    }
  });

  it.each([130, 0.0001])("of %d J/token is refused as a measured energy is", (acceleratorJoulesPerToken) => {
    const error = refusal(() => estimateInference({ ...point, calibration: { batch: 64, acceleratorJoulesPerToken } }));
    expect(error).toMatchObject({ code: "conflicting-input", field: "calibration.acceleratorJoulesPerToken" });
    expect(error.message).toMatch(/stands for [\d.]+ W per accelerator.* no hardware draws that/u);
  });
});

describe("I5: what arrives, twice", () => {
  it.each(["dailyRequests", "requestsPerSecond"] as const)("%s beside systemTokensPerSecond is refused", (field) => {
    expect(refusal(() => estimateInference({ ...b70, systemTokensPerSecond: 100, [field]: 0.5 }))).toMatchObject({
      code: "conflicting-input",
      message: `inference: ${field} and systemTokensPerSecond both say how loaded an instance is; give one of them`,
    });
  });
});

describe("I6: planning a service", () => {
  const flags =
    "serve --model llama-3.1-70b --accelerator h100-sxm-80gb --accelerator-count 4 --input-tokens 1000 --output-tokens 300 --pue 1.1 --intensity 400";
  const run = (more: string): string => {
    const { stdout, stderr } = cli(`${flags} ${more}`.split(" "));
    return stdout + stderr;
  };

  it.each(["systemTokensPerSecond", "publishedTokensPerSecond", "batch"])("%s is refused, because a plan finds the batch", (field) => {
    const error = refusal(() => planServing({ ...b70, [field]: 100 }));
    expect(error).toMatchObject({ code: "conflicting-input", field });
    expect(error.message).toContain("dailyRequests");
    expect(run(`--given ${field}=100`)).toContain(`serving: ${field} says how many requests run at once`);
  });

  it("requests a day are requests a second", () => {
    const { fleet, inference } = planServing({ ...b70, dailyRequests: { value: 432_000, low: 216_000, high: 864_000 } });
    const perSecond = planServing({ ...b70, requestsPerSecond: { value: 5, low: 2.5, high: 10 } });
    expect(fleet).toEqual(perSecond.fleet);
    expect([inference.energyKwh, inference.low.energyKwh]).toEqual([perSecond.inference.energyKwh, perSecond.inference.low.energyKwh]);
    expect(run("--daily-requests 432000")).toBe(run("--requests-per-second 5"));
    expect(refusal(() => planServing({ ...b70, dailyRequests: 9, requestsPerSecond: 5 })).message).toContain("both give the load");
  });

  it("the help has no flag that is always refused", () => {
    const { stdout } = cli(["serve", "--help", "all"]);
    expect(stdout).not.toMatch(/--published-tokens-per-second|--system-tokens-per-second|--batch /u);
    expect(stdout).toMatch(/--daily-requests .*Requests of all users per day/u);
  });

  it("unknown limits are refused", () => {
    const serviceLevel = { timePerOutputToken: 0.05 } as never;
    for (const error of [
      refusal(() => planServing({ ...b70, serviceLevel })),
      refusal(() => sweepServing({ request: b70, vary: { batch: [1, 2] }, serviceLevel })),
    ])
      expect(error).toMatchObject({
        code: "invalid-input",
        field: "serviceLevel.timePerOutputToken",
        message: expect.stringContaining("did you mean timePerOutputTokenSeconds") as string,
      });
  });

  it("a limit in the wrong unit is noted", () => {
    expect(run("--tpot 100")).toContain("A limit of 100 s per output token is longer than anybody waits: check its unit");
    expect(run("--tpot 100ms")).not.toContain("longer than anybody waits");
  });
});

describe("I7: figures of a record that is named", () => {
  const flags =
    "infer --model llama-3.1-8b --accelerator m4-max --software llama.cpp --precision q4_k_m --batch 1 --output-tokens 100 --pue 1 --intensity 400";
  const saidBy = (line: string, files = {}): string => cli(line.split(" "), files).stderr.trim();

  it.each([
    [
      "accelerator.tdpWatts=40",
      "accelerator.tdpWatts: accelerator is named (m4-max), and its figures are those of the catalogue; give the quantity by its own name, such as --given tdpWatts=40",
    ],
    ["model.parameters=9B", "model.parameters: model is named (llama-3.1-8b)"],
  ])("--given %s is refused with what to give", (given, message) => {
    expect(saidBy(`${flags} --given ${given}`)).toContain(message);
  });

  it("beside a file that names it, too", () => {
    const files = { "a.yaml": "kind: inference\nmodel: llama-3.1-8b\naccelerator: m4-max\noutputTokens: 9\npue: 1\nintensity: 400\n" };
    expect(saidBy("infer a.yaml --given accelerator.tdpWatts=40", files)).toContain("accelerator is named (m4-max)");
  });

  it("a device without a power says what works, and it does", () => {
    expect(saidBy(flags)).toBe(
      "inference: accelerator.tdpWatts is missing; decodePowerWatts cannot be told without it (or else give tdpWatts)",
    );
    expect(cli(`${flags} --given tdpWatts=60`.split(" ")).status).toBe(0);
  });
});

describe("I13: what the pages and the notes say of fields", () => {
  it("docs/guide/scenario-files.md names every field of requests and services", () => {
    const [, page = ""] = readFileSync("docs/guide/scenario-files.md", "utf8").split("## Requests and services");
    const known = new Set(Object.keys(forms.training.fields));
    const own = (["inference", "serving", "serving-sizing"] as const).flatMap((kind) => Object.keys(forms[kind].fields));
    const missing = [...new Set(own)].filter((field) => !known.has(field) && !page.includes(`\`${field}\``));
    expect(missing).toEqual([]);
  });

  it("a request without a prompt is noted", () => {
    expect(notesOf({ batch: 8, inputTokens: 0 })).not.toContain("has no prompt");
    const { inputTokens: _, ...promptless } = b70;
    const said = estimateInference({ ...promptless, batch: 8 }).notes.map(({ message }) => message);
    expect(said.join()).toContain("The request has no prompt: none is given (inputTokens).");
  });

  it("the help of --cache-precision claims no default that lean hosts do not have", () => {
    expect(cli(["infer", "--help", "all"]).stdout).toMatch(
      /--cache-precision .*bf16 where left out, fp8 beside narrow weights with lean-host/u,
    );
  });
});

describe("I14: names that are none", () => {
  it("tensor parallelism is a quotient", () => {
    const flags = "infer --model llama-3.1-70b --accelerator h100-sxm-80gb --tensor-parallelism 4";
    expect(cli(flags.split(" ")).stderr).toContain(
      "--tensor-parallelism is not a flag of this command; it is --accelerator-count over --data-parallelism; give those",
    );
    expect(refusal(() => estimateInference({ ...b70, tensorParallelism: 4 } as never)).message).toBe(
      "inference: tensorParallelism is not known; it is acceleratorCount over dataParallelism; give those",
    );
    const file = { "a.yaml": "kind: inference\nmodel: llama-3.1-70b\naccelerator: h100-sxm-80gb\ntensorParallelism: 4\n" };
    expect(cli(["infer", "a.yaml"], file).stderr).toContain("it is acceleratorCount over dataParallelism");
  });

  it("what is far off is not offered", () => {
    expect(refusal(() => estimateInference({ ...b70, foo: 4 } as never)).message).toBe("inference: foo is not known");
    expect(refusal(() => estimateInference({ ...b70, acceleratorsCount: 4 } as never)).message).toContain("acceleratorCount, or");
  });
});

describe("I15: totals of a fleet, and notes", () => {
  it("water and price are totals of all requests too", () => {
    const fleet = { ...b70, batch: 32, requests: 1e6, wueLitresPerKwh: 1, acceleratorUsdPerHour: 2, electricityUsdPerKwh: 0.1 };
    const of = estimateInference(fleet);
    expect(of.fleetWaterLitres).toBeCloseTo((of.waterLitres ?? 0) * 1e6, 3);
    const perMillion = (of.hardwareUsdPerMillionTokens ?? 0) + (of.electricityUsdPerMillionTokens ?? 0);
    expect((of.fleetCostUsd ?? 0) / (perMillion * 300)).toBeCloseTo(1, 9);
    const { meanRequest } = planServing({ ...fleet, batch: undefined, requestsPerSecond: 5 } as never);
    expect((meanRequest?.fleetCostUsd ?? 0) / ((meanRequest?.costUsd ?? 0) * 1e6)).toBeCloseTo(1, 9);
    const flags =
      "serve --model llama-3.1-70b --accelerator h100-sxm-80gb --accelerator-count 4 --input-tokens 1000 --output-tokens 300 --pue 1.1 --intensity 400 --requests-per-second 5 --requests 1e6 --accelerator-price 2 --wue 1";
    const all = cli(flags.split(" ")).stdout.split("All requests")[1] ?? "";
    expect(all).toMatch(/^Water /mu);
    expect(all).toMatch(/^Price /mu);
  });

  it("no share of the hardware's life that is next to none is printed", () => {
    const at = (requestsPerSecond: number): string => notesOf({ requestsPerSecond });
    expect(at(6)).not.toMatch(/stands idle are charged/u);
    expect(at(0.3)).toMatch(/The \d+ % of it in which the hardware stands idle are charged/u);
  });

  it("a price of electricity in another unit is noted", () => {
    expect(notesOf({ batch: 8, electricityUsdPerKwh: 120 })).toContain(
      "electricityUsdPerKwh = 120 USD/kWh is far from what electricity costs",
    );
    expect(notesOf({ batch: 8, electricityUsdPerKwh: 0.12 })).not.toContain("far from what electricity costs");
  });
});

/** A row of measured serving that can be scored, with other cells. */
const row = (change: Row = {}): Row => ({
  source: "a laboratory",
  hf_id: "meta-llama/Llama-3.1-8B-Instruct",
  precision: "bf16",
  gpu: "H100-SXM",
  n_gpus: "1",
  batch_or_concurrency: "8",
  mean_input_tokens: "200",
  mean_output_tokens: "300",
  energy_per_output_token_j: "0.5",
  throughput_tok_s: "900",
  itl_or_tpot_ms: "9",
  avg_power_w: "450",
  notes: "runtime=vLLM 0.11.0; boundary=gpu",
  ...change,
});
const readOne = (change: Row) => readServings([row(change)])[0];
const skippedOf = (change: Row): string | undefined => {
  const one = readOne(change);
  return one !== undefined && "skipped" in one ? one.skipped : undefined;
};
const engineOf = (runtime: string): unknown => {
  const one = readOne({ notes: `runtime=${runtime}` });
  return one !== undefined && "engine" in one ? one.instance.software : one;
};

describe("I8: rows of one's own", () => {
  it.each([
    ["vllm-0.11", "vllm-0.11"],
    ["vllm==0.11.0", "vllm-0.11"],
    ["vLLM 0.11", "vllm-0.11"],
    ["vLLM v0.8.5", "vllm-2024"],
    ["vllm-2024", "vllm-2024"],
    ["vllm-0.16", "vllm-0.16"],
    ["vllm 0.17.1", "vllm-0.16"],
    ["lean-host", "lean-host"],
    ["vLLM", "unknown"],
    ["an engine of mine", "unknown"],
  ])("the software %s is %s", (runtime, software) => {
    expect(engineOf(runtime)).toBe(software);
  });

  it("what nobody knows has the wide range", () => {
    const widthOf = (runtime: string): number => {
      const { rows } = validate({ inference: [row({ notes: `runtime=${runtime}` })] });
      const found = rows.find(({ name, level }) => name === "inference-energy" && level === "supplied");
      if (found === undefined || "skipped" in found) throw new Error("not scored");
      return (found.high as number) / (found.low as number);
    };
    expect(widthOf("an engine of mine")).toBeGreaterThan(1.5 * widthOf("vLLM 0.11.0"));
    expect(widthOf("vLLM")).toBe(widthOf("an engine of mine"));
  });

  it.each([
    ["Q4_K_M", "q4_k_m"],
    ["FP8", "fp8"],
    ["BF16", "bf16"],
  ])("formats in capitals: %s", (precision, format) => {
    const one = readOne({ precision });
    expect(one !== undefined && "instance" in one && one.instance.precision).toBe(format);
  });

  it("notes may stand without a space between them", () => {
    const one = readOne({ notes: "runtime=SGLang 0.5;task=gpqa;dp=1" });
    expect(one).toMatchObject({ engine: "sglang", task: "gpqa" });
  });

  const csv = (of: Row): string => `${Object.keys(of).join(",")}\n${Object.values(of).join(",")}\n`;
  it("every printed row says which groups it counts in", () => {
    const { stdout } = cli("validate --inference a.csv --only inference-energy --rows".split(" "), { "a.csv": csv(row()) });
    expect(stdout).toMatch(/set +level +method +row +groups +predicted/u);
    expect(stdout).toMatch(/inference-energy +supplied .*scored all dense h100-sxm-80gb/u);
    expect(stdout).toMatch(/inference-energy +supplied .*batch-unknown/u);
  });

  it("a bad cell names file and line", () => {
    const files = { "a.csv": csv(row({ throughput_tok_s: "fast" })) };
    const { stderr, status } = cli("validate --inference a.csv".split(" "), files);
    expect(status).toBe(2);
    expect(stderr).toContain('a.csv, line 2: throughput_tok_s = "fast" is not a number above zero');
    expect(() => parseCsv('a,b\n"x\ny",1\n\n2\n', "f.csv", [])).toThrow("f.csv: line 5 has 1 cells and not 2");
  });
});

describe("I9: hardware that is no variant of a family", () => {
  it.each(["A1000", "H1000", "B2000", "A100X", "H100 MIG 1g.10gb", "RTX A1000"])("%s", (hardware) => {
    expect(acceleratorOf(hardware)).toBeUndefined();
  });

  it("says that a slice is none", () => {
    expect(skippedOf({ gpu: "H100 MIG 1g.10gb" })).toBe('"H100 MIG 1g.10gb" is a slice of a device (MIG), and not the device');
    expect(skippedOf({ gpu: "A1000" })).toBe('the catalogue does not know the hardware "A1000"');
  });

  it.each([
    ["H100", "h100-sxm-80gb"],
    ["A100-40GB PCIe", "a100-sxm4-40gb"],
    ["MI250X-GCD", "mi250x"],
    ["TPUv7x", "tpu-v7"],
  ])("%s stays %s", (hardware, id) => {
    expect(acceleratorOf(hardware)?.id).toBe(id);
  });
});

describe("I10: rows that cannot be", () => {
  it.each([
    ["no device", { n_gpus: "0" }, "n_gpus = 0 is no number of devices"],
    ["half a device", { n_gpus: "1.5" }, "n_gpus = 1.5 is no number of devices"],
    ["ranks that leave a rest", { n_gpus: "8", notes: "runtime=vLLM 0.11; dp=3" }, "dp=3 does not divide 8 accelerators"],
    ["half a sequence", { batch_or_concurrency: "0.5" }, "batch_or_concurrency = 0.5: fewer than one sequence"],
    ["experts of a dense model", { precision: "int4-experts" }, "is for routed experts"],
    [
      "weights that do not fit",
      { hf_id: "meta-llama/Llama-3.1-70B-Instruct" },
      "the weights take 141.1 GB, and the accelerators have 85.52 GB",
    ],
    [
      "a greatest load of none",
      {
        hf_id: "meta-llama/Llama-3.1-405B-Instruct",
        precision: "fp8",
        n_gpus: "5",
        batch_or_concurrency: "",
        notes: "workload=max-throughput",
      },
      "memory holds no sequence beside the weights",
    ],
  ] as [string, Row, string][])("%s", (_, change, reason) => {
    expect(skippedOf(change)).toContain(reason);
  });

  it("what can be is read", () => {
    expect(skippedOf({ n_gpus: "" })).toBeUndefined();
    // A mean batch that was worked out from a rate and a mean time.
    expect(skippedOf({ batch_or_concurrency: "0.96" })).toBeUndefined();
  });
});

describe("I11: every row is scored or says why not", () => {
  const names = ["inference-energy", "inference-throughput", "inference-tpot", "inference-power", "inference-ttft", "wall-energy"] as const;
  /** Rows by name and level: each one is once in `scored`, or in `all` at the plug, or skipped. */
  const counted = (inference: readonly Row[], level: string): number[] => {
    const rows = scoreInference(inference, "supplied");
    return names.map(
      (name) =>
        rows.filter(
          (one) =>
            one.name === name &&
            one.level === level &&
            ("skipped" in one || (one.method === undefined && one.groups.includes(name === "wall-energy" ? "all" : "scored"))),
        ).length,
    );
  };
  const each = (count: number): number[] => names.map(() => count);

  it("of the shipped rows", () => {
    const { inference } = shippedRows();
    const { sets } = validate();
    for (const level of ["in-sample", "left-out"]) {
      for (const name of names) {
        const all = sets.find(
          (set) => set.name === name && set.level === level && set.group === (name === "wall-energy" ? "all" : "scored"),
        );
        expect((all?.n ?? 0) + (all?.skipped ?? 0), `${name} ${level}`).toBe(inference.length);
      }
    }
  });

  it("of any rows of a caller", () => {
    const cell = (...values: string[]) => fc.constantFrom(...values);
    const anyRow = fc.record({
      source: cell("a", "ML.ENERGY Leaderboard v3"),
      hf_id: cell("meta-llama/Llama-3.1-8B-Instruct", "meta-llama/Llama-3.1-70B-Instruct", "Qwen/Qwen3-30B-A3B", "nobody/knows"),
      precision: cell("bf16", "FP8", "q4_k_m", "int4-experts", "odd"),
      gpu: cell("H100-SXM", "A1000", "H100 MIG 1g.10gb", "rtx-4090", "b200"),
      n_gpus: cell("", "0", "1", "8"),
      batch_or_concurrency: cell("", "0.5", "1", "64"),
      mean_input_tokens: cell("", "500"),
      mean_output_tokens: cell("", "3", "300"),
      energy_per_output_token_j: cell("", "0.5"),
      throughput_tok_s: cell("", "900"),
      itl_or_tpot_ms: cell("", "9"),
      avg_power_w: cell("", "450"),
      notes: cell("", "runtime=vLLM", "runtime=vllm-0.11; dp=3; ttft_ms=50", "boundary=wall", "workload=max-throughput;runtime=llama.cpp"),
    });
    fc.assert(
      fc.property(fc.array(anyRow, { minLength: 1, maxLength: 6 }), (rows) => {
        expect(counted(rows, "supplied")).toEqual(each(rows.length));
        expect(counted(rows, "left-out")).toEqual(each(rows.length));
      }),
      { numRuns: 40 },
    );
  });
});

describe("I12: what is left out", () => {
  it("a laboratory is more than one of its tables", () => {
    const laboratories = new Set(readServings(shippedRows().inference).flatMap((one) => ("laboratory" in one ? [one.laboratory] : [])));
    expect([...laboratories].filter((name) => /ml\.energy|ecocompute/iu.test(name))).toEqual(["ML.ENERGY", "ecocompute-dynamic-eval"]);
  });
});
