import { quantile } from "./ridge.js";
import { type ErrorMetrics, errorMetrics } from "./metrics.js";

/** What a set of scores is about. */
export type ScoreName =
  | "training-energy"
  | "training-emissions"
  | "training-device-hours"
  | "fine-tuning-device-hours"
  | "fine-tuning-energy"
  | "efficiency"
  | "power"
  | "inference-energy"
  | "inference-throughput"
  | "inference-tpot"
  | "inference-power"
  | "inference-ttft"
  | "wall-energy";

/**
 * What was known to the prediction: hours and place (`A`), or model, tokens and device alone (`B`); for fits, whether the row was among those
 * that the coefficients were fitted on (`in-sample`), left out with its publisher (`left-out`), or comes from a file of the caller (`supplied`).
 */
export type ScoreLevel = "A" | "B" | "in-sample" | "left-out" | "supplied";

/** One prediction beside what was reported. */
export interface ScoredRow {
  readonly name: ScoreName;
  readonly level: ScoreLevel;
  /** Whose prediction it is: absent for this library, else a published method for comparison. */
  readonly method?: string;
  /** Run, model or id of the row. */
  readonly row: string;
  readonly source: string;
  /** Who published it, where rows of one publisher stray together. */
  readonly publisher?: string;
  readonly predicted: number;
  readonly reported: number;
  /** Predicted over reported. */
  readonly ratio: number;
  /** Ends of the predicted 90 % range, where the library gives one. */
  readonly low?: number;
  readonly high?: number;
  /** Sets that the row counts in. */
  readonly groups: readonly string[];
  /** Why the measured value is out of line with its neighbours, by a written rule; such rows are scored all the same. */
  readonly anomaly?: string;
  /** Why prediction and report differ, where it is known. */
  readonly remark?: string;
}

/** A row that cannot be scored, and why. */
export interface SkippedRow {
  readonly name: ScoreName;
  readonly level: ScoreLevel;
  readonly row: string;
  readonly source: string;
  readonly skipped: string;
}

/** Errors over the rows of one group; `null` where no row could be scored. */
export interface ScoreSet extends ErrorMetrics {
  readonly name: ScoreName;
  readonly level: ScoreLevel;
  readonly group: string;
  readonly method?: string;
  /** Rows of this name and level that could not be scored. */
  readonly skipped: number;
  /** Share of the scored rows whose reported value lies in the predicted range; absent where no range was predicted. */
  readonly inRange?: number;
  /** Publishers of the rows, and the mean over them of their mean |predicted/reported − 1|; absent where rows have no publisher. */
  readonly publishers?: number;
  readonly publisherMape?: number;
  /** Median of the high end over the low end of the predicted ranges; absent where no range was predicted. */
  readonly medianWidth?: number;
}

/** Everything a scorecard says. */
export interface Scorecard {
  /** Errors of the library. */
  readonly sets: readonly ScoreSet[];
  /** Errors of published methods on the same rows; `method` says whose. */
  readonly comparators: readonly ScoreSet[];
  readonly rows: readonly (ScoredRow | SkippedRow)[];
}

const noMetrics: ErrorMetrics = {
  n: 0,
  mdape: null,
  mape: null,
  within20pct: null,
  within50pct: null,
  within2x: null,
  p90: null,
  bias: null,
};

/** A scored row from its two numbers. */
export function scored(row: Omit<ScoredRow, "ratio">): ScoredRow {
  return { ...row, ratio: row.predicted / row.reported };
}

/** The mean error of each publisher's rows, averaged: a publisher of many rows counts once. */
function byPublisher(rows: readonly ScoredRow[]): Pick<ScoreSet, "publishers" | "publisherMape"> {
  const errors = new Map<string, number[]>();
  for (const { publisher, ratio } of rows) {
    if (publisher === undefined) return {};
    errors.set(publisher, [...(errors.get(publisher) ?? []), Math.abs(ratio - 1)]);
  }
  const mean = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
  return { publishers: errors.size, publisherMape: mean([...errors.values()].map(mean)) };
}

/** The sets of scored and skipped rows, in the order in which their groups first occur. */
export function setsOf(rows: readonly (ScoredRow | SkippedRow)[]): Pick<Scorecard, "sets" | "comparators"> {
  const keyOf = ({ name, level, method }: Pick<ScoredRow, "name" | "level" | "method">, group: string): string =>
    JSON.stringify([name, level, method ?? "", group]);
  const members = new Map<string, { head: ScoredRow; group: string; rows: ScoredRow[] }>();
  const skips = new Map<string, number>();
  for (const row of rows) {
    if ("skipped" in row) {
      const key = JSON.stringify([row.name, row.level]);
      skips.set(key, (skips.get(key) ?? 0) + 1);
      continue;
    }
    for (const group of row.groups) {
      const key = keyOf(row, group);
      const known = members.get(key);
      if (known === undefined) members.set(key, { head: row, group, rows: [row] });
      else known.rows.push(row);
    }
  }
  const sets = [...members.values()].flatMap(({ head: { name, level, method }, group, rows: of }): ScoreSet[] => {
    const metrics = errorMetrics(of.map(({ ratio }) => ratio));
    if (metrics === undefined) return [];
    const ranged = of.filter(({ low, high }) => low !== undefined && high !== undefined);
    const inside = ranged.filter(({ low, high, reported }) => reported >= (low as number) && reported <= (high as number));
    return [
      {
        name,
        level,
        group,
        ...(method === undefined ? {} : { method }),
        ...metrics,
        skipped: skips.get(JSON.stringify([name, level])) ?? 0,
        ...byPublisher(of),
        ...(ranged.length === of.length
          ? {
              inRange: inside.length / of.length,
              medianWidth: quantile(
                ranged.map(({ low, high }) => (high as number) / (low as number)),
                0.5,
              ),
            }
          : {}),
      },
    ];
  });
  const own = sets.filter(({ method }) => method === undefined);
  // Rows that could not be scored at all still say how many they are.
  const empty = [...skips].flatMap(([key, skipped]): ScoreSet[] => {
    const [name, level] = JSON.parse(key) as [ScoreName, ScoreLevel];
    return own.some((set) => set.name === name && set.level === level) ? [] : [{ name, level, group: "all", ...noMetrics, skipped }];
  });
  return { sets: [...own, ...empty], comparators: sets.filter(({ method }) => method !== undefined) };
}
