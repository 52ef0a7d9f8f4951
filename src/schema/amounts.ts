import { type Dimension, parseQuantity } from "../core/conversion.js";
import { FootprintError, isFootprintError } from "../core/errors.js";
import type { Given } from "../core/figure.js";
import { DAYS_PER_YEAR, HOURS_PER_DAY, SECONDS_PER_HOUR, type Unit, unitOf } from "../core/units.js";

/** Units whose values files may hold in other units, with the dimension and how many of its own units one of them is. */
const measured: Partial<Record<Unit, readonly [Dimension, number?]>> = {
  kWh: ["energy"],
  W: ["power"],
  h: ["duration"],
  s: ["duration", 1 / SECONDS_PER_HOUR],
  d: ["duration", HOURS_PER_DAY],
  a: ["duration", HOURS_PER_DAY * DAYS_PER_YEAR],
  gCO2e: ["mass"],
  kg: ["mass", 1000],
  "gCO2e/kWh": ["intensity"],
  "L/kWh": ["water-intensity"],
  B: ["memory"],
  FLOP: ["compute"],
  "FLOP/s": ["compute-rate"],
  token: ["tokens"],
  "token/s": ["token-rate"],
  parameter: ["parameters"],
};

/** What text of a quantity is read as: by the unit that its name announces, and percent where its example or its domain says that it is a share. */
export function dimensionOf(name: string, example = "", most = Infinity): { readonly dimension: Dimension; readonly perUnit?: number } {
  const isShare = example.includes("%") || most <= 1 || /(?:Share|Fraction|Efficiency|Utilisation)$/u.test(name);
  const [dimension, perUnit] = measured[unitOf(name)] ?? [isShare ? "fraction" : "number"];
  return { dimension, ...(perUnit === undefined ? {} : { perUnit }) };
}

/** A quantity as files hold it: bare, or with range and source. */
export type Written =
  number | string | { value: number | string; low?: unknown; high?: unknown; source?: string | undefined; at?: string | undefined };

/** A number of a file in the unit of its field, or text with a unit of the dimension. */
export function readAmount(field: string, written: unknown, dimension: Dimension, perUnit = 1): number {
  if (typeof written === "number") return written;
  const text = String(written);
  // A bare number in text is in the unit of the field (years), like a number in JSON; a unit in it is one of the dimension (hours).
  if (text.trim() !== "" && Number.isFinite(Number(text))) return Number(text);
  try {
    return parseQuantity(text, dimension) / perUnit;
  } catch (error) {
    if (isFootprintError(error))
      throw new FootprintError(error.code, `${field}: ${error.message}`, { ...error.details, field, value: written });
    throw error;
  }
}

const ofNumber = /[\d.]\s*(?<unit>[^\d.\s].*)$/u;

/** `1..2`, `1..1.5..2 kWh`: ends with their value, the middle where only the ends stand there; a unit of the last holds for all. */
function readRange(field: string, text: string, dimension: Dimension, perUnit: number | undefined): Given {
  const parts = text.split("..").map((part) => part.trim());
  const unit = ofNumber.exec(parts.at(-1) as string)?.groups?.["unit"] ?? "";
  const [low, ...others] = parts.map((part) =>
    readAmount(field, part !== "" && Number.isFinite(Number(part)) && unit !== "" ? `${part} ${unit}` : part, dimension, perUnit),
  ) as [number, ...number[]];
  const high = others.at(-1) as number;
  if (parts.length > 3)
    throw new FootprintError("invalid-input", `${field} = "${text}" is not of the form 1..2 or 1..1.5..2`, { field, value: text });
  return { value: others.length === 2 ? (others[0] as number) : (low + high) / 2, low, high };
}

/** A quantity of a file, with or without range and source. */
export function readQuantity(field: string, written: Written, dimension: Dimension, perUnit?: number): Given {
  if (typeof written === "string" && written.includes("..")) return readRange(field, written, dimension, perUnit);
  if (typeof written !== "object") return readAmount(field, written, dimension, perUnit);
  const { value, low, high, source, at } = written;
  return {
    value: readAmount(`${field}.value`, value, dimension, perUnit),
    ...(low === undefined ? {} : { low: readAmount(`${field}.low`, low, dimension, perUnit) }),
    ...(high === undefined ? {} : { high: readAmount(`${field}.high`, high, dimension, perUnit) }),
    ...(source === undefined ? {} : { source, at: at ?? "", basis: "published" as const }),
  };
}
