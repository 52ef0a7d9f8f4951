/** What the readers of prices have in common. */

/** Above the dearest price ever asked (o1-pro, 600 USD per million) and below the cheapest: a number outside is in another unit. */
const LIMITS = [1e-4, 5000];

/** A price in USD per million tokens; twelve digits drop the noise of the product. */
export function price(value, factor, place) {
  const perMillion = typeof value === "number" ? Number((value * factor).toPrecision(12)) : NaN;
  const [low, high] = LIMITS;
  if (perMillion === 0 || (perMillion >= low && perMillion <= high)) return perMillion;
  throw new Error(`${place} = ${JSON.stringify(value)} is outside ${low / factor} to ${high / factor}; has the unit changed?`);
}

/** Our id of a model of a provider: the letters and digits of its name, with dashes between. */
export function priceId(provider, model) {
  const slug = (text) =>
    text
      .toLowerCase()
      .replaceAll(/[^a-z0-9.]+/gu, "-")
      .replaceAll(/^[-.]+|[-.]+$/gu, "");
  return `${slug(provider)}:${slug(model)}`;
}

/** The day of a file: as it says itself, else as it is named. */
export function dayOf(stated, file) {
  const [day] = /20\d\d-[01]\d-[0-3]\d/u.exec(`${stated ?? ""} ${file ?? ""}`) ?? [];
  if (day === undefined) throw new Error("the day of the prices is missing: put it into the name of the file, for example 2026-07-24.json");
  return day;
}

/** Leaves out what is undefined. */
export const present = (fields) => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

/** Refuses a file without many of the models that our table has: it is truncated, or its keys have changed. */
export function refuseTruncated(records, current, most = 1 / 3) {
  const ids = Object.keys(current);
  const missing = ids.filter((id) => records[id] === undefined);
  if (Object.keys(records).length === 0 || missing.length > ids.length * most)
    throw new Error(`the file has none of ${missing.length} of our ${ids.length} models: is it truncated?`);
}

/** Where keeping tokens in a cache is free, reading them is not: a price of zero is that of the storage, and they are charged as other input. */
export function withoutFreeWrites({ cacheWriteUsdPerMillionTokens: write, ...prices }) {
  const { outputUsdPerMillionTokens, ...inputs } = prices;
  return write === undefined || write === 0
    ? prices
    : { ...inputs, cacheWriteUsdPerMillionTokens: write, ...present({ outputUsdPerMillionTokens }) };
}
