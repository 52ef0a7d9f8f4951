import { configDefaults, defineConfig } from "vitest/config";

// The source condition makes `llm-footprint/…` mean src/ in tests, so that they need no build and no alias table.
const ssr = { resolve: { conditions: ["llm-footprint-source", "node", "import", "default"] } };

const project = (name: string, options: Record<string, unknown> = {}) => ({
  ssr,
  test: { name, include: [`test/${name}/**/*.test.ts`], ...options },
});

// No test depends on how fast the machine is: the default of five seconds fails on a loaded one.
const slow = { testTimeout: 60_000, hookTimeout: 60_000, setupFiles: ["test/helpers/fixed-seed.ts"] };

export default defineConfig({
  test: {
    coverage: {
      provider: "v8",
      include: ["src/**/*.ts"],
      // Type-only files, and the three lines that only touch the real streams.
      exclude: [
        "src/catalog/records.ts",
        "src/catalog/ids.ts",
        "src/estimate/generated/*.ts",
        "src/cli/io.ts",
        "src/cli/bin.ts",
        "src/cli/main.ts",
      ],
      thresholds: { statements: 95, branches: 90, functions: 95, lines: 95 },
    },
    projects: [
      project("unit", slow),
      project("property", slow),
      project("golden", slow),
      project("faults", slow),
      project("data", slow),
      project("cli", slow),
      project("examples", slow),
      project("docs", { testTimeout: 120_000 }),
      {
        ssr,
        test: {
          name: "types",
          include: [],
          typecheck: { enabled: true, only: true, include: ["test/types/**/*.test-d.ts"], tsconfig: "./tsconfig.json" },
        },
      },
      project("package", { testTimeout: 240_000, hookTimeout: 240_000, exclude: [...configDefaults.exclude, "test/package/fixtures/**"] }),
    ],
  },
});
