import fc from "fast-check";
import {
  type Architecture,
  countParameters,
  type DenseModel,
  estimateTraining,
  type ExpertArchitecture,
  type MixtureOfExpertsModel,
  type Model,
  type TrainingInput,
  trainingTotals,
  type TrainingTotals,
} from "llm-footprint";
import { accelerators } from "llm-footprint/catalog/accelerators";
import { models } from "llm-footprint/catalog/models";
import * as exports from "llm-footprint/formulas";
import type { Formula, FormulaCard } from "llm-footprint/formulas";
import { describe, expect, it } from "vitest";
import { atLeastOne, positive } from "../../src/core/formula.js";
import { attentionFlopOf } from "../helpers/attention.js";
import { type Numbers, physical } from "../helpers/generators.js";
import { gpt3 } from "../helpers/gpt-3.js";
import { expectSame } from "../helpers/laws.js";
import { without } from "../helpers/without.js";
import { architectures, expertArchitectures, trainingInputs } from "../helpers/training-inputs.js";

const totalKeys = [
  "parameters",
  "activeParameters",
  "trainingFlop",
  "deviceHours",
  "days",
  "itEnergyKwh",
  "energyKwh",
  "operationalGramsCo2e",
  "embodiedGramsCo2e",
  "totalGramsCo2e",
] as const satisfies readonly (keyof TrainingTotals)[];

const pick = (totals: TrainingTotals): TrainingTotals =>
  Object.fromEntries(totalKeys.map((key) => [key, totals[key]])) as unknown as TrainingTotals;

const formulasById = new Map(
  Object.values(exports as unknown as Readonly<Record<string, Formula<Numbers>>>).map((formula) => [formula.card.id, formula]),
);

/** Runs that together use every equation of a training estimate; random ones may miss one. */
const everyPart: readonly TrainingInput[] = [
  { ...gpt3, model: models["mixtral-8x7b"], efficiency: { hfu: 0.4, recompute: "full" } },
  { ...gpt3, accelerator: accelerators["h100-sxm-80gb"] },
  {
    ...gpt3,
    server: {
      name: "every part",
      acceleratorsPerServer: 8,
      bill: {
        cpus: { count: 2, dieAreaSquareCentimetres: 12.61 },
        memoryBytes: 2048e9,
        ssdBytes: 30720e9,
        hddCount: 2,
        powerSupplyKilograms: 20,
        chipPackageCount: 300,
      },
    },
    networkGramsCo2e: 50_000,
    endOfLifeFraction: 0.05,
  },
];

describe("an estimate of any training run", () => {
  it("is finite, not negative, and lies in its range", () => {
    fc.assert(
      fc.property(trainingInputs, (input) => {
        const estimate = estimateTraining(input);
        for (const key of totalKeys) {
          const [low, value, high] = [estimate.low[key], estimate[key], estimate.high[key]];
          expect(Number.isFinite(value) && Number.isFinite(high), key).toBe(true);
          expect(low, key).toBeGreaterThanOrEqual(0);
          expect(low, key).toBeLessThanOrEqual(value);
          expect(value, key).toBeLessThanOrEqual(high);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("has the same numbers from trainingTotals, guarded and bare, to the last bit", () => {
    fc.assert(
      fc.property(trainingInputs, (input) => {
        const totals = trainingTotals(input);
        expect(Object.keys(totals).sort()).toEqual([...totalKeys].sort());
        expect(pick(estimateTraining(input))).toStrictEqual(totals);
        expect(trainingTotals.raw(input)).toStrictEqual(totals);
      }),
      { numRuns: 300 },
    );
  });

  it("recomputes, line by line, bit for bit", () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(trainingInputs, (input) => {
        for (const { key, value, formula, equation, unit, inputs } of estimateTraining(input).lines) {
          seen.add(formula);
          if (formula === "core.sum") {
            let sum = 0;
            for (const part of inputs) sum += part.value;
            expect(sum, key).toBe(value);
            for (const part of inputs) expect(part.unit, `${key}: ${part.name}`).toBe(unit);
            continue;
          }
          const known = formulasById.get(formula);
          expect(known, formula).toBeDefined();
          const card: FormulaCard<Numbers, typeof unit> | undefined = known?.card;
          expect([card?.equation, card?.unit]).toEqual([equation, unit]);
          expect(inputs.map(({ name }) => name).sort()).toEqual(Object.keys(card?.domain ?? {}).sort());
          expect(known?.(Object.fromEntries(inputs.map((each) => [each.name, each.value]))), key).toBe(value);
        }
      }),
      { numRuns: 300, examples: everyPart.map((input) => [input]) },
    );
    // Together with the fixed examples, every part of the wiring is reached, or the law says little.
    const used = [
      "core.sum",
      "hardware.model-flop-utilisation",
      "emissions.die",
      "emissions.host-share",
      "emissions.processor",
      "emissions.parts",
      "emissions.mass",
      "emissions.end-of-life",
      "architecture.expert-layer-parameters",
    ];
    expect(used.filter((id) => !seen.has(id))).toEqual([]);
  });

  it("names only earlier lines as origins, with their values and units, and no key twice", () => {
    fc.assert(
      fc.property(trainingInputs, (input) => {
        const earlier = new Map<string, { value: number; unit: string }>();
        const { lines } = estimateTraining(input);
        for (const { key, value, unit, inputs } of lines) {
          for (const { name, origin, low, high, ...each } of inputs) {
            if (origin.kind === "line") {
              expect(earlier.get(origin.line), `${key}: ${name}`).toEqual({ value: each.value, unit: each.unit });
            } else {
              expect(["given", "source", "default", "calibration"], `${key}: ${name}`).toContain(origin.kind);
            }
            if (low !== undefined) expect(low, `${key}: ${name}`).toBeLessThanOrEqual(each.value);
            if (high !== undefined) expect(high, `${key}: ${name}`).toBeGreaterThanOrEqual(each.value);
          }
          expect(earlier.has(key), key).toBe(false);
          earlier.set(key, { value, unit });
        }
      }),
      { numRuns: 300 },
    );
  });

  it("adds up: the total and the embodied part are the sums of the lines that are part of them", () => {
    fc.assert(
      fc.property(trainingInputs, (input) => {
        const estimate = estimateTraining(input);
        for (const key of ["totalGramsCo2e", "embodiedGramsCo2e"] as const) {
          const parts = estimate.lines.filter(({ partOf }) => partOf === key);
          expect(parts.length).toBeGreaterThan(0);
          expectSame(
            parts.reduce((sum, { value }) => sum + value, 0),
            estimate[key],
          );
        }
        expectSame(estimate.operationalGramsCo2e + estimate.embodiedGramsCo2e, estimate.totalGramsCo2e);
      }),
      { numRuns: 300 },
    );
  });

  it("has for every number that a line computes a line of its name with its value", () => {
    fc.assert(
      fc.property(
        // One of the two parameter counts stated and the other counted is the next test.
        trainingInputs.filter(
          ({ model }) => model.kind === "dense" || (model.parameters === undefined) === (model.activeParameters === undefined),
        ),
        (input) => {
          const estimate = estimateTraining(input);
          const lines = new Map(estimate.lines.map(({ key, value }) => [key, value]));
          for (const key of [
            "trainingFlop",
            "days",
            "itEnergyKwh",
            "energyKwh",
            "operationalGramsCo2e",
            "embodiedGramsCo2e",
            "totalGramsCo2e",
          ] as const) {
            expect(lines.get(key), key).toBe(estimate[key]);
          }
          for (const key of totalKeys) expect(lines.get(key) ?? estimate[key], key).toBe(estimate[key]);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("has no line that contradicts the number of its name, where one of the two parameter counts is stated", () => {
    const model = {
      kind: "mixture-of-experts",
      parameters: 46e9,
      architecture: {
        layers: 32,
        hiddenSize: 4096,
        attentionHeads: 32,
        keyValueHeads: 8,
        feedForwardSize: 14336,
        gatedFeedForward: true,
        vocabularySize: 32000,
        tiedEmbeddings: false,
        contextTokens: 32768,
        norm: "rms",
        experts: { total: 8, active: 2, feedForwardSize: 14336 },
      },
    } as const satisfies MixtureOfExpertsModel;
    const { parameters, lines } = countParameters(model);
    expect(parameters).toBe(46e9);
    for (const { key, value } of lines) if (key === "parameters") expect(value).toBe(parameters);
  });

  it("survives JSON without loss", () => {
    fc.assert(
      fc.property(trainingInputs, (input) => {
        const estimate = estimateTraining(input);
        expect(JSON.parse(JSON.stringify(estimate))).toStrictEqual(estimate);
      }),
    );
  });

  it("ranks its drivers by width, and each one alone moves the total inside the joint range", () => {
    fc.assert(
      fc.property(trainingInputs, (input) => {
        const { drivers, low, high } = estimateTraining(input);
        const widths = drivers.map(({ atLow, atHigh }) => Math.abs(atHigh - atLow));
        expect(widths).toEqual([...widths].sort((a, b) => b - a));
        for (const { atLow, atHigh } of drivers) {
          // exp(log(x)) costs a few more units of rounding than a product, so the law's tolerance is taken ten times.
          expect(Math.min(atLow, atHigh)).toBeGreaterThanOrEqual(low.totalGramsCo2e * (1 - 1e-11));
          expect(Math.max(atLow, atHigh)).toBeLessThanOrEqual(high.totalGramsCo2e * (1 + 1e-11));
        }
      }),
    );
  });
});

describe("laws of a training run", () => {
  const pue = physical("pue", atLeastOne);

  it("PUE multiplies the facility's energy and its emissions once, and touches neither IT energy nor embodied", () => {
    fc.assert(
      fc.property(trainingInputs, pue, (input, p) => {
        const [one, other] = [trainingTotals({ ...input, pue: 1 }), trainingTotals({ ...input, pue: p })];
        expect(other.itEnergyKwh).toBe(one.itEnergyKwh);
        expect(other.embodiedGramsCo2e).toBe(one.embodiedGramsCo2e);
        expect(one.energyKwh).toBe(one.itEnergyKwh);
        expectSame(other.energyKwh, one.energyKwh * p);
        expectSame(other.operationalGramsCo2e, one.operationalGramsCo2e * p);
      }),
    );
  });

  it("the number of accelerators sets the days and nothing else", () => {
    fc.assert(
      fc.property(trainingInputs, physical("acceleratorCount", atLeastOne), (input, acceleratorCount) => {
        const { days, ...one } = trainingTotals(input);
        const { days: otherDays, ...other } = trainingTotals({ ...input, acceleratorCount });
        expect(other).toStrictEqual(one);
        expectSame(otherDays * acceleratorCount, days * (input.acceleratorCount as number));
      }),
    );
  });

  it("is linear in tokens, unless the hours are given", () => {
    fc.assert(
      fc.property(trainingInputs, physical("tokens", positive), physical("tokens", positive), (drawn, x, y) => {
        // With given hours, more tokens mean a higher load and so more power, where the power is predicted.
        const input = { ...drawn, averagePowerWatts: drawn.averagePowerWatts ?? 500 };
        // Not guarded: no hardware does any number of tokens in given hours.
        const [a, b] = [trainingTotals.raw({ ...input, tokens: x }), trainingTotals.raw({ ...input, tokens: y })];
        expectSame(a.trainingFlop * y, b.trainingFlop * x);
        for (const key of [
          "deviceHours",
          "days",
          "itEnergyKwh",
          "energyKwh",
          "operationalGramsCo2e",
          "embodiedGramsCo2e",
          "totalGramsCo2e",
        ] as const) {
          if (input.deviceHours === undefined) expectSame(a[key] * y, b[key] * x);
          else expect(b[key], key).toBe(a[key]);
        }
      }),
    );
  });

  it("never falls with the parameters of the model", () => {
    const size = physical("parameters", positive);
    let risen = 0;
    fc.assert(
      fc.property(trainingInputs, size, size, (input, x, y) => {
        // Not guarded: no hardware does any size in given hours.
        const at = (parameters: number) => trainingTotals.raw({ ...input, model: { kind: "dense", parameters } });
        const [small, large] = [at(Math.min(x, y)), at(Math.max(x, y))];
        for (const key of totalKeys) expect(large[key], key).toBeGreaterThanOrEqual(small[key]);
        if (large.totalGramsCo2e > small.totalGramsCo2e) risen++;
      }),
    );
    expect(risen).toBeGreaterThan(0);
  });

  it("is inverse in the efficiency, and full recomputation is three quarters of the hardware utilisation", () => {
    fc.assert(
      fc.property(trainingInputs, fc.double({ min: 0.01, max: 0.75, noNaN: true }), (input, mfu) => {
        const run = without(input, "deviceHours", "efficiency");
        const [one, at] = [trainingTotals({ ...run, efficiency: 1 }), trainingTotals({ ...run, efficiency: mfu })];
        expectSame(at.deviceHours * mfu, one.deviceHours);
        expectSame(trainingTotals({ ...run, efficiency: { hfu: mfu / 0.75, recompute: "full" } }).deviceHours, at.deviceHours);
        expect(trainingTotals({ ...run, efficiency: { hfu: mfu, recompute: "none" } })).toStrictEqual(at);
      }),
    );
  });

  it("a bare number, the same number with a range, and the same number with a citation give the same numbers", () => {
    fc.assert(
      fc.property(pue, (value) => {
        const bare = trainingTotals({ ...gpt3, pue: value });
        expect(trainingTotals({ ...gpt3, pue: { value, low: 1, high: 4 } })).toStrictEqual(bare);
        expect(trainingTotals({ ...gpt3, pue: { value, source: "s", at: "p. 1", basis: "measured" } })).toStrictEqual(bare);
      }),
    );
  });
});

describe("laws of the parameter count", () => {
  /** Layers with experts, of all stacks. */
  const expertLayersOf = ({ layers, feedForwardLayers = layers, encoderLayers }: Architecture, firstDense = 0, period = 1): number =>
    [feedForwardLayers, ...(encoderLayers === undefined ? [] : [encoderLayers])]
      .map((stack) => Math.max(0, Math.floor((stack - firstDense) / period)))
      .reduce((sum, stack) => sum + stack);

  const unstatedModels: fc.Arbitrary<Model> = fc.oneof(
    architectures.map((architecture) => ({ kind: "dense" as const, architecture })),
    expertArchitectures.map((architecture) => ({ kind: "mixture-of-experts" as const, architecture })),
  );

  it("counts whole parameters, no more active than there are", () => {
    fc.assert(
      fc.property(unstatedModels, (model) => {
        const { parameters, activeParameters } = countParameters(model);
        // Without a stated head size, hidden size over heads may be no whole number.
        if (model.architecture?.headSize !== undefined) expect([parameters, activeParameters].every(Number.isInteger)).toBe(true);
        expect(activeParameters).toBeLessThanOrEqual(parameters);
        expect(activeParameters).toBeGreaterThan(0);
      }),
      { numRuns: 300 },
    );
  });

  it("a mixture of one expert is the dense model plus one router per expert layer", () => {
    const counted = fc.record({
      firstDenseLayers: fc.nat({ max: 5 }),
      layerPeriod: fc.integer({ min: 1, max: 4 }),
      routerBias: fc.boolean(),
    });
    fc.assert(
      fc.property(architectures, counted, (architecture, options) => {
        const { layers, feedForwardLayers = layers, hiddenSize, feedForwardSize } = architecture;
        const firstDenseLayers = Math.min(options.firstDenseLayers, feedForwardLayers);
        const layerPeriod = Math.min(options.layerPeriod, feedForwardLayers);
        const dense: DenseModel = { kind: "dense", architecture };
        const experts = { total: 1, active: 1, feedForwardSize, firstDenseLayers, layerPeriod, routerBias: options.routerBias };
        const one = countParameters({ kind: "mixture-of-experts", architecture: { ...architecture, experts } });
        const routers = expertLayersOf(architecture, firstDenseLayers, layerPeriod) * (hiddenSize + (options.routerBias ? 1 : 0));
        expectSame(one.parameters - routers, countParameters(dense).parameters);
        expect(one.activeParameters).toBe(one.parameters);
      }),
      { numRuns: 300 },
    );
  });

  it("active parameters are those of the same model with only the active experts, plus the routers of the others", () => {
    fc.assert(
      fc.property(expertArchitectures, (architecture) => {
        const { experts, hiddenSize } = architecture;
        const { activeParameters } = countParameters({ kind: "mixture-of-experts", architecture });
        const fewer = { ...architecture, experts: { ...experts, total: experts.active } };
        const expertLayers = expertLayersOf(architecture, experts.firstDenseLayers, experts.layerPeriod);
        const perExpert = experts.router === false ? 0 : hiddenSize + (experts.routerBias === true ? 1 : 0);
        const routers = expertLayers * (experts.total - experts.active) * perExpert;
        expectSame(activeParameters - routers, countParameters({ kind: "mixture-of-experts", architecture: fewer }).parameters);
      }),
      { numRuns: 300 },
    );
  });

  it("a mixture of one expert that is always active and has no router is the dense model", () => {
    fc.assert(
      fc.property(architectures, (architecture) => {
        const experts = { total: 1, active: 1, feedForwardSize: architecture.feedForwardSize, router: false };
        const one = without(countParameters({ kind: "mixture-of-experts", architecture: { ...architecture, experts } }), "lines");
        const dense = without(countParameters({ kind: "dense", architecture }), "lines");
        for (const key of Object.keys(dense) as (keyof typeof dense)[]) expectSame(one[key] ?? Number.NaN, dense[key] ?? Number.NaN);
      }),
      { numRuns: 300 },
    );
  });

  it("leaves out of a count the tables and nothing else", () => {
    fc.assert(
      fc.property(unstatedModels, (model) => {
        const counted = countParameters(model);
        const { parameters, activeParameters } = counted;
        const { activeNoInputEmbeddingParameters = Number.NaN, nonEmbeddingParameters = Number.NaN } = counted;
        const { vocabularySize = 0, hiddenSize = 0, tiedEmbeddings } = model.architecture ?? {};
        const table = vocabularySize * hiddenSize;
        expect(activeNoInputEmbeddingParameters).toBeGreaterThan(0);
        expectSame(activeParameters - activeNoInputEmbeddingParameters, tiedEmbeddings === true ? 0 : table, activeParameters);
        expect(parameters - nonEmbeddingParameters).toBeGreaterThan(tiedEmbeddings === true ? table * 0.999 : table * 1.999);
        expect(nonEmbeddingParameters).toBeGreaterThan(0);
        // The words stay out of both where they are out of either: one larger table moves them alike.
        const architecture = { ...model.architecture, vocabularySize: vocabularySize + 1000 } as ExpertArchitecture;
        expectSame(countParameters({ ...model, architecture }).nonEmbeddingParameters ?? Number.NaN, nonEmbeddingParameters, parameters);
      }),
      { numRuns: 300 },
    );
  });

  it("does not guess what a stated count holds", () => {
    const architecture = models["llama-3.1-8b"].architecture as Architecture;
    expect(countParameters({ kind: "dense", parameters: 8e9 })).toMatchObject({
      activeNoInputEmbeddingParameters: undefined,
      nonEmbeddingParameters: undefined,
    });
    expect(countParameters({ kind: "dense", parameters: 8e9, architecture }).nonEmbeddingParameters).toBeUndefined();
    const experts = models["mixtral-8x7b"].architecture as ExpertArchitecture;
    expect(countParameters({ kind: "mixture-of-experts", parameters: 46.7e9, architecture: experts })).toMatchObject({
      activeNoInputEmbeddingParameters: 12748853248,
      nonEmbeddingParameters: undefined,
    });
  });

  it("a layer more in the encoder is a layer more of a decoder-only model; one in the decoder has an attention block and a norm besides", () => {
    fc.assert(
      fc.property(architectures, fc.integer({ min: 1, max: 64 }), ({ headSize = 64, ...drawn }, encoderLayers) => {
        const { layers, attentionHeads, hiddenSize, feedForwardSize, gatedFeedForward, vocabularySize, norm } = drawn;
        const common = { tiedEmbeddings: true, contextTokens: 512, norm, headSize, vocabularySize };
        const architecture = { ...common, layers, attentionHeads, hiddenSize, feedForwardSize, gatedFeedForward };
        const count = (of: Partial<Architecture>): number =>
          countParameters({ kind: "dense", architecture: { ...architecture, ...of } }).parameters;
        const layer = count({ layers: layers + 1 }) - count({});
        expect(count({ encoderLayers: encoderLayers + 1 }) - count({ encoderLayers })).toBe(layer);
        const attention = 4 * hiddenSize * attentionHeads * headSize + { none: 0, rms: 1, layer: 2 }[norm] * hiddenSize;
        expect(count({ encoderLayers, layers: layers + 1 }) - count({ encoderLayers })).toBe(layer + attention);
      }),
    );
  });

  it("grows with every dimension", () => {
    const dimension = fc.constantFrom("layers", "hiddenSize", "feedForwardSize", "vocabularySize", "headSize" as const);
    fc.assert(
      fc.property(architectures, dimension, ({ headSize = 64, ...rest }, key) => {
        const architecture = { ...without(rest, "latentAttention"), headSize };
        const count = (of: typeof architecture): number => countParameters({ kind: "dense", architecture: of }).parameters;
        expect(count({ ...architecture, [key]: architecture[key] + 1 })).toBeGreaterThan(count(architecture));
      }),
    );
  });

  it("shares key-value heads to save parameters, and takes one per query head where none are stated", () => {
    fc.assert(
      fc.property(architectures, ({ headSize = 64, ...drawn }) => {
        const rest = without(drawn, "latentAttention");
        const count = (keyValueHeads: number): number =>
          countParameters({ kind: "dense", architecture: { ...rest, headSize, keyValueHeads } }).parameters;
        expect(count(1)).toBeLessThanOrEqual(count(rest.attentionHeads));
        const multiHead = without(rest, "keyValueHeads");
        expect(countParameters({ kind: "dense", architecture: { ...multiHead, headSize } }).parameters).toBe(count(rest.attentionHeads));
      }),
    );
  });

  it("grows with every rank and head size of latent attention", () => {
    const dimension = fc.constantFrom("keyValueRank", "queryRank", "nopeHeadSize", "ropeHeadSize", "valueHeadSize" as const);
    const latent = { keyValueRank: 512, queryRank: 1536, nopeHeadSize: 128, ropeHeadSize: 64, valueHeadSize: 128 };
    fc.assert(
      fc.property(architectures, dimension, (drawn, key) => {
        const count = (latentAttention: typeof latent): number =>
          countParameters({ kind: "dense", architecture: { ...without(without(drawn, "keyValueHeads"), "headSize"), latentAttention } })
            .parameters;
        expect(count({ ...latent, [key]: latent[key] + 1 })).toBeGreaterThan(count(latent));
      }),
    );
  });
});

describe("laws of the operations of attention", () => {
  const denseModels = architectures.map((architecture): DenseModel => ({ kind: "dense", architecture }));
  const sequences = fc.integer({ min: 1, max: 1_000_000 });

  it("a causal mask leaves half of the operations or more, and exactly half where no layer has a window or an encoder", () => {
    fc.assert(
      fc.property(denseModels, sequences, (model, sequence) => {
        const full = attentionFlopOf(model, sequence, 1e12, "full") ?? Number.NaN;
        const causal = attentionFlopOf(model, sequence, 1e12, "causal") ?? Number.NaN;
        expect(causal).toBeLessThan(full);
        expect(causal).toBeGreaterThanOrEqual((full / 2) * (1 - 1e-12));
        const { slidingWindow, encoderLayers } = model.architecture ?? {};
        if (slidingWindow === undefined && encoderLayers === undefined) expectSame(causal, full / 2);
      }),
    );
  });

  it("a window never adds operations, and one as long as the sequence changes nothing", () => {
    fc.assert(
      fc.property(denseModels, sequences, fc.constantFrom<("full" | "causal")[]>("full", "causal"), (model, sequence, convention) => {
        const { slidingWindow, ...rest } = model.architecture as Architecture;
        fc.pre(slidingWindow !== undefined);
        const without = attentionFlopOf({ kind: "dense", architecture: rest }, sequence, 1e12, convention) ?? Number.NaN;
        expect(attentionFlopOf(model, sequence, 1e12, convention)).toBeLessThanOrEqual(without * (1 + 1e-12));
        const long = { ...rest, slidingWindow: { ...slidingWindow, tokens: sequence } } as Architecture;
        expectSame(attentionFlopOf({ kind: "dense", architecture: long }, sequence, 1e12, convention) ?? Number.NaN, without);
      }),
    );
  });

  it("recorded beside the count of the parameters gives the same number, and no key twice", () => {
    fc.assert(
      fc.property(denseModels, sequences, (model, sequence) => {
        const { lines } = estimateTraining({ ...gpt3, model, tokens: 1e12, sequenceTokens: sequence, attentionFlop: "causal" });
        const found = lines.filter(({ key }) => key === "attentionFlop" || key === "attentionWidth");
        expect(found.map(({ key }) => key)).toEqual(["attentionWidth", "attentionFlop"]);
        expect(found[1]?.value).toBe(attentionFlopOf(model, sequence, 1e12, "causal"));
      }),
    );
  });

  it("is not known without dimensions, and leaves out layers with a state", () => {
    expect(attentionFlopOf({ kind: "dense", parameters: 7e9 }, 4096, 1e12, "full")).toBeUndefined();
    expect(attentionFlopOf(models["jamba-v0.1"], 4096, 1e12, "full")).toBe(12 * 4 * 4096 * 4096 * 1e12);
  });
});
