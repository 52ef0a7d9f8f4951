import {
  devicesForMemory,
  evaluatedRequests,
  fineTuningMemory,
  generatedExamples,
  otherSamples,
  processedTokens,
} from "../adaptation/fine-tuning.js";
import { trainingFlop } from "../architecture/compute.js";
import { adaptationDefaults } from "../catalog/adaptation-defaults.js";
import { defaults } from "../catalog/defaults.js";
import type { Model } from "../catalog/records.js";
import { dataVersion } from "../catalog/version.js";
import { Evaluator, type Quantity } from "../core/evaluator.js";
import type { Given } from "../core/figure.js";
import type { Driver } from "../core/range.js";
import { type Line, Trace } from "../core/trace.js";
import { runDays } from "../hardware/run-time.js";
import { wireAdapter } from "./adapter.js";
import { wireAttentionFlop } from "./attention-flop.js";
import { definition } from "./definition.js";
import {
  type CallDeployment,
  checkFineTuning,
  type FineTuningInput,
  sequenceOf,
  trainsAdapter,
  tuningPlaces,
} from "./fine-tuning-input.js";
import { noteFineTuning } from "./fine-tuning-notes.js";
import type { InferenceInput, RequestTokens } from "./inference-input.js";
import { inputOr } from "./input-or.js";
import { SharedLoads, wireCall } from "./model-call.js";
import { wireModel } from "./model-wiring.js";
import {
  gridLines,
  type LedgerPhase,
  numbersOf,
  type Phase,
  type PhaseEstimate,
  phaseOf,
  type PhaseQuantities,
  type PhaseTotals,
  surroundingsOf,
  withPart,
  wireRepeated,
  wireSum,
} from "./phases.js";
import type { Note } from "./note.js";
import type { RunInput, Stage } from "./training-stage.js";
import { wireRun } from "./training-wiring.js";

const figures = adaptationDefaults.fineTuning;
const ONE_PASS = definition(1, "one pass over the data");
const ONE_SEQUENCE = definition(1, "one sequence of each example");
const A_PAIR = definition(2, "a chosen and a rejected answer");
const NOTHING = definition(0, "no such part");

/** An estimate of a fine-tuning: each phase with its numbers, the whole, and what led to it. */
export interface FineTuningEstimate extends PhaseTotals {
  readonly kind: "fine-tuning";
  readonly dataVersion: string;
  readonly boundary: { readonly lifecycle: "fine_tuning"; readonly system: "datacenter" };
  readonly method: FineTuningInput["method"];
  /** Weights that are trained: all, or those of the adapters (parameters). */
  readonly trainedParameters: number;
  /** Tokens that the update reads (tokens). */
  readonly tokens: number;
  /** Memory of weights, gradients and optimizer states, activations apart (B). */
  readonly memoryBytes: number;
  /** Accelerators that train (count). */
  readonly acceleratorCount: number;
  /** Wall-clock time of the phases that train or score on them (d). */
  readonly days: number;
  readonly phases: readonly PhaseEstimate[];
  readonly low: PhaseTotals;
  readonly high: PhaseTotals;
  /** What makes the total wide: each ranged input with the total at its two ends, widest first. */
  readonly drivers: readonly Driver[];
  readonly lines: readonly Line[];
  readonly notes: readonly Note[];
}

/** A fine-tuning on its way through an estimate. */
export interface WiredFineTuning {
  readonly phases: readonly Phase[];
  readonly total: PhaseQuantities;
  readonly trainedParameters: Quantity<"parameter">;
  readonly tokens: Quantity<"token">;
  readonly memoryBytes: Quantity<"B">;
  readonly acceleratorCount: number;
  readonly days: Quantity<"d">;
}

/** One way through a model: forward and backward, or forward alone. */
interface Pass {
  readonly name: string;
  readonly model: Model;
  /** Which weights learn: none in a forward pass, those of the adapters beside the tuned model, or all. */
  readonly trains: "none" | "adapter" | "all";
  readonly tokens: Quantity<"token">;
}

const flopPerToken = {
  none: figures.forwardFlopPerParameterToken,
  adapter: figures.frozenFlopPerParameterToken,
  all: defaults.weightFlopPerParameterToken,
} as const;

/** The model that is tuned, as far as its memory and its adapters go. */
interface Tuned {
  readonly parameters: Quantity<"parameter">;
  readonly trainedParameters: Quantity<"parameter">;
  /** Those of the trained parameters that a token is multiplied with: of adapters beside experts, those of its experts. */
  readonly activeTrainedParameters: Quantity<"parameter">;
  readonly isAdapted: boolean;
}

/** Operations of one pass: weights, adapters, and attention where the dimensions tell it. */
function wirePass(t: Evaluator, input: FineTuningInput, tuned: Tuned, pass: Pass): Quantity<"FLOP">[] {
  return t.within(pass.name, () => {
    const { model, trains, tokens } = pass;
    const parts = [
      t.line("weightFlop", trainingFlop, {
        flopPerParameterToken: t.fallback("flopPerParameterToken", flopPerToken[trains]),
        activeParameters: wireModel(t, model).activeParameters,
        tokens,
      }),
    ];
    if (trains === "adapter") {
      parts.push(
        t.line("adapterFlop", trainingFlop, {
          flopPerParameterToken: t.fallback("adapterFlopPerParameterToken", defaults.weightFlopPerParameterToken),
          activeParameters: tuned.activeTrainedParameters,
          tokens,
        }),
      );
    }
    const sequence = sequenceOf(input);
    const sequenceTokens =
      sequence === undefined
        ? input.promptTokens === undefined
          ? undefined
          : t.sum("generatedSequenceTokens", [
              t.input("promptTokens", input.promptTokens),
              t.input("answerTokens", input.answerTokens as Given),
            ])
        : t.input("sequenceTokens", sequence);
    const attention =
      sequenceTokens === undefined
        ? undefined
        : wireAttentionFlop(t, model, sequenceTokens, tokens, trains === "none" ? "forward" : "causal");
    if (attention !== undefined) parts.push(attention);
    return parts;
  });
}

/** A phase on the accelerators that train: its operations set its hours. */
function wireCompute(
  t: Evaluator,
  input: FineTuningInput,
  acceleratorCount: number,
  name: string,
  tuned: Tuned,
  passes: readonly Pass[],
): { readonly quantities: PhaseQuantities; readonly deviceHours: Quantity<"h"> } {
  const operations: Stage = (_t, _input, work) => {
    const [first] = passes as [Pass];
    work.tokens = first.tokens;
    work.parameters = tuned.parameters;
    work.activeParameters = wireModel(t, first.model).activeParameters;
    work.trainingFlop = t.sum(
      "trainingFlop",
      passes.flatMap((pass) => wirePass(t, input, tuned, pass)),
    );
  };
  const isQuantised = input.method === "qlora";
  return t.within(name, () => {
    const work = wireRun(t, runOf(input, acceleratorCount, isQuantised), operations);
    return { quantities: phaseOf(t, work, work.deviceHours, input), deviceHours: work.deviceHours };
  });
}

function runOf(input: FineTuningInput, acceleratorCount: number, isQuantised: boolean): RunInput {
  const { experimentationFactor, ...rest } = input;
  return {
    ...rest,
    acceleratorCount,
    // The operations of the phase are its own; the stages ask for tokens only to count those of a plain run.
    tokens: 1,
    attentionFlop: "none",
    standInEfficiency: figures.efficiency,
    slowdown: isQuantised ? { given: input.quantisedTimeFactor, standIn: figures.quantisedTimeFactor } : undefined,
  };
}

/** A call to a model in the course of a fine-tuning, where nothing says otherwise on the accelerators and at the place of the training. */
function callOf(input: FineTuningInput, model: Model, tokens: RequestTokens, deployment: CallDeployment): InferenceInput {
  // Instances that write data do not wait for users.
  const whole = { ...surroundingsOf(input), servingShare: figures.rolloutServingShare };
  return { ...withPart(whole, deployment), model, ...tokens };
}

/** What a fine-tuning is made of while it is wired. */
interface Builder {
  readonly t: Evaluator;
  readonly input: FineTuningInput;
  readonly tuned: Tuned;
  readonly acceleratorCount: number;
  readonly loads: SharedLoads;
  readonly phases: Phase[];
  readonly hours: Quantity<"h">[];
  /** Length of an example; `undefined` where the tokens are given in all. */
  readonly exampleTokens: Quantity<"token"> | undefined;
}

function addCompute(b: Builder, name: string, phase: LedgerPhase, passes: readonly Pass[]): void {
  const { quantities, deviceHours } = wireCompute(b.t, b.input, b.acceleratorCount, name, b.tuned, passes);
  b.phases.push({ name, phase, place: "cloud", quantities });
  b.hours.push(deviceHours);
}

/** Calls of one kind, so many times. */
function wireCalls(b: Builder, name: string, call: InferenceInput, repetitions: Quantity<"1">): PhaseQuantities {
  return b.t.within(name, () => wireRepeated(b.t, wireCall(b.t, b.loads, call).quantities, repetitions));
}

function addCalls(b: Builder, name: string, phase: LedgerPhase, call: InferenceInput, repetitions: Quantity<"1">): void {
  b.phases.push({ name, phase, place: "cloud", quantities: wireCalls(b, name, call, repetitions) });
}

/** Tokens of examples, each of so many sequences of a length, in so many passes. */
function wireTokens(
  { t, input }: Pick<Builder, "t" | "input">,
  exampleTokens: Quantity<"token">,
  sequencesPerExample: Quantity<"1">,
  passes: Quantity<"1">,
  key = "tokens",
): Quantity<"token"> {
  return t.line(key as "tokens", processedTokens, {
    examples: t.input("examples", input.examples as Given),
    sequencesPerExample,
    exampleTokens,
    passes,
  });
}

/** Length of an example: given, or a prompt with its answer. */
function wireExampleTokens(t: Evaluator, input: FineTuningInput): Quantity<"token"> {
  return input.exampleTokens === undefined
    ? t.sum("pairTokens", [t.input("promptTokens", input.promptTokens as Given), t.input("answerTokens", input.answerTokens as Given)])
    : t.input("exampleTokens", input.exampleTokens);
}

/** The tokens that the update of the tuned model reads. */
function wireUpdateTokens(b: Builder): Quantity<"token"> {
  const { t, input } = b;
  if (input.tokens !== undefined) return t.input("tokens", input.tokens);
  const epochs = inputOr(t, "epochs", input.epochs, ONE_PASS);
  const pair = b.exampleTokens as Quantity<"token">;
  switch (input.method) {
    case "reward-model":
      return wireTokens(b, pair, inputOr(t, "answersPerExample", input.answersPerExample, A_PAIR), epochs);
    case "dpo":
      return wireTokens(b, pair, t.fallback("answersPerPair", A_PAIR), epochs);
    case "grpo":
      return wireTokens(b, pair, t.input("samples", input.samples as Given), epochs);
    default:
      return wireTokens(b, pair, t.fallback("sequencesPerExample", ONE_SEQUENCE), epochs);
  }
}

/** The phases of each method. */
function addPhases(b: Builder, tokens: Quantity<"token">): void {
  const { t, input } = b;
  const { method, model } = input;
  const tuned = (name: string, on: Quantity<"token">): Pass => ({ name, model, trains: b.tuned.isAdapted ? "adapter" : "all", tokens: on });
  const forward = (name: string, of: Model, on: Quantity<"token">): Pass => ({ name, model: of, trains: "none", tokens: on });
  const update = tuned("policy", tokens);
  const { promptTokens, answerTokens, referencePass, rewardModel = method === "ppo" ? model : undefined } = input;
  const ask = { inputTokens: promptTokens as Given, outputTokens: answerTokens as Given };
  switch (method) {
    case "dpo": {
      addCompute(b, "update", "alignment", [update]);
      if (referencePass !== false) addCompute(b, "reference", "alignment", [forward("reference", model, tokens)]);
      return;
    }
    case "ppo": {
      addCalls(b, "rollout", "alignment", callOf(input, model, ask, input.rollout ?? {}), t.input("examples", input.examples as Given));
      const critic = input.criticModel ?? model;
      const scored = wireTokens(
        b,
        b.exampleTokens as Quantity<"token">,
        t.fallback("scoredSequences", ONE_SEQUENCE),
        t.fallback("scoringPasses", ONE_PASS),
        "scoredTokens",
      );
      addCompute(b, "scoring", "alignment", [
        forward("reward", rewardModel as Model, scored),
        ...(referencePass === false ? [] : [forward("reference", model, scored)]),
        forward("value", critic, scored),
        forward("actor", model, scored),
      ]);
      // An adapter stands beside the policy; the critic learns with all its weights, as its memory says.
      addCompute(b, "critic", "alignment", [{ name: "critic", model: critic, trains: "all", tokens }]);
      const mixed = input.pretrainingTokens;
      addCompute(b, "update", "alignment", [
        update,
        ...(mixed === undefined ? [] : [tuned("pretraining", t.input("pretrainingTokens", mixed))]),
      ]);
      return;
    }
    case "grpo": {
      addGroupRollout(b);
      const scored = wireTokens(
        b,
        b.exampleTokens as Quantity<"token">,
        t.input("samples", input.samples as Given),
        t.fallback("scoringPasses", ONE_PASS),
        "scoredTokens",
      );
      if (rewardModel !== undefined) addCompute(b, "scoring", "alignment", [forward("reward", rewardModel, scored)]);
      addCompute(b, "update", "alignment", [update]);
      if (referencePass !== false) addCompute(b, "reference", "alignment", [forward("reference", model, scored)]);
      return;
    }
    case "teacher-student": {
      const { model: teacher, ...deployment } = input.teacher as NonNullable<typeof input.teacher>;
      addCalls(
        b,
        "teacher",
        "distillation",
        callOf(input, teacher, ask, deployment),
        t.line("generatedExamples", generatedExamples, {
          keptExamples: t.input("examples", input.examples as Given),
          generationYield: inputOr(t, "generationYield", input.generationYield, figures.generationYield),
        }),
      );
      addCompute(b, "update", "distillation", [update]);
      return;
    }
    case "distillation": {
      const teacher = (input.teacher as NonNullable<typeof input.teacher>).model;
      addCompute(b, "teacher", "distillation", [forward("teacher", teacher, tokens)]);
      addCompute(b, "update", "distillation", [update]);
      return;
    }
    case "reward-model": {
      addCompute(b, "update", "alignment", [update]);
      return;
    }
    default: {
      addCompute(b, "update", "fine_tuning", [update]);
    }
  }
}

/** Several answers to each prompt: the first reads it, the others find it in the cache. */
function addGroupRollout(b: Builder): void {
  const { t, input } = b;
  const { promptTokens, answerTokens, rollout = {}, model } = input;
  const prompts = t.input("examples", input.examples as Given);
  const samples = t.input("samples", input.samples as Given);
  const first = wireCalls(
    b,
    "rolloutFirst",
    callOf(input, model, { inputTokens: promptTokens as Given, outputTokens: answerTokens as Given }, rollout),
    prompts,
  );
  const others = wireCalls(
    b,
    "rolloutOthers",
    callOf(input, model, { cacheReadTokens: promptTokens as Given, outputTokens: answerTokens as Given }, rollout),
    t.line("otherSamples", otherSamples, { examples: prompts, samples }),
  );
  const quantities = t.within("rollout", () => wireSum(t, [first, others]));
  b.phases.push({ name: "rollout", phase: "alignment", place: "cloud", quantities });
}

/** Memory of everything that training keeps: the tuned model, and those that stand beside it. */
function wireMemory(b: Pick<Builder, "t" | "input" | "tuned">): Quantity<"B"> {
  const { t, input, tuned } = b;
  const { method, model, referencePass } = input;
  const sixteenBit = t.fallback("frozenBytesPerParameter", figures.frozenBytesPerParameter);
  const states = t.fallback("trainedBytesPerParameter", figures.trainedBytesPerParameter);
  const none = t.fallback("noParameters", NOTHING);
  const frozen = (name: string, of: Model): Quantity<"B"> =>
    t.within(name, () =>
      t.line("memoryBytes", fineTuningMemory, {
        frozenParameters: wireModel(t, of).parameters,
        frozenBytesPerParameter: sixteenBit,
        trainedParameters: none,
        trainedBytesPerParameter: states,
      }),
    );
  const parts = [
    t.line("tunedMemoryBytes", fineTuningMemory, {
      frozenParameters: tuned.isAdapted ? tuned.parameters : none,
      frozenBytesPerParameter:
        method === "qlora" ? t.fallback("quantisedBytesPerParameter", figures.quantisedBytesPerParameter) : sixteenBit,
      trainedParameters: tuned.trainedParameters,
      trainedBytesPerParameter: states,
    }),
  ];
  // A frozen copy under an adapter is the model itself with the adapter left out.
  if (["dpo", "ppo", "grpo"].includes(method) && referencePass !== false && !tuned.isAdapted) parts.push(frozen("referenceCopy", model));
  if (method === "ppo") {
    parts.push(frozen("rewardCopy", input.rewardModel ?? model));
    parts.push(
      t.within("criticCopy", () =>
        t.line("memoryBytes", fineTuningMemory, {
          frozenParameters: none,
          frozenBytesPerParameter: sixteenBit,
          trainedParameters: wireModel(t, input.criticModel ?? model).parameters,
          trainedBytesPerParameter: states,
        }),
      ),
    );
  }
  if (method === "grpo" && input.rewardModel !== undefined) parts.push(frozen("rewardCopy", input.rewardModel));
  if (method === "distillation") parts.push(frozen("teacherCopy", (input.teacher as NonNullable<typeof input.teacher>).model));
  return t.sum("memoryBytes", parts);
}

/** Wires a checked fine-tuning. */
export function wireFineTuning(t: Evaluator, input: FineTuningInput, loads: SharedLoads = new SharedLoads()): WiredFineTuning {
  const isAdapted = trainsAdapter(input);
  const { parameters } = wireModel(t, input.model);
  const adapter = isAdapted ? wireAdapter(t, input) : { all: parameters, active: parameters };
  const tuned: Tuned = { parameters, isAdapted, trainedParameters: adapter.all, activeTrainedParameters: adapter.active };
  const memoryBytes = wireMemory({ t, input, tuned });
  const acceleratorCount =
    input.acceleratorCount ??
    t.value(
      t.line("acceleratorsForMemory", devicesForMemory, {
        neededBytes: memoryBytes,
        memoryBytes: t.input("deviceMemoryBytes", input.accelerator.memoryBytes as Given),
      }),
    );
  const b: Builder = {
    t,
    input,
    tuned,
    acceleratorCount,
    loads,
    phases: [],
    hours: [],
    exampleTokens: input.tokens === undefined ? wireExampleTokens(t, input) : undefined,
  };
  const tokens = wireUpdateTokens(b);
  addPhases(b, tokens);
  const { evaluation, experimentationFactor } = input;
  if (evaluation !== undefined) {
    const { requests, checkpoints, inputTokens, outputTokens, ...deployment } = evaluation;
    addCalls(
      b,
      "evaluation",
      "evaluation",
      callOf(input, input.model, { inputTokens, outputTokens }, deployment),
      t.line("evaluatedRequests", evaluatedRequests, {
        requests: t.input("evaluationRequests", requests),
        checkpoints: inputOr(t, "checkpoints", checkpoints, definition(1, "the last checkpoint is evaluated")),
      }),
    );
  }
  if (experimentationFactor !== undefined) {
    const final = b.phases.map(({ quantities }) => quantities);
    const quantities = t.within("experimentation", () =>
      wireRepeated(t, wireSum(t, final), t.input("experimentationFactor", experimentationFactor)),
    );
    b.phases.push({ name: "experimentation", phase: "experimentation", place: "cloud", quantities });
  }
  return {
    phases: b.phases,
    total: wireSum(
      t,
      b.phases.map(({ quantities }) => quantities),
    ),
    trainedParameters: tuned.trainedParameters,
    tokens,
    memoryBytes,
    acceleratorCount,
    days: t.line("days", runDays, {
      deviceHours: t.sum("trainingDeviceHours", b.hours),
      acceleratorCount: t.input("acceleratorCount", acceleratorCount),
    }),
  };
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
export function estimateFineTuning(input: FineTuningInput): FineTuningEstimate {
  checkFineTuning(input);
  const trace = new Trace();
  const t = new Evaluator(trace);
  const wired = wireFineTuning(t, input);
  const { totals, low, high, phases, drivers } = numbersOf(t, trace, wired.total, wired.phases);
  return {
    kind: "fine-tuning",
    dataVersion,
    boundary: { lifecycle: "fine_tuning", system: "datacenter" },
    method: input.method,
    trainedParameters: t.value(wired.trainedParameters),
    tokens: t.value(wired.tokens),
    memoryBytes: t.value(wired.memoryBytes),
    acceleratorCount: wired.acceleratorCount,
    days: t.value(wired.days),
    ...totals,
    phases,
    low,
    high,
    drivers,
    lines: [...gridLines(tuningPlaces(input)), ...trace.lines()],
    notes: noteFineTuning(input, wired.acceleratorCount, trace),
  };
}
