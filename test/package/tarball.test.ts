import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

/** The package as a user gets it: packed, unpacked beside its two dependencies, used from ESM, CJS, strict TypeScript and a browser bundle. */
const root = resolve(import.meta.dirname, "../..");
const fixtures = resolve(import.meta.dirname, "fixtures");
let project = "";

const node = (...args: string[]): string => execFileSync(process.execPath, args, { cwd: project, encoding: "utf8" });

beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), "llm-footprint-package-"));
  const packed = JSON.parse(
    execFileSync("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", project], { cwd: root, encoding: "utf8" }),
  ) as [{ filename: string }];
  const modules = join(project, "node_modules");
  mkdirSync(join(modules, "llm-footprint"), { recursive: true });
  execFileSync("tar", ["-xzf", join(project, packed[0].filename), "--strip-components=1", "-C", join(modules, "llm-footprint")]);
  for (const dependency of ["zod", "decimal.js"])
    cpSync(join(root, "node_modules", dependency), join(modules, dependency), { recursive: true });
  cpSync(fixtures, project, { recursive: true });
  // The same program once more as a CommonJS module.
  cpSync(join(fixtures, "use.ts"), join(project, "use-commonjs.cts"));
  writeFileSync(join(project, "package.json"), JSON.stringify({ name: "user", private: true, type: "module" }));
});

afterAll(() => {
  rmSync(project, { recursive: true, force: true });
});

const GPT3_TONNES = "553.34";

describe("the packed package", () => {
  it("holds build, data and schema, and no sources, tests or tools", () => {
    const files = readdirSync(join(project, "node_modules/llm-footprint"));
    expect(files.sort()).toEqual([
      "ATTRIBUTION.md",
      "CHANGELOG.md",
      "CITATION.cff",
      "LICENSE",
      "README.md",
      "data",
      "dist",
      "package.json",
      "schema",
    ]);
  });

  it("runs in ESM", () => {
    expect(node("use.mjs").trim()).toBe(GPT3_TONNES);
  });

  it("runs in CJS, with one error class over all subpaths", () => {
    expect(node("use.cjs").trim()).toBe(`${GPT3_TONNES} true FootprintError`);
  });

  it("recognises errors across the ESM and the CJS copy", () => {
    expect(node("mixed.mjs").trim()).toBe("false true");
  });

  it("type-checks in a strict project that checks library types too, for both module systems", () => {
    const tsc = join(root, "node_modules/typescript/bin/tsc");
    expect(node(tsc, "-p", "tsconfig.json")).toBe("");
  });

  it("has the notices of what its program holds of others beside it", () => {
    const notices = readFileSync(join(project, "node_modules/llm-footprint/dist/cli/THIRD-PARTY-NOTICES.txt"), "utf8");
    for (const name of ["yaml", "picocolors", "zod", "decimal.js"]) expect(notices).toMatch(new RegExp(`^${name} \\d`, "mu"));
  });

  it("runs its program", () => {
    const bin = join(project, "node_modules/llm-footprint/dist/cli/bin.js");
    expect(node(bin, "--version").trim()).toBe(
      (JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string }).version,
    );
  });

  it("imports every declared entry, and loads neither zod nor decimal.js nor a table with the core", () => {
    expect(node("entries.mjs").trim()).toBe("ok");
  });
});

async function bundle(entry: string): Promise<string> {
  const result = await build({
    stdin: { contents: entry, resolveDir: project },
    bundle: true,
    minify: true,
    format: "esm",
    platform: "browser",
    write: false,
    logLevel: "silent",
  });
  return result.outputFiles[0]?.text ?? "";
}

describe("bundles for the browser", () => {
  it("core and tables bundle without node:", async () => {
    const text = await bundle(readFileSync(join(fixtures, "use.mjs"), "utf8"));
    expect(/["']node:|\brequire\(/u.test(text)).toBe(false);
  });

  // Whoever imports one estimate does not pay for the others.
  it.each([
    ["*", 92_600],
    ["{ estimateTraining }", 59_400],
    ["{ estimateInference }", 73_600],
  ])("%s of the core is at most %i bytes gzip and holds no table, no zod, no decimal.js", async (names, limit) => {
    const text = await bundle(`export ${names} from "llm-footprint";`);
    expect(gzipSync(text).length).toBeLessThanOrEqual(limit);
    expect(["Tesla V100", "ZodType", "DecimalError"].filter((marker) => text.includes(marker))).toEqual([]);
  });

  // A name that occurs in the one table and in no other.
  const tables: readonly (readonly [string, string, string])[] = [
    ["accelerators", "accelerators", "NVIDIA Tesla K80"],
    ["servers", "servers", "NVIDIA DGX H200"],
    ["grids", "grids", "egrid-akgd"],
    ["fuels", "fuels", "wind-offshore"],
    ["hourly-mixes", "hourlyMixes", "generationKwh"],
    ["api-prices", "apiPrices", "together:"],
    ["provider-presets", "providerPresets", "cerebras-2025"],
    ["provider-speeds", "providerSpeeds", "measuredBy"],
    ["cloud-regions", "cloudRegions", "us-gov-east-1"],
    ["sites", "sites", "uptime-survey-2019"],
    ["embodied", "embodied", "seagate-barracuda"],
    ["models", "models", "meta-llama/Llama-3.1-405B"],
    ["closed-models", "closedModels", "claude-mythos-preview"],
    ["draft-acceptance", "draftAcceptance", "acceptanceLengths"],
    ["embedding-models", "embeddingModels", "snowflake-arctic-embed-m-v1.5"],
    ["sources", "sources", "retrieved"],
    ["odbl/electricity-maps-zones", "electricityMapsZones", "dk-bhm"],
    ["odbl/subnational-grids", "subnationalGrids", "factor/subdivision-yearly.csv"],
    ["odbl/hourly-intensities", "hourlyIntensities", "estimatedShare"],
    ["odbl/cloud-efficiency", "cloudEfficiency", "azure-regions.csv"],
    ["odbl/server-footprints", "serverFootprints", "manufacturingGramsCo2e"],
    ["mpl/ecologits-models", "ecologitsModels", "EcoLogits warns"],
    ["mpl/electricity-impacts", "electricityImpacts", "mineralDepletionKilogramsSbPerKwh"],
    ["cc-by-sa/marginal-grids", "marginalGrids", "decisions-only"],
    ["cc-by-sa/achievable-matmul", "achievableMatmul", "maximum achievable matmul, torch 2.5.1"],
  ];

  it.each(tables)("%s pulls in no other table", async (path, table, own) => {
    const text = await bundle(`export { ${table} } from "llm-footprint/catalog/${path}";`);
    expect(text.includes(own), own).toBe(true);
    for (const [other, , marker] of tables) if (other !== path) expect(text.includes(marker), `${path} holds ${other}`).toBe(false);
  });

  it.each([
    ["find", "find"],
    ["find", "createCatalog"],
  ])("the finder (%s, %s) holds no table", async (path, name) => {
    const text = await bundle(`export { ${name} } from "llm-footprint/catalog/${path}";`);
    expect(tables.filter(([, , marker]) => text.includes(marker))).toEqual([]);
    expect(gzipSync(text).length).toBeLessThanOrEqual(3_000);
  });

  it("an equation alone is small", async () => {
    const text = await bundle('export { facilityEnergy } from "llm-footprint/formulas";');
    expect(gzipSync(text).length).toBeLessThanOrEqual(1_600);
  });
});
