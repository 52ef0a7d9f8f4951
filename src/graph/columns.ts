import { dependents, leadingTo, recompute, type Run } from "./evaluate.js";

/**
 * The same estimate as a function of some of its quantities: only what depends on them is computed again, unchecked.
 *
 * @param run - an evaluated plan
 * @param keys - the quantities, each in the plan
 * @param goal - what is wanted
 * @param decides - whether decisions that follow by an equation are taken anew for each value
 * @returns a function of the other values, in the order of the keys
 */
export function functionOf(run: Run, keys: readonly string[], goal: string, decides = false): (...numbers: readonly number[]) => number {
  const { program, values } = run;
  const { place } = program.plan;
  const moved = keys.map((key) => place.get(key) as number);
  const wanted = place.get(goal) as number;
  const order = dependents(program, moved, decides).filter(leadingTo(program, [wanted]));
  const own = values.slice();
  return (...numbers) => {
    for (let index = 0; index < moved.length; index++) own[moved[index] as number] = numbers[index] as number;
    recompute(run, order, own);
    return own[wanted] as number;
  };
}

/**
 * The same estimate for many values of some of its steps: one row after the other over one array of values, because only what depends on them is
 * computed again.
 *
 * @param run - an evaluated plan
 * @param moved - places of the steps that are set, with their values by row; several places for one quantity that stands in several scopes
 * @param goals - places of what is wanted
 * @returns the values of each goal, by row
 */
export function columns(
  run: Run,
  moved: readonly { readonly at: readonly number[]; readonly column: ArrayLike<number> }[],
  goals: readonly number[],
): Float64Array[] {
  const { program, values } = run;
  const rows = moved[0]?.column.length ?? 1;
  const numbers = values.slice();
  const order = dependents(
    program,
    moved.flatMap(({ at }) => at),
  );
  const found = goals.map(() => new Float64Array(rows));
  for (let row = 0; row < rows; row++) {
    for (let index = 0; index < moved.length; index++) {
      const { at, column } = moved[index] as (typeof moved)[number];
      for (let place = 0; place < at.length; place++) numbers[at[place] as number] = column[row] as number;
    }
    recompute(run, order, numbers);
    for (let goal = 0; goal < goals.length; goal++) (found[goal] as Float64Array)[row] = numbers[goals[goal] as number] as number;
  }
  return found;
}
