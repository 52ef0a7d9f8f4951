import { defaults } from "../catalog/defaults.js";
import { servingFit } from "../catalog/serving-fit.js";
import type { ServingFit } from "../catalog/records.js";
import { type Given, valueOf } from "../core/figure.js";
import { energySpreadOf, servingConstant, spreadClassOf, timeSpreadOf } from "../estimate/serving-software.js";
import { hostPower } from "../hardware/host-power.js";
import { cappedPower } from "../hardware/serving-power.js";
import { predictServing, rateOf } from "./inference-fit.js";
import { readServings, type ServedKind, type ServingCase } from "./inference-rows.js";
import { calibratedAtOnePoint } from "./inference-one-point.js";
import { type LeftOutKey, leftOutFits, leftOutKeys } from "./left-out-fits.js";
import { batchOf, meanContextOf, mostSequences } from "./measured-load.js";
import { servingComparators } from "./inference-comparators.js";
import type { ServingPrediction } from "./measured-serving.js";
import { lengthOf } from "./metrics.js";
import { type ScoredRow, scored, type ScoreLevel, type ScoreName, type SkippedRow } from "./scored.js";
import type { Row } from "./table.js";
import { exp, log, power } from "../core/power.js";

const kindGroups: Readonly<Record<ServedKind, string>> = { dense: "dense", hybrid: "hybrid", "mixture-of-experts": "moe" };
/** The laboratory whose energies make the fit. */
const FITTED_LABORATORY = /^ml\.energy/iu;
/** Groups of the fits that leave something out, by what they leave out. */
const leftOutGroups: Readonly<Record<LeftOutKey, string>> = {
  family: "family",
  deviceId: "device",
  laboratory: "laboratory",
  engine: "engine",
};
/** First tokens that no queue held up: shorter than this, beside as few others (s, count). */
const LOW_LOAD = { mostSeconds: 1, mostRequests: 8 };

/** Groups of a row: served load of text makes up `all`; what runs otherwise has groups of its own. */
function groupsOf({ engine, isText, isMaximumLoad, isDecodingAlone, kind, deviceId, laboratory }: ServingCase): string[] {
  if (!isText) return ["multimodal"];
  if (isMaximumLoad) return ["maximum-load"];
  if (isDecodingAlone || engine === "vllm-2024") return [engine as string];
  const other = FITTED_LABORATORY.test(laboratory) ? [] : ["other-laboratories", `other-laboratories:${kindGroups[kind]}`];
  return ["all", kindGroups[kind], deviceId, engine ?? "unknown-software", ...other];
}

/** Measured configurations that differ from what their neighbours do, by a written rule; they are scored, and listed. */
function anomalyOf(one: ServingCase, { decodeSeconds }: ServingPrediction): string | undefined {
  return one.tokenSeconds !== undefined && one.tokenSeconds > 2 * decodeSeconds && one.joulesPerToken !== undefined
    ? "time between tokens is more than twice the predicted one: bound by the host"
    : undefined;
}

function rangeOf(given: Given): { readonly low: number; readonly high: number } {
  const { value, low = value, high = value } = typeof given === "number" ? { value: given } : given;
  return { low, high };
}

/** A prediction with the ends of its range. */
const ranged = (predicted: number, given: Given): Pick<ScoredRow, "predicted" | "low" | "high"> => {
  const { low, high } = rangeOf(given);
  return { predicted, low: predicted * low, high: predicted * high };
};

/** Energy per token when nobody knows the batch: the middle of the band, with the swing of the band and the spread of the model. */
function unknownBatch(one: ServingCase, fit: ServingFit): { readonly predicted: number; readonly low: number; readonly high: number } {
  const { low: fewest, high } = defaults.servingBand;
  const most = Math.max(fewest, Math.min(high, mostSequences(one, meanContextOf(one, fit))));
  const at = (share: number): number => predictServing(one, fit, fewest * power(most / fewest, share)).joulesPerToken;
  const predicted = at(0.5);
  const spread = rangeOf(energySpreadOf(fit, one.instance, one.record));
  return {
    predicted,
    low: predicted * exp(-lengthOf(log(at(0.95) / predicted), log(spread.low))),
    high: predicted * exp(lengthOf(log(at(0.05) / predicted), log(spread.high))),
  };
}

/** Energy at the plug from a measured throughput, at the power of the fullest batch under the cap of the submission. */
function wallEnergy(one: ServingCase, fit: ServingFit): number | undefined {
  const { tokensPerSecond, row, acceleratorCount, task } = one;
  if (tokensPerSecond === undefined) return undefined;
  const most = Math.max(1, Math.min(defaults.servingBand.high, mostSequences(one, meanContextOf(one, fit))));
  const { powerWatts } = predictServing(one, fit, one.batch ?? most);
  const cap = capIn(row["notes"] ?? "", task);
  const device = cap === undefined ? powerWatts : cappedPower.raw({ powerWatts, powerCapWatts: cap });
  const { baseWatts, tdpShare, loadShare, factor } = defaults.hostPower;
  const host = hostPower.raw({
    hostBaseWatts: baseWatts.value,
    hostTdpShare: tdpShare.value,
    tdpWatts: valueOf(one.instance.accelerator.tdpWatts as Given),
    hostLoadShare: loadShare.value,
    powerWatts: device,
    hostPowerFactor: factor.value,
  });
  return ((device + host) * acceleratorCount) / tokensPerSecond;
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

interface Measure extends Pick<ScoredRow, "predicted" | "low" | "high"> {
  readonly name: ScoreName;
  readonly reported: number | undefined;
  /** Groups beside those of the row. */
  readonly groups?: readonly string[];
}

/** Time to the first token where no queue holds it up, with its range; `undefined` where the row says that one did. */
function firstTokenOf(
  one: ServingCase,
  fit: ServingFit,
  batch: number,
  { decodeSeconds, stepSeconds }: ServingPrediction,
): Pick<ScoredRow, "predicted" | "low" | "high"> | undefined {
  const { firstTokenSeconds, engine, serving, instance, record } = one;
  if (firstTokenSeconds === undefined || firstTokenSeconds >= LOW_LOAD.mostSeconds) return undefined;
  if (batch > LOW_LOAD.mostRequests || engine === "llama.cpp") return undefined;
  const others = ((stepSeconds - decodeSeconds) * (batch - 1)) / batch;
  const working = serving.figure("predictedPrefillSeconds") + decodeSeconds + others;
  const fixed = servingConstant(fit, instance, "fixedFirstTokenSeconds");
  const [of, spread] = [rangeOf(fixed), rangeOf(timeSpreadOf(fit, instance, record))];
  return { predicted: valueOf(fixed) + working, low: of.low + working * spread.low, high: of.high + working * spread.high };
}

/** What a fit says of everything that a row may report. */
function measuresOf(one: ServingCase, shared: ServingFit, batch: number): Measure[] {
  // Images and videos are in no fit.
  const fit = one.isText ? shared : { ...shared, fitted: { energy: {}, time: {} } };
  const prediction = predictServing(one, shared, batch);
  const firstToken = firstTokenOf(one, fit, batch, prediction);
  const { instance, record } = one;
  const time = timeSpreadOf(fit, instance, record);
  const ends = rangeOf(time);
  const rate: Given = { value: 1, low: 1 / ends.high, high: 1 / ends.low };
  return [
    {
      name: "inference-energy",
      reported: one.joulesPerToken,
      ...ranged(prediction.joulesPerToken, energySpreadOf(fit, instance, record)),
    },
    { name: "inference-throughput", reported: one.tokensPerSecond, ...ranged(rateOf(one, prediction, batch), rate) },
    {
      name: "inference-tpot",
      reported: one.tokenSeconds,
      ...ranged(one.isMedianTime || one.isDecodingAlone ? prediction.decodeSeconds : prediction.stepSeconds, time),
    },
    {
      name: "inference-power",
      reported: one.powerWatts,
      ...ranged(prediction.powerWatts, fit.powerSpread[spreadClassOf(fit, "energy", instance, record)]),
    },
    {
      name: "inference-ttft",
      reported: firstToken === undefined ? undefined : one.firstTokenSeconds,
      ...(firstToken ?? { predicted: 0 }),
      groups: ["low-load"],
    },
  ];
}

/** Why a row has no score of a name. */
const missing: Readonly<Record<string, string>> = {
  "inference-energy": "no energy of the accelerators reported",
  "inference-throughput": "no tokens per second reported",
  "inference-tpot": "no time between tokens reported",
  "inference-power": "no power reported",
  "inference-ttft": "no time to the first token reported, or one that waiting made: it hangs on when requests arrive",
};
const measureNames = Object.keys(missing) as ScoreName[];

/** Energy at the plug, which some rows have in place of all others. */
const WALL: ScoreName = "wall-energy";

/** The energy at the plug of a row, or why it has no score. */
function wallScore(one: ServingCase, fit: ServingFit, base: Pick<ScoredRow, "level" | "row" | "source">): ScoredRow | SkippedRow {
  if (!one.isWall) return { ...base, name: WALL, skipped: "not measured at the plug" };
  if (one.joulesPerToken === undefined) return { ...base, name: WALL, skipped: "no energy at the plug reported" };
  const predicted = wallEnergy(one, fit);
  if (predicted === undefined)
    return { ...base, name: WALL, skipped: "no tokens per second reported, by which energy at the plug is predicted" };
  return scored({ ...base, name: WALL, predicted, reported: one.joulesPerToken, groups: ["all", kindGroups[one.kind]] });
}

/**
 * Scores measured serving: energy per output token, throughput, time per token, power, time to the first token, energy at the plug; with the batch
 * given, with the throughput given, with the batch unknown, and after one measured point; beside published methods.
 */
function scoreLevel(
  cases: readonly ServingCase[],
  level: ScoreLevel,
  fitFor: (one: ServingCase) => ServingFit,
): (ScoredRow | SkippedRow)[] {
  const scores: (ScoredRow | SkippedRow)[] = [];
  const scoredWith = level === "left-out" ? ["family"] : [];
  for (const one of cases) {
    const { name: row, row: cells } = one;
    const source = cells["source"] as string;
    const fit = fitFor(one);
    const base = { level, row, source };
    const skipAll = (skipped: string): void => {
      scores.push(...measureNames.map((name): SkippedRow => ({ ...base, name, skipped })));
    };
    scores.push(wallScore(one, fit, base));
    if (one.isWall) {
      skipAll(`measured at the plug: scored as ${WALL}`);
      continue;
    }
    const batch = batchOf(one, fit);
    if (batch === undefined) {
      skipAll("no batch and no word that it was the greatest");
      continue;
    }
    const prediction = predictServing(one, fit, batch);
    const anomaly = anomalyOf(one, prediction);
    const groups = groupsOf(one);
    const isCurrent = groups.includes("all");
    for (const { name, reported, groups: own = groups, ...predicted } of measuresOf(one, fit, batch)) {
      if (reported === undefined) {
        scores.push({ ...base, name, skipped: missing[name] as string });
        continue;
      }
      scores.push(
        scored({
          ...base,
          name,
          ...predicted,
          reported,
          ...(anomaly === undefined ? {} : { anomaly }),
          groups: ["scored", ...scoredWith, ...(isCurrent && anomaly === undefined ? [...own, "without-anomalies"] : own)],
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
    if (batch >= 8 && batch <= 1024) scores.push(scored({ ...energy, ...unknownBatch(one, fit), groups: ["batch-unknown"] }));
    if (level !== "left-out") {
      for (const { method, joulesPerToken } of servingComparators(one)) {
        scores.push(scored({ ...energy, method, predicted: joulesPerToken, groups }));
      }
    }
  }
  const current = cases.filter(
    (one) => !one.isWall && one.batch !== undefined && one.joulesPerToken !== undefined && groupsOf(one).includes("all"),
  );
  for (const [one, predicted] of calibratedAtOnePoint(current, fitFor)) {
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

/** Scores rows by fits that have not seen what `key` says of them: their device, their laboratory, their software. */
function scoreUnseen(
  cases: readonly ServingCase[],
  key: Exclude<LeftOutKey, "family">,
  fits: Readonly<Record<string, ServingFit>>,
): ScoredRow[] {
  return cases.flatMap((one) => {
    const left = one[key];
    const fit = left === undefined ? undefined : fits[left];
    const batch = fit === undefined ? undefined : batchOf(one, fit);
    if (fit === undefined || batch === undefined || one.isWall || !one.isText) return [];
    const group = leftOutGroups[key];
    const base = { level: "left-out" as const, row: one.name, source: one.row["source"] as string };
    const own = one.engine === "vllm-2024" ? `${group}:${left as string} of 2024` : `${group}:${left as string}`;
    return measuresOf(one, fit, batch).flatMap(({ name, reported, groups: _, ...predicted }) =>
      reported === undefined ? [] : [scored({ ...base, name, ...predicted, reported, groups: [group, own] })],
    );
  });
}

/**
 * Scores rows of measured serving.
 *
 * @param rows - rows with the columns of `data/validation/inference-measurements.json`
 * @param level - `in-sample` for the shipped rows, `supplied` for those of a caller; both are scored as `left-out` too, each row by a fit without
 * its family of models, and by fits without its device, its laboratory and its software
 */
export function scoreInference(rows: readonly Row[], level: Extract<ScoreLevel, "in-sample" | "supplied">): (ScoredRow | SkippedRow)[] {
  const cases: ServingCase[] = [];
  const skipped: SkippedRow[] = [];
  for (const one of readServings(rows)) {
    if (!("skipped" in one)) {
      cases.push(one);
      continue;
    }
    const base = { row: one.name, source: one.row["source"] as string, skipped: one.skipped };
    for (const name of [...measureNames, WALL]) for (const of of [level, "left-out"] as const) skipped.push({ name, level: of, ...base });
  }
  const fits = leftOutFits();
  return [
    ...skipped,
    ...scoreLevel(cases, level, () => servingFit),
    // A family that the fit has not seen needs no leaving out.
    ...scoreLevel(cases, "left-out", ({ family }) => fits.family[family] ?? servingFit),
    ...leftOutKeys.flatMap((key) => (key === "family" ? [] : scoreUnseen(cases, key, fits[key]))),
  ];
}
