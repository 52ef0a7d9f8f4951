import type { LossLaw } from "../catalog/records.js";
import { dataVersion } from "../catalog/version.js";
import { FootprintError } from "../core/errors.js";
import { checkGiven, type Given, valueOf } from "../core/figure.js";
import { isInDomain, outOfDomain, positive } from "../core/formula.js";
import { trainingTotals } from "../estimate/training.js";
import { type CostDifference, costDifference } from "./difference.js";
import { type EffectiveParameters, lawOf, type LossLawId, type NamedLaw, noteLaw, sizeOf } from "./laws.js";
import { checkTokensMatter, lossAt, statedTokens, tokensAt, withTokens } from "./loss.js";
import type { TrainingInput } from "../estimate/generated/inputs.js";
import type { TrainingTotals } from "../estimate/generated/totals.js";

/** One run of a comparison. A mixture of experts needs one of the two statements about its worth. */
export interface ComparedRun {
  readonly name: string;
  readonly run: TrainingInput;
  /** The dense size that the model is worth: a number, or a published law of routed models. */
  readonly effectiveParameters?: EffectiveParameters;
  /** Training tokens with which this model reaches the loss, where they are known (tokens): no law is used for it. */
  readonly tokensForLoss?: Given;
}

/** Runs to compare at one loss. */
export interface EqualLossInput {
  /** At least two; differences are against the first. */
  readonly runs: readonly ComparedRun[];
  /** Test loss of all (nats per token); that of the first run on its own tokens where left out. */
  readonly loss?: number;
  /** `hoffmann-2022` where left out. */
  readonly law?: LossLawId | LossLaw;
}

/** A run with the tokens that bring it to the common loss. */
export interface EqualLossRun {
  readonly name: string;
  readonly run: TrainingInput;
  /** Size with which the run enters the law (parameters); `null` where its tokens were given. */
  readonly effectiveParameters: number | null;
  readonly tokens: number;
  readonly totals: TrainingTotals;
  /** Costs less those of the first run. */
  readonly difference: CostDifference;
}

/** Runs at one loss. */
export interface EqualLossComparison {
  readonly kind: "equal-loss";
  readonly dataVersion: string;
  readonly law: string;
  readonly loss: number;
  readonly runs: readonly EqualLossRun[];
  readonly notes: readonly string[];
}

interface Placed {
  readonly compared: ComparedRun;
  readonly parameters: number | null;
  readonly notes: readonly string[];
}

function place(compared: ComparedRun, index: number): Placed {
  const field = `runs.${index}`;
  if (typeof compared !== "object" || compared === null || typeof compared.name !== "string" || compared.run === undefined) {
    throw new FootprintError("invalid-input", `planning: ${field} needs a name and a run`, { field });
  }
  const { name, run, effectiveParameters, tokensForLoss } = compared;
  if (tokensForLoss === undefined) {
    const { parameters, notes } = sizeOf(run, effectiveParameters, `${field}.effectiveParameters`);
    return { compared, parameters, notes: notes.map((note) => `${name}: ${note}`) };
  }
  if (effectiveParameters !== undefined) {
    throw new FootprintError(
      "conflicting-input",
      `planning: effectiveParameters and tokensForLoss of ${name} both say how it reaches the loss; give one of them`,
      { field: `${field}.tokensForLoss` },
    );
  }
  checkGiven("planning", `${field}.tokensForLoss`, tokensForLoss, positive);
  return { compared, parameters: null, notes: [`${name}: its tokens for this loss are given, not computed.`] };
}

function commonLoss({ loss }: EqualLossInput, { compared, parameters }: Placed, law: NamedLaw): number {
  if (loss !== undefined) {
    if (!isInDomain(loss, positive)) throw outOfDomain("planning", "loss", loss, positive);
    return loss;
  }
  if (parameters === null) {
    throw new FootprintError("invalid-input", "planning: loss is missing; the first run gives its tokens for a loss, but not which loss", {
      field: "loss",
    });
  }
  return lossAt(parameters, statedTokens(compared.run), law);
}

/**
 * Compares runs at one test loss: every model gets the tokens that bring it there, and the costs follow. Dense models by a law of the loss; a
 * mixture of experts by what its caller says that it is worth, for no law of dense models holds for it.
 *
 * @param input - the named runs, the loss and the law
 * @returns each run with its tokens, its numbers, and the difference to the first with low and high
 * @throws `FootprintError` `no-solution` where a model cannot reach the loss, `invalid-input` for fewer than two runs or a mixture of experts
 * about which nothing is said
 *
 * @example
 * ```ts
 * import { accelerators } from "llm-footprint/catalog/accelerators";
 * import { compareAtEqualLoss } from "llm-footprint/planning";
 *
 * const common = {
 *   tokens: 1.4e12, accelerator: accelerators["a100-sxm4-80gb"], acceleratorCount: 1024, efficiency: 0.4, averagePowerWatts: 500,
 *   pue: 1.1, grid: { intensityGramsPerKwh: 400 },
 * };
 * const { runs } = compareAtEqualLoss({
 *   runs: [
 *     { name: "70B", run: { ...common, model: { kind: "dense", parameters: 70e9 } } },
 *     { name: "35B", run: { ...common, model: { kind: "dense", parameters: 35e9 } } },
 *   ],
 * });
 * console.log(runs.map(({ name, tokens }) => `${name} ${(tokens / 1e12).toFixed(2)}T`).join(", ")); // 70B 1.40T, 35B 2.36T
 * ```
 */
export function compareAtEqualLoss(input: EqualLossInput): EqualLossComparison {
  if (typeof input !== "object" || input === null || !Array.isArray(input.runs) || input.runs.length < 2) {
    throw new FootprintError("invalid-input", "planning: runs needs at least two named runs to compare", { field: "runs" });
  }
  const law = lawOf(input.law);
  const placed = input.runs.map(place);
  const [first] = placed as [Placed, ...Placed[]];
  const loss = commonLoss(input, first, law);
  const solved = placed.map(({ compared: { name, run, tokensForLoss }, parameters }, index) => {
    checkTokensMatter(run, `runs.${index}.run`);
    const tokens = parameters === null ? valueOf(tokensForLoss as Given) : tokensOf(run, parameters, loss, law);
    return { name, run: withTokens(run, tokens), effectiveParameters: parameters, tokens };
  });
  const [reference] = solved as [(typeof solved)[number], ...typeof solved];
  return {
    kind: "equal-loss",
    dataVersion,
    law: law.id,
    loss,
    runs: solved.map((each) => ({ ...each, totals: trainingTotals(each.run), difference: costDifference(reference.run, each.run) })),
    notes: [
      ...noteLaw(
        law,
        solved.flatMap(({ effectiveParameters: parameters, tokens }) => (parameters === null ? [] : [{ parameters, tokens }])),
      ),
      ...placed.flatMap(({ notes }) => notes),
      `Differences are against ${reference.name}. Inputs of the same name, value and range move in both runs at once; others each on their own.`,
    ],
  };
}

/** The tokens of the run itself where they bring it to the loss, else those that do. */
function tokensOf(run: TrainingInput, parameters: number, loss: number, law: NamedLaw): number {
  const own = statedTokens(run);
  return lossAt(parameters, own, law) === loss ? own : tokensAt(parameters, loss, law);
}
