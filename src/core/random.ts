import { invalid } from "./errors.js";
import { formatValue } from "./formula.js";

/** A stream of numbers uniform in [0, 1) that a seed determines on every runtime. */
export type Random = () => number;

/**
 * Seeded random numbers: sfc32 (Chris Doty-Humphrey, PractRand), its state filled from the seed by splitmix32.
 * The same seed gives the same stream on every runtime, because only 32-bit integer operations are used.
 *
 * @param seed - any integer from 0 to 2^32 - 1
 * @throws `FootprintError` `invalid-input` for a seed that is no finite number
 *
 * @example
 * ```ts
 * import { seededRandom } from "llm-footprint/uncertainty";
 *
 * const random = seededRandom(42);
 * const again = seededRandom(42);
 * console.log(random() === again()); // true
 * ```
 */
export function seededRandom(seed: number): Random {
  // A seed that is no number would be that of zero, whatever it was.
  if (!Number.isFinite(seed))
    throw invalid("seed", `random: seed = ${formatValue(seed)} is not a finite number; give one`, { value: seed });
  let state = seed >>> 0;
  const splitmix32 = (): number => {
    state = (state + 0x9e3779b9) | 0;
    let z = state ^ (state >>> 16);
    z = Math.imul(z, 0x21f0aaad);
    z ^= z >>> 15;
    z = Math.imul(z, 0x735a2d97);
    return z ^ (z >>> 15);
  };
  let a = splitmix32();
  let b = splitmix32();
  let c = splitmix32();
  let counter = 1;
  return () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    c |= 0;
    return (sum >>> 0) / 4294967296;
  };
}
