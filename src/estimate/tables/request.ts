import { lazily } from "../../core/lazily.js";
import { defaults } from "../../catalog/defaults.js";
import type { Model, ServingFit } from "../../catalog/records.js";
import { servingFit as shippedFit } from "../../catalog/serving-fit.js";
import { type Figure, type Given } from "../../core/figure.js";
import { atLeastOne, fraction, positive, positiveFraction } from "../../core/formula.js";
import { shown } from "../../core/printed.js";
import * as F from "../../generated/kernels.js";
import { graph, part, quantity } from "../../graph/rows.js";
import { assume, between, by, choose, type Cited, noted, type Say, same, shared, solve, sum, type Test, when } from "../../graph/ways.js";
import { definition } from "../definition.js";
import { prefillShareOf, servingPrecisionOf } from "../serving-format.js";
import { embodied } from "./embodied.js";
import { longestTokens, model } from "./model.js";
import { capacity, decoding, instance, type OfServing } from "./serving.js";

/** What the tables of a request look at. */
export interface OfRequest extends OfServing {
  readonly speculation?: { readonly draftModel?: Model };
  readonly servingBand?: object;
}

const none = assume(definition(0, "no such part", "inference"));
const one = assume(definition(1, "no such part", "inference"));
/** A rate of the instance beside a batch is measured, and so is the time of a token. */
const isRateMeasured: Test<unknown> = (_, isGiven) => isGiven("batch") && isGiven("systemTokensPerSecond");
const isTimeMeasured: Test<unknown> = (_, isGiven) => isGiven("timePerOutputTokenSeconds");
/** Without a batch, a rate is what is asked of the instance. */
const isAsked: Test<unknown> = (_, isGiven) => !isGiven("batch") && (isGiven("requestsPerSecond") || isGiven("demandedTokensPerSecond"));
const isPredicted: Test<unknown> = (_, isGiven) => !isGiven("measuredJoulesPerToken") && !isGiven("acceleratorEnergyKwh");
const isMetered: Test<unknown> = (of, isGiven) => !isPredicted(of, isGiven);
const { usualPowerOverTdp, possiblePowerOverTdp } = defaults.plausibleRanges;
const { high: mostPowerOverTdp, source: sourceOfPower, at: atPower, basis: basisOfPower } = possiblePowerOverTdp;
const mostPower: Figure = { value: mostPowerOverTdp, source: sourceOfPower, at: atPower, basis: basisOfPower };
const drafts: Test<OfRequest> = ({ speculation }, isGiven) =>
  speculation !== undefined || isGiven("draftedTokens") || isGiven("acceptance");
const isMeasuredAlone: Test<OfRequest> = (of, isGiven) =>
  (isRateMeasured(of, isGiven) || isTimeMeasured(of, isGiven)) && !drafts(of, isGiven);

const { low: bandLow, high: bandHigh, source, at, basis } = defaults.servingBand;
const band = (value: number): Figure => ({ value, source, at, basis });
const citedBand = ({ servingBand }: OfRequest): Cited | undefined => (servingBand === undefined ? { source, at } : undefined);
const percentile = (share: number): Given => definition(share, "from the 5th to the 95th percentile of a log-uniform band", "inference");
const tokensPerSecond = (demanded: number, isLeast: boolean): string =>
  `${demanded} tokens per second${isLeast ? "; one sequence at a time is faster, so it waits in between" : ""}`;
const spreadOf = ({ model: { kind, architecture }, servingFit = shippedFit }: OfServing): Given =>
  servingFit.energySpread[kind === "dense" && architecture?.stateLayers !== undefined ? "hybrid" : kind];

const isBandUnknown = ({ servingBand }: OfRequest): boolean => servingBand === undefined;
const instanceOf = ({ model: served, accelerator }: OfRequest): readonly unknown[] => [served, accelerator];

const ofUnknownLoad: Say<unknown> = (read) =>
  `Nothing tells how many requests run at once: low and high hold 90 % of batches from ${read("bandLow")} to ${read("bandHigh")} (or what memory ` +
  "holds), log-uniform. Energy per token falls several-fold over them: give batch, requestsPerSecond or systemTokensPerSecond. " +
  "Read low and high, not the value between them.";
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
/** Prompts longer than what published measurements hold. */
const LONG_PROMPT_TOKENS = 8000;
const ofLongPrompts: Say<unknown> = (read) =>
  (read("uncachedTokens") as number) > LONG_PROMPT_TOKENS
    ? "Reading long prompts rests on an assumed share of the peak (prefillEfficiency): published measurements hardly test them."
    : undefined;
const ofBindingCap: Say<unknown> = (read, _, watts) =>
  watts < (read("roundPowerWatts") as number)
    ? `The cap of ${watts} W binds: the accelerators would draw ${Math.round(read("roundPowerWatts") as number)} W. The time that a cap costs is not ` +
      "modelled, so energy and times are bounds from below."
    : undefined;
const thinks: Test<unknown> = (_, isGiven) => isGiven("reasoningTokens");

/** The tokens of a request, in classes that share none. */
export const tokenClasses = lazily(() => ({
  inputTokens: quantity("Prompt tokens of a request that no cache holds", { example: "1000" }, none),
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
    solve("servedTokensPerSecond", "demandedTokensPerSecond", "oneSequence", "mostSequences", tokensPerSecond),
    // All calls of one estimate to one model on one kind of accelerators meet the same load, where nobody says anything of it.
    when(isBandUnknown, shared(instanceOf, anyBatch)),
    anyBatch,
  ),
  oneSequence: quantity("One sequence", one),
  requestsPerSecond: quantity(
    "Requests that arrive at one instance per second, in place of the batch",
    { domain: positive, example: "4" },
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
    assume(band(bandLow)),
  ),
  bandHigh: quantity(
    "Most sequences of a load that nobody knows",
    { domain: atLeastOne, field: "servingBand.high", example: "256" },
    assume(band(bandHigh)),
  ),
  bandEnd: quantity("Most of them that memory holds", by(F.bandEnd)),
  lowShare: quantity("Place of the low end in the band", assume(percentile(0.05))),
  middleShare: quantity("Place of the middle in the band", assume(percentile(0.5))),
  highShare: quantity("Place of the high end in the band", assume(percentile(0.95))),
  batchAtLow: quantity("Few sequences", by(F.bandBatch, { fewestSequences: "bandLow", mostSequences: "bandEnd", bandShare: "lowShare" })),
  batchInMiddle: quantity(
    "Sequences in the middle of the band",
    by(F.bandBatch, { fewestSequences: "bandLow", mostSequences: "bandEnd", bandShare: "middleShare" }),
  ),
  batchAtHigh: quantity(
    "Many sequences",
    by(F.bandBatch, { fewestSequences: "bandLow", mostSequences: "bandEnd", bandShare: "highShare" }),
  ),
}));

const drafting = lazily(() =>
  graph<OfServing>()({
    ...model(),
    ...capacity(),
    ...instance(),
    ...decoding(),
    memoryBytes: embodied().memoryBytes,
    batch: quantity("Sequences that run at once"),
    contextTokens: quantity("Mean context of a decoding step"),
    draftedTokens: quantity("Tokens drafted in a round"),
  }),
);
/** The model that drafts, on the same accelerators in the same format. */
const draftOf = (request: OfRequest): OfServing | undefined => {
  const { speculation, accelerator, cachePrecision, software, servingFit } = request;
  if (speculation?.draftModel === undefined) return undefined;
  return {
    model: speculation.draftModel,
    accelerator,
    precision: servingPrecisionOf(request),
    ...(cachePrecision === undefined ? {} : { cachePrecision }),
    ...(software === undefined ? {} : { software }),
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
    batch: [same("batch")],
    verifiedPositions: [same("batch")],
    contextTokens: [same("contextTokens")],
    sharedBytesPerParameter: [same("sharedBytesPerParameter")],
  }),
  draftSeconds: quantity("Time of the drafts of a round", by(F.draftSeconds, { draftTokenSeconds: "draft.stepSeconds" })),
  roundSeconds: quantity("Time of a round", sum("stepSeconds", "draftSeconds"), same("stepSeconds")),
  tokenSeconds: quantity("Time of a token without prompts in between", by(F.perRoundTokenSeconds), same("stepSeconds")),
  roundPowerWatts: quantity(
    "Mean power of an accelerator in a round, before a cap",
    by(F.roundPower, { verifySeconds: "stepSeconds", verifyWatts: "stepPowerWatts", draftWatts: "draft.stepPowerWatts" }),
    same("stepPowerWatts"),
  ),
  powerCapWatts: quantity("Cap of each accelerator", { domain: positive, as: "powerCap", example: "500 W" }),
  decodePowerWatts: quantity(
    "Mean power of one accelerator while it decodes",
    noted("predicted", by(F.cappedPower, { powerWatts: "roundPowerWatts" }), ofBindingCap),
    same("roundPowerWatts"),
  ),
}));

/** Times of a request. */
const times = lazily(() => ({
  prefillEfficiency: quantity(
    "Share of the peak that reading a prompt reaches",
    { domain: positiveFraction, example: "50%" },
    noted("predicted", choose(prefillShareOf), ofLongPrompts),
  ),
  prefillFlop: quantity(
    "Operations to read the prompt",
    by(F.prefillFlop, { newTokens: "uncachedTokens", cachedTokens: "cacheReadTokens" }),
  ),
  predictedPrefillSeconds: quantity(
    "Predicted time to read the prompt",
    by(F.computeSeconds, { stepFlop: "prefillFlop", computeEfficiency: "prefillEfficiency" }),
  ),
  promptsSeconds: quantity(
    "Time of the prompts of all requests per token",
    by(F.interleavedSeconds, { prefillSeconds: "predictedPrefillSeconds" }),
  ),
  predictedCycleSeconds: quantity("Predicted time of an instance per token of every sequence", sum("tokenSeconds", "promptsSeconds")),
  cycleSeconds: quantity(
    "Time of an instance per token of every sequence, with the prompts of all requests in between",
    { domain: positive },
    noted("predicted", when(isRateMeasured, by(F.timeForRate)), ofMeasuredRate),
    when(isTimeMeasured, by(F.scaledSeconds, { predictedSeconds: "predictedCycleSeconds" })),
    same("predictedCycleSeconds"),
  ),
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
    by(F.computeSeconds, { acceleratorCount: "rankAccelerators", computeEfficiency: "wholePeak" }),
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
    same("predictedTimePerOutputTokenSeconds"),
  ),
  timeScale: quantity(
    "Measured over predicted time",
    noted(
      "predicted",
      when(
        isTimeMeasured,
        by(F.timeScale, { measuredSeconds: "timePerOutputTokenSeconds", timePerOutputTokenSeconds: "predictedTimePerOutputTokenSeconds" }),
      ),
      ofMeasuredRate,
    ),
    when(isRateMeasured, by(F.timeScale, { measuredSeconds: "cycleSeconds", timePerOutputTokenSeconds: "predictedCycleSeconds" })),
  ),
  prefillSeconds: quantity(
    "Time to read the uncached part of the prompt",
    by(F.scaledSeconds, { predictedSeconds: "predictedPrefillSeconds" }),
    same("predictedPrefillSeconds"),
  ),
  decodeStepSeconds: quantity(
    "Time of a decoding step without prompts in between",
    by(F.scaledSeconds, { predictedSeconds: "tokenSeconds" }),
    same("tokenSeconds"),
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
  timeToFirstTokenSeconds: quantity("Time to the first token", by(F.timeToFirstToken)),
  latencySeconds: quantity("Time of the whole request", by(F.answerLatency)),
  userTokensPerSecond: quantity("Rate at which one user receives tokens", by(F.userRate)),
  systemTokensPerSecond: quantity(
    "Tokens that one instance generates per second; the load, or beside a batch a measured rate",
    { domain: positive, example: "2000" },
    by(F.systemRate, { timePerOutputTokenSeconds: "cycleSeconds" }),
  ),
}));

/** Energy of a request, from the accelerators to all equipment. */
export const energy = lazily(() => ({
  prefillLoad: quantity(
    "Power of an accelerator that reads a prompt, over its TDP",
    { domain: positiveFraction, example: "95%" },
    assume(defaults.prefillLoad),
  ),
  prefillPowerWatts: quantity("Power of an accelerator that reads a prompt, before a cap", by(F.prefillPower)),
  prefillCappedWatts: quantity(
    "Power of an accelerator that reads a prompt",
    by(F.cappedPower, { powerWatts: "prefillPowerWatts" }),
    same("prefillPowerWatts"),
  ),
  prefillEnergyKwh: quantity(
    "Energy of the accelerators to read prompts",
    when(isPredicted, by(F.poweredEnergy, { powerWatts: "prefillCappedWatts", runSeconds: "prefillSeconds" })),
  ),
  predictedDecodeEnergyKwh: quantity(
    "Predicted energy of the accelerators to decode",
    by(F.decodeEnergy, { powerWatts: "decodePowerWatts", stepSeconds: "decodeStepSeconds" }),
  ),
  energySpread: quantity("Measured over predicted energy of decoding", choose(spreadOf)),
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
    when(isPredicted, by(F.cacheReadEnergy, { powerWatts: "prefillCappedWatts", computeEfficiency: "prefillEfficiency" })),
  ),
  inputEnergyKwh: quantity(
    "Energy of the prompt tokens that no cache holds",
    by(F.tokenShareEnergy, { phaseEnergyKwh: "prefillEnergyKwh", classTokens: "freshTokens", phaseTokens: "uncachedTokens" }),
  ),
  cacheWriteEnergyKwh: quantity(
    "Energy of the prompt tokens that are kept",
    by(F.tokenShareEnergy, { phaseEnergyKwh: "prefillEnergyKwh", classTokens: "cacheWriteTokens", phaseTokens: "uncachedTokens" }),
  ),
  outputEnergyKwh: quantity(
    "Energy of the visible tokens of the answer",
    by(F.tokenShareEnergy, { phaseEnergyKwh: "decodeEnergyKwh", classTokens: "outputTokens", phaseTokens: "generatedTokens" }),
  ),
  reasoningEnergyKwh: quantity(
    "Energy of the generated tokens that are not shown",
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
    by(F.energyPerToken, { phaseEnergyKwh: "acceleratorEnergyKwh" }),
  ),
  hostWatts: quantity("Power of host, network and fans per accelerator", { as: "hostPower", example: "250 W" }, assume(defaults.hostWatts)),
  hostEnergyKwh: quantity(
    "Energy of hosts, network and fans",
    by(F.poweredEnergy, { powerWatts: "hostWatts", runSeconds: "instanceSeconds" }),
  ),
  idleServerWatts: quantity(
    "Power at the plug per accelerator while an instance waits, the accelerator included",
    { as: "idleServerPower", example: "300 W" },
    assume(defaults.idleServerWatts),
  ),
  idleEnergyKwh: quantity("Energy of the time in which servers wait for requests", by(F.waitingEnergy, { servingShare: "busyShare" })),
  cacheRetentionSeconds: quantity("How long written caches are kept in memory of the host; not counted where left out", {
    as: "cacheRetention",
    example: "5 min",
  }),
  retainedBytes: quantity("Caches that are kept", by(F.retainedCache, { cachedTokens: "cacheWriteTokens" })),
  memoryWattsPerGigabyte: quantity("Power of memory of the host", assume(defaults.retentionWattsPerGigabyte)),
  retentionEnergyKwh: quantity("Energy to keep written caches", by(F.retentionEnergy, { retentionSeconds: "cacheRetentionSeconds" })),
  itEnergyKwh: quantity("Energy of all IT equipment", sum("acceleratorEnergyKwh", "hostEnergyKwh", "idleEnergyKwh", "retentionEnergyKwh?")),
  instanceHours: quantity("Accelerator-hours of a request", by(F.instanceHours)),
  measuredWatts: quantity(
    "Power of an accelerator for which a measured energy stands",
    when(isMetered, by(F.impliedPower, { runItEnergyKwh: "acceleratorEnergyKwh", deviceHours: "instanceHours" })),
  ),
  measuredPowerOverTdp: quantity(
    "Power of an accelerator for which a measured energy stands, over its TDP",
    by(F.tdpShare, { powerWatts: "measuredWatts" }),
  ),
  possiblePowerOverTdp: quantity("Power over the TDP that no accelerator reaches", when(isMetered, assume(mostPower))),
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
