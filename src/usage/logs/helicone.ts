import { call, count, type LogFormat, rowByRow, seconds, skipped, stated, sumOf, text, time } from "./row.js";
import { tokenClasses } from "./token-classes.js";

/** What the gateway writes where its own cache did not answer. */
const noReference = "00000000-0000-0000-0000-000000000000";

/** Requests of the Helicone gateway. */
export const helicone: LogFormat = {
  name: "helicone",
  description:
    "requests of Helicone, with the names of its type HeliconeRequest; country_code is the caller's, not the data centre's, and is not read",
  columns: [
    "request_id",
    "request_created_at",
    "provider",
    "request_model",
    "response_model",
    "response_status",
    "cache_reference_id",
    "prompt_tokens",
    "completion_tokens",
    "total_tokens",
    "prompt_cache_read_tokens",
    "prompt_cache_write_tokens",
    "reasoning_tokens",
    "prompt_audio_tokens",
    "completion_audio_tokens",
    "delay_ms",
    "time_to_first_token",
  ],
  keys: ["request_user_id", "helicone_user"],
  recognise: (row) =>
    "prompt_tokens" in row && ("request_model" in row || "response_model" in row) && ("request_created_at" in row || "request_id" in row),
  start: rowByRow((row) => {
    const reference = text(row, "cache_reference_id");
    if (reference !== undefined && reference !== noReference) return skipped("answered by the cache of the gateway: nothing was computed");
    const stateds = {
      input: count(row, "prompt_tokens"),
      cacheRead: count(row, "prompt_cache_read_tokens"),
      cacheWrite: count(row, "prompt_cache_write_tokens"),
      output: count(row, "completion_tokens"),
      reasoning: count(row, "reasoning_tokens"),
      audio: sumOf(row, "prompt_audio_tokens", "completion_audio_tokens"),
      total: count(row, "total_tokens"),
    };
    const status = Number(text(row, "response_status") ?? 200);
    if ((status >= 400 || status < 0) && (stateds.input ?? 0) + (stateds.output ?? 0) === 0)
      return skipped("a call that failed, without tokens");
    const { tokens, notes } = tokenClasses(stateds, "either");
    return call(
      {
        ...stated({
          model: text(row, "request_model", "model"),
          responseModel: text(row, "response_model"),
          provider: text(row, "provider")?.toLowerCase(),
          timestamp: time(row, "request_created_at"),
          durationSeconds: seconds(row, 1e3, "delay_ms"),
          timeToFirstTokenSeconds: seconds(row, 1e3, "time_to_first_token"),
          id: text(row, "request_id"),
        }),
        ...tokens,
      },
      notes,
    );
  }),
};
