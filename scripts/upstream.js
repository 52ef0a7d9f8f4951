// Reads a newer file of an upstream data set and prints what would change in our table: `npm run upstream -- <name> <file> [--write]`.
import { readFileSync } from "node:fs";
import { diffTables } from "./lib/diff-tables.js";
import { writeTable } from "./lib/write-table.js";
import { upstreams } from "./upstream/index.js";

const [name, file, ...flags] = process.argv.slice(2);
const upstream = upstreams[name];
if (upstream === undefined || file === undefined || flags.some((flag) => flag !== "--write")) {
  console.error("usage: npm run upstream -- <name> <file> [--write]\n");
  for (const [known, { table, describes, url }] of Object.entries(upstreams)) {
    console.error(`  ${known.padEnd(26)} ${table}: ${describes}\n${" ".repeat(29)}${url}`);
  }
  process.exit(2);
}
const path = new URL(`../${upstream.table}`, import.meta.url);
const current = JSON.parse(readFileSync(path, "utf8"));
let changed;
try {
  changed = { ...current, ...upstream.read(readFileSync(file, "utf8"), current, file) };
} catch (error) {
  console.error(`${file}: ${error.message}\nNothing was written.`);
  process.exit(1);
}
const { lines, summary } = diffTables(current, changed);
for (const line of lines) console.log(line);
console.log(`${upstream.table}: ${summary}`);
if (flags.includes("--write")) {
  await writeTable(path, changed);
  console.log("Written. Now: npm run generate, npm test, data/CHANGELOG.md, data/version.json.");
}
