import fc from "fast-check";
import type {
  Accelerator,
  Architecture,
  EmbodiedInput,
  ExpertArchitecture,
  Given,
  HostBill,
  Model,
  Server,
  TrainingInput,
} from "llm-footprint";
import { estimateTraining, isFootprintError } from "llm-footprint";
import { accelerators } from "llm-footprint/catalog/accelerators";
import { servers } from "llm-footprint/catalog/servers";
import type { Domain } from "llm-footprint/formulas";
import { valueOf } from "../../src/core/figure.js";
import { atLeastOne, fraction, nonNegative, positive, positiveFraction } from "../../src/core/formula.js";
import { physical } from "./generators.js";

/** A value as callers give it: bare, with one or both ends of a range, cited, or calibrated. */
function given(key: string, domain: Domain): fc.Arbitrary<Given> {
  const clamp = (value: number): number => Math.min(domain.max, Math.max(domain.min, value));
  const factor = fc.double({ min: 1, max: 3, noNaN: true });
  const ends = fc.tuple(physical(key, domain), factor, factor).map(([value, below, above]) => ({
    value,
    low: clamp(value / below),
    high: clamp(value * above),
  }));
  return fc.oneof(
    physical(key, domain),
    ends,
    ends.map(({ value, low }) => ({ value, low })),
    ends.map(({ value, high }) => ({ value, high })),
    ends.map((range) => ({ ...range, source: "patterson-2021", at: "table 4", basis: "published" as const })),
    ends.map((range) => ({ ...range, calibratedTo: "dong-2024" })),
  );
}

/** Dimensions of a model that has attention and feed-forward blocks. */
type TransformerArchitecture = Architecture & Required<Pick<Architecture, "attentionHeads" | "feedForwardSize" | "gatedFeedForward">>;

/** What sets the layers apart: nothing, one norm for both blocks, an encoder, or layers with a state in place of attention. */
const layerKinds: fc.Arbitrary<Partial<Architecture>> = fc.oneof(
  fc.constant({}),
  fc.boolean().map((parallelBlock) => ({ parallelBlock })),
  fc.record({ encoderLayers: fc.integer({ min: 1, max: 128 }) }),
  fc.record(
    {
      attentionLayers: fc.integer({ min: 1, max: 40 }),
      feedForwardLayers: fc.integer({ min: 1, max: 40 }),
      stateLayer: fc.record({
        innerSize: fc.integer({ min: 64, max: 20_000 }),
        stateSize: fc.integer({ min: 16, max: 256 }),
        groups: fc.integer({ min: 1, max: 8 }),
        heads: fc.integer({ min: 1, max: 256 }),
        convolutionWidth: fc.integer({ min: 1, max: 8 }),
      }),
    },
    { requiredKeys: ["attentionLayers", "stateLayer"] },
  ),
);

/** The largest divisor of a number that is not above a limit. */
function divisorOf(number: number, limit: number): number {
  let divisor = Math.min(number, limit);
  while (number % divisor !== 0) divisor--;
  return divisor;
}

const wholeHeads = ({ hiddenSize, attentionHeads }: { hiddenSize: number; attentionHeads: number }): Partial<Architecture> => ({
  hiddenSize: Math.ceil(hiddenSize / attentionHeads) * attentionHeads,
});

/** Layers of a kind that fit in a number of layers. */
function fitLayers(
  { slidingWindow, layers }: Pick<Architecture, "slidingWindow" | "layers">,
  { attentionLayers, feedForwardLayers, stateLayer, ...rest }: Partial<Architecture>,
): Partial<Architecture> {
  // Three layers hold one of each kind.
  const hybrid =
    attentionLayers === undefined || stateLayer === undefined || layers < 3
      ? undefined
      : { attentionLayers: Math.min(attentionLayers, layers - 2), stateLayer, stateLayers: "mamba-2" as const };
  const most = hybrid?.attentionLayers ?? layers;
  return {
    ...rest,
    ...hybrid,
    ...(hybrid !== undefined &&
      feedForwardLayers !== undefined && { feedForwardLayers: Math.min(feedForwardLayers, layers - hybrid.attentionLayers - 1) }),
    ...(slidingWindow !== undefined &&
      rest.encoderLayers === undefined && { slidingWindow: { ...slidingWindow, layers: Math.min(slidingWindow.layers, most) } }),
  };
}

/** Dimensions of dense models. */
export const architectures: fc.Arbitrary<TransformerArchitecture> = fc
  .tuple(
    fc.record(
      {
        layers: fc.integer({ min: 1, max: 128 }),
        hiddenSize: fc.integer({ min: 64, max: 20_000 }),
        attentionHeads: fc.integer({ min: 1, max: 128 }),
        keyValueHeads: fc.integer({ min: 1, max: 128 }),
        headSize: fc.integer({ min: 16, max: 256 }),
        feedForwardSize: fc.integer({ min: 64, max: 70_000 }),
        gatedFeedForward: fc.boolean(),
        vocabularySize: fc.integer({ min: 256, max: 300_000 }),
        tiedEmbeddings: fc.boolean(),
        contextTokens: fc.integer({ min: 128, max: 200_000 }),
        learnedPositions: fc.boolean(),
        biases: fc.constantFrom<(boolean | "attention" | "qkv")[]>(true, false, "attention", "qkv"),
        norm: fc.constantFrom<("rms" | "layer" | "none")[]>("rms", "layer", "none"),
        relativePositionBuckets: fc.integer({ min: 1, max: 128 }),
        queryKeyNorm: fc.boolean(),
        embeddingNorm: fc.boolean(),
        attentionSinks: fc.boolean(),
        latentAttention: fc.record(
          {
            keyValueRank: fc.integer({ min: 1, max: 2048 }),
            queryRank: fc.integer({ min: 1, max: 4096 }),
            nopeHeadSize: fc.integer({ min: 16, max: 256 }),
            ropeHeadSize: fc.integer({ min: 16, max: 256 }),
            valueHeadSize: fc.integer({ min: 16, max: 256 }),
          },
          { requiredKeys: ["keyValueRank", "nopeHeadSize", "ropeHeadSize", "valueHeadSize"] },
        ),
        slidingWindow: fc.record({ tokens: fc.integer({ min: 1, max: 8192 }), layers: fc.integer({ min: 1, max: 128 }) }),
      },
      {
        requiredKeys: [
          "layers",
          "hiddenSize",
          "attentionHeads",
          "feedForwardSize",
          "gatedFeedForward",
          "vocabularySize",
          "tiedEmbeddings",
          "contextTokens",
          "norm",
        ],
      },
    ),
    layerKinds,
  )
  .map(([{ keyValueHeads, headSize, slidingWindow, ...rest }, kind]) => ({
    ...rest,
    // Latent attention has head sizes of its own.
    ...(keyValueHeads !== undefined &&
      rest.latentAttention === undefined && { keyValueHeads: divisorOf(rest.attentionHeads, keyValueHeads) }),
    // Without a size of their own, heads share the hidden size without a rest.
    ...(rest.latentAttention === undefined && (headSize === undefined ? wholeHeads(rest) : { headSize })),
    ...fitLayers({ layers: rest.layers, ...(slidingWindow !== undefined && { slidingWindow }) }, kind),
  }));

/** Dimensions of mixture-of-experts models. */
export const expertArchitectures: fc.Arbitrary<ExpertArchitecture> = fc
  .tuple(
    architectures,
    fc.record(
      {
        total: fc.integer({ min: 1, max: 256 }),
        active: fc.integer({ min: 1, max: 16 }),
        shared: fc.integer({ min: 0, max: 4 }),
        feedForwardSize: fc.integer({ min: 64, max: 20_000 }),
        sharedFeedForwardSize: fc.integer({ min: 64, max: 20_000 }),
        firstDenseLayers: fc.integer({ min: 0, max: 5 }),
        layerPeriod: fc.integer({ min: 1, max: 4 }),
        routerBias: fc.boolean(),
        router: fc.boolean(),
        gatedFeedForward: fc.boolean(),
      },
      { requiredKeys: ["total", "active", "feedForwardSize"] },
    ),
  )
  .map(([dimensions, { firstDenseLayers, layerPeriod, routerBias, ...experts }]) => ({
    ...dimensions,
    experts: {
      ...experts,
      ...(routerBias !== undefined && experts.router !== false && { routerBias }),
      active: Math.min(experts.active, experts.total),
      ...(firstDenseLayers !== undefined && {
        firstDenseLayers: Math.min(firstDenseLayers, dimensions.feedForwardLayers ?? dimensions.layers),
      }),
      ...(layerPeriod !== undefined && { layerPeriod: Math.min(layerPeriod, dimensions.feedForwardLayers ?? dimensions.layers) }),
    },
  }));

const stated = given("parameters", positive);
const architectureSource = fc.constantFrom({ id: "brown-2020", at: "table 2.1" });

/** No more active parameters than there are. */
function inOrder<Of extends { readonly parameters?: Given; readonly activeParameters?: Given }>(of: Of): Of {
  const { parameters, activeParameters } = of;
  if (parameters === undefined || activeParameters === undefined || valueOf(activeParameters) <= valueOf(parameters)) return of;
  return { ...of, parameters: activeParameters, activeParameters: parameters };
}

/** Dense and mixture-of-experts models, stated or by their dimensions or both. */
const trainedModels: fc.Arbitrary<Model> = fc.oneof(
  fc.record({ kind: fc.constant("dense" as const), parameters: stated }),
  fc.record(
    { kind: fc.constant("dense" as const), architecture: architectures, architectureSource, parameters: stated },
    { requiredKeys: ["kind", "architecture"] },
  ),
  fc.record({ kind: fc.constant("mixture-of-experts" as const), parameters: stated, activeParameters: stated }).map(inOrder),
  fc
    .record(
      {
        kind: fc.constant("mixture-of-experts" as const),
        architecture: expertArchitectures,
        architectureSource,
        parameters: stated,
        activeParameters: stated,
      },
      { requiredKeys: ["kind", "architecture"] },
    )
    .map(inOrder),
);

/** A device of the caller, with bare or ranged figures and without anything that an estimate can do without. */
const ownAccelerator: fc.Arbitrary<Accelerator> = fc.record(
  {
    name: fc.constant("own device"),
    memoryBytes: given("memoryBytes", positive),
    tdpWatts: given("tdpWatts", positive),
    peakFlopPerSecond: fc.record({ bf16: given("peakFlopPerSecond", positive), fp8: given("peakFlopPerSecond", positive) }),
    trainingPrecision: fc.constant("bf16" as const),
    dieAreaSquareCentimetres: given("dieAreaSquareCentimetres", positive),
    fabNode: fc.constantFrom("28nm" as const, "14nm" as const, "10nm" as const, "7nm" as const, "5nm" as const, "3nm" as const),
    trainingPowerWatts: given("trainingPowerWatts", positive),
    trainingEfficiency: given("efficiency", positiveFraction),
    productFootprintGramsCo2e: given("productFootprintGramsCo2e", nonNegative),
  },
  {
    requiredKeys: ["name", "peakFlopPerSecond", "trainingPrecision", "trainingPowerWatts", "trainingEfficiency"],
  },
);

/** The parts of a host; the factor of its storage goes with the storage. */
const hostBill: fc.Arbitrary<HostBill> = fc
  .record(
    {
      cpus: fc.record({ count: fc.integer({ min: 1, max: 8 }), dieAreaSquareCentimetres: given("dieAreaSquareCentimetres", positive) }),
      memoryBytes: given("memoryBytes", positive),
      ssdBytes: given("ssdBytes", nonNegative),
      hddCount: fc.nat({ max: 24 }),
      powerSupplyKilograms: given("powerSupplyKilograms", nonNegative),
      chipPackageCount: fc.nat({ max: 1000 }),
      dramGramsPerGigabyte: given("dramGramsPerGigabyte", nonNegative),
      ssdGramsPerGigabyte: given("ssdGramsPerGigabyte", nonNegative),
    },
    { requiredKeys: ["cpus", "memoryBytes"] },
  )
  .map(({ ssdGramsPerGigabyte, ...bill }) => ({
    ...bill,
    ...(ssdGramsPerGigabyte !== undefined && bill.ssdBytes !== undefined && { ssdGramsPerGigabyte }),
  }));

const server: fc.Arbitrary<Server | null> = fc.oneof(
  fc.constant(null),
  fc.constantFrom<Server[]>(...Object.values(servers).filter(({ hostGramsCo2e, bill }) => (hostGramsCo2e ?? bill) !== undefined)),
  fc.record({
    name: fc.constant("own server"),
    acceleratorsPerServer: physical("acceleratorsPerServer", atLeastOne),
    hostGramsCo2e: given("hostGramsCo2e", nonNegative),
  }),
  fc.record({ name: fc.constant("own parts"), acceleratorsPerServer: physical("acceleratorsPerServer", atLeastOne), bill: hostBill }),
);

/** What surrounds the servers, and the end of life. */
const surroundings: fc.Arbitrary<EmbodiedInput> = fc.record(
  {
    rackGramsCo2e: fc.option(given("rackGramsCo2e", nonNegative)),
    networkGramsCo2e: fc.option(given("networkGramsCo2e", nonNegative)),
    storageGramsCo2e: fc.option(given("storageGramsCo2e", nonNegative)),
    coolingGramsCo2e: fc.option(given("coolingGramsCo2e", nonNegative)),
    buildingGramsCo2e: fc.option(given("buildingGramsCo2e", nonNegative)),
    endOfLifeFraction: fc.option(given("endOfLifeFraction", fraction)),
  },
  { requiredKeys: [] },
);

const efficiency = fc.oneof(
  given("efficiency", positiveFraction).map((value) => ({ efficiency: value })),
  fc
    .record({ hfu: given("hardwareFlopUtilisation", positiveFraction), recompute: fc.constantFrom<("full" | "none")[]>("full", "none") })
    .map((value) => ({ efficiency: value })),
  given("deviceHours", positive).map((deviceHours) => ({ deviceHours })),
  fc.constant({}),
);

/** Every shape of training input, with physical numbers. */
export const trainingInputs: fc.Arbitrary<TrainingInput> = fc
  .tuple(
    fc.oneof(
      fc.constantFrom<Accelerator[]>(
        ...Object.values(accelerators).filter(({ peakFlopPerSecond }) => Object.keys(peakFlopPerSecond).length > 0),
      ),
      ownAccelerator,
    ),
    efficiency,
    // What stands in where neither the record nor the caller knows it.
    fc.record({ deviceHours: given("deviceHours", positive), averagePowerWatts: given("averagePowerWatts", positive) }),
    fc.record(
      {
        model: trainedModels,
        tokens: given("tokens", positive),
        acceleratorCount: physical("acceleratorCount", atLeastOne),
        pue: given("pue", atLeastOne),
        grid: fc.record({ intensityGramsPerKwh: given("intensityGramsPerKwh", nonNegative) }),
        averagePowerWatts: given("averagePowerWatts", positive),
        server,
        lifetimeYears: given("lifetimeYears", positive),
        lifetimeUtilisation: given("lifetimeUtilisation", positiveFraction),
      },
      { requiredKeys: ["model", "tokens", "acceleratorCount", "pue", "grid"] },
    ),
    fc.nat({ max: 3 }),
    fc.option(fc.nat({ max: 9 }), { nil: undefined }),
    surroundings,
  )
  .map(([accelerator, drawn, needed, rest, method, place, around]) => {
    // The efficiency of a run is predicted where nothing tells its time, but not in every precision.
    const fitted = ["bf16", "fp16", "fp8"].includes(accelerator.trainingPrecision ?? "");
    const unknownTime = Object.keys(drawn).length === 0 && accelerator.trainingEfficiency === undefined && !fitted;
    const hours = unknownTime ? { deviceHours: needed.deviceHours } : drawn;
    const unknownPower =
      rest.averagePowerWatts === undefined && accelerator.trainingPowerWatts === undefined && accelerator.tdpWatts === undefined;
    const precisions = Object.keys(accelerator.peakFlopPerSecond) as (keyof typeof accelerator.peakFlopPerSecond)[];
    // The published efficiency of a device belongs to the peak of its training precision; another precision needs one of the caller.
    const anyPrecision = "efficiency" in hours || "deviceHours" in hours;
    const chosen = place === undefined ? undefined : precisions[place % precisions.length];
    const usual = accelerator.trainingPrecision ?? precisions[0];
    const allowed = anyPrecision || chosen === accelerator.trainingPrecision ? chosen : undefined;
    const precision = accelerator.trainingPrecision === undefined ? (allowed ?? usual) : allowed;
    const { productFootprintGramsCo2e, memoryBytes, dieAreaSquareCentimetres, fabNode } = accelerator;
    const methods = [
      "generic" as const,
      ...(productFootprintGramsCo2e === undefined ? [] : ["product-footprint" as const]),
      ...(memoryBytes === undefined || dieAreaSquareCentimetres === undefined || fabNode === undefined ? [] : ["components" as const]),
    ];
    const embodiedMethod = methods[method];
    return {
      accelerator,
      ...rest,
      ...around,
      ...hours,
      ...(unknownPower && { averagePowerWatts: needed.averagePowerWatts }),
      ...(precision !== undefined && { precision }),
      ...(embodiedMethod !== undefined && { embodiedMethod }),
    };
  })
  .filter(isPossible);

/** Hours, powers, intensities and ends of counts are drawn by themselves: what no hardware can do, no fuel emits and no model is, is refused and is no run. */
function isPossible(input: TrainingInput): boolean {
  try {
    return estimateTraining(input).low.energyKwh >= 0;
  } catch (error) {
    if (
      isFootprintError(error) &&
      /its peak|no hardware draws|draws when idle|outside \[0, 4140\]|is above parameters/u.test(error.message)
    )
      return false;
    throw error;
  }
}
