import * as z from "zod";
import type { LlmcarbonTables } from "../catalog/published-runs.js";
import type {
  AcceleratorRecord,
  Architecture,
  Defaults,
  ExpertArchitecture,
  GridRecord,
  ModelRecord,
  ServerRecord,
  SiteRecord,
  SourceRecord,
} from "../catalog/records.js";
import type { Figure } from "../core/figure.js";

// Every schema is strict: a misspelt key in a table is an error, not a figure that nobody reads.
const text = z.string().min(1);
const positive = z.number().positive();
const year = z.number().int().min(1990).max(2100);
const aliases = z.array(text).readonly();

const basis = z.enum(["measured", "published", "datasheet", "derived", "estimated", "secondary", "assumption"]);

const figure: z.ZodType<Figure> = z.strictObject({
  value: z.number(),
  low: z.number().exactOptional(),
  high: z.number().exactOptional(),
  source: text,
  at: text,
  basis,
  note: text.exactOptional(),
});

const precision = z.enum(["fp32", "tf32", "fp16", "bf16", "fp8", "int8", "fp4"]);
const fabNode = z.enum(["28nm", "14nm", "10nm", "7nm", "5nm", "3nm"]);

const accelerator: z.ZodType<AcceleratorRecord> = z.strictObject({
  name: text,
  vendor: text,
  aliases,
  launchYear: year,
  memoryType: z.enum(["hbm2", "hbm2e", "hbm3", "hbm3e"]),
  memoryBytes: figure,
  memoryBandwidthBytesPerSecond: figure,
  tdpWatts: figure,
  peakFlopPerSecond: z.partialRecord(precision, figure),
  trainingPrecision: precision,
  dieAreaSquareCentimetres: figure,
  fabNode,
  trainingPowerWatts: figure,
  trainingEfficiency: figure,
  productFootprintGramsCo2e: figure.exactOptional(),
});

const server: z.ZodType<ServerRecord> = z.strictObject({ name: text, aliases, acceleratorsPerServer: positive.int(), hostGramsCo2e: figure });

const site: z.ZodType<SiteRecord> = z.strictObject({ name: text, aliases, year, pue: figure, intensityGramsPerKwh: figure.exactOptional() });

const grid: z.ZodType<GridRecord> = z.strictObject({
  name: text,
  aliases,
  level: z.enum(["country", "world"]),
  basis: z.enum(["lifecycle", "direct"]),
  accounting: z.enum(["location", "market"]),
  source: text,
  at: text,
  intensityGramsPerKwh: z.record(z.string().regex(/^(?:19|20)\d\d$/u), z.number().nonnegative()),
});

const dimensions = {
  layers: positive.int(),
  hiddenSize: positive.int(),
  attentionHeads: positive.int(),
  keyValueHeads: positive.int().exactOptional(),
  headSize: positive.int().exactOptional(),
  feedForwardSize: positive.int(),
  gatedFeedForward: z.boolean(),
  vocabularySize: positive.int(),
  tiedEmbeddings: z.boolean(),
  contextTokens: positive.int(),
  learnedPositions: z.boolean().exactOptional(),
  biases: z.union([z.boolean(), z.enum(["attention", "qkv"])]).exactOptional(),
  norm: z.enum(["rms", "layer"]),
  queryKeyNorm: z.boolean().exactOptional(),
  embeddingNorm: z.boolean().exactOptional(),
  attentionSinks: z.boolean().exactOptional(),
};
const architecture: z.ZodType<Architecture> = z.strictObject(dimensions);
const expertArchitecture: z.ZodType<ExpertArchitecture> = z.strictObject({
  ...dimensions,
  experts: z.strictObject({
    total: positive.int(),
    active: positive.int(),
    shared: z.number().int().nonnegative().exactOptional(),
    feedForwardSize: positive.int(),
    sharedFeedForwardSize: positive.int().exactOptional(),
    firstDenseLayers: z.number().int().nonnegative().exactOptional(),
    layerPeriod: positive.int().exactOptional(),
    routerBias: z.boolean().exactOptional(),
  }),
});

const modelFields = {
  name: text,
  developer: text,
  releaseYear: year,
  aliases,
  parameters: figure.exactOptional(),
  trainingTokens: figure.exactOptional(),
  architectureSource: z.strictObject({ id: text, at: text }).exactOptional(),
};
const model = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("dense"), ...modelFields, architecture: architecture.exactOptional() }),
  z.strictObject({
    kind: z.literal("mixture-of-experts"),
    ...modelFields,
    activeParameters: figure.exactOptional(),
    architecture: expertArchitecture.exactOptional(),
  }),
]) as unknown as z.ZodType<ModelRecord>;

const source: z.ZodType<SourceRecord> = z.strictObject({
  title: text,
  authors: text,
  year,
  url: z.url({ protocol: /^https$/u }),
  licence: text,
  retrieved: z.iso.date(),
});

const defaults: z.ZodType<Defaults> = z.strictObject({
  server,
  flopPerParameterToken: figure,
  lifetimeYears: figure,
  lifetimeUtilisation: figure,
  moduleGramsCo2e: figure,
  memoryGramsPerGigabyte: figure,
  carbonPerAreaGramsPerSquareCentimetre: z.record(fabNode, figure),
  plausibleRanges: z.record(
    z.enum(["averagePowerOverTdp", "efficiency", "intensityGramsPerKwh", "pue", "runDays", "tokensPerParameter"]),
    z.strictObject({ low: z.number(), high: z.number(), source: text, at: text, basis }),
  ),
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

/** The schema of every file in `data/`: tables as a whole, by the name of their file. Used by the tests, never at import. */
export const dataSchemas = {
  accelerators: z.record(text, accelerator),
  defaults,
  grids: z.record(text, grid),
  llmcarbon,
  models: z.record(text, model),
  servers: z.record(text, server),
  sites: z.record(text, site),
  sources: z.record(text, source),
};
