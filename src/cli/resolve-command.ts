import type { Tables } from "../catalog/find.js";
import type { ResolvedModel, ResolveOptions } from "../catalog/resolver.js";
import type { ExpertArchitecture, ModelRecord } from "../catalog/records.js";
import { conflicting, FootprintError, invalid } from "../core/errors.js";
import { normaliseName } from "../core/near-matches.js";
import { resolverIn } from "../schema/records.js";
import { parseCsv } from "../validation/table.js";
import { type Colours, heading, table } from "./format.js";
import type { CommandBody, Io } from "./io.js";
import { catalogOptions, outputOptions, type Parsed } from "./options.js";
import { inFormat } from "./print.js";
import { loadCatalog, readText } from "./scenario-file.js";

/** A name of the list with what is expected of it, where the list says. */
interface Asked {
  readonly text: string;
  readonly expected?: string;
}

/** A name with its answer, and whether that is the expected one. */
interface Answered extends ResolvedModel {
  readonly expected?: string;
  readonly isRight?: boolean;
}

/** The names of a file: its lines, or a column of a CSV. */
function askedIn(path: string, { values: { column, expect } }: Parsed, io: Io): readonly Asked[] {
  if (expect !== undefined && column === undefined)
    throw conflicting("expect", "--expect names a column beside that of --column; give both");
  const text = readText(path, io);
  if (typeof column !== "string") {
    const [head = ""] = text.split("\n", 1);
    if (/\.csv$/iu.test(path) && head.includes(","))
      throw invalid("column", `${path} has the columns ${head.trim()}; say which holds the names: --column`);
    return text.split(/\r?\n/u).flatMap((line) => (line.trim() === "" ? [] : [{ text: line.trim() }]));
  }
  const wanted = typeof expect === "string" ? [column, expect] : [column];
  return parseCsv(text, path, wanted).map((row) => {
    const expected = typeof expect === "string" ? row[expect] : undefined;
    return { text: row[column] ?? "", ...(expected === undefined || expected === "" ? {} : { expected }) };
  });
}

/** What a file is asked for by name: itself where there is one, else a name of a model. */
function asked(parsed: Parsed, io: Io): readonly Asked[] {
  const [written] = parsed.positionals;
  if (written === undefined) throw invalid("file", "the file is missing, or -, or one name: llm-footprint resolve gpt-4o-2024-08-06");
  if (parsed.values["column"] !== undefined) return askedIn(written, parsed, io);
  try {
    return askedIn(written, parsed, io);
  } catch (error) {
    const cause = (error as Error).cause as { readonly code?: string } | undefined;
    if (cause?.code !== "ENOENT") throw error;
    return [{ text: written }];
  }
}

/** What two models must share to be one for an estimate: dimensions, but for the context and the scales of weights, which releases change. */
function likeness(record: object | undefined): string | undefined {
  const { architecture } = (record ?? {}) as Pick<ModelRecord, "architecture">;
  if (architecture === undefined) return undefined;
  const experts = { ...(architecture as ExpertArchitecture).experts, blockScaled: undefined };
  return JSON.stringify({ ...architecture, experts, contextTokens: 0 });
}

/** Whether an answer is the expected one: `none` for no record, else `table/id` or an id; or an open model of its own with the same architecture. */
function isRight({ id, table: name }: ResolvedModel, expected: string, tables: Tables): boolean {
  if (expected === "none") return id === undefined;
  const at = expected.indexOf("/");
  const wanted = expected.slice(at + 1);
  if (id === undefined || name === undefined) return false;
  // Lists of others write closed/… or alias/…: only a table of ours asks for one.
  const asked = Object.keys(tables).find((table) => normaliseName(table) === normaliseName(expected.slice(0, Math.max(0, at))));
  if (asked !== undefined && asked !== name) return false;
  if (id === wanted) return true;
  const rows = tables[name] as unknown as Readonly<Record<string, object>>;
  const [own, other] = [likeness(rows[id]), likeness(rows[wanted])];
  return own !== undefined && own === other;
}

function optionsOf({ values: { date, unknown, provider } }: Parsed): ResolveOptions {
  return {
    ...(typeof date === "string" ? { date } : {}),
    ...(typeof unknown === "string" ? { unknown: unknown as "class" } : {}),
    ...(typeof provider === "string" ? { provider } : {}),
  };
}

/** How many names had which answer. */
function countsOf(rows: readonly Answered[]): Readonly<Record<string, number>> {
  const of = (match: ResolvedModel["match"]): number => rows.filter((row) => row.match === match).length;
  const expected = rows.filter((row) => row.expected !== undefined);
  return {
    names: rows.length,
    answered: rows.length - of("none"),
    exact: of("exact"),
    alias: of("alias"),
    rule: of("rule"),
    class: of("class"),
    none: of("none"),
    moving: rows.filter(({ reason }) => reason?.startsWith("a moving name") === true).length,
    otherKind: rows.filter(({ id, kind }) => id === undefined && kind !== undefined).length,
    ...(expected.length === 0 ? {} : { expected: expected.length, right: expected.filter((row) => row.isRight === true).length }),
  };
}

/** What stands beside the id: how it was found, or why it was not. */
const reasonOf = ({ rules, reason, candidates, kind }: ResolvedModel): string =>
  reason === undefined
    ? [...rules, ...(kind === undefined ? [] : [`kind: ${kind}`])].join("; ")
    : `${reason}${candidates.length === 0 ? "" : `; perhaps ${candidates.join(", ")}`}`;

function lines(rows: readonly Answered[], counts: Readonly<Record<string, number>>, colours: Colours): string[] {
  const cells = rows.map((row) => [
    row.text,
    row.match,
    row.id === undefined ? "" : `${row.table ?? ""}/${row.id}`,
    ...(counts["expected"] === undefined
      ? []
      : [row.expected === undefined ? "" : row.isRight === true ? "right" : `expected ${row.expected}`]),
    reasonOf(row),
  ]);
  const heads = ["name", "match", "record", ...(counts["expected"] === undefined ? [] : ["expected"]), "how, or why not"];
  const share = (part: string, whole: string): string =>
    `${counts[part] ?? 0} of ${counts[whole] ?? 0} (${((100 * (counts[part] ?? 0)) / Math.max(1, counts[whole] ?? 0)).toFixed(1)} %)`;
  return [
    ...table([heading(colours, ...heads), ...cells], [0, 1, 2, 3, 4]),
    "",
    `${share("answered", "names")} answered${counts["expected"] === undefined ? "" : `; ${share("right", "expected")} of the expected ones right`}.`,
  ];
}

/** `resolve <file|-|name>`: which records names of models mean, as gateways and bills write them. */
export const resolveNames: CommandBody = {
  options: [
    { flag: "column", example: "model_id", description: "Column of a CSV that holds the names; without it every line is one" },
    { flag: "expect", example: "expected", description: "Column with the expected record, table/id; scores the answers" },
    { flag: "date", example: "2026-03-01", description: "Day of the calls, for moving names such as mistral-large-latest" },
    { flag: "unknown", example: "class", description: "Answer unknown closed models with their class: class" },
    { flag: "provider", example: "openai", description: "Who serves them, where the names do not tell" },
    ...catalogOptions,
    outputOptions.json,
    outputOptions.csv,
  ],
  run(parsed, io, colours) {
    const { tables } = loadCatalog(parsed, io);
    const resolve = resolverIn({ tables });
    const options = optionsOf(parsed);
    const rows = asked(parsed, io).map(({ text, expected }): Answered => {
      const answer = resolve(text, options);
      return expected === undefined ? answer : { ...answer, expected, isRight: isRight(answer, expected, tables) };
    });
    if (rows.length === 0) throw new FootprintError("invalid-input", "the file holds no names", { field: "file" });
    const counts = countsOf(rows);
    return inFormat(parsed, {
      json: { rows, counts },
      csv: () => rows.map((row) => ({ ...row, rules: row.rules.join("; "), candidates: row.candidates.join(" ") })),
      text: () => lines(rows, counts, colours),
    });
  },
};
