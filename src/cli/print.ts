import { dataVersion } from "../catalog/version.js";
import type { Parsed } from "./options.js";

/** What a cell may hold; nothing leaves it empty. */
type Cell = string | number | boolean | undefined;

/** One cell, in quotes where RFC 4180 wants them. A text that a spreadsheet would compute is marked as text. */
function cell(value: Cell): string {
  const written = String(value ?? "");
  const isFormula = typeof value === "string" && /^[=+\-@]/u.test(written) && !Number.isFinite(Number(written));
  const text = isFormula ? `'${written}` : written;
  return /[",\r\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

type Rows = readonly Readonly<Record<string, Cell>>[];

/** Rows as CSV lines (RFC 4180), the columns in the order in which they first occur. */
function csvLines(rows: Rows): string[] {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return [columns.map(cell).join(","), ...rows.map((row) => columns.map((column) => cell(row[column])).join(","))];
}

/** What a command can print, by the flag that asks for it; `text` where none does. */
export interface Formats {
  readonly json: object;
  readonly csv: () => Rows;
  readonly bibtex?: () => string;
  readonly text: () => readonly string[];
}

/** What a command prints in the format that was asked for. */
export function inFormat({ values }: Parsed, { json, csv, bibtex, text }: Formats): readonly string[] {
  if (values["json"] === true) return [JSON.stringify({ dataVersion, ...json }, null, 2)];
  if (values["csv"] === true) return csvLines(csv());
  return values["bibtex"] === true && bibtex !== undefined ? [bibtex()] : text();
}
