import { describe, expect, it } from "vitest";
import accelerators from "../../data/accelerators.json" with { type: "json" };
import defaults from "../../data/defaults.json" with { type: "json" };
import grids from "../../data/grids.json" with { type: "json" };
import llmcarbon from "../../data/llmcarbon.json" with { type: "json" };
import models from "../../data/models.json" with { type: "json" };
import servers from "../../data/servers.json" with { type: "json" };
import sites from "../../data/sites.json" with { type: "json" };
import sources from "../../data/sources.json" with { type: "json" };
import { dataSchemas } from "../../src/schema/data-schemas.js";
import { countFromArchitecture } from "../../src/estimate/model-parameters.js";
import { formulas } from "../helpers/formulas.js";
import type { ModelRecord } from "../../src/catalog/records.js";

const tables = { accelerators, grids, models, servers, sites, sources };

/** Every object below a value, with its path. */
function* objectsIn(value: unknown, path: string): Generator<[string, Record<string, unknown>]> {
  if (typeof value !== "object" || value === null) return;
  if (!Array.isArray(value)) yield [path, value as Record<string, unknown>];
  for (const [key, inner] of Object.entries(value)) yield* objectsIn(inner, `${path}.${key}`);
}

describe.each(Object.entries(tables))("data/%s.json", (name, table) => {
  it("follows its schema, without unknown keys", () => {
    expect(dataSchemas[name as keyof typeof dataSchemas].safeParse(table).error?.issues ?? []).toEqual([]);
  });

  it("has sorted kebab-case ids", () => {
    const ids = Object.keys(table);
    expect(ids).toEqual([...ids].sort());
    for (const id of ids) expect(id).toMatch(/^[a-z0-9]+(?:[.-][a-z0-9]+)*$/u);
  });
});

describe("data/defaults.json and data/llmcarbon.json", () => {
  it("follow their schemas", () => {
    expect(dataSchemas.defaults.safeParse(defaults).error?.issues ?? []).toEqual([]);
    expect(dataSchemas.llmcarbon.safeParse(llmcarbon).error?.issues ?? []).toEqual([]);
  });
});

describe("citations", () => {
  const cited = new Set<string>();
  for (const [, object] of objectsIn({ ...tables, sources: {}, defaults, llmcarbon }, "data")) {
    for (const key of ["source", "actualSource"]) if (typeof object[key] === "string") cited.add(object[key]);
  }
  for (const { architectureSource } of Object.values(models as unknown as Record<string, ModelRecord>)) {
    if (architectureSource !== undefined) cited.add(architectureSource.id);
  }
  for (const { card } of formulas) cited.add(card.source.id);

  it.each([...cited].sort())("%s is in sources.json", (id) => {
    expect(Object.keys(sources)).toContain(id);
  });

  it("every source is cited by a figure, an equation or a note", () => {
    const text = JSON.stringify({ ...tables, sources: {}, defaults, llmcarbon });
    const inCode = new Set(["llm-footprint", "jcgm-100", "korthikanti-2022", "dong-2024", "besiroglu-2024"]);
    const idle = Object.keys(sources).filter((id) => !cited.has(id) && !inCode.has(id) && !text.includes(id));
    expect(idle).toEqual([]);
  });

  it("every figure with basis assumption says why", () => {
    for (const [path, object] of objectsIn({ ...tables, defaults }, "data")) {
      if (object["basis"] === "assumption") expect(`${path}: ${String(object["note"] ?? object["at"])}`).toMatch(/: .{10,}/u);
    }
  });
});

describe("figures are plausible", () => {
  it("every range holds its value", () => {
    for (const [path, { value, low, high }] of objectsIn({ ...tables, defaults }, "data")) {
      if (typeof value !== "number") continue;
      expect(value, path).toBeGreaterThanOrEqual((low as number | undefined) ?? value);
      expect(value, path).toBeLessThanOrEqual((high as number | undefined) ?? value);
    }
  });

  it.each(Object.entries(accelerators))("%s", (_, record) => {
    // Bounds from the oldest to the newest data-centre accelerators: K80 to B200.
    expect(record.memoryBytes.value).toBeGreaterThanOrEqual(8e9);
    expect(record.memoryBytes.value).toBeLessThanOrEqual(512e9);
    expect(record.tdpWatts.value).toBeGreaterThanOrEqual(50);
    expect(record.tdpWatts.value).toBeLessThanOrEqual(3000);
    // System power is the device with its host: between idle and twice the TDP.
    expect(record.trainingPowerWatts.value / record.tdpWatts.value).toBeGreaterThan(0.4);
    expect(record.trainingPowerWatts.value / record.tdpWatts.value).toBeLessThan(2);
    const peaks = record.peakFlopPerSecond as Record<string, { value: number } | undefined>;
    expect(Object.keys(peaks)).toContain(record.trainingPrecision);
    // Halving the bits doubles the dense rate; a factor of four would be the rate with sparsity.
    if (peaks["fp8"] !== undefined && peaks["bf16"] !== undefined) {
      expect(peaks["fp8"].value / peaks["bf16"].value).toBeCloseTo(2, 2);
    }
  });

  it("grids lie within 0 and 1,500 g/kWh and PUE within 1 and 3", () => {
    for (const { intensityGramsPerKwh } of Object.values(grids)) {
      for (const value of Object.values(intensityGramsPerKwh)) {
        expect(value).toBeGreaterThan(0);
        expect(value).toBeLessThan(1500);
      }
    }
    for (const { pue } of Object.values(sites)) {
      expect(pue.value).toBeGreaterThanOrEqual(1);
      expect(pue.value).toBeLessThan(3);
    }
  });

  it("stated parameters agree with the dimensions within 1 %, or the record says why not", () => {
    for (const [id, record] of Object.entries(models as unknown as Record<string, ModelRecord>)) {
      const counted = countFromArchitecture(record);
      if (counted === undefined || record.parameters === undefined) continue;
      expect(Math.abs(record.parameters.value / counted.parameters - 1), id).toBeLessThan(0.01);
    }
  });

  it("names and aliases are unique inside a table, unless several records share an ambiguous one on purpose", () => {
    const shared = new Set(["v100", "tesla v100", "a100", "a100 sxm"]);
    for (const [name, table] of Object.entries(tables)) {
      if (name === "sources") continue;
      const seen = new Map<string, string>();
      for (const [id, record] of Object.entries(table as Record<string, { name: string; aliases: string[] }>)) {
        for (const alias of [record.name, ...record.aliases].map((text) => text.toLowerCase())) {
          if (shared.has(alias)) continue;
          expect(seen.get(alias) ?? id, `${name}: ${alias}`).toBe(id);
          seen.set(alias, id);
        }
      }
    }
  });
});
