import { readFileSync } from "node:fs";
import { relative, resolve } from "node:path";
import { defineConfig, type Options } from "tsup";
import packageJson from "./package.json" with { type: "json" };

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
 * every table feels at each start. Where the importing module asks for it with `readTable`, a function parses when it is first called, so that
 * a program that looks one name up pays for one table. The text lies inside the module, or beside it: the program reads the files of `data/`. Small files stay code, so that the constants of `defaults.json` can be folded.
 */
const parseLargeTables = (place: "inside" | "beside"): NonNullable<Options["esbuildPlugins"]>[number] => ({
  name: "parse-large-tables",
  setup(build) {
    const largestLiteral = 16_000;
    const parsed = (path: string): string | undefined => {
      const text = JSON.stringify(JSON.parse(readFileSync(path, "utf8")));
      if (text.length < largestLiteral) return undefined;
      return `/* @__PURE__ */ JSON.parse('${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}')`;
    };
    build.onResolve({ filter: /[\\/]data[\\/].*\.json$/ }, ({ path, resolveDir, importer }) => {
      const file = resolve(resolveDir, path);
      const readsLater = readFileSync(importer, "utf8").includes("readTable") && parsed(file) !== undefined;
      return { path: file, namespace: readsLater ? "table-read-later" : "file" };
    });
    build.onLoad({ filter: /.*/, namespace: "table-read-later" }, ({ path }) => {
      const file = `new URL(${JSON.stringify(`../../${relative(import.meta.dirname, path).replaceAll("\\", "/")}`)}, import.meta.url)`;
      return place === "inside"
        ? { contents: `let table;\nexport default () => (table ??= ${parsed(path) ?? ""});`, loader: "js" }
        : {
            contents: `import { readFileSync } from "node:fs";
              let table;
              export default () => (table ??= JSON.parse(readFileSync(${file}, "utf8")));`,
            loader: "js",
          };
    });
    build.onLoad({ filter: /[\\/]data[\\/].*\.json$/ }, ({ path }) => {
      const code = parsed(path);
      return code === undefined ? undefined : { contents: `export default ${code};`, loader: "js" };
    });
  },
});

/** What users import, once: the exports of package.json that have a source. */
const entry = Object.fromEntries(
  Object.values(packageJson.exports).flatMap((target) => {
    if (typeof target === "string") return [];
    const source = target["llm-footprint-source"].replace("./", "");
    return [[source.replace(/^src\/(.*)\.ts$/u, "$1"), source]];
  }),
);

const library: Options = {
  entry,
  format: ["esm", "cjs"],
  dts: true,
  // CJS without splitting would hold one error class per subpath.
  splitting: true,
  target: "es2022",
  platform: "neutral",
  treeshake: false,
  clean: true,
  plugins: [keepConstants],
  esbuildPlugins: [parseLargeTables("inside")],
};

/** The program: a start that answers `--version` and help by itself, and a chunk for each command, with all that it needs from elsewhere. */
const program: Options = {
  entry: { bin: "src/cli/bin.ts" },
  outDir: "dist/cli",
  format: ["esm"],
  splitting: true,
  target: "node20",
  platform: "node",
  // Each start reads and scans its chunks, comments too.
  minify: true,
  noExternal: ["yaml", "picocolors", "zod", "decimal.js"],
  esbuildPlugins: [parseLargeTables("beside")],
  banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
  clean: false,
};

// `tsup --no-dts` leaves out the type declarations, which take most of the time (`npm start`).
export default defineConfig((overrides) => (overrides.dts === false ? [{ ...program, clean: true }] : [library, program]));
