import { readFileSync } from "node:fs";
import { defineConfig, type Options } from "tsup";

/**
 * esbuild turns `const` at the top of a bundled module into `var`. V8 folds a constant equation into its caller but not a variable, which costs
 * untraced estimates a factor of four (docs/adr/0003). The sources have no `let` or `var` at the top of a module (eslint), so every such
 * declaration is turned back.
 */
const keepConstants: NonNullable<Options["plugins"]>[number] = {
  name: "keep-constants",
  renderChunk(code, { path }) {
    if (!/\.c?js$/u.test(path)) return undefined;
    // Equations of several modules share a chunk; marked as pure, those that a program does not use are dropped by its bundler.
    return {
      code: code.replace(/^var (?=\w+ = )/gmu, "const ").replace(/^const (\w+) = formula\(/gmu, "const $1 = /* @__PURE__ */ formula("),
    };
  },
};

/**
 * Tables become `JSON.parse` of a string: V8 reads that several times as fast as the same object written as code, which a program that knows
 * every table feels at each start. Small files stay code, so that the constants of `defaults.json` can be folded.
 */
const parseLargeTables: NonNullable<Options["esbuildPlugins"]>[number] = {
  name: "parse-large-tables",
  setup(build) {
    const largestLiteral = 16_000;
    build.onLoad({ filter: /[\\/]data[\\/].*\.json$/ }, ({ path }) => {
      const text = JSON.stringify(JSON.parse(readFileSync(path, "utf8")));
      if (text.length < largestLiteral) return undefined;
      const literal = text.replaceAll("\\", "\\\\").replaceAll("'", "\\'");
      return { contents: `export default /* @__PURE__ */ JSON.parse('${literal}');`, loader: "js" };
    });
  },
};

const entries = [
  "index",
  "formulas",
  "methods",
  "calibration",
  "uncertainty",
  "validation",
  "units",
  "accounting",
  "schema",
  "electricity",
  "planning",
  "adaptation",
  "catalog",
];
const tables = [
  "accelerators",
  "servers",
  "grids",
  "fuels",
  "hourly-mixes",
  "cloud-regions",
  "sites",
  "embodied",
  "models",
  "embedding-models",
  "sources",
  "find",
  "cite",
  "odbl/electricity-maps-zones",
  "odbl/subnational-grids",
  "odbl/hourly-intensities",
  "odbl/cloud-efficiency",
  "odbl/server-footprints",
  "mpl/closed-models",
  "mpl/electricity-impacts",
  "cc-by-sa/marginal-grids",
  "cc-by-sa/achievable-matmul",
];

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
    esbuildPlugins: [parseLargeTables],
  },
  {
    entry: { "cli/bin": "src/cli/bin.ts" },
    format: ["esm"],
    splitting: false,
    target: "node20",
    platform: "node",
    noExternal: ["yaml", "picocolors"],
    esbuildPlugins: [parseLargeTables],
    banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
    clean: false,
  },
]);
