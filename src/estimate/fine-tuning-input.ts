import { fusedProjections, partsOfFused } from "./fused-projections.js";
import type { Architecture } from "../catalog/records.js";
import { isGiven } from "../graph/givens.js";
import { checkMade } from "./embodied-input.js";
import { checkModel } from "./model-parameters.js";
import type { FineTuningInput } from "./generated/inputs.js";
import { checkRecordGiven } from "./record-given.js";
import { fittedPrecisions } from "./tables/run.js";
import { checkFitted } from "./training-input.js";
import { checkChoice, checkRecords, conflict, isObject, missing } from "./refuse.js";

/** What a fine-tuning does, in the order of the documentation. */
export const fineTuningMethods = [
  /** All weights on examples; also training on the texts of a domain. */
  "full",
  /** The same on questions with answers: masking the loss of the questions saves no operations. */
  "instruction-tuning",
  /** Low-rank adapters beside frozen weights. */
  "lora",
  /** The same with frozen weights in 4 bit. */
  "qlora",
  /** A model that scores answers, on ranked answers. */
  "reward-model",
  /** Direct preference optimisation: pairs of a chosen and a rejected answer. */
  "dpo",
  /** Reinforcement with proximal policy optimisation: answers are written, scored, and learnt from by an actor and a critic. */
  "ppo",
  /** Group-relative policy optimisation: several answers to each prompt, no critic. */
  "grpo",
  /** Data written by a teacher, then training on it. */
  "teacher-student",
  /** Training on the distributions of a teacher that reads the same tokens. */
  "distillation",
] as const;
/** One of them. */
export type FineTuningMethod = FineTuningInput["method"];

/** Matrices of a layer that an adapter stands beside, as the configurations of models name them. */
export const adapterTargets = ["q", "k", "v", "o", "gate", "up", "down", ...fusedProjections] as const;
/** One of them. */
export type AdapterTarget = (typeof adapterTargets)[number];

const usualTargets: readonly AdapterTarget[] = ["q", "k", "v", "o"];

/** The matrices beside which adapters stand: where a model keeps all parts of one in it, that one. */
export function matricesOf(targets: readonly AdapterTarget[] = usualTargets, { fused = [] }: Architecture): readonly AdapterTarget[] {
  return fused.reduce((named, whole) => {
    const parts: readonly AdapterTarget[] = partsOfFused[whole];
    if (!parts.every((one) => named.includes(one))) return named;
    return [whole, ...named.filter((one) => !parts.includes(one))];
  }, targets);
}

const WHERE = "fine-tuning";

/** Whether low-rank adapters are trained, and the weights beside them are frozen. */
export function trainsAdapter({ method, adapter }: FineTuningInput): boolean {
  return adapter !== undefined || method === "lora" || method === "qlora";
}

/** Methods whose answers are generated, which need to know how long prompts and answers are. */
const generating: readonly FineTuningMethod[] = ["ppo", "grpo", "teacher-student"];
/** Methods in which one phase alone trains, so that hours or energy of it are those of the whole. */
const single: readonly FineTuningMethod[] = ["full", "instruction-tuning", "lora", "qlora", "reward-model"];
/** Which field belongs to which methods, where the table of a fine-tuning does not say so; the others may stand with every method. */
const belongs: Readonly<Partial<Record<keyof FineTuningInput, readonly FineTuningMethod[]>>> = {
  rewardModel: ["ppo", "grpo"],
  criticModel: ["ppo"],
  referencePass: ["dpo", "ppo", "grpo"],
  rollout: ["ppo", "grpo"],
  teacher: ["teacher-student", "distillation"],
  tokens: fineTuningMethods.filter((method) => !generating.includes(method)),
  deviceHours: single,
  wallClockDays: single,
  itEnergyKwh: single,
};

/**
 * Checks what is no number of a fine-tuning: its records and choices, and what its method asks for.
 *
 * @throws `FootprintError` naming the field, the value and the fix
 */
export function checkFineTuning(input: FineTuningInput): void {
  const { method, model, teacher, evaluation } = input;
  if (method === undefined) throw missing(WHERE, "method", `give one of ${fineTuningMethods.join(", ")}`);
  checkChoice(WHERE, "method", method, fineTuningMethods);
  checkRecords(WHERE, input);
  checkFitted(WHERE, input);
  checkAccelerator(input);
  checkPrediction(input);
  for (const [field, methods] of Object.entries(belongs) as [keyof FineTuningInput, readonly FineTuningMethod[]][]) {
    if (input[field] === undefined || methods.includes(method)) continue;
    throw conflict(WHERE, field, `${field} says something of ${methods.join(", ")} and nothing of ${method}; leave it out`);
  }
  checkData(input);
  checkAdapter(input);
  const read = [model, input.rewardModel, input.criticModel, teacher?.model];
  if (input.sequenceTokens !== undefined && read.every((one) => one?.architecture === undefined)) {
    throw conflict(
      WHERE,
      "sequenceTokens",
      "attention is counted with it from the dimensions of the model, which are not known; leave it out",
    );
  }
  for (const field of ["rewardModel", "criticModel"] as const) {
    if (input[field] === undefined) continue;
    checkRecordGiven(WHERE, field, input[field], "model");
    checkModel(input[field]);
  }
  if (method === "teacher-student" || method === "distillation") {
    if (teacher === undefined) throw missing(WHERE, "teacher", "give { model } of the teacher");
    checkRecordGiven(WHERE, "teacher.model", isObject(teacher) ? teacher.model : undefined, "model");
    checkModel(teacher.model);
  }
  if (evaluation !== undefined && (!isObject(evaluation) || !isGiven(evaluation.requests))) {
    throw missing(WHERE, "evaluation.requests", "give { requests, inputTokens, outputTokens }");
  }
  checkMade(WHERE, input);
}

function checkAccelerator({ accelerator, precision, averagePowerWatts, itEnergyKwh, powerBoundary, cooling }: FineTuningInput): void {
  const known = Object.keys(accelerator.peakFlopPerSecond);
  const used = precision ?? accelerator.trainingPrecision;
  if (used === undefined) {
    throw missing(WHERE, "precision", `${accelerator.name} has no usual training precision; give one of ${known.join(", ")}`);
  }
  checkChoice(WHERE, "precision", used, known);
  const choice = cooling === undefined ? "powerBoundary" : "cooling";
  if ((cooling ?? powerBoundary) !== undefined && (averagePowerWatts ?? itEnergyKwh) !== undefined) {
    throw conflict(WHERE, choice, `the power or energy is given, so nothing is predicted; leave ${choice} out`);
  }
}

/** Formats in which fine-tunings are predicted: those of the fit, and that of plain code on cards without them. */
const predicted = [...fittedPrecisions, "tf32"];
/** What takes the place of a predicted efficiency. */
const told = ["efficiency", "deviceHours", "wallClockDays"] as const;

/** What is said of a prediction must be of use, and what is predicted must be known. */
function checkPrediction(input: FineTuningInput): void {
  const { accelerator, precision = accelerator.trainingPrecision } = input;
  const known = told.find((field) => input[field] !== undefined);
  for (const field of ["recipe", "stepTokens"] as const) {
    if (known === undefined || input[field] === undefined) continue;
    throw conflict(WHERE, field, `${known} is given, so nothing is predicted; leave ${field} out`);
  }
  if (known !== undefined || accelerator.trainingEfficiency !== undefined || precision === undefined || predicted.includes(precision))
    return;
  throw missing(WHERE, "efficiency", `it is predicted for ${predicted.join(", ")} only, not for ${precision}`);
}

/** What answers are generated from must be known: a call would count what is missing as nothing. */
function checkData({ method, examples, exampleTokens, promptTokens, answerTokens, samples }: FineTuningInput): void {
  if (!generating.includes(method)) return;
  if (examples === undefined) throw missing(WHERE, "examples", method === "grpo" ? "give the number of prompts" : "give their number");
  if (promptTokens === undefined) throw missing(WHERE, "promptTokens", "give the length of the prompts");
  if (answerTokens === undefined) throw missing(WHERE, "answerTokens", "give the length of the answers");
  if (method === "grpo" && samples === undefined) throw missing(WHERE, "samples", "give the number of answers to each prompt");
  if (method !== "teacher-student" && exampleTokens !== undefined) {
    throw conflict(WHERE, "exampleTokens", `an example of ${method} is a prompt and an answer; leave exampleTokens out`);
  }
}

function checkAdapter(input: FineTuningInput): void {
  const { method, adapter, model } = input;
  if (adapter !== undefined && (method === "full" || method === "instruction-tuning")) {
    throw conflict(WHERE, "adapter", `${method} trains all weights; use lora or qlora to train an adapter`);
  }
  if (!trainsAdapter(input)) return;
  const { rank, targets, parameters } = adapter ?? {};
  if (targets !== undefined) {
    if (!Array.isArray(targets) || targets.length === 0)
      throw missing(WHERE, "adapter.targets", `name some of ${adapterTargets.join(", ")}`);
    for (const target of targets) checkChoice(WHERE, "adapter.targets", target, adapterTargets);
    const named = targets.flatMap((target: AdapterTarget): readonly AdapterTarget[] =>
      target in partsOfFused ? partsOfFused[target as keyof typeof partsOfFused] : [target],
    );
    if (new Set(named).size !== named.length) throw conflict(WHERE, "adapter.targets", "adapter.targets names a matrix twice");
  }
  if (parameters !== undefined) {
    if (rank === undefined && targets === undefined) return;
    throw conflict(WHERE, "adapter.parameters", "adapter.parameters counts the adapters; leave rank and targets out");
  }
  const { name = "the model", architecture } = model;
  if (architecture === undefined) {
    throw missing(WHERE, "adapter.parameters", `the dimensions of ${name} are not known, so its adapters cannot be counted; give them`);
  }
  const matrices = matricesOf(targets as readonly AdapterTarget[] | undefined, architecture);
  checkMatrices(name, matrices, architecture);
  const gate = matrices.find((target) => target === "gate" || target === "gate-up");
  if (gate !== undefined && architecture.gatedFeedForward !== true) {
    throw conflict(
      WHERE,
      "adapter.targets",
      `adapter.targets names ${gate}, and the feed-forward blocks of ${name} have none; use up and down`,
    );
  }
  if (architecture.encoderLayers !== undefined) {
    throw missing(WHERE, "adapter.parameters", "adapters of encoder-decoders are not counted from the dimensions; give their parameters");
  }
  if (architecture.latentAttention !== undefined) {
    throw missing(
      WHERE,
      "adapter.parameters",
      "adapters beside compressed attention are not counted from the dimensions; give their parameters",
    );
  }
}

/** A part of a fused matrix has no adapter of its own, and where there are no such blocks there are no adapters: none would be counted. */
function checkMatrices(
  name: string,
  targets: readonly AdapterTarget[],
  { fused = [], attentionLayers, feedForwardLayers }: Architecture,
): void {
  for (const whole of fused) {
    const parts = partsOfFused[whole];
    const part = parts.find((one) => targets.includes(one));
    if (part === undefined) continue;
    throw conflict(
      WHERE,
      "adapter.targets",
      `adapter.targets names ${part}, and ${name} keeps ${parts.join(", ")} as one matrix; name ${whole} in its place`,
    );
  }
  const isFeedForward = (target: AdapterTarget): boolean => ["gate", "up", "down", "gate-up"].includes(target);
  const [attention, block] = [targets.find((target) => !isFeedForward(target)), targets.find(isFeedForward)];
  const lacking = (attentionLayers === 0 ? attention : undefined) ?? (feedForwardLayers === 0 ? block : undefined);
  if (lacking === undefined) return;
  throw missing(
    WHERE,
    "adapter.parameters",
    `${name} has no layers with ${lacking}, and adapters beside states are not counted from the dimensions; give their parameters`,
  );
}
