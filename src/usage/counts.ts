import { FootprintError } from "../core/errors.js";
import { formatValue } from "../core/formula.js";
import { typicalCall } from "./typical-call.js";
import type { UsageRecord } from "./usage-record.js";

const WHERE = "usage";
/** More tokens than any model takes or makes in one call: a sum over many calls, or a slip. */
const MOST_TOKENS = 1e9;
/** More calls than one row of a log holds. */
const MOST_REQUESTS = 1e12;

/** Counts of tokens that a record holds. */
export const tokenFields = [
  "inputTokens",
  "cacheReadTokens",
  "cacheWriteTokens",
  "outputTokens",
  "reasoningTokens",
  "imageTokens",
  "audioTokens",
] as const satisfies readonly (keyof UsageRecord)[];

const isCount = (value: number, most: number): boolean => Number.isInteger(value) && value >= 0 && value <= most;

function noCount(field: string, value: unknown, most: number): FootprintError {
  const bound = `[0, ${most}]`;
  return new FootprintError("out-of-domain", `${WHERE}: ${field} = ${formatValue(value)} is no whole number in ${bound}`, {
    field,
    value,
    bound,
  });
}

/** Tokens of a call, where only sums over an unknown number of calls are told (assumption). */
export const usualTokens = typicalCall.inputTokens + typicalCall.outputTokens;

/** The calls that a record stands for: one where nothing is said; of sums over a number that nobody tells (`null`), as many as are usual for them. */
export function requestsOf(record: UsageRecord): number {
  const { requests } = record;
  if (requests === undefined) return 1;
  if (requests === null) {
    const { inputTokens, cacheReadTokens, cacheWriteTokens, outputTokens } = record;
    return Math.max(1, ((inputTokens ?? 0) + (cacheReadTokens ?? 0) + (cacheWriteTokens ?? 0) + (outputTokens ?? 0)) / usualTokens);
  }
  if (!isCount(requests, MOST_REQUESTS)) throw noCount("requests", requests, MOST_REQUESTS);
  return requests;
}

/** Whether a count is left out, or small enough that it is one for sure: nearly all are, and this is asked for each. */
const isPlain = (value: unknown): boolean => value === undefined || value === null || (value as number) >>> 0 === value;

/**
 * Refuses counts that are none.
 *
 * @throws `FootprintError` `out-of-domain` naming the field, the value and the bound
 */
export function checkCounts(record: UsageRecord, requests: number): void {
  const { inputTokens, cacheReadTokens, cacheWriteTokens, outputTokens, reasoningTokens, imageTokens, audioTokens } = record;
  if (
    !isPlain(inputTokens) ||
    !isPlain(cacheReadTokens) ||
    !isPlain(cacheWriteTokens) ||
    !isPlain(outputTokens) ||
    !isPlain(reasoningTokens) ||
    !isPlain(imageTokens) ||
    !isPlain(audioTokens) ||
    (inputTokens ?? 0) > MOST_TOKENS ||
    (cacheReadTokens ?? 0) > MOST_TOKENS ||
    (cacheWriteTokens ?? 0) > MOST_TOKENS ||
    (outputTokens ?? 0) > MOST_TOKENS
  )
    checkEach(record, requests);
  if (typeof outputTokens === "number" && typeof reasoningTokens === "number" && reasoningTokens > outputTokens) {
    throw new FootprintError(
      "conflicting-input",
      `${WHERE}: reasoningTokens = ${reasoningTokens} are more than the outputTokens = ${outputTokens} that hold them; give all generated tokens as outputTokens`,
      { field: "reasoningTokens", value: reasoningTokens, bound: `[0, ${outputTokens}]` },
    );
  }
}

function checkEach(record: UsageRecord, requests: number): void {
  const most = MOST_TOKENS * Math.max(1, requests);
  for (const field of tokenFields) {
    const value = record[field];
    if (value !== undefined && value !== null && !isCount(value, most)) throw noCount(field, value, most);
  }
}
