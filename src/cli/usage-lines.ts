import { isAscii } from "node:buffer";

/** Bytes of a line that are kept at the most: a longer one is counted and left out. */
export const LONGEST_LINE = 16 * 1024 * 1024;

/** Some lines of a stream. */
export interface LineBlock {
  /** Texts without their ends; undefined for a line that is too long. */
  readonly lines: readonly (string | undefined)[];
  /** Number of the first of them, from 1. */
  readonly first: number;
  /** Bytes from the start of the stream to the end of the last of them. */
  readonly end: number;
  /** Whether the last of them has no end of its own: the stream was cut, or is still being written. */
  readonly isUnfinished: boolean;
}

const text = (bytes: Buffer): string => bytes.toString(isAscii(bytes) ? "latin1" : "utf8");

const withoutReturn = (line: string): string => (line.endsWith("\r") ? line.slice(0, -1) : line);

/** The lines of a text in place of one of them each. */
function addLines(lines: (string | undefined)[], whole: string): void {
  let from = 0;
  for (;;) {
    const to = whole.indexOf("\n", from);
    const end = to < 0 ? whole.length : to;
    const stop = end > from && whole.charCodeAt(end - 1) === 13 ? end - 1 : end;
    lines.push(stop - from > LONGEST_LINE ? undefined : whole.slice(from, stop));
    if (to < 0) return;
    from = to + 1;
  }
}

/**
 * Lines of a stream of UTF-8, in blocks as the chunks come. All whole lines of a chunk are decoded at once; of a line that goes over several chunks no
 * more is held than a line may have, so that one of a gigabyte takes no memory.
 *
 * @param chunks - bytes
 * @param from - bytes and lines that were read before
 */
export async function* lineBlocks(
  chunks: AsyncIterable<Uint8Array>,
  from: { readonly offset: number; readonly line: number } = { offset: 0, line: 0 },
): AsyncGenerator<LineBlock> {
  let held: Buffer[] = [];
  let heldBytes = 0;
  let isTooLong = false;
  let line = from.line;
  let read = from.offset;
  const hold = (bytes: Buffer): void => {
    if (bytes.length === 0) return;
    if (isTooLong || heldBytes + bytes.length > LONGEST_LINE) {
      isTooLong = true;
      held = [];
    } else {
      held.push(bytes);
    }
    heldBytes += bytes.length;
  };
  const takeHeld = (): string | undefined => {
    const whole = isTooLong ? undefined : withoutReturn(text(held.length === 1 ? (held[0] as Buffer) : Buffer.concat(held)));
    held = [];
    heldBytes = 0;
    isTooLong = false;
    return whole;
  };

  for await (const chunk of chunks) {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    const last = bytes.lastIndexOf(10);
    if (last < 0) {
      hold(bytes);
      read += bytes.length;
      continue;
    }
    const lines: (string | undefined)[] = [];
    let start = 0;
    if (heldBytes > 0) {
      const end = bytes.indexOf(10);
      hold(bytes.subarray(0, end));
      lines.push(takeHeld());
      start = end + 1;
    }
    if (start <= last) addLines(lines, text(bytes.subarray(start, last)));
    yield { lines, first: line + 1, end: read + last + 1, isUnfinished: false };
    line += lines.length;
    read += bytes.length;
    hold(bytes.subarray(last + 1));
  }
  if (heldBytes > 0) yield { lines: [takeHeld()], first: line + 1, end: read, isUnfinished: true };
}
