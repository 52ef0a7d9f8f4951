import type {
  Accelerator,
  AcceleratorRecord,
  DenseModel,
  ExpertArchitecture,
  Experts,
  Grid,
  GridRecord,
  HostBill,
  LatentAttention,
  MixtureOfExpertsModel,
  ModelRecord,
  Precision,
  Server,
  ServerRecord,
  StateLayer,
} from "../catalog/records.js";
import { unknownKey } from "../core/near-matches.js";

/** Every key of every member of a union. The compiler demands each of them once, so that no list falls behind its interface. */
type KeysOf<T> = Readonly<Record<T extends unknown ? keyof T : never, true>>;

const acceleratorKeys: KeysOf<Accelerator | AcceleratorRecord> = {
  name: true,
  memoryBytes: true,
  nominalMemoryBytes: true,
  tdpWatts: true,
  memoryBandwidthBytesPerSecond: true,
  idlePowerWatts: true,
  peakFlopPerSecond: true,
  trainingPrecision: true,
  dieAreaSquareCentimetres: true,
  fabNode: true,
  trainingPowerWatts: true,
  hostWatts: true,
  trainingEfficiency: true,
  trainingGroup: true,
  trainingMemory: true,
  achievableFlopPerSecond: true,
  fastLink: true,
  productFootprintGramsCo2e: true,
  vendor: true,
  kind: true,
  aliases: true,
  launchYear: true,
  preliminary: true,
  foundry: true,
  processNanometres: true,
  computeDies: true,
  memoryType: true,
  interconnect: true,
  interconnectBytesPerSecond: true,
  note: true,
};

const rateKeys: KeysOf<Record<Precision, unknown>> = {
  fp64: true,
  fp32: true,
  tf32: true,
  fp16: true,
  bf16: true,
  fp8: true,
  int8: true,
  fp4: true,
};

/** A grid in one year has its year beside (`gridInYear`). */
const gridKeys: KeysOf<Grid | GridRecord | { readonly year: number }> = {
  name: true,
  intensityGramsPerKwh: true,
  marketIntensityGramsPerKwh: true,
  year: true,
  notes: true,
  lines: true,
  aliases: true,
  parts: true,
  level: true,
  country: true,
  basis: true,
  boundary: true,
  gases: true,
  source: true,
  at: true,
  figureBasis: true,
  carbonFreeShare: true,
  generationShares: true,
  lossFraction: true,
  note: true,
};

const serverKeys: KeysOf<Server | ServerRecord> = {
  name: true,
  acceleratorsPerServer: true,
  hostGramsCo2e: true,
  bill: true,
  aliases: true,
  accelerator: true,
  ratedPowerWatts: true,
  hostPowerWatts: true,
  hostPowerFactor: true,
  note: true,
};

const billKeys: KeysOf<HostBill> = {
  cpus: true,
  memoryBytes: true,
  ssdBytes: true,
  hddCount: true,
  powerSupplyKilograms: true,
  chipPackageCount: true,
  dramGramsPerGigabyte: true,
  ssdGramsPerGigabyte: true,
};

const modelKeys: KeysOf<DenseModel | MixtureOfExpertsModel | ModelRecord> = {
  kind: true,
  name: true,
  trainingTokens: true,
  trainingSequenceTokens: true,
  parameters: true,
  activeParameters: true,
  totalOverActive: true,
  attention: true,
  architecture: true,
  architectureSource: true,
  note: true,
  developer: true,
  family: true,
  released: true,
  aliases: true,
  weights: true,
  licence: true,
  statedParameters: true,
  statedActiveParameters: true,
  weightFormat: true,
  parametersNote: true,
};

const architectureKeys: KeysOf<ExpertArchitecture> = {
  layers: true,
  hiddenSize: true,
  attentionHeads: true,
  keyValueHeads: true,
  headSize: true,
  feedForwardSize: true,
  gatedFeedForward: true,
  vocabularySize: true,
  tiedEmbeddings: true,
  contextTokens: true,
  learnedPositions: true,
  biases: true,
  norm: true,
  parallelBlock: true,
  queryKeyNorm: true,
  embeddingNorm: true,
  attentionSinks: true,
  latentAttention: true,
  slidingWindow: true,
  attentionLayers: true,
  stateLayers: true,
  stateLayer: true,
  parallelState: true,
  feedForwardLayers: true,
  encoderLayers: true,
  fused: true,
  relativePositionBuckets: true,
  uncounted: true,
  experts: true,
};

const expertKeys: KeysOf<Experts> = {
  total: true,
  active: true,
  shared: true,
  feedForwardSize: true,
  latentSize: true,
  sharedFeedForwardSize: true,
  firstDenseLayers: true,
  layerPeriod: true,
  routerBias: true,
  router: true,
  gatedFeedForward: true,
  blockScaled: true,
};

const stateKeys: KeysOf<StateLayer> = {
  innerSize: true,
  stateSize: true,
  groups: true,
  heads: true,
  convolutionWidth: true,
  stepRank: true,
  gateNorm: true,
};

const latentKeys: KeysOf<LatentAttention> = {
  keyValueRank: true,
  queryRank: true,
  nopeHeadSize: true,
  ropeHeadSize: true,
  valueHeadSize: true,
};

const windowKeys = { tokens: true, layers: true } as const;

/** Records that passed and can no longer change: most programs estimate with a few of the catalogue, millions of times. */
const passed = /* @__PURE__ */ new WeakSet<object>();

/** Looks through a record, unless that was done and it is frozen. */
function once(record: unknown, look: (record: object) => void): void {
  // What is no record is refused elsewhere.
  if (typeof record !== "object" || record === null || passed.has(record)) return;
  look(record);
  if (Object.isFrozen(record)) passed.add(record);
}

/** Refuses keys of a record that nothing reads: a slip of the pen would be lost without a word. */
function refuseOthers(where: string, field: string, record: unknown, known: Readonly<Record<string, true>>): void {
  if (typeof record !== "object" || record === null) return;
  for (const key of Object.keys(record)) {
    // Who keeps records in a table of their own gives them an id.
    if (key === "id" || Object.hasOwn(known, key)) continue;
    throw unknownKey(where, `${field}.${key}`, key, Object.keys(known));
  }
}

/**
 * Refuses keys of a model that mean nothing, in its dimensions too.
 *
 * @throws `FootprintError` `invalid-input` with near matches
 */
export function refuseOtherKeysOfModel(where: string, model: DenseModel | MixtureOfExpertsModel): void {
  once(model, () => {
    refuseOthers(where, "model", model, modelKeys);
    const { architecture } = model;
    if (architecture === undefined) return;
    refuseOthers(where, "architecture", architecture, architectureKeys);
    refuseOthers(where, "architecture.experts", (architecture as Partial<ExpertArchitecture>).experts, expertKeys);
    refuseOthers(where, "architecture.stateLayer", architecture.stateLayer, stateKeys);
    refuseOthers(where, "architecture.latentAttention", architecture.latentAttention, latentKeys);
    refuseOthers(where, "architecture.slidingWindow", architecture.slidingWindow, windowKeys);
  });
}

/**
 * Refuses keys of an accelerator that mean nothing, and rates of no precision.
 *
 * @throws `FootprintError` `invalid-input` with near matches
 */
export function refuseOtherKeysOfAccelerator(where: string, field: string, accelerator: Partial<Accelerator> | undefined): void {
  once(accelerator, () => {
    refuseOthers(where, field, accelerator, acceleratorKeys);
    refuseOthers(where, `${field}.peakFlopPerSecond`, accelerator?.peakFlopPerSecond, rateKeys);
    refuseOthers(where, `${field}.achievableFlopPerSecond`, accelerator?.achievableFlopPerSecond, rateKeys);
  });
}

/**
 * Refuses keys of a grid that mean nothing.
 *
 * @throws `FootprintError` `invalid-input` with near matches
 */
export function refuseOtherKeysOfGrid(where: string, field: string, grid: Partial<Grid> | undefined): void {
  refuseOthers(where, field, grid, gridKeys);
}

/**
 * Refuses keys of a server that mean nothing, in the bill of its parts too.
 *
 * @throws `FootprintError` `invalid-input` with near matches
 */
export function refuseOtherKeysOfServer(where: string, server: Partial<Server>): void {
  refuseOthers(where, "server", server, serverKeys);
  refuseOthers(where, "server.bill", server.bill, billKeys);
}
