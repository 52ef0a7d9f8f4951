import * as z from "zod";
import { catalog as defaultCatalog } from "../catalog.js";
import { FootprintError } from "../core/errors.js";
import type { Given } from "../core/figure.js";
import type { AdaptationInput } from "../estimate/compare-adaptation.js";
import type { FineTuningInput } from "../estimate/fine-tuning-input.js";
import type { HybridInput } from "../estimate/hybrid-input.js";
import type { LifecycleInput } from "../estimate/lifecycle-input.js";
import type { LocalInferenceInput } from "../estimate/local.js";
import type { RagInput } from "../estimate/rag-input.js";
import { comparisonFields, fineTuningFields, hybridFields, lifecycleFields, localFields, ragFields } from "./adaptation-fields.js";
import { type FileGroup, groupSchema, namesOf, readGroup, type Specs } from "./fields.js";
import { parseWith } from "./issues.js";
import { type Lookup, readModel, withOwnRecords } from "./scenario.js";
import { ownCatalogSchema } from "./scenario-schema.js";

/** A file of adaptation with its names looked up and its units read. */
interface Read<Kind, Input> {
  readonly kind: Kind;
  readonly name: string;
  /** What the estimate of its kind takes. */
  readonly input: Input;
  /** Works that records of the caller's own cite, by id. */
  readonly sources: Lookup["sources"];
}

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

const head = {
  $schema: z.string().optional().meta({ description: "Where this schema is, for editors" }),
  name: z.string().optional().meta({ description: "Title of the output" }),
  catalog: ownCatalogSchema,
};

const schemaFor = <Kind extends string>(kind: Kind, fields: Specs, description: string) =>
  groupSchema(fields)
    .extend({ ...head, kind: z.literal(kind).meta({ description: "What is estimated" }) })
    .meta({ title: `llm-footprint ${kind}`, description });

/** Schemas of the files of adaptation by kind. */
export const adaptationSchemas = {
  "fine-tuning": schemaFor("fine-tuning", fineTuningFields, "A fine-tuning to estimate with llm-footprint"),
  rag: schemaFor("rag", ragFields, "A question with retrieval to estimate with llm-footprint"),
  hybrid: schemaFor("hybrid", hybridFields, "An answer that a device drafts and a server verifies, to estimate with llm-footprint"),
  local: schemaFor("local", localFields, "A request to a model on a device, to estimate with llm-footprint"),
  adaptation: schemaFor("adaptation", comparisonFields, "Retrieval against fine-tuning, to compare with llm-footprint"),
  lifecycle: schemaFor("lifecycle", lifecycleFields, "The whole life of a model, to estimate with llm-footprint"),
} as const;

/** Kinds of the files of adaptation. */
export type AdaptationKind = keyof typeof adaptationSchemas;

interface Opened {
  readonly file: FileGroup;
  readonly catalog: Lookup;
}

/** Checks a file against the schema of its kind. */
function open(kind: AdaptationKind, fields: Specs, value: unknown, catalog: Lookup): Opened {
  const file = parseWith(adaptationSchemas[kind], value, [...Object.keys(head), "kind", ...namesOf(fields)]) as FileGroup;
  return { file, catalog: withOwnRecords(catalog, file["catalog"] as Readonly<Record<string, unknown>> | undefined) };
}

/** The title of a file, or what it is about. */
function titleOf(file: FileGroup, ...about: readonly unknown[]): string {
  if (typeof file["name"] === "string") return file["name"];
  const names = about.flatMap((one) => {
    const name = typeof one === "object" && one !== null ? (one as { name?: unknown }).name : one;
    return typeof name === "string" ? [name] : [];
  });
  return names.join(", ");
}

const electricityKeys = ["site", "grid", "region", "mix", "mixBasis", "year", "intensity", "intensityGramsPerKwh"];
const has = (file: FileGroup, keys: readonly string[]): boolean => keys.some((key) => file[key] !== undefined);

/** A part of a file takes from the whole what it does not say itself. */
function inherit(whole: FileGroup, part: FileGroup, fields: Specs, apart: readonly string[]): FileGroup {
  const own = { ...part } as Record<string, unknown>;
  const keepsElectricity = has(part, electricityKeys);
  const keepsPue = has(part, ["pue", "site", "region"]);
  for (const [key, value] of Object.entries(whole)) {
    if (value === undefined || own[key] !== undefined || apart.includes(key)) continue;
    // A server belongs to its accelerators: other ones do not stand in it.
    if (key === "server" && part["accelerator"] !== undefined) continue;
    if (electricityKeys.includes(key)) {
      if (!keepsElectricity && "pue" in fields) own[key] = value;
    } else if (key === "pue") {
      if (!keepsPue && "pue" in fields) own[key] = value;
    } else if (key in fields) own[key] = value;
  }
  return own;
}

/** The same for one part, or each of a list. */
function inheritAll(whole: FileGroup, part: unknown, fields: Specs, apart: readonly string[]): unknown {
  if (part === undefined) return undefined;
  return Array.isArray(part)
    ? part.map((one) => inherit(whole, one as FileGroup, fields, apart))
    : inherit(whole, part as FileGroup, fields, apart);
}

const fieldsIn = (fields: Specs, name: string): Specs => (fields[name] as { readonly fields: Specs }).fields;

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
export function readFineTuning(value: unknown, catalog: Lookup = defaultCatalog): FineTuningScenario {
  const opened = open("fine-tuning", fineTuningFields, value, catalog);
  const input = readGroup("", fineTuningFields, opened.file, opened.catalog) as unknown as FineTuningInput;
  return { kind: "fine-tuning", name: titleOf(opened.file, input.method, input.model, input.accelerator), input, sources: opened.catalog.sources };
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
export function readRag(value: unknown, catalog: Lookup = defaultCatalog): RagScenario {
  const opened = open("rag", ragFields, value, catalog);
  const input = readGroup("", ragFields, opened.file, opened.catalog) as unknown as RagInput;
  return { kind: "rag", name: titleOf(opened.file, "question", input.model, input.accelerator), input, sources: opened.catalog.sources };
}

/** A place that is a grid alone has no PUE. */
function withoutPue(file: FileGroup, key: string): FileGroup {
  const place = file[key];
  return place === undefined ? file : { ...file, [key]: { pue: 1, ...(place as FileGroup) } };
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
export function readHybrid(value: unknown, catalog: Lookup = defaultCatalog): HybridScenario {
  const opened = open("hybrid", hybridFields, value, catalog);
  const file = withoutPue(withoutPue(opened.file, "devicePlace"), "networkPlace");
  const { devicePlace, networkPlace, ...rest } = readGroup("", hybridFields, file, opened.catalog);
  const gridOf = (place: unknown): unknown => (place as { readonly grid?: unknown } | undefined)?.grid;
  const network = networkPlace === undefined ? rest["network"] : { ...(rest["network"] as object | undefined), grid: gridOf(networkPlace) };
  const input = {
    ...rest,
    ...(devicePlace === undefined ? {} : { deviceGrid: gridOf(devicePlace) }),
    ...(network === undefined ? {} : { network }),
  } as unknown as HybridInput;
  return { kind: "hybrid", name: titleOf(opened.file, "hybrid answer", input.cloud?.model, input.draftModel), input, sources: opened.catalog.sources };
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
export function readLocal(value: unknown, catalog: Lookup = defaultCatalog): LocalScenario {
  const opened = open("local", localFields, value, catalog);
  const states = has(opened.file, ["pue", "site", "region"]);
  const read = readGroup("", localFields, states ? opened.file : { ...opened.file, pue: 1 }, opened.catalog);
  const { pue, ...rest } = read;
  const input = (states ? { ...rest, pue } : rest) as unknown as LocalInferenceInput;
  return { kind: "local", name: titleOf(opened.file, input.model, input.device?.kind ?? "laptop"), input, sources: opened.catalog.sources };
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
export function readComparison(value: unknown, catalog: Lookup = defaultCatalog): ComparisonScenario {
  const opened = open("adaptation", comparisonFields, value, catalog);
  const { rag, fineTuning, ...whole } = opened.file;
  const file = {
    ...whole,
    rag: inheritAll(whole, rag, fieldsIn(comparisonFields, "rag"), ["requests"]),
    fineTuning: inheritAll(whole, fineTuning, fieldsIn(comparisonFields, "fineTuning"), ["requests"]),
  };
  // The whole itself needs no place once its parts have it.
  const own = Object.fromEntries(Object.entries(comparisonFields).filter(([name]) => ownOfComparison.includes(name)));
  const input = readGroup("", own, file, opened.catalog) as unknown as AdaptationInput;
  return { kind: "adaptation", name: titleOf(opened.file, "retrieval against fine-tuning", input.rag?.model), input, sources: opened.catalog.sources };
}

const ownOfComparison = ["rag", "fineTuning", "tuned", "requests", "period", "fineTuningsPerPeriod", "refreshesPerPeriod", "draws", "seed"];
const ownOfLife = ["training", "experimentation", "fineTuning", "inference", "rag", "storage", "retirement", "lifetimeRequests", "lifetimeTokens"];

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
export function readLifecycle(value: unknown, catalog: Lookup = defaultCatalog): LifecycleScenario {
  const opened = open("lifecycle", lifecycleFields, value, catalog);
  const whole = opened.file;
  const phases = Object.fromEntries(
    ["training", "fineTuning", "inference", "rag", "storage"].map((name) => [
      name,
      inheritAll(whole, whole[name], fieldsIn(lifecycleFields, name), ["name", "kind"]),
    ]),
  );
  const own = Object.fromEntries(Object.entries(lifecycleFields).filter(([name]) => ownOfLife.includes(name)));
  const input = readGroup("", own, { ...whole, ...phases }, opened.catalog) as unknown as LifecycleInput;
  const training = phases["training"] as FileGroup | undefined;
  const read: LifecycleInput =
    training === undefined || training["tokens"] !== undefined || training["model"] === undefined
      ? input
      : { ...input, training: { ...input.training, tokens: trainingTokensOf(training["model"], opened.catalog) } as NonNullable<LifecycleInput["training"]> };
  return { kind: "lifecycle", name: titleOf(opened.file, "whole life", input.training?.model), input: read, sources: opened.catalog.sources };
}

/** The tokens that the record of a model states. */
function trainingTokensOf(model: unknown, catalog: Lookup): Given {
  const { trainingTokens } = readModel(model as string, catalog);
  if (trainingTokens === undefined) {
    throw new FootprintError("invalid-input", "training.tokens is missing; give the training tokens, for example 300B", { field: "training.tokens" });
  }
  return trainingTokens;
}
