import type * as z from "zod";
import { FootprintError } from "../core/errors.js";
import { formatValue } from "../core/formula.js";
import { nearMatches } from "../core/near-matches.js";

/** Flattens the branches of a union: the branch that came closest says what is wrong. */
function leaves(issue: z.core.$ZodIssue): z.core.$ZodIssue[] {
  if (issue.code !== "invalid_union" || issue.errors.length === 0) return [issue];
  const branches = issue.errors.map((branch) => branch.flatMap((inner) => leaves({ ...inner, path: [...issue.path, ...inner.path] })));
  // Not by Math.max, which takes no more arguments than the stack holds.
  const depth = (branch: z.core.$ZodIssue[]): number => branch.reduce((most, { path }) => Math.max(most, path.length), 0);
  const deepest = Math.max(...branches.map(depth));
  return deepest > issue.path.length ? (branches.find((branch) => depth(branch) === deepest) as z.core.$ZodIssue[]) : [issue];
}

/** What stands at a path; what a value inherits (the methods of a list) was not written. */
function valueIn(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (at, key) => (typeof at === "object" && at !== null && Object.hasOwn(at, key) ? (at as Record<PropertyKey, unknown>)[key] : undefined),
    value,
  );
}

function describe(
  issue: z.core.$ZodIssue,
  input: unknown,
  known: () => readonly string[],
  whole: string,
): { field: string; message: string }[] {
  const field = issue.path.join(".");
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => {
      const nearest = nearMatches(key, known());
      const path = [...issue.path, key].join(".");
      return { field: path, message: `${path} is not a known field${nearest.length > 0 ? `; did you mean ${nearest.join(" or ")}?` : ""}` };
    });
  }
  if (issue.code === "invalid_key") {
    return [{ field, message: `${field} is not a valid name; expected ${issue.issues.map(({ message }) => message).join(", ")}` }];
  }
  const value = valueIn(input, issue.path);
  if (value === undefined) return [{ field, message: `${field} is missing` }];
  const fix = issue.code === "invalid_value" ? oneOf(issue.values.map(String), value) : expected(issue);
  const shown = Array.isArray(value) ? "a list" : formatValue(value);
  return [{ field, message: `${field === "" ? whole : field} = ${shown} is not valid; expected ${fix}` }];
}

/** The words that a choice takes, with those that are near to what was written. */
function oneOf(words: readonly string[], written: unknown): string {
  const nearest = typeof written === "string" ? nearMatches(written, words, 2) : [];
  return `one of ${words.join(", ")}${nearest.length > 0 && nearest.length < words.length ? `; did you mean ${nearest.join(" or ")}?` : ""}`;
}

function expected(issue: z.core.$ZodIssue): string {
  if (issue.code === "invalid_union" && issue.discriminator === "kind") return "dense or mixture-of-experts";
  if (issue.code === "invalid_type") return issue.expected === "record" ? "object" : issue.expected;
  if (issue.code === "invalid_union") return "a number, text with a unit, or an object as the guide describes";
  return issue.message;
}

/**
 * Parses with a schema and turns its complaints into one `FootprintError` that names every field.
 *
 * @param schema - what is expected
 * @param input - what was written
 * @param known - field names for near matches
 * @param whole - what to call the input as a whole
 * @throws `FootprintError` `invalid-input`
 */
export function parseWith<T>(schema: z.ZodType<T>, input: unknown, known: () => readonly string[], whole = "the scenario"): T {
  checkShape(input);
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const found = result.error.issues
    .flatMap(leaves)
    .flatMap((issue): z.core.$ZodIssue[] =>
      issue.code === "unrecognized_keys" ? issue.keys.map((key) => ({ ...issue, keys: [key] })) : [issue],
    );
  const issues = found.slice(0, MOST_ISSUES).flatMap((issue) => describe(issue, input, known, whole));
  const more = found.length > MOST_ISSUES ? [`and ${found.length - MOST_ISSUES} more`] : [];
  throw new FootprintError("invalid-input", [...issues.map(({ message }) => message), ...more].join("\n"), {
    ...(issues[0] === undefined ? {} : { field: issues[0].field }),
    issues,
  });
}

/** Faults that one error lists: more of them are the same slip again. */
const MOST_ISSUES = 20;

/** Deeper than the fields of any file. */
const DEEPEST = 64;

/**
 * Refuses what no file of fields can hold: what refers to itself or is nested without end, what is no text, number, list or mapping, and a key that records of
 * zod skip in silence, so that what was written under it would be lost.
 *
 * @throws `FootprintError` `invalid-input` naming the field
 */
export function checkShape(value: unknown, field = "", above: readonly unknown[] = [], checked = new Set<unknown>()): void {
  if (typeof value !== "object" || value === null || (checked.has(value) && !above.includes(value))) return;
  const refuse = (what: string): FootprintError => {
    const path = field.split(".").slice(0, 4).join(".");
    return new FootprintError("invalid-input", `${path === "" ? "the input" : path} ${what}`, { field });
  };
  if (above.includes(value)) throw refuse("refers to itself; write it out");
  if (above.length >= DEEPEST) throw refuse(`is nested deeper than ${DEEPEST}, which no field is`);
  const type = Object.prototype.toString.call(value).slice(8, -1);
  if (type !== "Object" && type !== "Array") throw refuse(`is a ${type}; write a number, text, a list or a mapping`);
  checked.add(value);
  for (const [key, inner] of Object.entries(value)) {
    const path = field === "" ? key : `${field}.${key}`;
    if (key === "__proto__") throw new FootprintError("invalid-input", `${path} is not a possible name`, { field: path, value: key });
    checkShape(inner, path, [...above, value], checked);
  }
}
