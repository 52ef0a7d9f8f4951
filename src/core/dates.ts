import { FootprintError } from "./errors.js";
import { formatValue } from "./formula.js";

const MILLISECONDS_PER_DAY = 86_400_000;

/**
 * Reads a day, `2026-11-23`.
 *
 * @throws `FootprintError` `invalid-input` for anything else, and for days that no calendar has
 */
export function readDay(where: string, field: string, written: unknown): Date {
  const day = typeof written === "string" && /^\d{4}-\d{2}-\d{2}$/u.test(written) ? new Date(`${written}T00:00:00Z`) : undefined;
  if (day === undefined || Number.isNaN(day.getTime()) || !day.toISOString().startsWith(String(written))) {
    throw new FootprintError("invalid-input", `${where}: ${field} = ${formatValue(written)} is not a day; write it like 2026-11-23`, {
      field,
      value: written,
    });
  }
  return day;
}

/** Days from one day to another (d). */
export function daysBetween(from: Date, to: Date): number {
  return (to.getTime() - from.getTime()) / MILLISECONDS_PER_DAY;
}

/** The day some days after another, `2026-11-23`. */
export function dayAfter(from: Date, days: number): string {
  return new Date(from.getTime() + days * MILLISECONDS_PER_DAY).toISOString().slice(0, 10);
}
