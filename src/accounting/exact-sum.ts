import { FootprintError } from "../core/errors.js";
import { formatValue } from "../core/formula.js";
import { ExactDecimal, PRECISION } from "./decimal.js";
import { decimalText, emptyDigits, readDigits, topOf } from "./digits.js";

/** Refuses what cannot be added. */
export function checkParts(parts: readonly number[]): void {
  // What has no length would add up to nothing.
  const given: unknown = parts;
  if (!Array.isArray(given) && !ArrayBuffer.isView(given)) {
    throw new FootprintError("invalid-input", `accounting: parts = ${formatValue(given)} is not a list of numbers`, {
      field: "parts",
      value: given,
    });
  }
  for (let index = 0; index < parts.length; index++) {
    const part = parts[index];
    if (!Number.isFinite(part)) {
      throw new FootprintError("invalid-input", `accounting: part ${index} = ${formatValue(part)} is not a finite number`, {
        field: `parts[${index}]`,
        value: part,
      });
    }
  }
}

/** Exponents of the lowest digit of a float64 reach from -324 - 17 to 308; that of its upper digits lies above. */
const lowestExponent = -344;
const exponents = 700;
/** So many numbers below 10^11 add up to whole numbers of float64. */
const batch = 65_536;

/**
 * The sum as a whole number of 10^-places, by adding the digits of equal places; `undefined` where the sum could need more digits than the
 * library's decimals have.
 *
 * @param parts - finite numbers
 * @param leastPlaces - decimal places that the whole number has at least
 */
export function wholeSum(parts: readonly number[], leastPlaces = 0): { readonly units: bigint; readonly places: number } | undefined {
  const digits = emptyDigits();
  const sums = new Float64Array(exponents);
  let lowest = Infinity;
  let most = -Infinity;
  let top = -Infinity;
  let total = 0n;
  let places = leastPlaces;

  const flush = (): void => {
    if (lowest > most) return;
    let units = 0n;
    for (let exponent = most; exponent >= lowest; exponent--) {
      units = units * 10n + BigInt(sums[exponent - lowestExponent] as number);
    }
    const now = Math.max(places, -lowest);
    total = total * 10n ** BigInt(now - places) + units * 10n ** BigInt(now + lowest);
    places = now;
    sums.fill(0);
  };

  for (let index = 0; index < parts.length; index++) {
    readDigits(parts[index] as number, digits);
    const { negative, high, low, lowDigits, exponent } = digits;
    if (high === 0) continue;
    const highest = exponent + lowDigits;
    if (exponent < lowest) lowest = exponent;
    if (highest > most) most = highest;
    top = Math.max(top, topOf(digits));
    const lowPlace = exponent - lowestExponent;
    const highPlace = highest - lowestExponent;
    sums[lowPlace] = (sums[lowPlace] as number) + (negative ? -low : low);
    sums[highPlace] = (sums[highPlace] as number) + (negative ? -high : high);
    if (index % batch === batch - 1) flush();
  }
  // Every sum on the way has its digits between the lowest place and the carries above the highest.
  if (top - Math.min(lowest, -leastPlaces) + String(parts.length).length > PRECISION) return undefined;
  flush();
  return { units: total, places };
}

/**
 * The exact decimal sum of numbers, each taken as its shortest decimal form, in any order: exact as long as the largest and the smallest digit
 * lie within 80 places, far beyond any ledger of energies or masses.
 *
 * @param parts - numbers of one unit
 * @returns the sum as a decimal string
 * @throws `FootprintError` `invalid-input` for a part that is not finite
 *
 * @example
 * ```ts
 * import { exactSum } from "llm-footprint/accounting";
 *
 * console.log(exactSum([0.1, 0.2])); // 0.3
 * ```
 */
export function exactSum(parts: readonly number[]): string {
  checkParts(parts);
  const sum = wholeSum(parts);
  if (sum === undefined) return parts.reduce((total, part) => total.plus(part), new ExactDecimal(0)).toFixed();
  const text = decimalText(sum.units, sum.places);
  return sum.places === 0 ? text : text.replace(/\.?0+$/u, "");
}
