import { answerSeconds, chargedEmissions, dutyUtilisation, localStepSeconds, processorPower } from "../adaptation/speculative.js";
import {
  cacheBytes,
  decodeTokenFlop,
  prefillFlop,
  stepCacheBytes,
  stepFlop as flopOfStep,
  touchedExpertShare,
  weightTraffic,
} from "../architecture/traffic.js";
import { adaptationDefaults } from "../catalog/adaptation-defaults.js";
import type { Accelerator, Model, UserDeviceKind } from "../catalog/records.js";
import { FootprintError } from "../core/errors.js";
import type { Evaluator, Quantity } from "../core/evaluator.js";
import { checkGiven, type Given } from "../core/figure.js";
import { type Domain, formatValue, nonNegative, positive, positiveFraction } from "../core/formula.js";
import { allocatedEmissions, lifetimeShare } from "../emissions/embodied.js";
import { poweredEnergy } from "../energy/inference.js";
import { computeSeconds, memoryReadSeconds } from "../serving/decode-step.js";
import { instanceHours } from "../serving/quality.js";
import { definition } from "./definition.js";
import { inputOr } from "./input-or.js";
import { type PhaseQuantities, wireWork } from "./phases.js";
import type { PlaceInput } from "./place.js";
import { type ServedModel, wireServedModel } from "./served-model.js";

/** A device of a user, or the processor of a server, that runs a model without an accelerator of a data centre. */
export interface LocalDevice {
  /** Whose figures stand in for what is left out; `laptop` where left out. A `processor` has none for its power, its rates and its manufacture. */
  readonly kind?: UserDeviceKind | "processor";
  readonly name?: string;
  /** Power of the whole device while it runs a model (W). */
  readonly activeWatts?: Given;
  /** Power of the whole device while it waits (W). */
  readonly waitingWatts?: Given;
  /** A processor of the catalogue or your own, whose thermal design power and bandwidth count where they are not given; its rate must be measured. */
  readonly processor?: Accelerator;
  /** Thermal design power of a `processor`, from which its power is predicted (W). */
  readonly tdpWatts?: Given;
  /** Rate at which memory is read (B/s). */
  readonly memoryBandwidthBytesPerSecond?: Given;
  /** 16-bit rate (FLOP/s); of a `processor`, the measured rate of matrix products, without which batches and prompts cannot be told. */
  readonly peakFlopPerSecond?: Given;
  /** Share of the bandwidth that decoding reaches (fraction). */
  readonly bandwidthEfficiency?: Given;
  /** Share of the rate that reading a prompt reaches (fraction). */
  readonly computeEfficiency?: Given;
  /** Time of a step beside reading and computing (s). */
  readonly fixedStepSeconds?: Given;
  /** Manufacture, transport and end of life of the device (gCO2e); missing for a processor, and where `null`. */
  readonly manufactureGramsCo2e?: Given | null;
  /** Service life (a of 365 d). */
  readonly lifetimeYears?: Given;
  /** Hours of a day in which it is in use (h). */
  readonly activeHoursPerDay?: Given;
  /** Share of its manufacture that is charged while it is busy with this (fraction): 1, an upper bound, where left out. */
  readonly chargedShare?: Given;
}

const DOMAINS = {
  activeWatts: nonNegative,
  waitingWatts: nonNegative,
  tdpWatts: positive,
  memoryBandwidthBytesPerSecond: positive,
  peakFlopPerSecond: positive,
  bandwidthEfficiency: positiveFraction,
  computeEfficiency: positiveFraction,
  fixedStepSeconds: nonNegative,
  lifetimeYears: positive,
  activeHoursPerDay: { min: 0, max: 24, openMin: true },
  chargedShare: { min: 0, max: 1 },
} as const satisfies Readonly<Partial<Record<keyof LocalDevice, Domain>>>;

/** Every kind of device. */
export const localKinds = ["laptop", "phone", "tablet", "processor"] as const;

const ONE_DEVICE = definition(1, "one device");
const MEASURED = definition(1, "the rate of a processor is the one it reaches");
const NO_OPERATIONS = definition(0, "one sequence is bound by memory, and the rate of the processor is not known");
const ALL_EXPERTS = definition(1, "no experts");

/**
 * Checks a device.
 *
 * @throws `FootprintError` naming the field, the value, the bound or the fix
 */
export function checkLocalDevice(where: string, device: LocalDevice): void {
  const refuse = (field: string, message: string, value?: unknown, nearest?: readonly string[]): FootprintError =>
    new FootprintError("invalid-input", `${where}: device.${field} ${message}`, {
      field: `device.${field}`,
      ...(value === undefined ? {} : { value }),
      ...(nearest === undefined ? {} : { nearest }),
    });
  if (typeof device !== "object" || device === null) {
    throw new FootprintError("invalid-input", `${where}: device is missing; give { kind } of ${localKinds.join(", ")}, or its figures`, {
      field: "device",
    });
  }
  const { kind = "laptop" } = device;
  if (!localKinds.includes(kind)) throw refuse("kind", `= ${formatValue(kind)} is not one of ${localKinds.join(", ")}`, kind, localKinds);
  for (const field of Object.keys(DOMAINS) as (keyof typeof DOMAINS)[]) {
    if (device[field] !== undefined) checkGiven(where, `device.${field}`, device[field], DOMAINS[field]);
  }
  if (device.manufactureGramsCo2e !== undefined && device.manufactureGramsCo2e !== null) {
    checkGiven(where, "device.manufactureGramsCo2e", device.manufactureGramsCo2e, nonNegative);
  }
  if (kind !== "processor") {
    if (device.processor !== undefined) throw refuse("processor", `is for kind: processor; leave it out for a ${kind}`);
    if (device.tdpWatts !== undefined) throw refuse("tdpWatts", `is for a processor; give activeWatts of the ${kind}`);
    return;
  }
  if (device.memoryBandwidthBytesPerSecond === undefined) {
    throw refuse("memoryBandwidthBytesPerSecond", "is missing; channels × rate × 8 bytes, for example 307.2e9 for 8 × DDR5-4800");
  }
  if (device.activeWatts === undefined && device.tdpWatts === undefined) throw refuse("tdpWatts", "is missing; give it, or activeWatts");
}

/** A device with the figures of its processor where it does not say others. */
export function withProcessor(device: LocalDevice): LocalDevice {
  // What is no device is refused by the check.
  if (typeof device !== "object" || device?.processor === undefined) return device;
  const { tdpWatts, memoryBandwidthBytesPerSecond } = device.processor;
  return {
    ...(device.activeWatts === undefined && tdpWatts !== undefined ? { tdpWatts } : {}),
    ...(memoryBandwidthBytesPerSecond === undefined ? {} : { memoryBandwidthBytesPerSecond }),
    ...device,
  };
}

/** A device on its way through an estimate. */
export interface WiredDevice {
  readonly activeWatts: Quantity<"W">;
  readonly waitingWatts: Quantity<"W">;
  readonly memoryBytesPerSecond: Quantity<"B/s">;
  readonly bandwidthEfficiency: Quantity<"1">;
  /** `undefined` for a processor whose rate is not known. */
  readonly peakFlopPerSecond: Quantity<"FLOP/s"> | undefined;
  readonly computeEfficiency: Quantity<"1">;
  readonly fixedStepSeconds: Quantity<"s">;
}

/** Wires power and rates of a checked device. */
export function wireDevice(t: Evaluator, device: LocalDevice): WiredDevice {
  const { kind = "laptop" } = device;
  const { processor, hybrid, devices } = adaptationDefaults;
  if (kind === "processor") {
    const activeWatts =
      device.activeWatts === undefined
        ? t.line("activeWatts", processorPower, {
            tdpWatts: t.input("processorTdpWatts", device.tdpWatts as Given),
            processorLoad: t.fallback("processorLoad", processor.load),
            baseWatts: t.fallback("baseWatts", processor.baseWatts),
          })
        : t.input("activeWatts", device.activeWatts);
    return {
      activeWatts,
      waitingWatts:
        device.waitingWatts === undefined ? t.fallback("waitingWatts", processor.baseWatts) : t.input("waitingWatts", device.waitingWatts),
      memoryBytesPerSecond: t.input("deviceMemoryBytesPerSecond", device.memoryBandwidthBytesPerSecond as Given),
      bandwidthEfficiency: inputOr(t, "deviceBandwidthEfficiency", device.bandwidthEfficiency, processor.bandwidthEfficiency),
      peakFlopPerSecond: device.peakFlopPerSecond === undefined ? undefined : t.input("deviceFlopPerSecond", device.peakFlopPerSecond),
      computeEfficiency: inputOr(t, "deviceComputeEfficiency", device.computeEfficiency, MEASURED),
      fixedStepSeconds: inputOr(t, "deviceFixedSeconds", device.fixedStepSeconds, processor.fixedStepSeconds),
    };
  }
  const standIn = devices[kind];
  return {
    activeWatts: inputOr(t, "activeWatts", device.activeWatts, standIn.activeWatts),
    waitingWatts: inputOr(t, "waitingWatts", device.waitingWatts, standIn.waitingWatts),
    memoryBytesPerSecond: inputOr(
      t,
      "deviceMemoryBytesPerSecond",
      device.memoryBandwidthBytesPerSecond,
      standIn.memoryBandwidthBytesPerSecond,
    ),
    bandwidthEfficiency: inputOr(t, "deviceBandwidthEfficiency", device.bandwidthEfficiency, hybrid.deviceBandwidthEfficiency),
    peakFlopPerSecond: inputOr(t, "deviceFlopPerSecond", device.peakFlopPerSecond, standIn.peakFlopPerSecond),
    computeEfficiency: inputOr(t, "deviceComputeEfficiency", device.computeEfficiency, hybrid.deviceComputeEfficiency),
    fixedStepSeconds: inputOr(t, "deviceFixedSeconds", device.fixedStepSeconds, hybrid.deviceFixedSeconds),
  };
}

/** A model on a device. */
export interface LocalModel {
  readonly model: ServedModel;
  readonly bytesPerParameter: Quantity<"B/parameter">;
}

/** Wires what a device needs to know of a model whose weights have a size. */
export function wireLocalModel(t: Evaluator, model: Model, bytesPerParameter: Quantity<"B/parameter">): LocalModel {
  return {
    model: wireServedModel(t, model, t.fallback("cacheElementBytes", definition(2, "keys and values in 16 bit"))),
    bytesPerParameter,
  };
}

/** Time of one decoding step of a batch on a device. */
export function wireLocalStep(
  t: Evaluator,
  device: WiredDevice,
  { model, bytesPerParameter }: LocalModel,
  batch: Quantity<"1">,
  contextTokens: Quantity<"token">,
): Quantity<"s"> {
  const { experts } = model;
  const readBytes = t.sum("stepBytes", [
    t.line("weightTrafficBytes", weightTraffic, {
      parameters: model.parameters,
      inputEmbeddingParameters: model.inputEmbeddingParameters,
      routedParameters: model.routedParameters,
      sharedBytesPerParameter: bytesPerParameter,
      routedBytesPerParameter: bytesPerParameter,
      touchedExpertShare:
        experts === undefined
          ? t.fallback("touchedExpertShare", ALL_EXPERTS)
          : t.line("touchedExpertShare", touchedExpertShare, { experts: experts.total, activeExperts: experts.active, batch }),
    }),
    t.line("stepCacheBytes", stepCacheBytes, {
      batch,
      cacheBytes: t.line("cacheBytes", cacheBytes, {
        layerTokenBytes: model.layerTokenBytes,
        fullAttentionLayers: model.fullAttentionLayers,
        windowLayerCount: model.windowLayerCount,
        windowTokens: model.windowTokens,
        contextTokens,
      }),
      stateTrafficBytes: model.stateTrafficBytes,
    }),
  ]);
  return t.line("stepSeconds", localStepSeconds, {
    memorySeconds: t.line("memorySeconds", memoryReadSeconds, {
      readBytes,
      acceleratorCount: t.fallback("devices", ONE_DEVICE),
      memoryBytesPerSecond: device.memoryBytesPerSecond,
      bandwidthEfficiency: device.bandwidthEfficiency,
    }),
    computeSeconds:
      device.peakFlopPerSecond === undefined
        ? t.fallback("computeSeconds", NO_OPERATIONS)
        : t.line("computeSeconds", computeSeconds, {
            stepFlop: t.line("stepFlop", flopOfStep, {
              batch,
              tokenFlop: t.line("tokenFlop", decodeTokenFlop, {
                activeParameters: model.activeParameters,
                attentionLayers: model.attentionLayers,
                attentionWidth: model.decodeWidth,
                contextTokens,
              }),
            }),
            acceleratorCount: t.fallback("devices", ONE_DEVICE),
            peakFlopPerSecond: device.peakFlopPerSecond,
            computeEfficiency: device.computeEfficiency,
          }),
    fixedStepSeconds: device.fixedStepSeconds,
  });
}

/** Time to read a prompt on a device whose rate is known. */
export function wireLocalPrefill(t: Evaluator, device: WiredDevice, { model }: LocalModel, inputTokens: Quantity<"token">): Quantity<"s"> {
  return t.line("prefillSeconds", computeSeconds, {
    stepFlop: t.line("prefillFlop", prefillFlop, {
      activeParameters: model.activeParameters,
      attentionLayers: model.attentionLayers,
      attentionWidth: model.prefillWidth,
      newTokens: inputTokens,
      cachedTokens: t.fallback("noTokens", definition(0, "nothing is cached on the device")),
    }),
    acceleratorCount: t.fallback("devices", ONE_DEVICE),
    peakFlopPerSecond: device.peakFlopPerSecond as Quantity<"FLOP/s">,
    computeEfficiency: device.computeEfficiency,
  });
}

/** Energy of a device over some time, its emissions, and the share of its manufacture; no PUE, because it stands in no data centre. */
export function wireDeviceWork(
  t: Evaluator,
  device: LocalDevice,
  place: PlaceInput,
  powerWatts: Quantity<"W">,
  runSeconds: Quantity<"s">,
): PhaseQuantities {
  const { kind = "laptop" } = device;
  const oneDevice = t.fallback("devices", ONE_DEVICE);
  const standIn = kind === "processor" ? undefined : adaptationDefaults.devices[kind];
  const manufacture = device.manufactureGramsCo2e === undefined ? standIn?.manufactureGramsCo2e : device.manufactureGramsCo2e;
  const lifetimeYears = device.lifetimeYears ?? standIn?.lifetimeYears ?? adaptationDefaults.devices.laptop.lifetimeYears;
  const otherEmbodied =
    manufacture === undefined || manufacture === null
      ? undefined
      : t.line("deviceGramsCo2e", allocatedEmissions, {
          perDeviceGramsCo2e: t.line("chargedGramsCo2e", chargedEmissions, {
            manufactureGramsCo2e: inputOr(t, "deviceManufactureGramsCo2e", device.manufactureGramsCo2e ?? undefined, manufacture),
            chargedShare: inputOr(t, "chargedShare", device.chargedShare, adaptationDefaults.chargedShare),
          }),
          lifetimeShare: t.line("deviceLifetimeShare", lifetimeShare, {
            deviceHours: t.line("userDeviceHours", instanceHours, { acceleratorCount: oneDevice, instanceSeconds: runSeconds }),
            lifetimeYears: inputOr(t, "deviceLifetimeYears", device.lifetimeYears, lifetimeYears),
            lifetimeUtilisation: t.line("deviceUtilisation", dutyUtilisation, {
              activeHoursPerDay: inputOr(t, "activeHoursPerDay", device.activeHoursPerDay, adaptationDefaults.activeHoursPerDay),
            }),
          }),
        });
  return wireWork(t, {
    place,
    itEnergyKwh: t.line("itEnergyKwh", poweredEnergy, { acceleratorCount: oneDevice, powerWatts, runSeconds }),
    hardware: undefined,
    prices: {},
    otherEmbodied,
  });
}

/** Time of an answer on a device, token by token. */
export function wireAnswerSeconds(
  t: Evaluator,
  generatedTokens: Quantity<"token">,
  timePerOutputTokenSeconds: Quantity<"s">,
): Quantity<"s"> {
  return t.line("answerSeconds", answerSeconds, { generatedTokens, timePerOutputTokenSeconds });
}
