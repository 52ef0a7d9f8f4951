import { describe, expect, it } from "vitest";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { diffTables } from "../../scripts/lib/diff-tables.js";
import { readCsv } from "../../scripts/lib/csv.js";
import { upstreams } from "../../scripts/upstream/index.js";
import version from "../../data/version.json" with { type: "json" };
import type { CloudRegionRecord, ElectricityImpactRecord, GridRecord, ServerFootprintRecord } from "../../src/catalog/records.js";
import { recordsOf, type TableFile } from "../helpers/tables.js";

const table = <Row>(name: TableFile["name"]): Readonly<Record<string, Row>> => recordsOf(name) as unknown as Readonly<Record<string, Row>>;
const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/** What a reader would change, with the text of a file in the publisher's format. */
function changes(name: keyof typeof upstreams, rows: TableFile["name"], text: string, file?: string): readonly string[] {
  const current = recordsOf(rows);
  return diffTables(current, { ...current, ...upstreams[name].read(text, current, file) }).lines;
}

describe("readers of upstream files print what changes, and refuse what they cannot trust", () => {
  const grids = Object.entries(table<GridRecord>("grids")).filter(([, { source }]) => source === "ember-owid-2026");
  const owid = (edit: (iso: string, year: string, value: number) => number = (_iso, _year, value) => value): string =>
    [
      "Entity,Code,Year,Carbon intensity of electricity per kWh",
      ...grids.flatMap(([id, { name, at, level, intensityGramsPerKwh }]) => {
        const code = id === "world" ? "OWID_WRL" : id === "xkx" ? "OWID_KOS" : level === "country" ? id.toUpperCase() : "";
        const entity = /^row (.+)$/u.exec(at)?.[1] ?? name;
        return Object.entries(intensityGramsPerKwh).map(([year, value]) => `${quoted(entity)},${code},${year},${edit(code, year, value)}`);
      }),
      "",
    ].join("\n");

  it("ember-owid: the same file changes nothing, a revised figure is one line", () => {
    expect(changes("ember-owid", "grids", owid())).toEqual([]);
    const revised = owid((code, year, value) => (code === "FRA" && year === "2024" ? 44 : value));
    expect(changes("ember-owid", "grids", revised)).toEqual(["~ fra.intensityGramsPerKwh.2024: 40.48 -> 44 (+8.7 %)"]);
  });

  it.each([
    [
      "cut off in a row",
      owid()
        .slice(0, 20_000)
        .replace(/,[^,]*$/u, ""),
    ],
    ["in kg/kWh", owid((_code, _year, value) => value / 1000)],
    ["of another chart", owid().replace("Carbon intensity of electricity per kWh", "Share of electricity from coal")],
    ["empty", ""],
  ])("ember-owid refuses a file %s", (_, text) => {
    expect(() => changes("ember-owid", "grids", text)).toThrow();
  });

  const google = (factor = 1): string =>
    [
      "Google Cloud Region,Location,Google CFE,Grid carbon intensity (gCO2eq / kWh)",
      ...Object.values(table<CloudRegionRecord>("cloudRegions")).flatMap(({ region, intensityGramsPerKwh, carbonFreeShare }) => {
        const [intensity, share] = [intensityGramsPerKwh?.["2024"], carbonFreeShare?.["2024"]];
        return intensity === undefined || share === undefined ? [] : [`${region},somewhere,${share * factor},${intensity}`];
      }),
    ].join("\n");

  it("google-region-carbon reads the year from the name of the file", () => {
    expect(changes("google-region-carbon", "cloudRegions", google(), "2024.csv")).toEqual([]);
    expect(changes("google-region-carbon", "cloudRegions", google(), "2025.csv")).toContain(
      "~ gcp:europe-north1.intensityGramsPerKwh.2025: none -> 39.32",
    );
    expect(() => changes("google-region-carbon", "cloudRegions", google())).toThrow("the year is missing");
    expect(() => changes("google-region-carbon", "cloudRegions", google(100), "2024.csv")).toThrow("is it in percent?");
    expect(() => changes("google-region-carbon", "cloudRegions", google().split("\n").slice(0, 9).join("\n"), "2024.csv")).toThrow(
      "truncated",
    );
  });

  it("electricity-maps takes one year a file", () => {
    const zones = Object.entries(table<GridRecord>("electricityMapsZones"));
    const text = JSON.stringify(
      Object.fromEntries(
        zones.map(([id, { intensityGramsPerKwh, carbonFreeShare }]) => [
          id.toUpperCase(),
          {
            carbonIntensity: { value: intensityGramsPerKwh["2025"], unit: "gCO2eq/kWh" },
            carbonFreeEnergy: {
              value: carbonFreeShare?.["2025"] === undefined ? null : Math.round(carbonFreeShare["2025"] * 100),
              unit: "%",
            },
          },
        ]),
      ),
    );
    expect(changes("electricity-maps", "electricityMapsZones", text, "yearly_2025.json")).toEqual([]);
    expect(changes("electricity-maps", "electricityMapsZones", text, "yearly_2026.json").length).toBeGreaterThan(zones.length);
    expect(() =>
      changes("electricity-maps", "electricityMapsZones", text.replaceAll("gCO2eq/kWh", "kgCO2eq/kWh"), "yearly_2025.json"),
    ).toThrow("unit");
    expect(() => changes("electricity-maps", "electricityMapsZones", '{"FR": {}}', "yearly_2025.json")).toThrow("truncated");
  });

  it("digital4better-cloud leaves out what the compilers filled in", () => {
    const head = "id,name,provider,lat,lon,location,country,subdivision,pue,wue,ref";
    const rows = [
      "asia-east,East Asia,azure,22,114,Hong Kong,hk,,1.405,1.65,0",
      "eu-west,West Europe,azure,52,5,Netherlands,nl,,1.13,0.06,0",
    ];
    const lines = changes("digital4better-cloud", "cloudEfficiency", [head, ...rows].join("\n"));
    expect(lines.filter((line) => line.includes(".pue.value"))).toEqual([
      expect.stringMatching(/^~ azure:westeurope\.pue\.value: .* -> 1\.13/u),
    ]);
    expect(lines.some((line) => line.includes("eastasia"))).toBe(false);
    expect(() =>
      changes("digital4better-cloud", "cloudEfficiency", `${head}\neu-west,West Europe,azure,52,5,Netherlands,nl,,113,0.06,0`),
    ).toThrow("outside 1 to 3");
  });

  it("epoch-hardware changes what only Epoch gives", () => {
    const text = readFileSync(resolve(import.meta.dirname, "second-sources/epoch-hardware.csv"), "utf8");
    expect(changes("epoch-hardware", "accelerators", text)).toEqual([]);
    expect(() => changes("epoch-hardware", "accelerators", text.split("\n").slice(0, 5).join("\n"))).toThrow();
  });

  it("hugging-face-config finds the record by its name, and agrees with ours", () => {
    const config = {
      _name_or_path: "meta-llama/Llama-3.1-70B-Instruct",
      model_type: "llama",
      num_hidden_layers: 80,
      hidden_size: 8192,
      num_attention_heads: 64,
      num_key_value_heads: 8,
      intermediate_size: 28672,
      vocab_size: 128256,
      max_position_embeddings: 131072,
      tie_word_embeddings: false,
      torch_dtype: "bfloat16",
    };
    const lines = changes("hugging-face-config", "models", JSON.stringify(config));
    expect(lines.filter((line) => line.includes("architecture."))).toEqual([]);
    const other = changes("hugging-face-config", "models", JSON.stringify({ ...config, num_hidden_layers: 81 }));
    expect(other).toContain("~ llama-3.1-70b.architecture.layers: 80 -> 81 (+1.2 %)");
    expect(() => changes("hugging-face-config", "models", JSON.stringify({ ...config, model_type: "abacus" }))).toThrow("abacus");
  });

  it("boavizta-footprints reads what the server of a report holds, and no drives that are blanks or of unknown size", () => {
    const head =
      "manufacturer,name,category,subcategory,gwp_total,lifetime,yearly_tec,report_date,sources,gwp_manufacturing_ratio,memory,number_cpu,hard_drive";
    const configuration = (drives: string, maker = "Dell"): unknown => {
      const row = `${maker},Model 1,Datacenter,Server,1000,4,100,2021,https://example.org,0.5,16,2,${drives}`;
      const records = upstreams["boavizta-footprints"].read(`${head}\n${row}`, {}) as unknown as Readonly<
        Record<string, ServerFootprintRecord>
      >;
      return Object.values(records)[0]?.configuration;
    };
    const rest = { cpuCount: 2, memoryBytes: 16e9 };
    expect(configuration("x4 1TB 2.5in HDD  x2 120GB 2.5in SSD")).toEqual({ ...rest, ssdBytes: 240e9, hddCount: 4 });
    expect(configuration("x2 200GB SSD 1.8in")).toEqual({ ...rest, ssdBytes: 400e9, hddCount: 0 });
    expect(configuration("x4 2.5in HDD Blank")).toEqual({ ...rest, ssdBytes: 0, hddCount: 0 });
    expect(configuration("No Hard Drive")).toEqual({ ...rest, ssdBytes: 0, hddCount: 0 });
    expect(configuration("4 SSD", "HP")).toEqual(rest);
    expect(() => configuration("a tape")).toThrow("is not a list of drives");
  });

  it("the readers of the other tables refuse what is not their file", () => {
    expect(Object.keys(table<ServerFootprintRecord>("serverFootprints")).length).toBeGreaterThan(60);
    expect(Object.keys(table<ElectricityImpactRecord>("electricityImpacts")).length).toBeGreaterThan(40);
    for (const [name, { table: file, describes, url, read }] of Object.entries(upstreams)) {
      expect(`${file} ${describes} ${url}`, name).toMatch(/^data\/.*\.json .{10,} https:\/\//u);
      for (const text of ["", "a,b\n1,2\n", "{}", "[]"])
        expect(() => read(text, recordsOf("grids"), "2024.csv"), `${name}: ${text}`).toThrow();
    }
  });
});

describe("readCsv", () => {
  it("reads quotes, doubled quotes, line breaks in quotes, and carriage returns", () => {
    expect(readCsv('a,b\r\n"x, ""y""","1\n2"\r\n')).toEqual([{ a: 'x, "y"', b: "1\n2" }]);
  });

  it("refuses a truncated file", () => {
    expect(() => readCsv("a,b\n1")).toThrow("row 2 has 1 cells and not 2");
    expect(() => readCsv('a,b\n1,"2')).toThrow("truncated");
  });
});

it("data/CHANGELOG.md has an entry for the version of the data, first", () => {
  const changelog = readFileSync(resolve(import.meta.dirname, "../../data/CHANGELOG.md"), "utf8");
  expect(/^## (\S+) \(/mu.exec(changelog)?.[1]).toBe(version.dataVersion);
});
