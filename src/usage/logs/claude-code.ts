import { at, call, count, isRow, type LogFormat, rowByRow, skipped, stated, sumOf, text, time } from "./row.js";
import { tokenClasses } from "./token-classes.js";

const usage = "message.usage";

/** Sessions of Claude Code: one line per block of a message, each with the usage so far. */
export const claudeCode: LogFormat = {
  name: "claude-code",
  description:
    "sessions of Claude Code (~/.claude/projects/**/*.jsonl); several lines of one message and request count once, by the largest",
  columns: [
    "type",
    "timestamp",
    "requestId",
    "sessionId",
    "message.id",
    "message.model",
    `${usage}.input_tokens`,
    `${usage}.cache_read_input_tokens`,
    `${usage}.cache_creation_input_tokens`,
    `${usage}.cache_creation.ephemeral_5m_input_tokens`,
    `${usage}.cache_creation.ephemeral_1h_input_tokens`,
    `${usage}.output_tokens`,
    `${usage}.output_tokens_details.thinking_tokens`,
    `${usage}.service_tier`,
  ],
  keys: ["sessionId"],
  recognise: (row) => "sessionId" in row && "type" in row && ("uuid" in row || "message" in row),
  isOfStates: true,
  start: rowByRow((row) => {
    if (row["type"] !== "assistant") return skipped("no call: a line of the user or of the program");
    if (text(row, "message.model") === "<synthetic>") return skipped("no call: a message of the program itself");
    if (!isRow(at(row, usage))) return skipped("no call: a message without usage");
    const ids = [text(row, "message.id"), text(row, "requestId")].filter((id) => id !== undefined);
    const { tokens, notes } = tokenClasses(
      {
        input: count(row, `${usage}.input_tokens`),
        cacheRead: count(row, `${usage}.cache_read_input_tokens`),
        cacheWrite:
          count(row, `${usage}.cache_creation_input_tokens`) ??
          sumOf(row, `${usage}.cache_creation.ephemeral_5m_input_tokens`, `${usage}.cache_creation.ephemeral_1h_input_tokens`),
        output: count(row, `${usage}.output_tokens`),
        reasoning: count(row, `${usage}.output_tokens_details.thinking_tokens`),
      },
      "outside",
    );
    return call(
      {
        provider: "anthropic",
        ...stated({
          model: text(row, "message.model"),
          timestamp: time(row, "timestamp"),
          id: ids.length === 0 ? undefined : ids.join(" "),
          serviceTier: text(row, `${usage}.service_tier`),
        }),
        ...tokens,
      },
      notes,
    );
  }),
};
