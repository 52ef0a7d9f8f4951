import { describe, expect, it } from "vitest";
import { accelerators } from "llm-footprint/catalog/accelerators";
import { tableViews } from "../../src/cli/catalog-tables.js";
import { readCsv } from "../../scripts/lib/csv.js";
import { cli } from "../helpers/cli.js";

interface Matches {
  readonly dataVersion: string;
  readonly matches: readonly unknown[];
}
interface Works {
  readonly dataVersion: string;
  readonly sources: readonly { readonly id: string; readonly uses: readonly string[] }[];
}

const ok = (...argv: string[]): string => {
  const { stdout, stderr, status } = cli(argv);
  expect({ stderr, status }).toEqual({ stderr: "", status: 0 });
  return stdout;
};
const json = (...argv: string[]): unknown => JSON.parse(ok(...argv, "--json"));
const refused = (...argv: string[]): string => {
  const { stdout, stderr, status } = cli(argv);
  expect({ stdout, status }).toEqual({ stdout: "", status: 2 });
  return stderr;
};

describe("list", () => {
  it("reaches the numbers of records that the catalogue promises", () => {
    const { tables } = json("list") as { tables: { table: string; records: number; licence: string }[] };
    const count = Object.fromEntries(tables.map(({ table, records }) => [table, records]));
    expect(Object.keys(count)).toHaveLength(Object.keys(tableViews).length);
    expect(count["accelerators"]).toBeGreaterThanOrEqual(110);
    expect(count["cloud-regions"]).toBeGreaterThanOrEqual(100);
    expect(count["closed-models"]).toBeGreaterThanOrEqual(20);
    const grids = (json("list", "grids", "--filter", "basis=lifecycle,level=country") as { records: object }).records;
    expect(Object.keys(grids).length).toBeGreaterThanOrEqual(210);
    const open = (json("list", "models", "--filter", "weights=open,architecture.layers>0") as { records: object }).records;
    expect(Object.keys(open).length).toBeGreaterThanOrEqual(150);
    expect(count["fuels"]).toBeGreaterThanOrEqual(10);
  });

  it.each(Object.keys(tableViews))("%s as text, JSON and CSV", (name) => {
    const records = Object.keys((json("list", name) as { records: object }).records);
    expect(ok("list", name)).toContain(`${records.length} of ${records.length} records`);
    const rows = readCsv(ok("list", name, "--csv"));
    expect(rows.map(({ id }) => id)).toEqual(records);
    for (const row of rows) expect(row["name"]).not.toBe("");
  });

  it("writes no undefined, NaN or object into a listing", () => {
    for (const name of Object.keys(tableViews)) expect(ok("list", name)).not.toMatch(/undefined|NaN|\[object/u);
  });

  it.each([
    ["vendor=AMD,launchYear>=2024", (ids: string[]) => ids.includes("mi325x") && !ids.includes("mi300x")],
    ["mi300", (ids: string[]) => ids.includes("mi300x")],
    ["tdpWatts>1000", (ids: string[]) => ids.includes("mi355x") && !ids.includes("h100-sxm-80gb")],
    ["memoryType!=hbm3,vendor=nvidia", (ids: string[]) => !ids.includes("h100-sxm-80gb") && ids.includes("l4")],
    ["note~superchip", (ids: string[]) => ids.length > 0],
    ["vendor=nobody", (ids: string[]) => ids.length === 0],
    ["aliases=H100 SXM", (ids: string[]) => ids.join() === "h100-sxm-80gb"],
    ["id~h100", (ids: string[]) => ids.includes("h100-sxm-80gb")],
  ])("--filter %s", (filter, holds) => {
    const ids = Object.keys((json("list", "accelerators", "--filter", filter) as { records: object }).records);
    expect(holds(ids)).toBe(true);
  });

  it.each([
    [["list", "gpus"], '"gpus" is not a table; known: accelerators'],
    [["list", "accelerators", "--filter", "watts>3"], 'asks for the field "watts", which no record has'],
    [["list", "accelerators", "--filter", ""], "--filter"],
    [["list", "accelerators", "--filter", "tdpWatts>=700 W"], "compares tdpWatts, a number, with"],
    [["list", "accelerators", "--filter", "vendor>NVIDIA"], "compares vendor, a text, by size"],
    [["list", "accelerators", "--filter", "vendr=AMD"], "did you mean vendor?"],
    [["list", "accelerators", "--filter", "vendor="], "neither a condition nor a name"],
    [["list", "accelerators", "--filter", "!!!"], "neither a condition nor a name"],
    [["list", "--filter", "vendor=AMD"], "--filter needs a table"],
    [["list", "grids", "--json", "--csv"], "two formats"],
    [["list", "grids", "extra"], "one argument too many"],
  ])("refuses %j", (argv, message) => {
    expect(refused(...argv)).toContain(message);
  });
});

describe("show", () => {
  it("gives every figure with its source", () => {
    const text = ok("show", "accelerators", "NVIDIA H100 80GB HBM3");
    expect(text).toContain("tdpWatts = 700 W");
    expect(text).toContain("[secondary; nvidia-h100-datasheet: H100, power");
    expect(json("show", "accelerators", "h100-sxm-80gb")).toMatchObject({
      table: "accelerators",
      id: "h100-sxm-80gb",
      record: accelerators["h100-sxm-80gb"],
      citations: expect.arrayContaining([expect.objectContaining({ field: "tdpWatts", source: "nvidia-h100-datasheet" })]) as unknown,
    });
  });

  it("as CSV has one row per figure", () => {
    const rows = readCsv(ok("show", "accelerators", "h100-sxm-80gb", "--csv"));
    expect(rows.find(({ field }) => field === "tdpWatts")).toMatchObject({ id: "h100-sxm-80gb", value: "700", basis: "secondary" });
  });

  it("as CSV has the numbers of a record that is cited as a whole, and of a product by its report", () => {
    const rows = readCsv(ok("show", "grids", "fra", "--csv"));
    expect(rows.find(({ field }) => field === "intensityGramsPerKwh.2024")).toMatchObject({ value: "40.48", source: "ember-owid-2026" });
    expect(ok("show", "server-footprints", "dell-poweredge-c4130")).toContain("boavizta-footprints");
    expect(ok("show", "hourly-intensities", "au-nsw")).toContain("--json shows the numbers");
  });

  it("shows prices with their day and source, also those of long prompts", () => {
    const text = ok("show", "api-prices", "claude-sonnet-4-5");
    expect(text).toMatch(/outputUsdPerMillionTokens +15\n/u);
    expect(text).toMatch(/asOf +20\d\d-\d\d-\d\d\n/u);
    expect(text).toContain("litellm-prices");
    const own = {
      apiPrices: {
        "us:ours": {
          ...{ name: "ours", aliases: [], provider: "us", source: "litellm-prices", at: "ours", basis: "published", asOf: "2026-11-30" },
          ...{ inputUsdPerMillionTokens: 1, outputUsdPerMillionTokens: 2 },
          longPrompts: [{ aboveTokens: 1000, inputUsdPerMillionTokens: 3, outputUsdPerMillionTokens: 4 }],
        },
      },
    };
    const { stdout } = cli(["show", "api-prices", "ours", "--catalog", "own.json"], { "own.json": JSON.stringify(own) });
    expect(stdout).toContain("aboveTokens: 1000   inputUsdPerMillionTokens: 3   outputUsdPerMillionTokens: 4");
  });

  it("shows years of a grid, and names that have a slash or colon", () => {
    expect(ok("show", "grids", "FR")).toContain("2024: 40.48");
    expect(ok("show", "cloud-regions", "aws:us-east-1")).toContain("egrid-srvc");
    expect(ok("show", "models", "meta-llama/Llama-3.1-70B-Instruct")).toContain("(llama-3.1-70b)");
  });

  it.each([
    [["show"], "table is missing"],
    [["show", "grids"], "id is missing"],
    [["show", "grids", "Atlantis"], '"Atlantis" is not known'],
    [["show", "accelerators", "A100"], "may be"],
  ])("refuses %j", (argv, message) => {
    expect(refused(...argv)).toContain(message);
  });
});

describe("find", () => {
  it("ranks what people write, over all tables and licences", () => {
    expect((json("find", "gpt-4o") as Matches).matches[0]).toEqual({ table: "closed-models", id: "gpt-4o", name: "GPT-4o" });
    expect(ok("find", "h100")).toContain("h100-nvl-94gb");
    expect(readCsv(ok("find", "sweden", "--csv"))[0]).toMatchObject({ id: expect.stringMatching(/^(?:se|swe)$/u) as string });
  });

  it("leaves prices out unless they are asked for", () => {
    expect(ok("find", "claude-sonnet-4-5")).not.toContain("api-prices");
    expect((json("find", "api-prices/claude-sonnet-4-5") as Matches).matches[0]).toMatchObject({ id: "anthropic:claude-sonnet-4-5" });
  });

  it("says so when nothing is near", () => {
    expect(refused("find", "§§§")).toContain("is like no name in the catalogue");
    expect(refused("find")).toContain("text is missing");
  });
});

describe("sources", () => {
  it("lists all works, or those of an estimate", () => {
    const all = (json("sources") as Works).sources;
    const used = (json("sources", "examples/scenarios/gpt-3.yaml") as Works).sources;
    expect(used.length).toBeLessThan(all.length);
    expect(used.every(({ uses }) => uses.length > 0)).toBe(true);
    expect(ok("sources", "examples/scenarios/gpt-3.yaml", "--bibtex")).toMatch(/^@misc\{/u);
    expect(readCsv(ok("sources", "--csv")).map(({ id }) => id)).toEqual(all.map(({ id }) => id));
    expect(ok("sources")).toContain("Licence: ");
  });

  it("takes flags like train", () => {
    const used = (json("sources", ...train("--grid", "deu")) as Works).sources;
    expect(used.map(({ id }) => id)).toContain("ember-owid-2026");
  });
});

const train = (...place: string[]): string[] => [
  "--model",
  "llama-3.1-8b",
  "--accelerator",
  "h100-sxm-80gb",
  "--accelerator-count",
  "8",
  "--pue",
  "1.1",
  ...place,
];
const grams = (...place: string[]): number => (json("train", ...train(...place)) as { operationalGramsCo2e: number }).operationalGramsCo2e;

describe("places in scenarios", () => {
  it("a mix of one fuel is its factor, in percent and as a fraction", () => {
    expect(grams("--mix", "gas=100%")).toBeCloseTo(grams("--intensity", "490"), 6);
    expect(grams("--mix", "gas=1")).toBeCloseTo(grams("--mix", "natural gas=100%"), 6);
    expect(grams("--mix", "gas=100%", "--mix-basis", "direct")).toBeCloseTo(grams("--intensity", "370"), 6);
  });

  it("a grid of another table is asked for by the table, or where no default has the name", () => {
    expect(grams("--grid", "JP-TK")).toBe(grams("--grid", "electricityMapsZones/jp-tk"));
    expect(grams("--grid", "FR", "--year", "2024")).toBeCloseTo(grams("--intensity", "40.48"), 6);
    expect(grams("--grid", "electricityMapsZones/FR", "--year", "2024")).not.toBe(grams("--grid", "FR", "--year", "2024"));
  });

  it("a region gives the grid; a PUE beside it counts", () => {
    const { lines } = json("train", ...train("--region", "azure:swedencentral", "--year", "2024")) as {
      lines: { inputs: { name: string; value: number }[] }[];
    };
    const inputs = lines.flatMap(({ inputs }) => inputs);
    expect(inputs.find(({ name }) => name === "intensityGramsPerKwh")?.value).toBe(34.91);
    expect(inputs.find(({ name }) => name === "pue")?.value).toBe(1.1);
    expect(ok("train", ...train("--region", "azure:swedencentral", "--notes"))).toContain("The given PUE is used, not the region's 1.16");
  });

  it.each([
    [["--grid", "fra", "--region", "aws:us-east-1"], "grid and region both give the carbon intensity"],
    [["--grid", "fra", "--mix", "gas=1"], "grid and mix both give the carbon intensity"],
    [["--region", "aws:us-easst-1"], "nearest: aws:us-east-1"],
    [["--mix", "gas=60%"], "shareSum = 0.6 is outside [0.99, 1.01]; it follows from gasGenerationShare 0.6; name every fuel"],
    [["--mix", "gas"], "is not of the form"],
    [["--mix", "gas=50%,natural gas=50%"], "twice"],
    [["--mix", "__proto__=50%,coal=100%"], "__proto__"],
    [["--grid", "fra", "--year", "0x7e8"], "is not a year of four digits"],
    [["--grid", "fra", "--year", ""], "--year"],
    [["--mix", "gas=-1,coal=2"], "mix.gas = -1 is outside [0, 1]"],
    [["--mix", "gas=1", "--mix-basis", "both"], "mixBasis"],
    [["--mix-basis", "direct", "--grid", "fra"], "mixBasis is the basis of a mix"],
    [["--mix", "gas=1", "--year", "2024"], "year is the year of a grid or region"],
    [["--grid", "Georgia"], "may be geo or us-ga"],
    [["--grid", "fra", "--year", "1850"], "France has no intensity for 1850"],
    [["--grid", "Frnace"], "nearest: fra"],
  ])("refuses %j", (place, message) => {
    expect(refused("train", ...train(...place))).toContain(message);
  });
});

describe("--catalog", () => {
  const own = ["--catalog", "examples/catalogs/my-catalog.json"];

  it("adds records to every command", () => {
    expect(ok("show", "grids", "our-site", ...own)).toContain("Our hydro contract");
    expect((json("find", "our hydro", ...own) as Matches).matches[0]).toMatchObject({ table: "grids", id: "our-site" });
    expect(ok("list", "models", "--filter", "our-7b", ...own)).toContain("1 of");
    expect(grams("--grid", "our-site", ...own)).toBeCloseTo(grams("--intensity", "19"), 6);
    expect((json("sources", ...train("--grid", "our-site", ...own)) as Works).sources).toMatchObject(
      expect.arrayContaining([expect.objectContaining({ id: "our-utility-2026", title: "Electricity label 2025" })]) as object,
    );
  });

  it("names what is wrong with the file", () => {
    expect(refused("list", "--catalog", "nowhere.json")).toContain("nowhere.json cannot be read");
    expect(refused("list", "--catalog", "examples/scenarios/gpt-3.yaml")).toContain("is not a known field");
  });
});

describe("resolve", () => {
  const resolved = (
    args: readonly string[],
    files: Readonly<Record<string, string>> = {},
  ): { readonly rows: readonly Record<string, unknown>[]; readonly counts: object } => {
    const { stdout, stderr, status } = cli(["resolve", ...args, "--json"], files);
    expect({ stderr, status }).toEqual({ stderr: "", status: 0 });
    return JSON.parse(stdout) as never;
  };

  it("answers one name, the lines of a file, and a column, in their order", () => {
    expect(resolved(["gpt-4o-2024-08-06"]).rows).toMatchObject([{ id: "gpt-4o", match: "alias" }]);
    expect(resolved(["a.txt"], { "a.txt": "gpt-4o\n\nwhisper-1\n" }).rows).toMatchObject([
      { id: "gpt-4o" },
      { match: "none", kind: "transcription" },
    ]);
    const csv = 'day,model_id\n1,azure/gpt-4o\n2,"ft:gpt-4o-mini:a,b::c"\n';
    expect(resolved(["a.csv", "--column", "model_id"], { "a.csv": csv })).toMatchObject({
      rows: [{ text: "azure/gpt-4o", id: "gpt-4o" }, { id: "gpt-4o-mini" }],
      counts: { names: 2, answered: 2, rule: 2, none: 0 },
    });
  });

  it("scores what is expected: the record, an open one of its own with the same dimensions, or none", () => {
    const rows = [
      ["gpt-5", "closedModels/gpt-5", true],
      ["gpt-5", "closedModels/claude-sonnet-4-5", false],
      ["llama3.1:8b", "closedModels/llama-3.1-8b", false],
      ["deepseek-v3.1", "models/deepseek-v3", true],
      ["llama-3.1-8b", "models/llama-3.1-70b", false],
      ["nobody", "none", true],
      ["gpt-4o", "none", false],
    ] as const;
    const csv = ["name,wanted", ...rows.map(([name, wanted]) => `${name},${wanted}`)].join("\n");
    const { rows: answers, counts } = resolved(["a.csv", "--column", "name", "--expect", "wanted"], { "a.csv": csv });
    expect(answers.map(({ isRight }) => isRight)).toEqual(rows.map(([, , isRight]) => isRight));
    expect(counts).toMatchObject({ expected: 7, right: 3 });
  });

  it.each([
    [["a.csv"], "a.csv has the columns name,wanted; say which holds the names: --column"],
    [["a.csv", "--column", "model"], "there is no column model; the columns are name, wanted"],
    [["a.csv", "--expect", "wanted"], "--expect names a column beside that of --column; give both"],
    [["gpt-4o", "--date", "soon"], 'date = "soon" is not a day such as 2026-03-01'],
    [["gpt-4o", "--unknown", "guess"], 'unknown = "guess" is not "class"'],
    [["b.txt"], "the file holds no names"],
    [[], "the file is missing, or -, or one name"],
  ])("%j is refused", (args, message) => {
    const { stderr, status } = cli(["resolve", ...args], { "a.csv": "name,wanted\ngpt-4o,gpt-4o\n", "b.txt": "\n" });
    expect(status).toBe(2);
    expect(stderr).toContain(message);
  });

  it("names of gateways are models of estimates too, the same to the last digit", () => {
    const flags =
      "--accelerator h100-sxm-80gb --accelerator-count 32 --input-tokens 100 --output-tokens 100 --pue 1.2 --intensity 400".split(" ");
    const kwh = (model: string): unknown => (json("infer", "--model", model, ...flags) as { energyKwh: number }).energyKwh;
    expect(kwh("openrouter/meta-llama/llama-3.3-70b-instruct:free")).toBe(kwh("llama-3.3-70b"));
    expect(kwh("bedrock/us.anthropic.claude-sonnet-4-20250514-v1:0")).toBe(kwh("claude-sonnet-4"));
    expect(refused("infer", "--model", "deepseek-chat", ...flags)).toContain(
      "is a moving name; write the model that it meant on the day: models/deepseek-v3",
    );
    expect(refused("infer", "--model", "gpt-6.2-mini", ...flags)).toContain(
      "is not known; write the class that its name tells, or one of those that begin alike: modelClasses/mini-2025",
    );
    expect(kwh("modelClasses/mini-2025")).toBeGreaterThan(0);
  });
});
