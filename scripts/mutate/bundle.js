// Bundles the test files of a sandbox with the mutated sources: `node scripts/mutate/bundle.js` in it.
import { build } from "esbuild";
import { join } from "node:path";

const files = JSON.parse(process.env.MUTATION_TESTS);
const shim = join(import.meta.dirname, "expect.js");
await build({
  entryPoints: {
    expect: shim,
    ...Object.fromEntries(files.map((file) => [file.replace(/^test\/|\.ts$/gu, "").replaceAll("/", "-"), file])),
  },
  // As deep as the test files are, so that paths from them still hold.
  outdir: "test/bundled",
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
