import table from "../../data/grids.json" with { type: "json" };
import { FootprintError } from "../core/errors.js";
import type { Figure } from "../core/figure.js";
import type { GridId } from "./ids.js";
import type { GridRecord } from "./records.js";

/**
 * Grids by id (ISO 3166 alpha-3 in lower case), each with one intensity per year.
 *
 * @example
 * ```ts
 * import { grids } from "llm-footprint/catalog/grids";
 *
 * console.log(grids.fra.name, grids.fra.basis); // France lifecycle
 * ```
 */
export const grids = table as Readonly<Record<GridId, GridRecord>>;

/** A grid in one year: what an estimate takes as `grid`. */
export interface GridYear {
  readonly name: string;
  /** The year of the figure, at most the year that was asked for. */
  readonly year: number;
  /** Emissions per unit of electricity (gCO2e/kWh). */
  readonly intensityGramsPerKwh: Figure;
}

/**
 * The intensity of a grid in a year, or in the newest year before it that the record holds. The name says which year was used.
 *
 * @param grid - a record such as `grids.usa`
 * @param year - the year of the electricity; the newest of the record where left out
 * @returns the intensity (gCO2e/kWh) as a cited figure
 * @throws `FootprintError` `out-of-domain` when the record starts after that year
 *
 * @example
 * ```ts
 * import { grids, gridInYear } from "llm-footprint/catalog/grids";
 *
 * const { name, intensityGramsPerKwh } = gridInYear(grids.usa, 2024);
 * console.log(name, intensityGramsPerKwh.value); // United States 2024 383.78
 * ```
 */
export function gridInYear(grid: GridRecord, year: number = Number.POSITIVE_INFINITY): GridYear {
  const years = Object.keys(grid.intensityGramsPerKwh).map(Number);
  const used = Math.max(...years.filter((known) => known <= year));
  const value = grid.intensityGramsPerKwh[used];
  if (value === undefined) {
    throw new FootprintError("out-of-domain", `grid: ${grid.name} has no intensity for ${year}; its years are ${years.join(", ")}`, {
      field: "year",
      value: year,
      bound: `[${Math.min(...years)}, ∞)`,
    });
  }
  return {
    name: `${grid.name} ${used}`,
    year: used,
    intensityGramsPerKwh: { value, source: grid.source, at: `${grid.at}, ${used}`, basis: "published" },
  };
}
