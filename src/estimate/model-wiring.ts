import {
  attentionParameters,
  blockStackParameters,
  denseLayerCount,
  embeddingParameters,
  expertLayerCount,
  expertLayerParameters,
  feedForwardParameters,
  headSize,
  normParameters,
  positionParameters,
  relativePositionParameters,
  routerParameters,
} from "../architecture/parameters.js";
import { compressedQueryParameters, fullQueryParameters, latentAttentionParameters } from "../architecture/latent-attention.js";
import { stateLayerCount, stateLayerParameters } from "../architecture/state-space.js";
import type { Architecture, ExpertArchitecture, Model } from "../catalog/records.js";
import type { Evaluator, Quantity } from "../core/evaluator.js";
import type { Given } from "../core/figure.js";

/** The two counts on their way through an estimate. */
export interface ModelQuantities {
  readonly parameters: Quantity<"parameter">;
  readonly activeParameters: Quantity<"parameter">;
}

const flag = (set: boolean): number => (set ? 1 : 0);
const vectorsOf = { rms: 1, layer: 2, none: 0 } as const;

/** What all of an architecture's attention equations use. */
interface AttentionBase {
  readonly hiddenSize: Quantity<"1">;
  readonly attentionHeads: Quantity<"1">;
}

/** Wires the parameters of one attention block: latent where the architecture says so, else multi-head, grouped or multi-query. */
function wireAttention(
  t: Evaluator,
  architecture: Architecture,
  cite: (value: number) => Given,
  base: AttentionBase,
): Quantity<"parameter"> {
  const { latentAttention, biases = false } = architecture;
  if (latentAttention !== undefined) {
    const heads = {
      ...base,
      nopeHeadSize: t.input("nopeHeadSize", cite(latentAttention.nopeHeadSize)),
      ropeHeadSize: t.input("ropeHeadSize", cite(latentAttention.ropeHeadSize)),
    };
    return t.line("attentionParameters", latentAttentionParameters, {
      queryParameters:
        latentAttention.queryRank === undefined
          ? t.line("queryParameters", fullQueryParameters, heads)
          : t.line("queryParameters", compressedQueryParameters, {
              ...heads,
              queryRank: t.input("queryRank", cite(latentAttention.queryRank)),
            }),
      ...heads,
      keyValueRank: t.input("keyValueRank", cite(latentAttention.keyValueRank)),
      valueHeadSize: t.input("valueHeadSize", cite(latentAttention.valueHeadSize)),
    });
  }
  return t.line("attentionParameters", attentionParameters, {
    ...base,
    keyValueHeads: t.input("keyValueHeads", cite(architecture.keyValueHeads ?? architecture.attentionHeads)),
    headSize: architecture.headSize === undefined ? t.line("headSize", headSize, base) : t.input("headSize", cite(architecture.headSize)),
    queryKeyValueBias: t.input("queryKeyValueBias", cite(flag(biases !== false))),
    outputBias: t.input("outputBias", cite(flag(biases === true || biases === "attention"))),
    queryKeyNorm: t.input("queryKeyNorm", cite(flag(architecture.queryKeyNorm ?? false))),
    attentionSinks: t.input("attentionSinks", cite(flag(architecture.attentionSinks ?? false))),
  });
}

/** Gives a dimension its citation: of a catalogue model, where it is printed; a caller's own dimension is given. */
export function dimensionsOf({ architectureSource }: Model): (value: number) => Given {
  return (value) =>
    architectureSource === undefined ? value : { value, source: architectureSource.id, at: architectureSource.at, basis: "published" };
}

/** Learned positions of all stacks. */
function positionsOf({ learnedPositions, contextTokens, encoderLayers }: Architecture): number {
  if (learnedPositions !== true) return 0;
  return encoderLayers === undefined ? contextTokens : contextTokens + contextTokens;
}

/** Wires the counts of a model with dimensions, block by block, each block with its norm; the caller has checked the model. */
function wireArchitecture(t: Evaluator, model: Model, architecture: Architecture): ModelQuantities {
  const cite = dimensionsOf(model);
  const { encoderLayers, attentionLayers, feedForwardLayers, stateLayer, relativePositionBuckets } = architecture;
  const hiddenSize = t.input("hiddenSize", cite(architecture.hiddenSize));
  const attentionHeads = t.input("attentionHeads", cite(architecture.attentionHeads));
  const layers = t.input("layers", cite(architecture.layers));
  const encoder = encoderLayers === undefined ? undefined : t.input("encoderLayers", cite(encoderLayers));
  const stacks = encoder === undefined ? 1 : 2;
  const feedForwardBias = t.input("feedForwardBias", cite(flag(architecture.biases === true)));
  const feedForwardMatrices = t.input("feedForwardMatrices", cite(architecture.gatedFeedForward ? 3 : 2));
  const vectorsPerNorm = t.input("vectorsPerNorm", cite(vectorsOf[architecture.norm]));
  const norm = t.line("normParameters", normParameters, { norms: t.input("normsPerBlock", cite(1)), vectorsPerNorm, hiddenSize });

  let attentionBlocks = layers;
  let feedForwardBlocks = layers;
  if (encoder !== undefined) {
    // A decoder layer has a second attention block, to the encoder.
    attentionBlocks = t.sum("attentionBlocks", [encoder, layers, layers]);
    feedForwardBlocks = t.sum("feedForwardBlocks", [encoder, layers]);
  }
  if (attentionLayers !== undefined) attentionBlocks = t.input("attentionLayers", cite(attentionLayers));
  if (feedForwardLayers !== undefined) feedForwardBlocks = t.input("feedForwardLayers", cite(feedForwardLayers));

  const besideFeedForward = [
    t.line("attentionStackParameters", blockStackParameters, {
      blocks: attentionBlocks,
      blockParameters: wireAttention(t, architecture, cite, { hiddenSize, attentionHeads }),
      normParameters: norm,
    }),
    t.line("embeddingParameters", embeddingParameters, {
      embeddingTables: t.input("embeddingTables", cite(architecture.tiedEmbeddings ? 1 : 2)),
      vocabularySize: t.input("vocabularySize", cite(architecture.vocabularySize)),
      hiddenSize,
    }),
    t.line("positionParameters", positionParameters, { positions: t.input("positions", cite(positionsOf(architecture))), hiddenSize }),
    t.line("outerNormParameters", normParameters, {
      norms: t.input("outerNorms", cite(architecture.embeddingNorm === true ? stacks + stacks : stacks)),
      vectorsPerNorm,
      hiddenSize,
    }),
  ];
  if (stateLayer !== undefined) {
    besideFeedForward.push(
      t.line("stateStackParameters", blockStackParameters, {
        blocks: t.line("stateLayers", stateLayerCount, {
          layers,
          attentionLayers: attentionBlocks,
          feedForwardLayers: t.input("feedForwardLayers", cite(feedForwardLayers ?? 0)),
        }),
        blockParameters: t.line("stateLayerParameters", stateLayerParameters, {
          hiddenSize,
          stateInnerSize: t.input("stateInnerSize", cite(stateLayer.innerSize)),
          stateSize: t.input("stateSize", cite(stateLayer.stateSize)),
          stateGroups: t.input("stateGroups", cite(stateLayer.groups)),
          stateHeads: t.input("stateHeads", cite(stateLayer.heads)),
          convolutionWidth: t.input("convolutionWidth", cite(stateLayer.convolutionWidth)),
        }),
        normParameters: norm,
      }),
    );
  }
  if (relativePositionBuckets !== undefined) {
    besideFeedForward.push(
      t.line("relativePositionParameters", relativePositionParameters, {
        stacks: t.input("stacks", cite(stacks)),
        relativePositionBuckets: t.input("relativePositionBuckets", cite(relativePositionBuckets)),
        attentionHeads,
      }),
    );
  }

  const feedForward = t.line("feedForwardParameters", feedForwardParameters, {
    hiddenSize,
    feedForwardSize: t.input("feedForwardSize", cite(architecture.feedForwardSize)),
    feedForwardMatrices,
    feedForwardBias,
  });
  // Side by side with attention, a feed-forward block has no norm of its own.
  const feedForwardNorm = architecture.parallelBlock === true ? t.input("feedForwardNormParameters", cite(0)) : norm;
  if (model.kind === "dense") {
    const parameters = t.sum("parameters", [
      t.line("feedForwardStackParameters", blockStackParameters, {
        blocks: feedForwardBlocks,
        blockParameters: feedForward,
        normParameters: feedForwardNorm,
      }),
      ...besideFeedForward,
    ]);
    return { parameters, activeParameters: parameters };
  }

  const { experts } = architecture as ExpertArchitecture;
  const frequency = {
    firstDenseLayers: t.input("firstDenseLayers", cite(experts.firstDenseLayers ?? 0)),
    expertLayerPeriod: t.input("expertLayerPeriod", cite(experts.layerPeriod ?? 1)),
  };
  const expertLayers =
    encoder === undefined
      ? t.line("expertLayers", expertLayerCount, { layers: feedForwardBlocks, ...frequency })
      : t.sum("expertLayers", [
          t.line("encoderExpertLayers", expertLayerCount, { layers: encoder, ...frequency }),
          t.line("decoderExpertLayers", expertLayerCount, { layers, ...frequency }),
        ]);
  const total = t.input("experts", cite(experts.total));
  const gated = experts.gatedFeedForward;
  const expert = {
    hiddenSize,
    feedForwardMatrices: gated === undefined ? feedForwardMatrices : t.input("expertFeedForwardMatrices", cite(gated ? 3 : 2)),
    feedForwardBias,
  };
  const block = {
    expertParameters: t.line("expertParameters", feedForwardParameters, {
      ...expert,
      feedForwardSize: t.input("expertFeedForwardSize", cite(experts.feedForwardSize)),
    }),
    sharedExperts: t.input("sharedExperts", cite(experts.shared ?? 0)),
    sharedExpertParameters: t.line("sharedExpertParameters", feedForwardParameters, {
      ...expert,
      feedForwardSize: t.input("sharedFeedForwardSize", cite(experts.sharedFeedForwardSize ?? experts.feedForwardSize)),
    }),
    routerParameters:
      experts.router === false
        ? t.input("routerParameters", cite(0))
        : t.line("routerParameters", routerParameters, {
            hiddenSize,
            experts: total,
            routerBias: t.input("routerBias", cite(flag(experts.routerBias ?? false))),
          }),
  };
  const denseStack = t.line("denseStackParameters", blockStackParameters, {
    blocks: t.line("denseLayers", denseLayerCount, { layers: feedForwardBlocks, expertLayers }),
    blockParameters: feedForward,
    normParameters: feedForwardNorm,
  });
  const expertStack = (
    count: "expertBlockParameters" | "activeExpertBlockParameters",
    whole: "expertStackParameters" | "activeExpertStackParameters",
    used: Quantity<"1">,
  ): Quantity<"parameter"> =>
    t.line(whole, blockStackParameters, {
      blocks: expertLayers,
      blockParameters: t.line(count, expertLayerParameters, { experts: used, ...block }),
      normParameters: feedForwardNorm,
    });
  // A mixture of experts may state one of its counts: only the other one is counted.
  const { parameters, activeParameters } = model;
  return {
    parameters:
      parameters === undefined
        ? t.sum("parameters", [denseStack, expertStack("expertBlockParameters", "expertStackParameters", total), ...besideFeedForward])
        : t.input("parameters", parameters),
    activeParameters:
      activeParameters === undefined
        ? t.sum("activeParameters", [
            denseStack,
            expertStack("activeExpertBlockParameters", "activeExpertStackParameters", t.input("activeExperts", cite(experts.active))),
            ...besideFeedForward,
          ])
        : t.input("activeParameters", activeParameters),
  };
}

/** Wires the parameter counts of a checked model: stated counts where given, else counted from its dimensions. */
export function wireModel(t: Evaluator, model: Model): ModelQuantities {
  if (model.kind === "dense" && model.parameters !== undefined) {
    const parameters = t.input("parameters", model.parameters);
    return { parameters, activeParameters: parameters };
  }
  if (model.kind === "mixture-of-experts" && model.parameters !== undefined && model.activeParameters !== undefined) {
    return { parameters: t.input("parameters", model.parameters), activeParameters: t.input("activeParameters", model.activeParameters) };
  }
  return wireArchitecture(t, model, model.architecture as Architecture);
}
