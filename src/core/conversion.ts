import { FootprintError } from "./errors.js";
import { nearMatches } from "./near-matches.js";
import { DAYS_PER_YEAR, HOURS_PER_DAY, SECONDS_PER_HOUR, WATTS_PER_KILOWATT } from "./units.js";

/** What is measured: a value converts only inside its dimension. */
export type Dimension =
  | "energy"
  | "power"
  | "duration"
  | "mass"
  | "intensity"
  | "tokens"
  | "parameters"
  | "compute"
  | "compute-rate"
  | "token-rate"
  | "water-intensity"
  | "memory"
  | "fraction"
  | "number";

/** A joule in kilowatt-hours: 1 kWh = 3.6e6 J (exact). */
const JOULES_PER_KWH = 3.6e6;
/** The international avoirdupois pound in grams (exact, 1959 agreement). */
const GRAMS_PER_POUND = 453.59237;

/**
 * Units that people write, each as a multiple of one unit of its dimension. Whole multiples wherever there are any (joules, seconds), so that
 * conversions between them are exact.
 */
const units: Readonly<Record<Dimension, Readonly<Record<string, number>>>> = {
  energy: {
    kWh: JOULES_PER_KWH,
    mWh: JOULES_PER_KWH / 1e6,
    Wh: JOULES_PER_KWH / 1e3,
    MWh: JOULES_PER_KWH * 1e3,
    GWh: JOULES_PER_KWH * 1e6,
    TWh: JOULES_PER_KWH * 1e9,
    J: 1,
    kJ: 1e3,
    MJ: 1e6,
    GJ: 1e9,
  },
  power: { W: 1, mW: 1e-3, kW: WATTS_PER_KILOWATT, MW: 1e6 },
  duration: {
    h: SECONDS_PER_HOUR,
    s: 1,
    ms: 1e-3,
    min: 60,
    hours: SECONDS_PER_HOUR,
    d: SECONDS_PER_HOUR * HOURS_PER_DAY,
    days: SECONDS_PER_HOUR * HOURS_PER_DAY,
    a: SECONDS_PER_HOUR * HOURS_PER_DAY * DAYS_PER_YEAR,
    years: SECONDS_PER_HOUR * HOURS_PER_DAY * DAYS_PER_YEAR,
  },
  mass: {
    g: 1,
    mg: 1e-3,
    kg: 1e3,
    t: 1e6,
    kt: 1e9,
    Mt: 1e12,
    lb: GRAMS_PER_POUND,
    gCO2e: 1,
    mgCO2e: 1e-3,
    kgCO2e: 1e3,
    tCO2e: 1e6,
    gCO2eq: 1,
    kgCO2eq: 1e3,
    tCO2eq: 1e6,
  },
  intensity: {
    "g/kWh": 1,
    "kg/kWh": 1e3,
    "kg/MWh": 1,
    "t/MWh": 1e3,
    "g/MJ": 3.6,
    "lb/MWh": GRAMS_PER_POUND / 1e3,
    "gCO2e/kWh": 1,
    "kgCO2e/kWh": 1e3,
    "gCO2eq/kWh": 1,
    "kgCO2eq/kWh": 1e3,
  },
  tokens: { tokens: 1, token: 1 },
  parameters: { parameters: 1, parameter: 1, params: 1 },
  compute: { FLOP: 1, MFLOP: 1e6, GFLOP: 1e9, TFLOP: 1e12, PFLOP: 1e15, EFLOP: 1e18, ZFLOP: 1e21 },
  "compute-rate": { "FLOP/s": 1, "GFLOP/s": 1e9, "TFLOP/s": 1e12, "PFLOP/s": 1e15, "EFLOP/s": 1e18 },
  "token-rate": { "tokens/s": 1, "token/s": 1 },
  "water-intensity": { "L/kWh": 1, "l/kWh": 1, "mL/Wh": 1, "m3/MWh": 1 },
  memory: { B: 1, kB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12, KiB: 1024, MiB: 1024 ** 2, GiB: 1024 ** 3, TiB: 1024 ** 4 },
  fraction: { "1": 1, "%": 0.01 },
  number: { "1": 1 },
};

/** The library's own unit of each dimension: what a bare number is in. */
const ownUnits: Readonly<Record<Dimension, string>> = {
  energy: "kWh",
  power: "W",
  duration: "h",
  mass: "g",
  intensity: "g/kWh",
  tokens: "tokens",
  parameters: "parameters",
  compute: "FLOP",
  "compute-rate": "FLOP/s",
  "token-rate": "tokens/s",
  "water-intensity": "L/kWh",
  memory: "B",
  fraction: "1",
  number: "1",
};

/** Magnitudes of counts: 300B tokens, 175B parameters, 10k devices, 1.46M h. */
const magnitudes: Readonly<Record<string, number>> = { k: 1e3, K: 1e3, M: 1e6, B: 1e9, T: 1e12 };
const countable: ReadonlySet<Dimension> = /* @__PURE__ */ new Set<Dimension>(["tokens", "parameters", "number", "duration", "token-rate"]);

function dimensionsOf(unit: string): Dimension[] {
  return (Object.keys(units) as Dimension[]).filter((dimension) => Object.hasOwn(units[dimension], unit));
}

function factorOf(unit: string, dimension: Dimension): number {
  const table = units[dimension];
  if (Object.hasOwn(table, unit)) return table[unit] as number;
  const others = dimensionsOf(unit);
  const fix = `use one of ${Object.keys(table).join(", ")}`;
  if (others.length > 0) {
    throw new FootprintError("unit-mismatch", `${unit} is a unit of ${others.join(" or ")}, not of ${dimension}; ${fix}`, {
      value: unit,
      bound: dimension,
      nearest: Object.keys(table),
    });
  }
  throw new FootprintError("unit-mismatch", `${unit} is not a known unit of ${dimension}; ${fix}`, {
    value: unit,
    bound: dimension,
    nearest: nearMatches(unit, Object.keys(table)),
  });
}

/** The exponent of a power of ten; `undefined` for any other number. */
function powerOfTen(value: number): number | undefined {
  const exponent = Math.round(Math.log10(value));
  return Number(`1e${exponent}`) === value ? exponent : undefined;
}

/** Moves the decimal point, as people do: 95 % is 0.95 and 19.7 % is 0.197, which a product with 0.01 or a quotient by 100 miss by a digit. */
function shift(value: number, places: number): number {
  if (!Number.isFinite(value)) return value;
  const [digits, exponent = "0"] = String(value).split("e");
  return Number(`${digits as string}e${Number(exponent) + places}`);
}

/**
 * Converts a number between two units of one dimension.
 *
 * @param value - the number in `from`
 * @param from - a unit such as `lb/MWh`
 * @param to - a unit of the same dimension such as `g/kWh`
 * @param dimension - what both measure
 * @throws `FootprintError` `unit-mismatch` when either unit is unknown or measures something else
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
  const [multiply, divide] = [factorOf(from, dimension), factorOf(to, dimension)];
  if (multiply === divide) return value;
  const [up, down] = [powerOfTen(multiply), powerOfTen(divide)];
  return up === undefined || down === undefined ? (value * multiply) / divide : shift(value, up - down);
}

const numberAndRest = /^\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)\s*(.*?)\s*$/u;

/**
 * Reads a number with its unit as people write it, and returns it in the library's own unit of the dimension (kWh, W, h, g, g/kWh, bytes,
 * FLOP, tokens, fraction). A bare number is taken to be in that unit. Counts accept K, M, B (10^9) and T (10^12).
 *
 * @param text - for example `300B tokens`, `0.429 kg/kWh`, `330W`, `19.7 %`
 * @param dimension - what it must measure
 * @throws `FootprintError` `invalid-input` when it starts with no number, `unit-mismatch` when the unit does not fit
 *
 * @example
 * ```ts
 * import { parseQuantity } from "llm-footprint/units";
 *
 * console.log(parseQuantity("300B tokens", "tokens")); // 300000000000
 * console.log(parseQuantity("0.429 kg/kWh", "intensity")); // 429
 * ```
 */
export function parseQuantity(text: string, dimension: Dimension): number {
  const match = numberAndRest.exec(text);
  if (match === null) {
    throw new FootprintError(
      "invalid-input",
      `"${text}" is not a number${dimension === "number" ? "" : ` of ${dimension}`}; write digits, a point for decimals, then the unit`,
      { value: text },
    );
  }
  const value = Number(match[1]);
  let unit = match[2] as string;
  let magnitude = 1;
  if (countable.has(dimension)) {
    const [letter, ...rest] = unit;
    if (letter !== undefined && Object.hasOwn(magnitudes, letter) && !/^[a-z]/iu.test(rest.join(""))) {
      magnitude = magnitudes[letter] as number;
      unit = rest.join("").trim();
    }
  }
  const counted = value * magnitude;
  const converted = unit === "" ? counted : convert(counted, unit, ownUnits[dimension], dimension);
  if (!Number.isFinite(converted)) throw new FootprintError("invalid-input", `"${text}" is too large for a number`, { value: text });
  return converted;
}
