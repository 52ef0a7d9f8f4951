import { catalog as defaultCatalog } from "../catalog.js";
import { modelFromIntervals } from "../catalog/closed-model.js";
import { type Catalog, createCatalog, type Tables } from "../catalog/find.js";
import { gridInYear } from "../catalog/grid-year.js";
import { ambiguous, idsNamed, nearestIn, scopeOf, unknown } from "../catalog/names.js";
import type {
  Accelerator,
  AcceleratorRecord,
  ClosedModelRecord,
  CloudRegionRecord,
  EmbeddingModel,
  EmbeddingModelRecord,
  FuelRecord,
  Grid,
  GridRecord,
  Model,
  ModelRecord,
  Server,
  ServerRecord,
  SiteRecord,
} from "../catalog/records.js";
import { regionPlace } from "../catalog/region-place.js";
import { type Dimension, parseQuantity } from "../core/conversion.js";
import { FootprintError, isFootprintError } from "../core/errors.js";
import type { Given } from "../core/figure.js";
import { gridFromMix } from "../estimate/grid-mix.js";
import { DAYS_PER_YEAR, HOURS_PER_DAY } from "../core/units.js";
import type { HardwareFlopUtilisation, TrainingInput, TrainingStorage } from "../estimate/training-input.js";
import { parseWith } from "./issues.js";
import { extendCatalog } from "./own-records.js";
import { type QuantityField, quantityFields, type QuantityName } from "./quantity-fields.js";
import { servingFields, type ServingFieldName } from "./serving-fields.js";
import { type TrainingScenarioFile, trainingScenarioSchema } from "./scenario-schema.js";

/** A published value to compare an estimate with. */
export interface ScenarioReference {
  readonly label: string;
  /** Published operational emissions (gCO2e). */
  readonly operationalGramsCo2e: number;
  readonly source: string;
}

/** A scenario with its names looked up and its units read. */
export interface Scenario {
  readonly kind: "training";
  readonly name: string;
  /** What `estimateTraining` takes. */
  readonly input: TrainingInput;
  readonly references: readonly ScenarioReference[];
  readonly baselines: readonly ("mlco2" | "mlco2-peak")[];
  /** Works that records of the caller's own cite, by id. */
  readonly sources: Lookup["sources"];
}

/** Name of a number in a scenario of any kind. */
export type AnyQuantityName = QuantityName | ServingFieldName;

/** What a scenario of any kind may say of its place. */
export type PlaceFile = Pick<TrainingScenarioFile, "site" | "grid" | "region" | "mix" | "mixBasis" | "year">;

/** A quantity as files hold it: bare, or with range and source. */
export type Written = number | string | { value: number | string; low?: unknown; high?: unknown; source?: string | undefined; at?: string | undefined };

const fields: ReadonlyMap<AnyQuantityName, QuantityField> = new Map(
  [...quantityFields, ...servingFields].map((field) => [field.name, field]),
);
const knownFields = [...Object.keys(trainingScenarioSchema.shape), ...quantityFields.map(({ apiName }) => apiName)];

/** A number of a file in the unit of its field, or text with a unit of the dimension. */
export function readAmount(field: string, written: unknown, dimension: Dimension, perUnit = 1): number {
  if (typeof written === "number") return written;
  const text = String(written);
  // A bare number in text is in the unit of the field (years), like a number in JSON; a unit in it is one of the dimension (hours).
  if (text.trim() !== "" && Number.isFinite(Number(text))) return Number(text);
  try {
    return parseQuantity(text, dimension) / perUnit;
  } catch (error) {
    if (isFootprintError(error)) throw new FootprintError(error.code, `${field}: ${error.message}`, { ...error.details, field, value: written });
    throw error;
  }
}

/** A quantity of a file, with or without range and source. */
export function readQuantity(field: string, written: Written, dimension: Dimension, perUnit?: number): Given {
  if (typeof written !== "object") return readAmount(field, written, dimension, perUnit);
  const { value, low, high, source, at } = written;
  return {
    value: readAmount(`${field}.value`, value, dimension, perUnit),
    ...(low === undefined ? {} : { low: readAmount(`${field}.low`, low, dimension, perUnit) }),
    ...(high === undefined ? {} : { high: readAmount(`${field}.high`, high, dimension, perUnit) }),
    ...(source === undefined ? {} : { source, at: at ?? "", basis: "published" as const }),
  };
}

/** A quantity under its short name or its API name; both at once is a conflict. */
export function quantityOf(file: Readonly<Record<string, unknown>>, name: AnyQuantityName): Given | undefined {
  const { apiName, dimension, perUnit } = fields.get(name) as QuantityField;
  const [short, long] = [file[name], file[apiName]];
  if (name !== apiName && short !== undefined && long !== undefined) {
    throw new FootprintError("conflicting-input", `${name} and ${apiName} are the same quantity; give one of them`, { field: name });
  }
  const written = short ?? long;
  return written === undefined ? undefined : readQuantity(short === undefined ? apiName : name, written as Written, dimension, perUnit);
}

/** A quantity that must be there. */
function required(value: Given | undefined, field: string, fix: string): Given {
  if (value === undefined) throw new FootprintError("invalid-input", `${field} is missing; ${fix}`, { field });
  return value;
}

/** Where names are looked up: the part of a catalogue that does not depend on the types of its records. */
export type Lookup = Pick<Catalog<Tables>, "tables" | "sources">;

/** The records that the names of a scenario may mean, by table. */
interface Rows {
  readonly accelerators: AcceleratorRecord;
  readonly closedModels: ClosedModelRecord;
  readonly cloudRegions: CloudRegionRecord;
  readonly electricityMapsZones: GridRecord;
  readonly embeddingModels: EmbeddingModelRecord;
  readonly fuels: FuelRecord;
  readonly grids: GridRecord;
  readonly models: ModelRecord;
  readonly servers: ServerRecord;
  readonly sites: SiteRecord;
  readonly subnationalGrids: GridRecord;
}

/** A record with the table that it was found in. */
type FoundIn<Name extends keyof Rows> = { readonly [Table in Name]: { readonly table: Table; readonly record: Rows[Table] } }[Name];

/**
 * Looks a name up in tables, in their order: a later one only counts where no earlier one knows the name. `table/name` asks one of them alone.
 */
function lookUp<Name extends keyof Rows>({ tables }: Lookup, names: readonly Name[], text: string, field: string): FoundIn<Name> {
  const { within, name } = scopeOf(names, text);
  const present = within.filter((table) => Object.hasOwn(tables, table));
  if (present.length === 0) {
    throw new FootprintError("unknown-id", `${field}: "${text}" is in ${within.join(" or ")}, which this catalogue does not hold; put it in`, {
      field,
      value: text,
    });
  }
  for (const table of present) {
    const rows = tables[table] as Tables[string];
    const ids = idsNamed(rows, name);
    const [id, another] = ids;
    if (another !== undefined) throw ambiguous(text, ids, field);
    if (id !== undefined) return { table, record: rows[id] } as unknown as FoundIn<Name>;
  }
  const nearest = nearestIn(tables, present, name, 5).map(({ table, id }) => (table === names[0] ? id : `${table}/${id}`));
  throw unknown(text, nearest, field, tables[names[0] as string]);
}

/** A model of a file, with its name and the tokens that its record states. */
export function readModel(
  written: TrainingScenarioFile["model"],
  catalog: Lookup,
  field = "model",
): { model: Model; name: string; trainingTokens: Given | undefined } {
  if (typeof written === "string") {
    const found = lookUp(catalog, ["models", "closedModels"], written, field);
    if (found.table === "models") return { model: found.record, name: found.record.name, trainingTokens: found.record.trainingTokens };
    return { model: modelFromIntervals(found.record), name: found.record.name, trainingTokens: undefined };
  }
  const counts = {
    ...(written.trainingSequenceTokens === undefined
      ? {}
      : { trainingSequenceTokens: readQuantity(`${field}.trainingSequenceTokens`, written.trainingSequenceTokens, "tokens") }),
    ...(written.parameters === undefined ? {} : { parameters: readQuantity(`${field}.parameters`, written.parameters, "parameters") }),
    ...(!("activeParameters" in written) || written.activeParameters === undefined
      ? {}
      : { activeParameters: readQuantity(`${field}.activeParameters`, written.activeParameters, "parameters") }),
  };
  return { model: { ...written, ...counts } as Model, name: written.name ?? "own model", trainingTokens: undefined };
}

/** Dimension of each figure of an accelerator or server that a file describes itself. */
const hardwareDimensions: Readonly<Record<string, Dimension>> = {
  memoryBytes: "memory",
  memoryBandwidthBytesPerSecond: "number",
  idlePowerWatts: "power",
  tdpWatts: "power",
  dieAreaSquareCentimetres: "number",
  trainingPowerWatts: "power",
  trainingEfficiency: "fraction",
  productFootprintGramsCo2e: "mass",
  hostGramsCo2e: "mass",
  ssdBytes: "memory",
  powerSupplyKilograms: "mass",
  dramGramsPerGigabyte: "number",
  ssdGramsPerGigabyte: "number",
};

/** Figures whose own unit is not the library's unit of the dimension, and how many of that one it holds. */
const hardwareUnits: Readonly<Record<string, number>> = { powerSupplyKilograms: 1000 };

/** An accelerator or server of the file's own, its figures read like every other quantity; so are those of its bill. */
function readHardware(path: string, written: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(written).map(([key, value]) => {
      if (key === "bill" || key === "cpus") return [key, readHardware(`${path}.${key}`, value as Readonly<Record<string, unknown>>)];
      const dimension = hardwareDimensions[key];
      return [
        key,
        dimension === undefined || value === undefined
          ? value
          : readQuantity(`${path}.${key}`, value as Written, dimension, hardwareUnits[key]),
      ];
    }),
  );
}

/** An encoder of a file, by name or with its figures. */
export function readEncoder(field: string, written: string | Readonly<Record<string, unknown>>, catalog: Lookup): EmbeddingModel {
  if (typeof written === "string") return lookUp(catalog, ["embeddingModels"], written, field).record;
  const counts = ["parameters", "lookupParameters"].flatMap((key) =>
    written[key] === undefined ? [] : [[key, readQuantity(`${field}.${key}`, written[key] as Written, "parameters")] as const],
  );
  return { ...written, ...Object.fromEntries<Given>(counts) } as unknown as EmbeddingModel;
}

/** An accelerator of a file. */
export function readAccelerator(written: TrainingScenarioFile["accelerator"], catalog: Lookup, field = "accelerator"): Accelerator {
  if (typeof written === "string") return lookUp(catalog, ["accelerators"], written, field).record;
  const peaks = Object.entries(written.peakFlopPerSecond).map(([precision, peak]) => [
    precision,
    readQuantity(`${field}.peakFlopPerSecond.${precision}`, peak, "compute-rate"),
  ]);
  const achievable = Object.entries(written.achievableFlopPerSecond ?? {}).map(([precision, rate]) => [
    precision,
    readQuantity(`${field}.achievableFlopPerSecond.${precision}`, rate, "compute-rate"),
  ]);
  return {
    ...readHardware(field, written),
    peakFlopPerSecond: Object.fromEntries(peaks) as unknown,
    ...(achievable.length === 0 ? {} : { achievableFlopPerSecond: Object.fromEntries(achievable) as unknown }),
  } as Accelerator;
}

/** A server of a file. */
export function readServer(written: TrainingScenarioFile["server"], catalog: Lookup): Server | null | undefined {
  if (written === undefined) return undefined;
  if (written === "none") return null;
  return typeof written === "string" ? lookUp(catalog, ["servers"], written, "server").record : (readHardware("server", written) as unknown as Server);
}

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
    return [id, readAmount(`mix.${fuel}`, share, "fraction")] as const;
  });
  return gridFromMix(Object.fromEntries(shares), fuels, file.mixBasis);
}

/**
 * PUE and electricity: each from its own field, else from the site or region. Two statements about one of them are a conflict, except that a
 * PUE beside a region takes the place of the region's, which is often that of a fleet; a note says so.
 */
export function readPlace(
  file: PlaceFile & Readonly<Record<string, unknown>>,
  catalog: Lookup,
): { pue: Given; grid: Grid; wueLitresPerKwh?: Given } {
  const { wue, ...place } = readElectricity(file, catalog);
  const ownWue = quantityOf(file, "wue");
  const market = quantityOf(file, "marketIntensity");
  const water = ownWue ?? wue;
  return {
    pue: place.pue,
    grid: market === undefined ? place.grid : { ...place.grid, marketIntensityGramsPerKwh: market },
    ...(water === undefined ? {} : { wueLitresPerKwh: water }),
  };
}

function readElectricity(
  file: PlaceFile & Readonly<Record<string, unknown>>,
  catalog: Lookup,
): { pue: Given; grid: Grid; wue: Given | undefined } {
  const site = file.site === undefined ? undefined : lookUp(catalog, ["sites"], file.site, "site").record;
  const ownPue = quantityOf(file, "pue");
  const intensity = quantityOf(file, "intensity");
  const [first, second] = electricityFields.filter((field) => (field === "intensity" ? intensity : file[field]) !== undefined);
  if (first !== undefined && second !== undefined) throw conflict(first, `${first} and ${second} both give the carbon intensity`);
  if (site !== undefined && file.region !== undefined) throw conflict("site", "site and region both say where the run is");
  if (site !== undefined && ownPue !== undefined) throw conflict("pue", `site and pue both give the PUE (${site.name}: ${site.pue.value})`);
  if (file.year !== undefined && file.grid === undefined && file.region === undefined) {
    throw new FootprintError("conflicting-input", "year is the year of a grid or region; give one with it, or leave it out", { field: "year" });
  }
  if (file.mixBasis !== undefined && file.mix === undefined) {
    throw new FootprintError("conflicting-input", "mixBasis is the basis of a mix; give mix with it, or leave it out", { field: "mixBasis" });
  }
  const region =
    file.region === undefined
      ? undefined
      : regionPlace(
          lookUp(catalog, ["cloudRegions"], file.region, "region").record,
          (catalog.tables["grids"] ?? {}) as unknown as Readonly<Record<string, GridRecord>>,
          file.year,
        );
  const pue = required(ownPue ?? site?.pue ?? region?.pue, "pue", "give pue (1.1), site, or a region that has one");
  const wue = site?.wueLitresPerKwh ?? region?.wueLitresPerKwh;
  if (intensity !== undefined) return { pue, wue, grid: { intensityGramsPerKwh: intensity } };
  if (file.grid !== undefined) {
    const { record } = lookUp(catalog, ["grids", "subnationalGrids", "electricityMapsZones"], file.grid, "grid");
    return { pue, wue, grid: gridInYear(record, file.year) };
  }
  if (file.mix !== undefined) return { pue, wue, grid: readMix(file.mix, file, catalog) };
  if (region !== undefined) {
    const unused =
      ownPue === undefined || region.pue === undefined ? [] : [`The given PUE is used, not the region's ${region.pue.value} (${region.pue.at}).`];
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
  throw new FootprintError(
    "invalid-input",
    "intensity is missing; give intensity (429 g/kWh), grid (usa), region (aws:us-east-1), mix (coal 40 %, gas 60 %), or a site that has one",
    { field: "intensity" },
  );
}

function readEfficiency(file: TrainingScenarioFile): Given | HardwareFlopUtilisation | undefined {
  const { efficiency } = file;
  if (typeof efficiency !== "object" || !("hfu" in efficiency)) return quantityOf(file, "efficiency");
  return { hfu: readQuantity("efficiency.hfu", efficiency.hfu, "fraction"), recompute: efficiency.recompute };
}

/**
 * Reads a scenario as JSON or YAML hold it: checks it, looks its names up in the catalogue, reads its units.
 *
 * @param value - the parsed content of a scenario file
 * @param catalog - where names are looked up; the default tables where left out. With the tables `closedModels`, `electricityMapsZones` or
 *   `subnationalGrids` in it, their names are known too, after those of the default tables.
 * @returns the scenario, ready for `estimateTraining(scenario.input)`
 * @throws `FootprintError` naming every faulty field, its value and the fix
 *
 * @example
 * ```ts
 * import { estimateTraining } from "llm-footprint";
 * import { readScenario } from "llm-footprint/schema";
 *
 * const { input } = readScenario({
 *   kind: "training", model: "gpt-3-175b", tokens: "300B", accelerator: "v100-sxm2-32gb", acceleratorCount: 10000,
 *   efficiency: "19.7%", power: "330 W", pue: 1.1, intensity: "429 g/kWh",
 * });
 * console.log(Math.round(estimateTraining(input).operationalGramsCo2e / 1e6)); // 553
 * ```
 */
export function readScenario(value: unknown, catalog: Lookup = defaultCatalog): Scenario {
  const file = parseWith(trainingScenarioSchema, value, knownFields);
  return readTraining(file, withOwnRecords(catalog, file.catalog));
}

/** A catalogue with the records that a file brings. */
export function withOwnRecords(catalog: Lookup, own: Readonly<Record<string, unknown>> | undefined): Lookup {
  return own === undefined ? catalog : extendCatalog(createCatalog(catalog.tables, catalog.sources), own);
}

const HOURS_PER_YEAR = HOURS_PER_DAY * DAYS_PER_YEAR;

/** What is kept beside a run, its sizes and times read like every other quantity. */
function readStorage({ datasetBytes, years, ...rest }: NonNullable<TrainingScenarioFile["storage"]>): TrainingStorage {
  return {
    ...(rest as Partial<TrainingStorage>),
    years: readQuantity("storage.years", years, "duration", HOURS_PER_YEAR),
    ...(datasetBytes === undefined ? {} : { datasetBytes: readQuantity("storage.datasetBytes", datasetBytes, "memory") }),
  };
}

function readTraining(file: TrainingScenarioFile, catalog: Lookup): Scenario {
  const { model, name, trainingTokens } = readModel(file.model, catalog);
  const accelerator = readAccelerator(file.accelerator, catalog);
  const acceleratorCount = quantityOf(file, "acceleratorCount");
  if (acceleratorCount !== undefined && typeof acceleratorCount !== "number") {
    throw new FootprintError("invalid-input", "acceleratorCount is a plain number, without range or source", { field: "acceleratorCount" });
  }
  const optional = {
    precision: file.precision,
    efficiency: readEfficiency(file),
    sequenceTokens: quantityOf(file, "sequenceTokens"),
    attentionFlop: file.attentionFlop,
    softwareYear: file.softwareYear,
    deviceHours: quantityOf(file, "deviceHours"),
    wallClockDays: quantityOf(file, "wallClock"),
    deviceTokensPerSecond: quantityOf(file, "throughput"),
    stepSeconds: quantityOf(file, "stepTime"),
    stepTokens: quantityOf(file, "stepTokens"),
    goodput: quantityOf(file, "goodput"),
    experimentationFactor:
      file.experimentationFactor === undefined || file.experimentationFactor === "unknown"
        ? file.experimentationFactor
        : readQuantity("experimentationFactor", file.experimentationFactor, "number"),
    itEnergyKwh: quantityOf(file, "energy"),
    averagePowerWatts: quantityOf(file, "power"),
    powerMethod: file.powerMethod,
    powerBoundary: file.powerBoundary,
    cooling: file.cooling,
    storage: file.storage === undefined ? undefined : readStorage(file.storage),
    transmissionLossShare: quantityOf(file, "transmissionLoss"),
    electricityWaterLitresPerKwh: quantityOf(file, "electricityWater"),
    lifetimeYears: quantityOf(file, "lifetime"),
    lifetimeUtilisation: quantityOf(file, "lifetimeUtilisation"),
    server: readServer(file.server, catalog),
    embodiedMethod: file.embodiedMethod,
    rackGramsCo2e: quantityOf(file, "embodiedRack"),
    networkGramsCo2e: quantityOf(file, "embodiedNetwork"),
    storageGramsCo2e: quantityOf(file, "embodiedStorage"),
    coolingGramsCo2e: quantityOf(file, "embodiedCooling"),
    buildingGramsCo2e: quantityOf(file, "embodiedBuilding"),
    endOfLifeFraction: quantityOf(file, "endOfLife"),
  };
  return {
    kind: "training",
    name: file.name ?? `${name} on ${accelerator.name}`,
    input: {
      model,
      tokens: required(quantityOf(file, "tokens") ?? trainingTokens, "tokens", "give the training tokens, for example 300B"),
      accelerator,
      ...readPlace(file, catalog),
      ...Object.fromEntries(Object.entries({ acceleratorCount, ...optional }).filter(([, given]) => given !== undefined)),
    },
    references: (file.references ?? []).map(({ label, operational, source }, index) => ({
      label,
      operationalGramsCo2e: readAmount(`references.${index}.operational`, operational, "mass"),
      source,
    })),
    baselines: file.baselines ?? [],
    sources: catalog.sources,
  };
}
