// Draws what is kept in data/usage-kernels.json: `npm run build:kernels` (some ten minutes; again whenever a table, a preset or an equation changes).
// `--check` draws every 40th pair and compares, `--check=1` all of them; `--missing` draws those alone that are not there yet.
import { readFileSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { bundled } from "./lib/from-source.js";

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));

/** Draws a part of the pairs. */
async function work({ indices, source }) {
  const { drawnKernel, kept, keptPairs } = await import(source);
  const pairs = keptPairs();
  for (const index of indices) {
    const { label, preset } = pairs[index];
    parentPort.postMessage({ index, kernel: kept(drawnKernel(label, preset)) });
  }
}

async function lead() {
  const [, checked] = /^--check(?:=(\d+))?$/u.exec(process.argv[2] ?? "") ?? [];
  const isCheck = process.argv[2]?.startsWith("--check") === true;
  const isMissing = process.argv[2] === "--missing";
  const source = await bundled(
    "build-kernels",
    'export { keptPairs } from "./src/usage/kernel-list.ts"; export { kept } from "./src/usage/kernel-table.ts"; export { drawnKernel } from "./src/usage/service.ts";',
  );
  const pairs = (await import(source)).keptPairs();
  const before = JSON.parse(readFileSync(path("../data/usage-kernels.json"), "utf8"));
  const earlier = ({ label, presetId }) => before[`${label.table}/${label.id}`]?.[presetId];
  const every = isCheck ? Number(checked ?? 40) : 1;
  const chosen = [...pairs.keys()].filter((index) => index % every === 0 && !(isMissing && earlier(pairs[index]) !== undefined));
  const workers = Math.min(availableParallelism(), chosen.length);
  const drawn = new Map();
  await Promise.all(
    Array.from(
      { length: workers },
      (_, part) =>
        new Promise((resolve, reject) => {
          const worker = new Worker(fileURLToPath(import.meta.url), {
            workerData: { source, indices: chosen.filter((_, place) => place % workers === part) },
          });
          worker.on("message", ({ index, kernel }) => {
            drawn.set(index, kernel);
            if (drawn.size % 25 === 0) process.stderr.write(`${drawn.size} of ${chosen.length}\r`);
          });
          worker.on("error", reject);
          worker.on("exit", resolve);
        }),
    ),
  );
  const different = chosen.filter((index) => JSON.stringify(earlier(pairs[index])) !== JSON.stringify(drawn.get(index)));
  if (isCheck) {
    for (const index of different)
      console.log(`${pairs[index].label.table}/${pairs[index].label.id} with ${pairs[index].presetId} is out of date`);
    console.log(`${different.length} of ${chosen.length} differ`);
    process.exitCode = different.length === 0 ? 0 : 1;
    return;
  }
  const table = {};
  for (const [index, pair] of pairs.entries())
    (table[`${pair.label.table}/${pair.label.id}`] ??= {})[pair.presetId] = drawn.get(index) ?? earlier(pair);
  // One model per line: a change is readable in a diff.
  const lines = Object.entries(table).map(([name, kernels]) => `${JSON.stringify(name)}: ${JSON.stringify(kernels)}`);
  writeFileSync(path("../data/usage-kernels.json"), `{\n${lines.join(",\n")}\n}\n`);
  console.log(`${pairs.length} kernels, ${different.length} of them new or changed`);
}

if (isMainThread) await lead();
else await work(workerData);
