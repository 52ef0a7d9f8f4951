/**
 * How accurate the library is: scores against published and measured figures, and the fit that its predictions stand on.
 *
 * @module
 */
export { efficiencyColumns } from "./validation/efficiency.js";
export { fineTuningColumns } from "./validation/fine-tuning.js";
export { refitServing, type ServingRefit } from "./validation/inference-refit.js";
export { inferenceColumns } from "./validation/inference-rows.js";
export type { LeftOutValues } from "./validation/left-out-fits.js";
export type { ErrorMetrics } from "./validation/metrics.js";
export { powerColumns } from "./validation/power.js";
export { refitTraining } from "./validation/refit.js";
export type { Scorecard, ScoredRow, ScoreLevel, ScoreName, ScoreSet, SkippedRow } from "./validation/scored.js";
export { parseCsv, type Row } from "./validation/table.js";
export { runColumns } from "./validation/training-rows.js";
export { shippedRows, validate, type ValidationRows } from "./validation/validate.js";
