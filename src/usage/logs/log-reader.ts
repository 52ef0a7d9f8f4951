import type { FootprintError } from "../../core/errors.js";
import { invalid, isFootprintError } from "../../core/errors.js";
import { formatValue } from "../../core/formula.js";
import type { UsageRecord } from "../usage-record.js";
import { formatNamed, formatOf } from "./formats.js";
import type { ColumnMap } from "./generic.js";
import { isRow, type LogFormat, type Row, type RowReader } from "./row.js";
import type { SeenIds } from "./seen-ids.js";

/** Who takes what is read; every row of a log goes to exactly one of its functions. */
export interface LogSink {
  /** What of a row is kept beside its record, because groups hang on it. */
  readonly pick: (row: Row, format: LogFormat) => readonly string[];
  readonly call: (record: UsageRecord, line: number, picked: readonly string[], notes: readonly string[]) => void;
  readonly skipped: (reason: string, line: number) => void;
  readonly rejected: (reason: string, line: number) => void;
  readonly duplicate: (line: number) => void;
}

/** How a log is read. */
export interface LogOptions {
  /** Name of the format; recognised where left out. */
  readonly format?: string | undefined;
  /** Which column holds which field. */
  readonly columns?: ColumnMap | undefined;
  /** Ids of all files that were read. */
  readonly seen: SeenIds;
  /** Name of the file, for what is said of it. */
  readonly name: string;
  /** What is known of earlier rows of the file. */
  readonly saved?: unknown;
}

/** Reads rows of one file as they come. */
export interface LogReader {
  readonly row: (row: unknown, line: number) => void;
  /** What could not even be taken apart. */
  readonly damaged: (reason: string, line: number) => void;
  /** Hands over what waits for further rows. */
  readonly end: () => void;
  readonly format: () => LogFormat | undefined;
  readonly state: () => unknown;
}

/** Rows that wait until the format is known. */
const MOST_WAITING = 200;
/** Calls of which several states may come; those that were touched longest ago go first. */
const MOST_OPEN = 1024;

/** What a message says without the value, so that messages of one kind are one reason. */
export function reasonOf(error: FootprintError): string {
  const { message, details } = error;
  const written = details.value === undefined ? undefined : formatValue(details.value);
  const plain = written === undefined || written === "" ? message : message.replaceAll(written, "…");
  return plain.replaceAll(/(?<![\w.-])-?\d[\d.,]*(?![\w-])/gu, "…").replaceAll(/(?:… )?= …/gu, "= …");
}

/** A call of which further states may come. */
interface Open {
  readonly record: UsageRecord;
  readonly line: number;
  readonly picked: readonly string[];
  readonly notes: readonly string[];
}

/** How far a call has come: what is generated, or measured, only grows. */
const sizeOf = ({ outputTokens, measuredEnergyKwh }: UsageRecord): number => measuredEnergyKwh ?? outputTokens ?? 0;

/**
 * Reads the rows of a log: recognises the format, turns rows into records, and drops those of which the id was there before.
 *
 * @param sink - takes every row once, as a call, a duplicate, something else, or a reject
 * @param options - the format and what is known of earlier rows
 */
export function logReader(sink: LogSink, { format: named, columns = {}, seen, name, saved }: LogOptions): LogReader {
  const [savedFormat, savedState] = (saved ?? []) as [string?, unknown?];
  const given = named ?? savedFormat;
  let format = given === undefined ? undefined : formatNamed(given, columns);
  let reader: RowReader | undefined = format?.start(savedState);
  let waiting: { readonly row: Row; readonly line: number }[] = [];
  const open = new Map<string, Open>();

  const close = ({ record, line, picked, notes }: Open): void => {
    sink.call(record, line, picked, notes);
  };
  /** Of several states of one call the largest is kept, until others have come since. */
  const keep = (id: string, state: Open): void => {
    const before = open.get(id);
    if (before === undefined) {
      if (seen.has(id)) {
        sink.duplicate(state.line);
        return;
      }
    } else {
      sink.duplicate(before.line);
      open.delete(id);
    }
    open.set(id, before !== undefined && sizeOf(before.record) > sizeOf(state.record) ? before : state);
    if (open.size <= MOST_OPEN) return;
    const [[oldest, last]] = open as unknown as [[string, Open]];
    open.delete(oldest);
    close(last);
  };
  const read = (row: Row, line: number, by: LogFormat, from: RowReader): void => {
    try {
      const answer = from.read(row);
      if (answer.kind === "skipped") sink.skipped(answer.reason, line);
      else if (answer.kind === "duplicate") sink.duplicate(line);
      else {
        const { record, notes = [] } = answer;
        const state = { record, line, picked: sink.pick(row, by), notes };
        if (record.id !== undefined && by.isOfStates === true) keep(record.id, state);
        else if (record.id !== undefined && seen.has(record.id)) sink.duplicate(line);
        else close(state);
      }
    } catch (error) {
      if (!isFootprintError(error)) throw error;
      // Not the message: a cell that was taken for a count may be a prompt.
      sink.rejected(reasonOf(error), line);
    }
  };
  const take = (row: Row, line: number): void => {
    if (format === undefined || reader === undefined) return;
    if (format.rowsIn === undefined) read(row, line, format, reader);
    else for (const inner of format.rowsIn(row)) read(inner, line, format, reader);
  };
  const takeWaiting = (): void => {
    const rows = waiting;
    waiting = [];
    for (const { row, line } of rows) take(row, line);
  };
  const unknown = (): FootprintError => {
    const keys = Object.keys(waiting[0]?.row ?? {});
    return invalid(
      "format",
      `${name} is of no format that is recognised; its columns are ${keys.slice(0, 30).join(", ")}${keys.length > 30 ? ", …" : ""}. ` +
        "Give --format, or --columns model=name,inputTokens=name,outputTokens=name",
      { value: name },
    );
  };

  return {
    row(row, line) {
      if (!isRow(row)) {
        sink.rejected("the line is JSON, but no object", line);
        return;
      }
      if (reader === undefined) {
        waiting.push({ row, line });
        format = formatOf(row, columns);
        if (format === undefined) {
          if (waiting.length >= MOST_WAITING) throw unknown();
          return;
        }
        reader = format.start(savedState);
        takeWaiting();
        return;
      }
      take(row, line);
    },
    damaged(reason, line) {
      sink.rejected(reason, line);
    },
    end() {
      if (waiting.length > 0) throw unknown();
      for (const last of open.values()) close(last);
      open.clear();
    },
    format: () => format,
    state: () => [format?.name, reader?.state?.()],
  };
}
