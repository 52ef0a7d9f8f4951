import { defineConfig, type Options } from "tsup";

/**
 * esbuild turns `const` at the top of a bundled module into `var`. V8 folds a constant equation into its caller but not a variable, which costs
 * untraced estimates a factor of four (docs/adr/0003). The sources have no `let` or `var` at the top of a module (eslint), so every such
 * declaration is turned back.
 */
const keepConstants: NonNullable<Options["plugins"]>[number] = {
  name: "keep-constants",
  renderChunk(code, { path }) {
    return /\.c?js$/u.test(path) ? { code: code.replace(/^var (?=\w+ = )/gmu, "const ") } : undefined;
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
    plugins: [keepConstants],
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
  },
]);
