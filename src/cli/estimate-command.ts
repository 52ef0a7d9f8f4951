import { dataVersion } from "../catalog/version.js";
import { invalid } from "../core/errors.js";
import type { FormKind } from "../schema/generated/fields.js";
import { adaptationViews } from "./adaptation-views.js";
import { bullets } from "./format.js";
import { writeGraph } from "./graph-file.js";
import type { CommandBody, Io } from "./io.js";
import { type Answer, answerOf, kindCommand, runKind, scenarioFlags, type View } from "./kind-command.js";
import type { Parsed } from "./options.js";
import { block, explainLines, licencesOf, licenceTexts } from "./report.js";
import { kindNamed } from "../schema/read-kind.js";
import { kindOf } from "./scenario-file.js";
import { servingViews } from "./serving-views.js";
import { trainingViews } from "./training-view.js";

const views: Readonly<Record<FormKind, View>> = { ...trainingViews, ...servingViews, ...adaptationViews };

/** The kind that the file of a command says; a training run where flags alone describe one. */
const knownKind = (parsed: Parsed, io: Io): FormKind => (parsed.positionals.length === 0 ? "training" : kindNamed(kindOf(parsed, io)));

/** The estimate of a file of any kind. */
export function explained(parsed: Parsed, io: Io): Answer {
  const kind = knownKind(parsed, io);
  return answerOf(views[kind], kind, parsed, io);
}

function needFile({ positionals: [path] }: Parsed, command: string): void {
  if (path !== undefined) return;
  throw invalid("scenario", `${command} needs a scenario file, for example llm-footprint ${command} scenario.yaml`);
}

/** `estimate <scenario>`: the estimate of a file of any kind. */
export const estimate: CommandBody = {
  options: kindCommand(views.training, "training").options,
  run(parsed, io, colours) {
    needFile(parsed, "estimate");
    const kind = knownKind(parsed, io);
    if (kind !== "training" && parsed.values["chart"] === true) {
      throw invalid("chart", `--chart compares a training run with its references; leave it out for kind: ${kind}`);
    }
    return runKind(views[kind], kind, parsed, io, colours);
  },
};

/** `explain <scenario>`: every step of an estimate, or a drawing of it. */
export const explain: CommandBody = {
  options: [
    ...scenarioFlags("training"),
    { flag: "graph", example: "out.svg", description: "Draw the estimate into a file instead: .svg, .mmd (Mermaid) or .json" },
    { flag: "goal", example: "energyKwh", description: "What the drawing leads to, several with commas; totalGramsCo2e where left out" },
  ],
  run(parsed, io, colours) {
    needFile(parsed, "explain");
    const { name, sources, traced } = explained(parsed, io);
    const { graph, goal, json } = parsed.values;
    const licences = licencesOf(traced.lines, sources);
    if (typeof graph === "string") return writeGraph(name, traced, graph, parsed, io, licenceTexts(licences));
    if (goal !== undefined) throw invalid("goal", "--goal says what a drawing leads to; give --graph out.svg too");
    const { lines, notes } = traced;
    if (json === true)
      return [JSON.stringify({ name, dataVersion, lines, notes, ...(licences.length === 0 ? {} : { licences }) }, null, 2)];
    const steps = explainLines(lines, sources, colours);
    return [colours.bold(name), "", ...steps, "", ...bullets(notes, io.columns), ...block(licenceTexts(licences))];
  },
};
