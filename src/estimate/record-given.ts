import { FootprintError } from "../core/errors.js";
import { formatValue } from "../core/formula.js";

/** Where the records of a kind are, and one of them. */
const tables = {
  model: 'models["llama-3.1-8b"] of llm-footprint/catalog/models',
  accelerator: 'accelerators["h100-sxm-80gb"] of llm-footprint/catalog/accelerators',
  grid: "gridInYear(grids.usa, 2024) of llm-footprint/catalog/grids",
  server: 'servers["dgx-h100"] of llm-footprint/catalog/servers',
} as const;

const names = { model: "a model", accelerator: "an accelerator", grid: "a grid", server: "a server" } as const;

/** Whether something may be a record. */
const isRecord = (value: unknown): value is object => typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * Refuses what is no record: the name of one, or nothing, which is what a table says of a name that it lacks.
 *
 * @throws `FootprintError` `invalid-input` with what was given, and how to write it
 */
export function checkRecordGiven(where: string, field: string, value: unknown, of: keyof typeof tables): asserts value is object {
  if (isRecord(value)) return;
  const problem =
    value === undefined
      ? `is missing; give ${names[of]} of the catalogue or your own (in code, ${tables[of]}: a name that a table lacks gives nothing)`
      : `= ${formatValue(value)} is ${typeof value === "string" ? "text" : "no record"}; give a record, for example ${tables[of]}, or your own`;
  throw new FootprintError("invalid-input", `${where}: ${field} ${problem}`, { field, ...(value === undefined ? {} : { value }) });
}

/**
 * Refuses a grid that is no record, or one of the catalogue with figures by year.
 *
 * @throws `FootprintError` `invalid-input` with how to write it
 */
export function checkGridGiven(where: string, field: string, grid: unknown): void {
  if (grid === undefined) return;
  checkRecordGiven(where, field, grid, "grid");
  const { intensityGramsPerKwh: series, name } = grid as { readonly intensityGramsPerKwh?: unknown; readonly name?: unknown };
  const years = isRecord(series) ? Object.keys(series) : [];
  const newest = years.every((year) => /^\d{4}$/u.test(year)) ? years.at(-1) : undefined;
  if (newest === undefined) return;
  throw new FootprintError(
    "invalid-input",
    `${where}: ${field}${typeof name === "string" ? ` (${name})` : ""} has a figure for each year; choose one: gridInYear(grid, ${newest}) of ` +
      "llm-footprint/catalog/grids",
    { field, value: grid },
  );
}
