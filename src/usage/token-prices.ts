import { pricesFor } from "../catalog/call-price.js";
import type { ApiPriceRecord } from "../catalog/records.js";
import { callPrice } from "../serving/price.js";

/** Prices of a model with a provider. */
export interface TokenPricesOfCall {
  readonly record: ApiPriceRecord;
}

const nameOf = ({ name, at }: ApiPriceRecord): string => (at.length < name.length ? at : name).toLowerCase();

/** The prices that a name asks for: of the provider that was called, the release that is written, else that with the shortest name. */
export function tokenPrices(records: readonly ApiPriceRecord[], text: string, provider: string): TokenPricesOfCall | undefined {
  const own = records.filter((record) => record.provider === provider.toLowerCase());
  const among = own.length > 0 ? own : new Set(records.map((record) => record.provider)).size === 1 ? records : [];
  const written = text.toLowerCase();
  const sorted = [...among].sort((a, b) => nameOf(a).length - nameOf(b).length || (a.name < b.name ? -1 : 1));
  const record = sorted.find((one) => written.endsWith(nameOf(one))) ?? sorted[0];
  return record === undefined ? undefined : { record };
}

/** Price of calls with these tokens (USD), each as long as their mean. */
export function usdOf(
  { record }: TokenPricesOfCall,
  input: number,
  cached: number,
  written: number,
  output: number,
  calls: number,
): number {
  const prices = pricesFor(record, (input + cached + written) / calls);
  const { inputUsdPerMillionTokens, outputUsdPerMillionTokens } = prices;
  const { cacheReadUsdPerMillionTokens = inputUsdPerMillionTokens, cacheWriteUsdPerMillionTokens = inputUsdPerMillionTokens } = prices;
  return callPrice.raw({
    inputTokens: input,
    cacheReadTokens: cached,
    cacheWriteTokens: written,
    outputTokens: output,
    inputUsdPerMillionTokens,
    cacheReadUsdPerMillionTokens,
    cacheWriteUsdPerMillionTokens,
    outputUsdPerMillionTokens,
  });
}
