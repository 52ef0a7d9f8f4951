import { Decimal } from "decimal.js";
import fc from "fast-check";
import { isFootprintError } from "llm-footprint";
import { apportion, exactSum } from "llm-footprint/accounting";
import { seededRandom } from "llm-footprint/uncertainty";
import { describe, expect, it } from "vitest";

/** A decimal string as an integer number of 10^-places. */
function scaled(text: string, places: number): bigint {
  const [mantissa = "", exponent = "0"] = text.toLowerCase().split("e");
  const negative = mantissa.startsWith("-");
  const [whole = "", decimals = ""] = mantissa.replace(/^[+-]/u, "").split(".");
  const zeros = places + Number(exponent) - decimals.length;
  if (zeros < 0) throw new Error(`${text} has more than ${places} decimals`);
  const digits = BigInt(whole + decimals) * 10n ** BigInt(zeros);
  return negative ? -digits : digits;
}

const PLACES = 60;
// 1e-20 to 1e20: sums then need at most 60 digits, which the 80 of the library hold. Masses and energies lie well inside.
const magnitude = fc.double({ min: 1e-20, max: 1e20, noNaN: true });
const part = fc.oneof(
  magnitude,
  magnitude.map((x) => -x),
  fc.constantFrom(0, 0.1, 0.2, 0.3, -1.255, 0.005, 1e-20, 1e20),
  fc.integer({ min: -1000, max: 1000 }).map((x) => x / 100),
);
const parts = fc.array(part, { maxLength: 30 });
const decimals = fc.integer({ min: 0, max: 6 });

function shuffled(values: readonly number[], seed: number): number[] {
  const random = seededRandom(seed);
  const copy = [...values];
  for (let last = copy.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [copy[last], copy[other]] = [copy[other] as number, copy[last] as number];
  }
  return copy;
}

describe("exactSum", () => {
  it.each([
    [[0.1, 0.2], "0.3"],
    [[], "0"],
    [[0.1, 0.2, -0.3], "0"],
    [[1e16, 1, -1e16], "1"],
    [[1e20, 1e-20], "100000000000000000000.00000000000000000001"],
    // A batch of whole numbers, and then a smaller place.
    [[...Array.from({ length: 65_536 }, () => 1), 0.5], "65536.5"],
  ] as const)("of %j is %s", (values, sum) => {
    expect(exactSum(values)).toBe(sum);
  });

  it("adds a batch at a time, whose sums stay whole numbers of float64", () => {
    // 150,001 · 99,999,999,999, far beyond 2^53.
    expect(exactSum(Array.from({ length: 150_001 }, () => 99_999_999_999))).toBe("15000099999849999");
  });

  it("counts no zeros in front among the digits of a number, so that a batch of long ones stays exact", () => {
    // 23 digits with the zeros, 17 without: 60,000 · 1.2345678998765433 = 74074.073992592598
    expect(exactSum(Array.from({ length: 60_000 }, () => 0.0000012345678998765433))).toBe("0.074074073992592598");
  });

  it("is the sum in whole-number arithmetic, in any order", () => {
    fc.assert(
      fc.property(parts, fc.nat(), (values, seed) => {
        const total = values.reduce((sum, value) => sum + scaled(String(value), PLACES), 0n);
        expect(scaled(exactSum(values), PLACES)).toBe(total);
        expect(exactSum(shuffled(values, seed))).toBe(exactSum(values));
      }),
      { numRuns: 500 },
    );
  });

  it("may be taken group by group, where the groups stay exact numbers", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1e6, max: 1e6 })), fc.array(fc.integer({ min: -1e6, max: 1e6 })), (a, b) => {
        expect(exactSum([Number(exactSum(a)), Number(exactSum(b))])).toBe(exactSum([...a, ...b]));
      }),
    );
  });

  it("gives the identical string for 100,000 shuffled leaves", () => {
    const random = seededRandom(7);
    const leaves = Array.from({ length: 100_000 }, () => random() * 10 ** Math.floor(random() * 20 - 10));
    const sum = exactSum(leaves);
    expect(exactSum(shuffled(leaves, 1))).toBe(sum);
    expect(exactSum([...leaves].reverse())).toBe(sum);
    // Plain addition drifts, or the test would prove nothing.
    expect(String(leaves.reduce((total, leaf) => total + leaf, 0))).not.toBe(sum);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, "1"])("refuses %j among the parts", (value) => {
    for (const action of [() => exactSum([1, value as number]), () => apportion([1, value as number], 2)]) {
      expect(action).toThrow(
        expect.objectContaining({ code: "invalid-input", details: expect.objectContaining({ field: "parts[1]" }) as unknown }) as Error,
      );
    }
  });
});

describe("apportion", () => {
  it.each([
    [[1 / 3, 1 / 3, 1 / 3], 2, ["0.34", "0.33", "0.33"], "1.00"],
    [[0, 0.004, 0.004], 2, ["0.00", "0.01", "0.00"], "0.01"],
    [[-1.255, 0.5, 0.7], 1, ["-1.3", "0.5", "0.7"], "-0.1"],
    [[0.1, 0.2], 1, ["0.1", "0.2"], "0.3"],
    [[], 2, [], "0.00"],
    // half-even: a tie goes to the even digit
    [[0.5], 0, ["0"], "0"],
    [[1.5], 0, ["2"], "2"],
    [[2.5], 0, ["2"], "2"],
    [[0.125], 2, ["0.12"], "0.12"],
    [[0.375], 2, ["0.38"], "0.38"],
    [[-0.001], 2, ["0.00"], "0.00"],
    // ties by the order of the parts
    [[0.5, 0.5], 0, ["1", "0"], "1"],
    [[0.25, 0.25, 0.5], 0, ["0", "0", "1"], "1"],
    // remainders that differ, though as float64 both are 41234567890123488
    [[0.41234567890123486, 0.4123456789012349], 0, ["0", "1"], "1"],
    [[0.4123456789012349, 0.41234567890123486], 0, ["1", "0"], "1"],
    // shares of a whole, in percent
    [[12.5, 12.5, 75], 0, ["13", "12", "75"], "100"],
  ] as const)("of %j at %d decimals is %j = %s", (values, places, rounded, total) => {
    expect(apportion(values, places)).toEqual({ parts: rounded, total });
  });

  it("adds up to the half-even total, moves no part by a unit, and keeps zeros and exact parts", () => {
    fc.assert(
      fc.property(parts, decimals, (values, places) => {
        const { total, parts: rounded } = apportion(values, places);
        const unit = 10n ** BigInt(PLACES - places);
        const exact = values.map((value) => scaled(String(value), PLACES));
        const printed = rounded.map((text) => scaled(text, PLACES));
        const sum = exact.reduce((a, b) => a + b, 0n);
        expect(printed.reduce((a, b) => a + b, 0n)).toBe(scaled(total, PLACES));

        // Half-even by hand: the nearest multiple of the unit, the even one of two.
        const floor = (sum - (((sum % unit) + unit) % unit)) / unit;
        const twice = 2n * (sum - floor * unit);
        const up = twice > unit || (twice === unit && floor % 2n !== 0n);
        expect(scaled(total, PLACES)).toBe((up ? floor + 1n : floor) * unit);

        for (const [index, value] of exact.entries()) {
          const moved = (printed[index] as bigint) - value;
          expect(moved < unit && moved > -unit, `${values[index] ?? ""} became ${rounded[index] ?? ""}`).toBe(true);
          if (value % unit === 0n) expect(moved).toBe(0n);
        }
        for (const text of [total, ...rounded])
          expect(text).toMatch(places === 0 ? /^-?\d+$/u : new RegExp(`^-?\\d+\\.\\d{${places}}$`, "u"));
      }),
      { numRuns: 1000 },
    );
  });

  it("gives the missing units to the largest remainders, ties to the earlier part", () => {
    fc.assert(
      fc.property(parts, decimals, (values, places) => {
        const unit = 10n ** BigInt(PLACES - places);
        const remainders = values.map((value) => {
          const remainder = scaled(String(value), PLACES) % unit;
          return remainder < 0n ? remainder + unit : remainder;
        });
        const { parts: rounded } = apportion(values, places);
        const raised = rounded.map((text, index) => scaled(text, PLACES) > scaled(String(values[index]), PLACES));
        for (const [index, isRaised] of raised.entries()) {
          if (!isRaised) continue;
          for (let other = 0; other < raised.length; other++) {
            if (raised[other] === true || remainders[other] === 0n) continue;
            const [mine, theirs] = [remainders[index] as bigint, remainders[other] as bigint];
            expect(mine > theirs || (mine === theirs && index < other)).toBe(true);
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  it("apportions nested tables top-down: rounded parts are exact, so a second pass changes nothing", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { maxLength: 20 }), decimals, (values, places) => {
        const { total, parts: rounded } = apportion(values, places);
        expect(apportion(rounded.map(Number), places)).toEqual({ total, parts: rounded });
      }),
    );
  });

  it.each([-1, 21, 0.5, Number.NaN, "2"])("refuses %j decimals", (places) => {
    let error: unknown;
    try {
      apportion([1], places as number);
    } catch (caught) {
      error = caught;
    }
    expect(isFootprintError(error) && error.code).toBe("out-of-domain");
  });
});

/** The same in decimals of 80 digits, rounded half-even where they do not hold the sum. */
const Reference = Decimal.clone({ precision: 80, rounding: Decimal.ROUND_HALF_EVEN, defaults: true });

function decimalSum(values: readonly number[]): string {
  return values.reduce((total, value) => total.plus(value), new Reference(0)).toFixed();
}

function decimalApportion(values: readonly number[], places: number): { total: string; parts: string[] } {
  const exact = values.map((value) => new Reference(value));
  const total = exact.reduce((sum, value) => sum.plus(value), new Reference(0)).toDecimalPlaces(places);
  const unit = new Reference(10).pow(-places);
  const floors = exact.map((value) => value.toDecimalPlaces(places, Decimal.ROUND_FLOOR));
  const missing = total
    .minus(floors.reduce((sum, value) => sum.plus(value), new Reference(0)))
    .div(unit)
    .toNumber();
  const raised = new Set(
    exact
      .map((value, index) => ({ index, remainder: value.minus(floors[index] as Decimal) }))
      .sort((a, b) => b.remainder.comparedTo(a.remainder) || a.index - b.index)
      .slice(0, missing)
      .map(({ index }) => index),
  );
  return {
    total: total.toFixed(places),
    parts: floors.map((value, index) => (raised.has(index) ? value.plus(unit) : value).toFixed(places)),
  };
}

describe("sums in whole numbers and in decimals", () => {
  const anyDouble = fc.double({ noNaN: true, noDefaultInfinity: true });
  const lists = fc.oneof(
    parts,
    fc.array(anyDouble, { maxLength: 8 }),
    fc.array(fc.oneof(part, fc.constantFrom(-0, 5e-324, 1.7976931348623157e308, 1e21, 123456789012345680000, 1e-7, 2 ** 53 + 2)), {
      maxLength: 12,
    }),
    fc.array(fc.constantFrom(0.1, 0.25, 1 / 3, -0.25), { maxLength: 40 }),
  );

  it("are the same text over every magnitude, also where neither is exact", () => {
    fc.assert(
      fc.property(lists, fc.integer({ min: 0, max: 20 }), (values, places) => {
        expect(exactSum(values)).toBe(decimalSum(values));
        expect(apportion(values, places)).toEqual(decimalApportion(values, places));
      }),
      { numRuns: 3000 },
    );
  });

  it("are the same text for more parts than one batch of digits holds", () => {
    const random = seededRandom(11);
    const leaves = Array.from({ length: 150_000 }, () => (random() - 0.4) * 10 ** Math.floor(random() * 14 - 7));
    expect(exactSum(leaves)).toBe(decimalSum(leaves));
    expect(apportion(leaves, 3)).toEqual(decimalApportion(leaves, 3));
  });
});
