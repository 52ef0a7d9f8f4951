import { dataVersion } from "../catalog/version.js";
import { estimator, kind } from "../graph/kind.js";
import { graph } from "../graph/rows.js";
import { callRules, checkedInCalls } from "./calls.js";
import { checkInference, demandOf } from "./inference-input.js";
import { notesOf, traceOf } from "./run-notes.js";
import type { InferenceEstimate } from "./inference-result.js";
import { unreadPlace } from "./given-rules.js";
import type { Note } from "./note.js";
import { deploymentChoices, paid, requested, scaled } from "./tables/call.js";
import type { InferenceInput } from "./generated/inputs.js";
import type { InferenceTotals } from "./generated/totals.js";

const boundary: Note = {
  code: "boundary",
  message:
    "One request: accelerators, hosts and the time in which servers wait, PUE once, and the share of their manufacture. Not included: " +
    "training, networks outside the data centre, devices of the users, encoders of images, clusters that split prompts and answers.",
};

/** Requests to served models. */
export const inference = kind<InferenceInput>(() => ({
  name: "inference",
  graph: graph<InferenceInput>()({ ...requested(), ...scaled(), ...paid() }),
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
    "fleetWaterLitres?",
    "fleetCostUsd?",
  ],
  beside: checkedInCalls,
  rankBy: "totalGramsCo2e",
  choices: [...deploymentChoices, "speculation.draftModel"],
  rules: callRules,
  unread: unreadPlace,
  accept: demandOf,
  check: checkInference,
}));

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
export const inferenceTotals: {
  (input: InferenceInput): InferenceTotals;
  /** The same without the check, for kernels that evaluate millions of inputs known to be inside their domains. */
  readonly raw: (input: InferenceInput) => InferenceTotals;
} = /* @__PURE__ */ Object.assign((input: InferenceInput): InferenceTotals => inference.numbers(inference.run(input)), {
  raw: (input: InferenceInput): InferenceTotals => inference.numbers(inference.run(input, false)),
});

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
    lines: ({ run }) => traceOf(run),
    notes: ({ run }) => notesOf(run, [boundary]),
  },
);
