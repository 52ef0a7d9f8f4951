import { atLeastOne, formula, fraction, nonNegative, positive } from "../core/formula.js";

/**
 * Tokens that are embedded for an index, with the text that neighbouring chunks share (tokens).
 *
 * @function
 *
 * @example
 * ```ts
 * import { corpusTokens } from "llm-footprint/formulas";
 *
 * console.log(corpusTokens({ chunks: 1000000, chunkTokens: 512, chunkOverlap: 1.1 }).toPrecision(6)); // 5.63200e+8
 * ```
 */
export const corpusTokens = formula(
  {
    id: "adaptation.corpus-tokens",
    equation: "D = N·T·o",
    unit: "token",
    source: { id: "llm-footprint", at: "docs/guide/adaptation.md: chunks share text with their neighbours" },
    domain: { chunks: nonNegative, chunkTokens: nonNegative, chunkOverlap: atLeastOne },
  },
  ({ chunks, chunkTokens, chunkOverlap }) => chunks * chunkTokens * chunkOverlap,
);

/**
 * Weights of an encoder that each token is multiplied with (parameters).
 *
 * @function
 *
 * @example
 * ```ts
 * import { computedParameters } from "llm-footprint/formulas";
 *
 * // BERT-large
 * console.log(computedParameters({ parameters: 335141888, lookupParameters: 31780864 })); // 303361024
 * ```
 */
export const computedParameters = formula(
  {
    id: "adaptation.computed-parameters",
    equation: "P_c = P − P_lookup",
    unit: "parameter",
    source: { id: "llm-footprint", at: "docs/guide/adaptation.md: tokens are looked up in tables, and not multiplied with them" },
    domain: { parameters: positive, lookupParameters: nonNegative },
  },
  ({ parameters, lookupParameters }) => parameters - lookupParameters,
);

/**
 * Tokens of like parts of a prompt: retrieved chunks, examples (tokens).
 *
 * @function
 *
 * @example
 * ```ts
 * import { partTokens } from "llm-footprint/formulas";
 *
 * console.log(partTokens({ items: 5, itemTokens: 512 })); // 2560
 * ```
 */
export const partTokens = formula(
  {
    id: "adaptation.part-tokens",
    equation: "T = n·t",
    unit: "token",
    source: { id: "llm-footprint", at: "docs/guide/adaptation.md: a prompt is the sum of its parts" },
    domain: { items: nonNegative, itemTokens: nonNegative },
  },
  ({ items, itemTokens }) => items * itemTokens,
);

/**
 * Prompt tokens that no cache holds (tokens).
 *
 * @function
 *
 * @example
 * ```ts
 * import { uncachedPrompt } from "llm-footprint/formulas";
 *
 * console.log(uncachedPrompt({ promptTokens: 3142, cachedTokens: 100 })); // 3042
 * ```
 */
export const uncachedPrompt = formula(
  {
    id: "adaptation.uncached-prompt",
    equation: "T_new = T − T_hit",
    unit: "token",
    source: { id: "llm-footprint", at: "docs/guide/adaptation.md: what the cache holds is not read anew" },
    domain: { promptTokens: nonNegative, cachedTokens: nonNegative },
    isDifference: true,
  },
  ({ promptTokens, cachedTokens }) => promptTokens - cachedTokens,
);

/**
 * Time of an encoder for one short text: its operations, or its share of the least time of a launch (s).
 *
 * @function
 *
 * @example
 * ```ts
 * import { sharedLaunchSeconds } from "llm-footprint/formulas";
 *
 * console.log(sharedLaunchSeconds({ encoderSeconds: 0.000062, launchFloorSeconds: 0.005, queriesPerLaunch: 8 })); // 0.000625
 * ```
 */
export const sharedLaunchSeconds = formula(
  {
    id: "adaptation.shared-launch-seconds",
    equation: "t = max(t_C, t_0/B)",
    unit: "s",
    source: { id: "llm-footprint", at: "docs/guide/adaptation.md: a short query takes its share of a launch" },
    domain: { encoderSeconds: nonNegative, launchFloorSeconds: nonNegative, queriesPerLaunch: atLeastOne },
  },
  ({ encoderSeconds, launchFloorSeconds, queriesPerLaunch }) => Math.max(encoderSeconds, launchFloorSeconds / queriesPerLaunch),
);

/**
 * Processor time to place vectors in a navigable graph, or to find those near one vector (s).
 *
 * @function
 *
 * @example
 * ```ts
 * import { graphSeconds } from "llm-footprint/formulas";
 *
 * // one search
 * console.log(graphSeconds({ vectors: 1, candidateListSize: 100, graphNeighbours: 16, distanceSeconds: 3e-7 })); // 0.00047999999999999996
 * ```
 */
export const graphSeconds = formula(
  {
    id: "adaptation.graph-seconds",
    equation: "t = N·ef·M·t_d",
    unit: "s",
    source: {
      id: "malkov-2018",
      at: "§4, search and construction of a hierarchical navigable small world: lists of ef candidates with M neighbours each",
    },
    domain: { vectors: nonNegative, candidateListSize: nonNegative, graphNeighbours: nonNegative, distanceSeconds: nonNegative },
  },
  ({ vectors, candidateListSize, graphNeighbours, distanceSeconds }) => vectors * candidateListSize * graphNeighbours * distanceSeconds,
);

/**
 * Time to compare a vector with a share of all stored ones by reading them (s).
 *
 * @function
 *
 * @example
 * ```ts
 * import { scanSeconds } from "llm-footprint/formulas";
 *
 * // a million vectors of 768 numbers
 * console.log(scanSeconds({ scannedShare: 1, vectors: 1000000, vectorBytes: 3072, memoryBytesPerSecond: 2e11 })); // 0.01536
 * ```
 */
export const scanSeconds = formula(
  {
    id: "adaptation.scan-seconds",
    equation: "t = f·N·b/BW",
    unit: "s",
    source: { id: "johnson-2017", at: "§2: a search without a graph reads every code of the lists that it visits" },
    domain: { scannedShare: fraction, vectors: nonNegative, vectorBytes: nonNegative, memoryBytesPerSecond: positive },
  },
  ({ scannedShare, vectors, vectorBytes, memoryBytesPerSecond }) => (scannedShare * vectors * vectorBytes) / memoryBytesPerSecond,
);

/**
 * Size of one stored vector (B).
 *
 * @function
 *
 * @example
 * ```ts
 * import { vectorBytes } from "llm-footprint/formulas";
 *
 * console.log(vectorBytes({ vectorDimensions: 768, elementBytes: 4 })); // 3072
 * ```
 */
export const vectorBytes = formula(
  {
    id: "adaptation.vector-bytes",
    equation: "b = d·b_x",
    unit: "B",
    source: { id: "llm-footprint", at: "docs/guide/adaptation.md: a vector is its numbers" },
    domain: { vectorDimensions: nonNegative, elementBytes: nonNegative },
  },
  ({ vectorDimensions, elementBytes }) => vectorDimensions * elementBytes,
);

/**
 * Size of an index with its copies: vectors, and the links of the graph where there is one (B).
 *
 * @function
 *
 * @example
 * ```ts
 * import { indexBytes } from "llm-footprint/formulas";
 *
 * console.log(indexBytes({ vectors: 1000000, vectorBytes: 3072, graphNeighbours: 16, indexReplicas: 1 })); // 3200000000
 * ```
 */
export const indexBytes = formula(
  {
    id: "adaptation.index-bytes",
    equation: "S = r·N·(b + 8·M)",
    unit: "B",
    source: { id: "malkov-2018", at: "§4.2.3: memory of the connections, up to 2·M links of 4 bytes in the ground layer" },
    domain: { vectors: nonNegative, vectorBytes: nonNegative, graphNeighbours: nonNegative, indexReplicas: atLeastOne },
  },
  ({ vectors, vectorBytes, graphNeighbours, indexReplicas }) => indexReplicas * vectors * (vectorBytes + 8 * graphNeighbours),
);

/**
 * Turns of an agent after its first (count).
 *
 * @function
 *
 * @example
 * ```ts
 * import { laterTurns } from "llm-footprint/formulas";
 *
 * console.log(laterTurns({ turns: 20 })); // 19
 * ```
 */
export const laterTurns = formula(
  {
    id: "adaptation.later-turns",
    equation: "R' = R − 1",
    unit: "1",
    source: { id: "llm-footprint", at: "docs/guide/adaptation.md: the first turn of an agent reads its whole prompt" },
    domain: { turns: atLeastOne },
  },
  ({ turns }) => turns - 1,
);

/**
 * Context that earlier turns of an agent have read, mean over the turns after the first (tokens).
 *
 * @function
 *
 * @example
 * ```ts
 * import { laterTurnContext } from "llm-footprint/formulas";
 *
 * console.log(laterTurnContext({ firstPromptTokens: 4000, turnTokens: 1500, turns: 20 })); // 17500
 * ```
 */
export const laterTurnContext = formula(
  {
    id: "adaptation.later-turn-context",
    equation: "T_c = T_0 + (R − 2)·D/2",
    unit: "token",
    source: { id: "llm-footprint", at: "docs/guide/adaptation.md: mean over the turns of the context that an earlier turn has read" },
    domain: { firstPromptTokens: nonNegative, turnTokens: nonNegative, turns: { min: 2, max: Number.POSITIVE_INFINITY } },
  },
  ({ firstPromptTokens, turnTokens, turns }) => firstPromptTokens + ((turns - 2) * turnTokens) / 2,
);

/**
 * Context that the cache still holds (tokens).
 *
 * @function
 *
 * @example
 * ```ts
 * import { cachedContext } from "llm-footprint/formulas";
 *
 * console.log(cachedContext({ contextTokens: 17500, cacheHitShare: 0.9 })); // 15750
 * ```
 */
export const cachedContext = formula(
  {
    id: "adaptation.cached-context",
    equation: "T_hit = h·T_c",
    unit: "token",
    source: { id: "llm-footprint", at: "docs/guide/adaptation.md: part of the context is still in the cache" },
    domain: { contextTokens: nonNegative, cacheHitShare: fraction },
  },
  ({ contextTokens, cacheHitShare }) => contextTokens * cacheHitShare,
);

/**
 * Prompt tokens that a turn of an agent reads anew: what is new, and what the cache has lost (tokens).
 *
 * @function
 *
 * @example
 * ```ts
 * import { missedContext } from "llm-footprint/formulas";
 *
 * console.log(missedContext({ turnTokens: 1500, contextTokens: 17500, cacheHitShare: 1 })); // 1500
 * ```
 */
export const missedContext = formula(
  {
    id: "adaptation.missed-context",
    equation: "T_miss = D + (1 − h)·T_c",
    unit: "token",
    source: { id: "llm-footprint", at: "docs/guide/adaptation.md: what is new and what the cache has lost is read anew" },
    domain: { turnTokens: nonNegative, contextTokens: nonNegative, cacheHitShare: fraction },
  },
  ({ turnTokens, contextTokens, cacheHitShare }) => turnTokens + (1 - cacheHitShare) * contextTokens,
);

/**
 * Processor time to split text into tokens (s).
 *
 * @function
 *
 * @example
 * ```ts
 * import { tokenisationSeconds } from "llm-footprint/formulas";
 *
 * console.log(tokenisationSeconds({ processedTokens: 4000, processorTokensPerSecond: 12500000 })); // 0.00032
 * ```
 */
export const tokenisationSeconds = formula(
  {
    id: "adaptation.tokenisation-seconds",
    equation: "t = T/r",
    unit: "s",
    source: { id: "llm-footprint", at: "docs/guide/adaptation.md: a processor splits text into tokens" },
    domain: { processedTokens: nonNegative, processorTokensPerSecond: positive },
  },
  ({ processedTokens, processorTokensPerSecond }) => processedTokens / processorTokensPerSecond,
);

/**
 * Whether texts are so long that their attention counts in an encoder: 1, else 0.
 *
 * @function
 *
 * @example
 * ```ts
 * import { isLongText } from "llm-footprint/formulas";
 *
 * console.log(isLongText({ textTokens: 4096, longTextTokens: 2048 })); // 1
 * ```
 */
export const isLongText = formula(
  {
    id: "adaptation.is-long-text",
    equation: "l = [T > T_long]",
    unit: "1",
    source: { id: "llm-footprint", at: "docs/guide/adaptation.md: the attention of an encoder counts for long texts" },
    domain: { textTokens: nonNegative, longTextTokens: nonNegative },
  },
  ({ textTokens, longTextTokens }) => (textTokens > longTextTokens ? 1 : 0),
);
