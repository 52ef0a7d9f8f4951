import type { Answer } from "./answer.js";
import { type CallTokens, featuresOf, linearCost } from "./features.js";
import { typicalCall } from "./typical-call.js";
import type { UsageRecord } from "./usage-record.js";

/** Whether the tokens are told that a model's cost depends on. */
export const isCounted = ({ inputTokens, outputTokens }: UsageRecord, { isEmbedding, model }: Answer): boolean =>
  model !== null && typeof inputTokens === "number" && (isEmbedding || typeof outputTokens === "number");

/**
 * The tokens that the cost of a record is found for: its own; or where its energy alone is measured, those of as many usual calls as take it, which
 * the manufacture is in proportion to.
 */
export function callTokens(record: UsageRecord, answer: Answer, requests: number): CallTokens {
  const { inputTokens, cacheReadTokens, cacheWriteTokens, outputTokens, measuredEnergyKwh } = record;
  if (isCounted(record, answer)) {
    return {
      inputTokens: (inputTokens ?? 0) + (cacheWriteTokens ?? 0),
      cacheReadTokens: cacheReadTokens ?? 0,
      outputTokens: answer.isEmbedding ? 0 : (outputTokens ?? 0),
      requests: Math.max(1, requests),
    };
  }
  const { compiled } = answer;
  const usual = { ...typicalCall, cacheReadTokens: 0 };
  const calls = compiled === undefined ? 0 : (measuredEnergyKwh ?? 0) / linearCost(compiled.central.energyKwh, featuresOf(usual));
  return {
    inputTokens: usual.inputTokens * calls,
    cacheReadTokens: 0,
    outputTokens: usual.outputTokens * calls,
    // Of no energy there are no calls, and nothing to share.
    requests: calls > 0 ? calls : 1,
  };
}
