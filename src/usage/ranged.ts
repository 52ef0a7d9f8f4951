/** Ends of 90 % of what is not known. */
export interface Band {
  readonly low: number;
  readonly high: number;
}

/** A number with its ends. */
export interface Ranged extends Band {
  readonly value: number;
}

/** A number that is known. */
export const exactly = (value: number): Ranged => ({ value, low: value, high: value });

/** A number with its ends; one without any is its own. */
export const rangedOf = (given: number | { readonly value: number; readonly low?: number; readonly high?: number }): Ranged =>
  typeof given === "number" ? exactly(given) : { value: given.value, low: given.low ?? given.value, high: given.high ?? given.value };

/** The ends alone. */
export const bandOf = (given: number | { readonly value: number; readonly low?: number; readonly high?: number }): Band => {
  const { low, high } = rangedOf(given);
  return { low, high };
};
