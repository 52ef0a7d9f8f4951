/**
 * Rows of a CSV text as objects by column name. Quotes, doubled quotes and line breaks inside quotes are understood.
 *
 * @throws `Error` naming the row whose number of cells differs from the head's, so that a truncated file is not read in silence
 */
export function readCsv(text) {
  const rows = [];
  let row = [];
  let cell = "";
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const letter = text[at];
    if (quoted === true) {
      if (letter !== '"') cell += letter;
      else if (text[at + 1] === '"') {
        cell += '"';
        at++;
      } else quoted = false;
    } else if (letter === '"') quoted = true;
    else if (letter === ",") {
      row.push(cell);
      cell = "";
    } else if (letter === "\n") {
      row.push(cell.replace(/\r$/u, ""));
      rows.push(row);
      row = [];
      cell = "";
    } else cell += letter;
  }
  if (quoted === true) throw new Error("the file ends inside quotes: it is truncated");
  if (cell !== "" || row.length > 0) rows.push([...row, cell]);
  const [head, ...body] = rows;
  if (head === undefined) throw new Error("the file is empty");
  return body.map((cells, index) => {
    if (cells.length !== head.length)
      throw new Error(`row ${index + 2} has ${cells.length} cells and not ${head.length}: is the file truncated?`);
    return Object.fromEntries(head.map((name, column) => [name.replace(/^\uFEFF/u, ""), cells[column]]));
  });
}

/** A cell as a number. */
export function number(row, column, { optional = false } = {}) {
  const cell = row[column];
  if (cell === undefined) throw new Error(`there is no column "${column}"; the columns are ${Object.keys(row).join(", ")}`);
  if (cell.trim() === "" && optional) return undefined;
  const value = Number(cell);
  if (cell.trim() === "" || !Number.isFinite(value)) throw new Error(`${column} = "${cell}" is not a number, in ${JSON.stringify(row)}`);
  return value;
}
