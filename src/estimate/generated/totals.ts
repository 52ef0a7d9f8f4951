/**
 * Numbers of results. Written by a test (`npm run generate`) from the tables of quantities and from `src/forms`.
 *
 * @module
 */

/** The numbers of a training estimate. */
export interface TrainingTotals {
  /** Parameters of the model (parameters). */
  readonly parameters: number;
  /** Parameters that a token passes through (parameters). */
  readonly activeParameters: number;
  /** Operations of the model, recomputation not counted (FLOP). */
  readonly trainingFlop: number;
  /** Accelerator-hours of the run (h). */
  readonly deviceHours: number;
  /** Wall-clock days of the run (d). */
  readonly days: number;
  /** Energy of the IT equipment of the run, before PUE (kWh). */
  readonly itEnergyKwh: number;
  /** Energy of the data centre, PUE applied once (kWh). */
  readonly energyKwh: number;
  /** Location-based emissions of the electricity (gCO2e). */
  readonly operationalGramsCo2e: number;
  /** Share of the manufacture of the hardware (gCO2e). */
  readonly embodiedGramsCo2e: number;
  /** Location-based emissions of the electricity and the share of the manufacture (gCO2e). */
  readonly totalGramsCo2e: number;
  /** Market-based emissions of the electricity, beside the total (gCO2e). */
  readonly marketOperationalGramsCo2e?: number;
  /** Water, as far as its factors are given (L). */
  readonly waterLitres?: number;
}

/** The numbers of a served request. Energies and emissions are those of one request, times those of its instance. */
export interface InferenceTotals {
  /** Accelerators of one instance. */
  readonly acceleratorCount: number;
  /** Mean number of sequences that run at once on an instance. */
  readonly batch: number;
  /** Time to read the uncached part of the prompt (s). */
  readonly prefillSeconds: number;
  /** Time of a decoding step without prompts in between (s). */
  readonly decodeStepSeconds: number;
  /** Time per output token, with the prompts of other requests in between (s). */
  readonly timePerOutputTokenSeconds: number;
  /** Time to the first token (s). */
  readonly timeToFirstTokenSeconds: number;
  /** Time of the whole request (s). */
  readonly latencySeconds: number;
  /** Rate at which one user receives tokens (token/s). */
  readonly userTokensPerSecond: number;
  /** Tokens that one instance generates per second (token/s). */
  readonly systemTokensPerSecond: number;
  /** Time of an instance that is charged to the request (s). */
  readonly instanceSeconds: number;
  /** Mean power of one accelerator while it decodes (W). */
  readonly decodePowerWatts: number;
  /** Energy of the accelerators (kWh). */
  readonly acceleratorEnergyKwh: number;
  /** Energy of hosts, network and fans (kWh). */
  readonly hostEnergyKwh: number;
  /** Energy of the time in which servers wait for requests (kWh). */
  readonly idleEnergyKwh: number;
  /** Energy of all IT equipment (kWh). */
  readonly itEnergyKwh: number;
  /** Energy of the data centre, PUE applied once (kWh). */
  readonly energyKwh: number;
  /** Location-based emissions of the electricity (gCO2e). */
  readonly operationalGramsCo2e: number;
  /** Share of the manufacture of the hardware (gCO2e). */
  readonly embodiedGramsCo2e: number;
  /** Location-based emissions of the electricity and the share of the manufacture (gCO2e). */
  readonly totalGramsCo2e: number;
  /** Energy of the accelerators per generated token (J/token). */
  readonly acceleratorJoulesPerToken: number;
  /** Energy of a million generated tokens (kWh/Mtoken). */
  readonly energyKwhPerMillionTokens: number;
  /** Emissions of the electricity of a million generated tokens (gCO2e/Mtoken). */
  readonly operationalGramsPerMillionTokens: number;
  /** Share of the manufacture of a million generated tokens (gCO2e/Mtoken). */
  readonly embodiedGramsPerMillionTokens: number;
  /** Emissions of a million generated tokens (gCO2e/Mtoken). */
  readonly totalGramsPerMillionTokens: number;
  /** Energy of the accelerators to read prompts (kWh). */
  readonly prefillEnergyKwh?: number;
  /** Energy of the accelerators to load caches (kWh). */
  readonly cacheReadEnergyKwh?: number;
  /** Energy of the accelerators to decode (kWh). */
  readonly decodeEnergyKwh?: number;
  /** Energy of the prompt tokens that no cache holds (kWh). */
  readonly inputEnergyKwh?: number;
  /** Energy of the prompt tokens that are kept (kWh). */
  readonly cacheWriteEnergyKwh?: number;
  /** Energy of the visible tokens of the answer (kWh). */
  readonly outputEnergyKwh?: number;
  /** Energy of the generated tokens that are not shown (kWh). */
  readonly reasoningEnergyKwh?: number;
  /** Energy to keep written caches (kWh). */
  readonly retentionEnergyKwh?: number;
  /** Market-based emissions of the electricity, beside the total (gCO2e). */
  readonly marketOperationalGramsCo2e?: number;
  /** Water, as far as its factors are given (L). */
  readonly waterLitres?: number;
  /** Price of rented or bought accelerators for a million generated tokens (USD/Mtoken). */
  readonly hardwareUsdPerMillionTokens?: number;
  /** Price of the electricity of a million generated tokens (USD/Mtoken). */
  readonly electricityUsdPerMillionTokens?: number;
  /** Energy of all these requests (kWh). */
  readonly fleetEnergyKwh?: number;
  /** Emissions of the electricity of all these requests (gCO2e). */
  readonly fleetOperationalGramsCo2e?: number;
  /** Share of the manufacture of all these requests (gCO2e). */
  readonly fleetEmbodiedGramsCo2e?: number;
  /** Emissions of all these requests (gCO2e). */
  readonly fleetTotalGramsCo2e?: number;
  /** Water of all these requests (L). */
  readonly fleetWaterLitres?: number;
  /** Price of accelerators and electricity of all these requests, as far as one is given (USD). */
  readonly fleetCostUsd?: number;
}

/** The numbers of a part of an estimate. */
export interface PhaseTotals {
  /** Accelerator-hours (h). */
  readonly deviceHours?: number;
  /** Energy of the equipment (kWh). */
  readonly itEnergyKwh: number;
  /** Energy of the data centres, PUE applied once (kWh). */
  readonly energyKwh: number;
  /** Location-based emissions of the electricity (gCO2e). */
  readonly operationalGramsCo2e: number;
  /** Share of the manufacture of the hardware (gCO2e). */
  readonly embodiedGramsCo2e: number;
  /** Location-based emissions and the share of the manufacture (gCO2e). */
  readonly totalGramsCo2e: number;
  /** Market-based emissions of the electricity, beside the total (gCO2e). */
  readonly marketOperationalGramsCo2e?: number;
  /** Water, where every part knows it (L). */
  readonly waterLitres?: number;
  /** Price of accelerators and electricity, of the parts that have one (USD). */
  readonly costUsd?: number;
}

/** The numbers of a plan of the memory of a training. */
export interface SizingTotals {
  /** Parameters of the model (parameters). */
  readonly parameters: number;
  /** 16-bit weights of the whole model (B). */
  readonly weightBytes: number;
  /** Devices whose memory would hold these weights and nothing else. */
  readonly devicesForWeights: number;
  /** Devices by the quick rule: 18 bytes per parameter in 80 % of the memory. */
  readonly quickDevices: number;
  /** Weights, gradients and optimizer states on one device (B). */
  readonly stateBytes: number;
  /** Activations on one device (B). */
  readonly activationBytes?: number;
  /** States and activations on one device (B). */
  readonly memoryBytes: number;
  /** What one device may be filled with (B). */
  readonly usableMemoryBytes: number;
  /** Devices of the plan. */
  readonly devices: number;
  /** Share of the time in which the pipeline is idle. */
  readonly bubbleShare?: number;
}

/** The numbers of a plan of the memory of a served model. */
export interface ServingSizingTotals {
  /** Parameters of the model (parameters). */
  readonly parameters: number;
  /** Memory of the weights (B). */
  readonly weightBytes: number;
  /** Fewest accelerators whose whole memory holds the weights alone. */
  readonly acceleratorsForWeights: number;
  /** Cache of a token (B). */
  readonly tokenCacheBytes: number;
  /** Cache and state of a sequence (B). */
  readonly sequenceBytes?: number;
  /** Fewest accelerators that hold weights and caches in the usable share of their memory. */
  readonly accelerators: number;
  /** The next power of two, which cuts layers evenly. */
  readonly tensorParallelism: number;
  /** Sequences for which that leaves room. */
  readonly memoryBatch?: number;
}
