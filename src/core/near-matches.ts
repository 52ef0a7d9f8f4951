import { FootprintError } from "./errors.js";

/** Lower case without accents and separators, so that `A100-SXM4 80GB` and `a100_sxm4_80gb` are one name. Letters of all scripts count. */
export function normaliseName(name: string): string {
  return name
    .normalize("NFKD")
    .replaceAll(/\p{M}+/gu, "")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}.]+/gu, "");
}

/**
 * Edit distance that counts an insertion, a deletion, a substitution and a swap of neighbours as one step each (optimal string alignment), or
 * infinity as soon as it is sure to be above a limit.
 */
function editDistance(a: string, b: string, limit: number): number {
  let beforePrevious = new Uint8Array(b.length + 1);
  let previous = Uint8Array.from({ length: b.length + 1 }, (_, index) => index);
  let current = new Uint8Array(b.length + 1);
  for (let i = 1; i <= a.length; i++) {
    const letter = a.charCodeAt(i - 1);
    let least = (current[0] = i);
    for (let j = 1; j <= b.length; j++) {
      const substitution = letter === b.charCodeAt(j - 1) ? 0 : 1;
      let best = Math.min((previous[j] as number) + 1, (current[j - 1] as number) + 1, (previous[j - 1] as number) + substitution);
      if (i > 1 && j > 1 && letter === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === b.charCodeAt(j - 1)) {
        best = Math.min(best, (beforePrevious[j - 2] as number) + 1);
      }
      current[j] = best;
      if (best < least) least = best;
    }
    if (least > limit) return Number.POSITIVE_INFINITY;
    [beforePrevious, previous, current] = [previous, current, beforePrevious];
  }
  return previous[b.length] as number;
}

/** Whether a text is another one with a letter more. */
const isLonger = (written: string, known: string): boolean =>
  written.length === known.length + 1 && Array.from(written).some((_, at) => written.slice(0, at) + written.slice(at + 1) === known);

/** Longest name that is compared letter by letter: a longer one is a text, not a slip of the pen, and distances must fit a byte. */
const LONGEST = 64;

/** Of a shorter name two edits leave next to nothing. */
const SHORT = 4;

/** More edits than this in a long name are no slip either, and looking for them would take most of the time. */
const MOST_EDITS = 6;

/** One bit per letter or digit that occurs. */
export function lettersOf(normalised: string): number {
  let letters = 0;
  for (let index = 0; index < normalised.length; index++) letters |= 1 << (normalised.charCodeAt(index) & 31);
  return letters;
}

function countBits(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count++;
  return count;
}

/** A known name as the search wants it: normalised once, with its letters. */
export interface SearchName {
  readonly normalised: string;
  readonly letters: number;
}

/** What somebody wrote, with its words. */
interface Written extends SearchName {
  readonly words: ReadonlySet<string>;
}

/**
 * How far a written name is from a known one: 0 the same, 0.5 the known one holds the other, 0.75 the other way round, else the edits; infinity for another name.
 *
 * @param atMost - a distance above which the caller does not care
 */
function distance(target: Written, candidate: SearchName, atMost: number): number {
  const [written, known] = [target.normalised, candidate.normalised];
  if (written === known) return 0;
  // Three letters stand in many a longer word: they count where it begins with them.
  if (written.length > 3 ? known.includes(written) : known.startsWith(written)) return 0.5;
  // A code of three letters stands in many a longer word (PSE in deepseek): it only counts as a word of its own.
  // With one letter too many (usaa) it is nearer than the other codes of four letters, of which many lie as near as that.
  if (known.length > 3 ? written.includes(known) : known.length === 3 && (target.words.has(known) || isLonger(written, known))) return 0.75;
  if (written.length > LONGEST || known.length > LONGEST) return Number.POSITIVE_INFINITY;
  // A name that differs in more than 40 % of its letters, or in many, is another name and not a slip.
  const length = Math.max(written.length, known.length);
  const limit = Math.min(atMost, MOST_EDITS, length < SHORT ? 1 : Math.max(2, 0.4 * length));
  // Each letter that only one of the two has costs an edit, and an edit mends at most one on each side.
  if (Math.abs(written.length - known.length) > limit) return Number.POSITIVE_INFINITY;
  if (countBits(target.letters & ~candidate.letters) > limit || countBits(candidate.letters & ~target.letters) > limit) {
    return Number.POSITIVE_INFINITY;
  }
  const edits = editDistance(written, known, limit);
  return edits <= limit ? edits : Number.POSITIVE_INFINITY;
}

/** A known name by its place, with its distance from what was written. */
export interface NearName {
  readonly place: number;
  readonly score: number;
}

/**
 * The known names nearest to what was written, best first: equal names, names that contain it, then names within a few edits.
 *
 * @param written - what the user wrote
 * @param names - the known names, normalised
 * @param most - how many to return at the most
 */
export function nearestNames(written: string, names: readonly SearchName[], most: number): readonly NearName[] {
  const normalised = normaliseName(written);
  if (normalised === "" || most < 1) return [];
  const words = new Set(written.split(/[^\p{L}\p{M}\p{N}.]+/u).map(normaliseName));
  const target = { normalised, letters: lettersOf(normalised), words };
  const best: NearName[] = [];
  for (let place = 0; place < names.length; place++) {
    const candidate = names[place] as SearchName;
    const worst = best.length < most ? Number.POSITIVE_INFINITY : (best[most - 1] as NearName).score;
    const away = distance(target, candidate, worst);
    if (away === Number.POSITIVE_INFINITY) continue;
    // Of names equally far the one of more similar length, then the first of the list.
    const score = away + Math.abs(candidate.normalised.length - normalised.length) / 100;
    if (score >= worst) continue;
    let at = best.length;
    while (at > 0 && (best[at - 1] as NearName).score > score) at--;
    best.splice(at, 0, { place, score });
    if (best.length > most) best.pop();
  }
  return best;
}

/** What a message expects in place of a word that is not one of some, and the nearest of them, or all. */
export function oneOf(written: unknown, known: readonly string[]): { readonly expected: string; readonly nearest: readonly string[] } {
  const near = typeof written === "string" ? nearMatches(written, known) : [];
  const hint = near.length === 0 ? "" : `; did you mean ${near.join(" or ")}?`;
  return { expected: `one of ${known.join(", ")}${hint}`, nearest: near.length === 0 ? known : near };
}

/**
 * The known names nearest to what was written, best first.
 *
 * @param written - what the user wrote
 * @param known - the names that exist
 * @param most - how many to return at the most
 */
export function nearMatches(written: string, known: Iterable<string>, most = 5): string[] {
  const names = [...new Set(known)];
  const search = names.map((name) => {
    const normalised = normaliseName(name);
    return { normalised, letters: lettersOf(normalised) };
  });
  return nearestNames(written, search, most).map(({ place }) => names[place] as string);
}

/** Names in a sentence: `a`, `a or b`, `a, b, or c`. */
export function listed(names: readonly string[], word: string): string {
  if (names.length < 2) return names.join("");
  return `${names.slice(0, -1).join(", ")}${names.length > 2 ? "," : ""} ${word} ${names.at(-1) ?? ""}`;
}

/** Words of other programs for what follows from fields here, by their normalised names: the one, and what it is divided by. */
const quotients: ReadonlyMap<string, readonly [string, string]> = /* @__PURE__ */ new Map([
  ["tensorparallelism", ["acceleratorCount", "dataParallelism"]],
]);

/** What a written name is in terms of the known ones, where it is none of them and no slip either. */
export function toldBy(written: string, known: readonly string[]): string | undefined {
  const [whole, part] = (quotients.get(normaliseName(written)) ?? []).map((name) =>
    known.find((other) => normaliseName(other) === normaliseName(name)),
  );
  return whole === undefined || part === undefined ? undefined : `it is ${whole} over ${part}; give those`;
}

/** More names than this help nobody. */
const MOST_LISTED = 30;

/** The error for a key that means nothing: those that are near, else all, where they are few. */
export function unknownKey(where: string, field: string, key: string, known: readonly string[]): FootprintError {
  const nearest = nearMatches(key, known);
  const all = known.length > MOST_LISTED ? "" : `; its keys are ${known.join(", ")}`;
  const told = toldBy(key, known);
  const hint = nearest.length > 0 ? `; did you mean ${listed(nearest, "or")}?` : all;
  return new FootprintError("invalid-input", `${where}: ${field} is not known${told === undefined ? hint : `; ${told}`}`, {
    field,
    nearest,
  });
}
