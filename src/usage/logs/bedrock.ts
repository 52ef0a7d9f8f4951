import { call, count, isRow, type LogFormat, rowByRow, skipped, stated, text, time } from "./row.js";
import { tokenClasses } from "./token-classes.js";

/** Logs of model invocations of Amazon Bedrock. */
export const bedrock: LogFormat = {
  name: "bedrock",
  description:
    "invocation logs of Amazon Bedrock (schemaType ModelInvocationLog); inferenceRegion, where a call was sent on, goes before region",
  columns: [
    "schemaType",
    "timestamp",
    "requestId",
    "modelId",
    "region",
    "inferenceRegion",
    "errorCode",
    "input.inputTokenCount",
    "input.cacheReadInputTokenCount",
    "input.cacheWriteInputTokenCount",
    "output.outputTokenCount",
  ],
  keys: ["identity.arn", "accountId"],
  recognise: (row) => row["schemaType"] === "ModelInvocationLog" || ("modelId" in row && "requestId" in row && isRow(row["input"])),
  start: rowByRow((row) => {
    const stateds = {
      input: count(row, "input.inputTokenCount"),
      cacheRead: count(row, "input.cacheReadInputTokenCount"),
      cacheWrite: count(row, "input.cacheWriteInputTokenCount"),
      output: count(row, "output.outputTokenCount"),
    };
    if (text(row, "errorCode") !== undefined && (stateds.input ?? 0) + (stateds.output ?? 0) === 0)
      return skipped("a call that failed, without tokens");
    const { tokens, notes } = tokenClasses(stateds, "outside");
    const region = text(row, "inferenceRegion", "region");
    return call(
      {
        provider: "bedrock",
        ...stated({
          // arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-…
          model: text(row, "modelId")?.replace(/^arn:.*\//u, ""),
          region: region === undefined ? undefined : `aws:${region}`,
          timestamp: time(row, "timestamp"),
          id: text(row, "requestId"),
        }),
        ...tokens,
      },
      notes,
    );
  }),
};
