import { shown } from "../core/printed.js";
import { fieldOf, moversOf, type Run } from "../graph/evaluate.js";
import { GIVEN, originOf } from "../graph/lines.js";
import type { Step } from "../graph/plan.js";
import { valuesAt } from "../graph/ranges.js";
import type { Note } from "./note.js";

/** Notes on what looks like a slip in a run. */
export type OddCheck = (run: Run) => readonly Note[];

/** Whether a step holds what a caller gave, and nothing that the library knows. */
function isOfCaller(run: Run, at: number): boolean {
  const { kind, way } = run.program.plan.steps[at] as Step;
  return kind === "given" || (kind === "read" && way?.isAssumed !== true && originOf(run, at) === GIVEN);
}

/** What looks like a slip at the ends of ranges that a caller gave, and nowhere between them: one note for each end. */
export function noteOddEnds(run: Run, checks: readonly OddCheck[]): Note[] {
  const { program, values } = run;
  const ends = moversOf(run).flatMap((mover) => {
    const [place] = mover.at as readonly [number];
    if (!isOfCaller(run, place)) return [];
    const field = fieldOf(program, program.plan.steps[place] as Step);
    return (["low", "high"] as const).flatMap((end) => (mover[end] === values[place] ? [] : [{ mover, end, field }]));
  });
  if (ends.length === 0) return [];
  const quiet = checks.filter((check) => check(run).length === 0);
  return ends.flatMap(({ mover, end, field }) => {
    const moved = { ...run, values: valuesAt(run, mover, end) };
    const said = [...new Set(quiet.flatMap((check) => check(moved).map(({ message }) => message)))];
    return said.length === 0 ? [] : [{ code: "magnitude", message: `At ${field}.${end} = ${shown(mover[end])}: ${said.join(" ")}` }];
  });
}
