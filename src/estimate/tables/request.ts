import { lazily } from "../../core/lazily.js";
import { defaults } from "../../catalog/defaults.js";
import type { Model, ServingFit } from "../../catalog/records.js";
import { servingFit as shippedFit } from "../../catalog/serving-fit.js";
import { type Figure, type Given, valueOf } from "../../core/figure.js";
import { atLeastOne, fraction, positive, positiveFraction } from "../../core/formula.js";
import { shown } from "../../core/printed.js";
import * as F from "../../generated/kernels.js";
import { graph, part, quantity } from "../../graph/rows.js";
import { assume, between, by, choose, type Cited, noted, type Say, same, shared, solve, sum, type Test, when } from "../../graph/ways.js";
import { definition } from "../definition.js";
import { servingPrecisionOf } from "../serving-format.js";
import { energySpreadOf, timeSpreadOf, unfittedOf, USUAL } from "../serving-software.js";
import { embodied } from "./embodied.js";
import { hosts } from "./host.js";
import { longestTokens, model } from "./model.js";
import { capacity, decoding, fit, instance, isSingleUser, type OfServing, prompts, servedBy } from "./serving.js";

/** What the tables of a request look at. */
export interface OfRequest extends OfServing {
  readonly speculation?: { readonly draftModel?: Model };
  readonly servingBand?: object;
}

/** What it follows from stands beside it in every result: given, it would contradict that. */
const shownInParts = { isOfParts: true } as const;
const none = assume(definition(0, "no such part", "inference"));
const one = assume(definition(1, "no such part", "inference"));
/** A rate of the instance beside a batch is measured, and so is the time of a token. */
const isRateMeasured: Test<unknown> = (_, isGiven) => isGiven("batch") && isGiven("systemTokensPerSecond");
const isTimeMeasured: Test<unknown> = (_, isGiven) => isGiven("timePerOutputTokenSeconds");
const isDemanded: Test<unknown> = (_, isGiven) => isGiven("demandedTokensPerSecond");
/** Without a batch, a rate is what is asked of the instance. */
const isAsked: Test<unknown> = (_, isGiven) =>
  !isGiven("batch") && (isGiven("requestsPerSecond") || isGiven("dailyRequests") || isGiven("demandedTokensPerSecond"));
const isPredicted: Test<unknown> = (_, isGiven) => !isGiven("measuredJoulesPerToken") && !isGiven("acceleratorEnergyKwh");
const isCalibrated: Test<unknown> = (_, isGiven) => isGiven("calibrationBatch");
const loadsCaches: Test<unknown> = (_, isGiven) => isGiven("cacheReadTokens");
const isMetered: Test<unknown> = (of, isGiven) => !isPredicted(of, isGiven);
const { usualPowerOverTdp, possiblePowerOverTdp } = defaults.plausibleRanges;
const powerAt = (end: "low" | "high"): Figure => {
  const { [end]: value, source: ofPower, at: atPower, basis: basisOfPower } = possiblePowerOverTdp;
  return { value, source: ofPower, at: atPower, basis: basisOfPower };
};
/** What a caller says of the host holds while it waits too. */
const isHostGiven: Test<unknown> = (_, isGiven) => isGiven("hostWatts");
const drafts: Test<OfRequest> = ({ speculation }, isGiven) =>
  speculation !== undefined || isGiven("draftedTokens") || isGiven("acceptance");
const isMeasuredAlone: Test<OfRequest> = (of, isGiven) =>
  (isRateMeasured(of, isGiven) || isTimeMeasured(of, isGiven)) && !drafts(of, isGiven);

const { loads } = defaults;
/** The band of a kind of load, as sequences per 80 GB of memory; none where the kind says the batch in another way. */
const densityOf = ({ load }: OfRequest) => (load === "interactive-api" || load === "batch-job" ? loads[load] : undefined);
const bandEndOf =
  (end: "low" | "high") =>
  (request: OfRequest): Figure => {
    const { [end]: value, source, at, basis } = densityOf(request) ?? defaults.servingBand;
    return { value, source, at, basis };
  };
const hasDensity: Test<OfRequest> = (request) => densityOf(request) !== undefined;
const citedBand = (request: OfRequest): Cited | undefined => {
  if (request.servingBand !== undefined) return undefined;
  const { source, at } = densityOf(request) ?? defaults.servingBand;
  return { source, at };
};
const percentile = (share: number): Given => definition(share, "from the 5th to the 95th percentile of a log-uniform band", "inference");
const tokensPerSecond = (demanded: number, isLeast: boolean): string =>
  `${demanded} tokens per second${isLeast ? "; one sequence at a time is faster, so it waits in between" : ""}`;
const spreadOfEnergy = (request: OfServing): Given => energySpreadOf(request.servingFit ?? shippedFit, servedBy(request), request.model);
const spreadOfTime = (request: OfServing): Given => timeSpreadOf(request.servingFit ?? shippedFit, servedBy(request), request.model);
const isPredictedTime: Test<unknown> = (of, isGiven) => !isRateMeasured(of, isGiven) && !isTimeMeasured(of, isGiven);
const keptFormatOf = (request: OfRequest): string =>
  request.weightBits === undefined ? servingPrecisionOf(request) : `${shown(valueOf(request.weightBits))} bits of a weight`;
const ofUnfitted: Say<OfRequest> = (_, request) => {
  const wide = unfittedOf(request.servingFit ?? shippedFit, servedBy(request), request.model);
  return wide.length === 0
    ? undefined
    : `Measurements of ${request.accelerator.name}, ${request.software ?? USUAL}, ${keptFormatOf(request)} and this kind of model together ` +
        `are not in the fit: ${wide.join(" and ")} have the wide range of what was not fitted.`;
};
const ofSpeed = (seconds: number, isLeast: boolean): string =>
  `${shown(seconds)} s per token of a user${isLeast ? "; even one sequence alone is predicted slower" : ""}`;
const ofTooMuch = "give more accelerators, or what comes to one of several instances (serve counts them)";
const ofTooSlow = "no batch that memory holds is that slow: check the unit, or give the batch, or the accelerators of the service";
/** A service that is faster than one sequence alone drafts, or is another one than was said. */
const ofTooFast: Say<unknown> = (read, _, batch) => {
  const [wanted, alone] = [read("modelledTokenSeconds") as number, read("predictedTimePerOutputTokenSeconds") as number];
  return batch === read("oneSequence") && alone > wanted
    ? `publishedTokensPerSecond = ${read("publishedTokensPerSecond")} is faster than one sequence alone is predicted: ${shown(alone)} s per token, and not ` +
        `${shown(wanted)}. The batch is 1, and times are those predicted for it. Check model, accelerators and software; a service that drafts is faster (speculation).`
    : undefined;
};
const isBandUnknown = ({ servingBand }: OfRequest): boolean => servingBand === undefined;
const instanceOf = ({ model: served, accelerator }: OfRequest): readonly unknown[] => [served, accelerator];

const ofUnknownLoad: Say<OfRequest> = (read, request) =>
  densityOf(request) !== undefined
    ? `The load is assumed to be of the kind ${request.load as string}: low and high hold 90 % of batches from ${shown(read("bandLow") as number)} to ` +
      `${shown(read("bandHigh") as number)} (or what memory holds), log-uniform. Give batch, requestsPerSecond or publishedTokensPerSecond, where one is known.`
    : `Nothing tells how many requests run at once: low and high hold 90 % of batches from ${read("bandLow")} to ${read("bandHigh")} (or what memory ` +
      "holds), log-uniform. Energy per token falls several-fold over them: give batch, requestsPerSecond, systemTokensPerSecond, publishedTokensPerSecond " +
      "or the kind of load. Read low and high, not the value between them.";
const anyBatch = noted("predicted", between("batchAtLow", "batchInMiddle", "batchAtHigh", citedBand), ofUnknownLoad);
const ofMeasuredRate: Say<unknown> = (read) =>
  read("measuredJoulesPerToken") === undefined ? "Times follow the measured rate; the power of the accelerators is predicted." : undefined;
const ofMeasuredEnergy: Say<unknown> = (read) => {
  const share = read("measuredPowerOverTdp");
  const { low, high } = usualPowerOverTdp;
  const isOdd = share !== undefined && (share < low || share > high);
  return (
    "Energy of the accelerators is measured; times, hosts and idle time are predicted." +
    (isOdd
      ? ` With the predicted time it stands for ${shown(read("measuredWatts") as number)} W per accelerator: check its unit, ` +
        "the batch, and that it is the energy of all accelerators of one instance."
      : "")
  );
};
const ofDecoding = { powerWatts: "decodePowerWatts", stepSeconds: "poweredStepSeconds" } as const;
const isDecodePowerGiven: Test<unknown> = (_, isGiven) => isGiven("decodePowerWatts");
const ofOddDecodePower: Say<unknown> = (read) => {
  const [watts, idle, tdp] = [read("decodePowerWatts") as number, read("idleWatts") as number, read("tdpWatts") as number];
  return watts < idle || watts > tdp
    ? `decodePowerWatts = ${shown(watts)} W is ${watts < idle ? "below the idle power" : "above the TDP"} of the accelerator, ${shown(watts < idle ? idle : tdp)} W: check its unit.`
    : undefined;
};
const { low: leastTimeScale, high: mostTimeScale } = defaults.plausibleRanges.measuredOverPredictedTime;
/** A measured time far from the predicted one is more likely that of another batch, or in another unit. */
const ofOddTime: Say<unknown> = (_, _records, scale) =>
  scale < leastTimeScale || scale > mostTimeScale
    ? `The measured rate or time stands for ${shown(scale)} times the predicted time: check its unit, the batch and the number of accelerators.`
    : undefined;
/** Prompts longer than what published measurements hold. */
const LONG_PROMPT_TOKENS = 8000;
const ofLongPrompts: Say<unknown> = (read) =>
  (read("uncachedTokens") as number) > LONG_PROMPT_TOKENS
    ? "Few measurements have prompts as long as these: times and energies of reading them are less sure than the range says."
    : undefined;
const ofUselessCap = (read: (name: string) => number | undefined): string | undefined => {
  const [cap, tdp] = [read("powerCapWatts") as number, read("tdpWatts") as number];
  return cap > tdp
    ? `A cap of ${shown(cap)} W is above the ${shown(tdp)} W that the accelerator is built for: it does nothing.`
    : undefined;
};
const ofBindingCap: Say<unknown> = (read, _, share) =>
  share < 1 && read("powerCapWatts") !== undefined
    ? `The cap of ${read("powerCapWatts")} W binds: the accelerators would draw ${Math.round(read("cyclePowerWatts") as number)} W. The time that a cap costs is not ` +
      "modelled, so energy and times are bounds from below."
    : ofUselessCap(read);
/** More sequences than this leave prompts waiting for their turn. */
const CROWDED_SEQUENCES = 8;
const ofNoQueue: Say<unknown> = (read) =>
  read("queueSeconds") === 0 && (read("batch") as number) > CROWDED_SEQUENCES
    ? "The time to the first token holds no waiting, which follows from when requests arrive: under load it is a lower end. Give queueSeconds where it is known."
    : undefined;
const thinks: Test<unknown> = (_, isGiven) => isGiven("reasoningTokens");

/** A prompt that was left out and not thought of makes an answer too cheap. */
const ofNoPrompt: Say<unknown> = (read) =>
  read("promptTokens") === 0 ? "The request has no prompt: none is given (inputTokens)." : undefined;

/** The tokens of a request, in classes that share none. */
export const tokenClasses = lazily(() => ({
  inputTokens: quantity("Prompt tokens of a request that no cache holds", { example: "1000" }, noted("defaults-used", none, ofNoPrompt)),
  imageTokens: quantity("Images of the prompt, counted as tokens; their encoder is not modelled", { example: "1500" }),
  cacheReadTokens: quantity("Prompt tokens that a cache holds", { example: "50K" }, none),
  cacheWriteTokens: quantity("Prompt tokens that are computed and kept in a cache", { example: "2000" }, none),
  outputTokens: quantity("Visible tokens of the answer", { example: "400" }, when(thinks, none)),
  reasoningTokens: quantity("Generated tokens that are not shown", { example: "2000" }, none),
}));

/** All tokens of a request. */
const tokens = lazily(() => ({
  ...tokenClasses(),
  freshTokens: quantity("Prompt tokens that no cache holds, with images", sum("inputTokens", "imageTokens"), same("inputTokens")),
  uncachedTokens: quantity("Prompt tokens that are computed", sum("freshTokens", "cacheWriteTokens")),
  generatedTokens: quantity(
    "Generated tokens, visible and not",
    { domain: atLeastOne, fix: "give the tokens of the answer, outputTokens or reasoningTokens: without any, nothing is generated" },
    sum("outputTokens", "reasoningTokens"),
  ),
  promptTokens: quantity("All prompt tokens", sum("uncachedTokens", "cacheReadTokens")),
  requestTokens: quantity("All tokens of a request", sum("promptTokens", "generatedTokens")),
  longestTokens,
  contextTokens: quantity("Mean context of a decoding step", by(F.meanContext)),
}));

/** How loaded an instance is: its batch, as given, from a rate, or somewhere in a band. */
const load = lazily(() => ({
  batch: quantity(
    "Mean number of sequences that run at once on an instance",
    { domain: atLeastOne, example: "64" },
    solve("modelledServedTokensPerSecond", "modelledTokensPerSecond", "oneSequence", "mostSequences", tokensPerSecond, ofTooMuch),
    solve("servedTokensPerSecond", "demandedTokensPerSecond", "oneSequence", "mostSequences", tokensPerSecond, ofTooMuch),
    noted(
      "magnitude",
      solve("predictedTimePerOutputTokenSeconds", "modelledTokenSeconds", "oneSequence", "mostSequences", ofSpeed, ofTooSlow),
      ofTooFast,
    ),
    when(isSingleUser, assume(definition(1, "one user", "inference"))),
    // All calls of one estimate to one model on one kind of accelerators meet the same load, where nobody says anything of it.
    when(isBandUnknown, shared(instanceOf, anyBatch)),
    anyBatch,
  ),
  oneSequence: quantity("One sequence", one),
  publishedTokensPerSecond: quantity("Rate at which one user receives tokens, as published or measured: it tells the batch", {
    domain: positive,
    example: "50",
  }),
  publishedTokenSeconds: quantity("Time per output token of that rate", by(F.speedSeconds)),
  modelledTokenSeconds: quantity("What the model must predict for it, with its spread", by(F.modelledSeconds)),
  dailyRequests: quantity("Requests that arrive at one instance per day", { domain: positive, example: "20000" }),
  requestsPerSecond: quantity(
    "Requests that arrive at one instance per second, in place of the batch",
    { domain: positive, example: "4" },
    by(F.dailyRate),
    when(isAsked, by(F.requestRate)),
  ),
  demandedTokensPerSecond: quantity(
    "Tokens per second that are asked of an instance",
    { domain: positive, known: "systemTokensPerSecond" },
    by(F.requestedRate),
  ),
  offeredSequences: quantity(
    "Sequences that run at once over all time, where the batch is what runs while any does",
    by(F.offeredSequences),
  ),
  servedTokensPerSecond: quantity("Tokens per second of such a load", by(F.servedRate)),
  modelledServedTokensPerSecond: quantity(
    "The same as the model predicts it, without its spread",
    by(F.servedRate, { cycleSeconds: "predictedCycleSeconds" }),
  ),
  // As demanded of the solve, so that an error of it names what was given.
  modelledTokensPerSecond: quantity(
    "What the model must predict for what is asked, with its spread",
    { known: "systemTokensPerSecond" },
    when(isDemanded, by(F.modelledRate)),
    by(F.modelledRequestRate),
  ),
  meanSequences: quantity("Sequences that run at once over all time", { known: "requestsPerSecond" }, by(F.meanSequences)),
  busyShare: quantity(
    "Share of the time in which the instance works: by its load, or servingShare where none is stated",
    { domain: positiveFraction },
    when(isAsked, by(F.busyShare)),
    same("servingShare"),
  ),
  servingShare: quantity(
    "Share of the time in which the instance serves, where its load is not stated",
    { domain: positiveFraction, example: "80%" },
    assume(defaults.servingShare),
  ),
  bandLow: quantity(
    "Fewest sequences of a load that nobody knows",
    { domain: atLeastOne, field: "servingBand.low", example: "8" },
    when(hasDensity, by(F.loadSequences, { densitySequences: "leastDensitySequences", memoryBytes: "nominalMemoryBytes" })),
    choose(bandEndOf("low")),
  ),
  bandHigh: quantity(
    "Most sequences of a load that nobody knows",
    { domain: atLeastOne, field: "servingBand.high", example: "256" },
    when(hasDensity, by(F.loadSequences, { densitySequences: "mostDensitySequences", memoryBytes: "nominalMemoryBytes" })),
    choose(bandEndOf("high")),
  ),
  leastDensitySequences: quantity("Fewest sequences per 80 GB of memory of a kind of load", when(hasDensity, choose(bandEndOf("low")))),
  mostDensitySequences: quantity("Most sequences per 80 GB of memory of a kind of load", when(hasDensity, choose(bandEndOf("high")))),
  bandStart: quantity("Fewest of them, as far as memory holds them", by(F.bandEnd, { bandSequences: "bandLow" })),
  bandEnd: quantity("Most of them that memory holds", by(F.bandEnd, { bandSequences: "bandHigh" })),
  lowShare: quantity("Place of the low end in the band", assume(percentile(0.05))),
  middleShare: quantity("Place of the middle in the band", assume(percentile(0.5))),
  highShare: quantity("Place of the high end in the band", assume(percentile(0.95))),
  batchAtLow: quantity("Few sequences", by(F.bandBatch, { fewestSequences: "bandStart", mostSequences: "bandEnd", bandShare: "lowShare" })),
  batchInMiddle: quantity(
    "Sequences in the middle of the band",
    by(F.bandBatch, { fewestSequences: "bandStart", mostSequences: "bandEnd", bandShare: "middleShare" }),
  ),
  batchAtHigh: quantity(
    "Many sequences",
    by(F.bandBatch, { fewestSequences: "bandStart", mostSequences: "bandEnd", bandShare: "highShare" }),
  ),
}));

const drafting = lazily(() =>
  graph<OfServing>()({
    ...model(),
    ...capacity(),
    ...instance(),
    ...decoding(),
    memoryBytes: embodied().memoryBytes,
    acceleratorsPerServer: quantity(embodied().acceleratorsPerServer.words),
    batch: quantity("Sequences that run at once"),
    contextTokens: quantity("Mean context of a decoding step"),
    draftedTokens: quantity("Tokens drafted in a round"),
  }),
);
/** The model that drafts, on the same accelerators in the same format. */
const draftOf = (request: OfRequest): OfServing | undefined => {
  const { speculation, accelerator, cachePrecision, software, servingFit, weightBits } = request;
  if (speculation?.draftModel === undefined) return undefined;
  return {
    model: speculation.draftModel,
    accelerator,
    precision: servingPrecisionOf(request),
    ...(cachePrecision === undefined ? {} : { cachePrecision }),
    ...(software === undefined ? {} : { software }),
    ...(weightBits === undefined ? {} : { weightBits }),
    ...(servingFit === undefined ? {} : { servingFit }),
  };
};

/** Steps that yield one token for each sequence, or rounds of drafts and their verification that yield several. */
const steps = lazily(() => ({
  draftedTokens: quantity(
    "Tokens drafted in a round",
    { domain: { min: 0, max: 64 }, isWhole: true, field: "speculation.draftedTokens", example: "4" },
    when(drafts, assume(defaults.speculation.draftedTokens)),
  ),
  acceptance: quantity(
    "Mean chance that a drafted token is accepted, not the accepted over the drafted",
    { domain: fraction, field: "speculation.acceptance", example: "70%" },
    when(drafts, assume(defaults.speculation.acceptance)),
  ),
  roundTokens: quantity("Tokens that a round yields", by(F.tokensPerRound)),
  draft: part(drafting(), draftOf, {
    acceleratorCount: [same("acceleratorCount")],
    dataParallelism: [same("dataParallelism")],
    expertParallelism: [same("expertParallelism")],
    acceleratorsPerServer: [same("acceleratorsPerServer")],
    batch: [same("batch")],
    verifiedPositions: [same("batch")],
    contextTokens: [same("contextTokens")],
    sharedBytesPerParameter: [same("sharedBytesPerParameter")],
  }),
  heldSharedBytes: quantity(
    instance().heldSharedBytes.words,
    sum("sharedWeightBytes", "draft.sharedWeightBytes"),
    same("sharedWeightBytes"),
  ),
  heldRoutedBytes: quantity(
    instance().heldRoutedBytes.words,
    sum("routedWeightBytes", "draft.routedWeightBytes"),
    same("routedWeightBytes"),
  ),
  heldDividedBytes: quantity(instance().heldDividedBytes.words, sum("dividedBytes", "draft.dividedBytes"), same("dividedBytes")),
  heldWholeBytes: quantity(instance().heldWholeBytes.words, sum("wholeBytes", "draft.wholeBytes"), same("wholeBytes")),
  draftSeconds: quantity("Time of the drafts of a round", by(F.draftSeconds, { draftTokenSeconds: "draft.stepSeconds" })),
  roundSeconds: quantity("Time of a round", sum("stepSeconds", "draftSeconds"), same("stepSeconds")),
  tokenSeconds: quantity("Time of a token without prompts in between", by(F.perRoundTokenSeconds), same("stepSeconds")),
  roundPowerWatts: quantity(
    "Mean power of an accelerator in a round, before a cap",
    by(F.roundPower, { verifySeconds: "stepSeconds", verifyWatts: "stepPowerWatts", draftWatts: "draft.stepPowerWatts" }),
    same("stepPowerWatts"),
  ),
  powerCapWatts: quantity("Cap of each accelerator", { domain: positive, as: "powerCap", example: "500 W" }),
  powerLimitWatts: quantity("Most power of an accelerator", by(F.cappedPower, { powerWatts: "tdpWatts" }), same("tdpWatts")),
  cyclePowerWatts: quantity(
    "Mean power of an accelerator over decoding and prompts, before its limit",
    by(F.cyclePower, { decodeWatts: "roundPowerWatts", promptWatts: "prefillPowerWatts" }),
  ),
  limitedShare: quantity(
    "What the limit leaves of the power",
    noted("predicted", by(F.limitedShare, { powerWatts: "cyclePowerWatts" }), ofBindingCap),
  ),
  decodePowerWatts: quantity("Mean power of one accelerator while it decodes", by(F.limitedPower, { powerWatts: "roundPowerWatts" })),
}));

/** Times of a request. */
const times = lazily(() => ({
  ...prompts(),
  prefillEfficiency: quantity(
    prompts().prefillEfficiency.words,
    { domain: positiveFraction, example: "50%" },
    noted("predicted", by(F.promptEfficiency), ofLongPrompts),
  ),
  predictedCycleSeconds: quantity("Predicted time of an instance per token of every sequence", sum("tokenSeconds", "promptsSeconds")),
  cycleSeconds: quantity(
    "Time of an instance per token of every sequence, with the prompts of all requests in between",
    { domain: positive },
    noted("predicted", when(isRateMeasured, by(F.timeForRate)), ofMeasuredRate),
    noted("predicted", when(isTimeMeasured, by(F.scaledSeconds, { predictedSeconds: "predictedCycleSeconds" })), ofMeasuredRate),
    by(F.scaledSeconds, { predictedSeconds: "predictedCycleSeconds", timeScale: "timeSpread" }),
  ),
  // Errors of time and of power cancel in the energy, which has a spread of its own: it follows from the times before theirs.
  timeSpread: quantity("Measured over predicted time", when(isPredictedTime, noted("predicted", choose(spreadOfTime), ofUnfitted))),
  leastPrefillSeconds: quantity(
    "Time in which the peak rate reads the prompt",
    by(F.computeSeconds, { stepFlop: "prefillFlop", computeEfficiency: "wholePeak" }),
  ),
  leastPromptsSeconds: quantity(
    "Time in which the peak rate reads the prompts of all requests, per token",
    by(F.interleavedSeconds, { prefillSeconds: "leastPrefillSeconds" }),
  ),
  leastStepSeconds: quantity(
    "Time in which the peak rate does the operations of a step",
    by(F.computeSeconds, { computeEfficiency: "wholePeak" }),
  ),
  wholePeak: quantity("The whole peak rate", assume(definition(1, "the whole of a rate", "inference"))),
  // Drafts yield several tokens of a step.
  leastCycleSeconds: quantity(
    "Time in which the peak rate does the operations of a token of every sequence: no measured one is shorter",
    when(isMeasuredAlone, sum("leastStepSeconds", "leastPromptsSeconds")),
  ),
  interleavedSeconds: quantity(
    "Time of the prompts of other requests in between",
    by(F.othersPromptSeconds, { prefillSeconds: "predictedPrefillSeconds" }),
  ),
  predictedTimePerOutputTokenSeconds: quantity("Predicted time per output token", sum("tokenSeconds", "interleavedSeconds")),
  timePerOutputTokenSeconds: quantity(
    "Time per output token, with the prompts of other requests in between",
    { domain: positive },
    when(isRateMeasured, by(F.scaledSeconds, { predictedSeconds: "predictedTimePerOutputTokenSeconds" })),
    by(F.scaledSeconds, { predictedSeconds: "predictedTimePerOutputTokenSeconds", timeScale: "timeSpread" }),
  ),
  timeScale: quantity(
    "Measured over predicted time",
    noted(
      "magnitude",
      when(
        isTimeMeasured,
        by(F.timeScale, { measuredSeconds: "timePerOutputTokenSeconds", timePerOutputTokenSeconds: "predictedTimePerOutputTokenSeconds" }),
      ),
      ofOddTime,
    ),
    noted(
      "magnitude",
      when(isRateMeasured, by(F.timeScale, { measuredSeconds: "cycleSeconds", timePerOutputTokenSeconds: "predictedCycleSeconds" })),
      ofOddTime,
    ),
  ),
  poweredPrefillSeconds: quantity(
    "Time to read the prompt, before its spread",
    by(F.scaledSeconds, { predictedSeconds: "predictedPrefillSeconds" }),
    same("predictedPrefillSeconds"),
  ),
  prefillSeconds: quantity(
    "Time to read the uncached part of the prompt",
    by(F.scaledSeconds, { predictedSeconds: "poweredPrefillSeconds", timeScale: "timeSpread" }),
    same("poweredPrefillSeconds"),
  ),
  poweredStepSeconds: quantity(
    "Time of a decoding step, before its spread",
    by(F.scaledSeconds, { predictedSeconds: "tokenSeconds" }),
    same("tokenSeconds"),
  ),
  decodeStepSeconds: quantity(
    "Time of a decoding step without prompts in between",
    by(F.scaledSeconds, { predictedSeconds: "poweredStepSeconds", timeScale: "timeSpread" }),
    same("poweredStepSeconds"),
  ),
  instanceSeconds: quantity(
    "Time of an instance that is charged to the request",
    when(isAsked, by(F.busySeconds)),
    by(F.instanceSeconds, { timePerOutputTokenSeconds: "cycleSeconds" }),
  ),
  queueSeconds: quantity(
    "Time that a request waits before its prompt is read; 0 where left out",
    { as: "queueTime", example: "200 ms" },
    none,
  ),
  fixedFirstTokenSeconds: quantity(
    "Time to the first token beside prompt and step: scheduling, splitting into tokens, the network of the server",
    { as: "fixedFirstTokenTime", example: "40 ms" },
    fit("fixedFirstTokenSeconds"),
  ),
  timeToFirstTokenSeconds: quantity("Time to the first token", noted("predicted", by(F.timeToFirstToken), ofNoQueue)),
  latencySeconds: quantity("Time of the whole request", by(F.answerLatency)),
  userTokensPerSecond: quantity(
    "Rate at which one user receives tokens",
    { isOfParts: true, fix: "give timePerOutputTokenSeconds" },
    by(F.userRate),
  ),
  systemTokensPerSecond: quantity(
    "Tokens that one instance generates per second; the load, or beside a batch a measured rate",
    { domain: positive, example: "2000" },
    by(F.systemRate, { timePerOutputTokenSeconds: "cycleSeconds" }),
  ),
}));

/** Energy of a request, from the accelerators to all equipment. */
export const energy = lazily(() => ({
  prefillLoad: quantity("Power of an accelerator that reads a prompt, over its TDP; predicted where left out", {
    domain: positiveFraction,
    example: "95%",
  }),
  prefillPowerWatts: quantity(
    "Power of an accelerator that reads a prompt, before its limit",
    by(F.prefillPower),
    same("promptPowerWatts"),
  ),
  prefillCappedWatts: quantity("Power of an accelerator that reads a prompt", by(F.limitedPower, { powerWatts: "prefillPowerWatts" })),
  prefillEnergyKwh: quantity(
    "Energy of the accelerators to read prompts",
    when(isPredicted, by(F.spreadEnergy, { phaseEnergyKwh: "predictedPrefillEnergyKwh", energySpread: "promptSpread" })),
  ),
  predictedPrefillEnergyKwh: quantity(
    "Predicted energy of the accelerators to read prompts",
    by(F.poweredEnergy, { powerWatts: "prefillCappedWatts", runSeconds: "poweredPrefillSeconds" }),
  ),
  predictedDecodeEnergyKwh: quantity(
    "Predicted energy of the accelerators to decode",
    noted("magnitude", when(isDecodePowerGiven, by(F.decodeEnergy, ofDecoding)), ofOddDecodePower),
    by(F.decodeEnergy, ofDecoding),
  ),
  energySpread: quantity("Measured over predicted energy", choose(spreadOfEnergy)),
  // A measured point sets the level of decoding alone: prompts keep the spread of the model.
  promptSpread: quantity(
    "Measured over predicted energy of prompts and loaded caches",
    when(isCalibrated, choose(spreadOfEnergy)),
    same("energySpread"),
  ),
  decodeEnergyKwh: quantity(
    "Energy of the accelerators to decode",
    when(isPredicted, by(F.spreadEnergy, { phaseEnergyKwh: "predictedDecodeEnergyKwh" })),
  ),
  cacheReadShare: quantity(
    "Energy to load a cached token over that of reading it anew, attention apart",
    { domain: fraction, example: "5%" },
    assume(defaults.cacheReadShare),
  ),
  cacheReadEnergyKwh: quantity(
    "Energy of the accelerators to load caches",
    when(isPredicted, by(F.spreadEnergy, { phaseEnergyKwh: "predictedCacheReadEnergyKwh", energySpread: "promptSpread" })),
  ),
  predictedCacheReadEnergyKwh: quantity(
    "Predicted energy of the accelerators to load caches",
    by(F.cacheReadEnergy, { powerWatts: "prefillCappedWatts", computeEfficiency: "prefillEfficiency" }),
  ),
  inputEnergyKwh: quantity(
    "Energy of the prompt tokens that no cache holds",
    shownInParts,
    by(F.tokenShareEnergy, { phaseEnergyKwh: "prefillEnergyKwh", classTokens: "freshTokens", phaseTokens: "uncachedTokens" }),
  ),
  cacheWriteEnergyKwh: quantity(
    "Energy of the prompt tokens that are kept",
    shownInParts,
    by(F.tokenShareEnergy, { phaseEnergyKwh: "prefillEnergyKwh", classTokens: "cacheWriteTokens", phaseTokens: "uncachedTokens" }),
  ),
  outputEnergyKwh: quantity(
    "Energy of the visible tokens of the answer",
    shownInParts,
    by(F.tokenShareEnergy, { phaseEnergyKwh: "decodeEnergyKwh", classTokens: "outputTokens", phaseTokens: "generatedTokens" }),
  ),
  reasoningEnergyKwh: quantity(
    "Energy of the generated tokens that are not shown",
    shownInParts,
    by(F.tokenShareEnergy, { phaseEnergyKwh: "decodeEnergyKwh", classTokens: "reasoningTokens", phaseTokens: "generatedTokens" }),
  ),
  measuredJoulesPerToken: quantity("Measured energy of the accelerators per generated token; takes the place of the model", {
    domain: positive,
    as: "measuredEnergy",
    example: "1.2",
  }),
  acceleratorEnergyKwh: quantity(
    "Energy of the accelerators",
    noted("predicted", by(F.measuredEnergy, { acceleratorJoulesPerToken: "measuredJoulesPerToken" }), ofMeasuredEnergy),
    sum("prefillEnergyKwh", "cacheReadEnergyKwh", "decodeEnergyKwh"),
  ),
  acceleratorJoulesPerToken: quantity(
    "Energy of the accelerators per generated token",
    { isOfParts: true, fix: "give measuredJoulesPerToken" },
    by(F.energyPerToken, { phaseEnergyKwh: "acceleratorEnergyKwh" }),
  ),
  ...hosts(),
  meanWatts: quantity(
    "Mean power of an accelerator while the instance works",
    when(isMetered, same("measuredWatts")),
    when(loadsCaches, sum("workingWatts", "loadingWatts")),
    same("workingWatts"),
  ),
  workingWatts: quantity("Mean power of an accelerator over decoding and prompts", by(F.limitedPower, { powerWatts: "cyclePowerWatts" })),
  loadingWatts: quantity(
    "Energy of loading caches over the time of a request",
    by(F.impliedPower, { runItEnergyKwh: "predictedCacheReadEnergyKwh", deviceHours: "instanceHours" }),
  ),
  hostWatts: quantity(
    "Power of host, network and fans per accelerator",
    { as: "hostPower", example: "250 W" },
    same("recordedHostWatts"),
    by(F.hostPower, { powerWatts: "meanWatts" }),
  ),
  hostEnergyKwh: quantity(
    "Energy of hosts, network and fans",
    by(F.poweredEnergy, { powerWatts: "hostWatts", runSeconds: "instanceSeconds" }),
  ),
  idleServerWatts: quantity(
    "Power at the plug per accelerator while an instance waits, the accelerator included",
    { as: "idleServerPower", example: "300 W" },
    by(F.waitingPower, { hostWatts: "waitingHostWatts" }),
  ),
  waitingHostWatts: quantity(
    "Power of host, network and fans per accelerator while an instance waits",
    when(isHostGiven, same("hostWatts")),
    same("recordedHostWatts"),
    by(F.hostPower, { powerWatts: "idleWatts" }),
  ),
  waitingFactor: quantity("Measured over predicted power of a server that waits", assume(defaults.hostPower.waitingFactor)),
  idleEnergyKwh: quantity("Energy of the time in which servers wait for requests", by(F.waitingEnergy, { servingShare: "busyShare" })),
  cacheRetentionSeconds: quantity("How long written caches are kept in memory of the host; not counted where left out", {
    as: "cacheRetention",
    example: "5 min",
  }),
  retainedBytes: quantity("Caches that are kept", by(F.retainedCache, { cachedTokens: "cacheWriteTokens" })),
  memoryWattsPerGigabyte: quantity("Power of memory of the host", assume(defaults.retentionWattsPerGigabyte)),
  retentionEnergyKwh: quantity("Energy to keep written caches", by(F.retentionEnergy, { retentionSeconds: "cacheRetentionSeconds" })),
  itEnergyKwh: quantity(
    "Energy of all IT equipment",
    shownInParts,
    sum("acceleratorEnergyKwh", "hostEnergyKwh", "idleEnergyKwh", "retentionEnergyKwh?"),
  ),
  instanceHours: quantity("Accelerator-hours of a request", by(F.instanceHours)),
  measuredWatts: quantity(
    "Power of an accelerator for which a measured energy stands",
    when(isMetered, by(F.impliedPower, { runItEnergyKwh: "acceleratorEnergyKwh", deviceHours: "instanceHours" })),
  ),
  measuredPowerOverTdp: quantity(
    "Power of an accelerator for which a measured energy stands, over its TDP",
    by(F.tdpShare, { powerWatts: "measuredWatts" }),
  ),
  possiblePowerOverTdp: quantity("Power over the TDP that no accelerator reaches", when(isMetered, assume(powerAt("high")))),
  leastPowerOverTdp: quantity("Power over the TDP below which no accelerator falls", when(isMetered, assume(powerAt("low")))),
  usedHours: quantity("Accelerator-hours that use up the hardware", same("instanceHours")),
  // The hardware works as long as its instance serves, unless the caller knows more of its life.
  lifetimeUtilisation: quantity(
    "Share of its life that the hardware works",
    { domain: positiveFraction, example: "85%" },
    same("busyShare"),
  ),
}));

/** A request of a deployment: load, tokens, steps, times, energy. */
export const request = lazily(() => ({ ...tokens(), ...load(), ...steps(), ...times(), ...energy() }));

/** Whether a measured point is of use: what it leads to is not given. */
const isOfPoint: Test<unknown> = (of, isGiven) =>
  isPredicted(of, isGiven) && !["decodeEnergyKwh", "energySpread", "calibratedFactor", "calibrationEnergyKwh"].some(isGiven);

/** What a measured point of a deployment says of other batches; the rows of the request at that point are for `calibration` to say. */
export const calibrated = lazily(() => ({
  calibrationBatch: quantity("Sequences that ran at once at a measured point", {
    domain: atLeastOne,
    field: "calibration.batch",
    example: "64",
  }),
  calibrationJoulesPerToken: quantity("Measured energy of the accelerators per generated token at that point", {
    domain: positive,
    field: "calibration.acceleratorJoulesPerToken",
    as: "energy",
    example: "1.2",
  }),
  calibrationEnergyKwh: quantity(
    "The same for the request",
    by(F.measuredEnergy, { acceleratorJoulesPerToken: "calibrationJoulesPerToken" }),
  ),
  calibrationWatts: quantity(
    "Power of an accelerator for which that energy stands",
    when(isOfPoint, by(F.impliedPower, { runItEnergyKwh: "calibrationEnergyKwh", deviceHours: "calibration.instanceHours" })),
  ),
  calibrationPowerOverTdp: quantity("The same over its TDP", by(F.tdpShare, { powerWatts: "calibrationWatts" })),
  mostCalibratedOverTdp: quantity("Power over the TDP that no accelerator reaches", assume(powerAt("high"))),
  leastCalibratedOverTdp: quantity("Power over the TDP below which no accelerator falls", assume(powerAt("low"))),
  lowSpread: quantity("Low end of other batches over a measured one", assume(endOf("low"))),
  highSpread: quantity("High end of other batches over a measured one", assume(endOf("high"))),
  lowFactor: quantity("Low end of the factor", by(F.calibratedEnd, { spread: "lowSpread" })),
  highFactor: quantity("High end of the factor", by(F.calibratedEnd, { spread: "highSpread" })),
}));

function endOf(end: "low" | "high"): (of: { readonly servingFit?: ServingFit }) => Given {
  return ({ servingFit = shippedFit }) => {
    const { calibratedSpread: spread } = servingFit;
    return typeof spread === "number" ? 1 : (spread[end] ?? 1);
  };
}
