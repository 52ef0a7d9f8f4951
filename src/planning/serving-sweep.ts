import { checkArgument } from "../core/formula.js";
import { FootprintError } from "../core/errors.js";
import { inferenceTotals } from "../estimate/inference.js";
import { limitsOf } from "../estimate/serving-plan.js";
import { combinations, isRefusal } from "./sweep.js";
import type { InferenceInput, ServiceLevel } from "../estimate/generated/inputs.js";
import type { InferenceTotals } from "../estimate/generated/totals.js";

/** A field of a request or its deployment that a sweep varies, with its values. */
export type VariedServing = { readonly [Key in keyof InferenceInput]?: readonly NonNullable<InferenceInput[Key]>[] };

/** What to sweep over. */
export interface ServingSweepInput {
  /** The request; the varied fields take the place of its own. */
  readonly request: InferenceInput;
  /** By field, the values; every combination is a row. Fields that belong together vary together through `alternatives`. */
  readonly vary?: VariedServing;
  /** Whole sets of fields, for example a region with its PUE and grid; each is combined with every combination of `vary`. */
  readonly alternatives?: readonly ({ readonly name: string } & Partial<InferenceInput>)[];
  /** Limits of the users; rows outside them say so. */
  readonly serviceLevel?: ServiceLevel;
}

/** One combination with its numbers. */
export interface ServingSweepRow extends InferenceTotals {
  /** The varied fields as numbers and names. */
  readonly varied: Readonly<Record<string, number | string>>;
  readonly request: InferenceInput;
  /** Whether the limits are kept. */
  readonly keepsServiceLevel: boolean;
}

/** A sweep: its rows, and the combinations that cannot be. */
export interface ServingSweep {
  readonly rows: readonly ServingSweepRow[];
  /** Combinations that memory or hardware refuses, with the reason. */
  readonly refused: readonly { readonly varied: Readonly<Record<string, number | string>>; readonly reason: string }[];
}

/**
 * Estimates a request over hardware, formats, batches and places. Combinations whose model does not fit the memory, or whose hardware lacks a
 * format, are listed apart.
 *
 * @param input - the request, the fields and their values, the limits
 * @returns rows, the last field varying fastest, and what is refused
 * @throws `FootprintError` `invalid-input` for a field without values or nothing to vary; as for `inferenceTotals` where an input is bad
 *
 * @example
 * ```ts
 * import { accelerators } from "llm-footprint/catalog/accelerators";
 * import { models } from "llm-footprint/catalog/models";
 * import { paretoFront, sweepServing } from "llm-footprint/planning";
 *
 * const { rows } = sweepServing({
 *   request: {
 *     model: models["llama-3.1-8b"], accelerator: accelerators["h100-sxm-80gb"], inputTokens: 500, outputTokens: 500,
 *     pue: 1.2, grid: { intensityGramsPerKwh: 400 },
 *   },
 *   vary: { precision: ["bf16", "fp8"], batch: [8, 64, 256] },
 * });
 * const front = paretoFront(rows, ["timePerOutputTokenSeconds", "totalGramsPerMillionTokens"]);
 * console.log(rows.length, front.length < rows.length); // 6 true
 * ```
 */
export function sweepServing(input: ServingSweepInput): ServingSweep {
  checkArgument("planning", "the input", input, "an object");
  const { request, vary = {}, alternatives, serviceLevel } = input;
  checkArgument("planning", "vary", vary, "an object");
  if (alternatives !== undefined) checkArgument("planning", "alternatives", alternatives, "a list of objects");
  if (Object.keys(vary).length === 0 && alternatives === undefined) {
    throw new FootprintError(
      "invalid-input",
      "planning: vary is missing; give fields of the request with lists of values, or alternatives",
      {
        field: "vary",
      },
    );
  }
  const limits = limitsOf({ serviceLevel });
  const rows: ServingSweepRow[] = [];
  const refused: { varied: Readonly<Record<string, number | string>>; reason: string }[] = [];
  for (const { name, ...fields } of alternatives ?? [{ name: "" }]) {
    for (const combination of combinations(vary)) {
      const changed: InferenceInput = { ...request, ...fields, ...Object.fromEntries(combination.map(([field, value]) => [field, value])) };
      const varied = {
        ...(alternatives === undefined ? {} : { alternative: name }),
        ...Object.fromEntries(combination.map(([field, , label]) => [field, label])),
      };
      try {
        const totals = inferenceTotals(changed);
        const keepsServiceLevel =
          totals.timeToFirstTokenSeconds <= limits.timeToFirstTokenSeconds &&
          totals.timePerOutputTokenSeconds <= limits.timePerOutputTokenSeconds;
        rows.push({ varied, request: changed, ...totals, keepsServiceLevel });
      } catch (error) {
        if (!isRefusal(error)) throw error;
        refused.push({ varied, reason: error.message });
      }
    }
  }
  return { rows, refused };
}
