import picocolors from "picocolors";
import type { Unit } from "../core/units.js";

/** The colours of one run; plain text when the output is no terminal. */
export type Colours = ReturnType<typeof picocolors.createColors>;

/** Colours for an output. */
export const coloursFor = (enabled: boolean): Colours => picocolors.createColors(enabled);

/** Larger units by what one of them holds of the library's unit, largest first. */
const scales: Readonly<Partial<Record<Unit, readonly (readonly [number, string])[]>>> = {
  kWh: [
    [1e9, "TWh"],
    [1e6, "GWh"],
    [1e3, "MWh"],
    [1, "kWh"],
    [1e-3, "Wh"],
  ],
  gCO2e: [
    [1e9, "kt CO2e"],
    [1e6, "t CO2e"],
    [1e3, "kg CO2e"],
    [1, "g CO2e"],
    [1e-3, "mg CO2e"],
  ],
  W: [
    [1e6, "MW"],
    [1e3, "kW"],
    [1, "W"],
  ],
  FLOP: [
    [1e21, "ZFLOP"],
    [1e18, "EFLOP"],
    [1e15, "PFLOP"],
    [1, "FLOP"],
  ],
  "FLOP/s": [
    [1e15, "PFLOP/s"],
    [1e12, "TFLOP/s"],
    [1, "FLOP/s"],
  ],
  "B/s": [
    [1e12, "TB/s"],
    [1e9, "GB/s"],
    [1, "B/s"],
  ],
  B: [
    [1e12, "TB"],
    [1e9, "GB"],
    [1e6, "MB"],
    [1, "B"],
  ],
  token: [
    [1e12, "T tokens"],
    [1e9, "B tokens"],
    [1e6, "M tokens"],
    [1, "tokens"],
  ],
  parameter: [
    [1e12, "T parameters"],
    [1e9, "B parameters"],
    [1e6, "M parameters"],
    [1, "parameters"],
  ],
  L: [
    [1e3, "m3"],
    [1, "L"],
  ],
  "token/s": [[1, "tokens/s"]],
  s: [
    [1, "s"],
    [1e-3, "ms"],
    [1e-6, "µs"],
  ],
  "kWh/Mtoken": [[1, "kWh/Mtokens"]],
  "gCO2e/Mtoken": [[1, "g/Mtokens"]],
  "USD/Mtoken": [[1, "USD/Mtokens"]],
  h: [[1, "h"]],
  d: [[1, "days"]],
  a: [[1, "years"]],
  "gCO2e/kWh": [[1, "g/kWh"]],
  "gCO2e/cm2": [
    [1e3, "kg/cm2"],
    [1, "g/cm2"],
  ],
  "gCO2e/GB": [
    [1e3, "kg/GB"],
    [1, "g/GB"],
  ],
  cm2: [[1, "cm2"]],
};

/** The unit in which a value is best read, and what one of it holds of the library's unit. */
export function scaleOf(value: number, unit: Unit): readonly [number, string] {
  const known = scales[unit] ?? [[1, unit === "1" ? "" : unit] as const];
  return known.find(([size]) => (value === 0 ? size === 1 : Math.abs(value) >= size)) ?? (known.at(-1) as readonly [number, string]);
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

/** Values of one row, all in the unit in which the first is best read. */
export function formatRow(values: readonly number[], unit: Unit): string[] {
  const [size, name] = scaleOf(values[0] ?? 0, unit);
  return values.map((value) => `${formatNumber(value / size)} ${name}`.trim());
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
