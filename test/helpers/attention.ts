import type { Model } from "llm-footprint";
import { trainingGraph } from "../../src/estimate/training.js";
import { kind } from "../../src/graph/kind.js";

const attention = kind(() => ({
  name: "attention",
  graph: trainingGraph(),
  totals: ["attentionFlop?"],
  rankBy: "attentionFlop",
  choices: [],
}));

/** The operations of attention by the table that trainings use; nothing for a model without dimensions. */
export function attentionFlopOf(
  model: Model,
  sequenceTokens: number,
  tokens: number,
  attentionCount: "full" | "causal" | "forward",
): number | undefined {
  const run = attention.run({ model, sequenceTokens, tokens, attentionCount }, false);
  return attention.numbers<{ readonly attentionFlop?: number }>(run).attentionFlop;
}
