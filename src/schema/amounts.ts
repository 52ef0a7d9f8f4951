import { convertWritten, type Dimension, dimensionOfUnit, ownUnitOf } from "../core/conversion.js";
import { FootprintError, isFootprintError } from "../core/errors.js";
import type { Given } from "../core/figure.js";
import { formatValue } from "../core/formula.js";
import { parseQuantity, splitQuantity } from "../core/quantity-text.js";
import { unitOf } from "../core/units.js";

/** What the text of a quantity measures, and the unit of the API where it is not the library's own of that dimension. */
export interface Measured {
  readonly dimension: Dimension;
  readonly unit?: string;
}

/** What text of a quantity is read as: by the unit that its name announces, and percent where its example or its domain says that it is a share. */
export function dimensionOf(name: string, example = "", most = Infinity): Measured {
  const unit: string = unitOf(name);
  const isShare = example.includes("%") || most <= 1 || /(?:Share|Fraction|Efficiency|Utilisation)$/u.test(name);
  const dimension = unit === "1" ? (isShare ? "fraction" : "number") : dimensionOfUnit(unit);
  if (dimension === undefined) return { dimension: "number", unit };
  // Hours are said too: of them, a magnitude needs no unit.
  const isOwn = unit === "1" || (dimension !== "duration" && convertWritten(1, unit, ownUnitOf(dimension), dimension, unit) === 1);
  return isOwn ? { dimension } : { dimension, unit };
}

/** A quantity as files hold it: bare, or with range and source. */
export type Written =
  number | string | { value: number | string; low?: unknown; high?: unknown; source?: string | undefined; at?: string | undefined };

/** A number of a file in the unit of its field, or text with a unit of the dimension. */
export function readAmount(field: string, written: unknown, { dimension, unit }: Measured): number {
  // No amount is a negative zero.
  if (typeof written === "number") return written + 0;
  try {
    return parseQuantity(written as string, dimension, unit);
  } catch (error) {
    if (isFootprintError(error))
      throw new FootprintError(error.code, `${field}: ${error.message}`, { ...error.details, field, value: written });
    throw error;
  }
}

/** `1..2`, `1..1.5..2 kWh`: ends with their value, the middle where only the ends stand there; a unit of the last holds for all. */
function readRange(field: string, text: string, measured: Measured): Given {
  const parts = text.split("..", 4).map((part) => part.trim());
  if (parts.length > 3)
    throw new FootprintError("invalid-input", `${field} = ${formatValue(text)} is not of the form 1..2 or 1..1.5..2`, {
      field,
      value: text,
    });
  const unit = splitQuantity(parts.at(-1) as string)?.rest ?? "";
  const [low, ...others] = parts.map((part) =>
    readAmount(field, splitQuantity(part)?.rest === "" ? `${part} ${unit}` : part, measured),
  ) as [number, ...number[]];
  const high = others.at(-1) as number;
  return { value: others.length === 2 ? (others[0] as number) : (low + high) / 2, low, high };
}

/** A quantity of a file, with or without range and source. */
export function readQuantity(field: string, written: Written, measured: Measured): Given {
  if (typeof written === "string" && written.includes("..")) return readRange(field, written, measured);
  if (typeof written !== "object") return readAmount(field, written, measured);
  const { value, low, high, source, at } = written;
  return {
    value: readAmount(`${field}.value`, value, measured),
    ...(low === undefined ? {} : { low: readAmount(`${field}.low`, low, measured) }),
    ...(high === undefined ? {} : { high: readAmount(`${field}.high`, high, measured) }),
    ...(source === undefined ? {} : { source, at: at ?? "", basis: "published" as const }),
  };
}
