import { energyPerGenerated, perSequenceSeconds } from "../adaptation/speculative.js";
import { meanContext } from "../architecture/traffic.js";
import { adaptationDefaults } from "../catalog/adaptation-defaults.js";
import { defaults } from "../catalog/defaults.js";
import type { Model, ServingPrecision } from "../catalog/records.js";
import { dataVersion } from "../catalog/version.js";
import { FootprintError } from "../core/errors.js";
import { Evaluator, type Quantity } from "../core/evaluator.js";
import { checkGiven, type Given, valueOf } from "../core/figure.js";
import { atLeastOne, formatValue, nonNegative, positive } from "../core/formula.js";
import type { Driver } from "../core/range.js";
import { type Line, Trace } from "../core/trace.js";
import { spreadEnergy } from "../energy/inference.js";
import { systemRate } from "../serving/quality.js";
import { definition } from "./definition.js";
import { inputOr } from "./input-or.js";
import {
  checkLocalDevice,
  type LocalDevice,
  wireAnswerSeconds,
  wireDevice,
  withProcessor,
  wireDeviceWork,
  wireLocalModel,
  wireLocalPrefill,
  wireLocalStep,
} from "./local-device.js";
import { checkModel } from "./model-parameters.js";
import { gridLines, numbersOf, type Phase, type PhaseEstimate, type PhaseTotals, type Ranged, wireSum, wireWork } from "./phases.js";
import { notePhases } from "./phase-notes.js";
import { checkPlace, type PlaceInput } from "./place.js";
import { servingPrecisions } from "./served-device.js";
import type { Note } from "./note.js";

/** A request to a model that runs on a device of a user, or on the processor of a server. */
export interface LocalInferenceInput extends Omit<PlaceInput, "pue"> {
  readonly model: Model;
  readonly device: LocalDevice;
  /** PUE of the data centre of a `processor` (ratio, at least 1); 1 where left out, and for devices of users. */
  readonly pue?: Given;
  /** Format of the weights; `int4` where left out. */
  readonly precision?: ServingPrecision;
  /** Sequences that run at once (count); 1 where left out. */
  readonly batch?: Given;
  /** Prompt (tokens); none where left out. */
  readonly inputTokens?: Given;
  /** Answer (tokens). */
  readonly outputTokens: Given;
}

/** An estimate of a request on a device. */
export interface LocalInferenceEstimate extends PhaseTotals {
  readonly kind: "local-inference";
  readonly dataVersion: string;
  readonly boundary: { readonly lifecycle: "inference"; readonly system: "device" };
  /** Rate at which the device generates tokens, over all sequences (token/s). */
  readonly tokensPerSecond: Ranged;
  /** Energy of decoding per generated token (J/token). */
  readonly joulesPerToken: Ranged;
  readonly phases: readonly PhaseEstimate[];
  readonly low: PhaseTotals;
  readonly high: PhaseTotals;
  readonly drivers: readonly Driver[];
  readonly lines: readonly Line[];
  readonly notes: readonly Note[];
}

const WHERE = "local inference";
const NO_PUE = definition(1, "no data centre stands around a device of a user");
const NOTHING = definition(0, "no prompt");
const ALONE = definition(1, "one user");
const EXACT = definition(1, "power of the device and rate of its memory tell its energy");

/**
 * Checks a request on a device.
 *
 * @throws `FootprintError` naming the field, the value, the bound or the fix
 */
function checkLocal(input: LocalInferenceInput): void {
  if (typeof input !== "object" || input === null) {
    throw new FootprintError("invalid-input", `${WHERE}: the input is missing; give model, device, grid and outputTokens`, {
      field: "the input",
    });
  }
  const { model, device, precision, batch, pue } = input;
  if (typeof model !== "object" || model === null) {
    throw new FootprintError("invalid-input", `${WHERE}: model is missing; give a model of the catalogue or your own`, { field: "model" });
  }
  checkModel(model);
  checkLocalDevice(WHERE, device);
  checkPlace(WHERE, { ...input, pue: pue ?? NO_PUE });
  if (pue !== undefined && device.kind !== "processor") {
    throw new FootprintError(
      "conflicting-input",
      `${WHERE}: pue is for a processor in a data centre; leave it out for a ${device.kind ?? "laptop"}`,
      {
        field: "pue",
      },
    );
  }
  if (precision !== undefined && !servingPrecisions.includes(precision)) {
    throw new FootprintError(
      "invalid-input",
      `${WHERE}: precision = ${formatValue(precision)} is not one of ${servingPrecisions.join(", ")}`,
      {
        field: "precision",
        value: precision,
        nearest: servingPrecisions,
      },
    );
  }
  if (batch !== undefined) checkGiven(WHERE, "batch", batch, atLeastOne);
  if (input.inputTokens !== undefined) checkGiven(WHERE, "inputTokens", input.inputTokens, nonNegative);
  checkGiven(WHERE, "outputTokens", input.outputTokens, positive);
  const needsRate = valueOf(input.inputTokens ?? 0) > 0 || valueOf(batch ?? 1) > 1;
  if (device.kind === "processor" && device.peakFlopPerSecond === undefined && needsRate) {
    throw new FootprintError(
      "invalid-input",
      `${WHERE}: device.peakFlopPerSecond is missing; prompts and batches are bound by the measured rate of matrix products, for which there is no default`,
      { field: "device.peakFlopPerSecond" },
    );
  }
}

/**
 * Estimates a request to a model on a phone, a laptop or the processor of a server: decoding is bound by the memory of the device, batches and
 * prompts by its rate.
 *
 * @param input - model, device, tokens, electricity
 * @returns the numbers of one request (units in their names), with low and high, lines and notes
 * @throws `FootprintError` naming the field, the value and the bound or the fix
 *
 * @example
 * ```ts
 * import { estimateLocalInference } from "llm-footprint/adaptation";
 * import { models } from "llm-footprint/catalog/models";
 *
 * const answer = estimateLocalInference({
 *   model: models["llama-3.1-8b"], precision: "int8", outputTokens: 300, grid: { intensityGramsPerKwh: 400 },
 *   device: { kind: "processor", tdpWatts: 350, memoryBandwidthBytesPerSecond: 307.2e9 },
 * });
 * console.log(answer.tokensPerSecond.value.toFixed(1)); // 28.6
 * ```
 */
export function estimateLocalInference(input: LocalInferenceInput): LocalInferenceEstimate {
  const local = typeof input === "object" && input !== null ? { ...input, device: withProcessor(input.device) } : input;
  checkLocal(local);
  return estimateChecked(local);
}

function estimateChecked(input: LocalInferenceInput): LocalInferenceEstimate {
  const trace = new Trace();
  const t = new Evaluator(trace);
  const { device, precision = "int4" } = input;
  const isProcessor = device.kind === "processor";
  const place: PlaceInput = { ...input, pue: input.pue ?? NO_PUE };
  const wired = wireDevice(t, device);
  const model = wireLocalModel(t, input.model, t.fallback("bytesPerParameter", defaults.weightBytesPerParameter[precision]));
  const batch = inputOr(t, "batch", input.batch, ALONE);
  const inputTokens = inputOr(t, "inputTokens", input.inputTokens, NOTHING);
  const generatedTokens = t.input("outputTokens", input.outputTokens);
  const contextTokens = t.line("contextTokens", meanContext, { promptTokens: inputTokens, generatedTokens });
  const stepSeconds = t.within("decode", () => wireLocalStep(t, wired, model, batch, contextTokens));
  const tokensPerSecond = t.line("deviceTokensPerSecond", systemRate, { batch, timePerOutputTokenSeconds: stepSeconds });
  const spread = t.fallback("deviceEnergySpread", isProcessor ? adaptationDefaults.processor.energySpread : EXACT);
  const work = (name: string, seconds: Quantity<"s">): Phase => ({
    name,
    phase: "inference",
    place: isProcessor ? "cloud" : "edge",
    quantities: t.within(name, () => {
      const done = wireDeviceWork(t, device, place, wired.activeWatts, seconds);
      if (!isProcessor) return done;
      const itEnergyKwh = t.line("spreadItEnergyKwh", spreadEnergy, { phaseEnergyKwh: done.itEnergyKwh, energySpread: spread });
      return t.within("spread", () => wireWork(t, { place, itEnergyKwh, hardware: undefined, prices: {} }));
    }),
  });
  // A sequence bears its share of the steps of its batch.
  const decodeSeconds = t.within("decode", () =>
    wireAnswerSeconds(t, generatedTokens, t.line("sequenceSeconds", perSequenceSeconds, { stepSeconds, batch })),
  );
  const phases: Phase[] = [];
  if (valueOf(input.inputTokens ?? 0) > 0) {
    const prefillSeconds = t.within("prompt", () => wireLocalPrefill(t, wired, model, inputTokens));
    phases.push(work("prefill", prefillSeconds));
  }
  const decoded = work("decoding", decodeSeconds);
  phases.push(decoded);
  const total = wireSum(
    t,
    phases.map(({ quantities }) => quantities),
  );
  const numbers = numbersOf(t, trace, total, phases, {
    tokensPerSecond,
    joulesPerToken: t.line("decodeJoulesPerToken", energyPerGenerated, { energyKwh: decoded.quantities.itEnergyKwh, generatedTokens }),
  });
  const { totals, low, high, extra, drivers } = numbers;
  const notes: Note[] = [
    {
      code: "boundary",
      message: isProcessor
        ? "Processor, memory and board while they run the request, PUE once. Not included: time in which the server waits, its manufacture, its network."
        : "The whole device while it runs the request, and the share of its manufacture. Not included: battery and charger losses, heat limits, its screen beyond that.",
    },
    ...(isProcessor
      ? [
          {
            code: "predicted" as const,
            message: "Hardly any energy per token of processors is published: low and high are half and twice.",
          },
        ]
      : []),
    ...notePhases(trace, [place], undefined),
  ];
  return {
    kind: "local-inference",
    dataVersion,
    boundary: { lifecycle: "inference", system: "device" },
    ...totals,
    ...extra,
    phases: numbers.phases,
    low,
    high,
    drivers,
    lines: [...gridLines([input]), ...trace.lines()],
    notes,
  };
}
