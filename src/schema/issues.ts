import type * as z from "zod";
import { FootprintError } from "../core/errors.js";
import { formatValue } from "../core/formula.js";
import { nearMatches, oneOf, toldBy } from "../core/near-matches.js";
import { results } from "./generated/rests.js";

type Issue = z.core.$ZodIssue;

/** The branches of a union with the path from the root. */
const branchesOf = (issue: Issue & { readonly code: "invalid_union" }): Issue[][] =>
  issue.errors.map((branch) => branch.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] })));

/** Flattens the branches of a union: the branch that came closest says what is wrong. */
function leaves(issue: Issue): Issue[] {
  if (issue.code !== "invalid_union" || issue.errors.length === 0) return [issue];
  const branches = branchesOf(issue).map((branch) => branch.flatMap(leaves));
  const depth = (branch: Issue[]): number => branch.reduce((most, { path }) => Math.max(most, path.length), 0);
  const deepest = Math.max(...branches.map(depth));
  return deepest > issue.path.length ? (branches.find((branch) => depth(branch) === deepest) as Issue[]) : [issue];
}

/** What an input says at a path; what it inherits it does not say. */
function valueIn(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (at, key) => (typeof at === "object" && at !== null && Object.hasOwn(at, key) ? (at as Record<PropertyKey, unknown>)[key] : undefined),
    value,
  );
}

/** What a number with its range and source may say. */
const keysOfFigure = ["value", "low", "high", "source", "at"];
const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

/** Why a dense model has no such field, where a mixture has it. */
function ofDense(within: unknown, key: string): string | undefined {
  if (!isObject(within)) return undefined;
  const isDense = "kind" in within && within.kind === "dense";
  return (isDense && key === "activeParameters") || (key === "experts" && "vocabularySize" in within)
    ? "belongs to a mixture of experts, and this model is dense; leave it out, or write kind: mixture-of-experts"
    : undefined;
}

function describe(issue: Issue, input: unknown, known: () => readonly string[], whole: string): { field: string; message: string }[] {
  const field = issue.path.join(".");
  if (issue.code === "unrecognized_keys") {
    const within = valueIn(input, issue.path);
    return issue.keys.slice(0, MOST_ISSUES).map((key) => {
      const path = [...issue.path, key].join(".");
      if (results.includes(key)) {
        return { field: path, message: `${path} follows from other numbers of the result; give one that it follows from, or leave it out` };
      }
      const why = ofDense(within, key);
      if (why !== undefined) return { field: path, message: `${path} ${why}` };
      // A number with its range and source has these keys and no others.
      if (isObject(within) && "value" in within) {
        const [near] = nearMatches(key, keysOfFigure, 1);
        const hint = near === undefined ? `one of ${keysOfFigure.join(", ")}` : `did you mean ${near}?`;
        return { field: path, message: `${path} is not a known field; ${hint}` };
      }
      // The same name elsewhere is no help here.
      const nearest = nearMatches(key, known()).filter((name) => name !== key);
      const near = nearest.length > 0 ? `did you mean ${nearest.join(" or ")}?` : undefined;
      const hint = toldBy(key, known()) ?? near;
      return { field: path, message: `${path} is not a known field${hint === undefined ? "" : `; ${hint}`}` };
    });
  }
  if (issue.code === "invalid_key") {
    return [{ field, message: `${field} is not a valid name; expected ${issue.issues.map(({ message }) => message).join(", ")}` }];
  }
  const value = valueIn(input, issue.path);
  if (value === undefined) return [{ field, message: `${field} is missing` }];
  const is = `${field === "" ? whole : field} = ${formatValue(value)}`;
  return [{ field, message: `${is} is not valid; expected ${expected(issue, value)}` }];
}

function expected(issue: Issue, value: unknown): string {
  if (issue.code === "invalid_value") return oneOf(value, issue.values.map(String)).expected;
  if (issue.code === "invalid_union" && issue.discriminator === "kind") return "dense or mixture-of-experts";
  if (issue.code === "invalid_type") return issue.expected === "record" ? "object" : issue.expected;
  // A union that says nothing of its own is one of quantities.
  if (issue.code === "invalid_union" && issue.message === "Invalid input") {
    return "a number, text with a unit, or an object as the guide describes";
  }
  return issue.message;
}

/** Every choice that an input misses, also in a branch of a union. */
function choicesMissed(issue: Issue): (Issue & { readonly code: "invalid_value" })[] {
  if (issue.code === "invalid_union") return branchesOf(issue).flat().flatMap(choicesMissed);
  return issue.code === "invalid_value" ? [issue] : [];
}

/** A copy with another value at a path. */
function withValue(of: unknown, [key, ...path]: readonly PropertyKey[], value: unknown): unknown {
  if (key === undefined) return value;
  const copy: unknown = Array.isArray(of) ? [...(of as unknown[])] : { ...(of as object) };
  (copy as Record<PropertyKey, unknown>)[key] = withValue((of as Record<PropertyKey, unknown>)[key], path, value);
  return copy;
}

/** The word of some that differs from what was written by its case alone, as names of records may: `FP8`. */
export function foldedChoice(written: unknown, known: readonly unknown[]): unknown {
  if (typeof written !== "string") return undefined;
  const lower = written.toLowerCase();
  return known.find((one) => typeof one === "string" && one.toLowerCase() === lower);
}

/** An input with choices in the case in which they are known. */
function withFoldedChoices(input: unknown, issues: readonly Issue[]): unknown {
  return issues
    .slice(0, MOST_ISSUES)
    .flatMap(choicesMissed)
    .reduce<unknown>((mended, { path, values }) => {
      const choice = foldedChoice(valueIn(mended, path), values);
      return choice === undefined ? mended : withValue(mended, path, choice);
    }, input);
}

/** Faults that one error lists: who has more mends these first, and a file of a million faults must not cost more than one that is right. */
const MOST_ISSUES = 20;

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
  const first = schema.safeParse(input);
  if (first.success) return first.data;
  const mended = withFoldedChoices(input, first.error.issues);
  const result = mended === input ? first : schema.safeParse(mended);
  if (result.success) return result.data;
  const found = result.error.issues.flatMap(leaves);
  const issues = found
    .slice(0, MOST_ISSUES)
    .flatMap((issue) => describe(issue, input, known, whole))
    .slice(0, MOST_ISSUES);
  const total = found.reduce((sum, issue) => sum + (issue.code === "unrecognized_keys" ? issue.keys.length : 1), 0);
  const more = total > issues.length ? [`… and ${total - issues.length} more`] : [];
  throw new FootprintError("invalid-input", [...issues.map(({ message }) => message), ...more].join("\n"), {
    ...(issues[0] === undefined ? {} : { field: issues[0].field, value: valueIn(input, issues[0].field.split(".")) }),
    issues,
  });
}

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
    const names = field.split(".").slice(0, 4);
    // Of a list that is the whole file, an index says nothing.
    const path = names.every((name) => /^\d+$/u.test(name)) ? "" : names.join(".");
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
