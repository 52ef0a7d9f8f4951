import { servingFit } from "../catalog/serving-fit.js";
import { inferenceMethods } from "../catalog/inference-methods.js";
import { epochInference, llmcarbonInference, ecologits } from "../estimate/inference-methods.js";
import { decodeR4, decodeR5, type DecodeFormInput, textbookRoofline } from "../method/decode-forms.js";
import { JOULES_PER_KWH } from "../core/units.js";
import { isBlockScaled, isEightBit, isNarrow } from "../estimate/serving-format.js";
import type { ServingCase } from "./inference-rows.js";
import { constantsOf } from "./measured-serving.js";

/** What a published method says of a measured configuration: energy of the accelerators per output token (J/token). */
export interface ComparedEnergy {
  readonly method: string;
  readonly joulesPerToken: number;
}

/** The place does not matter to the energy of accelerators. */
const PLACE = { pue: 1, intensityGramsPerKwh: 0 };
/** The share of the peak at which LLMCarbon's inference comes closest to the rows. */
const LLMCARBON_EFFICIENCY = 0.1;

/** Figures of a configuration at its batch and a prompt length, by name. */
function figuresOf(one: ServingCase, promptTokens: number): (name: string) => number {
  const { serving, batch = 1 } = one;
  serving.predict(constantsOf(servingFit, one.instance), promptTokens, batch);
  return serving.figure;
}

/** What the earlier forms know of a measured configuration. */
function formInput(one: ServingCase, promptTokens: number): DecodeFormInput {
  const { instance, batch = 1, outputTokens, acceleratorCount, dataParallelism } = one;
  const figure = figuresOf(one, promptTokens);
  const hasExperts = instance.model.kind === "mixture-of-experts";
  const touched = hasExperts ? figure("touchedExpertShare") : 1;
  const routedParameters = hasExperts ? figure("routedParameters") : 0;
  const expertBytes = hasExperts ? routedParameters * figure("routedBytesPerParameter") * touched : 0;
  return {
    weightBytes: figure("sharedTrafficBytes") + expertBytes,
    expertBytes,
    cacheBytes: figure("cacheBytes"),
    stateBytes: figure("stateTrafficBytes"),
    tokenFlop: figure("tokenFlop"),
    activeParameters: figure("activeParameters"),
    routedParameters,
    touchedExpertShare: touched,
    layers: figure("layers"),
    expertLayers: hasExperts ? figure("servedExpertLayers") : 0,
    hiddenSize: figure("hiddenSize"),
    experts: hasExperts ? figure("experts") : 1,
    activeExperts: hasExperts ? figure("activeExperts") : 1,
    batch,
    outputTokens,
    promptTokens,
    acceleratorCount,
    dataParallelism,
    memoryBytesPerSecond: figure("memoryBytesPerSecond"),
    peakFlopPerSecond: figure("peakFlopPerSecond"),
    tdpWatts: figure("tdpWatts"),
    idleWatts: figure("idleWatts"),
    isNarrow: isNarrow(instance),
    isEightBit: isEightBit(instance),
    isBlockScaled: isBlockScaled(instance),
  };
}

/** Published methods, and the earlier forms of this one, on a measured configuration. */
export function servingComparators(one: ServingCase): ComparedEnergy[] {
  const { batch = 1, outputTokens, acceleratorCount, task, serving } = one;
  const activeParameters = serving.figure("activeParameters");
  const { tokenEnergyKwh, gpuCount } = ecologits({
    ...PLACE,
    parameters: serving.figure("parameters"),
    activeParameters,
    outputTokens,
    batch,
  });
  const shipped = ecologits({ ...PLACE, parameters: serving.figure("parameters"), activeParameters, outputTokens });
  const { epoch } = inferenceMethods;
  const { itEnergyKwh: epochKwh } = epochInference({ ...PLACE, activeParameters, outputTokens });
  const tdpWatts = serving.figure("tdpWatts");
  const { itEnergyKwh: llmcarbonKwh } = llmcarbonInference({
    ...PLACE,
    activeParameters,
    tokens: outputTokens,
    deviceCount: acceleratorCount,
    peakFlopPerSecond: serving.figure("peakFlopPerSecond"),
    efficiency: LLMCARBON_EFFICIENCY,
    systemWatts: tdpWatts,
  });
  const joules = (kwh: number): number => (kwh * JOULES_PER_KWH) / outputTokens;
  const { decodeForms } = inferenceMethods;
  const form = (set: keyof typeof decodeForms): DecodeFormInput =>
    formInput(one, one.inputTokens ?? decodeForms[set].promptTokens[task] ?? 200);
  return [
    { method: "ecologits-0.9.1, batch given", joulesPerToken: gpuCount * tokenEnergyKwh * JOULES_PER_KWH },
    { method: "ecologits-0.9.1", joulesPerToken: shipped.gpuCount * shipped.tokenEnergyKwh * JOULES_PER_KWH },
    { method: "llmcarbon-inference, efficiency 10 %", joulesPerToken: joules(llmcarbonKwh) },
    // Its power is that of a GPU with its share of the server; the GPU's own is compared.
    { method: "epoch-2025", joulesPerToken: (joules(epochKwh) * 700) / epoch.serverWatts.value },
    { method: "textbook-roofline", joulesPerToken: textbookRoofline(form("r4-b")) },
    { method: "form-r4", joulesPerToken: decodeR4(form("r4-b"), decodeForms["r4-b"].constants).joulesPerToken },
    { method: "form-r5t", joulesPerToken: decodeR5(form("r5t"), decodeForms.r5t.constants, true).joulesPerToken },
  ];
}
