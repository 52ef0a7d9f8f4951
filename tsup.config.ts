import { defineConfig, type Options } from "tsup";

/**
 * esbuild turns `const` at the top of a bundled module into `var`. V8 folds a constant formula into its caller but not a variable, which costs
 * untraced estimates a factor of four (docs/adr/0003). No formula is ever reassigned, so the declaration is turned back.
 */
const constantFormulas: NonNullable<Options["plugins"]>[number] = {
  name: "constant-formulas",
  renderChunk(code, { path }) {
    return /\.c?js$/u.test(path) ? { code: code.replace(/^var (\w+ = (?:\/\* @__PURE__ \*\/ )?formula\()/gmu, "const $1") } : undefined;
  },
};

const entries = ["index", "formulas", "methods", "calibration", "uncertainty", "units", "accounting", "schema"];
const tables = ["accelerators", "grids", "models", "servers", "sites", "sources", "find"];

export default defineConfig([
  {
    entry: Object.fromEntries([...entries, ...tables.map((table) => `catalog/${table}`)].map((name) => [name, `src/${name}.ts`])),
    format: ["esm", "cjs"],
    dts: true,
    // CJS without splitting would hold one error class per subpath.
    splitting: true,
    target: "es2022",
    platform: "neutral",
    treeshake: false,
    clean: true,
    plugins: [constantFormulas],
  },
  {
    entry: { "cli/bin": "src/cli/bin.ts" },
    format: ["esm"],
    splitting: false,
    target: "node20",
    platform: "node",
    noExternal: ["yaml", "picocolors"],
    banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
    clean: false,
    plugins: [constantFormulas],
  },
]);
