// Fits the coefficients of training and of serving and prints what they are, beside those in use, with the errors of rows whose publisher was left
// out: `npm run refit [-- --write]`.
import { readFileSync, writeFileSync } from "node:fs";
import { format } from "prettier";
import { achievableMatmul } from "llm-footprint/catalog/cc-by-sa/achievable-matmul";
import { refitServing, refitTraining, shippedRows, validate } from "llm-footprint/validation";

const at = (path) => new URL(`../data/${path}`, import.meta.url);
const read = (path) => JSON.parse(readFileSync(at(path), "utf8"));
const rows = shippedRows();
const serving = refitServing(rows.inference);
const fits = [
  ["training-fit.json", refitTraining(rows, achievableMatmul)],
  ["serving-fit.json", serving.fit],
];

function* figures(value, name = "") {
  if (typeof value === "number") yield [name, value];
  // What a fit says in words has no number.
  else if (typeof value !== "object" || value === null) return;
  else if (typeof value.value === "number") yield [name, value.value, value.low, value.high];
  else for (const [key, inner] of Object.entries(value)) yield* figures(inner, name === "" ? key : `${name}.${key}`);
}

for (const [path, fit] of fits) {
  const before = new Map([...figures(read(path))].map(([name, value]) => [name, value]));
  console.log(`${path.padEnd(44)} ${"fitted".padStart(10)} ${"in use".padStart(10)}`);
  for (const [name, value, low, high] of figures(fit)) {
    const range = low === undefined ? "" : `  (${low} to ${high})`;
    console.log(`${name.padEnd(44)} ${String(value).padStart(10)} ${String(before.get(name) ?? "").padStart(10)}${range}`);
  }
  console.log("");
}
console.log(`Loss of serving: ${serving.loss.toFixed(4)}`);
console.log("\nErrors with the coefficients in use (in-sample) and of rows whose publisher was left out (left-out)");
const card = validate();
const percent = (share) => `${(share * 100).toFixed(1)} %`.padStart(8);
for (const { name, level, group, method, n, mdape, mape, within20pct, inRange } of [...card.sets, ...card.comparators]) {
  if (!["efficiency", "inference-energy", "inference-tpot"].includes(name) || /-sxm-/u.test(group)) continue;
  const label = `${name} ${level} ${group}${method === undefined ? "" : `, ${method}`}`.padEnd(58);
  const covered = inRange === undefined ? "" : `  in the 90 % range ${percent(inRange)}`;
  console.log(
    `${label} n ${String(n).padStart(3)}  median ${percent(mdape)}  mean ${percent(mape)}  within 20 % ${percent(within20pct)}${covered}`,
  );
}
if (process.argv.includes("--write")) {
  for (const [path, fit] of [...fits, ["validation/serving-left-out.json", serving.leftOut]]) {
    writeFileSync(at(path), await format(JSON.stringify(fit), { parser: "json", printWidth: 140 }));
  }
  console.log("\nWritten. Now: npm run generate, npm test, data/CHANGELOG.md, data/version.json.");
}
