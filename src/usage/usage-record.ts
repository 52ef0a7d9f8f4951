import type { ResolvedModel } from "../catalog/resolver.js";
import type { TrainingShare } from "./training-share.js";

/**
 * What a client, a gateway or a log tells of one call, or of several alike. Its token classes are disjoint, whatever the client counts together.
 */
export interface UsageRecord {
  /** Model that was asked for, as it is written: `azure/gpt-4o-2024-08-06`. */
  readonly model?: string;
  /** Model that answered, where the response says it; it goes before the one that was asked for. */
  readonly responseModel?: string;
  /** Who was called: `openai`, `bedrock`, `openrouter`. */
  readonly provider?: string;
  /** Who ran the model, where a router says it; it goes before the provider. */
  readonly host?: string;
  /** Place of the data centre: `aws:us-east-1`, `deu`. */
  readonly region?: string;
  /** When the call was made, in UTC where no zone is written: `2026-11-30T12:00:00Z`. */
  readonly timestamp?: string;
  /** Time of the whole call (s). */
  readonly durationSeconds?: number;
  /** Time to the first token (s). */
  readonly timeToFirstTokenSeconds?: number;
  /** Name of the call that no other one has; of two with the same name one counts. */
  readonly id?: string;
  /** Prompt tokens that no cache held and none takes (tokens); unknown where left out or null. */
  readonly inputTokens?: number | null;
  /** Prompt tokens that a cache held (tokens); none where left out, with a note. */
  readonly cacheReadTokens?: number | null;
  /** Prompt tokens that were put into a cache (tokens); none where left out, with a note. */
  readonly cacheWriteTokens?: number | null;
  /** All generated tokens, shown or not (tokens); unknown where left out or null. */
  readonly outputTokens?: number | null;
  /** Those of the generated tokens that are not shown (tokens). */
  readonly reasoningTokens?: number | null;
  /** Those of the prompt tokens that stand for images (tokens). */
  readonly imageTokens?: number | null;
  /** Those of the prompt and the generated tokens that stand for sound (tokens). */
  readonly audioTokens?: number | null;
  /** Calls that the tokens are the sum of; 1 where left out, null where nobody tells how many. */
  readonly requests?: number | null;
  /** Class of service that the provider states: `batch`, `flex`, `priority`, `default`. */
  readonly serviceTier?: string;
  /** Energy of the call that the provider measured (kWh); it goes before every estimate. */
  readonly measuredEnergyKwh?: number | null;
}

/** The numbers of a call, or of all calls of a log. */
export interface FootprintTotals {
  /** Energy of the data centre, PUE applied once (kWh). */
  readonly energyKwh: number;
  /** Location-based emissions of the electricity (gCO2e). */
  readonly operationalGramsCo2e: number;
  /** Share of the manufacture of the hardware (gCO2e). */
  readonly embodiedGramsCo2e: number;
  /** Both (gCO2e). */
  readonly totalGramsCo2e: number;
  /** Water that the data centre evaporates (L). */
  readonly waterLitres: number;
}

/** How a name was read; `none` where no number can be told. */
export type UsageMatch = ResolvedModel["match"] | "measured";

/** What one call costs. All numbers are null where `match` is `none`. */
export type UsageFootprint = { readonly [Key in keyof FootprintTotals]: number | null } & {
  /** 5 and 95 % of what is not known; null with the numbers. */
  readonly low: FootprintTotals | null;
  readonly high: FootprintTotals | null;
  /** Price of the call by the list of the provider (USD), where one is known. */
  readonly costUsd?: number | undefined;
  /** A share of the training, beside the totals, where its volume of calls is given. */
  readonly training?: TrainingShare | undefined;
  /** The record that answers (`models/llama-3.3-70b`); null where none does. */
  readonly model: string | null;
  readonly match: UsageMatch;
  /** The preset of the deployment, `openai-2026`. */
  readonly preset?: string | undefined;
  /** What was taken for what is not told. */
  readonly assumed: readonly string[];
  /** Why there is no number. */
  readonly reason?: string | undefined;
  /** Records that the name may mean. */
  readonly candidates?: readonly string[] | undefined;
  readonly dataVersion: string;
};
