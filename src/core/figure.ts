import { type Domain, isInDomain, outOfDomain } from "./formula.js";
import { FootprintError } from "./errors.js";

/** How a figure came about. */
export type Basis =
  /** Read from a meter. */
  | "measured"
  /** Printed by a primary source: a paper, a report, a product footprint. */
  | "published"
  /** Printed by the vendor as a property of the product. */
  | "datasheet"
  /** Arithmetic on published figures, stated in `at`. */
  | "derived"
  /** Estimated by an analyst or a model. */
  | "estimated"
  /** Printed by a primary source that was read only through another text. */
  | "secondary"
  /** Written from general knowledge and not read again: unverified. */
  | "recalled"
  /** Nobody measured it: a choice of this library, with its reason in `note`. */
  | "assumption";

/** A number with an optional range: what a caller gives when it knows more than one number. */
export interface RangedNumber {
  readonly value: number;
  /** Lower end of the plausible range. */
  readonly low?: number;
  /** Upper end of the plausible range. */
  readonly high?: number;
}

/** A number with its citation: what the catalogue holds. */
export interface Figure extends RangedNumber {
  /** Id of the work in `sources.json`. */
  readonly source: string;
  /** Page, table or row. */
  readonly at: string;
  readonly basis: Basis;
  readonly note?: string;
}

/** A number that `calibrate` solved for. */
export interface CalibratedNumber extends RangedNumber {
  /** What it was solved to meet. */
  readonly calibratedTo: string;
}

/** What an estimate takes for a quantity: a bare number, a number with a range, a cited figure, or a calibrated number. */
export type Given = number | RangedNumber | Figure | CalibratedNumber;

/** The central number of whatever was given. */
export function valueOf(given: Given): number {
  return typeof given === "number" ? given : given.value;
}

/**
 * Checks a given number and its range against a domain.
 *
 * @throws `FootprintError` `out-of-domain` naming the field, `invalid-input` when the range does not hold the value
 */
export function checkGiven(where: string, field: string, given: unknown, domain: Domain): void {
  if (isInDomain(given, domain)) return;
  if (typeof given !== "object" || given === null) throw outOfDomain(where, field, given, domain);
  const { value, low, high } = given as Partial<RangedNumber>;
  if (!isInDomain(value, domain)) throw outOfDomain(where, `${field}.value`, value, domain);
  if (low !== undefined && !isInDomain(low, domain)) throw outOfDomain(where, `${field}.low`, low, domain);
  if (high !== undefined && !isInDomain(high, domain)) throw outOfDomain(where, `${field}.high`, high, domain);
  if ((low ?? value) > value || (high ?? value) < value) {
    const ends = [low === undefined ? "" : ` from ${low}`, high === undefined ? "" : ` to ${high}`].join("");
    throw new FootprintError(
      "invalid-input",
      `${where}: ${field} has the range${ends}, which does not hold its value ${value}; give low <= value <= high`,
      { field, value: given },
    );
  }
}
