import { at, call, count, isRow, type LogFormat, type Row, type RowReader, skipped, stated, text, time } from "./row.js";
import { tokenClasses } from "./token-classes.js";

const classes = ["input_tokens", "cached_input_tokens", "cache_write_input_tokens", "output_tokens", "reasoning_output_tokens"] as const;
type Counts = Readonly<Record<(typeof classes)[number], number>>;

const total = "payload.info.total_token_usage";

const countsOf = (row: Row, path: string): Counts =>
  Object.fromEntries(classes.map((name) => [name, count(row, `${path}.${name}`) ?? 0])) as Record<(typeof classes)[number], number>;

/** What came since the counts before; all of it where the counts began anew. */
function since(now: Counts, before: Counts | undefined): Counts {
  if (before === undefined || classes.some((name) => now[name] < before[name])) return now;
  return Object.fromEntries(classes.map((name) => [name, now[name] - before[name]])) as Record<(typeof classes)[number], number>;
}

/** What is known of a session from the lines before. */
interface Session {
  readonly counts?: Counts;
  readonly model?: string;
  readonly provider?: string;
}

function start(saved?: unknown): RowReader {
  let session = (saved ?? {}) as Session;
  return {
    state: () => session,
    read(row) {
      const type = text(row, "type");
      if (type === "turn_context" || type === "session_meta") {
        session = { ...session, ...stated({ model: text(row, "payload.model"), provider: text(row, "payload.model_provider") }) };
        return skipped("no call: the state of the session");
      }
      if (type !== "event_msg" || text(row, "payload.type") !== "token_count") return skipped("no call: an event without counts");
      if (!isRow(at(row, total))) return skipped("no call: an event before the first counts");
      const counts = countsOf(row, total);
      const fresh = since(counts, session.counts);
      const isRepeated = session.counts !== undefined && classes.every((name) => fresh[name] === 0);
      session = { ...session, counts };
      if (isRepeated) return { kind: "duplicate" };
      const { tokens, notes } = tokenClasses(
        {
          input: fresh.input_tokens,
          cacheRead: fresh.cached_input_tokens,
          cacheWrite: fresh.cache_write_input_tokens,
          output: fresh.output_tokens,
          reasoning: fresh.reasoning_output_tokens,
        },
        "inside",
      );
      const timestamp = time(row, "timestamp");
      return call(
        {
          provider: session.provider ?? "openai",
          ...stated({
            model: session.model,
            timestamp,
            // Sessions that go on from another one begin with a copy of its lines.
            id: timestamp === undefined ? undefined : `${timestamp} ${classes.map((name) => counts[name]).join(" ")}`,
          }),
          ...tokens,
        },
        notes,
      );
    },
  };
}

/** Sessions of Codex: counts are sums over the session, so that a call is the difference of two of them. */
export const codex: LogFormat = {
  name: "codex",
  description:
    "sessions of Codex (~/.codex/sessions/**/rollout-*.jsonl); its counts are sums over the session, and a call is what came since the one before",
  columns: ["type", "timestamp", "payload.type", "payload.model", "payload.model_provider", ...classes.map((name) => `${total}.${name}`)],
  keys: [],
  recognise: (row) => isRow(row["payload"]) && ["session_meta", "turn_context", "event_msg", "response_item"].includes(String(row["type"])),
  start,
};
