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
  /** Bytes of a file from a place on, `-` for standard input; throws like `fs.createReadStream` while they are read. */
  readonly openRead?: (path: string, from?: number) => AsyncIterable<Uint8Array>;
  /** Adds to a file; throws like `fs.appendFileSync`. */
  readonly appendFile?: (path: string, text: string) => void;
  /** Says how far a long command is, in place of what it said before; absent where nobody watches. */
  readonly progress?: ((text: string) => void) | undefined;
  /** Writes to standard output at once, which only a command without an end needs; whether anybody still reads. */
  readonly write?: (text: string) => boolean;
  /** Waits; whether to go on afterwards. */
  readonly wait?: (milliseconds: number) => Promise<boolean>;
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
  /** 0 ok, 1 failure, 2 usage or input error, 3 rows without an answer, 4 above a limit; with the last two the result stands in `stdout` all the same. */
  readonly status: 0 | 1 | 2 | 3 | 4;
}

/** What a command runs, with the flags that it takes. */
export interface CommandBody {
  readonly options: readonly Option[];
  /** Lines for standard output, or all that it leaves behind; a promise of it where the input comes bit by bit. */
  readonly run: (parsed: Parsed, io: Io, colours: Colours) => Said | Promise<Said>;
  /** What the help says below the flags. */
  readonly help?: () => readonly string[];
}

/** What a command says. */
type Said = readonly string[] | Outcome;
