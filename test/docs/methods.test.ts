import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { models } from "../../src/catalog/models.js";
import { llmcarbonTables } from "../../src/catalog/published-runs.js";
import { compareAdaptation } from "../../src/estimate/compare-adaptation.js";
import { estimateFineTuning } from "../../src/estimate/fine-tuning.js";
import { estimateHybrid } from "../../src/estimate/hybrid.js";
import { estimateLifecycle } from "../../src/estimate/lifecycle.js";
import { estimateLocalInference } from "../../src/estimate/local.js";
import { estimateRag } from "../../src/estimate/rag.js";
import { estimateInference } from "../../src/estimate/inference.js";
import { ecologits, epochInference, llmcarbonInference } from "../../src/estimate/inference-methods.js";
import { llmcarbonEmbodied, llmcarbonPredict, llmcarbonReference } from "../../src/estimate/llmcarbon.js";
import { mlco2 } from "../../src/estimate/mlco2.js";
import { sizeServing } from "../../src/estimate/serving-sizing.js";
import { sizeTraining } from "../../src/estimate/sizing.js";
import { counts, model } from "../../src/estimate/tables/model.js";
import { embodied } from "../../src/estimate/tables/embodied.js";
import { place } from "../../src/estimate/tables/place.js";
import { estimateTraining } from "../../src/estimate/training.js";
import { evaluate, type Run } from "../../src/graph/evaluate.js";
import { runOf } from "../../src/graph/kind.js";
import { PlanCache } from "../../src/graph/shape.js";
import { forms } from "../../src/schema/generated/fields.js";
import {
  readComparison,
  readFineTuning,
  readHybrid,
  readInference,
  readLifecycle,
  readLocal,
  readRag,
  readScenario,
  readServingSizing,
  readSizing,
} from "../../src/schema/scenario.js";
import { type MethodPage, methodPage, picturesOf, type SharedTable } from "../helpers/method-page.js";

const written = (path: string): unknown => parse(readFileSync(`examples/${path}`, "utf8"));
/** The run of an estimate that is a result of the graph. */
const runBy =
  <Input extends object>(estimate: (input: Input) => object) =>
  (input: object): Run =>
    runOf(estimate(input as Input)) as Run;
const countRun = (input: object): Run => {
  const fitted = new PlanCache(counts().table, ["parameters", "activeParameters", "activeNoInputEmbeddingParameters?"]).fit(input as never);
  if ("missing" in fitted) throw new Error(fitted.missing);
  return evaluate(fitted, "model");
};

const gpt3 = readScenario(written("scenarios/gpt-3.yaml")).input;
const chat = readInference(written("inference/chat-70b.yaml")).input;
const memory = readServingSizing(written("inference/memory-405b.yaml")).input;
const llama = readSizing(written("sizings/llama-65b.yaml")).input;
const retrieval = readRag(written("adaptation/rag.yaml")).input;
const processor = readLocal(written("adaptation/processor.yaml")).input;
const drafted = readHybrid(written("adaptation/hybrid.yaml")).input;
const life = readLifecycle(written("adaptation/life.yaml")).input;
const both = readComparison(written("adaptation/rag-or-fine-tuning.yaml")).input;
const lora = readFineTuning(written("adaptation/lora.yaml")).input;

const shared: readonly SharedTable[] = [
  { slug: "model", title: "the model", rows: model() },
  { slug: "embodied", title: "the manufacture", rows: embodied() },
  { slug: "place", title: "the place", rows: place() },
];

/** One entry per kind; a kind that moves onto the graph is one more. */
const pages: readonly MethodPage[] = [
  {
    slug: "training",
    title: "Training",
    intro:
      "The final run of a training: operations from parameters and tokens, time from an efficiency, energy from power, emissions of the electricity and of the manufacture.",
    usual: "GPT-3 (`examples/scenarios/gpt-3.yaml`)",
    input: gpt3,
    run: runBy(estimateTraining),
    notes: estimateTraining(gpt3).notes,
    form: forms.training,
    pictures: [{ title: "GPT-3 175B: from tokens to emissions", goals: ["totalGramsCo2e"], folds: ["embodiedGramsCo2e"] }],
  },
  {
    slug: "inference",
    title: "Inference",
    intro:
      "A request to a served model: time of a decoding step from what it reads and computes, energy of the accelerators and of all that stands around them, emissions.",
    usual: "a chat with a 70B model (`examples/inference/chat-70b.yaml`)",
    input: chat,
    run: runBy(estimateInference),
    notes: estimateInference(chat).notes,
    form: forms.inference,
    pictures: [
      {
        title: "A chat with a 70B model: from times to emissions",
        goals: ["totalGramsCo2e"],
        folds: ["stepSeconds", "stepPowerWatts", "prefillFlop", "embodiedGramsCo2e", "parameters", "generatedTokens"],
      },
      {
        name: "step",
        title: "A chat with a 70B model: a decoding step",
        goals: ["stepSeconds"],
        folds: ["parameters", "sequenceBytes", "stepFlop", "weightTrafficBytes", "stepCacheBytes"],
      },
    ],
  },
  {
    slug: "model",
    title: "Parameters of a model",
    intro: "Total and active parameters from the dimensions of a model, or as stated; all that uses a model begins here.",
    usual: "Llama 3.1 8B",
    input: { model: models["llama-3.1-8b"] },
    run: countRun,
    rows: model(),
    pictures: [{ title: "Llama 3.1 8B: parameters by part", goals: ["parameters"] }],
  },
  {
    slug: "embodied",
    title: "Manufacture",
    intro: "The manufacture of accelerators, servers and what stands around them, and the share of their life that an estimate uses.",
    usual: "GPT-3 (`examples/scenarios/gpt-3.yaml`)",
    input: gpt3,
    run: runBy(estimateTraining),
    rows: embodied(),
    pictures: [{ title: "GPT-3 175B: share of the manufacture", goals: ["embodiedGramsCo2e"], folds: ["deviceHours"] }],
  },
  {
    slug: "place",
    title: "Place",
    intro: "What turns the energy of the equipment into that of the data centre, emissions and water.",
    usual: "GPT-3 (`examples/scenarios/gpt-3.yaml`)",
    input: gpt3,
    run: runBy(estimateTraining),
    rows: place(),
    pictures: [{ title: "GPT-3 175B: emissions of the electricity", goals: ["operationalGramsCo2e"], folds: ["itEnergyKwh"] }],
  },
  {
    slug: "fine-tuning",
    title: "Fine-tuning",
    intro:
      "A fine-tuning phase by phase: updates, rollouts, rewards, teachers, evaluation, experiments; each phase is a training or an inference of its own.",
    usual: "LoRA on instructions (`examples/adaptation/lora.yaml`)",
    input: lora,
    run: runBy(estimateFineTuning),
    notes: estimateFineTuning(lora).notes,
    form: forms["fine-tuning"],
    pictures: [
      {
        title: "LoRA on instructions: emissions by phase",
        goals: ["totalGramsCo2e"],
        folds: ["embodiedGramsCo2e", "itEnergyKwh"],
        mostInRow: 3,
      },
    ],
  },
  {
    slug: "rag",
    title: "Retrieval",
    intro:
      "A question with retrieval: embeddings, search, reranking, graphs, agents, generation, and the share of the index that it uses; each phase has devices and a place.",
    usual: "retrieval over a million chunks (`examples/adaptation/rag.yaml`)",
    input: retrieval,
    run: runBy(estimateRag),
    notes: estimateRag(retrieval).notes,
    form: forms.rag,
    pictures: [
      {
        title: "Retrieval: emissions by phase",
        goals: ["totalGramsCo2e"],
        folds: ["totalGramsCo2e"],
        isFlat: true,
      },
    ],
  },
  {
    slug: "local",
    title: "Local inference",
    intro: "A request to a model on a phone, a laptop or a processor: time and energy from its bandwidth, its operations and its power.",
    usual: "an 8B model on a processor (`examples/adaptation/processor.yaml`)",
    input: processor,
    run: runBy(estimateLocalInference),
    notes: estimateLocalInference(processor).notes,
    form: forms.local,
    pictures: [
      {
        title: "A model on a processor: emissions",
        goals: ["totalGramsCo2e"],
        folds: ["parameters", "stepSeconds", "prefillFlop"],
        mostInRow: 3,
      },
    ],
  },
  {
    slug: "hybrid",
    title: "Hybrid of device and server",
    intro: "An answer that a device drafts and a server verifies, against the server or the device alone.",
    usual: "a laptop that drafts for a server (`examples/adaptation/hybrid.yaml`)",
    input: drafted,
    run: runBy(estimateHybrid),
    notes: estimateHybrid(drafted).notes,
    form: forms.hybrid,
    pictures: [
      {
        title: "A drafted answer: emissions by phase",
        goals: ["totalGramsCo2e"],
        folds: ["operationalGramsCo2e", "embodiedGramsCo2e"],
        isFlat: true,
      },
    ],
  },
  {
    slug: "lifecycle",
    title: "Whole life",
    intro: "The whole life of a model: training, experiments, fine-tunings, services and retrieval over years, and what ends it.",
    usual: "a life with retrieval and requests (`examples/adaptation/life.yaml`)",
    input: life,
    run: runBy(estimateLifecycle),
    notes: estimateLifecycle(life).notes,
    form: forms.lifecycle,
    pictures: [{ title: "A whole life: emissions by phase", goals: ["totalGramsCo2e"], folds: ["totalGramsCo2e"], isFlat: true }],
  },
  {
    slug: "compare-adaptation",
    title: "Retrieval against fine-tuning",
    intro: "Both ways over a period, what each takes once and per request, and where they meet.",
    usual: "`examples/adaptation/rag-or-fine-tuning.yaml`",
    input: both,
    run: runBy(compareAdaptation),
    notes: compareAdaptation(both).notes,
    form: forms.adaptation,
    pictures: [
      {
        title: "Retrieval against fine-tuning: emissions of a period",
        goals: ["ragPeriodAllTotalGramsCo2e", "tunedPeriodAllTotalGramsCo2e"],
        folds: ["totalGramsCo2e"],
        isFlat: true,
      },
    ],
  },
  {
    slug: "serving-sizing",
    title: "Memory of serving",
    intro: "Bytes of weights and caches, and the fewest accelerators that hold them.",
    usual: "Llama 3.1 405B in 8 bit (`examples/inference/memory-405b.yaml`)",
    input: memory,
    run: runBy(sizeServing),
    notes: sizeServing(memory).notes,
    form: forms["serving-sizing"],
    pictures: [{ title: "Llama 3.1 405B in 8 bit: accelerators", goals: ["accelerators"], folds: ["parameters"] }],
  },
  {
    slug: "training-sizing",
    title: "Memory of training",
    intro: "What one device must hold of states and activations under a layout; the search tries layouts with it.",
    usual: "LLaMA-65B (`examples/sizings/llama-65b.yaml`)",
    input: llama,
    run: runBy(sizeTraining),
    notes: sizeTraining(llama).notes,
    form: forms.sizing,
    pictures: [{ title: "LLaMA-65B: memory of one device", goals: ["memoryBytes"], folds: ["parameters"] }],
  },
  {
    slug: "llmcarbon",
    title: "LLMCarbon, operational",
    intro: "The reference code of LLMCarbon as published, frozen: see [Published methods](../published-methods.md).",
    usual: "GPT-3",
    input: {
      baseParameters: 175e9,
      tokens: 300e9,
      peakFlopPerSecond: 125e12,
      efficiency: 0.197,
      powerWatts: 330,
      deviceCount: 10000,
      pue: 1.1,
      intensityGramsPerKwh: 429,
    },
    run: runBy(llmcarbonReference),
    pictures: [{ title: "LLMCarbon: GPT-3", goals: ["operationalGramsCo2e", "days"] }],
  },
  {
    slug: "llmcarbon-embodied",
    title: "LLMCarbon, embodied",
    intro: "Logic dies by area, memory and storage by capacity, charged by days of the run over lifetime, as published.",
    usual: "two parts of table 5 of the paper",
    input: { units: llmcarbonTables.table5.units.slice(0, 2), runDays: llmcarbonTables.table5.runDays },
    run: runBy(llmcarbonEmbodied),
    pictures: [{ title: "LLMCarbon: two parts of table 5", goals: ["embodiedGramsCo2e"], mostInRow: 2 }],
  },
  {
    slug: "llmcarbon-predict",
    title: "LLMCarbon, prediction",
    intro: "Devices, batch and throughput from the number of parameters by the polynomials of LLMCarbon, as published.",
    usual: "175B parameters on A100",
    input: { parameters: 175e9, memoryBytes: 80e9 },
    run: runBy(llmcarbonPredict),
    pictures: [{ title: "LLMCarbon: 175B parameters on A100", goals: ["throughputFlopPerSecond", "batchSize"] }],
  },
  {
    slug: "llmcarbon-inference",
    title: "LLMCarbon, inference",
    intro: "Two operations per parameter and token at a share of the peak that the caller must know, as published.",
    usual: "a million tokens of a 70B model",
    input: {
      activeParameters: 70e9,
      tokens: 1e6,
      deviceCount: 8,
      peakFlopPerSecond: 312e12,
      efficiency: 0.3,
      systemWatts: 400,
      pue: 1.1,
      intensityGramsPerKwh: 429,
    },
    run: runBy(llmcarbonInference),
    pictures: [{ title: "LLMCarbon: a million tokens", goals: ["operationalGramsCo2e"] }],
  },
  {
    slug: "mlco2",
    title: "mlco2",
    intro: "The classic calculator as published: design power × hours × intensity.",
    usual: "GPT-3",
    input: { tdpWatts: 300, deviceHours: 3552000, intensityGramsPerKwh: 429 },
    run: runBy(mlco2),
    pictures: [{ title: "mlco2: GPT-3", goals: ["operationalGramsCo2e"] }],
  },
  {
    slug: "ecologits",
    title: "EcoLogits",
    intro: "A request by EcoLogits 0.9.1 as published: output tokens only, 16-bit weights, H100.",
    usual: "400 tokens of a 70B model",
    input: { parameters: 70e9, activeParameters: 70e9, outputTokens: 400, pue: 1.2, intensityGramsPerKwh: 400 },
    run: runBy(ecologits),
    pictures: [{ title: "EcoLogits: 400 tokens of a 70B model", goals: ["operationalGramsCo2e", "embodiedGramsCo2e"] }],
  },
  {
    slug: "epoch",
    title: "Epoch AI, inference",
    intro: "A request by the estimate of Epoch AI of February 2025, as published: operations over a tenth of the peak, times drawn power.",
    usual: "500 tokens of a 100B model",
    input: { activeParameters: 100e9, outputTokens: 500, pue: 1.2, intensityGramsPerKwh: 400 },
    run: runBy(epochInference),
    pictures: [{ title: "Epoch AI: 500 tokens of a 100B model", goals: ["operationalGramsCo2e"] }],
  },
];

// Written from the tables by `npm run generate`; stale pages fail.
describe.each(pages)("docs/guide/methods/$slug.md", (page) => {
  it("is up to date", async () => {
    await expect(methodPage(page, shared)).toMatchFileSnapshot(`../../docs/guide/methods/${page.slug}.md`);
  });

  it("has its drawings", async () => {
    for (const { file, svg } of picturesOf(page)) await expect(svg).toMatchFileSnapshot(`../../docs/guide/img/${file}`);
  });
});

it("docs/guide/methods/README.md lists the pages", async () => {
  const list = pages.map(
    ({ slug, title, intro }) => `- [${title}](${slug}.md): ${intro.replace(/: see \[.*$/u, ".").replaceAll("../", "../")}`,
  );
  await expect(["# Methods, one page each", "", ...list, ""].join("\n")).toMatchFileSnapshot("../../docs/guide/methods/README.md");
});
