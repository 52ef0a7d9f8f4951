import { atLeastOne, formula, nonNegative, positive, positiveFraction } from "../core/formula.js";
import { SECONDS_PER_HOUR } from "../core/units.js";
import { power } from "../core/power.js";

/**
 * Hidden values that a mixture of experts sends to its experts, per token and active parameter (pure number): traffic between devices over
 * compute. Few wide experts have little of it, many narrow ones much.
 *
 * @function
 *
 * @example
 * ```ts
 * import { expertTraffic } from "llm-footprint/formulas";
 *
 * // DeepSeek-V3, then Mixtral 8x7B
 * console.log(expertTraffic({ activeExperts: 8, hiddenSize: 7168, expertLayers: 58, activeParameters: 37.6e9 }).toExponential(1)); // 8.8e-5
 * console.log(expertTraffic({ activeExperts: 2, hiddenSize: 4096, expertLayers: 32, activeParameters: 12.9e9 }).toExponential(1)); // 2.0e-5
 * ```
 */
export const expertTraffic = formula(
  {
    id: "hardware.expert-traffic",
    equation: "ρ = k·h·L_moe / N_a",
    unit: "1",
    source: {
      id: "llm-footprint",
      at: "docs/guide/accuracy.md: hidden values dispatched to experts (lepikhin-2020 §2.2) over active parameters",
    },
    domain: { activeExperts: atLeastOne, hiddenSize: positive, expertLayers: nonNegative, activeParameters: positive },
  },
  ({ activeExperts, hiddenSize, expertLayers, activeParameters }) => (activeExperts * hiddenSize * expertLayers) / activeParameters,
);

/**
 * What a mixture of experts keeps of the efficiency of a dense model, never more than all of it (ratio): less with more traffic to experts, and
 * less with narrower ones, whose matrices fill a device worse.
 *
 * @function
 *
 * @example
 * ```ts
 * import { expertEfficiencyFactor } from "llm-footprint/formulas";
 *
 * const fit = { expertFactor: 0.6, referenceExpertTraffic: 5e-5, expertTrafficExponent: 0.3, referenceExpertWidth: 4096, expertWidthExponent: 0.2 };
 * console.log(expertEfficiencyFactor({ ...fit, expertTraffic: 5e-5, expertFeedForwardSize: 4096 })); // 0.6
 * console.log(expertEfficiencyFactor({ ...fit, expertTraffic: 1e-4, expertFeedForwardSize: 1024 }).toFixed(3)); // 0.369
 * ```
 */
export const expertEfficiencyFactor = formula(
  {
    id: "hardware.expert-efficiency-factor",
    equation: "q_moe = min(1, q_0·(ρ/ρ_0)^(−β)·(f_e/f_0)^ω)",
    unit: "1",
    source: { id: "llm-footprint", at: "docs/guide/accuracy.md: fitted form" },
    domain: {
      expertFactor: positiveFraction,
      expertTraffic: nonNegative,
      referenceExpertTraffic: positive,
      expertTrafficExponent: nonNegative,
      expertFeedForwardSize: positive,
      referenceExpertWidth: positive,
      expertWidthExponent: nonNegative,
    },
  },
  (inputs) =>
    Math.min(
      1,
      inputs.expertFactor *
        power(inputs.expertTraffic / inputs.referenceExpertTraffic, -inputs.expertTrafficExponent) *
        power(inputs.expertFeedForwardSize / inputs.referenceExpertWidth, inputs.expertWidthExponent),
    ),
);

/**
 * What a small dense model keeps of the efficiency of a large one, whose matrices fill a device better (ratio).
 *
 * @function
 *
 * @example
 * ```ts
 * import { smallModelFactor } from "llm-footprint/formulas";
 *
 * const fit = { smallModelParameters: 3e9, smallModelExponent: 0.05 };
 * console.log(smallModelFactor({ ...fit, activeParameters: 8e9 })); // 1
 * console.log(smallModelFactor({ ...fit, activeParameters: 0.3e9 }).toFixed(3)); // 0.891
 * ```
 */
export const smallModelFactor = formula(
  {
    id: "hardware.small-model-factor",
    equation: "q_small = (min(N, N_0)/N_0)^γ",
    unit: "1",
    source: { id: "llm-footprint", at: "docs/guide/accuracy.md: fitted form" },
    domain: { activeParameters: positive, smallModelParameters: positive, smallModelExponent: nonNegative },
  },
  ({ activeParameters, smallModelParameters, smallModelExponent }) =>
    power(Math.min(activeParameters, smallModelParameters) / smallModelParameters, smallModelExponent),
);

/**
 * What a whole run of a dense model keeps of the efficiency of a benchmark (ratio): restarts, evaluation and stragglers take their share, and of small
 * runs a greater one.
 *
 * @function
 *
 * @example
 * ```ts
 * import { denseRunFactor } from "llm-footprint/formulas";
 *
 * const fit = { wholeRunFactor: 0.77, smallRunParameters: 7e9, smallRunExponent: 0.11 };
 * console.log(denseRunFactor({ ...fit, activeParameters: 70e9 })); // 0.77
 * console.log(denseRunFactor({ ...fit, activeParameters: 1e9 }).toFixed(3)); // 0.622
 * ```
 */
export const denseRunFactor = formula(
  {
    id: "hardware.dense-run-factor",
    equation: "q_run = q_r·(min(N, N_r)/N_r)^δ",
    unit: "1",
    source: { id: "llm-footprint", at: "docs/guide/accuracy.md: fitted form" },
    domain: { wholeRunFactor: positiveFraction, activeParameters: positive, smallRunParameters: positive, smallRunExponent: nonNegative },
  },
  (inputs) =>
    inputs.wholeRunFactor *
    power(Math.min(inputs.activeParameters, inputs.smallRunParameters) / inputs.smallRunParameters, inputs.smallRunExponent),
);

/**
 * What a fixed, small batch keeps of the efficiency when it is spread over more than eight devices (ratio): each has less to do between two
 * exchanges. With 8,192 tokens a step or more for each device nothing is lost.
 *
 * @function
 *
 * @example
 * ```ts
 * import { spreadBatchFactor } from "llm-footprint/formulas";
 *
 * const fit = { fullDeviceTokens: 8192, fullDevices: 8, spreadBatchExponent: 0.115 };
 * console.log(spreadBatchFactor({ ...fit, acceleratorCount: 64, stepTokens: 65536 }).toFixed(3)); // 0.787
 * console.log(spreadBatchFactor({ ...fit, acceleratorCount: 64, stepTokens: 4e6 })); // 1
 * ```
 */
export const spreadBatchFactor = formula(
  {
    id: "hardware.spread-batch-factor",
    equation: "q_n = 1 where b_tok/n ≥ b_0, else q_n = (max(n, n_0)/n_0)^(−κ)",
    unit: "1",
    source: { id: "llm-footprint", at: "docs/guide/accuracy.md: fitted on LoRA of Llama-2-70B on 4 to 1,024 devices (MLPerf Training)" },
    domain: {
      acceleratorCount: atLeastOne,
      stepTokens: nonNegative,
      fullDeviceTokens: positive,
      fullDevices: atLeastOne,
      spreadBatchExponent: nonNegative,
    },
  },
  (inputs) =>
    inputs.stepTokens / inputs.acceleratorCount >= inputs.fullDeviceTokens
      ? 1
      : power(Math.max(inputs.acceleratorCount, inputs.fullDevices) / inputs.fullDevices, -inputs.spreadBatchExponent),
);

/**
 * Efficiency of a large dense model on an accelerator without published training runs, from the rate of matrix products measured on it
 * (fraction).
 *
 * @function
 *
 * @example
 * ```ts
 * import { achievableEfficiency } from "llm-footprint/formulas";
 *
 * const measured = { achievableFlopPerSecond: 760e12, peakFlopPerSecond: 1307e12 };
 * console.log(achievableEfficiency({ achievableShare: 0.55, ...measured }).toFixed(3)); // 0.320
 * ```
 */
export const achievableEfficiency = formula(
  {
    id: "hardware.achievable-efficiency",
    equation: "A_hw = c·F_ach / F",
    unit: "1",
    source: { id: "llm-footprint", at: "docs/guide/accuracy.md: share fitted on devices for which both are known" },
    domain: { achievableShare: positiveFraction, achievableFlopPerSecond: positive, peakFlopPerSecond: positive },
  },
  ({ achievableShare, achievableFlopPerSecond, peakFlopPerSecond }) => (achievableShare * achievableFlopPerSecond) / peakFlopPerSecond,
);

/**
 * Efficiency at which an accelerator counts as fully loaded: a large dense model in a benchmark, in the precision used (fraction).
 *
 * @function
 *
 * @example
 * ```ts
 * import { efficiencyCeiling } from "llm-footprint/formulas";
 *
 * console.log(efficiencyCeiling({ deviceEfficiency: 0.5, memoryFactor: 1, precisionFactor: 0.75 })); // 0.375
 * ```
 */
export const efficiencyCeiling = formula(
  {
    id: "hardware.efficiency-ceiling",
    equation: "A = A_hw·h_mem·q_fp8",
    unit: "1",
    source: { id: "llm-footprint", at: "docs/guide/accuracy.md: fitted form" },
    domain: { deviceEfficiency: positiveFraction, memoryFactor: positive, precisionFactor: positiveFraction },
  },
  ({ deviceEfficiency, memoryFactor, precisionFactor }) => deviceEfficiency * memoryFactor * precisionFactor,
);

/**
 * Model FLOP utilisation that a run will reach (fraction): what the device reaches at best, times what the model, a whole run and its software
 * keep of it. `efficiencySpread` is 1 and carries the range of published runs around their prediction.
 *
 * @function
 *
 * @example
 * ```ts
 * import { predictedEfficiency } from "llm-footprint/formulas";
 *
 * const bounds = { leastEfficiency: 0.03, greatestEfficiency: 0.72 };
 * const run = { efficiencyCeiling: 0.53, modelFactor: 1, runFactor: 0.77, softwareFactor: 1, efficiencySpread: 1 };
 * console.log(predictedEfficiency({ ...run, ...bounds }).toFixed(4)); // 0.4081
 * ```
 */
export const predictedEfficiency = formula(
  {
    id: "hardware.predicted-efficiency",
    equation: "MFU = min(max(A·q_model·q_run·q_sw·ε, MFU_min), MFU_max)",
    unit: "1",
    source: { id: "llm-footprint", at: "docs/guide/accuracy.md: fitted form" },
    domain: {
      efficiencyCeiling: positiveFraction,
      modelFactor: positiveFraction,
      runFactor: positiveFraction,
      softwareFactor: positiveFraction,
      efficiencySpread: positive,
      leastEfficiency: positiveFraction,
      greatestEfficiency: positiveFraction,
    },
  },
  (inputs) =>
    Math.min(
      Math.max(
        inputs.efficiencyCeiling * inputs.modelFactor * inputs.runFactor * inputs.softwareFactor * inputs.efficiencySpread,
        inputs.leastEfficiency,
      ),
      inputs.greatestEfficiency,
    ),
);

/**
 * Model FLOP utilisation that known device-hours stand for (fraction; above 1 where they are too few for the operations).
 *
 * @function
 *
 * @example
 * ```ts
 * import { impliedEfficiency } from "llm-footprint/formulas";
 *
 * // LLaMA-65B: 1,022,362 A100-hours
 * console.log(impliedEfficiency({ trainingFlop: 6 * 65.285660672e9 * 1.4e12, deviceHours: 1022362, peakFlopPerSecond: 312e12 }).toFixed(4)); // 0.4776
 * ```
 */
export const impliedEfficiency = formula(
  {
    id: "hardware.implied-efficiency",
    equation: "MFU = C / (t_dev·F)",
    unit: "1",
    source: { id: "chowdhery-2022", at: "appendix B, definition of model FLOP utilisation" },
    domain: { trainingFlop: nonNegative, deviceHours: positive, peakFlopPerSecond: positive },
  },
  ({ trainingFlop, deviceHours, peakFlopPerSecond }) => trainingFlop / (deviceHours * SECONDS_PER_HOUR * peakFlopPerSecond),
);

/**
 * An efficiency against the operations of the weights as one against operations with attention (fraction), in which the fit states what a device
 * reaches.
 *
 * @function
 *
 * @example
 * ```ts
 * import { attendedEfficiency } from "llm-footprint/formulas";
 *
 * console.log(attendedEfficiency({ efficiency: 0.4, attentionFactor: 1.1 }).toFixed(2)); // 0.44
 * ```
 */
export const attendedEfficiency = formula(
  {
    id: "hardware.attended-efficiency",
    equation: "MFU_att = MFU·k",
    unit: "1",
    source: { id: "chowdhery-2022", at: "appendix B: operations with attention over those of the weights" },
    domain: { efficiency: nonNegative, attentionFactor: atLeastOne },
  },
  ({ efficiency, attentionFactor }) => efficiency * attentionFactor,
);
