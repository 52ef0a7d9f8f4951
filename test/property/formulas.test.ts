import fc from "fast-check";
import * as exports from "llm-footprint/formulas";
import type { Domain, Formula } from "llm-footprint/formulas";
import { isFootprintError } from "llm-footprint";
import { describe, expect, it } from "vitest";
import { justOutside, type Numbers, physicalInputs } from "../helpers/generators.js";
import { agreesWith, hasIdentity, isAdditiveOver, isBoundedBy, isLinearIn, isMonotoneIn, isScaleFree, type Law } from "../helpers/laws.js";

type AnyFormula = Formula<Numbers>;

// The sum of any parts has no inputs of its own.
const formulas = Object.entries(exports as unknown as Readonly<Record<string, AnyFormula>>)
  .filter(([name]) => name !== "sumOfParts")
  .map(([name, formula]) => ({ name, formula }));

const f = exports;
const DAYS_PER_YEAR = 365;
const HOURS_PER_DAY = 24;

/** Linear in every one of the keys. */
const linearIn = <Inputs>(formula: Formula<Inputs>, ...keys: readonly (keyof Inputs & string)[]): Law[] =>
  keys.map((key) => isLinearIn(formula, key));
/** Additive over every one of the keys. */
const additiveOver = <Inputs>(formula: Formula<Inputs>, ...keys: readonly (keyof Inputs & string)[]): Law[] =>
  keys.map((key) => isAdditiveOver(formula, key));

// One line per equation and key, or several keys of one law.
const laws: readonly Law[] = [
  ...linearIn(f.repeatedEnergy, "repetitions", "energyKwh"),
  ...linearIn(f.repetitionsInPasses, "repetitionsPerPass", "passes"),
  ...linearIn(f.periodRefreshes, "periodDays"),
  isMonotoneIn(f.isLongText, "textTokens", "rising"),
  isMonotoneIn(f.isLongText, "longTextTokens", "falling"),
  isMonotoneIn(f.periodRefreshes, "refreshDays", "falling"),
  hasIdentity(f.periodRefreshes, { refreshDays: 1 }, ({ periodDays }) => periodDays),
  ...linearIn(f.repeatedEmissions, "repetitions", "onceGramsCo2e"),
  ...linearIn(f.repeatedHours, "repetitions", "deviceHours"),
  ...linearIn(f.repeatedWater, "repetitions", "onceLitres"),
  ...linearIn(f.repeatedCost, "repetitions", "onceUsd"),
  ...linearIn(f.repeatedSeconds, "repetitions", "onceSeconds"),
  ...linearIn(f.periodRequests, "requestsPerDay", "periodDays"),
  isLinearIn(f.perRequest, "occurrences"),
  isScaleFree(f.perRequest, { occurrences: 1, requests: 1 }),
  ...linearIn(f.hardwareCost, "deviceHours", "acceleratorUsdPerHour"),
  ...linearIn(f.electricityCost, "energyKwh", "electricityUsdPerKwh"),
  ...linearIn(f.adapterParameters, "adaptedMatrices", "adapterRank"),
  ...additiveOver(f.adapterParameters, "inputWidth", "outputWidth"),
  ...linearIn(f.processedTokens, "examples", "sequencesPerExample", "exampleTokens", "passes"),
  ...additiveOver(f.fineTuningMemory, "frozenParameters", "trainedParameters", "frozenBytesPerParameter", "trainedBytesPerParameter"),
  isMonotoneIn(f.devicesForMemory, "neededBytes", "rising"),
  isMonotoneIn(f.devicesForMemory, "memoryBytes", "falling"),
  isLinearIn(f.generatedExamples, "keptExamples"),
  isMonotoneIn(f.generatedExamples, "generationYield", "falling"),
  hasIdentity(f.generatedExamples, { generationYield: 1 }, (i) => i.keptExamples),
  isLinearIn(f.otherSamples, "examples"),
  hasIdentity(f.otherSamples, { samples: 1 }, () => 0),
  ...linearIn(f.evaluatedRequests, "requests", "checkpoints"),
  ...linearIn(f.expertMatrices, "expertLayers", "experts"),
  ...linearIn(f.corpusTokens, "chunks", "chunkTokens", "chunkOverlap"),
  ...additiveOver(f.computedParameters, "parameters", "lookupParameters"),
  hasIdentity(f.computedParameters, { lookupParameters: 0 }, (i) => i.parameters),
  ...additiveOver(f.uncachedPrompt, "promptTokens", "cachedTokens"),
  hasIdentity(f.uncachedPrompt, { cachedTokens: 0 }, (i) => i.promptTokens),
  ...linearIn(f.partTokens, "items", "itemTokens"),
  isMonotoneIn(f.sharedLaunchSeconds, "encoderSeconds", "rising"),
  isMonotoneIn(f.sharedLaunchSeconds, "launchFloorSeconds", "rising"),
  isMonotoneIn(f.sharedLaunchSeconds, "queriesPerLaunch", "falling"),
  hasIdentity(f.sharedLaunchSeconds, { launchFloorSeconds: 0 }, (i) => i.encoderSeconds),
  ...linearIn(f.graphSeconds, "vectors", "candidateListSize", "graphNeighbours", "distanceSeconds"),
  ...linearIn(f.scanSeconds, "scannedShare", "vectors", "vectorBytes"),
  isScaleFree(f.scanSeconds, { vectorBytes: 1, memoryBytesPerSecond: 1 }),
  ...linearIn(f.vectorBytes, "vectorDimensions", "elementBytes"),
  ...linearIn(f.indexBytes, "vectors", "indexReplicas"),
  ...additiveOver(f.indexBytes, "vectorBytes", "graphNeighbours"),
  isMonotoneIn(f.laterTurns, "turns", "rising"),
  ...additiveOver(f.laterTurnContext, "firstPromptTokens", "turnTokens"),
  hasIdentity(f.laterTurnContext, { turns: 2 }, (i) => i.firstPromptTokens),
  ...linearIn(f.cachedContext, "contextTokens", "cacheHitShare"),
  ...additiveOver(f.missedContext, "turnTokens", "contextTokens"),
  hasIdentity(f.missedContext, { cacheHitShare: 1 }, (i) => i.turnTokens),
  hasIdentity(f.missedContext, { cacheHitShare: 0 }, (i) => i.turnTokens + i.contextTokens),
  isLinearIn(f.tokenisationSeconds, "processedTokens"),
  isScaleFree(f.tokenisationSeconds, { processedTokens: 1, processorTokensPerSecond: 1 }),
  isMonotoneIn(f.tokensPerRound, "acceptance", "rising"),
  isMonotoneIn(f.tokensPerRound, "draftedTokens", "rising"),
  hasIdentity(f.tokensPerRound, { acceptance: 0 }, () => 1),
  hasIdentity(f.tokensPerRound, { acceptance: 1 }, (i) => i.draftedTokens + 1),
  hasIdentity(f.tokensPerRound, { draftedTokens: 0, acceptance: 0.5 }, () => 1),
  // Near 1, to second order: as many digits as anywhere.
  hasIdentity(f.tokensPerRound, { acceptance: 1 - 2 ** -30 }, (i) => (i.draftedTokens + 1) * (1 - 2 ** -31 * i.draftedTokens)),
  hasIdentity(f.tokensPerRound, { acceptance: 0.5 }, (i) => 2 - 0.5 ** i.draftedTokens),
  isBoundedBy(f.tokensPerRound, ["draftedTokens"], (i) => [1, i.draftedTokens + 1]),
  isLinearIn(f.speculativeSpeedUp, "roundTokens"),
  isMonotoneIn(f.speculativeSpeedUp, "draftedTokens", "falling"),
  isMonotoneIn(f.speculativeSpeedUp, "draftTimeShare", "falling"),
  isLinearIn(f.verifiedTokens, "batch"),
  isMonotoneIn(f.verifiedTokens, "draftedTokens", "rising"),
  hasIdentity(f.verifiedTokens, { draftedTokens: 0 }, (i) => i.batch),
  ...linearIn(f.draftSeconds, "draftedTokens", "draftTokenSeconds"),
  isLinearIn(f.perRoundTokenSeconds, "roundSeconds"),
  isScaleFree(f.perRoundTokenSeconds, { roundSeconds: 1, roundTokens: 1 }),
  ...additiveOver(f.roundPower, "verifyWatts", "draftWatts"),
  isScaleFree(f.roundPower, { verifySeconds: 1, draftSeconds: 1 }),
  hasIdentity(f.roundPower, { draftSeconds: 0 }, (i) => i.verifyWatts),
  isLinearIn(f.perSequenceSeconds, "stepSeconds"),
  isScaleFree(f.perSequenceSeconds, { stepSeconds: 1, batch: 1 }),
  ...linearIn(f.answerSeconds, "generatedTokens", "timePerOutputTokenSeconds"),
  ...linearIn(f.chargedEmissions, "manufactureGramsCo2e", "chargedShare"),
  isLinearIn(f.energyRatio, "energyKwh"),
  isScaleFree(f.energyRatio, { energyKwh: 1, referenceKwh: 1 }),
  isLinearIn(f.energyPerGenerated, "energyKwh"),
  isScaleFree(f.energyPerGenerated, { energyKwh: 1, generatedTokens: 1 }),
  isLinearIn(f.rounds, "generatedTokens"),
  isScaleFree(f.rounds, { generatedTokens: 1, roundTokens: 1 }),
  ...additiveOver(f.messageBytes, "headerBytes", "sentTokens", "tokenIdBytes", "distributedTokens", "vocabularySize", "probabilityBytes"),
  ...linearIn(f.networkEnergy, "messages", "transferredBytes", "networkKwhPerGigabyte"),
  isMonotoneIn(f.localStepSeconds, "memorySeconds", "rising"),
  isMonotoneIn(f.localStepSeconds, "computeSeconds", "rising"),
  isMonotoneIn(f.localStepSeconds, "fixedStepSeconds", "rising"),
  hasIdentity(f.localStepSeconds, { computeSeconds: 0, fixedStepSeconds: 0 }, (i) => i.memorySeconds),
  ...additiveOver(f.processorPower, "tdpWatts", "processorLoad", "baseWatts"),
  isLinearIn(f.dutyUtilisation, "activeHoursPerDay"),
  hasIdentity(f.dutyUtilisation, { activeHoursPerDay: 24 }, () => 1),
  ...linearIn(f.breakEvenRoundTokens, "roundTokens", "hybridKwh"),
  isScaleFree(f.breakEvenRoundTokens, { hybridKwh: 1, plainKwh: 1 }),
  ...additiveOver(f.breakEvenPromptTokens, "plainKwh", "hybridKwh", "promptKwh"),
  isScaleFree(f.breakEvenPromptTokens, { plainKwh: 1, hybridKwh: 1, promptKwh: 1, promptTokenKwh: 1 }),
  ...additiveOver(f.middleShare, "lowShare", "highShare"),
  ...additiveOver(f.breakEvenRequests, "fineTuningOnce", "retrievalOnce"),
  isScaleFree(f.breakEvenRequests, { fineTuningOnce: 1, retrievalOnce: 1, retrievalPerRequest: 1, tunedPerRequest: 1 }),
  agreesWith(
    f.breakEvenRequests,
    "where both sides are the same",
    (i) => (i.fineTuningOnce - i.retrievalOnce + f.breakEvenRequests(i) * i.tunedPerRequest) / i.retrievalPerRequest,
  ),
  isLinearIn(f.amortisedEnergy, "onceKwh"),
  isScaleFree(f.amortisedEnergy, { onceKwh: 1, lifetimeUnits: 1 }),
  isLinearIn(f.amortisedEmissions, "onceGramsCo2e"),
  isScaleFree(f.amortisedEmissions, { onceGramsCo2e: 1, lifetimeUnits: 1 }),
  isLinearIn(f.overtakingRequests, "onceKwh"),
  isScaleFree(f.overtakingRequests, { onceKwh: 1, requestKwh: 1 }),
  ...additiveOver(f.gramsDifference, "firstGramsCo2e", "secondGramsCo2e"),
  isLinearIn(f.requestEnergy, "servedKwh"),
  isScaleFree(f.requestEnergy, { servedKwh: 1, requests: 1 }),
  isLinearIn(f.tokenMillions, "tokens"),
  isScaleFree(f.tokenMillions, { tokens: 1, unitTokens: 1 }),
  isLinearIn(f.partShare, "partGramsCo2e"),
  isScaleFree(f.partShare, { partGramsCo2e: 1, wholeGramsCo2e: 1 }),

  ...linearIn(f.trainingFlop, "flopPerParameterToken", "activeParameters", "tokens"),
  ...linearIn(f.inferenceFlop, "activeParameters", "tokens"),
  agreesWith(f.inferenceFlop, "a third of training", (i) => f.trainingFlop({ flopPerParameterToken: 6, ...i }) / 3),

  isScaleFree(f.headSize, { hiddenSize: 1, attentionHeads: 1 }),
  isLinearIn(f.headSize, "hiddenSize"),
  hasIdentity(f.headSize, { attentionHeads: 1 }, (i) => i.hiddenSize),
  ...additiveOver(f.attentionParameters, "hiddenSize", "attentionHeads", "keyValueHeads", "headSize"),
  ...additiveOver(f.attentionParameters, "queryKeyValueBias", "outputBias", "queryKeyNorm", "attentionSinks"),
  isMonotoneIn(f.attentionParameters, "keyValueHeads", "rising"),
  hasIdentity(
    f.attentionParameters,
    {
      hiddenSize: 1024,
      attentionHeads: 16,
      keyValueHeads: 16,
      headSize: 64,
      queryKeyValueBias: 0,
      outputBias: 0,
      queryKeyNorm: 0,
      attentionSinks: 0,
    },
    (i) => 4 * i.hiddenSize ** 2,
  ),
  ...additiveOver(f.compressedQueryParameters, "hiddenSize", "attentionHeads", "queryRank", "nopeHeadSize", "ropeHeadSize"),
  ...linearIn(f.fullQueryParameters, "hiddenSize", "attentionHeads"),
  ...additiveOver(f.fullQueryParameters, "nopeHeadSize", "ropeHeadSize"),
  ...additiveOver(f.latentAttentionParameters, "queryParameters", "hiddenSize", "attentionHeads", "keyValueRank"),
  ...additiveOver(f.latentAttentionParameters, "nopeHeadSize", "ropeHeadSize", "valueHeadSize"),
  isMonotoneIn(f.latentAttentionParameters, "keyValueRank", "rising"),
  ...linearIn(f.mixPart, "generationShare", "fuelGramsPerKwh"),
  hasIdentity(f.mixPart, { generationShare: 1 }, (i) => i.fuelGramsPerKwh),
  isLinearIn(f.mixIntensity, "partsGramsPerKwh"),
  hasIdentity(f.mixIntensity, { shareSum: 1 }, (i) => i.partsGramsPerKwh),
  isMonotoneIn(f.mixIntensity, "shareSum", "falling"),
  isLinearIn(f.generationShare, "fuelEnergy"),
  isScaleFree(f.generationShare, { fuelEnergy: 1, totalEnergy: 1 }),
  ...additiveOver(f.feedForwardParameters, "hiddenSize", "feedForwardSize", "feedForwardMatrices", "feedForwardBias"),
  hasIdentity(f.feedForwardParameters, { feedForwardBias: 0 }, (i) => i.feedForwardMatrices * i.hiddenSize * i.feedForwardSize),
  ...additiveOver(f.routerParameters, "hiddenSize", "routerBias"),
  isLinearIn(f.routerParameters, "experts"),
  ...additiveOver(f.expertLayerParameters, "experts", "expertParameters", "sharedExperts", "sharedExpertParameters", "routerParameters"),
  hasIdentity(f.expertLayerParameters, { experts: 1, sharedExperts: 0, routerParameters: 0 }, (i) => i.expertParameters),
  ...linearIn(f.normParameters, "norms", "vectorsPerNorm", "hiddenSize"),
  ...linearIn(f.embeddingParameters, "embeddingTables", "vocabularySize", "hiddenSize"),
  ...linearIn(f.positionParameters, "positions", "hiddenSize"),
  isLinearIn(f.blockStackParameters, "blocks"),
  ...additiveOver(f.blockStackParameters, "blockParameters", "normParameters"),
  ...linearIn(f.relativePositionParameters, "stacks", "relativePositionBuckets", "attentionHeads"),
  ...additiveOver(f.parametersWithoutEmbeddings, "countedParameters", "embeddingTables", "vocabularySize", "positions", "hiddenSize"),
  hasIdentity(f.parametersWithoutEmbeddings, { embeddingTables: 0, positions: 0 }, (i) => i.countedParameters),
  ...additiveOver(f.stateLayerParameters, "hiddenSize", "stateInnerSize", "stateSize", "stateGroups", "stateHeads", "convolutionWidth"),
  isMonotoneIn(f.stateLayerParameters, "stateSize", "rising"),
  ...additiveOver(
    f.unnormedStateLayerParameters,
    "hiddenSize",
    "stateInnerSize",
    "stateSize",
    "stateGroups",
    "stateHeads",
    "convolutionWidth",
  ),
  agreesWith(f.unnormedStateLayerParameters, "a layer without its norm", (i) => f.stateLayerParameters(i) - i.stateInnerSize),
  ...additiveOver(f.selectiveStateLayerParameters, "hiddenSize", "stateInnerSize", "stateSize", "convolutionWidth", "stepRank"),
  isMonotoneIn(f.selectiveStateLayerParameters, "stateSize", "rising"),
  ...additiveOver(f.fusedAttentionWidth, "attentionHeads", "keyValueHeads", "headSize"),
  isMonotoneIn(f.mostModelParts, "layers", "rising"),
  isMonotoneIn(f.mostModelParts, "attentionHeads", "rising"),
  isMonotoneIn(f.mostModelParts, "experts", "rising"),
  ...linearIn(f.bytesOfBits, "weightBits"),
  ...linearIn(f.typicalStateWidth, "hiddenSize"),
  ...linearIn(f.latentProjectionParameters, "hiddenSize", "latentSize"),
  isBoundedBy(f.routedWithinStated, ["parameters", "countedRoutedParameters"], (i) => [
    0,
    Math.min(i.parameters, i.countedRoutedParameters),
  ]),
  ...linearIn(f.parametersFromActive, "activeParameters", "totalOverActive"),
  hasIdentity(f.parametersFromActive, { totalOverActive: 1 }, (i) => i.activeParameters),
  isMonotoneIn(f.routedWithinStated, "parameters", "rising"),
  isMonotoneIn(f.routedWithinStated, "countedRoutedParameters", "rising"),
  agreesWith(
    f.stateLayerCount,
    "what attention and feed-forward layers leave",
    (i) => i.layers - (i.attentionLayers + i.feedForwardLayers),
  ),
  isAdditiveOver(f.selectiveRecomputeFactor, "sequenceTokens"),
  isScaleFree(f.selectiveRecomputeFactor, { sequenceTokens: 1, hiddenSize: 1 }),
  isMonotoneIn(f.selectiveRecomputeFactor, "hiddenSize", "falling"),
  isMonotoneIn(f.expertLayerCount, "layers", "rising"),
  isMonotoneIn(f.expertLayerCount, "firstDenseLayers", "falling"),
  isMonotoneIn(f.expertLayerCount, "expertLayerPeriod", "falling"),
  isBoundedBy(f.expertLayerCount, ["layers"], (i) => [0, i.layers]),
  hasIdentity(f.expertLayerCount, { firstDenseLayers: 0, expertLayerPeriod: 1 }, (i) => i.layers),
  agreesWith(f.denseLayerCount, "what the expert layers leave", (i) => i.layers - i.expertLayers),
  isBoundedBy(f.denseLayerCount, ["layers"], (i) => [0, i.layers]),
  isMonotoneIn(f.denseLayerCount, "expertLayers", "falling"),

  ...additiveOver(f.fabCarbonPerArea, "fabIntensityGramsPerKwh", "fabEnergyKwhPerSquareCentimetre"),
  ...additiveOver(f.fabCarbonPerArea, "processGasGramsPerSquareCentimetre", "materialGramsPerSquareCentimetre"),
  isMonotoneIn(f.fabCarbonPerArea, "yieldFraction", "falling"),
  isScaleFree(f.fabCarbonPerArea, { yieldFraction: 1 }, -1),
  ...linearIn(f.dieEmissions, "dieAreaSquareCentimetres", "carbonPerAreaGramsPerSquareCentimetre"),
  ...linearIn(f.memoryEmissions, "memoryBytes", "carbonPerCapacityGramsPerGigabyte"),
  isLinearIn(f.hostShare, "hostGramsCo2e"),
  isScaleFree(f.hostShare, { hostGramsCo2e: 1, acceleratorsPerServer: 1 }),
  hasIdentity(f.hostShare, { acceleratorsPerServer: 1 }, (i) => i.hostGramsCo2e),
  isLinearIn(f.lifetimeShare, "deviceHours"),
  isScaleFree(f.lifetimeShare, { deviceHours: 1, lifetimeYears: 1 }),
  isScaleFree(f.lifetimeShare, { deviceHours: 1, lifetimeUtilisation: 1 }),
  hasIdentity(f.lifetimeShare, { lifetimeUtilisation: 1, lifetimeYears: 1 }, (i) => i.deviceHours / (DAYS_PER_YEAR * HOURS_PER_DAY)),
  ...linearIn(f.allocatedEmissions, "perDeviceGramsCo2e", "lifetimeShare"),
  hasIdentity(f.allocatedEmissions, { lifetimeShare: 1 }, (i) => i.perDeviceGramsCo2e),
  ...additiveOver(f.processorEmissions, "packageGramsCo2e", "dieAreaSquareCentimetres", "carbonPerAreaGramsPerSquareCentimetre"),
  hasIdentity(f.processorEmissions, { packageGramsCo2e: 0 }, (i) => f.dieEmissions(i)),
  hasIdentity(f.processorEmissions, { dieAreaSquareCentimetres: 0 }, (i) => i.packageGramsCo2e),
  ...linearIn(f.partsEmissions, "partCount", "partGramsCo2e"),
  hasIdentity(f.partsEmissions, { partCount: 1 }, (i) => i.partGramsCo2e),
  ...linearIn(f.massEmissions, "massKilograms", "carbonPerMassGramsPerKilogram"),
  hasIdentity(f.massEmissions, { massKilograms: 1 }, (i) => i.carbonPerMassGramsPerKilogram),
  ...linearIn(f.endOfLifeEmissions, "manufactureGramsCo2e", "endOfLifeFraction"),
  isBoundedBy(f.endOfLifeEmissions, ["manufactureGramsCo2e"], (i) => [0, i.manufactureGramsCo2e]),
  ...linearIn(f.operationalEmissions, "energyKwh", "intensityGramsPerKwh"),
  ...linearIn(f.itEnergy, "averagePowerWatts", "deviceHours"),
  hasIdentity(f.itEnergy, { averagePowerWatts: 1000 }, (i) => i.deviceHours),
  ...linearIn(f.facilityEnergy, "itEnergyKwh", "pue"),
  hasIdentity(f.facilityEnergy, { pue: 1 }, (i) => i.itEnergyKwh),
  isBoundedBy(f.facilityEnergy, ["itEnergyKwh"], (i) => [i.itEnergyKwh, Number.MAX_VALUE]),

  agreesWith(f.parametricLoss, "LLMCarbon's test loss", (i) => f.testLoss(i)),
  isMonotoneIn(f.parametricLoss, "parameters", "falling"),
  isMonotoneIn(f.parametricLoss, "tokens", "falling"),
  ...additiveOver(f.parametricLoss, "parameterScale", "tokenScale", "irreducibleLoss"),
  isLinearIn(f.changedLoss, "loss"),
  isMonotoneIn(f.changedLoss, "lossChange", "rising"),
  hasIdentity(f.changedLoss, { lossChange: 0 }, (i) => i.loss),
  ...additiveOver(f.reducibleLoss, "loss", "irreducibleLoss"),
  hasIdentity(f.reducibleLoss, { irreducibleLoss: 0 }, (i) => i.loss),
  ...additiveOver(f.tokenLoss, "reducibleLoss", "parameterScale"),
  isMonotoneIn(f.tokenLoss, "parameters", "rising"),
  isMonotoneIn(f.tokenLoss, "parameterExponent", "rising"),
  isScaleFree(f.tokensForLoss, { tokenLoss: 1, tokenScale: 1 }),
  isMonotoneIn(f.tokensForLoss, "tokenLoss", "falling"),
  hasIdentity(f.tokensForLoss, { tokenExponent: 1 }, (i) => i.tokenScale / i.tokenLoss),
  isScaleFree(f.optimalParameters, { trainingFlop: 1, flopPerParameterToken: 1 }),
  isScaleFree(f.optimalParameters, { parameterScale: 1, tokenScale: 1 }),
  hasIdentity(
    f.optimalParameters,
    { parameterExponent: 0.5, tokenExponent: 0.5 },
    (i) => (i.parameterScale / i.tokenScale) * Math.sqrt(i.trainingFlop / i.flopPerParameterToken),
  ),
  isLinearIn(f.affordableTokens, "trainingFlop"),
  isScaleFree(f.affordableTokens, { trainingFlop: 1, flopPerParameterToken: 1 }),
  isScaleFree(f.affordableTokens, { trainingFlop: 1, parameters: 1 }),
  isScaleFree(f.balancedTokens, { parameterScale: 1, tokenScale: 1 }),
  isMonotoneIn(f.balancedTokens, "parameters", "rising"),
  hasIdentity(
    f.balancedTokens,
    { parameterExponent: 0.5, tokenExponent: 0.5 },
    (i) => (i.tokenScale / i.parameterScale) ** 2 * i.parameters,
  ),
  isScaleFree(f.balancedParameters, { parameterScale: 1, tokenScale: 1 }),
  isMonotoneIn(f.balancedParameters, "tokens", "rising"),
  hasIdentity(
    f.balancedParameters,
    { parameterExponent: 0.5, tokenExponent: 0.5 },
    (i) => (i.parameterScale / i.tokenScale) ** 2 * i.tokens,
  ),
  isLinearIn(f.flopForLoss, "flopPerParameterToken"),
  isScaleFree(f.flopForLoss, { reducibleLoss: 1, parameterScale: 1, tokenScale: 1 }),
  isMonotoneIn(f.flopForLoss, "reducibleLoss", "falling"),
  hasIdentity(
    f.flopForLoss,
    { parameterExponent: 0.5, tokenExponent: 0.5 },
    (i) => (i.flopPerParameterToken * 16 * i.parameterScale ** 2 * i.tokenScale ** 2) / i.reducibleLoss ** 4,
  ),
  isLinearIn(f.tokensPerParameter, "tokens"),
  isScaleFree(f.tokensPerParameter, { tokens: 1, parameters: 1 }),
  hasIdentity(f.effectiveExperts, { experts: 1 }, (i) => i.expertsAtStart),
  isMonotoneIn(f.effectiveExperts, "experts", "rising"),
  isBoundedBy(f.effectiveExperts, ["expertsAtStart", "mostExperts"], (i) => [i.expertsAtStart, i.mostExperts]),
  agreesWith(f.effectiveParameters, "equal loss by the law itself", (i) => {
    const logLoss = (parameters: number, experts: number): number =>
      (i.parameterSlope + i.interaction * Math.log10(experts)) * Math.log10(parameters) + i.expertSlope * Math.log10(experts);
    // The dense model of that loss: lg L = a·lg N̄ + (b + c·lg N̄)·lg E_start, solved for N̄.
    const slope = i.parameterSlope + i.interaction * Math.log10(i.expertsAtStart);
    return 10 ** ((logLoss(i.baseParameters, i.effectiveExperts) - i.expertSlope * Math.log10(i.expertsAtStart)) / slope);
  }),

  isLinearIn(f.deviceHours, "trainingFlop"),
  isScaleFree(f.deviceHours, { trainingFlop: 1, peakFlopPerSecond: 1 }),
  isScaleFree(f.deviceHours, { trainingFlop: 1, efficiency: 1 }),
  isBoundedBy(f.deviceHours, ["efficiency"], (i) => [i.trainingFlop / i.peakFlopPerSecond / 3600, Number.MAX_VALUE]),
  isLinearIn(f.runDays, "deviceHours"),
  isScaleFree(f.runDays, { deviceHours: 1, acceleratorCount: 1 }),
  hasIdentity(f.runDays, { acceleratorCount: 1 }, (i) => i.deviceHours / HOURS_PER_DAY),
  isLinearIn(f.modelFlopUtilisation, "hardwareFlopUtilisation"),
  isScaleFree(f.modelFlopUtilisation, { hardwareFlopUtilisation: 1, recomputeFactor: 1 }),
  isBoundedBy(f.modelFlopUtilisation, ["hardwareFlopUtilisation"], (i) => [0, i.hardwareFlopUtilisation]),
  hasIdentity(f.modelFlopUtilisation, { recomputeFactor: 1 }, (i) => i.hardwareFlopUtilisation),

  isLinearIn(f.attentionWidth, "attentionHeads"),
  ...additiveOver(f.attentionWidth, "scoreHeadSize", "valueHeadSize"),
  ...linearIn(f.attentionFlop, "flopPerAttendedToken", "attentionLayers", "attentionWidth", "attendedTokens", "tokens"),
  isMonotoneIn(f.windowedTokens, "sequenceTokens", "rising"),
  isMonotoneIn(f.windowedTokens, "windowTokens", "rising"),
  isMonotoneIn(f.windowedTokens, "causalMask", "rising"),
  isScaleFree(f.windowedTokens, { sequenceTokens: 1, windowTokens: 1 }, 1),
  isBoundedBy(f.windowedTokens, ["sequenceTokens", "windowTokens"], (i) => [
    Math.min(i.sequenceTokens, i.windowTokens),
    Math.min(i.sequenceTokens, 2 * i.windowTokens),
  ]),
  hasIdentity(f.windowedTokens, { causalMask: 0 }, (i) => Math.min(i.sequenceTokens, i.windowTokens)),
  hasIdentity(f.windowedTokens, { causalMask: 1, windowTokens: 1e17 }, (i) => i.sequenceTokens),
  agreesWith(f.fullAttentionLayers, "what the window layers leave", (i) => i.attentionLayers - i.windowLayerCount),
  isLinearIn(f.throughputDeviceHours, "tokens"),
  isScaleFree(f.throughputDeviceHours, { tokens: 1, deviceTokensPerSecond: 1 }),
  ...linearIn(f.stepDeviceHours, "tokens", "stepSeconds", "acceleratorCount"),
  isScaleFree(f.stepDeviceHours, { tokens: 1, stepTokens: 1 }),
  ...linearIn(f.wallClockDeviceHours, "runDays", "acceleratorCount"),
  agreesWith(f.wallClockDeviceHours, "the inverse of the days", (i) => {
    const days = f.runDays({ deviceHours: 1, acceleratorCount: i.acceleratorCount });
    return i.runDays / days;
  }),
  ...linearIn(f.lengthenedDeviceHours, "productiveDeviceHours", "timeFactor"),
  isScaleFree(f.lengthenedDeviceHours, { productiveDeviceHours: 1, goodput: 1 }),
  hasIdentity(f.lengthenedDeviceHours, { timeFactor: 1, goodput: 1 }, (i) => i.productiveDeviceHours),
  ...linearIn(f.experimentationDeviceHours, "runDeviceHours", "experimentationFactor"),
  ...linearIn(f.experimentationEnergy, "runItEnergyKwh", "experimentationFactor"),
  isLinearIn(f.impliedEfficiency, "trainingFlop"),
  isScaleFree(f.impliedEfficiency, { trainingFlop: 1, deviceHours: 1 }),
  agreesWith(f.impliedEfficiency, "the efficiency that gives these hours", (i) => f.deviceHours({ ...i, efficiency: 1 }) / i.deviceHours),
  ...linearIn(f.expertTraffic, "activeExperts", "hiddenSize", "expertLayers"),
  isScaleFree(f.expertTraffic, { hiddenSize: 1, activeParameters: 1 }),
  isMonotoneIn(f.expertEfficiencyFactor, "expertFactor", "rising"),
  isMonotoneIn(f.expertEfficiencyFactor, "expertTraffic", "falling"),
  isMonotoneIn(f.expertEfficiencyFactor, "referenceExpertTraffic", "rising"),
  isBoundedBy(f.expertEfficiencyFactor, ["expertFactor"], () => [0, 1]),
  isMonotoneIn(f.expertEfficiencyFactor, "expertFeedForwardSize", "rising"),
  isMonotoneIn(f.expertEfficiencyFactor, "referenceExpertWidth", "falling"),
  hasIdentity(f.expertEfficiencyFactor, { expertTrafficExponent: 0, expertWidthExponent: 0 }, (i) => i.expertFactor),
  isMonotoneIn(f.denseRunFactor, "activeParameters", "rising"),
  isMonotoneIn(f.denseRunFactor, "smallRunExponent", "falling"),
  isMonotoneIn(f.denseRunFactor, "smallRunParameters", "falling"),
  isLinearIn(f.denseRunFactor, "wholeRunFactor"),
  isBoundedBy(f.denseRunFactor, ["activeParameters"], (i) => [0, i.wholeRunFactor]),
  isMonotoneIn(f.spreadBatchFactor, "acceleratorCount", "falling"),
  isMonotoneIn(f.spreadBatchFactor, "stepTokens", "rising"),
  isMonotoneIn(f.spreadBatchFactor, "spreadBatchExponent", "falling"),
  isMonotoneIn(f.spreadBatchFactor, "fullDeviceTokens", "falling"),
  isMonotoneIn(f.spreadBatchFactor, "fullDevices", "rising"),
  isBoundedBy(f.spreadBatchFactor, ["acceleratorCount"], () => [0, 1]),
  isMonotoneIn(f.typicalAttentionFactor, "sequenceTokens", "rising"),
  isMonotoneIn(f.typicalAttentionFactor, "hiddenSize", "falling"),
  isScaleFree(f.typicalAttentionFactor, { sequenceTokens: 1, hiddenSize: 1 }),
  isMonotoneIn(f.smallModelFactor, "activeParameters", "rising"),
  isMonotoneIn(f.smallModelFactor, "smallModelParameters", "falling"),
  isMonotoneIn(f.smallModelFactor, "smallModelExponent", "falling"),
  isBoundedBy(f.smallModelFactor, ["activeParameters"], () => [0, 1]),
  ...linearIn(f.achievableEfficiency, "achievableShare", "achievableFlopPerSecond"),
  isScaleFree(f.achievableEfficiency, { achievableFlopPerSecond: 1, peakFlopPerSecond: 1 }),
  ...linearIn(f.efficiencyCeiling, "deviceEfficiency", "memoryFactor", "precisionFactor"),
  ...(["efficiencyCeiling", "modelFactor", "runFactor", "softwareFactor", "efficiencySpread"] as const).map((key) =>
    isMonotoneIn(f.predictedEfficiency, key, "rising"),
  ),
  isBoundedBy(f.predictedEfficiency, ["leastEfficiency", "greatestEfficiency"], (i) => [i.leastEfficiency, i.greatestEfficiency]),
  isMonotoneIn(f.deviceLoad, "efficiency", "rising"),
  isMonotoneIn(f.deviceLoad, "efficiencyCeiling", "falling"),
  isMonotoneIn(f.deviceLoad, "leastDeviceLoad", "rising"),
  isBoundedBy(f.deviceLoad, ["efficiency"], (i) => [i.leastDeviceLoad, 1]),
  ...linearIn(f.spreadLeastLoad, "waitingLoad", "batchFactor"),
  isLinearIn(f.serverPower, "tdpWatts"),
  ...additiveOver(f.serverPower, "idlePowerShare", "loadPowerShare", "deviceLoad", "fanPowerShare"),
  hasIdentity(f.serverPower, { deviceLoad: 0, fanPowerShare: 0 }, (i) => i.tdpWatts * i.idlePowerShare),
  ...linearIn(f.clusterPower, "serverPowerWatts", "networkPowerFactor"),
  ...linearIn(f.attendedEfficiency, "efficiency", "attentionFactor"),
  ...(
    ["deviceLoad", "serverPowerWatts", "restingShare", "workingShare", "greatestShare", "acceleratorPowerShare", "tdpWatts"] as const
  ).map((key) => isMonotoneIn(f.acceleratorPower, key, "rising")),
  isBoundedBy(f.acceleratorPower, ["deviceLoad"], (i) => [0, i.tdpWatts * i.greatestShare]),
  isMonotoneIn(f.isTinyModel, "activeParameters", "falling"),
  isMonotoneIn(f.isTinyModel, "tinyModelParameters", "rising"),
  isBoundedBy(f.isTinyModel, ["activeParameters"], () => [0, 1]),
  ...linearIn(f.tdpSharePower, "tdpWatts", "powerShare"),
  ...linearIn(f.spreadPower, "predictedPowerWatts", "powerSpread"),
  ...linearIn(f.weightBytes, "parameters", "weightBytesPerParameter"),
  ...additiveOver(f.deviceParameters, "sharedParameters", "routedParameters"),
  ...(["tensorParallelism", "pipelineParallelism", "expertParallelism"] as const).map((key) =>
    isMonotoneIn(f.deviceParameters, key, "falling"),
  ),
  isLinearIn(f.stateBytes, "deviceParameters"),
  ...additiveOver(f.stateBytes, "weightBytesPerParameter", "gradientBytesPerParameter", "optimizerBytesPerParameter"),
  ...(["weightShards", "gradientShards", "optimizerShards"] as const).map((key) => isMonotoneIn(f.stateBytes, key, "falling")),
  ...linearIn(f.layerActivationBytes, "microBatch"),
  ...additiveOver(f.layerActivationBytes, "wholeActivations", "splitActivations", "keptScores", "attentionHeads"),
  isMonotoneIn(f.layerActivationBytes, "hiddenSize", "rising"),
  isMonotoneIn(f.layerActivationBytes, "sequenceTokens", "rising"),
  isMonotoneIn(f.layerActivationBytes, "tensorParallelism", "falling"),
  ...linearIn(f.activationBytes, "layerActivationBytes", "layers"),
  isMonotoneIn(f.activationBytes, "pipelineParallelism", "rising"),
  agreesWith(f.activationBytes, "a plain schedule keeps every layer once, an interleaved one less than twice", (i) => {
    const kept = i.layers * i.layerActivationBytes;
    return i.interleave === 1 ? kept : kept + (kept * (i.pipelineParallelism - 1)) / i.pipelineParallelism / i.interleave;
  }),
  hasIdentity(f.activationBytes, { pipelineParallelism: 1 }, (i) => i.layers * i.layerActivationBytes),
  hasIdentity(f.activationBytes, { interleave: 1 }, (i) => i.layers * i.layerActivationBytes),
  isMonotoneIn(f.missingBytes, "neededBytes", "rising"),
  isMonotoneIn(f.missingBytes, "usableBytes", "falling"),
  isMonotoneIn(f.remainingParameters, "parameters", "rising"),
  isMonotoneIn(f.remainingParameters, "routedParameters", "falling"),
  ...linearIn(f.splitDeviceCount, "tensorParallelism", "pipelineParallelism", "dataParallelism"),
  isLinearIn(f.dataParallelDegree, "acceleratorCount"),
  isScaleFree(f.dataParallelDegree, { acceleratorCount: 1, tensorParallelism: 1 }),
  isScaleFree(f.dataParallelDegree, { acceleratorCount: 1, pipelineParallelism: 1 }),
  isMonotoneIn(f.pipelineBubble, "pipelineParallelism", "rising"),
  agreesWith(f.pipelineBubble, "idle over idle and busy steps", (i) => {
    const idle = i.pipelineParallelism - 1;
    return idle === 0 ? 0 : 1 / (1 + (i.interleave * i.microBatches) / idle);
  }),
  ...linearIn(f.usableMemory, "memoryBytes", "memoryShare"),
  isMonotoneIn(f.sharesLayers, "acceleratorCount", "rising"),
  hasIdentity(f.sharesLayers, { acceleratorCount: 1 }, () => 0),
  hasIdentity(f.sharesLayers, { acceleratorCount: 2 }, () => 1),
  isLinearIn(f.impliedPower, "runItEnergyKwh"),
  isScaleFree(f.impliedPower, { runItEnergyKwh: 1, deviceHours: 1 }),
  isLinearIn(f.tdpShare, "powerWatts"),
  isScaleFree(f.tdpShare, { powerWatts: 1, tdpWatts: 1 }),
  isLinearIn(f.instancesFor, "deviceHours"),
  isScaleFree(f.instancesFor, { deviceHours: 1, acceleratorCount: 1 }),
  isScaleFree(f.instancesFor, { deviceHours: 1, periodDays: 1 }),
  isLinearIn(f.instanceRate, "requestsPerSecond"),
  isScaleFree(f.instanceRate, { requestsPerSecond: 1, instances: 1 }),
  isLinearIn(f.rateShare, "requestsPerSecond"),
  isScaleFree(f.rateShare, { requestsPerSecond: 1, rateSum: 1 }),
  isMonotoneIn(f.offeredSequences, "batch", "rising"),
  // To the twelfth digit: near one sequence, what is left of the batch has no more. What runs while any does is at least one and at most one more than what runs over all time.
  isBoundedBy(f.offeredSequences, ["batch"], ({ batch }) => [batch - 1, Math.min(batch, 2 * (batch - 1)) + 1e-12]),
  hasIdentity(f.offeredSequences, { batch: 1 }, () => 0),
  hasIdentity(f.offeredSequences, { batch: 1 / (1 - Math.exp(-1)) }, () => 1),
  isLinearIn(f.servedRate, "offeredSequences"),
  isScaleFree(f.servedRate, { offeredSequences: 1, cycleSeconds: 1 }),
  ...linearIn(f.meanSequences, "demandedTokensPerSecond", "cycleSeconds"),
  isMonotoneIn(f.busyShare, "meanSequences", "rising"),
  isBoundedBy(f.busyShare, ["meanSequences"], ({ meanSequences }) => [0, Math.min(1, meanSequences)]),
  isLinearIn(f.busySeconds, "busyShare"),
  isScaleFree(f.busySeconds, { busyShare: 1, requestsPerSecond: 1 }),
  isLinearIn(f.requestRate, "demandedTokensPerSecond"),
  isScaleFree(f.requestRate, { demandedTokensPerSecond: 1, generatedTokens: 1 }),
  isLinearIn(f.twiceAccelerators, "acceleratorCount"),
  isMonotoneIn(f.answerLatency, "timePerOutputTokenSeconds", "rising"),
  isMonotoneIn(f.answerLatency, "generatedTokens", "rising"),
  ...additiveOver(f.answerLatency, "timeToFirstTokenSeconds"),
  hasIdentity(f.answerLatency, { generatedTokens: 1 }, ({ timeToFirstTokenSeconds }) => timeToFirstTokenSeconds),
  isLinearIn(f.othersPromptSeconds, "prefillSeconds"),
  isScaleFree(f.othersPromptSeconds, { prefillSeconds: 1, generatedTokens: 1 }),
  isMonotoneIn(f.othersPromptSeconds, "batch", "rising"),
  hasIdentity(f.othersPromptSeconds, { batch: 1 }, () => 0),
  isMonotoneIn(f.bandEnd, "bandSequences", "rising"),
  isMonotoneIn(f.bandEnd, "mostSequences", "rising"),
  isScaleFree(f.bandEnd, { bandSequences: 1, mostSequences: 1 }, 1),
  ...linearIn(f.modelledRate, "demandedTokensPerSecond", "timeSpread"),
  ...linearIn(f.modelledRequestRate, "requestsPerSecond", "generatedTokens", "timeSpread"),
  isLinearIn(f.computingAccelerators, "acceleratorCount"),
  isMonotoneIn(f.computingAccelerators, "dataParallelism", "falling"),
  hasIdentity(f.computingAccelerators, { repetition: 0 }, (i) => i.acceleratorCount),
  hasIdentity(f.computingAccelerators, { repetition: 1 }, (i) => i.acceleratorCount / i.dataParallelism),
  hasIdentity(f.betweenSoftware, { leanness: 0 }, (i) => i.usualConstant),
  hasIdentity(f.betweenSoftware, { leanness: 1 }, (i) => i.leanConstant),
  isScaleFree(f.betweenSoftware, { usualConstant: 1, leanConstant: 1 }, 1),
  hasIdentity(f.elementBytesBetween, { leanness: 0 }, (i) => i.usualElementBytes),
  hasIdentity(f.elementBytesBetween, { leanness: 1 }, (i) => i.leanElementBytes),
  isScaleFree(f.elementBytesBetween, { usualElementBytes: 1, leanElementBytes: 1 }, 1),
  isMonotoneIn(f.steppedSequences, "batch", "rising"),
  isMonotoneIn(f.steppedSequences, "dataParallelism", "rising"),
  hasIdentity(f.steppedSequences, { batch: 1 }, (i) => i.dataParallelism),
  ...linearIn(f.calibratedEnd, "calibratedFactor", "spread"),
  isMonotoneIn(f.devicesForWeights, "weightBytes", "rising"),
  isMonotoneIn(f.devicesForWeights, "memoryBytes", "falling"),
  isMonotoneIn(f.quickDeviceCount, "parameters", "rising"),
  isMonotoneIn(f.quickDeviceCount, "memoryBytes", "falling"),
  ...linearIn(f.checkpointBytes, "parameters", "checkpointBytesPerParameter", "checkpointCount", "storageReplicas"),
  ...linearIn(f.replicatedBytes, "datasetBytes", "storageReplicas"),
  ...linearIn(f.storageEnergy, "storedBytes", "storageWattsPerTerabyte", "storageYears"),
  ...linearIn(f.onSiteWater, "itEnergyKwh", "wueLitresPerKwh"),
  ...linearIn(f.offSiteWater, "energyKwh", "electricityWaterLitresPerKwh"),
  isLinearIn(f.deliveredIntensity, "generationGramsPerKwh"),
  isMonotoneIn(f.deliveredIntensity, "transmissionLossShare", "rising"),
  hasIdentity(f.deliveredIntensity, { transmissionLossShare: 0 }, (i) => i.generationGramsPerKwh),

  isMonotoneIn(f.touchedExpertShare, "batch", "rising"),
  isMonotoneIn(f.touchedExpertShare, "activeExperts", "rising"),
  isMonotoneIn(f.touchedExpertShare, "experts", "falling"),
  hasIdentity(f.touchedExpertShare, { experts: 1, activeExperts: 1 }, () => 1),
  hasIdentity(f.touchedExpertShare, { batch: 1, experts: 128, activeExperts: 8 }, () => 8 / 128),
  ...additiveOver(f.weightTraffic, "sharedBytesPerParameter", "routedBytesPerParameter", "touchedExpertShare"),
  isMonotoneIn(f.weightTraffic, "parameters", "rising"),
  isMonotoneIn(f.weightTraffic, "inputEmbeddingParameters", "falling"),
  hasIdentity(f.weightTraffic, { routedParameters: 0, inputEmbeddingParameters: 0 }, (i) => i.parameters * i.sharedBytesPerParameter),
  ...linearIn(f.keyValueBytes, "keyValueHeads", "headSize", "cacheElementBytes"),
  ...additiveOver(f.latentCacheBytes, "keyValueRank", "ropeHeadSize"),
  isLinearIn(f.latentCacheBytes, "cacheElementBytes"),
  isLinearIn(f.cacheBytes, "layerTokenBytes"),
  ...additiveOver(f.cacheBytes, "fullAttentionLayers", "windowLayerCount"),
  isMonotoneIn(f.cacheBytes, "contextTokens", "rising"),
  isMonotoneIn(f.cacheBytes, "windowTokens", "rising"),
  ...linearIn(f.stateTraffic, "stateLayers", "stateInnerSize", "stateSize", "stateElementBytes"),
  isLinearIn(f.stepCacheBytes, "batch"),
  ...additiveOver(f.stepCacheBytes, "cacheBytes", "stateTrafficBytes"),
  ...additiveOver(f.decodeTokenFlop, "activeParameters", "attentionLayers", "attentionWidth", "contextTokens"),
  ...additiveOver(
    f.prefillFlop,
    "activeParameters",
    "attentionLayers",
    "fullAttentionLayers",
    "windowLayerCount",
    "attentionWidth",
    "cachedTokens",
  ),
  isMonotoneIn(f.prefillFlop, "newTokens", "rising"),
  isMonotoneIn(f.prefillFlop, "windowTokens", "rising"),
  isBoundedBy(f.prefillFlop, ["newTokens"], (i) => {
    const full = f.prefillFlop.raw({ ...i, fullAttentionLayers: i.fullAttentionLayers + i.windowLayerCount, windowLayerCount: 0 });
    return [f.prefillFlop.raw({ ...i, windowLayerCount: 0 }), full];
  }),
  ...linearIn(f.routedTraffic, "routedParameters", "routedBytesPerParameter", "touchedExpertShare"),
  ...linearIn(f.batchBytes, "batch", "eachBytes"),
  ...linearIn(f.unpackingTraffic, "activeParameters", "unpackedBytes"),
  isMonotoneIn(f.boundedStepSeconds, "deviceStepSeconds", "rising"),
  isMonotoneIn(f.boundedStepSeconds, "hostStepSeconds", "rising"),
  isMonotoneIn(f.loadSequences, "densitySequences", "rising"),
  isMonotoneIn(f.loadSequences, "acceleratorCount", "rising"),
  isMonotoneIn(f.loadSequences, "memoryBytes", "rising"),
  isBoundedBy(f.layoutCount, ["parameters", "leastWideParameters", "narrowCount", "wideCount"], (i) => [
    Math.min(i.narrowCount, i.wideCount),
    Math.max(i.narrowCount, i.wideCount),
  ]),
  isScaleFree(f.speedSeconds, { publishedTokensPerSecond: 1 }, -1),
  isLinearIn(f.modelledSeconds, "publishedTokenSeconds"),
  isScaleFree(f.modelledSeconds, { publishedTokenSeconds: 1, timeSpread: 1 }),
  isLinearIn(f.dailyRate, "dailyRequests"),
  isLinearIn(f.quarterRate, "fourBitFlopPerSecond"),
  isLinearIn(f.halfRate, "eightBitFlopPerSecond"),
  ...linearIn(f.bandwidthRate, "memoryBytesPerSecond", "flopPerByte"),
  isMonotoneIn(f.promptEfficiency, "referencePromptEfficiency", "rising"),
  isMonotoneIn(f.promptEfficiency, "promptFormatFactor", "rising"),
  isMonotoneIn(f.promptEfficiency, "sixteenBitFlopPerSecond", "falling"),
  hasIdentity(f.promptEfficiency, { promptExponent: 0, promptFormatFactor: 1 }, (i) => i.referencePromptEfficiency),
  hasIdentity(f.promptEfficiency, { sixteenBitFlopPerSecond: 989.4e12, promptFormatFactor: 1 }, (i) => i.referencePromptEfficiency),
  ...linearIn(f.reduceSeconds, "layers", "hiddenSize"),
  isScaleFree(f.reduceSeconds, { hiddenSize: 1, linkBytesPerSecond: 1 }),
  isScaleFree(f.reduceSeconds, { hiddenSize: 1, reduceEfficiency: 1 }),
  isScaleFree(f.reduceSeconds, { hiddenSize: 1, dataParallelism: 1 }),
  isMonotoneIn(f.reduceSeconds, "rankAccelerators", "rising"),
  hasIdentity(f.reduceSeconds, { rankAccelerators: 1 }, () => 0),
  ...linearIn(f.promptTokensSeconds, "uncachedTokens", "promptTokenSeconds"),
  ...(["tdpWatts", "baseLoad", "computeLoad", "promptComputeSeconds"] as const).map((key) => isMonotoneIn(f.promptPower, key, "rising")),
  hasIdentity(f.promptPower, { baseLoad: 0, computeLoad: 0 }, (i) => i.idleWatts),
  isBoundedBy(f.promptPower, ["idleWatts"], (i) => [i.idleWatts, Number.MAX_VALUE]),
  hasIdentity(f.promptPower, { prefillSeconds: 0, baseLoad: 0, computeLoad: 1, promptTokenSeconds: 0 }, (i) => i.tdpWatts),
  // Without a token, the power is that of the next one.
  hasIdentity(f.promptPower, { prefillSeconds: 0 }, (i) => {
    const { nextComputeSeconds: promptComputeSeconds, promptTokenSeconds } = i;
    return f.promptPower.raw({ ...i, promptComputeSeconds, prefillSeconds: promptComputeSeconds + promptTokenSeconds });
  }),
  isMonotoneIn(f.promptPower, "nextComputeSeconds", "rising"),
  isMonotoneIn(f.cyclePower, "decodeWatts", "rising"),
  isMonotoneIn(f.cyclePower, "promptWatts", "rising"),
  isScaleFree(f.cyclePower, { decodeWatts: 1, promptWatts: 1 }, 1),
  hasIdentity(f.cyclePower, { promptsSeconds: 0 }, (i) => i.decodeWatts),
  agreesWith(f.cyclePower, "energy over time", (i) => {
    const energy = i.decodeWatts * i.tokenSeconds + i.promptWatts * i.promptsSeconds;
    return energy / (i.tokenSeconds + i.promptsSeconds);
  }),
  isMonotoneIn(f.limitedShare, "powerWatts", "falling"),
  isMonotoneIn(f.limitedShare, "powerLimitWatts", "rising"),
  ...linearIn(f.limitedPower, "powerWatts", "limitedShare"),
  ...linearIn(f.formatFactor, "narrowFactor", "narrowComputeFactor"),
  isLinearIn(f.rankBatch, "batch"),
  isScaleFree(f.rankBatch, { batch: 1, dataParallelism: 1 }),
  isMonotoneIn(f.routedShare, "dataParallelism", "falling"),
  isMonotoneIn(f.routedShare, "expertParallelism", "falling"),
  isMonotoneIn(f.routedShare, "acceleratorsPerServer", "rising"),
  isBoundedBy(f.routedShare, ["dataParallelism"], (i) => [1 / i.dataParallelism, 1]),
  ...linearIn(f.waitingBytes, "routedParameters", "routedBytesPerParameter"),
  isMonotoneIn(f.waitingBytes, "expertParallelism", "rising"),
  isMonotoneIn(f.waitingBytes, "experts", "falling"),
  hasIdentity(f.waitingBytes, { expertParallelism: 1 }, () => 0),
  hasIdentity(f.waitingBytes, { touchedExpertShare: 1 }, () => 0),
  ...linearIn(f.paddingFlop, "tileRows", "routedParameters", "touchedExpertShare"),
  ...linearIn(f.stepFlop, "batch", "tokenFlop"),
  isMonotoneIn(f.typicalLayers, "parameters", "rising"),
  agreesWith(f.typicalLayers, "the parameters of 12·L·h² with h = 128·L", (i) => {
    const layers = f.typicalLayers(i);
    return (layers * i.parameters) / (12 * layers * f.typicalHiddenSize({ layers }) ** 2);
  }),
  isLinearIn(f.typicalHiddenSize, "layers"),
  isMonotoneIn(f.typicalExperts, "parameters", "rising"),
  isMonotoneIn(f.typicalExperts, "activeParameters", "falling"),
  ...additiveOver(f.servedWeightBytes, "sharedBytesPerParameter", "routedBytesPerParameter"),
  isMonotoneIn(f.servedWeightBytes, "parameters", "rising"),
  hasIdentity(f.servedWeightBytes, { routedParameters: 0 }, (i) => i.parameters * i.sharedBytesPerParameter),
  isLinearIn(f.memoryReadSeconds, "readBytes"),
  isScaleFree(f.memoryReadSeconds, { readBytes: 1, acceleratorCount: 1 }),
  isScaleFree(f.memoryReadSeconds, { readBytes: 1, memoryBytesPerSecond: 1 }),
  isMonotoneIn(f.memoryReadSeconds, "bandwidthEfficiency", "falling"),
  isLinearIn(f.computeSeconds, "stepFlop"),
  isScaleFree(f.computeSeconds, { stepFlop: 1, acceleratorCount: 1 }),
  isScaleFree(f.computeSeconds, { stepFlop: 1, peakFlopPerSecond: 1 }),
  isMonotoneIn(f.computeSeconds, "computeEfficiency", "falling"),
  ...linearIn(f.narrowEfficiency, "computeEfficiency", "narrowFactor"),
  ...linearIn(f.routingSeconds, "expertLayers", "routedShare", "activeExperts", "routingTraffic", "hiddenSize"),
  isScaleFree(f.routingSeconds, { hiddenSize: 1, memoryBytesPerSecond: 1 }),
  isLinearIn(f.launchSeconds, "fixedTimeFactor"),
  ...additiveOver(f.launchSeconds, "fixedStepSeconds", "layers", "layerSeconds", "parallelLayerSeconds", "blockScaledLayerSeconds"),
  ...additiveOver(f.launchSeconds, "isParallel", "isBlockScaled"),
  ...linearIn(f.sequenceSeconds, "perSequenceSeconds", "batch", "sequenceTimeFactor"),
  isMonotoneIn(f.overlappedSeconds, "memorySeconds", "rising"),
  isMonotoneIn(f.overlappedSeconds, "computeSeconds", "rising"),
  hasIdentity(f.overlappedSeconds, { overlapExponent: 1 }, (i) => i.memorySeconds + i.computeSeconds),
  ...linearIn(f.interleavedSeconds, "batch", "prefillSeconds"),
  isScaleFree(f.interleavedSeconds, { batch: 1, generatedTokens: 1 }),
  isLinearIn(f.rankAccelerators, "acceleratorCount"),
  isScaleFree(f.rankAccelerators, { acceleratorCount: 1, dataParallelism: 1 }),
  ...additiveOver(f.timeToFirstToken, "queueSeconds", "fixedFirstTokenSeconds", "prefillSeconds", "timePerOutputTokenSeconds"),
  ...additiveOver(f.requestLatency, "timeToFirstTokenSeconds", "timePerOutputTokenSeconds", "generatedTokens"),
  isScaleFree(f.userRate, { timePerOutputTokenSeconds: 1 }, -1),
  isLinearIn(f.systemRate, "batch"),
  isScaleFree(f.systemRate, { batch: 1, timePerOutputTokenSeconds: 1 }),
  isLinearIn(f.timeForRate, "batch"),
  isScaleFree(f.timeForRate, { batch: 1, systemTokensPerSecond: 1 }),
  ...linearIn(f.instanceSeconds, "generatedTokens", "timePerOutputTokenSeconds"),
  isScaleFree(f.instanceSeconds, { generatedTokens: 1, batch: 1 }),
  ...linearIn(f.instanceHours, "acceleratorCount", "instanceSeconds"),
  ...additiveOver(f.meanContext, "promptTokens", "generatedTokens"),
  isLinearIn(f.timeScale, "measuredSeconds"),
  isScaleFree(f.timeScale, { measuredSeconds: 1, timePerOutputTokenSeconds: 1 }),
  ...linearIn(f.scaledSeconds, "timeScale", "predictedSeconds"),
  ...additiveOver(f.calibratedSpread, "measuredEnergyKwh", "prefillEnergyKwh", "cacheReadEnergyKwh"),
  isScaleFree(f.calibratedSpread, { measuredEnergyKwh: 1, prefillEnergyKwh: 1, cacheReadEnergyKwh: 1, decodeEnergyKwh: 1 }),
  ...linearIn(f.spreadEnergy, "phaseEnergyKwh", "energySpread"),
  ...additiveOver(f.sequenceBytes, "cacheBytes", "stateTrafficBytes"),
  isMonotoneIn(f.memoryBatch, "acceleratorCount", "rising"),
  isMonotoneIn(f.memoryBatch, "memoryBytes", "rising"),
  isMonotoneIn(f.memoryBatch, "memoryShare", "rising"),
  isMonotoneIn(f.memoryBatch, "sharedWeightBytes", "falling"),
  isMonotoneIn(f.memoryBatch, "routedWeightBytes", "falling"),
  isScaleFree(f.memoryBatch, { memoryBytes: 1, sharedWeightBytes: 1, routedWeightBytes: 1, dividedBytes: 1, wholeBytes: 1 }),
  // Ranks are instances side by side, each with its part of the routed experts: together they hold less than one sequence more for each of them.
  isBoundedBy(f.memoryBatch, ["dataParallelism"], (i) => {
    const { acceleratorCount, dataParallelism, routedWeightBytes } = i;
    const rank = { acceleratorCount: acceleratorCount / dataParallelism, routedWeightBytes: routedWeightBytes / dataParallelism };
    const one = f.memoryBatch.raw({ ...i, ...rank, dataParallelism: 1 });
    return [dataParallelism * one, dataParallelism * (one + 1)];
  }),
  // No fewer than what is held needs, and not one more; without room beside what each holds whole, as without that.
  isBoundedBy(f.acceleratorsForServing, [...Object.keys(f.acceleratorsForServing.card.domain)] as never[], (i) => {
    const sequences = Math.ceil(i.batch);
    const held = i.dataParallelism * i.sharedWeightBytes + i.routedWeightBytes + sequences * i.dividedBytes;
    const whole = (sequences * i.wholeBytes) / i.dataParallelism;
    const usable = i.memoryBytes * i.memoryShare;
    const least = held / (whole < usable ? usable - whole : usable);
    return [least, least + 1];
  }),
  ...(["plannedSequences", "memoryBytes", "memoryShare", "dataParallelism"] as const).map((key) =>
    isMonotoneIn(f.roomySequences, key, "rising"),
  ),
  isMonotoneIn(f.roomySequences, "wholeBytes", "falling"),
  hasIdentity(f.roomySequences, { wholeBytes: 0 }, (i) => Math.max(1, i.plannedSequences)),
  isMonotoneIn(f.instancesForRate, "requestsPerSecond", "rising"),
  isMonotoneIn(f.instancesForRate, "instanceSeconds", "rising"),
  isMonotoneIn(f.instancesForRate, "servingShare", "falling"),
  ...linearIn(f.requestedRate, "requestsPerSecond", "generatedTokens"),
  ...linearIn(f.fleetAccelerators, "instances", "acceleratorCount"),
  isLinearIn(f.meanRequestRate, "rateSum"),
  isScaleFree(f.meanRequestRate, { rateSum: 1, parts: 1 }),
  isMonotoneIn(f.tensorParallelAccelerators, "acceleratorCount", "rising"),
  isBoundedBy(f.tensorParallelAccelerators, ["dataParallelism"], (i) => {
    const most = Math.max(i.acceleratorCount, i.dataParallelism);
    return [most, 2 * most];
  }),
  isMonotoneIn(f.bandBatch, "fewestSequences", "rising"),
  isMonotoneIn(f.bandBatch, "mostSequences", "rising"),
  hasIdentity(f.bandBatch, { bandShare: 0 }, (i) => i.fewestSequences),
  hasIdentity(f.bandBatch, { bandShare: 1, fewestSequences: 4, mostSequences: 1024 }, () => 1024),
  ...linearIn(f.servedShare, "requestsPerSecond", "instanceSeconds"),
  isScaleFree(f.servedShare, { requestsPerSecond: 1, instances: 1 }),
  ...linearIn(f.rentPerMillion, "acceleratorUsdPerHour", "acceleratorCount", "timePerOutputTokenSeconds"),
  isScaleFree(f.rentPerMillion, { acceleratorCount: 1, batch: 1 }),
  isMonotoneIn(f.rentPerMillion, "servingShare", "falling"),
  isLinearIn(f.hardwareUsdPerHour, "acceleratorUsd"),
  isScaleFree(f.hardwareUsdPerHour, { acceleratorUsd: 1, lifetimeYears: 1 }),
  ...linearIn(f.electricityPerMillion, "energyKwhPerMillionTokens", "electricityUsdPerKwh"),
  isLinearIn(f.energyPerMillion, "energyKwh"),
  isScaleFree(f.energyPerMillion, { energyKwh: 1, generatedTokens: 1 }),
  isLinearIn(f.emissionsPerMillion, "requestGramsCo2e"),
  isScaleFree(f.emissionsPerMillion, { requestGramsCo2e: 1, generatedTokens: 1 }),
  isMonotoneIn(f.callPrice, "inputTokens", "rising"),
  isMonotoneIn(f.callPrice, "outputUsdPerMillionTokens", "rising"),
  ...additiveOver(
    f.callPrice,
    "inputUsdPerMillionTokens",
    "cacheReadUsdPerMillionTokens",
    "cacheWriteUsdPerMillionTokens",
    "outputUsdPerMillionTokens",
  ),
  isScaleFree(f.callPrice, {
    inputTokens: 1,
    cacheReadTokens: 1,
    cacheWriteTokens: 1,
    outputTokens: 1,
    inputUsdPerMillionTokens: -1,
    cacheReadUsdPerMillionTokens: -1,
    cacheWriteUsdPerMillionTokens: -1,
    outputUsdPerMillionTokens: -1,
  }),
  hasIdentity(
    f.callPrice,
    { cacheReadTokens: 0, cacheWriteTokens: 0, outputTokens: 0 },
    (i) => (i.inputTokens * i.inputUsdPerMillionTokens) / 1e6,
  ),
  ...(
    [
      [f.callEnergy, "Kwh"],
      [f.callEmbodied, "GramsCo2e"],
    ] as const
  ).flatMap(([cost, suffix]) => {
    const of = (feature: string): never => `${feature}${suffix}` as never;
    const coefficients = ["newToken", "attendedPair", "cachedToken", "generatedToken", "contextPair"].map(of);
    return [
      ...additiveOver(cost as never, ...coefficients),
      // As many calls of the same length cost as many times as much.
      isScaleFree(
        cost as never,
        {
          inputTokens: 1,
          cacheReadTokens: 1,
          outputTokens: 1,
          requests: 1,
          ...Object.fromEntries(coefficients.map((key) => [key, -1])),
        } as never,
      ),
      hasIdentity(
        cost as never,
        { cacheReadTokens: 0, outputTokens: 0, [of("attendedPair")]: 0 } as never,
        ((i: Record<string, number>) => (i["inputTokens"] as number) * (i[of("newToken")] as number)) as never,
      ),
      hasIdentity(
        cost as never,
        { inputTokens: 0, cacheReadTokens: 0, requests: 1, [of("generatedToken")]: 0 } as never,
        ((i: Record<string, number>) => ((i["outputTokens"] as number) ** 2 / 2) * (i[of("contextPair")] as number)) as never,
      ),
    ];
  }),
  ...linearIn(f.idlePower, "tdpWatts", "deviceIdleShare"),
  isLinearIn(f.hostPower, "hostPowerFactor"),
  ...additiveOver(f.hostPower, "hostBaseWatts", "hostTdpShare", "hostLoadShare"),
  hasIdentity(f.hostPower, { hostLoadShare: 0, hostBaseWatts: 0, hostPowerFactor: 1 }, (i) => i.hostTdpShare * i.tdpWatts),
  hasIdentity(f.hostPower, { hostTdpShare: 0, hostBaseWatts: 0, hostPowerFactor: 1 }, (i) => i.hostLoadShare * i.powerWatts),
  isMonotoneIn(f.hostPower, "tdpWatts", "rising"),
  isMonotoneIn(f.hostPower, "powerWatts", "rising"),
  isLinearIn(f.hostPowerShare, "serverHostWatts"),
  isScaleFree(f.hostPowerShare, { serverHostWatts: 1, acceleratorsPerServer: 1 }),
  hasIdentity(f.hostPowerShare, { acceleratorsPerServer: 1 }, (i) => i.serverHostWatts),
  isLinearIn(f.waitingPower, "waitingFactor"),
  ...additiveOver(f.waitingPower, "idleWatts", "hostWatts"),
  hasIdentity(f.waitingPower, { hostWatts: 0, waitingFactor: 1 }, (i) => i.idleWatts),
  ...(["baseLoad", "computeLoad", "hostLoad", "memoryJoulesPerByte", "memorySeconds", "routingSeconds"] as const).map((key) =>
    isMonotoneIn(f.decodePower, key, "rising"),
  ),
  ...(["computeSeconds", "sequenceSeconds", "memoryBytesPerSecond"] as const).map((key) => isMonotoneIn(f.decodePower, key, "rising")),
  // The limit holds for the mean over decoding and prompts.
  isBoundedBy(f.decodePower, ["tdpWatts", "idleWatts", "stepSeconds"], (i) => [i.idleWatts, Number.MAX_VALUE]),
  ...linearIn(f.prefillPower, "tdpWatts", "prefillLoad"),
  isMonotoneIn(f.cappedPower, "powerWatts", "rising"),
  isMonotoneIn(f.cappedPower, "powerCapWatts", "rising"),
  ...linearIn(f.poweredEnergy, "acceleratorCount", "powerWatts", "runSeconds"),
  ...linearIn(f.decodeEnergy, "acceleratorCount", "powerWatts", "stepSeconds", "generatedTokens"),
  isScaleFree(f.decodeEnergy, { generatedTokens: 1, batch: 1 }),
  ...linearIn(f.waitingEnergy, "acceleratorCount", "idleServerWatts", "instanceSeconds"),
  isMonotoneIn(f.waitingEnergy, "servingShare", "falling"),
  hasIdentity(f.waitingEnergy, { servingShare: 1 }, () => 0),
  ...linearIn(f.cacheReadEnergy, "cacheReadShare", "activeParameters", "cacheReadTokens", "powerWatts"),
  isScaleFree(f.cacheReadEnergy, { powerWatts: 1, peakFlopPerSecond: 1 }),
  isMonotoneIn(f.cacheReadEnergy, "computeEfficiency", "falling"),
  ...linearIn(f.tokenShareEnergy, "phaseEnergyKwh", "classTokens"),
  isScaleFree(f.tokenShareEnergy, { classTokens: 1, phaseTokens: 1 }),
  ...linearIn(f.retentionEnergy, "retainedBytes", "memoryWattsPerGigabyte", "retentionSeconds"),
  ...linearIn(f.retainedCache, "tokenCacheBytes", "cachedTokens"),
  isLinearIn(f.energyPerToken, "phaseEnergyKwh"),
  isScaleFree(f.energyPerToken, { phaseEnergyKwh: 1, generatedTokens: 1 }),
  ...linearIn(f.measuredEnergy, "acceleratorJoulesPerToken", "generatedTokens"),

  ...additiveOver(f.ecologitsTokenEnergy, "activeParameters", "energyScaleKwh", "energyOffsetKwh"),
  isMonotoneIn(f.ecologitsTokenEnergy, "batch", "falling"),
  isMonotoneIn(f.ecologitsTokenEnergy, "batchExponent", "rising"),
  ...additiveOver(f.ecologitsTokenLatency, "activeParameters", "batch", "parameterSeconds", "batchSeconds", "offsetSeconds"),
  isMonotoneIn(f.ecologitsGpuCount, "parameters", "rising"),
  isMonotoneIn(f.ecologitsGpuCount, "memoryOverhead", "rising"),
  isMonotoneIn(f.ecologitsGpuCount, "weightBytesPerParameter", "rising"),
  isMonotoneIn(f.ecologitsGpuCount, "memoryBytes", "falling"),
  ...additiveOver(f.ecologitsServerEnergy, "latencySeconds", "serverWatts", "gpuCount", "outputTokens", "tokenEnergyKwh"),
  isMonotoneIn(f.ecologitsServerEnergy, "batch", "falling"),
  isMonotoneIn(f.ecologitsServerEnergy, "gpusPerServer", "falling"),
  ...additiveOver(f.ecologitsEmbodied, "latencySeconds", "gpuCount", "serverGramsCo2e", "gpuGramsCo2e"),
  isScaleFree(f.ecologitsEmbodied, { latencySeconds: 1, batch: 1 }),
  isScaleFree(f.ecologitsEmbodied, { latencySeconds: 1, lifetimeYears: 1 }),
  isMonotoneIn(f.ecologitsEmbodied, "gpusPerServer", "falling"),
  isLinearIn(f.ecologitsWater, "itEnergyKwh"),
  ...additiveOver(f.ecologitsWater, "pue", "wueLitresPerKwh", "electricityWaterLitresPerKwh"),
  ...linearIn(f.epochRequestEnergy, "activeParameters", "outputTokens", "serverWatts", "powerShare"),
  isScaleFree(f.epochRequestEnergy, { outputTokens: 1, peakFlopPerSecond: 1 }),
  isMonotoneIn(f.epochRequestEnergy, "utilisation", "falling"),

  agreesWith(f.llmcarbonTrainingCompute, "6 operations per parameter and token", (i) =>
    f.trainingFlop({ flopPerParameterToken: 6, activeParameters: i.baseParameters, tokens: i.tokens }),
  ),
  ...linearIn(f.llmcarbonTrainingCompute, "baseParameters", "tokens"),
  agreesWith(f.llmcarbonInferenceCompute, "a third of training", (i) => f.llmcarbonTrainingCompute(i) / 3),
  agreesWith(f.llmcarbonInferenceCompute, "the library's forward pass", (i) =>
    f.inferenceFlop({ activeParameters: i.baseParameters, tokens: i.tokens }),
  ),
  isMonotoneIn(f.testLoss, "parameters", "falling"),
  isMonotoneIn(f.testLoss, "tokens", "falling"),
  isMonotoneIn(f.testLoss, "parameterExponent", "falling"),
  isMonotoneIn(f.testLoss, "tokenExponent", "falling"),
  ...additiveOver(f.testLoss, "parameterScale", "tokenScale", "irreducibleLoss"),
  isBoundedBy(f.testLoss, ["irreducibleLoss"], (i) => [i.irreducibleLoss, i.irreducibleLoss + i.parameterScale + i.tokenScale]),
  agreesWith(f.llmcarbonChipCarbon, "the library's die", (i) =>
    f.dieEmissions({
      dieAreaSquareCentimetres: i.areaSquareCentimetres,
      carbonPerAreaGramsPerSquareCentimetre: i.carbonPerAreaGramsPerSquareCentimetre,
    }),
  ),
  agreesWith(f.llmcarbonStorageCarbon, "the library's memory", (i) =>
    f.memoryEmissions({ memoryBytes: i.capacityBytes, carbonPerCapacityGramsPerGigabyte: i.carbonPerCapacityGramsPerGigabyte }),
  ),
  agreesWith(f.llmcarbonAllocatedCarbon, "the library's allocation at full use", (i) =>
    f.allocatedEmissions({
      perDeviceGramsCo2e: i.perUnitGramsCo2e,
      lifetimeShare: f.lifetimeShare({
        deviceHours: i.unitCount * i.runDays * HOURS_PER_DAY,
        lifetimeYears: i.lifetimeDays / DAYS_PER_YEAR,
        lifetimeUtilisation: 1,
      }),
    }),
  ),
  ...linearIn(f.llmcarbonAllocatedCarbon, "unitCount", "perUnitGramsCo2e", "runDays"),
  agreesWith(f.llmcarbonDeviceHours, "the library's device-hours", ({ computeFlop, ...i }) =>
    f.deviceHours({ trainingFlop: computeFlop, ...i }),
  ),
  agreesWith(f.llmcarbonHardwareEnergy, "the library's IT energy", (i) =>
    f.itEnergy({ averagePowerWatts: i.systemPowerWatts, deviceHours: i.deviceHours }),
  ),
  agreesWith(
    f.llmcarbonHardwareEnergyLiteral,
    "IT energy times efficiency",
    (i) => i.efficiency * f.itEnergy({ averagePowerWatts: i.peakPowerWatts, deviceHours: i.deviceHours }),
  ),
  agreesWith(f.llmcarbonOperationalEnergy, "the library's facility energy", (i) =>
    f.facilityEnergy({ itEnergyKwh: i.hardwareEnergyKwh, pue: i.pue }),
  ),
  hasIdentity(f.llmcarbonOperationalEnergy, { pue: 1 }, (i) => i.hardwareEnergyKwh),
  agreesWith(f.llmcarbonOperationalCarbon, "the library's operational emissions", (i) =>
    f.operationalEmissions({ energyKwh: i.operationalEnergyKwh, intensityGramsPerKwh: i.intensityGramsPerKwh }),
  ),
  ...linearIn(f.llmcarbonDeviceCount, "tensorParallelism", "pipelineParallelism", "dataParallelism", "expertParallelism"),
  isLinearIn(f.deviceCapacity, "memoryBytes"),
  hasIdentity(f.deviceCapacity, { memoryBytes: 80e9 }, () => 2.4e9),
  isScaleFree(f.devicesForModel, { parameters: 1, capacityParameters: 1 }),
  isBoundedBy(f.devicesForModel, ["parameters", "capacityParameters"], (i) => [
    i.parameters / i.capacityParameters,
    i.parameters / i.capacityParameters + 1,
  ]),
  isScaleFree(f.pipelineStages, { parameters: 1, capacityParameters: 1 }),
  isMonotoneIn(f.pipelineStages, "tensorParallelism", "falling"),
  hasIdentity(f.pipelineStages, { tensorParallelism: 1 }, (i) => f.devicesForModel(i)),
  agreesWith(f.fittedDeviceCount, "Horner's form", (i) => (i.quadratic * i.parameters + i.linear) * i.parameters + i.constant),
  // The vertex of the count's parabola lies beyond its domain, that of the throughput's inside it.
  isMonotoneIn(f.fittedDeviceCount, "parameters", "rising"),
  agreesWith(f.fittedThroughput, "Horner's form", (i) => (i.quadratic * i.parameters + i.linear) * i.parameters + i.constant),
  agreesWith(
    f.fittedBatchSize,
    "Horner's form",
    (i) => (i.quadratic * i.pipelineParallelism + i.linear) * i.pipelineParallelism + i.constant,
  ),
  isScaleFree(f.roundedDeviceCount, { devices: 1, deviceScale: -1 }),
  isBoundedBy(f.roundedDeviceCount, ["devices", "deviceScale", "tensorParallelism", "pipelineParallelism"], (i) => {
    const half = (i.tensorParallelism * i.pipelineParallelism) / 2;
    return [i.deviceScale * i.devices - half, i.deviceScale * i.devices + half];
  }),
  hasIdentity(f.roundedDeviceCount, { deviceScale: 1, devices: 1536, tensorParallelism: 8, pipelineParallelism: 8 }, (i) => i.devices),
  isMonotoneIn(f.isOnePipelineStage, "devicesForModel", "falling"),
  isMonotoneIn(f.isOnePipelineStage, "gpusPerServer", "rising"),
  hasIdentity(f.isOnePipelineStage, { devicesForModel: 8, gpusPerServer: 8 }, () => 1),
  isMonotoneIn(f.leastBatchSize, "batch", "rising"),
  isMonotoneIn(f.leastBatchSize, "deviceCount", "rising"),
  isScaleFree(f.leastBatchSize, { batch: 1, deviceCount: 1 }, 1),
  isMonotoneIn(f.ecologitsIsCapped, "measuredLatencySeconds", "falling"),
  isMonotoneIn(f.ecologitsIsCapped, "modelledSeconds", "rising"),
  hasIdentity(f.ecologitsIsCapped, { measuredLatencySeconds: 5, modelledSeconds: 5 }, () => 0),
  ...linearIn(f.rescaledThroughput, "throughputFlopPerSecond", "peakFlopPerSecond"),
  isAdditiveOver(f.rescaledThroughput, "slowdown"),
  isScaleFree(f.rescaledThroughput, { peakFlopPerSecond: 1, fittedPeakFlopPerSecond: 1 }),
  hasIdentity(
    f.rescaledThroughput,
    { slowdown: 0, peakFlopPerSecond: 312e12, fittedPeakFlopPerSecond: 312e12 },
    (i) => i.throughputFlopPerSecond,
  ),
  agreesWith(f.llmcarbonDenseParameters, "square attention, plain blocks of 4h and one table", ({ layers, hiddenSize, vocabularySize }) => {
    const attentionParameters = 4 * hiddenSize ** 2;
    const block = { hiddenSize, feedForwardSize: 4 * hiddenSize, feedForwardMatrices: 2, feedForwardBias: 0 };
    return layers * (attentionParameters + f.feedForwardParameters(block)) + hiddenSize * vocabularySize;
  }),
  agreesWith(f.gptParameters, "attention, block and two LayerNorms with biases", (i) => {
    const { layers, hiddenSize, vocabularySize, sequenceLength } = i;
    const block = { hiddenSize, feedForwardSize: 4 * hiddenSize, feedForwardMatrices: 2, feedForwardBias: 1 };
    const oneNorm = f.normParameters({ norms: 1, vectorsPerNorm: 2, hiddenSize });
    return (
      f.blockStackParameters({ blocks: layers, blockParameters: 4 * hiddenSize ** 2 + 4 * hiddenSize, normParameters: oneNorm }) +
      f.blockStackParameters({ blocks: layers, blockParameters: f.feedForwardParameters(block), normParameters: oneNorm }) +
      (vocabularySize + sequenceLength) * hiddenSize
    );
  }),
  ...additiveOver(f.llmcarbonMoeParameters, "denseParameters", "experts", "layers", "expertLayerShare"),
  isScaleFree(f.llmcarbonMoeParameters, { denseParameters: 2, hiddenSize: 1 }, 2),
  hasIdentity(
    f.llmcarbonMoeParameters,
    { experts: 1, hiddenSize: 512, layers: 24, denseParameters: 12 * 24 * 512 ** 2 },
    (i) => i.denseParameters,
  ),
  isLinearIn(f.moeParameters, "layers"),
  ...additiveOver(f.moeParameters, "feedForwardSize", "experts", "expertLayerShare"),
  isScaleFree(f.moeParameters, { hiddenSize: 1, feedForwardSize: 1 }, 2),
  hasIdentity(f.moeParameters, { experts: 1 }, (i) => i.layers * (4 * i.hiddenSize ** 2 + 2 * i.hiddenSize * i.feedForwardSize)),

  agreesWith(f.mlco2Energy, "IT energy at TDP", (i) => f.itEnergy({ averagePowerWatts: i.tdpWatts, deviceHours: i.deviceHours })),
  agreesWith(f.mlco2Carbon, "the library's operational emissions", (i) => f.operationalEmissions(i)),
  agreesWith(f.mlco2PeakDeviceHours, "device-hours at efficiency 1", (i) =>
    f.deviceHours({ trainingFlop: i.computeFlop, peakFlopPerSecond: i.peakFlopPerSecond, efficiency: 1 }),
  ),
];

describe("laws", () => {
  it("every exported equation has a law over every one of its inputs", () => {
    expect(formulas.length).toBeGreaterThan(0);
    for (const { name, formula } of formulas) {
      const covered = new Set(laws.filter((law) => law.formula === formula.card.id).flatMap(({ keys }) => keys));
      expect(
        [...Object.keys(formula.card.domain)].filter((key) => !covered.has(key)),
        `inputs of ${name} without a law`,
      ).toEqual([]);
    }
    expect(new Set(formulas.map(({ formula }) => formula.card.id)).size).toBe(formulas.length);
    expect(new Set(laws.map(({ formula }) => formula)).size).toBe(formulas.length);
  });

  it.each(laws)("$name", ({ check }) => {
    check();
  });
});

function errorOf(action: () => unknown): unknown {
  try {
    return action();
  } catch (error) {
    return error;
  }
}

/** Equations whose result has a sign. */
const differences: ReadonlySet<string> = new Set(["adaptation.grams-difference"]);

describe.each(formulas)("$name", ({ formula }) => {
  const { card } = formula;
  const domains = Object.entries<Domain>(card.domain);

  it("is finite and not negative for physical inputs, and the guard changes nothing", () => {
    fc.assert(
      fc.property(physicalInputs(formula), (inputs) => {
        const result = formula(inputs);
        expect(Number.isFinite(result)).toBe(true);
        if (!differences.has(card.id)) expect(result).toBeGreaterThanOrEqual(0);
        expect(formula.raw(inputs)).toBe(result);
      }),
    );
  });

  it.each(domains)("refuses what is no number or outside the domain of %s", (key, domain) => {
    fc.assert(
      fc.property(physicalInputs(formula), (inputs) => {
        const refused = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, "1", undefined, null, [1], ...justOutside(domain)];
        for (const value of refused) {
          const error = errorOf(() => formula({ ...inputs, [key]: value } as Numbers));
          expect(isFootprintError(error) ? error.code : error).toBe("out-of-domain");
          if (!isFootprintError(error)) continue;
          expect(error.details.field).toBe(key);
          expect(error.details.value).toBe(value);
          expect(error.message).toContain(`${card.id}: ${key} `);
        }
      }),
      // The refused values do not depend on the other inputs; a few samples are enough.
      { numRuns: 5 },
    );
  });

  it("takes the bounds that its domain includes", () => {
    fc.assert(
      fc.property(physicalInputs(formula), (inputs) => {
        for (const [key, { min, max, openMin }] of domains) {
          const included = [...(Number.isFinite(min) && openMin !== true ? [min] : []), ...(Number.isFinite(max) ? [max] : [])];
          for (const value of included) expect(Number.isFinite(formula({ ...inputs, [key]: value }))).toBe(true);
        }
      }),
      { numRuns: 5 },
    );
  });

  it("carries its printed form, unit and source", () => {
    expect(card.id).toMatch(/^[a-z]+(\.[a-z0-9]+)*\.[a-z0-9-]+$/u);
    expect(card.equation).toContain("=");
    expect(card.source.id).toMatch(/^[a-z0-9.-]+$/u);
    expect(card.source.at).not.toBe("");
  });
});

describe("overflow", () => {
  it("is refused by the guard, with the equation's name, where every input alone is allowed", () => {
    const error = errorOf(() => f.allocatedEmissions({ perDeviceGramsCo2e: 1e200, lifetimeShare: 1e200 }));
    expect(isFootprintError(error) && error.code).toBe("out-of-domain");
    expect(String(error)).toContain("emissions.allocated");
  });
});
