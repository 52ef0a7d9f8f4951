import { facilityEnergy, hostShare, itEnergy, runDays } from "llm-footprint/formulas";
import { describe, expect, it } from "vitest";
import { justOutside, nextAbove, nextBelow } from "../helpers/generators.js";
import { agreesWith, hasIdentity, isAdditiveOver, isBoundedBy, isLinearIn, isMonotoneIn, isScaleFree } from "../helpers/laws.js";

describe("laws find what breaks them", () => {
  it.each([
    isLinearIn(hostShare, "acceleratorsPerServer"),
    isAdditiveOver(hostShare, "acceleratorsPerServer"),
    isMonotoneIn(hostShare, "acceleratorsPerServer", "rising"),
    isMonotoneIn(hostShare, "hostGramsCo2e", "falling"),
    isScaleFree(itEnergy, { averagePowerWatts: 1 }),
    isScaleFree(itEnergy, { averagePowerWatts: 1, deviceHours: 1 }, 1),
    hasIdentity(facilityEnergy, { pue: 1 + 1e-9 }, ({ itEnergyKwh }) => itEnergyKwh),
    isBoundedBy(facilityEnergy, ["itEnergyKwh"], ({ itEnergyKwh }) => [0, itEnergyKwh]),
    isBoundedBy(runDays, ["deviceHours"], ({ deviceHours }) => [deviceHours, Number.MAX_VALUE]),
    agreesWith(itEnergy, "joules", ({ averagePowerWatts, deviceHours }) => averagePowerWatts * deviceHours),
    agreesWith(facilityEnergy, "a PUE off by 1e-10", ({ itEnergyKwh, pue }) => itEnergyKwh * pue * (1 + 1e-10)),
  ])("$name", ({ check }) => {
    expect(check).toThrow();
  });
});

describe("numbers just outside a domain", () => {
  it("are the nearest ones", () => {
    expect(nextAbove(1)).toBe(1 + Number.EPSILON);
    expect(nextBelow(1)).toBe(1 - Number.EPSILON / 2);
    expect(nextBelow(0)).toBe(-Number.MIN_VALUE);
    expect(nextAbove(-1)).toBe(-1 + Number.EPSILON / 2);
    expect(justOutside({ min: 0, max: 1, openMin: true })).toEqual([0, 1 + Number.EPSILON]);
    expect(justOutside({ min: 1, max: Number.POSITIVE_INFINITY })).toEqual([1 - Number.EPSILON / 2]);
    expect(justOutside({ min: Number.NEGATIVE_INFINITY, max: Number.POSITIVE_INFINITY })).toEqual([]);
  });
});
