import type { ServingCase } from "./inference-rows.js";

/** What a published method says of a measured configuration: energy of the accelerators per output token (J/token). */
export interface ComparedEnergy {
  readonly method: string;
  readonly joulesPerToken: number;
}

/** Published methods on a measured configuration. */
export function servingComparators(_one: ServingCase): ComparedEnergy[] {
  return [];
}
