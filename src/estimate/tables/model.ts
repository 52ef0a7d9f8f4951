import { lazily } from "../../core/lazily.js";
import type { Architecture, Experts, LatentAttention, Model, StateLayer } from "../../catalog/records.js";
import { type Figure, type Given, valueOf } from "../../core/figure.js";
import { anyNumber, fraction, positive } from "../../core/formula.js";
import * as F from "../../generated/kernels.js";
import { graph, quantity } from "../../graph/rows.js";
import { assume, by, noted, record, type Say, same, shared, sum, when } from "../../graph/ways.js";
import { definition } from "../definition.js";

/** What a table of a model looks at. */
export interface OfModel {
  readonly model: Model;
  readonly cachePrecision?: "bf16" | "fp8";
}

/** The work that stands for what was written from general knowledge. */
const RECALLED = "recalled";

/** Gives a dimension its citation: of a catalogue model, where it is printed; a caller's own dimension is given. */
function cited({ architectureSource: source }: Model, value: number): Given {
  if (source === undefined) return value;
  return { value, source: source.id, at: source.at, basis: source.id === RECALLED ? RECALLED : "published" };
}

type Read<From> = (of: From) => number | boolean | undefined;
const of = (read: Read<Architecture & { readonly experts?: Experts }>) =>
  record(({ model }: OfModel): Given | undefined => {
    const value = model.architecture === undefined ? undefined : read(model.architecture);
    return value === undefined ? undefined : cited(model, Number(value));
  });
type Numbers<From> = { [Key in keyof From]-?: NonNullable<From[Key]> extends number | boolean ? Key : never }[keyof From];
const dimension = (key: Numbers<Architecture>) => of((architecture) => architecture[key]);
const dimensionOr = (key: Numbers<Architecture>, other: number) => of((architecture) => architecture[key] ?? other);
const expert = (key: Numbers<Experts>) => of(({ experts }) => experts?.[key]);
const expertOr = (key: Numbers<Experts>, other: number) => of(({ experts }) => experts && (experts[key] ?? other));
const latent = (key: Numbers<LatentAttention>) => of(({ latentAttention }) => latentAttention?.[key]);
const state = (key: Numbers<StateLayer>) => of(({ stateLayer }) => stateLayer?.[key]);

/** Whether every token passes through all weights. */
const isDense = ({ model }: OfModel): boolean => model.kind === "dense";
/** Whether tokens are routed to experts. */
export const isMixture = ({ model }: OfModel): boolean => model.kind === "mixture-of-experts";
/**
 * Whether some weights wait while a token passes: a mixture of which every expert is always active computes as a dense model does, whatever its name.
 * Known from the experts, else from the stated counts.
 */
export function isSparse({ model }: OfModel): boolean {
  if (model.kind === "dense") return false;
  const { experts } = (model.architecture ?? {}) as { readonly experts?: Experts };
  if (experts !== undefined) return experts.active < experts.total;
  return (
    model.activeParameters === undefined || model.parameters === undefined || valueOf(model.activeParameters) < valueOf(model.parameters)
  );
}
/** Whether the dimensions are known. */
export const isKnown = ({ model }: OfModel): boolean => model.architecture !== undefined;
/** Whether its experts are known. */
export const hasExperts = ({ model }: OfModel): boolean => model.kind === "mixture-of-experts" && model.architecture !== undefined;
/** Whether it is known to have no attention. */
const isAttentionFree = ({ model: { attention, architecture } }: OfModel): boolean =>
  attention === false || architecture?.attentionLayers === 0;
const isParallel = ({ model }: OfModel): boolean => model.architecture?.parallelState === true;
const hasState = ({ model }: OfModel): boolean => model.architecture?.stateLayer !== undefined;
const hasNoGateNorm = ({ model }: OfModel): boolean => model.architecture?.stateLayer?.gateNorm === false;
const isSelective = ({ model }: OfModel): boolean => model.architecture?.stateLayers === "mamba";
const isStatedMixture = (of: OfModel): boolean => hasExperts(of) && of.model.parameters !== undefined;
const hasNoFeedForward = ({ model }: OfModel): boolean => model.architecture?.feedForwardLayers === 0;
/** A state takes any number of tokens; a cache, or what attention was trained on, does not. */
export const longestTokens = quantity(
  "Tokens that the model takes",
  record((of: OfModel) => (isAttentionFree(of) ? undefined : of.model.architecture?.contextTokens)),
);
const isStateUnknown = (of: OfModel): boolean => isAttentionFree(of) && !hasState(of);
/** Whether some layers see a window of tokens only. */
export const hasWindow = ({ model }: OfModel): boolean => model.architecture?.slidingWindow !== undefined;
const isCounted = ({ model }: OfModel): boolean => model.architecture !== undefined && model.parameters === undefined;
const isActiveCounted = ({ model }: OfModel): boolean =>
  model.architecture !== undefined && (model.kind === "dense" ? model.parameters : model.activeParameters) === undefined;

const statedParameters = ({ model }: OfModel): Given | undefined => model.parameters;
const statedActiveParameters = ({ model }: OfModel): Given | undefined => (model.kind === "dense" ? undefined : model.activeParameters);
const ratioOfTotal = ({ model }: OfModel): Given | undefined => (model.kind === "dense" ? undefined : model.totalOverActive);
const hasRatio = (of: OfModel): boolean => ratioOfTotal(of) !== undefined;
const cacheBytes = ({ cachePrecision }: OfModel): Given => (cachePrecision === "fp8" ? 1 : 2);
const keyValueHeads: Read<Architecture> = (a) => a.keyValueHeads ?? a.attentionHeads;
const hasInputBias: Read<Architecture> = ({ biases = false }) => biases !== false;
const hasOutputBias: Read<Architecture> = ({ biases }) => biases === true || biases === "attention";
const hasFeedForwardBias: Read<Architecture> = ({ biases }) => biases === true;
const normVectors: Read<Architecture> = ({ norm }) => ({ rms: 1, layer: 2, none: 0 })[norm];
const stackCount = ({ encoderLayers }: Architecture): number => (encoderLayers === undefined ? 1 : 2);
const learnedPositions: Read<Architecture> = (a) => {
  if (a.learnedPositions !== true) return 0;
  return a.encoderLayers === undefined ? a.contextTokens : a.contextTokens + a.contextTokens;
};
const outerNorms: Read<Architecture> = (a) => (a.embeddingNorm === true ? stackCount(a) + stackCount(a) : stackCount(a));
const tokenTables: Read<Architecture> = ({ tiedEmbeddings }) => (tiedEmbeddings ? 1 : 2);
const readingTables: Read<Architecture> = ({ tiedEmbeddings }) => (tiedEmbeddings ? 0 : 1);
const blockMatrices: Read<Architecture> = ({ gatedFeedForward = false }) => (gatedFeedForward ? 3 : 2);
const expertMatrices: Read<Architecture & { readonly experts?: Experts }> = ({ experts, gatedFeedForward }) =>
  experts && ((experts.gatedFeedForward ?? gatedFeedForward === true) ? 3 : 2);
const noNorm: Read<Architecture> = ({ parallelBlock }) => (parallelBlock === true ? 0 : undefined);
const noRouter: Read<{ readonly experts?: Experts }> = ({ experts }) => (experts?.router === false ? 0 : undefined);
const sharedSize: Read<{ readonly experts?: Experts }> = ({ experts }) =>
  experts && (experts.sharedFeedForwardSize ?? experts.feedForwardSize);
const windowLayers: Read<Architecture> = ({ slidingWindow }) => slidingWindow?.layers;
const windowLength: Read<Architecture> = ({ slidingWindow }) => slidingWindow?.tokens;

/** What stands in for dimensions that are not known. */
export const typicalShape =
  "The dimensions of the model are not known: a typical shape of its active size stands in (docs/guide/inference.md).";
const ofUnknownState: Say<OfModel> = (_, { model }) =>
  model.architecture?.stateLayers === undefined
    ? undefined
    : "The state of the layers without attention is not counted, because its dimensions are not known: hybrids come out too low.";
const ofUnknownSize: Say<OfModel> = (_, { model }) => {
  const sizes = [model.parameters, statedActiveParameters({ model })] as (Partial<Figure> | number | undefined)[];
  const size = sizes.find((one) => typeof one === "object" && (one.basis === "estimated" || one.basis === "assumption"));
  if (typeof size !== "object") return undefined;
  const { source, at, note } = size;
  const told = `The size of the model is not stated by its developer: ${source ?? ""}, ${at ?? ""}. Read low and high, not the value between them.`;
  return note === undefined ? told : `${told} ${note}`;
};

const ofTooManyRouted: Say<OfModel> = (read) => {
  const [stated, counted] = [read("parameters") as number, read("countedRoutedParameters") as number];
  return counted > stated
    ? `The routed experts of the dimensions are ${counted} parameters, more than the stated ${stated}: check which layers hold experts ` +
        "(feedForwardLayers, experts.firstDenseLayers, experts.layerPeriod), and their width (experts.latentSize)."
    : undefined;
};

/** A model is counted once in an estimate, whatever it does there. */
const ofModel = ({ model: counted }: OfModel): readonly unknown[] => [counted];
const typical = (value: number): Given => ({
  value,
  source: "llm-footprint",
  at: "docs/guide/inference.md: typical of models of 2023 to 2025, where the dimensions are not known",
  basis: "assumption",
});
const typicalStateSize: Given = {
  value: 16,
  source: "gu-2023",
  at: "§4.6: the state of the published Mamba models, where that of a model without attention is not known",
  basis: "assumption",
};
const typicalState = "The state of this model without attention is not known: that of a typical Mamba of its size stands in.";
const none = assume(definition(0, "no such part", "inference"));
const one = assume(definition(1, "no such part", "inference"));
const fourBytes = assume({ value: 4, source: "dao-2024", at: "§7: states in 32 bit", basis: "published" });

const beside = [
  "attentionStackParameters",
  "embeddingParameters",
  "positionParameters",
  "outerNormParameters",
  "stateStackParameters?",
  "relativePositionParameters?",
] as const;
const latentScore = { scoreHeadSize: "scoreHeadSize" } as const;
const headWidths = { scoreHeadSize: "headSize", valueHeadSize: "headSize" } as const;
const latentWidths = { scoreHeadSize: "latentWidth", valueHeadSize: "latentWidth" } as const;

/** A model: its dimensions, its parameters counted from them, and what serving and training need to know of it. */
export const model = lazily(() => ({
  layers: quantity(
    "Layers",
    { domain: positive },
    dimension("layers"),
    noted("estimated-model", by(F.typicalLayers, { parameters: "activeParameters" }), typicalShape),
  ),
  hiddenSize: quantity("Width of the residual stream", dimension("hiddenSize"), by(F.typicalHiddenSize)),
  attentionHeads: quantity("Attention heads", dimension("attentionHeads")),
  vocabularySize: quantity("Tokens of the vocabulary", dimension("vocabularySize")),
  feedForwardSize: quantity("Inner width of a feed-forward block", dimension("feedForwardSize")),
  encoderLayers: quantity("Layers of the encoder", dimension("encoderLayers")),
  attentionLayers: quantity("Layers with attention", dimension("attentionLayers"), when(isAttentionFree, none), same("layers")),
  feedForwardLayers: quantity("Layers that are a feed-forward block alone", dimensionOr("feedForwardLayers", 0)),
  attentionBlocks: quantity("Attention blocks", dimension("attentionLayers"), sum("encoderLayers", "layers", "layers"), same("layers")),
  decoderFeedForwardBlocks: quantity("Feed-forward blocks of the decoder", dimension("feedForwardLayers"), same("layers")),
  feedForwardBlocks: quantity("Feed-forward blocks", sum("encoderLayers", "decoderFeedForwardBlocks"), same("decoderFeedForwardBlocks")),
  headSize: quantity("Width of a head", dimension("headSize"), by(F.headSize), assume(typical(128))),
  keyValueHeads: quantity("Heads of keys and values", of(keyValueHeads), assume(typical(8))),
  queryRank: quantity("Rank of compressed queries", latent("queryRank")),
  keyValueRank: quantity("Rank of compressed keys and values", latent("keyValueRank")),
  nopeHeadSize: quantity("Width of a head without positions", latent("nopeHeadSize")),
  ropeHeadSize: quantity("Width of a head with positions", latent("ropeHeadSize")),
  valueHeadSize: quantity("Width of a head of values", latent("valueHeadSize")),
  queryKeyValueBias: quantity("1 where queries, keys and values have biases", { domain: fraction }, of(hasInputBias)),
  outputBias: quantity("1 where the output of attention has a bias", { domain: fraction }, of(hasOutputBias)),
  queryKeyNorm: quantity("1 where queries and keys have norms", { domain: fraction }, dimensionOr("queryKeyNorm", 0)),
  attentionSinks: quantity("1 where heads have sinks", { domain: fraction }, dimensionOr("attentionSinks", 0)),
  queryParameters: quantity("Parameters of queries", by(F.compressedQueryParameters), by(F.fullQueryParameters)),
  attentionParameters: quantity("Parameters of an attention block", by(F.latentAttentionParameters), by(F.attentionParameters)),
  normsPerBlock: quantity(
    "Norms of a block",
    of(() => 1),
  ),
  vectorsPerNorm: quantity("Vectors of a norm", of(normVectors)),
  normParameters: quantity("Parameters of a norm", by(F.normParameters, { norms: "normsPerBlock" })),
  attentionStackParameters: quantity(
    "Parameters of all attention blocks",
    when(isAttentionFree, none),
    by(F.blockStackParameters, { blocks: "attentionBlocks", blockParameters: "attentionParameters" }),
  ),
  embeddingTables: quantity("Tables of token embeddings", of(tokenTables)),
  embeddingParameters: quantity("Parameters of token embeddings", by(F.embeddingParameters)),
  positions: quantity("Learned positions", of(learnedPositions)),
  positionParameters: quantity("Parameters of positions", by(F.positionParameters)),
  stacks: quantity("Stacks of layers", of(stackCount)),
  outerNorms: quantity("Norms outside the layers", of(outerNorms)),
  outerNormParameters: quantity("Parameters of norms outside the layers", by(F.normParameters, { norms: "outerNorms" })),
  relativePositionBuckets: quantity("Buckets of relative positions", dimension("relativePositionBuckets")),
  relativePositionParameters: quantity("Parameters of relative positions", by(F.relativePositionParameters)),
  stateInnerSize: quantity("Inner width of a state-space layer", state("innerSize"), when(isStateUnknown, by(F.typicalStateWidth))),
  stateSize: quantity("Size of a state", state("stateSize"), when(isStateUnknown, assume(typicalStateSize))),
  stateGroups: quantity("Groups of a state-space layer", state("groups")),
  stateHeads: quantity("Heads of a state-space layer", state("heads")),
  convolutionWidth: quantity("Width of the convolution of a state-space layer", state("convolutionWidth")),
  stepRank: quantity("Rank of the step of a state-space layer", state("stepRank")),
  blocksBesideStates: quantity("Layers with attention that hold no state", when(isParallel, none), same("attentionLayers")),
  stateLayers: quantity(
    "State-space layers",
    when(hasState, by(F.stateLayerCount, { attentionLayers: "blocksBesideStates" })),
    when(isAttentionFree, same("layers")),
  ),
  stateLayerParameters: quantity(
    "Parameters of a state-space layer",
    when(isSelective, by(F.selectiveStateLayerParameters)),
    when(hasNoGateNorm, by(F.unnormedStateLayerParameters)),
    by(F.stateLayerParameters),
  ),
  stateNormParameters: quantity(
    "Parameters of the norm of a state-space layer, that of the attention where both stand side by side",
    when(isParallel, same("noParameters")),
    same("normParameters"),
  ),
  stateStackParameters: quantity(
    "Parameters of all state-space layers",
    when(
      hasState,
      by(F.blockStackParameters, {
        blocks: "stateLayers",
        blockParameters: "stateLayerParameters",
        normParameters: "stateNormParameters",
      }),
    ),
  ),
  feedForwardMatrices: quantity("Matrices of a feed-forward block", of(blockMatrices)),
  feedForwardBias: quantity("1 where feed-forward blocks have biases", { domain: fraction }, of(hasFeedForwardBias)),
  feedForwardParameters: quantity("Parameters of a feed-forward block", by(F.feedForwardParameters)),
  feedForwardNormParameters: quantity("Parameters of the norm of a feed-forward block", of(noNorm), same("normParameters")),
  feedForwardStackParameters: quantity(
    "Parameters of all feed-forward blocks",
    when(hasNoFeedForward, none),
    by(F.blockStackParameters, {
      blocks: "feedForwardBlocks",
      blockParameters: "feedForwardParameters",
      normParameters: "feedForwardNormParameters",
    }),
  ),
  experts: quantity("Routed experts of a layer", expert("total"), when(isMixture, by(F.typicalExperts))),
  activeExperts: quantity("Routed experts that a token passes through", expert("active"), when(isMixture, one)),
  sharedExperts: quantity("Experts that every token passes through", expertOr("shared", 0)),
  firstDenseLayers: quantity("Layers before the first experts", expertOr("firstDenseLayers", 0)),
  expertLayerPeriod: quantity("Every how many layers there are experts", expertOr("layerPeriod", 1)),
  expertFeedForwardSize: quantity("Inner width of a routed expert", expert("feedForwardSize")),
  latentSize: quantity("Width in which routed experts work, where it is not that of the residual stream", expert("latentSize")),
  expertWidth: quantity("Width in which routed experts work", same("latentSize"), same("hiddenSize")),
  sharedFeedForwardSize: quantity("Inner width of a shared expert", of(sharedSize)),
  expertFeedForwardMatrices: quantity("Matrices of an expert", of(expertMatrices)),
  routerBias: quantity("1 where routers have a bias", { domain: fraction }, expertOr("routerBias", 0)),
  encoderExpertLayers: quantity("Encoder layers with experts", by(F.expertLayerCount, { layers: "encoderLayers" })),
  decoderExpertLayers: quantity("Decoder layers with experts", by(F.expertLayerCount, { layers: "decoderFeedForwardBlocks" })),
  expertLayers: quantity("Layers with experts", sum("encoderExpertLayers", "decoderExpertLayers"), same("decoderExpertLayers")),
  denseLayers: quantity("Layers without experts", by(F.denseLayerCount, { layers: "feedForwardBlocks" })),
  denseStackParameters: quantity(
    "Parameters of all feed-forward blocks beside experts",
    by(F.blockStackParameters, {
      blocks: "denseLayers",
      blockParameters: "feedForwardParameters",
      normParameters: "feedForwardNormParameters",
    }),
  ),
  expertParameters: quantity(
    "Parameters of a routed expert",
    by(F.feedForwardParameters, {
      hiddenSize: "expertWidth",
      feedForwardSize: "expertFeedForwardSize",
      feedForwardMatrices: "expertFeedForwardMatrices",
    }),
  ),
  sharedExpertParameters: quantity(
    "Parameters of a shared expert",
    by(F.feedForwardParameters, { feedForwardSize: "sharedFeedForwardSize", feedForwardMatrices: "expertFeedForwardMatrices" }),
  ),
  routerParameters: quantity("Parameters of a router", of(noRouter), by(F.routerParameters)),
  latentProjectionParameters: quantity("Parameters of the projections into that width and back", by(F.latentProjectionParameters)),
  besideExpertParameters: quantity(
    "Parameters of a layer of experts beside them",
    sum("routerParameters", "latentProjectionParameters"),
    same("routerParameters"),
  ),
  expertBlockParameters: quantity(
    "Parameters of a layer of experts",
    by(F.expertLayerParameters, { routerParameters: "besideExpertParameters" }),
  ),
  activeExpertBlockParameters: quantity(
    "Parameters of a layer of experts that a token passes through",
    by(F.expertLayerParameters, { experts: "activeExperts", routerParameters: "besideExpertParameters" }),
  ),
  expertStackParameters: quantity(
    "Parameters of all layers of experts",
    by(F.blockStackParameters, {
      blocks: "expertLayers",
      blockParameters: "expertBlockParameters",
      normParameters: "feedForwardNormParameters",
    }),
  ),
  activeExpertStackParameters: quantity(
    "Parameters of all layers of experts that a token passes through",
    by(F.blockStackParameters, {
      blocks: "expertLayers",
      blockParameters: "activeExpertBlockParameters",
      normParameters: "feedForwardNormParameters",
    }),
  ),
  totalOverActive: quantity("All parameters over those that a token passes through", record(ratioOfTotal)),
  parameters: quantity(
    "Parameters of the model",
    { domain: positive },
    noted("estimated-model", record(statedParameters), ofUnknownSize),
    noted("estimated-model", when(hasRatio, by(F.parametersFromActive)), ofUnknownSize),
    when(isDense, shared(ofModel, sum("feedForwardStackParameters", ...beside))),
    shared(ofModel, sum("denseStackParameters", "expertStackParameters", ...beside)),
  ),
  activeParameters: quantity(
    "Parameters that a token passes through",
    { domain: positive },
    when(isDense, same("parameters")),
    record(statedActiveParameters),
    shared(ofModel, sum("denseStackParameters", "activeExpertStackParameters", ...beside)),
  ),
  noTables: quantity("No such table", none),
  nonEmbeddingParameters: quantity(
    "Parameters without token tables and learned positions",
    { domain: anyNumber },
    when(isCounted, by(F.parametersWithoutEmbeddings, { countedParameters: "parameters" })),
  ),
  activeNoInputEmbeddingParameters: quantity(
    "Active parameters without an input embedding of its own",
    { domain: anyNumber },
    when(
      isActiveCounted,
      by(F.parametersWithoutEmbeddings, { countedParameters: "activeParameters", embeddingTables: "inputTables", positions: "noTables" }),
    ),
  ),
  noParameters: quantity("No such parameters", none),
  noBias: quantity("No such bias", none),
  routedExpertParameters: quantity(
    "Parameters of a routed expert without biases",
    by(F.feedForwardParameters, {
      hiddenSize: "expertWidth",
      feedForwardSize: "expertFeedForwardSize",
      feedForwardMatrices: "expertFeedForwardMatrices",
      feedForwardBias: "noBias",
    }),
  ),
  routedLayerParameters: quantity(
    "Parameters of the routed experts of a layer",
    by(F.expertLayerParameters, {
      expertParameters: "routedExpertParameters",
      sharedExperts: "noBias",
      sharedExpertParameters: "noParameters",
      routerParameters: "noParameters",
    }),
  ),
  countedRoutedParameters: quantity(
    "Parameters of all routed experts by the dimensions",
    by(F.blockStackParameters, { blocks: "expertLayers", blockParameters: "routedLayerParameters", normParameters: "noParameters" }),
  ),
  routedParameters: quantity(
    "Parameters of all routed experts",
    noted("stated-parameters", when(isStatedMixture, by(F.routedWithinStated)), ofTooManyRouted),
    when(hasExperts, same("countedRoutedParameters")),
    when(isMixture, same("parameters")),
    none,
  ),
  inputTables: quantity("Tables that only read tokens", of(readingTables)),
  inputEmbeddingParameters: quantity(
    "Parameters of an input embedding of its own",
    by(F.embeddingParameters, { embeddingTables: "inputTables" }),
    none,
  ),
  windowLayerCount: quantity("Layers with a sliding window", of(windowLayers), none),
  windowTokens: quantity("Tokens of the window", of(windowLength), one),
  fullAttentionLayers: quantity("Layers that see every token", when(isKnown, by(F.fullAttentionLayers)), same("attentionLayers")),
  latentWidth: quantity("Width of the cached latent", sum("keyValueRank", "ropeHeadSize")),
  scoreHeadSize: quantity("Width of a head of queries", sum("nopeHeadSize", "ropeHeadSize")),
  attentionWidth: quantity(
    "Width of attention over new tokens",
    by(F.attentionWidth, latentScore),
    when(isKnown, by(F.attentionWidth, headWidths)),
    same("hiddenSize"),
  ),
  decodeWidth: quantity(
    "Width of attention over a cache",
    by(F.attentionWidth, latentWidths),
    when(isKnown, by(F.attentionWidth, headWidths)),
    same("hiddenSize"),
  ),
  cacheElementBytes: quantity("Size of a value in the cache", record(cacheBytes)),
  layerTokenBytes: quantity("Cache of a token in a layer", when(isAttentionFree, none), by(F.latentCacheBytes), by(F.keyValueBytes)),
  stateElementBytes: quantity("Size of a value of a state", fourBytes),
  stateTrafficBytes: quantity(
    "State that a step reads and writes for a sequence",
    when(isStateUnknown, noted("predicted", by(F.stateTraffic), typicalState)),
    by(F.stateTraffic),
    noted("missing-part", none, ofUnknownState),
  ),
  servedExpertLayers: quantity("Layers with experts, as served", when(isKnown, same("decoderExpertLayers")), same("layers")),
}));

/** The parameters of a model. */
export const counts = lazily(() => graph<OfModel>()(model()));
