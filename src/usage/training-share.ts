import { FootprintError } from "../core/errors.js";
import { checkArgument, isInDomain, nonNegative, outOfDomain, positive } from "../core/formula.js";
import { unknownKey } from "../core/near-matches.js";

/** The training of a model, and the volume of calls that it is shared by. */
export interface TrainingVolume {
  /** Energy of the training (kWh). */
  readonly energyKwh: number;
  /** Emissions of the training, operational and embodied (gCO2e). */
  readonly totalGramsCo2e: number;
  /** Tokens of all calls over the life of the model, known or assumed (tokens). */
  readonly lifetimeTokens?: number;
  /** The same as calls, in the place of tokens. */
  readonly lifetimeRequests?: number;
}

/** A share of the training. */
export interface TrainingShare {
  /** Energy (kWh). */
  readonly energyKwh: number;
  /** Emissions (gCO2e). */
  readonly totalGramsCo2e: number;
}

const keys = ["energyKwh", "totalGramsCo2e", "lifetimeTokens", "lifetimeRequests"] as const;

/**
 * Refuses a volume that shares nothing.
 *
 * @throws `FootprintError` naming the field, the value and the fix
 */
export function checkTraining(training: TrainingVolume): void {
  checkArgument("usage", "training", training, "an object");
  for (const key of Object.keys(training))
    if (!(keys as readonly string[]).includes(key)) throw unknownKey("usage", `training.${key}`, key, keys);
  for (const key of ["energyKwh", "totalGramsCo2e"] as const)
    if (!isInDomain(training[key], nonNegative)) throw outOfDomain("usage", `training.${key}`, training[key], nonNegative);
  const { lifetimeTokens, lifetimeRequests } = training;
  if ((lifetimeTokens === undefined) === (lifetimeRequests === undefined))
    throw new FootprintError("invalid-input", "usage: training needs lifetimeTokens or lifetimeRequests, one of them", {
      field: "training.lifetimeTokens",
    });
  const [key, value] = lifetimeTokens === undefined ? ["lifetimeRequests", lifetimeRequests] : ["lifetimeTokens", lifetimeTokens];
  if (!isInDomain(value, positive)) throw outOfDomain("usage", `training.${key}`, value, positive);
}

/** What a call has of the training: in proportion to its tokens, or alike with all others. */
export function trainingShareOf(
  { energyKwh, totalGramsCo2e, lifetimeTokens, lifetimeRequests }: TrainingVolume,
  tokens: number,
  requests: number,
): TrainingShare {
  const share = lifetimeTokens === undefined ? requests / (lifetimeRequests as number) : tokens / lifetimeTokens;
  return { energyKwh: energyKwh * share, totalGramsCo2e: totalGramsCo2e * share };
}
