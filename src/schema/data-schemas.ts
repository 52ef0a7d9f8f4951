import * as z from "zod";
import type {
  AcceleratorRecord,
  AchievableMatmulRecord,
  ApiPriceRecord,
  Architecture,
  ClosedModelRecord,
  CloudEfficiencyRecord,
  CloudRegionRecord,
  ElectricityImpactRecord,
  DraftAcceptanceRecord,
  EmbeddingModelRecord,
  EmbodiedRecord,
  ExpertArchitecture,
  FuelRecord,
  GridRecord,
  HourlyIntensityRecord,
  HourlyMixRecord,
  MarginalGridRecord,
  ModelRecord,
  ServerFootprintRecord,
  ModelClassRecord,
  ProviderPresetRecord,
  ProviderSpeedRecord,
  ServerRecord,
  SiteRecord,
  SizeOpinionRecord,
  SourceRecord,
} from "../catalog/records.js";
import type { ModelClassId } from "../catalog/ids.js";
import { modelClasses } from "../catalog/model-classes.js";
import type { Figure } from "../core/figure.js";
import { fusedProjections } from "../estimate/fused-projections.js";
import { once } from "./basic-schemas.js";

/** Schemas of the records of every table, with what they are made of; made at first use, because few programs bring records of their own. */
export const recordParts = /* @__PURE__ */ once(() => {
  // Every schema is strict: a misspelt key in a table is an error, not a figure that nobody reads.
  const text = z.string().min(1);
  const positive = z.number().positive();
  const nonNegative = z.number().nonnegative();
  const fraction = z.number().min(0).max(1);
  const year = z.number().int().min(1960).max(2100);
  const aliases = z.array(text).readonly();
  const named = { name: text, aliases };
  const country = z.string().regex(/^[A-Z]{2}$/u);

  const basis = z.enum(["measured", "published", "datasheet", "derived", "estimated", "secondary", "recalled", "assumption"]);

  const figureOf = (value: z.ZodNumber) =>
    z
      .strictObject({
        value,
        low: value.exactOptional(),
        high: value.exactOptional(),
        source: text,
        at: text,
        basis,
        note: text.exactOptional(),
      })
      .refine(({ value: middle, low = middle, high = middle }) => low <= middle && middle <= high, "a range that holds its value");
  const figure: z.ZodType<Figure> = figureOf(nonNegative);
  const pueFigure: z.ZodType<Figure> = figureOf(z.number().min(1));

  const yearly = z
    .record(z.string().regex(/^(?:19|20)\d\d$/u, "a year of four digits"), nonNegative)
    .refine((series) => Object.keys(series).length > 0, "at least one year");
  const shares = z.record(text, fraction);
  const monthByHour = z.array(z.array(nonNegative).length(24).readonly()).length(12).readonly();

  const precision = z.enum(["fp64", "fp32", "tf32", "fp16", "bf16", "fp8", "int8", "fp4"]);
  const fabNode = z.enum(["28nm", "14nm", "10nm", "8nm", "7nm", "5nm", "3nm"]);

  const trainingGroup = z.enum([
    "a100",
    "b200",
    "gb200",
    "h100",
    "mi250x",
    "tpu-v3",
    "tpu-v4",
    "tpu-v5e",
    "tpu-v5p",
    "tpu-v6e",
    "tpu-v7",
    "v100",
  ]);

  const trainingMemory = z.enum(["h200", "b300"]);

  const accelerator: z.ZodType<AcceleratorRecord> = z.strictObject({
    ...named,
    vendor: text,
    kind: z.enum(["gpu", "tpu", "npu", "ipu", "lpu", "wafer", "apu", "soc", "cpu"]),
    launchYear: year,
    preliminary: z.literal(true).exactOptional(),
    foundry: text.exactOptional(),
    processNanometres: positive.exactOptional(),
    computeDies: positive.int().exactOptional(),
    memoryType: z.enum([
      "ddr4",
      "ddr5",
      "gddr5",
      "gddr6",
      "gddr6x",
      "gddr7",
      "hbm",
      "hbm2",
      "hbm2e",
      "hbm3",
      "hbm3e",
      "hbm4",
      "lpddr4x",
      "lpddr5",
      "lpddr5x",
      "sram",
    ]),
    memoryBytes: figure.exactOptional(),
    nominalMemoryBytes: figure.exactOptional(),
    memoryBandwidthBytesPerSecond: figure.exactOptional(),
    tdpWatts: figure.exactOptional(),
    idlePowerWatts: figure.exactOptional(),
    peakFlopPerSecond: z.partialRecord(precision, figure),
    trainingPrecision: precision.exactOptional(),
    dieAreaSquareCentimetres: figure.exactOptional(),
    fabNode: fabNode.exactOptional(),
    interconnect: text.exactOptional(),
    interconnectBytesPerSecond: figure.exactOptional(),
    trainingPowerWatts: figure.exactOptional(),
    hostWatts: figure.exactOptional(),
    trainingEfficiency: figure.exactOptional(),
    trainingGroup: trainingGroup.exactOptional(),
    trainingMemory: trainingMemory.exactOptional(),
    achievableFlopPerSecond: z.partialRecord(precision, figure).exactOptional(),
    fastLink: z.enum(["node", "rack"]).exactOptional(),
    productFootprintGramsCo2e: figure.exactOptional(),
    note: text.exactOptional(),
  });

  const serverFields = {
    ...named,
    acceleratorsPerServer: positive.int(),
    accelerator: text.exactOptional(),
    ratedPowerWatts: figure.exactOptional(),
    hostPowerWatts: figure.exactOptional(),
    hostPowerFactor: figure.exactOptional(),
    note: text.exactOptional(),
  };
  const hostBill = z.strictObject({
    cpus: z.strictObject({ count: positive.int(), dieAreaSquareCentimetres: figure }),
    memoryBytes: figure,
    ssdBytes: figure.exactOptional(),
    hddCount: z.number().int().nonnegative().exactOptional(),
    powerSupplyKilograms: figure.exactOptional(),
    chipPackageCount: z.number().int().nonnegative().exactOptional(),
    dramGramsPerGigabyte: figure.exactOptional(),
    ssdGramsPerGigabyte: figure.exactOptional(),
  });
  const server: z.ZodType<ServerRecord> = z
    .strictObject({ ...serverFields, hostGramsCo2e: figure.exactOptional(), bill: hostBill.exactOptional() })
    .refine(({ hostGramsCo2e, bill }) => hostGramsCo2e === undefined || bill === undefined, "hostGramsCo2e or a bill, not both");

  const site: z.ZodType<SiteRecord> = z.strictObject({
    ...named,
    operator: text,
    scope: z.enum(["site", "fleet", "region", "industry"]),
    year,
    pue: pueFigure,
    wueLitresPerKwh: figure.exactOptional(),
    intensityGramsPerKwh: figure.exactOptional(),
    marketIntensityGramsPerKwh: figure.exactOptional(),
  });

  const grid: z.ZodType<GridRecord> = z.strictObject({
    ...named,
    parts: z.array(text).exactOptional(),
    level: z.enum(["world", "aggregate", "country", "grid-region", "state"]),
    country: country.exactOptional(),
    basis: z.enum(["lifecycle", "direct"]),
    boundary: z.enum(["production", "consumption"]),
    gases: z.enum(["co2e", "co2"]),
    source: text,
    at: text,
    figureBasis: basis,
    intensityGramsPerKwh: yearly,
    carbonFreeShare: yearly.exactOptional(),
    generationShares: shares.exactOptional(),
    lossFraction: figure.exactOptional(),
    note: text.exactOptional(),
  });

  const fuel: z.ZodType<FuelRecord> = z.strictObject({
    ...named,
    lifecycleGramsPerKwh: figure,
    directGramsPerKwh: figure.exactOptional(),
  });

  const cloudRegion: z.ZodType<CloudRegionRecord> = z
    .strictObject({
      ...named,
      provider: text,
      region: text,
      location: text.exactOptional(),
      country,
      latitude: z.number().min(-90).max(90).exactOptional(),
      longitude: z.number().min(-180).max(180).exactOptional(),
      grid: text,
      electricityMapsZone: text.exactOptional(),
      intensityGramsPerKwh: yearly.exactOptional(),
      carbonFreeShare: yearly.exactOptional(),
      published: z.strictObject({ id: text, at: text }).exactOptional(),
      pue: pueFigure.exactOptional(),
      wueLitresPerKwh: figure.exactOptional(),
      note: text.exactOptional(),
    })
    .refine(
      ({ published, intensityGramsPerKwh, carbonFreeShare }) =>
        (published === undefined) === (intensityGramsPerKwh === undefined && carbonFreeShare === undefined),
      "published beside intensityGramsPerKwh or carbonFreeShare, and only there",
    );

  const embodied: z.ZodType<EmbodiedRecord> = z.strictObject({
    ...named,
    kind: z.enum(["fab", "memory", "storage", "packaging", "component", "product", "lifetime"]),
    boundary: text,
    fabNode: text.exactOptional(),
    energyKwhPerSquareCentimetre: figure.exactOptional(),
    gasGramsPerSquareCentimetre: figure.exactOptional(),
    materialGramsPerSquareCentimetre: figure.exactOptional(),
    yieldFraction: figure.exactOptional(),
    carbonPerAreaGramsPerSquareCentimetre: figure.exactOptional(),
    carbonPerCapacityGramsPerGigabyte: figure.exactOptional(),
    unitGramsCo2e: figure.exactOptional(),
    massGramsPerKilogram: figure.exactOptional(),
    lifetimeYears: figure.exactOptional(),
    accelerator: text.exactOptional(),
    note: text.exactOptional(),
  });

  const interval = z.strictObject({ low: positive, high: positive }).refine(({ low, high }) => low <= high, "low not above high");
  const sizeOpinion: z.ZodType<SizeOpinionRecord> = z.strictObject({
    ...named,
    developer: text,
    architecture: z.enum(["dense", "mixture-of-experts"]),
    source: text,
    at: text,
    basis,
    parameters: interval,
    activeParameters: interval,
    note: text.exactOptional(),
  });
  const modelClass: z.ZodType<ModelClassRecord> = z.strictObject({
    ...named,
    size: z.enum(["nano", "mini", "standard", "large", "unknown"]),
    firstYear: year.exactOptional(),
    lastYear: year.exactOptional(),
    activeParameters: interval,
    totalOverActive: interval,
    priceUsdPerMillionOutputTokens: interval.exactOptional(),
    tokensPerSecond: interval,
    source: text,
    at: text,
    basis,
    note: text,
  });
  const closedModel: z.ZodType<ClosedModelRecord> = z.strictObject({
    ...named,
    developer: text,
    released: z.string().regex(/^20\d\d(?:-(?:0[1-9]|1[0-2]))?$/u, "a year, or a year and a month"),
    classes: z.array(z.enum(Object.keys(modelClasses) as [ModelClassId])).min(1),
    kind: z
      .enum(["text", "audio", "image", "speech", "transcription", "video", "music", "embedding", "reranking", "moderation"])
      .exactOptional(),
    parameters: z
      .strictObject({ low: positive, high: positive, source: text, at: text, basis })
      .refine(({ low, high }) => low <= high, "low not above high")
      .exactOptional(),
    computeMultiple: figure.exactOptional(),
    source: text,
    at: text,
    basis,
    note: text.exactOptional(),
  });

  const marginalGrid: z.ZodType<MarginalGridRecord> = z.strictObject({
    ...named,
    country,
    use: z.literal("decisions-only"),
    year,
    source: text,
    at: text,
    operatingMarginGramsPerKwh: nonNegative,
    combinedMarginFirmGramsPerKwh: nonNegative,
    combinedMarginIntermittentGramsPerKwh: nonNegative,
    combinedMarginEfficiencyGramsPerKwh: nonNegative,
    combinedMarginConsumptionGramsPerKwh: nonNegative,
  });

  const hourlyMix: z.ZodType<HourlyMixRecord> = z.strictObject({
    ...named,
    country,
    year,
    source: text,
    at: text,
    generationKwh: z.record(text, monthByHour),
  });

  const hourlyIntensity: z.ZodType<HourlyIntensityRecord> = z.strictObject({
    ...named,
    country,
    year,
    source: text,
    at: text,
    lifecycleGramsPerKwh: monthByHour,
    directGramsPerKwh: monthByHour,
    estimatedShare: fraction,
  });

  const electricityImpact: z.ZodType<ElectricityImpactRecord> = z.strictObject({
    ...named,
    country,
    source: text,
    at: text,
    basis,
    waterLitresPerKwh: nonNegative,
    mineralDepletionKilogramsSbPerKwh: nonNegative,
    primaryEnergyMegajoulesPerKwh: positive,
    intensityGramsPerKwh: nonNegative,
  });

  const achievableMatmul: z.ZodType<AchievableMatmulRecord> = z.strictObject({
    ...named,
    accelerator: text,
    achievableFlopPerSecond: z.partialRecord(precision, figure),
  });

  const cloudEfficiency: z.ZodType<CloudEfficiencyRecord> = z.strictObject({
    ...named,
    cloudRegion: text,
    pue: pueFigure.exactOptional(),
    wueLitresPerKwh: figure.exactOptional(),
  });

  const serverFootprint: z.ZodType<ServerFootprintRecord> = z.strictObject({
    ...named,
    manufacturer: text,
    category: text,
    reportDate: text,
    source: text,
    url: text,
    totalGramsCo2e: positive,
    manufacturingGramsCo2e: positive.exactOptional(),
    lifetimeYears: positive.exactOptional(),
    useKwhPerYear: positive.exactOptional(),
    configuration: z
      .strictObject({
        cpuCount: positive.int(),
        memoryBytes: positive,
        ssdBytes: nonNegative.exactOptional(),
        hddCount: z.number().int().nonnegative().exactOptional(),
      })
      .exactOptional(),
  });

  const dimensions = {
    layers: positive.int(),
    hiddenSize: positive.int(),
    attentionHeads: positive.int().exactOptional(),
    keyValueHeads: positive.int().exactOptional(),
    headSize: positive.int().exactOptional(),
    feedForwardSize: positive.int().exactOptional(),
    gatedFeedForward: z.boolean().exactOptional(),
    vocabularySize: positive.int(),
    tiedEmbeddings: z.boolean(),
    contextTokens: positive.int(),
    learnedPositions: z.boolean().exactOptional(),
    biases: z.union([z.boolean(), z.enum(["attention", "qkv"])]).exactOptional(),
    norm: z.enum(["rms", "layer", "none"]),
    parallelBlock: z.boolean().exactOptional(),
    queryKeyNorm: z.boolean().exactOptional(),
    embeddingNorm: z.boolean().exactOptional(),
    attentionSinks: z.boolean().exactOptional(),
    latentAttention: z
      .strictObject({
        keyValueRank: positive.int(),
        queryRank: positive.int().exactOptional(),
        nopeHeadSize: positive.int(),
        ropeHeadSize: positive.int(),
        valueHeadSize: positive.int(),
      })
      .exactOptional(),
    slidingWindow: z.strictObject({ tokens: positive.int(), layers: positive.int() }).exactOptional(),
    attentionLayers: z.number().int().nonnegative().exactOptional(),
    stateLayers: z.enum(["mamba", "mamba-2", "gated-delta-net", "kimi-delta-attention", "lightning-attention"]).exactOptional(),
    stateLayer: z
      .strictObject({
        innerSize: positive.int(),
        stateSize: positive.int(),
        groups: positive.int().exactOptional(),
        heads: positive.int().exactOptional(),
        convolutionWidth: positive.int().exactOptional(),
        stepRank: positive.int().exactOptional(),
        gateNorm: z.boolean().exactOptional(),
      })
      .exactOptional(),
    parallelState: z.boolean().exactOptional(),
    fused: z.array(z.enum(fusedProjections)).exactOptional(),
    feedForwardLayers: z.number().int().nonnegative().exactOptional(),
    encoderLayers: positive.int().exactOptional(),
    relativePositionBuckets: positive.int().exactOptional(),
    uncounted: text.exactOptional(),
  };
  const architecture: z.ZodType<Architecture> = z.strictObject(dimensions);
  const expertArchitecture: z.ZodType<ExpertArchitecture> = z.strictObject({
    ...dimensions,
    experts: z.strictObject({
      total: positive.int(),
      active: positive.int(),
      shared: z.number().int().nonnegative().exactOptional(),
      feedForwardSize: positive.int(),
      latentSize: positive.int().exactOptional(),
      sharedFeedForwardSize: positive.int().exactOptional(),
      firstDenseLayers: z.number().int().nonnegative().exactOptional(),
      layerPeriod: positive.int().exactOptional(),
      routerBias: z.boolean().exactOptional(),
      router: z.boolean().exactOptional(),
      gatedFeedForward: z.boolean().exactOptional(),
      blockScaled: z.boolean().exactOptional(),
    }),
  });

  const modelFields = {
    ...named,
    developer: text,
    family: text,
    released: z.string().regex(/^20\d\d(?:-(?:0[1-9]|1[0-2]))?$/u),
    weights: z.enum(["open", "restricted", "closed"]),
    licence: text.exactOptional(),
    parameters: figure.exactOptional(),
    trainingTokens: figure.exactOptional(),
    trainingSequenceTokens: figure.exactOptional(),
    statedParameters: figure.exactOptional(),
    statedActiveParameters: figure.exactOptional(),
    weightFormat: text.exactOptional(),
    attention: z.boolean().exactOptional(),
    architectureSource: z.strictObject({ id: text, at: text }).exactOptional(),
    parametersNote: text.exactOptional(),
    note: text.exactOptional(),
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

  const draftAcceptance: z.ZodType<DraftAcceptanceRecord> = z.strictObject({
    ...named,
    model: text,
    method: text,
    acceptanceLengths: z.record(z.string().regex(/^[1-9]\d?$/u), figure),
  });

  const embeddingModel: z.ZodType<EmbeddingModelRecord> = z.strictObject({
    ...named,
    developer: text,
    use: z.enum(["embedding", "reranking"]),
    released: z.string().regex(/^\d{4}-\d\d$/u),
    licence: text.exactOptional(),
    parameters: figure,
    lookupParameters: figure,
    layers: positive.int(),
    attentionWidth: positive.int(),
    vectorDimensions: positive.int().exactOptional(),
    contextTokens: positive.int(),
    dimensionsSource: z.strictObject({ id: text, at: text }),
    note: text.exactOptional(),
  });

  const tokenPrices = {
    inputUsdPerMillionTokens: nonNegative,
    cacheReadUsdPerMillionTokens: nonNegative.exactOptional(),
    cacheWriteUsdPerMillionTokens: nonNegative.exactOptional(),
    outputUsdPerMillionTokens: nonNegative,
  };
  const priceList = {
    ...tokenPrices,
    longPrompts: z
      .array(z.strictObject({ aboveTokens: positive.int(), ...tokenPrices }))
      .min(1)
      .refine((tiers) => tiers.every(({ aboveTokens }, at) => aboveTokens > (tiers[at - 1]?.aboveTokens ?? 0)), "lengths that rise")
      .readonly()
      .exactOptional(),
  };
  const apiPrice: z.ZodType<ApiPriceRecord> = z.strictObject({
    ...named,
    provider: text,
    source: text,
    at: text,
    basis,
    asOf: z.iso.date(),
    ...priceList,
    contextTokens: positive.int().exactOptional(),
    deprecationDate: z.iso.date().exactOptional(),
    services: z.partialRecord(z.enum(["batch", "flex", "priority"]), z.strictObject(priceList)).exactOptional(),
    note: text.exactOptional(),
  });

  const share: z.ZodType<Figure> = figureOf(fraction);
  const providerPreset: z.ZodType<ProviderPresetRecord> = z.strictObject({
    ...named,
    provider: text,
    serves: z.array(text).readonly(),
    sells: z.array(z.enum(["closed", "open"])).readonly(),
    firstYear: year.exactOptional(),
    lastYear: year.exactOptional(),
    accelerators: z
      .record(text, share)
      .refine((mix) => Math.abs(Object.values(mix).reduce((sum, { value }) => sum + value, 0) - 1) < 1e-9, "shares that add up to 1"),
    leftOut: z.array(text).min(1).readonly().exactOptional(),
    precisionShares: z.strictObject({ fp8: share, nvfp4: share, bf16: share }).exactOptional(),
    servingShare: share.exactOptional(),
    pue: pueFigure,
    wueLitresPerKwh: figure,
    intensityGramsPerKwh: figure,
    widerBy: figureOf(z.number().min(1)).exactOptional(),
    source: text,
    at: text,
    basis,
    note: text.exactOptional(),
  });

  const rangedPositive = z
    .strictObject({ value: positive, low: positive.exactOptional(), high: positive.exactOptional() })
    .refine(({ value, low = value, high = value }) => low <= value && value <= high, "a range that holds its value");
  const providerSpeed: z.ZodType<ProviderSpeedRecord> = z
    .strictObject({
      ...named,
      provider: text,
      model: text.exactOptional(),
      meanOfModels: positive.int().exactOptional(),
      effort: text.exactOptional(),
      tokensPerSecond: rangedPositive,
      timeToFirstTokenSeconds: positive.exactOptional(),
      measure: z.enum(["after the first token", "not said"]),
      asOf: z.string().regex(/^20\d\d(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?$/u, "a day, a month or a year"),
      measuredBy: text,
      source: text,
      at: text,
      basis,
      note: text.exactOptional(),
    })
    .refine(({ model, meanOfModels }) => (model === undefined) !== (meanOfModels === undefined), "a model, or a mean of some");

  const source: z.ZodType<SourceRecord> = z.strictObject({
    title: text,
    authors: text,
    year,
    url: z.url({ protocol: /^https$/u }).exactOptional(),
    licence: text,
    licenceClass: z.enum(["permissive", "facts", "odbl", "mpl", "cc-by-sa"]),
    retrieved: z.iso.date(),
  });

  const recordSchemas = {
    accelerators: accelerator,
    servers: server,
    grids: grid,
    fuels: fuel,
    cloudRegions: cloudRegion,
    sites: site,
    embodied,
    models: model,
    draftAcceptance,
    embeddingModels: embeddingModel,
    hourlyMixes: hourlyMix,
    apiPrices: apiPrice,
    providerPresets: providerPreset,
    providerSpeeds: providerSpeed,
    sources: source,
    electricityMapsZones: grid,
    subnationalGrids: grid,
    hourlyIntensities: hourlyIntensity,
    cloudEfficiency,
    serverFootprints: serverFootprint,
    closedModels: closedModel,
    modelClasses: modelClass,
    ecologitsModels: sizeOpinion,
    digital4betterModels: sizeOpinion,
    electricityImpacts: electricityImpact,
    marginalGrids: marginalGrid,
    achievableMatmul,
  };

  return { recordSchemas, text, positive, year, basis, figureOf, figure, interval, fabNode, trainingGroup, trainingMemory, serverFields };
});

/** The schema of one record of each table, by the name of the table. */
export const recordSchemas = (): ReturnType<typeof recordParts>["recordSchemas"] => recordParts().recordSchemas;
