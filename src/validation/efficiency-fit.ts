import type { TrainingFit, TrainingGroup } from "../catalog/records.js";
import type { Figure } from "../core/figure.js";
import { type Observation, weightedRidge } from "./ridge.js";
import { exp, log } from "../core/power.js";

/** A published efficiency with what the fit needs to know about it. */
export interface EfficiencyObservation {
  /** Who published it: rows of one publisher are left out together. */
  readonly publisher: string;
  readonly model: string;
  /** Hardware as written, which tells variants of one group apart. */
  readonly hardware: string;
  readonly group: TrainingGroup;
  readonly fastLink: "node" | "rack";
  readonly isFp8: boolean;
  readonly isMixtureOfExperts: boolean;
  readonly activeParameters: number;
  /** Hidden values sent to experts per active parameter and token; absent for dense models and where the dimensions are unknown. */
  readonly expertTraffic?: number;
  /** A whole run, not a benchmark of some steps. */
  readonly isWholeRun: boolean;
  /** Software of a GPU up to the year that counts as old. */
  readonly isOldSoftware: boolean;
  /** Model FLOP utilisation (fraction). */
  readonly efficiency: number;
}

/** Expert traffic at which the factor of a mixture of experts is stated: near the middle of published models. */
const REFERENCE_EXPERT_TRAFFIC = 5e-5;
/** Above it, models of the fit show no effect of size. */
const SMALL_MODEL_PARAMETERS = 3e9;
/** Penalties of the spec: devices are drawn towards the unseen device, factors towards no effect. */
const DEVICE_PENALTY = 1;
const FACTOR_PENALTY = 0.5;

/** The seven factors of the closed form, as features of the regression of ln(efficiency). */
function factorsOf(row: EfficiencyObservation): number[] {
  const flag = (set: boolean): number => (set ? 1 : 0);
  const traffic = row.isMixtureOfExperts ? log((row.expertTraffic ?? REFERENCE_EXPERT_TRAFFIC) / REFERENCE_EXPERT_TRAFFIC) : 0;
  return [
    flag(row.isFp8),
    flag(row.isMixtureOfExperts),
    traffic,
    row.fastLink === "node" ? traffic : 0,
    flag(row.isWholeRun),
    flag(row.isOldSoftware),
    row.isMixtureOfExperts ? 0 : log(Math.min(row.activeParameters, SMALL_MODEL_PARAMETERS) / SMALL_MODEL_PARAMETERS),
  ];
}

/** Rows of one publisher, model, device and precision are one experiment repeated: together they weigh as much as one. */
function experimentOf({ publisher, model, hardware, isFp8 }: EfficiencyObservation): string {
  return JSON.stringify([publisher, model, hardware, isFp8]);
}

function fitted(value: number, at: string): Figure {
  return { value, source: "llm-footprint", at, basis: "estimated" };
}

/**
 * Fits the coefficients of the efficiency model: ln(MFU) linear in device and factors, by weighted ridge regression.
 *
 * @param rows - published efficiencies
 * @param spread - ratio of reported to predicted efficiency to ship with the coefficients; 1 to 1 where left out
 * @returns coefficients, not rounded
 * @throws `FootprintError` `no-solution` without rows
 */
export function fitTrainingEfficiency(
  rows: readonly EfficiencyObservation[],
  { achievableShare, spread }: Partial<Pick<TrainingFit, "achievableShare">> & { readonly spread?: TrainingFit["efficiencySpread"] } = {},
): TrainingFit {
  const groups = [...new Set(rows.map(({ group }) => group))].sort();
  const sizes = new Map<string, number>();
  for (const row of rows) sizes.set(experimentOf(row), (sizes.get(experimentOf(row)) ?? 0) + 1);
  const observations = rows.map((row): Observation => ({
    features: [1, ...groups.map((group) => (row.group === group ? 1 : 0)), ...factorsOf(row)],
    target: log(row.efficiency),
    weight: 1 / (sizes.get(experimentOf(row)) as number),
  }));
  const factorCount = 7;
  const penalties = [0, ...groups.map(() => DEVICE_PENALTY), ...new Array<number>(factorCount).fill(FACTOR_PENALTY)];
  const [intercept, ...rest] = weightedRidge(observations, penalties) as [number, ...number[]];
  const [fp8, expert, traffic, nodeTraffic, wholeRun, oldSoftware, smallModel] = rest.slice(groups.length) as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const at = `npm run refit on ${rows.length} rows of data/validation/training-efficiency.json`;
  const unseen = fitted(exp(intercept), `${at}: intercept`);
  const none = fitted(1, at);
  return {
    deviceEfficiency: Object.fromEntries(
      groups.map((group, index) => [group, fitted(exp(intercept + (rest[index] as number)), at)]),
    ) as unknown as TrainingFit["deviceEfficiency"],
    unseenDeviceEfficiency: unseen,
    achievableShare: achievableShare ?? none,
    fp8Factor: fitted(exp(fp8), at),
    expertFactor: fitted(exp(expert), at),
    referenceExpertTraffic: REFERENCE_EXPERT_TRAFFIC,
    // A factor that fell with more traffic would turn the physics round: the fit may find no effect, not the opposite one.
    expertTrafficExponent: { node: fitted(Math.max(0, -traffic - nodeTraffic), at), rack: fitted(Math.max(0, -traffic), at) },
    unknownExpertTraffic: {
      ...fitted(REFERENCE_EXPERT_TRAFFIC, "the reference itself"),
      low: 7e-6,
      high: 2.4e-4,
      basis: "assumption",
      note: "range: from Llama 4 Maverick (one wide expert) to Qwen3-30B-A3B (eight narrow ones)",
    },
    wholeRunFactor: fitted(Math.min(1, exp(wholeRun)), at),
    oldSoftwareFactor: fitted(Math.min(1, exp(oldSoftware)), at),
    oldSoftwareYear: 2022,
    smallModelExponent: fitted(Math.max(0, smallModel), at),
    smallModelParameters: SMALL_MODEL_PARAMETERS,
    leastEfficiency: 0.03,
    greatestEfficiency: 0.72,
    efficiencySpread: spread ?? { dense: none, "mixture-of-experts": none },
  };
}
