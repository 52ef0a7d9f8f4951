import type { Run } from "../graph/evaluate.js";
import { notesOfRun } from "./phase-notes.js";
import { searches, ragPlaces } from "./rag-input.js";
import type { Note } from "./note.js";
import type { RagInput } from "./generated/inputs.js";

/** The notes of a question with retrieval. */
export function noteRag(input: RagInput, run: Run): Note[] {
  const { index, agent, knowledgeGraph } = input;
  const notes: Note[] = [
    {
      code: "boundary",
      message:
        "One question: calls to the model with hosts and waiting servers, encoders, processors that search, its share of the index; PUE once. " +
        `Not included: the user's device, networks, the application around it${agent === undefined ? "" : ", the tools that the agent calls"}. ` +
        "Whether the answer is right, and whether the knowledge is up to date, is outside the estimate.",
    },
  ];
  if (searches(input) && index === undefined) {
    notes.push({
      code: "missing-part",
      message: "No index is given: embedding, building, keeping and searching it are missing, not zero (index: { chunks }).",
    });
  }
  if (index?.kind === "ivf" || index?.kind === "pq") {
    notes.push({ code: "missing-part", message: `Finding the centres of ${index.kind} is missing, not zero: no figure for it is known.` });
  }
  if (index !== undefined || knowledgeGraph !== undefined) {
    notes.push({
      code: "missing-part",
      message:
        "The manufacture of processors that search and of disks is missing, not zero; that of the memory of a standing index is counted.",
    });
  }
  if (input.batch === undefined && input.systemTokensPerSecond === undefined) {
    notes.push({
      code: "predicted",
      message: "The load is not known: every call to the model meets the same unknown batch, one range for all.",
    });
  }
  return [...notes, ...notesOfRun(run, ragPlaces(input), input)];
}
