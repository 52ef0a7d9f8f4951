import { isRow, type Row } from "./row.js";

/** Names under which interfaces return lists, the outer ones first. */
const lists = ["data", "results"] as const;

/** The rows of a page of an interface: those of its lists, however deep, each with what stands beside the list; a row without lists is itself. */
export function* pageRows(page: Row): Generator<Row> {
  const name = lists.find((list) => Array.isArray(page[list]));
  if (name === undefined) {
    yield page;
    return;
  }
  const { [name]: rows, ...beside } = page;
  // The page's own words are of no row.
  const { object: _, has_more: __, next_page: ___, ...times } = beside;
  for (const row of rows as unknown[]) if (isRow(row)) yield* pageRows({ ...times, ...row });
}
