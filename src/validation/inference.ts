import { defaults } from "../catalog/defaults.js";
import { servingFit } from "../catalog/serving-fit.js";
import type { ServingFit } from "../catalog/records.js";
import { type Given } from "../core/figure.js";
import { cappedPower } from "../hardware/serving-power.js";
import { functionOf } from "../graph/columns.js";
import { predictServing, promptTokensOf } from "./inference-fit.js";
import { readServing, type ServedKind, type ServingCase } from "./inference-rows.js";
import { calibratedAtOnePoint } from "./inference-one-point.js";
import { leftOutFits } from "./left-out-fits.js";
import { servingComparators } from "./inference-comparators.js";
import type { ServingPrediction } from "./measured-serving.js";
import { type ScoredRow, scored, type ScoreLevel, type ScoreName, type SkippedRow } from "./scored.js";
import type { Row } from "./table.js";
import { exp, log, power } from "../core/power.js";

const kindGroups: Readonly<Record<ServedKind, string>> = { dense: "dense", hybrid: "hybrid", "mixture-of-experts": "moe" };

const lengthOf = (x: number, y: number): number => Math.sqrt(x * x + y * y);

/** Groups of a row: the current software and text make up `all`; older software and images have groups of their own. */
function groupsOf({ software, isText, kind, deviceId }: ServingCase): string[] {
  if (!isText) return ["multimodal"];
  if (software !== "vllm-0.11") return [software ?? "other-software"];
  return ["all", kindGroups[kind], deviceId, software];
}

/** Measured configurations that differ from what their neighbours do, by written rules; they are scored, and listed. */
function anomalyOf(one: ServingCase, { decodeSeconds }: ServingPrediction): string | undefined {
  if (one.dataParallelism > 1) return "data-parallel ranks of one instance: their traffic is not modelled";
  if (one.tokenSeconds !== undefined && one.tokenSeconds > 2 * decodeSeconds) {
    return "time between tokens is more than twice the predicted one: bound by the host";
  }
  return undefined;
}

/** Most sequences whose caches fit beside the weights. */
function mostSequences({ instance, serving }: ServingCase, contextTokens: number): number {
  return instance.accelerator.memoryBytes === undefined
    ? defaults.servingBand.high
    : functionOf(serving.run, ["contextTokens"], "mostSequences")(contextTokens);
}

function rangeOf(given: Given): { readonly low: number; readonly high: number } {
  const { value, low = value, high = value } = typeof given === "number" ? { value: given } : given;
  return { low, high };
}

/** Energy per token when nobody knows the batch: the middle of the band, with the swing of the band and the spread of the model. */
function unknownBatch(one: ServingCase, fit: ServingFit): { readonly predicted: number; readonly low: number; readonly high: number } {
  const { low: fewest, high } = defaults.servingBand;
  // Paged caches of running sequences are half grown on average.
  const context = promptTokensOf(one, fit.taskPromptTokens) + one.outputTokens / 2;
  const most = Math.max(fewest, Math.min(high, mostSequences(one, context)));
  const at = (share: number): number => predictServing(one, fit, fewest * power(most / fewest, share)).joulesPerToken;
  const predicted = at(0.5);
  const spread = rangeOf(fit.energySpread[one.kind]);
  return {
    predicted,
    low: predicted * exp(-lengthOf(log(at(0.95) / predicted), log(spread.low))),
    high: predicted * exp(lengthOf(log(at(0.05) / predicted), log(spread.high))),
  };
}

/** Energy at the plug from a measured throughput, at the power of the fullest batch under the cap of the submission. */
function wallEnergy(one: ServingCase, fit: ServingFit): number | undefined {
  const { tokensPerSecond, row, outputTokens, acceleratorCount, task } = one;
  if (tokensPerSecond === undefined) return undefined;
  const context = promptTokensOf(one, fit.taskPromptTokens) + outputTokens / 2;
  const most = Math.max(1, Math.min(defaults.servingBand.high, mostSequences(one, context)));
  const { powerWatts } = predictServing(one, fit, one.batch ?? most);
  const cap = capIn(row["notes"] ?? "", task);
  const device = cap === undefined ? powerWatts : cappedPower.raw({ powerWatts, powerCapWatts: cap });
  return ((device + defaults.hostWatts.value) * acceleratorCount) / tokensPerSecond;
}

/** The cap of the accelerators in the notes of a row: that of its task, else the general one (`500 W, gptj 350 W`). */
function capIn(notes: string, task: string): number | undefined {
  const text = /cap[^:]*: ([^;)]*)/u.exec(notes)?.[1];
  if (text === undefined) return undefined;
  const caps = text.split(",").map((part) => /^(?:(\S+) )?(\d+) W$/u.exec(part.trim()));
  const own = caps.find((found) => found?.[1] !== undefined && task.includes(found[1]));
  const general = caps.find((found) => found !== null && found[1] === undefined);
  const watts = Number((own ?? general)?.[2]);
  return watts > 0 ? watts : undefined;
}

interface Measure {
  readonly name: ScoreName;
  readonly reported: number | undefined;
  readonly predicted: number;
}

function measuresOf(one: ServingCase, prediction: ServingPrediction): Measure[] {
  return [
    { name: "inference-energy", reported: one.joulesPerToken, predicted: prediction.joulesPerToken },
    { name: "inference-throughput", reported: one.tokensPerSecond, predicted: prediction.tokensPerSecond },
    {
      name: "inference-tpot",
      reported: one.tokenSeconds,
      predicted: one.isMedianTime ? prediction.decodeSeconds : prediction.stepSeconds,
    },
    { name: "inference-power", reported: one.powerWatts, predicted: prediction.powerWatts },
  ];
}

/**
 * Scores measured serving: energy per output token, throughput, time per token, power, energy at the plug; with the batch given, with the
 * throughput given, with the batch unknown, and after one measured point; beside published methods.
 */
function scoreLevel(cases: readonly ServingCase[], level: ScoreLevel, fitFor: (one: ServingCase) => ServingFit): ScoredRow[] {
  const scores: ScoredRow[] = [];
  const spreads = new Map<ServingFit, ServingFit>();
  const withSpread = (fit: ServingFit): ServingFit => {
    const known = spreads.get(fit) ?? { ...fit, energySpread: servingFit.energySpread };
    spreads.set(fit, known);
    return known;
  };
  for (const one of cases) {
    const { name: row, row: cells } = one;
    const source = cells["source"] as string;
    const fit = withSpread(fitFor(one));
    const base = { level, row, source };
    if (one.isWall) {
      const predicted = wallEnergy(one, fit);
      if (predicted !== undefined && one.joulesPerToken !== undefined) {
        scores.push(
          scored({ ...base, name: "wall-energy", predicted, reported: one.joulesPerToken, groups: ["all", kindGroups[one.kind]] }),
        );
      }
      continue;
    }
    if (one.batch === undefined) continue;
    const prediction = predictServing(one, fit);
    const anomaly = anomalyOf(one, prediction);
    const groups = groupsOf(one);
    const isCurrent = groups.includes("all");
    const spread = rangeOf(fit.energySpread[one.kind]);
    for (const { name, reported, predicted } of measuresOf(one, prediction)) {
      if (reported === undefined) continue;
      const ends = name === "inference-energy" && isCurrent ? { low: predicted * spread.low, high: predicted * spread.high } : {};
      scores.push(
        scored({
          ...base,
          name,
          predicted,
          reported,
          ...ends,
          ...(anomaly === undefined ? {} : { anomaly }),
          groups: isCurrent && anomaly === undefined ? [...groups, "without-anomalies"] : groups,
        }),
      );
    }
    if (one.joulesPerToken === undefined || !isCurrent) continue;
    const energy = { ...base, name: "inference-energy" as const, reported: one.joulesPerToken };
    if (one.tokensPerSecond !== undefined) {
      const predicted = (one.acceleratorCount * prediction.powerWatts) / one.tokensPerSecond;
      scores.push(scored({ ...energy, predicted, groups: ["throughput-given"] }));
    }
    // Beyond these batches nobody serves without knowing it: one user, or a benchmark of the largest batch.
    if (one.batch >= 8 && one.batch <= 1024) scores.push(scored({ ...energy, ...unknownBatch(one, fit), groups: ["batch-unknown"] }));
    if (level !== "left-out") {
      for (const { method, joulesPerToken } of servingComparators(one)) {
        scores.push(scored({ ...energy, method, predicted: joulesPerToken, groups }));
      }
    }
  }
  const current = cases.filter(
    (one) => !one.isWall && one.batch !== undefined && one.joulesPerToken !== undefined && groupsOf(one).includes("all"),
  );
  for (const [one, predicted] of calibratedAtOnePoint(current, (each) => withSpread(fitFor(each)))) {
    scores.push(
      scored({
        name: "inference-energy",
        level,
        row: one.name,
        source: one.row["source"] as string,
        predicted,
        reported: one.joulesPerToken as number,
        groups: ["one-point"],
      }),
    );
  }
  return scores;
}

/**
 * Scores rows of measured serving.
 *
 * @param rows - rows with the columns of `data/validation/inference-measurements.json`
 * @param level - `in-sample` for the shipped rows, `supplied` for those of a caller; both are scored as `left-out` too, each row by a fit without
 * its family of models
 */
export function scoreInference(rows: readonly Row[], level: Extract<ScoreLevel, "in-sample" | "supplied">): (ScoredRow | SkippedRow)[] {
  const cases: ServingCase[] = [];
  const skipped: SkippedRow[] = [];
  for (const row of rows) {
    const one = readServing(row);
    const source = row["source"] as string;
    if ("skipped" in one) {
      skipped.push({ name: "inference-energy", level, row: one.name, source, skipped: one.skipped });
    } else if (one.software === undefined && !one.isWall) {
      skipped.push({
        name: "inference-energy",
        level,
        row: one.name,
        source,
        skipped: "its software is none that the fit knows: no constants for it",
      });
    } else cases.push(one);
  }
  const { byFamily, byDevice } = leftOutFits();
  const unseenDevice = cases.filter((one) => groupsOf(one).includes("all") && !one.isWall && byDevice[one.deviceId] !== undefined);
  return [
    ...skipped,
    ...scoreLevel(cases, level, () => servingFit),
    // A family that the fit has not seen needs no leaving out.
    ...scoreLevel(cases, "left-out", ({ family }) => byFamily[family] ?? servingFit),
    ...unseenDevice.flatMap((one): ScoredRow[] => {
      if (one.batch === undefined || one.joulesPerToken === undefined) return [];
      const predicted = predictServing(one, byDevice[one.deviceId] as ServingFit).joulesPerToken;
      const base = { name: "inference-energy" as const, level: "left-out" as const, row: one.name, source: one.row["source"] as string };
      return [scored({ ...base, predicted, reported: one.joulesPerToken, groups: ["unseen-device"] })];
    }),
  ];
}
