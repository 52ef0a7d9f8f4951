/** What a cell may hold; nothing leaves it empty. */
type Cell = string | number | boolean | undefined;

/** One cell, in quotes where RFC 4180 wants them. */
function cell(value: Cell): string {
  const text = String(value ?? "");
  return /[",\r\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Rows as CSV lines (RFC 4180), the columns in the order in which they first occur. */
export function csvLines(rows: readonly Readonly<Record<string, Cell>>[]): string[] {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return [columns.map(cell).join(","), ...rows.map((row) => columns.map((column) => cell(row[column])).join(","))];
}
