import { describe, expect, it } from "vitest";
import { FootprintError, isFootprintError } from "llm-footprint";
import { seededRandom } from "llm-footprint/uncertainty";
import { convert, parseQuantity } from "llm-footprint/units";
import { atLeastOne, checkArgument, formatDomain, formatValue, isInDomain, notPositive, positiveFraction } from "../../src/core/formula.js";
import { nearMatches } from "../../src/core/near-matches.js";
import { sumOfParts } from "../../src/core/sum.js";
import { facilityEnergy } from "../../src/site/facility.js";

describe("errors", () => {
  it("are recognised across copies of the package, and nothing else is", () => {
    const foreign = Object.assign(new Error("x"), { [Symbol.for("llm-footprint.error")]: true });
    expect(isFootprintError(foreign)).toBe(true);
    expect(isFootprintError(new FootprintError("invalid-input", "x"))).toBe(true);
    for (const other of [new Error("x"), "x", null, undefined, {}]) expect(isFootprintError(other)).toBe(false);
  });

  it("carry code, details and cause, and print like errors", () => {
    const cause = new Error("inner");
    const error = new FootprintError("out-of-domain", "pue = 0.5 is outside [1, ∞)", { field: "pue", value: 0.5 }, { cause });
    expect(error).toMatchObject({ name: "FootprintError", code: "out-of-domain", details: { field: "pue", value: 0.5 }, cause });
    expect(String(error)).toBe("FootprintError: pue = 0.5 is outside [1, ∞)");
  });
});

describe("near matches", () => {
  const known = ["h100-sxm-80gb", "h200-sxm-141gb", "a100-sxm4-80gb", "tpu-v3", "tpu-v4"];

  it("put the name that contains the text first, then slips of a few letters", () => {
    expect(nearMatches("H100", known)[0]).toBe("h100-sxm-80gb");
    expect(nearMatches("h100-smx-80gb", known)[0]).toBe("h100-sxm-80gb");
    expect(nearMatches("tpu-v5", known)).toEqual(["tpu-v3", "tpu-v4"]);
  });

  it("are none for another word or an empty one", () => {
    expect(nearMatches("refrigerator", known)).toEqual([]);
    expect(nearMatches("--", known)).toEqual([]);
  });

  it("are at most as many as asked", () => {
    expect(nearMatches("tpu-v", known)).toHaveLength(2);
    expect(nearMatches("tpu-v", known, 1)).toHaveLength(1);
  });
});

describe("domains", () => {
  it("print as people write them", () => {
    expect([positiveFraction, atLeastOne, notPositive, { min: -1, max: 1 }].map(formatDomain)).toEqual([
      "(0, 1]",
      "[1, ∞)",
      "(-∞, 0]",
      "[-1, 1]",
    ]);
  });

  it("hold numbers only", () => {
    expect(isInDomain(1, atLeastOne)).toBe(true);
    for (const value of ["1", Number.NaN, Number.POSITIVE_INFINITY, undefined, null, 0.999])
      expect(isInDomain(value, atLeastOne)).toBe(false);
  });
});

describe("refused values", () => {
  it.each([
    [undefined, "missing"],
    [null, "null"],
    [1.5, "1.5"],
    [true, "true"],
    [10n, "10"],
    ["a", '"a"'],
    ["a".repeat(60), `"${"a".repeat(60)}"`],
    ["a".repeat(61), `"${"a".repeat(60)}…"`],
    [[1], "a list"],
    [{}, "an object"],
    [new Uint8Array(2), "binary data"],
    [(): number => 1, "a function"],
    [Symbol("a"), "a symbol"],
  ])("%# is printed in few words", (value, text) => {
    expect(formatValue(value)).toBe(text);
  });
});

describe("arguments of another kind", () => {
  it.each([
    ["an object", [{}, { a: 1 }], [null, undefined, 1, "a", [1]]],
    ["a list", [[], [1]], [null, {}, "a"]],
    ["a list of objects", [[], [{}], [[]]], [null, {}, "a", [1], [null]]],
    ["text", ["", "a"], [null, 1, {}]],
  ] as const)("%s", (kind, good, bad) => {
    for (const value of good) {
      expect(() => {
        checkArgument("toy", "it", value, kind);
      }).not.toThrow();
    }
    for (const value of bad) {
      expect(() => {
        checkArgument("toy", "it", value, kind);
      }).toThrow("toy: it");
    }
  });
});

describe("the sum of parts", () => {
  it("adds whatever it is given", () => {
    expect(sumOfParts({ a: 1, b: 2, c: 4 })).toBe(7);
    expect(sumOfParts({})).toBe(0);
  });
});

describe("formula guard", () => {
  it("names equation, input, value and bound", () => {
    expect(() => facilityEnergy({ itEnergyKwh: 1, pue: 0.5 })).toThrow("site.facility-energy: pue = 0.5 is outside [1, ∞)");
    expect(() => facilityEnergy({ itEnergyKwh: "1" as never, pue: 1 })).toThrow('itEnergyKwh = "1" is outside [0, ∞)');
    expect(() => facilityEnergy({ pue: 1 } as never)).toThrow("itEnergyKwh is missing");
  });

  it("refuses a result that overflows", () => {
    expect(() => facilityEnergy({ itEnergyKwh: 1e300, pue: 1e300 })).toThrow("the result is Infinity");
  });
});

describe("seeded random", () => {
  it("is sfc32 seeded by splitmix32", () => {
    // Made by test/helpers/sfc32.py, an independent implementation with Python integers.
    const random = seededRandom(42);
    expect([random(), random(), random()]).toEqual(SFC32_SEED_42);
  });

  it("is uniform in [0, 1)", () => {
    const random = seededRandom(7);
    const draws = Array.from({ length: 100_000 }, random);
    expect(Math.min(...draws)).toBeGreaterThanOrEqual(0);
    expect(draws.reduce((max, draw) => Math.max(max, draw), 0)).toBeLessThan(1);
    // Mean of 1e5 uniform draws: standard error 0.0009; five of them.
    expect(Math.abs(draws.reduce((sum, draw) => sum + draw, 0) / draws.length - 0.5)).toBeLessThan(0.0046);
  });
});

describe("units", () => {
  it("convert exactly where the factor is whole", () => {
    expect(convert(1, "kWh", "MJ", "energy")).toBe(3.6);
    expect(convert(3600, "s", "h", "duration")).toBe(1);
  });

  it("refuse another dimension and unknown names", () => {
    expect(() => convert(1, "kWh", "W", "energy")).toThrow("W is a unit of power, not of energy");
    expect(() => convert(1, "kwhh", "kWh", "energy")).toThrow("kwhh is not a known unit of energy");
    // Names of Object.prototype are no units.
    expect(() => convert(1, "constructor", "kWh", "energy")).toThrow("constructor is not a known unit");
  });

  it.each([
    ["300B", "tokens", 300e9],
    ["300 B tokens", "tokens", 300e9],
    ["1.5T", "tokens", 1.5e12],
    ["10k", "number", 10_000],
    ["19.7 %", "fraction", 0.197],
    ["1.46M h", "duration", 1.46e6],
    ["20.4 days", "duration", 489.6],
    [".5 kW", "power", 500],
    ["900 lb/MWh", "intensity", 408.233133],
    ["80 GiB", "memory", 80 * 2 ** 30],
    ["-1", "number", -1],
  ] as const)("read %s", (text, dimension, expected) => {
    // The percent sign and the pound are decimal factors, so that the last bit may differ.
    expect(parseQuantity(text, dimension) / expected).toBeCloseTo(1, 14);
  });
});

const SFC32_SEED_42 = [0.162016942165792, 0.7093585170805454, 0.2717169658280909];
