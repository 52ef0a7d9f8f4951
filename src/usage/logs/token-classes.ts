import type { UsageRecord } from "../usage-record.js";

/** Counts as a log states them, whatever holds what. */
export interface StatedCounts {
  readonly input: number | undefined;
  readonly cacheRead?: number | undefined;
  readonly cacheWrite?: number | undefined;
  readonly output: number | undefined;
  readonly reasoning?: number | undefined;
  readonly image?: number | undefined;
  readonly audio?: number | undefined;
  /** All tokens, where the log says so: what they are the sum of tells what holds what. */
  readonly total?: number | undefined;
}

/**
 * Where the cached tokens are: `inside` the input, `outside` of it, reads inside and writes outside (`read-inside`), or `either`, as gateways pass on
 * what they get.
 */
export type Caching = "inside" | "outside" | "read-inside" | "either";

/** Disjoint classes, as a record has them. */
export type TokenClasses = Pick<
  UsageRecord,
  "inputTokens" | "cacheReadTokens" | "cacheWriteTokens" | "outputTokens" | "reasoningTokens" | "imageTokens" | "audioTokens"
>;

/** Whether the stated total is the sum of what it would be the sum of. */
interface Reading {
  readonly isCacheOutside: boolean;
  readonly isReasoningOutside: boolean;
}

/** What holds what, from the total: the first reading that adds up. */
function readingOf({ input, cacheRead = 0, cacheWrite = 0, output, reasoning = 0, total }: StatedCounts): Reading | undefined {
  if (input === undefined || output === undefined || total === undefined) return undefined;
  for (const isReasoningOutside of [false, true]) {
    for (const isCacheOutside of [false, true]) {
      const sum = input + (isCacheOutside ? cacheRead + cacheWrite : 0) + output + (isReasoningOutside ? reasoning : 0);
      if (sum === total) return { isCacheOutside, isReasoningOutside };
    }
  }
  return undefined;
}

/** Notes of what did not add up, each a constant text, so that they can be counted. */
export const tokenNotes = {
  outside: "more cached tokens than prompt tokens: the cache is taken to be beside the prompt",
  clamped: "more cached tokens than prompt tokens in a log whose prompts hold the cache: no fresh tokens are left",
  reasoning: "more reasoning tokens than output tokens: the reasoning is taken to be beside the output",
  total: "the stated total is not the sum of its parts: the parts count",
} as const;

/**
 * Disjoint token classes. A stated total decides what holds what; without one the source does, and where it may be either, more cached tokens than
 * prompt tokens mean that the cache stands beside.
 *
 * @param stated - counts of a row
 * @param caching - what the source is known to do
 */
export function tokenClasses(stated: StatedCounts, caching: Caching): { readonly tokens: TokenClasses; readonly notes: readonly string[] } {
  const { input, cacheRead, cacheWrite, output, reasoning, total } = stated;
  const notes: string[] = [];
  const reading = readingOf(stated);
  if (total !== undefined && input !== undefined && output !== undefined && reading === undefined) notes.push(tokenNotes.total);
  const cached = (cacheRead ?? 0) + (cacheWrite ?? 0);
  const inside = caching === "read-inside" ? (cacheRead ?? 0) : cached;
  let isOutside = caching === "outside" || (caching === "either" && reading?.isCacheOutside === true);
  if (input !== undefined && !isOutside && inside > input) {
    isOutside = caching === "either";
    notes.push(isOutside ? tokenNotes.outside : tokenNotes.clamped);
  }
  const isReasoningOutside = reading?.isReasoningOutside === true || (output !== undefined && (reasoning ?? 0) > output);
  if (isReasoningOutside && reading?.isReasoningOutside !== true) notes.push(tokenNotes.reasoning);
  const tokens: Record<string, number | null> = {
    inputTokens: input === undefined ? null : isOutside ? input : Math.max(0, input - inside),
    outputTokens: output === undefined ? null : output + (isReasoningOutside ? (reasoning ?? 0) : 0),
  };
  if (cacheRead !== undefined) tokens["cacheReadTokens"] = cacheRead;
  if (cacheWrite !== undefined) tokens["cacheWriteTokens"] = cacheWrite;
  if (reasoning !== undefined) tokens["reasoningTokens"] = reasoning;
  if (stated.image !== undefined) tokens["imageTokens"] = stated.image;
  if (stated.audio !== undefined) tokens["audioTokens"] = stated.audio;
  return { tokens, notes };
}
