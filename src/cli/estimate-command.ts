import { dataVersion } from "../catalog/version.js";
import { FootprintError } from "../core/errors.js";
import { estimateTraining } from "../estimate/training.js";
import type { AdaptationKind } from "../schema/scenario.js";
import { adaptationCommand, explainAdaptation, isAdaptationKind } from "./adaptation-commands.js";
import type { Colours } from "./format.js";
import { explainInference, inferCommand, serveCommand } from "./inference-commands.js";
import type { Io } from "./io.js";
import type { Parsed } from "./options.js";
import { explainLines } from "./report.js";
import { kindOf, loadScenario } from "./scenario-file.js";
import { trainCommand } from "./train-command.js";

export { estimateFlags, scenarioFlags } from "./train-command.js";

function needFile({ positionals: [path] }: Parsed, command: string): void {
  if (path === undefined) {
    throw new FootprintError("invalid-input", `${command} needs a scenario file, for example llm-footprint ${command} scenario.yaml`, {
      field: "scenario",
    });
  }
}

/** Scenarios of other kinds than training go to the command of their kind. */
function commandOfKind(parsed: Parsed, io: Io): typeof inferCommand | undefined {
  const kind = kindOf(parsed, io);
  const other = isAdaptationKind(kind)
    ? commandFor(kind)
    : kind === "inference"
      ? inferCommand
      : kind === "serving"
        ? serveCommand
        : undefined;
  if (other !== undefined && parsed.values["chart"] === true) {
    throw new FootprintError(
      "invalid-input",
      `--chart compares a training run with its references; leave it out for kind: ${String(kind)}`,
      {
        field: "chart",
      },
    );
  }
  return other;
}

const commandFor =
  (kind: AdaptationKind): typeof inferCommand =>
  (parsed, io, colours) =>
    adaptationCommand(kind, parsed, io, colours);

/** `estimate <scenario>`: the estimate of a file of any kind. */
export function estimateCommand(parsed: Parsed, io: Io, colours: Colours): readonly string[] {
  needFile(parsed, "estimate");
  const other = commandOfKind(parsed, io);
  return (other ?? trainCommand)(parsed, io, colours);
}

/** `explain <scenario>`: every step of an estimate. */
export function explainCommand(parsed: Parsed, io: Io, colours: Colours): readonly string[] {
  needFile(parsed, "explain");
  const kind = kindOf(parsed, io);
  if (kind === "inference") return explainInference(parsed, io, colours);
  if (isAdaptationKind(kind)) return explainAdaptation(kind, parsed, io, colours);
  const scenario = loadScenario(parsed, io);
  const { lines, notes } = estimateTraining(scenario.input);
  if (parsed.values["json"] === true) return [JSON.stringify({ name: scenario.name, dataVersion, lines, notes }, null, 2)];
  return [
    colours.bold(scenario.name),
    "",
    ...explainLines(lines, scenario.sources, colours),
    "",
    ...notes.map(({ message }) => `  - ${message}`),
  ];
}
