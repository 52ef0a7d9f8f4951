import type * as z from "zod";
import { FootprintError } from "../core/errors.js";
import { formatValue } from "../core/formula.js";
import { nearMatches } from "../core/near-matches.js";

/** Flattens the branches of a union: the branch that came closest says what is wrong. */
function leaves(issue: z.core.$ZodIssue): z.core.$ZodIssue[] {
  if (issue.code !== "invalid_union" || issue.errors.length === 0) return [issue];
  const branches = issue.errors.map((branch) =>
    branch.flatMap((inner) => leaves({ ...inner, path: [...issue.path, ...inner.path] })),
  );
  const depth = (branch: z.core.$ZodIssue[]): number => Math.max(...branch.map(({ path }) => path.length));
  const deepest = Math.max(...branches.map(depth));
  return deepest > issue.path.length ? (branches.find((branch) => depth(branch) === deepest) as z.core.$ZodIssue[]) : [issue];
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown> | undefined)?.[key], value);
}

function describe(issue: z.core.$ZodIssue, input: unknown, known: readonly string[], whole: string): { field: string; message: string } {
  const field = issue.path.join(".");
  if (issue.code === "unrecognized_keys") {
    const [key = ""] = issue.keys;
    const nearest = nearMatches(key, known);
    return {
      field: [...issue.path, key].join("."),
      message: `${[...issue.path, key].join(".")} is not a known field${nearest.length > 0 ? `; did you mean ${nearest.join(" or ")}?` : ""}`,
    };
  }
  const value = valueAt(input, issue.path);
  if (value === undefined) return { field, message: `${field} is missing` };
  const fix = issue.code === "invalid_value" ? `one of ${issue.values.map(String).join(", ")}` : expected(issue);
  return { field, message: `${field === "" ? whole : field} = ${formatValue(value)} is not valid; expected ${fix}` };
}

function expected(issue: z.core.$ZodIssue): string {
  if (issue.code === "invalid_union" && issue.discriminator === "kind") return "dense or mixture-of-experts";
  if (issue.code === "invalid_type") return issue.expected;
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
export function parseWith<T>(schema: z.ZodType<T>, input: unknown, known: readonly string[], whole = "the scenario"): T {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const issues = result.error.issues.flatMap(leaves).map((issue) => describe(issue, input, known, whole));
  throw new FootprintError(
    "invalid-input",
    issues.map(({ message }) => message).join("\n"),
    { ...(issues[0] === undefined ? {} : { field: issues[0].field }), issues },
  );
}
