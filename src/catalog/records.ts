import type { Figure, Given, RangedNumber } from "../core/figure.js";
import type { SourceReference } from "../core/formula.js";
import type { Line } from "../core/line.js";
import type { ModelClassId } from "./ids.js";

/** Number formats for which an accelerator's dense rate is recorded: matrix engines where it has them, else vector units. */
export type Precision = "fp64" | "fp32" | "tf32" | "fp16" | "bf16" | "fp8" | "int8" | "fp4";

/** Types of GGUF files, whose mixtures of formats have a mean number of bits per weight. */
type GgufType =
  | "q2_k"
  | "q3_k_s"
  | "q3_k_m"
  | "q3_k_l"
  | "iq4_xs"
  | "iq4_nl"
  | "q4_0"
  | "q4_1"
  | "q4_k_s"
  | "q4_k_m"
  | "q5_0"
  | "q5_1"
  | "q5_k_s"
  | "q5_k_m"
  | "q6_k"
  | "q8_0";

/**
 * Number format in which the weights of a served model are kept; `int4` and `w4a16` with a 16-bit scale per 128 weights, `awq` and `gptq` with a zero
 * point too; in `mxfp4` and `int4-experts` the routed experts alone are narrow.
 */
export type ServingPrecision =
  "fp32" | "bf16" | "fp16" | "fp8" | "int8" | "int4" | "int4-experts" | "w4a16" | "awq" | "gptq" | "nf4" | "mxfp4" | "nvfp4" | GgufType;

/** Generation of a chip fab, by the node family for which carbon per area is known. */
export type FabNode = "28nm" | "14nm" | "10nm" | "8nm" | "7nm" | "5nm" | "3nm";

/** Accelerators that share one coefficient of the efficiency fit: the same silicon, whatever its memory and case. */
export type TrainingGroup =
  "a100" | "b200" | "gb200" | "h100" | "mi250x" | "tpu-v3" | "tpu-v4" | "tpu-v5e" | "tpu-v5p" | "tpu-v6e" | "tpu-v7" | "v100";

/** Devices that have more memory than others of their group, with a factor of the efficiency fit. */
export type TrainingMemory = "h200" | "b300";

/** Kind of memory that holds weights and activations. */
type MemoryType =
  | "ddr4"
  | "ddr5"
  | "gddr5"
  | "gddr6"
  | "gddr6x"
  | "gddr7"
  | "hbm"
  | "hbm2"
  | "hbm2e"
  | "hbm3"
  | "hbm3e"
  | "hbm4"
  | "lpddr4x"
  | "lpddr5"
  | "lpddr5x"
  | "sram";

/**
 * What an estimate needs to know about an accelerator; a figure may be a bare number in a caller's own record. What is left out is unknown, and
 * an estimate that needs it says so.
 */
export interface Accelerator {
  readonly name: string;
  /** Memory of one device that software can use (B): the total that its driver reports, where that is known. */
  readonly memoryBytes?: Given;
  /** Memory of one device as it is sold (B), where that is another number: factors of manufacture and bands of load go by it. */
  readonly nominalMemoryBytes?: Given;
  /** Thermal design power of one device (W). */
  readonly tdpWatts?: Given;
  /** Rate at which the memory of one device is read (B/s). */
  readonly memoryBandwidthBytesPerSecond?: Given;
  /** Power of the device with nothing to do (W). */
  readonly idlePowerWatts?: Given;
  /** Dense rate by precision (FLOP/s, OP/s for int8); never the rate with structured sparsity. */
  readonly peakFlopPerSecond: Readonly<Partial<Record<Precision, Given>>>;
  /** The precision in which models are trained on it. */
  readonly trainingPrecision?: Precision;
  /** Area of all logic dies of one device (cm2). */
  readonly dieAreaSquareCentimetres?: Given;
  /** Node family of the compute dies. */
  readonly fabNode?: FabNode;
  /** Average system power per device in training: the device with its share of host, memory, network and fans (W). */
  readonly trainingPowerWatts?: Given;
  /** Power of the host, network and fans of its usual server, per device (W). */
  readonly hostWatts?: Given;
  /** Model FLOP utilisation that you have reached on it, against the peak of `trainingPrecision` (fraction); used instead of the fitted one. */
  readonly trainingEfficiency?: Given;
  /** Coefficient of the efficiency fit that it takes; without one it counts as a device that the fit has not seen. */
  readonly trainingGroup?: TrainingGroup;
  /** Which device of its group it is, where more memory than the others' spares it recomputation and splitting. */
  readonly trainingMemory?: TrainingMemory;
  /** Measured rate of matrix products by precision (FLOP/s): the base of the efficiency of a device that the fit has not seen. */
  readonly achievableFlopPerSecond?: Readonly<Partial<Record<Precision, Given>>>;
  /** Rate of the link between devices of one server, per device, both directions together (B/s). */
  readonly interconnectBytesPerSecond?: Given;
  /** How far the fast link between devices reaches: one server (`node`), or a rack or pod (`rack`); `node` where left out. */
  readonly fastLink?: "node" | "rack";
  /** Manufacturing emissions of one device as a product footprint or life-cycle assessment prints them (gCO2e). */
  readonly productFootprintGramsCo2e?: Given;
}

/** An accelerator of the catalogue, or a processor that serves as one: every figure cited. */
export interface AcceleratorRecord extends Accelerator {
  readonly vendor: string;
  readonly kind: "gpu" | "tpu" | "npu" | "ipu" | "lpu" | "wafer" | "apu" | "soc" | "cpu";
  /** Other names that people write, including cloud and driver names. */
  readonly aliases: readonly string[];
  readonly launchYear: number;
  /** Present where the vendor has announced it only: figures may still change. */
  readonly preliminary?: true;
  readonly foundry?: string;
  /** Node as marketed (nm); `fabNode` is the family whose carbon per area is used for it. */
  readonly processNanometres?: number;
  readonly computeDies?: number;
  readonly memoryType: MemoryType;
  readonly memoryBytes?: Figure;
  readonly nominalMemoryBytes?: Figure;
  /** Rate at which the memory of one device is read (B/s). */
  readonly memoryBandwidthBytesPerSecond?: Figure;
  readonly tdpWatts?: Figure;
  /** Power of the device with nothing to do (W). */
  readonly idlePowerWatts?: Figure;
  readonly peakFlopPerSecond: Readonly<Partial<Record<Precision, Figure>>>;
  readonly dieAreaSquareCentimetres?: Figure;
  /** Link between devices of one server. */
  readonly interconnect?: string;
  /** Rate of that link per device, both directions together (B/s). */
  readonly interconnectBytesPerSecond?: Figure;
  readonly trainingPowerWatts?: Figure;
  readonly hostWatts?: Figure;
  readonly trainingEfficiency?: Figure;
  readonly achievableFlopPerSecond?: Readonly<Partial<Record<Precision, Figure>>>;
  readonly productFootprintGramsCo2e?: Figure;
  readonly note?: string;
}

/**
 * The parts of one server without its accelerators, from which its manufacture is added up: to these come one mainboard, one chassis and the
 * assembly. A part that is left out is missing from the sum, and a note says so; zero says that the server has none.
 */
export interface HostBill {
  /** Host processors, and the area of all dies of one of them (cm2). */
  readonly cpus: { readonly count: number; readonly dieAreaSquareCentimetres: Given };
  /** Main memory of the server (B, decimal). */
  readonly memoryBytes: Given;
  /** Solid-state storage of the server (B, decimal). */
  readonly ssdBytes?: Given;
  /** Hard disks. */
  readonly hddCount?: number;
  /** Mass of all power supplies (kg). */
  readonly powerSupplyKilograms?: Given;
  /** Packages of chips on boards and modules, beside the processors. */
  readonly chipPackageCount?: number;
  /** Manufacture of main memory (gCO2e/GB); `defaults.hostParts` where left out. */
  readonly dramGramsPerGigabyte?: Given;
  /** Manufacture of solid-state storage (gCO2e/GB); `defaults.hostParts` where left out. */
  readonly ssdGramsPerGigabyte?: Given;
}

/** What an estimate needs to know about the server around the accelerators: its manufacture as one figure or as a bill, never both. */
export interface Server {
  readonly name: string;
  readonly acceleratorsPerServer: number;
  /** Manufacturing emissions of the server without its accelerators (gCO2e). */
  readonly hostGramsCo2e?: Given;
  /** Parts of the server without its accelerators. */
  readonly bill?: HostBill;
  /** Power of the server without its accelerators, whatever they do (W). */
  readonly hostPowerWatts?: Given;
  /** Power of the host over what its equation gives (ratio); not used where the power is known. */
  readonly hostPowerFactor?: Given;
}

/** A server of the catalogue. */
export interface ServerRecord extends Server {
  readonly aliases: readonly string[];
  /** Id of the accelerator inside; absent where it fits any. */
  readonly accelerator?: string;
  readonly hostGramsCo2e?: Figure;
  /** Most power of the whole server with its accelerators, as rated (W). */
  readonly ratedPowerWatts?: Figure;
  readonly hostPowerWatts?: Figure;
  readonly hostPowerFactor?: Figure;
  readonly note?: string;
}

/** Where the power usage and the water of data centres are known: one site, the fleet of an operator, or an industry survey. */
export interface SiteRecord {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly operator: string;
  readonly scope: "site" | "fleet" | "region" | "industry";
  readonly year: number;
  /** Power usage effectiveness: facility energy over IT energy (ratio). */
  readonly pue: Figure;
  /** Water usage effectiveness: on-site water per IT energy (L/kWh). */
  readonly wueLitresPerKwh?: Figure;
  /** Location-based carbon intensity of the electricity (gCO2e/kWh). */
  readonly intensityGramsPerKwh?: Figure;
  /** Market-based intensity, contracts included (gCO2e/kWh); no estimate uses it unasked. */
  readonly marketIntensityGramsPerKwh?: Figure;
}

/** The electricity of a place in a year. */
export interface Grid {
  readonly name?: string;
  /** Emissions per unit of electricity (gCO2e/kWh). */
  readonly intensityGramsPerKwh: Given;
  /** The same under contracts and certificates, for a market-based result beside the location-based one (gCO2e/kWh). */
  readonly marketIntensityGramsPerKwh?: Given;
  /** What an estimate must say about the figure: the basis it stands on, or that an earlier year was taken. */
  readonly notes?: readonly string[];
  /** Steps that led to the intensity, where it is computed; they come first in the lines of an estimate. */
  readonly lines?: readonly Line[];
}

/** Figures of the years that a table holds, by year. */
type Yearly = Readonly<Record<string, number>>;

/** Share of each fuel in the generation (fraction), by the id of the fuel. */
export type FuelShares = Readonly<Record<string, number>>;

/** A grid of the catalogue: one intensity per year, all on one basis. */
export interface GridRecord {
  readonly name: string;
  readonly aliases: readonly string[];
  /** Places in it that have no figure of their own and are read as the whole, with a note. */
  readonly parts?: readonly string[];
  readonly level: "world" | "aggregate" | "country" | "grid-region" | "state";
  /** ISO 3166-1 alpha-2 code of the country; absent for the world and aggregates. */
  readonly country?: string;
  /** Whether upstream emissions of fuels and plants are counted (`lifecycle`) or only combustion (`direct`). */
  readonly basis: "lifecycle" | "direct";
  /** Whether the figure divides what is generated inside the border, or what is consumed there after trade. */
  readonly boundary: "production" | "consumption";
  readonly gases: "co2e" | "co2";
  readonly source: string;
  readonly at: string;
  readonly figureBasis: Figure["basis"];
  /** By year (gCO2e/kWh). */
  readonly intensityGramsPerKwh: Yearly;
  /** Share of the electricity that does not come from fossil fuels (fraction), by year. */
  readonly carbonFreeShare?: Yearly;
  /** Share of generation by fuel in the newest year (fraction). */
  readonly generationShares?: FuelShares;
  /** Share of generation that is lost before the meter; not part of the intensity (fraction). */
  readonly lossFraction?: Figure;
  readonly note?: string;
}

/** Emissions of one way of making electricity, with the range of the literature. */
export interface FuelRecord {
  readonly name: string;
  readonly aliases: readonly string[];
  /** With upstream emissions of fuel and plant (gCO2e/kWh). */
  readonly lifecycleGramsPerKwh: Figure;
  /** Of the plant's stack alone (gCO2e/kWh). */
  readonly directGramsPerKwh?: Figure;
}

/** A region of a cloud provider; its id is `provider:region`. */
export interface CloudRegionRecord {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly provider: string;
  /** The provider's own name of the region. */
  readonly region: string;
  readonly location?: string;
  /** ISO 3166-1 alpha-2 code of the country. */
  readonly country: string;
  readonly latitude?: number;
  readonly longitude?: number;
  /** Id of the grid (in `data/grids.json`) that serves it: the smallest one that the table knows. */
  readonly grid: string;
  /** Id of the zone in the ODbL table of Electricity Maps. */
  readonly electricityMapsZone?: string;
  /** Location-based intensity that the provider publishes for the region: direct emissions of generation (gCO2e/kWh), by year. */
  readonly intensityGramsPerKwh?: Yearly;
  /** Share of its hourly consumption that carbon-free supply covers, the provider's contracts included (fraction), by year. */
  readonly carbonFreeShare?: Yearly;
  /** Work that the two yearly series come from. */
  readonly published?: SourceReference;
  /** Power usage effectiveness (ratio), of the region where published, else of the provider's fleet; `at` says which and for which year. */
  readonly pue?: Figure;
  /** Water usage effectiveness (L/kWh), likewise. */
  readonly wueLitresPerKwh?: Figure;
  readonly note?: string;
}

/** A published figure on manufacture: fabs, memory, storage, parts, products, service lives. Exactly the figures of its `kind` are present. */
export interface EmbodiedRecord {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly kind: "fab" | "memory" | "storage" | "packaging" | "component" | "product" | "lifetime";
  /** What the figure covers, for example `cradle-to-gate`. */
  readonly boundary: string;
  readonly fabNode?: string;
  /** Electricity of the fab (kWh/cm2). */
  readonly energyKwhPerSquareCentimetre?: Figure;
  /** Gases of the process after abatement (gCO2e/cm2). */
  readonly gasGramsPerSquareCentimetre?: Figure;
  /** Procured materials (gCO2e/cm2). */
  readonly materialGramsPerSquareCentimetre?: Figure;
  /** Share of good dies (fraction). */
  readonly yieldFraction?: Figure;
  /** Logic, memory or board area (gCO2e/cm2). */
  readonly carbonPerAreaGramsPerSquareCentimetre?: Figure;
  /** Memory or storage (gCO2e/GB). */
  readonly carbonPerCapacityGramsPerGigabyte?: Figure;
  /** One part or product (gCO2e). */
  readonly unitGramsCo2e?: Figure;
  /** A material or part by mass (gCO2e/kg). */
  readonly massGramsPerKilogram?: Figure;
  /** Service life (a). */
  readonly lifetimeYears?: Figure;
  /** Id of the accelerator that a product is. */
  readonly accelerator?: string;
  readonly note?: string;
}

/** What somebody else takes for the size of a closed model: a second opinion, beside the classes of this library. */
export interface SizeOpinionRecord {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly developer: string;
  readonly architecture: "dense" | "mixture-of-experts";
  /** Where the interval comes from, and how. */
  readonly source: string;
  readonly at: string;
  readonly basis: Figure["basis"];
  /** Parameters, from low to high; the same twice where one number is printed. */
  readonly parameters: Interval;
  /** Parameters that one token passes through, from low to high. */
  readonly activeParameters: Interval;
  readonly note?: string;
}

/** What a model that makes no text alone makes. */
export type ModelKind =
  "text" | "audio" | "image" | "speech" | "transcription" | "video" | "music" | "embedding" | "reranking" | "moderation";

/** Closed models of one size: 90 % intervals, bounded by what prices, speeds and open models of the class tell. */
export interface ModelClassRecord {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly size: "nano" | "mini" | "standard" | "large" | "unknown";
  /** First and last year of the releases that it holds for. */
  readonly firstYear?: number;
  readonly lastYear?: number;
  /** Parameters that one token passes through. */
  readonly activeParameters: Interval;
  /** All parameters over those. */
  readonly totalOverActive: Interval;
  /** List prices of the class: evidence of the interval (USD per million tokens of output). */
  readonly priceUsdPerMillionOutputTokens?: Interval;
  /** Speeds that one user of the class sees: evidence of the interval (tokens/s). */
  readonly tokensPerSecond: Interval;
  readonly source: string;
  readonly at: string;
  readonly basis: Figure["basis"];
  /** The evidence for both ends. */
  readonly note: string;
}

/** A closed model whose size its developer does not state: the classes that it may be of, and what is stated of it all the same. */
export interface ClosedModelRecord {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly developer: string;
  /** Year, or year and month, of its release. */
  readonly released: string;
  /** Its class; two where name and price differ, of which it has the hull. */
  readonly classes: readonly ModelClassId[];
  /** What it makes or takes beside text; text alone where left out. */
  readonly kind?: ModelKind;
  /** Parameters that somebody in charge has stated. */
  readonly parameters?: Interval & Pick<Figure, "source" | "at" | "basis">;
  /** How many times as much as one pass it computes for a token that its user sees. */
  readonly computeMultiple?: Figure;
  /** Where its class comes from, and how. */
  readonly source: string;
  readonly at: string;
  readonly basis: Figure["basis"];
  readonly note?: string;
}

/** Two ends without a value between them. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Emissions that one more or one less kWh causes. For decisions only: never for a report of what was emitted. */
export interface MarginalGridRecord {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly country: string;
  readonly use: "decisions-only";
  readonly year: number;
  readonly source: string;
  readonly at: string;
  /** Of the plants that run today (gCO2/kWh); 0 means no fossil margin. */
  readonly operatingMarginGramsPerKwh: number;
  /** With the plants that will be built, for a new firm supply (gCO2/kWh). */
  readonly combinedMarginFirmGramsPerKwh: number;
  /** The same for an intermittent supply (gCO2/kWh). */
  readonly combinedMarginIntermittentGramsPerKwh: number;
  /** The same for a saving (gCO2/kWh). */
  readonly combinedMarginEfficiencyGramsPerKwh: number;
  /** The same for a new consumer (gCO2/kWh). */
  readonly combinedMarginConsumptionGramsPerKwh: number;
}

/** Twelve months by 24 hours (UTC) of one quantity. */
type MonthByHour = readonly (readonly number[])[];

/** Mean generation of a balancing area by month and hour. */
export interface HourlyMixRecord {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly country: string;
  readonly year: number;
  readonly source: string;
  readonly at: string;
  /** Mean energy per hour by fuel (kWh); rows are months, columns hours in UTC. */
  readonly generationKwh: Readonly<Record<string, MonthByHour>>;
}

/** Mean intensity of a zone by month and hour. */
export interface HourlyIntensityRecord {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly country: string;
  readonly year: number;
  readonly source: string;
  readonly at: string;
  readonly lifecycleGramsPerKwh: MonthByHour;
  readonly directGramsPerKwh: MonthByHour;
  /** Share of the hours that the publisher estimated (fraction). */
  readonly estimatedShare: number;
}

/** Water and further impacts per kWh of a country's electricity. */
export interface ElectricityImpactRecord {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly country: string;
  readonly source: string;
  readonly at: string;
  readonly basis: Figure["basis"];
  /** Water consumed, evaporation of reservoirs included (L/kWh). */
  readonly waterLitresPerKwh: number;
  /** Depletion of minerals and metals (kgSbeq/kWh). */
  readonly mineralDepletionKilogramsSbPerKwh: number;
  /** Primary energy (MJ/kWh). */
  readonly primaryEnergyMegajoulesPerKwh: number;
  /** Emissions that the same work states beside them (gCO2e/kWh). */
  readonly intensityGramsPerKwh: number;
}

/** A measured rate of matrix products: what software can reach, below the peak of the datasheet. */
export interface AchievableMatmulRecord {
  readonly name: string;
  readonly aliases: readonly string[];
  /** Id of the accelerator. */
  readonly accelerator: string;
  /** Best rate found by precision (FLOP/s). */
  readonly achievableFlopPerSecond: Readonly<Partial<Record<Precision, Figure>>>;
}

/** PUE and WUE of a cloud region as a third party has compiled them. */
export interface CloudEfficiencyRecord {
  readonly name: string;
  readonly aliases: readonly string[];
  /** Id of the region in `data/cloud-regions.json`. */
  readonly cloudRegion: string;
  readonly pue?: Figure;
  readonly wueLitresPerKwh?: Figure;
}

/** The footprint of an ordinary server as its manufacturer states it. */
export interface ServerFootprintRecord {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly manufacturer: string;
  readonly category: string;
  /** Month and year of the report, as printed. */
  readonly reportDate: string;
  readonly source: string;
  /** Address of the report. */
  readonly url: string;
  /** All life phases (gCO2e). */
  readonly totalGramsCo2e: number;
  /** Manufacture alone (gCO2e). */
  readonly manufacturingGramsCo2e?: number;
  /** Service life that the report assumes (a). */
  readonly lifetimeYears?: number;
  /** Energy in use (kWh/a). */
  readonly useKwhPerYear?: number;
  /** What the server of the report holds: processors, memory and drives; solid-state storage and hard disks where their sizes are listed. */
  readonly configuration?: {
    readonly cpuCount: number;
    readonly memoryBytes: number;
    readonly ssdBytes?: number;
    readonly hddCount?: number;
  };
}

/** Routed experts of a mixture-of-experts architecture. */
export interface Experts {
  /** Routed experts per layer. */
  readonly total: number;
  /** Routed experts that one token uses. */
  readonly active: number;
  /** Experts that every token uses besides the routed ones. */
  readonly shared?: number;
  /** Width of one routed expert. */
  readonly feedForwardSize: number;
  /** Width in which routed experts work, behind a projection down and one up that all of a layer share; the hidden size where left out. */
  readonly latentSize?: number;
  /** Width of one shared expert; that of a routed one where left out. */
  readonly sharedFeedForwardSize?: number;
  /** Leading layers without experts. */
  readonly firstDenseLayers?: number;
  /** Every r-th layer after those holds experts; 1 where left out. */
  readonly layerPeriod?: number;
  /** Whether the router has a bias. */
  readonly routerBias?: boolean;
  /** Whether the router is counted; it is where left out. The published count of GLaM leaves it out. */
  readonly router?: boolean;
  /** Whether experts have a gate; as the layers without experts where left out. */
  readonly gatedFeedForward?: boolean;
  /** Whether the 8-bit weights are published with scales per block of 128 × 128, which makes their products work on whole tiles. */
  readonly blockScaled?: boolean;
}

/** Dimensions of a transformer: decoder-only, encoder-decoder, or a hybrid with state-space layers. */
export interface Architecture {
  readonly layers: number;
  readonly hiddenSize: number;
  /** Query heads; left out only where `attentionLayers` is 0. */
  readonly attentionHeads?: number;
  /** Key-value heads; as many as query heads where left out. */
  readonly keyValueHeads?: number;
  /** Width of one head; hidden size over heads where left out. */
  readonly headSize?: number;
  /** Width of the feed-forward block of a layer without experts; left out only where `feedForwardLayers` is 0. */
  readonly feedForwardSize?: number;
  /** Whether the feed-forward block has a gate (three matrices) or not (two); left out only where `feedForwardLayers` is 0. */
  readonly gatedFeedForward?: boolean;
  readonly vocabularySize: number;
  /** Whether input and output embedding are one table. */
  readonly tiedEmbeddings: boolean;
  /** Longest sequence (tokens). */
  readonly contextTokens: number;
  /** Whether positions are learned embeddings. */
  readonly learnedPositions?: boolean;
  /** Biases on every projection (`true`), on attention only (`"attention"`), on queries, keys and values only (`"qkv"`), or none. */
  readonly biases?: boolean | "attention" | "qkv";
  /** Kind of the norms before each block and at the end of a stack; `"none"` leaves them out of the count. */
  readonly norm: "rms" | "layer" | "none";
  /** Whether attention and feed-forward block of a layer run side by side behind one norm. */
  readonly parallelBlock?: boolean;
  readonly queryKeyNorm?: boolean;
  readonly embeddingNorm?: boolean;
  readonly attentionSinks?: boolean;
  /** Multi-head latent attention: keys and values pass through a low rank; `keyValueHeads` and `headSize` are then left out. */
  readonly latentAttention?: LatentAttention;
  /** Layers whose attention sees only the last tokens; the others see all. */
  readonly slidingWindow?: { readonly tokens: number; readonly layers: number };
  /** Layers with attention in a hybrid, 0 where there is none; the others hold a state of fixed size (`stateLayers`). All layers where left out. */
  readonly attentionLayers?: number;
  /** What the layers with a state are. */
  readonly stateLayers?: "mamba" | "mamba-2" | "gated-delta-net" | "kimi-delta-attention" | "lightning-attention";
  /**
   * Dimensions of the layers with a state; their memory follows from them. Parameters are counted for `mamba-2`, and for `mamba` with a `stepRank`; with
   * the other kinds a hybrid needs stated counts.
   */
  readonly stateLayer?: StateLayer;
  /** Whether state and attention stand side by side behind one norm in every layer that is not a feed-forward block alone. */
  readonly parallelState?: boolean;
  /** Layers that are a feed-forward block or experts alone in a hybrid of single blocks; where left out, every layer has one. */
  readonly feedForwardLayers?: number;
  /** Layers of the encoder where `layers` are those of a decoder with cross-attention. Both stacks have the same dimensions. */
  readonly encoderLayers?: number;
  /** Projections that the model keeps as one matrix: queries, keys and values, or gate and up. An adapter beside it is one. */
  readonly fused?: readonly ("qkv" | "gate-up")[];
  /** Buckets of relative positions, with a bias per head that the layers of a stack share. */
  readonly relativePositionBuckets?: number;
  /** Why the parameter count of this library does not describe the architecture; estimates then need the stated counts. */
  readonly uncounted?: string;
}

/** Dimensions of a layer that holds a state; `groups`, `heads` and `convolutionWidth` are needed for `mamba-2`. */
export interface StateLayer {
  /** Channels inside the layer: usually twice the hidden size, or heads of values times their width. */
  readonly innerSize: number;
  /** Width of the state of one channel: that of a key in linear attention. */
  readonly stateSize: number;
  /** Groups of heads that share B and C, or heads of keys. */
  readonly groups?: number;
  readonly heads?: number;
  /** Width of the convolution (positions). */
  readonly convolutionWidth?: number;
  /** Rank of the step in `mamba`, whose parameters are counted with it; left out where a layer has more than that (norms of its own). */
  readonly stepRank?: number;
  /** Whether the gated output has a norm in `mamba-2`; it has where left out. */
  readonly gateNorm?: boolean;
}

/** Ranks and head sizes of multi-head latent attention. */
export interface LatentAttention {
  readonly keyValueRank: number;
  /** Rank of the queries; they are not compressed where left out. */
  readonly queryRank?: number;
  /** Width of a head's part without position. */
  readonly nopeHeadSize: number;
  /** Width of a head's part with rotary position. */
  readonly ropeHeadSize: number;
  readonly valueHeadSize: number;
}

/** Dimensions of a mixture-of-experts transformer; in an encoder-decoder, both stacks hold experts. */
export interface ExpertArchitecture extends Architecture {
  readonly experts: Experts;
}

/** A dense model: its dimensions, or a stated parameter count, or both, in which case the stated count is used. */
export interface DenseModel {
  readonly kind: "dense";
  readonly name?: string;
  /** Sequence length of the main phase of pre-training (tokens). */
  /** Tokens that it was trained on (tokens). */
  readonly trainingTokens?: Given;
  readonly trainingSequenceTokens?: Given;
  readonly parameters?: Given;
  /** `false` for a model without dimensions that has no attention: no cache, a state of constant size. */
  readonly attention?: boolean;
  readonly architecture?: Architecture;
  /** Where the dimensions are printed. */
  readonly architectureSource?: SourceReference;
  /** What an estimate of it must say: what its figures stand on, or what of it is not counted. */
  readonly note?: string;
}

/**
 * A mixture-of-experts model: its dimensions, or stated total and active parameter counts, or both, in which case the stated ones are used.
 */
export interface MixtureOfExpertsModel {
  readonly kind: "mixture-of-experts";
  readonly name?: string;
  /** Sequence length of the main phase of pre-training (tokens). */
  /** Tokens that it was trained on (tokens). */
  readonly trainingTokens?: Given;
  readonly trainingSequenceTokens?: Given;
  readonly parameters?: Given;
  /** Parameters that one token passes through. */
  readonly activeParameters?: Given;
  /** All parameters over the active ones, where they are known as a ratio: an interval of both then moves them together. */
  readonly totalOverActive?: Given;
  /** `false` for a model without dimensions that has no attention: no cache, a state of constant size. */
  readonly attention?: boolean;
  readonly architecture?: ExpertArchitecture;
  /** Where the dimensions are printed. */
  readonly architectureSource?: SourceReference;
  /** What an estimate of it must say: what its figures stand on, or what of it is not counted. */
  readonly note?: string;
}

/** A language model, dense or mixture-of-experts; `kind` tells which. */
export type Model = DenseModel | MixtureOfExpertsModel;

/** What the catalogue adds to a model. */
interface ModelRecordFields {
  readonly name: string;
  readonly developer: string;
  readonly family: string;
  /** Year, or year and month, of the release (`2024-07`). */
  readonly released: string;
  readonly aliases: readonly string[];
  /** Whether anyone may download the weights, only some may, or nobody. */
  readonly weights: "open" | "restricted" | "closed";
  /** Licence of the weights, recalled: a hint, not for legal use. */
  readonly licence?: string;
  readonly parameters?: Figure;
  readonly activeParameters?: Figure;
  readonly trainingTokens?: Figure;
  readonly trainingSequenceTokens?: Figure;
  /** Total that the developer states; a check of the dimensions, not an input of estimates. */
  readonly statedParameters?: Figure;
  /** Parameters per token that the developer states, in the developer's convention. */
  readonly statedActiveParameters?: Figure;
  /** Format in which the weights are published. */
  readonly weightFormat?: string;
  /** Why the stated count and the one of the dimensions differ by more than 1 %. */
  readonly parametersNote?: string;
}

/** A model of the catalogue. */
export type ModelRecord = (DenseModel | MixtureOfExpertsModel) & ModelRecordFields;

/** Prices of the tokens of a call. A price that is left out is not known. */
export interface TokenPrices {
  /** Prompt tokens that no cache holds (USD/Mtoken). */
  readonly inputUsdPerMillionTokens: number;
  /** Prompt tokens that a cache holds (USD/Mtoken). */
  readonly cacheReadUsdPerMillionTokens?: number;
  /** Prompt tokens that are put into a cache, for its shortest time (USD/Mtoken). */
  readonly cacheWriteUsdPerMillionTokens?: number;
  /** Generated tokens (USD/Mtoken). */
  readonly outputUsdPerMillionTokens: number;
}

/** Prices of one service, with those of long prompts. */
export interface PriceList extends TokenPrices {
  /** Prices of the whole call where its prompt is longer, by rising length. */
  readonly longPrompts?: readonly (TokenPrices & {
    /** Tokens of the prompt above which they hold, cached ones among them. */
    readonly aboveTokens: number;
  })[];
}

/** How soon a provider answers: within a day (`batch`), when it has room (`flex`), before others (`priority`). */
export type PricedService = "batch" | "flex" | "priority";

/** What a provider asks for a model on a day. Prices change within weeks. */
export interface ApiPriceRecord extends PriceList {
  /** The model as the source writes it. */
  readonly name: string;
  readonly aliases: readonly string[];
  readonly provider: string;
  readonly source: string;
  readonly at: string;
  readonly basis: Figure["basis"];
  /** Day on which the source said so (`2026-07-24`). */
  readonly asOf: string;
  /** Longest prompt that the model takes. */
  readonly contextTokens?: number;
  /** Day from which the provider no longer serves it. */
  readonly deprecationDate?: string;
  /** Prices of faster and slower answers. */
  readonly services?: Readonly<Partial<Record<PricedService, PriceList>>>;
  readonly note?: string;
}

/** A cited work. */
export interface SourceRecord {
  readonly title: string;
  readonly authors: string;
  readonly year: number;
  /** Where it can be read; absent where the work is this library itself. */
  readonly url?: string;
  readonly licence: string;
  /** What the licence asks: nothing but a citation (`permissive`, `facts`), or a table of its own (`odbl`, `mpl`, `cc-by-sa`). */
  readonly licenceClass: "permissive" | "facts" | "odbl" | "mpl" | "cc-by-sa";
  /** Date on which the work or its data was read (ISO 8601). */
  readonly retrieved: string;
}

/** A range without a value, with its reason. */
interface PlausibleRange extends Pick<Figure, "source" | "at" | "basis"> {
  readonly low: number;
  readonly high: number;
}

/**
 * The coefficients that predict how well a run uses its accelerators and what they draw, fitted on published figures
 * (`npm run refit`). Efficiencies are model FLOP utilisations against the dense peak of the precision used.
 */
export interface TrainingFit {
  /** Efficiency of a large dense model in a benchmark, by group of accelerators (fraction). */
  readonly deviceEfficiency: Readonly<Record<TrainingGroup, Figure>>;
  /** The same for an accelerator that the fit has not seen (fraction). */
  readonly unseenDeviceEfficiency: Figure;
  /** The same over the achievable share of the 16-bit peak, where that has been measured (ratio). */
  readonly achievableShare: Figure;
  /** What more memory than that of others of a group adds (ratio). */
  readonly memoryFactor: Readonly<Record<TrainingMemory, Figure>>;
  /** What 8-bit floating point keeps of the efficiency, against its doubled peak (ratio). */
  readonly fp8Factor: Figure;
  /** What a mixture of experts keeps of it at the reference traffic and width (ratio). */
  readonly expertFactor: Figure;
  /** Expert traffic at which `expertFactor` holds (hidden values sent per active parameter and token). */
  readonly referenceExpertTraffic: number;
  /** Width of a routed expert at which `expertFactor` holds. */
  readonly referenceExpertWidth: number;
  /** Exponent of the fall with expert traffic, by the reach of the fast link (pure number). */
  readonly expertTrafficExponent: Readonly<Record<"node" | "rack", Figure>>;
  /** Exponent of the rise with the width of an expert (pure number). */
  readonly expertWidthExponent: Figure;
  /** Expert traffic of a mixture of experts without dimensions. */
  readonly unknownExpertTraffic: Figure;
  /** Width of an expert of a mixture of experts without dimensions. */
  readonly unknownExpertWidth: Figure;
  /** What a whole run keeps of a benchmark's efficiency: restarts, evaluation, stragglers (ratio). */
  readonly wholeRunFactor: Figure;
  /** The same where the share of the time that makes progress is given: what is left of it (ratio). */
  readonly goodputRunFactor: Figure;
  /** Exponent of the fall of whole dense runs below `smallRunParameters` (pure number). */
  readonly smallRunExponent: Figure;
  readonly smallRunParameters: number;
  /** What GPU software up to `oldSoftwareYear` reached of today's (ratio). */
  readonly oldSoftwareFactor: Figure;
  readonly oldSoftwareYear: number;
  /** Exponent of the fall below `smallModelParameters` (pure number). */
  readonly smallModelExponent: Figure;
  readonly smallModelParameters: number;
  /** Least and greatest efficiency that is predicted (fraction). */
  readonly leastEfficiency: number;
  readonly greatestEfficiency: number;
  /**
   * Reported over predicted efficiency of rows that the fit has not seen, 5 to 95 % (ratio): of whole runs by the kind of their model, of whole runs
   * with a given goodput, and of benchmarks.
   */
  readonly efficiencySpread: Readonly<Record<EfficiencySpread, Figure>>;
}

/** What has a spread of efficiency of its own. */
export type EfficiencySpread = Model["kind"] | "goodput" | "benchmark dense" | "benchmark mixture-of-experts";

/**
 * Serving software that the fit tells apart: vLLM by generation, SGLang and TensorRT-LLM as they serve, a lean host for what is tuned to its greatest
 * load, and what runs one model for one user.
 */
export type ServingSoftware =
  "vllm-0.11" | "vllm-0.16" | "vllm-2024" | "sglang" | "tensorrt-llm" | "lean-host" | "gaudi" | "llama.cpp" | "transformers";

/** Kinds of devices and formats for which software has constants apart: memory in stacks, unified memory of Apple, and formats that are unpacked in steps of their own. */
export type ServingVariant = "hbm" | "apple" | "nf4" | "int8";

/** What serving software has of its own; the constants of the fit hold for the rest. */
export interface ServingSoftwareFit extends Partial<Record<ServingConstant, Given>> {
  /** The measurements behind it. */
  readonly evidence: string;
  /** Software whose own constants are its own too. */
  readonly like?: ServingSoftware;
  /** Whether each data-parallel rank computes the dense layers of all tokens. */
  readonly repeatsDenseLayers?: boolean;
  /** Format of caches beside weights of 8 and 4 bit, where it is not 16 bit. */
  readonly cachePrecision?: "fp8";
  /** What is different on some devices and in some formats. */
  readonly variants?: Partial<Readonly<Record<ServingVariant, Partial<Readonly<Record<ServingConstant, Given>>>>>>;
}

/**
 * The constants that predict time and power of a decoding step, fitted on measured serving (`npm run refit`). They mean something only together:
 * none of them is "the" efficiency of a memory or of an arithmetic unit.
 */
export interface ServingConstants {
  /** Share of the memory bandwidth that reading weights reaches (fraction). */
  readonly bandwidthEfficiency: Given;
  /** The same for caches and states (fraction). */
  readonly cacheBandwidthEfficiency: Given;
  /** Share of the peak rate that the operations of a step reach in 16 bit (fraction). */
  readonly computeEfficiency: Given;
  /** What narrower formats reach of it, against their own peak (ratio). */
  readonly narrowFactor: Given;
  /** Time of a step whatever its size (s). */
  readonly fixedStepSeconds: Given;
  /** Time that each layer adds (s). */
  readonly layerSeconds: Given;
  /** Time that each layer adds when several accelerators share it (s). */
  readonly parallelLayerSeconds: Given;
  /** Time that each layer adds when its experts have block-scaled weights (s). */
  readonly blockScaledLayerSeconds: Given;
  /** Time that each sequence adds (s). */
  readonly perSequenceSeconds: Given;
  /** Traffic of a routed token over the least that gathers and combines it (ratio). */
  readonly routingTraffic: Given;
  /** What products of experts without block scales cost beside their tokens, as rows of a tile (count). */
  readonly tileRows: Given;
  /** What 8-bit weights reach of the 16-bit rate where they are widened first (ratio). */
  readonly widenedFactor: Given;
  /** Share of the peak that reading a prompt reaches on an H100 in 16 bit (fraction). */
  readonly promptEfficiency: Given;
  /** Exponent with which that share falls with the peak in 16 bit (pure number). */
  readonly promptExponent: Given;
  /** What narrow formats reach of it, against their own peak (ratio). */
  readonly narrowPromptFactor: Given;
  /** Traffic of a routed token of a prompt over the least that gathers and combines it (ratio). */
  readonly promptRoutingTraffic: Given;
  /** Share of the rate of the links that sums over accelerators reach in prompts (ratio). */
  readonly reduceEfficiency: Given;
  /** Exponent of the smooth maximum of memory and compute time (pure number). */
  readonly overlapExponent: Given;
  /** Load of operations, above the base (fraction of TDP above idle). */
  readonly computeLoad: Given;
  /** Energy of the accelerator per byte that its memory moves (J/B). */
  readonly memoryJoulesPerByte: Given;
  /** Load of an accelerator that is kept busy, whatever it does (fraction of TDP above idle). */
  readonly baseLoad: Given;
  /** Load while the host works on the sequences, above the base (fraction of TDP above idle). */
  readonly hostLoad: Given;
  /** Rate of operations in narrow formats over that of `vllm-0.11` (ratio). */
  readonly narrowComputeFactor: Given;
  /** Time of scheduling, kernels and collectives over that of `vllm-0.11` (ratio). */
  readonly fixedTimeFactor: Given;
  /** Time that each sequence adds, over that of `vllm-0.11` (ratio). */
  readonly sequenceTimeFactor: Given;
  /** What unpacking a weight narrower than 16 bit costs, as bytes of it that the memory would read beside (B). */
  readonly unpackedBytes: Given;
  /** Time of a layer on the host, beneath which no step falls (s). */
  readonly hostLayerSeconds: Given;
  /** Time to the first token beside prompt and step: scheduling, splitting into tokens, the network of the server (s). */
  readonly fixedFirstTokenSeconds: Given;
}

/** A constant of serving by its name. */
export type ServingConstant = keyof ServingConstants;

/** Kinds of models of which the spread is known, and what was not fitted together. */
export type ServingSpread = "dense" | "hybrid" | "mixture-of-experts" | "unfitted";

/** The constants of serving, what software changes of them, and how far measurements stray. */
export interface ServingFit extends ServingConstants {
  readonly software: Readonly<Record<ServingSoftware, ServingSoftwareFit>>;
  /** Prompt lengths of the benchmark tasks of the fit, which their publisher leaves out (tokens): for scores of these rows only. */
  readonly taskPromptTokens: Readonly<Record<string, Given>>;
  /** Sequences that a token of a burst runs beside, over the mean over time (ratio): for scores of such rows only. */
  readonly burstFactor: Given;
  /** Measured over predicted energy of the accelerators, 5 to 95 % of rows left out of the fit (ratio). */
  readonly energySpread: Readonly<Record<ServingSpread, Given>>;
  /** Measured over predicted time, the same (ratio). */
  readonly timeSpread: Readonly<Record<ServingSpread | "single-user", Given>>;
  /** Measured over predicted power, the same (ratio). */
  readonly powerSpread: Readonly<Record<ServingSpread, Given>>;
  /**
   * Of which software, device, format and kind of model energies or times were fitted together, by their rows: energies by the name of the device
   * (`sglang; NVIDIA H200 SXM 141 GB; 8 bit; dense`), times by its `trainingGroup` where it has one (`sglang; h100; 8 bit; dense`).
   */
  readonly fitted: Readonly<Record<"energy" | "time", Readonly<Record<string, number>>>>;
  /** The same of rows of a deployment of which another batch was measured, 5 to 95 % (ratio). */
  readonly calibratedSpread: Given;
}

/** What a part of a server stands on, by the name of the figure. */
type HostPart =
  | "assemblyGramsCo2e"
  | "chassisGramsCo2e"
  | "chipPackageGramsCo2e"
  | "dramGramsPerGigabyte"
  | "hddGramsCo2e"
  | "mainboardGramsCo2e"
  | "powerSupplyGramsPerKilogram"
  | "processorGramsPerSquareCentimetre"
  | "processorPackageGramsCo2e"
  | "ssdGramsPerGigabyte";

/** The figures that an estimate uses where the caller gives none, each cited or called an assumption. */
export interface Defaults {
  /** The server around the accelerators. */
  readonly server: ServerRecord & { readonly hostGramsCo2e: Figure };
  /** Parts of a server from which its bill is added up (gCO2e each, or per cm2, GB or kg). */
  readonly hostParts: Readonly<Record<HostPart, Figure>>;
  /** Training operations per parameter and token, and how far published counts stray from it (FLOP). */
  readonly flopPerParameterToken: Figure;
  /** Operations per parameter and token where attention is counted beside them (FLOP). */
  readonly weightFlopPerParameterToken: Figure;
  /** Tokens of a sequence in pre-training, of runs up to 2022 and later. */
  readonly usualSequenceTokens: Readonly<Record<"early" | "late", Figure>>;
  /** Power of a server with accelerators that run nothing useful, over the sum of their TDP (ratio). */
  readonly idlePowerShare: Figure;
  /** What full load adds to it (ratio). */
  readonly loadPowerShare: Figure;
  /** What the fans of an air-cooled server add, by cooling (ratio). */
  readonly fanPowerShare: Readonly<Record<"air" | "liquid" | "unknown", Figure>>;
  /** Power of server and cluster network over that of the server (ratio). */
  readonly networkPowerFactor: Figure;
  /** Least load of accelerators in pre-training: they draw power while they wait for each other (fraction). */
  readonly waitingLoad: Figure;
  /** Power of accelerators alone over their TDP: without load, what full load adds, the most of it, and the most of their server without fans (ratio). */
  readonly acceleratorPower: Readonly<Record<"restingShare" | "workingShare" | "greatestShare" | "ofServer", Figure>>;
  /** Power of a server with a model too small to fill its accelerators, over their TDP, and up to which active parameters. */
  readonly tinyModelPower: Readonly<Record<"mostParameters" | "share", Figure>>;
  /** Measured over predicted power: where power in training was measured, elsewhere, and of accelerators alone (ratio). */
  readonly trainingPowerSpread: Readonly<Record<"measured" | "carried" | "accelerator", Figure>>;
  /** Energy of the experiments before a run over that of the run, where it is known that there were some but not how many (ratio). */
  readonly experimentationFactor: Figure;
  /** What a checkpoint holds of each parameter (B): weights, master weights and moments. */
  readonly checkpointBytesPerParameter: Figure;
  /** Optimizer states by optimizer (B/parameter). */
  readonly optimizerBytesPerParameter: Readonly<Record<"adamw" | "adamw-8bit", Figure>>;
  /** Share of the memory of a device that a plan may fill (fraction). */
  readonly usableMemoryShare: Figure;
  /** Sequences for whose caches an instance has room where nobody states its accelerators (count). */
  readonly plannedSequences: Figure;
  /** Power of stored data by medium (W/TB). */
  readonly storageWattsPerTerabyte: Readonly<Record<"ssd" | "hdd", Figure>>;
  /** Size of a weight by format (B/parameter). */
  readonly weightBytesPerParameter: Readonly<Record<ServingPrecision, Figure>>;
  /** Power of an accelerator that does nothing, over its TDP, where its record has none (ratio). */
  readonly deviceIdleShare: Figure;
  /**
   * Power of the host of a server per accelerator: a base (W), what it draws more per TDP and per power of the accelerator (ratio), how far machines
   * stray from that (ratio), and measured over predicted power of a machine that waits (ratio).
   */
  readonly hostPower: Readonly<Record<"baseWatts" | "tdpShare" | "loadShare" | "factor" | "waitingFactor", Figure>>;
  /** Share of the time in which an instance serves requests (fraction). */
  readonly servingShare: Figure;
  /** Rows of a block of weights that share a scale (count). */
  readonly blockRows: Figure;
  /** Rate of a link between accelerators where none is known, both directions together (B/s). */
  readonly linkBytesPerSecond: Figure;
  /** Sequences that run per 80 GB of memory of accelerators, by the kind of load (count). */
  readonly loads: Readonly<Record<"interactive-api" | "batch-job", PlausibleRange>>;
  /** Mixtures of experts that large services spread over many servers: from how many parameters, over how many accelerators (count). */
  readonly wideInstance: { readonly leastParameters: Figure; readonly accelerators: Figure };
  /** Operations per byte of the memory of a device of which no rate is known (FLOP/B). */
  readonly flopPerByte: Figure;
  /** Power of an accelerator that reads a prompt, over its TDP (ratio). */
  readonly prefillLoad: Figure;
  /** Energy to load a cached token over that of reading it anew, attention apart (ratio). */
  readonly cacheReadShare: Figure;
  /** Power of host memory that keeps caches (W/GB). */
  readonly retentionWattsPerGigabyte: Figure;
  /** Batches that an unknown deployment may run, log-uniform. */
  readonly servingBand: PlausibleRange;
  /** Speculative decoding: tokens drafted in a round (count), mean chance that one is accepted (fraction). */
  readonly speculation: Readonly<Record<"draftedTokens" | "acceptance", Figure>>;
  /** Limits of time to first token and time per output token (s). */
  readonly serviceLevel: Readonly<Record<"timeToFirstTokenSeconds" | "timePerOutputTokenSeconds", Figure>>;
  /** Service life of the hardware (a of 365 d). */
  readonly lifetimeYears: Figure;
  /** Share of its life that the hardware works (fraction). */
  readonly lifetimeUtilisation: Figure;
  /** Board, cooling, mechanics and assembly of one accelerator module (gCO2e). */
  readonly moduleGramsCo2e: Figure;
  /** Stacked memory (gCO2e/GB). */
  readonly memoryGramsPerGigabyte: Figure;
  /** Manufacture of an accelerator of which neither a footprint nor the die is known (gCO2e): a wide range of published ones. */
  readonly acceleratorGramsCo2e: Figure;
  /** Logic dies by fab node (gCO2e/cm2). */
  readonly carbonPerAreaGramsPerSquareCentimetre: Readonly<Record<FabNode, Figure>>;
  /** Ranges outside which a number is more likely a slip than a run: for warnings and for calibration. */
  readonly plausibleRanges: {
    readonly [
      Key in
        | "acceleratorCount"
        | "averagePowerOverTdp"
        | "electricityWaterLitresPerKwh"
        | "possiblePowerOverTdp"
        | "usualPowerOverTdp"
        | "usualGramsPerKwh"
        | "efficiency"
        | "intensityGramsPerKwh"
        | "possibleGramsPerKwh"
        | "lifetimeYears"
        | "measuredOverPredictedTime"
        | "pue"
        | "runDays"
        | "serverWatts"
        | "tokensPerParameter"
        | "wueLitresPerKwh"
    ]: PlausibleRange;
  };
}

/** What an estimate needs to know of an encoder: a model that turns a text into one vector, or scores a pair of texts. */
export interface EmbeddingModel {
  readonly name: string;
  /** All weights (parameters). */
  readonly parameters: Given;
  /** Weights of lookup tables, which no token is multiplied with (parameters); none where left out. */
  readonly lookupParameters?: Given;
  readonly layers?: number;
  /** Heads times the size of a head: the width over which attention works per token (pure number). */
  readonly attentionWidth?: number;
  /** Length of the vector (numbers per text); a reranker has none. */
  readonly vectorDimensions?: number;
}

/** An encoder of the catalogue, with the works behind its counts and its dimensions. */
export interface EmbeddingModelRecord extends EmbeddingModel {
  readonly aliases: readonly string[];
  readonly developer: string;
  readonly use: "embedding" | "reranking";
  /** Year and month of release. */
  readonly released: string;
  readonly licence?: string;
  readonly parameters: Figure;
  readonly lookupParameters: Figure;
  readonly layers: number;
  readonly attentionWidth: number;
  /** Longest text (tokens). */
  readonly contextTokens: number;
  /** Where layers and width come from. */
  readonly dimensionsSource: SourceReference;
  readonly note?: string;
}

/** Tokens that a round of drafts and their verification yielded on a model, by how many were drafted. */
export interface DraftAcceptanceRecord {
  readonly name: string;
  readonly aliases: readonly string[];
  /** Id of the model in `data/models.json`. */
  readonly model: string;
  /** Kind of the head that drafts. */
  readonly method: string;
  /** Mean tokens of a round, the one that the verification adds included, by tokens drafted (tokens). */
  readonly acceptanceLengths: Readonly<Record<string, Figure>>;
}

/** Number formats of weights among which a draw of a served model chooses. */
export type DrawnPrecision = "fp8" | "nvfp4" | "bf16";

/**
 * How a provider of language models serves, as far as it is public, in a period. Devices, PUE, water and grid of the larger ones are; shares of
 * devices never are.
 */
export interface ProviderPresetRecord {
  readonly name: string;
  readonly aliases: readonly string[];
  /** The word that the periods of one provider share. */
  readonly provider: string;
  /** Other names of providers that it stands for, the same in every period. */
  readonly serves: readonly string[];
  /** Whose calls it sells: of closed models, of open weights. A closed model that a host or a router passes on is served by its developer. */
  readonly sells: readonly ("closed" | "open")[];
  /** First and last year of the calls that it stands for; open where left out. */
  readonly firstYear?: number;
  readonly lastYear?: number;
  /** Share of the calls by id of the accelerator (fraction); all together 1. */
  readonly accelerators: Readonly<Record<string, Figure>>;
  /** Devices that are not in the estimate: their share, and why. */
  readonly leftOut?: readonly string[];
  /** Share of the calls by format of the weights (fraction), where it differs from that of other providers. */
  readonly precisionShares?: Readonly<Record<DrawnPrecision, Figure>>;
  /** Share of the time in which an instance serves (fraction), where it differs from that of other providers. */
  readonly servingShare?: Figure;
  readonly pue: Figure;
  /** Water that the data centre uses (L per kWh of its computers); that of power plants comes on top. */
  readonly wueLitresPerKwh: Figure;
  /** Intensity of its electricity where nothing tells the place of a call (gCO2e/kWh). */
  readonly intensityGramsPerKwh: Figure;
  /** How many times wider, either way, the range of a result is (ratio): the machines of the provider are another kind than `accelerators`. */
  readonly widerBy?: Figure;
  readonly source: string;
  readonly at: string;
  readonly basis: Figure["basis"];
  readonly note?: string;
}

/** Who sells a model: its developer who keeps the weights, in two periods, the developer of open weights, or a host of them. */
export type ModelSeller = "closed-to-2024" | "closed" | "open-developer" | "open-host";

/** Who is served, which tells how many sequences run at once. */
export type LoadKind = "interactive-api" | "batch-job" | "private" | "single-user";

/**
 * What a joint draw of a served model needs beside classes and presets: its quantities are drawn together, because they hang together. Sequences per
 * 80 GB of memory by the kind of load are in {@link Defaults}.
 */
export interface JointDrawFigures {
  /** Sequences that run at once per 80 GB of accelerator memory, by the kind of load. */
  readonly sequencesPer80Gigabytes: Readonly<Record<LoadKind, Figure>>;
  /** Share of the time in which an instance serves, by the kind of load (fraction). */
  readonly servingShare: Readonly<Record<LoadKind, Figure>>;
  /** Share of the memory of an instance that weights fill at most (fraction). */
  readonly heldShare: Figure;
  /** Accelerators of an instance over the least that hold the weights so (ratios), each as likely; mixtures alone. */
  readonly instanceFactors: Omit<Figure, "value"> & { readonly values: readonly number[] };
  /** Most accelerators of an instance (count). */
  readonly mostAccelerators: Figure;
  /** Accelerators of a server (count). */
  readonly serverAccelerators: Figure;
  /** All parameters over the active ones, below which a drawn model is dense (ratio). */
  readonly leastMixtureRatio: Figure;
  /** Most of its time that an instance serves (fraction). */
  readonly mostServingShare: Figure;
  /** Tokens of the call around which costs per feature are found (tokens). */
  readonly typicalTokens: Readonly<Record<"inputTokens" | "outputTokens", Figure>>;
  /** Tokens that a step yields for a sequence (count). */
  readonly tokensPerStep: Figure;
  /** Time that each sequence adds to a step, over that of the fit (ratio). */
  readonly hostTimeFactor: Figure;
  /** Share of the draws by format of the weights (fraction). */
  readonly precisionShares: Readonly<Record<DrawnPrecision, Figure>>;
  /** Ids of the accelerators whose power and time the library has been fitted to. */
  readonly fittedDevices: readonly string[];
  /** Names of providers under which people run models on machines of their own. */
  readonly localProviders: readonly string[];
  /** True over modelled energy, of those accelerators and of others (ratio). */
  readonly modelErrorOfEnergy: Readonly<Record<"fitted" | "other", Figure>>;
  /** True over modelled time of a step (ratio). */
  readonly modelErrorOfTime: Figure;
  /** Speed of an answer where nobody tells that of the model (token/s). */
  readonly userTokensPerSecond: Figure;
  /** Cost of the accelerators over revenue at list prices (ratio). */
  readonly costShare: Readonly<Record<ModelSeller, Figure>>;
  /** Tokens of the request for which that share is meant (tokens). */
  readonly costTokens: Readonly<Record<"inputTokens" | "cacheReadTokens" | "outputTokens", Figure>>;
  /** What an hour of an accelerator costs who serves with it, by id, and one whose price nobody tells (USD/h). */
  readonly acceleratorUsdPerHour: Readonly<Record<string, Figure>>;
  readonly unknownUsdPerHour: Figure;
  /** By how much readings of the speed of one model differ, either way (ratio). */
  readonly speedSpread: Figure;
  /** Prices over each other, for classes of which only that of generated tokens is told (ratios). */
  readonly usualPrices: Readonly<Record<"inputOverOutput" | "cachedOverInput", Figure>>;
}

/** What everyday things need, by which totals become ones that people know. */
export interface EquivalentFigures {
  /** A kilometre by an average petrol car (gCO2e). */
  readonly petrolCarKilometreGramsCo2e: Figure;
  /** A charge of the battery of a smartphone (kWh). */
  readonly smartphoneChargeKwh: Figure;
  /** An LED bulb as bright as an incandescent one of 60 W (W). */
  readonly ledBulbWatts: Figure;
  /** A minute under the shower (L). */
  readonly showerMinuteLitres: Figure;
}

/** A speed that somebody has seen of a model at a provider, as of a day. */
export interface ProviderSpeedRecord {
  readonly name: string;
  readonly aliases: readonly string[];
  /** Who serves it, as names of models tell; `host` where the page does not say which host of open models. */
  readonly provider: string;
  /** Id of the model in `data/models.json` or `data/closed-models.json`; absent where it is a mean over models of the provider. */
  readonly model?: string;
  /** How many models of the provider it is the mean of (count). */
  readonly meanOfModels?: number;
  /** How hard the model was told to think, where the page says it. */
  readonly effort?: string;
  /** Tokens of one answer (token/s). */
  readonly tokensPerSecond: RangedNumber;
  readonly timeToFirstTokenSeconds?: number;
  /** What the tokens are divided by: the time from the first token on, or what the page does not say. */
  readonly measure: "after the first token" | "not said";
  /** Day, month or year. */
  readonly asOf: string;
  readonly measuredBy: string;
  readonly source: string;
  readonly at: string;
  readonly basis: Figure["basis"];
  readonly note?: string;
}

/** A device of a user that runs a model, by its kind. */
export interface UserDeviceRecord {
  readonly name: string;
  /** Power of the whole device while it runs a model, and while it waits (W). */
  readonly activeWatts: Figure;
  readonly waitingWatts: Figure;
  /** Rate at which its memory is read (B/s). */
  readonly memoryBandwidthBytesPerSecond: Figure;
  /** 16-bit rate (FLOP/s). */
  readonly peakFlopPerSecond: Figure;
  /** Everything but its use, from product footprints (gCO2e). */
  readonly manufactureGramsCo2e: Figure;
  /** Service life (a of 365 d). */
  readonly lifetimeYears: Figure;
}

/** Energy per transferred byte, and time of a round trip, of a kind of network. */
export interface NetworkRecord {
  /** Average attribution of all traffic (kWh/GB). */
  readonly networkKwhPerGigabyte: Figure;
  /** Round trip (s). */
  readonly roundTripSeconds: Figure;
}

/** Kinds of networks between a device of a user and a data centre. */
export type NetworkKind = "fixed" | "mobile" | "4g" | "5g";
/** Kinds of devices of users. */
export type UserDeviceKind = "laptop" | "phone" | "tablet";

/** Figures of the estimates of `llm-footprint/adaptation`; each is cited, or says `assumption` as its basis. */
export interface AdaptationDefaults {
  /** Shares and ratios of fine-tuning; operations per parameter, or per attended token, and token. */
  readonly fineTuning: Readonly<
    Record<
      | "adapterRank"
      | "forwardFlopPerAttendedToken"
      | "forwardFlopPerParameterToken"
      | "frozenBytesPerParameter"
      | "frozenFlopPerParameterToken"
      | "fullDevices"
      | "fullDeviceTokens"
      | "generationYield"
      | "quantisedBytesPerParameter"
      | "quantisedTimeFactor"
      | "rolloutServingShare"
      | "spreadBatchExponent"
      | "trainedBytesPerParameter",
      Figure
    > & {
      /** What the software of a fine-tuning reaches of a tuned one (ratio). */
      readonly softwareFactor: Readonly<Record<"tuned" | "usual", Figure>>;
    }
  >;
  /** Parts of a retrieval: tokens, counts, processor times (s), powers (W), rates (B/s), sizes (B). */
  readonly retrieval: Readonly<
    Record<
      | "chunkOverlap"
      | "chunkTokens"
      | "chunks"
      | "codeBytes"
      | "constructionListSize"
      | "coreWatts"
      | "databaseSeconds"
      | "distanceSeconds"
      | "elementBytes"
      | "encoderEfficiency"
      | "encoderParameters"
      | "exampleTokens"
      | "fewShotExamples"
      | "graphNeighbours"
      | "graphQueryTokens"
      | "launchFloorSeconds"
      | "processorTokensPerSecond"
      | "queriesPerLaunch"
      | "questionTokens"
      | "refreshDays"
      | "refreshedShare"
      | "rerankCandidates"
      | "rerankerParameters"
      | "rewriteTokens"
      | "scanBytesPerSecond"
      | "scanWatts"
      | "scannedShare"
      | "schemaTokens"
      | "searchListSize"
      | "systemTokens"
      | "vectorDimensions",
      Figure
    >
  > & {
    /** Chunks longer than this have attention that counts (tokens). */
    readonly longChunkTokens: number;
  };
  /** Drafts on a device of a user: chance that one is accepted, size of a weight (B/parameter), shares, times (s), sizes of messages (B), words of a vocabulary (count). */
  readonly hybrid: Readonly<
    Record<
      | "acceptance"
      | "deviceBandwidthEfficiency"
      | "deviceComputeEfficiency"
      | "deviceFixedSeconds"
      | "draftBytesPerParameter"
      | "headerBytes"
      | "probabilityBytes"
      | "promptBytesPerToken"
      | "streamedBytesPerToken"
      | "tokenIdBytes"
      | "vocabularySize",
      Figure
    >
  >;
  readonly networks: Readonly<Record<NetworkKind, NetworkRecord>> & {
    readonly interconnect: Pick<NetworkRecord, "networkKwhPerGigabyte">;
  };
  readonly devices: Readonly<Record<UserDeviceKind, UserDeviceRecord>>;
  /** Hours of a day in which a device of a user is in use (h). */
  readonly activeHoursPerDay: Figure;
  /** Share of the manufacture of a device that is charged to what it is busy with (fraction). */
  readonly chargedShare: Figure;
  /** A processor of a server that runs a model: shares, power (W), time (s), and how far its energy strays (ratio). */
  readonly processor: Readonly<Record<"bandwidthEfficiency" | "baseWatts" | "energySpread" | "fixedStepSeconds" | "load", Figure>>;
}

/** A law of the test loss of dense models, L = E + A/N^α + B/D^β; a caller's own may hold bare numbers. */
export interface LossLaw {
  readonly name: string;
  /** E: what no model of the family gets below (nats per token). */
  readonly irreducibleLoss: Given;
  /** A. */
  readonly parameterScale: Given;
  /** α. */
  readonly parameterExponent: Given;
  /** B. */
  readonly tokenScale: Given;
  /** β. */
  readonly tokenExponent: Given;
  /** Sizes of the models of the fit; outside them the law is extrapolated. */
  readonly fittedParameters?: Interval;
  /** Training tokens of the models of the fit. */
  readonly fittedTokens?: Interval;
}

/** A published law of the test loss. */
export interface LossLawRecord extends LossLaw {
  readonly irreducibleLoss: Figure;
  readonly parameterScale: Figure;
  readonly parameterExponent: Figure;
  readonly tokenScale: Figure;
  readonly tokenExponent: Figure;
  readonly fittedParameters: Interval;
  readonly fittedTokens: Interval;
  readonly note?: string;
}

/** A published law of the size of the dense model that a routed model is worth. */
export interface RoutingLawRecord {
  readonly name: string;
  /** a: change of lg L per decade of parameters. */
  readonly parameterSlope: Figure;
  /** b: change of lg L per decade of experts. */
  readonly expertSlope: Figure;
  /** c: how the gain from experts fades with size. */
  readonly interaction: Figure;
  /** E_start: what one expert counts for. */
  readonly expertsAtStart: Figure;
  /** E_max: what endless experts count for. */
  readonly mostExperts: Figure;
  readonly fittedParameters: Interval;
  readonly fittedExperts: Interval;
  readonly note?: string;
}

/** The published laws by id. */
export interface ScalingLaws {
  readonly loss: Readonly<Record<"besiroglu-2024" | "hoffmann-2022" | "hoffmann-2022-unrounded", LossLawRecord>>;
  readonly routing: Readonly<Record<"clark-2022-hash" | "clark-2022-rl-r" | "clark-2022-s-base", RoutingLawRecord>>;
}

/** Constants of published methods of inference, as they print them. */
export interface InferenceMethods {
  readonly ecologits: Readonly<
    Record<
      | "batch"
      | "batchExponent"
      | "batchSeconds"
      | "energyOffsetKwh"
      | "energyScaleKwh"
      | "gpuGramsCo2e"
      | "gpusPerServer"
      | "lifetimeYears"
      | "memoryBytes"
      | "memoryOverhead"
      | "offsetSeconds"
      | "parameterSeconds"
      | "serverGramsCo2e"
      | "serverWatts"
      | "weightBytesPerParameter",
      Figure
    >
  >;
  readonly epoch: Readonly<Record<"peakFlopPerSecond" | "powerShare" | "serverWatts" | "utilisation", Figure>>;
  /** Sets of constants of the earlier forms of the decoding step; they mean something only together. */
  readonly decodeForms: Readonly<
    Record<
      "r4-a" | "r4-b" | "r5" | "r5t",
      Pick<Figure, "source" | "at" | "basis"> & {
        readonly constants: Readonly<Record<string, number>>;
        /** Prompt lengths of the tasks, which the benchmark leaves out (tokens). */
        readonly promptTokens: Readonly<Record<string, number>>;
      }
    >
  >;
}
