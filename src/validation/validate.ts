import { checkArgument } from "../core/formula.js";
import type { TrainingFit } from "../catalog/records.js";
import { trainingFit } from "../catalog/training-fit.js";
import { FootprintError } from "../core/errors.js";
import { validationTables } from "../catalog/validation-rows.js";
import { type EfficiencyCase, efficiencyColumns, rangeOfEfficiency, readEfficiency, type ScorableEfficiency } from "./efficiency.js";
import { fineTuningColumns, scoreFineTunings } from "./fine-tuning.js";
import { scoreInference } from "./inference.js";
import { inferenceColumns } from "./inference-rows.js";
import { powerColumns, scorePower } from "./power.js";
import { type Scorecard, type ScoredRow, scored, type ScoreLevel, setsOf, type SkippedRow } from "./scored.js";
import { rowsOf, type Row } from "./table.js";
import { TrainingFits } from "./training-fits.js";
import { runColumns } from "./training-rows.js";
import { scoreRuns } from "./training-runs.js";

/** Rows of published figures, by what they are; the package ships one set of each. */
export interface ValidationRows {
  readonly trainingRuns: readonly Row[];
  readonly efficiency: readonly Row[];
  readonly power: readonly Row[];
  /** Measured serving. */
  readonly inference: readonly Row[];
  /** Fine-tunings with the data that they read. */
  readonly fineTuning: readonly Row[];
}

/**
 * The published figures that the package ships, as text by column.
 *
 * @example
 * ```ts
 * import { shippedRows } from "llm-footprint/validation";
 *
 * console.log(shippedRows().trainingRuns[0]?.["model"]); // T5-11B
 * ```
 */
export function shippedRows(): ValidationRows {
  return {
    trainingRuns: rowsOf(validationTables.runs),
    efficiency: rowsOf(validationTables.efficiency),
    power: rowsOf(validationTables.power),
    inference: [...rowsOf(validationTables.inference), ...rowsOf(validationTables.otherLaboratories)],
    fineTuning: rowsOf(validationTables.fineTuning),
  };
}

function checkColumns(kind: keyof ValidationRows, rows: readonly Row[] | undefined, columns: readonly string[]): void {
  if (rows === undefined) return;
  checkArgument("validate", kind, rows, "a list of objects");
  for (const [index, row] of rows.entries()) {
    const missing = columns.find((column) => typeof row[column] !== "string");
    if (missing === undefined) continue;
    throw new FootprintError("invalid-input", `${kind}: row ${index + 1} has no text in ${missing}; an unknown value is an empty text`, {
      field: `${kind}.${index}.${missing}`,
      value: row[missing],
    });
  }
}

function groupsOf({ acceleratorId, observation: { isMixtureOfExperts, isWholeRun } }: ScorableEfficiency): string[] {
  return ["all", isMixtureOfExperts ? "moe" : "dense", ...(isWholeRun ? ["whole-run"] : []), acceleratorId];
}

/** Scores efficiencies: of whole runs and of benchmarks, with the spread of either. */
function efficiencyRows(
  cases: readonly EfficiencyCase[],
  level: ScoreLevel,
  fitFor: (one: ScorableEfficiency) => TrainingFit,
  groupsFor: (one: ScorableEfficiency) => readonly string[] = groupsOf,
): (ScoredRow | SkippedRow)[] {
  return cases.flatMap((one): (ScoredRow | SkippedRow)[] => {
    const row = `${one.row["id"] ?? ""} ${one.row["model"] as string} on ${one.row["hardware"] as string}`.trim();
    const source = one.row["source"] as string;
    if (one.skipped !== undefined) return [{ name: "efficiency", level, row, source, skipped: one.skipped }];
    const { low, predicted, high } = rangeOfEfficiency(one, fitFor(one));
    const { publisher, efficiency: reported } = one.observation;
    const base = { name: "efficiency" as const, level, row, source, publisher, reported, groups: groupsFor(one) };
    return [
      scored({ ...base, predicted, low, high }),
      ...(groupsFor === groupsOf ? [scored({ ...base, method: "constant-0.40", predicted: 0.4 })] : []),
    ];
  });
}

/** Scores efficiencies by fits that have not seen their device, which they are then predicted for as for one that nobody measured. */
function scoreUnseenDevices(fits: TrainingFits): (ScoredRow | SkippedRow)[] {
  return efficiencyRows(
    fits.efficiencies.map(({ accelerator: { trainingGroup: _, trainingMemory: __, ...accelerator }, ...one }) => ({ ...one, accelerator })),
    "left-out",
    ({ observation: { group } }) => fits.withoutDevice(group),
    ({ observation: { group } }) => ["device", `device:${group}`],
  );
}

/**
 * Scores the library against published figures: training runs at level A (hours and place given) and B (model, tokens and device alone),
 * efficiencies, powers, measured serving, and fine-tunings.
 *
 * @param rows - rows to score, by kind; those that the package ships where a kind is left out
 * @returns errors by set, and every row with its prediction or the reason why it has none
 * @throws `FootprintError` `invalid-input` when a cell holds no number
 *
 * @example
 * ```ts
 * import { validate } from "llm-footprint/validation";
 *
 * const { sets } = validate();
 * const dense = sets.find(({ name, level, group }) => name === "training-device-hours" && level === "B" && group === "dense");
 * console.log((dense?.mdape ?? 1) < 0.25); // true
 * ```
 */
export function validate(rows: Partial<ValidationRows> = {}): Scorecard {
  checkArgument("validate", "rows", rows, "an object");
  checkColumns("trainingRuns", rows.trainingRuns, runColumns);
  checkColumns("efficiency", rows.efficiency, efficiencyColumns);
  checkColumns("power", rows.power, powerColumns);
  checkColumns("inference", rows.inference, inferenceColumns);
  checkColumns("fineTuning", rows.fineTuning, fineTuningColumns);
  const shipped = shippedRows();
  const fits = new TrainingFits(shipped.efficiency, shipped.trainingRuns, trainingFit);
  const scores = scoreRuns(rows.trainingRuns ?? shipped.trainingRuns, shipped.trainingRuns, fits);
  if (rows.efficiency === undefined) {
    const cases = shipped.efficiency.map(readEfficiency);
    scores.push(
      ...efficiencyRows(cases, "in-sample", () => trainingFit),
      // A device that the fit has not seen needs no leaving out.
      ...efficiencyRows(cases, "left-out", (one) => fits.without(one)),
      ...scoreUnseenDevices(fits),
    );
  } else {
    scores.push(...efficiencyRows(rows.efficiency.map(readEfficiency), "supplied", () => trainingFit));
  }
  scores.push(...scorePower(rows.power ?? shipped.power, rows.power === undefined ? "in-sample" : "supplied"));
  scores.push(...scoreFineTunings(rows.fineTuning ?? shipped.fineTuning, rows.fineTuning === undefined ? "B" : "supplied"));
  for (const score of scoreInference(rows.inference ?? shipped.inference, rows.inference === undefined ? "in-sample" : "supplied"))
    scores.push(score);
  return { ...setsOf(scores), rows: scores };
}
