import type { Decimal } from "decimal.js";
import { FootprintError } from "../core/errors.js";
import { ExactDecimal } from "./decimal.js";
import { checkParts } from "./exact-sum.js";

/** Rounded parts and the rounded total that they add up to, as decimal strings. */
export interface Apportioned {
  readonly total: string;
  readonly parts: readonly string[];
}

/**
 * Rounds a total half-even and its parts so that they add up to it: every part is rounded down, and the missing units go to the largest
 * remainders, ties to the earlier part. An exact zero stays zero.
 *
 * @param parts - numbers of one unit
 * @param decimals - decimal places of the table, 0 to 20
 * @throws `FootprintError` `invalid-input` for a part that is not finite, `out-of-domain` for the decimals
 *
 * @example
 * ```ts
 * import { apportion } from "llm-footprint/accounting";
 *
 * console.log(apportion([1 / 3, 1 / 3, 1 / 3], 2).parts.join(" + ")); // 0.34 + 0.33 + 0.33
 * ```
 */
export function apportion(parts: readonly number[], decimals: number): Apportioned {
  checkParts(parts);
  if (!Number.isInteger(decimals) || decimals < 0 || decimals > 20) {
    throw new FootprintError("out-of-domain", `accounting: decimals = ${String(decimals)} is outside [0, 20]`, {
      field: "decimals",
      value: decimals,
      bound: "[0, 20]",
    });
  }
  const exact = parts.map((part) => new ExactDecimal(part));
  const total = exact.reduce((sum, part) => sum.plus(part), new ExactDecimal(0)).toDecimalPlaces(decimals);
  const unit = new ExactDecimal(10).pow(-decimals);
  const floors = exact.map((part) => part.toDecimalPlaces(decimals, ExactDecimal.ROUND_FLOOR));
  const missing = total
    .minus(floors.reduce((sum, part) => sum.plus(part), new ExactDecimal(0)))
    .div(unit)
    .toNumber();
  const byRemainder = exact
    .map((part, index) => ({ index, remainder: part.minus(floors[index] as Decimal) }))
    .sort((a, b) => b.remainder.comparedTo(a.remainder) || a.index - b.index);
  const raised = new Set(byRemainder.slice(0, missing).map(({ index }) => index));
  return {
    total: total.toFixed(decimals),
    parts: floors.map((part, index) => (raised.has(index) ? part.plus(unit) : part).toFixed(decimals)),
  };
}
