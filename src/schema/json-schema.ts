import * as z from "zod";
import { adaptationSchemas } from "./adaptation.js";
import { trainingScenarioSchema } from "./scenario-schema.js";
import { inferenceScenarioSchema, servingScenarioSchema, servingSizingSchema } from "./serving.js";
import { sizingScenarioSchema } from "./sizing.js";

/** JSON Schema of scenario files of every kind, for editors; written to `schema/scenario.schema.json`. */
export function scenarioJsonSchema(): Record<string, unknown> {
  const kinds = [
    trainingScenarioSchema,
    inferenceScenarioSchema,
    servingScenarioSchema,
    sizingScenarioSchema,
    servingSizingSchema,
    ...Object.values(adaptationSchemas),
  ] as const;
  return z.toJSONSchema(z.discriminatedUnion("kind", kinds), { io: "input", reused: "ref" });
}
