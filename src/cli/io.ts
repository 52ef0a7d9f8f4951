import type { Colours } from "./format.js";
import type { Option, Parsed } from "./options.js";

/** What a command needs from the outside, so that tests can run it in memory. */
export interface Io {
  /** Text of a file; throws like `fs.readFileSync`. */
  readonly readFile: (path: string) => string;
  /** Writes a file; throws like `fs.writeFileSync`. */
  readonly writeFile: (path: string, text: string) => void;
  /** Whether standard output is a terminal that wants colour. */
  readonly colour: boolean;
  /** Columns of the terminal; absent where the output is none. */
  readonly columns?: number | undefined;
  /** Variables of the environment. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** The text of a file: UTF-8, or UTF-16 where its byte order mark says so, which `>` of some shells writes. */
export function decodeText(bytes: Uint8Array): string {
  const [first, second] = bytes;
  const encoding = first === 0xff && second === 0xfe ? "utf-16le" : first === 0xfe && second === 0xff ? "utf-16be" : "utf-8";
  return new TextDecoder(encoding).decode(bytes);
}

/** What a command leaves behind: text for the two streams and the exit status. */
export interface Outcome {
  readonly stdout: string;
  readonly stderr: string;
  /** 0 ok, 1 failure, 2 usage or input error. */
  readonly status: 0 | 1 | 2;
}

/** What a command runs, with the flags that it takes. */
export interface CommandBody {
  readonly options: readonly Option[];
  /** Lines for standard output, or all that it leaves behind. */
  readonly run: (parsed: Parsed, io: Io, colours: Colours) => readonly string[] | Outcome;
}
