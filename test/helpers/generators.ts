import { power } from "../../src/core/power.js";
import fc from "fast-check";
import type { Domain, Formula } from "llm-footprint/formulas";
import { llmcarbonTables } from "llm-footprint/methods";
import { scalingLaws } from "llm-footprint/planning";
import { type Unit, unitOf } from "llm-footprint/units";

/** What a quantity can be in the physical world, and how to spread samples over it. */
interface PhysicalRange {
  readonly low: number;
  readonly high: number;
  /** `log`: uniform in the logarithm; `whole`: whole numbers, uniform in the logarithm; `linear`: uniform. */
  readonly scale: "log" | "linear" | "whole";
}

const log = (low: number, high: number): PhysicalRange => ({ low, high, scale: "log" });
const linear = (low: number, high: number): PhysicalRange => ({ low, high, scale: "linear" });
const whole = (low: number, high: number): PhysicalRange => ({ low, high, scale: "whole" });
const share = linear(0.01, 1);
const flag = whole(0, 1);

/** From the smallest thing that anyone measures to ten times the largest that anyone has built. */
const rangesByUnit: Readonly<Record<Exclude<Unit, "1">, PhysicalRange>> = {
  kWh: log(1e-9, 1e12),
  W: log(1e-3, 1e10),
  h: log(1e-6, 1e10),
  s: log(1e-6, 1e10),
  d: log(1e-4, 1e5),
  a: log(0.1, 50),
  gCO2e: log(1e-6, 1e14),
  "gCO2e/kWh": log(1, 2000),
  "gCO2e/cm2": log(10, 1e5),
  "gCO2e/GB": log(0.1, 1e4),
  "kWh/cm2": log(0.1, 20),
  cm2: log(0.01, 1000),
  B: log(1e6, 1e18),
  "B/s": log(1e6, 1e15),
  FLOP: log(1e12, 1e29),
  "FLOP/s": log(1e9, 1e19),
  "FLOP/(parameter·token)": log(1, 20),
  token: log(1, 1e16),
  parameter: log(1e3, 1e14),
  nm: log(1, 100),
  "L/kWh": log(1e-3, 1000),
  "MJ/kWh": log(0.1, 100),
  "kgSbeq/kWh": log(1e-12, 1e-4),
  "gCO2e/kg": log(1, 1e6),
  kg: log(1e-3, 1e6),
  "kWh/a": log(1, 1e9),
  "token/s": log(1e-3, 1e9),
  L: log(1e-6, 1e14),
  "B/parameter": log(0.1, 100),
  "W/TB": log(0.01, 100),
  "J/token": log(1e-6, 1e6),
  "J/B": log(1e-13, 1e-8),
  "kWh/Mtoken": log(1e-6, 1e6),
  "gCO2e/Mtoken": log(1e-6, 1e9),
  "USD/Mtoken": log(1e-6, 1e6),
  USD: log(1, 1e9),
  "USD/h": log(1e-3, 1e6),
  "USD/kWh": log(1e-3, 10),
  "W/GB": log(1e-3, 100),
  "kWh/GB": log(1e-5, 1),
};

/** Pure numbers have no unit to go by, so each key says what it is. */
const rangesByKey: Readonly<Record<string, PhysicalRange>> = {
  hiddenSize: whole(16, 65_536),
  attentionHeads: whole(1, 512),
  keyValueHeads: whole(1, 512),
  headSize: whole(8, 1024),
  queryKeyValueBias: flag,
  outputBias: flag,
  queryKeyNorm: flag,
  attentionSinks: flag,
  queryRank: whole(1, 8192),
  keyValueRank: whole(1, 8192),
  nopeHeadSize: whole(1, 1024),
  ropeHeadSize: whole(1, 1024),
  valueHeadSize: whole(1, 1024),
  generationShare: share,
  shareSum: linear(0.99, 1.01),
  fuelEnergy: log(1e-3, 1e12),
  totalEnergy: log(1e-3, 1e12),
  feedForwardSize: whole(16, 262_144),
  feedForwardMatrices: whole(2, 3),
  feedForwardBias: flag,
  experts: whole(1, 4096),
  sharedExperts: whole(0, 16),
  routerBias: flag,
  norms: whole(0, 8),
  vectorsPerNorm: whole(0, 2),
  embeddingTables: whole(0, 2),
  blocks: whole(0, 1024),
  stacks: whole(1, 2),
  relativePositionBuckets: whole(1, 1024),
  stateInnerSize: whole(16, 65_536),
  stateSize: whole(1, 1024),
  stateGroups: whole(1, 64),
  stateHeads: whole(1, 1024),
  stepRank: whole(1, 1024),
  latentSize: whole(16, 65_536),
  weightBits: log(0.5, 64),
  convolutionWidth: whole(1, 16),
  feedForwardLayers: whole(0, 512),
  causalMask: flag,
  vocabularySize: whole(256, 1_000_000),
  positions: whole(0, 10_000_000),
  sequenceLength: whole(0, 10_000_000),
  layers: whole(1, 512),
  firstDenseLayers: whole(0, 64),
  expertLayerPeriod: whole(1, 8),
  expertLayers: whole(0, 512),
  expertLayerShare: linear(0, 1),
  yieldFraction: share,
  lifetimeUtilisation: share,
  efficiency: share,
  hardwareFlopUtilisation: share,
  recomputeFactor: linear(1, 2),
  slowdown: linear(0, 0.9),
  weightShards: whole(1, 4096),
  gradientShards: whole(1, 4096),
  optimizerShards: whole(1, 4096),
  microBatch: whole(1, 64),
  wholeActivations: linear(1, 34),
  splitActivations: linear(1, 34),
  keptScores: share,
  interleave: whole(1, 8),
  microBatches: whole(1, 4096),
  memoryShare: share,
  scoreHeadSize: whole(1, 1024),
  flopPerAttendedToken: linear(6, 12),
  attentionLayers: whole(0, 512),
  attentionWidth: whole(16, 65_536),
  windowLayerCount: whole(0, 512),
  activeExperts: whole(1, 64),
  expertTraffic: log(1e-6, 1e-3),
  totalOverActive: log(1, 40),
  referenceExpertTraffic: log(1e-6, 1e-3),
  expertFactor: share,
  expertTrafficExponent: linear(0, 1),
  smallModelExponent: linear(0, 0.5),
  expertFeedForwardSize: whole(64, 65_536),
  referenceExpertWidth: whole(64, 65_536),
  expertWidthExponent: linear(0, 1),
  memoryFactor: linear(1, 1.5),
  wholeRunFactor: share,
  smallRunParameters: log(1e9, 1e10),
  smallRunExponent: linear(0, 0.5),
  fullDeviceTokens: log(1e3, 1e5),
  fullDevices: whole(1, 64),
  spreadBatchExponent: linear(0, 0.5),
  leastDeviceLoad: share,
  attentionFactor: linear(1, 2),
  waitingLoad: share,
  batchFactor: share,
  restingShare: linear(0.1, 0.9),
  workingShare: linear(0.01, 0.5),
  greatestShare: linear(0.5, 1),
  tinyModelParameters: log(1e8, 1e9),
  powerSpread: linear(0.5, 2),
  achievableShare: share,
  deviceEfficiency: share,
  precisionFactor: share,
  efficiencyCeiling: share,
  modelFactor: share,
  runFactor: share,
  softwareFactor: share,
  efficiencySpread: linear(0.3, 3),
  leastEfficiency: linear(0.001, 0.1),
  greatestEfficiency: linear(0.5, 1),
  idlePowerShare: linear(0.01, 1),
  loadPowerShare: linear(0.01, 1.5),
  fanPowerShare: linear(0.01, 0.5),
  deviceLoad: share,
  networkPowerFactor: linear(1, 1.2),
  acceleratorPowerShare: share,
  timeFactor: linear(1, 1.5),
  goodput: share,
  experimentationFactor: linear(0.01, 10),
  checkpointCount: whole(0, 1000),
  storageReplicas: whole(1, 10),
  transmissionLossShare: linear(0, 0.5),
  pue: linear(1, 3),
  // Device lifetimes used up by a run: a million devices for a whole life at most.
  lifetimeShare: log(1e-12, 1e6),
  acceleratorCount: whole(1, 1_000_000),
  deviceCount: whole(1, 1_000_000),
  calibratedFactor: log(0.1, 10),
  spread: log(0.1, 10),
  devicesForModel: whole(1, 10_000),
  acceleratorsPerServer: whole(1, 72),
  unitCount: whole(0, 1_000_000),
  partCount: whole(0, 10_000),
  endOfLifeFraction: linear(0.001, 1),
  devices: log(1, 1e6),
  deviceScale: log(0.1, 10),
  tensorParallelism: whole(1, 64),
  pipelineParallelism: whole(1, 64),
  dataParallelism: whole(1, 10_000),
  expertParallelism: whole(1, 1024),
  parameterScale: log(1, 1e5),
  tokenScale: log(1, 1e5),
  // Below a tenth, the power that solves a law for parameters or tokens leaves the range of a number.
  parameterExponent: linear(0.1, 1),
  tokenExponent: linear(0.1, 1),
  irreducibleLoss: linear(0, 5),
  loss: linear(0.1, 15),
  lossChange: linear(-0.5, 1),
  reducibleLoss: log(1e-3, 10),
  tokenLoss: log(1e-3, 10),
  effectiveExperts: log(1, 1000),
  expertsAtStart: linear(1, 5),
  mostExperts: log(100, 1000),
  touchedExpertShare: share,
  fullAttentionLayers: whole(0, 512),
  stateLayers: whole(0, 512),
  batch: log(1, 1e5),
  tileRows: whole(1, 1024),
  narrowComputeFactor: linear(0.1, 3),
  bandSequences: log(1, 1e5),
  plannedSequences: log(1, 1e4),
  usualConstant: linear(0.1, 10),
  leanConstant: linear(0.1, 10),
  leanness: share,
  repetition: share,
  densitySequences: log(0.5, 1000),
  leastWideParameters: log(1e9, 1e13),
  timeSpread: linear(0.2, 5),
  narrowCount: whole(1, 64),
  wideCount: whole(1, 1024),
  publishedTokensPerSecond: log(0.1, 1e4),
  publishedTokenSeconds: log(1e-4, 10),
  dailyRequests: log(1, 1e9),
  flopPerByte: log(1, 1000),
  rankAccelerators: whole(1, 1024),
  reduceEfficiency: linear(0.1, 1),
  referencePromptEfficiency: share,
  promptExponent: linear(0, 1),
  promptFormatFactor: linear(0.1, 1),
  routedShare: share,
  limitedShare: share,
  bandwidthEfficiency: share,
  computeEfficiency: share,
  narrowFactor: share,
  routingTraffic: linear(1, 100),
  isParallel: flag,
  isBlockScaled: flag,
  fixedTimeFactor: linear(0.1, 10),
  sequenceTimeFactor: linear(0.1, 10),
  overlapExponent: linear(1, 20),
  servingShare: share,
  busyShare: share,
  meanSequences: log(1e-6, 4096),
  offeredSequences: log(1e-6, 4096),
  requestsPerSecond: log(1e-3, 1e6),
  instances: whole(1, 100_000),
  requests: log(1, 1e12),
  deviceIdleShare: share,
  baseLoad: share,
  computeLoad: share,
  hostLoad: share,
  hostTdpShare: linear(0.01, 1),
  hostLoadShare: linear(0.01, 1),
  hostPowerFactor: linear(0.1, 3),
  waitingFactor: linear(0.5, 2),
  prefillLoad: share,
  cacheReadShare: share,
  timeScale: linear(0.1, 10),
  batchExponent: linear(-0.1, -0.001),
  memoryOverhead: linear(1, 2),
  gpuCount: whole(1, 64),
  gpusPerServer: whole(1, 16),
  utilisation: share,
  powerShare: share,
  rateSum: log(1e-3, 1e6),
  parts: whole(1, 168),
  fewestSequences: log(1, 1000),
  mostSequences: log(1, 1e5),
  bandShare: linear(0, 1),
  energySpread: linear(0.3, 3),
  repetitions: log(1, 1e12),
  repetitionsPerPass: log(1, 1e6),
  requestsPerDay: log(1, 1e9),
  occurrences: log(1e-3, 1e6),
  adaptedMatrices: whole(0, 10_000),
  adapterRank: whole(0, 1024),
  inputWidth: whole(16, 65_536),
  outputWidth: whole(16, 65_536),
  examples: whole(0, 10_000_000),
  sequencesPerExample: whole(0, 64),
  passes: log(0.1, 100),
  samples: whole(1, 64),
  checkpoints: whole(0, 1000),
  keptExamples: whole(0, 10_000_000),
  generationYield: share,
  chunks: log(1, 1e10),
  chunkOverlap: linear(1, 2),
  items: whole(0, 1000),
  queriesPerLaunch: log(1, 1000),
  vectors: log(1, 1e10),
  candidateListSize: whole(1, 2000),
  graphNeighbours: whole(0, 128),
  scannedShare: share,
  vectorDimensions: whole(1, 16_384),
  indexReplicas: whole(1, 16),
  turns: whole(2, 1000),
  cacheHitShare: linear(0, 1),
  acceptance: linear(0, 1),
  draftTimeShare: linear(0.001, 1),
  lowShare: linear(0, 1),
  highShare: linear(0, 1),
  messages: log(1, 1e9),
  chargedShare: share,
  processorLoad: share,
  activeHoursPerDay: linear(0.1, 24),
  fineTuningOnce: log(1, 1e9),
  retrievalOnce: log(1, 1e9),
  retrievalPerRequest: log(1e-3, 1e3),
  tunedPerRequest: log(1e-3, 1e3),
  lifetimeUnits: log(1, 1e15),
};

/** The generated inputs of an equation, by key. */
export type Numbers = Readonly<Record<string, number>>;

/** What the inputs of one equation must have in common to describe one thing. */
const jointly: Readonly<Record<string, (inputs: Numbers) => Numbers>> = {
  "adaptation.uncached-prompt": (inputs) => ({
    ...inputs,
    cachedTokens: Math.min(inputs["cachedTokens"] ?? 0, inputs["promptTokens"] ?? 0),
  }),
  // Tables are part of a model.
  "adaptation.computed-parameters": (inputs) => ({
    ...inputs,
    lookupParameters: Math.min(inputs["lookupParameters"] ?? 0, inputs["parameters"] ?? 0),
  }),
  // A round drafts a handful of tokens, and yields at least one.
  "adaptation.tokens-per-round": (inputs) => ({ ...inputs, draftedTokens: Math.min(inputs["draftedTokens"] ?? 0, 64) }),
  "adaptation.verified-tokens": (inputs) => ({ ...inputs, draftedTokens: Math.min(inputs["draftedTokens"] ?? 0, 64) }),
  "adaptation.speculative-speed-up": (inputs) => ({ ...inputs, draftedTokens: Math.min(inputs["draftedTokens"] ?? 0, 64) }),
  // Two sides that differ by less than a tenth would make a quotient of rounding.
  "adaptation.break-even-requests": (inputs) => ({
    ...inputs,
    fineTuningOnce: (inputs["retrievalOnce"] ?? 0) * 1.1 + (inputs["fineTuningOnce"] ?? 0) + 1,
    retrievalPerRequest: (inputs["tunedPerRequest"] ?? 0) * 1.1 + (inputs["retrievalPerRequest"] ?? 0) + 1e-3,
  }),
  "adaptation.break-even-prompt-tokens": (inputs) => ({
    ...inputs,
    plainKwh: (inputs["hybridKwh"] ?? 0) * 1.1 + (inputs["plainKwh"] ?? 0),
  }),
  // A measurement holds what its parts are predicted to take, and says nothing of decoding where that is less than a thousandth of them: the
  // difference would be rounding.
  "energy.calibrated-spread": (inputs) => {
    const parts = (inputs["prefillEnergyKwh"] ?? 0) + (inputs["cacheReadEnergyKwh"] ?? 0);
    return { ...inputs, measuredEnergyKwh: (inputs["measuredEnergyKwh"] ?? 0) + parts * 1.001 };
  },
  // A token passes through some of the experts; far beyond their number every further token finds all of them touched.
  "architecture.touched-expert-share": (inputs) => {
    const experts = Math.max(inputs["experts"] ?? 1, inputs["activeExperts"] ?? 1);
    return { ...inputs, experts, batch: Math.min(inputs["batch"] ?? 1, experts) };
  },
  // An accelerator idles below its TDP, and the parts of a step are no longer than the step.
  "hardware.prompt-power": (inputs) => ({ ...inputs, idleWatts: Math.min(inputs["idleWatts"] ?? 0, 0.9 * (inputs["tdpWatts"] ?? 0)) }),
  "hardware.decode-power": (inputs) => {
    const step = inputs["stepSeconds"] ?? 1;
    const part = (key: string): number => Math.min(inputs[key] ?? 0, step);
    return {
      ...inputs,
      idleWatts: Math.min(inputs["idleWatts"] ?? 0, 0.9 * (inputs["tdpWatts"] ?? 0)),
      memorySeconds: part("memorySeconds"),
      routingSeconds: part("routingSeconds"),
      computeSeconds: part("computeSeconds"),
      sequenceSeconds: part("sequenceSeconds"),
    };
  },
  // No model has more expert layers than layers.
  "architecture.dense-layer-count": (inputs) => ({ ...inputs, expertLayers: Math.min(inputs["expertLayers"] ?? 0, inputs["layers"] ?? 0) }),
  // No model reaches a loss below the irreducible one, and none with given parameters the loss that these alone leave.
  "architecture.reducible-loss": (inputs) => ({ ...inputs, loss: Math.max(inputs["loss"] ?? 0, inputs["irreducibleLoss"] ?? 0) }),
  "architecture.token-loss": (inputs) => ({
    ...inputs,
    reducibleLoss: Math.max(
      inputs["reducibleLoss"] ?? 0,
      (inputs["parameterScale"] ?? 0) / power(inputs["parameters"] ?? 1, inputs["parameterExponent"] ?? 0),
    ),
  }),
  // Parts of the layers are no more than all of them, and embeddings no more than the model.
  "architecture.state-layer-count": (inputs) => {
    const attentionLayers = Math.min(inputs["attentionLayers"] ?? 0, inputs["layers"] ?? 0);
    return {
      ...inputs,
      attentionLayers,
      feedForwardLayers: Math.min(inputs["feedForwardLayers"] ?? 0, (inputs["layers"] ?? 0) - attentionLayers),
    };
  },
  "architecture.full-attention-layers": (inputs) => ({
    ...inputs,
    windowLayerCount: Math.min(inputs["windowLayerCount"] ?? 0, inputs["attentionLayers"] ?? 0),
  }),
  "architecture.parameters-without-embeddings": (inputs) => {
    const rows = (inputs["embeddingTables"] ?? 0) * (inputs["vocabularySize"] ?? 0) + (inputs["positions"] ?? 0);
    return { ...inputs, countedParameters: Math.max(inputs["countedParameters"] ?? 0, rows * (inputs["hiddenSize"] ?? 0)) };
  },
  // The fit for one pipeline stage belongs to models that one server holds, 8 × 2.4e9 parameters; it falls below zero at 49.7e9.
  "method.llmcarbon.fitted-throughput": (inputs) =>
    inputs["linear"] === llmcarbonTables.polynomials.throughputOnePipelineStage.linear
      ? { ...inputs, parameters: Math.min(inputs["parameters"] ?? 0, 19.2e9) }
      : inputs,
};

/** Coefficients of a fit are one printed triple, not three numbers. */
const fits: Readonly<Record<string, readonly Numbers[]>> = {
  "method.llmcarbon.fitted-device-count": [{ ...llmcarbonTables.polynomials.deviceCount }],
  "method.llmcarbon.fitted-throughput": [
    { ...llmcarbonTables.polynomials.throughputOnePipelineStage },
    { ...llmcarbonTables.polynomials.throughputManyPipelineStages },
  ],
  "method.llmcarbon.fitted-batch-size": [{ ...llmcarbonTables.polynomials.batchSize }],
  "architecture.effective-parameters": Object.values(scalingLaws.routing).map((law) => ({
    parameterSlope: law.parameterSlope.value,
    expertSlope: law.expertSlope.value,
    interaction: law.interaction.value,
    expertsAtStart: law.expertsAtStart.value,
  })),
};

function physicalRange(key: string): PhysicalRange {
  const unit = unitOf(key) as Unit;
  const range = unit === "1" ? rangesByKey[key] : rangesByUnit[unit];
  if (range === undefined) throw new Error(`test/helpers/generators.ts: state the physical range of ${key}`);
  return range;
}

const STEPS = 1 << 30;

/** Physical values of a key inside a domain; now and then the lowest value that the domain allows. */
export function physical(key: string, domain: Domain): fc.Arbitrary<number> {
  const range = physicalRange(key);
  const low = Math.max(range.low, domain.min);
  const high = Math.min(range.high, domain.max);
  const clamp = (value: number): number => Math.min(high, Math.max(low, value));
  // Whole steps, because doubles are dense around zero: their exponentials would nearly all be one.
  const uniform = (from: number, to: number): fc.Arbitrary<number> =>
    fc.integer({ min: 0, max: STEPS }).map((step) => from + ((to - from) * step) / STEPS);
  const logarithmic = (from: number): fc.Arbitrary<number> =>
    uniform(Math.log(from), Math.log(high)).map((value) => clamp(Math.exp(value)));
  const spread = {
    log: () => logarithmic(low),
    linear: () => uniform(low, high).map(clamp),
    whole: () => (high <= 8 ? fc.integer({ min: low, max: high }) : logarithmic(Math.max(low, 1)).map(Math.round)),
  }[range.scale]();
  const hasLowest = Number.isFinite(domain.min) && domain.openMin !== true;
  return hasLowest ? fc.oneof({ weight: 15, arbitrary: spread }, { weight: 1, arbitrary: fc.constant(domain.min) }) : spread;
}

/** Physical inputs of an equation, from the domain on its card. */
export function physicalInputs<Inputs>({ card }: Formula<Inputs>): fc.Arbitrary<Inputs> {
  const coefficients = fits[card.id];
  const arbitraries = Object.entries<Domain>(card.domain)
    .filter(([key]) => coefficients?.[0]?.[key] === undefined)
    .map(([key, domain]) => [key, physical(key, domain)] as const);
  const rest = fc.record(Object.fromEntries(arbitraries));
  const all =
    coefficients === undefined
      ? rest
      : fc.tuple(fc.constantFrom(...coefficients), rest).map(([triple, others]): Numbers => ({ ...triple, ...others }));
  const constraint = jointly[card.id];
  return (constraint === undefined ? all : all.map(constraint)) as unknown as fc.Arbitrary<Inputs>;
}

/** A physical value of one key of an equation. */
export function physicalValue<Inputs>(formula: Formula<Inputs>, key: keyof Inputs & string): fc.Arbitrary<number> {
  return physicalInputs(formula).map((inputs) => inputs[key] as number);
}

const bits = new DataView(new ArrayBuffer(8));

/** The next larger number. */
export function nextAbove(value: number): number {
  if (value === 0) return Number.MIN_VALUE;
  bits.setFloat64(0, value);
  bits.setBigInt64(0, bits.getBigInt64(0) + (value > 0 ? 1n : -1n));
  return bits.getFloat64(0);
}

/** The next smaller number. */
export function nextBelow(value: number): number {
  return -nextAbove(-value);
}

/** The numbers just outside a domain: the excluded bound itself, or the nearest number beyond an included one. */
export function justOutside({ min, max, openMin }: Domain): number[] {
  const below = Number.isFinite(min) ? [openMin === true ? min : nextBelow(min)] : [];
  const above = Number.isFinite(max) ? [nextAbove(max)] : [];
  return [...below, ...above];
}
