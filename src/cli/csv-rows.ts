import { type CsvError, type Parser, parse } from "csv-parse";
import { LONGEST_LINE } from "./usage-lines.js";

/** A row of a CSV with the line in which it ends, or why it could not be taken apart. */
export type CsvRow =
  { readonly row: Readonly<Record<string, string>>; readonly line: number } | { readonly damage: string; readonly line: number };

/** Some rows of a CSV. */
export interface CsvBlock {
  readonly rows: readonly CsvRow[];
  /** Bytes from the start of the stream to the end of the last row. */
  readonly end: number;
}

/** Columns of prompts and answers, which are dropped while they are read. */
export const textColumns: ReadonlySet<string> = new Set([
  "messages",
  "message",
  "response",
  "request",
  "prompt",
  "completion",
  "answer",
  "input",
  "output",
  "text",
  "content",
  "request_body",
  "response_body",
  "proxy_server_request",
]);

/** The character between cells: of those that are in use the one that the head has most of. */
function delimiterOf(head: string): string {
  const cells = (delimiter: string): number => head.replaceAll(/"[^"]*"/gu, "").split(delimiter).length;
  return [",", ";", "\t"].reduce((best, other) => (cells(other) > cells(best) ? other : best));
}

/** Why a row could not be taken apart. */
function reasonOf({ code }: CsvError): string {
  if (code === "CSV_RECORD_INCONSISTENT_COLUMNS")
    return "the row has more or fewer cells than the head: it is cut, or a comma stands in no quotes";
  if (code === "CSV_MAX_RECORD_SIZE") return "the row is longer than 16 MB: a quote is not closed, perhaps";
  return "a quote of the row is not closed";
}

/** What is known of a CSV from an earlier run. */
export interface CsvStart {
  readonly head?: readonly string[] | undefined;
  readonly delimiter?: string | undefined;
  readonly offset: number;
  readonly line: number;
}

/** Head and delimiter of a CSV that is being read. */
export interface CsvShape {
  head?: readonly string[];
  delimiter?: string;
}

/**
 * Rows of a stream of CSV (RFC 4180, also with semicolons or tabs), in blocks as the chunks come.
 *
 * @param chunks - bytes in UTF-8
 * @param start - where an earlier run stopped
 * @param kept - columns that are read though their names are those of texts
 * @param isWhole - whether the last row counts without an end of its own
 * @param shape - told what the head is
 */
export async function* csvBlocks(
  chunks: AsyncIterable<Uint8Array>,
  start: CsvStart,
  kept: ReadonlySet<string>,
  isWhole: boolean,
  shape: CsvShape,
): AsyncGenerator<CsvBlock> {
  const rows: CsvRow[] = [];
  let end = start.offset;
  // The head is a line too.
  let line = start.line + (start.head === undefined ? 1 : 0);
  const named = (head: readonly string[]): (string | false)[] => {
    shape.head = head;
    return head.map((name) => (textColumns.has(name.trim().toLowerCase()) && !kept.has(name) ? false : name.trim()));
  };
  const parser = (delimiter: string): Parser => {
    shape.delimiter = delimiter;
    const made = parse({
      bom: true,
      columns: start.head === undefined ? named : (named(start.head) as string[]),
      delimiter,
      max_record_size: LONGEST_LINE,
      // A quote in the middle of a cell is a letter: what follows it is read on.
      relax_quotes: true,
      skip_empty_lines: true,
      skip_records_with_error: true,
      // Rows are taken here and not out of the stream, so that they and the damaged ones come in their order.
      on_record: (row: Record<string, string>, { lines, bytes }) => {
        line = start.line + lines;
        end = start.offset + bytes;
        rows.push({ row, line });
        return null;
      },
    });
    made.on("skip", (error: CsvError) => {
      // The end of a file that grows may lie in the middle of a row.
      if (!isWhole && error.code === "CSV_QUOTE_NOT_CLOSED") return;
      // A quote that is not closed swallows rows: each line of what could not be taken apart counts.
      const now = start.line + made.info.lines;
      for (let at = Math.min(now, line + 1); at <= now; at++) rows.push({ damage: reasonOf(error), line: at });
      line = now;
      end = start.offset + made.info.bytes;
    });
    return made;
  };
  const take = (): CsvBlock => ({ rows: rows.splice(0), end });

  let tail: Buffer = Buffer.alloc(0);
  /** What came up to the last end of a line; the rest waits, and is left where no further one comes. */
  const wholeLines = (bytes: Uint8Array): Buffer => {
    const all = Buffer.concat([tail, bytes]);
    const stop = all.lastIndexOf(10) + 1;
    tail = all.subarray(stop);
    return all.subarray(0, stop);
  };
  let reading: Parser | undefined;
  let head: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    let bytes: Uint8Array = chunk;
    if (reading === undefined) {
      head = Buffer.concat([head, chunk]);
      const lineEnd = head.indexOf(10);
      if (lineEnd < 0 && head.length < LONGEST_LINE && start.delimiter === undefined) continue;
      reading = parser(start.delimiter ?? delimiterOf(head.toString("utf8", 0, Math.max(lineEnd, 0))));
      bytes = head;
    }
    reading.write(isWhole ? bytes : wholeLines(bytes));
    yield take();
  }
  if (reading === undefined) {
    reading = parser(start.delimiter ?? delimiterOf(head.toString("utf8")));
    reading.write(isWhole ? head : wholeLines(head));
  }
  const last = reading;
  await new Promise<void>((resolve, reject) => {
    last.resume().once("end", resolve).once("error", reject).end();
  });
  yield take();
}
