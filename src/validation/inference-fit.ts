import { servingFit as shippedFit } from "../catalog/serving-fit.js";
import type { ServingConstant, ServingFit, ServingSoftware, ServingSoftwareFit, ServingVariant } from "../catalog/records.js";
import { type Figure, valueOf } from "../core/figure.js";
import type { ServingCase } from "./inference-rows.js";
import { leastSquares } from "./least-squares.js";
import { constantNames, constantsOf, type ConstantValues, type ServingPrediction } from "./measured-serving.js";
import { exp, log } from "../core/power.js";

/** A constant of the fit: where its prior sits, and how wide it is (standard deviation of the logarithm). */
interface Constant {
  readonly key: string;
  readonly centre: number;
  readonly deviation: number;
}

/** Priors: usual values of the literature and of profiles, wide enough that every constant with data moves freely (docs/adr/0009). */
const shared = [
  { key: "bandwidthEfficiency", centre: 0.8, deviation: 0.3 },
  { key: "cacheBandwidthEfficiency", centre: 0.7, deviation: 0.3 },
  { key: "computeEfficiency", centre: 0.5, deviation: 0.7 },
  { key: "narrowFactor", centre: 0.6, deviation: 0.7 },
  { key: "fixedStepSeconds", centre: 1e-3, deviation: 1 },
  { key: "layerSeconds", centre: 5e-5, deviation: 1 },
  { key: "parallelLayerSeconds", centre: 2e-5, deviation: 1 },
  { key: "blockScaledLayerSeconds", centre: 3e-5, deviation: 1.5 },
  { key: "perSequenceSeconds", centre: 5e-5, deviation: 1 },
  { key: "routingTraffic", centre: 10, deviation: 1.5 },
  { key: "overlapExponent", centre: 1.5, deviation: 0.5 },
  { key: "tileRows", centre: 6, deviation: 0.4 },
  { key: "widenedFactor", centre: 0.7, deviation: 0.4 },
  { key: "promptEfficiency", centre: 0.45, deviation: 0.3 },
  { key: "promptExponent", centre: 0.3, deviation: 0.7 },
  { key: "narrowPromptFactor", centre: 0.7, deviation: 0.4 },
  { key: "promptRoutingTraffic", centre: 5, deviation: 1.5 },
  { key: "reduceEfficiency", centre: 0.5, deviation: 0.5 },
  { key: "computeLoad", centre: 0.7, deviation: 0.7 },
  { key: "memoryJoulesPerByte", centre: 5.6e-11, deviation: 0.7 },
  { key: "baseLoad", centre: 0.4, deviation: 0.7 },
  { key: "hostLoad", centre: 0.1, deviation: 1 },
] as const satisfies readonly (Constant & { readonly key: ServingConstant })[];

/** Constants of software: of vLLM of 2024 together with the shared ones, of the others afterwards, from their own rows. */
const of2024 = [
  { key: "vllm-2024/fixedTimeFactor", centre: 4, deviation: 1 },
  { key: "vllm-2024/sequenceTimeFactor", centre: 4, deviation: 1 },
  { key: "vllm-2024/baseLoad", centre: 0.3, deviation: 0.7 },
] as const satisfies readonly Constant[];
const ofOthers: Partial<Readonly<Record<ServingSoftware, readonly Constant[]>>> = {
  "lean-host": [
    { key: "lean-host/narrowComputeFactor", centre: 1.2, deviation: 0.4 },
    { key: "lean-host/fixedTimeFactor", centre: 0.7, deviation: 0.7 },
    { key: "lean-host/sequenceTimeFactor", centre: 0.3, deviation: 1 },
  ],
  "llama.cpp": [
    { key: "llama.cpp/bandwidthEfficiency", centre: 0.8, deviation: 0.3 },
    { key: "llama.cpp/layerSeconds", centre: 5e-5, deviation: 1 },
    { key: "llama.cpp/unpackedBytes", centre: 0.1, deviation: 1 },
    { key: "llama.cpp/hbm/bandwidthEfficiency", centre: 0.6, deviation: 0.5 },
  ],
};

/** Prompt lengths that the benchmark leaves out, as far as they can be told from how much longer a step takes. */
const tasks = [
  { key: "lm-arena-chat", centre: 170, deviation: 0.5 },
  { key: "gpqa", centre: 200, deviation: 0.5 },
  { key: "sourcegraph-fim", centre: 3000, deviation: 0.5 },
  { key: "llm-chat", centre: 200, deviation: 0.5 },
  { key: "llm-code", centre: 200, deviation: 0.5 },
] as const satisfies readonly Constant[];

/** Prompts with images, counted as tokens: assumed, and in no fit. */
const otherTasks: Readonly<Record<string, number>> = { "image-chat": 1500, "video-chat": 4000, "mllm-chat": 800 };
/** A task that nobody described. */
const UNKNOWN_TASK_TOKENS = 200;

/** Sequences that a token of a burst runs beside, over the mean over time: the batch falls as the burst runs out. */
const burst = { key: "burstFactor", centre: 1.2, deviation: 0.15 } as const satisfies Constant;
const constants: readonly Constant[] = [...shared, ...of2024, ...tasks, burst];
/** Errors beyond it count by their size and no longer by its square: of energies and powers, and of times of other laboratories. */
const ROBUST_WIDTH = 0.08;
const ROBUST_TIME_WIDTH = 0.12;
const POWER_WEIGHT = 0.5;
const TIME_WEIGHT = 0.25;
/** How much the priors weigh against a row with an error of one standard deviation. */
const PRIOR_WEIGHT = 0.5 * 0.36;

/** The prompt length of a row: its own, else that of its task. */
export function promptTokensOf({ inputTokens, task }: ServingCase, taskPromptTokens: ServingFit["taskPromptTokens"]): number {
  if (inputTokens !== undefined) return inputTokens;
  const known = taskPromptTokens[task];
  return known === undefined ? UNKNOWN_TASK_TOKENS : valueOf(known);
}

/** Values of a fit for the configurations of its rows; constants of one engine on one kind of device are looked up once. */
const known = new WeakMap<ServingFit, WeakMap<object, ConstantValues>>();
function constantsFor(fit: ServingFit, { instance }: ServingCase): ConstantValues {
  const ofFit = known.get(fit) ?? new WeakMap<object, ConstantValues>();
  known.set(fit, ofFit);
  const found = ofFit.get(instance) ?? constantsOf(fit, instance);
  ofFit.set(instance, found);
  return found;
}

/**
 * Predicts a measured configuration.
 *
 * @param one - the configuration
 * @param fit - the constants
 * @param batch - running sequences; those of the row where left out
 */
export function predictServing(one: ServingCase, fit: ServingFit, batch: number = one.batch as number): ServingPrediction {
  return predictBurst(one, constantsFor(fit, one), promptTokensOf(one, fit.taskPromptTokens), batch, valueOf(fit.burstFactor));
}

/** In a burst a token sees more sequences than the mean over time, of which the rate is made. */
function predictBurst(one: ServingCase, values: ConstantValues, promptTokens: number, batch: number, factor: number): ServingPrediction {
  if (!one.isBurst) return one.serving.predict(values, promptTokens, batch);
  const predicted = one.serving.predict(values, promptTokens, batch * factor);
  return { ...predicted, tokensPerSecond: predicted.tokensPerSecond / factor };
}

/** Whether energy and power of a row can stand in a fit: text, at the accelerators, of software that the fit tells apart. */
export function isFittable(one: ServingCase): boolean {
  const { isText, isWall, engine, batch, joulesPerToken, powerWatts } = one;
  const isFitted = engine === "vllm-0.11" || engine === "vllm-2024";
  return isText && !isWall && isFitted && batch !== undefined && joulesPerToken !== undefined && powerWatts !== undefined;
}

/** Whether the rate of a row can stand in a fit: served load with a batch, of software that shares the constants. */
export function isTimeFittable(one: ServingCase): boolean {
  const { isText, engine, batch, joulesPerToken, tokensPerSecond } = one;
  const isServed = engine === "vllm-0.11" || engine === "vllm-0.16" || engine === "sglang" || engine === "tensorrt-llm";
  return isText && isServed && batch !== undefined && joulesPerToken === undefined && tokensPerSecond !== undefined;
}

/** Where the constants of a fit come from. */
export const fitPlace = (rows: number, times: number): string =>
  `npm run refit on ${rows} rows of data/validation/inference-measurements.json and ${times} of inference-other-labs.json`;

type Values = Readonly<Record<string, number>>;

/** A fit from its constants by name; what no search moves is that of the shipped one. */
export function fitOf(values: Values, at: string): ServingFit {
  const figure = (key: string, before: unknown): Figure => {
    const value = values[key];
    return value === undefined ? (before as Figure) : { value, source: "llm-footprint", at, basis: "estimated" };
  };
  const moved = <Of extends object>(of: Of, prefix: string): Of =>
    Object.fromEntries(Object.entries(of).map(([key, before]) => [key, figure(prefix + key, before)])) as Of;
  const software = Object.fromEntries(
    Object.entries(shippedFit.software).map(([name, own]) => [name, softwareFrom(values, name, own, moved)]),
  ) as unknown as ServingFit["software"];
  return {
    ...shippedFit,
    ...moved(Object.fromEntries(constantNames(shippedFit).map((key) => [key, shippedFit[key]])), ""),
    software,
    taskPromptTokens: {
      ...moved(Object.fromEntries(tasks.map(({ key }) => [key, shippedFit.taskPromptTokens[key]])), ""),
      ...Object.fromEntries(
        Object.entries(otherTasks).map(([key, value]): [string, Figure] => [
          key,
          {
            value,
            source: "llm-footprint",
            at: "images and videos counted as tokens; their encoders are not modelled",
            basis: "assumption",
          },
        ]),
      ),
    } as ServingFit["taskPromptTokens"],
    burstFactor: figure("burstFactor", shippedFit.burstFactor),
  };
}

/** What software has of its own, moved; what runs for one user reads caches as it reads weights. */
function softwareFrom(
  values: Values,
  name: string,
  own: ServingSoftwareFit,
  moved: <Of extends object>(of: Of, prefix: string) => Of,
): ServingSoftwareFit {
  const withCache = <Of extends Partial<Record<ServingConstant, unknown>>>(of: Of, prefix: string): Of => {
    const next = moved(of, prefix);
    return `${prefix}bandwidthEfficiency` in values ? { ...next, cacheBandwidthEfficiency: next.bandwidthEfficiency } : next;
  };
  const { variants } = own;
  const all = withCache(own, `${name}/`);
  if (variants === undefined) return all;
  return {
    ...all,
    variants: Object.fromEntries(
      Object.entries(variants).map(([variant, figures]) => [variant as ServingVariant, withCache(figures, `${name}/${variant}/`)]),
    ),
  };
}

/** Square root of a pseudo-Huber loss, with the sign of the error. */
function robust(error: number, width = ROBUST_WIDTH): number {
  return Math.sign(error) * width * Math.sqrt(Math.sqrt(1 + (error / width) * (error / width)) - 1);
}

const all: readonly Constant[] = [...constants, ...Object.values(ofOthers).flat()];

/** The constants of a fit by name, as far as a search moves them. */
export function valuesOf(fit: ServingFit): Record<string, number> {
  return Object.fromEntries(
    all.map(({ key }) => {
      const [software, ...rest] = key.split("/");
      if (rest.length === 0) {
        return [key, valueOf((fit as unknown as Record<string, Figure>)[key] ?? (fit.taskPromptTokens[key] as Figure))];
      }
      const own = fit.software[software as ServingSoftware];
      const [constant, variant] = rest.reverse() as [ServingConstant, ServingVariant?];
      return [key, valueOf((variant === undefined ? own : own.variants?.[variant])?.[constant] as Figure)];
    }),
  );
}

/** What moves together counts once: rows that differ in the load alone share one weight. */
function groupWeights(times: readonly ServingCase[]): number[] {
  const sizes = new Map<string, number>();
  const keys = times.map(({ modelId, deviceId, acceleratorCount, instance, engine, dataParallelism, inputTokens, outputTokens }) =>
    JSON.stringify([
      modelId,
      deviceId,
      acceleratorCount,
      instance.precision,
      engine,
      dataParallelism > 1,
      Math.round(log(inputTokens ?? UNKNOWN_TASK_TOKENS)),
      Math.round(log(outputTokens)),
    ]),
  );
  for (const key of keys) sizes.set(key, (sizes.get(key) ?? 0) + 1);
  return keys.map((key) => Math.sqrt(TIME_WEIGHT / (sizes.get(key) as number)));
}

/**
 * Fits the constants of serving: energy, power and time between tokens, and rates of other laboratories, on the logarithms, robust against outliers,
 * with priors.
 *
 * @param cases - measured configurations for which {@link isFittable} holds
 * @param times - those for which {@link isTimeFittable} holds
 * @param start - constants to start from, to save time; the priors where left out
 * @returns the constants, not rounded, with no spread, and the loss
 */
export function fitServing(
  cases: readonly ServingCase[],
  times: readonly ServingCase[],
  start?: ServingFit,
): { readonly fit: ServingFit; readonly loss: number } {
  const perRow = 3;
  const count = cases.length * perRow + times.length + constants.length;
  const values: Record<string, number> = {};
  const startValues = start === undefined ? undefined : valuesOf(start);
  const weights = groupWeights(times);
  const of2024Constants = { hostLoad: 0 };
  const [first] = [...cases, ...times] as [ServingCase];
  const unmoved = constantsOf(shippedFit, { ...first.instance, software: "vllm-0.11" });
  const { point, sum } = leastSquares(
    (logs, into) => {
      for (const [index, { key }] of constants.entries()) values[key] = exp(logs[index] as number);
      const usual = { ...unmoved, ...Object.fromEntries(shared.map(({ key }) => [key, values[key]])) } as ConstantValues;
      const then = {
        ...usual,
        ...of2024Constants,
        ...Object.fromEntries(of2024.map(({ key }) => [key.slice(key.indexOf("/") + 1), values[key]])),
      } as ConstantValues;
      for (let index = 0; index < cases.length; index++) {
        const one = cases[index] as ServingCase;
        const predicted = one.serving.predict(one.engine === "vllm-2024" ? then : usual, promptTokensOf(one, values), one.batch as number);
        const place = index * perRow;
        into[place] = robust(log(predicted.joulesPerToken / (one.joulesPerToken as number)));
        into[place + 1] = robust(POWER_WEIGHT * log(predicted.powerWatts / (one.powerWatts as number)));
        into[place + 2] =
          one.isMedianTime && one.tokenSeconds !== undefined ? robust(TIME_WEIGHT * log(predicted.decodeSeconds / one.tokenSeconds)) : 0;
      }
      const afterRows = cases.length * perRow;
      for (let index = 0; index < times.length; index++) {
        const one = times[index] as ServingCase;
        const { tokensPerSecond } = predictBurst(
          one,
          usual,
          promptTokensOf(one, values),
          one.batch as number,
          values["burstFactor"] as number,
        );
        into[afterRows + index] =
          (weights[index] as number) * robust(log(tokensPerSecond / (one.tokensPerSecond as number)), ROBUST_TIME_WIDTH);
      }
      for (const [index, { centre, deviation }] of constants.entries()) {
        into[afterRows + times.length + index] = (Math.sqrt(PRIOR_WEIGHT) * ((logs[index] as number) - log(centre))) / deviation;
      }
    },
    count,
    Float64Array.from(constants, ({ key, centre }) => log(startValues?.[key] ?? centre)),
  );
  const fitted = Object.fromEntries(constants.map(({ key }, index) => [key, exp(point[index] as number)]));
  return { fit: fitOf(fitted, fitPlace(cases.length, times.length)), loss: sum };
}

/** Software that is fitted after the shared constants, on rows of its own. */
export const softwareFittedAlone = Object.keys(ofOthers) as ServingSoftware[];

/**
 * Fits what one kind of software has of its own, with the shared constants held.
 *
 * @param software - one of {@link softwareFittedAlone}
 * @param cases - rows of its rates, with the batch that each ran; without any, the priors are what is known
 * @param fit - the shared constants
 * @returns its constants by name
 */
export function fitSoftware(
  software: ServingSoftware,
  cases: readonly (readonly [ServingCase, number])[],
  fit: ServingFit,
): Record<string, number> {
  const own = ofOthers[software] ?? [];
  const values: Record<string, number> = {};
  const { point } = leastSquares(
    (logs, into) => {
      for (const [index, { key }] of own.entries()) values[key] = exp(logs[index] as number);
      const moved = fitOf(values, "");
      const here = { ...fit, software: { ...fit.software, [software]: moved.software[software] } };
      for (const [index, [one, batch]] of cases.entries()) {
        const rate = rateOf(one, predictServing(one, here, batch), batch);
        into[index] = robust(log(rate / (one.tokensPerSecond as number)), ROBUST_TIME_WIDTH);
      }
      for (const [index, { centre, deviation }] of own.entries()) {
        into[cases.length + index] = (Math.sqrt(PRIOR_WEIGHT) * ((logs[index] as number) - log(centre))) / deviation;
      }
    },
    cases.length + own.length,
    Float64Array.from(own, ({ centre }) => log(centre)),
  );
  return Object.fromEntries(own.map(({ key }, index) => [key, exp(point[index] as number)]));
}

/** The rate that a row reports: of whole requests, or of decoding alone where one user is served. */
export function rateOf({ isDecodingAlone }: ServingCase, predicted: ServingPrediction, batch: number): number {
  return isDecodingAlone ? batch / predicted.decodeSeconds : predicted.tokensPerSecond;
}
