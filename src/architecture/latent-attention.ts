import { atLeastOne, formula, positive } from "../core/formula.js";

/**
 * Parameters of the queries of multi-head latent attention when they pass through a low rank, its norm included (parameters).
 *
 * @function
 *
 * @example
 * ```ts
 * import { compressedQueryParameters } from "llm-footprint/formulas";
 *
 * // DeepSeek-V3
 * const inputs = { hiddenSize: 7168, attentionHeads: 128, queryRank: 1536, nopeHeadSize: 128, ropeHeadSize: 64 };
 * console.log(compressedQueryParameters(inputs)); // 48760320
 * ```
 */
export const compressedQueryParameters = formula(
  {
    id: "architecture.compressed-query-parameters",
    equation: "P_q = h·r_q + r_q·a·(d_n + d_r) + r_q",
    unit: "parameter",
    source: { id: "deepseek-v3-2024", at: "§2.1.1, equations 6 to 8; the norm of the compressed queries as in the public configuration" },
    domain: { hiddenSize: positive, attentionHeads: atLeastOne, queryRank: atLeastOne, nopeHeadSize: positive, ropeHeadSize: positive },
  },
  ({ hiddenSize: h, attentionHeads: a, queryRank, nopeHeadSize, ropeHeadSize }) =>
    h * queryRank + queryRank * a * (nopeHeadSize + ropeHeadSize) + queryRank,
);

/**
 * Parameters of the queries of multi-head latent attention when they are not compressed (parameters).
 *
 * @function
 *
 * @example
 * ```ts
 * import { fullQueryParameters } from "llm-footprint/formulas";
 *
 * // DeepSeek-V2-Lite
 * console.log(fullQueryParameters({ hiddenSize: 2048, attentionHeads: 16, nopeHeadSize: 128, ropeHeadSize: 64 })); // 6291456
 * ```
 */
export const fullQueryParameters = formula(
  {
    id: "architecture.full-query-parameters",
    equation: "P_q = h·a·(d_n + d_r)",
    unit: "parameter",
    source: {
      id: "deepseek-v3-2024",
      at: "§2.1.1 without the compression of the queries, as in DeepSeek-V2-Lite (arXiv 2405.04434, appendix B)",
    },
    domain: { hiddenSize: positive, attentionHeads: atLeastOne, nopeHeadSize: positive, ropeHeadSize: positive },
  },
  ({ hiddenSize: h, attentionHeads: a, nopeHeadSize, ropeHeadSize }) => h * a * (nopeHeadSize + ropeHeadSize),
);

/**
 * Parameters of one block of multi-head latent attention: queries, the joint compression of keys and values with its norm, and the output
 * (parameters).
 *
 * @function
 *
 * @example
 * ```ts
 * import { latentAttentionParameters } from "llm-footprint/formulas";
 *
 * // DeepSeek-V3
 * const perLayer = latentAttentionParameters({
 *   queryParameters: 48760320, hiddenSize: 7168, attentionHeads: 128, keyValueRank: 512,
 *   nopeHeadSize: 128, ropeHeadSize: 64, valueHeadSize: 128,
 * });
 * console.log(perLayer); // 187107328
 * ```
 */
export const latentAttentionParameters = formula(
  {
    id: "architecture.latent-attention-parameters",
    equation: "P_attn = P_q + h·(r_kv + d_r) + r_kv·a·(d_n + d_v) + a·d_v·h + r_kv",
    unit: "parameter",
    source: { id: "deepseek-v3-2024", at: "§2.1.1, equations 1 to 5 and 9 to 11; the norm as in the public configuration" },
    domain: {
      queryParameters: positive,
      hiddenSize: positive,
      attentionHeads: atLeastOne,
      keyValueRank: atLeastOne,
      nopeHeadSize: positive,
      ropeHeadSize: positive,
      valueHeadSize: positive,
    },
  },
  ({ queryParameters, hiddenSize: h, attentionHeads: a, keyValueRank, nopeHeadSize, ropeHeadSize, valueHeadSize }) =>
    queryParameters +
    h * (keyValueRank + ropeHeadSize) +
    keyValueRank * a * (nopeHeadSize + valueHeadSize) +
    a * valueHeadSize * h +
    keyValueRank,
);
