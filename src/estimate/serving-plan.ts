import { defaults } from "../catalog/defaults.js";
import { FootprintError } from "../core/errors.js";
import { checkGiven, type Given, valueOf } from "../core/figure.js";
import { checkArgument, type Domain, isInDomain, nonNegative, outOfDomain, positive, positiveFraction } from "../core/formula.js";
import { listed, unknownKey } from "../core/near-matches.js";
import { valueIn } from "../graph/evaluate.js";
import { fleetAccelerators, instanceRate, instancesForRate, meanRequestRate, rateShare, servedShare } from "../serving/capacity.js";
import { dailyRate } from "../serving/load.js";
import { estimateInference, inference } from "./inference.js";
import { tellsLoad } from "./inference-input.js";
import { conflict } from "./refuse.js";
import type { Note } from "./note.js";
import { noteFleet } from "./run-notes.js";
import { estimateLoad, type MeanRequest } from "./served-load.js";
import type { InferenceEstimate } from "./inference-result.js";
import type { InferenceInput, ServiceLevel, ServingPlanInput } from "./generated/inputs.js";
import type { InferenceTotals } from "./generated/totals.js";

/** The instances that a load needs. */
export interface ServingFleet {
  readonly instances: number;
  readonly accelerators: number;
  /** The load over what the instances can serve at the batch of the plan: over all of it, and at its peak (fraction). */
  readonly meanShare: number;
  readonly peakShare: number;
  /** The same for each part of the load curve (fraction). */
  readonly shares?: readonly number[];
}

/** What a plan says. */
export interface ServingPlan {
  readonly kind: "serving";
  /** Most sequences whose caches fit beside the weights at the longest context (count); absent where the memory is not known. */
  readonly memoryBatch?: number;
  /** Most sequences at which the limits are kept (count). */
  readonly serviceBatch: number;
  /** The smaller of the two. */
  readonly batch: number;
  /** Instances for the load, where one is given. */
  readonly fleet?: ServingFleet;
  /** A request: at the peak of the load, where one is given, else at that batch. */
  readonly inference: InferenceEstimate;
  /** The mean request of all of the load, where one is given. */
  readonly meanRequest?: MeanRequest;
  /** What looks like a slip in the plan, where something does. */
  readonly notes?: readonly Note[];
}

const WHERE = "serving";
/** More sequences than any engine runs at once. */
const MOST_BATCH = 65_536;

const limitNames = ["timeToFirstTokenSeconds", "timePerOutputTokenSeconds"] as const satisfies readonly (keyof ServiceLevel)[];

/**
 * The limits of the users, with the defaults for what is left out.
 *
 * @throws `FootprintError` for a limit that there is not, which would be left out without a word
 */
export function limitsOf({ serviceLevel }: { readonly serviceLevel?: ServiceLevel | undefined }): Required<ServiceLevel> {
  for (const key of Object.keys(serviceLevel ?? {})) {
    if (!(limitNames as readonly string[]).includes(key)) throw unknownKey(WHERE, `serviceLevel.${key}`, key, limitNames);
  }
  const { timeToFirstTokenSeconds, timePerOutputTokenSeconds } = defaults.serviceLevel;
  return {
    timeToFirstTokenSeconds: serviceLevel?.timeToFirstTokenSeconds ?? timeToFirstTokenSeconds.value,
    timePerOutputTokenSeconds: serviceLevel?.timePerOutputTokenSeconds ?? timePerOutputTokenSeconds.value,
  };
}

/** What would say which batch runs, and that is what a plan finds. */
const tellsBatch = tellsLoad.filter((field) => field !== "requestsPerSecond" && field !== "dailyRequests");

/** How much comes, as one of three fields says it. */
const loads = ["loadCurve", "requestsPerSecond", "dailyRequests"] as const satisfies readonly (keyof ServingPlanInput)[];

function checkPlan(input: ServingPlanInput): void {
  checkArgument(WHERE, "the input", input, "an object");
  const told = tellsBatch.find((field) => input[field as keyof ServingPlanInput] !== undefined);
  if (told !== undefined) {
    throw conflict(
      WHERE,
      told,
      `${told} says how many requests run at once, which a plan finds by itself; leave it out, and give the load as ${listed(loads, "or")}`,
    );
  }
  const { timeToFirstTokenSeconds, timePerOutputTokenSeconds } = limitsOf(input);
  checkNumber("serviceLevel.timeToFirstTokenSeconds", timeToFirstTokenSeconds, positive);
  checkNumber("serviceLevel.timePerOutputTokenSeconds", timePerOutputTokenSeconds, positive);
  if (input.requestsPerSecond !== undefined) checkGiven(WHERE, "requestsPerSecond", input.requestsPerSecond, positive);
  if (input.peakShare !== undefined) checkNumber("peakShare", input.peakShare, positiveFraction);
  if (input.dailyRequests !== undefined) checkGiven(WHERE, "dailyRequests", input.dailyRequests, positive);
  const [load, another] = loads.filter((field) => input[field] !== undefined);
  if (load !== undefined && another !== undefined)
    throw conflict(WHERE, load, `${load} and ${another} both give the load; give one of them`);
  const { loadCurve } = input;
  if (loadCurve === undefined) return;
  if (!isList(loadCurve) || loadCurve.length === 0) {
    throw new FootprintError(
      "invalid-input",
      `${WHERE}: loadCurve is not a list of rates; give requests per second, for example 24 of them`,
      {
        field: "loadCurve",
        value: loadCurve,
      },
    );
  }
  for (const [index, rate] of loadCurve.entries()) checkNumber(`loadCurve.${index}`, rate, nonNegative);
  if (Math.max(...loadCurve) <= 0) {
    throw new FootprintError("out-of-domain", `${WHERE}: loadCurve holds no request at all`, { field: "loadCurve", value: loadCurve });
  }
}

/** A limit or a rate is one number: a range of it would be compared as text. */
function checkNumber(field: string, value: unknown, domain: Domain): void {
  if (!isInDomain(value, domain)) throw outOfDomain(WHERE, field, value, domain);
}

/** `Array.isArray` forgets what a readonly list holds. */
function isList(value: unknown): value is readonly number[] {
  return Array.isArray(value);
}

const numbersAt = (input: InferenceInput, batch: number): InferenceTotals => inference.numbers(inference.run({ ...input, batch }, false));

/** The largest whole batch at which the limits are kept; the times rise with the batch, so halving finds it. */
function serviceBatchOf(input: InferenceInput, limits: Required<ServiceLevel>): number {
  const keeps = (batch: number): boolean => {
    const { timeToFirstTokenSeconds, timePerOutputTokenSeconds } = numbersAt(input, batch);
    return timeToFirstTokenSeconds <= limits.timeToFirstTokenSeconds && timePerOutputTokenSeconds <= limits.timePerOutputTokenSeconds;
  };
  if (!keeps(1)) {
    const { timeToFirstTokenSeconds: first, timePerOutputTokenSeconds: each } = numbersAt(input, 1);
    throw new FootprintError(
      "no-solution",
      `${WHERE}: even one sequence at a time takes ${first.toPrecision(3)} s to the first token and ${each.toPrecision(3)} s per token; the limits are ` +
        `${limits.timeToFirstTokenSeconds} s and ${limits.timePerOutputTokenSeconds} s. Give more accelerators, a narrower precision, or wider limits`,
      { field: "serviceLevel", value: limits },
    );
  }
  // Steps of halving length: each is taken where the limits are still kept behind it.
  let batch = 1;
  for (let step = MOST_BATCH >> 1; step >= 1; step >>= 1) if (keeps(batch + step)) batch += step;
  return batch;
}

/** Requests per second in parts of equal length; none where no load is given. */
const ratesOf = ({ requestsPerSecond, loadCurve }: ServingPlanInput): readonly number[] =>
  loadCurve ?? (requestsPerSecond === undefined ? [] : [valueOf(requestsPerSecond)]);

const sumOf = (rates: readonly number[]): number => rates.reduce((sum, rate) => sum + rate, 0);

/** Instances for the peak of a load, and how much of what they can serve it asks for. */
function fleetOf(input: ServingPlanInput, acceleratorCount: number, instanceSeconds: number): ServingFleet | undefined {
  const rates = ratesOf(input);
  if (rates.length === 0) return undefined;
  const peak = Math.max(...rates);
  const instances = instancesForRate({
    requestsPerSecond: peak,
    instanceSeconds,
    servingShare: input.peakShare ?? defaults.servingShare.value,
  });
  const share = (rate: number): number => servedShare({ requestsPerSecond: rate, instanceSeconds, instances });
  return {
    instances,
    accelerators: fleetAccelerators({ instances, acceleratorCount }),
    meanShare: share(meanRequestRate({ rateSum: sumOf(rates), parts: rates.length })),
    peakShare: share(peak),
    ...(input.loadCurve === undefined ? {} : { shares: rates.map(share) }),
  };
}

/** A part of a load without requests has next to none: its instances wait, and that is charged to the others. */
const NEXT_TO_NONE = 1e-12;

/** A rate as it was given, with its ends, in another measure. */
function converted(rate: Given, convert: (rate: number) => number): Given {
  if (typeof rate === "number") return convert(rate);
  const { low = rate.value, high = rate.value } = rate;
  return { ...rate, value: convert(rate.value), low: convert(low), high: convert(high) };
}

/** What comes to one of some instances. */
const perInstance = (rate: Given, instances: number): Given =>
  converted(rate, (requestsPerSecond) => instanceRate({ requestsPerSecond, instances }));

/** A plan that was checked, with its load per second. */
function perSecond({ dailyRequests, ...input }: ServingPlanInput): ServingPlanInput {
  if (dailyRequests === undefined) return input;
  return { ...input, requestsPerSecond: converted(dailyRequests, (requests) => dailyRate({ dailyRequests: requests })) };
}

/** Longer than this, nobody waits (s). */
const slowest = {
  timeToFirstTokenSeconds: { seconds: 600, of: "to the first token" },
  timePerOutputTokenSeconds: { seconds: 5, of: "per output token" },
} as const satisfies Record<keyof ServiceLevel, object>;
/** Limits that are more likely a slip than meant. */
const noteLimits = (limits: Required<ServiceLevel>): Note[] =>
  limitNames
    .filter((name) => limits[name] > slowest[name].seconds)
    .map((name) => ({
      code: "magnitude",
      message: `A limit of ${limits[name]} s ${slowest[name].of} is longer than anybody waits: check its unit; a bare number is in seconds.`,
    }));

/** The request at the peak of a load, and the mean request over all of it. */
function loaded(
  input: ServingPlanInput,
  instance: InferenceInput,
  { instances }: ServingFleet,
): Pick<ServingPlan, "inference" | "meanRequest"> {
  const { requests, ...request } = instance;
  const rates = ratesOf(input);
  const peak = Math.max(...rates);
  const rateSum = sumOf(rates);
  const at = (rate: Given): InferenceInput => ({ ...request, requestsPerSecond: perInstance(rate, instances) });
  const steps = input.loadCurve?.map((rate) => Math.max(rate, NEXT_TO_NONE)) ?? [input.requestsPerSecond as Given];
  return {
    // All requests are those of the whole load: their totals are multiples of the mean one.
    inference: estimateInference(at(input.requestsPerSecond ?? peak)),
    meanRequest: estimateLoad({
      steps: steps.map((rate) => ({ ...at(rate), repetitions: rateShare({ requestsPerSecond: valueOf(rate), rateSum }) })),
      ...(requests === undefined ? {} : { requests }),
    }),
  };
}

/**
 * Plans a service: the largest batch that memory and the limits of the users allow, the instances for a rate of requests or a load curve, and the
 * time, energy, emissions and price of a request there.
 *
 * @param given - deployment, tokens of a typical request, limits, load
 * @returns batches, fleet and the estimate at the largest allowed batch, its idle time from the load where one is given
 * @throws `FootprintError` `no-solution` when the limits cannot be kept or the accelerators do not hold the model; otherwise naming the field
 *
 * @example
 * ```ts
 * import { planServing } from "llm-footprint";
 * import { accelerators } from "llm-footprint/catalog/accelerators";
 * import { models } from "llm-footprint/catalog/models";
 *
 * const plan = planServing({
 *   model: models["llama-3.1-70b"], accelerator: accelerators["h100-sxm-80gb"], acceleratorCount: 4,
 *   inputTokens: 500, outputTokens: 500, requestsPerSecond: 10, pue: 1.2, grid: { intensityGramsPerKwh: 400 },
 *   serviceLevel: { timePerOutputTokenSeconds: 0.05 },
 * });
 * console.log(plan.inference.timePerOutputTokenSeconds <= 0.05, plan.fleet?.instances); // true 3
 * ```
 */
export function planServing(given: ServingPlanInput): ServingPlan {
  checkPlan(given);
  const input = perSecond(given);
  const request = requestOf(input);
  const asked = inference.run(request);
  const acceleratorCount = valueIn(asked, "acceleratorCount") as number;
  const instance = { ...request, acceleratorCount };
  // Memory must hold a request when its answer is complete.
  const contextTokens = valueIn(asked, "requestTokens") as number;
  const sized = inference.run({ ...instance, batch: 1, contextTokens });
  const memoryBatch = input.accelerator.memoryBytes === undefined ? undefined : (valueIn(sized, "mostSequences") as number);
  const serviceBatch = serviceBatchOf(instance, limitsOf(input));
  const batch = Math.min(serviceBatch, memoryBatch ?? MOST_BATCH, MOST_BATCH);
  const fleet = fleetOf(input, acceleratorCount, numbersAt(instance, batch).instanceSeconds);
  const notes = [...noteLimits(limitsOf(input)), ...(fleet === undefined ? [] : noteFleet(fleet.accelerators))];
  return {
    kind: "serving",
    ...(memoryBatch === undefined ? {} : { memoryBatch }),
    serviceBatch,
    batch,
    ...(fleet === undefined ? { inference: estimateInference({ ...instance, batch }) } : { fleet, ...loaded(input, instance, fleet) }),
    ...(notes.length === 0 ? {} : { notes }),
  };
}

/** The request of a plan, without what only plans have. */
function requestOf(input: ServingPlanInput): InferenceInput {
  const planned: ReadonlySet<string> = new Set(["serviceLevel", "requestsPerSecond", "loadCurve", "peakShare"]);
  return Object.fromEntries(Object.entries(input).filter(([key]) => !planned.has(key))) as unknown as InferenceInput;
}
