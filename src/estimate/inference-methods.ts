import { lazily } from "../core/lazily.js";
import { inferenceMethods } from "../catalog/inference-methods.js";
import type { Given } from "../core/figure.js";
import { anyNumber } from "../core/formula.js";
import * as F from "../generated/kernels.js";
import type { Run } from "../graph/evaluate.js";
import { estimator, kind } from "../graph/kind.js";
import type { Line } from "../core/line.js";
import { linesOf } from "../graph/lines.js";
import { graph, quantity } from "../graph/rows.js";
import { assume, by, pick, same, when } from "../graph/ways.js";

/** What every method of inference asks of a place. */
interface MethodPlace {
  readonly pue: Given;
  readonly intensityGramsPerKwh: Given;
}

/** What every method of inference gives. */
export interface InferenceMethodEstimate {
  readonly method: string;
  /** Before PUE (kWh). */
  readonly itEnergyKwh: number;
  readonly energyKwh: number;
  readonly operationalGramsCo2e: number;
  readonly lines: readonly Line[];
}

/** A place as every method of inference knows it; methods are frozen and so have a table of their own. */
const atPlace = lazily(() => ({
  pue: quantity("Power usage effectiveness of the data centre", { example: "1.2" }),
  energyKwh: quantity("Energy of the data centre", by(F.facilityEnergy)),
  intensityGramsPerKwh: quantity("Carbon intensity of the electricity", { example: "400" }),
  operationalGramsCo2e: quantity("Emissions of the electricity", by(F.operationalEmissions)),
}));
const placeTotals = ["itEnergyKwh", "energyKwh", "operationalGramsCo2e"] as const;
const later = { lines: ({ run }: { readonly run: Run }) => linesOf(run) } as const;

/** Inputs of {@link ecologits}. */
export interface EcologitsInput extends MethodPlace {
  readonly parameters: Given;
  readonly activeParameters: Given;
  readonly outputTokens: Given;
  /** Requests that share the hardware (count); the fixed 64 of the method where left out. */
  readonly batch?: Given;
  /** Measured latency, which caps the modelled one (s). */
  readonly measuredLatencySeconds?: number;
  readonly wueLitresPerKwh?: Given;
  readonly electricityWaterLitresPerKwh?: Given;
  /** Counts water as the released code does, with the PUE twice. */
  readonly asReleased?: boolean;
}

/** Result of {@link ecologits}. */
export interface EcologitsEstimate extends InferenceMethodEstimate {
  readonly gpuCount: number;
  readonly latencySeconds: number;
  /** Energy of one GPU per output token (kWh). */
  readonly tokenEnergyKwh: number;
  readonly embodiedGramsCo2e: number;
  readonly waterLitres?: number;
}

const { ecologits: eco, epoch } = inferenceMethods;
const NO_WAIT: Given = { value: 0, source: "ecologits-2025", at: "the time of the answer is that of its tokens", basis: "derived" };

type OfEcologits = Pick<EcologitsInput, "asReleased">;
const isReleased = ({ asReleased }: OfEcologits): boolean => asReleased === true;

const ecologitsTable = lazily(() => ({
  ...atPlace(),
  parameters: quantity("Parameters", { example: "70e9" }),
  activeParameters: quantity("Parameters that a token passes through", { example: "70e9" }),
  outputTokens: quantity("Output tokens", { example: "400" }),
  batch: quantity("Requests that share the hardware", { example: "64" }, assume(eco.batch)),
  memoryOverhead: quantity("Memory over that of the weights", assume(eco.memoryOverhead)),
  weightBytesPerParameter: quantity("Size of a weight", assume(eco.weightBytesPerParameter)),
  memoryBytes: quantity("Memory of a GPU", assume(eco.memoryBytes)),
  gpuCount: quantity("GPUs that hold the model", by(F.ecologitsGpuCount)),
  energyScaleKwh: quantity("Scale of the energy per token", assume(eco.energyScaleKwh)),
  batchExponent: quantity("How the energy per token falls with the batch", { domain: anyNumber }, assume(eco.batchExponent)),
  energyOffsetKwh: quantity("Energy per token of no model", assume(eco.energyOffsetKwh)),
  tokenEnergyKwh: quantity("Energy of one GPU per output token", by(F.ecologitsTokenEnergy)),
  parameterSeconds: quantity("Time per token and billion parameters", assume(eco.parameterSeconds)),
  batchSeconds: quantity("Time per token and request of the batch", assume(eco.batchSeconds)),
  offsetSeconds: quantity("Time per token of no model", assume(eco.offsetSeconds)),
  tokenLatencySeconds: quantity("Time per output token", by(F.ecologitsTokenLatency)),
  timeToFirstTokenSeconds: quantity("Time to the first token", assume(NO_WAIT)),
  modelledSeconds: quantity(
    "Time of the answer, as modelled",
    by(F.requestLatency, { timePerOutputTokenSeconds: "tokenLatencySeconds", generatedTokens: "outputTokens" }),
  ),
  measuredLatencySeconds: quantity("Measured latency, which caps the modelled one", { example: "5" }),
  isCapped: quantity("1 where the measured latency is the shorter one", by(F.ecologitsIsCapped)),
  latencySeconds: quantity("Time of the answer", pick("isCapped", "measuredLatencySeconds", "modelledSeconds"), same("modelledSeconds")),
  serverWatts: quantity("Power of a server without its GPUs", assume(eco.serverWatts)),
  gpusPerServer: quantity("GPUs of a server", assume(eco.gpusPerServer)),
  itEnergyKwh: quantity("Energy before PUE", by(F.ecologitsServerEnergy)),
  lifetimeYears: quantity("Service life of the hardware", assume(eco.lifetimeYears)),
  serverGramsCo2e: quantity("Manufacture of a server without its GPUs", assume(eco.serverGramsCo2e)),
  gpuGramsCo2e: quantity("Manufacture of a GPU", assume(eco.gpuGramsCo2e)),
  embodiedGramsCo2e: quantity("Manufacture that the request is charged", by(F.ecologitsEmbodied)),
  wueLitresPerKwh: quantity("Water usage effectiveness: on-site water per energy of the servers", { example: "0.569" }),
  electricityWaterLitresPerKwh: quantity("Water that power plants consume per unit of electricity", { example: "3" }),
  waterLitres: quantity("Water", when(isReleased, by(F.ecologitsWater, { itEnergyKwh: "energyKwh" })), by(F.ecologitsWater)),
}));

const estimateEcologits = /* @__PURE__ */ estimator<EcologitsInput, EcologitsEstimate>(
  kind(() => ({
    name: "ecologits",
    graph: graph<OfEcologits>()(ecologitsTable()),
    goals: ["modelledSeconds"],
    totals: ["gpuCount", "latencySeconds", "tokenEnergyKwh", ...placeTotals, "embodiedGramsCo2e", "waterLitres?"],
    choices: [],
    words: { asReleased: [true, false] },
  })),
  { method: ({ input }) => (isReleased(input) ? "ecologits-0.9.1-as-released" : "ecologits-0.9.1") },
  later,
);

/**
 * A request by EcoLogits 0.9.1, in its documented form or as its released code counts water. Output tokens only, 16-bit weights, H100.
 *
 * @param input - model, tokens, place
 * @returns GPUs, latency, energy (kWh), emissions (gCO2e), water (L)
 * @throws `FootprintError` `out-of-domain`
 *
 * @example
 * ```ts
 * import { ecologits } from "llm-footprint/methods";
 *
 * const { energyKwh } = ecologits({ parameters: 70e9, activeParameters: 70e9, outputTokens: 400, pue: 1.2, intensityGramsPerKwh: 400 });
 * console.log(energyKwh.toExponential(8)); // 2.63011597e-4
 * ```
 */
export function ecologits(input: EcologitsInput): EcologitsEstimate {
  return estimateEcologits(input);
}

/** Inputs of {@link epochInference}. */
export interface EpochInferenceInput extends MethodPlace {
  readonly activeParameters: Given;
  readonly outputTokens: Given;
  /** Share of the peak that output tokens reach (fraction); 0.1 where left out. */
  readonly utilisation?: Given;
}

const epochTable = lazily(() => ({
  ...atPlace(),
  activeParameters: quantity("Parameters that a token passes through", { example: "100e9" }),
  outputTokens: quantity("Output tokens", { example: "500" }),
  peakFlopPerSecond: quantity("Peak rate of a GPU", assume(epoch.peakFlopPerSecond)),
  utilisation: quantity("Share of the peak that output tokens reach", { example: "0.1" }, assume(epoch.utilisation)),
  serverWatts: quantity("Power of a GPU with its share of the server", assume(epoch.serverWatts)),
  powerShare: quantity("Share of that power that is drawn", assume(epoch.powerShare)),
  itEnergyKwh: quantity("Energy before PUE", by(F.epochRequestEnergy)),
}));

const estimateEpoch = /* @__PURE__ */ estimator<EpochInferenceInput, InferenceMethodEstimate>(
  kind(() => ({ name: "epoch", graph: graph<object>()(epochTable()), totals: placeTotals, choices: [] })),
  { method: () => "epoch-2025" },
  later,
);

/**
 * A request by the estimate of Epoch AI (February 2025): operations over a tenth of the peak, times the drawn power of GPU and server.
 *
 * @param input - model, tokens, place
 * @returns energy (kWh) and emissions (gCO2e)
 * @throws `FootprintError` `out-of-domain`
 *
 * @example
 * ```ts
 * import { epochInference } from "llm-footprint/methods";
 *
 * const { energyKwh } = epochInference({ activeParameters: 100e9, outputTokens: 500, pue: 1.2, intensityGramsPerKwh: 400 });
 * console.log((energyKwh * 1000).toFixed(4)); // 0.3008
 * ```
 */
export function epochInference(input: EpochInferenceInput): InferenceMethodEstimate {
  return estimateEpoch(input);
}

/** Inputs of {@link llmcarbonInference}. */
export interface LlmcarbonInferenceInput extends MethodPlace {
  /** Base-model parameters, those of a token's way through a mixture of experts. */
  readonly activeParameters: Given;
  readonly tokens: Given;
  readonly deviceCount: number;
  readonly peakFlopPerSecond: Given;
  /** Share of the peak that is reached (fraction); the method gives none. */
  readonly efficiency: Given;
  /** System power of one device (W). */
  readonly systemWatts: Given;
}

const llmcarbonTable = lazily(() => ({
  ...atPlace(),
  activeParameters: quantity("Base-model parameters, those of a token's way through a mixture of experts", { example: "70e9" }),
  tokens: quantity("Tokens", { example: "1e6" }),
  inferenceFlop: quantity("Operations", by(F.inferenceFlop)),
  deviceCount: quantity("Devices", { example: "8" }),
  peakFlopPerSecond: quantity("Peak rate of one device", { example: "312e12" }),
  efficiency: quantity("Share of the peak that is reached; the method gives none", { example: "0.3" }),
  runSeconds: quantity(
    "Time that the devices work",
    by(F.computeSeconds, { stepFlop: "inferenceFlop", acceleratorCount: "deviceCount", computeEfficiency: "efficiency" }),
  ),
  systemWatts: quantity("System power of one device", { example: "400" }),
  itEnergyKwh: quantity("Energy before PUE", by(F.poweredEnergy, { acceleratorCount: "deviceCount", powerWatts: "systemWatts" })),
}));

const estimateLlmcarbon = /* @__PURE__ */ estimator<LlmcarbonInferenceInput, ReturnType<typeof llmcarbonInference>>(
  kind(() => ({
    name: "llmcarbon-inference",
    graph: graph<object>()(llmcarbonTable()),
    totals: ["runSeconds", ...placeTotals],
    choices: [],
  })),
  { method: () => "llmcarbon-inference" },
  later,
);

/**
 * Inference by LLMCarbon: two operations per parameter and token at a share of the peak that the caller must know. No batch, no memory.
 *
 * @param input - model, tokens, devices, place
 * @returns seconds, energy (kWh) and emissions (gCO2e)
 * @throws `FootprintError` `out-of-domain`
 *
 * @example
 * ```ts
 * import { llmcarbonInference } from "llm-footprint/methods";
 *
 * const { runSeconds } = llmcarbonInference({
 *   activeParameters: 70e9, tokens: 1e6, deviceCount: 8, peakFlopPerSecond: 312e12, efficiency: 0.3, systemWatts: 400,
 *   pue: 1.1, intensityGramsPerKwh: 429,
 * });
 * console.log(runSeconds.toFixed(6)); // 186.965812
 * ```
 */
export function llmcarbonInference(input: LlmcarbonInferenceInput): InferenceMethodEstimate & { readonly runSeconds: number } {
  return estimateLlmcarbon(input);
}
