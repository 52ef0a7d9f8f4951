// Tries the library with what nobody would write: `npm run fuzz [-- <module>] [-- --runs 1e6 --seed 1]`. Runs every module of scripts/fuzz, each of which
// exports `fuzz({ runs, seed, report })`, reports what should not be, and returns how many cases it tried; `mostRuns` is how many where nothing is said.
// The seed is printed: the same one draws the same cases. A module with `sliceRuns` runs in slices, `--jobs` of them at once.
import { build } from "esbuild";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { Worker } from "node:worker_threads";

/** What a thread runs: a slice of the cases of a module, whose plans go with it. */
const slice = `
  const { parentPort, workerData: { url, ...options } } = require("node:worker_threads");
  const say = (what) => (value) => parentPort.postMessage({ what, value });
  import(url).then(async ({ fuzz }) => {
    say("tried")(await fuzz({ ...options, report: say("report"), reportOpen: say("reportOpen"), count: say("count") }));
  });
`;

/** Runs a slice in a thread of its own. */
const sliced = (workerData, hearers) =>
  new Promise((resolve, reject) => {
    const worker = new Worker(slice, { eval: true, workerData });
    worker.on("message", ({ what, value }) => hearers[what](value));
    worker.on("error", reject);
    worker.on("exit", resolve);
  });

const { values, positionals } = parseArgs({
  options: {
    runs: { type: "string" },
    seed: { type: "string", default: String(Date.now() % 2 ** 32) },
    jobs: { type: "string", default: "1" },
  },
  allowPositionals: true,
});
const seed = Number(values.seed);
const folder = new URL("fuzz/", import.meta.url);
const modules = readdirSync(folder).filter(
  (name) => /(?<!\.d)\.[jt]s$/u.test(name) && (positionals.length === 0 || positionals.includes(name.slice(0, -3))),
);
const out = mkdtempSync(join(tmpdir(), "fuzz-"));
let faults = 0;
try {
  for (const name of modules) {
    const outfile = join(out, `${name.slice(0, -3)}.mjs`);
    // From the sources, so that no build is needed.
    await build({
      entryPoints: [new URL(name, folder).pathname],
      outfile,
      bundle: true,
      banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
      alias: { "llm-footprint": join(import.meta.dirname, "../src") },
      platform: "node",
      format: "esm",
      target: "node20",
      logLevel: "error",
    });
    const url = pathToFileURL(outfile).href;
    const { mostRuns, sliceRuns = mostRuns } = await import(url);
    const started = performance.now();
    let shown = 0;
    let open = 0;
    let tried = 0;
    const counts = {};
    const hearers = {
      report: (what) => {
        faults++;
        if (shown++ < 20) console.error(`  ${name}: ${what}`);
      },
      reportOpen: (what) => {
        if (open++ < 3) console.error(`  ${name}, known and not mended yet: ${what}`);
      },
      count: (found) => {
        for (const [kind, { accepted, refused }] of Object.entries(found)) {
          const before = counts[kind] ?? { accepted: 0, refused: 0 };
          counts[kind] = { accepted: before.accepted + accepted, refused: before.refused + refused };
        }
      },
      tried: (runs) => (tried += runs),
    };
    const runs = values.runs === undefined ? mostRuns : Number(values.runs);
    const starts = Array.from({ length: Math.ceil(runs / sliceRuns) }, (_, index) => index * sliceRuns);
    const next = async () => {
      for (let start = starts.shift(); start !== undefined; start = starts.shift())
        await sliced({ url, seed: seed + start, runs: Math.min(sliceRuns, runs - start), isFirst: start === 0 }, hearers);
    };
    await Promise.all(Array.from({ length: Number(values.jobs) }, next));
    for (const [kind, { accepted, refused }] of Object.entries(counts)) {
      const share = Math.round((100 * accepted) / Math.max(1, accepted + refused));
      console.log(`  ${kind.padEnd(20)} ${String(accepted).padStart(7)} accepted ${String(refused).padStart(7)} refused ${share} %`);
    }
    console.log(
      `${name}: ${tried} cases in ${((performance.now() - started) / 1000).toFixed(1)} s, seed ${seed}, ${shown} faults${open > 0 ? `, ${open} known ones` : ""}`,
    );
  }
} finally {
  rmSync(out, { recursive: true });
}
process.exitCode = faults === 0 ? 0 : 1;
