import { type Accelerator, estimateInference, type InferenceEstimate, type InferenceInput, sizeServing } from "llm-footprint";
import { accelerators } from "llm-footprint/catalog/accelerators";
import { models } from "llm-footprint/catalog/models";
import { describe, expect, it } from "vitest";
import { refusal } from "../helpers/refusal.js";
import { without } from "../helpers/without.js";

const place = { pue: 1.1, grid: { intensityGramsPerKwh: 400 } };
const tokens = { inputTokens: 1000, outputTokens: 300 };
const b70: InferenceInput = {
  ...place,
  ...tokens,
  model: models["llama-3.1-70b"],
  accelerator: accelerators["h100-sxm-80gb"],
  acceleratorCount: 4,
};
const b8: InferenceInput = { ...b70, model: models["llama-3.1-8b"], acceleratorCount: 1 };
const v3: InferenceInput = { ...b70, model: models["deepseek-v3"], accelerator: accelerators["h200-sxm-141gb"], acceleratorCount: 8 };
const wide: InferenceInput = { ...v3, acceleratorCount: 64, dataParallelism: 64, expertParallelism: 64, batch: 2552 };
const asked = (base: InferenceInput, more: Partial<InferenceInput> = {}): InferenceEstimate => estimateInference({ ...base, ...more });
const notesOf = ({ notes }: InferenceEstimate): string => notes.map(({ message }) => message).join("\n");
const refused = (base: InferenceInput, more: Partial<InferenceInput> = {}): string => refusal(() => asked(base, more)).message;
const step = (base: InferenceInput, more: Partial<InferenceInput> = {}): number => asked(base, more).decodeStepSeconds;
/** Whether a number lies in the range of an estimate of the same. */
const holds = ({ low, high }: InferenceEstimate, { energyKwh, systemTokensPerSecond: rate }: InferenceEstimate): boolean[] => [
  low.energyKwh <= energyKwh && energyKwh <= high.energyKwh,
  low.systemTokensPerSecond <= rate && rate <= high.systemTokensPerSecond,
];

describe("P1: who repeats the arithmetic of other ranks", () => {
  it("the kind of load changes nothing of a stated layout and batch", () => {
    expect(asked(wide, { load: "interactive-api" }).energyKwh).toBe(asked(wide).energyKwh);
  });

  it("software that nobody names computes each rank's own tokens, and a note says so", () => {
    expect(asked(wide).energyKwh).toBe(asked(wide, { software: "sglang" }).energyKwh);
    expect(asked(wide, { software: "vllm-0.11" }).energyKwh).toBeGreaterThan(10 * asked(wide).energyKwh);
    expect(notesOf(asked(wide))).toContain("give software vllm-0.11 where it serves");
    expect(notesOf(asked(wide, { software: "sglang" }))).not.toContain("vllm-0.11");
    expect(notesOf(asked(v3, { batch: 64 }))).not.toContain("give software vllm-0.11");
  });

  it.each([undefined, "vllm-0.11", "vllm-2024"] as const)("ranks of a dense model are replicas: %s", (software) => {
    const engine = software === undefined ? {} : { software };
    const one = asked(b8, { batch: 8, ...engine });
    const ranks = asked(b8, { acceleratorCount: 8, dataParallelism: 8, batch: 64, ...engine });
    expect(ranks.energyKwh / one.energyKwh).toBeCloseTo(1, 9);
    expect(ranks.systemTokensPerSecond / one.systemTokensPerSecond).toBeCloseTo(8, 8);
  });

  it.each(["lean-host", "sglang", "vllm-0.11"] as const)("software that is not known may be %s", (software) => {
    for (const base of [wide, { ...b70, precision: "fp8" as const, batch: 128 }, { ...b70, batch: 4 }, { ...v3, batch: 64 }]) {
      expect(holds(asked(base, { software: "unknown" }), asked(base, { software }))).toEqual([true, true]);
    }
  });
});

describe("P2, P3: memory counts what the step reads", () => {
  it.each([
    ["70B on 8 RTX 4090", { accelerator: accelerators["rtx-4090"] }, 64],
    ["405B in FP8 on 8 H200", { model: models["llama-3.1-405b"], precision: "fp8", accelerator: accelerators["h200-sxm-141gb"] }, 32],
  ] as const)("%s as eight ranks: each holds the model", (_, more, fewest) => {
    const ranks = { ...more, acceleratorCount: 8, dataParallelism: 8, batch: 8 };
    expect(refused(b70, ranks)).toContain(`hold 0 sequences of 1150 tokens`);
    expect(refused(b70, ranks)).toContain(`give ${fewest} accelerators, fewer data-parallel ranks,`);
    expect(asked(b70, { ...ranks, acceleratorCount: fewest }).energyKwh).toBeGreaterThan(0);
  });

  it("an instance that nobody states has room for the model in each rank", () => {
    const ranks = { dataParallelism: 8, batch: 8 };
    expect(asked(without(b8, "acceleratorCount"), ranks).acceleratorCount).toBe(8);
    expect(asked(without(b70, "acceleratorCount"), ranks).acceleratorCount).toBe(16);
  });

  it("routed experts are held once", () => {
    expect(asked(wide, { acceleratorCount: 8, dataParallelism: 8, expertParallelism: 8, batch: 256 }).batch).toBe(256);
  });

  it("a latent cache is whole on every accelerator of a rank", () => {
    const long = { inputTokens: 31_000 };
    expect(refused(v3, { ...long, batch: 157 })).toContain("hold 23 sequences of 31150 tokens");
    expect(refused(v3, { ...long, batch: 157 })).toContain("no number of accelerators holds them");
    expect(asked(v3, { ...long, batch: 23 }).batch).toBe(23);
    const plan = { model: models["deepseek-v3"], accelerator: accelerators["h200-sxm-141gb"], contextTokens: 31_150 };
    expect(refusal(() => sizeServing({ ...plan, batch: 64 })).message).toContain("no number of accelerators holds 64 sequences");
    expect(sizeServing({ ...plan, batch: 40 }).memoryBatch).toBeGreaterThanOrEqual(40);
    // An instance that nobody states holds what is asked, however many accelerators that takes.
    expect(asked(without(v3, "acceleratorCount"), { ...long, batch: 40 }).acceleratorCount).toBe(16);
    // Eight ranks of one accelerator hold other sequences each, as the refusal advises.
    expect(asked(v3, { ...long, batch: 64, dataParallelism: 8 }).batch).toBe(64);
  });
});

describe("P4: a band goes as far as memory holds it", () => {
  it.each([
    ["batch-job", { load: "batch-job" }],
    ["a given band", { servingBand: { low: 192, high: 512 } }],
  ] as const)("%s of long prompts", (_, more) => {
    const { batch, low, high } = asked(b70, { ...more, inputTokens: 30_000 });
    expect([low.batch, batch, high.batch]).toEqual([16, 16, 16]);
  });

  it("and no further than nothing", () => {
    expect(refused(b70, { load: "batch-job", acceleratorCount: 2, inputTokens: 110_000 })).toContain("hold 0 sequences");
  });
});

describe("P5, P6: what a kind of load decides, and what not", () => {
  it("a stated layout is kept", () => {
    const stated = { software: "sglang", batch: 256 } as const;
    expect(asked(v3, { ...stated, load: "interactive-api" }).systemTokensPerSecond).toBe(asked(v3, stated).systemTokensPerSecond);
    const unstated = without(v3, "acceleratorCount");
    expect(asked(unstated, { software: "sglang", load: "interactive-api" }).acceleratorCount).toBe(64);
    expect(asked(unstated, { software: "sglang", load: "interactive-api", dataParallelism: 1 }).acceleratorCount).toBeLessThan(64);
  });

  it("one user is a batch of one", () => {
    const long = { ...without(b8, "acceleratorCount"), inputTokens: 100_000 };
    const [user, one] = [asked(long, { load: "single-user" }), asked(long, { batch: 1 })];
    expect([user.acceleratorCount, user.energyKwh, user.high.energyKwh]).toEqual([1, one.energyKwh, one.high.energyKwh]);
  });
});

describe("P7: the energy of prompts is no better known than that of answers", () => {
  it("one factor for both", () => {
    const { low, prefillEnergyKwh, high } = asked(b70, {
      accelerator: accelerators["tpu-v6e"],
      acceleratorCount: 16,
      batch: 4,
      inputTokens: 100_000,
      outputTokens: 1,
    });
    expect((low.prefillEnergyKwh ?? 1) / (prefillEnergyKwh ?? 1)).toBeLessThan(0.56);
    expect((high.prefillEnergyKwh ?? 1) / (prefillEnergyKwh ?? 1)).toBeGreaterThan(1.79);
  });

  it("a measured point is met all the same", () => {
    const point = { batch: 8, acceleratorJoulesPerToken: 8 };
    expect(asked(b70, { batch: 8, calibration: point }).acceleratorJoulesPerToken).toBeCloseTo(8, 9);
  });
});

describe("P8: a stated rate tells the batch, as well as times are predicted", () => {
  it.each([{ requestsPerSecond: 3 }, { systemTokensPerSecond: 900 }])("%o", (load) => {
    const { low, systemTokensPerSecond, batch, high, drivers } = asked(b70, { acceleratorCount: 8, ...load });
    expect([low.systemTokensPerSecond, systemTokensPerSecond, high.systemTokensPerSecond].map(Math.round)).toEqual([900, 900, 900]);
    expect([low.batch < 0.7 * batch, high.batch > 1.5 * batch]).toEqual([true, true]);
    expect(drivers.map(({ input }) => input)).toContain("timeSpread");
  });

  it("a slow end that memory does not hold is said", () => {
    expect(notesOf(asked(b70, { acceleratorCount: 8, systemTokensPerSecond: 3000 }))).toMatch(/within reach up to 1\.1\d* times/u);
    expect(notesOf(asked(b70, { acceleratorCount: 8, systemTokensPerSecond: 900 }))).not.toContain("within reach");
  });
});

describe("P9: what the peak allows is that of the whole instance", () => {
  it("the day of DeepSeek", () => {
    const unit = { acceleratorCount: 144, dataParallelism: 144, expertParallelism: 144, batch: 9216, inputTokens: 1, outputTokens: 9977 };
    const day = { ...unit, accelerator: accelerators["h800-sxm-80gb"], software: "sglang", precision: "fp8" } as const;
    expect(asked(v3, { ...day, systemTokensPerSecond: 266_000 }).systemTokensPerSecond).toBe(266_000);
    expect(refused(v3, { ...day, systemTokensPerSecond: 1e8 })).toContain("at the peak of");
  });
});

describe("P10, P11: advice that works", () => {
  it.each([
    ["a mean between two numbers of sequences", { ...b8, accelerator: accelerators["a100-sxm4-40gb"], batch: 151.25 }, 2],
    ["no batch", { ...b70, acceleratorCount: 2, inputTokens: 100_000, load: "single-user" }, 4],
    ["a batch of one", { ...b70, acceleratorCount: 2, inputTokens: 100_000, batch: 1 }, 4],
  ] as const)("%s", (_, input, fewest) => {
    expect(refused(input)).toContain(`give ${fewest} accelerators`);
    expect(asked({ ...input, acceleratorCount: fewest }).acceleratorCount).toBe(fewest);
    if ("batch" in input) expect(asked(without(input, "acceleratorCount")).acceleratorCount).toBe(fewest);
  });
});

describe("P12: loading a cache costs what it costs beside a new token", () => {
  it("without one, too", () => {
    const cached = { ...b70, accelerator: accelerators.l4, acceleratorCount: 16, batch: 4, cacheReadTokens: 8000 };
    const [none, few] = [asked(cached, { inputTokens: 0 }), asked(cached, { inputTokens: 0.001 })];
    expect((none.cacheReadEnergyKwh ?? 0) / (few.cacheReadEnergyKwh ?? 1)).toBeCloseTo(1, 5);
  });
});

describe("P13: a sequence runs on one rank", () => {
  it("fewer sequences than ranks take as long as one", () => {
    const long = { software: "sglang", batch: 1, inputTokens: 100_000, outputTokens: 100 } as const;
    expect(step(b8, { ...long, acceleratorCount: 8, dataParallelism: 8 })).toBeCloseTo(step(b8, long), 12);
  });
});

describe("P14, P15: what an instance cannot hold", () => {
  it("a draft needs memory", () => {
    const drafted: InferenceInput = {
      ...b8,
      accelerator: accelerators["rtx-4090"],
      batch: 1,
      speculation: { draftModel: models["llama-3.2-3b"] },
    };
    expect(asked(without(drafted, "speculation")).acceleratorCount).toBe(1);
    expect(refused(drafted)).toContain("hold 0 sequences");
    expect(asked(without(drafted, "acceleratorCount")).acceleratorCount).toBe(2);
  });

  it("no more parts than experts", () => {
    const mixtral = { ...b70, model: models["mixtral-8x22b"] };
    expect(refused(mixtral, { acceleratorCount: 64, dataParallelism: 64, expertParallelism: 64, batch: 64 })).toContain(
      "expertParallelism = 64 is more than statedExperts = 8",
    );
    expect(asked(without(mixtral, "acceleratorCount"), { load: "interactive-api" }).acceleratorCount).toBeLessThan(64);
  });
});

describe("P16, P17: what software and bits say", () => {
  it("Gaudi is like the lean host in all", () => {
    const [gaudi, lean] = (["gaudi", "lean-host"] as const).map((software) =>
      asked(b70, { software, accelerator: accelerators.gaudi3, precision: "fp8", batch: 64 }),
    );
    expect(gaudi?.energyKwh).toBe(lean?.energyKwh);
  });

  it("a weight of some bits is unpacked as that of a file of as many", () => {
    const card = { ...b8, accelerator: accelerators["rtx-4090"], batch: 1, software: "llama.cpp" } as const;
    expect(step(card, { weightBits: 4.82 }) / step(card, { precision: "q4_k_m" })).toBeCloseTo(1, 3);
  });

  it.each([
    ["1.58 bits", { weightBits: 1.58 }, "1.58 bits of a weight"],
    ["32 bit", { precision: "fp32", acceleratorCount: 8 }, "fp32"],
  ] as const)("%s were not measured", (_, more, format) => {
    const { low, acceleratorEnergyKwh, high } = asked(b70, { ...more, batch: 8 });
    expect(notesOf(asked(b70, { ...more, batch: 8 }))).toContain(`${format} and this kind of model together are not in the fit`);
    expect([low.acceleratorEnergyKwh / acceleratorEnergyKwh < 0.56, high.acceleratorEnergyKwh / acceleratorEnergyKwh > 1.79]).toEqual([
      true,
      true,
    ]);
  });

  it("caches of a lean host are in 8 bit beside narrow bits, however they are said", () => {
    const lean = { software: "lean-host", batch: 256 } as const;
    expect(step(b70, { ...lean, weightBits: 4.82 }) / step(b70, { ...lean, weightBits: 4.82, cachePrecision: "fp8" })).toBe(1);
  });

  it.each([0.1, 0.5, 64])("%s bits do not exist", (weightBits) => {
    expect(refused(b70, { weightBits })).toContain("is outside (0.5, 32]");
  });
});

describe("P18: one device has one peak in 16 bit", () => {
  const device = (peakFlopPerSecond: Accelerator["peakFlopPerSecond"]): Accelerator => ({
    name: "a device",
    memoryBytes: 80e9,
    tdpWatts: 500,
    memoryBandwidthBytesPerSecond: 2e12,
    peakFlopPerSecond,
  });
  it.each([
    ["bf16", { fp8: 1e15 }],
    ["fp8", { fp8: 1e15 }],
    ["bf16", { fp4: 2e15 }],
    ["nvfp4", { fp4: 2e15 }],
  ] as const)("%s of %o", (precision, peaks) => {
    const at = { precision, batch: 64, inputTokens: 4000 };
    const alone = asked(b70, { ...at, accelerator: device(peaks) });
    expect(alone.energyKwh).toBe(asked(b70, { ...at, accelerator: device({ ...peaks, bf16: 5e14 }) }).energyKwh);
    expect(notesOf(alone)).toContain("a device has no rate in 16 bit: 500000000000000 FLOP/s are assumed");
  });
});

describe("P19, P20: notes on what is beside the point", () => {
  it.each([
    ["llama.cpp", 64, "measured with one to 8 sequences"],
    ["transformers", 2, "measured with one sequence"],
    ["gaudi", 8, "serves Gaudi accelerators, and NVIDIA H100 SXM5 80 GB is none"],
  ] as const)("%s at a batch of %d", (software, batch, message) => {
    expect(notesOf(asked(b70, { software, batch }))).toContain(message);
    expect(notesOf(asked(b70, { software, batch: 1, accelerator: accelerators.gaudi3 }))).not.toContain(message);
  });

  it.each([
    ["hostWatts", 0, "hostWatts = 0 W per accelerator"],
    ["idleServerWatts", 0, "idleServerWatts = 0 W per accelerator"],
    ["decodePowerWatts", 5, "below the idle power of the accelerator, 71 W"],
    ["decodePowerWatts", 5000, "above the TDP of the accelerator, 700 W"],
  ] as const)("%s = %d", (field, value, message) => {
    expect(notesOf(asked(b70, { batch: 8, [field]: value }))).toContain(message);
    expect(notesOf(asked(b70, { batch: 8 }))).not.toContain(message);
  });

  it("a given energy that is the predicted one changes nothing of the host", () => {
    const cached = asked(b70, { batch: 8, cacheReadTokens: 20_000 });
    const given = asked(b70, { batch: 8, cacheReadTokens: 20_000, acceleratorEnergyKwh: cached.acceleratorEnergyKwh });
    expect(given.hostEnergyKwh / cached.hostEnergyKwh).toBeCloseTo(1, 12);
  });
});
