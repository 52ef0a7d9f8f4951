import type { Accelerator } from "../catalog/records.js";
import { FootprintError } from "../core/errors.js";
import { percent, shown } from "../core/printed.js";
import { functionOf } from "../graph/columns.js";
import { type Run, valueIn } from "../graph/evaluate.js";
import { atMost, dividing } from "../graph/kind.js";
import { scopedKey, type ScopeShape } from "../graph/plan.js";
import { fleetAccelerators } from "../serving/capacity.js";
import { servingPrecisionOf } from "./serving-format.js";
import { givenRules } from "./given-rules.js";
import type { InferenceInput } from "./generated/inputs.js";

/** What {@link callRules} look at in a call to a model. */
export const checkedInCalls = [
  "leastBatch",
  "mostSequences",
  "statedExperts?",
  "requestTokens",
  "longestTokens?",
  "leastCycleSeconds?",
  "measuredPowerOverTdp?",
  "possiblePowerOverTdp?",
  "leastPowerOverTdp?",
  "calibrationPowerOverTdp?",
  "mostCalibratedOverTdp?",
  "leastCalibratedOverTdp?",
] as const;
/** The same in the calls of a whole, which may be there. */
export const besideCalls = (...calls: readonly string[]): string[] =>
  calls.flatMap((call) => checkedInCalls.map((name) => `${call}.${name.endsWith("?") ? name : `${name}?`}`));

/** What an error says of a call: its records, and its quantities by name. */
function callIn(
  run: Run,
  scope: number,
): { readonly call: InferenceInput & { readonly accelerator: Accelerator }; readonly of: (name: string) => number } {
  const { prefix } = run.plan.scopes[scope] as ScopeShape;
  return {
    call: run.records[scope] as unknown as InferenceInput & { readonly accelerator: Accelerator },
    of: (name) => valueIn(run, scopedKey(prefix, name)) as number,
  };
}

/** Doublings after which an instance has more accelerators than any cluster. */
const MOST_DOUBLINGS = 24;

/** The fewest accelerators, a power of two in each rank, whose memory holds what is asked for; nothing where no number does. */
function fewestThatHold(run: Run, prefix: string, asked: number, ranks: number): number | undefined {
  const holds = functionOf(run, [scopedKey(prefix, "acceleratorCount")], scopedKey(prefix, "mostSequences"), true);
  for (let doubling = 0; doubling <= MOST_DOUBLINGS; doubling++) {
    const accelerators = fleetAccelerators.raw({ instances: ranks, acceleratorCount: 1 << doubling });
    if (holds(accelerators) >= asked) return accelerators;
  }
  return undefined;
}

/** Says that memory does not hold the batch beside the weights. */
function tooManySequences(run: Run, scope: number): FootprintError {
  const { call, of } = callIn(run, scope);
  const { prefix } = run.plan.scopes[scope] as ScopeShape;
  const [asked, count, ranks] = [of("leastBatch"), of("acceleratorCount"), of("dataParallelism")];
  const fits = fewestThatHold(run, prefix, asked, ranks);
  const fix =
    (fits === undefined
      ? "no number of accelerators holds them, each of which holds the latent cache of every sequence of its rank: give dataParallelism"
      : `give ${fits} accelerators`) + `, ${ranks > 1 ? "fewer data-parallel ranks, " : ""}a narrower precision, or a smaller batch`;
  return new FootprintError(
    "no-solution",
    `${run.where}: ${count} × ${call.accelerator.name} hold ${of("mostSequences")} sequences of ${Math.round(of("contextTokens"))} tokens in ` +
      `${servingPrecisionOf(call)} beside the weights, and ${asked} are asked for; ${fix}`,
    { field: "acceleratorCount", value: count, ...(fits === undefined ? {} : { bound: `at least ${fits}` }) },
  );
}

/** No accelerator can be held below what it draws when it does nothing. */
function capBelowIdle(run: Run, scope: number): FootprintError {
  const { call, of } = callIn(run, scope);
  const [cap, idle] = [of("powerCapWatts"), of("idleWatts")];
  return new FootprintError(
    "out-of-domain",
    `${run.where}: powerCapWatts = ${cap} is below the ${Number(idle.toPrecision(4))} W that ${call.accelerator.name} draws when idle; give a cap above it`,
    { field: "powerCapWatts", value: cap, bound: `[${idle}, ∞)` },
  );
}

/** No instance generates tokens faster than its peak rate does their operations. */
function fasterThanPeak(run: Run, scope: number): FootprintError {
  const { call, of } = callIn(run, scope);
  const field = call.timePerOutputTokenSeconds === undefined ? "systemTokensPerSecond" : "timePerOutputTokenSeconds";
  return new FootprintError(
    "conflicting-input",
    `${run.where}: ${field} = ${of(field)} takes ${shown(of("cycleSeconds"))} s per token of every sequence, and the operations take ` +
      `${shown(of("leastCycleSeconds"))} s at the peak of ${call.accelerator.name}; check the rate, its unit, and the batch and the number of ` +
      "accelerators that it was measured with",
    { field, value: of(field), bound: "the peak rate of the accelerators" },
  );
}

/** A measured energy that no accelerator can draw. */
function morePowerThanPossible(run: Run, scope: number): FootprintError {
  const { call, of } = callIn(run, scope);
  const field = call.measuredJoulesPerToken === undefined ? "acceleratorEnergyKwh" : "measuredJoulesPerToken";
  return new FootprintError(
    "conflicting-input",
    `${run.where}: ${field} = ${of(field)} stands for ${shown(of("measuredWatts"))} W per accelerator, ${shown(of("measuredPowerOverTdp"))} times ` +
      `the TDP of ${call.accelerator.name}: no hardware draws that; check its unit, and that it is the energy of the accelerators of one instance`,
    { field, value: of(field), bound: "the power that accelerators can draw" },
  );
}

/** A measured energy that accelerators which do nothing would exceed. */
function lessPowerThanIdle(run: Run, scope: number): FootprintError {
  const { call, of } = callIn(run, scope);
  const field = call.measuredJoulesPerToken === undefined ? "acceleratorEnergyKwh" : "measuredJoulesPerToken";
  return new FootprintError(
    "conflicting-input",
    `${run.where}: ${field} = ${of(field)} stands for ${shown(of("measuredWatts"))} W per accelerator, ` +
      `${percent(of("measuredPowerOverTdp"))} of the TDP of ${call.accelerator.name} and a fraction of what it draws when idle; check its unit, and that it is the energy of the accelerators of one instance`,
    { field, value: of(field), bound: "the power of idle accelerators" },
  );
}

/** A measured point with a power that no accelerator has. */
function impossiblePoint(run: Run, scope: number): FootprintError {
  const { call, of } = callIn(run, scope);
  const field = "calibration.acceleratorJoulesPerToken";
  return new FootprintError(
    "conflicting-input",
    `${run.where}: ${field} = ${of("calibrationJoulesPerToken")} at a batch of ${of("calibrationBatch")} stands for ${shown(of("calibrationWatts"))} W per ` +
      `accelerator, ${shown(of("calibrationPowerOverTdp"))} times the TDP of ${call.accelerator.name}: no hardware draws that; check its unit, the batch, ` +
      "and that it is the energy of the accelerators of one instance",
    { field, value: of("calibrationJoulesPerToken"), bound: "the power that accelerators can draw" },
  );
}

/** What must not be more than something else in a call to a model. */
export const callRules = [
  ...givenRules,
  atMost("requestTokens", "longestTokens", "the model takes no more; shorten the request"),
  atMost("dataParallelism", "acceleratorCount", "an accelerator holds no more than one rank; give more of them"),
  atMost("expertParallelism", "acceleratorCount", "experts are spread over the accelerators of the instance; give more of them"),
  atMost("expertParallelism", "statedExperts", "an accelerator holds a whole expert of a layer at least; give fewer"),
  dividing("dataParallelism", "acceleratorCount", "all ranks have as many accelerators; give another number of one of them"),
  dividing("expertParallelism", "acceleratorCount", "each expert is cut over as many accelerators; give another number of one of them"),
  atMost("bandLow", "bandHigh", "give the smaller one as low"),
  atMost("draftParameters", "parameters", "a draft is smaller than the model that it drafts for", "speculation.draftModel"),
  atMost("leastBatch", "mostSequences", tooManySequences),
  atMost("idleWatts", "powerCapWatts", capBelowIdle),
  atMost("leastCycleSeconds", "cycleSeconds", fasterThanPeak),
  atMost("measuredPowerOverTdp", "possiblePowerOverTdp", morePowerThanPossible),
  atMost("leastPowerOverTdp", "measuredPowerOverTdp", lessPowerThanIdle),
  atMost("calibrationPowerOverTdp", "mostCalibratedOverTdp", impossiblePoint),
  atMost("leastCalibratedOverTdp", "calibrationPowerOverTdp", impossiblePoint),
];
