import { invalid } from "../core/errors.js";
import { nearMatches } from "../core/near-matches.js";
import type { Unit } from "../core/units.js";
import { describe, type GraphDescription } from "../graph/describe.js";
import { toMermaid, toSvg } from "../graph/draw.js";
import type { Run } from "../graph/evaluate.js";
import { runOf } from "../graph/kind.js";
import type { Step } from "../graph/plan.js";
import { formatNumber, formatQuantity } from "./format.js";
import type { Io, Outcome } from "./io.js";
import type { Parsed } from "./options.js";
import { writeText } from "./scenario-file.js";

/** A value as boxes show it; counts with all their digits. */
export const formatShown = (value: number, unit: Unit): string =>
  unit === "1" && Number.isInteger(value) && Math.abs(value) < 1e9 ? formatNumber(value, 9) : formatQuantity(value, unit);

const writers: Readonly<Record<string, (name: string, description: GraphDescription) => string>> = {
  ".svg": (title, description) => toSvg(description, { title, format: formatShown }),
  ".mmd": (title, description) => toMermaid(description, { title, format: formatShown }),
  ".json": (name, description) => `${JSON.stringify({ name, ...description }, null, 2)}\n`,
};

/** The keys that flags ask for, each in the plan; the total where none is asked for, or the totals of all sides where a comparison has none of its own. */
function goalsOf(run: Run, written: unknown): string[] {
  const { place: known, steps, roots } = run.plan;
  if (typeof written !== "string") {
    if (known.has("totalGramsCo2e")) return ["totalGramsCo2e"];
    const found = roots.filter((at) => /[tT]otalGramsCo2e$/u.test((steps[at] as Step).name));
    // Sizings have no emissions: what they ask for stands.
    const totals = found.length === 0 ? roots : found;
    const used = new Set(totals.flatMap((at) => (steps[at] as Step).from));
    for (const at of used) for (const before of (steps[at] as Step).from) used.add(before);
    return [...new Set(totals.filter((at) => !used.has(at)).map((at) => (steps[at] as Step).key))];
  }
  const goals = written.split(",").map((goal) => goal.trim());
  for (const goal of goals) {
    if (known.has(goal)) continue;
    const nearest = nearMatches(goal, [...known.keys()]);
    const hint = nearest.length === 0 ? "explain without --graph lists them" : `did you mean ${nearest.join(" or ")}?`;
    throw invalid("goal", `--goal = "${goal}" is no quantity of this estimate; ${hint}`, { value: goal, nearest });
  }
  return goals;
}

/**
 * Draws what leads to some quantities of an estimate into a file.
 *
 * @param name - title of the drawing
 * @param estimate - a result of a kind on the graph
 * @param path - where to; its ending says in which form
 * @param licences - what licences ask to be said of it
 * @throws `FootprintError` `invalid-input` for another ending, an unknown quantity, or a file that cannot be written
 */
export function writeGraph(
  name: string,
  estimate: object,
  path: string,
  { values }: Parsed,
  io: Io,
  licences: readonly string[] = [],
): Outcome {
  const write = writers[/\.[^./\\]*$/u.exec(path)?.[0].toLowerCase() ?? ""];
  if (write === undefined) {
    const endings = Object.keys(writers);
    throw invalid("graph", `--graph = "${path}" must end in ${endings.slice(0, -1).join(", ")} or ${endings.at(-1) as string}`);
  }
  if (values["json"] === true) {
    throw invalid("json", "--json prints the steps; leave it out beside --graph, or end its file in .json");
  }
  // Every kind that has steps to show is on the graph.
  const run = runOf(estimate) as Run;
  const description = describe(run, goalsOf(run, values["goal"]));
  writeText(path, write([name, ...licences].join(". "), description), io);
  const { nodes, edges } = description;
  return { stdout: "", stderr: `${path}: ${nodes.length} quantities, ${edges.length} links\n`, status: 0 };
}
