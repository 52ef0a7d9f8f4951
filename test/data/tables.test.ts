import { describe, expect, it } from "vitest";
import adaptation from "../../data/adaptation.json" with { type: "json" };
import inferenceMethods from "../../data/inference-methods.json" with { type: "json" };
import equivalents from "../../data/equivalents.json" with { type: "json" };
import jointDraw from "../../data/joint-draw.json" with { type: "json" };
import servingFit from "../../data/serving-fit.json" with { type: "json" };
import defaults from "../../data/defaults.json" with { type: "json" };
import llmcarbon from "../../data/llmcarbon.json" with { type: "json" };
import modelNames from "../../data/model-names.json" with { type: "json" };
import scalingLaws from "../../data/scaling-laws.json" with { type: "json" };
import version from "../../data/version.json" with { type: "json" };
import { sizesOf } from "../../src/catalog/closed-model.js";
import type { Named } from "../../src/catalog/names.js";
import type {
  AcceleratorRecord,
  ApiPriceRecord,
  ClosedModelRecord,
  GridRecord,
  ModelRecord,
  SourceRecord,
} from "../../src/catalog/records.js";
import { countFromArchitecture } from "../../src/estimate/model-parameters.js";
import { normaliseName } from "../../src/core/near-matches.js";
import { recordSchemas } from "../../src/schema/data-schemas.js";
import { dataSchemas } from "../helpers/data-schemas.js";
import { formulas } from "../helpers/formulas.js";
import { citedIn, objectsIn, recordsOf, tableFiles } from "../helpers/tables.js";
import sharedAliases from "./shared-aliases.json" with { type: "json" };

const sources = recordsOf("sources") as unknown as Readonly<Record<string, SourceRecord>>;

describe.each(tableFiles)("$file", ({ name, records, licence }) => {
  it("follows its schema, without unknown keys", () => {
    for (const [id, record] of Object.entries(records)) {
      expect(recordSchemas()[name].safeParse(record).error?.issues ?? [], id).toEqual([]);
    }
  });

  it("has sorted kebab-case ids", () => {
    const ids = Object.keys(records);
    expect(ids).toEqual([...ids].sort());
    for (const id of ids) expect(id).toMatch(/^[a-z0-9]+(?:[.:-][a-z0-9.]+)*$/u);
  });

  it("cites works of its licence class alone", () => {
    const allowed = licence === "permissive" ? ["permissive", "facts"] : [licence];
    for (const id of new Set(citedIn(records))) expect([id, sources[id]?.licenceClass]).toEqual([id, expect.toBeOneOf(allowed)]);
  });

  it("has series in order of their years", () => {
    for (const [path, object] of objectsIn(records, name)) {
      const keys = Object.keys(object);
      if (keys.length > 0 && keys.every((key) => /^\d{4}$/u.test(key))) expect(keys, path).toEqual([...keys].sort());
    }
  });

  if (name !== "sources") {
    it("has names that mean one record, or the candidates on purpose", () => {
      const owners = new Map<string, Set<string>>();
      for (const [id, record] of Object.entries(records)) {
        const { name: title, aliases, parts = [] } = record as unknown as Named;
        for (const text of [id, title, ...aliases, ...parts]) {
          const key = normaliseName(text);
          owners.set(key, (owners.get(key) ?? new Set()).add(id));
        }
      }
      const shared = [...owners].filter(([, ids]) => ids.size > 1).map(([text, ids]) => [text, [...ids].sort()]);
      expect(Object.fromEntries(shared)).toEqual((sharedAliases as Readonly<Record<string, unknown>>)[name] ?? {});
    });

    it("repeats no alias inside a record", () => {
      for (const [id, record] of Object.entries(records)) {
        const { name: title, aliases } = record as unknown as Named;
        const keys = [title, ...aliases].map(normaliseName);
        expect(
          keys.filter((key, index) => keys.indexOf(key) !== index && key !== normaliseName(title)),
          id,
        ).toEqual([]);
      }
    });
  }
});

describe("data/defaults.json, data/equivalents.json, data/llmcarbon.json, data/scaling-laws.json and data/version.json", () => {
  it("follow their schemas", () => {
    expect(dataSchemas.defaults.safeParse(defaults).error?.issues ?? []).toEqual([]);
    expect(dataSchemas.equivalents.safeParse(equivalents).error?.issues ?? []).toEqual([]);
    expect(dataSchemas.llmcarbon.safeParse(llmcarbon).error?.issues ?? []).toEqual([]);
    expect(dataSchemas.scalingLaws.safeParse(scalingLaws).error?.issues ?? []).toEqual([]);
    expect(version.dataVersion).toMatch(/^20\d\d\.(?:[1-9]|1[0-2])\.\d+$/u);
  });
});

describe("citations", () => {
  const figures = [
    ...tableFiles.map(({ records }) => records),
    modelNames,
    adaptation,
    defaults,
    equivalents,
    inferenceMethods,
    jointDraw,
    llmcarbon,
    scalingLaws,
    servingFit,
  ];
  const cited = new Set([...figures.flatMap((table) => [...citedIn(table)]), ...formulas.map(({ card }) => card.source.id)]);

  it("every cited work is in sources.json", () => {
    expect([...cited].filter((id) => !Object.hasOwn(sources, id))).toEqual([]);
  });

  it("every work is cited by a figure, an equation or a note", () => {
    const text = JSON.stringify(figures.filter((table) => table !== recordsOf("sources")));
    const inCode = new Set(["llm-footprint", "jcgm-100", "korthikanti-2022", "dong-2024", "besiroglu-2024"]);
    expect(Object.keys(sources).filter((id) => !cited.has(id) && !inCode.has(id) && !text.includes(id))).toEqual([]);
  });

  it("every figure with basis assumption says why", () => {
    for (const { file, records } of tableFiles) {
      for (const [path, object] of objectsIn(records, file)) {
        if (object["basis"] === "assumption") expect(`${path}: ${String(object["note"] ?? object["at"])}`).toMatch(/: .{10,}/u);
      }
    }
  });

  it("nothing names a machine or a database that must not ship", () => {
    const text = JSON.stringify(tableFiles.map(({ records }) => records));
    expect(/\/work\/|\/tmp\/|\/home\//u.test(text)).toBe(false);
  });
});

describe("references between tables hold", () => {
  const has = (table: Parameters<typeof recordsOf>[0], id: unknown): boolean => Object.hasOwn(recordsOf(table), String(id));

  it.each([
    ["servers", "accelerator", "accelerators"],
    ["embodied", "accelerator", "accelerators"],
    ["achievableMatmul", "accelerator", "accelerators"],
    ["draftAcceptance", "model", "models"],
    ["cloudRegions", "grid", "grids"],
    ["cloudRegions", "electricityMapsZone", "electricityMapsZones"],
    ["cloudEfficiency", "cloudRegion", "cloudRegions"],
  ] as const)("%s.%s is an id of %s", (from, field, to) => {
    const wrong = Object.entries(recordsOf(from)).filter(([, record]) => record[field] !== undefined && !has(to, record[field]));
    expect(wrong.map(([id, record]) => [id, record[field]])).toEqual([]);
  });

  it("generation shares name fuels that add up to 1", () => {
    for (const table of ["grids", "subnationalGrids"] as const) {
      for (const [id, record] of Object.entries(recordsOf(table))) {
        const shares = Object.values((record["generationShares"] ?? {}) as Record<string, number>);
        // Printed to a tenth of a percent for up to eleven fuels.
        if (shares.length > 0) expect(Math.abs(shares.reduce((sum, share) => sum + share, 0) - 1), id).toBeLessThan(0.006);
      }
    }
  });
});

describe("figures are plausible", () => {
  it("every range holds its value, and every interval has two ends", () => {
    for (const [path, { value, low, high }] of objectsIn(
      { ...Object.fromEntries(tableFiles.map(({ name, records }) => [name, records])), defaults },
      "data",
    )) {
      if (typeof value === "number") {
        expect(value, path).toBeGreaterThanOrEqual((low as number | undefined) ?? value);
        expect(value, path).toBeLessThanOrEqual((high as number | undefined) ?? value);
      } else if (typeof low === "number" && path.startsWith("data.digital4betterModels")) expect(low, path).toBe(high);
      else if (typeof low === "number") expect(low, path).toBeLessThan(high as number);
    }
  });

  // Bounds of physics and of the market from 2014 (K80) to 2026 (Rubin); a slip of 10^3 or of bits for bytes falls outside each of them.
  const bandwidthGigabytesPerSecond: Readonly<Record<string, readonly [number, number]>> = {
    ddr: [25, 1000],
    gddr: [100, 2000],
    hbm: [250, 25_000],
    lpddr: [25, 1000],
    sram: [5000, 3e7],
  };

  const accelerators = Object.entries(recordsOf("accelerators") as unknown as Readonly<Record<string, AcceleratorRecord>>);

  it.each(accelerators)("%s", (_, record) => {
    const { memoryBytes, tdpWatts, idlePowerWatts, dieAreaSquareCentimetres, memoryBandwidthBytesPerSecond, peakFlopPerSecond, kind } =
      record;
    if (memoryBytes !== undefined && record.memoryType !== "sram") {
      expect(memoryBytes.value).toBeGreaterThanOrEqual(4e9);
      expect(memoryBytes.value).toBeLessThanOrEqual(kind === "cpu" ? 2e12 : 600e9);
    }
    const family = /^[a-z]+/u.exec(record.memoryType)?.[0] as string;
    const [slowest, fastest] = bandwidthGigabytesPerSecond[family.replace(/hbm.*/u, "hbm").replace(/gddr.*/u, "gddr")] as readonly [
      number,
      number,
    ];
    if (memoryBandwidthBytesPerSecond !== undefined) {
      expect(memoryBandwidthBytesPerSecond.value / 1e9).toBeGreaterThanOrEqual(slowest);
      expect(memoryBandwidthBytesPerSecond.value / 1e9).toBeLessThanOrEqual(fastest);
    }
    if (tdpWatts !== undefined) {
      expect(tdpWatts.value).toBeGreaterThanOrEqual(5);
      // A wafer is a system of 84 dies with 23 kW.
      expect(tdpWatts.value).toBeLessThanOrEqual(kind === "wafer" ? 25_000 : 2500);
      if (idlePowerWatts !== undefined) expect(idlePowerWatts.value / tdpWatts.value).toBeLessThan(0.6);
      // No chip sheds more than about 2 W/mm2, and none with a fan or cold plate is rated below 2 W/cm2.
      if (dieAreaSquareCentimetres !== undefined) {
        const density = tdpWatts.value / dieAreaSquareCentimetres.value;
        expect(density).toBeGreaterThan(2);
        expect(density).toBeLessThan(200);
      }
      if (record.trainingPowerWatts !== undefined) {
        // System power is the device with its host: between idle and twice the TDP.
        expect(record.trainingPowerWatts.value / tdpWatts.value).toBeGreaterThan(0.4);
        expect(record.trainingPowerWatts.value / tdpWatts.value).toBeLessThan(2);
      }
    }
    if (dieAreaSquareCentimetres !== undefined) {
      expect(dieAreaSquareCentimetres.value).toBeGreaterThan(0.5);
      expect(dieAreaSquareCentimetres.value).toBeLessThan(kind === "wafer" ? 500 : 30);
    }
    if (record.trainingPrecision !== undefined) expect(Object.keys(peakFlopPerSecond)).toContain(record.trainingPrecision);
    for (const peak of Object.values(peakFlopPerSecond)) {
      expect(peak.value).toBeGreaterThan(1e11);
      expect(peak.value).toBeLessThan(1e17);
    }
  });

  it("halving the bits doubles the dense rate, or the record says why not", () => {
    // A factor of four is the mark of a rate with structured sparsity.
    const pairs = [
      ["fp8", "bf16"],
      ["int8", "bf16"],
      ["fp4", "fp8"],
    ] as const;
    const odd: string[] = [];
    for (const [id, { peakFlopPerSecond, note }] of accelerators) {
      for (const [half, full] of pairs) {
        const [a, b] = [peakFlopPerSecond[half], peakFlopPerSecond[full]];
        if (a === undefined || b === undefined) continue;
        const told = a.note ?? b.note ?? note;
        if (Math.abs(a.value / b.value - 2) > 0.05 && told === undefined) odd.push(`${id}: ${half}/${full} = ${a.value / b.value}`);
      }
    }
    expect(odd).toEqual([]);
  });

  it("intensities lie within 0 and 1,500 g/kWh, PUE within 1 and 3, WUE within 0 and 5 L/kWh", () => {
    for (const { name, records } of tableFiles) {
      if (name === "embodied") continue;
      for (const [path, object] of objectsIn(records, name)) {
        const series = object["intensityGramsPerKwh"];
        const values =
          typeof series === "number"
            ? [series]
            : Object.values((series ?? {}) as Record<string, unknown>).filter((value) => typeof value === "number");
        for (const value of values) {
          expect(value, path).toBeGreaterThanOrEqual(0);
          expect(value, path).toBeLessThan(1500);
        }
        for (const [key, low, high] of [
          ["pue", 1, 3],
          ["wueLitresPerKwh", 0, 5],
        ] as const) {
          const figure = object[key] as { value?: number } | undefined;
          if (figure?.value === undefined) continue;
          expect(figure.value, path).toBeGreaterThanOrEqual(low);
          expect(figure.value, path).toBeLessThan(high);
        }
      }
    }
  });

  it("direct emissions are below life-cycle ones, by fuel", () => {
    for (const [id, record] of Object.entries(recordsOf("fuels"))) {
      const [life, direct] = [record["lifecycleGramsPerKwh"], record["directGramsPerKwh"]] as ({ value: number } | undefined)[];
      if (direct !== undefined) expect(direct.value, id).toBeLessThanOrEqual((life as { value: number }).value);
    }
  });

  it("one basis, one boundary and one country code per grid", () => {
    for (const table of ["grids", "electricityMapsZones", "subnationalGrids"] as const) {
      for (const [id, grid] of Object.entries(recordsOf(table) as unknown as Readonly<Record<string, GridRecord>>)) {
        expect(grid.country === undefined, id).toBe(grid.level === "world" || grid.level === "aggregate");
      }
    }
  });
});

describe("models", () => {
  const models = Object.entries(recordsOf("models") as unknown as Readonly<Record<string, ModelRecord>>);

  it("the dimensions agree with the stated count within 1 %, or the record says why not", () => {
    const silent: string[] = [];
    for (const [id, record] of models) {
      const counted = countFromArchitecture(record);
      for (const stated of [record.statedParameters, record.parameters]) {
        if (counted === undefined || stated === undefined) continue;
        const off = stated.value / counted.parameters - 1;
        if (Math.abs(off) > 0.01 && record.parametersNote === undefined)
          silent.push(`${id}: stated ${stated.value}, counted ${counted.parameters}`);
      }
    }
    expect(silent).toEqual([]);
  });

  it("a model whose dimensions cannot be counted states its parameters or says that they are unknown", () => {
    for (const [id, record] of models) {
      if (countFromArchitecture(record) === undefined) expect(record.parameters ?? record.note, id).toBeDefined();
    }
  });

  it("active parameters are fewer than all", () => {
    for (const [id, record] of models) {
      const counted = countFromArchitecture(record);
      if (record.kind === "mixture-of-experts" && counted !== undefined)
        expect(counted.activeParameters, id).toBeLessThan(counted.parameters);
    }
  });

  it.each(["closedModels", "modelClasses", "ecologitsModels", "digital4betterModels"] as const)(
    "%s are intervals, the active part inside the whole",
    (table) => {
      for (const [id, record] of Object.entries(recordsOf(table) as unknown as Readonly<Record<string, ClosedModelRecord>>)) {
        const { parameters, activeParameters } = sizesOf(record);
        expect(parameters.low, id).toBeLessThanOrEqual(parameters.high);
        expect(activeParameters.low, id).toBeLessThanOrEqual(parameters.low);
        expect(activeParameters.high, id).toBeLessThanOrEqual(parameters.high);
        expect(parameters.high, id).toBeLessThan(2e13);
      }
    },
  );
});

describe("the accelerators that most estimates use", () => {
  // What they do, hold, read and draw was read in a text of the vendor, or in one that quotes it.
  it.each([
    ...["a100-sxm4-80gb", "h100-sxm-80gb", "h200-sxm-141gb", "b200-sxm-180gb", "b300-sxm-270gb", "gb200"],
    ...["mi300x", "mi325x", "mi355x", "tpu-v5e", "tpu-v5p", "tpu-v6e", "tpu-v7", "trainium2", "gaudi3"],
  ])("%s: rate, memory, bandwidth and TDP are there, none of them recalled", (id) => {
    const record = recordsOf("accelerators")[id] as unknown as AcceleratorRecord;
    const { memoryBytes, nominalMemoryBytes = memoryBytes, memoryBandwidthBytesPerSecond, tdpWatts, peakFlopPerSecond } = record;
    const rate = record.trainingPrecision === undefined ? undefined : peakFlopPerSecond[record.trainingPrecision];
    for (const figure of [rate, memoryBytes, nominalMemoryBytes, memoryBandwidthBytesPerSecond, tdpWatts]) {
      expect(figure?.value).toBeGreaterThan(0);
      expect(figure?.basis).not.toBe("recalled");
    }
  });
});

describe("prices of models", () => {
  const prices = Object.entries(recordsOf("apiPrices") as unknown as Readonly<Record<string, ApiPriceRecord>>);

  it("have the spread of the market of 2026: a slip of units moves all of it", () => {
    const outputs = prices.map(([, { outputUsdPerMillionTokens }]) => outputUsdPerMillionTokens).sort((a, b) => a - b);
    const spread = [0.1, 0.25, 0.5, 0.75, 0.9].map((share) => outputs[Math.floor(share * (outputs.length - 1))] as number);
    for (const [at, usual] of [0.16, 0.28, 0.9, 4.4, 12].entries()) {
      expect((spread[at] as number) / usual, String(spread)).toBeGreaterThan(1 / 1.5);
      expect((spread[at] as number) / usual, String(spread)).toBeLessThan(1.5);
    }
  });

  it("are those of tokens, cached ones cheaper than others and answers dearer than a tenth of prompts", () => {
    for (const [
      id,
      { inputUsdPerMillionTokens: input, outputUsdPerMillionTokens: output, cacheReadUsdPerMillionTokens: read = 0 },
    ] of prices) {
      expect(input, id).toBeGreaterThan(0.001);
      expect(output, id).toBeLessThan(1000);
      expect(output / input, id).toBeGreaterThan(0.1);
      expect(output / input, id).toBeLessThan(30);
      expect(read, id).toBeLessThanOrEqual(input);
    }
  });

  it("have an id that begins with the provider, and days in order", () => {
    for (const [id, { provider, asOf }] of prices) {
      expect(id.startsWith(`${provider}:`), id).toBe(true);
      expect(asOf <= new Date().toISOString(), id).toBe(true);
    }
  });
});
