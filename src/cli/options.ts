import { parseArgs } from "node:util";
import { FootprintError } from "../core/errors.js";
import { nearMatches } from "../core/near-matches.js";
import { quantityFields } from "../schema/quantity-fields.js";
import { kebab } from "./format.js";

/** A flag: how it is written, what it takes, what it means. */
export interface Option {
  readonly flag: string;
  /** Key of the scenario that it sets, if it sets one. */
  readonly field?: string;
  /** Example value; a flag without one takes none. */
  readonly example?: string;
  readonly description: string;
}

/** Flags that set a field of a scenario, the same names in kebab case. */
export const scenarioOptions: readonly Option[] = [
  { flag: "model", field: "model", example: "gpt-3-175b", description: "Model of the catalogue" },
  { flag: "accelerator", field: "accelerator", example: "v100-sxm2-32gb", description: "Accelerator of the catalogue" },
  { flag: "precision", field: "precision", example: "bf16", description: "Number format of the training" },
  ...quantityFields.map(({ name, example, description }) => ({ flag: kebab(name), field: name, example, description })),
  { flag: "hfu", field: "hfu", example: "47%", description: "Hardware FLOP utilisation instead of efficiency; needs --recompute" },
  { flag: "recompute", field: "recompute", example: "full", description: "What the hardware FLOP utilisation recomputes: full or none" },
  {
    flag: "attention-flop",
    field: "attentionFlop",
    example: "full",
    description: "Attention counted in the operations: full, causal or none",
  },
  {
    flag: "software-year",
    field: "softwareYear",
    example: "2022",
    description: "Year of the software; that of GPUs up to 2022 was slower",
  },
  {
    flag: "experimentation-factor",
    field: "experimentationFactor",
    example: "0.5",
    description: "Experiments around the run as a multiple of it, or unknown for the range of published ones",
  },
  {
    flag: "power-method",
    field: "powerMethod",
    example: "tdp",
    description: "Power where it is not given: load, or tdp as an upper bound",
  },
  {
    flag: "power-boundary",
    field: "powerBoundary",
    example: "accelerator",
    description: "What predicted power covers: server or accelerator",
  },
  { flag: "cooling", field: "cooling", example: "liquid", description: "Cooling of the servers: air or liquid" },
  { flag: "checkpoints", field: "checkpoints", example: "10", description: "Checkpoints that are kept; needs --storage-years" },
  { flag: "dataset", field: "dataset", example: "60 TB", description: "Training data that is kept; needs --storage-years" },
  { flag: "storage-replicas", field: "storageReplicas", example: "3", description: "Copies of checkpoints and data" },
  { flag: "storage-years", field: "storageYears", example: "1", description: "How long checkpoints and data are kept" },
  { flag: "storage-medium", field: "storageMedium", example: "hdd", description: "Where they are kept: ssd or hdd" },
  {
    flag: "site",
    field: "site",
    example: "microsoft-us-2020",
    description: "Data centre of the catalogue: PUE and, without grid, intensity",
  },
  { flag: "grid", field: "grid", example: "usa", description: "Grid of the catalogue" },
  {
    flag: "region",
    field: "region",
    example: "aws:us-east-1",
    description: "Cloud region of the catalogue: grid and, where published, PUE",
  },
  { flag: "mix", field: "mix", example: "coal=40%,gas=60%", description: "Mix of fuels; shares add up to 1" },
  { flag: "mix-basis", field: "mixBasis", example: "lifecycle", description: "lifecycle or direct emissions of the mix" },
  { flag: "year", field: "year", example: "2024", description: "Year of the grid or region" },
  { flag: "server", field: "server", example: "none", description: 'Server of the catalogue, or "none"' },
  {
    flag: "server-bill",
    field: "serverBill",
    example: "acceleratorsPerServer=8,cpus.count=2,cpus.dieAreaSquareCentimetres=12.61,memoryBytes=2TB",
    description: "Own server by its parts, in place of server",
  },
  { flag: "embodied-method", field: "embodiedMethod", example: "components", description: "product-footprint, components or generic" },
  { flag: "name", field: "name", example: "my run", description: "Title of the output" },
];

/** Records of the user's own. */
export const catalogOption: Option = {
  flag: "catalog",
  example: "my.json",
  description: "File with your own records: models, accelerators, grids …",
};

/** Flags of the output. */
export const outputOptions = {
  json: { flag: "json", description: "Print one JSON object with the names of the API" },
  lines: { flag: "lines", description: "Print every step" },
  csv: { flag: "csv", description: "Print comma-separated values, one row per record or figure" },
  bibtex: { flag: "bibtex", description: "Print BibTeX entries" },
  chart: { flag: "chart", description: "Print a chart against the references of the scenario" },
} as const satisfies Record<string, Option>;

/** What was written on the command line of one command. */
export interface Parsed {
  readonly positionals: readonly string[];
  readonly values: Readonly<Record<string, string | boolean | undefined>>;
  /** The scenario fields that flags set. */
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
  for (const token of tokens) {
    if (token.kind === "positional") positionals.push(token.value);
    if (token.kind !== "option") continue;
    const option = options.find(({ flag }) => flag === token.name);
    const flag = token.rawName;
    if (option === undefined) {
      const nearest = nearMatches(token.name, known).map((name) => `--${name}`);
      throw usage(
        `${flag} is not a flag of this command${nearest.length > 0 ? `; did you mean ${nearest.join(" or ")}?` : ""}`,
        flag,
        nearest,
      );
    }
    if (option.flag in values) throw usage(`${flag} is given twice`, flag);
    if (option.example === undefined) {
      if (token.value !== undefined) throw usage(`${flag} takes no value`, flag);
      values[option.flag] = true;
      continue;
    }
    if (token.value === undefined || token.value.startsWith("--"))
      throw usage(`${flag} needs a value, for example ${flag} ${option.example}`, flag);
    values[option.flag] = token.value;
  }
  if (positionals.length > mostPositionals) {
    throw usage(`"${positionals[mostPositionals] as string}" is one argument too many`, positionals[mostPositionals] as string);
  }
  return { positionals, values, fields: fieldsOf(values, options) };
}

/** The scenario fields that flags set, of a command that takes flags of a scenario. */
function fieldsOf(values: Readonly<Record<string, string | boolean>>, options: readonly Option[]): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const { flag, field } of options) if (field !== undefined && values[flag] !== undefined) fields[field] = values[flag];
  for (const { flag, field = "" } of options) {
    const written = fields[field];
    if (typeof written !== "string") continue;
    if (/(?:^|\.)(?:year|softwareYear)$/u.test(field)) fields[field] = yearOf(flag, written);
    if (/(?:^|\.)mix$/u.test(field)) fields[field] = Object.fromEntries(pairsOf(`--${flag}`, written, "coal=40%,gas=60%"));
  }
  if (typeof fields["serverBill"] === "string") {
    if (fields["server"] !== undefined) throw usage("--server and --server-bill both describe the server; leave one out", "--server-bill");
    fields["server"] = serverOf(fields["serverBill"]);
    delete fields["serverBill"];
  }
  const { hfu, recompute, ...rest } = withStorage(fields);
  if (hfu === undefined && recompute === undefined) return rest;
  if (rest["efficiency"] !== undefined) throw usage("--efficiency and --hfu both give the efficiency; leave one out", "--hfu");
  if (hfu === undefined) throw usage("--recompute says what a hardware FLOP utilisation recomputes; give --hfu with it", "--recompute");
  if (recompute !== "full" && recompute !== "none") throw usage("--hfu needs --recompute full or --recompute none", "--recompute");
  return { ...rest, efficiency: { hfu, recompute } };
}

const storageFlags = {
  checkpoints: "checkpointCount",
  dataset: "datasetBytes",
  storageReplicas: "replicas",
  storageYears: "years",
  storageMedium: "medium",
} as const;

/** The flags of storage as the one object that a scenario has for it. */
function withStorage({
  checkpoints,
  dataset,
  storageReplicas,
  storageYears,
  storageMedium,
  ...rest
}: Record<string, unknown>): Record<string, unknown> {
  const given = Object.entries({ checkpoints, dataset, storageReplicas, storageYears, storageMedium }).filter(
    ([, value]) => value !== undefined,
  );
  if (given.length === 0) return rest;
  if (storageYears === undefined) throw usage(`--${kebab(given[0]?.[0] as string)} needs --storage-years`, "--storage-years");
  const counts = new Set(["checkpoints", "storageReplicas"]);
  const storage = given.map(([key, value]) => {
    const isNumber = counts.has(key) && Number.isFinite(Number(value));
    if (counts.has(key) && !isNumber) throw usage(`--${kebab(key)} = "${String(value)}" is not a number`, `--${kebab(key)}`);
    return [storageFlags[key as keyof typeof storageFlags], isNumber ? Number(value) : value];
  });
  return { ...rest, storage: Object.fromEntries(storage) as unknown };
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
const billCounts: ReadonlySet<string> = new Set(["acceleratorsPerServer", "count", "hddCount", "chipPackageCount"]);

/** A server of the user's own with a bill, from the names that a scenario file has for its parts. */
function serverOf(written: string): Record<string, unknown> {
  const flag = "--server-bill";
  const read = (name: string, value: string): string | number => {
    if (!billCounts.has(name)) return value;
    if (!/^\d+$/u.test(value)) throw usage(`${flag}: ${name} = "${value}" is not a whole number`, flag);
    return Number(value);
  };
  const parts = pairsOf(flag, written, "acceleratorsPerServer=8,cpus.count=2,memoryBytes=2TB");
  const inside = "cpus.";
  const entries = [...parts].filter(([name]) => name !== "acceleratorsPerServer");
  const cpus = entries.flatMap(([name, value]) =>
    name.startsWith(inside) ? [[name.slice(inside.length), read(name.slice(inside.length), value)] as const] : [],
  );
  const bill = entries.filter(([name]) => !name.startsWith(inside)).map(([name, value]) => [name, read(name, value)] as const);
  const acceleratorsPerServer = parts.get("acceleratorsPerServer");
  if (acceleratorsPerServer === undefined) throw usage(`${flag} needs acceleratorsPerServer, for example acceleratorsPerServer=8`, flag);
  return {
    name: "own server",
    acceleratorsPerServer: read("acceleratorsPerServer", acceleratorsPerServer),
    bill: { cpus: Object.fromEntries(cpus), ...Object.fromEntries(bill) },
  };
}

function usage(message: string, flag: string, nearest: readonly string[] = []): FootprintError {
  return new FootprintError("invalid-input", message, { field: flag, nearest });
}
