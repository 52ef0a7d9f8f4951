import * as z from "zod";
import { fusedProjections } from "../estimate/fused-projections.js";

/** Makes something at its first use. */
export function once<Made>(make: () => Made): () => Made {
  let made: { readonly of: Made } | undefined;
  return () => (made ??= { of: make() }).of;
}

const precisions = ["fp64", "fp32", "tf32", "fp16", "bf16", "fp8", "int8", "fp4"] as const;

/** Words that stand for fields in records of one's own: the precisions of rates. */
export const namesInRecords: readonly string[] = precisions;

/** Schemas of numbers and of records that a file describes itself; made at first use, because few programs read files. */
export const basicSchemas = /* @__PURE__ */ once(() => {
  /** A number in its field's unit, or text with a unit. */
  const amount = z.union([z.number(), z.string()]);

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
  const quantity = z.union([amount, ranged]).meta({ id: "aQuantity" });

  const count = z.number();

  const architecture = z.strictObject({
    layers: count,
    hiddenSize: count,
    attentionHeads: count.optional().meta({ description: "Query heads; left out only where attentionLayers is 0" }),
    keyValueHeads: count.optional(),
    headSize: count.optional(),
    feedForwardSize: count.optional().meta({ description: "Width of a feed-forward block; left out only where feedForwardLayers is 0" }),
    gatedFeedForward: z.boolean().optional(),
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
    slidingWindow: z
      .strictObject({ tokens: count, layers: count })
      .optional()
      .meta({ description: "Layers that see the last tokens only" }),
    attentionLayers: count.optional().meta({ description: "Layers with attention in a hybrid; 0 where there is none" }),
    stateLayers: z.enum(["mamba", "mamba-2", "gated-delta-net", "kimi-delta-attention", "lightning-attention"]).optional(),
    stateLayer: z
      .strictObject({
        innerSize: count,
        stateSize: count,
        groups: count.optional(),
        heads: count.optional(),
        convolutionWidth: count.optional(),
        stepRank: count.optional().meta({ description: "Rank of the step in mamba" }),
        gateNorm: z.boolean().optional().meta({ description: "Whether the gated output has a norm in mamba-2; it has where left out" }),
      })
      .optional()
      .meta({ description: "Dimensions of the layers with a state" }),
    parallelState: z.boolean().optional().meta({ description: "State and attention side by side in every layer" }),
    feedForwardLayers: count.optional().meta({ description: "Layers that are a feed-forward block alone in a hybrid of single blocks" }),
    encoderLayers: count.optional().meta({ description: "Layers of the encoder; layers are then those of the decoder" }),
    fused: z.array(z.enum(fusedProjections)).optional().meta({ description: "Projections that are one matrix" }),
    relativePositionBuckets: count.optional(),
    uncounted: z.string().optional().meta({ description: "Why the dimensions do not give the parameters; then state them" }),
  });

  const experts = z.strictObject({
    total: count,
    active: count,
    shared: count.optional(),
    feedForwardSize: count,
    latentSize: count.optional().meta({ description: "Width in which routed experts work; the hidden size where left out" }),
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
      attention: z.boolean().optional().meta({ description: "false for a model without dimensions that has no attention" }),
      architecture: architecture.optional(),
    }),
    z.strictObject({
      kind: z.literal("mixture-of-experts"),
      name: z.string().optional(),
      parameters: quantity.optional(),
      activeParameters: quantity.optional().meta({ description: "Parameters that one token passes through" }),
      totalOverActive: quantity.optional().meta({ description: "All parameters over the active ones, instead of parameters" }),
      trainingSequenceTokens: quantity.optional(),
      attention: z.boolean().optional(),
      architecture: architecture.extend({ experts }).optional(),
    }),
  ]);

  const precision = z.enum(precisions);

  const accelerator = z.strictObject({
    name: z.string(),
    memoryBytes: quantity
      .optional()
      .meta({ description: "Memory of one device that software can use, for example 80 GB", examples: ["80 GB"] }),
    nominalMemoryBytes: quantity.optional().meta({ description: "Memory of one device as it is sold; as memoryBytes where left out" }),
    tdpWatts: quantity.optional().meta({ description: "Thermal design power of one device", examples: ["700 W"] }),
    memoryBandwidthBytesPerSecond: quantity.optional().meta({ description: "Rate at which the memory of one device is read (B/s)" }),
    idlePowerWatts: quantity.optional().meta({ description: "Power of the device with nothing to do" }),
    peakFlopPerSecond: z
      .partialRecord(precision, quantity)
      .meta({ description: "Dense matrix rate by precision, for example 989 TFLOP/s" }),
    trainingPrecision: precision.optional(),
    dieAreaSquareCentimetres: quantity.optional().meta({ description: "Area of all logic dies of one device (cm2)" }),
    fabNode: z.enum(["28nm", "14nm", "10nm", "8nm", "7nm", "5nm", "3nm"]).optional(),
    trainingPowerWatts: quantity.optional(),
    hostWatts: quantity
      .optional()
      .meta({ description: "Power of the host, network and fans of its usual server, per device", examples: ["150 W"] }),
    trainingEfficiency: quantity.optional(),
    trainingGroup: z
      .enum(["a100", "b200", "gb200", "h100", "mi250x", "tpu-v3", "tpu-v4", "tpu-v5e", "tpu-v5p", "tpu-v6e", "tpu-v7", "v100"])
      .optional()
      .meta({ description: "Device of the efficiency fit that it is like; an unseen one where left out" }),
    trainingMemory: z
      .enum(["h200", "b300"])
      .optional()
      .meta({ description: "Which device of its group it is, where it has more memory than the others" }),
    achievableFlopPerSecond: z
      .partialRecord(precision, quantity)
      .optional()
      .meta({ description: "Measured rate of matrix products by precision" }),
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
    hostGramsCo2e: quantity
      .optional()
      .meta({ description: "Manufacture of the server without accelerators, for example 2500 kg; not together with bill" }),
    bill: hostBill.optional(),
    hostPowerWatts: quantity.optional().meta({ description: "Power of the server without accelerators", examples: ["2 kW"] }),
    hostPowerFactor: quantity.optional().meta({ description: "Power of the host over what its equation gives" }),
  });

  const encoder = z.strictObject({
    name: z.string(),
    parameters: quantity,
    lookupParameters: quantity.optional(),
    layers: z.number().optional(),
    attentionWidth: z.number().optional(),
    vectorDimensions: z.number().optional(),
  });

  return {
    amount,
    quantity,
    model: model.meta({ id: "ownModel" }),
    accelerator: accelerator.meta({ id: "ownAccelerator" }),
    server: server.meta({ id: "ownServer" }),
    encoder: encoder.meta({ id: "ownEncoder" }),
  };
});
