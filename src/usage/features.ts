/** Tokens of calls, in the classes in which their cost is linear. */
export interface CallTokens {
  /** Prompt tokens that are computed, those that a cache takes with them (tokens). */
  readonly inputTokens: number;
  /** Prompt tokens that a cache held (tokens). */
  readonly cacheReadTokens: number;
  /** Generated tokens, shown or not (tokens). */
  readonly outputTokens: number;
  /** Calls that these are the sum of, each as long as their mean; 1 where left out. */
  readonly requests?: number;
}

/** Features of a call in which its cost is linear, in the order of their coefficients. */
export const features = ["newToken", "attendedPair", "cachedToken", "generatedToken", "contextPair"] as const;
/** What one of each feature costs. */
export type Coefficients = readonly [number, number, number, number, number];

/** How much of each feature calls have. */
export const featuresOf = ({ inputTokens, cacheReadTokens, outputTokens, requests = 1 }: CallTokens): Coefficients => [
  inputTokens,
  (inputTokens * (cacheReadTokens + inputTokens / 2)) / requests,
  cacheReadTokens,
  outputTokens,
  (outputTokens * (inputTokens + cacheReadTokens + outputTokens / 2)) / requests,
];

/** What calls cost: `callEnergy` and `callEmbodied`, over features that are found once for all six costs of a call (`test/unit/usage.test.ts`). */
export const linearCost = (c: Coefficients, x: Coefficients): number => c[0] * x[0] + c[1] * x[1] + c[2] * x[2] + c[3] * x[3] + c[4] * x[4];
