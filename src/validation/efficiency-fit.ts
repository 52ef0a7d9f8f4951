import type { TrainingFit, TrainingGroup, TrainingMemory } from "../catalog/records.js";
import type { Figure } from "../core/figure.js";
import { type Observation, weightedRidge } from "./ridge.js";
import { exp, log } from "../core/power.js";

/** A published efficiency, or device-hours as one, with what the fit needs to know about it. */
export interface EfficiencyObservation {
  /** Who published it: rows of one publisher are left out together. */
  readonly publisher: string;
  readonly model: string;
  /** Hardware as written, which tells variants of one group apart. */
  readonly hardware: string;
  readonly group: TrainingGroup;
  readonly memory?: TrainingMemory;
  readonly fastLink: "node" | "rack";
  readonly isFp8: boolean;
  readonly isMixtureOfExperts: boolean;
  readonly activeParameters: number;
  /** Hidden values sent to experts per active parameter and token; absent for dense models and where the dimensions are unknown. */
  readonly expertTraffic?: number;
  /** Width of a routed expert, the same. */
  readonly expertWidth?: number;
  /** A whole run, not a benchmark of some steps. */
  readonly isWholeRun: boolean;
  /** Whether it is known from device-hours. */
  readonly isFromHours: boolean;
  /** Software of a GPU up to the year that counts as old. */
  readonly isOldSoftware: boolean;
  /** Model FLOP utilisation (fraction). */
  readonly efficiency: number;
}

/** Expert traffic and width at which the factor of a mixture of experts is stated: near the middle of published models. */
const REFERENCE_EXPERT_TRAFFIC = 5e-5;
const REFERENCE_EXPERT_WIDTH = 4096;
/** Software of GPUs up to this year is old: before fused attention and overlapped communication. */
const OLD_SOFTWARE_YEAR = 2022;
/** Whether software of a year is old on a device; that of TPUs is not told apart. */
export const isOldSoftware = (year: number, group: TrainingGroup | undefined): boolean =>
  year <= OLD_SOFTWARE_YEAR && group?.startsWith("tpu-") !== true;
/** Above it, models of the fit show no effect of size; whole runs show one up to the second. */
const SMALL_MODEL_PARAMETERS = 3e9;
const SMALL_RUN_PARAMETERS = 7e9;
/** Penalties of the specification: devices are drawn towards the unseen device, factors towards no effect, the seven small runs most. */
const DEVICE_PENALTY = 1;
const FACTOR_PENALTY = 0.5;
const SMALL_RUN_PENALTY = 2;
/** Rows further off than this count less in the next round. */
const FAR = 0.35;
const ROUNDS = 8;

const factorNames = [
  "h200",
  "b300",
  "fp8",
  "expert",
  "traffic",
  "nodeTraffic",
  "width",
  "wholeRun",
  "oldSoftware",
  "smallModel",
  "smallRun",
] as const;
type Factor = (typeof factorNames)[number];

/** The factors of the closed form, as features of the regression of ln(efficiency). */
function factorsOf(row: EfficiencyObservation): Record<Factor, number> {
  const flag = (set: boolean): number => (set ? 1 : 0);
  const { isMixtureOfExperts, activeParameters, isWholeRun } = row;
  const ratio = (value: number | undefined, reference: number): number => (isMixtureOfExperts ? log((value ?? reference) / reference) : 0);
  const traffic = ratio(row.expertTraffic, REFERENCE_EXPERT_TRAFFIC);
  const below = (size: number): number => (isMixtureOfExperts ? 0 : log(Math.min(activeParameters, size) / size));
  return {
    h200: flag(row.memory === "h200"),
    b300: flag(row.memory === "b300"),
    fp8: flag(row.isFp8),
    expert: flag(isMixtureOfExperts),
    traffic,
    nodeTraffic: row.fastLink === "node" ? traffic : 0,
    width: ratio(row.expertWidth, REFERENCE_EXPERT_WIDTH),
    wholeRun: flag(isWholeRun),
    oldSoftware: flag(row.isOldSoftware),
    smallModel: below(SMALL_MODEL_PARAMETERS),
    smallRun: isWholeRun ? below(SMALL_RUN_PARAMETERS) : 0,
  };
}

/** Rows of one publisher, model, device and precision are one experiment repeated: together they weigh as much as one. */
function experimentOf({ publisher, model, hardware, isFp8, isFromHours }: EfficiencyObservation): string {
  return JSON.stringify([publisher, model, hardware, isFp8, isFromHours]);
}

/** How often each name occurs. */
export function countsOf(names: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

/** Weights of rows: one for each experiment, and less for each whole run of a publisher of several, which share what its reports count. */
function weightsOf(rows: readonly EfficiencyObservation[]): number[] {
  const experiments = countsOf(rows.map(experimentOf));
  const runs = countsOf(rows.filter(({ isWholeRun }) => isWholeRun).map(({ publisher }) => publisher));
  return rows.map((row) => {
    const own = 1 / (experiments.get(experimentOf(row)) as number);
    return row.isWholeRun ? own / Math.sqrt(runs.get(row.publisher) as number) : own;
  });
}

/** Ridge regression in rounds, in each of which rows that are far off count less. */
function robustRidge(observations: readonly Observation[], penalties: readonly number[]): number[] {
  let coefficients = weightedRidge(observations, penalties);
  for (let round = 0; round < ROUNDS; round++) {
    const known = coefficients;
    coefficients = weightedRidge(
      observations.map(({ features, target, weight }) => {
        const off = Math.abs(target - features.reduce((sum, feature, index) => sum + feature * (known[index] as number), 0));
        return { features, target, weight: off > FAR ? (weight * FAR) / off : weight };
      }),
      penalties,
    );
  }
  return coefficients;
}

function fitted(value: number, at: string): Figure {
  return { value, source: "llm-footprint", at, basis: "estimated" };
}

/** How far, in logarithms, devices stray that are left out of the fit, at 90 %. */
const UNSEEN_DEVICE = 0.18;
/** A figure for devices that the fit has not seen, with their range. */
export const forUnseenDevice = ({ value, ...figure }: Figure): Figure => ({
  ...figure,
  value,
  low: value * exp(-UNSEEN_DEVICE),
  high: value * exp(UNSEEN_DEVICE),
});

/** What is not fitted: assumptions, and what is found beside the regression. */
type Beside = Pick<TrainingFit, "achievableShare" | "efficiencySpread">;

/**
 * Fits the coefficients of the efficiency model: ln(MFU) linear in device and factors, by weighted robust ridge regression.
 *
 * @param rows - published efficiencies, and device-hours as efficiencies
 * @param beside - what the regression does not give; no spread and the whole measured rate where left out
 * @returns coefficients, not rounded
 * @throws `FootprintError` `no-solution` without rows
 */
export function fitTrainingEfficiency(rows: readonly EfficiencyObservation[], beside: Partial<Beside> = {}): TrainingFit {
  const groups = [...new Set(rows.map(({ group }) => group))].sort();
  const weights = weightsOf(rows);
  const observations = rows.map((row, index): Observation => {
    const factors = factorsOf(row);
    return {
      features: [1, ...groups.map((group) => (row.group === group ? 1 : 0)), ...factorNames.map((name) => factors[name])],
      target: log(row.efficiency),
      weight: weights[index] as number,
    };
  });
  const penalties = [
    0,
    ...groups.map(() => DEVICE_PENALTY),
    ...factorNames.map((name) => (name === "smallRun" ? SMALL_RUN_PENALTY : FACTOR_PENALTY)),
  ];
  const [intercept, ...rest] = robustRidge(observations, penalties) as [number, ...number[]];
  const factor = Object.fromEntries(factorNames.map((name, index) => [name, rest[groups.length + index]])) as Record<Factor, number>;
  const ofHours = rows.filter(({ isFromHours }) => isFromHours).length;
  const at = `npm run refit on ${rows.length - ofHours} rows of data/validation/training-efficiency.json and ${ofHours} of training-runs.json`;
  const none = fitted(1, at);
  const noSpread = {
    dense: none,
    "mixture-of-experts": none,
    goodput: none,
    "benchmark dense": none,
    "benchmark mixture-of-experts": none,
  };
  return {
    deviceEfficiency: Object.fromEntries(
      groups.map((group, index) => [group, fitted(exp(intercept + (rest[index] as number)), at)]),
    ) as unknown as TrainingFit["deviceEfficiency"],
    unseenDeviceEfficiency: forUnseenDevice(fitted(exp(intercept), `${at}: intercept`)),
    achievableShare: none,
    memoryFactor: { h200: fitted(exp(factor.h200), at), b300: fitted(exp(factor.b300), at) },
    fp8Factor: fitted(exp(factor.fp8), at),
    expertFactor: fitted(exp(factor.expert), at),
    referenceExpertTraffic: REFERENCE_EXPERT_TRAFFIC,
    referenceExpertWidth: REFERENCE_EXPERT_WIDTH,
    // A factor that fell with more traffic would turn the physics round: the fit may find no effect, not the opposite one.
    expertTrafficExponent: {
      node: fitted(Math.max(0, -factor.traffic - factor.nodeTraffic), at),
      rack: fitted(Math.max(0, -factor.traffic), at),
    },
    expertWidthExponent: fitted(Math.max(0, factor.width), at),
    unknownExpertTraffic: {
      ...fitted(REFERENCE_EXPERT_TRAFFIC, "the reference itself"),
      low: 7e-6,
      high: 2.4e-4,
      basis: "assumption",
      note: "range: from Llama 4 Maverick (one wide expert) to Qwen3-30B-A3B (eight narrow ones)",
    },
    unknownExpertWidth: {
      ...fitted(REFERENCE_EXPERT_WIDTH, "the reference itself"),
      low: 768,
      high: 32_768,
      basis: "assumption",
      note: "range: from Qwen3-30B-A3B to Grok-1",
    },
    wholeRunFactor: fitted(Math.min(1, exp(factor.wholeRun)), at),
    goodputRunFactor: {
      ...fitted(0.9, "docs/guide/accuracy.md: what progress keeps of a benchmark beside the time that is lost"),
      basis: "assumption",
    },
    smallRunExponent: fitted(Math.max(0, factor.smallRun), at),
    smallRunParameters: SMALL_RUN_PARAMETERS,
    oldSoftwareFactor: fitted(Math.min(1, exp(factor.oldSoftware)), at),
    oldSoftwareYear: OLD_SOFTWARE_YEAR,
    smallModelExponent: fitted(Math.max(0, factor.smallModel), at),
    smallModelParameters: SMALL_MODEL_PARAMETERS,
    leastEfficiency: 0.03,
    greatestEfficiency: 0.72,
    efficiencySpread: noSpread,
    ...beside,
  };
}
