import type { Run } from "../graph/evaluate.js";
import { assumedInputs, exactInputs } from "../graph/lines.js";
import { embodiedMethodOf } from "./embodied-input.js";
import { noteEmbodied } from "./embodied-notes.js";
import { gridNotes } from "./phases.js";
import type { Note } from "./note.js";
import type { EmbodiedStageInput } from "./generated/inputs.js";

/** Inputs for which a caller could know a range; counts and dimensions are exact by nature. */
const rangeable: ReadonlySet<string> = /* @__PURE__ */ new Set([
  "acceptance",
  "averagePowerWatts",
  "batch",
  "deviceHours",
  "efficiency",
  "epochs",
  "exampleTokens",
  "examples",
  "experimentationFactor",
  "generationYield",
  "intensityGramsPerKwh",
  "itEnergyKwh",
  "pue",
  "requestsPerDay",
  "servingShare",
  "tokens",
]);

type Places = Parameters<typeof gridNotes>[0];

/** What every estimate of phases says of its own numbers: which were chosen, which count as exact, what the grid and the manufacture stand on. */
export function notesOfRun(run: Run, places: Places, hardware: EmbodiedStageInput | undefined): Note[] {
  return notesOf(assumedInputs(run), exactInputs(run), places, hardware);
}

function notesOf(fallbacks: readonly string[], given: readonly string[], places: Places, hardware: EmbodiedStageInput | undefined): Note[] {
  const notes: Note[] = [];
  if (fallbacks.length > 0) {
    notes.push({
      code: "defaults-used",
      message: `Taken from cited records or assumptions because not given: ${fallbacks.join(", ")}. Those with a range are in the drivers.`,
    });
  }
  const exact = [...new Set(given)].filter((key) => rangeable.has(key));
  if (exact.length > 0) {
    notes.push({
      code: "exact-inputs",
      message: `Given without a range and counted as exact: ${exact.join(", ")}. Low and high come from the other inputs.`,
    });
  }
  notes.push(...gridNotes(places));
  if (hardware !== undefined) notes.push(...noteEmbodied(hardware, embodiedMethodOf(hardware)));
  return notes;
}
