/** Where estimates find the tables of the library (src/graph/constant.ts), of whichever copy of it: a symbol, because neither may import the other. */
const owned = /* @__PURE__ */ Symbol.for("llm-footprint.tables");

/**
 * A table of records from what its data file imports as: the object itself, or in the built package, for large tables, a function that parses
 * the text of the file when it is first called (tsup.config.ts).
 */
export function readTable<T>(imported: object): T {
  const table = (typeof imported === "function" ? (imported as () => unknown)() : imported) as T & object;
  const registry = globalThis as { [owned]?: Set<object> };
  (registry[owned] ??= new Set()).add(table);
  return table;
}
