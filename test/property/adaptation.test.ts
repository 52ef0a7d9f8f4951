import fc from "fast-check";
import { estimateInference, estimateTraining } from "llm-footprint";
import {
  compareAdaptation,
  estimateFineTuning,
  estimateHybrid,
  estimateLifecycle,
  estimateLocalInference,
  estimateRag,
  type FineTuningInput,
  type HybridInput,
  type PhaseEstimate,
  type PhaseTotals,
  type RagInput,
} from "llm-footprint/adaptation";
import { accelerators } from "llm-footprint/catalog/accelerators";
import { embeddingModels } from "llm-footprint/catalog/embedding-models";
import { models } from "llm-footprint/catalog/models";
import { describe, expect, it } from "vitest";
import { expectSame } from "../helpers/laws.js";

// Estimates are whole traces with their ranges: a few dozen of each suffice where an equation needs thousands.
const RUNS = { numRuns: 25 };
const accelerator = accelerators["h100-sxm-80gb"];
const model = models["llama-3.1-8b"];
const pues = fc.double({ min: 1, max: 2, noNaN: true });
const grids = fc.record({ intensityGramsPerKwh: fc.double({ min: 0, max: 1000, noNaN: true }) });
const places = fc.record({ pue: pues, grid: grids });
const tokens = (min: number, max: number): fc.Arbitrary<number> => fc.integer({ min, max });
const smallModels = fc.constantFrom(models["llama-3.1-8b"], models["llama-3.2-1b"], models["qwen3-30b-a3b"], models["llama-3.2-3b"]);

const calls = fc.record({
  model: smallModels,
  accelerator: fc.constant(accelerator),
  pue: pues,
  grid: grids,
  batch: fc.integer({ min: 1, max: 64 }),
  outputTokens: tokens(1, 1000),
});

const questions: fc.Arbitrary<RagInput> = calls.chain((call) =>
  fc.record(
    {
      ...(Object.fromEntries(Object.entries(call).map(([key, value]) => [key, fc.constant(value)])) as never as {
        [Key in keyof typeof call]: fc.Arbitrary<(typeof call)[Key]>;
      }),
      systemTokens: tokens(0, 1000),
      questionTokens: tokens(1, 200),
      retrieval: fc.record({ chunks: tokens(0, 10), chunkTokens: tokens(0, 1000) }),
      index: fc.record({ chunks: tokens(1, 1e7), refreshDays: tokens(1, 90), kind: fc.constantFrom("hnsw" as const, "flat" as const) }),
      requestsPerDay: tokens(1, 1e7),
      rerank: fc.record({ candidates: tokens(0, 100), model: fc.constantFrom(...Object.values(embeddingModels)) }),
      knowledgeGraph: fc.record({ schemaTokens: tokens(0, 2000), queryTokens: tokens(1, 100) }),
      agent: fc.record({ turns: tokens(1, 10), turnTokens: tokens(0, 1000), cacheHitShare: fc.double({ min: 0, max: 1, noNaN: true }) }),
      passes: fc.double({ min: 1, max: 3, noNaN: true }),
    },
    {
      requiredKeys: ["model", "accelerator", "pue", "grid", "batch", "outputTokens", "retrieval", "index", "requestsPerDay"],
    },
  ),
);

const methods = fc.constantFrom(
  "full",
  "instruction-tuning",
  "lora",
  "qlora",
  "dpo",
  "reward-model",
  "ppo",
  "grpo",
  "teacher-student",
  "distillation",
);
const fineTunings: fc.Arbitrary<FineTuningInput> = fc
  .record({
    method: methods,
    model: smallModels,
    place: places,
    examples: tokens(1, 1e5),
    first: tokens(1, 1000),
    second: tokens(1, 1000),
    epochs: tokens(1, 5),
  })
  .map(({ method, model: of, place, examples, first, second, epochs }) => {
    const common = { method, model: of, accelerator, ...place, examples, epochs };
    switch (method) {
      case "ppo":
        return { ...common, promptTokens: first, answerTokens: second, rollout: { batch: 16 } };
      case "grpo":
        return { ...common, promptTokens: first, answerTokens: second, samples: 4, rollout: { batch: 16 } };
      case "teacher-student":
        return { ...common, promptTokens: first, answerTokens: second, teacher: { model: models["llama-3.1-8b"], batch: 16 } };
      case "reward-model":
        return { ...common, exampleTokens: first, answersPerExample: 4 };
      case "distillation":
        return { ...common, exampleTokens: first, teacher: { model: models["llama-3.1-8b"] } };
      default:
        return { ...common, exampleTokens: first };
    }
  });

const hybrids: fc.Arbitrary<HybridInput> = fc
  .record({
    batch: fc.integer({ min: 1, max: 64 }),
    place: places,
    kind: fc.constantFrom("laptop" as const, "phone" as const, "tablet" as const),
    network: fc.constantFrom("fixed" as const, "mobile" as const, "4g" as const, "5g" as const),
    inputTokens: tokens(1, 2000),
    outputTokens: tokens(1, 1000),
    draftedTokens: tokens(1, 8),
    acceptance: fc.double({ min: 0, max: 1, noNaN: true }),
    deviceGrid: grids,
  })
  .map(({ batch, place, kind, network, ...rest }) => ({
    cloud: { model: models["llama-3.1-70b"], accelerator, acceleratorCount: 4, batch, ...place },
    device: { kind },
    network: { kind: network },
    draftModel: models["llama-3.2-1b"],
    ...rest,
  }));

type Phased = PhaseTotals & { readonly phases: readonly PhaseEstimate[]; readonly low: PhaseTotals; readonly high: PhaseTotals };

/** The total is its parts, operation and manufacture; each part inside its range. */
function expectSums(estimate: Phased): void {
  const { phases, low, high } = estimate;
  for (const key of ["energyKwh", "itEnergyKwh", "operationalGramsCo2e", "embodiedGramsCo2e", "totalGramsCo2e"] as const) {
    expectSame(
      phases.reduce((sum, phase) => sum + phase[key], 0),
      estimate[key],
    );
    for (const { low: below, high: above, ...part } of [...phases, { ...estimate, low, high }]) {
      expect(below[key]).toBeLessThanOrEqual(part[key] * (1 + 1e-12));
      expect(above[key]).toBeGreaterThanOrEqual(part[key] * (1 - 1e-12));
    }
  }
  expectSame(estimate.operationalGramsCo2e + estimate.embodiedGramsCo2e, estimate.totalGramsCo2e);
  if (estimate.totalGramsCo2e > 0) {
    expectSame(
      phases.reduce((sum, { share }) => sum + share, 0),
      1,
    );
  }
}

describe("sums, and PUE once", () => {
  it("of fine-tunings", () => {
    fc.assert(
      fc.property(fineTunings, (input) => {
        const estimate = estimateFineTuning(input);
        expectSums(estimate);
        for (const { energyKwh, itEnergyKwh } of estimate.phases) expectSame(energyKwh, itEnergyKwh * (input.pue as number));
      }),
      RUNS,
    );
  });

  it("of questions with retrieval", () => {
    fc.assert(
      fc.property(questions, (input) => {
        const estimate = estimateRag(input);
        expectSums(estimate);
        for (const { energyKwh, itEnergyKwh } of estimate.phases) expectSame(energyKwh, itEnergyKwh * (input.pue as number));
      }),
      RUNS,
    );
  });

  it("of hybrid answers: the data centre has it, devices and networks do not", () => {
    fc.assert(
      fc.property(hybrids, (input) => {
        const estimate = estimateHybrid(input);
        for (const way of [estimate, estimate.cloudOnly, estimate.deviceOnly]) expectSums(way);
        for (const { place, energyKwh, itEnergyKwh } of [...estimate.phases, ...estimate.cloudOnly.phases, ...estimate.deviceOnly.phases]) {
          expectSame(energyKwh, itEnergyKwh * (place === "cloud" ? (input.cloud.pue as number) : 1));
        }
      }),
      RUNS,
    );
  });
});

describe("fine-tuning", () => {
  it("what ranks add goes to zero with them, down to the operations of the frozen model", () => {
    const flop = (rank: number, sequenceTokens: number): number => {
      const { lines } = estimateFineTuning({
        ...{ method: "lora", model, accelerator, pue: 1, grid: { intensityGramsPerKwh: 1 }, tokens: 1e6 },
        ...{ sequenceTokens, adapter: { rank, targets: ["q", "v"] } },
      });
      return lines.find(({ key }) => key === "updateTrainingFlop")?.value as number;
    };
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8192 }), (sequenceTokens) => {
        // 4 per parameter, 6 per attended token: weights need no gradients of their own, activations do.
        const frozen = 1e6 * (4 * 8030261248 + 6 * 32 * 4096 * sequenceTokens);
        expectSame(2 * flop(1, sequenceTokens) - flop(2, sequenceTokens), frozen);
        expect(flop(8, sequenceTokens)).toBeLessThan(flop(16, sequenceTokens));
      }),
      RUNS,
    );
  });

  it("grows with data, in proportion where nothing is generated", () => {
    fc.assert(
      fc.property(fineTunings, (input) => {
        const [once, twice] = [input, { ...input, examples: 2 * (input.examples as number) }].map((of) => estimateFineTuning(of));
        expectSame((twice as Phased).energyKwh, 2 * (once as Phased).energyKwh);
      }),
      RUNS,
    );
  });

  it("the place of accelerators changes nothing of their work, only days", () => {
    fc.assert(
      fc.property(fineTunings, fc.integer({ min: 1, max: 8 }), (input, factor) => {
        // A small batch over more accelerators slows each; a great one does not.
        const base = estimateFineTuning({ ...input, stepTokens: 1e12 });
        const more = estimateFineTuning({ ...input, stepTokens: 1e12, acceleratorCount: base.acceleratorCount * factor });
        expectSame(more.energyKwh, base.energyKwh);
        expectSame(more.days * factor, base.days);
      }),
      RUNS,
    );
  });

  it("answers that are thrown away are paid for", () => {
    const at = (generationYield: number): number =>
      estimateFineTuning({
        ...{ method: "teacher-student", model, accelerator, pue: 1, grid: { intensityGramsPerKwh: 1 }, examples: 1000, promptTokens: 100 },
        ...{ answerTokens: 100, generationYield, teacher: { model: models["llama-3.1-70b"], acceleratorCount: 4, batch: 32 } },
      }).phases.find(({ name }) => name === "teacher")?.energyKwh as number;
    expectSame(at(0.5), 2 * at(1));
  });
});

describe("retrieval", () => {
  it("with nothing retrieved and no index is plain inference", () => {
    fc.assert(
      fc.property(calls, tokens(0, 1000), tokens(1, 500), (call, systemTokens, questionTokens) => {
        const question = estimateRag({ ...call, systemTokens, questionTokens });
        const plain = estimateInference({ ...call, inputTokens: systemTokens + questionTokens });
        for (const key of ["energyKwh", "itEnergyKwh", "operationalGramsCo2e", "embodiedGramsCo2e", "totalGramsCo2e"] as const) {
          expectSame(question[key], plain[key]);
          expectSame(question.low[key], plain.low[key]);
          expectSame(question.high[key], plain.high[key]);
        }
        expect(question.phases.map(({ name }) => name)).toEqual(["generation"]);
      }),
      RUNS,
    );
  });

  it("an agent of one turn is that turn, and a cache saves", () => {
    fc.assert(
      fc.property(calls, tokens(2, 20), tokens(1, 2000), (call, turns, turnTokens) => {
        const energy = (agent?: RagInput["agent"]): number =>
          estimateRag({ ...call, questionTokens: 100, ...(agent && { agent }) }).energyKwh;
        expectSame(energy({ turns: 1, turnTokens }), energy());
        const [cold, warm] = [0, 1].map((cacheHitShare) => energy({ turns, turnTokens, cacheHitShare }));
        expect(warm).toBeLessThan(cold as number);
      }),
      RUNS,
    );
  });

  it("grows with chunks, their length, the question, candidates and passes", () => {
    fc.assert(
      fc.property(questions, tokens(1, 5), (input, more) => {
        const energy = (over: Partial<RagInput>): number => estimateRag({ ...input, ...over }).energyKwh;
        const { retrieval, questionTokens = 32, rerank, passes = 1 } = input;
        const least = energy({}) * (1 - 1e-9);
        expect(energy({ retrieval: { ...retrieval, chunks: (retrieval?.chunks as number) + more } })).toBeGreaterThanOrEqual(least);
        expect(
          energy({ retrieval: { ...retrieval, chunkTokens: (retrieval?.chunkTokens as number) + 100 * more } }),
        ).toBeGreaterThanOrEqual(least);
        expect(energy({ questionTokens: (questionTokens as number) + more })).toBeGreaterThanOrEqual(least);
        expect(energy({ passes: (passes as number) + more })).toBeGreaterThan(least);
        if (rerank !== undefined) {
          expect(energy({ rerank: { ...rerank, candidates: (rerank.candidates as number) + more } })).toBeGreaterThan(least);
        }
      }),
      RUNS,
    );
  });

  it("a month is its days", () => {
    fc.assert(
      fc.property(questions, (input) => {
        const { month, energyKwh } = estimateRag(input);
        expectSame(month?.energyKwh as number, energyKwh * 30 * (input.requestsPerDay as number));
      }),
      RUNS,
    );
  });
});

describe("break-even of retrieval and fine-tuning", () => {
  const sides = fc.record({ call: calls, chunks: tokens(1, 10), indexChunks: tokens(1, 1e6), examples: tokens(1, 1e5) });

  it("is where both curves cross", () => {
    fc.assert(
      fc.property(sides, ({ call, chunks, indexChunks, examples }) => {
        const at = (requests: number): ReturnType<typeof compareAdaptation> =>
          compareAdaptation({
            rag: { ...call, questionTokens: 32, retrieval: { chunks, chunkTokens: 256 }, index: { chunks: indexChunks } },
            fineTuning: [{ method: "full", model: call.model, accelerator, pue: call.pue, grid: call.grid, examples, exampleTokens: 300 }],
            requests,
            draws: 100,
          });
        const { breakEven } = at(1000);
        const { requests, case: which } = breakEven.energy;
        if (requests === null) {
          const { rag, fineTuning } = at(1e6);
          if (which === "fine-tuning-always") expect(fineTuning.energyKwh).toBeLessThanOrEqual(rag.energyKwh);
          if (which === "rag-always") expect(rag.energyKwh).toBeLessThanOrEqual(fineTuning.energyKwh);
          return;
        }
        const { rag, fineTuning } = at(requests);
        expectSame(rag.energyKwh, fineTuning.energyKwh);
        const above = at(2 * requests);
        expect(above.fineTuning.energyKwh < above.rag.energyKwh).toBe(which === "fine-tuning-above");
      }),
      RUNS,
    );
  });

  it("falls as questions with retrieval take more", () => {
    const needed = [2, 5, 10].map((chunks) => {
      const { requests } = compareAdaptation({
        rag: {
          ...{ model, accelerator, pue: 1.2, grid: { intensityGramsPerKwh: 400 }, batch: 64, outputTokens: 300, retrieval: { chunks } },
        },
        fineTuning: [
          { method: "full", model, accelerator, pue: 1.2, grid: { intensityGramsPerKwh: 400 }, examples: 1e6, exampleTokens: 300 },
        ],
        requests: 1,
        draws: 100,
      }).breakEven.energy;
      return requests as number;
    });
    expect(needed).toEqual(needed.toSorted((a, b) => b - a));
    expect(new Set(needed).size).toBe(3);
  });
});

describe("drafts", () => {
  it("energy of the server falls with acceptance; at 0 a round yields one token, at 1 all drafts and one more", () => {
    fc.assert(
      fc.property(hybrids, (input) => {
        const at = (acceptance: number): ReturnType<typeof estimateHybrid> => estimateHybrid({ ...input, acceptance });
        const [none, some, all] = [at(0), at(0.5), at(1)];
        const server = ({ phases }: Phased): number => phases.find(({ name }) => name === "server")?.energyKwh as number;
        expect(server(none)).toBeGreaterThan(server(some));
        expect(server(some)).toBeGreaterThan(server(all));
        expect(none.tokensPerRound.value).toBe(1);
        expect(all.tokensPerRound.value).toBe((input.draftedTokens as number) + 1);
      }),
      RUNS,
    );
  });

  it("the break-even acceptance is where the hybrid takes as much as the cloud", () => {
    fc.assert(
      fc.property(hybrids, (input) => {
        const { acceptance } = estimateHybrid(input).breakEven;
        const ratio = (of: number): number => estimateHybrid({ ...input, acceptance: of }).ratioToCloud.value;
        if (acceptance === null) expect(ratio(1)).toBeGreaterThan(1);
        else if (acceptance === 0) expect(ratio(0)).toBeLessThanOrEqual(1);
        else expectSame(ratio(acceptance), 1);
      }),
      RUNS,
    );
  });

  it("inside one server: no drafts is plain decoding, and a draft that costs nothing never slows a step down per token", () => {
    fc.assert(
      fc.property(calls, fc.double({ min: 0, max: 1, noNaN: true }), (call, acceptance) => {
        const plain = estimateInference({ ...call, inputTokens: 100 });
        const none = estimateInference({ ...call, inputTokens: 100, speculation: { draftedTokens: 0, acceptance } });
        expectSame(none.energyKwh, plain.energyKwh);
        expectSame(none.timePerOutputTokenSeconds, plain.timePerOutputTokenSeconds);
        const [rejected, accepted] = [0, 1].map(
          (of) => estimateInference({ ...call, inputTokens: 100, speculation: { acceptance: of } }).energyKwh,
        );
        expect(accepted).toBeLessThan(rejected as number);
      }),
      RUNS,
    );
  });

  it("a device reads no more of a longer answer than its tokens", () => {
    const answer = (outputTokens: number): number =>
      estimateLocalInference({ model, device: { kind: "laptop" }, grid: { intensityGramsPerKwh: 400 }, inputTokens: 100, outputTokens })
        .energyKwh;
    expect(answer(200)).toBeGreaterThan(answer(100));
    expect(answer(200) / answer(100)).toBeLessThan(2.05);
  });
});

describe("a whole life", () => {
  const place = { pue: 1.1, grid: { intensityGramsPerKwh: 300 } };
  const training = { model, accelerator, ...place, tokens: 15e12, acceleratorCount: 1024 };
  const keys = ["energyKwh", "operationalGramsCo2e", "embodiedGramsCo2e", "totalGramsCo2e"] as const;

  it("of one phase is that phase: training", () => {
    const [life, alone] = [estimateLifecycle({ training }), estimateTraining(training)];
    for (const key of keys) {
      expectSame(life[key], alone[key]);
      expectSame(life.low[key], alone.low[key]);
      expectSame(life.high[key], alone.high[key]);
    }
    expect(life.perRequest).toBeNull();
    expect(life.overtaking).toBeNull();
  });

  it("of one phase is that phase: fine-tuning, requests, retrieval", () => {
    fc.assert(
      fc.property(fineTunings, questions, calls, tokens(1, 1e9), (tuning, question, call, requests) => {
        const tuned = estimateFineTuning(tuning);
        const tunedLife = estimateLifecycle({ fineTuning: [tuning] });
        const asked = estimateRag(question);
        const days = 100;
        const askedLife = estimateLifecycle({ rag: { ...question, requestsPerDay: question.requestsPerDay as number, days } });
        const called = estimateInference({ ...call, inputTokens: 50 });
        const calledLife = estimateLifecycle({ inference: [{ ...call, inputTokens: 50, requests }] });
        for (const key of keys) {
          expectSame(tunedLife[key], tuned[key]);
          expectSame(askedLife[key], asked[key] * days * (question.requestsPerDay as number));
          expectSame(calledLife[key], called[key] * requests);
        }
      }),
      { numRuns: 10 },
    );
  });

  it("sums its phases, spreads its making, and crosses where serving has taken as much", () => {
    fc.assert(
      fc.property(calls, tokens(1, 1e9), fc.double({ min: 0, max: 2, noNaN: true }), (call, requests, experimentation) => {
        const life = estimateLifecycle({
          training,
          experimentation,
          fineTuning: [{ method: "lora", model, accelerator, ...place, examples: 1e4, exampleTokens: 300 }],
          inference: [{ ...call, inputTokens: 50, requests }],
          lifetimeRequests: requests,
        });
        expectSums(life);
        const energy = (name: string): number => life.phases.find((phase) => phase.name === name)?.energyKwh ?? Number.NaN;
        const made = energy("training") + energy("experimentation") + energy("fineTuning");
        expectSame(energy("experimentation"), experimentation * energy("training"));
        expectSame(life.perRequest?.energyKwh.value as number, made / requests);
        expectSame((life.overtaking?.requests.value as number) * (energy("inference") / requests), made);
      }),
      RUNS,
    );
  });
});
