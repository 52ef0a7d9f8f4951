import * as z from "zod";
import { basicSchemas, once } from "./basic-schemas.js";
import type { Field, Fields, Form } from "./field.js";
import { type FormKind, forms, shared } from "./generated/fields.js";
import { rests } from "./generated/rests.js";

/** Names of shared fields in the JSON Schema. */
const idOf = /* @__PURE__ */ once(() => new Map(Object.entries(shared).map(([id, field]) => [field, id])));
const made = /* @__PURE__ */ new WeakMap<Field, z.ZodType>();

/** The schema of a field that is there; made once, so that what kinds share stands once in the JSON Schema. */
function schemaOf(field: Field): z.ZodType {
  const known = made.get(field);
  if (known !== undefined) return known;
  const id = idOf().get(field);
  const { words: description, example } = field;
  const schema = bareSchema(field).meta({
    ...(id === undefined ? {} : { id }),
    description,
    ...(example === undefined ? {} : { examples: [example] }),
  });
  made.set(field, schema);
  return schema;
}

/** The word of a choice that was written, in its own letters; what is none of them stays as it is. */
function wordOf(written: unknown, values: readonly unknown[]): unknown {
  if (typeof written !== "string" || values.includes(written)) return written;
  const folded = written.toLowerCase();
  return values.find((value) => typeof value === "string" && value.toLowerCase() === folded) ?? written;
}

function bareSchema(field: Field): z.ZodType {
  const { type, values = [], fields = {}, rest, orWords } = field;
  const basic = basicSchemas();
  switch (type) {
    case "quantity": {
      if (field.fields !== undefined) return z.union([basic.quantity, objectOf(fields, rest)]);
      return orWords === undefined ? basic.quantity : z.union([basic.quantity, z.enum(orWords)]);
    }
    case "numbers":
      return z.union([z.string(), z.array(basic.amount)]);
    case "choice":
      // A word may stand in capitals.
      return z.preprocess((written) => wordOf(written, values), z.literal([...values]));
    case "names":
      return z.union([z.string(), z.array(z.literal([...values]))]);
    case "switch":
      // A flag brings text.
      return z.union([z.boolean(), z.enum(["true", "false"])]);
    case "text":
      return z.string();
    case "year":
      return z.union([z.number().int(), z.string().regex(/^\d{4}$/u, "a year of four digits")], { error: "a year of four digits" });
    case "mix":
      return z.record(z.string(), basic.amount);
    case "model":
    case "accelerator":
    case "server":
    case "encoder":
      return z.union([z.string(), basic[type]]);
    case "group":
      return field.isList === true ? z.union([z.string(), groupOf(field)]) : z.lazy(() => groupOf(field));
    case "groups":
      return z.union([groupOf(field), z.array(groupOf(field))]);
  }
}

const groupsMade = /* @__PURE__ */ new Map<string, z.ZodObject>();

/** The schema of the fields of a group; made once for all groups of the same fields. */
function groupOf({ fields = {}, rest }: Field): z.ZodObject {
  const key = JSON.stringify([fields, rest]);
  const made = groupsMade.get(key) ?? objectOf(fields, rest);
  groupsMade.set(key, made);
  return made;
}

/** A quantity of a table; the JSON Schema says once what all of them are. */
const furtherOf = (description: string, table: string | undefined): z.ZodType =>
  basicSchemas().quantity.optional().meta({ description, table });

/** Fields under their short name and that of the API. */
function shapeOf(fields: Fields, rest?: string, required: readonly string[] = []): Record<string, z.ZodType> {
  const rows = rests[rest ?? ""]?.() ?? {};
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, field]) => {
      const schema = schemaOf(field);
      const own: [string, z.ZodType] = [name, required.includes(name) ? schema : schema.optional()];
      const { api, type, isPlain } = field;
      if (api === undefined || api.includes(".")) return [own];
      const isRow = type === "quantity" && isPlain === undefined && api in rows;
      return [own, [api, isRow ? furtherOf(field.words, rest) : schema.optional()]];
    }),
  );
}

const furtherBy = /* @__PURE__ */ new WeakMap<Fields, Readonly<Record<string, string>>>();

/** Further quantities of a table, with their words: what is no field under either of its names. */
export function restOf(rest: string | undefined, fields: Fields): Readonly<Record<string, string>> {
  if (rest === undefined) return {};
  const known = furtherBy.get(fields);
  if (known !== undefined) return known;
  const asked = new Set(Object.entries(fields).flatMap(([name, { api = name }]) => [name, api]));
  const further = Object.fromEntries(Object.entries(rests[rest]?.() ?? {}).filter(([name]) => !asked.has(name)));
  furtherBy.set(fields, further);
  return further;
}

/** An object of fields and further quantities, which name their table for {@link compact}. */
function objectOf(
  fields: Fields,
  rest?: string,
  more: Readonly<Record<string, z.ZodType>> = {},
  required: readonly string[] = [],
): z.ZodObject {
  const further = Object.entries(restOf(rest, fields)).map(([name, words]): [string, z.ZodType] => [name, furtherOf(words, rest)]);
  return z.strictObject({ ...more, ...Object.fromEntries(further), ...shapeOf(fields, rest, required) });
}

type Json = Record<string, unknown>;

/** Objects of a JSON Schema that may hold further quantities of a table, with the names of those that they list themselves. */
function* objectsWithRest(schema: Json): Generator<readonly [table: string, object: Json, further: readonly string[]]> {
  const properties = Object.entries((schema["properties"] ?? {}) as Readonly<Record<string, Json>>);
  const further = properties.filter(([, { table }]) => table !== undefined);
  const [[, { table }] = ["", {}]] = further;
  if (typeof table === "string") yield [table, schema, further.map(([name]) => name)];
  for (const inner of Object.values(schema)) if (typeof inner === "object" && inner !== null) yield* objectsWithRest(inner as Json);
}

/**
 * Says of further quantities once that each is a quantity, and of each table once which names its objects may have; a name that is a choice of
 * another object of the table is refused.
 */
function compact(schema: Json, defs: Json): void {
  const names = new Map(Object.entries(rests).map(([table, rest]) => [table, new Set(Object.keys(rest()))]));
  const objects = [...objectsWithRest(schema)];
  for (const [table, { properties }] of objects) for (const name of Object.keys(properties as Json)) names.get(table)?.add(name);
  for (const [table, object, further] of objects) {
    const properties = object["properties"] as Json;
    for (const name of further) Reflect.deleteProperty(properties, name);
    const rows = rests[table]?.() ?? {};
    for (const name of names.get(table) ?? []) if (!(name in rows)) properties[name] ??= false;
    object["additionalProperties"] = { $ref: "#/$defs/aQuantity" };
    object["propertyNames"] = { $ref: `#/$defs/${table}Names` };
    defs[`${table}Names`] ??= { enum: [...(names.get(table) ?? [])] };
  }
}

/** Schemas of the files of every kind; each made at first use. */
const kindSchemas = Object.fromEntries(
  (Object.keys(forms) as FormKind[]).map((kind) => [
    kind,
    once(() => {
      const { title, words, fields, required, rest }: Form = forms[kind];
      const head = {
        $schema: z.string().optional().meta({ description: "Where this schema is, for editors" }),
        kind: z.literal(kind).meta({ description: "What is estimated" }),
        name: z.string().optional().meta({ description: "Title of the output" }),
        catalog: z
          .record(z.string(), z.unknown())
          .optional()
          .meta({ description: "Records of your own for this scenario, as in a file of own records (schema/catalog.schema.json)" }),
      };
      return objectOf(fields, rest, head, required).meta({ title, description: words });
    }),
  ]),
) as unknown as Readonly<Record<FormKind, () => z.ZodObject>>;

/** The schema of the files of a kind. */
export const kindSchema = (kind: FormKind): z.ZodObject => kindSchemas[kind]();

/** Gives groups that stand more than once a name in the JSON Schema, so that it holds each once: the first name that it has in a file. */
function nameGroups(): void {
  const uses = new Map<z.ZodObject, number>();
  const ids = new Set<string>();
  const walk = (fields: Fields): void => {
    for (const [name, field] of Object.entries(fields)) {
      if (field.fields === undefined || field.type === "quantity") continue;
      const group = groupOf(field);
      const known = uses.get(group) ?? (field.type === "groups" ? 1 : 0);
      uses.set(group, known + 1);
      if (known === 0) walk(field.fields);
      if (known !== 1) continue;
      let id = `${name}Group`;
      for (let number = 2; ids.has(id); number++) id = `${name}Group${number}`;
      z.globalRegistry.add(group, { id });
      ids.add(id);
      if (field.type === "groups") walk(field.fields);
    }
  };
  for (const { fields } of Object.values(forms) as Form[]) walk(fields);
}

/** JSON Schema of scenario files of every kind, for editors; written to `schema/scenario.schema.json`. */
export function scenarioJsonSchema(): Record<string, unknown> {
  nameGroups();
  const [first, ...others] = (Object.keys(forms) as FormKind[]).map(kindSchema) as [z.ZodObject, ...z.ZodObject[]];
  const made = z.toJSONSchema(z.discriminatedUnion("kind", [first, ...others] as never), { io: "input" }) as Json;
  compact(made, made["$defs"] as Json);
  return made;
}
