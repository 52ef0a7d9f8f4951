/** Leaves of a value with their paths. */
function* leaves(value, path) {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    for (const [key, inner] of Object.entries(value)) yield* leaves(inner, path === "" ? key : `${path}.${key}`);
  } else yield [path, JSON.stringify(value)];
}

/**
 * What changes between two versions of a table, one line per leaf: `id.field: old -> new (+1.2 %)`.
 *
 * A record that is missing in the new version is never dropped: ids are forever. It is the caller that keeps it.
 *
 * @param options - `unprinted`: last names of fields whose change is no difference, such as the day of a list; `isDetailed`: print what a new record holds
 */
export function diffTables(before, after, { unprinted = [], isDetailed = false } = {}) {
  const isPrinted = (path) => !unprinted.includes(path.split(".").at(-1));
  const lines = [];
  const count = { added: 0, changed: 0, same: 0 };
  for (const [id, record] of Object.entries(after)) {
    if (!Object.hasOwn(before, id)) {
      const held = [...leaves(record, "")].filter(([path]) => isPrinted(path)).map(([path, value]) => `${path} ${value}`);
      lines.push(isDetailed ? `+ ${id}: ${held.join(", ")}` : `+ ${id}`);
      count.added++;
      continue;
    }
    const old = new Map(leaves(before[id], ""));
    const now = new Map(leaves(record, ""));
    const fields = [...new Set([...old.keys(), ...now.keys()])].filter((path) => old.get(path) !== now.get(path) && isPrinted(path));
    for (const path of fields)
      lines.push(`~ ${id}.${path}: ${old.get(path) ?? "none"} -> ${now.get(path) ?? "none"}${change(old.get(path), now.get(path))}`);
    if (fields.length > 0) count.changed++;
    else count.same++;
  }
  return { lines, summary: `${count.added} added, ${count.changed} changed, ${count.same} as before` };
}

function change(old, now) {
  const ratio = Number(now) / Number(old) - 1;
  return Number.isFinite(ratio) ? ` (${ratio >= 0 ? "+" : ""}${(ratio * 100).toFixed(1)} %)` : "";
}
