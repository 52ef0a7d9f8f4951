import { FootprintError } from "../core/errors.js";

/** One observation of a weighted ridge regression: features and target are already in the space in which the model is linear. */
export interface Observation {
  readonly features: readonly number[];
  readonly target: number;
  readonly weight: number;
}

/**
 * Coefficients of a weighted ridge regression: they minimise Σ w (y − x·b)² + Σ λ b². Solved from the normal equations, which are small (one
 * row per coefficient) and made positive definite by the penalties.
 *
 * @param observations - features, target and weight of each
 * @param penalties - λ of each coefficient; 0 for an intercept
 * @throws `FootprintError` `no-solution` when a coefficient has neither data nor penalty
 */
export function weightedRidge(observations: readonly Observation[], penalties: readonly number[]): number[] {
  const size = penalties.length;
  const rows = penalties.map((penalty, index) => {
    const row = new Array<number>(size + 1).fill(0);
    row[index] = penalty;
    return row;
  });
  for (const { features, target, weight } of observations) {
    for (let i = 0; i < size; i++) {
      const scaled = weight * (features[i] as number);
      if (scaled === 0) continue;
      const row = rows[i] as number[];
      for (let j = 0; j < size; j++) row[j] = (row[j] as number) + scaled * (features[j] as number);
      row[size] = (row[size] as number) + scaled * target;
    }
  }
  return solve(rows);
}

/** Solves a square system given as rows with the right side at their end, by elimination with pivoting. */
function solve(rows: number[][]): number[] {
  const size = rows.length;
  for (let column = 0; column < size; column++) {
    let pivot = column;
    for (let row = column + 1; row < size; row++) {
      if (Math.abs((rows[row] as number[])[column] as number) > Math.abs((rows[pivot] as number[])[column] as number)) pivot = row;
    }
    [rows[column], rows[pivot]] = [rows[pivot] as number[], rows[column] as number[]];
    const top = rows[column] as number[];
    const head = top[column] as number;
    if (Math.abs(head) < 1e-12) {
      throw new FootprintError("no-solution", `the fit has no data for its coefficient ${column}`, { field: "observations" });
    }
    for (let row = 0; row < size; row++) {
      if (row === column) continue;
      const current = rows[row] as number[];
      const factor = (current[column] as number) / head;
      if (factor === 0) continue;
      for (let index = column; index <= size; index++) current[index] = (current[index] as number) - factor * (top[index] as number);
    }
  }
  return rows.map((row, index) => (row[size] as number) / (row[index] as number));
}

/** The value below which a share of the numbers lies, by linear interpolation between the nearest two. */
export function quantile(numbers: readonly number[], share: number): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const at = share * (sorted.length - 1);
  const below = sorted[Math.floor(at)] as number;
  const above = sorted[Math.ceil(at)] as number;
  return below + (above - below) * (at - Math.floor(at));
}

/** A number with what it counts for. */
interface Weighted {
  readonly value: number;
  readonly weight: number;
}

/** The value at or below which no more than a share of the weight of some numbers lies, by linear interpolation between the nearest two. */
export function lowEnd(numbers: readonly Weighted[], share: number): number {
  const sorted = [...numbers].sort((a, b) => a.value - b.value);
  const most = share * sorted.reduce((sum, { weight }) => sum + weight, 0);
  let below = 0;
  let before = sorted[0]?.value as number;
  for (const { value, weight } of sorted) {
    if (below + weight > most) return before + ((value - before) * (most - below)) / weight;
    below += weight;
    before = value;
  }
  return before;
}
