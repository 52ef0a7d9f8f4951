/*
 * The file is `api.json` of models.dev (anomalyco/models.dev, MIT), made of the TOML files of that repository:
 *
 *   { "anthropic": { "id": "anthropic", "models": { "claude-sonnet-4-5": { "id": "claude-sonnet-4-5", "release_date": "2025-09-29",
 *       "cost": { "input": 3, "output": 15, "cache_read": 0.3, "cache_write": 3.75,
 *                 "tiers": [{ "tier": { "size": 200000 }, "input": 6, "output": 22.5 }] },
 *       "limit": { "context": 200000, "output": 64000 } } } } }
 *
 * Prices are in USD per million tokens. The file has no day.
 */
import { present, price, priceId, refuseTruncated, withoutFreeWrites } from "../lib/api-prices.js";

/** Providers of our table by their ids there. */
const providers = {
  anthropic: "anthropic",
  cerebras: "cerebras",
  cohere: "cohere",
  deepinfra: "deepinfra",
  deepseek: "deepseek",
  "fireworks-ai": "fireworks",
  google: "google",
  groq: "groq",
  minimax: "minimax",
  mistral: "mistral",
  moonshotai: "moonshotai",
  nova: "amazon",
  openai: "openai",
  togetherai: "together",
  xai: "xai",
  zai: "z.ai",
};

const quantities = {
  input: "inputUsdPerMillionTokens",
  cache_read: "cacheReadUsdPerMillionTokens",
  cache_write: "cacheWriteUsdPerMillionTokens",
  output: "outputUsdPerMillionTokens",
};
/** Sounds and pictures; reasoning, which is charged as other output; names of caches that are misspelt there; the older form of `tiers`. */
const leftOut = new Set([
  ...["input_audio", "output_audio", "image", "reasoning"],
  ...["cached_input", "cache_input", "cached_write"],
  ...["context_over_200k", "tiers"],
]);

/** Prices of a list, in our order. */
function tokenPrices(cost, place) {
  for (const key of Object.keys(cost)) {
    if (!(key in quantities) && !leftOut.has(key)) throw new Error(`${place}.${key} is not known: has the format changed?`);
  }
  return withoutFreeWrites(
    present(
      Object.fromEntries(
        Object.entries(quantities).map(([from, to]) => [
          to,
          cost[from] === undefined ? undefined : price(cost[from], 1, `${place}.${from}`),
        ]),
      ),
    ),
  );
}

function longPromptsOf({ tiers = [] }, place) {
  const found = tiers.map(({ tier, ...prices }) => {
    if (!Number.isInteger(tier?.size)) throw new Error(`${place}.tiers has a tier without a size: has the format changed?`);
    return { aboveTokens: tier.size, ...tokenPrices(prices, `${place}.tiers`) };
  });
  return found.length === 0 ? {} : { longPrompts: found.sort((a, b) => a.aboveTokens - b.aboveTokens) };
}

export default {
  table: "data/api-prices.json",
  describes: "prices of models by provider, as a second opinion (models.dev)",
  url: "https://models.dev/api.json",
  /** What it says of a price is compared and not taken: the table has one source. */
  isSecondOpinion: true,
  read(text, current) {
    const entries = JSON.parse(text);
    const records = {};
    for (const [id, provider] of Object.entries(providers)) {
      const models = entries[id]?.models;
      if (typeof models !== "object") throw new Error(`there is no provider "${id}" with models: is it api.json, and whole?`);
      for (const [name, model] of Object.entries(models)) {
        const { cost } = model;
        // Free models are trials, as in the table.
        if (!(cost?.input !== 0 && cost?.output !== 0) || cost === undefined) continue;
        const place = `${id}/${name}.cost`;
        const prices = tokenPrices(cost, place);
        const { inputUsdPerMillionTokens: input, outputUsdPerMillionTokens: output } = prices;
        if (input === undefined || output === undefined)
          throw new Error(`${place} has no price of input or output: has the format changed?`);
        const key = priceId(provider, name.replace("accounts/fireworks/models/", ""));
        records[key] = { ...current[key], ...prices, ...longPromptsOf(cost, place) };
      }
    }
    // Hosts' models are named differently there, and old ones are dropped: an eighth of ours tells a whole file from a part of it.
    refuseTruncated(records, current, 7 / 8);
    return records;
  },
};
