import { call, isTrue, type LogFormat, measure, type Row, rowByRow, seconds, stated, text, time } from "./row.js";

/** The cloud's region, or else the country. */
function regionOf(row: Row): string | undefined {
  const [provider, region] = [text(row, "cloud_provider"), text(row, "cloud_region")];
  if (isTrue(row, "on_cloud") && provider !== undefined && region !== undefined) return `${provider}:${region}`;
  return text(row, "country_iso_code")?.toLowerCase();
}

/** Runs that CodeCarbon measured. */
export const codecarbon: LogFormat = {
  name: "codecarbon",
  description: "emissions.csv of CodeCarbon: measured energy; rows of one run are states of it, of which the largest counts",
  columns: [
    "timestamp",
    "run_id",
    "experiment_id",
    "duration",
    "energy_consumed",
    "country_iso_code",
    "on_cloud",
    "cloud_provider",
    "cloud_region",
  ],
  keys: ["project_name"],
  recognise: (row) => "energy_consumed" in row && "emissions" in row && "duration" in row,
  isOfStates: true,
  start: rowByRow((row) =>
    call({
      // What was generated is not told, and nothing hangs on it where the energy is measured.
      inputTokens: null,
      outputTokens: null,
      ...stated({
        measuredEnergyKwh: measure(row, "energy_consumed"),
        region: regionOf(row),
        timestamp: time(row, "timestamp"),
        durationSeconds: seconds(row, 1, "duration"),
        id: text(row, "run_id", "experiment_id"),
      }),
    }),
  ),
};
