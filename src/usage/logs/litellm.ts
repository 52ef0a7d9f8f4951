import {
  call,
  count,
  isTrue,
  type LogFormat,
  type Row,
  rowByRow,
  seconds,
  secondsBetween,
  skipped,
  stated,
  sumOf,
  text,
  time,
} from "./row.js";
import { tokenClasses } from "./token-classes.js";

/** Places in which versions of the gateway keep the usage of the provider. */
const details = ["metadata.usage_object", "metadata.additional_usage_values"];
const inDetails = (...names: string[]): string[] => details.flatMap((place) => names.map((name) => `${place}.${name}`));

const cacheReads = ["cache_read_input_tokens", ...inDetails("cache_read_input_tokens", "prompt_tokens_details.cached_tokens")];
const cacheWrites = [
  "cache_creation_input_tokens",
  ...inDetails("cache_creation_input_tokens", "prompt_tokens_details.cache_creation_tokens", "prompt_tokens_details.cache_write_tokens"),
];
const reasoning = inDetails("completion_tokens_details.reasoning_tokens");
const image = inDetails("prompt_tokens_details.image_tokens");

/** Sound in prompts and answers of one of the places. */
const audioOf = (row: Row): number | undefined =>
  details
    .map((place) => sumOf(row, `${place}.prompt_tokens_details.audio_tokens`, `${place}.completion_tokens_details.audio_tokens`))
    .find((sum) => sum !== undefined);

/** Spend logs of the LiteLLM gateway by request, its daily tables, and the lines of its logger. */
export const litellm: LogFormat = {
  name: "litellm",
  description:
    "LiteLLM: LiteLLM_SpendLogs, LiteLLM_Daily{User,Team,Tag}Spend, and its JSON logger; cache_hit is the gateway's own cache, behind which nothing is computed",
  columns: [
    "request_id",
    "id",
    "startTime",
    "endTime",
    "completionStartTime",
    "request_duration_ms",
    "date",
    "model",
    "model_group",
    "custom_llm_provider",
    "prompt_tokens",
    "completion_tokens",
    "total_tokens",
    "api_requests",
    "cache_hit",
    "status",
    "service_tier",
    ...cacheReads,
    ...cacheWrites,
    ...reasoning,
    ...image,
  ],
  keys: ["metadata.user_api_key_alias", "api_key", "team_id", "user"],
  recognise: (row) =>
    "prompt_tokens" in row &&
    "completion_tokens" in row &&
    ["custom_llm_provider", "model_group", "api_base", "call_type"].filter((name) => name in row).length >= 2 &&
    ("startTime" in row || "request_id" in row || "api_requests" in row),
  start: rowByRow((row) => {
    if (isTrue(row, "cache_hit")) return skipped("answered by the cache of the gateway: nothing was computed");
    const stateds = {
      input: count(row, "prompt_tokens"),
      cacheRead: count(row, ...cacheReads),
      cacheWrite: count(row, ...cacheWrites),
      output: count(row, "completion_tokens"),
      reasoning: count(row, ...reasoning),
      image: count(row, ...image),
      audio: audioOf(row),
      total: count(row, "total_tokens"),
    };
    if (/^(?:failure|error)$/iu.test(text(row, "status") ?? "") && (stateds.input ?? 0) + (stateds.output ?? 0) === 0)
      return skipped("a call that failed, without tokens");
    const { tokens, notes } = tokenClasses(stateds, "either");
    const [from, to] = [time(row, "startTime"), time(row, "endTime")];
    return call(
      {
        ...stated({
          model: text(row, "model", "model_group"),
          provider: text(row, "custom_llm_provider"),
          timestamp: from ?? time(row, "date"),
          durationSeconds: seconds(row, 1e3, "request_duration_ms") ?? secondsBetween(from, to),
          timeToFirstTokenSeconds: secondsBetween(from, time(row, "completionStartTime")),
          id: text(row, "request_id", "id"),
          requests: count(row, "api_requests"),
          serviceTier: text(row, "service_tier"),
        }),
        ...tokens,
      },
      notes,
    );
  }),
};
