import { formula, nonNegative, positive } from "../core/formula.js";

/** Inputs of {@link repeatedEnergy}. */
export interface RepeatedEnergyInputs {
  readonly repetitions: number;
  readonly energyKwh: number;
}

/**
 * Energy of a number of like pieces of work: requests, episodes, refreshes (kWh).
 *
 * @function
 * @throws `FootprintError` `out-of-domain`
 *
 * @example
 * ```ts
 * import { repeatedEnergy } from "llm-footprint/formulas";
 *
 * // a million requests
 * console.log(repeatedEnergy({ repetitions: 1000000, energyKwh: 0.0003 })); // 300
 * ```
 */
export const repeatedEnergy = formula(
  {
    id: "adaptation.repeated-energy",
    equation: "E_all = k·E",
    unit: "kWh",
    source: { id: "llm-footprint", at: "docs/guide/adaptation.md: a number of like pieces of work" },
    domain: { repetitions: nonNegative, energyKwh: nonNegative },
  },
  ({ repetitions, energyKwh }: RepeatedEnergyInputs) => repetitions * energyKwh,
);

/** Inputs of {@link repeatedEmissions}. */
export interface RepeatedEmissionsInputs {
  readonly repetitions: number;
  readonly onceGramsCo2e: number;
}

/**
 * Emissions of a number of like pieces of work (gCO2e).
 *
 * @function
 * @throws `FootprintError` `out-of-domain`
 *
 * @example
 * ```ts
 * import { repeatedEmissions } from "llm-footprint/formulas";
 *
 * // a million requests
 * console.log(repeatedEmissions({ repetitions: 1000000, onceGramsCo2e: 0.12 })); // 120000
 * ```
 */
export const repeatedEmissions = formula(
  {
    id: "adaptation.repeated-emissions",
    equation: "C_all = k·C",
    unit: "gCO2e",
    source: { id: "llm-footprint", at: "docs/guide/adaptation.md: a number of like pieces of work" },
    domain: { repetitions: nonNegative, onceGramsCo2e: nonNegative },
  },
  ({ repetitions, onceGramsCo2e }: RepeatedEmissionsInputs) => repetitions * onceGramsCo2e,
);

/** Inputs of {@link repeatedHours}. */
export interface RepeatedHoursInputs {
  readonly repetitions: number;
  readonly deviceHours: number;
}

/**
 * Device-hours of a number of like pieces of work (h).
 *
 * @function
 * @throws `FootprintError` `out-of-domain`
 *
 * @example
 * ```ts
 * import { repeatedHours } from "llm-footprint/formulas";
 *
 * // ten thousand episodes
 * console.log(repeatedHours({ repetitions: 10000, deviceHours: 0.002 })); // 20
 * ```
 */
export const repeatedHours = formula(
  {
    id: "adaptation.repeated-hours",
    equation: "h_all = k·h",
    unit: "h",
    source: { id: "llm-footprint", at: "docs/guide/adaptation.md: a number of like pieces of work" },
    domain: { repetitions: nonNegative, deviceHours: nonNegative },
  },
  ({ repetitions, deviceHours }: RepeatedHoursInputs) => repetitions * deviceHours,
);

/** Inputs of {@link repeatedWater}. */
export interface RepeatedWaterInputs {
  readonly repetitions: number;
  readonly onceLitres: number;
}

/**
 * Water of a number of like pieces of work (L).
 *
 * @function
 * @throws `FootprintError` `out-of-domain`
 *
 * @example
 * ```ts
 * import { repeatedWater } from "llm-footprint/formulas";
 *
 * // ten thousand episodes
 * console.log(repeatedWater({ repetitions: 10000, onceLitres: 0.002 })); // 20
 * ```
 */
export const repeatedWater = formula(
  {
    id: "adaptation.repeated-water",
    equation: "V_all = k·V",
    unit: "L",
    source: { id: "llm-footprint", at: "docs/guide/adaptation.md: a number of like pieces of work" },
    domain: { repetitions: nonNegative, onceLitres: nonNegative },
  },
  ({ repetitions, onceLitres }: RepeatedWaterInputs) => repetitions * onceLitres,
);

/** Inputs of {@link repeatedCost}. */
export interface RepeatedCostInputs {
  readonly repetitions: number;
  readonly onceUsd: number;
}

/**
 * Price of a number of like pieces of work (USD).
 *
 * @function
 * @throws `FootprintError` `out-of-domain`
 *
 * @example
 * ```ts
 * import { repeatedCost } from "llm-footprint/formulas";
 *
 * // ten thousand episodes
 * console.log(repeatedCost({ repetitions: 10000, onceUsd: 0.005 })); // 50
 * ```
 */
export const repeatedCost = formula(
  {
    id: "adaptation.repeated-cost",
    equation: "p_all = k·p",
    unit: "USD",
    source: { id: "llm-footprint", at: "docs/guide/adaptation.md: a number of like pieces of work" },
    domain: { repetitions: nonNegative, onceUsd: nonNegative },
  },
  ({ repetitions, onceUsd }: RepeatedCostInputs) => repetitions * onceUsd,
);

/** Inputs of {@link repeatedSeconds}. */
export interface RepeatedSecondsInputs {
  readonly repetitions: number;
  readonly onceSeconds: number;
}

/**
 * Time of a number of like pieces of work that follow each other (s).
 *
 * @function
 * @throws `FootprintError` `out-of-domain`
 *
 * @example
 * ```ts
 * import { repeatedSeconds } from "llm-footprint/formulas";
 *
 * console.log(repeatedSeconds({ repetitions: 19, onceSeconds: 4 })); // 76
 * ```
 */
export const repeatedSeconds = formula(
  {
    id: "adaptation.repeated-seconds",
    equation: "t_all = k·t",
    unit: "s",
    source: { id: "llm-footprint", at: "docs/guide/adaptation.md: a number of like pieces of work, one after the other" },
    domain: { repetitions: nonNegative, onceSeconds: nonNegative },
  },
  ({ repetitions, onceSeconds }: RepeatedSecondsInputs) => repetitions * onceSeconds,
);

/** Inputs of {@link periodRequests}. */
export interface PeriodRequestsInputs {
  readonly requestsPerDay: number;
  readonly periodDays: number;
}

/**
 * Requests of a period (count).
 *
 * @function
 * @throws `FootprintError` `out-of-domain`
 *
 * @example
 * ```ts
 * import { periodRequests } from "llm-footprint/formulas";
 *
 * console.log(periodRequests({ requestsPerDay: 100000, periodDays: 30 })); // 3000000
 * ```
 */
export const periodRequests = formula(
  {
    id: "adaptation.period-requests",
    equation: "N = n_day·d",
    unit: "1",
    source: { id: "llm-footprint", at: "docs/guide/adaptation.md: requests of a number of days" },
    domain: { requestsPerDay: nonNegative, periodDays: nonNegative },
  },
  ({ requestsPerDay, periodDays }: PeriodRequestsInputs) => requestsPerDay * periodDays,
);

/** Inputs of {@link perRequest}. */
export interface PerRequestInputs {
  readonly occurrences: number;
  readonly requests: number;
}

/**
 * What one request bears of something that happens some times for all of them (ratio).
 *
 * @function
 * @throws `FootprintError` `out-of-domain`
 *
 * @example
 * ```ts
 * import { perRequest } from "llm-footprint/formulas";
 *
 * // one rebuild of an index in a month of 100,000 requests a day
 * console.log(perRequest({ occurrences: 1, requests: 3000000 }).toExponential(3)); // 3.333e-7
 * ```
 */
export const perRequest = formula(
  {
    id: "adaptation.per-request",
    equation: "k = n/N",
    unit: "1",
    source: { id: "llm-footprint", at: "docs/guide/adaptation.md: what happens once is shared by the requests that it serves" },
    domain: { occurrences: nonNegative, requests: positive },
  },
  ({ occurrences, requests }: PerRequestInputs) => occurrences / requests,
);

/** Inputs of {@link hardwareCost}. */
export interface HardwareCostInputs {
  readonly deviceHours: number;
  readonly acceleratorUsdPerHour: number;
}

/**
 * Price of accelerators by the hour (USD).
 *
 * @function
 * @throws `FootprintError` `out-of-domain`
 *
 * @example
 * ```ts
 * import { hardwareCost } from "llm-footprint/formulas";
 *
 * // eight accelerators for half a day
 * console.log(hardwareCost({ deviceHours: 96, acceleratorUsdPerHour: 2.5 })); // 240
 * ```
 */
export const hardwareCost = formula(
  {
    id: "adaptation.hardware-cost",
    equation: "p = h·p_h",
    unit: "USD",
    source: { id: "dong-2024", at: "§4, tokenomics: rented hardware" },
    domain: { deviceHours: nonNegative, acceleratorUsdPerHour: nonNegative },
  },
  ({ deviceHours, acceleratorUsdPerHour }: HardwareCostInputs) => deviceHours * acceleratorUsdPerHour,
);

/** Inputs of {@link electricityCost}. */
export interface ElectricityCostInputs {
  readonly energyKwh: number;
  readonly electricityUsdPerKwh: number;
}

/**
 * Price of electricity (USD).
 *
 * @function
 * @throws `FootprintError` `out-of-domain`
 *
 * @example
 * ```ts
 * import { electricityCost } from "llm-footprint/formulas";
 *
 * console.log(electricityCost({ energyKwh: 120, electricityUsdPerKwh: 0.1 })); // 12
 * ```
 */
export const electricityCost = formula(
  {
    id: "adaptation.electricity-cost",
    equation: "p = E·p_kWh",
    unit: "USD",
    source: { id: "dong-2024", at: "§4, tokenomics: electricity" },
    domain: { energyKwh: nonNegative, electricityUsdPerKwh: nonNegative },
  },
  ({ energyKwh, electricityUsdPerKwh }: ElectricityCostInputs) => energyKwh * electricityUsdPerKwh,
);
