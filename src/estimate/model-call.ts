import type { Accelerator, Model } from "../catalog/records.js";
import { defaults } from "../catalog/defaults.js";
import type { Evaluator, Quantity } from "../core/evaluator.js";
import type { Given } from "../core/figure.js";
import { lengthenedDeviceHours } from "../hardware/run-time.js";
import { instanceHours } from "../serving/quality.js";
import type { PreparedDeployment } from "./deployment.js";
import { type InferenceQuantities, type Load, prepareRequest, type WiredTokens, wireInference } from "./inference-wiring.js";
import { type InferenceInput } from "./inference-input.js";
import { checkInference } from "./old-checks.js";
import { inputOr } from "./input-or.js";
import { type PhaseQuantities, phaseOf } from "./phases.js";

const NOTHING_MORE: Given = { value: 1, source: "llm-footprint", at: "docs/guide/adaptation.md: nothing lengthens it", basis: "derived" };

/**
 * The loads of the calls of one estimate. Where nobody knows the batch, all calls to one model on one kind of accelerators meet the same one: it is
 * one quantity of the world, which moves once through its range.
 */
export class SharedLoads {
  readonly #unknown = new Map<Model, Map<Accelerator, Load>>();

  /** Finds the instance and the load of a checked call. */
  prepare(call: InferenceInput): { readonly prepared: PreparedDeployment; readonly load: Load } {
    const { prepared, load } = prepareRequest(call);
    if (!load.isUnknown) return { prepared, load };
    const byAccelerator = this.#unknown.get(call.model) ?? new Map<Accelerator, Load>();
    this.#unknown.set(call.model, byAccelerator);
    const known = byAccelerator.get(call.accelerator) ?? load;
    byAccelerator.set(call.accelerator, known);
    return { prepared, load: { ...load, batch: known.batch } };
  }
}

/** A wired call to a model. */
export interface ModelCall {
  readonly quantities: PhaseQuantities;
  /** Everything that the request itself has. */
  readonly request: InferenceQuantities;
}

/**
 * Wires one call to a served model: the numbers of a request of `estimateInference`, with its hours and its price.
 *
 * @param t - where it is wired
 * @param loads - the loads of the estimate that it is a part of
 * @param call - the request
 * @param tokens - tokens that an earlier part gives, which are then those of the call too
 * @throws `FootprintError` as for `estimateInference`
 */
export function wireCall(t: Evaluator, loads: SharedLoads, call: InferenceInput, tokens?: WiredTokens): ModelCall {
  checkInference(call);
  const { prepared, load } = loads.prepare(call);
  // A part is paid for by its hours, below, and not once more by its tokens.
  const { acceleratorUsd, acceleratorUsdPerHour, electricityUsdPerKwh, ...unpriced } = call;
  const request = wireInference(t, unpriced, prepared, tokens === undefined ? load : { ...load, tokens });
  const busyHours = t.line("busyDeviceHours", instanceHours, {
    acceleratorCount: request.acceleratorCount,
    instanceSeconds: request.instanceSeconds,
  });
  // Accelerators that wait for requests are there, and paid for, too.
  const deviceHours: Quantity<"h"> = t.line("deviceHours", lengthenedDeviceHours, {
    productiveDeviceHours: busyHours,
    timeFactor: t.fallback("callTimeFactor", NOTHING_MORE),
    goodput: inputOr(t, "servingShare", call.servingShare, defaults.servingShare),
  });
  return { quantities: phaseOf(t, request, deviceHours, call), request };
}
