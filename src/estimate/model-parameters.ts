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
  parametersWithoutEmbeddings,
  positionParameters,
  relativePositionParameters,
  routerParameters,
} from "../architecture/parameters.js";
import { compressedQueryParameters, fullQueryParameters, latentAttentionParameters } from "../architecture/latent-attention.js";
import { stateLayerCount, stateLayerParameters } from "../architecture/state-space.js";
import type { Architecture, ExpertArchitecture, Experts, LatentAttention, Model, StateLayer } from "../catalog/records.js";
import { FootprintError } from "../core/errors.js";
import { Evaluator, type Quantity } from "../core/evaluator.js";
import { checkGiven, type Given } from "../core/figure.js";
import { atLeastOne, type Domain, formatValue, isInDomain, nonNegative, positive } from "../core/formula.js";
import { type Line, Trace } from "../core/trace.js";

/** Parameter counts of a model (parameters). */
export interface ParameterCounts {
  /** All parameters. */
  readonly parameters: number;
  /** Parameters that one token passes through, embeddings included; all of them in a dense model. */
  readonly activeParameters: number;
}

/** {@link ParameterCounts} in two further conventions, with the lines that led to them. */
export interface CountedParameters extends ParameterCounts {
  /**
   * Active parameters without the input embedding where it is a table of its own; a table shared with the output stays. Some publishers
   * state this count. `undefined` where the active count is stated and not counted: which convention it follows is then not known.
   */
  readonly activeNoInputEmbeddingParameters: number | undefined;
  /** All parameters without token tables and learned positions; `undefined` where the total is stated and not counted. */
  readonly nonEmbeddingParameters: number | undefined;
  readonly lines: readonly Line[];
}

/** The two counts on their way through an estimate. */
export interface ModelQuantities {
  readonly parameters: Quantity<"parameter">;
  readonly activeParameters: Quantity<"parameter">;
}

/** A whole-numbered dimension: its key, its path in messages, its range, and whether it must be given. */
interface Dimension<T> {
  readonly key: keyof T;
  readonly path: string;
  readonly domain: Domain;
  readonly required: boolean;
}

function dimensions<T>(
  path: string,
  domain: Domain,
  required: readonly (keyof T & string)[],
  optional: readonly (keyof T & string)[],
): Dimension<T>[] {
  return [...required, ...optional].map((key, index) => ({ key, path: `${path}.${key}`, domain, required: index < required.length }));
}

const architectureDimensions = /* @__PURE__ */ dimensions<Architecture>(
  "architecture",
  atLeastOne,
  ["layers", "hiddenSize", "attentionHeads", "feedForwardSize", "vocabularySize", "contextTokens"],
  ["keyValueHeads", "headSize", "encoderLayers", "relativePositionBuckets"],
);
const latentDimensions = /* @__PURE__ */ dimensions<LatentAttention>(
  "architecture.latentAttention",
  atLeastOne,
  ["keyValueRank", "nopeHeadSize", "ropeHeadSize", "valueHeadSize"],
  ["queryRank"],
);
const windowDimensions = /* @__PURE__ */ dimensions<NonNullable<Architecture["slidingWindow"]>>(
  "architecture.slidingWindow",
  atLeastOne,
  ["tokens", "layers"],
  [],
);
const stateDimensions = /* @__PURE__ */ dimensions<StateLayer>(
  "architecture.stateLayer",
  atLeastOne,
  ["innerSize", "stateSize", "groups", "heads", "convolutionWidth"],
  [],
);
const hybridDimensions = /* @__PURE__ */ dimensions<Architecture>(
  "architecture",
  nonNegative,
  [],
  ["attentionLayers", "feedForwardLayers"],
);
const expertDimensions = /* @__PURE__ */ [
  ...dimensions<Experts>(
    "architecture.experts",
    atLeastOne,
    ["total", "active", "feedForwardSize"],
    ["sharedFeedForwardSize", "layerPeriod"],
  ),
  ...dimensions<Experts>("architecture.experts", nonNegative, [], ["shared", "firstDenseLayers"]),
];

function checkDimensions<T>(values: T, checked: readonly Dimension<T>[]): void {
  for (const { key, path, domain, required } of checked) {
    const value = values[key];
    // Dimensions are whole numbers: half a layer is a slip.
    if ((value === undefined && !required) || (Number.isInteger(value) && isInDomain(value, domain))) continue;
    checkGiven("model", path, value, domain);
    throw new FootprintError("out-of-domain", `model: ${path} = ${formatValue(value)} is not a whole number`, { field: path, value });
  }
}

/**
 * Checks a model before it is evaluated.
 *
 * @throws `FootprintError` naming the field
 */
export function checkModel(model: Model): void {
  if (typeof model !== "object" || model === null || (model.kind !== "dense" && model.kind !== "mixture-of-experts")) {
    throw new FootprintError("invalid-input", 'model: kind must be "dense" or "mixture-of-experts"', { field: "model.kind" });
  }
  const { architecture } = model;
  if (model.parameters !== undefined) checkGiven("model", "parameters", model.parameters, positive);
  if (model.kind === "mixture-of-experts" && model.activeParameters !== undefined) {
    checkGiven("model", "activeParameters", model.activeParameters, positive);
  }
  if (architecture !== undefined) {
    if (typeof architecture !== "object" || architecture === null)
      throw wrongChoice("architecture", architecture, ["an object of dimensions"]);
    checkDimensions(architecture, architectureDimensions);
    checkChoices(architecture);
    const keyValueHeads = architecture.keyValueHeads ?? architecture.attentionHeads;
    checkAtMost("architecture.keyValueHeads", keyValueHeads, architecture.attentionHeads);
    checkLayers(architecture);
    if (model.kind === "mixture-of-experts") checkExperts(model.architecture as ExpertArchitecture);
    const reason = uncountedReason(architecture);
    if (reason === undefined) return;
    const stated = { parameters: model.parameters, ...(model.kind === "dense" ? {} : { activeParameters: model.activeParameters }) };
    for (const [key, count] of Object.entries(stated)) {
      if (count !== undefined) continue;
      throw new FootprintError(
        "invalid-input",
        `model: ${key} is missing; the dimensions alone do not give it (${reason}), so give the stated count`,
        { field: `model.${key}` },
      );
    }
    return;
  }
  if (model.parameters === undefined) {
    throw new FootprintError("invalid-input", "model: give its architecture, or its parameters as stated by its publisher", {
      field: "model.parameters",
    });
  }
  if (model.kind === "mixture-of-experts" && model.activeParameters === undefined) {
    throw new FootprintError(
      "invalid-input",
      "model: a mixture of experts needs activeParameters beside parameters; its total would overstate the compute many times",
      { field: "model.activeParameters" },
    );
  }
}

/** Fields of an architecture that exclude others, and why. */
const exclusions: readonly { readonly key: keyof Architecture; readonly why: string; readonly others: readonly (keyof Architecture)[] }[] =
  [
    { key: "latentAttention", why: "has head sizes", others: ["keyValueHeads", "headSize"] },
    {
      key: "encoderLayers",
      why: "makes two stacks of equal layers",
      others: ["slidingWindow", "attentionLayers", "feedForwardLayers", "stateLayer", "parallelBlock"],
    },
    { key: "parallelBlock", why: "puts both blocks into every layer", others: ["attentionLayers", "feedForwardLayers", "stateLayer"] },
  ];

const isAbsent = (value: unknown): boolean => value === undefined || value === false;

function checkLayers(architecture: Architecture): void {
  const { slidingWindow, layers, attentionLayers, feedForwardLayers, stateLayer, stateLayers } = architecture;
  for (const [key, checked] of [
    ["latentAttention", latentDimensions],
    ["slidingWindow", windowDimensions],
    ["stateLayer", stateDimensions],
  ] as const) {
    const value = architecture[key];
    if (value === undefined) continue;
    if (typeof value !== "object" || value === null) throw wrongChoice(`architecture.${key}`, value, ["an object of dimensions"]);
    checkDimensions(value, checked as readonly Dimension<typeof value>[]);
  }
  checkDimensions(architecture, hybridDimensions);
  for (const { key, why, others } of exclusions) {
    if (isAbsent(architecture[key])) continue;
    for (const other of others) if (!isAbsent(architecture[other])) throw conflict(`${key} ${why}`, other, architecture[other]);
  }
  checkAtMost("architecture.attentionLayers", attentionLayers ?? layers, layers);
  checkAtMost("architecture.slidingWindow.layers", slidingWindow?.layers ?? 0, attentionLayers ?? layers);
  if (attentionLayers !== undefined) {
    checkAtMost("architecture.attentionLayers + feedForwardLayers", attentionLayers + (feedForwardLayers ?? 0), layers);
  } else if ((feedForwardLayers ?? stateLayer ?? stateLayers) !== undefined) {
    throw new FootprintError("invalid-input", "model: architecture.attentionLayers is missing; a hybrid needs it", {
      field: "architecture.attentionLayers",
    });
  }
  if (stateLayer !== undefined && stateLayers !== "mamba-2") {
    throw conflict("stateLayers is not mamba-2, the only kind that is counted", "stateLayer", stateLayer);
  }
}

function conflict(because: string, key: string, value: unknown): FootprintError {
  const field = `architecture.${key}`;
  return new FootprintError("conflicting-input", `model: ${because}; leave ${field} out`, { field, value });
}

/** Why the dimensions alone do not give the parameters; nothing where they do. */
function uncountedReason({ uncounted, attentionLayers, feedForwardLayers, layers, stateLayer }: Architecture): string | undefined {
  if (uncounted !== undefined) return uncounted;
  return stateLayer === undefined && (attentionLayers ?? layers) + (feedForwardLayers ?? 0) < layers
    ? "layers without attention are counted only with the stateLayer of mamba-2"
    : undefined;
}

const optionalFlag = [undefined, false, true];

/** The choices of an architecture and what each may be; a choice left out must not pass for one of them. */
const choices: readonly { readonly key: keyof Architecture; readonly allowed: readonly unknown[] }[] = [
  { key: "gatedFeedForward", allowed: [true, false] },
  { key: "tiedEmbeddings", allowed: [true, false] },
  { key: "norm", allowed: ["rms", "layer", "none"] },
  { key: "parallelBlock", allowed: optionalFlag },
  { key: "learnedPositions", allowed: optionalFlag },
  { key: "biases", allowed: [undefined, true, false, "attention", "qkv"] },
  { key: "queryKeyNorm", allowed: optionalFlag },
  { key: "embeddingNorm", allowed: optionalFlag },
  { key: "attentionSinks", allowed: optionalFlag },
  { key: "stateLayers", allowed: [undefined, "mamba", "mamba-2", "gated-delta-net", "lightning-attention"] },
];

function wrongChoice(field: string, value: unknown, allowed: readonly unknown[]): FootprintError {
  const known = allowed.filter((choice) => choice !== undefined).map(String);
  return new FootprintError("invalid-input", `model: ${field} is ${formatValue(value)}; give ${known.join(" or ")}`, {
    field,
    value,
    nearest: known,
  });
}

function checkChoices(architecture: Architecture): void {
  for (const { key, allowed } of choices) {
    if (!allowed.includes(architecture[key])) throw wrongChoice(`architecture.${key}`, architecture[key], allowed);
  }
}

function checkExperts({ layers, feedForwardLayers = layers, experts }: ExpertArchitecture): void {
  if (typeof experts !== "object" || experts === null) {
    throw new FootprintError("invalid-input", "model: the architecture of a mixture of experts needs experts", {
      field: "architecture.experts",
    });
  }
  checkDimensions(experts, expertDimensions);
  checkAtMost("architecture.experts.active", experts.active, experts.total);
  checkAtMost("architecture.experts.firstDenseLayers", experts.firstDenseLayers ?? 0, feedForwardLayers);
  checkAtMost("architecture.experts.layerPeriod", experts.layerPeriod ?? 1, feedForwardLayers);
  for (const key of ["routerBias", "router", "gatedFeedForward"] as const) {
    if (!optionalFlag.includes(experts[key])) throw wrongChoice(`architecture.experts.${key}`, experts[key], optionalFlag);
  }
  if (experts.router === false && experts.routerBias === true) throw conflict("router is false", "experts.routerBias", true);
}

function checkAtMost(field: string, value: number, most: number): void {
  if (value <= most) return;
  throw new FootprintError("out-of-domain", `model: ${field} = ${value} is above ${most}`, { field, value, bound: `[0, ${most}]` });
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

/**
 * Counts the parameters of a model: from its stated counts where it has them, else from its dimensions.
 *
 * @param model - a dense or mixture-of-experts model
 * @returns total and active parameters, both also without embeddings where they are counted, with every line of the count
 * @throws `FootprintError` naming the dimension that is missing or outside its range
 *
 * @example
 * ```ts
 * import { countParameters } from "llm-footprint";
 *
 * const { parameters, activeParameters } = countParameters({
 *   kind: "mixture-of-experts",
 *   architecture: {
 *     layers: 32, hiddenSize: 4096, attentionHeads: 32, keyValueHeads: 8, feedForwardSize: 14336, gatedFeedForward: true,
 *     vocabularySize: 32000, tiedEmbeddings: false, contextTokens: 32768, norm: "rms",
 *     experts: { total: 8, active: 2, feedForwardSize: 14336 },
 *   },
 * });
 * console.log(parameters, activeParameters); // 46702792704 12879925248
 * ```
 */
export function countParameters(model: Model): CountedParameters {
  checkModel(model);
  const trace = new Trace();
  const t = new Evaluator(trace);
  const { parameters, activeParameters } = wireModel(t, model);
  const { architecture } = model;
  const without = (
    key: "activeNoInputEmbeddingParameters" | "nonEmbeddingParameters",
    countedParameters: Quantity<"parameter">,
    stated: Given | undefined,
    embeddingTables: number,
    positions: number,
  ): number | undefined => {
    if (architecture === undefined || stated !== undefined) return undefined;
    const cite = dimensionsOf(model);
    return t.value(
      t.line(key, parametersWithoutEmbeddings, {
        countedParameters,
        embeddingTables: t.input("embeddingTables", cite(embeddingTables)),
        vocabularySize: t.input("vocabularySize", cite(architecture.vocabularySize)),
        positions: t.input("positions", cite(positions)),
        hiddenSize: t.input("hiddenSize", cite(architecture.hiddenSize)),
      }),
    );
  };
  const statedActive = model.kind === "dense" ? model.parameters : model.activeParameters;
  const isTied = architecture?.tiedEmbeddings === true;
  return {
    parameters: t.value(parameters),
    activeParameters: t.value(activeParameters),
    activeNoInputEmbeddingParameters: without("activeNoInputEmbeddingParameters", activeParameters, statedActive, isTied ? 0 : 1, 0),
    nonEmbeddingParameters: without(
      "nonEmbeddingParameters",
      parameters,
      model.parameters,
      isTied ? 1 : 2,
      architecture === undefined ? 0 : positionsOf(architecture),
    ),
    lines: trace.lines(),
  };
}

/** The count from the dimensions alone, for comparison with a stated one; `undefined` where the dimensions do not give it. */
export function countFromArchitecture(model: Model): ParameterCounts | undefined {
  if (model.architecture === undefined || uncountedReason(model.architecture) !== undefined) return undefined;
  const numbers = new Evaluator();
  const unstated: Model =
    model.kind === "dense"
      ? { kind: model.kind, architecture: model.architecture }
      : { kind: model.kind, architecture: model.architecture };
  const { parameters, activeParameters } = wireArchitecture(numbers, unstated, model.architecture);
  return { parameters: numbers.value(parameters), activeParameters: numbers.value(activeParameters) };
}
