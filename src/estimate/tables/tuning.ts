import { lazily } from "../../core/lazily.js";
import { adaptationDefaults } from "../../catalog/adaptation-defaults.js";
import { defaults } from "../../catalog/defaults.js";
import type { Model } from "../../catalog/records.js";
import type { Figure, Given } from "../../core/figure.js";
import { atLeastOne, positive, positiveFraction } from "../../core/formula.js";
import * as F from "../../generated/kernels.js";
import { bare, bareOf, graph, links, part, quantity } from "../../graph/rows.js";
import { assume, by, from, held, noted, type Say, same, sum, type Test, when, whole } from "../../graph/ways.js";
import { definition } from "../definition.js";
import { type FineTuningMethod, trainsAdapter } from "../fine-tuning-input.js";
import type { Recipe } from "../recipes.js";
import { demandOf } from "../inference-input.js";
import { type Surroundings, withPart } from "../phases.js";
import { adapter } from "./adapter.js";
import { attention, type OfAttention } from "./attention.js";
import { call, only, surroundingNames, surroundings } from "./call.js";
import { embodied, footprint, usualUtilisation } from "./embodied.js";
import { model } from "./model.js";
import { counted, sumsOf, totalsOf } from "./phases.js";
import { place } from "./place.js";
import { price, single } from "./price.js";
import { type OfRun, run } from "./run.js";
import type { EmbodiedStageInput, FineTuningInput, InferenceInput, PlaceInput } from "../generated/inputs.js";

/** What the tables of a fine-tuning look at; `whole` holds what its parts take. */
export interface OfTuning extends FineTuningInput {
  readonly whole: FineTuningInput;
}

const figures = adaptationDefaults.fineTuning;
const none = assume(definition(0, "no such part"));
const one = assume(definition(1, "no such effect"));
const onePass = assume(definition(1, "one pass over the data"));
const oneSequence = assume(definition(1, "one sequence of each example"));
const aPair = assume(definition(2, "a chosen and a rejected answer"));
const lastCheckpoint = assume(definition(1, "the last checkpoint is evaluated"));
const isOf =
  (...methods: readonly FineTuningMethod[]) =>
  ({ method }: FineTuningInput): boolean =>
    methods.includes(method);
const isQuantised = isOf("qlora");
const isNotGrouped = ({ method }: FineTuningInput): boolean => method !== "grpo";
const fewest: Say<unknown> = (_, _records, accelerators) =>
  `The fewest accelerators whose memory holds weights, gradients and optimizer states are counted (${accelerators}); activations come on top. ` +
  "Their number sets the days; more than eight slow each other where batches are small (stepTokens).";
const keepsTokensApart: Test<FineTuningInput> = (_, isGiven) => !isGiven("tokens");

/** One way through a model: forward and backward, or forward alone. */
interface Pass extends OfAttention {
  readonly scope: string;
  /** Which weights learn: none in a forward pass, those of the adapters beside the tuned model, or all. */
  readonly trains: "none" | "adapter" | "all";
  readonly reads: "update" | "scored" | "pretraining";
}
const flopPerToken = {
  none: figures.forwardFlopPerParameterToken,
  adapter: figures.frozenFlopPerParameterToken,
  all: defaults.weightFlopPerParameterToken,
} as const;
const passFlop = ({ trains }: Pass): Given => flopPerToken[trains];
const isAdapted = ({ trains }: Pass): boolean => trains === "adapter";
const readsScored = ({ reads }: Pass): boolean => reads === "scored";
const readsPretraining = ({ reads }: Pass): boolean => reads === "pretraining";

const pass = lazily(() =>
  graph<Pass>()({
    ...model(),
    ...attention(),
    sequenceTokens: quantity("Tokens of a sequence"),
    activeAdapterParameters: quantity("Parameters of adapters that a token is multiplied with"),
    tokens: quantity("Tokens of the pass"),
    flopPerParameterToken: quantity("Operations per parameter and token", assume(passFlop)),
    weightFlop: quantity("Operations of the weights", by(F.trainingFlop)),
    adapterFlopPerParameterToken: quantity(
      "Operations per parameter of an adapter and token",
      when(isAdapted, assume(defaults.weightFlopPerParameterToken)),
    ),
    adapterFlop: quantity(
      "Operations of adapters",
      by(F.trainingFlop, { flopPerParameterToken: "adapterFlopPerParameterToken", activeParameters: "activeAdapterParameters" }),
    ),
  }),
);

/** What the passes of every phase read. */
const readRows = lazily(() =>
  bare({
    tokens: quantity("Tokens of the update"),
    scoredTokens: quantity("Tokens that are scored"),
    pretrainingTokens: quantity("Tokens of pre-training"),
    sequenceTokens: quantity("Tokens of a sequence"),
    activeAdapterParameters: quantity("Parameters of adapters that a token is multiplied with"),
  }),
);
/** A phase on the accelerators that train: its operations set its hours. */
interface Phase extends OfRun, EmbodiedStageInput, Partial<Pick<PlaceInput, "grid">> {
  readonly scope: string;
  /** Its numbers are written beside those of the whole. */
  readonly field: "";
  readonly passes: readonly Pass[];
  readonly recipe: Recipe;
}
const softwareOf = ({ recipe }: Phase): Figure => figures.softwareFactor[recipe];
const centreOf = (phase: Phase): Given => {
  const { value, source, at, basis } = softwareOf(phase);
  return { value, source, at, basis };
};
const passesOf = ({ passes }: Phase): readonly Pass[] => passes;
const isSlowed = ({ slowdown }: Phase): boolean => slowdown !== undefined;

const phase = lazily(() =>
  graph<Phase>()({
    ...model(),
    ...run(),
    ...readRows(),
    quantisedTimeFactor: quantity("How much longer 4-bit weights make a step"),
    passes: part(pass(), passesOf, {
      tokens: [when(readsScored, same("scoredTokens")), when(readsPretraining, same("pretrainingTokens")), same("tokens")],
      sequenceTokens: [same("sequenceTokens")],
      activeAdapterParameters: [same("activeAdapterParameters")],
    }),
    // The efficiency is that of pre-training: a small batch over many devices and software in place of what a whole run loses.
    smallBatchTokens: quantity(
      "Tokens of a step over which devices share",
      same("stepTokens"),
      assume(definition(0, "a small batch, where the tokens of a step are not told")),
    ),
    fullDeviceTokens: quantity("Tokens of a step for each device with which nothing is lost", assume(figures.fullDeviceTokens)),
    fullDevices: quantity(
      "Devices over which the smallest batch is shared without loss",
      { domain: atLeastOne },
      assume(figures.fullDevices),
    ),
    spreadBatchExponent: quantity("How much a batch shared over more devices slows them", assume(figures.spreadBatchExponent)),
    batchFactor: quantity(
      "Factor of a small batch over many devices on the efficiency",
      by(F.spreadBatchFactor, { stepTokens: "smallBatchTokens" }),
    ),
    runFactor: quantity("Factor of the run on the efficiency", same("batchFactor")),
    softwareFactor: quantity("Factor of old software on the efficiency", one),
    efficiencySpread: quantity("Efficiency with the software that is used over that with a tuned one", assume(softwareOf)),
    centralSpread: quantity("The same without its range, for the load", assume(centreOf)),
    waitingLoad: quantity("Least load of accelerators that run", assume(defaults.waitingLoad)),
    leastDeviceLoad: quantity("Least load of accelerators that share a small batch", by(F.spreadLeastLoad)),
    timeFactor: quantity(run().timeFactor.words, when(isSlowed, same("quantisedTimeFactor")), ...run().timeFactor.ways),
    trainingFlop: quantity(
      "Operations of all passes",
      { domain: positive },
      sum("passes.weightFlop", "passes.adapterFlop?", "passes.attentionFlop?"),
    ),
    ...place(),
    ...usualUtilisation(),
    ...embodied(),
    ...footprint(),
    ...price(),
    ...single(),
  }),
);

/** Numbers of the whole that its phases take: they are written once and stand in each of them. */
const handed = lazily(() => ({
  ...surroundings(),
  ...bareOf(run(), "efficiency", "efficiencySpread", "goodput", "averagePowerWatts", "stepTokens"),
}));
/** Where one phase alone trains, its hours and energy are given as those of the whole. */
const handedNames = lazily(() => [...Object.keys(handed()), "deviceHours", "itEnergyKwh"]);
const phaseChoices = ["accelerator", "server", "grid", "embodiedMethod", "precision", "powerBoundary", "cooling", "trainingFit"] as const;
const phaseNames = lazily(() => [...phaseChoices, ...handedNames()]);

const passOf = (of: FineTuningInput, scope: string, reads: Pass["reads"]): Pass => ({
  scope,
  reads,
  model: of.model,
  trains: trainsAdapter(of) ? "adapter" : "all",
  attentionCount: "causal",
});
const forward = (scope: string, of: Model, reads: Pass["reads"]): Pass => ({
  scope,
  reads,
  model: of,
  trains: "none",
  attentionCount: "forward",
});

/** The passes of each phase that trains or scores, by the name of the phase. */
export function passesByPhase(of: FineTuningInput): readonly (readonly [string, readonly Pass[]])[] {
  const { method, model: tuned, referencePass = true, rewardModel, criticModel = tuned, teacher } = of;
  const update = ["update", [passOf(of, "policy", "update")]] as const;
  const reference = (reads: Pass["reads"]): readonly Pass[] => (referencePass ? [forward("reference", tuned, reads)] : []);
  switch (method) {
    case "dpo":
      return [update, ...(referencePass ? [["reference", reference("update")] as const] : [])];
    case "ppo": {
      const scoring = [
        forward("reward", rewardModel ?? tuned, "scored"),
        ...reference("scored"),
        forward("value", criticModel, "scored"),
        forward("actor", tuned, "scored"),
      ];
      // An adapter stands beside the policy; the critic learns with all its weights, as its memory says.
      const critic: Pass = { scope: "critic", reads: "update", model: criticModel, trains: "all", attentionCount: "causal" };
      const mixed = of.pretrainingTokens === undefined ? [] : [passOf(of, "pretraining", "pretraining")];
      return [
        ["scoring", scoring],
        ["critic", [critic]],
        ["update", [...update[1], ...mixed]],
      ];
    }
    case "grpo":
      return [
        ...(rewardModel === undefined ? [] : [["scoring", [forward("reward", rewardModel, "scored")]] as const]),
        update,
        ...(referencePass ? [["reference", reference("scored")] as const] : []),
      ];
    case "distillation":
      return [["teacher", [forward("teacher", (teacher as NonNullable<typeof teacher>).model, "update")]], update];
    default:
      return [update];
  }
}

function tuningPhases({ whole: of }: OfTuning): readonly Phase[] {
  const taken = only(of, phaseNames());
  return passesByPhase(of).map(
    ([scope, passes]) =>
      ({
        ...taken,
        scope,
        field: "",
        model: (passes[0] as Pass).model,
        passes,
        attentionCount: "none",
        attentionBeside: true,
        recipe: of.recipe ?? "usual",
        ...(isQuantised(of) ? { slowdown: figures.quantisedTimeFactor } : {}),
      }) as unknown as Phase,
  );
}

/** Calls that differ in what they find in the cache. */
interface Group {
  readonly scope: "rollout";
  readonly field: "rollout";
  readonly call: InferenceInput;
}
/** A call to a model in the course of a fine-tuning, where nothing says otherwise on the accelerators and at the place of the training. */
function callOf(of: FineTuningInput, called: Model, deployment: Partial<InferenceInput>): InferenceInput {
  // Instances that write data do not wait for users.
  const isLoaded = deployment.requestsPerSecond !== undefined || deployment.systemTokensPerSecond !== undefined;
  const whole = {
    ...(only(of, surroundingNames()) as Surroundings),
    ...(isLoaded ? {} : { servingShare: figures.rolloutServingShare }),
  };
  return demandOf({ ...withPart(whole, deployment), model: called });
}
const rolloutOf = ({ whole: of }: OfTuning): InferenceInput | undefined =>
  of.method === "ppo" ? callOf(of, of.model, of.rollout ?? {}) : undefined;
const groupOf = ({ whole: of }: OfTuning): Group | undefined =>
  of.method === "grpo" ? { scope: "rollout", field: "rollout", call: callOf(of, of.model, of.rollout ?? {}) } : undefined;
function teacherOf({ whole: of }: OfTuning): InferenceInput | undefined {
  if (of.method !== "teacher-student") return undefined;
  const { model: teacher, ...deployment } = of.teacher as NonNullable<typeof of.teacher>;
  return callOf(of, teacher, deployment);
}
function evaluationOf({ whole: of }: OfTuning): InferenceInput | undefined {
  if (of.evaluation === undefined) return undefined;
  const { requests, checkpoints, ...deployment } = of.evaluation;
  return callOf(of, of.model, deployment);
}

/** The calls of a fine-tuning with their tokens, as requests of their own. */
export function callsOf(of: FineTuningInput): readonly InferenceInput[] {
  const { promptTokens, answerTokens } = of;
  const written = { outputTokens: answerTokens } as InferenceInput;
  const read = { inputTokens: promptTokens } as InferenceInput;
  const cached = { cacheReadTokens: promptTokens } as InferenceInput;
  const ask = { whole: of } as OfTuning;
  const [rollout, group, teacher, evaluation] = [rolloutOf(ask), groupOf(ask), teacherOf(ask), evaluationOf(ask)];
  return [
    ...(rollout === undefined ? [] : [{ ...rollout, ...read, ...written }]),
    ...(group === undefined
      ? []
      : [
          { ...group.call, ...read, ...written },
          { ...group.call, ...cached, ...written },
        ]),
    ...(teacher === undefined ? [] : [{ ...teacher, ...read, ...written }]),
    ...(evaluation === undefined ? [] : [evaluation]),
  ];
}

const askedRows = lazily(() =>
  bare({
    promptTokens: quantity("Length of a prompt"),
    answerTokens: quantity("Length of an answer"),
    examples: quantity("Prompts"),
    otherSamples: quantity("Answers beside the first of each prompt"),
  }),
);
const eachOf = ({ call: each }: Group): object => ({ ...each, field: "" });
/** Several answers to each prompt: the first reads it, the others find it in the cache. */
const groupRollout = lazily(() =>
  graph<Group>()({
    ...askedRows(),
    first: part(call(), eachOf, {
      inputTokens: [same("promptTokens")],
      outputTokens: [same("answerTokens")],
      repetitions: [same("examples")],
    }),
    others: part(call(), eachOf, {
      cacheReadTokens: [same("promptTokens")],
      outputTokens: [same("answerTokens")],
      repetitions: [same("otherSamples")],
    }),
    ...totalsOf("first", "others"),
    ...single(),
  }),
);

/** A model that stands in memory beside the tuned one. */
interface Copy {
  readonly scope: string;
  readonly model: Model;
  readonly isTrained: boolean;
}
const memoryRows = lazily(() =>
  bare({
    frozenBytesPerParameter: quantity("Size of a frozen weight in 16 bit", assume(figures.frozenBytesPerParameter)),
    trainedBytesPerParameter: quantity("Size of a trained weight with gradient and states", assume(figures.trainedBytesPerParameter)),
  }),
);
const isFrozen = ({ isTrained }: Copy): boolean => !isTrained;
const isTrainedCopy = ({ isTrained }: Copy): boolean => isTrained;
const copy = lazily(() =>
  graph<Copy>()({
    ...model(),
    ...memoryRows(),
    frozenParameters: quantity("Weights that are kept frozen", when(isFrozen, same("parameters")), none),
    trainedParameters: quantity("Weights that are trained", when(isTrainedCopy, same("parameters")), none),
    memoryBytes: quantity("Memory of the copy", by(F.fineTuningMemory)),
  }),
);
function copiesOf({ whole: of }: OfTuning): readonly Copy[] {
  const { method, model: tuned, referencePass = true, rewardModel, criticModel = tuned, teacher } = of;
  const frozen = (scope: string, held: Model | undefined): Copy[] => (held === undefined ? [] : [{ scope, model: held, isTrained: false }]);
  // A frozen copy under an adapter is the model itself with the adapter left out.
  const reference = referencePass && !trainsAdapter(of) ? frozen("referenceCopy", tuned) : [];
  switch (method) {
    case "dpo":
      return reference;
    case "ppo":
      return [...reference, ...frozen("rewardCopy", rewardModel ?? tuned), { scope: "criticCopy", model: criticModel, isTrained: true }];
    case "grpo":
      return [...reference, ...frozen("rewardCopy", rewardModel)];
    case "distillation":
      return frozen("teacherCopy", teacher?.model);
    default:
      return [];
  }
}

const experimentsOf = ({ experimentationFactor }: OfTuning): object | undefined => (experimentationFactor === undefined ? undefined : {});
const finals = ["rollout", "groupRollout", "teacher", "phases", "evaluation"] as const;
const totals = lazily(() => totalsOf(...finals, "experimentation"));

/** A fine-tuning: its data, its memory, its phases. */
export const tuning = lazily(() => ({
  ...model(),
  ...handed(),
  ...adapter(),
  trainedParameters: quantity(
    "Weights that are trained: all, or those of the adapters",
    when(trainsAdapter, same("adapterParameters")),
    same("parameters"),
  ),
  frozenParameters: quantity("Weights that are kept frozen", when(trainsAdapter, same("parameters")), none),
  frozenBytesPerParameter: quantity("Size of a frozen weight in 16 bit", assume(figures.frozenBytesPerParameter)),
  quantisedBytesPerParameter: quantity("Size of a frozen weight in 4 bit", when(isQuantised, assume(figures.quantisedBytesPerParameter))),
  tunedBytesPerParameter: quantity(
    "Size of a frozen weight of the tuned model",
    when(isQuantised, same("quantisedBytesPerParameter")),
    same("frozenBytesPerParameter"),
  ),
  trainedBytesPerParameter: quantity("Size of a trained weight with gradient and states", assume(figures.trainedBytesPerParameter)),
  tunedMemoryBytes: quantity("Memory of the tuned model", by(F.fineTuningMemory, { frozenBytesPerParameter: "tunedBytesPerParameter" })),
  copies: part(copy(), copiesOf, links(memoryRows())),
  memoryBytes: quantity(
    "Memory of weights, gradients and optimizer states, activations apart",
    whole("tunedMemoryBytes", "copies.memoryBytes"),
  ),
  deviceMemoryBytes: quantity(
    "Memory of an accelerator",
    { isExact: true, domain: positive },
    from<OfTuning>()("accelerator", "memoryBytes"),
  ),
  acceleratorCount: quantity(
    "Accelerators that train; the fewest whose memory holds weights and states where left out",
    { domain: atLeastOne, isWhole: true, example: "8" },
    noted("predicted", held(by(F.devicesForMemory, { neededBytes: "memoryBytes", memoryBytes: "deviceMemoryBytes" })), fewest),
  ),
  examples: quantity("Examples; pairs, ranked lists, episodes of ppo, prompts of grpo, or answers of a teacher that are kept", {
    domain: positive,
    example: "52000",
  }),
  promptTokens: quantity("Length of the prompts to which answers are generated", { domain: positive, example: "200" }),
  answerTokens: quantity("Length of the generated answers", { domain: positive, example: "300" }),
  pairTokens: quantity("A prompt with its answer", sum("promptTokens", "answerTokens")),
  exampleTokens: quantity(
    "Length of an example, or of each ranked answer with its prompt",
    { domain: positive, example: "300" },
    same("pairTokens"),
  ),
  sequenceTokens: quantity(
    "Length of the sequences as they are trained, for their attention; that of the examples where left out",
    { isExact: true, domain: positive, example: "4096" },
    when(keepsTokensApart, same("exampleTokens")),
  ),
  epochs: quantity("Passes over the data; inner epochs of ppo, updates per batch of grpo", { domain: positive, example: "3" }, onePass),
  scoringPasses: quantity("Passes that score the data", onePass),
  answersPerExample: quantity(
    "Ranked answers of each example of a reward model",
    { isExact: true, domain: atLeastOne, example: "4" },
    when(isOf("reward-model"), aPair),
  ),
  samples: quantity("Answers to each prompt of grpo", { isExact: true, domain: atLeastOne, example: "8" }),
  sequencesPerExample: quantity(
    "Sequences of an example",
    when(isOf("reward-model"), same("answersPerExample")),
    when(isOf("grpo"), same("samples")),
    when(isOf("dpo"), aPair),
    when(isNotGrouped, oneSequence),
  ),
  tokens: quantity(
    "Tokens that are processed in all, padding and epochs included",
    { domain: positive, example: "46.8M" },
    by(F.processedTokens, { passes: "epochs" }),
  ),
  scoredTokens: quantity("Tokens that are scored", by(F.processedTokens, { passes: "scoringPasses" })),
  pretrainingTokens: quantity("Tokens of pre-training that are mixed into the update of ppo", { example: "10M" }),
  quantisedTimeFactor: quantity(
    "How much longer 4-bit weights make a step of qlora",
    { domain: atLeastOne, example: "1.3" },
    when(isQuantised, assume(figures.quantisedTimeFactor)),
  ),
  rollout: part(call(), rolloutOf, {
    inputTokens: [same("promptTokens")],
    outputTokens: [same("answerTokens")],
    repetitions: [same("examples")],
  }),
  otherSamples: quantity("Answers beside the first of each prompt", by(F.otherSamples)),
  groupRollout: part(groupRollout(), groupOf, links(askedRows())),
  generationYield: quantity(
    "Share of the answers of the teacher that are kept",
    { domain: positiveFraction, example: "80%" },
    when(isOf("teacher-student"), assume(figures.generationYield)),
  ),
  generatedExamples: quantity("Answers that the teacher writes", by(F.generatedExamples, { keptExamples: "examples" })),
  teacher: part(call(), teacherOf, {
    inputTokens: [same("promptTokens")],
    outputTokens: [same("answerTokens")],
    repetitions: [same("generatedExamples")],
  }),
  wallClockDays: quantity("Wall-clock time of the phase that trains, with acceleratorCount", { domain: positive }),
  phases: part(phase(), tuningPhases, {
    ...links(readRows()),
    acceleratorCount: [same("acceleratorCount")],
    wallClockDays: [same("wallClockDays")],
    quantisedTimeFactor: [same("quantisedTimeFactor")],
  }),
  evaluationRequests: quantity("Questions of the evaluation set", {
    isExact: true,
    domain: positive,
    field: "evaluation.requests",
    example: "1000",
  }),
  checkpoints: quantity(
    "Checkpoints that are evaluated",
    { isExact: true, domain: positive, field: "evaluation.checkpoints", example: "5" },
    lastCheckpoint,
  ),
  evaluatedRequests: quantity("Answers to the evaluation sets", by(F.evaluatedRequests, { requests: "evaluationRequests" })),
  evaluation: part(call(), evaluationOf, { repetitions: [same("evaluatedRequests")] }),
  experimentationFactor: quantity("Failed and search runs as a multiple of everything else", { example: "0.5" }),
  experimentation: part(counted(), experimentsOf, { ...sumsOf(...finals), repetitions: [same("experimentationFactor")] }),
  trainingDeviceHours: quantity("Accelerator-hours of the phases that train or score", sum("phases.deviceHours")),
  days: quantity(
    "Wall-clock time of the phases that train or score",
    { isOfParts: true },
    by(F.runDays, { deviceHours: "trainingDeviceHours" }),
  ),
  ...totals(),
  // Those of the phase that trains are given as those of the whole.
  deviceHours: { ...totals().deviceHours, isOfParts: false },
  itEnergyKwh: { ...totals().itEnergyKwh, isOfParts: false },
  ...single(),
}));

/** Parts of a fine-tuning that have numbers of their own, in the order of a result. */
export const tuningParts = [...finals, "experimentation"] as const;

/** A fine-tuning as its table takes it, alone or as a part: numbers that belong to its phases stand in `whole` alone. */
export function tuningRecords(of: FineTuningInput): OfTuning {
  const cleared = Object.fromEntries(handedNames().map((name) => [name, undefined]));
  return { ...of, ...cleared, whole: of };
}
