/**
 * A table of records from what its data file imports as: the object itself, or in the built package, for large tables, a function that parses
 * the text of the file when it is first called (tsup.config.ts).
 */
export function readTable<T>(imported: object): T {
  return (typeof imported === "function" ? (imported as () => unknown)() : imported) as T;
}
