import { parseArgs } from "node:util";
import { conflicting, type FootprintError, invalid } from "../core/errors.js";
import { nearMatches, toldBy } from "../core/near-matches.js";
import type { Field, Fields, Form } from "../schema/field.js";
import { type FormKind, forms } from "../schema/generated/fields.js";
import { kebab } from "./format.js";

/** A flag: how it is written, what it takes, what it means. */
export interface Option {
  readonly flag: string;
  /** Path of the scenario that it sets, if it sets one. */
  readonly field?: string;
  /** Example value; a flag without one takes none. */
  readonly example?: string;
  readonly description: string;
  /** What the field may be. */
  readonly of?: Field;
  /** Where the help lists it; what matters most has none. */
  readonly topic?: string;
  readonly isRequired?: boolean;
}

/** The words of a field with its choices and what stands in for it. */
function wordsOf({ type, words, values, usual }: Field): string {
  const choices = type === "choice" ? `: ${(values ?? []).join(", ")}` : type === "switch" ? ": true or false" : "";
  return `${words}${type === "group" || type === "groups" ? ", with its defaults" : choices}${usual === undefined ? "" : ` [default ${usual}]`}`;
}

const exampleOf = ({ type, example, values, isList }: Field): string | undefined => {
  if (type === "group" || type === "groups") return isList === true ? example : undefined;
  return example ?? (values?.[0] === undefined ? "1" : String(values[0]));
};

function fieldOptions(fields: Fields, { first, required, flags }: Form, path: readonly string[] = [], above?: string): Option[] {
  return Object.entries(fields).flatMap(([name, field]): Option[] => {
    if (field.isFileOnly === true) return [];
    const keys = [...path, name];
    const at = keys.join(".");
    const inner = field.fields ?? {};
    const isGroup = Object.keys(inner).length > 0;
    const topic = isGroup && field.type !== "quantity" ? keys.map(kebab).join("-") : (above ?? field.topic ?? "further");
    const example = exampleOf(field);
    const option: Option = {
      flag: flags[at] ?? keys.map(kebab).join("-"),
      field: at,
      ...(example === undefined ? {} : { example }),
      description: wordsOf(field),
      of: field,
      ...(first.includes(at) ? {} : { topic }),
      isRequired: required.includes(at),
    };
    const isListed = field.isList === true;
    return [option, ...(isGroup && !isListed ? fieldOptions(inner, { first, required, flags } as Form, keys, topic) : [])];
  });
}

/** Any quantity that has no flag of its own. */
const givenOption: Option = {
  flag: "given",
  example: "energyKwh=120MWh",
  description: "Any quantity by its name, or by its path in a part (cloud.stepSeconds), also a range (name=1..2); repeatable",
  topic: "further",
};

/** The flags of a kind: those of groups have the name of the group before them. */
export function kindOptions(kind: FormKind): Option[] {
  const form: Form = forms[kind];
  const rankOf = ({ field = "" }: Option): number => (form.first.indexOf(field) + form.first.length + 1) % (form.first.length + 1);
  return [
    ...fieldOptions(form.fields, form).sort((one, other) => rankOf(one) - rankOf(other)),
    ...(Object.hasOwn(form.fields, "server")
      ? [
          {
            flag: "server-bill",
            field: "serverBill",
            example: "acceleratorsPerServer=8,cpus.count=2,cpus.dieAreaSquareCentimetres=12.61,memoryBytes=2TB",
            description: "Own server by its parts, in place of server",
            topic: "hardware",
          },
        ]
      : []),
    { flag: "name", field: "name", example: "my estimate", description: "Title of the output", topic: "further" },
    givenOption,
  ];
}

/** Records of the user's own. */
const catalogOption: Option = {
  flag: "catalog",
  example: "my.json",
  description: "File with your own records: models, accelerators, grids …",
};

/** Only tables that ask for no more than a citation; {@link permissiveVariable} says the same for every command. */
const permissiveOption: Option = {
  flag: "permissive-only",
  description: "Leave out the tables under ODbL, MPL and CC BY-SA",
};

/** Variable of the environment that has the effect of --permissive-only. */
export const permissiveVariable = "LLM_FOOTPRINT_PERMISSIVE_ONLY";

/** Which records a command knows. */
export const catalogOptions: readonly Option[] = [catalogOption, permissiveOption];

/** Flags of the output. */
export const outputOptions = {
  json: { flag: "json", description: "Print one JSON object with the names of the API" },
  lines: { flag: "lines", description: "Print every step" },
  notes: { flag: "notes", description: "Print every note, not only those that matter most" },
  csv: { flag: "csv", description: "Print comma-separated values, one row per record or figure" },
  bibtex: { flag: "bibtex", description: "Print BibTeX entries" },
  chart: { flag: "chart", description: "Print a chart against the references of the scenario" },
} as const satisfies Record<string, Option>;

/** Formats of the output, of which one can be asked for. */
const formats = ["json", "csv", "bibtex"];

/** What was written on the command line of one command. */
export interface Parsed {
  readonly positionals: readonly string[];
  readonly values: Readonly<Record<string, string | boolean | undefined>>;
  /** The scenario fields that flags set, by path. */
  readonly fields: Readonly<Record<string, unknown>>;
}

/**
 * Reads the arguments of a command.
 *
 * @throws `FootprintError` `invalid-input` for an unknown flag, a missing value, a flag given twice or a surplus argument
 */
export function parseOptions(args: readonly string[], options: readonly Option[], mostPositionals: number): Parsed {
  const known = options.map(({ flag }) => flag);
  const { tokens } = parseArgs({
    args: [...args],
    options: Object.fromEntries(
      options.map(({ flag, example }) => [flag, { type: example === undefined ? ("boolean" as const) : ("string" as const) }]),
    ),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const values: Record<string, string | boolean> = {};
  const positionals: string[] = [];
  const given: string[] = [];
  for (const token of tokens) {
    if (token.kind === "positional") positionals.push(token.value);
    if (token.kind !== "option") continue;
    const option = options.find(({ flag }) => flag === token.name);
    const flag = token.rawName;
    if (option === undefined) {
      const nearest = nearMatches(token.name, known).map((name) => `--${name}`);
      const near = nearest.length > 0 ? `did you mean ${nearest.join(" or ")}?` : undefined;
      const hint =
        toldBy(
          token.name,
          known.map((name) => `--${name}`),
        ) ?? near;
      throw usage(`${flag} is not a flag of this command${hint === undefined ? "" : `; ${hint}`}`, flag, nearest);
    }
    if (option.flag in values && option !== givenOption) throw usage(`${flag} is given twice`, flag);
    if (option.example === undefined) {
      if (token.value !== undefined) throw usage(`${flag} takes no value`, flag);
      values[option.flag] = true;
      continue;
    }
    if (token.value === undefined || token.value.startsWith("--"))
      throw usage(`${flag} needs a value, for example ${flag} ${option.example}`, flag);
    values[option.flag] = token.value;
    if (option === givenOption) given.push(token.value);
  }
  if (positionals.length > mostPositionals) {
    throw usage(`"${positionals[mostPositionals] as string}" is one argument too many`, positionals[mostPositionals] as string);
  }
  const [format, another] = formats.filter((one) => values[one] === true);
  // One of them would be dropped in silence.
  if (format !== undefined && another !== undefined)
    throw conflicting(format, `--${format} and --${another} are two formats; leave one out`);
  return { positionals, values, fields: fieldsOf(values, options, given) };
}

/** What an error says is missing, in the names of the flags where only flags were written. */
export function inFlags(message: string, options: readonly Option[]): string {
  if (!message.includes(" is missing")) return message;
  const flags = new Map(
    options.flatMap(({ field, of, flag }) => (field === undefined ? [] : [field, of?.api ?? field].map((name) => [name, flag] as const))),
  );
  return message.replaceAll(/(?<![\w.:-])[a-z]\w*(?:\.\w+)*(?![\w-]|\.\w)/giu, (name, at: number) => {
    const flag = flags.get(name);
    // Plain words may be meant as words.
    const isName = /[A-Z.]/u.test(name) || message.startsWith(" is missing", at + name.length);
    return flag !== undefined && isName ? `--${flag}` : name;
  });
}

/** A mapping of a file. */
export type Tree = Record<string, unknown>;

/** The error for a figure of a record that is named: the record of the catalogue is not written anew for one of its figures. */
export function insideName(path: string, name: string, value: unknown): FootprintError {
  const [record, figure] = [path.slice(0, path.lastIndexOf(".")), path.slice(path.lastIndexOf(".") + 1)];
  return invalid(
    path,
    `${path}: ${record} is named (${name}), and its figures are those of the catalogue; give the quantity by its own name, such as --given ${figure}=${String(value)}, ` +
      `or write ${record} out in a file`,
    { value },
  );
}

/** `index.chunks` of a flag as the mapping that a file has; a flag of a part alone is the part with its defaults. */
export function treeOf(fields: Readonly<Record<string, unknown>>): Tree {
  const root: Tree = {};
  for (const [path, value] of Object.entries(fields)) {
    const keys = path.split(".");
    const last = keys.pop() as string;
    let at = root;
    for (const key of keys) {
      const inner = (at[key] ??= {});
      if (typeof inner === "string") throw insideName(path, inner, value);
      at = inner as Tree;
    }
    at[last] = value === true ? {} : value;
  }
  return root;
}

/** What a file has for the text of a flag. */
function valueOf({ flag, of }: Option, written: string | boolean): unknown {
  if (typeof written !== "string") return written;
  if (of?.type === "year") return yearOf(flag, written);
  if (of?.type === "mix") return Object.fromEntries(pairsOf(`--${flag}`, written, "coal=40%,gas=60%"));
  const isNumber = of?.type === "choice" && of.values?.some((value) => typeof value === "number" && String(value) === written) === true;
  return isNumber ? Number(written) : written;
}

/** The scenario fields that flags set, by path. */
function fieldsOf(
  values: Readonly<Record<string, string | boolean>>,
  options: readonly Option[],
  given: readonly string[],
): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const option of options) {
    const { field, flag } = option;
    const written = values[flag];
    if (field === undefined || written === undefined) continue;
    const whole = options.find(
      (other) => other.field !== undefined && field.startsWith(`${other.field}.`) && typeof fields[other.field] === "string",
    );
    if (whole !== undefined)
      throw usage(`--${whole.flag} and --${flag} both give the ${whole.field as string}; leave one out`, `--${flag}`);
    fields[field] = valueOf(option, written);
  }
  for (const text of given) {
    for (const [name, value] of pairsOf("--given", text, givenOption.example as string)) {
      if (fields[name] !== undefined) throw usage(`--given names ${name}, which is given already`, "--given");
      fields[name] = value;
    }
  }
  const { serverBill, ...rest } = fields;
  if (serverBill === undefined) return rest;
  if (rest["server"] !== undefined) throw usage("--server and --server-bill both describe the server; leave one out", "--server-bill");
  return { ...rest, server: serverOf(serverBill as string) };
}

function yearOf(flag: string, written: string): number {
  if (!/^\d{4}$/u.test(written)) throw usage(`--${flag} = "${written}" is not a year of four digits`, `--${flag}`);
  return Number(written);
}

/** `coal=40%,gas=60%` as values by name. */
function pairsOf(flag: string, written: string, form: string): Map<string, string> {
  const pairs = new Map<string, string>();
  for (const part of written.split(",")) {
    const [name = "", value = "", ...rest] = part.split("=").map((text) => text.trim());
    if (name === "" || value === "" || rest.length > 0) throw usage(`${flag} = "${written}" is not of the form ${form}`, flag);
    if (pairs.has(name)) throw usage(`${flag} names ${name} twice`, flag);
    pairs.set(name, value);
  }
  return pairs;
}

/** Parts of a bill that are counts, which a file holds as numbers. */
const billCounts: ReadonlySet<string> = new Set(["acceleratorsPerServer", "cpus.count", "hddCount", "chipPackageCount"]);

/** A server of the user's own with a bill, from the names that a scenario file has for its parts. */
function serverOf(written: string): Record<string, unknown> {
  const flag = "--server-bill";
  const parts = [...pairsOf(flag, written, "acceleratorsPerServer=8,cpus.count=2,memoryBytes=2TB")].map(([name, value]) => {
    if (!billCounts.has(name)) return [name, value] as const;
    if (!/^\d+$/u.test(value)) throw usage(`${flag}: ${name.replace("cpus.", "")} = "${value}" is not a whole number`, flag);
    return [name, Number(value)] as const;
  });
  const { acceleratorsPerServer, ...bill } = Object.fromEntries(parts) as Tree;
  if (acceleratorsPerServer === undefined) throw usage(`${flag} needs acceleratorsPerServer, for example acceleratorsPerServer=8`, flag);
  return { name: "own server", acceleratorsPerServer, bill: { cpus: {}, ...treeOf(bill) } };
}

const usage = (message: string, flag: string, nearest: readonly string[] = []): FootprintError => invalid(flag, message, { nearest });
