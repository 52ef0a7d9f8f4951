import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { estimateInference, sizeServing, sizeTraining } from "llm-footprint";
import { accelerators } from "llm-footprint/catalog/accelerators";
import { ecologitsModels, modelFromIntervals } from "llm-footprint/catalog/mpl/ecologits-models";
import { models } from "llm-footprint/catalog/models";
import { percent } from "../../src/core/printed.js";
import { formatFixed, formatRow } from "../../src/cli/format.js";
import type { Io } from "../../src/cli/io.js";
import { noticesOf } from "../../scripts/lib/notices.js";
import { cli, gpt3Flags } from "../helpers/cli.js";

const request = (model: string, ...more: string[]): string[] =>
  `infer --model ${model} --accelerator h100-sxm-80gb --batch 16 --input-tokens 1000 --output-tokens 300 --pue 1.2`.split(" ").concat(more);

function text(args: readonly string[], files?: Readonly<Record<string, string>>, terminal?: Partial<Io>): string {
  const { stdout, stderr, status } = cli(args, files, {}, terminal);
  expect([stderr, status]).toEqual(["", 0]);
  return stdout;
}

const json = (args: readonly string[]): Readonly<Record<string, unknown>> =>
  JSON.parse(text([...args, "--json"])) as Readonly<Record<string, unknown>>;

const obeyed = /[\u0000-\u0009\u000B-\u001F\u007F-\u009F]/u;

describe("S15: no character that a terminal obeys is printed", () => {
  const evil = "\u001B[31mEVIL\u001B]0;title\u0007\r\nforged line\u009B2J\u2028x";
  const scenario = {
    kind: "training",
    name: evil,
    model: "llama-3.1-8b",
    tokens: "1B",
    accelerator: "h100-sxm-80gb",
    acceleratorCount: 8,
    pue: { value: 1.1, source: evil, at: evil },
    intensity: 400,
    references: [{ label: evil, operational: "1 t", source: evil }],
  };

  it.each([true, false])("names, labels and sources of files, colours %s", (colour) => {
    for (const path of ["a.json", "a.yaml"]) {
      const files = { [path]: JSON.stringify(scenario) };
      for (const args of [
        ["estimate", path, "--chart", "--lines"],
        ["explain", path],
        ["sources", path],
        ["estimate", path, "--json"],
      ]) {
        const stdout = text(args, files, { colour });
        // Colours of the program itself are what is left.
        const bare = colour ? stdout.replaceAll(/\u001B\[(?:0|1|2|22|32|39)m/gu, "") : stdout;
        expect(bare).not.toMatch(obeyed);
        expect(bare).toContain("EVIL");
        expect(stdout.split("\n").some((line) => line.startsWith("forged line"))).toBe(false);
      }
    }
  });

  it("what errors repeat of flags, files, keys and broken texts", () => {
    const wrong = "\u001B[2J\r\nforged";
    for (const [args, files] of [
      [request(wrong, "--intensity", "400"), {}],
      [[wrong], {}],
      [["estimate", "a.json"], { "a.json": JSON.stringify({ ...scenario, model: wrong }) }],
      [["estimate", "a.json"], { "a.json": JSON.stringify({ ...scenario, [wrong]: 1 }) }],
      [["estimate", "a.yaml"], { "a.yaml": "kind: training\npue: [\u001B[2J" }],
      [["find", "\u001B[2Jqqqqqqqqqqqqqqqqqqqqqqqqqq"], {}],
    ] as [string[], Record<string, string>][]) {
      const { stderr, stdout, status } = cli(args, files);
      expect([status, stdout]).toEqual([2, ""]);
      expect(stderr).not.toMatch(obeyed);
      expect(stderr.split("\n").some((line) => line.startsWith("forged"))).toBe(false);
    }
  });
});

describe("S15b: no cell of CSV is a formula", () => {
  it("names and aliases of own records", () => {
    const record = {
      name: '=HYPERLINK("http://evil","x")',
      aliases: ["@SUM(1+1)*cmd|'x'", "plain"],
      level: "grid-region",
      country: "DE",
      basis: "lifecycle",
      boundary: "consumption",
      gases: "co2e",
      source: "own",
      at: "+1+1",
      figureBasis: "published",
      intensityGramsPerKwh: { "2025": 120 },
      note: "-\u001B[31m2+3",
    };
    const work = {
      title: "-x",
      authors: "A",
      year: 2026,
      url: "https://example.org",
      licence: "fact",
      licenceClass: "facts",
      retrieved: "2026-11-01",
    };
    const files = { "own.json": JSON.stringify({ sources: { own: work }, grids: { mine: record } }) };
    const csv = text(["list", "grids", "--catalog", "own.json", "--csv", "--filter", "country=DE"], files);
    const row = csv.split("\n").find((line) => line.startsWith("mine,")) as string;
    expect(row).toContain(`"'=HYPERLINK(""http://evil"",""x"")"`);
    expect(row).toContain("'@SUM(1+1)*cmd|'x'; plain");
    expect(row).toContain(",'+1+1,");
    expect(row).toContain(",'- [31m2+3");
    expect(text(["sources", "--catalog", "own.json", "--csv"], files)).toContain("own,'-x,");
  });

  it("numbers below zero stay numbers", () => {
    expect(text(["show", "accelerators", "h100-sxm-80gb", "--csv"])).not.toMatch(/,'-?\d/u);
  });
});

describe("S12: licences", () => {
  it.each([
    [request("llama-3.1-8b", "--grid", "us-ne-isne"), "Electricity Maps", "ODbL 1.0", "electricity-maps-yearly"],
    [request("llama-3.1-8b", "--grid", "dk-dk1"), "Electricity Maps", "ODbL 1.0", "electricity-maps-yearly"],
    [request("llama-3.1-8b", "--grid", "ontario"), "Digital4Better", "ODbL 1.0", "digital4better"],
    [request("ecologits-models/gpt-4o", "--intensity", "400"), "EcoLogits", "MPL-2.0", "ecologits-models"],
  ])("%s names whose figures it holds", (args, owner, licence, source) => {
    const said = new RegExp(`^Contains data of .*${owner}.* \\(${source}\\), available under ${licence}\\.$`, "imu");
    expect(text(args)).toMatch(said);
    const { licences } = json(args) as { readonly licences: readonly { readonly source: string; readonly licence: string }[] };
    expect(licences).toMatchObject([{ source, licence }]);
  });

  it("in other commands and drawings too", () => {
    const scenario = JSON.stringify({
      kind: "training",
      model: "llama-3.1-8b",
      accelerator: "h100-sxm-80gb",
      acceleratorCount: 8,
      pue: 1.1,
      grid: "dk-dk1",
    });
    const files = { "a.json": scenario };
    for (const args of [
      ["explain", "a.json"],
      ["calibrate", "a.json", "--parameter", "pue", "--reference", "500 t"],
      ["design", "a.json", "--loss-change=-1%"],
    ])
      expect(cli(args, files).stdout).toContain("available under ODbL 1.0");
    const written: Record<string, string> = {};
    cli(["explain", "a.json", "--graph", "a.svg"], files, written);
    expect(written["a.svg"]).toContain("available under ODbL 1.0");
    expect(json(["list", "electricity-maps-zones"])["licence"]).toBe("ODbL 1.0");
  });

  it.each([
    ["electricity-maps-zones", "ODbL 1.0"],
    ["ecologits-models", "MPL-2.0"],
    ["marginal-grids", "CC BY-SA 4.0"],
    ["models", "permissive or facts"],
  ])("each row of CSV of %s has it: %s", (name, licence) => {
    const [head, ...rows] = text(["list", name, "--csv"]).trimEnd().split("\n");
    expect(head).toMatch(/^id,dataLicence,name,/u);
    expect(rows.length).toBeGreaterThan(10);
    for (const row of rows) expect(row.split(",")[1]).toBe(licence);
  });

  it("an estimate of permissive figures says nothing", () => {
    expect(text(request("llama-3.1-8b", "--grid", "fra"))).not.toContain("Contains data of");
    expect(json(request("llama-3.1-8b", "--grid", "fra"))["licences"]).toBeUndefined();
  });

  it("--permissive-only and its variable keep such tables out", () => {
    const [flag, variable] = [["--permissive-only"], { env: { LLM_FOOTPRINT_PERMISSIVE_ONLY: "1" } }];
    for (const args of [
      request("llama-3.1-8b", "--grid", "dk-dk1"),
      request("ecologits-models/gpt-4o", "--intensity", "400"),
      ["show", "ecologits-models", "gpt-4o"],
    ]) {
      expect(cli(args).status).toBe(0);
      expect(cli([...args, ...flag])).toMatchObject({ status: 2, stdout: "" });
      expect(cli(args, {}, {}, variable)).toMatchObject({ status: 2, stdout: "" });
      expect(cli(args, {}, {}, { env: { LLM_FOOTPRINT_PERMISSIVE_ONLY: "0" } }).status).toBe(0);
    }
    expect(text(["list", ...flag])).not.toMatch(/ODbL|MPL|CC BY-SA/u);
    expect(text(request("llama-3.1-8b", "--grid", "fra", ...flag))).toBe(text(request("llama-3.1-8b", "--grid", "fra")));
    expect(cli(["find", "dk-dk1"], {}, {}, variable).stdout).not.toContain("electricity-maps");
  });

  it("what the program holds of others has its notices", () => {
    const notices = noticesOf(["yaml", "picocolors", "zod", "decimal.js", "csv-parse"], process.cwd());
    expect(notices.match(/^Copyright/gmu)?.length).toBeGreaterThanOrEqual(3);
    for (const owner of ["Eemeli Aro", "Oleksii Raspopov", "Colin McDonnell", "Michael Mclaughlin", "Adaltas"])
      expect(notices).toContain(owner);
    // What is named is what the build puts into the program.
    expect(readFileSync("tsup.config.ts", "utf8")).toContain('const bundled = ["yaml", "picocolors", "zod", "decimal.js", "csv-parse"];');
  });
});

describe("A5: what the record of a model says stands under its estimates", () => {
  const { note } = models["deepseek-v3.2"];
  const said = `Model DeepSeek-V3.2: ${note as string}.`;
  const accelerator = accelerators["h200-sxm-141gb"];
  const model = models["deepseek-v3.2"];

  it("in the API", () => {
    const place = { pue: 1.2, grid: { intensityGramsPerKwh: 400 } };
    const request = { model, accelerator, acceleratorCount: 16, batch: 8, inputTokens: 4000, outputTokens: 500, ...place };
    expect(estimateInference(request).notes).toContainEqual({ code: "model", message: said });
    expect(sizeServing({ model, accelerator }).notes).toContain(said);
    expect(sizeTraining({ model, accelerator }).notes).toContain(said);
    const other = { ...request, model: models["deepseek-v3"] };
    expect(estimateInference(other).notes.some(({ code }) => code === "model")).toBe(false);
    const draftModel = { ...models["llama-3.2-1b"], note: "a word on the draft" };
    const drafted = estimateInference({ ...other, speculation: { draftModel } });
    expect(drafted.notes).toContainEqual({ code: "model", message: "Model Llama 3.2 1B: a word on the draft." });
  });

  it("in the program, among the first notes of every kind", () => {
    const served = "--model deepseek-v3.2 --accelerator h200-sxm-141gb --accelerator-count 16 --pue 1.2 --intensity 400".split(" ");
    for (const args of [
      ["infer", ...served, "--input-tokens", "4000", "--output-tokens", "500"],
      ["rag", ...served, "--batch", "8", "--output-tokens", "300", "--retrieval-chunks", "5"],
      ["finetune", ...served, "--method", "full", "--examples", "1000", "--example-tokens", "300"],
      ["train", ...served, "--tokens", "1T"],
      ["size", "--for", "serving", "--model", "deepseek-v3.2", "--accelerator", "h200-sxm-141gb"],
    ])
      expect(text(args)).toContain(said);
  });
});

describe("U5: one class of guesses is no comparison of vendors", () => {
  it("estimates of closed models name those of the same guess", () => {
    for (const model of ["gpt-4o", "claude-sonnet-4-5"]) {
      const stdout = text(request(model, "--intensity", "400"));
      expect(stdout).toMatch(/Model .*: same class as .*: not a comparison of vendors; second opinions: EcoLogits \(MPL-2\.0\) takes/u);
    }
  });

  it("only where the guess is the same", () => {
    const record = ecologitsModels["gpt-4o"];
    const other = { ...record, name: "other", parameters: { ...record.parameters, low: record.parameters.low + 1 } };
    expect(modelFromIntervals(record, { record, other }).note).toBeUndefined();
    expect(modelFromIntervals(record, { record, other: { ...record, name: "other" } }).note).toBe(
      "same guess as other: not a comparison of vendors",
    );
  });
});

/** The numbers of the cells of a row, and their units. */
const cellsOf = (row: readonly string[]): { readonly numbers: number[]; readonly units: Set<string>; readonly decimals: Set<number> } => ({
  numbers: row.map((cell) => Number(cell.split(" ")[0]?.replaceAll(",", ""))),
  units: new Set(row.map((cell) => cell.replace(/^\S+\s*/u, ""))),
  decimals: new Set(row.map((cell) => cell.split(" ")[0]?.split(".")[1]?.length ?? 0)),
});

describe("U6: one unit and one number of digits in a row, no value outside its printed range", () => {
  it.each([
    [[1360, 667], "gCO2e", ["1.360 kg CO2e", "0.667 kg CO2e"]],
    [[1.2345, 1.2344, 1.2346], "kWh", ["1.235 kWh", "1.234 kWh", "1.235 kWh"]],
    [[1e6, 5000, 2e6], "gCO2e", ["1.000 t CO2e", "0.005 t CO2e", "2.000 t CO2e"]],
    [[0.5, 1e-9, 1], "1", ["0.5", "1.000e-9", "1"]],
    [[0, 0, 0], "kWh", ["0 kWh", "0 kWh", "0 kWh"]],
    [[12, 3, 40], "d", ["12 days", "3 days", "40 days"]],
  ] as const)("%s %s", (values, unit, cells) => {
    expect(formatRow(values, unit)).toEqual(cells);
  });

  it("the order of values is the order of what is printed, and nothing that is there is printed as zero", () => {
    const sizes = [1e-7, 0.00031, 0.02248, 0.0225, 0.9996, 1, 9.9996, 123.456, 99_999.6, 1e9, 3e13];
    for (const value of sizes)
      for (const low of sizes.filter((one) => one <= value)) {
        const { numbers, units } = cellsOf(formatRow([value, low, value * 1.0001], "gCO2e"));
        expect(units.size).toBe(1);
        expect(numbers[1]).toBeLessThanOrEqual(numbers[0] as number);
        expect(numbers[2]).toBeGreaterThanOrEqual(numbers[0] as number);
        expect(numbers[1]).toBeGreaterThan(0);
      }
  });

  it("no part and no end that is there is printed as zero, nor a share", () => {
    const args = ["train", ...gpt3Flags.map((flag) => (flag === "300B" ? "1k..300B..300B" : flag))];
    for (const flags of [args, [...args, "--server", "none"]]) {
      const rows = text(flags).match(/^(?:Emissions| {2}of which).*$/gmu) ?? [];
      expect(rows.length).toBeGreaterThan(4);
      for (const row of rows) expect(row).not.toMatch(/ -?0(?:\.0+)? /u);
      // The low end is that of a thousand tokens.
      for (const row of rows.filter((line) => line.startsWith("Emissions"))) expect(row).toMatch(/ \de-[678] t CO2e /u);
    }
    expect([0, 0.0004, 0.0005, 4e-7, 12.3].map((value) => formatFixed(value, 3))).toEqual(["0.000", "0.0004", "0.0005", "4e-7", "12.300"]);
    expect([0, 0.0001, 4e-7, 0.0004, 0.5].map(percent)).toEqual(["0.0 %", "0.01 %", "0.00004 %", "0.04 %", "50.0 %"]);
  });

  it("rows of reports", () => {
    const reports = [
      text(["train", ...gpt3Flags]),
      text(["train", ...gpt3Flags, "--pue", "1.1"].slice(0, -2)),
      text(["train", ...gpt3Flags.map((flag) => (flag === "300B" ? "1B" : flag)), "--server", "none"]),
      text(request("gpt-4o", "--intensity", "400")),
      text(["compare-adaptation", "examples/adaptation/rag-or-fine-tuning.yaml"]),
      text(["lifecycle", "examples/adaptation/life.yaml"]),
    ];
    const rows = reports.flatMap((report) => [
      ...report.matchAll(
        /^(?:Emissions|Energy|Accelerator-hours|Parameters|Time|Price).*? {2,}(\S+ \S+(?: \S+)?) {2,}(\S+ \S+(?: \S+)?) {2,}(\S+ \S+(?: \S+)?)$/gmu,
      ),
    ]);
    expect(rows.length).toBeGreaterThan(20);
    for (const [line, ...cells] of rows) {
      const { numbers, units, decimals } = cellsOf(cells);
      expect([line, units.size, decimals.size]).toEqual([line, 1, 1]);
      const [value = 0, low = 0, high = 0] = numbers;
      expect(low <= value && value <= high, line).toBe(true);
    }
  });
});

describe("U7: notes are for people", () => {
  const args = request("gpt-4o", "--grid", "CA");

  it("three of them unless all are asked for", () => {
    const listed = (stdout: string): number => stdout.match(/^ {2}- /gmu)?.length ?? 0;
    const all = (json(args)["notes"] as readonly unknown[]).length;
    expect(all).toBeGreaterThan(5);
    expect(listed(text(args))).toBe(3);
    expect(text(args)).toContain(`${all - 3} more with --notes`);
    expect(listed(text([...args, "--notes"]))).toBe(all);
    expect(text([...args, "--notes"])).not.toContain("more with --notes");
  });

  it("guesses and slips come first, and the place", () => {
    const notes = text(args).split("\nNotes\n")[1] as string;
    for (const said of ["same class as", "The size of the model is not stated", 'Grid: "CA" is read as the country Canada'])
      expect(notes).toContain(said);
    const slipped = text(["train", ...gpt3Flags.map((flag) => (flag === "300B" ? "300" : flag))]);
    expect(slipped.split("\nNotes\n")[1]).toMatch(/^ {2}- .* tokens per active parameter is far from any published run/u);
  });

  it.each([60, 80, 120])("wrapped to %s columns", (columns) => {
    for (const line of text([...args, "--notes"], {}, { columns })
      .split("\nNotes\n")[1]
      ?.split("\n\n")[0]
      ?.split("\n") ?? [])
      expect(line.length, line).toBeLessThanOrEqual(columns);
  });

  it("wrapped to 100 columns where there is no terminal", () => {
    const notes =
      text([...args, "--notes"], {}, { columns: undefined })
        .split("\nNotes\n")[1]
        ?.split("\n\n")[0] ?? "";
    expect(Math.max(...notes.split("\n").map(({ length }) => length))).toBeLessThanOrEqual(100);
  });

  it("no names of the API", () => {
    const kinds = [
      args,
      ["train", ...gpt3Flags],
      ["size", "--model", "llama-65b", "--accelerator", "a100-sxm4-80gb"],
      ["size", "--for", "serving", "--model", "llama-3.1-405b", "--accelerator", "h100-sxm-80gb"],
      ["lifecycle", "examples/adaptation/life.yaml"],
      ["hybrid", "examples/adaptation/hybrid.yaml"],
      ["compare-adaptation", "examples/adaptation/rag-or-fine-tuning.yaml"],
      ["finetune", "examples/adaptation/ppo.yaml"],
      ["serve", "examples/inference/fleet.yaml"],
    ];
    for (const of of kinds) {
      const notes = text([...of, "--notes"]).split("\nNotes\n")[1] as string;
      expect(notes.match(/(?<![\w/-])[a-z]{2,}[A-Z]\w*/gu) ?? []).toEqual([]);
    }
    expect(text([...args, "--notes"])).toContain("key value heads, head size");
  });
});
