import { dataVersion } from "../catalog/version.js";
import { FootprintError } from "../core/errors.js";
import { type Run, valueIn } from "../graph/evaluate.js";
import { atMost, estimator, kind } from "../graph/kind.js";
import { linesOf } from "../graph/lines.js";
import { graph } from "../graph/rows.js";
import { checkInference, demandOf, type InferenceInput } from "./inference-input.js";
import { noteInference } from "./inference-notes.js";
import type { InferenceEstimate, InferenceTotals } from "./inference-result.js";
import { servingPrecisionOf } from "./serving-format.js";
import { requested, scaled } from "./tables/call.js";
import { price } from "./tables/price.js";

const { acceleratorUsd, acceleratorUsdPerHour, electricityUsdPerKwh } = price;

/** Requests to served models. */
export const inference = kind<InferenceInput>({
  name: "inference",
  graph: graph<InferenceInput>()({ ...requested, ...scaled, acceleratorUsd, acceleratorUsdPerHour, electricityUsdPerKwh }),
  totals: [
    "acceleratorCount",
    "batch",
    "prefillSeconds",
    "decodeStepSeconds",
    "timePerOutputTokenSeconds",
    "timeToFirstTokenSeconds",
    "latencySeconds",
    "userTokensPerSecond",
    "systemTokensPerSecond",
    "instanceSeconds",
    "decodePowerWatts",
    "acceleratorEnergyKwh",
    "hostEnergyKwh",
    "idleEnergyKwh",
    "itEnergyKwh",
    "energyKwh",
    "operationalGramsCo2e",
    "embodiedGramsCo2e",
    "totalGramsCo2e",
    "acceleratorJoulesPerToken",
    "energyKwhPerMillionTokens",
    "operationalGramsPerMillionTokens",
    "embodiedGramsPerMillionTokens",
    "totalGramsPerMillionTokens",
    "prefillEnergyKwh?",
    "cacheReadEnergyKwh?",
    "decodeEnergyKwh?",
    "inputEnergyKwh?",
    "cacheWriteEnergyKwh?",
    "outputEnergyKwh?",
    "reasoningEnergyKwh?",
    "retentionEnergyKwh?",
    "marketOperationalGramsCo2e?",
    "waterLitres?",
    "hardwareUsdPerMillionTokens?",
    "electricityUsdPerMillionTokens?",
    "fleetEnergyKwh?",
    "fleetOperationalGramsCo2e?",
    "fleetEmbodiedGramsCo2e?",
    "fleetTotalGramsCo2e?",
  ],
  beside: ["leastBatch", "mostSequences", "requestTokens", "longestTokens?"],
  rankBy: "totalGramsCo2e",
  choices: [
    "model",
    "accelerator",
    "server",
    "grid",
    "precision",
    "cachePrecision",
    "software",
    "embodiedMethod",
    "servingFit",
    "speculation.draftModel",
  ],
  rules: [
    atMost("requestTokens", "longestTokens", "the model takes no more; shorten the request"),
    atMost("dataParallelism", "acceleratorCount", "an accelerator holds no more than one rank"),
    atMost("expertParallelism", "acceleratorCount", "experts are spread over the accelerators of the instance"),
    atMost("bandLow", "bandHigh", "give the smaller one as low"),
    atMost("draftParameters", "parameters", "a draft is smaller than the model that it drafts for", "speculation.draftModel"),
  ],
  accept: demandOf,
  check: checkInference,
  verify: holdsBatch,
});

/** Refuses a batch that memory does not hold beside the weights. */
function holdsBatch(input: InferenceInput, run: Run): void {
  const [asked, most] = [valueIn(run, "leastBatch"), valueIn(run, "mostSequences")] as [number, number];
  if (asked <= most) return;
  const { acceleratorCount, ...others } = input;
  const fits = valueIn(inference.run({ ...others, batch: asked }, false), "acceleratorCount") as number;
  const count = valueIn(run, "acceleratorCount") as number;
  throw new FootprintError(
    "no-solution",
    `inference: ${count} × ${input.accelerator.name} hold ${most} sequences of ${Math.round(valueIn(run, "contextTokens") as number)} tokens in ` +
      `${servingPrecisionOf(input)} beside the weights, and ${asked} are asked for; give ${fits} accelerators, a narrower precision, or a smaller batch`,
    { field: "acceleratorCount", value: count, bound: `at least ${fits}` },
  );
}

/**
 * The numbers of a request alone, without lines, range or notes. The same equations in the same order as {@link estimateInference}, so the same
 * numbers to the last bit.
 *
 * @param input - deployment, tokens and load; every number is checked
 * @returns the numbers (units in their names)
 * @throws `FootprintError` naming the field, the value and the bound
 *
 * @example
 * ```ts
 * import { inferenceTotals } from "llm-footprint";
 * import { accelerators } from "llm-footprint/catalog/accelerators";
 * import { models } from "llm-footprint/catalog/models";
 *
 * const { acceleratorCount, batch } = inferenceTotals({
 *   model: models["llama-3.1-70b"], accelerator: accelerators["h100-sxm-80gb"], batch: 64,
 *   inputTokens: 500, outputTokens: 500, pue: 1.2, grid: { intensityGramsPerKwh: 400 },
 * });
 * console.log(acceleratorCount, batch); // 4 64
 * ```
 */
export function inferenceTotals(input: InferenceInput): InferenceTotals {
  return inference.numbers(inference.run(input));
}

/** The same without the check, for kernels that evaluate millions of inputs known to be inside their domains. */
inferenceTotals.raw = (input: InferenceInput): InferenceTotals => inference.numbers(inference.run(input, false));

/**
 * Estimates a request to a served model: time, energy from the accelerators to the facility, operational and embodied emissions, price; with low
 * and high, every line and its source.
 *
 * @param input - deployment (model, accelerators, place), tokens of the request by class, and the load: `batch`, `requestsPerSecond` or
 *   `systemTokensPerSecond`; an interval over `servingBand` where nothing tells it
 * @returns the numbers of one request, per million tokens, and of a fleet where `requests` is given
 * @throws `FootprintError` naming the field, the value and the bound or the fix; `no-solution` when the accelerators do not hold the model or do
 *   not reach the rate
 *
 * @example
 * ```ts
 * import { estimateInference } from "llm-footprint";
 * import { accelerators } from "llm-footprint/catalog/accelerators";
 * import { models } from "llm-footprint/catalog/models";
 *
 * const chat = estimateInference({
 *   model: models["llama-3.1-70b"], accelerator: accelerators["h100-sxm-80gb"], acceleratorCount: 8, batch: 64,
 *   inputTokens: 1000, outputTokens: 400, pue: 1.2, grid: { intensityGramsPerKwh: 400 },
 * });
 * console.log(chat.low.energyKwh < chat.energyKwh, chat.energyKwh < chat.high.energyKwh); // true true
 * ```
 */
export const estimateInference: (input: InferenceInput) => InferenceEstimate = estimator(
  inference,
  { kind: () => "inference", dataVersion: () => dataVersion, boundary: () => ({ lifecycle: "inference+idle", system: "datacenter" }) },
  {
    lines: ({ run, input }) => [...(input.grid?.lines ?? []), ...linesOf(run)],
    notes: ({ run, input }) => noteInference(input, run),
  },
);
