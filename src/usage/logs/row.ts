import { FootprintError, invalid } from "../../core/errors.js";
import { formatValue } from "../../core/formula.js";
import type { UsageRecord } from "../usage-record.js";

/** A row of a log as it was read: columns of a CSV, or an object of JSON. */
export type Row = Readonly<Record<string, unknown>>;

/** What a row of a log is: a call, or something else that is counted and left out. */
export type RowAnswer =
  | { readonly kind: "call"; readonly record: UsageRecord; readonly notes?: readonly string[] }
  | { readonly kind: "skipped"; readonly reason: string }
  | { readonly kind: "duplicate" };

/** A row that is a call. */
export const call = (record: UsageRecord, notes: readonly string[] = []): RowAnswer =>
  notes.length === 0 ? { kind: "call", record } : { kind: "call", record, notes };

/** A row that is none. */
export const skipped = (reason: string): RowAnswer => ({ kind: "skipped", reason });

/** What is read of a log: which rows are its own, and what each means. Prompts and answers are never looked at. */
export interface LogFormat {
  readonly name: string;
  readonly description: string;
  /** Columns that are read; a dot leads into an object. */
  readonly columns: readonly string[];
  /** Columns that tell who called, the first of them that a row has. */
  readonly keys: readonly string[];
  /** Whether a row can only be of this format. */
  readonly recognise: (row: Row) => boolean;
  /** The rows inside of a row: spans of an export, results of a page. */
  readonly rowsIn?: (row: Row) => Iterable<Row>;
  /**
   * Whether several rows of one id are states of one call, of which the largest counts; otherwise the first counts.
   */
  readonly isOfStates?: boolean;
  /** Starts a file: some formats tell of a row what stands before it. */
  readonly start: (saved?: unknown) => RowReader;
}

/** Reads the rows of one file, in their order. */
export interface RowReader {
  /** @throws `FootprintError` where a cell is no count */
  readonly read: (row: Row) => RowAnswer;
  /** What has to be known of the rows so far to go on later. */
  readonly state?: () => unknown;
}

/** A format whose rows do not depend on each other. */
export const rowByRow = (read: RowReader["read"]) => (): RowReader => ({ read });

/** Whether a value is an object with keys. */
export const isRow = (value: unknown): value is Row => typeof value === "object" && value !== null && !Array.isArray(value);

/** What programs write for nothing. */
const nothing: ReadonlySet<unknown> = new Set([undefined, null, "", "null", "None", "NULL", "NaN", "nan", "\\N"]);

/** A value by its path: `usage.prompt_tokens`; a column whose own name has the dots goes first. */
export function at(row: Row, path: string): unknown {
  const own = row[path];
  if (own !== undefined || !path.includes(".")) return own;
  const keys = path.split(".");
  let value: unknown = row;
  for (const key of keys) {
    if (!isRow(value)) return undefined;
    value = objectOf(value[key]);
  }
  return value;
}

/** An object that a cell of a CSV holds as JSON; anything else as it is. */
export function objectOf(value: unknown): unknown {
  if (typeof value !== "string" || !value.startsWith("{")) return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}

/** The first of some columns that says something, with its name. */
function said(row: Row, paths: readonly string[]): readonly [path: string, value: unknown] | undefined {
  for (const path of paths) {
    const value = at(row, path);
    if (!nothing.has(value)) return [path, value];
  }
  return undefined;
}

/** More tokens than this no log holds in one row; above it, whole numbers are no longer exact sums. */
const MOST_TOKENS = 1e15;

/** A count out of a cell. */
function countOf(path: string, value: unknown): number {
  const count = typeof value === "string" ? Number(value.trim()) : typeof value === "bigint" ? Number(value) : value;
  if (typeof count !== "number" || Number.isNaN(count))
    throw invalid(path, `${path} = ${formatValue(value)} is no number; a count of tokens is whole and not negative`, { value });
  if (count < 0)
    throw new FootprintError("out-of-domain", `${path} = ${formatValue(value)} is negative; a count of tokens is whole and not negative`, {
      field: path,
      value,
    });
  if (!Number.isInteger(count) || count > MOST_TOKENS)
    throw new FootprintError(
      "out-of-domain",
      `${path} = ${formatValue(value)} is ${count > MOST_TOKENS ? "too large" : "not whole"}; a count of tokens is whole, and at most 1e15`,
      { field: path, value },
    );
  return count;
}

/**
 * The count in the first of some columns that says something.
 *
 * @throws `FootprintError` where it is no count: a guess would be a silent wrong number
 */
export function count(row: Row, ...paths: string[]): number | undefined {
  const found = said(row, paths);
  return found === undefined ? undefined : countOf(...found);
}

/** The sum of the counts in some columns; nothing where none of them says anything. */
export function sumOf(row: Row, ...paths: string[]): number | undefined {
  return paths.reduce<number | undefined>((sum, path) => {
    const part = count(row, path);
    return part === undefined ? sum : (sum ?? 0) + part;
  }, undefined);
}

/** The text in the first of some columns that says something. */
export function text(row: Row, ...paths: string[]): string | undefined {
  const value = said(row, paths)?.[1];
  return typeof value === "string" ? value : typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;
}

/** A measured number from zero that need not be whole: seconds, energies. */
export function measure(row: Row, ...paths: string[]): number | undefined {
  const found = said(row, paths);
  if (found === undefined) return undefined;
  const value = typeof found[1] === "string" ? Number(found[1]) : found[1];
  if (typeof value !== "number" || !Number.isFinite(value) || value < 0)
    throw new FootprintError("out-of-domain", `${found[0]} = ${formatValue(found[1])} is no number that is not negative; leave it out or mend it`, {
      field: found[0],
      value: found[1],
    });
  return value;
}

/** A duration that a row has; what cannot be read says nothing, because no count hangs on it. */
export function seconds(row: Row, perSecond: number, ...paths: string[]): number | undefined {
  const value = Number(said(row, paths)?.[1] ?? Number.NaN);
  return Number.isFinite(value) && value >= 0 ? value / perSecond : undefined;
}

/** Milliseconds since 1970 of a number of a log: seconds, ms, µs or ns by its size. */
const millisecondsOf = (value: number): number =>
  value < 1e11 ? value * 1e3 : value < 1e14 ? value : value < 1e17 ? value / 1e3 : value / 1e6;

/** When, as ISO 8601: texts but for the blank, and numbers since 1970 by their size. */
export function time(row: Row, ...paths: string[]): string | undefined {
  const value = said(row, paths)?.[1];
  if (typeof value !== "number" && typeof value !== "string") return undefined;
  if (typeof value === "string" && /^\d{4}-\d\d/u.test(value)) return value.replace(" ", "T");
  const number = Number(value);
  const date = new Date(Number.isNaN(number) ? String(value) : millisecondsOf(number));
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

/** Seconds between two times of a row. */
export function secondsBetween(from: string | undefined, to: string | undefined): number | undefined {
  if (from === undefined || to === undefined) return undefined;
  const between = (Date.parse(to) - Date.parse(from)) / 1e3;
  return Number.isFinite(between) && between >= 0 ? between : undefined;
}

/** Whether a row says yes. */
export const isTrue = (row: Row, ...paths: string[]): boolean => /^(?:true|1|yes|y|t)$/iu.test(text(row, ...paths) ?? "");

/** An object without the keys that say nothing, so that absent stays absent. */
export function stated<Fields extends object>(fields: Fields): { [Key in keyof Fields]?: Exclude<Fields[Key], undefined> } {
  const known: Record<string, unknown> = {};
  for (const key in fields) if (fields[key] !== undefined) known[key] = fields[key];
  return known as { [Key in keyof Fields]?: Exclude<Fields[Key], undefined> };
}
