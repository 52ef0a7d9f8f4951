import { checkArgument } from "../core/formula.js";
import { FootprintError } from "../core/errors.js";
import type { Figure } from "../core/figure.js";
import { type GridYear, gridInYear } from "./grid-year.js";
import type { CloudRegionRecord, GridRecord } from "./records.js";

/** Where a cloud region is: what an estimate takes as `grid`, and its efficiency where published. */
export interface RegionPlace {
  readonly grid: GridYear;
  /** Power usage effectiveness (ratio). */
  readonly pue?: Figure;
  /** Water usage effectiveness (L/kWh). */
  readonly wueLitresPerKwh?: Figure;
}

/**
 * The electricity and the efficiency of a cloud region, location-based: the intensity that the provider publishes for the region where it
 * does, else that of the smallest grid of the table that serves it.
 *
 * @param region - a record such as `cloudRegions["aws:us-east-1"]`
 * @param grids - the table of grids, which is loaded only where you import it
 * @param year - the year of the electricity; the newest where left out
 * @throws `FootprintError` `unknown-id` when the table lacks the grid of the region, `out-of-domain` when no figure is that old
 *
 * @example
 * ```ts
 * import { cloudRegions, regionPlace } from "llm-footprint/catalog/cloud-regions";
 * import { grids } from "llm-footprint/catalog/grids";
 *
 * const { grid } = regionPlace(cloudRegions["azure:swedencentral"], grids, 2024);
 * console.log(grid.name); // Sweden 2024
 * ```
 */
export function regionPlace(region: CloudRegionRecord, grids: Readonly<Record<string, GridRecord>>, year?: number): RegionPlace {
  checkArgument("region", "the record", region, "an object");
  checkArgument("region", "grids", grids, "an object");
  const efficiency = {
    ...(region.pue === undefined ? {} : { pue: region.pue }),
    ...(region.wueLitresPerKwh === undefined ? {} : { wueLitresPerKwh: region.wueLitresPerKwh }),
  };
  const { intensityGramsPerKwh, published } = region;
  if (intensityGramsPerKwh !== undefined && published !== undefined) {
    return {
      grid: gridInYear(
        {
          name: region.name,
          aliases: [],
          level: "grid-region",
          basis: "direct",
          boundary: "production",
          gases: "co2e",
          source: published.id,
          at: published.at,
          figureBasis: "published",
          intensityGramsPerKwh,
          note: "The provider's own location-based figure for the region.",
        },
        year,
      ),
      ...efficiency,
    };
  }
  const grid = Object.hasOwn(grids, region.grid) ? grids[region.grid] : undefined;
  if (grid === undefined) {
    throw new FootprintError("unknown-id", `${region.name}: the table of grids has no "${region.grid}"`, {
      field: "grid",
      value: region.grid,
    });
  }
  return { grid: gridInYear(grid, year), ...efficiency };
}
