// Hostile scenario files of every kind: fields that are missing, twisted, nested too deep or of another type. `npm run fuzz -- files --runs 1e4
// --seed 1`. A file is read and estimated, or refused by the error class of the library; nothing else may happen.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { isFootprintError } from "llm-footprint";
import { seededRandom } from "llm-footprint/uncertainty";
import { kinds } from "../lib/scenario-kinds.js";
import { faultsOf } from "../lib/walk.js";

const examples = "examples/";
/** The example files, which are right. */
const files = ["scenarios", "inference", "adaptation", "sizings"].flatMap((folder) =>
  readdirSync(join(examples, `${folder}/`))
    .filter((name) => name.endsWith(".yaml"))
    .sort()
    .map((name) => parse(readFileSync(join(examples, `${folder}/${name}`), "utf8"))),
);

const hostile = [
  null,
  true,
  "",
  " ",
  "NaN",
  "Infinity",
  "-1",
  "1e999",
  "0x10",
  "1,5",
  "1 kWh kWh",
  "..",
  "1..",
  "5..1",
  "--help",
  "\u001b[31mred",
  "\u0000",
  "__proto__",
  "constructor",
  "../../etc/passwd",
  "٣",
  "1e-400",
  -1,
  0,
  5e-324,
  1e300,
  [],
  [[]],
  {},
  { value: {} },
  { value: 1, low: 2 },
  { toString: null },
  Number.NaN,
  "9".repeat(400),
  "a".repeat(5000),
];

function places(value, path = []) {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [[...path, key], ...places(inner, [...path, key])]);
}

function twisted(file, random) {
  const copy = structuredClone(file);
  const below = (most) => Math.floor(random() * most);
  for (let change = below(3); change >= 0; change--) {
    const all = places(copy);
    const path = all[below(all.length)];
    if (path === undefined) break;
    const holder = path.slice(0, -1).reduce((inner, key) => inner?.[key], copy);
    if (typeof holder !== "object" || holder === null) continue;
    const key = path.at(-1);
    const way = below(5);
    if (way === 0) Reflect.deleteProperty(holder, key);
    else if (way === 1) holder[`${key}s`] = holder[key];
    else if (way === 2) holder[["__proto__x", "kind", "model", "constructor", "toString"][below(5)]] = hostile[below(hostile.length)];
    else holder[key] = hostile[below(hostile.length)];
  }
  return copy;
}

/** One file by its seed: what is wrong with it. */
function file(seed) {
  const random = seededRandom(seed);
  const twist = twisted(files[seed % files.length], random);
  const kind = files[seed % files.length].kind ?? "training";
  try {
    const faults = faultsOf(kinds[kind].of(kinds[kind].file.read(twist).input));
    return {
      isRefused: false,
      faults:
        faults.length === 0 ? [] : [`${kind}, seed ${seed}: ${faults.slice(0, 3).join("; ")}\n  ${JSON.stringify(twist).slice(0, 600)}`],
    };
  } catch (error) {
    const isGood = isFootprintError(error) && !/undefined|\[object/u.test(error.message);
    return {
      isRefused: true,
      faults: isGood
        ? []
        : [`${kind}, seed ${seed}: ${error?.name}: ${error?.message.slice(0, 300)}\n  ${JSON.stringify(twist).slice(0, 600)}`],
    };
  }
}

/** How many are tried where nothing is said, and how many share a process. */
export const mostRuns = 20_000;
export const sliceRuns = 10_000;

/**
 * Reads and estimates twisted files; each fault names its seed, and the same seed makes the same case.
 *
 * @returns how many were tried
 */
export function fuzz({ runs = mostRuns, seed, report, countRefused = () => undefined }) {
  for (let at = seed; at < seed + runs; at++) {
    const { isRefused, faults } = file(at);
    if (isRefused) countRefused();
    for (const fault of faults) report(fault);
  }
  return runs;
}
