import { checkArgument } from "../core/formula.js";
import { FootprintError } from "../core/errors.js";
import type { Figure } from "../core/figure.js";
import type { GridRecord } from "./records.js";

/** A grid in one year: what an estimate takes as `grid`. */
export interface GridYear {
  readonly name: string;
  /** The year of the figure, at most the year that was asked for. */
  readonly year: number;
  /** Emissions per unit of electricity (gCO2e/kWh). */
  readonly intensityGramsPerKwh: Figure;
  /** What the figure stands on, and that an earlier year was taken where one was. */
  readonly notes: readonly string[];
}

/** Years of four digits: one with more is a slip of the hand. */
const FIRST_YEAR = 1000;
const LAST_YEAR = 9999;

/**
 * The intensity of a grid in a year, or in the newest year before it that the record holds; the name and a note say which.
 *
 * @param grid - a record such as `grids.usa`
 * @param year - the year of the electricity; the newest of the record where left out
 * @returns the intensity (gCO2e/kWh) as a cited figure
 * @throws `FootprintError` `out-of-domain` when the year is no whole number of four digits or the record starts after it
 *
 * @example
 * ```ts
 * import { grids, gridInYear } from "llm-footprint/catalog/grids";
 *
 * const { name, intensityGramsPerKwh, notes } = gridInYear(grids.usa, 2024);
 * console.log(name, intensityGramsPerKwh.value); // United States 2024 383.78
 * console.log(notes.length); // 1
 * ```
 */
export function gridInYear(grid: GridRecord, year?: number): GridYear {
  checkArgument("grid", "the record", grid, "an object");
  checkArgument("grid", "intensityGramsPerKwh", grid.intensityGramsPerKwh, "an object");
  const years = Object.keys(grid.intensityGramsPerKwh).map(Number);
  if (year !== undefined && !Number.isInteger(year)) {
    throw new FootprintError("out-of-domain", `grid: year = ${String(year)} is not a whole number`, { field: "year", value: year });
  }
  if (year !== undefined && (year < FIRST_YEAR || year > LAST_YEAR)) {
    throw new FootprintError("out-of-domain", `grid: year = ${String(year)} is no year of four digits; give one such as 2024`, {
      field: "year",
      value: year,
      bound: `[${FIRST_YEAR}, ${LAST_YEAR}]`,
    });
  }
  const used = Math.max(...years.filter((known) => known <= (year ?? Number.POSITIVE_INFINITY)));
  const value = grid.intensityGramsPerKwh[used];
  if (value === undefined) {
    throw new FootprintError(
      "out-of-domain",
      `grid: ${grid.name} has no intensity for ${String(year)} or before; its years are ${rangesOf(years)}`,
      { field: "year", value: year, bound: `[${Math.min(...years)}, ∞)` },
    );
  }
  return {
    name: `${grid.name} ${used}`,
    year: used,
    intensityGramsPerKwh: { value, source: grid.source, at: `${grid.at}, ${used}`, basis: grid.figureBasis },
    notes: [
      `Grid ${grid.name} ${used}: ${basisText[grid.basis]}, ${boundaryText[grid.boundary]}, average.${grid.note === undefined ? "" : ` ${grid.note}`}`,
      ...(year === undefined || used === year
        ? []
        : [`Grid ${grid.name} has no figure for ${year}: that of ${used} is used, the newest before it.`]),
    ],
  };
}

const basisText = {
  lifecycle: "life-cycle emissions, upstream of fuels and plants included",
  direct: "direct emissions of the plants, upstream of fuels and plants not included",
} as const;

const boundaryText = { production: "of what is generated there", consumption: "of what is consumed there, trade included" } as const;

/** Years as ranges: `2000-2024, 2026`. */
function rangesOf(years: readonly number[]): string {
  const sorted = [...years].sort((a, b) => a - b);
  const starts = sorted.filter((year) => !sorted.includes(year - 1));
  const ends = sorted.filter((year) => !sorted.includes(year + 1));
  return starts.map((start, index) => (start === ends[index] ? `${start}` : `${start}-${ends[index] as number}`)).join(", ");
}
