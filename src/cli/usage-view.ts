import { dataVersion } from "../catalog/version.js";
import type { FootprintTotals } from "../usage/usage-record.js";
import { bullets, type Colours, formatNumber, formatQuantity, formatRow, heading, scaleOf, table } from "./format.js";
import type { Counts, Group, Reject, Tally, Totals } from "./usage-tally.js";

/** Digits that a range leaves standing. */
const DIGITS = 3;
/** Groups, and reasons, of a table that people read. */
const MOST_SHOWN = 20;

/** The totals of a log, or of a group, as `--json` prints them. */
export type UsageSums = FootprintTotals & {
  readonly rows: number;
  readonly estimated: number;
  readonly rejected: number;
  readonly duplicates: number;
  readonly skipped: number;
  readonly tokens: number;
  readonly costUsd?: number;
  readonly low: FootprintTotals | null;
  readonly high: FootprintTotals | null;
  readonly matchedShare: number;
  readonly assumedShare: number;
  readonly rejectedShare: number;
};

/** Counts with sums. Shares are of the rows that are calls: estimated or rejected. */
function sumsOf(counts: Counts, totals: Totals): UsageSums {
  const { estimated, rejected, duplicates, skipped, matched, assumed, tokens } = counts;
  const calls = Math.max(1, estimated + rejected);
  return {
    rows: estimated + rejected + duplicates + skipped,
    estimated,
    rejected,
    duplicates,
    skipped,
    tokens,
    ...totals.totals(),
    matchedShare: matched / calls,
    assumedShare: assumed / calls,
    rejectedShare: rejected / calls,
  };
}

/** A group with the names that make it. */
type GroupSums = Readonly<Record<string, string | null>> & UsageSums;

/** All of a tally as plain data. */
export interface UsageReport {
  readonly totals: UsageSums;
  readonly groups: readonly GroupSums[];
  readonly rejects: readonly ({ readonly reason: string } & Reject)[];
  /** Rows that are no calls. */
  readonly skips: readonly ({ readonly reason: string } & Reject)[];
  readonly notes: readonly { readonly message: string; readonly rows: number }[];
}

const byRows = (reasons: ReadonlyMap<string, Reject>): UsageReport["rejects"] =>
  [...reasons].map(([reason, reject]) => ({ reason, ...reject })).sort((one, other) => other.rows - one.rows);

/** The report of a tally; groups and reasons with the most first. */
export function reportOf({ counts, totals, groups, rejects, skips, notes }: Tally, groupBy: readonly string[]): UsageReport {
  const named = ({ names, counts: of, totals: sums }: Group): GroupSums =>
    ({ ...Object.fromEntries(groupBy.map((name, at) => [name, names[at] ?? null])), ...sumsOf(of, sums) }) as GroupSums;
  return {
    totals: sumsOf(counts, totals),
    groups: [...groups.values()].map(named).sort((one, other) => other.totalGramsCo2e - one.totalGramsCo2e || other.rows - one.rows),
    rejects: byRows(rejects),
    skips: byRows(skips),
    notes: [...notes].map(([message, rows]) => ({ message, rows })),
  };
}

/** What is shown of the totals. */
const figures = [
  ["Energy", "energyKwh", "kWh"],
  ["Emissions, operational", "operationalGramsCo2e", "gCO2e"],
  ["Emissions, embodied", "embodiedGramsCo2e", "gCO2e"],
  ["Emissions, total", "totalGramsCo2e", "gCO2e"],
  ["Water", "waterLitres", "L"],
] as const;

/** A figure with its range, in the unit of the figure: `12.3 Wh (5.1–31)`. */
function withRange(sums: UsageSums, key: keyof FootprintTotals, unit: "kWh" | "gCO2e", dash = "–"): string {
  const value = sums[key];
  const [size, name] = scaleOf(value, unit);
  const of = (end: FootprintTotals): string => formatNumber(end[key] / size, 2);
  const range = sums.low === null || sums.high === null ? "" : ` (${of(sums.low)}${dash}${of(sums.high)})`;
  return `${formatNumber(value / size, DIGITS)} ${name}${range}`;
}

/** One line for the status bar of an agent: `12.3 Wh (5.1-31) · 4.8 g CO2e (1.9-12) · 1.2 M tokens`. */
export const statusLine = ({ totals }: UsageReport): string =>
  [
    withRange(totals, "energyKwh", "kWh", "-"),
    withRange(totals, "totalGramsCo2e", "gCO2e", "-"),
    formatQuantity(totals.tokens, "token", DIGITS),
    ...(totals.rejected === 0 ? [] : [`${formatNumber(totals.rejected)} not estimated`]),
  ].join(" · ");

const percent = (share: number): string => `${formatNumber(100 * share, DIGITS)} %`;

/** What became of the rows, in words. */
function rowsLine({ rows, estimated, rejected, duplicates, skipped }: UsageSums): string {
  const parts: [number, string][] = [
    [estimated, "estimated"],
    [rejected, "rejected"],
    [duplicates, "duplicates"],
    [skipped, "no calls"],
  ];
  const said = parts.filter(([count], at) => at === 0 || count > 0).map(([count, word]) => `${formatNumber(count, 15)} ${word}`);
  return `${formatNumber(rows, 15)} rows: ${said.join(", ")}.`;
}

/** Cells of the table of totals. */
const totalCells = (totals: UsageSums): string[][] =>
  figures.map(([label, key, unit]) => [
    label,
    ...(totals.low === null || totals.high === null
      ? [formatQuantity(totals[key], unit, DIGITS), "", ""]
      : formatRow([totals[key], totals.low[key], totals.high[key]], unit, DIGITS)),
  ]);

const nameOf = (name: string | null): string => name ?? "(not stated)";

/** Cells of the table of groups. */
const groupCells = (groups: readonly GroupSums[], groupBy: readonly string[]): string[][] =>
  groups.map((group) => [
    ...groupBy.map((name) => nameOf(group[name] as string | null)),
    formatNumber(group.estimated + group.rejected, 15),
    formatNumber(group.rejected, 15),
    formatQuantity(group.tokens, "token", DIGITS),
    group.estimated === 0 ? "" : withRange(group, "energyKwh", "kWh"),
    group.estimated === 0 ? "" : withRange(group, "totalGramsCo2e", "gCO2e"),
  ]);

const groupHeads = (groupBy: readonly string[]): string[] => [...groupBy, "calls", "rejected", "tokens", "energy", "emissions"];

/** What reasons are shown with. */
const reasonCells = (reasons: UsageReport["rejects"]): string[][] =>
  reasons.map(({ reason, rows, example, candidates }) => [
    formatNumber(rows, 15),
    reason,
    [
      `line ${example.line}`,
      ...(example.model === undefined ? [] : [example.model]),
      ...(candidates === undefined ? [] : [`perhaps ${candidates.join(", ")}`]),
    ].join("; "),
  ]);

const furtherOf = (count: number, what: string): string[] =>
  count > MOST_SHOWN ? [`… and ${count - MOST_SHOWN} further ${what}; --json and --csv have all of them.`] : [];

/** The report as people read it. */
export function reportLines(report: UsageReport, groupBy: readonly string[], colours: Colours, columns?: number): string[] {
  const { totals, groups, rejects, skips, notes } = report;
  const shares = `Of the calls ${percent(totals.matchedShare)} are answered by a record, ${percent(totals.assumedShare)} by a class, ${percent(totals.rejectedShare)} by nothing.`;
  return [
    rowsLine(totals),
    ...(totals.estimated + totals.rejected === 0 ? [] : [shares]),
    "",
    ...table([heading(colours, "", "total", "low", "high"), ...totalCells(totals)]),
    ...(totals.costUsd === undefined ? [] : [`By the price lists ${formatNumber(totals.costUsd, DIGITS)} USD.`]),
    `${formatQuantity(totals.tokens, "token", DIGITS)}; low and high are 5 and 95 % of what is not known, of all rows together.`,
    ...(groups.length === 0
      ? []
      : [
          "",
          ...table(
            [heading(colours, ...groupHeads(groupBy)), ...groupCells(groups.slice(0, MOST_SHOWN), groupBy)],
            groupBy.map((_, at) => at),
          ),
          ...furtherOf(groups.length, "groups"),
        ]),
    ...reasonLines("Rejected", rejects, colours),
    ...reasonLines("No calls", skips, colours),
    ...(notes.length === 0
      ? []
      : [
          "",
          "Notes:",
          ...bullets(
            notes.map(({ message, rows }) => `${message} (${formatNumber(rows, 15)} rows)`),
            columns,
          ),
        ]),
    "",
    `Data ${dataVersion}.`,
  ];
}

const reasonLines = (title: string, reasons: UsageReport["rejects"], colours: Colours): string[] =>
  reasons.length === 0
    ? []
    : [
        "",
        ...table([heading(colours, "rows", title.toLowerCase(), "first"), ...reasonCells(reasons.slice(0, MOST_SHOWN))], [1, 2]),
        ...furtherOf(reasons.length, "reasons"),
      ];

/** Rows of a CSV: one per group, or the totals alone; low and high as columns of their own. */
export function reportRows({ totals, groups }: UsageReport): Readonly<Record<string, string | number>>[] {
  return (groups.length === 0 ? [totals] : groups).map(({ low, high, ...rest }) => ({
    ...Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, value ?? ""])),
    ...endsOf("low", low),
    ...endsOf("high", high),
  }));
}

/** `lowEnergyKwh` … of the totals of an end. */
const endsOf = (end: string, totals: FootprintTotals | null): Record<string, number> =>
  totals === null ? {} : Object.fromEntries(figures.map(([, key]) => [end + key.charAt(0).toUpperCase() + key.slice(1), totals[key]]));

const markdownRow = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;

const markdownTable = (heads: readonly string[], rows: readonly (readonly string[])[], words: number): string[] => [
  markdownRow(heads),
  markdownRow(heads.map((_, at) => (at < words ? "---" : "---:"))),
  ...rows.map(markdownRow),
];

/** The report as tables of Markdown. */
export function reportMarkdown({ totals, groups, rejects }: UsageReport, groupBy: readonly string[]): string[] {
  return [
    rowsLine(totals),
    "",
    ...markdownTable(["", "total", "low", "high"], totalCells(totals), 1),
    ...(groups.length === 0 ? [] : ["", ...markdownTable(groupHeads(groupBy), groupCells(groups, groupBy), groupBy.length)]),
    ...(rejects.length === 0 ? [] : ["", ...markdownTable(["rows", "rejected", "first"], reasonCells(rejects), 0)]),
  ];
}
