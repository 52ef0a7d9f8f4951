import { repeatedEmissions, repeatedEnergy } from "../adaptation/repeat.js";
import {
  draftSeconds as timeOfDrafts,
  perRoundTokenSeconds,
  roundPower,
  tokensPerRound,
  verifiedTokens,
} from "../adaptation/speculative.js";
import { cacheBytes, meanContext as contextOfSteps, prefillFlop } from "../architecture/traffic.js";
import { defaults } from "../catalog/defaults.js";
import { FootprintError } from "../core/errors.js";
import { Evaluator, type Quantity } from "../core/evaluator.js";
import { type Given, valueOf } from "../core/figure.js";
import type { UnitOf } from "../core/units.js";
import {
  cacheReadEnergy,
  calibratedSpread,
  decodeEnergy,
  energyPerToken,
  measuredEnergy,
  poweredEnergy,
  retainedCache,
  retentionEnergy,
  spreadEnergy,
  tokenShareEnergy,
  waitingEnergy,
} from "../energy/inference.js";
import { cappedPower, prefillPower } from "../hardware/serving-power.js";
import { computeSeconds, interleavedSeconds } from "../serving/decode-step.js";
import { electricityPerMillion, emissionsPerMillion, energyPerMillion, hardwareUsdPerHour, rentPerMillion } from "../serving/price.js";
import {
  instanceHours,
  instanceSeconds as timeOfInstance,
  requestLatency,
  scaledSeconds,
  systemRate,
  timeForRate,
  timeScale as scaleOfTimes,
  timeToFirstToken,
  userRate,
} from "../serving/quality.js";
import { bandBatch, requestedRate } from "../serving/capacity.js";
import { definition } from "./definition.js";
import {
  cacheElementBytesOf,
  mostSequences,
  type PreparedDeployment,
  prepareDeployment,
  unknownBatch,
  wireDeployment,
} from "./deployment.js";
import { type FitQuantities, wireDecodePower, wireDecodeStep, wireFit } from "./decode-step.js";
import { type EmbodiedWork, embodiedStages, wireLifetimeShare } from "./embodied.js";
import { inputOr } from "./input-or.js";
import { type InferenceInput, type RequestTokens } from "./inference-input.js";
import type { InferenceTotals } from "./inference-result.js";
import { type PlaceWork, placeStages } from "./place.js";
import { wireServedModel } from "./served-model.js";

const NOTHING = definition(0, "no such part", "inference");

// V8 folds a constant of this module into its functions, but not an import from another chunk of the package (docs/adr/0003).
const equations = {
  cacheBytes,
  cacheReadEnergy,
  calibratedSpread,
  cappedPower,
  computeSeconds,
  contextOfSteps,
  decodeEnergy,
  electricityPerMillion,
  emissionsPerMillion,
  energyPerMillion,
  energyPerToken,
  hardwareUsdPerHour,
  instanceHours,
  interleavedSeconds,
  measuredEnergy,
  poweredEnergy,
  prefillFlop,
  perRoundTokenSeconds,
  prefillPower,
  rentPerMillion,
  repeatedEmissions,
  repeatedEnergy,
  requestLatency,
  retainedCache,
  retentionEnergy,
  roundPower,
  scaleOfTimes,
  scaledSeconds,
  spreadEnergy,
  systemRate,
  timeForRate,
  timeOfDrafts,
  timeOfInstance,
  timeToFirstToken,
  tokenShareEnergy,
  tokensPerRound,
  userRate,
  verifiedTokens,
  waitingEnergy,
};

/** {@link InferenceTotals} on their way through an estimate. */
export type InferenceQuantities = {
  -readonly [Key in keyof InferenceTotals]: Quantity<UnitOf<Key>> | (undefined extends InferenceTotals[Key] ? undefined : never);
};

/** What the stages of an estimate hand on to each other. */
type InferenceWork = InferenceQuantities & { -readonly [Key in keyof PlaceWork]: PlaceWork[Key] } & EmbodiedWork;

/** The load of an instance as an estimate takes it. */
export interface Load {
  readonly batch: Given;
  /** Whether the library chose it because nothing tells it. */
  readonly isUnknown: boolean;
  /** Factor on the energy of decoding that a measured point gives. */
  readonly calibration?: Given | undefined;
  /** Tokens that an earlier part of the same estimate gives, in the place of those of the input. */
  readonly tokens?: WiredTokens | undefined;
}

/** Tokens of the prompt on their way through an estimate of which the request is a part. */
export interface WiredTokens {
  readonly inputTokens?: Quantity<"token"> | undefined;
  readonly cacheReadTokens?: Quantity<"token"> | undefined;
  readonly outputTokens?: Quantity<"token"> | undefined;
}

const valueOr = (given: Given | undefined): number => (given === undefined ? 0 : valueOf(given));

/** Tokens of the prompt, however they come. */
export function promptTokensOf({ inputTokens, imageTokens, cacheReadTokens, cacheWriteTokens }: RequestTokens): number {
  return valueOr(inputTokens) + valueOr(imageTokens) + valueOr(cacheReadTokens) + valueOr(cacheWriteTokens);
}

/** Generated tokens, visible and not. */
export function generatedTokensOf({ outputTokens, reasoningTokens }: RequestTokens): number {
  return valueOr(outputTokens) + valueOr(reasoningTokens);
}

function meanContextOf(input: RequestTokens): number {
  return contextOfSteps.raw({ promptTokens: promptTokensOf(input), generatedTokens: generatedTokensOf(input) });
}

/** Tokens by class, and the sums that the phases work on. */
interface TokenQuantities {
  readonly input: Quantity<"token">;
  readonly cacheWrite: Quantity<"token">;
  readonly cacheRead: Quantity<"token">;
  readonly output: Quantity<"token">;
  readonly reasoning: Quantity<"token">;
  readonly uncached: Quantity<"token">;
  readonly generated: Quantity<"token">;
  readonly context: Quantity<"token">;
}

function wireTokens(t: Evaluator, input: InferenceInput, wired: WiredTokens | undefined): TokenQuantities {
  const cacheWrite = inputOr(t, "cacheWriteTokens", input.cacheWriteTokens, NOTHING);
  const cacheRead = wired?.cacheReadTokens ?? inputOr(t, "cacheReadTokens", input.cacheReadTokens, NOTHING);
  const output = wired?.outputTokens ?? inputOr(t, "outputTokens", input.outputTokens, NOTHING);
  const reasoning = inputOr(t, "reasoningTokens", input.reasoningTokens, NOTHING);
  const plain = wired?.inputTokens ?? inputOr(t, "inputTokens", input.inputTokens, NOTHING);
  const fresh = input.imageTokens === undefined ? plain : t.sum("freshTokens", [plain, t.input("imageTokens", input.imageTokens)]);
  const uncached = t.sum("uncachedTokens", [fresh, cacheWrite]);
  const generated = t.sum("generatedTokens", [output, reasoning]);
  return {
    input: fresh,
    cacheWrite,
    cacheRead,
    output,
    reasoning,
    uncached,
    generated,
    context: t.line("contextTokens", equations.contextOfSteps, {
      promptTokens: t.sum("promptTokens", [uncached, cacheRead]),
      generatedTokens: generated,
    }),
  };
}

function prefillDefault(precision: PreparedDeployment["precision"]): Given {
  const { sixteenBit, eightBit, fourBit } = defaults.prefillEfficiency;
  if (precision === "fp8" || precision === "int8") return eightBit;
  return precision === "int4" || precision === "nf4" || precision === "mxfp4" ? fourBit : sixteenBit;
}

/** Power under the cap, where one is given. */
function wireCap(t: Evaluator, { powerCapWatts }: InferenceInput, key: "prefill" | "decode", powerWatts: Quantity<"W">): Quantity<"W"> {
  if (powerCapWatts === undefined) return powerWatts;
  return t.line(`${key}CappedWatts` as "decodeCappedWatts", equations.cappedPower, {
    powerWatts,
    powerCapWatts: t.input("powerCapWatts", powerCapWatts),
  });
}

/** Times and powers of the two phases of a request. */
interface Phases {
  readonly prefillSeconds: Quantity<"s">;
  readonly prefillWatts: Quantity<"W">;
  readonly decodeStepSeconds: Quantity<"s">;
  readonly decodeWatts: Quantity<"W">;
  readonly timePerOutputTokenSeconds: Quantity<"s">;
  readonly prefillEfficiency: Quantity<"1">;
}

/** Decoding as the phases see it: time per token and sequence, and mean power of an accelerator in it. */
interface Decoding {
  readonly tokenSeconds: Quantity<"s">;
  readonly powerWatts: Quantity<"W">;
}

/** Steps that yield one token for each sequence; or rounds of drafts and their verification that yield several. */
function wireSteps(
  t: Evaluator,
  input: InferenceInput,
  prepared: PreparedDeployment,
  { model, device }: Pick<PreparedDeployment, "model" | "device">,
  fit: FitQuantities,
  load: { readonly batch: Quantity<"1">; readonly contextTokens: Quantity<"token"> },
): Decoding {
  const { batch, contextTokens } = load;
  const { speculation } = input;
  if (speculation === undefined) {
    const step = wireDecodeStep(t, model, device, fit, { batch, stepTokens: batch, contextTokens });
    return { tokenSeconds: step.stepSeconds, powerWatts: wireDecodePower(t, device, fit, step, step.stepSeconds) };
  }
  const draftedTokens = inputOr(t, "draftedTokens", speculation.draftedTokens, defaults.speculation.draftedTokens);
  const roundTokens = t.line("roundTokens", equations.tokensPerRound, {
    acceptance: inputOr(t, "acceptance", speculation.acceptance, defaults.speculation.acceptance),
    draftedTokens,
  });
  const stepTokens = t.line("verifiedPositions", equations.verifiedTokens, { batch, draftedTokens });
  const verify = wireDecodeStep(t, model, device, fit, { batch, stepTokens, contextTokens });
  const verifyWatts = wireDecodePower(t, device, fit, verify, verify.stepSeconds);
  const { draftModel } = speculation;
  if (draftModel === undefined) {
    return {
      tokenSeconds: t.line("tokenSeconds", equations.perRoundTokenSeconds, { roundSeconds: verify.stepSeconds, roundTokens }),
      powerWatts: verifyWatts,
    };
  }
  return t.within("draft", () => {
    const drafter = wireServedModel(t, draftModel, t.input("cacheElementBytes", cacheElementBytesOf(prepared.input)));
    const step = wireDecodeStep(t, drafter, device, fit, { batch, stepTokens: batch, contextTokens });
    const draftSeconds = t.line("seconds", equations.timeOfDrafts, { draftedTokens, draftTokenSeconds: step.stepSeconds });
    return {
      tokenSeconds: t.line("tokenSeconds", equations.perRoundTokenSeconds, {
        roundSeconds: t.sum("roundSeconds", [verify.stepSeconds, draftSeconds]),
        roundTokens,
      }),
      powerWatts: t.line("roundPowerWatts", equations.roundPower, {
        verifySeconds: verify.stepSeconds,
        verifyWatts,
        draftSeconds,
        draftWatts: wireDecodePower(t, device, fit, step, step.stepSeconds),
      }),
    };
  });
}

function wirePhases(
  t: Evaluator,
  input: InferenceInput,
  prepared: PreparedDeployment,
  parts: Pick<PreparedDeployment, "model" | "device">,
  tokens: TokenQuantities,
  batch: Quantity<"1">,
): Phases {
  const { model, device } = parts;
  const { acceleratorCount, peakFlopPerSecond, tdpWatts } = device;
  const prefillEfficiency = inputOr(t, "prefillEfficiency", input.prefillEfficiency, prefillDefault(prepared.precision));
  const predictedPrefill = t.line("predictedPrefillSeconds", equations.computeSeconds, {
    stepFlop: t.line("prefillFlop", equations.prefillFlop, {
      activeParameters: model.activeParameters,
      attentionLayers: model.attentionLayers,
      attentionWidth: model.prefillWidth,
      newTokens: tokens.uncached,
      cachedTokens: tokens.cacheRead,
    }),
    acceleratorCount,
    peakFlopPerSecond,
    computeEfficiency: prefillEfficiency,
  });
  const fit = t.trace === undefined ? prepared.fitNumbers : wireFit(t, prepared.fit, prepared.software);
  const step = wireSteps(t, input, prepared, parts, fit, { batch, contextTokens: tokens.context });
  const predictedTime = t.sum("predictedTimePerOutputTokenSeconds", [
    step.tokenSeconds,
    t.line("interleavedSeconds", equations.interleavedSeconds, {
      batch,
      generatedTokens: tokens.generated,
      prefillSeconds: predictedPrefill,
    }),
  ]);
  const prefillWatts = wireCap(
    t,
    input,
    "prefill",
    t.line("prefillPowerWatts", equations.prefillPower, {
      tdpWatts,
      prefillLoad: inputOr(t, "prefillLoad", input.prefillLoad, defaults.prefillLoad),
    }),
  );
  const decodeWatts = wireCap(t, input, "decode", step.powerWatts);
  if (input.batch === undefined || input.systemTokensPerSecond === undefined) {
    return {
      prefillSeconds: predictedPrefill,
      prefillWatts,
      decodeStepSeconds: step.tokenSeconds,
      decodeWatts,
      timePerOutputTokenSeconds: predictedTime,
      prefillEfficiency,
    };
  }
  // A measured rate of a known batch sets the times; the powers are those of the predicted mix of what binds.
  const measuredSeconds = t.line("timePerOutputTokenSeconds", equations.timeForRate, {
    batch,
    systemTokensPerSecond: t.input("systemTokensPerSecond", input.systemTokensPerSecond),
  });
  const timeScale = t.line("timeScale", equations.scaleOfTimes, { measuredSeconds, timePerOutputTokenSeconds: predictedTime });
  return {
    prefillSeconds: t.line("prefillSeconds", equations.scaledSeconds, { timeScale, predictedSeconds: predictedPrefill }),
    prefillWatts,
    decodeStepSeconds: t.line("decodeStepSeconds", equations.scaledSeconds, { timeScale, predictedSeconds: step.tokenSeconds }),
    decodeWatts,
    timePerOutputTokenSeconds: measuredSeconds,
    prefillEfficiency,
  };
}

/** Energy of the accelerators by phase and class; or as measured, which is told apart by nothing. */
function wireAcceleratorEnergy(
  t: Evaluator,
  input: InferenceInput,
  prepared: PreparedDeployment,
  parts: Pick<PreparedDeployment, "model" | "device">,
  tokens: TokenQuantities,
  batch: Quantity<"1">,
  phases: Phases,
  calibration: Given | undefined,
  work: InferenceQuantities,
): void {
  const { acceleratorCount, peakFlopPerSecond } = parts.device;
  if (input.measuredJoulesPerToken !== undefined) {
    work.acceleratorEnergyKwh = t.line("acceleratorEnergyKwh", equations.measuredEnergy, {
      acceleratorJoulesPerToken: t.input("measuredJoulesPerToken", input.measuredJoulesPerToken),
      generatedTokens: tokens.generated,
    });
    return;
  }
  const prefill = t.line("prefillEnergyKwh", equations.poweredEnergy, {
    acceleratorCount,
    powerWatts: phases.prefillWatts,
    runSeconds: phases.prefillSeconds,
  });
  const decode = t.line("decodeEnergyKwh", equations.spreadEnergy, {
    phaseEnergyKwh: t.line("predictedDecodeEnergyKwh", equations.decodeEnergy, {
      acceleratorCount,
      powerWatts: phases.decodeWatts,
      stepSeconds: phases.decodeStepSeconds,
      generatedTokens: tokens.generated,
      batch,
    }),
    energySpread:
      calibration === undefined
        ? t.fallback("energySpread", prepared.fit.energySpread[spreadKind(input)])
        : t.input("energySpread", calibration),
  });
  const read = t.line("cacheReadEnergyKwh", equations.cacheReadEnergy, {
    cacheReadShare: inputOr(t, "cacheReadShare", input.cacheReadShare, defaults.cacheReadShare),
    activeParameters: parts.model.activeParameters,
    cacheReadTokens: tokens.cacheRead,
    powerWatts: phases.prefillWatts,
    peakFlopPerSecond,
    computeEfficiency: phases.prefillEfficiency,
  });
  work.prefillEnergyKwh = prefill;
  work.decodeEnergyKwh = decode;
  work.cacheReadEnergyKwh = read;
  work.inputEnergyKwh = t.line("inputEnergyKwh", equations.tokenShareEnergy, {
    phaseEnergyKwh: prefill,
    classTokens: tokens.input,
    phaseTokens: tokens.uncached,
  });
  work.cacheWriteEnergyKwh = t.line("cacheWriteEnergyKwh", equations.tokenShareEnergy, {
    phaseEnergyKwh: prefill,
    classTokens: tokens.cacheWrite,
    phaseTokens: tokens.uncached,
  });
  work.outputEnergyKwh = t.line("outputEnergyKwh", equations.tokenShareEnergy, {
    phaseEnergyKwh: decode,
    classTokens: tokens.output,
    phaseTokens: tokens.generated,
  });
  work.reasoningEnergyKwh = t.line("reasoningEnergyKwh", equations.tokenShareEnergy, {
    phaseEnergyKwh: decode,
    classTokens: tokens.reasoning,
    phaseTokens: tokens.generated,
  });
  work.acceleratorEnergyKwh = t.sum("acceleratorEnergyKwh", [prefill, read, decode]);
}

/** Which spread of the fit a model has. */
function spreadKind({ model }: InferenceInput): "dense" | "hybrid" | "mixture-of-experts" {
  if (model.kind === "mixture-of-experts") return model.kind;
  return model.architecture?.stateLayers === undefined ? "dense" : "hybrid";
}

/** Energy to keep written caches in memory of the host, where their time is given. */
function wireRetention(
  t: Evaluator,
  { cacheRetentionSeconds }: InferenceInput,
  { model }: Pick<PreparedDeployment, "model">,
  tokens: TokenQuantities,
): Quantity<"kWh"> | undefined {
  if (cacheRetentionSeconds === undefined) return undefined;
  return t.line("retentionEnergyKwh", equations.retentionEnergy, {
    retainedBytes: t.line("retainedBytes", equations.retainedCache, {
      tokenCacheBytes: t.line("tokenCacheBytes", equations.cacheBytes, {
        layerTokenBytes: model.layerTokenBytes,
        fullAttentionLayers: model.fullAttentionLayers,
        windowLayerCount: model.windowLayerCount,
        windowTokens: model.windowTokens,
        contextTokens: t.fallback("oneTokens", definition(1, "no such part", "inference")),
      }),
      cachedTokens: tokens.cacheWrite,
    }),
    memoryWattsPerGigabyte: t.fallback("memoryWattsPerGigabyte", defaults.retentionWattsPerGigabyte),
    retentionSeconds: t.input("retentionSeconds", cacheRetentionSeconds),
  });
}

/** Prices and footprints per million tokens, and those of a fleet. */
function wireScaled(
  t: Evaluator,
  input: InferenceInput,
  { device }: Pick<PreparedDeployment, "device">,
  generatedTokens: Quantity<"token">,
  servingShare: Quantity<"1">,
  work: InferenceQuantities,
): void {
  const grams = (requestGramsCo2e: Quantity<"gCO2e">) => ({ requestGramsCo2e, generatedTokens });
  work.energyKwhPerMillionTokens = t.line("energyKwhPerMillionTokens", equations.energyPerMillion, {
    energyKwh: work.energyKwh,
    generatedTokens,
  });
  work.operationalGramsPerMillionTokens = t.line(
    "operationalGramsPerMillionTokens",
    equations.emissionsPerMillion,
    grams(work.operationalGramsCo2e),
  );
  work.embodiedGramsPerMillionTokens = t.line(
    "embodiedGramsPerMillionTokens",
    equations.emissionsPerMillion,
    grams(work.embodiedGramsCo2e),
  );
  work.totalGramsPerMillionTokens = t.sum("totalGramsPerMillionTokens", [
    work.operationalGramsPerMillionTokens,
    work.embodiedGramsPerMillionTokens,
  ]);
  const { acceleratorUsd, acceleratorUsdPerHour, electricityUsdPerKwh, requests } = input;
  if (acceleratorUsd !== undefined || acceleratorUsdPerHour !== undefined) {
    work.hardwareUsdPerMillionTokens = t.line("hardwareUsdPerMillionTokens", equations.rentPerMillion, {
      acceleratorUsdPerHour:
        acceleratorUsdPerHour === undefined
          ? t.line("acceleratorUsdPerHour", equations.hardwareUsdPerHour, {
              acceleratorUsd: t.input("acceleratorUsd", acceleratorUsd as Given),
              lifetimeYears: inputOr(t, "lifetimeYears", input.lifetimeYears, defaults.lifetimeYears),
            })
          : t.input("acceleratorUsdPerHour", acceleratorUsdPerHour),
      acceleratorCount: device.acceleratorCount,
      timePerOutputTokenSeconds: work.timePerOutputTokenSeconds,
      batch: work.batch,
      servingShare,
    });
  }
  if (electricityUsdPerKwh !== undefined) {
    work.electricityUsdPerMillionTokens = t.line("electricityUsdPerMillionTokens", equations.electricityPerMillion, {
      energyKwhPerMillionTokens: work.energyKwhPerMillionTokens,
      electricityUsdPerKwh: t.input("electricityUsdPerKwh", electricityUsdPerKwh),
    });
  }
  if (requests === undefined) return;
  const count = t.input("requests", requests);
  work.fleetEnergyKwh = t.line("fleetEnergyKwh", equations.repeatedEnergy, { repetitions: count, energyKwh: work.energyKwh });
  work.fleetOperationalGramsCo2e = t.line("fleetOperationalGramsCo2e", equations.repeatedEmissions, {
    repetitions: count,
    onceGramsCo2e: work.operationalGramsCo2e,
  });
  work.fleetEmbodiedGramsCo2e = t.line("fleetEmbodiedGramsCo2e", equations.repeatedEmissions, {
    repetitions: count,
    onceGramsCo2e: work.embodiedGramsCo2e,
  });
  work.fleetTotalGramsCo2e = t.sum("fleetTotalGramsCo2e", [work.fleetOperationalGramsCo2e, work.fleetEmbodiedGramsCo2e]);
}

/** Wires a request: phases, energy from the accelerators to the facility, emissions, shares and scales. */
export function wireInference(t: Evaluator, input: InferenceInput, prepared: PreparedDeployment, load: Load): InferenceQuantities {
  const parts = t.trace === undefined ? prepared : wireDeployment(t, prepared);
  const { acceleratorCount } = parts.device;
  const tokens = wireTokens(t, input, load.tokens);
  const batch = load.isUnknown ? t.fallback("batch", load.batch) : t.input("batch", load.batch);
  const phases = wirePhases(t, input, prepared, parts, tokens, batch);
  const time = phases.timePerOutputTokenSeconds;
  const instanceSeconds = t.line("instanceSeconds", equations.timeOfInstance, {
    generatedTokens: tokens.generated,
    timePerOutputTokenSeconds: time,
    batch,
  });
  const unset = 0.5 as unknown as Quantity<never>;
  const timeToFirstTokenSeconds = t.line("timeToFirstTokenSeconds", equations.timeToFirstToken, {
    queueSeconds: inputOr(t, "queueSeconds", input.queueSeconds, NOTHING),
    prefillSeconds: phases.prefillSeconds,
    timePerOutputTokenSeconds: time,
  });
  const work: InferenceWork = {
    acceleratorCount,
    batch,
    prefillSeconds: phases.prefillSeconds,
    decodeStepSeconds: phases.decodeStepSeconds,
    timePerOutputTokenSeconds: time,
    timeToFirstTokenSeconds,
    latencySeconds: t.line("latencySeconds", equations.requestLatency, {
      timeToFirstTokenSeconds,
      timePerOutputTokenSeconds: time,
      generatedTokens: tokens.generated,
    }),
    userTokensPerSecond: t.line("userTokensPerSecond", equations.userRate, { timePerOutputTokenSeconds: time }),
    systemTokensPerSecond: t.line("systemRateTokensPerSecond", equations.systemRate, { batch, timePerOutputTokenSeconds: time }),
    instanceSeconds,
    decodePowerWatts: phases.decodeWatts,
    acceleratorEnergyKwh: unset,
    hostEnergyKwh: t.line("hostEnergyKwh", equations.poweredEnergy, {
      acceleratorCount,
      powerWatts: inputOr(t, "hostWatts", input.hostWatts, defaults.hostWatts),
      runSeconds: instanceSeconds,
    }),
    idleEnergyKwh: unset,
    itEnergyKwh: unset,
    energyKwh: unset,
    operationalGramsCo2e: unset,
    embodiedGramsCo2e: unset,
    totalGramsCo2e: unset,
    acceleratorJoulesPerToken: unset,
    energyKwhPerMillionTokens: unset,
    operationalGramsPerMillionTokens: unset,
    embodiedGramsPerMillionTokens: unset,
    totalGramsPerMillionTokens: unset,
    prefillEnergyKwh: undefined,
    cacheReadEnergyKwh: undefined,
    decodeEnergyKwh: undefined,
    inputEnergyKwh: undefined,
    cacheWriteEnergyKwh: undefined,
    outputEnergyKwh: undefined,
    reasoningEnergyKwh: undefined,
    retentionEnergyKwh: wireRetention(t, input, parts, tokens),
    marketOperationalGramsCo2e: undefined,
    waterLitres: undefined,
    hardwareUsdPerMillionTokens: undefined,
    electricityUsdPerMillionTokens: undefined,
    fleetEnergyKwh: undefined,
    fleetOperationalGramsCo2e: undefined,
    fleetEmbodiedGramsCo2e: undefined,
    fleetTotalGramsCo2e: undefined,
    lifetimeShare: unset,
    embodiedParts: [],
    deviceParts: undefined,
  };
  const servingShare = inputOr(t, "servingShare", input.servingShare, defaults.servingShare);
  wireAcceleratorEnergy(t, input, prepared, parts, tokens, batch, phases, load.calibration, work);
  work.idleEnergyKwh = t.line("idleEnergyKwh", equations.waitingEnergy, {
    acceleratorCount,
    idleServerWatts: inputOr(t, "idleServerWatts", input.idleServerWatts, defaults.idleServerWatts),
    instanceSeconds,
    servingShare,
  });
  const itParts = [work.acceleratorEnergyKwh, work.hostEnergyKwh, work.idleEnergyKwh];
  if (work.retentionEnergyKwh !== undefined) itParts.push(work.retentionEnergyKwh);
  work.itEnergyKwh = t.sum("itEnergyKwh", itParts);
  work.acceleratorJoulesPerToken = t.line("acceleratorJoulesPerToken", equations.energyPerToken, {
    phaseEnergyKwh: work.acceleratorEnergyKwh,
    generatedTokens: tokens.generated,
  });
  for (let index = 0; index < placeStages.length; index++) (placeStages[index] as (typeof placeStages)[number])(t, input, work);
  wireLifetimeShare(
    t,
    input,
    work,
    t.line("instanceHours", equations.instanceHours, { acceleratorCount, instanceSeconds }),
    // The hardware works as long as its instance serves, unless the caller knows more of its life.
    input.lifetimeUtilisation === undefined ? servingShare : t.input("lifetimeUtilisation", input.lifetimeUtilisation),
  );
  for (let index = 0; index < embodiedStages.length; index++) (embodiedStages[index] as (typeof embodiedStages)[number])(t, input, work);
  work.embodiedGramsCo2e = t.sum("embodiedGramsCo2e", work.embodiedParts);
  work.totalGramsCo2e = t.sum("totalGramsCo2e", [work.operationalGramsCo2e, work.embodiedGramsCo2e]);
  wireScaled(t, input, parts, tokens.generated, servingShare, work);
  return work;
}

type MutableTotals = { -readonly [Key in keyof InferenceTotals]: InferenceTotals[Key] };

/** What only some requests have: kept caches, prices, a fleet, water, a market. */
function addOccasional(t: Evaluator, quantities: InferenceQuantities, totals: MutableTotals): void {
  if (quantities.retentionEnergyKwh !== undefined) totals.retentionEnergyKwh = t.value(quantities.retentionEnergyKwh);
  if (quantities.marketOperationalGramsCo2e !== undefined)
    totals.marketOperationalGramsCo2e = t.value(quantities.marketOperationalGramsCo2e);
  if (quantities.waterLitres !== undefined) totals.waterLitres = t.value(quantities.waterLitres);
  if (quantities.hardwareUsdPerMillionTokens !== undefined)
    totals.hardwareUsdPerMillionTokens = t.value(quantities.hardwareUsdPerMillionTokens);
  if (quantities.electricityUsdPerMillionTokens !== undefined)
    totals.electricityUsdPerMillionTokens = t.value(quantities.electricityUsdPerMillionTokens);
  if (quantities.fleetEnergyKwh !== undefined) totals.fleetEnergyKwh = t.value(quantities.fleetEnergyKwh);
  if (quantities.fleetOperationalGramsCo2e !== undefined) totals.fleetOperationalGramsCo2e = t.value(quantities.fleetOperationalGramsCo2e);
  if (quantities.fleetEmbodiedGramsCo2e !== undefined) totals.fleetEmbodiedGramsCo2e = t.value(quantities.fleetEmbodiedGramsCo2e);
  if (quantities.fleetTotalGramsCo2e !== undefined) totals.fleetTotalGramsCo2e = t.value(quantities.fleetTotalGramsCo2e);
}

function totalsOf(t: Evaluator, quantities: InferenceQuantities): InferenceTotals {
  // Written out, so that the totals of every request have one shape.
  const totals: MutableTotals = {
    acceleratorCount: t.value(quantities.acceleratorCount),
    batch: t.value(quantities.batch),
    prefillSeconds: t.value(quantities.prefillSeconds),
    decodeStepSeconds: t.value(quantities.decodeStepSeconds),
    timePerOutputTokenSeconds: t.value(quantities.timePerOutputTokenSeconds),
    timeToFirstTokenSeconds: t.value(quantities.timeToFirstTokenSeconds),
    latencySeconds: t.value(quantities.latencySeconds),
    userTokensPerSecond: t.value(quantities.userTokensPerSecond),
    systemTokensPerSecond: t.value(quantities.systemTokensPerSecond),
    instanceSeconds: t.value(quantities.instanceSeconds),
    decodePowerWatts: t.value(quantities.decodePowerWatts),
    acceleratorEnergyKwh: t.value(quantities.acceleratorEnergyKwh),
    hostEnergyKwh: t.value(quantities.hostEnergyKwh),
    idleEnergyKwh: t.value(quantities.idleEnergyKwh),
    itEnergyKwh: t.value(quantities.itEnergyKwh),
    energyKwh: t.value(quantities.energyKwh),
    operationalGramsCo2e: t.value(quantities.operationalGramsCo2e),
    embodiedGramsCo2e: t.value(quantities.embodiedGramsCo2e),
    totalGramsCo2e: t.value(quantities.totalGramsCo2e),
    acceleratorJoulesPerToken: t.value(quantities.acceleratorJoulesPerToken),
    energyKwhPerMillionTokens: t.value(quantities.energyKwhPerMillionTokens),
    operationalGramsPerMillionTokens: t.value(quantities.operationalGramsPerMillionTokens),
    embodiedGramsPerMillionTokens: t.value(quantities.embodiedGramsPerMillionTokens),
    totalGramsPerMillionTokens: t.value(quantities.totalGramsPerMillionTokens),
  };
  if (quantities.prefillEnergyKwh !== undefined) totals.prefillEnergyKwh = t.value(quantities.prefillEnergyKwh);
  if (quantities.cacheReadEnergyKwh !== undefined) totals.cacheReadEnergyKwh = t.value(quantities.cacheReadEnergyKwh);
  if (quantities.decodeEnergyKwh !== undefined) totals.decodeEnergyKwh = t.value(quantities.decodeEnergyKwh);
  if (quantities.inputEnergyKwh !== undefined) totals.inputEnergyKwh = t.value(quantities.inputEnergyKwh);
  if (quantities.cacheWriteEnergyKwh !== undefined) totals.cacheWriteEnergyKwh = t.value(quantities.cacheWriteEnergyKwh);
  if (quantities.outputEnergyKwh !== undefined) totals.outputEnergyKwh = t.value(quantities.outputEnergyKwh);
  if (quantities.reasoningEnergyKwh !== undefined) totals.reasoningEnergyKwh = t.value(quantities.reasoningEnergyKwh);
  addOccasional(t, quantities, totals);
  return totals;
}

const numbers = /* @__PURE__ */ new Evaluator();

/** The numbers of a request at a batch on a prepared instance, whether or not memory holds that batch. */
export function numbersAt(input: InferenceInput, prepared: PreparedDeployment, batch: number): InferenceTotals {
  return totalsOf(numbers, wireInference(numbers, input, prepared, { batch, isUnknown: false }));
}

/** Tokens per second of an instance at a batch, from the whole of the wiring. */
function rateAt(input: InferenceInput, prepared: PreparedDeployment, batch: number): number {
  return numbers.value(wireInference(numbers, input, prepared, { batch, isUnknown: false }).systemTokensPerSecond);
}

/** Where nothing says how much memory there is, no instance runs more sequences than this. */
const MOST_BATCH = 65_536;
const BISECTIONS = 60;

/** The batch at which an instance generates at a rate: by Little's law the rate rises with the batch, so bisection finds it. */
function batchForRate(input: InferenceInput, prepared: PreparedDeployment, rate: number, wanted: string): Given {
  const calibratedTo = wanted;
  let low = 1;
  // A rate that one sequence alone exceeds leaves the instance without work in between: that time is idle time.
  if (rateAt(input, prepared, low) >= rate)
    return { value: low, calibratedTo: `${wanted}; one sequence at a time is faster, so it waits in between` };
  let high = Math.max(low, mostSequences(prepared, meanContextOf(input)) ?? MOST_BATCH);
  const most = rateAt(input, prepared, high);
  if (most < rate) {
    throw new FootprintError(
      "no-solution",
      `inference: ${wanted} are more than the ${most.toPrecision(4)} tokens per second of the largest batch that fits (${Math.floor(high)}); ` +
        "spread the load over more instances",
      { field: input.requestsPerSecond === undefined ? "systemTokensPerSecond" : "requestsPerSecond", value: rate, bound: `(0, ${most}]` },
    );
  }
  for (let step = 0; step < BISECTIONS; step++) {
    const middle = bandBatch.raw({ fewestSequences: low, mostSequences: high, bandShare: 0.5 });
    if (rateAt(input, prepared, middle) < rate) low = middle;
    else high = middle;
  }
  return { value: high, calibratedTo };
}

/** The factor on the energy of decoding with which the measured point is met, with the spread of other batches around it. */
function calibrationOf(
  { batch, acceleratorJoulesPerToken }: NonNullable<InferenceInput["calibration"]>,
  input: InferenceInput,
  prepared: PreparedDeployment,
): Given {
  const { prefillEnergyKwh = 0, cacheReadEnergyKwh = 0, decodeEnergyKwh = 0 } = numbersAt(input, prepared, batch);
  const value = equations.calibratedSpread.raw({
    measuredEnergyKwh: equations.measuredEnergy.raw({ acceleratorJoulesPerToken, generatedTokens: generatedTokensOf(input) }),
    prefillEnergyKwh,
    cacheReadEnergyKwh,
    decodeEnergyKwh,
  });
  if (!(value > 0)) {
    throw new FootprintError(
      "no-solution",
      `inference: calibration.acceleratorJoulesPerToken = ${acceleratorJoulesPerToken} is less than reading the prompt alone is predicted to take; ` +
        "check that it holds prompts too, and its unit",
      { field: "calibration.acceleratorJoulesPerToken", value: acceleratorJoulesPerToken },
    );
  }
  const spread = prepared.fit.calibratedSpread;
  const { low = 1, high = 1 } = typeof spread === "number" ? {} : spread;
  const scaled = (energySpread: number): number => equations.spreadEnergy.raw({ phaseEnergyKwh: value, energySpread });
  return {
    value,
    low: scaled(low),
    high: scaled(high),
    calibratedTo: `${acceleratorJoulesPerToken} J/token measured at a batch of ${batch}`,
  };
}

/** Finds the instance of a checked request, its load and its level. */
export function prepareRequest(input: InferenceInput): { readonly prepared: PreparedDeployment; readonly load: Load } {
  const { prepared, load } = prepareLoad(input);
  if (input.calibration === undefined) return { prepared, load };
  return { prepared, load: { ...load, calibration: calibrationOf(input.calibration, input, prepared) } };
}

/** Checks nothing: finds the instance and its load. */
function prepareLoad(input: InferenceInput): { readonly prepared: PreparedDeployment; readonly load: Load } {
  const { batch, requestsPerSecond, systemTokensPerSecond } = input;
  const context = meanContextOf(input);
  const prepared = prepareDeployment(input, batch === undefined ? 1 : valueOf(batch), context);
  if (batch !== undefined) return { prepared, load: { batch, isUnknown: false } };
  if (systemTokensPerSecond !== undefined) {
    const rate = valueOf(systemTokensPerSecond);
    return { prepared, load: { batch: batchForRate(input, prepared, rate, `${rate} tokens per second`), isUnknown: false } };
  }
  if (requestsPerSecond !== undefined) {
    const rate = requestedRate.raw({ requestsPerSecond, generatedTokens: generatedTokensOf(input) });
    return { prepared, load: { batch: batchForRate(input, prepared, rate, `${requestsPerSecond} requests per second`), isUnknown: false } };
  }
  const { source, at, basis } = defaults.servingBand;
  const band = unknownBatch(prepared, context, input.servingBand ?? defaults.servingBand);
  return {
    prepared,
    load: input.servingBand === undefined ? { batch: { ...band, source, at, basis }, isUnknown: true } : { batch: band, isUnknown: false },
  };
}
