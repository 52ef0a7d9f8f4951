import type { Quantity } from "./evaluator.js";
import type { RangedInput, Trace } from "./trace.js";

/** A recorded estimate, as far as a difference of two needs it. */
export interface Recorded<Key extends string> {
  readonly trace: Trace;
  readonly totals: Readonly<Record<Key, number>>;
  readonly quantities: Readonly<Record<Key, Quantity>>;
}

/** The difference of two estimates with its ends. */
export interface PairedDifference<Key extends string> {
  readonly central: Record<Key, number>;
  readonly low: Record<Key, number>;
  readonly high: Record<Key, number>;
}

/** A ranged input of one estimate, or the same one of both. */
interface Mover {
  readonly input: RangedInput;
  readonly before: number | undefined;
  readonly after: number | undefined;
}

/** Inputs with the same name, value and range are one quantity of the world: they move together and cancel where both estimates scale with them. */
function moversOf<Key extends string>(before: Recorded<Key>, after: Recorded<Key>): Mover[] {
  const unmatched = [...after.trace.rangedInputs()];
  const movers = before.trace.rangedInputs().map((input): Mover => {
    const place = unmatched.findIndex(
      (other) =>
        other.key === input.key &&
        other.low === input.low &&
        other.high === input.high &&
        after.trace.value(other.node) === before.trace.value(input.node),
    );
    const [same] = place < 0 ? [] : unmatched.splice(place, 1);
    return { input, before: input.node, after: same?.node };
  });
  return [...movers, ...unmatched.map((input): Mover => ({ input, before: undefined, after: input.node }))];
}

/**
 * The difference of two estimates, after less before, with low and high. An input that both share goes to either end in both at once, any other
 * in its own estimate; the swings are joined like those of one estimate, as the root of the sum of squared log-ratios (law of propagation,
 * JCGM 100:2008 §5.1.2). Where an input turns the sign of a difference, ratios mean nothing, and the swings themselves are squared and added.
 *
 * @param before - the estimate that is compared with
 * @param after - the estimate that is compared
 * @param keys - the numbers of interest
 */
export function pairedDifference<Key extends string>(
  before: Recorded<Key>,
  after: Recorded<Key>,
  keys: readonly Key[],
): PairedDifference<Key> {
  const placesOf = ({ quantities }: Recorded<Key>): number[] => keys.map((key) => quantities[key] as unknown as number);
  const [placesBefore, placesAfter] = [placesOf(before), placesOf(after)];
  const centre = keys.map((key) => after.totals[key] - before.totals[key]);
  const moved: number[][] = keys.map(() => []);
  for (const mover of moversOf(before, after)) {
    const evaluateBefore = mover.before === undefined ? undefined : before.trace.reevaluation([mover.before]);
    const evaluateAfter = mover.after === undefined ? undefined : after.trace.reevaluation([mover.after]);
    for (const end of [mover.input.low, mover.input.high]) {
      const [b, a] = [evaluateBefore?.([end]), evaluateAfter?.([end])];
      for (const [index, key] of keys.entries()) {
        const from = b === undefined ? before.totals[key] : (b[placesBefore[index] as number] as number);
        const to = a === undefined ? after.totals[key] : (a[placesAfter[index] as number] as number);
        (moved[index] as number[]).push(to - from);
      }
    }
  }
  const ends = keys.map((_, index) => endsOf(centre[index] as number, moved[index] as number[]));
  const pick = (of: (index: number) => number): Record<Key, number> =>
    Object.fromEntries(keys.map((key, index) => [key, of(index)])) as Record<Key, number>;
  return {
    central: pick((index) => centre[index] as number),
    low: pick((index) => (ends[index] as readonly [number, number])[0]),
    high: pick((index) => (ends[index] as readonly [number, number])[1]),
  };
}

function endsOf(value: number, moved: readonly number[]): readonly [number, number] {
  const keepsSign = moved.every((other) => other * value > 0);
  let [down, up] = [0, 0];
  for (const other of moved) {
    const square = keepsSign ? Math.log(other / value) ** 2 : (other - value) ** 2;
    if (other < value) down += square;
    else up += square;
  }
  const [below, above] = [Math.sqrt(down), Math.sqrt(up)];
  if (!keepsSign) return [value - below, value + above];
  // The lower end of a saving is the larger saving.
  return value > 0 ? [value * Math.exp(-below), value * Math.exp(above)] : [value * Math.exp(below), value * Math.exp(-above)];
}
