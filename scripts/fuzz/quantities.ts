import { formatQuantity } from "../../src/cli/format.js";
import { convert, type Dimension, dimensionOfUnit, ownUnitOf } from "../../src/core/conversion.js";
import { isFootprintError } from "../../src/core/errors.js";
import { parseQuantity } from "../../src/core/quantity-text.js";
import { type Random, seededRandom } from "../../src/core/random.js";
import { type Unit, unitSuffixes } from "../../src/core/units.js";
import { readQuantity } from "../../src/schema/amounts.js";

/** What texts are made of: what people write, what programs print, and what neither does. */
const parts = [
  ...Array.from("01234567890123456789"),
  ...[
    ".",
    ",",
    "..",
    "-",
    "+",
    "−",
    "_",
    "'",
    " ",
    "  ",
    "\t",
    "\n",
    "\u00A0",
    ":",
    "/",
    "%",
    "e",
    "E",
    "e3",
    "e308",
    "e-400",
    "0x",
    "000",
    ",000",
  ],
  ...["k", "K", "M", "m", "B", "b", "T", "t", "million", "billion", " per ", "CO2e", "CO2-eq", "₂", "µ"],
  ...[
    "kWh",
    "kwh",
    "MWH",
    "J",
    "mJ",
    "g",
    "kg",
    "t",
    "W",
    "h",
    "s",
    "ms",
    "months",
    "y",
    "tokens",
    "Mtoken",
    "GB",
    "GiB",
    "USD",
    "L",
    "m3",
    "FLOP",
  ],
  ...["NaN", "Infinity", "__proto__", "constructor", "toString", "null", "GPUs", "🙂", "\u0000", "\uD800"],
];
const dimensions: readonly Dimension[] = [
  ...(["energy", "power", "duration", "mass", "intensity", "tokens", "parameters", "compute", "compute-rate", "token-rate"] as const),
  ...(["water-intensity", "memory", "fraction", "number", "energy/tokens", "money/duration"] as const),
];
/** Units of the library that its own output names. */
const printed = (Object.values(unitSuffixes) as Unit[]).filter((unit) => dimensionOfUnit(unit) !== undefined);

const pick = <Item>(items: readonly Item[], random: Random): Item => items[Math.floor(random() * items.length)] as Item;

/** The result of an action, or its typed error; anything else is reported. */
function tried<Result>(what: string, action: () => Result, report: (fault: string) => void): Result | undefined {
  try {
    return action();
  } catch (error) {
    if (!isFootprintError(error)) report(`${what} fails with ${String(error)}`);
    else if (error.message.length > 1500) report(`${what} has a message of ${error.message.length} letters`);
    return undefined;
  }
}

function tryText(random: Random, report: (fault: string) => void): void {
  const dimension = pick(dimensions, random);
  const length = 1 + Math.floor(random() * (random() < 0.01 ? 200 : 8));
  const text = (random() < 0.5 ? String(Math.floor(random() * 1e4)) : "") + Array.from({ length }, () => pick(parts, random)).join("");
  const what = `${JSON.stringify(text)} of ${dimension}`;
  const value = tried(what, () => parseQuantity(text, dimension), report);
  if (value !== undefined && (!Number.isFinite(value) || Object.is(value, -0))) report(`${what} is ${String(value)}`);
  const given = tried(`a file's ${what}`, () => readQuantity("field", text, { dimension }), report);
  if (typeof given === "object" && ![given.value, given.low, given.high].every(Number.isFinite)) report(`a file's ${what} is no number`);
  if (typeof given === "number" && given !== value) report(`a file's ${what} is ${given}, not ${String(value)}`);
}

/** What the program prints is read as what it printed, or refused where a comma may be either. */
function tryPrinted(random: Random, report: (fault: string) => void): void {
  const unit = pick(printed, random);
  const dimension = dimensionOfUnit(unit) as Dimension;
  const value = random() < 0.1 ? Math.floor(random() * 1000) : 10 ** (random() * 24 - 9);
  const text = formatQuantity(value, unit);
  const read = tried(JSON.stringify(text), () => parseQuantity(text, dimension, unit), report);
  if (read === undefined ? !/^\d{1,3},\d{3}(?!,)/u.test(text) : Math.abs(read / value - 1) > 1e-3 && read !== value)
    report(`${value} ${unit} is printed as ${JSON.stringify(text)} and read as ${String(read)}`);
  const whole = `${value} ${ownUnitOf(dimension)}`;
  if (tried(whole, () => parseQuantity(whole, dimension), report) !== value) report(`${whole} is read as another number`);
  const back = convert(convert(value, unit, ownUnitOf(dimension), dimension), ownUnitOf(dimension), unit, dimension);
  if (Math.abs(back / value - 1) > 1e-14) report(`${value} ${unit} comes back from ${ownUnitOf(dimension)} as ${back}`);
}

/** A number with separators is that number, or refused where its one comma may be either. */
function trySeparated(random: Random, report: (fault: string) => void): void {
  const [whole, decimals] = [Math.floor(10 ** (random() * 12)), random() < 0.5 ? "" : String(Math.floor(random() * 1e4))];
  const [group, point] = pick(
    [
      [",", "."],
      [".", ","],
      [" ", "."],
      [" ", ","],
      ["_", "."],
      ["'", "."],
      ["", ","],
      ["", "."],
    ] as const,
    random,
  );
  const grouped = String(whole).replaceAll(/\B(?=(?:\d{3})+$)/gu, group);
  const text = decimals === "" ? grouped : `${grouped}${point}${decimals}`;
  const meant = Number(`${whole}.${decimals}`);
  const read = tried(text, () => parseQuantity(text, "number"), report);
  const isUnclear = /^[1-9]\d{0,2}[.,]\d{3}$/u.test(text);
  if (!isUnclear && read !== meant) report(`${JSON.stringify(text)} is read as ${String(read)}`);
  // One point is a decimal point; of one comma nobody knows.
  if (isUnclear && read !== (text.includes(",") ? undefined : Number(text))) report(`${JSON.stringify(text)} is read as ${String(read)}`);
}

/** Repeated parts of any length take the time of a short text: the best of three, because other programs run too. */
function tryLong(random: Random, report: (fault: string) => void): void {
  const [first, repeated, last] = [pick(parts, random), pick(parts, random), pick(parts, random)];
  const text = first + repeated.repeat(1e5) + last;
  const times = [1, 2, 3].map(() => {
    const started = performance.now();
    tried("a long text", () => readQuantity("field", text, { dimension: pick(dimensions, random) }), report);
    return performance.now() - started;
  });
  if (Math.min(...times) > 100) report(`100,000 of ${JSON.stringify(repeated)} take ${Math.min(...times).toFixed(0)} ms`);
}

/** How many are tried where nothing is said. */
export const mostRuns = 1e6;

/**
 * Tries texts as quantities.
 *
 * @param options - how many, the seed of the draws, and who hears of faults
 * @returns how many were tried
 */
export function fuzz({ runs = mostRuns, seed, report }: { runs?: number; seed: number; report: (fault: string) => void }): number {
  const random = seededRandom(seed);
  for (let run = 0; run < runs; run++) {
    if (run % 5000 === 0) tryLong(random, report);
    else if (run % 10 === 0) tryPrinted(random, report);
    else if (run % 10 === 1) trySeparated(random, report);
    else tryText(random, report);
  }
  return runs;
}
