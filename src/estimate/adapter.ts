import { adapterParameters, expertMatrices } from "../adaptation/fine-tuning.js";
import { attentionWidth } from "../architecture/compute.js";
import { denseLayerCount, expertLayerCount, headSize as sizeOfHead } from "../architecture/parameters.js";
import { adaptationDefaults } from "../catalog/adaptation-defaults.js";
import type { Architecture, ExpertArchitecture, Experts } from "../catalog/records.js";
import type { Evaluator, Quantity } from "../core/evaluator.js";
import type { Given } from "../core/figure.js";
import type { AdapterTarget, FineTuningInput } from "./fine-tuning-input.js";
import { inputOr } from "./input-or.js";
import { dimensionsOf } from "./model-wiring.js";

const figures = adaptationDefaults.fineTuning;
const usualTargets: readonly AdapterTarget[] = ["q", "k", "v", "o"];

/** Parameters of low-rank adapters. */
interface WiredAdapter {
  readonly all: Quantity<"parameter">;
  /** Those that a token is multiplied with. */
  readonly active: Quantity<"parameter">;
}

/** What the adapters of one estimate share. */
interface Counting {
  readonly t: Evaluator;
  readonly architecture: Architecture;
  readonly cite: (value: number) => Given;
  readonly adapterRank: Quantity<"1">;
}

/** Parameters of the adapters beside so many like matrices. */
function count(
  { t, adapterRank }: Counting,
  name: string,
  adaptedMatrices: Quantity<"1">,
  inputWidth: Quantity<"1">,
  outputWidth: Quantity<"1">,
): Quantity<"parameter"> {
  return t.line(`${name}AdapterParameters`, adapterParameters, { adapterRank, adaptedMatrices, inputWidth, outputWidth });
}

/** Adapters beside a projection of attention. */
function countAttention(c: Counting, target: "q" | "k" | "v" | "o"): Quantity<"parameter"> {
  const { t, architecture, cite } = c;
  const hidden = t.input("hiddenSize", cite(architecture.hiddenSize));
  const attentionHeads = t.input("attentionHeads", cite(architecture.attentionHeads));
  const size =
    architecture.headSize === undefined
      ? t.line(`${target}HeadSize`, sizeOfHead, { hiddenSize: hidden, attentionHeads })
      : t.input("headSize", cite(architecture.headSize));
  const isWhole = target === "q" || target === "o";
  const width = t.line(`${target}Width`, attentionWidth, {
    attentionHeads: isWhole ? attentionHeads : t.input("keyValueHeads", cite(architecture.keyValueHeads ?? architecture.attentionHeads)),
    scoreHeadSize: size,
    valueHeadSize: size,
  });
  const matrices = t.input("attentionLayers", cite(architecture.attentionLayers ?? architecture.layers));
  return target === "o" ? count(c, target, matrices, width, hidden) : count(c, target, matrices, hidden, width);
}

/** Adapters beside a matrix of the feed-forward blocks, in every expert too. */
function countFeedForward(c: Counting, target: "gate" | "up" | "down"): WiredAdapter {
  const { t, architecture, cite } = c;
  const hidden = t.input("hiddenSize", cite(architecture.hiddenSize));
  const layers = t.input("feedForwardLayers", cite(architecture.feedForwardLayers ?? architecture.layers));
  const beside = (name: string, size: number, matrices: Quantity<"1">): Quantity<"parameter"> => {
    const wide = t.input("feedForwardSize", cite(size));
    return target === "down" ? count(c, name, matrices, wide, hidden) : count(c, name, matrices, hidden, wide);
  };
  const { experts } = architecture as { readonly experts?: Experts };
  if (experts === undefined) {
    const all = beside(target, architecture.feedForwardSize, layers);
    return { all, active: all };
  }
  const expertLayers = t.line(`${target}ExpertLayers`, expertLayerCount, {
    layers,
    firstDenseLayers: t.input("firstDenseLayers", cite(experts.firstDenseLayers ?? 0)),
    expertLayerPeriod: t.input("expertLayerPeriod", cite(experts.layerPeriod ?? 1)),
  });
  const ofExperts = (name: string, key: string, number: number, size: number): Quantity<"parameter"> =>
    beside(name, size, t.line(`${name}Matrices`, expertMatrices, { expertLayers, experts: t.input(key, cite(number)) }));
  const always = [
    beside(`${target}Dense`, architecture.feedForwardSize, t.line(`${target}DenseLayers`, denseLayerCount, { layers, expertLayers })),
    ofExperts(`${target}Shared`, "sharedExperts", experts.shared ?? 0, experts.sharedFeedForwardSize ?? experts.feedForwardSize),
  ];
  return {
    all: t.sum(`${target}AllAdapterParameters`, [
      ...always,
      ofExperts(`${target}Expert`, "experts", experts.total, experts.feedForwardSize),
    ]),
    active: t.sum(`${target}ActiveAdapterParameters`, [
      ...always,
      ofExperts(`${target}ActiveExpert`, "activeExperts", experts.active, experts.feedForwardSize),
    ]),
  };
}

/** Wires the parameters of the adapters of a checked fine-tuning: those given, else counted from the dimensions. */
export function wireAdapter(t: Evaluator, { model, adapter }: FineTuningInput): WiredAdapter {
  if (adapter?.parameters !== undefined) {
    const all = t.input("adapterParameters", adapter.parameters);
    return { all, active: all };
  }
  const c: Counting = {
    t,
    architecture: model.architecture as Architecture | ExpertArchitecture,
    cite: dimensionsOf(model),
    adapterRank: inputOr(t, "adapterRank", adapter?.rank, figures.adapterRank),
  };
  const parts = (adapter?.targets ?? usualTargets).map((target): WiredAdapter => {
    if (target === "gate" || target === "up" || target === "down") return countFeedForward(c, target);
    const all = countAttention(c, target);
    return { all, active: all };
  });
  const all = t.sum(
    "adapterParameters",
    parts.map((part) => part.all),
  );
  const isWhole = parts.every((part) => part.all === part.active);
  return {
    all,
    active: isWhole
      ? all
      : t.sum(
          "activeAdapterParameters",
          parts.map((part) => part.active),
        ),
  };
}
