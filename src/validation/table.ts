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

/** Where rows stand in their files, for messages: rows of a caller have no place. */
const places = /* @__PURE__ */ new WeakMap<Row, string>();

/** Says where a row stands; a copy of a row stands where that does. */
export function placed<Of extends Row>(row: Of, place: string | Row): Of {
  const known = typeof place === "string" ? place : places.get(place);
  if (known !== undefined) places.set(row, known);
  return row;
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
  const lines: { readonly cells: readonly string[]; readonly line: number }[] = [];
  let [line, first] = [1, 1];
  let cells: string[] = [];
  let cell = "";
  let place: "plain" | "quoted" = "plain";
  const endLine = (): void => {
    cells.push(cell);
    if (cells.length > 1 || cell !== "") lines.push({ cells, line: first });
    cells = [];
    cell = "";
    first = line;
  };
  const body = text.replace(/^\uFEFF/u, "");
  for (let at = 0; at < body.length; at++) {
    const letter = body[at] as string;
    if (letter === "\n") line++;
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
  const [headLine, ...rows] = lines;
  if (headLine === undefined) throw broken(file, "the file is empty");
  const { cells: head } = headLine;
  const doubled = head.find((column, index) => head.indexOf(column) !== index);
  if (doubled !== undefined) throw broken(file, `the column ${doubled} occurs twice`);
  const missing = required.filter((column) => !head.includes(column));
  if (missing.length > 0) throw broken(file, `there is no column ${missing.join(", ")}; the columns are ${head.join(", ")}`);
  if (rows.length === 0) throw broken(file, "the file has a head and no rows");
  return rows.map(({ cells: row, line: at }) => {
    if (row.length !== head.length) {
      throw broken(file, `line ${at} has ${row.length} cells and not ${head.length}; is the file truncated?`);
    }
    return placed(Object.fromEntries(head.map((column, place) => [column, (row[place] as string).trim()])), `${file}, line ${at}`);
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
  const place = places.get(row);
  const where = place === undefined ? ["", `, in the row ${JSON.stringify(row)}`] : [`${place}: `, ""];
  throw new FootprintError("invalid-input", `${where[0]}${column} = "${text}" is not a number above zero${where[1]}`, {
    field: column,
    value: text,
  });
}
