/** Numbers of all points, one list per number. */
type Columns = readonly Float64Array[];

/**
 * Which of some points no other point beats: none is at least as low in every number and lower in one. Equal points beat no other.
 *
 * With up to three numbers the points are sorted and swept once, so that the time grows as n log n; each further number adds a factor log n at
 * most, by halving (Kung, Luccio and Preparata, Journal of the ACM 22, 1975).
 *
 * @param columns - by number, its value for each point; at least one, all as long
 * @returns by point, 1 where it is beaten
 */
export function beatenPoints(columns: Columns): Uint8Array {
  const [first] = columns;
  const beaten = new Uint8Array(first?.length ?? 0);
  const ordered = Array.from(beaten, (_, point) => point).sort((a, b) => compare(columns, a, b, 0));
  // Of equal points the first stands for all: between points that differ, at least as low everywhere is lower somewhere.
  const firsts = ordered.filter((point, place) => place === 0 || compare(columns, ordered[place - 1] as number, point, 0) !== 0);
  settle(columns, firsts, beaten);
  for (let place = 1; place < ordered.length; place++) {
    const [before, point] = [ordered[place - 1] as number, ordered[place] as number];
    if (beaten[before] === 1 && compare(columns, before, point, 0) === 0) beaten[point] = 1;
  }
  return beaten;
}

/** Order of two points by the numbers from one column on. */
function compare(columns: Columns, a: number, b: number, from: number): number {
  for (let column = from; column < columns.length; column++) {
    const values = columns[column] as Float64Array;
    const x = values[a] as number;
    const y = values[b] as number;
    if (x < y) return -1;
    if (x > y) return 1;
  }
  return 0;
}

const kept = (points: readonly number[], beaten: Uint8Array): number[] => points.filter((point) => beaten[point] === 0);

/** Settles points that all differ and stand in order, so that whoever beats one stands before it; returns the unbeaten. */
function settle(columns: Columns, ordered: readonly number[], beaten: Uint8Array): number[] {
  if (columns.length <= 3) {
    const front = new Front(columns, ordered, 1);
    for (const point of ordered) {
      if (front.beats(point)) beaten[point] = 1;
      else front.add(point);
    }
    return kept(ordered, beaten);
  }
  if (ordered.length < 2) return [...ordered];
  const half = ordered.length >>> 1;
  const low = settle(columns, ordered.slice(0, half), beaten);
  const high = settle(columns, ordered.slice(half), beaten);
  hold(columns, high, low, 1, beaten);
  return [...low, ...kept(high, beaten)];
}

/** Marks those of some points that are beaten by one of others, which are known to be no higher in the numbers before a column. */
function hold(columns: Columns, points: readonly number[], others: readonly number[], column: number, beaten: Uint8Array): void {
  if (points.length === 0 || others.length === 0) return;
  if (column >= columns.length - 3) {
    const byColumn = (a: number, b: number): number => compare(columns, a, b, column);
    const front = new Front(columns, others, column + 1);
    const values = columns[column] as Float64Array;
    const adders = [...others].sort(byColumn);
    let next = 0;
    for (const point of [...points].sort(byColumn)) {
      for (; next < adders.length && (values[adders[next] as number] as number) <= (values[point] as number); next++) {
        front.add(adders[next] as number);
      }
      if (front.beats(point)) beaten[point] = 1;
    }
    return;
  }
  // Around the middle value: below meets below, the rest meets the rest, and what lies below is lower than the rest in this number.
  const values = columns[column] as Float64Array;
  const all = Float64Array.from([...points, ...others], (point) => values[point] as number).sort();
  const middle = all[all.length >>> 1] as number;
  const split = all[0] === middle ? (all.find((value) => value > middle) ?? Infinity) : middle;
  const below = (list: readonly number[]): number[] => list.filter((point) => (values[point] as number) < split);
  const rest = (list: readonly number[]): number[] => list.filter((point) => (values[point] as number) >= split);
  const [lowPoints, lowOthers, highPoints] = [below(points), below(others), rest(points)];
  if (split === Infinity) {
    hold(columns, points, others, column + 1, beaten);
    return;
  }
  hold(columns, lowPoints, lowOthers, column, beaten);
  hold(columns, highPoints, lowOthers, column + 1, beaten);
  hold(columns, kept(highPoints, beaten), rest(others), column, beaten);
}

/** Points that are all no higher in the numbers before two columns, asked whether one of them is no higher in those two either. */
class Front {
  readonly #first: Float64Array | undefined;
  readonly #second: Float64Array | undefined;
  /** Values that the first column takes, in order. */
  readonly #ranks: Float64Array;
  /** Least value of the second column up to a rank, as a binary indexed tree. */
  readonly #least: Float64Array;

  constructor(columns: Columns, points: readonly number[], column: number) {
    this.#first = columns[column];
    this.#second = columns[column + 1];
    this.#ranks = Float64Array.from(points, (point) => this.#first?.[point] ?? 0).sort();
    this.#least = new Float64Array(points.length + 1).fill(Infinity);
  }

  /** How many of the values are no higher, equal ones counted as far as the first. */
  #rankOf(value: number, orEqual: boolean): number {
    let [low, high] = [0, this.#ranks.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      const known = this.#ranks[middle] as number;
      if (known < value || (orEqual && known === value)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  add(point: number): void {
    const value = this.#second?.[point] ?? 0;
    for (let rank = this.#rankOf(this.#first?.[point] ?? 0, false) + 1; rank < this.#least.length; rank += rank & -rank) {
      if (value < (this.#least[rank] as number)) this.#least[rank] = value;
    }
  }

  beats(point: number): boolean {
    const value = this.#second?.[point] ?? 0;
    for (let rank = this.#rankOf(this.#first?.[point] ?? 0, true); rank > 0; rank -= rank & -rank) {
      if ((this.#least[rank] as number) <= value) return true;
    }
    return false;
  }
}
