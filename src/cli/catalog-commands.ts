import { type Citation, cite, formatSources, sourcesUsed, type UsedSource } from "../catalog/cite.js";
import { type Catalog, find, type Match, type Named, type Tables } from "../catalog/find.js";
import type { SourceRecord } from "../catalog/records.js";
import { sources } from "../catalog/sources.js";
import { dataVersion } from "../catalog/version.js";
import { FootprintError } from "../core/errors.js";
import { nearMatches, normaliseName } from "../core/near-matches.js";
import { unitOf } from "../core/units.js";
import { basisLegend, type Column, licenceNames, type TableName, tableViews } from "./catalog-tables.js";
import { csvLines } from "./csv.js";
import { flatFields, readFilter } from "./filter.js";
import { type Colours, formatQuantity, kebab, table } from "./format.js";
import { explained } from "./explained.js";
import type { Io } from "./io.js";
import { catalogOption, type Option, outputOptions, type Parsed, kindOptions } from "./options.js";
import { loadCatalog } from "./scenario-file.js";

/** Refuses two formats at once: one of them would be dropped in silence. */
function checkOneFormat({ values }: Parsed, formats: readonly string[]): void {
  const [first, second] = formats.filter((format) => values[format] === true);
  if (first !== undefined && second !== undefined) {
    throw new FootprintError("conflicting-input", `--${first} and --${second} are two formats; leave one out`, { field: first });
  }
}

/** A table by its name, written `cloudRegions` or `cloud-regions`. */
function tableNamed({ tables }: Catalog<Tables>, written: string): TableName {
  const names = Object.keys(tables) as TableName[];
  const match = names.find((name) => normaliseName(name) === normaliseName(written));
  if (match !== undefined) return match;
  throw new FootprintError("unknown-id", `"${written}" is not a table; known: ${names.map(kebab).join(", ")}`, {
    field: "table",
    value: written,
    nearest: nearMatches(written, names),
  });
}

/** One record as a flat row. */
const rowOf = (id: string, record: object): Record<string, string | number | boolean> => ({
  id,
  ...Object.fromEntries(flatFields(record)),
});

function listTables(catalog: Catalog<Tables>, parsed: Parsed, colours: Colours): readonly string[] {
  const rows = (Object.keys(tableViews) as TableName[]).map((name) => ({
    table: kebab(name),
    records: Object.keys(catalog.tables[name] ?? {}).length,
    licence: licenceNames[tableViews[name].licenceClass],
    subpath: `llm-footprint/catalog/${tableViews[name].path}`,
    summary: tableViews[name].summary,
  }));
  if (parsed.values["json"] === true) return [JSON.stringify({ dataVersion, tables: rows }, null, 2)];
  if (parsed.values["csv"] === true) return csvLines(rows);
  return [
    ...table(
      [
        ["table", "records", "licence", "what"].map((cell) => colours.dim(cell)),
        ...rows.map(({ table: name, records, licence, summary }) => [name, String(records), licence, summary]),
      ],
      [0, 2, 3],
    ),
    "",
    `Data ${dataVersion}. llm-footprint list <table> lists its records.`,
  ];
}

/** `list [table] [--filter …]`: the tables, or the records of one. */
export function listCommand(parsed: Parsed, io: Io, colours: Colours): readonly string[] {
  checkOneFormat(parsed, ["json", "csv"]);
  const catalog = loadCatalog(parsed, io);
  const [written] = parsed.positionals;
  const wanted = parsed.values["filter"];
  if (written === undefined) {
    if (wanted !== undefined)
      throw new FootprintError("invalid-input", "--filter needs a table, for example list accelerators", { field: "table" });
    return listTables(catalog, parsed, colours);
  }
  const name = tableNamed(catalog, written);
  const records = catalog.tables[name] as Tables[string];
  const passes = typeof wanted === "string" ? readFilter(wanted, records) : () => true;
  const rows = Object.entries(records).filter(([id, record]) => passes(id, record));
  if (parsed.values["json"] === true)
    return [JSON.stringify({ dataVersion, table: kebab(name), records: Object.fromEntries(rows) }, null, 2)];
  if (parsed.values["csv"] === true) return csvLines(rows.map(([id, record]) => rowOf(id, record)));
  const { columns, licenceClass } = tableViews[name];
  const shown = columns as readonly Column<unknown>[];
  return [
    ...table(
      [
        ["id", "name", ...shown.map(({ head }) => head)].map((cell) => colours.dim(cell)),
        ...rows.map(([id, record]) => cells(id, record, shown)),
      ],
      [
        0,
        1,
        ...shown
          .map((_, index) => index + 2)
          .filter((index) => rows.some(([, record]) => /^[a-z]/iu.test((shown[index - 2] as Column<unknown>).cell(record)))),
      ],
    ),
    "",
    `${rows.length} of ${Object.keys(records).length} records; ${licenceNames[licenceClass]}; data ${dataVersion}. ${basisLegend} show ${kebab(name)} <id> gives every figure with its source.`,
  ];
}

const cells = (id: string, record: { readonly name: string }, columns: readonly Column<unknown>[]): string[] => [
  id,
  record.name,
  ...columns.map(({ cell }) => cell(record)),
];

function needed({ positionals }: Parsed, at: number, what: string, example: string): string {
  const written = positionals[at];
  if (written === undefined)
    throw new FootprintError("invalid-input", `${what} is missing, for example llm-footprint ${example}`, { field: what });
  return written;
}

function citationLine({ field, value, low, high, source, at, basis, note }: Citation, colours: Colours): string[] {
  const key = field.split(".").find((part) => unitOf(part) !== "1") ?? field;
  const range =
    low === undefined && high === undefined
      ? ""
      : ` (${formatQuantity(low ?? Number(value), unitOf(key))} to ${formatQuantity(high ?? Number(value), unitOf(key))})`;
  return [
    `${field === "" ? "all figures" : field}${value === undefined ? "" : ` = ${formatQuantity(value, unitOf(key), 6)}${range}`}`,
    `  ${colours.dim(`[${basis === undefined ? "" : `${basis}; `}${source}: ${at}]`)}`,
    ...(note === undefined ? [] : [`  ${note}`]),
  ];
}

/** `show <table> <id>`: a record with every figure and its source. */
export function showCommand(parsed: Parsed, io: Io, colours: Colours): readonly string[] {
  checkOneFormat(parsed, ["json", "csv"]);
  const catalog = loadCatalog(parsed, io);
  const written = needed(parsed, 0, "table", "show accelerators h100-sxm-80gb");
  const name = needed(parsed, 1, "id", `show ${written} <id>`);
  const tableName = tableNamed(catalog, written);
  const { id, record } = find<string, Named>(catalog.tables[tableName] as Tables[string], name, "id");
  const citations = cite(record, catalog.sources);
  if (parsed.values["json"] === true) return [JSON.stringify({ dataVersion, table: kebab(tableName), id, record, citations }, null, 2)];
  if (parsed.values["csv"] === true) return csvLines(figureRows(id, record, citations));
  const plain = Object.entries(record).filter(([key, value]) => key !== "name" && (typeof value !== "object" || isList(value)));
  const series = Object.entries(record).filter(([, value]) => isSeries(value));
  return [
    colours.bold(`${record.name} (${id})`),
    "",
    ...table(
      plain.map(([key, value]) => [key, Array.isArray(value) ? value.join(", ") : String(value)]),
      [0, 1],
    ),
    ...series.flatMap(([key, value]) => ["", colours.bold(key), ...seriesLines(value as object)]),
    "",
    colours.bold("Figures and their sources"),
    ...citations.flatMap((citation) => citationLine(citation, colours)),
    "",
    colours.bold("Sources"),
    formatSources(worksOf(citations), "text"),
    "",
    `Data ${dataVersion}.`,
  ];
}

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value) && value.every((part) => typeof part !== "object");

/** What is neither plain nor listed with the citations: dimensions, numbers by year or fuel, hours of a day. */
function isSeries(value: unknown): boolean {
  if (typeof value !== "object" || value === null || isList(value)) return false;
  const isFigure = (inner: unknown): boolean => typeof inner === "object" && inner !== null && "value" in inner;
  const isPointer = "at" in value && "id" in value;
  return !isFigure(value) && !isPointer && !(Object.values(value).length > 0 && Object.values(value).every(isFigure));
}

/** Numbers by year or fuel, six to a line so that 26 years stay readable; whole days by hour are left to --json. */
function seriesLines(series: object): string[] {
  if (Array.isArray(series)) return ["  by month and hour; --json shows the numbers"];
  const entries = [...flatFields(series)].map(
    ([key, value]) => `${key}: ${String(value).length > 40 ? "… (--json shows it)" : String(value)}`,
  );
  const perLine = 6;
  return Array.from(
    { length: Math.ceil(entries.length / perLine) },
    (_, line) => `  ${entries.slice(line * perLine, (line + 1) * perLine).join("   ")}`,
  );
}

/** One row per figure; a number that a record cites as a whole has the citation of the record. */
function figureRows(id: string, record: object, citations: readonly Citation[]): Readonly<Record<string, string | number | undefined>>[] {
  const row = ({ work, ...citation }: Citation): Readonly<Record<string, string | number | undefined>> => ({
    id,
    ...citation,
    title: work?.title,
    year: work?.year,
    url: work?.url,
    licence: work?.licence,
  });
  const cited = citations.filter(({ value }) => value !== undefined);
  const whole = citations.find(({ field }) => field === "");
  const numbers = [...flatFields(record)].filter(
    ([field, value]) =>
      typeof value === "number" && !cited.some((citation) => field === citation.field || field.startsWith(`${citation.field}.`)),
  );
  const rest = whole === undefined ? [] : numbers.map(([field, value]) => row({ ...whole, field, value: Number(value) }));
  const pointers = citations.filter(({ field, value }) => value === undefined && field !== "");
  return [...cited.map(row), ...pointers.map(row), ...rest];
}

function worksOf(citations: readonly Citation[]): UsedSource[] {
  const works = new Map<string, UsedSource>();
  for (const { source, work } of citations) works.set(source, { id: source, uses: [], ...(work === undefined ? {} : { work }) });
  return [...works.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** `find <text>`: the records that a text may mean. */
export function findCommand(parsed: Parsed, io: Io, colours: Colours): readonly string[] {
  checkOneFormat(parsed, ["json", "csv"]);
  const catalog = loadCatalog(parsed, io);
  const text = needed(parsed, 0, "text", "find h100");
  const matches: readonly Match<Tables>[] = catalog.search(text, 20);
  if (matches.length === 0) {
    throw new FootprintError("unknown-id", `"${text}" is like no name in the catalogue; llm-footprint list <table> lists them`, {
      field: "text",
      value: text,
    });
  }
  const rows = matches.map(({ table: name, id, record }) => ({ table: kebab(name), id, name: record.name }));
  if (parsed.values["json"] === true) return [JSON.stringify({ dataVersion, matches: rows }, null, 2)];
  if (parsed.values["csv"] === true) return csvLines(rows);
  return table([["table", "id", "name"].map((cell) => colours.dim(cell)), ...rows.map((row) => [row.table, row.id, row.name])], [0, 1, 2]);
}

function usedSources(parsed: Parsed, io: Io): readonly UsedSource[] {
  if (parsed.positionals.length > 0 || Object.keys(parsed.fields).length > 0) {
    const { estimate, sources: own } = explained(parsed, io);
    return sourcesUsed(estimate, own);
  }
  const works: Readonly<Record<string, SourceRecord>> = { ...sources, ...loadCatalog(parsed, io).sources };
  return Object.entries(works).map(([id, work]) => ({ id, uses: [], work }));
}

/** `sources [scenario]`: every cited work, or those that an estimate used. */
export function sourcesCommand(parsed: Parsed, io: Io): readonly string[] {
  checkOneFormat(parsed, ["json", "csv", "bibtex"]);
  const used = usedSources(parsed, io);
  if (parsed.values["json"] === true) {
    return [JSON.stringify({ dataVersion, sources: used.map(({ id, uses, work }) => ({ id, ...work, uses })) }, null, 2)];
  }
  if (parsed.values["bibtex"] === true) return [formatSources(used, "bibtex")];
  if (parsed.values["csv"] === true) return csvLines(used.map(({ id, uses, work }) => ({ id, ...work, uses: uses.join("; ") })));
  return [formatSources(used, "text")];
}

/** Flags of every command that prints records. */
export const catalogFlags: readonly Option[] = [catalogOption, outputOptions.json, outputOptions.csv];
/** Flags of `list`. */
export const listFlags: readonly Option[] = [
  { flag: "filter", example: "vendor=AMD,launchYear>=2023", description: "Conditions on fields; bare text must occur in a name" },
  ...catalogFlags,
];
/** Flags of `sources`. */
export const sourcesFlags: readonly Option[] = [...kindOptions("training"), ...catalogFlags, outputOptions.bibtex];
