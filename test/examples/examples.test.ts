import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test, vi } from "vitest";
import { run } from "../../src/cli/run.js";

const root = new URL("../../", import.meta.url);
const pathOf = (file: string): string => fileURLToPath(new URL(file, root));
const filesIn = (folder: string, ending: RegExp): string[] => readdirSync(pathOf(folder)).filter((name) => ending.test(name));
const io = {
  readFile: (path: string) => readFileSync(pathOf(path), "utf8"),
  writeFile: (): never => {
    throw new Error("examples write no files");
  },
  colour: false,
};

/** What an example printed, and in which of its regions. */
interface Printed {
  readonly text: string;
  readonly region: string | undefined;
}

/** The region of an example that holds a line (from 1). */
function regionAt(source: readonly string[], line: number): string | undefined {
  return source
    .slice(0, line)
    .findLast((text) => /^\/\/ #(?:end)?region /u.test(text))
    ?.match(/^\/\/ #region (.*)$/u)?.[1];
}

/** What examples print while they load. A module loads once, so it is kept. */
const runs = new Map<string, Promise<readonly Printed[]>>();

async function runExample(file: string): Promise<readonly Printed[]> {
  const source = io.readFile(file).split("\n");
  const printed: Printed[] = [];
  const log = vi.spyOn(console, "log").mockImplementation((...values: unknown[]) => {
    // The outermost call within the example: a helper may print for several regions.
    const calls = [...(new Error().stack ?? "").matchAll(new RegExp(`/${file}:(\\d+):`, "gu"))];
    const region = regionAt(source, Number(calls.at(-1)?.[1] ?? 0));
    printed.push(
      ...values
        .map(String)
        .join(" ")
        .split("\n")
        .map((text) => ({ text, region })),
    );
  });
  try {
    await import(pathOf(file));
  } finally {
    log.mockRestore();
  }
  return printed;
}

function printedBy(file: string): Promise<readonly Printed[]> {
  const printed = runs.get(file) ?? runExample(file);
  runs.set(file, printed);
  return printed;
}

describe("every example prints its recorded output", () => {
  test.each(filesIn("examples", /\.ts$/u))("examples/%s", async (name) => {
    const lines = await printedBy(`examples/${name}`);
    await expect(`${lines.map(({ text }) => text).join("\n")}\n`).toMatchFileSnapshot(pathOf(`examples/${name.replace(/\.ts$/u, ".out")}`));
  });

  test("no recorded output without its example", () => {
    const examples = new Set(filesIn("examples", /\.ts$/u).map((name) => name.replace(/\.ts$/u, ".out")));
    expect(filesIn("examples", /\.out$/u).filter((name) => !examples.has(name))).toEqual([]);
  });
});

describe("every scenario file runs", () => {
  test.each(filesIn("examples/scenarios", /\.(?:json|ya?ml)$/u))("examples/scenarios/%s", async (name) => {
    const { stdout, stderr, status } = await run(["estimate", `examples/scenarios/${name}`, "--json"], io);
    expect({ stderr, status }).toEqual({ stderr: "", status: 0 });
    expect((JSON.parse(stdout) as { totalGramsCo2e: number }).totalGramsCo2e).toBeGreaterThan(0);
  });
});

describe("every file of serving runs", () => {
  const commandOf = { inference: "infer", serving: "serve", "serving-sizing": "size" } as const;

  test.each(filesIn("examples/inference", /\.ya?ml$/u))("examples/inference/%s", async (name) => {
    const path = `examples/inference/${name}`;
    const kind = /^kind: (\S+)$/mu.exec(io.readFile(path))?.[1] as keyof typeof commandOf;
    const { stdout, stderr, status } = await run([commandOf[kind], path, "--json"], io);
    expect({ stderr, status }).toEqual({ stderr: "", status: 0 });
    expect((JSON.parse(stdout) as { kind: string }).kind).toBe(kind);
  });
});

describe("every file of adaptation runs", () => {
  test.each(filesIn("examples/adaptation", /\.ya?ml$/u))("examples/adaptation/%s", async (name) => {
    const { stdout, stderr, status } = await run(["estimate", `examples/adaptation/${name}`, "--json"], io);
    expect({ stderr, status }).toEqual({ stderr: "", status: 0 });
    const { name: title, lines } = JSON.parse(stdout) as { readonly name: string; readonly lines: readonly { readonly value: number }[] };
    expect(io.readFile(`examples/adaptation/${name}`)).toContain(`name: ${title}\n`);
    for (const { value } of lines) expect(Number.isFinite(value)).toBe(true);
  });
});

/** The lines of an example between `// #region name` and `// #endregion name`. */
function regionOf(file: string, region: string): string {
  const lines = io.readFile(file).split("\n");
  const [start, end] = [lines.indexOf(`// #region ${region}`), lines.indexOf(`// #endregion ${region}`)];
  if (start < 0 || end < start) throw new Error(`${file} has no region ${region}`);
  return lines.slice(start + 1, end).join("\n");
}

/** A range of lines such as `2-5`, with `…` where lines were cut off; everything where left out. */
function cut(text: string, range: string | undefined): string {
  const lines = text.trimEnd().split("\n");
  const [first = 1, last = lines.length] = range?.split("-").map(Number) ?? [];
  return [...(first > 1 ? ["…"] : []), ...lines.slice(first - 1, last), ...(last < lines.length ? ["…"] : [])].join("\n");
}

async function commandOutput(command: string, range: string | undefined): Promise<string> {
  const argv = Array.from(command.matchAll(/"([^"]*)"|\S+/gu), ([word, quoted]) => quoted ?? word);
  const { stdout, stderr, status } = await run(argv, io);
  const exit = status === 0 ? "" : `\n(exit status ${status})`;
  return `$ npx llm-footprint ${command}\n${cut(stdout + stderr, range)}${exit}`;
}

/** What the regions of an example print, `file#one,two`; all of it where none is named. */
async function exampleOutput(argument: string, range: string | undefined): Promise<string> {
  const [file = "", named] = argument.split("#");
  const regions = named?.split(",");
  const printed = await printedBy(file);
  for (const region of regions ?? []) {
    if (!printed.some((line) => line.region === region)) throw new Error(`${file} prints nothing in a region ${region}`);
  }
  const lines = printed.filter(({ region }) => regions === undefined || (region !== undefined && regions.includes(region)));
  return cut(lines.map(({ text }) => text).join("\n"), range);
}

/** What stands in the block after a marker, `<!-- kind[ lines]: argument -->`. */
async function blockOf(kind: string, range: string | undefined, argument: string): Promise<string> {
  if (kind === "command") return `\`\`\`text\n${await commandOutput(argument, range)}\n\`\`\``;
  if (kind === "output") return `\`\`\`text\n${await exampleOutput(argument, range)}\n\`\`\``;
  if (kind === "file") {
    return `\`\`\`${argument.endsWith(".json") ? "json" : "yaml"}\n${cut(io.readFile(argument), range)}\n\`\`\``;
  }
  const [file = "", region = ""] = argument.split("#");
  return `\`\`\`ts\n${regionOf(file, region)}\n\`\`\``;
}

const markedBlock = /<!-- (example|output|file|command)(?: (\d+-\d+))?: (.+?) -->\n+```\w*\n(?:[\s\S]*?\n)??```(?=\n|$)/gu;
async function filled(markdown: string): Promise<string> {
  let page = "";
  let read = 0;
  for (const { 0: block, 1: kind = "", 2: range, 3: argument = "", index } of markdown.matchAll(markedBlock)) {
    const lines = range === undefined ? "" : ` ${range}`;
    page += `${markdown.slice(read, index)}<!-- ${kind}${lines}: ${argument} -->\n\n${await blockOf(kind, range, argument)}`;
    read = index + block.length;
  }
  return page + markdown.slice(read);
}

describe("every marked block of a page is what its example, file or command gives", () => {
  const guides = filesIn("docs/guide", /\.md$/u)
    .filter((name) => name !== "equations.md")
    .map((name) => `docs/guide/${name}`);
  test.each(["README.md", ...guides])("%s", async (page) => {
    await expect(await filled(io.readFile(page))).toMatchFileSnapshot(pathOf(page));
  });

  test("a page holds no ts or text block without a marker", () => {
    const unmarked = ["README.md", ...guides].filter((page) => /```(?:ts|text)\n/u.test(io.readFile(page).replaceAll(markedBlock, "")));
    expect(unmarked).toEqual([]);
  });
});
