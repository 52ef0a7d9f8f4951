import { lazily } from "../../core/lazily.js";
import { defaults } from "../../catalog/defaults.js";
import type {
  Accelerator,
  ExpertArchitecture,
  ServingConstant,
  ServingFit,
  ServingPrecision,
  ServingSoftware,
} from "../../catalog/records.js";
import { servingFit as shippedFit } from "../../catalog/serving-fit.js";
import { type Given, valueOf } from "../../core/figure.js";
import { atLeastOne, fraction, positive, positiveFraction } from "../../core/formula.js";
import { shown } from "../../core/printed.js";
import * as F from "../../generated/kernels.js";
import { quantity } from "../../graph/rows.js";
import { mostModelParts } from "../../hardware/parallelism.js";
import {
  assume,
  between,
  by,
  choose,
  type Cited,
  from,
  held,
  noted,
  record,
  type Say,
  same,
  sum,
  type Test,
  when,
} from "../../graph/ways.js";
import { definition } from "../definition.js";
import {
  computeRateOf,
  isBlockScaled,
  hasNarrowWeights,
  isForExpertsOnly,
  isNarrow,
  isUnpacked,
  isWidened,
  ofUnknownRouted,
  sixteenBitPeakOf,
  type ServedOn,
  servingPrecisionOf,
} from "../serving-format.js";
import { anyLeanness, LEAN, type ServedBy, servingConstant, softwareOf, USUAL } from "../serving-software.js";
import type { Load } from "../serving-loads.js";
import { isMixture, type OfModel } from "./model.js";

/** What the tables of serving look at. */
export interface OfServing extends OfModel, ServedOn {
  readonly accelerator: Accelerator;
  readonly precision?: ServingPrecision;
  readonly software?: ServingSoftware | "unknown";
  /** Kind of load: what is known of how many requests run at once. */
  readonly load?: Load;
  readonly servingFit?: ServingFit;
  readonly weightBits?: Given;
}

const none = assume(definition(0, "no such part", "inference"));
const one = assume(definition(1, "no such part", "inference"));
const of = from<OfServing>();
const isLatent: Test<OfServing> = ({ model: { architecture } }) => architecture?.latentAttention !== undefined;
const isWideFormat: Test<OfServing> = (served) => servingPrecisionOf(served) === "fp32";
const rate = (served: OfServing): Given | undefined => computeRateOf(served.accelerator, servingPrecisionOf(served))?.peak;
const weightBytes = (served: OfServing): Given => defaults.weightBytesPerParameter[servingPrecisionOf(served)];
const blockScaled = (served: OfServing): Given => definition(isBlockScaled(served) ? 1 : 0, "block-scaled experts", "inference");
const WIDENED: readonly ServingPrecision[] = ["fp8", "int8"];
const widened: Say<OfServing> = (_, served) => {
  const [precision, rates] = [servingPrecisionOf(served), computeRateOf(served.accelerator, servingPrecisionOf(served))];
  if (rates === undefined || !WIDENED.includes(precision) || rates.precision === precision) return undefined;
  return `${served.accelerator.name} has no ${precision} rate: weights of 8 bit are widened and computed in ${rates.precision}.`;
};
const ofNoRate: Say<OfServing> = (_, { accelerator }, peak) =>
  `${accelerator.name} has no rate in 16 bit: ${shown(peak)} FLOP/s are assumed, from its rate in 8, 4 or 32 bit or from the bandwidth of its memory, ` +
  "which decides while few sequences run.";
const ofNoWideRate: Say<OfServing> = (_, { accelerator }, peak) =>
  `${accelerator.name} has no rate in 32 bit: ${shown(peak)} FLOP/s are assumed, from the bandwidth of its memory, which decides while few sequences run.`;
const smallest: Say<OfServing> = (read, served, accelerators) =>
  `Nothing tells the accelerators of an instance: ${accelerators}, the smallest power of two that holds weights and the caches of ` +
  `${read("roomySequences")} sequences in ${servingPrecisionOf(served)}; the range goes to twice as many.`;
const wideOrNot: Say<OfServing> = (read, _, accelerators) =>
  `Nothing tells the accelerators of an instance: ${accelerators}, ` +
  (accelerators === read("wideAccelerators")
    ? "as large services spread the experts of large mixtures, each accelerator with attention of its own."
    : "the smallest power of two that holds weights and caches.");
const citedCount = (): Cited => ({
  source: "llm-footprint",
  at: "docs/guide/inference.md: accelerators of an instance that nobody states",
});
const ofUnknownSoftware: Say<OfServing> = (_, { software }) =>
  software === "unknown" ? "The serving software is not known: the range goes from a lean host to one in Python." : undefined;
const isMixed = ({ model }: OfServing): boolean => model.kind === "mixture-of-experts";
/** Ranks of dense models share nothing, so that no engine repeats anything on them. */
const mayRepeat: Test<OfServing> = (served) => isMixed(served) && repetitionOf(served) !== undefined;
const repetitionOf = ({ software, servingFit = shippedFit }: OfServing): Given | undefined => {
  if (software === "unknown") return anyRepetition;
  return software !== undefined && softwareOf(servingFit, software, "repeatsDenseLayers") === true ? wholeRepetition : undefined;
};
const wholeRepetition = definition(1, "every rank computes the dense layers of all tokens", "inference");
const anyRepetition: Given = {
  value: 0,
  low: 0,
  high: 1,
  source: "llm-footprint",
  at: "docs/guide/inference.md: engines that are not known repeat the dense layers of all tokens on every rank, or do not",
  basis: "assumption",
};
const ofRanks: Say<OfServing> = (read, served) =>
  (read("dataParallelism") as number) > 1 && isMixed(served) && served.software === undefined
    ? "The serving software is not stated: each data-parallel rank is taken to compute the dense layers of its own tokens. vLLM up to 0.13 repeats those of " +
      "all tokens on every rank: give software vllm-0.11 where it serves."
    : undefined;
/** What one user's software was measured with. */
const USER_SEQUENCES = { "llama.cpp": 8, transformers: 1 } as const;
const ofManyForUser: Say<OfServing> = (read, { software }) => {
  const most = software === "llama.cpp" || software === "transformers" ? USER_SEQUENCES[software] : undefined;
  return most !== undefined && (read("batch") as number) > most
    ? `${software} was measured with ${most === 1 ? "one sequence" : `one to ${most} sequences`}: at a batch of ${shown(read("batch") as number)} nothing shows how it behaves.`
    : undefined;
};
const ofOtherHardware: Say<OfServing> = (_, { software, accelerator: { name } }) =>
  software === "gaudi" && !/gaudi/iu.test(name) ? `software gaudi serves Gaudi accelerators, and ${name} is none: check both.` : undefined;
/** Layers are cut by heads or experts, and put one behind the other: nobody spreads one copy of a model further. */
const tooManyAccelerators: Say<OfServing> = (read, { model: { architecture } }, accelerators) => {
  const layers = read("layers") as number;
  const { attentionHeads = layers, experts } = { experts: undefined, ...(architecture as Partial<ExpertArchitecture> | undefined) };
  const most = mostModelParts.raw({ layers, attentionHeads, experts: experts?.total ?? 1 });
  return accelerators > most
    ? `${accelerators} accelerators share one copy of a model that can be cut into ${most} parts at most, by layers and heads or experts: check acceleratorCount.`
    : undefined;
};
/** The experts of typical dimensions are those of a small batch, and bound no layout. */
const statedExperts = ({ model }: OfServing): Given | undefined =>
  model.kind === "mixture-of-experts" ? model.architecture?.experts.total : undefined;
/** Large services spread mixtures of many experts over many servers, where a caller says nothing of how. */
const isWide: Test<OfServing> = (served, isGiven) =>
  served.load === "interactive-api" &&
  isMixed(served) &&
  valueOf(statedExperts(served) ?? defaults.wideInstance.accelerators) >= valueOf(defaults.wideInstance.accelerators) &&
  !isGiven("acceleratorCount") &&
  !isGiven("dataParallelism") &&
  !isGiven("expertParallelism");
const hasBatch: Test<OfServing> = (_, isGiven) => isGiven("batch");
/** One user, and nothing that says more of the load. */
export const isSingleUser: Test<OfServing> = ({ load }, isGiven) =>
  load === "single-user" &&
  !["batch", "requestsPerSecond", "dailyRequests", "demandedTokensPerSecond", "publishedTokensPerSecond"].some(isGiven);

const EIGHT_BIT = 1;
const SIXTEEN_BIT = 2;
/** Some software keeps caches in 8 bit beside narrow weights, where nothing else is said. */
const elementBytesOf =
  (software: OfServing["software"]) =>
  (served: OfServing): Given => {
    const { cachePrecision, servingFit = shippedFit } = served;
    const own = hasNarrowWeights(served) ? softwareOf(servingFit, software, "cachePrecision") : undefined;
    return (cachePrecision ?? own) === "fp8" ? EIGHT_BIT : SIXTEEN_BIT;
  };
const cacheElementBytes = (served: OfServing): Given => elementBytesOf(served.software)(served);
const isUnknown: Test<OfServing> = ({ software }) => software === "unknown";
const isCacheUnknown: Test<OfServing> = (served) =>
  served.software === "unknown" && served.cachePrecision === undefined && hasNarrowWeights(served);

/** Weights and caches in the memory of accelerators. */
export const capacity = lazily(() => ({
  memoryShare: quantity(
    "Share of the memory that weights and caches may fill",
    { domain: positiveFraction, example: "90%" },
    assume(defaults.usableMemoryShare),
  ),
  weightBits: quantity("Bits of a weight as it is kept, scales included, in place of what its format has", {
    domain: { min: 0.5, max: 32, openMin: true },
    example: "4.82",
  }),
  routedBytesPerParameter: quantity("Size of a weight of a routed expert", by(F.bytesOfBits), choose(weightBytes)),
  sharedBytesPerParameter: quantity(
    "Size of any other weight",
    by(F.bytesOfBits),
    noted("predicted", when(isForExpertsOnly, assume(defaults.weightBytesPerParameter.bf16)), ofUnknownRouted),
    same("routedBytesPerParameter"),
  ),
  sharedWeightBytes: quantity(
    "Memory of the weights outside routed experts",
    by(F.weightTraffic, { inputEmbeddingParameters: "noParameters", touchedExpertShare: "noExperts" }),
  ),
  routedWeightBytes: quantity("Memory of the routed experts", by(F.routedTraffic, { touchedExpertShare: "allExperts" })),
  noExperts: quantity("No experts, where the other weights are counted", none),
  allExperts: quantity("All experts, where all of them are held", one),
  weightBytes: quantity("Memory of the weights", sum("sharedWeightBytes", "routedWeightBytes")),
  leanness: quantity(
    "How lean software is that is not known: 0 as usual, 1 as a lean host",
    { domain: fraction },
    when(isUnknown, assume(anyLeanness)),
  ),
  usualElementBytes: quantity("Size of a value in the cache of usual software", record(elementBytesOf(USUAL))),
  leanElementBytes: quantity("The same of a lean host", record(elementBytesOf(LEAN))),
  cacheElementBytes: quantity("Size of a value in the cache", when(isCacheUnknown, by(F.elementBytesBetween)), record(cacheElementBytes)),
  cacheBytes: quantity("Cache of a sequence", by(F.cacheBytes)),
  sequenceBytes: quantity("Cache and state of a sequence", by(F.sequenceBytes)),
  noCacheBytes: quantity("No cache", none),
  dividedBytes: quantity(
    "What the accelerators of a rank divide of a sequence",
    when(isLatent, by(F.sequenceBytes, { cacheBytes: "noCacheBytes" })),
    same("sequenceBytes"),
  ),
  wholeBytes: quantity(
    "What each of them holds whole of it: a latent cache",
    when(isLatent, same("cacheBytes")),
    when(isLatent, same("tokenCacheBytes")),
    none,
  ),
  oneTokens: quantity("One token", one),
  tokenCacheBytes: quantity("Cache of a token", by(F.cacheBytes, { contextTokens: "oneTokens" })),
}));

/** What an instance holds, by the names that equations of memory have for it. */
const heldBytes = {
  sharedWeightBytes: "heldSharedBytes",
  routedWeightBytes: "heldRoutedBytes",
  dividedBytes: "heldDividedBytes",
  wholeBytes: "heldWholeBytes",
} as const;

/** The accelerators of an instance. */
export const instance = lazily(() => ({
  acceleratorCount: quantity(
    "Accelerators of one instance; the smallest power of two that holds the model and a useful batch where left out",
    { domain: atLeastOne, isWhole: true, example: "8" },
    when(isWide, noted("predicted", by(F.layoutCount, { narrowCount: "fittingAccelerators", wideCount: "wideAccelerators" }), wideOrNot)),
    noted("predicted", between("fittingAccelerators", "fittingAccelerators", "moreAccelerators", citedCount), smallest),
  ),
  leastWideParameters: quantity(
    "Parameters from which large services spread a mixture over many servers",
    assume(defaults.wideInstance.leastParameters),
  ),
  wideAccelerators: quantity("Accelerators over which they spread it", assume(defaults.wideInstance.accelerators)),
  leastBatch: quantity("Sequences that must fit beside the weights", when(hasBatch, same("batch")), one),
  plannedSequences: quantity(
    "Sequences for whose caches a default instance has room",
    when(hasBatch, same("batch")),
    when(isSingleUser, one),
    assume(defaults.plannedSequences),
  ),
  roomySequences: quantity(
    "The same, as far as latent caches leave room for weights; those that are given",
    when(hasBatch, same("batch")),
    by(F.roomySequences, { wholeBytes: "heldWholeBytes", dataParallelism: "plannedRanks" }),
  ),
  heldSharedBytes: quantity("Memory of the weights outside routed experts, those of a draft included", same("sharedWeightBytes")),
  heldRoutedBytes: quantity("Memory of the routed experts, those of a draft included", same("routedWeightBytes")),
  heldDividedBytes: quantity("What a rank divides of a sequence, that of a draft included", same("dividedBytes")),
  heldWholeBytes: quantity("What each accelerator of a rank holds whole of it, that of a draft included", same("wholeBytes")),
  plannedRanks: quantity("Data-parallel ranks of a default instance", when(isWide, one), same("dataParallelism")),
  neededAccelerators: quantity(
    "Fewest accelerators that hold weights and these caches",
    by(F.acceleratorsForServing, { ...heldBytes, batch: "roomySequences", dataParallelism: "plannedRanks" }),
  ),
  fittingAccelerators: quantity(
    "The next power of two in each rank, which cuts layers evenly",
    held(by(F.tensorParallelAccelerators, { acceleratorCount: "neededAccelerators", dataParallelism: "plannedRanks" })),
  ),
  moreAccelerators: quantity("Twice as many", by(F.twiceAccelerators, { acceleratorCount: "fittingAccelerators" })),
  mostSequences: quantity(
    "Sequences that memory holds beside the weights",
    by(F.memoryBatch, heldBytes),
    assume(definition(65_536, "no limit of memory", "inference")),
  ),
  dataParallelism: quantity(
    "Data-parallel ranks inside an instance, each with attention of its own; 1 where left out",
    { domain: atLeastOne, isWhole: true, example: "4" },
    when(isWide, by(F.layoutCount, { narrowCount: "oneRank", wideCount: "acceleratorCount" })),
    one,
  ),
  oneRank: quantity("One rank", one),
  expertParallelism: quantity(
    "Accelerators over which whole experts are spread; 1, each expert cut over all of them, where left out",
    { domain: atLeastOne, isWhole: true, example: "8" },
    when(isWide, by(F.layoutCount, { narrowCount: "oneRank", wideCount: "acceleratorCount" })),
    one,
  ),
  statedExperts: quantity("Routed experts of a layer, where the dimensions of the model tell them", record(statedExperts)),
  rankAccelerators: quantity("Accelerators of a data-parallel rank", noted("magnitude", by(F.rankAccelerators), tooManyAccelerators)),
  isParallel: quantity(
    "1 where several accelerators share a layer",
    { domain: fraction },
    held(by(F.sharesLayers, { acceleratorCount: "rankAccelerators" })),
  ),
  isBlockScaled: quantity("1 where routed experts have block scales", { domain: fraction }, choose(blockScaled)),
  memoryBytesPerSecond: quantity(
    "Memory bandwidth of an accelerator",
    { isExact: true, domain: positive },
    of("accelerator", "memoryBandwidthBytesPerSecond"),
  ),
  fourBitFlopPerSecond: quantity(
    "Dense peak of an accelerator in 4 bit",
    record(({ accelerator }: OfServing) => accelerator.peakFlopPerSecond.fp4),
  ),
  flopPerByte: quantity("Operations per byte of the memory, where no rate is known", assume(defaults.flopPerByte)),
  eightBitFlopPerSecond: quantity(
    "Dense peak of an accelerator in 8 bit",
    record(({ accelerator }: OfServing) => accelerator.peakFlopPerSecond.fp8 ?? accelerator.peakFlopPerSecond.int8),
  ),
  sixteenBitFlopPerSecond: quantity(
    "Dense peak of an accelerator in 16 bit",
    record(sixteenBitPeakOf),
    noted("predicted", by(F.halfRate), ofNoRate),
    noted("predicted", by(F.quarterRate), ofNoRate),
    noted(
      "predicted",
      record(({ accelerator }: OfServing) => accelerator.peakFlopPerSecond.fp32),
      ofNoRate,
    ),
    noted("predicted", by(F.bandwidthRate), ofNoRate),
  ),
  peakFlopPerSecond: quantity(
    "Dense peak of an accelerator in the format that is computed",
    noted("predicted", record(rate), widened),
    when(isWideFormat, noted("predicted", by(F.bandwidthRate), ofNoWideRate)),
    same("sixteenBitFlopPerSecond"),
  ),
  tdpWatts: quantity("Thermal design power of an accelerator", { isExact: true, domain: positive }, of("accelerator", "tdpWatts")),
  deviceIdleShare: quantity("Idle power of an accelerator over its TDP", assume(defaults.deviceIdleShare)),
  idleWatts: quantity("Idle power of an accelerator", of("accelerator", "idlePowerWatts"), by(F.idlePower)),
}));

/** A constant of serving, for the software, the device and the format. */
export const fit = (key: ServingConstant) => ({
  ...choose((served: OfServing): Given => servingConstant(served.servingFit ?? shippedFit, servedBy(served), key)),
  fit: "the serving fit",
});
/** Software, device and format of what is served. */
export const servedBy = (served: OfServing): ServedBy => ({
  software: served.software,
  accelerator: served.accelerator,
  precision: servingPrecisionOf(served),
  ...(served.weightBits === undefined ? {} : { weightBits: served.weightBits }),
});
/** A constant of one end of software that is not known. */
const endOf = (key: ServingConstant, software: ServingSoftware) => ({
  ...choose((served: OfServing): Given => servingConstant(served.servingFit ?? shippedFit, { ...servedBy(served), software }, key)),
  fit: "the serving fit",
});
/** Formats that kernels unpack to 16 bit. */
const isPacked: Test<OfServing> = (served) => isUnpacked(served);
const routed = { hiddenSize: "expertWidth", expertLayers: "servedExpertLayers" } as const;
/** A decoding step: memory and operations overlap; launches, sequences and routed tokens add to them; and its power. */
export const decoding = lazily(() => ({
  bandwidthEfficiency: quantity(
    "Share of the memory bandwidth that reading weights reaches",
    { domain: positiveFraction },
    fit("bandwidthEfficiency"),
  ),
  cacheBandwidthEfficiency: quantity(
    "Share of the memory bandwidth that reading caches reaches",
    { domain: positiveFraction },
    fit("cacheBandwidthEfficiency"),
  ),
  computeEfficiency: quantity("Share of the peak that decoding reaches", { domain: positiveFraction }, fit("computeEfficiency")),
  narrowFactor: quantity("What narrow formats reach of that share", fit("narrowFactor")),
  widenedFactor: quantity("What weights of 8 bit reach of it where they are widened", fit("widenedFactor")),
  usualNarrowComputeFactor: quantity("The factor on narrow formats of usual software", endOf("narrowComputeFactor", USUAL)),
  leanNarrowComputeFactor: quantity("The same of a lean host", endOf("narrowComputeFactor", LEAN)),
  narrowComputeFactor: quantity(
    "Factor of the serving software on the rate of narrow formats",
    by(F.betweenSoftware, { usualConstant: "usualNarrowComputeFactor", leanConstant: "leanNarrowComputeFactor" }),
    fit("narrowComputeFactor"),
  ),
  stepFormatFactor: quantity(
    "What the format of the weights reaches of that share",
    when(isNarrow, by(F.formatFactor)),
    when(isWidened, same("widenedFactor")),
    one,
  ),
  fixedStepSeconds: quantity("Time of a step whatever its size", fit("fixedStepSeconds")),
  layerSeconds: quantity("Time of a layer beside reading and computing", fit("layerSeconds")),
  parallelLayerSeconds: quantity("Further time of a layer that accelerators share", fit("parallelLayerSeconds")),
  blockScaledLayerSeconds: quantity("Further time of a layer with block scales", fit("blockScaledLayerSeconds")),
  perSequenceSeconds: quantity("Time of a sequence in a step", fit("perSequenceSeconds")),
  routingTraffic: quantity("Traffic of a routed token over the least", fit("routingTraffic")),
  tileRows: quantity("Rows of a tile of a matrix product", fit("tileRows")),
  overlapExponent: quantity("Exponent of the overlap of memory and operations", fit("overlapExponent")),
  computeLoad: quantity("Dynamic power of operations over that of the TDP", fit("computeLoad")),
  memoryJoulesPerByte: quantity("Energy to read a byte", fit("memoryJoulesPerByte")),
  usualFixedTimeFactor: quantity("The factor on fixed times of usual software", endOf("fixedTimeFactor", USUAL)),
  leanFixedTimeFactor: quantity("The same of a lean host", endOf("fixedTimeFactor", LEAN)),
  fixedTimeFactor: quantity(
    "Factor of the serving software on fixed times",
    noted(
      "predicted",
      by(F.betweenSoftware, { usualConstant: "usualFixedTimeFactor", leanConstant: "leanFixedTimeFactor" }),
      ofUnknownSoftware,
    ),
    noted("magnitude", fit("fixedTimeFactor"), ofOtherHardware),
  ),
  usualSequenceTimeFactor: quantity("The factor on times of sequences of usual software", endOf("sequenceTimeFactor", USUAL)),
  leanSequenceTimeFactor: quantity("The same of a lean host", endOf("sequenceTimeFactor", LEAN)),
  sequenceTimeFactor: quantity(
    "Factor of the serving software on times of sequences",
    by(F.betweenSoftware, { usualConstant: "usualSequenceTimeFactor", leanConstant: "leanSequenceTimeFactor" }),
    fit("sequenceTimeFactor"),
  ),
  baseLoad: quantity("Dynamic power of a busy accelerator over that of the TDP", fit("baseLoad")),
  hostLoad: quantity("Dynamic power while the host works over that of the TDP", fit("hostLoad")),
  verifiedPositions: quantity("Positions that a step computes", by(F.verifiedTokens), same("batch")),
  touchedExpertShare: quantity(
    "Share of the routed experts that a step reads",
    { domain: fraction },
    when(isMixture, by(F.touchedExpertShare, { batch: "verifiedPositions" })),
    one,
  ),
  steppedSequences: quantity("Sequences of an instance of which every rank runs as many as the busiest", by(F.steppedSequences)),
  steppedPositions: quantity(
    "Positions that a step of as many computes",
    by(F.verifiedTokens, { batch: "steppedSequences" }),
    same("steppedSequences"),
  ),
  rankBatch: quantity(
    "Sequences of the busiest data-parallel rank",
    noted("predicted", by(F.rankBatch, { batch: "steppedSequences" }), ofRanks),
  ),
  sharedTrafficBytes: quantity(
    "Weights outside of routed experts that a step reads",
    by(F.weightTraffic, { touchedExpertShare: "noExperts" }),
  ),
  sharedWeightSeconds: quantity(
    "Time to read them: each rank has its own",
    by(F.memoryReadSeconds, { readBytes: "sharedTrafficBytes", acceleratorCount: "rankAccelerators" }),
  ),
  routedTrafficBytes: quantity("Weights of routed experts that a step reads", by(F.routedTraffic)),
  routedWeightSeconds: quantity(
    "Time to read them: all ranks share the experts",
    when(isMixture, by(F.memoryReadSeconds, { readBytes: "routedTrafficBytes" })),
  ),
  weightSeconds: quantity(
    "Time to read the weights",
    when(isMixture, sum("sharedWeightSeconds", "routedWeightSeconds")),
    same("sharedWeightSeconds"),
  ),
  cacheAccelerators: quantity(
    "Accelerators over which the cache of a sequence is spread: a latent one is whole on each",
    when(isLatent, one),
    same("rankAccelerators"),
  ),
  rankCacheBytes: quantity("Caches of a rank that a step reads", by(F.batchBytes, { batch: "rankBatch", eachBytes: "cacheBytes" })),
  rankStateBytes: quantity("States of a rank that a step reads", by(F.batchBytes, { batch: "rankBatch", eachBytes: "stateTrafficBytes" })),
  keyValueSeconds: quantity(
    "Time to read the caches",
    by(F.memoryReadSeconds, {
      readBytes: "rankCacheBytes",
      acceleratorCount: "cacheAccelerators",
      bandwidthEfficiency: "cacheBandwidthEfficiency",
    }),
  ),
  stateSeconds: quantity(
    "Time to read the states",
    by(F.memoryReadSeconds, {
      readBytes: "rankStateBytes",
      acceleratorCount: "rankAccelerators",
      bandwidthEfficiency: "cacheBandwidthEfficiency",
    }),
  ),
  cacheSeconds: quantity("Time to read caches and states", sum("keyValueSeconds", "stateSeconds")),
  memorySeconds: quantity("Time of the memory", sum("weightSeconds", "cacheSeconds")),
  stepComputeEfficiency: quantity(
    "Share of the peak in the format of the weights",
    { domain: positiveFraction },
    by(F.narrowEfficiency, { narrowFactor: "stepFormatFactor" }),
  ),
  repetition: quantity(
    "1 where every rank computes the dense layers of all tokens, 0 where each computes those of its own",
    { domain: fraction },
    when(mayRepeat, assume(repetitionOf)),
  ),
  computingAccelerators: quantity(
    "Accelerators that share the operations of a token: those of a rank where each rank computes all tokens",
    by(F.computingAccelerators),
    same("acceleratorCount"),
  ),
  tokenFlop: quantity("Operations of a token", by(F.decodeTokenFlop, { attentionWidth: "decodeWidth" })),
  stepFlop: quantity("Operations of a step", by(F.stepFlop, { batch: "steppedPositions" })),
  tokenComputeSeconds: quantity(
    "Time of the operations of the tokens",
    by(F.computeSeconds, { acceleratorCount: "computingAccelerators", computeEfficiency: "stepComputeEfficiency" }),
  ),
  paddedRows: quantity(
    "Rows of a tile that experts fill: those of a block of weights with one scale, else what small products cost",
    when(isBlockScaled, assume(defaults.blockRows)),
    same("tileRows"),
  ),
  paddingFlop: quantity("Operations that fill tiles", by(F.paddingFlop, { tileRows: "paddedRows" })),
  paddingSeconds: quantity(
    "Time of the operations that fill tiles",
    by(F.computeSeconds, { stepFlop: "paddingFlop", computeEfficiency: "stepComputeEfficiency" }),
  ),
  computeSeconds: quantity(
    "Time of the operations",
    when(isMixture, sum("tokenComputeSeconds", "paddingSeconds")),
    same("tokenComputeSeconds"),
  ),
  waitingBytes: quantity("What the fullest accelerator reads beyond the others", by(F.waitingBytes)),
  // Waiting for the fullest accelerator takes time, but moves no bytes on the others: it counts in the step and not in the power.
  waitingSeconds: quantity("Time in which the others wait for it", by(F.memoryReadSeconds, { readBytes: "waitingBytes" })),
  slowestMemorySeconds: quantity(
    "Time of the slowest memory",
    when(isMixture, sum("memorySeconds", "waitingSeconds")),
    same("memorySeconds"),
  ),
  tokenRoutingSeconds: quantity("Time to send a token to its experts", by(F.routingSeconds, routed)),
  routingSeconds: quantity(
    "Time to send tokens to their experts",
    when(isMixture, by(F.repeatedSeconds, { repetitions: "verifiedPositions", onceSeconds: "tokenRoutingSeconds" })),
    none,
  ),
  routedShare: quantity("Share of the tokens that an accelerator sorts for their experts", by(F.routedShare)),
  sequenceSeconds: quantity("Time of the sequences of a rank", by(F.sequenceSeconds, { batch: "rankBatch" })),
  overlappedSeconds: quantity("Time of memory and operations", by(F.overlappedSeconds, { memorySeconds: "slowestMemorySeconds" })),
  unpackedBytes: quantity(
    "What unpacking a narrow weight costs, as bytes of it that are read beside",
    when(isPacked, fit("unpackedBytes")),
  ),
  unpackingBytes: quantity("The same of all weights of a token", by(F.unpackingTraffic)),
  unpackingSeconds: quantity(
    "Time to unpack the weights",
    by(F.memoryReadSeconds, { readBytes: "unpackingBytes", bandwidthEfficiency: "wholeBandwidth" }),
    none,
  ),
  wholeBandwidth: quantity("The whole bandwidth of a memory", assume(definition(1, "the whole of a rate", "inference"))),
  launchSeconds: quantity("Time of the launches", by(F.launchSeconds)),
  deviceStepSeconds: quantity(
    "Time of a decoding step on the accelerators",
    sum("overlappedSeconds", "unpackingSeconds", "launchSeconds", "sequenceSeconds", "routingSeconds"),
  ),
  hostLayerSeconds: quantity("Time of a layer on the host", fit("hostLayerSeconds")),
  hostStepSeconds: quantity(
    "Time of a decoding step on the host, beside which the accelerators work",
    by(F.repeatedSeconds, { repetitions: "layers", onceSeconds: "hostLayerSeconds" }),
  ),
  stepSeconds: quantity("Time of a decoding step", noted("predicted", by(F.boundedStepSeconds), ofManyForUser)),
  stepPowerWatts: quantity("Mean power of an accelerator in a step, before a cap", by(F.decodePower)),
}));

/** Prompts: operations at a share of the peak of their own, routed tokens, and sums over the accelerators of a rank. */
export const prompts = lazily(() => ({
  referencePromptEfficiency: quantity(
    "Share of the peak of an H100 that reading a prompt reaches",
    { domain: positiveFraction },
    fit("promptEfficiency"),
  ),
  promptExponent: quantity("Exponent with which it falls with the peak", fit("promptExponent")),
  narrowPromptFactor: quantity("What narrow formats reach of it", fit("narrowPromptFactor")),
  promptRoutingTraffic: quantity("Traffic of a routed token of a prompt over the least", fit("promptRoutingTraffic")),
  reduceEfficiency: quantity("Share of the rate of the links that sums over accelerators reach", fit("reduceEfficiency")),
  promptFormatFactor: quantity(
    "What the format of the weights reaches of the share of a prompt",
    when(isNarrow, by(F.formatFactor, { narrowFactor: "narrowPromptFactor" })),
    when(isWidened, same("widenedFactor")),
    one,
  ),
  linkBytesPerSecond: quantity(
    "Rate of the links between the accelerators of a server, both directions together",
    of("accelerator", "interconnectBytesPerSecond"),
    assume(defaults.linkBytesPerSecond),
  ),
  prefillEfficiency: quantity(
    "Share of the peak that reading a prompt reaches",
    { domain: positiveFraction, example: "50%" },
    by(F.promptEfficiency),
  ),
  prefillFlop: quantity(
    "Operations to read the prompt",
    by(F.prefillFlop, { newTokens: "uncachedTokens", cachedTokens: "cacheReadTokens" }),
  ),
  promptComputeSeconds: quantity(
    "Time of its operations",
    by(F.computeSeconds, { stepFlop: "prefillFlop", acceleratorCount: "computingAccelerators", computeEfficiency: "prefillEfficiency" }),
  ),
  promptRoutingSeconds: quantity(
    "Time to send a token of a prompt to its experts",
    when(isMixture, by(F.routingSeconds, { ...routed, routingTraffic: "promptRoutingTraffic" })),
    none,
  ),
  promptReduceSeconds: quantity("Time to add up what the accelerators of a rank have of a token of a prompt", by(F.reduceSeconds)),
  promptTokenSeconds: quantity("Time that a token of a prompt moves", sum("promptRoutingSeconds", "promptReduceSeconds")),
  promptTrafficSeconds: quantity("Time that its tokens move", by(F.promptTokensSeconds)),
  predictedPrefillSeconds: quantity("Predicted time to read the prompt", sum("promptComputeSeconds", "promptTrafficSeconds")),
  promptsSeconds: quantity(
    "Time of the prompts of all requests per token",
    by(F.interleavedSeconds, { prefillSeconds: "predictedPrefillSeconds" }),
  ),
  nextTokens: quantity("One more token of a prompt", one),
  nextFlop: quantity(
    "Operations to read one more token after what a cache holds",
    by(F.prefillFlop, { newTokens: "nextTokens", cachedTokens: "cacheReadTokens" }),
  ),
  nextComputeSeconds: quantity(
    "Time of its operations",
    by(F.computeSeconds, { stepFlop: "nextFlop", acceleratorCount: "computingAccelerators", computeEfficiency: "prefillEfficiency" }),
  ),
  promptPowerWatts: quantity(
    "Power of an accelerator that reads a prompt, before a limit",
    by(F.promptPower, { prefillSeconds: "predictedPrefillSeconds" }),
  ),
}));
