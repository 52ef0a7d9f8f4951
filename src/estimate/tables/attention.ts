import { lazily } from "../../core/lazily.js";
import { type Given } from "../../core/figure.js";
import { fraction } from "../../core/formula.js";
import * as F from "../../generated/kernels.js";
import { quantity } from "../../graph/rows.js";
import { assume, by, record, sum, when } from "../../graph/ways.js";
import { hasWindow, isKnown, type OfModel } from "./model.js";

const FULL: Given = { value: 12, source: "chowdhery-2022", at: "appendix B: all pairs of tokens", basis: "published" };
const CAUSAL: Given = { value: 6, source: "chowdhery-2022", at: "appendix B, halved by the causal mask", basis: "derived" };
const FORWARD: Given = { value: 2, source: "chowdhery-2022", at: "appendix B: a third of 6, the forward pass alone", basis: "derived" };
const UNMASKED_FORWARD: Given = {
  value: 4,
  source: "chowdhery-2022",
  at: "appendix B: a third of 12, the forward pass alone",
  basis: "derived",
};

/** Which pairs of tokens and which passes count: all pairs or those that a causal mask leaves, trained; or the latter, forward alone. */
export type AttentionCount = "full" | "causal" | "forward";

/** What the table of attention looks at. */
export interface OfAttention extends OfModel {
  /** `none` where attention is not counted. */
  readonly attentionCount?: AttentionCount | "none";
}
const perPair = { full: FULL, causal: CAUSAL, forward: FORWARD, none: undefined } as const;
const mask = ({ attentionCount }: OfAttention): Given => (attentionCount === "full" ? 0 : 1);
const perAttended = ({ attentionCount = "none" }: OfAttention): Given | undefined => perPair[attentionCount];
const perUnmasked = ({ attentionCount }: OfAttention): Given => (attentionCount === "forward" ? UNMASKED_FORWARD : FULL);

/**
 * Operations of attention over sequences that are read whole: layers with a window see at most that, layers with a state see nothing. In an
 * encoder-decoder both stacks have the length of the sequence, every token passes through both, and the mask is on the decoder's own attention alone.
 */
export const attention = lazily(() => ({
  causalMask: quantity("1 where a token sees only those before it", { domain: fraction }, record(mask)),
  flopPerAttendedToken: quantity("Operations of attention per attended token", assume(perAttended)),
  flopPerUnmaskedToken: quantity("Operations of attention per attended token without a mask", assume(perUnmasked)),
  windowedTokens: quantity("Tokens that a window sees", by(F.windowedTokens)),
  windowAttentionFlop: quantity(
    "Operations of attention in windows",
    when(hasWindow, by(F.attentionFlop, { attentionLayers: "windowLayerCount", attendedTokens: "windowedTokens" })),
  ),
  wholeAttentionFlop: quantity(
    "Operations of attention over whole sequences",
    when(hasWindow, by(F.attentionFlop, { attentionLayers: "fullAttentionLayers", attendedTokens: "sequenceTokens" })),
    by(F.attentionFlop, { attendedTokens: "sequenceTokens" }),
  ),
  encoderAttentionLayers: quantity("Blocks of attention without a mask", sum("encoderLayers", "attentionLayers")),
  encoderAttentionFlop: quantity(
    "Operations of attention without a mask",
    by(F.attentionFlop, {
      flopPerAttendedToken: "flopPerUnmaskedToken",
      attentionLayers: "encoderAttentionLayers",
      attendedTokens: "sequenceTokens",
    }),
  ),
  attentionFlop: quantity(
    "Operations of attention",
    when(isKnown, sum("windowAttentionFlop?", "wholeAttentionFlop", "encoderAttentionFlop?")),
  ),
}));
