import { FootprintError } from "../core/errors.js";
import { formatValue } from "../core/formula.js";
import { listed, unknownKey } from "../core/near-matches.js";
import type { Unit } from "../core/units.js";
import { givenFor, isGiven, type Records } from "./givens.js";
import { type Plan, scopedKey, type ScopeShape, type Step, toldBy } from "./plan.js";
import { fieldNamed, isPart, type Quantity, type Table } from "./rows.js";
import type { AnyWay } from "./ways.js";

type AnyQuantity = Quantity<Unit, string, never>;

const rowOf = (table: Table, name: string): AnyQuantity | undefined => {
  const row = table[name];
  return row === undefined || isPart(row) ? undefined : row;
};
const waysOf = (table: Table, name: string): readonly AnyWay[] => rowOf(table, name)?.ways ?? [];
const bare = (need: string): string => (need.endsWith("?") ? need.slice(0, -1) : need);

/** Every quantity of a table by the field that a caller writes, and the keys of its groups. */
export interface Fields {
  /** Rows by name. */
  readonly names: readonly string[];
  /** Keys of each group of fields. */
  readonly groups: ReadonlyMap<string, ReadonlySet<string>>;
  /** Rows that a caller gives in a group. */
  readonly nested: readonly string[];
  /** Names and paths of records and choices. */
  readonly choices: ReadonlySet<string>;
}

/** The fields of a table with the records and choices of its kind. */
export function fieldsOf(table: Table, choices: readonly string[]): Fields {
  const groups = new Map<string, Set<string>>();
  const add = (path: readonly string[]): void => {
    const [group = "", key] = path;
    if (key === undefined) return;
    const keys = groups.get(group) ?? new Set<string>();
    groups.set(group, keys.add(key));
  };
  const names = Object.keys(table).filter((name) => rowOf(table, name) !== undefined);
  for (const name of names) add(rowOf(table, name)?.path ?? []);
  for (const choice of choices) add(choice.split("."));
  const nested = names.filter((name) => rowOf(table, name)?.path !== undefined);
  return { names, groups, nested, choices: new Set(choices) };
}

/**
 * Refuses keys that mean nothing, and values of quantities that are no numbers.
 *
 * @throws `FootprintError` `invalid-input` with near matches for a key, `out-of-domain` for a value
 */
export function refuseUnknown(table: Table, { names, groups, nested, choices }: Fields, input: Records, where: string): void {
  for (const key of Object.keys(input)) {
    const value = input[key];
    if (choices.has(key)) continue;
    const row = rowOf(table, key);
    if (row !== undefined) {
      refuseNoNumber(row, key, value, where);
      continue;
    }
    const group = groups.get(key);
    if (group === undefined)
      throw unknownKey(where, key, key, [
        ...new Set([...[...groups.keys()], ...[...choices].filter((choice) => !choice.includes(".")), ...asked(table, names), ...names]),
      ]);
    if (value === undefined) continue;
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      throw new FootprintError("invalid-input", `${where}: ${key} = ${formatValue(value)} is no group; give { ${[...group].join(", ")} }`, {
        field: key,
        value,
      });
    }
    for (const inner of Object.keys(value)) if (!group.has(inner)) throw unknownKey(where, `${key}.${inner}`, inner, [...group]);
  }
  for (const name of nested) {
    const row = rowOf(table, name) as AnyQuantity;
    const { field = name, path = [] } = row;
    if (path.length > 1) refuseNoNumber(row, field, givenFor(input, name, path), where);
  }
}

/**
 * Refuses a choice that is none of the few that there are.
 *
 * @throws `FootprintError` `invalid-input` with all of them
 */
export function refuseOtherWords(field: string, words: readonly unknown[], input: Records, where: string): void {
  const value = givenFor(input, field, field.split("."));
  if (value === undefined || words.includes(value)) return;
  const nearest = words.map(String);
  throw new FootprintError("invalid-input", `${where}: ${field} = ${formatValue(value)} is not one of ${nearest.join(", ")}`, {
    field,
    value,
    nearest,
  });
}

/** Names that people are asked for come first among near matches. */
const asked = (table: Table, names: readonly string[]): string[] => names.filter((name) => rowOf(table, name)?.example !== undefined);

/** Whether a row follows from quantities beside it, and not from parts with scopes of their own. */
const isOfQuantities = ({ ways: [way] }: AnyQuantity): boolean => way?.needs.every((need) => !need.includes(".")) === true;
/** What tells a row that no caller gives. */
const sourcesOf = (row: AnyQuantity): string =>
  isOfQuantities(row) ? listed((row.ways[0] as AnyWay).needs.map(bare), "and") : "the parts of the whole";

/** A quantity that is no number must not pass for one that is not given. */
function refuseNoNumber(row: AnyQuantity, key: string, value: unknown, where: string): void {
  if (row.isOfParts === true && value !== undefined) {
    throw new FootprintError(
      "unsupported",
      `${where}: ${key} follows from ${sourcesOf(row)}; ${row.fix ?? `give what you know of ${isOfQuantities(row) ? "one of them" : "a part"}`}, or leave it out`,
      {
        field: key,
        value,
      },
    );
  }
  if (value === undefined || isGiven(value) || (value === null && row.missing !== undefined)) return;
  throw new FootprintError(
    "out-of-domain",
    `${where}: ${key} = ${formatValue(value)} is no number; give a number, or { value, low, high }`,
    { field: key, value },
  );
}

/**
 * Refuses values of quantities of parts that are no numbers.
 *
 * @throws `FootprintError` `out-of-domain`
 */
export function refuseNoNumbersOfParts(
  scopes: readonly ScopeShape[],
  records: readonly Records[],
  choices: ReadonlySet<string>,
  where: string,
): void {
  for (let at = 1; at < scopes.length; at++) {
    const { table, field } = scopes[at] as ScopeShape;
    const own = records[at] as Records;
    for (const key in own) {
      const row = choices.has(key) ? undefined : rowOf(table, key);
      if (row !== undefined) refuseNoNumber(row, [field, row.field ?? key].filter((name) => name !== "").join("."), own[key], where);
    }
  }
}

/** Whether a way of a row reads a name. */
const reads = ({ needs, reached }: AnyWay, name: string): boolean =>
  reached === name || needs.some((need) => bare(need) === name || need.startsWith(`${name}.`));

/** What a plan takes of givens, by scope. */
const takenBy = /* @__PURE__ */ new WeakMap<Plan, readonly ReadonlySet<string>[]>();
function taken(made: Plan): readonly ReadonlySet<string>[] {
  const known = takenBy.get(made);
  if (known !== undefined) return known;
  const found = made.scopes.map(() => new Set<string>());
  for (const { kind, name, scope } of made.steps) if (kind === "given") found[scope]?.add(name);
  takenBy.set(made, found);
  return found;
}

/**
 * Refuses what is given for nothing, and says what tells it already. What several parts take from a whole need matter to one of them alone.
 *
 * @param goals - every goal of the kind, because something may matter for one of them alone
 * @throws `FootprintError` `conflicting-input`
 */
export function refuseUnused(
  table: Table,
  { nested }: Fields,
  made: Plan,
  records: readonly Records[],
  goals: readonly string[],
  where: string,
): void {
  const [input] = records as readonly [Records];
  for (const name in input) {
    if (made.place.has(name) || !isGiven(input[name])) continue;
    const row = rowOf(table, name);
    if (row !== undefined) throw unused(table, made, input, name, row.known ?? name, goals, where);
  }
  for (const name of nested) {
    if (made.place.has(name)) continue;
    const { path, field = name } = rowOf(table, name) as AnyQuantity;
    if (isGiven(givenFor(input, name, path))) throw unused(table, made, input, name, field, goals, where);
  }
  if (records.length === 1) return;
  const used = taken(made);
  const isUsed = (name: string, value: unknown): boolean =>
    used.some((names, scope) => names.has(name) && records[scope]?.[name] === value);
  for (let scope = 1; scope < records.length; scope++) {
    const own = records[scope] as Records;
    for (const name in own) {
      if (used[scope]?.has(name) === true || !isGiven(own[name])) continue;
      const shape = made.scopes[scope] as ScopeShape;
      if (rowOf(shape.table, name) === undefined || isUsed(name, own[name])) continue;
      const field = [shape.field, name].filter((key) => key !== "").join(".");
      throw unused(shape.table, seenFrom(made, shape), own, name, field, goals, where);
    }
  }
}

/**
 * Refuses a record that nothing reads because what it tells is given.
 *
 * @param unread - by the name of a record, the quantities that take its place
 * @throws `FootprintError` `conflicting-input`
 */
export function refuseUnread(made: Plan, input: Records, unread: Readonly<Record<string, readonly string[]>>, where: string): void {
  for (const record in unread) {
    if (typeof input[record] !== "object" || input[record] === null) continue;
    const instead = unread[record]?.find((name) => isGiven(input[name]));
    if (instead === undefined || made.steps.some(({ kind, way }) => kind === "read" && way?.path?.[0] === record)) continue;
    throw new FootprintError(
      "conflicting-input",
      `${where}: ${record} is not needed, because ${instead} is given and tells the same; leave one of them out`,
      { field: record },
    );
  }
}

/** A plan as a scope sees it: its own quantities under their plain names. */
function seenFrom(made: Plan, { prefix, table }: ScopeShape): Pick<Plan, "steps" | "place"> {
  const place = Object.keys(table).flatMap((name): [string, number][] => {
    const at = made.place.get(scopedKey(prefix, name));
    return at === undefined ? [] : [[name, at]];
  });
  return { steps: made.steps, place: new Map(place) };
}

function unused(
  table: Table,
  { steps, place }: Pick<Plan, "steps" | "place">,
  input: Records,
  name: string,
  field: string,
  goals: readonly string[],
  where: string,
): FootprintError {
  const conflict = (message: string): FootprintError => new FootprintError("conflicting-input", `${where}: ${field} ${message}`, { field });
  const names = Object.keys(table).filter((other) => rowOf(table, other) !== undefined);
  // Where the plan takes over from what the given quantity leads to.
  const met: { readonly from: string; readonly name: string; readonly step: Step }[] = [];
  const seen = new Set([name]);
  for (const from of seen) {
    for (const other of names) {
      if (seen.has(other) || !waysOf(table, other).some((way) => reads(way, from))) continue;
      const found = place.get(other);
      if (found === undefined) seen.add(other);
      else met.push({ from, name: other, step: steps[found] as Step });
    }
  }
  const tellers = met.filter(({ step }) => step.kind === "given");
  const isUsable = (way: AnyWay): boolean => way.needs.every((need) => need !== bare(need) || seen.has(need) || place.has(need));
  const best = tellers.find(({ from, name: other }) => waysOf(table, other).some((way) => reads(way, from) && isUsable(way)));
  const given = (best ?? tellers[0])?.step;
  if (given !== undefined)
    return conflict(`is not needed, because ${fieldNamed(given.row, given.name)} is given and tells the same; leave one of them out`);
  // The ways of a quantity that is given do not matter.
  const isAsked = (other: string): boolean => {
    const at = place.get(other);
    return at === undefined ? goals.includes(`${other}?`) : (steps[at] as Step).kind !== "given";
  };
  const lacking = names.flatMap((other) =>
    isAsked(other)
      ? waysOf(table, other)
          .filter((way) => way.kind !== "read" && reads(way, name))
          .flatMap(({ needs }) =>
            needs.map(bare).filter((need) => !need.includes(".") && need !== name && !place.has(need) && waysOf(table, need).length === 0),
          )
      : [],
  );
  // What is given says something only together with what is not: that is missing, not too much.
  if (lacking.length > 0 && lacking.every((need) => !isGiven(input[need]))) {
    const [need = ""] = lacking;
    return new FootprintError("invalid-input", `${where}: ${need} is missing; ${field} says something only together with it`, {
      field: need,
    });
  }
  for (const { from, name: other, step } of met) {
    if (step.name === other && step.way === waysOf(table, other).find((way) => reads(way, from))) continue;
    if (step.from.length === 0) return conflict(`is not needed, because ${other} is known without it; leave it out`);
    const parts = step.from.map((at) => steps[at] as Step);
    const known = parts.find(({ kind }) => kind === "given");
    if (known !== undefined) return conflict(`and ${fieldNamed(known.row, known.name)} both tell ${other}; give one of them`);
    const names = parts.map((part) => part.row.known ?? part.name);
    return conflict(`is not needed, because ${other} follows from ${listed(names, "and")}; leave it out`);
  }
  const asked = goals.length === 0 ? "what is asked" : listed(goals.slice(0, 2).map(bare), "and");
  return conflict(`says nothing of ${asked}; leave it out`);
}

/** A quantity as messages know it: in the whole, or in a part by the name of that. */
interface Node {
  readonly table: Table;
  readonly records: Records;
  readonly name: string;
  /** What its name begins with: empty in the whole, else `part.`. */
  readonly path: string;
  /** The same as callers write it. */
  readonly shown: string;
  /** Its ways, with the path of what each needs. */
  readonly ways: readonly (readonly [AnyWay, string])[];
}

/** Looks quantities up by their names, `part.x` in the first scope of a part. */
function nodesOf(table: Table, input: Records): (name: string) => Node | undefined {
  const lookUp = (
    own: Table,
    records: Records,
    rest: string,
    { path, shown }: Pick<Node, "path" | "shown">,
    around: readonly [AnyWay, string][],
  ): Node | undefined => {
    const dot = rest.indexOf(".");
    if (dot < 0) {
      const row = rowOf(own, rest);
      return row && { table: own, records, name: rest, path, shown, ways: [...around, ...row.ways.map((way) => [way, path] as const)] };
    }
    const [name, inner] = [rest.slice(0, dot), rest.slice(dot + 1)];
    const part = own[name];
    if (part === undefined || !isPart(part)) return undefined;
    const found = part.records(records as never);
    const [first] = (Array.isArray(found) ? found : [found]) as readonly (Records | null | undefined)[];
    if (first === undefined || first === null) return undefined;
    const over = (part.over[inner] ?? []).map((way): [AnyWay, string] => [way, path]);
    const { field = name } = first;
    return lookUp(part.inner, first, inner, { path: `${path}${name}.`, shown: field === "" ? shown : `${shown}${String(field)}.` }, over);
  };
  return (name) => lookUp(table, input, name, { path: "", shown: "" }, []);
}

type Sets = readonly (readonly string[])[];

const isOptional = (need: string): boolean => need.endsWith("?");
/** What a way cannot do without; all that it adds up where it can do without each. */
const needsOf = ({ needs }: AnyWay): readonly string[] =>
  needs.every(isOptional) ? needs.map(bare) : needs.filter((need) => !isOptional(need));

/** The smallest sets of quantities and records that would do for a goal, those that people know first. */
export function smallestSets(table: Table, input: Records, goal: string, most = 2): Sets {
  const isTold = toldBy(table, input);
  const look = nodesOf(table, input);
  const nodes = new Map<string, Node>();
  const sets = new Map<string, Sets>();
  /** How strange it is to ask for a name: what is asked for anyway least, what a part calls its own most. */
  const strange = new Map<string, number>();
  const applies = (way: AnyWay, { table: own, records }: Node): boolean => {
    try {
      return way.test?.(records as never, (name) => isGiven(givenFor(records, name, rowOf(own, name)?.path))) !== false;
    } catch {
      return false;
    }
  };
  // What the goal may follow from, and is not told.
  const open = (name: string): void => {
    if (nodes.has(name) || isTold(name)) return;
    const found = look(name);
    if (found === undefined) return;
    const node = { ...found, ways: found.ways.filter(([way]) => applies(way, found)) };
    nodes.set(name, node);
    for (const [way, path] of node.ways) for (const need of needsOf(way)) open(path + need);
  };
  open(goal);
  /** What is told needs nothing more; a part that is not there is known in a sum over all parts. */
  const setsOf = (name: string, isWhole: boolean): Sets =>
    nodes.has(name) ? (sets.get(name) ?? []) : isWhole || look(name) !== undefined ? [[]] : [];
  const strangeness = (set: readonly string[]): number => set.reduce((total, name) => total + (strange.get(name) ?? 0), set.length);
  const smallest = (found: Sets): Sets => {
    const unique = [...new Map(found.map((set) => [[...set].sort().join(), set])).values()];
    return unique
      .filter((set) => !unique.some((other) => other.length < set.length && other.every((one) => set.includes(one))))
      .sort((a, b) => strangeness(a) - strangeness(b) || a.length - b.length)
      .slice(0, 8);
  };
  const combine = (way: AnyWay, path: string): Sets => {
    const { isWhole = false, needs } = way;
    // A sum of parts that may each be missing is had with any of them.
    if (needs.length > 0 && needs.every(isOptional)) return needsOf(way).flatMap((need) => setsOf(path + need, isWhole));
    let all: Sets = [[]];
    for (const need of needsOf(way)) {
      all = all
        .flatMap((set) => setsOf(path + need, isWhole).map((more) => [...new Set([...set, ...more])]))
        .filter((set) => set.length <= most);
    }
    return all;
  };
  const ownSets = ({ table: own, records, name, shown, ways }: Node): Sets => {
    const row = rowOf(own, name) as AnyQuantity;
    const [field, { example }] = [fieldNamed(row, name), row];
    const isLeaf = ways.every(([{ kind }]) => kind === "read");
    const figures = ways.flatMap(([way]) =>
      way.path === undefined ? [] : [records[way.path[0]] === undefined ? way.path[0] : way.path.join(".")],
    );
    // Records as such are better known than their figures.
    for (const figure of figures) strange.set(shown + figure, figure.includes(".") ? 1 : 0);
    strange.set(shown + field, (example !== undefined ? 0 : 2) + (isLeaf ? 0 : 1) + (shown === "" ? 0 : 4));
    // A record that does not hold a figure is named by those who write their own; the quantity itself can be given beside any.
    const isInRecord = figures.some((figure) => figure.includes("."));
    return [...figures.map((figure) => [shown + figure]), ...(figures.length === 0 || !isLeaf || isInRecord ? [[shown + field]] : [])];
  };
  // Rounds until nothing changes: a quantity may lead to itself.
  for (let isChanged = true; isChanged;) {
    isChanged = false;
    for (const [name, node] of nodes) {
      const made = node.ways.flatMap(([way, path]) => (way.kind === "read" ? [] : combine(way, path)));
      const found = smallest([...ownSets(node), ...made]);
      if (JSON.stringify(found) === JSON.stringify(sets.get(name))) continue;
      sets.set(name, found);
      isChanged = true;
    }
  }
  return smallest(setsOf(goal, false)).filter((set) => set[0] !== goal || set.length > 1);
}

/** What a row that adds a quantity up says of what to give. */
const fixOf = (table: Table, name: string): string | undefined =>
  Object.keys(table).flatMap((other) =>
    waysOf(table, other).some(({ needs }) => needs.includes(name)) ? (rowOf(table, other)?.fix ?? []) : [],
  )[0];

/**
 * The error for a goal that cannot be had: what to give.
 *
 * @param goals - the goals, best first: the first of which something can be said is named
 */
export function cannotTell(table: Table, input: Records, goals: readonly string[], where: string): FootprintError {
  const [head = "", ...more] = goals;
  const isTold = toldBy(table, input);
  // What people are asked for says more than what follows from it, even where it could be done without.
  const asked = goals.map(bare).filter((goal) => rowOf(table, goal)?.example !== undefined && !isTold(goal));
  const missing = [...asked, head, ...more.filter((other) => !other.endsWith("?") && !other.includes(".") && !isTold(other))];
  const told = missing.map((goal) => ({ goal, found: smallestSets(table, input, goal).filter((set) => set.length > 0) }));
  const { goal, found } = told.find((one) => one.found.length > 0) ?? { goal: head, found: [] };
  // What does alone leaves nothing to say of what does together.
  const isAnyAlone = found.slice(1).some((set) => set.length === 1);
  const sets = found.filter((set, place) => place === 0 || !isAnyAlone || set.length === 1).map((set) => listed(set, "and"));
  const [first, ...others] = sets.slice(0, 3);
  const isAlone = first !== undefined && !first.includes(" and ");
  const fix = isAlone ? fixOf(table, first) : undefined;
  if (fix !== undefined) {
    return new FootprintError("invalid-input", `${where}: ${first} is missing; ${fix}`, { field: first as string, nearest: sets });
  }
  const message = isAlone ? `${first} is missing; ${goal} cannot be told without it` : `${goal} cannot be told; give ${first ?? "more"}`;
  const alternatives = others.length === 0 ? "" : ` (or else give ${listed(others, "or")})`;
  return new FootprintError("invalid-input", `${where}: ${message}${alternatives}`, {
    // What takes several others is named itself, where people know it.
    field: isAlone || rowOf(table, goal)?.example === undefined ? (found[0]?.[0] ?? goal) : goal,
    nearest: sets,
  });
}
