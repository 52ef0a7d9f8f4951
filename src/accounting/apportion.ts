import type { Decimal } from "decimal.js";
import { FootprintError } from "../core/errors.js";
import { formatValue } from "../core/formula.js";
import { ExactDecimal } from "./decimal.js";
import { decimalText, type Digits, emptyDigits, readDigits } from "./digits.js";
import { checkParts, wholeSum } from "./exact-sum.js";

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
    throw new FootprintError("out-of-domain", `accounting: decimals = ${formatValue(decimals)} is outside [0, 20]`, {
      field: "decimals",
      value: decimals,
      bound: "[0, 20]",
    });
  }
  return apportionWhole(parts, decimals) ?? apportionDecimal(parts, decimals);
}

/** In whole numbers of the smallest place; `undefined` where decimals would round. */
function apportionWhole(parts: readonly number[], decimals: number): Apportioned | undefined {
  const sum = wholeSum(parts, decimals);
  if (sum === undefined) return undefined;
  const { units, places } = sum;
  const unit = 10n ** BigInt(places - decimals);
  const total = halfEven(units, unit);

  const digits = emptyDigits();
  const powers: bigint[] = [];
  const floors: bigint[] = [];
  const remainders: bigint[] = [];
  // Rounding is monotone, so that two remainders can only be the other way round where these are the same.
  const near = new Float64Array(parts.length);
  let missing = total;
  for (let index = 0; index < parts.length; index++) {
    const value = scaled(parts[index] as number, places, digits, powers);
    let floor = value / unit;
    let remainder = value - floor * unit;
    if (remainder < 0n) {
      floor -= 1n;
      remainder += unit;
    }
    floors.push(floor);
    remainders.push(remainder);
    near[index] = Number(remainder);
    missing -= floor;
  }

  for (const index of largest(Number(missing), near, remainders)) floors[index] = (floors[index] as bigint) + 1n;
  return { total: decimalText(total, decimals), parts: floors.map((floor) => decimalText(floor, decimals)) };
}

/** A number as a whole number of 10^-places. */
function scaled(value: number, places: number, digits: Digits, powers: bigint[]): bigint {
  readDigits(value, digits);
  const { negative, high, low, lowDigits, exponent } = digits;
  if (high === 0) return 0n;
  const power = (of: number): bigint => (powers[of] ??= 10n ** BigInt(of));
  const size = BigInt(high) * power(exponent + lowDigits + places) + (low === 0 ? 0n : BigInt(low) * power(exponent + places));
  return negative ? -size : size;
}

/** The nearest multiple of a unit, the even one of two, in units. */
function halfEven(value: bigint, unit: bigint): bigint {
  const down = value / unit;
  const floor = down * unit > value ? down - 1n : down;
  const twice = 2n * (value - floor * unit);
  return twice > unit || (twice === unit && floor % 2n !== 0n) ? floor + 1n : floor;
}

/** Places of the largest remainders, ties to the earlier one. */
function largest(count: number, near: Float64Array, remainders: readonly bigint[]): number[] {
  if (count === 0) return [];
  const least = Float64Array.from(near).sort()[near.length - count] as number;
  const above: number[] = [];
  const same: number[] = [];
  for (let index = 0; index < near.length; index++) {
    const value = near[index] as number;
    if (value > least) above.push(index);
    else if (value === least) same.push(index);
  }
  const larger = (a: number, b: number): number => {
    const difference = (remainders[b] as bigint) - (remainders[a] as bigint);
    return difference === 0n ? a - b : difference > 0n ? 1 : -1;
  };
  return [...above, ...same.sort(larger).slice(0, count - above.length)];
}

/** In decimals, for parts whose digits reach over more places than those hold. */
function apportionDecimal(parts: readonly number[], decimals: number): Apportioned {
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
