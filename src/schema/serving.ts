import * as z from "zod";
import { catalog as defaultCatalog } from "../catalog.js";
import { FootprintError } from "../core/errors.js";
import type { Dimension } from "../core/conversion.js";
import type { Deployment, InferenceInput } from "../estimate/inference-input.js";
import { servingPrecisions } from "../estimate/serving-format.js";
import type { ServingPlanInput } from "../estimate/serving-plan.js";
import type { ServingSizingInput } from "../estimate/serving-sizing.js";
import { SECONDS_PER_HOUR } from "../core/units.js";
import { speculationFields } from "./adaptation-fields.js";
import { type FileGroup, groupSchema, readGroup } from "./fields.js";
import { parseWith } from "./issues.js";
import { hardwareNames, placeNames, quantityFields } from "./quantity-fields.js";
import {
  type Lookup,
  quantityOf,
  readAccelerator,
  readAmount,
  readModel,
  readPlace,
  readServer,
  withOwnRecords,
} from "./scenario.js";
import { acceleratorSchema, amount, modelSchema, ownCatalogSchema, quantity, trainingScenarioSchema } from "./scenario-schema.js";
import { servingFields, type ServingFieldName } from "./serving-fields.js";

/** Numbers of a training scenario that a deployment has too. */
const sharedNames: readonly string[] = [...placeNames, ...hardwareNames];

/** The numbers of a deployment of either table. */
export const deploymentFields = [...servingFields, ...quantityFields.filter(({ name }) => sharedNames.includes(name))];

const quantities = Object.fromEntries(
  deploymentFields.flatMap(({ name, apiName, description, unit, example }) => {
    const field = quantity.optional().meta({ description: `${description}. A bare number is in ${unit}.`, examples: [example] });
    return name === apiName ? [[name, field]] : [[name, field], [apiName, field.meta({ description: `${description} (${unit}), as ${name}` })]];
  }),
);

const count = amount.optional();
const { site, grid, region, mix, mixBasis, year, server, embodiedMethod } = trainingScenarioSchema.shape;
const precision = z.enum(servingPrecisions as [string, ...string[]]).optional();
const cachePrecision = z.enum(["bf16", "fp8"]).optional();

const head = {
  $schema: z.string().optional().meta({ description: "Where this schema is, for editors" }),
  name: z.string().optional().meta({ description: "Title of the output" }),
  catalog: ownCatalogSchema,
  model: modelSchema,
  accelerator: acceleratorSchema,
  precision: precision.meta({ description: "Format of the weights; that in which the model is published where left out" }),
  cachePrecision: cachePrecision.meta({ description: "Format of keys and values in the cache; bf16 where left out" }),
  memoryShare: count.meta({ description: "Share of the memory that weights and caches may fill" }),
};

const deployment = {
  ...head,
  ...quantities,
  acceleratorCount: count.meta({ description: "Accelerators of one instance; the smallest power of two that holds the model where left out" }),
  expertParallelism: count.meta({ description: "Accelerators over which whole experts are spread; 1 where left out" }),
  dataParallelism: count.meta({ description: "Data-parallel ranks inside an instance; 1 where left out" }),
  software: z.enum(["vllm-0.11", "vllm-2024", "unknown"]).optional().meta({ description: "Whose constants are used; vllm-0.11 where left out" }),
  site,
  grid,
  region,
  mix,
  mixBasis,
  year,
  server,
  embodiedMethod,
};

/** A request as it is written in a file. */
export const inferenceScenarioSchema = z
  .strictObject({
    ...deployment,
    kind: z.literal("inference").meta({ description: "What is estimated: a request to a served model" }),
    requestsPerSecond: count.meta({ description: "Requests that arrive at one instance per second, in place of the batch" }),
    systemTokensPerSecond: count.meta({ description: "Tokens that one instance generates per second: the load, or beside a batch a measured rate" }),
    calibration: z
      .strictObject({ batch: amount, acceleratorJoulesPerToken: amount })
      .optional()
      .meta({ description: "A measured point of the deployment: running sequences, and energy of the accelerators per token (J)" }),
    speculation: groupSchema(speculationFields).optional().meta({ description: "Speculative decoding: drafts that the model verifies" }),
    servingBand: z
      .strictObject({ low: amount, high: amount })
      .optional()
      .meta({ description: "Batches that an instance may run where nothing tells the load" }),
  })
  .meta({ title: "llm-footprint inference", description: "A request to a served model to estimate with llm-footprint" });

/** A service as it is written in a file. */
export const servingScenarioSchema = z
  .strictObject({
    ...deployment,
    kind: z.literal("serving").meta({ description: "What is planned: a service under limits and load" }),
    batch: z.never().optional(),
    ttft: amount.optional().meta({ description: "Longest time to the first token; 1 s where left out", examples: ["1 s"] }),
    tpot: amount.optional().meta({ description: "Longest time per output token; 100 ms where left out", examples: ["100 ms"] }),
    requestsPerSecond: count.meta({ description: "Requests of all users per second" }),
    loadCurve: z.array(amount).optional().meta({ description: "Requests of all users per second in equal parts of a day or week" }),
    peakShare: count.meta({ description: "Share of the time in which instances may be busy at the peak; the rest is headroom" }),
  })
  .meta({ title: "llm-footprint serving", description: "A service to plan with llm-footprint" });

/** The memory of a served model as it is written in a file. */
export const servingSizingSchema = z
  .strictObject({
    ...head,
    kind: z.literal("serving-sizing").meta({ description: "What is planned: the memory of a served model" }),
    batch: count.meta({ description: "Sequences that run at once; none where left out" }),
    contextTokens: amount.optional().meta({ description: "Tokens of one sequence", examples: ["1000"] }),
  })
  .meta({ title: "llm-footprint sizing of serving", description: "The memory of a served model to plan with llm-footprint" });

interface Read<Kind, Input> {
  readonly kind: Kind;
  readonly name: string;
  readonly input: Input;
  /** Works that records of the caller's own cite, by id. */
  readonly sources: Lookup["sources"];
}

/** A request with its names looked up and its units read; `input` is what `estimateInference` takes. */
export type InferenceScenario = Read<"inference", InferenceInput>;
/** A service with its names looked up and its units read; `input` is what `planServing` takes. */
export type ServingScenario = Read<"serving", ServingPlanInput>;
/** The memory of a served model with its names looked up; `input` is what `sizeServing` takes. */
export type ServingSizingScenario = Read<"serving-sizing", ServingSizingInput>;

type File = Readonly<Record<string, unknown>>;

const apiNames = deploymentFields.map(({ apiName }) => apiName);

/** A plain number of a file, which may be text from a flag. */
function plain(file: File, key: string, dimension: Dimension = "number", perUnit?: number): number | undefined {
  return file[key] === undefined ? undefined : readAmount(key, file[key], dimension, perUnit);
}

/** The fields that say something. */
type Defined<T> = { readonly [Key in keyof T]?: Exclude<T[Key], undefined> };
const defined = <T extends object>(fields: T): Defined<T> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as unknown as Defined<T>;

const SECOND = 1 / SECONDS_PER_HOUR;

/** What every kind says of model and accelerators. */
function readHead(file: z.infer<typeof servingSizingSchema>, catalog: Lookup): { model: Deployment["model"]; name: string; fields: File } {
  const { model, name } = readModel(file.model, catalog);
  const { precision: format, cachePrecision: cache } = file;
  return {
    model,
    name,
    fields: defined({ precision: format, cachePrecision: cache, memoryShare: plain(file, "memoryShare", "fraction") }),
  };
}

function readDeployment(file: File, catalog: Lookup): { name: string; input: Deployment } {
  const written = file as z.infer<typeof inferenceScenarioSchema>;
  const { model, name, fields } = readHead(file as z.infer<typeof servingSizingSchema>, catalog);
  const accelerator = readAccelerator(written.accelerator, catalog);
  const given = Object.fromEntries(
    deploymentFields
      .filter(({ name: field }) => !["pue", "intensity", "marketIntensity", "wue"].includes(field))
      .map(({ name: field, apiName }) => [apiName, quantityOf(file, field as ServingFieldName)]),
  );
  return {
    name: `${name} on ${accelerator.name}`,
    input: {
      model,
      accelerator,
      ...fields,
      ...readPlace(file, catalog),
      ...defined({
        ...given,
        acceleratorCount: plain(file, "acceleratorCount"),
        expertParallelism: plain(file, "expertParallelism"),
        dataParallelism: plain(file, "dataParallelism"),
        software: written.software,
        server: readServer(written.server, catalog),
        embodiedMethod: written.embodiedMethod,
      }),
    },
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
export function readInference(value: unknown, catalog: Lookup = defaultCatalog): InferenceScenario {
  const file = parseWith(inferenceScenarioSchema, value, [...Object.keys(inferenceScenarioSchema.shape), ...apiNames]);
  const wide = withOwnRecords(catalog, file.catalog);
  const { name, input } = readDeployment(file, wide);
  const { servingBand, calibration, speculation } = file;
  return {
    kind: "inference",
    name: file.name ?? name,
    input: {
      ...input,
      ...defined({
        requestsPerSecond: plain(file, "requestsPerSecond"),
        systemTokensPerSecond: plain(file, "systemTokensPerSecond", "token-rate"),
        calibration:
          calibration === undefined
            ? undefined
            : {
                batch: readAmount("calibration.batch", calibration.batch, "number"),
                acceleratorJoulesPerToken: readAmount(
                  "calibration.acceleratorJoulesPerToken",
                  calibration.acceleratorJoulesPerToken,
                  "number",
                ),
              },
        speculation:
          speculation === undefined
            ? undefined
            : (readGroup("speculation", speculationFields, speculation as FileGroup, wide) as unknown as NonNullable<InferenceInput["speculation"]>),
        servingBand:
          servingBand === undefined
            ? undefined
            : { low: readAmount("servingBand.low", servingBand.low, "number"), high: readAmount("servingBand.high", servingBand.high, "number") },
      }),
    },
    sources: wide.sources,
  };
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
export function readServing(value: unknown, catalog: Lookup = defaultCatalog): ServingScenario {
  const file = parseWith(servingScenarioSchema, value, [...Object.keys(servingScenarioSchema.shape), ...apiNames]);
  const wide = withOwnRecords(catalog, file.catalog);
  const { name, input } = readDeployment(file, wide);
  const limits = defined({
    timeToFirstTokenSeconds: plain(file, "ttft", "duration", SECOND),
    timePerOutputTokenSeconds: plain(file, "tpot", "duration", SECOND),
  });
  return {
    kind: "serving",
    name: file.name ?? name,
    input: {
      ...input,
      ...defined({
        serviceLevel: Object.keys(limits).length === 0 ? undefined : limits,
        requestsPerSecond: plain(file, "requestsPerSecond"),
        loadCurve: file.loadCurve?.map((rate, index) => readAmount(`loadCurve.${index}`, rate, "number")),
        peakShare: plain(file, "peakShare", "fraction"),
      }),
    },
    sources: wide.sources,
  };
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
 * console.log(sizeServing(input).acceleratorsForWeights); // 6
 * ```
 */
export function readServingSizing(value: unknown, catalog: Lookup = defaultCatalog): ServingSizingScenario {
  const file = parseWith(servingSizingSchema, value, Object.keys(servingSizingSchema.shape));
  const wide = withOwnRecords(catalog, file.catalog);
  const { model, name, fields } = readHead(file, wide);
  const accelerator = readAccelerator(file.accelerator, wide);
  if (file.contextTokens !== undefined && file.batch === undefined) {
    throw new FootprintError("invalid-input", "batch is missing; contextTokens says how long its sequences are", { field: "batch" });
  }
  return {
    kind: "serving-sizing",
    name: file.name ?? `${name} on ${accelerator.name}: memory of serving`,
    input: {
      model,
      accelerator,
      ...fields,
      ...defined({ batch: plain(file, "batch"), contextTokens: plain(file, "contextTokens", "tokens") }),
    },
    sources: wide.sources,
  };
}
