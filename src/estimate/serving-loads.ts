/** Kinds of load: a large shared service, one that a house runs for itself, a job nobody waits for, one user. */
export const servingLoads = ["interactive-api", "private", "batch-job", "single-user"] as const;

/** What is known of how many requests run at once. */
export type Load = (typeof servingLoads)[number];
