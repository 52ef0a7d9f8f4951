import { checkArgument } from "../core/formula.js";
import { FootprintError } from "../core/errors.js";

/** A row of a validation file: text by column, empty where nothing is known. */
export type Row = Readonly<Record<string, string>>;

/** A table as the package ships it: head and rows of cells. */
export interface StoredTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Rows of a stored table as objects by column. */
export function rowsOf({ columns, rows }: StoredTable): Row[] {
  return rows.map((cells) => Object.fromEntries(columns.map((column, index) => [column, cells[index] as string])));
}

function broken(file: string, message: string): FootprintError {
  return new FootprintError("invalid-input", `${file}: ${message}`, { field: file });
}

/**
 * Reads CSV text (RFC 4180: quotes, doubled quotes, line breaks in quotes) into rows.
 *
 * @param text - the text of the file
 * @param file - its name, for messages
 * @param required - columns that must be there
 * @throws `FootprintError` `invalid-input` naming the file and the row or column: truncated text, missing or doubled columns, ragged rows
 */
export function parseCsv(text: string, file: string, required: readonly string[]): Row[] {
  checkArgument("CSV", "text", text, "text");
  checkArgument("CSV", "file", file, "text");
  checkArgument(file, "required", required, "a list");
  const lines: string[][] = [];
  let cells: string[] = [];
  let cell = "";
  let place: "plain" | "quoted" = "plain";
  const endLine = (): void => {
    cells.push(cell);
    if (cells.length > 1 || cell !== "") lines.push(cells);
    cells = [];
    cell = "";
  };
  const body = text.replace(/^\uFEFF/u, "");
  for (let at = 0; at < body.length; at++) {
    const letter = body[at] as string;
    if (place === "quoted") {
      if (letter !== '"') cell += letter;
      else if (body[at + 1] === '"') {
        cell += '"';
        at++;
      } else place = "plain";
    } else if (letter === '"') place = "quoted";
    else if (letter === ",") {
      cells.push(cell);
      cell = "";
    } else if (letter === "\n") endLine();
    else if (letter !== "\r") cell += letter;
  }
  if (place === "quoted") throw broken(file, "the text ends inside quotes; is the file truncated?");
  if (cell !== "" || cells.length > 0) endLine();
  const [head, ...rows] = lines;
  if (head === undefined) throw broken(file, "the file is empty");
  const doubled = head.find((column, index) => head.indexOf(column) !== index);
  if (doubled !== undefined) throw broken(file, `the column ${doubled} occurs twice`);
  const missing = required.filter((column) => !head.includes(column));
  if (missing.length > 0) throw broken(file, `there is no column ${missing.join(", ")}; the columns are ${head.join(", ")}`);
  if (rows.length === 0) throw broken(file, "the file has a head and no rows");
  return rows.map((row, index) => {
    if (row.length !== head.length) {
      throw broken(file, `row ${index + 2} has ${row.length} cells and not ${head.length}; is the file truncated?`);
    }
    return Object.fromEntries(head.map((column, place) => [column, (row[place] as string).trim()]));
  });
}

/**
 * A cell as a number, `undefined` where it is empty.
 *
 * @throws `FootprintError` `invalid-input` when it holds something else, or what is not above zero
 */
export function numberIn(row: Row, column: string): number | undefined {
  const text = row[column];
  if (text === undefined || text === "") return undefined;
  const value = Number(text);
  if (Number.isFinite(value) && value > 0) return value;
  // A reported zero (market-based emissions, a model without MoE) says nothing that a ratio could be taken to.
  if (value === 0) return undefined;
  throw new FootprintError("invalid-input", `${column} = "${text}" is not a number above zero, in the row ${JSON.stringify(row)}`, {
    field: column,
    value: text,
  });
}
