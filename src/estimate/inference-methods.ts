import { inferenceFlop } from "../architecture/compute.js";
import { inferenceMethods } from "../catalog/inference-methods.js";
import { Evaluator, type Quantity } from "../core/evaluator.js";
import type { Given } from "../core/figure.js";
import { type Line, Trace } from "../core/trace.js";
import { poweredEnergy } from "../energy/inference.js";
import { operationalEmissions } from "../emissions/operational.js";
import {
  ecologitsEmbodied,
  ecologitsGpuCount,
  ecologitsServerEnergy,
  ecologitsTokenEnergy,
  ecologitsTokenLatency,
  ecologitsWater,
} from "../method/ecologits.js";
import { epochRequestEnergy } from "../method/epoch.js";
import { computeSeconds } from "../serving/decode-step.js";
import { facilityEnergy } from "../site/facility.js";
import { requestLatency } from "../serving/quality.js";
import { inputOr } from "./input-or.js";

const NO_WAIT: Given = { value: 0, source: "ecologits-2025", at: "the time of the answer is that of its tokens", basis: "derived" };

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

function finish(
  t: Evaluator,
  { pue, intensityGramsPerKwh }: MethodPlace,
  itEnergyKwh: Quantity<"kWh">,
): { readonly pue: Quantity<"1">; readonly energy: Quantity<"kWh">; readonly totals: Omit<InferenceMethodEstimate, "method" | "lines"> } {
  const effectiveness = t.input("pue", pue);
  const energy = t.line("energyKwh", facilityEnergy, { itEnergyKwh, pue: effectiveness });
  const operational = t.line("operationalGramsCo2e", operationalEmissions, {
    energyKwh: energy,
    intensityGramsPerKwh: t.input("intensityGramsPerKwh", intensityGramsPerKwh),
  });
  return {
    pue: effectiveness,
    energy,
    totals: { itEnergyKwh: t.value(itEnergyKwh), energyKwh: t.value(energy), operationalGramsCo2e: t.value(operational) },
  };
}

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
  const trace = new Trace();
  const t = new Evaluator(trace);
  const { ecologits: constants } = inferenceMethods;
  const activeParameters = t.input("activeParameters", input.activeParameters);
  const outputTokens = t.input("outputTokens", input.outputTokens);
  const batch = inputOr(t, "batch", input.batch, constants.batch);
  const gpuCount = t.line("gpuCount", ecologitsGpuCount, {
    parameters: t.input("parameters", input.parameters),
    memoryOverhead: t.fallback("memoryOverhead", constants.memoryOverhead),
    weightBytesPerParameter: t.fallback("weightBytesPerParameter", constants.weightBytesPerParameter),
    memoryBytes: t.fallback("memoryBytes", constants.memoryBytes),
  });
  const tokenEnergyKwh = t.line("tokenEnergyKwh", ecologitsTokenEnergy, {
    activeParameters,
    batch,
    energyScaleKwh: t.fallback("energyScaleKwh", constants.energyScaleKwh),
    batchExponent: t.fallback("batchExponent", constants.batchExponent),
    energyOffsetKwh: t.fallback("energyOffsetKwh", constants.energyOffsetKwh),
  });
  const modelled = t.line("modelledSeconds", requestLatency, {
    timeToFirstTokenSeconds: t.fallback("timeToFirstTokenSeconds", NO_WAIT),
    timePerOutputTokenSeconds: t.line("tokenLatencySeconds", ecologitsTokenLatency, {
      activeParameters,
      batch,
      parameterSeconds: t.fallback("parameterSeconds", constants.parameterSeconds),
      batchSeconds: t.fallback("batchSeconds", constants.batchSeconds),
      offsetSeconds: t.fallback("offsetSeconds", constants.offsetSeconds),
    }),
    generatedTokens: outputTokens,
  });
  const measured = input.measuredLatencySeconds;
  const latencySeconds = measured === undefined || measured >= t.value(modelled) ? modelled : t.input("measuredLatencySeconds", measured);
  const gpusPerServer = t.fallback("gpusPerServer", constants.gpusPerServer);
  const server = t.line("itEnergyKwh", ecologitsServerEnergy, {
    latencySeconds,
    serverWatts: t.fallback("serverWatts", constants.serverWatts),
    gpuCount,
    gpusPerServer,
    batch,
    outputTokens,
    tokenEnergyKwh,
  });
  const { pue, energy, totals } = finish(t, input, server);
  const embodied = t.line("embodiedGramsCo2e", ecologitsEmbodied, {
    latencySeconds,
    batch,
    lifetimeYears: t.fallback("lifetimeYears", constants.lifetimeYears),
    gpuCount,
    gpusPerServer,
    serverGramsCo2e: t.fallback("serverGramsCo2e", constants.serverGramsCo2e),
    gpuGramsCo2e: t.fallback("gpuGramsCo2e", constants.gpuGramsCo2e),
  });
  const { wueLitresPerKwh, electricityWaterLitresPerKwh, asReleased = false } = input;
  const water =
    wueLitresPerKwh === undefined || electricityWaterLitresPerKwh === undefined
      ? undefined
      : t.line("waterLitres", ecologitsWater, {
          itEnergyKwh: asReleased ? energy : server,
          pue,
          wueLitresPerKwh: t.input("wueLitresPerKwh", wueLitresPerKwh),
          electricityWaterLitresPerKwh: t.input("electricityWaterLitresPerKwh", electricityWaterLitresPerKwh),
        });
  return {
    method: asReleased ? "ecologits-0.9.1-as-released" : "ecologits-0.9.1",
    gpuCount: t.value(gpuCount),
    latencySeconds: t.value(latencySeconds),
    tokenEnergyKwh: t.value(tokenEnergyKwh),
    ...totals,
    embodiedGramsCo2e: t.value(embodied),
    ...(water === undefined ? {} : { waterLitres: t.value(water) }),
    lines: trace.lines(),
  };
}

/** Inputs of {@link epochInference}. */
export interface EpochInferenceInput extends MethodPlace {
  readonly activeParameters: Given;
  readonly outputTokens: Given;
  /** Share of the peak that output tokens reach (fraction); 0.1 where left out. */
  readonly utilisation?: Given;
}

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
  const trace = new Trace();
  const t = new Evaluator(trace);
  const { epoch } = inferenceMethods;
  const { totals } = finish(
    t,
    input,
    t.line("itEnergyKwh", epochRequestEnergy, {
      activeParameters: t.input("activeParameters", input.activeParameters),
      outputTokens: t.input("outputTokens", input.outputTokens),
      peakFlopPerSecond: t.fallback("peakFlopPerSecond", epoch.peakFlopPerSecond),
      utilisation: inputOr(t, "utilisation", input.utilisation, epoch.utilisation),
      serverWatts: t.fallback("serverWatts", epoch.serverWatts),
      powerShare: t.fallback("powerShare", epoch.powerShare),
    }),
  );
  return { method: "epoch-2025", ...totals, lines: trace.lines() };
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
  const trace = new Trace();
  const t = new Evaluator(trace);
  const acceleratorCount = t.input("acceleratorCount", input.deviceCount);
  const runSeconds = t.line("runSeconds", computeSeconds, {
    stepFlop: t.line("inferenceFlop", inferenceFlop, {
      activeParameters: t.input("activeParameters", input.activeParameters),
      tokens: t.input("tokens", input.tokens),
    }),
    acceleratorCount,
    peakFlopPerSecond: t.input("peakFlopPerSecond", input.peakFlopPerSecond),
    computeEfficiency: t.input("efficiency", input.efficiency),
  });
  const { totals } = finish(
    t,
    input,
    t.line("itEnergyKwh", poweredEnergy, { acceleratorCount, powerWatts: t.input("systemWatts", input.systemWatts), runSeconds }),
  );
  return { method: "llmcarbon-inference", runSeconds: t.value(runSeconds), ...totals, lines: trace.lines() };
}
