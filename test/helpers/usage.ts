import { readFileSync } from "node:fs";
import type { CommandBody, Io, Outcome } from "../../src/cli/io.js";
import { runBody } from "../../src/cli/run.js";
import { readLog } from "../../src/cli/usage-input.js";
import { usageCommand } from "../../src/cli/usage-run.js";
import type { Estimation } from "../../src/cli/usage-tally.js";
import { FootprintError } from "../../src/core/errors.js";
import type { ColumnMap } from "../../src/usage/logs/generic.js";
import { logReader } from "../../src/usage/logs/log-reader.js";
import { seenIds } from "../../src/usage/logs/seen-ids.js";
import type { FootprintTotals, UsageFootprint, UsageRecord } from "../../src/usage/usage-record.js";

/** Text of a log of the fixtures. */
export const logFile = (name: string): Buffer => readFileSync(new URL(`usage-logs/${name}`, import.meta.url));

/** Bytes in chunks of a size, so that lines, letters and quotes lie across them. */
export async function* chunked(bytes: string | Buffer, size = 1 << 16): AsyncGenerator<Uint8Array> {
  const all = Buffer.from(bytes as string);
  for (let at = 0; at < all.length; at += size) yield await Promise.resolve(all.subarray(at, at + size));
}

const nothing = (): void => undefined;

/** What became of each row of a log. */
export interface ReadRows {
  readonly format: string | undefined;
  readonly calls: readonly { readonly record: UsageRecord; readonly line: number; readonly notes: readonly string[] }[];
  readonly skipped: readonly string[];
  readonly rejected: readonly { readonly reason: string; readonly line: number }[];
  readonly duplicates: number;
}

/** Reads a log into records, with what became of the other rows. */
export async function readRows(
  chunks: AsyncIterable<Uint8Array>,
  { path = "log", format, columns }: { readonly path?: string; readonly format?: string; readonly columns?: ColumnMap } = {},
): Promise<ReadRows> {
  const calls: { record: UsageRecord; line: number; notes: readonly string[] }[] = [];
  const [skipped, rejected]: [string[], { reason: string; line: number }[]] = [[], []];
  let duplicates = 0;
  const reader = logReader(
    {
      pick: () => [],
      call: (record, line, _, notes) => calls.push({ record, line, notes }),
      skipped: (reason) => skipped.push(reason),
      rejected: (reason, line) => rejected.push({ reason, line }),
      duplicate: () => duplicates++,
    },
    { name: path, format, columns, seen: seenIds() },
  );
  const kept = new Set(Object.values(columns ?? {}));
  await readLog(chunks, reader, { path, isWhole: true, start: { offset: 0, line: 0 }, kept, progress: nothing, note: nothing });
  reader.end();
  return { format: reader.format()?.name, calls, skipped, rejected, duplicates };
}

const sums = ["energyKwh", "operationalGramsCo2e", "embodiedGramsCo2e", "totalGramsCo2e", "waterLitres"] as const;

const scaled = (totals: FootprintTotals, by: number): FootprintTotals =>
  Object.fromEntries(sums.map((key) => [key, totals[key] * by])) as unknown as FootprintTotals;

/** A footprint that is easy to check by hand: 1 mWh a generated token, 0.4 g a Wh. */
function fakeFootprint(record: UsageRecord): UsageFootprint {
  const { inputTokens, outputTokens, measuredEnergyKwh } = record;
  const model = record.responseModel ?? record.model;
  const isMeasured = typeof measuredEnergyKwh === "number";
  const match = isMeasured
    ? "measured"
    : model?.startsWith("unknown") === true || model === undefined
      ? "none"
      : model.includes("class")
        ? "class"
        : "exact";
  const base = { model: match === "none" ? null : `models/${model ?? ""}`, match, assumed: [], dataVersion: "test" } as const;
  if ((inputTokens ?? 0) > 1e9)
    throw new FootprintError("out-of-domain", `usage: inputTokens = ${inputTokens ?? 0} is longer than the model takes`, {
      field: "inputTokens",
      value: inputTokens,
    });
  const nulls = { energyKwh: null, operationalGramsCo2e: null, embodiedGramsCo2e: null, totalGramsCo2e: null, waterLitres: null };
  const none = { ...nulls, low: null, high: null, ...base };
  if (match === "none") return { ...none, reason: "the model is not known", candidates: ["models/near"] };
  if (!isMeasured && (typeof inputTokens !== "number" || typeof outputTokens !== "number"))
    return { ...none, match: "none", reason: "the tokens are not known" };
  const energyKwh = isMeasured ? measuredEnergyKwh : (outputTokens ?? 0) * 1e-6;
  const grams = energyKwh * 400;
  const totals = {
    energyKwh,
    operationalGramsCo2e: grams,
    embodiedGramsCo2e: grams / 4,
    totalGramsCo2e: grams * 1.25,
    waterLitres: energyKwh / 2,
  };
  return { ...totals, low: scaled(totals, 0.5), high: scaled(totals, 2), ...base };
}

/** An estimator and totals that stand in for those of the library. */
const fakeEstimation: Estimation = {
  estimator: fakeFootprint,
  createTotals(saved) {
    const sum = {
      ...scaled({ energyKwh: 0 } as FootprintTotals, 0),
      ...Object.fromEntries(sums.map((key) => [key, 0])),
      ...(saved as object),
    };
    return {
      add(footprint) {
        for (const key of sums) sum[key as never] = ((sum[key as never] as number) + (footprint[key] ?? 0)) as never;
      },
      totals: () => ({ ...sum, low: scaled(sum, 0.5), high: scaled(sum, 2) }),
      state: () => ({ ...sum }),
    };
  },
};

/** What a run of the command wrote and printed beside its outcome. */
export interface UsageRun extends Outcome {
  readonly written: Record<string, string>;
  readonly shown: readonly string[];
}

/** Runs `usage` in memory, with the estimator that stands in where no other command is given. */
export async function usageCli(
  args: readonly string[],
  files: Readonly<Record<string, string | Buffer>> = {},
  {
    written = {},
    terminal = {},
    body = usageCommand({ createEstimation: () => fakeEstimation }),
  }: { written?: Record<string, string>; terminal?: Partial<Io>; body?: CommandBody } = {},
): Promise<UsageRun> {
  const shown: string[] = [];
  const missing = (path: string): Error => Object.assign(new Error(`ENOENT: no such file, open '${path}'`), { code: "ENOENT" });
  const io: Io = {
    readFile(path) {
      const text = written[path] ?? files[path];
      if (text === undefined) throw missing(path);
      return text.toString();
    },
    writeFile(path, text) {
      if (path.startsWith("nowhere/")) throw missing(path);
      written[path] = text;
    },
    appendFile(path, text) {
      written[path] = (written[path] ?? "") + text;
    },
    async *openRead(path, from = 0) {
      const text = files[path];
      if (text === undefined) throw missing(path);
      yield* chunked(Buffer.from(text as string).subarray(from));
    },
    write(text) {
      shown.push(text);
      return true;
    },
    wait: () => Promise.resolve(false),
    colour: false,
    columns: 10_000,
    ...terminal,
  };
  const outcome = await runBody(["usage", ...args], io, body);
  return { ...outcome, written, shown };
}
