import { readDay } from "../core/dates.js";
import { invalid } from "../core/errors.js";
import { checkArgument, formatValue, isInDomain, nonNegative, outOfDomain } from "../core/formula.js";
import type { Line, LineInput } from "../core/line.js";
import { oneOf, unknownKey } from "../core/near-matches.js";
import { unitOf } from "../core/units.js";
import { callPrice } from "../serving/price.js";
import type { ApiPriceRecord, PricedService, PriceList, TokenPrices } from "./records.js";

/** Tokens of a call, in the classes of `usageKernel`; a class that is left out has none. */
export interface CallTokens {
  /** Prompt tokens that no cache holds (tokens). */
  readonly inputTokens: number;
  /** Prompt tokens that a cache holds (tokens). */
  readonly cacheReadTokens?: number;
  /** Prompt tokens that are put into a cache, beside `inputTokens` (tokens). */
  readonly cacheWriteTokens?: number;
  /** Generated tokens that are shown, or all of them where `reasoningTokens` is left out (tokens). */
  readonly outputTokens: number;
  /** Generated tokens that are not shown, beside `outputTokens` (tokens). */
  readonly reasoningTokens?: number;
  /** Service other than the usual one. */
  readonly service?: PricedService;
}

/** What a call costs by the list of a day. */
export interface CallPrice {
  /** Price of the call (USD). */
  readonly usd: number;
  /** Day of the list (`2026-07-24`). */
  readonly asOf: string;
  /** Length of the prompt above which the prices hold that were taken (tokens); 0 where those of any prompt were. */
  readonly aboveTokens: number;
  /** The equation with its prices. */
  readonly lines: readonly Line[];
  /** Prices that are not known, and what was taken for them; that the provider withdraws the model; that the prompt is longer than its context. */
  readonly notes: readonly string[];
}

const classes = ["inputTokens", "cacheReadTokens", "cacheWriteTokens", "outputTokens", "reasoningTokens"] as const;
const servicesKnown = ["batch", "flex", "priority"] as const satisfies readonly PricedService[];

/**
 * The price of a call by the list of a provider, which holds for the day that it says. Where the prompt is longer than a limit of the list, all of the call has the
 * prices beyond it. Taxes, discounts, searches, pictures and sound are not in it.
 *
 * @param record - a record such as `apiPrices["anthropic:claude-sonnet-4-5"]`, or one of your own
 * @param tokens - tokens of the call, and the service
 * @returns the price (USD) with its day
 * @throws `FootprintError` `out-of-domain` for tokens or prices that are none, `invalid-input` for an unknown key and for a service without prices
 *
 * @example
 * ```ts
 * import { apiPrices, priceOfCall } from "llm-footprint/catalog/api-prices";
 *
 * const { usd, asOf } = priceOfCall(apiPrices["anthropic:claude-sonnet-4-5"], { inputTokens: 2000, cacheReadTokens: 10000, outputTokens: 500 });
 * console.log(usd, asOf); // 0.0165 2026-07-24
 * ```
 */
export function priceOfCall(record: ApiPriceRecord, tokens: CallTokens): CallPrice {
  checkArgument("price", "the record", record, "an object");
  checkArgument("price", "the tokens", tokens, "an object");
  readDay("price", "asOf", record.asOf);
  for (const key of Object.keys(tokens)) {
    if (key !== "service" && !(classes as readonly string[]).includes(key)) throw unknownKey("price", key, key, [...classes, "service"]);
  }
  const { inputTokens, cacheReadTokens = 0, cacheWriteTokens = 0, outputTokens, reasoningTokens = 0, service } = tokens;
  for (const [field, value] of Object.entries({ inputTokens, cacheReadTokens, cacheWriteTokens, outputTokens, reasoningTokens })) {
    if (!isInDomain(value, nonNegative)) throw outOfDomain("price", field, value, nonNegative);
  }
  const promptTokens = inputTokens + cacheReadTokens + cacheWriteTokens;
  const prices = pricesFor(listOf(record, service), promptTokens);
  const { aboveTokens = 0 } = prices;
  const inputs = pricedTokens(prices, { inputTokens, cacheReadTokens, cacheWriteTokens, outputTokens: outputTokens + reasoningTokens });
  const usd = callPrice(inputs);
  const { id, equation, unit, source } = callPrice.card;
  const at = `${record.at}, ${record.asOf}`;
  const lineInputs = Object.entries(inputs).map(([name, value]): LineInput => ({
    name,
    value,
    unit: unitOf(name),
    origin: name.endsWith("UsdPerMillionTokens") ? { kind: "source", source: record.source, at } : { kind: "given" },
  }));
  return {
    usd,
    asOf: record.asOf,
    aboveTokens,
    lines: [{ key: "callUsd", value: usd, unit, formula: id, equation, source, inputs: lineInputs }],
    notes: notesOf(record, prices, { cacheReadTokens, cacheWriteTokens, promptTokens }),
  };
}

/** The prices of a service. */
function listOf(record: ApiPriceRecord, service: PricedService | undefined): PriceList {
  if (service === undefined) return record;
  if (!(servicesKnown as readonly unknown[]).includes(service)) {
    const { expected, nearest } = oneOf(service, servicesKnown);
    throw invalid("service", `price: service = ${formatValue(service)} is not ${expected}`, { value: service, nearest });
  }
  const list = record.services?.[service];
  if (list !== undefined) return list;
  const known = Object.keys(record.services ?? {});
  throw invalid(
    "service",
    `price: ${record.name} has no price for ${service}${known.length === 0 ? "" : `; it has one for ${known.join(", ")}`}; leave service out for the usual one`,
    { value: service, nearest: known },
  );
}

/** Tokens above which Google and Anthropic have asked more for the whole call: a fact of the lists that carry such prices. */
const LONG_PROMPT = 200_000;

/** Tokens that are priced each as what they are. */
export type PricedTokens = Readonly<Record<"inputTokens" | "cacheReadTokens" | "cacheWriteTokens" | "outputTokens", number>>;

/** What the price of a call is found from: its tokens, and their prices; cached ones whose price is not known cost as uncached ones do. */
export function pricedTokens(prices: TokenPrices, tokens: PricedTokens) {
  const { inputUsdPerMillionTokens, outputUsdPerMillionTokens } = prices;
  const { cacheReadUsdPerMillionTokens = inputUsdPerMillionTokens, cacheWriteUsdPerMillionTokens = inputUsdPerMillionTokens } = prices;
  const { inputTokens, cacheReadTokens, cacheWriteTokens, outputTokens } = tokens;
  return {
    inputTokens,
    cacheReadTokens,
    cacheWriteTokens,
    outputTokens,
    inputUsdPerMillionTokens,
    cacheReadUsdPerMillionTokens,
    cacheWriteUsdPerMillionTokens,
    outputUsdPerMillionTokens,
  };
}

/** The prices of a prompt so long. */
export function pricesFor(list: PriceList, promptTokens: number): TokenPrices & { readonly aboveTokens?: number } {
  return list.longPrompts?.filter(({ aboveTokens }) => promptTokens > aboveTokens).at(-1) ?? list;
}

function notesOf(
  { name, deprecationDate, contextTokens, note }: ApiPriceRecord,
  prices: ReturnType<typeof pricesFor>,
  used: { readonly cacheReadTokens: number; readonly cacheWriteTokens: number; readonly promptTokens: number },
): string[] {
  const { cacheReadUsdPerMillionTokens: read, cacheWriteUsdPerMillionTokens: write } = prices;
  return [
    ...(used.cacheReadTokens > 0 && read === undefined
      ? [`${name}: no price of cached tokens is known; they count as uncached ones.`]
      : []),
    ...(used.cacheWriteTokens > 0 && write === undefined
      ? [`${name}: no price of tokens that are put into a cache is known; they count as uncached ones.`]
      : []),
    ...(used.promptTokens > LONG_PROMPT && prices.aboveTokens === undefined
      ? [`${name}: no price of long prompts is known; several providers ask more above ${LONG_PROMPT} tokens.`]
      : []),
    ...(contextTokens !== undefined && used.promptTokens > contextTokens
      ? [`${name}: the prompt has ${used.promptTokens} tokens, and the model takes ${contextTokens}.`]
      : []),
    ...(deprecationDate === undefined ? [] : [`${name}: the provider no longer serves it from ${deprecationDate}.`]),
    ...(note === undefined ? [] : [`${name}: ${note}`]),
  ];
}
