import { defaults } from "../catalog/defaults.js";
import { valueOf } from "../core/figure.js";
import { type Run, valueIn } from "../graph/evaluate.js";
import { assumedInputs, exactInputs } from "../graph/lines.js";
import { embodiedMethodOf } from "./embodied-input.js";
import { noteEmbodied } from "./embodied-notes.js";
import { computeRateOf, servingPrecisionOf } from "./serving-format.js";
import type { Note } from "./note.js";
import type { InferenceInput } from "./generated/inputs.js";

/** Rates and prices of providers in 2024: outside them, a slip is more likely than a service (dong-2024 §4). */
const PROVIDER_USD_PER_MILLION = { low: 0.02, high: 200 };
/** Prompts longer than what published measurements hold. */
const LONG_PROMPT_TOKENS = 8000;

/** The notes of an estimate of a request. */
export function noteInference(input: InferenceInput, run: Run): Note[] {
  const notes: Note[] = [
    {
      code: "boundary",
      message:
        "One request: accelerators, hosts and the time in which servers wait, PUE once, and the share of their manufacture. Not included: " +
        "training, networks outside the data centre, devices of the users, encoders of images, clusters that split prompts and answers.",
    },
    ...noteLoad(input),
    ...notePrediction(input, run),
  ];
  const fallbacks = assumedInputs(run).filter((key) => !fitted.has(key));
  if (fallbacks.length > 0) {
    notes.push({
      code: "defaults-used",
      message: `Taken from cited records because not given: ${fallbacks.join(", ")}, and the constants of the serving fit.`,
    });
  }
  const exact = exactInputs(run).filter((key) => rangeable.has(key));
  if (exact.length > 0) {
    notes.push({
      code: "exact-inputs",
      message: `Given without a range and counted as exact: ${exact.join(", ")}. Low and high come from the other inputs.`,
    });
  }
  notes.push(...(input.grid?.notes ?? []).map((message) => ({ code: "grid" as const, message })));
  const { lifetimeUtilisation = input.servingShare ?? defaults.servingShare } = input;
  return [...notes, ...noteEmbodied({ ...input, lifetimeUtilisation }, embodiedMethodOf(input)), ...notePrice(run)];
}

function noteLoad({ batch, requestsPerSecond, systemTokensPerSecond, servingBand }: InferenceInput): Note[] {
  if ((batch ?? requestsPerSecond ?? systemTokensPerSecond) !== undefined) return [];
  const band = servingBand ?? defaults.servingBand;
  return [
    {
      code: "predicted",
      message:
        `Nothing tells how many requests run at once: low and high hold 90 % of batches from ${valueOf(band.low)} to ${valueOf(band.high)} (or what memory holds), ` +
        "log-uniform. Energy per token falls several-fold over them: give batch, requestsPerSecond or systemTokensPerSecond. " +
        "Read low and high, not the value between them.",
    },
  ];
}

function notePrediction(input: InferenceInput, run: Run): Note[] {
  const precision = servingPrecisionOf(input);
  const { accelerator, model, software, measuredJoulesPerToken, batch, systemTokensPerSecond } = input;
  const notes: Note[] = [];
  if (input.calibration !== undefined) {
    notes.push({
      code: "predicted",
      message: "The energy of decoding is set to the measured point; other batches follow the prediction from there.",
    });
  }
  if (measuredJoulesPerToken !== undefined) {
    notes.push({ code: "predicted", message: "Energy of the accelerators is measured; times, hosts and idle time are predicted." });
  } else if (batch !== undefined && systemTokensPerSecond !== undefined) {
    notes.push({ code: "predicted", message: "Times follow the measured rate; the power of the accelerators is predicted." });
  }
  if (software === "unknown") {
    notes.push({
      code: "predicted",
      message: "The serving software is not known: the range holds that of 2024, whose steps took several times as long at half the power.",
    });
  }
  if (model.architecture === undefined) {
    notes.push({
      code: "estimated-model",
      message: "The dimensions of the model are not known: a typical shape of its active size stands in (docs/guide/inference.md).",
    });
  } else if (model.architecture.stateLayers !== undefined && model.architecture.stateLayer === undefined) {
    notes.push({
      code: "missing-part",
      message: "The state of the layers without attention is not counted, because its dimensions are not known: hybrids come out too low.",
    });
  }
  const { parameters } = model;
  if (typeof parameters === "object" && "basis" in parameters && ["estimated", "assumption"].includes(parameters.basis)) {
    notes.push({
      code: "estimated-model",
      message: `The size of the model is not stated by its developer: ${parameters.source}, ${parameters.at}. Read low and high, not the value between them.`,
    });
  }
  const rate = computeRateOf(accelerator, precision);
  if (rate !== undefined && ["fp8", "int8"].includes(precision) && rate.precision !== precision) {
    notes.push({
      code: "predicted",
      message: `${accelerator.name} has no ${precision} rate: weights of 8 bit are widened and computed in ${rate.precision}.`,
    });
  }
  const { inputTokens = 0, imageTokens = 0, cacheWriteTokens = 0 } = input;
  if (valueOf(inputTokens) + valueOf(imageTokens) + valueOf(cacheWriteTokens) > LONG_PROMPT_TOKENS) {
    notes.push({
      code: "predicted",
      message: "Reading long prompts rests on an assumed share of the peak (prefillEfficiency): published measurements hardly test them.",
    });
  }
  if (input.acceleratorCount === undefined) {
    notes.push({
      code: "predicted",
      message: `One instance has ${valueIn(run, "acceleratorCount") ?? 1} accelerators, the smallest power of two that holds weights and caches in ${precision}.`,
    });
  }
  return notes;
}

function notePrice(run: Run): Note[] {
  const price = valueIn(run, "hardwareUsdPerMillionTokens");
  if (price === undefined || (price >= PROVIDER_USD_PER_MILLION.low && price <= PROVIDER_USD_PER_MILLION.high)) return [];
  return [
    {
      code: "magnitude",
      message: `${price.toPrecision(3)} USD per million tokens is far from what providers asked in 2024 (0.2 to 1): check price per hour, batch and time.`,
    },
  ];
}

/** Constants that only mean something together: named as one. */
const fitted: ReadonlySet<string> = /* @__PURE__ */ new Set([
  "bandwidthEfficiency",
  "cacheBandwidthEfficiency",
  "computeEfficiency",
  "narrowFactor",
  "fixedStepSeconds",
  "layerSeconds",
  "parallelLayerSeconds",
  "blockScaledLayerSeconds",
  "perSequenceSeconds",
  "routingTraffic",
  "tileRows",
  "overlapExponent",
  "computeLoad",
  "memoryJoulesPerByte",
  "fixedTimeFactor",
  "sequenceTimeFactor",
  "baseLoad",
  "hostLoad",
]);

/** Inputs for which a caller could know a range; counts are exact by nature. */
const rangeable: ReadonlySet<string> = /* @__PURE__ */ new Set([
  "batch",
  "inputTokens",
  "outputTokens",
  "reasoningTokens",
  "cacheReadTokens",
  "cacheWriteTokens",
  "systemTokensPerSecond",
  "measuredJoulesPerToken",
  "prefillEfficiency",
  "prefillLoad",
  "cacheReadShare",
  "hostWatts",
  "idleServerWatts",
  "servingShare",
  "pue",
  "intensityGramsPerKwh",
  "marketIntensityGramsPerKwh",
  "wueLitresPerKwh",
  "electricityWaterLitresPerKwh",
  "lifetimeYears",
  "lifetimeUtilisation",
]);
