import { pricedTokens, type PricedTokens, pricesFor } from "../catalog/call-price.js";
import type { ApiPriceRecord } from "../catalog/records.js";
import { callPrice } from "../serving/price.js";

const nameOf = ({ name, at }: ApiPriceRecord): string => (at.length < name.length ? at : name).toLowerCase();

/** The prices that a name asks for: of the provider that was called, the release that is written, else that with the shortest name. */
export function pricesNamed(records: readonly ApiPriceRecord[], text: string, provider: string): ApiPriceRecord | undefined {
  const own = records.filter((record) => record.provider === provider.toLowerCase());
  const among = own.length > 0 ? own : new Set(records.map((record) => record.provider)).size === 1 ? records : [];
  const written = text.toLowerCase();
  const sorted = [...among].sort((a, b) => nameOf(a).length - nameOf(b).length || (a.name < b.name ? -1 : 1));
  return sorted.find((one) => written.endsWith(nameOf(one))) ?? sorted[0];
}

/** Price of calls with these tokens (USD), each as long as their mean. */
export function usdOf(record: ApiPriceRecord, tokens: PricedTokens, calls: number): number {
  const { inputTokens, cacheReadTokens, cacheWriteTokens } = tokens;
  return callPrice.raw(pricedTokens(pricesFor(record, (inputTokens + cacheReadTokens + cacheWriteTokens) / calls), tokens));
}
