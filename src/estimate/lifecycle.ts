import {
  amortisedEmissions,
  amortisedEnergy,
  overtakingRequests as requestsToOvertake,
  requestEnergy,
  tokenMillions,
} from "../adaptation/break-even.js";
import { periodRequests } from "../adaptation/repeat.js";
import { dataVersion } from "../catalog/version.js";
import { dayReached, readDay, type Span } from "../core/dates.js";
import { Evaluator, type Quantity } from "../core/evaluator.js";
import { type Given, valueOf } from "../core/figure.js";
import type { Driver } from "../core/range.js";
import { type Line, Trace } from "../core/trace.js";
import { defaults } from "../catalog/defaults.js";
import { endOfLifeEmissions } from "../emissions/component-bill.js";
import { replicatedBytes, storageEnergy } from "../energy/storage.js";
import { definition } from "./definition.js";
import { wireFineTuning } from "./fine-tuning-wiring.js";
import { inputOr } from "./input-or.js";
import { checkLifecycle, type LifecycleInput, type LifePhase, type LifeRetirement, type LifeStorage } from "./lifecycle-input.js";
import { SharedLoads, wireCall } from "./model-call.js";
import {
  gridLines,
  gridNotes,
  type LedgerPhase,
  numbersOf,
  type Phase,
  type PhaseEstimate,
  phaseOf,
  type PhaseQuantities,
  type PhaseTotals,
  type Ranged,
  wireRepeated,
  wireSum,
  wireWork,
} from "./phases.js";
import { wireRag } from "./rag.js";
import { wireTraining } from "./training-wiring.js";
import type { Note } from "./note.js";
import { tuningPlaces } from "./fine-tuning-input.js";
import { ragPlaces } from "./rag-input.js";

/** A phase of a life with its dates. */
export interface LifePhaseEstimate extends PhaseEstimate {
  readonly label: string | null;
  readonly start: string | null;
  readonly end: string | null;
}

/** What one unit of service bears of what happened once. */
export interface Amortised {
  readonly energyKwh: Ranged;
  readonly totalGramsCo2e: Ranged;
}

/** An estimate of a whole life. */
export interface LifecycleEstimate extends PhaseTotals {
  readonly kind: "lifecycle";
  readonly dataVersion: string;
  readonly boundary: { readonly lifecycle: "full_life"; readonly system: "datacenter" };
  readonly low: PhaseTotals;
  readonly high: PhaseTotals;
  readonly phases: readonly LifePhaseEstimate[];
  /** Training, experiments, fine-tuning, storage and retirement per request, `null` without a stated number of requests: not zero. */
  readonly perRequest: Amortised | null;
  /** The same per million generated tokens, `null` without a stated number of tokens. */
  readonly perMillionTokens: Amortised | null;
  /** When serving has taken as much energy as making the model; `null` where nothing is served or nothing made. */
  readonly overtaking: {
    /** Requests of the mean kind (count). */
    readonly requests: Ranged;
    /** The day, where the first and the last day of every kind of requests are known and it lies between them; each comes in at an even rate. */
    readonly day: string | null;
  } | null;
  readonly drivers: readonly Driver[];
  readonly lines: readonly Line[];
  readonly notes: readonly Note[];
}

const NOTHING = definition(0, "no energy");
const ONE_COPY = definition(1, "one copy where none is stated");
const MILLION = definition(1e6, "per million tokens");

/** A wired phase of a life with what it is called and when it happens. */
interface Entry {
  readonly phase: Phase;
  readonly of: LifePhase;
}

/** A life while it is wired. */
interface Builder {
  readonly t: Evaluator;
  readonly loads: SharedLoads;
  readonly entries: Entry[];
}

function add(b: Builder, name: string, phase: LedgerPhase, of: LifePhase, wire: () => PhaseQuantities): void {
  b.entries.push({ phase: { name, phase, place: "cloud", quantities: b.t.within(name, wire) }, of });
}

function numbered(name: string, index: number): string {
  return index === 0 ? name : `${name}${index}`;
}

function wireStorage(t: Evaluator, storage: LifeStorage): PhaseQuantities {
  return wireWork(t, {
    place: storage,
    itEnergyKwh: t.line("itEnergyKwh", storageEnergy, {
      storedBytes: t.line("replicatedBytes", replicatedBytes, {
        datasetBytes: t.input("keptBytes", storage.storedBytes),
        storageReplicas: inputOr(t, "storageReplicas", storage.replicas, ONE_COPY),
      }),
      storageWattsPerTerabyte: t.fallback("storageWattsPerTerabyte", defaults.storageWattsPerTerabyte[storage.medium ?? "ssd"]),
      storageYears: t.input("storageYears", storage.years),
    }),
    hardware: undefined,
    prices: {},
  });
}

function wireRetirement(
  t: Evaluator,
  { endOfLifeFraction, gramsCo2e }: LifeRetirement,
  before: readonly PhaseQuantities[],
): PhaseQuantities {
  const none = t.fallback("retirementEnergyKwh", NOTHING);
  const operational = t.fallback("retirementGramsCo2e", NOTHING);
  const embodied =
    endOfLifeFraction === undefined
      ? t.input("endOfLifeGramsCo2e", gramsCo2e as Given)
      : t.line("endOfLifeGramsCo2e", endOfLifeEmissions, {
          manufactureGramsCo2e: t.sum(
            "manufactureGramsCo2e",
            before.map(({ embodiedGramsCo2e }) => embodiedGramsCo2e),
          ),
          endOfLifeFraction: t.input("endOfLifeFraction", endOfLifeFraction),
        });
  return {
    deviceHours: undefined,
    itEnergyKwh: none,
    energyKwh: none,
    operationalGramsCo2e: operational,
    embodiedGramsCo2e: embodied,
    totalGramsCo2e: t.sum("totalGramsCo2e", [operational, embodied]),
    marketOperationalGramsCo2e: operational,
    waterLitres: t.fallback("retirementLitres", NOTHING),
    costUsd: undefined,
  };
}

/** What is served: how often, and what it takes. */
interface Served {
  readonly requests: Quantity<"1">[];
  readonly energies: Quantity<"kWh">[];
}

function wireServed(b: Builder, input: LifecycleInput): Served {
  const { t, loads } = b;
  const served: Served = { requests: [], energies: [] };
  const serve = (name: string, of: LifePhase, requests: Quantity<"1">, once: PhaseQuantities): void => {
    const quantities = t.within(`${name}All`, () => wireRepeated(t, once, requests));
    b.entries.push({ phase: { name, phase: "inference", place: "cloud", quantities }, of });
    served.requests.push(requests);
    served.energies.push(quantities.energyKwh);
  };
  for (const [index, one] of (input.inference ?? []).entries()) {
    const name = numbered("inference", index);
    const { requests, ...call } = one;
    serve(
      name,
      one,
      t.input("requests", requests),
      t.within(name, () => wireCall(t, loads, call).quantities),
    );
  }
  const { rag } = input;
  if (rag !== undefined) {
    const total = t.within("rag", () => wireRag(t, rag, loads).total);
    serve(
      "rag",
      rag,
      t.line("ragRequests", periodRequests, {
        requestsPerDay: t.input("requestsPerDay", rag.requestsPerDay),
        periodDays: t.input("ragDays", rag.days),
      }),
      total,
    );
  }
  return served;
}

/** The day on which serving has taken as much as making, each kind of requests at an even rate between its first and its last day. */
function overtakingDay(t: Evaluator, entries: readonly Entry[], makingKwh: number): string | null {
  const spans = entries.map(({ phase, of: { start, end } }) =>
    start === undefined || end === undefined
      ? undefined
      : {
          from: readDay("lifecycle", "start", start),
          to: readDay("lifecycle", "end", end),
          amount: t.value(phase.quantities.energyKwh),
        },
  );
  return spans.some((span) => span === undefined) ? null : dayReached(spans as readonly Span[], makingKwh);
}

/**
 * Estimates the whole life of a model: training, experiments, fine-tunings, requests, retrieval, storage and retirement, each with its own hardware,
 * place and dates; shares of the whole, what a request bears of what happened once, and when serving overtakes making.
 *
 * @param input - the phases of the life; those that are left out do not count, and a note says so
 * @returns the numbers of the whole and of each phase (units in their names), lines and notes
 * @throws `FootprintError` naming the field, the value and the bound or the fix
 *
 * @example
 * ```ts
 * import { estimateLifecycle } from "llm-footprint/adaptation";
 * import { accelerators } from "llm-footprint/catalog/accelerators";
 * import { models } from "llm-footprint/catalog/models";
 *
 * const place = { accelerator: accelerators["h100-sxm-80gb"], pue: 1.2, grid: { intensityGramsPerKwh: 400 } };
 * const life = estimateLifecycle({
 *   training: { ...place, model: models["llama-3.1-8b"], tokens: 15e12, acceleratorCount: 2000 },
 *   inference: [{ ...place, model: models["llama-3.1-8b"], batch: 64, inputTokens: 500, outputTokens: 300, requests: 1e9 }],
 *   lifetimeRequests: 1e9,
 * });
 * console.log(life.phases.map(({ name }) => name).join(" ")); // training inference
 * ```
 */
export function estimateLifecycle(input: LifecycleInput): LifecycleEstimate {
  checkLifecycle(input);
  const trace = new Trace();
  const t = new Evaluator(trace);
  const b: Builder = { t, loads: new SharedLoads(), entries: [] };
  const { training, experimentation, storage, retirement } = input;
  if (training !== undefined) {
    add(b, "training", "pretraining", training, () => {
      const work = wireTraining(t, training);
      return phaseOf(t, work, work.deviceHours, {});
    });
  }
  if (experimentation !== undefined) {
    const [run] = b.entries as [Entry];
    add(b, "experimentation", "experimentation", {}, () =>
      wireRepeated(t, run.phase.quantities, t.input("experimentationFactor", experimentation)),
    );
  }
  for (const [index, tuning] of (input.fineTuning ?? []).entries()) {
    add(b, numbered("fineTuning", index), "fine_tuning", tuning, () => wireFineTuning(t, tuning, b.loads).total);
  }
  const made = b.entries.length;
  const served = wireServed(b, input);
  if (storage !== undefined) add(b, "storage", "storage", storage, () => wireStorage(t, storage));
  if (retirement !== undefined) {
    const before = b.entries.map(({ phase }) => phase.quantities);
    add(b, "retirement", "end_of_life", retirement, () => wireRetirement(t, retirement, before));
  }
  const all = b.entries.map(({ phase }) => phase);
  const total = wireSum(
    t,
    all.map(({ quantities }) => quantities),
  );
  const extra: Record<string, Quantity> = {};
  const isServed = (name: string): boolean => name.startsWith("inference") || name === "rag";
  const once = all.filter(({ name }) => !isServed(name)).map(({ quantities }) => quantities);
  const onceKwh =
    once.length === 0
      ? undefined
      : t.sum(
          "onceEnergyKwh",
          once.map(({ energyKwh }) => energyKwh),
        );
  wireAmortised(t, input, once, onceKwh, extra);
  const makingKwh =
    made === 0
      ? undefined
      : t.sum(
          "makingEnergyKwh",
          all.slice(0, made).map(({ quantities }) => quantities.energyKwh),
        );
  const allRequests = served.requests.length === 0 ? undefined : t.sum("servedRequests", served.requests);
  if (makingKwh !== undefined && allRequests !== undefined) {
    extra["overtakingRequests"] = t.line("overtakingRequests", requestsToOvertake, {
      onceKwh: makingKwh,
      requestKwh: t.line("meanRequestKwh", requestEnergy, { servedKwh: t.sum("servedEnergyKwh", served.energies), requests: allRequests }),
    });
  }
  const numbers = numbersOf<string>(t, trace, total, all, extra);
  const { totals, low, high, drivers } = numbers;
  const overtakes = numbers.extra["overtakingRequests"];
  return {
    kind: "lifecycle",
    dataVersion,
    boundary: { lifecycle: "full_life", system: "datacenter" },
    ...totals,
    low,
    high,
    phases: numbers.phases.map((phase, index) => {
      const { label = null, start = null, end = null } = (b.entries[index] as Entry).of;
      return { ...phase, label, start, end };
    }),
    perRequest: amortisedOf(numbers.extra, "request"),
    perMillionTokens: amortisedOf(numbers.extra, "million"),
    overtaking:
      overtakes === undefined
        ? null
        : {
            requests: overtakes,
            day: overtakingDay(
              t,
              b.entries.filter(({ phase }) => isServed(phase.name)),
              t.value(makingKwh as Quantity<"kWh">),
            ),
          },
    drivers,
    lines: [...gridLines(placesOf(input)), ...trace.lines()],
    notes: noteLifecycle(input, trace),
  };
}

function amortisedOf(extra: Readonly<Record<string, Ranged>>, unit: "request" | "million"): Amortised | null {
  const [energyKwh, totalGramsCo2e] = [extra[`${unit}Kwh`], extra[`${unit}GramsCo2e`]];
  return energyKwh === undefined || totalGramsCo2e === undefined ? null : { energyKwh, totalGramsCo2e };
}

/** What one request, and a million tokens, bear of what happened once. */
function wireAmortised(
  t: Evaluator,
  { lifetimeRequests, lifetimeTokens }: LifecycleInput,
  once: readonly PhaseQuantities[],
  onceKwh: Quantity<"kWh"> | undefined,
  extra: Record<string, Quantity>,
): void {
  if (onceKwh === undefined) return;
  const onceGramsCo2e = t.sum(
    "onceGramsCo2e",
    once.map(({ totalGramsCo2e }) => totalGramsCo2e),
  );
  const spread = (unit: "request" | "million", lifetimeUnits: Quantity<"1">): void => {
    extra[`${unit}Kwh`] = t.line(`${unit}Kwh`, amortisedEnergy, { onceKwh, lifetimeUnits });
    extra[`${unit}GramsCo2e`] = t.line(`${unit}GramsCo2e`, amortisedEmissions, { onceGramsCo2e, lifetimeUnits });
  };
  if (lifetimeRequests !== undefined) spread("request", t.input("lifetimeRequests", lifetimeRequests));
  if (lifetimeTokens !== undefined) {
    spread(
      "million",
      t.line("lifetimeMillions", tokenMillions, {
        tokens: t.input("lifetimeTokens", lifetimeTokens),
        unitTokens: t.fallback("millionTokens", MILLION),
      }),
    );
  }
}

/** Everything of a life that may run at a place of its own. */
function placesOf({ training, fineTuning = [], inference = [], rag, storage }: LifecycleInput): Parameters<typeof gridLines>[0] {
  return [
    training,
    ...fineTuning.flatMap((tuning) => tuningPlaces(tuning)),
    ...inference,
    ...(rag === undefined ? [] : ragPlaces(rag)),
    storage,
  ];
}

/** What the life leaves out, and what could not be told. */
function noteLifecycle(input: LifecycleInput, trace: Trace): Note[] {
  const phases: readonly (readonly [string, unknown])[] = [
    ["training", input.training],
    ["experimentation", input.experimentation ?? input.training?.experimentationFactor],
    ["fine-tuning", input.fineTuning],
    ["inference", input.inference ?? input.rag],
    ["storage", input.storage ?? input.training?.storage],
    ["retirement", input.retirement],
  ];
  const missing = phases.flatMap(([name, given]) => (given === undefined ? [name] : []));
  const notes: Note[] = [
    {
      code: "boundary",
      message: `A whole life in data centres, PUE once in each phase, with the share of the manufacture.${
        missing.length === 0 ? "" : ` Left out, not zero: ${missing.join(", ")}.`
      } Devices of users and networks are outside.`,
    },
  ];
  if (input.lifetimeRequests === undefined && input.lifetimeTokens === undefined) {
    notes.push({
      code: "missing-part",
      message: "No lifetime is stated (lifetimeRequests or lifetimeTokens): what a request bears of the training is not known, not zero.",
    });
  }
  if (input.lifetimeRequests !== undefined && input.inference !== undefined) {
    const [stated, served] = [valueOf(input.lifetimeRequests), input.inference.map(({ requests }) => valueOf(requests))];
    if (served.some((count) => count > stated)) {
      notes.push({ code: "magnitude", message: `More requests are served than the ${stated} of the stated life: check both.` });
    }
  }
  const fallbacks = trace.fallbackInputs();
  if (fallbacks.length > 0) {
    notes.push({ code: "defaults-used", message: `Taken from cited records or assumptions because not given: ${fallbacks.join(", ")}.` });
  }
  notes.push(...gridNotes(placesOf(input)));
  return notes;
}
