// Scores the library against a run of your own, in the columns of data/validation/training-runs.json.

// #region validate
import { parseCsv, runColumns, validate } from "llm-footprint/validation";

const run = {
  model: "own 7B",
  year: 2025,
  architecture: "dense",
  params_total_b: 7.1,
  params_active_b: 7.1,
  tokens_b: 2000,
  hardware: "H100 SXM",
  device_hours: 92000,
  pue: 1.15,
  grid_gco2_per_kwh: 250,
  energy_mwh: 86,
  energy_basis: "measured_system_power",
  row_type: "pretrain",
} as const;
const cells = runColumns.map((column) => (column in run ? run[column as keyof typeof run] : ""));
// In a program of yours this is the text of a file.
const csv = [runColumns.join(","), cells.join(",")].join("\n");

const { rows } = validate({ trainingRuns: parseCsv(csv, "runs.csv", runColumns) });
for (const row of rows) {
  if (!row.name.startsWith("training") || "skipped" in row || row.method !== undefined) continue;
  console.log(
    `${row.name} ${row.level}: predicted ${row.predicted.toPrecision(3)}, reported ${row.reported.toPrecision(3)}, ratio ${row.ratio.toFixed(2)}`,
  );
}
// #endregion validate
