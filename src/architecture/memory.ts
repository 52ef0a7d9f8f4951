import { atLeastOne, formula, fraction, nonNegative, positive } from "../core/formula.js";

/**
 * Memory of the weights alone (B).
 *
 * @function
 *
 * @example
 * ```ts
 * import { weightBytes } from "llm-footprint/formulas";
 *
 * console.log(weightBytes({ parameters: 65e9, weightBytesPerParameter: 2 })); // 130000000000
 * ```
 */
export const weightBytes = formula(
  {
    id: "architecture.weight-bytes",
    equation: "M_w = N·b_w",
    unit: "B",
    source: { id: "dong-2024", at: "sizing of accelerators: 65e9 parameters of 16 bit are 130 GB" },
    domain: { parameters: nonNegative, weightBytesPerParameter: positive },
  },
  ({ parameters, weightBytesPerParameter }) => parameters * weightBytesPerParameter,
);

/**
 * Size of a weight of which the mean number of bits is known, scales included (B/parameter).
 *
 * @function
 *
 * @example
 * ```ts
 * import { bytesOfBits } from "llm-footprint/formulas";
 *
 * // Q4_K_M of Llama-3.1-70B
 * console.log(bytesOfBits({ weightBits: 4.82 })); // 0.6025
 * ```
 */
export const bytesOfBits = formula(
  {
    id: "architecture.bytes-of-bits",
    equation: "b_w = n/8",
    unit: "B/parameter",
    source: { id: "llm-footprint", at: "definition of the byte" },
    domain: { weightBits: positive },
  },
  ({ weightBits }) => weightBits / 8,
);

/**
 * Parameters that one device holds before data-parallel sharding: tensor and pipeline split all of them, expert parallelism the routed experts
 * (parameters).
 *
 * @function
 *
 * @example
 * ```ts
 * import { deviceParameters } from "llm-footprint/formulas";
 *
 * const split = { tensorParallelism: 8, pipelineParallelism: 8, expertParallelism: 1 };
 * console.log(deviceParameters({ sharedParameters: 175e9, routedParameters: 0, ...split })); // 2734375000
 * ```
 */
export const deviceParameters = formula(
  {
    id: "architecture.device-parameters",
    equation: "N_dev = (N_shared + N_routed/e) / (t·p)",
    unit: "parameter",
    source: { id: "narayanan-2021", at: "§2, tensor and pipeline parallelism; experts as in lepikhin-2020 §3" },
    domain: {
      sharedParameters: nonNegative,
      routedParameters: nonNegative,
      tensorParallelism: atLeastOne,
      pipelineParallelism: atLeastOne,
      expertParallelism: atLeastOne,
    },
  },
  (inputs) =>
    (inputs.sharedParameters + inputs.routedParameters / inputs.expertParallelism) /
    (inputs.tensorParallelism * inputs.pipelineParallelism),
);

/**
 * Memory of weights, gradients and optimizer states on one device (B). Sharding stage 1 splits the optimizer states over the data-parallel devices,
 * stage 2 the gradients too, stage 3 the weights too. The shards are the data-parallel degree where the sharding stage covers that part, else 1.
 *
 * @function
 *
 * @example
 * ```ts
 * import { stateBytes } from "llm-footprint/formulas";
 *
 * // 7.5e9 parameters over 64 devices (ZeRO, figure 1): none, then stage 3
 * const sizes = { weightBytesPerParameter: 2, gradientBytesPerParameter: 2, optimizerBytesPerParameter: 12 };
 * console.log(stateBytes({ deviceParameters: 7.5e9, ...sizes, weightShards: 1, gradientShards: 1, optimizerShards: 1 }) / 1e9); // 120
 * console.log(stateBytes({ deviceParameters: 7.5e9, ...sizes, weightShards: 64, gradientShards: 64, optimizerShards: 64 }) / 1e9); // 1.875
 * ```
 */
export const stateBytes = formula(
  {
    id: "architecture.state-bytes",
    equation: "M_state = N_dev·(b_w/d_w + b_g/d_g + b_o/d_o)",
    unit: "B",
    source: { id: "rajbhandari-2019", at: "§5, figure 1" },
    domain: {
      deviceParameters: nonNegative,
      weightBytesPerParameter: positive,
      weightShards: atLeastOne,
      gradientBytesPerParameter: nonNegative,
      gradientShards: atLeastOne,
      optimizerBytesPerParameter: nonNegative,
      optimizerShards: atLeastOne,
    },
  },
  (inputs) =>
    inputs.deviceParameters *
    (inputs.weightBytesPerParameter / inputs.weightShards +
      inputs.gradientBytesPerParameter / inputs.gradientShards +
      inputs.optimizerBytesPerParameter / inputs.optimizerShards),
);

/**
 * Activations of one layer that are kept for the backward pass, on one device (B). Whole and split bytes per value are 10 and 24 with tensor
 * parallelism, 0 and 34 with sequence parallelism too, 2 and 0 with full recomputation. Of the bytes per value, every device of a tensor-parallel
 * group holds `wholeActivations` whole and the group shares `splitActivations`; attention scores are kept (`keptScores` 1) or computed again (0).
 *
 * @function
 *
 * @example
 * ```ts
 * import { layerActivationBytes } from "llm-footprint/formulas";
 *
 * // 22B model of Korthikanti et al. on 8 devices: all 48 layers, in GiB
 * const layer = { sequenceTokens: 2048, microBatch: 4, hiddenSize: 6144, attentionHeads: 64, tensorParallelism: 8 };
 * const bytes = layerActivationBytes({ ...layer, wholeActivations: 10, splitActivations: 24, keptScores: 1 });
 * console.log((48 * bytes) / 1024 ** 3); // 59.25
 * ```
 */
export const layerActivationBytes = formula(
  {
    id: "architecture.layer-activation-bytes",
    equation: "M_layer = s·b·h·(α + β/t + κ·5·a·s/(h·t))",
    unit: "B",
    source: { id: "korthikanti-2022", at: "§4, equations 1 to 6, table 2" },
    domain: {
      sequenceTokens: positive,
      microBatch: positive,
      hiddenSize: positive,
      attentionHeads: atLeastOne,
      tensorParallelism: atLeastOne,
      wholeActivations: nonNegative,
      splitActivations: nonNegative,
      keptScores: fraction,
    },
  },
  ({ sequenceTokens: s, microBatch, hiddenSize: h, attentionHeads, tensorParallelism: t, ...inputs }) =>
    s * microBatch * h * (inputs.wholeActivations + inputs.splitActivations / t + (inputs.keptScores * 5 * attentionHeads * s) / (h * t)),
);

/**
 * Activations of the first pipeline stage, which holds those of every micro-batch on its way (B). A plain schedule (v = 1) keeps p micro-batches
 * of L/p layers, so all L; an interleaved one keeps some more.
 *
 * @function
 *
 * @example
 * ```ts
 * import { activationBytes } from "llm-footprint/formulas";
 *
 * console.log(activationBytes({ layerActivationBytes: 1e9, layers: 96, pipelineParallelism: 8, interleave: 3 }) / 1e9); // 124
 * ```
 */
export const activationBytes = formula(
  {
    id: "architecture.activation-bytes",
    equation: "M_act = L·M_layer·(1 + [v > 1]·(p − 1)/(p·v))",
    unit: "B",
    source: { id: "korthikanti-2022", at: "§4.2.3, first stage, plain and interleaved schedule" },
    domain: { layerActivationBytes: nonNegative, layers: nonNegative, pipelineParallelism: atLeastOne, interleave: atLeastOne },
  },
  ({ layerActivationBytes: layer, layers, pipelineParallelism: p, interleave }) =>
    layers * layer * (1 + (interleave > 1 ? (p - 1) / (p * interleave) : 0)),
);

/**
 * Memory that a device lacks for a plan (B).
 *
 * @function
 *
 * @example
 * ```ts
 * import { missingBytes } from "llm-footprint/formulas";
 *
 * console.log(missingBytes({ neededBytes: 130e9, usableBytes: 72e9 })); // 58000000000
 * ```
 */
export const missingBytes = formula(
  {
    id: "architecture.missing-bytes",
    equation: "M_lack = max(0, M − M_use)",
    unit: "B",
    source: { id: "llm-footprint", at: "docs/guide/sizing.md" },
    domain: { neededBytes: nonNegative, usableBytes: nonNegative },
  },
  ({ neededBytes, usableBytes }) => Math.max(0, neededBytes - usableBytes),
);

/**
 * Parameters that every device group holds beside the routed experts (parameters).
 *
 * @function
 *
 * @example
 * ```ts
 * import { remainingParameters } from "llm-footprint/formulas";
 *
 * console.log(remainingParameters({ parameters: 46.7e9, routedParameters: 45.1e9 }) / 1e9); // 1.6
 * ```
 */
export const remainingParameters = formula(
  {
    id: "architecture.remaining-parameters",
    equation: "N_shared = max(0, N − N_routed)",
    unit: "parameter",
    source: { id: "lepikhin-2020", at: "§3: experts are spread over devices, the rest is copied" },
    domain: { parameters: nonNegative, routedParameters: nonNegative },
  },
  ({ parameters, routedParameters }) => Math.max(0, parameters - routedParameters),
);
