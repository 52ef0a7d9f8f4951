// Draws what is kept in data/usage-kernels.json: `npm run build:kernels` (some minutes; again whenever a table, a preset or an equation changes).
// `--check` draws every 40th pair and compares, `--check=1` all of them; `--tables=closedModels,modelClasses` draws those anew and keeps the others.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));
const [, checked] = /^--check(?:=(\d+))?$/u.exec(process.argv[2] ?? "") ?? [];
const isCheck = process.argv[2]?.startsWith("--check") === true;
const [, tables] = /^--tables=(.+)$/u.exec(process.argv[2] ?? "") ?? [];
const every = isCheck ? Number(checked ?? 40) : 1;

mkdirSync(path("../node_modules/.cache"), { recursive: true });
const outfile = path("../node_modules/.cache/build-kernels.mjs");
await build({
  stdin: {
    contents:
      'export { keptPairs } from "./src/usage/kernel-list.ts"; export { kept } from "./src/usage/kernel-table.ts"; export { drawnKernel } from "./src/usage/service.ts";',
    resolveDir: path(".."),
  },
  bundle: true,
  format: "esm",
  platform: "node",
  outfile,
  logLevel: "error",
});
const { drawnKernel, kept, keptPairs } = await import(pathToFileURL(outfile).href);

const before = JSON.parse(readFileSync(path("../data/usage-kernels.json"), "utf8"));
const pairs = keptPairs();
const table = {};
let different = 0;
for (const [index, { label, presetId, preset }] of pairs.entries()) {
  if (index % every !== 0) continue;
  const name = `${label.table}/${label.id}`;
  const earlier = before[name]?.[presetId];
  if (tables !== undefined && !tables.split(",").includes(label.table) && earlier !== undefined) {
    (table[name] ??= {})[presetId] = earlier;
    continue;
  }
  const kernel = kept(drawnKernel(label, preset));
  (table[name] ??= {})[presetId] = kernel;
  if (JSON.stringify(earlier) !== JSON.stringify(kernel)) {
    different++;
    if (isCheck) console.log(`${name} with ${presetId} is out of date`);
  }
  if (index % 50 === 0) process.stderr.write(`${index} of ${pairs.length}\r`);
}
if (isCheck) {
  console.log(`${different} of ${Math.ceil(pairs.length / every)} differ`);
  process.exitCode = different === 0 ? 0 : 1;
} else {
  // One model per line: a change is readable in a diff.
  const lines = Object.entries(table).map(([name, kernels]) => `${JSON.stringify(name)}: ${JSON.stringify(kernels)}`);
  writeFileSync(path("../data/usage-kernels.json"), `{\n${lines.join(",\n")}\n}\n`);
  console.log(`${pairs.length} kernels, ${different} of them new or changed`);
}
