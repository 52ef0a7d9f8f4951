import { lazily } from "../core/lazily.js";
import { defaults } from "../catalog/defaults.js";
import { dayReached, daysBetween, readDay, type Span } from "../core/dates.js";
import { type Given, valueOf } from "../core/figure.js";
import { atLeastOne, fraction, positive } from "../core/formula.js";
import { shown } from "../core/printed.js";
import * as F from "../generated/kernels.js";
import { type Run, valueIn } from "../graph/evaluate.js";
import { kind } from "../graph/kind.js";
import { scopedKey } from "../graph/plan.js";
import { bare, graph, links, part, quantity } from "../graph/rows.js";
import { assume, by, same, sum, whole } from "../graph/ways.js";
import { instancesFor } from "../serving/capacity.js";
import { besideCalls, callRules } from "./calls.js";
import { definition } from "./definition.js";
import { fineTuning } from "./fine-tuning.js";
import { demandOf } from "./inference-input.js";
import { checkLifecycle, questionsOf, requestsOf, trainingOf, tuningsOf } from "./lifecycle-input.js";
import { unreadPlace } from "./given-rules.js";
import type { Note } from "./note.js";
import { noteRuns } from "./plausible.js";
import { type Phased, phasedEstimator, type PhasedNumbers, phaseGoals, type PhaseOf, phaseTotals } from "./phased.js";
import { type PhaseEstimate, type Ranged } from "./phases.js";
import { called } from "./tables/call.js";
import { footprint } from "./tables/embodied.js";
import { allOf, counted, inAll, totalsOf } from "./tables/phases.js";
import { place } from "./tables/place.js";
import { price, repeated, single } from "./tables/price.js";
import { ragGraph, ragRecords } from "./tables/rag.js";
import { tuningRecords } from "./tables/tuning.js";
import { type OfTraining, trainingRecords, trainingTable } from "./training.js";
import type { InferenceInput, LifecycleInput, LifePhase, LifeStorage, PlaceInput } from "./generated/inputs.js";
import type { PhasedEstimate } from "./result.js";

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
export interface LifecycleEstimate extends PhasedEstimate<"lifecycle", "full_life"> {
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
}

const nothing = assume(definition(0, "no energy"));
const notCounted = assume(definition(0, "no manufacture is counted for this part"));
const none = lazily(() => bare({ deviceHours: called().deviceHours, costUsd: price().costUsd }));

/** A training as a phase. */
const trained = lazily(() => graph<OfTraining>()({ ...trainingTable(), ...single(), ...bare({ costUsd: price().costUsd }) }));

/** Requests of a kind. */
const served = lazily(() =>
  graph<InferenceInput>()({
    ...called(),
    requests: quantity("Requests of this kind", { domain: positive, example: "1e9" }),
    repetitions: quantity(repeated().repetitions.words, same("requests")),
  }),
);

/** What is kept, and for how long. */
const kept = lazily(() => ({
  keptBytes: quantity("Size of everything that is kept once", { field: "storage.storedBytes", as: "stored", example: "100 TB" }),
  storageReplicas: quantity(
    "Copies of it; one where left out",
    { domain: atLeastOne, isWhole: true, field: "storage.replicas", example: "3" },
    assume(definition(1, "one copy where none is stated")),
  ),
  storageYears: quantity("How long it is kept, in years of 365 days", {
    domain: positive,
    field: "storage.years",
    as: "kept",
    example: "5 a",
  }),
}));
const storagePower = ({ medium = "ssd" }: Pick<LifeStorage, "medium">): Given => defaults.storageWattsPerTerabyte[medium];
const storage = lazily(() =>
  graph<Pick<LifeStorage, "medium"> & Partial<Pick<PlaceInput, "grid">>>()({
    ...place(),
    ...footprint(),
    ...single(),
    ...none(),
    ...bare(kept()),
    replicatedBytes: quantity("Size of it with its copies", by(F.replicatedBytes, { datasetBytes: "keptBytes" })),
    storageWattsPerTerabyte: quantity("Power of storage per capacity", assume(storagePower)),
    itEnergyKwh: quantity("Energy of storage", by(F.storageEnergy, { storedBytes: "replicatedBytes" })),
    embodiedGramsCo2e: quantity("Manufacture of the storage", notCounted),
  }),
);

/** The end of the hardware. */
const ends = lazily(() => ({
  endOfLifeFraction: quantity("End of life as a share of the embodied emissions of all phases", {
    domain: fraction,
    field: "retirement.endOfLifeFraction",
    example: "5%",
  }),
  endOfLifeGramsCo2e: quantity("End of life as it is known", { field: "retirement.gramsCo2e", as: "grams", example: "10 t" }),
}));
const retirement = lazily(() =>
  graph<unknown>()({
    ...single(),
    ...none(),
    ...bare({ endOfLifeFraction: ends().endOfLifeFraction }),
    manufactureGramsCo2e: quantity("Manufacture that the life has used"),
    endOfLifeGramsCo2e: quantity(ends().endOfLifeGramsCo2e.words, by(F.endOfLifeEmissions)),
    itEnergyKwh: quantity("Energy of the end, of which none is counted", nothing),
    energyKwh: quantity("Energy of the end, of which none is counted", nothing),
    operationalGramsCo2e: quantity("Emissions of electricity, of which none is counted", nothing),
    marketOperationalGramsCo2e: quantity("The same under contracts", same("operationalGramsCo2e")),
    waterLitres: quantity("Water, of which none is counted", nothing),
    embodiedGramsCo2e: quantity("End of life", same("endOfLifeGramsCo2e")),
    ...footprint(),
  }),
);

const questions = (input: LifecycleInput): object | undefined => {
  const own = questionsOf(input);
  return own && ragRecords(own);
};
const trainedOnce = (input: LifecycleInput): object | undefined => {
  const own = trainingOf(input);
  return own && trainingRecords(own);
};
const isSearched = (input: LifecycleInput & { readonly experimentationFactor?: Given }): object | undefined =>
  input.experimentationFactor === undefined ? undefined : {};
const isEnded = (input: LifecycleInput): object | undefined => input.retirement && { field: "retirement" };

const made = ["training", "experimentation", "fineTuning"] as const;
const asked = ["inference", "rag"] as const;
const beforeEnd = [...made, ...asked, "storage"] as const;
const once = [...made, "storage", "retirement"] as const;
const parts = [...beforeEnd, "retirement"] as const;

/** A model from its training to its retirement. */
const lifecycleGraph = lazily(() =>
  graph<LifecycleInput>()({
    training: part(trained(), trainedOnce),
    experimentationFactor: quantity("Failed and search runs as a multiple of the training", { known: "experimentation", example: "0.5" }),
    experimentation: part(counted(), isSearched, { ...allOf("training"), repetitions: [same("experimentationFactor")] }),
    fineTuning: part(fineTuning(), (input: LifecycleInput) => tuningsOf(input).map(tuningRecords)),
    inference: part(served(), (input: LifecycleInput) => requestsOf(input).map(demandOf)),
    requestsPerDay: quantity("Questions per day", { domain: positive, field: "rag.requestsPerDay", example: "100000" }),
    ragDays: quantity("Days on which questions are asked", { domain: positive, field: "rag.days", as: "served", example: "365" }),
    ragRequests: quantity("Questions with retrieval", by(F.periodRequests, { periodDays: "ragDays" })),
    rag: part(ragGraph(), questions, { repetitions: [same("ragRequests")] }),
    ...kept(),
    storage: part(storage(), ({ storage: own }: LifecycleInput) => own, links(kept())),
    ...ends(),
    retirement: part(retirement(), isEnded, {
      ...links(ends()),
      manufactureGramsCo2e: [whole(...inAll(beforeEnd, "allEmbodiedGramsCo2e"))],
    }),
    ...totalsOf(...parts),
    onceEnergyKwh: quantity("Energy of what happens once", whole(...inAll(once, "allEnergyKwh"))),
    onceGramsCo2e: quantity("Emissions of what happens once", whole(...inAll(once, "allTotalGramsCo2e"))),
    lifetimeRequests: quantity("Requests of the whole life, over which what happened once is spread", {
      domain: positive,
      example: "1e10",
    }),
    requestKwh: quantity(
      "Energy of what happens once, per request",
      by(F.amortisedEnergy, { onceKwh: "onceEnergyKwh", lifetimeUnits: "lifetimeRequests" }),
    ),
    requestGramsCo2e: quantity(
      "Emissions of what happens once, per request",
      by(F.amortisedEmissions, { lifetimeUnits: "lifetimeRequests" }),
    ),
    lifetimeTokens: quantity("Generated tokens of the whole life, over which what happened once is spread", {
      domain: positive,
      example: "1e13",
    }),
    millionTokens: quantity("A million tokens", assume(definition(1e6, "per million tokens"))),
    lifetimeMillions: quantity("Millions of tokens", by(F.tokenMillions, { tokens: "lifetimeTokens", unitTokens: "millionTokens" })),
    millionKwh: quantity(
      "Energy of what happens once, per million tokens",
      by(F.amortisedEnergy, { onceKwh: "onceEnergyKwh", lifetimeUnits: "lifetimeMillions" }),
    ),
    millionGramsCo2e: quantity(
      "Emissions of what happens once, per million tokens",
      by(F.amortisedEmissions, { lifetimeUnits: "lifetimeMillions" }),
    ),
    makingEnergyKwh: quantity("Energy of making the model", whole(...inAll(made, "allEnergyKwh"))),
    servedRequests: quantity("Requests of all kinds", sum("inference.requests?", "ragRequests?")),
    servedEnergyKwh: quantity("Energy of all requests", whole(...inAll(asked, "allEnergyKwh"))),
    meanRequestKwh: quantity(
      "Energy of a request of the mean kind",
      by(F.requestEnergy, { servedKwh: "servedEnergyKwh", requests: "servedRequests" }),
    ),
    overtakingRequests: quantity(
      "Requests after which serving has taken as much energy as making the model",
      by(F.overtakingRequests, { onceKwh: "makingEnergyKwh", requestKwh: "meanRequestKwh" }),
    ),
  }),
);

const amortised = ["requestKwh", "requestGramsCo2e", "millionKwh", "millionGramsCo2e", "overtakingRequests"] as const;

/** The rate of experiments gets a name of its own: that of the input is the part. */
function accept({ experimentation, ...rest }: LifecycleInput): object {
  return experimentation === undefined ? rest : { ...rest, experimentationFactor: experimentation };
}

/** A whole life as a kind. */
export const lifecycle = kind<LifecycleInput>(() => ({
  name: "lifecycle",
  graph: lifecycleGraph(),
  totals: phaseTotals,
  goals: [...phaseGoals(...parts), ...amortised.map((name) => `${name}?`)],
  // What a phase shows where it stands alone may be all that some of its inputs are for; a stated life says nothing where nothing happens once.
  beside: [
    ...["training.days?", "training.trainingFlop?"],
    ...["fineTuning.days?", "fineTuning.phases.days?", "fineTuning.trainedParameters?", "fineTuning.memoryBytes?"],
    ...["inference.latencySeconds?", "rag.latencySeconds?"],
    ...besideCalls("inference"),
    ...["lifetimeRequests?", "lifetimeTokens?"],
  ],
  rankBy: "totalGramsCo2e",
  rules: callRules,
  unread: unreadPlace,
  choices: [...parts, "retirement.label", "retirement.start", "retirement.end"],
  partChoices: ["efficiency", "attentionFlop", "experimentationFactor"],
  words: { "storage.medium": ["ssd", "hdd"] },
  accept,
  check: checkLifecycle,
}));

/** A phase with what it is called and when it happens. */
interface Dated extends PhaseOf {
  readonly of: LifePhase;
}
const numbered = (name: string, index: number): string => (index === 0 ? name : `${name}${index}`);

/** The phases of a life, in the order of a result. */
function phasesOf(input: LifecycleInput): readonly Dated[] {
  const { training, experimentation, fineTuning: tunings = [], inference = [], rag, storage: own, retirement: ended } = input;
  const phase = (name: string, ledger: PhaseOf["phase"], of: LifePhase | undefined): readonly Dated[] =>
    of === undefined ? [] : [{ name, phase: ledger, place: "cloud", of }];
  return [
    ...phase("training", "pretraining", training),
    ...phase("experimentation", "experimentation", experimentation === undefined ? undefined : {}),
    ...tunings.flatMap((tuning, index) => phase(numbered("fineTuning", index), "fine_tuning", tuning)),
    ...inference.flatMap((one, index) => phase(numbered("inference", index), "inference", one)),
    ...phase("rag", "inference", rag),
    ...phase("storage", "storage", own),
    ...phase("retirement", "end_of_life", ended),
  ];
}

/** The phases of a result with their labels and dates. */
function datedPhases({ phases }: PhasedNumbers<LifecycleInput>, of: Phased<LifecycleInput>): readonly LifePhaseEstimate[] {
  const dates = new Map((of.phases as readonly Dated[]).map((dated) => [dated.name, dated.of]));
  return phases(of).map((phase) => {
    const { label = null, start = null, end = null } = dates.get(phase.name) ?? {};
    return { ...phase, label, start, end };
  });
}

/** The day on which serving has taken as much as making, each kind of requests at an even rate between its first and its last day. */
function overtakingDay({ run, phases }: Phased<LifecycleInput>): string | null {
  const spans = (phases as readonly Dated[])
    .filter(({ phase }) => phase === "inference")
    .map(({ name, of: { start, end } }) =>
      start === undefined || end === undefined
        ? undefined
        : {
            from: readDay("lifecycle", "start", start),
            to: readDay("lifecycle", "end", end),
            amount: valueIn(run, scopedKey(name, "allEnergyKwh")) as number,
          },
    );
  const making = valueIn(run, "makingEnergyKwh") as number;
  return spans.includes(undefined) ? null : dayReached(spans as readonly Span[], making);
}

function amortisedOf({ ranged }: PhasedNumbers<LifecycleInput>, of: Phased<LifecycleInput>, unit: "request" | "million"): Amortised | null {
  if (valueIn(of.run, `${unit}Kwh`) === undefined) return null;
  return { energyKwh: ranged(of, `${unit}Kwh`), totalGramsCo2e: ranged(of, `${unit}GramsCo2e`) };
}

/** What the dates of a phase leave no time for. */
function noteDates({ training, inference = [] }: LifecycleInput, run: Run): Note[] {
  const daysOf = ({ start, end }: LifePhase): number | undefined =>
    start === undefined || end === undefined
      ? undefined
      : daysBetween(readDay("lifecycle", "start", start), readDay("lifecycle", "end", end)) + 1;
  const note = (message: string): Note => ({ code: "magnitude", message });
  const [trainingDays, dated] = [valueIn(run, "trainingDays"), training && daysOf(training)];
  const late =
    trainingDays === undefined || dated === undefined || trainingDays <= dated
      ? []
      : [
          note(
            `The training takes ${shown(trainingDays)} days on its accelerators, and its dates leave ${dated}: check dates, tokens and accelerators.`,
          ),
        ];
  const several = inference.flatMap((phase, index) => {
    const scope = numbered("inference", index);
    const [hours, count] = ["allDeviceHours", "acceleratorCount"].map((name) => valueIn(run, scopedKey(scope, name)) ?? 0) as [
      number,
      number,
    ];
    const days = daysOf(phase);
    if (days === undefined) return [];
    const instances = instancesFor({ deviceHours: hours, acceleratorCount: count, periodDays: days });
    // One instance that works all the time comes back with the last digits of sums and quotients.
    return instances <= 1 + 1e-6
      ? []
      : [
          note(
            `The requests of ${scope} take ${shown(instances)} instances of ${count} accelerators between their dates: as many are charged.`,
          ),
        ];
  });
  return [...late, ...several];
}

/** What the life leaves out, and what could not be told. */
function noteLifecycle(input: LifecycleInput, run: Run): Note[] {
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
  notes.push(...noteDates(input, run), ...noteRuns(run));
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
  return notes;
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
export const estimateLifecycle: (input: LifecycleInput) => LifecycleEstimate = /* @__PURE__ */ phasedEstimator<
  LifecycleInput,
  LifecycleEstimate
>(lifecycle, {
  name: "lifecycle",
  boundary: { lifecycle: "full_life", system: "datacenter" },
  phases: phasesOf,
  further: amortised,
  later: (numbers) => ({
    low: numbers.low,
    high: numbers.high,
    phases: (of) => datedPhases(numbers, of),
    perRequest: (of) => amortisedOf(numbers, of, "request"),
    perMillionTokens: (of) => amortisedOf(numbers, of, "million"),
    overtaking: (of) =>
      valueIn(of.run, "overtakingRequests") === undefined
        ? null
        : { requests: numbers.ranged(of, "overtakingRequests"), day: overtakingDay(of) },
    drivers: numbers.drivers,
  }),
  notes: noteLifecycle,
});
