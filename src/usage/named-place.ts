import { cloudRegions } from "../catalog/cloud-regions.js";
import type { Tables } from "../catalog/find.js";
import { grids } from "../catalog/grids.js";
import { gridInYear } from "../catalog/grid-year.js";
import { ambiguous, idsNamed, nearestIn } from "../catalog/names.js";
import type { CloudRegionRecord, GridRecord, SiteRecord } from "../catalog/records.js";
import { regionPlace } from "../catalog/region-place.js";
import { sites } from "../catalog/sites.js";
import { FootprintError, isFootprintError } from "../core/errors.js";
import { type Given, valueOf } from "../core/figure.js";
import { formatValue } from "../core/formula.js";
import { type Ranged, rangedOf } from "./ranged.js";

/** Where calls are served, as far as a name tells. */
export interface Place {
  readonly intensityGramsPerKwh?: Ranged;
  readonly pue?: number;
  readonly wueLitresPerKwh?: Ranged;
  readonly name: string;
}

const tables = { cloudRegions, grids, sites } as unknown as Tables;

/** The parts of the world that names of models carry, as grids; the others say too little. */
const geographies: Readonly<Record<string, string>> = {
  us: "usa",
  eu: "european-union",
  jp: "jpn",
  au: "aus",
  uk: "gbr",
  ca: "can",
  in: "ind",
};

/** The one record of a table with a name; nothing where there is none. */
function named<T>(table: keyof typeof tables, name: string): T | undefined {
  const rows = tables[table] as Tables[string];
  const ids = idsNamed(rows, name);
  if (ids.length > 1) throw ambiguous(name, ids, "region");
  return ids[0] === undefined ? undefined : (rows[ids[0]] as unknown as T);
}

const placeOf = (name: string, intensity: Given | undefined, pue: Given | undefined, wue: Given | undefined): Place => ({
  name,
  ...(intensity === undefined ? {} : { intensityGramsPerKwh: rangedOf(intensity) }),
  ...(pue === undefined ? {} : { pue: valueOf(pue) }),
  ...(wue === undefined ? {} : { wueLitresPerKwh: rangedOf(wue) }),
});

/**
 * The place of a name: a cloud region, a site or a grid.
 *
 * @throws `FootprintError` `unknown-id` with near matches
 */
export function placeNamed(name: string): Place {
  const region = named<CloudRegionRecord>("cloudRegions", name);
  if (region !== undefined) {
    const { grid, pue, wueLitresPerKwh } = regionPlace(region, grids);
    return placeOf(name, grid.intensityGramsPerKwh, pue, wueLitresPerKwh);
  }
  const site = named<SiteRecord>("sites", name);
  if (site !== undefined) return placeOf(name, site.intensityGramsPerKwh, site.pue, site.wueLitresPerKwh);
  const grid = named<GridRecord>("grids", name);
  if (grid !== undefined) return placeOf(name, gridInYear(grid).intensityGramsPerKwh, undefined, undefined);
  const nearest = nearestIn(tables, ["cloudRegions", "grids"], name, 5).map(({ id }) => id);
  throw new FootprintError(
    "unknown-id",
    `usage: region = ${formatValue(name)} is no cloud region, site or grid${nearest.length === 0 ? "" : `; nearest: ${nearest.join(", ")}`}`,
    { field: "region", value: name, nearest },
  );
}

/** The same for what a record or a name of a model says, where an unknown one is no reason to refuse a row. */
export function placeTold(name: string | undefined): Place | undefined {
  if (name === undefined) return undefined;
  try {
    return placeNamed(geographies[name.toLowerCase()] ?? name);
  } catch (error) {
    if (isFootprintError(error)) return undefined;
    throw error;
  }
}
