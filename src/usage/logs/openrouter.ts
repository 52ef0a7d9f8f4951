import { call, count, type LogFormat, type Row, rowByRow, seconds, stated, text, time } from "./row.js";
import { pageRows } from "./pages.js";
import { tokenClasses } from "./token-classes.js";

const isDay = (row: Row): boolean => ("model_permaslug" in row || "modelPermaslug" in row) && ("requests" in row || "generation_id" in row);

/** Activity of OpenRouter: by day, model and endpoint from its interface, or by generation from its web page. */
export const openrouter: LogFormat = {
  name: "openrouter",
  description:
    "activity of OpenRouter: its interface by day (/api/v1/activity), or generations of the export; provider_name runs the model",
  columns: [
    "date",
    "created_at",
    "generation_id",
    "model",
    "model_permaslug",
    "provider_name",
    "requests",
    "prompt_tokens",
    "completion_tokens",
    "reasoning_tokens",
    "tokens_prompt",
    "tokens_completion",
    "tokens_reasoning",
    "tokens_cached",
    "native_tokens_prompt",
    "native_tokens_completion",
    "native_tokens_reasoning",
    "native_tokens_cached",
    "generation_time_ms",
    "time_to_first_token_ms",
  ],
  keys: ["api_key_name", "user", "app_name"],
  recognise: (row) => [...pageRows(row)].some(isDay),
  rowsIn: pageRows,
  start: rowByRow((row) => {
    const { tokens, notes } = tokenClasses(
      {
        // Tokens of the model itself, where the row has them beside those of one common tokeniser.
        input: count(row, "native_tokens_prompt", "prompt_tokens", "promptTokens", "tokens_prompt"),
        cacheRead: count(row, "native_tokens_cached", "tokens_cached"),
        output: count(row, "native_tokens_completion", "completion_tokens", "completionTokens", "tokens_completion"),
        reasoning: count(row, "native_tokens_reasoning", "reasoning_tokens", "reasoningTokens", "tokens_reasoning"),
      },
      "read-inside",
    );
    return call(
      {
        provider: "openrouter",
        ...stated({
          model: text(row, "model", "model_permaslug", "modelPermaslug"),
          responseModel: text(row, "model_permaslug", "modelPermaslug"),
          host: text(row, "provider_name", "providerName"),
          timestamp: time(row, "date", "created_at"),
          durationSeconds: seconds(row, 1e3, "generation_time_ms"),
          timeToFirstTokenSeconds: seconds(row, 1e3, "time_to_first_token_ms"),
          id: text(row, "generation_id"),
          requests: count(row, "requests"),
        }),
        ...tokens,
      },
      notes,
    );
  }),
};
