import { readFileSync } from "node:fs";
import { build } from "esbuild";
import * as exported from "llm-footprint/formulas";
import type { Formula } from "llm-footprint/formulas";
import { expect, it } from "vitest";

const read = (path: string): string => readFileSync(new URL(`../../src/${path}`, import.meta.url), "utf8");
const formulas = exported as unknown as Readonly<Record<string, Formula<Record<string, number>>>>;

/** Modules of `src/formulas.ts` with the equations that each defines, in their order there. */
const modules = [...read("formulas.ts").matchAll(/^export \* from "\.\/(.*)\.js";$/gmu)].map(([, path]) => ({
  path: path as string,
  names: [...read(`${path as string}.ts`).matchAll(/^export const (\w+) = formula\(/gmu)].map(([, name]) => name as string),
}));

function kernel(name: string): string {
  const inputs = Object.keys(formulas[name]?.card.domain ?? {}).map((key, place) => `${key}: v[f[${place}] as number] as number`);
  return `export const ${name} = /* @__PURE__ */ withKernel(${name}Of, (v, f) => ${name}Of.raw({ ${inputs.join(", ")} }));`;
}

it("every equation is defined in one module", () => {
  // A sum takes any number of inputs, so it has no kernel.
  expect([...modules.flatMap(({ names }) => names), "sumOfParts"].sort()).toEqual(Object.keys(formulas).sort());
});

// Written from the cards by `npm run generate`; stale kernels fail.
it("src/generated/kernels.ts holds every equation", async () => {
  const text = [
    "/**",
    " * Every equation with its kernel (`at`), which reads the inputs from places of an array, in the order of the card's domain. Written by a test",
    " * (`npm run generate`).",
    " *",
    " * @module",
    " */",
    ...modules.map(({ path, names }) => `import { ${names.map((name) => `${name} as ${name}Of`).join(", ")} } from "../${path}.js";`),
    'import { withKernel } from "../core/formula.js";',
    "",
    ...modules.flatMap(({ names }) => names.map(kernel)),
    "",
  ].join("\n");
  await expect(text).toMatchFileSnapshot("../../src/generated/kernels.ts");
});

it("a program that takes one kernel bundles no other, and no other module of equations", async () => {
  const { metafile, outputFiles } = await build({
    stdin: { contents: 'export { facilityEnergy } from "./src/generated/kernels.ts";', resolveDir: process.cwd() },
    bundle: true,
    format: "esm",
    metafile: true,
    write: false,
  });
  const bundled = Object.values(metafile.outputs).flatMap(({ inputs }) =>
    Object.keys(inputs).filter((path) => inputs[path]?.bytesInOutput !== 0),
  );
  expect(bundled.sort()).toEqual(["src/core/errors.ts", "src/core/formula.ts", "src/generated/kernels.ts", "src/site/facility.ts"]);
  expect(
    outputFiles
      .map(({ text }) => text)
      .join("")
      .match(/\bwithKernel\(/gu),
    "its definition and one call",
  ).toHaveLength(2);
});
