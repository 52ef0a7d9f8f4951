import { attentionWidth as widthOfAttention, fullAttentionLayers } from "../architecture/compute.js";
import { embeddingParameters, expertLayerCount, headSize as sizeOfHead } from "../architecture/parameters.js";
import { stateLayerCount } from "../architecture/state-space.js";
import {
  keyValueBytes,
  latentCacheBytes,
  stateTraffic,
  typicalExperts,
  typicalHiddenSize,
  typicalLayers,
} from "../architecture/traffic.js";
import type { Architecture, Model } from "../catalog/records.js";
import type { Evaluator, Quantity } from "../core/evaluator.js";
import type { Given } from "../core/figure.js";
import { wireWidth } from "./attention-flop.js";
import { definition } from "./definition.js";
import { dimensionsOf, wireModel } from "./model-wiring.js";
import { wireRouted } from "./routed-parameters.js";

/** What serving needs to know of a model, on its way through an estimate. */
export interface ServedModel {
  readonly parameters: Quantity<"parameter">;
  readonly activeParameters: Quantity<"parameter">;
  /** The input embedding where it is a table of its own. */
  readonly inputEmbeddingParameters: Quantity<"parameter">;
  readonly routedParameters: Quantity<"parameter">;
  readonly layers: Quantity<"1">;
  readonly hiddenSize: Quantity<"1">;
  readonly attentionLayers: Quantity<"1">;
  /** Width of attention over a cache: of the compressed latent where there is one. */
  readonly decodeWidth: Quantity<"1">;
  /** Width of attention over new tokens. */
  readonly prefillWidth: Quantity<"1">;
  /** Cache of one token in one layer (B). */
  readonly layerTokenBytes: Quantity<"B">;
  readonly fullAttentionLayers: Quantity<"1">;
  readonly windowLayerCount: Quantity<"1">;
  readonly windowTokens: Quantity<"token">;
  readonly stateTrafficBytes: Quantity<"B">;
  /** Present for a mixture of experts. */
  readonly experts:
    | { readonly total: Quantity<"1">; readonly active: Quantity<"1">; readonly layers: Quantity<"1">; readonly isBlockScaled: boolean }
    | undefined;
}

const assumed = (value: number, at: string): Given => ({ value, source: "llm-footprint", at, basis: "assumption" });
const TYPICAL = "docs/guide/inference.md: typical of models of 2023 to 2025, where the dimensions are not known";
const TYPICAL_KEY_VALUE_HEADS = assumed(8, TYPICAL);
const TYPICAL_HEAD_SIZE = assumed(128, TYPICAL);
const NONE = definition(0, "no such part", "inference");
const NO_WINDOW = definition(1, "no such part", "inference");
const ONE = definition(1, "no such part", "inference");
/** States are kept in 32 bit (dao-2024 and the code of vLLM). */
const STATE_BYTES: Given = { value: 4, source: "dao-2024", at: "§7: states in 32 bit", basis: "published" };

// V8 folds a constant of this module into its functions, but not an import from another chunk of the package (docs/adr/0003).
const equations = {
  embeddingParameters,
  expertLayerCount,
  fullAttentionLayers,
  keyValueBytes,
  latentCacheBytes,
  sizeOfHead,
  stateLayerCount,
  stateTraffic,
  typicalExperts,
  typicalHiddenSize,
  typicalLayers,
  widthOfAttention,
};

function wireCache(
  t: Evaluator,
  architecture: Architecture,
  cite: (value: number) => Given,
  cacheElementBytes: Quantity<"B">,
): Pick<ServedModel, "layerTokenBytes" | "decodeWidth"> {
  const { latentAttention } = architecture;
  const attentionHeads = t.input("attentionHeads", cite(architecture.attentionHeads));
  if (latentAttention !== undefined) {
    const rank = {
      keyValueRank: t.input("keyValueRank", cite(latentAttention.keyValueRank)),
      ropeHeadSize: t.input("ropeHeadSize", cite(latentAttention.ropeHeadSize)),
    };
    // In the absorbed form, scores and values are products with the cached latent.
    const latent = t.sum("latentWidth", [rank.keyValueRank, rank.ropeHeadSize]);
    return {
      layerTokenBytes: t.line("layerTokenBytes", equations.latentCacheBytes, { ...rank, cacheElementBytes }),
      decodeWidth: t.line("decodeWidth", equations.widthOfAttention, { attentionHeads, scoreHeadSize: latent, valueHeadSize: latent }),
    };
  }
  const headSize =
    architecture.headSize === undefined
      ? t.line("cacheHeadSize", equations.sizeOfHead, { hiddenSize: t.input("hiddenSize", cite(architecture.hiddenSize)), attentionHeads })
      : t.input("headSize", cite(architecture.headSize));
  return {
    layerTokenBytes: t.line("layerTokenBytes", equations.keyValueBytes, {
      keyValueHeads: t.input("keyValueHeads", cite(architecture.keyValueHeads ?? architecture.attentionHeads)),
      headSize,
      cacheElementBytes,
    }),
    decodeWidth: t.line("decodeWidth", equations.widthOfAttention, { attentionHeads, scoreHeadSize: headSize, valueHeadSize: headSize }),
  };
}

/** State of the layers without attention, where their dimensions are known; a note says where they are not. */
function wireState(t: Evaluator, architecture: Architecture, cite: (value: number) => Given): Quantity<"B"> {
  const { stateLayer, attentionLayers, feedForwardLayers } = architecture;
  if (stateLayer === undefined || attentionLayers === undefined) return t.fallback("stateTrafficBytes", NONE);
  return t.line("stateTrafficBytes", equations.stateTraffic, {
    stateLayers: t.line("servedStateLayers", equations.stateLayerCount, {
      layers: t.input("layers", cite(architecture.layers)),
      attentionLayers: t.input("attentionLayers", cite(attentionLayers)),
      feedForwardLayers: t.input("feedForwardLayers", cite(feedForwardLayers ?? 0)),
    }),
    stateInnerSize: t.input("stateInnerSize", cite(stateLayer.innerSize)),
    stateSize: t.input("stateSize", cite(stateLayer.stateSize)),
    stateElementBytes: t.fallback("stateElementBytes", STATE_BYTES),
  });
}

function wireDimensions(t: Evaluator, model: Model, architecture: Architecture, cacheElementBytes: Quantity<"B">): ServedModel {
  const cite = dimensionsOf(model);
  const { parameters, activeParameters } = wireModel(t, model);
  const { slidingWindow } = architecture;
  const hiddenSize = t.input("hiddenSize", cite(architecture.hiddenSize));
  const layers = t.input("layers", cite(architecture.layers));
  const attentionLayers = t.input("attentionLayers", cite(architecture.attentionLayers ?? architecture.layers));
  const windowLayerCount =
    slidingWindow === undefined ? t.fallback("windowLayerCount", NONE) : t.input("windowLayerCount", cite(slidingWindow.layers));
  const experts = model.kind === "mixture-of-experts" ? model.architecture?.experts : undefined;
  return {
    parameters,
    activeParameters,
    inputEmbeddingParameters: t.line("inputEmbeddingParameters", equations.embeddingParameters, {
      vocabularySize: t.input("vocabularySize", cite(architecture.vocabularySize)),
      hiddenSize,
      embeddingTables: t.fallback("embeddingTables", architecture.tiedEmbeddings ? NONE : ONE),
    }),
    routedParameters: experts === undefined ? t.fallback("routedParameters", NONE) : wireRouted(t, model, parameters).routed,
    layers,
    hiddenSize,
    attentionLayers,
    ...wireCache(t, architecture, cite, cacheElementBytes),
    prefillWidth: wireWidth(t, architecture, cite),
    fullAttentionLayers: t.line("fullAttentionLayers", equations.fullAttentionLayers, { attentionLayers, windowLayerCount }),
    windowLayerCount,
    windowTokens: slidingWindow === undefined ? t.fallback("windowTokens", NO_WINDOW) : t.input("windowTokens", cite(slidingWindow.tokens)),
    stateTrafficBytes: wireState(t, architecture, cite),
    experts:
      experts === undefined
        ? undefined
        : {
            total: t.input("experts", cite(experts.total)),
            active: t.input("activeExperts", cite(experts.active)),
            layers: t.line("servedExpertLayers", equations.expertLayerCount, {
              layers,
              firstDenseLayers: t.input("firstDenseLayers", cite(experts.firstDenseLayers ?? 0)),
              expertLayerPeriod: t.input("expertLayerPeriod", cite(experts.layerPeriod ?? 1)),
            }),
            isBlockScaled: experts.blockScaled === true,
          },
  };
}

/** A model of which only the counts are known takes the typical shape of its active size; a note says so. */
function wireTypical(t: Evaluator, model: Model, cacheElementBytes: Quantity<"B">): ServedModel {
  const { parameters, activeParameters } = wireModel(t, model);
  const layers = t.line("layers", equations.typicalLayers, { parameters: activeParameters });
  const hiddenSize = t.line("hiddenSize", equations.typicalHiddenSize, { layers });
  const headSize = t.fallback("headSize", TYPICAL_HEAD_SIZE);
  return {
    parameters,
    activeParameters,
    inputEmbeddingParameters: t.fallback("inputEmbeddingParameters", NONE),
    routedParameters: model.kind === "dense" ? t.fallback("routedParameters", NONE) : parameters,
    layers,
    hiddenSize,
    attentionLayers: layers,
    // Heads split the hidden size.
    decodeWidth: hiddenSize,
    prefillWidth: hiddenSize,
    layerTokenBytes: t.line("layerTokenBytes", equations.keyValueBytes, {
      keyValueHeads: t.fallback("keyValueHeads", TYPICAL_KEY_VALUE_HEADS),
      headSize,
      cacheElementBytes,
    }),
    fullAttentionLayers: layers,
    windowLayerCount: t.fallback("windowLayerCount", NONE),
    windowTokens: t.fallback("windowTokens", NO_WINDOW),
    stateTrafficBytes: t.fallback("stateTrafficBytes", NONE),
    experts:
      model.kind === "dense"
        ? undefined
        : {
            total: t.line("experts", equations.typicalExperts, { parameters, activeParameters }),
            active: t.fallback("activeExperts", ONE),
            layers,
            isBlockScaled: false,
          },
  };
}

/** Wires what serving needs to know of a checked model. */
export function wireServedModel(t: Evaluator, model: Model, cacheElementBytes: Quantity<"B">): ServedModel {
  return model.architecture === undefined
    ? wireTypical(t, model, cacheElementBytes)
    : wireDimensions(t, model, model.architecture, cacheElementBytes);
}
