import { isFootprintError } from "llm-footprint";
import { expect } from "vitest";
import type { Run } from "../../src/graph/evaluate.js";
import type { Kind } from "../../src/graph/kind.js";
import type { Step } from "../../src/graph/plan.js";
import { fieldNamed } from "../../src/graph/rows.js";

type Fields = Readonly<Record<string, unknown>>;

/** An input without a field, which may lie in a group. */
function leaveOut(input: Fields, field: string): Fields {
  const [first = "", ...rest] = field.split(".");
  const { [first]: own, ...others } = input;
  return rest.length === 0 ? others : { ...others, [first]: leaveOut(own as Fields, rest.join(".")) };
}

/** What a field or a group holds. */
const held = (input: Fields, field: string): unknown => field.split(".").reduce<unknown>((at, key) => (at as Fields)[key], input);

/** Runs an input; whatever a given quantity makes needless is left out, once the error has named both. */
function runWithout<Input extends object>(kind: Kind<Input>, input: Fields, name: string, label: string): Run {
  let own = input;
  for (;;) {
    try {
      return kind.run(own as Input);
    } catch (error) {
      if (!isFootprintError(error) || error.code !== "conflicting-input") throw error;
      const field = error.details.field as string;
      expect(field, error.message).not.toBe(name);
      expect(held(own, field), error.message).toBeDefined();
      expect(error.message).toContain(field);
      expect(error.message).toContain(label);
      own = leaveOut(own, field);
    }
  }
}

/** Another value of a step: twice it, or half of it where that is too much; one for a zero. */
function other({ domain: { max } }: Step, value: number): number {
  if (value === 0) return 1;
  return value * 2 <= max ? value * 2 : value / 2;
}

/** Whether another value moves a total, or is more than something that follows from it may be. */
function isFelt(changes: () => readonly string[]): boolean {
  try {
    return changes().length > 0;
  } catch (error) {
    if (isFootprintError(error) && error.code === "out-of-domain") return true;
    throw error;
  }
}

/** Which quantities of a plan did not do what the law says. */
export interface Broken {
  /** A quantity that was given its own value and moved a total. */
  readonly moved: readonly string[];
  /** A quantity of which another value moved nothing. */
  readonly unfelt: readonly string[];
}

/**
 * The law of the own value: a quantity that is given the value which it has anyway, with what it makes needless left out, changes no total; another
 * value is felt; and one of the needless inputs beside it is an error that names both.
 */
export function ownValueLaw<Input extends object>(kind: Kind<Input>, input: Input): Broken {
  const run = kind.run(input);
  const totals = [...kind.totalsOf(run.program.plan)].map(([total, place]) => [total, run.values[place] as number] as const);
  const moved: string[] = [];
  const unfelt: string[] = [];
  for (const [place, step] of run.program.plan.steps.entries()) {
    const { name, scope, row } = step;
    if (scope !== 0) continue;
    const value = run.values[place] as number;
    if (row.isOfParts === true) {
      expect(() => kind.run({ ...input, [name]: value })).toThrow(/ follows from .*; give .*, or leave it out/u);
      continue;
    }
    const changed = (given: number): string[] => {
      const again = runWithout(kind, { ...input, [name]: given }, name, fieldNamed(row, name));
      const places = kind.totalsOf(again.program.plan);
      return totals
        .filter(([total, before]) => {
          const after = again.values[places.get(total) as number] as number;
          return !(Math.abs(after - before) <= 1e-12 * Math.abs(before));
        })
        .map(([total]) => total);
    };
    const changes = changed(value);
    if (changes.length > 0) moved.push(`${name}: ${changes.join()}`);
    else if (!isFelt(() => changed(other(step, value)))) unfelt.push(name);
  }
  return { moved, unfelt };
}
