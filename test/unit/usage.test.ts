import { isFootprintError } from "llm-footprint";
import { callEmbodied, callEnergy } from "llm-footprint/formulas";
import {
  createEstimator,
  createUsageTotals,
  type EstimatorOptions,
  explain,
  footprintOf,
  type UsageFootprint,
  type UsageRecord,
} from "llm-footprint/usage";
import { describe, expect, it } from "vitest";

const call = { inputTokens: 1000, cacheReadTokens: 0, cacheWriteTokens: 0, outputTokens: 300 };
const date = "2026-11-30";
const footprint = createEstimator({ date });
const keys = ["energyKwh", "operationalGramsCo2e", "embodiedGramsCo2e", "totalGramsCo2e", "waterLitres"] as const;

/** The numbers of a result that has some. */
function numbers(of: UsageFootprint) {
  const { energyKwh, operationalGramsCo2e, embodiedGramsCo2e, totalGramsCo2e, waterLitres, low, high } = of;
  if (
    energyKwh === null ||
    operationalGramsCo2e === null ||
    embodiedGramsCo2e === null ||
    totalGramsCo2e === null ||
    waterLitres === null ||
    low === null ||
    high === null
  )
    throw new Error(`no numbers: ${of.reason ?? ""}`);
  return { energyKwh, operationalGramsCo2e, embodiedGramsCo2e, totalGramsCo2e, waterLitres, low, high };
}

describe("createEstimator", () => {
  it.each(["gpt-4o", "claude-sonnet-4-6", "deepseek-v3.2", "together_ai/meta-llama/Llama-3.3-70B-Instruct", "gemini-2.5-flash"])(
    "gives %s numbers with ends around them, in less than 1 kB",
    (model) => {
      const result = footprint({ model, ...call });
      const all = numbers(result);
      for (const key of keys) {
        expect(all.low[key], key).toBeLessThan(all[key]);
        expect(all.high[key], key).toBeGreaterThan(all[key]);
      }
      expect(all.totalGramsCo2e).toBeCloseTo(all.operationalGramsCo2e + all.embodiedGramsCo2e, 12);
      expect(JSON.stringify(result).length).toBeLessThan(1024);
      expect(result.assumed.length).toBeGreaterThan(2);
    },
  );

  it("is the same however the model is written", () => {
    const { energyKwh } = footprint({ model: "gpt-4o", ...call });
    for (const model of ["openai/gpt-4o", "gpt-4o-2024-08-06", "GPT-4o"]) expect(footprint({ model, ...call }).energyKwh).toBe(energyKwh);
    expect(footprint({ model: "gpt-4o", provider: "openai", ...call }).energyKwh).toBe(energyKwh);
    expect(footprintOf({ model: "gpt-4o", ...call }, { date }).energyKwh).toBe(energyKwh);
  });

  it("is zero for no tokens, and in proportion to calls of one kind", () => {
    const none = numbers(footprint({ model: "gpt-4o", inputTokens: 0, outputTokens: 0 }));
    for (const key of keys) expect(none[key]).toBe(0);
    const one = numbers(footprint({ model: "gpt-4o", ...call }));
    const ten = numbers(footprint({ model: "gpt-4o", inputTokens: 10_000, cacheReadTokens: 0, outputTokens: 3000, requests: 10 }));
    expect(ten.energyKwh / one.energyKwh).toBeCloseTo(10, 9);
  });

  it("counts written tokens as read ones, and hidden ones inside the generated", () => {
    const plain = footprint({ model: "gpt-4o", inputTokens: 1500, outputTokens: 300 }).energyKwh;
    expect(
      footprint({ model: "gpt-4o", inputTokens: 1000, cacheWriteTokens: 500, outputTokens: 300, reasoningTokens: 200 }).energyKwh,
    ).toBe(plain);
    const cached = footprint({ model: "gpt-4o", inputTokens: 1000, cacheReadTokens: 500, outputTokens: 300 }).energyKwh as number;
    expect(cached).toBeLessThan(plain as number);
  });

  it.each([
    [{ model: "gpt-4o", inputTokens: 10 }, "outputTokens not known"],
    [{ model: "gpt-4o", inputTokens: null, outputTokens: null }, "inputTokens and outputTokens not known"],
    [{ model: "nobody/knows-this-1", ...call }, "not in the catalogue"],
    [{ ...call }, "no name of a model"],
    [{ model: "", ...call }, "no name of a model"],
    [{ model: "dall-e-3", ...call }, /another kind: image/u],
    [{ model: "openrouter/auto", ...call }, /a router/u],
    [{ model: "ollama/llama3.1:8b", ...call }, /self-hosted/u],
    [{ model: "llama-3.1-8b", provider: "lm_studio", ...call }, /self-hosted/u],
    [{ model: "llama-3.1-8b", provider: "hosted_vllm", ...call }, /self-hosted/u],
  ] as [UsageRecord, string | RegExp][])("has no number and a reason for %j", (record, reason) => {
    const result = footprint(record);
    expect(result.reason).toMatch(reason);
    expect(result.match).toBe("none");
    for (const key of [...keys, "low", "high"] as const) expect(result[key]).toBeNull();
  });

  it.each([
    [{ model: "gpt-4o", inputTokens: -1, outputTokens: 1 }, /inputTokens = -1/u],
    [{ model: "gpt-4o", inputTokens: 1.5, outputTokens: 1 }, /inputTokens = 1.5/u],
    [{ model: "gpt-4o", inputTokens: 1e12, outputTokens: 1 }, /inputTokens = 1000000000000/u],
    [{ model: "gpt-4o", inputTokens: "7", outputTokens: 1 }, /inputTokens = "7"/u],
    [{ model: "gpt-4o", inputTokens: 7, outputTokens: 1, requests: 0.5 }, /requests = 0.5/u],
    [{ model: "gpt-4o", inputTokens: 7, outputTokens: 1, reasoningTokens: 2 }, /reasoningTokens = 2 are more/u],
    [{ model: "gpt-4o", tokens: 7 }, /tokens/u],
    [{ model: 7, ...call }, /model is 7/u],
    [{ model: "gpt-4o", provider: 7, ...call }, /provider is 7/u],
    [{ model: "gpt-4o", timestamp: 1_790_000_000, ...call }, /timestamp is 1790000000/u],
    [{ model: "gpt-4o", region: null, ...call }, /region is null/u],
    [{ model: "gpt-4o", ...call, measuredEnergyKwh: -1 }, /measuredEnergyKwh = -1/u],
    [null, /the record/u],
    [[], /the record/u],
  ])("refuses %j", (record, message) => {
    expect(() => footprint(record as never)).toThrow(message);
  });

  it.each(["gpt-4o", "llama-3.3-70b", "deepseek-v3.2"])("has ends in order for calls of any shape: %s", (model) => {
    for (const inputTokens of [0, 100, 100_000])
      for (const cacheReadTokens of [0, 100_000])
        for (const outputTokens of [0, 10, 10_000]) {
          if (inputTokens + cacheReadTokens + outputTokens === 0) continue;
          const { low, high, energyKwh } = numbers(footprint({ model, inputTokens, cacheReadTokens, cacheWriteTokens: 0, outputTokens }));
          expect([low.energyKwh <= energyKwh, energyKwh <= high.energyKwh], `${inputTokens}/${cacheReadTokens}/${outputTokens}`).toEqual([
            true,
            true,
          ]);
        }
  });

  it("takes sums over an unknown number of calls as usual calls", () => {
    const sums = { model: "gpt-4o", inputTokens: 1_000_000, outputTokens: 300_000 };
    const unknown = footprint({ ...sums, requests: null });
    expect(unknown.energyKwh).toBe(footprint({ ...sums, requests: 1000 }).energyKwh);
    expect(unknown.assumed.join()).toMatch(/requests: not known/u);
  });

  it("computes more for a token of a model that sells computing, and says so", () => {
    const [pro, plain] = ["gpt-5.2-pro", "gpt-5.2"].map((model) => footprint({ model, ...call }));
    expect(pro?.energyKwh as number).toBeGreaterThan(2 * (plain?.energyKwh as number));
    expect(pro?.assumed.join()).toMatch(/computing: 3 \(1 to 12\) times/u);
  });

  it("has no price for batches, which the lists here do not tell", () => {
    expect(footprint({ model: "gpt-4o", serviceTier: "batch", ...call }).costUsd).toBeUndefined();
  });

  it("answers names that nobody knows yet with a class, on request", () => {
    const record = { model: "gpt-6.2-mini", ...call };
    expect(footprint(record).reason).toBeDefined();
    const { model, match } = createEstimator({ date, unknown: "class" })(record);
    expect([model, match]).toEqual(["modelClasses/mini-2025", "class"]);
  });

  it("takes what is measured before what is estimated", () => {
    const result = numbers(footprint({ model: "llama-3.3-70b", ...call, measuredEnergyKwh: 0.001 }));
    expect([result.low.energyKwh, result.energyKwh, result.high.energyKwh]).toEqual([0.001, 0.001, 0.001]);
  });

  it("shares the manufacture out by a measured energy where nothing else is known", () => {
    const result = footprint({ measuredEnergyKwh: 0.5, region: "swe" });
    const { energyKwh, embodiedGramsCo2e, low, high } = numbers(result);
    expect([result.model, result.match, energyKwh]).toEqual([null, "measured", 0.5]);
    expect(low.embodiedGramsCo2e).toBeLessThan(embodiedGramsCo2e);
    expect(high.embodiedGramsCo2e).toBeGreaterThan(embodiedGramsCo2e);
    expect(numbers(footprint({ model: "gpt-4o", measuredEnergyKwh: 0.5 })).energyKwh).toBe(0.5);
    expect(numbers(footprint({ model: "gpt-4o", measuredEnergyKwh: 0 })).totalGramsCo2e).toBe(0);
  });

  it("holds no NaN, and its lines repeat what the manufacture is, where energy alone is measured", () => {
    const result = footprint({ model: "gpt-4o", measuredEnergyKwh: 0.5 });
    expect(result.costUsd).toBeUndefined();
    expect(JSON.stringify(Object.values(result))).not.toContain("NaN");
    const { inputs = [] } = explain(result).find(({ key }) => key === "embodiedGramsCo2e") ?? {};
    const embodied = callEmbodied(Object.fromEntries(inputs.map(({ name, value }) => [name, value])) as never);
    expect(embodied / (result.embodiedGramsCo2e as number)).toBeCloseTo(1, 12);
  });

  it("says that a region is not known", () => {
    expect(footprint({ model: "gpt-4o", region: "atlantis", ...call }).assumed).toContain('region "atlantis": not known');
  });

  it("knows places: of the caller, of the record, of the name", () => {
    const grams = (record: UsageRecord, options: EstimatorOptions = {}) => numbers(createEstimator({ date, ...options })(record));
    const sweden = grams({ model: "gpt-4o", ...call }, { region: "swe" });
    expect(sweden.operationalGramsCo2e).toBeLessThan(numbers(footprint({ model: "gpt-4o", ...call })).operationalGramsCo2e / 4);
    expect(grams({ model: "gpt-4o", region: "swe", ...call }).operationalGramsCo2e).toBe(sweden.operationalGramsCo2e);
    expect(grams({ model: "gpt-4o", ...call }, { intensityGramsPerKwh: 0 }).operationalGramsCo2e).toBe(0);
    const twice = grams({ model: "gpt-4o", ...call }, { pue: 2.34 });
    expect(twice.energyKwh / numbers(footprint({ model: "gpt-4o", ...call })).energyKwh).toBeCloseTo(2, 9);
    expect(twice.waterLitres).toBeCloseTo(numbers(footprint({ model: "gpt-4o", ...call })).waterLitres, 12);
  });

  it("prices calls by the list of the provider", () => {
    expect(footprint({ model: "gpt-4o", ...call }).costUsd).toBeCloseTo((1000 * 2.5 + 300 * 10) / 1e6, 12);
    expect(footprint({ model: "gpt-4o", provider: "nobody", ...call }).match).not.toBe("none");
  });

  it("runs batches with more sequences, for less", () => {
    const usual = numbers(footprint({ model: "llama-3.3-70b", provider: "together_ai", ...call }));
    const batch = footprint({ model: "llama-3.3-70b", provider: "together_ai", serviceTier: "batch", ...call });
    expect(numbers(batch).energyKwh).toBeLessThan(usual.energyKwh);
    expect(batch.assumed).toContain("load: batch-job");
  });

  it("shares the training out where its volume is given, apart", () => {
    const training = { energyKwh: 1e6, totalGramsCo2e: 4e8, lifetimeTokens: 1e12 };
    const result = createEstimator({ date, training })({ model: "gpt-4o", ...call });
    expect(result.training).toEqual({ energyKwh: 1e6 * (1300 / 1e12), totalGramsCo2e: 4e8 * (1300 / 1e12) });
    expect(result.energyKwh).toBe(footprint({ model: "gpt-4o", ...call }).energyKwh);
  });
});

describe("a deployment of one's own", () => {
  const own = {
    provider: "self-hosted",
    accelerator: "h100-sxm-80gb",
    acceleratorCount: 8,
    batch: 64,
    precision: "bf16",
    region: "deu",
    pue: 1.2,
    date,
  } as const;

  it("is estimated as its own accelerators do it", () => {
    const result = createEstimator(own)({ model: "llama-3.3-70b", ...call });
    expect(result.preset).toBe("given");
    const width = (of: UsageFootprint) => numbers(of).high.energyKwh / numbers(of).low.energyKwh;
    const known = createEstimator({ ...own, servingShare: 0.7 })({ model: "llama-3.3-70b", ...call });
    expect(width(known)).toBeLessThan(5);
    expect(width(known)).toBeLessThan(width(result));
  });

  it("costs more per call the fewer arrive", () => {
    const { batch: _, ...rest } = own;
    const at = (dailyRequests: number) =>
      numbers(createEstimator({ ...rest, dailyRequests })({ model: "llama-3.3-70b", ...call })).energyKwh;
    const [few, some, many] = [at(100), at(10_000), at(200_000)];
    expect(few).toBeGreaterThan(some);
    expect(some).toBeGreaterThan(many);
  });

  it("says all that is missing in one error", () => {
    try {
      createEstimator({ provider: "self-hosted", batch: 8 });
      expect.unreachable();
    } catch (error) {
      expect(isFootprintError(error) && error.details.issues?.map(({ field }) => field)).toEqual(["accelerator", "region", "pue"]);
    }
  });

  it.each([
    [{ ...own, accelerator: "h1000" }, /accelerator = "h1000"/u],
    [{ ...own, accelerator: "apple-m4-max" }, /power or its memory is not known/u],
    [{ ...own, acceleratorCount: 1.5 }, /acceleratorCount = 1.5 is no whole number/u],
    [{ ...own, dailyRequests: 5 }, /batch and dailyRequests/u],
    [{ regoin: "deu" }, /regoin.*region/u],
    [{ region: "atlantis" }, /region = "atlantis"/u],
    [{ pue: 0.9 }, /pue = 0.9/u],
    [{ load: "rush" }, /load = "rush"/u],
    [{ unknown: "guess" }, /unknown = "guess"/u],
    [{ date: "soon" }, /date = "soon"/u],
    [{ training: { energyKwh: 1, totalGramsCo2e: 1 } }, /lifetimeTokens or lifetimeRequests/u],
    [{ training: { energyKwh: 1, totalGramsCo2e: 1, lifetimeTokens: 0 } }, /lifetimeTokens = 0/u],
  ])("refuses %j", (options, message) => {
    expect(() => createEstimator(options as never)).toThrow(message);
  });
});

describe("explain", () => {
  it("repeats the numbers from its lines", () => {
    const result = footprint({ model: "gpt-4o", inputTokens: 1000, cacheReadTokens: 500, outputTokens: 350 });
    const lines = explain(result);
    expect(lines.map(({ key }) => key)).toEqual([...keys.slice(0, 4), "waterLitres", "costUsd"]);
    const inputs = (key: string): never =>
      Object.fromEntries(lines.find((line) => line.key === key)?.inputs.map(({ name, value }) => [name, value]) ?? []) as never;
    expect(callEnergy(inputs("energyKwh"))).toBeCloseTo(result.energyKwh as number, 15);
    expect(callEmbodied(inputs("embodiedGramsCo2e"))).toBeCloseTo(result.embodiedGramsCo2e as number, 12);
    expect(JSON.stringify(lines)).toMatch(/tokens per second and user/u);
  });

  it("has none for a call without numbers, and refuses copies", () => {
    const result = footprint({ model: "gpt-4o" });
    expect(explain(result)).toEqual([]);
    expect(() => explain({ ...result })).toThrow(/not a copy/u);
  });
});

describe("createUsageTotals", () => {
  const totalsOf = (records: readonly UsageRecord[]) => {
    const sums = createUsageTotals();
    for (const record of records) sums.add(footprint(record));
    return sums.totals();
  };
  const width = ({ low, high }: ReturnType<typeof totalsOf>) => (high?.energyKwh as number) / (low?.energyKwh as number);

  it("is the call itself for one, and as wide for many alike", () => {
    const record = { model: "gpt-4o", ...call };
    const one = totalsOf([record]);
    expect(one.low).toEqual(footprint(record).low);
    expect(width(totalsOf(Array.from({ length: 9 }, () => record)))).toBeCloseTo(width(one), 9);
  });

  it("is narrower over models that share little, and inside the sums of their ends", () => {
    const models = ["gpt-4o", "deepseek-v3.2", "llama-3.3-70b", "claude-sonnet-4-6"];
    const all = totalsOf(models.map((model) => ({ model, ...call })));
    const each = models.map((model) => numbers(footprint({ model, ...call })));
    expect(all.energyKwh).toBeCloseTo(
      each.reduce((sum, { energyKwh }) => sum + energyKwh, 0),
      15,
    );
    expect(all.low?.energyKwh).toBeGreaterThan(each.reduce((sum, { low }) => sum + low.energyKwh, 0));
    expect(all.high?.energyKwh).toBeLessThan(each.reduce((sum, { high }) => sum + high.energyKwh, 0));
  });

  it("is empty where nothing was estimated", () => {
    expect(totalsOf([{ model: "nobody/knows-this-1", ...call }])).toEqual({
      energyKwh: 0,
      operationalGramsCo2e: 0,
      embodiedGramsCo2e: 0,
      totalGramsCo2e: 0,
      waterLitres: 0,
      low: null,
      high: null,
    });
  });
});
