// Tries the library with what nobody would write: `npm run fuzz [-- <module>] [-- --runs 1e6 --seed 1]`. Runs every module of scripts/fuzz, each of which
// exports `fuzz({ runs, seed, report })`, reports what should not be, and returns how many cases it tried. The seed is printed: the same one draws the same cases.
import { build } from "esbuild";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";

const { values, positionals } = parseArgs({
  options: { runs: { type: "string" }, seed: { type: "string", default: String(Date.now() % 2 ** 32) } },
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
    const { fuzz } = await import(pathToFileURL(outfile).href);
    const started = performance.now();
    let shown = 0;
    const report = (what) => {
      faults++;
      if (shown++ < 20) console.error(`  ${name}: ${what}`);
    };
    const tried = await fuzz({ seed, report, ...(values.runs === undefined ? {} : { runs: Number(values.runs) }) });
    console.log(`${name}: ${tried} cases in ${((performance.now() - started) / 1000).toFixed(1)} s, seed ${seed}, ${shown} faults`);
  }
} finally {
  rmSync(out, { recursive: true });
}
process.exitCode = faults === 0 ? 0 : 1;
