import {
  cacheBytes,
  decodeTokenFlop,
  paddingFlop,
  stepCacheBytes,
  stepFlop as flopOfStep,
  touchedExpertShare,
  waitingBytes,
  weightTraffic,
} from "../architecture/traffic.js";
import type { ServingFit, ServingSoftwareFit } from "../catalog/records.js";
import type { Evaluator, Quantity } from "../core/evaluator.js";
import { decodePower } from "../hardware/serving-power.js";
import {
  computeSeconds as timeOfOperations,
  launchSeconds,
  memoryReadSeconds,
  narrowEfficiency,
  overlappedSeconds,
  rankAccelerators,
  routingSeconds as timeOfRouting,
  sequenceSeconds as timeOfSequences,
} from "../serving/decode-step.js";
import { definition } from "./definition.js";
import type { ServedModel } from "./served-model.js";

/** The accelerators of one instance, and what they are set to. */
export interface ServedDevice {
  readonly acceleratorCount: Quantity<"1">;
  /** Whether each layer is shared by several accelerators. */
  readonly isParallel: boolean;
  readonly dataParallelism: Quantity<"1">;
  readonly expertParallelism: Quantity<"1">;
  readonly memoryBytesPerSecond: Quantity<"B/s">;
  readonly peakFlopPerSecond: Quantity<"FLOP/s">;
  readonly tdpWatts: Quantity<"W">;
  readonly idleWatts: Quantity<"W">;
  /** Size of a weight outside the routed experts, and inside (B/parameter). */
  readonly sharedBytesPerParameter: Quantity<"B/parameter">;
  readonly routedBytesPerParameter: Quantity<"B/parameter">;
  /** Whether operations run in a format narrower than 16 bit. */
  readonly isNarrow: boolean;
  /** Whether weights have 8 bit, so that block scales, where the model has them, are in use. */
  readonly isEightBit: boolean;
}

/** The constants of a fit as quantities. */
export interface FitQuantities {
  readonly bandwidthEfficiency: Quantity<"1">;
  readonly cacheBandwidthEfficiency: Quantity<"1">;
  readonly computeEfficiency: Quantity<"1">;
  readonly narrowFactor: Quantity<"1">;
  readonly fixedStepSeconds: Quantity<"s">;
  readonly layerSeconds: Quantity<"s">;
  readonly parallelLayerSeconds: Quantity<"s">;
  readonly blockScaledLayerSeconds: Quantity<"s">;
  readonly perSequenceSeconds: Quantity<"s">;
  readonly routingTraffic: Quantity<"1">;
  readonly tileRows: Quantity<"1">;
  readonly overlapExponent: Quantity<"1">;
  readonly computeLoad: Quantity<"1">;
  readonly memoryJoulesPerByte: Quantity<"J/B">;
  readonly fixedTimeFactor: Quantity<"1">;
  readonly sequenceTimeFactor: Quantity<"1">;
  readonly baseLoad: Quantity<"1">;
  readonly hostLoad: Quantity<"1">;
}

/** A decoding step with the parts that its power depends on. */
export interface DecodeStep {
  readonly memorySeconds: Quantity<"s">;
  readonly routingSeconds: Quantity<"s">;
  readonly computeSeconds: Quantity<"s">;
  readonly sequenceSeconds: Quantity<"s">;
  /** Time of the step without prompts in between (s). */
  readonly stepSeconds: Quantity<"s">;
}

const NO = definition(0, "no such part", "inference");
const YES = definition(1, "no such part", "inference");
const NOTHING = definition(0, "no such part", "inference");
const ALL = definition(1, "no such part", "inference");

// V8 folds a constant of this module into its functions, but not an import from another chunk of the package (docs/adr/0003).
const equations = {
  cacheBytes,
  decodePower,
  decodeTokenFlop,
  flopOfStep,
  launchSeconds,
  memoryReadSeconds,
  narrowEfficiency,
  overlappedSeconds,
  paddingFlop,
  rankAccelerators,
  stepCacheBytes,
  timeOfOperations,
  timeOfRouting,
  timeOfSequences,
  touchedExpertShare,
  waitingBytes,
  weightTraffic,
};

/** Puts the constants of a fit on record, with those of the software. */
export function wireFit(t: Evaluator, fit: ServingFit, of: ServingSoftwareFit): FitQuantities {
  return {
    bandwidthEfficiency: t.fallback("bandwidthEfficiency", fit.bandwidthEfficiency),
    cacheBandwidthEfficiency: t.fallback("cacheBandwidthEfficiency", fit.cacheBandwidthEfficiency),
    computeEfficiency: t.fallback("computeEfficiency", fit.computeEfficiency),
    narrowFactor: t.fallback("narrowFactor", fit.narrowFactor),
    fixedStepSeconds: t.fallback("fixedStepSeconds", fit.fixedStepSeconds),
    layerSeconds: t.fallback("layerSeconds", fit.layerSeconds),
    parallelLayerSeconds: t.fallback("parallelLayerSeconds", fit.parallelLayerSeconds),
    blockScaledLayerSeconds: t.fallback("blockScaledLayerSeconds", fit.blockScaledLayerSeconds),
    perSequenceSeconds: t.fallback("perSequenceSeconds", fit.perSequenceSeconds),
    routingTraffic: t.fallback("routingTraffic", fit.routingTraffic),
    tileRows: t.fallback("tileRows", fit.tileRows),
    overlapExponent: t.fallback("overlapExponent", fit.overlapExponent),
    computeLoad: t.fallback("computeLoad", fit.computeLoad),
    memoryJoulesPerByte: t.fallback("memoryJoulesPerByte", fit.memoryJoulesPerByte),
    fixedTimeFactor: t.fallback("fixedTimeFactor", of.fixedTimeFactor),
    sequenceTimeFactor: t.fallback("sequenceTimeFactor", of.sequenceTimeFactor),
    baseLoad: t.fallback("baseLoad", of.baseLoad),
    hostLoad: t.fallback("hostLoad", of.hostLoad),
  };
}

/** Share of the peak that the operations reach in the format of the weights. */
export function wireComputeEfficiency(t: Evaluator, fit: FitQuantities, { isNarrow }: ServedDevice): Quantity<"1"> {
  return isNarrow
    ? t.line("stepComputeEfficiency", equations.narrowEfficiency, {
        computeEfficiency: fit.computeEfficiency,
        narrowFactor: fit.narrowFactor,
      })
    : fit.computeEfficiency;
}

/**
 * Wires one decoding step of an instance (docs/guide/inference.md): memory and operations overlap, launches, sequences and routed tokens add to
 * them.
 */
export function wireDecodeStep(
  t: Evaluator,
  model: ServedModel,
  device: ServedDevice,
  fit: FitQuantities,
  {
    batch,
    stepTokens,
    contextTokens,
  }: {
    readonly batch: Quantity<"1">;
    /** Positions that the step computes: one for each sequence, or several where drafts are verified (count). */
    readonly stepTokens: Quantity<"1">;
    readonly contextTokens: Quantity<"token">;
  },
): DecodeStep {
  const { acceleratorCount, memoryBytesPerSecond, peakFlopPerSecond } = device;
  const { experts } = model;
  const isBlockScaled = experts?.isBlockScaled === true && device.isEightBit;
  const touched =
    experts === undefined
      ? t.fallback("touchedExpertShare", ALL)
      : t.line("touchedExpertShare", equations.touchedExpertShare, {
          experts: experts.total,
          activeExperts: experts.active,
          batch: stepTokens,
        });
  const weights = t.line("weightTrafficBytes", equations.weightTraffic, {
    parameters: model.parameters,
    inputEmbeddingParameters: model.inputEmbeddingParameters,
    routedParameters: model.routedParameters,
    sharedBytesPerParameter: device.sharedBytesPerParameter,
    routedBytesPerParameter: device.routedBytesPerParameter,
    touchedExpertShare: touched,
  });
  const memorySeconds = t.sum("memorySeconds", [
    t.line("weightSeconds", equations.memoryReadSeconds, {
      acceleratorCount,
      memoryBytesPerSecond,
      readBytes: weights,
      bandwidthEfficiency: fit.bandwidthEfficiency,
    }),
    t.line("cacheSeconds", equations.memoryReadSeconds, {
      acceleratorCount,
      memoryBytesPerSecond,
      readBytes: t.line("stepCacheBytes", equations.stepCacheBytes, {
        batch,
        cacheBytes: t.line("cacheBytes", equations.cacheBytes, {
          layerTokenBytes: model.layerTokenBytes,
          fullAttentionLayers: model.fullAttentionLayers,
          windowLayerCount: model.windowLayerCount,
          windowTokens: model.windowTokens,
          contextTokens,
        }),
        stateTrafficBytes: model.stateTrafficBytes,
      }),
      bandwidthEfficiency: fit.cacheBandwidthEfficiency,
    }),
  ]);
  const computeEfficiency = wireComputeEfficiency(t, fit, device);
  const tokenSeconds = t.line("tokenComputeSeconds", equations.timeOfOperations, {
    stepFlop: t.line("stepFlop", equations.flopOfStep, {
      batch: stepTokens,
      tokenFlop: t.line("tokenFlop", equations.decodeTokenFlop, {
        activeParameters: model.activeParameters,
        attentionLayers: model.attentionLayers,
        attentionWidth: model.decodeWidth,
        contextTokens,
      }),
    }),
    acceleratorCount: t.line("rankAccelerators", equations.rankAccelerators, { acceleratorCount, dataParallelism: device.dataParallelism }),
    peakFlopPerSecond,
    computeEfficiency,
  });
  const computeSeconds = isBlockScaled
    ? t.sum("computeSeconds", [
        tokenSeconds,
        t.line("paddingSeconds", equations.timeOfOperations, {
          stepFlop: t.line("paddingFlop", equations.paddingFlop, {
            tileRows: fit.tileRows,
            routedParameters: model.routedParameters,
            touchedExpertShare: touched,
          }),
          acceleratorCount,
          peakFlopPerSecond,
          computeEfficiency,
        }),
      ])
    : tokenSeconds;
  // Waiting for the fullest accelerator takes time, but moves no bytes on the others: it counts in the step and not in the power.
  const slowestMemorySeconds =
    experts === undefined
      ? memorySeconds
      : t.sum("slowestMemorySeconds", [
          memorySeconds,
          t.line("waitingSeconds", equations.memoryReadSeconds, {
            acceleratorCount,
            memoryBytesPerSecond,
            readBytes: t.line("waitingBytes", equations.waitingBytes, {
              routedParameters: model.routedParameters,
              routedBytesPerParameter: device.routedBytesPerParameter,
              touchedExpertShare: touched,
              experts: experts.total,
              expertParallelism: device.expertParallelism,
            }),
            bandwidthEfficiency: fit.bandwidthEfficiency,
          }),
        ]);
  const routingSeconds =
    experts === undefined
      ? t.fallback("routingSeconds", NOTHING)
      : t.line("routingSeconds", equations.timeOfRouting, {
          expertLayers: experts.layers,
          batch: stepTokens,
          activeExperts: experts.active,
          routingTraffic: fit.routingTraffic,
          hiddenSize: model.hiddenSize,
          memoryBytesPerSecond,
        });
  const sequenceSeconds = t.line("sequenceSeconds", equations.timeOfSequences, {
    perSequenceSeconds: fit.perSequenceSeconds,
    batch,
    sequenceTimeFactor: fit.sequenceTimeFactor,
  });
  const stepSeconds = t.sum("stepSeconds", [
    t.line("overlappedSeconds", equations.overlappedSeconds, {
      memorySeconds: slowestMemorySeconds,
      computeSeconds,
      overlapExponent: fit.overlapExponent,
    }),
    t.line("launchSeconds", equations.launchSeconds, {
      fixedStepSeconds: fit.fixedStepSeconds,
      layers: model.layers,
      layerSeconds: fit.layerSeconds,
      isParallel: t.fallback("isParallel", device.isParallel ? YES : NO),
      parallelLayerSeconds: fit.parallelLayerSeconds,
      isBlockScaled: t.fallback("isBlockScaled", isBlockScaled ? YES : NO),
      blockScaledLayerSeconds: fit.blockScaledLayerSeconds,
      fixedTimeFactor: fit.fixedTimeFactor,
    }),
    sequenceSeconds,
    routingSeconds,
  ]);
  return { memorySeconds, routingSeconds, computeSeconds, sequenceSeconds, stepSeconds };
}

/** Wires the mean power of one accelerator over a step, with more operations and time in it where prompts are read in between. */
export function wireDecodePower(
  t: Evaluator,
  device: ServedDevice,
  fit: FitQuantities,
  step: Omit<DecodeStep, "stepSeconds">,
  stepSeconds: Quantity<"s">,
): Quantity<"W"> {
  return t.line("decodePowerWatts", equations.decodePower, {
    tdpWatts: device.tdpWatts,
    idleWatts: device.idleWatts,
    baseLoad: fit.baseLoad,
    computeLoad: fit.computeLoad,
    hostLoad: fit.hostLoad,
    memoryJoulesPerByte: fit.memoryJoulesPerByte,
    memoryBytesPerSecond: device.memoryBytesPerSecond,
    memorySeconds: step.memorySeconds,
    routingSeconds: step.routingSeconds,
    computeSeconds: step.computeSeconds,
    sequenceSeconds: step.sequenceSeconds,
    stepSeconds,
  });
}
