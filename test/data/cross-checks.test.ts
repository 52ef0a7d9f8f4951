import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import type { AcceleratorRecord, GridRecord, HourlyIntensityRecord, ModelRecord } from "../../src/catalog/records.js";
import { countFromArchitecture } from "../../src/estimate/model-parameters.js";
import { readCsv } from "../../scripts/lib/csv.js";
import { recordsOf } from "../helpers/tables.js";
import acceleratorDisagreements from "./second-sources/accelerator-disagreements.json" with { type: "json" };
import modelDisagreements from "./second-sources/model-disagreements.json" with { type: "json" };

// Rounding of a datasheet (312 against 311.8) stays below; another card, another unit or a sparse rate does not.
const AGREEMENT = 0.03;

const fixture = (name: string): Record<string, string>[] =>
  readCsv(readFileSync(resolve(import.meta.dirname, "second-sources", name), "utf8"));

interface Comparison {
  readonly id: string;
  readonly field: string;
  readonly ours: number;
  readonly other: number;
}

const compare = (id: string, field: string, ours: number | undefined, other: string | undefined, factor = 1): Comparison[] =>
  ours === undefined || other === undefined || other === "" ? [] : [{ id, field, ours, other: Number(other) * factor }];

const disagree = ({ ours, other }: Comparison): boolean => Math.abs(other / ours - 1) > AGREEMENT;

function hardware(): Comparison[] {
  const accelerators = recordsOf("accelerators") as unknown as Readonly<Record<string, AcceleratorRecord>>;
  return fixture("epoch-hardware.csv").flatMap((row) => {
    const id = row["id"] as string;
    const record = accelerators[id] as AcceleratorRecord;
    const { peakFlopPerSecond: peak } = record;
    return [
      ...compare(id, "memoryBytes", (record.nominalMemoryBytes ?? record.memoryBytes)?.value, row["Memory (bytes)"]),
      ...compare(id, "memoryBandwidthBytesPerSecond", record.memoryBandwidthBytesPerSecond?.value, row["Memory bandwidth (byte/s)"]),
      ...compare(id, "interconnectBytesPerSecond", record.interconnectBytesPerSecond?.value, row["Intranode bandwidth (byte/s)"]),
      ...compare(id, "tdpWatts", record.tdpWatts?.value, row["TDP (W)"]),
      ...compare(id, "dieAreaSquareCentimetres", record.dieAreaSquareCentimetres?.value, row["Die Size (mm^2)"], 0.01),
      ...compare(id, "peakFlopPerSecond.fp64", peak.fp64?.value, row["FP64 (double precision) performance (FLOP/s)"]),
      ...compare(id, "peakFlopPerSecond.fp32", peak.fp32?.value, row["FP32 (single precision) performance (FLOP/s)"]),
      ...compare(id, "peakFlopPerSecond.tf32", peak.tf32?.value, row["TF32 (TensorFloat-32) performance (FLOP/s)"]),
      ...compare(
        id,
        peak.bf16 === undefined ? "peakFlopPerSecond.fp16" : "peakFlopPerSecond.bf16",
        (peak.bf16 ?? peak.fp16)?.value,
        row["Tensor-FP16/BF16 performance (FLOP/s)"],
      ),
      ...compare(id, "peakFlopPerSecond.fp8", peak.fp8?.value, row["FP8 performance (FLOP/s)"]),
      ...compare(id, "peakFlopPerSecond.int8", peak.int8?.value, row["INT8 performance (OP/s)"]),
      ...compare(id, "peakFlopPerSecond.fp4", peak.fp4?.value, row["FP4 performance (FLOP/s)"]),
    ];
  });
}

function models(): Comparison[] {
  const records = recordsOf("models") as unknown as Readonly<Record<string, ModelRecord>>;
  return fixture("epoch-models.csv").flatMap((row) => {
    const id = row["id"] as string;
    const record = records[id] as ModelRecord;
    const parameters = record.parameters?.value ?? countFromArchitecture(record)?.parameters ?? record.statedParameters?.value;
    return [
      ...compare(id, "parameters", parameters, row["parameters"]),
      ...compare(id, "trainingTokens", record.trainingTokens?.value, row["dataset_tokens"]),
    ];
  });
}

const checks = {
  accelerators: { compared: hardware(), explained: acceleratorDisagreements as readonly (Comparison & { comment: string })[] },
  models: { compared: models(), explained: modelDisagreements as readonly (Comparison & { comment: string })[] },
};

describe.each(Object.entries(checks))("%s against Epoch AI", (_, { compared, explained }) => {
  it("every disagreement above 3 % is known and has a comment", () => {
    const found = compared
      .filter(disagree)
      .map(({ id, field, ours, other }) => `${id} ${field} ${ours.toPrecision(4)} ${other.toPrecision(4)}`);
    const known = explained.map(({ id, field, ours, other }) => `${id} ${field} ${ours.toPrecision(4)} ${other.toPrecision(4)}`);
    expect(found.sort()).toEqual([...known].sort());
    for (const { id, comment } of explained) expect(`${id}: ${comment}`).toMatch(/: .{15,}/u);
  });
});

const grids = recordsOf("grids") as unknown as Readonly<Record<string, GridRecord>>;
const zones = recordsOf("electricityMapsZones") as unknown as Readonly<Record<string, GridRecord>>;
const at = (record: GridRecord | undefined, year: string): number | undefined => record?.intensityGramsPerKwh[year];

/** Countries that both tables have, by ISO 3166-1 code. */
function bothIn(year: string): { name: string; country: string; ember: number; electricityMaps: number }[] {
  return Object.values(grids).flatMap((grid) => {
    if (grid.level !== "country" || grid.basis !== "lifecycle" || grid.country === undefined || grid.source !== "ember-owid-2026")
      return [];
    const zone = zones[grid.country.toLowerCase()];
    const [ember, electricityMaps] = [at(grid, year), at(zone, year)];
    return ember === undefined || electricityMaps === undefined ? [] : [{ name: grid.name, country: grid.country, ember, electricityMaps }];
  });
}

const percent = (ratio: number): string => `${ratio >= 1 ? "+" : "−"}${Math.abs((ratio - 1) * 100).toFixed(1)} %`;
const median = (numbers: readonly number[]): number => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] as number;

it("direct figures are below life-cycle ones where one country has both", () => {
  // United States: eGRID against Ember; China: official average against Ember.
  for (const [direct, lifecycle, year] of [
    ["egrid-us", "usa", "2023"],
    ["cn-official", "chn", "2022"],
    ["cn-official", "chn", "2023"],
  ] as const) {
    const ratio = (at(grids[lifecycle], year) as number) / (at(grids[direct], year) as number);
    // The reference data and LCA literature have upstream emissions at 5 to 15 % of the total.
    expect(ratio, `${lifecycle} ${year}`).toBeGreaterThan(1.05);
    expect(ratio, `${lifecycle} ${year}`).toBeLessThan(1.18);
  }
});

it("docs/catalog/cross-checks.md reports where sources disagree", async () => {
  const table = (heads: readonly string[], rows: readonly (readonly string[])[]): string[] => [
    `| ${heads.join(" | ")} |`,
    `|${heads.map(() => " --- |").join("")}`,
    ...rows.map((cells) => `| ${cells.join(" | ")} |`),
  ];
  const section = (title: string, name: keyof typeof checks, intro: string): string[] => {
    const { compared, explained } = checks[name];
    return [
      `## ${title}`,
      "",
      `${intro} ${compared.length} figures compared, ${compared.length - explained.length} agree within 3 %, ${explained.length} do not.`,
      "",
      ...table(
        ["id", "figure", "ours", "Epoch AI", "difference", "why"],
        explained.map(({ id, field, ours, other, comment }) => [
          `\`${id}\``,
          field,
          ours.toPrecision(4),
          other.toPrecision(4),
          percent(other / ours),
          comment.replaceAll("|", "\\|"),
        ]),
      ),
      "",
    ];
  };
  const both = bothIn("2024");
  const hourly = Object.entries(recordsOf("hourlyIntensities") as unknown as Readonly<Record<string, HourlyIntensityRecord>>).flatMap(
    ([id, { name, year, lifecycleGramsPerKwh }]) => {
      const annual = at(zones[id], String(year));
      const hours = lifecycleGramsPerKwh.flat();
      const mean = hours.reduce((sum, value) => sum + value, 0) / hours.length;
      return annual === undefined ? [] : [{ id, name, year, mean, annual, least: Math.min(...hours), most: Math.max(...hours) }];
    },
  );
  const usa = {
    ember: at(grids["usa"], "2023") as number,
    egrid: at(grids["egrid-us"], "2023") as number,
    zone: at(zones["us"], "2023") as number,
  };
  const large = ["CN", "US", "IN", "JP", "BR", "CA", "KR", "DE", "FR", "GB", "IE", "SE", "NO", "PL"];
  const page = [
    "# Where sources disagree",
    "",
    "<!-- Written by test/data/cross-checks.test.ts from data/: run `npm run generate`. -->",
    "",
    "Two works rarely print the same figure. This page compares the tables with a second source where one may be used, and says why they differ.",
    "Every figure here is computed from the tables of this repository.",
    "",
    section(
      "Accelerators",
      "accelerators",
      "Against the table of machine learning hardware of Epoch AI (CC BY 4.0; `test/data/second-sources/epoch-hardware.csv`).",
    ).join("\n"),
    section("Models", "models", "Against the tables of models of Epoch AI (CC BY 4.0; `test/data/second-sources/epoch-models.csv`).").join(
      "\n",
    ),
    "## Grids: life-cycle against direct, production against consumption",
    "",
    "Four kinds of figures exist for one country and must not be mixed: each record says its `basis`, `boundary` and `gases`.",
    "",
    ...table(
      ["United States, 2023", "g/kWh", "basis and boundary"],
      [
        ["Ember (`grids.usa`)", usa.ember.toFixed(1), "life cycle, what is generated"],
        ['eGRID (`grids["egrid-us"]`)', usa.egrid.toFixed(1), "direct, what is generated"],
        ["Electricity Maps (`electricityMapsZones.us`, ODbL)", usa.zone.toFixed(0), "life cycle, what is consumed"],
      ],
    ),
    "",
    `Ember lies ${percent(usa.ember / usa.egrid)} over eGRID: upstream of fuels and plants, and estimated instead of measured stacks.`,
    "",
    "| China | Ember, life cycle | official average, direct CO2 | Ember over official |",
    "| --- | --- | --- | --- |",
    ...["2022", "2023"].map((year) => {
      const [ember, official] = [at(grids["chn"], year) as number, at(grids["cn-official"], year) as number];
      return `| ${year} | ${ember.toFixed(1)} | ${official.toFixed(1)} | ${percent(ember / official)} |`;
    }),
    "",
    "## Grids: Ember against Electricity Maps, 2024",
    "",
    `${both.length} countries are in both. The median absolute difference is ${(median(both.map(({ ember, electricityMaps }) => Math.abs(electricityMaps / ember - 1))) * 100).toFixed(1)} %; ` +
      `${both.filter(({ ember, electricityMaps }) => Math.abs(electricityMaps / ember - 1) > 0.25).length} are more than 25 % apart. ` +
      "Reasons: trade across borders (Electricity Maps follows what is consumed), other factors per fuel, other territory (Great Britain without Northern Ireland).",
    "",
    ...table(
      ["country", "Ember", "Electricity Maps", "difference"],
      both
        .filter(({ country }) => large.includes(country))
        .map(({ name, ember, electricityMaps }) => [name, ember.toFixed(1), electricityMaps.toFixed(0), percent(electricityMaps / ember)]),
    ),
    "",
    "## Hours against the year (Electricity Maps zones)",
    "",
    "The figures of Electricity Maps on this page are from tables under the Open Database License 1.0.",
    "",
    ...table(
      ["zone", "year", "mean of the hours", "yearly figure", "difference", "lowest to highest hour of a mean day"],
      hourly.map(({ name, year, mean, annual, least, most }) => [
        name,
        String(year),
        mean.toFixed(0),
        annual.toFixed(0),
        percent(mean / annual),
        `${least.toFixed(0)} to ${most.toFixed(0)}`,
      ]),
    ),
    "",
    "Means are over time; the yearly figures may be weighted by consumption. For India, West, and Great Britain the publisher has changed the yearly figure",
    "since the hours were published.",
    "",
  ];
  await expect(page.join("\n")).toMatchFileSnapshot("../../docs/catalog/cross-checks.md");
});
