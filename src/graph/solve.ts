import { exp, log } from "../core/power.js";
/** Beyond this many evaluations the interval is down to neighbouring numbers. */
const MOST_EVALUATIONS = 60;
const TOLERANCE = 1e-14;

/**
 * The argument between two ends at which a rising function reaches a value: Chandrupatla's method (Advances in Engineering Software 28 (1997) 145) on
 * logarithms, because rates and sizes are powers of each other over wide ranges.
 *
 * @param reached - the function
 * @param wanted - what it is to reach
 * @param least - where the search begins; returned where the function is more already
 * @param most - where it ends
 * @param tooMuch - the error where even there the function is less
 */
export function findRoot(
  reached: (argument: number) => number,
  wanted: number,
  least: number,
  most: number,
  tooMuch: (greatest: number) => Error,
): number {
  const miss = (logarithm: number): number => log(reached(exp(logarithm)) / wanted);
  const atLeast = log(reached(least) / wanted);
  if (atLeast >= 0) return least;
  const greatest = reached(most);
  if (greatest < wanted) throw tooMuch(greatest);
  let [a, b, c] = [log(most), log(least), log(least)];
  let [missA, missB, missC] = [log(greatest / wanted), atLeast, atLeast];
  // The secant through both ends is a better start than the middle: the functions are nearly straight.
  let share = missA / (missA - missB);
  for (let evaluations = 2; evaluations < MOST_EVALUATIONS; evaluations++) {
    const next = a + share * (b - a);
    const missNext = miss(next);
    if (missNext > 0 === missA > 0) [c, missC] = [a, missA];
    else [c, missC, b, missB] = [b, missB, a, missA];
    [a, missA] = [next, missNext];
    const best = Math.abs(missA) < Math.abs(missB) ? a : b;
    const least2 = TOLERANCE / Math.abs(b - a);
    if (Math.min(Math.abs(missA), Math.abs(missB)) < TOLERANCE || least2 > 0.5) return exp(best);
    const place = (a - b) / (c - b);
    const ratio = (missA - missB) / (missC - missB);
    // Inverse quadratic interpolation where the three points are nearly straight, else halves.
    share =
      ratio * ratio < place && (1 - ratio) * (1 - ratio) < 1 - place
        ? (missA / (missB - missA)) * (missC / (missB - missC)) +
          (((c - a) / (b - a)) * missA * missB) / ((missC - missA) * (missC - missB))
        : 0.5;
    share = Math.min(1 - least2, Math.max(least2, share));
  }
  return exp(a);
}
