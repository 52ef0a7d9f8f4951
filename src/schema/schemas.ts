import * as z from "zod";
import { basicSchemas, once } from "./basic-schemas.js";
import type { Field, Fields, Form } from "./field.js";
import { type FormKind, forms, shared } from "./generated/fields.js";

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

function bareSchema(field: Field): z.ZodType {
  const { type, values = [], fields = {}, orWords } = field;
  const basic = basicSchemas();
  switch (type) {
    case "quantity": {
      if (field.fields !== undefined) return z.union([basic.quantity, objectOf(fields)]);
      return orWords === undefined ? basic.quantity : z.union([basic.quantity, z.enum(orWords)]);
    }
    case "numbers":
      return z.union([z.string(), z.array(basic.amount)]);
    case "choice":
      return z.literal([...values]);
    case "names":
      return z.union([z.string(), z.array(z.literal([...values]))]);
    case "switch":
      // A flag brings text.
      return z.union([z.boolean(), z.enum(["true", "false"])]);
    case "text":
      return z.string();
    case "year":
      return z.number().int();
    case "mix":
      return z.record(z.string(), basic.amount);
    case "model":
    case "accelerator":
    case "server":
    case "encoder":
      return z.union([z.string(), basic[type]]);
    case "group":
      return field.isList === true ? z.union([z.string(), objectOf(fields)]) : objectOf(fields);
    case "groups":
      return z.union([objectOf(fields), z.array(objectOf(fields))]);
  }
}

/** Fields under their short name and that of the API. */
function shapeOf(fields: Fields, required: readonly string[] = []): Record<string, z.ZodType> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, field]) => {
      const schema = schemaOf(field);
      const own: [string, z.ZodType] = [name, required.includes(name) ? schema : schema.optional()];
      return field.api === undefined || field.api.includes(".") ? [own] : [own, [field.api, schema.optional()]];
    }),
  );
}

const objectOf = (fields: Fields): z.ZodObject => z.strictObject(shapeOf(fields));

/** Schemas of the files of every kind; each made at first use. */
const kindSchemas = Object.fromEntries(
  (Object.keys(forms) as FormKind[]).map((kind) => [
    kind,
    once(() => {
      const { title, words, fields, required, rest }: Form = forms[kind];
      const { quantity } = basicSchemas();
      return z
        .strictObject({
          $schema: z.string().optional().meta({ description: "Where this schema is, for editors" }),
          kind: z.literal(kind).meta({ description: "What is estimated" }),
          name: z.string().optional().meta({ description: "Title of the output" }),
          catalog: z
            .record(z.string(), z.unknown())
            .optional()
            .meta({ description: "Records of your own for this scenario, as in a file of own records (schema/catalog.schema.json)" }),
          ...Object.fromEntries(Object.entries(rest).map(([name, description]) => [name, quantity.optional().meta({ description })])),
          ...shapeOf(fields, required),
        })
        .meta({ title, description: words });
    }),
  ]),
) as unknown as Readonly<Record<FormKind, () => z.ZodObject>>;

/** The schema of the files of a kind. */
export const kindSchema = (kind: FormKind): z.ZodObject => kindSchemas[kind]();

/** JSON Schema of scenario files of every kind, for editors; written to `schema/scenario.schema.json`. */
export function scenarioJsonSchema(): Record<string, unknown> {
  const [first, ...others] = (Object.keys(forms) as FormKind[]).map(kindSchema) as [z.ZodObject, ...z.ZodObject[]];
  return z.toJSONSchema(z.discriminatedUnion("kind", [first, ...others] as never), { io: "input" });
}
