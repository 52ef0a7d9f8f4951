import { lazily } from "../../core/lazily.js";
import { adaptationDefaults } from "../../catalog/adaptation-defaults.js";
import { atLeastOne, positive } from "../../core/formula.js";
import * as F from "../../generated/kernels.js";
import { bare, bareOf, graph, links, part, quantity } from "../../graph/rows.js";
import { assume, by, same, sum, when } from "../../graph/ways.js";
import { type AdapterTarget, matricesOf } from "../fine-tuning-input.js";
import { hasExperts, model, type OfModel } from "./model.js";
import type { Adapter } from "../generated/inputs.js";

/** What the tables of adapters look at. */
export interface OfAdapter extends OfModel {
  readonly adapter?: Adapter;
}

/** Matrices of the same kind in every layer, with an adapter beside each. */
interface Adapted extends OfModel {
  readonly scope: AdapterTarget;
}

const isIn =
  (...targets: readonly AdapterTarget[]) =>
  ({ scope }: Adapted): boolean =>
    targets.includes(scope);
const isAttention = isIn("q", "k", "v", "o", "qkv");
const isFusedAttention = isIn("qkv");
const isFusedGate = isIn("gate-up");
const isNarrowing = isIn("o", "down");
const isFeedForward = isIn("gate", "up", "down", "gate-up");
const isOfExperts = (adapted: Adapted): boolean => isFeedForward(adapted) && hasExperts(adapted);
const adapted = ({ model: tuned, adapter }: OfAdapter): readonly Adapted[] =>
  tuned.architecture === undefined ? [] : matricesOf(adapter?.targets, tuned.architecture).map((scope) => ({ scope, model: tuned }));
const adaptsExperts = (of: OfAdapter): boolean => hasExperts(of) && of.adapter?.targets !== undefined && adapted(of).some(isFeedForward);

const taken = lazily(() => ({
  ...bare({ adapterRank: quantity("Rank of the adapters") }),
  ...bareOf(
    model(),
    "hiddenSize",
    "attentionHeads",
    "keyValueHeads",
    "headSize",
    "attentionLayers",
    "feedForwardSize",
    "feedForwardBlocks",
  ),
  ...bareOf(model(), "denseLayers", "expertLayers", "experts", "activeExperts", "sharedExperts"),
  ...bareOf(model(), "expertFeedForwardSize", "expertWidth", "sharedFeedForwardSize"),
}));

const beside = lazily(() =>
  graph<Adapted>()({
    ...taken(),
    adaptedHeads: quantity("Heads of the matrix", when(isIn("q", "o"), same("attentionHeads")), same("keyValueHeads")),
    width: quantity(
      "Width of the matrix beside that of the residual stream",
      when(isFusedAttention, by(F.fusedAttentionWidth)),
      when(isAttention, by(F.attentionWidth, { attentionHeads: "adaptedHeads", scoreHeadSize: "headSize", valueHeadSize: "headSize" })),
      when(isFusedGate, sum("feedForwardSize", "feedForwardSize")),
      same("feedForwardSize"),
    ),
    inputWidth: quantity("Width of what goes into the matrix", when(isNarrowing, same("width")), same("hiddenSize")),
    outputWidth: quantity("Width of what comes out of the matrix", when(isNarrowing, same("hiddenSize")), same("width")),
    adaptedMatrices: quantity("Matrices with an adapter", when(isAttention, same("attentionLayers")), same("feedForwardBlocks")),
    adapterParameters: quantity("Parameters of adapters beside matrices of one kind", by(F.adapterParameters)),
    denseAdapterParameters: quantity(
      "Parameters of adapters in layers without experts",
      by(F.adapterParameters, { adaptedMatrices: "denseLayers" }),
    ),
    sharedInputWidth: quantity(
      "Width of what goes into a shared expert",
      when(isNarrowing, same("sharedFeedForwardSize")),
      same("hiddenSize"),
    ),
    sharedOutputWidth: quantity(
      "Width of what comes out of a shared expert",
      when(isNarrowing, same("hiddenSize")),
      when(isFusedGate, sum("sharedFeedForwardSize", "sharedFeedForwardSize")),
      same("sharedFeedForwardSize"),
    ),
    sharedMatrices: quantity("Matrices of all shared experts", by(F.expertMatrices, { experts: "sharedExperts" })),
    sharedAdapterParameters: quantity(
      "Parameters of adapters in shared experts",
      by(F.adapterParameters, { adaptedMatrices: "sharedMatrices", inputWidth: "sharedInputWidth", outputWidth: "sharedOutputWidth" }),
    ),
    expertInputWidth: quantity(
      "Width of what goes into a routed expert",
      when(isNarrowing, same("expertFeedForwardSize")),
      same("expertWidth"),
    ),
    expertOutputWidth: quantity(
      "Width of what comes out of a routed expert",
      when(isNarrowing, same("expertWidth")),
      when(isFusedGate, sum("expertFeedForwardSize", "expertFeedForwardSize")),
      same("expertFeedForwardSize"),
    ),
    expertMatrices: quantity("Matrices of all routed experts", by(F.expertMatrices)),
    expertAdapterParameters: quantity(
      "Parameters of adapters in routed experts",
      by(F.adapterParameters, { adaptedMatrices: "expertMatrices", inputWidth: "expertInputWidth", outputWidth: "expertOutputWidth" }),
    ),
    activeExpertMatrices: quantity(
      "Matrices of the routed experts that a token passes through",
      by(F.expertMatrices, { experts: "activeExperts" }),
    ),
    activeExpertAdapterParameters: quantity(
      "Parameters of adapters in routed experts that a token passes through",
      by(F.adapterParameters, {
        adaptedMatrices: "activeExpertMatrices",
        inputWidth: "expertInputWidth",
        outputWidth: "expertOutputWidth",
      }),
    ),
    allAdapterParameters: quantity(
      "Parameters of adapters beside matrices of one kind, in every expert",
      when(isOfExperts, sum("denseAdapterParameters", "sharedAdapterParameters", "expertAdapterParameters")),
      same("adapterParameters"),
    ),
    activeAdapterParameters: quantity(
      "Those of them that a token is multiplied with",
      when(isOfExperts, sum("denseAdapterParameters", "sharedAdapterParameters", "activeExpertAdapterParameters")),
      same("adapterParameters"),
    ),
  }),
);

/** Low-rank adapters beside matrices of the tuned model, in every expert too. */
export const adapter = lazily(() => ({
  adapterRank: quantity(
    "Rank of the adapters",
    { isExact: true, domain: atLeastOne, field: "adapter.rank", example: "16" },
    assume(adaptationDefaults.fineTuning.adapterRank),
  ),
  adapters: part(beside(), adapted, links(taken())),
  adapterParameters: quantity(
    "Parameters of all adapters, where rank and targets do not tell them",
    { domain: positive, field: "adapter.parameters", example: "13.6M" },
    sum("adapters.allAdapterParameters"),
  ),
  activeAdapterParameters: quantity(
    "Parameters of adapters that a token is multiplied with",
    when(adaptsExperts, sum("adapters.activeAdapterParameters")),
    same("adapterParameters"),
  ),
}));
