import { describe, expect, expectTypeOf, it } from "vitest";
import { dataVersion, defaults, estimateTraining, type FootprintError, isFootprintError } from "llm-footprint";
import { catalog } from "llm-footprint/catalog";
import { accelerators } from "llm-footprint/catalog/accelerators";
import { cite, formatSources, sourcesUsed } from "llm-footprint/catalog/cite";
import { cloudRegions, regionPlace } from "llm-footprint/catalog/cloud-regions";
import { createCatalog, find } from "llm-footprint/catalog/find";
import { fuels } from "llm-footprint/catalog/fuels";
import { grids, gridInYear } from "llm-footprint/catalog/grids";
import { hourlyMixes } from "llm-footprint/catalog/hourly-mixes";
import { models } from "llm-footprint/catalog/models";
import { closedModels, modelFromIntervals } from "llm-footprint/catalog/closed-models";
import { ecologitsModels } from "llm-footprint/catalog/mpl/ecologits-models";
import { electricityMapsZones } from "llm-footprint/catalog/odbl/electricity-maps-zones";
import { servers } from "llm-footprint/catalog/servers";
import { gridFromMix, mixAt } from "llm-footprint/electricity";
import { extendCatalog, readScenario } from "llm-footprint/schema";
import type { AcceleratorRecord, GridRecord, MixtureOfExpertsModel } from "../../src/catalog/records.js";
import { sizesOf } from "../../src/catalog/closed-model.js";

/** The error that a call throws. */
function thrown(call: () => unknown): FootprintError {
  try {
    call();
  } catch (error) {
    if (isFootprintError(error)) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

describe("find", () => {
  it.each([
    ["h100-sxm-80gb", "h100-sxm-80gb"],
    ["NVIDIA H100 80GB HBM3", "h100-sxm-80gb"],
    ["nvidia-v100-sxm2-32gb", "v100-sxm2-32gb"],
    ["TPUv4", "tpu-v4"],
    ["NVIDIA A100-SXM4-80GB", "a100-sxm4-80gb"],
    ["Instinct MI300X", "mi300x"],
  ])("%s", (text, id) => {
    expect(find(accelerators, text, "accelerator").id).toBe(id);
  });

  it.each([
    ["meta-llama/Llama-3.1-70B-Instruct", "llama-3.1-70b"],
    ["llama3.1:70b", "llama-3.1-70b"],
    ["openai/gpt-oss-120b", "gpt-oss-120b"],
    ["deepseek-ai/DeepSeek-V3", "deepseek-v3"],
  ])("%s", (text, id) => {
    expect(find(models, text, "model").id).toBe(id);
  });

  it.each(["FR", "fra", "France", "fRaNcE"])("%s is France", (text) => {
    expect(find(grids, text, "grid").id).toBe("fra");
  });

  it("accents do not matter", () => {
    expect(find(grids, "Türkiye", "grid").id).toBe("tur");
    expect(find(grids, "Côte d'Ivoire", "grid").id).toBe("civ");
  });

  it("keeps dots, so that llama-3.1-8b is not llama-318b", () => {
    expect(find(models, "llama3.1:8b", "model").id).toBe("llama-3.1-8b");
    expect(() => find(models, "llama-318b", "model")).toThrow("llama-3.1-8b");
  });

  it("names of Object.prototype are no ids", () => {
    for (const text of ["constructor", "__proto__", "toString", "hasOwnProperty"])
      expect(() => find(accelerators, text, "accelerator")).toThrow("is not known");
  });

  it.each(["A100", "H100", "v100"])("%s lists the candidates", (text) => {
    const { code, details } = thrown(() => find(accelerators, text, "accelerator"));
    expect(code).toBe("ambiguous-id");
    expect(details.nearest?.length).toBeGreaterThan(2);
    for (const id of details.nearest ?? []) expect(Object.keys(accelerators)).toContain(id);
  });

  it("an unknown grid is an error with near matches, and never the world", () => {
    const { code, details } = thrown(() => find(grids, "Frnace", "grid"));
    expect(code).toBe("unknown-id");
    expect(details.nearest).toContain("fra");
    expect(thrown(() => find(grids, "Atlantis", "grid")).code).toBe("unknown-id");
    expect(find(grids, "world", "grid").id).toBe("world");
  });

  it("says what exists when nothing is near, without listing a whole table", () => {
    const { message } = thrown(() => find(grids, "§§§", "grid"));
    expect(message).toMatch(/"§§§" is not known; no name of its \d+ records is near$/u);
  });

  it("letters of all scripts count, and signs alone name nothing", () => {
    const table = { north: { name: "华北电网 2024", aliases: [] }, east: { name: "华东电网 2024", aliases: ["!!!"] } };
    expect(find(table, "华东电网2024", "grid").id).toBe("east");
    for (const text of ["北京", "!!!", "", "2024"]) expect(thrown(() => find(table, text, "grid")).code).toBe("unknown-id");
  });

  it("refuses what is no text", () => {
    for (const text of [undefined, null, 5, {}]) {
      expect(thrown(() => find(grids, text as never, "grid")).message).toContain("is no text to look for");
      expect(thrown(() => catalog.find(text as never)).message).toContain("is no text to look for");
    }
    expect(catalog.search("h100", 0)).toEqual([]);
    expect(catalog.search("h100", -1)).toEqual([]);
  });

  it("a very long text is refused in time and in few words", () => {
    expect(thrown(() => find(models, "x".repeat(100_000), "model")).code).toBe("unknown-id");
  });
});

describe("a catalogue of several tables", () => {
  const small = createCatalog({ accelerators, grids });

  it("finds with the table, and types the record by it", () => {
    const match = small.find("Poland");
    if (match.table === "grids") expectTypeOf(match.record).toEqualTypeOf<GridRecord>();
    else expectTypeOf(match.record).toEqualTypeOf<AcceleratorRecord>();
    expect(match).toMatchObject({ table: "grids", id: "pol" });
  });

  it("asks one table alone by its name", () => {
    expect(catalog.find("grids/Georgia".replace("Georgia", "geo")).id).toBe("geo");
    expect(thrown(() => catalog.find("grids/llama-3.1-70b")).code).toBe("unknown-id");
    // A slash of a model hub is no table.
    expect(catalog.find("mistralai/Mixtral-8x7B-v0.1").id).toBe("mixtral-8x7b");
  });

  it("refuses a name that two records have, in whatever tables", () => {
    expect(thrown(() => catalog.find("Georgia"))).toMatchObject({
      code: "ambiguous-id",
      details: { nearest: ["grids/geo", "grids/us-ga"] },
    });
    const wider = createCatalog({ ...catalog.tables, electricityMapsZones });
    expect(thrown(() => wider.find("FR")).details.nearest).toEqual(["grids/fra", "electricityMapsZones/fr"]);
    expect(wider.find("electricity-maps-zones/fr").id).toBe("fr");
  });

  it("searches without an error, best first", () => {
    expect(small.search("h100").map(({ id }) => id)).toEqual(expect.arrayContaining(["h100-sxm-80gb", "h100-pcie-80gb", "h100-nvl-94gb"]));
    expect(small.search("sweden", 1)).toMatchObject([{ table: "grids", id: "swe" }]);
    expect(small.search("§§§")).toEqual([]);
    expect(small.search("")).toEqual([]);
  });
});

describe("gridInYear", () => {
  it("uses the newest year on or before the asked one, and says so", () => {
    expect(gridInYear(grids.fra, 2024)).toMatchObject({ name: "France 2024", year: 2024 });
    const later = gridInYear(grids.fra, 2050);
    expect(later.year).toBe(Math.max(...Object.keys(grids.fra.intensityGramsPerKwh).map(Number)));
    expect(later.notes.at(-1)).toMatch(/no figure for 2050: that of \d{4} is used/u);
    const { notes, ...newest } = gridInYear(grids.fra);
    expect(later).toMatchObject(newest);
    expect(notes).toHaveLength(1);
  });

  it("names the basis, so that direct and life-cycle figures are not mixed in silence", () => {
    expect(gridInYear(grids.usa, 2023).notes[0]).toContain("life-cycle");
    expect(gridInYear(grids["egrid-us"], 2023).notes[0]).toContain("direct");
  });

  it.each([1990, 1999.5, Number.NaN])("refuses the year %s", (year) => {
    expect(thrown(() => gridInYear(grids.fra, year)).code).toBe("out-of-domain");
  });

  it("its notes reach the estimate", () => {
    const { notes } = estimateTraining({
      model: models["llama-3.1-8b"],
      tokens: 15e12,
      accelerator: accelerators["h100-sxm-80gb"],
      acceleratorCount: 1024,
      pue: 1.1,
      grid: gridInYear(grids.deu, 2050),
    });
    expect(notes.filter(({ code }) => code === "grid").map(({ message }) => message)).toEqual(gridInYear(grids.deu, 2050).notes);
  });
});

describe("regionPlace", () => {
  it("takes the provider's own intensity where it publishes one, and the grid else", () => {
    expect(regionPlace(cloudRegions["gcp:europe-north1"], grids).grid.intensityGramsPerKwh.source).toBe("google-region-carbon");
    expect(regionPlace(cloudRegions["azure:swedencentral"], grids).grid.name).toMatch(/^Sweden/u);
  });

  it("names a grid that the table lacks", () => {
    expect(thrown(() => regionPlace(cloudRegions["azure:swedencentral"], {}))).toMatchObject({
      code: "unknown-id",
      details: { value: "swe" },
    });
  });

  it("every region has an electricity", () => {
    for (const region of Object.values(cloudRegions)) expect(regionPlace(region, grids).grid.intensityGramsPerKwh.value).toBeGreaterThan(0);
  });
});

describe("gridFromMix", () => {
  it("weights the factors, with low and high of the literature", () => {
    const { intensityGramsPerKwh, lines } = gridFromMix({ coal: 0.25, nuclear: 0.75 }, fuels);
    expect(intensityGramsPerKwh).toMatchObject({ value: 214, basis: "secondary", source: "ipcc-ar5-annex-iii" });
    expect(intensityGramsPerKwh.low).toBeLessThan(214);
    expect(intensityGramsPerKwh.high).toBeGreaterThan(214);
    expect(lines.map(({ key }) => key)).toContain("coalMixPartGramsPerKwh");
  });

  it("takes out that shares are rounded", () => {
    const rounded = gridFromMix({ coal: 0.333, gas: 0.333, nuclear: 0.333 }, fuels).intensityGramsPerKwh.value;
    expect(rounded).toBeCloseTo((820 + 490 + 12) / 3, 9);
  });

  it("a mix of one fuel is that fuel", () => {
    const { value, low, high } = gridFromMix({ gas: 1 }, fuels).intensityGramsPerKwh;
    expect([value, low, high].map((number) => Number(number?.toPrecision(12)))).toEqual([490, 410, 650]);
  });

  it.each([
    ["percent for fractions", { coal: 40, gas: 60 }, "out-of-domain", "mix.coal = 40 is outside [0, 1]"],
    [
      "a lost fuel",
      { coal: 0.4 },
      "out-of-domain",
      "shareSum = 0.4 is outside [0.99, 1.01]; it follows from coalGenerationShare 0.4; name every fuel, as fractions",
    ],
    ["nothing", {}, "out-of-domain", "add up to 0"],
    ["a negative share", { coal: -0.1, gas: 1.1 }, "out-of-domain", "mix.coal = -0.1 is outside [0, 1]"],
    ["NaN", { coal: Number.NaN }, "invalid-input", "mix.coal"],
    ["an unknown fuel", { unobtainium: 1 }, "unknown-id", '"unobtainium" is not a fuel'],
    ["a name of Object.prototype", { constructor: 1 }, "unknown-id", '"constructor" is not a fuel'],
  ])("refuses %s", (_, shares, code, message) => {
    const error = thrown(() => gridFromMix(shares, fuels));
    expect(error.message).toContain(message);
    expect([code, "out-of-domain"]).toContain(error.code);
  });

  it("refuses a basis that there is not", () => {
    expect(thrown(() => gridFromMix({ coal: 1 }, fuels, "foo" as never)).message).toContain("is not one of lifecycle, direct");
  });

  it("is as sure as its least sure factor, cites every fuel, and brings its steps into the estimate", () => {
    const grid = gridFromMix({ coal: 0.5, oil: 0.5 }, fuels);
    expect(grid.intensityGramsPerKwh.at).toContain("ipcc-ar5-annex-iii, uk-post-268");
    expect(gridFromMix({ coal: 1 }, fuels, "direct").intensityGramsPerKwh.basis).toBe("recalled");
    const estimate = estimateTraining({
      model: models["llama-3.1-8b"],
      tokens: 15e12,
      accelerator: accelerators["h100-sxm-80gb"],
      acceleratorCount: 1024,
      pue: 1.1,
      grid,
    });
    expect(estimate.lines.map(({ key }) => key)).toContain("oilMixPartGramsPerKwh");
    expect(new Set(estimate.lines.map(({ key }) => key)).size).toBe(estimate.lines.length);
    const used = sourcesUsed(estimate).map(({ id }) => id);
    expect(used).toEqual(expect.arrayContaining(["ipcc-ar5-annex-iii", "uk-post-268"]));
  });

  it("a fuel without a direct factor has no direct mix", () => {
    expect(thrown(() => gridFromMix({ biomass: 1 }, fuels, "direct")).message).toContain("no direct factor");
  });

  it("hourly mixes add up to 1 in every hour", () => {
    for (const record of Object.values(hourlyMixes)) {
      for (const month of [1, 6, 12]) {
        const shares = Object.values(mixAt(record, month, 23));
        expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
      }
    }
    for (const [month, hour] of [
      [0, 1],
      [13, 1],
      [1, 24],
      [1, -1],
      [1.5, 1],
    ] as const) {
      expect(thrown(() => mixAt(hourlyMixes.ciso, month, hour)).code).toBe("out-of-domain");
    }
  });
});

describe("closed models", () => {
  it("become models whose range is the interval", () => {
    const record = ecologitsModels["gpt-4o"];
    const { kind, parameters } = modelFromIntervals(record);
    expect(kind).toBe("mixture-of-experts");
    expect(parameters).toMatchObject({ low: record.parameters.low, high: record.parameters.high, basis: "assumption" });
  });

  it("have the interval of their class, the hull of two, and what is stated", () => {
    const { activeParameters, totalOverActive } = modelFromIntervals(closedModels["gpt-5.5"]) as MixtureOfExpertsModel;
    // Standard is 15 to 150 billion with ratios of 10 to 40, large 30 to 300 with 6 to 35 (data/model-classes.json).
    expect(activeParameters).toMatchObject({ value: Math.sqrt(15 * 300) * 1e9, low: 15e9, high: 300e9 });
    expect(totalOverActive).toMatchObject({ low: 6, high: 40 });
    // All parameters: ln(20)/2 = 1.498 and ln(40/6)/2 = 0.949 add up, as squares, to 1.773.
    const { low, high } = sizesOf(closedModels["gpt-5.5"]).parameters;
    expect(low / 1e9).toBeCloseTo(Math.sqrt(15 * 300 * 6 * 40) / Math.exp(1.7733), 0);
    expect(high / low).toBeCloseTo(Math.exp(2 * 1.7733), 1);
    expect(modelFromIntervals(closedModels["grok-4"]).parameters).toMatchObject({ low: 2700e9, high: 3300e9, source: "xai-sizes-2026" });
  });

  it("say what an estimate of them leaves out", () => {
    expect(modelFromIntervals(closedModels["gpt-5-pro"]).note).toMatch(/it computes 3 \(1 to 12\) times as much/u);
    expect(modelFromIntervals(closedModels["gpt-4o-audio-preview"]).note).toMatch(/its kind is audio/u);
  });

  it("refuse a class that there is none of", () => {
    const record = { ...closedModels["gpt-4o"], classes: ["standart-2025" as "standard-2025"] };
    expect(() => modelFromIntervals(record)).toThrow(/classes holds "standart-2025".*did you mean standard-2025/u);
  });

  it("carry their interval into an estimate", () => {
    const estimate = estimateTraining({
      model: modelFromIntervals(closedModels["gpt-4o"]),
      tokens: 13e12,
      accelerator: accelerators["h100-sxm-80gb"],
      acceleratorCount: 10_000,
      pue: 1.1,
      grid: { intensityGramsPerKwh: 400 },
    });
    expect(estimate.high.activeParameters / estimate.low.activeParameters).toBeCloseTo(12, 9);
    // The size is less sure than what a whole run makes of its accelerators.
    expect(estimate.drivers.slice(0, 2).map(({ input }) => input)).toEqual(["activeParameters", "efficiencySpread"]);
    expect(estimate.notes.find(({ code }) => code === "estimated-model")?.message).toContain("Read low and high");
  });
});

describe("recalled figures of a model", () => {
  const recalled = (model: (typeof models)[keyof typeof models]): string[] =>
    estimateTraining({
      model,
      accelerator: accelerators["h100-sxm-80gb"],
      acceleratorCount: 1024,
      pue: 1.1,
      grid: { intensityGramsPerKwh: 400 },
    })
      .notes.map(({ message }) => message)
      .filter((message) => message.includes("recalled"));
  const work = { source: "recalled", at: "recalled", basis: "recalled" } as const;

  it("are said once, by what the estimate stands on", () => {
    const model = models["llama-3.1-8b"];
    const trainingTokens = { value: 15e12, ...work };
    expect(recalled({ ...model, trainingTokens, statedParameters: { value: 8e9, ...work } })).toEqual([
      "Model Llama 3.1 8B: recalled, not read in a public source: tokens.",
    ]);
    expect(recalled({ ...model, architectureSource: { id: "recalled", at: "the paper" } })).toEqual([
      "Model Llama 3.1 8B: recalled, not read in a public source: dimensions.",
    ]);
  });

  it("are not said of a model whose figures were read", () => {
    expect(recalled(models["llama-3.1-8b"])).toEqual([]);
  });
});

describe("cite", () => {
  it("gives source, place, year, licence and basis of each figure", () => {
    const citations = cite(accelerators["h100-sxm-80gb"]);
    expect(citations.find(({ field }) => field === "tdpWatts")).toMatchObject({
      value: 700,
      basis: "secondary",
      source: "nvidia-h100-datasheet",
      work: { licenceClass: "facts" },
    });
    expect(citations.map(({ field }) => field)).toContain("peakFlopPerSecond.fp8");
    for (const { work, at } of citations) expect([work?.url, at].every((text) => text !== undefined && text !== "")).toBe(true);
  });

  it("cites a record with one source once, and pointers by their id", () => {
    expect(cite(grids.fra)).toMatchObject([{ field: "", source: "ember-owid-2026", basis: "estimated" }]);
    expect(cite(models["llama-3.1-70b"]).find(({ field }) => field === "architectureSource")?.source).toBe("grattafiori-2024");
  });

  it("leaves the work out where nobody knows it, and takes one's own", () => {
    const figure = { value: 1, source: "our-invoice", at: "page 3", basis: "measured" };
    expect(cite({ figure })[0]).not.toHaveProperty("work");
    const work = {
      title: "Invoice",
      authors: "us",
      year: 2026,
      url: "https://example.org",
      licence: "fact",
      licenceClass: "facts",
      retrieved: "2026-11-01",
    } as const;
    expect(cite({ figure }, { "our-invoice": work })[0]?.work).toBe(work);
  });

  const estimate = estimateTraining({
    model: models["gpt-3-175b"],
    tokens: { value: 300e9, source: "my notes, 50 % & more", at: "page_1" },
    accelerator: accelerators["v100-sxm2-32gb"],
    acceleratorCount: 10_000,
    pue: 1.1,
    grid: gridInYear(grids.usa, 2024),
  });

  it("lists the works of an estimate once, sorted, with their use", () => {
    const used = sourcesUsed(estimate);
    expect(used.map(({ id }) => id)).toEqual([...new Set(used.map(({ id }) => id))].sort());
    expect(used.find(({ id }) => id === "ember-owid-2026")?.uses).toEqual(["intensityGramsPerKwh"]);
    expect(used.find(({ id }) => id.startsWith("my notes"))).not.toHaveProperty("work");
    expect(estimate.dataVersion).toBe(dataVersion);
  });

  it("writes BibTeX that a parser of its grammar accepts", () => {
    const entries = formatSources(sourcesUsed(estimate), "bibtex").split("\n\n");
    expect(entries).toHaveLength(sourcesUsed(estimate).length);
    for (const entry of entries) {
      expect(entry).toMatch(/^@misc\{[A-Za-z0-9.:-]+,\n(?: {2}[a-z]+ = \{.*\},\n)+\}$/u);
      const unescaped = entry.replaceAll(/\\[{}]/gu, "");
      expect(unescaped.split("{").length).toBe(unescaped.split("}").length);
    }
    expect(entries.join("")).toContain("my notes, 50 \\% \\& more");
  });

  it("writes text and JSON", () => {
    expect(formatSources(sourcesUsed(estimate), "text")).toContain("Licence: CC-BY-4.0");
    const parsed = JSON.parse(formatSources(sourcesUsed(estimate), "json")) as { id: string; uses: string[] }[];
    expect(parsed.find(({ id }) => id === "ember-owid-2026")?.uses).toEqual(["intensityGramsPerKwh"]);
  });
});

describe("extendCatalog", () => {
  const grid = {
    name: "Our site",
    aliases: ["site a"],
    level: "grid-region",
    country: "DE",
    basis: "lifecycle",
    boundary: "consumption",
    gases: "co2e",
    source: "ours",
    at: "page 1",
    figureBasis: "measured",
    intensityGramsPerKwh: { "2025": 120 },
  };
  const ours = {
    title: "Label",
    authors: "us",
    year: 2026,
    url: "https://example.org",
    licence: "fact",
    licenceClass: "facts",
    retrieved: "2026-11-01",
  };
  const own = { sources: { ours }, grids: { "our-site": grid } };

  it("adds records and leaves the old catalogue as it was", () => {
    const extended = extendCatalog(catalog, own);
    expect(extended.find("site A")).toMatchObject({ table: "grids", id: "our-site" });
    expect(extended.sources).toEqual({ ours });
    expect(() => catalog.find("our-site")).toThrow("is not known");
    expect(Object.keys(extended.tables.grids)).toHaveLength(Object.keys(grids).length + 1);
  });

  it("can be extended again", () => {
    const twice = extendCatalog(extendCatalog(catalog, own), { grids: { "our-other-site": { ...grid, name: "Other", aliases: [] } } });
    expect(twice.find("our-site").id).toBe("our-site");
    expect(twice.find("other").id).toBe("our-other-site");
    expect(thrown(() => extendCatalog(twice, own)).code).toBe("conflicting-input");
  });

  it("names of its records work in scenarios", () => {
    const scenario = {
      kind: "training",
      model: "llama-3.1-8b",
      accelerator: "h100-sxm-80gb",
      acceleratorCount: 8,
      pue: 1.1,
      grid: "our-site",
    };
    expect(readScenario(scenario, extendCatalog(catalog, own)).input.grid?.intensityGramsPerKwh).toMatchObject({
      value: 120,
      source: "ours",
    });
  });

  it("a scenario may bring its own records, with the works that they cite", () => {
    const scenario = {
      kind: "training",
      model: "llama-3.1-8b",
      accelerator: "h100-sxm-80gb",
      acceleratorCount: 8,
      pue: 1.1,
      grid: "our-site",
      catalog: own,
    };
    expect(readScenario(scenario)).toMatchObject({ input: { grid: { intensityGramsPerKwh: { value: 120 } } }, sources: { ours } });
    expect(thrown(() => readScenario({ ...scenario, catalog: { grids: { fra: grid } } })).code).toBe("conflicting-input");
    expect(thrown(() => readScenario({ ...scenario, catalog: 3 })).message).toContain("catalog");
  });

  it.each([
    ["an id of the catalogue", { grids: { fra: grid } }, "conflicting-input", "grids.fra"],
    ["an alias of the catalogue", { grids: { france: grid } }, "conflicting-input", "grids.france"],
    [
      "an alias that is a name of the catalogue",
      { sources: { ours }, grids: { "our-site": { ...grid, aliases: ["USA"] } } },
      "conflicting-input",
      "usa of the catalogue",
    ],
    ["a hidden key", JSON.parse('{"grids":{"__proto__":{"name":"x"}}}') as unknown, "invalid-input", "__proto__"],
    ["a table that objects inherit", { constructor: { name: {} } }, "invalid-input", "constructor is not a known field"],
    ["no year", { sources: { ours }, grids: { "our-site": { ...grid, intensityGramsPerKwh: {} } } }, "invalid-input", "at least one year"],
    [
      "a range that does not hold its value",
      {
        sources: { ours },
        sites: {
          s: {
            name: "S",
            aliases: [],
            operator: "us",
            scope: "site",
            year: 2025,
            pue: { value: 1.2, low: 1.3, source: "ours", at: "1", basis: "measured" },
          },
        },
      },
      "invalid-input",
      "sites.s.pue",
    ],
    [
      "a PUE below 1",
      {
        sources: { ours },
        sites: {
          s: {
            name: "S",
            aliases: [],
            operator: "us",
            scope: "site",
            year: 2025,
            pue: { value: 0.2, source: "ours", at: "1", basis: "measured" },
          },
        },
      },
      "invalid-input",
      "sites.s.pue.value",
    ],
    [
      "a region with an intensity that nobody is said to publish",
      {
        cloudRegions: {
          "us:here": {
            name: "Here",
            aliases: [],
            provider: "us",
            region: "here",
            country: "DE",
            grid: "deu",
            intensityGramsPerKwh: { "2024": 9 },
          },
        },
      },
      "invalid-input",
      "published beside",
    ],
    ["a source of the catalogue", { sources: { "ember-owid-2026": ours } }, "conflicting-input", "sources.ember-owid-2026"],
    ["a source that nobody lists", { grids: { "our-site": { ...grid, source: "nobody" } } }, "unknown-id", "nobody"],
    ["a table that does not exist", { gridz: {} }, "invalid-input", "did you mean grids"],
    [
      "a misspelt key",
      { sources: { ours }, grids: { "our-site": { ...grid, intensity: 3 } } },
      "invalid-input",
      "grids.our-site.intensity",
    ],
    [
      "a negative intensity",
      { sources: { ours }, grids: { "our-site": { ...grid, intensityGramsPerKwh: { "2025": -1 } } } },
      "invalid-input",
      "intensityGramsPerKwh.2025",
    ],
    [
      "a year that is none",
      { sources: { ours }, grids: { "our-site": { ...grid, intensityGramsPerKwh: { now: 1 } } } },
      "invalid-input",
      "now",
    ],
    ["an id with spaces", { sources: { ours }, grids: { "our site": grid } }, "invalid-input", "our site"],
    ["text for a record", { grids: { "our-site": "120 g/kWh" } }, "invalid-input", "grids.our-site"],
    ["a list", [], "invalid-input", "the file of own records = a list is not valid; expected object"],
    ["nothing", null, "invalid-input", "the file of own records = null is not valid"],
    [
      "a model whose dimensions are wrong",
      {
        models: {
          mine: {
            name: "Mine",
            aliases: [],
            developer: "us",
            family: "own",
            released: "2026",
            weights: "open",
            kind: "dense",
          },
        },
      },
      "invalid-input",
      "models.mine",
    ],
    [
      "a region on no grid",
      {
        cloudRegions: { "us:here": { name: "Here", aliases: [], provider: "us", region: "here", country: "DE", grid: "deutschland-west" } },
      },
      "unknown-id",
      "cloudRegions.us:here.grid",
    ],
  ])("refuses %s", (_, records, code, text) => {
    const error = thrown(() => extendCatalog(catalog, records));
    expect([error.code, error.message]).toEqual([code, expect.stringContaining(text)]);
  });
});

it("the default server is in the table of servers", () => {
  expect(servers["eight-accelerator-host"]).toBe(defaults.server);
});
