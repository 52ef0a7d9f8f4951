import { attentionFlop, attentionWidth, fullAttentionLayers, windowedTokens } from "../architecture/compute.js";
import { headSize } from "../architecture/parameters.js";
import type { Architecture, Model } from "../catalog/records.js";
import type { Evaluator, Quantity } from "../core/evaluator.js";
import type { Given } from "../core/figure.js";
import { dimensionsOf } from "./model-wiring.js";

const FULL: Given = { value: 12, source: "chowdhery-2022", at: "appendix B: all pairs of tokens", basis: "published" };
const CAUSAL: Given = { value: 6, source: "chowdhery-2022", at: "appendix B, halved by the causal mask", basis: "derived" };

const FORWARD: Given = { value: 2, source: "chowdhery-2022", at: "appendix B: a third of 6, the forward pass alone", basis: "derived" };
const UNMASKED_FORWARD: Given = {
  value: 4,
  source: "chowdhery-2022",
  at: "appendix B: a third of 12, the forward pass alone",
  basis: "derived",
};
const perAttendedToken = { full: FULL, causal: CAUSAL, forward: FORWARD } as const;

/** Which pairs of tokens and which passes count: all pairs or those that a causal mask leaves, trained; or the latter, forward alone. */
export type AttentionCount = keyof typeof perAttendedToken;

// V8 folds a constant of this module into its functions, but not an import from another chunk of the package (docs/adr/0003).
const equations = { attentionFlop, attentionWidth, fullAttentionLayers, headSize, windowedTokens };

/** Wires the width over which attention works per token and position, in the form in which whole sequences are computed. */
export function wireWidth(t: Evaluator, architecture: Architecture, cite: (value: number) => Given): Quantity<"1"> {
  const { latentAttention, hiddenSize } = architecture;
  const attentionHeads = t.input("attentionHeads", cite(architecture.attentionHeads));
  if (latentAttention !== undefined) {
    return t.line("attentionWidth", equations.attentionWidth, {
      attentionHeads,
      scoreHeadSize: t.sum("scoreHeadSize", [
        t.input("nopeHeadSize", cite(latentAttention.nopeHeadSize)),
        t.input("ropeHeadSize", cite(latentAttention.ropeHeadSize)),
      ]),
      valueHeadSize: t.input("valueHeadSize", cite(latentAttention.valueHeadSize)),
    });
  }
  const size =
    architecture.headSize === undefined
      ? t.line("attentionHeadSize", equations.headSize, { hiddenSize: t.input("hiddenSize", cite(hiddenSize)), attentionHeads })
      : t.input("headSize", cite(architecture.headSize));
  return t.line("attentionWidth", equations.attentionWidth, { attentionHeads, scoreHeadSize: size, valueHeadSize: size });
}

/**
 * Wires the training operations of attention: layers with a window see at most that, layers with a state see nothing. In an encoder-decoder
 * both stacks have the length of the sequence, every token passes through both, as in 6·N·D with the parameters of both, and the mask is on the
 * decoder's own attention alone. `undefined` for a model without dimensions.
 */
export function wireAttentionFlop(
  t: Evaluator,
  model: Model,
  sequenceTokens: Quantity<"token">,
  tokens: Quantity<"token">,
  convention: AttentionCount,
): Quantity<"FLOP"> | undefined {
  const { architecture } = model;
  if (architecture === undefined) return undefined;
  const cite = dimensionsOf(model);
  const { slidingWindow, encoderLayers } = architecture;
  const common = {
    flopPerAttendedToken: t.fallback("flopPerAttendedToken", perAttendedToken[convention]),
    attentionWidth: wireWidth(t, architecture, cite),
    tokens,
  };
  const layers = t.input("attentionLayers", cite(architecture.attentionLayers ?? architecture.layers));
  const parts: Quantity<"FLOP">[] = [];
  let wholeLayers = layers;
  if (slidingWindow !== undefined) {
    const windowLayerCount = t.input("windowLayerCount", cite(slidingWindow.layers));
    wholeLayers = t.line("fullAttentionLayers", equations.fullAttentionLayers, { attentionLayers: layers, windowLayerCount });
    parts.push(
      t.line("windowAttentionFlop", equations.attentionFlop, {
        ...common,
        attentionLayers: windowLayerCount,
        attendedTokens: t.line("windowedTokens", equations.windowedTokens, {
          sequenceTokens,
          windowTokens: t.input("windowTokens", cite(slidingWindow.tokens)),
          causalMask: t.input("causalMask", convention === "full" ? 0 : 1),
        }),
      }),
    );
  }
  parts.push(
    t.line("wholeAttentionFlop", equations.attentionFlop, { ...common, attentionLayers: wholeLayers, attendedTokens: sequenceTokens }),
  );
  if (encoderLayers !== undefined) {
    parts.push(
      t.line("encoderAttentionFlop", equations.attentionFlop, {
        ...common,
        flopPerAttendedToken: t.fallback("flopPerUnmaskedToken", convention === "forward" ? UNMASKED_FORWARD : FULL),
        // The encoder's own attention, and the decoder's to the encoder.
        attentionLayers: t.sum("encoderAttentionLayers", [t.input("encoderLayers", cite(encoderLayers)), layers]),
        attendedTokens: sequenceTokens,
      }),
    );
  }
  return t.sum("attentionFlop", parts);
}
