import { cacheBytes, decodeTokenFlop, touchedExpertShare, weightTraffic } from "../architecture/traffic.js";
import { inferenceMethods } from "../catalog/inference-methods.js";
import { Evaluator, type Quantity } from "../core/evaluator.js";
import { epochInference, llmcarbonInference, ecologits } from "../estimate/inference-methods.js";
import { decodeR4, decodeR5, type DecodeFormInput, textbookRoofline } from "../method/decode-forms.js";
import { JOULES_PER_KWH } from "../core/units.js";
import type { ServingCase } from "./inference-rows.js";

/** What a published method says of a measured configuration: energy of the accelerators per output token (J/token). */
export interface ComparedEnergy {
  readonly method: string;
  readonly joulesPerToken: number;
}

const numbers = /* @__PURE__ */ new Evaluator();
const number = (quantity: Quantity): number => numbers.value(quantity);
/** The place does not matter to the energy of accelerators. */
const PLACE = { pue: 1, intensityGramsPerKwh: 0 };
/** The share of the peak at which LLMCarbon's inference comes closest to the rows. */
const LLMCARBON_EFFICIENCY = 0.1;

/** What the earlier forms know of a measured configuration. */
function formInput(one: ServingCase, promptTokens: number): DecodeFormInput {
  const { model, device, batch = 1, outputTokens, acceleratorCount, dataParallelism } = one;
  const { experts } = model;
  const touched =
    experts === undefined ? 1 : touchedExpertShare.raw({ experts: number(experts.total), activeExperts: number(experts.active), batch });
  const routedParameters = number(model.routedParameters);
  const contextTokens = promptTokens + outputTokens / 2;
  const routedBytesPerParameter = number(device.routedBytesPerParameter);
  return {
    weightBytes: weightTraffic.raw({
      parameters: number(model.parameters),
      inputEmbeddingParameters: number(model.inputEmbeddingParameters),
      routedParameters,
      sharedBytesPerParameter: number(device.sharedBytesPerParameter),
      routedBytesPerParameter,
      touchedExpertShare: touched,
    }),
    expertBytes: routedParameters * routedBytesPerParameter * touched,
    cacheBytes: cacheBytes.raw({
      layerTokenBytes: number(model.layerTokenBytes),
      fullAttentionLayers: number(model.fullAttentionLayers),
      windowLayerCount: number(model.windowLayerCount),
      windowTokens: number(model.windowTokens),
      contextTokens,
    }),
    stateBytes: number(model.stateTrafficBytes),
    tokenFlop: decodeTokenFlop.raw({
      activeParameters: number(model.activeParameters),
      attentionLayers: number(model.attentionLayers),
      attentionWidth: number(model.decodeWidth),
      contextTokens,
    }),
    activeParameters: number(model.activeParameters),
    routedParameters,
    touchedExpertShare: touched,
    layers: number(model.layers),
    expertLayers: experts === undefined ? 0 : number(experts.layers),
    hiddenSize: number(model.hiddenSize),
    experts: experts === undefined ? 1 : number(experts.total),
    activeExperts: experts === undefined ? 1 : number(experts.active),
    batch,
    outputTokens,
    promptTokens,
    acceleratorCount,
    dataParallelism,
    memoryBytesPerSecond: number(device.memoryBytesPerSecond),
    peakFlopPerSecond: number(device.peakFlopPerSecond),
    tdpWatts: number(device.tdpWatts),
    idleWatts: number(device.idleWatts),
    isNarrow: device.isNarrow,
    isEightBit: device.isEightBit,
    isBlockScaled: device.isEightBit && experts?.isBlockScaled === true,
  };
}

/** Published methods, and the earlier forms of this one, on a measured configuration. */
export function servingComparators(one: ServingCase): ComparedEnergy[] {
  const { model, device, batch = 1, outputTokens, acceleratorCount, task } = one;
  const activeParameters = number(model.activeParameters);
  const { tokenEnergyKwh, gpuCount } = ecologits({
    ...PLACE,
    parameters: number(model.parameters),
    activeParameters,
    outputTokens,
    batch,
  });
  const shipped = ecologits({ ...PLACE, parameters: number(model.parameters), activeParameters, outputTokens });
  const { epoch } = inferenceMethods;
  const { itEnergyKwh: epochKwh } = epochInference({ ...PLACE, activeParameters, outputTokens });
  const tdpWatts = number(device.tdpWatts);
  const { itEnergyKwh: llmcarbonKwh } = llmcarbonInference({
    ...PLACE,
    activeParameters,
    tokens: outputTokens,
    deviceCount: acceleratorCount,
    peakFlopPerSecond: number(device.peakFlopPerSecond),
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
