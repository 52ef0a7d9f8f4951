import type { Given } from "../core/figure.js";

/**
 * A number that follows from what a page of the guide defines, such as the one of a single device or the zero of a part that is not there: exact, and
 * neither measured nor assumed.
 */
export function definition(value: number, at: string, page: "adaptation" | "inference" | "sizing" = "adaptation"): Given {
  return { value, source: "llm-footprint", at: `docs/guide/${page}.md: ${at}`, basis: "derived" };
}
