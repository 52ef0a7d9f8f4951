import { attentionFlop, attentionWidth, fullAttentionLayers, layersWithState, windowedTokens } from "../architecture/compute.js";
import { headSize } from "../architecture/parameters.js";
import type { Architecture, Model } from "../catalog/records.js";
import type { Evaluator, Quantity } from "../core/evaluator.js";
import type { Given } from "../core/figure.js";

const FULL: Given = { value: 12, source: "chowdhery-2022", at: "appendix B: all pairs of tokens", basis: "published" };
const CAUSAL: Given = { value: 6, source: "chowdhery-2022", at: "appendix B, halved by the causal mask", basis: "derived" };

// V8 folds a constant of this module into its functions, but not an import from another chunk of the package (docs/adr/0003).
const equations = { attentionFlop, attentionWidth, fullAttentionLayers, headSize, layersWithState, windowedTokens };

function wireWidth(t: Evaluator, architecture: Architecture): Quantity<"1"> {
  const { latentAttention, hiddenSize } = architecture;
  const attentionHeads = t.input("attentionHeads", architecture.attentionHeads);
  if (latentAttention !== undefined) {
    return t.line("attentionWidth", equations.attentionWidth, {
      attentionHeads,
      scoreHeadSize: t.sum("scoreHeadSize", [
        t.input("nopeHeadSize", latentAttention.nopeHeadSize),
        t.input("ropeHeadSize", latentAttention.ropeHeadSize),
      ]),
      valueHeadSize: t.input("valueHeadSize", latentAttention.valueHeadSize),
    });
  }
  const size =
    architecture.headSize === undefined
      ? t.line("attentionHeadSize", equations.headSize, { hiddenSize: t.input("hiddenSize", hiddenSize), attentionHeads })
      : t.input("headSize", architecture.headSize);
  return t.line("attentionWidth", equations.attentionWidth, { attentionHeads, scoreHeadSize: size, valueHeadSize: size });
}

/**
 * Wires the training operations of attention: layers with a window see at most that, layers with a state see nothing. `undefined` for a model
 * without dimensions. Of an
 * encoder-decoder only the decoder's own attention counts: the lengths of the other two are not those of one sequence.
 */
export function wireAttentionFlop(
  t: Evaluator,
  model: Model,
  sequenceTokens: Quantity<"token">,
  tokens: Quantity<"token">,
  convention: "full" | "causal",
): Quantity<"FLOP"> | undefined {
  const { architecture } = model;
  if (architecture === undefined) return undefined;
  const { slidingWindow } = architecture;
  const common = {
    flopPerAttendedToken: t.fallback("flopPerAttendedToken", convention === "full" ? FULL : CAUSAL),
    attentionWidth: wireWidth(t, architecture),
    tokens,
  };
  const layers = t.input("layers", architecture.layers);
  const windowLayers = t.input("windowLayerCount", slidingWindow?.layers ?? 0);
  const whole = t.line("wholeAttentionFlop", equations.attentionFlop, {
    ...common,
    attentionLayers: t.line("fullAttentionLayers", equations.fullAttentionLayers, {
      layers,
      stateLayerCount: t.line("stateLayerCount", equations.layersWithState, {
        layers,
        attentionLayers: t.input("attentionLayers", architecture.attentionLayers ?? architecture.layers),
      }),
      windowLayerCount: windowLayers,
    }),
    attendedTokens: sequenceTokens,
  });
  const parts = [whole];
  if (slidingWindow !== undefined) {
    parts.push(
      t.line("windowAttentionFlop", equations.attentionFlop, {
        ...common,
        attentionLayers: windowLayers,
        attendedTokens: t.line("windowedTokens", equations.windowedTokens, {
          sequenceTokens,
          windowTokens: t.input("windowTokens", slidingWindow.tokens),
        }),
      }),
    );
  }
  return t.sum("attentionFlop", parts);
}
