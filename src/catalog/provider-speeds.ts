/**
 * Speeds of models that users of providers have seen, each with its day and who measured it. In no search of the catalogue: its ids look like those
 * of models.
 *
 * @module
 */
import table from "../../data/provider-speeds.json" with { type: "json" };
import type { ProviderSpeedId } from "./ids.js";
import { readTable } from "./read-table.js";
import type { ProviderSpeedRecord } from "./records.js";

export type { ProviderSpeedRecord } from "./records.js";

/**
 * Single figures that public pages quote; they age within weeks, and drafts of speculative decoding are in them.
 *
 * @example
 * ```ts
 * import { providerSpeeds } from "llm-footprint/catalog/provider-speeds";
 *
 * const { tokensPerSecond, measuredBy } = providerSpeeds["anthropic:claude-opus-4-7:2026-05"];
 * console.log(tokensPerSecond.value, measuredBy); // 51 Artificial Analysis
 * ```
 */
export const providerSpeeds = /* @__PURE__ */ readTable<Readonly<Record<ProviderSpeedId, ProviderSpeedRecord>>>(table);
