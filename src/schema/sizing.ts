import * as z from "zod";
import { catalog as defaultCatalog } from "../catalog.js";
import type { SizingInput } from "../estimate/sizing-input.js";
import { parseWith } from "./issues.js";
import { type Lookup, readAccelerator, readModel, withOwnRecords } from "./scenario.js";
import { acceleratorSchema, modelSchema, ownCatalogSchema } from "./scenario-schema.js";

const count = z.number().optional();

/** A sizing as it is written in a file. */
export const sizingScenarioSchema = z
  .strictObject({
    $schema: z.string().optional().meta({ description: "Where this schema is, for editors" }),
    kind: z.literal("sizing").meta({ description: "What is planned: the memory of a training run" }),
    name: z.string().optional().meta({ description: "Title of the output" }),
    catalog: ownCatalogSchema,
    model: modelSchema,
    accelerator: acceleratorSchema,
    sequenceTokens: count,
    microBatch: count,
    recompute: z.enum(["none", "selective", "full"]).optional(),
    shardingStage: z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)]).optional(),
    optimizer: z.enum(["adamw", "adamw-8bit"]).optional(),
    gradientBytesPerParameter: z.union([z.literal(2), z.literal(4)]).optional(),
    acceleratorsPerServer: count,
    acceleratorCount: count,
    tensorParallelism: count,
    pipelineParallelism: count,
    expertParallelism: count,
    microBatches: count,
    memoryShare: count,
  })
  .meta({ title: "llm-footprint sizing", description: "The memory of a training run to plan with llm-footprint" });

/** A sizing with its names looked up. */
export interface SizingScenario {
  readonly kind: "sizing";
  readonly name: string;
  /** What `sizeTraining` takes. */
  readonly input: SizingInput;
  /** Works that records of the caller's own cite, by id. */
  readonly sources: Lookup["sources"];
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
 * console.log(sizeTraining(input).quickDevices); // 19
 * ```
 */
export function readSizing(value: unknown, catalog: Lookup = defaultCatalog): SizingScenario {
  const file = parseWith(sizingScenarioSchema, value, Object.keys(sizingScenarioSchema.shape));
  const { kind, name, catalog: own, model: written, accelerator: device, ...rest } = file;
  const wide = withOwnRecords(catalog, own);
  const { model, name: modelName } = readModel(written, wide);
  const accelerator = readAccelerator(device, wide);
  const given = Object.fromEntries(Object.entries(rest).filter(([key, field]) => field !== undefined && key !== "$schema"));
  return { kind, name: name ?? `${modelName} on ${accelerator.name}: memory of training`, input: { model, accelerator, ...given }, sources: wide.sources };
}
