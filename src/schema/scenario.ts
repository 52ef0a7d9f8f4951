import { FootprintError } from "../core/errors.js";
import { isInDomain, nonNegative, outOfDomain } from "../core/formula.js";
import type { FormKind } from "./generated/fields.js";
import { nameOf, type Opened, type Read, readKind, titleOf } from "./read-kind.js";
import type { Lookup } from "./records.js";
import type {
  AdaptationInput,
  FineTuningInput,
  HybridInput,
  InferenceInput,
  LifecycleInput,
  LocalInferenceInput,
  RagInput,
  ServingPlanInput,
  ServingSizingInput,
  SizingInput,
  TrainingInput,
} from "../estimate/generated/inputs.js";

/** A published value to compare an estimate with. */
export interface ScenarioReference {
  readonly label: string;
  /** Published operational emissions (gCO2e). */
  readonly operationalGramsCo2e: number;
  readonly source: string;
}

/** What a training scenario file holds, before names are looked up and units are read. */
export interface TrainingScenarioFile {
  readonly kind: "training";
  readonly [field: string]: unknown;
}

/** A training run with its names looked up and its units read; `input` is what `estimateTraining` takes. */
export interface Scenario extends Read<"training", TrainingInput> {
  readonly references: readonly ScenarioReference[];
  readonly baselines: readonly ("mlco2" | "mlco2-peak")[];
}
/** A request with its names looked up and its units read; `input` is what `estimateInference` takes. */
export type InferenceScenario = Read<"inference", InferenceInput>;
/** A service with its names looked up and its units read; `input` is what `planServing` takes. */
export type ServingScenario = Read<"serving", ServingPlanInput>;
/** The memory of a training run with its names looked up; `input` is what `sizeTraining` takes. */
export type SizingScenario = Read<"sizing", SizingInput>;
/** The memory of a served model with its names looked up; `input` is what `sizeServing` takes. */
export type ServingSizingScenario = Read<"serving-sizing", ServingSizingInput>;
/** A fine-tuning, ready for `estimateFineTuning(scenario.input)`. */
export type FineTuningScenario = Read<"fine-tuning", FineTuningInput>;
/** A question with retrieval, ready for `estimateRag(scenario.input)`. */
export type RagScenario = Read<"rag", RagInput>;
/** A hybrid answer, ready for `estimateHybrid(scenario.input)`. */
export type HybridScenario = Read<"hybrid", HybridInput>;
/** A request on a device, ready for `estimateLocalInference(scenario.input)`. */
export type LocalScenario = Read<"local", LocalInferenceInput>;
/** Retrieval against fine-tuning, ready for `compareAdaptation(scenario.input)`. */
export type ComparisonScenario = Read<"adaptation", AdaptationInput>;
/** A whole life, ready for `estimateLifecycle(scenario.input)`. */
export type LifecycleScenario = Read<"lifecycle", LifecycleInput>;

/** Kinds of the files of adaptation. */
export type AdaptationKind = "fine-tuning" | "rag" | "hybrid" | "local" | "adaptation" | "lifecycle";

/** What the reader of every kind returns. */
const readAs = <Kind extends FormKind, Input>(
  kind: Kind,
  name: string,
  { input, catalog }: Pick<Opened, "input" | "catalog">,
): Read<Kind, Input> => ({
  kind,
  name,
  input: input as unknown as Input,
  sources: catalog.sources,
});

/** A file of a kind that is called by its records. */
function readNamed<Kind extends FormKind, Input>(
  kind: Kind,
  value: unknown,
  catalog: Lookup | undefined,
  aboutOf: (input: Readonly<Record<string, unknown>>) => readonly unknown[],
): Read<Kind, Input> {
  const opened = readKind(kind, value, catalog);
  return readAs(kind, titleOf(opened.file, ...aboutOf(opened.input)), opened);
}

const onAccelerator =
  (more = "") =>
  ({ model, accelerator }: Readonly<Record<string, unknown>>): string[] => [
    `${nameOf(model) ?? "own model"} on ${nameOf(accelerator) ?? "own accelerator"}${more}`,
  ];

/**
 * Reads a scenario as JSON or YAML hold it: checks it, looks its names up in the catalogue, reads its units.
 *
 * @param value - the parsed content of a scenario file
 * @param catalog - where names are looked up; the default tables where left out. With the tables `closedModels`, `electricityMapsZones` or
 *   `subnationalGrids` in it, their names are known too, after those of the default tables.
 * @returns the scenario, ready for `estimateTraining(scenario.input)`
 * @throws `FootprintError` naming every faulty field, its value and the fix
 *
 * @example
 * ```ts
 * import { estimateTraining } from "llm-footprint";
 * import { readScenario } from "llm-footprint/schema";
 *
 * const { input } = readScenario({
 *   kind: "training", model: "gpt-3-175b", tokens: "300B", accelerator: "v100-sxm2-32gb", acceleratorCount: 10000,
 *   efficiency: "19.7%", power: "330 W", pue: 1.1, intensity: "429 g/kWh",
 * });
 * console.log(Math.round(estimateTraining(input).operationalGramsCo2e / 1e6)); // 553
 * ```
 */
export function readScenario(value: unknown, catalog?: Lookup): Scenario {
  const opened = readKind("training", value, catalog);
  const { references: list, baselines = [], ...rest } = opened.input;
  const references = (list ?? []) as Scenario["references"];
  for (const [index, { operationalGramsCo2e }] of references.entries()) {
    if (!isInDomain(operationalGramsCo2e, nonNegative))
      throw outOfDomain("reference", `references.${index}.operational`, operationalGramsCo2e, nonNegative);
  }
  return {
    ...readAs<"training", TrainingInput>("training", titleOf(opened.file, ...onAccelerator()(rest)), { ...opened, input: rest }),
    references,
    baselines: baselines as Scenario["baselines"],
  };
}

/**
 * Reads a request as JSON or YAML hold it: checks it, looks its names up in the catalogue, reads its units.
 *
 * @param value - the parsed content of a file
 * @param catalog - where names are looked up; the default tables where left out
 * @returns the request, ready for `estimateInference(scenario.input)`
 * @throws `FootprintError` naming every faulty field, its value and the fix
 *
 * @example
 * ```ts
 * import { estimateInference } from "llm-footprint";
 * import { readInference } from "llm-footprint/schema";
 *
 * const { input } = readInference({
 *   kind: "inference", model: "llama-3.1-70b", accelerator: "h100-sxm-80gb", acceleratorCount: 8, batch: 64,
 *   inputTokens: 1000, outputTokens: 400, pue: 1.2, intensity: "400 g/kWh",
 * });
 * console.log(estimateInference(input).acceleratorCount); // 8
 * ```
 */
export function readInference(value: unknown, catalog?: Lookup): InferenceScenario {
  return readNamed("inference", value, catalog, onAccelerator());
}

/**
 * Reads a service as JSON or YAML hold it.
 *
 * @param value - the parsed content of a file
 * @param catalog - where names are looked up; the default tables where left out
 * @returns the service, ready for `planServing(scenario.input)`
 * @throws `FootprintError` naming every faulty field, its value and the fix
 *
 * @example
 * ```ts
 * import { planServing } from "llm-footprint";
 * import { readServing } from "llm-footprint/schema";
 *
 * const { input } = readServing({
 *   kind: "serving", model: "llama-3.1-70b", accelerator: "h100-sxm-80gb", acceleratorCount: 8, requestsPerSecond: 10, tpot: "50 ms",
 *   inputTokens: 1000, outputTokens: 400, pue: 1.2, intensity: "400 g/kWh",
 * });
 * console.log(planServing(input).inference.timePerOutputTokenSeconds <= 0.05); // true
 * ```
 */
export function readServing(value: unknown, catalog?: Lookup): ServingScenario {
  return readNamed("serving", value, catalog, onAccelerator());
}

/**
 * Reads a sizing as JSON or YAML hold it: checks it and looks its names up in the catalogue.
 *
 * @param value - the parsed content of a file
 * @param catalog - where names are looked up; the default tables where left out
 * @returns the sizing, ready for `sizeTraining(sizing.input)`
 * @throws `FootprintError` naming every faulty field, its value and the fix
 *
 * @example
 * ```ts
 * import { sizeTraining } from "llm-footprint";
 * import { readSizing } from "llm-footprint/schema";
 *
 * const { input } = readSizing({ kind: "sizing", model: "llama-65b", accelerator: "a100-sxm4-80gb" });
 * console.log(sizeTraining(input).quickDevices); // 18
 * ```
 */
export function readSizing(value: unknown, catalog?: Lookup): SizingScenario {
  return readNamed("sizing", value, catalog, onAccelerator(": memory of training"));
}

/**
 * Reads the sizing of a served model as JSON or YAML hold it.
 *
 * @param value - the parsed content of a file
 * @param catalog - where names are looked up; the default tables where left out
 * @returns the sizing, ready for `sizeServing(sizing.input)`
 * @throws `FootprintError` naming every faulty field, its value and the fix
 *
 * @example
 * ```ts
 * import { sizeServing } from "llm-footprint";
 * import { readServingSizing } from "llm-footprint/schema";
 *
 * const { input } = readServingSizing({ kind: "serving-sizing", model: "llama-3.1-405b", accelerator: "h100-sxm-80gb", precision: "fp8" });
 * console.log(sizeServing(input).acceleratorsForWeights); // 5
 * ```
 */
export function readServingSizing(value: unknown, catalog?: Lookup): ServingSizingScenario {
  const read = readNamed<"serving-sizing", ServingSizingInput>("serving-sizing", value, catalog, onAccelerator(": memory of serving"));
  if (read.input.contextTokens !== undefined && read.input.batch === undefined) {
    throw new FootprintError("invalid-input", "batch is missing; contextTokens says how long its sequences are", { field: "batch" });
  }
  return read;
}

/**
 * Reads a fine-tuning as JSON or YAML hold it: checks it, looks its names up in the catalogue, reads its units.
 *
 * @param value - the parsed content of a file
 * @param catalog - where names are looked up; the default tables where left out
 * @returns the fine-tuning, ready for `estimateFineTuning(scenario.input)`
 * @throws `FootprintError` naming every faulty field, its value and the fix
 *
 * @example
 * ```ts
 * import { estimateFineTuning } from "llm-footprint/adaptation";
 * import { readFineTuning } from "llm-footprint/schema";
 *
 * const { input } = readFineTuning({
 *   kind: "fine-tuning", method: "lora", model: "llama-3.1-8b", accelerator: "h100-sxm-80gb", examples: 52000, exampleTokens: 300, epochs: 3,
 *   pue: 1.2, intensity: "400 g/kWh",
 * });
 * console.log(estimateFineTuning(input).trainedParameters); // 13631488
 * ```
 */
export function readFineTuning(value: unknown, catalog?: Lookup): FineTuningScenario {
  return readNamed("fine-tuning", value, catalog, ({ method, model, accelerator }) => [method, model, accelerator]);
}

/**
 * Reads a question with retrieval as JSON or YAML hold it.
 *
 * @param value - the parsed content of a file
 * @param catalog - where names are looked up; the default tables where left out
 * @returns the question, ready for `estimateRag(scenario.input)`
 * @throws `FootprintError` naming every faulty field, its value and the fix
 *
 * @example
 * ```ts
 * import { estimateRag } from "llm-footprint/adaptation";
 * import { readRag } from "llm-footprint/schema";
 *
 * const { input } = readRag({
 *   kind: "rag", model: "llama-3.1-8b", accelerator: "h100-sxm-80gb", batch: 64, outputTokens: 300, retrieval: { chunks: 5 },
 *   pue: 1.2, intensity: "400 g/kWh",
 * });
 * console.log(estimateRag(input).promptTokens.value); // 2692
 * ```
 */
export function readRag(value: unknown, catalog?: Lookup): RagScenario {
  return readNamed("rag", value, catalog, ({ model, accelerator }) => ["question", model, accelerator]);
}

interface GroupsOfHybrid {
  readonly devicePlace?: { readonly grid?: unknown };
  readonly networkPlace?: { readonly grid?: unknown };
  readonly network?: object;
}

/**
 * Reads a hybrid answer as JSON or YAML hold it.
 *
 * @param value - the parsed content of a file
 * @param catalog - where names are looked up; the default tables where left out
 * @returns the answer, ready for `estimateHybrid(scenario.input)`
 * @throws `FootprintError` naming every faulty field, its value and the fix
 *
 * @example
 * ```ts
 * import { estimateHybrid } from "llm-footprint/adaptation";
 * import { readHybrid } from "llm-footprint/schema";
 *
 * const { input } = readHybrid({
 *   kind: "hybrid", draftModel: "llama-3.1-8b", device: { kind: "laptop" }, network: { kind: "5g" }, inputTokens: 300, outputTokens: 300,
 *   cloud: { model: "llama-3.1-70b", accelerator: "h100-sxm-80gb", acceleratorCount: 4, batch: 32, pue: 1.2, intensity: "400 g/kWh" },
 * });
 * console.log(estimateHybrid(input).ratioToCloud.value > 1); // true
 * ```
 */
export function readHybrid(value: unknown, catalog?: Lookup): HybridScenario {
  const opened = readKind("hybrid", value, catalog);
  const { devicePlace, networkPlace, ...rest } = opened.input as GroupsOfHybrid;
  const input = {
    ...rest,
    ...(devicePlace === undefined ? {} : { deviceGrid: devicePlace.grid }),
    ...(networkPlace === undefined ? {} : { network: { ...rest.network, grid: networkPlace.grid } }),
  } as unknown as HybridInput;
  const name = titleOf(opened.file, "hybrid answer", input.cloud?.model, input.draftModel);
  return { ...readAs<"hybrid", HybridInput>("hybrid", name, opened), input };
}

/**
 * Reads a request on a device as JSON or YAML hold it.
 *
 * @param value - the parsed content of a file
 * @param catalog - where names are looked up; the default tables where left out
 * @returns the request, ready for `estimateLocalInference(scenario.input)`
 * @throws `FootprintError` naming every faulty field, its value and the fix
 *
 * @example
 * ```ts
 * import { estimateLocalInference } from "llm-footprint/adaptation";
 * import { readLocal } from "llm-footprint/schema";
 *
 * const { input } = readLocal({ kind: "local", model: "llama-3.1-8b", device: { kind: "laptop" }, outputTokens: 300, intensity: "400 g/kWh" });
 * console.log(estimateLocalInference(input).phases.length); // 1
 * ```
 */
export function readLocal(value: unknown, catalog?: Lookup): LocalScenario {
  return readNamed("local", value, catalog, ({ model, device }) => [
    model,
    (device as { readonly kind?: string } | undefined)?.kind ?? "laptop",
  ]);
}

/**
 * Reads a comparison of retrieval with fine-tuning as JSON or YAML hold it. What the whole says of model, accelerator, place and price holds for
 * every part that says nothing else.
 *
 * @param value - the parsed content of a file
 * @param catalog - where names are looked up; the default tables where left out
 * @returns the comparison, ready for `compareAdaptation(scenario.input)`
 * @throws `FootprintError` naming every faulty field, its value and the fix
 *
 * @example
 * ```ts
 * import { compareAdaptation } from "llm-footprint/adaptation";
 * import { readComparison } from "llm-footprint/schema";
 *
 * const { input } = readComparison({
 *   kind: "adaptation", model: "llama-3.1-8b", accelerator: "h100-sxm-80gb", pue: 1.2, intensity: "400 g/kWh", requests: 100000,
 *   rag: { batch: 64, outputTokens: 300, retrieval: {}, index: { chunks: "1000000" } },
 *   fineTuning: { method: "full", examples: 52000, exampleTokens: 300 },
 * });
 * console.log(compareAdaptation(input).breakEven.energy.case); // fine-tuning-always
 * ```
 */
export function readComparison(value: unknown, catalog?: Lookup): ComparisonScenario {
  return readNamed("adaptation", value, catalog, ({ rag }) => [
    "retrieval against fine-tuning",
    (rag as Partial<RagInput> | undefined)?.model,
  ]);
}

/**
 * Reads a whole life as JSON or YAML hold it. What the whole says of model, accelerator, place and price holds for every phase that says nothing
 * else.
 *
 * @param value - the parsed content of a file
 * @param catalog - where names are looked up; the default tables where left out
 * @returns the life, ready for `estimateLifecycle(scenario.input)`
 * @throws `FootprintError` naming every faulty field, its value and the fix
 *
 * @example
 * ```ts
 * import { estimateLifecycle } from "llm-footprint/adaptation";
 * import { readLifecycle } from "llm-footprint/schema";
 *
 * const { input } = readLifecycle({
 *   kind: "lifecycle", model: "llama-3.1-8b", accelerator: "h100-sxm-80gb", pue: 1.2, intensity: "400 g/kWh",
 *   training: { tokens: "15T", acceleratorCount: 2000 }, inference: { batch: 64, inputTokens: 500, outputTokens: 300, requests: 1000000 },
 * });
 * console.log(estimateLifecycle(input).phases.length); // 2
 * ```
 */
export function readLifecycle(value: unknown, catalog?: Lookup): LifecycleScenario {
  const opened = readKind("lifecycle", value, catalog);
  const { training } = opened.input as { training?: { readonly model?: unknown } };
  return readAs("lifecycle", titleOf(opened.file, "whole life", training?.model), opened);
}
