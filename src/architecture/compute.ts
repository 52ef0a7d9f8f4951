import { formula, nonNegative, positive } from "../core/formula.js";

/** Inputs of {@link trainingFlop}. */
export interface TrainingFlopInputs {
  readonly flopPerParameterToken: number;
  readonly activeParameters: number;
  readonly tokens: number;
}

/**
 * Floating-point operations of training: 6 per active parameter and token, 2 forward and 4 backward (FLOP). One multiply-add counts as two.
 *
 * @function
 * @throws `FootprintError` `out-of-domain`
 *
 * @example
 * ```ts
 * import { trainingFlop } from "llm-footprint/formulas";
 *
 * // GPT-3
 * console.log(trainingFlop({ flopPerParameterToken: 6, activeParameters: 175e9, tokens: 300e9 })); // 3.15e+23
 * ```
 */
export const trainingFlop = formula(
  {
    id: "architecture.training-flop",
    equation: "C = 6·N_a·D",
    unit: "FLOP",
    source: { id: "kaplan-2020", at: "§2.1; LLMCarbon (faiz-2024) uses the same" },
    domain: { flopPerParameterToken: positive, activeParameters: positive, tokens: nonNegative },
  },
  ({ flopPerParameterToken, activeParameters, tokens }: TrainingFlopInputs) => flopPerParameterToken * activeParameters * tokens,
);

/** Inputs of {@link inferenceFlop}. */
export interface InferenceFlopInputs {
  readonly activeParameters: number;
  readonly tokens: number;
}

/**
 * Floating-point operations of a forward pass: 2 per active parameter and token (FLOP), exactly a third of training.
 *
 * @function
 * @throws `FootprintError` `out-of-domain`
 *
 * @example
 * ```ts
 * import { inferenceFlop } from "llm-footprint/formulas";
 *
 * console.log(inferenceFlop({ activeParameters: 175e9, tokens: 300e9 })); // 1.05e+23
 * ```
 */
export const inferenceFlop = formula(
  {
    id: "architecture.inference-flop",
    equation: "C = 2·N_a·D",
    unit: "FLOP",
    source: { id: "kaplan-2020", at: "§2.1" },
    domain: { activeParameters: positive, tokens: nonNegative },
  },
  ({ activeParameters, tokens }: InferenceFlopInputs) => 2 * activeParameters * tokens,
);
