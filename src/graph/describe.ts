import type { Given } from "../core/figure.js";
import type { SourceReference } from "../core/formula.js";
import { type Unit, unitOf } from "../core/units.js";
import { figureAt, type Run } from "./evaluate.js";
import { isDefinition, isLine, shownAt, shownIn } from "./lines.js";
import { type ScopeShape, scopedKey, type Step } from "./plan.js";
import { isPart, type Quantity, type Table } from "./rows.js";
import type { AnyWay } from "./ways.js";

/**
 * What a quantity is in a graph: given by the caller, read from a record, assumed by the library, what the equations define (no such part, one
 * copy), a decision that is taken once, or computed.
 */
export type NodeKind = "given" | "record" | "assumed" | "defined" | "decision" | "computed";

/** A quantity of a graph. */
export interface GraphNode {
  /** Unique: the name with its scope. */
  readonly key: string;
  readonly name: string;
  /** The part that it belongs to, with those around it: `fineTuning.update`; empty for the outermost. */
  readonly scope: string;
  /** Its words, or its name where a bundle holds none. */
  readonly words: string;
  readonly unit: Unit;
  /** Missing where a table is described, and not an estimate. */
  readonly value?: number;
  readonly kind: NodeKind;
  /** The equations that it may come by, those of a table in the order in which they are tried. */
  readonly equation?: string;
  readonly source?: SourceReference;
  /** How many quantities lead to it that are not shown. */
  readonly folded?: number;
}

/** One quantity goes into another. */
interface GraphEdge {
  readonly from: string;
  readonly to: string;
  /** What the equation calls it. */
  readonly as: string;
}

/** A graph in plain data: each node after those that it is made from. */
export interface GraphDescription {
  /** Keys of what was asked for. */
  readonly goals: readonly string[];
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

/** What a description leaves out. */
export interface DescribeOptions {
  /** Names of quantities whose way is not shown: they stand for all that leads to them alone. */
  readonly folds?: readonly string[];
  /** Inputs that are not shown. */
  readonly hides?: (node: GraphNode) => boolean;
}

const SUM = "Σ";

/** The path of a scope: what each part on the way adds to the keys. */
function scopeName(scopes: readonly ScopeShape[], scope: number): string {
  const path: string[] = [];
  for (let at = scope; at > 0; at = (scopes[at] as ScopeShape).outer) {
    const { prefix, outer } = scopes[at] as ScopeShape;
    const own = prefix.slice((scopes[outer] as ScopeShape).prefix.length);
    if (own !== "") path.unshift(own.charAt(0).toLowerCase() + own.slice(1));
  }
  return path.join(".");
}

/** Words of a row; a bundle may hold none. */
const wordsOf = (row: Partial<Pick<Quantity<Unit, string, never>, "words">>, name: string): string =>
  row.words === undefined || row.words === "" ? name : row.words;

function kindAt(run: Run, at: number): NodeKind {
  const step = run.plan.steps[at] as Step;
  if (isLine(step)) return "computed";
  if (step.kind === "given") return "given";
  if (step.kind !== "read") return "decision";
  const figure = figureAt(run, at);
  if (isDefinition(figure)) return "defined";
  // A field of a record that says nothing of where it comes from is the caller's own.
  if (step.way?.path !== undefined && (typeof figure !== "object" || !("source" in figure))) return "given";
  return step.way?.isAssumed === true ? "assumed" : "record";
}

function sourceAt(run: Run, at: number): SourceReference | undefined {
  const { way } = run.plan.steps[at] as Step;
  const figure: Given | undefined = figureAt(run, at);
  if (typeof figure === "object" && "source" in figure) return { id: figure.source, at: figure.at };
  return way?.formula?.card.source;
}

const equationOf = (way: AnyWay | undefined): string | undefined => way?.formula?.card.equation ?? (way?.kind === "sum" ? SUM : undefined);

/** Only the nodes that still lead to a goal, folded and hidden ones left out. */
function pruned(
  goals: readonly string[],
  nodes: readonly GraphNode[],
  edges: readonly GraphEdge[],
  { folds = [], hides = () => false }: DescribeOptions,
): GraphDescription {
  const byKey = new Map(nodes.map((node) => [node.key, node]));
  const before = new Map<string, GraphEdge[]>(nodes.map(({ key }) => [key, []]));
  for (const edge of edges) before.get(edge.to)?.push(edge);
  const isFolded = (key: string): boolean => folds.includes((byKey.get(key) as GraphNode).name) && !goals.includes(key);
  const reach = (starts: readonly string[], passes: (key: string) => boolean): Set<string> => {
    const seen = new Set(starts);
    for (const key of seen) if (passes(key)) for (const { from } of before.get(key) ?? []) seen.add(from);
    return seen;
  };
  const kept = reach(goals, (key) => !isFolded(key));
  const isShown = (key: string): boolean => kept.has(key) && !((before.get(key) ?? []).length === 0 && hides(byKey.get(key) as GraphNode));
  return {
    goals,
    nodes: nodes
      .filter(({ key }) => isShown(key))
      .map((node) => {
        if (!isFolded(node.key)) return node;
        const folded = [...reach([node.key], () => true)].filter((key) => !kept.has(key)).length;
        return folded === 0 ? node : { ...node, folded };
      }),
    edges: edges.filter(({ from, to }) => isShown(from) && isShown(to) && !isFolded(to)),
  };
}

/**
 * What leads to some quantities of an estimate: decisions are inputs, and of two ways that depend on a number the one that was taken is shown.
 *
 * @param run - an evaluated plan
 * @param goals - keys of quantities in the plan; those that its traces lead to where left out
 * @param options - what is left out
 */
export function describe(run: Run, goals?: readonly string[], options: DescribeOptions = {}): GraphDescription {
  const { steps, scopes, place, roots } = run.program.plan;
  const places = goals === undefined ? roots : goals.map((goal) => place.get(goal) as number);
  const shown = shownIn(run, places);
  const keyOf = (at: number): string => (steps[at] as Step).key;
  const nodes: GraphNode[] = [];
  const edges: GraphEdge[] = [];
  for (const at of [...shown.inputs, ...shown.lines].sort((a, b) => a - b)) {
    const step = steps[at] as Step;
    const { key, name, scope, row, way } = step;
    const [equation, source] = [equationOf(way), sourceAt(run, at)];
    nodes.push({
      key,
      name,
      scope: scopeName(scopes, scope),
      words: wordsOf(row, name),
      unit: unitOf(name),
      value: run.values[at] as number,
      kind: kindAt(run, at),
      ...(equation === undefined ? {} : { equation }),
      ...(source === undefined ? {} : { source }),
    });
    if (!isLine(step)) continue;
    for (const [index, input] of step.from.entries()) {
      const from = keyOf(shownAt(run, input));
      edges.push({ from, to: key, as: way?.names?.[index] ?? from });
    }
  }
  return pruned([...new Set(places.map((at) => keyOf(shownAt(run, at))))], nodes, edges, options);
}

/** A row in its scope, with the ways that an outer graph puts before its own. */
interface Met {
  readonly table: Table;
  readonly scope: string;
  readonly name: string;
  readonly outer?: { readonly at: Omit<Met, "name">; readonly over: Readonly<Record<string, readonly AnyWay[]>> };
}

function kindOf(ways: readonly AnyWay[]): NodeKind {
  if (ways.some(({ kind, isHeld }) => kind === "solve" || kind === "between" || isHeld === true)) return "decision";
  if (ways.some(({ kind }) => kind !== "read")) return "computed";
  if (ways.some(({ isAssumed }) => isAssumed !== true)) return "record";
  if (ways.length === 0) return "given";
  return ways.every(({ figure }) => isDefinition(figure)) ? "defined" : "assumed";
}

/**
 * All that may lead to some quantities of a table: every way of each row, whatever is given.
 *
 * @param table - the rows
 * @param goals - names of quantities; `x?` and those in parts as elsewhere
 * @param options - what is left out
 */
export function describeTable(table: Table, goals: readonly string[], options: DescribeOptions = {}): GraphDescription {
  const nodes = new Map<string, GraphNode>();
  const edges = new Map<string, GraphEdge>();
  const open = new Set<string>();
  const keyOf = ({ scope, name }: Met): string => scopedKey(scope, name);
  const metOf = (at: Omit<Met, "name">, need: string): Met => {
    const [first = "", second] = need.replace(/\?$/u, "").split(".");
    if (second === undefined) return { ...at, name: first };
    const row = at.table[first];
    if (row === undefined || !isPart(row)) throw new Error(`the graph has no part ${first}`);
    return { table: row.inner, scope: scopedKey(at.scope, first), name: second, outer: { at, over: row.over } };
  };
  const visit = (met: Met): string => {
    const { table: own, scope, name, outer } = met;
    const key = keyOf(met);
    if (nodes.has(key) || open.has(key)) return key;
    const row = own[name];
    if (row === undefined || isPart(row)) throw new Error(`the graph has no quantity ${key}`);
    open.add(key);
    const over = outer?.over[name] ?? [];
    const link = (at: Omit<Met, "name">, { needs, names, reached }: AnyWay): void => {
      for (const [index, need] of [...needs, ...(reached === undefined ? [] : [reached])].entries()) {
        const from = visit(metOf(at, need));
        const as = names?.[index] ?? need.replace(/\?$/u, "");
        if (from !== key) edges.set([from, key, as].join(" "), { from, to: key, as });
      }
    };
    if (outer !== undefined) for (const way of over) link(outer.at, way);
    for (const way of row.ways) link(met, way);
    const ways = [...over, ...row.ways];
    const equations = [...new Set(ways.flatMap((way) => equationOf(way) ?? []))];
    const [source] = ways.flatMap(({ formula }) => formula?.card.source ?? []);
    nodes.set(key, {
      key,
      name,
      scope,
      words: wordsOf(row, name),
      unit: unitOf(name),
      kind: kindOf(ways),
      ...(equations.length === 0 ? {} : { equation: equations.join("; or ") }),
      ...(source === undefined ? {} : { source }),
    });
    return key;
  };
  const found = goals.map((goal) => visit(metOf({ table, scope: "" }, goal)));
  return pruned(found, [...nodes.values()], [...edges.values()], options);
}
