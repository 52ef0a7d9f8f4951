import { pageRows } from "./pages.js";
import { call, count, type LogFormat, type Row, rowByRow, stated, sumOf, text, time } from "./row.js";
import { tokenClasses } from "./token-classes.js";

const isResult = (row: Row): boolean => "uncached_input_tokens" in row;

/** Pages of Anthropic's usage report, or their results one by one. */
export const anthropicUsage: LogFormat = {
  name: "anthropic-usage",
  description:
    "Anthropic's usage report (/v1/organizations/usage_report/messages): pages, buckets or results; the number of calls is not in it",
  columns: [
    "starting_at",
    "ending_at",
    "model",
    "uncached_input_tokens",
    "cache_read_input_tokens",
    "cache_creation.ephemeral_5m_input_tokens",
    "cache_creation.ephemeral_1h_input_tokens",
    "output_tokens",
    "service_tier",
    "inference_geo",
  ],
  keys: ["api_key_id", "workspace_id"],
  recognise: (row) => [...pageRows(row)].some(isResult) || ("starting_at" in row && "ending_at" in row && Array.isArray(row["results"])),
  rowsIn: pageRows,
  start: rowByRow((row) => {
    const { tokens, notes } = tokenClasses(
      {
        input: count(row, "uncached_input_tokens"),
        cacheRead: count(row, "cache_read_input_tokens"),
        cacheWrite: sumOf(row, "cache_creation.ephemeral_5m_input_tokens", "cache_creation.ephemeral_1h_input_tokens"),
        output: count(row, "output_tokens"),
      },
      "outside",
    );
    return call(
      {
        provider: "anthropic",
        // A row is the sum of calls whose number nobody tells.
        requests: null,
        ...stated({
          model: text(row, "model"),
          timestamp: time(row, "starting_at"),
          // Where calls ran is only told where it was bound to one country.
          region: text(row, "inference_geo") === "us" ? "usa" : undefined,
          serviceTier: text(row, "service_tier"),
        }),
        ...tokens,
      },
      notes,
    );
  }),
};
