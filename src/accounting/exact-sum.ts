import { FootprintError } from "../core/errors.js";
import { formatValue } from "../core/formula.js";
import { ExactDecimal } from "./decimal.js";

/** Refuses what cannot be added. */
export function checkParts(parts: readonly number[]): void {
  for (const [index, part] of parts.entries()) {
    if (!Number.isFinite(part)) {
      throw new FootprintError("invalid-input", `accounting: part ${index} = ${formatValue(part)} is not a finite number`, {
        field: `parts[${index}]`,
        value: part,
      });
    }
  }
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
  return parts.reduce((total, part) => total.plus(part), new ExactDecimal(0)).toFixed();
}
