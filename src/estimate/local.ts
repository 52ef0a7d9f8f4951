import { lazily } from "../core/lazily.js";
import { adaptationDefaults } from "../catalog/adaptation-defaults.js";
import { defaults } from "../catalog/defaults.js";
import { type Given } from "../core/figure.js";
import { atLeastOne, positive } from "../core/formula.js";
import * as F from "../generated/kernels.js";
import { type Run, valueIn } from "../graph/evaluate.js";
import { kind } from "../graph/kind.js";
import { graph, links, part, quantity } from "../graph/rows.js";
import { assume, by, noted, same, when } from "../graph/ways.js";
import { definition } from "./definition.js";
import { besideDevice, checkLocalDevice, deviceRules, isNothing, localKinds, noteFit } from "./local-device.js";
import { checkModel } from "./model-parameters.js";
import { unreadPlace } from "./given-rules.js";
import type { Note } from "./note.js";
import { phasedEstimator, phaseGoals, phaseTotals } from "./phased.js";
import { type Ranged } from "./phases.js";
import { checkFormat, isForExpertsOnly, ofUnknownRouted, servingPrecisionOf } from "./serving-format.js";
import { device, deviceLinks, deviceWork, isProcessor, localModel } from "./tables/device.js";
import { model } from "./tables/model.js";
import { totalsOf } from "./tables/phases.js";
import { capacity } from "./tables/serving.js";
import { place } from "./tables/place.js";
import type { LocalInferenceInput } from "./generated/inputs.js";
import type { PhasedEstimate } from "./result.js";
import { checkGridGiven, checkRecordGiven } from "./record-given.js";
import { refuseOtherKeysOfGrid } from "./record-keys.js";
import { conflict, missing } from "./refuse.js";

/** An estimate of a request on a device. */
export interface LocalInferenceEstimate extends PhasedEstimate<"local-inference", "inference", "device"> {
  /** Rate at which the device generates tokens, over all sequences (token/s). */
  readonly tokensPerSecond: Ranged;
  /** Energy of decoding per generated token (J/token). */
  readonly joulesPerToken: Ranged;
}

/** A request with the format that stands in where none is given. */
const withFormat = ({ model: own, precision = "int4" }: LocalInferenceInput) => ({ model: own, precision });
const weightBytes = (input: LocalInferenceInput): Given => defaults.weightBytesPerParameter[servingPrecisionOf(withFormat(input))];
const hasPrompt = ({ inputTokens }: LocalInferenceInput): object | undefined => (inputTokens === undefined ? undefined : {});
const { pue, deliveredGramsPerKwh, marketIntensityGramsPerKwh, wueLitresPerKwh, electricityWaterLitresPerKwh } = place();
const placeLinks = links({ pue, deliveredGramsPerKwh, marketIntensityGramsPerKwh, wueLitresPerKwh, electricityWaterLitresPerKwh });
const busy = { ...deviceLinks, ...placeLinks, powerWatts: [same("activeWatts")], energySpread: [same("deviceEnergySpread")] } as const;

/** A request to a model on a device: decoding is bound by its memory, batches and prompts by its rate. */
const localGraph = lazily(() =>
  graph<LocalInferenceInput>()({
    ...model(),
    ...device(),
    ...place(),
    ...localModel(),
    pue: quantity(
      "PUE of the data centre of a processor; 1 where left out, and for devices of users",
      { domain: atLeastOne, example: "1.1" },
      assume(definition(1, "no data centre stands around a device of a user")),
    ),
    bytesPerParameter: quantity("Size of a weight", { domain: positive }, by(F.bytesOfBits), assume(weightBytes)),
    sharedBytesPerParameter: quantity(
      "Size of a weight beside routed experts",
      { domain: positive },
      by(F.bytesOfBits),
      noted(
        "predicted",
        when((input: LocalInferenceInput) => isForExpertsOnly(withFormat(input)), assume(defaults.weightBytesPerParameter.bf16)),
        (_: unknown, input: LocalInferenceInput) => ofUnknownRouted(_, withFormat(input)),
      ),
      same("bytesPerParameter"),
    ),
    weightBits: capacity().weightBits,
    batch: quantity("Sequences that run at once", { domain: atLeastOne, example: "1" }, assume(definition(1, "one user"))),
    inputTokens: quantity("Prompt; none where left out", { example: "100" }, assume(definition(0, "no prompt"))),
    outputTokens: quantity("Answer", { domain: positive, example: "300" }),
    generatedTokens: quantity("Generated tokens", same("outputTokens")),
    tokensPerSecond: quantity(
      "Rate at which the device generates tokens, over all sequences",
      by(F.systemRate, { timePerOutputTokenSeconds: "stepSeconds" }),
    ),
    // A sequence bears its share of the steps of its batch.
    sequenceSeconds: quantity("Time of a step that a sequence bears", by(F.perSequenceSeconds)),
    answerSeconds: quantity("Time of the answer", by(F.answerSeconds, { timePerOutputTokenSeconds: "sequenceSeconds" })),
    deviceEnergySpread: quantity(
      "Measured over predicted energy of a processor",
      { domain: positive },
      noted(
        "predicted",
        when(isProcessor, assume(adaptationDefaults.processor.energySpread)),
        "Hardly any energy per token of processors is published: low and high are half and twice.",
      ),
    ),
    prefill: part(deviceWork(), hasPrompt, { ...busy, runSeconds: [same("prefillSeconds")] }),
    decoding: part(deviceWork(), () => ({}), { ...busy, runSeconds: [same("answerSeconds")] }),
    joulesPerToken: quantity("Energy of decoding per generated token", by(F.energyPerGenerated, { energyKwh: "decoding.itEnergyKwh" })),
    ...totalsOf("prefill", "decoding"),
  }),
);

const WHERE = "local inference";

/** Checks what is no number of a request on a device. */
function check(input: LocalInferenceInput): void {
  const { model: own, device: on, grid } = input;
  checkRecordGiven(WHERE, "model", own, "model");
  checkModel(own);
  checkFormat(WHERE, { model: own, precision: input.precision ?? "int4" });
  checkLocalDevice(WHERE, on, localKinds);
  if (grid === undefined) throw missing(WHERE, "grid", "give { intensityGramsPerKwh } or a grid of the catalogue");
  checkGridGiven(WHERE, "grid", grid);
  refuseOtherKeysOfGrid(WHERE, "grid", grid);
  if (input.pue === undefined || on.kind === "processor") return;
  throw conflict(WHERE, "pue", `pue is for a processor in a data centre; leave it out for a ${on.kind ?? "laptop"}`);
}

/** The operations of a batch need the rate of a processor: without it, their time counts as none. */
function needsRate(_: LocalInferenceInput, run: Run): void {
  if (valueIn(run, "deviceFlopPerSecond") !== undefined || valueIn(run, "batch") === 1) return;
  throw missing(
    WHERE,
    "device.peakFlopPerSecond",
    "batches are bound by the measured rate of matrix products, for which there is no default",
  );
}

/** A prompt of no tokens is none. */
const accept = (input: LocalInferenceInput): object => (isNothing(input.inputTokens) ? { ...input, inputTokens: undefined } : { ...input });

/** A request on a device as a kind. */
export const localInference = kind<LocalInferenceInput>(() => ({
  name: WHERE,
  graph: localGraph(),
  totals: phaseTotals,
  goals: ["tokensPerSecond", "joulesPerToken", ...phaseGoals("prefill", "decoding")],
  beside: ["waitingWatts?", "deviceFlopPerSecond?", ...besideDevice()],
  rules: deviceRules,
  unread: unreadPlace,
  rankBy: "totalGramsCo2e",
  choices: ["model", "grid", "precision", "device.name", "device.processor"],
  words: { "device.kind": localKinds },
  accept,
  check,
  verify: needsRate,
}));

/** What the numbers cover. */
const boundaryOf = (input: LocalInferenceInput): Note => ({
  code: "boundary",
  message: isProcessor(input)
    ? "Processor, memory and board while they run the request, PUE once. Not included: time in which the server waits, its manufacture, its network."
    : "The whole device while it runs the request, and the share of its manufacture. Not included: battery and charger losses, heat limits, its screen beyond that.",
});

/**
 * Estimates a request to a model on a phone, a laptop or the processor of a server: decoding is bound by the memory of the device, batches and
 * prompts by its rate.
 *
 * @param input - model, device, tokens, electricity
 * @returns the numbers of one request (units in their names), with low and high, lines and notes
 * @throws `FootprintError` naming the field, the value and the bound or the fix
 *
 * @example
 * ```ts
 * import { estimateLocalInference } from "llm-footprint/adaptation";
 * import { models } from "llm-footprint/catalog/models";
 *
 * const answer = estimateLocalInference({
 *   model: models["llama-3.1-8b"], precision: "int8", outputTokens: 300, grid: { intensityGramsPerKwh: 400 },
 *   device: { kind: "processor", tdpWatts: 350, memoryBandwidthBytesPerSecond: 307.2e9 },
 * });
 * console.log(answer.tokensPerSecond.value.toFixed(1)); // 28.6
 * ```
 */
export const estimateLocalInference: (input: LocalInferenceInput) => LocalInferenceEstimate = /* @__PURE__ */ phasedEstimator<
  LocalInferenceInput,
  LocalInferenceEstimate
>(localInference, {
  name: "local-inference",
  boundary: { lifecycle: "inference", system: "device" },
  phases: (input) =>
    (["prefill", "decoding"] as const).map((name) => ({ name, phase: "inference", place: isProcessor(input) ? "cloud" : "edge" })),
  further: ["tokensPerSecond", "joulesPerToken"],
  later: ({ ranged, phases, low, high, drivers }) => ({
    tokensPerSecond: (of) => ranged(of, "tokensPerSecond"),
    joulesPerToken: (of) => ranged(of, "joulesPerToken"),
    phases,
    low,
    high,
    drivers,
  }),
  notes: (input, run) => [boundaryOf(input), ...noteFit(run)],
});
