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
import type { Accelerator, Model } from "../catalog/records.js";
import type { Evaluator } from "../core/evaluator.js";
import { type Quantity } from "../core/evaluator.js";
import { FootprintError } from "../core/errors.js";
import { checkGiven, type Given } from "../core/figure.js";
import { atLeastOne, type Domain, formatValue, nonNegative, positive, positiveFraction } from "../core/formula.js";
import { nearMatches } from "../core/near-matches.js";
import { runDays } from "../hardware/run-time.js";
import { wireAdapter } from "./adapter.js";
import { wireAttentionFlop } from "./attention-flop.js";
import { checkEmbodied } from "./embodied-input.js";
import { definition } from "./definition.js";
import {
  adapterTargets,
  type CallDeployment,
  type FineTuningInput,
  type FineTuningMethod,
  fineTuningMethods,
  sequenceOf,
  trainsAdapter,
} from "./fine-tuning-input.js";
import type { InferenceInput, RequestTokens } from "./inference-input.js";
import { inputOr } from "./input-or.js";
import { SharedLoads, wireCall } from "./model-call.js";
import { checkModel } from "./model-parameters.js";
import { wireModel } from "./model-wiring.js";
import {
  type LedgerPhase,
  type Phase,
  phaseOf,
  type PhaseQuantities,
  checkPrices,
  checkWhole,
  surroundingsOf,
  withPart,
  wireRepeated,
  wireSum,
} from "./phases.js";
import type { RunInput, Stage } from "./training-stage.js";
import { wireRun } from "./training-wiring.js";
import { checkPlace } from "./place.js";

const WHERE = "fine-tuning";

/** Methods whose answers are generated, which need to know how long prompts and answers are. */
const generating: ReadonlySet<FineTuningMethod> = new Set(["ppo", "grpo", "teacher-student"]);
/** Methods in which one phase alone trains, so that hours or energy of it are those of the whole. */
const single: ReadonlySet<FineTuningMethod> = new Set(["full", "instruction-tuning", "lora", "qlora", "reward-model"]);
/** Which field belongs to which methods; the others may stand with every method. */
const belongs: Readonly<Partial<Record<keyof FineTuningInput, readonly FineTuningMethod[]>>> = {
  answersPerExample: ["reward-model"],
  quantisedTimeFactor: ["qlora"],
  promptTokens: ["ppo", "grpo", "teacher-student"],
  answerTokens: ["ppo", "grpo", "teacher-student"],
  samples: ["grpo"],
  rewardModel: ["ppo", "grpo"],
  criticModel: ["ppo"],
  referencePass: ["dpo", "ppo", "grpo"],
  pretrainingTokens: ["ppo"],
  rollout: ["ppo", "grpo"],
  teacher: ["teacher-student", "distillation"],
  generationYield: ["teacher-student"],
  deviceHours: [...single],
  itEnergyKwh: [...single],
};

const domains = {
  tokens: positive,
  examples: positive,
  exampleTokens: positive,
  epochs: positive,
  sequenceTokens: positive,
  answersPerExample: atLeastOne,
  quantisedTimeFactor: atLeastOne,
  promptTokens: positive,
  answerTokens: positive,
  samples: atLeastOne,
  pretrainingTokens: nonNegative,
  generationYield: positiveFraction,
  experimentationFactor: nonNegative,
  efficiency: positiveFraction,
  deviceHours: positive,
  itEnergyKwh: positive,
  goodput: positiveFraction,
  averagePowerWatts: positive,
} as const satisfies Readonly<Partial<Record<keyof FineTuningInput, Domain>>>;

function missing(field: string, fix: string): FootprintError {
  return new FootprintError("invalid-input", `${WHERE}: ${field} is missing; ${fix}`, { field });
}

function conflict(field: string, message: string): FootprintError {
  return new FootprintError("conflicting-input", `${WHERE}: ${message}`, { field });
}

function checkChoice(field: string, value: unknown, allowed: readonly string[]): void {
  if (allowed.includes(value as string)) return;
  const nearest = typeof value === "string" ? nearMatches(value, allowed) : [];
  throw new FootprintError(
    "invalid-input",
    `${WHERE}: ${field} = ${formatValue(value)} is not one of ${allowed.join(", ")}${nearest.length > 0 ? `; did you mean ${nearest.join(" or ")}?` : ""}`,
    { field, value, nearest: nearest.length > 0 ? nearest : allowed },
  );
}

/**
 * Checks a whole fine-tuning before anything is computed.
 *
 * @throws `FootprintError` naming the field, the value, the bound or the fix
 */
export function checkFineTuning(input: FineTuningInput): void {
  if (typeof input !== "object" || input === null) throw missing("the input", "give a method, a model, accelerators and a place");
  const { method, model, accelerator } = input;
  checkChoice("method", method, fineTuningMethods);
  if (typeof model !== "object" || model === null) throw missing("model", "give a model of the catalogue or your own");
  checkModel(model);
  if (typeof accelerator !== "object" || accelerator === null)
    throw missing("accelerator", "give an accelerator of the catalogue or your own");
  checkAccelerator(input, accelerator);
  for (const [field, methods] of Object.entries(belongs) as [keyof FineTuningInput, readonly FineTuningMethod[]][]) {
    if (input[field] === undefined || methods.includes(method)) continue;
    throw conflict(field, `${field} says something of ${methods.join(", ")} and nothing of ${method}; leave it out`);
  }
  for (const field of Object.keys(domains) as (keyof typeof domains)[]) {
    if (input[field] !== undefined) checkGiven(WHERE, field, input[field], domains[field]);
  }
  checkData(input);
  checkAdapter(input);
  for (const field of ["rewardModel", "criticModel"] as const) if (input[field] !== undefined) checkModel(input[field]);
  if (method === "teacher-student" || method === "distillation") {
    if (input.teacher === undefined) throw missing("teacher", "give { model } of the teacher");
    if (typeof input.teacher !== "object" || input.teacher === null || typeof input.teacher.model !== "object") {
      throw missing("teacher.model", "give a model of the catalogue or your own");
    }
    checkModel(input.teacher.model);
  }
  checkPlace(WHERE, input);
  checkEmbodied(WHERE, input);
  checkPrices(WHERE, input);
  if (input.deviceHours !== undefined && input.efficiency !== undefined) {
    throw conflict("efficiency", "deviceHours and efficiency both say how long it takes; give one of them");
  }
  if (input.deviceHours !== undefined && input.goodput !== undefined) {
    throw conflict("goodput", "deviceHours already holds the time that made no progress; leave goodput out");
  }
  if (input.itEnergyKwh !== undefined && input.averagePowerWatts !== undefined) {
    throw conflict("averagePowerWatts", "itEnergyKwh and averagePowerWatts both give the energy; give one of them");
  }
  const { evaluation } = input;
  if (evaluation === undefined) return;
  if (typeof evaluation !== "object" || evaluation === null)
    throw missing("evaluation.requests", "give { requests, inputTokens, outputTokens }");
  checkGiven(WHERE, "evaluation.requests", evaluation.requests, positive);
  if (evaluation.checkpoints !== undefined) checkGiven(WHERE, "evaluation.checkpoints", evaluation.checkpoints, positive);
}

function checkAccelerator(
  { acceleratorCount, precision, averagePowerWatts, itEnergyKwh, powerBoundary, cooling }: FineTuningInput,
  accelerator: Accelerator,
): void {
  if (typeof accelerator.peakFlopPerSecond !== "object" || accelerator.peakFlopPerSecond === null) {
    throw missing("accelerator.peakFlopPerSecond", "give the dense rate by precision, for example { bf16: 989e12 }");
  }
  const known = Object.keys(accelerator.peakFlopPerSecond);
  const used = precision ?? accelerator.trainingPrecision;
  if (used === undefined)
    throw missing("precision", `${accelerator.name} has no usual training precision; give one of ${known.join(", ")}`);
  const peak = Object.hasOwn(accelerator.peakFlopPerSecond, used) ? accelerator.peakFlopPerSecond[used] : undefined;
  if (peak === undefined) checkChoice("precision", used, known);
  else checkGiven(WHERE, `accelerator.peakFlopPerSecond.${used}`, peak, positive);
  if (accelerator.tdpWatts !== undefined) checkGiven(WHERE, "accelerator.tdpWatts", accelerator.tdpWatts, positive);
  else if (averagePowerWatts === undefined && itEnergyKwh === undefined && accelerator.trainingPowerWatts === undefined) {
    throw missing("averagePowerWatts", `${accelerator.name} has no TDP to predict it from; give the average system power per accelerator`);
  }
  if (accelerator.memoryBytes !== undefined) checkGiven(WHERE, "accelerator.memoryBytes", accelerator.memoryBytes, positive);
  if (acceleratorCount !== undefined) {
    checkGiven(WHERE, "acceleratorCount", acceleratorCount, atLeastOne);
    checkWhole(WHERE, "acceleratorCount", acceleratorCount);
  } else if (accelerator.memoryBytes === undefined) {
    throw missing(
      "acceleratorCount",
      "the fewest that hold weights and states cannot be told, because the memory of the accelerator is not known",
    );
  }
  if (cooling !== undefined) checkChoice("cooling", cooling, ["air", "liquid"]);
  if (powerBoundary !== undefined) checkChoice("powerBoundary", powerBoundary, ["server", "accelerator"]);
  const choice = cooling === undefined ? "powerBoundary" : "cooling";
  if ((cooling ?? powerBoundary) !== undefined && (averagePowerWatts !== undefined || itEnergyKwh !== undefined)) {
    throw conflict(choice, `the power or energy is given, so nothing is predicted; leave ${choice} out`);
  }
}

/** What is processed must be told in one way. */
function checkData(input: FineTuningInput): void {
  const { method, tokens, examples, exampleTokens, promptTokens, answerTokens, samples } = input;
  if (generating.has(method)) {
    if (tokens !== undefined)
      throw conflict("tokens", `the tokens of ${method} follow from examples, promptTokens and answerTokens; leave tokens out`);
    if (examples === undefined) throw missing("examples", method === "grpo" ? "give the number of prompts" : "give their number");
    if (promptTokens === undefined) throw missing("promptTokens", "give the length of the prompts");
    if (answerTokens === undefined) throw missing("answerTokens", "give the length of the answers");
    if (method === "grpo" && samples === undefined) throw missing("samples", "give the number of answers to each prompt");
    if (method !== "teacher-student" && exampleTokens !== undefined) {
      throw conflict("exampleTokens", `an example of ${method} is a prompt and an answer; leave exampleTokens out`);
    }
  } else if (tokens === undefined) {
    if (examples === undefined || exampleTokens === undefined) {
      throw missing(examples === undefined ? "tokens" : "exampleTokens", "give tokens, or examples and exampleTokens (and epochs)");
    }
  } else {
    const [second] = (["examples", "epochs", "answersPerExample"] as const).filter((field) => input[field] !== undefined);
    if (second !== undefined) throw conflict(second, `tokens counts everything that is processed; leave ${second} out`);
    if (exampleTokens !== undefined) throw conflict("exampleTokens", "tokens is given; say how long the sequences are with sequenceTokens");
  }
}

function checkAdapter(input: FineTuningInput): void {
  const { method, adapter, model } = input;
  if (adapter !== undefined && (method === "full" || method === "instruction-tuning")) {
    throw conflict("adapter", `${method} trains all weights; use lora or qlora to train an adapter`);
  }
  if (!trainsAdapter(input)) return;
  if (adapter !== undefined && (typeof adapter !== "object" || adapter === null))
    throw missing("adapter", "give { rank, targets } or { parameters }");
  const { rank, targets, parameters } = adapter ?? {};
  if (parameters !== undefined) {
    checkGiven(WHERE, "adapter.parameters", parameters, nonNegative);
    if (rank !== undefined || targets !== undefined) {
      throw conflict("adapter.parameters", "adapter.parameters counts the adapters; leave rank and targets out");
    }
    return;
  }
  // A rank of zero is the limit of no adapter at all, which the laws of the library use; above the width it would be no low rank.
  const most = model.architecture?.hiddenSize;
  if (rank !== undefined) checkGiven(WHERE, "adapter.rank", rank, most === undefined ? nonNegative : { min: 0, max: most });
  if (targets !== undefined) {
    if (!Array.isArray(targets) || targets.length === 0) throw missing("adapter.targets", `name some of ${adapterTargets.join(", ")}`);
    for (const target of targets) checkChoice("adapter.targets", target, adapterTargets);
    if (new Set(targets).size !== targets.length) throw conflict("adapter.targets", "adapter.targets names a matrix twice");
  }
  if (model.architecture === undefined) {
    throw missing(
      "adapter.parameters",
      `the dimensions of ${model.name ?? "the model"} are not known, so its adapters cannot be counted; give them`,
    );
  }
  if (targets?.includes("gate") === true && !model.architecture.gatedFeedForward) {
    throw conflict(
      "adapter.targets",
      `adapter.targets names gate, and the feed-forward blocks of ${model.name ?? "the model"} have none; use up and down`,
    );
  }
  if (model.architecture.encoderLayers !== undefined) {
    throw missing("adapter.parameters", "adapters of encoder-decoders are not counted from the dimensions; give their parameters");
  }
  if (model.architecture.latentAttention !== undefined) {
    throw missing("adapter.parameters", "adapters beside compressed attention are not counted from the dimensions; give their parameters");
  }
}

const figures = adaptationDefaults.fineTuning;
const ONE_PASS = definition(1, "one pass over the data");
const ONE_SEQUENCE = definition(1, "one sequence of each example");
const A_PAIR = definition(2, "a chosen and a rejected answer");
const NOTHING = definition(0, "no such part");

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
