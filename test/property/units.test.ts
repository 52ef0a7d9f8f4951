import fc from "fast-check";
import { isFootprintError } from "llm-footprint";
import * as exports from "llm-footprint/formulas";
import type { Formula } from "llm-footprint/formulas";
import { type Base, convert, type Dimension, parseQuantity, type Unit, unitOf, type UnitOf, unitSuffixes } from "llm-footprint/units";
import { describe, expect, it } from "vitest";
import type { Numbers } from "../helpers/generators.js";
import { expectSame } from "../helpers/laws.js";

/** Every unit that the library reads, by dimension. The first of each is the library's own. */
const units = {
  energy: ["kWh", "mWh", "Wh", "MWh", "GWh", "TWh", "mJ", "J", "kJ", "MJ", "GJ", "TJ"],
  power: ["W", "mW", "kW", "MW", "GW", "watts"],
  duration: ["h", "s", "µs", "ms", "min", "hours", "d", "days", "weeks", "months", "a", "y", "yr", "years"],
  mass: [
    "g",
    "mg",
    "kg",
    "t",
    "tonnes",
    "kt",
    "Mt",
    "Gt",
    "lb",
    "gCO2e",
    "mgCO2e",
    "kgCO2e",
    "tCO2e",
    "MtCO2e",
    "gCO2eq",
    "kgCO2eq",
    "tCO2-eq",
  ],
  intensity: [
    "g/kWh",
    "kg/kWh",
    "kg/MWh",
    "t/MWh",
    "g/MJ",
    "lb/MWh",
    "gCO2e/kWh",
    "kgCO2e/kWh",
    "gCO2eq/kWh",
    "kgCO2eq/kWh",
    "tCO2e/MWh",
    "gCO2/kWh",
  ],
  tokens: ["tokens", "token", "ktokens", "Mtokens", "Mtoken"],
  parameters: ["parameters", "parameter", "params"],
  compute: ["FLOP", "MFLOP", "GFLOP", "TFLOP", "PFLOP", "EFLOP", "ZFLOP"],
  "compute-rate": ["FLOP/s", "GFLOP/s", "TFLOP/s", "PFLOP/s", "EFLOP/s"],
  "token-rate": ["tokens/s", "token/s"],
  "water-intensity": ["L/kWh", "l/kWh", "mL/Wh", "m3/MWh"],
  memory: ["B", "kB", "MB", "GB", "TB", "PB", "KiB", "MiB", "GiB", "TiB"],
  volume: ["L", "µL", "mL", "m3"],
  area: ["cm2", "mm2"],
  length: ["nm"],
  money: ["USD"],
  "energy/tokens": ["kWh/tokens", "J/token", "kWh/Mtokens", "Wh/ktokens"],
  fraction: ["1", "%"],
  number: ["1"],
} as const satisfies Readonly<Record<Base, readonly string[]>> & Readonly<Partial<Record<Dimension, readonly string[]>>>;

const dimensions = Object.entries(units) as [keyof typeof units, readonly string[]][];
const pairs = dimensions.flatMap(([dimension, names]) => names.flatMap((from) => names.map((to) => ({ dimension, from, to }))));
// Whatever people write, in any unit: 30 orders of magnitude.
const value = fc.oneof(fc.double({ min: 1e-15, max: 1e15, noNaN: true }), fc.constantFrom(0, 1, 0.1, 1e-15, 1e15));

function errorOf(action: () => unknown): unknown {
  try {
    return action();
  } catch (error) {
    return error;
  }
}

describe("convert", () => {
  it("lists units in its errors that are tested here", () => {
    for (const [dimension, names] of dimensions.filter(
      ([name]) => Object.hasOwn(units, name) && !/[/-]|intensity|number|fraction/u.test(name),
    )) {
      const error = errorOf(() => convert(1, "no such unit", names[0] as string, dimension));
      const listed = String(error).split("use one of ")[1]?.split(", ") ?? [];
      expect(listed.length).toBeGreaterThan(0);
      for (const name of listed) {
        expect(names.includes(name), name).toBe(true);
      }
    }
  });

  it.each(pairs)("goes from $from to $to and back ($dimension)", ({ dimension, from, to }) => {
    fc.assert(
      fc.property(value, (x) => {
        expectSame(convert(convert(x, from, to, dimension), to, from, dimension), x);
      }),
      { numRuns: 20 },
    );
  });

  it("is linear, and the same over any unit between", () => {
    fc.assert(
      fc.property(fc.constantFrom(...pairs), value, value, fc.nat(), ({ dimension, from, to }, x, y, pick) => {
        const at = (amount: number): number => convert(amount, from, to, dimension);
        expectSame(at(x + y), at(x) + at(y));
        const names = units[dimension];
        const between = names[pick % names.length] as string;
        expectSame(convert(convert(x, from, between, dimension), between, to, dimension), at(x));
      }),
      { numRuns: 500 },
    );
  });

  // Definitions: SI prefixes, 1 kWh = 3.6 MJ, 1 lb = 453.59237 g (1959 agreement), binary prefixes of IEC 80000-13, years of 365 d.
  it.each([
    [1, "kWh", "MJ", "energy", 3.6],
    [1, "TWh", "kWh", "energy", 1e9],
    [1, "kWh", "mWh", "energy", 1e6],
    [1, "GJ", "kWh", "energy", 1000 / 3.6],
    [1, "MW", "W", "power", 1e6],
    [1, "W", "mW", "power", 1e3],
    [1, "a", "h", "duration", 8760],
    [1, "d", "min", "duration", 1440],
    [1, "h", "s", "duration", 3600],
    [1, "lb", "g", "mass", 453.59237],
    [1, "Mt", "t", "mass", 1e6],
    [1, "kg", "mg", "mass", 1e6],
    [1000, "lb/MWh", "g/kWh", "intensity", 453.59237],
    [0.429, "kg/kWh", "g/kWh", "intensity", 429],
    [0.429, "t/MWh", "kg/MWh", "intensity", 429],
    [100, "g/MJ", "g/kWh", "intensity", 360],
    [1, "ZFLOP", "EFLOP", "compute", 1000],
    [312, "TFLOP/s", "PFLOP/s", "compute-rate", 0.312],
    [1, "TiB", "GiB", "memory", 1024],
    [1, "GiB", "B", "memory", 1_073_741_824],
    [1, "TB", "kB", "memory", 1e9],
    [19.7, "%", "1", "fraction", 0.197],
  ] as const)("%d %s is in %s (%s): %d", (amount, from, to, dimension, expected) => {
    expectSame(convert(amount, from, to, dimension), expected);
  });

  it("refuses a unit of another dimension, and names it", () => {
    fc.assert(
      fc.property(fc.constantFrom(...dimensions), fc.constantFrom(...pairs), ([dimension, names], { from }) => {
        fc.pre(!names.includes(from));
        const error = errorOf(() => convert(1, from, names[0] as string, dimension));
        expect(isFootprintError(error) && error.code).toBe("unit-mismatch");
        expect(String(error)).toContain(from);
        // "1 B" of tokens is a billion of them, not a byte.
        if (from !== "B") expect(errorOf(() => parseQuantity(`1 ${from}`, dimension))).toMatchObject({ name: "FootprintError" });
      }),
    );
  });
});

describe("parseQuantity", () => {
  const written = fc.constantFrom<((x: number) => string)[]>(
    String,
    (x) => x.toExponential(),
    (x) => `+${x}`,
  );
  const gap = fc.constantFrom("", " ", "  ", "\t");

  it.each(dimensions.flatMap(([dimension, names]) => names.map((unit) => ({ dimension, unit }))))(
    "reads what is written in $unit ($dimension)",
    ({ dimension, unit }) => {
      const own = units[dimension][0];
      fc.assert(
        fc.property(value, written, gap, (x, write, space) => {
          // The unit of a pure number is written "1" and needs a space before it.
          const text = `${write(x)}${unit === "1" ? " " : space}${unit}`;
          expectSame(parseQuantity(text, dimension), convert(x, unit, own, dimension));
          expect(parseQuantity(` ${write(x)} `, dimension)).toBe(x);
        }),
        { numRuns: 50 },
      );
    },
  );

  it.each([
    ["tokens", "tokens"],
    ["parameters", "params"],
    ["number", ""],
  ] as const)("reads magnitudes of %s", (dimension, unit) => {
    fc.assert(
      fc.property(fc.double({ min: 1e-3, max: 1e6, noNaN: true }), gap, gap, (x, before, between) => {
        for (const [letter, magnitude] of [
          ["k", 1e3],
          ["K", 1e3],
          ["M", 1e6],
          ["B", 1e9],
          ["T", 1e12],
        ] as const) {
          const after = unit === "" ? "" : `${between === "" ? " " : between}${unit}`;
          expectSame(parseQuantity(`${x}${before}${letter}${after}`, dimension), x * magnitude);
        }
      }),
    );
  });

  it.each(["", "kWh", "about 5 kWh", "1,500 kWh", "five", "-", ".", "1e", "0x10", "NaN", "Infinity", "1 2", "5 mwh", "5 kWhh"])(
    "refuses %j",
    (text) => {
      expect(isFootprintError(errorOf(() => parseQuantity(text, "energy")))).toBe(true);
    },
  );

  it("refuses what is too large for a number, also through its unit", () => {
    for (const text of ["1e400 kWh", "1e308 TWh"]) expect(isFootprintError(errorOf(() => parseQuantity(text, "energy"))), text).toBe(true);
  });
});

/** Checks at compile time that each key announces the unit that stands beside it. */
const announced = <const Units extends Readonly<Record<string, Unit>>>(
  keys: Units & { readonly [Key in keyof Units & string]: UnitOf<Key> },
): Units => keys;

const keysOfFormulas = announced({
  activeParameters: "parameter",
  queryRank: "1",
  stacks: "1",
  relativePositionBuckets: "1",
  blocks: "1",
  blockParameters: "parameter",
  countedParameters: "parameter",
  stateInnerSize: "1",
  stateSize: "1",
  stateGroups: "1",
  stateHeads: "1",
  convolutionWidth: "1",
  feedForwardLayers: "1",
  causalMask: "1",
  keyValueRank: "1",
  nopeHeadSize: "1",
  ropeHeadSize: "1",
  valueHeadSize: "1",
  queryParameters: "parameter",
  generationShare: "1",
  fuelGramsPerKwh: "gCO2e/kWh",
  partsGramsPerKwh: "gCO2e/kWh",
  shareSum: "1",
  fuelEnergy: "1",
  totalEnergy: "1",
  acceleratorCount: "1",
  acceleratorsPerServer: "1",
  areaSquareCentimetres: "cm2",
  attentionHeads: "1",
  attentionSinks: "1",
  averagePowerWatts: "W",
  baseParameters: "parameter",
  capacityBytes: "B",
  capacityParameters: "parameter",
  carbonPerAreaGramsPerSquareCentimetre: "gCO2e/cm2",
  carbonPerCapacityGramsPerGigabyte: "gCO2e/GB",
  carbonPerMassGramsPerKilogram: "gCO2e/kg",
  endOfLifeFraction: "1",
  manufactureGramsCo2e: "gCO2e",
  massKilograms: "kg",
  packageGramsCo2e: "gCO2e",
  partCount: "1",
  partGramsCo2e: "gCO2e",
  computeFlop: "FLOP",
  constant: "1",
  dataParallelism: "1",
  denseParameters: "parameter",
  deviceHours: "h",
  deviceScale: "1",
  devices: "1",
  dieAreaSquareCentimetres: "cm2",
  efficiency: "1",
  embeddingTables: "1",
  energyKwh: "kWh",
  expertLayerPeriod: "1",
  expertLayerShare: "1",
  expertLayers: "1",
  expertParallelism: "1",
  expertParameters: "parameter",
  experts: "1",
  fabEnergyKwhPerSquareCentimetre: "kWh/cm2",
  fabIntensityGramsPerKwh: "gCO2e/kWh",
  feedForwardBias: "1",
  feedForwardMatrices: "1",
  feedForwardSize: "1",
  expertFeedForwardSize: "1",
  firstDenseLayers: "1",
  fittedPeakFlopPerSecond: "FLOP/s",
  flopPerParameterToken: "FLOP/(parameter·token)",
  hardwareEnergyKwh: "kWh",
  hardwareFlopUtilisation: "1",
  headSize: "1",
  hiddenSize: "1",
  hostGramsCo2e: "gCO2e",
  intensityGramsPerKwh: "gCO2e/kWh",
  irreducibleLoss: "1",
  itEnergyKwh: "kWh",
  keyValueHeads: "1",
  layers: "1",
  lifetimeDays: "d",
  lifetimeShare: "1",
  lifetimeUtilisation: "1",
  lifetimeYears: "a",
  linear: "1",
  materialGramsPerSquareCentimetre: "gCO2e/cm2",
  memoryBytes: "B",
  normParameters: "parameter",
  norms: "1",
  operationalEnergyKwh: "kWh",
  outputBias: "1",
  parameterExponent: "1",
  parameterScale: "1",
  parameters: "parameter",
  peakFlopPerSecond: "FLOP/s",
  peakPowerWatts: "W",
  perDeviceGramsCo2e: "gCO2e",
  perUnitGramsCo2e: "gCO2e",
  pipelineParallelism: "1",
  positions: "1",
  processGasGramsPerSquareCentimetre: "gCO2e/cm2",
  pue: "1",
  quadratic: "1",
  queryKeyNorm: "1",
  queryKeyValueBias: "1",
  recomputeFactor: "1",
  routerBias: "1",
  routerParameters: "parameter",
  runDays: "d",
  sequenceLength: "1",
  sharedExpertParameters: "parameter",
  sharedExperts: "1",
  effectiveExperts: "1",
  expertSlope: "1",
  expertsAtStart: "1",
  interaction: "1",
  loss: "1",
  lossChange: "1",
  mostExperts: "1",
  parameterSlope: "1",
  reducibleLoss: "1",
  tokenLoss: "1",
  slowdown: "1",
  systemPowerWatts: "W",
  tdpWatts: "W",
  tensorParallelism: "1",
  throughputFlopPerSecond: "FLOP/s",
  tokenExponent: "1",
  tokenScale: "1",
  tokens: "token",
  trainingFlop: "FLOP",
  unitCount: "1",
  vectorsPerNorm: "1",
  vocabularySize: "1",
  yieldFraction: "1",
  achievableFlopPerSecond: "FLOP/s",
  achievableShare: "1",
  activeExperts: "1",
  expertTraffic: "1",
  referenceExpertTraffic: "1",
  expertFactor: "1",
  expertTrafficExponent: "1",
  smallModelParameters: "parameter",
  smallModelExponent: "1",
  referenceExpertWidth: "1",
  expertWidthExponent: "1",
  memoryFactor: "1",
  wholeRunFactor: "1",
  smallRunParameters: "parameter",
  smallRunExponent: "1",
  fullDeviceTokens: "token",
  fullDevices: "1",
  spreadBatchExponent: "1",
  leastDeviceLoad: "1",
  waitingLoad: "1",
  batchFactor: "1",
  restingShare: "1",
  workingShare: "1",
  greatestShare: "1",
  tinyModelParameters: "parameter",
  predictedPowerWatts: "W",
  powerSpread: "1",
  deviceEfficiency: "1",
  precisionFactor: "1",
  efficiencyCeiling: "1",
  modelFactor: "1",
  runFactor: "1",
  softwareFactor: "1",
  efficiencySpread: "1",
  leastEfficiency: "1",
  greatestEfficiency: "1",
  idlePowerShare: "1",
  loadPowerShare: "1",
  fanPowerShare: "1",
  deviceLoad: "1",
  serverPowerWatts: "W",
  networkPowerFactor: "1",
  acceleratorPowerShare: "1",
  deviceTokensPerSecond: "token/s",
  stepTokens: "token",
  stepSeconds: "s",
  productiveDeviceHours: "h",
  timeFactor: "1",
  goodput: "1",
  runDeviceHours: "h",
  experimentationFactor: "1",
  runItEnergyKwh: "kWh",
  checkpointBytesPerParameter: "B/parameter",
  checkpointCount: "1",
  storageReplicas: "1",
  datasetBytes: "B",
  storedBytes: "B",
  storageWattsPerTerabyte: "W/TB",
  storageYears: "a",
  wueLitresPerKwh: "L/kWh",
  electricityWaterLitresPerKwh: "L/kWh",
  generationGramsPerKwh: "gCO2e/kWh",
  transmissionLossShare: "1",
  sharedParameters: "parameter",
  routedParameters: "parameter",
  deviceParameters: "parameter",
  weightBytesPerParameter: "B/parameter",
  weightShards: "1",
  gradientBytesPerParameter: "B/parameter",
  gradientShards: "1",
  optimizerBytesPerParameter: "B/parameter",
  optimizerShards: "1",
  microBatch: "1",
  wholeActivations: "1",
  splitActivations: "1",
  keptScores: "1",
  layerActivationBytes: "B",
  interleave: "1",
  microBatches: "1",
  memoryShare: "1",
  weightBytes: "B",
  neededBytes: "B",
  usableBytes: "B",
  scoreHeadSize: "1",
  flopPerAttendedToken: "1",
  attentionLayers: "1",
  attentionWidth: "1",
  attendedTokens: "token",
  windowLayerCount: "1",
  windowTokens: "token",
  sequenceTokens: "token",
  measuredEnergyKwh: "kWh",
  prefillEnergyKwh: "kWh",
  cacheReadEnergyKwh: "kWh",
  decodeEnergyKwh: "kWh",
  energyScaleKwh: "kWh",
  batchExponent: "1",
  energyOffsetKwh: "kWh",
  parameterSeconds: "s",
  batchSeconds: "s",
  offsetSeconds: "s",
  memoryOverhead: "1",
  latencySeconds: "s",
  serverWatts: "W",
  gpuCount: "1",
  gpusPerServer: "1",
  outputTokens: "token",
  tokenEnergyKwh: "kWh",
  serverGramsCo2e: "gCO2e",
  gpuGramsCo2e: "gCO2e",
  utilisation: "1",
  powerShare: "1",
  rateSum: "1",
  parts: "1",
  fewestSequences: "1",
  mostSequences: "1",
  bandShare: "1",
  bandHigh: "1",
  bandLow: "1",
  calibratedFactor: "1",
  deviceCount: "1",
  devicesForModel: "1",
  longTextTokens: "token",
  measuredLatencySeconds: "s",
  modelledSeconds: "s",
  passes: "1",
  refreshDays: "d",
  repetitionsPerPass: "1",
  spread: "1",
  textTokens: "token",
  promptTokens: "token",
  measuredSeconds: "s",
  timeScale: "1",
  predictedSeconds: "s",
  energySpread: "1",
  acceleratorJoulesPerToken: "J/token",
  acceleratorUsd: "USD",
  acceleratorUsdPerHour: "USD/h",
  bandwidthEfficiency: "1",
  baseLoad: "1",
  batch: "1",
  blockScaledLayerSeconds: "s",
  cacheBytes: "B",
  cacheElementBytes: "B",
  cacheReadShare: "1",
  cacheReadTokens: "token",
  cachedTokens: "token",
  classTokens: "token",
  computeEfficiency: "1",
  computeLoad: "1",
  computeSeconds: "s",
  contextTokens: "token",
  deviceIdleShare: "1",
  electricityUsdPerKwh: "USD/kWh",
  energyKwhPerMillionTokens: "kWh/Mtoken",
  fixedStepSeconds: "s",
  fixedTimeFactor: "1",
  fullAttentionLayers: "1",
  generatedTokens: "token",
  hostLoad: "1",
  hostBaseWatts: "W",
  hostTdpShare: "1",
  hostLoadShare: "1",
  hostPowerFactor: "1",
  hostWatts: "W",
  serverHostWatts: "W",
  waitingFactor: "1",
  idleServerWatts: "W",
  idleWatts: "W",
  inputEmbeddingParameters: "parameter",
  instanceSeconds: "s",
  instances: "1",
  isBlockScaled: "1",
  isParallel: "1",
  layerSeconds: "s",
  layerTokenBytes: "B",
  memoryBytesPerSecond: "B/s",
  memoryJoulesPerByte: "J/B",
  memorySeconds: "s",
  memoryWattsPerGigabyte: "W/GB",
  narrowFactor: "1",
  newTokens: "token",
  overlapExponent: "1",
  parallelLayerSeconds: "s",
  perSequenceSeconds: "s",
  phaseEnergyKwh: "kWh",
  phaseTokens: "token",
  powerCapWatts: "W",
  powerWatts: "W",
  prefillLoad: "1",
  prefillSeconds: "s",
  queueSeconds: "s",
  readBytes: "B",
  requestGramsCo2e: "gCO2e",
  requests: "1",
  requestsPerSecond: "1",
  retainedBytes: "B",
  retentionSeconds: "s",
  routedBytesPerParameter: "B/parameter",
  routingSeconds: "s",
  routingTraffic: "1",
  runSeconds: "s",
  sequenceBytes: "B",
  sequenceSeconds: "s",
  sequenceTimeFactor: "1",
  servingShare: "1",
  busyShare: "1",
  countedRoutedParameters: "parameter",
  latentSize: "1",
  stepRank: "1",
  weightBits: "1",
  meanSequences: "1",
  offeredSequences: "1",
  cycleSeconds: "s",
  demandedTokensPerSecond: "token/s",
  sharedBytesPerParameter: "B/parameter",
  stateElementBytes: "B",
  stateLayers: "1",
  stateTrafficBytes: "B",
  stepFlop: "FLOP",
  systemTokensPerSecond: "token/s",
  tileRows: "1",
  dailyRequests: "1",
  densitySequences: "1",
  leastWideParameters: "parameter",
  narrowCount: "1",
  publishedTokenSeconds: "s",
  publishedTokensPerSecond: "token/s",
  timeSpread: "1",
  wideCount: "1",
  decodeWatts: "W",
  deviceStepSeconds: "s",
  eachBytes: "B",
  fixedFirstTokenSeconds: "s",
  flopPerByte: "1",
  fourBitFlopPerSecond: "FLOP/s",
  hostStepSeconds: "s",
  limitedShare: "1",
  linkBytesPerSecond: "B/s",
  narrowComputeFactor: "1",
  powerLimitWatts: "W",
  promptComputeSeconds: "s",
  promptExponent: "1",
  promptFormatFactor: "1",
  promptTokenSeconds: "s",
  promptWatts: "W",
  promptsSeconds: "s",
  rankAccelerators: "1",
  reduceEfficiency: "1",
  referencePromptEfficiency: "1",
  routedShare: "1",
  sixteenBitFlopPerSecond: "FLOP/s",
  tokenSeconds: "s",
  uncachedTokens: "token",
  unpackedBytes: "B",
  timePerOutputTokenSeconds: "s",
  timeToFirstTokenSeconds: "s",
  tokenCacheBytes: "B",
  tokenFlop: "FLOP",
  touchedExpertShare: "1",
  fineTuningOnce: "1",
  retrievalOnce: "1",
  retrievalPerRequest: "1",
  tunedPerRequest: "1",
  onceKwh: "kWh",
  lifetimeUnits: "1",
  onceGramsCo2e: "gCO2e",
  requestKwh: "kWh",
  firstGramsCo2e: "gCO2e",
  secondGramsCo2e: "gCO2e",
  servedKwh: "kWh",
  unitTokens: "token",
  wholeGramsCo2e: "gCO2e",
  adaptedMatrices: "1",
  adapterRank: "1",
  inputWidth: "1",
  outputWidth: "1",
  examples: "1",
  sequencesPerExample: "1",
  exampleTokens: "token",
  frozenParameters: "parameter",
  frozenBytesPerParameter: "B/parameter",
  trainedParameters: "parameter",
  trainedBytesPerParameter: "B/parameter",
  keptExamples: "1",
  generationYield: "1",
  samples: "1",
  checkpoints: "1",
  repetitions: "1",
  onceLitres: "L",
  onceUsd: "USD",
  onceSeconds: "s",
  requestsPerDay: "1",
  periodDays: "d",
  occurrences: "1",
  chunks: "1",
  chunkTokens: "token",
  chunkOverlap: "1",
  lookupParameters: "parameter",
  items: "1",
  itemTokens: "token",
  encoderSeconds: "s",
  launchFloorSeconds: "s",
  queriesPerLaunch: "1",
  vectors: "1",
  candidateListSize: "1",
  graphNeighbours: "1",
  distanceSeconds: "s",
  scannedShare: "1",
  vectorBytes: "B",
  vectorDimensions: "1",
  elementBytes: "B",
  indexReplicas: "1",
  turns: "1",
  firstPromptTokens: "token",
  turnTokens: "token",
  cacheHitShare: "1",
  processedTokens: "token",
  processorTokensPerSecond: "token/s",
  acceptance: "1",
  draftedTokens: "token",
  roundTokens: "token",
  draftTimeShare: "1",
  draftTokenSeconds: "s",
  roundSeconds: "s",
  verifySeconds: "s",
  verifyWatts: "W",
  draftSeconds: "s",
  draftWatts: "W",
  chargedShare: "1",
  referenceKwh: "kWh",
  headerBytes: "B",
  sentTokens: "token",
  tokenIdBytes: "B",
  distributedTokens: "token",
  probabilityBytes: "B",
  messages: "1",
  transferredBytes: "B",
  networkKwhPerGigabyte: "kWh/GB",
  processorLoad: "1",
  baseWatts: "W",
  activeHoursPerDay: "1",
  hybridKwh: "kWh",
  plainKwh: "kWh",
  promptKwh: "kWh",
  promptTokenKwh: "kWh",
  lowShare: "1",
  highShare: "1",
});

describe("unitOf", () => {
  const formulas = Object.values(exports as unknown as Readonly<Record<string, Formula<Numbers>>>);

  it("agrees with UnitOf on every input of every equation", () => {
    const keys = new Set(formulas.flatMap(({ card }) => Object.keys(card.domain)));
    expect([...keys].sort()).toEqual(Object.keys(keysOfFormulas).sort());
    for (const [key, unit] of Object.entries(keysOfFormulas)) expect(unitOf(key), key).toBe(unit);
  });

  it("lets the longest suffix win, as UnitOf does", () => {
    const nested = announced({
      kwh: "kWh",
      seconds: "s",
      gridGramsPerKwh: "gCO2e/kWh",
      memoryBandwidthBytesPerSecond: "B/s",
      fabKwhPerSquareCentimetre: "kWh/cm2",
      layerFlopPerParameterToken: "FLOP/(parameter·token)",
      latencySeconds: "s",
      featureNanometres: "nm",
      gramsCo2eKwh: "kWh",
      networks: "1",
      kilowatts: "1",
      megabytes: "1",
      nonparameters: "1",
    });
    for (const [key, unit] of Object.entries(nested)) expect(unitOf(key), key).toBe(unit);
  });

  it("reads every suffix behind any word, and nothing else as one", () => {
    const word = fc.stringMatching(/^[a-z]{1,10}$/u);
    const suffixes = Object.entries(unitSuffixes) as [string, Unit][];
    fc.assert(
      fc.property(word, fc.constantFrom(...suffixes), (prefix, [suffix, unit]) => {
        expect(unitOf(`${prefix}${suffix}`)).toBe(unit);
        expect(unitOf(`${prefix}${suffix}Count`)).toBe("1");
      }),
      { numRuns: 500 },
    );
  });
});
