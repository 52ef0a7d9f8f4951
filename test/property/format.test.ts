import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatNumber } from "../../src/cli/format.js";

describe("numbers of the program", () => {
  it("are those of Intl for English, at every size and at halves", () => {
    const number = fc.oneof(
      fc.double({ min: 1e-4, max: 1e12, maxExcluded: true, noNaN: true }),
      fc.tuple(fc.integer({ min: 0, max: 999_999 }), fc.integer({ min: 1, max: 6 })).map(([whole, places]) => whole / 10 ** places),
      fc.double({ min: Math.log(1e-4), max: Math.log(9.9e11), noNaN: true }).map(Math.exp),
      fc.integer({ min: 0, max: 1e9 }),
      fc.constantFrom(0, 1.005, 0.00012345, 9.9995, 99_999.5, 999_950, 999_999_999_999, 0.5, 1e-4, 0.1 + 0.2),
    );
    fc.assert(
      fc.property(number, fc.integer({ min: 1, max: 15 }), fc.boolean(), (size, digits, negative) => {
        const value = negative ? -size : size;
        if (value !== 0 && size < 1e-4) return;
        expect(formatNumber(value, digits)).toBe(new Intl.NumberFormat("en-US", { maximumSignificantDigits: digits }).format(value));
      }),
      { numRuns: 5000 },
    );
    expect(formatNumber(Number.NaN)).toBe("NaN");
  });
});
