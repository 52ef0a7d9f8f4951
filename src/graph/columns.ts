import { dependents, recompute, type Run } from "./evaluate.js";

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
  { program, values }: Run,
  moved: readonly { readonly at: readonly number[]; readonly column: ArrayLike<number> }[],
  goals: readonly number[],
): Float64Array[] {
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
    recompute(program, order, numbers);
    for (let goal = 0; goal < goals.length; goal++) (found[goal] as Float64Array)[row] = numbers[goals[goal] as number] as number;
  }
  return found;
}
