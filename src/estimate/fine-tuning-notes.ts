import { defaults } from "../catalog/defaults.js";
import { valueOf } from "../core/figure.js";
import { type Run, valueIn } from "../graph/evaluate.js";
import { sequenceOf, trainsAdapter, tuningPlaces } from "./fine-tuning-input.js";
import { notesOfRun } from "./phase-notes.js";
import type { Note } from "./note.js";
import type { FineTuningInput } from "./generated/inputs.js";

/** The notes of a fine-tuning. */
export function noteFineTuning(input: FineTuningInput, run: Run): Note[] {
  const { method, model, evaluation, experimentationFactor } = input;
  const missing = [
    ...(experimentationFactor === undefined ? ["failed and search runs"] : []),
    ...(evaluation === undefined ? ["evaluation"] : []),
    "preparation of the data",
    ...(method === "grpo" && input.rewardModel === undefined ? ["rules or tools that check the answers"] : []),
  ];
  const notes: Note[] = [
    {
      code: "boundary",
      message:
        `${method}: every phase with accelerators and their share of the servers, PUE once, and the share of their manufacture. ` +
        `Not included: ${missing.join(", ")}${
          experimentationFactor === undefined ? "; development of OLMo added about half to its final runs (experimentationFactor)" : ""
        }.`,
    },
    {
      code: "predicted",
      message: trainsAdapter(input)
        ? "Frozen weights take 4 operations per parameter and token, adapters 6, attention its whole backward pass: 6 for all of them would be half as much again."
        : "Every trained weight takes 6 operations per token, attention of a causal mask beside it; the efficiency belongs to this count.",
    },
  ];
  const implied = valueIn(run, "updateImpliedEfficiency");
  if (implied !== undefined && implied > defaults.plausibleRanges.efficiency.high) {
    notes.push({
      code: "magnitude",
      message: `The hours stand for an efficiency of ${(implied * 100).toFixed(1)} %: check hours, tokens and peak against each other.`,
    });
  }
  if (model.architecture === undefined || (sequenceOf(input) === undefined && input.promptTokens === undefined)) {
    notes.push({
      code: "missing-part",
      message: "Attention is not counted, because the dimensions or the sequence length (sequenceTokens) are not known: missing, not zero.",
    });
  }
  const longest = model.architecture?.contextTokens;
  const length = sequenceOf(input);
  if (longest !== undefined && length !== undefined && valueOf(length) > longest) {
    notes.push({
      code: "magnitude",
      message: `Sequences of ${valueOf(length)} tokens are longer than the ${longest} that the model takes: check that its context is extended.`,
    });
  }
  if (input.acceleratorCount === undefined) {
    notes.push({
      code: "predicted",
      message:
        `The fewest accelerators whose memory holds weights, gradients and optimizer states are counted (${valueIn(run, "acceleratorCount") ?? 1}); activations come on top. ` +
        "Their number sets the days, not the energy.",
    });
  }
  if (["ppo", "grpo", "teacher-student"].includes(method)) {
    notes.push({
      code: "predicted",
      message: "Generated answers are counted as requests to a served model, by time and power, and not by operations.",
    });
  }
  return [...notes, ...notesOfRun(run, tuningPlaces(input), input)];
}
