import table from "../../data/embedding-models.json" with { type: "json" };
import type { EmbeddingModelId } from "./ids.js";
import type { EmbeddingModelRecord } from "./records.js";

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
export const embeddingModels = table as unknown as Readonly<Record<EmbeddingModelId, EmbeddingModelRecord>>;
