import { describe, expect, it } from "vitest";

/** One row of a golden table: what goes in, what must come out, and why it may differ by as much as it may. */
interface GoldenRow<Inputs> {
  readonly name: string;
  readonly inputs: Inputs;
  /** By result, in the unit that its name says. */
  readonly expected: Readonly<Record<string, number>>;
  /** Relative. */
  readonly tolerance: number;
  readonly why: string;
}

/** A table of a paper, or of an independent computation. */
export interface GoldenTable<Inputs> {
  readonly table: string;
  readonly source: string;
  readonly rows: readonly GoldenRow<Inputs>[];
}

/** How far two numbers are apart, relative to the second. */
export function relativeError(actual: number, expected: number): number {
  return actual === expected ? 0 : Math.abs(actual - expected) / Math.abs(expected);
}

/**
 * One test per row: every expected result must be computed, and lie within the tolerance.
 *
 * @param golden - an imported JSON table
 * @param compute - the results of a row, by the names that the table uses
 */
export function testGolden<Inputs>(golden: unknown, compute: (inputs: Inputs) => Readonly<Record<string, number | undefined>>): void {
  const { table, source, rows } = golden as GoldenTable<Inputs>;
  describe(table, () => {
    it("says where it comes from, and why each tolerance is what it is", () => {
      expect(source).not.toBe("");
      expect(new Set(rows.map(({ name }) => name)).size).toBe(rows.length);
      for (const { name, tolerance, why, expected } of rows) {
        expect(why.length, name).toBeGreaterThan(20);
        expect(tolerance, name).toBeGreaterThanOrEqual(0);
        expect(tolerance, name).toBeLessThan(0.1);
        expect(Object.keys(expected).length, name).toBeGreaterThan(0);
      }
    });

    it.each(rows)("$name", ({ inputs, expected, tolerance, why }) => {
      const computed = compute(inputs);
      for (const [result, value] of Object.entries(expected)) {
        const actual = computed[result] ?? Number.NaN;
        const message = `${result} = ${actual}, expected ${value} within ${tolerance} (${why})`;
        expect(relativeError(actual, value), message).toBeLessThanOrEqual(tolerance);
      }
    });
  });
}
