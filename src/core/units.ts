import { invalid } from "./errors.js";

/**
 * The one table of unit suffixes: the end of a name announces the unit of its value. A name that ends in none of them is a pure number (a
 * count, a ratio, a fraction).
 */
export const unitSuffixes = {
  Kwh: "kWh",
  Watts: "W",
  Hours: "h",
  Seconds: "s",
  Days: "d",
  Years: "a",
  GramsCo2e: "gCO2e",
  GramsPerKwh: "gCO2e/kWh",
  GramsPerSquareCentimetre: "gCO2e/cm2",
  GramsPerGigabyte: "gCO2e/GB",
  KwhPerSquareCentimetre: "kWh/cm2",
  SquareCentimetres: "cm2",
  Bytes: "B",
  BytesPerSecond: "B/s",
  Flop: "FLOP",
  FlopPerSecond: "FLOP/s",
  FlopPerParameterToken: "FLOP/(parameter·token)",
  Tokens: "token",
  TokensPerSecond: "token/s",
  Litres: "L",
  BytesPerParameter: "B/parameter",
  WattsPerTerabyte: "W/TB",
  Parameters: "parameter",
  Nanometres: "nm",
  LitresPerKwh: "L/kWh",
  MegajoulesPerKwh: "MJ/kWh",
  KilogramsSbPerKwh: "kgSbeq/kWh",
  GramsPerKilogram: "gCO2e/kg",
  Kilograms: "kg",
  KwhPerYear: "kWh/a",
  JoulesPerToken: "J/token",
  JoulesPerByte: "J/B",
  KwhPerMillionTokens: "kWh/Mtoken",
  GramsPerMillionTokens: "gCO2e/Mtoken",
  UsdPerMillionTokens: "USD/Mtoken",
  Usd: "USD",
  UsdPerHour: "USD/h",
  UsdPerKwh: "USD/kWh",
  WattsPerGigabyte: "W/GB",
  KwhPerGigabyte: "kWh/GB",
} as const;

/** A suffix of {@link unitSuffixes}. */
export type UnitSuffix = keyof typeof unitSuffixes;

/** Every unit that a value inside the library can have; `1` is a pure number. */
export type Unit = (typeof unitSuffixes)[UnitSuffix] | "1";

type MatchingSuffix<Key extends string> = {
  [Suffix in UnitSuffix]: Capitalize<Key> extends `${string}${Suffix}` ? Suffix : never;
}[UnitSuffix];

// `intensityGramsPerKwh` ends in both `Kwh` and `GramsPerKwh`: a suffix counts only if no other match is longer.
type LongestSuffix<Match extends UnitSuffix, All extends UnitSuffix = Match> = Match extends UnitSuffix
  ? [{ [Other in Exclude<All, Match>]: Other extends `${string}${Match}` ? Other : never }[Exclude<All, Match>]] extends [never]
    ? Match
    : never
  : never;

/**
 * The unit that a name announces: `UnitOf<"itEnergyKwh">` is `"kWh"`, `UnitOf<"pue">` is `"1"`.
 *
 * @example
 * ```ts
 * import type { UnitOf } from "llm-footprint/units";
 *
 * const unit: UnitOf<"intensityGramsPerKwh"> = "gCO2e/kWh";
 * console.log(unit); // gCO2e/kWh
 * ```
 */
export type UnitOf<Key extends string> = [MatchingSuffix<Key>] extends [never]
  ? "1"
  : (typeof unitSuffixes)[LongestSuffix<MatchingSuffix<Key>>];

const suffixesLongestFirst = /* @__PURE__ */ Object.entries(unitSuffixes).sort(([a], [b]) => b.length - a.length);
const knownUnits = /* @__PURE__ */ new Map<string, Unit>();

/**
 * The unit that a name announces, at run time; see {@link UnitOf}.
 *
 * @param key - a name such as `itEnergyKwh`
 *
 * @example
 * ```ts
 * import { unitOf } from "llm-footprint/units";
 *
 * console.log(unitOf("intensityGramsPerKwh")); // gCO2e/kWh
 * ```
 */
export function unitOf<Key extends string>(key: Key): UnitOf<Key> {
  if (typeof key !== "string") throw invalid("key", "unitOf: key is not text; give a name such as energyKwh", { value: key });
  let unit = knownUnits.get(key);
  if (unit === undefined) {
    const capitalised = key.charAt(0).toUpperCase() + key.slice(1);
    unit = suffixesLongestFirst.find(([suffix]) => capitalised.endsWith(suffix))?.[1] ?? "1";
    knownUnits.set(key, unit);
  }
  return unit as UnitOf<Key>;
}

/** One kilowatt is 1,000 watts (exact, SI prefix). */
export const WATTS_PER_KILOWATT = 1000;
/** One hour is 3,600 seconds (exact). */
export const SECONDS_PER_HOUR = 3600;
/** One day is 24 hours (exact). */
export const HOURS_PER_DAY = 24;
/** A year of 365 days, as LLMCarbon and the embodied allocation use it (convention). */
export const DAYS_PER_YEAR = 365;
/** Years in a day, of 365 d each. */
export const YEARS_PER_DAY = 1 / 365;
/** One terabyte is 10^12 bytes (exact, SI prefix). */
export const BYTES_PER_TERABYTE = 1e12;
/** One gigabyte is 10^9 bytes (exact, SI prefix). */
export const BYTES_PER_GIGABYTE = 1e9;
/** One kilowatt-hour is 3.6·10^6 joules (exact). */
export const JOULES_PER_KWH = 3.6e6;
/** Prices and footprints of serving are stated per million tokens (convention). */
export const TOKENS_PER_MILLION = 1e6;
