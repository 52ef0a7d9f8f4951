import { describe, expect, it } from "vitest";
import modelNames from "../../data/model-names.json" with { type: "json" };
import type { AcceleratorRecord, ProviderPresetRecord, ProviderSpeedRecord } from "../../src/catalog/records.js";
import type { Figure } from "../../src/core/figure.js";
import { jointDrawFigures } from "../../src/catalog/joint-draw-figures.js";
import { dataSchemas } from "../helpers/data-schemas.js";
import { objectsIn, recordsOf } from "../helpers/tables.js";

const presets = Object.entries(recordsOf("providerPresets") as unknown as Readonly<Record<string, ProviderPresetRecord>>);
const accelerators = recordsOf("accelerators") as unknown as Readonly<Record<string, AcceleratorRecord>>;
const sumOf = (shares: Readonly<Record<string, Figure>>): number => Object.values(shares).reduce((sum, { value }) => sum + value, 0);

describe.each(presets)("%s", (id, preset) => {
  it("has an id of its provider and its first year", () => {
    expect(id).toBe(`${preset.provider}-${preset.firstYear ?? 2025}`);
  });

  it("has shares that add up to 1", () => {
    expect(sumOf(preset.accelerators)).toBeCloseTo(1, 12);
    if (preset.precisionShares !== undefined) expect(sumOf(preset.precisionShares)).toBeCloseTo(1, 12);
  });

  it("names devices that an estimate can be made of", () => {
    for (const device of Object.keys(preset.accelerators)) {
      const { memoryBytes, memoryBandwidthBytesPerSecond, tdpWatts, peakFlopPerSecond } = accelerators[device] as AcceleratorRecord;
      for (const figure of [memoryBytes, memoryBandwidthBytesPerSecond, tdpWatts, peakFlopPerSecond.bf16])
        expect(figure?.value, device).toBeGreaterThan(0);
    }
  });

  it("says of every figure where it is from, and keeps it inside its range", () => {
    for (const [path, { value, low = value, high = value, source, at, basis }] of objectsIn(preset, id)) {
      if (typeof value !== "number") continue;
      expect([typeof source, typeof at, typeof basis], path).toEqual(["string", "string", "string"]);
      expect(low, path).toBeLessThanOrEqual(value);
      expect(value, path).toBeLessThanOrEqual(high as number);
    }
    for (const figure of [preset.pue, preset.wueLitresPerKwh, preset.intensityGramsPerKwh]) {
      expect(figure.low, id).toBeLessThan(figure.high as number);
    }
  });

  it("calls a share published where the provider states all of its devices, and an assumption elsewhere", () => {
    const bases = new Set(Object.values(preset.accelerators).map(({ basis }) => basis));
    expect([...bases]).toEqual([id === "deepseek-2025" ? "published" : "assumption"]);
  });

  it("has a wider range and a word on the device where the machines are of another kind", () => {
    expect(preset.widerBy?.value).toBe(["groq", "cerebras", "sambanova"].includes(preset.provider) ? 5 : undefined);
    if (preset.widerBy !== undefined) {
      expect(preset.leftOut).toHaveLength(1);
      expect(preset.accelerators).toEqual((recordsOf("providerPresets")["host-2025"] as unknown as ProviderPresetRecord).accelerators);
    }
  });
});

describe("the presets of a provider", () => {
  const byProvider = [...new Set(presets.map(([, { provider }]) => provider))].map(
    (name) => [name, presets.filter(([, { provider }]) => provider === name)] as const,
  );

  it("follow each other without a gap, and stand for the same names", () => {
    for (const [provider, periods] of byProvider) {
      const years = periods.map(([, { firstYear, lastYear }]) => [firstYear, lastYear]);
      expect(years, provider).toEqual(
        years.map((_, at) => [
          at === 0 ? undefined : (years[at - 1]?.[1] as number) + 1,
          at === years.length - 1 ? undefined : years[at]?.[1],
        ]),
      );
      expect(new Set(periods.map(([, { serves }]) => JSON.stringify(serves))).size, provider).toBe(1);
    }
  });

  it("stand for each name once, in order", () => {
    const names = byProvider.flatMap(([provider, [first]]) => [provider, ...(first?.[1].serves ?? [])]);
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
    for (const [id, { serves }] of presets) expect(serves, id).toEqual([...serves].sort());
  });

  it("are found for every provider that a name of a model tells; a device of the user has none", () => {
    const { hosts, families } = modelNames;
    const ofUser = new Set(["local", "ollama"]);
    const told = new Set([...Object.keys(hosts), ...Object.values(hosts), ...families.map(([, developer]) => developer as string)]);
    const known = new Set(byProvider.flatMap(([provider, [first]]) => [provider, ...(first?.[1].serves ?? [])]));
    const isOfUser = (name: string): boolean => ofUser.has(name) || ofUser.has((hosts as Readonly<Record<string, string>>)[name] ?? "");
    expect([...told].filter((name) => !isOfUser(name) && !known.has(name))).toEqual([]);
    expect([...known].filter(isOfUser)).toEqual([]);
    expect([...told].filter((name) => isOfUser(name) && !jointDrawFigures.localProviders.includes(name))).toEqual([]);
    // A spelling and what it is spelt for have one provider.
    const providerOf = (name: string): string | undefined =>
      presets.find(([, { provider, serves }]) => provider === name || serves.includes(name))?.[1].provider;
    for (const [spelling, host] of Object.entries(hosts)) expect([spelling, providerOf(spelling)]).toEqual([spelling, providerOf(host)]);
  });
});

describe("speeds of providers", () => {
  const speeds = Object.entries(recordsOf("providerSpeeds") as unknown as Readonly<Record<string, ProviderSpeedRecord>>);

  it("have an id of provider, model and day", () => {
    for (const [id, { provider, model = "mean", effort, asOf }] of speeds) {
      expect(id.startsWith(`${provider}:${model}${effort === undefined ? "" : `-${effort}`}`), id).toBe(true);
      expect(id.endsWith(`:${asOf}`), id).toBe(true);
    }
  });

  it("are of a model of the catalogue, at a provider that has a preset", () => {
    const known = new Set(presets.flatMap(([, { provider, serves }]) => [provider, ...serves]));
    for (const [id, { provider, model }] of speeds) {
      expect(known.has(provider), id).toBe(true);
      if (model !== undefined)
        expect(
          ["models", "closedModels"].some((table) => Object.hasOwn(recordsOf(table as "models"), model)),
          id,
        ).toBe(true);
    }
  });

  it("hold no figure twice, and none that a slip of units has moved", () => {
    const seen = speeds.map(([, { provider, model, effort, tokensPerSecond, asOf }]) =>
      JSON.stringify([provider, model, effort, tokensPerSecond.value, asOf]),
    );
    expect(new Set(seen).size).toBe(speeds.length);
    for (const [id, { provider, tokensPerSecond }] of speeds) {
      expect(tokensPerSecond.value, id).toBeGreaterThan(15);
      expect(tokensPerSecond.value, id).toBeLessThan(["cerebras", "sambanova", "groq"].includes(provider) ? 3000 : 1000);
    }
  });
});

describe("data/joint-draw.json", () => {
  const { servingShare, precisionShares, instanceFactors, fittedDevices, costShare, acceleratorUsdPerHour, ...others } = jointDrawFigures;

  it("follows its schema, and says of every figure where it is from", () => {
    expect(dataSchemas.jointDraw.safeParse(jointDrawFigures).error?.issues ?? []).toEqual([]);
    for (const [path, { basis, at, note }] of objectsIn(jointDrawFigures, "")) {
      if (basis === "assumption") expect(`${path}: ${String(note ?? at)}`).toMatch(/: .{10,}/u);
    }
  });

  it("has shares of formats that add up to 1", () => {
    expect(sumOf(precisionShares)).toBeCloseTo(1, 12);
  });

  it("has a price of every device of a preset, the geometric middle of its range", () => {
    const devices = new Set(presets.flatMap(([, preset]) => Object.keys(preset.accelerators)));
    expect(Object.keys(acceleratorUsdPerHour)).toEqual([...devices].sort());
    for (const [id, { value, low = value, high = value }] of Object.entries(acceleratorUsdPerHour))
      expect(Math.abs(value / Math.sqrt(low * high) - 1), id).toBeLessThan(0.01);
  });

  it("has intervals about their middle, in order", () => {
    for (const { low, high } of [
      ...Object.values(servingShare),
      ...Object.values(costShare),
      others.hostTimeFactor,
      others.modelErrorOfTime,
    ])
      expect(low as number).toBeLessThan(high as number);
    for (const { value, low, high } of [
      ...Object.values(costShare),
      others.hostTimeFactor,
      others.userTokensPerSecond,
      others.modelErrorOfTime,
    ])
      expect(Math.abs(value / Math.sqrt((low as number) * (high as number)) - 1)).toBeLessThan(0.03);
    expect([...instanceFactors.values]).toEqual([1, 2, 4, 8]);
    expect(fittedDevices.filter((id) => !Object.hasOwn(accelerators, id))).toEqual([]);
  });
});
