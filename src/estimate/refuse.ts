import type { Accelerator, Grid, Model } from "../catalog/records.js";
import { conflicting, type FootprintError, invalid } from "../core/errors.js";
import { formatValue } from "../core/formula.js";
import { oneOf } from "../core/near-matches.js";
import { checkModel } from "./model-parameters.js";
import { checkGridGiven, checkRecordGiven } from "./record-given.js";
import { refuseOtherKeysOfAccelerator, refuseOtherKeysOfGrid } from "./record-keys.js";

/** The error for a field that is not what it should be. */
export const refuse = (where: string, field: string, problem: string, value?: unknown, nearest?: readonly string[]): FootprintError =>
  invalid(field, `${where}: ${field} ${problem}`, {
    ...(value === undefined ? {} : { value }),
    ...(nearest === undefined ? {} : { nearest }),
  });

/** The error for a field that is not there. */
export const missing = (where: string, field: string, fix: string): FootprintError => refuse(where, field, `is missing; ${fix}`);

/** The error for a field that contradicts another one. */
export const conflict = (where: string, field: string, message: string): FootprintError => conflicting(field, `${where}: ${message}`);

/**
 * Refuses a word that is not one of some.
 *
 * @throws `FootprintError` `invalid-input` with the words
 */
export function checkChoice(
  where: string,
  field: string,
  value: unknown,
  allowed: readonly string[],
  isAllowed: (word: unknown) => boolean = (word) => allowed.includes(word as string),
): void {
  if (value === undefined || isAllowed(value)) return;
  const { expected, nearest } = oneOf(value, allowed);
  throw refuse(where, field, `= ${formatValue(value)} is not ${expected}`, value, nearest);
}

/** Whether a value may be a record or a group. */
export const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

/** The records of a deployment or a run. */
interface Recorded {
  readonly model: Model;
  readonly accelerator: Accelerator;
  readonly grid?: Grid;
}

/**
 * Checks that a model and an accelerator with a rate are there, and that their keys and those of the grid mean something.
 *
 * @throws `FootprintError` naming the field and the fix
 */
export function checkRecords(where: string, { model, accelerator, grid }: Recorded): void {
  checkRecordGiven(where, "model", model, "model");
  checkModel(model);
  checkRecordGiven(where, "accelerator", accelerator, "accelerator");
  if (!isObject(accelerator.peakFlopPerSecond)) {
    throw missing(where, "accelerator.peakFlopPerSecond", "give the dense rate by precision, for example { bf16: 989e12 }");
  }
  refuseOtherKeysOfAccelerator(where, "accelerator", accelerator);
  checkGridGiven(where, "grid", grid);
  refuseOtherKeysOfGrid(where, "grid", grid);
}
