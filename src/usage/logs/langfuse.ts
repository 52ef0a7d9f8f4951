import {
  at,
  call,
  count,
  isRow,
  type LogFormat,
  objectOf,
  type Row,
  rowByRow,
  seconds,
  skipped,
  stated,
  sumOf,
  text,
  time,
} from "./row.js";
import { tokenClasses } from "./token-classes.js";

/** Keys of the map of usage are free text; these are what its own integrations write. */
const keys = {
  input: ["input", "prompt_tokens", "promptTokens", "input_tokens"],
  output: ["output", "completion_tokens", "completionTokens", "output_tokens"],
  total: ["total", "total_tokens", "totalTokens"],
  cacheRead: ["input_cached_tokens", "cache_read_input_tokens", "input_cache_read", "cached_input_tokens", "input_cached", "cache_read"],
  cacheWrite: ["cache_creation_input_tokens", "input_cache_creation", "input_cache_write", "cache_write"],
  reasoning: ["output_reasoning_tokens", "reasoning_tokens", "output_reasoning", "reasoning_output_tokens"],
  image: ["input_image_tokens", "input_image"],
} as const;

/** The map of usage, or the columns that stand for it in a table of the web page. */
function usageOf(row: Row): Row {
  for (const name of ["usage_details", "usageDetails", "usage"]) {
    const map = objectOf(at(row, name));
    if (isRow(map)) return map;
  }
  return {
    input: row["inputUsage"] ?? row["promptTokens"],
    output: row["outputUsage"] ?? row["completionTokens"],
    total: row["totalUsage"] ?? row["totalTokens"],
  };
}

/** Kinds of observations that a model answers. */
const generations: ReadonlySet<string> = new Set(["GENERATION", "EMBEDDING"]);

/** Observations of Langfuse, as its blob storage and its web page export them. */
export const langfuse: LogFormat = {
  name: "langfuse",
  description: "observations of Langfuse (export to blob storage, or from the web page); spans and events are no calls",
  columns: [
    "id",
    "type",
    "start_time",
    "provided_model_name",
    "usage_details",
    ...Object.values(keys).flatMap((names) => names.map((name) => `usage_details.${name}`)),
    "latency",
    "time_to_first_token",
    "startTime",
    "providedModelName",
    "usageDetails",
    "inputUsage",
    "outputUsage",
    "totalUsage",
    "timeToFirstToken",
  ],
  keys: ["user_id", "userId", "session_id", "sessionId"],
  recognise: (row) =>
    "type" in row &&
    ["usage_details", "usageDetails", "inputUsage", "provided_model_name", "providedModelName"].filter((name) => name in row).length >= 1 &&
    ("trace_id" in row || "traceId" in row || "id" in row),
  start: rowByRow((row) => {
    if (!generations.has((text(row, "type") ?? "GENERATION").toUpperCase())) return skipped("no call: a span, an event or a trace");
    const usage = usageOf(row);
    const { tokens, notes } = tokenClasses(
      {
        input: count(usage, ...keys.input),
        cacheRead: count(usage, ...keys.cacheRead),
        cacheWrite: count(usage, ...keys.cacheWrite) ?? sumOf(usage, "input_cache_creation_5m", "input_cache_creation_1h"),
        output: count(usage, ...keys.output),
        reasoning: count(usage, ...keys.reasoning),
        image: count(usage, ...keys.image),
        audio: sumOf(usage, "input_audio_tokens", "output_audio_tokens"),
        total: count(usage, ...keys.total),
      },
      "either",
    );
    return call(
      {
        ...stated({
          model: text(row, "provided_model_name", "providedModelName", "model", "internalModel"),
          timestamp: time(row, "start_time", "startTime"),
          durationSeconds: seconds(row, 1, "latency"),
          timeToFirstTokenSeconds: seconds(row, 1, "time_to_first_token", "timeToFirstToken"),
          id: text(row, "id"),
        }),
        ...tokens,
      },
      notes,
    );
  }),
};
