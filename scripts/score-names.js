// How many names of a price list are resolved, and how many as expected: `npm run score:names` (test/data/names.test.ts holds the floors).
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const file = (path) => fileURLToPath(new URL(path, import.meta.url));
const args = ["resolve", file("../test/data/gateway-model-names.csv"), "--column", "model_id", "--expect", "expected", "--json"];
const { rows, counts } = JSON.parse(
  execFileSync(process.execPath, [file("../dist/cli/bin.js"), ...args], { encoding: "utf8", maxBuffer: 1e8 }),
);
const share = (part, whole) => `${part} of ${whole} (${((100 * part) / whole).toFixed(1)} %)`;

console.log(`expected answers that are right: ${share(counts.right, counts.expected)}`);
console.log(`names that are answered:         ${share(counts.answered, counts.names)}\n`);

const list = (title, chosen, cells) => {
  if (chosen.length === 0) return;
  console.log(`${title} (${chosen.length})`);
  for (const row of chosen) console.log(`  ${cells(row).join("  |  ")}`);
  console.log("");
};
const record = ({ table, id }) => (id === undefined ? "none" : `${table}/${id}`);
list(
  "Not as expected",
  rows.filter(({ isRight }) => isRight === false),
  (row) => [row.text, `expected ${row.expected}`, record(row), row.reason ?? row.rules.join("; ")],
);
list(
  "Answered where nobody has said what is expected, with the evidence",
  rows.filter(({ expected, id }) => expected === undefined && id !== undefined),
  (row) => [row.text, record(row), row.match, row.rules.join("; ")],
);
const reasons =
  Map.groupBy?.(
    rows.filter(({ reason }) => reason !== undefined),
    ({ reason }) => reason,
  ) ?? new Map();
for (const [reason, unanswered] of reasons) list(`Not answered: ${reason}`, unanswered, (row) => [row.text, ...row.candidates.slice(0, 2)]);
