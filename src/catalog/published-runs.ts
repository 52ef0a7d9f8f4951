import table from "../../data/llmcarbon.json" with { type: "json" };

/** One column of LLMCarbon's table 4: the inputs of its reference code, the reported values, and what the paper prints. */
export interface PublishedRun {
  readonly name: string;
  readonly kind: "dense" | "mixture-of-experts";
  /** All parameters. */
  readonly parameters: number;
  /** Parameters that enter the compute; for a mixture of experts those of the base model. */
  readonly baseParameters: number;
  readonly tokens: number;
  readonly intensityGramsPerKwh: number;
  readonly pue: number;
  readonly device: string;
  readonly tdpWatts: number;
  readonly systemPowerWatts: number;
  readonly peakFlopPerSecond: number;
  readonly achievedFlopPerSecond: number;
  readonly efficiency: number;
  readonly deviceCount: number;
  readonly reportedDays: number;
  readonly reportedFlop: number;
  readonly actualEnergyKwh: number;
  readonly actualGramsCo2e: number;
  readonly printedGramsCo2e: number;
  readonly printedDelta: number;
  readonly actualSource: string;
  readonly note?: string;
}

/** One kind of hardware of LLMCarbon's table 5: a chip by area, or memory and storage by capacity. */
export interface PublishedUnit {
  readonly name: string;
  readonly unitCount: number;
  readonly areaSquareCentimetres?: number;
  readonly carbonPerAreaGramsPerSquareCentimetre?: number;
  readonly capacityBytes?: number;
  readonly carbonPerCapacityGramsPerGigabyte?: number;
  /** What the source table lists as the result of the product; two rows contradict it. */
  readonly listedGramsCo2e: number;
}

/** Three coefficients of a fitted parabola. */
export interface FittedPolynomial {
  readonly quadratic: number;
  readonly linear: number;
  readonly constant: number;
}

/** A device for which LLMCarbon's fits have numbers: scale of the count and slowdown against the A100 of the fit. */
export interface FittedDevice {
  readonly memoryBytes: number;
  readonly peakFlopPerSecond: number;
  readonly deviceScale: number;
  readonly slowdown: number;
}

/** Constants of a test-loss law. */
export interface ScalingLaw {
  readonly source: string;
  readonly at: string;
  readonly parameterScale: number;
  readonly parameterExponent: number;
  readonly tokenScale: number;
  readonly tokenExponent: number;
  readonly irreducibleLoss: number;
}

/** What LLMCarbon published: two tables, the coefficients of its fits, the laws of its test loss. */
export interface LlmcarbonTables {
  readonly source: string;
  readonly at: string;
  readonly printedBasis: string;
  readonly table4: Readonly<Record<"gpt3" | "gshard" | "switch" | "t5" | "xlm", PublishedRun>>;
  readonly table5: {
    readonly name: string;
    readonly runDays: number;
    readonly lifetimeDays: number;
    readonly actualGramsCo2e: number;
    readonly printedGramsCo2e: number;
    readonly printedDelta: number;
    readonly units: readonly PublishedUnit[];
  };
  readonly polynomials: {
    readonly throughputOnePipelineStage: FittedPolynomial;
    readonly throughputManyPipelineStages: FittedPolynomial;
    readonly deviceCount: FittedPolynomial;
    readonly batchSize: FittedPolynomial;
  };
  /** Rules by which the method spreads a model over devices, and the two devices for which it has numbers. */
  readonly parallelism: {
    readonly source: string;
    readonly at: string;
    /** Most devices of one tensor split. */
    readonly gpusPerServer: number;
    /** Sequences per step with one pipeline stage. */
    readonly batchOfOneStage: number;
    readonly devices: { readonly a100: FittedDevice; readonly v100: FittedDevice };
  };
  readonly scalingLaws: { readonly hoffmann2022: ScalingLaw; readonly besiroglu2024: ScalingLaw };
}

/**
 * LLMCarbon's published tables and coefficients.
 *
 * @example
 * ```ts
 * import { llmcarbonTables } from "llm-footprint/methods";
 *
 * console.log(llmcarbonTables.table4.gpt3.actualGramsCo2e); // 552100000
 * ```
 */
export const llmcarbonTables = table as LlmcarbonTables;
