import fc from "fast-check";
import {
  type Architecture,
  type DenseModel,
  type ExpertArchitecture,
  type MixtureOfExpertsModel,
  type Model,
  countParameters,
  estimateInference,
  estimateTraining,
  FootprintError,
  sizeServing,
  sizeTraining,
} from "llm-footprint";
import { estimateFineTuning, estimateLocalInference, estimateRag } from "llm-footprint/adaptation";
import { accelerators } from "llm-footprint/catalog/accelerators";
import { models } from "llm-footprint/catalog/models";
import { readFineTuning } from "llm-footprint/schema";
import { describe, expect, it } from "vitest";
import { countFromArchitecture } from "../../src/estimate/model-parameters.js";
import { cli } from "../helpers/cli.js";
import { refusal } from "../helpers/refusal.js";

const h100 = accelerators["h100-sxm-80gb"];
const place = { pue: 1.2, grid: { intensityGramsPerKwh: 400 } };

const sized = (model: Model, contextTokens = 1000, batch = 1) => sizeServing({ model, accelerator: h100, batch, contextTokens });
const served = (model: Model, change: object = {}) =>
  estimateInference({ model, accelerator: h100, batch: 4, inputTokens: 1000, outputTokens: 400, ...place, ...change });
const dense = (architecture: Architecture): DenseModel => ({ kind: "dense", architecture });
const mixture = (architecture: ExpertArchitecture): MixtureOfExpertsModel => ({ kind: "mixture-of-experts", architecture });
const figure = ({ lines }: { readonly lines: readonly { readonly key: string; readonly value: number }[] }, key: string): number => {
  const line = lines.find((one) => one.key === key);
  if (line === undefined) throw new Error(`${key} is no line`);
  return line.value;
};

const gated = { gatedFeedForward: true, tiedEmbeddings: false, norm: "rms", contextTokens: 32_768 } as const;

/** Nemotron 3 Nano as its configuration has it. */
const nano: ExpertArchitecture = {
  ...gated,
  gatedFeedForward: false,
  ...{ layers: 52, hiddenSize: 2688, attentionHeads: 32, keyValueHeads: 2, headSize: 128, feedForwardSize: 1856, vocabularySize: 131_072 },
  ...{ attentionLayers: 6, feedForwardLayers: 23, stateLayers: "mamba-2" },
  stateLayer: { innerSize: 4096, stateSize: 128, groups: 8, heads: 64, convolutionWidth: 4 },
  experts: { total: 128, active: 6, shared: 1, feedForwardSize: 1856, sharedFeedForwardSize: 3712 },
};

describe("A1: hybrids of single blocks with experts in some layers", () => {
  it.each([
    ["nemotron-3-super-120b-a12b", 241.3e9, 4],
    ["nemotron-3-nano-30b-a3b", 63.2e9, 1],
  ] as const)("%s holds %d bytes of weights", (id, bytes, accelerators16) => {
    const { weightBytes, tensorParallelism } = sized(models[id], 8000, 16);
    expect(weightBytes / bytes).toBeCloseTo(1, 2);
    expect(tensorParallelism).toBe(accelerators16);
  });

  it("experts work in a width of their own", () => {
    const { architecture } = models["nemotron-3-super-120b-a12b"] as MixtureOfExpertsModel;
    const counted = mixture(architecture as ExpertArchitecture);
    // 40 layers of 512 experts with two matrices from 1,024 to 2,688.
    expect(countParameters(counted).parameters / 120e9).toBeCloseTo(1.006, 3);
    const wide = mixture({
      ...(architecture as ExpertArchitecture),
      experts: { ...(architecture as ExpertArchitecture).experts, latentSize: 4096 },
    });
    const projections = 40 * 2 * 4096 * (4096 - 1024);
    const routed = 40 * 512 * 2 * 2688 * (4096 - 1024);
    expect(countParameters(wide).parameters - countParameters(counted).parameters).toBe(projections + routed);
  });

  it("an own model that says which layers are feed-forward blocks is counted and served by them", () => {
    const own = mixture(nano);
    expect(countParameters(own).parameters).toBe(31_577_937_344);
    expect(sized(own).weightBytes).toBe(2 * 31_577_937_344);
    // The routed experts alone are narrow: 23 layers of them, not 52.
    const routed = 23 * 128 * 2 * 2688 * 1856;
    expect(sizeServing({ model: own, accelerator: h100, precision: "mxfp4" }).weightBytes).toBeCloseTo(
      (31_577_937_344 - routed) * 2 + routed * 0.53125,
      0,
    );
  });

  it("experts of both stacks of an encoder-decoder are routed", () => {
    const model = models["switch-xxl-395b"] as MixtureOfExpertsModel;
    const counted = mixture(model.architecture as ExpertArchitecture);
    const plan = sizeTraining({ model: counted, accelerator: accelerators["h100-sxm-80gb"], expertParallelism: 8 });
    const alone = sizeTraining({ model: counted, accelerator: accelerators["h100-sxm-80gb"] });
    expect(plan.stateBytes).not.toBeNaN();
    expect(alone.devices).toBeGreaterThan(1);
    const { experts } = counted.architecture as ExpertArchitecture;
    const routedOf = (lines: typeof plan.lines) => lines.find(({ key }) => key === "routedDeviceParameters")?.value ?? Number.NaN;
    const { tensor, pipeline, expert } = plan.layout;
    const { layers, encoderLayers = 0, hiddenSize, gatedFeedForward } = counted.architecture as ExpertArchitecture;
    const blocks = Math.floor((layers - (experts.firstDenseLayers ?? 0)) / (experts.layerPeriod ?? 1));
    const encoderBlocks = Math.floor((encoderLayers - (experts.firstDenseLayers ?? 0)) / (experts.layerPeriod ?? 1));
    const matrices = (experts.gatedFeedForward ?? gatedFeedForward) === true ? 3 : 2;
    const routed = (blocks + encoderBlocks) * experts.total * matrices * hiddenSize * experts.feedForwardSize;
    expect(routedOf(plan.lines)).toBeCloseTo(routed / expert / tensor / pipeline, 0);
  });

  it("a stated count below the routed experts of the dimensions is kept, and a note says so", () => {
    const { feedForwardLayers: _, stateLayer: __, ...whole } = nano;
    const own = { ...mixture(whole), parameters: 31.6e9, activeParameters: 3.2e9 };
    const plan = sized(own);
    expect(plan.weightBytes).toBe(63.2e9);
    expect(plan.notes.join(" ")).toContain("more than the stated 31600000000");
    expect(
      served(own)
        .notes.map(({ message }) => message)
        .join(" "),
    ).toContain("feedForwardLayers");
  });

  it("in no record are routed experts more than all parameters, and 16-bit weights are twice the parameters", () => {
    for (const [id, model] of Object.entries(models)) {
      let plan: ReturnType<typeof sizeServing>;
      try {
        plan = sizeServing({ model, accelerator: h100, precision: "bf16" });
      } catch (error) {
        // Records without a stated count of which the dimensions do not give one.
        expect(error, id).toBeInstanceOf(FootprintError);
        continue;
      }
      expect(plan.weightBytes / (2 * plan.parameters), id).toBeCloseTo(1, 2);
      const routed = plan.lines.find(({ key }) => key === "routedParameters" || key === "countedRoutedParameters")?.value ?? 0;
      expect(routed, id).toBeLessThanOrEqual(plan.parameters);
    }
  });

  it("by property: 16-bit weights are twice the parameters, whatever is stated", () => {
    fc.assert(
      fc.property(
        fc.record({
          layers: fc.integer({ min: 4, max: 96 }),
          blocks: fc.integer({ min: 1, max: 96 }),
          total: fc.integer({ min: 1, max: 512 }),
          latentSize: fc.option(fc.integer({ min: 64, max: 4096 }), { nil: undefined }),
          stated: fc.option(fc.integer({ min: 1e9, max: 1e12 }), { nil: undefined }),
        }),
        ({ layers, blocks, total, latentSize, stated }) => {
          const feedForwardLayers = Math.min(blocks, layers - 2);
          const architecture: ExpertArchitecture = {
            ...nano,
            ...{ layers, feedForwardLayers, attentionLayers: 1 },
            experts: { ...nano.experts, total, active: 1, ...(latentSize === undefined ? {} : { latentSize }) },
          };
          const model = { ...mixture(architecture), ...(stated === undefined ? {} : { parameters: stated, activeParameters: stated }) };
          const { parameters, weightBytes } = sizeServing({ model, accelerator: h100 });
          expect(weightBytes).toBe(2 * parameters);
        },
      ),
    );
  });
});

describe("A3: attention and state side by side", () => {
  const falcon: Architecture = {
    ...gated,
    ...{ layers: 36, hiddenSize: 1024, attentionHeads: 8, keyValueHeads: 2, headSize: 64, feedForwardSize: 2048, vocabularySize: 32_784 },
    stateLayers: "mamba-2",
    stateLayer: { innerSize: 1536, stateSize: 128, groups: 1, heads: 24, convolutionWidth: 4, gateNorm: false },
    parallelState: true,
  };

  it("counts Falcon-H1 0.5B to the digit, with attentionLayers and without", () => {
    expect(countParameters(dense(falcon)).parameters).toBe(521_411_104);
    expect(countParameters(dense({ ...falcon, attentionLayers: 36 })).parameters).toBe(521_411_104);
  });

  it("counts Falcon-H1 1.5B, whose gate has a norm, and holds its cache and its state", () => {
    const large = dense({
      ...falcon,
      ...{ layers: 24, hiddenSize: 2048, attentionHeads: 8, headSize: 128, feedForwardSize: 4096 },
      vocabularySize: 65_536,
      stateLayer: { innerSize: 3072, stateSize: 256, groups: 1, heads: 48, convolutionWidth: 4 },
    });
    const one = countParameters(large).parameters;
    const other = countParameters(
      dense({
        ...(large.architecture as Architecture),
        stateLayer: { innerSize: 3072, stateSize: 256, groups: 1, heads: 48, convolutionWidth: 4, gateNorm: false },
      }),
    );
    expect(one - other.parameters).toBe(24 * 3072);
    const { sequenceBytes = 0, tokenCacheBytes } = sized(large, 32_768);
    expect(tokenCacheBytes * 32_768).toBe((768 * 1024 ** 2 * (large.architecture?.keyValueHeads as number)) / 2);
    expect((sequenceBytes - tokenCacheBytes * 32_768) / 1024 ** 2).toBe(72);
  });

  it.each([
    ["stateLayer", { attentionLayers: 36 }],
    ["stateLayers alone", { attentionLayers: 36, stateLayer: undefined }],
    ["with feed-forward layers", { attentionLayers: 12, feedForwardLayers: 24 }],
  ])("states for which no layer is left are refused: %s", (_, change) => {
    const { parallelState: __, ...alone } = falcon;
    const refused = refusal(() => countParameters(dense({ ...alone, ...change } as Architecture)));
    expect(refused).toMatchObject({ code: "conflicting-input", field: "architecture.stateLayers" });
    expect(refused.message).toContain("parallelState: true");
  });

  it("side by side needs a kind of state, and attention everywhere", () => {
    const { stateLayers: _, stateLayer: __, ...none } = falcon;
    expect(refusal(() => countParameters(dense(none)))).toMatchObject({ field: "architecture.stateLayers" });
    expect(refusal(() => countParameters(dense({ ...falcon, attentionLayers: 12 })))).toMatchObject({
      field: "architecture.attentionLayers",
    });
    const { stateLayer: ___, ...uncounted } = falcon;
    expect(refusal(() => countParameters(dense(uncounted)))).toMatchObject({ field: "model.parameters" });
  });

  it("files say it too", () => {
    const file = { kind: "serving-sizing", accelerator: "h100-sxm-80gb", model: { kind: "dense", architecture: falcon } };
    const { status, stdout } = cli(["size", "f.json", "--json"], { "f.json": JSON.stringify(file) }) as never as {
      status: number;
      stdout: string;
    };
    expect(status ?? 0).toBe(0);
    expect((JSON.parse(stdout) as { parameters: number }).parameters).toBe(521_411_104);
  });
});

describe("A4: models without attention", () => {
  const mamba = models["falcon-mamba-7b"];

  it.each([1000, 32_000, 100_000])("falcon-mamba-7b has no cache and a constant state at %d tokens", (contextTokens) => {
    const { tokenCacheBytes, sequenceBytes, memoryBatch, weightBytes } = sized(mamba, contextTokens);
    expect(tokenCacheBytes).toBe(0);
    expect(sequenceBytes).toBe(64 * 8192 * 16 * 4);
    expect(memoryBatch).toBe(
      Math.floor((0.9 * (h100.memoryBytes as { readonly value: number }).value - weightBytes) / (64 * 8192 * 16 * 4)),
    );
  });

  it("counts both Mamba models of the catalogue as they are stated", () => {
    expect(countParameters(mamba).parameters).toBe(7_272_665_088);
    expect(countParameters(models["mamba-2.8b"]).parameters).toBe(2_768_345_600);
  });

  it("a decoding step does not lengthen with the context", () => {
    const step = (inputTokens: number) => served(mamba, { inputTokens }).decodeStepSeconds;
    expect(step(100_000)).toBe(step(1000));
    expect(served(models["falcon-7b"], { inputTokens: 1600 }).decodeStepSeconds).toBeGreaterThan(
      served(models["falcon-7b"], { inputTokens: 100 }).decodeStepSeconds,
    );
  });

  it("a model of stated counts can say that it has none; its state is assumed and noted", () => {
    const own = { kind: "dense", parameters: 7.27e9, attention: false } as const;
    const [near, far] = [sized(own, 1000), sized(own, 100_000)];
    expect(near.tokenCacheBytes).toBe(0);
    expect(near.sequenceBytes).toBeGreaterThan(0);
    expect(far.sequenceBytes).toBe(near.sequenceBytes);
    expect(near.notes.join(" ")).toContain("state of this model without attention is not known");
    expect(near.notes.join(" ")).not.toContain("caches are those of a typical model");
    expect(served(own, { inputTokens: 100_000 }).decodeStepSeconds).toBe(served(own).decodeStepSeconds);
    expect(sized({ kind: "dense", parameters: 7.27e9 }).tokenCacheBytes).toBeGreaterThan(0);
  });

  it("what cannot be is refused: both at once, heads that are missing, adapters beside no attention", () => {
    const { architecture } = models["llama-3.1-8b"] as { architecture: Architecture };
    expect(refusal(() => countParameters({ kind: "dense", attention: false, architecture }))).toMatchObject({ code: "conflicting-input" });
    const { attentionHeads: _, ...headless } = architecture;
    expect(refusal(() => countParameters(dense(headless)))).toMatchObject({ field: "architecture.attentionHeads" });
    const { feedForwardSize: __, ...blockless } = architecture;
    expect(refusal(() => countParameters(dense(blockless)))).toMatchObject({ field: "architecture.feedForwardSize" });
    const tuned = { method: "lora", model: mamba, accelerator: h100, acceleratorCount: 1, tokens: 1e6, ...place } as const;
    expect(refusal(() => estimateFineTuning(tuned))).toMatchObject({ field: "adapter.parameters" });
  });

  it("training and sizing count no attention", () => {
    const run = { model: mamba, tokens: 1e12, accelerator: h100, acceleratorCount: 256, ...place } as const;
    const training = estimateTraining({ ...run, attentionFlop: "causal", sequenceTokens: 2048 });
    expect(training.trainingFlop).toBeCloseTo(6 * 7_272_665_088 * 1e12, -12);
    expect(sizeTraining({ model: mamba, accelerator: h100 }).devices).toBeGreaterThan(0);
  });
});

describe("A5: what a record says of sparse attention", () => {
  it.each(["deepseek-v3.2", "glm-5", "glm-5.2"] as const)("the note of %s says that it is not modelled", (id) => {
    expect(models[id].note).toContain("not modelled");
  });

  it("Kimi K2.5 is served with the int4 experts in which it is published", () => {
    const { weightBytes, precision } = sized(models["kimi-k2.5"]);
    expect(precision).toBe("int4-experts");
    expect(weightBytes / 0.6e12).toBeGreaterThan(0.95);
    expect(weightBytes / 0.6e12).toBeLessThan(1.05);
  });
});

describe("A6: states in the memory of a sequence", () => {
  it.each([
    ["qwen3-next-80b-a3b", 24_576_000, 36 * 32 * 128 * 128 * 4],
    ["qwen3.5-27b", 65_536_000, 48 * 48 * 128 * 128 * 4],
    ["nemotron-3-nano-30b-a3b", 6_144_000, 23 * 4096 * 128 * 4],
    ["nemotron-nano-12b-v2", 24_576_000, 28 * 10_240 * 128 * 4],
    ["jamba-1.5-large", 36_864_000, 63 * 16_384 * 16 * 4],
    ["minimax-text-01", 40_960_000, 70 * 64 * 128 * 128 * 4],
  ] as const)("%s holds a cache of %d B and a state of %d B", (id, cache, state) => {
    expect(sized(models[id]).sequenceBytes).toBe(cache + state);
    // A step reads and writes it.
    expect(figure(served(models[id]), "stateTrafficBytes")).toBe(2 * state);
  });

  it("every record with states knows their size, and the state grows with no context", () => {
    for (const [id, model] of Object.entries(models)) {
      if (model.architecture?.stateLayers === undefined) continue;
      const one = sized(model, 1000).sequenceBytes ?? 0;
      const other = sized(model, 2000);
      expect(one, id).toBeGreaterThan(1000 * other.tokenCacheBytes);
      expect((other.sequenceBytes ?? 0) - one, id).toBeCloseTo(1000 * other.tokenCacheBytes, 0);
    }
  });

  it("where it is not known, a plan of memory says so as an estimate does", () => {
    const { stateLayer: _, ...unknown } = nano;
    const own = { ...mixture(unknown), parameters: 31.6e9, activeParameters: 3.2e9 };
    expect(sized(own).notes.join(" ")).toContain("The state of the layers without attention is not counted");
  });
});

describe("A8: adapters beside fused projections", () => {
  const parametersOf = (model: Model, targets: readonly string[], rank = 16): number =>
    figure(
      estimateFineTuning({
        ...{ method: "lora", model, accelerator: h100, acceleratorCount: 8, tokens: 1e6, precision: "bf16", ...place },
        adapter: { rank, targets: targets as never },
      }),
      "adapterParameters",
    );

  it.each([
    ["falcon-7b", ["q", "k", "v"], 16, 4_718_592],
    ["falcon-7b", ["qkv"], 16, 4_718_592],
    ["bloom-7b1", ["q", "k", "v"], 16, 7_864_320],
    ["bloom-7b1", ["qkv"], 16, 7_864_320],
    ["llama-2-7b", ["q", "v"], 8, 4_194_304],
    ["llama-3.1-8b", ["q", "k", "v", "o", "gate", "up", "down"], 16, 41_943_040],
  ] as const)("%s with %o of rank %d has %d", (id, targets, rank, parameters) => {
    expect(parametersOf(models[id], targets, rank)).toBe(parameters);
  });

  it("gate and up as one matrix have one A; in a mixture in every expert", () => {
    const { hiddenSize, layers, feedForwardSize = 0 } = models["phi-3-mini"].architecture as Architecture;
    expect(parametersOf(models["phi-3-mini"], ["gate", "up"])).toBe(16 * (hiddenSize + 2 * feedForwardSize) * layers);
    const all = parametersOf(models["mixtral-8x7b"], ["gate-up"]);
    expect(all).toBe(16 * (4096 + 2 * 14_336) * 32 * 8);
  });

  it("refuses part of a fused matrix, a matrix twice, and a gate that is not there", () => {
    expect(refusal(() => parametersOf(models["bloom-7b1"], ["q", "v"])).message).toContain("name qkv in its place");
    expect(refusal(() => parametersOf(models["bloom-7b1"], ["qkv", "q"])).message).toContain("twice");
    expect(refusal(() => parametersOf(models["bloom-7b1"], ["gate-up"])).message).toContain("names gate-up");
  });

  it("flags know them", () => {
    const flags =
      "--method lora --accelerator h100-sxm-80gb --accelerator-count 8 --tokens 1M --pue 1.1 --intensity 400 --adapter-rank 16 --json";
    const of = (targets: string) =>
      cli(["finetune", "--model", "falcon-7b", "--adapter-targets", targets, ...flags.split(" ")]) as never as { stdout: string };
    expect(of("qkv").stdout).toBe(of("q,k,v").stdout.replace('"q",', '"qkv",'));
  });

  it("a model of a file says which are fused", () => {
    const { architecture } = models["falcon-7b"];
    const asked = {
      kind: "fine-tuning",
      method: "lora",
      accelerator: "h100-sxm-80gb",
      acceleratorCount: 8,
      tokens: "1M",
      pue: 1.1,
      intensity: 400,
    };
    const of = (fused: unknown) =>
      readFineTuning({
        ...asked,
        model: { kind: "dense", architecture: { ...architecture, fused } },
        adapter: { rank: 16, targets: ["q", "k", "v"] },
      }).input;
    expect(figure(estimateFineTuning(of(["qkv"])), "adapterParameters")).toBe(4_718_592);
    expect(refusal(() => of(["kqv"]))).toMatchObject({ code: "invalid-input", field: "model.architecture.fused.0" });
  });
});

describe("A9: formats of weights", () => {
  const llama = models["llama-3.1-70b"];
  const bytes = (change: object): number => sizeServing({ model: llama, accelerator: h100, ...change }).weightBytes;

  it("q4_k_m of Llama 3.1 70B is its file of 42.52 GB, by name and by bits, in every case of letters", () => {
    for (const change of [{ precision: "q4_k_m" }, { precision: "Q4_K_M" }, { weightBits: 4.82 }]) {
      expect(bytes(change) / 42.52e9).toBeCloseTo(1, 2);
    }
    expect(bytes({ precision: "int4" })).toBeLessThan(37e9);
  });

  it.each([
    ["nvfp4", 4.5],
    ["awq", 4.15625],
    ["gptq", 4.15625],
    ["w4a16", 4.125],
    ["q8_0", 8.5008],
    ["q6_k", 6.5633],
    ["q5_k_m", 5.7036],
  ])("%s has %d bits", (precision, bits) => {
    expect((bytes({ precision }) * 8) / 70_553_706_496).toBeCloseTo(bits, 4);
  });

  it("holds in every estimate: a request, a device, a file, a flag", () => {
    const request = (change: object) => served(models["llama-3.1-8b"], change);
    expect(request({ precision: "q4_k_m" }).decodeStepSeconds).toBeLessThan(request({ weightBits: 8 }).decodeStepSeconds);
    expect(request({ precision: "FP8" }).energyKwh).toBe(request({ precision: "fp8" }).energyKwh);
    const local = (change: object) =>
      estimateLocalInference({
        model: models["llama-3.1-8b"],
        device: {},
        outputTokens: 100,
        grid: { intensityGramsPerKwh: 400 },
        ...change,
      }).tokensPerSecond.value;
    expect(local({ precision: "q4_k_m" })).toBeCloseTo(local({ weightBits: 4.82 }), 9);
    expect(local({ precision: "q8_0" })).toBeLessThan(local({ precision: "q4_k_m" }));
    const flags = ["size", "--for", "serving", "--model", "llama-3.1-70b", "--accelerator", "h100-sxm-80gb", "--json"];
    const size = (...more: string[]) =>
      JSON.parse((cli([...flags, ...more]) as never as { stdout: string }).stdout) as { weightBytes: number };
    expect(size("--precision", "Q4_K_M").weightBytes).toBe(bytes({ precision: "q4_k_m" }));
    expect(size("--weight-bits", "4.82").weightBytes).toBe(bytes({ weightBits: 4.82 }));
  });

  it("reaches the calls of a whole", () => {
    const { model, ...whole } = { model: models["llama-3.1-8b"], accelerator: h100, batch: 4, outputTokens: 300, ...place };
    const of = (change: object) => estimateRag({ ...whole, model, fewShot: {}, ...change }).energyKwh;
    expect(of({ weightBits: 4.82 })).toBeLessThan(of({}));
  });

  it("what is printed is what was used", () => {
    const size = (...more: string[]) =>
      cli(["size", "--for", "serving", "--model", "llama-3.1-70b", "--accelerator", "h100-sxm-80gb", ...more]).stdout;
    expect(size()).toContain("Weights in bf16 ");
    expect(size("--precision", "fp8")).toContain("Weights in fp8 ");
    expect(size("--weight-bits", "4.82")).toContain("Weights of 4.82 bits ");
    expect(size("--weight-bits", "4.82", "--precision", "fp8")).not.toContain("Weights in");
  });

  it("weightBits takes the place of every width, in mixtures too", () => {
    const plan = sizeServing({ model: models["gpt-oss-120b"], accelerator: h100, weightBits: 8 });
    expect(plan.weightBytes).toBe(plan.parameters);
    expect(refusal(() => bytes({ weightBits: 0 }))).toMatchObject({ code: "out-of-domain" });
  });

  it("names the nearest format", () => {
    expect(refusal(() => bytes({ precision: "q4_k_n" })).message).toContain("did you mean");
    expect(refusal(() => served(llama, { precision: "bf61" })).message).toContain("did you mean");
    const { stderr } = cli([
      "size",
      "--for",
      "serving",
      "--model",
      "llama-3.1-70b",
      "--accelerator",
      "h100-sxm-80gb",
      "--precision",
      "q4_k_n",
    ]) as never as { stderr: string };
    expect(stderr).toContain("did you mean");
  });

  it("training takes its precision in capitals from files and flags", () => {
    const of = (precision: string) =>
      (
        cli(
          `estimate --model llama-3.1-8b --tokens 1T --accelerator h100-sxm-80gb --accelerator-count 256 --pue 1.1 --intensity 400 --precision ${precision} --json`.split(
            " ",
          ),
        ) as never as { stdout: string }
      ).stdout;
    expect(of("BF16")).toBe(of("bf16"));
  });
});

describe("A10 and S3: more active parameters than parameters", () => {
  const swapped = { kind: "mixture-of-experts", parameters: 3e9, activeParameters: 30e9 } as const;
  it.each([
    ["a count", () => countParameters(swapped)],
    ["a request", () => served(swapped)],
    ["a plan of memory", () => sized(swapped)],
    ["a training", () => estimateTraining({ model: swapped, tokens: 1e12, accelerator: h100, ...place })],
    ["a training plan", () => sizeTraining({ model: swapped, accelerator: h100 })],
  ])("is refused by %s", (_, call) => {
    const refused = refusal(call);
    expect(refused).toMatchObject({ code: "conflicting-input", field: "model.activeParameters" });
    expect(refused.message).toContain("swapped?");
  });

  it("as many are all of them", () => {
    expect(countParameters({ ...swapped, parameters: 30e9 }).activeParameters).toBe(30e9);
  });
});

describe("S17: heads and accelerators", () => {
  const { architecture } = models["llama-3.1-8b"] as { architecture: Architecture };
  it.each([
    ["heads that leave a rest of the hidden size", { hiddenSize: 100, attentionHeads: 3, keyValueHeads: 3 }, "architecture.attentionHeads"],
    ["key-value heads that do not divide the heads", { attentionHeads: 4, keyValueHeads: 3 }, "architecture.keyValueHeads"],
  ])("refuses %s", (_, change, field) => {
    expect(refusal(() => countParameters(dense({ ...architecture, ...change })))).toMatchObject({ code: "out-of-domain", field });
  });

  it("takes a head size of its own beside any hidden size", () => {
    expect(
      countParameters(dense({ ...architecture, hiddenSize: 100, attentionHeads: 3, keyValueHeads: 3, headSize: 64 })).parameters,
    ).toBeGreaterThan(0);
  });

  it("notes a million accelerators for one copy of a small model, and none for as many as share it", () => {
    const notes = (acceleratorCount: number) =>
      served(models["llama-3.1-8b"], { acceleratorCount }).notes.filter(({ code }) => code === "magnitude");
    expect(notes(1e6)[0]?.message).toContain("cut into 1024 parts at most");
    expect(notes(8)).toEqual([]);
  });
});

describe("records agree with their dimensions", () => {
  it("what is counted and what is stated are within 1 %, or a note says why", () => {
    for (const [id, model] of Object.entries(models)) {
      const counted = countFromArchitecture(model)?.parameters;
      const stated = model.parameters ?? model.statedParameters;
      if (counted === undefined || stated === undefined) continue;
      const isNear = Math.abs(stated.value / counted - 1) <= 0.01;
      expect(isNear || model.parametersNote !== undefined || model.note !== undefined, id).toBe(true);
    }
  });

  it("a stated count far from the dimensions is noted in every estimate, not in trainings alone", () => {
    const model = { ...models["llama-3.1-8b"], parameters: 16e9 } as Model;
    expect(
      served(model)
        .notes.map(({ message }) => message)
        .join(" "),
    ).toContain("more than 1 % apart");
    expect(sized(model).notes.join(" ")).toContain("more than 1 % apart");
    expect(sized(models["llama-3.1-8b"]).notes.join(" ")).not.toContain("apart");
  });
});

describe("passes worth keeping", () => {
  const counted: readonly [string, Model, number][] = [
    [
      "granite-4.0-h-small",
      mixture({
        ...{
          layers: 40,
          hiddenSize: 4096,
          attentionHeads: 32,
          keyValueHeads: 8,
          headSize: 128,
          feedForwardSize: 1536,
          vocabularySize: 100_352,
        },
        ...{
          gatedFeedForward: true,
          tiedEmbeddings: true,
          norm: "rms",
          contextTokens: 131_072,
          attentionLayers: 4,
          stateLayers: "mamba-2",
        },
        stateLayer: { innerSize: 8192, stateSize: 128, groups: 1, heads: 128, convolutionWidth: 4 },
        experts: { total: 72, active: 10, shared: 1, feedForwardSize: 768, sharedFeedForwardSize: 1536 },
      }),
      32_207_337_984,
    ],
    [
      "Mamba-Codestral",
      dense({
        ...{ layers: 64, hiddenSize: 4096, vocabularySize: 32_768, tiedEmbeddings: false, norm: "rms", contextTokens: 262_144 },
        ...{ attentionLayers: 0, feedForwardLayers: 0, stateLayers: "mamba-2" },
        stateLayer: { innerSize: 8192, stateSize: 128, groups: 8, heads: 128, convolutionWidth: 4 },
      }),
      7_285_403_648,
    ],
    [
      "Ling-mini-2.0",
      mixture({
        ...{
          layers: 20,
          hiddenSize: 2048,
          attentionHeads: 16,
          keyValueHeads: 4,
          headSize: 128,
          feedForwardSize: 5120,
          vocabularySize: 157_184,
        },
        ...{ ...gated, queryKeyNorm: true },
        experts: { total: 256, active: 8, shared: 1, feedForwardSize: 512, firstDenseLayers: 1, routerBias: true },
      }),
      16_255_643_392,
    ],
    [
      "ERNIE-4.5-21B",
      mixture({
        ...{
          layers: 28,
          hiddenSize: 2560,
          attentionHeads: 20,
          keyValueHeads: 4,
          headSize: 128,
          feedForwardSize: 12_288,
          vocabularySize: 103_424,
        },
        ...{ ...gated, tiedEmbeddings: true },
        experts: { total: 64, active: 6, shared: 2, feedForwardSize: 1536, firstDenseLayers: 1, routerBias: true },
      }),
      21_825_437_888,
    ],
    [
      "Hunyuan-A13B",
      mixture({
        ...{
          layers: 32,
          hiddenSize: 4096,
          attentionHeads: 32,
          keyValueHeads: 8,
          headSize: 128,
          feedForwardSize: 3072,
          vocabularySize: 128_167,
        },
        ...{ ...gated, tiedEmbeddings: true, queryKeyNorm: true },
        experts: { total: 64, active: 8, shared: 1, feedForwardSize: 3072 },
      }),
      80_393_183_232,
    ],
    [
      "dots.llm1",
      mixture({
        ...{ layers: 62, hiddenSize: 4096, attentionHeads: 32, headSize: 128, feedForwardSize: 10_944, vocabularySize: 152_064 },
        ...{ ...gated, queryKeyNorm: true },
        experts: { total: 128, active: 6, shared: 2, feedForwardSize: 1408, firstDenseLayers: 1, routerBias: true },
      }),
      142_774_381_696,
    ],
    [
      "Seed-OSS-36B",
      dense({
        ...{
          layers: 64,
          hiddenSize: 5120,
          attentionHeads: 80,
          keyValueHeads: 8,
          headSize: 128,
          feedForwardSize: 27_648,
          vocabularySize: 155_136,
        },
        ...{ ...gated, biases: "qkv" },
      }),
      36_151_104_512,
    ],
    ...(
      [
        ["flan-t5-xxl", 32_128, 11_135_332_352],
        ["mT5-xxl", 250_112, 12_921_057_280],
      ] as const
    ).map(([name, vocabularySize, parameters]): [string, Model, number] => [
      name,
      dense({
        ...{ layers: 24, encoderLayers: 24, hiddenSize: 4096, attentionHeads: 64, headSize: 64, feedForwardSize: 10_240, vocabularySize },
        ...{ ...gated, relativePositionBuckets: 32 },
      }),
      parameters,
    ]),
  ];
  it.each(counted)("%s is counted to the digit", (_, model, parameters) => {
    expect(countParameters(model).parameters).toBe(parameters);
  });

  it("caches: gpt-oss-120b with its weights, DeepSeek-V3", () => {
    const oss = sized(models["gpt-oss-120b"]);
    expect(oss.tokenCacheBytes).toBe(73_728);
    expect(oss.weightBytes / 65_248_815_744).toBeCloseTo(1, 3);
    expect(sized(models["deepseek-v3"]).tokenCacheBytes).toBe(70_272);
  });

  it("serving of an encoder-decoder is refused by name", () => {
    expect(refusal(() => served(models["t5-11b"]))).toMatchObject({ code: "unsupported", field: "model" });
  });
});
