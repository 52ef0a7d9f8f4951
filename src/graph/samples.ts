import { drawFrom } from "../core/draws.js";
import type { Random } from "../core/random.js";
import { columns } from "./columns.js";
import { moversOf, type Run } from "./evaluate.js";
import type { Step } from "./plan.js";

/**
 * Draws every ranged input of an estimate from its range, once per draw wherever it is used, and keeps some numbers of each draw.
 *
 * @param run - the estimate
 * @param goals - places of the numbers to keep
 */
export function sampleRun(run: Run, goals: readonly number[], draws: number, random: Random): Float64Array[] {
  const { steps } = run.program.plan;
  const moved = moversOf(run).map((mover) => ({ ...mover, column: new Float64Array(draws) }));
  for (let draw = 0; draw < draws; draw++) {
    for (const { at, column, ...range } of moved) {
      const [place] = at as readonly [number];
      const { min, max } = (steps[place] as Step).domain;
      // The tails beyond a range may leave the domain of a step: a PUE below 1, a share above 1.
      column[draw] = Math.min(max, Math.max(min, drawFrom(range, run.values[place] as number, random)));
    }
  }
  if (moved.length === 0) return goals.map((goal) => new Float64Array(draws).fill(run.values[goal] as number));
  return columns(run, moved, goals);
}
