import type {
  Architecture,
  Experts,
  ExpertArchitecture,
  LatentAttention,
  MixtureOfExpertsModel,
  Model,
  StateLayer,
} from "../catalog/records.js";
import { fusedProjections } from "./fused-projections.js";
import { stateLayerCount } from "../architecture/state-space.js";
import { FootprintError } from "../core/errors.js";
import { checkGiven, type Given } from "../core/figure.js";
import { atLeastOne, type Domain, formatValue, isInDomain, nonNegative, positive } from "../core/formula.js";
import type { Run } from "../graph/evaluate.js";
import { kind } from "../graph/kind.js";
import type { Line } from "../core/line.js";
import { linesOf } from "../graph/lines.js";
import { divides } from "./divides.js";
import { checkRecordGiven } from "./record-given.js";
import { refuseOtherKeysOfModel } from "./record-keys.js";
import { counts, type OfModel } from "./tables/model.js";

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
  ["layers", "hiddenSize", "vocabularySize", "contextTokens"],
  ["attentionHeads", "feedForwardSize", "keyValueHeads", "headSize", "encoderLayers", "relativePositionBuckets"],
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
  ["innerSize", "stateSize"],
  ["groups", "heads", "convolutionWidth", "stepRank"],
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
    ["latentSize", "sharedFeedForwardSize", "layerPeriod"],
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

/** Whether dimensions hold those of experts. */
const isExperts = (architecture: unknown): boolean =>
  typeof architecture === "object" && architecture !== null && (architecture as Partial<ExpertArchitecture>).experts !== undefined;

/**
 * Checks a model before it is evaluated.
 *
 * @throws `FootprintError` naming the field
 */
export function checkModel(model: Model): void {
  checkRecordGiven("model", "model", model, "model");
  if (model.kind !== "dense" && model.kind !== "mixture-of-experts") {
    throw new FootprintError("invalid-input", 'model: kind must be "dense" or "mixture-of-experts"', { field: "model.kind" });
  }
  refuseOtherKeysOfModel("model", model);
  if (model.kind === "dense" && (model as { readonly activeParameters?: unknown }).activeParameters !== undefined) {
    throw new FootprintError(
      "conflicting-input",
      "model: activeParameters says that tokens pass through some weights alone, and all of a dense model are active; leave it out, or write " +
        "kind: mixture-of-experts",
      { field: "model.activeParameters", value: (model as { readonly activeParameters?: unknown }).activeParameters },
    );
  }
  if (model.kind === "dense" && isExperts(model.architecture)) {
    throw new FootprintError(
      "conflicting-input",
      "model: architecture.experts is for a mixture of experts; write kind: mixture-of-experts, or leave it out",
      { field: "architecture.experts" },
    );
  }
  const { architecture } = model;
  if (model.parameters !== undefined) checkGiven("model", "parameters", model.parameters, positive);
  if (model.kind === "mixture-of-experts" && model.activeParameters !== undefined) {
    checkGiven("model", "activeParameters", model.activeParameters, positive);
    checkActive(model);
  }
  if (model.kind === "mixture-of-experts" && model.totalOverActive !== undefined) checkRatio(model);
  if (!optionalFlag.includes(model.attention)) throw wrongChoice("attention", model.attention, optionalFlag);
  if (architecture !== undefined) {
    if (typeof architecture !== "object" || architecture === null)
      throw wrongChoice("architecture", architecture, ["an object of dimensions"]);
    checkDimensions(architecture, architectureDimensions);
    checkChoices(architecture);
    checkLayers(architecture);
    checkBlocks(architecture);
    checkHeads(architecture);
    if (model.kind === "mixture-of-experts") checkExperts(model.architecture as ExpertArchitecture);
    if (model.attention !== undefined && model.attention !== (architecture.attentionLayers !== 0)) {
      throw new FootprintError("conflicting-input", "model: attention contradicts architecture.attentionLayers; leave attention out", {
        field: "model.attention",
        value: model.attention,
      });
    }
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
  if (model.parameters === undefined && (model.kind === "dense" || model.totalOverActive === undefined)) {
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
      others: ["slidingWindow", "attentionLayers", "feedForwardLayers", "stateLayer", "stateLayers", "parallelState", "parallelBlock"],
    },
    {
      key: "parallelBlock",
      why: "puts both blocks into every layer",
      others: ["attentionLayers", "feedForwardLayers", "stateLayer", "stateLayers", "parallelState"],
    },
  ];

/** Dimensions of a state that its kind cannot do without. */
const neededOfState: Readonly<Partial<Record<NonNullable<Architecture["stateLayers"]>, readonly (keyof StateLayer)[]>>> = {
  "mamba-2": ["groups", "heads", "convolutionWidth"],
};

function missingDimension(path: string, fix: string): FootprintError {
  return new FootprintError("invalid-input", `model: ${path} is missing; ${fix}`, { field: path });
}

/** Attention and feed-forward blocks have dimensions wherever there are such blocks. */
function checkBlocks({ attentionLayers, feedForwardLayers, ...blocks }: Architecture): void {
  if (attentionLayers !== 0 && blocks.attentionHeads === undefined) {
    throw missingDimension("architecture.attentionHeads", "give it, or attentionLayers: 0 where there is no attention");
  }
  if (feedForwardLayers === 0) return;
  for (const key of ["feedForwardSize", "gatedFeedForward"] as const) {
    if (blocks[key] !== undefined) continue;
    const give = key === "gatedFeedForward" ? "true or false" : "it";
    throw missingDimension(`architecture.${key}`, `give ${give}, or feedForwardLayers: 0 where there are no feed-forward blocks`);
  }
}

/** Heads share the hidden size, and queries the heads of keys and values, without a rest. */
function checkHeads({
  attentionHeads,
  keyValueHeads = attentionHeads,
  headSize,
  hiddenSize,
  latentAttention,
  attentionLayers,
}: Architecture): void {
  if (attentionHeads === undefined || keyValueHeads === undefined || attentionLayers === 0) return;
  checkAtMost("architecture.keyValueHeads", keyValueHeads, attentionHeads);
  if (!divides(keyValueHeads, attentionHeads)) {
    throw new FootprintError(
      "out-of-domain",
      `model: architecture.keyValueHeads = ${keyValueHeads} does not divide the ${attentionHeads} attentionHeads; every head of keys and values serves as many queries`,
      { field: "architecture.keyValueHeads", value: keyValueHeads },
    );
  }
  if (headSize === undefined && latentAttention === undefined && !divides(attentionHeads, hiddenSize)) {
    throw new FootprintError(
      "out-of-domain",
      `model: architecture.attentionHeads = ${attentionHeads} does not divide hiddenSize ${hiddenSize}; give headSize, or correct one of them`,
      { field: "architecture.attentionHeads", value: attentionHeads },
    );
  }
}

/** A token passes through no more than there is. */
function checkActive({ parameters, activeParameters }: MixtureOfExpertsModel): void {
  if (parameters === undefined || activeParameters === undefined) return;
  const [all, active] = [rangedOf(parameters), rangedOf(activeParameters)];
  const pairs = [
    ["activeParameters", active.value, "parameters", all.value],
    ["activeParameters.high", active.high, "parameters", all.value],
    ["activeParameters", active.value, "parameters.low", all.low],
  ] as const;
  for (const [field, value, bound, most] of pairs) {
    if (value <= most) continue;
    throw new FootprintError("conflicting-input", `model: ${field} = ${value} is above ${bound} = ${most}; are they swapped?`, {
      field: `model.${field}`,
      value,
      bound: `(0, ${most}]`,
    });
  }
}

/** A ratio of all parameters to the active ones takes the place of their number. */
function checkRatio({ parameters, architecture, totalOverActive }: MixtureOfExpertsModel): void {
  checkGiven("model", "totalOverActive", totalOverActive, atLeastOne);
  const other = parameters === undefined ? architecture && "architecture" : "parameters";
  if (other === undefined) return;
  throw new FootprintError("conflicting-input", `model: totalOverActive tells the parameters, as ${other} does; leave one of them out`, {
    field: "model.totalOverActive",
    value: totalOverActive,
  });
}

/** A figure with both of its ends. */
function rangedOf(figure: Given): { readonly value: number; readonly low: number; readonly high: number } {
  const { value, low = value, high = value } = typeof figure === "number" ? { value: figure } : figure;
  return { value, low, high };
}

const isAbsent = (value: unknown): boolean => value === undefined || value === false;

function checkLayers(architecture: Architecture): void {
  const { slidingWindow, layers, attentionLayers, feedForwardLayers, stateLayer, stateLayers, parallelState = false } = architecture;
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
  } else if (!parallelState && (feedForwardLayers ?? stateLayer ?? stateLayers) !== undefined) {
    throw new FootprintError("invalid-input", "model: architecture.attentionLayers is missing; a hybrid needs it", {
      field: "architecture.attentionLayers",
    });
  }
  checkStates(architecture);
}

/** States have a kind, and layers to stand in. */
function checkStates(architecture: Architecture): void {
  const {
    layers,
    attentionLayers = layers,
    feedForwardLayers = 0,
    stateLayer,
    stateLayers,
    parallelState: isBeside = false,
  } = architecture;
  const blocks = stateLayerCount.raw({ layers, attentionLayers: 0, feedForwardLayers });
  if (stateLayer !== undefined && stateLayers === undefined) {
    throw conflict("stateLayers does not say of which kind the layers with a state are", "stateLayer", stateLayer);
  }
  if (stateLayers === "mamba" && (stateLayer?.groups ?? stateLayer?.heads) !== undefined) {
    throw conflict("layers of mamba have no groups and heads, as those of mamba-2 have", "stateLayer", stateLayer);
  }
  if (isBeside) {
    if (stateLayers === undefined) throw missingDimension("architecture.stateLayers", "say what stands beside attention");
    if (attentionLayers !== blocks) {
      throw new FootprintError(
        "conflicting-input",
        `model: parallelState puts attention into every layer that is not a feed-forward block alone; give attentionLayers: ${blocks}`,
        { field: "architecture.attentionLayers", value: architecture.attentionLayers },
      );
    }
  } else if (stateLayers !== undefined && attentionLayers >= blocks) {
    throw new FootprintError(
      "conflicting-input",
      `model: no layer is left for stateLayers, because attentionLayers${feedForwardLayers > 0 ? " and feedForwardLayers" : ""} take all ${layers}; give fewer, or ` +
        "parallelState: true where state and attention stand side by side in every layer",
      { field: "architecture.stateLayers", value: stateLayers },
    );
  }
  if (stateLayer === undefined || stateLayers === undefined) return;
  for (const key of neededOfState[stateLayers] ?? []) {
    if (stateLayer[key] === undefined) throw missingDimension(`architecture.stateLayer.${key}`, `${stateLayers} needs it`);
  }
  if (!optionalFlag.includes(stateLayer.gateNorm)) throw wrongChoice("architecture.stateLayer.gateNorm", stateLayer.gateNorm, optionalFlag);
}

function conflict(because: string, key: string, value: unknown): FootprintError {
  const field = `architecture.${key}`;
  return new FootprintError("conflicting-input", `model: ${because}; leave ${field} out`, { field, value });
}

/** Why the dimensions alone do not give the parameters; nothing where they do. */
function uncountedReason(architecture: Architecture): string | undefined {
  const { uncounted, attentionLayers, feedForwardLayers = 0, layers, stateLayer, stateLayers, parallelState = false } = architecture;
  if (uncounted !== undefined) return uncounted;
  if (!parallelState && (attentionLayers ?? layers) + feedForwardLayers >= layers) return undefined;
  if (stateLayers === "mamba-2" && stateLayer !== undefined) return undefined;
  if (stateLayers === "mamba" && stateLayer?.stepRank !== undefined && stateLayer.convolutionWidth !== undefined) return undefined;
  return "layers with a state are counted only with the stateLayer of mamba-2, or that of mamba with its stepRank";
}

const optionalFlag = [undefined, false, true];

/** The choices of an architecture and what each may be; a choice left out must not pass for one of them. */
const choices: readonly { readonly key: keyof Architecture; readonly allowed: readonly unknown[] }[] = [
  { key: "gatedFeedForward", allowed: optionalFlag },
  { key: "tiedEmbeddings", allowed: [true, false] },
  { key: "norm", allowed: ["rms", "layer", "none"] },
  { key: "parallelBlock", allowed: optionalFlag },
  { key: "parallelState", allowed: optionalFlag },
  { key: "learnedPositions", allowed: optionalFlag },
  { key: "biases", allowed: [undefined, true, false, "attention", "qkv"] },
  { key: "queryKeyNorm", allowed: optionalFlag },
  { key: "embeddingNorm", allowed: optionalFlag },
  { key: "attentionSinks", allowed: optionalFlag },
  { key: "stateLayers", allowed: [undefined, "mamba", "mamba-2", "gated-delta-net", "kimi-delta-attention", "lightning-attention"] },
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
  const { fused } = architecture;
  if (fused === undefined) return;
  const wrong = Array.isArray(fused)
    ? (fused as readonly unknown[]).find((one) => !(fusedProjections as readonly unknown[]).includes(one))
    : fused;
  if (wrong !== undefined) throw wrongChoice("architecture.fused", wrong, fusedProjections);
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

/** The counts of a model, which `checkModel` has checked. */
const counted = /* @__PURE__ */ kind<OfModel>(() => ({
  name: "model",
  graph: counts(),
  totals: ["parameters", "activeParameters", "activeNoInputEmbeddingParameters?", "nonEmbeddingParameters?"],
  rankBy: "parameters",
  choices: ["model"],
  check: ({ model }) => {
    checkModel(model);
  },
}));

/** The numbers of a count; those that it does not give stand as unknown. */
const numbersOf = (run: Run): Omit<CountedParameters, "lines"> => ({
  ...{ activeNoInputEmbeddingParameters: undefined, nonEmbeddingParameters: undefined },
  ...counted.numbers<ParameterCounts>(run),
});

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
  const run = counted.run({ model });
  return { ...numbersOf(run), lines: linesOf(run) };
}

/** The count from the dimensions alone, for comparison with a stated one; `undefined` where the dimensions do not give it. */
export function countFromArchitecture({ kind: name, architecture }: Model): ParameterCounts | undefined {
  if (architecture === undefined || uncountedReason(architecture) !== undefined) return undefined;
  const { parameters, activeParameters } = numbersOf(counted.run({ model: { kind: name, architecture } as Model }, false));
  return { parameters, activeParameters };
}
