import * as z from "zod";
import { quantityFields } from "./quantity-fields.js";

/** A number in its field's unit, or text with a unit. */
export const amount = z.union([z.number(), z.string()]);

const ranged = z
  .strictObject({
    value: amount,
    low: amount.optional().meta({ description: "Lower end of the plausible range" }),
    high: amount.optional().meta({ description: "Upper end of the plausible range" }),
    source: z.string().optional().meta({ description: "Where the number comes from" }),
    at: z.string().optional().meta({ description: "Page, table or row" }),
  })
  .meta({ description: "A number with its range and source" });

/** A number in its field's unit or with a unit, bare or with range and source. */
export const quantity = z.union([amount, ranged]);

const count = z.number();

const architecture = z.strictObject({
  layers: count,
  hiddenSize: count,
  attentionHeads: count.meta({ description: "Query heads" }),
  keyValueHeads: count.optional(),
  headSize: count.optional(),
  feedForwardSize: count,
  gatedFeedForward: z.boolean(),
  vocabularySize: count,
  tiedEmbeddings: z.boolean(),
  contextTokens: count,
  learnedPositions: z.boolean().optional(),
  biases: z.union([z.boolean(), z.enum(["attention", "qkv"])]).optional(),
  norm: z.enum(["rms", "layer", "none"]),
  parallelBlock: z.boolean().optional().meta({ description: "Attention and feed-forward block side by side behind one norm" }),
  queryKeyNorm: z.boolean().optional(),
  embeddingNorm: z.boolean().optional(),
  attentionSinks: z.boolean().optional(),
  latentAttention: z
    .strictObject({ keyValueRank: count, queryRank: count.optional(), nopeHeadSize: count, ropeHeadSize: count, valueHeadSize: count })
    .optional()
    .meta({ description: "Multi-head latent attention; leave keyValueHeads and headSize out" }),
  slidingWindow: z.strictObject({ tokens: count, layers: count }).optional().meta({ description: "Layers that see the last tokens only" }),
  attentionLayers: count.optional().meta({ description: "Layers with attention in a hybrid" }),
  stateLayers: z.enum(["mamba", "mamba-2", "gated-delta-net", "lightning-attention"]).optional(),
  stateLayer: z
    .strictObject({ innerSize: count, stateSize: count, groups: count, heads: count, convolutionWidth: count })
    .optional()
    .meta({ description: "Dimensions of mamba-2 layers" }),
  feedForwardLayers: count.optional().meta({ description: "Layers that are a feed-forward block alone in a hybrid of single blocks" }),
  encoderLayers: count.optional().meta({ description: "Layers of the encoder; layers are then those of the decoder" }),
  relativePositionBuckets: count.optional(),
  uncounted: z.string().optional().meta({ description: "Why the dimensions do not give the parameters; then state them" }),
});

const experts = z.strictObject({
  total: count,
  active: count,
  shared: count.optional(),
  feedForwardSize: count,
  sharedFeedForwardSize: count.optional(),
  firstDenseLayers: count.optional(),
  layerPeriod: count.optional(),
  routerBias: z.boolean().optional(),
  router: z.boolean().optional().meta({ description: "Whether the router is counted; it is where left out" }),
  gatedFeedForward: z.boolean().optional().meta({ description: "Whether experts have a gate; as the other layers where left out" }),
  blockScaled: z.boolean().optional().meta({ description: "Whether 8-bit weights have scales per block of 128 × 128" }),
});

const model = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("dense"),
    name: z.string().optional(),
    parameters: quantity.optional().meta({ description: "Stated parameters; used instead of the dimensions where both are given" }),
    trainingSequenceTokens: quantity.optional().meta({ description: "Sequence length of the main phase of pre-training" }),
    architecture: architecture.optional(),
  }),
  z.strictObject({
    kind: z.literal("mixture-of-experts"),
    name: z.string().optional(),
    parameters: quantity.optional(),
    activeParameters: quantity.optional().meta({ description: "Parameters that one token passes through" }),
    trainingSequenceTokens: quantity.optional(),
    architecture: architecture.extend({ experts }).optional(),
  }),
]);

const precision = z.enum(["fp64", "fp32", "tf32", "fp16", "bf16", "fp8", "int8", "fp4"]);

const accelerator = z.strictObject({
  name: z.string(),
  memoryBytes: quantity.optional().meta({ description: "Memory of one device, for example 80 GB", examples: ["80 GB"] }),
  tdpWatts: quantity.optional().meta({ description: "Thermal design power of one device", examples: ["700 W"] }),
  memoryBandwidthBytesPerSecond: quantity.optional().meta({ description: "Rate at which the memory of one device is read (B/s)" }),
  idlePowerWatts: quantity.optional().meta({ description: "Power of the device with nothing to do" }),
  peakFlopPerSecond: z.partialRecord(precision, quantity).meta({ description: "Dense matrix rate by precision, for example 989 TFLOP/s" }),
  trainingPrecision: precision.optional(),
  dieAreaSquareCentimetres: quantity.optional().meta({ description: "Area of all logic dies of one device (cm2)" }),
  fabNode: z.enum(["28nm", "14nm", "10nm", "8nm", "7nm", "5nm", "3nm"]).optional(),
  trainingPowerWatts: quantity.optional(),
  trainingEfficiency: quantity.optional(),
  trainingGroup: z
    .enum(["a100", "b200", "gb200", "h100", "tpu-v3", "tpu-v4", "tpu-v5e", "tpu-v5p", "tpu-v6e", "tpu-v7", "v100"])
    .optional()
    .meta({ description: "Device of the efficiency fit that it is like; an unseen one where left out" }),
  achievableFlopPerSecond: z.partialRecord(precision, quantity).optional().meta({ description: "Measured rate of matrix products by precision" }),
  fastLink: z.enum(["node", "rack"]).optional().meta({ description: "How far the fast link between devices reaches" }),
  productFootprintGramsCo2e: quantity.optional().meta({ description: "Manufacture of one device, for example 164 kg" }),
});

const hostBill = z
  .strictObject({
    cpus: z.strictObject({
      count,
      dieAreaSquareCentimetres: quantity.meta({ description: "Area of all dies of one processor (cm2)" }),
    }),
    memoryBytes: quantity.meta({ description: "Main memory of the server", examples: ["2048 GB"] }),
    ssdBytes: quantity.optional().meta({ description: "Solid-state storage of the server", examples: ["30720 GB"] }),
    hddCount: count.optional().meta({ description: "Hard disks of the server" }),
    powerSupplyKilograms: quantity.optional().meta({ description: "Mass of all power supplies (kg)", examples: ["18 kg"] }),
    chipPackageCount: count.optional().meta({ description: "Packages of chips on boards and modules, beside the processors" }),
    dramGramsPerGigabyte: quantity.optional().meta({ description: "Manufacture of main memory (g/GB)" }),
    ssdGramsPerGigabyte: quantity.optional().meta({ description: "Manufacture of solid-state storage (g/GB)" }),
  })
  .meta({ description: "Parts of the server without accelerators; what is left out is missing from the sum" });

const server = z.strictObject({
  name: z.string(),
  acceleratorsPerServer: z.number(),
  hostGramsCo2e: quantity.optional().meta({ description: "Manufacture of the server without accelerators, for example 2500 kg; not together with bill" }),
  bill: hostBill.optional(),
});

const reference = z.strictObject({
  label: z.string(),
  operational: amount.meta({ description: "Published operational emissions, with unit of mass, for example 552.1 t" }),
  source: z.string(),
});

const quantities = Object.fromEntries(
  quantityFields.flatMap(({ name, apiName, description, unit, example }) => {
    const field = quantity.optional().meta({ description: `${description}. A bare number is in ${unit}.`, examples: [example] });
    return name === apiName ? [[name, field]] : [[name, field], [apiName, field.meta({ description: `${description} (${unit}), as ${name}` })]];
  }),
);

/** Efficiency may also be a hardware FLOP utilisation, which needs to say what is recomputed. */
const efficiency = z
  .union([quantity, z.strictObject({ hfu: quantity, recompute: z.enum(["full", "none"]) })])
  .optional()
  .meta({ description: "Model FLOP utilisation, or hardware FLOP utilisation with what is recomputed", examples: ["19.7%"] });

/** Records of the file's own. */
export const ownCatalogSchema = z
  .record(z.string(), z.unknown())
  .optional()
  .meta({ description: "Records of your own for this scenario, as in a file of own records (schema/catalog.schema.json)" });

/** A model by name or with its dimensions. */
export const modelSchema = z.union([z.string(), model]).meta({ description: "A model of the catalogue by name, or your own" });

/** An accelerator by name or with its figures. */
export const acceleratorSchema = z
  .union([z.string(), accelerator])
  .meta({ description: "An accelerator of the catalogue by name, or your own" });

/** A training scenario as it is written in a file. */
export const trainingScenarioSchema = z
  .strictObject({
    $schema: z.string().optional().meta({ description: "Where this schema is, for editors" }),
    kind: z.literal("training").meta({ description: "What is estimated" }),
    name: z.string().optional().meta({ description: "Title of the output" }),
    catalog: ownCatalogSchema,
    model: modelSchema,
    accelerator: acceleratorSchema,
    precision: precision.optional().meta({ description: "Number format of the training" }),
    ...quantities,
    efficiency,
    attentionFlop: z.enum(["full", "causal", "none"]).optional().meta({ description: "Whether attention is counted in the operations" }),
    softwareYear: z.number().int().optional().meta({ description: "Year of the software; GPU software up to 2022 was slower" }),
    experimentationFactor: z
      .union([quantity, z.literal("unknown")])
      .optional()
      .meta({ description: 'Experiments around the run as a multiple of it, or "unknown" for the range of published ones' }),
    powerMethod: z.enum(["load", "tdp"]).optional().meta({ description: "How power is found where it is not given; the TDP is an upper bound" }),
    powerBoundary: z.enum(["server", "accelerator"]).optional().meta({ description: "What the predicted power covers" }),
    cooling: z.enum(["air", "liquid"]).optional().meta({ description: "Cooling of the servers, for the predicted power" }),
    storage: z
      .strictObject({
        checkpointCount: z.number().optional(),
        datasetBytes: quantity.optional().meta({ description: "Size of the training data", examples: ["60 TB"] }),
        replicas: z.number().optional(),
        years: quantity.meta({ description: "How long both are kept, in years of 365 days" }),
        medium: z.enum(["ssd", "hdd"]).optional(),
      })
      .optional()
      .meta({ description: "Checkpoints and data that are kept beside the run" }),
    site: z.string().optional().meta({ description: "A data centre of the catalogue: gives the PUE and, without grid, the intensity" }),
    grid: z.string().optional().meta({ description: "A grid of the catalogue, for example usa; the world average is world" }),
    region: z
      .string()
      .optional()
      .meta({ description: "A cloud region of the catalogue, for example aws:us-east-1: gives the grid and, where published, the PUE" }),
    mix: z
      .record(z.string(), amount)
      .optional()
      .meta({ description: "Share of each fuel in the electricity; fractions or percent that add up to 1", examples: [{ coal: "40%", gas: "60%" }] }),
    mixBasis: z.enum(["lifecycle", "direct"]).optional().meta({ description: "Whether the upstream of fuels and plants counts; it does where left out" }),
    year: z.number().int().optional().meta({ description: "Year of the grid or region; the newest where left out" }),
    server: z
      .union([z.string(), server])
      .optional()
      .meta({ description: 'A server of the catalogue, your own, or "none" to leave its embodied share out' }),
    embodiedMethod: z.enum(["product-footprint", "components", "generic"]).optional(),
    references: z.array(reference).optional().meta({ description: "Published emissions to compare with" }),
    baselines: z
      .array(z.enum(["mlco2", "mlco2-peak"]))
      .optional()
      .meta({ description: "Published methods to compare with" }),
  })
  .meta({ title: "llm-footprint scenario", description: "A training run to estimate with llm-footprint" });

/** What a scenario file holds, before names are looked up and units are read. */
export type TrainingScenarioFile = z.infer<typeof trainingScenarioSchema>;
