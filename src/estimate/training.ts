import { lazily } from "../core/lazily.js";
import type { TrainingTotals } from "./generated/totals.js";
import type { EmbodiedStageInput, PlaceInput, TrainingInput } from "./generated/inputs.js";
import { dataVersion } from "../catalog/version.js";
import { type Run, valueIn } from "../graph/evaluate.js";
import { estimator, kind } from "../graph/kind.js";
import { graph, quantity } from "../graph/rows.js";
import { assume, from } from "../graph/ways.js";
import { attention } from "./tables/attention.js";
import { embodied, footprint, usualUtilisation } from "./tables/embodied.js";
import { model } from "./tables/model.js";
import { place } from "./tables/place.js";
import { type OfRun, run, usualSequence } from "./tables/run.js";
import { givenRules, unreadPlace } from "./given-rules.js";
import type { Note } from "./note.js";
import { noteRuns, refuseImpossibleRuns } from "./plausible.js";
import { noteMagnitudes, notesOf, statedNotes, traceOf } from "./run-notes.js";
import { attentionOf, checkChoices, isPredicted } from "./training-input.js";
import type { TrainingEstimate } from "./training-result.js";

/** What the table of a training looks at. */
export type OfTraining = OfRun & EmbodiedStageInput & Partial<Pick<PlaceInput, "grid">>;

/** A training run: its model, its operations, time and energy, and where it takes place. */
export const trainingTable = lazily(() => ({
  ...model(),
  ...attention(),
  sequenceTokens: quantity(
    "Tokens of one sequence, with which attention is counted; those of the model's record, else the usual ones, where left out",
    { isExact: true, example: "4096" },
    from<OfTraining>()("model", "trainingSequenceTokens"),
    assume(usualSequence),
  ),
  ...run(),
  ...place(),
  ...usualUtilisation(),
  ...embodied(),
  ...footprint(),
}));
/** The same as a graph. */
export const trainingGraph = lazily(() => graph<OfTraining>()(trainingTable()));

/** Whether experiments are counted. */
const hasExperiments = ({ experimentationFactor }: TrainingInput): boolean => experimentationFactor !== undefined;

/**
 * What is counted as attention becomes a choice like others, and hours and energy of the run get names of their own where a total holds more than
 * the run.
 */
export function trainingRecords(input: TrainingInput): object {
  const { deviceHours, itEnergyKwh, storage, attentionFlop } = input;
  const attentionCount = attentionOf(input);
  const lacksAttention = attentionCount === "none" && attentionFlop === undefined && isPredicted(input);
  // No literal that begins with a spread: V8 gives each a hidden class of its own.
  const own = Object.assign({}, input, { attentionCount, lacksAttention });
  if (hasExperiments(input) && deviceHours !== undefined) Object.assign(own, { runDeviceHours: deviceHours, deviceHours: undefined });
  if ((hasExperiments(input) || storage !== undefined) && itEnergyKwh !== undefined) {
    Object.assign(own, { runItEnergyKwh: itEnergyKwh, itEnergyKwh: undefined });
  }
  return own;
}

/** A training run. */
export const training = kind<TrainingInput>(() => ({
  name: "training",
  graph: trainingGraph(),
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
  rules: givenRules,
  unread: unreadPlace,
  accept: trainingRecords,
  check: checkChoices,
  verify: (_, run) => {
    refuseImpossibleRuns("training", run);
  },
}));

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
export const trainingTotals: {
  (input: TrainingInput): TrainingTotals;
  /** The same without the check, for kernels that evaluate millions of inputs known to be inside their domains. */
  readonly raw: (input: TrainingInput) => TrainingTotals;
} = /* @__PURE__ */ Object.assign((input: TrainingInput): TrainingTotals => training.numbers(training.run(input)), {
  raw: (input: TrainingInput): TrainingTotals => training.numbers(training.run(input, false)),
});

/** What the numbers cover, and what they leave out. */
function boundaryOf(input: TrainingInput): string {
  const { experimentationFactor, storage, goodput, powerBoundary, powerMethod } = input;
  const power =
    input.itEnergyKwh !== undefined || input.averagePowerWatts !== undefined
      ? "what the given energy or power covers (it should be the accelerators with their share of the servers)"
      : powerBoundary === "accelerator" || powerMethod === "tdp"
        ? "the accelerators alone, without host, network and fans"
        : "accelerators with their share of the servers";
  const missing = [
    ...(experimentationFactor === undefined ? ["experiments"] : []),
    ...(goodput === undefined ? ["failed runs and evaluation beyond what hours or efficiency hold"] : []),
    "data preparation",
    ...(storage === undefined ? ["electricity of storage"] : []),
  ];
  return (
    `${experimentationFactor === undefined ? "Final training run only" : "Training run with the experiments around it"}: ${power}, PUE once, ` +
    `and the share of their manufacture. Not included: ${missing.join(", ")}.`
  );
}

/** What a training says of itself, beside the ways by which it is had. */
function noteTraining(input: TrainingInput, of: Run): Note[] {
  const magnitudes = (run: Run): readonly Note[] => {
    const [tokens, activeParameters, days] = ["tokens", "activeParameters", "days"].map((name) => valueIn(run, name));
    return noteMagnitudes(tokens, activeParameters, days);
  };
  return [{ code: "boundary", message: boundaryOf(input) }, ...statedNotes(input.model, true), ...noteRuns(of, [magnitudes])];
}

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
    lines: ({ run: evaluated }) => traceOf(evaluated),
    notes: ({ input, run: evaluated }) => notesOf(evaluated, noteTraining(input, evaluated)),
  },
);
