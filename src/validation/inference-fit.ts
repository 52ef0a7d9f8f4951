import type { ServingFit, ServingSoftware } from "../catalog/records.js";
import { type Figure, valueOf } from "../core/figure.js";
import type { ServingCase } from "./inference-rows.js";
import { leastSquares } from "./least-squares.js";
import { constantsOf, type ServingConstants, type ServingPrediction } from "./measured-serving.js";
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
  { key: "computeLoad", centre: 0.7, deviation: 0.7 },
  { key: "memoryJoulesPerByte", centre: 5.6e-11, deviation: 0.7 },
] as const satisfies readonly Constant[];
type SharedKey = (typeof shared)[number]["key"];

const bySoftware = [
  { key: "vllm-0.11.baseLoad", centre: 0.4, deviation: 0.7 },
  { key: "vllm-0.11.hostLoad", centre: 0.1, deviation: 1 },
  { key: "vllm-2024.fixedTimeFactor", centre: 4, deviation: 1 },
  { key: "vllm-2024.sequenceTimeFactor", centre: 4, deviation: 1 },
  { key: "vllm-2024.baseLoad", centre: 0.3, deviation: 0.7 },
] as const satisfies readonly Constant[];

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

const constants: readonly Constant[] = [...shared, ...bySoftware, ...tasks];
const TILE_ROWS = 128;
/** Errors beyond it count by their size and no longer by its square. */
const ROBUST_WIDTH = 0.08;
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

/**
 * Predicts a measured configuration.
 *
 * @param one - the configuration
 * @param fit - the constants
 * @param batch - running sequences; those of the row where left out
 */
export function predictServing(one: ServingCase, fit: ServingFit, batch: number = one.batch as number): ServingPrediction {
  return one.serving.predict(constantsOf(fit, one.software ?? "vllm-0.11"), promptTokensOf(one, fit.taskPromptTokens), batch);
}

/** Whether a row can stand in a fit: text, at the accelerators, with batch, energy and power, of software that the fit tells apart. */
export function isFittable(one: ServingCase): boolean {
  const { isText, isWall, software, batch, joulesPerToken, powerWatts } = one;
  return isText && !isWall && software !== undefined && batch !== undefined && joulesPerToken !== undefined && powerWatts !== undefined;
}

/** Where the constants of a fit come from. */
export const fitPlace = (rows: number): string => `npm run refit on ${rows} rows of data/validation/inference-measurements.json`;

/** A fit from its constants by name. */
export function fitOf(values: Readonly<Record<string, number>>, at: string): ServingFit {
  const figure = (value: number): Figure => ({ value, source: "llm-footprint", at, basis: "estimated" });
  const of = (key: string): Figure => figure(values[key] as number);
  const one = { ...figure(1), at: "the generation that the others are compared with", basis: "derived" } as const;
  return {
    ...(Object.fromEntries(shared.map(({ key }) => [key, of(key)])) as unknown as Record<SharedKey, Figure>),
    bandwidthEfficiency: {
      ...of("bandwidthEfficiency"),
      note: "rows of the whole fit: ml-energy-leaderboard-v3 (vLLM 0.11.1) and ml-energy-leaderboard-v2 (vLLM of 2024)",
    },
    tileRows: { ...figure(TILE_ROWS), at: "docs/guide/inference.md: a free fit finds 120", basis: "derived" },
    software: {
      "vllm-0.11": {
        fixedTimeFactor: one,
        sequenceTimeFactor: one,
        baseLoad: of("vllm-0.11.baseLoad"),
        hostLoad: of("vllm-0.11.hostLoad"),
      },
      "vllm-2024": {
        fixedTimeFactor: of("vllm-2024.fixedTimeFactor"),
        sequenceTimeFactor: of("vllm-2024.sequenceTimeFactor"),
        baseLoad: of("vllm-2024.baseLoad"),
        hostLoad: { ...figure(0), at: "the accelerators waited for the host: no power above the base is found", basis: "derived" },
      },
    },
    taskPromptTokens: {
      ...Object.fromEntries(tasks.map(({ key }) => [key, of(key)])),
      ...Object.fromEntries(
        Object.entries(otherTasks).map(([key, value]) => [
          key,
          { ...figure(value), at: "images and videos counted as tokens; their encoders are not modelled", basis: "assumption" as const },
        ]),
      ),
    },
    energySpread: { dense: figure(1), hybrid: figure(1), "mixture-of-experts": figure(1) },
    calibratedSpread: figure(1),
  };
}

/** The constants of a point of the search, for a generation of software. */
function constantsAt(values: Readonly<Record<string, number>>, software: ServingSoftware): ServingConstants {
  const is2024 = software === "vllm-2024";
  return {
    ...(Object.fromEntries(shared.map(({ key }) => [key, values[key]])) as Record<SharedKey, number>),
    tileRows: TILE_ROWS,
    fixedTimeFactor: is2024 ? (values["vllm-2024.fixedTimeFactor"] as number) : 1,
    sequenceTimeFactor: is2024 ? (values["vllm-2024.sequenceTimeFactor"] as number) : 1,
    baseLoad: values[is2024 ? "vllm-2024.baseLoad" : "vllm-0.11.baseLoad"] as number,
    hostLoad: is2024 ? 0 : (values["vllm-0.11.hostLoad"] as number),
  };
}

/** Square root of a pseudo-Huber loss, with the sign of the error. */
function robust(error: number): number {
  return Math.sign(error) * ROBUST_WIDTH * Math.sqrt(Math.sqrt(1 + (error / ROBUST_WIDTH) * (error / ROBUST_WIDTH)) - 1);
}

/** The constants of a fit by name, as far as the search moves them. */
export function valuesOf(fit: ServingFit): Record<string, number> {
  return Object.fromEntries(
    constants.map(({ key }) => {
      const [software, constant] = key.split(/\.(?=[a-z])/iu) as [ServingSoftware, "baseLoad"];
      const given =
        (fit as unknown as Readonly<Record<string, ServingFit["computeLoad"]>>)[key] ??
        fit.taskPromptTokens[key] ??
        fit.software[software][constant];
      return [key, valueOf(given)];
    }),
  );
}

/**
 * Fits the constants of serving: energy, power and time between tokens, on the logarithms, robust against outliers, with priors.
 *
 * @param cases - measured configurations for which {@link isFittable} holds
 * @param start - constants to start from, to save time; the priors where left out
 * @returns the constants, not rounded, with no spread, and the loss
 */
export function fitServing(cases: readonly ServingCase[], start?: ServingFit): { readonly fit: ServingFit; readonly loss: number } {
  const perRow = 3;
  const count = cases.length * perRow + constants.length;
  const values: Record<string, number> = {};
  const startValues = start === undefined ? undefined : valuesOf(start);
  const { point, sum } = leastSquares(
    (logs, into) => {
      for (const [index, { key }] of constants.entries()) values[key] = exp(logs[index] as number);
      const constantsBy = { "vllm-0.11": constantsAt(values, "vllm-0.11"), "vllm-2024": constantsAt(values, "vllm-2024") };
      for (let index = 0; index < cases.length; index++) {
        const one = cases[index] as ServingCase;
        const software = one.software as ServingSoftware;
        const predicted = one.serving.predict(constantsBy[software], promptTokensOf(one, values), one.batch as number);
        const place = index * perRow;
        into[place] = robust(log(predicted.joulesPerToken / (one.joulesPerToken as number)));
        into[place + 1] = robust(POWER_WEIGHT * log(predicted.powerWatts / (one.powerWatts as number)));
        into[place + 2] =
          one.isMedianTime && one.tokenSeconds !== undefined ? robust(TIME_WEIGHT * log(predicted.decodeSeconds / one.tokenSeconds)) : 0;
      }
      for (const [index, { centre, deviation }] of constants.entries()) {
        into[cases.length * perRow + index] = (Math.sqrt(PRIOR_WEIGHT) * ((logs[index] as number) - log(centre))) / deviation;
      }
    },
    count,
    Float64Array.from(constants, ({ key, centre }) => log(startValues?.[key] ?? centre)),
  );
  const fitted = Object.fromEntries(constants.map(({ key }, index) => [key, exp(point[index] as number)]));
  return { fit: fitOf(fitted, fitPlace(cases.length)), loss: sum };
}
