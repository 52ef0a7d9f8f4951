import { pageRows } from "./pages.js";
import { call, count, isTrue, type LogFormat, type Row, rowByRow, skipped, stated, text, time } from "./row.js";
import { tokenClasses } from "./token-classes.js";

const isResult = (row: Row): boolean => "num_model_requests" in row && !("prompt_tokens" in row);

/** Pages of OpenAI's usage interface, or their results one by one. */
export const openaiUsage: LogFormat = {
  name: "openai-usage",
  description: "OpenAI's usage interface (/v1/organization/usage/…): pages, buckets or results; sums over a bucket of time",
  columns: [
    "start_time",
    "end_time",
    "model",
    "input_tokens",
    "input_cached_tokens",
    "input_cache_write_tokens",
    "output_tokens",
    "input_audio_tokens",
    "output_audio_tokens",
    "input_image_tokens",
    "num_model_requests",
    "batch",
    "service_tier",
  ],
  keys: ["api_key_id", "project_id", "user_id"],
  recognise: (row) =>
    [...pageRows(row)].some(isResult) || (row["object"] === "bucket" && "start_time" in row && Array.isArray(row["results"])),
  rowsIn: pageRows,
  start: rowByRow((row) => {
    const isEmbedding = (text(row, "object") ?? "").includes("embeddings");
    const requests = count(row, "num_model_requests");
    if (requests === 0) return skipped("a bucket of time without calls");
    const audio = (count(row, "input_audio_tokens") ?? 0) + (count(row, "output_audio_tokens") ?? 0);
    const { tokens, notes } = tokenClasses(
      {
        input: count(row, "input_tokens"),
        cacheRead: count(row, "input_cached_tokens"),
        cacheWrite: count(row, "input_cache_write_tokens"),
        // An embedding generates nothing, and its results have no such column.
        output: count(row, "output_tokens") ?? (isEmbedding ? 0 : undefined),
        image: count(row, "input_image_tokens"),
        audio: audio === 0 ? undefined : audio,
      },
      "inside",
    );
    return call(
      {
        provider: "openai",
        ...stated({
          model: text(row, "model"),
          timestamp: time(row, "start_time"),
          requests,
          serviceTier: isTrue(row, "batch") ? "batch" : text(row, "service_tier"),
        }),
        ...tokens,
      },
      notes,
    );
  }),
};
