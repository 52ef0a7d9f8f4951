import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, rmSync, writeFileSync, mkdirSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

/** The built package on other runtimes, which come as packages of npm. */
const root = resolve(import.meta.dirname, "../..");
const runtimes = { "node@22": "node22/bin/node", "node@24": "node24/bin/node", bun: "bun/bin/bun.exe" } as const;
const wanted = ["node22@npm:node@22", "node24@npm:node@24", "bun@npm:bun"];
let project = "";
let missing: string | undefined;

const run = (program: string, ...args: string[]): string => execFileSync(program, args, { cwd: project, encoding: "utf8", maxBuffer: 1e8 });

beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), "llm-footprint-runtimes-"));
  writeFileSync(join(project, "package.json"), JSON.stringify({ name: "runtimes", private: true, type: "module" }));
  try {
    execFileSync("npm", ["install", "--no-audit", "--no-fund", "--prefer-offline", ...wanted], {
      cwd: project,
      stdio: "pipe",
      timeout: 200_000,
    });
  } catch (error) {
    missing = `npm did not fetch other runtimes: ${error instanceof Error ? (error.message.split("\n")[0] ?? "") : ""}`;
  }
  const modules = join(project, "node_modules");
  mkdirSync(modules, { recursive: true });
  symlinkSync(root, join(modules, "llm-footprint"));
  cpSync(join(root, "test/package/fixtures/digits.mjs"), join(project, "digits.mjs"));
});

afterAll(() => {
  rmSync(project, { recursive: true, force: true });
});

describe("S7: the same digits on every runtime", () => {
  for (const [name, path] of Object.entries(runtimes)) {
    it(name, (context) => {
      const program = join(project, "node_modules", path);
      if (missing === undefined && !existsSync(program)) missing = `npm fetched ${name} without its program`;
      if (missing !== undefined) context.skip(missing);
      const here = run(process.execPath, "digits.mjs").split("\n");
      const there = run(program, "digits.mjs").split("\n");
      expect(here.length).toBeGreaterThan(1000);
      expect(there.filter((line, index) => line !== here[index])).toEqual([]);
    });
  }
});
