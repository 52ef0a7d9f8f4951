import { type Architecture, countParameters, type Experts, type Model } from "llm-footprint";
import { catalog } from "llm-footprint/catalog";
import { models } from "llm-footprint/catalog/models";
import { extendCatalog, readScenario } from "llm-footprint/schema";
import { describe, expect, it } from "vitest";
import { refusal } from "../helpers/refusal.js";

const base: Architecture = {
  layers: 24,
  hiddenSize: 1024,
  attentionHeads: 16,
  feedForwardSize: 4096,
  gatedFeedForward: true,
  vocabularySize: 32_000,
  tiedEmbeddings: false,
  contextTokens: 2048,
  norm: "rms",
};
const stateLayer = { innerSize: 2048, stateSize: 128, groups: 8, heads: 32, convolutionWidth: 4 };
const hybrid = { attentionLayers: 4, stateLayers: "mamba-2" as const, stateLayer };
const experts: Experts = { total: 8, active: 2, feedForwardSize: 1024 };

const dense = (change: object): Model => ({ kind: "dense", architecture: { ...base, ...change } });
const mixture = (change: object, of: object = {}): Model => ({
  kind: "mixture-of-experts",
  architecture: { ...base, ...of, experts: { ...experts, ...change } },
});

describe("dimensions that cannot be are refused", () => {
  it.each<[string, Model, string, string]>([
    ["an encoder without layers", dense({ encoderLayers: 0 }), "out-of-domain", "architecture.encoderLayers = 0 is outside [1, ∞)"],
    ["half an encoder", dense({ encoderLayers: 1.5 }), "out-of-domain", "architecture.encoderLayers = 1.5 is not a whole number"],
    ["no buckets", dense({ relativePositionBuckets: 0 }), "out-of-domain", "architecture.relativePositionBuckets = 0 is outside [1, ∞)"],
    [
      "groups that are not whole",
      dense({ ...hybrid, stateLayer: { ...stateLayer, groups: 2.5 } }),
      "out-of-domain",
      "architecture.stateLayer.groups = 2.5 is not a whole number",
    ],
    [
      "a state without its size",
      dense({ ...hybrid, stateLayer: { ...stateLayer, stateSize: undefined } }),
      "out-of-domain",
      "architecture.stateLayer.stateSize is missing",
    ],
    ["a state layer that is a number", dense({ ...hybrid, stateLayer: 4 }), "invalid-input", "architecture.stateLayer is 4"],
    [
      "negative feed-forward layers",
      dense({ ...hybrid, feedForwardLayers: -1 }),
      "out-of-domain",
      "architecture.feedForwardLayers = -1 is outside [0, ∞)",
    ],
    [
      "more layers of two kinds than layers",
      dense({ ...hybrid, feedForwardLayers: 21 }),
      "out-of-domain",
      "architecture.attentionLayers + feedForwardLayers = 25 is above 24",
    ],
    [
      "more windows than attention layers",
      dense({ ...hybrid, slidingWindow: { tokens: 512, layers: 5 } }),
      "out-of-domain",
      "architecture.slidingWindow.layers = 5 is above 4",
    ],
    ["an unknown norm", dense({ norm: "batch" }), "invalid-input", 'architecture.norm is "batch"; give rms or layer or none'],
    ["a block that is parallel by text", dense({ parallelBlock: "yes" }), "invalid-input", 'architecture.parallelBlock is "yes"'],
    [
      "a gate by number",
      mixture({ gatedFeedForward: 1 }),
      "invalid-input",
      "architecture.experts.gatedFeedForward is 1; give false or true",
    ],
    ["a router by text", mixture({ router: "no" }), "invalid-input", 'architecture.experts.router is "no"; give false or true'],
    ["a router bias by number", mixture({ routerBias: 1 }), "invalid-input", "architecture.experts.routerBias is 1"],
    [
      "a period above the layers with experts",
      mixture({ layerPeriod: 9 }, { ...hybrid, feedForwardLayers: 8 }),
      "out-of-domain",
      "architecture.experts.layerPeriod = 9 is above 8",
    ],
  ])("%s", (_, model, code, message) => {
    const refused = refusal(() => countParameters(model));
    expect(refused.code).toBe(code);
    expect(refused.message).toContain(message);
  });
});

describe("fields that contradict each other are refused", () => {
  it.each<[Model, string]>([
    [dense({ encoderLayers: 12, slidingWindow: { tokens: 512, layers: 4 } }), "slidingWindow"],
    [dense({ encoderLayers: 12, parallelBlock: true }), "parallelBlock"],
    [dense({ encoderLayers: 12, attentionLayers: 0 }), "attentionLayers"],
    [dense({ encoderLayers: 12, feedForwardLayers: 0 }), "feedForwardLayers"],
    [dense({ ...hybrid, parallelBlock: true }), "attentionLayers"],
    [dense({ ...hybrid, stateLayers: "mamba" }), "stateLayer"],
    [dense({ ...hybrid, stateLayers: undefined }), "stateLayer"],
    [mixture({ router: false, routerBias: true }), "experts.routerBias"],
  ])("%#: leave architecture.%s out", (model, field) => {
    const refused = refusal(() => countParameters(model));
    expect(refused.message).toContain(`leave architecture.${field} out`);
    expect(refused).toMatchObject({ code: "conflicting-input", field: `architecture.${field}` });
  });

  it("a choice of false contradicts nothing", () => {
    expect(countParameters(dense({ encoderLayers: 12, parallelBlock: false })).parameters).toBeGreaterThan(0);
    expect(countParameters(mixture({ router: true, routerBias: true })).parameters).toBeGreaterThan(0);
  });

  it.each([{ stateLayer, stateLayers: "mamba-2" }, { feedForwardLayers: 4 }, { stateLayers: "mamba" }])(
    "a hybrid without attentionLayers: %o",
    (change) => {
      expect(refusal(() => countParameters(dense(change)))).toMatchObject({
        code: "invalid-input",
        field: "architecture.attentionLayers",
        message: "model: architecture.attentionLayers is missing; a hybrid needs it",
      });
    },
  );

  it("layers with a state of unknown dimensions need the stated count", () => {
    const unknown = { attentionLayers: 4, stateLayers: "gated-delta-net" };
    expect(refusal(() => countParameters(dense(unknown)))).toMatchObject({ code: "invalid-input", field: "model.parameters" });
    const { parameters, nonEmbeddingParameters } = countParameters({ ...dense(unknown), parameters: 1e9 });
    expect(parameters).toBe(1e9);
    expect(nonEmbeddingParameters).toBeUndefined();
  });
});

describe("new fields in files", () => {
  const change = {
    encoderLayers: 12,
    relativePositionBuckets: 32,
    norm: "none",
    experts: { ...experts, router: false, gatedFeedForward: false },
  };
  const scenario = { kind: "training", tokens: "1B", accelerator: "h100-sxm-80gb", acceleratorCount: 8, pue: 1.1, grid: "world" };

  it.each<[string, Model]>([
    ["an encoder-decoder with plain experts and no router", { kind: "mixture-of-experts", architecture: { ...base, ...change } } as Model],
    ["a hybrid of single blocks", dense({ ...hybrid, feedForwardLayers: 10 })],
    ["parallel blocks", dense({ parallelBlock: true })],
  ])("a scenario: %s", (_, model) => {
    expect(readScenario({ ...scenario, model }).input.model).toEqual(model);
  });

  it("a misspelt field and half a group are named", () => {
    expect(
      refusal(() => readScenario({ ...scenario, model: dense({ ...hybrid, stateLayer: { ...stateLayer, groupes: 8 } }) })).message,
    ).toContain("groupes");
  });

  it("own records take them with the same strictness", () => {
    const record = models["t5-11b"];
    const own = (architecture: object): object => ({
      models: { "our-t5": { ...record, name: "Our T5", aliases: [], architecture: { ...record.architecture, ...architecture } } },
    });
    const { tables } = extendCatalog(catalog, own({ encoderLayers: 12 }));
    const ours = (tables.models as unknown as Readonly<Record<string, Model>>)["our-t5"];
    expect(countParameters(ours as Model).parameters).toBeLessThan(countParameters(models["t5-11b"]).parameters);
    expect(refusal(() => extendCatalog(catalog, own({ encoderLayers: 0 }))).message).toContain("encoderLayers");
    expect(refusal(() => extendCatalog(catalog, own({ parallelBlock: true }))).message).toContain("leave architecture.parallelBlock out");
    expect(refusal(() => extendCatalog(catalog, own({ stateLayer: { ...stateLayer, groups: 1.5 } }))).message).toContain("groups");
  });
});
