import { quantile } from "./ridge.js";

/** How far predictions are from what was reported, over one set of rows (fractions, 0.1 = 10 %); `null` without rows. */
export interface ErrorMetrics {
  /** Scored rows. */
  readonly n: number;
  /** Median of |predicted/reported − 1|. */
  readonly mdape: number | null;
  /** Mean of |predicted/reported − 1|. */
  readonly mape: number | null;
  /** Share of rows with |predicted/reported − 1| ≤ 0.2. */
  readonly within20pct: number | null;
  /** The same with 0.5. */
  readonly within50pct: number | null;
  /** Share of rows whose prediction is at least half and at most twice what was reported. */
  readonly within2x: number | null;
  /** 90th percentile of |predicted/reported − 1|. */
  readonly p90: number | null;
  /** Median of predicted/reported − 1: below zero where predictions are too low. */
  readonly bias: number | null;
}

/** Metrics of the ratios predicted/reported; `undefined` for no rows, because no number describes them. */
export function errorMetrics(ratios: readonly number[]): ErrorMetrics | undefined {
  const n = ratios.length;
  if (n === 0) return undefined;
  const errors = ratios.map((ratio) => Math.abs(ratio - 1));
  const share = (holds: (ratio: number) => boolean): number => ratios.filter(holds).length / n;
  return {
    n,
    mdape: quantile(errors, 0.5),
    mape: errors.reduce((sum, error) => sum + error, 0) / n,
    within20pct: share((ratio) => Math.abs(ratio - 1) <= 0.2),
    within50pct: share((ratio) => Math.abs(ratio - 1) <= 0.5),
    within2x: share((ratio) => ratio >= 0.5 && ratio <= 2),
    p90: quantile(errors, 0.9),
    bias: quantile(ratios, 0.5) - 1,
  };
}

/** The length of two independent errors together. */
export const lengthOf = (x: number, y: number): number => Math.sqrt(x * x + y * y);
