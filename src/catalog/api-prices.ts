/**
 * Prices of models by provider, each with its day, and the price of a call. In no search of the catalogue: its ids look like those of models.
 *
 * @module
 */
import table from "../../data/api-prices.json" with { type: "json" };
import type { ApiPriceId } from "./ids.js";
import { readTable } from "./read-table.js";
import type { ApiPriceRecord } from "./records.js";

export { type CallPrice, type CallTokens, priceOfCall } from "./call-price.js";
export type { ApiPriceRecord, PricedService, PriceList, TokenPrices } from "./records.js";

/**
 * What providers ask for their models, as of the day that each record says: prices age within weeks.
 *
 * @example
 * ```ts
 * import { apiPrices } from "llm-footprint/catalog/api-prices";
 *
 * const { outputUsdPerMillionTokens, asOf } = apiPrices["anthropic:claude-sonnet-4-5"];
 * console.log(outputUsdPerMillionTokens, asOf); // 15 2026-07-24
 * ```
 */
export const apiPrices = /* @__PURE__ */ readTable<Readonly<Record<ApiPriceId, ApiPriceRecord>>>(table);
