import type { PhaseTotals } from "./generated/totals.js";
import { partShare } from "../adaptation/break-even.js";
import { dataVersion } from "../catalog/version.js";
import { type Run, valueIn } from "../graph/evaluate.js";
import { copied, type Kind, type RangedTotals, rangesOf } from "../graph/kind.js";
import type { Driver } from "../graph/ranges.js";
import { type Plan, scopedKey } from "../graph/plan.js";
import { type Field, resultMaker } from "../graph/result.js";
import type { Note } from "./note.js";
import { notesOf, traceOf } from "./run-notes.js";
import type { LedgerPhase, LedgerPlace, PhaseEstimate, Ranged } from "./phases.js";

/** The keys of {@link PhaseTotals}, in the order in which they are printed. */
export const phaseTotals = [
  "deviceHours?",
  "itEnergyKwh",
  "energyKwh",
  "operationalGramsCo2e",
  "embodiedGramsCo2e",
  "totalGramsCo2e",
  "marketOperationalGramsCo2e?",
  "waterLitres?",
  "costUsd?",
] as const;
/** The same as keys. */
const phaseKeys = phaseTotals.map((total) => (total.endsWith("?") ? total.slice(0, -1) : total));
/** The rows of `repeated` that a phase shows, for a kind to ask for beside its totals. */
export const phaseGoals = (...parts: readonly string[]): string[] =>
  parts.flatMap((part) => phaseKeys.map((key) => `${part}.${scopedKey("all", key)}?`));

/** A part of an estimate as a ledger knows it; `name` is the scope of its lines. */
export interface PhaseOf {
  readonly name: string;
  /** The part that it is a part and a share of, where that is not the whole. */
  readonly within?: string;
  /** What it is called there. */
  readonly shown?: string;
  readonly phase: LedgerPhase;
  readonly place: LedgerPlace;
}

/** A run of a kind that is made of phases, with its ranges, which are made once for everything that shows them. */
export interface Phased<Input> {
  readonly run: Run;
  readonly input: Input;
  readonly phases: readonly PhaseOf[];
  /** Places of every number that a result shows with its ends. */
  readonly goals: ReadonlyMap<string, number>;
  ranges: RangedTotals<Readonly<Record<string, number>>> | undefined;
}

const at = (name: string, key: string): string => `${name}/${key}`;

/** Every number that a result shows with its ends: totals, further quantities, phases. */
function goalsOf(
  { place }: Plan,
  phases: readonly PhaseOf[],
  totals: ReadonlyMap<string, number>,
  further: readonly string[],
): Map<string, number> {
  const goals = new Map(totals);
  for (const name of further) if (place.has(name)) goals.set(name, place.get(name) as number);
  for (const { name } of phases) {
    for (const key of phaseKeys) {
      const found = place.get(scopedKey(name, scopedKey("all", key)));
      if (found !== undefined) goals.set(at(name, key), found);
    }
  }
  return goals;
}

/** The numbers of a part with their ends. */
type RangedPhase = PhaseTotals & Pick<PhaseEstimate, "low" | "high">;

/** How results of phases read their numbers. */
export interface PhasedNumbers<Input> {
  /** A quantity of the whole with its ends. */
  readonly ranged: (of: Phased<Input>, name: string) => Ranged;
  /** The numbers of a phase with their ends. */
  readonly totals: (of: Phased<Input>, name: string) => RangedPhase;
  /** The numbers of a part that is no phase; `undefined` where there is no such part. */
  readonly part: (of: Phased<Input>, name: string) => PhaseTotals | undefined;
  /** The parts of the whole, or of one of its parts. */
  readonly phases: (of: Phased<Input>, within?: string) => readonly PhaseEstimate[];
  /** Totals with every input at the end of its range that makes them low, or high. */
  readonly low: (of: Phased<Input>) => PhaseTotals;
  readonly high: (of: Phased<Input>) => PhaseTotals;
  readonly drivers: (of: Phased<Input>) => readonly Driver[];
}

/** What a kind that is made of phases says of its results. */
interface PhasedOptions<Input> {
  /** `kind` of its results. */
  readonly name: string;
  readonly boundary: Readonly<Record<"lifecycle" | "system", string>>;
  /** Its phases in the order of a result; those that a plan does not have are left out. */
  readonly phases: (input: Input) => readonly PhaseOf[];
  /** Quantities beside the totals whose ends a result shows. */
  readonly further?: readonly string[];
  /** Further quantities of a result, before the totals. */
  readonly head?: readonly string[];
  /** Choices of the input that a result repeats, before them. */
  readonly repeats?: readonly (keyof Input & string)[];
  /** Keys made at their first reading, before `lines` and `notes`; those of a result with totals are added unless they are among them. */
  readonly later?: (numbers: PhasedNumbers<Input>) => Readonly<Record<string, Field<Phased<Input>>>>;
  /** What it says of itself, beside the ways by which it is had. */
  readonly notes: (input: Input, run: Run) => readonly Note[];
  /** Prefix of the part whose hardware, gaps and odd numbers stand for those of all. */
  readonly mainPart?: string;
}

/** How a kind that is made of phases makes its results: totals at once; phases, low, high, drivers and the rest when they are read. */
export function phasedEstimator<Input extends object, Result>(
  kind: Kind<Input>,
  {
    name: resultKind,
    boundary,
    phases: phasesOf,
    further = [],
    head = [],
    repeats = [],
    later = () => ({}),
    notes,
    mainPart,
  }: PhasedOptions<Input>,
): (input: Input) => Result {
  const makers = new WeakMap<Plan, (of: Phased<Input>) => Result>();
  // The same goals for all runs that show the same phases, so that what moves them is found once.
  const goalsBy = new WeakMap<Plan, Map<string, ReadonlyMap<string, number>>>();
  const rangesIn = (of: Phased<Input>): RangedTotals<Readonly<Record<string, number>>> =>
    (of.ranges ??= rangesOf(of.run, of.goals, kind.options.rankBy ?? "totalGramsCo2e"));
  const pick = (numbers: (key: string) => number | undefined, name?: string): PhaseTotals =>
    Object.fromEntries(
      phaseKeys.flatMap((key) => {
        const value = numbers(name === undefined ? key : at(name, key));
        return value === undefined ? [] : [[key, value]];
      }),
    ) as unknown as PhaseTotals;
  const central =
    ({ goals, run: { values } }: Phased<Input>) =>
    (key: string): number | undefined => {
      const found = goals.get(key);
      return found === undefined ? undefined : values[found];
    };
  const ends = (of: Phased<Input>, end: "low" | "high", name?: string): PhaseTotals => pick((key) => rangesIn(of)[end][key], name);
  const ranged = (of: Phased<Input>, name: string): RangedPhase => ({
    ...pick(central(of), name),
    low: ends(of, "low", name),
    high: ends(of, "high", name),
  });
  const phase = (of: Phased<Input>, { name, within, shown = name, phase: ledger, place }: PhaseOf): PhaseEstimate => {
    const own = ranged(of, name);
    const { totalGramsCo2e } = pick(central(of), within);
    return {
      name: shown,
      phase: ledger,
      place,
      ...own,
      share: totalGramsCo2e === 0 ? 0 : partShare.raw({ partGramsCo2e: own.totalGramsCo2e, wholeGramsCo2e: totalGramsCo2e }),
    };
  };
  const numbers: PhasedNumbers<Input> = {
    ranged: (of, name) => ({
      value: central(of)(name) as number,
      low: rangesIn(of).low[name] as number,
      high: rangesIn(of).high[name] as number,
    }),
    totals: ranged,
    part: ({ run: { program, values } }, name) => {
      const { place, scopes } = program.plan;
      if (!scopes.some(({ prefix }) => prefix === name)) return undefined;
      return pick((key) => values[place.get(scopedKey(name, scopedKey("all", key))) ?? -1]);
    },
    phases: (of, within) => of.phases.filter((known) => known.within === within).map((known) => phase(of, known)),
    low: (of) => ends(of, "low"),
    high: (of) => ends(of, "high"),
    drivers: (of) => rangesIn(of).drivers,
  };
  const own = later(numbers);
  const first: Record<string, Field<Phased<Input>>> = {
    kind: () => resultKind,
    dataVersion: () => dataVersion,
    boundary: () => ({ ...boundary }),
  };
  for (const key of repeats) first[key] = ({ input }) => input[key];
  for (const key of head) first[key] = ({ run: of }) => valueIn(of, key);
  const last: Readonly<Record<string, Field<Phased<Input>>>> = {
    lines: ({ run: of }) => traceOf(of),
    notes: ({ run: of, input }) => notesOf(of, notes(input, of), mainPart),
  };
  const makerFor = (plan: Plan): ((of: Phased<Input>) => Result) => {
    const known = makers.get(plan);
    if (known !== undefined) return known;
    const { phases, low, high, drivers } = numbers;
    // A kind that shows them in another order has them among its own.
    const usual = Object.entries({ phases, low, high, drivers }).filter(([key]) => kind.options.totals.length > 0 && !(key in own));
    const ready = [...kind.totalsOf(plan)].map(([total, place]): [string, Field<Phased<Input>>] => [total, (of) => of.run.values[place]]);
    const made = resultMaker<Phased<Input>, Result>(
      { ...first, ...Object.fromEntries(ready) },
      { ...Object.fromEntries(usual), ...own, ...last },
    );
    makers.set(plan, made);
    return made;
  };
  return (given) => {
    const input = copied(given);
    const evaluated = kind.run(given, true, input);
    const { plan } = evaluated.program;
    const names = new Set(plan.scopes.map(({ prefix }) => prefix));
    const found = phasesOf(input).filter(({ name }) => names.has(name));
    return makerFor(plan)({
      run: evaluated,
      input,
      phases: found,
      get goals() {
        const text = found.map(({ name }) => name).join();
        const byPhases = goalsBy.get(plan) ?? new Map<string, ReadonlyMap<string, number>>();
        goalsBy.set(plan, byPhases);
        const goals = byPhases.get(text) ?? goalsOf(plan, found, kind.totalsOf(plan), further);
        byPhases.set(text, goals);
        return goals;
      },
      ranges: undefined,
    });
  };
}
