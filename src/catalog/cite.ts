/**
 * Where figures come from: the citations of a record, the works that an estimate used, and both as text, BibTeX or JSON.
 *
 * @module
 */
import { invalid } from "../core/errors.js";
import type { Basis } from "../core/figure.js";
import { checkArgument, formatValue } from "../core/formula.js";
import type { Line } from "../core/line.js";
import { oneOf } from "../core/near-matches.js";
import type { SourceRecord } from "./records.js";
import { sources } from "./sources.js";

/** One figure of a record with the work that it comes from. */
export interface Citation {
  /** Path of the figure in the record; empty where one work is cited for the whole record. */
  readonly field: string;
  /** The figure; absent where the citation stands for several. */
  readonly value?: number;
  readonly low?: number;
  readonly high?: number;
  /** Id of the work. */
  readonly source: string;
  /** Page, table or row. */
  readonly at: string;
  readonly basis?: Basis;
  readonly note?: string;
  /** The work itself; absent where the id is in none of the tables of sources. */
  readonly work?: SourceRecord;
}

/** A work that an estimate used, and for what. */
export interface UsedSource {
  /** Id of the work; a caller's own words where the caller named no known work. */
  readonly id: string;
  /** The inputs and equations that cite it, in the order of the estimate. */
  readonly uses: readonly string[];
  readonly work?: SourceRecord;
}

/** Works by id; a caller's own beside those of the catalogue. */
export type Sources = Readonly<Record<string, SourceRecord>>;

/** How a list of works is written. */
export type SourceFormat = "text" | "bibtex" | "json";

function workOf(id: string, own: Sources | undefined): { readonly work?: SourceRecord } {
  if (own !== undefined && Object.hasOwn(own, id)) return { work: own[id] as SourceRecord };
  return Object.hasOwn(sources, id) ? { work: (sources as Sources)[id] as SourceRecord } : {};
}

/** What a citation looks like inside a record: a figure, a record with one source, or a pointer to a place. */
interface Cited {
  readonly value?: unknown;
  readonly low?: unknown;
  readonly high?: unknown;
  readonly source?: unknown;
  readonly id?: unknown;
  readonly at?: unknown;
  readonly url?: unknown;
  readonly basis?: unknown;
  readonly figureBasis?: unknown;
  readonly note?: unknown;
}

function* citationsIn(value: unknown, field: string, own: Sources | undefined): Generator<Citation> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return;
  const { source, id, url, low, high, note, basis, figureBasis, value: figure, ...rest } = value as Cited;
  const work = source ?? id;
  // A product's report is its own place.
  const at = rest.at ?? url;
  if (typeof work === "string" && typeof at === "string") {
    yield {
      field,
      ...(typeof figure === "number" ? { value: figure } : {}),
      ...(typeof low === "number" ? { low } : {}),
      ...(typeof high === "number" ? { high } : {}),
      source: work,
      at,
      ...(basis === undefined && figureBasis === undefined ? {} : { basis: (figureBasis ?? basis) as Basis }),
      ...(typeof note === "string" ? { note } : {}),
      ...workOf(work, own),
    };
  }
  for (const [key, inner] of Object.entries(value)) yield* citationsIn(inner, field === "" ? key : `${field}.${key}`, own);
}

/**
 * The source, place, year, licence and basis of each figure of a record.
 *
 * @param record - a record of any table, or one of your own
 * @param own - works that your own records cite
 * @returns one citation per figure, in the order of the record
 *
 * @example
 * ```ts
 * import { accelerators } from "llm-footprint/catalog/accelerators";
 * import { cite } from "llm-footprint/catalog/cite";
 *
 * const citation = cite(accelerators["h100-sxm-80gb"]).find(({ field }) => field === "tdpWatts");
 * console.log(citation?.value, citation?.basis, citation?.work?.year); // 700 secondary 2023
 * ```
 */
export function cite(record: object, own?: Sources): readonly Citation[] {
  checkArgument("cite", "the record", record, "an object");
  return [...citationsIn(record, "", own)];
}

/**
 * The works that an estimate used: those of its equations, of the records that the caller chose, and of the defaults.
 *
 * @param estimate - any result with lines
 * @param own - works that your own records cite
 * @returns each work once, sorted by id, with the inputs and equations that cite it
 *
 * @example
 * ```ts
 * import { estimateTraining } from "llm-footprint";
 * import { accelerators } from "llm-footprint/catalog/accelerators";
 * import { sourcesUsed } from "llm-footprint/catalog/cite";
 * import { models } from "llm-footprint/catalog/models";
 *
 * const estimate = estimateTraining({
 *   model: models["gpt-3-175b"], tokens: 300e9, accelerator: accelerators["v100-sxm2-32gb"], acceleratorCount: 10000,
 *   pue: 1.1, grid: { intensityGramsPerKwh: 429 },
 * });
 * console.log(sourcesUsed(estimate).map(({ id }) => id).includes("patterson-2021")); // true
 * ```
 */
export function sourcesUsed(estimate: { readonly lines: readonly Line[] }, own?: Sources): readonly UsedSource[] {
  checkArgument("sources", "the estimate", estimate, "an object");
  const { lines } = estimate;
  checkArgument("sources", "lines", lines, "a list of objects");
  const uses = new Map<string, Set<string>>();
  const use = (id: string, what: string): void => void uses.set(id, (uses.get(id) ?? new Set()).add(what));
  for (const { formula, source, inputs } of lines) {
    use(source.id, formula);
    for (const { name, origin } of inputs) if ("source" in origin) use(origin.source, name);
  }
  return [...uses].sort(([a], [b]) => (a < b ? -1 : 1)).map(([id, whats]) => ({ id, uses: [...whats], ...workOf(id, own) }));
}

/**
 * Writes a list of works as text, BibTeX or JSON.
 *
 * @param used - what {@link sourcesUsed} returns, or works by id with nothing said about their use
 * @param format - `text` one line per work, `bibtex` one entry per work, `json`
 *
 * @example
 * ```ts
 * import { formatSources } from "llm-footprint/catalog/cite";
 * import { sources } from "llm-footprint/catalog/sources";
 *
 * const work = sources["patterson-2021"];
 * console.log(formatSources([{ id: "patterson-2021", uses: [], work }], "bibtex").startsWith("@misc{patterson-2021,")); // true
 * ```
 */
export function formatSources(used: readonly UsedSource[], format: SourceFormat): string {
  checkArgument("sources", "used", used, "a list of objects");
  switch (format) {
    case "text":
      return used.map(textOf).join("\n");
    case "bibtex":
      return used.map(bibtexOf).join("\n\n");
    case "json":
      return JSON.stringify(
        used.map(({ id, uses, work }) => ({ id, ...work, uses })),
        null,
        2,
      );
    default: {
      const { expected, nearest } = oneOf(format, ["text", "bibtex", "json"] satisfies SourceFormat[]);
      throw invalid("format", `sources: format = ${formatValue(format)} is not ${expected}`, { value: format, nearest });
    }
  }
}

function textOf({ id, uses, work }: UsedSource): string {
  const told = uses.length === 0 ? "" : ` Used for: ${uses.join(", ")}.`;
  if (work === undefined) return `${id}: as named by the caller.${told}`;
  const { authors, year, title, url, licence, retrieved } = work;
  return `${id}: ${authors} (${year}). ${title}.${url === undefined ? "" : ` ${url}`} (read ${retrieved}). Licence: ${licence}.${told}`;
}

/** Characters that TeX would take for commands. */
function escapeTex(text: string): string {
  const special: Readonly<Record<string, string>> = { "\\": "\\textbackslash{}", "~": "\\textasciitilde{}", "^": "\\textasciicircum{}" };
  return text.replaceAll(/[\\~^#$%&_{}]/gu, (letter) => special[letter] ?? `\\${letter}`);
}

function bibtexOf({ id, uses, work }: UsedSource): string {
  const note = uses.length === 0 ? "" : `Used for: ${uses.join(", ")}`;
  const fields: readonly (readonly [string, string])[] =
    work === undefined
      ? [
          ["title", `{${escapeTex(id)}}`],
          ["note", escapeTex(["As named by the caller", note].filter((part) => part !== "").join(". "))],
        ]
      : [
          ["title", `{${escapeTex(work.title)}}`],
          ["author", authorsOf(work.authors)],
          ["year", String(work.year)],
          ...(work.url === undefined ? [] : [["url", work.url] as const]),
          ["urldate", work.retrieved],
          ["note", escapeTex([`Licence: ${work.licence}`, note].filter((part) => part !== "").join(". "))],
        ];
  // A key must not hold what BibTeX reads as structure.
  const key = id.replaceAll(/[^A-Za-z0-9.:-]+/gu, "-");
  return `@misc{${key},\n${fields.map(([name, text]) => `  ${name} = {${text}},`).join("\n")}\n}`;
}

/** Authors as BibTeX separates them; each in braces, because last names stand alone and bodies have several words. */
function authorsOf(authors: string): string {
  const others = /,? et al\.?$/u;
  const names = authors
    .replace(others, "")
    .split(/, | and /u)
    .map((name) => `{${escapeTex(name)}}`);
  return [...names, ...(others.test(authors) ? ["others"] : [])].join(" and ");
}
