// CPU time of whole processes: the program beside `node -e 0`, and imports of entries beside that of an empty module. `npm run bench`.
// Runs of all sides alternate; the fastest tenth of each counts, and quotients rather than times.
import { build } from "esbuild";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { fastestTenth } from "./alternate.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "llm-footprint-start-up-"));
const rounds = Number(process.argv[2] ?? 40);

// Each process says at its end what it used since its start, user and system.
const atExit = join(folder, "at-exit.cjs");
writeFileSync(
  atExit,
  'process.on("exit", () => { const { user, system } = process.cpuUsage(); require("node:fs").writeSync(3, String(user + system)); });',
);
const empty = join(folder, "empty.mjs");
writeFileSync(empty, "export {};");

/** Milliseconds of CPU time of one process, or what it wrote to the fourth stream. */
function spawned(args, preload) {
  const { status, output, stderr } = spawnSync(process.execPath, [...preload, ...args], {
    cwd: root,
    stdio: ["ignore", "ignore", "pipe", "pipe"],
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`${args.join(" ")} failed: ${stderr}`);
  return Number(output[3]) / 1e3;
}

const cpu = (args) => () => spawned(args, ["--require", atExit]);

/** Milliseconds that the first `import()` of a fresh process takes, measured inside it. */
function importOf(file) {
  const timer = join(folder, `time-${Buffer.from(file).toString("hex").slice(-40)}.cjs`);
  writeFileSync(
    timer,
    `const { writeSync } = require("node:fs");
     const start = process.hrtime.bigint();
     import(${JSON.stringify(pathToFileURL(file).href)}).then(() => {
       writeSync(3, String(Number(process.hrtime.bigint() - start) / 1e3));
     });`,
  );
  return () => spawned([timer], []);
}

function compare(title, sides) {
  const times = Object.fromEntries(Object.keys(sides).map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) for (const [name, time] of Object.entries(sides)) times[name].push(time());
  const fastest = Object.fromEntries(Object.entries(times).map(([name, all]) => [name, fastestTenth(all)]));
  const base = Object.values(fastest)[0];
  console.log(title);
  for (const [name, time] of Object.entries(fastest)) {
    console.log(`  ${name.padEnd(28)} ${time.toFixed(1).padStart(7)} ms ${(time / base).toFixed(2).padStart(7)} ×`);
  }
}

const bin = join(root, "dist/cli/bin.js");
const run =
  "--model gpt-3-175b --tokens 300B --accelerator v100-sxm2-32gb --accelerator-count 10000 --efficiency 0.197 --power 330W --pue 1.1 --intensity 429g/kWh";
const request =
  "--model llama-3.1-70b --accelerator h100-sxm-80gb --accelerator-count 8 --batch 64 --input-tokens 1000 --output-tokens 400 --pue 1.2 --intensity 400g/kWh";

try {
  compare("CPU time of a process", {
    "node -e 0": cpu(["-e", "0"]),
    "an empty module": cpu([empty]),
    "llm-footprint --version": cpu([bin, "--version"]),
    "llm-footprint --help": cpu([bin, "--help"]),
    "llm-footprint train …": cpu([bin, "train", ...run.split(" ")]),
    "llm-footprint infer …": cpu([bin, "infer", ...request.split(" ")]),
    "llm-footprint estimate gpt-3": cpu([bin, "estimate", "examples/scenarios/gpt-3.yaml"]),
    "llm-footprint list": cpu([bin, "list"]),
  });
  // What no arrangement of files undercuts: the core in one file, minified, read by V8 and not run.
  const read = join(folder, "read.mjs");
  const [{ text }] = (
    await build({
      entryPoints: [join(root, "src/index.ts")],
      bundle: true,
      minify: true,
      format: "iife",
      platform: "neutral",
      write: false,
    })
  ).outputFiles;
  writeFileSync(read, `export function never() { ${text} }`);
  const entries = ["index", "planning", "adaptation", "schema", "catalog", "formulas", "catalog/find", "catalog/accelerators"];
  compare("Time of import() in a fresh process", {
    "an empty module": importOf(empty),
    "the core, read and not run": importOf(read),
    ...Object.fromEntries(entries.map((name) => [name, importOf(join(root, `dist/${name}.js`))])),
  });
} finally {
  rmSync(folder, { recursive: true });
}
