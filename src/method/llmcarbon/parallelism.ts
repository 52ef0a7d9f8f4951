import { anyNumber, atLeastOne, formula, positive } from "../../core/formula.js";
import { BYTES_PER_GIGABYTE } from "../../core/units.js";

/**
 * L6: number of devices at the best efficiency (pure number). The factor for experts was not read in the paper itself. Expert parallelism is 1 for
 * a dense model.
 *
 * @function
 *
 * @example
 * ```ts
 * import { llmcarbonDeviceCount } from "llm-footprint/formulas";
 *
 * const split = { tensorParallelism: 8, pipelineParallelism: 8, dataParallelism: 24, expertParallelism: 1 };
 * console.log(llmcarbonDeviceCount(split)); // 1536
 * ```
 */
export const llmcarbonDeviceCount = formula(
  {
    id: "method.llmcarbon.device-count",
    equation: "n = t·p·d·e",
    unit: "1",
    source: { id: "faiz-2024", at: "hardware efficiency model" },
    domain: {
      tensorParallelism: atLeastOne,
      pipelineParallelism: atLeastOne,
      dataParallelism: atLeastOne,
      expertParallelism: atLeastOne,
    },
  },
  (inputs) => inputs.tensorParallelism * inputs.pipelineParallelism * inputs.dataParallelism * inputs.expertParallelism,
);

/**
 * Parameters that fit on one device in training by LLMCarbon's rule (parameters): 0.03 billion per gigabyte.
 *
 * @function
 *
 * @example
 * ```ts
 * import { deviceCapacity } from "llm-footprint/formulas";
 *
 * console.log(deviceCapacity({ memoryBytes: 80e9 })); // 2400000000
 * ```
 */
export const deviceCapacity = formula(
  {
    id: "method.llmcarbon.device-capacity",
    equation: "P_dev = 0.03e9·S_GB",
    unit: "parameter",
    source: { id: "faiz-2024", at: "reference code, parallelism" },
    domain: { memoryBytes: positive },
  },
  ({ memoryBytes }) => 0.03 * BYTES_PER_GIGABYTE * (memoryBytes / BYTES_PER_GIGABYTE),
);

/**
 * Devices over which one copy of the model spreads (pure number).
 *
 * @function
 *
 * @example
 * ```ts
 * import { devicesForModel } from "llm-footprint/formulas";
 *
 * console.log(devicesForModel({ parameters: 1.7e9, capacityParameters: 2.4e9 })); // 1
 * ```
 */
export const devicesForModel = formula(
  {
    id: "method.llmcarbon.devices-for-model",
    equation: "t = ⌈P / P_dev⌉",
    unit: "1",
    source: { id: "faiz-2024", at: "reference code, parallelism" },
    domain: { parameters: positive, capacityParameters: positive },
  },
  ({ parameters, capacityParameters }) => Math.ceil(parameters / capacityParameters),
);

/**
 * Pipeline stages when the tensor split alone does not hold the model (pure number).
 *
 * @function
 *
 * @example
 * ```ts
 * import { pipelineStages } from "llm-footprint/formulas";
 *
 * console.log(pipelineStages({ parameters: 175e9, capacityParameters: 2.4e9, tensorParallelism: 8 })); // 10
 * ```
 */
export const pipelineStages = formula(
  {
    id: "method.llmcarbon.pipeline-stages",
    equation: "p = ⌈P / (t·P_dev)⌉",
    unit: "1",
    source: { id: "faiz-2024", at: "reference code, parallelism" },
    domain: { parameters: positive, capacityParameters: positive, tensorParallelism: atLeastOne },
  },
  ({ parameters, capacityParameters, tensorParallelism }) => Math.ceil(parameters / (tensorParallelism * capacityParameters)),
);

// The ten Megatron-LM rows of the fit run from 1.7 to 1,008 billion parameters; the count is usable from 76 billion up.
const FITTED_COUNT_DOMAIN = { min: 76e9, max: 1.008e12 };
const FITTED_THROUGHPUT_DOMAIN = { min: 1.7e9, max: 1.008e12 };

/**
 * Number of A100-80GB devices as LLMCarbon's polynomial predicts it (pure number), from 76e9 to 1,008e9 parameters; below, it is wrong by
 * more than tenfold.
 *
 * @function
 * @throws `FootprintError` `out-of-domain` outside the range in which the fit is usable
 *
 * @example
 * ```ts
 * import { fittedDeviceCount } from "llm-footprint/formulas";
 *
 * const fit = { quadratic: -2.12910565e-21, linear: 4.39684339e-9, constant: 799.173057 };
 * console.log(Math.round(fittedDeviceCount({ parameters: 175e9, ...fit }))); // 1503
 * ```
 */
export const fittedDeviceCount = formula(
  {
    id: "method.llmcarbon.fitted-device-count",
    equation: "n = a·P² + b·P + c",
    unit: "1",
    source: { id: "faiz-2024", at: "reference code, fit to Narayanan et al. 2021 table 1" },
    domain: { parameters: FITTED_COUNT_DOMAIN, quadratic: anyNumber, linear: anyNumber, constant: anyNumber },
  },
  ({ parameters: x, quadratic, linear, constant }) => quadratic * x * x + linear * x + constant,
);

/**
 * Achieved rate per A100-80GB device as LLMCarbon's polynomial predicts it (FLOP/s), from 1.7e9 to 1,008e9 parameters.
 *
 * @function
 * @throws `FootprintError` `out-of-domain` outside the range of the fit
 *
 * @example
 * ```ts
 * import { fittedThroughput } from "llm-footprint/formulas";
 *
 * const fit = { quadratic: -5.60233749e-11, linear: 84.5435587, constant: 134.546129e12 };
 * console.log((fittedThroughput({ parameters: 175e9, ...fit }) / 1e12).toFixed(3)); // 147.626
 * ```
 */
export const fittedThroughput = formula(
  {
    id: "method.llmcarbon.fitted-throughput",
    equation: "F_eff = a·P² + b·P + c",
    unit: "FLOP/s",
    source: { id: "faiz-2024", at: "reference code, fit to Narayanan et al. 2021 table 1" },
    domain: { parameters: FITTED_THROUGHPUT_DOMAIN, quadratic: anyNumber, linear: anyNumber, constant: anyNumber },
  },
  ({ parameters: x, quadratic, linear, constant }) => quadratic * x * x + linear * x + constant,
);

/**
 * Global batch as LLMCarbon's polynomial predicts it from the pipeline depth (pure number, sequences).
 *
 * @function
 * @throws `FootprintError` `out-of-domain` beyond the 64 stages of the fit
 *
 * @example
 * ```ts
 * import { fittedBatchSize } from "llm-footprint/formulas";
 *
 * const fit = { quadratic: -0.429439186, linear: 52.1376002, constant: 1437.37095 };
 * console.log(Math.round(fittedBatchSize({ pipelineParallelism: 8, ...fit }))); // 1827
 * ```
 */
export const fittedBatchSize = formula(
  {
    id: "method.llmcarbon.fitted-batch-size",
    equation: "B = a·p² + b·p + c",
    unit: "1",
    source: { id: "faiz-2024", at: "reference code, fit to Narayanan et al. 2021 table 1" },
    domain: { pipelineParallelism: { min: 1, max: 64 }, quadratic: anyNumber, linear: anyNumber, constant: anyNumber },
  },
  ({ pipelineParallelism: x, quadratic, linear, constant }) => quadratic * x * x + linear * x + constant,
);

/**
 * A device count brought to the nearest multiple of one model copy (pure number). The scale is 1 on the device of the fit.
 *
 * @function
 *
 * @example
 * ```ts
 * import { roundedDeviceCount } from "llm-footprint/formulas";
 *
 * console.log(roundedDeviceCount({ devices: 1503.4, deviceScale: 1, tensorParallelism: 8, pipelineParallelism: 10 })); // 1520
 * ```
 */
export const roundedDeviceCount = formula(
  {
    id: "method.llmcarbon.rounded-device-count",
    equation: "n' = t·p·round(k·n / (t·p))",
    unit: "1",
    source: { id: "faiz-2024", at: "reference code, parallelism" },
    domain: { devices: positive, deviceScale: positive, tensorParallelism: atLeastOne, pipelineParallelism: atLeastOne },
  },
  ({ devices, deviceScale, tensorParallelism: t, pipelineParallelism: p }) => t * p * Math.round((deviceScale * devices) / (t * p)),
);

/**
 * The fitted rate carried to a V100-32GB (FLOP/s).
 *
 * @function
 *
 * @example
 * ```ts
 * import { rescaledThroughput } from "llm-footprint/formulas";
 *
 * const inputs = { slowdown: 7.76 / 33.46, peakFlopPerSecond: 125e12, fittedPeakFlopPerSecond: 312e12 };
 * console.log((rescaledThroughput({ throughputFlopPerSecond: 147.625535916e12, ...inputs }) / 1e12).toFixed(6)); // 45.428050
 * ```
 */
export const rescaledThroughput = formula(
  {
    id: "method.llmcarbon.rescaled-throughput",
    equation: "F' = F_eff·(1 − s)·F_peak' / F_peak",
    unit: "FLOP/s",
    source: { id: "faiz-2024", at: "reference code, V100 branch, s = 7.76/33.46" },
    domain: {
      throughputFlopPerSecond: positive,
      slowdown: { min: 0, max: 1 },
      peakFlopPerSecond: positive,
      fittedPeakFlopPerSecond: positive,
    },
  },
  ({ throughputFlopPerSecond, slowdown, peakFlopPerSecond, fittedPeakFlopPerSecond }) =>
    (throughputFlopPerSecond * (1 - slowdown) * peakFlopPerSecond) / fittedPeakFlopPerSecond,
);

/**
 * 1 where the devices of one server hold the model, so that there is one pipeline stage; else 0 (pure number).
 *
 * @function
 * @throws `FootprintError` `out-of-domain`
 *
 * @example
 * ```ts
 * import { isOnePipelineStage } from "llm-footprint/formulas";
 *
 * console.log(isOnePipelineStage({ devicesForModel: 73, gpusPerServer: 8 })); // 0
 * ```
 */
export const isOnePipelineStage = formula(
  {
    id: "method.llmcarbon.is-one-pipeline-stage",
    equation: "z = [t ≤ G]",
    unit: "1",
    source: { id: "faiz-2024", at: "reference code, parallelism" },
    domain: { devicesForModel: atLeastOne, gpusPerServer: atLeastOne },
  },
  ({ devicesForModel, gpusPerServer }) => (devicesForModel <= gpusPerServer ? 1 : 0),
);

/**
 * Global batch in which every device has at least one sequence (pure number, sequences).
 *
 * @function
 * @throws `FootprintError` `out-of-domain`
 *
 * @example
 * ```ts
 * import { leastBatchSize } from "llm-footprint/formulas";
 *
 * console.log(leastBatchSize({ batch: 1915.8, deviceCount: 3712 })); // 3712
 * ```
 */
export const leastBatchSize = formula(
  {
    id: "method.llmcarbon.least-batch-size",
    equation: "B' = max(B, n)",
    unit: "1",
    source: { id: "faiz-2024", at: "reference code, parallelism" },
    domain: { batch: positive, deviceCount: positive },
  },
  ({ batch, deviceCount }) => Math.max(batch, deviceCount),
);
