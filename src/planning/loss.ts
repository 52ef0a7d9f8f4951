import { changedLoss, parametricLoss, reducibleLoss, tokenLoss, tokensForLoss } from "../architecture/scaling.js";
import { FootprintError } from "../core/errors.js";
import { valueOf } from "../core/figure.js";
import { trainingTotals } from "../estimate/training.js";
import { constantsOf, type NamedLaw } from "./laws.js";
import { belowIrreducible } from "./optimum.js";
import type { TrainingInput } from "../estimate/generated/inputs.js";
import type { TrainingTotals } from "../estimate/generated/totals.js";

/** A run with its loss and its numbers. */
export interface PlannedRun {
  /** What `estimateTraining` takes. */
  readonly run: TrainingInput;
  /** Size with which the run enters the law (parameters): of the model, or of the dense one that a mixture of experts is worth. */
  readonly effectiveParameters: number;
  readonly tokens: number;
  /** Test loss by the law (nats per token). */
  readonly loss: number;
  readonly totals: TrainingTotals;
}

/** The loss by a law. */
export function lossAt(parameters: number, tokens: number, law: NamedLaw): number {
  return parametricLoss({ parameters, tokens, ...constantsOf(law) });
}

/** A loss changed by a share of itself. */
export function lossAfter(loss: number, lossChange: number): number {
  return changedLoss({ loss, lossChange });
}

/**
 * The tokens with which a model of given size reaches a loss.
 *
 * @throws `FootprintError` `no-solution` where no number of tokens does
 */
export function tokensAt(parameters: number, loss: number, law: NamedLaw): number {
  const { irreducibleLoss, parameterScale, parameterExponent, tokenScale, tokenExponent } = constantsOf(law);
  const reducible = reducibleLoss({ loss, irreducibleLoss });
  if (!(reducible > 0)) throw belowIrreducible(loss, law);
  const left = tokenLoss({ reducibleLoss: reducible, parameters, parameterScale, parameterExponent });
  if (!(left > 0)) {
    const floor = parametricLoss.raw({ parameters, tokens: Number.POSITIVE_INFINITY, ...constantsOf(law) });
    throw new FootprintError(
      "no-solution",
      `planning: ${parameters} parameters reach no loss of ${loss} with any number of tokens; ${law.id} ends at ${floor} for this size. ` +
        'Allow a higher loss, or let the size change with by: "compute-optimal"',
      { field: "loss", value: loss, bound: `(${floor}, ∞)` },
    );
  }
  return tokensForLoss({ tokenLoss: left, tokenScale, tokenExponent });
}

/**
 * The tokens that a run is trained on, which a law of the loss reads.
 *
 * @throws `FootprintError` `invalid-input` where it does not say
 */
export function statedTokens({ model, tokens = model.trainingTokens }: TrainingInput): number {
  if (tokens === undefined)
    throw new FootprintError("invalid-input", "planning: run.tokens is missing; the loss depends on it", { field: "run.tokens" });
  return valueOf(tokens);
}

/** A run on other tokens. */
export function withTokens(run: TrainingInput, tokens: number): TrainingInput {
  return { ...run, tokens };
}

/** The run as a decision: tokens and size are what is decided, so their ranges are left out. */
export function plannedRun(run: TrainingInput, effectiveParameters: number, law: NamedLaw): PlannedRun {
  const tokens = statedTokens(run);
  const decided = withTokens(run, tokens);
  return { run: decided, effectiveParameters, tokens, loss: lossAt(effectiveParameters, tokens, law), totals: trainingTotals(decided) };
}

/**
 * Refuses a run that states how long it takes or what it uses: its tokens then move nothing.
 *
 * @throws `FootprintError` `conflicting-input`
 */
export function checkTokensMatter(run: TrainingInput, field: string): void {
  const one = trainingTotals(withTokens(run, 1e9));
  const other = trainingTotals(withTokens(run, 1e12));
  if (one.energyKwh !== other.energyKwh) return;
  throw new FootprintError(
    "conflicting-input",
    `planning: ${field} states its own duration or energy, so a plan with other tokens would cost the same; leave deviceHours out and give efficiency`,
    { field: `${field}.deviceHours` },
  );
}
