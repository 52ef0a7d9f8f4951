import { appendFileSync, createReadStream, readFileSync, writeFileSync, writeSync } from "node:fs";
import { decodeText } from "./io.js";
import { run } from "./run.js";

/** Writes all of a text to a stream; a reader that went away (`| head`) is no failure. Whether somebody still reads. */
function write(stream: 1 | 2, text: string): boolean {
  const bytes = Buffer.from(text);
  for (let done = 0; done < bytes.length;) {
    try {
      done += writeSync(stream, bytes, done);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === "EPIPE") return false;
      // A pipe that is full for the moment.
      if (code !== "EAGAIN") throw error;
    }
  }
  return true;
}

/** Chunks of a file are as large as what a pipe or a disc gives at once. */
const CHUNK_BYTES = 256 * 1024;

/** Writes over the line before, on a terminal. */
const showProgress = (text: string): void => {
  write(2, `\r\u001B[K${text}`);
};

/** Runs the program on the real files and streams and returns the exit status. */
export async function main(argv: readonly string[]): Promise<number> {
  const colour = process.stdout.isTTY && (process.env["NO_COLOR"] ?? "") === "" && process.env["TERM"] !== "dumb";
  try {
    const { stdout, stderr, status } = await run(argv, {
      // A single dash is the standard input.
      readFile: (path) => decodeText(readFileSync(path === "-" ? 0 : path)),
      writeFile: (path, text) => {
        writeFileSync(path, text);
      },
      colour,
      columns: process.stdout.isTTY ? process.stdout.columns : undefined,
      env: process.env,
      openRead: (path, from = 0) => (path === "-" ? process.stdin : createReadStream(path, { start: from, highWaterMark: CHUNK_BYTES })),
      appendFile: (path, text) => {
        appendFileSync(path, text);
      },
      progress: process.stderr.isTTY ? showProgress : undefined,
      write: (text) => write(1, text),
      wait: (milliseconds) =>
        new Promise((resolve) => {
          setTimeout(resolve, milliseconds, true);
        }),
    });
    write(2, stderr);
    write(1, stdout);
    return status;
  } catch (error) {
    write(2, `llm-footprint failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    return 1;
  }
}
