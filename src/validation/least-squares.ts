/** A residual function of the logarithms of the constants: it fills an array whose sum of squares is to become small. */
export type Residuals = (logs: Float64Array, into: Float64Array) => void;

const STEP = 1e-5;
const MOST_ITERATIONS = 80;
/** Relative fall of the sum of squares below which an iteration counts as the last. */
const CONVERGED = 1e-7;

function sumOfSquares(values: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < values.length; index++) sum += (values[index] as number) * (values[index] as number);
  return sum;
}

/** Solves (A + λ·diag A)·x = −g for a symmetric positive A by elimination with pivots. */
function dampedStep(normal: readonly Float64Array[], gradient: Float64Array, damping: number): Float64Array {
  const size = gradient.length;
  const rows: Float64Array[] = normal.map((row, i) => {
    const copy: Float64Array = new Float64Array(size + 1);
    copy.set(row);
    copy[i] = (row[i] as number) * (1 + damping);
    copy[size] = -(gradient[i] as number);
    return copy;
  });
  for (let pivot = 0; pivot < size; pivot++) {
    let best = pivot;
    for (let row = pivot + 1; row < size; row++) {
      if (Math.abs((rows[row] as Float64Array)[pivot] as number) > Math.abs((rows[best] as Float64Array)[pivot] as number)) best = row;
    }
    const swapped = rows[pivot] as Float64Array;
    rows[pivot] = rows[best] as Float64Array;
    rows[best] = swapped;
    const head = rows[pivot] as Float64Array;
    for (let row = pivot + 1; row < size; row++) {
      const current = rows[row] as Float64Array;
      const factor = (current[pivot] as number) / (head[pivot] as number);
      if (factor === 0) continue;
      for (let column = pivot; column <= size; column++) current[column] = (current[column] as number) - factor * (head[column] as number);
    }
  }
  const solution = new Float64Array(size);
  for (let row = size - 1; row >= 0; row--) {
    const current = rows[row] as Float64Array;
    let rest = current[size] as number;
    for (let column = row + 1; column < size; column++) rest -= (current[column] as number) * (solution[column] as number);
    // A constant may not leave its magnitude in one step: the residuals are far from linear over a factor of e.
    solution[row] = Math.max(-1, Math.min(1, rest / (current[row] as number)));
  }
  return solution;
}

/**
 * Least squares by Levenberg and Marquardt: Gauss–Newton steps, damped until the sum of squares falls; derivatives by differences.
 *
 * @param residuals - fills the residuals of a point
 * @param count - how many there are
 * @param start - where the search starts
 * @returns the point and its sum of squares
 */
export function leastSquares(
  residuals: Residuals,
  count: number,
  start: Float64Array,
): { readonly point: Float64Array; readonly sum: number } {
  const size = start.length;
  let point: Float64Array = Float64Array.from(start);
  let current: Float64Array = new Float64Array(count);
  let trial: Float64Array = new Float64Array(count);
  const columns = Array.from({ length: size }, () => new Float64Array(count));
  residuals(point, current);
  let sum = sumOfSquares(current);
  let damping = 0.01;
  for (let iteration = 0; iteration < MOST_ITERATIONS; iteration++) {
    for (let j = 0; j < size; j++) {
      const moved = Float64Array.from(point);
      moved[j] = (moved[j] as number) + STEP;
      const column = columns[j] as Float64Array;
      residuals(moved, column);
      for (let i = 0; i < count; i++) column[i] = ((column[i] as number) - (current[i] as number)) / STEP;
    }
    const dot = (a: Float64Array, b: Float64Array): number => {
      let total = 0;
      for (let i = 0; i < count; i++) total += (a[i] as number) * (b[i] as number);
      return total;
    };
    const normal: readonly Float64Array[] = columns.map((column, i) =>
      Float64Array.from(columns, (other, j) => (j < i ? 0 : dot(column, other))),
    );
    for (let i = 0; i < size; i++) for (let j = 0; j < i; j++) (normal[i] as Float64Array)[j] = (normal[j] as Float64Array)[i] as number;
    const gradient = Float64Array.from(columns, (column) => dot(column, current));
    let next: Float64Array | undefined;
    let nextSum = sum;
    for (let attempt = 0; attempt < 12 && next === undefined; attempt++) {
      const step = dampedStep(normal, gradient, damping);
      const candidate = point.map((value, j) => value + (step[j] as number));
      residuals(candidate, trial);
      const candidateSum = sumOfSquares(trial);
      if (candidateSum < sum) {
        next = candidate;
        nextSum = candidateSum;
      } else damping *= 4;
    }
    if (next === undefined) break;
    damping = Math.max(damping / 5, 1e-9);
    const fall = sum - nextSum;
    point = next;
    sum = nextSum;
    [current, trial] = [trial, current];
    if (fall < CONVERGED * sum) break;
  }
  return { point, sum };
}
