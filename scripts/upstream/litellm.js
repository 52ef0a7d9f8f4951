/*
 * The file is `model_prices_and_context_window.json` of BerriAI/litellm, MIT, and copies of it such as RoCry/llm-api-price:
 *
 *   { "claude-sonnet-4-5": { "litellm_provider": "anthropic", "mode": "chat", "max_input_tokens": 200000, "input_cost_per_token": 3e-06,
 *       "output_cost_per_token": 1.5e-05, "cache_read_input_token_cost": 3e-07, "cache_creation_input_token_cost": 3.75e-06,
 *       "input_cost_per_token_above_200k_tokens": 6e-06, … "input_cost_per_token_batches": …, "input_cost_per_token_priority": …,
 *       "deprecation_date": "2027-01-01" }, … }
 *
 * Prices are in USD per token. The end of a field says for what: a longer prompt (`_above_200k_tokens`), another service (`_batches`, `_flex`,
 * `_priority`), or both. A copy may have `last_updated`; else the day stands in the name of the file.
 */
import { dayOf, present, price, priceId, refuseTruncated, withoutFreeWrites } from "../lib/api-prices.js";

/** Providers that serve under one name; clouds that resell (Bedrock, Azure, Vertex AI) price by region and are left out. */
const providers = {
  amazon_nova: "amazon",
  anthropic: "anthropic",
  cerebras: "cerebras",
  cohere: "cohere",
  cohere_chat: "cohere",
  deepinfra: "deepinfra",
  deepseek: "deepseek",
  fireworks_ai: "fireworks",
  gemini: "google",
  groq: "groq",
  minimax: "minimax",
  mistral: "mistral",
  moonshot: "moonshotai",
  openai: "openai",
  together_ai: "together",
  xai: "xai",
  zai: "z.ai",
};
const modes = new Set(["chat", "responses"]);
/** Models of pictures, which stand there as chat and are charged by the picture. */
const pictures = /\/flux-/u;
/** Rows that another list contradicts by a power of ten, and that are left out: models.dev has 0.6 USD per million of its output, not 6. */
const contradicted = new Set(["together_ai/Qwen/Qwen3-235B-A22B-Instruct-2507-tput"]);

const quantities = {
  input_cost_per_token: "inputUsdPerMillionTokens",
  cache_read_input_token_cost: "cacheReadUsdPerMillionTokens",
  cache_creation_input_token_cost: "cacheWriteUsdPerMillionTokens",
  output_cost_per_token: "outputUsdPerMillionTokens",
};
const services = { batches: "batch", flex: "flex", priority: "priority" };
const priceField = new RegExp(
  `^(${Object.keys(quantities).join("|")})(?:_above_(\\d+)k_tokens)?(?:_(${Object.keys(services).join("|")}))?$`,
  "u",
);

/** Prices of what our table does not hold: caches of an hour, sounds, pictures, searches, and tokens that are charged as others are. */
const leftOut =
  /_above_1hr|_(?:audio|image|video|character|query|second|session|request|pixel|page|gb)(?:_|s?$)|^(?:input_cost_per_token_cache_hit|output_cost_per_reasoning_token)/u;

/** Prices by service and length of the prompt, in the order of our fields. */
function listsOf(entry, key) {
  const lists = {};
  for (const [field, value] of Object.entries(entry)) {
    if (!/cost|pricing/u.test(field) || value === null) continue;
    const [, quantity, thousands = "0", service = ""] = priceField.exec(field) ?? [];
    if (quantity !== undefined) ((lists[service] ??= {})[thousands] ??= {})[quantity] = price(value, 1e6, `${key}.${field}`);
    else if (!leftOut.test(field)) throw new Error(`${key}.${field} is not known: has the format changed?`);
  }
  return lists;
}

/** A list of prices; nothing where one of its two ends is missing. */
function tokenPrices(prices = {}) {
  if (prices.input_cost_per_token === undefined || prices.output_cost_per_token === undefined) return undefined;
  return withoutFreeWrites(present(Object.fromEntries(Object.entries(quantities).map(([from, to]) => [to, prices[from]]))));
}

function priceList(byLength = {}) {
  const { 0: usual, ...longer } = byLength;
  const base = tokenPrices(usual);
  if (base === undefined) return undefined;
  const tiers = Object.entries(longer).flatMap(([thousands, prices]) => {
    const found = tokenPrices(prices);
    return found === undefined ? [] : [{ aboveTokens: Number(thousands) * 1000, ...found }];
  });
  return { ...base, ...(tiers.length === 0 ? {} : { longPrompts: tiers }) };
}

function recordOf(key, entry, provider, asOf) {
  const { "": usual, ...others } = listsOf(entry, key);
  const list = priceList(usual);
  // Free models are trials, and of models without a price there is nothing to say.
  if (list === undefined || list.inputUsdPerMillionTokens === 0 || list.outputUsdPerMillionTokens === 0) return undefined;
  const other = present(Object.fromEntries(Object.entries(others).map(([service, byLength]) => [services[service], priceList(byLength)])));
  const { max_input_tokens: context, deprecation_date: deprecated } = entry;
  if (deprecated !== undefined && !/^20\d\d-[01]\d-[0-3]\d$/u.test(deprecated))
    throw new Error(`${key}.deprecation_date = ${JSON.stringify(deprecated)} is not a day`);
  return {
    name: key,
    aliases: [],
    provider,
    source: "litellm-prices",
    at: key,
    basis: "secondary",
    asOf,
    ...list,
    ...present({ contextTokens: Number.isInteger(context) && context > 0 ? context : undefined, deprecationDate: deprecated }),
    ...(Object.keys(other).length === 0 ? {} : { services: other }),
  };
}

/** One record of a model that stands there under two keys; what they say differently is left out, and a note says so. */
function joined(first, second) {
  const both = { ...second, ...first, aliases: [...first.aliases, second.name] };
  const isTwice = (field) => first[field] !== undefined && second[field] !== undefined && first[field] !== second[field];
  for (const field of ["inputUsdPerMillionTokens", "outputUsdPerMillionTokens"]) {
    if (isTwice(field)) throw new Error(`${first.name} and ${second.name} are one model and have two prices: ${field}`);
  }
  const differing = ["cacheReadUsdPerMillionTokens", "cacheWriteUsdPerMillionTokens"].filter(isTwice);
  if (differing.length === 0) return both;
  const told = differing.map((field) => `${field} ${first[field]} and ${second[field]}`).join(", ");
  const left = Object.fromEntries(Object.entries(both).filter(([field]) => !differing.includes(field)));
  return { ...left, note: `Left out, because the source states two values: ${told}.` };
}

/** Whether what stands before the first slash of a key is the provider, and not a part of the model's name. */
const isPrefix = (prefix, { litellm_provider: provider }) => prefix.replace("/", "").replaceAll("-", "_") === provider;
const fireworksPath = "accounts/fireworks/models/";

export default {
  table: "data/api-prices.json",
  describes: "prices of models by provider (LiteLLM)",
  url: "https://raw.githubusercontent.com/BerriAI/litellm/main/model_prices_and_context_window.json",
  /** The day of each record moves with every file: that alone is no difference. */
  unprinted: ["asOf"],
  read(text, current, file) {
    const { sample_spec: _, last_updated: updated, ...entries } = JSON.parse(text);
    const asOf = dayOf(updated, file);
    const records = {};
    for (const [key, entry] of Object.entries(entries)) {
      const provider = providers[entry?.litellm_provider];
      if (provider === undefined || !modes.has(entry.mode) || pictures.test(key) || contradicted.has(key)) continue;
      const record = recordOf(key, entry, provider, asOf);
      if (record === undefined) continue;
      const model = key.replace(/^[\w-]+\/(?=.)/u, (prefix) => (isPrefix(prefix, entry) ? "" : prefix)).replace(fireworksPath, "");
      const id = priceId(provider, model);
      records[id] = records[id] === undefined ? record : joined(records[id], record);
    }
    refuseTruncated(records, current);
    return records;
  },
};
