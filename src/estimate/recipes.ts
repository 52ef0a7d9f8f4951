/** How well the software of a fine-tuning is tuned to its devices. */
export const recipes = ["tuned", "usual"] as const;
/** One of them. */
export type Recipe = (typeof recipes)[number];
