import { invalid } from "../../core/errors.js";
import { unknownKey } from "../../core/near-matches.js";
import { at, call, count, isTrue, type LogFormat, measure, type Row, rowByRow, seconds, stated, text, time } from "./row.js";
import { type Caching, tokenClasses } from "./token-classes.js";

/** Fields that a column may be named for: those of a record, and the sum of its tokens. */
const aliases = {
  model: ["model", "model_name", "model_id", "modelid", "model_requested", "request_model", "deployment", "engine"],
  responseModel: ["response_model", "model_resolved"],
  provider: ["provider", "custom_llm_provider", "vendor", "provider_id"],
  host: ["host", "host_provider", "provider_name"],
  region: ["region", "cloud_region", "location"],
  timestamp: ["timestamp", "time", "created_at", "created", "date", "datetime", "start_time"],
  durationSeconds: ["duration_seconds", "latency_seconds", "duration_s"],
  timeToFirstTokenSeconds: ["time_to_first_token_seconds", "ttft_seconds"],
  id: ["id", "request_id", "call_id", "response_id", "generation_id"],
  inputTokens: [
    "input_tokens",
    "prompt_tokens",
    "tokens_in",
    "tokens_input",
    "tokens_prompt",
    "prompt_token_count",
    "input_token_count",
    "usage.input_tokens",
    "usage.prompt_tokens",
  ],
  cacheReadTokens: [
    "cache_read_tokens",
    "cache_read_input_tokens",
    "cached_tokens",
    "cached_input_tokens",
    "prompt_cache_hit_tokens",
    "usage.cache_read_input_tokens",
    "usage.prompt_tokens_details.cached_tokens",
    "usage.input_tokens_details.cached_tokens",
    "usage.prompt_cache_hit_tokens",
  ],
  cacheWriteTokens: [
    "cache_write_tokens",
    "cache_creation_tokens",
    "cache_creation_input_tokens",
    "usage.cache_creation_input_tokens",
    "usage.prompt_tokens_details.cache_write_tokens",
    "usage.input_tokens_details.cache_write_tokens",
  ],
  outputTokens: [
    "output_tokens",
    "completion_tokens",
    "tokens_out",
    "tokens_output",
    "tokens_completion",
    "generated_tokens",
    "completion_token_count",
    "output_token_count",
    "usage.output_tokens",
    "usage.completion_tokens",
  ],
  reasoningTokens: [
    "reasoning_tokens",
    "thinking_tokens",
    "usage.completion_tokens_details.reasoning_tokens",
    "usage.output_tokens_details.reasoning_tokens",
  ],
  imageTokens: ["image_tokens", "usage.prompt_tokens_details.image_tokens"],
  audioTokens: ["audio_tokens"],
  totalTokens: ["total_tokens", "usage.total_tokens"],
  requests: ["requests", "request_count", "num_requests", "calls"],
  serviceTier: ["service_tier", "tier"],
  batch: ["batch", "is_batch"],
  measuredEnergyKwh: ["measured_energy_kwh", "energy_kwh"],
} as const;
type Field = keyof typeof aliases;

/** Which column holds which field. */
export type ColumnMap = Readonly<Partial<Record<Field, string>>>;

/** How names of columns are compared: `Input Tokens`, `inputTokens` and `input_tokens` are one. */
const plain = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9.]/gu, "");

const fieldOfAlias: ReadonlyMap<string, readonly [field: Field, rank: number]> = /* @__PURE__ */ new Map(
  (Object.entries(aliases) as [Field, readonly string[]][]).flatMap(([field, names]) =>
    // The field's own name goes before all others.
    [field, ...names].map((name, rank) => [plain(name), [field, rank]] as const),
  ),
);

/** Paths of a row that may be columns: its own keys, and those of its usage. */
function* pathsOf(row: Row, under = ""): Generator<string> {
  for (const key of Object.keys(row)) {
    yield under + key;
    const inner = row[key];
    const isUsage = under === "" ? plain(key) === "usage" : /details$/iu.test(key);
    if (isUsage && typeof inner === "object" && inner !== null) yield* pathsOf(inner as Row, `${under}${key}.`);
  }
}

/** Which column of a row holds which field, by the usual names. */
function columnsOf(row: Row): ColumnMap {
  const best: Partial<Record<Field, { readonly path: string; readonly rank: number }>> = {};
  for (const path of pathsOf(row)) {
    const [field, rank] = fieldOfAlias.get(plain(path)) ?? [];
    if (field === undefined || rank === undefined) continue;
    if (rank < (best[field]?.rank ?? Infinity)) best[field] = { path, rank };
  }
  return Object.fromEntries(Object.entries(best).map(([field, { path }]) => [field, path]));
}

/**
 * Where the cached tokens are, by the names of the columns: those of a record and of Anthropic's usage are disjoint, those of OpenAI's hold them;
 * anything else may be either.
 */
function cachingOf({ inputTokens = "", cacheReadTokens = "", cacheWriteTokens = "" }: ColumnMap): Caching {
  const caches = `${cacheReadTokens} ${cacheWriteTokens}`;
  if (inputTokens === "inputTokens" && /cache(?:Read|Write)Tokens/u.test(caches)) return "outside";
  if (/usage\.cache_(?:read|creation)_input_tokens/u.test(caches)) return "outside";
  return "either";
}

/** Reads a map of columns as it is written: `model=modelName,inputTokens=prompt`. */
export function readColumnMap(written: string): ColumnMap {
  const map: Partial<Record<Field, string>> = {};
  for (const part of written.split(",")) {
    const [field = "", ...column] = part.split("=").map((word) => word.trim());
    const name = column.join("=");
    if (field === "" || name === "")
      throw invalid("columns", `--columns = "${written}" is not of the form model=modelName,inputTokens=prompt`, { value: written });
    if (!Object.hasOwn(aliases, field)) throw unknownKey("--columns", field, field, Object.keys(aliases));
    if (map[field as Field] !== undefined) throw invalid("columns", `--columns names ${field} twice; leave one out`, { value: written });
    map[field as Field] = name;
  }
  return map;
}

/** The columns that a row lacks of those that were named for it. */
const missingIn = (row: Row, map: ColumnMap): string[] => Object.values(map).filter((path) => at(row, path) === undefined);

/** How rows are read by a map of columns. */
function readerOf(own: ColumnMap): (row: Row) => ReturnType<typeof call> {
  // Rows of one file mostly have the same columns.
  const byShape = new Map<string, { readonly columns: ColumnMap; readonly caching: Caching }>();
  return (row) => {
    const usage = row["usage"];
    const shape = Object.keys(row).join("\n") + (typeof usage === "object" && usage !== null ? `\n\n${Object.keys(usage).join("\n")}` : "");
    const found = byShape.get(shape) ?? { columns: {}, caching: "either" as Caching };
    if (!byShape.has(shape)) {
      const columns = { ...columnsOf(row), ...own };
      Object.assign(found, { columns, caching: cachingOf(columns) });
      // Objects with keys of their own in every row would fill the memory.
      if (byShape.size > 1000) byShape.clear();
      byShape.set(shape, found);
    }
    const { columns, caching } = found;
    const counted = (field: Field): number | undefined => (columns[field] === undefined ? undefined : count(row, columns[field]));
    const said = (field: Field): string | undefined => (columns[field] === undefined ? undefined : text(row, columns[field]));
    const { tokens, notes } = tokenClasses(
      {
        input: counted("inputTokens"),
        cacheRead: counted("cacheReadTokens"),
        cacheWrite: counted("cacheWriteTokens"),
        output: counted("outputTokens"),
        reasoning: counted("reasoningTokens"),
        image: counted("imageTokens"),
        audio: counted("audioTokens"),
        total: counted("totalTokens"),
      },
      caching,
    );
    const lasted = (field: Field): number | undefined => (columns[field] === undefined ? undefined : seconds(row, 1, columns[field]));
    return call(
      {
        ...stated({
          model: said("model"),
          responseModel: said("responseModel"),
          provider: said("provider"),
          host: said("host"),
          region: said("region"),
          timestamp: columns.timestamp === undefined ? undefined : time(row, columns.timestamp),
          durationSeconds: lasted("durationSeconds"),
          timeToFirstTokenSeconds: lasted("timeToFirstTokenSeconds"),
          id: said("id"),
          requests: counted("requests"),
          serviceTier: columns.batch !== undefined && isTrue(row, columns.batch) ? "batch" : said("serviceTier"),
          measuredEnergyKwh: columns.measuredEnergyKwh === undefined ? undefined : measure(row, columns.measuredEnergyKwh),
        }),
        ...tokens,
      },
      notes,
    );
  };
}

/** Any log with columns of the usual names, or with a map of them. */
export function genericFormat(map: ColumnMap = {}): LogFormat {
  const isMapped = Object.keys(map).length > 0;
  return {
    name: "csv",
    description:
      "any CSV, or JSON lines, with columns of the usual names (a usage object of a client among them), or with --columns model=name,inputTokens=name",
    columns: Object.values(aliases).flat(),
    keys: ["key", "api_key", "api_key_id", "user", "user_id", "project", "team"],
    recognise(row) {
      if (isMapped) {
        const missing = missingIn(row, map);
        if (missing.length < Object.keys(map).length) return true;
        throw invalid(
          "columns",
          `--columns names ${missing.join(", ")}, and the log has ${Object.keys(row).join(", ")}; name its columns`,
          {
            value: missing,
          },
        );
      }
      const found = columnsOf(row);
      return (
        found.measuredEnergyKwh !== undefined ||
        (found.model !== undefined && (found.inputTokens !== undefined || found.outputTokens !== undefined))
      );
    },
    start: rowByRow(readerOf(map)),
  };
}
