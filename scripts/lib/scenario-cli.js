// A scenario asked of the program, by a file and by flags.
import { kindOptions } from "../../src/cli/options.js";
import { commands, runLoaded } from "../../src/cli/run.js";

const bodies = new Map(await Promise.all(Object.entries(commands).map(async ([name, { load }]) => [name, await load()])));
const isTree = (value) => typeof value === "object" && value !== null;

function asked(args, text = "") {
  const io = { readFile: () => text, writeFile: () => undefined, colour: false, columns: 10_000, env: {} };
  return runLoaded(args, io, bodies.get(args[0]));
}

/** What the program prints for a file. */
export function askedByFile(name, { file: { command, fileCommand = command } }, file, output = "--json") {
  return asked([...fileCommand, "fuzz.json", output], JSON.stringify(file));
}

/** Flags with the fields of a group before them; `undefined` where a list has no flags. */
function flagsOf(fields, byField, path = []) {
  const flags = [];
  for (const [key, value] of Object.entries(fields)) {
    const at = [...path, key];
    const option = byField.get(at.join("."));
    if (isTree(value) && !Array.isArray(value) && option?.of?.type !== "mix") {
      if (Object.keys(value).length === 0) {
        if (option === undefined || option.example !== undefined) return undefined;
        flags.push(`--${option.flag}`);
        continue;
      }
      const inner = flagsOf(value, byField, at);
      if (inner === undefined) return undefined;
      flags.push(...inner);
      continue;
    }
    if (Array.isArray(value) && value.some(isTree)) return undefined;
    const text =
      isTree(value) && !Array.isArray(value)
        ? Object.entries(value)
            .map((pair) => pair.join("="))
            .join(",")
        : String(value);
    if (option === undefined) flags.push("--given", `${at.join(".")}=${text}`);
    else flags.push(`--${option.flag}=${text}`);
  }
  return flags;
}

/** What the program prints for the same as flags; `undefined` where the file holds what no flag says. */
export function askedByFlags(name, { file: { command } }, { kind: _, ...fields }) {
  const byField = new Map(kindOptions(name).map((option) => [option.field, option]));
  const flags = flagsOf(fields, byField);
  return flags && asked([...command, ...flags, "--json"]);
}
