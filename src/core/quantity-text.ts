import {
  checkUnit,
  convertWritten,
  type Dimension,
  dimensionOfUnit,
  isUnit,
  LONGEST_QUANTITY,
  measure,
  ownUnitOf,
  shift,
} from "./conversion.js";
import { FootprintError, type FootprintErrorCode } from "./errors.js";
import { formatValue } from "./formula.js";

/** Powers of ten that people write for magnitudes: 300B tokens, 175B parameters, 10k devices, 1.46M h, 300 billion, 300 bn. Not mn: that may be minutes. */
const magnitudes: Readonly<Record<string, number>> = {
  k: 3,
  K: 3,
  M: 6,
  B: 9,
  b: 9,
  T: 12,
  thousand: 3,
  million: 6,
  billion: 9,
  trillion: 12,
  bn: 9,
  tn: 12,
};

/** Counts, of which a magnitude needs no unit. Of everything else it does: 60 M of a duration may be months, 101.63K of an energy are joules. */
const counts: ReadonlySet<Dimension> = /* @__PURE__ */ new Set<Dimension>(["tokens", "parameters", "number", "token-rate"]);

/** What comes in wholes: 5,880 of it is no decimal comma. */
const wholes: ReadonlySet<Dimension> = /* @__PURE__ */ new Set<Dimension>(["tokens", "parameters"]);

// Each run ends where the next begins, so that no text is read twice.
const numberAtStart = /^(?<sign>[+−-]?)(?<digits>\d+(?:[.,_'’]\d+| \d{3}(?!\d))*\.?|\.\d+)(?<exponent>[eE][+-]?\d+)?/u;
const clock = /^(?:(?<days>\d+)-)?(?<hours>\d+):(?<minutes>[0-5]\d):(?<seconds>[0-5]\d(?:\.\d+)?)$/u;

/** Whether separators stand before groups of three digits, as in 1,000,000. */
const isGrouped = (digits: string, mark: string): boolean =>
  digits.split(mark).every((group, place) => (place === 0 ? /^[1-9]\d{0,2}$/u : /^\d{3}$/u).test(group));

/** Digits with separators as a program writes them: the one reading, two where both are good English or good German, none. */
function readings(digits: string): readonly string[] {
  const marks = Array.from(digits.replaceAll(/\d/gu, ""));
  const [group = "", last] = [marks[0], marks.at(-1) as string];
  if (marks.length === 0 || (marks.length === 1 && last === ".")) return [digits];
  const at = digits.lastIndexOf(last);
  const [whole, decimals] = [digits.slice(0, at), digits.slice(at + 1)];
  const plain = (text: string): string[] => (isGrouped(text, group) ? [text.replaceAll(group, "")] : []);
  if (marks.length === 1) return last === "," ? [...plain(digits), `${whole}.${decimals}`] : plain(digits);
  if (marks.every((mark) => mark === group)) return plain(digits);
  const isDecimal = (last === "." || last === ",") && marks.slice(0, -1).every((mark) => mark === group);
  return isDecimal ? plain(whole).map((wholes) => `${wholes}.${decimals}`) : [];
}

const refused = (message: string, text: unknown, code: FootprintErrorCode = "invalid-input"): FootprintError =>
  new FootprintError(code, message, { value: text });

function notANumber(text: unknown, dimension: Dimension, unit: string): FootprintError {
  const [of, example] = unit === "1" ? ["", "1.5"] : [` of ${measure(dimension)}`, `1.5 ${unit}`];
  return refused(
    `${formatValue(text)} is not a number${of}; write digits, a point for decimals, then the unit, for example ${example}`,
    text,
  );
}

/** The number that a text begins with, in all its readings, and what follows it. */
export function splitQuantity(text: string): { readonly numbers: readonly string[]; readonly rest: string } | undefined {
  const spaced = text.length > LONGEST_QUANTITY ? "" : text.trim().split(/\s+/u).join(" ");
  const { 0: whole = "", groups } = numberAtStart.exec(spaced) ?? {};
  if (groups === undefined) return undefined;
  const { sign = "", digits = "", exponent = "" } = groups;
  return {
    numbers: readings(digits).map((plain) => `${sign.replace("−", "-")}${plain}${exponent}`),
    rest: spaced.slice(whole.length).trim(),
  };
}

/** `1-02:03:04`, as schedulers print times: days, hours, minutes, seconds. */
function secondsOf(text: string): number | undefined {
  const { days, hours = "", minutes, seconds } = clock.exec(text)?.groups ?? {};
  if (minutes === undefined || (days !== undefined && Number(hours) > 23)) return undefined;
  return ((Number(days ?? 0) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds);
}

/** The power of ten that stands before a unit, and the unit. */
function magnitudeOf(rest: string): readonly [power: number, unit: string] | undefined {
  const [written = "", ...others] = rest.split(" ");
  // The case tells single letters apart, and no words.
  const word = written.length === 1 ? written : written.toLowerCase();
  return Object.hasOwn(magnitudes, word) ? [magnitudes[word] as number, others.join(" ").trim()] : undefined;
}

/** What a text says: a number and the unit that it is in; no unit where it names none. */
function said(text: string, dimension: Dimension, unit: string, hasMagnitude: boolean): readonly [value: number, unit: string] {
  const seconds = dimension === "duration" && text.length <= LONGEST_QUANTITY ? secondsOf(text.trim()) : undefined;
  if (seconds !== undefined) return [seconds, "s"];
  const { numbers: [first, second] = [], rest = "" } = splitQuantity(text) ?? {};
  // What goes on with a mark or a digit was meant for a number, and 0x10 is none with a unit x10.
  if (/^[+−-]?0[xob][\da-f]/iu.test(text.trim())) throw notANumber(text, dimension, unit);
  if (first === undefined || (rest !== "" && !/^[\p{L}%]|^1$/u.test(rest))) throw notANumber(text, dimension, unit);
  const [power, written] = (isUnit(rest, dimension) || dimension === "fraction" ? undefined : magnitudeOf(rest)) ?? [undefined, rest];
  if (second !== undefined && (!wholes.has(dimension) || power !== undefined)) {
    const as = (number: string): string => `${number}${rest === "" ? "" : ` ${rest}`}`;
    throw refused(`${formatValue(text)} may be ${as(first)} or ${as(second)}; write one of them`, text);
  }
  if (written !== "" && dimension === "number" && unit === "1" && dimensionOfUnit(written) === undefined) {
    // 0x14A is no count of x14A.
    if (!/^[\p{L} ]+$/u.test(written)) throw notANumber(text, dimension, unit);
    const [plain = ""] = text.split(written);
    throw refused(
      `${formatValue(text)} has a unit (${written}), but a plain number is meant; write ${plain.trim()}`,
      text,
      "unit-mismatch",
    );
  }
  // What is measured of one token is written without it too.
  if (unit.endsWith("/token") && isUnit(`${written}/token`, dimension)) return [shift(Number(first), power ?? 0), `${written}/token`];
  if (power === undefined) return [Number(first), written];
  if (written !== "" || hasMagnitude) return [shift(Number(first), power), written];
  const months = dimension === "duration" && rest === "M" ? `, or ${first} months` : "";
  throw refused(
    `${formatValue(text)} has a magnitude (${rest}) and no unit; write the unit too, for example ${first}${rest} ${unit}${months}`,
    text,
  );
}

/**
 * Reads a number with its unit as people write it, and returns it in the library's own unit of the dimension (kWh, W, h, g, g/kWh, bytes,
 * FLOP, tokens, fraction), or in another one. A bare number is taken to be in that unit. K, M, B (10^9) and T (10^12), or words for them, stand
 * before a unit; counts, and hours where they are asked for by name, need none. Separators of thousands and a decimal comma are read where they
 * cannot be meant otherwise.
 *
 * @param text - for example `300B tokens`, `0.429 kg/kWh`, `330W`, `19.7 %`, `1-02:03:04`
 * @param dimension - what it must measure
 * @param unit - unit of the result and of bare numbers
 * @throws `FootprintError` `invalid-input` when it is no number, or may be several, `unit-mismatch` when the unit does not fit
 *
 * @example
 * ```ts
 * import { parseQuantity } from "llm-footprint/units";
 *
 * console.log(parseQuantity("300B tokens", "tokens")); // 300000000000
 * console.log(parseQuantity("0.429 kg/kWh", "intensity")); // 429
 * console.log(parseQuantity("30 ms", "duration", "s")); // 0.03
 * ```
 */
export function parseQuantity(text: string, dimension: Dimension, unit?: string): number {
  const own = unit ?? ownUnitOf(dimension);
  // A unit that is no quotient of known ones can still be written out, of a number.
  if (unit !== undefined && dimension !== "number") checkUnit(unit, dimension);
  if (typeof text !== "string") throw refused(`${formatValue(text)} is not text of a quantity; write for example "1.5 ${own}"`, text);
  const [value, written] = said(text, dimension, own, counts.has(dimension) || (dimension === "duration" && unit === "h"));
  const converted = written === "" || written === own ? value : convertWritten(value, written, own, dimension, text);
  if (!Number.isFinite(converted)) throw refused(`${formatValue(text)} is too large for a number; write a smaller one`, text);
  // No amount is a negative zero.
  return converted + 0;
}
