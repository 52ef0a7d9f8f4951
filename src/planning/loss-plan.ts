import type { LossLaw } from "../catalog/records.js";
import { dataVersion } from "../catalog/version.js";
import { FootprintError, isFootprintError } from "../core/errors.js";
import { type Domain, formatValue, isInDomain, outOfDomain, positive } from "../core/formula.js";
import { type CostDifference, costDifference } from "./difference.js";
import { type EffectiveParameters, lawOf, type LossLawId, type NamedLaw, noteLaw, otherLaws, sizeOf } from "./laws.js";
import { checkTokensMatter, lossAfter, type PlannedRun, plannedRun, tokensAt, withTokens } from "./loss.js";
import { computeOptimal } from "./optimum.js";
import type { TrainingInput } from "../estimate/generated/inputs.js";

/** What changes so that the loss does. */
export type PlanBy =
  /** The model stays and sees other tokens. */
  | "tokens"
  /** Size and tokens become those of the least operations for the loss. */
  | "compute-optimal";

const ways: readonly PlanBy[] = ["tokens", "compute-optimal"];

/** A run and the loss that it should have: exactly one of `lossTarget` and `lossChange`. */
export interface LossPlanInput {
  readonly run: TrainingInput;
  /** Test loss to reach (nats per token). */
  readonly lossTarget?: number;
  /** Change of the test loss as a share of it: −0.01 is 1 % lower. */
  readonly lossChange?: number;
  /** `tokens` where left out. */
  readonly by?: PlanBy;
  /** `hoffmann-2022` where left out. */
  readonly law?: LossLawId | LossLaw;
  /** For a mixture of experts: the dense size that it is worth. */
  readonly effectiveParameters?: EffectiveParameters;
}

/** The same plan by another published law. */
export interface PlanByLaw {
  readonly law: string;
  /** Training tokens of the changed run; `null` where this law reaches no such loss. */
  readonly tokens: number | null;
  /** Difference of the total emissions (gCO2e); `null` likewise. */
  readonly totalGramsCo2e: number | null;
}

/** The optimal run with the loss of the given one. What it saves comes from the allocation of size and tokens, not from the loss. */
export interface OptimalAtSameLoss extends PlannedRun {
  /** Costs of the changed run less those of this one: what the loss alone costs between two optimal runs. */
  readonly difference: CostDifference;
}

/** What another loss costs. */
export interface LossPlan {
  readonly kind: "loss-plan";
  readonly dataVersion: string;
  readonly law: string;
  readonly by: PlanBy;
  readonly before: PlannedRun;
  readonly after: PlannedRun;
  /** `after` less `before`, the law taken as exact. */
  readonly difference: CostDifference;
  /** With `by: "compute-optimal"`: the optimal run with the loss of `before`. */
  readonly sameLoss?: OptimalAtSameLoss;
  /** How far the answer depends on the law. */
  readonly otherLaws: readonly PlanByLaw[];
  readonly notes: readonly string[];
}

const CHANGE: Domain = { min: -1, max: Number.POSITIVE_INFINITY, openMin: true };

function targetOf({ lossTarget, lossChange }: LossPlanInput, loss: number): number {
  if (lossTarget !== undefined && lossChange !== undefined) {
    throw new FootprintError(
      "conflicting-input",
      "planning: lossTarget and lossChange both say what the loss should be; give one of them",
      {
        field: "lossTarget",
      },
    );
  }
  if (lossTarget !== undefined) {
    if (!isInDomain(lossTarget, positive)) throw outOfDomain("planning", "lossTarget", lossTarget, positive);
    return lossTarget;
  }
  if (!isInDomain(lossChange, CHANGE)) throw outOfDomain("planning", "lossChange", lossChange, CHANGE);
  return lossAfter(loss, lossChange);
}

function optimalRun(run: TrainingInput, loss: number, law: NamedLaw): PlannedRun {
  const { parameters, tokens } = computeOptimal({ loss, law: law.law });
  const changed: TrainingInput = { ...run, model: { kind: "dense", parameters }, tokens };
  return plannedRun(changed, parameters, law);
}

function changedRun(before: PlannedRun, loss: number, by: PlanBy, law: NamedLaw): PlannedRun {
  if (by === "compute-optimal") return optimalRun(before.run, loss, law);
  // The inverse of the law would round the tokens of a loss that does not change.
  const tokens = loss === before.loss ? before.tokens : tokensAt(before.effectiveParameters, loss, law);
  return plannedRun(withTokens(before.run, tokens), before.effectiveParameters, law);
}

function byLaw(input: LossPlanInput, size: number, by: PlanBy, law: NamedLaw): PlanByLaw {
  try {
    const before = plannedRun(input.run, size, law);
    const after = changedRun(before, targetOf(input, before.loss), by, law);
    const { totalGramsCo2e } = costDifference(before.run, after.run);
    return { law: law.id, tokens: after.tokens, totalGramsCo2e };
  } catch (error) {
    if (!isFootprintError(error) || error.code !== "no-solution") throw error;
    return { law: law.id, tokens: null, totalGramsCo2e: null };
  }
}

/**
 * What another test loss costs: the run that reaches it, its numbers, and the difference in operations, hours, energy and emissions.
 *
 * Low and high of the difference come from the ranges of the estimate. What both runs share moves in both at once, so that a range of the grid
 * widens the difference by the same factor as the runs. The law itself counts as exact; `otherLaws` shows what others say.
 *
 * @param input - the run, the loss, the way and the law
 * @returns both runs, the difference with low and high, and notes
 * @throws `FootprintError` `no-solution` where the loss cannot be reached, `invalid-input` for a mixture of experts without its worth,
 * `conflicting-input` for a run that states its own hours
 *
 * @example
 * ```ts
 * import { accelerators } from "llm-footprint/catalog/accelerators";
 * import { models } from "llm-footprint/catalog/models";
 * import { planAtLoss } from "llm-footprint/planning";
 *
 * const run = {
 *   model: models["gpt-3-175b"], tokens: 300e9, accelerator: accelerators["v100-sxm2-32gb"], acceleratorCount: 10000,
 *   efficiency: 0.197, averagePowerWatts: 330, pue: 1.1, grid: { intensityGramsPerKwh: 429 },
 * };
 * const { difference } = planAtLoss({ run, lossChange: -0.01 });
 * console.log((difference.operationalGramsCo2e / 1e6).toFixed(1)); // 191.2
 * ```
 */
export function planAtLoss(input: LossPlanInput): LossPlan {
  if (typeof input?.run !== "object") {
    throw new FootprintError("invalid-input", "planning: run is missing; give a training run", { field: "run" });
  }
  const { by = "tokens" } = input;
  if (!ways.includes(by)) {
    throw new FootprintError("invalid-input", `planning: by = ${formatValue(by)} is not one of ${ways.join(", ")}`, {
      field: "by",
      value: by,
      nearest: ways,
    });
  }
  const law = lawOf(input.law);
  const size = sizeOf(input.run, input.effectiveParameters);
  checkTokensMatter(input.run, "run");
  const before = plannedRun(input.run, size.parameters, law);
  const target = targetOf(input, before.loss);
  const after = changedRun(before, target, by, law);
  const sameLoss = by === "compute-optimal" ? optimalRun(before.run, before.loss, law) : undefined;
  return {
    kind: "loss-plan",
    dataVersion,
    law: law.id,
    by,
    before,
    after,
    difference: costDifference(before.run, after.run),
    ...(sameLoss === undefined ? {} : { sameLoss: { ...sameLoss, difference: costDifference(sameLoss.run, after.run) } }),
    otherLaws: otherLaws(law).map((other) => byLaw(input, size.parameters, by, other)),
    notes: [
      ...noteLaw(
        law,
        [before, after].map(({ effectiveParameters, tokens }) => ({ parameters: effectiveParameters, tokens })),
      ),
      ...size.notes,
      "Efficiency, power, place and hardware are those of the run; only what the plan changes is changed.",
      ...(sameLoss === undefined
        ? []
        : [
            "The changed model is a dense one of the optimal size without dimensions, and the given run need not be optimal itself: sameLoss is the " +
              "optimal run with its loss, and holds what the loss alone costs.",
          ]),
      ...(typeof input.run.tokens === "object" ? ["The range of the tokens is left out: a plan decides them."] : []),
      "Low and high: inputs that both runs share move in both at once; the law counts as exact; otherLaws shows how far the answer depends on it.",
    ],
  };
}
