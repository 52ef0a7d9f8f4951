// What the sizes of docs/adr/0011 are made of: lines of `src/estimate` and `src/graph`, and bytes of the entries by folder, minified. Needs no build.
import { build } from "esbuild";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import ts from "typescript";

const counts = {
  rows: 0,
  "lines of rows": 0,
  imports: 0,
  "interfaces and types": 0,
  functions: 0,
  "constants, kinds": 0,
  "comments, blank": 0,
};
let all = 0;
const paths = ["src/estimate", "src/graph"].flatMap((folder) => readdirSync(folder, { recursive: true }).map((name) => join(folder, name)));
for (const path of paths.filter((name) => name.endsWith(".ts") && !name.includes("generated"))) {
  const source = ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.Latest, true);
  const linesOf = (node) =>
    source.getLineAndCharacterOfPosition(node.getEnd()).line - source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
  let rows = 0;
  const findRows = (node) => {
    if (
      ts.isPropertyAssignment(node) &&
      ts.isCallExpression(node.initializer) &&
      /^(quantity|part)$/u.test(node.initializer.expression.getText())
    ) {
      counts.rows += 1;
      rows += linesOf(node);
    } else ts.forEachChild(node, findRows);
  };
  findRows(source);
  counts["lines of rows"] += rows;
  let known = 0;
  for (const statement of source.statements) {
    const lines = linesOf(statement);
    known += lines;
    if (ts.isImportDeclaration(statement)) counts.imports += lines;
    else if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)) counts["interfaces and types"] += lines;
    else if (ts.isFunctionDeclaration(statement)) counts.functions += lines;
    else counts["constants, kinds"] += lines;
  }
  counts["constants, kinds"] -= rows;
  const lines = source.getLineStarts().length - 1;
  counts["comments, blank"] += lines - known;
  all += lines;
}
console.log(`src/estimate and src/graph: ${all} lines`);
for (const [name, count] of Object.entries(counts)) console.log(`  ${name.padEnd(24)}${String(count).padStart(8)}`);

const entries = {
  core: 'export * from "./src/index.ts"',
  estimateInference: 'export { estimateInference } from "./src/index.ts"',
  estimateTraining: 'export { estimateTraining } from "./src/index.ts"',
  adaptation: 'export * from "./src/adaptation.ts"',
};
for (const [name, contents] of Object.entries(entries)) {
  const { outputFiles, metafile } = await build({
    stdin: { contents, resolveDir: ".", loader: "ts" },
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    write: false,
    metafile: true,
    outdir: ".",
    logLevel: "error",
    // Words of rows stay out, as in the package (tsup.config.ts).
    plugins: [
      {
        name: "no-words",
        setup(builder) {
          builder.onLoad({ filter: /[\\/]src[\\/]estimate[\\/].*\.ts$/ }, ({ path }) => ({
            contents: readFileSync(path, "utf8").replace(/\bquantity\(\s*"(?:[^"\\]|\\.)*"/gu, 'quantity(""'),
            loader: "ts",
          }));
        },
      },
    ],
  });
  const folders = new Map();
  for (const [path, { bytesInOutput }] of Object.entries(Object.values(metafile.outputs)[0].inputs)) {
    const [, folder] = /^(data\/.*|src\/[^/]+)/u.exec(path) ?? ["", path];
    folders.set(folder, (folders.get(folder) ?? 0) + bytesInOutput);
  }
  const [{ contents: code }] = outputFiles;
  console.log(`${name}: ${(code.length / 1e3).toFixed(1)} kB minified, ${(gzipSync(code, { level: 9 }).length / 1e3).toFixed(1)} kB gzip`);
  for (const [folder, bytes] of [...folders].sort(([, a], [, b]) => b - a).slice(0, 9))
    console.log(`  ${folder.padEnd(24)}${(bytes / 1e3).toFixed(1).padStart(8)}`);
}
