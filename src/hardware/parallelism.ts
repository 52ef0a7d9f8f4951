import { atLeastOne, formula, nonNegative, positive } from "../core/formula.js";

/**
 * Devices whose memory holds the weights, gradients and optimizer states of a model (count): the quick rule, 18 bytes per parameter in 80 % of
 * the memory.
 *
 * @function
 *
 * @example
 * ```ts
 * import { quickDeviceCount } from "llm-footprint/formulas";
 *
 * console.log(quickDeviceCount({ parameters: 65285660672, memoryBytes: 80e9 })); // 19
 * ```
 */
export const quickDeviceCount = formula(
  {
    id: "hardware.quick-device-count",
    equation: "n = ⌈18·N / (0.8·M)⌉",
    unit: "1",
    source: { id: "rajbhandari-2019", at: "§3.1: 16 to 18 bytes per parameter with mixed-precision Adam" },
    domain: { parameters: nonNegative, memoryBytes: positive },
  },
  ({ parameters, memoryBytes }) => Math.max(1, Math.ceil((18 * parameters) / (0.8 * memoryBytes))),
);

/**
 * Devices of a three-way split (count).
 *
 * @function
 *
 * @example
 * ```ts
 * import { splitDeviceCount } from "llm-footprint/formulas";
 *
 * console.log(splitDeviceCount({ tensorParallelism: 8, pipelineParallelism: 16, dataParallelism: 6 })); // 768
 * ```
 */
export const splitDeviceCount = formula(
  {
    id: "hardware.split-device-count",
    equation: "n = t·p·d",
    unit: "1",
    source: { id: "narayanan-2021", at: "§3" },
    domain: { tensorParallelism: atLeastOne, pipelineParallelism: atLeastOne, dataParallelism: atLeastOne },
  },
  ({ tensorParallelism, pipelineParallelism, dataParallelism }) => tensorParallelism * pipelineParallelism * dataParallelism,
);

/**
 * Copies of the model among a number of devices (count; whole only where the split divides them).
 *
 * @function
 *
 * @example
 * ```ts
 * import { dataParallelDegree } from "llm-footprint/formulas";
 *
 * console.log(dataParallelDegree({ acceleratorCount: 768, tensorParallelism: 8, pipelineParallelism: 16 })); // 6
 * ```
 */
export const dataParallelDegree = formula(
  {
    id: "hardware.data-parallel-degree",
    equation: "d = n / (t·p)",
    unit: "1",
    source: { id: "narayanan-2021", at: "§3" },
    domain: { acceleratorCount: atLeastOne, tensorParallelism: atLeastOne, pipelineParallelism: atLeastOne },
  },
  ({ acceleratorCount, tensorParallelism, pipelineParallelism }) => acceleratorCount / (tensorParallelism * pipelineParallelism),
);

/**
 * Share of the time in which a pipeline fills and drains (fraction).
 *
 * @function
 *
 * @example
 * ```ts
 * import { pipelineBubble } from "llm-footprint/formulas";
 *
 * console.log(pipelineBubble({ pipelineParallelism: 8, interleave: 1, microBatches: 64 }).toFixed(3)); // 0.099
 * ```
 */
export const pipelineBubble = formula(
  {
    id: "hardware.pipeline-bubble",
    equation: "f = (p − 1) / (v·m + p − 1)",
    unit: "1",
    source: { id: "narayanan-2021", at: "§2.2" },
    domain: { pipelineParallelism: atLeastOne, interleave: atLeastOne, microBatches: atLeastOne },
  },
  ({ pipelineParallelism: p, interleave, microBatches }) => (p - 1) / (interleave * microBatches + p - 1),
);

/**
 * Memory of a device that a plan may fill: the rest is for the driver, buffers and fragments (B).
 *
 * @function
 *
 * @example
 * ```ts
 * import { usableMemory } from "llm-footprint/formulas";
 *
 * console.log(usableMemory({ memoryBytes: 80e9, memoryShare: 0.9 })); // 72000000000
 * ```
 */
export const usableMemory = formula(
  {
    id: "hardware.usable-memory",
    equation: "M_use = u·M",
    unit: "B",
    source: { id: "llm-footprint", at: "docs/guide/sizing.md: share left for driver, buffers and fragments" },
    domain: { memoryBytes: positive, memoryShare: { min: 0, max: 1, openMin: true } },
  },
  ({ memoryBytes, memoryShare }) => memoryBytes * memoryShare,
);

/**
 * Accelerators that can share one copy of a model at most (count): each layer is cut by its heads, or its experts, and layers stand one behind the other.
 *
 * @function
 *
 * @example
 * ```ts
 * import { mostModelParts } from "llm-footprint/formulas";
 *
 * console.log(mostModelParts({ layers: 32, attentionHeads: 32, experts: 1 })); // 1024
 * ```
 */
export const mostModelParts = formula(
  {
    id: "hardware.most-model-parts",
    equation: "n = ⌈L⌉·⌈max(a, E)⌉",
    unit: "1",
    source: { id: "narayanan-2021", at: "§2: tensor and pipeline parallelism; experts as in lepikhin-2020 §3" },
    domain: { layers: positive, attentionHeads: positive, experts: atLeastOne },
  },
  ({ layers, attentionHeads, experts }) => Math.ceil(layers) * Math.ceil(Math.max(attentionHeads, experts)),
);

/**
 * Devices whose whole memory holds the weights alone (count).
 *
 * @function
 *
 * @example
 * ```ts
 * import { devicesForWeights } from "llm-footprint/formulas";
 *
 * // 65e9 parameters of 8 bit on devices of 230 MB
 * console.log(devicesForWeights({ weightBytes: 65e9, memoryBytes: 230e6 })); // 283
 * ```
 */
export const devicesForWeights = formula(
  {
    id: "hardware.devices-for-weights",
    equation: "n = ⌈M_w / M⌉",
    unit: "1",
    source: { id: "dong-2024", at: "sizing of accelerators" },
    domain: { weightBytes: nonNegative, memoryBytes: positive },
  },
  ({ weightBytes, memoryBytes }) => Math.max(1, Math.ceil(weightBytes / memoryBytes)),
);
