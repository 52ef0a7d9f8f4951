import { describe, expect, it } from "vitest";
import { convertWritten, type Dimension, dimensionOfUnit, isUnit } from "../../src/core/conversion.js";
import { isFootprintError } from "../../src/core/errors.js";
import { parseQuantity } from "../../src/core/quantity-text.js";
import { dimensionOf, readAmount, readQuantity } from "../../src/schema/amounts.js";

const energy = { dimension: "energy" } as const;

function refusal(text: string, dimension: Dimension, unit?: string): string {
  try {
    parseQuantity(text, dimension, unit);
  } catch (error) {
    if (isFootprintError(error)) return `${error.code}: ${error.message}`;
    throw error;
  }
  throw new Error(`${text} was not refused`);
}

describe("what the text of a field measures", () => {
  it.each([
    ["energyKwh", { dimension: "energy" }],
    ["averagePowerWatts", { dimension: "power" }],
    ["deviceHours", { dimension: "duration", unit: "h" }],
    ["lifetimeYears", { dimension: "duration", unit: "a" }],
    ["intensityGramsPerKwh", { dimension: "intensity" }],
    ["renewableShare", { dimension: "fraction" }],
    ["layers", { dimension: "number" }],
  ])("%s is %j", (name, measured) => {
    expect(dimensionOf(name)).toEqual(measured);
  });

  it("is a share by its example or by its greatest value too", () => {
    expect(dimensionOf("hitRate", "50%")).toEqual({ dimension: "fraction" });
    expect(dimensionOf("hitRate", "0.5", 1)).toEqual({ dimension: "fraction" });
    expect(dimensionOf("hitRate", "0.5", 2)).toEqual({ dimension: "number" });
  });
});

describe("quantities of files", () => {
  it("are numbers, texts, ranges and figures", () => {
    expect(readQuantity("e", 5, energy)).toBe(5);
    expect(readQuantity("e", "5 MWh", energy)).toBe(5000);
    expect(readQuantity("e", "1..2", energy)).toEqual({ value: 1.5, low: 1, high: 2 });
    expect(readQuantity("e", "1..1.25..2 MWh", energy)).toEqual({ value: 1250, low: 1000, high: 2000 });
    expect(readQuantity("e", "900 kWh..2 MWh", energy)).toEqual({ value: 1450, low: 900, high: 2000 });
    expect(readQuantity("e", { value: "1 MWh", low: "900", high: 1100 }, energy)).toEqual({ value: 1000, low: 900, high: 1100 });
    expect(readQuantity("e", { value: 1 }, energy)).toEqual({ value: 1 });
  });

  it("keep their source, whose place may be missing", () => {
    expect(readQuantity("e", { value: 1, source: "paper" }, energy)).toEqual({ value: 1, source: "paper", at: "", basis: "published" });
    expect(readQuantity("e", { value: 1, source: "paper", at: "table 2" }, energy)).toMatchObject({ at: "table 2" });
  });

  it("name the field that is refused, and its end", () => {
    expect(() => readQuantity("e", "1..2..3..4", energy)).toThrow('e = "1..2..3..4" is not of the form 1..2 or 1..1.5..2');
    expect(() => readQuantity("e", { value: 1, low: "a" }, energy)).toThrow("e.low: ");
    expect(() => readQuantity("e", { value: 1, high: "a" }, energy)).toThrow("e.high: ");
    expect(() => readQuantity("e", { value: "a" }, energy)).toThrow("e.value: ");
  });

  it("are never a negative zero", () => {
    expect(readAmount("e", -0, energy)).toBe(0);
  });
});

describe("texts of quantities", () => {
  it("may be spaced as people space them", () => {
    expect(parseQuantity("10  000 tokens", "tokens")).toBe(10_000);
    expect(parseQuantity("0.4 kg / kWh", "intensity")).toBe(400);
    expect(parseQuantity(" 1:02:03 ", "duration", "s")).toBe(3723);
  });

  it("move the point for powers of ten, which a product would miss by a digit", () => {
    expect(parseQuantity("1.005 kg", "mass")).toBe(1005);
    expect(convertWritten(0.07, "1", "%", "fraction", "0.07")).toBe(7);
  });

  it("that are times mean a duration alone, and a short one", () => {
    expect(refusal("01:02:03", "energy")).toContain('invalid-input: "01:02:03" is not a number');
    expect(refusal(`${"0".repeat(250)}1:02:03`, "duration")).toContain("is not a number");
    expect(refusal("about 1:02:03", "duration")).toContain("is not a number");
    expect(refusal("5:30 h", "duration")).toContain('invalid-input: "5:30 h" is not a number');
  });

  it("that are no numbers say what to write", () => {
    expect(refusal("abc", "number")).toBe(
      'invalid-input: "abc" is not a number; write digits, a point for decimals, then the unit, for example 1.5',
    );
    expect(refusal("abc", "energy")).toBe(
      'invalid-input: "abc" is not a number of energy; write digits, a point for decimals, then the unit, for example 1.5 kWh',
    );
    expect(refusal("5 -kWh", "energy")).toContain('invalid-input: "5 -kWh" is not a number');
    expect(refusal("0x14A", "number")).toContain('invalid-input: "0x14A" is not a number');
    expect(refusal("5 apples", "number")).toContain("unit-mismatch: ");
  });

  it("with a magnitude alone may be months only of a duration in M", () => {
    expect(refusal("60 M", "duration")).toContain("60M h, or 60 months");
    expect(refusal("60 k", "duration")).not.toContain("months");
    expect(refusal("60 M", "energy")).not.toContain("months");
  });

  it("name gases of masses alone", () => {
    expect(isUnit("kg CO2e", "mass")).toBe(true);
    expect(isUnit("kWh CO2e", "energy")).toBe(false);
  });

  it("have at most two units", () => {
    expect(dimensionOfUnit("kWh/token")).toBe("energy/tokens");
    expect(dimensionOfUnit("kWh/token/h")).toBeUndefined();
  });
});
