import { lazily } from "../../core/lazily.js";
import { defaults } from "../../catalog/defaults.js";
import type {
  Accelerator,
  ExpertArchitecture,
  ServingFit,
  ServingPrecision,
  ServingSoftware,
  ServingSoftwareFit,
} from "../../catalog/records.js";
import { servingFit as shippedFit } from "../../catalog/serving-fit.js";
import { type Given, valueOf } from "../../core/figure.js";
import { atLeastOne, fraction, positive, positiveFraction } from "../../core/formula.js";
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
import { computeRateOf, isBlockScaled, isForExpertsOnly, isNarrow, type ServedOn, servingPrecisionOf } from "../serving-format.js";
import { isMixture, type OfModel } from "./model.js";

/** What the tables of serving look at. */
export interface OfServing extends OfModel, ServedOn {
  readonly accelerator: Accelerator;
  readonly precision?: ServingPrecision;
  readonly software?: ServingSoftware | "unknown";
  readonly servingFit?: ServingFit;
}

const none = assume(definition(0, "no such part", "inference"));
const one = assume(definition(1, "no such part", "inference"));
const of = from<OfServing>();
const rate = (served: OfServing): Given | undefined => computeRateOf(served.accelerator, servingPrecisionOf(served))?.peak;
const weightBytes = (served: OfServing): Given => defaults.weightBytesPerParameter[servingPrecisionOf(served)];
const blockScaled = (served: OfServing): Given => definition(isBlockScaled(served) ? 1 : 0, "block-scaled experts", "inference");
const WIDENED: readonly ServingPrecision[] = ["fp8", "int8"];
const widened: Say<OfServing> = (_, served) => {
  const [precision, rates] = [servingPrecisionOf(served), computeRateOf(served.accelerator, servingPrecisionOf(served))];
  if (rates === undefined || !WIDENED.includes(precision) || rates.precision === precision) return undefined;
  return `${served.accelerator.name} has no ${precision} rate: weights of 8 bit are widened and computed in ${rates.precision}.`;
};
const smallest: Say<OfServing> = (read, served, accelerators) =>
  `Nothing tells the accelerators of an instance: ${accelerators}, the smallest power of two that holds weights and the caches of ` +
  `${read("plannedSequences")} sequences in ${servingPrecisionOf(served)}; the range goes to twice as many.`;
const citedCount = (): Cited => ({
  source: "llm-footprint",
  at: "docs/guide/inference.md: accelerators of an instance that nobody states",
});
const ofUnknownSoftware: Say<OfServing> = (_, { software }) =>
  software === "unknown"
    ? "The serving software is not known: the range holds that of 2024, whose steps took several times as long at half the power."
    : undefined;
/** Layers are cut by heads or experts, and put one behind the other: nobody spreads one copy of a model further. */
const tooManyAccelerators: Say<OfServing> = (read, { model: { architecture } }, accelerators) => {
  const layers = read("layers") as number;
  const { attentionHeads = layers, experts } = { experts: undefined, ...(architecture as Partial<ExpertArchitecture> | undefined) };
  const most = mostModelParts.raw({ layers, attentionHeads, experts: experts?.total ?? 1 });
  return accelerators > most
    ? `${accelerators} accelerators share one copy of a model that can be cut into ${most} parts at most, by layers and heads or experts: check acceleratorCount.`
    : undefined;
};
const hasBatch: Test<OfServing> = (_, isGiven) => isGiven("batch");

/** Weights and caches in the memory of accelerators. */
export const capacity = lazily(() => ({
  memoryShare: quantity(
    "Share of the memory that weights and caches may fill",
    { domain: positiveFraction, example: "90%" },
    assume(defaults.usableMemoryShare),
  ),
  weightBits: quantity("Bits of a weight as it is kept, scales included, in place of what its format has", {
    domain: { min: 0, max: 64, openMin: true },
    example: "4.82",
  }),
  routedBytesPerParameter: quantity("Size of a weight of a routed expert", by(F.bytesOfBits), choose(weightBytes)),
  sharedBytesPerParameter: quantity(
    "Size of any other weight",
    by(F.bytesOfBits),
    when(isForExpertsOnly, assume(defaults.weightBytesPerParameter.bf16)),
    same("routedBytesPerParameter"),
  ),
  weightBytes: quantity("Memory of the weights", by(F.servedWeightBytes)),
  cacheBytes: quantity("Cache of a sequence", by(F.cacheBytes)),
  sequenceBytes: quantity("Cache and state of a sequence", by(F.sequenceBytes)),
  oneTokens: quantity("One token", one),
  tokenCacheBytes: quantity("Cache of a token", by(F.cacheBytes, { contextTokens: "oneTokens" })),
}));

/** The accelerators of an instance. */
export const instance = lazily(() => ({
  acceleratorCount: quantity(
    "Accelerators of one instance; the smallest power of two that holds the model and a useful batch where left out",
    { domain: atLeastOne, isWhole: true, example: "8" },
    noted("predicted", between("fittingAccelerators", "fittingAccelerators", "moreAccelerators", citedCount), smallest),
  ),
  leastBatch: quantity("Sequences that must fit beside the weights", when(hasBatch, same("batch")), one),
  plannedSequences: quantity(
    "Sequences for whose caches a default instance has room",
    when(hasBatch, same("batch")),
    assume(defaults.plannedSequences),
  ),
  neededAccelerators: quantity(
    "Fewest accelerators that hold weights and these caches",
    by(F.acceleratorsForServing, { batch: "plannedSequences" }),
  ),
  fittingAccelerators: quantity(
    "The next power of two, which cuts layers evenly",
    held(by(F.tensorParallelAccelerators, { acceleratorCount: "neededAccelerators" })),
  ),
  moreAccelerators: quantity("Twice as many", by(F.twiceAccelerators, { acceleratorCount: "fittingAccelerators" })),
  mostSequences: quantity(
    "Sequences that memory holds beside the weights",
    by(F.memoryBatch),
    assume(definition(65_536, "no limit of memory", "inference")),
  ),
  dataParallelism: quantity(
    "Data-parallel ranks inside an instance, each with attention of its own; 1 where left out",
    { domain: atLeastOne, isWhole: true, example: "4" },
    one,
  ),
  expertParallelism: quantity(
    "Accelerators over which whole experts are spread; 1, each expert cut over all of them, where left out",
    { domain: atLeastOne, isWhole: true, example: "8" },
    one,
  ),
  rankAccelerators: quantity("Accelerators of a data-parallel rank", noted("magnitude", by(F.rankAccelerators), tooManyAccelerators)),
  isParallel: quantity("1 where several accelerators share a layer", { domain: fraction }, held(by(F.sharesLayers))),
  isBlockScaled: quantity("1 where routed experts have block scales", { domain: fraction }, choose(blockScaled)),
  memoryBytesPerSecond: quantity(
    "Memory bandwidth of an accelerator",
    { isExact: true, domain: positive },
    of("accelerator", "memoryBandwidthBytesPerSecond"),
  ),
  peakFlopPerSecond: quantity("Dense peak of an accelerator in the format that is computed", noted("predicted", record(rate), widened)),
  tdpWatts: quantity("Thermal design power of an accelerator", { isExact: true, domain: positive }, of("accelerator", "tdpWatts")),
  deviceIdleShare: quantity("Idle power of an accelerator over its TDP", assume(defaults.deviceIdleShare)),
  idleWatts: quantity("Idle power of an accelerator", of("accelerator", "idlePowerWatts"), by(F.idlePower)),
}));

const ofFit = (read: (of: OfServing) => Given) => ({ ...choose(read), fit: "the serving fit" });
const fit = (key: Exclude<keyof ServingFit, "software" | "taskPromptTokens" | "energySpread">) =>
  ofFit(({ servingFit = shippedFit }) => servingFit[key]);

/** The range of a constant over every generation of software, with today's as the value; one figure a fit, so that it moves once. */
const unknownSoftware = /* @__PURE__ */ new WeakMap<ServingFit, Readonly<Record<keyof ServingSoftwareFit, Given>>>();
function ofUnknown(servingFit: ServingFit): Readonly<Record<keyof ServingSoftwareFit, Given>> {
  const known = unknownSoftware.get(servingFit);
  if (known !== undefined) return known;
  const generations = Object.values(servingFit.software);
  const range = (key: keyof ServingSoftwareFit): Given => {
    const values = generations.map((generation) => valueOf(generation[key]));
    return {
      value: valueOf(servingFit.software["vllm-0.11"][key]),
      low: Math.min(...values),
      high: Math.max(...values),
      source: "llm-footprint",
      at: "data/serving-fit.json: the software is not known, so its range is that of every generation",
      basis: "estimated",
    };
  };
  const ranges = {
    fixedTimeFactor: range("fixedTimeFactor"),
    sequenceTimeFactor: range("sequenceTimeFactor"),
    baseLoad: range("baseLoad"),
    hostLoad: range("hostLoad"),
  };
  unknownSoftware.set(servingFit, ranges);
  return ranges;
}
const engine = (key: keyof ServingSoftwareFit) =>
  ofFit(({ software = "vllm-0.11", servingFit = shippedFit }) =>
    software === "unknown" ? ofUnknown(servingFit)[key] : servingFit.software[software][key],
  );

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
  fixedTimeFactor: quantity(
    "Factor of the serving software on fixed times",
    noted("predicted", engine("fixedTimeFactor"), ofUnknownSoftware),
  ),
  sequenceTimeFactor: quantity("Factor of the serving software on times of sequences", engine("sequenceTimeFactor")),
  baseLoad: quantity("Dynamic power of a busy accelerator over that of the TDP", engine("baseLoad")),
  hostLoad: quantity("Dynamic power while the host works over that of the TDP", engine("hostLoad")),
  verifiedPositions: quantity("Positions that a step computes", by(F.verifiedTokens), same("batch")),
  touchedExpertShare: quantity(
    "Share of the routed experts that a step reads",
    { domain: fraction },
    when(isMixture, by(F.touchedExpertShare, { batch: "verifiedPositions" })),
    one,
  ),
  weightTrafficBytes: quantity("Weights that a step reads", by(F.weightTraffic)),
  weightSeconds: quantity("Time to read the weights", by(F.memoryReadSeconds, { readBytes: "weightTrafficBytes" })),
  stepCacheBytes: quantity("Caches and states that a step reads", by(F.stepCacheBytes)),
  cacheSeconds: quantity(
    "Time to read the caches",
    by(F.memoryReadSeconds, { readBytes: "stepCacheBytes", bandwidthEfficiency: "cacheBandwidthEfficiency" }),
  ),
  memorySeconds: quantity("Time of the memory", sum("weightSeconds", "cacheSeconds")),
  stepComputeEfficiency: quantity(
    "Share of the peak in the format of the weights",
    when(isNarrow, by(F.narrowEfficiency)),
    same("computeEfficiency"),
  ),
  tokenFlop: quantity("Operations of a token", by(F.decodeTokenFlop, { attentionWidth: "decodeWidth" })),
  stepFlop: quantity("Operations of a step", by(F.stepFlop, { batch: "verifiedPositions" })),
  tokenComputeSeconds: quantity(
    "Time of the operations of the tokens",
    by(F.computeSeconds, { acceleratorCount: "rankAccelerators", computeEfficiency: "stepComputeEfficiency" }),
  ),
  paddingFlop: quantity("Operations that fill tiles", by(F.paddingFlop)),
  paddingSeconds: quantity(
    "Time of the operations that fill tiles",
    by(F.computeSeconds, { stepFlop: "paddingFlop", computeEfficiency: "stepComputeEfficiency" }),
  ),
  computeSeconds: quantity(
    "Time of the operations",
    when(isBlockScaled, sum("tokenComputeSeconds", "paddingSeconds")),
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
  routingSeconds: quantity(
    "Time to send tokens to their experts",
    when(isMixture, by(F.routingSeconds, { hiddenSize: "expertWidth", expertLayers: "servedExpertLayers", batch: "verifiedPositions" })),
    none,
  ),
  sequenceSeconds: quantity("Time of all sequences", by(F.sequenceSeconds)),
  overlappedSeconds: quantity("Time of memory and operations", by(F.overlappedSeconds, { memorySeconds: "slowestMemorySeconds" })),
  launchSeconds: quantity("Time of the launches", by(F.launchSeconds)),
  stepSeconds: quantity("Time of a decoding step", sum("overlappedSeconds", "launchSeconds", "sequenceSeconds", "routingSeconds")),
  stepPowerWatts: quantity("Mean power of an accelerator in a step, before a cap", by(F.decodePower)),
}));
