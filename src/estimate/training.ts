import { dataVersion } from "../catalog/version.js";
import { estimator, kind } from "../graph/kind.js";
import { linesOf } from "../graph/lines.js";
import { graph, quantity } from "../graph/rows.js";
import { from } from "../graph/ways.js";
import { attention } from "./tables/attention.js";
import { embodied, footprint, usualUtilisation } from "./tables/embodied.js";
import { model } from "./tables/model.js";
import { place } from "./tables/place.js";
import { type OfRun, run } from "./tables/run.js";
import { attentionOf, checkChoices, isPredicted } from "./training-input.js";
import { noteTraining } from "./training-notes.js";
import type { TrainingEstimate } from "./training-result.js";
import type { EmbodiedStageInput, PlaceInput, TrainingInput } from "./generated/inputs.js";
import type { TrainingTotals } from "./generated/totals.js";

/** What the table of a training looks at. */
export type OfTraining = OfRun & EmbodiedStageInput & Partial<Pick<PlaceInput, "grid">>;

/** A training run: its model, its operations, time and energy, and where it takes place. */
export const trainingTable = {
  ...model,
  ...attention,
  sequenceTokens: quantity(
    "Tokens of one sequence, with which attention is counted; those of the model's record where left out",
    { example: "4096" },
    from<OfTraining>()("model", "trainingSequenceTokens"),
  ),
  ...run,
  ...place,
  ...usualUtilisation,
  ...embodied,
  ...footprint,
};
/** The same as a graph. */
export const trainingGraph = graph<OfTraining>()(trainingTable);

/** Whether experiments are counted. */
const hasExperiments = ({ experimentationFactor }: TrainingInput): boolean => experimentationFactor !== undefined;

/**
 * What is counted as attention becomes a choice like others, and hours and energy of the run get names of their own where a total holds more than
 * the run.
 */
export function trainingRecords(input: TrainingInput): object {
  const { deviceHours, itEnergyKwh, storage, attentionFlop } = input;
  const attentionCount = attentionOf(input);
  const own = { ...input, attentionCount, lacksAttention: attentionCount === "none" && attentionFlop === undefined && isPredicted(input) };
  const experiments = hasExperiments(input);
  return {
    ...own,
    ...(experiments && deviceHours !== undefined ? { deviceHours: undefined, runDeviceHours: deviceHours } : {}),
    ...((experiments || storage !== undefined) && itEnergyKwh !== undefined ? { itEnergyKwh: undefined, runItEnergyKwh: itEnergyKwh } : {}),
  };
}

/** A training run. */
export const training = kind<TrainingInput>({
  name: "training",
  graph: trainingGraph,
  totals: [
    "parameters",
    "activeParameters",
    "trainingFlop",
    "deviceHours",
    "days",
    "itEnergyKwh",
    "energyKwh",
    "operationalGramsCo2e",
    "embodiedGramsCo2e",
    "totalGramsCo2e",
    "marketOperationalGramsCo2e?",
    "waterLitres?",
  ],
  rankBy: "totalGramsCo2e",
  choices: [
    "model",
    "accelerator",
    "server",
    "grid",
    "embodiedMethod",
    "precision",
    "attentionFlop",
    "efficiency",
    "efficiency.recompute",
    "softwareYear",
    "experimentationFactor",
    "trainingFit",
  ],
  words: {
    powerMethod: ["load", "tdp"],
    powerBoundary: ["server", "accelerator"],
    cooling: ["air", "liquid"],
    "storage.medium": ["ssd", "hdd"],
  },
  accept: trainingRecords,
  check: checkChoices,
});

/**
 * The numbers of a training estimate alone, without lines, range or notes: for sweeps over many inputs. The same equations in the same order
 * as {@link estimateTraining}, so the same numbers to the last bit.
 *
 * @param input - the run; every number is checked
 * @returns the numbers (units in their names)
 * @throws `FootprintError` naming the field, the value and the bound
 *
 * @example
 * ```ts
 * import { trainingTotals } from "llm-footprint";
 * import { accelerators } from "llm-footprint/catalog/accelerators";
 * import { models } from "llm-footprint/catalog/models";
 *
 * const run = {
 *   model: models["gpt-3-175b"], tokens: 300e9, accelerator: accelerators["v100-sxm2-32gb"], acceleratorCount: 10000,
 *   efficiency: 0.197, averagePowerWatts: 330, pue: 1.1, grid: { intensityGramsPerKwh: 429 },
 * };
 * console.log(Math.round(trainingTotals(run).operationalGramsCo2e / 1e6)); // 553
 * ```
 */
export function trainingTotals(input: TrainingInput): TrainingTotals {
  return training.numbers(training.run(input));
}

/** The same without the check, for kernels that evaluate millions of inputs known to be inside their domains. */
trainingTotals.raw = (input: TrainingInput): TrainingTotals => training.numbers(training.run(input, false));

/**
 * Estimates the energy and the operational and embodied emissions of training a model, with low and high, every line and its source.
 *
 * @param input - the run: model, tokens, accelerators, place
 * @returns the numbers (units in their names), their range, lines and notes
 * @throws `FootprintError` naming the field, the value and the bound or the fix
 *
 * @example
 * ```ts
 * import { estimateTraining } from "llm-footprint";
 * import { accelerators } from "llm-footprint/catalog/accelerators";
 * import { models } from "llm-footprint/catalog/models";
 * import { sites } from "llm-footprint/catalog/sites";
 *
 * const site = sites["microsoft-us-2020"];
 * const estimate = estimateTraining({
 *   model: models["gpt-3-175b"],
 *   tokens: 300e9,
 *   accelerator: accelerators["v100-sxm2-32gb"],
 *   acceleratorCount: 10000,
 *   efficiency: 0.197,
 *   averagePowerWatts: 330,
 *   pue: site.pue,
 *   grid: { intensityGramsPerKwh: 429 },
 * });
 * console.log((estimate.operationalGramsCo2e / 1e6).toFixed(2)); // 553.34
 * console.log(estimate.low.totalGramsCo2e < estimate.totalGramsCo2e); // true
 * ```
 */
export const estimateTraining: (input: TrainingInput) => TrainingEstimate = /* @__PURE__ */ estimator<TrainingInput, TrainingEstimate>(
  training,
  { kind: () => "training", dataVersion: () => dataVersion },
  {
    lines: ({ input, run: evaluated }) => [...(input.grid?.lines ?? []), ...linesOf(evaluated)],
    notes: ({ input, run: evaluated }) => noteTraining(input, evaluated),
  },
);
