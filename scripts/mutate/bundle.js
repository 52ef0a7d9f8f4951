// Bundles the test files of a sandbox with the mutated sources: `node scripts/mutate/bundle.js` in it.
import { build } from "esbuild";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const shim = join(import.meta.dirname, "expect.js");
const outdir = "test/bundled";

/** Examples of equations as tests: the known answers that test/docs/examples.test.ts runs. */
function writeKnownAnswers() {
  const folder = "test/known";
  mkdirSync(folder);
  const codes = readdirSync("src", { recursive: true })
    .filter((name) => name.endsWith(".ts"))
    .sort()
    .flatMap((name) => [...readFileSync(join("src", name), "utf8").matchAll(/@example\n((?:\s*\*.*\n)*?)\s*\*\//gu)])
    .map(([, block]) => /```ts\n([\s\S]*?)```/u.exec(block.replaceAll(/^\s*\* ?/gmu, ""))?.[1] ?? "")
    .filter((code) => [...code.matchAll(/from "([^"]+)"/gu)].map(([, from]) => from).join() === "llm-footprint/formulas");
  const tests = codes.map((code, index) => {
    writeFileSync(join(folder, `answer${index}.ts`), code);
    const promised = [...code.matchAll(/console\.log\(.*\);? \/\/ (.*)$/gmu)].map(([, text]) => text);
    return `it("example ${index}", () => prints(() => import("./answer${index}.js"), ${JSON.stringify(promised)}));`;
  });
  if (tests.length < 100) throw new Error(`only ${tests.length} examples of equations`);
  const head = `import { format } from "node:util";
import { expect, it } from "vitest";
async function prints(run, promised) {
  const [said, log] = [[], console.log];
  console.log = (...values) => void said.push(format(...values));
  try { await run(); } finally { console.log = log; }
  expect(said).toEqual(promised);
}
`;
  writeFileSync(join(folder, "answers.test.ts"), head + tests.join("\n"));
}

const files = JSON.parse(process.env.MUTATION_TESTS);
if (files.includes("test/known/answers.test.ts")) writeKnownAnswers();
await build({
  entryPoints: {
    expect: shim,
    ...Object.fromEntries(files.map((file) => [file.replace(/^test\/|\.ts$/gu, "").replaceAll("/", "-"), file])),
  },
  // As deep as the test files are, so that paths from them still hold.
  outdir,
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node20",
  conditions: ["llm-footprint-source"],
  alias: { vitest: shim },
  banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
  external: ["typescript", "vite"],
  outExtension: { ".js": ".mjs" },
  logLevel: "error",
});
