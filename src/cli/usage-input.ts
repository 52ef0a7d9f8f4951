import { createGunzip } from "node:zlib";
import { Readable } from "node:stream";
import { invalid } from "../core/errors.js";
import type { LogReader } from "../usage/logs/log-reader.js";
import { pageRows } from "../usage/logs/pages.js";
import { isRow } from "../usage/logs/row.js";
import { csvBlocks, type CsvShape } from "./csv-rows.js";
import { lineBlocks } from "./usage-lines.js";

/** Bytes of a JSON document that is no list of lines. */
const LARGEST_DOCUMENT = 64 * 1024 * 1024;
/** Bytes of blank space before the first letter. */
const MOST_BLANK = 1024 * 1024;

/** How a log is written. */
type Writing = "lines" | "csv" | "document";

/** How far a file was read. */
export interface FileState {
  readonly writing?: Writing;
  /** Bytes and lines that were read. */
  readonly offset: number;
  readonly line: number;
  readonly head?: readonly string[];
  readonly delimiter?: string;
  /** What the reader of the rows knows. */
  readonly reader?: unknown;
}

/** What a file is read with. */
export interface InputOptions {
  readonly path: string;
  /** Whether a last row without an end counts; not where the file still grows. */
  readonly isWhole: boolean;
  readonly start: FileState;
  /** Columns that are read though their names are those of texts. */
  readonly kept: ReadonlySet<string>;
  /** Called now and then. */
  readonly progress: () => void;
  /** Told what is odd of a row that is read all the same. */
  readonly note: (message: string) => void;
}

/** The bytes of a stream that is compressed with gzip; a stream that is cut ends where it is cut. */
async function* unzipped(chunks: AsyncIterable<Uint8Array>, reader: LogReader): AsyncGenerator<Uint8Array> {
  try {
    yield* Readable.from(chunks).pipe(createGunzip()) as AsyncIterable<Uint8Array>;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code?.startsWith("Z_") !== true) throw error;
    reader.damaged("the compressed file is damaged, or cut: nothing behind this place can be read", 0);
  }
}

/** UTF-16 with a byte order mark as UTF-8. */
async function* transcoded(chunks: AsyncIterable<Uint8Array>, encoding: string): AsyncGenerator<Uint8Array> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of chunks) yield Buffer.from(decoder.decode(chunk, { stream: true }));
  yield Buffer.from(decoder.decode());
}

/** The first bytes of a stream, at least to its first letter, and all of it. */
async function peek(chunks: AsyncIterable<Uint8Array>): Promise<readonly [head: Buffer, all: AsyncIterable<Uint8Array>]> {
  const iterator = chunks[Symbol.asyncIterator]();
  let head = Buffer.alloc(0);
  while (head.length < MOST_BLANK && (head.length < 4 || !/[^\s\uFEFF]/u.test(head.toString("utf8", 0, 4096)))) {
    const next = await iterator.next();
    if (next.done === true) break;
    head = Buffer.concat([head, next.value]);
  }
  const all = async function* (): AsyncGenerator<Uint8Array> {
    if (head.length > 0) yield head;
    yield* { [Symbol.asyncIterator]: () => iterator };
  };
  return [head, all()];
}

/** How a log is written, by its first letters and the ending of its name. */
function writingOf(head: Buffer, path: string): Writing {
  const start = head
    .toString("utf8", 0, 4096)
    .replace(/^\uFEFF/u, "")
    .trimStart();
  if (start.startsWith("[") || /^\{\s*\n/u.test(start)) return "document";
  return start.startsWith("{") || /\.(?:jsonl|ndjson|json)(?:\.gz)?$/iu.test(path) ? "lines" : "csv";
}

/** Why a line could not be read. */
function faultOf(line: string, isLast: boolean): string {
  if (line.includes("\0")) return "the line holds NUL bytes";
  if (isLast) return "the last line is cut";
  return line.includes("\uFFFD") ? "the line is no UTF-8, and no JSON" : "the line is no JSON";
}

/** Rows of JSON lines. */
async function readLines(chunks: AsyncIterable<Uint8Array>, reader: LogReader, options: InputOptions): Promise<FileState> {
  let state: FileState = { ...options.start, writing: "lines" };
  const read = (line: string, number: number, isLast: boolean): void => {
    let row: unknown;
    try {
      row = JSON.parse(line);
    } catch {
      reader.damaged(faultOf(line, isLast), number);
      return;
    }
    if (line.includes("\uFFFD")) options.note("the row holds letters that are no UTF-8");
    reader.row(row, number);
  };
  for await (const { lines, first, end, isUnfinished } of lineBlocks(chunks, state)) {
    if (isUnfinished && !options.isWhole) break;
    for (let at = 0; at < lines.length; at++) {
      const line = first === 1 && at === 0 ? lines[at]?.replace(/^\uFEFF/u, "") : lines[at];
      if (line === undefined) reader.damaged("the line is longer than 16 MB", first + at);
      else if (line !== "" && !/^\s+$/u.test(line)) read(line, first + at, isUnfinished);
    }
    state = { ...state, offset: end, line: first + lines.length - 1 };
    options.progress();
  }
  return state;
}

/** Rows of a CSV. */
async function readCsv(chunks: AsyncIterable<Uint8Array>, reader: LogReader, options: InputOptions): Promise<FileState> {
  const { start, kept, isWhole, progress } = options;
  const shape: CsvShape = {};
  let state: FileState = { ...start, writing: "csv" };
  for await (const { rows, end } of csvBlocks(chunks, start, kept, isWhole, shape)) {
    for (const found of rows) {
      if ("row" in found) reader.row(found.row, found.line);
      else reader.damaged(found.damage, found.line);
    }
    // A head without rows is read again.
    if (end > start.offset) state = { ...state, ...shape, offset: end, line: rows.at(-1)?.line ?? state.line };
    progress();
  }
  return state;
}

/** The rows of one JSON document: a list, or a page of an interface. */
async function readDocument(chunks: AsyncIterable<Uint8Array>, reader: LogReader, { path, start }: InputOptions): Promise<FileState> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes > LARGEST_DOCUMENT)
      throw invalid("file", `${path} is one JSON document of more than 64 MB; turn it into JSON lines, for example with jq -c '.[]'`, {
        value: path,
      });
    parts.push(chunk);
  }
  const written = Buffer.concat(parts)
    .toString("utf8")
    .replace(/^\uFEFF/u, "");
  let document: unknown;
  try {
    document = JSON.parse(written);
  } catch {
    reader.damaged("the document is no JSON, or cut", 1);
    return { ...start, writing: "document", offset: bytes };
  }
  const list = Array.isArray(document) ? (document as unknown[]) : [document];
  const rows = list.flatMap((one) => (isRow(one) ? [...pageRows(one)] : [one]));
  rows.forEach((row, at) => {
    reader.row(row, at + 1);
  });
  return { ...start, writing: "document", offset: bytes, line: rows.length };
}

/**
 * Reads a log: takes it out of gzip and UTF-16, finds out how it is written, and hands its rows to a reader.
 *
 * @returns how far it was read
 */
export async function readLog(chunks: AsyncIterable<Uint8Array>, reader: LogReader, options: InputOptions): Promise<FileState> {
  const { path, start, isWhole } = options;
  const isZipped = /\.gz$/iu.test(path);
  const [head, all] = await peek(isZipped ? unzipped(chunks, reader) : chunks);
  const encoding = head[0] === 0xff && head[1] === 0xfe ? "utf-16le" : head[0] === 0xfe && head[1] === 0xff ? "utf-16be" : undefined;
  if (start.offset === 0 && head.length === 0) return start;
  if (!isWhole && (isZipped || encoding !== undefined))
    throw invalid("file", `${path} is ${isZipped ? "compressed" : "written in UTF-16"}; only a plain file can be read on where it ended`, {
      value: path,
    });
  const [first, bytes] = encoding === undefined ? [head, all] : await peek(transcoded(all, encoding));
  const writing = start.writing ?? writingOf(first, path);
  if (!isWhole && writing === "document")
    throw invalid("file", `${path} is one JSON document; only lines can be read on where they ended`, { value: path });
  const read = { lines: readLines, csv: readCsv, document: readDocument }[writing];
  return { ...(await read(bytes, reader, options)), reader: reader.state() };
}
