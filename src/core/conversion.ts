import { FootprintError } from "./errors.js";
import { formatValue } from "./formula.js";
import { nearMatches } from "./near-matches.js";
import { DAYS_PER_YEAR, HOURS_PER_DAY, SECONDS_PER_HOUR, WATTS_PER_KILOWATT } from "./units.js";

/** What has units of its own; every other dimension is a quotient of two of these. */
export type Base =
  | "energy"
  | "power"
  | "duration"
  | "mass"
  | "tokens"
  | "parameters"
  | "compute"
  | "memory"
  | "volume"
  | "area"
  | "length"
  | "money"
  | "fraction"
  | "number";

/** What is measured: a value converts only inside its dimension. A quotient without a name of its own is written with a stroke: `energy/tokens`. */
export type Dimension = Base | `${Base}/${Base}` | "intensity" | "compute-rate" | "token-rate" | "water-intensity";

/** A joule in kilowatt-hours: 1 kWh = 3.6e6 J (exact). */
const JOULES_PER_KWH = 3.6e6;
/** The international avoirdupois pound in grams (exact, 1959 agreement). */
const GRAMS_PER_POUND = 453.59237;
const SECONDS_PER_DAY = SECONDS_PER_HOUR * HOURS_PER_DAY;
const SECONDS_PER_YEAR = SECONDS_PER_DAY * DAYS_PER_YEAR;

/**
 * Symbols of units, each as a multiple of one unit of its dimension. Whole multiples wherever there are any (joules, seconds), so that
 * conversions between them are exact.
 */
const symbols: Readonly<Record<Base, Readonly<Record<string, number>>>> = /* @__PURE__ */ (() => ({
  energy: {
    kWh: JOULES_PER_KWH,
    mWh: JOULES_PER_KWH / 1e6,
    Wh: JOULES_PER_KWH / 1e3,
    MWh: JOULES_PER_KWH * 1e3,
    GWh: JOULES_PER_KWH * 1e6,
    TWh: JOULES_PER_KWH * 1e9,
    mJ: 1e-3,
    J: 1,
    kJ: 1e3,
    MJ: 1e6,
    GJ: 1e9,
    TJ: 1e12,
  },
  power: { W: 1, mW: 1e-3, kW: WATTS_PER_KILOWATT, MW: 1e6, GW: 1e9 },
  duration: { h: SECONDS_PER_HOUR, µs: 1e-6, ms: 1e-3, s: 1, d: SECONDS_PER_DAY, a: SECONDS_PER_YEAR },
  mass: { g: 1, mg: 1e-3, kg: 1e3, t: 1e6, kt: 1e9, Mt: 1e12, Gt: 1e15, lb: GRAMS_PER_POUND },
  tokens: { tokens: 1, ktokens: 1e3, Mtokens: 1e6, Mtoken: 1e6 },
  parameters: { parameters: 1 },
  compute: { FLOP: 1, MFLOP: 1e6, GFLOP: 1e9, TFLOP: 1e12, PFLOP: 1e15, EFLOP: 1e18, ZFLOP: 1e21 },
  memory: { B: 1, kB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12, PB: 1e15, KiB: 1024, MiB: 1024 ** 2, GiB: 1024 ** 3, TiB: 1024 ** 4 },
  volume: { L: 1, µL: 1e-6, mL: 1e-3, m3: 1e3 },
  area: { cm2: 1, mm2: 0.01 },
  length: { nm: 1 },
  money: { USD: 1 },
  fraction: { "1": 1, "%": 0.01 },
  number: { "1": 1 },
}))();

/** Words for units, in small letters: their case never matters. A month is a twelfth of a year of 365 days, so that 60 of them are five years. */
const words: Readonly<Partial<Record<Base, Readonly<Record<string, number>>>>> = /* @__PURE__ */ (() => ({
  power: { watt: 1, watts: 1, kilowatt: 1e3, kilowatts: 1e3, megawatt: 1e6, megawatts: 1e6 },
  energy: { joule: 1, joules: 1 },
  duration: {
    sec: 1,
    second: 1,
    seconds: 1,
    min: 60,
    minute: 60,
    minutes: 60,
    hr: SECONDS_PER_HOUR,
    hrs: SECONDS_PER_HOUR,
    hour: SECONDS_PER_HOUR,
    hours: SECONDS_PER_HOUR,
    day: SECONDS_PER_DAY,
    days: SECONDS_PER_DAY,
    week: SECONDS_PER_DAY * 7,
    weeks: SECONDS_PER_DAY * 7,
    month: SECONDS_PER_YEAR / 12,
    months: SECONDS_PER_YEAR / 12,
    y: SECONDS_PER_YEAR,
    yr: SECONDS_PER_YEAR,
    yrs: SECONDS_PER_YEAR,
    year: SECONDS_PER_YEAR,
    years: SECONDS_PER_YEAR,
  },
  mass: { gram: 1, grams: 1, tonne: 1e6, tonnes: 1e6, lbs: GRAMS_PER_POUND },
  tokens: { token: 1, ktoken: 1e3 },
  parameters: { parameter: 1, params: 1, param: 1 },
  memory: { byte: 1, bytes: 1 },
  volume: { litre: 1, litres: 1, liter: 1, liters: 1 },
}))();

/** What people write for two units that differ: no reading of it is safe. */
const unclear: Readonly<Partial<Record<Base, Readonly<Record<string, string>>>>> = {
  mass: { MT: "t for metric tons or Mt for megatonnes", ton: "t for metric tons", tons: "t for metric tons" },
  duration: { m: "min or months", mo: "months" },
  memory: { kb: "kB", Kb: "kB", Mb: "MB", Gb: "GB", Tb: "TB" },
};

/** The library's own unit of each base: what a bare number is in. */
const ownUnits: Readonly<Record<Base, string>> = {
  energy: "kWh",
  power: "W",
  duration: "h",
  mass: "g",
  tokens: "tokens",
  parameters: "parameters",
  compute: "FLOP",
  memory: "B",
  volume: "L",
  area: "cm2",
  length: "nm",
  money: "USD",
  fraction: "1",
  number: "1",
};

/** Quotients with a name, and the library's own unit of them. */
const named: Readonly<Record<string, readonly [`${Base}/${Base}`, string]>> = {
  intensity: ["mass/energy", "g/kWh"],
  "compute-rate": ["compute/duration", "FLOP/s"],
  "token-rate": ["tokens/duration", "tokens/s"],
  "water-intensity": ["volume/energy", "L/kWh"],
};

const bases = /* @__PURE__ */ Object.keys(ownUnits) as readonly Base[];

/** The one or two bases of a dimension. */
function basesOf(dimension: Dimension): readonly Base[] {
  const parts: string[] =
    typeof dimension === "string" ? (Object.hasOwn(named, dimension) ? (named[dimension]?.[0] ?? "") : dimension).split("/") : [];
  if (parts.length > 0 && parts.length < 3 && parts.every((part) => Object.hasOwn(ownUnits, part))) return parts as Base[];
  const known = [...bases, ...Object.keys(named)];
  throw new FootprintError(
    "invalid-input",
    `dimension = ${formatValue(dimension)} is not one of ${known.join(", ")}, or two of them with / between`,
    {
      field: "dimension",
      value: dimension,
      nearest: nearMatches(formatValue(dimension), known),
    },
  );
}

/** The library's own unit of a dimension. */
export function ownUnitOf(dimension: Dimension): string {
  const parts = basesOf(dimension);
  return named[dimension]?.[1] ?? parts.map((base) => ownUnits[base]).join("/");
}

/** Masses of gases: `kgCO2e`, `t CO2-eq`, `gCO2` are kg, t and g. What the gases are is said by the figure, not by its unit. */
const withoutGas = (unit: string): string => unit.replace(/ ?CO2(?:-?eq?)?$/iu, "");

/** Small letters, but for a prefix M: mega is not milli. */
const fold = (unit: string): string => (unit.startsWith("M") ? `M${unit.slice(1).toLowerCase()}` : unit.toLowerCase());

const sizeOfFolded = (table: Readonly<Record<string, number>>, key: string): number | undefined =>
  Object.entries(table).find(([name]) => fold(name) === key)?.[1];

/** How much of the first unit of a base a unit is; `undefined` where it has no such unit. */
function sizeIn(base: Base, unit: string): number | undefined {
  const bare = base === "mass" ? withoutGas(unit) : unit;
  const [table, plain] = [symbols[base], words[base] ?? {}];
  if (Object.hasOwn(table, bare)) return table[bare];
  const lower = bare.toLowerCase();
  if (Object.hasOwn(plain, lower) && (base !== "duration" || bare !== "Y")) return plain[lower];
  // Who writes a small m without care for case (mwh) may mean either prefix.
  return bare.startsWith("m") || isUnclear(base, bare) ? undefined : sizeOfFolded(table, fold(bare));
}

const isUnclear = (base: Base, unit: string): boolean => Object.hasOwn(unclear[base] ?? {}, unit);

/** The parts of a unit as written, numerator and denominator. */
const partsOf = (unit: string): readonly string[] =>
  unit
    .replaceAll("₂", "2")
    .replaceAll("²", "2")
    .replaceAll("³", "3")
    .replaceAll("μ", "µ")
    .replaceAll(" per ", "/")
    .split("/")
    .map((part) => part.trim());

/** The dimension of a unit of the library; `undefined` where it is no quotient of known units. */
export function dimensionOfUnit(unit: string): Dimension | undefined {
  const found = partsOf(unit).map((part) => bases.find((base) => sizeIn(base, part) !== undefined));
  if (found.length > 2 || found.includes(undefined)) return undefined;
  const whole = found.join("/") as Dimension;
  return (Object.entries(named).find(([, [quotient]]) => quotient === whole)?.[0] as Dimension | undefined) ?? whole;
}

/** Longest text of a quantity that is looked at: a longer one is no quantity, and what it would cost to read it is the caller's to lose. */
export const LONGEST_QUANTITY = 200;

/** How much of the first units of some bases a unit is; nothing where it is none of them. */
function sizesIn(wanted: readonly Base[], parts: readonly string[]): readonly number[] | undefined {
  const sizes = parts.length === wanted.length ? wanted.map((base, place) => sizeIn(base, parts[place] as string)) : [undefined];
  return sizes.includes(undefined) ? undefined : (sizes as number[]);
}

/** Whether a text is a unit of a dimension. */
export const isUnit = (unit: string, dimension: Dimension): boolean => sizesIn(basesOf(dimension), partsOf(unit)) !== undefined;

/** How much of the first units of its bases a unit is. Errors name the text that it was read from. */
function sizesOf(unit: unknown, dimension: Dimension, written: unknown): readonly number[] {
  const wanted = basesOf(dimension);
  const given = typeof unit === "string" && unit.length <= LONGEST_QUANTITY ? partsOf(unit) : [];
  const sizes = sizesIn(wanted, given);
  if (sizes !== undefined) return sizes;
  throw mismatch(unit, given, dimension, wanted, written);
}

/** Refuses what is no unit of a dimension. */
export const checkUnit = (unit: unknown, dimension: Dimension): void => void sizesOf(unit, dimension, unit);

const unitNames = (base: Base): string[] => Object.keys(symbols[base]);

function fixOf(wanted: readonly Base[]): string {
  if (wanted[0] === "number") return "write a plain number";
  if (wanted[0] === "fraction") return "write a share, for example 0.5 or 50 %";
  return `use one of ${wanted.map((base) => unitNames(base).join(", ")).join(" over one of ")}`;
}

/** A dimension in words: `energy/tokens` is energy per tokens. */
export const measure = (dimension: Dimension): string => dimension.replace("/", " per ");

/** A rate by an abbreviation that may as well be a plural (TFLOPS, GBps), as the quotient that it stands for. */
function rateOf(unit: string, wanted: readonly Base[]): string | undefined {
  const [, flop, bytes] = /^(?:(.*FLOP)s|(.*)ps)$/iu.exec(unit) ?? [];
  const quotient = `${flop ?? bytes ?? ""}/s`;
  return sizesIn(wanted, partsOf(quotient)) === undefined ? undefined : quotient;
}

function mismatch(
  unit: unknown,
  given: readonly string[],
  dimension: Dimension,
  wanted: readonly Base[],
  written: unknown,
): FootprintError {
  const name = typeof unit === "string" && unit.length <= 60 ? unit : formatValue(unit);
  const of = written === unit ? "" : ` in ${formatValue(written)}`;
  const place = given.length === wanted.length ? wanted.findIndex((base, index) => sizeIn(base, given[index] as string) === undefined) : -1;
  const [base, part] = [wanted[place], given[place] ?? ""];
  const nearest = base === undefined ? [] : nearMatches(part, [...unitNames(base), ...Object.keys(words[base] ?? {})]);
  const refused = (message: string, names: readonly string[] = nearest): FootprintError =>
    new FootprintError("unit-mismatch", message, { value: written, bound: dimension, nearest: names });
  const either = base === undefined ? undefined : unclear[base]?.[base === "mass" ? withoutGas(part) : part];
  if (either !== undefined) return refused(`${name}${of} may mean several units; write ${either}`);
  const other = given.length === 0 ? undefined : dimensionOfUnit(given.join("/"));
  if (other !== undefined)
    return refused(
      `${name} is a unit of ${measure(other)}, not of ${measure(dimension)}${of}; ${fixOf(wanted)}`,
      wanted.flatMap(unitNames),
    );
  const rate = typeof unit === "string" && given.length === 1 ? rateOf(unit, wanted) : undefined;
  if (rate !== undefined) return refused(`${name} is not a known unit of ${measure(dimension)}${of}; write ${rate}`, [rate]);
  const hint = nearest.length === 0 ? "" : `did you mean ${nearest.slice(0, 2).join(" or ")}? Else `;
  return refused(`${name} is not a known unit of ${measure(dimension)}${of}; ${hint}${fixOf(wanted)}`);
}

/** The exponent of a power of ten; `undefined` for any other number. */
function powerOfTen(value: number): number | undefined {
  const exponent = Math.round(Math.log10(value));
  return Number(`1e${exponent}`) === value ? exponent : undefined;
}

/** Moves the decimal point, as people do: 95 % is 0.95 and 19.7 % is 0.197, which a product with 0.01 or a quotient by 100 miss by a digit. */
export function shift(value: number, places: number): number {
  const [digits, exponent = "0"] = String(value).split("e");
  return Number(`${digits as string}e${Number(exponent) + places}`);
}

/** {@link convert} of a number that was read from a text, which errors show. */
export function convertWritten(value: number, from: string, to: string, dimension: Dimension, written: unknown): number {
  const [[first, over = 1], [ownFirst, ownOver = 1]] = [sizesOf(from, dimension, written), sizesOf(to, dimension, to)] as [
    [number, number?],
    [number, number?],
  ];
  const [multiply, divide] = [first * ownOver, over * ownFirst];
  if (multiply === divide) return value;
  const ratio = multiply / divide;
  const places = powerOfTen(ratio);
  if (places !== undefined) return shift(value, places);
  if (Number.isInteger(ratio)) return value * ratio;
  // One rounding, where a product and a quotient would be two.
  return Number.isInteger(divide / multiply) ? value / (divide / multiply) : (value * multiply) / divide;
}

/**
 * Converts a number between two units of one dimension.
 *
 * @param value - the number in `from`
 * @param from - a unit such as `lb/MWh`
 * @param to - a unit of the same dimension such as `g/kWh`
 * @param dimension - what both measure
 * @throws `FootprintError` `unit-mismatch` when either unit is unknown or measures something else, `invalid-input` when the value or the result is
 * no finite number, or the dimension is not known
 *
 * @example
 * ```ts
 * import { convert } from "llm-footprint/units";
 *
 * console.log(convert(1, "kWh", "MJ", "energy")); // 3.6
 * console.log(convert(900, "lb/MWh", "g/kWh", "intensity")); // 408.233133
 * ```
 */
export function convert(value: number, from: string, to: string, dimension: Dimension): number {
  if (!Number.isFinite(value)) {
    throw new FootprintError("invalid-input", `convert: value = ${formatValue(value)} is not a finite number; give one`, {
      field: "value",
      value,
    });
  }
  const converted = convertWritten(value, from, to, dimension, from);
  if (Number.isFinite(converted)) return converted;
  throw new FootprintError(
    "invalid-input",
    `convert: value = ${value} ${from} is too large for a number of ${to}; take a smaller value or a larger unit`,
    {
      field: "value",
      value,
    },
  );
}
