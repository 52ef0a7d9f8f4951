import type { Tables } from "../catalog/find.js";
import { gridInYear } from "../catalog/grid-year.js";
import { idsNamed } from "../catalog/names.js";
import type { FuelRecord, Grid, GridRecord } from "../catalog/records.js";
import { regionPlace } from "../catalog/region-place.js";
import { FootprintError, isFootprintError } from "../core/errors.js";
import { normaliseName } from "../core/near-matches.js";
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

/** Tables of grids, in the order in which they are asked. */
const gridTables = ["grids", "subnationalGrids", "electricityMapsZones"] as const;

const gridsOf = ({ tables }: Lookup): readonly Readonly<Record<string, GridRecord>>[] =>
  gridTables.map((table) => (tables[table] ?? {}) as unknown as Readonly<Record<string, GridRecord>>);

/** A country and a state of it, as people write them: `usa-ca`, `CA, USA`, `Georgia, United States`. */
const statePatterns = [/^(?<country>[^-,]+)-(?<state>[^,]+)$/u, /^(?<state>[^,]+),(?<country>[^,]+)$/u];

/** The grid of a place that is written with a name of its country, or lies in one whose figure stands for it; nothing where a record is called so. */
function placeInCountry(catalog: Lookup, text: string): { readonly record: GridRecord; readonly notes: readonly string[] } | undefined {
  const tables = gridsOf(catalog);
  const named = (name: string): GridRecord[] => tables.flatMap((rows) => idsNamed(rows, name).map((id) => rows[id] as GridRecord));
  if (named(text).length > 0) return undefined;
  for (const pattern of statePatterns) {
    const { country = "", state = "" } = pattern.exec(text)?.groups ?? {};
    const whole = named(country).find(({ level }) => level === "country");
    if (whole?.country === undefined) continue;
    const found = [...named(`${whole.country}-${state}`), ...named(state)].find(
      (record) => record.level === "state" && record.country === whole.country,
    );
    if (found !== undefined) return { record: found, notes: [] };
    if (hasPart(whole, state)) return asWhole(state, whole);
  }
  const whole = tables.flatMap((rows) => Object.values(rows)).find((record) => hasPart(record, text));
  return whole === undefined ? undefined : asWhole(text, whole);
}

const asWhole = (part: string, record: GridRecord): { readonly record: GridRecord; readonly notes: readonly string[] } => ({
  record,
  notes: [`Grid: the figure for ${part.trim()} is that of ${record.name}, the whole of which it is a part.`],
});

/** Whether a text names a part of what a grid serves. */
const hasPart = ({ parts = [] }: GridRecord, text: string): boolean => parts.some((part) => normaliseName(part) === normaliseName(text));

/** Two letters are the code of a country; where a state has them too, a note says which is meant and how to write the other. */
function noteOfCode(catalog: Lookup, text: string, { name, level }: GridRecord): string[] {
  if (level !== "country" || !/^\s*[a-z]{2}\s*$/iu.test(text)) return [];
  const ending = `-${text.trim().toLowerCase()}`;
  const ids = gridsOf(catalog).flatMap((rows) => Object.keys(rows).filter((id) => rows[id]?.level === "state" && id.endsWith(ending)));
  const others = [...new Set(ids)].map(
    (id) => `${id} for ${gridsOf(catalog).find((rows) => Object.hasOwn(rows, id))?.[id]?.name as string}`,
  );
  return others.length === 0 ? [] : [`Grid: "${text.trim()}" is read as the country ${name}; write ${others.join(", or ")}.`];
}

/** The fields that name a place, with their tables and what their records are. */
const places = {
  grid: { tables: gridTables, are: "a grid" },
  region: { tables: ["cloudRegions"], are: "a cloud region" },
  site: { tables: ["sites"], are: "a site" },
} as const;

/** Ids of a table with a name, or in a place of that name. */
function idsOf(rows: Tables[string], text: string): readonly string[] {
  const named = idsNamed(rows, text);
  if (named.length > 0) return named;
  const place = normaliseName(text);
  return Object.keys(rows).filter((id) => rows[id]?.location !== undefined && normaliseName(rows[id].location) === place);
}

/**
 * Finds what the name of a place means; what another field takes is said to be that.
 *
 * @throws `FootprintError` `unknown-id` with the field that knows the name, or near matches
 */
function sayingPlace<Found>(catalog: Lookup, field: keyof typeof places, text: string, find: () => Found): Found {
  try {
    return find();
  } catch (error) {
    if (!isFootprintError(error) || error.code !== "unknown-id") throw error;
    for (const other of Object.keys(places) as (keyof typeof places)[]) {
      if (other === field) continue;
      const found = places[other].tables.flatMap((table) => idsOf(catalog.tables[table] ?? {}, text));
      const [first, ...more] = found.slice(0, 4);
      if (first === undefined) continue;
      const own = error.details.nearest ?? [];
      // Of grids, regions that lie there say more than names that look like it.
      const near = field === "grid" || own.length === 0 ? "" : `; nearest here: ${own.join(", ")}`;
      const isNamed = places[other].tables.some((table) => idsNamed(catalog.tables[table] ?? {}, text).length > 0);
      const what = isNamed ? places[other].are : `the place of ${places[other].are}`;
      throw new FootprintError(
        "unknown-id",
        `${field}: "${text}" is ${what}; write ${other}: ${first} (--${other} ${first})${more.length === 0 ? "" : `, or ${more.join(", ")}`}${near}`,
        { field, value: text, nearest: [...own, ...found] },
      );
    }
    throw error;
  }
}

/** The grid that a text names, with what must be said of it. */
function readGrid(text: string, catalog: Lookup, year: number | undefined): Grid {
  const { record, notes } = placeInCountry(catalog, text) ?? {
    record: sayingPlace(catalog, "grid", text, () => lookUp(catalog, gridTables, text, "grid").record),
    notes: [],
  };
  const grid = gridInYear(record, year);
  return { ...grid, notes: [...notes, ...noteOfCode(catalog, text, record), ...grid.notes] };
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
  const site =
    file.site === undefined
      ? undefined
      : sayingPlace(catalog, "site", file.site, () => lookUp(catalog, ["sites"], file.site as string, "site").record);
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
          sayingPlace(catalog, "region", file.region, () => lookUp(catalog, ["cloudRegions"], file.region as string, "region").record),
          (catalog.tables["grids"] ?? {}) as unknown as Readonly<Record<string, GridRecord>>,
          file.year,
        );
  const pue = ownPue ?? site?.pue ?? region?.pue;
  if (pue === undefined && needs.pue) {
    throw new FootprintError("invalid-input", "pue is missing; give pue (1.1), site, or a region that has one", { field: "pue" });
  }
  const wue = site?.wueLitresPerKwh ?? region?.wueLitresPerKwh;
  if (intensity !== undefined) return { pue, wue, grid: { intensityGramsPerKwh: intensity } };
  if (file.grid !== undefined) return { pue, wue, grid: readGrid(file.grid, catalog, file.year) };
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
