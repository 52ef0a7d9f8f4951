/** Where whoever owns tables of records says so (src/catalog/read-table.ts): a symbol, because neither may import the other. */
const owned = /* @__PURE__ */ Symbol.for("llm-footprint.tables");
const tables = (): ReadonlySet<object> => (globalThis as { [owned]?: Set<object> })[owned] ?? none;
const none: ReadonlySet<object> = /* @__PURE__ */ new Set();

/** Objects that no longer change, to the last part. */
const constants = /* @__PURE__ */ new WeakSet<object>();
/** Records of the tables of the library. */
const records = /* @__PURE__ */ new WeakSet<object>();
/** How many tables were looked through. */
const counted = { tables: 0 };

function isOfTable(value: object): boolean {
  const all = tables();
  if (counted.tables !== all.size) {
    for (const table of all)
      for (const record of Object.values(table)) if (typeof record === "object" && record !== null) records.add(record as object);
    counted.tables = all.size;
  }
  return records.has(value);
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === Array.prototype || prototype === null;
}

/** Whether an object and all that it holds are frozen; what holds itself is not looked into. */
function isFrozen(value: unknown, within: readonly object[] = []): boolean {
  if (typeof value !== "object" || value === null || constants.has(value)) return true;
  if (!Object.isFrozen(value) || !isPlain(value) || within.includes(value)) return false;
  const descriptors = Object.values(Object.getOwnPropertyDescriptors(value));
  return descriptors.every((descriptor) => "value" in descriptor && isFrozen(descriptor.value, [...within, value]));
}

/** Freezes to the last part, whatever a caller has frozen of it already. */
function freeze(value: unknown): void {
  if (typeof value !== "object" || value === null || constants.has(value)) return;
  constants.add(value);
  Object.values(value).forEach(freeze);
  Object.freeze(value);
}

/**
 * Whether an object can no longer change, so that what follows from it need not be found again. Records of the library are frozen when an estimate
 * first reads them; those of a caller where the caller froze them, to the last part.
 */
export function isConstant(value: object): boolean {
  if (constants.has(value)) return true;
  if (isOfTable(value)) freeze(value);
  else if (!isFrozen(value)) return false;
  constants.add(value);
  return true;
}
