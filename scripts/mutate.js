// Mutation testing: `npm run mutate [-- --mutants 1500 --seed 1]`. Draws mutants of the equations, the graph, the reading of quantities and the accounting,
// runs Stryker on those alone, and prints the score of each group and the survivors. Fails below 85 %, and where a survivor has no reason in
// scripts/mutate/survivors.json. `--resume` goes on with a run that was stopped, `--survivors` runs what has survived without a reason again,
// `--report` prints what is known.
//
// Left out, because they change no number and no decision: texts (the StringLiteral mutator, the source of an equation, what errors say), pictures
// (graph/draw.ts, graph/layout.ts), generated files; and an empty card, which no module survives that imports it.
// Kernels (src/generated) call the equations, so that a mutant of an equation is one of its kernel.
import { Stryker } from "@stryker-mutator/core";
import { Instrumenter } from "@stryker-mutator/instrumenter";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { placeOf, textIgnorer } from "./mutate/plugins.js";

const LEAST_SCORE = 85;

const { values: flags } = parseArgs({
  options: {
    mutants: { type: "string", default: "1500" },
    seed: { type: "string", default: "1" },
    concurrency: { type: "string", default: "2" },
    survivors: { type: "boolean", default: false },
    resume: { type: "boolean", default: false },
    report: { type: "boolean", default: false },
    group: { type: "string" },
    round: { type: "string" },
    list: { type: "boolean", default: false },
  },
});

process.chdir(resolve(import.meta.dirname, ".."));

/** What is mutated, by group: folders and files below src/. */
const groups = {
  equations: [
    "architecture",
    "hardware",
    "energy",
    "site",
    "emissions",
    "serving",
    "adaptation",
    "method",
    "core/power.ts",
    "core/sum.ts",
    "core/formula.ts",
  ],
  graph: ["graph"],
  reading: ["core/conversion.ts", "core/quantity-text.ts", "core/units.ts", "schema/amounts.ts"],
  accounting: ["accounting"],
};

/** The tests that are run on each group, quick ones first: those that work in process on src/. */
const unit = [
  "power",
  "core",
  "architecture",
  "embodied",
  "training",
  "inference",
  "usage-kernel",
  "planning",
  "serving-plan",
  "sizing",
].map((name) => `unit/${name}`);
const golden = readdirSync("test/golden")
  .filter((name) => name.endsWith(".test.ts"))
  .map((name) => `golden/${name.slice(0, -8)}`);
const quick = ["embodied", "serving-plan", "architecture", "core", "training", "planning", "sizing"].map((name) => `unit/${name}`);
const quickGolden = ["training", "calibration", "traps", "planning", "mlco2", "embodied", "llmcarbon", "sizing"].map(
  (name) => `golden/${name}`,
);
const tests = {
  equations: ["known/answers", "property/formulas", ...unit, ...golden, "unit/adaptation"],
  graph: ["unit/graph", "unit/graph-ends", "unit/graph-draw", ...quick, ...quickGolden],
  reading: ["property/units", "unit/amounts", "unit/core", "faults/quantities", "faults/files"],
  accounting: ["property/accounting"],
};
/** Slower tests, for what the quick ones leave. */
const later = {
  graph: [
    ...["ranges", "look-ups"].map((name) => `faults/${name}`),
    ...["distribution", "planning"].map((name) => `property/${name}`),
    "golden/adaptation",
    "unit/adaptation",
    "property/kept",
  ],
};
const pictures = ["src/graph/draw.ts", "src/graph/layout.ts"];

function filesOf(place) {
  const path = join("src", place);
  if (path.endsWith(".ts")) return [path];
  return readdirSync(path, { recursive: true })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => join(path, name))
    .filter((name) => !pictures.includes(name))
    .sort();
}

const groupOf = new Map(Object.entries(groups).flatMap(([group, places]) => places.flatMap(filesOf).map((file) => [file, group])));

const excludedMutations = ["StringLiteral"];

/** Text between two positions of a source, on one line. */
function textAt(lines, { start, end }) {
  const taken = lines.slice(start.line, end.line + 1);
  taken[taken.length - 1] = taken.at(-1).slice(0, end.column);
  taken[0] = taken[0].slice(start.column);
  return oneLine(taken.join(" "));
}
const oneLine = (text) => text.replace(/\s+/gu, " ");
const short = (text) => (text.length > 90 ? `${text.slice(0, 60)} … ${text.slice(-28)}` : text);

/** Every mutant, with an id that other lines of the file do not change. */
async function everyMutant() {
  const levels = ["trace", "debug", "info", "warn", "error", "fatal"];
  const quiet = Object.fromEntries(
    levels.flatMap((level) => [
      [level, () => undefined],
      [`is${level[0].toUpperCase()}${level.slice(1)}Enabled`, () => false],
    ]),
  );
  const instrumenter = new Instrumenter(quiet);
  const contents = new Map([...groupOf.keys()].map((file) => [file, readFileSync(file, "utf8")]));
  const { mutants } = await instrumenter.instrument(
    [...contents].map(([name, content]) => ({ name, content, mutate: true })),
    { excludedMutations, ignorers: [textIgnorer], plugins: null },
  );
  const seen = new Map();
  const linesOf = new Map([...contents].map(([file, content]) => [file, content.split("\n")]));
  return mutants
    .filter(({ status }) => status === undefined)
    .map((mutant) => {
      const { fileName: file, location, mutatorName: mutator } = mutant;
      const from = textAt(linesOf.get(file), location);
      const to = oneLine(mutant.replacement);
      const name = [file, mutator, from, to].join("\n");
      const before = seen.get(name) ?? 0;
      seen.set(name, before + 1);
      const hash = (text) => createHash("sha256").update(text).digest("hex");
      return {
        id: hash(`${name}\n${before}`).slice(0, 10),
        rank: hash(`${flags.seed}\n${name}\n${before}`),
        file,
        line: location.start.line + 1,
        mutator,
        from,
        to,
        location,
        place: placeOf(mutant),
      };
    })
    .filter(({ mutator, from }) => !(mutator === "ObjectLiteral" && from.startsWith("{ id:")));
}

// Whose rank is smallest: a change of the sources draws few others.
const all = await everyMutant();
const draw = [...all].sort((a, b) => (a.rank < b.rank ? -1 : 1)).slice(0, Number(flags.mutants));
if (draw.length < Number(flags.mutants)) throw new Error(`There are only ${draw.length} mutants.`);
if (flags.list) {
  for (const group of Object.keys(groups)) {
    const of = (mutants) => mutants.filter(({ file }) => groupOf.get(file) === group).length;
    console.log(`${group}: ${of(draw)} drawn of ${of(all)}`);
  }
  process.exit();
}

mkdirSync("reports", { recursive: true });
process.env.MUTATION_REPORT = resolve("reports/mutation.jsonl");
const known = () =>
  new Map(
    (existsSync(process.env.MUTATION_REPORT) ? readFileSync(process.env.MUTATION_REPORT, "utf8").trim().split("\n") : [])
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line))
      .map((result) => [result.id, result]),
  );

/** Runs Stryker on mutants. */
async function run(mutants) {
  process.env.MUTATION_DRAWN = resolve(`reports/drawn-${process.pid}.json`);
  writeFileSync(process.env.MUTATION_DRAWN, JSON.stringify(Object.fromEntries(mutants.map(({ place, id }) => [place, id]))));
  await new Stryker({
    mutate: mutants.map(({ file, location: { start, end } }) => `${file}:${start.line + 1}:${start.column}-${end.line + 1}:${end.column}`),
    mutator: { excludedMutations, plugins: null },
    ignorers: ["text"],
    checkers: ["drawn"],
    plugins: [resolve("scripts/mutate/plugins.js")],
    testRunner: "threads",
    buildCommand: "node scripts/mutate/bundle.js",
    coverageAnalysis: "perTest",
    concurrency: Number(flags.concurrency),
    reporters: ["progress-append-only", "kept"],
    ignorePatterns: ["/dist", "/docs", "/coverage", "/reports", "/.changeset"],
    disableTypeChecks: false,
    // Long: what is only slower must not pass for killed on a busy machine.
    timeoutMS: 60_000,
    timeoutFactor: 3,
    tempDirName: ".stryker-tmp",
    allowConsoleColors: false,
    warnings: false,
  }).runMutationTest();
  rmSync(process.env.MUTATION_DRAWN);
}

const reasons = JSON.parse(readFileSync("scripts/mutate/survivors.json", "utf8"));
const lives = (status) => status === "Survived" || status === "NoCoverage";
if (!flags.resume && !flags.survivors && !flags.report) rmSync(process.env.MUTATION_REPORT, { force: true });
for (const group of flags.report ? [] : Object.keys(groups)) {
  if ((flags.group ?? group) !== group) continue;
  const of = draw.filter(({ file }) => groupOf.get(file) === group);
  for (const [index, names] of [tests[group], later[group] ?? []].entries()) {
    const round = index + 1;
    const isAsked = ({ id, status, round: last = 1 } = {}) => {
      if (flags.survivors && lives(status)) return reasons[id] === undefined;
      return round === 1 ? status === undefined : lives(status) && last < round;
    };
    const asked = of.filter(({ id }) => isAsked(known().get(id)));
    if (asked.length === 0 || names.length === 0 || (flags.round ?? String(round)) !== String(round)) continue;
    process.env.MUTATION_ROUND = String(round);
    process.env.MUTATION_TESTS = JSON.stringify(names.map((name) => `test/${name}.test.ts`));
    await run(asked);
  }
}

const results = known();
let unexplained = 0;
for (const { id, file, line, from, to } of draw) {
  const status = results.get(id)?.status;
  if (!lives(status)) continue;
  if (reasons[id] === undefined) unexplained++;
  console.log(`${id} ${status} ${file}:${line}: ${reasons[id]?.reason ?? "NO REASON"}\n  - ${short(from)}\n  + ${short(to)}`);
}
for (const [id, { at }] of Object.entries(reasons)) {
  // What is only slower may take too long once, and not the next time.
  if (results.get(id)?.status === "Killed") console.log(`${id} is killed now, and still among the survivors (${at})`);
}
let score = 0;
for (const group of [...Object.keys(groups), "all"]) {
  const of = draw
    .filter(({ id, file }) => results.has(id) && (group === "all" || groupOf.get(file) === group))
    .map(({ id }) => results.get(id).status);
  const count = (...names) => of.filter((status) => names.includes(status)).length;
  const dead = count("Killed", "Timeout");
  const valid = dead + count("Survived", "NoCoverage");
  score = (100 * dead) / valid;
  console.log(
    `${group}: ${dead} of ${valid} mutants killed, ${score.toFixed(1)} %${of.length > valid ? `; ${of.length - valid} could not be run` : ""}`,
  );
}
if (unexplained > 0) console.log(`${unexplained} survivors without a reason in scripts/mutate/survivors.json`);
process.exitCode = score >= LEAST_SCORE && unexplained === 0 ? 0 : 1;
