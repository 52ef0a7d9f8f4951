import { drawFrom } from "../core/draws.js";
import type { Random } from "../core/random.js";
import { dependents, moversOf, recomputeInside, type Run } from "./evaluate.js";

/** How often a draw is taken again that cannot be; after that it counts as the estimate itself. */
const MOST_TRIES = 100;

/**
 * Draws every ranged input of an estimate from its range, once per draw wherever it is used, and keeps some numbers of each draw. A draw in which
 * something leaves its domain, or is more than what it is a part of, cannot be and is taken again.
 *
 * @param run - the estimate
 * @param goals - places of the numbers to keep
 */
export function sampleRun(run: Run, goals: readonly number[], draws: number, random: Random): Float64Array[] {
  const { program, values, limits } = run;
  const movers = moversOf(run);
  if (movers.length === 0) return goals.map((goal) => new Float64Array(draws).fill(values[goal] as number));
  const order = dependents(
    program,
    movers.flatMap(({ at }) => at),
  );
  const numbers = values.slice();
  const isDrawn = (): boolean => {
    for (const { at, ...range } of movers) {
      const [place] = at as readonly [number];
      const [least, most] = [program.least[place] as number, program.most[place] as number];
      // The tails beyond a range may leave the domain of a step: a PUE below 1, a share above 1.
      const drawn = Math.min(most, Math.max(least, drawFrom(range, values[place] as number, random)));
      for (const one of at) numbers[one] = drawn;
    }
    return recomputeInside(run, order, limits, numbers);
  };
  const found = goals.map(() => new Float64Array(draws));
  for (let draw = 0; draw < draws; draw++) {
    let tries = 0;
    while (tries < MOST_TRIES && !isDrawn()) tries++;
    const from = tries === MOST_TRIES ? values : numbers;
    for (let goal = 0; goal < goals.length; goal++) (found[goal] as Float64Array)[draw] = from[goals[goal] as number] as number;
  }
  return found;
}
