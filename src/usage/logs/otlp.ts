import {
  call,
  count,
  isRow,
  type LogFormat,
  measure,
  type Row,
  type RowReader,
  secondsBetween,
  skipped,
  stated,
  text,
  time,
} from "./row.js";
import { tokenClasses } from "./token-classes.js";

/** Attributes that are read, the newest name of each first; no other attribute is kept, prompts and answers least of all. */
const names = {
  provider: ["gen_ai.provider.name", "gen_ai.system", "ai.model.provider", "llm.provider"],
  model: ["gen_ai.request.model", "ai.model.id", "llm.model_name", "embedding.model_name"],
  responseModel: ["gen_ai.response.model", "ai.response.model"],
  input: [
    "gen_ai.usage.input_tokens",
    "gen_ai.usage.prompt_tokens",
    "ai.usage.inputTokens",
    "ai.usage.promptTokens",
    "llm.token_count.prompt",
    "llm.usage.prompt_tokens",
  ],
  output: [
    "gen_ai.usage.output_tokens",
    "gen_ai.usage.completion_tokens",
    "ai.usage.outputTokens",
    "ai.usage.completionTokens",
    "llm.token_count.completion",
    "llm.usage.completion_tokens",
  ],
  total: ["gen_ai.usage.total_tokens", "llm.usage.total_tokens", "llm.token_count.total", "ai.usage.totalTokens"],
  cacheRead: [
    "gen_ai.usage.cache_read.input_tokens",
    "gen_ai.usage.cache_read_input_tokens",
    "ai.usage.cachedInputTokens",
    "llm.token_count.prompt_details.cache_read",
  ],
  cacheWrite: [
    "gen_ai.usage.cache_write.input_tokens",
    "gen_ai.usage.cache_creation.input_tokens",
    "gen_ai.usage.cache_creation_input_tokens",
    "llm.token_count.prompt_details.cache_write",
  ],
  reasoning: [
    "gen_ai.usage.reasoning.output_tokens",
    "gen_ai.usage.reasoning_tokens",
    "ai.usage.reasoningTokens",
    "llm.token_count.completion_details.reasoning",
  ],
  operation: ["gen_ai.operation.name", "ai.operationId", "openinference.span.kind", "llm.request.type"],
  address: ["server.address"],
  region: ["cloud.region"],
  tier: ["gen_ai.openai.response.service_tier", "openai.response.service_tier"],
  energy: ["hw.energy"],
} as const;
const known: ReadonlySet<string> = new Set(Object.values(names).flat());

/** Operations in which a model answers, by the conventions and by what came before them. */
const leaves = /^(?:chat|generate_content|text_completion|completion|embeddings?|rerank|llm|ai\..*\.do[A-Z]\w*)$/iu;

/** The value of an attribute; whole numbers of 64 bits come as text. */
function valueOf(value: unknown): unknown {
  if (!isRow(value)) return value;
  return value["stringValue"] ?? value["intValue"] ?? value["doubleValue"] ?? value["boolValue"];
}

/** The attributes of a span that are read. */
function attributesOf(written: unknown): Row {
  const kept: Record<string, unknown> = {};
  if (Array.isArray(written)) {
    for (const pair of written as unknown[])
      if (isRow(pair) && known.has(String(pair["key"]))) kept[String(pair["key"])] = valueOf(pair["value"]);
  } else if (isRow(written)) {
    for (const key of Object.keys(written)) if (known.has(key)) kept[key] = valueOf(written[key]);
  }
  return kept;
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? (value as unknown[]) : []);

/** The spans of an export; a span on a line of its own is itself. */
function* spansIn(row: Row): Generator<Row> {
  if (!Array.isArray(row["resourceSpans"])) {
    yield row;
    return;
  }
  for (const resource of listOf(row["resourceSpans"])) {
    if (!isRow(resource)) continue;
    for (const scope of listOf(resource["scopeSpans"] ?? resource["instrumentationLibrarySpans"])) {
      if (isRow(scope)) for (const span of listOf(scope["spans"])) if (isRow(span)) yield span;
    }
  }
}

/** Where a model ran, from the name of the host that answered. */
function regionOf(attributes: Row): string | undefined {
  const host = text(attributes, ...names.address) ?? "";
  const aws = /^bedrock[\w-]*\.(?<region>[\w-]+)\.amazonaws\.com$/u.exec(host)?.groups?.["region"];
  if (aws !== undefined) return `aws:${aws}`;
  const google = /^(?<region>[\w-]+)-aiplatform\.googleapis\.com$/u.exec(host)?.groups?.["region"];
  return google === undefined ? text(attributes, ...names.region) : `gcp:${google}`;
}

const hasTokens = (attributes: Row): boolean => [...names.input, ...names.output].some((name) => attributes[name] !== undefined);

/** More spans than this above calls are not remembered: traces are exported within minutes. */
const MOST_PARENTS = 1e6;

const joules = 3.6e6;

function start(): RowReader {
  // Spans end, and are exported, after those inside of them.
  const above = new Set<string>();
  const skip = (parent: string | undefined, reason: string, isAbove: boolean) => {
    if (isAbove && parent !== undefined) above.add(parent);
    return skipped(reason);
  };
  return {
    read(span) {
      const attributes = attributesOf(span["attributes"]);
      const [id, parent] = [text(span, "spanId", "span_id"), text(span, "parentSpanId", "parent_id")];
      const isAbove = id !== undefined && above.has(id);
      const operation = text(attributes, ...names.operation);
      const isLeaf = operation === undefined ? hasTokens(attributes) && !isAbove : leaves.test(operation);
      if (!isLeaf) {
        if (operation === undefined && !hasTokens(attributes)) return skip(parent, "no call: a span without a model", isAbove);
        return skip(parent, "no call of its own: a span around calls", isAbove);
      }
      if (above.size > MOST_PARENTS) above.clear();
      if (parent !== undefined) above.add(parent);
      const { tokens, notes } = tokenClasses(
        {
          input: count(attributes, ...names.input),
          cacheRead: count(attributes, ...names.cacheRead),
          cacheWrite: count(attributes, ...names.cacheWrite),
          // An embedding generates nothing.
          output: count(attributes, ...names.output) ?? (/embed/iu.test(operation ?? "") ? 0 : undefined),
          reasoning: count(attributes, ...names.reasoning),
          total: count(attributes, ...names.total),
        },
        "either",
      );
      const [from, to] = [time(span, "startTimeUnixNano", "start_time"), time(span, "endTimeUnixNano", "end_time")];
      const energy = measure(attributes, ...names.energy);
      const trace = text(span, "traceId", "trace_id");
      return call(
        {
          ...stated({
            model: text(attributes, ...names.model),
            responseModel: text(attributes, ...names.responseModel),
            provider: text(attributes, ...names.provider),
            region: regionOf(attributes),
            timestamp: from,
            durationSeconds: secondsBetween(from, to),
            id: id === undefined ? undefined : `${trace ?? ""} ${id}`,
            serviceTier: text(attributes, ...names.tier),
            measuredEnergyKwh: energy === undefined ? undefined : energy / joules,
          }),
          ...tokens,
        },
        notes,
      );
    },
  };
}

/** Whether spans of a row carry names of the conventions. */
const isOfModels = (row: Row): boolean => {
  for (const span of spansIn(row)) {
    const attributes = span["attributes"];
    if (Array.isArray(row["resourceSpans"]) || (isRow(attributes) && Object.keys(attributes).some((key) => known.has(key)))) return true;
  }
  return Array.isArray(row["resourceSpans"]);
};

/** Spans of OpenTelemetry as JSON lines. */
export const otlp: LogFormat = {
  name: "otlp",
  description:
    "OpenTelemetry: JSON lines of exports (resourceSpans) or of single spans; only calls of models count, never the agents and workflows around them",
  columns: ["traceId", "spanId", "parentSpanId", "startTimeUnixNano", "endTimeUnixNano", ...known],
  keys: [],
  recognise: isOfModels,
  rowsIn: spansIn,
  start,
};
