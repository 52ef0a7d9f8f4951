import { invalid, isFootprintError } from "../core/errors.js";
import { nearMatches } from "../core/near-matches.js";
import { type LogSink, reasonOf } from "../usage/logs/log-reader.js";
import { at, type LogFormat, type Row, text } from "../usage/logs/row.js";
import type { FootprintTotals, UsageFootprint, UsageRecord } from "../usage/usage-record.js";
import { textColumns } from "./csv-rows.js";

/** Sums of footprints with a joint range, as `createUsageTotals` makes them. */
export interface Totals {
  readonly add: (footprint: UsageFootprint) => void;
  readonly totals: () => FootprintTotals & {
    readonly low: FootprintTotals | null;
    readonly high: FootprintTotals | null;
    readonly costUsd?: number;
  };
  /** What has to be kept to go on with the sums later; `createTotals` takes it. */
  readonly state?: () => unknown;
}

/** What answers for records, made once for a run. */
export interface Estimation {
  readonly estimator: (record: UsageRecord) => UsageFootprint;
  readonly createTotals: (saved?: unknown) => Totals;
}

/** Rows of a log, or of a group of them, by what became of them. */
export interface Counts {
  estimated: number;
  rejected: number;
  duplicates: number;
  skipped: number;
  /** Rows that a record, or a measurement, answers. */
  matched: number;
  /** Rows that a class answers. */
  assumed: number;
  tokens: number;
}

const noRows = (): Counts => ({ estimated: 0, rejected: 0, duplicates: 0, skipped: 0, matched: 0, assumed: 0, tokens: 0 });

/** Rows that were rejected, or left out, for one reason. */
export interface Reject {
  rows: number;
  readonly example: { readonly line: number; readonly file?: string; readonly model?: string };
  readonly candidates?: readonly string[];
}

/** What groups can be formed by, beside the columns of the log. */
export const dimensions = ["model", "record", "region", "provider", "host", "tier", "key", "hour", "day", "month", "file"] as const;
type Dimension = (typeof dimensions)[number];

/** The hour, day or month of a time, in UTC. */
function cutTime(timestamp: string | undefined, letters: number): string | null {
  if (timestamp === undefined) return null;
  // Most logs write UTC, whose text is the day; only another zone needs a clock.
  if (!/[+-]\d\d:?\d\d$/u.test(timestamp)) return timestamp.slice(0, letters);
  const date = new Date(timestamp);
  return Number.isNaN(date.getTime()) ? null : date.toISOString().slice(0, letters);
}

/** What a row is grouped by under one name. */
function dimensionOf(name: Dimension, record: UsageRecord, footprint: UsageFootprint | undefined, file: string): string | null {
  switch (name) {
    case "model":
      return record.responseModel ?? record.model ?? null;
    case "record":
      return footprint?.model ?? null;
    case "region":
      return record.region ?? null;
    case "provider":
      return record.provider ?? null;
    case "host":
      return record.host ?? record.provider ?? null;
    case "tier":
      return record.serviceTier ?? null;
    case "hour":
      return cutTime(record.timestamp, 13);
    case "day":
      return cutTime(record.timestamp, 10);
    case "month":
      return cutTime(record.timestamp, 7);
    case "file":
      return file;
    // What only the row knows was picked from it.
    case "key":
      return null;
  }
}

const isDimension = (name: string): name is Dimension => (dimensions as readonly string[]).includes(name);

/** The groups that were asked for: `model,day`. */
export function readGroups(written: string): readonly string[] {
  const names = written.split(",").map((name) => name.trim());
  for (const name of names) {
    if (name === "") throw invalid("group-by", `--group-by = "${written}" has an empty name; write model,day`, { value: written });
    if (textColumns.has(name.toLowerCase()))
      throw invalid(
        "group-by",
        `--group-by ${name}: prompts and answers are never read; group by ${dimensions.join(", ")} or another column`,
        {
          value: name,
        },
      );
  }
  return [...new Set(names)];
}

/** More groups than this are no summary, and would fill the memory. */
const MOST_GROUPS = 100_000;
/** More reasons than this are one: texts that differ in every row. */
const MOST_REASONS = 500;

/** A group of rows. */
export interface Group {
  readonly names: readonly (string | null)[];
  readonly counts: Counts;
  readonly totals: Totals;
}

/** A row that was rejected, for the file of them. */
export interface RejectedRow {
  readonly file: string;
  readonly line: number;
  readonly id?: string;
  readonly model?: string;
  readonly reason: string;
  readonly candidates?: readonly string[];
}

/** What became of all rows so far. */
export interface Tally {
  readonly sink: LogSink;
  /** Notes what holds of some rows. */
  readonly note: (message: string, rows?: number) => void;
  /** Says from which file the next rows are. */
  readonly enter: (file: string) => void;
  readonly counts: Counts;
  readonly totals: Totals;
  readonly groups: ReadonlyMap<string, Group>;
  readonly rejects: ReadonlyMap<string, Reject>;
  readonly skips: ReadonlyMap<string, Reject>;
  readonly notes: ReadonlyMap<string, number>;
  /**
   * All of it as plain data, to go on with it later.
   *
   * @throws `FootprintError` where the totals cannot be kept
   */
  readonly state: () => unknown;
}

/** What a state of a tally holds. */
interface Saved {
  readonly groupBy: readonly string[];
  readonly counts: Counts;
  readonly totals: unknown;
  readonly groups: readonly { readonly names: readonly (string | null)[]; readonly counts: Counts; readonly totals: unknown }[];
  readonly rejects: readonly (readonly [string, Reject])[];
  readonly skips: readonly (readonly [string, Reject])[];
  readonly notes: readonly (readonly [string, number])[];
}

/** Notes that hang on what a record leaves out. */
const noteOf = {
  caches: "cache classes are not stated: counted as none",
  input: "input tokens are not stated: unknown, not zero",
  output: "output tokens are not stated: unknown, not zero",
} as const;

function tokensOf({ inputTokens, cacheReadTokens, cacheWriteTokens, outputTokens }: UsageRecord): number {
  return (inputTokens ?? 0) + (cacheReadTokens ?? 0) + (cacheWriteTokens ?? 0) + (outputTokens ?? 0);
}

/**
 * Adds up what becomes of the rows of a log.
 *
 * @param estimation - what answers for records
 * @param groupBy - dimensions or columns
 * @param onReject - gets every rejected row
 * @param saved - the state of an earlier tally
 */
export function createTally(
  { estimator, createTotals }: Estimation,
  groupBy: readonly string[],
  onReject: (row: RejectedRow) => void,
  saved?: unknown,
): Tally {
  const before = saved as Saved | undefined;
  if (before !== undefined && before.groupBy.join() !== groupBy.join())
    throw invalid(
      "group-by",
      `the state was kept with --group-by ${before.groupBy.join() || "(none)"}; give the same, or begin a new state`,
      {
        value: groupBy.join(),
      },
    );
  const counts: Counts = { ...noRows(), ...before?.counts };
  const totals = createTotals(before?.totals);
  const groups = new Map<string, Group>(
    before?.groups.map(({ names, counts: of, totals: sums }) => [
      JSON.stringify(names),
      { names, counts: { ...of }, totals: createTotals(sums) },
    ]),
  );
  const rejects = new Map<string, Reject>(before?.rejects.map(([reason, reject]) => [reason, { ...reject }]));
  const skips = new Map<string, Reject>(before?.skips.map(([reason, skip]) => [reason, { ...skip }]));
  const notes = new Map<string, number>(before?.notes);
  let file = "";
  // Names that only the row knows, in the order in which they are picked.
  const picks = groupBy.filter((name) => name === "key" || !isDimension(name));

  const note = (message: string, rows = 1): void => {
    notes.set(message, (notes.get(message) ?? 0) + rows);
  };
  const list = (into: Map<string, Reject>, reason: string, example: Reject["example"], candidates?: readonly string[]): void => {
    const own = into.has(reason) || into.size < MOST_REASONS ? reason : "other reasons";
    const known = into.get(own);
    if (known !== undefined) known.rows++;
    else into.set(own, { rows: 1, example, ...(candidates === undefined || candidates.length === 0 ? {} : { candidates }) });
  };
  const groupFor = (record: UsageRecord, footprint: UsageFootprint | undefined, picked: readonly string[]): Group | undefined => {
    if (groupBy.length === 0) return undefined;
    let at = 0;
    const names = groupBy.map((name) =>
      name === "key" || !isDimension(name) ? (picked[at++] ?? "") || null : dimensionOf(name, record, footprint, file),
    );
    const key = JSON.stringify(names);
    const known = groups.get(key);
    if (known !== undefined) return known;
    if (groups.size >= MOST_GROUPS)
      throw invalid("group-by", `--group-by ${groupBy.join()} makes more than 100,000 groups; group by less`, { value: groupBy.join() });
    const made = { names, counts: noRows(), totals: createTotals() };
    groups.set(key, made);
    return made;
  };
  const reject = (reason: string, line: number, record: UsageRecord = {}, candidates?: readonly string[]): void => {
    counts.rejected++;
    const model = record.responseModel ?? record.model;
    list(rejects, reason, { line, ...(file === "" ? {} : { file }), ...(model === undefined ? {} : { model }) }, candidates);
    onReject({
      file,
      line,
      ...(record.id === undefined ? {} : { id: record.id }),
      ...(model === undefined ? {} : { model }),
      reason,
      ...(candidates === undefined || candidates.length === 0 ? {} : { candidates }),
    });
  };
  /** The footprint of a record, or why there is none. */
  const estimate = (record: UsageRecord): UsageFootprint | string => {
    try {
      return estimator(record);
    } catch (error) {
      if (!isFootprintError(error)) throw error;
      return reasonOf(error);
    }
  };
  const add = (to: Pick<Group, "counts" | "totals">, record: UsageRecord, footprint: UsageFootprint): void => {
    to.counts.estimated++;
    to.counts[footprint.match === "class" ? "assumed" : "matched"]++;
    to.counts.tokens += tokensOf(record);
    to.totals.add(footprint);
  };

  return {
    counts,
    totals,
    groups,
    rejects,
    skips,
    notes,
    note,
    enter(name) {
      file = name;
    },
    sink: {
      pick: (row, format) => picks.map((name) => pickedOf(name, row, format) ?? ""),
      call(record, line, picked, said) {
        const footprint = estimate(record);
        const isKnown = typeof footprint !== "string" && footprint.energyKwh !== null;
        const group = groupFor(record, typeof footprint === "string" ? undefined : footprint, picked);
        if (!isKnown) {
          const [reason, candidates] =
            typeof footprint === "string" ? [footprint] : [footprint.reason ?? "no number is known", footprint.candidates];
          reject(reason, line, record, candidates);
          if (group !== undefined) group.counts.rejected++;
          return;
        }
        for (const message of said) note(message);
        if (footprint.match !== "measured") {
          if (record.cacheReadTokens === undefined && record.cacheWriteTokens === undefined) note(noteOf.caches);
          if (record.inputTokens === undefined || record.inputTokens === null) note(noteOf.input);
          if (record.outputTokens === undefined || record.outputTokens === null) note(noteOf.output);
        }
        add({ counts, totals }, record, footprint);
        if (group !== undefined) add(group, record, footprint);
      },
      skipped(reason, line) {
        counts.skipped++;
        list(skips, reason, { line, ...(file === "" ? {} : { file }) });
      },
      rejected(reason, line) {
        reject(reason, line);
      },
      duplicate() {
        counts.duplicates++;
      },
    },
    state: (): Saved => ({
      groupBy,
      counts,
      totals: stateOf(totals),
      groups: [...groups.values()].map(({ names, counts: of, totals: sums }) => ({ names, counts: of, totals: stateOf(sums) })),
      rejects: [...rejects],
      skips: [...skips],
      notes: [...notes],
    }),
  };
}

/** What a row is grouped by that only the row knows. */
function pickedOf(name: string, row: Row, { keys }: LogFormat): string | undefined {
  if (name === "key") return text(row, ...keys);
  const value = at(row, name);
  return typeof value === "object" ? undefined : text(row, name);
}

function stateOf(totals: Totals): unknown {
  if (totals.state === undefined) throw invalid("resume", "--resume: these totals cannot be kept for later; read the whole log");
  return totals.state();
}

/** Names that a group may have been meant by, for a column that no row has. */
export const nearDimensions = (name: string): readonly string[] => nearMatches(name, dimensions);
