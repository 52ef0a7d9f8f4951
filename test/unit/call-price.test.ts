import { describe, expect, it } from "vitest";
import { type ApiPriceRecord, apiPrices, priceOfCall } from "llm-footprint/catalog/api-prices";
import { catalog } from "llm-footprint/catalog";
import { createCatalog } from "llm-footprint/catalog/find";
import type { FootprintError } from "llm-footprint";

const record: ApiPriceRecord = {
  name: "some-model",
  aliases: [],
  provider: "somebody",
  source: "litellm-prices",
  at: "some-model",
  basis: "secondary",
  asOf: "2026-07-24",
  inputUsdPerMillionTokens: 3,
  cacheReadUsdPerMillionTokens: 0.3,
  cacheWriteUsdPerMillionTokens: 3.75,
  outputUsdPerMillionTokens: 15,
  longPrompts: [
    { aboveTokens: 200_000, inputUsdPerMillionTokens: 6, cacheReadUsdPerMillionTokens: 0.6, outputUsdPerMillionTokens: 22.5 },
    { aboveTokens: 500_000, inputUsdPerMillionTokens: 12, outputUsdPerMillionTokens: 45 },
  ],
  services: { batch: { inputUsdPerMillionTokens: 1.5, outputUsdPerMillionTokens: 7.5 } },
};
const thrown = (run: () => unknown): FootprintError => {
  try {
    run();
  } catch (error) {
    return error as FootprintError;
  }
  throw new Error("nothing was thrown");
};

describe("priceOfCall", () => {
  it("adds each class of tokens at its price, and says the day", () => {
    const tokens = { inputTokens: 2000, cacheReadTokens: 10_000, cacheWriteTokens: 4000, outputTokens: 400, reasoningTokens: 100 };
    const { usd, asOf, aboveTokens, lines, notes } = priceOfCall(record, tokens);
    expect(usd).toBeCloseTo(0.006 + 0.003 + 0.015 + 0.0075, 12);
    expect({ asOf, aboveTokens, notes }).toEqual({ asOf: "2026-07-24", aboveTokens: 0, notes: [] });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({ value: usd, unit: "USD", formula: "serving.call-price" });
    expect(lines[0]?.inputs.find(({ name }) => name === "outputTokens")).toMatchObject({ value: 500, origin: { kind: "given" } });
    expect(lines[0]?.inputs.find(({ name }) => name === "cacheReadUsdPerMillionTokens")).toMatchObject({
      unit: "USD/Mtoken",
      origin: { kind: "source", source: "litellm-prices", at: "some-model, 2026-07-24" },
    });
  });

  it("takes the prices of a long prompt for all of the call, from the first token above the limit", () => {
    expect(priceOfCall(record, { inputTokens: 200_000, outputTokens: 0 })).toMatchObject({ usd: 0.6, aboveTokens: 0 });
    const long = priceOfCall(record, { inputTokens: 1, cacheReadTokens: 200_000, outputTokens: 1e6 });
    expect(long.aboveTokens).toBe(200_000);
    expect(long.usd).toBeCloseTo(6e-6 + 0.12 + 22.5, 12);
    expect(priceOfCall(record, { inputTokens: 600_000, outputTokens: 0 })).toMatchObject({ usd: 7.2, aboveTokens: 500_000 });
  });

  it("counts caches as input where their price is not known, and says so", () => {
    const tokens = { inputTokens: 0, cacheReadTokens: 1e6, cacheWriteTokens: 1e5, outputTokens: 0 };
    const { cacheReadUsdPerMillionTokens: _, cacheWriteUsdPerMillionTokens: __, longPrompts: ___, ...plain } = record;
    const { usd, notes } = priceOfCall(plain, tokens);
    expect(usd).toBeCloseTo(3.3, 12);
    expect(notes).toEqual([
      "some-model: no price of cached tokens is known; they count as uncached ones.",
      "some-model: no price of tokens that are put into a cache is known; they count as uncached ones.",
      "some-model: no price of long prompts is known; several providers ask more above 200000 tokens.",
    ]);
  });

  it("takes the prices of a service, and refuses one without prices", () => {
    expect(priceOfCall(record, { inputTokens: 1e5, outputTokens: 1e5, service: "batch" }).usd).toBeCloseTo(0.9, 12);
    const error = thrown(() => priceOfCall(record, { inputTokens: 1, outputTokens: 1, service: "flex" }));
    expect(error.code).toBe("invalid-input");
    expect(error.message).toContain("some-model has no price for flex; it has one for batch");
    const { services: _, ...without } = record;
    expect(thrown(() => priceOfCall(without, { inputTokens: 1, outputTokens: 1, service: "batch" })).message).toContain(
      "has no price for batch; leave service out",
    );
    expect(thrown(() => priceOfCall(record, { inputTokens: 1, outputTokens: 1, service: "bach" as never })).message).toContain(
      'service = "bach" is not',
    );
  });

  it("notes what the record says of the model", () => {
    const { notes } = priceOfCall(
      { ...record, deprecationDate: "2026-10-01", contextTokens: 1000, note: "Left out." },
      { inputTokens: 2000, outputTokens: 1 },
    );
    expect(notes).toEqual([
      "some-model: the prompt has 2000 tokens, and the model takes 1000.",
      "some-model: the provider no longer serves it from 2026-10-01.",
      "some-model: Left out.",
    ]);
  });

  it.each([
    [{ inputTokens: -1, outputTokens: 1 }, "out-of-domain", "inputTokens = -1"],
    [{ inputTokens: 1 }, "out-of-domain", "outputTokens is missing"],
    [{ inputTokens: 1, outputTokens: "2" }, "out-of-domain", 'outputTokens = "2"'],
    [{ inputTokens: 1, outputTokens: 1, cachedTokens: 1 }, "invalid-input", "cachedTokens is not known"],
    [null, "invalid-input", "the tokens"],
  ])("refuses %j", (tokens, code, message) => {
    const error = thrown(() => priceOfCall(record, tokens as never));
    expect(error.code).toBe(code);
    expect(error.message).toContain(message);
  });

  it("refuses a record without a day or a price", () => {
    const tokens = { inputTokens: 1, outputTokens: 1 };
    expect(thrown(() => priceOfCall({ ...record, asOf: "last year" }, tokens)).message).toContain('asOf = "last year" is not a day');
    expect(thrown(() => priceOfCall({ ...record, outputUsdPerMillionTokens: undefined as never }, tokens)).code).toBe("out-of-domain");
    expect(thrown(() => priceOfCall(null as never, tokens)).code).toBe("invalid-input");
  });

  it("prices every record of the table, with its day", () => {
    for (const price of Object.values<ApiPriceRecord>(apiPrices)) {
      const { usd, asOf } = priceOfCall(price, { inputTokens: 1e6, outputTokens: 1e6 });
      expect(usd).toBeGreaterThanOrEqual(price.inputUsdPerMillionTokens + price.outputUsdPerMillionTokens - 1e-9);
      expect(asOf).toBe(price.asOf);
    }
  });
});

describe("tables apart", () => {
  const withPrices = createCatalog({ ...catalog.tables, apiPrices }, {}, ["apiPrices"]);

  it("are found by their name alone", () => {
    expect(catalog.search("gpt-4o")).toEqual(withPrices.search("gpt-4o"));
    expect(thrown(() => withPrices.find("anthropic:claude-sonnet-4-5")).code).toBe("unknown-id");
    expect(withPrices.find("api-prices/claude-sonnet-4-5").id).toBe("anthropic:claude-sonnet-4-5");
    expect(withPrices.search("apiPrices/claude-sonnet-4-5").map(({ table }) => table)).toContain("apiPrices");
  });
});
