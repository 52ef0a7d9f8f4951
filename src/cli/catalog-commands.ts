import { type Citation, cite, formatSources, type UsedSource } from "../catalog/cite.js";
import { find, type Named, type Tables } from "../catalog/find.js";
import { idsNamed, scopeOf } from "../catalog/names.js";
import { sizesOf } from "../catalog/closed-model.js";
import type { ClosedModelRecord, Interval } from "../catalog/records.js";
import { type SecondOpinion, secondOpinions } from "../catalog/second-opinions.js";
import { dataVersion } from "../catalog/version.js";
import { FootprintError, invalid } from "../core/errors.js";
import { nearMatches, normaliseName } from "../core/near-matches.js";
import { unitOf } from "../core/units.js";
import { basisLegend, licenceNames, type TableName, tableViews } from "./catalog-tables.js";
import { flatFields, readFilter } from "./filter.js";
import { type Colours, formatNumber, formatRow, heading, kebab, table } from "./format.js";
import type { CommandBody } from "./io.js";
import { catalogOptions, outputOptions, type Parsed } from "./options.js";
import { inFormat } from "./print.js";
import { type CommandCatalog, loadCatalog } from "./scenario-file.js";

/** Flags of every command that prints records. */
const catalogFlags = [...catalogOptions, outputOptions.json, outputOptions.csv];

/** A table by its name, written `cloudRegions` or `cloud-regions`. */
function tableNamed({ tables, leftOut }: CommandCatalog, written: string): TableName {
  const names = Object.keys(tables) as TableName[];
  const isWritten = (name: string): boolean => normaliseName(name) === normaliseName(written);
  const match = names.find(isWritten);
  if (match !== undefined) return match;
  const left = Object.keys(leftOut?.tables ?? {}).find(isWritten);
  if (left !== undefined && leftOut !== undefined) {
    throw new FootprintError("unknown-id", `${leftOut.by} leaves ${kebab(left)} out; list it without`, { field: "table", value: written });
  }
  throw new FootprintError("unknown-id", `"${written}" is not a table; known: ${names.map(kebab).join(", ")}`, {
    field: "table",
    value: written,
    nearest: nearMatches(written, names),
  });
}

/** The tables of the catalogue. */
const listTables: CommandBody["run"] = (parsed, io, colours) => {
  const { tables } = loadCatalog(parsed, io);
  const rows = Object.entries(tableViews).flatMap(([name, { licenceClass, path, summary }]) => {
    if (!Object.hasOwn(tables, name)) return [];
    return {
      table: kebab(name),
      records: Object.keys(tables[name] ?? {}).length,
      licence: licenceNames[licenceClass],
      subpath: `llm-footprint/catalog/${path}`,
      summary,
    };
  });
  return inFormat(parsed, {
    json: { tables: rows },
    csv: () => rows,
    text: () => [
      ...table(
        [
          heading(colours, "table", "records", "licence", "what"),
          ...rows.map(({ table: name, records, licence, summary }) => [name, String(records), licence, summary]),
        ],
        [0, 2, 3],
      ),
      "",
      `Data ${dataVersion}. llm-footprint list <table> lists its records.`,
    ],
  });
};

/** `list [table] [--filter …]`: the tables, or the records of one. */
export const list: CommandBody = {
  options: [
    { flag: "filter", example: "vendor=AMD,launchYear>=2023", description: "Conditions on fields; bare text must occur in a name" },
    ...catalogFlags,
  ],
  run(parsed, io, colours) {
    const catalog = loadCatalog(parsed, io);
    const [written] = parsed.positionals;
    const { filter } = parsed.values;
    if (written === undefined) {
      if (filter !== undefined) throw invalid("table", "--filter needs a table, for example list accelerators");
      return listTables(parsed, io, colours);
    }
    const name = tableNamed(catalog, written);
    const records = catalog.tables[name] as Tables[string];
    const passes = typeof filter === "string" ? readFilter(filter, records) : () => true;
    const rows = Object.entries(records).filter(([id, record]) => passes(id, record));
    const { columns, licenceClass } = tableViews[name];
    return inFormat(parsed, {
      json: { table: kebab(name), licence: licenceNames[licenceClass], records: Object.fromEntries(rows) },
      // Models have a licence of their own, that of their weights.
      csv: () => rows.map(([id, record]) => ({ id, dataLicence: licenceNames[licenceClass], ...Object.fromEntries(flatFields(record)) })),
      text: () => {
        const cells = rows.map(([id, record]) => [id, record.name, ...columns.map(({ cell }) => cell(record))]);
        const heads = ["id", "name", ...columns.map(({ head }) => head)];
        const words = heads.flatMap((_, at) => (at < 2 || cells.some((row) => /^[a-z]/iu.test(row[at] as string)) ? [at] : []));
        return [
          ...table([heading(colours, ...heads), ...cells], words),
          "",
          `${rows.length} of ${Object.keys(records).length} records; ${licenceNames[licenceClass]}; data ${dataVersion}. ` +
            `${basisLegend} show ${kebab(name)} <id> gives every figure with its source.`,
        ];
      },
    });
  },
};

function needed({ positionals }: Parsed, at: number, what: string, example: string): string {
  const written = positionals[at];
  if (written !== undefined) return written;
  throw invalid(what, `${what} is missing, for example llm-footprint ${example}`);
}

function citationLine({ field, value, low, high, source, at, basis, note }: Citation, colours: Colours): string[] {
  const key = field.split(".").find((part) => unitOf(part) !== "1") ?? field;
  const middle = Number(value ?? low ?? high);
  const [shown = "", from = "", to = ""] = formatRow([middle, low ?? middle, high ?? middle], unitOf(key), 6);
  const range = low === undefined && high === undefined ? "" : ` (${from} to ${to})`;
  return [
    `${field === "" ? "all figures" : field}${value === undefined ? "" : ` = ${shown}${range}`}`,
    `  ${colours.dim(`[${basis === undefined ? "" : `${basis}; `}${source}: ${at}]`)}`,
    ...(note === undefined ? [] : [`  ${note}`]),
  ];
}

/** `show <table> <id>`: a record with every figure and its source. */
export const show: CommandBody = {
  options: catalogFlags,
  run(parsed, io, colours) {
    const catalog = loadCatalog(parsed, io);
    const written = needed(parsed, 0, "table", "show accelerators h100-sxm-80gb");
    const wanted = needed(parsed, 1, "id", `show ${written} <id>`);
    const name = tableNamed(catalog, written);
    const { id, record } = find<string, Named>(catalog.tables[name] as Tables[string], wanted, "id");
    const citations = cite(record, catalog.sources);
    const opinions = name === "closedModels" ? secondOpinions(record as ClosedModelRecord, catalog.tables) : [];
    return inFormat(parsed, {
      json: { table: kebab(name), id, record, citations, ...(opinions.length === 0 ? {} : { secondOpinions: opinions }) },
      csv: () => figureRows(id, record, citations),
      text: () => {
        const fields = Object.entries(record) as [string, unknown][];
        const plain = fields.filter(([key, value]) => key !== "name" && (typeof value !== "object" || isList(value)));
        return [
          colours.bold(`${record.name} (${id})`),
          "",
          ...table(
            plain.map(([key, value]) => [key, Array.isArray(value) ? value.join(", ") : String(value)]),
            [0, 1],
          ),
          ...fields.flatMap(([key, value]) => (isSeries(value) ? ["", colours.bold(key), ...seriesLines(value)] : [])),
          "",
          colours.bold("Figures and their sources"),
          ...citations.flatMap((citation) => citationLine(citation, colours)),
          ...(name === "closedModels" ? ["", colours.bold("Interval of its class (90 %)"), ...sizeLines(record as ClosedModelRecord)] : []),
          ...(opinions.length === 0 ? [] : ["", colours.bold("Second opinions"), ...opinionLines(opinions)]),
          "",
          colours.bold("Sources"),
          formatSources(worksOf(citations), "text"),
          "",
          `Data ${dataVersion}.`,
        ];
      },
    });
  },
};

const inBillions = ({ low, high }: Interval): string =>
  `${formatNumber(low / 1e9, 3)}${low === high ? "" : ` to ${formatNumber(high / 1e9, 3)}`} billion`;

/** What this library takes for the size of a closed model. */
function sizeLines(record: ClosedModelRecord): string[] {
  const { parameters, activeParameters } = sizesOf(record);
  return [`parameters ${inBillions(parameters)}`, `of which a token passes through ${inBillions(activeParameters)}`];
}

/** What others take for the size of a closed model. */
const opinionLines = (opinions: readonly SecondOpinion[]): string[] =>
  opinions.map(
    ({ of, table: from, id, parameters, activeParameters, isOutside }) =>
      `${of}, ${kebab(from)}/${id}: ${inBillions(parameters)}, active ${inBillions(activeParameters)}${isOutside ? " (left out by the interval of this library)" : ""}`,
  );

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value) && value.every((part) => typeof part !== "object");

/** What is neither plain nor listed with the citations: dimensions, numbers by year or fuel, hours of a day. */
function isSeries(value: unknown): value is object {
  if (typeof value !== "object" || value === null || isList(value)) return false;
  const isFigure = (inner: unknown): boolean => typeof inner === "object" && inner !== null && "value" in inner;
  const isPointer = "at" in value && "id" in value;
  return !isFigure(value) && !isPointer && !(Object.values(value).length > 0 && Object.values(value).every(isFigure));
}

/** Numbers by year or fuel, six to a line so that 26 years stay readable; whole days by hour are left to --json. */
function seriesLines(series: object): string[] {
  if (Array.isArray(series)) {
    return series.some(Array.isArray)
      ? ["  by month and hour; --json shows the numbers"]
      : (series as readonly object[]).flatMap((entry) => seriesLines(entry));
  }
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
export const findRecords: CommandBody = {
  options: catalogFlags,
  run(parsed, io, colours) {
    const catalog = loadCatalog(parsed, io);
    const text = needed(parsed, 0, "text", "find h100");
    const rows = catalog.search(text, 20).map(({ table: name, id, record }) => ({ table: kebab(name), id, name: record.name }));
    const { leftOut } = catalog;
    const scope = scopeOf(Object.keys(leftOut?.tables ?? {}), text);
    const left = scope.within.flatMap((name) => idsNamed(leftOut?.tables[name] ?? {}, scope.name).map((id) => `${kebab(name)}/${id}`));
    const isNamed = Object.values(catalog.tables).some((records) => idsNamed(records, text).length > 0);
    if (left.length > 0 && !isNamed) {
      const message = `${leftOut?.by ?? ""} leaves ${left.join(", ")} out; find it without`;
      throw new FootprintError("unknown-id", message, { field: "text", value: text, nearest: left });
    }
    if (rows.length === 0) {
      const message = `"${text}" is like no name in the catalogue; llm-footprint list <table> lists them`;
      throw new FootprintError("unknown-id", message, { field: "text", value: text });
    }
    return inFormat(parsed, {
      json: { matches: rows },
      csv: () => rows,
      text: () => table([heading(colours, "table", "id", "name"), ...rows.map((row) => [row.table, row.id, row.name])], [0, 1, 2]),
    });
  },
};
