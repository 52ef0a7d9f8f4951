import { lazily } from "../core/lazily.js";
import { breakEvenRequests, gramsDifference } from "../adaptation/break-even.js";
import { perRequest } from "../adaptation/repeat.js";
import { type Quantiles, quantilesOf } from "../core/draws.js";
import { FootprintError } from "../core/errors.js";
import { type Domain, isInDomain, outOfDomain } from "../core/formula.js";
import { seededRandom } from "../core/random.js";
import * as F from "../generated/kernels.js";
import { type Run, valueIn } from "../graph/evaluate.js";
import { kind } from "../graph/kind.js";
import { scopedKey } from "../graph/plan.js";
import { type Driver, driversOf } from "../graph/ranges.js";
import { graph, links, part, quantity } from "../graph/rows.js";
import { sampleRun } from "../graph/samples.js";
import { assume, by, same, sum, type Test, when } from "../graph/ways.js";
import { besideCalls, callRules } from "./calls.js";
import { definition } from "./definition.js";
import { fineTuning, tuningKind } from "./fine-tuning.js";
import { checkInference } from "./inference-input.js";
import { type Phased, phasedEstimator, type PhasedNumbers, phaseGoals } from "./phased.js";
import { type Ranged } from "./phases.js";
import { rag } from "./rag.js";
import { unreadPlace } from "./given-rules.js";
import { noteRuns } from "./plausible.js";
import type { Note } from "./note.js";
import { call, callIn, deploymentIn } from "./tables/call.js";
import { counted, allOf, sumsOf } from "./tables/phases.js";
import { ragPeriod, ragRecords } from "./tables/rag.js";
import { tuningRecords } from "./tables/tuning.js";
import type { AdaptationInput, FineTuningInput, InferenceInput, RagInput } from "./generated/inputs.js";
import type { PhaseTotals } from "./generated/totals.js";
import type { Bounded, Estimate } from "./result.js";
import { missing, refuse } from "./refuse.js";

/** Which way takes less, at how many requests. */
export type BreakEvenCase =
  /** The tuned model takes less above the break-even, retrieval below it. */
  | "fine-tuning-above"
  /** Retrieval takes less above the break-even, the tuned model below it. */
  | "rag-above"
  | "fine-tuning-always"
  | "rag-always"
  /** Both take the same, whatever the number of requests. */
  | "same";

/** Where two ways take the same, in one unit. */
export interface BreakEven {
  readonly case: BreakEvenCase;
  /** Requests per period (count); `null` where one way always takes less. */
  readonly requests: number | null;
  /** Quantiles over the draws in which there is a break-even of the central kind (count); `null` where there is none in any. */
  readonly quantiles: Quantiles | null;
  /** Share of the draws with each case (fraction). */
  readonly shares: Readonly<Record<BreakEvenCase, number>>;
}

/** One way over a period. */
export interface AdaptationSide extends PhaseTotals {
  readonly low: PhaseTotals;
  readonly high: PhaseTotals;
  /** What happens whatever the number of requests: fine-tunings; refreshes and the standing index. */
  readonly once: PhaseTotals;
  readonly perRequest: PhaseTotals;
  /** Time from the question to the end of the answer (s). */
  readonly latencySeconds: Ranged;
}

/** Retrieval against fine-tuning. */
export interface AdaptationComparison
  extends Omit<Estimate<"adaptation", PhaseTotals>, "low" | "high">, Bounded<"full_life", "datacenter"> {
  /** Requests per period (count), and the period (d). */
  readonly requests: number;
  readonly periodDays: number;
  readonly rag: AdaptationSide;
  readonly fineTuning: AdaptationSide;
  readonly breakEven: {
    readonly energy: BreakEven;
    readonly emissions: BreakEven;
    /** `null` where no price is given on either side. */
    readonly cost: BreakEven | null;
  };
  /** What moves the emissions of retrieval less those of fine-tuning at the requests of the period, widest first (gCO2e). */
  readonly drivers: readonly Driver[];
}

const WHERE = "compare adaptation";
const DRAWS: Domain = { min: 100, max: 1_000_000 };
const SEED: Domain = { min: 0, max: 4_294_967_295 };
const CASES = ["fine-tuning-above", "rag-above", "fine-tuning-always", "rag-always", "same"] as const satisfies readonly BreakEvenCase[];

const aMonth = assume(definition(30, "a period of 30 days"));
const onceInPeriod = assume(definition(1, "tuned once in a period"));
const tuningsOf = ({ fineTuning: of }: AdaptationInput): readonly FineTuningInput[] =>
  Array.isArray(of) ? (of as readonly FineTuningInput[]) : [of as FineTuningInput];

/** A tuned model, and how it is asked: as the answering model of the retrieval where it says nothing else. */
interface OfTuned {
  readonly tunings: readonly FineTuningInput[];
  readonly answer: InferenceInput;
}
const answerOf = ({ answer }: OfTuned): InferenceInput => answer;
const always = (): object => ({ field: "" });
const asked = lazily(() => ({
  inputTokens: quantity("Prompt of the tuned model"),
  outputTokens: quantity("Answer of the tuned model"),
  reasoningTokens: quantity("Generated tokens that are not shown"),
}));
const overPeriod = lazily(() => ({
  requests: quantity("Requests of the period"),
  fineTuningsPerPeriod: quantity("Times that the model is tuned in the period"),
}));
const tunedPeriod = lazily(() =>
  graph<OfTuned>()({
    ...asked(),
    ...overPeriod(),
    answer: part(call(), answerOf, links(asked())),
    tuning: part(fineTuning(), ({ tunings }: OfTuned) => tunings.map(tuningRecords)),
    onceEach: part(counted(), always, sumsOf("tuning")),
    once: part(counted(), always, { ...allOf("onceEach"), repetitions: [same("fineTuningsPerPeriod")] }),
    periodRequests: part(counted(), always, { ...allOf("answer"), repetitions: [same("requests")] }),
    period: part(counted(), always, sumsOf("once", "periodRequests")),
  }),
);

const answersAsRetrieval: Test<unknown> = (_, isGiven) => !isGiven("tunedOutputTokens");
/** Questions per day follow from the requests of the period. */
function ragOf({ rag: of }: AdaptationInput): object {
  const { requestsPerDay, ...rest } = of as RagInput;
  return ragRecords(rest);
}
function tunedOf(input: AdaptationInput): OfTuned {
  const { inputTokens, outputTokens, ...deployment } = input.tuned ?? {};
  const tunings = tuningsOf(input);
  return { tunings, answer: callIn(input.rag, { ...deployment, model: tunings.at(-1)?.model, field: "tuned" }) };
}
const calls = [
  "rag.generation",
  "rag.laterTurns",
  "rag.rewrite",
  "rag.graphQuery",
  "tuned.answer",
  "tuned.tuning.rollout",
  "tuned.tuning.teacher",
];

/** Retrieval against fine-tuning as a kind. */
export const comparison = kind<AdaptationInput>(() => ({
  name: WHERE,
  graph: graph<AdaptationInput>()({
    requests: quantity("Requests per period", { example: "100000" }),
    periodDays: quantity("The period; 30 days where left out", { isExact: true, example: "30 d", as: "period" }, aMonth),
    refreshesPerPeriod: quantity(
      "Times that the index is refreshed in a period; as its days between refreshes say where left out",
      { example: "1" },
      by(F.periodRefreshes, { refreshDays: "rag.refreshDays" }),
    ),
    fineTuningsPerPeriod: quantity("Times that the model is tuned in a period; 1 where left out", { example: "1" }, onceInPeriod),
    rag: part(ragPeriod(), ragOf, {
      requests: [same("requests")],
      periodDays: [same("periodDays")],
      refreshesPerPeriod: [same("refreshesPerPeriod")],
    }),
    tunedPromptTokens: quantity(
      "Prompt of the tuned model; instructions and question of the retrieval where left out",
      { field: "tuned.inputTokens", example: "132" },
      sum("rag.systemTokens", "rag.questionTokens"),
    ),
    tunedOutputTokens: quantity(
      "Answer of the tuned model; that of the retrieval where left out",
      { field: "tuned.outputTokens", example: "300" },
      same("rag.outputTokens"),
    ),
    tunedReasoningTokens: quantity(
      "Generated tokens of the tuned model that are not shown",
      when(answersAsRetrieval, same("rag.reasoningTokens")),
    ),
    tuned: part(tunedPeriod(), tunedOf, {
      requests: [same("requests")],
      fineTuningsPerPeriod: [same("fineTuningsPerPeriod")],
      inputTokens: [same("tunedPromptTokens")],
      outputTokens: [same("tunedOutputTokens")],
      reasoningTokens: [same("tunedReasoningTokens")],
    }),
  }),
  totals: [],
  goals: [
    "requests",
    "periodDays",
    "rag.outputTokens",
    "rag.latencySeconds",
    "tuned.answer.latencySeconds",
    ...phaseGoals("rag.request", "rag.once", "rag.period", "tuned.answer", "tuned.once", "tuned.period"),
  ],
  beside: besideCalls(...calls),
  rankBy: "ragPeriodAllTotalGramsCo2e",
  choices: ["rag", "fineTuning", "draws", "seed", ...deploymentIn("tuned")],
  rules: callRules,
  unread: unreadPlace,
  check: checkAdaptation,
  verify: checkCompared,
}));

/** Refuses a way without an energy: with one side alone there is nothing to compare. */
function checkCompared({ tuned, fineTuning }: AdaptationInput, run: Run): void {
  const known = (part: string): boolean => valueIn(run, keyIn(part, "totalGramsCo2e")) !== undefined;
  const { rag: retrieval, tuned: answers } = partsOf;
  if (known(retrieval.period) && known(answers.period)) return;
  const field = !known(retrieval.request)
    ? "rag"
    : known(answers.request) || tuned === undefined
      ? Array.isArray(fineTuning)
        ? "fineTuning.0"
        : "fineTuning"
      : "tuned";
  throw missing(WHERE, `${field}.accelerator.tdpWatts`, `without it the energy of ${field} cannot be told, unless that is given`);
}

function checkAdaptation(input: AdaptationInput): void {
  const { requests, draws, seed } = input;
  for (const side of ["rag", "fineTuning"] as const) {
    if (typeof input[side] === "object" && input[side] !== null) continue;
    throw missing(WHERE, side, "both ways have to be described");
  }
  if (requests === undefined) throw missing(WHERE, "requests", "give those of a period");
  checkWhole("draws", draws, DRAWS);
  checkWhole("seed", seed, SEED);
  const tunings = tuningsOf(input);
  if (tunings.length === 0) throw refuse(WHERE, "fineTuning", "is empty; give one at least");
  // Questions per day follow from the requests of the period.
  rag.refuse({ ...input.rag, requestsPerDay: requests });
  for (const of of tunings) tuningKind.refuse(of);
  checkInference(tunedOf(input).answer);
}

function checkWhole(field: string, value: number | undefined, domain: Domain): void {
  if (value === undefined) return;
  if (!isInDomain(value, domain)) throw outOfDomain(WHERE, field, value, domain);
  if (!Number.isInteger(value))
    throw new FootprintError("out-of-domain", `${WHERE}: ${field} = ${value} is not a whole number`, { field, value });
}

/** Which way takes less where, from what each takes once and per request. */
function breakEvenCase(fineTuningOnce: number, retrievalOnce: number, retrievalPerRequest: number, tunedPerRequest: number): BreakEvenCase {
  if (retrievalPerRequest > tunedPerRequest) return fineTuningOnce > retrievalOnce ? "fine-tuning-above" : "fine-tuning-always";
  if (retrievalPerRequest < tunedPerRequest) return fineTuningOnce < retrievalOnce ? "rag-above" : "rag-always";
  if (fineTuningOnce === retrievalOnce) return "same";
  return fineTuningOnce < retrievalOnce ? "fine-tuning-always" : "rag-always";
}

type Four = readonly [number, number, number, number];

function requestsOf([fineTuningOnce, retrievalOnce, retrievalPerRequest, tunedPerRequest]: Four): number {
  return breakEvenRequests.raw({ fineTuningOnce, retrievalOnce, retrievalPerRequest, tunedPerRequest });
}

/** The break-even in one unit, with what the draws say of it. */
function breakEvenIn(central: Four, draws: readonly Float64Array[]): BreakEven {
  const kind = breakEvenCase(...central);
  const counts = Object.fromEntries(CASES.map((name) => [name, 0])) as Record<BreakEvenCase, number>;
  const count = (draws[0] as Float64Array).length;
  const crossings: number[] = [];
  for (let draw = 0; draw < count; draw++) {
    const four = draws.map((samples) => samples[draw] as number) as unknown as Four;
    const drawn = breakEvenCase(...four);
    counts[drawn]++;
    if (drawn === kind) crossings.push(requestsOf(four));
  }
  const hasCrossing = kind === "fine-tuning-above" || kind === "rag-above";
  return {
    case: kind,
    requests: hasCrossing ? requestsOf(central) : null,
    quantiles: hasCrossing && crossings.length > 0 ? quantilesOf(Float64Array.from(crossings)) : null,
    shares: Object.fromEntries(CASES.map((name) => [name, perRequest.raw({ occurrences: counts[name], requests: count })])) as Record<
      BreakEvenCase,
      number
    >,
  };
}

/** The parts of a side that have numbers. */
const partsOf = {
  rag: { period: "ragPeriod", once: "ragOnce", request: "ragRequest", latency: "ragLatencySeconds" },
  tuned: { period: "tunedPeriod", once: "tunedOnce", request: "tunedAnswer", latency: "tunedAnswerLatencySeconds" },
} as const;
const keyIn = (of: string, key: string): string => scopedKey(of, scopedKey("all", key));
const NOTHING_ONCE: PhaseTotals = { itEnergyKwh: 0, energyKwh: 0, operationalGramsCo2e: 0, embodiedGramsCo2e: 0, totalGramsCo2e: 0 };

function sideOf(
  { totals, part: totalsIn, ranged }: PhasedNumbers<AdaptationInput>,
  of: Phased<AdaptationInput>,
  side: keyof typeof partsOf,
): AdaptationSide {
  const { period, once, request, latency } = partsOf[side];
  return {
    ...totals(of, period),
    once: totalsIn(of, once) ?? NOTHING_ONCE,
    perRequest: totalsIn(of, request) as PhaseTotals,
    latencySeconds: ranged(of, latency),
  };
}

function breakEvensOf({ run, input }: Phased<AdaptationInput>): AdaptationComparison["breakEven"] {
  const { place } = run.program.plan;
  const { draws = 2000, seed = 1 } = input;
  /** The four numbers of a unit by their places; without an index, or without its price, retrieval takes nothing once. */
  const units = (["energyKwh", "totalGramsCo2e", "costUsd"] as const).map((key): readonly (number | undefined)[] =>
    [partsOf.tuned.once, partsOf.rag.once, partsOf.rag.request, partsOf.tuned.request].map((of) => place.get(keyIn(of, key))),
  );
  const isKnown = ([once, , perRetrieval, perTuned]: readonly (number | undefined)[]): boolean =>
    ![once, perRetrieval, perTuned].includes(undefined);
  const goals = units.filter(isKnown).flatMap((places) => places.filter((at) => at !== undefined));
  const samples = sampleRun(run, goals, draws, seededRandom(seed));
  const drawn = new Map(goals.map((at, index) => [at, samples[index] as Float64Array]));
  const none = new Float64Array(draws);
  const [energy, emissions, cost] = units.map((places) => {
    if (!isKnown(places)) return null;
    const central = places.map((at) => (at === undefined ? 0 : run.values[at])) as unknown as Four;
    return breakEvenIn(
      central,
      places.map((at) => (at === undefined ? none : (drawn.get(at) as Float64Array))),
    );
  }) as [BreakEven, BreakEven, BreakEven | null];
  return { energy, emissions, cost };
}

/** How each input with a range moves the emissions of retrieval less those of fine-tuning: what moves both sides alike decides nothing. */
function differenceDrivers({ run }: Phased<AdaptationInput>): Driver[] {
  const { place } = run.program.plan;
  const [first, second] = (["rag", "tuned"] as const).map((side) => place.get(keyIn(partsOf[side].period, "totalGramsCo2e")) as number) as [
    number,
    number,
  ];
  return driversOf(run, (values) =>
    gramsDifference.raw({ firstGramsCo2e: values[first] as number, secondGramsCo2e: values[second] as number }),
  );
}

/** What a comparison says of itself, beside the ways by which it is had. */
function noteComparison(tunings: readonly FineTuningInput[]): Note[] {
  const notes: Note[] = [
    {
      code: "boundary",
      message:
        "Both ways over one period, PUE once, with the share of the manufacture. That both give answers of the same quality is your claim: nothing here " +
        "tests it. An adapter counts as merged into the weights that it stands beside. Tuning and retrieval together are a third way.",
    },
    {
      code: "predicted",
      message:
        "Draws move an unknown batch, the model of serving, the grid and the PUE in both ways at once: the break-even is known better than either side.",
    },
  ];
  if (tunings.every(({ experimentationFactor }) => experimentationFactor === undefined)) {
    notes.push({
      code: "missing-part",
      message: "Failed and search runs of the fine-tuning are missing, not zero (experimentationFactor).",
    });
  }
  return notes;
}

/**
 * Compares retrieval with fine-tuning over a period: energy, emissions, price and time of both, and the number of requests at which they take the
 * same, with its interval. That both give answers of the same quality is the caller's claim.
 *
 * @param input - both ways, the requests of the period
 * @returns both sides (units in their names), break-even points with quantiles, drivers, lines and notes
 * @throws `FootprintError` naming the field, the value and the bound or the fix
 *
 * @example
 * ```ts
 * import { compareAdaptation } from "llm-footprint/adaptation";
 * import { accelerators } from "llm-footprint/catalog/accelerators";
 * import { models } from "llm-footprint/catalog/models";
 *
 * const place = { accelerator: accelerators["h100-sxm-80gb"], pue: 1.2, grid: { intensityGramsPerKwh: 400 } };
 * const { breakEven } = compareAdaptation({
 *   rag: { ...place, model: models["llama-3.1-8b"], batch: 64, outputTokens: 300, retrieval: {}, index: { chunks: 1e6 } },
 *   fineTuning: {
 *     ...place, method: "teacher-student", model: models["llama-3.1-8b"], adapter: {}, examples: 52000, promptTokens: 200, answerTokens: 300,
 *     teacher: { model: models["llama-3.1-70b"], batch: 64 },
 *   },
 *   requests: 1e5,
 * });
 * console.log(breakEven.energy.case); // fine-tuning-above
 * ```
 */
export const compareAdaptation: (input: AdaptationInput) => AdaptationComparison = /* @__PURE__ */ phasedEstimator<
  AdaptationInput,
  AdaptationComparison
>(comparison, {
  name: "adaptation",
  boundary: { lifecycle: "full_life", system: "datacenter" },
  phases: () => Object.values(partsOf).map(({ period }) => ({ name: period, phase: "inference", place: "cloud" })),
  further: Object.values(partsOf).map(({ latency }) => latency),
  head: ["requests", "periodDays"],
  later: (numbers) => ({
    rag: (of) => sideOf(numbers, of, "rag"),
    fineTuning: (of) => sideOf(numbers, of, "tuned"),
    breakEven: breakEvensOf,
    drivers: differenceDrivers,
  }),
  notes: (input, run) => [...noteComparison(tuningsOf(input)), ...noteRuns(run)],
  mainPart: "ragGeneration",
});
