/** The call around which costs per feature are found: a short question (assumption). */
export const typicalCall = { inputTokens: 1000, outputTokens: 300 } as const;
