import { FootprintError } from "../core/errors.js";
import { normaliseName } from "../core/near-matches.js";

/** Whether a record passes. */
export type Filter = (id: string, record: object) => boolean;

/** Fields of a record as text and number, a figure by its value, by path: `vendor`, `tdpWatts`, `architecture.layers`. */
export function* flatFields(value: object, path = ""): Generator<readonly [string, string | number | boolean]> {
  for (const [key, inner] of Object.entries(value) as [string, unknown][]) {
    const field = path === "" ? key : `${path}.${key}`;
    if (typeof inner === "string" || typeof inner === "number" || typeof inner === "boolean") yield [field, inner];
    else if (Array.isArray(inner))
      yield [field, inner.every((part) => typeof part === "string") ? inner.join("; ") : JSON.stringify(inner)];
    else if (typeof inner === "object" && inner !== null) {
      const { value: figure } = inner as { readonly value?: unknown };
      if (typeof figure === "number") yield [field, figure];
      yield* flatFields(inner, field);
    }
  }
}

const condition = /^(?<field>[\w.-]+)\s*(?<operator>>=|<=|!=|=|>|<|~)\s*(?<wanted>.+)$/u;

function compare(known: string | number | boolean, operator: string, wanted: string): boolean {
  const [a, b] = [Number(known), Number(wanted)];
  const numeric = typeof known === "number" && wanted.trim() !== "" && Number.isFinite(b);
  switch (operator) {
    case "=":
      return numeric ? a === b : normaliseName(String(known)) === normaliseName(wanted);
    case "!=":
      return !compare(known, "=", wanted);
    case "~":
      return String(known).toLowerCase().includes(wanted.toLowerCase());
    case ">":
      return numeric && a > b;
    case "<":
      return numeric && a < b;
    case ">=":
      return numeric && a >= b;
    default:
      return numeric && a <= b;
  }
}

/**
 * Reads a filter: conditions joined by commas, all of which must hold. `vendor=NVIDIA`, `launchYear>=2022`, `name~instinct`; text without an
 * operator must occur in the id, the name or an alias. A record that lacks the field does not pass.
 *
 * @throws `FootprintError` `invalid-input` for a field that no record has
 */
export function readFilter(written: string, records: Readonly<Record<string, object>>): Filter {
  const conditions = written
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
  if (conditions.length === 0) throw wrongFilter(written, "is empty");
  const filters = conditions.map((part): Filter => {
    const { field, operator, wanted } = condition.exec(part)?.groups ?? {};
    if (field === undefined || operator === undefined || wanted === undefined) {
      const target = normaliseName(part);
      return (id, record) => {
        const { name, aliases = [] } = record as { readonly name?: string; readonly aliases?: readonly string[] };
        return [id, name ?? "", ...aliases].some((text) => normaliseName(text).includes(target));
      };
    }
    const fields = new Set(Object.values(records).flatMap((record) => [...flatFields(record)].map(([known]) => known)));
    if (!fields.has(field)) {
      const known = [...fields].filter((name) => !/\.(?:source|at|basis|note|low|high|value)$/u.test(name)).slice(0, 30);
      throw wrongFilter(written, `asks for the field "${field}", which no record has; fields are ${known.join(", ")}`);
    }
    return (_, record) => {
      for (const [known, value] of flatFields(record)) if (known === field && compare(value, operator, wanted)) return true;
      return false;
    };
  });
  return (id, record) => filters.every((filter) => filter(id, record));
}

function wrongFilter(written: string, what: string): FootprintError {
  return new FootprintError("invalid-input", `--filter = "${written}" ${what}`, { field: "filter", value: written });
}
