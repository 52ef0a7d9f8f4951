import type { Catalog, Tables } from "../catalog/find.js";
import { estimateTraining } from "../estimate/training.js";
import type { Note } from "../estimate/note.js";
import type { Line } from "../core/line.js";
import { estimateAdaptation, isAdaptationKind } from "./adaptation-commands.js";
import { explainedInference } from "./inference-commands.js";
import type { Io } from "./io.js";
import type { Parsed } from "./options.js";
import { kindOf, loadScenario } from "./scenario-file.js";

/** An estimate with its steps, its title, and the works that its own records cite. */
export interface Explained {
  readonly name: string;
  readonly sources: Catalog<Tables>["sources"];
  readonly estimate: { readonly lines: readonly Line[]; readonly notes: readonly Note[] };
}

/** The estimate of a file of any kind that has steps to show. */
export function explained(parsed: Parsed, io: Io): Explained {
  const kind = kindOf(parsed, io);
  if (kind === "inference") return explainedInference(parsed, io);
  if (isAdaptationKind(kind)) return estimateAdaptation(kind, parsed, io);
  const { name, sources, input } = loadScenario(parsed, io);
  return { name, sources, estimate: estimateTraining(input) };
}
