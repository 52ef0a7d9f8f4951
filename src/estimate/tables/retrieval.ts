import { lazily } from "../../core/lazily.js";
import { adaptationDefaults } from "../../catalog/adaptation-defaults.js";
import { defaults } from "../../catalog/defaults.js";
import type { EmbeddingModel } from "../../catalog/records.js";
import { type Given } from "../../core/figure.js";
import { fraction, positive, positiveFraction } from "../../core/formula.js";
import { HOURS_PER_DAY, YEARS_PER_DAY } from "../../core/units.js";
import * as F from "../../generated/kernels.js";
import { graph, quantity } from "../../graph/rows.js";
import { assume, by, from, held, pick, record, same, sum, when } from "../../graph/ways.js";
import { definition } from "../definition.js";
import { computeRateOf } from "../serving-format.js";
import { embodied, footprint, usualUtilisation } from "./embodied.js";
import { hosts } from "./host.js";
import { place } from "./place.js";
import { price, repeated } from "./price.js";
import { energy } from "./request.js";
import type { EmbodiedStageInput, PlaceInput } from "../generated/inputs.js";

const figures = adaptationDefaults.retrieval;
const { forwardFlopPerParameterToken, forwardFlopPerAttendedToken } = adaptationDefaults.fineTuning;
const oneCore = assume(definition(1, "one core"));
const oneDevice = assume(definition(1, "one accelerator"));
const always = assume(definition(1, "a standing index is always in use"));
const aDayInHours = assume(definition(HOURS_PER_DAY, "one day"));
const aDayInSeconds = assume(definition(86_400, "one day"));
const aDayInYears = assume(definition(YEARS_PER_DAY, "one day"));
const notCounted = assume(definition(0, "no manufacture is counted for this part"));

/** Where a part runs that has no accelerators; its electricity alone has a price. */
const unaccelerated = lazily(() => ({
  ...place(),
  ...footprint(),
  ...repeated(),
  deviceHours: quantity("Accelerator-hours: none"),
  electricityUsdPerKwh: price().electricityUsdPerKwh,
  electricityUsd: price().electricityUsd,
  costUsd: quantity("Price of the electricity", sum("electricityUsd")),
}));

/** A processor at work for some time. */
interface OfProcessor extends PlaceInput {
  /** Whether it reads memory without a break, which takes all of its cores, and not one. */
  readonly isScan?: boolean;
}
const isScan = ({ isScan: is }: OfProcessor): boolean => is === true;

/** Work of a processor: power over time, without manufacture. */
export const processor = lazily(() =>
  graph<OfProcessor>()({
    ...unaccelerated(),
    cores: quantity("Cores", oneCore),
    coreWatts: quantity("Power of a core", assume(figures.coreWatts)),
    scanWatts: quantity("Power of a processor that reads memory", when(isScan, assume(figures.scanWatts))),
    runSeconds: quantity("Time"),
    itEnergyKwh: quantity(
      "Energy of the processor",
      by(F.poweredEnergy, { acceleratorCount: "cores", powerWatts: "scanWatts" }),
      by(F.poweredEnergy, { acceleratorCount: "cores", powerWatts: "coreWatts" }),
    ),
    embodiedGramsCo2e: quantity("Share of the manufacture", notCounted),
  }),
);

/** An encoder and where it runs. */
interface OfEncoder extends PlaceInput, EmbodiedStageInput {
  readonly encoder?: EmbeddingModel | undefined;
  /** Whether it scores pairs of texts. */
  readonly isReranker?: boolean;
}
const of = from<OfEncoder>();
const usualSize = ({ isReranker }: OfEncoder): Given => (isReranker === true ? figures.rerankerParameters : figures.encoderParameters);
const isOfKnownSize = ({ encoder: { layers, attentionWidth } = {} as EmbeddingModel }: OfEncoder): boolean =>
  layers !== undefined && attentionWidth !== undefined;
const peak = ({ accelerator }: OfEncoder): Given | undefined => computeRateOf(accelerator, "bf16")?.peak;

/** An encoder that reads texts. */
export const encoder = lazily(() =>
  graph<OfEncoder>()({
    ...place(),
    ...usualUtilisation(),
    ...embodied(),
    ...footprint(),
    ...price(),
    ...repeated(),
    encodedTokens: quantity("Tokens that are encoded"),
    textTokens: quantity("Length of a text"),
    encoderParameters: quantity("Parameters of the encoder", of("encoder", "parameters"), assume(usualSize)),
    lookupParameters: quantity("Parameters of its lookup tables", of("encoder", "lookupParameters" as never)),
    computedParameters: quantity(
      "Parameters that a token is multiplied with",
      by(F.computedParameters, { parameters: "encoderParameters" }),
      same("encoderParameters"),
    ),
    flopPerParameterToken: quantity("Operations per parameter and token", assume(forwardFlopPerParameterToken)),
    encoderWeightFlop: quantity(
      "Operations of the weights",
      by(F.trainingFlop, { activeParameters: "computedParameters", tokens: "encodedTokens" }),
    ),
    longTextTokens: quantity("Length from which on attention counts", assume(figures.longChunkTokens)),
    isLongText: quantity("1 where attention counts", { domain: fraction }, when(isOfKnownSize, held(by(F.isLongText)))),
    flopPerAttendedToken: quantity("Operations of attention per attended token", assume(forwardFlopPerAttendedToken)),
    encoderLayers: quantity("Layers of the encoder", of("encoder", "layers" as never)),
    encoderWidth: quantity("Width of its attention", of("encoder", "attentionWidth" as never)),
    encoderAttentionFlop: quantity(
      "Operations of attention",
      by(F.attentionFlop, {
        attentionLayers: "encoderLayers",
        attentionWidth: "encoderWidth",
        attendedTokens: "textTokens",
        tokens: "encodedTokens",
      }),
    ),
    encoderFlop: quantity("Operations with attention", sum("encoderWeightFlop", "encoderAttentionFlop")),
    encodingFlop: quantity("Operations", pick("isLongText", "encoderFlop", "encoderWeightFlop"), same("encoderWeightFlop")),
    encoderDevices: quantity("Accelerators of the encoder", oneDevice),
    encoderPeakFlopPerSecond: quantity("Dense 16-bit peak of the accelerator", record(peak)),
    encoderEfficiency: quantity(
      "Share of the peak that it reaches on full batches",
      { domain: positiveFraction },
      assume(figures.encoderEfficiency),
    ),
    encoderSeconds: quantity(
      "Time on full batches",
      by(F.computeSeconds, {
        stepFlop: "encodingFlop",
        acceleratorCount: "encoderDevices",
        peakFlopPerSecond: "encoderPeakFlopPerSecond",
        computeEfficiency: "encoderEfficiency",
      }),
    ),
    runSeconds: quantity("Time", same("encoderSeconds")),
    encoderTdpWatts: quantity("Thermal design power of the accelerator", { domain: positive }, of("accelerator", "tdpWatts")),
    prefillLoad: quantity(energy().prefillLoad.words, assume(defaults.prefillLoad)),
    encoderPowerWatts: quantity("Power of the accelerator", by(F.prefillPower, { tdpWatts: "encoderTdpWatts" })),
    encoderEnergyKwh: quantity(
      "Energy of the accelerator",
      by(F.poweredEnergy, { acceleratorCount: "encoderDevices", powerWatts: "encoderPowerWatts" }),
    ),
    ...hosts(),
    hostWatts: quantity(
      energy().hostWatts.words,
      same("recordedHostWatts"),
      by(F.hostPower, { tdpWatts: "encoderTdpWatts", powerWatts: "encoderPowerWatts" }),
    ),
    encoderHostEnergyKwh: quantity(
      "Energy of its host, network and fans",
      by(F.poweredEnergy, { acceleratorCount: "encoderDevices", powerWatts: "hostWatts" }),
    ),
    itEnergyKwh: quantity("Energy of the encoder", sum("encoderEnergyKwh", "encoderHostEnergyKwh")),
    deviceHours: quantity(
      "Accelerator-hours of the encoder",
      by(F.instanceHours, { acceleratorCount: "encoderDevices", instanceSeconds: "runSeconds" }),
    ),
    usedHours: quantity("Accelerator-hours that use up the hardware", same("deviceHours")),
  }),
);

/** An index that stands by. */
interface OfIndex extends PlaceInput {
  readonly medium?: "memory" | "ssd" | "hdd" | undefined;
}
const isInMemory = ({ medium = "memory" }: OfIndex): boolean => medium === "memory";
const diskPower = ({ medium = "memory" }: OfIndex): Given | undefined =>
  medium === "memory" ? undefined : defaults.storageWattsPerTerabyte[medium];

/** A day of a standing index: its memory or disks, and in memory the share of their manufacture. */
export const standing = lazily(() =>
  graph<OfIndex>()({
    ...unaccelerated(),
    indexBytes: quantity("Size of the index with its copies"),
    memoryWattsPerGigabyte: quantity("Power of memory", assume(defaults.retentionWattsPerGigabyte)),
    dayInSeconds: quantity("A day in seconds", aDayInSeconds),
    storageWattsPerTerabyte: quantity("Power of disks", assume(diskPower)),
    dayInYears: quantity("A day in years", aDayInYears),
    itEnergyKwh: quantity(
      "Energy of a day",
      when(isInMemory, by(F.retentionEnergy, { retainedBytes: "indexBytes", retentionSeconds: "dayInSeconds" })),
      by(F.storageEnergy, { storedBytes: "indexBytes", storageYears: "dayInYears" }),
    ),
    dramGramsPerGigabyte: quantity("Manufacture of memory per capacity", assume(defaults.hostParts.dramGramsPerGigabyte)),
    wholeMemoryGramsCo2e: quantity(
      "Manufacture of the memory",
      by(F.memoryEmissions, { memoryBytes: "indexBytes", carbonPerCapacityGramsPerGigabyte: "dramGramsPerGigabyte" }),
    ),
    lifetimeYears: embodied().lifetimeYears,
    dayInHours: quantity("A day in hours", aDayInHours),
    standingUtilisation: quantity("Share of its life that the memory works", always),
    lifetimeShare: quantity(
      "Share of the life of the memory",
      by(F.lifetimeShare, { deviceHours: "dayInHours", lifetimeUtilisation: "standingUtilisation" }),
    ),
    memoryGramsCo2e: quantity(
      "Share of the manufacture of the memory",
      when(isInMemory, by(F.allocatedEmissions, { perDeviceGramsCo2e: "wholeMemoryGramsCo2e" })),
    ),
    embodiedGramsCo2e: quantity("Share of the manufacture", sum("memoryGramsCo2e"), notCounted),
  }),
);
