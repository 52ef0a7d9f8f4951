import table from "../../../data/cc-by-sa/achievable-matmul.json" with { type: "json" };
import type { AchievableMatmulId } from "../ids.js";
import type { AchievableMatmulRecord } from "../records.js";
import { readTable } from "../read-table.js";

/**
 * Measured rates of matrix products: what software reaches below the peak of the datasheet.
 *
 * CC BY-SA 4.0: credit Stas Bekman, share alike (`data/cc-by-sa/NOTICE.md`).
 *
 * @example
 * ```ts
 * import { achievableMatmul } from "llm-footprint/catalog/cc-by-sa/achievable-matmul";
 *
 * console.log(achievableMatmul["h100-sxm-80gb"].achievableFlopPerSecond.bf16?.value); // 794500000000000
 * ```
 */
export const achievableMatmul = /* @__PURE__ */ readTable<Readonly<Record<AchievableMatmulId, AchievableMatmulRecord>>>(table);
