import type { Driver } from "../graph/ranges.js";
import type { Line } from "../core/line.js";
import type { Note } from "./note.js";

/** The numbers of a served request. Energies and emissions are those of one request, times those of its instance. */
export interface InferenceTotals {
  /** Accelerators of one instance (count). */
  readonly acceleratorCount: number;
  /** Sequences that run at once on an instance (count). */
  readonly batch: number;
  /** Time to read the uncached part of the prompt (s). */
  readonly prefillSeconds: number;
  /** Time of a decoding step without prompts in between (s). */
  readonly decodeStepSeconds: number;
  /** Time per output token, with the prompts of other requests in between (s). */
  readonly timePerOutputTokenSeconds: number;
  readonly timeToFirstTokenSeconds: number;
  readonly latencySeconds: number;
  /** Rate at which one user receives tokens (token/s). */
  readonly userTokensPerSecond: number;
  /** Rate at which an instance generates tokens (token/s). */
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
  /** Share of the manufacture (gCO2e). */
  readonly embodiedGramsCo2e: number;
  readonly totalGramsCo2e: number;
  /** Energy of the accelerators per generated token (J/token). */
  readonly acceleratorJoulesPerToken: number;
  readonly energyKwhPerMillionTokens: number;
  readonly operationalGramsPerMillionTokens: number;
  readonly embodiedGramsPerMillionTokens: number;
  readonly totalGramsPerMillionTokens: number;
  /** Parts of the energy of the accelerators by phase (kWh), where it is predicted and not measured. */
  readonly prefillEnergyKwh?: number;
  readonly cacheReadEnergyKwh?: number;
  readonly decodeEnergyKwh?: number;
  /** The same by token class (kWh). */
  readonly inputEnergyKwh?: number;
  readonly cacheWriteEnergyKwh?: number;
  readonly outputEnergyKwh?: number;
  readonly reasoningEnergyKwh?: number;
  /** Energy to keep written caches (kWh), where their time is given. */
  readonly retentionEnergyKwh?: number;
  readonly marketOperationalGramsCo2e?: number;
  readonly waterLitres?: number;
  /** Price of rented or bought accelerators (USD/Mtoken), where one is given. */
  readonly hardwareUsdPerMillionTokens?: number;
  /** Price of the electricity (USD/Mtoken), where it is given. */
  readonly electricityUsdPerMillionTokens?: number;
  /** The same for the given number of requests. */
  readonly fleetEnergyKwh?: number;
  readonly fleetOperationalGramsCo2e?: number;
  readonly fleetEmbodiedGramsCo2e?: number;
  readonly fleetTotalGramsCo2e?: number;
}

/** An estimate of a request: each number, its low and high, the lines that led to it and what to know about it. */
export interface InferenceEstimate extends InferenceTotals {
  readonly kind: "inference";
  /** Version of the data that cited records and defaults come from. */
  readonly dataVersion: string;
  /** What the totals cover. */
  readonly boundary: { readonly lifecycle: "inference+idle"; readonly system: "datacenter" };
  /** Lower end of each number. */
  readonly low: InferenceTotals;
  /** Upper end of each number. */
  readonly high: InferenceTotals;
  /** What makes the total wide: each ranged input with the total at its two ends, widest first. */
  readonly drivers: readonly Driver[];
  readonly lines: readonly Line[];
  readonly notes: readonly Note[];
}
