import { remainingParameters } from "../architecture/memory.js";
import { blockStackParameters, expertLayerCount, expertLayerParameters, feedForwardParameters } from "../architecture/parameters.js";
import type { Model } from "../catalog/records.js";
import type { Evaluator, Quantity } from "../core/evaluator.js";

/** Wires the parameters of all routed experts, which expert parallelism splits, and of the rest of the model. */
export function wireRouted(
  t: Evaluator,
  model: Model,
  total: Quantity<"parameter">,
): { shared: Quantity<"parameter">; routed: Quantity<"parameter"> } {
  const architecture = model.kind === "mixture-of-experts" ? model.architecture : undefined;
  if (architecture === undefined) return { shared: total, routed: t.input("routedParameters", 0) };
  const { experts } = architecture;
  const none = t.input("noParameters", 0);
  const routed = t.line("routedParameters", blockStackParameters, {
    blocks: t.line("routedLayers", expertLayerCount, {
      layers: t.input("layers", architecture.layers),
      firstDenseLayers: t.input("firstDenseLayers", experts.firstDenseLayers ?? 0),
      expertLayerPeriod: t.input("expertLayerPeriod", experts.layerPeriod ?? 1),
    }),
    blockParameters: t.line("routedLayerParameters", expertLayerParameters, {
      experts: t.input("experts", experts.total),
      expertParameters: t.line("routedExpertParameters", feedForwardParameters, {
        hiddenSize: t.input("hiddenSize", architecture.hiddenSize),
        feedForwardSize: t.input("expertFeedForwardSize", experts.feedForwardSize),
        feedForwardMatrices: t.input("feedForwardMatrices", (experts.gatedFeedForward ?? architecture.gatedFeedForward) ? 3 : 2),
        feedForwardBias: t.input("feedForwardBias", 0),
      }),
      sharedExperts: t.input("sharedExperts", 0),
      sharedExpertParameters: none,
      routerParameters: none,
    }),
    normParameters: none,
  });
  return { shared: t.line("sharedParameters", remainingParameters, { parameters: total, routedParameters: routed }), routed };
}
