import type { InferenceInput } from "./inference-input.js";

/** A rate without a batch is what is asked of an instance; beside a batch it is measured. */
export function demandOf(input: InferenceInput): InferenceInput {
  const { systemTokensPerSecond, ...rest } = input;
  return input.batch !== undefined || systemTokensPerSecond === undefined
    ? { ...input }
    : ({ ...rest, demandedTokensPerSecond: systemTokensPerSecond } as InferenceInput);
}
