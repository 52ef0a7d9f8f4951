import { dataVersion } from "../catalog/version.js";
import { FootprintError } from "../core/errors.js";
import type { AdaptationKind } from "../schema/scenario.js";
import { adaptationCommand, isAdaptationKind } from "./adaptation-commands.js";
import { explained } from "./explained.js";
import type { Colours } from "./format.js";
import { writeGraph } from "./graph-file.js";
import { inferCommand, serveCommand } from "./inference-commands.js";
import type { Io, Outcome } from "./io.js";
import type { Option, Parsed } from "./options.js";
import { explainLines } from "./report.js";
import { kindOf } from "./scenario-file.js";
import { scenarioFlags, trainCommand } from "./train-command.js";

export { estimateFlags } from "./train-command.js";

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

/** Flags of `explain`. */
export const explainFlags: readonly Option[] = [
  ...scenarioFlags,
  { flag: "graph", example: "out.svg", description: "Draw the estimate into a file instead: .svg, .mmd (Mermaid) or .json" },
  { flag: "goal", example: "energyKwh", description: "What the drawing leads to, several with commas; totalGramsCo2e where left out" },
];

/** `explain <scenario>`: every step of an estimate, or a drawing of it. */
export function explainCommand(parsed: Parsed, io: Io, colours: Colours): readonly string[] | Outcome {
  needFile(parsed, "explain");
  const { name, sources, estimate } = explained(parsed, io);
  const { values } = parsed;
  if (typeof values["graph"] === "string") return writeGraph(name, estimate, values["graph"], parsed, io);
  if (values["goal"] !== undefined) {
    throw new FootprintError("invalid-input", "--goal says what a drawing leads to; give --graph out.svg too", { field: "goal" });
  }
  const { lines, notes } = estimate;
  if (values["json"] === true) return [JSON.stringify({ name, dataVersion, lines, notes }, null, 2)];
  return [colours.bold(name), "", ...explainLines(lines, sources, colours), "", ...notes.map(({ message }) => `  - ${message}`)];
}
