import { dimensionOf, readAmount } from "../schema/amounts.js";
import { dataVersion } from "../catalog/version.js";
import { conflicting, FootprintError, invalid } from "../core/errors.js";
import { parseQuantity } from "../core/quantity-text.js";
import { type ColumnMap, readColumnMap } from "../usage/logs/generic.js";
import { formatNamed, logFormats } from "../usage/logs/formats.js";
import { type LogReader, logReader } from "../usage/logs/log-reader.js";
import { seenIds, type SeenIds } from "../usage/logs/seen-ids.js";
import { type Colours, formatNumber, formatQuantity } from "./format.js";
import type { CommandBody, Io, Outcome } from "./io.js";
import { outputOptions, type Option, type Parsed } from "./options.js";
import { inFormat } from "./print.js";
import { type FileState, readLog } from "./usage-input.js";
import { createTally, dimensions, type Estimation, nearDimensions, readGroups, type RejectedRow, type Tally } from "./usage-tally.js";
import { reportLines, reportMarkdown, reportOf, reportRows, statusLine, type UsageReport } from "./usage-view.js";

/** What flags say of all calls. */
export type EstimationFlags = Readonly<Partial<Record<string, string | number>>>;

/** Options of the estimator as flags: those that are text, and those that are quantities. */
const estimatorOptions: readonly (Option & { readonly option: string; readonly isText?: true })[] = [
  { flag: "region", option: "region", isText: true, example: "aws:us-east-1", description: "Where calls ran that do not say it" },
  {
    flag: "provider",
    option: "provider",
    isText: true,
    example: "openai",
    description: "Who served calls that do not say it; self-hosted for your own",
  },
  { flag: "date", option: "date", isText: true, example: "2026-11-30", description: "Day of calls that do not say it" },
  {
    flag: "unknown",
    option: "unknown",
    isText: true,
    example: "class",
    description: "Answer unknown closed models with their class: class",
  },
  {
    flag: "load",
    option: "load",
    isText: true,
    example: "batch-job",
    description: "Kind of load: interactive-api, batch-job, private, single-user",
  },
  { flag: "intensity", option: "intensityGramsPerKwh", example: "380g/kWh", description: "Carbon intensity of the electricity" },
  { flag: "pue", option: "pue", example: "1.2", description: "PUE of the data centre" },
  { flag: "wue", option: "wueLitresPerKwh", example: "1.1", description: "Water of the data centre per energy of its IT (L/kWh)" },
  { flag: "accelerator", option: "accelerator", isText: true, example: "h100-sxm-80gb", description: "Accelerator of your own deployment" },
  { flag: "accelerator-count", option: "acceleratorCount", example: "8", description: "Accelerators of an instance" },
  { flag: "precision", option: "precision", isText: true, example: "fp8", description: "Format of the weights" },
  { flag: "batch", option: "batch", example: "64", description: "Sequences that run at once on an instance" },
  { flag: "daily-requests", option: "dailyRequests", example: "20000", description: "Requests that arrive at one instance per day" },
  { flag: "serving-share", option: "servingShare", example: "70%", description: "Share of the time in which the instance serves" },
  { flag: "tokens-per-second", option: "tokensPerSecond", example: "60", description: "Rate at which one user receives tokens" },
];

/** The options of the estimator that flags give. */
function estimationFlags(parsed: Parsed): EstimationFlags {
  return Object.fromEntries(
    estimatorOptions.flatMap(({ flag, option, isText, example }) => {
      const text = valueOf(parsed, flag);
      if (text === undefined) return [];
      return [[option, isText === true ? text : readAmount(flag, text, dimensionOf(option, example))]];
    }),
  );
}

/** What the command needs of others: who answers for records, and what a footprint is as much as. */
export interface UsageParts {
  readonly createEstimation: (flags: EstimationFlags, parsed: Parsed, io: Io) => Estimation;
  /** Everyday things that are as much, one line each; without it the flag is refused. */
  readonly equivalents?: (totals: UsageReport["totals"]) => readonly string[];
}

const options: readonly Option[] = [
  {
    flag: "format",
    example: "litellm",
    description: `Format of the log, where it is not recognised: ${logFormats.map(({ name }) => name).join(", ")}`,
  },
  {
    flag: "columns",
    example: "model=name,inputTokens=in",
    description: "Which column holds which field of a record, for logs of your own",
  },
  { flag: "group-by", example: "model,day", description: `Totals by ${dimensions.join(", ")} or any column` },
  ...estimatorOptions.map(({ flag, example, description }): Option => ({
    flag,
    description,
    ...(example === undefined ? {} : { example }),
  })),
  outputOptions.json,
  outputOptions.csv,
  { flag: "md", description: "Print tables of Markdown" },
  { flag: "status", description: "Print one line, for status bars of coding agents" },
  { flag: "rejects", example: "rejects.jsonl", description: "Write every rejected row with its line, id, model and reason to a file" },
  { flag: "resume", example: "state.json", description: "Keep sums and places in a file; the next run reads only what is new" },
  { flag: "watch", description: "Go on as the log grows, and print one line each time" },
  { flag: "equivalents", description: "Say what the total is as much as" },
  { flag: "fail-on-unmatched", description: "End with status 3 where a row is rejected" },
  { flag: "max-co2e", example: "5kg", description: "End with status 4 where the emissions are above this" },
  { flag: "quiet", description: "Say nothing of the progress" },
];

/** What the help says of formats and exit statuses. */
const help = (): readonly string[] => [
  "Formats are recognised by their columns, also compressed (.gz) and in UTF-16. Prompts and answers are never read.",
  "Every row is estimated, rejected, a duplicate, or no call, and is counted as such.",
  "",
  "Exit status: 0 ok, 1 failure, 2 usage or input error, 3 with --fail-on-unmatched where a row is rejected, 4 where --max-co2e is passed (before 3).",
];

/** A flag with a value. */
const valueOf = ({ values }: Parsed, flag: string): string | undefined => {
  const value = values[flag];
  return typeof value === "string" ? value : undefined;
};

const isOn = ({ values }: Parsed, flag: string): boolean => values[flag] === true;

/** What a state file holds. */
interface Saved {
  readonly version: 1;
  readonly dataVersion: string;
  /** What else the sums hang on. */
  readonly asked: string;
  readonly files: Readonly<Record<string, FileState>>;
  readonly tally: unknown;
  readonly ids: string;
}

/** More ids than this make the file of a state larger than it is worth. */
const MOST_SAVED_IDS = 2 ** 21;

const idsIn = (written: string): Uint32Array => {
  const bytes = Buffer.from(written, "base64");
  return new Uint32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
};

const idsText = (ids: SeenIds): string => (ids.size() > MOST_SAVED_IDS ? "" : Buffer.from(ids.hashes().buffer).toString("base64"));

/** Everything that a run holds between two looks at its files. */
interface Session {
  readonly tally: Tally;
  readonly seen: SeenIds;
  readonly files: Map<string, FileState>;
}

/** What is asked beside the files: a state that was kept with other answers is of no use. */
const askedOf = (parsed: Parsed): string =>
  JSON.stringify(["format", "columns", "region", "provider", "unknown"].map((flag) => valueOf(parsed, flag) ?? null));

function readState(path: string, parsed: Parsed, io: Io): Saved | undefined {
  let written: string;
  try {
    written = io.readFile(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw invalid("resume", `--resume ${path} cannot be read: ${(error as Error).message}`, { value: path });
  }
  let saved: Saved;
  try {
    saved = JSON.parse(written) as Saved;
  } catch {
    throw invalid("resume", `--resume ${path} is no state of an earlier run; give another name, or delete it`, { value: path });
  }
  if (saved?.version !== 1)
    throw invalid("resume", `--resume ${path} is no state of an earlier run; give another name, or delete it`, { value: path });
  if (saved.dataVersion !== dataVersion)
    throw conflicting(
      "resume",
      `--resume ${path} holds sums of the data ${saved.dataVersion}, and this is ${dataVersion}; begin a new state`,
    );
  if (saved.asked !== askedOf(parsed))
    throw conflicting("resume", `--resume ${path} holds sums of other flags (${saved.asked}); give the same, or begin a new state`);
  return saved;
}

function writeState(path: string, { tally, seen, files }: Session, parsed: Parsed, io: Io): void {
  const saved: Saved = {
    version: 1,
    dataVersion,
    asked: askedOf(parsed),
    files: Object.fromEntries(files),
    tally: tally.state(),
    ids: idsText(seen),
  };
  writeText("resume", path, JSON.stringify(saved), io);
}

function writeText(flag: string, path: string, text: string, io: Io): void {
  try {
    io.writeFile(path, text);
  } catch (error) {
    throw invalid(flag, `--${flag} ${path} cannot be written: ${(error as Error).message}`, { value: path });
  }
}

/** Lines that are kept before they are written. */
const LINES_AT_ONCE = 1000;

/** Writes rejected rows to a file, some at a time. */
function rejectsWriter(path: string | undefined, isNew: boolean, io: Io): { add: (row: RejectedRow) => void; flush: () => void } {
  const lines: string[] = [];
  if (path !== undefined && isNew) writeText("rejects", path, "", io);
  const flush = (): void => {
    if (path === undefined || lines.length === 0) return;
    const text = `${lines.splice(0).join("\n")}\n`;
    if (io.appendFile === undefined) throw invalid("rejects", `--rejects ${path} cannot be written here`, { value: path });
    io.appendFile(path, text);
  };
  return {
    add(row) {
      if (path === undefined) return;
      lines.push(JSON.stringify(row));
      if (lines.length >= LINES_AT_ONCE) flush();
    },
    flush,
  };
}

const tooManyIds = "more than 50 million ids: those behind them were not compared, so that duplicates may be among them";

/** Milliseconds between two looks at the progress, and at files that grow. */
const PROGRESS_EVERY = 250;
const LOOK_EVERY = 1000;

/** Reads what is new in the files; whether there was anything. */
async function readFiles(paths: readonly string[], session: Session, parsed: Parsed, io: Io, isWhole: boolean): Promise<boolean> {
  const { tally, seen, files } = session;
  const columns: ColumnMap | undefined =
    valueOf(parsed, "columns") === undefined ? undefined : readColumnMap(valueOf(parsed, "columns") as string);
  const kept = new Set<string>(Object.values(columns ?? {}));
  const say = isOn(parsed, "quiet") || isOn(parsed, "status") ? undefined : io.progress;
  let said = Date.now();
  let isNew = false;
  for (const path of paths) {
    const before = files.get(path) ?? { offset: 0, line: 0 };
    tally.enter(path === "-" ? "" : path);
    const reader: LogReader = logReader(tally.sink, {
      format: valueOf(parsed, "format") ?? (columns === undefined ? undefined : "csv"),
      columns,
      seen,
      name: path === "-" ? "standard input" : path,
      saved: before.reader,
    });
    const progress = (): void => {
      if (say === undefined || Date.now() - said < PROGRESS_EVERY) return;
      said = Date.now();
      const { estimated, rejected, duplicates, skipped } = tally.counts;
      say(`${path}: ${formatNumber(estimated + rejected + duplicates + skipped, 15)} rows`);
    };
    try {
      if (io.openRead === undefined) throw invalid("file", `${path} cannot be read here`, { value: path });
      const after = await readLog(io.openRead(path, before.offset), reader, {
        path,
        isWhole,
        start: before,
        kept,
        progress,
        note: tally.note,
      });
      reader.end();
      files.set(path, after);
      isNew ||= after.offset > before.offset;
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      if (error instanceof FootprintError || code === undefined || !/^E[A-Z]+$/u.test(code)) throw error;
      throw new FootprintError("invalid-input", `${path} cannot be read: ${message}`, { field: "file", value: path }, { cause: error });
    }
  }
  say?.("");
  return isNew;
}

/** Notes on columns that were asked for and that no row has. */
function checkGroups({ groups }: UsageReport, groupBy: readonly string[]): void {
  for (const name of groupBy) {
    if ((dimensions as readonly string[]).includes(name) || groups.length === 0) continue;
    if (groups.some((group) => group[name] !== null)) continue;
    const nearest = nearDimensions(name);
    const hint = nearest.length > 0 ? `did you mean ${nearest.join(" or ")}?` : `it may be ${dimensions.join(", ")} or a column`;
    throw invalid("group-by", `--group-by ${name}: no row has such a column; ${hint}`, { value: name, nearest });
  }
}

/** How the run ends, by the limits that were given. */
function endOf({ totals }: UsageReport, parsed: Parsed): Pick<Outcome, "status" | "stderr"> {
  const most = valueOf(parsed, "max-co2e");
  const limit = most === undefined ? Infinity : parseQuantity(most, "mass", "g");
  if (totals.totalGramsCo2e > limit) {
    const is = formatQuantity(totals.totalGramsCo2e, "gCO2e", 3);
    return { status: 4, stderr: `--max-co2e ${most ?? ""}: the calls cause ${is}, which is more\n` };
  }
  if (isOn(parsed, "fail-on-unmatched") && totals.rejected > 0)
    return { status: 3, stderr: `--fail-on-unmatched: ${formatNumber(totals.rejected, 15)} rows are rejected; --rejects lists them\n` };
  return { status: 0, stderr: "" };
}

/** What is printed of a report. */
function printed(report: UsageReport, groupBy: readonly string[], parsed: Parsed, io: Io, colours: Colours, parts: UsageParts): string {
  const extra = isOn(parsed, "equivalents") ? (parts.equivalents?.(report.totals) ?? []) : [];
  if (isOn(parsed, "status")) return `${statusLine(report)}\n`;
  if (isOn(parsed, "md")) return `${[...reportMarkdown(report, groupBy), ...extra.map((line) => `- ${line}`)].join("\n")}\n`;
  const lines = inFormat(parsed, {
    json: extra.length === 0 ? report : { ...report, equivalents: extra },
    csv: () => reportRows(report),
    text: () => [...reportLines(report, groupBy, colours, io.columns), ...(extra.length === 0 ? [] : ["", ...extra])],
  });
  return `${lines.join("\n")}\n`;
}

/** Refuses flags that say different things. */
function check(parsed: Parsed, parts: UsageParts): void {
  const { positionals, values } = parsed;
  if (positionals.length === 0) throw invalid("file", "the log is missing: a file, or - for standard input");
  const twice = positionals.find((path, at) => positionals.indexOf(path) !== at);
  if (twice !== undefined) throw invalid("file", `${twice} is given twice`, { value: twice });
  const outputs = ["json", "csv", "md", "status"].filter((flag) => values[flag] === true);
  if (outputs.length > 1) throw conflicting("format", `--${outputs.join(" and --")} are two formats; leave one out`);
  const goesOn = ["watch", "resume"].find((flag) => values[flag] !== undefined);
  if (goesOn !== undefined && positionals.includes("-"))
    throw conflicting(goesOn, `--${goesOn} goes on where a file ended, which standard input cannot; give a file`);
  const unknown = valueOf(parsed, "unknown");
  if (unknown !== undefined && unknown !== "class")
    throw invalid("unknown", `--unknown ${unknown} is not known; give class, or leave it out`, { value: unknown });
  if (isOn(parsed, "equivalents") && parts.equivalents === undefined)
    throw new FootprintError("unsupported", "--equivalents: no equivalences are in this build; leave it out", { field: "equivalents" });
  const format = valueOf(parsed, "format");
  if (format !== undefined) formatNamed(format);
  if (format !== undefined && format !== "csv" && values["columns"] !== undefined)
    throw conflicting("columns", `--columns maps the columns of a log of your own, and --format ${format} has its own; leave one out`);
  const most = valueOf(parsed, "max-co2e");
  if (most !== undefined) parseQuantity(most, "mass", "g");
}

/**
 * `usage <file|->...`: what the calls of logs cost.
 *
 * @param parts - who answers for records
 */
export function usageCommand(parts: UsageParts): CommandBody {
  return {
    options,
    help,
    async run(parsed, io, colours) {
      check(parsed, parts);
      const groupBy = valueOf(parsed, "group-by") === undefined ? [] : readGroups(valueOf(parsed, "group-by") as string);
      const flags = estimationFlags(parsed);
      const statePath = valueOf(parsed, "resume");
      const saved = statePath === undefined ? undefined : readState(statePath, parsed, io);
      const rejects = rejectsWriter(valueOf(parsed, "rejects"), saved === undefined, io);
      const session: Session = {
        tally: createTally(parts.createEstimation(flags, parsed, io), groupBy, rejects.add, saved?.tally),
        seen: seenIds(saved === undefined ? undefined : idsIn(saved.ids)),
        files: new Map(Object.entries(saved?.files ?? {})),
      };
      const isWatching = isOn(parsed, "watch");
      const look = async (): Promise<boolean> => {
        const isNew = await readFiles(parsed.positionals, session, parsed, io, !isWatching && statePath === undefined);
        if (session.seen.isFull() && !session.tally.notes.has(tooManyIds)) session.tally.note(tooManyIds, 0);
        rejects.flush();
        if (statePath !== undefined) writeState(statePath, session, parsed, io);
        return isNew;
      };
      await look();
      for (let isNew = true; isWatching; isNew = await look()) {
        if (isNew && io.write?.(`${statusLine(reportOf(session.tally, groupBy))}\n`) !== true) break;
        if ((await io.wait?.(LOOK_EVERY)) !== true) break;
      }
      const report = reportOf(session.tally, groupBy);
      checkGroups(report, groupBy);
      return { stdout: isWatching ? "" : printed(report, groupBy, parsed, io, colours, parts), ...endOf(report, parsed) };
    },
  };
}
