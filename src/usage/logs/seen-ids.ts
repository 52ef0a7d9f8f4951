/** Slots at the start; a power of two, as every later number of them. */
const FIRST_SLOTS = 1 << 10;
/** Slots at the most: 8 bytes each, half a gigabyte. */
const MOST_SLOTS = 1 << 26;
/** Share of the slots that may be taken before their number doubles. */
const FULL = 0.75;

/** Ids that were seen, by 64 bits of each. */
export interface SeenIds {
  /** Adds an id; whether it was there before. */
  readonly has: (id: string) => boolean;
  /** How many there are. */
  readonly size: () => number;
  /** Whether later ids are no longer kept, because there are too many. */
  readonly isFull: () => boolean;
  /** All that is kept, pairs of 32 bits. */
  readonly hashes: () => Uint32Array;
}

/**
 * A set of ids in bounded memory: of each, 64 bits of a hash stand in a table of open addressing, 8 bytes a slot of which at most three quarters are
 * taken. 10^7 ids take 134 MB (and half as much again while the table doubles), 5·10^7, the most that are kept, 537 MB. Two of 10^7 ids share
 * all 64 bits with a chance of 3 in a million.
 *
 * @param saved - what an earlier set kept
 */
export function seenIds(saved: Uint32Array = new Uint32Array(0)): SeenIds {
  let slots = FIRST_SLOTS;
  let high = new Uint32Array(slots);
  let low = new Uint32Array(slots);
  let size = 0;

  /** Whether the pair was there before; it is afterwards. */
  const put = (one: number, other: number): boolean => {
    let slot = other & (slots - 1);
    for (;;) {
      if (high[slot] === 0 && low[slot] === 0) break;
      if (high[slot] === one && low[slot] === other) return true;
      slot = (slot + 1) & (slots - 1);
    }
    high[slot] = one;
    low[slot] = other;
    size++;
    return false;
  };
  const grow = (): void => {
    const [oldHigh, oldLow] = [high, low];
    slots *= 2;
    high = new Uint32Array(slots);
    low = new Uint32Array(slots);
    size = 0;
    for (let slot = 0; slot < oldHigh.length; slot++) {
      if (oldHigh[slot] !== 0 || oldLow[slot] !== 0) put(oldHigh[slot] as number, oldLow[slot] as number);
    }
  };
  const isFull = (): boolean => slots === MOST_SLOTS && size >= FULL * slots;
  const add = (one: number, other: number): boolean => {
    if (size >= FULL * slots && slots < MOST_SLOTS) grow();
    if (isFull()) return false;
    // An empty slot is two zeros.
    return put(one, one === 0 && other === 0 ? 1 : other);
  };
  for (let at = 0; at + 1 < saved.length; at += 2) add(saved[at] as number, saved[at + 1] as number);

  return {
    has(id) {
      // Two multiplicative hashes with different constants, mixed at the end (after MurmurHash3).
      let one = 0xdeadbeef ^ id.length;
      let other = 0x41c6ce57 ^ id.length;
      for (let at = 0; at < id.length; at++) {
        const letter = id.charCodeAt(at);
        one = Math.imul(one ^ letter, 0x9e3779b1);
        other = Math.imul(other ^ letter, 0x5f356495);
      }
      one = Math.imul(one ^ (one >>> 16), 0x85ebca6b) ^ Math.imul(other ^ (other >>> 13), 0xc2b2ae35);
      other = Math.imul(other ^ (other >>> 16), 0x85ebca6b) ^ Math.imul(one ^ (one >>> 13), 0xc2b2ae35);
      return add(one >>> 0, other >>> 0);
    },
    size: () => size,
    isFull,
    hashes() {
      const kept = new Uint32Array(2 * size);
      let at = 0;
      for (let slot = 0; slot < slots; slot++) {
        if (high[slot] === 0 && low[slot] === 0) continue;
        kept[at++] = high[slot] as number;
        kept[at++] = low[slot] as number;
      }
      return kept;
    },
  };
}
