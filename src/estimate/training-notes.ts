import { defaults } from "../catalog/defaults.js";
import { type Run, valueIn } from "../graph/evaluate.js";
import { assumedInputs, exactInputs } from "../graph/lines.js";
import { predictedEfficiency as predictedFormula } from "../hardware/training-efficiency.js";
import { noteEmbodied } from "./embodied-notes.js";
import { embodiedMethodOf } from "./embodied-input.js";
import { countFromArchitecture } from "./model-parameters.js";
import type { Note } from "./note.js";
import { attentionOf } from "./training-input.js";
import type { TrainingInput } from "./generated/inputs.js";

// A stated count is rounded for sale; more than 1 % apart, the dimensions and the count describe different models.
const PARAMETER_AGREEMENT = 0.01;

/** The notes of a training estimate. */
export function noteTraining(input: TrainingInput, run: Run): Note[] {
  const notes: Note[] = [{ code: "boundary", message: boundaryOf(input) }, ...notePrediction(input, run)];
  const fallbacks = assumedInputs(run);
  if (fallbacks.length > 0) {
    notes.push({ code: "defaults-used", message: `Taken from cited records because not given: ${fallbacks.join(", ")}.` });
  }
  const exact = exactInputs(run).filter((key) => rangeable.has(key));
  if (exact.length > 0) {
    notes.push({
      code: "exact-inputs",
      message: `Given without a range and counted as exact: ${exact.join(", ")}. Low and high come from the other inputs.`,
    });
  }
  notes.push(...(input.grid?.notes ?? []).map((message) => ({ code: "grid" as const, message })));
  notes.push(...noteEmbodied(input, embodiedMethodOf(input)));
  const parametersInUse = valueIn(run, "parameters") as number;
  const fromArchitecture = countFromArchitecture(input.model);
  if (input.model.parameters !== undefined && fromArchitecture !== undefined) {
    const ratio = parametersInUse / fromArchitecture.parameters;
    notes.push({
      code: "stated-parameters",
      message:
        `The stated parameter count ${parametersInUse} is used; the dimensions give ${fromArchitecture.parameters}` +
        `${Math.abs(ratio - 1) > PARAMETER_AGREEMENT ? ", more than 1 % apart: check that both describe one model" : ""}.`,
    });
  }
  const { parameters } = input.model;
  if (typeof parameters === "object" && "basis" in parameters && ["estimated", "assumption"].includes(parameters.basis)) {
    notes.push({
      code: "estimated-model",
      message:
        `The size of the model is not stated by its developer: ${parameters.source}, ${parameters.at}. ` +
        `Read low and high, not the value between them.${parameters.note === undefined ? "" : ` ${parameters.note}`}`,
    });
  }
  const [tokens, activeParameters, days] = ["tokens", "activeParameters", "days"].map((name) => valueIn(run, name));
  return [...notes, ...noteMagnitudes(tokens, activeParameters, days)];
}

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

/** What was predicted, from what, and how far the prediction may be off. */
function notePrediction(input: TrainingInput, run: Run): Note[] {
  const notes: Note[] = [];
  const percent = (value: number): string => `${(value * 100).toFixed(1)} %`;
  const predicted = predictedEfficiency(run);
  if (predicted !== undefined) {
    const { trainingGroup, achievableFlopPerSecond } = input.accelerator;
    const stand =
      trainingGroup !== undefined
        ? "from published runs on this device"
        : achievableFlopPerSecond === undefined
          ? "from other devices: published runs on this one are not known"
          : "from the rate of matrix products measured on this device";
    notes.push({
      code: "predicted",
      message:
        `Efficiency is predicted: ${percent(predicted)} of the peak, ${stand}. Low and high hold 90 % of published runs; reports that count ` +
        "whole projects or distillation can take several times as long (docs/guide/accuracy.md).",
    });
    if (input.attentionFlop === undefined && attentionOf(input) === "none") {
      notes.push({
        code: "predicted",
        message:
          "Attention is not counted, because the dimensions or the sequence length are not known; a factor stands for it in dense models.",
      });
    }
  }
  const implied = valueIn(run, "impliedEfficiency");
  if (implied !== undefined && implied > defaults.plausibleRanges.efficiency.high) {
    notes.push({
      code: "magnitude",
      message: `The hours stand for an efficiency of ${percent(implied)}: check hours, tokens and peak against each other.`,
    });
  }
  if (input.powerMethod === "tdp") {
    notes.push({ code: "predicted", message: "Power is the TDP: an upper bound of the accelerator, and without its server." });
  }
  if (input.acceleratorCount === undefined) {
    notes.push({
      code: "predicted",
      message:
        `Days are those of ${valueIn(run, "acceleratorCount")} accelerators, the fewest whose memory holds weights and optimizer; ` +
        "give acceleratorCount for yours.",
    });
  }
  return notes;
}

/** The efficiency of a run, where it is predicted. */
function predictedEfficiency({ program: { plan }, values }: Run): number | undefined {
  const at = plan.steps.findIndex(({ way }) => way?.formula?.card.id === predictedFormula.card.id);
  return at < 0 ? undefined : values[at];
}

/** Notes on magnitudes far outside what models are trained with: units slipped by a thousand give results that look fine. */
export function noteMagnitudes(tokens: number | undefined, activeParameters: number | undefined, days: number | undefined): Note[] {
  const notes: Note[] = [];
  const { tokensPerParameter: plausible, runDays } = defaults.plausibleRanges;
  const tokensPerParameter = (tokens ?? Number.NaN) / (activeParameters ?? Number.NaN);
  if (tokensPerParameter < plausible.low || tokensPerParameter > plausible.high) {
    notes.push({
      code: "magnitude",
      message: `${tokensPerParameter.toPrecision(3)} tokens per active parameter is far from any published run: check the unit of the tokens.`,
    });
  }
  if (days !== undefined && days > runDays.high) {
    notes.push({
      code: "magnitude",
      message: `The run takes ${Math.round(days)} days: check tokens (billions, not trillions?) and the number of accelerators.`,
    });
  }
  return notes;
}

/** Inputs for which a caller could know a range; counts and dimensions are exact by nature. */
const rangeable: ReadonlySet<string> = /* @__PURE__ */ new Set([
  "tokens",
  "efficiency",
  "efficiencyWithAttention",
  "hardwareFlopUtilisation",
  "deviceHours",
  "wallClockDays",
  "deviceTokensPerSecond",
  "stepSeconds",
  "goodput",
  "experimentationFactor",
  "itEnergyKwh",
  "averagePowerWatts",
  "pue",
  "intensityGramsPerKwh",
  "marketIntensityGramsPerKwh",
  "transmissionLossShare",
  "wueLitresPerKwh",
  "electricityWaterLitresPerKwh",
  "lifetimeYears",
  "lifetimeUtilisation",
]);
