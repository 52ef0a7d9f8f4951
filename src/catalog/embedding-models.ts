import table from "../../data/embedding-models.json" with { type: "json" };
import type { EmbeddingModelId } from "./ids.js";
import type { EmbeddingModelRecord } from "./records.js";
import { readTable } from "./read-table.js";

/**
 * Encoders by id: models that turn a text into a vector, and those that score a pair of texts (`use: "reranking"`).
 *
 * @example
 * ```ts
 * import { embeddingModels } from "llm-footprint/catalog/embedding-models";
 *
 * console.log(embeddingModels["bge-m3"].vectorDimensions); // 1024
 * ```
 */
export const embeddingModels = /* @__PURE__ */ readTable<Readonly<Record<EmbeddingModelId, EmbeddingModelRecord>>>(table);
