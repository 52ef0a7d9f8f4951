import { atLeastOne, formula, fraction, nonNegative, positive, positiveFraction } from "../core/formula.js";
import { power } from "../core/power.js";

/**
 * Time in which the accelerators of an instance read their parts of the memory (s).
 *
 * @function
 *
 * @example
 * ```ts
 * import { memoryReadSeconds } from "llm-footprint/formulas";
 *
 * // 139 GB of weights over four H100
 * const device = { acceleratorCount: 4, memoryBytesPerSecond: 3.35e12, bandwidthEfficiency: 0.85 };
 * console.log(memoryReadSeconds({ readBytes: 139e9, ...device }).toFixed(4)); // 0.0122
 * ```
 */
export const memoryReadSeconds = formula(
  {
    id: "serving.memory-read-seconds",
    equation: "t = M/(n·BW·η)",
    unit: "s",
    source: { id: "pope-2022", at: "§2.1: bytes over the bandwidth that is reached" },
    domain: { readBytes: nonNegative, acceleratorCount: positive, memoryBytesPerSecond: positive, bandwidthEfficiency: positiveFraction },
  },
  ({ readBytes, acceleratorCount, memoryBytesPerSecond, bandwidthEfficiency }) =>
    readBytes / (acceleratorCount * memoryBytesPerSecond * bandwidthEfficiency),
);

/**
 * Time of operations that the accelerators share (s).
 *
 * @function
 *
 * @example
 * ```ts
 * import { computeSeconds } from "llm-footprint/formulas";
 *
 * const device = { acceleratorCount: 4, peakFlopPerSecond: 989.4e12, computeEfficiency: 0.5 };
 * console.log(computeSeconds({ stepFlop: 70877680000000, ...device }).toFixed(6)); // 0.035819
 * ```
 */
export const computeSeconds = formula(
  {
    id: "serving.compute-seconds",
    equation: "t = F/(n·F_pk·m)",
    unit: "s",
    source: { id: "pope-2022", at: "§2.1: operations over the rate that is reached" },
    domain: { stepFlop: nonNegative, acceleratorCount: positive, peakFlopPerSecond: positive, computeEfficiency: positiveFraction },
  },
  ({ stepFlop, acceleratorCount, peakFlopPerSecond, computeEfficiency }) =>
    stepFlop / (acceleratorCount * peakFlopPerSecond * computeEfficiency),
);

/**
 * Share of the peak that narrow formats reach of their doubled rate (fraction).
 *
 * @function
 *
 * @example
 * ```ts
 * import { narrowEfficiency } from "llm-footprint/formulas";
 *
 * console.log(narrowEfficiency({ computeEfficiency: 0.5, narrowFactor: 0.8 })); // 0.4
 * ```
 */
export const narrowEfficiency = formula(
  {
    id: "serving.narrow-efficiency",
    equation: "m' = m·f",
    unit: "1",
    source: { id: "llm-footprint", at: "docs/guide/inference.md: fitted" },
    domain: { computeEfficiency: positiveFraction, narrowFactor: positiveFraction },
  },
  ({ computeEfficiency, narrowFactor }) => computeEfficiency * narrowFactor,
);

/**
 * What a narrow format reaches of a share of the peak, with the serving software that computes it (ratio).
 *
 * @function
 *
 * @example
 * ```ts
 * import { formatFactor } from "llm-footprint/formulas";
 *
 * console.log(formatFactor({ narrowFactor: 0.58, narrowComputeFactor: 1 })); // 0.58
 * ```
 */
export const formatFactor = formula(
  {
    id: "serving.format-factor",
    equation: "f' = f·k_c",
    unit: "1",
    source: { id: "llm-footprint", at: "docs/guide/inference.md: fitted" },
    domain: { narrowFactor: positive, narrowComputeFactor: positive },
  },
  ({ narrowFactor, narrowComputeFactor }) => narrowFactor * narrowComputeFactor,
);

/**
 * Time in which one token is sorted, gathered and combined for its experts (s). Inside a server every accelerator does it for all tokens; where experts
 * are spread over several servers, for those of its rank (`routedShare`).
 *
 * @function
 *
 * @example
 * ```ts
 * import { routingSeconds } from "llm-footprint/formulas";
 *
 * const model = { expertLayers: 94, activeExperts: 8, hiddenSize: 4096 };
 * const whole = { routedShare: 1, routingTraffic: 12, memoryBytesPerSecond: 3.35e12 };
 * console.log(routingSeconds({ ...model, ...whole }).toFixed(7)); // 0.0000441
 * ```
 */
export const routingSeconds = formula(
  {
    id: "serving.routing-seconds",
    equation: "t_route = s·L_x·k·χ·4·h/BW",
    unit: "s",
    source: { id: "llm-footprint", at: "docs/guide/inference.md: 4·h bytes to gather and combine one token of one expert, χ times" },
    domain: {
      expertLayers: nonNegative,
      routedShare: fraction,
      activeExperts: positive,
      routingTraffic: nonNegative,
      hiddenSize: positive,
      memoryBytesPerSecond: positive,
    },
  },
  ({ expertLayers, routedShare, activeExperts, routingTraffic, hiddenSize, memoryBytesPerSecond }) =>
    (expertLayers * routedShare * activeExperts * routingTraffic * 4 * hiddenSize) / memoryBytesPerSecond,
);

/**
 * Time of a step that neither depends on its sequences nor on the size of the layers (s): scheduling, kernels of each layer, collectives between
 * accelerators, scaling kernels of block-scaled weights. `isParallel` is 1 where several accelerators share each layer and 0 where one holds it,
 * `isBlockScaled` 1 where the experts have block-scaled weights, else 0; `fixedTimeFactor` is what software of another generation takes of it
 * (ratio).
 *
 * @function
 *
 * @example
 * ```ts
 * import { launchSeconds } from "llm-footprint/formulas";
 *
 * const software = { fixedStepSeconds: 8e-4, layerSeconds: 6e-5, parallelLayerSeconds: 3e-5, blockScaledLayerSeconds: 3e-5, fixedTimeFactor: 1 };
 * console.log(launchSeconds({ ...software, layers: 80, isParallel: 1, isBlockScaled: 0 })); // 0.008
 * ```
 */
export const launchSeconds = formula(
  {
    id: "serving.launch-seconds",
    equation: "t_launch = k_f·(t_0 + L·(t_l + p·t_c + q·t_q))",
    unit: "s",
    source: { id: "llm-footprint", at: "docs/guide/inference.md: fitted" },
    domain: {
      fixedStepSeconds: nonNegative,
      layers: positive,
      layerSeconds: nonNegative,
      isParallel: fraction,
      parallelLayerSeconds: nonNegative,
      isBlockScaled: fraction,
      blockScaledLayerSeconds: nonNegative,
      fixedTimeFactor: positive,
    },
  },
  ({ fixedStepSeconds, layers, layerSeconds, isParallel, parallelLayerSeconds, isBlockScaled, blockScaledLayerSeconds, fixedTimeFactor }) =>
    fixedTimeFactor *
    (fixedStepSeconds + layers * (layerSeconds + isParallel * parallelLayerSeconds + isBlockScaled * blockScaledLayerSeconds)),
);

/**
 * Time of a step that each of its sequences adds on the host: sampling, detokenisation, scheduling (s). `sequenceTimeFactor` is what software of
 * another generation takes of it (ratio).
 *
 * @function
 *
 * @example
 * ```ts
 * import { sequenceSeconds } from "llm-footprint/formulas";
 *
 * console.log(sequenceSeconds({ perSequenceSeconds: 5e-5, batch: 64, sequenceTimeFactor: 1 }).toFixed(4)); // 0.0032
 * ```
 */
export const sequenceSeconds = formula(
  {
    id: "serving.sequence-seconds",
    equation: "t_seq = k_s·t_s·B",
    unit: "s",
    source: { id: "llm-footprint", at: "docs/guide/inference.md: fitted" },
    domain: { perSequenceSeconds: nonNegative, batch: positive, sequenceTimeFactor: nonNegative },
  },
  ({ perSequenceSeconds, batch, sequenceTimeFactor }) => sequenceTimeFactor * perSequenceSeconds * batch,
);

/**
 * Time of memory reads and operations that overlap in part (s): between their sum (q = 1) and the longer of the two.
 *
 * @function
 *
 * @example
 * ```ts
 * import { overlappedSeconds } from "llm-footprint/formulas";
 *
 * console.log(overlappedSeconds({ memorySeconds: 0.003, computeSeconds: 0.004, overlapExponent: 2 })); // 0.005
 * ```
 */
export const overlappedSeconds = formula(
  {
    id: "serving.overlapped-seconds",
    equation: "t = (t_m^q + t_f^q)^(1/q)",
    unit: "s",
    source: { id: "llm-footprint", at: "docs/guide/inference.md: smooth maximum, exact for q → ∞" },
    domain: { memorySeconds: nonNegative, computeSeconds: nonNegative, overlapExponent: atLeastOne },
  },
  ({ memorySeconds, computeSeconds, overlapExponent }) =>
    power(power(memorySeconds, overlapExponent) + power(computeSeconds, overlapExponent), 1 / overlapExponent),
);

/**
 * Time by which a token of a sequence is later on average because the prompts of the other sequences are read in between (s); its own is read before.
 *
 * @function
 *
 * @example
 * ```ts
 * import { othersPromptSeconds } from "llm-footprint/formulas";
 *
 * console.log(othersPromptSeconds({ batch: 65, generatedTokens: 512, prefillSeconds: 0.5 })); // 0.0625
 * ```
 */
export const othersPromptSeconds = formula(
  {
    id: "serving.others-prompt-seconds",
    equation: "t = (max(1, B) − 1)/T_out·t_pre",
    unit: "s",
    source: { id: "llm-footprint", at: "docs/guide/inference.md: prompts of other sequences are read between the steps" },
    domain: { batch: positive, generatedTokens: positive, prefillSeconds: nonNegative },
  },
  ({ batch, generatedTokens, prefillSeconds }) => ((Math.max(1, batch) - 1) / generatedTokens) * prefillSeconds,
);

/**
 * Time by which a step of an instance is longer on average because the prompts of its sequences are read in between (s).
 *
 * @function
 *
 * @example
 * ```ts
 * import { interleavedSeconds } from "llm-footprint/formulas";
 *
 * console.log(interleavedSeconds({ batch: 64, generatedTokens: 500, prefillSeconds: 0.0358185163 }).toFixed(8)); // 0.00458477
 * ```
 */
export const interleavedSeconds = formula(
  {
    id: "serving.interleaved-seconds",
    equation: "t = (B/T_out)·t_pre",
    unit: "s",
    source: { id: "dong-2024", at: "§3: prompts are read between the steps" },
    domain: { batch: positive, generatedTokens: positive, prefillSeconds: nonNegative },
  },
  ({ batch, generatedTokens, prefillSeconds }) => (batch / generatedTokens) * prefillSeconds,
);

/**
 * Accelerators that share the operations of a token (count): with data-parallel ranks inside an instance, those of one rank.
 *
 * @function
 *
 * @example
 * ```ts
 * import { rankAccelerators } from "llm-footprint/formulas";
 *
 * console.log(rankAccelerators({ acceleratorCount: 8, dataParallelism: 8 })); // 1
 * ```
 */
export const rankAccelerators = formula(
  {
    id: "serving.rank-accelerators",
    equation: "n_c = n/d",
    unit: "1",
    source: {
      id: "llm-footprint",
      at: "docs/guide/inference.md: attention and dense layers are computed whole on every data-parallel rank",
    },
    domain: { acceleratorCount: positive, dataParallelism: atLeastOne },
  },
  ({ acceleratorCount, dataParallelism }) => acceleratorCount / dataParallelism,
);

/**
 * Accelerators that share the operations of a token (count): all of them, or those of a rank where every rank computes the tokens of all (r = 1).
 *
 * @function
 *
 * @example
 * ```ts
 * import { computingAccelerators } from "llm-footprint/formulas";
 *
 * const instance = { acceleratorCount: 8, dataParallelism: 8 };
 * console.log(computingAccelerators({ ...instance, repetition: 0 }), computingAccelerators({ ...instance, repetition: 1 }).toFixed(9)); // 8 1.000000000
 * ```
 */
export const computingAccelerators = formula(
  {
    id: "serving.computing-accelerators",
    equation: "n_c = n·d^(−r)",
    unit: "1",
    source: {
      id: "llm-footprint",
      at: "docs/guide/inference.md: engines that repeat the arithmetic of all tokens on every data-parallel rank",
    },
    domain: { acceleratorCount: positive, dataParallelism: atLeastOne, repetition: fraction },
  },
  ({ acceleratorCount, dataParallelism, repetition }) => acceleratorCount * power(dataParallelism, -repetition),
);

/**
 * Constant of software between two kinds of it (ratio): the one at a leanness of 0, the other at 1.
 *
 * @function
 *
 * @example
 * ```ts
 * import { betweenSoftware } from "llm-footprint/formulas";
 *
 * console.log(betweenSoftware({ usualConstant: 1, leanConstant: 0.25, leanness: 0 })); // 1
 * console.log(betweenSoftware({ usualConstant: 1, leanConstant: 0.25, leanness: 0.5 }).toFixed(9)); // 0.500000000
 * ```
 */
export const betweenSoftware = formula(
  {
    id: "serving.between-software",
    equation: "k = k_u·(k_l/k_u)^λ",
    unit: "1",
    source: { id: "llm-footprint", at: "docs/guide/inference.md: software that is not known moves as a whole between its ends" },
    domain: { usualConstant: positive, leanConstant: positive, leanness: fraction },
  },
  ({ usualConstant, leanConstant, leanness }) => usualConstant * power(leanConstant / usualConstant, leanness),
);

/**
 * Sequences of an instance of which every data-parallel rank runs as many as the busiest (count): a sequence runs on one rank, and the step takes as
 * long as that rank takes.
 *
 * @function
 *
 * @example
 * ```ts
 * import { steppedSequences } from "llm-footprint/formulas";
 *
 * console.log(steppedSequences({ batch: 1, dataParallelism: 8 }), steppedSequences({ batch: 64, dataParallelism: 8 })); // 8 64
 * ```
 */
export const steppedSequences = formula(
  {
    id: "serving.stepped-sequences",
    equation: "B_s = max(B, d)",
    unit: "1",
    source: { id: "llm-footprint", at: "docs/guide/inference.md: ranks step together, those without a sequence too" },
    domain: { batch: positive, dataParallelism: atLeastOne },
  },
  ({ batch, dataParallelism }) => Math.max(batch, dataParallelism),
);

/**
 * Sequences of one data-parallel rank (count).
 *
 * @function
 *
 * @example
 * ```ts
 * import { rankBatch } from "llm-footprint/formulas";
 *
 * console.log(rankBatch({ batch: 512, dataParallelism: 8 })); // 64
 * ```
 */
export const rankBatch = formula(
  {
    id: "serving.rank-batch",
    equation: "B_r = B/d",
    unit: "1",
    source: { id: "llm-footprint", at: "docs/guide/inference.md: each data-parallel rank serves its own sequences" },
    domain: { batch: positive, dataParallelism: atLeastOne },
  },
  ({ batch, dataParallelism }) => batch / dataParallelism,
);

/**
 * Share of the tokens that an accelerator sorts, gathers and combines for their experts (fraction): all of them inside a server, those of its rank where
 * experts are spread over several.
 *
 * @function
 *
 * @example
 * ```ts
 * import { routedShare } from "llm-footprint/formulas";
 *
 * console.log(routedShare({ dataParallelism: 32, expertParallelism: 32, acceleratorsPerServer: 8 })); // 0.03125
 * ```
 */
export const routedShare = formula(
  {
    id: "serving.routed-share",
    equation: "s = 1/d if e > n_s, else 1",
    unit: "1",
    source: { id: "llm-footprint", at: "docs/guide/inference.md: gathered whole inside a server, all-to-all between servers" },
    domain: { dataParallelism: atLeastOne, expertParallelism: atLeastOne, acceleratorsPerServer: positive },
  },
  ({ dataParallelism, expertParallelism, acceleratorsPerServer }) => (expertParallelism > acceleratorsPerServer ? 1 / dataParallelism : 1),
);

/**
 * What unpacking the weights of a token costs, as bytes that the memory would read (B).
 *
 * @function
 *
 * @example
 * ```ts
 * import { unpackingTraffic } from "llm-footprint/formulas";
 *
 * console.log(unpackingTraffic({ activeParameters: 8e9, unpackedBytes: 0.0975 })); // 780000000
 * ```
 */
export const unpackingTraffic = formula(
  {
    id: "serving.unpacking-traffic",
    equation: "M_u = P_a·δ",
    unit: "B",
    source: { id: "llm-footprint", at: "docs/guide/inference.md: kernels that unpack narrow weights add a time per weight" },
    domain: { activeParameters: positive, unpackedBytes: nonNegative },
  },
  ({ activeParameters, unpackedBytes }) => activeParameters * unpackedBytes,
);

/**
 * Time of a decoding step where the host and the accelerators work side by side (s): the longer of the two.
 *
 * @function
 *
 * @example
 * ```ts
 * import { boundedStepSeconds } from "llm-footprint/formulas";
 *
 * console.log(boundedStepSeconds({ deviceStepSeconds: 0.017, hostStepSeconds: 0.02 })); // 0.02
 * ```
 */
export const boundedStepSeconds = formula(
  {
    id: "serving.bounded-step-seconds",
    equation: "t = max(t_d, t_h)",
    unit: "s",
    source: { id: "llm-footprint", at: "docs/guide/inference.md: a host that launches layer by layer bounds small models" },
    domain: { deviceStepSeconds: nonNegative, hostStepSeconds: nonNegative },
  },
  ({ deviceStepSeconds, hostStepSeconds }) => Math.max(deviceStepSeconds, hostStepSeconds),
);

/**
 * Rate in 16 bit of a device that states its 8-bit rate alone (FLOP/s).
 *
 * @function
 *
 * @example
 * ```ts
 * import { halfRate } from "llm-footprint/formulas";
 *
 * console.log(halfRate({ eightBitFlopPerSecond: 500e12 })); // 250000000000000
 * ```
 */
export const halfRate = formula(
  {
    id: "hardware.half-rate",
    equation: "F_16 = F_8/2",
    unit: "FLOP/s",
    source: { id: "llm-footprint", at: "docs/guide/inference.md: the rates of A100, H100 and of their kin" },
    domain: { eightBitFlopPerSecond: positive },
  },
  ({ eightBitFlopPerSecond }) => eightBitFlopPerSecond / 2,
);

/**
 * Dense peak in 16 bit of a device of which only that of 4 bit is known (FLOP/s): each halving of the bits doubles the rate.
 *
 * @function
 *
 * @example
 * ```ts
 * import { quarterRate } from "llm-footprint/formulas";
 *
 * console.log(quarterRate({ fourBitFlopPerSecond: 500e12 })); // 125000000000000
 * ```
 */
export const quarterRate = formula(
  {
    id: "hardware.quarter-rate",
    equation: "F_16 = F_4/4",
    unit: "FLOP/s",
    source: { id: "llm-footprint", at: "docs/guide/inference.md: the rates of B200 and of its kin" },
    domain: { fourBitFlopPerSecond: positive },
  },
  ({ fourBitFlopPerSecond }) => fourBitFlopPerSecond / 4,
);

/**
 * Dense peak of a device of which nothing but the bandwidth is known (FLOP/s).
 *
 * @function
 *
 * @example
 * ```ts
 * import { bandwidthRate } from "llm-footprint/formulas";
 *
 * console.log(bandwidthRate({ memoryBytesPerSecond: 4e11, flopPerByte: 35 })); // 14000000000000
 * ```
 */
export const bandwidthRate = formula(
  {
    id: "hardware.bandwidth-rate",
    equation: "F = i·BW",
    unit: "FLOP/s",
    source: { id: "llm-footprint", at: "docs/guide/inference.md: at small batches the bandwidth decides, so this rate hardly matters" },
    domain: { memoryBytesPerSecond: positive, flopPerByte: positive },
  },
  ({ memoryBytesPerSecond, flopPerByte }) => memoryBytesPerSecond * flopPerByte,
);
