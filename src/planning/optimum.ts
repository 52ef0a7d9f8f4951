import {
  affordableTokens,
  balancedParameters,
  balancedTokens,
  flopForLoss,
  optimalParameters,
  parametricLoss,
  reducibleLoss,
  tokensPerParameter,
} from "../architecture/scaling.js";
import { trainingFlop } from "../architecture/compute.js";
import { defaults } from "../catalog/defaults.js";
import type { LossLaw } from "../catalog/records.js";
import { dataVersion } from "../catalog/version.js";
import { FootprintError } from "../core/errors.js";
import { Evaluator, type Quantity } from "../core/evaluator.js";
import { checkGiven, type Given } from "../core/figure.js";
import { positive } from "../core/formula.js";
import { type Line, Trace } from "../core/trace.js";
import { lawOf, type LossLawId, type NamedLaw, noteLaw, wireTerms } from "./laws.js";

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
type Asked = (typeof asked)[number];

interface Allocation {
  readonly parameters: Quantity<"parameter">;
  readonly tokens: Quantity<"token">;
  readonly trainingFlop: Quantity<"FLOP">;
}

/** How the optimum follows from each of the four. */
const allocations: Readonly<Record<Asked, (t: Evaluator, given: Given, law: NamedLaw) => Allocation>> = {
  trainingFlop: (t, given, law) => ofFlop(t, t.input("trainingFlop", given), law),

  loss(t, given, law) {
    const reducible = t.line("reducibleLoss", reducibleLoss, {
      loss: t.input("loss", given),
      irreducibleLoss: t.input("irreducibleLoss", law.law.irreducibleLoss),
    });
    if (!(t.value(reducible) > 0)) throw belowIrreducible(given, law);
    const flop = t.line("trainingFlop", flopForLoss, {
      reducibleLoss: reducible,
      flopPerParameterToken: t.fallback("flopPerParameterToken", defaults.flopPerParameterToken),
      ...wireTerms(t, law),
    });
    return ofFlop(t, flop, law);
  },

  parameters(t, given, law) {
    const parameters = t.input("parameters", given);
    const tokens = t.line("tokens", balancedTokens, { parameters, ...wireTerms(t, law) });
    return { parameters, tokens, trainingFlop: flopOf(t, parameters, tokens) };
  },

  tokens(t, given, law) {
    const tokens = t.input("tokens", given);
    const parameters = t.line("parameters", balancedParameters, { tokens, ...wireTerms(t, law) });
    return { parameters, tokens, trainingFlop: flopOf(t, parameters, tokens) };
  },
};

function ofFlop(t: Evaluator, flop: Quantity<"FLOP">, law: NamedLaw): Allocation {
  const flopPerParameterToken = t.fallback("flopPerParameterToken", defaults.flopPerParameterToken);
  const parameters = t.line("parameters", optimalParameters, { trainingFlop: flop, flopPerParameterToken, ...wireTerms(t, law) });
  return {
    parameters,
    tokens: t.line("tokens", affordableTokens, { trainingFlop: flop, flopPerParameterToken, parameters }),
    trainingFlop: flop,
  };
}

function flopOf(t: Evaluator, activeParameters: Quantity<"parameter">, tokens: Quantity<"token">): Quantity<"FLOP"> {
  return t.line("trainingFlop", trainingFlop, {
    flopPerParameterToken: t.fallback("flopPerParameterToken", defaults.flopPerParameterToken),
    activeParameters,
    tokens,
  });
}

/** The error for a loss that no model reaches. */
export function belowIrreducible(loss: Given, { id, law }: NamedLaw): FootprintError {
  const { value, low } = { value: typeof loss === "number" ? loss : loss.value, low: law.irreducibleLoss };
  const floor = typeof low === "number" ? low : low.value;
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
  const known = asked.filter((key) => input[key] !== undefined);
  const [key] = known;
  if (key === undefined || known.length > 1) throw needOne(known);
  const given = input[key] as Given;
  checkGiven("planning", key, given, positive);
  const law = lawOf(input.law);
  const trace = new Trace();
  const t = new Evaluator(trace);
  const { parameters, tokens, trainingFlop: flop } = allocations[key](t, given, law);
  const loss = t.line(key === "loss" ? "optimalLoss" : "loss", parametricLoss, {
    parameters,
    tokens,
    irreducibleLoss: t.input("irreducibleLoss", law.law.irreducibleLoss),
    ...wireTerms(t, law),
  });
  const ratio = t.line("tokensPerParameter", tokensPerParameter, { tokens, parameters });
  const point = { parameters: t.value(parameters), tokens: t.value(tokens) };
  return {
    kind: "compute-optimal",
    dataVersion,
    law: law.id,
    ...point,
    trainingFlop: t.value(flop),
    loss: t.value(loss),
    tokensPerParameter: t.value(ratio),
    lines: trace.lines(),
    notes: [
      ...noteLaw(law, [point]),
      `${t.value(ratio).toPrecision(3)} tokens per parameter; the rule of thumb is about 20 (hoffmann-2022, Table 3). It is not used here.`,
      "Least loss for the training operations alone: a model that serves many tokens is cheaper over its life when it is smaller.",
    ],
  };
}

function needOne(known: readonly string[]): FootprintError {
  const fix = `give exactly one of ${asked.join(", ")}`;
  return known.length > 1
    ? new FootprintError("conflicting-input", `planning: ${known.join(" and ")} each set the optimum; ${fix}`, {
        field: known[0] as string,
      })
    : new FootprintError("invalid-input", `planning: nothing says how large the optimum is; ${fix}`, { field: "trainingFlop" });
}
