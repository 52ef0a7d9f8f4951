// The reader of usage logs against readline with JSON.parse, in rows per second, on one file of 1e5 rows: `node test/bench/usage-reader.js`.
// With --rows 1e7 it reads so many rows, made on the fly, and prints the peak of the memory instead.
import { build } from "esbuild";
import { createReadStream, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fastestTenth } from "./alternate.js";

const folder = mkdtempSync(join(tmpdir(), "usage-reader-"));
const bundle = join(folder, "reader.mjs");
await build({
  stdin: {
    contents: `export { readLog } from "./src/cli/usage-input.ts"; export { logReader } from "./src/usage/logs/log-reader.ts"; export { seenIds } from "./src/usage/logs/seen-ids.ts";`,
    resolveDir: process.cwd(),
  },
  bundle: true,
  platform: "node",
  format: "esm",
  outfile: bundle,
  banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
});
const { readLog, logReader, seenIds } = await import(bundle);

const row = (at) =>
  `{"id":"chatcmpl-${String(at).padStart(24, "0")}","trace_id":"t${at}","call_type":"acompletion","stream":false,"model":"gpt-4o-2024-08-06","model_group":"gpt-4o","api_base":"https://api.openai.com","custom_llm_provider":"openai","prompt_tokens":${1000 + (at % 997)},"completion_tokens":${at % 499},"total_tokens":${1000 + (at % 997) + (at % 499)},"startTime":"2026-11-20T10:00:00Z","endTime":"2026-11-20T10:00:04Z","cache_hit":null,"status":"success","metadata":{"usage_object":{"prompt_tokens_details":{"cached_tokens":512}}}}\n`;

/** Reads a stream into sums, as the command does; the estimator is not timed here. */
async function read(chunks) {
  const sums = { rows: 0, tokens: 0 };
  const add = (record) => {
    sums.rows++;
    sums.tokens += record.inputTokens + record.outputTokens;
  };
  const nothing = () => undefined;
  const sink = { pick: () => [], call: add, skipped: nothing, rejected: nothing, duplicate: nothing };
  const reader = logReader(sink, { seen: seenIds(), name: "bench" });
  const options = { path: "bench.jsonl", isWhole: true, start: { offset: 0, line: 0 }, kept: new Set(), progress: nothing, note: nothing };
  await readLog(chunks, reader, options);
  reader.end();
  return sums;
}

const asked = process.argv.indexOf("--rows");
if (asked > 0) {
  const rows = Number(process.argv[asked + 1]);
  const peak = { bytes: 0 };
  async function* made() {
    for (let at = 0; at < rows;) {
      const lines = [];
      for (let count = 0; count < 600 && at < rows; count++) lines.push(row(at++));
      peak.bytes = Math.max(peak.bytes, process.memoryUsage.rss());
      yield Buffer.from(lines.join(""));
    }
  }
  const begin = performance.now();
  const sums = await read(made());
  const took = (performance.now() - begin) / 1e3;
  console.log(`${sums.rows} rows in ${took.toFixed(1)} s (making them included), peak ${Math.round(peak.bytes / 1e6)} MB`);
} else {
  const log = join(folder, "log.jsonl");
  const count = 1e5;
  writeFileSync(log, Array.from({ length: count }, (_, at) => row(at)).join(""));
  const sides = {
    "the reader": () => read(createReadStream(log, { highWaterMark: 64 * 1024 })),
    "readline and JSON.parse": async () => {
      const sums = { rows: 0, tokens: 0 };
      for await (const line of createInterface({ input: createReadStream(log), crlfDelay: Infinity })) {
        const { prompt_tokens, completion_tokens } = JSON.parse(line);
        sums.rows++;
        sums.tokens += prompt_tokens + completion_tokens;
      }
      return sums;
    },
  };
  const times = Object.fromEntries(Object.keys(sides).map((name) => [name, []]));
  for (let round = 0; round < 8; round++) {
    for (const [name, side] of Object.entries(sides)) {
      const begin = performance.now();
      await side();
      times[name].push(performance.now() - begin);
    }
  }
  const best = Object.fromEntries(Object.entries(times).map(([name, all]) => [name, fastestTenth(all)]));
  for (const [name, time] of Object.entries(best))
    console.log(`  ${name.padEnd(26)} ${((count / time) * 1e3).toFixed(0).padStart(9)} rows/s`);
  console.log(`  quotient ${(best["readline and JSON.parse"] / best["the reader"]).toFixed(2)} (at least 0.5)`);
}
rmSync(folder, { recursive: true });
