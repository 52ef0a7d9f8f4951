import { describe, expect, it } from "vitest";
import { estimateTraining, type HostBill, type Server, type TrainingInput, trainingTotals } from "llm-footprint";
import { gpt3 } from "../helpers/gpt-3.js";
import { recordsOf } from "../helpers/tables.js";

const bill: HostBill = { cpus: { count: 2, dieAreaSquareCentimetres: 12.61 }, memoryBytes: 2048e9 };
const withBill = (parts: object): TrainingInput => ({
  ...gpt3,
  server: { name: "own host", acceleratorsPerServer: 8, bill: { ...bill, ...parts } },
});
const lines = (input: TrainingInput): ReadonlyMap<string, number> =>
  new Map(estimateTraining(input).lines.map(({ key, value }) => [key, value]));
const notes = (input: TrainingInput, code: string): string =>
  estimateTraining(input)
    .notes.filter((note) => note.code === code)
    .map(({ message }) => message)
    .join("\n");

describe("the bill of a host", () => {
  it("has a line for every part that is given, and none for the others", () => {
    const hostLines = (parts: object): string[] => [...lines(withBill(parts)).keys()].filter((key) => /^host.*GramsCo2e$/u.test(key));
    expect(hostLines({})).toEqual(["hostProcessorsGramsCo2e", "hostMemoryGramsCo2e", "hostGramsCo2e", "hostShareGramsCo2e"]);
    expect(hostLines({ ssdBytes: 1e12, hddCount: 2, powerSupplyKilograms: 4, chipPackageCount: 90 })).toEqual([
      "hostProcessorsGramsCo2e",
      "hostMemoryGramsCo2e",
      "hostSsdGramsCo2e",
      "hostHddGramsCo2e",
      "hostPowerSupplyGramsCo2e",
      "hostChipPackagesGramsCo2e",
      "hostGramsCo2e",
      "hostShareGramsCo2e",
    ]);
  });

  it("tells a part that is missing from a part that is not there", () => {
    expect(notes(withBill({}), "missing-part")).toContain(
      "no ssdBytes, hddCount, powerSupplyKilograms and chipPackageCount: missing, not zero",
    );
    expect(notes(withBill({ ssdBytes: 0, hddCount: 0, powerSupplyKilograms: 0 }), "missing-part")).toContain("has no chipPackageCount:");
    expect(notes(withBill({ ssdBytes: 0, hddCount: 0, powerSupplyKilograms: 0, chipPackageCount: 0 }), "missing-part")).not.toContain(
      "bill",
    );
  });

  it("makes the factor of its memory a driver of the total, by its own name", () => {
    expect(estimateTraining(withBill({ ssdBytes: 30720e9 })).drivers.map(({ input }) => input)).toEqual(
      expect.arrayContaining(["dramGramsPerGigabyte", "ssdGramsPerGigabyte"]),
    );
  });

  it("of the catalogue's host gives two thirds of the default host", () => {
    const server = recordsOf("servers")["eight-accelerator-host-bill"] as unknown as Server;
    const hostGramsCo2e = lines({ ...gpt3, server }).get("hostGramsCo2e");
    expect((hostGramsCo2e ?? Number.NaN) / 2_500_000).toBeCloseTo(0.665, 3);
  });

  it.each<[string, object, string]>([
    ["no processors", { cpus: undefined }, "server.bill.cpus is missing; give { count, dieAreaSquareCentimetres }"],
    ["half a processor", { cpus: { count: 1.5, dieAreaSquareCentimetres: 5 } }, "server.bill.cpus.count = 1.5 is not a whole number"],
    ["a host without a processor", { cpus: { count: 0, dieAreaSquareCentimetres: 5 } }, "server.bill.cpus.count = 0 is outside [1, ∞)"],
    ["a processor of no area", { cpus: { count: 1, dieAreaSquareCentimetres: 0 } }, "dieAreaSquareCentimetres = 0 is outside (0, ∞)"],
    ["no memory", { memoryBytes: undefined }, "server.bill.memoryBytes is missing"],
    ["memory as text", { memoryBytes: "2 TB" }, 'server.bill.memoryBytes = "2 TB" is outside'],
    ["negative storage", { ssdBytes: -1 }, "server.bill.ssdBytes = -1 is outside [0, ∞)"],
    [
      "a factor of storage without storage",
      { ssdGramsPerGigabyte: 18 },
      "server.bill.ssdBytes is missing; its factor ssdGramsPerGigabyte is given",
    ],
    ["part of a disk", { hddCount: 0.5 }, "server.bill.hddCount = 0.5 is not a whole number"],
    ["NaN", { powerSupplyKilograms: Number.NaN }, "server.bill.powerSupplyKilograms = NaN"],
    ["a misspelt part", { ssdByte: 1e12 }, "server.bill.ssdByte is not known; did you mean ssdBytes?"],
    ["a part of every object", { constructor: 1 }, "server.bill.constructor is not known; its keys are cpus, memoryBytes, ssdBytes"],
  ])("refuses %s", (_, parts, message) => {
    expect(() => estimateTraining(withBill(parts))).toThrow(message);
    expect(() => trainingTotals(withBill(parts))).toThrow(message);
  });

  it("is refused beside a stated figure, and asked for where there is none", () => {
    const server = { name: "own host", acceleratorsPerServer: 8 };
    expect(() => trainingTotals({ ...gpt3, server: { ...server, hostGramsCo2e: 1, bill } })).toThrow(
      "server.hostGramsCo2e and server.bill both give the manufacture of the host; give one of them",
    );
    expect(() => trainingTotals({ ...gpt3, server })).toThrow("server.hostGramsCo2e is missing; the manufacture of own host is not known");
    expect(() => trainingTotals({ ...gpt3, server: { ...server, bill: null as never } })).toThrow("server.bill is not a bill");
  });
});

describe("what surrounds the servers, and the end of life", () => {
  const share = lines(gpt3).get("lifetimeShare") ?? Number.NaN;
  const keys = ["rackGramsCo2e", "networkGramsCo2e", "storageGramsCo2e", "coolingGramsCo2e", "buildingGramsCo2e"] as const;

  it.each(keys)("%s is a line of its own, allocated like every other", (key) => {
    const added = trainingTotals({ ...gpt3, [key]: 10_000 }).embodiedGramsCo2e - trainingTotals(gpt3).embodiedGramsCo2e;
    expect(added / (10_000 * share)).toBeCloseTo(1, 9);
    const line = `embodied${key.charAt(0).toUpperCase()}${key.slice(1)}`;
    expect(lines({ ...gpt3, [key]: 10_000 }).get(line)).toBe(10_000 * share);
    expect(lines(gpt3).has(line)).toBe(false);
  });

  it("is called missing where left out or null, and not where stated, zero included", () => {
    const all = "racks, cluster network, storage outside the servers, cooling plant, building and end of life are missing, not zero";
    expect(notes(gpt3, "missing-part")).toContain(all);
    expect(notes({ ...gpt3, networkGramsCo2e: null, endOfLifeFraction: null }, "missing-part")).toContain(all);
    const water = { wueLitresPerKwh: 1, electricityWaterLitresPerKwh: 1 };
    const stated = { ...water, ...Object.fromEntries(keys.map((key) => [key, 0])) };
    expect(notes({ ...gpt3, ...stated }, "missing-part")).toBe(
      "Embodied emissions of end of life are missing, not zero: hardly any figure per device is public.",
    );
    expect(notes({ ...gpt3, ...stated, endOfLifeFraction: 0 }, "missing-part")).toBe("");
  });

  it("the end of life is a share of everything that was made, shares included", () => {
    const run: TrainingInput = { ...gpt3, networkGramsCo2e: 50_000 };
    const without = trainingTotals(run).embodiedGramsCo2e;
    expect(trainingTotals({ ...run, endOfLifeFraction: 0.1 }).embodiedGramsCo2e / without).toBeCloseTo(1.1, 12);
    expect(lines({ ...run, endOfLifeFraction: 0.1 }).get("embodiedEndOfLifeGramsCo2e")).toBeCloseTo(without * 0.1, 0);
  });

  it.each<[object, string]>([
    [{ networkGramsCo2e: -1 }, "networkGramsCo2e = -1 is outside [0, ∞)"],
    [{ rackGramsCo2e: "40 kg" }, 'rackGramsCo2e = "40 kg" is no number'],
    [{ buildingGramsCo2e: { value: 5, low: 6 } }, "buildingGramsCo2e has the range from 6, which does not hold its value 5"],
    [{ endOfLifeFraction: 5 }, "endOfLifeFraction = 5 is outside [0, 1]"],
  ])("refuses %j", (change, message) => {
    expect(() => estimateTraining({ ...gpt3, ...change })).toThrow(message);
  });

  it("says who answers for the idle hours", () => {
    expect(notes(gpt3, "embodied-allocation")).toContain(
      "The 15 % of it in which the hardware stands idle are charged to the hours at work.",
    );
    expect(notes({ ...gpt3, lifetimeUtilisation: 1 }, "embodied-allocation")).toContain("None of it is idle.");
  });
});
