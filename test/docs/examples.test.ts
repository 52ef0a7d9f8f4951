import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { format } from "node:util";
import { resolve } from "node:path";
import ts from "typescript";
import { afterAll, describe, expect, it, vi } from "vitest";

/** Every `@example` of the sources: type-checked together, run one by one, and compared with the comments behind its `console.log`. */
interface Example {
  readonly name: string;
  readonly file: string;
  readonly code: string;
}

const directory = resolve(import.meta.dirname, ".generated");

function examplesOf(path: string): Example[] {
  const text = readFileSync(path, "utf8");
  return [...text.matchAll(/@example\n((?:\s*\*.*\n)*?)\s*\*\/\n/gu)].map((match, index) => {
    const block = (match[1] as string).replaceAll(/^\s*\* ?/gmu, "");
    const code = /```ts\n([\s\S]*?)```/u.exec(block)?.[1];
    if (code === undefined) throw new Error(`${path}: example ${index} has no ts block`);
    const name = `${path.replaceAll(/[/.]/gu, "-")}-${index}`;
    return { name, file: resolve(directory, `${name}.ts`), code };
  });
}

const examples = readdirSync("src", { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".ts"))
  .sort()
  .flatMap((path) => examplesOf(`src/${path}`));
rmSync(directory, { recursive: true, force: true });
mkdirSync(directory, { recursive: true });
for (const { file, code } of examples) writeFileSync(file, code);
afterAll(() => {
  rmSync(directory, { recursive: true, force: true });
});

it("there are examples", () => {
  expect(examples.length).toBeGreaterThan(40);
});

it("every example type-checks", () => {
  const { config } = ts.readConfigFile("tsconfig.json", (path) => readFileSync(path, "utf8")) as { config: unknown };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, ".");
  const program = ts.createProgram(
    examples.map(({ file }) => file),
    { ...options, noUnusedLocals: true, noEmit: true },
  );
  const problems = ts
    .getPreEmitDiagnostics(program)
    .map(({ file, messageText }) => `${file?.fileName ?? ""}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`);
  expect(problems).toEqual([]);
});

describe("every example prints what it says", () => {
  it.each(examples)("$name", async ({ file, code }) => {
    const printed: string[] = [];
    const log = vi.spyOn(console, "log").mockImplementation((...values: unknown[]) => void printed.push(format(...values)));
    try {
      await import(file);
    } finally {
      log.mockRestore();
    }
    const promised = [...code.matchAll(/console\.log\(.*\);? \/\/ (.*)$/gmu)].map((match) => match[1]);
    expect(promised.length, "an example prints something").toBeGreaterThan(0);
    expect(printed).toEqual(promised);
  });
});
