import { lazily } from "../core/lazily.js";
import type { Note } from "./note.js";
import { type Run, valueIn } from "../graph/evaluate.js";
import { saidBy } from "../graph/notes.js";
import { atMost, kind } from "../graph/kind.js";
import { graph } from "../graph/rows.js";
import { checkFineTuning, trainsAdapter } from "./fine-tuning-input.js";
import { recipes } from "./recipes.js";
import { givenRules, unreadPlace } from "./given-rules.js";
import { noteRuns, refuseImpossibleRuns } from "./plausible.js";
import { inference } from "./inference.js";
import { checkInference } from "./inference-input.js";
import { phasedEstimator, phaseGoals, type PhaseOf, phaseTotals } from "./phased.js";
import { type LedgerPhase } from "./phases.js";
import { callsOf, type OfTuning, passesByPhase, tuning, tuningParts, tuningRecords } from "./tables/tuning.js";
import type { FineTuningInput } from "./generated/inputs.js";
import type { PhasedEstimate } from "./result.js";

/** An estimate of a fine-tuning: each phase with its numbers, the whole, and what led to it. */
export interface FineTuningEstimate extends PhasedEstimate<"fine-tuning", "fine_tuning"> {
  readonly method: FineTuningInput["method"];
  /** Weights that are trained: all, or those of the adapters (parameters). */
  readonly trainedParameters: number;
  /** Tokens that the update reads (tokens); absent where hours and energy are measured and nothing tells them. */
  readonly tokens?: number;
  /** Memory of weights, gradients and optimizer states, activations apart (B). */
  readonly memoryBytes: number;
  /** Accelerators that train (count). */
  readonly acceleratorCount: number;
  /** Wall-clock time of the phases that train or score on them (d). */
  readonly days: number;
}

/** A fine-tuning as a graph, also for wholes of which it is a part; its records are those of `tuningRecords`. */
export const fineTuning = lazily(() => graph<OfTuning>()(tuning()));

/** Fine-tunings. */
export const tuningKind = kind<FineTuningInput>(() => ({
  name: "fine-tuning",
  graph: fineTuning(),
  totals: phaseTotals,
  goals: ["trainedParameters", "tokens?", "memoryBytes", "acceleratorCount", "days", ...phaseGoals(...tuningParts), "phases.days"],
  // Hours are held against the operations, whether anything follows from these or not.
  beside: ["phases.trainingFlop?"],
  rankBy: "totalGramsCo2e",
  choices: [
    "method",
    "model",
    "accelerator",
    "server",
    "grid",
    "embodiedMethod",
    "precision",
    "adapter.targets",
    "rewardModel",
    "criticModel",
    "referencePass",
    "rollout",
    "teacher",
    "evaluation",
    "trainingFit",
  ],
  words: { powerBoundary: ["server", "accelerator"], cooling: ["air", "liquid"], recipe: recipes },
  rules: [...givenRules, atMost("adapterRank", "hiddenSize", "above the width of the model it would be no low rank")],
  unread: unreadPlace,
  accept: tuningRecords,
  check(input) {
    checkFineTuning(input);
    for (const call of callsOf(input)) checkInference(call);
  },
  // A call keeps the rules of a request of its own.
  verify(input, run) {
    for (const call of callsOf(input)) inference.run(call);
    refuseImpossibleRuns("fine-tuning", run);
  },
}));

const ledgerOf = ({ method }: FineTuningInput): LedgerPhase => {
  if (method === "teacher-student" || method === "distillation") return "distillation";
  return ["reward-model", "dpo", "ppo", "grpo"].includes(method) ? "alignment" : "fine_tuning";
};

/** The phases of a fine-tuning, in the order of a result. */
function phasesOfTuning(input: FineTuningInput): readonly PhaseOf[] {
  const { method, evaluation, experimentationFactor } = input;
  const ledger = ledgerOf(input);
  const phase = (name: string, of: LedgerPhase = ledger): PhaseOf => ({ name, phase: of, place: "cloud" });
  return [
    ...(method === "ppo" || method === "grpo" ? [phase("rollout")] : []),
    ...(method === "teacher-student" ? [phase("teacher")] : []),
    ...passesByPhase(input).map(([name]) => phase(name)),
    ...(evaluation === undefined ? [] : [phase("evaluation", "evaluation")]),
    ...(experimentationFactor === undefined ? [] : [phase("experimentation", "experimentation")]),
  ];
}

/** What a fine-tuning says of itself, beside the ways by which it is had. */
function noteFineTuning(input: FineTuningInput, run: Run): Note[] {
  const { method, model, evaluation, experimentationFactor, rewardModel } = input;
  const [longest, length] = [model.architecture?.contextTokens, valueIn(run, "sequenceTokens")];
  const isAttentionKnown = model.architecture !== undefined && length !== undefined;
  const hasAttention = isAttentionKnown && model.attention !== false && model.architecture.attentionLayers !== 0;
  const missing = [
    ...(experimentationFactor === undefined ? ["failed and search runs"] : []),
    ...(evaluation === undefined ? ["evaluation"] : []),
    "preparation of the data",
    ...(method === "grpo" && rewardModel === undefined ? ["rules or tools that check the answers"] : []),
  ];
  const development = "; development of OLMo added about half to its final runs (experimentationFactor)";
  const note = (code: Note["code"], message: string, is = true): Note[] => (is ? [{ code, message }] : []);
  const ofEfficiency = (saidBy(run, "update") as Note[]).filter(({ code }) => code === "predicted");
  return [
    ...ofEfficiency,
    ...note(
      "boundary",
      `${method}: every phase with accelerators and their share of the servers, PUE once, and the share of their manufacture. ` +
        `Not included: ${missing.join(", ")}${experimentationFactor === undefined ? development : ""}.`,
    ),
    ...note(
      "predicted",
      trainsAdapter(input)
        ? `Frozen weights take 4 operations per parameter and token, adapters 6${hasAttention ? ", attention its whole backward pass" : ""}: 6 for all of them would be half as much again.`
        : `Every trained weight takes 6 operations per token${hasAttention ? ", attention of a causal mask beside it" : ""}; the efficiency belongs to this count.`,
    ),
    ...note(
      "predicted",
      "Generated answers are counted as requests to a served model, by time and power, and not by operations.",
      ["ppo", "grpo", "teacher-student"].includes(method),
    ),
    ...note(
      "missing-part",
      "Attention is not counted, because the dimensions or the sequence length (sequenceTokens) are not known: missing, not zero.",
      !isAttentionKnown && model.attention !== false,
    ),
    ...noteRuns(run),
    ...note(
      "magnitude",
      `Sequences of ${length} tokens are longer than the ${longest} that the model takes: check that its context is extended.`,
      longest !== undefined && length !== undefined && length > longest,
    ),
  ];
}

/**
 * Estimates a fine-tuning: each phase (updates, scoring, answers that are generated) with its own numbers, their sum with low and high, every line
 * and its source. Phases that generate answers go through the model of serving, not through operations per token.
 *
 * @param input - method, model, data, accelerators, place
 * @returns the numbers (units in their names), phases, lines and notes
 * @throws `FootprintError` naming the field, the value and the bound or the fix
 *
 * @example
 * ```ts
 * import { estimateFineTuning } from "llm-footprint/adaptation";
 * import { accelerators } from "llm-footprint/catalog/accelerators";
 * import { models } from "llm-footprint/catalog/models";
 *
 * const adapter = estimateFineTuning({
 *   method: "lora", model: models["llama-3.1-8b"], accelerator: accelerators["h100-sxm-80gb"],
 *   examples: 52000, exampleTokens: 300, epochs: 3, pue: 1.2, grid: { intensityGramsPerKwh: 400 },
 * });
 * console.log(adapter.trainedParameters, adapter.acceleratorCount); // 13631488 1
 * ```
 */
export const estimateFineTuning: (input: FineTuningInput) => FineTuningEstimate = /* @__PURE__ */ phasedEstimator<
  FineTuningInput,
  FineTuningEstimate
>(tuningKind, {
  name: "fine-tuning",
  boundary: { lifecycle: "fine_tuning", system: "datacenter" },
  phases: phasesOfTuning,
  repeats: ["method"],
  head: ["trainedParameters", "tokens", "memoryBytes", "acceleratorCount", "days"],
  notes: noteFineTuning,
  mainPart: "update",
});
