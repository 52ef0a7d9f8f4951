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
