import { modelFromIntervals } from "../catalog/closed-model.js";
import { type Catalog, createCatalog, type Tables } from "../catalog/find.js";
import { ambiguous, idsNamed, nearestIn, scopeOf, unknown } from "../catalog/names.js";
import type {
  AcceleratorRecord,
  ClosedModelRecord,
  CloudRegionRecord,
  EmbeddingModelRecord,
  FuelRecord,
  GridRecord,
  Model,
  ModelClassRecord,
  ModelRecord,
  ServerRecord,
  SiteRecord,
  SizeOpinionRecord,
} from "../catalog/records.js";
import { nameIndexOf, notInCatalogue, type Resolver, resolverOf } from "../catalog/resolver.js";
import { opinionsTold, secondOpinions } from "../catalog/second-opinions.js";
import { FootprintError } from "../core/errors.js";
import { unitOf } from "../core/units.js";
import { dimensionOf, readQuantity, type Written } from "./amounts.js";
import { extendCatalog } from "./own-records.js";

type Own = Readonly<Record<string, unknown>>;

/** Where names are looked up: the part of a catalogue that does not depend on the types of its records. */
export type Lookup = Pick<Catalog<Tables>, "tables" | "sources"> & { readonly leftOut?: LeftOut };

/** Tables that a caller chose to do without, so that their names can be told from names that nobody knows. */
export interface LeftOut {
  readonly tables: Tables;
  /** What leaves them out, as the caller writes it. */
  readonly by: string;
}

/** The records that the names of a scenario may mean, by table. */
interface Rows {
  readonly accelerators: AcceleratorRecord;
  readonly closedModels: ClosedModelRecord;
  readonly digital4betterModels: SizeOpinionRecord;
  readonly ecologitsModels: SizeOpinionRecord;
  readonly modelClasses: ModelClassRecord;
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
export function lookUp<Name extends keyof Rows>(
  { tables, leftOut }: Lookup,
  names: readonly Name[],
  text: string,
  field: string,
): FoundIn<Name> {
  const { within, name } = scopeOf(names, text);
  const present = within.filter((table) => Object.hasOwn(tables, table));
  const isIn = (of: Tables, table: string): boolean => Object.hasOwn(of, table) && idsNamed(of[table] as Tables[string], name).length > 0;
  const left =
    leftOut === undefined || present.some((table) => isIn(tables, table)) ? undefined : within.find((table) => isIn(leftOut.tables, table));
  if (left !== undefined) {
    throw new FootprintError("unknown-id", `${field}: "${text}" is in ${left}, which ${leftOut?.by ?? ""} leaves out`, {
      field,
      value: text,
    });
  }
  if (present.length === 0) {
    throw new FootprintError(
      "unknown-id",
      `${field}: "${text}" is in ${within.join(" or ")}, which this catalogue does not hold; put it in`,
      {
        field,
        value: text,
      },
    );
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

/** A catalogue with the records that a file brings. */
export function withOwnRecords(catalog: Lookup, own: Readonly<Record<string, unknown>> | undefined): Lookup {
  if (own === undefined) return catalog;
  const { leftOut } = catalog;
  return { ...extendCatalog(createCatalog(catalog.tables, catalog.sources), own), ...(leftOut === undefined ? {} : { leftOut }) };
}

/** The figures of a record of the file's own, read like every other quantity: by the units that their names announce, at every depth. */
function readFigures(path: string, written: Own, of?: string): Own {
  return Object.fromEntries(
    Object.entries(written).map(([key, value]) => {
      const measured = dimensionOf(of ?? key);
      if (Array.isArray(value)) return [key, value];
      // Rates by precision are named by the group that they stand in.
      if (typeof value === "object" && value !== null && !("value" in value))
        return [key, readFigures(`${path}.${key}`, value as Own, unitOf(key) === "1" ? undefined : key)];
      const isFigure = value !== undefined && (unitOf(of ?? key) !== "1" || measured.dimension === "fraction");
      return [key, isFigure ? readQuantity(`${path}.${key}`, value as Written, measured) : value];
    }),
  );
}

/** A record by name, or one that a file describes itself. */
const recordIn = <Name extends keyof Rows>(field: string, written: unknown, tables: readonly Name[], catalog: Lookup): unknown =>
  typeof written === "string" ? lookUp(catalog, tables, written, field).record : readFigures(field, written as Own);

/** Tables of models, those with dimensions first. */
const modelTables = ["models", "closedModels"] as const;
/** Tables of sizes that a name means only where it asks for one of them. */
const sizeTables = ["modelClasses", "ecologitsModels", "digital4betterModels"] as const;

const resolvers = /* @__PURE__ */ new WeakMap<Tables, Resolver>();

/** The resolver of the names of a catalogue, one's own records among them. */
export function resolverIn({ tables }: Pick<Lookup, "tables">): Resolver {
  const known = resolvers.get(tables) ?? resolverOf(nameIndexOf(tables));
  resolvers.set(tables, known);
  return known;
}

/** A name as gateways and bills write it, as the name of a record of the catalogue, with the rules that led there; as it is where there is none. */
function nameOfRecord(written: string, catalog: Lookup, field: string): { readonly name: string; readonly note?: string } {
  const { tables } = catalog;
  const isKnown = modelTables.some(
    (table) => Object.hasOwn(tables, table) && idsNamed(tables[table] as Tables[string], written).length > 0,
  );
  if (isKnown || scopeOf([...modelTables, ...sizeTables], written).within.length === 1) return { name: written };
  const resolve = resolverIn(catalog);
  const { id, table, rules, reason, candidates } = resolve(written);
  if (id !== undefined && table !== undefined && Object.hasOwn(tables[table] ?? {}, id)) {
    return { name: `${table}/${id}`, note: `"${written}" is read as this model (${rules.join(", ")})` };
  }
  const refuse = (why: string, nearest: readonly string[]): FootprintError =>
    new FootprintError("unknown-id", `${field}: "${written}" ${why}${nearest.length === 0 ? "" : `: ${nearest.join(", ")}`}`, {
      field,
      value: written,
      nearest,
    });
  if (reason?.startsWith("a moving name") === true) throw refuse("is a moving name; write the model that it meant on the day", candidates);
  if (reason !== undefined && reason !== notInCatalogue) throw refuse(`is ${reason}`, candidates);
  const { id: ofClass } = resolve(written, { unknown: "class" });
  if (ofClass === undefined || ofClass === "unknown" || !Object.hasOwn(tables["modelClasses"] ?? {}, ofClass)) return { name: written };
  throw refuse("is not known; write the class that its name tells, or one of those that begin alike", [
    `modelClasses/${ofClass}`,
    ...candidates,
  ]);
}

/** A model of a file: by the name of its record, else as gateways and bills write it. */
function readModel(written: unknown, catalog: Lookup, field = "model"): Model {
  if (typeof written !== "string") return readFigures(field, written as Own) as unknown as Model;
  const { name, note } = nameOfRecord(written, catalog, field);
  // A record has the format that its developer publishes; that of a copy in another one is for the caller to give.
  const { precision } = resolverIn(catalog)(written);
  const format = precision === undefined ? undefined : `the format ${precision} of the name is not taken from it: give it as precision`;
  const asksForSizes = scopeOf(sizeTables, name).within.length === 1;
  const found = asksForSizes ? lookUp(catalog, sizeTables, name, field) : lookUp(catalog, modelTables, name, field);
  const rows = catalog.tables[found.table] as unknown as Readonly<Record<string, ClosedModelRecord>>;
  const model = found.table === "models" ? found.record : modelFromIntervals(found.record, rows);
  const told = found.table === "closedModels" ? opinionsTold(secondOpinions(found.record, catalog.tables)) : undefined;
  const notes = [model.note, told, note, format].filter((one) => one !== undefined);
  return notes.length === 0 ? model : { ...model, note: notes.join("; ") };
}

/** Records of each type, by the name or the figures of a file. */
export const recordReaders: Readonly<Record<string, (field: string, written: unknown, catalog: Lookup) => unknown>> = {
  model: (field, written, catalog) => readModel(written, catalog, field),
  accelerator: (field, written, catalog) => recordIn(field, written, ["accelerators"], catalog),
  server: (field, written, catalog) => (written === "none" ? null : recordIn(field, written, ["servers"], catalog)),
  encoder: (field, written, catalog) => recordIn(field, written, ["embeddingModels"], catalog),
};
