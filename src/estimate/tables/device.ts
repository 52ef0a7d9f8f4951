import { lazily } from "../../core/lazily.js";
import { adaptationDefaults } from "../../catalog/adaptation-defaults.js";
import type { Accelerator, UserDeviceRecord } from "../../catalog/records.js";
import type { Given } from "../../core/figure.js";
import { type Domain, fraction, positive, positiveFraction } from "../../core/formula.js";
import * as F from "../../generated/kernels.js";
import { bare, graph, links, quantity } from "../../graph/rows.js";
import { assume, by, record, same, sum, type Test, when } from "../../graph/ways.js";
import { definition } from "../definition.js";
import { footprint } from "./embodied.js";
import { isMixture, longestTokens, model, type OfModel } from "./model.js";
import { place } from "./place.js";
import { repeated } from "./price.js";
import type { LocalDevice, PlaceInput } from "../generated/inputs.js";

const { devices, hybrid, processor, activeHoursPerDay, chargedShare } = adaptationDefaults;

/** What the tables of a device look at. */
export interface OfDevice {
  readonly device: Pick<LocalDevice, "kind" | "processor" | "manufactureGramsCo2e">;
}

/** Whether it is the processor of a server. */
export const isProcessor = ({ device: { kind } }: OfDevice): boolean => kind === "processor";
const isOfUser: Test<OfDevice> = (of) => !isProcessor(of);
const hasManufacture: Test<OfDevice> = (of) => of.device.manufactureGramsCo2e !== null && !isProcessor(of);

type Standing = Exclude<keyof UserDeviceRecord, "name">;
const usual = (key: Standing) =>
  assume(({ device: { kind = "laptop" } }: OfDevice): Given | undefined => (kind === "processor" ? undefined : devices[kind][key]));
const ofProcessor = (key: keyof Accelerator & ("memoryBytes" | "tdpWatts" | "memoryBandwidthBytesPerSecond")) =>
  record(({ device }: OfDevice) => device.processor?.[key]);
/** What stands in for a processor, and for a device of a user. */
const either = (ofServer: Given, ofUser: Given) => assume((of: OfDevice) => (isProcessor(of) ? ofServer : ofUser));

const partOfDay: Domain = { min: 0, max: 24, openMin: true };
const measured = definition(1, "the rate of a processor is the one it reaches");
const one = assume(definition(1, "one device"));

/** A device of a user, or the processor of a server, that runs a model without an accelerator of a data centre. */
export const device = lazily(() => ({
  devices: quantity("One device", one),
  processorTdpWatts: quantity(
    "Thermal design power of a processor, from which its power is predicted",
    { isExact: true, domain: positive, field: "device.tdpWatts", as: "tdp", example: "350 W" },
    ofProcessor("tdpWatts"),
  ),
  processorLoad: quantity("Power of a processor that runs a model, over its TDP", when(isProcessor, assume(processor.load))),
  baseWatts: quantity("Power of memory, board and fans of a server with one processor", when(isProcessor, assume(processor.baseWatts))),
  activeWatts: quantity(
    "Power of the whole device while it runs a model",
    { field: "device.activeWatts", as: "activePower", example: "20 W" },
    when(isProcessor, by(F.processorPower, { tdpWatts: "processorTdpWatts" })),
    usual("activeWatts"),
  ),
  waitingWatts: quantity(
    "Power of the whole device while it waits",
    { field: "device.waitingWatts", as: "waitingPower", example: "4 W" },
    when(isProcessor, same("baseWatts")),
    usual("waitingWatts"),
  ),
  deviceMemoryBytes: quantity(
    "Memory of the device; whether the model fits is not checked where left out",
    { domain: positive, field: "device.memoryBytes", as: "memory", example: "16 GB" },
    ofProcessor("memoryBytes"),
  ),
  deviceMemoryBytesPerSecond: quantity(
    "Rate at which memory is read",
    { domain: positive, field: "device.memoryBandwidthBytesPerSecond", as: "memoryBandwidth", example: "120e9" },
    ofProcessor("memoryBandwidthBytesPerSecond"),
    usual("memoryBandwidthBytesPerSecond"),
  ),
  deviceFlopPerSecond: quantity(
    "16-bit rate; of a processor the measured rate of matrix products, without which batches and prompts cannot be told",
    { domain: positive, field: "device.peakFlopPerSecond", as: "peakRate", example: "10 TFLOP/s" },
    usual("peakFlopPerSecond"),
  ),
  deviceBandwidthEfficiency: quantity(
    "Share of the bandwidth that decoding reaches",
    { domain: positiveFraction, field: "device.bandwidthEfficiency", example: "60%" },
    either(processor.bandwidthEfficiency, hybrid.deviceBandwidthEfficiency),
  ),
  deviceComputeEfficiency: quantity(
    "Share of the rate that reading a prompt reaches",
    { domain: positiveFraction, field: "device.computeEfficiency", example: "50%" },
    either(measured, hybrid.deviceComputeEfficiency),
  ),
  deviceFixedSeconds: quantity(
    "Time of a step beside reading and computing",
    { field: "device.fixedStepSeconds", as: "fixedStepTime", example: "1 ms" },
    either(processor.fixedStepSeconds, hybrid.deviceFixedSeconds),
  ),
  deviceManufactureGramsCo2e: quantity(
    "Manufacture, transport and end of life of the device; missing for a processor",
    { field: "device.manufactureGramsCo2e", as: "manufacture", example: "241 kg", missing: "manufacture of the device" },
    when(hasManufacture, usual("manufactureGramsCo2e")),
  ),
  chargedShare: quantity(
    "Share of its manufacture that is charged while it is busy with this: 1, an upper bound, where left out",
    { domain: fraction, field: "device.chargedShare", example: "100%" },
    assume(chargedShare),
  ),
  chargedGramsCo2e: quantity(
    "Manufacture of the device that is charged",
    when(isOfUser, by(F.chargedEmissions, { manufactureGramsCo2e: "deviceManufactureGramsCo2e" })),
  ),
  deviceLifetimeYears: quantity(
    "Service life of the device, in years of 365 days",
    { domain: positive, field: "device.lifetimeYears", as: "lifetime", example: "4 a" },
    usual("lifetimeYears"),
  ),
  activeHoursPerDay: quantity(
    "Hours of a day in which it is in use",
    { domain: partOfDay, field: "device.activeHoursPerDay", example: "4" },
    assume(activeHoursPerDay),
  ),
  deviceUtilisation: quantity("Share of its life in which it is in use", by(F.dutyUtilisation)),
}));

/** A model on a device: the time of a step and of a prompt. */
export const localModel = lazily(() => ({
  bytesPerParameter: quantity("Size of a weight"),
  sharedBytesPerParameter: quantity("Size of a weight beside routed experts", same("bytesPerParameter")),
  contextTokens: quantity("Mean context of a decoding step", by(F.meanContext, { promptTokens: "inputTokens" })),
  touchedExpertShare: quantity(
    "Share of the routed experts that a step reads",
    { domain: fraction },
    when(isMixture, by(F.touchedExpertShare)),
    assume(definition(1, "no experts")),
  ),
  weightTrafficBytes: quantity("Weights that a step reads", by(F.weightTraffic, { routedBytesPerParameter: "bytesPerParameter" })),
  cacheBytes: quantity("Cache of a sequence", by(F.cacheBytes)),
  requestTokens: quantity("All tokens of a request", sum("inputTokens", "generatedTokens")),
  longestTokens,
  fullCacheBytes: quantity("Cache of a sequence at its end", by(F.cacheBytes, { contextTokens: "requestTokens" })),
  sequenceBytes: quantity("Cache and state of a sequence at its end", by(F.sequenceBytes, { cacheBytes: "fullCacheBytes" })),
  noBytes: quantity("Nothing beside caches and states", assume(definition(0, "states are counted with the caches"))),
  sequencesBytes: quantity(
    "Caches and states of all sequences at their end",
    by(F.stepCacheBytes, { cacheBytes: "sequenceBytes", stateTrafficBytes: "noBytes" }),
  ),
  weightBytes: quantity("Memory of the weights", by(F.servedWeightBytes, { routedBytesPerParameter: "bytesPerParameter" })),
  neededBytes: quantity("Memory of weights and caches", sum("weightBytes", "sequencesBytes")),
  stepCacheBytes: quantity("Caches and states that a step reads", by(F.stepCacheBytes)),
  stepBytes: quantity("What a step reads", sum("weightTrafficBytes", "stepCacheBytes")),
  memorySeconds: quantity(
    "Time of the memory",
    by(F.memoryReadSeconds, {
      readBytes: "stepBytes",
      acceleratorCount: "devices",
      memoryBytesPerSecond: "deviceMemoryBytesPerSecond",
      bandwidthEfficiency: "deviceBandwidthEfficiency",
    }),
  ),
  tokenFlop: quantity("Operations of a token", by(F.decodeTokenFlop, { attentionWidth: "decodeWidth" })),
  stepFlop: quantity("Operations of a step", by(F.stepFlop)),
  computeSeconds: quantity(
    "Time of the operations",
    by(F.computeSeconds, {
      acceleratorCount: "devices",
      peakFlopPerSecond: "deviceFlopPerSecond",
      computeEfficiency: "deviceComputeEfficiency",
    }),
    assume(definition(0, "one sequence is bound by memory, and the rate of the processor is not known")),
  ),
  stepSeconds: quantity("Time of a decoding step", by(F.localStepSeconds, { fixedStepSeconds: "deviceFixedSeconds" })),
  cachedTokens: quantity("Prompt tokens that a cache holds", assume(definition(0, "nothing is cached on the device"))),
  prefillFlop: quantity("Operations to read the prompt", by(F.prefillFlop, { newTokens: "inputTokens" })),
  prefillSeconds: quantity(
    "Time to read the prompt",
    by(F.computeSeconds, {
      stepFlop: "prefillFlop",
      acceleratorCount: "devices",
      peakFlopPerSecond: "deviceFlopPerSecond",
      computeEfficiency: "deviceComputeEfficiency",
    }),
  ),
}));

const { devices: oneDevice, deviceMemoryBytes, deviceMemoryBytesPerSecond, deviceFlopPerSecond, deviceBandwidthEfficiency } = device();
const { deviceComputeEfficiency, deviceFixedSeconds, chargedGramsCo2e, deviceLifetimeYears, deviceUtilisation } = device();
const rates = bare({
  ...{ devices: oneDevice, deviceMemoryBytes, deviceMemoryBytesPerSecond, deviceFlopPerSecond },
  ...{ deviceBandwidthEfficiency, deviceComputeEfficiency, deviceFixedSeconds },
});
const drafted = lazily(() => ({ inputTokens: quantity("Prompt tokens"), generatedTokens: quantity("Generated tokens") }));

/** A model that drafts on a device, one sequence at a time; its tokens and its device are those around it. */
export const drafting = lazily(() =>
  graph<OfModel>()({
    ...model(),
    ...localModel(),
    ...rates,
    ...drafted(),
    batch: quantity("Sequences that run at once", assume(definition(1, "one user"))),
  }),
);
/** What {@link drafting} shares with the device around it. */
export const draftingLinks = lazily(() => links({ ...rates, ...drafted() }));

const manufacture = bare({ devices: oneDevice, chargedGramsCo2e, deviceLifetimeYears, deviceUtilisation });
const noPrice = lazily(() => ({ costUsd: quantity("Price, which the work of devices and networks does not have") }));

/** Power of a device over some time: energy, emissions of its electricity, and the share of its manufacture. */
export const deviceWork = lazily(() =>
  graph<Partial<Pick<PlaceInput, "grid">>>()({
    ...place(),
    ...footprint(),
    ...repeated(),
    ...noPrice(),
    pue: quantity(place().pue.words, assume(definition(1, "no data centre stands around devices and networks"))),
    ...manufacture,
    powerWatts: quantity("Power of the device"),
    runSeconds: quantity("Time of the work"),
    deviceHours: quantity("Accelerator-hours, of which there are none"),
    energySpread: quantity("Measured over predicted energy"),
    predictedItEnergyKwh: quantity("Predicted energy of the device", by(F.poweredEnergy, { acceleratorCount: "devices" })),
    itEnergyKwh: quantity(
      "Energy of the device",
      by(F.spreadEnergy, { phaseEnergyKwh: "predictedItEnergyKwh" }),
      by(F.poweredEnergy, { acceleratorCount: "devices" }),
    ),
    userDeviceHours: quantity("Hours of the device", by(F.instanceHours, { acceleratorCount: "devices", instanceSeconds: "runSeconds" })),
    deviceLifetimeShare: quantity(
      "Share of the life of the device that is used",
      by(F.lifetimeShare, {
        deviceHours: "userDeviceHours",
        lifetimeYears: "deviceLifetimeYears",
        lifetimeUtilisation: "deviceUtilisation",
      }),
    ),
    deviceGramsCo2e: quantity(
      "Manufacture of the device that is used",
      by(F.allocatedEmissions, { perDeviceGramsCo2e: "chargedGramsCo2e", lifetimeShare: "deviceLifetimeShare" }),
    ),
    embodiedGramsCo2e: quantity(
      "Share of the manufacture of the device",
      sum("deviceGramsCo2e"),
      assume(definition(0, "no manufacture is counted for this part")),
    ),
  }),
);
/** What {@link deviceWork} shares with the device around it. */
export const deviceLinks = links(manufacture);

/** Messages over a network: energy and emissions of its electricity; no manufacture. */
export const network = lazily(() =>
  graph<Partial<Pick<PlaceInput, "grid">>>()({
    ...place(),
    ...footprint(),
    ...repeated(),
    ...noPrice(),
    pue: quantity(place().pue.words, assume(definition(1, "no data centre stands around devices and networks"))),
    deviceHours: quantity("Accelerator-hours, of which there are none"),
    networkKwhPerGigabyte: quantity("Energy per transferred byte"),
    messages: quantity("Messages of the answer"),
    transferredBytes: quantity("Size of one of them"),
    oneMessage: quantity("One message", assume(definition(1, "the prompt is one message"))),
    promptBytes: quantity("Size of the prompt"),
    messagesEnergyKwh: quantity("Energy of the messages of the answer", by(F.networkEnergy)),
    promptEnergyKwh: quantity(
      "Energy of the upload of the prompt",
      by(F.networkEnergy, { messages: "oneMessage", transferredBytes: "promptBytes" }),
    ),
    itEnergyKwh: quantity("Energy of the network", sum("messagesEnergyKwh", "promptEnergyKwh?")),
    embodiedGramsCo2e: quantity("Manufacture of the network", assume(definition(0, "no manufacture is counted for this part"))),
  }),
);
