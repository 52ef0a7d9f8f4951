import type { Run } from "../graph/evaluate.js";
import { notesOfRun } from "./phase-notes.js";
import { hybridPlaces } from "./hybrid-input.js";
import type { Note } from "./note.js";
import type { HybridInput } from "./generated/inputs.js";

/** The notes of a hybrid answer. */
export function noteHybrid(input: HybridInput, run: Run): Note[] {
  const { network, cloud, draftModel } = input;
  const notes: Note[] = [
    {
      code: "boundary",
      message:
        "One answer: the device with the share of its manufacture, networks, and the server with PUE; each with its own electricity. The device waits " +
        "in every way of answering. Not included: cost of encryption, delays that vary, wear of the battery, drafts in trees, a draft that drifts.",
    },
    {
      code: "predicted",
      message:
        "Energy per transferred byte is an average of all traffic: what a small message adds is near zero. The manufacture of the device is charged by " +
        "the hours in which it is busy with the answer, waiting included: an upper bound.",
    },
    {
      code: "predicted",
      message: `The device alone answers with ${draftModel.name ?? "the draft model"}, another and smaller model: its answers are not those of the other ways.`,
    },
  ];
  if (network?.kind === "4g" || network?.kind === "5g") {
    notes.push({
      code: "missing-part",
      message: `The figure of ${network.kind} is that of base stations alone: the fixed core behind them is missing, not zero.`,
    });
  }
  if (network?.sendsDistributions !== true) {
    notes.push({
      code: "predicted",
      message:
        "Token ids alone are sent. Exact sampling needs the distribution of each draft, which swamps everything else (network.sendsDistributions).",
    });
  }
  return [...notes, ...notesOfRun(run, hybridPlaces(input), cloud)];
}
