/**
 * Fields of files by kind, with the words of the tables of quantities, so that the library needs no words where it computes. Written by a test
 * (`npm run generate`) from the tables and from `src/forms`.
 *
 * @module
 */
import type { Field, Form } from "../field.js";

const words: Readonly<Record<string, string>> = {
  layers: "Layers",
  hiddenSize: "Width of the residual stream",
  attentionHeads: "Attention heads",
  vocabularySize: "Tokens of the vocabulary",
  feedForwardSize: "Inner width of a feed-forward block",
  encoderLayers: "Layers of the encoder",
  attentionLayers: "Layers with attention",
  feedForwardLayers: "Layers that are a feed-forward block alone",
  attentionBlocks: "Attention blocks",
  feedForwardBlocks: "Feed-forward blocks",
  headSize: "Width of a head",
  keyValueHeads: "Heads of keys and values",
  queryRank: "Rank of compressed queries",
  keyValueRank: "Rank of compressed keys and values",
  nopeHeadSize: "Width of a head without positions",
  ropeHeadSize: "Width of a head with positions",
  valueHeadSize: "Width of a head of values",
  queryKeyValueBias: "1 where queries, keys and values have biases",
  outputBias: "1 where the output of attention has a bias",
  queryKeyNorm: "1 where queries and keys have norms",
  attentionSinks: "1 where heads have sinks",
  queryParameters: "Parameters of queries",
  attentionParameters: "Parameters of an attention block",
  normsPerBlock: "Norms of a block",
  vectorsPerNorm: "Vectors of a norm",
  normParameters: "Parameters of a norm",
  attentionStackParameters: "Parameters of all attention blocks",
  embeddingTables: "Tables of token embeddings",
  embeddingParameters: "Parameters of token embeddings",
  positions: "Learned positions",
  positionParameters: "Parameters of positions",
  stacks: "Stacks of layers",
  outerNorms: "Norms outside the layers",
  outerNormParameters: "Parameters of norms outside the layers",
  relativePositionBuckets: "Buckets of relative positions",
  relativePositionParameters: "Parameters of relative positions",
  stateInnerSize: "Inner width of a state-space layer",
  stateSize: "Size of a state",
  stateGroups: "Groups of a state-space layer",
  stateHeads: "Heads of a state-space layer",
  convolutionWidth: "Width of the convolution of a state-space layer",
  stateLayers: "State-space layers",
  stateLayerParameters: "Parameters of a state-space layer",
  stateStackParameters: "Parameters of all state-space layers",
  feedForwardMatrices: "Matrices of a feed-forward block",
  feedForwardBias: "1 where feed-forward blocks have biases",
  feedForwardParameters: "Parameters of a feed-forward block",
  feedForwardNormParameters: "Parameters of the norm of a feed-forward block",
  feedForwardStackParameters: "Parameters of all feed-forward blocks",
  experts: "Routed experts of a layer",
  activeExperts: "Routed experts that a token passes through",
  sharedExperts: "Experts that every token passes through",
  firstDenseLayers: "Layers before the first experts",
  expertLayerPeriod: "Every how many layers there are experts",
  expertFeedForwardSize: "Inner width of a routed expert",
  sharedFeedForwardSize: "Inner width of a shared expert",
  expertFeedForwardMatrices: "Matrices of an expert",
  routerBias: "1 where routers have a bias",
  encoderExpertLayers: "Encoder layers with experts",
  decoderExpertLayers: "Decoder layers with experts",
  expertLayers: "Layers with experts",
  denseLayers: "Layers without experts",
  denseStackParameters: "Parameters of all feed-forward blocks beside experts",
  expertParameters: "Parameters of a routed expert",
  sharedExpertParameters: "Parameters of a shared expert",
  routerParameters: "Parameters of a router",
  expertBlockParameters: "Parameters of a layer of experts",
  activeExpertBlockParameters: "Parameters of a layer of experts that a token passes through",
  expertStackParameters: "Parameters of all layers of experts",
  activeExpertStackParameters: "Parameters of all layers of experts that a token passes through",
  parameters: "Parameters of the model",
  activeParameters: "Parameters that a token passes through",
  noTables: "No such table",
  nonEmbeddingParameters: "Parameters without token tables and learned positions",
  activeNoInputEmbeddingParameters: "Active parameters without an input embedding of its own",
  noParameters: "No such parameters",
  noBias: "No such bias",
  routedExpertParameters: "Parameters of a routed expert without biases",
  routedLayerParameters: "Parameters of the routed experts of a layer",
  routedParameters: "Parameters of all routed experts",
  inputTables: "Tables that only read tokens",
  inputEmbeddingParameters: "Parameters of an input embedding of its own",
  windowLayerCount: "Layers with a sliding window",
  windowTokens: "Tokens of the window",
  fullAttentionLayers: "Layers that see every token",
  latentWidth: "Width of the cached latent",
  scoreHeadSize: "Width of a head of queries",
  attentionWidth: "Width of attention over new tokens",
  decodeWidth: "Width of attention over a cache",
  cacheElementBytes: "Size of a value in the cache",
  layerTokenBytes: "Cache of a token in a layer",
  stateElementBytes: "Size of a value of a state",
  stateTrafficBytes: "State that a step reads and writes for a sequence",
  servedExpertLayers: "Layers with experts, as served",
  causalMask: "1 where a token sees only those before it",
  flopPerAttendedToken: "Operations of attention per attended token",
  flopPerUnmaskedToken: "Operations of attention per attended token without a mask",
  windowedTokens: "Tokens that a window sees",
  windowAttentionFlop: "Operations of attention in windows",
  wholeAttentionFlop: "Operations of attention over whole sequences",
  encoderAttentionLayers: "Blocks of attention without a mask",
  encoderAttentionFlop: "Operations of attention without a mask",
  flopPerParameterToken: "Operations per parameter and token",
  weightFlop: "Operations of the weights",
  trainingFlop: "Operations of the model, recomputation not counted",
  peakFlopPerSecond: "Peak rate of the number format",
  achievableFlopPerSecond: "Rate of matrix products that was measured on the accelerator",
  achievableShare: "Share of the measured rate that training reaches",
  deviceEfficiency: "Efficiency of the accelerator with a large dense model",
  precisionFactor: "Factor of the number format on the efficiency",
  efficiencyCeiling: "Efficiency at which the accelerator is fully loaded",
  smallModelParameters: "Size below which models are slower",
  smallModelExponent: "How much slower small models are",
  smallModelFactor: "Factor of the size of the model on the efficiency",
  expertFactor: "Factor of experts on the efficiency",
  expertTraffic: "Numbers that are sent between experts, per active parameter",
  referenceExpertTraffic: "Traffic between experts for which the factor holds",
  expertTrafficExponent: "How much the traffic between experts slows the run",
  expertEfficiencyFactor: "Factor of the experts on the efficiency",
  modelFactor: "Factor of the model on the efficiency",
  runFactor: "Factor of a whole run, with restarts and evaluation, on the efficiency",
  softwareFactor: "Factor of old software on the efficiency",
  efficiencySpread: "Efficiency of published runs over the predicted one",
  leastEfficiency: "Least efficiency of the fitted form",
  greatestEfficiency: "Greatest efficiency of the fitted form",
  hardwareFlopUtilisation: "Hardware FLOP utilisation, which counts recomputed operations too",
  recomputeFactor: "Operations with those that are computed again, over those of the model",
  efficiencyWithAttention: "Model FLOP utilisation against operations with attention",
  progressDeviceHours: "Accelerator-hours that make progress",
  timeFactor: "What lengthens the run beside its operations",
  runDeviceHours: "Accelerator-hours of the run without experiments",
  experimentationDeviceHours: "Accelerator-hours of experiments",
  days: "Wall-clock days of the run",
  impliedEfficiency: "Efficiency that the hours of the run stand for",
  loadEfficiency: "Efficiency that tells the load",
  deviceLoad: "Load of the accelerators over their greatest",
  tdpWatts: "Thermal design power of the accelerator",
  idlePowerShare: "Power of an idle server over the thermal design power",
  loadPowerShare: "Power that full load adds, over the thermal design power",
  fanPowerShare: "Power of fans over the thermal design power",
  serverPowerWatts: "Power of a server per accelerator",
  acceleratorPowerShare: "Share of the accelerators in the power of a server",
  networkPowerFactor: "Power with the network over that of the servers",
  runItEnergyKwh: "Energy of the IT equipment of the run without experiments and storage",
  experimentationKwh: "Energy of experiments",
  storageReplicas: "Copies of what is kept; one where left out",
  checkpointCount: "Checkpoints that are kept",
  checkpointBytesPerParameter: "Size of a checkpoint per parameter",
  checkpointBytes: "Size of the checkpoints with their copies",
  datasetBytes: "Size of the training data",
  replicatedDatasetBytes: "Size of the training data with its copies",
  storedBytes: "Size of all that is kept",
  storageWattsPerTerabyte: "Power of storage per capacity",
  storageYears: "How long it is kept, in years of 365 days",
  storageKwh: "Energy of storage",
  usedHours: "Accelerator-hours that use up the hardware",
  energyKwh: "Energy of the data centre, PUE applied once",
  deliveredGramsPerKwh: "Carbon intensity at the meter",
  operationalGramsCo2e: "Location-based emissions of the electricity",
  marketOperationalGramsCo2e: "Market-based emissions of the electricity, beside the total",
  onSiteWaterLitres: "Water on site",
  offSiteWaterLitres: "Water of power plants",
  waterLitres: "Water, as far as its factors are given",
  lifetimeShare: "Share of the life of the hardware that is used",
  productFootprintGramsCo2e: "Product footprint of an accelerator",
  acceleratorGramsCo2e: "Manufacture of an accelerator",
  dieAreaSquareCentimetres: "Area of the dies of an accelerator",
  carbonPerAreaGramsPerSquareCentimetre: "Manufacture of dies per area",
  dieGramsCo2e: "Manufacture of the dies of an accelerator",
  carbonPerCapacityGramsPerGigabyte: "Manufacture of memory per capacity",
  memoryBytes: "Memory of an accelerator",
  memoryGramsCo2e: "Manufacture of the memory of an accelerator",
  moduleGramsCo2e: "Manufacture of the module of an accelerator",
  processorCount: "Processors of a server",
  processorDieAreaSquareCentimetres: "Area of the dies of a processor",
  processorPackageGramsCo2e: "Manufacture of the package of a processor",
  processorGramsPerSquareCentimetre: "Manufacture of processors per area",
  processorGramsCo2e: "Manufacture of a processor",
  hostProcessorsGramsCo2e: "Manufacture of the processors of a server",
  hostMemoryBytes: "Memory of a server",
  dramGramsPerGigabyte: "Manufacture of memory of servers",
  hostMemoryGramsCo2e: "Manufacture of the memory of a server",
  ssdBytes: "Flash storage of a server",
  ssdGramsPerGigabyte: "Manufacture of flash storage",
  hostSsdGramsCo2e: "Manufacture of the flash storage of a server",
  hddCount: "Hard disks of a server",
  hddGramsCo2e: "Manufacture of a hard disk",
  hostHddGramsCo2e: "Manufacture of the hard disks of a server",
  powerSupplyKilograms: "Mass of the power supplies of a server",
  powerSupplyGramsPerKilogram: "Manufacture of power supplies per mass",
  hostPowerSupplyGramsCo2e: "Manufacture of the power supplies of a server",
  chipPackageCount: "Packaged chips of a server",
  chipPackageGramsCo2e: "Manufacture of the package of a chip",
  hostChipPackagesGramsCo2e: "Manufacture of the packages of the chips of a server",
  mainboardGramsCo2e: "Manufacture of a mainboard",
  chassisGramsCo2e: "Manufacture of a chassis",
  assemblyGramsCo2e: "Assembly of a server",
  hostGramsCo2e: "Manufacture of a server without its accelerators",
  acceleratorsPerServer: "Accelerators of a server",
  hostShareGramsCo2e: "An accelerator's share of the manufacture of its server",
  embodiedAcceleratorGramsCo2e: "Manufacture of accelerators that is used",
  embodiedDieGramsCo2e: "Manufacture of dies that is used",
  embodiedMemoryGramsCo2e: "Manufacture of memory that is used",
  embodiedModuleGramsCo2e: "Manufacture of modules that is used",
  embodiedHostGramsCo2e: "Manufacture of servers that is used",
  embodiedRackGramsCo2e: "Manufacture of racks that is used",
  embodiedNetworkGramsCo2e: "Manufacture of the network that is used",
  embodiedStorageGramsCo2e: "Manufacture of the storage that is used",
  embodiedCoolingGramsCo2e: "Manufacture of the cooling that is used",
  embodiedBuildingGramsCo2e: "Construction of the building that is used",
  manufactureGramsCo2e: "Manufacture of a device with all shares that are counted",
  endOfLifeGramsCo2e: "End of life of a device",
  embodiedEndOfLifeGramsCo2e: "End of life that is used up",
  embodiedGramsCo2e: "Share of the manufacture of the hardware",
  totalGramsCo2e: "Location-based emissions of the electricity and the share of the manufacture",
  routedBytesPerParameter: "Size of a weight of a routed expert",
  sharedBytesPerParameter: "Size of any other weight",
  weightBytes: "Memory of the weights",
  cacheBytes: "Cache of a sequence",
  sequenceBytes: "Cache and state of a sequence",
  oneTokens: "One token",
  tokenCacheBytes: "Cache of a token",
  leastBatch: "Sequences that must fit beside the weights",
  neededAccelerators: "Fewest accelerators that hold weights and caches",
  fittingAccelerators: "The next power of two, which cuts layers evenly",
  mostSequences: "Sequences that memory holds beside the weights",
  rankAccelerators: "Accelerators of a data-parallel rank",
  isParallel: "1 where several accelerators share a layer",
  isBlockScaled: "1 where routed experts have block scales",
  memoryBytesPerSecond: "Memory bandwidth of an accelerator",
  deviceIdleShare: "Idle power of an accelerator over its TDP",
  idleWatts: "Idle power of an accelerator",
  bandwidthEfficiency: "Share of the memory bandwidth that reading weights reaches",
  cacheBandwidthEfficiency: "Share of the memory bandwidth that reading caches reaches",
  computeEfficiency: "Share of the peak that decoding reaches",
  narrowFactor: "What narrow formats reach of that share",
  fixedStepSeconds: "Time of a step whatever its size",
  layerSeconds: "Time of a layer beside reading and computing",
  parallelLayerSeconds: "Further time of a layer that accelerators share",
  blockScaledLayerSeconds: "Further time of a layer with block scales",
  perSequenceSeconds: "Time of a sequence in a step",
  routingTraffic: "Traffic of a routed token over the least",
  tileRows: "Rows of a tile of a matrix product",
  overlapExponent: "Exponent of the overlap of memory and operations",
  computeLoad: "Dynamic power of operations over that of the TDP",
  memoryJoulesPerByte: "Energy to read a byte",
  fixedTimeFactor: "Factor of the serving software on fixed times",
  sequenceTimeFactor: "Factor of the serving software on times of sequences",
  baseLoad: "Dynamic power of a busy accelerator over that of the TDP",
  hostLoad: "Dynamic power while the host works over that of the TDP",
  verifiedPositions: "Positions that a step computes",
  touchedExpertShare: "Share of the routed experts that a step reads",
  weightTrafficBytes: "Weights that a step reads",
  weightSeconds: "Time to read the weights",
  stepCacheBytes: "Caches and states that a step reads",
  cacheSeconds: "Time to read the caches",
  memorySeconds: "Time of the memory",
  stepComputeEfficiency: "Share of the peak in the format of the weights",
  tokenFlop: "Operations of a token",
  stepFlop: "Operations of a step",
  tokenComputeSeconds: "Time of the operations of the tokens",
  paddingFlop: "Operations that fill tiles",
  paddingSeconds: "Time of the operations that fill tiles",
  computeSeconds: "Time of the operations",
  waitingBytes: "What the fullest accelerator reads beyond the others",
  waitingSeconds: "Time in which the others wait for it",
  slowestMemorySeconds: "Time of the slowest memory",
  routingSeconds: "Time to send tokens to their experts",
  sequenceSeconds: "Time of all sequences",
  overlappedSeconds: "Time of memory and operations",
  launchSeconds: "Time of the launches",
  stepSeconds: "Time of a decoding step",
  stepPowerWatts: "Mean power of an accelerator in a step, before a cap",
  freshTokens: "Prompt tokens that no cache holds, with images",
  uncachedTokens: "Prompt tokens that are computed",
  generatedTokens: "Generated tokens, visible and not",
  promptTokens: "All prompt tokens",
  requestTokens: "All tokens of a request",
  longestTokens: "Tokens that the model takes",
  contextTokens: "Mean context of a decoding step",
  oneSequence: "One sequence",
  demandedTokensPerSecond: "Tokens per second that are asked of an instance",
  bandLow: "Fewest sequences of a load that nobody knows",
  bandHigh: "Most sequences of a load that nobody knows",
  bandEnd: "Most of them that memory holds",
  lowShare: "Place of the low end in the band",
  middleShare: "Place of the middle in the band",
  highShare: "Place of the high end in the band",
  batchAtLow: "Few sequences",
  batchInMiddle: "Sequences in the middle of the band",
  batchAtHigh: "Many sequences",
  draftedTokens: "Tokens drafted in a round",
  acceptance: "Mean chance that a drafted token is accepted, not the accepted over the drafted",
  roundTokens: "Tokens that a round yields",
  draftSeconds: "Time of the drafts of a round",
  roundSeconds: "Time of a round",
  tokenSeconds: "Time of a token without prompts in between",
  roundPowerWatts: "Mean power of an accelerator in a round, before a cap",
  decodePowerWatts: "Mean power of one accelerator while it decodes",
  prefillFlop: "Operations to read the prompt",
  predictedPrefillSeconds: "Predicted time to read the prompt",
  interleavedSeconds: "Time of the prompts of other requests in between",
  predictedTimePerOutputTokenSeconds: "Predicted time per output token",
  timePerOutputTokenSeconds: "Time per output token, with the prompts of other requests in between",
  timeScale: "Measured over predicted time",
  prefillSeconds: "Time to read the uncached part of the prompt",
  decodeStepSeconds: "Time of a decoding step without prompts in between",
  instanceSeconds: "Time of an instance that is charged to the request",
  timeToFirstTokenSeconds: "Time to the first token",
  latencySeconds: "Time of the whole request",
  userTokensPerSecond: "Rate at which one user receives tokens",
  prefillPowerWatts: "Power of an accelerator that reads a prompt, before a cap",
  prefillCappedWatts: "Power of an accelerator that reads a prompt",
  prefillEnergyKwh: "Energy of the accelerators to read prompts",
  predictedDecodeEnergyKwh: "Predicted energy of the accelerators to decode",
  energySpread: "Measured over predicted energy of decoding",
  decodeEnergyKwh: "Energy of the accelerators to decode",
  cacheReadEnergyKwh: "Energy of the accelerators to load caches",
  inputEnergyKwh: "Energy of the prompt tokens that no cache holds",
  cacheWriteEnergyKwh: "Energy of the prompt tokens that are kept",
  outputEnergyKwh: "Energy of the visible tokens of the answer",
  reasoningEnergyKwh: "Energy of the generated tokens that are not shown",
  acceleratorEnergyKwh: "Energy of the accelerators",
  acceleratorJoulesPerToken: "Energy of the accelerators per generated token",
  hostEnergyKwh: "Energy of hosts, network and fans",
  idleEnergyKwh: "Energy of the time in which servers wait for requests",
  retainedBytes: "Caches that are kept",
  memoryWattsPerGigabyte: "Power of memory of the host",
  retentionEnergyKwh: "Energy to keep written caches",
  itEnergyKwh: "Energy of all IT equipment",
  instanceHours: "Accelerator-hours of a request",
  calibrationBatch: "Sequences that ran at once at a measured point",
  calibrationJoulesPerToken: "Measured energy of the accelerators per generated token at that point",
  calibrationEnergyKwh: "The same for the request",
  lowSpread: "Low end of other batches over a measured one",
  highSpread: "High end of other batches over a measured one",
  lowFactor: "Low end of the factor",
  highFactor: "High end of the factor",
  calibratedFactor: "Factor on the energy of decoding with which a measured point is met",
  energyKwhPerMillionTokens: "Energy of a million generated tokens",
  operationalGramsPerMillionTokens: "Emissions of the electricity of a million generated tokens",
  embodiedGramsPerMillionTokens: "Share of the manufacture of a million generated tokens",
  totalGramsPerMillionTokens: "Emissions of a million generated tokens",
  hardwareUsdPerMillionTokens: "Price of rented or bought accelerators for a million generated tokens",
  electricityUsdPerMillionTokens: "Price of the electricity of a million generated tokens",
  fleetEnergyKwh: "Energy of all these requests",
  fleetOperationalGramsCo2e: "Emissions of the electricity of all these requests",
  fleetEmbodiedGramsCo2e: "Share of the manufacture of all these requests",
  fleetTotalGramsCo2e: "Emissions of all these requests",
  batch: "Mean number of sequences that run at once on an instance",
  systemTokensPerSecond: "Tokens that one instance generates per second; the load, or beside a batch a measured rate",
  weightBytesPerParameter: "Size of a weight",
  deviceMemoryBytes: "Memory of a device",
  devicesForWeights: "Devices whose memory would hold these weights and nothing else",
  quickDevices: "Devices by the quick rule: 18 bytes per parameter in 80 % of the memory",
  usableMemoryBytes: "What one device may be filled with",
  dataParallelism: "Copies of the model that see different data",
  expertCopies: "Data-parallel copies of each expert",
  sharedParameters: "Parameters beside the routed experts",
  spreadParameters: "Parameters that expert parallelism splits",
  sharedDeviceParameters: "Parameters beside the routed experts on one device",
  routedDeviceParameters: "Parameters of routed experts on one device",
  optimizerBytesPerParameter: "States of the optimizer",
  sharedWeightShards: "Devices over which the weights are split",
  sharedGradientShards: "Devices over which the gradients are split",
  sharedOptimizerShards: "Devices over which the states of the optimizer are split",
  routedWeightShards: "Devices over which the weights of experts are split",
  routedGradientShards: "Devices over which the gradients of experts are split",
  routedOptimizerShards: "Devices over which the states of the optimizer of experts are split",
  sharedStateBytes: "Weights, gradients and optimizer states beside the routed experts",
  routedStateBytes: "Weights, gradients and optimizer states of the routed experts",
  stateBytes: "Weights, gradients and optimizer states on one device",
  isTensorParallel: "1 where several devices share a layer",
  aloneWholeActivations: "Bytes per value on a device of its own",
  aloneSplitActivations: "Bytes per value that a device of its own could share",
  groupWholeActivations: "Bytes per value that each device of a group holds whole",
  groupSplitActivations: "Bytes per value that a group shares",
  wholeActivations: "Bytes per value that a device holds whole",
  splitActivations: "Bytes per value that its group shares",
  keptScores: "1 where attention scores are kept",
  layerActivationBytes: "Activations of a layer on one device",
  layersOfStacks: "Layers of all stacks",
  interleave: "Stages of layers per device of a pipeline",
  activationBytes: "Activations on one device",
  devices: "Devices of the plan",
  bubbleShare: "Share of the time in which the pipeline is idle",
  noSequences: "No sequences",
  heldSequences: "Sequences that must fit",
  heldBytes: "Cache of each of them",
  acceleratorsForWeights: "Fewest accelerators whose whole memory holds the weights alone",
  accelerators: "Fewest accelerators that hold weights and caches in the usable share of their memory",
  tensorParallelism: "The next power of two, which cuts layers evenly",
  memoryBatch: "Sequences for which that leaves room",
  adapterRank: "Rank of the adapters",
  adapterParameters: "Parameters of all adapters, where rank and targets do not tell them",
  activeAdapterParameters: "Parameters of adapters that a token is multiplied with",
  trainedParameters: "Weights that are trained: all, or those of the adapters",
  frozenParameters: "Weights that are kept frozen",
  frozenBytesPerParameter: "Size of a frozen weight in 16 bit",
  quantisedBytesPerParameter: "Size of a frozen weight in 4 bit",
  tunedBytesPerParameter: "Size of a frozen weight of the tuned model",
  trainedBytesPerParameter: "Size of a trained weight with gradient and states",
  tunedMemoryBytes: "Memory of the tuned model",
  pairTokens: "A prompt with its answer",
  scoringPasses: "Passes that score the data",
  sequencesPerExample: "Sequences of an example",
  scoredTokens: "Tokens that are scored",
  otherSamples: "Answers beside the first of each prompt",
  generatedExamples: "Answers that the teacher writes",
  evaluationRequests: "Questions of the evaluation set",
  checkpoints: "Checkpoints that are evaluated",
  evaluatedRequests: "Answers to the evaluation sets",
  trainingDeviceHours: "Accelerator-hours of the phases that train or score",
  costUsd: "Price of accelerators and electricity, of the parts that have one",
  repetitions: "How often it is done",
  allDeviceHours: "Accelerator-hours in all",
  allItEnergyKwh: "Energy of the equipment in all",
  allEnergyKwh: "Energy of the data centre in all",
  allOperationalGramsCo2e: "Location-based emissions of the electricity in all",
  allEmbodiedGramsCo2e: "Share of the manufacture in all",
  allTotalGramsCo2e: "Emissions in all",
  allMarketOperationalGramsCo2e: "Market-based emissions of the electricity in all",
  allWaterLitres: "Water in all",
  allCostUsd: "Price in all",
  retrievedChunks: "Retrieved pieces in the prompt",
  chunkTokens: "Length of a piece",
  retrievedTokens: "Retrieved pieces in the prompt, in tokens",
  fewShotExamples: "Examples in the prompt",
  exampleTokens: "Length of an example",
  fewShotTokens: "Examples in the prompt, in tokens",
  graphContextTokens: "What the graph returns into the prompt of the answer; nothing where left out",
  answerPromptTokens: "Prompt of the answer, or of the first turn of an agent",
  processorTokensPerSecond: "Rate at which a processor splits the prompt into tokens",
  tokenisationSeconds: "Time to split the prompt into tokens",
  turns: "Turns of one question, the last with the answer",
  turnTokens: "What each further turn adds to the prompt, its own last output included",
  cacheHitShare: "Share of the context of earlier turns that is still in the cache; all of it where left out",
  laterTurnsReadContextTokens: "Mean context of the turns after the first",
  laterTurnsFoundTokens: "Context that the cache holds in a later turn",
  laterTurnsMissedTokens: "Prompt tokens that a later turn reads anew",
  laterTurnsCount: "Turns after the first",
  laterTurnsInPasses: "Turns after the first in all passes",
  laterTurnsAllLatencySeconds: "Time of the turns after the first",
  laterTurnsLaterInputTokens: "Prompt tokens that the turns after the first read anew",
  laterTurnsLaterCacheReadTokens: "Prompt tokens of the turns after the first that a cache holds",
  allUncachedTokens: "Prompt tokens that are read anew, in all turns",
  allCachedTokens: "Prompt tokens that a cache holds, in all turns",
  rewriteTokens: "What the model writes in place of the question",
  encoderEfficiency: "Share of the peak that the encoder reaches on full batches",
  launchFloorSeconds: "Least time of a launch of the encoder",
  queriesPerLaunch: "Short texts that share a launch",
  queryEmbeddingSeconds: "Time to embed the question, which shares a launch with others",
  candidates: "Candidates that a cross-encoder scores",
  rerankEfficiency: "Share of the peak that the cross-encoder reaches on full batches",
  rerankCandidateTokens: "A question with a piece",
  rerankScoredTokens: "All candidates with the question",
  schemaTokens: "Schema of the graph in the prompt",
  graphQueryTokens: "The query that the model writes",
  databaseSeconds: "Time of a core of the database for the query",
  graphQueryCallPromptTokens: "Schema and question",
  vectors: "Pieces of text in the index",
  vectorDimensions: "Numbers of a vector; of the encoder's record where left out",
  elementBytes: "Size of a number",
  codeBytes: "Size of the code of a vector",
  vectorBytes: "Size of a stored vector, or of its code",
  graphNeighbours: "Links of a vector of a graph",
  noNeighbours: "No links",
  searchListSize: "Candidates while a graph is searched",
  constructionListSize: "Candidates while a graph is built",
  distanceSeconds: "Time to compare two vectors",
  scannedShare: "Share of the lists of ivf that a search reads",
  wholeShare: "All vectors",
  scanBytesPerSecond: "Rate at which a processor reads memory",
  searchedVectors: "Vectors that are searched for",
  searchSeconds: "Time of a search",
  refreshDays: "Days from one refresh to the next",
  refreshedShare: "Share of the index that a refresh builds anew",
  chunkOverlap: "Text that neighbouring pieces share, as a factor on the tokens",
  indexEmbeddingCorpusTokens: "Tokens of all texts",
  indexBuildSeconds: "Time to build a graph",
  indexReplicas: "Copies of the index; 1 where left out",
  indexBytes: "Size of the index with its copies",
  oneOccurrence: "One refresh, one day",
  requestsPerRefresh: "Questions from one refresh to the next",
  refreshShare: "A question's share of a refresh",
  dayShare: "A question's share of a day",
  deviceHours: "Accelerator-hours",
  monthDays: "Days of a month",
  monthRequests: "Questions of a month",
  processorTdpWatts: "Thermal design power of a processor, from which its power is predicted",
  processorLoad: "Power of a processor that runs a model, over its TDP",
  baseWatts: "Power of memory, board and fans of a server with one processor",
  activeWatts: "Power of the whole device while it runs a model",
  waitingWatts: "Power of the whole device while it waits",
  deviceMemoryBytesPerSecond: "Rate at which memory is read",
  deviceFlopPerSecond: "16-bit rate; of a processor the measured rate of matrix products, without which batches and prompts cannot be told",
  deviceBandwidthEfficiency: "Share of the bandwidth that decoding reaches",
  deviceComputeEfficiency: "Share of the rate that reading a prompt reaches",
  deviceFixedSeconds: "Time of a step beside reading and computing",
  deviceManufactureGramsCo2e: "Manufacture, transport and end of life of the device; missing for a processor",
  chargedShare: "Share of its manufacture that is charged while it is busy with this: 1, an upper bound, where left out",
  chargedGramsCo2e: "Manufacture of the device that is charged",
  deviceLifetimeYears: "Service life of the device, in years of 365 days",
  activeHoursPerDay: "Hours of a day in which it is in use",
  deviceUtilisation: "Share of its life in which it is in use",
  rounds: "Rounds of the answer",
  networkKwhPerGigabyte: "Energy per transferred byte, an average attribution",
  interconnectKwhPerGigabyte: "Energy per byte between data centres, added for a cloud and not for an edge",
  roundTripSeconds: "Round trip",
  headerBytes: "What a message has beside its content",
  oneMessage: "One message",
  noTokens: "No tokens",
  draftVocabulary: "Vocabulary of the draft model",
  probabilityBytes: "Size of a probability",
  tokenIdBytes: "Size of the id of a token",
  promptTokenBytes: "Size of the text of a token of the prompt",
  streamedTokenBytes: "Size of a token that is streamed",
  bonusTokens: "The token that the verification adds",
  returnedTokens: "Tokens that come back",
  distributedTokens: "Drafts whose distribution is sent",
  draftsBytes: "Message of the drafts of a round",
  verdictBytes: "Message of what is accepted",
  roundBytes: "Messages of a round",
  promptBytes: "Message of the prompt",
  streamBytes: "Messages of an answer that is streamed",
  draftTokenSeconds: "Time of a token of the draft model",
  roundDraftSeconds: "Time of the drafts of a round",
  draftsSeconds: "Time of all drafts",
  roundTripsSeconds: "Time of all round trips",
  deviceTokenSeconds: "The same per token",
  ratioToCloud: "Energy over that of the cloud alone: above 1 the hybrid takes more",
  bytesPerParameter: "Size of a weight",
  stepBytes: "What a step reads",
  cachedTokens: "Prompt tokens that a cache holds",
  tokensPerSecond: "Rate at which the device generates tokens, over all sequences",
  answerSeconds: "Time of the answer",
  deviceEnergySpread: "Measured over predicted energy of a processor",
  joulesPerToken: "Energy of decoding per generated token",
  tunedPromptTokens: "Prompt of the tuned model; instructions and question of the retrieval where left out",
  tunedOutputTokens: "Answer of the tuned model; that of the retrieval where left out",
  tunedReasoningTokens: "Generated tokens of the tuned model that are not shown",
  experimentationFactor: "Failed and search runs as a multiple of the training",
  requestsPerDay: "Questions per day",
  ragDays: "Days on which questions are asked",
  ragRequests: "Questions with retrieval",
  keptBytes: "Size of everything that is kept once",
  onceEnergyKwh: "Energy of what happens once",
  onceGramsCo2e: "Emissions of what happens once",
  requestKwh: "Energy of what happens once, per request",
  requestGramsCo2e: "Emissions of what happens once, per request",
  millionTokens: "A million tokens",
  lifetimeMillions: "Millions of tokens",
  millionKwh: "Energy of what happens once, per million tokens",
  millionGramsCo2e: "Emissions of what happens once, per million tokens",
  makingEnergyKwh: "Energy of making the model",
  servedRequests: "Requests of all kinds",
  servedEnergyKwh: "Energy of all requests",
  meanRequestKwh: "Energy of a request of the mean kind",
  overtakingRequests: "Requests after which serving has taken as much energy as making the model",
};
const rest = (names: string, own: Readonly<Record<string, string>> = {}): Record<string, string> =>
  ({ ...Object.fromEntries(names.split(" ").flatMap((name) => (name === "" ? [] : [[name, words[name] as string]]))), ...own });

const model: Field = {type: "model", words: "Model of the catalogue by name, or your own", example: "gpt-3-175b"};
const accelerator: Field = {type: "accelerator", words: "Accelerator of the catalogue by name, or your own", example: "v100-sxm2-32gb"};
const precision: Field = {type: "choice", words: "Number format of the training; that of the accelerator's record where left out", values: ["fp64","fp32","tf32","fp16","bf16","fp8","int8","fp4"], example: "bf16"};
const efficiency: Field = {type: "quantity", words: "Model FLOP utilisation, or hardware FLOP utilisation with what is recomputed; predicted where nothing tells the time of the run", dimension: "fraction", example: "19.7%", fields: { hfu: {type: "quantity", words: "Hardware FLOP utilisation instead of efficiency", dimension: "fraction", example: "47%"}, recompute: {type: "choice", words: "What the hardware FLOP utilisation recomputes: the forward pass, or nothing", values: ["full","none"]} }};
const attentionFlop: Field = {type: "choice", words: "Whether attention counts: all pairs of tokens, those before, or none; where the efficiency is predicted, full for dense models, else causal", values: ["full","causal","none"]};
const softwareYear: Field = {type: "year", words: "Year of the software; that of GPUs up to 2022 was slower", example: "2022"};
const powerBoundary: Field = {type: "choice", words: "What predicted power covers: server and network, or the accelerators alone as their own counters read them", values: ["server","accelerator"], example: "accelerator", topic: "power"};
const cooling: Field = {type: "choice", words: "Cooling of the servers, for the predicted power; air with the range of both where left out", values: ["air","liquid"], example: "liquid", topic: "power"};
const site: Field = {type: "text", words: "Data centre of the catalogue: PUE and, without grid, intensity", example: "microsoft-us-2020", topic: "place"};
const grid: Field = {type: "text", words: "Grid of the catalogue; the world average is world", example: "usa", topic: "place"};
const region: Field = {type: "text", words: "Cloud region of the catalogue: grid and, where published, PUE", example: "aws:us-east-1", topic: "place"};
const mix: Field = {type: "mix", words: "Share of each fuel in the electricity; shares add up to 1", example: "coal=40%,gas=60%", topic: "place"};
const mixBasis: Field = {type: "choice", words: "Whether the upstream of fuels and plants counts; it does where left out", values: ["lifecycle","direct"], topic: "place"};
const year: Field = {type: "year", words: "Year of the grid or region; the newest where left out", example: "2024", topic: "place"};
const server: Field = {type: "server", words: "Server of the catalogue, your own, or \"none\" to leave its embodied share out", example: "none", topic: "hardware"};
const embodiedMethod: Field = {type: "choice", words: "How the manufacture of the accelerator is found; the best that its record allows where left out", values: ["product-footprint","components","generic"], example: "components", topic: "hardware"};
const sequenceTokens: Field = {type: "quantity", words: "Tokens of one sequence, with which attention is counted; those of the model's record where left out", dimension: "tokens", example: "4096"};
const tokens: Field = {type: "quantity", words: "Tokens that the model is trained on", dimension: "tokens", example: "300B"};
const acceleratorCount: Field = {type: "quantity", words: "Accelerators that work at once; sets the days, not the energy; the fewest that hold the model where left out", dimension: "number", isPlain: true, example: "10000"};
const wallClock: Field = {type: "quantity", words: "Wall-clock time of the run, with acceleratorCount", dimension: "duration", perUnit: 24, example: "21 days", api: "wallClockDays"};
const throughput: Field = {type: "quantity", words: "Tokens that one accelerator trains on per second", dimension: "token-rate", example: "376.8 tokens/s", api: "deviceTokensPerSecond"};
const stepTime: Field = {type: "quantity", words: "Time of one optimizer step, with stepTokens and acceleratorCount", dimension: "duration", perUnit: 0.0002777777777777778, example: "3.6 s", api: "stepSeconds"};
const stepTokens: Field = {type: "quantity", words: "Tokens of one optimizer step over all accelerators", dimension: "tokens", example: "4M"};
const goodput: Field = {type: "quantity", words: "Share of the time that makes progress; the rest goes to failures, restarts, checkpoints and evaluation", dimension: "fraction", example: "90%", usual: "1"};
const deviceHours: Field = {type: "quantity", words: "Accelerator-hours of the run; measured or billed ones not together with another statement of the time", dimension: "duration", example: "3552000 h"};
const power: Field = {type: "quantity", words: "Average system power per accelerator, with its share of host, memory, network and fans; predicted where left out", dimension: "power", example: "330W", api: "averagePowerWatts"};
const energy: Field = {type: "quantity", words: "Energy of the IT equipment of the run, before PUE; measured, it takes the place of power times hours", dimension: "energy", example: "1172 MWh", api: "itEnergyKwh"};
const pue: Field = {type: "quantity", words: "Power usage effectiveness of the data centre, at least 1; applied once", dimension: "number", example: "1.1", topic: "place"};
const intensity: Field = {type: "quantity", words: "Carbon intensity of the electricity", dimension: "intensity", example: "429 g/kWh", topic: "place", api: "intensityGramsPerKwh"};
const transmissionLoss: Field = {type: "quantity", words: "Share of the generation that is lost before the meter, for an intensity that does not hold it", dimension: "fraction", example: "5%", topic: "place", api: "transmissionLossShare"};
const marketIntensity: Field = {type: "quantity", words: "Carbon intensity under contracts and certificates; its emissions stand beside the location-based ones and in no total", dimension: "intensity", example: "0 g/kWh", topic: "place", api: "marketIntensityGramsPerKwh"};
const wue: Field = {type: "quantity", words: "Water usage effectiveness: on-site water per IT energy", dimension: "water-intensity", example: "0.3 L/kWh", topic: "place", api: "wueLitresPerKwh"};
const electricityWater: Field = {type: "quantity", words: "Water that power plants consume per unit of electricity", dimension: "water-intensity", example: "1.8 L/kWh", topic: "place", api: "electricityWaterLitresPerKwh"};
const lifetimeUtilisation: Field = {type: "quantity", words: "Share of its life that the hardware works", dimension: "fraction", example: "85%", usual: "0.85", topic: "hardware"};
const lifetime: Field = {type: "quantity", words: "Service life of the hardware, in years of 365 days", dimension: "duration", perUnit: 8760, example: "5 years", usual: "5 a", topic: "hardware", api: "lifetimeYears"};
const embodiedRack: Field = {type: "quantity", words: "Manufacture of the racks per accelerator; missing where left out", dimension: "mass", example: "40 kg", topic: "hardware", api: "rackGramsCo2e"};
const embodiedNetwork: Field = {type: "quantity", words: "Manufacture of the network between the servers per accelerator; missing where left out", dimension: "mass", example: "50 kg", topic: "hardware", api: "networkGramsCo2e"};
const embodiedStorage: Field = {type: "quantity", words: "Manufacture of the storage outside the servers per accelerator; missing where left out", dimension: "mass", example: "30 kg", topic: "hardware", api: "storageGramsCo2e"};
const embodiedCooling: Field = {type: "quantity", words: "Manufacture of the cooling plant per accelerator, over the accelerator's life; missing where left out", dimension: "mass", example: "20 kg", topic: "hardware", api: "coolingGramsCo2e"};
const embodiedBuilding: Field = {type: "quantity", words: "Construction of the building per accelerator, over the accelerator's life; missing where left out", dimension: "mass", example: "109 kg", topic: "hardware", api: "buildingGramsCo2e"};
const endOfLife: Field = {type: "quantity", words: "End of life as a share of the manufacture; missing where left out", dimension: "fraction", example: "5%", topic: "hardware", api: "endOfLifeFraction"};
const model2: Field = {type: "model", words: "Model of the catalogue by name, or your own", example: "llama-3.1-70b"};
const accelerator2: Field = {type: "accelerator", words: "Accelerator of the catalogue by name, or your own", example: "h100-sxm-80gb"};
const precision2: Field = {type: "choice", words: "Format of the weights; that in which the model is published where left out", values: ["fp32","bf16","fp16","fp8","int8","int4","nf4","mxfp4"], example: "fp8", topic: "deployment"};
const cachePrecision: Field = {type: "choice", words: "Format of keys and values in the cache", values: ["bf16","fp8"], usual: "bf16", example: "fp8", topic: "deployment"};
const software: Field = {type: "choice", words: "Whose constants are used; unknown for the range over all", values: ["vllm-0.11","vllm-2024","unknown"], usual: "vllm-0.11", example: "vllm-2024", topic: "deployment"};
const draftedTokens: Field = {type: "quantity", words: "Tokens drafted in a round", dimension: "tokens", example: "4", usual: "4"};
const acceptance: Field = {type: "quantity", words: "Mean chance that a drafted token is accepted, not the accepted over the drafted", dimension: "fraction", example: "70%", usual: "0.7"};
const speculation: Field = {type: "group", words: "Speculative decoding: drafts that the model verifies", fields: { draftModel: {type: "model", words: "Model that drafts on the same accelerators; left out where drafts cost them nothing", example: "llama-3.2-1b"}, draftedTokens, acceptance }};
const memoryShare: Field = {type: "quantity", words: "Share of the memory that weights and caches may fill", dimension: "fraction", example: "90%", usual: "0.9", topic: "deployment"};
const acceleratorCount2: Field = {type: "quantity", words: "Accelerators of one instance; the smallest power of two that holds the model where left out", dimension: "number", isPlain: true, example: "8", topic: "deployment"};
const dataParallelism: Field = {type: "quantity", words: "Data-parallel ranks inside an instance, each with attention of its own; 1 where left out", dimension: "number", isPlain: true, example: "4", usual: "1", topic: "deployment"};
const expertParallelism: Field = {type: "quantity", words: "Accelerators over which whole experts are spread; 1, each expert cut over all of them, where left out", dimension: "number", isPlain: true, example: "8", usual: "1", topic: "deployment"};
const inputTokens: Field = {type: "quantity", words: "Prompt tokens of a request that no cache holds", dimension: "tokens", example: "1000", usual: "0", topic: "request"};
const imageTokens: Field = {type: "quantity", words: "Images of the prompt, counted as tokens; their encoder is not modelled", dimension: "tokens", example: "1500", topic: "request"};
const cacheReadTokens: Field = {type: "quantity", words: "Prompt tokens that a cache holds", dimension: "tokens", example: "50K", usual: "0", topic: "request"};
const cacheWriteTokens: Field = {type: "quantity", words: "Prompt tokens that are computed and kept in a cache", dimension: "tokens", example: "2000", usual: "0", topic: "request"};
const outputTokens: Field = {type: "quantity", words: "Visible tokens of the answer", dimension: "tokens", example: "400", usual: "0", topic: "request"};
const reasoningTokens: Field = {type: "quantity", words: "Generated tokens that are not shown", dimension: "tokens", example: "2000", usual: "0", topic: "request"};
const batch: Field = {type: "quantity", words: "Mean number of sequences that run at once on an instance", dimension: "number", example: "64", topic: "deployment"};
const requestsPerSecond: Field = {type: "quantity", words: "Requests that arrive at one instance per second, in place of the batch", dimension: "number", example: "4", topic: "deployment"};
const powerCap: Field = {type: "quantity", words: "Cap of each accelerator", dimension: "power", example: "500 W", topic: "deployment", api: "powerCapWatts"};
const prefillEfficiency: Field = {type: "quantity", words: "Share of the peak that reading a prompt reaches", dimension: "fraction", example: "50%", topic: "deployment"};
const queueTime: Field = {type: "quantity", words: "Time that a request waits before its prompt is read; 0 where left out", dimension: "duration", perUnit: 0.0002777777777777778, example: "200 ms", usual: "0 s", topic: "deployment", api: "queueSeconds"};
const systemTokensPerSecond: Field = {type: "quantity", words: "Tokens that one instance generates per second; the load, or beside a batch a measured rate", dimension: "token-rate", example: "2000", topic: "deployment"};
const prefillLoad: Field = {type: "quantity", words: "Power of an accelerator that reads a prompt, over its TDP", dimension: "fraction", example: "95%", usual: "0.95", topic: "deployment"};
const cacheReadShare: Field = {type: "quantity", words: "Energy to load a cached token over that of reading it anew, attention apart", dimension: "fraction", example: "5%", usual: "0.05", topic: "deployment"};
const measuredEnergy: Field = {type: "quantity", words: "Measured energy of the accelerators per generated token; takes the place of the model", dimension: "number", example: "1.2", topic: "deployment", api: "measuredJoulesPerToken"};
const hostPower: Field = {type: "quantity", words: "Power of host, network and fans per accelerator", dimension: "power", example: "250 W", usual: "250 W", topic: "deployment", api: "hostWatts"};
const servingShare: Field = {type: "quantity", words: "Share of the time in which the instance serves", dimension: "fraction", example: "80%", usual: "0.8", topic: "deployment"};
const idleServerPower: Field = {type: "quantity", words: "Power at the plug per accelerator while an instance waits, the accelerator included", dimension: "power", example: "300 W", usual: "300 W", topic: "deployment", api: "idleServerWatts"};
const cacheRetention: Field = {type: "quantity", words: "How long written caches are kept in memory of the host; not counted where left out", dimension: "duration", perUnit: 0.0002777777777777778, example: "5 min", topic: "deployment", api: "cacheRetentionSeconds"};
const lifetimeUtilisation2: Field = {type: "quantity", words: "Share of its life that the hardware works", dimension: "fraction", example: "85%", topic: "hardware"};
const requests: Field = {type: "quantity", words: "Requests of this kind, for the totals of a fleet", dimension: "number", example: "1000000"};
const purchasePrice: Field = {type: "quantity", words: "Price of a bought accelerator, spread over its service life", dimension: "number", example: "30000", topic: "price", api: "acceleratorUsd"};
const acceleratorPrice: Field = {type: "quantity", words: "Price of a rented accelerator", dimension: "number", example: "2.5", topic: "price", api: "acceleratorUsdPerHour"};
const electricityPrice: Field = {type: "quantity", words: "Price of electricity", dimension: "number", example: "0.1", topic: "price", api: "electricityUsdPerKwh"};
const method: Field = {type: "choice", words: "What is done", values: ["full","instruction-tuning","lora","qlora","reward-model","dpo","ppo","grpo","teacher-student","distillation"]};
const model3: Field = {type: "model", words: "Model that is tuned", example: "llama-3.1-8b"};
const adapter: Field = {type: "group", words: "Low-rank adapters in place of all weights", fields: { targets: {type: "names", words: "Matrices of each layer that have one", values: ["q","k","v","o","gate","up","down"], example: "q,k,v,o"}, rank: {type: "quantity", words: "Rank of the adapters", dimension: "number", example: "16", usual: "16"}, parameters: {type: "quantity", words: "Parameters of all adapters, where rank and targets do not tell them", dimension: "parameters", example: "13.6M"} }};
const rewardModel: Field = {type: "model", words: "Model that scores answers; of the size of the tuned one for ppo, none for grpo where left out", example: "llama-3.1-8b"};
const criticModel: Field = {type: "model", words: "Critic of ppo; of the size of the tuned model where left out", example: "llama-3.1-8b"};
const referencePass: Field = {type: "switch", words: "Whether a frozen copy of the model reads the same tokens; it does where left out", example: "true"};
const rollout: Field = {type: "group", words: "Where the tuned model writes answers, and its load; the training accelerators where left out", fields: { accelerator: accelerator2, precision: precision2, cachePrecision, software, site, grid, region, mix, mixBasis, year, server, embodiedMethod, memoryShare, acceleratorCount: acceleratorCount2, dataParallelism, expertParallelism, batch, requestsPerSecond, powerCap, prefillEfficiency, queueTime, systemTokensPerSecond, prefillLoad, cacheReadShare, measuredEnergy, hostPower, servingShare, idleServerPower, cacheRetention, lifetimeUtilisation: lifetimeUtilisation2, pue, intensity, transmissionLoss, marketIntensity, wue, electricityWater, lifetime, embodiedRack, embodiedNetwork, embodiedStorage, embodiedCooling, embodiedBuilding, endOfLife, purchasePrice, acceleratorPrice, electricityPrice }};
const teacher: Field = {type: "group", words: "Teacher that writes data or is imitated, and where", fields: { model: {type: "model", words: "The teacher", example: "llama-3.1-70b"}, accelerator: accelerator2, precision: precision2, cachePrecision, software, site, grid, region, mix, mixBasis, year, server, embodiedMethod, memoryShare, acceleratorCount: acceleratorCount2, dataParallelism, expertParallelism, batch, requestsPerSecond, powerCap, prefillEfficiency, queueTime, systemTokensPerSecond, prefillLoad, cacheReadShare, measuredEnergy, hostPower, servingShare, idleServerPower, cacheRetention, lifetimeUtilisation: lifetimeUtilisation2, pue, intensity, transmissionLoss, marketIntensity, wue, electricityWater, lifetime, embodiedRack, embodiedNetwork, embodiedStorage, embodiedCooling, embodiedBuilding, endOfLife, purchasePrice, acceleratorPrice, electricityPrice }};
const evaluation: Field = {type: "group", words: "Evaluation of checkpoints; not counted where left out", fields: { inputTokens, outputTokens, accelerator: accelerator2, precision: precision2, cachePrecision, software, site, grid, region, mix, mixBasis, year, server, embodiedMethod, memoryShare, acceleratorCount: acceleratorCount2, dataParallelism, expertParallelism, batch, requestsPerSecond, powerCap, prefillEfficiency, queueTime, systemTokensPerSecond, prefillLoad, cacheReadShare, measuredEnergy, hostPower, servingShare, idleServerPower, cacheRetention, lifetimeUtilisation: lifetimeUtilisation2, pue, intensity, transmissionLoss, marketIntensity, wue, electricityWater, lifetime, embodiedRack, embodiedNetwork, embodiedStorage, embodiedCooling, embodiedBuilding, endOfLife, purchasePrice, acceleratorPrice, electricityPrice, requests: {type: "quantity", words: "Questions of the evaluation set", dimension: "number", example: "1000"}, checkpoints: {type: "quantity", words: "Checkpoints that are evaluated", dimension: "number", example: "5", usual: "1"} }};
const lifetime2: Field = {type: "quantity", words: "Service life of the hardware, in years of 365 days", dimension: "duration", perUnit: 8760, example: "5 years", topic: "hardware", api: "lifetimeYears"};
const efficiency2: Field = {type: "quantity", words: "Model FLOP utilisation against the operations that are counted; predicted where nothing tells the time of the run", dimension: "fraction", example: "19.7%"};
const goodput2: Field = {type: "quantity", words: "Share of the time that makes progress; the rest goes to failures, restarts, checkpoints and evaluation", dimension: "fraction", example: "90%"};
const power2: Field = {type: "quantity", words: "Average system power per accelerator, with its share of host, memory, network and fans; predicted where left out", dimension: "power", example: "330W", topic: "power", api: "averagePowerWatts"};
const acceleratorCount3: Field = {type: "quantity", words: "Accelerators that train; the fewest whose memory holds weights and states where left out", dimension: "number", isPlain: true, example: "8"};
const examples: Field = {type: "quantity", words: "Examples; pairs, ranked lists, episodes of ppo, prompts of grpo, or answers of a teacher that are kept", dimension: "number", example: "52000", topic: "data"};
const promptTokens: Field = {type: "quantity", words: "Length of the prompts to which answers are generated", dimension: "tokens", example: "200", topic: "data"};
const answerTokens: Field = {type: "quantity", words: "Length of the generated answers", dimension: "tokens", example: "300", topic: "data"};
const exampleTokens: Field = {type: "quantity", words: "Length of an example, or of each ranked answer with its prompt", dimension: "tokens", example: "300", topic: "data"};
const sequenceTokens2: Field = {type: "quantity", words: "Length of the sequences as they are trained, for their attention; that of the examples where left out", dimension: "tokens", example: "4096", topic: "data"};
const epochs: Field = {type: "quantity", words: "Passes over the data; inner epochs of ppo, updates per batch of grpo", dimension: "number", example: "3", usual: "1", topic: "data"};
const answersPerExample: Field = {type: "quantity", words: "Ranked answers of each example of a reward model", dimension: "number", example: "4", usual: "2", topic: "data"};
const samples: Field = {type: "quantity", words: "Answers to each prompt of grpo", dimension: "number", example: "8", topic: "data"};
const tokens2: Field = {type: "quantity", words: "Tokens that are processed in all, padding and epochs included", dimension: "tokens", example: "46.8M", topic: "data"};
const pretrainingTokens: Field = {type: "quantity", words: "Tokens of pre-training that are mixed into the update of ppo", dimension: "tokens", example: "10M", topic: "data"};
const quantisedTimeFactor: Field = {type: "quantity", words: "How much longer 4-bit weights make a step of qlora", dimension: "number", example: "1.3", usual: "1.3"};
const generationYield: Field = {type: "quantity", words: "Share of the answers of the teacher that are kept", dimension: "fraction", example: "80%", usual: "0.8", topic: "data"};
const experimentationFactor: Field = {type: "quantity", words: "Failed and search runs as a multiple of everything else", dimension: "number", example: "0.5"};
const model4: Field = {type: "model", words: "Model that answers", example: "llama-3.1-8b"};
const retrieval: Field = {type: "group", words: "Retrieved pieces of text in the prompt", fields: { chunks: {type: "quantity", words: "Retrieved pieces in the prompt", dimension: "number", example: "5", usual: "5"}, chunkTokens: {type: "quantity", words: "Length of a piece", dimension: "tokens", example: "512", usual: "512"} }};
const fewShot: Field = {type: "group", words: "Examples in the prompt", fields: { examples: {type: "quantity", words: "Examples in the prompt", dimension: "number", example: "3", usual: "3"}, exampleTokens: {type: "quantity", words: "Length of an example", dimension: "tokens", example: "150", usual: "150"} }};
const knowledgeGraph: Field = {type: "group", words: "Call in which the model writes the query of a graph", fields: { accelerator: accelerator2, precision: precision2, cachePrecision, software, site, grid, region, mix, mixBasis, year, server, embodiedMethod, memoryShare, acceleratorCount: acceleratorCount2, dataParallelism, expertParallelism, batch, requestsPerSecond, powerCap, prefillEfficiency, queueTime, systemTokensPerSecond, prefillLoad, cacheReadShare, measuredEnergy, hostPower, servingShare, idleServerPower, cacheRetention, lifetimeUtilisation: lifetimeUtilisation2, pue, intensity, transmissionLoss, marketIntensity, wue, electricityWater, lifetime, embodiedRack, embodiedNetwork, embodiedStorage, embodiedCooling, embodiedBuilding, endOfLife, purchasePrice, acceleratorPrice, electricityPrice, contextTokens: {type: "quantity", words: "What the graph returns into the prompt of the answer; nothing where left out", dimension: "tokens", example: "500"}, schemaTokens: {type: "quantity", words: "Schema of the graph in the prompt", dimension: "tokens", example: "1500", usual: "1500"}, queryTokens: {type: "quantity", words: "The query that the model writes", dimension: "tokens", example: "80", usual: "80"}, databaseTime: {type: "quantity", words: "Time of a core of the database for the query", dimension: "duration", perUnit: 0.0002777777777777778, example: "10 ms", usual: "0.01 s", api: "databaseSeconds"} }};
const rewrite: Field = {type: "group", words: "Call in which the model rewrites the question", fields: { accelerator: accelerator2, precision: precision2, cachePrecision, software, site, grid, region, mix, mixBasis, year, server, embodiedMethod, memoryShare, acceleratorCount: acceleratorCount2, dataParallelism, expertParallelism, batch, requestsPerSecond, powerCap, prefillEfficiency, queueTime, systemTokensPerSecond, prefillLoad, cacheReadShare, measuredEnergy, hostPower, servingShare, idleServerPower, cacheRetention, lifetimeUtilisation: lifetimeUtilisation2, pue, intensity, transmissionLoss, marketIntensity, wue, electricityWater, lifetime, embodiedRack, embodiedNetwork, embodiedStorage, embodiedCooling, embodiedBuilding, endOfLife, purchasePrice, acceleratorPrice, electricityPrice, rewriteTokens: {type: "quantity", words: "What the model writes in place of the question", dimension: "tokens", example: "100", usual: "100"} }};
const model5: Field = {type: "encoder", words: "Encoder of the catalogue by name, or your own", example: "bge-m3"};
const rerank: Field = {type: "group", words: "Cross-encoder that scores candidates", fields: { model: model5, accelerator: accelerator2, candidates: {type: "quantity", words: "Candidates that a cross-encoder scores", dimension: "number", example: "50", usual: "50"}, efficiency: {type: "quantity", words: "Share of the peak that the cross-encoder reaches on full batches", dimension: "fraction", example: "35%"} }};
const encoder: Field = {type: "group", words: "Encoder of texts and questions", fields: { model: model5, accelerator: accelerator2, efficiency: {type: "quantity", words: "Share of the peak that the encoder reaches on full batches", dimension: "fraction", example: "35%", usual: "0.35"}, launchFloor: {type: "quantity", words: "Least time of a launch of the encoder", dimension: "duration", perUnit: 0.0002777777777777778, example: "5 ms", usual: "0.005 s", api: "launchFloorSeconds"}, queriesPerLaunch: {type: "quantity", words: "Short texts that share a launch", dimension: "number", example: "8", usual: "8"} }};
const index: Field = {type: "group", words: "Index of the texts", fields: { kind: {type: "choice", words: "How vectors are found; hnsw where left out", values: ["hnsw","flat","ivf","pq"]}, medium: {type: "choice", words: "Where the index is kept; memory where left out", values: ["memory","ssd","hdd"]}, chunks: {type: "quantity", words: "Pieces of text in the index", dimension: "number", example: "1000000"}, vectorDimensions: {type: "quantity", words: "Numbers of a vector; of the encoder's record where left out", dimension: "number", example: "768"}, elementBytes: {type: "quantity", words: "Size of a number", dimension: "memory", example: "4 B", usual: "4 B"}, graphNeighbours: {type: "quantity", words: "Links of a vector of a graph", dimension: "number", example: "16", usual: "16"}, searchListSize: {type: "quantity", words: "Candidates while a graph is searched", dimension: "number", example: "100", usual: "100"}, constructionListSize: {type: "quantity", words: "Candidates while a graph is built", dimension: "number", example: "200", usual: "200"}, scannedShare: {type: "quantity", words: "Share of the lists of ivf that a search reads", dimension: "fraction", example: "1%", usual: "0.01"}, refresh: {type: "quantity", words: "Days from one refresh to the next", dimension: "duration", perUnit: 24, example: "30 d", usual: "30 d", api: "refreshDays"}, refreshedShare: {type: "quantity", words: "Share of the index that a refresh builds anew", dimension: "fraction", example: "100%", usual: "1"}, chunkOverlap: {type: "quantity", words: "Text that neighbouring pieces share, as a factor on the tokens", dimension: "number", example: "1.1", usual: "1.1"}, replicas: {type: "quantity", words: "Copies of the index; 1 where left out", dimension: "number", isPlain: true, example: "2", usual: "1"} }};
const agent: Field = {type: "group", words: "Turns of an agent", fields: { turns: {type: "quantity", words: "Turns of one question, the last with the answer", dimension: "number", isPlain: true, example: "20"}, turnTokens: {type: "quantity", words: "What each further turn adds to the prompt, its own last output included", dimension: "tokens", example: "1500"}, cacheHitShare: {type: "quantity", words: "Share of the context of earlier turns that is still in the cache; all of it where left out", dimension: "fraction", example: "100%", usual: "1"} }};
const tokenisation: Field = {type: "group", words: "Splitting the prompt into tokens on a processor", fields: { processorTokensPerSecond: {type: "quantity", words: "Rate at which a processor splits the prompt into tokens", dimension: "token-rate", example: "12.5M tokens/s", usual: "12500000 token/s"} }};
const dataParallelism2: Field = {type: "quantity", words: "Data-parallel ranks inside an instance, each with attention of its own; 1 where left out", dimension: "number", isPlain: true, example: "4", topic: "deployment"};
const expertParallelism2: Field = {type: "quantity", words: "Accelerators over which whole experts are spread; 1, each expert cut over all of them, where left out", dimension: "number", isPlain: true, example: "8", topic: "deployment"};
const memoryShare2: Field = {type: "quantity", words: "Share of the memory that weights and caches may fill", dimension: "fraction", example: "90%", topic: "deployment"};
const queueTime2: Field = {type: "quantity", words: "Time that a request waits before its prompt is read; 0 where left out", dimension: "duration", perUnit: 0.0002777777777777778, example: "200 ms", topic: "deployment", api: "queueSeconds"};
const hostPower2: Field = {type: "quantity", words: "Power of host, network and fans per accelerator", dimension: "power", example: "250 W", topic: "deployment", api: "hostWatts"};
const idleServerPower2: Field = {type: "quantity", words: "Power at the plug per accelerator while an instance waits, the accelerator included", dimension: "power", example: "300 W", topic: "deployment", api: "idleServerWatts"};
const servingShare2: Field = {type: "quantity", words: "Share of the time in which the instance serves", dimension: "fraction", example: "80%", topic: "deployment"};
const prefillLoad2: Field = {type: "quantity", words: "Power of an accelerator that reads a prompt, over its TDP", dimension: "fraction", example: "95%", topic: "deployment"};
const cacheReadShare2: Field = {type: "quantity", words: "Energy to load a cached token over that of reading it anew, attention apart", dimension: "fraction", example: "5%", topic: "deployment"};
const systemTokens: Field = {type: "quantity", words: "Instructions before the question", dimension: "tokens", example: "100", usual: "100", topic: "question"};
const questionTokens: Field = {type: "quantity", words: "The question", dimension: "tokens", example: "32", usual: "32", topic: "question"};
const cachedTokens: Field = {type: "quantity", words: "Prompt tokens that a cache holds: a stable prefix such as instructions or shared documents; none where left out", dimension: "tokens", example: "100", usual: "0", topic: "question"};
const outputTokens2: Field = {type: "quantity", words: "Visible tokens of the answer, or of each turn of an agent", dimension: "tokens", example: "300", topic: "question"};
const reasoningTokens2: Field = {type: "quantity", words: "Generated tokens that are not shown", dimension: "tokens", example: "2000", topic: "question"};
const passes: Field = {type: "quantity", words: "Mean number of times that everything is done for one question, retries included; 1 where left out", dimension: "number", example: "1.2"};
const requestsPerDay: Field = {type: "quantity", words: "Questions per day", dimension: "number", example: "100000"};
const model6: Field = {type: "model", words: "Model that verifies", example: "llama-3.1-70b"};
const kind: Field = {type: "choice", words: "Whose figures stand in for what is left out", values: ["laptop","phone","tablet","processor"]};
const name: Field = {type: "text", words: "What the device is called", example: "my laptop"};
const processor: Field = {type: "accelerator", words: "Processor of the catalogue by name, or your own", example: "epyc-9654"};
const tdp: Field = {type: "quantity", words: "Thermal design power of a processor, from which its power is predicted", dimension: "power", example: "350 W", api: "tdpWatts"};
const activePower: Field = {type: "quantity", words: "Power of the whole device while it runs a model", dimension: "power", example: "20 W", api: "activeWatts"};
const waitingPower: Field = {type: "quantity", words: "Power of the whole device while it waits", dimension: "power", example: "4 W", api: "waitingWatts"};
const memoryBandwidth: Field = {type: "quantity", words: "Rate at which memory is read", dimension: "number", example: "120e9", api: "memoryBandwidthBytesPerSecond"};
const peakRate: Field = {type: "quantity", words: "16-bit rate; of a processor the measured rate of matrix products, without which batches and prompts cannot be told", dimension: "compute-rate", example: "10 TFLOP/s", api: "peakFlopPerSecond"};
const bandwidthEfficiency: Field = {type: "quantity", words: "Share of the bandwidth that decoding reaches", dimension: "fraction", example: "60%"};
const computeEfficiency: Field = {type: "quantity", words: "Share of the rate that reading a prompt reaches", dimension: "fraction", example: "50%"};
const fixedStepTime: Field = {type: "quantity", words: "Time of a step beside reading and computing", dimension: "duration", perUnit: 0.0002777777777777778, example: "1 ms", api: "fixedStepSeconds"};
const manufacture: Field = {type: "quantity", words: "Manufacture, transport and end of life of the device; missing for a processor", dimension: "mass", example: "241 kg", api: "manufactureGramsCo2e"};
const chargedShare: Field = {type: "quantity", words: "Share of its manufacture that is charged while it is busy with this: 1, an upper bound, where left out", dimension: "fraction", example: "100%", usual: "1"};
const lifetime3: Field = {type: "quantity", words: "Service life of the device, in years of 365 days", dimension: "duration", perUnit: 8760, example: "4 a", api: "lifetimeYears"};
const activeHoursPerDay: Field = {type: "quantity", words: "Hours of a day in which it is in use", dimension: "number", example: "4", usual: "4"};
const pue2: Field = {type: "quantity", words: "No data centre stands around it", example: "1", dimension: "number", usual: "1"};
const intensity2: Field = {type: "quantity", words: "Carbon intensity of its electricity", example: "400 g/kWh", dimension: "intensity", api: "intensityGramsPerKwh"};
const outputTokens3: Field = {type: "quantity", words: "Answer", dimension: "tokens", example: "300"};
const label: Field = {type: "text", words: "What the phase is called", example: "first release", topic: "phase"};
const start: Field = {type: "text", words: "First day", example: "2026-03-01", topic: "phase"};
const end: Field = {type: "text", words: "Last day", example: "2028-03-01", topic: "phase"};

/** Fields that several kinds or groups share, by the names that the JSON Schema gives them. */
export const shared: Readonly<Record<string, Field>> = { model, accelerator, precision, efficiency, attentionFlop, softwareYear, powerBoundary, cooling, site, grid, region, mix, mixBasis, year, server, embodiedMethod, sequenceTokens, tokens, acceleratorCount, wallClock, throughput, stepTime, stepTokens, goodput, deviceHours, power, energy, pue, intensity, transmissionLoss, marketIntensity, wue, electricityWater, lifetimeUtilisation, lifetime, embodiedRack, embodiedNetwork, embodiedStorage, embodiedCooling, embodiedBuilding, endOfLife, model2, accelerator2, precision2, cachePrecision, software, draftedTokens, acceptance, speculation, memoryShare, acceleratorCount2, dataParallelism, expertParallelism, inputTokens, imageTokens, cacheReadTokens, cacheWriteTokens, outputTokens, reasoningTokens, batch, requestsPerSecond, powerCap, prefillEfficiency, queueTime, systemTokensPerSecond, prefillLoad, cacheReadShare, measuredEnergy, hostPower, servingShare, idleServerPower, cacheRetention, lifetimeUtilisation2, requests, purchasePrice, acceleratorPrice, electricityPrice, method, model3, adapter, rewardModel, criticModel, referencePass, rollout, teacher, evaluation, lifetime2, efficiency2, goodput2, power2, acceleratorCount3, examples, promptTokens, answerTokens, exampleTokens, sequenceTokens2, epochs, answersPerExample, samples, tokens2, pretrainingTokens, quantisedTimeFactor, generationYield, experimentationFactor, model4, retrieval, fewShot, knowledgeGraph, rewrite, model5, rerank, encoder, index, agent, tokenisation, dataParallelism2, expertParallelism2, memoryShare2, queueTime2, hostPower2, idleServerPower2, servingShare2, prefillLoad2, cacheReadShare2, systemTokens, questionTokens, cachedTokens, outputTokens2, reasoningTokens2, passes, requestsPerDay, model6, kind, name, processor, tdp, activePower, waitingPower, memoryBandwidth, peakRate, bandwidthEfficiency, computeEfficiency, fixedStepTime, manufacture, chargedShare, lifetime3, activeHoursPerDay, pue2, intensity2, outputTokens3, label, start, end };

/** Every kind of file. */
export const forms = {
  training: {
    title: "llm-footprint scenario",
    words: "A training run to estimate with llm-footprint",
    required: ["model","accelerator"],
    first: ["model","accelerator","tokens","acceleratorCount","efficiency","power","precision","pue","intensity","grid"],
    forParts: [],
    flags: {"efficiency.hfu":"hfu","efficiency.recompute":"recompute","storage.checkpointCount":"checkpoints","storage.datasetBytes":"dataset"},
    fields: { model, accelerator, precision, efficiency, attentionFlop, softwareYear, experimentationFactor: {type: "quantity", words: "Experiments around the run as a multiple of it, or unknown for the range of published ones", dimension: "number", example: "0.5", orWords: ["unknown"]}, powerMethod: {type: "choice", words: "How power is found where it is not given; the TDP is an upper bound", values: ["load","tdp"], example: "tdp", topic: "power"}, powerBoundary, cooling, storage: {type: "group", words: "Checkpoints and data that are kept beside the run", fields: { checkpointCount: {type: "quantity", words: "Checkpoints that are kept", dimension: "number", example: "10"}, datasetBytes: {type: "quantity", words: "Size of the training data", dimension: "memory", example: "60 TB"}, replicas: {type: "quantity", words: "Copies of checkpoints and data", dimension: "number", isPlain: true, usual: "1", example: "3"}, years: {type: "quantity", words: "How long checkpoints and data are kept, in years of 365 days", dimension: "duration", perUnit: 8760, example: "1"}, medium: {type: "choice", words: "Where they are kept", values: ["ssd","hdd"], usual: "ssd", example: "hdd"} }}, site, grid, region, mix, mixBasis, year, server, embodiedMethod, sequenceTokens, tokens, acceleratorCount, wallClock, throughput, stepTime, stepTokens, goodput, deviceHours, power, energy, pue, intensity, transmissionLoss, marketIntensity, wue, electricityWater, lifetimeUtilisation, lifetime, embodiedRack, embodiedNetwork, embodiedStorage, embodiedCooling, embodiedBuilding, endOfLife, references: {type: "groups", words: "Published emissions to compare with", isFileOnly: true, fields: { label: {type: "text", words: "What the bar is called", example: "Patterson et al."}, operational: {type: "quantity", words: "Published operational emissions, with unit of mass", example: "552.1 t", dimension: "mass", api: "operationalGramsCo2e"}, source: {type: "text", words: "Where it comes from", example: "patterson-2021"} }}, baselines: {type: "names", words: "Published methods to compare with", values: ["mlco2","mlco2-peak"], example: "mlco2", isFileOnly: true} },
    get rest() { return rest("layers hiddenSize attentionHeads vocabularySize feedForwardSize encoderLayers attentionLayers feedForwardLayers attentionBlocks feedForwardBlocks headSize keyValueHeads queryRank keyValueRank nopeHeadSize ropeHeadSize valueHeadSize queryKeyValueBias outputBias queryKeyNorm attentionSinks queryParameters attentionParameters normsPerBlock vectorsPerNorm normParameters attentionStackParameters embeddingTables embeddingParameters positions positionParameters stacks outerNorms outerNormParameters relativePositionBuckets relativePositionParameters stateInnerSize stateSize stateGroups stateHeads convolutionWidth stateLayers stateLayerParameters stateStackParameters feedForwardMatrices feedForwardBias feedForwardParameters feedForwardNormParameters feedForwardStackParameters experts activeExperts sharedExperts firstDenseLayers expertLayerPeriod expertFeedForwardSize sharedFeedForwardSize expertFeedForwardMatrices routerBias encoderExpertLayers decoderExpertLayers expertLayers denseLayers denseStackParameters expertParameters sharedExpertParameters routerParameters expertBlockParameters activeExpertBlockParameters expertStackParameters activeExpertStackParameters parameters activeParameters noTables nonEmbeddingParameters activeNoInputEmbeddingParameters noParameters noBias routedExpertParameters routedLayerParameters routedParameters inputTables inputEmbeddingParameters windowLayerCount windowTokens fullAttentionLayers latentWidth scoreHeadSize attentionWidth decodeWidth cacheElementBytes layerTokenBytes stateElementBytes stateTrafficBytes servedExpertLayers causalMask flopPerAttendedToken flopPerUnmaskedToken windowedTokens windowAttentionFlop wholeAttentionFlop encoderAttentionLayers encoderAttentionFlop flopPerParameterToken weightFlop trainingFlop peakFlopPerSecond achievableFlopPerSecond achievableShare deviceEfficiency precisionFactor efficiencyCeiling smallModelParameters smallModelExponent smallModelFactor expertFactor expertTraffic referenceExpertTraffic expertTrafficExponent expertEfficiencyFactor modelFactor runFactor softwareFactor efficiencySpread leastEfficiency greatestEfficiency hardwareFlopUtilisation recomputeFactor efficiencyWithAttention progressDeviceHours timeFactor runDeviceHours experimentationDeviceHours days impliedEfficiency loadEfficiency deviceLoad tdpWatts idlePowerShare loadPowerShare fanPowerShare serverPowerWatts acceleratorPowerShare networkPowerFactor runItEnergyKwh experimentationKwh storageReplicas checkpointCount checkpointBytesPerParameter checkpointBytes datasetBytes replicatedDatasetBytes storedBytes storageWattsPerTerabyte storageYears storageKwh usedHours energyKwh deliveredGramsPerKwh operationalGramsCo2e marketOperationalGramsCo2e onSiteWaterLitres offSiteWaterLitres waterLitres lifetimeShare productFootprintGramsCo2e acceleratorGramsCo2e dieAreaSquareCentimetres carbonPerAreaGramsPerSquareCentimetre dieGramsCo2e carbonPerCapacityGramsPerGigabyte memoryBytes memoryGramsCo2e moduleGramsCo2e processorCount processorDieAreaSquareCentimetres processorPackageGramsCo2e processorGramsPerSquareCentimetre processorGramsCo2e hostProcessorsGramsCo2e hostMemoryBytes dramGramsPerGigabyte hostMemoryGramsCo2e ssdBytes ssdGramsPerGigabyte hostSsdGramsCo2e hddCount hddGramsCo2e hostHddGramsCo2e powerSupplyKilograms powerSupplyGramsPerKilogram hostPowerSupplyGramsCo2e chipPackageCount chipPackageGramsCo2e hostChipPackagesGramsCo2e mainboardGramsCo2e chassisGramsCo2e assemblyGramsCo2e hostGramsCo2e acceleratorsPerServer hostShareGramsCo2e embodiedAcceleratorGramsCo2e embodiedDieGramsCo2e embodiedMemoryGramsCo2e embodiedModuleGramsCo2e embodiedHostGramsCo2e embodiedRackGramsCo2e embodiedNetworkGramsCo2e embodiedStorageGramsCo2e embodiedCoolingGramsCo2e embodiedBuildingGramsCo2e manufactureGramsCo2e endOfLifeGramsCo2e embodiedEndOfLifeGramsCo2e embodiedGramsCo2e totalGramsCo2e"); },
  },
  inference: {
    title: "llm-footprint inference",
    words: "A request to a served model to estimate with llm-footprint",
    required: ["model","accelerator","calibration.batch","calibration.energy"],
    first: ["model","accelerator","acceleratorCount","batch","inputTokens","outputTokens","precision","pue","intensity","grid"],
    forParts: [],
    flags: {},
    fields: { model: model2, accelerator: accelerator2, precision: precision2, cachePrecision, software, site, grid, region, mix, mixBasis, year, server, embodiedMethod, speculation, servingBand: {type: "group", words: "Batches that an instance may run where nothing tells the load", isList: true, example: "32,256", fields: { low: {type: "quantity", words: "Fewest sequences of a load that nobody knows", dimension: "number", example: "8", usual: "4"}, high: {type: "quantity", words: "Most sequences of a load that nobody knows", dimension: "number", example: "256", usual: "2048"} }}, calibration: {type: "group", words: "A measured point of the deployment, with the same request", fields: { batch: {type: "quantity", words: "Sequences that ran at once at a measured point", dimension: "number", example: "64"}, energy: {type: "quantity", words: "Measured energy of the accelerators per generated token at that point", dimension: "number", example: "1.2", api: "acceleratorJoulesPerToken"} }}, memoryShare, acceleratorCount: acceleratorCount2, dataParallelism, expertParallelism, inputTokens, imageTokens, cacheReadTokens, cacheWriteTokens, outputTokens, reasoningTokens, batch, requestsPerSecond, powerCap, prefillEfficiency, queueTime, systemTokensPerSecond, prefillLoad, cacheReadShare, measuredEnergy, hostPower, servingShare, idleServerPower, cacheRetention, lifetimeUtilisation: lifetimeUtilisation2, pue, intensity, transmissionLoss, marketIntensity, wue, electricityWater, lifetime, embodiedRack, embodiedNetwork, embodiedStorage, embodiedCooling, embodiedBuilding, endOfLife, requests, purchasePrice, acceleratorPrice, electricityPrice },
    get rest() { return rest("layers hiddenSize attentionHeads vocabularySize feedForwardSize encoderLayers attentionLayers feedForwardLayers attentionBlocks feedForwardBlocks headSize keyValueHeads queryRank keyValueRank nopeHeadSize ropeHeadSize valueHeadSize queryKeyValueBias outputBias queryKeyNorm attentionSinks queryParameters attentionParameters normsPerBlock vectorsPerNorm normParameters attentionStackParameters embeddingTables embeddingParameters positions positionParameters stacks outerNorms outerNormParameters relativePositionBuckets relativePositionParameters stateInnerSize stateSize stateGroups stateHeads convolutionWidth stateLayers stateLayerParameters stateStackParameters feedForwardMatrices feedForwardBias feedForwardParameters feedForwardNormParameters feedForwardStackParameters experts activeExperts sharedExperts firstDenseLayers expertLayerPeriod expertFeedForwardSize sharedFeedForwardSize expertFeedForwardMatrices routerBias encoderExpertLayers decoderExpertLayers expertLayers denseLayers denseStackParameters expertParameters sharedExpertParameters routerParameters expertBlockParameters activeExpertBlockParameters expertStackParameters activeExpertStackParameters parameters activeParameters noTables nonEmbeddingParameters activeNoInputEmbeddingParameters noParameters noBias routedExpertParameters routedLayerParameters routedParameters inputTables inputEmbeddingParameters windowLayerCount windowTokens fullAttentionLayers latentWidth scoreHeadSize attentionWidth decodeWidth cacheElementBytes layerTokenBytes stateElementBytes stateTrafficBytes servedExpertLayers routedBytesPerParameter sharedBytesPerParameter weightBytes cacheBytes sequenceBytes oneTokens tokenCacheBytes leastBatch neededAccelerators fittingAccelerators mostSequences rankAccelerators isParallel isBlockScaled memoryBytesPerSecond deviceIdleShare idleWatts bandwidthEfficiency cacheBandwidthEfficiency computeEfficiency narrowFactor fixedStepSeconds layerSeconds parallelLayerSeconds blockScaledLayerSeconds perSequenceSeconds routingTraffic tileRows overlapExponent computeLoad memoryJoulesPerByte fixedTimeFactor sequenceTimeFactor baseLoad hostLoad verifiedPositions touchedExpertShare weightTrafficBytes weightSeconds stepCacheBytes cacheSeconds memorySeconds stepComputeEfficiency tokenFlop stepFlop tokenComputeSeconds paddingFlop paddingSeconds computeSeconds waitingBytes waitingSeconds slowestMemorySeconds routingSeconds sequenceSeconds overlappedSeconds launchSeconds stepSeconds stepPowerWatts freshTokens uncachedTokens generatedTokens promptTokens requestTokens longestTokens contextTokens oneSequence demandedTokensPerSecond bandLow bandHigh bandEnd lowShare middleShare highShare batchAtLow batchInMiddle batchAtHigh draftedTokens acceptance roundTokens draftSeconds roundSeconds tokenSeconds roundPowerWatts decodePowerWatts prefillFlop predictedPrefillSeconds interleavedSeconds predictedTimePerOutputTokenSeconds timePerOutputTokenSeconds timeScale prefillSeconds decodeStepSeconds instanceSeconds timeToFirstTokenSeconds latencySeconds userTokensPerSecond prefillPowerWatts prefillCappedWatts prefillEnergyKwh predictedDecodeEnergyKwh energySpread decodeEnergyKwh cacheReadEnergyKwh inputEnergyKwh cacheWriteEnergyKwh outputEnergyKwh reasoningEnergyKwh acceleratorEnergyKwh acceleratorJoulesPerToken hostEnergyKwh idleEnergyKwh retainedBytes memoryWattsPerGigabyte retentionEnergyKwh itEnergyKwh instanceHours usedHours energyKwh deliveredGramsPerKwh operationalGramsCo2e marketOperationalGramsCo2e onSiteWaterLitres offSiteWaterLitres waterLitres lifetimeShare productFootprintGramsCo2e acceleratorGramsCo2e dieAreaSquareCentimetres carbonPerAreaGramsPerSquareCentimetre dieGramsCo2e carbonPerCapacityGramsPerGigabyte memoryBytes memoryGramsCo2e moduleGramsCo2e processorCount processorDieAreaSquareCentimetres processorPackageGramsCo2e processorGramsPerSquareCentimetre processorGramsCo2e hostProcessorsGramsCo2e hostMemoryBytes dramGramsPerGigabyte hostMemoryGramsCo2e ssdBytes ssdGramsPerGigabyte hostSsdGramsCo2e hddCount hddGramsCo2e hostHddGramsCo2e powerSupplyKilograms powerSupplyGramsPerKilogram hostPowerSupplyGramsCo2e chipPackageCount chipPackageGramsCo2e hostChipPackagesGramsCo2e mainboardGramsCo2e chassisGramsCo2e assemblyGramsCo2e hostGramsCo2e acceleratorsPerServer hostShareGramsCo2e embodiedAcceleratorGramsCo2e embodiedDieGramsCo2e embodiedMemoryGramsCo2e embodiedModuleGramsCo2e embodiedHostGramsCo2e embodiedRackGramsCo2e embodiedNetworkGramsCo2e embodiedStorageGramsCo2e embodiedCoolingGramsCo2e embodiedBuildingGramsCo2e manufactureGramsCo2e endOfLifeGramsCo2e embodiedEndOfLifeGramsCo2e embodiedGramsCo2e totalGramsCo2e calibrationBatch calibrationJoulesPerToken calibrationEnergyKwh lowSpread highSpread lowFactor highFactor calibratedFactor energyKwhPerMillionTokens operationalGramsPerMillionTokens embodiedGramsPerMillionTokens totalGramsPerMillionTokens hardwareUsdPerMillionTokens electricityUsdPerMillionTokens fleetEnergyKwh fleetOperationalGramsCo2e fleetEmbodiedGramsCo2e fleetTotalGramsCo2e", { peakFlopPerSecond: "Dense peak of an accelerator in the format that is computed", tdpWatts: "Thermal design power of an accelerator" }); },
  },
  serving: {
    title: "llm-footprint serving",
    words: "A service to plan with llm-footprint",
    required: ["model","accelerator"],
    first: ["model","accelerator","acceleratorCount","requestsPerSecond","ttft","tpot","inputTokens","outputTokens","pue","intensity"],
    forParts: [],
    flags: {},
    fields: { model: model2, accelerator: accelerator2, precision: precision2, cachePrecision, software, site, grid, region, mix, mixBasis, year, server, embodiedMethod, memoryShare, acceleratorCount: acceleratorCount2, dataParallelism, expertParallelism, inputTokens, imageTokens, cacheReadTokens, cacheWriteTokens, outputTokens, reasoningTokens, requestsPerSecond: {type: "quantity", words: "Requests of all users per second", example: "10", dimension: "number", isPlain: true, topic: "service"}, powerCap, prefillEfficiency, queueTime, prefillLoad, cacheReadShare, measuredEnergy, hostPower, servingShare, idleServerPower, cacheRetention, lifetimeUtilisation: lifetimeUtilisation2, pue, intensity, transmissionLoss, marketIntensity, wue, electricityWater, lifetime, embodiedRack, embodiedNetwork, embodiedStorage, embodiedCooling, embodiedBuilding, endOfLife, requests, purchasePrice, acceleratorPrice, electricityPrice, ttft: {type: "quantity", words: "Longest time to the first token", example: "1 s", dimension: "duration", perUnit: 0.0002777777777777778, isPlain: true, usual: "1 s", topic: "service", api: "serviceLevel.timeToFirstTokenSeconds"}, tpot: {type: "quantity", words: "Longest time per output token", example: "50 ms", dimension: "duration", perUnit: 0.0002777777777777778, isPlain: true, usual: "100 ms", topic: "service", api: "serviceLevel.timePerOutputTokenSeconds"}, loadCurve: {type: "numbers", words: "Requests of all users per second in equal parts of a day or week", example: "2,1,1,4,9,12,10,6", dimension: "number", topic: "service"}, peakShare: {type: "quantity", words: "Share of the time in which instances may be busy at the peak; the rest is headroom", example: "80%", dimension: "fraction", isPlain: true, topic: "service"} },
    get rest() { return rest("layers hiddenSize attentionHeads vocabularySize feedForwardSize encoderLayers attentionLayers feedForwardLayers attentionBlocks feedForwardBlocks headSize keyValueHeads queryRank keyValueRank nopeHeadSize ropeHeadSize valueHeadSize queryKeyValueBias outputBias queryKeyNorm attentionSinks queryParameters attentionParameters normsPerBlock vectorsPerNorm normParameters attentionStackParameters embeddingTables embeddingParameters positions positionParameters stacks outerNorms outerNormParameters relativePositionBuckets relativePositionParameters stateInnerSize stateSize stateGroups stateHeads convolutionWidth stateLayers stateLayerParameters stateStackParameters feedForwardMatrices feedForwardBias feedForwardParameters feedForwardNormParameters feedForwardStackParameters experts activeExperts sharedExperts firstDenseLayers expertLayerPeriod expertFeedForwardSize sharedFeedForwardSize expertFeedForwardMatrices routerBias encoderExpertLayers decoderExpertLayers expertLayers denseLayers denseStackParameters expertParameters sharedExpertParameters routerParameters expertBlockParameters activeExpertBlockParameters expertStackParameters activeExpertStackParameters parameters activeParameters noTables nonEmbeddingParameters activeNoInputEmbeddingParameters noParameters noBias routedExpertParameters routedLayerParameters routedParameters inputTables inputEmbeddingParameters windowLayerCount windowTokens fullAttentionLayers latentWidth scoreHeadSize attentionWidth decodeWidth cacheElementBytes layerTokenBytes stateElementBytes stateTrafficBytes servedExpertLayers routedBytesPerParameter sharedBytesPerParameter weightBytes cacheBytes sequenceBytes oneTokens tokenCacheBytes leastBatch neededAccelerators fittingAccelerators mostSequences rankAccelerators isParallel isBlockScaled memoryBytesPerSecond deviceIdleShare idleWatts bandwidthEfficiency cacheBandwidthEfficiency computeEfficiency narrowFactor fixedStepSeconds layerSeconds parallelLayerSeconds blockScaledLayerSeconds perSequenceSeconds routingTraffic tileRows overlapExponent computeLoad memoryJoulesPerByte fixedTimeFactor sequenceTimeFactor baseLoad hostLoad verifiedPositions touchedExpertShare weightTrafficBytes weightSeconds stepCacheBytes cacheSeconds memorySeconds stepComputeEfficiency tokenFlop stepFlop tokenComputeSeconds paddingFlop paddingSeconds computeSeconds waitingBytes waitingSeconds slowestMemorySeconds routingSeconds sequenceSeconds overlappedSeconds launchSeconds stepSeconds stepPowerWatts freshTokens uncachedTokens generatedTokens promptTokens requestTokens longestTokens contextTokens batch oneSequence demandedTokensPerSecond bandLow bandHigh bandEnd lowShare middleShare highShare batchAtLow batchInMiddle batchAtHigh draftedTokens acceptance roundTokens draftSeconds roundSeconds tokenSeconds roundPowerWatts decodePowerWatts prefillFlop predictedPrefillSeconds interleavedSeconds predictedTimePerOutputTokenSeconds timePerOutputTokenSeconds timeScale prefillSeconds decodeStepSeconds instanceSeconds timeToFirstTokenSeconds latencySeconds userTokensPerSecond systemTokensPerSecond prefillPowerWatts prefillCappedWatts prefillEnergyKwh predictedDecodeEnergyKwh energySpread decodeEnergyKwh cacheReadEnergyKwh inputEnergyKwh cacheWriteEnergyKwh outputEnergyKwh reasoningEnergyKwh acceleratorEnergyKwh acceleratorJoulesPerToken hostEnergyKwh idleEnergyKwh retainedBytes memoryWattsPerGigabyte retentionEnergyKwh itEnergyKwh instanceHours usedHours energyKwh deliveredGramsPerKwh operationalGramsCo2e marketOperationalGramsCo2e onSiteWaterLitres offSiteWaterLitres waterLitres lifetimeShare productFootprintGramsCo2e acceleratorGramsCo2e dieAreaSquareCentimetres carbonPerAreaGramsPerSquareCentimetre dieGramsCo2e carbonPerCapacityGramsPerGigabyte memoryBytes memoryGramsCo2e moduleGramsCo2e processorCount processorDieAreaSquareCentimetres processorPackageGramsCo2e processorGramsPerSquareCentimetre processorGramsCo2e hostProcessorsGramsCo2e hostMemoryBytes dramGramsPerGigabyte hostMemoryGramsCo2e ssdBytes ssdGramsPerGigabyte hostSsdGramsCo2e hddCount hddGramsCo2e hostHddGramsCo2e powerSupplyKilograms powerSupplyGramsPerKilogram hostPowerSupplyGramsCo2e chipPackageCount chipPackageGramsCo2e hostChipPackagesGramsCo2e mainboardGramsCo2e chassisGramsCo2e assemblyGramsCo2e hostGramsCo2e acceleratorsPerServer hostShareGramsCo2e embodiedAcceleratorGramsCo2e embodiedDieGramsCo2e embodiedMemoryGramsCo2e embodiedModuleGramsCo2e embodiedHostGramsCo2e embodiedRackGramsCo2e embodiedNetworkGramsCo2e embodiedStorageGramsCo2e embodiedCoolingGramsCo2e embodiedBuildingGramsCo2e manufactureGramsCo2e endOfLifeGramsCo2e embodiedEndOfLifeGramsCo2e embodiedGramsCo2e totalGramsCo2e calibrationBatch calibrationJoulesPerToken calibrationEnergyKwh lowSpread highSpread lowFactor highFactor calibratedFactor energyKwhPerMillionTokens operationalGramsPerMillionTokens embodiedGramsPerMillionTokens totalGramsPerMillionTokens hardwareUsdPerMillionTokens electricityUsdPerMillionTokens fleetEnergyKwh fleetOperationalGramsCo2e fleetEmbodiedGramsCo2e fleetTotalGramsCo2e", { peakFlopPerSecond: "Dense peak of an accelerator in the format that is computed", tdpWatts: "Thermal design power of an accelerator" }); },
  },
  sizing: {
    title: "llm-footprint sizing",
    words: "The memory of a training run to plan with llm-footprint",
    required: ["model","accelerator"],
    first: ["model","accelerator","acceleratorCount","sequenceTokens","microBatch","shardingStage","recompute","optimizer","tensorParallelism","pipelineParallelism"],
    forParts: [],
    flags: {},
    fields: { model: {type: "model", words: "Model of the catalogue by name, or your own", example: "llama-65b"}, accelerator: {type: "accelerator", words: "Accelerator of the catalogue by name, or your own", example: "a100-sxm4-80gb"}, recompute: {type: "choice", words: "What is computed again in the backward pass instead of kept", values: ["none","selective","full"], usual: "selective"}, shardingStage: {type: "choice", words: "What is split over the copies: 0 nothing, 1 optimizer states, 2 gradients too, 3 weights too", values: [0,1,2,3], usual: "1"}, optimizer: {type: "choice", words: "Optimizer: adamw has 12 bytes of states per parameter, adamw-8bit 6", values: ["adamw","adamw-8bit"], usual: "adamw"}, gradientBytes: {type: "choice", words: "Bytes of a gradient", values: [2,4], usual: "4", api: "gradientBytesPerParameter"}, acceleratorsPerServer: {type: "quantity", words: "Most devices that share a layer", example: "8", dimension: "number", isPlain: true}, acceleratorCount: {type: "quantity", words: "Devices to check; the fewest that fit where left out", example: "2048", dimension: "number", isPlain: true}, memoryShare: {type: "quantity", words: "Share of the memory that may be filled", dimension: "fraction", example: "90%", usual: "0.9"}, tensorParallelism: {type: "quantity", words: "Devices that share each layer", dimension: "number", isPlain: true, example: "8", usual: "1"}, pipelineParallelism: {type: "quantity", words: "Stages of layers", dimension: "number", isPlain: true, example: "4", usual: "1"}, expertParallelism: {type: "quantity", words: "Groups of experts, inside the data-parallel copies", dimension: "number", isPlain: true, example: "8", usual: "1"}, sequenceTokens: {type: "quantity", words: "Tokens of one sequence", dimension: "tokens", isPlain: true, example: "2048"}, microBatch: {type: "quantity", words: "Sequences that a device works on at once", dimension: "number", isPlain: true, example: "1", usual: "1"}, microBatches: {type: "quantity", words: "Micro-batches of one step per copy", dimension: "number", isPlain: true, example: "64"} },
    get rest() { return rest("layers hiddenSize attentionHeads vocabularySize feedForwardSize encoderLayers attentionLayers feedForwardLayers attentionBlocks feedForwardBlocks headSize keyValueHeads queryRank keyValueRank nopeHeadSize ropeHeadSize valueHeadSize queryKeyValueBias outputBias queryKeyNorm attentionSinks queryParameters attentionParameters normsPerBlock vectorsPerNorm normParameters attentionStackParameters embeddingTables embeddingParameters positions positionParameters stacks outerNorms outerNormParameters relativePositionBuckets relativePositionParameters stateInnerSize stateSize stateGroups stateHeads convolutionWidth stateLayers stateLayerParameters stateStackParameters feedForwardMatrices feedForwardBias feedForwardParameters feedForwardNormParameters feedForwardStackParameters experts activeExperts sharedExperts firstDenseLayers expertLayerPeriod expertFeedForwardSize sharedFeedForwardSize expertFeedForwardMatrices routerBias encoderExpertLayers decoderExpertLayers expertLayers denseLayers denseStackParameters expertParameters sharedExpertParameters routerParameters expertBlockParameters activeExpertBlockParameters expertStackParameters activeExpertStackParameters parameters activeParameters noTables nonEmbeddingParameters activeNoInputEmbeddingParameters noParameters noBias routedExpertParameters routedLayerParameters routedParameters inputTables inputEmbeddingParameters windowLayerCount windowTokens fullAttentionLayers latentWidth scoreHeadSize attentionWidth decodeWidth cacheElementBytes layerTokenBytes stateElementBytes stateTrafficBytes servedExpertLayers weightBytesPerParameter deviceMemoryBytes devicesForWeights quickDevices usableMemoryBytes dataParallelism expertCopies sharedParameters spreadParameters sharedDeviceParameters routedDeviceParameters optimizerBytesPerParameter sharedWeightShards sharedGradientShards sharedOptimizerShards routedWeightShards routedGradientShards routedOptimizerShards sharedStateBytes routedStateBytes stateBytes isTensorParallel aloneWholeActivations aloneSplitActivations groupWholeActivations groupSplitActivations wholeActivations splitActivations keptScores layerActivationBytes layersOfStacks interleave activationBytes devices bubbleShare", { weightBytes: "16-bit weights of the whole model", memoryBytes: "States and activations on one device" }); },
  },
  "serving-sizing": {
    title: "llm-footprint sizing of serving",
    words: "The memory of a served model to plan with llm-footprint",
    required: ["model","accelerator"],
    first: ["model","accelerator","precision","cachePrecision","batch","contextTokens","memoryShare"],
    forParts: [],
    flags: {},
    fields: { model: {type: "model", words: "Model of the catalogue by name, or your own", example: "llama-3.1-405b"}, accelerator: accelerator2, precision: precision2, cachePrecision, memoryShare: {type: "quantity", words: "Share of the memory that weights and caches may fill", dimension: "fraction", example: "90%", usual: "0.9"}, batch: {type: "quantity", words: "Sequences that run at once; none where left out", dimension: "number", example: "64"}, contextTokens: {type: "quantity", words: "Tokens of one sequence, with the batch", dimension: "tokens", example: "1000"} },
    get rest() { return rest("layers hiddenSize attentionHeads vocabularySize feedForwardSize encoderLayers attentionLayers feedForwardLayers attentionBlocks feedForwardBlocks headSize keyValueHeads queryRank keyValueRank nopeHeadSize ropeHeadSize valueHeadSize queryKeyValueBias outputBias queryKeyNorm attentionSinks queryParameters attentionParameters normsPerBlock vectorsPerNorm normParameters attentionStackParameters embeddingTables embeddingParameters positions positionParameters stacks outerNorms outerNormParameters relativePositionBuckets relativePositionParameters stateInnerSize stateSize stateGroups stateHeads convolutionWidth stateLayers stateLayerParameters stateStackParameters feedForwardMatrices feedForwardBias feedForwardParameters feedForwardNormParameters feedForwardStackParameters experts activeExperts sharedExperts firstDenseLayers expertLayerPeriod expertFeedForwardSize sharedFeedForwardSize expertFeedForwardMatrices routerBias encoderExpertLayers decoderExpertLayers expertLayers denseLayers denseStackParameters expertParameters sharedExpertParameters routerParameters expertBlockParameters activeExpertBlockParameters expertStackParameters activeExpertStackParameters parameters activeParameters noTables nonEmbeddingParameters activeNoInputEmbeddingParameters noParameters noBias routedExpertParameters routedLayerParameters routedParameters inputTables inputEmbeddingParameters windowLayerCount windowTokens fullAttentionLayers latentWidth scoreHeadSize attentionWidth decodeWidth cacheElementBytes layerTokenBytes stateElementBytes stateTrafficBytes servedExpertLayers routedBytesPerParameter sharedBytesPerParameter weightBytes cacheBytes sequenceBytes oneTokens tokenCacheBytes memoryBytes noSequences heldSequences heldBytes acceleratorsForWeights accelerators tensorParallelism memoryBatch"); },
  },
  "fine-tuning": {
    title: "llm-footprint fine-tuning",
    words: "A fine-tuning to estimate with llm-footprint",
    required: [],
    first: ["method","model","accelerator","examples","exampleTokens","epochs","adapter.rank","acceleratorCount","pue","intensity"],
    forParts: [],
    flags: {},
    fields: { method, model: model3, site, grid, region, mix, mixBasis, year, accelerator: accelerator2, server, embodiedMethod, precision, adapter, rewardModel, criticModel, referencePass, rollout, teacher, evaluation, powerBoundary, cooling, deviceHours, energy, pue, intensity, transmissionLoss, marketIntensity, wue, electricityWater, lifetime: lifetime2, lifetimeUtilisation: lifetimeUtilisation2, embodiedRack, embodiedNetwork, embodiedStorage, embodiedCooling, embodiedBuilding, endOfLife, purchasePrice, acceleratorPrice, electricityPrice, efficiency: efficiency2, goodput: goodput2, power: power2, acceleratorCount: acceleratorCount3, examples, promptTokens, answerTokens, exampleTokens, sequenceTokens: sequenceTokens2, epochs, answersPerExample, samples, tokens: tokens2, pretrainingTokens, quantisedTimeFactor, generationYield, experimentationFactor },
    get rest() { return rest("layers hiddenSize attentionHeads vocabularySize feedForwardSize encoderLayers attentionLayers feedForwardLayers attentionBlocks feedForwardBlocks headSize keyValueHeads queryRank keyValueRank nopeHeadSize ropeHeadSize valueHeadSize queryKeyValueBias outputBias queryKeyNorm attentionSinks queryParameters attentionParameters normsPerBlock vectorsPerNorm normParameters attentionStackParameters embeddingTables embeddingParameters positions positionParameters stacks outerNorms outerNormParameters relativePositionBuckets relativePositionParameters stateInnerSize stateSize stateGroups stateHeads convolutionWidth stateLayers stateLayerParameters stateStackParameters feedForwardMatrices feedForwardBias feedForwardParameters feedForwardNormParameters feedForwardStackParameters experts activeExperts sharedExperts firstDenseLayers expertLayerPeriod expertFeedForwardSize sharedFeedForwardSize expertFeedForwardMatrices routerBias encoderExpertLayers decoderExpertLayers expertLayers denseLayers denseStackParameters expertParameters sharedExpertParameters routerParameters expertBlockParameters activeExpertBlockParameters expertStackParameters activeExpertStackParameters parameters activeParameters noTables nonEmbeddingParameters activeNoInputEmbeddingParameters noParameters noBias routedExpertParameters routedLayerParameters routedParameters inputTables inputEmbeddingParameters windowLayerCount windowTokens fullAttentionLayers latentWidth scoreHeadSize attentionWidth decodeWidth cacheElementBytes layerTokenBytes stateElementBytes stateTrafficBytes servedExpertLayers adapterRank adapterParameters activeAdapterParameters trainedParameters frozenParameters frozenBytesPerParameter quantisedBytesPerParameter tunedBytesPerParameter trainedBytesPerParameter tunedMemoryBytes pairTokens scoringPasses sequencesPerExample scoredTokens otherSamples generatedExamples evaluationRequests checkpoints evaluatedRequests trainingDeviceHours operationalGramsCo2e embodiedGramsCo2e costUsd repetitions allDeviceHours allItEnergyKwh allEnergyKwh allOperationalGramsCo2e allEmbodiedGramsCo2e allTotalGramsCo2e allMarketOperationalGramsCo2e allWaterLitres allCostUsd", { memoryBytes: "Memory of weights, gradients and optimizer states, activations apart", deviceMemoryBytes: "Memory of an accelerator", days: "Wall-clock time of the phases that train or score", energyKwh: "Energy of the data centres, PUE applied once; of networks and devices as it is", totalGramsCo2e: "Location-based emissions and the share of the manufacture", marketOperationalGramsCo2e: "Market-based emissions of the electricity, beside the total; where every part knows them", waterLitres: "Water, where every part knows it" }); },
  },
  rag: {
    title: "llm-footprint rag",
    words: "A question with retrieval to estimate with llm-footprint",
    required: [],
    first: ["model","accelerator","batch","outputTokens","retrieval.chunks","index.chunks","requestsPerDay","agent.turns","pue","intensity"],
    forParts: [],
    flags: {},
    fields: { model: model4, accelerator: accelerator2, precision: precision2, cachePrecision, software, site, grid, region, mix, mixBasis, year, server, embodiedMethod, speculation, retrieval, fewShot, knowledgeGraph, rewrite, rerank, encoder, index, agent, tokenisation, requestsPerSecond, pue, intensity, transmissionLoss, marketIntensity, wue, electricityWater, lifetime: lifetime2, lifetimeUtilisation: lifetimeUtilisation2, embodiedRack, embodiedNetwork, embodiedStorage, embodiedCooling, embodiedBuilding, endOfLife, purchasePrice, acceleratorPrice, electricityPrice, acceleratorCount: acceleratorCount2, dataParallelism: dataParallelism2, expertParallelism: expertParallelism2, memoryShare: memoryShare2, batch, systemTokensPerSecond, measuredEnergy, queueTime: queueTime2, powerCap, hostPower: hostPower2, idleServerPower: idleServerPower2, servingShare: servingShare2, prefillEfficiency, prefillLoad: prefillLoad2, cacheReadShare: cacheReadShare2, cacheRetention, systemTokens, questionTokens, cachedTokens, outputTokens: outputTokens2, reasoningTokens: reasoningTokens2, passes, requestsPerDay },
    get rest() { return rest("retrievedChunks chunkTokens retrievedTokens fewShotExamples exampleTokens fewShotTokens graphContextTokens answerPromptTokens processorTokensPerSecond tokenisationSeconds turns turnTokens cacheHitShare laterTurnsReadContextTokens laterTurnsFoundTokens laterTurnsMissedTokens laterTurnsCount laterTurnsInPasses laterTurnsAllLatencySeconds laterTurnsLaterInputTokens laterTurnsLaterCacheReadTokens allUncachedTokens allCachedTokens rewriteTokens encoderEfficiency launchFloorSeconds queriesPerLaunch queryEmbeddingSeconds candidates rerankEfficiency rerankCandidateTokens rerankScoredTokens schemaTokens graphQueryTokens databaseSeconds graphQueryCallPromptTokens vectors vectorDimensions elementBytes codeBytes vectorBytes graphNeighbours noNeighbours searchListSize constructionListSize distanceSeconds scannedShare wholeShare scanBytesPerSecond searchedVectors searchSeconds refreshDays refreshedShare chunkOverlap indexEmbeddingCorpusTokens indexBuildSeconds indexReplicas indexBytes oneOccurrence requestsPerRefresh refreshShare dayShare deviceHours operationalGramsCo2e embodiedGramsCo2e costUsd repetitions allDeviceHours allItEnergyKwh allEnergyKwh allOperationalGramsCo2e allEmbodiedGramsCo2e allTotalGramsCo2e allMarketOperationalGramsCo2e allWaterLitres allCostUsd monthDays monthRequests", { uncachedTokens: "Prompt tokens that are read anew", latencySeconds: "Time from the question to the end of the answer, without tools and networks", itEnergyKwh: "Energy of the equipment", energyKwh: "Energy of the data centres, PUE applied once; of networks and devices as it is", totalGramsCo2e: "Location-based emissions and the share of the manufacture", marketOperationalGramsCo2e: "Market-based emissions of the electricity, beside the total; where every part knows them", waterLitres: "Water, where every part knows it" }); },
  },
  hybrid: {
    title: "llm-footprint hybrid",
    words: "An answer that a device drafts and a server verifies, to estimate with llm-footprint",
    required: [],
    first: ["cloud.model","cloud.accelerator","cloud.pue","cloud.intensity","draftModel","device.kind","network.kind","inputTokens","outputTokens","acceptance"],
    forParts: [],
    flags: {},
    fields: { cloud: {type: "group", words: "The server that verifies", fields: { model: model6, accelerator: accelerator2, precision: precision2, cachePrecision, software, site, grid, region, mix, mixBasis, year, server, embodiedMethod, memoryShare, acceleratorCount: acceleratorCount2, dataParallelism, expertParallelism, batch, requestsPerSecond, powerCap, prefillEfficiency, queueTime, systemTokensPerSecond, prefillLoad, cacheReadShare, measuredEnergy, hostPower, servingShare, idleServerPower, cacheRetention, lifetimeUtilisation: lifetimeUtilisation2, pue, intensity, transmissionLoss, marketIntensity, wue, electricityWater, lifetime, embodiedRack, embodiedNetwork, embodiedStorage, embodiedCooling, embodiedBuilding, endOfLife, purchasePrice, acceleratorPrice, electricityPrice }}, edge: {type: "group", words: "A server nearer to the user", fields: { model: model6, accelerator: accelerator2, precision: precision2, cachePrecision, software, site, grid, region, mix, mixBasis, year, server, embodiedMethod, memoryShare, acceleratorCount: acceleratorCount2, dataParallelism, expertParallelism, batch, requestsPerSecond, powerCap, prefillEfficiency, queueTime, systemTokensPerSecond, prefillLoad, cacheReadShare, measuredEnergy, hostPower, servingShare, idleServerPower, cacheRetention, lifetimeUtilisation: lifetimeUtilisation2, pue, intensity, transmissionLoss, marketIntensity, wue, electricityWater, lifetime, embodiedRack, embodiedNetwork, embodiedStorage, embodiedCooling, embodiedBuilding, endOfLife, purchasePrice, acceleratorPrice, electricityPrice }}, device: {type: "group", words: "The device of the user", fields: { kind, name, processor, tdp, activePower, waitingPower, memoryBandwidth, peakRate, bandwidthEfficiency, computeEfficiency, fixedStepTime, manufacture, chargedShare, lifetime: lifetime3, activeHoursPerDay }}, draftModel: {type: "model", words: "Model that drafts", example: "llama-3.1-8b"}, devicePlace: {type: "group", words: "Electricity of the device; that of the cloud where left out", fields: { site, grid, region, mix, mixBasis, year, pue: pue2, intensity: intensity2 }}, network: {type: "group", words: "Network between device and servers", fields: { kind: {type: "choice", words: "Whose figures stand in for what is left out", values: ["fixed","mobile","4g","5g"]}, sendsDistributions: {type: "switch", words: "Whether the distribution of each draft is sent", example: "true"}, networkKwhPerGigabyte: {type: "quantity", words: "Energy per transferred byte, an average attribution", dimension: "number", example: "0.03"}, interconnectKwhPerGigabyte: {type: "quantity", words: "Energy per byte between data centres, added for a cloud and not for an edge", dimension: "number", example: "0.001", usual: "0.001 kWh/GB"}, roundTrip: {type: "quantity", words: "Round trip", dimension: "duration", perUnit: 0.0002777777777777778, example: "20 ms", api: "roundTripSeconds"}, headerBytes: {type: "quantity", words: "What a message has beside its content", dimension: "memory", example: "150 B", usual: "150 B"} }}, networkPlace: {type: "group", words: "Electricity of the network; that of the cloud where left out", fields: { site, grid, region, mix, mixBasis, year, pue: pue2, intensity: intensity2 }}, inputTokens: {type: "quantity", words: "Prompt, which device and server both read; none where left out", dimension: "tokens", example: "300", usual: "0"}, outputTokens: outputTokens3, draftedTokens, acceptance, draftBytesPerParameter: {type: "quantity", words: "Size of a weight of the draft", dimension: "number", example: "0.5625", usual: "0.5625 B/parameter"} },
    get rest() { return rest("processorTdpWatts processorLoad baseWatts activeWatts waitingWatts deviceMemoryBytesPerSecond deviceFlopPerSecond deviceBandwidthEfficiency deviceComputeEfficiency deviceFixedSeconds deviceManufactureGramsCo2e chargedShare chargedGramsCo2e deviceLifetimeYears activeHoursPerDay deviceUtilisation roundTokens rounds networkKwhPerGigabyte interconnectKwhPerGigabyte roundTripSeconds headerBytes oneMessage noTokens draftVocabulary probabilityBytes tokenIdBytes promptTokenBytes streamedTokenBytes bonusTokens returnedTokens distributedTokens draftsBytes verdictBytes roundBytes promptBytes streamBytes draftTokenSeconds roundDraftSeconds draftsSeconds roundTripsSeconds deviceTokenSeconds deviceHours operationalGramsCo2e embodiedGramsCo2e costUsd ratioToCloud", { devices: "One device", generatedTokens: "Generated tokens", prefillSeconds: "Time of the device to read the prompt", roundSeconds: "Time of a round beside that of the server", itEnergyKwh: "Energy of the equipment", energyKwh: "Energy of the data centres, PUE applied once; of networks and devices as it is", totalGramsCo2e: "Location-based emissions and the share of the manufacture", marketOperationalGramsCo2e: "Market-based emissions of the electricity, beside the total; where every part knows them", waterLitres: "Water, where every part knows it" }); },
  },
  local: {
    title: "llm-footprint local",
    words: "A request to a model on a device, to estimate with llm-footprint",
    required: [],
    first: ["model","device.kind","inputTokens","outputTokens","intensity","grid","precision","batch","device.processor"],
    forParts: [],
    flags: {},
    fields: { model: {type: "model", words: "Model that runs on the device", example: "llama-3.1-8b"}, device: {type: "group", words: "The device, or the processor of a server", fields: { kind, name, processor, tdp, activePower, waitingPower, memoryBandwidth, peakRate, bandwidthEfficiency, computeEfficiency, fixedStepTime, manufacture, chargedShare, lifetime: lifetime3, activeHoursPerDay }}, site, grid, region, mix, mixBasis, year, pue: {type: "quantity", words: "Power usage effectiveness where the processor stands in a data centre", dimension: "number", example: "1.1", usual: "1", topic: "place"}, precision: {type: "choice", words: "Format of the weights", values: ["fp32","bf16","fp16","fp8","int8","int4","nf4","mxfp4"]}, intensity, transmissionLoss, marketIntensity, wue, electricityWater, batch: {type: "quantity", words: "Sequences that run at once", dimension: "number", example: "1", usual: "1"}, inputTokens: {type: "quantity", words: "Prompt; none where left out", dimension: "tokens", example: "100", usual: "0"}, outputTokens: outputTokens3 },
    get rest() { return rest("layers hiddenSize attentionHeads vocabularySize feedForwardSize encoderLayers attentionLayers feedForwardLayers attentionBlocks feedForwardBlocks headSize keyValueHeads queryRank keyValueRank nopeHeadSize ropeHeadSize valueHeadSize queryKeyValueBias outputBias queryKeyNorm attentionSinks queryParameters attentionParameters normsPerBlock vectorsPerNorm normParameters attentionStackParameters embeddingTables embeddingParameters positions positionParameters stacks outerNorms outerNormParameters relativePositionBuckets relativePositionParameters stateInnerSize stateSize stateGroups stateHeads convolutionWidth stateLayers stateLayerParameters stateStackParameters feedForwardMatrices feedForwardBias feedForwardParameters feedForwardNormParameters feedForwardStackParameters experts activeExperts sharedExperts firstDenseLayers expertLayerPeriod expertFeedForwardSize sharedFeedForwardSize expertFeedForwardMatrices routerBias encoderExpertLayers decoderExpertLayers expertLayers denseLayers denseStackParameters expertParameters sharedExpertParameters routerParameters expertBlockParameters activeExpertBlockParameters expertStackParameters activeExpertStackParameters parameters activeParameters noTables nonEmbeddingParameters activeNoInputEmbeddingParameters noParameters noBias routedExpertParameters routedLayerParameters routedParameters inputTables inputEmbeddingParameters windowLayerCount windowTokens fullAttentionLayers latentWidth scoreHeadSize attentionWidth decodeWidth cacheElementBytes layerTokenBytes stateElementBytes stateTrafficBytes servedExpertLayers processorTdpWatts processorLoad baseWatts activeWatts waitingWatts deviceMemoryBytesPerSecond deviceFlopPerSecond deviceBandwidthEfficiency deviceComputeEfficiency deviceFixedSeconds deviceManufactureGramsCo2e chargedShare chargedGramsCo2e deviceLifetimeYears activeHoursPerDay deviceUtilisation deliveredGramsPerKwh operationalGramsCo2e onSiteWaterLitres offSiteWaterLitres bytesPerParameter contextTokens touchedExpertShare weightTrafficBytes cacheBytes stepCacheBytes stepBytes memorySeconds tokenFlop stepFlop computeSeconds stepSeconds cachedTokens prefillFlop tokensPerSecond answerSeconds deviceEnergySpread joulesPerToken deviceHours embodiedGramsCo2e costUsd", { devices: "One device", energyKwh: "Energy of the data centres, PUE applied once; of networks and devices as it is", marketOperationalGramsCo2e: "Market-based emissions of the electricity, beside the total; where every part knows them", waterLitres: "Water, where every part knows it", prefillSeconds: "Time to read the prompt", generatedTokens: "Generated tokens", sequenceSeconds: "Time of a step that a sequence bears", itEnergyKwh: "Energy of the equipment", totalGramsCo2e: "Location-based emissions and the share of the manufacture" }); },
  },
  adaptation: {
    title: "llm-footprint adaptation",
    words: "Retrieval against fine-tuning, to compare with llm-footprint",
    required: [],
    first: ["model","accelerator","pue","intensity","requests","period","rag.outputTokens","rag.index.chunks","fineTuning.method","fineTuning.examples"],
    forParts: ["site","grid","region","mix","mixBasis","year","pue","intensity","transmissionLoss","marketIntensity","wue","electricityWater","accelerator","server","embodiedMethod","lifetime","embodiedRack","embodiedNetwork","embodiedStorage","embodiedCooling","embodiedBuilding","endOfLife","lifetimeUtilisation","purchasePrice","acceleratorPrice","electricityPrice","model"],
    flags: {},
    fields: { site, grid, region, mix, mixBasis, year, pue, intensity, transmissionLoss, marketIntensity, wue, electricityWater, accelerator: accelerator2, server, embodiedMethod, lifetime, embodiedRack, embodiedNetwork, embodiedStorage, embodiedCooling, embodiedBuilding, endOfLife, lifetimeUtilisation, purchasePrice, acceleratorPrice, electricityPrice, model: {type: "model", words: "Model of both ways, where they say no other", example: "llama-3.1-8b"}, rag: {type: "group", words: "The retrieval", inherits: true, fields: { model: model4, accelerator: accelerator2, precision: precision2, cachePrecision, software, site, grid, region, mix, mixBasis, year, server, embodiedMethod, speculation, retrieval, fewShot, knowledgeGraph, rewrite, rerank, encoder, index, agent, tokenisation, requestsPerSecond, pue, intensity, transmissionLoss, marketIntensity, wue, electricityWater, lifetime: lifetime2, lifetimeUtilisation: lifetimeUtilisation2, embodiedRack, embodiedNetwork, embodiedStorage, embodiedCooling, embodiedBuilding, endOfLife, purchasePrice, acceleratorPrice, electricityPrice, acceleratorCount: acceleratorCount2, dataParallelism: dataParallelism2, expertParallelism: expertParallelism2, memoryShare: memoryShare2, batch, systemTokensPerSecond, measuredEnergy, queueTime: queueTime2, powerCap, hostPower: hostPower2, idleServerPower: idleServerPower2, servingShare: servingShare2, prefillEfficiency, prefillLoad: prefillLoad2, cacheReadShare: cacheReadShare2, cacheRetention, systemTokens, questionTokens, cachedTokens, outputTokens: outputTokens2, reasoningTokens: reasoningTokens2, passes, requestsPerDay }}, fineTuning: {type: "groups", words: "What makes the tuned model", inherits: true, fields: { method, model: model3, site, grid, region, mix, mixBasis, year, accelerator: accelerator2, server, embodiedMethod, precision, adapter, rewardModel, criticModel, referencePass, rollout, teacher, evaluation, powerBoundary, cooling, deviceHours, energy, pue, intensity, transmissionLoss, marketIntensity, wue, electricityWater, lifetime: lifetime2, lifetimeUtilisation: lifetimeUtilisation2, embodiedRack, embodiedNetwork, embodiedStorage, embodiedCooling, embodiedBuilding, endOfLife, purchasePrice, acceleratorPrice, electricityPrice, efficiency: efficiency2, goodput: goodput2, power: power2, acceleratorCount: acceleratorCount3, examples, promptTokens, answerTokens, exampleTokens, sequenceTokens: sequenceTokens2, epochs, answersPerExample, samples, tokens: tokens2, pretrainingTokens, quantisedTimeFactor, generationYield, experimentationFactor }}, tuned: {type: "group", words: "How the tuned model is asked", fields: { accelerator: accelerator2, precision: precision2, cachePrecision, software, site, grid, region, mix, mixBasis, year, server, embodiedMethod, memoryShare, acceleratorCount: acceleratorCount2, dataParallelism, expertParallelism, batch, requestsPerSecond, powerCap, prefillEfficiency, queueTime, systemTokensPerSecond, prefillLoad, cacheReadShare, measuredEnergy, hostPower, servingShare, idleServerPower, cacheRetention, lifetimeUtilisation: lifetimeUtilisation2, pue, intensity, transmissionLoss, marketIntensity, wue, electricityWater, lifetime, embodiedRack, embodiedNetwork, embodiedStorage, embodiedCooling, embodiedBuilding, endOfLife, purchasePrice, acceleratorPrice, electricityPrice, inputTokens: {type: "quantity", words: "Prompt of the tuned model; instructions and question of the retrieval where left out", dimension: "tokens", example: "132"}, outputTokens: {type: "quantity", words: "Answer of the tuned model; that of the retrieval where left out", dimension: "tokens", example: "300"} }}, draws: {type: "quantity", words: "Draws for the interval of the break-even", example: "2000", dimension: "number", isPlain: true}, seed: {type: "quantity", words: "Seed of the draws", example: "1", dimension: "number", isPlain: true}, requests: {type: "quantity", words: "Requests per period", dimension: "number", example: "100000"}, period: {type: "quantity", words: "The period; 30 days where left out", dimension: "duration", perUnit: 24, example: "30 d", usual: "30 d", api: "periodDays"}, refreshesPerPeriod: {type: "quantity", words: "Times that the index is refreshed in a period; as its days between refreshes say where left out", dimension: "number", example: "1"}, fineTuningsPerPeriod: {type: "quantity", words: "Times that the model is tuned in a period; 1 where left out", dimension: "number", example: "1", usual: "1"} },
    get rest() { return rest("tunedPromptTokens tunedOutputTokens tunedReasoningTokens"); },
  },
  lifecycle: {
    title: "llm-footprint lifecycle",
    words: "The whole life of a model, to estimate with llm-footprint",
    required: [],
    first: ["model","accelerator","pue","intensity","training.tokens","training.acceleratorCount","inference.outputTokens","inference.requests","fineTuning.method","storage.stored"],
    forParts: ["site","grid","region","mix","mixBasis","year","pue","intensity","transmissionLoss","marketIntensity","wue","electricityWater","accelerator","server","embodiedMethod","lifetime","embodiedRack","embodiedNetwork","embodiedStorage","embodiedCooling","embodiedBuilding","endOfLife","lifetimeUtilisation","purchasePrice","acceleratorPrice","electricityPrice","model"],
    flags: {},
    fields: { site, grid, region, mix, mixBasis, year, pue, intensity, transmissionLoss, marketIntensity, wue, electricityWater, accelerator: accelerator2, server, embodiedMethod, lifetime, embodiedRack, embodiedNetwork, embodiedStorage, embodiedCooling, embodiedBuilding, endOfLife, lifetimeUtilisation, purchasePrice, acceleratorPrice, electricityPrice, model: {type: "model", words: "Model of every phase that says no other", example: "llama-3.1-8b"}, training: {type: "group", words: "The training", inherits: true, fields: { site, grid, region, mix, mixBasis, year, pue, intensity, transmissionLoss, marketIntensity, wue, electricityWater, accelerator, server, embodiedMethod, lifetime, embodiedRack, embodiedNetwork, embodiedStorage, embodiedCooling, embodiedBuilding, endOfLife, lifetimeUtilisation, purchasePrice, acceleratorPrice, electricityPrice, model, precision, efficiency, attentionFlop, softwareYear, powerBoundary, cooling, sequenceTokens, tokens, acceleratorCount, wallClock, throughput, stepTime, stepTokens, goodput, deviceHours, power, energy, label, start, end }}, fineTuning: {type: "groups", words: "Fine-tunings", inherits: true, fields: { method, model: model3, site, grid, region, mix, mixBasis, year, accelerator: accelerator2, server, embodiedMethod, precision, adapter, rewardModel, criticModel, referencePass, rollout, teacher, evaluation, powerBoundary, cooling, deviceHours, energy, pue, intensity, transmissionLoss, marketIntensity, wue, electricityWater, lifetime: lifetime2, lifetimeUtilisation: lifetimeUtilisation2, embodiedRack, embodiedNetwork, embodiedStorage, embodiedCooling, embodiedBuilding, endOfLife, purchasePrice, acceleratorPrice, electricityPrice, efficiency: efficiency2, goodput: goodput2, power: power2, acceleratorCount: acceleratorCount3, examples, promptTokens, answerTokens, exampleTokens, sequenceTokens: sequenceTokens2, epochs, answersPerExample, samples, tokens: tokens2, pretrainingTokens, quantisedTimeFactor, generationYield, experimentationFactor, label, start, end }}, inference: {type: "groups", words: "Requests of one kind", inherits: true, fields: { model: model4, accelerator: accelerator2, precision: precision2, cachePrecision, software, site, grid, region, mix, mixBasis, year, server, embodiedMethod, memoryShare, acceleratorCount: acceleratorCount2, dataParallelism, expertParallelism, batch, requestsPerSecond, powerCap, prefillEfficiency, queueTime, systemTokensPerSecond, prefillLoad, cacheReadShare, measuredEnergy, hostPower, servingShare, idleServerPower, cacheRetention, lifetimeUtilisation: lifetimeUtilisation2, pue, intensity, transmissionLoss, marketIntensity, wue, electricityWater, lifetime, embodiedRack, embodiedNetwork, embodiedStorage, embodiedCooling, embodiedBuilding, endOfLife, purchasePrice, acceleratorPrice, electricityPrice, speculation, inputTokens, imageTokens, cacheReadTokens, cacheWriteTokens, outputTokens, reasoningTokens, requests: {type: "quantity", words: "Requests of this kind", dimension: "number", example: "1e9"}, label, start, end }}, rag: {type: "group", words: "Questions with retrieval", inherits: true, fields: { model: model4, accelerator: accelerator2, precision: precision2, cachePrecision, software, site, grid, region, mix, mixBasis, year, server, embodiedMethod, speculation, retrieval, fewShot, knowledgeGraph, rewrite, rerank, encoder, index, agent, tokenisation, requestsPerSecond, pue, intensity, transmissionLoss, marketIntensity, wue, electricityWater, lifetime: lifetime2, lifetimeUtilisation: lifetimeUtilisation2, embodiedRack, embodiedNetwork, embodiedStorage, embodiedCooling, embodiedBuilding, endOfLife, purchasePrice, acceleratorPrice, electricityPrice, acceleratorCount: acceleratorCount2, dataParallelism: dataParallelism2, expertParallelism: expertParallelism2, memoryShare: memoryShare2, batch, systemTokensPerSecond, measuredEnergy, queueTime: queueTime2, powerCap, hostPower: hostPower2, idleServerPower: idleServerPower2, servingShare: servingShare2, prefillEfficiency, prefillLoad: prefillLoad2, cacheReadShare: cacheReadShare2, cacheRetention, systemTokens, questionTokens, cachedTokens, outputTokens: outputTokens2, reasoningTokens: reasoningTokens2, passes, requestsPerDay, label, start, end, served: {type: "quantity", words: "Days on which questions are asked", dimension: "duration", perUnit: 24, example: "365", api: "days"} }}, storage: {type: "group", words: "Data and checkpoints that are kept", inherits: true, fields: { site, grid, region, mix, mixBasis, year, pue, intensity, transmissionLoss, marketIntensity, wue, electricityWater, medium: {type: "choice", words: "Where it is kept", values: ["ssd","hdd"], usual: "ssd", example: "hdd"}, label, start, end, stored: {type: "quantity", words: "Size of everything that is kept once", dimension: "memory", example: "100 TB", api: "storedBytes"}, replicas: {type: "quantity", words: "Copies of it; one where left out", dimension: "number", isPlain: true, example: "3", usual: "1"}, kept: {type: "quantity", words: "How long it is kept, in years of 365 days", dimension: "duration", perUnit: 8760, example: "5 a", api: "years"} }}, retirement: {type: "group", words: "End of the hardware", fields: { label, start, end, endOfLifeFraction: {type: "quantity", words: "End of life as a share of the embodied emissions of all phases", dimension: "fraction", example: "5%"}, grams: {type: "quantity", words: "End of life as it is known", dimension: "mass", example: "10 t", api: "gramsCo2e"} }}, experimentation: {type: "quantity", words: "Failed and search runs as a multiple of the training", dimension: "number", example: "0.5"}, lifetimeRequests: {type: "quantity", words: "Requests of the whole life, over which what happened once is spread", dimension: "number", example: "1e10"}, lifetimeTokens: {type: "quantity", words: "Generated tokens of the whole life, over which what happened once is spread", dimension: "tokens", example: "1e13"} },
    get rest() { return rest("experimentationFactor requestsPerDay ragDays ragRequests keptBytes storageYears deviceHours operationalGramsCo2e embodiedGramsCo2e costUsd onceEnergyKwh onceGramsCo2e requestKwh requestGramsCo2e millionTokens lifetimeMillions millionKwh millionGramsCo2e makingEnergyKwh servedRequests servedEnergyKwh meanRequestKwh overtakingRequests", { storageReplicas: "Copies of it; one where left out", endOfLifeGramsCo2e: "End of life as it is known", itEnergyKwh: "Energy of the equipment", energyKwh: "Energy of the data centres, PUE applied once; of networks and devices as it is", totalGramsCo2e: "Location-based emissions and the share of the manufacture", marketOperationalGramsCo2e: "Market-based emissions of the electricity, beside the total; where every part knows them", waterLitres: "Water, where every part knows it" }); },
  },
} as const satisfies Readonly<Record<string, Form>>;

/** Name of a kind of file. */
export type FormKind = keyof typeof forms;
/** Name of a number of a training scenario. */
export type QuantityName = "efficiency" | "experimentationFactor" | "sequenceTokens" | "tokens" | "acceleratorCount" | "wallClock" | "throughput" | "stepTime" | "stepTokens" | "goodput" | "deviceHours" | "power" | "energy" | "pue" | "intensity" | "transmissionLoss" | "marketIntensity" | "wue" | "electricityWater" | "lifetimeUtilisation" | "lifetime" | "embodiedRack" | "embodiedNetwork" | "embodiedStorage" | "embodiedCooling" | "embodiedBuilding" | "endOfLife";
/** Name of a number of a deployment and its requests. */
export type ServingFieldName = "memoryShare" | "dataParallelism" | "expertParallelism" | "inputTokens" | "imageTokens" | "cacheReadTokens" | "cacheWriteTokens" | "outputTokens" | "reasoningTokens" | "batch" | "requestsPerSecond" | "powerCap" | "prefillEfficiency" | "queueTime" | "systemTokensPerSecond" | "prefillLoad" | "cacheReadShare" | "measuredEnergy" | "hostPower" | "servingShare" | "idleServerPower" | "cacheRetention" | "requests" | "purchasePrice" | "acceleratorPrice" | "electricityPrice";
