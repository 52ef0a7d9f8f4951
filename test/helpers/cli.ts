import { readFileSync } from "node:fs";
import type { Io, Outcome } from "../../src/cli/io.js";
import { commands, runLoaded } from "../../src/cli/run.js";

/** What every command runs, loaded beforehand, so that tests need not wait for each call. */
const bodies = new Map(await Promise.all(Object.entries(commands).map(async ([name, { load }]) => [name, await load()] as const)));

/**
 * Runs the program in memory on the files of the repository, or on the given ones; what it writes goes to `written`. The terminal is wider than any
 * message, so that tests find them whole.
 */
export function cli(
  args: readonly string[],
  files: Readonly<Record<string, string>> = {},
  written: Record<string, string> = {},
  terminal: Partial<Io> = {},
): Outcome {
  const io: Io = {
    readFile: (path) => files[path] ?? readFileSync(path, "utf8"),
    writeFile: (path, text) => {
      if (path.startsWith("nowhere/")) throw new Error("no such folder");
      written[path] = text;
    },
    colour: false,
    columns: 10_000,
    ...terminal,
  };
  return runLoaded(args, io, bodies.get(args[0] ?? ""));
}

/** The GPT-3 run as flags. */
export const gpt3Flags =
  "--model gpt-3-175b --tokens 300B --accelerator v100-sxm2-32gb --accelerator-count 10000 --efficiency 0.197 --power 330W --pue 1.1 --intensity 429g/kWh".split(
    " ",
  );
