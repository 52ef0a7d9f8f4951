import { isFootprintError } from "llm-footprint";

type Fields = Readonly<Record<string, unknown>>;

/** An estimate with one quantity given, and what that made needless. */
export interface Given<Result> {
  readonly result: Result;
  readonly needless: readonly string[];
}

/**
 * Gives one quantity to an estimate, leaving out the inputs that it makes needless, as their errors ask.
 *
 * @param estimate - a public function
 * @param input - what it takes
 * @param key - the quantity
 * @param value - its value
 */
export function givenInstead<Input extends object, Result>(
  estimate: (input: Input) => Result,
  input: Input,
  key: string,
  value: number,
): Given<Result> {
  const needless: string[] = [];
  const given: Record<string, unknown> = { ...(input as Fields), [key]: value };
  for (;;) {
    try {
      return { result: estimate(given as Input), needless };
    } catch (error) {
      if (!isFootprintError(error) || error.code !== "conflicting-input") throw error;
      const field = error.details.field ?? "";
      if (field === key || !(field in given)) throw error;
      needless.push(field);
      // eslint-disable-next-line @typescript-eslint/no-dynamic-delete
      delete given[field];
    }
  }
}
