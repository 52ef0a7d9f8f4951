// Inputs in which the fuzzer found a fault, as small as they could be made; they are tried before any random one. A seed alone would mean another input
// as soon as a kind, a field or a record is added. Records stand there by their names.
import { accelerators } from "llm-footprint/catalog/accelerators";
import { models } from "llm-footprint/catalog/models";

const tables = { model: models, draftModel: models, accelerator: accelerators };

/** An input whose records stand there by their names. */
const revived = (input) =>
  typeof input !== "object" || input === null
    ? input
    : Array.isArray(input)
      ? input.map(revived)
      : Object.fromEntries(
          Object.entries(input).map(([key, value]) => [
            key,
            typeof value === "string" && key in tables ? tables[key][value] : revived(value),
          ]),
        );

const served = { model: "llama-3.1-8b", accelerator: "h100-sxm-80gb", pue: 1.2, grid: { intensityGramsPerKwh: 400 } };
const here = { model: "llama-3.1-8b", accelerator: "h100-sxm-80gb", pue: 1.2, intensity: "400 g/kWh" };

/** Of each: the kind, the input or the file, and what was wrong. */
export const regressions = [
  {
    name: "adaptation",
    why: "an accelerator without a TDP left the energy of one way unknown, the break-evens null and the drivers NaN",
    file: {
      ...{ kind: "adaptation", requests: 100000, draws: 100, ...here },
      rag: { batch: 64, outputTokens: 300, retrieval: {}, index: { chunks: "1000000" } },
      fineTuning: { method: "full", examples: 52000, exampleTokens: 300 },
      tuned: { accelerator: "ascend-910b4" },
    },
  },
  { name: "hourly-mix", why: "the message called a range [object Object]", input: { month: 6, hour: { value: 22, low: 1 } } },
  {
    name: "apportionment",
    why: "the message called a range [object Object]",
    input: { parts: [1.25, 2.375], decimals: { value: 2, low: 1 } },
  },
  {
    name: "sizing",
    why: "a range of 4 did not divide 8 heads, and was called [object Object]",
    input: { model: "llama-3.1-8b", accelerator: "h100-sxm-80gb", tensorParallelism: { value: 4, low: 3 } },
  },
  {
    name: "sizing",
    why: "a plan of no devices",
    input: { model: "llama-3.1-8b", accelerator: "h100-sxm-80gb", devices: { value: 0, high: 0 } },
  },
  {
    name: "compute-optimal",
    why: "the operations were those of the loss, size and tokens those of the parameters",
    input: { parameters: 70e9, reducibleLoss: 0.3 },
  },
  {
    name: "local",
    why: "the total was not that of the given part",
    input: {
      model: "llama-3.2-1b",
      device: { kind: "laptop" },
      outputTokens: 300,
      grid: { intensityGramsPerKwh: 400 },
      embodiedGramsCo2e: 1,
    },
  },
  { name: "rag", why: "the same", input: { ...served, batch: 64, outputTokens: 300, operationalGramsCo2e: 1 } },
  { name: "fine-tuning", why: "the same", input: { ...served, method: "full", examples: 52000, exampleTokens: 300, embodiedGramsCo2e: 1 } },
  {
    name: "inference",
    why: "the upper end of the hours of a request lay above what is between two of them",
    file: {
      ...{ kind: "inference", ...here, acceleratorCount: 2, inputTokens: 800, outputTokens: 300, systemTokensPerSecond: 813 },
      ...{ cachePrecision: "fp8", speculation: { draftModel: "llama-3.1-8b" }, weightBits: 2.277 },
    },
  },
  {
    name: "serving",
    why: "the same at the peak of a service",
    input: {
      ...{ ...served, acceleratorCount: 1, inputTokens: 800, outputTokens: { value: 292, high: 538 }, requestsPerSecond: 3 },
      serviceLevel: { timeToFirstTokenSeconds: 20, timePerOutputTokenSeconds: 0.2 },
    },
  },
  {
    name: "hybrid",
    why: "a prompt of no tokens was sent where it was a range",
    input: {
      cloud: { ...served, model: "llama-3.1-70b", acceleratorCount: 4, batch: 32 },
      ...{
        device: { kind: "laptop" },
        draftModel: "llama-3.1-8b",
        network: { kind: "5g" },
        inputTokens: { value: 0, low: 0 },
        outputTokens: 300,
      },
    },
  },
  { name: "apportionment", why: "parts over more than 80 digits did not add up", input: { parts: [1e300, 2.375, 53981], decimals: 2 } },
].map(({ input, ...rest }) => ({ ...rest, ...(input === undefined ? {} : { input: revived(input) }) }));
