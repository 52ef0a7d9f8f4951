import {
  attendedTokens,
  attentionFlop,
  attentionWidth,
  fullAttentionLayerCount,
  latentAttentionWidth,
} from "../architecture/attention-compute.js";
import { headSize } from "../architecture/parameters.js";
import type { Architecture, Model } from "../catalog/records.js";
import type { Evaluator, Quantity } from "../core/evaluator.js";
import type { Given } from "../core/figure.js";
import { dimensionsOf } from "./model-parameters.js";

/** Which pairs of positions count: all, or those that a causal mask leaves. */
export type AttentionConvention = "full" | "causal";

function wireWidth(t: Evaluator, architecture: Architecture, cite: (value: number) => Given): Quantity<"1"> {
  const { latentAttention } = architecture;
  const attentionHeads = t.input("attentionHeads", cite(architecture.attentionHeads));
  if (latentAttention !== undefined) {
    return t.line("attentionWidth", latentAttentionWidth, {
      attentionHeads,
      nopeHeadSize: t.input("nopeHeadSize", cite(latentAttention.nopeHeadSize)),
      ropeHeadSize: t.input("ropeHeadSize", cite(latentAttention.ropeHeadSize)),
      valueHeadSize: t.input("valueHeadSize", cite(latentAttention.valueHeadSize)),
    });
  }
  return t.line("attentionWidth", attentionWidth, {
    attentionHeads,
    headSize:
      architecture.headSize === undefined
        ? // The count of the parameters may have a line `headSize` of its own.
          t.line("attentionHeadSize", headSize, { hiddenSize: t.input("hiddenSize", cite(architecture.hiddenSize)), attentionHeads })
        : t.input("headSize", cite(architecture.headSize)),
  });
}

/**
 * Wires the operations of attention scores and values in training, which the operations per parameter do not hold. Layers with a window
 * attend to no more than the window; layers without attention are left out. In an encoder-decoder both stacks have the length
 * `sequenceTokens`, every token passes through both, as in 6·N·D with the parameters of both, and a causal mask is on the self-attention
 * of the decoder alone.
 *
 * @returns nothing where the model has no dimensions, or where they do not describe it (`uncounted`)
 */
export function wireAttentionFlop(
  t: Evaluator,
  model: Model,
  sequenceTokens: Quantity<"token">,
  tokens: Quantity<"token">,
  convention: AttentionConvention,
): Quantity<"FLOP"> | undefined {
  const { architecture } = model;
  if (architecture === undefined || architecture.uncounted !== undefined) return undefined;
  const cite = dimensionsOf(model);
  const { slidingWindow, encoderLayers } = architecture;
  const width = wireWidth(t, architecture, cite);
  const layers = t.input("attentionLayers", cite(architecture.attentionLayers ?? architecture.layers));
  const mask = t.input("causalMask", convention === "causal" ? 1 : 0);
  const wirePart = (
    key: "attentionFlop" | "fullAttentionFlop" | "windowAttentionFlop" | "decoderAttentionFlop" | "encoderAttentionFlop",
    attended: "attendedTokens" | "windowAttendedTokens" | "encoderAttendedTokens",
    attentionLayers: Quantity<"1">,
    windowTokens: Quantity<"token">,
    causalMask: Quantity<"1">,
  ): Quantity<"FLOP"> =>
    t.line(key, attentionFlop, {
      attentionLayers,
      attentionWidth: width,
      attendedTokens: t.line(attended, attendedTokens, { sequenceTokens, windowTokens, causalMask }),
      tokens,
    });
  if (encoderLayers !== undefined) {
    // The encoder's own attention and the decoder's to the encoder.
    const unmasked = t.sum("unmaskedLayers", [t.input("encoderLayers", cite(encoderLayers)), layers]);
    return t.sum("attentionFlop", [
      wirePart("decoderAttentionFlop", "attendedTokens", layers, sequenceTokens, mask),
      wirePart("encoderAttentionFlop", "encoderAttendedTokens", unmasked, sequenceTokens, t.input("causalMask", 0)),
    ]);
  }
  if (slidingWindow === undefined) return wirePart("attentionFlop", "attendedTokens", layers, sequenceTokens, mask);
  const windowLayers = t.input("windowLayers", cite(slidingWindow.layers));
  return t.sum("attentionFlop", [
    wirePart(
      "fullAttentionFlop",
      "attendedTokens",
      t.line("fullAttentionLayers", fullAttentionLayerCount, { attentionLayers: layers, windowLayers }),
      sequenceTokens,
      mask,
    ),
    wirePart("windowAttentionFlop", "windowAttendedTokens", windowLayers, t.input("windowTokens", cite(slidingWindow.tokens)), mask),
  ]);
}
