// Reads a newer file of an upstream data set and prints what would change in our table: `npm run upstream -- <name> <file> [--write]`.
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
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

/** The text of a file; of a folder, those of its YAML files as one stream. */
function textOf(place) {
  if (!statSync(place).isDirectory()) return readFileSync(place, "utf8");
  const files = readdirSync(place, { recursive: true }).filter((inside) => /\.ya?ml$/u.test(inside));
  return files
    .sort()
    .map((inside) => readFileSync(join(place, inside), "utf8"))
    .join("\n---\n");
}

const path = new URL(`../${upstream.table}`, import.meta.url);
const current = JSON.parse(readFileSync(path, "utf8"));
let changed;
try {
  changed = { ...current, ...upstream.read(textOf(file), current, file) };
} catch (error) {
  console.error(`${file}: ${error.message}\nNothing was written.`);
  process.exit(1);
}
const { lines, summary } = diffTables(current, changed, { unprinted: upstream.unprinted, isDetailed: upstream.isSecondOpinion });
for (const line of lines) console.log(line);
console.log(`${upstream.table}: ${summary}`);
if (upstream.isSecondOpinion === true) console.log("A second opinion: enter by hand what you find to be right.");
else if (flags.includes("--write")) {
  await writeTable(path, changed);
  console.log("Written. Now: npm run generate, npm test, data/CHANGELOG.md, data/version.json.");
}
