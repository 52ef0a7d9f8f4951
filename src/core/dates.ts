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

const dayAt = (time: number): string => new Date(time).toISOString().slice(0, 10);

/** An amount that accrues evenly from one day to another. */
export interface Span {
  readonly from: Date;
  readonly to: Date;
  readonly amount: number;
}

/** The day on which several amounts together have reached a target, `2026-11-23`; `null` where they never do. */
export function dayReached(spans: readonly Span[], target: number): string | null {
  const days = [...new Set(spans.flatMap(({ from, to }) => [from.getTime(), to.getTime()]))].sort((a, b) => a - b);
  let reached = 0;
  for (const [index, start] of days.entries()) {
    // What begins and ends on one day is there at once.
    for (const { from, to, amount } of spans) if (from.getTime() === start && to.getTime() === start) reached += amount;
    if (reached >= target) return dayAt(start);
    const end = days[index + 1];
    if (end === undefined) return null;
    const perMillisecond = spans
      .filter(({ from, to }) => from.getTime() <= start && to.getTime() >= end)
      .reduce((sum, { from, to, amount }) => sum + amount / (to.getTime() - from.getTime()), 0);
    const needed = (target - reached) / perMillisecond;
    if (needed <= end - start) return dayAt(start + needed);
    reached += perMillisecond * (end - start);
  }
  return null;
}
