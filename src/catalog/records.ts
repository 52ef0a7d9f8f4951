import type { Figure, Given } from "../core/figure.js";
import type { SourceReference } from "../core/formula.js";

/** Number formats for which an accelerator's dense matrix rate is recorded. */
export type Precision = "fp32" | "tf32" | "fp16" | "bf16" | "fp8" | "int8" | "fp4";

/** Generation of a chip fab, by the name of its node family. */
export type FabNode = "28nm" | "14nm" | "10nm" | "7nm" | "5nm" | "3nm";

/** What an estimate needs to know about an accelerator; a figure may be a bare number in a caller's own record. */
export interface Accelerator {
  readonly name: string;
  /** Memory of one device (B, decimal as on the datasheet). */
  readonly memoryBytes: Given;
  /** Thermal design power of one device (W). */
  readonly tdpWatts: Given;
  /** Dense matrix rate by precision (FLOP/s); never the rate with structured sparsity. */
  readonly peakFlopPerSecond: Readonly<Partial<Record<Precision, Given>>>;
  /** The precision in which models are trained on it. */
  readonly trainingPrecision: Precision;
  /** Area of all logic dies of one device (cm2). */
  readonly dieAreaSquareCentimetres: Given;
  readonly fabNode: FabNode;
  /** Average system power per device in training: the device with its share of host, memory, network and fans (W). */
  readonly trainingPowerWatts?: Given;
  /** Model FLOP utilisation of a published training run, against the peak of `trainingPrecision` (fraction). */
  readonly trainingEfficiency?: Given;
  /** Manufacturing emissions of one device as a product footprint or life-cycle assessment prints them (gCO2e). */
  readonly productFootprintGramsCo2e?: Given;
}

/** An accelerator of the catalogue: every figure cited. */
export interface AcceleratorRecord extends Accelerator {
  readonly vendor: string;
  /** Other names that people write, including cloud and driver names. */
  readonly aliases: readonly string[];
  readonly launchYear: number;
  readonly memoryType: "hbm2" | "hbm2e" | "hbm3" | "hbm3e";
  readonly memoryBytes: Figure;
  /** Rate at which the memory of one device is read (B/s). */
  readonly memoryBandwidthBytesPerSecond: Figure;
  readonly tdpWatts: Figure;
  readonly peakFlopPerSecond: Readonly<Partial<Record<Precision, Figure>>>;
  readonly dieAreaSquareCentimetres: Figure;
  readonly trainingPowerWatts: Figure;
  readonly trainingEfficiency: Figure;
  readonly productFootprintGramsCo2e?: Figure;
}

/** What an estimate needs to know about the server around the accelerators. */
export interface Server {
  readonly name: string;
  readonly acceleratorsPerServer: number;
  /** Manufacturing emissions of the server without its accelerators (gCO2e). */
  readonly hostGramsCo2e: Given;
}

/** A server of the catalogue. */
export interface ServerRecord extends Server {
  readonly aliases: readonly string[];
  readonly hostGramsCo2e: Figure;
}

/** A data centre with its PUE and, where published, the intensity of its electricity. */
export interface SiteRecord {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly year: number;
  /** Power usage effectiveness: facility energy over IT energy (ratio). */
  readonly pue: Figure;
  /** Carbon intensity of the electricity (gCO2e/kWh). */
  readonly intensityGramsPerKwh?: Figure;
}

/** The electricity of a place in a year. */
export interface Grid {
  readonly name?: string;
  /** Emissions per unit of electricity (gCO2e/kWh). */
  readonly intensityGramsPerKwh: Given;
}

/** A grid of the catalogue: one intensity per year. */
export interface GridRecord {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly level: "country" | "world";
  /** Whether upstream emissions of fuels and plants are counted (`lifecycle`) or only combustion (`direct`). */
  readonly basis: "lifecycle" | "direct";
  readonly accounting: "location" | "market";
  readonly source: string;
  readonly at: string;
  /** By year (gCO2e/kWh). */
  readonly intensityGramsPerKwh: Readonly<Record<string, number>>;
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
  /** Width of one shared expert; that of a routed one where left out. */
  readonly sharedFeedForwardSize?: number;
  /** Leading layers without experts. */
  readonly firstDenseLayers?: number;
  /** Every r-th layer after those holds experts; 1 where left out. */
  readonly layerPeriod?: number;
  /** Whether the router has a bias. */
  readonly routerBias?: boolean;
}

/** Dimensions of a decoder-only transformer. */
export interface Architecture {
  readonly layers: number;
  readonly hiddenSize: number;
  /** Query heads. */
  readonly attentionHeads: number;
  /** Key-value heads; as many as query heads where left out. */
  readonly keyValueHeads?: number;
  /** Width of one head; hidden size over heads where left out. */
  readonly headSize?: number;
  /** Width of the feed-forward block of a layer without experts. */
  readonly feedForwardSize: number;
  /** Whether the feed-forward block has a gate (three matrices) or not (two). */
  readonly gatedFeedForward: boolean;
  readonly vocabularySize: number;
  /** Whether input and output embedding are one table. */
  readonly tiedEmbeddings: boolean;
  /** Longest sequence (tokens). */
  readonly contextTokens: number;
  /** Whether positions are learned embeddings. */
  readonly learnedPositions?: boolean;
  /** Biases on every projection (`true`), on attention only (`"attention"`), on queries, keys and values only (`"qkv"`), or none. */
  readonly biases?: boolean | "attention" | "qkv";
  readonly norm: "rms" | "layer";
  readonly queryKeyNorm?: boolean;
  readonly embeddingNorm?: boolean;
  readonly attentionSinks?: boolean;
}

/** Dimensions of a decoder-only mixture-of-experts transformer. */
export interface ExpertArchitecture extends Architecture {
  readonly experts: Experts;
}

/** A dense model: its dimensions, or a stated parameter count, or both, in which case the stated count is used. */
export interface DenseModel {
  readonly kind: "dense";
  readonly name?: string;
  readonly parameters?: Given;
  readonly architecture?: Architecture;
  /** Where the dimensions are printed. */
  readonly architectureSource?: SourceReference;
}

/**
 * A mixture-of-experts model: its dimensions, or stated total and active parameter counts, or both, in which case the stated ones are used.
 */
export interface MixtureOfExpertsModel {
  readonly kind: "mixture-of-experts";
  readonly name?: string;
  readonly parameters?: Given;
  /** Parameters that one token passes through. */
  readonly activeParameters?: Given;
  readonly architecture?: ExpertArchitecture;
  /** Where the dimensions are printed. */
  readonly architectureSource?: SourceReference;
}

/** A language model, dense or mixture-of-experts; `kind` tells which. */
export type Model = DenseModel | MixtureOfExpertsModel;

/** What the catalogue adds to a model. */
interface ModelRecordFields {
  readonly name: string;
  readonly developer: string;
  readonly releaseYear: number;
  readonly aliases: readonly string[];
  readonly parameters?: Figure;
  readonly activeParameters?: Figure;
  readonly trainingTokens?: Figure;
}

/** A model of the catalogue. */
export type ModelRecord = (DenseModel | MixtureOfExpertsModel) & ModelRecordFields;

/** A cited work. */
export interface SourceRecord {
  readonly title: string;
  readonly authors: string;
  readonly year: number;
  readonly url: string;
  readonly licence: string;
  /** Date on which the work or its data was read (ISO 8601). */
  readonly retrieved: string;
}

/** A range without a value, with its reason. */
interface PlausibleRange extends Pick<Figure, "source" | "at" | "basis"> {
  readonly low: number;
  readonly high: number;
}

/** The figures that an estimate uses where the caller gives none, each cited or called an assumption. */
export interface Defaults {
  /** The server around the accelerators. */
  readonly server: ServerRecord;
  /** Training operations per parameter and token, and how far published counts stray from it (FLOP). */
  readonly flopPerParameterToken: Figure;
  /** Service life of the hardware (a of 365 d). */
  readonly lifetimeYears: Figure;
  /** Share of its life that the hardware works (fraction). */
  readonly lifetimeUtilisation: Figure;
  /** Board, cooling, mechanics and assembly of one accelerator module (gCO2e). */
  readonly moduleGramsCo2e: Figure;
  /** Stacked memory (gCO2e/GB). */
  readonly memoryGramsPerGigabyte: Figure;
  /** Logic dies by fab node (gCO2e/cm2). */
  readonly carbonPerAreaGramsPerSquareCentimetre: Readonly<Record<FabNode, Figure>>;
  /** Ranges outside which a number is more likely a slip than a run: for warnings and for calibration. */
  readonly plausibleRanges: {
    readonly [
      Key in "averagePowerOverTdp" | "efficiency" | "intensityGramsPerKwh" | "pue" | "runDays" | "tokensPerParameter"
    ]: PlausibleRange;
  };
}
