import { lazily } from "../core/lazily.js";
import { defaults } from "../catalog/defaults.js";
import type { LossLaw } from "../catalog/records.js";
import { dataVersion } from "../catalog/version.js";
import { FootprintError } from "../core/errors.js";
import { type Given, valueOf } from "../core/figure.js";
import { isInDomain, positive } from "../core/formula.js";
import * as F from "../generated/kernels.js";
import { type Run, valueIn } from "../graph/evaluate.js";
import { estimator, kind } from "../graph/kind.js";
import type { Line } from "../core/line.js";
import { linesOf } from "../graph/lines.js";
import { graph, quantity } from "../graph/rows.js";
import { assume, by, type Test, when } from "../graph/ways.js";
import { lawOf, type LossLawId, type NamedLaw, noteLaw, ofLaw } from "./laws.js";

/** What is known of the optimum: exactly one of the four. */
export interface ComputeOptimalInput {
  /** Training operations (FLOP). */
  readonly trainingFlop?: Given;
  /** Parameters of the model. */
  readonly parameters?: Given;
  /** Training tokens (tokens). */
  readonly tokens?: Given;
  /** Test loss (nats per token). */
  readonly loss?: Given;
  /** `hoffmann-2022` where left out. */
  readonly law?: LossLawId | LossLaw;
}

/** The dense model with the least loss for its training operations. */
export interface ComputeOptimum {
  readonly kind: "compute-optimal";
  readonly dataVersion: string;
  /** Id of the law, or the name of the caller's own. */
  readonly law: string;
  readonly parameters: number;
  readonly tokens: number;
  readonly trainingFlop: number;
  /** Test loss (nats per token). */
  readonly loss: number;
  /** About 20 by the rule of thumb. */
  readonly tokensPerParameter: number;
  readonly lines: readonly Line[];
  readonly notes: readonly string[];
}

const asked = ["trainingFlop", "parameters", "tokens", "loss"] as const;
/** Quantities further in that say as much as a loss. */
const otherLosses = ["demandedLoss", "reducibleLoss"] as const;
/** One of the four, with the law and its name. */
type OptimumInput = Omit<ComputeOptimalInput, "law"> & NamedLaw;

const isFrom =
  (name: "parameters" | "tokens"): Test<unknown> =>
  (_, isGiven) =>
    isGiven(name);

const optimum = lazily(() =>
  graph<NamedLaw>()({
    ...ofLaw,
    flopPerParameterToken: quantity("Operations of training per parameter and token", assume(defaults.flopPerParameterToken)),
    demandedLoss: quantity("Test loss to reach", { field: "loss", example: "1.95" }),
    reducibleLoss: quantity("Loss above the irreducible one", by(F.reducibleLoss, { loss: "demandedLoss" })),
    trainingFlop: quantity(
      "Training operations",
      { example: "1e24" },
      by(F.flopForLoss),
      by(F.trainingFlop, { activeParameters: "parameters" }),
    ),
    parameters: quantity(
      "Parameters of the model",
      { example: "70e9" },
      when(isFrom("tokens"), by(F.balancedParameters)),
      by(F.optimalParameters),
    ),
    tokens: quantity("Training tokens", { example: "1.4e12" }, when(isFrom("parameters"), by(F.balancedTokens)), by(F.affordableTokens)),
    loss: quantity("Test loss", by(F.parametricLoss)),
    tokensPerParameter: quantity("Training tokens per parameter", by(F.tokensPerParameter)),
  }),
);

function noteOptimum(run: Run, law: NamedLaw): string[] {
  const [parameters, tokens, ratio] = ["parameters", "tokens", "tokensPerParameter"].map((key) => valueIn(run, key) as number) as [
    number,
    number,
    number,
  ];
  return [
    ...noteLaw(law, [{ parameters, tokens }]),
    `${ratio.toPrecision(3)} tokens per parameter; the rule of thumb is about 20 (hoffmann-2022, Table 3). It is not used here.`,
    "Least loss for the training operations alone: a model that serves many tokens is cheaper over its life when it is smaller.",
  ];
}

const estimateOptimum = /* @__PURE__ */ estimator<OptimumInput, ComputeOptimum>(
  kind(() => ({
    name: "planning",
    graph: optimum(),
    totals: ["parameters", "tokens", "trainingFlop", "loss", "tokensPerParameter"],
    choices: ["law", "id"],
    // The loss that is demanded is met to the last digits only.
    accept: ({ loss, ...input }) => (loss === undefined ? input : { ...input, demandedLoss: loss }),
  })),
  { kind: () => "compute-optimal", dataVersion: () => dataVersion, law: ({ input }) => input.id },
  { lines: ({ run }) => linesOf(run), notes: ({ run, input }) => noteOptimum(run, input) },
);

/** The error for a loss that no model reaches. */
export function belowIrreducible(loss: Given, { id, law }: NamedLaw): FootprintError {
  const [value, floor] = [valueOf(loss), valueOf(law.irreducibleLoss)];
  return new FootprintError("no-solution", `planning: no model reaches a loss of ${value}; ${id} ends at ${floor}, which is irreducible`, {
    field: "loss",
    value,
    bound: `(${floor}, ∞)`,
  });
}

/**
 * The dense model with the least loss for its training operations, from any one of operations, parameters, tokens and loss.
 *
 * Low and high are not stated: the constants of a law depend on each other, so their ranges cannot be joined. Compare laws instead.
 *
 * @param input - one number and the law
 * @returns size, tokens, operations and loss, with lines and notes
 * @throws `FootprintError` `invalid-input` or `conflicting-input` unless exactly one number is given, `no-solution` for a loss at or below the
 * irreducible one
 *
 * @example
 * ```ts
 * import { computeOptimal } from "llm-footprint/planning";
 *
 * const { parameters, tokens } = computeOptimal({ trainingFlop: 3.15e23 });
 * console.log(parameters.toExponential(4), tokens.toExponential(4)); // 2.4510e+10 2.1420e+12
 * ```
 */
export function computeOptimal(input: ComputeOptimalInput): ComputeOptimum {
  if (typeof input !== "object" || input === null) throw needOne([]);
  const known = [...asked, ...otherLosses].filter((key) => (input as Readonly<Record<string, unknown>>)[key] !== undefined);
  if (known.length !== 1) throw needOne(known);
  const law = lawOf(input.law);
  const { loss } = input;
  if (loss !== undefined && isInDomain(valueOf(loss), positive) && valueOf(loss) <= valueOf(law.law.irreducibleLoss)) {
    throw belowIrreducible(loss, law);
  }
  return estimateOptimum({ ...input, ...law });
}

function needOne(known: readonly string[]): FootprintError {
  const fix = `give exactly one of ${asked.join(", ")}`;
  return known.length > 1
    ? new FootprintError("conflicting-input", `planning: ${known.join(" and ")} each set the optimum; ${fix}`, {
        field: known[0] as string,
      })
    : new FootprintError("invalid-input", `planning: nothing says how large the optimum is; ${fix}`, { field: "trainingFlop" });
}
