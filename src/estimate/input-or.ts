import type { Evaluator } from "../core/evaluator.js";
import type { Given } from "../core/figure.js";

/** A number of the caller, or else the record that stands in for it. */
export function inputOr<Key extends string>(
  t: Evaluator,
  key: Key,
  given: Given | undefined,
  standIn: Given,
): ReturnType<typeof t.input<Key>> {
  return given === undefined ? t.fallback(key, standIn) : t.input(key, given);
}
