// Random inputs of every kind of estimate, and what must hold of every result: `npm run fuzz -- scenarios --runs 1e5 --seed 1`. What is refused must be
// refused by the error class of the library; what is not refused must hold finite numbers, ranges around their values, and the laws of its kind.
// An input is one of the API, or what a file says; of files, the same is asked by file and by flags.
import { isFootprintError } from "llm-footprint";
import { fullCatalog } from "../../src/cli/catalog-tables.js";
import { askedByFile, askedByFlags } from "../lib/scenario-cli.js";
import { chooserOf, fileOf, inputOf } from "../lib/scenario-inputs.js";
import { kinds } from "../lib/scenario-kinds.js";
import { laws, open } from "../lib/scenario-laws.js";
import { regressions } from "../lib/scenario-regressions.js";
import { faultsOf } from "../lib/walk.js";

export { kinds };

/** How many are tried where nothing is said. */
export const mostRuns = 100_000;
/** How many share a process: every new set of given names is a plan, which is kept. */
export const sliceRuns = 4_000;

/** Whether an error is one that a caller can act on. */
function faultOfError(error) {
  if (!isFootprintError(error)) return `${error?.name}: ${error?.message}`;
  if (typeof error.code !== "string" || /undefined|\[object/u.test(error.message)) return `an error that says nothing: ${error.message}`;
  return undefined;
}

const named = new Set(["model", "accelerator", "draftModel", "processor"]);
const written = (input) =>
  JSON.stringify(input, (key, value) => {
    if (named.has(key) && value?.name !== undefined) return value.name;
    return typeof value === "number" && !Number.isFinite(value) ? String(value) : value;
  });

/** What is wrong with one input: whether it is refused, and its faults. */
function tried(name, input, { seed = 0, file, without = [] } = {}) {
  const kind = kinds[name];
  const says = (what) => `${name}, seed ${seed}: ${what}\n  ${written(file ?? input)}`;
  let result;
  try {
    result = kind.estimate(input);
  } catch (error) {
    const fault = faultOfError(error);
    return { isRefused: true, faults: fault === undefined ? [] : [says(fault)], error };
  }
  try {
    const faults = faultsOf(result).slice(0, 3);
    if (faults.length > 0) return { isRefused: false, faults: [says(faults.join("; "))] };
  } catch (error) {
    return { isRefused: false, faults: [says(`reading the result: ${error.stack}`)] };
  }
  const found = [];
  const opened = [];
  const again = (other) => kind.estimate(other);
  for (const [law, broken] of Object.entries(laws)) {
    if (without.includes(law)) continue;
    try {
      const what = broken({ name, kind, input, result, again, seed });
      if (what === undefined) continue;
      const known = open.find((one) => one.law === law && one.when({ name, input, result, what }));
      (known === undefined ? found : opened).push(says(`${law}: ${what}`));
    } catch (error) {
      // The second input of a law may be out of bounds.
      const fault = faultOfError(error);
      if (fault !== undefined) found.push(says(`${law}: ${fault}`));
    }
  }
  if (file !== undefined) for (const what of askedAlike(name, kind, file, result, seed)) found.push(says(what));
  return { isRefused: false, faults: found, opened };
}

/** The same from code and file, or from code and flags: which of them a seed says, because programs take longer than estimates. */
function* askedAlike(name, kind, file, result, seed) {
  for (const [way, ask] of Object.entries(seed % 3 === 0 ? { file: askedByFile } : { flags: askedByFlags })) {
    const { stdout, stderr, status } = ask(name, kind, file) ?? {};
    if (status === undefined) continue;
    if (status !== 0) {
      yield `refused by ${way} alone: ${stderr.slice(0, 400)}`;
      continue;
    }
    const other = JSON.parse(stdout);
    for (const [key, value] of Object.entries(result)) {
      if (key === "name" || JSON.stringify(value) === JSON.stringify(other[key])) continue;
      yield `${key} is ${JSON.stringify(value)?.slice(0, 200)} by code, ${JSON.stringify(other[key])?.slice(0, 200)} by ${way}`;
      break;
    }
  }
}

/** One scenario by its seed: what is wrong with it. */
function scenario(seed, options) {
  const names = (options.kinds ?? Object.keys(kinds)).flatMap((name) => (name in kinds ? [name] : []));
  const name = names[seed % names.length];
  const kind = kinds[name];
  const chooser = chooserOf(seed, kind.isUnchecked === true);
  const early = [];
  const report = (error, input) => early.push(`${name}, seed ${seed}: ${error?.name}: ${error?.stack?.slice(0, 300)}\n  ${written(input)}`);
  let outcome;
  if (kind.file !== undefined && chooser.below(2) === 0) {
    const file = fileOf(name, kind, fullCatalog, chooser, report);
    try {
      outcome = tried(name, kind.file.read(file, fullCatalog).input, { ...options, seed, file });
    } catch (error) {
      const fault = faultOfError(error);
      outcome = { isRefused: true, faults: fault === undefined ? [] : [`${name}, seed ${seed}: ${fault}\n  ${written(file)}`] };
    }
  } else outcome = tried(name, inputOf(name, kind, chooser, report), { ...options, seed });
  return { name, isRefused: outcome.isRefused, faults: [...early, ...outcome.faults], opened: outcome.opened ?? [] };
}

/**
 * Tries what a fault was found in once.
 *
 * @param options - who hears of faults, and of those that are known and not mended yet
 */
export function fuzzAgain({ report, reportOpen = () => undefined, ...options }) {
  for (const { name, input, file } of regressions) {
    const kind = kinds[name];
    try {
      const { faults, opened = [] } = tried(name, input ?? kind.file.read(file, fullCatalog).input, { ...options, file });
      for (const fault of faults) report(fault);
      for (const one of opened) reportOpen(one);
    } catch (error) {
      const fault = faultOfError(error);
      if (fault !== undefined) report(`${name}: ${fault}\n  ${written(file)}`);
    }
  }
}

/**
 * Runs scenarios; each fault names its seed, and the same seed makes the same case.
 *
 * @param options - how many, the first seed, who hears of faults, of those that are known and not mended yet, and of the counts by kind; which kinds,
 *   and laws to leave out
 * @returns how many were tried
 */
export function fuzz({ runs = mostRuns, seed, isFirst = true, report, count = () => undefined, reportOpen = () => undefined, ...options }) {
  const counts = Object.fromEntries(Object.keys(kinds).map((name) => [name, { accepted: 0, refused: 0 }]));
  if (isFirst) fuzzAgain({ report, reportOpen, ...options });
  for (let at = seed; at < seed + runs; at++) {
    const { name, isRefused, faults, opened } = scenario(at, options);
    counts[name][isRefused ? "refused" : "accepted"]++;
    for (const one of opened) reportOpen(one);
    for (const fault of faults) report(fault);
  }
  count(counts);
  return runs;
}
