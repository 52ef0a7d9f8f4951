import { readFileSync } from "node:fs";
import type { Outcome } from "../../src/cli/io.js";
import { commands, runLoaded } from "../../src/cli/run.js";

/** What every command runs, loaded beforehand, so that tests need not wait for each call. */
const bodies = new Map(await Promise.all(Object.entries(commands).map(async ([name, { load }]) => [name, await load()] as const)));

/** Runs the program in memory on the files of the repository, or on the given ones. */
export function cli(args: readonly string[], files: Readonly<Record<string, string>> = {}): Outcome {
  return runLoaded(args, { readFile: (path) => files[path] ?? readFileSync(path, "utf8"), colour: false }, bodies.get(args[0] ?? ""));
}

/** The GPT-3 run as flags. */
export const gpt3Flags =
  "--model gpt-3-175b --tokens 300B --accelerator v100-sxm2-32gb --accelerator-count 10000 --efficiency 0.197 --power 330W --pue 1.1 --intensity 429g/kWh".split(
    " ",
  );
