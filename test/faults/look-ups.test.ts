import { describe, expect, it } from "vitest";
import { estimateTraining } from "llm-footprint";
import { catalog } from "llm-footprint/catalog";
import { cloudRegions } from "llm-footprint/catalog/cloud-regions";
import { createCatalog, find } from "llm-footprint/catalog/find";
import { readScenario } from "llm-footprint/schema";
import { fullCatalog } from "../../src/cli/catalog-tables.js";
import type { Catalog, Tables } from "../../src/catalog/find.js";
import { cli } from "../helpers/cli.js";

const training = "train --model llama-3.1-8b --accelerator h100-sxm-80gb --accelerator-count 8 --pue 1.1".split(" ");
const everything = fullCatalog as unknown as Catalog<Tables>;

interface Shown {
  readonly lines: readonly { readonly inputs: readonly { readonly name: string; readonly value: number }[] }[];
  readonly notes: readonly { readonly message: string }[];
}

/** The intensity and the notes of a training run in a grid. */
function inGrid(grid: string): { readonly grams: number | undefined; readonly notes: string } {
  const { stdout, stderr } = cli([...training, "--grid", grid, "--json"]);
  expect(stderr).toBe("");
  const { lines, notes } = JSON.parse(stdout) as Shown;
  const grams = lines.flatMap(({ inputs }) => inputs).find(({ name }) => name === "intensityGramsPerKwh")?.value;
  return { grams, notes: notes.map(({ message }) => message).join("\n") };
}

describe("S10: a name to the letter comes before one but for its dashes", () => {
  it.each([
    ["us-east-1", "aws:us-east-1"],
    ["us-east-2", "aws:us-east-2"],
    ["us-west-1", "aws:us-west-1"],
    ["us-west-2", "aws:us-west-2"],
    ["me-central-1", "aws:me-central-1"],
    ["us-east1", "gcp:us-east1"],
    ["us-east2", "gcp:us-east2"],
    ["us-west1", "gcp:us-west1"],
    ["us-west2", "gcp:us-west2"],
    ["me-central1", "gcp:me-central1"],
    ["canadacentral", "azure:canadacentral"],
    ["mexicocentral", "azure:mexicocentral"],
    ["US-EAST-1", "aws:us-east-1"],
  ])("%s is %s", (text, id) => {
    expect(find(cloudRegions, text, "region").id).toBe(id);
  });

  it("every region has a short id of its own", () => {
    for (const id of Object.keys(cloudRegions)) expect(find(cloudRegions, id.split(":")[1] as string, "region").id).toBe(id);
  });

  it("in files and flags", () => {
    const file = { kind: "training", model: "llama-3.1-8b", accelerator: "h100-sxm-80gb", acceleratorCount: 8, pue: 1.1 };
    const { input } = readScenario({ ...file, region: "us-east-1" });
    expect(input.grid).toEqual(readScenario({ ...file, region: "aws:us-east-1" }).input.grid);
    expect(cli([...training, "--region", "us-east-1"]).status).toBe(0);
  });

  it("what is written like neither stays ambiguous, and so does a name that two records have", () => {
    expect(() => find(cloudRegions, "us_east 1", "region")).toThrow("may be aws:us-east-1 or gcp:us-east1");
    for (const text of ["georgia", "Georgia", "congo", "Congo"])
      expect(cli([...training, "--grid", text]).stderr).toMatch(/^grid: ".*" may be /u);
  });
});

describe("S11: two letters are a country, with a word on the state", () => {
  it.each([
    ["CA", "Canada", "us-ca for California"],
    ["ga", "Gabon", "us-ga for Georgia"],
    ["IN", "India", "us-in for Indiana"],
    ["CO", "Colombia", "us-co for Colorado"],
    ["PE", "Peru", "ca-pe for Prince Edward Island"],
  ])("%s is %s", (text, country, state) => {
    const { notes } = inGrid(text);
    expect(notes).toContain(`Grid: "${text}" is read as the country ${country}; write ${state}`);
    expect(notes).toContain(`Grid ${country} 20`);
  });

  it("a code that no state has, and a name, need no such note", () => {
    for (const text of ["FR", "fra", "Canada", "us-ca"]) expect(inGrid(text).notes).not.toContain("is read as the country");
  });

  it.each(["usa-ca", "USA-CA", "california", "CA, USA", "California, United States", "us-ca", "US-CA"])("%s is California", (text) => {
    const { grams, notes } = inGrid(text);
    expect(notes).toContain("Grid California 20");
    expect(grams).toBe(inGrid("us-ca").grams);
  });

  it("a state with its country is not ambiguous, and one in the other country is not meant", () => {
    expect(inGrid("Georgia, USA").notes).toContain("Grid Georgia (US state) 20");
    expect(inGrid("canada-on").notes).toContain("Grid Ontario 20");
    expect(cli([...training, "--grid", "ON, USA"]).status).toBe(2);
  });

  it("the place stands under the title", () => {
    expect(
      cli([...training, "--grid", "CA"])
        .stdout.split("\n")
        .slice(0, 4)
        .join("\n"),
    ).toMatch(/Electricity: Canada 20\d\d/u);
    expect(
      cli([...training, "--region", "us-east-1"])
        .stdout.split("\n")
        .slice(0, 4)
        .join("\n"),
    ).toMatch(/Electricity: /u);
    expect(cli([...training, "--intensity", "400g/kWh"]).stdout).not.toContain("Electricity: ");
  });

  it("the estimate of the API says the same", () => {
    const { input } = readScenario(
      { kind: "training", model: "llama-3.1-8b", accelerator: "h100-sxm-80gb", acceleratorCount: 8, pue: 1.1, grid: "CA" },
      catalog,
    );
    expect(estimateTraining(input).notes.map(({ message }) => message)).toContain(
      'Grid: "CA" is read as the country Canada; write us-ca for California.',
    );
  });
});

describe("A10: look-ups", () => {
  it("no code of two or three letters is found inside a longer word", () => {
    for (const [text, code] of [
      ["deepseek-chat", "pse"],
      ["TITAN RTX", "ita"],
    ] as const) {
      expect(everything.search(text, 20).map(({ id }) => id)).not.toContain(code);
    }
    expect(everything.search("deepseek-chat", 5).map(({ table }) => table)).toEqual(Array.from({ length: 5 }, () => "models"));
  });

  it("a code that stands as a word is found", () => {
    const { grids } = catalog.tables;
    expect(
      createCatalog({ grids })
        .search("state of ita, north")
        .map(({ id }) => id),
    ).toContain("ita");
  });

  it("AUS-NSW is AU-NSW, as exports from before the zones were renamed have it", () => {
    expect(inGrid("AUS-NSW").grams).toBe(525);
    for (const zone of ["NSW", "NT", "QLD", "SA", "TAS", "VIC", "WA"]) expect(inGrid(`AUS-${zone}`).grams).toBe(inGrid(`AU-${zone}`).grams);
  });
});

describe("S11b: parts of countries, and countries in their own language", () => {
  it.each(["Scotland", "england", "Wales", "Scotland, UK", "uk-Wales", "Northern Ireland, United Kingdom"])(
    "%s is read as the whole",
    (text) => {
      const { grams, notes } = inGrid(text);
      expect(grams).toBe(inGrid("gbr").grams);
      expect(notes).toMatch(/Grid: the figure for .* is that of United Kingdom, the whole of which it is a part\./u);
    },
  );

  it("a record of that name comes first", () => {
    expect(inGrid("Northern Ireland").notes).toContain("Grid Northern Ireland 20");
    expect(cli([...training, "--grid", "Northern Ireland", "--permissive-only"]).stdout).toContain("Electricity: United Kingdom");
    const scotland = { ...catalog.tables.grids.gbr, name: "Scotland", aliases: [], parts: [] };
    const files = { "own.json": JSON.stringify({ grids: { scotland } }) };
    expect(cli([...training, "--grid", "Scotland", "--catalog", "own.json"], files).stdout).toContain("Electricity: Scotland");
  });

  it("the whole needs no such note, and is found by its parts", () => {
    expect(inGrid("uk").notes).not.toContain("is a part");
    expect(catalog.search("Scotland", 1)[0]).toMatchObject({ table: "grids", id: "gbr" });
  });

  it.each([
    ["Deutschland", "deu"],
    ["España", "esp"],
    ["ÖSTERREICH", "aut"],
    ["Suisse", "che"],
    ["Italia", "ita"],
    ["Sverige", "swe"],
    ["Belgie", "bel"],
    ["日本", "jpn"],
    ["中国", "chn"],
    ["대한민국", "kor"],
  ] as const)("%s is %s", (text, id) => {
    expect(inGrid(text).grams).toBe(inGrid(id).grams);
  });
});
