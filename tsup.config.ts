import { build } from "esbuild";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, relative, resolve, sep } from "node:path";
import { defineConfig, type Options } from "tsup";
import { noticesOf } from "./scripts/lib/notices.js";
import packageJson from "./package.json" with { type: "json" };

/**
 * esbuild turns `const` at the top of a bundled module into `var`. V8 folds a constant equation into its caller but not a variable, which costs
 * untraced estimates a factor of four (docs/adr/0003). The sources have no `let` or `var` at the top of a module (eslint), so every such
 * declaration is turned back.
 */
const rowCalls =
  /(?<![\w.$]|function )((?:quantity|part|graph|kind|lazily|estimator|phasedEstimator|atMost|by|sum|whole|same|from|record|assume|choose|when|noted|pick|held|between|solve|shared|definition)\d*)\(/gu;
const keepConstants: NonNullable<Options["plugins"]>[number] = {
  name: "keep-constants",
  renderChunk(code, { path }) {
    if (!/\.c?js$/u.test(path)) return undefined;
    // Equations of several modules share a chunk; marked as pure, those that a program does not use are dropped by its bundler.
    return {
      code: code
        .replace(/^var (?=\w+ = )/gmu, "const ")
        // Words of rows are for pages and the generated tables of fields; no program reads them.
        .replace(/\bquantity(\d*)\(\s*"(?:[^"\\]|\\.)*"/gu, 'quantity$1(""')
        // Rows and ways make objects and nothing else: tables that a program does not use are dropped by its bundler.
        .replace(rowCalls, "/* @__PURE__ */ $1(")
        .replace(/^const (\w+) = ((?:formula|cited|definition|assumed)\d*)\(/gmu, "const $1 = /* @__PURE__ */ $2("),
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

/**
 * What entries share, in four files instead of the fifty chunks that esbuild would split it into: `base`, which is src/core, `equations`, their `kernels`, and
 * `core`, the rest of what src/index.ts reaches. Each file that Node.js opens takes it about half a millisecond, so that the core entry was three
 * times as slow to import as with these. One bundle of its own for each main entry would be as fast, but hold a second error class and, for who
 * imports two entries in the browser, every equation twice.
 */
const source = resolve(import.meta.dirname, "src");
const reached = await build({
  entryPoints: [resolve(source, "index.ts")],
  bundle: true,
  write: false,
  metafile: true,
  logLevel: "silent",
  outdir: ".",
});
const inputs = reached.metafile.inputs;
// A statement that is no declaration keeps a whole file in every bundle; such modules, and those that import them, stay in chunks of their own.
const apart = new Set(Object.keys(inputs).filter((path) => path.endsWith(".ts") && /^\w+\.\w+ = /mu.test(readFileSync(path, "utf8"))));
for (let size = -1; size !== apart.size;) {
  size = apart.size;
  for (const [path, { imports }] of Object.entries(inputs)) if (imports.some((imported) => apart.has(imported.path))) apart.add(path);
}
const shared = Object.keys(inputs)
  .filter((path) => path.endsWith(".ts") && path !== "src/index.ts" && !apart.has(path))
  .map((path) => resolve(import.meta.dirname, path));
const groupOf = (path: string): Group | undefined => {
  if (path.startsWith(resolve(source, "core") + sep)) return "base";
  if (!shared.includes(path)) return undefined;
  const [folder = ""] = relative(source, path).split(sep);
  if (folder === "generated") return "kernels";
  return ["estimate", "catalog", "usage", "graph"].includes(folder) ? "core" : "equations";
};
const members: Readonly<Record<Group, readonly string[]>> = {
  base: readdirSync(resolve(source, "core")).map((name) => resolve(source, "core", name)),
  equations: shared.filter((path) => groupOf(path) === "equations"),
  kernels: shared.filter((path) => groupOf(path) === "kernels"),
  core: shared.filter((path) => groupOf(path) === "core"),
};
type Group = "base" | "equations" | "kernels" | "core";

/** The names that each shared module exports. */
const exported = new Map<string, readonly string[]>();
for (const path of Object.values(members).flat()) {
  const { metafile } = await build({ entryPoints: [path], format: "esm", write: false, metafile: true, outdir: "." });
  const names = Object.values(metafile.outputs)[0]?.exports ?? [];
  const taken = [...exported].find(([other, known]) => groupOf(other) === groupOf(path) && known.some((name) => names.includes(name)));
  if (taken !== undefined)
    throw new Error(`${path} exports a name that ${taken[0]} exports too; modules that entries share stand in one file`);
  exported.set(path, names);
}

/** Takes shared modules from the file of their group; builds that file where `own` is given. */
const shareModules = (own?: Group): NonNullable<Options["esbuildPlugins"]>[number] => ({
  name: "share-modules",
  setup(builder) {
    const named = (path: string, from: string): string =>
      exported.get(path)?.length === 0 ? "" : `export { ${(exported.get(path) ?? []).join(", ")} } from ${JSON.stringify(from)};`;
    if (own !== undefined) {
      builder.onResolve({ filter: /.*/ }, ({ path, kind }) => (kind === "entry-point" ? { path, namespace: "group" } : undefined));
      builder.onLoad({ filter: /.*/, namespace: "group" }, () => ({
        contents: members[own].map((path) => named(path, path)).join("\n"),
        resolveDir: source,
      }));
    }
    builder.onResolve({ filter: /^\.\.?\/.*\.js$/ }, ({ path, resolveDir, importer }) => {
      const file = resolve(resolveDir, path).replace(/\.js$/u, ".ts");
      const group = groupOf(file);
      if (group === undefined || group === own) return undefined;
      // `export *` of one module must not become that of all of them.
      return readFileSync(importer, "utf8").includes("export *")
        ? { path: file, namespace: "shared", sideEffects: false }
        : { path: `shared:${group}`, external: true, sideEffects: false };
    });
    builder.onResolve({ filter: /^shared:/ }, ({ path }) => ({ path, external: true, sideEffects: false }));
    builder.onLoad({ filter: /.*/, namespace: "shared" }, ({ path }) => ({
      contents: named(path, `shared:${groupOf(path) as Group}`),
      loader: "js",
    }));
  },
});

/** Writes the files of shared modules as seen from each file that uses them. */
const findShared: NonNullable<Options["plugins"]>[number] = {
  name: "find-shared",
  renderChunk(code, { path }) {
    const [ending] = /\.c?js$/u.exec(path) ?? [];
    if (ending === undefined) return undefined;
    const up = relative(dirname(resolve(path)), resolve(import.meta.dirname, "dist")).replaceAll("\\", "/");
    return {
      code: code.replace(/(["'])shared:(\w+)\1/gu, (_, quote: string, group: string) => `${quote}${up || "."}/${group}${ending}${quote}`),
    };
  },
};

const library: Options = {
  entry,
  format: ["esm", "cjs"],
  dts: true,
  // What two entries share stands in one file, the error class above all.
  splitting: true,
  target: "es2022",
  platform: "neutral",
  treeshake: false,
  clean: true,
  plugins: [keepConstants, findShared],
  esbuildPlugins: [shareModules(), parseLargeTables("inside")],
};

const sharedFile = (group: Group): Options => ({
  ...library,
  entry: { [group]: "src/index.ts" },
  dts: false,
  splitting: false,
  clean: false,
  esbuildPlugins: [shareModules(group), parseLargeTables("inside")],
});

/** What the program holds of others, so that it starts without looking for it. */
const bundled = ["yaml", "picocolors", "zod", "decimal.js", "csv-parse"];

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
  noExternal: bundled,
  onSuccess: () => {
    writeFileSync(resolve(import.meta.dirname, "dist/cli/THIRD-PARTY-NOTICES.txt"), noticesOf(bundled, import.meta.dirname));
    return Promise.resolve();
  },
  esbuildPlugins: [parseLargeTables("beside")],
  banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
  clean: false,
};

// `tsup --no-dts` leaves out the type declarations, which take most of the time (`npm start`).
export default defineConfig((overrides) =>
  overrides.dts === false
    ? [{ ...program, clean: true }]
    : [library, sharedFile("base"), sharedFile("equations"), sharedFile("kernels"), sharedFile("core"), program],
);
