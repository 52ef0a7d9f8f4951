import { dataVersion } from "../catalog/version.js";
import { Evaluator, type Quantity } from "../core/evaluator.js";
import { propagateRanges } from "../core/range.js";
import { Trace } from "../core/trace.js";
import { countFromArchitecture, wireModel } from "./model-parameters.js";
import { defaults } from "../catalog/defaults.js";
import { embodiedStages, wireLifetimeShare } from "./embodied.js";
import { embodiedMethodOf } from "./embodied-input.js";
import { inputOr } from "./input-or.js";
import { energyStages } from "./training-energy.js";
import { checkTraining, type TrainingInput } from "./training-input.js";
import { noteTraining } from "./training-notes.js";
import { placeStages } from "./place.js";
import type { TrainingEstimate, TrainingTotals } from "./training-result.js";
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

function totalsOf(t: Evaluator, quantities: TrainingQuantities): TrainingTotals {
  const { marketOperationalGramsCo2e: market, waterLitres: water } = quantities;
  const totals: TrainingTotals = {
    parameters: t.value(quantities.parameters),
    activeParameters: t.value(quantities.activeParameters),
    trainingFlop: t.value(quantities.trainingFlop),
    deviceHours: t.value(quantities.deviceHours),
    days: t.value(quantities.days),
    itEnergyKwh: t.value(quantities.itEnergyKwh),
    energyKwh: t.value(quantities.energyKwh),
    operationalGramsCo2e: t.value(quantities.operationalGramsCo2e),
    embodiedGramsCo2e: t.value(quantities.embodiedGramsCo2e),
    totalGramsCo2e: t.value(quantities.totalGramsCo2e),
  };
  // Most runs know neither: one shape and no copy for them.
  if (market === undefined && water === undefined) return totals;
  return {
    ...totals,
    ...(market === undefined ? {} : { marketOperationalGramsCo2e: t.value(market) }),
    ...(water === undefined ? {} : { waterLitres: t.value(water) }),
  };
}

const numbers = /* @__PURE__ */ new Evaluator();

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
  checkTraining(input);
  const totals = trainingTotals.raw(input);
  // Inputs inside their domains can still overflow together; the recorded run then names the equation.
  if (!Number.isFinite(totals.totalGramsCo2e) || !Number.isFinite(totals.trainingFlop)) wireTraining(new Evaluator(new Trace()), input);
  return totals;
}

/** A checked and recorded training run, for what works on the trace: ranges and distributions. */
export function traceTraining(input: TrainingInput): { trace: Trace; quantities: TrainingQuantities; totals: TrainingTotals } {
  checkTraining(input);
  const trace = new Trace();
  const t = new Evaluator(trace);
  const quantities = wireTraining(t, input);
  return { trace, quantities, totals: totalsOf(t, quantities) };
}

/** The same without the check, for kernels that evaluate millions of inputs known to be inside their domains. */
trainingTotals.raw = (input: TrainingInput): TrainingTotals => totalsOf(numbers, wireTraining(numbers, input));

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
export function estimateTraining(input: TrainingInput): TrainingEstimate {
  const { trace, quantities, totals } = traceTraining(input);
  const { low, high, drivers } = propagateRanges(trace, totals, quantities, "totalGramsCo2e");
  return {
    kind: "training",
    dataVersion,
    ...totals,
    low,
    high,
    drivers,
    lines: [...(input.grid.lines ?? []), ...trace.lines()],
    notes: noteTraining({
      input,
      totals,
      trace,
      embodiedMethod: embodiedMethodOf(input),
      fromArchitecture: countFromArchitecture(input.model),
    }),
  };
}
