import { valueOf } from "../core/figure.js";
import type { SizingInput } from "./generated/inputs.js";

const MISSING =
  "activations are missing, not zero, whatever the micro-batch and the length of the sequences, so the run needs more memory than this.";

/** Sequence length of most published runs before 2024. */
export const USUAL_SEQUENCE = 2048;

/** The sequence length of a plan: given, that of the model's record, or the usual one. */
function sizingSequence({ sequenceTokens, model }: SizingInput): number {
  return sequenceTokens ?? (model.trainingSequenceTokens === undefined ? USUAL_SEQUENCE : valueOf(model.trainingSequenceTokens));
}

/** What a plan assumed and leaves out. */
export function noteSizing(input: SizingInput, hasActivations: boolean): string[] {
  const assumed = [
    ...(input.recompute === undefined ? ['recompute "selective"'] : []),
    ...(input.shardingStage === undefined ? ["shardingStage 1"] : []),
    ...(input.optimizer === undefined ? ["optimizer adamw"] : []),
    ...(input.gradientBytesPerParameter === undefined ? ["gradients of 4 bytes"] : []),
    ...(input.microBatch === undefined ? ["a micro-batch of 1"] : []),
    ...(input.sequenceTokens === undefined ? [`sequences of ${sizingSequence(input)} tokens`] : []),
    ...(input.memoryShare === undefined ? ["90 % of the memory"] : []),
  ];
  return [
    ...(assumed.length === 0 ? [] : [`Assumed because not given: ${assumed.join(", ")}.`]),
    hasActivations
      ? "Activations are those of a plain transformer layer; gated blocks, experts and latent attention keep more or less."
      : input.model.architecture === undefined
        ? `The model has no dimensions: ${MISSING}`
        : `The layers of the model have no attention, and activations of state-space layers are not counted: ${MISSING}`,
    "Embedding outputs, logits, communication buffers and fragmentation are in the share of the memory that stays free.",
  ];
}
