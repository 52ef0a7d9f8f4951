import { defaults } from "../catalog/defaults.js";
import type { Accelerator, Model, ServingPrecision } from "../catalog/records.js";
import { drawFrom, Z95 } from "../core/draws.js";
import { valueOf } from "../core/figure.js";
import { SECONDS_PER_HOUR } from "../core/units.js";
import { exp, log, powerOfTwo } from "../core/power.js";
import { type Random, seededRandom } from "../core/random.js";
import type { InferenceInput } from "../estimate/generated/inputs.js";
import { inference, inferenceTotals } from "../estimate/inference.js";
import { servingPrecisionOf } from "../estimate/serving-format.js";
import { countParameters } from "../estimate/model-parameters.js";
import { valueIn } from "../graph/evaluate.js";
import type { CallTokens } from "./features.js";
import { jointDrawFigures as jointDraw } from "../catalog/joint-draw-figures.js";
import { type Band, type Ranged, rangedOf } from "./ranged.js";
import { typicalCall } from "./typical-call.js";
import { costsOf, seenTokens, type UsageCoefficients, type Window } from "./kernel.js";

/** What is known of the size of a model that is served: its record, or intervals. */
export type ServedSize =
  | { readonly model: Model }
  | {
      readonly activeParameters: Band;
      /** All parameters over the active ones, where no total is stated (ratio). */
      readonly totalOverActive?: Band;
      readonly parameters?: Band;
    };

/** How a service runs. */
export interface ServiceDeployment {
  readonly fleet: readonly { readonly id: string; readonly accelerator: Accelerator; readonly share: number }[];
  readonly precisionShares: Readonly<Partial<Record<ServingPrecision, number>>>;
  /** Sequences that run at once per 80 GB of accelerator memory. */
  readonly sequencesPer80Gigabytes: Ranged;
  /** Sequences of an instance, where they are known. */
  readonly batch?: number;
  /** Requests that arrive at one instance per day, in the place of a batch. */
  readonly dailyRequests?: number;
  /** Accelerators of an instance, where they are known. */
  readonly acceleratorCount?: number;
  readonly servingShare: Ranged;
  readonly pue: Ranged;
}

/** What a service shows of itself: a draw that contradicts it counts less. */
export interface ServiceEvidence {
  /** Tokens per second and user. */
  readonly tokensPerSecond?: Band;
  /** Cost of the accelerators over the revenue of {@link pricedCall}, and that revenue (USD). */
  readonly costShare?: Band;
  readonly revenueUsd?: number;
}

/** The call whose price is compared with the cost of its accelerators: a turn of a chat whose beginning is cached. */
export const pricedCall = {
  inputTokens: jointDraw.costTokens.inputTokens.value,
  cacheReadTokens: jointDraw.costTokens.cacheReadTokens.value,
  outputTokens: jointDraw.costTokens.outputTokens.value,
};

/** A draw that was kept: what a call costs per feature, and what the draw says of the model. */
export interface KeptDraw {
  readonly energyKwh: UsageCoefficients;
  readonly embodiedGramsCo2e: UsageCoefficients;
  readonly window: Window;
  /** Tokens that the model takes. */
  readonly longest: number;
  /** Weight of the draw among the kept ones. */
  readonly weight: number;
  readonly input: InferenceInput;
  readonly activeParameters: number;
  readonly parameters: number;
  readonly energyError: number;
  readonly timeError: number;
  readonly acceleratorId: string;
  /** Tokens per second and user of {@link pricedCall}. */
  readonly tokensPerSecond: number;
  /** Accelerator-hours of {@link pricedCall}. */
  readonly acceleratorHours: number;
}

/** How many services are drawn, and how many of them are kept by their weight. */
export interface DrawCount {
  readonly draws: number;
  readonly kept: number;
  readonly seed?: number;
}

/** What sequences are counted per: 80 GB, as the figures of `sequencesPer80Gigabytes` are. */
const BYTES_OF_DENSITY = 80e9;
const SERVER = jointDraw.serverAccelerators.value;

const middleOf = ({ low, high }: Band): number => Math.sqrt(low * high);
const within = (band: Band, random: Random): number => drawFrom(band, middleOf(band), random);
const around = (ranged: Ranged, random: Random): number => drawFrom(ranged, ranged.value, random);

function oneOf<T>(choices: readonly (readonly [T, number])[], random: Random): T {
  const whole = choices.reduce((sum, [, share]) => sum + share, 0);
  let left = random() * whole;
  for (const [choice, share] of choices) {
    left -= share;
    if (left < 0) return choice;
  }
  return (choices.at(-1) as readonly [T, number])[0];
}

/** The layouts that a drawn service may have; the one that costs least is taken. */
export type Layouts = (one: Drawn) => readonly Drawn[];

/** A service as one draw has it. */
export interface Drawn {
  readonly input: InferenceInput;
  readonly acceleratorId: string;
  readonly activeParameters: number;
  readonly parameters: number;
  readonly energyError: number;
  readonly timeError: number;
  readonly embodiedFactor: number;
  readonly usdPerHour: number;
}

/** Makes the model of a draw: the record, or one of the drawn size. */
function modelOf(size: ServedSize, random: Random): { readonly model: Model; readonly active: number; readonly total: number } {
  if ("model" in size) {
    const { parameters, activeParameters } = countParameters(size.model);
    return { model: size.model, active: activeParameters, total: parameters };
  }
  const active = within(size.activeParameters, random);
  const drawn = size.parameters === undefined ? active * within(size.totalOverActive as Band, random) : within(size.parameters, random);
  const total = Math.max(active, drawn);
  const model: Model =
    total / active > jointDraw.leastMixtureRatio.value
      ? { kind: "mixture-of-experts", name: "drawn", activeParameters: active, totalOverActive: total / active }
      : { kind: "dense", name: "drawn", parameters: total };
  return { model, active, total };
}

const bytesOf = (precision: ServingPrecision): number => defaults.weightBytesPerParameter[precision].value;

/** The format of the service, or that in which the weights are published: nobody serves them in a wider one. */
const narrower = (drawn: ServingPrecision, published: ServingPrecision): ServingPrecision =>
  bytesOf(published) < bytesOf(drawn) ? published : drawn;

/** One service, all that is not known of it drawn together: a larger model has a larger instance, and that a larger batch. */
function drawService(size: ServedSize, deployment: ServiceDeployment, random: Random): Drawn {
  const { fleet, precisionShares, sequencesPer80Gigabytes, servingShare, pue } = deployment;
  const { model, active, total } = modelOf(size, random);
  const { id, accelerator } = oneOf(
    fleet.map((one) => [one, one.share]),
    random,
  );
  const precision = narrower(oneOf(Object.entries(precisionShares) as [ServingPrecision, number][], random), servingPrecisionOf({ model }));
  const memory = valueOf(accelerator.memoryBytes as NonNullable<Accelerator["memoryBytes"]>);
  const isMixture = total / active > jointDraw.leastMixtureRatio.value;
  const holds = powerOfTwo((total * bytesOf(precision)) / (memory * jointDraw.heldShare.value));
  const factor = oneOf(
    jointDraw.instanceFactors.values.map((one) => [one, 1]),
    random,
  );
  const drawnCount = Math.min(isMixture ? holds * factor : holds, jointDraw.mostAccelerators.value);
  const count = deployment.acceleratorCount ?? drawnCount;
  const density = around(sequencesPer80Gigabytes, random);
  const batch = deployment.batch ?? Math.max(1, (density * count * memory) / BYTES_OF_DENSITY);
  const tokensPerStep = Math.max(1, around(rangedOf(jointDraw.tokensPerStep), random));
  const { low, high } = rangedOf(jointDraw.hostTimeFactor);
  const hostTime = low * exp(random() * log(high / low));
  const isFitted = jointDraw.fittedDevices.includes(id);
  const energyError = around(rangedOf(jointDraw.modelErrorOfEnergy[isFitted ? "fitted" : "other"]), random);
  const timeError = around(rangedOf(jointDraw.modelErrorOfTime), random);
  const embodied = rangedOf(defaults.acceleratorGramsCo2e);
  const embodiedFactor = around(embodied, random) / embodied.value;
  const usdPerHour = around(rangedOf(jointDraw.acceleratorUsdPerHour[id] ?? jointDraw.unknownUsdPerHour), random);
  return {
    input: {
      model,
      accelerator,
      precision,
      software: "lean-host",
      sequenceTimeFactor: hostTime,
      acceleratorCount: count,
      batch,
      roundTokens: tokensPerStep,
      verifiedPositions: 1 + (tokensPerStep - 1) / defaults.speculation.acceptance.value,
      servingShare: Math.min(jointDraw.mostServingShare.value, around(servingShare, random)),
      pue: Math.max(1, around(pue, random)),
      // Electricity is known at the time of the call alone: without it all grams are embodied.
      grid: { intensityGramsPerKwh: 0 },
      ...typicalCall,
    },
    acceleratorId: id,
    activeParameters: active,
    parameters: total,
    energyError,
    timeError,
    embodiedFactor,
    usdPerHour,
  };
}

/** Weight of a number under a lognormal distribution with these ends. */
function likelihood(value: number, band: Band): number {
  const steps = ((2 * log(value / middleOf(band))) / log(band.high / band.low)) * Z95;
  return exp((-steps * steps) / 2);
}

/** What a priced call shows of a draw. */
function shown({ input, timeError, usdPerHour }: Drawn): { readonly speed: number; readonly hours: number; readonly usd: number } {
  const totals = inferenceTotals.raw({ ...input, ...pricedCall });
  const hours = (totals.instanceSeconds * totals.acceleratorCount * timeError) / SECONDS_PER_HOUR;
  return { speed: totals.userTokensPerSecond / timeError, hours, usd: (hours * usdPerHour) / valueOf(input.servingShare as number) };
}

/**
 * The layouts of an instance of a mixture: attention cut inside each server or whole on each accelerator, whole experts spread over all
 * accelerators or each cut inside one server. Who runs such a service takes the one that costs least.
 */
function layoutsOf(one: Drawn): readonly Drawn[] {
  const { acceleratorCount, model } = one.input;
  const count = acceleratorCount as number;
  if (model.kind !== "mixture-of-experts" || count === 1) return [one];
  const expertParallelism = Math.min(count, powerOfTwo(((expertsOf(model) ?? count) + 1) / 2));
  const servers = Math.max(1, count / SERVER);
  return [
    { dataParallelism: count, expertParallelism },
    { dataParallelism: servers, expertParallelism },
    ...(servers === 1 ? [{}] : []),
  ].map((layout) => ({ ...one, input: { ...one.input, ...layout } }));
}

/** Routed experts of a layer, where the record tells. */
function expertsOf({ architecture }: Model): number | undefined {
  return architecture !== undefined && "experts" in architecture ? architecture.experts.total : undefined;
}

/** The draws in the layout that costs least, with what they show. */
function laidOut(drawn: readonly Drawn[], layouts: Layouts): readonly [readonly Drawn[], readonly ReturnType<typeof shown>[]] {
  const best = drawn.map((one) =>
    layouts(one)
      .map((layout) => ({ layout, seen: shown(layout) }))
      .reduce((least, other) => (other.seen.hours < least.seen.hours ? other : least)),
  );
  return [best.map(({ layout }) => layout), best.map(({ seen }) => seen)];
}

/** The batch, and the share of the time that is served, that requests per day lead to. */
function withLoad(one: Drawn, dailyRequests: number | undefined): Drawn {
  if (dailyRequests === undefined) return one;
  const { batch: _, servingShare: __, ...input } = one.input;
  const run = inference.run({ ...input, dailyRequests }, false);
  const [batch, servingShare] = [valueIn(run, "batch") as number, valueIn(run, "busyShare") as number];
  return { ...one, input: { ...input, batch: Math.max(1, batch), servingShare: Math.min(1, servingShare) } };
}

/**
 * Draws services of a model, all that is not known together, and keeps those that agree with what is known of speed and price.
 *
 * @param size - the model
 * @param deployment - how it is served
 * @param evidence - what is known from outside
 * @param count - how many, and the seed
 * @param layouts - the layouts that a service may have
 * @returns the kept draws with their costs per feature of a call
 */
export function drawServices(
  size: ServedSize,
  deployment: ServiceDeployment,
  evidence: ServiceEvidence,
  count: DrawCount,
  layouts: Layouts = layoutsOf,
): KeptDraw[] {
  const random = seededRandom(count.seed ?? 1);
  const drawn = Array.from({ length: count.draws }, () => withLoad(drawService(size, deployment, random), deployment.dailyRequests));
  const [laid, seen] = laidOut(drawn, layouts);
  const { tokensPerSecond, costShare, revenueUsd } = evidence;
  const weights = seen.map(
    ({ speed, usd }) =>
      (tokensPerSecond === undefined ? 1 : likelihood(speed, tokensPerSecond)) *
      (costShare === undefined || revenueUsd === undefined ? 1 : likelihood(usd / revenueUsd, costShare)),
  );
  return resampled(weights, count.kept, random).flatMap(({ index, weight }) => {
    const one = laid[index] as Drawn;
    const costs = costsOfDraw(one);
    const { speed, hours } = seen[index] as (typeof seen)[number];
    return { ...costs, weight, ...one, tokensPerSecond: speed, acceleratorHours: hours };
  });
}

/** The costs of a draw with its errors; a batch that the memory does not hold is what it holds. */
function costsOfDraw({
  input,
  energyError,
  timeError,
  embodiedFactor,
}: Drawn): Pick<KeptDraw, "energyKwh" | "embodiedGramsCo2e" | "window" | "longest"> {
  let typical = inference.run(input, false);
  const most = valueIn(typical, "mostSequences");
  let held = input;
  if (most !== undefined && most < valueOf(input.batch as number)) {
    held = { ...input, batch: Math.max(1, most) };
    typical = inference.run(held, false);
  }
  const { energyKwh, totalGramsCo2e, window, longest } = costsOf(held, typical);
  return {
    energyKwh: times(energyKwh, energyError),
    embodiedGramsCo2e: times(totalGramsCo2e, timeError * embodiedFactor),
    window,
    longest,
  };
}

const times = (coefficients: UsageCoefficients, factor: number): UsageCoefficients =>
  Object.fromEntries(Object.entries(coefficients).map(([key, value]) => [key, value * factor])) as unknown as UsageCoefficients;

/** Indices in proportion to their weights, by equal steps through the sum: each with how often it was met. */
function resampled(weights: readonly number[], kept: number, random: Random): { readonly index: number; readonly weight: number }[] {
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  const step = whole / kept;
  const met: { index: number; weight: number }[] = [];
  let next = random() * step;
  let sum = 0;
  for (const [index, weight] of weights.entries()) {
    sum += weight;
    let times = 0;
    for (; next < sum; next += step) times++;
    if (times > 0) met.push({ index, weight: times });
  }
  return met;
}

/** What a call costs by the coefficients of a draw. */
export function costOf(
  { newToken, attendedPair, cachedToken, generatedToken, contextPair }: UsageCoefficients,
  window: Window,
  { inputTokens, cacheReadTokens, outputTokens }: CallTokens,
): number {
  const half = inputTokens / 2;
  const attended = cacheReadTokens + seenTokens(half, window);
  const seen = seenTokens(inputTokens + cacheReadTokens + outputTokens / 2, window);
  return (
    inputTokens * (newToken + attendedPair * attended) +
    cacheReadTokens * cachedToken +
    outputTokens * (generatedToken + contextPair * seen)
  );
}
