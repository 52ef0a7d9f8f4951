import { breakEvenRequests, gramsDifference } from "../adaptation/break-even.js";
import { periodRequests, perRequest } from "../adaptation/repeat.js";
import { adaptationDefaults } from "../catalog/adaptation-defaults.js";
import { dataVersion } from "../catalog/version.js";
import { drawSamples, type Quantiles, quantilesOf } from "../core/draws.js";
import { FootprintError } from "../core/errors.js";
import { Evaluator, type Quantity } from "../core/evaluator.js";
import { checkGiven, type Given, valueOf } from "../core/figure.js";
import { type Domain, nonNegative, positive } from "../core/formula.js";
import { seededRandom } from "../core/random.js";
import type { Driver } from "../core/range.js";
import { type Line, Trace } from "../core/trace.js";
import { definition } from "./definition.js";
import { type CallDeployment, type FineTuningInput, tuningPlaces } from "./fine-tuning-input.js";
import { checkFineTuning, wireFineTuning } from "./fine-tuning-wiring.js";
import type { InferenceInput } from "./inference-input.js";
import { inputOr } from "./input-or.js";
import { SharedLoads, wireCall } from "./model-call.js";
import {
  checkWhole,
  numbersOf,
  type Phase,
  type PhaseQuantities,
  type PhaseTotals,
  type Ranged,
  wireRepeated,
  wireSum,
  withPart,
  gridLines,
} from "./phases.js";
import { notePhases } from "./phase-notes.js";
import { checkRag, type RagInput, ragPlaces } from "./rag-input.js";
import { deploymentOf, wireRag } from "./rag.js";
import type { Note } from "./note.js";

/** How the tuned model is asked, where it differs from how the answering model of the retrieval is. */
export interface TunedRequest extends CallDeployment {
  /** Prompt without anything retrieved (tokens); instructions and question of the retrieval where left out. */
  readonly inputTokens?: Given;
  /** Answer (tokens); that of the retrieval where left out. */
  readonly outputTokens?: Given;
}

/** Two ways to the same answers: retrieval on every request, or a model that was tuned before. */
export interface AdaptationInput {
  /** The retrieval; questions per day follow from `requests`. */
  readonly rag: Omit<RagInput, "requestsPerDay">;
  /** What makes the tuned model: one fine-tuning, or several that follow each other. */
  readonly fineTuning: FineTuningInput | readonly FineTuningInput[];
  /** How the tuned model is asked. */
  readonly tuned?: TunedRequest;
  /** Requests per period (count). */
  readonly requests: Given;
  /** The period (d); 30 where left out. */
  readonly periodDays?: Given;
  /** Times that the model is tuned in a period (count); 1 where left out. */
  readonly fineTuningsPerPeriod?: Given;
  /** Times that the index is refreshed in a period (count); as `index.refreshDays` says where left out. */
  readonly refreshesPerPeriod?: Given;
  /** Draws for the interval of the break-even (count); 2,000 where left out. */
  readonly draws?: number;
  /** Seed of the draws; 1 where left out. */
  readonly seed?: number;
}

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
export interface AdaptationComparison {
  readonly kind: "adaptation";
  readonly dataVersion: string;
  readonly boundary: { readonly lifecycle: "full_life"; readonly system: "datacenter" };
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
  readonly lines: readonly Line[];
  readonly notes: readonly Note[];
}

const WHERE = "compare adaptation";
const MONTH = definition(30, "a period of 30 days");
const ONCE = definition(1, "tuned once in a period");
const NO_INDEX = definition(0, "no index");
const DRAWS: Domain = { min: 100, max: 1_000_000 };
const SEED: Domain = { min: 0, max: 4_294_967_295 };
const CASES = ["fine-tuning-above", "rag-above", "fine-tuning-always", "rag-always", "same"] as const satisfies readonly BreakEvenCase[];

function checkAdaptation(input: AdaptationInput): readonly FineTuningInput[] {
  if (typeof input !== "object" || input === null) {
    throw new FootprintError("invalid-input", `${WHERE}: the input is missing; give rag, fineTuning and requests`, { field: "the input" });
  }
  const { requests, periodDays, fineTuningsPerPeriod, refreshesPerPeriod, draws, seed } = input;
  for (const side of ["rag", "fineTuning"] as const) {
    if (typeof input[side] === "object" && input[side] !== null) continue;
    throw new FootprintError("invalid-input", `${WHERE}: ${side} is missing; both ways have to be described`, { field: side });
  }
  checkGiven(WHERE, "requests", requests, positive);
  if (periodDays !== undefined) checkGiven(WHERE, "periodDays", periodDays, positive);
  if (fineTuningsPerPeriod !== undefined) checkGiven(WHERE, "fineTuningsPerPeriod", fineTuningsPerPeriod, nonNegative);
  if (refreshesPerPeriod !== undefined) checkGiven(WHERE, "refreshesPerPeriod", refreshesPerPeriod, nonNegative);
  if (draws !== undefined) {
    checkGiven(WHERE, "draws", draws, DRAWS);
    checkWhole(WHERE, "draws", draws);
  }
  if (seed !== undefined) {
    checkGiven(WHERE, "seed", seed, SEED);
    checkWhole(WHERE, "seed", seed);
  }
  const tunings = Array.isArray(input.fineTuning)
    ? (input.fineTuning as readonly FineTuningInput[])
    : [input.fineTuning as FineTuningInput];
  if (tunings.length === 0)
    throw new FootprintError("invalid-input", `${WHERE}: fineTuning is empty; give one at least`, { field: "fineTuning" });
  for (const tuning of tunings) checkFineTuning(tuning);
  return tunings;
}

/** Both sides on their way through a comparison. */
interface WiredSide {
  readonly once: PhaseQuantities | undefined;
  readonly perRequest: PhaseQuantities;
  readonly total: PhaseQuantities;
  readonly latencySeconds: Quantity<"s">;
}

interface Wired {
  readonly rag: WiredSide;
  readonly fineTuning: WiredSide & { readonly once: PhaseQuantities };
}

function wireComparison(t: Evaluator, input: AdaptationInput, rag: RagInput, tunings: readonly FineTuningInput[]): Wired {
  const loads = new SharedLoads();
  const requests = t.input("requests", input.requests);
  const periodDays = inputOr(t, "periodDays", input.periodDays, MONTH);
  const retrieval = t.within("rag", () => {
    const wired = wireRag(t, rag, loads);
    const { refresh, standingDay, request } = wired;
    if (refresh === undefined || standingDay === undefined) {
      return {
        once: undefined,
        perRequest: request,
        total: t.within("period", () => wireRepeated(t, request, requests)),
        latencySeconds: wired.latencySeconds,
      };
    }
    const refreshes =
      input.refreshesPerPeriod === undefined
        ? t.line("refreshesPerPeriod", perRequest, {
            occurrences: periodDays as Quantity<never>,
            requests: inputOr(t, "refreshPeriod", rag.index?.refreshDays, adaptationDefaults.retrieval.refreshDays),
          })
        : t.input("refreshesPerPeriod", input.refreshesPerPeriod);
    const once = t.within("once", () =>
      wireSum(t, [
        t.within("refreshes", () => wireRepeated(t, refresh, refreshes)),
        t.within("standing", () =>
          wireRepeated(t, standingDay, t.line("dayCount", periodRequests, { requestsPerDay: t.fallback("eachDay", ONCE), periodDays })),
        ),
      ]),
    );
    const total = t.within("period", () => wireSum(t, [once, t.within("requests", () => wireRepeated(t, request, requests))]));
    return { once, perRequest: request, total, latencySeconds: wired.latencySeconds };
  });
  const fineTuning = t.within("tuned", () => {
    const last = tunings.at(-1) as FineTuningInput;
    const { inputTokens, outputTokens, ...deployment } = input.tuned ?? {};
    const call: InferenceInput = {
      ...withPart({ ...deploymentOf(rag), model: last.model }, deployment),
      outputTokens: outputTokens ?? rag.outputTokens,
      ...(outputTokens === undefined && rag.reasoningTokens !== undefined ? { reasoningTokens: rag.reasoningTokens } : {}),
    };
    const { retrieval: figures } = adaptationDefaults;
    const prompt =
      inputTokens === undefined
        ? t.sum("tunedPromptTokens", [
            inputOr(t, "systemTokens", rag.systemTokens, figures.systemTokens),
            inputOr(t, "questionTokens", rag.questionTokens, figures.questionTokens),
          ])
        : t.input("inputTokens", inputTokens);
    const answer = t.within("answer", () => wireCall(t, loads, { ...call, inputTokens: t.value(prompt) }, { inputTokens: prompt }));
    const made = tunings.map((tuning, index) =>
      t.within(`tuning${index === 0 ? "" : index}`, () => wireFineTuning(t, tuning, loads).total),
    );
    const times = inputOr(t, "fineTuningsPerPeriod", input.fineTuningsPerPeriod, ONCE);
    const once = t.within("once", () =>
      wireRepeated(
        t,
        t.within("each", () => wireSum(t, made)),
        times,
      ),
    );
    const total = t.within("period", () => wireSum(t, [once, t.within("requests", () => wireRepeated(t, answer.quantities, requests))]));
    return { once, perRequest: answer.quantities, total, latencySeconds: answer.request.latencySeconds };
  });
  return { rag: retrieval, fineTuning };
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
export function compareAdaptation(input: AdaptationInput): AdaptationComparison {
  const tunings = checkAdaptation(input);
  const periodDays = valueOf(input.periodDays ?? MONTH);
  const rag: RagInput = {
    ...input.rag,
    requestsPerDay: perRequest.raw({ occurrences: valueOf(input.requests), requests: periodDays }),
  };
  checkRag(rag);
  const trace = new Trace();
  const t = new Evaluator(trace);
  const wired = wireComparison(t, input, rag, tunings);
  const nothing = t.fallback("noIndexKwh", NO_INDEX);
  const sides = { rag: wired.rag, fineTuning: wired.fineTuning };
  const phases: Phase[] = Object.entries(sides).flatMap(([name, { once, perRequest: each, total }]) => [
    { name, phase: "inference", place: "cloud", quantities: total } as const,
    { name: `${name}.request`, phase: "inference", place: "cloud", quantities: each } as const,
    ...(once === undefined ? [] : [{ name: `${name}.once`, phase: "index_build", place: "cloud", quantities: once } as const]),
  ]);
  const numbers = numbersOf<string>(t, trace, wired.rag.total, phases, {
    "rag.latencySeconds": wired.rag.latencySeconds,
    "fineTuning.latencySeconds": wired.fineTuning.latencySeconds,
  });
  const four = (key: "energyKwh" | "totalGramsCo2e" | "costUsd"): Quantity[] | undefined => {
    const quantities = [
      wired.fineTuning.once[key],
      wired.rag.once === undefined ? nothing : (wired.rag.once[key] ?? nothing),
      wired.rag.perRequest[key],
      wired.fineTuning.perRequest[key],
    ];
    return quantities.includes(undefined) ? undefined : (quantities as Quantity[]);
  };
  const units = [four("energyKwh"), four("totalGramsCo2e"), four("costUsd")];
  const samples = drawSamples(
    trace,
    units.flatMap((quantities) => quantities ?? []),
    input.draws ?? 2000,
    seededRandom(input.seed ?? 1),
  );
  let next = 0;
  const [energy, emissions, cost] = units.map((quantities) => {
    if (quantities === undefined) return null;
    const drawn = samples.slice(next, next + quantities.length);
    next += quantities.length;
    return breakEvenIn(quantities.map((quantity) => t.value(quantity)) as unknown as Four, drawn);
  }) as [BreakEven, BreakEven, BreakEven | null];
  const pick = (part: string): PhaseTotals & { low: PhaseTotals; high: PhaseTotals } => {
    const found = numbers.phases.find((phase) => phase.name === part);
    if (found === undefined) return { ...NOTHING_ONCE, low: NOTHING_ONCE, high: NOTHING_ONCE };
    const { name, phase, place, share, ...totals } = found;
    return totals;
  };
  const bare = (part: string): PhaseTotals => {
    const { low, high, ...totals } = pick(part);
    return totals;
  };
  const sideOf = (name: "rag" | "fineTuning"): AdaptationSide => ({
    ...pick(name),
    once: bare(`${name}.once`),
    perRequest: bare(`${name}.request`),
    latencySeconds: numbers.extra[`${name}.latencySeconds`] as Ranged,
  });
  return {
    kind: "adaptation",
    dataVersion,
    boundary: { lifecycle: "full_life", system: "datacenter" },
    requests: valueOf(input.requests),
    periodDays,
    rag: sideOf("rag"),
    fineTuning: sideOf("fineTuning"),
    breakEven: { energy, emissions, cost },
    drivers: differenceDrivers(trace, wired),
    lines: [...gridLines(placesOf(input, tunings)), ...trace.lines()],
    notes: noteComparison(input, trace, tunings),
  };
}

const NOTHING_ONCE: PhaseTotals = { itEnergyKwh: 0, energyKwh: 0, operationalGramsCo2e: 0, embodiedGramsCo2e: 0, totalGramsCo2e: 0 };

/** How each ranged input alone moves the emissions of retrieval less those of fine-tuning: what moves both sides alike decides nothing. */
function differenceDrivers(trace: Trace, { rag, fineTuning }: Wired): Driver[] {
  const [ragPlace, tunedPlace] = [rag.total.totalGramsCo2e, fineTuning.total.totalGramsCo2e] as unknown as readonly [number, number];
  const drivers = trace.rangedInputs().flatMap(({ key, node, low, high }) => {
    const evaluate = trace.reevaluation([node]);
    const at = (end: number): number => {
      const numbers = evaluate([end]);
      return gramsDifference.raw({ firstGramsCo2e: numbers[ragPlace] as number, secondGramsCo2e: numbers[tunedPlace] as number });
    };
    const [atLow, atHigh] = [at(low), at(high)];
    return atLow === atHigh ? [] : [{ input: key, atLow, atHigh }];
  });
  const width = ({ atLow, atHigh }: Driver): number => Math.abs(gramsDifference.raw({ firstGramsCo2e: atHigh, secondGramsCo2e: atLow }));
  return drivers.sort((a, b) => gramsDifference.raw({ firstGramsCo2e: width(b), secondGramsCo2e: width(a) }));
}

/** Everything of a comparison that may run at a place of its own. */
function placesOf({ rag, tuned }: AdaptationInput, tunings: readonly FineTuningInput[]): Parameters<typeof gridLines>[0] {
  return [...ragPlaces(rag), tuned, ...tunings.flatMap((tuning) => tuningPlaces(tuning))];
}

function noteComparison(input: AdaptationInput, trace: Trace, tunings: readonly FineTuningInput[]): Note[] {
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
  return [...notes, ...notePhases(trace, placesOf(input, tunings), input.rag)];
}
