import * as z from "zod";
import { DAYS_PER_YEAR, HOURS_PER_DAY, SECONDS_PER_HOUR } from "../core/units.js";
import type { Dimension } from "../core/conversion.js";
import { FootprintError, isFootprintError } from "../core/errors.js";
import { type Lookup, readAccelerator, readAmount, readEncoder, readModel, readPlace, readQuantity, readServer, type Written } from "./scenario.js";
import { acceleratorSchema, amount, modelSchema, quantity, trainingScenarioSchema } from "./scenario-schema.js";

/** A number of a file, with or without range and source. */
interface QuantitySpec {
  readonly type: "quantity" | "number";
  readonly dimension: Dimension;
  readonly perUnit?: number;
  /** Name in the API, where it is not the name in the file. */
  readonly apiName?: string;
  readonly example: string;
  readonly description: string;
}

/** What a field of a file may be; schema, reader and flags are made from it. */
export type Spec =
  | QuantitySpec
  | { readonly type: "choice"; readonly values: readonly [string, ...string[]]; readonly description: string }
  /** Several of some names, in text with commas between them. */
  | { readonly type: "names"; readonly values: readonly [string, ...string[]]; readonly example: string; readonly description: string }
  | { readonly type: "switch"; readonly description: string }
  | { readonly type: "text"; readonly example: string; readonly description: string }
  | { readonly type: "model" | "accelerator" | "server" | "encoder"; readonly description: string; readonly example: string }
  | { readonly type: "group"; readonly fields: Specs; readonly description: string }
  /** One group, or a list of them. */
  | { readonly type: "groups"; readonly fields: Specs; readonly description: string };

/** Fields by name; `place` stands for everything that says where something runs. */
export interface Specs {
  readonly [name: string]: Spec;
}

/** A file before its names are looked up and its units are read. */
export type FileGroup = Readonly<Record<string, unknown>>;

const { site, grid, region, mix, mixBasis, year, server } = trainingScenarioSchema.shape;
/** What says where the electricity comes from: looked up together. */
const electricity = { site, grid, region, mix, mixBasis, year };
const placeQuantities = ["pue", "intensity", "marketIntensity", "wue"] as const;
const placeKeys = [...Object.keys(electricity), ...placeQuantities, "intensityGramsPerKwh", "marketIntensityGramsPerKwh", "wueLitresPerKwh"];

/** A quantity with its dimension: a number in the unit of the library, or text with a unit. */
export const many = (dimension: Dimension, example: string, description: string, more: Partial<QuantitySpec> = {}): QuantitySpec => ({
  type: "quantity",
  dimension,
  example,
  description,
  ...more,
});
/** A plain number, without range and source. */
export const plain = (example: string, description: string): QuantitySpec => ({ type: "number", dimension: "number", example, description });
/** Text in any unit of time, read as seconds. */
export const SECONDS = { perUnit: 1 / SECONDS_PER_HOUR } as const;
/** Text in any unit of time, read as years of 365 d. */
export const YEARS = { perUnit: HOURS_PER_DAY * DAYS_PER_YEAR } as const;
/** Text in any unit of time, read as days. */
export const DAYS = { perUnit: HOURS_PER_DAY } as const;

/** Tables share fields, and parts occur in several kinds: each is one schema, which the JSON Schema then holds once. */
const schemas = /* @__PURE__ */ new WeakMap<object, z.ZodType>();

function once<Schema extends z.ZodType>(of: object, make: () => Schema): Schema {
  const known = schemas.get(of) as Schema | undefined;
  const schema = known ?? make();
  schemas.set(of, schema);
  return schema;
}

const schemaOf = (spec: Spec): z.ZodType => once(spec, () => schemaOfSpec(spec));

function schemaOfSpec(spec: Spec): z.ZodType {
  const { description } = spec;
  switch (spec.type) {
    case "quantity":
      return quantity.optional().meta({ description, examples: [spec.example] });
    case "number":
      return amount.optional().meta({ description, examples: [spec.example] });
    case "choice":
      return z.enum(spec.values).optional().meta({ description });
    case "names":
      return z
        .union([z.string(), z.array(z.enum(spec.values))])
        .optional()
        .meta({ description, examples: [spec.example] });
    case "switch":
      // A flag brings text.
      return z
        .union([z.boolean(), z.enum(["true", "false"])])
        .optional()
        .meta({ description });
    case "text":
      return z.string().optional().meta({ description, examples: [spec.example] });
    case "model":
      return modelSchema.optional().meta({ description });
    case "accelerator":
      return acceleratorSchema.optional().meta({ description });
    case "server":
      return server;
    case "encoder":
      return z
        .union([
          z.string(),
          z.strictObject({
            name: z.string(),
            parameters: quantity,
            lookupParameters: quantity.optional(),
            layers: z.number().optional(),
            attentionWidth: z.number().optional(),
            vectorDimensions: z.number().optional(),
          }),
        ])
        .optional()
        .meta({ description });
    case "group":
      return groupSchema(spec.fields).optional().meta({ description });
    case "groups":
      return z
        .union([groupSchema(spec.fields), z.array(groupSchema(spec.fields))])
        .optional()
        .meta({ description });
  }
}

/** The schema of a table of fields. */
export function groupSchema(fields: Specs): z.ZodObject {
  return once(fields, () => makeGroupSchema(fields));
}

function makeGroupSchema(fields: Specs): z.ZodObject {
  const hasPlace = "pue" in fields;
  return z.strictObject({
    ...(hasPlace ? electricity : {}),
    ...Object.fromEntries(
      Object.entries(fields).flatMap(([name, spec]) => {
        const schema = schemaOf(spec);
        const apiName = "apiName" in spec ? spec.apiName : undefined;
        return apiName === undefined || apiName === name ? [[name, schema]] : [[name, schema], [apiName, schema.meta({ description: `As ${name}` })]];
      }),
    ),
  });
}

/** Names of fields at every depth, for near matches. */
export function namesOf(fields: Specs): string[] {
  return [
    ...("pue" in fields ? Object.keys(electricity) : []),
    ...Object.entries(fields).flatMap(([name, spec]) => [name, ...("fields" in spec ? namesOf(spec.fields) : [])]),
  ];
}

/** Errors of a part of a file name the part. */
function within<Result>(path: string, read: () => Result): Result {
  if (path === "") return read();
  try {
    return read();
  } catch (error) {
    if (!isFootprintError(error)) throw error;
    const field = error.details.field ?? "";
    if (field.startsWith(`${path}.`)) throw error;
    const message = field !== "" && error.message.startsWith(field) ? `${path}.${error.message}` : `${path}: ${error.message}`;
    throw new FootprintError(error.code, message, { ...error.details, field: `${path}.${field}` });
  }
}

/** Both names of a field at once are a conflict. */
function writtenAs(file: FileGroup, name: string, apiName: string | undefined): unknown {
  if (apiName === undefined || apiName === name) return file[name];
  if (file[name] !== undefined && file[apiName] !== undefined) {
    throw new FootprintError("conflicting-input", `${name} and ${apiName} are the same quantity; give one of them`, { field: name });
  }
  return file[name] ?? file[apiName];
}

function readNames(name: string, written: unknown, values: readonly string[]): readonly string[] {
  const list = typeof written === "string" ? written.split(",").map((part) => part.trim()) : (written as readonly string[]);
  for (const one of list) {
    if (values.includes(one)) continue;
    throw new FootprintError("invalid-input", `${name}: "${one}" is not one of ${values.join(", ")}`, { field: name, value: one, nearest: values });
  }
  return list;
}

function readSpec(path: string, name: string, spec: Spec, written: unknown, catalog: Lookup): unknown {
  switch (spec.type) {
    case "quantity":
      return readQuantity(name, written as Written, spec.dimension, spec.perUnit);
    case "number":
      return readAmount(name, written, spec.dimension, spec.perUnit);
    case "names":
      return readNames(name, written, spec.values);
    case "model":
      return readModel(written as never, catalog, name).model;
    case "accelerator":
      return readAccelerator(written as never, catalog, name);
    case "server":
      return readServer(written as never, catalog);
    case "encoder":
      return readEncoder(name, written as string | Readonly<Record<string, unknown>>, catalog);
    case "group":
      return readGroup(path === "" ? name : `${path}.${name}`, spec.fields, written as FileGroup, catalog);
    case "groups": {
      const list = Array.isArray(written) ? (written as readonly FileGroup[]) : [written as FileGroup];
      const at = path === "" ? name : `${path}.${name}`;
      return list.map((one, index) => readGroup(list.length === 1 ? at : `${at}.${index}`, spec.fields, one, catalog));
    }
    case "switch":
      return written === true || written === "true";
    default:
      return written;
  }
}

/** Reads a group of a checked file: units, names, place. */
export function readGroup(path: string, fields: Specs, file: FileGroup, catalog: Lookup): Record<string, unknown> {
  const input: Record<string, unknown> = {};
  within(path, () => {
    const hasPlace = "pue" in fields;
    if (hasPlace && placeKeys.some((key) => file[key] !== undefined)) Object.assign(input, readPlace(file, catalog));
    for (const [name, spec] of Object.entries(fields)) {
      if (hasPlace && (placeQuantities as readonly string[]).includes(name)) continue;
      const apiName = "apiName" in spec ? spec.apiName : undefined;
      const written = writtenAs(file, name, apiName);
      if (written === undefined) continue;
      const value = readSpec(path, name, spec, written, catalog);
      if (value !== undefined) input[apiName ?? name] = value;
    }
  });
  return input;
}

/** A flag of a field, `--index-chunks` for `index.chunks`. */
export interface FieldFlag {
  /** Path of the field in the file. */
  readonly field: string;
  /** `undefined` for what takes no value: a group with its defaults. */
  readonly example: string | undefined;
  readonly description: string;
}

const placeFlags: readonly FieldFlag[] = [
  { field: "site", example: "microsoft-us-2020", description: "Data centre of the catalogue: PUE and, without grid, intensity" },
  { field: "grid", example: "usa", description: "Grid of the catalogue" },
  { field: "region", example: "aws:us-east-1", description: "Cloud region of the catalogue: grid and, where published, PUE" },
  { field: "mix", example: "coal=40%,gas=60%", description: "Mix of fuels; shares add up to 1" },
  { field: "mixBasis", example: "lifecycle", description: "lifecycle or direct emissions of the mix" },
  { field: "year", example: "2024", description: "Year of the grid or region" },
];

/** The flags of a table of fields, those of groups with the name of the group before them. */
export function flagsOf(fields: Specs, path = ""): FieldFlag[] {
  const at = (name: string): string => (path === "" ? name : `${path}.${name}`);
  return [
    ...Object.entries(fields).flatMap(([name, spec]): FieldFlag[] => {
      switch (spec.type) {
        case "switch":
          return [{ field: at(name), example: "true", description: `${spec.description}: true or false` }];
        case "choice":
          return [{ field: at(name), example: spec.values[0], description: `${spec.description}: ${spec.values.join(", ")}` }];
        case "group":
        case "groups":
          return [{ field: at(name), example: undefined, description: `${spec.description}, with its defaults` }, ...flagsOf(spec.fields, at(name))];
        default:
          return [{ field: at(name), example: spec.example, description: spec.description }];
      }
    }),
    ...("pue" in fields ? placeFlags.map((flag) => ({ ...flag, field: at(flag.field) })) : []),
  ];
}
