import type { LossLaw } from "../catalog/records.js";
import { FootprintError, isFootprintError } from "../core/errors.js";
import { checkArgument, formatValue } from "../core/formula.js";
import { nearMatches } from "../core/near-matches.js";
import { beatenPoints } from "../core/undominated.js";
import { estimateTraining, trainingTotals } from "../estimate/training.js";
import { type EffectiveParameters, lawOf, type LossLawId, sizeOf } from "./laws.js";
import { lossAt, statedTokens } from "./loss.js";
import type { TrainingInput } from "../estimate/generated/inputs.js";
import type { TrainingTotals } from "../estimate/generated/totals.js";

/** A field of a run that a sweep varies, with its values. */
export type Varied = { readonly [Key in keyof TrainingInput]?: readonly NonNullable<TrainingInput[Key]>[] };

/** What to sweep over. */
export interface SweepInput {
  /** The run; the varied fields take the place of its own. */
  readonly run: TrainingInput;
  /** By field, the values; every combination is a row. */
  readonly vary: Varied;
  /** With a law, rows hold the test loss. */
  readonly law?: LossLawId | LossLaw;
  /** For a mixture of experts under a law: the dense size that it is worth. */
  readonly effectiveParameters?: EffectiveParameters;
  /** Whether rows hold low and high; slower by an order of magnitude. */
  readonly ranges?: boolean;
}

/** One combination with its numbers. */
export interface SweepRow extends TrainingTotals {
  /** The varied fields as numbers and names. */
  readonly varied: Readonly<Record<string, number | string>>;
  readonly run: TrainingInput;
  /** Test loss by the law (nats per token), where one is given. */
  readonly loss?: number;
  /** Lower end of each number, where ranges are asked for. */
  readonly low?: TrainingTotals;
  /** Upper end of each number, where ranges are asked for. */
  readonly high?: TrainingTotals;
}

/** Whether a combination is refused for what it is: hardware that lacks a format, memory that does not hold the model. */
export function isRefusal(error: unknown): error is FootprintError {
  return (
    isFootprintError(error) && (error.code === "no-solution" || (error.code === "invalid-input" && error.details.field === "precision"))
  );
}

/** A value of a field as a number or a name; an object without a name by its place in the list. */
function labelOf(value: unknown, index: number): number | string {
  if (typeof value === "number" || typeof value === "string") return value;
  if (typeof value === "object" && value !== null) {
    const { name, value: central } = value as { readonly name?: unknown; readonly value?: unknown };
    if (typeof name === "string") return name;
    if (typeof central === "number") return central;
  }
  return `#${index + 1}`;
}

type Combination = readonly (readonly [string, unknown, number | string])[];

/** Every combination of the values of some fields, the last field varying fastest. */
export function combinations(vary: Readonly<Partial<Record<string, readonly unknown[]>>>): Combination[] {
  let all: Combination[] = [[]];
  for (const [field, values] of Object.entries(vary)) {
    if (!Array.isArray(values) || values.length === 0) {
      throw new FootprintError(
        "invalid-input",
        `planning: vary.${field} = ${formatValue(values)} is no list of values; give one at least`,
        {
          field: `vary.${field}`,
          value: values,
        },
      );
    }
    all = all.flatMap((before) => values.map((value: unknown, index) => [...before, [field, value, labelOf(value, index)] as const]));
  }
  return all;
}

/**
 * Estimates every combination of the varied fields of a run.
 *
 * @param input - the run, the fields and their values, and the law if rows should hold the loss
 * @returns one row per combination, the last field varying fastest
 * @throws `FootprintError` as for `trainingTotals`, and `invalid-input` for a field without values
 *
 * @example
 * ```ts
 * import { accelerators } from "llm-footprint/catalog/accelerators";
 * import { sweep } from "llm-footprint/planning";
 *
 * const run = {
 *   model: { kind: "dense", parameters: 7e9 }, tokens: 1e12, accelerator: accelerators["a100-sxm4-80gb"], acceleratorCount: 512,
 *   efficiency: 0.4, averagePowerWatts: 500, pue: 1.1, grid: { intensityGramsPerKwh: 400 },
 * } as const;
 * const rows = sweep({ run, vary: { tokens: [1e12, 2e12], pue: [1.1, 1.5] } });
 * console.log(rows.map(({ varied, energyKwh }) => `${varied["pue"]}: ${Math.round(energyKwh / 1e3)} MWh`).join(", ")); // 1.1: 51 MWh, 1.5: 70 MWh, 1.1: 103 MWh, 1.5: 140 MWh
 * ```
 */
export function sweep(input: SweepInput): SweepRow[] {
  checkArgument("planning", "the input", input, "an object");
  const { run, vary, law, effectiveParameters, ranges = false } = input;
  if (typeof vary !== "object" || vary === null || Object.keys(vary).length === 0) {
    throw new FootprintError("invalid-input", "planning: vary is missing; give fields of the run with lists of values", { field: "vary" });
  }
  const named = law === undefined ? undefined : lawOf(law);
  return combinations(vary).map((combination) => {
    const changed: TrainingInput = { ...run, ...Object.fromEntries(combination.map(([field, value]) => [field, value])) };
    const estimate = ranges ? estimateTraining(changed) : undefined;
    return {
      varied: Object.fromEntries(combination.map(([field, , label]) => [field, label])),
      run: changed,
      ...trainingTotals(changed),
      ...(named === undefined ? {} : { loss: lossAt(sizeOf(changed, effectiveParameters).parameters, statedTokens(changed), named) }),
      ...(estimate === undefined ? {} : { low: estimate.low, high: estimate.high }),
    };
  });
}

/** Keys of a row that hold numbers. */
type NumericKey<Row> = { [Key in keyof Row]-?: Exclude<Row[Key], undefined> extends number ? Key : never }[keyof Row] & string;

function numbersOf<Row extends object>(row: Row, keys: readonly (keyof Row & string)[], index: number): number[] {
  return keys.map((key) => {
    const value: unknown = row[key];
    if (typeof value === "number" && Number.isFinite(value)) return value;
    throw new FootprintError(
      "invalid-input",
      `planning: row ${index + 1} has ${key} = ${formatValue(value)}, which is no number to compare`,
      {
        field: key,
        value,
        nearest: nearMatches(key, Object.keys(row)),
      },
    );
  });
}

/**
 * The rows that no other row beats: none is at least as low in every number and lower in one. All numbers count as costs.
 *
 * @param rows - rows of a sweep, or any objects
 * @param keys - the numbers to compare, for example `["loss", "totalGramsCo2e"]`
 * @returns the rows of the front, in the order given; equal rows all stay
 * @throws `FootprintError` `invalid-input` where a row lacks one of the numbers
 *
 * @example
 * ```ts
 * import { paretoFront } from "llm-footprint/planning";
 *
 * const rows = [{ loss: 2, tonnes: 5 }, { loss: 1.9, tonnes: 9 }, { loss: 2.1, tonnes: 7 }];
 * console.log(paretoFront(rows, ["loss", "tonnes"]).length); // 2
 * ```
 */
export function paretoFront<Row extends object>(rows: readonly Row[], keys: readonly NumericKey<Row>[]): Row[] {
  checkArgument("planning", "rows", rows, "a list of objects");
  checkArgument("planning", "keys", keys, "a list");
  if (keys.length === 0)
    throw new FootprintError("invalid-input", "planning: keys is empty; name the numbers to compare", { field: "keys" });
  const columns = keys.map(() => new Float64Array(rows.length));
  for (const [index, row] of rows.entries()) {
    for (const [column, value] of numbersOf(row, keys, index).entries()) (columns[column] as Float64Array)[index] = value;
  }
  const beaten = beatenPoints(columns);
  return rows.filter((_, index) => beaten[index] === 0);
}
