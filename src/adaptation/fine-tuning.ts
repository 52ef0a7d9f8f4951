import { atLeastOne, formula, nonNegative, positive, positiveFraction } from "../core/formula.js";

/**
 * Parameters of the low-rank adapters of like matrices: two narrow matrices beside each (parameters).
 *
 * @function
 *
 * @example
 * ```ts
 * import { adapterParameters } from "llm-footprint/formulas";
 *
 * // rank 16 on the query matrices of Llama-3.1-8B
 * console.log(adapterParameters({ adaptedMatrices: 32, adapterRank: 16, inputWidth: 4096, outputWidth: 4096 })); // 4194304
 * ```
 */
export const adapterParameters = formula(
  {
    id: "adaptation.adapter-parameters",
    equation: "P_lora = n·r·(d_in + d_out)",
    unit: "parameter",
    source: { id: "hu-2021", at: "§4.1: W + B·A with B of d_out × r and A of r × d_in" },
    domain: { adaptedMatrices: nonNegative, adapterRank: nonNegative, inputWidth: positive, outputWidth: positive },
  },
  ({ adaptedMatrices, adapterRank, inputWidth, outputWidth }) => adaptedMatrices * adapterRank * (inputWidth + outputWidth),
);

/**
 * Tokens that a training phase reads: examples, sequences of each (two answers of a pair, G samples of a prompt), their length, passes over
 * them (tokens).
 *
 * @function
 *
 * @example
 * ```ts
 * import { processedTokens } from "llm-footprint/formulas";
 *
 * // three epochs of 52,000 examples
 * console.log(processedTokens({ examples: 52000, sequencesPerExample: 1, exampleTokens: 300, passes: 3 })); // 46800000
 * ```
 */
export const processedTokens = formula(
  {
    id: "adaptation.processed-tokens",
    equation: "D = N·k·T·e",
    unit: "token",
    source: { id: "llm-footprint", at: "docs/guide/adaptation.md: tokens that an update reads, padding included" },
    domain: { examples: nonNegative, sequencesPerExample: nonNegative, exampleTokens: nonNegative, passes: nonNegative },
  },
  ({ examples, sequencesPerExample, exampleTokens, passes }) => examples * sequencesPerExample * exampleTokens * passes,
);

/**
 * Memory of weights, gradients and optimizer states of a fine-tuning, activations apart (B).
 *
 * @function
 *
 * @example
 * ```ts
 * import { fineTuningMemory } from "llm-footprint/formulas";
 *
 * // all weights of a model of 65e9
 * const inputs = { frozenParameters: 0, frozenBytesPerParameter: 2, trainedParameters: 6.5e10, trainedBytesPerParameter: 16 };
 * console.log(fineTuningMemory(inputs)); // 1040000000000
 * ```
 */
export const fineTuningMemory = formula(
  {
    id: "adaptation.fine-tuning-memory",
    equation: "M = b_f·P_f + b_t·P_t",
    unit: "B",
    source: {
      id: "dettmers-2023",
      at: "§1 and §2: frozen weights in a narrow format, states for the trained ones only; 16 bytes per trained weight as in rajbhandari-2019 §3.1",
    },
    domain: {
      frozenParameters: nonNegative,
      frozenBytesPerParameter: nonNegative,
      trainedParameters: nonNegative,
      trainedBytesPerParameter: nonNegative,
    },
  },
  ({ frozenParameters, frozenBytesPerParameter, trainedParameters, trainedBytesPerParameter }) =>
    frozenParameters * frozenBytesPerParameter + trainedParameters * trainedBytesPerParameter,
);

/**
 * Fewest devices whose memory together holds what a fine-tuning keeps (count).
 *
 * @function
 *
 * @example
 * ```ts
 * import { devicesForMemory } from "llm-footprint/formulas";
 *
 * // 16 bytes for each of 65e9 parameters
 * console.log(devicesForMemory({ neededBytes: 1.04e12, memoryBytes: 8e10 })); // 13
 * ```
 */
export const devicesForMemory = formula(
  {
    id: "adaptation.devices-for-memory",
    equation: "n = ⌈M/m⌉",
    unit: "1",
    source: { id: "llm-footprint", at: "docs/guide/adaptation.md: the fewest devices that hold weights and states, activations apart" },
    domain: { neededBytes: nonNegative, memoryBytes: positive },
  },
  ({ neededBytes, memoryBytes }) => Math.max(1, Math.ceil(neededBytes / memoryBytes)),
);

/**
 * Answers that a teacher writes so that enough are kept (count).
 *
 * @function
 *
 * @example
 * ```ts
 * import { generatedExamples } from "llm-footprint/formulas";
 *
 * console.log(generatedExamples({ keptExamples: 52000, generationYield: 0.8 })); // 65000
 * ```
 */
export const generatedExamples = formula(
  {
    id: "adaptation.generated-examples",
    equation: "N = N_kept/y",
    unit: "1",
    source: { id: "llm-footprint", at: "docs/guide/adaptation.md: rejected answers are paid for" },
    domain: { keptExamples: nonNegative, generationYield: positiveFraction },
  },
  ({ keptExamples, generationYield }) => keptExamples / generationYield,
);

/**
 * Answers of groups beside the first of each (count).
 *
 * @function
 *
 * @example
 * ```ts
 * import { otherSamples } from "llm-footprint/formulas";
 *
 * console.log(otherSamples({ examples: 10000, samples: 8 })); // 70000
 * ```
 */
export const otherSamples = formula(
  {
    id: "adaptation.other-samples",
    equation: "n = N·(G − 1)",
    unit: "1",
    source: { id: "llm-footprint", at: "docs/guide/adaptation.md: the first answer to a prompt reads it, the others find it in the cache" },
    domain: { examples: nonNegative, samples: atLeastOne },
  },
  ({ examples, samples }) => examples * (samples - 1),
);

/**
 * Answers that an evaluation of checkpoints takes (count).
 *
 * @function
 *
 * @example
 * ```ts
 * import { evaluatedRequests } from "llm-footprint/formulas";
 *
 * console.log(evaluatedRequests({ requests: 1000, checkpoints: 5 })); // 5000
 * ```
 */
export const evaluatedRequests = formula(
  {
    id: "adaptation.evaluated-requests",
    equation: "n = R·c",
    unit: "1",
    source: { id: "llm-footprint", at: "docs/guide/adaptation.md: every checkpoint answers the evaluation set" },
    domain: { requests: nonNegative, checkpoints: nonNegative },
  },
  ({ requests, checkpoints }) => requests * checkpoints,
);

/**
 * Width of what comes out of the one matrix of queries, keys and values (pure number).
 *
 * @function
 *
 * @example
 * ```ts
 * import { fusedAttentionWidth } from "llm-footprint/formulas";
 *
 * // Falcon 7B
 * console.log(fusedAttentionWidth({ attentionHeads: 71, keyValueHeads: 1, headSize: 64 })); // 4672
 * ```
 */
export const fusedAttentionWidth = formula(
  {
    id: "adaptation.fused-attention-width",
    equation: "w = (a + 2·a_kv)·d_h",
    unit: "1",
    source: { id: "hu-2021", at: "§4.1: an adapter has the width of its matrix, here of queries, keys and values side by side" },
    domain: { attentionHeads: atLeastOne, keyValueHeads: atLeastOne, headSize: positive },
  },
  ({ attentionHeads, keyValueHeads, headSize }) => (attentionHeads + 2 * keyValueHeads) * headSize,
);

/**
 * Matrices of one kind in the experts of all layers (count).
 *
 * @function
 *
 * @example
 * ```ts
 * import { expertMatrices } from "llm-footprint/formulas";
 *
 * console.log(expertMatrices({ expertLayers: 32, experts: 8 })); // 256
 * ```
 */
export const expertMatrices = formula(
  {
    id: "adaptation.expert-matrices",
    equation: "n = L_moe·E",
    unit: "1",
    source: { id: "llm-footprint", at: "docs/guide/adaptation.md: every expert has matrices of its own" },
    domain: { expertLayers: nonNegative, experts: nonNegative },
  },
  ({ expertLayers, experts }) => expertLayers * experts,
);
