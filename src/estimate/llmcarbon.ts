import { llmcarbonTables, type PublishedUnit } from "../catalog/published-runs.js";
import { FootprintError } from "../core/errors.js";
import { Evaluator, type Quantity } from "../core/evaluator.js";
import { type Given, valueOf } from "../core/figure.js";
import { formatValue } from "../core/formula.js";
import { type Line, Trace } from "../core/trace.js";
import { runDays } from "../hardware/run-time.js";
import { llmcarbonInferenceCompute, llmcarbonTrainingCompute } from "../method/llmcarbon/compute.js";
import { llmcarbonAllocatedCarbon, llmcarbonChipCarbon, llmcarbonStorageCarbon } from "../method/llmcarbon/embodied.js";
import {
  llmcarbonDeviceHours,
  llmcarbonHardwareEnergy,
  llmcarbonHardwareEnergyLiteral,
  llmcarbonOperationalCarbon,
  llmcarbonOperationalEnergy,
} from "../method/llmcarbon/operational.js";
import {
  deviceCapacity,
  devicesForModel,
  fittedBatchSize,
  fittedDeviceCount,
  fittedThroughput,
  pipelineStages,
  rescaledThroughput,
  roundedDeviceCount,
} from "../method/llmcarbon/parallelism.js";
import { noteMagnitudes } from "./training-notes.js";

/** Inputs of {@link llmcarbonReference}. */
export interface LlmcarbonReferenceInput {
  /** Parameters that enter the compute; for a mixture of experts those of the base model. */
  readonly baseParameters: Given;
  readonly tokens: Given;
  /** Dense peak of one device (FLOP/s). */
  readonly peakFlopPerSecond: Given;
  /** Achieved over peak (fraction). */
  readonly efficiency: Given;
  /** Average system power per device (W); with `hardwareEnergy: "literal"` the peak power. */
  readonly powerWatts: Given;
  /** Devices (count): sets the days only. */
  readonly deviceCount: Given;
  readonly pue: Given;
  readonly intensityGramsPerKwh: Given;
  /** `training` counts 6 operations per parameter and token, `inference` 2. */
  readonly phase?: "training" | "inference";
  /** `as-computed` (default): power × hours. `literal`: the printed equation, whose efficiency cancels; see the method page. */
  readonly hardwareEnergy?: "as-computed" | "literal";
}

/** Operational result of {@link llmcarbonReference}. */
export interface LlmcarbonReference {
  readonly method: "llmcarbon-reference";
  readonly computeFlop: number;
  readonly deviceHours: number;
  readonly days: number;
  readonly itEnergyKwh: number;
  readonly energyKwh: number;
  readonly operationalGramsCo2e: number;
  readonly lines: readonly Line[];
  readonly notes: readonly string[];
}

/**
 * LLMCarbon's operational carbon as its reference code computes it (equations L4 to L11 of the method page). Frozen: its numbers do not
 * change with the library's own model.
 *
 * @param input - parameters, tokens, hardware and place
 * @returns energy (kWh) and operational emissions (gCO2e), with lines
 * @throws `FootprintError` `out-of-domain`
 *
 * @example
 * ```ts
 * import { llmcarbonReference } from "llm-footprint/methods";
 *
 * const gpt3 = llmcarbonReference({
 *   baseParameters: 175e9, tokens: 300e9, peakFlopPerSecond: 125e12, efficiency: 0.197, powerWatts: 330,
 *   deviceCount: 10000, pue: 1.1, intensityGramsPerKwh: 429,
 * });
 * console.log((gpt3.operationalGramsCo2e / 1e6).toFixed(4)); // 553.3447
 * ```
 */
export function llmcarbonReference(input: LlmcarbonReferenceInput): LlmcarbonReference {
  const trace = new Trace();
  const t = new Evaluator(trace);
  const compute = t.line("computeFlop", input.phase === "inference" ? llmcarbonInferenceCompute : llmcarbonTrainingCompute, {
    baseParameters: t.input("baseParameters", input.baseParameters),
    tokens: t.input("tokens", input.tokens),
  });
  const efficiency = t.input("efficiency", input.efficiency);
  const deviceHours = t.line("deviceHours", llmcarbonDeviceHours, {
    computeFlop: compute,
    peakFlopPerSecond: t.input("peakFlopPerSecond", input.peakFlopPerSecond),
    efficiency,
  });
  const days = t.line("days", runDays, { deviceHours, acceleratorCount: t.input("deviceCount", input.deviceCount) });
  const literal = input.hardwareEnergy === "literal";
  const itEnergy = literal
    ? t.line("itEnergyKwh", llmcarbonHardwareEnergyLiteral, {
        peakPowerWatts: t.input("peakPowerWatts", input.powerWatts),
        efficiency,
        deviceHours,
      })
    : t.line("itEnergyKwh", llmcarbonHardwareEnergy, { systemPowerWatts: t.input("systemPowerWatts", input.powerWatts), deviceHours });
  const energy = t.line("energyKwh", llmcarbonOperationalEnergy, { hardwareEnergyKwh: itEnergy, pue: t.input("pue", input.pue) });
  const carbon = t.line("operationalGramsCo2e", llmcarbonOperationalCarbon, {
    operationalEnergyKwh: energy,
    intensityGramsPerKwh: t.input("intensityGramsPerKwh", input.intensityGramsPerKwh),
  });
  return {
    method: "llmcarbon-reference",
    computeFlop: t.value(compute),
    deviceHours: t.value(deviceHours),
    days: t.value(days),
    itEnergyKwh: t.value(itEnergy),
    energyKwh: t.value(energy),
    operationalGramsCo2e: t.value(carbon),
    lines: trace.lines(),
    notes: [
      ...(literal
        ? ["Hardware energy as printed: the efficiency cancels against the hours, so the result is that of peak power at peak rate."]
        : []),
      ...noteMagnitudes(valueOf(input.tokens), valueOf(input.baseParameters), t.value(days)).map(({ message }) => message),
    ],
  };
}

/** Inputs of {@link llmcarbonEmbodied}. */
export interface LlmcarbonEmbodiedInput {
  readonly units: readonly Omit<PublishedUnit, "listedGramsCo2e">[];
  /** Length of the run (d). */
  readonly runDays: number;
  /** Service life (d); 5 × 365 where left out, as in the reference code. */
  readonly lifetimeDays?: number;
}

/** Result of {@link llmcarbonEmbodied}. */
export interface LlmcarbonEmbodied {
  readonly method: "llmcarbon-reference";
  readonly units: readonly { readonly name: string; readonly perUnitGramsCo2e: number; readonly allocatedGramsCo2e: number }[];
  readonly embodiedGramsCo2e: number;
  readonly lines: readonly Line[];
  readonly notes: readonly string[];
}

/**
 * LLMCarbon's embodied carbon (L12 and L13): logic dies by area, memory and storage by capacity, allocated by days of the run over lifetime.
 *
 * @param input - the hardware, the run and its lifetime
 * @returns embodied emissions per kind of unit and in all (gCO2e)
 * @throws `FootprintError` `out-of-domain`, `invalid-input` when a unit has neither an area nor a capacity
 *
 * @example
 * ```ts
 * import { llmcarbonEmbodied, llmcarbonTables } from "llm-footprint/methods";
 *
 * const { units, runDays } = llmcarbonTables.table5;
 * console.log(llmcarbonEmbodied({ units, runDays }).embodiedGramsCo2e.toFixed(3)); // 648045.470
 * ```
 */
export function llmcarbonEmbodied({ units, runDays: days, lifetimeDays }: LlmcarbonEmbodiedInput): LlmcarbonEmbodied {
  const trace = new Trace();
  const t = new Evaluator(trace);
  const run = t.input("runDays", days);
  const lifetime =
    lifetimeDays === undefined
      ? t.fallback("lifetimeDays", {
          value: llmcarbonTables.table5.lifetimeDays,
          source: llmcarbonTables.source,
          at: "reference code: 5 × 365 days",
          basis: "assumption",
        })
      : t.input("lifetimeDays", lifetimeDays);
  const wired = units.map((unit, index) => {
    const perUnit = wireUnit(t, unit, index);
    const allocated = t.line(`unit${index}AllocatedGramsCo2e` as "allocatedGramsCo2e", llmcarbonAllocatedCarbon, {
      unitCount: t.input("unitCount", unit.unitCount),
      perUnitGramsCo2e: perUnit,
      runDays: run,
      lifetimeDays: lifetime,
    });
    return { name: unit.name, perUnit, allocated };
  });
  const total = t.sum(
    "embodiedGramsCo2e",
    wired.map(({ allocated }) => allocated),
  );
  return {
    method: "llmcarbon-reference",
    units: wired.map(({ name, perUnit, allocated }) => ({
      name,
      perUnitGramsCo2e: t.value(perUnit),
      allocatedGramsCo2e: t.value(allocated),
    })),
    embodiedGramsCo2e: t.value(total),
    lines: trace.lines(),
    notes: ["Logic dies only, without memory stacks, board and cooling: 11 to 13 times below product footprints of the same accelerators."],
  };
}

function wireUnit(t: Evaluator, unit: LlmcarbonEmbodiedInput["units"][number], index: number): Quantity<"gCO2e"> {
  const key = `unit${index}GramsCo2e` as "unitGramsCo2e";
  if (unit.areaSquareCentimetres !== undefined && unit.carbonPerAreaGramsPerSquareCentimetre !== undefined) {
    return t.line(key, llmcarbonChipCarbon, {
      areaSquareCentimetres: t.input("areaSquareCentimetres", unit.areaSquareCentimetres),
      carbonPerAreaGramsPerSquareCentimetre: t.input("carbonPerAreaGramsPerSquareCentimetre", unit.carbonPerAreaGramsPerSquareCentimetre),
    });
  }
  if (unit.capacityBytes !== undefined && unit.carbonPerCapacityGramsPerGigabyte !== undefined) {
    return t.line(key, llmcarbonStorageCarbon, {
      capacityBytes: t.input("capacityBytes", unit.capacityBytes),
      carbonPerCapacityGramsPerGigabyte: t.input("carbonPerCapacityGramsPerGigabyte", unit.carbonPerCapacityGramsPerGigabyte),
    });
  }
  throw new FootprintError(
    "invalid-input",
    `embodied: ${unit.name} needs an area with its carbon per area, or a capacity with its carbon per gigabyte`,
    {
      field: `units[${index}]`,
    },
  );
}

/** Inputs of {@link llmcarbonPredict}. */
export interface LlmcarbonPredictInput {
  /** Parameters of a dense model. */
  readonly parameters: number;
  /** Memory of one device (B): 80e9 (A100) or 32e9 (V100), the two for which the method has numbers. */
  readonly memoryBytes: number;
  /** Devices (count), if not those that the method predicts: the efficiency then changes in a way that is not published in full. */
  readonly deviceCount?: number;
}

/** Result of {@link llmcarbonPredict}. */
export interface LlmcarbonPrediction {
  readonly method: "llmcarbon-predict";
  readonly tensorParallelism: number;
  readonly pipelineParallelism: number;
  /** Devices; `null` below 76e9 parameters, where the fit is wrong more than tenfold. */
  readonly deviceCount: number | null;
  /** Sequences per step, at least one per device; `null` without a device count. */
  readonly batchSize: number | null;
  /** Achieved rate of one device (FLOP/s). */
  readonly throughputFlopPerSecond: number;
  readonly lines: readonly Line[];
}

/**
 * LLMCarbon's predicted parallelism and throughput: polynomials fitted to the ten Megatron-LM rows. Kept for
 * comparison.
 *
 * @param input - parameters and memory of one device
 * @returns split, device count, batch and rate
 * @throws `FootprintError` `out-of-domain` outside the range of the fits, `unsupported` for other devices and for a given device count
 *
 * @example
 * ```ts
 * import { llmcarbonPredict } from "llm-footprint/methods";
 *
 * const { tensorParallelism, pipelineParallelism, deviceCount } = llmcarbonPredict({ parameters: 175e9, memoryBytes: 80e9 });
 * console.log(tensorParallelism, pipelineParallelism, deviceCount); // 8 10 1520
 * ```
 */
export function llmcarbonPredict({ parameters, memoryBytes, deviceCount }: LlmcarbonPredictInput): LlmcarbonPrediction {
  if (deviceCount !== undefined) {
    throw new FootprintError(
      "unsupported",
      "llmcarbon-predict: the efficiency away from the best device count (L7) is printed in two forms and its constants are not public; leave deviceCount out",
      { field: "deviceCount", value: deviceCount },
    );
  }
  const { polynomials, parallelism } = llmcarbonTables;
  const { a100, v100 } = parallelism.devices;
  const device = [a100, v100].find((known) => known.memoryBytes === memoryBytes);
  if (device === undefined) {
    throw new FootprintError(
      "unsupported",
      `llmcarbon-predict: memoryBytes = ${formatValue(memoryBytes)}; the method has numbers for 80e9 (A100) and 32e9 (V100) only`,
      { field: "memoryBytes", value: memoryBytes, nearest: ["80e9", "32e9"] },
    );
  }
  const trace = new Trace();
  const t = new Evaluator(trace);
  const size = t.input("parameters", parameters);
  const coefficients = ({ quadratic, linear, constant }: (typeof polynomials)["deviceCount"]) => ({
    quadratic: t.input("quadratic", quadratic),
    linear: t.input("linear", linear),
    constant: t.input("constant", constant),
  });
  const capacity = t.line("capacityParameters", deviceCapacity, { memoryBytes: t.input("memoryBytes", memoryBytes) });
  const spread = t.line("devicesForModel", devicesForModel, { parameters: size, capacityParameters: capacity });
  const oneStage = t.value(spread) <= parallelism.gpusPerServer;
  const tensor = oneStage ? spread : t.input("tensorParallelism", parallelism.gpusPerServer);
  const pipeline = oneStage
    ? t.input("pipelineParallelism", 1)
    : t.line("pipelineParallelism", pipelineStages, { parameters: size, capacityParameters: capacity, tensorParallelism: tensor });
  const { min } = fittedDeviceCount.card.domain.parameters;
  const devices =
    parameters < min
      ? null
      : t.line("deviceCount", roundedDeviceCount, {
          devices: t.line("fittedDeviceCount", fittedDeviceCount, { parameters: size, ...coefficients(polynomials.deviceCount) }),
          deviceScale: t.input("deviceScale", device.deviceScale),
          tensorParallelism: tensor,
          pipelineParallelism: pipeline,
        });
  const fitted = t.line("fittedFlopPerSecond", fittedThroughput, {
    parameters: size,
    ...coefficients(oneStage ? polynomials.throughputOnePipelineStage : polynomials.throughputManyPipelineStages),
  });
  const throughput =
    device === v100
      ? t.line("throughputFlopPerSecond", rescaledThroughput, {
          throughputFlopPerSecond: fitted,
          slowdown: t.input("slowdown", device.slowdown),
          peakFlopPerSecond: t.input("peakFlopPerSecond", device.peakFlopPerSecond),
          fittedPeakFlopPerSecond: t.input("fittedPeakFlopPerSecond", a100.peakFlopPerSecond),
        })
      : fitted;
  const batch = oneStage
    ? t.input("batchSize", parallelism.batchOfOneStage)
    : t.line("fittedBatchSize", fittedBatchSize, { pipelineParallelism: pipeline, ...coefficients(polynomials.batchSize) });
  return {
    method: "llmcarbon-predict",
    tensorParallelism: t.value(tensor),
    pipelineParallelism: t.value(pipeline),
    deviceCount: devices === null ? null : t.value(devices),
    // The reference code lets every device have at least one sequence.
    batchSize: devices === null ? null : Math.max(t.value(batch), t.value(devices)),
    throughputFlopPerSecond: t.value(throughput),
    lines: trace.lines(),
  };
}
