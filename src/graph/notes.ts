import type { Figure } from "../core/figure.js";
import { figureAt, type Run, valueIn } from "./evaluate.js";
import { GIVEN, isDefinition, layoutOf, originOf } from "./lines.js";
import { type ScopeShape, scopedKey, type Step } from "./plan.js";

/** Something that a way says of an estimate. */
export interface Said {
  readonly code: string;
  readonly message: string;
}

/** What the ways say that lead to the goals of a run, in one of its scopes, each thing once. */
export function saidBy(run: Run, prefix = ""): Said[] {
  const { steps, scopes } = run.program.plan;
  const read = (name: string): number | undefined => valueIn(run, scopedKey(prefix, name));
  const said = new Map<string, Said>();
  for (const at of layoutOf(run).noted) {
    const { way, scope } = steps[at] as Step;
    if (way?.note === undefined || (scopes[scope] as ScopeShape).prefix !== prefix) continue;
    const { code, say } = way.note;
    for (const message of [say(read, run.records[scope] as never, run.values[at] as number) ?? []].flat()) {
      said.set(message, { code, message });
    }
  }
  return [...said.values()];
}

/** Names of the inputs that the library chose because the caller gave nothing, and the fits that others of them are constants of. */
export function assumedInputs(run: Run): { readonly names: readonly string[]; readonly fits: readonly string[] } {
  const [names, fits] = [new Set<string>(), new Set<string>()];
  for (const at of layoutOf(run).inputs) {
    const { kind, way, name } = run.program.plan.steps[at] as Step;
    const isChosen = kind === "read" && way?.isAssumed === true && !isDefinition(figureAt(run, at));
    if (!isChosen && !(kind === "between" && originOf(run, at).kind === "default")) continue;
    if (way?.fit === undefined) names.add(name);
    else fits.add(way.fit);
  }
  return { names: [...names], fits: [...fits] };
}

/** Inputs with a cited figure, by their name and the scope that reads them. */
export function citedInputs(run: Run): { readonly name: string; readonly scope: number; readonly figure: Figure }[] {
  return layoutOf(run).inputs.flatMap((at) => {
    const { name, scope } = run.program.plan.steps[at] as Step;
    const figure = figureAt(run, at);
    return typeof figure === "object" && "basis" in figure ? [{ name, scope, figure }] : [];
  });
}

/** Names of the inputs that the caller gave without a source and without a range, where they are not exact by nature. */
export function exactInputs(run: Run): string[] {
  const names = new Set<string>();
  for (const at of layoutOf(run).inputs) {
    const { kind, way, name, row } = run.program.plan.steps[at] as Step;
    // What a reader makes of choices and dimensions is exact; a figure of a record may be anything that its writer measured.
    if (row.isExact === true || row.isWhole === true || (kind === "read" ? way?.path === undefined : kind !== "given")) continue;
    const figure = figureAt(run, at);
    if (figure === undefined || originOf(run, at) !== GIVEN) continue;
    if (typeof figure === "number" || (figure.low ?? figure.high) === undefined) names.add(name);
  }
  return [...names];
}
