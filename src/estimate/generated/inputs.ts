/**
 * What estimates take. Written by a test (`npm run generate`) from the tables of quantities and from `src/forms`.
 *
 * @module
 */
import type { Accelerator, EmbeddingModel, Grid, Model, Server, ServingFit, TrainingFit } from "../../catalog/records.js";
import type { Given } from "../../core/figure.js";

/** Where something runs: what turns its energy into emissions and water. */
export interface PlaceInput {
  /** The electricity: `{ intensityGramsPerKwh: 429 }`, or `gridInYear(grids.usa, 2024)`. */
  readonly grid?: Grid;
  /** Power usage effectiveness of the data centre, at least 1; applied once. */
  readonly pue?: Given;
  /** Carbon intensity of the electricity (gCO2e/kWh). */
  readonly intensityGramsPerKwh?: Given;
  /** Share of the generation that is lost before the meter, for an intensity that does not hold it (fraction). */
  readonly transmissionLossShare?: Given;
  /** Carbon intensity under contracts and certificates (gCO2e/kWh); its emissions stand beside the location-based ones and in no total. */
  readonly marketIntensityGramsPerKwh?: Given;
  /** Water usage effectiveness: on-site water per IT energy (L/kWh). */
  readonly wueLitresPerKwh?: Given;
  /** Water that power plants consume per unit of electricity (L/kWh). */
  readonly electricityWaterLitresPerKwh?: Given;
}

/** Emissions of what surrounds the servers and of what follows their use. Hardly any figure per device is public, so each is missing where it is left out or `null`, and a note says so; zero is a statement of the caller. */
export interface EmbodiedInput {
  /** Manufacture of the racks per accelerator (gCO2e); missing where left out. */
  readonly rackGramsCo2e?: Given | null;
  /** Manufacture of the network between the servers per accelerator (gCO2e); missing where left out. */
  readonly networkGramsCo2e?: Given | null;
  /** Manufacture of the storage outside the servers per accelerator (gCO2e); missing where left out. */
  readonly storageGramsCo2e?: Given | null;
  /** Manufacture of the cooling plant per accelerator, over the accelerator's life (gCO2e); missing where left out. */
  readonly coolingGramsCo2e?: Given | null;
  /** Construction of the building per accelerator, over the accelerator's life (gCO2e); missing where left out. */
  readonly buildingGramsCo2e?: Given | null;
  /** End of life as a share of the manufacture (fraction); missing where left out. */
  readonly endOfLifeFraction?: Given | null;
}

/** The hardware whose manufacture an estimate counts, and how much of its life it uses. */
export interface EmbodiedStageInput extends EmbodiedInput {
  /** Accelerator of the catalogue, or your own. */
  readonly accelerator: Accelerator;
  /** The server around the accelerators; `null` leaves its share out of the embodied emissions. */
  readonly server?: Server | null;
  /** How the manufacture of the accelerator is found; the best that its record allows where left out. */
  readonly embodiedMethod?: "product-footprint" | "components" | "generic";
  /** Service life of the hardware, in years of 365 days (a); 5 a where left out. */
  readonly lifetimeYears?: Given;
  /** Share of its life that the hardware works (fraction); 0.85 where left out. */
  readonly lifetimeUtilisation?: Given;
}

/** What hardware and electricity cost. */
export interface PriceInput {
  /** Price of a bought accelerator, spread over its service life (USD). */
  readonly acceleratorUsd?: Given;
  /** Price of a rented accelerator (USD/h). */
  readonly acceleratorUsdPerHour?: Given;
  /** Price of electricity (USD/kWh). */
  readonly electricityUsdPerKwh?: Given;
}

/** The tokens of one request, in classes that share none: what one counts in, no other counts. */
export interface RequestTokens {
  /** Prompt tokens of a request that no cache holds (tokens); 0 where left out. */
  readonly inputTokens?: Given;
  /** Images of the prompt, counted as tokens (tokens); their encoder is not modelled. */
  readonly imageTokens?: Given;
  /** Prompt tokens that a cache holds (tokens); 0 where left out. */
  readonly cacheReadTokens?: Given;
  /** Prompt tokens that are computed and kept in a cache (tokens); 0 where left out. */
  readonly cacheWriteTokens?: Given;
  /** Visible tokens of the answer (tokens). */
  readonly outputTokens?: Given;
  /** Generated tokens that are not shown (tokens); 0 where left out. */
  readonly reasoningTokens?: Given;
}

/** Speculative decoding: drafts that the model verifies. */
export interface Speculation {
  /** Model that drafts on the same accelerators; left out where drafts cost them nothing. */
  readonly draftModel?: Model;
  /** Tokens drafted in a round (tokens); 4 where left out. */
  readonly draftedTokens?: Given;
  /** Mean chance that a drafted token is accepted, not the accepted over the drafted (fraction); 0.785 where left out. */
  readonly acceptance?: Given;
}

/** Batches that an instance may run where nothing tells the load. */
export interface ServingBand {
  /** Fewest sequences of a load that nobody knows. */
  readonly low: Given;
  /** Most sequences of a load that nobody knows. */
  readonly high: Given;
}

/** A measured point of the deployment, with the same request. */
export interface MeasuredPoint {
  /** Sequences that ran at once at a measured point. */
  readonly batch: Given;
  /** Measured energy of the accelerators per generated token at that point (J/token). */
  readonly acceleratorJoulesPerToken: Given;
}

/** Where and how answers are generated, where it differs from the whole. */
export interface CallDeployment extends PlaceInput, EmbodiedInput, PriceInput {
  /** Accelerator of the catalogue, or your own. */
  readonly accelerator?: Accelerator;
  /** Format of the weights; that in which the model is published where left out. */
  readonly precision?: "fp32" | "bf16" | "fp16" | "fp8" | "int8" | "int4" | "int4-experts" | "w4a16" | "awq" | "gptq" | "nf4" | "mxfp4" | "nvfp4" | "q2_k" | "q3_k_s" | "q3_k_m" | "q3_k_l" | "iq4_xs" | "iq4_nl" | "q4_0" | "q4_1" | "q4_k_s" | "q4_k_m" | "q5_0" | "q5_1" | "q5_k_s" | "q5_k_m" | "q6_k" | "q8_0";
  /** Format of keys and values in the cache; bf16 where left out, fp8 beside narrow weights with lean-host. */
  readonly cachePrecision?: "bf16" | "fp8";
  /** Whose constants are used; unknown for the range from a lean host to one in Python; `vllm-0.11` where left out. */
  readonly software?: "vllm-0.11" | "vllm-0.16" | "vllm-2024" | "sglang" | "tensorrt-llm" | "lean-host" | "gaudi" | "llama.cpp" | "transformers" | "unknown";
  /** Kind of load, where nothing else tells how many requests run at once. */
  readonly load?: "interactive-api" | "private" | "batch-job" | "single-user";
  /** The server around the accelerators; `null` leaves its share out of the embodied emissions. */
  readonly server?: Server | null;
  /** How the manufacture of the accelerator is found; the best that its record allows where left out. */
  readonly embodiedMethod?: "product-footprint" | "components" | "generic";
  /** Constants of serving; those of the library where left out. */
  readonly servingFit?: ServingFit;
  /** Share of the memory that weights and caches may fill (fraction); 0.9 where left out. */
  readonly memoryShare?: Given;
  /** Bits of a weight as it is kept, scales included, in place of what its format has. */
  readonly weightBits?: Given;
  /** Accelerators of one instance; the smallest power of two that holds the model and a useful batch where left out. */
  readonly acceleratorCount?: number;
  /** Data-parallel ranks inside an instance, each with attention of its own; 1 where left out. */
  readonly dataParallelism?: number;
  /** Accelerators over which whole experts are spread; 1, each expert cut over all of them, where left out. */
  readonly expertParallelism?: number;
  /** Mean number of sequences that run at once on an instance. */
  readonly batch?: Given;
  /** Rate at which one user receives tokens, as published or measured: it tells the batch (token/s). */
  readonly publishedTokensPerSecond?: Given;
  /** Requests that arrive at one instance per day. */
  readonly dailyRequests?: Given;
  /** Requests that arrive at one instance per second, in place of the batch. */
  readonly requestsPerSecond?: Given;
  /** Share of the time in which the instance serves, where its load is not stated (fraction); 0.8 where left out. */
  readonly servingShare?: Given;
  /** Cap of each accelerator (W). */
  readonly powerCapWatts?: Given;
  /** Share of the peak that reading a prompt reaches (fraction). */
  readonly prefillEfficiency?: Given;
  /** Time that a request waits before its prompt is read (s); 0 where left out. */
  readonly queueSeconds?: Given;
  /** Time to the first token beside prompt and step: scheduling, splitting into tokens, the network of the server (s). */
  readonly fixedFirstTokenSeconds?: Given;
  /** Tokens that one instance generates per second (token/s); the load, or beside a batch a measured rate. */
  readonly systemTokensPerSecond?: Given;
  /** Power of an accelerator that reads a prompt, over its TDP (fraction); predicted where left out. */
  readonly prefillLoad?: Given;
  /** Energy to load a cached token over that of reading it anew, attention apart (fraction); 0.05 where left out. */
  readonly cacheReadShare?: Given;
  /** Measured energy of the accelerators per generated token (J/token); takes the place of the model. */
  readonly measuredJoulesPerToken?: Given;
  /** Power of host, network and fans per accelerator (W). */
  readonly hostWatts?: Given;
  /** Power at the plug per accelerator while an instance waits, the accelerator included (W). */
  readonly idleServerWatts?: Given;
  /** How long written caches are kept in memory of the host (s); not counted where left out. */
  readonly cacheRetentionSeconds?: Given;
  /** Share of its life that the hardware works (fraction). */
  readonly lifetimeUtilisation?: Given;
  /** Service life of the hardware, in years of 365 days (a); 5 a where left out. */
  readonly lifetimeYears?: Given;
  /** Speculative decoding: drafts that the model verifies. */
  readonly speculation?: Speculation;
  /** Batches that an instance may run where nothing tells the load. */
  readonly servingBand?: ServingBand;
  /** A measured point of the deployment, with the same request. */
  readonly calibration?: MeasuredPoint;
}

/** An instance that serves a model: accelerators that hold it together, and what runs on them. */
export interface Deployment extends EmbodiedStageInput, PlaceInput, PriceInput {
  /** Model that is served. */
  readonly model: Model;
  /** Format of the weights; that in which the model is published where left out. */
  readonly precision?: "fp32" | "bf16" | "fp16" | "fp8" | "int8" | "int4" | "int4-experts" | "w4a16" | "awq" | "gptq" | "nf4" | "mxfp4" | "nvfp4" | "q2_k" | "q3_k_s" | "q3_k_m" | "q3_k_l" | "iq4_xs" | "iq4_nl" | "q4_0" | "q4_1" | "q4_k_s" | "q4_k_m" | "q5_0" | "q5_1" | "q5_k_s" | "q5_k_m" | "q6_k" | "q8_0";
  /** Format of keys and values in the cache; bf16 where left out, fp8 beside narrow weights with lean-host. */
  readonly cachePrecision?: "bf16" | "fp8";
  /** Whose constants are used; unknown for the range from a lean host to one in Python; `vllm-0.11` where left out. */
  readonly software?: "vllm-0.11" | "vllm-0.16" | "vllm-2024" | "sglang" | "tensorrt-llm" | "lean-host" | "gaudi" | "llama.cpp" | "transformers" | "unknown";
  /** Kind of load, where nothing else tells how many requests run at once. */
  readonly load?: "interactive-api" | "private" | "batch-job" | "single-user";
  /** Constants of serving; those of the library where left out. */
  readonly servingFit?: ServingFit;
  /** Share of the memory that weights and caches may fill (fraction); 0.9 where left out. */
  readonly memoryShare?: Given;
  /** Bits of a weight as it is kept, scales included, in place of what its format has. */
  readonly weightBits?: Given;
  /** Accelerators of one instance; the smallest power of two that holds the model and a useful batch where left out. */
  readonly acceleratorCount?: number;
  /** Data-parallel ranks inside an instance, each with attention of its own; 1 where left out. */
  readonly dataParallelism?: number;
  /** Accelerators over which whole experts are spread; 1, each expert cut over all of them, where left out. */
  readonly expertParallelism?: number;
  /** Rate at which one user receives tokens, as published or measured: it tells the batch (token/s). */
  readonly publishedTokensPerSecond?: Given;
  /** Requests that arrive at one instance per day. */
  readonly dailyRequests?: Given;
  /** Share of the time in which the instance serves, where its load is not stated (fraction); 0.8 where left out. */
  readonly servingShare?: Given;
  /** Cap of each accelerator (W). */
  readonly powerCapWatts?: Given;
  /** Share of the peak that reading a prompt reaches (fraction). */
  readonly prefillEfficiency?: Given;
  /** Time to the first token beside prompt and step: scheduling, splitting into tokens, the network of the server (s). */
  readonly fixedFirstTokenSeconds?: Given;
  /** Power of an accelerator that reads a prompt, over its TDP (fraction); predicted where left out. */
  readonly prefillLoad?: Given;
  /** Energy to load a cached token over that of reading it anew, attention apart (fraction); 0.05 where left out. */
  readonly cacheReadShare?: Given;
  /** Power of host, network and fans per accelerator (W). */
  readonly hostWatts?: Given;
  /** Power at the plug per accelerator while an instance waits, the accelerator included (W). */
  readonly idleServerWatts?: Given;
  /** How long written caches are kept in memory of the host (s); not counted where left out. */
  readonly cacheRetentionSeconds?: Given;
  /** Share of its life that the hardware works (fraction). */
  readonly lifetimeUtilisation?: Given;
}

/** When a phase of a life happens, and what it is called. */
export interface LifePhase {
  /** What the phase is called. */
  readonly label?: string;
  /** First day. */
  readonly start?: string;
  /** Last day. */
  readonly end?: string;
}

/** Quantities of a model. */
export interface ModelGivens {
  /** Layers. */
  readonly layers?: Given;
  /** Width of the residual stream. */
  readonly hiddenSize?: Given;
  /** Attention heads. */
  readonly attentionHeads?: Given;
  /** Tokens of the vocabulary. */
  readonly vocabularySize?: Given;
  /** Inner width of a feed-forward block. */
  readonly feedForwardSize?: Given;
  /** Layers of the encoder. */
  readonly encoderLayers?: Given;
  /** Layers with attention. */
  readonly attentionLayers?: Given;
  /** Layers that are a feed-forward block alone. */
  readonly feedForwardLayers?: Given;
  /** Attention blocks. */
  readonly attentionBlocks?: Given;
  /** Feed-forward blocks of the decoder. */
  readonly decoderFeedForwardBlocks?: Given;
  /** Feed-forward blocks. */
  readonly feedForwardBlocks?: Given;
  /** Width of a head. */
  readonly headSize?: Given;
  /** Heads of keys and values. */
  readonly keyValueHeads?: Given;
  /** Rank of compressed queries. */
  readonly queryRank?: Given;
  /** Rank of compressed keys and values. */
  readonly keyValueRank?: Given;
  /** Width of a head without positions. */
  readonly nopeHeadSize?: Given;
  /** Width of a head with positions. */
  readonly ropeHeadSize?: Given;
  /** Width of a head of values. */
  readonly valueHeadSize?: Given;
  /** 1 where queries, keys and values have biases. */
  readonly queryKeyValueBias?: Given;
  /** 1 where the output of attention has a bias. */
  readonly outputBias?: Given;
  /** 1 where queries and keys have norms. */
  readonly queryKeyNorm?: Given;
  /** 1 where heads have sinks. */
  readonly attentionSinks?: Given;
  /** Parameters of queries (parameters). */
  readonly queryParameters?: Given;
  /** Parameters of an attention block (parameters). */
  readonly attentionParameters?: Given;
  /** Norms of a block. */
  readonly normsPerBlock?: Given;
  /** Vectors of a norm. */
  readonly vectorsPerNorm?: Given;
  /** Parameters of a norm (parameters). */
  readonly normParameters?: Given;
  /** Parameters of all attention blocks (parameters). */
  readonly attentionStackParameters?: Given;
  /** Tables of token embeddings. */
  readonly embeddingTables?: Given;
  /** Parameters of token embeddings (parameters). */
  readonly embeddingParameters?: Given;
  /** Learned positions. */
  readonly positions?: Given;
  /** Parameters of positions (parameters). */
  readonly positionParameters?: Given;
  /** Stacks of layers. */
  readonly stacks?: Given;
  /** Norms outside the layers. */
  readonly outerNorms?: Given;
  /** Parameters of norms outside the layers (parameters). */
  readonly outerNormParameters?: Given;
  /** Buckets of relative positions. */
  readonly relativePositionBuckets?: Given;
  /** Parameters of relative positions (parameters). */
  readonly relativePositionParameters?: Given;
  /** Inner width of a state-space layer. */
  readonly stateInnerSize?: Given;
  /** Size of a state. */
  readonly stateSize?: Given;
  /** Groups of a state-space layer. */
  readonly stateGroups?: Given;
  /** Heads of a state-space layer. */
  readonly stateHeads?: Given;
  /** Width of the convolution of a state-space layer. */
  readonly convolutionWidth?: Given;
  /** Rank of the step of a state-space layer. */
  readonly stepRank?: Given;
  /** Layers with attention that hold no state. */
  readonly blocksBesideStates?: Given;
  /** State-space layers. */
  readonly stateLayers?: Given;
  /** Parameters of a state-space layer (parameters). */
  readonly stateLayerParameters?: Given;
  /** Parameters of the norm of a state-space layer, that of the attention where both stand side by side (parameters). */
  readonly stateNormParameters?: Given;
  /** Parameters of all state-space layers (parameters). */
  readonly stateStackParameters?: Given;
  /** Matrices of a feed-forward block. */
  readonly feedForwardMatrices?: Given;
  /** 1 where feed-forward blocks have biases. */
  readonly feedForwardBias?: Given;
  /** Parameters of a feed-forward block (parameters). */
  readonly feedForwardParameters?: Given;
  /** Parameters of the norm of a feed-forward block (parameters). */
  readonly feedForwardNormParameters?: Given;
  /** Parameters of all feed-forward blocks (parameters). */
  readonly feedForwardStackParameters?: Given;
  /** Routed experts of a layer. */
  readonly experts?: Given;
  /** Routed experts that a token passes through. */
  readonly activeExperts?: Given;
  /** Experts that every token passes through. */
  readonly sharedExperts?: Given;
  /** Layers before the first experts. */
  readonly firstDenseLayers?: Given;
  /** Every how many layers there are experts. */
  readonly expertLayerPeriod?: Given;
  /** Inner width of a routed expert. */
  readonly expertFeedForwardSize?: Given;
  /** Width in which routed experts work, where it is not that of the residual stream. */
  readonly latentSize?: Given;
  /** Width in which routed experts work. */
  readonly expertWidth?: Given;
  /** Inner width of a shared expert. */
  readonly sharedFeedForwardSize?: Given;
  /** Matrices of an expert. */
  readonly expertFeedForwardMatrices?: Given;
  /** 1 where routers have a bias. */
  readonly routerBias?: Given;
  /** Encoder layers with experts. */
  readonly encoderExpertLayers?: Given;
  /** Decoder layers with experts. */
  readonly decoderExpertLayers?: Given;
  /** Layers with experts. */
  readonly expertLayers?: Given;
  /** Layers without experts. */
  readonly denseLayers?: Given;
  /** Parameters of all feed-forward blocks beside experts (parameters). */
  readonly denseStackParameters?: Given;
  /** Parameters of a routed expert (parameters). */
  readonly expertParameters?: Given;
  /** Parameters of a shared expert (parameters). */
  readonly sharedExpertParameters?: Given;
  /** Parameters of a router (parameters). */
  readonly routerParameters?: Given;
  /** Parameters of the projections into that width and back (parameters). */
  readonly latentProjectionParameters?: Given;
  /** Parameters of a layer of experts beside them (parameters). */
  readonly besideExpertParameters?: Given;
  /** Parameters of a layer of experts (parameters). */
  readonly expertBlockParameters?: Given;
  /** Parameters of a layer of experts that a token passes through (parameters). */
  readonly activeExpertBlockParameters?: Given;
  /** Parameters of all layers of experts (parameters). */
  readonly expertStackParameters?: Given;
  /** Parameters of all layers of experts that a token passes through (parameters). */
  readonly activeExpertStackParameters?: Given;
  /** All parameters over those that a token passes through. */
  readonly totalOverActive?: Given;
  /** Parameters of the model (parameters). */
  readonly parameters?: Given;
  /** Parameters that a token passes through (parameters). */
  readonly activeParameters?: Given;
  /** No such table. */
  readonly noTables?: Given;
  /** Parameters without token tables and learned positions (parameters). */
  readonly nonEmbeddingParameters?: Given;
  /** Active parameters without an input embedding of its own (parameters). */
  readonly activeNoInputEmbeddingParameters?: Given;
  /** No such parameters (parameters). */
  readonly noParameters?: Given;
  /** No such bias. */
  readonly noBias?: Given;
  /** Parameters of a routed expert without biases (parameters). */
  readonly routedExpertParameters?: Given;
  /** Parameters of the routed experts of a layer (parameters). */
  readonly routedLayerParameters?: Given;
  /** Parameters of all routed experts by the dimensions (parameters). */
  readonly countedRoutedParameters?: Given;
  /** Parameters of all routed experts (parameters). */
  readonly routedParameters?: Given;
  /** Tables that only read tokens. */
  readonly inputTables?: Given;
  /** Parameters of an input embedding of its own (parameters). */
  readonly inputEmbeddingParameters?: Given;
  /** Layers with a sliding window. */
  readonly windowLayerCount?: Given;
  /** Tokens of the window (tokens). */
  readonly windowTokens?: Given;
  /** Layers that see every token. */
  readonly fullAttentionLayers?: Given;
  /** Width of the cached latent. */
  readonly latentWidth?: Given;
  /** Width of a head of queries. */
  readonly scoreHeadSize?: Given;
  /** Width of attention over new tokens. */
  readonly attentionWidth?: Given;
  /** Width of attention over a cache. */
  readonly decodeWidth?: Given;
  /** Size of a value in the cache (B). */
  readonly cacheElementBytes?: Given;
  /** Cache of a token in a layer (B). */
  readonly layerTokenBytes?: Given;
  /** Size of a value of a state (B). */
  readonly stateElementBytes?: Given;
  /** State that a step reads and writes for a sequence (B). */
  readonly stateTrafficBytes?: Given;
  /** Layers with experts, as served. */
  readonly servedExpertLayers?: Given;
}

/** Quantities of attention. */
export interface AttentionGivens {
  /** 1 where a token sees only those before it. */
  readonly causalMask?: Given;
  /** Operations of attention per attended token. */
  readonly flopPerAttendedToken?: Given;
  /** Operations of attention per attended token without a mask. */
  readonly flopPerUnmaskedToken?: Given;
  /** Tokens that a window sees (tokens). */
  readonly windowedTokens?: Given;
  /** Operations of attention in windows (FLOP). */
  readonly windowAttentionFlop?: Given;
  /** Operations of attention over whole sequences (FLOP). */
  readonly wholeAttentionFlop?: Given;
  /** Blocks of attention without a mask. */
  readonly encoderAttentionLayers?: Given;
  /** Operations of attention without a mask (FLOP). */
  readonly encoderAttentionFlop?: Given;
}

/** Quantities of a place. */
export interface PlaceGivens {
  /** Carbon intensity at the meter (gCO2e/kWh). */
  readonly deliveredGramsPerKwh?: Given;
  /** Location-based emissions of the electricity (gCO2e). */
  readonly operationalGramsCo2e?: Given;
  /** Market-based emissions of the electricity, beside the total (gCO2e). */
  readonly marketOperationalGramsCo2e?: Given;
  /** Water on site (L). */
  readonly onSiteWaterLitres?: Given;
  /** Water of power plants (L). */
  readonly offSiteWaterLitres?: Given;
  /** Water, as far as its factors are given (L). */
  readonly waterLitres?: Given;
}

/** Quantities of hardware and its manufacture. */
export interface EmbodiedGivens {
  /** Share of the life of the hardware that is used. */
  readonly lifetimeShare?: Given;
  /** Product footprint of an accelerator (gCO2e). */
  readonly productFootprintGramsCo2e?: Given;
  /** Manufacture of an accelerator (gCO2e). */
  readonly acceleratorGramsCo2e?: Given;
  /** Area of the dies of an accelerator (cm2). */
  readonly dieAreaSquareCentimetres?: Given;
  /** Manufacture of dies per area (gCO2e/cm2). */
  readonly carbonPerAreaGramsPerSquareCentimetre?: Given;
  /** Manufacture of the dies of an accelerator (gCO2e). */
  readonly dieGramsCo2e?: Given;
  /** Manufacture of memory per capacity (gCO2e/GB). */
  readonly carbonPerCapacityGramsPerGigabyte?: Given;
  /** Memory of an accelerator (B). */
  readonly memoryBytes?: Given;
  /** Memory of an accelerator as it is sold (B). */
  readonly nominalMemoryBytes?: Given;
  /** Manufacture of the memory of an accelerator (gCO2e). */
  readonly memoryGramsCo2e?: Given;
  /** Manufacture of the module of an accelerator (gCO2e). */
  readonly moduleGramsCo2e?: Given;
  /** Processors of a server. */
  readonly processorCount?: Given;
  /** Area of the dies of a processor (cm2). */
  readonly processorDieAreaSquareCentimetres?: Given;
  /** Manufacture of the package of a processor (gCO2e). */
  readonly processorPackageGramsCo2e?: Given;
  /** Manufacture of processors per area (gCO2e/cm2). */
  readonly processorGramsPerSquareCentimetre?: Given;
  /** Manufacture of a processor (gCO2e). */
  readonly processorGramsCo2e?: Given;
  /** Manufacture of the processors of a server (gCO2e). */
  readonly hostProcessorsGramsCo2e?: Given;
  /** Memory of a server (B). */
  readonly hostMemoryBytes?: Given;
  /** Manufacture of memory of servers (gCO2e/GB). */
  readonly dramGramsPerGigabyte?: Given;
  /** Manufacture of the memory of a server (gCO2e). */
  readonly hostMemoryGramsCo2e?: Given;
  /** Flash storage of a server (B). */
  readonly ssdBytes?: Given;
  /** Manufacture of flash storage (gCO2e/GB). */
  readonly ssdGramsPerGigabyte?: Given;
  /** Manufacture of the flash storage of a server (gCO2e). */
  readonly hostSsdGramsCo2e?: Given;
  /** Hard disks of a server. */
  readonly hddCount?: Given;
  /** Manufacture of a hard disk (gCO2e). */
  readonly hddGramsCo2e?: Given;
  /** Manufacture of the hard disks of a server (gCO2e). */
  readonly hostHddGramsCo2e?: Given;
  /** Mass of the power supplies of a server (kg). */
  readonly powerSupplyKilograms?: Given;
  /** Manufacture of power supplies per mass (gCO2e/kg). */
  readonly powerSupplyGramsPerKilogram?: Given;
  /** Manufacture of the power supplies of a server (gCO2e). */
  readonly hostPowerSupplyGramsCo2e?: Given;
  /** Packaged chips of a server. */
  readonly chipPackageCount?: Given;
  /** Manufacture of the package of a chip (gCO2e). */
  readonly chipPackageGramsCo2e?: Given;
  /** Manufacture of the packages of the chips of a server (gCO2e). */
  readonly hostChipPackagesGramsCo2e?: Given;
  /** Manufacture of a mainboard (gCO2e). */
  readonly mainboardGramsCo2e?: Given;
  /** Manufacture of a chassis (gCO2e). */
  readonly chassisGramsCo2e?: Given;
  /** Assembly of a server (gCO2e). */
  readonly assemblyGramsCo2e?: Given;
  /** Manufacture of a server without its accelerators (gCO2e). */
  readonly hostGramsCo2e?: Given;
  /** An accelerator's share of the manufacture of its server (gCO2e). */
  readonly hostShareGramsCo2e?: Given;
  /** Manufacture of accelerators that is used (gCO2e). */
  readonly embodiedAcceleratorGramsCo2e?: Given;
  /** Manufacture of dies that is used (gCO2e). */
  readonly embodiedDieGramsCo2e?: Given;
  /** Manufacture of memory that is used (gCO2e). */
  readonly embodiedMemoryGramsCo2e?: Given;
  /** Manufacture of modules that is used (gCO2e). */
  readonly embodiedModuleGramsCo2e?: Given;
  /** Manufacture of servers that is used (gCO2e). */
  readonly embodiedHostGramsCo2e?: Given;
  /** Manufacture of racks that is used (gCO2e). */
  readonly embodiedRackGramsCo2e?: Given;
  /** Manufacture of the network that is used (gCO2e). */
  readonly embodiedNetworkGramsCo2e?: Given;
  /** Manufacture of the storage that is used (gCO2e). */
  readonly embodiedStorageGramsCo2e?: Given;
  /** Manufacture of the cooling that is used (gCO2e). */
  readonly embodiedCoolingGramsCo2e?: Given;
  /** Construction of the building that is used (gCO2e). */
  readonly embodiedBuildingGramsCo2e?: Given;
  /** Manufacture of a device with all shares that are counted (gCO2e). */
  readonly manufactureGramsCo2e?: Given;
  /** End of life of a device (gCO2e). */
  readonly endOfLifeGramsCo2e?: Given;
  /** End of life that is used up (gCO2e). */
  readonly embodiedEndOfLifeGramsCo2e?: Given;
  /** Share of the manufacture of the hardware (gCO2e). */
  readonly embodiedGramsCo2e?: Given;
}

/** Quantities of a served model. */
export interface ServingGivens {
  /** Size of a weight of a routed expert (B/parameter). */
  readonly routedBytesPerParameter?: Given;
  /** Size of any other weight (B/parameter). */
  readonly sharedBytesPerParameter?: Given;
  /** Memory of the weights outside routed experts (B). */
  readonly sharedWeightBytes?: Given;
  /** Memory of the routed experts (B). */
  readonly routedWeightBytes?: Given;
  /** No experts, where the other weights are counted. */
  readonly noExperts?: Given;
  /** All experts, where all of them are held. */
  readonly allExperts?: Given;
  /** Memory of the weights (B). */
  readonly weightBytes?: Given;
  /** How lean software is that is not known: 0 as usual, 1 as a lean host. */
  readonly leanness?: Given;
  /** Size of a value in the cache of usual software (B). */
  readonly usualElementBytes?: Given;
  /** The same of a lean host (B). */
  readonly leanElementBytes?: Given;
  /** Size of a value in the cache (B). */
  readonly cacheElementBytes?: Given;
  /** Cache of a sequence (B). */
  readonly cacheBytes?: Given;
  /** Cache and state of a sequence (B). */
  readonly sequenceBytes?: Given;
  /** No cache (B). */
  readonly noCacheBytes?: Given;
  /** What the accelerators of a rank divide of a sequence (B). */
  readonly dividedBytes?: Given;
  /** What each of them holds whole of it: a latent cache (B). */
  readonly wholeBytes?: Given;
  /** One token (tokens). */
  readonly oneTokens?: Given;
  /** Cache of a token (B). */
  readonly tokenCacheBytes?: Given;
  /** Parameters from which large services spread a mixture over many servers (parameters). */
  readonly leastWideParameters?: Given;
  /** Accelerators over which they spread it. */
  readonly wideAccelerators?: Given;
  /** Sequences that must fit beside the weights. */
  readonly leastBatch?: Given;
  /** Sequences for whose caches a default instance has room. */
  readonly plannedSequences?: Given;
  /** The same, as far as latent caches leave room for weights; those that are given. */
  readonly roomySequences?: Given;
  /** Memory of the weights outside routed experts, those of a draft included (B). */
  readonly heldSharedBytes?: Given;
  /** Memory of the routed experts, those of a draft included (B). */
  readonly heldRoutedBytes?: Given;
  /** What a rank divides of a sequence, that of a draft included (B). */
  readonly heldDividedBytes?: Given;
  /** What each accelerator of a rank holds whole of it, that of a draft included (B). */
  readonly heldWholeBytes?: Given;
  /** Data-parallel ranks of a default instance. */
  readonly plannedRanks?: Given;
  /** Fewest accelerators that hold weights and these caches. */
  readonly neededAccelerators?: Given;
  /** The next power of two in each rank, which cuts layers evenly. */
  readonly fittingAccelerators?: Given;
  /** Twice as many. */
  readonly moreAccelerators?: Given;
  /** Sequences that memory holds beside the weights. */
  readonly mostSequences?: Given;
  /** One rank. */
  readonly oneRank?: Given;
  /** Routed experts of a layer, where the dimensions of the model tell them. */
  readonly statedExperts?: Given;
  /** Accelerators of a data-parallel rank. */
  readonly rankAccelerators?: Given;
  /** 1 where several accelerators share a layer. */
  readonly isParallel?: Given;
  /** 1 where routed experts have block scales. */
  readonly isBlockScaled?: Given;
  /** Memory bandwidth of an accelerator (B/s). */
  readonly memoryBytesPerSecond?: Given;
  /** Dense peak of an accelerator in 4 bit (FLOP/s). */
  readonly fourBitFlopPerSecond?: Given;
  /** Operations per byte of the memory, where no rate is known. */
  readonly flopPerByte?: Given;
  /** Dense peak of an accelerator in 8 bit (FLOP/s). */
  readonly eightBitFlopPerSecond?: Given;
  /** Dense peak of an accelerator in 16 bit (FLOP/s). */
  readonly sixteenBitFlopPerSecond?: Given;
  /** Dense peak of an accelerator in the format that is computed (FLOP/s). */
  readonly peakFlopPerSecond?: Given;
  /** Thermal design power of an accelerator (W). */
  readonly tdpWatts?: Given;
  /** Idle power of an accelerator over its TDP. */
  readonly deviceIdleShare?: Given;
  /** Idle power of an accelerator (W). */
  readonly idleWatts?: Given;
  /** Share of the memory bandwidth that reading weights reaches. */
  readonly bandwidthEfficiency?: Given;
  /** Share of the memory bandwidth that reading caches reaches. */
  readonly cacheBandwidthEfficiency?: Given;
  /** Share of the peak that decoding reaches. */
  readonly computeEfficiency?: Given;
  /** What narrow formats reach of that share. */
  readonly narrowFactor?: Given;
  /** What weights of 8 bit reach of it where they are widened. */
  readonly widenedFactor?: Given;
  /** The factor on narrow formats of usual software. */
  readonly usualNarrowComputeFactor?: Given;
  /** The same of a lean host. */
  readonly leanNarrowComputeFactor?: Given;
  /** Factor of the serving software on the rate of narrow formats. */
  readonly narrowComputeFactor?: Given;
  /** What the format of the weights reaches of that share. */
  readonly stepFormatFactor?: Given;
  /** Time of a step whatever its size (s). */
  readonly fixedStepSeconds?: Given;
  /** Time of a layer beside reading and computing (s). */
  readonly layerSeconds?: Given;
  /** Further time of a layer that accelerators share (s). */
  readonly parallelLayerSeconds?: Given;
  /** Further time of a layer with block scales (s). */
  readonly blockScaledLayerSeconds?: Given;
  /** Time of a sequence in a step (s). */
  readonly perSequenceSeconds?: Given;
  /** Traffic of a routed token over the least. */
  readonly routingTraffic?: Given;
  /** Rows of a tile of a matrix product. */
  readonly tileRows?: Given;
  /** Exponent of the overlap of memory and operations. */
  readonly overlapExponent?: Given;
  /** Dynamic power of operations over that of the TDP. */
  readonly computeLoad?: Given;
  /** Energy to read a byte (J/B). */
  readonly memoryJoulesPerByte?: Given;
  /** The factor on fixed times of usual software. */
  readonly usualFixedTimeFactor?: Given;
  /** The same of a lean host. */
  readonly leanFixedTimeFactor?: Given;
  /** Factor of the serving software on fixed times. */
  readonly fixedTimeFactor?: Given;
  /** The factor on times of sequences of usual software. */
  readonly usualSequenceTimeFactor?: Given;
  /** The same of a lean host. */
  readonly leanSequenceTimeFactor?: Given;
  /** Factor of the serving software on times of sequences. */
  readonly sequenceTimeFactor?: Given;
  /** Dynamic power of a busy accelerator over that of the TDP. */
  readonly baseLoad?: Given;
  /** Dynamic power while the host works over that of the TDP. */
  readonly hostLoad?: Given;
  /** Positions that a step computes. */
  readonly verifiedPositions?: Given;
  /** Share of the routed experts that a step reads. */
  readonly touchedExpertShare?: Given;
  /** Sequences of an instance of which every rank runs as many as the busiest. */
  readonly steppedSequences?: Given;
  /** Positions that a step of as many computes. */
  readonly steppedPositions?: Given;
  /** Sequences of the busiest data-parallel rank. */
  readonly rankBatch?: Given;
  /** Weights outside of routed experts that a step reads (B). */
  readonly sharedTrafficBytes?: Given;
  /** Time to read them: each rank has its own (s). */
  readonly sharedWeightSeconds?: Given;
  /** Weights of routed experts that a step reads (B). */
  readonly routedTrafficBytes?: Given;
  /** Time to read them: all ranks share the experts (s). */
  readonly routedWeightSeconds?: Given;
  /** Time to read the weights (s). */
  readonly weightSeconds?: Given;
  /** Accelerators over which the cache of a sequence is spread: a latent one is whole on each. */
  readonly cacheAccelerators?: Given;
  /** Caches of a rank that a step reads (B). */
  readonly rankCacheBytes?: Given;
  /** States of a rank that a step reads (B). */
  readonly rankStateBytes?: Given;
  /** Time to read the caches (s). */
  readonly keyValueSeconds?: Given;
  /** Time to read the states (s). */
  readonly stateSeconds?: Given;
  /** Time to read caches and states (s). */
  readonly cacheSeconds?: Given;
  /** Time of the memory (s). */
  readonly memorySeconds?: Given;
  /** Share of the peak in the format of the weights. */
  readonly stepComputeEfficiency?: Given;
  /** 1 where every rank computes the dense layers of all tokens, 0 where each computes those of its own. */
  readonly repetition?: Given;
  /** Accelerators that share the operations of a token: those of a rank where each rank computes all tokens. */
  readonly computingAccelerators?: Given;
  /** Operations of a token (FLOP). */
  readonly tokenFlop?: Given;
  /** Operations of a step (FLOP). */
  readonly stepFlop?: Given;
  /** Time of the operations of the tokens (s). */
  readonly tokenComputeSeconds?: Given;
  /** Rows of a tile that experts fill: those of a block of weights with one scale, else what small products cost. */
  readonly paddedRows?: Given;
  /** Operations that fill tiles (FLOP). */
  readonly paddingFlop?: Given;
  /** Time of the operations that fill tiles (s). */
  readonly paddingSeconds?: Given;
  /** Time of the operations (s). */
  readonly computeSeconds?: Given;
  /** What the fullest accelerator reads beyond the others (B). */
  readonly waitingBytes?: Given;
  /** Time in which the others wait for it (s). */
  readonly waitingSeconds?: Given;
  /** Time of the slowest memory (s). */
  readonly slowestMemorySeconds?: Given;
  /** Time to send a token to its experts (s). */
  readonly tokenRoutingSeconds?: Given;
  /** Time to send tokens to their experts (s). */
  readonly routingSeconds?: Given;
  /** Share of the tokens that an accelerator sorts for their experts. */
  readonly routedShare?: Given;
  /** Time of the sequences of a rank (s). */
  readonly sequenceSeconds?: Given;
  /** Time of memory and operations (s). */
  readonly overlappedSeconds?: Given;
  /** What unpacking a narrow weight costs, as bytes of it that are read beside (B). */
  readonly unpackedBytes?: Given;
  /** The same of all weights of a token (B). */
  readonly unpackingBytes?: Given;
  /** Time to unpack the weights (s). */
  readonly unpackingSeconds?: Given;
  /** The whole bandwidth of a memory. */
  readonly wholeBandwidth?: Given;
  /** Time of the launches (s). */
  readonly launchSeconds?: Given;
  /** Time of a decoding step on the accelerators (s). */
  readonly deviceStepSeconds?: Given;
  /** Time of a layer on the host (s). */
  readonly hostLayerSeconds?: Given;
  /** Time of a decoding step on the host, beside which the accelerators work (s). */
  readonly hostStepSeconds?: Given;
  /** Mean power of an accelerator in a step, before a cap (W). */
  readonly stepPowerWatts?: Given;
  /** Prompt tokens that no cache holds, with images (tokens). */
  readonly freshTokens?: Given;
  /** Prompt tokens that are computed (tokens). */
  readonly uncachedTokens?: Given;
  /** Generated tokens, visible and not (tokens). */
  readonly generatedTokens?: Given;
  /** All tokens of a request (tokens). */
  readonly requestTokens?: Given;
  /** Tokens that the model takes (tokens). */
  readonly longestTokens?: Given;
  /** One sequence. */
  readonly oneSequence?: Given;
  /** Time per output token of that rate (s). */
  readonly publishedTokenSeconds?: Given;
  /** What the model must predict for it, with its spread (s). */
  readonly modelledTokenSeconds?: Given;
  /** Tokens per second that are asked of an instance (token/s). */
  readonly demandedTokensPerSecond?: Given;
  /** Sequences that run at once over all time, where the batch is what runs while any does. */
  readonly offeredSequences?: Given;
  /** Tokens per second of such a load (token/s). */
  readonly servedTokensPerSecond?: Given;
  /** The same as the model predicts it, without its spread (token/s). */
  readonly modelledServedTokensPerSecond?: Given;
  /** What the model must predict for what is asked, with its spread (token/s). */
  readonly modelledTokensPerSecond?: Given;
  /** Sequences that run at once over all time. */
  readonly meanSequences?: Given;
  /** Share of the time in which the instance works: by its load, or servingShare where none is stated. */
  readonly busyShare?: Given;
  /** Fewest sequences of a load that nobody knows. */
  readonly bandLow?: Given;
  /** Most sequences of a load that nobody knows. */
  readonly bandHigh?: Given;
  /** Fewest sequences per 80 GB of memory of a kind of load. */
  readonly leastDensitySequences?: Given;
  /** Most sequences per 80 GB of memory of a kind of load. */
  readonly mostDensitySequences?: Given;
  /** Fewest of them, as far as memory holds them. */
  readonly bandStart?: Given;
  /** Most of them that memory holds. */
  readonly bandEnd?: Given;
  /** Place of the low end in the band. */
  readonly lowShare?: Given;
  /** Place of the middle in the band. */
  readonly middleShare?: Given;
  /** Place of the high end in the band. */
  readonly highShare?: Given;
  /** Few sequences. */
  readonly batchAtLow?: Given;
  /** Sequences in the middle of the band. */
  readonly batchInMiddle?: Given;
  /** Many sequences. */
  readonly batchAtHigh?: Given;
  /** Tokens that a round yields (tokens). */
  readonly roundTokens?: Given;
  /** Time of the drafts of a round (s). */
  readonly draftSeconds?: Given;
  /** Time of a round (s). */
  readonly roundSeconds?: Given;
  /** Time of a token without prompts in between (s). */
  readonly tokenSeconds?: Given;
  /** Mean power of an accelerator in a round, before a cap (W). */
  readonly roundPowerWatts?: Given;
  /** Most power of an accelerator (W). */
  readonly powerLimitWatts?: Given;
  /** Mean power of an accelerator over decoding and prompts, before its limit (W). */
  readonly cyclePowerWatts?: Given;
  /** What the limit leaves of the power. */
  readonly limitedShare?: Given;
  /** Mean power of one accelerator while it decodes (W). */
  readonly decodePowerWatts?: Given;
  /** Share of the peak of an H100 that reading a prompt reaches. */
  readonly referencePromptEfficiency?: Given;
  /** Exponent with which it falls with the peak. */
  readonly promptExponent?: Given;
  /** What narrow formats reach of it. */
  readonly narrowPromptFactor?: Given;
  /** Traffic of a routed token of a prompt over the least. */
  readonly promptRoutingTraffic?: Given;
  /** Share of the rate of the links that sums over accelerators reach. */
  readonly reduceEfficiency?: Given;
  /** What the format of the weights reaches of the share of a prompt. */
  readonly promptFormatFactor?: Given;
  /** Rate of the links between the accelerators of a server, both directions together (B/s). */
  readonly linkBytesPerSecond?: Given;
  /** Operations to read the prompt (FLOP). */
  readonly prefillFlop?: Given;
  /** Time of its operations (s). */
  readonly promptComputeSeconds?: Given;
  /** Time to send a token of a prompt to its experts (s). */
  readonly promptRoutingSeconds?: Given;
  /** Time to add up what the accelerators of a rank have of a token of a prompt (s). */
  readonly promptReduceSeconds?: Given;
  /** Time that a token of a prompt moves (s). */
  readonly promptTokenSeconds?: Given;
  /** Time that its tokens move (s). */
  readonly promptTrafficSeconds?: Given;
  /** Predicted time to read the prompt (s). */
  readonly predictedPrefillSeconds?: Given;
  /** Time of the prompts of all requests per token (s). */
  readonly promptsSeconds?: Given;
  /** One more token of a prompt (tokens). */
  readonly nextTokens?: Given;
  /** Operations to read one more token after what a cache holds (FLOP). */
  readonly nextFlop?: Given;
  /** Time of its operations (s). */
  readonly nextComputeSeconds?: Given;
  /** Power of an accelerator that reads a prompt, before a limit (W). */
  readonly promptPowerWatts?: Given;
  /** Predicted time of an instance per token of every sequence (s). */
  readonly predictedCycleSeconds?: Given;
  /** Time of an instance per token of every sequence, with the prompts of all requests in between (s). */
  readonly cycleSeconds?: Given;
  /** Measured over predicted time. */
  readonly timeSpread?: Given;
  /** Time in which the peak rate reads the prompt (s). */
  readonly leastPrefillSeconds?: Given;
  /** Time in which the peak rate reads the prompts of all requests, per token (s). */
  readonly leastPromptsSeconds?: Given;
  /** Time in which the peak rate does the operations of a step (s). */
  readonly leastStepSeconds?: Given;
  /** The whole peak rate. */
  readonly wholePeak?: Given;
  /** Time in which the peak rate does the operations of a token of every sequence: no measured one is shorter (s). */
  readonly leastCycleSeconds?: Given;
  /** Time of the prompts of other requests in between (s). */
  readonly interleavedSeconds?: Given;
  /** Predicted time per output token (s). */
  readonly predictedTimePerOutputTokenSeconds?: Given;
  /** Time per output token, with the prompts of other requests in between (s). */
  readonly timePerOutputTokenSeconds?: Given;
  /** Measured over predicted time. */
  readonly timeScale?: Given;
  /** Time to read the prompt, before its spread (s). */
  readonly poweredPrefillSeconds?: Given;
  /** Time to read the uncached part of the prompt (s). */
  readonly prefillSeconds?: Given;
  /** Time of a decoding step, before its spread (s). */
  readonly poweredStepSeconds?: Given;
  /** Time of a decoding step without prompts in between (s). */
  readonly decodeStepSeconds?: Given;
  /** Time of an instance that is charged to the request (s). */
  readonly instanceSeconds?: Given;
  /** Time to the first token (s). */
  readonly timeToFirstTokenSeconds?: Given;
  /** Time of the whole request (s). */
  readonly latencySeconds?: Given;
  /** Power of an accelerator that reads a prompt, before its limit (W). */
  readonly prefillPowerWatts?: Given;
  /** Power of an accelerator that reads a prompt (W). */
  readonly prefillCappedWatts?: Given;
  /** Energy of the accelerators to read prompts (kWh). */
  readonly prefillEnergyKwh?: Given;
  /** Predicted energy of the accelerators to read prompts (kWh). */
  readonly predictedPrefillEnergyKwh?: Given;
  /** Predicted energy of the accelerators to decode (kWh). */
  readonly predictedDecodeEnergyKwh?: Given;
  /** Measured over predicted energy. */
  readonly energySpread?: Given;
  /** Measured over predicted energy of prompts and loaded caches. */
  readonly promptSpread?: Given;
  /** Energy of the accelerators to decode (kWh). */
  readonly decodeEnergyKwh?: Given;
  /** Energy of the accelerators to load caches (kWh). */
  readonly cacheReadEnergyKwh?: Given;
  /** Predicted energy of the accelerators to load caches (kWh). */
  readonly predictedCacheReadEnergyKwh?: Given;
  /** Energy of the accelerators (kWh). */
  readonly acceleratorEnergyKwh?: Given;
  /** Power of a server without its accelerators (W). */
  readonly serverHostWatts?: Given;
  /** Power of the host per accelerator, as a record states it (W). */
  readonly recordedHostWatts?: Given;
  /** Power of a host per accelerator, whatever that is (W). */
  readonly hostBaseWatts?: Given;
  /** Power of a host per TDP of its accelerators. */
  readonly hostTdpShare?: Given;
  /** Power of a host per power of its accelerators. */
  readonly hostLoadShare?: Given;
  /** Power of a host over what the equation gives. */
  readonly hostPowerFactor?: Given;
  /** Mean power of an accelerator while the instance works (W). */
  readonly meanWatts?: Given;
  /** Mean power of an accelerator over decoding and prompts (W). */
  readonly workingWatts?: Given;
  /** Energy of loading caches over the time of a request (W). */
  readonly loadingWatts?: Given;
  /** Energy of hosts, network and fans (kWh). */
  readonly hostEnergyKwh?: Given;
  /** Power of host, network and fans per accelerator while an instance waits (W). */
  readonly waitingHostWatts?: Given;
  /** Measured over predicted power of a server that waits. */
  readonly waitingFactor?: Given;
  /** Energy of the time in which servers wait for requests (kWh). */
  readonly idleEnergyKwh?: Given;
  /** Caches that are kept (B). */
  readonly retainedBytes?: Given;
  /** Power of memory of the host (W/GB). */
  readonly memoryWattsPerGigabyte?: Given;
  /** Energy to keep written caches (kWh). */
  readonly retentionEnergyKwh?: Given;
  /** Accelerator-hours of a request (h). */
  readonly instanceHours?: Given;
  /** Power of an accelerator for which a measured energy stands (W). */
  readonly measuredWatts?: Given;
  /** Power of an accelerator for which a measured energy stands, over its TDP. */
  readonly measuredPowerOverTdp?: Given;
  /** Power over the TDP that no accelerator reaches. */
  readonly possiblePowerOverTdp?: Given;
  /** Power over the TDP below which no accelerator falls. */
  readonly leastPowerOverTdp?: Given;
  /** Accelerator-hours that use up the hardware (h). */
  readonly usedHours?: Given;
}

/** Model FLOP utilisation, or hardware FLOP utilisation with what is recomputed; predicted where nothing tells the time of the run. */
export interface HardwareFlopUtilisation {
  /** Hardware FLOP utilisation instead of efficiency (fraction). */
  readonly hfu: Given;
  /** What the hardware FLOP utilisation recomputes: the forward pass, or nothing. */
  readonly recompute: "full" | "none";
}

/** Checkpoints and data that are kept beside the run. */
export interface TrainingStorage {
  /** Checkpoints that are kept. */
  readonly checkpointCount?: Given;
  /** Size of the training data (B). */
  readonly datasetBytes?: Given;
  /** Copies of checkpoints and data; 1 where left out. */
  readonly replicas?: number;
  /** How long checkpoints and data are kept, in years of 365 days (a). */
  readonly years: Given;
  /** Where they are kept; `ssd` where left out. */
  readonly medium?: "ssd" | "hdd";
}

/** Further quantities that may be given in place of what they follow from. */
export interface TrainingGivens extends ModelGivens, EmbodiedGivens, AttentionGivens, PlaceGivens {
  /** Operations per parameter and token (FLOP/(parameter·token)). */
  readonly flopPerParameterToken?: Given;
  /** Operations of the weights (FLOP). */
  readonly weightFlop?: Given;
  /** Operations of the model, recomputation not counted (FLOP). */
  readonly trainingFlop?: Given;
  /** Peak rate of the number format (FLOP/s). */
  readonly peakFlopPerSecond?: Given;
  /** Rate of matrix products in 16 bit that was measured on the accelerator (FLOP/s). */
  readonly achievableFlopPerSecond?: Given;
  /** Peak rate of the format of that measurement (FLOP/s). */
  readonly achievablePeakFlopPerSecond?: Given;
  /** Share of the measured rate that training reaches. */
  readonly achievableShare?: Given;
  /** Efficiency of the accelerator with a large dense model. */
  readonly deviceEfficiency?: Given;
  /** Factor of more memory than others of its group have on the efficiency. */
  readonly memoryFactor?: Given;
  /** Factor of the number format on the efficiency. */
  readonly precisionFactor?: Given;
  /** Efficiency at which the accelerator is fully loaded. */
  readonly efficiencyCeiling?: Given;
  /** Size below which models are slower (parameters). */
  readonly smallModelParameters?: Given;
  /** How much slower small models are. */
  readonly smallModelExponent?: Given;
  /** Factor of the size of the model on the efficiency. */
  readonly smallModelFactor?: Given;
  /** Factor of experts on the efficiency. */
  readonly expertFactor?: Given;
  /** Numbers that are sent between experts, per active parameter. */
  readonly expertTraffic?: Given;
  /** Traffic between experts for which the factor holds. */
  readonly referenceExpertTraffic?: Given;
  /** Inner width of a routed expert as it is trained. */
  readonly trainedExpertWidth?: Given;
  /** Width of an expert for which the factor holds. */
  readonly referenceExpertWidth?: Given;
  /** How much narrow experts slow the run. */
  readonly expertWidthExponent?: Given;
  /** How much the traffic between experts slows the run. */
  readonly expertTrafficExponent?: Given;
  /** Factor of the experts on the efficiency. */
  readonly expertEfficiencyFactor?: Given;
  /** Factor of the model on the efficiency. */
  readonly modelFactor?: Given;
  /** What a whole run keeps of the efficiency of a benchmark. */
  readonly wholeRunFactor?: Given;
  /** Size below which whole runs keep less (parameters). */
  readonly smallRunParameters?: Given;
  /** How much less small whole runs keep. */
  readonly smallRunExponent?: Given;
  /** Factor of a whole run, with restarts and evaluation, on the efficiency. */
  readonly runFactor?: Given;
  /** Factor of old software on the efficiency. */
  readonly softwareFactor?: Given;
  /** Efficiency of published runs over the predicted one. */
  readonly efficiencySpread?: Given;
  /** The same without its range, for the load. */
  readonly centralSpread?: Given;
  /** Least efficiency of the fitted form. */
  readonly leastEfficiency?: Given;
  /** Greatest efficiency of the fitted form. */
  readonly greatestEfficiency?: Given;
  /** Hardware FLOP utilisation, which counts recomputed operations too. */
  readonly hardwareFlopUtilisation?: Given;
  /** Operations with those that are computed again, over those of the model. */
  readonly recomputeFactor?: Given;
  /** Model FLOP utilisation against operations with attention. */
  readonly efficiencyWithAttention?: Given;
  /** Accelerator-hours that make progress (h). */
  readonly progressDeviceHours?: Given;
  /** What lengthens the run beside its operations. */
  readonly timeFactor?: Given;
  /** Accelerator-hours of the run without experiments (h). */
  readonly runDeviceHours?: Given;
  /** Accelerator-hours of experiments (h). */
  readonly experimentationDeviceHours?: Given;
  /** Efficiency that the hours of the run stand for. */
  readonly impliedEfficiency?: Given;
  /** Efficiency of the operations that are counted. */
  readonly countedEfficiency?: Given;
  /** What attention adds to them, where it is not among them. */
  readonly typicalAttention?: Given;
  /** Efficiency that tells the load, with attention. */
  readonly loadEfficiency?: Given;
  /** Least load of accelerators that run: waiting for each other draws power. */
  readonly leastDeviceLoad?: Given;
  /** Load of the accelerators over their greatest. */
  readonly deviceLoad?: Given;
  /** Thermal design power of the accelerator (W). */
  readonly tdpWatts?: Given;
  /** Power of an idle server over the thermal design power. */
  readonly idlePowerShare?: Given;
  /** Power that full load adds, over the thermal design power. */
  readonly loadPowerShare?: Given;
  /** Power of fans over the thermal design power. */
  readonly fanPowerShare?: Given;
  /** Power of a server per accelerator (W). */
  readonly serverPowerWatts?: Given;
  /** Power of accelerators without load in a run, over the thermal design power. */
  readonly restingShare?: Given;
  /** Power that full load adds to them, over the thermal design power. */
  readonly workingShare?: Given;
  /** Most power of an accelerator, over the thermal design power. */
  readonly greatestShare?: Given;
  /** Most of the power of a server without fans that accelerators draw. */
  readonly acceleratorPowerShare?: Given;
  /** Power with the network over that of the servers. */
  readonly networkPowerFactor?: Given;
  /** Size below which a model does not fill an accelerator (parameters). */
  readonly tinyModelParameters?: Given;
  /** 1 where the model is below it. */
  readonly isTinyModel?: Given;
  /** Power of the server of so small a model, over the thermal design power. */
  readonly tinyPowerShare?: Given;
  /** Power of the server of so small a model (W). */
  readonly tinyPowerWatts?: Given;
  /** Power of the server of a model that fills its accelerators (W). */
  readonly fullPowerWatts?: Given;
  /** Power of the server of which accelerators are a part (W). */
  readonly boundingPowerWatts?: Given;
  /** Predicted average power per accelerator (W). */
  readonly predictedPowerWatts?: Given;
  /** Measured over predicted power. */
  readonly powerSpread?: Given;
  /** Energy of the IT equipment of the run without experiments and storage (kWh). */
  readonly runItEnergyKwh?: Given;
  /** Energy of experiments (kWh). */
  readonly experimentationKwh?: Given;
  /** Copies of what is kept; one where left out. */
  readonly storageReplicas?: Given;
  /** Checkpoints that are kept. */
  readonly checkpointCount?: Given;
  /** Size of a checkpoint per parameter (B/parameter). */
  readonly checkpointBytesPerParameter?: Given;
  /** Size of the checkpoints with their copies (B). */
  readonly checkpointBytes?: Given;
  /** Size of the training data (B). */
  readonly datasetBytes?: Given;
  /** Size of the training data with its copies (B). */
  readonly replicatedDatasetBytes?: Given;
  /** Size of all that is kept (B). */
  readonly storedBytes?: Given;
  /** Power of storage per capacity (W/TB). */
  readonly storageWattsPerTerabyte?: Given;
  /** How long it is kept, in years of 365 days (a). */
  readonly storageYears?: Given;
  /** Energy of storage (kWh). */
  readonly storageKwh?: Given;
  /** Accelerator-hours that use up the hardware (h). */
  readonly usedHours?: Given;
  /** Energy of the data centre, PUE applied once (kWh). */
  readonly energyKwh?: Given;
  /** Accelerators of a server. */
  readonly acceleratorsPerServer?: Given;
}

/** A training run to estimate. */
export interface TrainingInput extends TrainingGivens, EmbodiedStageInput, PlaceInput {
  /** Model of the catalogue, or your own. */
  readonly model: Model;
  /** Number format of the training; that of the accelerator's record where left out. */
  readonly precision?: "fp64" | "fp32" | "tf32" | "fp16" | "bf16" | "fp8" | "int8" | "fp4";
  /** Model FLOP utilisation, or hardware FLOP utilisation with what is recomputed (fraction); predicted where nothing tells the time of the run. */
  readonly efficiency?: Given | HardwareFlopUtilisation;
  /** Whether attention counts: all pairs of tokens, those before, or none; where the efficiency is predicted, full for dense models, else causal. */
  readonly attentionFlop?: "full" | "causal" | "none" | Given;
  /** Year of the software; that of GPUs up to 2022 was slower. */
  readonly softwareYear?: number;
  /** Experiments around the run as a multiple of it, or unknown for the range of published ones. */
  readonly experimentationFactor?: Given | "unknown";
  /** How power is found where it is not given; the TDP is an upper bound. */
  readonly powerMethod?: "load" | "tdp";
  /** What predicted power covers: server and network, or the accelerators alone as their own counters read them. */
  readonly powerBoundary?: "server" | "accelerator";
  /** Cooling of the servers, for the predicted power; as air where left out. */
  readonly cooling?: "air" | "liquid";
  /** Checkpoints and data that are kept beside the run. */
  readonly storage?: TrainingStorage;
  /** Coefficients of the efficiency model; those of the library where left out. For scores that leave rows out, and for fits of your own. */
  readonly trainingFit?: TrainingFit;
  /** Tokens of one sequence, with which attention is counted (tokens); those of the model's record, else the usual ones, where left out. */
  readonly sequenceTokens?: Given;
  /** Tokens that the model is trained on (tokens); those of the record of the model where left out. */
  readonly tokens?: Given;
  /** Accelerators that work at once; sets the days, not the energy; the fewest that hold the model where left out. */
  readonly acceleratorCount?: number;
  /** Wall-clock time of the run, with acceleratorCount (d). */
  readonly wallClockDays?: Given;
  /** Tokens that one accelerator trains on per second (token/s). */
  readonly deviceTokensPerSecond?: Given;
  /** Time of one optimizer step, with stepTokens and acceleratorCount (s). */
  readonly stepSeconds?: Given;
  /** Tokens of one optimizer step over all accelerators (tokens). */
  readonly stepTokens?: Given;
  /** Share of the time that makes progress (fraction); the rest goes to failures, restarts, checkpoints and evaluation, what whole runs usually lose where left out. */
  readonly goodput?: Given;
  /** Accelerator-hours of the run (h); measured or billed ones not together with another statement of the time. */
  readonly deviceHours?: Given;
  /** Average system power per accelerator, with its share of host, memory, network and fans (W); predicted where left out. */
  readonly averagePowerWatts?: Given;
  /** Energy of the IT equipment of the run, before PUE (kWh); measured, it takes the place of power times hours. */
  readonly itEnergyKwh?: Given;
}

/** Further quantities that may be given in place of what they follow from. */
export interface InferenceGivens extends ServingGivens, ModelGivens, EmbodiedGivens, PlaceGivens {
  /** Time of a decoding step (s). */
  readonly stepSeconds?: Given;
  /** All prompt tokens (tokens). */
  readonly promptTokens?: Given;
  /** Mean context of a decoding step (tokens). */
  readonly contextTokens?: Given;
  /** Tokens drafted in a round (tokens). */
  readonly draftedTokens?: Given;
  /** Mean chance that a drafted token is accepted, not the accepted over the drafted. */
  readonly acceptance?: Given;
  /** Energy of the data centre, PUE applied once (kWh). */
  readonly energyKwh?: Given;
  /** Accelerators of a server. */
  readonly acceleratorsPerServer?: Given;
  /** Sequences that ran at once at a measured point. */
  readonly calibrationBatch?: Given;
  /** Measured energy of the accelerators per generated token at that point (J/token). */
  readonly calibrationJoulesPerToken?: Given;
  /** The same for the request (kWh). */
  readonly calibrationEnergyKwh?: Given;
  /** Power of an accelerator for which that energy stands (W). */
  readonly calibrationWatts?: Given;
  /** The same over its TDP. */
  readonly calibrationPowerOverTdp?: Given;
  /** Power over the TDP that no accelerator reaches. */
  readonly mostCalibratedOverTdp?: Given;
  /** Power over the TDP below which no accelerator falls. */
  readonly leastCalibratedOverTdp?: Given;
  /** Low end of other batches over a measured one. */
  readonly lowSpread?: Given;
  /** High end of other batches over a measured one. */
  readonly highSpread?: Given;
  /** Low end of the factor. */
  readonly lowFactor?: Given;
  /** High end of the factor. */
  readonly highFactor?: Given;
  /** Factor on the energy of decoding with which a measured point is met. */
  readonly calibratedFactor?: Given;
  /** Price of rented or bought accelerators for a million generated tokens (USD/Mtoken). */
  readonly hardwareUsdPerMillionTokens?: Given;
  /** Price of the electricity of a million generated tokens (USD/Mtoken). */
  readonly electricityUsdPerMillionTokens?: Given;
  /** Price of the accelerators (USD). */
  readonly hardwareUsd?: Given;
  /** Price of the electricity (USD). */
  readonly electricityUsd?: Given;
  /** Price of accelerators and electricity, as far as one is given (USD). */
  readonly costUsd?: Given;
  /** What lengthens a call. */
  readonly callTimeFactor?: Given;
  /** Accelerator-hours of a call, with those of waiting (h). */
  readonly deviceHours?: Given;
}

/** A request of a deployment, with what is known of the load. */
export interface InferenceInput extends InferenceGivens, CallDeployment, Deployment, RequestTokens {
  /** Model of the catalogue, or your own. */
  readonly model: Model;
  /** Accelerator of the catalogue, or your own. */
  readonly accelerator: Accelerator;
  /** Requests of this kind, for the totals of a fleet. */
  readonly requests?: Given;
}

/** Limits that a service keeps for its users. */
export interface ServiceLevel {
  /** Longest time to the first token (s); 1 s where left out. */
  readonly timeToFirstTokenSeconds?: number;
  /** Longest time per output token (s); 100 ms where left out. */
  readonly timePerOutputTokenSeconds?: number;
}

/** A service to plan: a deployment, the request that it answers, the limits, and how many requests come. */
export interface ServingPlanInput extends InferenceGivens, EmbodiedStageInput, PlaceInput, RequestTokens, PriceInput {
  /** Model of the catalogue, or your own. */
  readonly model: Model;
  /** Format of the weights; that in which the model is published where left out. */
  readonly precision?: "fp32" | "bf16" | "fp16" | "fp8" | "int8" | "int4" | "int4-experts" | "w4a16" | "awq" | "gptq" | "nf4" | "mxfp4" | "nvfp4" | "q2_k" | "q3_k_s" | "q3_k_m" | "q3_k_l" | "iq4_xs" | "iq4_nl" | "q4_0" | "q4_1" | "q4_k_s" | "q4_k_m" | "q5_0" | "q5_1" | "q5_k_s" | "q5_k_m" | "q6_k" | "q8_0";
  /** Format of keys and values in the cache; bf16 where left out, fp8 beside narrow weights with lean-host. */
  readonly cachePrecision?: "bf16" | "fp8";
  /** Whose constants are used; unknown for the range from a lean host to one in Python; `vllm-0.11` where left out. */
  readonly software?: "vllm-0.11" | "vllm-0.16" | "vllm-2024" | "sglang" | "tensorrt-llm" | "lean-host" | "gaudi" | "llama.cpp" | "transformers" | "unknown";
  /** Kind of load, where nothing else tells how many requests run at once. */
  readonly load?: "interactive-api" | "private" | "batch-job" | "single-user";
  /** Constants of serving; those of the library where left out. */
  readonly servingFit?: ServingFit;
  /** Share of the memory that weights and caches may fill (fraction); 0.9 where left out. */
  readonly memoryShare?: Given;
  /** Bits of a weight as it is kept, scales included, in place of what its format has. */
  readonly weightBits?: Given;
  /** Accelerators of one instance; the smallest power of two that holds the model and a useful batch where left out. */
  readonly acceleratorCount?: number;
  /** Data-parallel ranks inside an instance, each with attention of its own; 1 where left out. */
  readonly dataParallelism?: number;
  /** Accelerators over which whole experts are spread; 1, each expert cut over all of them, where left out. */
  readonly expertParallelism?: number;
  /** Requests of all users per second. */
  readonly requestsPerSecond?: Given;
  /** Share of the time in which the instance serves, where its load is not stated (fraction); 0.8 where left out. */
  readonly servingShare?: Given;
  /** Cap of each accelerator (W). */
  readonly powerCapWatts?: Given;
  /** Share of the peak that reading a prompt reaches (fraction). */
  readonly prefillEfficiency?: Given;
  /** Time that a request waits before its prompt is read (s); 0 where left out. */
  readonly queueSeconds?: Given;
  /** Time to the first token beside prompt and step: scheduling, splitting into tokens, the network of the server (s). */
  readonly fixedFirstTokenSeconds?: Given;
  /** Power of an accelerator that reads a prompt, over its TDP (fraction); predicted where left out. */
  readonly prefillLoad?: Given;
  /** Energy to load a cached token over that of reading it anew, attention apart (fraction); 0.05 where left out. */
  readonly cacheReadShare?: Given;
  /** Measured energy of the accelerators per generated token (J/token); takes the place of the model. */
  readonly measuredJoulesPerToken?: Given;
  /** Power of host, network and fans per accelerator (W). */
  readonly hostWatts?: Given;
  /** Power at the plug per accelerator while an instance waits, the accelerator included (W). */
  readonly idleServerWatts?: Given;
  /** How long written caches are kept in memory of the host (s); not counted where left out. */
  readonly cacheRetentionSeconds?: Given;
  /** Share of its life that the hardware works (fraction). */
  readonly lifetimeUtilisation?: Given;
  /** Requests of this kind, for the totals of a fleet. */
  readonly requests?: Given;
  /** Requests of all users per day, in place of requestsPerSecond. */
  readonly dailyRequests?: Given;
  /** Limits that a service keeps for its users. */
  readonly serviceLevel?: ServiceLevel;
  /** Requests of all users per second in equal parts of a day or week. */
  readonly loadCurve?: readonly number[];
  /** Share of the time in which instances may be busy at the peak (fraction); the rest is headroom. */
  readonly peakShare?: number;
}

/** Further quantities that may be given in place of what they follow from. */
export interface SizingGivens extends ModelGivens {
  /** Size of a weight (B/parameter). */
  readonly weightBytesPerParameter?: Given;
  /** 16-bit weights of the whole model (B). */
  readonly weightBytes?: Given;
  /** Memory of a device (B). */
  readonly deviceMemoryBytes?: Given;
  /** Devices whose memory would hold these weights and nothing else. */
  readonly devicesForWeights?: Given;
  /** Devices by the quick rule: 18 bytes per parameter in 80 % of the memory. */
  readonly quickDevices?: Given;
  /** What one device may be filled with (B). */
  readonly usableMemoryBytes?: Given;
  /** Data-parallel copies of each expert. */
  readonly expertCopies?: Given;
  /** Parameters beside the routed experts (parameters). */
  readonly sharedParameters?: Given;
  /** Parameters that expert parallelism splits (parameters). */
  readonly spreadParameters?: Given;
  /** Parameters beside the routed experts on one device (parameters). */
  readonly sharedDeviceParameters?: Given;
  /** Parameters of routed experts on one device (parameters). */
  readonly routedDeviceParameters?: Given;
  /** States of the optimizer (B/parameter). */
  readonly optimizerBytesPerParameter?: Given;
  /** Devices over which the weights are split. */
  readonly sharedWeightShards?: Given;
  /** Devices over which the gradients are split. */
  readonly sharedGradientShards?: Given;
  /** Devices over which the states of the optimizer are split. */
  readonly sharedOptimizerShards?: Given;
  /** Devices over which the weights of experts are split. */
  readonly routedWeightShards?: Given;
  /** Devices over which the gradients of experts are split. */
  readonly routedGradientShards?: Given;
  /** Devices over which the states of the optimizer of experts are split. */
  readonly routedOptimizerShards?: Given;
  /** Weights, gradients and optimizer states beside the routed experts (B). */
  readonly sharedStateBytes?: Given;
  /** Weights, gradients and optimizer states of the routed experts (B). */
  readonly routedStateBytes?: Given;
  /** Weights, gradients and optimizer states on one device (B). */
  readonly stateBytes?: Given;
  /** 1 where several devices share a layer. */
  readonly isTensorParallel?: Given;
  /** Bytes per value on a device of its own. */
  readonly aloneWholeActivations?: Given;
  /** Bytes per value that a device of its own could share. */
  readonly aloneSplitActivations?: Given;
  /** Bytes per value that each device of a group holds whole. */
  readonly groupWholeActivations?: Given;
  /** Bytes per value that a group shares. */
  readonly groupSplitActivations?: Given;
  /** Bytes per value that a device holds whole. */
  readonly wholeActivations?: Given;
  /** Bytes per value that its group shares. */
  readonly splitActivations?: Given;
  /** 1 where attention scores are kept. */
  readonly keptScores?: Given;
  /** Activations of a layer on one device (B). */
  readonly layerActivationBytes?: Given;
  /** Layers of all stacks. */
  readonly layersOfStacks?: Given;
  /** Stages of layers per device of a pipeline. */
  readonly interleave?: Given;
  /** Activations on one device (B). */
  readonly activationBytes?: Given;
  /** States and activations on one device (B). */
  readonly memoryBytes?: Given;
  /** Devices of the plan. */
  readonly devices?: Given;
  /** Share of the time in which the pipeline is idle. */
  readonly bubbleShare?: Given;
}

/** A training run whose memory is to be planned. */
export interface SizingInput extends SizingGivens {
  /** Model of the catalogue, or your own. */
  readonly model: Model;
  /** Accelerator of the catalogue, or your own. */
  readonly accelerator: Accelerator;
  /** What is computed again in the backward pass instead of kept; `selective` where left out. */
  readonly recompute?: "none" | "selective" | "full";
  /** What is split over the copies: 0 nothing, 1 optimizer states, 2 gradients too, 3 weights too; 1 where left out. */
  readonly shardingStage?: 0 | 1 | 2 | 3;
  /** Optimizer: adamw has 12 bytes of states per parameter, adamw-8bit 6; `adamw` where left out. */
  readonly optimizer?: "adamw" | "adamw-8bit";
  /** Bytes of a gradient; 4 where left out. */
  readonly gradientBytesPerParameter?: 2 | 4;
  /** Most devices that share a layer. */
  readonly acceleratorsPerServer?: number;
  /** Devices to check; the fewest that fit where left out. */
  readonly acceleratorCount?: number;
  /** Share of the memory that may be filled (fraction); 0.9 where left out. */
  readonly memoryShare?: Given;
  /** Devices that share each layer; 1 where left out. */
  readonly tensorParallelism?: number;
  /** Stages of layers; 1 where left out. */
  readonly pipelineParallelism?: number;
  /** Groups of experts, inside the data-parallel copies; 1 where left out. */
  readonly expertParallelism?: number;
  /** Tokens of one sequence (tokens). */
  readonly sequenceTokens?: number;
  /** Sequences that a device works on at once; 1 where left out. */
  readonly microBatch?: number;
  /** Micro-batches of one step per copy. */
  readonly microBatches?: number;
}

/** Further quantities that may be given in place of what they follow from. */
export interface ServingSizingGivens extends ModelGivens {
  /** Size of a weight of a routed expert (B/parameter). */
  readonly routedBytesPerParameter?: Given;
  /** Size of any other weight (B/parameter). */
  readonly sharedBytesPerParameter?: Given;
  /** Memory of the weights outside routed experts (B). */
  readonly sharedWeightBytes?: Given;
  /** Memory of the routed experts (B). */
  readonly routedWeightBytes?: Given;
  /** No experts, where the other weights are counted. */
  readonly noExperts?: Given;
  /** All experts, where all of them are held. */
  readonly allExperts?: Given;
  /** Memory of the weights (B). */
  readonly weightBytes?: Given;
  /** How lean software is that is not known: 0 as usual, 1 as a lean host. */
  readonly leanness?: Given;
  /** Size of a value in the cache of usual software (B). */
  readonly usualElementBytes?: Given;
  /** The same of a lean host (B). */
  readonly leanElementBytes?: Given;
  /** Cache of a sequence (B). */
  readonly cacheBytes?: Given;
  /** Cache and state of a sequence (B). */
  readonly sequenceBytes?: Given;
  /** No cache (B). */
  readonly noCacheBytes?: Given;
  /** What the accelerators of a rank divide of a sequence (B). */
  readonly dividedBytes?: Given;
  /** What each of them holds whole of it: a latent cache (B). */
  readonly wholeBytes?: Given;
  /** One token (tokens). */
  readonly oneTokens?: Given;
  /** Cache of a token (B). */
  readonly tokenCacheBytes?: Given;
  /** Memory of an accelerator (B). */
  readonly memoryBytes?: Given;
  /** No sequences. */
  readonly noSequences?: Given;
  /** Sequences that must fit. */
  readonly heldSequences?: Given;
  /** What accelerators divide of each of them (B). */
  readonly heldBytes?: Given;
  /** One copy of the weights. */
  readonly oneRank?: Given;
  /** Fewest accelerators whose whole memory holds the weights alone. */
  readonly acceleratorsForWeights?: Given;
  /** Fewest accelerators that hold weights and caches in the usable share of their memory. */
  readonly accelerators?: Given;
  /** The next power of two, which cuts layers evenly. */
  readonly tensorParallelism?: Given;
  /** Sequences for which that leaves room. */
  readonly memoryBatch?: Given;
}

/** The memory of a served model to plan. */
export interface ServingSizingInput extends ServingSizingGivens {
  /** Model of the catalogue, or your own. */
  readonly model: Model;
  /** Accelerator of the catalogue, or your own. */
  readonly accelerator: Accelerator;
  /** Format of the weights; that in which the model is published where left out. */
  readonly precision?: "fp32" | "bf16" | "fp16" | "fp8" | "int8" | "int4" | "int4-experts" | "w4a16" | "awq" | "gptq" | "nf4" | "mxfp4" | "nvfp4" | "q2_k" | "q3_k_s" | "q3_k_m" | "q3_k_l" | "iq4_xs" | "iq4_nl" | "q4_0" | "q4_1" | "q4_k_s" | "q4_k_m" | "q5_0" | "q5_1" | "q5_k_s" | "q5_k_m" | "q6_k" | "q8_0";
  /** Format of keys and values in the cache; bf16 where left out, fp8 beside narrow weights with lean-host. */
  readonly cachePrecision?: "bf16" | "fp8";
  /** Share of the memory that weights and caches may fill (fraction); 0.9 where left out. */
  readonly memoryShare?: Given;
  /** Bits of a weight as it is kept, scales included, in place of what its format has. */
  readonly weightBits?: Given;
  /** Sequences that run at once; none where left out. */
  readonly batch?: Given;
  /** Tokens of one sequence, with the batch (tokens). */
  readonly contextTokens?: Given;
}

/** Low-rank adapters in place of all weights. */
export interface Adapter {
  /** Matrices of each layer that have one. */
  readonly targets?: readonly ("q" | "k" | "v" | "o" | "gate" | "up" | "down" | "qkv" | "gate-up")[];
  /** Rank of the adapters; 16 where left out. */
  readonly rank?: Given;
  /** Parameters of all adapters, where rank and targets do not tell them (parameters). */
  readonly parameters?: Given;
}

/** Teacher that writes data or is imitated, and where. */
export interface Teacher extends CallDeployment {
  /** The teacher. */
  readonly model: Model;
}

/** Evaluation of checkpoints; not counted where left out. */
export interface Evaluation extends CallDeployment {
  /** Prompt tokens of a request that no cache holds (tokens); 0 where left out. */
  readonly inputTokens?: Given;
  /** Visible tokens of the answer (tokens). */
  readonly outputTokens?: Given;
  /** Questions of the evaluation set. */
  readonly requests: Given;
  /** Checkpoints that are evaluated; 1 where left out. */
  readonly checkpoints?: Given;
}

/** Further quantities that may be given in place of what they follow from. */
export interface FineTuningGivens extends ModelGivens {
  /** Efficiency of published runs over the predicted one. */
  readonly efficiencySpread?: Given;
  /** Rank of the adapters. */
  readonly adapterRank?: Given;
  /** Parameters of all adapters, where rank and targets do not tell them (parameters). */
  readonly adapterParameters?: Given;
  /** Parameters of adapters that a token is multiplied with (parameters). */
  readonly activeAdapterParameters?: Given;
  /** Weights that are trained: all, or those of the adapters (parameters). */
  readonly trainedParameters?: Given;
  /** Weights that are kept frozen (parameters). */
  readonly frozenParameters?: Given;
  /** Size of a frozen weight in 16 bit (B/parameter). */
  readonly frozenBytesPerParameter?: Given;
  /** Size of a frozen weight in 4 bit (B/parameter). */
  readonly quantisedBytesPerParameter?: Given;
  /** Size of a frozen weight of the tuned model (B/parameter). */
  readonly tunedBytesPerParameter?: Given;
  /** Size of a trained weight with gradient and states (B/parameter). */
  readonly trainedBytesPerParameter?: Given;
  /** Memory of the tuned model (B). */
  readonly tunedMemoryBytes?: Given;
  /** Memory of weights, gradients and optimizer states, activations apart (B). */
  readonly memoryBytes?: Given;
  /** Memory of an accelerator (B). */
  readonly deviceMemoryBytes?: Given;
  /** A prompt with its answer (tokens). */
  readonly pairTokens?: Given;
  /** Passes that score the data. */
  readonly scoringPasses?: Given;
  /** Sequences of an example. */
  readonly sequencesPerExample?: Given;
  /** Tokens that are scored (tokens). */
  readonly scoredTokens?: Given;
  /** Answers beside the first of each prompt. */
  readonly otherSamples?: Given;
  /** Answers that the teacher writes. */
  readonly generatedExamples?: Given;
  /** Questions of the evaluation set. */
  readonly evaluationRequests?: Given;
  /** Checkpoints that are evaluated. */
  readonly checkpoints?: Given;
  /** Answers to the evaluation sets. */
  readonly evaluatedRequests?: Given;
  /** Accelerator-hours of the phases that train or score (h). */
  readonly trainingDeviceHours?: Given;
  /** How often it is done. */
  readonly repetitions?: Given;
  /** Accelerator-hours in all (h). */
  readonly allDeviceHours?: Given;
  /** Energy of the equipment in all (kWh). */
  readonly allItEnergyKwh?: Given;
  /** Energy of the data centre in all (kWh). */
  readonly allEnergyKwh?: Given;
  /** Location-based emissions of the electricity in all (gCO2e). */
  readonly allOperationalGramsCo2e?: Given;
  /** Share of the manufacture in all (gCO2e). */
  readonly allEmbodiedGramsCo2e?: Given;
  /** Emissions in all (gCO2e). */
  readonly allTotalGramsCo2e?: Given;
  /** Market-based emissions of the electricity in all (gCO2e). */
  readonly allMarketOperationalGramsCo2e?: Given;
  /** Water in all (L). */
  readonly allWaterLitres?: Given;
  /** Price in all (USD). */
  readonly allCostUsd?: Given;
}

/** A fine-tuning to estimate. */
export interface FineTuningInput extends FineTuningGivens, EmbodiedStageInput, PlaceInput, PriceInput {
  /** What is done. */
  readonly method: "full" | "instruction-tuning" | "lora" | "qlora" | "reward-model" | "dpo" | "ppo" | "grpo" | "teacher-student" | "distillation";
  /** Model that is tuned. */
  readonly model: Model;
  /** Number format of the training; that of the accelerator's record where left out. */
  readonly precision?: "fp64" | "fp32" | "tf32" | "fp16" | "bf16" | "fp8" | "int8" | "fp4";
  /** How well the software is tuned to its devices: by their maker or for a benchmark, or as usual; `usual` where left out. */
  readonly recipe?: "tuned" | "usual";
  /** Low-rank adapters in place of all weights. */
  readonly adapter?: Adapter;
  /** Model that scores answers; of the size of the tuned one for ppo, none for grpo where left out. */
  readonly rewardModel?: Model;
  /** Critic of ppo; of the size of the tuned model where left out. */
  readonly criticModel?: Model;
  /** Whether a frozen copy of the model reads the same tokens; it does where left out. */
  readonly referencePass?: boolean;
  /** Where the tuned model writes answers, and its load; the training accelerators where left out. */
  readonly rollout?: CallDeployment;
  /** Teacher that writes data or is imitated, and where. */
  readonly teacher?: Teacher;
  /** Evaluation of checkpoints; not counted where left out. */
  readonly evaluation?: Evaluation;
  /** What predicted power covers: server and network, or the accelerators alone as their own counters read them. */
  readonly powerBoundary?: "server" | "accelerator";
  /** Cooling of the servers, for the predicted power; as air where left out. */
  readonly cooling?: "air" | "liquid";
  /** Accelerator-hours of the run (h); measured or billed ones not together with another statement of the time. */
  readonly deviceHours?: Given;
  /** Wall-clock time of the run, with acceleratorCount (d). */
  readonly wallClockDays?: Given;
  /** Energy of the IT equipment of the run, before PUE (kWh); measured, it takes the place of power times hours. */
  readonly itEnergyKwh?: Given;
  /** Coefficients of the efficiency model; those of the library where left out. For scores that leave rows out, and for fits of your own. */
  readonly trainingFit?: TrainingFit;
  /** Service life of the hardware, in years of 365 days (a). */
  readonly lifetimeYears?: Given;
  /** Share of its life that the hardware works (fraction). */
  readonly lifetimeUtilisation?: Given;
  /** Model FLOP utilisation against the operations that are counted (fraction); predicted where nothing tells the time of the run. */
  readonly efficiency?: Given;
  /** Share of the time that makes progress (fraction); the rest goes to failures, restarts, checkpoints and evaluation, what whole runs usually lose where left out. */
  readonly goodput?: Given;
  /** Average system power per accelerator, with its share of host, memory, network and fans (W); predicted where left out. */
  readonly averagePowerWatts?: Given;
  /** Tokens of one optimizer step over all accelerators (tokens). */
  readonly stepTokens?: Given;
  /** Accelerators that train; the fewest whose memory holds weights and states where left out. */
  readonly acceleratorCount?: number;
  /** Examples; pairs, ranked lists, episodes of ppo, prompts of grpo, or answers of a teacher that are kept. */
  readonly examples?: Given;
  /** Length of the prompts to which answers are generated (tokens). */
  readonly promptTokens?: Given;
  /** Length of the generated answers (tokens). */
  readonly answerTokens?: Given;
  /** Length of an example, or of each ranked answer with its prompt (tokens). */
  readonly exampleTokens?: Given;
  /** Length of the sequences as they are trained, for their attention (tokens); that of the examples where left out. */
  readonly sequenceTokens?: Given;
  /** Passes over the data; inner epochs of ppo, updates per batch of grpo; 1 where left out. */
  readonly epochs?: Given;
  /** Ranked answers of each example of a reward model; 2 where left out. */
  readonly answersPerExample?: Given;
  /** Answers to each prompt of grpo. */
  readonly samples?: Given;
  /** Tokens that are processed in all, padding and epochs included (tokens). */
  readonly tokens?: Given;
  /** Tokens of pre-training that are mixed into the update of ppo (tokens). */
  readonly pretrainingTokens?: Given;
  /** How much longer 4-bit weights make a step of qlora; 1.3 where left out. */
  readonly quantisedTimeFactor?: Given;
  /** Share of the answers of the teacher that are kept (fraction); 0.8 where left out. */
  readonly generationYield?: Given;
  /** Failed and search runs as a multiple of everything else. */
  readonly experimentationFactor?: Given;
}

/** Retrieved pieces of text in the prompt. */
export interface Retrieval {
  /** Retrieved pieces in the prompt; 5 where left out. */
  readonly chunks?: Given;
  /** Length of a piece (tokens); 512 where left out. */
  readonly chunkTokens?: Given;
}

/** Examples in the prompt. */
export interface FewShot {
  /** Examples in the prompt; 3 where left out. */
  readonly examples?: Given;
  /** Length of an example (tokens); 150 where left out. */
  readonly exampleTokens?: Given;
}

/** Call in which the model writes the query of a graph. */
export interface KnowledgeGraph extends CallDeployment {
  /** Model of this call; the answering one where left out. */
  readonly model?: Model;
  /** What the graph returns into the prompt of the answer (tokens); nothing where left out. */
  readonly contextTokens?: Given;
  /** Schema of the graph in the prompt (tokens); 1500 where left out. */
  readonly schemaTokens?: Given;
  /** The query that the model writes (tokens); 80 where left out. */
  readonly queryTokens?: Given;
  /** Time of a core of the database for the query (s); 0.01 s where left out. */
  readonly databaseSeconds?: Given;
}

/** Call in which the model rewrites the question. */
export interface Rewrite extends CallDeployment {
  /** Model of this call; the answering one where left out. */
  readonly model?: Model;
  /** What the model writes in place of the question (tokens); 100 where left out. */
  readonly rewriteTokens?: Given;
}

/** Cross-encoder that scores candidates. */
export interface Rerank {
  /** Encoder of the catalogue, or your own. */
  readonly model?: EmbeddingModel;
  /** Accelerator of the catalogue, or your own. */
  readonly accelerator?: Accelerator;
  /** Candidates that a cross-encoder scores; 50 where left out. */
  readonly candidates?: Given;
  /** Share of the peak that the cross-encoder reaches on full batches (fraction). */
  readonly efficiency?: Given;
}

/** Encoder of texts and questions. */
export interface Encoder {
  /** Encoder of the catalogue, or your own. */
  readonly model?: EmbeddingModel;
  /** Accelerator of the catalogue, or your own. */
  readonly accelerator?: Accelerator;
  /** Share of the peak that the encoder reaches on full batches (fraction); 0.35 where left out. */
  readonly efficiency?: Given;
  /** Least time of a launch of the encoder (s); 0.005 s where left out. */
  readonly launchFloorSeconds?: Given;
  /** Short texts that share a launch; 8 where left out. */
  readonly queriesPerLaunch?: Given;
}

/** Index of the texts. */
export interface RagIndex {
  /** How vectors are found; hnsw where left out. */
  readonly kind?: "hnsw" | "flat" | "ivf" | "pq";
  /** Where the index is kept; memory where left out. */
  readonly medium?: "memory" | "ssd" | "hdd";
  /** Pieces of text in the index. */
  readonly chunks: Given;
  /** Numbers of a vector; of the encoder's record where left out. */
  readonly vectorDimensions?: Given;
  /** Size of a number (B); 4 B where left out. */
  readonly elementBytes?: Given;
  /** Links of a vector of a graph; 16 where left out. */
  readonly graphNeighbours?: Given;
  /** Candidates while a graph is searched; 100 where left out. */
  readonly searchListSize?: Given;
  /** Candidates while a graph is built; 200 where left out. */
  readonly constructionListSize?: Given;
  /** Share of the lists of ivf that a search reads (fraction); 0.01 where left out. */
  readonly scannedShare?: Given;
  /** Days from one refresh to the next (d); 30 d where left out. */
  readonly refreshDays?: Given;
  /** Share of the index that a refresh builds anew (fraction); 1 where left out. */
  readonly refreshedShare?: Given;
  /** Text that neighbouring pieces share, as a factor on the tokens; 1.1 where left out. */
  readonly chunkOverlap?: Given;
  /** Copies of the index; 1 where left out. */
  readonly replicas?: number;
}

/** Turns of an agent. */
export interface AgentLoop {
  /** Turns of one question, the last with the answer. */
  readonly turns: number;
  /** What each further turn adds to the prompt, its own last output included (tokens). */
  readonly turnTokens?: Given;
  /** Share of the context of earlier turns that is still in the cache (fraction); all of it where left out. */
  readonly cacheHitShare?: Given;
}

/** Splitting the prompt into tokens on a processor. */
export interface Tokenisation {
  /** Rate at which a processor splits the prompt into tokens (token/s); 12500000 token/s where left out. */
  readonly processorTokensPerSecond?: Given;
}

/** Further quantities that may be given in place of what they follow from. */
export interface RagGivens {
  /** Retrieved pieces in the prompt. */
  readonly retrievedChunks?: Given;
  /** Length of a piece (tokens). */
  readonly chunkTokens?: Given;
  /** Retrieved pieces in the prompt, in tokens (tokens). */
  readonly retrievedTokens?: Given;
  /** Examples in the prompt. */
  readonly fewShotExamples?: Given;
  /** Length of an example (tokens). */
  readonly exampleTokens?: Given;
  /** Examples in the prompt, in tokens (tokens). */
  readonly fewShotTokens?: Given;
  /** What the graph returns into the prompt of the answer (tokens); nothing where left out. */
  readonly graphContextTokens?: Given;
  /** Prompt of the answer, or of the first turn of an agent (tokens). */
  readonly answerPromptTokens?: Given;
  /** Prompt tokens that are read anew (tokens). */
  readonly uncachedTokens?: Given;
  /** Rate at which a processor splits the prompt into tokens (token/s). */
  readonly processorTokensPerSecond?: Given;
  /** Time to split the prompt into tokens (s). */
  readonly tokenisationSeconds?: Given;
  /** Turns of one question, the last with the answer. */
  readonly turns?: Given;
  /** What each further turn adds to the prompt, its own last output included (tokens). */
  readonly turnTokens?: Given;
  /** Share of the context of earlier turns that is still in the cache; all of it where left out. */
  readonly cacheHitShare?: Given;
  /** Mean context of the turns after the first (tokens). */
  readonly laterTurnsReadContextTokens?: Given;
  /** Context that the cache holds in a later turn (tokens). */
  readonly laterTurnsFoundTokens?: Given;
  /** Prompt tokens that a later turn reads anew (tokens). */
  readonly laterTurnsMissedTokens?: Given;
  /** Turns after the first. */
  readonly laterTurnsCount?: Given;
  /** Turns after the first in all passes. */
  readonly laterTurnsInPasses?: Given;
  /** Time of the turns after the first (s). */
  readonly laterTurnsAllLatencySeconds?: Given;
  /** Prompt tokens that the turns after the first read anew (tokens). */
  readonly laterTurnsLaterInputTokens?: Given;
  /** Prompt tokens of the turns after the first that a cache holds (tokens). */
  readonly laterTurnsLaterCacheReadTokens?: Given;
  /** Prompt tokens that are read anew, in all turns (tokens). */
  readonly allUncachedTokens?: Given;
  /** Prompt tokens that a cache holds, in all turns (tokens). */
  readonly allCachedTokens?: Given;
  /** What the model writes in place of the question (tokens). */
  readonly rewriteTokens?: Given;
  /** Share of the peak that the encoder reaches on full batches. */
  readonly encoderEfficiency?: Given;
  /** Least time of a launch of the encoder (s). */
  readonly launchFloorSeconds?: Given;
  /** Short texts that share a launch. */
  readonly queriesPerLaunch?: Given;
  /** Time to embed the question, which shares a launch with others (s). */
  readonly queryEmbeddingSeconds?: Given;
  /** Candidates that a cross-encoder scores. */
  readonly candidates?: Given;
  /** Share of the peak that the cross-encoder reaches on full batches. */
  readonly rerankEfficiency?: Given;
  /** A question with a piece (tokens). */
  readonly rerankCandidateTokens?: Given;
  /** All candidates with the question (tokens). */
  readonly rerankScoredTokens?: Given;
  /** Schema of the graph in the prompt (tokens). */
  readonly schemaTokens?: Given;
  /** The query that the model writes (tokens). */
  readonly graphQueryTokens?: Given;
  /** Time of a core of the database for the query (s). */
  readonly databaseSeconds?: Given;
  /** Schema and question (tokens). */
  readonly graphQueryCallPromptTokens?: Given;
  /** Time from the question to the end of the answer, without tools and networks (s). */
  readonly latencySeconds?: Given;
  /** Pieces of text in the index. */
  readonly vectors?: Given;
  /** Numbers of a vector; of the encoder's record where left out. */
  readonly vectorDimensions?: Given;
  /** Size of a number (B). */
  readonly elementBytes?: Given;
  /** Size of the code of a vector (B). */
  readonly codeBytes?: Given;
  /** Size of a stored vector, or of its code (B). */
  readonly vectorBytes?: Given;
  /** Links of a vector of a graph. */
  readonly graphNeighbours?: Given;
  /** No links. */
  readonly noNeighbours?: Given;
  /** Candidates while a graph is searched. */
  readonly searchListSize?: Given;
  /** Candidates while a graph is built. */
  readonly constructionListSize?: Given;
  /** Time to compare two vectors (s). */
  readonly distanceSeconds?: Given;
  /** Share of the lists of ivf that a search reads. */
  readonly scannedShare?: Given;
  /** All vectors. */
  readonly wholeShare?: Given;
  /** Rate at which a processor reads memory (B/s). */
  readonly scanBytesPerSecond?: Given;
  /** Vectors that are searched for. */
  readonly searchedVectors?: Given;
  /** Time of a search (s). */
  readonly searchSeconds?: Given;
  /** Days from one refresh to the next (d). */
  readonly refreshDays?: Given;
  /** Share of the index that a refresh builds anew. */
  readonly refreshedShare?: Given;
  /** Text that neighbouring pieces share, as a factor on the tokens. */
  readonly chunkOverlap?: Given;
  /** Tokens of all texts (tokens). */
  readonly indexEmbeddingCorpusTokens?: Given;
  /** Time to build a graph (s). */
  readonly indexBuildSeconds?: Given;
  /** Copies of the index; 1 where left out. */
  readonly indexReplicas?: Given;
  /** Size of the index with its copies (B). */
  readonly indexBytes?: Given;
  /** One refresh, one day. */
  readonly oneOccurrence?: Given;
  /** Questions from one refresh to the next. */
  readonly requestsPerRefresh?: Given;
  /** A question's share of a refresh. */
  readonly refreshShare?: Given;
  /** A question's share of a day. */
  readonly dayShare?: Given;
  /** How often it is done. */
  readonly repetitions?: Given;
  /** Accelerator-hours in all (h). */
  readonly allDeviceHours?: Given;
  /** Energy of the equipment in all (kWh). */
  readonly allItEnergyKwh?: Given;
  /** Energy of the data centre in all (kWh). */
  readonly allEnergyKwh?: Given;
  /** Location-based emissions of the electricity in all (gCO2e). */
  readonly allOperationalGramsCo2e?: Given;
  /** Share of the manufacture in all (gCO2e). */
  readonly allEmbodiedGramsCo2e?: Given;
  /** Emissions in all (gCO2e). */
  readonly allTotalGramsCo2e?: Given;
  /** Market-based emissions of the electricity in all (gCO2e). */
  readonly allMarketOperationalGramsCo2e?: Given;
  /** Water in all (L). */
  readonly allWaterLitres?: Given;
  /** Price in all (USD). */
  readonly allCostUsd?: Given;
  /** Days of a month (d). */
  readonly monthDays?: Given;
  /** Questions of a month. */
  readonly monthRequests?: Given;
}

/** A question to a model that is helped by retrieval, tools or examples; each part is off where it is left out, and `{}` takes its defaults. */
export interface RagInput extends RagGivens, CallDeployment, Deployment {
  /** Model that answers. */
  readonly model: Model;
  /** Accelerator of the catalogue, or your own. */
  readonly accelerator: Accelerator;
  /** Retrieved pieces of text in the prompt. */
  readonly retrieval?: Retrieval;
  /** Examples in the prompt. */
  readonly fewShot?: FewShot;
  /** Call in which the model writes the query of a graph. */
  readonly knowledgeGraph?: KnowledgeGraph;
  /** Call in which the model rewrites the question. */
  readonly rewrite?: Rewrite;
  /** Cross-encoder that scores candidates. */
  readonly rerank?: Rerank;
  /** Encoder of texts and questions. */
  readonly encoder?: Encoder;
  /** Index of the texts. */
  readonly index?: RagIndex;
  /** Turns of an agent. */
  readonly agent?: AgentLoop;
  /** Splitting the prompt into tokens on a processor. */
  readonly tokenisation?: Tokenisation;
  /** Service life of the hardware, in years of 365 days (a). */
  readonly lifetimeYears?: Given;
  /** Share of the memory that weights and caches may fill (fraction). */
  readonly memoryShare?: Given;
  /** Share of the time in which the instance serves, where its load is not stated (fraction). */
  readonly servingShare?: Given;
  /** Energy to load a cached token over that of reading it anew, attention apart (fraction). */
  readonly cacheReadShare?: Given;
  /** Instructions before the question (tokens); 100 where left out. */
  readonly systemTokens?: Given;
  /** The question (tokens); 32 where left out. */
  readonly questionTokens?: Given;
  /** Prompt tokens that a cache holds: a stable prefix such as instructions or shared documents (tokens); none where left out. */
  readonly cachedTokens?: Given;
  /** Visible tokens of the answer, or of each turn of an agent (tokens). */
  readonly outputTokens?: Given;
  /** Generated tokens that are not shown (tokens). */
  readonly reasoningTokens?: Given;
  /** Mean number of times that everything is done for one question, retries included; 1 where left out. */
  readonly passes?: Given;
  /** Questions per day. */
  readonly requestsPerDay?: Given;
}

/** The server that verifies. */
export interface Verifier extends Deployment {
  /** Model that verifies. */
  readonly model: Model;
  /** Mean number of sequences that run at once on an instance. */
  readonly batch?: Given;
  /** Requests that arrive at one instance per second, in place of the batch. */
  readonly requestsPerSecond?: Given;
  /** Time that a request waits before its prompt is read (s); 0 where left out. */
  readonly queueSeconds?: Given;
  /** Tokens that one instance generates per second (token/s); the load, or beside a batch a measured rate. */
  readonly systemTokensPerSecond?: Given;
  /** Measured energy of the accelerators per generated token (J/token); takes the place of the model. */
  readonly measuredJoulesPerToken?: Given;
  /** Batches that an instance may run where nothing tells the load. */
  readonly servingBand?: ServingBand;
}

/** The device of the user. */
export interface LocalDevice {
  /** Whose figures stand in for what is left out. */
  readonly kind?: "laptop" | "phone" | "tablet" | "processor";
  /** What the device is called. */
  readonly name?: string;
  /** Processor of the catalogue, or your own. */
  readonly processor?: Accelerator;
  /** Thermal design power of a processor, from which its power is predicted (W). */
  readonly tdpWatts?: Given;
  /** Power of the whole device while it runs a model (W). */
  readonly activeWatts?: Given;
  /** Power of the whole device while it waits (W). */
  readonly waitingWatts?: Given;
  /** Memory of the device (B); whether the model fits is not checked where left out. */
  readonly memoryBytes?: Given;
  /** Rate at which memory is read (B/s). */
  readonly memoryBandwidthBytesPerSecond?: Given;
  /** 16-bit rate (FLOP/s); of a processor the measured rate of matrix products, without which batches and prompts cannot be told. */
  readonly peakFlopPerSecond?: Given;
  /** Share of the bandwidth that decoding reaches (fraction). */
  readonly bandwidthEfficiency?: Given;
  /** Share of the rate that reading a prompt reaches (fraction). */
  readonly computeEfficiency?: Given;
  /** Time of a step beside reading and computing (s). */
  readonly fixedStepSeconds?: Given;
  /** Manufacture, transport and end of life of the device (gCO2e); missing for a processor. */
  readonly manufactureGramsCo2e?: Given | null;
  /** Share of its manufacture that is charged while it is busy with this: 1, an upper bound, where left out (fraction). */
  readonly chargedShare?: Given;
  /** Service life of the device, in years of 365 days (a). */
  readonly lifetimeYears?: Given;
  /** Hours of a day in which it is in use; 4 where left out. */
  readonly activeHoursPerDay?: Given;
}

/** Network between device and servers. */
export interface HybridNetwork {
  /** Whose figures stand in for what is left out. */
  readonly kind?: "fixed" | "mobile" | "4g" | "5g";
  /** Whether the distribution of each draft is sent. */
  readonly sendsDistributions?: boolean;
  /** Energy per transferred byte, an average attribution (kWh/GB). */
  readonly networkKwhPerGigabyte?: Given;
  /** Energy per byte between data centres, added for a cloud and not for an edge (kWh/GB); 0.001 kWh/GB where left out. */
  readonly interconnectKwhPerGigabyte?: Given;
  /** Round trip (s). */
  readonly roundTripSeconds?: Given;
  /** What a message has beside its content (B); 150 B where left out. */
  readonly headerBytes?: Given;
  /** Electricity of the network; that of the cloud where left out. */
  readonly grid?: Grid;
}

/** Further quantities that may be given in place of what they follow from. */
export interface HybridGivens {
  /** One device. */
  readonly devices?: Given;
  /** Thermal design power of a processor, from which its power is predicted (W). */
  readonly processorTdpWatts?: Given;
  /** Power of a processor that runs a model, over its TDP. */
  readonly processorLoad?: Given;
  /** Power of memory, board and fans of a server with one processor (W). */
  readonly baseWatts?: Given;
  /** Power of the whole device while it runs a model (W). */
  readonly activeWatts?: Given;
  /** Power of the whole device while it waits (W). */
  readonly waitingWatts?: Given;
  /** Memory of the device (B); whether the model fits is not checked where left out. */
  readonly deviceMemoryBytes?: Given;
  /** Rate at which memory is read (B/s). */
  readonly deviceMemoryBytesPerSecond?: Given;
  /** 16-bit rate (FLOP/s); of a processor the measured rate of matrix products, without which batches and prompts cannot be told. */
  readonly deviceFlopPerSecond?: Given;
  /** Share of the bandwidth that decoding reaches. */
  readonly deviceBandwidthEfficiency?: Given;
  /** Share of the rate that reading a prompt reaches. */
  readonly deviceComputeEfficiency?: Given;
  /** Time of a step beside reading and computing (s). */
  readonly deviceFixedSeconds?: Given;
  /** Manufacture, transport and end of life of the device (gCO2e); missing for a processor. */
  readonly deviceManufactureGramsCo2e?: Given;
  /** Share of its manufacture that is charged while it is busy with this: 1, an upper bound, where left out. */
  readonly chargedShare?: Given;
  /** Manufacture of the device that is charged (gCO2e). */
  readonly chargedGramsCo2e?: Given;
  /** Service life of the device, in years of 365 days (a). */
  readonly deviceLifetimeYears?: Given;
  /** Hours of a day in which it is in use. */
  readonly activeHoursPerDay?: Given;
  /** Share of its life in which it is in use. */
  readonly deviceUtilisation?: Given;
  /** Generated tokens (tokens). */
  readonly generatedTokens?: Given;
  /** Tokens that a round yields (tokens). */
  readonly roundTokens?: Given;
  /** Rounds of the answer. */
  readonly rounds?: Given;
  /** Energy per transferred byte, an average attribution (kWh/GB). */
  readonly networkKwhPerGigabyte?: Given;
  /** Energy per byte between data centres, added for a cloud and not for an edge (kWh/GB). */
  readonly interconnectKwhPerGigabyte?: Given;
  /** Round trip (s). */
  readonly roundTripSeconds?: Given;
  /** What a message has beside its content (B). */
  readonly headerBytes?: Given;
  /** One message. */
  readonly oneMessage?: Given;
  /** No tokens (tokens). */
  readonly noTokens?: Given;
  /** Vocabulary of the draft model. */
  readonly draftVocabulary?: Given;
  /** Size of a probability (B). */
  readonly probabilityBytes?: Given;
  /** Size of the id of a token (B). */
  readonly tokenIdBytes?: Given;
  /** Size of the text of a token of the prompt (B). */
  readonly promptTokenBytes?: Given;
  /** Size of a token that is streamed (B). */
  readonly streamedTokenBytes?: Given;
  /** The token that the verification adds (tokens). */
  readonly bonusTokens?: Given;
  /** Tokens that come back (tokens). */
  readonly returnedTokens?: Given;
  /** Drafts whose distribution is sent (tokens). */
  readonly distributedTokens?: Given;
  /** Message of the drafts of a round (B). */
  readonly draftsBytes?: Given;
  /** Message of what is accepted (B). */
  readonly verdictBytes?: Given;
  /** Messages of a round (B). */
  readonly roundBytes?: Given;
  /** Message of the prompt (B). */
  readonly promptBytes?: Given;
  /** Messages of an answer that is streamed (B). */
  readonly streamBytes?: Given;
  /** Time of a token of the draft model (s). */
  readonly draftTokenSeconds?: Given;
  /** Time of the device to read the prompt (s). */
  readonly prefillSeconds?: Given;
  /** Time of the drafts of a round (s). */
  readonly roundDraftSeconds?: Given;
  /** Time of all drafts (s). */
  readonly draftsSeconds?: Given;
  /** Time of all round trips (s). */
  readonly roundTripsSeconds?: Given;
  /** Time of a round beside that of the server (s). */
  readonly roundSeconds?: Given;
  /** The same per token (s). */
  readonly deviceTokenSeconds?: Given;
  /** Energy over that of the cloud alone: above 1 the hybrid takes more. */
  readonly ratioToCloud?: Given;
}

/** An answer that a device of a user drafts, and a server verifies. */
export interface HybridInput extends HybridGivens {
  /** The server that verifies. */
  readonly cloud: Verifier;
  /** A server nearer to the user. */
  readonly edge?: Verifier;
  /** The device of the user. */
  readonly device: LocalDevice;
  /** Model that drafts. */
  readonly draftModel: Model;
  /** Electricity of the device; that of the cloud where left out. */
  readonly deviceGrid?: Grid;
  /** Network between device and servers. */
  readonly network?: HybridNetwork;
  /** Prompt, which device and server both read (tokens); none where left out. */
  readonly inputTokens?: Given;
  /** Answer (tokens). */
  readonly outputTokens: Given;
  /** Tokens drafted in a round (tokens); 4 where left out. */
  readonly draftedTokens?: Given;
  /** Mean chance that a drafted token is accepted, not the accepted over the drafted (fraction); 0.7 where left out. */
  readonly acceptance?: Given;
  /** Size of a weight of the draft (B/parameter); 0.5625 B/parameter where left out. */
  readonly draftBytesPerParameter?: Given;
}

/** Further quantities that may be given in place of what they follow from. */
export interface LocalInferenceGivens extends ModelGivens {
  /** One device. */
  readonly devices?: Given;
  /** Thermal design power of a processor, from which its power is predicted (W). */
  readonly processorTdpWatts?: Given;
  /** Power of a processor that runs a model, over its TDP. */
  readonly processorLoad?: Given;
  /** Power of memory, board and fans of a server with one processor (W). */
  readonly baseWatts?: Given;
  /** Power of the whole device while it runs a model (W). */
  readonly activeWatts?: Given;
  /** Power of the whole device while it waits (W). */
  readonly waitingWatts?: Given;
  /** Memory of the device (B); whether the model fits is not checked where left out. */
  readonly deviceMemoryBytes?: Given;
  /** Rate at which memory is read (B/s). */
  readonly deviceMemoryBytesPerSecond?: Given;
  /** 16-bit rate (FLOP/s); of a processor the measured rate of matrix products, without which batches and prompts cannot be told. */
  readonly deviceFlopPerSecond?: Given;
  /** Share of the bandwidth that decoding reaches. */
  readonly deviceBandwidthEfficiency?: Given;
  /** Share of the rate that reading a prompt reaches. */
  readonly deviceComputeEfficiency?: Given;
  /** Time of a step beside reading and computing (s). */
  readonly deviceFixedSeconds?: Given;
  /** Manufacture, transport and end of life of the device (gCO2e); missing for a processor. */
  readonly deviceManufactureGramsCo2e?: Given;
  /** Share of its manufacture that is charged while it is busy with this: 1, an upper bound, where left out. */
  readonly chargedShare?: Given;
  /** Manufacture of the device that is charged (gCO2e). */
  readonly chargedGramsCo2e?: Given;
  /** Service life of the device, in years of 365 days (a). */
  readonly deviceLifetimeYears?: Given;
  /** Hours of a day in which it is in use. */
  readonly activeHoursPerDay?: Given;
  /** Share of its life in which it is in use. */
  readonly deviceUtilisation?: Given;
  /** Carbon intensity at the meter (gCO2e/kWh). */
  readonly deliveredGramsPerKwh?: Given;
  /** Water on site (L). */
  readonly onSiteWaterLitres?: Given;
  /** Water of power plants (L). */
  readonly offSiteWaterLitres?: Given;
  /** Size of a weight (B/parameter). */
  readonly bytesPerParameter?: Given;
  /** Size of a weight beside routed experts (B/parameter). */
  readonly sharedBytesPerParameter?: Given;
  /** Mean context of a decoding step (tokens). */
  readonly contextTokens?: Given;
  /** Share of the routed experts that a step reads. */
  readonly touchedExpertShare?: Given;
  /** Weights that a step reads (B). */
  readonly weightTrafficBytes?: Given;
  /** Cache of a sequence (B). */
  readonly cacheBytes?: Given;
  /** All tokens of a request (tokens). */
  readonly requestTokens?: Given;
  /** Tokens that the model takes (tokens). */
  readonly longestTokens?: Given;
  /** Cache of a sequence at its end (B). */
  readonly fullCacheBytes?: Given;
  /** Cache and state of a sequence at its end (B). */
  readonly sequenceBytes?: Given;
  /** Nothing beside caches and states (B). */
  readonly noBytes?: Given;
  /** Caches and states of all sequences at their end (B). */
  readonly sequencesBytes?: Given;
  /** Memory of the weights (B). */
  readonly weightBytes?: Given;
  /** Memory of weights and caches (B). */
  readonly neededBytes?: Given;
  /** Caches and states that a step reads (B). */
  readonly stepCacheBytes?: Given;
  /** What a step reads (B). */
  readonly stepBytes?: Given;
  /** Time of the memory (s). */
  readonly memorySeconds?: Given;
  /** Operations of a token (FLOP). */
  readonly tokenFlop?: Given;
  /** Operations of a step (FLOP). */
  readonly stepFlop?: Given;
  /** Time of the operations (s). */
  readonly computeSeconds?: Given;
  /** Time of a decoding step (s). */
  readonly stepSeconds?: Given;
  /** Prompt tokens that a cache holds (tokens). */
  readonly cachedTokens?: Given;
  /** Operations to read the prompt (FLOP). */
  readonly prefillFlop?: Given;
  /** Time to read the prompt (s). */
  readonly prefillSeconds?: Given;
  /** Generated tokens (tokens). */
  readonly generatedTokens?: Given;
  /** Rate at which the device generates tokens, over all sequences (token/s). */
  readonly tokensPerSecond?: Given;
  /** Time of a step that a sequence bears (s). */
  readonly sequenceSeconds?: Given;
  /** Time of the answer (s). */
  readonly answerSeconds?: Given;
  /** Measured over predicted energy of a processor. */
  readonly deviceEnergySpread?: Given;
  /** Energy of decoding per generated token (J/token). */
  readonly joulesPerToken?: Given;
}

/** A request to a model that runs on a device of a user, or on the processor of a server. */
export interface LocalInferenceInput extends LocalInferenceGivens, PlaceInput {
  /** Model that runs on the device. */
  readonly model: Model;
  /** The device, or the processor of a server. */
  readonly device: LocalDevice;
  /** The electricity: `{ intensityGramsPerKwh: 429 }`, or `gridInYear(grids.usa, 2024)`. */
  readonly grid: Grid;
  /** Power usage effectiveness where the processor stands in a data centre; 1 where left out. */
  readonly pue?: Given;
  /** Format of the weights. */
  readonly precision?: "fp32" | "bf16" | "fp16" | "fp8" | "int8" | "int4" | "int4-experts" | "w4a16" | "awq" | "gptq" | "nf4" | "mxfp4" | "nvfp4" | "q2_k" | "q3_k_s" | "q3_k_m" | "q3_k_l" | "iq4_xs" | "iq4_nl" | "q4_0" | "q4_1" | "q4_k_s" | "q4_k_m" | "q5_0" | "q5_1" | "q5_k_s" | "q5_k_m" | "q6_k" | "q8_0";
  /** Bits of a weight as it is kept, scales included, in place of what its format has. */
  readonly weightBits?: Given;
  /** Sequences that run at once; 1 where left out. */
  readonly batch?: Given;
  /** Prompt (tokens); none where left out. */
  readonly inputTokens?: Given;
  /** Answer (tokens). */
  readonly outputTokens?: Given;
}

/** How the tuned model is asked. */
export interface TunedRequest extends CallDeployment {
  /** Prompt of the tuned model (tokens); instructions and question of the retrieval where left out. */
  readonly inputTokens?: Given;
  /** Answer of the tuned model (tokens); that of the retrieval where left out. */
  readonly outputTokens?: Given;
}

/** Further quantities that may be given in place of what they follow from. */
export interface AdaptationGivens {
  /** Prompt of the tuned model (tokens); instructions and question of the retrieval where left out. */
  readonly tunedPromptTokens?: Given;
  /** Answer of the tuned model (tokens); that of the retrieval where left out. */
  readonly tunedOutputTokens?: Given;
  /** Generated tokens of the tuned model that are not shown (tokens). */
  readonly tunedReasoningTokens?: Given;
}

/** Two ways to the same answers: retrieval on every request, or a model that was tuned before. */
export interface AdaptationInput extends AdaptationGivens {
  /** The retrieval. */
  readonly rag: Omit<RagInput, "requestsPerDay">;
  /** What makes the tuned model. */
  readonly fineTuning: FineTuningInput | readonly FineTuningInput[];
  /** How the tuned model is asked. */
  readonly tuned?: TunedRequest;
  /** Draws for the interval of the break-even. */
  readonly draws?: number;
  /** Seed of the draws. */
  readonly seed?: number;
  /** Requests per period. */
  readonly requests: Given;
  /** The period (d); 30 days where left out. */
  readonly periodDays?: Given;
  /** Times that the index is refreshed in a period; as its days between refreshes say where left out. */
  readonly refreshesPerPeriod?: Given;
  /** Times that the model is tuned in a period; 1 where left out. */
  readonly fineTuningsPerPeriod?: Given;
}

/** Data and checkpoints that are kept. */
export interface LifeStorage extends PlaceInput, LifePhase {
  /** Where it is kept; `ssd` where left out. */
  readonly medium?: "ssd" | "hdd";
  /** Size of everything that is kept once (B). */
  readonly storedBytes: Given;
  /** Copies of it; one where left out. */
  readonly replicas?: number;
  /** How long it is kept, in years of 365 days (a). */
  readonly years: Given;
}

/** End of the hardware. */
export interface LifeRetirement extends LifePhase {
  /** End of life as a share of the embodied emissions of all phases (fraction). */
  readonly endOfLifeFraction?: Given;
  /** End of life as it is known (gCO2e). */
  readonly gramsCo2e?: Given;
}

/** Further quantities that may be given in place of what they follow from. */
export interface LifecycleGivens {
  /** Failed and search runs as a multiple of the training. */
  readonly experimentationFactor?: Given;
  /** Questions per day. */
  readonly requestsPerDay?: Given;
  /** Days on which questions are asked (d). */
  readonly ragDays?: Given;
  /** Questions with retrieval. */
  readonly ragRequests?: Given;
  /** Size of everything that is kept once (B). */
  readonly keptBytes?: Given;
  /** Copies of it; one where left out. */
  readonly storageReplicas?: Given;
  /** How long it is kept, in years of 365 days (a). */
  readonly storageYears?: Given;
  /** End of life as it is known (gCO2e). */
  readonly endOfLifeGramsCo2e?: Given;
  /** Energy of what happens once (kWh). */
  readonly onceEnergyKwh?: Given;
  /** Emissions of what happens once (gCO2e). */
  readonly onceGramsCo2e?: Given;
  /** Energy of what happens once, per request (kWh). */
  readonly requestKwh?: Given;
  /** Emissions of what happens once, per request (gCO2e). */
  readonly requestGramsCo2e?: Given;
  /** A million tokens (tokens). */
  readonly millionTokens?: Given;
  /** Millions of tokens. */
  readonly lifetimeMillions?: Given;
  /** Energy of what happens once, per million tokens (kWh). */
  readonly millionKwh?: Given;
  /** Emissions of what happens once, per million tokens (gCO2e). */
  readonly millionGramsCo2e?: Given;
  /** Energy of making the model (kWh). */
  readonly makingEnergyKwh?: Given;
  /** Requests of all kinds. */
  readonly servedRequests?: Given;
  /** Energy of all requests (kWh). */
  readonly servedEnergyKwh?: Given;
  /** Energy of a request of the mean kind (kWh). */
  readonly meanRequestKwh?: Given;
  /** Requests after which serving has taken as much energy as making the model. */
  readonly overtakingRequests?: Given;
}

/** A model from its training to its retirement; each phase with hardware, place and dates of its own, and each may be left out. */
export interface LifecycleInput extends LifecycleGivens {
  /** The training. */
  readonly training?: TrainingInput & LifePhase;
  /** Fine-tunings. */
  readonly fineTuning?: readonly (FineTuningInput & LifePhase)[];
  /** Requests of one kind. */
  readonly inference?: readonly (InferenceInput & LifePhase & { readonly requests: Given })[];
  /** Questions with retrieval. */
  readonly rag?: RagInput & LifePhase & { readonly requestsPerDay: Given; readonly days: Given };
  /** Data and checkpoints that are kept. */
  readonly storage?: LifeStorage;
  /** End of the hardware. */
  readonly retirement?: LifeRetirement;
  /** Failed and search runs as a multiple of the training. */
  readonly experimentation?: Given;
  /** Requests of the whole life, over which what happened once is spread. */
  readonly lifetimeRequests?: Given;
  /** Generated tokens of the whole life, over which what happened once is spread (tokens). */
  readonly lifetimeTokens?: Given;
}
