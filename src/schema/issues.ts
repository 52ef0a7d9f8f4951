import type * as z from "zod";
import { FootprintError } from "../core/errors.js";
import { formatValue } from "../core/formula.js";
import { nearMatches } from "../core/near-matches.js";

/** Flattens the branches of a union: the branch that came closest says what is wrong. */
function leaves(issue: z.core.$ZodIssue): z.core.$ZodIssue[] {
  if (issue.code !== "invalid_union" || issue.errors.length === 0) return [issue];
  const branches = issue.errors.map((branch) => branch.flatMap((inner) => leaves({ ...inner, path: [...issue.path, ...inner.path] })));
  const depth = (branch: z.core.$ZodIssue[]): number => Math.max(...branch.map(({ path }) => path.length));
  const deepest = Math.max(...branches.map(depth));
  return deepest > issue.path.length ? (branches.find((branch) => depth(branch) === deepest) as z.core.$ZodIssue[]) : [issue];
}

function valueIn(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown> | undefined)?.[key], value);
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
  const fix = issue.code === "invalid_value" ? oneOf(value, issue.values.map(String)) : expected(issue);
  const shown = Array.isArray(value) ? "a list" : formatValue(value);
  return [{ field, message: `${field === "" ? whole : field} = ${shown} is not valid; expected ${fix}` }];
}

function oneOf(value: unknown, words: readonly string[]): string {
  const nearest = typeof value === "string" ? nearMatches(value, words) : [];
  return `one of ${words.join(", ")}${nearest.length > 0 ? `; did you mean ${nearest.join(" or ")}?` : ""}`;
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
  refuseHiddenKey(input, "");
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const issues = result.error.issues.flatMap(leaves).flatMap((issue) => describe(issue, input, known, whole));
  throw new FootprintError("invalid-input", issues.map(({ message }) => message).join("\n"), {
    ...(issues[0] === undefined ? {} : { field: issues[0].field }),
    issues,
  });
}

/** Refuses a key that records of zod skip in silence: what was written under it would be lost. */
function refuseHiddenKey(value: unknown, path: string): void {
  if (typeof value !== "object" || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    const field = path === "" ? key : `${path}.${key}`;
    if (key === "__proto__") throw new FootprintError("invalid-input", `${field} is not a possible name`, { field, value: key });
    refuseHiddenKey(inner, field);
  }
}
