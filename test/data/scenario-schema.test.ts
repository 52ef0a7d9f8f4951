import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import * as z from "zod";
import schema from "../../schema/scenario.schema.json" with { type: "json" };

// Read back from its text, as an editor reads it.
const written = z.fromJSONSchema(schema as unknown as Parameters<typeof z.fromJSONSchema>[0]);
const isValid = (file: unknown): boolean => written.safeParse(file).success;

const files = ["scenarios", "inference", "adaptation", "sizings"].flatMap((folder) =>
  readdirSync(`examples/${folder}`).map((name) => `examples/${folder}/${name}`),
);
const read = (path: string): Record<string, unknown> => parse(readFileSync(path, "utf8")) as Record<string, unknown>;

describe("schema/scenario.schema.json", () => {
  it.each(files)("takes %s, and no misspelt name in it", (path) => {
    const file = read(path);
    expect(isValid(file)).toBe(true);
    expect(isValid({ ...file, energyKhw: 1 })).toBe(false);
    for (const [name, group] of Object.entries(file)) {
      // A mix has the names of fuels.
      if (name === "catalog" || name === "mix" || typeof group !== "object" || group === null || Array.isArray(group)) continue;
      expect([name, isValid({ ...file, [name]: { ...group, energyKhw: 1 } })]).toEqual([name, false]);
    }
  });

  it("takes quantities of the tables, at every depth, as numbers, with units and ranges", () => {
    const training = read("examples/scenarios/gpt-3.yaml");
    for (const energyKwh of [1, "1 MWh", "1..2 MWh", { value: 1, low: 0.5, high: "2 MWh" }]) {
      expect(isValid({ ...training, energyKwh })).toBe(true);
    }
    expect(isValid({ ...training, energyKwh: [1] })).toBe(false);
    expect(isValid({ ...training, energyKwh: { value: 1, lower: 0 } })).toBe(false);
    const hybrid = read("examples/adaptation/hybrid.yaml");
    expect(isValid({ ...hybrid, cloud: { ...(hybrid["cloud"] as object), stepSeconds: "20 ms" } })).toBe(true);
    expect(isValid({ ...hybrid, cloud: { ...(hybrid["cloud"] as object), stepSeconds: true } })).toBe(false);
    const life = read("examples/adaptation/life.yaml");
    expect(isValid({ ...life, training: { ...(life["training"] as object), itEnergyKwh: "1 GWh" } })).toBe(true);
    // What only the whole may say.
    expect(isValid({ ...life, training: { ...(life["training"] as object), kind: "training" } })).toBe(false);
    expect(isValid({ ...life, training: { ...(life["training"] as object), references: 1 } })).toBe(false);
  });
});
