import { FootprintError } from "../core/errors.js";
import type { Given } from "../core/figure.js";
import type { Line, LineInput, Origin } from "../core/line.js";
import { sumOfParts } from "../core/sum.js";
import { type Unit, unitOf } from "../core/units.js";
import { figureAt, moversOf, type Run } from "./evaluate.js";
import type { Base, Plan, Step } from "./plan.js";

/** The equation of a sum line. */
const SUM = sumOfParts.card;

/** The origin of what a caller gave without a source. */
export const GIVEN: Origin = { kind: "given" };

/** The step that a place stands for: that which a pick takes. */
export function shownAt({ program: { plan }, values }: Run, place: number): number {
  let at = place;
  for (;;) {
    const { kind, from } = plan.steps[at] as Step;
    if (kind !== "pick") return at;
    at = from[values[from[0] as number] === 0 ? 2 : 1] as number;
  }
}

/** Whether a step is a line where a trace shows it: computed, and no decision. */
export const isLine = ({ kind, way }: Step): boolean => (kind === "line" || kind === "sum") && way?.isHeld !== true;

/** Places of the lines that lead to roots, those of the plan where left out, and of the inputs that they show; what only leads to a decision is neither. */
export function shownIn(
  run: Run,
  roots: readonly number[] = run.program.plan.roots,
): { readonly lines: readonly number[]; readonly inputs: readonly number[] } {
  const { steps } = run.program.plan;
  const shown = new Set(roots.map((place) => shownAt(run, place)));
  for (const at of shown) {
    const step = steps[at] as Step;
    if (isLine(step)) for (const input of step.from) shown.add(shownAt(run, input));
  }
  const places = [...shown].sort((a, b) => a - b);
  return { lines: places.filter((at) => isLine(steps[at] as Step)), inputs: places.filter((at) => !isLine(steps[at] as Step)) };
}

/** Where the value of a step comes from. */
export function originOf(run: Run, at: number): Origin {
  const step = run.program.plan.steps[at] as Step;
  const { kind, way, key, scope, from } = step;
  if (isLine(step)) return { kind: "line", line: key };
  if (kind === "line" || kind === "sum") {
    const { id, at: place } = way?.formula?.card.source ?? SUM.source;
    return { kind: "default", source: id, at: place };
  }
  if (kind === "solve") {
    const [wanted, least] = from.map((place) => run.values[place] as number);
    return { kind: "calibration", reference: way?.says?.(wanted as number, run.values[at] === least) as string };
  }
  if (kind === "between") {
    const cited = way?.cites?.(run.records[scope] as never);
    if (cited === undefined) return GIVEN;
    return "source" in cited
      ? { kind: "default", source: cited.source, at: cited.at }
      : { kind: "calibration", reference: cited.calibratedTo };
  }
  const figure = figureAt(run, at) as Given;
  if (typeof figure === "number") return GIVEN;
  if ("calibratedTo" in figure) return { kind: "calibration", reference: figure.calibratedTo };
  if ("source" in figure) return { kind: way?.isAssumed === true ? "default" : "source", source: figure.source, at: figure.at };
  return GIVEN;
}

/** A line as all runs of a plan have it: all but its numbers. */
interface Drawn {
  readonly place: number;
  readonly head: Pick<Line, "key" | "unit" | "formula" | "equation" | "source">;
  readonly inputs: readonly { readonly at: number; readonly name: string; readonly unit: Unit }[];
  /** The first sum that it is an addend of. */
  partOf?: string;
}

/** What runs of a plan show that take the same of what it picks from. */
interface Layout {
  readonly lines: readonly Drawn[];
  readonly inputs: readonly number[];
  /** Places of what says something of an estimate. */
  readonly noted: readonly number[];
  /** Lines without anything that an input of a shape may change: the same for all of them. */
  readonly same: WeakMap<Base, (Line | undefined)[]>;
}

const layouts = /* @__PURE__ */ new WeakMap<Plan, { readonly picks: readonly number[]; readonly byPicks: Map<string, Layout> }>();

/** What a run shows of what its plan shows. */
export function layoutOf(run: Run): Layout {
  const { plan } = run;
  const { steps } = plan;
  let known = layouts.get(plan);
  if (known === undefined) {
    known = { picks: steps.flatMap(({ kind, from }) => (kind === "pick" ? [from[0] as number] : [])), byPicks: new Map() };
    layouts.set(plan, known);
  }
  const picked = known.picks.map((place) => (run.values[place] === 0 ? "n" : "y")).join("");
  const layout = known.byPicks.get(picked) ?? draw(run);
  known.byPicks.set(picked, layout);
  return layout;
}

function draw(run: Run): Layout {
  const { steps } = run.plan;
  const shown = shownIn(run);
  const byKey = new Map<string, Drawn>();
  for (const place of shown.lines) {
    const { key, way, from } = steps[place] as Step;
    // Two lines of one key could not be told apart by the origins that name them: a slip in a table, not in the caller's input.
    if (byKey.has(key)) throw new FootprintError("invalid-input", `the trace holds two lines ${key}`, { field: key });
    const { id, equation, source } = way?.formula?.card ?? SUM;
    const inputs = from.map((input, index) => {
      const at = shownAt(run, input);
      const name = way?.names?.[index] ?? (steps[at] as Step).key;
      return { at, name, unit: unitOf(name) };
    });
    if (way?.formula === undefined) {
      for (const { name } of inputs) {
        const line = byKey.get(name);
        if (line !== undefined) line.partOf ??= key;
      }
    }
    byKey.set(key, { place, head: { key, unit: way?.formula?.card.unit ?? unitOf(key), formula: id, equation, source }, inputs });
  }
  const noted = [...shown.lines, ...shown.inputs].filter((at) => (steps[at] as Step).way?.note !== undefined).sort((a, b) => a - b);
  return { lines: [...byKey.values()], inputs: shown.inputs, noted, same: new WeakMap() };
}

/** The lines of a run, each after the lines that it uses. */
export function linesOf(run: Run): Line[] {
  const { values, base } = run;
  const { lines, same } = layoutOf(run);
  const ends = new Map<number, { readonly low: number; readonly high: number }>();
  for (const { at, low, high } of moversOf(run)) for (const place of at) ends.set(place, { low, high });
  const kept = same.get(base) ?? [];
  same.set(base, kept);
  const origins: (Origin | undefined)[] = [];
  return lines.map(({ place, head: { key, unit, formula, equation, source }, inputs, partOf }, index): Line => {
    const before = kept[index];
    if (before !== undefined) return before;
    const line: Line = {
      key,
      value: values[place] as number,
      unit,
      formula,
      equation,
      source,
      inputs: inputs.map(({ at, name, unit: its }): LineInput => {
        const origin = (origins[at] ??= originOf(run, at));
        const range = ends.get(at);
        return range === undefined
          ? { name, value: values[at] as number, unit: its, origin }
          : { name, value: values[at] as number, unit: its, origin, low: range.low, high: range.high };
      }),
      ...(partOf === undefined ? {} : { partOf }),
    };
    if (base.isFixed[place] === 1 && inputs.every(({ at }) => base.isFixed[at] === 1)) kept[index] = frozen(line);
    return line;
  });
}

/** What several results share must not change with one of them. */
function frozen(line: Line): Line {
  for (const input of line.inputs) Object.freeze(input);
  Object.freeze(line.inputs);
  return Object.freeze(line);
}

/** What the equations of the library define (no such part, a bound) is no choice. */
export const isDefinition = (figure: Given | undefined): boolean =>
  typeof figure === "object" && "basis" in figure && figure.basis === "derived" && figure.source === "llm-footprint";
