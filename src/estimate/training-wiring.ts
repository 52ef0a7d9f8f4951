import type { Evaluator } from "../core/evaluator.js";
import { type Quantity } from "../core/evaluator.js";
import { wireModel } from "./model-wiring.js";
import { defaults } from "../catalog/defaults.js";
import { embodiedStages, wireLifetimeShare } from "./embodied.js";
import { inputOr } from "./input-or.js";
import { energyStages } from "./training-energy.js";
import type { TrainingInput } from "./training-input.js";
import { placeStages } from "./place.js";
import type { RunInput, Stage, TrainingQuantities, Workpiece } from "./training-stage.js";
import { timeStages, trainingOperations } from "./training-time.js";

/** The stage that gives the parameters of the model. */
const parameterCounts: Stage = (t, { model }, work) => {
  const { parameters, activeParameters } = wireModel(t, model);
  work.parameters = parameters;
  work.activeParameters = activeParameters;
};

/** The stages from the operations of a run to its footprint, in the order in which they run. None of them holds arithmetic of its own. */
const runStages: readonly Stage[] = [
  ...timeStages,
  ...energyStages,
  ...placeStages,
  function allocation(t, input, work) {
    const { lifetimeUtilisation } = input;
    wireLifetimeShare(
      t,
      input,
      work,
      work.deviceHours,
      inputOr(t, "lifetimeUtilisation", lifetimeUtilisation, defaults.lifetimeUtilisation),
    );
  },
  ...embodiedStages,
  function totals(t, _input, work) {
    work.embodiedGramsCo2e = t.sum("embodiedGramsCo2e", work.embodiedParts);
    work.totalGramsCo2e = t.sum("totalGramsCo2e", [work.operationalGramsCo2e, work.embodiedGramsCo2e]);
  },
];

/**
 * The stages of a training estimate.
 *
 * A list of small functions and not one long one: V8 inlines equations into a caller up to a budget, which each stage then has for itself
 * (docs/adr/0003).
 */
const stages: readonly Stage[] = [parameterCounts, trainingOperations, ...runStages];

/** Wires a phase whose operations are not those of training all weights on all tokens. */
export function wireRun(t: Evaluator, input: RunInput, operations: Stage): TrainingQuantities {
  return wireStages(t, input, [operations, ...runStages]);
}

/** Wires a checked training run. */
export function wireTraining(t: Evaluator, input: TrainingInput): TrainingQuantities {
  return wireStages(t, input, stages);
}

/** Runs the stages; every field of the result is set by one of them. */
function wireStages(t: Evaluator, input: RunInput, list: readonly Stage[]): TrainingQuantities {
  // One shape from the start, in the number representation that every field will have.
  const unset = 0.5 as unknown as Quantity<never>;
  const work: Workpiece = {
    parameters: unset,
    activeParameters: unset,
    trainingFlop: unset,
    deviceHours: unset,
    days: unset,
    itEnergyKwh: unset,
    energyKwh: unset,
    operationalGramsCo2e: unset,
    embodiedGramsCo2e: unset,
    totalGramsCo2e: unset,
    lifetimeShare: unset,
    tokens: unset,
    acceleratorCount: unset,
    runDeviceHours: unset,
    embodiedParts: [],
    efficiency: undefined,
    efficiencyCeiling: undefined,
    peakFlopPerSecond: undefined,
    experimentationFactor: undefined,
    marketOperationalGramsCo2e: undefined,
    waterLitres: undefined,
    deviceParts: undefined,
  };
  for (let index = 0; index < list.length; index++) (list[index] as (typeof list)[number])(t, input, work);
  return work;
}
