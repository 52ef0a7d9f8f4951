import { type FootprintError, invalid } from "../core/errors.js";
import { nearMatches, normaliseName } from "../core/near-matches.js";

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
      const { value: figure, ...rest } = inner as { readonly value?: unknown };
      if (typeof figure === "number") yield [field, figure];
      yield* flatFields(typeof figure === "number" ? rest : inner, field);
    }
  }
}

const operators = /(?:>=|<=|!=|=|>|<|~)/u;
const condition = /^(?<field>[\w.-]+)\s*(?<operator>>=|<=|!=|=|>|<|~)\s*(?<wanted>.+)$/u;
// Years, months and days compare as text in the order of time.
const date = /^\d{4}(?:-\d\d(?:-\d\d)?)?$/u;

/** Whether a value of a record meets a condition; undefined where the two cannot be compared. */
function compare(known: string | number | boolean, operator: string, wanted: string): boolean | undefined {
  if (operator === "~") return String(known).toLowerCase().includes(wanted.toLowerCase());
  const numeric = typeof known === "number" && Number.isFinite(Number(wanted));
  if (operator === "=" || operator === "!=") {
    // A list such as the aliases has a value if one of its parts is that value.
    const same = numeric
      ? known === Number(wanted)
      : String(known)
          .split("; ")
          .some((part) => normaliseName(part) === normaliseName(wanted));
    return same === (operator === "=");
  }
  const dates = typeof known === "string" && date.test(known) && date.test(wanted);
  if (!numeric && !dates) return undefined;
  const [a, b] = numeric ? [known, Number(wanted)] : [known, wanted];
  return operator === ">" ? a > b : operator === "<" ? a < b : operator === ">=" ? a >= b : a <= b;
}

/**
 * Reads a filter: conditions joined by commas, all of which must hold. `vendor=NVIDIA`, `launchYear>=2022`, `name~instinct`; text without an
 * operator must occur in the id, the name or an alias. A record that lacks the field does not pass.
 *
 * @throws `FootprintError` `invalid-input` for a field that no record has, a condition without a value, and a comparison of text with a number
 */
export function readFilter(written: string, records: Readonly<Record<string, object>>): Filter {
  const conditions = written
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
  if (conditions.length === 0) throw wrongFilter(written, "is empty");
  const filters = conditions.map((part) => readCondition(part, written, records));
  return (id, record) => filters.every((filter) => filter(id, record));
}

function readCondition(part: string, written: string, records: Readonly<Record<string, object>>): Filter {
  const { field, operator, wanted } = condition.exec(part)?.groups ?? {};
  if (field === undefined || operator === undefined || wanted === undefined) {
    const target = normaliseName(part);
    if (operators.test(part) || target === "") throw wrongFilter(written, `holds "${part}", which is neither a condition nor a name`);
    return (id, record) => {
      const { name, aliases = [] } = record as { readonly name?: string; readonly aliases?: readonly string[] };
      return [id, name ?? "", ...aliases].some((text) => normaliseName(text).includes(target));
    };
  }
  const fields = new Map<string, string | number | boolean>([["id", ""]]);
  for (const record of Object.values(records)) for (const [known, value] of flatFields(record)) fields.set(known, value);
  const example = fields.get(field);
  if (example === undefined) {
    const nearest = nearMatches(field, fields.keys());
    throw wrongFilter(
      written,
      `asks for the field "${field}", which no record has${nearest.length > 0 ? `; did you mean ${nearest.join(" or ")}?` : ""}`,
    );
  }
  if (compare(example, operator, wanted) === undefined) {
    throw wrongFilter(
      written,
      typeof example === "number"
        ? `compares ${field}, a number, with "${wanted}"; write a number in the unit that the name of the field ends in`
        : `compares ${field}, a text, by size; use =, != or ~`,
    );
  }
  return (id, record) => {
    for (const [known, value] of flatFields({ id, ...record }))
      if (known === field && compare(value, operator, wanted) === true) return true;
    return false;
  };
}

const wrongFilter = (written: string, what: string): FootprintError =>
  invalid("filter", `--filter = "${written}" ${what}`, { value: written });
