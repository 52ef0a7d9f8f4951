import * as exported from "llm-footprint/formulas";
import type { Formula } from "llm-footprint/formulas";

/** Every formula that the package exports. */
export const formulas = Object.values(exported) as unknown as Formula<Record<string, number>>[];
