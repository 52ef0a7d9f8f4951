import type { Tables } from "../catalog/find.js";
import { gridInYear } from "../catalog/grid-year.js";
import { idsNamed } from "../catalog/names.js";
import type { FuelRecord, Grid, GridRecord } from "../catalog/records.js";
import { regionPlace } from "../catalog/region-place.js";
import { FootprintError } from "../core/errors.js";
import type { Given } from "../core/figure.js";
import { gridFromMix } from "../estimate/grid-mix.js";
import { readAmount } from "./amounts.js";
import { type Lookup, lookUp } from "./records.js";

/** The fields that say where the electricity comes from: one of them. */
const electricityFields = ["intensity", "grid", "mix", "region"] as const;

function conflict(field: string, message: string): FootprintError {
  return new FootprintError("conflicting-input", `${message}; leave one out`, { field });
}

/** A mix as a file or a flag has it: shares by fuel, as fractions or percent. */
function readMix(written: NonNullable<PlaceFile["mix"]>, file: PlaceFile, catalog: Lookup): Grid {
  const fuels: Record<string, FuelRecord> = {};
  const shares = Object.entries(written).map(([fuel, share]) => {
    const { record } = lookUp(catalog, ["fuels"], fuel, "mix");
    const [id = fuel] = idsNamed(catalog.tables["fuels"] as Tables[string], fuel);
    if (Object.hasOwn(fuels, id)) throw conflict(`mix.${fuel}`, `mix names ${record.name} twice`);
    fuels[id] = record;
    return [id, readAmount(`mix.${fuel}`, share, { dimension: "fraction" })] as const;
  });
  return gridFromMix(Object.fromEntries(shares), fuels, file.mixBasis);
}

/** What says where something runs: read together. */
export const placeNames = ["site", "grid", "region", "mix", "mixBasis", "year", "pue", "intensity", "marketIntensity", "wue"] as const;

/** What must be known of a place. */
interface Needs {
  readonly pue: boolean;
  readonly intensity: boolean;
}

/** What a file says of a place, its quantities read. */
interface PlaceFile extends Readonly<Partial<Record<"site" | "grid" | "region", string>>> {
  readonly mix?: Readonly<Record<string, unknown>>;
  readonly mixBasis?: GridRecord["basis"];
  readonly year?: number;
  readonly pue?: Given;
  readonly intensity?: Given;
  readonly marketIntensity?: Given;
  readonly wue?: Given;
}

/**
 * PUE and electricity: each from its own field, else from the site or region. Two statements about one of them are a conflict, except that a
 * PUE beside a region takes the place of the region's, which is often that of a fleet; a note says so.
 */
export function readPlace(file: PlaceFile, catalog: Lookup, needs: Needs): { pue?: Given; grid?: Grid; wueLitresPerKwh?: Given } {
  const { wue, pue, grid } = readElectricity(file, catalog, needs);
  const { marketIntensity, wue: water = wue } = file;
  return {
    ...(pue === undefined ? {} : { pue }),
    ...(grid === undefined
      ? {}
      : { grid: marketIntensity === undefined ? grid : { ...grid, marketIntensityGramsPerKwh: marketIntensity } }),
    ...(water === undefined ? {} : { wueLitresPerKwh: water }),
  };
}

function readElectricity(
  file: PlaceFile,
  catalog: Lookup,
  needs: Needs,
): { pue: Given | undefined; grid: Grid | undefined; wue: Given | undefined } {
  const site = file.site === undefined ? undefined : lookUp(catalog, ["sites"], file.site, "site").record;
  const { pue: ownPue, intensity } = file;
  const [first, second] = electricityFields.filter((field) => file[field] !== undefined);
  if (first !== undefined && second !== undefined) throw conflict(first, `${first} and ${second} both give the carbon intensity`);
  if (site !== undefined && file.region !== undefined) throw conflict("site", "site and region both say where the run is");
  if (site !== undefined && ownPue !== undefined) throw conflict("pue", `site and pue both give the PUE (${site.name}: ${site.pue.value})`);
  if (file.year !== undefined && file.grid === undefined && file.region === undefined) {
    throw new FootprintError("conflicting-input", "year is the year of a grid or region; give one with it, or leave it out", {
      field: "year",
    });
  }
  if (file.mixBasis !== undefined && file.mix === undefined) {
    throw new FootprintError("conflicting-input", "mixBasis is the basis of a mix; give mix with it, or leave it out", {
      field: "mixBasis",
    });
  }
  const region =
    file.region === undefined
      ? undefined
      : regionPlace(
          lookUp(catalog, ["cloudRegions"], file.region, "region").record,
          (catalog.tables["grids"] ?? {}) as unknown as Readonly<Record<string, GridRecord>>,
          file.year,
        );
  const pue = ownPue ?? site?.pue ?? region?.pue;
  if (pue === undefined && needs.pue) {
    throw new FootprintError("invalid-input", "pue is missing; give pue (1.1), site, or a region that has one", { field: "pue" });
  }
  const wue = site?.wueLitresPerKwh ?? region?.wueLitresPerKwh;
  if (intensity !== undefined) return { pue, wue, grid: { intensityGramsPerKwh: intensity } };
  if (file.grid !== undefined) {
    const { record } = lookUp(catalog, ["grids", "subnationalGrids", "electricityMapsZones"], file.grid, "grid");
    return { pue, wue, grid: gridInYear(record, file.year) };
  }
  if (file.mix !== undefined) return { pue, wue, grid: readMix(file.mix, file, catalog) };
  if (region !== undefined) {
    const unused =
      ownPue === undefined || region.pue === undefined
        ? []
        : [`The given PUE is used, not the region's ${region.pue.value} (${region.pue.at}).`];
    return { pue, wue, grid: { ...region.grid, notes: [...region.grid.notes, ...unused] } };
  }
  if (site?.intensityGramsPerKwh !== undefined) {
    return {
      pue,
      wue,
      grid: {
        name: site.name,
        intensityGramsPerKwh: site.intensityGramsPerKwh,
        ...(site.marketIntensityGramsPerKwh === undefined ? {} : { marketIntensityGramsPerKwh: site.marketIntensityGramsPerKwh }),
      },
    };
  }
  if (!needs.intensity) return { pue, wue, grid: undefined };
  throw new FootprintError(
    "invalid-input",
    "intensity is missing; give intensity (429 g/kWh), grid (usa), region (aws:us-east-1), mix (coal 40 %, gas 60 %), or a site that has one",
    { field: "intensity" },
  );
}
