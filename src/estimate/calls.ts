import type { Accelerator } from "../catalog/records.js";
import { FootprintError } from "../core/errors.js";
import { functionOf } from "../graph/columns.js";
import { type Run, valueIn } from "../graph/evaluate.js";
import { atMost } from "../graph/kind.js";
import { scopedKey, type ScopeShape } from "../graph/plan.js";
import { servingPrecisionOf } from "./serving-format.js";
import type { InferenceInput } from "./generated/inputs.js";

/** What {@link callRules} look at in a call to a model. */
export const checkedInCalls = ["leastBatch", "mostSequences", "fittingAccelerators?", "requestTokens", "longestTokens?"] as const;
/** The same in the calls of a whole, which may be there. */
export const besideCalls = (...calls: readonly string[]): string[] =>
  calls.flatMap((call) => checkedInCalls.map((name) => `${call}.${name.endsWith("?") ? name : `${name}?`}`));

/** Says that memory does not hold the batch beside the weights. */
function tooManySequences(run: Run, scope: number): FootprintError {
  const { prefix } = run.plan.scopes[scope] as ScopeShape;
  const [asked, most, count, context] = (["leastBatch", "mostSequences", "acceleratorCount", "contextTokens"] as const).map(
    (name) => valueIn(run, scopedKey(prefix, name)) as number,
  ) as [number, number, number, number];
  // Anew: where the end of a range asks for too many, what was decided is for its value.
  const fits = functionOf(run, [scopedKey(prefix, "leastBatch")], scopedKey(prefix, "fittingAccelerators"), true)(asked);
  const call = run.records[scope] as unknown as InferenceInput & { readonly accelerator: Accelerator };
  return new FootprintError(
    "no-solution",
    `${run.where}: ${count} × ${call.accelerator.name} hold ${most} sequences of ${Math.round(context)} tokens in ${servingPrecisionOf(call)} ` +
      `beside the weights, and ${asked} are asked for; give ${fits} accelerators, a narrower precision, or a smaller batch`,
    { field: "acceleratorCount", value: count, bound: `at least ${fits}` },
  );
}

/** No accelerator can be held below what it draws when it does nothing. */
function capBelowIdle(run: Run, scope: number): FootprintError {
  const { prefix } = run.plan.scopes[scope] as ScopeShape;
  const [cap, idle] = ["powerCapWatts", "idleWatts"].map((name) => valueIn(run, scopedKey(prefix, name)) as number) as [number, number];
  const { name } = (run.records[scope] as unknown as { readonly accelerator: Accelerator }).accelerator;
  return new FootprintError(
    "out-of-domain",
    `${run.where}: powerCapWatts = ${cap} is below the ${Number(idle.toPrecision(4))} W that ${name} draws when idle; give a cap above it`,
    { field: "powerCapWatts", value: cap, bound: `[${idle}, ∞)` },
  );
}

/** What must not be more than something else in a call to a model. */
export const callRules = [
  atMost("requestTokens", "longestTokens", "the model takes no more; shorten the request"),
  atMost("dataParallelism", "acceleratorCount", "an accelerator holds no more than one rank; give more of them"),
  atMost("expertParallelism", "acceleratorCount", "experts are spread over the accelerators of the instance; give more of them"),
  atMost("bandLow", "bandHigh", "give the smaller one as low"),
  atMost("draftParameters", "parameters", "a draft is smaller than the model that it drafts for", "speculation.draftModel"),
  atMost("leastBatch", "mostSequences", tooManySequences),
  atMost("idleWatts", "powerCapWatts", capBelowIdle),
];
