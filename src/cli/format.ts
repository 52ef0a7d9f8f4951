import picocolors from "picocolors";
import type { Unit } from "../core/units.js";

/** The colours of one run; plain text when the output is no terminal. */
export type Colours = ReturnType<typeof picocolors.createColors>;

/** Colours for an output. */
export const coloursFor = (enabled: boolean): Colours => picocolors.createColors(enabled);

/** Larger units and what one of them holds of the library's unit, largest first. */
const scales: Readonly<Partial<Record<Unit, Readonly<Record<string, number>>>>> = {
  kWh: { TWh: 1e9, GWh: 1e6, MWh: 1e3, kWh: 1, Wh: 1e-3 },
  gCO2e: { "kt CO2e": 1e9, "t CO2e": 1e6, "kg CO2e": 1e3, "g CO2e": 1, "mg CO2e": 1e-3 },
  W: { MW: 1e6, kW: 1e3, W: 1 },
  FLOP: { ZFLOP: 1e21, EFLOP: 1e18, PFLOP: 1e15, FLOP: 1 },
  "FLOP/s": { "PFLOP/s": 1e15, "TFLOP/s": 1e12, "FLOP/s": 1 },
  "B/s": { "TB/s": 1e12, "GB/s": 1e9, "B/s": 1 },
  B: { TB: 1e12, GB: 1e9, MB: 1e6, B: 1 },
  token: { "T tokens": 1e12, "B tokens": 1e9, "M tokens": 1e6, tokens: 1 },
  parameter: { "T parameters": 1e12, "B parameters": 1e9, "M parameters": 1e6, parameters: 1 },
  L: { m3: 1e3, L: 1, mL: 1e-3, µL: 1e-6 },
  "token/s": { "tokens/s": 1 },
  s: { s: 1, ms: 1e-3, µs: 1e-6 },
  "kWh/Mtoken": { "kWh/Mtokens": 1 },
  "gCO2e/Mtoken": { "g/Mtokens": 1 },
  "USD/Mtoken": { "USD/Mtokens": 1 },
  d: { days: 1 },
  a: { years: 1 },
  "gCO2e/kWh": { "g/kWh": 1 },
  "gCO2e/cm2": { "kg/cm2": 1e3, "g/cm2": 1 },
  "gCO2e/GB": { "kg/GB": 1e3, "g/GB": 1 },
  "1": { "": 1 },
};

/** The unit in which a value is best read, and what one of it holds of the library's unit. */
export function scaleOf(value: number, unit: Unit): readonly [number, string] {
  const known = Object.entries(scales[unit] ?? { [unit]: 1 });
  const fits = ([, size]: readonly [string, number]): boolean => (value === 0 ? size === 1 : Math.abs(value) >= size);
  const smallest = known.at(-1) as readonly [string, number];
  const [name, size] = known.find(fits) ?? smallest;
  return [size, name];
}

/**
 * A number with at most the given significant digits and commas between thousands, rounded half away from zero by its shortest decimal form: what
 * `Intl.NumberFormat("en-US")` prints, whose first use takes as long as everything else that a command does.
 */
export function formatNumber(value: number, digits = 4): string {
  const size = Math.abs(value);
  if (value !== 0 && (size < 1e-4 || size >= 1e12)) return value.toExponential(digits - 1).replace("+", "");
  if (Number.isNaN(value)) return "NaN";
  const sign = value < 0 || Object.is(value, -0) ? "-" : "";
  const [mantissa = "", power = ""] = size.toExponential().split("e");
  const shortest = mantissa.replace(".", "");
  const kept = Number(shortest.slice(0, digits)) + (Number(shortest[digits] ?? 0) >= 5 ? 1 : 0);
  // How many of the kept digits are decimals; below zero, how many zeros are missing.
  const decimals = Math.min(shortest.length, digits) - 1 - Number(power);
  const all = String(kept).padStart(decimals + 1, "0") + "0".repeat(Math.max(0, -decimals));
  const whole = decimals > 0 ? all.slice(0, -decimals) : all;
  const fraction = decimals > 0 ? all.slice(-decimals).replace(/0+$/u, "") : "";
  return `${sign}${whole.replaceAll(/\B(?=(?:\d{3})+$)/gu, ",")}${fraction === "" ? "" : `.${fraction}`}`;
}

// C0 and C1, and what breaks or turns lines in the middle of a text.
const unprintable = /[\u0000-\u001F\u007F-\u009F\u2028\u2029\u202A-\u202E\u2066-\u2069]/gu;

/** A text of one line, without characters that a terminal obeys: names come from files that anybody may have written. */
export const oneLine = (text: string): string => text.replaceAll(unprintable, " ");

/** What is printed, without such characters but for the ends of its lines and the colours of the program. */
export const printable = (text: string, hasColours: boolean): string =>
  text.replaceAll(unprintable, (found, at: number) => {
    const isOwn = found === "\n" || (hasColours && /^\u001B\[\d+m/u.test(text.slice(at, at + 6)));
    return isOwn ? found : " ";
  });

/** A value with the unit in which it is best read. */
export function formatQuantity(value: number, unit: Unit, digits = 4): string {
  const [size, name] = scaleOf(value, unit);
  return `${formatNumber(value / size, digits)} ${name}`.trim();
}

/** A name of the API as flags and the command line write it: `cloudRegions` as `cloud-regions`. */
export const kebab = (name: string): string => name.replaceAll(/[A-Z]/gu, (letter) => `-${letter.toLowerCase()}`);

/** A share with its sign, such as +3.10 %. */
export function formatDelta(delta: number): string {
  const digits = Math.abs(delta * 100).toFixed(2);
  return `${delta < 0 && Number(digits) > 0 ? "−" : "+"}${digits} %`;
}

const colourCode = /\u001B\[\d+m/gu;
const width = (text: string): number => Array.from(text.replaceAll(colourCode, "")).length;

/** The power of ten of a number. */
const powerOf = (value: number): number => (value === 0 ? 0 : Number(value.toExponential().split("e")[1]));

/** A number with that many decimals; with more where all of them would be zero and it is not. */
export const formatFixed = (value: number, decimals: number): string =>
  withDecimals(formatNumber(value, Math.max(1, powerOf(value) + 1 + decimals)), decimals);

const decimalsOf = (shown: string): number => shown.split(".")[1]?.length ?? 0;
const withDecimals = (shown: string, decimals: number): string => {
  const missing = decimals - decimalsOf(shown);
  return missing > 0 && !shown.includes("e") ? `${shown}${decimalsOf(shown) === 0 ? "." : ""}${"0".repeat(missing)}` : shown;
};

/** How many of the digits that the smallest number of a row has are shown at least. */
const LEAST_DIGITS = 2;

/**
 * Values of one row, all in the unit in which the first is best read and with as many decimals: what is rounded alike stays in the order that it had, so that
 * no value stands outside its own range.
 */
export function formatRow(values: readonly number[], unit: Unit, digits = 4): string[] {
  const [size, name] = scaleOf(values[0] ?? 0, unit);
  const scaled = values.map((value) => value / size);
  const sizes = scaled.filter((value) => value !== 0).map(Math.abs);
  const hasPowers = sizes.some((value) => value < 1e-4 || value >= 1e12);
  const decimals = Math.max(0, digits - 1 - powerOf(scaled[0] ?? 0), LEAST_DIGITS - 1 - powerOf(Math.min(...sizes, Number.MAX_VALUE)));
  const cells = scaled.map((value) => (hasPowers ? formatNumber(value, digits) : formatNumber(value, powerOf(value) + 1 + decimals)));
  const most = hasPowers ? 0 : Math.max(...cells.map(decimalsOf));
  return cells.map((cell) => `${withDecimals(cell, most)} ${name}`.trim());
}

/** Lines of a table: words to the left, numbers to the right; without `words`, only the first column holds words. */
export function table(rows: readonly (readonly string[])[], words: readonly number[] = [0]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => width(row[column] ?? ""))));
  return rows.map((row) =>
    row
      .map((cell, column) => {
        const padding = " ".repeat((widths[column] as number) - width(cell));
        return words.includes(column) ? cell + padding : padding + cell;
      })
      .join("  ")
      .trimEnd(),
  );
}

/** Heads of columns. */
export const heading = (colours: Colours, ...cells: readonly string[]): string[] => cells.map((cell) => colours.dim(cell));

/** Columns of a text that goes to no terminal, or to one that does not say how wide it is. */
const USUAL_COLUMNS = 100;

/** A text in lines of at most so many columns; a word that is longer stands alone. */
function wrap(text: string, columns = USUAL_COLUMNS): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last === undefined || width(last) + 1 + width(word) > columns) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}

/** Names of the API as words: `keyValueHeads` as key value heads. Proper names such as arXiv begin with less. */
const inWords = (text: string): string =>
  text.replaceAll(/(?<![\w/-])(?:[a-z]\w*\.)*[a-z]{3,}\d*(?:[A-Z][a-z0-9]*)+/gu, (name) =>
    name
      .replaceAll(/[.]|(?=[A-Z])/gu, " ")
      .toLowerCase()
      .replaceAll(/\b(?:kwh|co2e|flop|usd|pue|wue|tdp)\b/gu, (unit) =>
        unit === "kwh" ? "kWh" : unit === "co2e" ? "CO2e" : unit.toUpperCase(),
      ),
  );

/** Texts as a list, wrapped, with the names of the API as words. */
export const bullets = (texts: readonly (string | { readonly message: string })[], columns = USUAL_COLUMNS): string[] =>
  texts.flatMap((text) => {
    const [first = "", ...rest] = wrap(inWords(typeof text === "string" ? text : text.message), columns - "  - ".length);
    return [`  - ${first}`, ...rest.map((line) => `    ${line}`)];
  });
