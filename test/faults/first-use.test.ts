import { countParameters, estimateInference, estimateTraining, type Model, sizeServing, sizeTraining } from "llm-footprint";
import { estimateFineTuning, estimateHybrid, estimateLocalInference } from "llm-footprint/adaptation";
import { accelerators } from "llm-footprint/catalog/accelerators";
import { find } from "llm-footprint/catalog/find";
import { grids } from "llm-footprint/catalog/grids";
import { models } from "llm-footprint/catalog/models";
import { parseQuantity } from "llm-footprint/units";
import { describe, expect, it } from "vitest";
import { modelFromIntervals } from "../../src/catalog/closed-model.js";
import { closedModels } from "../../src/catalog/closed-models.js";
import { cli } from "../helpers/cli.js";
import { refusal } from "../helpers/refusal.js";

// What a first user of the program and of the library met, by the number of the report.
const h100 = accelerators["h100-sxm-80gb"];
const place = { pue: 1.2, grid: { intensityGramsPerKwh: 400 } };
const gpt4 = modelFromIntervals(closedModels["gpt-4"], closedModels);
const words = (line: string): string[] => line.split(" ");
const run = "train --model gpt-3-175b --accelerator v100-sxm2-32gb --accelerator-count 10000 --tokens 300B";
const said = (line: string, files: Readonly<Record<string, string>> = {}): string => {
  const { stdout, stderr, status } = cli(words(line), files);
  expect([stdout, status]).toEqual(["", 2]);
  return stderr.trim();
};

describe("3: formats of routed experts", () => {
  it("int4-experts of a dense model is refused wherever models are served", () => {
    const problem = "precision = int4-experts is for routed experts, and Llama 3.1 70B has none; give int4 or another format";
    const model = models["llama-3.1-70b"];
    const asked = { model, precision: "int4-experts" } as const;
    expect(refusal(() => sizeServing({ ...asked, accelerator: h100 })).message).toBe(`sizing: ${problem}`);
    expect(refusal(() => estimateInference({ ...asked, accelerator: h100, outputTokens: 9, batch: 1, ...place })).message).toBe(
      `inference: ${problem}`,
    );
    const local = { ...asked, device: { kind: "laptop" }, outputTokens: 9, grid: place.grid } as const;
    expect(refusal(() => estimateLocalInference(local))).toMatchObject({ message: `local inference: ${problem}`, field: "precision" });
    expect(said("size --for serving --model llama-3.1-70b --accelerator h100-sxm-80gb --precision INT4-experts")).toBe(
      `sizing: ${problem}`,
    );
  });

  it("mxfp4 of a dense model is all of its weights, as the guide says", () => {
    expect(sizeServing({ model: models["llama-3.1-70b"], accelerator: h100, precision: "mxfp4" }).weightBytes).toBe(
      70_553_706_496 * 0.53125,
    );
  });

  it.each(["int4-experts", "mxfp4"] as const)("%s of a mixture without dimensions is noted", (precision) => {
    const note = `all weights count in ${precision}, which is too little memory`;
    expect(sizeServing({ model: gpt4, accelerator: h100, precision }).notes.join()).toContain(note);
    expect(sizeServing({ model: gpt4, accelerator: h100, precision: "int4" }).notes.join()).not.toContain("all weights count");
    const { notes } = estimateInference({ model: gpt4, accelerator: h100, precision, outputTokens: 9, batch: 1, ...place });
    expect(notes.map(({ message }) => message).join()).toContain(note);
    expect(sizeServing({ model: models["kimi-k2.5"], accelerator: h100 }).notes.join()).not.toContain("all weights count");
  });

  it("what is beside the experts has 16 bit on a device too", () => {
    const weightsOf = (precision: "mxfp4" | "int4"): number =>
      estimateLocalInference({
        model: models["gpt-oss-20b"],
        precision,
        device: { kind: "laptop", memoryBytes: 64e9 },
        outputTokens: 9,
        grid: place.grid,
      }).lines.find(({ key }) => key === "weightTrafficBytes")?.value ?? Number.NaN;
    // All weights but the routed ones are read by every token.
    expect(weightsOf("mxfp4")).toBeGreaterThan(1.3 * weightsOf("int4"));
  });
});

describe("4: activations that are not counted", () => {
  const missing = "activations are missing, not zero";
  it.each([
    ["falcon-mamba-7b", models["falcon-mamba-7b"], true],
    ["GPT-4", gpt4, true],
    ["llama-3.1-8b", models["llama-3.1-8b"], false],
  ] as const)("%s says so, and nothing of a plain layer", (_, model, isMissing) => {
    const notes = sizeTraining({ model, accelerator: h100, microBatch: 4, sequenceTokens: 1000 }).notes.join("\n");
    expect([notes.includes(missing), notes.includes("plain transformer layer")]).toEqual([isMissing, !isMissing]);
  });
});

describe("8: splits that leave a rest", () => {
  const request = { accelerator: accelerators["h200-sxm-141gb"], acceleratorCount: 8, batch: 8, outputTokens: 9, ...place };
  it.each([
    ["dataParallelism", 3],
    ["dataParallelism", 5],
    ["expertParallelism", 3],
    ["expertParallelism", 6],
  ] as const)("%s = %d does not divide 8 accelerators", (field, value) => {
    const { message, code } = refusal(() => estimateInference({ model: models["deepseek-v3"], ...request, [field]: value }));
    expect(message).toContain(`inference: ${field} = ${value} does not divide acceleratorCount = 8; `);
    expect(code).toBe("out-of-domain");
  });

  it("what divides them passes", () => {
    for (const value of [1, 2, 4, 8]) {
      const split = { dataParallelism: value, expertParallelism: value };
      expect(estimateInference({ model: models["deepseek-v3"], ...request, ...split }).energyKwh).toBeGreaterThan(0);
    }
  });

  it("the instance that nobody stated is split evenly too", () => {
    const { acceleratorCount: _, ...unstated } = request;
    expect(estimateInference({ model: models["deepseek-v3"], ...unstated, dataParallelism: 3 }).acceleratorCount).toBe(6);
  });
});

describe("15: numbers of YAML that are not written in decimals", () => {
  const file = (change: string): Readonly<Record<string, string>> => ({
    "a.yaml": `kind: training\nmodel: gpt-3-175b\naccelerator: v100-sxm2-32gb\nacceleratorCount: 1000\npue: 1.1\n${change}\n`,
  });
  const with300 = "tokens: 300B\n";
  it.each([
    ["tokens: 0x10\ngrid: usa", '"0x10" is not a number'],
    ["tokens: 0o10\ngrid: usa", '"0o10" is not a number'],
    ["tokens: .inf\ngrid: usa", '".inf" is not a number'],
    [`${with300}intensity: 0x1AD`, '"0x1AD" is not a number'],
    [`${with300}grid: usa\nyear: 0x7E8`, 'year = "0x7E8" is not valid'],
    [`tokens: {value: 0x10}\ngrid: usa`, '"0x10" is not a number'],
    ["tokens: 1e400\ngrid: usa", '"1e400" is too large for a number'],
  ])("%j is refused as it is written", (change, problem) => {
    expect(said("estimate a.yaml", file(change))).toContain(problem);
  });

  it("decimals are what they were", () => {
    for (const tokens of ["300e9", "3E+11", "+300e9", "300_000_000_000", "300000000000."])
      expect(cli(["estimate", "a.yaml"], file(`tokens: ${tokens}\ngrid: usa`)).stdout).toContain("300 B tokens");
  });

  it("a number of JSON that is none is shown as it is written", () => {
    const text = '{"kind": "training", "model": "gpt-3-175b", "tokens": 1e400, "pue": -1.5}';
    expect(said("estimate a.json", { "a.json": text })).toContain("tokens = 1e400 is too large for a number");
  });
});

describe("16: answers without tokens", () => {
  const flags = "infer --model llama-3.1-70b --accelerator h100-sxm-80gb --input-tokens 1000 --pue 1.1 --intensity 400";
  it("the help claims no default that there is not", () => {
    const line = cli(["infer", "--help"])
      .stdout.split("\n")
      .find((text) => text.includes("--output-tokens"));
    expect(line).not.toContain("[default");
    expect(cli(["infer", "--help", "all"]).stdout).toMatch(/--input-tokens .*\[default 0\]/u);
  });

  it.each(["", " --accelerator-count 8", " --accelerator-count 8 --batch 3"])("names them and the fix, in flags%s", (more) => {
    expect(said(flags + more)).toBe(
      "inference: --output-tokens is missing; give the tokens of the answer, --output-tokens or --reasoning-tokens: without any, nothing is generated",
    );
  });

  it("names fields where a file is read, and in code", () => {
    const problem = "inference: outputTokens is missing; give the tokens of the answer, outputTokens or reasoningTokens";
    const file = '{"kind": "inference", "model": "llama-3.1-70b", "accelerator": "h100-sxm-80gb", "pue": 1.1, "intensity": 400}';
    expect(said("infer a.json", { "a.json": file })).toContain(problem);
    expect(refusal(() => estimateInference({ model: models["llama-3.1-70b"], accelerator: h100, ...place }))).toMatchObject({
      message: expect.stringContaining(problem) as string,
      field: "outputTokens",
    });
  });
});

describe("18: what a fine-tuning says of attention", () => {
  const notesOf = (model: Model, change: object = {}): string =>
    estimateFineTuning({ method: "full", model, accelerator: h100, acceleratorCount: 512, tokens: 1e9, ...place, ...change } as never)
      .notes.map(({ message }) => message)
      .join("\n");
  it.each([
    ["without dimensions", gpt4, {}],
    ["with an adapter of a known size", gpt4, { method: "lora", adapter: { parameters: 1e9 } }],
  ])("it is missing %s, and not counted beside the weights", (_, model, change) => {
    expect(notesOf(model, change)).toContain("Attention is not counted");
    expect(notesOf(model, change)).not.toContain("of a causal mask beside it");
    expect(notesOf(model, change)).not.toContain("attention its whole backward pass");
  });

  it("it is counted where dimensions and length are known", () => {
    const notes = notesOf(models["llama-3.1-8b"], { sequenceTokens: 2048 });
    expect(notes).toContain("attention of a causal mask beside it");
    expect(notes).not.toContain("Attention is not counted");
  });

  it("a model that has none lacks none", () => {
    const notes = notesOf(models["falcon-mamba-7b"], { sequenceTokens: 2048 });
    expect(notes).not.toMatch(/causal mask|Attention is not counted/u);
  });
});

describe("19: what is recomputed, without a utilisation", () => {
  it.each(["full", "none"])("--recompute %s alone names --hfu", (recompute) => {
    expect(said(`${run} --pue 1.1 --intensity 400 --recompute ${recompute}`)).toBe(
      "training: --hfu is missing; --recompute says what a hardware FLOP utilisation recomputes; give --hfu (47 %) with it, or an efficiency alone",
    );
  });
});

describe("20: places under another field", () => {
  it.each([
    ["--pue 1.1 --grid aws:eu-west-1", 'grid: "aws:eu-west-1" is a cloud region; write region: aws:eu-west-1 (--region aws:eu-west-1)'],
    ["--pue 1.1 --grid us-east-1", 'grid: "us-east-1" is a cloud region; write region: aws:us-east-1 (--region aws:us-east-1)'],
    ["--pue 1.1 --grid europe-west9", 'grid: "europe-west9" is a cloud region; write region: gcp:europe-west9 (--region gcp:europe-west9)'],
    ["--pue 1.1 --grid Dublin", 'grid: "Dublin" is the place of a cloud region; write region: aws:eu-west-1 (--region aws:eu-west-1)'],
    ["--pue 1.1 --region usa", 'region: "usa" is a grid; write grid: usa (--grid usa)'],
    ["--site aws:eu-west-1", 'site: "aws:eu-west-1" is a cloud region; write region: aws:eu-west-1'],
  ])("%s", (flags, message) => {
    expect(said(`${run} ${flags}`)).toContain(message);
  });

  it("a city with several regions names them", () => {
    expect(said(`${run} --pue 1.1 --grid Paris`)).toMatch(
      /^grid: "Paris" is the place of a cloud region; write region: aws:eu-west-3 .*, or azure:francecentral, gcp:europe-west9/u,
    );
  });

  it("regions are found by their place", () => {
    expect(said(`${run} --region Dublin`)).toContain("nearest: aws:eu-west-1");
    expect(said(`${run} --region Ireland`)).toContain('region: "Ireland" is a grid; write grid: irl');
    expect(said(`${run} --region Ireland`)).toContain("aws:eu-west-1");
    expect(cli(["find", "Dublin"]).stdout).toContain("aws:eu-west-1");
  });

  it("what nothing is called stays unknown", () => {
    expect(said(`${run} --pue 1.1 --grid zzzz`)).toContain('grid: "zzzz" is not known');
  });
});

describe("21: names in place of records in code", () => {
  const input = { model: models["llama-3.1-8b"], accelerator: h100, acceleratorCount: 64, tokens: 1e12, ...place };
  it.each([
    [
      { model: "gpt-3-175b" },
      'training: model = "gpt-3-175b" is text; give a record, for example models["llama-3.1-8b"] of llm-footprint/catalog/models',
    ],
    [
      { model: (models as Record<string, unknown>)["typo"] },
      "training: model is missing; give a model of the catalogue or your own (in code, models[",
    ],
    [{ model: null }, "training: model = null is no record; give a record, for example models["],
    [
      { accelerator: "v100" },
      'training: accelerator = "v100" is text; give a record, for example accelerators["h100-sxm-80gb"] of llm-footprint/catalog/accelerators',
    ],
    [
      { grid: "usa" },
      'training: grid = "usa" is text; give a record, for example gridInYear(grids.usa, 2024) of llm-footprint/catalog/grids',
    ],
    [
      { grid: grids.usa },
      "training: grid (United States) has a figure for each year; choose one: gridInYear(grid, 2025) of llm-footprint/catalog/grids",
    ],
    [{ grid: 400 }, "training: grid = 400 is no record"],
    [{ server: "dgx-h100" }, 'training: server = "dgx-h100" is text; give a record, for example servers["dgx-h100"]'],
  ])("%j", (change, message) => {
    expect(refusal(() => estimateTraining({ ...input, ...change } as never)).message).toContain(message);
  });

  it("wherever records are taken", () => {
    const problem = 'model = "x" is text; give a record';
    const calls = {
      size: () => sizeTraining({ model: "x", accelerator: h100 } as never),
      serve: () => sizeServing({ model: "x", accelerator: h100 } as never),
      count: () => countParameters("x" as never),
      local: () => estimateLocalInference({ model: "x", device: { kind: "laptop" }, outputTokens: 9, grid: grids.usa } as never),
      infer: () => estimateInference({ model: "x", accelerator: h100, outputTokens: 9, ...place } as never),
      tune: () => estimateFineTuning({ method: "full", model: "x", accelerator: h100, ...place } as never),
    };
    for (const call of Object.values(calls)) expect(refusal(call).message).toContain(problem);
    const device = { kind: "laptop" } as const;
    const local = { model: models["llama-3.1-8b"], device, outputTokens: 9, grid: grids.usa };
    expect(refusal(() => estimateLocalInference(local as never)).message).toContain("gridInYear(grid, 2025)");
    const hybrid = { cloud: { model: models["llama-3.1-70b"] }, draftModel: "x", device, outputTokens: 9 };
    expect(refusal(() => estimateHybrid(hybrid as never)).message).toContain('draftModel = "x" is text');
  });
});

describe("22: what a mixture has and a dense model has not", () => {
  it("active parameters", () => {
    const model = { kind: "dense", parameters: 10e9, activeParameters: 5e9 } as never;
    expect(refusal(() => countParameters(model))).toMatchObject({ code: "conflicting-input", field: "model.activeParameters" });
    expect(refusal(() => countParameters(model)).message).toContain("write kind: mixture-of-experts");
    const file = '{"kind": "training", "model": {"kind": "dense", "parameters": "10B", "activeParameters": "5B"}, "tokens": "1B"}';
    expect(said("estimate a.json", { "a.json": file })).toContain(
      "model.activeParameters belongs to a mixture of experts, and this model is dense; leave it out, or write kind: mixture-of-experts",
    );
  });

  it("experts among the dimensions", () => {
    const { architecture } = models["mixtral-8x7b"];
    expect(refusal(() => countParameters({ kind: "dense", architecture } as never)).message).toContain("write kind: mixture-of-experts");
    const file = JSON.stringify({ kind: "training", model: { kind: "dense", architecture }, tokens: "1B" });
    expect(said("estimate a.json", { "a.json": file })).toContain("model.architecture.experts belongs to a mixture of experts");
  });
});

describe("23: experts of a dense model", () => {
  it("are said to be none", () => {
    const input = { model: models["llama-3.1-70b"], accelerator: h100, acceleratorCount: 8, batch: 8, outputTokens: 9, ...place };
    expect(refusal(() => estimateInference({ ...input, expertParallelism: 8 }))).toMatchObject({
      code: "conflicting-input",
      message: "inference: expertParallelism spreads experts, and Llama 3.1 70B has none; leave it out",
    });
  });
});

describe("24: keys of a number with its range", () => {
  it.each([
    ["lo", "did you mean low?"],
    ["hi", "did you mean high?"],
    ["minimum", "one of value, low, high, source, at"],
  ])("%s", (key, hint) => {
    const file = `kind: training\nmodel: gpt-3-175b\naccelerator: v100-sxm2-32gb\ntokens: 300B\nintensity: {value: 429, ${key}: 5}\n`;
    expect(said("estimate a.yaml", { "a.yaml": file })).toBe(`intensity.${key} is not a known field; ${hint}`);
  });
});

describe("25: near matches", () => {
  it.each([
    ["usaa", "usa"],
    ["uusa", "usa"],
    ["deuu", "deu"],
  ])("%s is nearest to %s", (written, id) => {
    expect(refusal(() => find(grids, written, "grid")).details.nearest?.[0]).toBe(id);
    expect(said(`show grids ${written}`)).toContain(`nearest: ${id}, `);
    expect(said(`${run} --pue 1.1 --grid ${written}`)).toContain(`nearest: ${id}, `);
  });
});

describe("26: tables that a switch leaves out", () => {
  const request = "infer --model ecologits-models/gpt-4 --accelerator h100-sxm-80gb --output-tokens 9 --pue 1.1 --intensity 400";
  const env = { env: { LLM_FOOTPRINT_PERMISSIVE_ONLY: "1" } };
  it.each([
    [request, 'model: "ecologits-models/gpt-4" is in ecologitsModels, which $ leaves out'],
    ["list ecologits-models", "$ leaves ecologits-models out; list it without"],
    ["show ecologits-models gpt-4", "$ leaves ecologits-models out; list it without"],
    ["find ecologits-models/gpt-4o", "$ leaves ecologits-models/gpt-4o"],
    [`${run} --pue 1.1 --grid subnational-grids/us-ca`, "which $ leaves out"],
  ])("%s", (line, message) => {
    expect(said(`${line} --permissive-only`)).toContain(message.replace("$", "--permissive-only"));
    expect(cli(words(line), {}, {}, env).stderr).toContain(message.replace("$", "LLM_FOOTPRINT_PERMISSIVE_ONLY"));
  });

  it("what nobody knows stays unknown", () => {
    expect(said(`${request.replace("ecologits-models/gpt-4", "gpt-99x")} --permissive-only`)).toContain('model: "gpt-99x" is not known');
  });
});

describe("27: words of others", () => {
  it.each([
    [
      "kind: training\n---\nkind: training\n",
      "a.yaml is not valid YAML: it holds several documents (--- begins another); write each into a file of its own",
    ],
    ["kind: training\ntokens: &a [*a]\n", "tokens.0 refers to itself; write it out"],
    ["&a [*a]\n", "the input refers to itself; write it out"],
  ])("%j", (text, message) => {
    expect(said("estimate a.yaml", { "a.yaml": text })).toBe(message);
  });

  it.each([
    ["1 TFLOPS", "compute-rate", "write TFLOP/s"],
    ["1 PFLOPs", "compute-rate", "write PFLOP/s"],
    ["3 GBps", "memory/duration", "write GB/s"],
  ] as const)("%s is a rate of %s", (text, dimension, fix) => {
    expect(refusal(() => parseQuantity(text, dimension)).message).toContain(fix);
  });
});
