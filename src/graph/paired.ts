import { type Mover, moversOf, type Run } from "./evaluate.js";
import { ALMOST_ONE, movedTogether, moverNames, valuesAt } from "./ranges.js";
import { exp, log } from "../core/power.js";

/** The difference of two estimates with its ends. */
export interface PairedDifference<Key extends string> {
  readonly central: Record<Key, number>;
  readonly low: Record<Key, number>;
  readonly high: Record<Key, number>;
}

/** An input with ends of one estimate, or the same one of both. */
interface Paired {
  readonly before?: Mover | undefined;
  readonly after?: Mover | undefined;
}

/** Inputs with the same name, value and range are one quantity of the world: they move together and cancel where both estimates scale with them. */
function pairsOf(before: Run, after: Run): Paired[] {
  const named = (run: Run): { readonly name: string; readonly value: number; readonly mover: Mover }[] => {
    const movers = moversOf(run);
    const names = moverNames(run, movers);
    return movers.map((mover, index) => ({ name: names[index] as string, value: run.values[mover.at[0] as number] as number, mover }));
  };
  const unmatched = named(after);
  const pairs = named(before).map(({ name, value, mover }): Paired => {
    const place = unmatched.findIndex(
      (other) => other.name === name && other.mover.low === mover.low && other.mover.high === mover.high && other.value === value,
    );
    const [same] = place < 0 ? [] : unmatched.splice(place, 1);
    return { before: mover, after: same?.mover };
  });
  return [...pairs, ...unmatched.map(({ mover }): Paired => ({ after: mover }))];
}

/** Both estimates with a pair of inputs at an end. */
interface Swing {
  readonly pair: Paired;
  readonly before: ArrayLike<number>;
  readonly after: ArrayLike<number>;
}

/**
 * The difference of two estimates, after less before, with low and high. An input that both share goes to either end in both at once, any other
 * in its own estimate; the swings are joined like those of one estimate, as the root of the sum of squared log-ratios (law of propagation,
 * JCGM 100:2008 §5.1.2), and go no further than all inputs do together. Where an input turns the sign of a difference, ratios mean nothing, and the
 * swings themselves are squared and added.
 *
 * @param before - the estimate that is compared with
 * @param after - the estimate that is compared
 * @param keys - the numbers of interest, which both tell
 */
export function pairedDifference<Key extends string>(before: Run, after: Run, keys: readonly Key[]): PairedDifference<Key> {
  const placesOf = ({ program: { plan } }: Run): number[] => keys.map((key) => plan.place.get(key) as number);
  const [placesBefore, placesAfter] = [placesOf(before), placesOf(after)];
  const differenceOf = (index: number, from: ArrayLike<number>, to: ArrayLike<number>): number =>
    (to[placesAfter[index] as number] as number) - (from[placesBefore[index] as number] as number);
  const at = (run: Run, mover: Mover | undefined, end: "low" | "high"): ArrayLike<number> =>
    mover === undefined ? run.values : valuesAt(run, mover, end);
  const swings = pairsOf(before, after).map((pair) =>
    (["low", "high"] as const).map((end): Swing => ({ pair, before: at(before, pair.before, end), after: at(after, pair.after, end) })),
  );
  /** A difference with all inputs at those ends that take it further from zero; nothing where they cannot be there together. */
  const together = (index: number, value: number): number | undefined => {
    const sizeOf = (swing: Swing): number => differenceOf(index, swing.before, swing.after) * Math.sign(value);
    const further = swings.map((ends) => ends.reduce((most, swing) => (sizeOf(swing) > sizeOf(most) ? swing : most)));
    const moved = (side: "before" | "after", run: Run): number[] | undefined =>
      movedTogether(
        run,
        further
          .filter((swing) => sizeOf(swing) > Math.abs(value))
          .flatMap((swing) => {
            const mover = swing.pair[side];
            return mover === undefined ? [] : [{ at: mover.at, to: swing[side][mover.at[0] as number] as number }];
          }),
      );
    const [from, to] = [moved("before", before), moved("after", after)];
    return from === undefined || to === undefined ? undefined : differenceOf(index, from, to);
  };
  const centre = keys.map((_, index) => differenceOf(index, before.values, after.values));
  const ends = centre.map((value, index) =>
    endsOf(
      value,
      swings.flat().map((swing) => differenceOf(index, swing.before, swing.after)),
      () => together(index, value),
    ),
  );
  const pick = (of: (index: number) => number): Record<Key, number> =>
    Object.fromEntries(keys.map((key, index) => [key, of(index)])) as Record<Key, number>;
  return {
    central: pick((index) => centre[index] as number),
    low: pick((index) => (ends[index] as readonly [number, number])[0]),
    high: pick((index) => (ends[index] as readonly [number, number])[1]),
  };
}

function endsOf(value: number, moved: readonly number[], together: () => number | undefined): readonly [number, number] {
  const keepsSign = moved.every((other) => other * value > 0);
  let [down, up, sum] = [0, 0, 0];
  for (const other of moved) {
    const swing = keepsSign ? log(other / value) : other - value;
    const square = swing * swing;
    if (other < value) down += square;
    else up += square;
    sum += Math.max(0, (other - value) * Math.sign(value));
  }
  const [below, above] = [Math.sqrt(down), Math.sqrt(up)];
  if (!keepsSign) return [value - below, value + above];
  // The lower end of a saving is the larger saving.
  const [nearer, further] = value > 0 ? [below, above] : [above, below];
  const near = value * exp(-nearer);
  let far = value * exp(further);
  if (Math.abs(far - value) > sum * ALMOST_ONE) {
    const most = together() ?? far;
    if (Math.abs(most) < Math.abs(far)) far = most;
  }
  return value > 0 ? [near, far] : [far, near];
}
