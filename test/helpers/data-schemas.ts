import * as z from "zod";
import { servingPrecisions } from "../../src/estimate/serving-format.js";
import type { LlmcarbonTables } from "../../src/catalog/published-runs.js";
import { servingSoftware } from "../../src/estimate/serving-software.js";
import type {
  AdaptationDefaults,
  Defaults,
  EquivalentFigures,
  JointDrawFigures,
  ScalingLaws,
  InferenceMethods,
  TrainingFit,
} from "../../src/catalog/records.js";
import type { Figure } from "../../src/core/figure.js";
import { recordParts } from "../../src/schema/data-schemas.js";

const { text, positive, year, basis, figureOf, figure, fabNode, trainingGroup, trainingMemory, serverFields, interval } = recordParts();

const userDevice = z.strictObject({
  name: text,
  activeWatts: figure,
  waitingWatts: figure,
  memoryBandwidthBytesPerSecond: figure,
  peakFlopPerSecond: figure,
  manufactureGramsCo2e: figure,
  lifetimeYears: figure,
});
const network = z.strictObject({ networkKwhPerGigabyte: figure, roundTripSeconds: figure });
const adaptation: z.ZodType<AdaptationDefaults> = z.strictObject({
  fineTuning: z.strictObject({
    adapterRank: figure,
    forwardFlopPerAttendedToken: figure,
    forwardFlopPerParameterToken: figure,
    frozenBytesPerParameter: figure,
    frozenFlopPerParameterToken: figure,
    fullDevices: figure,
    fullDeviceTokens: figure,
    generationYield: figure,
    quantisedBytesPerParameter: figure,
    quantisedTimeFactor: figure,
    rolloutServingShare: figure,
    softwareFactor: z.record(z.enum(["tuned", "usual"]), figure),
    spreadBatchExponent: figure,
    trainedBytesPerParameter: figure,
  }),
  retrieval: z.strictObject({
    chunkOverlap: figure,
    chunkTokens: figure,
    chunks: figure,
    codeBytes: figure,
    constructionListSize: figure,
    coreWatts: figure,
    databaseSeconds: figure,
    distanceSeconds: figure,
    elementBytes: figure,
    encoderEfficiency: figure,
    encoderParameters: figure,
    exampleTokens: figure,
    fewShotExamples: figure,
    graphNeighbours: figure,
    graphQueryTokens: figure,
    launchFloorSeconds: figure,
    processorTokensPerSecond: figure,
    queriesPerLaunch: figure,
    questionTokens: figure,
    refreshDays: figure,
    refreshedShare: figure,
    rerankCandidates: figure,
    rerankerParameters: figure,
    rewriteTokens: figure,
    scanBytesPerSecond: figure,
    scanWatts: figure,
    scannedShare: figure,
    schemaTokens: figure,
    searchListSize: figure,
    systemTokens: figure,
    vectorDimensions: figure,
    longChunkTokens: z.number(),
  }),
  hybrid: z.record(
    z.enum([
      "acceptance",
      "deviceBandwidthEfficiency",
      "deviceComputeEfficiency",
      "deviceFixedSeconds",
      "draftBytesPerParameter",
      "headerBytes",
      "probabilityBytes",
      "promptBytesPerToken",
      "streamedBytesPerToken",
      "tokenIdBytes",
      "vocabularySize",
    ]),
    figure,
  ),
  networks: z.strictObject({
    fixed: network,
    mobile: network,
    "4g": network,
    "5g": network,
    interconnect: network.omit({ roundTripSeconds: true }),
  }),
  devices: z.record(z.enum(["laptop", "phone", "tablet"]), userDevice),
  activeHoursPerDay: figure,
  chargedShare: figure,
  processor: z.record(z.enum(["bandwidthEfficiency", "baseWatts", "energySpread", "fixedStepSeconds", "load"]), figure),
});

const range = z.strictObject({ low: z.number(), high: z.number(), source: text, at: text, basis });

const defaults: z.ZodType<Defaults> = z.strictObject({
  server: z.strictObject({ ...serverFields, hostGramsCo2e: figure }),
  hostParts: z.record(
    z.enum([
      "assemblyGramsCo2e",
      "chassisGramsCo2e",
      "chipPackageGramsCo2e",
      "dramGramsPerGigabyte",
      "hddGramsCo2e",
      "mainboardGramsCo2e",
      "powerSupplyGramsPerKilogram",
      "processorGramsPerSquareCentimetre",
      "processorPackageGramsCo2e",
      "ssdGramsPerGigabyte",
    ]),
    figure,
  ),
  flopPerParameterToken: figure,
  weightFlopPerParameterToken: figure,
  usualSequenceTokens: z.record(z.enum(["early", "late"]), figure),
  idlePowerShare: figure,
  loadPowerShare: figure,
  fanPowerShare: z.record(z.enum(["air", "liquid", "unknown"]), figure),
  networkPowerFactor: figure,
  waitingLoad: figure,
  acceleratorPower: z.record(z.enum(["restingShare", "workingShare", "greatestShare", "ofServer"]), figure),
  tinyModelPower: z.record(z.enum(["mostParameters", "share"]), figure),
  trainingPowerSpread: z.record(z.enum(["measured", "carried", "accelerator"]), figure),
  experimentationFactor: figure,
  checkpointBytesPerParameter: figure,
  optimizerBytesPerParameter: z.record(z.enum(["adamw", "adamw-8bit"]), figure),
  usableMemoryShare: figure,
  plannedSequences: figure,
  weightBytesPerParameter: z.record(z.enum(servingPrecisions), figure),
  deviceIdleShare: figure,
  hostPower: z.record(z.enum(["baseWatts", "tdpShare", "loadShare", "factor", "waitingFactor"]), figure),
  servingShare: figure,
  speculation: z.strictObject({ draftedTokens: figure, acceptance: figure }),
  blockRows: figure,
  flopPerByte: figure,
  loads: z.record(z.enum(["interactive-api", "batch-job"]), range),
  wideInstance: z.strictObject({ leastParameters: figure, accelerators: figure }),
  linkBytesPerSecond: figure,
  prefillLoad: figure,
  cacheReadShare: figure,
  retentionWattsPerGigabyte: figure,
  servingBand: z.strictObject({ low: z.number(), high: z.number(), source: text, at: text, basis }),
  serviceLevel: z.record(z.enum(["timeToFirstTokenSeconds", "timePerOutputTokenSeconds"]), figure),
  storageWattsPerTerabyte: z.record(z.enum(["ssd", "hdd"]), figure),
  lifetimeYears: figure,
  lifetimeUtilisation: figure,
  moduleGramsCo2e: figure,
  memoryGramsPerGigabyte: figure,
  carbonPerAreaGramsPerSquareCentimetre: z.record(fabNode, figure),
  acceleratorGramsCo2e: figure,
  plausibleRanges: z.record(
    z.enum([
      ...(["averagePowerOverTdp", "possiblePowerOverTdp", "efficiency", "intensityGramsPerKwh", "possibleGramsPerKwh"] as const),
      ...(["usualPowerOverTdp", "usualGramsPerKwh", "lifetimeYears", "pue", "runDays", "tokensPerParameter"] as const),
      ...(["acceleratorCount", "serverWatts", "wueLitresPerKwh", "electricityWaterLitresPerKwh", "measuredOverPredictedTime"] as const),
    ]),
    range,
  ),
});

const efficiencySpread = z.record(
  z.enum(["dense", "mixture-of-experts", "goodput", "benchmark dense", "benchmark mixture-of-experts"]),
  figure,
);
const byLink = z.record(z.enum(["node", "rack"]), figure);
const trainingFit: z.ZodType<TrainingFit> = z.strictObject({
  deviceEfficiency: z.record(trainingGroup, figure),
  unseenDeviceEfficiency: figure,
  achievableShare: figure,
  memoryFactor: z.record(trainingMemory, figure),
  fp8Factor: figure,
  expertFactor: figure,
  referenceExpertTraffic: positive,
  referenceExpertWidth: positive,
  expertTrafficExponent: byLink,
  expertWidthExponent: figure,
  unknownExpertTraffic: figure,
  unknownExpertWidth: figure,
  wholeRunFactor: figure,
  goodputRunFactor: figure,
  smallRunExponent: figure,
  smallRunParameters: positive,
  oldSoftwareFactor: figure,
  oldSoftwareYear: year,
  smallModelExponent: figure,
  smallModelParameters: positive,
  leastEfficiency: positive,
  greatestEfficiency: positive,
  efficiencySpread,
});

const polynomial = z.strictObject({ quadratic: z.number(), linear: z.number(), constant: z.number() });
const law = z.strictObject({
  source: text,
  at: text,
  parameterScale: positive,
  parameterExponent: positive,
  tokenScale: positive,
  tokenExponent: positive,
  irreducibleLoss: positive,
});
const fittedDevice = z.strictObject({
  memoryBytes: positive,
  peakFlopPerSecond: positive,
  deviceScale: positive,
  slowdown: z.number().min(0).max(1),
});
const run = z.strictObject({
  name: text,
  kind: z.enum(["dense", "mixture-of-experts"]),
  parameters: positive,
  baseParameters: positive,
  tokens: positive,
  intensityGramsPerKwh: positive,
  pue: z.number().min(1),
  device: text,
  tdpWatts: positive,
  systemPowerWatts: positive,
  peakFlopPerSecond: positive,
  achievedFlopPerSecond: positive,
  efficiency: positive.max(1),
  deviceCount: positive.int(),
  reportedDays: positive,
  reportedFlop: positive,
  actualEnergyKwh: positive,
  actualGramsCo2e: positive,
  printedGramsCo2e: positive,
  printedDelta: z.number(),
  actualSource: text,
  note: text.exactOptional(),
});
const llmcarbon: z.ZodType<LlmcarbonTables> = z.strictObject({
  source: text,
  at: text,
  printedBasis: text,
  table4: z.strictObject({ gpt3: run, gshard: run, switch: run, t5: run, xlm: run }),
  table5: z.strictObject({
    name: text,
    runDays: positive,
    lifetimeDays: positive,
    actualGramsCo2e: positive,
    printedGramsCo2e: positive,
    printedDelta: z.number(),
    units: z
      .array(
        z.strictObject({
          name: text,
          unitCount: positive.int(),
          areaSquareCentimetres: positive.exactOptional(),
          carbonPerAreaGramsPerSquareCentimetre: positive.exactOptional(),
          capacityBytes: positive.exactOptional(),
          carbonPerCapacityGramsPerGigabyte: positive.exactOptional(),
          listedGramsCo2e: positive,
        }),
      )
      .readonly(),
  }),
  polynomials: z.strictObject({
    throughputOnePipelineStage: polynomial,
    throughputManyPipelineStages: polynomial,
    deviceCount: polynomial,
    batchSize: polynomial,
  }),
  parallelism: z.strictObject({
    source: text,
    at: text,
    gpusPerServer: positive.int(),
    batchOfOneStage: positive.int(),
    devices: z.strictObject({ a100: fittedDevice, v100: fittedDevice }),
  }),
  scalingLaws: z.strictObject({ hoffmann2022: law, besiroglu2024: law }),
});

// The slopes of a routing law are negative.
const slope: z.ZodType<Figure> = figureOf(z.number());
const lossLaw = z.strictObject({
  name: text,
  irreducibleLoss: figure,
  parameterScale: figure,
  parameterExponent: figure,
  tokenScale: figure,
  tokenExponent: figure,
  fittedParameters: interval,
  fittedTokens: interval,
  note: text.exactOptional(),
});
const routingLaw = z.strictObject({
  name: text,
  parameterSlope: slope,
  expertSlope: slope,
  interaction: slope,
  expertsAtStart: figure,
  mostExperts: figure,
  fittedParameters: interval,
  fittedExperts: interval,
  note: text.exactOptional(),
});
const scalingLaws: z.ZodType<ScalingLaws> = z.strictObject({
  loss: z.strictObject({ "besiroglu-2024": lossLaw, "hoffmann-2022": lossLaw, "hoffmann-2022-unrounded": lossLaw }),
  routing: z.strictObject({ "clark-2022-hash": routingLaw, "clark-2022-rl-r": routingLaw, "clark-2022-s-base": routingLaw }),
});

const shareFigure = figureOf(z.number().min(0).max(1));
const loadKind = z.enum(["interactive-api", "batch-job", "private", "single-user"]);
const jointDraw: z.ZodType<JointDrawFigures> = z.strictObject({
  sequencesPer80Gigabytes: z.record(loadKind, figure),
  servingShare: z.record(loadKind, shareFigure),
  heldShare: shareFigure,
  instanceFactors: z.strictObject({
    values: z.array(positive.int()).readonly(),
    source: text,
    at: text,
    basis,
    note: text.exactOptional(),
  }),
  mostAccelerators: figure,
  tokensPerStep: figure,
  hostTimeFactor: figure,
  precisionShares: z.strictObject({ fp8: shareFigure, nvfp4: shareFigure, bf16: shareFigure }),
  fittedDevices: z.array(text).readonly(),
  localProviders: z.array(text).readonly(),
  modelErrorOfEnergy: z.strictObject({ fitted: figure, other: figure }),
  modelErrorOfTime: figure,
  userTokensPerSecond: figure,
  costShare: z.record(z.enum(["closed-to-2024", "closed", "open-developer", "open-host"]), figure),
  costTokens: z.strictObject({ inputTokens: figure, cacheReadTokens: figure, outputTokens: figure }),
  acceleratorUsdPerHour: z.record(text, figure),
  unknownUsdPerHour: figure,
  serverAccelerators: figure,
  leastMixtureRatio: figure,
  mostServingShare: shareFigure,
  typicalTokens: z.strictObject({ inputTokens: figure, outputTokens: figure }),
  speedSpread: figure,
  usualPrices: z.strictObject({ inputOverOutput: figure, cachedOverInput: figure }),
});

const equivalents: z.ZodType<EquivalentFigures> = z.strictObject({
  petrolCarKilometreGramsCo2e: figure,
  smartphoneChargeKwh: figure,
  ledBulbWatts: figure,
  showerMinuteLitres: figure,
});

/** The schemas of the files in `data/` that are no table of the catalogue. Used by the tests, never at import. */
const inferenceMethods: z.ZodType<InferenceMethods> = z.strictObject({
  ecologits: z.strictObject({
    batch: figure,
    batchExponent: figure,
    batchSeconds: figure,
    energyOffsetKwh: figure,
    energyScaleKwh: figure,
    gpuGramsCo2e: figure,
    gpusPerServer: figure,
    lifetimeYears: figure,
    memoryBytes: figure,
    memoryOverhead: figure,
    offsetSeconds: figure,
    parameterSeconds: figure,
    serverGramsCo2e: figure,
    serverWatts: figure,
    weightBytesPerParameter: figure,
  }),
  decodeForms: z.record(
    z.enum(["r4-a", "r4-b", "r5", "r5t"]),
    z.strictObject({ constants: z.record(text, z.number()), promptTokens: z.record(text, z.number()), source: text, at: text, basis }),
  ),
  epoch: z.strictObject({ peakFlopPerSecond: figure, powerShare: figure, serverWatts: figure, utilisation: figure }),
});

const servingConstants = {
  bandwidthEfficiency: figure,
  cacheBandwidthEfficiency: figure,
  computeEfficiency: figure,
  narrowFactor: figure,
  fixedStepSeconds: figure,
  layerSeconds: figure,
  parallelLayerSeconds: figure,
  blockScaledLayerSeconds: figure,
  perSequenceSeconds: figure,
  routingTraffic: figure,
  tileRows: figure,
  widenedFactor: figure,
  promptEfficiency: figure,
  promptExponent: figure,
  narrowPromptFactor: figure,
  promptRoutingTraffic: figure,
  reduceEfficiency: figure,
  overlapExponent: figure,
  computeLoad: figure,
  memoryJoulesPerByte: figure,
  baseLoad: figure,
  hostLoad: figure,
  narrowComputeFactor: figure,
  fixedTimeFactor: figure,
  sequenceTimeFactor: figure,
  unpackedBytes: figure,
  hostLayerSeconds: figure,
  fixedFirstTokenSeconds: figure,
};
const ownConstants = z.strictObject(servingConstants).partial();
const software = z.enum(servingSoftware).exclude(["unknown"]);
const servedKind = z.enum(["dense", "hybrid", "mixture-of-experts"]);
const spreadClass = z.enum([...servedKind.options, "unfitted"]);
const fittedTogether = z.record(text, z.int().min(1));
const servingFit = z.strictObject({
  ...servingConstants,
  software: z.record(
    software,
    ownConstants.extend({
      evidence: text,
      like: software.exactOptional(),
      repeatsDenseLayers: z.boolean().exactOptional(),
      cachePrecision: z.literal("fp8").exactOptional(),
      variants: z.partialRecord(z.enum(["hbm", "apple", "nf4", "int8"]), ownConstants).exactOptional(),
    }),
  ),
  taskPromptTokens: z.record(text, figure),
  burstFactor: figure,
  energySpread: z.record(spreadClass, figure),
  timeSpread: z.record(z.enum([...spreadClass.options, "single-user"]), figure),
  powerSpread: z.record(spreadClass, figure),
  fitted: z.strictObject({ energy: fittedTogether, time: fittedTogether }),
  calibratedSpread: figure,
});

/** Schemas of the tables that are no records. */
export const dataSchemas = {
  adaptation,
  defaults,
  equivalents,
  inferenceMethods,
  jointDraw,
  llmcarbon,
  scalingLaws,
  servingFit,
  trainingFit,
};
