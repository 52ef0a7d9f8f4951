import { catalog as defaultCatalog } from "../catalog.js";
import { FootprintError, isFootprintError } from "../core/errors.js";
import { formatValue } from "../core/formula.js";
import { nearMatches, oneOf } from "../core/near-matches.js";
import { dimensionOf, type Measured, readAmount, readQuantity, type Written } from "./amounts.js";
import { namesInRecords } from "./basic-schemas.js";
import type { Field, Fields, Form } from "./field.js";
import { type FormKind, forms } from "./generated/fields.js";
import { foldedChoice, parseWith } from "./issues.js";
import { placeNames, readPlace } from "./place.js";
import { type Lookup, recordReaders, withOwnRecords } from "./records.js";
import { kindSchema, restOf } from "./schemas.js";

/** A file before its names are looked up and its units are read. */
export type FileGroup = Readonly<Record<string, unknown>>;
type Tree = Record<string, unknown>;

/** Names of fields at every depth, for near matches: those that are asked for first. */
function namesOf({ fields = {}, rest }: Pick<Field, "fields" | "rest">): string[] {
  const asked = Object.entries(fields).flatMap(([name, field]) => [name, field.api ?? name, ...namesOf(field)]);
  return [...asked, ...Object.keys(restOf(rest, fields))];
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

/** What a file says under either name of a field; both at once are a conflict. */
function writtenAs(file: FileGroup, name: string, { api = name }: Field): readonly [string, unknown] {
  if (api === name || file[api] === undefined) return [name, file[name]];
  if (file[name] === undefined) return [api, file[api]];
  throw new FootprintError("conflicting-input", `${name} and ${api} are the same quantity; give one of them`, { field: name });
}

/** Parts of text with commas between them. */
function listOf(name: string, written: unknown): readonly unknown[] {
  if (typeof written !== "string") return written as readonly unknown[];
  const parts = written.split(",").map((part) => part.trim());
  if (!parts.includes("")) return parts;
  throw new FootprintError("invalid-input", `${name} = "${written}" is not a list; write its parts with commas between them`, {
    field: name,
    value: written,
  });
}

function readNames(name: string, written: unknown, values: readonly unknown[]): readonly unknown[] {
  const list = listOf(name, written).map((one) => foldedChoice(one, values) ?? String(one));
  const other = list.find((one) => !values.includes(one));
  if (other === undefined) return list;
  const { expected, nearest } = oneOf(other, values.map(String));
  throw new FootprintError("invalid-input", `${name}: ${formatValue(other)} is not ${expected}`, { field: name, value: other, nearest });
}

/** `32,256` as the fields of a group, in their order. */
function readListed(name: string, written: string, fields: Fields, example = ""): FileGroup {
  const parts = listOf(name, written);
  const keys = Object.keys(fields);
  if (parts.length === keys.length) return Object.fromEntries(keys.map((key, index) => [key, parts[index]]));
  throw new FootprintError("invalid-input", `${name} = "${written}" is not of the form ${example}`, { field: name, value: written });
}

function readNumber(
  name: string,
  { dimension = "number", unit, isPlain, orWords = [], fields }: Field,
  written: unknown,
  path: string,
  catalog: Lookup,
): unknown {
  if (orWords.includes(written as string)) return written;
  const isGroup = typeof written === "object" && written !== null;
  if (fields !== undefined && isGroup && !("value" in written)) return readGroup(path, { fields }, written as FileGroup, catalog);
  const measured: Measured = { dimension, ...(unit === undefined ? {} : { unit }) };
  if (isPlain !== true) return readQuantity(name, written as Written, measured);
  if (!isGroup) return readAmount(name, written, measured);
  throw new FootprintError("invalid-input", `${name} is a plain number, without range or source`, { field: name, value: written });
}

function readField(path: string, name: string, field: Field, written: unknown, catalog: Lookup): unknown {
  const { type, fields = {}, values = [], example } = field;
  const at = path === "" ? name : `${path}.${name}`;
  switch (type) {
    case "quantity":
      return readNumber(name, field, written, at, catalog);
    case "numbers":
      return listOf(name, written).map((one, index) => readAmount(`${name}.${index}`, one, { dimension: "number" }));
    case "names":
      return readNames(name, written, values);
    case "group":
      return readGroup(
        at,
        field,
        typeof written === "string" ? readListed(name, written, fields, example) : (written as FileGroup),
        catalog,
      );
    case "groups": {
      const list = Array.isArray(written) ? (written as readonly FileGroup[]) : [written as FileGroup];
      return list.map((one, index) => readGroup(list.length === 1 ? at : `${at}.${index}`, field, one, catalog));
    }
    case "year":
      return Number(written);
    case "switch":
      return written === true || written === "true";
    default:
      return recordReaders[type]?.(name, written, catalog) ?? (type === "server" ? null : written);
  }
}

/** Sets a key, or one in a group for a path with points. */
function put(input: Tree, path: string, value: unknown): void {
  const keys = path.split(".");
  const last = keys.pop() as string;
  let at = input;
  for (const key of keys) at = (at[key] ??= {}) as Tree;
  at[last] = value;
}

/** What a group says of where it runs; without a data centre there is no PUE unless it is given. */
function readPlaceOf(fields: Fields, file: FileGroup, catalog: Lookup, isWanted: boolean): Tree {
  const entries = placeNames.flatMap((name): [string, unknown][] => {
    const field = fields[name];
    if (field === undefined) return [];
    const [as, written] = writtenAs(file, name, field);
    if (written === undefined) return [];
    const isNumber = field.type === "quantity" || field.type === "year";
    return [[name, isNumber ? readField("", as, field, written, catalog) : written]];
  });
  return entries.length === 0
    ? {}
    : readPlace(Object.fromEntries(entries), catalog, { pue: isWanted && fields["pue"]?.usual === undefined, intensity: isWanted });
}

/** Reads a group of a checked file: units, names, place. What it says for its parts alone is none of its own. */
function readGroup(
  path: string,
  { fields = {}, rest }: Pick<Field, "fields" | "rest">,
  file: FileGroup,
  catalog: Lookup,
  forParts: readonly string[] = [],
): Tree {
  const input: Tree = {};
  within(path, () => {
    const own = Object.fromEntries(Object.entries(fields).filter(([name]) => !forParts.includes(name)));
    const further = Object.keys(restOf(rest, fields)).filter((name) => file[name] !== undefined);
    const hasPlace = "pue" in own;
    // Beside a quantity further in, the estimate says what it still needs.
    if (hasPlace) Object.assign(input, readPlaceOf(own, file, catalog, further.length === 0));
    for (const [name, field] of Object.entries(own)) {
      if (hasPlace && (placeNames as readonly string[]).includes(name)) continue;
      const [as, written] = writtenAs(file, name, field);
      if (written !== undefined) put(input, field.api ?? name, readField(path, as, field, written, catalog));
    }
    for (const name of further) input[name] = readQuantity(name, file[name] as Written, dimensionOf(name));
  });
  return input;
}

const electricityKeys = ["site", "grid", "region", "mix", "mixBasis", "year", "intensity", "intensityGramsPerKwh"];
const has = (file: FileGroup, keys: readonly string[]): boolean => keys.some((key) => file[key] !== undefined);

/** A part of a file takes from the whole what it does not say itself. */
function inherit(whole: FileGroup, part: FileGroup, fields: Fields, handedOn: readonly string[]): FileGroup {
  const own: Tree = { ...part };
  const keepsElectricity = has(part, electricityKeys);
  const keepsPue = has(part, ["pue", "site", "region"]);
  for (const key of handedOn) {
    if (whole[key] === undefined || own[key] !== undefined) continue;
    // A server belongs to its accelerators: other ones do not stand in it.
    if (key === "server" && part["accelerator"] !== undefined) continue;
    if ((electricityKeys.includes(key) && keepsElectricity) || (key === "pue" && keepsPue)) continue;
    if (key in fields || Object.values(fields).some(({ api }) => api === key)) own[key] = whole[key];
  }
  return own;
}

/** The file with what its parts take from the whole. */
function withParts({ fields, forParts }: Form, file: FileGroup): FileGroup {
  const handedOn = forParts.flatMap((name) => [name, fields[name]?.api ?? name]);
  const parts = Object.entries(fields).flatMap(([name, { inherits, fields: inner = {} }]): [string, unknown][] => {
    const part = file[name];
    if (inherits !== true || part === undefined) return [];
    const take = (one: unknown): FileGroup => inherit(file, one as FileGroup, inner, handedOn);
    return [[name, Array.isArray(part) ? part.map(take) : take(part)]];
  });
  return { ...file, ...Object.fromEntries(parts) };
}

/** A group that is there must have what it needs. */
function checkGroups({ fields, required: needed }: Form, file: FileGroup): void {
  for (const path of needed) {
    const [name = "", key] = path.split(".");
    const group = file[name];
    if (key === undefined || typeof group !== "object" || group === null) continue;
    const { api = key } = fields[name]?.fields?.[key] ?? {};
    const isThere = [key, api].some((one) => (group as FileGroup)[one] !== undefined);
    if (!isThere) throw new FootprintError("invalid-input", `${path} is missing; ${name} needs it`, { field: path });
  }
}

/** A file with its names looked up and its units read. */
export interface Read<Kind, Input> {
  readonly kind: Kind;
  /** Title of the output. */
  readonly name: string;
  /** What the estimate of its kind takes. */
  readonly input: Input;
  /** Works that records of the caller's own cite, by id. */
  readonly sources: Lookup["sources"];
}

/** What a reader of one kind finishes. */
export interface Opened {
  readonly file: FileGroup;
  readonly input: Tree;
  readonly catalog: Lookup;
}

/** The kinds of files. */
const kinds = /* @__PURE__ */ Object.keys(forms) as FormKind[];

/**
 * The kind that a file says.
 *
 * @throws `FootprintError` `invalid-input` with the nearest kinds where there is none of that name
 */
export function kindNamed(written: unknown): FormKind {
  const known = kinds.find((kind) => kind === written);
  if (known !== undefined) return known;
  const nearest = typeof written === "string" ? nearMatches(written, kinds, 3) : [];
  const problem = written === undefined ? "kind is missing" : `kind = ${formatValue(written)} is no kind of file`;
  const fix = nearest.length > 0 ? `did you mean ${nearest.join(" or ")}?` : `one of ${kinds.join(", ")}`;
  throw new FootprintError("invalid-input", `${problem}; ${fix}`, { field: "kind", value: written, nearest });
}

/** Refuses a file of another kind before its fields are held to this one: each of them would be called unknown. */
function checkKind(kind: FormKind, value: unknown): void {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, "kind")) return;
  const { kind: written } = value as { readonly kind: unknown };
  if (written === undefined || kindNamed(written) === kind) return;
  throw new FootprintError("invalid-input", `kind = ${formatValue(written)} is not the kind that is read here, ${kind}`, {
    field: "kind",
    value: written,
    nearest: [kind],
  });
}

/**
 * Reads a file of any kind: checks it, hands the whole to its parts, looks its names up, reads its units.
 *
 * @param kind - what the file is
 * @param value - its parsed content
 * @param catalog - where names are looked up; the default tables where left out
 * @throws `FootprintError` naming every faulty field, its value and the fix
 */
export function readKind(kind: FormKind, value: unknown, catalog: Lookup = defaultCatalog): Opened {
  const form: Form = forms[kind];
  checkKind(kind, value);
  const known = (): string[] => [...new Set(["$schema", "kind", "name", "catalog", ...namesOf(form), ...namesInRecords])];
  const file = withParts(form, parseWith(kindSchema(kind), value, known));
  checkGroups(form, file);
  const wide = withOwnRecords(catalog, file["catalog"] as FileGroup | undefined);
  return { file, input: readGroup("", form, file, wide, form.forParts), catalog: wide };
}

/** What a record of a file is called: its name there, or the name of the record. */
export const nameOf = (record: unknown): string | undefined => {
  const name = typeof record === "object" && record !== null ? (record as { readonly name?: unknown }).name : record;
  return typeof name === "string" ? name : undefined;
};

/** The title of a file, or what it is about. */
export const titleOf = (file: FileGroup, ...about: readonly unknown[]): string =>
  (file["name"] as string | undefined) ?? about.flatMap((one) => nameOf(one) ?? []).join(", ");
