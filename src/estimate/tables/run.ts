import { lazily } from "../../core/lazily.js";
import { defaults } from "../../catalog/defaults.js";
import { trainingFit } from "../../catalog/training-fit.js";
import type { Accelerator, EfficiencySpread, Precision, TrainingFit } from "../../catalog/records.js";
import type { Given } from "../../core/figure.js";
import { atLeastOne, positive, positiveFraction } from "../../core/formula.js";
import * as F from "../../generated/kernels.js";
import { quantity } from "../../graph/rows.js";
import { assume, by, from, noted, pick, record, type Say, same, sum, type Test, when } from "../../graph/ways.js";
import { percent } from "../../core/printed.js";
import type { OfAttention } from "./attention.js";
import type { Recipe } from "../recipes.js";
import { hasWindow, isSparse } from "./model.js";
import type { EmbodiedStageInput } from "../generated/inputs.js";

/** What the table of a run looks at: a training run, or a phase of a fine-tuning. */
export interface OfRun extends OfAttention, Pick<EmbodiedStageInput, "accelerator"> {
  /** Number format; that of the accelerator where left out. */
  readonly precision?: Precision;
  /** Whether the efficiency counts an attention that could not be counted, because dimensions or sequence are not known. */
  readonly lacksAttention?: boolean;
  /** Whether attention is counted, where a caller says so: efficiencies are then against what is counted. */
  readonly attentionFlop?: unknown;
  /** Attention is counted in passes of their own. */
  readonly attentionBeside?: boolean;
  /** A hardware FLOP utilisation says how much of it is computed again. */
  readonly efficiency?: unknown;
  /** What lengthens the run beside its operations where nobody gives it; nothing where left out. */
  readonly slowdown?: Given | undefined;
  readonly softwareYear?: number;
  /** How well the software of a fine-tuning is tuned to its devices; not for other trainings. */
  readonly recipe?: Recipe;
  readonly experimentationFactor?: unknown;
  readonly powerMethod?: "load" | "tdp";
  readonly powerBoundary?: "server" | "accelerator";
  readonly cooling?: "air" | "liquid";
  readonly storage?: { readonly medium?: "ssd" | "hdd" };
  readonly trainingFit?: TrainingFit;
}

/** Precisions for which published training efficiencies exist. */
export const fittedPrecisions: readonly Precision[] = ["bf16", "fp16", "fp8"];

const derived = (value: number, source: string, at: string): Given => ({ value, source, at, basis: "derived" });
/** Sequences of pre-training were mostly short up to this year. */
const LAST_OF_SHORT_SEQUENCES = 2022;
const NEWEST = Infinity;
/** Full recomputation executes the forward pass twice: (2 + 2 + 4) / 6 of the model's operations (korthikanti-2022 §5). */
const FULL_RECOMPUTE = derived(4 / 3, "korthikanti-2022", "§5: forward 2, again 2, backward 4 of 6 operations");
const NO_RECOMPUTE = derived(1, "korthikanti-2022", "§5");
/** A choice of the closed form that is 1 by definition: no such effect. */
const NO_EFFECT = derived(1, "llm-footprint", "docs/guide/accuracy.md: the effect does not apply");
/** A factor that the caller's own number already holds. */
const nothingMore = assume(derived(1, "llm-footprint", "docs/guide/method.md: nothing to add"));
const oneCopy = assume({
  value: 1,
  source: "llm-footprint",
  at: "docs/guide/method.md: one copy where none is stated",
  basis: "assumption",
});

const of = from<OfRun>();
const ofAccelerator = (key: keyof Accelerator) => of("accelerator", key as "tdpWatts");
const fitOf = ({ trainingFit: own = trainingFit }: OfRun): TrainingFit => own;
const fitted = (read: (fit: TrainingFit, run: OfRun) => Given | undefined) => assume((run: OfRun) => read(fitOf(run), run));
const form = (key: "smallModelParameters" | "smallRunParameters" | "referenceExpertTraffic" | "referenceExpertWidth") =>
  fitted((fit) => derived(fit[key], "llm-footprint", "docs/guide/accuracy.md: fitted form"));
const bound = (key: "leastEfficiency" | "greatestEfficiency") =>
  fitted((fit) => derived(fit[key], "llm-footprint", "docs/guide/accuracy.md: bounds of the form"));

/** The number format of a run, where it is known. */
export const formatOf = ({
  accelerator,
  precision = accelerator.trainingPrecision,
}: Pick<OfRun, "accelerator" | "precision">): Precision | undefined => precision;
/** The peak of the number format, where the accelerator has one. */
export function rateOf(run: Pick<OfRun, "accelerator" | "precision">): Given | undefined {
  const rates: Readonly<Record<string, Given>> = run.accelerator.peakFlopPerSecond;
  const format = formatOf(run);
  return format !== undefined && Object.hasOwn(rates, format) ? rates[format] : undefined;
}
const peak = { ...record(rateOf), path: ["accelerator", "peakFlopPerSecond"] as const };
// What 8 bit keeps has a factor of its own, so the measured share is that of 16 bit.
const sixteenBit = ["bf16", "fp16"] as const;
const measuredFormat = ({ accelerator: { achievableFlopPerSecond, peakFlopPerSecond } }: OfRun): "bf16" | "fp16" | undefined =>
  sixteenBit.find((format) => achievableFlopPerSecond?.[format] !== undefined && peakFlopPerSecond[format] !== undefined);
const ofMeasured =
  (key: "achievableFlopPerSecond" | "peakFlopPerSecond") =>
  (run: OfRun): Given | undefined => {
    const format = measuredFormat(run);
    return format === undefined ? undefined : run.accelerator[key]?.[format];
  };
const achievable = { ...record(ofMeasured("achievableFlopPerSecond")), path: ["accelerator", "achievableFlopPerSecond"] as const };
const measuredPeak = { ...record(ofMeasured("peakFlopPerSecond")), path: ["accelerator", "peakFlopPerSecond"] as const };
// The fit knows old software of GPUs only.
const isOld = (fit: TrainingFit, { softwareYear, accelerator }: OfRun): boolean =>
  softwareYear !== undefined && softwareYear <= fit.oldSoftwareYear && accelerator.trainingGroup?.startsWith("tpu-") !== true;

const isAttentionCounted = ({ attentionCount = "none" }: OfRun): boolean => attentionCount !== "none";
const isWithAttention: Test<OfRun> = (run) => isAttentionCounted(run) || run.lacksAttention === true;
const isWithoutAttention: Test<OfRun> = (run, isGiven) => !isWithAttention(run, isGiven);
/** A factor on the time stands for the attention of dense models; that of mixtures is in their own factor. */
const isFactored = (run: OfRun): boolean => run.lacksAttention === true && !isSparse(run);
// The range of published counts holds attention: it must not stand beside attention that is counted or added as time.
const perParameter = (run: OfRun): Given =>
  isAttentionCounted(run) || isFactored(run) ? defaults.weightFlopPerParameterToken : defaults.flopPerParameterToken;
/** The usual tokens of a sequence of pre-training, by the time of the run. */
export const usualSequence = ({ softwareYear = NEWEST }: Pick<OfRun, "softwareYear">): Given =>
  defaults.usualSequenceTokens[softwareYear <= LAST_OF_SHORT_SEQUENCES ? "early" : "late"];
const recompute = ({ efficiency }: OfRun): Given =>
  (efficiency as { readonly recompute?: string } | undefined)?.recompute === "full" ? FULL_RECOMPUTE : NO_RECOMPUTE;

/** What a run usually loses stands in its efficiency, so that no number of its own would be the default. */
const usualProgress = (): Given => derived(1, "llm-footprint", "docs/guide/method.md: nothing to add");
const isLengthened: Test<OfRun> = (run, isGiven) =>
  run.slowdown !== undefined || isFactored(run) || isGiven("goodput") || isGiven("timeFactor") || isGiven("progressDeviceHours");
const isTimed: Test<OfRun> = (_, isGiven) =>
  ["deviceHours", "runDeviceHours", "wallClockDays", "deviceTokensPerSecond", "stepSeconds"].some(isGiven);
const isAttentionFree = ({ model: { attention, architecture } }: OfRun): boolean =>
  attention === false || architecture?.attentionLayers === 0;
/** Of dense models the usual attention is known; of mixtures the efficiency of the fit holds the causal half, and windows see little. */
const isAttentionLeftOut: Test<OfRun> = (run) =>
  run.attentionFlop === undefined &&
  !isAttentionCounted(run) &&
  !hasWindow(run) &&
  run.lacksAttention !== true &&
  run.attentionBeside !== true &&
  !isSparse(run) &&
  !isAttentionFree(run);
const isPredictedRun: Test<OfRun> = (run, isGiven) =>
  !isTimed(run, isGiven) &&
  run.accelerator.trainingEfficiency === undefined &&
  run.efficiency === undefined &&
  !["hardwareFlopUtilisation", "efficiencyWithAttention"].some(isGiven);
const hasExperiments: Test<OfRun> = ({ experimentationFactor }, isGiven) =>
  experimentationFactor === "unknown" || isGiven("experimentationFactor");
const hasStorage: Test<OfRun> = ({ storage }) => storage !== undefined;
const hasExperimentsAlone: Test<OfRun> = (run, isGiven) => hasExperiments(run, isGiven) && run.storage === undefined;
const hasMore: Test<OfRun> = (run, isGiven) => hasExperiments(run, isGiven) || run.storage !== undefined;
const isNot =
  (test: Test<OfRun>): Test<OfRun> =>
  (run, isGiven) =>
    !test(run, isGiven);
const isStated =
  (name: string): Test<OfRun> =>
  (_, isGiven) =>
    isGiven(name);

const isTdp = ({ powerMethod }: OfRun): boolean => powerMethod === "tdp";
const isAccelerator = ({ powerBoundary }: OfRun): boolean => powerBoundary === "accelerator";
// The fans of a server are not in what the counters of its accelerators read.
const fans = (run: OfRun): Given => defaults.fanPowerShare[isAccelerator(run) ? "liquid" : (run.cooling ?? "unknown")];
const publishedPower = ({ accelerator }: OfRun): Given | undefined => accelerator.trainingPowerWatts;
const onlyAccelerator = defaults.acceleratorPower;
/** Devices of which the power in training was measured in servers. */
const POWER_MEASURED: readonly unknown[] = ["h100", "tpu-v3", "tpu-v4", "v100"];
const spreadOfPower = ({ accelerator: { trainingPowerWatts, trainingGroup }, powerBoundary }: OfRun): Given => {
  if (powerBoundary === "accelerator") return defaults.trainingPowerSpread.accelerator;
  // A power on the record of a device of no group is that of a caller, or of TPU v2.
  const isMeasured = trainingGroup === undefined ? trainingPowerWatts !== undefined : POWER_MEASURED.includes(trainingGroup);
  return defaults.trainingPowerSpread[isMeasured ? "measured" : "carried"];
};
const typicalExperiments = ({ experimentationFactor }: OfRun): Given | undefined =>
  experimentationFactor === "unknown" ? defaults.experimentationFactor : undefined;
const storagePower = ({ storage }: OfRun): Given => defaults.storageWattsPerTerabyte[storage?.medium ?? "ssd"];

/** The spread of runs of the kind of the model, or of one kind of runs. */
const spreadOf =
  (spread?: EfficiencySpread) =>
  (fit: TrainingFit, run: OfRun): Given =>
    fit.efficiencySpread[spread ?? (isSparse(run) ? "mixture-of-experts" : "dense")];

const standOf = ({ trainingGroup, achievableFlopPerSecond }: Accelerator): string => {
  if (trainingGroup !== undefined) return "from published runs on this device";
  return achievableFlopPerSecond === undefined
    ? "from other devices: published runs on this one are not known (achievableFlopPerSecond, its measured rate of matrix products, says more)"
    : "from the rate of matrix products measured on this device";
};
/** How far a predicted efficiency may be off. */
const strayOf = {
  run:
    "Low and high hold 90 % of the publishers of whole runs: reports count restarts and stages of their own, and whole projects or distillation can " +
    "take several times as long (docs/guide/accuracy.md). Give goodput or an efficiency of yours for a narrower range.",
  tuned: "Low and high hold what makers of devices and benchmarks reach with software tuned to them.",
  usual:
    "Low and high hold what plain code with short sequences, small batches or recomputation reaches; recipe: tuned says that the software is tuned to " +
    "its devices. Few fine-tunings publish their hours, so give efficiency or deviceHours where you know them.",
} as const;
const ofPrediction: Say<OfRun> = (_, { accelerator, lacksAttention, recipe }, efficiency) => [
  `Efficiency is predicted: ${percent(efficiency)} of the peak, ${standOf(accelerator)}. ${strayOf[recipe ?? "run"]}`,
  ...(lacksAttention === true
    ? ["Attention is not counted, because the dimensions are not known; a factor of a typical shape stands for it in dense models."]
    : []),
];
const predicted = noted("predicted", by(F.predictedEfficiency), ofPrediction);
const ofRecordedTokens: Say<unknown> = (_, _records, tokens) =>
  `Tokens are those that the record of the model states, ${tokens.toPrecision(3)}: give those of this run where it is another one.`;
const fewest: Say<unknown> = (_, _records, accelerators) =>
  `Days are those of ${accelerators} accelerators, the fewest whose memory holds weights and optimizer; give acceleratorCount for yours.`;

const progress = [
  by(F.throughputDeviceHours),
  by(F.stepDeviceHours),
  when(isWithAttention, by(F.deviceHours, { efficiency: "efficiencyWithAttention" })),
  when(isWithoutAttention, by(F.deviceHours)),
] as const;
/** Hours of the run: a line is named by what it is in the end, with experiments or without. */
const hours = [
  by(F.wallClockDeviceHours, { runDays: "wallClockDays" }),
  when(isLengthened, by(F.lengthenedDeviceHours, { productiveDeviceHours: "progressDeviceHours" })),
  ...progress,
] as const;

/**
 * A run from its operations to its energy. `tokens` and the place are for each kind to say.
 *
 * Two efficiencies: `efficiency` is against the operations that are counted, by custom those of the weights alone, and is given or stands in a
 * record; `efficiencyWithAttention` is against operations with attention, and is what the fit predicts. Which of them tells the time follows from
 * the choice of what is counted, never from a number.
 */
export const run = lazily(() => ({
  tokens: quantity(
    "Tokens that the model is trained on; those of the record of the model where left out",
    { domain: positive, example: "300B" },
    noted("defaults-used", from<OfRun>()("model", "trainingTokens"), ofRecordedTokens),
  ),
  flopPerParameterToken: quantity("Operations per parameter and token", assume(perParameter)),
  weightFlop: quantity("Operations of the weights", by(F.trainingFlop)),
  trainingFlop: quantity(
    "Operations of the model, recomputation not counted",
    { domain: positive },
    when(isAttentionCounted, sum("weightFlop", "attentionFlop")),
    when(isNot(isAttentionCounted), by(F.trainingFlop)),
  ),
  acceleratorCount: quantity(
    "Accelerators that work at once; sets the days, not the energy; the fewest that hold the model where left out",
    { domain: atLeastOne, isWhole: true, example: "10000" },
    noted("predicted", by(F.quickDeviceCount), fewest),
  ),
  peakFlopPerSecond: quantity("Peak rate of the number format", { isExact: true, domain: positive }, peak),
  achievableFlopPerSecond: quantity(
    "Rate of matrix products in 16 bit that was measured on the accelerator",
    { domain: positive },
    achievable,
  ),
  achievablePeakFlopPerSecond: quantity("Peak rate of the format of that measurement", { isExact: true, domain: positive }, measuredPeak),
  achievableShare: quantity(
    "Share of the measured rate that training reaches",
    fitted((fit) => fit.achievableShare),
  ),
  deviceEfficiency: quantity(
    "Efficiency of the accelerator with a large dense model",
    { domain: positiveFraction },
    fitted((fit, { accelerator: { trainingGroup } }) => trainingGroup && fit.deviceEfficiency[trainingGroup]),
    by(F.achievableEfficiency, { peakFlopPerSecond: "achievablePeakFlopPerSecond" }),
    fitted((fit) => fit.unseenDeviceEfficiency),
  ),
  memoryFactor: quantity(
    "Factor of more memory than others of its group have on the efficiency",
    fitted((fit, { accelerator: { trainingMemory } }) => (trainingMemory === undefined ? NO_EFFECT : fit.memoryFactor[trainingMemory])),
  ),
  precisionFactor: quantity(
    "Factor of the number format on the efficiency",
    fitted((fit, own) => (formatOf(own) === "fp8" ? fit.fp8Factor : NO_EFFECT)),
  ),
  efficiencyCeiling: quantity("Efficiency at which the accelerator is fully loaded", by(F.efficiencyCeiling)),
  smallModelParameters: quantity("Size below which models are slower", form("smallModelParameters")),
  smallModelExponent: quantity(
    "How much slower small models are",
    fitted((fit) => fit.smallModelExponent),
  ),
  smallModelFactor: quantity("Factor of the size of the model on the efficiency", by(F.smallModelFactor)),
  expertFactor: quantity(
    "Factor of experts on the efficiency",
    fitted((fit) => fit.expertFactor),
  ),
  expertTraffic: quantity(
    "Numbers that are sent between experts, per active parameter",
    by(F.expertTraffic, { hiddenSize: "expertWidth", expertLayers: "decoderExpertLayers" }),
    fitted((fit) => fit.unknownExpertTraffic),
  ),
  referenceExpertTraffic: quantity("Traffic between experts for which the factor holds", form("referenceExpertTraffic")),
  trainedExpertWidth: quantity(
    "Inner width of a routed expert as it is trained",
    same("expertFeedForwardSize"),
    fitted((fit) => fit.unknownExpertWidth),
  ),
  referenceExpertWidth: quantity("Width of an expert for which the factor holds", form("referenceExpertWidth")),
  expertWidthExponent: quantity(
    "How much narrow experts slow the run",
    fitted((fit) => fit.expertWidthExponent),
  ),
  expertTrafficExponent: quantity(
    "How much the traffic between experts slows the run",
    fitted((fit, { accelerator: { fastLink = "node" } }) => fit.expertTrafficExponent[fastLink]),
  ),
  expertEfficiencyFactor: quantity(
    "Factor of the experts on the efficiency",
    by(F.expertEfficiencyFactor, { expertFeedForwardSize: "trainedExpertWidth" }),
  ),
  modelFactor: quantity(
    "Factor of the model on the efficiency",
    when(isSparse, same("expertEfficiencyFactor")),
    when(isNot(isSparse), same("smallModelFactor")),
  ),
  wholeRunFactor: quantity(
    "What a whole run keeps of the efficiency of a benchmark",
    when(
      isStated("goodput"),
      fitted((fit) => fit.goodputRunFactor),
    ),
    fitted((fit) => fit.wholeRunFactor),
  ),
  smallRunParameters: quantity("Size below which whole runs keep less", form("smallRunParameters")),
  smallRunExponent: quantity(
    "How much less small whole runs keep",
    fitted((fit) => fit.smallRunExponent),
  ),
  runFactor: quantity(
    "Factor of a whole run, with restarts and evaluation, on the efficiency",
    // What a run loses stands in the goodput, where it is given.
    when(isStated("goodput"), same("wholeRunFactor")),
    when(isSparse, same("wholeRunFactor")),
    by(F.denseRunFactor),
  ),
  softwareFactor: quantity(
    "Factor of old software on the efficiency",
    fitted((fit, own) => (isOld(fit, own) ? fit.oldSoftwareFactor : NO_EFFECT)),
  ),
  efficiencySpread: quantity(
    "Efficiency of published runs over the predicted one",
    when(isStated("goodput"), fitted(spreadOf("goodput"))),
    fitted(spreadOf()),
  ),
  // What reports count beside the run lengthens it and loads nothing.
  centralSpread: quantity("The same without its range, for the load", nothingMore),
  leastEfficiency: quantity("Least efficiency of the fitted form", bound("leastEfficiency")),
  greatestEfficiency: quantity("Greatest efficiency of the fitted form", bound("greatestEfficiency")),
  hardwareFlopUtilisation: quantity("Hardware FLOP utilisation, which counts recomputed operations too", { field: "efficiency.hfu" }),
  recomputeFactor: quantity("Operations with those that are computed again, over those of the model", assume(recompute)),
  efficiency: quantity(
    "Model FLOP utilisation against the operations that are counted; predicted where nothing tells the time of the run",
    { domain: positiveFraction, example: "19.7%" },
    by(F.modelFlopUtilisation),
    ofAccelerator("trainingEfficiency"),
    when(isWithoutAttention, predicted),
  ),
  efficiencyWithAttention: quantity(
    "Model FLOP utilisation against operations with attention",
    { domain: positiveFraction },
    same("efficiency"),
    predicted,
  ),
  wallClockDays: quantity("Wall-clock time of the run, with acceleratorCount", { domain: positive, as: "wallClock", example: "21 days" }),
  deviceTokensPerSecond: quantity("Tokens that one accelerator trains on per second", { as: "throughput", example: "376.8 tokens/s" }),
  stepSeconds: quantity("Time of one optimizer step, with stepTokens and acceleratorCount", { as: "stepTime", example: "3.6 s" }),
  stepTokens: quantity("Tokens of one optimizer step over all accelerators", { example: "4M" }),
  progressDeviceHours: quantity("Accelerator-hours that make progress", { domain: positive }, ...progress),
  timeFactor: quantity(
    "What lengthens the run beside its operations",
    assume(({ slowdown }: OfRun) => slowdown),
    when(isFactored, by(F.typicalAttentionFactor)),
    nothingMore,
  ),
  goodput: quantity(
    "Share of the time that makes progress; the rest goes to failures, restarts, checkpoints and evaluation, what whole runs usually lose where left out",
    { domain: positiveFraction, example: "90%" },
    assume(usualProgress),
  ),
  runDeviceHours: quantity(
    "Accelerator-hours of the run without experiments",
    { domain: positive, known: "deviceHours" },
    when(isNot(hasExperiments), same("deviceHours")),
    ...hours,
  ),
  experimentationFactor: quantity(
    "Experiments before and beside the run as a multiple of it; none where left out",
    assume(typicalExperiments),
  ),
  experimentationDeviceHours: quantity("Accelerator-hours of experiments", by(F.experimentationDeviceHours)),
  deviceHours: quantity(
    "Accelerator-hours of the run; measured or billed ones not together with another statement of the time",
    { domain: positive, example: "3552000 h" },
    when(hasExperiments, sum("runDeviceHours", "experimentationDeviceHours")),
    when(isStated("runDeviceHours"), same("runDeviceHours")),
    ...hours,
  ),
  days: quantity(
    "Wall-clock days of the run",
    { isOfParts: true, fix: "give wallClockDays" },
    by(F.runDays, { deviceHours: "runDeviceHours" }),
  ),
  impliedEfficiency: quantity("Efficiency that the hours of the run stand for", by(F.impliedEfficiency, { deviceHours: "runDeviceHours" })),
  countedEfficiency: quantity(
    "Efficiency of the operations that are counted",
    when(isTimed, same("impliedEfficiency")),
    same("efficiency"),
  ),
  typicalAttention: quantity("What attention adds to them, where it is not among them", by(F.typicalAttentionFactor)),
  loadEfficiency: quantity(
    "Efficiency that tells the load, with attention",
    when(isPredictedRun, by(F.predictedEfficiency, { efficiencySpread: "centralSpread" })),
    when(isAttentionLeftOut, by(F.attendedEfficiency, { efficiency: "countedEfficiency", attentionFactor: "typicalAttention" })),
    when(isTimed, same("impliedEfficiency")),
    when(isWithAttention, same("efficiencyWithAttention")),
    same("efficiency"),
  ),
  leastDeviceLoad: quantity("Least load of accelerators that run: waiting for each other draws power", assume(defaults.waitingLoad)),
  deviceLoad: quantity("Load of the accelerators over their greatest", by(F.deviceLoad, { efficiency: "loadEfficiency" })),
  tdpWatts: quantity("Thermal design power of the accelerator", { isExact: true, domain: positive }, ofAccelerator("tdpWatts")),
  idlePowerShare: quantity("Power of an idle server over the thermal design power", assume(defaults.idlePowerShare)),
  loadPowerShare: quantity("Power that full load adds, over the thermal design power", assume(defaults.loadPowerShare)),
  fanPowerShare: quantity("Power of fans over the thermal design power", assume(fans)),
  serverPowerWatts: quantity("Power of a server per accelerator", by(F.serverPower)),
  restingShare: quantity(
    "Power of accelerators without load in a run, over the thermal design power",
    assume(onlyAccelerator.restingShare),
  ),
  workingShare: quantity("Power that full load adds to them, over the thermal design power", assume(onlyAccelerator.workingShare)),
  greatestShare: quantity("Most power of an accelerator, over the thermal design power", assume(onlyAccelerator.greatestShare)),
  acceleratorPowerShare: quantity("Most of the power of a server without fans that accelerators draw", assume(onlyAccelerator.ofServer)),
  networkPowerFactor: quantity("Power with the network over that of the servers", assume(defaults.networkPowerFactor)),
  tinyModelParameters: quantity("Size below which a model does not fill an accelerator", assume(defaults.tinyModelPower.mostParameters)),
  isTinyModel: quantity("1 where the model is below it", by(F.isTinyModel)),
  tinyPowerShare: quantity("Power of the server of so small a model, over the thermal design power", assume(defaults.tinyModelPower.share)),
  tinyPowerWatts: quantity("Power of the server of so small a model", by(F.tdpSharePower, { powerShare: "tinyPowerShare" })),
  fullPowerWatts: quantity("Power of the server of a model that fills its accelerators", by(F.clusterPower)),
  boundingPowerWatts: quantity(
    "Power of the server of which accelerators are a part",
    assume(publishedPower),
    pick("isTinyModel", "tinyPowerWatts", "serverPowerWatts"),
  ),
  predictedPowerWatts: quantity(
    "Predicted average power per accelerator",
    when(isAccelerator, by(F.acceleratorPower, { serverPowerWatts: "boundingPowerWatts" })),
    assume(publishedPower),
    pick("isTinyModel", "tinyPowerWatts", "fullPowerWatts"),
  ),
  powerSpread: quantity("Measured over predicted power", assume(spreadOfPower)),
  averagePowerWatts: quantity(
    "Average system power per accelerator, with its share of host, memory, network and fans; predicted where left out",
    { domain: positive, as: "power", example: "330W" },
    noted(
      "predicted",
      when(isTdp, ofAccelerator("tdpWatts")),
      "Power is the TDP: an upper bound of the accelerator, and without its server.",
    ),
    by(F.spreadPower),
  ),
  runItEnergyKwh: quantity(
    "Energy of the IT equipment of the run without experiments and storage",
    { domain: positive, known: "itEnergyKwh" },
    when(isNot(hasMore), same("itEnergyKwh")),
    by(F.itEnergy, { deviceHours: "runDeviceHours" }),
  ),
  experimentationKwh: quantity("Energy of experiments", when(hasExperiments, by(F.experimentationEnergy))),
  storageReplicas: quantity(
    "Copies of what is kept; one where left out",
    { domain: atLeastOne, isWhole: true, field: "storage.replicas" },
    oneCopy,
  ),
  checkpointCount: quantity("Checkpoints that are kept", { isWhole: true, field: "storage.checkpointCount" }),
  checkpointBytesPerParameter: quantity("Size of a checkpoint per parameter", assume(defaults.checkpointBytesPerParameter)),
  checkpointBytes: quantity("Size of the checkpoints with their copies", by(F.checkpointBytes)),
  datasetBytes: quantity("Size of the training data", { field: "storage.datasetBytes" }),
  replicatedDatasetBytes: quantity("Size of the training data with its copies", by(F.replicatedBytes)),
  storedBytes: quantity("Size of all that is kept", sum("checkpointBytes?", "replicatedDatasetBytes?")),
  storageWattsPerTerabyte: quantity("Power of storage per capacity", assume(storagePower)),
  storageYears: quantity("How long it is kept, in years of 365 days", { domain: positive, field: "storage.years" }),
  storageKwh: quantity("Energy of storage", by(F.storageEnergy)),
  itEnergyKwh: quantity(
    "Energy of the IT equipment of the run, before PUE; measured, it takes the place of power times hours",
    { domain: positive, as: "energy", example: "1172 MWh" },
    when(hasStorage, sum("runItEnergyKwh", "experimentationKwh?", "storageKwh")),
    when(hasExperimentsAlone, sum("runItEnergyKwh", "experimentationKwh")),
    when(isStated("runItEnergyKwh"), same("runItEnergyKwh")),
    when(isNot(hasMore), by(F.itEnergy, { deviceHours: "runDeviceHours" })),
  ),
  usedHours: quantity("Accelerator-hours that use up the hardware", same("deviceHours")),
}));
